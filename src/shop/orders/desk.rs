//! What staff do with orders: find them, move them along, call them off, pack them, note and write.

use chrono::{DateTime, Utc};

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, Subject},
        id::{OrderId, TelegramId},
        order::{MessageKind, Order, OrderFilter, OrderSheet, OrderStatus, OrderSummary},
        page::Page,
        staff::Actor,
        text::{CancelReason, Note, Question},
    },
    shop::{
        UseCaseError,
        access::{Orders, Permit},
        audit::Watch,
        refuse,
    },
    store::{
        audit, customers,
        orders::{self, desk, payment},
        outbox::{self, Notice},
    },
};

use super::{UnknownOrder, settle};

/// Orders on one page of a list.
const PER_PAGE: usize = 8;
/// Orders that a search shows.
const FOUND: usize = 12;
/// Messages that an order's sheet shows.
const LATEST: usize = 3;
/// Messages that the conversation about an order shows.
const CONVERSATION: usize = 40;

/// How many orders there are of each status that has any, and in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// By status.
    pub by_status: Vec<(OrderStatus, i64)>,
    /// Still to be paid.
    pub unpaid: i64,
    /// In all.
    pub all: i64,
}

impl Counts {
    /// How many a filter lets through.
    pub fn of(&self, filter: OrderFilter) -> i64 {
        match filter {
            OrderFilter::All => self.all,
            OrderFilter::Unpaid => self.unpaid,
            OrderFilter::Status(status) => self
                .by_status
                .iter()
                .find(|(counted, _)| *counted == status)
                .map_or(0, |(_, count)| *count),
        }
    }
}

/// How many orders there are behind each filter.
pub fn counts(tx: &mut Tx<'_>, _by: &Permit<Orders>) -> Result<Counts, DbError> {
    let by_status = desk::counts(tx)?;
    let all = by_status.iter().map(|(_, count)| count).sum();
    let unpaid = payment::unpaid_count(tx)?;
    Ok(Counts {
        by_status,
        unpaid,
        all,
    })
}

/// One page of the orders behind a filter, newest first, with how many there are.
pub fn list(
    tx: &mut Tx<'_>,
    by: &Permit<Orders>,
    filter: OrderFilter,
    from: Option<OrderId>,
) -> Result<(i64, Page<OrderSummary, OrderId>), DbError> {
    let count = counts(tx, by)?.of(filter);
    Ok((count, desk::page(tx, filter, from, PER_PAGE)?))
}

/// The newest orders whose number, name or phone contains these words.
pub fn search(
    tx: &mut Tx<'_>,
    _by: &Permit<Orders>,
    words: &str,
) -> Result<Vec<OrderSummary>, DbError> {
    desk::search(tx, words, FOUND)
}

/// Any order with what staff know about it.
pub fn inspect(
    tx: &mut Tx<'_>,
    _by: &Permit<Orders>,
    id: OrderId,
) -> Result<OrderSheet, UseCaseError<UnknownOrder>> {
    let Some(order) = orders::find(tx, id)? else {
        return refuse(UnknownOrder);
    };
    Ok(sheet(tx, order)?)
}

fn sheet(tx: &mut Tx<'_>, order: Order) -> Result<OrderSheet, DbError> {
    Ok(OrderSheet {
        claim: desk::claim(tx, order.id)?,
        messages: desk::messages(tx, order.id, LATEST)?,
        message_count: desk::message_count(tx, order.id)?,
        paid_by: match order.paid_at {
            Some(_) => payment::paid_by(tx, order.id)?,
            None => None,
        },
        order,
    })
}

/// Any order with all that was said about it.
pub fn conversation(
    tx: &mut Tx<'_>,
    by: &Permit<Orders>,
    id: OrderId,
) -> Result<OrderSheet, UseCaseError<UnknownOrder>> {
    let sheet = inspect(tx, by, id)?;
    let messages = desk::messages(tx, id, CONVERSATION)?;
    Ok(OrderSheet { messages, ..sheet })
}

/// Who has done what was asked for, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneBy {
    /// Their first name; `None` for the shop's shell, or somebody the shop does not know.
    pub name: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Why an order was not moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdvanceRefusal {
    /// There is no such order.
    Unknown,
    /// It is there already: somebody was faster.
    AlreadyDone {
        /// Where the order stands.
        status: OrderStatus,
        /// Who, when it was one of the staff.
        by: Option<DoneBy>,
    },
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
    by: &Permit<Orders>,
    id: OrderId,
    to: OrderStatus,
    now: DateTime<Utc>,
) -> Result<Order, UseCaseError<AdvanceRefusal>> {
    change_status(tx, by, id, to, None, now)
}

/// Calls an order off, with the reason that the customer is told.
pub fn cancel(
    tx: &mut Tx<'_>,
    by: &Permit<Orders>,
    id: OrderId,
    reason: Option<&CancelReason>,
    now: DateTime<Utc>,
) -> Result<Order, UseCaseError<AdvanceRefusal>> {
    change_status(tx, by, id, OrderStatus::Cancelled, reason, now)
}

