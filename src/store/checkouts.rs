//! Checkouts in progress, and the ones orders came from.

use serde::{Deserialize, Serialize};

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        delivery::Way,
        id::{
            CheckoutId, DeliveryOptionId, OrderId, PaymentWayId, PickupPointId, UserId, VariantId,
        },
        language::Language,
        money::{Currency, Money},
        order::{Quote, QuoteLine},
        payment::AgreedPayment,
        pin::Pin,
    },
    params,
};

use super::{kind, payments, pin, quantity};

/// A checkout: what the customer gave so far and what was last shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkout {
    /// Row id.
    pub id: CheckoutId,
    /// Name given for this order.
    pub contact_name: Option<String>,
    /// Phone given for this order, in E.164.
    pub phone: Option<String>,
    /// Address given for this order.
    pub address: Option<String>,
    /// Where that is on the map.
    pub pin: Option<Pin>,
    /// Way of delivery chosen.
    pub way: Option<Way>,
    /// What the customer tells the shop with this order.
    pub comment: Option<String>,
    /// Way to pay chosen.
    pub payment: Option<PaymentWayId>,
    /// Counts what has been shown; a Confirm of an earlier one is outdated.
    pub revision: i64,
    /// What was last shown for confirmation.
    pub quote: Option<Quote>,
    /// The order placed from it.
    pub order: Option<OrderId>,
}

const COLUMNS: &str =
    "id, contact_name, phone, address, pin, delivery_option_id, pickup_point_id, comment,
    payment_way_id, revision, quote, order_id";

const LOCKED: &str =
    "k.id, k.contact_name, k.phone, k.address, k.pin, k.delivery_option_id, k.pickup_point_id, k.comment,
    k.payment_way_id, k.revision, k.quote, k.order_id";

fn read(row: &mut Row<'_>) -> Result<Checkout, DbError> {
    Ok(Checkout {
        id: CheckoutId::new(row.take()?),
        contact_name: row.take()?,
        phone: row.take()?,
        address: row.take()?,
        pin: pin(row)?,
        way: way(row.take()?, row.take()?),
        comment: row.take()?,
        payment: row.take::<Option<i64>>()?.map(PaymentWayId::new),
        revision: row.take()?,
        quote: row
            .take::<Option<String>>()?
            .map(|json| decode(&json))
            .transpose()?,
        order: row.take::<Option<i64>>()?.map(OrderId::new),
    })
}

/// The customer's open checkout, made when there is none, with its lock held.
pub fn open(tx: &mut Tx<'_>, customer: UserId, now: i64) -> Result<Checkout, DbError> {
    tx.query_one(
        &format!(
            "INSERT INTO checkouts (user_id, revision, created_at, updated_at) VALUES ($1, 0, $2, $2)
             ON CONFLICT (user_id) WHERE order_id IS NULL DO UPDATE SET updated_at = excluded.updated_at
             RETURNING {COLUMNS}"
        ),
        params![customer.get(), now],
        read,
    )
}

/// The customer's open checkout, if there is one.
pub fn find_open(tx: &mut Tx<'_>, customer: UserId) -> Result<Option<Checkout>, DbError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM checkouts WHERE user_id = $1 AND order_id IS NULL"),
        params![customer.get()],
        read,
    )
}

/// Locks a customer's checkout, open or placed, and the cart with it.
pub fn lock(
    tx: &mut Tx<'_>,
    customer: UserId,
    id: CheckoutId,
) -> Result<Option<Checkout>, DbError> {
    tx.query_opt(
        &format!(
            "SELECT {LOCKED} FROM checkouts k JOIN carts c ON c.user_id = k.user_id
             WHERE k.user_id = $1 AND k.id = $2 FOR NO KEY UPDATE OF k, c"
        ),
        params![customer.get(), id.get()],
        read,
    )
}

