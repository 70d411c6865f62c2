//! What an order says about paying, its clock, and the proofs that customers send.

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        id::{OrderId, PaymentWayId, PhotoId, UserId},
        order::Quote,
        payment::{Clock, OrderPayment},
        staff::Actor,
    },
    params,
    store::{board, limit, payments},
};

use super::time;

/// The columns that [`read`] reads after name, kind and text, of orders as `o`.
pub(super) const COLUMNS: &str = "o.payment_hours, o.expires_at, o.expired_at,
    (SELECT COUNT(*) FROM order_proofs f WHERE f.order_id = o.id)";

/// The condition of orders that are still to be paid; the words of the index for them.
pub(super) const UNPAID: &str = "payment_kind IS NOT NULL AND paid_at IS NULL
    AND status <> 'cancelled' AND status <> 'refunded' AND status <> 'failed'";

/// What was agreed about paying, of the next columns.
pub(super) fn read(row: &mut Row<'_>) -> Result<Option<OrderPayment>, DbError> {
    let name: Option<String> = row.take()?;
    let kind: Option<String> = row.take()?;
    let text: Option<String> = row.take()?;
    let (hours, expires_at): (Option<i64>, Option<i64>) = (row.take()?, row.take()?);
    let (expired_at, proofs): (Option<i64>, u32) = (row.take()?, row.take()?);
    let (Some(name), Some(kind), Some(text)) = (name, kind, text) else {
        return Ok(None);
    };
    Ok(Some(OrderPayment {
        terms: payments::terms(name, kind, text, hours)?,
        deadline: expires_at.map(time).transpose()?,
        proofs,
        has_expired: expired_at.is_some(),
    }))
}

/// What a new order says about paying.
pub(super) struct Columns<'a> {
    pub(super) way: Option<i64>,
    pub(super) name: Option<&'a str>,
    pub(super) kind: Option<&'a str>,
    pub(super) text: Option<&'a str>,
    pub(super) hours: Option<i64>,
    pub(super) remind_at: Option<i64>,
    pub(super) expires_at: Option<i64>,
}

impl<'a> Columns<'a> {
    pub(super) fn of(quote: &'a Quote, now: i64) -> Self {
        let agreed = quote.payment.as_ref();
        let terms = agreed.map(|agreed| &agreed.terms);
        let clock = terms
            .and_then(|terms| terms.term)
            .map(|term| term.from(now));
        Self {
            way: agreed.map(|agreed| agreed.way.get()),
            name: terms.map(|terms| terms.name.as_str()),
            kind: terms.map(|terms| terms.kind.code()),
            text: terms.map(|terms| terms.instructions.as_str()),
            hours: terms.and_then(payments::hours),
            remind_at: clock.map(|clock| clock.remind_at),
            expires_at: clock.map(|clock| clock.expires_at),
        }
    }
}

/// How the customer's last order was to be paid.
pub fn last_way(tx: &mut Tx<'_>, customer: UserId) -> Result<Option<PaymentWayId>, DbError> {
    let last = tx.query_opt(
        "SELECT payment_way_id FROM orders WHERE user_id = $1 ORDER BY id DESC LIMIT 1",
        params![customer.get()],
        |row| Ok(row.take::<Option<i64>>()?.map(PaymentWayId::new)),
    )?;
    Ok(last.flatten())
}

/// Notes that an order, which is locked, is paid; its clock stops.
pub fn set_paid(tx: &mut Tx<'_>, id: OrderId, by: Actor, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE orders SET paid_at = $2, paid_by = $3, remind_at = NULL, expires_at = NULL, updated_at = $2
         WHERE id = $1",
        params![id.get(), now, by.id()],
    )?;
    board::mark(tx, id, now)
}

/// Takes that back.
pub fn set_unpaid(tx: &mut Tx<'_>, id: OrderId, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE orders SET paid_at = NULL, paid_by = NULL, updated_at = $2 WHERE id = $1",
        params![id.get(), now],
    )?;
    board::mark(tx, id, now)
}

