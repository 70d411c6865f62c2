//! Orders after they were placed: history, calling off, buying again, writing to the shop, and in
//! [`desk`] what staff do with them.

pub mod desk;
pub mod export;
pub mod payment;

use chrono::{DateTime, Utc};

use crate::{
    db::{DbError, Tx},
    domain::{
        cart::Quantity,
        id::{OrderId, UserId},
        order::{MessageKind, Order, OrderStatus, OrderSummary},
        page::Page,
        payment::OrderPayment,
        staff::Actor,
        text::Question,
    },
    store::{
        admins, carts,
        orders::{self, desk as messages},
        outbox::{self, Notice},
    },
};

use super::{UseCaseError, refuse};

/// Orders on one page of a customer's history.
const PER_PAGE: usize = 5;

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
    let order = as_read(tx, id)?;
    if order.customer == customer {
        Ok(order)
    } else {
        refuse(UnknownOrder)
    }
}

/// An order in the words that its customer read when ordering, for what the shop tells them of it.
pub fn as_read(tx: &mut Tx<'_>, id: OrderId) -> Result<Order, UseCaseError<UnknownOrder>> {
    match orders::find_as_read(tx, id)? {
        Some(order) => Ok(order),
        None => refuse(UnknownOrder),
    }
}

/// Why a customer's order was not called off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelRefusal {
    /// They have no such order.
    Unknown,
    /// The shop is at work on it, or it is over.
    TooLate(OrderStatus),
}

/// Calls off an order of this customer that nobody has begun to pack. The goods go back to the
/// stock, once, and the administrators are told.
pub fn cancel(
    tx: &mut Tx<'_>,
    customer: UserId,
    id: OrderId,
    now: DateTime<Utc>,
) -> Result<Order, UseCaseError<CancelRefusal>> {
    let locked = orders::lock(tx, id)?;
    let order = find(tx, customer, id).map_err(|error| error.told_as(CancelRefusal::Unknown))?;
    match locked {
        Some(OrderStatus::Pending) => {}
        Some(status) => return refuse(CancelRefusal::TooLate(status)),
        None => return refuse(CancelRefusal::Unknown),
    }
    let order = settle(tx, order, OrderStatus::Cancelled, now)?;
    outbox::push_to_admins(tx, &Notice::CancelledByCustomer(id), now.timestamp())?;
    Ok(order)
}

/// What of an order got into the cart again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reordered {
    /// How many lines did.
    pub added: usize,
    /// Names of those of which there are fewer than were bought, or none.
    pub short: Vec<String>,
}

/// Puts what was bought into the cart again, as far as it is there. Pressed twice, the cart holds
/// it once.
pub fn reorder(
    tx: &mut Tx<'_>,
    customer: UserId,
    id: OrderId,
    now: i64,
) -> Result<Reordered, UseCaseError<UnknownOrder>> {
    find(tx, customer, id)?;
    let cart = carts::lock(tx, customer, now)?;
    let mut outcome = Reordered::default();
    for line in orders::wanted(tx, id)? {
        let there = carts::offer(tx, cart, line.variant)?.and_then(|offer| offer.line);
        let in_cart = there.map_or(0, |(_, quantity)| quantity.get());
        if line.stock < line.quantity.get() {
            outcome.short.push(line.name);
        }
        let Ok(wanted) = Quantity::new(line.quantity.get().min(line.stock)) else {
            continue;
        };
        outcome.added += 1;
        if wanted.get() > in_cart {
            carts::set(tx, cart, line.variant, wanted, now)?;
        }
    }
    Ok(outcome)
}

/// Why a question did not reach the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskRefusal {
    /// The customer has no such order.
    Unknown,
    /// The shop has no administrator to read it.
    NobodyThere,
}

/// Passes a customer's words about an order on to every administrator.
pub fn ask(
    tx: &mut Tx<'_>,
    customer: UserId,
    id: OrderId,
    question: &Question,
    now: i64,
) -> Result<Order, UseCaseError<AskRefusal>> {
    let order = find(tx, customer, id).map_err(|error| error.told_as(AskRefusal::Unknown))?;
    if admins::all(tx)?.is_empty() {
        return refuse(AskRefusal::NobodyThere);
    }
    let author = Actor::Person(order.telegram);
    messages::add_message(
        tx,
        id,
        MessageKind::FromCustomer,
        author,
        question.as_str(),
        now,
    )?;
    let notice = Notice::Question {
        order: id,
        text: question.to_string(),
    };
    outbox::push_to_admins(tx, &notice, now)?;
    Ok(order)
}

/// Brings an order, which is locked, to a status; goods that come back are restocked, once.
fn settle(
    tx: &mut Tx<'_>,
    order: Order,
    to: OrderStatus,
    now: DateTime<Utc>,
) -> Result<Order, DbError> {
    orders::set_status(tx, order.id, to, now.timestamp())?;
    if to.returns_stock() {
        orders::restock(tx, order.id, now.timestamp())?;
    }
    let payment = order.payment.map(|payment| OrderPayment {
        deadline: None,
        ..payment
    });
    Ok(Order {
        status: to,
        payment,
        ..order
    })
}
