//! Texts about adding a product, and about numbers that people type.

use crate::{domain::money::Money, i18n::messages::messages};

messages! {
    html {
        adding_title;
        adding_so_far_category(name: &str);
        adding_so_far_price(price: Money);
        adding_so_far_stock(count: u32);
        adding_category_prompt;
        adding_name_prompt;
        adding_description_prompt;
        adding_price_prompt;
        adding_stock_prompt;
        adding_photos_prompt(most: i64);
        adding_photos_count(count: i64, most: i64);
        adding_tap_category;
        adding_photo_expected;
        adding_photo_later;
        adding_photo_same;
        adding_photos_full(most: i64);
        adding_not_yet;
        adding_category_gone;
        adding_no_categories;
        adding_begun(name: &str, step: &str);
        adding_created(name: &str);
        adding_cancelled;
        adding_gone;
        photo_not_asked_for;
        number_not_a_number(example: &str);
        number_grouping(example: &str);
        number_ambiguous;
        number_other_currency(currency: &str, example: &str);
        number_too_precise(currency: &str, decimals: u32, example: &str);
        number_not_whole;
        number_not_positive(example: &str);
        number_negative(example: &str);
        number_too_large(most: &str);
    }
    plain {
        adding_step_category;
        adding_step_name;
        adding_step_description;
        adding_step_price;
        adding_step_stock;
        adding_step_photos;
        alert_draft_gone;
        button_add_product;
        button_adding_here(name: &str);
        button_adding_open(name: &str);
        button_adding_up;
        button_adding_skip;
        button_adding_done;
        button_adding_continue(name: &str);
        button_adding_anew;
        button_adding_as_customer;
        button_adding_edit;
        button_adding_another;
    }
}
