//! What is on the shelves, for staff: least first, and from how little on they are told.

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, Subject},
        id::{ProductId, VariantId},
        page::Page,
        stock::{MAX_THRESHOLD, Shelved, USUAL_THRESHOLD},
        translation::Words,
    },
    store::stock,
};

use super::{
    UseCaseError,
    access::{Catalogue, Permit},
    audit::Watch,
    day, refuse,
};

/// Variants on one page of the shelves.
const PER_PAGE: usize = 8;

/// The shop's threshold, as it is stored; what makes no sense is the usual one.
pub(super) fn usual_threshold(stored: Option<&str>) -> u32 {
    let set = stored.and_then(|stored| stored.parse().ok());
    set.filter(|set| *set <= MAX_THRESHOLD)
        .unwrap_or(USUAL_THRESHOLD)
}

/// What is on the shelves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelves {
    /// One page, least stock first.
    pub page: Page<Shelved, VariantId>,
    /// The shop's threshold.
    pub usual: u32,
}

/// One page of what customers can see, least stock first, from a variant on.
pub fn shelves(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    from: Option<VariantId>,
) -> Result<Shelves, DbError> {
    Ok(Shelves {
        page: stock::page(tx, from, PER_PAGE)?,
        usual: day::preferences(tx)?.low_stock,
    })
}

/// There is no such product any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoProduct;

/// From how little of a product on staff are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// The product.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// Its own threshold; `None`: the shop's.
    pub own: Option<u32>,
    /// The shop's.
    pub usual: u32,
}

/// From how little of a product on staff are told.
pub fn threshold(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    product: ProductId,
) -> Result<Threshold, UseCaseError<NoProduct>> {
    let usual = day::preferences(tx)?.low_stock;
    match stock::threshold(tx, product)? {
        Some((name, own)) => Ok(Threshold {
            product,
            name,
            own,
            usual,
        }),
        None => refuse(NoProduct),
    }
}

/// Gives a product a threshold of its own, or the shop's. More than the most is the most.
pub fn set_threshold(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    product: ProductId,
    own: Option<u32>,
    now: i64,
) -> Result<Threshold, UseCaseError<NoProduct>> {
    if !stock::lock_product(tx, product)? {
        return refuse(NoProduct);
    }
    let watch = Watch::over(tx, Subject::Product(product))?;
    let own = own.map(|own| own.min(MAX_THRESHOLD));
    stock::set_threshold(tx, product, own, now)?;
    watch.done(tx, by, Action::Edit, now)?;
    threshold(tx, by, product)
}

/// A variant that customers can see, in these words.
pub fn seen(tx: &mut Tx<'_>, words: Words, variant: VariantId) -> Result<Option<Shelved>, DbError> {
    stock::seen(tx, words, variant)
}
