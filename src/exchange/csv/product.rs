//! Rows put together to products.

use std::{collections::HashMap, fmt::Display};

use super::Row;
use crate::{
    domain::{
        money::Currency,
        options::{MAX_OPTIONS, MAX_VARIANTS},
        text::{Description, Name, OptionName, OptionValue, Sku, TextError, sort_key},
        typed::{self, Reading},
    },
    exchange::{
        MAX_PHOTOS, PhotoName, Problems,
        columns::{Column, path_names},
    },
    shop::bulk::{Goods, Path, Sold},
};

/// How deep categories nest.
const MAX_DEPTH: usize = 32;

/// What the rows of one product have in common.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    /// The cell of the column `product`.
    Given(String),
    /// Category and name of a product with options.
    Named(String, String),
    /// Its only SKU.
    Alone(String),
}

/// The products read so far.
pub(super) struct Products {
    currency: Currency,
    goods: Vec<Goods>,
    places: HashMap<Key, usize>,
    /// The line in which each SKU stands.
    skus: HashMap<String, usize>,
}

/// Reads the cells of a row. One that is wrong is reported and read as empty: with one problem the
/// whole file is refused.
struct Cells<'a, 'p> {
    row: &'a Row<'a>,
    problems: &'p mut Problems,
}

impl Cells<'_, '_> {
    fn problem(&mut self, column: Column, message: impl Display) {
        let place = format!("column {}", column.name());
        self.problems
            .note(self.row.line, place, message.to_string());
    }

    fn parsed<T, E: Display>(
        &mut self,
        column: Column,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let row = self.row;
        let text = row.filled(column)?;
        match parse(text) {
            Ok(value) => Some(value),
            Err(error) => {
                let shown = crate::exchange::brief(text);
                self.problem(column, format!("'{shown}' {error}"));
                None
            }
        }
    }

    fn path(&mut self) -> Option<Path> {
        self.parsed(Column::Category, |text| {
            let names = path_names(text);
            if names.len() > MAX_DEPTH {
                return Err(format!("nests more than {MAX_DEPTH} levels deep"));
            }
            let names = names.iter().map(|name| Name::parse(name));
            names
                .collect::<Result<Path, TextError>>()
                .map_err(|error| error.to_string())
        })
    }

    /// A description; an empty cell takes it away.
    fn description(&mut self) -> Option<String> {
        if self.row.cell(Column::Description)?.is_empty() {
            return Some(String::new());
        }
        self.parsed(Column::Description, Description::parse)
            .map(|text| text.to_string())
    }

    fn photos(&mut self) -> Option<Vec<String>> {
        self.parsed(Column::Photos, |text| {
            let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|'));
            let names: Vec<String> = words.filter(|word| !word.is_empty()).map(photo).collect();
            if names.len() > MAX_PHOTOS {
                return Err(format!("names more than {MAX_PHOTOS} photos"));
            }
            Ok(names)
        })
    }

    /// The options of the product and this variant's values for them.
    fn options(&mut self) -> (Option<Vec<OptionName>>, Option<Vec<OptionValue>>) {
        let (mut names, mut values) = (Vec::new(), Vec::new());
        let mut has_column = false;
        for place in 0..MAX_OPTIONS {
            let (option, value) = (Column::Option(place), Column::Value(place));
            has_column |= self.row.cell(option).is_some() || self.row.cell(value).is_some();
            match (
                self.row.filled(option).is_some(),
                self.row.filled(value).is_some(),
            ) {
                (false, false) => {}
                (true, false) => {
                    self.problem(value, format!("is missing beside '{}'", option.name()));
                }
                (false, true) => {
                    self.problem(option, format!("is missing beside '{}'", value.name()));
                }
                (true, true) if names.len() < place => {
                    self.problem(option, "stands without the one before it");
                }
                (true, true) => {
                    names.extend(self.parsed(option, OptionName::parse));
                    values.extend(self.parsed(value, OptionValue::parse));
                }
            }
        }
        // Empty cells say nothing of a product that has options.
        if !has_column || names.is_empty() {
            return (None, None);
        }
        let mut keys: Vec<String> = names.iter().map(|name| sort_key(name.as_str())).collect();
        keys.sort();
        keys.dedup();
        if keys.len() < names.len() {
            self.problem(
                Column::Option(0),
                "the options of a product have different names",
            );
        }
        (Some(names), Some(values))
    }
}

impl Products {
    pub(super) fn new(currency: Currency) -> Self {
        Self {
            currency,
            goods: Vec::new(),
            places: HashMap::new(),
            skus: HashMap::new(),
        }
    }

