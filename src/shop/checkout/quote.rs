//! What a checkout comes to: computed for the screen, and again before it is placed.

use chrono::{DateTime, Utc};

use crate::{
    db::{DbError, Tx},
    domain::{
        cart::{self, CartLine},
        customer::Customer,
        delivery::{DeliveryOption, Way},
        id::UserId,
        language::Language,
        order::{Quote, QuoteLine},
        payment::AgreedPayment,
        phone::Phone,
        pin::Pin,
        translation::Words,
    },
    store::{
        addresses,
        checkouts::{self, Checkout},
        delivery,
    },
};

use super::{CheckoutRefusal, Choices, Confirmation, Refused};
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

/// How the goods get to the customer, and on what terms.
#[derive(Clone)]
pub(super) struct Terms {
    /// The language of the shop's words.
    pub(super) language: Language,
    way: Way,
    option: DeliveryOption,
    address: String,
    pub(super) pin: Option<Pin>,
    /// When a pickup point is open.
    pub(super) hours: Option<String>,
}

/// The terms of a way, if it is offered now.
pub(super) fn terms(
    tx: &mut Tx<'_>,
    shop: &Shop,
    language: Language,
    customer: &Customer,
    checkout: &Checkout,
    way: Way,
) -> Result<Terms, Refused> {
    let words = Words::In(language);
    match way {
        Way::Courier(id) => {
            let found = delivery::courier(tx, words, shop.currency, customer.id, id)?;
            let Some((option, default)) = found else {
                return refuse(CheckoutRefusal::WayGone);
            };
            let typed = checkout.address.clone();
            let typed = typed.map(|address| (address, checkout.pin.clone()));
            let Some((address, pin)) = typed.or(default) else {
                return refuse(CheckoutRefusal::DetailsGone);
            };
            Ok(Terms {
                language,
                way,
                option,
                address,
                pin,
                hours: None,
            })
        }
        Way::Pickup(id) => {
            let Some((point, option)) = delivery::pickup(tx, words, shop.currency, id)? else {
                return refuse(CheckoutRefusal::WayGone);
            };
            Ok(Terms {
                language,
                way,
                option,
                address: point.address_line(),
                pin: point.pin,
                hours: point.hours,
            })
        }
    }
}

/// What the customer would get and pay now.
pub(super) fn quote(
    shop: &Shop,
    customer: &Customer,
    checkout: &Checkout,
    terms: &Terms,
    payment: Option<AgreedPayment>,
    lines: &[CartLine],
) -> Result<Quote, Refused> {
    let goods = cart::total(lines, shop.currency).map_err(overflow)?;
    let Some(phone) = phone(customer, checkout) else {
        return refuse(CheckoutRefusal::DetailsGone);
    };
    let Terms {
        language,
        way,
        option,
        address,
        pin,
        ..
    } = terms.clone();
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
        language: Some(language),
        pin,
        comment: checkout.comment.clone(),
        payment,
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
    choices: Choices,
    quote: Quote,
    now: DateTime<Utc>,
) -> Result<Confirmation, DbError> {
    let revision = if checkout.quote.as_ref() == Some(&quote) {
        checkout.revision
    } else {
        checkouts::set_quote(tx, checkout.id, &quote, now.timestamp())?
    };
    Ok(Confirmation {
        checkout: checkout.id,
        revision,
        quote,
        choices,
    })
}
