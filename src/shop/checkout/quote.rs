//! What a checkout comes to: computed for the screen, and again before it is placed.

use chrono::{DateTime, Utc};

use crate::{
    db::{DbError, Tx},
    domain::{
        cart,
        customer::{Customer, Phone},
        delivery::Way,
        id::UserId,
        order::{Quote, QuoteLine},
    },
    store::{
        addresses, carts,
        checkouts::{self, Checkout},
        delivery,
    },
};

use super::{CheckoutRefusal, Confirmation, Refused, ways::Ways};
use crate::shop::{Shop, overflow, refuse};

/// The phone for this order: typed for it, else the profile's.
pub(super) fn phone<'a>(customer: &'a Customer, checkout: &'a Checkout) -> Option<&'a str> {
    checkout
        .phone
        .as_deref()
        .or_else(|| customer.phone.as_ref().map(Phone::as_str))
}

/// The address for this order: typed for it, else the default one.
pub(super) fn address(
    tx: &mut Tx<'_>,
    customer: UserId,
    checkout: &Checkout,
) -> Result<Option<String>, DbError> {
    if let Some(address) = &checkout.address {
        return Ok(Some(address.clone()));
    }
    Ok(addresses::default_of(tx, customer)?.map(|address| address.text.to_string()))
}

/// What the customer would get and pay now.
pub(super) fn quote(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    checkout: &Checkout,
    ways: &Ways,
    way: Option<Way>,
) -> Result<Quote, Refused> {
    let lines = carts::lines(tx, shop.currency, customer.id)?;
    if lines.is_empty() {
        return refuse(CheckoutRefusal::EmptyCart);
    }
    let goods = cart::total(&lines, shop.currency).map_err(overflow)?;
    let Some(phone) = phone(customer, checkout) else {
        return refuse(CheckoutRefusal::DetailsGone);
    };
    let Some(way) = way else {
        return refuse(CheckoutRefusal::WayGone);
    };
    let (option, address) = match way {
        Way::Courier(id) => {
            let Some(option) = ways.couriers.iter().find(|option| option.id == id) else {
                return refuse(CheckoutRefusal::WayGone);
            };
            let Some(address) = address(tx, customer.id, checkout)? else {
                return refuse(CheckoutRefusal::DetailsGone);
            };
            (option.clone(), address)
        }
        Way::Pickup(id) => {
            let Some(point) = ways.points.iter().find(|point| point.id == id) else {
                return refuse(CheckoutRefusal::WayGone);
            };
            (
                delivery::of_kind(tx, shop.currency, point.kind)?,
                point.address_line(),
            )
        }
    };
    let fee = option.fee(goods);
    Ok(Quote {
        contact_name: checkout
            .contact_name
            .clone()
            .unwrap_or_else(|| customer.name()),
        phone: phone.to_owned(),
        way,
        kind: option.kind,
        way_name: option.name,
        eta: option.eta,
        address,
        lines: lines.iter().map(QuoteLine::from_cart).collect(),
        goods,
        fee,
        total: goods.plus(fee).map_err(overflow)?,
    })
}

/// Keeps what is about to be shown; the same contents keep their revision, so that two screens
/// that say the same both work.
pub(super) fn show(
    tx: &mut Tx<'_>,
    checkout: &Checkout,
    ways: &Ways,
    quote: Quote,
    now: DateTime<Utc>,
) -> Result<Confirmation, DbError> {
    let revision = if checkout.quote.as_ref() == Some(&quote) {
        checkout.revision
    } else {
        checkouts::set_quote(tx, checkout.id, &quote, now.timestamp())?
    };
    let has_choice = ways.couriers.len() + ways.points.len() > 1;
    Ok(Confirmation {
        checkout: checkout.id,
        revision,
        quote,
        has_choice,
    })
}
