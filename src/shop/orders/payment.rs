//! Whether an order is paid: proofs of customers, what staff note, and what happens when nobody pays.

use chrono::{DateTime, Utc};

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, Subject},
        catalog::Picture,
        id::{OrderId, PhotoId, UserId},
        order::{Order, OrderSheet, OrderStatus},
        payment::{OrderPayment, PaymentKind, PaymentNews, PaymentState},
    },
    shop::{
        UseCaseError,
        access::{Orders, Permit},
        audit::Watch,
        pictures::Photo,
        refuse,
    },
    store::{
        orders::{self, payment},
        outbox::{self, Notice},
        photos,
    },
};

use super::{
    UnknownOrder,
    desk::{self, DoneBy},
    find, settle,
};

/// Why nothing was noted about a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentRefusal {
    /// There is no such order.
    Unknown,
    /// It is paid already: somebody was faster.
    AlreadyPaid(DoneBy),
    /// It is not paid.
    NotPaid,
    /// Nobody waits for a payment of it.
    NotAwaited(OrderStatus),
}

type Refused = UseCaseError<PaymentRefusal>;

/// An order, locked, that is to be paid.
fn unpaid(tx: &mut Tx<'_>, id: OrderId) -> Result<Order, Refused> {
    orders::lock(tx, id)?;
    let Some(order) = orders::find(tx, id)? else {
        return refuse(PaymentRefusal::Unknown);
    };
    match (order.payment_state(), order.paid_at) {
        (PaymentState::Unpaid, _) => Ok(order),
        (PaymentState::Paid, Some(at)) => {
            let name = payment::paid_by(tx, id)?;
            refuse(PaymentRefusal::AlreadyPaid(DoneBy { name, at }))
        }
        _ => refuse(PaymentRefusal::NotAwaited(order.status)),
    }
}

fn sheet(tx: &mut Tx<'_>, by: &Permit<Orders>, id: OrderId) -> Result<OrderSheet, Refused> {
    desk::inspect(tx, by, id).map_err(|error| error.told_as(PaymentRefusal::Unknown))
}

/// Notes that an order is paid, whatever its status. The customer is told.
pub fn mark_paid(
    tx: &mut Tx<'_>,
    by: &Permit<Orders>,
    id: OrderId,
    now: i64,
) -> Result<OrderSheet, Refused> {
    let order = unpaid(tx, id)?;
    let watch = Watch::over(tx, Subject::Order(id))?;
    payment::set_paid(tx, id, by.actor(), now)?;
    watch.done(tx, by, Action::Edit, now)?;
    let notice = Notice::Payment(id, PaymentNews::Received);
    outbox::push(tx, order.telegram, &notice, now)?;
    sheet(tx, by, id)
}

/// Takes back that an order is paid, while it is on its way. The clock does not start again.
pub fn mark_unpaid(
    tx: &mut Tx<'_>,
    by: &Permit<Orders>,
    id: OrderId,
    now: i64,
) -> Result<OrderSheet, Refused> {
    orders::lock(tx, id)?;
    let Some(order) = orders::find(tx, id)? else {
        return refuse(PaymentRefusal::Unknown);
    };
    if !can_be_undone(&order) {
        return match order.payment_state() {
            PaymentState::Unpaid => refuse(PaymentRefusal::NotPaid),
            PaymentState::Paid | PaymentState::Untracked => {
                refuse(PaymentRefusal::NotAwaited(order.status))
            }
        };
    }
    let watch = Watch::over(tx, Subject::Order(id))?;
    payment::set_unpaid(tx, id, now)?;
    watch.done(tx, by, Action::Undo, now)?;
    sheet(tx, by, id)
}

/// Whether it can be taken back that an order is paid.
pub fn can_be_undone(order: &Order) -> bool {
    let is_under_way = matches!(
        order.status,
        OrderStatus::Pending
            | OrderStatus::Processing
            | OrderStatus::PickupReady
            | OrderStatus::Shipped
    );
    is_under_way && order.payment_state() == PaymentState::Paid
}

/// Whether a customer can be asked for their payment once more: cash comes with the goods.
pub fn can_be_asked_for(order: &Order) -> bool {
    let kind = order.payment.as_ref().map(|agreed| agreed.terms.kind);
    kind == Some(PaymentKind::Transfer) && order.payment_state() == PaymentState::Unpaid
}

/// Tells the customer that the money was not found, and how to pay. Where there is a term and
/// nobody has begun to pack, it begins anew.
pub fn ask_again(
    tx: &mut Tx<'_>,
    by: &Permit<Orders>,
    id: OrderId,
    now: i64,
) -> Result<OrderSheet, Refused> {
    let order = unpaid(tx, id)?;
    if !can_be_asked_for(&order) {
        return refuse(PaymentRefusal::NotAwaited(order.status));
    }
    let watch = Watch::over(tx, Subject::Order(id))?;
    let term = order.payment.as_ref().and_then(|agreed| agreed.terms.term);
    if order.status == OrderStatus::Pending {
        payment::set_clock(tx, id, term.map(|term| term.from(now)), now)?;
    }
    watch.done(tx, by, Action::Edit, now)?;
    let notice = Notice::Payment(id, PaymentNews::NotFound);
    outbox::push(tx, order.telegram, &notice, now)?;
    sheet(tx, by, id)
}

