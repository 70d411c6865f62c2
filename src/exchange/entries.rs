//! The catalogue file's categories, ways of delivery, pickup points and words about the shop.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::{
    file::CategoryNode,
    json::{Kind, Place},
    reader::Reader,
    words::{self, Translated},
};
use crate::{
    domain::{delivery::DeliveryKind, money::Money, pin::Pin, text::sort_key},
    shop::{
        about::About,
        seeding::{CategoryEntry, OptionEntry, PointEntry},
    },
};

/// How deep categories nest; bounds the recursion.
const MAX_DEPTH: usize = 32;

const TOP_KEYS: &[&str] = &[
    "shop",
    "categories",
    "delivery_options",
    "pickup_points",
    "payment_ways",
];
const SHOP_KEYS: &[&str] = &["name", "story", "hours", "contact", "terms", words::KEY];
const CATEGORY_KEYS: &[&str] = &[
    "name",
    "description",
    "sort",
    "categories",
    "products",
    words::KEY,
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

impl<'a> Reader<'a> {
    pub(super) fn catalogue(&mut self, raw: &'a RawValue) {
        let place = Place::Top;
        let Some(top) = self.object(raw, place, TOP_KEYS) else {
            return;
        };
        self.optional(&top, place, "shop", Self::about);
        self.required(&top, place, "categories", |reader, raw, place| {
            reader.categories(raw, place, None, 1);
            Some(())
        });
        self.optional(&top, place, "delivery_options", Self::options);
        self.optional(&top, place, "pickup_points", Self::points);
        self.optional(&top, place, "payment_ways", Self::payments);
    }

    fn about(&mut self, raw: &'a RawValue, place: Place<'_>) -> Option<()> {
        let object = self.object(raw, place, SHOP_KEYS)?;
        self.content.about = About {
            name: self.optional(&object, place, "name", Self::name),
            story: self
                .optional(&object, place, "story", Self::description)
                .flatten(),
            hours: self.optional(&object, place, "hours", Self::name),
            contact: self
                .optional(&object, place, "contact", Self::description)
                .flatten(),
            terms: self.optional(&object, place, "terms", Self::terms),
        };
        self.translations(&object, place, Translated::Shop);
        Some(())
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
            self.translations(&object, item, Translated::Category(category));
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
                pin: latitude
                    .zip(longitude)
                    .and_then(|(latitude, longitude)| Pin::parse(&latitude, &longitude).ok()),
                is_active: is_active.unwrap_or(true),
            });
        }
        Some(())
    }
}
