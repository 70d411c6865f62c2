//! The page with somebody's data, in their language.

use std::collections::BTreeMap;

use chrono::DateTime;
use chrono_tz::Tz;

use crate::{
    bot::admin::orders::view::unreachable,
    domain::{
        customer::Unreachable,
        delivery::DeliveryKind,
        id::PhotoId,
        language::Language,
        money::Money,
        order::{MessageKind, OrderStatus},
        staff::Role,
    },
    i18n::{Lang, When},
    papers::personal::{About, Card, Fact, Page, Part},
    shop::privacy::export::{Cell, Entry, Section},
};

/// Makes the page; pictures are taken out of `pictures`.
pub(super) fn page(
    lang: Lang,
    timezone: Tz,
    about: &About,
    data: Vec<(&'static Section, Vec<Entry>)>,
    pictures: BTreeMap<PhotoId, Vec<u8>>,
) -> Page {
    let mut writer = Writer {
        lang,
        timezone,
        about,
        pictures,
    };
    let parts = data
        .into_iter()
        .map(|(section, entries)| writer.part(section.key, entries))
        .collect();
    let shop = about.shop.clone().unwrap_or_else(|| about.bot.clone());
    let read = lang.date_time(When(about.at, timezone));
    Page {
        language: lang.code().to_owned(),
        title: lang.mydata_title(&shop),
        words: vec![lang.mydata_read_at(&read), lang.mydata_words()],
        parts,
    }
}

struct Writer<'a> {
    lang: Lang,
    timezone: Tz,
    about: &'a About,
    pictures: BTreeMap<PhotoId, Vec<u8>>,
}

impl Writer<'_> {
    fn part(&mut self, key: &str, entries: Vec<Entry>) -> Part {
        Part {
            title: data_section(self.lang, key),
            cards: entries.into_iter().map(|entry| self.card(entry)).collect(),
            nothing: self.lang.mydata_nothing(),
        }
    }

    fn card(&mut self, entry: Entry) -> Card {
        let facts = entry.cells.into_iter().filter_map(|(key, cell)| {
            let fact = self.fact(key, cell)?;
            Some((data_field(self.lang, key), fact))
        });
        let facts = facts.collect();
        let parts = entry.parts.into_iter();
        let parts = parts.filter(|(_, part)| !part.is_empty());
        Card {
            facts,
            parts: parts.map(|(key, part)| self.part(key, part)).collect(),
        }
    }

    /// What a value says; `None` where there is none.
    fn fact(&mut self, key: &str, cell: Cell) -> Option<Fact> {
        let lang = self.lang;
        Some(Fact::Text(match cell {
            Cell::Nothing => return None,
            Cell::Text(text) => self.words(key, text),
            Cell::List(texts) if texts.is_empty() => return None,
            Cell::List(texts) => texts.join(", "),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(true) => lang.value_yes(),
            Cell::Flag(false) => lang.value_no(),
            Cell::Time(seconds) => {
                let at = DateTime::from_timestamp(seconds, 0)?;
                lang.date_time(When(at, self.timezone))
            }
            Cell::Money(minor, currency) => {
                let currency = currency.and_then(|code| code.parse().ok());
                lang.money(Money::new(minor, currency.unwrap_or(self.about.currency)))
            }
            Cell::Picture(id) => return self.pictures.remove(&id).map(Fact::Picture),
        }))
    }

    /// The words for what is stored as a code.
    fn words(&self, key: &str, text: String) -> String {
        let lang = self.lang;
        let words = match key {
            "status" => OrderStatus::from_code(&text).map(|status| lang.status(status)),
            "delivery" => DeliveryKind::from_code(&text).map(|kind| lang.delivery_kind(kind)),
            "role" => Role::from_code(&text).map(|role| lang.role(role)),
            "language" => Language::from_code(&text).map(|_| text.clone()),
            "unreachable" => Unreachable::from_code(&text).map(|why| unreachable(lang, why)),
            "kind" => MessageKind::from_code(&text).map(|kind| match kind {
                MessageKind::Note => lang.data_kind_note(),
                MessageKind::ToCustomer => lang.data_kind_to_you(),
                MessageKind::FromCustomer => lang.data_kind_from_you(),
            }),
            _ => None,
        };
        words.unwrap_or(text)
    }
}

/// What a section is called.
fn data_section(lang: Lang, key: &str) -> String {
    match key {
        "profile" => lang.data_profile(),
        "staff_role" => lang.data_staff_role(),
        "addresses" => lang.data_addresses(),
        "cart" => lang.data_cart(),
        "open_checkout" => lang.data_open_checkout(),
        "stock_watches" => lang.data_stock_watches(),
        "favourites" => lang.data_favourites(),
        "seen_lately" => lang.data_seen_lately(),
        "reviews" => lang.data_reviews(),
        "last_search" => lang.data_last_search(),
        "orders" => lang.data_orders(),
        "lines" => lang.data_lines(),
        "messages" => lang.data_messages(),
        "proofs" => lang.data_proofs(),
        other => other.replace('_', " "),
    }
}

/// What a value is.
fn data_field(lang: Lang, key: &str) -> String {
    match key {
        "telegram_id" => lang.data_telegram_id(),
        "first_name" => lang.data_first_name(),
        "last_name" => lang.data_last_name(),
        "username" => lang.data_username(),
        "telegram_language" => lang.data_telegram_language(),
        "language" => lang.data_language(),
        "contact_name" => lang.data_contact_name(),
        "phone" => lang.data_phone(),
        "email" => lang.data_email(),
        "unreachable" => lang.data_unreachable(),
        "unreachable_since" | "since" => lang.data_since(),
        "forgotten_at" => lang.data_forgotten_at(),
        "known_since" => lang.data_known_since(),
        "role" => lang.data_role(),
        "left_at" => lang.data_left_at(),
        "label" => lang.data_label(),
        "address" => lang.data_address(),
        "pin" => lang.data_pin(),
        "is_default" => lang.data_is_default(),
        "saved_at" => lang.data_saved_at(),
        "product" => lang.data_product(),
        "options" => lang.data_options(),
        "sku" => lang.data_sku(),
        "quantity" => lang.data_quantity(),
        "price" => lang.data_price(),
        "added_at" => lang.data_added_at(),
        "comment" => lang.data_comment(),
        "words" => lang.data_words(),
        "seen_at" => lang.data_seen_at(),
        "stars" => lang.data_stars(),
        "shown_name" => lang.data_shown_name(),
        "searched_at" => lang.data_searched_at(),
        "number" => lang.data_number(),
        "status" => lang.data_status(),
        "placed_at" => lang.data_placed_at(),
        "delivery" => lang.data_delivery(),
        "cancel_reason" => lang.data_cancel_reason(),
        "payment" => lang.data_payment(),
        "payment_instructions" => lang.data_payment_instructions(),
        "paid_at" => lang.data_paid_at(),
        "fee" => lang.data_fee(),
        "total" => lang.data_total(),
        "kind" => lang.data_kind(),
        "text" => lang.data_text(),
        "written_at" => lang.data_written_at(),
        "sha256" => lang.data_sha256(),
        "bytes" => lang.data_bytes(),
        "sent_at" => lang.data_sent_at(),
        "jpeg" => lang.data_jpeg(),
        other => other.replace('_', " "),
    }
}
