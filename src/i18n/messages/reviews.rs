//! Texts about what customers say of what they bought.

use crate::{
    domain::{order::OrderNumber, review::Rating},
    i18n::messages::messages,
};

messages! {
    html {
        product_rating(average: Rating, count: u32);
        reviews_together(average: Rating, count: u32);
        reviews_none;
        reviews_one(stars: &str, author: &str, date: &str);
        reviews_of_order(number: &OrderNumber);
        reviews_how_many(name: &str);
        reviews_yours(name: &str, stars: &str);
        reviews_by_name(author: &str);
        reviews_hidden;
        reviews_thanks;
        reviews_question;
        reviews_limits(max: i64, author: &str);
        reviews_published;
        reviews_staff_hidden;
        notice_review(name: &str, stars: &str, author: &str);
    }
    plain {
        button_reviews(average: Rating, count: u32);
        button_review;
        button_own_review;
        button_all_reviews;
        button_reviewed(stars: &str, name: &str);
        button_to_review(name: &str);
        button_back_to_order;
        button_words;
        button_other_words;
        button_withdraw_review;
        button_leave_words;
        button_staff_reviews;
        button_hide_review(stars: &str, author: &str);
        button_show_review(stars: &str, author: &str);
        toast_rated;
        toast_withdrawn;
        toast_review_hidden;
        toast_review_shown;
        alert_not_bought;
        alert_no_review;
        alert_review_gone;
        subject_review;
    }
}