/// Keeps the name given for this order.
pub fn set_contact_name(
    tx: &mut Tx<'_>,
    id: CheckoutId,
    name: &str,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE checkouts SET contact_name = $2, updated_at = $3 WHERE id = $1",
        params![id.get(), name, now],
    )?;
    Ok(())
}

/// Keeps the phone given for this order.
pub fn set_phone(tx: &mut Tx<'_>, id: CheckoutId, phone: &str, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE checkouts SET phone = $2, updated_at = $3 WHERE id = $1",
        params![id.get(), phone, now],
    )?;
    Ok(())
}

/// Keeps the address given for this order.
pub fn set_address(
    tx: &mut Tx<'_>,
    id: CheckoutId,
    address: &str,
    pin: Option<&Pin>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE checkouts SET address = $2, pin = $3, updated_at = $4 WHERE id = $1",
        params![id.get(), address, pin.map(Pin::as_str), now],
    )?;
    Ok(())
}

/// Keeps what the customer tells the shop with this order, or forgets it.
pub fn set_comment(
    tx: &mut Tx<'_>,
    id: CheckoutId,
    comment: Option<&str>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE checkouts SET comment = $2, updated_at = $3 WHERE id = $1",
        params![id.get(), comment, now],
    )
}

/// Keeps the way of delivery chosen, or forgets it.
pub fn set_way(tx: &mut Tx<'_>, id: CheckoutId, way: Option<Way>, now: i64) -> Result<(), DbError> {
    let (option, point) = way.map_or((None, None), columns);
    tx.run(
        "UPDATE checkouts SET delivery_option_id = $2, pickup_point_id = $3, updated_at = $4 WHERE id = $1",
        params![id.get(), option, point, now],
    )?;
    Ok(())
}

/// Keeps the way to pay chosen, or forgets it.
pub fn set_payment(
    tx: &mut Tx<'_>,
    id: CheckoutId,
    way: Option<PaymentWayId>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE checkouts SET payment_way_id = $2, updated_at = $3 WHERE id = $1",
        params![id.get(), way.map(PaymentWayId::get), now],
    )
}

/// Keeps what is about to be shown for confirmation and returns its revision.
pub fn set_quote(tx: &mut Tx<'_>, id: CheckoutId, quote: &Quote, now: i64) -> Result<i64, DbError> {
    tx.query_one(
        "UPDATE checkouts SET quote = $2, revision = revision + 1, updated_at = $3 WHERE id = $1 RETURNING revision",
        params![id.get(), &encode(quote)?, now],
        |row| row.take(),
    )
}

/// Forgets the customer's open checkout and all that was typed for it.
pub fn abandon(tx: &mut Tx<'_>, customer: UserId) -> Result<bool, DbError> {
    let abandoned = tx.execute(
        "DELETE FROM checkouts WHERE user_id = $1 AND order_id IS NULL",
        params![customer.get()],
    )?;
    Ok(abandoned > 0)
}

/// The two columns that hold a way of delivery: option and pickup point.
pub(super) fn columns(way: Way) -> (Option<i64>, Option<i64>) {
    match way {
        Way::Courier(option) => (Some(option.get()), None),
        Way::Pickup(point) => (None, Some(point.get())),
    }
}

/// The way of delivery that the two columns hold.
pub(super) fn way(option: Option<i64>, point: Option<i64>) -> Option<Way> {
    match (option, point) {
        (Some(option), _) => Some(Way::Courier(DeliveryOptionId::new(option))),
        (None, Some(point)) => Some(Way::Pickup(PickupPointId::new(point))),
        (None, None) => None,
    }
}

