//! Orders in the order they were placed, as a file lists them.

use chrono::{DateTime, Utc};

use crate::{
    db::{DbError, Tx},
    domain::{
        day::Span,
        delivery::DeliveryKind,
        id::OrderId,
        money::Money,
        order::{OrderNumber, OrderStatus},
    },
    params,
    store::{kind, limit, status},
};

use super::{currency, time};

/// An order as a file lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Row id.
    pub id: OrderId,
    /// Number.
    pub number: OrderNumber,
    /// When it was placed.
    pub placed_at: DateTime<Utc>,
    /// Where it stands.
    pub status: OrderStatus,
    /// Name on the parcel.
    pub contact_name: String,
    /// Phone, in E.164.
    pub phone: String,
    /// How it goes.
    pub delivery_kind: DeliveryKind,
    /// Where it goes.
    pub address: String,
    /// What the customer told the shop with it.
    pub comment: Option<String>,
    /// Delivery fee.
    pub fee: Money,
    /// What is charged: lines and fee.
    pub total: Money,
    /// The lines.
    pub lines: Vec<ListedLine>,
}

/// A line of a listed order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedLine {
    /// Stock keeping unit.
    pub sku: String,
    /// Name at purchase.
    pub name: String,
    /// Values of the variant, a line each.
    pub options: String,
    /// How many.
    pub quantity: u32,
    /// Price of one at purchase.
    pub price: Money,
}

/// Where a page of a listing goes on: after the order placed then, of this id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    placed_at: i64,
    id: i64,
}

impl Listed {
    /// Where the next page goes on.
    pub fn after(&self) -> After {
        After {
            placed_at: self.placed_at.timestamp(),
            id: self.id.get(),
        }
    }
}

/// The next orders of a span, with their lines.
pub fn page(
    tx: &mut Tx<'_>,
    span: Span,
    after: Option<After>,
    size: usize,
) -> Result<Vec<Listed>, DbError> {
    let after = after.unwrap_or(After {
        placed_at: span.since,
        id: i64::MIN,
    });
    let mut orders = tx.query(
        "SELECT currency, id, number, created_at, status, contact_name, phone, delivery_kind, address, comment,
                fee_minor, total_minor
         FROM orders WHERE (created_at, id) > ($1, $2) AND created_at < $3 ORDER BY created_at, id LIMIT $4",
        params![after.placed_at, after.id, span.until, limit(size)],
        |row| {
            let currency = currency(&row.take::<String>()?)?;
            Ok(Listed {
                id: OrderId::new(row.take()?),
                number: OrderNumber::stored(row.take()?),
                placed_at: time(row.take()?)?,
                status: status(&row.take::<String>()?)?,
                contact_name: row.take()?,
                phone: row.take()?,
                delivery_kind: kind(&row.take::<String>()?)?,
                address: row.take()?,
                comment: row.take()?,
                fee: Money::new(row.take()?, currency),
                total: Money::new(row.take()?, currency),
                lines: Vec::new(),
            })
        },
    )?;
    let Some(last) = orders.last().map(Listed::after) else {
        return Ok(orders);
    };
    // The lines of just these orders, in their order.
    let mut place = 0;
    tx.query(
        "SELECT o.id, i.sku, i.name, i.options, i.quantity, i.price_minor
         FROM orders o JOIN order_items i ON i.order_id = o.id
         WHERE (o.created_at, o.id) > ($1, $2) AND (o.created_at, o.id) <= ($3, $4)
         ORDER BY o.created_at, o.id, i.id",
        params![after.placed_at, after.id, last.placed_at, last.id],
        |row| {
            let id = OrderId::new(row.take()?);
            while orders.get(place).is_some_and(|order| order.id != id) {
                place += 1;
            }
            let Some(order) = orders.get_mut(place) else {
                return Err(DbError::Decode(format!("lines of order {id}")));
            };
            order.lines.push(ListedLine {
                sku: row.take()?,
                name: row.take()?,
                options: row.take()?,
                quantity: row.take()?,
                price: Money::new(row.take()?, order.total.currency()),
            });
            Ok(())
        },
    )?;
    Ok(orders)
}

/// The SKUs of an order's lines, in their order.
pub fn skus(tx: &mut Tx<'_>, id: OrderId) -> Result<Vec<String>, DbError> {
    tx.query(
        "SELECT sku FROM order_items WHERE order_id = $1 ORDER BY id",
        params![id.get()],
        |row| row.take(),
    )
}
