//! Products that a customer keeps for later.
//!
//! A favourite is no wish to be told when something is back in stock ([`super::watches`]): it
//! stays until it is taken out, and nobody is written to because of it.

use crate::{
    db::{DbError, Tx},
    domain::{
        catalog::{ProductSummary, Sight},
        id::{FavouriteId, UserId},
        language::Language,
        page::Page,
        translation::Words,
    },
    store::{customers, favourites},
};

use super::{Shop, UseCaseError, catalog, refuse};

/// Favourites of one customer.
pub const MOST: u32 = 200;
/// Favourites on a page.
const PER_PAGE: usize = 10;

/// A page of favourites.
pub type Favourites = Page<(FavouriteId, ProductSummary), FavouriteId>;

/// Why something was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LikeRefusal {
    /// It is not sold any more.
    Gone,
    /// There are [`MOST`] already.
    Full,
}

/// One page of a customer's favourites, newest first.
pub fn list(
    tx: &mut Tx<'_>,
    shop: &Shop,
    language: Language,
    customer: UserId,
    from: Option<FavouriteId>,
) -> Result<Favourites, DbError> {
    favourites::page(
        tx,
        Words::In(language),
        shop.currency,
        customer,
        from,
        PER_PAGE,
    )
}

/// Keeps a product among a customer's favourites; twice is once.
pub fn like(
    tx: &mut Tx<'_>,
    customer: UserId,
    sight: Sight,
    now: i64,
) -> Result<(), UseCaseError<LikeRefusal>> {
    let product =
        catalog::product_in(tx, sight).map_err(|error| error.told_as(LikeRefusal::Gone))?;
    // Of many taps at once each sees what the one before it has done.
    customers::hold(tx, customer, now)?;
    let kept = favourites::ask(tx, customer, product)?;
    if !tx.answer(kept)?.is_empty() {
        return Ok(());
    }
    if favourites::count(tx, customer)? >= i64::from(MOST) {
        return refuse(LikeRefusal::Full);
    }
    if favourites::insert(tx, customer, product, now)? {
        Ok(())
    } else {
        refuse(LikeRefusal::Gone)
    }
}

/// Takes a product out of a customer's favourites; twice is once.
pub fn unlike(
    tx: &mut Tx<'_>,
    customer: UserId,
    sight: Sight,
) -> Result<(), UseCaseError<LikeRefusal>> {
    let product =
        catalog::product_in(tx, sight).map_err(|error| error.told_as(LikeRefusal::Gone))?;
    Ok(favourites::delete(tx, customer, product)?)
}