/// The stored form of a quote.
#[derive(Serialize, Deserialize)]
struct Stored {
    contact_name: String,
    phone: String,
    option: Option<i64>,
    point: Option<i64>,
    kind: String,
    way_name: Option<String>,
    eta: Option<String>,
    address: String,
    /// Quotes of releases before there were translations have none.
    #[serde(default)]
    language: Option<String>,
    /// Quotes of releases before there were places on the map have none.
    #[serde(default)]
    pin: Option<String>,
    comment: Option<String>,
    /// Quotes of releases before there were ways to pay have none.
    #[serde(default)]
    payment: Option<StoredPayment>,
    currency: String,
    lines: Vec<StoredLine>,
    goods: i64,
    fee: i64,
    total: i64,
}

#[derive(Serialize, Deserialize)]
struct StoredPayment {
    way: i64,
    name: String,
    kind: String,
    instructions: String,
    hours: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct StoredLine {
    variant: i64,
    name: String,
    price: i64,
    quantity: u32,
}

fn encode(quote: &Quote) -> Result<String, DbError> {
    let (option, point) = columns(quote.way);
    let stored = Stored {
        contact_name: quote.contact_name.clone(),
        phone: quote.phone.clone(),
        option,
        point,
        kind: quote.kind.code().to_owned(),
        way_name: quote.way_name.clone(),
        eta: quote.eta.clone(),
        address: quote.address.clone(),
        language: quote.language.map(|language| language.code().to_owned()),
        pin: quote.pin.as_ref().map(|pin| pin.as_str().to_owned()),
        comment: quote.comment.clone(),
        payment: quote.payment.as_ref().map(|payment| StoredPayment {
            way: payment.way.get(),
            name: payment.terms.name.to_string(),
            kind: payment.terms.kind.code().to_owned(),
            instructions: payment.terms.instructions.to_string(),
            hours: payments::hours(&payment.terms),
        }),
        currency: quote.total.currency().code().to_owned(),
        lines: quote
            .lines
            .iter()
            .map(|line| StoredLine {
                variant: line.variant.get(),
                name: line.name.clone(),
                price: line.price.minor(),
                quantity: line.quantity.get(),
            })
            .collect(),
        goods: quote.goods.minor(),
        fee: quote.fee.minor(),
        total: quote.total.minor(),
    };
    serde_json::to_string(&stored).map_err(|error| DbError::Decode(error.to_string()))
}

fn decode(json: &str) -> Result<Quote, DbError> {
    let unreadable = |what: String| DbError::Decode(format!("quote: {what}"));
    let stored: Stored =
        serde_json::from_str(json).map_err(|error| unreadable(error.to_string()))?;
    let currency: Currency = stored
        .currency
        .parse()
        .map_err(|_| unreadable(stored.currency.clone()))?;
    let money = |minor| Money::new(minor, currency);
    let way =
        way(stored.option, stored.point).ok_or_else(|| unreadable("no way of delivery".into()))?;
    let lines = stored.lines.into_iter().map(|line| {
        Ok(QuoteLine {
            variant: VariantId::new(line.variant),
            name: line.name,
            price: money(line.price),
            quantity: quantity(line.quantity)?,
        })
    });
    let payment = stored.payment.map(|payment| {
        let StoredPayment {
            way,
            name,
            kind,
            instructions,
            hours,
        } = payment;
        Ok::<_, DbError>(AgreedPayment {
            way: PaymentWayId::new(way),
            terms: payments::terms(name, kind, instructions, hours)?,
        })
    });
    let pin = stored.pin.map(|pin| {
        let parsed = pin.parse();
        parsed.map_err(|_| unreadable(pin))
    });
    Ok(Quote {
        contact_name: stored.contact_name,
        phone: stored.phone,
        way,
        kind: kind(&stored.kind)?,
        way_name: stored.way_name,
        eta: stored.eta,
        address: stored.address,
        language: stored.language.as_deref().and_then(Language::from_code),
        pin: pin.transpose()?,
        comment: stored.comment,
        payment: payment.transpose()?,
        lines: lines.collect::<Result<_, DbError>>()?,
        goods: money(stored.goods),
        fee: money(stored.fee),
        total: money(stored.total),
    })
}
