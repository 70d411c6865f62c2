//! SQL: every statement once, in text that all engines run, grouped by aggregate.
//!
//! Functions here read and write rows; what the shop allows is decided above,
//! in the use cases. Lists end their `ORDER BY` in `id` and page by key.

pub mod addresses;
pub mod admins;
pub mod carts;
pub mod categories;
pub mod checkouts;
pub mod customers;
pub mod delivery;
pub mod dialogues;
pub mod inbox;
pub mod orders;
pub mod outbox;
pub mod photos;
pub mod products;
pub mod settings;

use crate::{
    db::DbError,
    domain::{cart::Quantity, delivery::DeliveryKind, order::OrderStatus},
};

fn kind(code: &str) -> Result<DeliveryKind, DbError> {
    DeliveryKind::from_code(code).ok_or_else(|| DbError::Decode(format!("delivery type '{code}'")))
}

fn status(code: &str) -> Result<OrderStatus, DbError> {
    OrderStatus::from_code(code).ok_or_else(|| DbError::Decode(format!("order status '{code}'")))
}

fn quantity(units: u32) -> Result<Quantity, DbError> {
    Quantity::new(units).map_err(|_| DbError::Decode(format!("quantity {units}")))
}

fn limit(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
