//! Values of the catalogue file, read into the shop's types or reported with their place.

use std::{
    borrow::Cow, collections::HashMap, fmt::Display, fs::File, hash::Hash, path::Path, rc::Rc,
    sync::Arc,
};

use rust_decimal::Decimal;
use serde_json::value::RawValue;

use super::{
    MAX_PHOTOS, brief,
    file::{Content, PhotoName, Problems},
    json::{Entries, Kind, Place, Text},
};
use crate::{
    domain::{
        delivery::DeliveryKind,
        money::{Currency, Money, Price, parse_fee},
        text::{AddressText, Description, Name, Sku, Terms, TextError},
    },
    photo,
};

/// Where the pictures are that a file names.
#[derive(Debug, Clone, Copy)]
pub(super) enum Photos<'a> {
    /// In this folder, where they are looked at.
    Beside(&'a Path),
    /// The file came alone.
    Elsewhere,
}

/// Counts lines; what is asked for in the file's order costs one reading of it.
#[derive(Debug, Default)]
struct Lines {
    offset: usize,
    before: usize,
}

impl Lines {
    /// The line, from 1, in which `raw` begins, a slice of `json`.
    fn of(&mut self, json: &str, raw: &RawValue) -> usize {
        let offset = raw.get().as_ptr().addr() - json.as_ptr().addr();
        if offset < self.offset {
            *self = Self::default();
        }
        let between = &json.as_bytes()[self.offset..offset];
        self.before += between.iter().filter(|byte| **byte == b'\n').count();
        self.offset = offset;
        self.before + 1
    }
}

/// Reads the file level by level. A value that is wrong is reported and read as absent: with
/// one problem the whole file is refused, so nobody sees the gap.
pub(super) struct Reader<'a> {
    json: &'a str,
    photos: Photos<'a>,
    lines: Lines,
    pub(super) currency: Currency,
    pub(super) content: Content,
    /// Where each SKU was first seen: a list of products and an index in it.
    pub(super) skus: HashMap<String, (Rc<str>, usize)>,
    problems: Problems,
}

/// An object with only keys that are known, each once.
pub(super) struct Object<'a> {
    raw: &'a RawValue,
    entries: Vec<(Cow<'a, str>, &'a RawValue)>,
}

impl<'a> Object<'a> {
    pub(super) fn value(&self, key: &str) -> Option<&'a RawValue> {
        let (_, value) = self.entries.iter().find(|(found, _)| found == key)?;
        Some(value)
    }
}

impl<'a> Reader<'a> {
    /// Begins to read `json`, with prices in `currency`.
    pub(super) fn new(json: &'a str, photos: Photos<'a>, currency: Currency) -> Self {
        Self {
            json,
            photos,
            lines: Lines::default(),
            currency,
            content: Content::default(),
            skus: HashMap::new(),
            problems: Problems::default(),
        }
    }

    /// Whether the file came without a folder of its own.
    pub(super) const fn is_alone(&self) -> bool {
        matches!(self.photos, Photos::Elsewhere)
    }

    /// Reads the whole file.
    pub(super) fn read(mut self, top: &'a RawValue) -> Result<Content, Problems> {
        self.catalogue(top);
        if self.problems.is_empty() {
            Ok(self.content)
        } else {
            Err(self.problems)
        }
    }