/// Why a picture was not taken as proof of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofRefusal {
    /// The customer has no such order.
    Unknown,
    /// Nobody waits for a transfer for it.
    NotAwaited,
    /// There are as many as are taken.
    TooMany,
    /// This one was sent before.
    Same,
}

/// Whether an order takes a picture as proof of its payment.
pub fn takes_proof(order: &Order) -> bool {
    refused_proof(order).is_none()
}

fn refused_proof(order: &Order) -> Option<ProofRefusal> {
    match &order.payment {
        Some(agreed) if can_be_asked_for(order) => {
            (agreed.proofs >= OrderPayment::MAX_PROOFS).then_some(ProofRefusal::TooMany)
        }
        _ => Some(ProofRefusal::NotAwaited),
    }
}

/// An order of this customer that takes a proof.
pub fn proving(
    tx: &mut Tx<'_>,
    customer: UserId,
    id: OrderId,
) -> Result<Order, UseCaseError<ProofRefusal>> {
    let order = find(tx, customer, id).map_err(|error| error.told_as(ProofRefusal::Unknown))?;
    match refused_proof(&order) {
        Some(refusal) => refuse(refusal),
        None => Ok(order),
    }
}

/// Keeps a customer's picture as proof of a payment. Staff are told, and until they decide the
/// order does not expire.
pub fn add_proof(
    tx: &mut Tx<'_>,
    customer: UserId,
    id: OrderId,
    photo: &Photo,
    now: i64,
) -> Result<Order, UseCaseError<ProofRefusal>> {
    orders::lock(tx, id)?;
    proving(tx, customer, id)?;
    let photo = photos::save(tx, photo, now)?;
    if !payment::add_proof(tx, id, photo, now)? {
        return refuse(ProofRefusal::Same);
    }
    payment::set_clock(tx, id, None, now)?;
    outbox::push_to_admins(tx, &Notice::Proof { order: id, photo }, now)?;
    find(tx, customer, id).map_err(|error| error.told_as(ProofRefusal::Unknown))
}

/// An order with its proofs, as far as this bot has uploaded them.
pub fn proofs(
    tx: &mut Tx<'_>,
    by: &Permit<Orders>,
    bot: i64,
    id: OrderId,
) -> Result<(OrderSheet, Vec<Picture>), UseCaseError<UnknownOrder>> {
    let sheet = desk::inspect(tx, by, id)?;
    let mut pictures = Vec::new();
    for photo in payment::proofs(tx, id)? {
        pictures.push(photos::picture(tx, bot, photo)?);
    }
    Ok((sheet, pictures))
}

/// One proof, as far as this bot has uploaded it.
pub fn proof(
    tx: &mut Tx<'_>,
    _by: &Permit<Orders>,
    bot: i64,
    photo: PhotoId,
) -> Result<Picture, DbError> {
    photos::picture(tx, bot, photo)
}

/// What the clocks of unpaid orders bring about by now, at most `size` of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Orders whose customers are reminded.
    pub reminders: Vec<OrderId>,
    /// Orders that are cancelled.
    pub expiries: Vec<OrderId>,
}

/// Which orders' time has come. What is to be done about each is decided again when it is locked.
pub fn due(tx: &mut Tx<'_>, now: DateTime<Utc>, size: usize) -> Result<Due, DbError> {
    Ok(Due {
        reminders: payment::to_remind(tx, now.timestamp(), size)?,
        expiries: payment::to_expire(tx, now.timestamp(), size)?,
    })
}

/// Reminds the customer of an order that will be cancelled unless it is paid; whether it was due.
pub fn remind(tx: &mut Tx<'_>, id: OrderId, now: DateTime<Utc>) -> Result<bool, DbError> {
    let is_waiting = orders::lock(tx, id)? == Some(OrderStatus::Pending);
    if !payment::take_reminder(tx, id, now.timestamp())? || !is_waiting {
        return Ok(false);
    }
    let order = orders::find(tx, id)?.ok_or(DbError::NotFound)?;
    let notice = Notice::Payment(id, PaymentNews::Reminder);
    outbox::push(tx, order.telegram, &notice, now.timestamp())?;
    Ok(true)
}

/// Cancels an order that nobody paid in time and nobody has begun to pack; whether it was due. The
/// goods go back to the stock, once, and customer and staff are told.
pub fn expire(tx: &mut Tx<'_>, id: OrderId, now: DateTime<Utc>) -> Result<bool, DbError> {
    let seconds = now.timestamp();
    if orders::lock(tx, id)? != Some(OrderStatus::Pending) {
        // Its clock should have stopped by then; should it not have, it stops now.
        payment::set_clock(tx, id, None, seconds)?;
        return Ok(false);
    }
    if !payment::take_expiry(tx, id, seconds)? {
        return Ok(false);
    }
    let order = orders::find(tx, id)?.ok_or(DbError::NotFound)?;
    let order = settle(tx, order, OrderStatus::Cancelled, now)?;
    let notice = Notice::Payment(id, PaymentNews::Expired);
    outbox::push(tx, order.telegram, &notice, seconds)?;
    outbox::push_to_admins(tx, &Notice::UnpaidCancelled(id), seconds)?;
    Ok(true)
}
