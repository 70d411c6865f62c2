//! The catalogue file: checked as a whole, every error with its place.

use std::{
    borrow::Cow,
    collections::HashMap,
    fmt::{self, Display},
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

use rust_decimal::Decimal;
use serde_json::value::RawValue;
use thiserror::Error;

use super::json::{Entries, Kind, Place, Text};
use crate::{
    domain::{
        delivery::DeliveryKind,
        money::{Currency, Money, Price, PriceError, parse_fee},
        text::{AddressText, Description, Name, Sku, TextError, sort_key},
    },
    photo,
    shop::seeding::{CategoryEntry, OptionEntry, PointEntry, ProductEntry},
};

/// The largest file read.
const MAX_BYTES: u64 = 256 * 1024 * 1024;
/// How deep categories nest; bounds the recursion.
const MAX_DEPTH: usize = 32;
/// An album of Telegram holds so many.
const MAX_PHOTOS: usize = 10;
/// Errors shown; the rest is counted.
const MAX_PROBLEMS: usize = 50;

const TOP_KEYS: &[&str] = &["categories", "delivery_options", "pickup_points"];
const CATEGORY_KEYS: &[&str] = &["name", "description", "sort", "categories", "products"];
const PRODUCT_KEYS: &[&str] = &[
    "sku",
    "name",
    "description",
    "price",
    "stock",
    "photos",
    "sort",
];
const OPTION_KEYS: &[&str] = &[
    "type",
    "name",
    "price",
    "free_threshold",
    "free_from",
    "eta",
    "description",
    "active",
];
const POINT_KEYS: &[&str] = &[
    "name",
    "address",
    "type",
    "hours",
    "working_hours",
    "latitude",
    "longitude",
    "active",
];

/// A catalogue file, parsed and checked. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Catalogue {
    pub(super) content: Arc<Content>,
    pub(super) currency: Currency,
}

/// What the file says, flat, so that it can be applied in steps.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Parents come before their children.
    pub(super) categories: Vec<CategoryNode>,
    pub(super) products: Vec<ProductNode>,
    pub(super) options: Vec<OptionEntry>,
    pub(super) points: Vec<PointEntry>,
}

#[derive(Debug)]
pub(super) struct CategoryNode {
    /// Index of the category it lies in.
    pub(super) parent: Option<usize>,
    pub(super) entry: CategoryEntry,
}

#[derive(Debug)]
pub(super) struct ProductNode {
    /// Index of the category it is shown in.
    pub(super) category: usize,
    pub(super) entry: ProductEntry,
    /// Files of its pictures; `None` leaves the shop's as they are.
    pub(super) photos: Option<Arc<[PathBuf]>>,
}

impl Content {
    /// The names from the top down to a category.
    pub(super) fn path(&self, category: usize) -> String {
        let node = &self.categories[category];
        match node.parent {
            Some(parent) => format!("{} / {}", self.path(parent), node.entry.name),
            None => node.entry.name.to_string(),
        }
    }
}

/// Why a catalogue file is not taken.
#[derive(Debug, Error)]
pub enum FileError {
    /// The file is missing, forbidden or broken.
    #[error("cannot read '{path}': {reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system says.
        reason: io::Error,
    },
    /// Larger than a catalogue may be.
    #[error("'{path}' is larger than {} MB", MAX_BYTES / 1024 / 1024)]
    TooLarge {
        /// The file.
        path: String,
    },
    /// Not text at all.
    #[error("'{path}' is not UTF-8 text (byte {position})")]
    NotText {
        /// The file.
        path: String,
        /// The first byte that is not, from 0.
        position: usize,
    },
    /// Text, but not JSON.
    #[error("not valid JSON: {0}")]
    Syntax(serde_json::Error),
    /// JSON, but not a catalogue.
    #[error("{0}")]
    Invalid(Problems),
}

/// Everything that is wrong with a file, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems {
    shown: Vec<Problem>,
    more: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Problem {
    line: usize,
    place: String,
    message: String,
}

impl Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.shown.len() + self.more {
            1 => f.write_str("1 error in the catalogue:")?,
            count => write!(f, "{count} errors in the catalogue:")?,
        }
        for problem in &self.shown {
            let Problem {
                line,
                place,
                message,
            } = problem;
            write!(f, "\n  line {line}, {place}: {message}")?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\n  … and {more} more"),
        }
    }
}

