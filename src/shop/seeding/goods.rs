//! Products of a catalogue file, with their variants and pictures.
//!
//! A product is found by the SKU of any of its variants. Variants that the file
//! does not name stay as they are.

use crate::{
    db::{DbError, Tx},
    domain::{
        id::{CategoryId, PhotoId, ProductId},
        money::Price,
        options::OptionList,
        text::{Name, OptionName, OptionValue, Sku},
    },
    store::{
        photos::{self, Photo},
        products::{self, StoredVariant},
        search,
    },
};

use super::{Outcome, StockPolicy};
use crate::shop::access::{Catalogue, Permit};

/// A product of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductEntry {
    /// Name.
    pub name: Name,
    /// Description; may be empty.
    pub description: String,
    /// Place in the owner's order.
    pub sort: i64,
    /// What is chosen before it is bought.
    pub options: Vec<OptionName>,
    /// What is bought; never empty.
    pub variants: Vec<VariantEntry>,
}

/// A variant of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantEntry {
    /// Identifies it.
    pub sku: Sku,
    /// Its values, one for each option of the product.
    pub values: Vec<OptionValue>,
    /// Price of one.
    pub price: Price,
    /// Units on hand when it is created.
    pub stock: u32,
}

/// What applying a product came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The product; `None` when nothing could be made of it.
    pub product: Option<ProductId>,
    /// What became of it.
    pub outcome: Outcome,
    /// SKUs that were left out, because they are those of other products, or because the product
    /// has another variant with the same options.
    pub taken: Vec<String>,
}

/// Creates or changes a product and its variants; its pictures are [`save_photos`]' to change.
pub fn save_product(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    category: CategoryId,
    entry: &ProductEntry,
    policy: StockPolicy,
    now: i64,
) -> Result<Applied, DbError> {
    let names = OptionList::new(entry.options.iter().map(OptionName::as_str)).to_stored();
    let fields = products::Fields {
        category,
        name: entry.name.as_str(),
        description: &entry.description,
        option_names: &names,
        sort: entry.sort,
        skus: &entry.skus(),
    };
    let mut stored = Vec::with_capacity(entry.variants.len());
    for variant in &entry.variants {
        stored.push(products::by_sku(tx, variant.sku.as_str())?);
    }
    let Some(known) = stored.iter().flatten().next().cloned() else {
        let product = products::insert(tx, fields, now)?;
        for (place, variant) in (0..).zip(&entry.variants) {
            let values = variant.values();
            products::insert_variant(tx, product, variant.fields(&values, place), now)?;
        }
        search::refresh(tx, product)?;
        return Ok(Applied {
            product: Some(product),
            outcome: Outcome::Created,
            taken: Vec::new(),
        });
    };
    let product = known.product;
    let mut applied = Applied {
        product: Some(product),
        outcome: Outcome::Left,
        taken: Vec::new(),
    };
    if known.is_deleted {
        applied.outcome = Outcome::Deleted;
        return Ok(applied);
    }
    let mut is_found_otherwise = !known.is_described_by(&fields);
    if is_found_otherwise {
        products::update(tx, product, fields, now)?;
        applied.outcome = Outcome::Changed;
    }
    let mut others = products::variants(tx, product)?;
    others.retain(|other| entry.variants.iter().all(|v| v.sku.as_str() != other.sku));
    for ((place, variant), stored) in (0..).zip(&entry.variants).zip(&stored) {
        let values = variant.values();
        let is_elsewhere = stored
            .as_ref()
            .is_some_and(|stored| stored.product != product);
        if is_elsewhere || others.iter().any(|other| other.options == values) {
            applied.taken.push(variant.sku.to_string());
            continue;
        }
        let is_changed = match stored {
            Some(stored) => {
                let new = variant.fields(&values, place);
                is_found_otherwise |= stored.variant.options != new.options;
                save_variant(tx, &stored.variant, new, policy, now)?
            }
            None => {
                products::insert_variant(tx, product, variant.fields(&values, place), now)?;
                is_found_otherwise = true;
                true
            }
        };
        if is_changed {
            applied.outcome = Outcome::Changed;
        }
    }
    if is_found_otherwise {
        search::refresh(tx, product)?;
    }
    Ok(applied)
}

/// Changes a variant; whether it differed.
fn save_variant(
    tx: &mut Tx<'_>,
    stored: &StoredVariant,
    new: products::VariantFields<'_>,
    policy: StockPolicy,
    now: i64,
) -> Result<bool, DbError> {
    let is_same = stored.options == new.options
        && stored.price_minor == new.price_minor
        && stored.sort == new.sort;
    if !is_same {
        products::update_variant(tx, stored.id, new, now)?;
    }
    let is_restocked = policy == StockPolicy::Overwrite && stored.stock != new.stock;
    if is_restocked {
        products::set_stock(tx, stored.id, new.stock, now)?;
    }
    Ok(!is_same || is_restocked)
}

impl ProductEntry {
    /// The first SKU, to tell the product by in messages.
    pub fn sku(&self) -> &str {
        self.variants.first().map_or("", |first| first.sku.as_str())
    }

    /// The SKUs, to be searched.
    fn skus(&self) -> String {
        let skus: Vec<&str> = self.variants.iter().map(|v| v.sku.as_str()).collect();
        skus.join("\n")
    }
}

impl VariantEntry {
    fn values(&self) -> String {
        OptionList::new(self.values.iter().map(OptionValue::as_str)).to_stored()
    }

    fn fields<'a>(&'a self, options: &'a str, sort: i64) -> products::VariantFields<'a> {
        products::VariantFields {
            sku: self.sku.as_str(),
            options,
            price_minor: self.price.money().minor(),
            stock: self.stock,
            sort,
        }
    }
}

/// The pictures of a product and of its variants, as content hashes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hashes {
    /// The product's, main one first.
    pub product: Vec<String>,
    /// Each variant's, by SKU, as far as it has one.
    pub variants: Vec<(String, String)>,
}

/// The pictures that are there already.
pub fn photo_hashes(tx: &mut Tx<'_>, sku: &str) -> Result<Hashes, DbError> {
    match products::by_sku(tx, sku)? {
        Some(stored) => Ok(Hashes {
            product: photos::hashes_of(tx, stored.product)?,
            variants: photos::variant_hashes_of(tx, stored.product)?,
        }),
        None => Ok(Hashes::default()),
    }
}

/// A picture of the shop with this content hash.
pub fn photo_of(tx: &mut Tx<'_>, sha256: &str) -> Result<Option<Photo>, DbError> {
    photos::with_hash(tx, sha256)
}

/// Makes `pictures` the pictures of a product, the first one main.
pub fn save_photos(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    product: ProductId,
    pictures: &[Photo],
    now: i64,
) -> Result<(), DbError> {
    let ids: Vec<PhotoId> = pictures
        .iter()
        .map(|picture| photos::save(tx, picture, now))
        .collect::<Result<_, _>>()?;
    photos::replace(tx, product, &ids, now)
}

/// Gives a variant of a product a picture of its own, or takes it away.
pub fn save_variant_photo(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    product: ProductId,
    sku: &str,
    picture: Option<&Photo>,
    now: i64,
) -> Result<(), DbError> {
    let photo = picture
        .map(|picture| photos::save(tx, picture, now))
        .transpose()?;
    photos::set_of_variant(tx, product, sku, photo, now)
}
