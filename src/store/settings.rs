//! Settings of the shop that are kept with it: those that staff change by the code of a [`Setting`],
//! and some of its own.

use crate::{
    db::{Asked, DbError, Tx},
    domain::setting::Setting,
    params,
};

/// Whether couriers deliver: `on` or `off`.
pub const COURIER: &str = "courier";

/// Held while the tree of categories is changed, so that two changes never see half of each other.
pub const CATEGORY_TREE: &str = "category_tree";
/// The user name of the bot that serves the shop, without `@`.
pub const BOT: &str = "bot";

/// Held while settings are changed, so that two who change one take turns.
pub const LOCK: &str = "settings";

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

/// Asks for those of some settings that are set.
pub fn ask_some(
    tx: &mut Tx<'_>,
    [first, second, third]: [Setting; 3],
) -> Result<Asked<(String, String)>, DbError> {
    tx.ask(
        "SELECT key, value FROM settings WHERE key IN ($1, $2, $3)",
        params![first.code(), second.code(), third.code()],
        |row| Ok((row.take()?, row.take()?)),
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

/// Forgets a setting: what is usual counts.
pub fn remove(tx: &mut Tx<'_>, key: &str) -> Result<(), DbError> {
    tx.run("DELETE FROM settings WHERE key = $1", params![key])
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