impl Catalogue {
    /// Reads and checks a file; the photos it names are looked for beside it.
    pub fn load(path: &Path, currency: Currency) -> Result<Self, FileError> {
        let shown = path.display().to_string();
        let mut bytes = Vec::new();
        let read = File::open(path)
            .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
            .map_err(|reason| FileError::Unreadable {
                path: shown.clone(),
                reason,
            })?;
        if u64::try_from(read).is_ok_and(|read| read > MAX_BYTES) {
            return Err(FileError::TooLarge { path: shown });
        }
        let json = String::from_utf8(bytes).map_err(|error| FileError::NotText {
            path: shown,
            position: error.utf8_error().valid_up_to(),
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Self::parse(&json, folder, currency)
    }

    /// Checks a file's text; the photos it names are looked for in `folder`.
    pub fn parse(json: &str, folder: &Path, currency: Currency) -> Result<Self, FileError> {
        // Editors on Windows put a mark of three bytes before the text.
        let json = json.strip_prefix('\u{feff}').unwrap_or(json);
        let top: &RawValue = serde_json::from_str(json).map_err(FileError::Syntax)?;
        let mut reader = Reader {
            json,
            folder,
            currency,
            content: Content::default(),
            skus: HashMap::new(),
            problems: Problems::default(),
        };
        reader.catalogue(top);
        if reader.problems.shown.is_empty() {
            Ok(Self {
                content: Arc::new(reader.content),
                currency,
            })
        } else {
            Err(FileError::Invalid(reader.problems))
        }
    }
}

/// An object with only keys that are known, each once.
struct Object<'a> {
    raw: &'a RawValue,
    entries: Vec<(Cow<'a, str>, &'a RawValue)>,
}

impl<'a> Object<'a> {
    fn value(&self, key: &str) -> Option<&'a RawValue> {
        let (_, value) = self.entries.iter().find(|(found, _)| found == key)?;
        Some(value)
    }
}

/// Reads the file level by level. A value that is wrong is reported and read as absent: with
/// one problem the whole file is refused, so nobody sees the gap.
struct Reader<'a> {
    json: &'a str,
    folder: &'a Path,
    currency: Currency,
    content: Content,
    /// Where each SKU was first seen: a list of products and an index in it.
    skus: HashMap<String, (Rc<str>, usize)>,
    problems: Problems,
}

impl<'a> Reader<'a> {
    fn catalogue(&mut self, raw: &'a RawValue) {
        let place = Place::Top;
        let Some(top) = self.object(raw, place, TOP_KEYS) else {
            return;
        };
        self.required(&top, place, "categories", |reader, raw, place| {
            reader.categories(raw, place, None, 1);
            Some(())
        });
        self.optional(&top, place, "delivery_options", Self::options);
        self.optional(&top, place, "pickup_points", Self::points);
    }

    fn categories(
        &mut self,
        raw: &'a RawValue,
        place: Place<'_>,
        parent: Option<usize>,
        depth: usize,
    ) {
        if depth > MAX_DEPTH {
            self.problem(
                raw,
                place,
                format!("categories nest at most {MAX_DEPTH} levels deep"),
            );
            return;
        }
        let mut names = HashMap::new();
        for (index, raw) in self.list(raw, place).into_iter().enumerate() {
            let item = place.item(index);
            let Some(object) = self.object(raw, item, CATEGORY_KEYS) else {
                continue;
            };
            let name = self.required(&object, item, "name", Self::name);
            if let Some(name) = &name {
                self.unique(
                    &mut names,
                    sort_key(name.as_str()),
                    raw,
                    place,
                    index,
                    "name",
                );
            }
            let description = self.optional(&object, item, "description", Self::description);
            let sort = self.optional(&object, item, "sort", Self::sort);
            let category = self.content.categories.len();
            if let Some(name) = name {
                self.content.categories.push(CategoryNode {
                    parent,
                    entry: CategoryEntry {
                        name,
                        description: description.flatten(),
                        sort: sort.unwrap_or(0),
                    },
                });
            }
            self.optional(&object, item, "products", |reader, raw, place| {
                reader.products(raw, place, category);
                Some(())
            });
            self.optional(&object, item, "categories", |reader, raw, place| {
                reader.categories(raw, place, Some(category), depth + 1);
                Some(())
            });
        }
    }

