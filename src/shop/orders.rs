//! Orders after they were placed: history, and moving them along.

use chrono::{DateTime, Utc};

use crate::{
    db::{DbError, Tx},
    domain::{
        id::{OrderId, UserId},
        order::{Order, OrderStatus, OrderSummary},
        page::Page,
    },
    store::{
        orders,
        outbox::{self, Notice},
    },
};

use super::{UseCaseError, access::Admin, refuse};

/// Orders on one page of a customer's history.
const PER_PAGE: usize = 5;
/// Orders on one page of an administrator's list.
const PER_ADMIN_PAGE: usize = 8;

/// This person has no such order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownOrder;

/// One page of a customer's orders, newest first.
pub fn history(
    tx: &mut Tx<'_>,
    customer: UserId,
    from: Option<OrderId>,
) -> Result<Page<OrderSummary, OrderId>, DbError> {
    orders::page_of(tx, customer, from, PER_PAGE)
}

/// An order of this customer; everybody else's are unknown to them.
pub fn find(
    tx: &mut Tx<'_>,
    customer: UserId,
    id: OrderId,
) -> Result<Order, UseCaseError<UnknownOrder>> {
    match orders::find(tx, id)? {
        Some(order) if order.customer == customer => Ok(order),
        _ => refuse(UnknownOrder),
    }
}

/// One page of all new orders, with how many there are.
pub fn pending(
    tx: &mut Tx<'_>,
    _by: &Admin,
    from: Option<OrderId>,
) -> Result<(i64, Page<OrderSummary, OrderId>), DbError> {
    let count = orders::count_with(tx, OrderStatus::Pending)?;
    Ok((
        count,
        orders::page_with(tx, OrderStatus::Pending, from, PER_ADMIN_PAGE)?,
    ))
}

/// Any order, for an administrator.
pub fn inspect(
    tx: &mut Tx<'_>,
    _by: &Admin,
    id: OrderId,
) -> Result<Order, UseCaseError<UnknownOrder>> {
    match orders::find(tx, id)? {
        Some(order) => Ok(order),
        None => refuse(UnknownOrder),
    }
}

/// Why an order was not moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdvanceRefusal {
    /// There is no such order.
    Unknown,
    /// From this status that one cannot be reached.
    NotOffered {
        /// Where the order stands.
        from: OrderStatus,
    },
}

/// Moves an order to a status its present one offers; called off, refunded or returned goods go
/// back to the stock, once. The customer is told through the outbox.
pub fn advance(
    tx: &mut Tx<'_>,
    _by: &Admin,
    id: OrderId,
    to: OrderStatus,
    now: DateTime<Utc>,
) -> Result<Order, UseCaseError<AdvanceRefusal>> {
    let now = now.timestamp();
    let Some(from) = orders::lock(tx, id)? else {
        return refuse(AdvanceRefusal::Unknown);
    };
    let Some(order) = orders::find(tx, id)? else {
        return refuse(AdvanceRefusal::Unknown);
    };
    if !from.next(order.delivery_kind).contains(&to) {
        return refuse(AdvanceRefusal::NotOffered { from });
    }
    orders::set_status(tx, id, to, now)?;
    if to.returns_stock() {
        orders::restock(tx, id, now)?;
    }
    outbox::push(tx, order.telegram, Notice::StatusChanged(id, to), now)?;
    Ok(Order {
        status: to,
        ..order
    })
}
