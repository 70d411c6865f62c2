//! Back in stock: customers ask to be told when something sold out is there again, and are, once.
//!
//! Stock grows in many ways: staff type a number, a file is applied, an order is called off,
//! somebody uses the shell. None of them has to remember who waits: wishes are looked through
//! every minute, and at once where the bot knows that stock may have grown; those that came true
//! are taken. What was there for a moment only and is gone again is told to nobody.

use crate::{
    db::{DbError, Tx},
    domain::{
        id::{ProductId, UserId, VariantId},
        stock::Shelved,
        translation::Words,
    },
    store::{
        outbox::{self, Notice},
        stock, watches,
    },
};

use super::{UseCaseError, refuse};

/// Wishes that are taken in one transaction: a checkout never waits long behind them.
const AT_ONCE: usize = 200;

/// Why a customer does not have to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchRefusal {
    /// It is not sold any more.
    Gone,
    /// It is there.
    InStock(ProductId),
}

/// Notes that a customer wants to be told when a variant is there again.
pub fn wish(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
    now: i64,
) -> Result<Shelved, UseCaseError<WatchRefusal>> {
    match stock::seen(tx, Words::Own, variant)? {
        None => refuse(WatchRefusal::Gone),
        Some(shelved) if shelved.stock > 0 => refuse(WatchRefusal::InStock(shelved.product)),
        Some(shelved) => {
            watches::insert(tx, customer, variant, now)?;
            Ok(shelved)
        }
    }
}

/// Takes a wish back.
pub fn take_back(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
) -> Result<Shelved, UseCaseError<WatchRefusal>> {
    watches::delete(tx, customer, variant)?;
    match stock::seen(tx, Words::Own, variant)? {
        None => refuse(WatchRefusal::Gone),
        Some(shelved) => Ok(shelved),
    }
}

/// Whether anybody is to be told of something that is there again.
pub fn any_fulfilled(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    watches::any_fulfilled(tx)
}

/// Promises messages to some who wait for what is there again; how many. There may be more.
pub fn tell_fulfilled(tx: &mut Tx<'_>, now: i64) -> Result<usize, DbError> {
    let fulfilled = watches::take_fulfilled(tx, AT_ONCE)?;
    for (chat, variant) in &fulfilled {
        outbox::push(tx, *chat, &Notice::BackInStock(*variant), now)?;
    }
    Ok(fulfilled.len())
}