    /// The key that is used of two that mean the same.
    pub(super) fn alias(
        &mut self,
        object: &Object<'a>,
        place: Place<'_>,
        key: &'static str,
        other: &'static str,
    ) -> &'static str {
        match (object.value(key), object.value(other)) {
            (Some(_), Some(raw)) => {
                let message = format!("'{key}' and '{other}' mean the same; write one of them");
                self.problem(raw, place, message);
                key
            }
            (None, Some(_)) => other,
            (_, None) => key,
        }
    }

    pub(super) fn required<T>(
        &mut self,
        object: &Object<'a>,
        place: Place<'_>,
        key: &'static str,
        read: impl FnOnce(&mut Self, &'a RawValue, Place<'_>) -> Option<T>,
    ) -> Option<T> {
        match object.value(key) {
            Some(raw) => read(self, raw, place.key(key)),
            None => {
                self.problem(object.raw, place.key(key), "is missing".to_owned());
                None
            }
        }
    }

    pub(super) fn optional<T>(
        &mut self,
        object: &Object<'a>,
        place: Place<'_>,
        key: &'static str,
        read: impl FnOnce(&mut Self, &'a RawValue, Place<'_>) -> Option<T>,
    ) -> Option<T> {
        match object.value(key) {
            Some(raw) if Kind::of(raw) != Kind::Null => read(self, raw, place.key(key)),
            _ => None,
        }
    }

    pub(super) fn object(
        &mut self,
        raw: &'a RawValue,
        place: Place<'_>,
        known: &[&str],
    ) -> Option<Object<'a>> {
        let kind = Kind::of(raw);
        if kind != Kind::Object {
            self.problem(raw, place, format!("must be an object, not {kind}"));
            return None;
        }
        let Entries(entries) = self.accepted(raw, place, serde_json::from_str(raw.get()))?;
        for (index, (key, value)) in entries.iter().enumerate() {
            if !known.contains(&key.as_ref()) {
                let message = unknown("key", key, known.iter().copied());
                self.problem(value, place, message);
            } else if entries[..index].iter().any(|(earlier, _)| earlier == key) {
                self.problem(value, place.key(key), "is given twice".to_owned());
            }
        }
        Some(Object { raw, entries })
    }

    pub(super) fn list(&mut self, raw: &'a RawValue, place: Place<'_>) -> Vec<&'a RawValue> {
        let kind = Kind::of(raw);
        if kind != Kind::List {
            self.problem(raw, place, format!("must be a list, not {kind}"));
            return Vec::new();
        }
        self.accepted(raw, place, serde_json::from_str(raw.get()))
            .unwrap_or_default()
    }

    fn text(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<Cow<'a, str>> {
        let kind = Kind::of(raw);
        if kind != Kind::Text {
            self.problem(raw, place, format!("must be text in quotes, not {kind}"));
            return None;
        }
        // Half of a surrogate pair is JSON, but no text.
        let text: Result<Text<'a>, _> = serde_json::from_str(raw.get());
        let Text(text) = self.accepted(raw, place, text.map_err(|_| "is not proper text"))?;
        Some(text)
    }

    pub(super) fn parsed<T, E: Display>(
        &mut self,
        raw: &'a RawValue,
        place: Place<'_>,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.text(raw, place)?;
        self.accepted(raw, place, parse(&text))
    }

    fn accepted<T, E: Display>(
        &mut self,
        raw: &'a RawValue,
        place: Place<'_>,
        result: Result<T, E>,
    ) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.problem(raw, place, error.to_string());
                None
            }
        }
    }

    /// Reports an item of a list whose `key` an earlier one has.
    pub(super) fn unique<K: Hash + Eq>(
        &mut self,
        seen: &mut HashMap<K, usize>,
        value: K,
        raw: &'a RawValue,
        list: Place<'_>,
        index: usize,
        key: &'static str,
    ) {
        match seen.get(&value) {
            Some(first) => {
                let message = format!("the same {key} as {}", list.item(*first));
                self.problem(raw, list.item(index).key(key), message);
            }
            None => {
                seen.insert(value, index);
            }
        }
    }

    /// The line, from 1, in which a value begins.
    pub(super) fn line(&mut self, raw: &RawValue) -> usize {
        self.lines.of(self.json, raw)
    }

    pub(super) fn problem(&mut self, raw: &RawValue, place: Place<'_>, message: String) {
        self.problems.add(self.json, raw, place, message);
    }

    pub(super) fn name(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<Name> {
        self.parsed(raw, place, Name::parse)
    }

    pub(super) fn terms(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<Terms> {
        self.parsed(raw, place, Terms::parse)
    }

    /// A SKU that nothing before it has; `seen` is the list and the place in it where it stands.
    pub(super) fn new_sku(
        &mut self,
        raw: &'a RawValue,
        place: Place<'_>,
        seen: (&Rc<str>, usize),
    ) -> Option<Sku> {
        let sku = self.parsed(raw, place, Sku::parse)?;
        if let Some((list, index)) = self.skus.get(sku.as_str()) {
            let message = format!("SKU '{sku}' is that of {list}[{index}] already");
            self.problem(raw, place, message);
        } else {
            let (list, index) = seen;
            self.skus.insert(sku.to_string(), (Rc::clone(list), index));
        }
        Some(sku)
    }

    pub(super) fn address(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<AddressText> {
        self.parsed(raw, place, AddressText::parse)
    }

    /// A description, or `Some(None)` for an empty one.
    pub(super) fn description(
        &mut self,
        raw: &'a RawValue,
        place: Place<'_>,
    ) -> Option<Option<Description>> {
        self.parsed(raw, place, |text| match Description::parse(text) {
            Ok(description) => Ok(Some(description)),
            Err(TextError::Blank) => Ok(None),
            Err(error @ TextError::TooLong { .. }) => Err(error),
        })
    }

    pub(super) fn price(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<Price> {
        let text = self.amount(raw, place)?;
        let price = Price::parse(&text, self.currency);
        self.accepted(raw, place, price)
    }

    pub(super) fn fee(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<Money> {
        let text = self.amount(raw, place)?;
        let fee = parse_fee(&text, self.currency);
        self.accepted(raw, place, fee)
    }

    /// The digits of an amount: text, or a number that has no decimals to lose.
    fn amount(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<Cow<'a, str>> {
        match Kind::of(raw) {
            Kind::Text => self.text(raw, place),
            Kind::Number if is_whole(raw) => Some(raw.get().into()),
            Kind::Number => {
                let message = "write it as text, like \"10.50\", so that it stays exact";
                self.problem(raw, place, message.to_owned());
                None
            }
            kind @ (Kind::Object | Kind::List | Kind::Flag | Kind::Null) => {
                self.problem(raw, place, format!("must be an amount, not {kind}"));
                None
            }
        }
    }

    pub(super) fn stock(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<u32> {
        let message = match Kind::of(raw) {
            Kind::Number if is_whole(raw) => match raw.get().parse() {
                Ok(stock) => return Some(stock),
                Err(_) if raw.get().starts_with('-') => "must be 0 or more".to_owned(),
                Err(_) => format!("must be at most {}", u32::MAX),
            },
            Kind::Number => "must be a whole number".to_owned(),
            Kind::Text => "must be a whole number, without quotes".to_owned(),
            kind @ (Kind::Object | Kind::List | Kind::Flag | Kind::Null) => {
                format!("must be a whole number, not {kind}")
            }
        };
        self.problem(raw, place, message);
        None
    }

    pub(super) fn sort(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<i64> {
        let sort = if Kind::of(raw) == Kind::Number {
            raw.get().parse().ok()
        } else {
            None
        };
        if sort.is_none() {
            self.problem(raw, place, "must be a whole number".to_owned());
        }
        sort
    }

    pub(super) fn flag(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<bool> {
        let flag = raw.get().parse();
        self.accepted(raw, place, flag.map_err(|_| "must be true or false"))
    }

    pub(super) fn option_kind(
        &mut self,
        raw: &'a RawValue,
        place: Place<'_>,
    ) -> Option<DeliveryKind> {
        self.parsed(raw, place, |text| {
            DeliveryKind::from_code(text).ok_or_else(|| {
                let known = DeliveryKind::ALL.iter().map(|kind| kind.code());
                unknown("type", text, known)
            })
        })
    }

    pub(super) fn point_kind(
        &mut self,
        raw: &'a RawValue,
        place: Place<'_>,
    ) -> Option<DeliveryKind> {
        self.parsed(raw, place, |text| {
            DeliveryKind::from_code(text)
                .or_else(|| DeliveryKind::from_code(&format!("pickup_{text}")))
                .filter(|kind| kind.is_pickup())
                .ok_or_else(|| unknown("type", text, ["store", "locker", "curbside"]))
        })
    }

    /// Degrees, kept digit by digit as they were written.
    pub(super) fn degrees(
        &mut self,
        raw: &'a RawValue,
        place: Place<'_>,
        most: i64,
    ) -> Option<String> {
        let text = match Kind::of(raw) {
            Kind::Number => Cow::Borrowed(raw.get()),
            Kind::Text => self.text(raw, place)?,
            kind @ (Kind::Object | Kind::List | Kind::Flag | Kind::Null) => {
                self.problem(raw, place, format!("must be degrees, not {kind}"));
                return None;
            }
        };
        let text = text.trim();
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_plain = digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.ends_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
        let degrees = Decimal::from_str_exact(text).ok().filter(|_| is_plain);
        let degrees = match degrees {
            None => Err("must be degrees, like 41.3874".to_owned()),
            Some(degrees) if degrees.abs() > Decimal::from(most) => {
                Err(format!("must be between -{most} and {most} degrees"))
            }
            Some(_) => Ok(text.to_owned()),
        };
        self.accepted(raw, place, degrees)
    }

    pub(super) fn photos(
        &mut self,
        raw: &'a RawValue,
        place: Place<'_>,
    ) -> Option<Arc<[PhotoName]>> {
        let list = self.list(raw, place);
        if list.len() > MAX_PHOTOS {
            self.problem(raw, place, format!("at most {MAX_PHOTOS} photos"));
            return None;
        }
        let mut names: Vec<PhotoName> = Vec::with_capacity(list.len());
        for (index, raw) in list.into_iter().enumerate() {
            let item = place.item(index);
            let Some(name) = self.photo(raw, item) else {
                continue;
            };
            if names.contains(&name) {
                let shown = match &name {
                    PhotoName::File(path) => {
                        let name = path.file_name().unwrap_or_default();
                        brief(&name.to_string_lossy())
                    }
                    PhotoName::Stored(_) => brief(&name.to_string()),
                };
                self.problem(raw, item, format!("photo '{shown}' is given twice"));
                continue;
            }
            names.push(name);
        }
        Some(names.into())
    }

    /// A picture: a file, or one that the shop has.
    pub(super) fn photo(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<PhotoName> {
        let name = self.text(raw, place)?;
        if let Some(hash) = PhotoName::hash_in(&name) {
            return Some(PhotoName::Stored(hash));
        }
        let Photos::Beside(folder) = self.photos else {
            return Some(PhotoName::File(name.as_ref().into()));
        };
        let path = folder.join(name.as_ref());
        if let Err(reason) = probe(&path) {
            let message = format!("photo '{}': {reason}", brief(&name));
            self.problem(raw, place, message);
        }
        Some(PhotoName::File(path))
    }
}

/// Whether a JSON number has neither decimals nor an exponent.
fn is_whole(raw: &RawValue) -> bool {
    let digits = raw.get().strip_prefix('-').unwrap_or(raw.get());
    digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn probe(path: &Path) -> Result<(), photo::PhotoError> {
    let file = File::open(path).map_err(photo::PhotoError::Unreadable)?;
    photo::probe(file).map(drop)
}

/// What is said of a word that the format does not have.
pub(super) fn unknown<'k>(
    what: &str,
    found: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    format!(
        "unknown {what} '{}'; known are {}",
        brief(found),
        known.join(", ")
    )
}
