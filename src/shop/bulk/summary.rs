//! What comparing or applying a file came to, in numbers.

use serde::{Deserialize, Serialize};

use super::compare::{Difference, FolderDifference, Refusal};

/// Names that are kept; the rest is counted.
const MAX_NAMES: usize = 10;

/// How many of what a file changes, or has changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// Products in the file.
    pub products: usize,
    /// Products that are new.
    pub new: usize,
    /// New variants of products that are not.
    pub new_variants: usize,
    /// Other names.
    pub names: usize,
    /// Other descriptions.
    pub descriptions: usize,
    /// Products that move to another category.
    pub moved: usize,
    /// Other prices, one for each variant.
    pub prices: usize,
    /// Other stock of variants that are not new.
    pub stock: usize,
    /// Other options or values of them.
    pub options: usize,
    /// Other photos.
    pub photos: usize,
    /// Photos that the shop does not have.
    pub photos_missing: usize,
    /// Other places in the owner's order.
    pub places: usize,
    /// Categories that are described and new.
    pub new_categories: usize,
    /// Categories that are described otherwise.
    pub categories: usize,
    /// Products that are just so already.
    pub unchanged: usize,
    /// Whether it ended early: whoever sent the file may change the catalogue no more.
    pub is_stopped: bool,
    /// How many products and variants are left out.
    pub left_out: usize,
    /// The first of them, by SKU, with the reason.
    pub left: Vec<(String, Refusal)>,
}

impl Summary {
    /// Whether there is nothing to write.
    pub const fn is_nothing(&self) -> bool {
        self.is_only_stock() && self.stock == 0
    }

    /// Whether there is nothing to write but stock.
    pub const fn is_only_stock(&self) -> bool {
        self.new == 0
            && self.new_variants == 0
            && self.names == 0
            && self.descriptions == 0
            && self.moved == 0
            && self.prices == 0
            && self.options == 0
            && self.photos == 0
            && self.places == 0
            && self.new_categories == 0
            && self.categories == 0
    }

    /// Counts a product; `sku` tells it by.
    pub fn add(&mut self, sku: &str, difference: &Difference) {
        self.products += 1;
        self.photos_missing += difference.photos_missing;
        for (sku, refusal) in &difference.left_out {
            self.leave(sku, *refusal);
        }
        if let Some(refusal) = difference.refusal {
            return self.leave(sku, refusal);
        }
        if difference.product.is_none() {
            self.new += 1;
            return;
        }
        if difference.is_nothing() {
            self.unchanged += 1;
            return;
        }
        let one = usize::from;
        self.names += one(difference.name.is_some());
        self.descriptions += one(difference.description.is_some());
        self.moved += one(difference.category.is_some());
        self.places += one(difference.sort.is_some());
        self.photos += one(difference.photos.is_some());
        self.options += one(difference.options.is_some());
        for variant in &difference.variants {
            if variant.variant.is_none() {
                self.new_variants += 1;
                continue;
            }
            self.prices += one(variant.price.is_some());
            self.stock += one(variant.stock.is_some());
            self.options += one(variant.values.is_some());
            self.photos += one(variant.photo.is_some());
        }
    }

    /// Counts a category; `path` tells it by.
    pub fn add_folder(&mut self, path: &str, difference: &FolderDifference) {
        match difference {
            FolderDifference::New => self.new_categories += 1,
            FolderDifference::Changed { .. } => self.categories += 1,
            FolderDifference::Same => {}
            FolderDifference::Deleted => self.leave(path, Refusal::Deleted),
        }
    }

    /// Counts something that is left out.
    pub fn leave(&mut self, name: &str, refusal: Refusal) {
        self.left_out += 1;
        if self.left.len() < MAX_NAMES {
            self.left.push((name.to_owned(), refusal));
        }
    }
}
