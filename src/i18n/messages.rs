//! Every text, declared once with its typed arguments. The Fluent id is the function's name.

mod adding;
mod board;
mod bulk;
mod categories;
mod day;
mod delivery;
mod desk;
mod edit;
mod favourites;
mod inline;
mod payments;
mod photos;
mod privacy;
mod reviews;
mod search;
mod settings;
mod share;
mod staff;
mod team;
mod translations;
mod wording;

use crate::domain::{money::Money, order::OrderNumber};

use super::{Declared, Html, When};

macro_rules! messages {
    (
        html { $($html:ident $(($($html_arg:ident: $html_type:ty),*))?;)* }
        plain { $($plain:ident $(($($plain_arg:ident: $plain_type:ty),*))?;)* }
    ) => {
        /// Messages in Telegram's HTML.
        impl $crate::i18n::Lang {
            $(#[doc = concat!("The text `", stringify!($html), "`.")]
            pub fn $html(self $($(, $html_arg: $html_type)*)?) -> $crate::i18n::Html {
                let args = [$($((stringify!($html_arg), $crate::i18n::Arg::html($html_arg, self))),*)?];
                $crate::i18n::Html($crate::i18n::render(self, stringify!($html), args))
            })*
        }

        /// Texts without markup: buttons, toasts, commands.
        impl $crate::i18n::Lang {
            $(#[doc = concat!("The text `", stringify!($plain), "`.")]
            pub fn $plain(self $($(, $plain_arg: $plain_type)*)?) -> String {
                let args = [$($((stringify!($plain_arg), $crate::i18n::Arg::plain($plain_arg, self))),*)?];
                $crate::i18n::render(self, stringify!($plain), args)
            })*
        }

        /// Every text of this part of the shop.
        pub(in crate::i18n) const DECLARED: &[$crate::i18n::Declared] = &[
            $($crate::i18n::Declared {
                id: stringify!($html),
                is_html: true,
                arguments: &[$($($crate::i18n::Argument {
                    name: stringify!($html_arg),
                    kind: <$html_type as $crate::i18n::Arg<'static>>::KIND,
                }),*)?],
            },)*
            $($crate::i18n::Declared {
                id: stringify!($plain),
                is_html: false,
                arguments: &[$($($crate::i18n::Argument {
                    name: stringify!($plain_arg),
                    kind: <$plain_type as $crate::i18n::Arg<'static>>::KIND,
                }),*)?],
            },)*
        ];
    };
}

use messages;

/// Every text of all parts of the shop.
pub(super) fn declared() -> impl Iterator<Item = &'static Declared> {
    [
        DECLARED,
        adding::DECLARED,
        board::DECLARED,
        bulk::DECLARED,
        categories::DECLARED,
        day::DECLARED,
        delivery::DECLARED,
        desk::DECLARED,
        edit::DECLARED,
        favourites::DECLARED,
        inline::DECLARED,
        payments::DECLARED,
        photos::DECLARED,
        reviews::DECLARED,
        privacy::DECLARED,
        search::DECLARED,
        settings::DECLARED,
        share::DECLARED,
        staff::DECLARED,
        team::DECLARED,
        translations::DECLARED,
        wording::DECLARED,
    ]
    .into_iter()
    .flatten()
}

