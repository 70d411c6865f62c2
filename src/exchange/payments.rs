//! The catalogue file's ways to pay.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::{
    json::{Kind, Place},
    reader::{Reader, unknown},
};
use crate::{
    domain::{
        payment::{PaymentKind, PaymentTerms, Term},
        text::{Instructions, PaymentName, sort_key},
    },
    shop::payments::{MOST, PaymentEntry},
};

const KEYS: &[&str] = &[
    "name",
    "type",
    "instructions",
    "cancel_after_hours",
    "active",
];

impl<'a> Reader<'a> {
    pub(super) fn payments(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<()> {
        let mut names = HashMap::new();
        let list = self.list(raw, place);
        if list.len() > MOST {
            self.problem(raw, place, format!("at most {MOST} ways to pay"));
        }
        for (index, raw) in list.into_iter().enumerate() {
            let item = place.item(index);
            let Some(object) = self.object(raw, item, KEYS) else {
                continue;
            };
            let name = self.required(&object, item, "name", |reader, raw, place| {
                reader.parsed(raw, place, PaymentName::parse)
            });
            if let Some(name) = &name {
                let key = sort_key(name.as_str());
                self.unique(&mut names, key, raw, place, index, "name");
            }
            let kind = self.required(&object, item, "type", Self::payment_kind);
            let instructions =
                self.required(&object, item, "instructions", |reader, raw, place| {
                    reader.parsed(raw, place, Instructions::parse)
                });
            let term = self.optional(&object, item, "cancel_after_hours", Self::term);
            if kind == Some(PaymentKind::Cash) && matches!(term, Some(Some(_))) {
                let message = "cash is not waited for: leave cancel_after_hours out".to_owned();
                self.problem(raw, item, message);
            }
            let is_active = self.optional(&object, item, "active", Self::flag);
            let (Some(name), Some(kind), Some(instructions)) = (name, kind, instructions) else {
                continue;
            };
            let usual = match kind {
                PaymentKind::Cash => None,
                PaymentKind::Transfer => Some(Term::USUAL),
            };
            self.content.payments.push(PaymentEntry {
                terms: PaymentTerms {
                    name,
                    kind,
                    instructions,
                    term: term.unwrap_or(usual),
                },
                is_active: is_active.unwrap_or(true),
            });
        }
        Some(())
    }

    fn payment_kind(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<PaymentKind> {
        self.parsed(raw, place, |text| {
            PaymentKind::from_code(text).ok_or_else(|| {
                let known = PaymentKind::ALL.iter().map(|kind| kind.code());
                unknown("type", text, known)
            })
        })
    }

    /// A number of hours, or `"never"`.
    fn term(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<Option<Term>> {
        let hours = match Kind::of(raw) {
            Kind::Number => raw.get().parse().ok().and_then(Term::of_hours).map(Some),
            _ => (raw.get() == "\"never\"").then_some(None),
        };
        if hours.is_none() {
            let message = format!(
                "must be a number of hours from 1 to {} or \"never\"",
                Term::MAX
            );
            self.problem(raw, place, message);
        }
        hours
    }
}
