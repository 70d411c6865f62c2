//! Links that make somebody staff, once (`staff_links`).

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        id::{StaffLinkId, TelegramId},
        page::Page,
        staff::{Actor, LinkSecret, Role, StaffLink},
    },
    params,
};

use super::limit;

const COLUMNS: &str = "id, role, made_by, expires_at, used_at";

fn read(row: &mut Row<'_>) -> Result<StaffLink, DbError> {
    let id = StaffLinkId::new(row.take()?);
    let role: String = row.take()?;
    Ok(StaffLink {
        id,
        role: Role::from_code(&role).ok_or_else(|| DbError::Decode(format!("role '{role}'")))?,
        made_by: Actor::from_id(row.take()?),
        expires_at: row.take()?,
        is_used: row.take::<Option<i64>>()?.is_some(),
    })
}

/// Keeps a new link.
pub fn insert(
    tx: &mut Tx<'_>,
    secret: LinkSecret,
    role: Role,
    made_by: Actor,
    expires_at: i64,
    now: i64,
) -> Result<StaffLinkId, DbError> {
    tx.query_one(
        "INSERT INTO staff_links (secret_hash, role, made_by, expires_at, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $5) RETURNING id",
        params![&secret.hash(), role.code(), made_by.id(), expires_at, now],
        |row| row.take().map(StaffLinkId::new),
    )
}

/// The link with this secret, locked.
pub fn lock_by_secret(tx: &mut Tx<'_>, secret: LinkSecret) -> Result<Option<StaffLink>, DbError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM staff_links WHERE secret_hash = $1 FOR UPDATE"),
        params![&secret.hash()],
        read,
    )
}

/// Uses a link up; whether it could be.
pub fn use_up(
    tx: &mut Tx<'_>,
    id: StaffLinkId,
    person: TelegramId,
    now: i64,
) -> Result<bool, DbError> {
    let used = tx.execute(
        "UPDATE staff_links SET used_by = $2, used_at = $3, updated_at = $3
         WHERE id = $1 AND used_at IS NULL AND expires_at > $3",
        params![id.get(), person.get(), now],
    )?;
    Ok(used > 0)
}

/// One page of the links that can still be used, newest first, from a link on.
pub fn open(
    tx: &mut Tx<'_>,
    from: Option<StaffLinkId>,
    size: usize,
    now: i64,
) -> Result<Page<StaffLink, StaffLinkId>, DbError> {
    let from = from.map_or(i64::MAX, StaffLinkId::get);
    let found = tx.query(
        &format!(
            "SELECT {COLUMNS} FROM staff_links WHERE id <= $1 AND used_at IS NULL AND expires_at > $2
             ORDER BY id DESC LIMIT $3"
        ),
        params![from, now, limit(size + 1)],
        read,
    )?;
    let before = tx.query(
        "SELECT id FROM staff_links WHERE id > $1 AND used_at IS NULL AND expires_at > $2
         ORDER BY id LIMIT $3",
        params![from, now, limit(size)],
        |row| row.take().map(StaffLinkId::new),
    )?;
    Ok(Page::new(found, size, &before, |link| link.id))
}

/// The links somebody made that can still be used.
pub fn open_by(tx: &mut Tx<'_>, person: TelegramId, now: i64) -> Result<Vec<StaffLinkId>, DbError> {
    tx.query(
        "SELECT id FROM staff_links WHERE made_by = $1 AND used_at IS NULL AND expires_at > $2
         ORDER BY id FOR UPDATE",
        params![person.get(), now],
        |row| row.take().map(StaffLinkId::new),
    )
}

/// Takes a link back that nobody has used; whether there was one.
pub fn revoke(tx: &mut Tx<'_>, id: StaffLinkId) -> Result<bool, DbError> {
    let revoked = tx.execute(
        "DELETE FROM staff_links WHERE id = $1 AND used_at IS NULL",
        params![id.get()],
    )?;
    Ok(revoked > 0)
}
