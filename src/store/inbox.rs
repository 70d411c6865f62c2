//! Updates taken over from Telegram: kept from before they are acknowledged until they are finished.

use crate::{
    db::{DbError, Tx},
    domain::id::TelegramId,
    params,
};

/// An update of the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Telegram's number of the update.
    pub update: i64,
    /// The chat whose queue it belongs to.
    pub chat: TelegramId,
    /// The update as Telegram sent it.
    pub payload: String,
    /// Whether its effect has been committed.
    pub is_applied: bool,
    /// How often handling it has failed.
    pub attempts: u32,
}

/// How far a bot's updates have been taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The update to ask for next; 0 for a bot never seen.
    pub next: i64,
    /// When the last update came, in seconds.
    pub since: i64,
}

/// How far a bot's updates have been taken over.
pub fn position(tx: &mut Tx<'_>, bot: i64) -> Result<Position, DbError> {
    let found = tx.query_opt(
        "SELECT next_update, updated_at FROM bots WHERE id = $1",
        params![bot],
        |row| {
            Ok(Position {
                next: row.take()?,
                since: row.take()?,
            })
        },
    )?;
    Ok(found.unwrap_or(Position { next: 0, since: 0 }))
}

/// Notes the update to ask for next.
pub fn set_next_update(tx: &mut Tx<'_>, bot: i64, next: i64, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO bots (id, next_update, created_at, updated_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (id) DO UPDATE SET next_update = excluded.next_update, updated_at = excluded.updated_at",
        params![bot, next, now],
    )?;
    Ok(())
}

/// Takes an update over; one that is there already stays as it is.
pub fn insert(tx: &mut Tx<'_>, bot: i64, entry: &Entry, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO inbox (bot_id, update_id, chat_id, payload, is_applied, attempts, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
         ON CONFLICT (bot_id, update_id) DO NOTHING",
        params![bot, entry.update, entry.chat.get(), &entry.payload, entry.is_applied, entry.attempts, now],
    )
}

/// Everything not finished, in order. The rows are locked: a transaction of a run that died, and
/// whose commit is on its way, is waited for.
pub fn unfinished(tx: &mut Tx<'_>, bot: i64) -> Result<Vec<Entry>, DbError> {
    tx.query(
        "SELECT update_id, chat_id, payload, is_applied, attempts FROM inbox
         WHERE bot_id = $1 ORDER BY update_id FOR UPDATE",
        params![bot],
        |row| {
            Ok(Entry {
                update: row.take()?,
                chat: TelegramId::new(row.take()?),
                payload: row.take()?,
                is_applied: row.take()?,
                attempts: row.take()?,
            })
        },
    )
}

/// Marks an update's effect as committed, in the transaction of that effect. It is a lock as well:
/// whoever handles the same update in the same moment waits, and then fails.
///
/// # Errors
/// [`DbError::Repeated`] when it has had its effect before.
pub fn mark_applied(tx: &mut Tx<'_>, bot: i64, update: i64, now: i64) -> Result<(), DbError> {
    tx.demand(
        "UPDATE inbox SET is_applied = $3, updated_at = $4
         WHERE bot_id = $1 AND update_id = $2 AND NOT is_applied",
        params![bot, update, true, now],
        DbError::Repeated,
    )
}

/// Whether an update has had its effect; a transaction that is about to tell is waited for.
pub fn is_applied(tx: &mut Tx<'_>, bot: i64, update: i64) -> Result<bool, DbError> {
    let found = tx.query_opt(
        "SELECT is_applied FROM inbox WHERE bot_id = $1 AND update_id = $2 FOR UPDATE",
        params![bot, update],
        |row| row.take(),
    )?;
    Ok(found.unwrap_or(false))
}

/// Counts a failed attempt.
pub fn count_attempt(tx: &mut Tx<'_>, bot: i64, update: i64, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE inbox SET attempts = attempts + 1, updated_at = $3 WHERE bot_id = $1 AND update_id = $2",
        params![bot, update, now],
    )?;
    Ok(())
}

/// Forgets a finished update.
pub fn forget(tx: &mut Tx<'_>, bot: i64, update: i64) -> Result<(), DbError> {
    tx.run(
        "DELETE FROM inbox WHERE bot_id = $1 AND update_id = $2",
        params![bot, update],
    )?;
    Ok(())
}
