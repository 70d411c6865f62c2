//! Who administers the shop: named by the configuration, added by command, or both.

use crate::{
    db::{DbError, Tx},
    domain::id::TelegramId,
    params,
};

/// All administrators, by id.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<TelegramId>, DbError> {
    tx.query(
        "SELECT telegram_id FROM admins ORDER BY telegram_id",
        params![],
        |row| row.take().map(TelegramId::new),
    )
}

/// All administrators, by id, with their rows locked.
pub fn lock_all(tx: &mut Tx<'_>) -> Result<Vec<TelegramId>, DbError> {
    tx.query(
        "SELECT telegram_id FROM admins ORDER BY telegram_id FOR UPDATE",
        params![],
        |row| row.take().map(TelegramId::new),
    )
}

/// Whether a person is an administrator.
pub fn contains(tx: &mut Tx<'_>, person: TelegramId) -> Result<bool, DbError> {
    let found = tx.query_opt(
        "SELECT telegram_id FROM admins WHERE telegram_id = $1",
        params![person.get()],
        |row| row.take::<i64>(),
    )?;
    Ok(found.is_some())
}

/// Adds an administrator by command; adding twice is adding once.
pub fn add(tx: &mut Tx<'_>, person: TelegramId, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO admins (telegram_id, is_configured, is_added, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $4)
         ON CONFLICT (telegram_id) DO UPDATE SET is_added = excluded.is_added, updated_at = excluded.updated_at",
        params![person.get(), false, true, now],
    )?;
    Ok(())
}

/// Removes an administrator; whether there was one.
pub fn remove(tx: &mut Tx<'_>, person: TelegramId) -> Result<bool, DbError> {
    Ok(tx.execute(
        "DELETE FROM admins WHERE telegram_id = $1",
        params![person.get()],
    )? > 0)
}

/// Makes `people` the administrators named by the configuration; whoever it no longer names and
/// nobody added goes.
pub fn configure(tx: &mut Tx<'_>, people: &[TelegramId], now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE admins SET is_configured = $1, updated_at = $2 WHERE is_configured",
        params![false, now],
    )?;
    for person in people {
        tx.run(
            "INSERT INTO admins (telegram_id, is_configured, is_added, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $4)
             ON CONFLICT (telegram_id) DO UPDATE
             SET is_configured = excluded.is_configured, updated_at = excluded.updated_at",
            params![person.get(), true, false, now],
        )?;
    }
    tx.run(
        "DELETE FROM admins WHERE NOT is_configured AND NOT is_added",
        params![],
    )?;
    Ok(())
}
