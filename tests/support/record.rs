//! Whether the record of what staff changed is whole: replayed over how things were, it must give
//! how they are.

use std::collections::BTreeMap;

use ecombot::{
    db::{DbError, Tx},
    domain::{
        audit::{AuditEntry, Subject},
        setting::Setting,
        translation::Worded,
    },
    params,
    store::{audit, snapshots},
};

/// Tables that staff change, with the subject their rows are.
const KEPT: &[(&str, &str, &str)] = &[
    ("category", "categories", "id"),
    ("product", "products", "id"),
    ("delivery_option", "delivery_options", "id"),
    ("pickup_point", "pickup_points", "id"),
    ("staff", "admins", "telegram_id"),
    ("invite", "staff_links", "id"),
    ("category_words", "categories", "id"),
    ("product_words", "products", "id"),
    ("delivery_option_words", "delivery_options", "id"),
    ("pickup_point_words", "pickup_points", "id"),
    ("wording", "wordings", "id"),
];

/// How everything was, when it was looked at.
#[derive(Debug, Clone)]
pub(crate) struct Before {
    seen: BTreeMap<(&'static str, i64), String>,
    /// The newest entry of the record then.
    newest: i64,
}

impl Before {
    /// Looks at everything that staff change.
    pub(crate) fn look(tx: &mut Tx<'_>) -> Result<Self, DbError> {
        let mut seen = BTreeMap::new();
        for (kind, table, key) in KEPT {
            let ids: Vec<i64> =
                tx.query(&format!("SELECT {key} FROM {table}"), params![], |row| {
                    row.take()
                })?;
            for id in ids {
                seen.extend(state(tx, kind, id)?.map(|state| ((*kind, id), state)));
            }
        }
        seen.extend(state(tx, "courier", 0)?.map(|state| (("courier", 0), state)));
        for setting in Setting::ALL {
            let words = Subject::Words(Worded::Setting(*setting));
            for (kind, id) in [Subject::Setting(*setting).stored(), words.stored()] {
                seen.extend(state(tx, kind, id)?.map(|state| ((kind, id), state)));
            }
        }
        let newest = audit::page(tx, None, 1)?.items;
        Ok(Self {
            seen,
            newest: newest.first().map_or(0, |entry| entry.id.get()),
        })
    }

    /// What is not as the record says. Units on hand are left aside: customers change them.
    pub(crate) fn differing(&self, tx: &mut Tx<'_>) -> Result<Vec<String>, DbError> {
        let (mut replayed, mut problems) = (self.seen.clone(), Vec::new());
        for entry in self.entries_since(tx)? {
            let key = entry.subject.stored();
            // Customers make and change these, too.
            // Nor is kept whole what a customer was.
            if ["order", "review", "customer"].contains(&key.0) {
                continue;
            }
            let before = plain(entry.before);
            let was = match plain(entry.after) {
                Some(after) => replayed.insert(key, after),
                None => replayed.remove(&key),
            };
            if was != before {
                problems.push(format!("{key:?} was {was:?}, and by the record {before:?}"));
            }
        }
        let now = Self::look(tx)?.seen;
        for key in now
            .keys()
            .chain(replayed.keys().filter(|key| !now.contains_key(*key)))
        {
            let (is, was) = (now.get(key), replayed.get(key));
            if is != was {
                problems.push(format!("{key:?} is {is:?}, and by the record {was:?}"));
            }
        }
        Ok(problems)
    }

    /// What was recorded since, oldest first.
    fn entries_since(&self, tx: &mut Tx<'_>) -> Result<Vec<AuditEntry>, DbError> {
        let (mut entries, mut from) = (Vec::new(), None);
        loop {
            let page = audit::page(tx, from, 100)?;
            entries.extend(page.items);
            from = page.next;
            if from.is_none() {
                break;
            }
        }
        entries.retain(|entry| entry.id.get() > self.newest);
        entries.reverse();
        Ok(entries)
    }
}

fn state(tx: &mut Tx<'_>, kind: &str, id: i64) -> Result<Option<String>, DbError> {
    let subject = Subject::from_stored(kind, id).ok_or(DbError::NotFound)?;
    Ok(plain(snapshots::of(tx, subject)?.map(|(_, json)| json)))
}

/// A snapshot without units on hand.
fn plain(json: Option<String>) -> Option<String> {
    let mut state: serde_json::Value = serde_json::from_str(&json?).unwrap();
    let variants = state
        .get_mut("variants")
        .and_then(|list| list.as_array_mut());
    for variant in variants.into_iter().flatten() {
        variant.as_object_mut().unwrap().remove("stock");
    }
    Some(state.to_string())
}