    fn products(&mut self, raw: &'a RawValue, place: Place<'_>, category: usize) {
        let list: Rc<str> = place.to_string().into();
        for (index, raw) in self.list(raw, place).into_iter().enumerate() {
            let item = place.item(index);
            let Some(object) = self.object(raw, item, PRODUCT_KEYS) else {
                continue;
            };
            let sku = self.required(&object, item, "sku", Self::sku);
            if let Some(sku) = &sku {
                let seen = (Rc::clone(&list), index);
                if let Some((list, index)) = self.skus.get(sku.as_str()) {
                    let message = format!("SKU '{sku}' is that of {list}[{index}] already");
                    self.problem(raw, item.key("sku"), message);
                } else {
                    self.skus.insert(sku.to_string(), seen);
                }
            }
            let name = self.required(&object, item, "name", Self::name);
            let description = self.required(&object, item, "description", Self::description);
            let price = self.required(&object, item, "price", Self::price);
            let stock = self.required(&object, item, "stock", Self::stock);
            let photos = self.optional(&object, item, "photos", Self::photos);
            let sort = self.optional(&object, item, "sort", Self::sort);
            let (Some(sku), Some(name), Some(description), Some(price), Some(stock)) =
                (sku, name, description, price, stock)
            else {
                continue;
            };
            self.content.products.push(ProductNode {
                category,
                entry: ProductEntry {
                    sku,
                    name,
                    description: description.map_or_else(String::new, |text| text.to_string()),
                    price,
                    stock,
                    sort: sort.unwrap_or(0),
                },
                photos,
            });
        }
    }