messages! {
    html {
        // common
        apology;
        unknown_command;
        slow_down;
        nothing_active;
        cancelled;
        language_title;

        // catalog
        greeting(name: &str);
        catalog_empty;
        category_title(name: &str);
        category_described(name: &str, description: &str);
        category_empty(name: &str);
        product_title(name: &str);
        product_price(price: Money);
        product_few_left(count: u32);
        product_sold_out;
        product_price_from(price: Money);
        product_chosen(option: &str, value: &str);
        product_choose(option: &str);

        // cart
        cart_title(lines: i64);
        cart_empty;
        cart_lines(lines: &Html, total: Money);
        cart_price_changed(name: &str, before: Money, now: Money);
        cart_short(name: &str, stock: u32);
        quantity_prompt(name: &str, max: u32);
        quantity_invalid(max: u32);

        // checkout
        checkout_empty_cart;
        checkout_no_delivery;
        checkout_way_gone;
        checkout_details_gone;
        checkout_cancelled;
        checkout_paused;
        checkout_missing_phone;
        checkout_missing_address;
        checkout_missing_both;
        checkout_name_prompt;
        checkout_phone_prompt(example: &str);
        checkout_phone_invalid(example: &str);
        checkout_phone_no_country(example: &str);
        checkout_contact_foreign;
        checkout_phone_kept;
        checkout_address_prompt;
        checkout_text_blank;
        checkout_text_too_long(max: i64);
        checkout_so_far(goods: Money);
        checkout_so_far_with_fee(goods: Money, fee: Money, total: Money);
        checkout_comment(comment: &str);
        checkout_comment_prompt;
        checkout_point_prompt;
        checkout_ways_prompt;
        checkout_title;
        checkout_contact(name: &str, phone: &str);
        checkout_courier(way: &str, address: &str);
        checkout_pickup(way: &str, address: &str);
        checkout_eta(eta: &str);
        checkout_line(name: &str, quantity: u32, price: Money, subtotal: Money);
        checkout_more_lines(count: i64);
        checkout_goods(goods: Money);
        checkout_fee(fee: Money);
        checkout_fee_free;
        checkout_total(total: Money);
        checkout_changed;
        checkout_outdated;
        review_more(count: i64);
        change_price(name: &str, before: Money, now: Money);
        change_lines;
        change_fee(before: Money, now: Money);
        change_destination;
        shortage;
        shortage_line(name: &str, requested: u32, available: u32);
        order_placed(number: &OrderNumber, total: Money);

        // orders
        orders_title;
        orders_empty;
        orders_line(number: &OrderNumber, status: &str, date: &str, total: Money);
        order_header(number: &OrderNumber, placed: When, status: &str);
        order_line(name: &str, quantity: u32, price: Money, subtotal: Money);
        order_line_unlisted(name: &str, quantity: u32, price: Money, subtotal: Money);
        order_more_lines(count: i64);
        order_courier(kind: &str, address: &str);
        order_pickup(kind: &str, address: &str);
        order_fee(fee: Money);
        order_total(total: Money);
        order_comment(comment: &str);
        order_cancel_question(number: &OrderNumber);
        order_question_prompt(number: &OrderNumber);
        order_question_sent;
        notice_processing(number: &OrderNumber);
        notice_pickup_ready(number: &OrderNumber, address: &str);
        notice_pickup_hours(hours: &str);
        notice_shipped(number: &OrderNumber);
        notice_paid(number: &OrderNumber);
        notice_completed(number: &OrderNumber);
        notice_cancelled(number: &OrderNumber);
        notice_refunded(number: &OrderNumber);
        notice_failed(number: &OrderNumber);

        // profile
        profile_title;
        profile_name(name: &str);
        profile_phone(phone: &str);
        profile_phone_unset;
        profile_email(email: &str);
        profile_email_unset;
        profile_address(label: &str, address: &str);
        profile_address_unset;
        phone_prompt(example: &str);
        address_pin_kept;
        phone_saved;
        email_prompt;
        email_invalid;
        email_saved;
        addresses_title;
        addresses_empty;
        addresses_line(label: &str, address: &str);
        addresses_line_default(label: &str, address: &str);
        address_detail(label: &str, address: &str);
        address_detail_default(label: &str, address: &str);
        address_label_prompt;
        address_text_prompt(label: &str);
        address_saved;

        // admin
        admin_order_customer(name: &str, phone: &str);
        admin_new_order(number: &OrderNumber);
        admin_cancelled_by_customer(number: &OrderNumber, name: &str);
        admin_question(number: &OrderNumber, name: &str, text: &str);

        // about
        about_title;
        about_name(name: &str);
        about_hours(hours: &str);
        about_contact(contact: &str);
        about_terms(terms: &str);
        about_nothing;
        about_no_terms;
        help_text;
        help_contact(contact: &str);
    }
    plain {
        // common
        button_home;
        button_back;
        button_cancel;
        button_previous;
        button_next;
        outdated_button;
        stale_message;
        slow_down_toast;
        nothing_active_alert;
        command_start;
        command_cart;
        command_orders;
        command_profile;
        command_admin;
        command_cancel;
        command_help;
        command_language;
        button_language;
        button_language_spoken(name: &str);
        button_language_other(name: &str);

        // catalog
        button_category(name: &str);
        button_product(name: &str, price: Money);
        button_sold_out(name: &str);
        button_product_from(name: &str, price: Money);
        button_value_chosen(value: &str);
        button_value_sold_out(value: &str);
        button_more;
        button_add;
        button_back_to_products;
        button_cart;
        product_gone;
        category_gone;

        // cart
        button_checkout;
        button_continue_checkout;
        button_catalog;
        toast_added;
        toast_plus;
        toast_minus;
        toast_removed;
        alert_sold_out;
        alert_only_left(count: u32);
        alert_line_limit(max: u32);
        alert_no_line;

        // checkout
        button_confirm;
        button_edit_details;
        button_change_way;
        button_use_name(name: &str);
        button_share_contact;
        button_way(way: &str, fee: Money);
        button_way_free(way: &str);
        button_comment;
        button_comment_change;
        button_comment_remove;
        button_keep(name: &str);
        button_keep_fewer(count: u32, name: &str);
        button_remove;
        button_remove_named(name: &str);
        button_keep_all;
        button_remove_all;
        alert_point_gone;
        alert_checkout_gone;

        // orders
        button_order(number: &OrderNumber, total: Money);
        button_back_to_orders;
        button_reorder;
        button_ask_shop;
        button_call_off;
        button_call_off_yes;
        button_call_off_no;
        alert_called_off;
        alert_too_late(status: &str);
        alert_reorder_short(names: &str);
        alert_reorder_nothing;
        alert_nobody_there;
        alert_order_unknown;
        status_pending;
        status_processing;
        status_pickup_ready;
        status_shipped;
        status_paid;
        status_completed;
        status_cancelled;
        status_refunded;
        status_failed;
        kind_pickup_store;
        kind_pickup_locker;
        kind_pickup_curbside;
        kind_hyperlocal_express;
        kind_hyperlocal_scheduled;
        kind_local_same_day;
        kind_local_next_day;
        kind_regional_standard;
        kind_regional_express;
        kind_national_economy;
        kind_national_standard;
        kind_national_express;
        kind_special_freight;
        kind_special_refrigerated;

        // profile
        button_edit_phone;
        phone_example;
        button_edit_email;
        button_addresses;
        button_back_to_profile;
        button_add_address;
        button_address(label: &str);
        button_address_default(label: &str);
        button_make_default;
        button_delete_address;
        button_back_to_addresses;
        button_resume_checkout;
        alert_address_unknown;
        alert_address_deleted;
        toast_default_set;

        // admin
        button_admin_order(number: &OrderNumber, name: &str, total: Money);
        button_mark(status: &str);
        button_cancel_order;
        alert_status_not_offered(status: &str);
        alert_status_changed(status: &str);

        // about
        button_about;
    }
}
