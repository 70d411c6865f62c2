//! How an order will be paid: asked when there are several ways and none is known to be meant.

use chrono::{DateTime, Utc};

use crate::{
    db::{DbError, Tx},
    domain::{
        customer::Customer,
        id::{CheckoutId, PaymentWayId, UserId},
        money::Money,
        payment::{AgreedPayment, PaymentWay},
        translation::Words,
    },
    store::{
        carts,
        checkouts::{self, Checkout},
        orders::payment::last_way,
        payments,
    },
};

use super::{CheckoutRefusal, Refused, Shop, Step, lock_open, open, start, words};
use crate::shop::refuse;

/// How an order is paid unless the customer chooses.
pub(super) enum Proposal {
    /// The shop has no ways to pay.
    Nothing,
    /// By the only way, or that of the last order.
    Way(AgreedPayment),
    /// There are several.
    Choice,
}

fn find(offered: &[PaymentWay], id: PaymentWayId) -> Option<AgreedPayment> {
    offered.iter().find(|way| way.id == id).map(Into::into)
}

fn proposed(
    tx: &mut Tx<'_>,
    customer: UserId,
    offered: &[PaymentWay],
) -> Result<Proposal, DbError> {
    Ok(match offered {
        [] => Proposal::Nothing,
        [only] => Proposal::Way(only.into()),
        _ => match last_way(tx, customer)?.and_then(|last| find(offered, last)) {
            Some(agreed) => Proposal::Way(agreed),
            None => Proposal::Choice,
        },
    })
}

/// What the next screen says about paying. A way that was chosen and is gone is forgotten: what is
/// shown next is what Confirm will place.
pub(super) fn chosen(
    tx: &mut Tx<'_>,
    customer: UserId,
    checkout: &Checkout,
    offered: &[PaymentWay],
    now: DateTime<Utc>,
) -> Result<Proposal, DbError> {
    if let Some(chosen) = checkout.payment {
        if let Some(agreed) = find(offered, chosen) {
            return Ok(Proposal::Way(agreed));
        }
        checkouts::set_payment(tx, checkout.id, None, now.timestamp())?;
    }
    proposed(tx, customer, offered)
}

/// What Confirm agrees on: the way that was chosen, or shown. One that was chosen and is gone is
/// not replaced behind the customer's back; one that only was the usual one is.
pub(super) fn agreed(
    tx: &mut Tx<'_>,
    customer: UserId,
    checkout: &Checkout,
    offered: &[PaymentWay],
) -> Result<Option<AgreedPayment>, Refused> {
    if let Some(chosen) = checkout.payment {
        return match find(offered, chosen) {
            Some(agreed) => Ok(Some(agreed)),
            None => refuse(CheckoutRefusal::PaymentGone),
        };
    }
    let shown = checkout
        .quote
        .as_ref()
        .and_then(|quote| quote.payment.as_ref());
    if let Some(agreed) = shown.and_then(|shown| find(offered, shown.way)) {
        return Ok(Some(agreed));
    }
    match proposed(tx, customer, offered)? {
        Proposal::Nothing => Ok(None),
        Proposal::Way(agreed) => Ok(Some(agreed)),
        Proposal::Choice => refuse(CheckoutRefusal::PaymentGone),
    }
}

/// A choice of ways to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentChoice {
    /// The checkout.
    pub checkout: CheckoutId,
    /// What the goods come to.
    pub goods: Money,
    /// The ways.
    pub ways: Vec<PaymentWay>,
}

/// Lists the ways to pay for an open checkout.
pub fn list(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    id: CheckoutId,
) -> Result<PaymentChoice, Refused> {
    open(tx, customer.id, id)?;
    let offered = payments::offered(tx, words(shop, customer))?;
    let (_, goods) = carts::total(tx, shop.currency, customer.id)?;
    Ok(PaymentChoice {
        checkout: id,
        goods,
        ways: tx.answer(offered)?,
    })
}

/// Keeps the way to pay for this order and asks on.
pub fn choose(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    id: CheckoutId,
    way: PaymentWayId,
    now: DateTime<Utc>,
) -> Result<Step, Refused> {
    let checkout = lock_open(tx, customer.id, id)?;
    let offered = payments::offered(tx, Words::Own)?;
    if find(&tx.answer(offered)?, way).is_none() {
        return refuse(CheckoutRefusal::PaymentGone);
    }
    checkouts::set_payment(tx, checkout.id, Some(way), now.timestamp())?;
    start(tx, shop, customer, now)
}
