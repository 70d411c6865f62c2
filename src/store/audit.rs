//! The record of what staff changed: rows are added, never changed but for the mark of undoing.

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        audit::{Action, AuditEntry, Subject},
        id::AuditId,
        page::Page,
        staff::Actor,
    },
    params,
};

use super::limit;

const COLUMNS: &str =
    "id, actor, action, subject, subject_id, label, before, after, undone_at, created_at";

fn read(row: &mut Row<'_>) -> Result<AuditEntry, DbError> {
    let (id, actor) = (AuditId::new(row.take()?), Actor::from_id(row.take()?));
    let action: String = row.take()?;
    let (kind, subject): (String, i64) = (row.take()?, row.take()?);
    Ok(AuditEntry {
        id,
        actor,
        action: Action::from_code(&action)
            .ok_or_else(|| DbError::Decode(format!("action '{action}'")))?,
        subject: Subject::from_stored(&kind, subject)
            .ok_or_else(|| DbError::Decode(format!("audit subject '{kind}'")))?,
        label: row.take()?,
        before: row.take()?,
        after: row.take()?,
        is_undone: row.take::<Option<i64>>()?.is_some(),
        at: row.take()?,
    })
}

/// What is written of a change.
#[derive(Debug, Clone, Copy)]
pub struct NewEntry<'a> {
    /// Who.
    pub actor: Actor,
    /// What was done.
    pub action: Action,
    /// To what.
    pub subject: Subject,
    /// What that is called.
    pub label: &'a str,
    /// State before, in JSON.
    pub before: Option<&'a str>,
    /// State after, in JSON.
    pub after: Option<&'a str>,
}

/// Writes an entry.
pub fn insert(tx: &mut Tx<'_>, entry: NewEntry<'_>, now: i64) -> Result<AuditId, DbError> {
    let (kind, id) = entry.subject.stored();
    tx.query_one(
        "INSERT INTO audit (actor, action, subject, subject_id, label, before, after, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING id",
        params![
            entry.actor.id(),
            entry.action.code(),
            kind,
            id,
            entry.label,
            entry.before,
            entry.after,
            now
        ],
        |row| row.take().map(AuditId::new),
    )
}

/// An entry.
pub fn find(tx: &mut Tx<'_>, id: AuditId) -> Result<Option<AuditEntry>, DbError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM audit WHERE id = $1"),
        params![id.get()],
        read,
    )
}

/// One page of the whole record, newest first, from an entry on.
pub fn page(
    tx: &mut Tx<'_>,
    from: Option<AuditId>,
    size: usize,
) -> Result<Page<AuditEntry, AuditId>, DbError> {
    let from = from.map_or(i64::MAX, AuditId::get);
    let found = tx.query(
        &format!("SELECT {COLUMNS} FROM audit WHERE id <= $1 ORDER BY id DESC LIMIT $2"),
        params![from, limit(size + 1)],
        read,
    )?;
    let before = tx.query(
        "SELECT id FROM audit WHERE id > $1 ORDER BY id LIMIT $2",
        params![from, limit(size)],
        |row| row.take().map(AuditId::new),
    )?;
    Ok(Page::new(found, size, &before, |entry| entry.id))
}

/// The last entry about a subject.
pub fn last_about(tx: &mut Tx<'_>, subject: Subject) -> Result<Option<AuditEntry>, DbError> {
    let (kind, id) = subject.stored();
    tx.query_opt(
        &format!(
            "SELECT {COLUMNS} FROM audit WHERE subject = $1 AND subject_id = $2 ORDER BY id DESC LIMIT 1"
        ),
        params![kind, id],
        read,
    )
}

/// The entries about a subject after one of them, oldest first.
pub fn later_about(
    tx: &mut Tx<'_>,
    subject: Subject,
    after: AuditId,
) -> Result<Vec<AuditEntry>, DbError> {
    let (kind, id) = subject.stored();
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM audit WHERE subject = $1 AND subject_id = $2 AND id > $3 ORDER BY id"
        ),
        params![kind, id, after.get()],
        read,
    )
}

/// Marks an entry as taken back; whether it was not yet.
pub fn mark_undone(tx: &mut Tx<'_>, id: AuditId, now: i64) -> Result<bool, DbError> {
    let marked = tx.execute(
        "UPDATE audit SET undone_at = $2, updated_at = $2 WHERE id = $1 AND undone_at IS NULL",
        params![id.get(), now],
    )?;
    Ok(marked > 0)
}
