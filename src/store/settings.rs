//! Settings of the shop that are kept with it.

use crate::{
    db::{Asked, DbError, Tx},
    params,
};

/// The shop's currency, an ISO 4217 code.
pub const CURRENCY: &str = "currency";
/// Whether couriers deliver: `on` or `off`.
pub const COURIER: &str = "courier";

/// Held while the tree of categories is changed, so that two changes never see half of each other.
pub const CATEGORY_TREE: &str = "category_tree";
/// The user name of the bot that serves the shop, without `@`.
pub const BOT: &str = "bot";

/// What the shop is called.
pub const NAME: &str = "name";
/// What it is about.
pub const STORY: &str = "story";
/// When somebody is there.
pub const HOURS: &str = "hours";
/// How to reach it.
pub const CONTACT: &str = "contact";
/// What holds for orders, returns and data.
pub const TERMS: &str = "terms";

/// Every setting with its value.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<(String, String)>, DbError> {
    tx.query(
        "SELECT key, value FROM settings ORDER BY key",
        params![],
        |row| Ok((row.take()?, row.take()?)),
    )
}

/// The value of a setting.
pub fn get(tx: &mut Tx<'_>, key: &str) -> Result<Option<String>, DbError> {
    tx.query_opt(
        "SELECT value FROM settings WHERE key = $1",
        params![key],
        |row| row.take(),
    )
}

/// Asks for the value of a setting together with what else is asked for.
pub fn ask(tx: &mut Tx<'_>, key: &str) -> Result<Asked<String>, DbError> {
    tx.ask(
        "SELECT value FROM settings WHERE key = $1",
        params![key],
        |row| row.take(),
    )
}

/// Sets a setting.
pub fn set(tx: &mut Tx<'_>, key: &str, value: &str, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO settings (key, value, created_at, updated_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
        params![key, value, now],
    )?;
    Ok(())
}

/// Locks a setting until the transaction ends; one that was never set gets this value,
/// and nothing else changes.
pub fn hold(tx: &mut Tx<'_>, key: &str, otherwise: &str, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO settings (key, value, created_at, updated_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (key) DO UPDATE SET updated_at = settings.updated_at",
        params![key, otherwise, now],
    )
}
