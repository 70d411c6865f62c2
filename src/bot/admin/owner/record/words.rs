//! The record in words: who, what, and each difference.

use chrono::DateTime;
use serde_json::{Map, Value};

use crate::{
    bot::{
        admin::{translations::view::called, wording::view::readable},
        screen::cut,
    },
    domain::{
        audit::{Action, AuditEntry, Subject},
        delivery::DeliveryKind,
        id::TelegramId,
        language::Language,
        money::Money,
        order::OrderStatus,
        payment::PaymentKind,
        staff::{Actor, Role},
        translation::Worded,
    },
    i18n::{
        Html, Lang, When,
        wording::{Case, Message},
    },
    shop::{
        Shop,
        audit::{Names, Recorded, changes::Change},
        translations::of_record,
    },
};

/// What it takes to tell the record in words.
pub(super) struct Words<'a> {
    pub(super) lang: Lang,
    pub(super) shop: &'a Shop,
    pub(super) names: &'a Names,
}

impl Words<'_> {
    /// Who did it.
    pub(super) fn actor(&self, actor: Actor) -> String {
        match actor {
            Actor::Operator => self.lang.record_shell(),
            Actor::Person(person) => self.person(person.get()),
        }
    }

    fn person(&self, id: i64) -> String {
        if TelegramId::new(id).is_nobody() {
            return self.lang.customer_deleted();
        }
        let name = self.names.people.get(&id);
        name.map_or_else(|| id.to_string(), Clone::clone)
    }

    /// What was done.
    pub(super) fn action(&self, entry: &AuditEntry) -> String {
        let lang = self.lang;
        match entry.action {
            Action::Create => lang.action_create(),
            Action::Edit => lang.action_edit(),
            Action::Hide => lang.action_hide(),
            Action::Show => lang.action_show(),
            Action::Delete => lang.action_delete(),
            Action::Restore => lang.action_restore(),
            Action::Undo => lang.action_undo(),
            Action::Import => lang.action_import(),
        }
    }

    /// What kind of thing it was done to.
    pub(super) fn kind(&self, entry: &AuditEntry) -> String {
        let lang = self.lang;
        match entry.subject {
            Subject::Category(_) => lang.subject_category(),
            Subject::Product(_) => lang.subject_product(),
            Subject::DeliveryOption(_) => lang.subject_delivery(),
            Subject::PickupPoint(_) => lang.subject_point(),
            Subject::Courier => lang.subject_courier(),
            Subject::Staff(_) => lang.subject_staff(),
            Subject::Order(_) => lang.subject_order(),
            Subject::Invite(_) => lang.subject_invite(),
            Subject::Setting(_) => lang.subject_setting(),
            Subject::Wording(_) => lang.subject_wording(),
            Subject::Board => lang.subject_board(),
            Subject::PaymentWay(_) => lang.subject_payment_way(),
            Subject::Review(_) => lang.subject_review(),
            Subject::Customer(_) => lang.subject_customer(),
            Subject::Words(_) => lang.subject_words(),
        }
    }

    /// What that is called; where the record has a code, the words for it.
    pub(super) fn label(&self, entry: &AuditEntry) -> String {
        let label = entry.label.as_str();
        match entry.subject {
            Subject::DeliveryOption(_) | Subject::Words(Worded::DeliveryOption(_)) => {
                self.delivery(label)
            }
            Subject::Invite(_) => self.role(label),
            Subject::Courier => self.lang.subject_courier(),
            Subject::Customer(_) => self.lang.customer_deleted(),
            Subject::Staff(person) if person.is_nobody() => self.lang.customer_deleted(),
            Subject::Setting(setting) | Subject::Words(Worded::Setting(setting)) => {
                self.lang.setting(setting)
            }
            Subject::Wording(_) => self.wording(label),
            _ => label.to_owned(),
        }
    }

    /// Every difference that says something, with values of at most `limit` characters.
    pub(super) fn changes(&self, recorded: &Recorded, limit: usize) -> Vec<Html> {
        let telling = recorded
            .changes
            .iter()
            .filter(|change| says_something(change));
        telling.map(|change| self.change(change, limit)).collect()
    }

    fn change(&self, change: &Change, limit: usize) -> Html {
        let field = match &change.part {
            Some(part) => format!("{} {}", cut(part, limit), self.field(&change.field)),
            None => self.field(&change.field),
        };
        let value = |value| cut(&self.value(&change.field, value), limit);
        self.lang
            .record_change(&field, &value(&change.before), &value(&change.after))
    }

    fn field(&self, field: &str) -> String {
        let lang = self.lang;
        if let Some((text, language)) = of_record(field) {
            return called(lang, text, language);
        }
        match field {
            "name" => lang.field_name(),
            "description" => lang.field_description(),
            "category" => lang.field_category(),
            "parent" => lang.field_parent(),
            "sort" => lang.field_sort(),
            "is_deleted" => lang.field_is_deleted(),
            "is_hidden" => lang.field_is_hidden(),
            "is_active" | "is_on" => lang.field_is_active(),
            "options" => lang.field_options(),
            "values" => lang.field_values(),
            "variants" => lang.field_variants(),
            "photos" | "photo" => lang.field_photos(),
            "price_minor" => lang.field_price(),
            "free_threshold_minor" => lang.field_free_from(),
            "stock" => lang.field_stock(),
            "kind" => lang.field_kind(),
            "eta" => lang.field_eta(),
            "address" => lang.field_address(),
            "hours" => lang.field_hours(),
            "role" => lang.field_role(),
            "status" => lang.field_status(),
            "expires_at" => lang.field_expires_at(),
            "paid_at" => lang.field_paid_at(),
            "instructions" => lang.field_instructions(),
            "term_hours" => lang.field_term_hours(),
            "used_by" => lang.field_used_by(),
            "orders" => lang.field_orders(),
            "text" => lang.field_text(),
            "language" => lang.setting_language(),
            // Such as sku, latitude and longitude.
            other => other.replace('_', " "),
        }
    }

    fn value(&self, field: &str, value: &Value) -> String {
        let lang = self.lang;
        match (field, value) {
            (_, Value::Null) => lang.value_none(),
            (_, Value::Bool(true)) => lang.value_yes(),
            (_, Value::Bool(false)) => lang.value_no(),
            ("kind", Value::String(code)) => match PaymentKind::from_code(code) {
                Some(kind) => lang.payment_kind(kind),
                None => self.delivery(code),
            },
            ("role", Value::String(code)) => self.role(code),
            ("status", Value::String(code)) => match OrderStatus::from_code(code) {
                Some(status) => lang.status(status),
                None => code.clone(),
            },
            ("photo", Value::String(hash)) => cut(hash, 8),
            ("text", Value::String(stored)) => readable(stored),
            ("language", Value::String(code)) => match Language::from_code(code) {
                Some(language) => lang.other(language).language_name(),
                None => code.clone(),
            },
            (_, Value::String(text)) => text.clone(),
            ("photos", Value::Array(photos)) => {
                lang.value_photos(i64::try_from(photos.len()).unwrap_or(i64::MAX))
            }
            (_, Value::Array(items)) if items.is_empty() => lang.value_none(),
            (_, Value::Array(items)) => {
                let items: Vec<_> = items.iter().map(|item| self.value(field, item)).collect();
                items.join(", ")
            }
            (_, Value::Object(part)) => self.part(part),
            (_, Value::Number(number)) => match number.as_i64() {
                Some(number) => self.number(field, number),
                None => number.to_string(),
            },
        }
    }

    fn number(&self, field: &str, number: i64) -> String {
        match field {
            "category" | "parent" => match self.names.categories.get(&number) {
                Some(name) => name.clone(),
                None => format!("#{number}"),
            },
            "used_by" => self.person(number),
            "expires_at" | "paid_at" => {
                let at = DateTime::from_timestamp(number, 0).unwrap_or_default();
                self.lang.date_time(When(at, self.shop.timezone))
            }
            field if field.ends_with("_minor") => {
                self.lang.money(Money::new(number, self.shop.currency))
            }
            _ => number.to_string(),
        }
    }

    /// A whole part, such as a variant that came or went.
    fn part(&self, part: &Map<String, Value>) -> String {
        let fields = ["sku", "values", "price_minor", "stock"];
        let told = fields.iter().filter_map(|field| {
            let value = part.get(*field)?;
            let is_empty = value.as_array().is_some_and(Vec::is_empty);
            (!is_empty).then(|| self.value(field, value))
        });
        told.collect::<Vec<_>>().join(" · ")
    }

    /// A text by its language and id: how it came.
    fn wording(&self, label: &str) -> String {
        let (code, id) = label.split_once('/').unwrap_or_default();
        match (Language::from_code(code), Message::find(id)) {
            (Some(language), Some(message)) => {
                let original = message.original(language);
                let form = original.form(Case::Any);
                message.shown(&form.text).bare().replace('\n', " ")
            }
            // It is gone with an older release.
            _ => id.to_owned(),
        }
    }

    fn delivery(&self, code: &str) -> String {
        match DeliveryKind::from_code(code) {
            Some(kind) => self.lang.delivery_kind(kind),
            None => code.to_owned(),
        }
    }

    fn role(&self, code: &str) -> String {
        match Role::from_code(code) {
            Some(role) => self.lang.role(role),
            None => code.to_owned(),
        }
    }
}

/// That something new is not deleted goes without saying, and so do the words that a translation is
/// of.
fn says_something(change: &Change) -> bool {
    if change.field.ends_with(":of") {
        return false;
    }
    let is_plain = |value: &Value| value.as_bool() == Some(false) || value.as_i64() == Some(0);
    // The label says which text it is.
    if change.field == "message" {
        return false;
    }
    let is_sort = change.field == "sort";
    match (&change.before, &change.after) {
        (Value::Null, value) | (value, Value::Null) => {
            !(is_plain(value) && (is_sort || value.is_boolean()))
        }
        _ => true,
    }
}