    fn options(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<()> {
        let mut kinds = HashMap::new();
        for (index, raw) in self.list(raw, place).into_iter().enumerate() {
            let item = place.item(index);
            let Some(object) = self.object(raw, item, OPTION_KEYS) else {
                continue;
            };
            let kind = self.required(&object, item, "type", Self::option_kind);
            if let Some(kind) = kind {
                self.unique(&mut kinds, kind, raw, place, index, "type");
            }
            let threshold = self.alias(&object, item, "free_threshold", "free_from");
            let name = self.optional(&object, item, "name", Self::name);
            let price = self.optional(&object, item, "price", Self::fee);
            let free_threshold = self.optional(&object, item, threshold, Self::fee);
            let eta = self.optional(&object, item, "eta", Self::name);
            let description = self.optional(&object, item, "description", Self::description);
            let is_active = self.optional(&object, item, "active", Self::flag);
            let Some(kind) = kind else { continue };
            self.content.options.push(OptionEntry {
                kind,
                name,
                price: price.unwrap_or(Money::zero(self.currency)),
                free_threshold,
                eta,
                description: description.flatten(),
                is_active: is_active.unwrap_or(true),
            });
        }
        Some(())
    }

    fn points(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<()> {
        let mut names = HashMap::new();
        for (index, raw) in self.list(raw, place).into_iter().enumerate() {
            let item = place.item(index);
            let Some(object) = self.object(raw, item, POINT_KEYS) else {
                continue;
            };
            let name = self.required(&object, item, "name", Self::name);
            if let Some(name) = &name {
                self.unique(
                    &mut names,
                    sort_key(name.as_str()),
                    raw,
                    place,
                    index,
                    "name",
                );
            }
            let hours = self.alias(&object, item, "hours", "working_hours");
            let address = self.required(&object, item, "address", Self::address);
            let kind = self.optional(&object, item, "type", Self::point_kind);
            let hours = self.optional(&object, item, hours, Self::name);
            let latitude = self.optional(&object, item, "latitude", |reader, raw, place| {
                reader.degrees(raw, place, 90)
            });
            let longitude = self.optional(&object, item, "longitude", |reader, raw, place| {
                reader.degrees(raw, place, 180)
            });
            let has = |key| {
                object
                    .value(key)
                    .is_some_and(|raw| Kind::of(raw) != Kind::Null)
            };
            if has("latitude") != has("longitude") {
                self.problem(raw, item, "latitude and longitude go together".to_owned());
            }
            let is_active = self.optional(&object, item, "active", Self::flag);
            let (Some(name), Some(address)) = (name, address) else {
                continue;
            };
            self.content.points.push(PointEntry {
                name,
                address,
                kind: kind.unwrap_or(DeliveryKind::PickupStore),
                hours,
                location: latitude.zip(longitude),
                is_active: is_active.unwrap_or(true),
            });
        }
        Some(())
    }

    fn name(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<Name> {
        self.parsed(raw, place, Name::parse)
    }

    fn sku(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<Sku> {
        self.parsed(raw, place, Sku::parse)
    }

    fn address(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<AddressText> {
        self.parsed(raw, place, AddressText::parse)
    }

    /// A description, or `Some(None)` for an empty one.
    fn description(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<Option<Description>> {
        self.parsed(raw, place, |text| match Description::parse(text) {
            Ok(description) => Ok(Some(description)),
            Err(TextError::Blank) => Ok(None),
            Err(error @ TextError::TooLong { .. }) => Err(error),
        })
    }

    fn price(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<Price> {
        let text = self.amount(raw, place)?;
        let price = Price::parse(&text, self.currency);
        self.accepted(raw, place, price)
    }

    fn fee(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<Money> {
        let text = self.amount(raw, place)?;
        let fee = parse_fee(&text, self.currency).map_err(|error| match error {
            PriceError::NotPositive => "must be 0 or more".to_owned(),
            PriceError::NotANumber | PriceError::TooPrecise { .. } | PriceError::TooLarge => {
                error.to_string()
            }
        });
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

    fn stock(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<u32> {
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

    fn sort(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<i64> {
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

    fn flag(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<bool> {
        let flag = raw.get().parse();
        self.accepted(raw, place, flag.map_err(|_| "must be true or false"))
    }

    fn option_kind(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<DeliveryKind> {
        self.parsed(raw, place, |text| {
            DeliveryKind::from_code(text).ok_or_else(|| {
                let known = DeliveryKind::ALL.iter().map(|kind| kind.code());
                unknown("type", text, known)
            })
        })
    }

    fn point_kind(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<DeliveryKind> {
        self.parsed(raw, place, |text| {
            DeliveryKind::from_code(text)
                .or_else(|| DeliveryKind::from_code(&format!("pickup_{text}")))
                .filter(|kind| kind.is_pickup())
                .ok_or_else(|| unknown("type", text, ["store", "locker", "curbside"]))
        })
    }

    /// Degrees, kept digit by digit as they were written.
    fn degrees(&mut self, raw: &'a RawValue, place: Place<'_>, most: i64) -> Option<String> {
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

    fn photos(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<Arc<[PathBuf]>> {
        let list = self.list(raw, place);
        if list.len() > MAX_PHOTOS {
            self.problem(raw, place, format!("at most {MAX_PHOTOS} photos"));
            return None;
        }
        let mut paths: Vec<PathBuf> = Vec::with_capacity(list.len());
        for (index, raw) in list.into_iter().enumerate() {
            let item = place.item(index);
            let Some(name) = self.text(raw, item) else {
                continue;
            };
            let path = self.folder.join(name.as_ref());
            if paths.contains(&path) {
                let message = format!("photo '{}' is given twice", brief(&name));
                self.problem(raw, item, message);
                continue;
            }
            if let Err(reason) = probe(&path) {
                let message = format!("photo '{}': {reason}", brief(&name));
                self.problem(raw, item, message);
            }
            paths.push(path);
        }
        Some(paths.into())
    }

    /// The key that is used of two that mean the same.
    fn alias(
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

    fn required<T>(
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

    fn optional<T>(
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

    fn object(
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

    fn list(&mut self, raw: &'a RawValue, place: Place<'_>) -> Vec<&'a RawValue> {
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

    fn parsed<T, E: Display>(
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
    fn unique<K: std::hash::Hash + Eq>(
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

    fn problem(&mut self, raw: &RawValue, place: Place<'_>, message: String) {
        if self.problems.shown.len() == MAX_PROBLEMS {
            self.problems.more += 1;
            return;
        }
        // Every value is a slice of the file.
        let offset = raw.get().as_ptr().addr() - self.json.as_ptr().addr();
        let before = &self.json.as_bytes()[..offset];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        self.problems.shown.push(Problem {
            line,
            place: place.to_string(),
            message,
        });
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

fn unknown<'k>(what: &str, found: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    format!(
        "unknown {what} '{}'; known are {}",
        brief(found),
        known.join(", ")
    )
}

/// The beginning of a text, fit for an error message.
fn brief(text: &str) -> String {
    let mut brief: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(60)
        .collect();
    if brief.len() < text.len() {
        brief.push('…');
    }
    brief
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

    use std::fs;

    use super::*;

    fn parse(json: &str) -> Result<Catalogue, FileError> {
        Catalogue::parse(json, Path::new(""), Currency::USD)
    }

    fn refused(json: &str) -> String {
        parse(json).unwrap_err().to_string()
    }

    /// A file with one product, described by `fields` of its own beside a SKU.
    fn product(fields: &str) -> String {
        format!(r#"{{"categories":[{{"name":"A","products":[{{"sku":"S",{fields}}}]}}]}}"#)
    }

    const GOOD: &str = r#""name":"N","description":"","price":"1.00","stock":1"#;

    fn option(fields: &str) -> String {
        format!(r#"{{"categories":[],"delivery_options":[{{{fields}}}]}}"#)
    }

    fn point(fields: &str) -> String {
        format!(r#"{{"categories":[],"pickup_points":[{{"name":"P","address":"Q",{fields}}}]}}"#)
    }

    #[test]
    fn every_mistake_is_named_with_its_place() {
        let product_at = "categories[0].products[0]";
        let cases: Vec<(String, &str, &str)> = vec![
            ("[]".into(), "top level", "must be an object, not a list"),
            ("{}".into(), "categories", "is missing"),
            (
                r#"{"categories":{}}"#.into(),
                "categories",
                "must be a list, not an object",
            ),
            (
                r#"{"categories":[],"Products":1}"#.into(),
                "top level",
                "unknown key 'Products'; known are categories, delivery_options",
            ),
            (
                r#"{"categories":[7]}"#.into(),
                "categories[0]",
                "must be an object, not a number",
            ),
            (
                r#"{"categories":[{"name":" "}]}"#.into(),
                "categories[0].name",
                "must not be empty",
            ),
            (
                r#"{"categories":[{"name":"A","sort":1.5}]}"#.into(),
                "categories[0].sort",
                "must be a whole number",
            ),
            (
                r#"{"categories":[{"name":"A","name":"B"}]}"#.into(),
                "categories[0].name",
                "is given twice",
            ),
            (
                r#"{"categories":[{"name":"Tea"},{"name":"x","categories":[]},{"name":" TEA "}]}"#
                    .into(),
                "categories[2].name",
                "the same name as categories[0]",
            ),
            (
                r#"{"categories":[{"name":"\ud800"}]}"#.into(),
                "categories[0].name",
                "is not proper text",
            ),
            (
                product(r#""name":"N","description":"","price":"1.00""#),
                "categories[0].products[0].stock",
                "is missing",
            ),
            (
                product(&format!(r#"{GOOD},"colour":"red""#)),
                product_at,
                "unknown key 'colour'; known are sku, name,",
            ),
            (
                product(&GOOD.replace("\"N\"", "5")),
                "categories[0].products[0].name",
                "must be text in quotes, not a number",
            ),
            (
                product(&GOOD.replace("\"description\":\"\"", "\"description\":null")),
                "categories[0].products[0].description",
                "not null",
            ),
            (
                product(&GOOD.replace(
                    "\"description\":\"\"",
                    &format!("\"description\":\"{}\"", "x".repeat(1001)),
                )),
                "categories[0].products[0].description",
                "must be at most 1000 characters",
            ),
            (
                product(&GOOD.replace("\"1.00\"", "10.50")),
                "categories[0].products[0].price",
                "write it as text, like \"10.50\"",
            ),
            (
                product(&GOOD.replace("\"1.00\"", "1e2")),
                "categories[0].products[0].price",
                "write it as text",
            ),
            (
                product(&GOOD.replace("1.00", "12.505")),
                "categories[0].products[0].price",
                "USD has 2 decimals",
            ),
            (
                product(&GOOD.replace("\"1.00\"", "0")),
                "categories[0].products[0].price",
                "must be more than 0",
            ),
            (
                product(&GOOD.replace("\"1.00\"", "true")),
                "categories[0].products[0].price",
                "must be an amount, not true or false",
            ),
            (
                product(&GOOD.replace("\"stock\":1", "\"stock\":-1")),
                "categories[0].products[0].stock",
                "must be 0 or more",
            ),
            (
                product(&GOOD.replace("\"stock\":1", "\"stock\":1.0")),
                "categories[0].products[0].stock",
                "must be a whole number",
            ),
            (
                product(&GOOD.replace("\"stock\":1", "\"stock\":\"1\"")),
                "categories[0].products[0].stock",
                "without quotes",
            ),
            (
                product(&GOOD.replace("\"stock\":1", "\"stock\":4294967296")),
                "categories[0].products[0].stock",
                "must be at most 4294967295",
            ),
            (
                product(&format!(r#"{GOOD},"photos":["nowhere.jpg"]"#)),
                "categories[0].products[0].photos[0]",
                "photo 'nowhere.jpg': cannot be read",
            ),
            (
                product(&format!(r#"{GOOD},"photos":"pic.jpg""#)),
                "categories[0].products[0].photos",
                "must be a list, not text",
            ),
            (
                r#"{"categories":[
                    {"name":"A","products":[{"sku":"S","name":"N","description":"","price":1,"stock":1}]},
                    {"name":"B","categories":[{"name":"C","products":[
                        {"sku":" S ","name":"N","description":"","price":1,"stock":1}]}]}]}"#
                    .into(),
                "line 4, categories[1].categories[0].products[0].sku",
                "SKU 'S' is that of categories[0].products[0] already",
            ),
            (
                option(r#""type":"pigeon""#),
                "delivery_options[0].type",
                "unknown type 'pigeon'; known are pickup_store, pickup_locker",
            ),
            (
                option(r#""price":"5.00""#),
                "delivery_options[0].type",
                "is missing",
            ),
            (
                option(r#""type":"local_next_day","price":"-5""#),
                "delivery_options[0].price",
                "must be 0 or more",
            ),
            (
                option(r#""type":"local_next_day"},{"type":"local_next_day""#),
                "delivery_options[1].type",
                "the same type as delivery_options[0]",
            ),
            (
                option(r#""type":"local_next_day","free_from":"1","free_threshold":"1""#),
                "delivery_options[0]",
                "'free_threshold' and 'free_from' mean the same",
            ),
            (
                option(r#""type":"local_next_day","active":"yes""#),
                "delivery_options[0].active",
                "must be true or false",
            ),
            (
                point(r#""type":"national_standard""#),
                "pickup_points[0].type",
                "known are store, locker, curbside",
            ),
            (
                point(r#""latitude":1"#),
                "pickup_points[0]",
                "latitude and longitude go together",
            ),
            (
                point(r#""latitude":90.0000001,"longitude":"0""#),
                "pickup_points[0].latitude",
                "between -90 and 90",
            ),
            (
                point(r#""latitude":"0","longitude":"1e2""#),
                "pickup_points[0].longitude",
                "must be degrees, like",
            ),
            (
                point(r#""hours":"9-17"},{"name":"p","address":"R""#),
                "pickup_points[1].name",
                "the same name as pickup_points[0]",
            ),
        ];
        for (json, place, words) in cases {
            let found = refused(&json);
            let line = found.lines().nth(1).unwrap_or(&found);
            assert!(found.starts_with("1 error in the catalogue:"), "{found}");
            let (_, after_line) = line.trim().split_once(", ").unwrap();
            assert!(
                line.trim().starts_with(&format!("{place}: "))
                    || after_line.starts_with(&format!("{place}: ")),
                "{place} in {found}"
            );
            assert!(found.contains(words), "{words} in {found}");
        }
    }

    #[test]
    fn all_mistakes_are_counted_and_fifty_are_shown() {
        let products: Vec<String> = (0..60)
            .map(|number| format!(r#"{{"sku":"S{number}","name":"","description":""}}"#))
            .collect();
        let found = refused(&format!(
            r#"{{"categories":[{{"name":"A","products":[{}]}}]}}"#,
            products.join(",\n")
        ));
        assert!(found.starts_with("180 errors"), "{found}");
        assert_eq!(found.lines().count(), 52);
        assert!(found.ends_with("… and 130 more"), "{found}");
        assert!(
            found.contains("line 17, categories[0].products[16].name: must not be empty"),
            "{found}"
        );
    }

    #[test]
    fn syntax_errors_tell_line_and_column() {
        let found = refused("{\n  \"categories\": [}\n");
        assert!(found.contains("line 2 column 18"), "{found}");
        let found = refused("{\"categories\": []} trailing");
        assert!(found.contains("line 1 column"), "{found}");
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |depth: usize| {
            format!(
                "{}{}{}",
                r#"{"categories":[{"name":"A","#.to_owned()
                    + &r#""categories":[{"name":"A","#.repeat(depth - 1),
                r#""sort":1"#,
                "}]".repeat(depth) + "}"
            )
        };
        assert!(parse(&nested(MAX_DEPTH)).is_ok());
        let found = refused(&nested(MAX_DEPTH + 1));
        assert!(found.contains("nest at most 32 levels"), "{found}");
        let found = refused(&"[".repeat(100_000));
        assert!(found.contains("not valid JSON"), "{found}");
    }

    #[test]
    fn a_good_file_is_read_completely() {
        let catalogue = parse(
            r#"{
              "categories": [{
                "name": " Drinks ", "description": "Hot", "sort": 2,
                "categories": [{"name": "Tea", "products": [
                  {"sku": "T-1", "name": "Green", "description": " ", "price": 7, "stock": 0, "sort": -1}
                ]}],
                "products": [
                  {"sku": "D-1", "name": "Cocoa", "description": "Dark.", "price": "10.50", "stock": 5}
                ]
              }],
              "delivery_options": [
                {"type": "local_same_day", "price": "5.00", "free_from": "50", "eta": "today"},
                {"type": "national_standard", "active": false, "name": null}
              ],
              "pickup_points": [
                {"name": "Shop", "address": "1 High Street", "working_hours": "9-17",
                 "latitude": 41.38740, "longitude": "-2.1686"},
                {"name": "Box", "address": "Station", "type": "locker"},
                {"name": "Ramp", "address": "Yard", "type": "pickup_curbside", "active": false}
              ]
            }"#,
        )
        .unwrap();
        let content = &catalogue.content;
        assert_eq!(content.path(1), "Drinks / Tea");
        assert_eq!(content.categories[0].entry.sort, 2);
        let [cocoa, green] = &content.products[..] else {
            panic!("{:?}", content.products)
        };
        assert_eq!(
            (cocoa.category, cocoa.entry.price.money().minor()),
            (0, 1050)
        );
        assert_eq!(
            (green.category, green.entry.price.money().minor()),
            (1, 700)
        );
        assert_eq!(
            (green.entry.description.as_str(), green.entry.sort),
            ("", -1)
        );
        assert!(cocoa.photos.is_none());
        let [same_day, standard] = &content.options[..] else {
            panic!("{:?}", content.options)
        };
        assert_eq!(same_day.free_threshold.map(Money::minor), Some(5000));
        assert!(!standard.is_active && standard.price.minor() == 0 && standard.name.is_none());
        let [shop, locker, ramp] = &content.points[..] else {
            panic!("{:?}", content.points)
        };
        let expected = Some(("41.38740".to_owned(), "-2.1686".to_owned()));
        assert_eq!(shop.location, expected);
        assert_eq!(shop.hours.as_ref().map(Name::as_str), Some("9-17"));
        assert_eq!(locker.kind, DeliveryKind::PickupLocker);
        assert_eq!(ramp.kind, DeliveryKind::PickupCurbside);
    }

    #[test]
    fn files_are_read_and_their_photos_found_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop.json");
        let load = || Catalogue::load(&path, Currency::USD);
        assert!(matches!(load(), Err(FileError::Unreadable { .. })));

        fs::write(&path, b"{\"categories\": \xff}").unwrap();
        let found = load().unwrap_err().to_string();
        assert!(found.contains("not UTF-8 text (byte 15)"), "{found}");

        fs::write(
            &path,
            "\u{feff}".to_owned() + &product(&format!(r#"{GOOD},"photos":["a.png","b.png"]"#)),
        )
        .unwrap();
        image::RgbImage::new(4, 3)
            .save(folder.path().join("a.png"))
            .unwrap();
        fs::write(folder.path().join("b.png"), "a text").unwrap();
        let found = load().unwrap_err().to_string();
        assert!(
            found.contains("photos[1]: photo 'b.png': not a JPEG or PNG picture"),
            "{found}"
        );
        assert!(found.starts_with("1 error"), "{found}");
    }

    #[test]
    fn the_example_is_a_good_file() {
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/catalog.json");
        let catalogue = Catalogue::load(&example, Currency::USD).unwrap();
        let content = &catalogue.content;
        let tops = content
            .categories
            .iter()
            .filter(|category| category.parent.is_none())
            .count();
        assert!(tops >= 5, "{tops} top-level categories");
        let stocks: Vec<u32> = content
            .products
            .iter()
            .map(|product| product.entry.stock)
            .collect();
        assert!(stocks.len() >= 25, "{} products", stocks.len());
        assert_eq!(stocks.iter().filter(|stock| **stock == 0).count(), 1);
        assert_eq!((content.options.len(), content.points.len()), (2, 2));
    }
}