    /// Takes a row.
    pub(super) fn add(&mut self, row: &Row<'_>, problems: &mut Problems) {
        let currency = self.currency;
        let mut cells = Cells { row, problems };
        let sku = cells.parsed(Column::Sku, Sku::parse);
        if row.filled(Column::Sku).is_none() {
            cells.problem(Column::Sku, "is missing: it tells what the row is about");
        }
        let (options, values) = cells.options();
        let goods = Goods {
            line: row.line,
            category: cells.path(),
            name: cells.parsed(Column::Name, Name::parse),
            description: cells.description(),
            sort: cells.parsed(Column::Sort, typed::place),
            options,
            photos: cells.photos(),
            variants: Vec::new(),
        };
        let price = |text: &str| typed::price(text, currency, Reading::Unseen);
        let price = cells.parsed(Column::Price, price);
        let stock = cells.parsed(Column::Stock, typed::units);
        let Some(sku) = sku else { return };
        if let Some(line) = self.skus.insert(sku.to_string(), row.line) {
            let message = format!("'{sku}' stands in line {line} already");
            cells.problem(Column::Sku, message);
            return;
        }
        let key = match (row.filled(Column::Product), &goods.category, &goods.name) {
            (Some(product), _, _) => Key::Given(product.to_owned()),
            (None, Some(path), Some(name)) if goods.options.is_some() => {
                let path: Vec<String> = path.iter().map(|name| sort_key(name.as_str())).collect();
                Key::Named(path.join("\n"), sort_key(name.as_str()))
            }
            _ => Key::Alone(sku.to_string()),
        };
        let sold = Sold {
            sku,
            values,
            price,
            stock,
            photo: row.filled(Column::VariantPhoto).map(photo),
        };
        match self.places.get(&key) {
            Some(place) => {
                let known = &mut self.goods[*place];
                join(known, goods, &mut cells);
                known.variants.push(sold);
            }
            None => {
                self.places.insert(key, self.goods.len());
                self.goods.push(Goods {
                    variants: vec![sold],
                    ..goods
                });
            }
        }
    }

    /// The products, once their variants have been looked at together.
    pub(super) fn finish(self, problems: &mut Problems) -> Vec<Goods> {
        for goods in &self.goods {
            if goods.variants.len() > MAX_VARIANTS {
                let message = format!("the product has more than {MAX_VARIANTS} variants");
                problems.note(goods.line, "column product".to_owned(), message);
            }
            let mut seen: HashMap<Vec<String>, &Sku> = HashMap::new();
            for variant in &goods.variants {
                let Some(values) = &variant.values else {
                    continue;
                };
                let values = values
                    .iter()
                    .map(|value| sort_key(value.as_str()))
                    .collect();
                if let Some(other) = seen.insert(values, &variant.sku) {
                    let message = format!("'{}' has the same values as '{other}'", variant.sku);
                    problems.note(goods.line, "column value 1".to_owned(), message);
                }
            }
            // A second row without options of what has one product with several.
            let without = goods
                .variants
                .iter()
                .filter(|variant| variant.values.is_none())
                .count();
            if goods.options.is_some() && without > 0 {
                let message = "some rows of the product have options and some have none";
                problems.note(goods.line, "column option 1".to_owned(), message.to_owned());
            }
        }
        self.goods
    }
}

/// Adds what another row says of a product; where both say something it must be the same.
fn join(known: &mut Goods, other: Goods, cells: &mut Cells<'_, '_>) {
    let line = known.line;
    let mut differs = |column: Column| {
        cells.problem(
            column,
            format!("differs from line {line}, which is the same product"),
        );
    };
    fn one<T: PartialEq>(known: &mut Option<T>, other: Option<T>) -> bool {
        match (&known, &other) {
            (Some(first), Some(second)) => first == second,
            (None, Some(_)) => {
                *known = other;
                true
            }
            (_, None) => true,
        }
    }
    // Often only the first row of a product has its description.
    let description = other.description.filter(|text| !text.is_empty());
    if known.description.as_deref() == Some("") && description.is_some() {
        known.description = None;
    }
    for (is_same, column) in [
        (one(&mut known.category, other.category), Column::Category),
        (one(&mut known.name, other.name), Column::Name),
        (
            one(&mut known.description, description),
            Column::Description,
        ),
        (one(&mut known.sort, other.sort), Column::Sort),
        (one(&mut known.options, other.options), Column::Option(0)),
        (one(&mut known.photos, other.photos), Column::Photos),
    ] {
        if !is_same {
            differs(column);
        }
    }
}

/// The content hash that names a picture, or whatever else stands there.
fn photo(word: &str) -> String {
    PhotoName::hash_in(word).unwrap_or_else(|| word.to_owned())
}
