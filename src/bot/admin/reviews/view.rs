//! The screens of reviews on the staff's side.

use chrono_tz::Tz;

use crate::{
    bot::{
        admin::{button::StaffButton, panel, products::view::to_product},
        reviews::view::{head, one, words},
        screen::{Key, Screen, cut, pager},
    },
    domain::review::Review,
    i18n::{Html, Lang},
    shop::reviews::Reviews,
};

use super::button::ReviewButton;

/// Characters of an author's name on a key.
const NAME: usize = 20;

fn key(label: String, button: ReviewButton) -> Key {
    Key::new(label, StaffButton::Review(button))
}

/// A page of what is said of a product, hidden reviews too.
pub fn list(lang: Lang, timezone: Tz, page: &Reviews) -> Screen {
    let product = page.product;
    let told = page.reviews.iter().map(|review| {
        let hidden = review.is_hidden.then(|| lang.reviews_staff_hidden());
        Html::lines(hidden.into_iter().chain([one(lang, timezone, review)]))
    });
    let text = Html::paragraphs(
        [head(lang, &page.name, page.rating)]
            .into_iter()
            .chain(told),
    );
    let mut rows: Vec<Vec<Key>> = page
        .reviews
        .iter()
        .map(|review| vec![switch(lang, review, page.page)])
        .collect();
    let turn = |page| StaffButton::Review(ReviewButton::List { product, page });
    rows.extend(pager(
        lang,
        page.page.checked_sub(1).map(turn),
        page.has_next.then(|| turn(page.page + 1)),
    ));
    rows.push(vec![to_product(lang, product), panel::back(lang)]);
    Screen::new(text, rows)
}

/// The key that hides a review, or shows it.
fn switch(lang: Lang, review: &Review, page: u32) -> Key {
    let (stars, name) = (review.stars.drawn(), cut(&review.author, NAME));
    let review_id = review.id;
    if review.is_hidden {
        let show = ReviewButton::Show {
            review: review_id,
            page,
        };
        key(lang.button_show_review(&stars, &name), show)
    } else {
        let hide = ReviewButton::Hide {
            review: review_id,
            page,
        };
        key(lang.button_hide_review(&stars, &name), hide)
    }
}

/// What staff are told of a new review.
pub fn announced(lang: Lang, review: &Review, name: &str) -> Screen {
    let product = review.product;
    let head = lang.notice_review(name, &review.stars.drawn(), &review.author);
    let text = Html::lines([head].into_iter().chain(words(review)));
    let all = ReviewButton::List { product, page: 0 };
    let rows = vec![
        vec![switch(lang, review, 0)],
        vec![key(lang.button_staff_reviews(), all)],
    ];
    Screen::new(text, rows).lasting()
}
