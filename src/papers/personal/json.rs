//! For programs: keys that stay, money in minor units with its currency, times in UTC (RFC 3339).

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use crate::{
    domain::{id::PhotoId, money::Currency},
    shop::privacy::export::{Cell, Entry, Section},
};

/// Which form this is. It grows with a change that programs have to know of.
const FORM: u32 = 1;

/// What is told before the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What the shop is called, when it said so.
    pub shop: Option<String>,
    /// The user name of its bot.
    pub bot: String,
    /// When it was read.
    pub at: DateTime<Utc>,
    /// The shop's currency.
    pub currency: Currency,
}

/// Writes the data of a person, by section. Pictures that are not at hand are left out.
pub fn write(
    about: &About,
    data: &[(&'static Section, Vec<Entry>)],
    pictures: &BTreeMap<PhotoId, Vec<u8>>,
) -> Vec<u8> {
    let write = Writer { about, pictures };
    let mut all = Map::new();
    all.insert(
        "about".to_owned(),
        json!({
            "form": FORM,
            "shop": about.shop,
            "bot": about.bot,
            "read_at": time(about.at),
        }),
    );
    for (section, entries) in data {
        let value = if section.is_single {
            entries
                .first()
                .map_or(Value::Null, |entry| write.entry(entry))
        } else {
            write.list(entries)
        };
        all.insert(section.key.to_owned(), value);
    }
    format!("{:#}\n", Value::Object(all)).into_bytes()
}

struct Writer<'a> {
    about: &'a About,
    pictures: &'a BTreeMap<PhotoId, Vec<u8>>,
}

impl Writer<'_> {
    fn list(&self, entries: &[Entry]) -> Value {
        entries.iter().map(|entry| self.entry(entry)).collect()
    }

    fn entry(&self, entry: &Entry) -> Value {
        let cells = entry.cells.iter();
        let mut fields: Map<String, Value> = cells
            .map(|(key, cell)| ((*key).to_owned(), self.cell(cell)))
            .collect();
        for (key, part) in &entry.parts {
            fields.insert((*key).to_owned(), self.list(part));
        }
        Value::Object(fields)
    }

    fn cell(&self, cell: &Cell) -> Value {
        match cell {
            Cell::Nothing => Value::Null,
            Cell::Text(text) => text.as_str().into(),
            Cell::List(texts) => texts.iter().map(String::as_str).collect(),
            Cell::Number(number) => (*number).into(),
            Cell::Flag(flag) => (*flag).into(),
            Cell::Time(seconds) => DateTime::from_timestamp(*seconds, 0).map(time).into(),
            Cell::Money(minor, currency) => {
                let shops = || self.about.currency.code().to_owned();
                let currency = currency.clone().unwrap_or_else(shops);
                json!({"minor": minor, "currency": currency})
            }
            Cell::Picture(id) => {
                let bytes = self.pictures.get(id);
                bytes.map(|bytes| STANDARD.encode(bytes)).into()
            }
        }
    }
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
