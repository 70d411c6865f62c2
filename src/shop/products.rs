//! Products for staff: added, found, changed, deleted, restored, and every change taken back for a
//! while.

pub mod changes;
pub mod draft;
pub mod edit;
pub mod options;
pub mod shelf;
pub mod undo;

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, Subject},
        id::{CategoryId, PhotoId, ProductId},
        money::Price,
        text::{Description, Name, Sku},
    },
    store::{categories, photos, products},
};

use super::{
    UseCaseError,
    access::{Catalogue, Permit},
    audit::Watch,
    refuse,
};

/// The most photos a product has: so many make an album.
pub const MAX_PHOTOS: usize = 10;

/// Characters of a name that make its SKU.
const SKU_STEM: usize = 24;

/// A product that is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProduct {
    /// Where it is shown.
    pub category: CategoryId,
    /// Name.
    pub name: Name,
    /// Description.
    pub description: Description,
    /// Price of one.
    pub price: Price,
    /// Units on hand.
    pub stock: u32,
    /// Its SKU; made of the name where there is none.
    pub sku: Option<Sku>,
    /// Its photos, main one first; at most [`MAX_PHOTOS`].
    pub photos: Vec<PhotoId>,
}

/// Why a product was not created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreateRefusal {
    /// Its category was deleted.
    CategoryGone,
    /// Another product has this SKU.
    SkuTaken,
    /// More than [`MAX_PHOTOS`].
    TooManyPhotos,
}

/// Creates a product, which customers see at once, after the others of its category.
pub fn create(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    new: &NewProduct,
    now: i64,
) -> Result<ProductId, UseCaseError<CreateRefusal>> {
    if new.photos.len() > MAX_PHOTOS {
        return refuse(CreateRefusal::TooManyPhotos);
    }
    if !categories::hold(tx, new.category)? {
        return refuse(CreateRefusal::CategoryGone);
    }
    let sku = match &new.sku {
        Some(sku) if products::by_sku(tx, sku.as_str())?.is_some() => {
            return refuse(CreateRefusal::SkuTaken);
        }
        Some(sku) => sku.to_string(),
        None => free_sku(tx, new.name.as_str(), now)?,
    };
    let fields = products::Fields {
        category: new.category,
        name: new.name.as_str(),
        description: new.description.as_str(),
        option_names: "",
        sort: products::last_place(tx, new.category)?,
        skus: &sku,
    };
    let product = products::insert(tx, fields, now)?;
    let watch = Watch::over_new(Subject::Product(product));
    let variant = products::VariantFields {
        sku: &sku,
        options: "",
        price_minor: new.price.money().minor(),
        stock: new.stock,
        sort: 0,
    };
    products::insert_variant(tx, product, variant, now)?;
    photos::replace(tx, product, &new.photos, now)?;
    watch.done(tx, by, Action::Create, now)?;
    Ok(product)
}

/// A SKU of the name that no variant has, deleted ones included.
fn free_sku(tx: &mut Tx<'_>, name: &str, now: i64) -> Result<String, DbError> {
    let stem = sku_stem(name);
    let numbered = (2..=99).map(|number| format!("{stem}-{number}"));
    for sku in std::iter::once(stem.clone()).chain(numbered) {
        if products::by_sku(tx, &sku)?.is_none() {
            return Ok(sku);
        }
    }
    // A hundred of the same name: the time and, within a second, a count tell them apart.
    for number in 1..=u32::MAX {
        let sku = format!("{stem}-{now}-{number}");
        if products::by_sku(tx, &sku)?.is_none() {
            return Ok(sku);
        }
    }
    Err(DbError::Decode("every SKU is taken".into()))
}

/// What can be read aloud of a name: Latin letters and digits, its words joined by hyphens.
fn sku_stem(name: &str) -> String {
    let mut stem = String::with_capacity(SKU_STEM);
    for word in name.split(|c: char| !c.is_ascii_alphanumeric()) {
        let room = SKU_STEM - stem.len();
        if word.is_empty() || room < 2 {
            continue;
        }
        if !stem.is_empty() {
            stem.push('-');
        }
        stem.extend(word.chars().take(SKU_STEM - stem.len()));
    }
    if stem.is_empty() {
        return "ITEM".into();
    }
    stem.to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sku_is_what_can_be_read_aloud_of_the_name() {
        let cases = [
            ("Mug", "MUG"),
            ("Blue mug, 0.3 l", "BLUE-MUG-0-3-L"),
            ("<b>Cable</b> \"3m\"", "B-CABLE-B-3M"),
            ("Кружка", "ITEM"),
            ("Кружка XL", "XL"),
            ("Everything for the slow morning", "EVERYTHING-FOR-THE-SLOW"),
            ("--- 7", "7"),
        ];
        for (name, expected) in cases {
            assert_eq!(sku_stem(name), expected, "{name}");
        }
        assert!(sku_stem(&"x y ".repeat(70)).len() <= SKU_STEM);
        assert_eq!(sku_stem(&"w".repeat(255)).len(), SKU_STEM);
    }
}