fn change_status(
    tx: &mut Tx<'_>,
    by: &Permit<Orders>,
    id: OrderId,
    to: OrderStatus,
    reason: Option<&CancelReason>,
    now: DateTime<Utc>,
) -> Result<Order, UseCaseError<AdvanceRefusal>> {
    let order = offered(tx, id, to)?;
    let watch = Watch::over(tx, Subject::Order(id))?;
    let seconds = now.timestamp();
    if let Some(reason) = reason {
        desk::set_cancel_reason(tx, id, reason.as_str(), seconds)?;
    }
    let order = Order {
        cancel_reason: reason.map(ToString::to_string),
        ..settle(tx, order, to, now)?
    };
    // Paid is also a fact of its own, which may have been noted, and told, before.
    let is_news = to != OrderStatus::Paid || order.paid_at.is_none();
    let order = if to == OrderStatus::Paid && order.paid_at.is_none() {
        payment::set_paid(tx, id, by.actor(), seconds)?;
        Order {
            paid_at: DateTime::from_timestamp(seconds, 0),
            ..order
        }
    } else {
        order
    };
    watch.done(tx, by, Action::Edit, seconds)?;
    if is_news {
        let notice = Notice::StatusChanged(id, to);
        outbox::push(tx, order.telegram, &notice, seconds)?;
    }
    Ok(order)
}

/// An order, locked, whose present status offers this one.
fn offered(
    tx: &mut Tx<'_>,
    id: OrderId,
    to: OrderStatus,
) -> Result<Order, UseCaseError<AdvanceRefusal>> {
    let Some(from) = orders::lock(tx, id)? else {
        return refuse(AdvanceRefusal::Unknown);
    };
    let Some(order) = orders::find(tx, id)? else {
        return refuse(AdvanceRefusal::Unknown);
    };
    if from == to {
        let by = last_change(tx, id)?;
        return refuse(AdvanceRefusal::AlreadyDone { status: from, by });
    }
    if !from.next(order.delivery_kind).contains(&to) {
        return refuse(AdvanceRefusal::NotOffered { from });
    }
    Ok(order)
}

/// An order of which this status may be asked for now, before the reason is known.
pub fn may_become(
    tx: &mut Tx<'_>,
    _by: &Permit<Orders>,
    id: OrderId,
    to: OrderStatus,
) -> Result<Order, UseCaseError<AdvanceRefusal>> {
    offered(tx, id, to)
}

fn last_change(tx: &mut Tx<'_>, id: OrderId) -> Result<Option<DoneBy>, DbError> {
    let Some(entry) = audit::last_about(tx, Subject::Order(id))? else {
        return Ok(None);
    };
    let name = match entry.actor {
        Actor::Operator => None,
        Actor::Person(person) => customers::first_name(tx, person)?,
    };
    let at = DateTime::from_timestamp(entry.at, 0);
    Ok(at.map(|at| DoneBy { name, at }))
}

/// Why an order was not claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimRefusal {
    /// There is no such order.
    Unknown,
    /// Nothing is left to pack.
    Over(OrderStatus),
    /// Somebody else packs it, and was not known to when this was asked for.
    Taken(DoneBy),
}

/// Notes that somebody packs an order. `instead_of` is whom they know to be packing it.
pub fn claim(
    tx: &mut Tx<'_>,
    by: &Permit<Orders>,
    id: OrderId,
    instead_of: Option<TelegramId>,
    now: i64,
) -> Result<OrderSheet, UseCaseError<ClaimRefusal>> {
    let Actor::Person(person) = by.actor() else {
        return refuse(ClaimRefusal::Unknown);
    };
    let Some(status) = orders::lock(tx, id)? else {
        return refuse(ClaimRefusal::Unknown);
    };
    if !matches!(status, OrderStatus::Pending | OrderStatus::Processing) {
        return refuse(ClaimRefusal::Over(status));
    }
    if let Some(claim) = desk::claim(tx, id)?
        && claim.by != person
        && instead_of != Some(claim.by)
    {
        let (name, at) = (claim.name, claim.at);
        return refuse(ClaimRefusal::Taken(DoneBy { name, at }));
    }
    set_claim(tx, by, id, Some(person), now)
}

/// Notes that nobody packs an order.
pub fn release(
    tx: &mut Tx<'_>,
    by: &Permit<Orders>,
    id: OrderId,
    now: i64,
) -> Result<OrderSheet, UseCaseError<ClaimRefusal>> {
    if orders::lock(tx, id)?.is_none() {
        return refuse(ClaimRefusal::Unknown);
    }
    set_claim(tx, by, id, None, now)
}

fn set_claim(
    tx: &mut Tx<'_>,
    by: &Permit<Orders>,
    id: OrderId,
    person: Option<TelegramId>,
    now: i64,
) -> Result<OrderSheet, UseCaseError<ClaimRefusal>> {
    let watch = Watch::over(tx, Subject::Order(id))?;
    desk::set_claim(tx, id, person, now)?;
    watch.done(tx, by, Action::Edit, now)?;
    inspect(tx, by, id).map_err(|error| error.told_as(ClaimRefusal::Unknown))
}

/// Keeps a note about an order, for staff only.
pub fn note(
    tx: &mut Tx<'_>,
    by: &Permit<Orders>,
    id: OrderId,
    note: &Note,
    now: i64,
) -> Result<OrderSheet, UseCaseError<UnknownOrder>> {
    inspect(tx, by, id)?;
    desk::add_message(tx, id, MessageKind::Note, by.actor(), note.as_str(), now)?;
    inspect(tx, by, id)
}

/// Writes to the customer of an order, through the outbox.
pub fn write(
    tx: &mut Tx<'_>,
    by: &Permit<Orders>,
    id: OrderId,
    text: &Question,
    now: i64,
) -> Result<OrderSheet, UseCaseError<UnknownOrder>> {
    let sheet = inspect(tx, by, id)?;
    let kind = MessageKind::ToCustomer;
    desk::add_message(tx, id, kind, by.actor(), text.as_str(), now)?;
    let notice = Notice::Answer {
        order: id,
        text: text.to_string(),
    };
    outbox::push(tx, sheet.order.telegram, &notice, now)?;
    inspect(tx, by, id)
}
