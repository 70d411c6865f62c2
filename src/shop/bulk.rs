//! The catalogue as a whole: read out for a file, compared with one, and brought to what it says.
//!
//! A [`Sheet`] is what a file says; only what it says counts, so a price list of SKUs and prices
//! changes prices and nothing else. [`compare`](compare()) finds what it would change, and the same
//! comparison is made once more in the transaction that changes it: a product whose difference is
//! no longer the one that was shown is left alone and named. A file deletes nothing, and what was
//! deleted stays deleted. Variants keep their order; new ones come last.

mod compare;
pub mod imports;
pub mod listing;
mod save;
mod summary;

use crate::domain::{
    money::Price,
    text::{Description, Name, OptionName, OptionValue, Sku},
};

pub use compare::{
    Difference, FolderDifference, Marks, Places, Refusal, VariantDifference, compare,
    compare_folder,
};
pub use save::{save, save_folder};
pub use summary::Summary;

/// What a file says of the catalogue, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Categories that it describes; parents come before their children.
    pub folders: Vec<Folder>,
    /// Products.
    pub goods: Vec<Goods>,
    /// Whether it says more, which is not the catalogue's: the shop's own words, ways of delivery.
    pub has_more: bool,
}

/// The names of a category and of those it lies in, from the top down.
pub type Path = Vec<Name>;

/// A category that a file describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Which one.
    pub path: Path,
    /// Description; none takes it away.
    pub description: Option<Description>,
    /// Place in the owner's order.
    pub sort: i64,
}

/// A product of a file. What is `None` stays as it is, and a new product needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    /// The line it begins in, from 1.
    pub line: usize,
    /// The category it is shown in.
    pub category: Option<Path>,
    /// Name.
    pub name: Option<Name>,
    /// Description; may be empty.
    pub description: Option<String>,
    /// Place in the owner's order; a new product has 0.
    pub sort: Option<i64>,
    /// What is chosen before it is bought.
    pub options: Option<Vec<OptionName>>,
    /// Its pictures, as content hashes; anything else is a picture that the shop does not have.
    pub photos: Option<Vec<String>>,
    /// What is bought; never empty.
    pub variants: Vec<Sold>,
}

/// A variant of a file. What is `None` stays as it is, and a new variant needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sold {
    /// Identifies it.
    pub sku: Sku,
    /// Its values, one for each option of the product.
    pub values: Option<Vec<OptionValue>>,
    /// Price of one.
    pub price: Option<Price>,
    /// Units on hand.
    pub stock: Option<u32>,
    /// Its own picture, named like the product's.
    pub photo: Option<String>,
}

impl Folder {
    /// The names of its path, to tell it by in messages.
    pub fn name(&self) -> String {
        let names: Vec<&str> = self.path.iter().map(Name::as_str).collect();
        names.join(" > ")
    }
}

impl Goods {
    /// The first SKU, to tell the product by in messages.
    pub fn sku(&self) -> &str {
        self.variants.first().map_or("", |first| first.sku.as_str())
    }
}

/// Whether a file's stock replaces that of variants the shop has. New ones always get theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stock {
    /// No: the shop knows better what it sold since the file was written.
    Keep,
    /// Yes: it was counted.
    Replace,
}
