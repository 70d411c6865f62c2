//! Whom the shop can write to, as far as Telegram lets it.
//!
//! Somebody is out of reach from a refusal, or a block they told of, until they are heard from
//! again: [`super::access::visitor`] is where that ends.

use crate::{
    db::{DbError, Tx},
    domain::{
        customer::{OutOfReach, Unreachable},
        id::TelegramId,
    },
    store::{customers, outbox},
};

/// Notes that somebody cannot be written to, and gives up what waits for them.
pub fn lose(
    tx: &mut Tx<'_>,
    person: TelegramId,
    why: Unreachable,
    now: i64,
) -> Result<(), DbError> {
    customers::set_unreachable(tx, person, why, now)?;
    outbox::give_up_all(tx, person, now)
}

/// Notes that somebody lets the shop write again.
pub fn regain(tx: &mut Tx<'_>, person: TelegramId, now: i64) -> Result<(), DbError> {
    customers::set_reachable(tx, person, now)
}

/// Why somebody cannot be written to; `None` when nothing is known against it.
pub fn lost(tx: &mut Tx<'_>, person: TelegramId) -> Result<Option<OutOfReach>, DbError> {
    customers::out_of_reach(tx, person)
}
