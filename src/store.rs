//! SQL: every statement once, in text that all engines run, grouped by aggregate.
//!
//! Functions here read and write rows; what the shop allows is decided above,
//! in the use cases. Lists end their `ORDER BY` in `id` and page by key.

pub mod addresses;
pub mod admins;
pub mod audit;
pub mod board;
pub mod bulk;
pub mod carts;
pub mod categories;
pub mod checklist;
pub mod checkouts;
pub mod customers;
pub mod delivery;
pub mod dialogues;
pub mod favourites;
pub mod imports;
pub mod inbox;
pub mod lately;
pub mod listing;
pub mod orders;
pub mod outbox;
pub mod payments;
pub mod photos;
pub mod privacy;
pub mod product_drafts;
pub mod products;
pub mod reviews;
pub mod search;
pub mod settings;
pub mod snapshots;
pub mod staff_links;
pub mod stock;
pub mod translations;
pub mod watches;
pub mod wordings;

use crate::{
    db::{DbError, Row, Tx},
    domain::{cart::Quantity, delivery::DeliveryKind, order::OrderStatus, pin::Pin},
    params,
};

/// Where a row stands in the owner's order: by its number, then by name, then by id.
///
/// Lists are cut at a rank given as three parameters: only then does SQLite use
/// all columns of the index; with a subquery in their place it walks from the start.
struct Rank {
    sort: i64,
    name_key: String,
    id: i64,
}

impl Rank {
    /// Before every row.
    const FIRST: Self = Self {
        sort: i64::MIN,
        name_key: String::new(),
        id: 0,
    };
    /// After every row.
    const LAST: Self = Self {
        sort: i64::MAX,
        name_key: String::new(),
        id: 0,
    };

    /// Reads the rank of a row with `sql`; a row that is gone for good begins the list anew.
    fn of(tx: &mut Tx<'_>, sql: &str, id: i64) -> Result<Self, DbError> {
        let found = tx.query_opt(sql, params![id], |row| {
            Ok(Self {
                sort: row.take()?,
                name_key: row.take()?,
                id,
            })
        })?;
        Ok(found.unwrap_or(Self::FIRST))
    }
}

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

/// A text as `LIKE … ESCAPE '\\'` finds it literally.
fn like(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 2);
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// A place on the map, from a column. It only adds to an address: one that makes no sense is none,
/// and keeps nobody from ordering.
fn pin(row: &mut Row<'_>) -> Result<Option<Pin>, DbError> {
    let pin = row.take::<Option<String>>()?;
    Ok(pin.and_then(|pin| pin.parse().ok()))
}
