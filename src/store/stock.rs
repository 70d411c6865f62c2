//! What is on the shelves: how little of it, and how fast it goes.

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        id::{OrderId, ProductId, VariantId},
        options::{OptionList, full_name},
        page::Page,
        stock::{Pace, Scarce, Shelved},
        translation::{TextField, Words},
    },
    params,
};

use super::{limit, orders::figures::sales_statuses, translations};

const SHELVED: &str = "v.id, p.id, p.name, v.options, v.stock, p.low_stock";

/// Variants that customers can see.
const SEEN: &str = "product_variants v
     JOIN products p ON p.id = v.product_id AND p.deleted_at IS NULL AND p.hidden_at IS NULL
     JOIN categories c ON c.id = p.category_id AND c.deleted_at IS NULL";

fn read(row: &mut Row<'_>) -> Result<Shelved, DbError> {
    Ok(Shelved {
        variant: VariantId::new(row.take()?),
        product: ProductId::new(row.take()?),
        name: full_name(
            &row.take::<String>()?,
            &OptionList::stored(&row.take::<String>()?),
        ),
        stock: row.take()?,
        threshold: row.take()?,
    })
}

/// A variant that customers can see.
pub fn seen(tx: &mut Tx<'_>, words: Words, variant: VariantId) -> Result<Option<Shelved>, DbError> {
    let name = translations::said("product", "p.id", TextField::Name, "p.name", "$2");
    tx.query_opt(
        &format!(
            "SELECT v.id, p.id, {name}, v.options, v.stock, p.low_stock FROM {SEEN}
             WHERE v.id = $1 AND v.deleted_at IS NULL"
        ),
        params![variant.get(), words.code()],
        read,
    )
}

/// One page of what customers can see, least stock first, from a variant on.
pub fn page(
    tx: &mut Tx<'_>,
    from: Option<VariantId>,
    size: usize,
) -> Result<Page<Shelved, VariantId>, DbError> {
    let rank = match from {
        Some(from) => tx.query_opt(
            "SELECT stock FROM product_variants WHERE id = $1",
            params![from.get()],
            |row| Ok((row.take::<i64>()?, from.get())),
        )?,
        None => None,
    };
    let (stock, id) = rank.unwrap_or((-1, 0));
    let found = tx.query(
        &format!(
            "SELECT {SHELVED} FROM {SEEN}
             WHERE v.deleted_at IS NULL AND (v.stock, v.id) >= ($1, $2) ORDER BY v.stock, v.id LIMIT $3"
        ),
        params![stock, id, limit(size + 1)],
        read,
    )?;
    let before = tx.query(
        &format!(
            "SELECT v.id FROM {SEEN}
             WHERE v.deleted_at IS NULL AND (v.stock, v.id) < ($1, $2) ORDER BY v.stock DESC, v.id DESC LIMIT $3"
        ),
        params![stock, id, limit(size)],
        |row| row.take().map(VariantId::new),
    )?;
    Ok(Page::new(found, size, &before, |shelved| shelved.variant))
}

/// The variants with least stock of those at or below their threshold, and how many these are in
/// all. `usual` is the threshold of products without one of their own.
pub fn scarce(
    tx: &mut Tx<'_>,
    usual: u32,
    now: i64,
    size: usize,
) -> Result<(i64, Vec<Scarce>), DbError> {
    let is_scarce = "v.deleted_at IS NULL AND v.stock <= COALESCE(p.low_stock, $1)";
    let count = tx.query_one(
        &format!("SELECT COUNT(*) FROM {SEEN} WHERE {is_scarce}"),
        params![usual],
        |row| row.take(),
    )?;
    if count == 0 {
        return Ok((0, Vec::new()));
    }
    let days = |days: i64| now - days * 24 * 3600;
    let found = tx.query(
        &format!(
            "WITH sold AS (
                 SELECT i.variant_id, CAST(SUM(i.quantity) AS BIGINT) AS longer,
                        CAST(SUM(CASE WHEN o.created_at >= $2 THEN i.quantity ELSE 0 END) AS BIGINT) AS lately
                 FROM orders o JOIN order_items i ON i.order_id = o.id
                 WHERE o.created_at >= $3 AND o.status IN ({})
                 GROUP BY i.variant_id)
             SELECT {SHELVED}, COALESCE(s.lately, 0), COALESCE(s.longer, 0)
             FROM {SEEN} LEFT JOIN sold s ON s.variant_id = v.id
             WHERE {is_scarce} ORDER BY v.stock, v.id LIMIT $4",
            sales_statuses()
        ),
        params![usual, days(Pace::SHORT), days(Pace::LONG), limit(size)],
        |row| {
            Ok(Scarce {
                shelved: read(row)?,
                pace: Pace {
                    lately: row.take()?,
                    longer: row.take()?,
                },
            })
        },
    )?;
    Ok((count, found))
}

/// Promises everybody of the staff a message about each variant that an order, just placed, has
/// brought from above its threshold to or below it.
pub fn tell_of_scarce(
    tx: &mut Tx<'_>,
    order: OrderId,
    usual: u32,
    now: i64,
) -> Result<(), DbError> {
    // One statement that nothing waits for: the notices are written as the outbox reads them.
    tx.run(
        "INSERT INTO outbox (chat_id, notice, state, attempts, is_calm, created_at, updated_at)
         SELECT a.telegram_id, '{\"notice\":\"low_stock\",\"variant\":' || v.id || ',\"left\":' || v.stock || '}',
                'waiting', 0, $3, $4, $4
         FROM order_items i
         JOIN product_variants v ON v.id = i.variant_id
         JOIN products p ON p.id = v.product_id
         CROSS JOIN admins a
         WHERE i.order_id = $1 AND a.left_at IS NULL
             AND v.stock <= COALESCE(p.low_stock, $2) AND v.stock + i.quantity > COALESCE(p.low_stock, $2)
         ORDER BY v.id, a.telegram_id",
        params![order.get(), usual, true, now],
    )
}

/// The name of a product that is not deleted, with its own threshold.
pub fn threshold(
    tx: &mut Tx<'_>,
    product: ProductId,
) -> Result<Option<(String, Option<u32>)>, DbError> {
    tx.query_opt(
        "SELECT name, low_stock FROM products WHERE id = $1 AND deleted_at IS NULL",
        params![product.get()],
        |row| Ok((row.take()?, row.take()?)),
    )
}

/// Locks a product that is not deleted; whether there is one.
pub fn lock_product(tx: &mut Tx<'_>, product: ProductId) -> Result<bool, DbError> {
    let found = tx.query_opt(
        "SELECT id FROM products WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE",
        params![product.get()],
        |row| row.take::<i64>(),
    )?;
    Ok(found.is_some())
}

/// Gives a product a threshold of its own, or the shop's.
pub fn set_threshold(
    tx: &mut Tx<'_>,
    product: ProductId,
    threshold: Option<u32>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE products SET low_stock = $2, version = version + 1, updated_at = $3 WHERE id = $1",
        params![product.get(), threshold, now],
    )
}
