//! Staff: named by the configuration, added by command or by a link. Who has left keeps the row.

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        id::TelegramId,
        page::Page,
        staff::{Member, Role},
    },
    params,
};

use super::limit;

/// A row of the staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The role, or the last one.
    pub role: Role,
    /// Whether they are staff no more.
    pub has_left: bool,
}

fn role(code: &str) -> Result<Role, DbError> {
    Role::from_code(code).ok_or_else(|| DbError::Decode(format!("role '{code}'")))
}

fn read_person(row: &mut Row<'_>) -> Result<(TelegramId, Role), DbError> {
    Ok((TelegramId::new(row.take()?), role(&row.take::<String>()?)?))
}

/// A person's row, of two columns that may be missing together.
pub(super) fn read_standing(row: &mut Row<'_>) -> Result<Option<Standing>, DbError> {
    let (code, left): (Option<String>, Option<i64>) = (row.take()?, row.take()?);
    code.map(|code| {
        Ok(Standing {
            role: role(&code)?,
            has_left: left.is_some(),
        })
    })
    .transpose()
}

/// All staff, by id.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<(TelegramId, Role)>, DbError> {
    tx.query(
        "SELECT telegram_id, role FROM admins WHERE left_at IS NULL ORDER BY telegram_id",
        params![],
        read_person,
    )
}

const MEMBER: &str = "a.telegram_id, a.role, a.is_configured, u.first_name, u.last_name, u.username
     FROM admins a LEFT JOIN users u USING (telegram_id)";

fn read_member(row: &mut Row<'_>) -> Result<Member, DbError> {
    let (person, role) = read_person(row)?;
    let is_configured = row.take()?;
    let (first, last): (Option<String>, Option<String>) = (row.take()?, row.take()?);
    Ok(Member {
        person,
        role,
        is_configured,
        name: first.map(|first| match last {
            Some(last) => format!("{first} {last}"),
            None => first,
        }),
        username: row.take()?,
    })
}

/// Somebody of the staff.
pub fn member(tx: &mut Tx<'_>, person: TelegramId) -> Result<Option<Member>, DbError> {
    tx.query_opt(
        &format!("SELECT {MEMBER} WHERE a.telegram_id = $1 AND a.left_at IS NULL"),
        params![person.get()],
        read_member,
    )
}

/// One page of the staff by id, from somebody on.
pub fn members(
    tx: &mut Tx<'_>,
    from: Option<TelegramId>,
    size: usize,
) -> Result<Page<Member, TelegramId>, DbError> {
    let from = from.map_or(i64::MIN, TelegramId::get);
    let found = tx.query(
        &format!(
            "SELECT {MEMBER} WHERE a.telegram_id >= $1 AND a.left_at IS NULL
             ORDER BY a.telegram_id LIMIT $2"
        ),
        params![from, limit(size + 1)],
        read_member,
    )?;
    let before = tx.query(
        "SELECT telegram_id FROM admins WHERE telegram_id < $1 AND left_at IS NULL
         ORDER BY telegram_id DESC LIMIT $2",
        params![from, limit(size)],
        |row| row.take().map(TelegramId::new),
    )?;
    Ok(Page::new(found, size, &before, |member| member.person))
}

/// All staff, by id, with their rows locked.
pub fn lock_all(tx: &mut Tx<'_>) -> Result<Vec<(TelegramId, Role)>, DbError> {
    tx.query(
        "SELECT telegram_id, role FROM admins WHERE left_at IS NULL ORDER BY telegram_id FOR UPDATE",
        params![],
        read_person,
    )
}

/// Whether a person is or was one of the staff.
pub fn standing(tx: &mut Tx<'_>, person: TelegramId) -> Result<Option<Standing>, DbError> {
    let found = tx.query_opt(
        "SELECT role, left_at FROM admins WHERE telegram_id = $1",
        params![person.get()],
        read_standing,
    )?;
    Ok(found.flatten())
}

/// Adds somebody with a role, by command or link; who is there already gets that role.
pub fn add(tx: &mut Tx<'_>, person: TelegramId, role: Role, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO admins (telegram_id, is_configured, is_added, role, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $5)
         ON CONFLICT (telegram_id) DO UPDATE SET
             is_added = excluded.is_added, role = excluded.role, left_at = NULL, updated_at = excluded.updated_at",
        params![person.get(), false, true, role.code(), now],
    )
}

/// Takes somebody off the staff; whether they were on it.
pub fn remove(tx: &mut Tx<'_>, person: TelegramId, now: i64) -> Result<bool, DbError> {
    let left = tx.execute(
        "UPDATE admins SET is_configured = $2, is_added = $2, left_at = $3, updated_at = $3
         WHERE telegram_id = $1 AND left_at IS NULL",
        params![person.get(), false, now],
    )?;
    Ok(left > 0)
}

/// Makes `people` the owners named by the configuration; whoever it no longer names and nobody
/// added leaves.
pub fn configure(tx: &mut Tx<'_>, people: &[TelegramId], now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE admins SET is_configured = $1, updated_at = $2 WHERE is_configured",
        params![false, now],
    )?;
    for person in people {
        tx.run(
            "INSERT INTO admins (telegram_id, is_configured, is_added, role, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $5)
             ON CONFLICT (telegram_id) DO UPDATE SET
                 is_configured = excluded.is_configured, role = excluded.role, left_at = NULL,
                 updated_at = excluded.updated_at",
            params![person.get(), true, false, Role::Owner.code(), now],
        )?;
    }
    tx.run(
        "UPDATE admins SET left_at = $1, updated_at = $1
         WHERE NOT is_configured AND NOT is_added AND left_at IS NULL",
        params![now],
    )
}
