//! Ways to pay.

use crate::{
    db::{Asked, DbError, Row, Tx},
    domain::{
        id::PaymentWayId,
        payment::{PaymentKind, PaymentTerms, PaymentWay, Term},
        text::{Instructions, PaymentName, sort_key},
        translation::{TextField, Words},
    },
    params,
};

use super::{limit, translations};

const WAY: &str = "id, name, kind, instructions, term_hours, is_active, deleted_at";

fn read(row: &mut Row<'_>) -> Result<PaymentWay, DbError> {
    Ok(PaymentWay {
        id: PaymentWayId::new(row.take()?),
        terms: read_terms(row)?,
        is_active: row.take()?,
        is_deleted: row.take::<Option<i64>>()?.is_some(),
    })
}

/// Name, kind, instructions and term of the next four columns.
pub(super) fn read_terms(row: &mut Row<'_>) -> Result<PaymentTerms, DbError> {
    terms(row.take()?, row.take()?, row.take()?, row.take()?)
}

/// The terms of what four columns hold.
pub(super) fn terms(
    name: String,
    kind: String,
    instructions: String,
    hours: Option<i64>,
) -> Result<PaymentTerms, DbError> {
    let unreadable = |what: &str| DbError::Decode(format!("payment {what}"));
    Ok(PaymentTerms {
        name: PaymentName::parse(&name).map_err(|_| unreadable("name"))?,
        kind: PaymentKind::from_code(&kind).ok_or_else(|| unreadable("kind"))?,
        instructions: Instructions::parse(&instructions).map_err(|_| unreadable("instructions"))?,
        term: match hours {
            Some(hours) => {
                let hours = u32::try_from(hours).ok().and_then(Term::of_hours);
                Some(hours.ok_or_else(|| unreadable("term"))?)
            }
            None => None,
        },
    })
}

/// A term as it is stored.
pub(super) fn hours(terms: &PaymentTerms) -> Option<i64> {
    terms.term.map(|term| term.hours().into())
}

/// Asks for the ways that customers can choose, oldest first.
pub fn offered(tx: &mut Tx<'_>, words: Words) -> Result<Asked<PaymentWay>, DbError> {
    let said = |field, own| translations::said("payment_way", "w.id", field, own, "$1");
    tx.ask(
        &format!(
            "SELECT w.id, {}, w.kind, {}, w.term_hours, w.is_active, w.deleted_at FROM payment_ways w
             WHERE w.is_active AND w.deleted_at IS NULL ORDER BY w.id",
            said(TextField::Name, "w.name"),
            said(TextField::Instructions, "w.instructions")
        ),
        params![words.code()],
        read,
    )
}

/// All ways that are not deleted, oldest first.
pub fn kept(tx: &mut Tx<'_>) -> Result<Vec<PaymentWay>, DbError> {
    tx.query(
        &format!("SELECT {WAY} FROM payment_ways WHERE deleted_at IS NULL ORDER BY id"),
        params![],
        read,
    )
}

/// The ways deleted last.
pub fn deleted(tx: &mut Tx<'_>, size: usize) -> Result<Vec<PaymentWay>, DbError> {
    tx.query(
        &format!(
            "SELECT {WAY} FROM payment_ways WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC LIMIT $1"
        ),
        params![limit(size)],
        read,
    )
}

/// A way, locked when it is to be changed.
pub fn lock(tx: &mut Tx<'_>, id: PaymentWayId) -> Result<Option<PaymentWay>, DbError> {
    tx.query_opt(
        &format!("SELECT {WAY} FROM payment_ways WHERE id = $1 FOR NO KEY UPDATE"),
        params![id.get()],
        read,
    )
}

/// A way.
pub fn find(tx: &mut Tx<'_>, id: PaymentWayId) -> Result<Option<PaymentWay>, DbError> {
    tx.query_opt(
        &format!("SELECT {WAY} FROM payment_ways WHERE id = $1"),
        params![id.get()],
        read,
    )
}

/// The way of a name: one that is not deleted before one that is.
pub fn by_name(tx: &mut Tx<'_>, name: &PaymentName) -> Result<Option<PaymentWay>, DbError> {
    tx.query_opt(
        &format!(
            "SELECT {WAY} FROM payment_ways WHERE name_key = $1
             ORDER BY (CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END), id DESC LIMIT 1"
        ),
        params![&sort_key(name.as_str())],
        read,
    )
}

/// Adds a way.
pub fn insert(
    tx: &mut Tx<'_>,
    terms: &PaymentTerms,
    is_active: bool,
    now: i64,
) -> Result<PaymentWayId, DbError> {
    tx.query_one(
        "INSERT INTO payment_ways
             (name, name_key, kind, instructions, term_hours, is_active, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7) RETURNING id",
        params![
            terms.name.as_str(),
            &sort_key(terms.name.as_str()),
            terms.kind.code(),
            terms.instructions.as_str(),
            hours(terms),
            is_active,
            now
        ],
        |row| row.take().map(PaymentWayId::new),
    )
}

/// Writes a way, which is locked, as it is now.
pub fn update(tx: &mut Tx<'_>, way: &PaymentWay, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE payment_ways SET name = $2, name_key = $3, kind = $4, instructions = $5, term_hours = $6,
             is_active = $7, deleted_at = $8, updated_at = $9 WHERE id = $1",
        params![
            way.id.get(),
            way.terms.name.as_str(),
            &sort_key(way.terms.name.as_str()),
            way.terms.kind.code(),
            way.terms.instructions.as_str(),
            hours(&way.terms),
            way.is_active,
            way.is_deleted.then_some(now),
            now
        ],
    )
}
