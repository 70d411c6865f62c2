//! The catalogue file's products, with or without options.

use std::{collections::HashMap, rc::Rc};

use serde_json::value::RawValue;

use super::{
    file::{PhotoName, ProductNode},
    json::{Kind, Place},
    reader::{Object, Reader},
    words::{self, Translated},
};
use crate::{
    domain::{
        money::Price,
        options::{MAX_OPTIONS, MAX_VARIANTS},
        text::{OptionName, OptionValue, sort_key},
    },
    shop::seeding::goods::{ProductEntry, VariantEntry},
};

const PRODUCT_KEYS: &[&str] = &[
    "sku",
    "name",
    "description",
    "price",
    "stock",
    "photos",
    "sort",
    "options",
    "variants",
    words::KEY,
];
const VARIANT_KEYS: &[&str] = &["sku", "values", "price", "stock", "photo"];

/// A variant as it was read, with its picture.
type Read = (VariantEntry, Option<PhotoName>);

impl<'a> Reader<'a> {
    pub(super) fn products(&mut self, raw: &'a RawValue, place: Place<'_>, category: usize) {
        let list: Rc<str> = place.to_string().into();
        for (index, raw) in self.list(raw, place).into_iter().enumerate() {
            let item = place.item(index);
            let Some(object) = self.object(raw, item, PRODUCT_KEYS) else {
                continue;
            };
            let name = self.required(&object, item, "name", Self::name);
            let description = self.required(&object, item, "description", Self::description);
            let has_variants =
                object.value("options").is_some() || object.value("variants").is_some();
            let sold = if has_variants {
                self.optioned(&object, item)
            } else {
                let variant = self.single(&object, item, (&list, index));
                variant.map(|variant| (Vec::new(), vec![(variant, None)]))
            };
            let photos = self.optional(&object, item, "photos", Self::photos);
            let sort = self.optional(&object, item, "sort", Self::sort);
            let product = self.content.products.len();
            self.translations(&object, item, Translated::Product(product));
            let (Some((options, variants)), Some(name), Some(description)) =
                (sold, name, description)
            else {
                continue;
            };
            let (variants, variant_photos) = variants.into_iter().unzip();
            let line = self.line(raw);
            self.content.products.push(ProductNode {
                category,
                line,
                entry: ProductEntry {
                    name,
                    description: description.map_or_else(String::new, |text| text.to_string()),
                    sort: sort.unwrap_or(0),
                    options,
                    variants,
                },
                photos,
                variant_photos,
            });
        }
    }

    /// What is sold of a product without options.
    fn single(
        &mut self,
        object: &Object<'a>,
        item: Place<'_>,
        seen: (&Rc<str>, usize),
    ) -> Option<VariantEntry> {
        let sku = self.required(object, item, "sku", |reader, raw, place| {
            reader.new_sku(raw, place, seen)
        });
        let price = self.required(object, item, "price", Self::price);
        let stock = self.required(object, item, "stock", Self::stock);
        Some(VariantEntry {
            sku: sku?,
            values: Vec::new(),
            price: price?,
            stock: stock?,
        })
    }

    /// What is sold of a product with options: their names, and the variants.
    fn optioned(
        &mut self,
        object: &Object<'a>,
        item: Place<'_>,
    ) -> Option<(Vec<OptionName>, Vec<Read>)> {
        for key in ["sku", "stock"] {
            if let Some(raw) = object.value(key) {
                let message = "belongs to each of the variants here".to_owned();
                self.problem(raw, item.key(key), message);
            }
        }
        let names = self.required(object, item, "options", Self::option_names);
        let price = self.optional(object, item, "price", Self::price);
        let count = names.as_ref().map(Vec::len);
        let variants = self.required(object, item, "variants", |reader, raw, place| {
            reader.variants(raw, place, count, price)
        });
        Some((names?, variants?))
    }

    fn option_names(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<Vec<OptionName>> {
        let list = self.list(raw, place);
        if list.is_empty() || list.len() > MAX_OPTIONS {
            self.problem(
                raw,
                place,
                format!("must be 1 to {MAX_OPTIONS} names, like \"Size\""),
            );
            return None;
        }
        let mut names: Vec<OptionName> = Vec::with_capacity(list.len());
        for (index, raw) in list.into_iter().enumerate() {
            let name = self.parsed(raw, place.item(index), OptionName::parse)?;
            let key = sort_key(name.as_str());
            if names.iter().any(|known| sort_key(known.as_str()) == key) {
                self.problem(raw, place.item(index), "is given twice".to_owned());
            }
            names.push(name);
        }
        Some(names)
    }

    fn variants(
        &mut self,
        raw: &'a RawValue,
        place: Place<'_>,
        options: Option<usize>,
        price: Option<Price>,
    ) -> Option<Vec<Read>> {
        let list = self.list(raw, place);
        if list.is_empty() || list.len() > MAX_VARIANTS {
            self.problem(raw, place, format!("must be 1 to {MAX_VARIANTS} variants"));
            return None;
        }
        let here: Rc<str> = place.to_string().into();
        let mut values_seen = HashMap::new();
        let mut read = Vec::with_capacity(list.len());
        for (index, raw) in list.into_iter().enumerate() {
            let item = place.item(index);
            let Some(object) = self.object(raw, item, VARIANT_KEYS) else {
                continue;
            };
            let sku = self.required(&object, item, "sku", |reader, raw, place| {
                reader.new_sku(raw, place, (&here, index))
            });
            let values = self.required(&object, item, "values", |reader, raw, place| {
                reader.values(raw, place, options)
            });
            if let Some(values) = &values {
                let keys: Vec<String> = values
                    .iter()
                    .map(|value| sort_key(value.as_str()))
                    .collect();
                self.unique(&mut values_seen, keys, raw, place, index, "values");
            }
            let own_price = match object.value("price").map(Kind::of) {
                None | Some(Kind::Null) if price.is_some() => price,
                _ => self.required(&object, item, "price", Self::price),
            };
            let stock = self.required(&object, item, "stock", Self::stock);
            let photo = self.optional(&object, item, "photo", Self::photo);
            let (Some(sku), Some(values), Some(price), Some(stock)) =
                (sku, values, own_price, stock)
            else {
                continue;
            };
            let variant = VariantEntry {
                sku,
                values,
                price,
                stock,
            };
            read.push((variant, photo));
        }
        Some(read)
    }

    fn values(
        &mut self,
        raw: &'a RawValue,
        place: Place<'_>,
        options: Option<usize>,
    ) -> Option<Vec<OptionValue>> {
        let list = self.list(raw, place);
        if let Some(count) = options.filter(|count| *count != list.len()) {
            let found = list.len();
            let message = format!("must be one value for each option: {count}, not {found}");
            self.problem(raw, place, message);
            return None;
        }
        let list = list.into_iter().enumerate();
        list.map(|(index, raw)| self.parsed(raw, place.item(index), OptionValue::parse))
            .collect()
    }
}