/// First name of who noted that an order is paid.
pub fn paid_by(tx: &mut Tx<'_>, id: OrderId) -> Result<Option<String>, DbError> {
    tx.query_opt(
        "SELECT u.first_name FROM orders o JOIN users u ON u.telegram_id = o.paid_by
         WHERE o.id = $1 AND o.paid_at IS NOT NULL",
        params![id.get()],
        |row| row.take(),
    )
}

/// Starts the clock of an order, which is locked, or stops it.
pub fn set_clock(
    tx: &mut Tx<'_>,
    id: OrderId,
    clock: Option<Clock>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE orders SET remind_at = $2, expires_at = $3, updated_at = $4 WHERE id = $1",
        params![
            id.get(),
            clock.map(|clock| clock.remind_at),
            clock.map(|clock| clock.expires_at),
            now
        ],
    )
}

/// Stops the reminder of an order, which is locked; `false` when it is not due.
pub fn take_reminder(tx: &mut Tx<'_>, id: OrderId, now: i64) -> Result<bool, DbError> {
    let taken = tx.execute(
        "UPDATE orders SET remind_at = NULL, updated_at = $2 WHERE id = $1 AND remind_at <= $2",
        params![id.get(), now],
    )?;
    Ok(taken > 0)
}

/// Notes that an order, which is locked, expired; `false` when it is not due.
pub fn take_expiry(tx: &mut Tx<'_>, id: OrderId, now: i64) -> Result<bool, DbError> {
    let taken = tx.execute(
        "UPDATE orders SET remind_at = NULL, expires_at = NULL, expired_at = $2, updated_at = $2
         WHERE id = $1 AND expires_at <= $2",
        params![id.get(), now],
    )?;
    Ok(taken > 0)
}

/// The orders whose customers are to be reminded by now, longest due first.
pub fn to_remind(tx: &mut Tx<'_>, now: i64, size: usize) -> Result<Vec<OrderId>, DbError> {
    tx.query(
        "SELECT id FROM orders WHERE remind_at IS NOT NULL AND remind_at <= $1 ORDER BY remind_at, id LIMIT $2",
        params![now, limit(size)],
        |row| row.take().map(OrderId::new),
    )
}

/// The orders that have expired by now, longest due first.
pub fn to_expire(tx: &mut Tx<'_>, now: i64, size: usize) -> Result<Vec<OrderId>, DbError> {
    tx.query(
        "SELECT id FROM orders WHERE expires_at IS NOT NULL AND expires_at <= $1 ORDER BY expires_at, id LIMIT $2",
        params![now, limit(size)],
        |row| row.take().map(OrderId::new),
    )
}

/// How many orders are still to be paid.
pub fn unpaid_count(tx: &mut Tx<'_>) -> Result<i64, DbError> {
    tx.query_one(
        &format!("SELECT COUNT(*) FROM orders WHERE {UNPAID}"),
        params![],
        |row| row.take(),
    )
}

/// Keeps a proof of payment; `false` when the order has this picture already.
pub fn add_proof(tx: &mut Tx<'_>, id: OrderId, photo: PhotoId, now: i64) -> Result<bool, DbError> {
    let added = tx.execute(
        "INSERT INTO order_proofs (order_id, photo_id, created_at, updated_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (order_id, photo_id) DO NOTHING",
        params![id.get(), photo.get(), now],
    )?;
    Ok(added > 0)
}

/// The proofs of an order, oldest first.
pub fn proofs(tx: &mut Tx<'_>, id: OrderId) -> Result<Vec<PhotoId>, DbError> {
    tx.query(
        "SELECT photo_id FROM order_proofs WHERE order_id = $1 ORDER BY id",
        params![id.get()],
        |row| row.take().map(PhotoId::new),
    )
}
