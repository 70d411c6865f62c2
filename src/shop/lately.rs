//! What a customer looked at lately.
//!
//! Looking at a product stays a read: that it was looked at is noted later, together with others
//! and in a transaction that is made anyway.

use crate::{
    db::{DbError, Tx},
    domain::{
        catalog::ProductSummary,
        id::{ProductId, TelegramId, UserId},
        language::Language,
        translation::Words,
    },
    store::lately,
};

use super::Shop;

/// Products that are kept of each customer.
pub const KEPT: usize = 20;

/// Notes that somebody looked at a product, at a time in milliseconds.
pub fn note(
    tx: &mut Tx<'_>,
    person: TelegramId,
    product: ProductId,
    at_ms: i64,
) -> Result<(), DbError> {
    lately::note(tx, person, product, at_ms, KEPT)
}

/// What a customer looked at, the last first, as far as it is on sale.
pub fn list(
    tx: &mut Tx<'_>,
    shop: &Shop,
    language: Language,
    customer: UserId,
) -> Result<Vec<ProductSummary>, DbError> {
    lately::all(tx, Words::In(language), shop.currency, customer)
}

/// Forgets all that a customer looked at.
pub fn forget(tx: &mut Tx<'_>, customer: UserId) -> Result<(), DbError> {
    lately::clear(tx, customer)
}
