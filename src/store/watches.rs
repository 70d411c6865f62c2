//! Customers who want to be told when something sold out is there again.

use crate::{
    db::{DbError, Tx},
    domain::id::{ProductId, TelegramId, UserId, VariantId},
    params,
};

use super::limit;

/// What of a product a customer waits for.
pub fn of_product(
    tx: &mut Tx<'_>,
    customer: UserId,
    product: ProductId,
) -> Result<Vec<VariantId>, DbError> {
    tx.query(
        "SELECT w.variant_id FROM stock_watches w JOIN product_variants v ON v.id = w.variant_id
         WHERE w.user_id = $1 AND v.product_id = $2 ORDER BY w.variant_id",
        params![customer.get(), product.get()],
        |row| row.take().map(VariantId::new),
    )
}

/// Notes that a customer waits for a variant; twice is once.
pub fn insert(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO stock_watches (user_id, variant_id, created_at, updated_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (user_id, variant_id) DO NOTHING",
        params![customer.get(), variant.get(), now],
    )
}

/// Notes that a customer waits for a variant no more.
pub fn delete(tx: &mut Tx<'_>, customer: UserId, variant: VariantId) -> Result<(), DbError> {
    tx.run(
        "DELETE FROM stock_watches WHERE user_id = $1 AND variant_id = $2",
        params![customer.get(), variant.get()],
    )
}

/// Wishes for what is there again and can be bought.
const FULFILLED: &str = "stock_watches w
     JOIN product_variants v ON v.id = w.variant_id AND v.deleted_at IS NULL AND v.stock > 0
     JOIN products p ON p.id = v.product_id AND p.deleted_at IS NULL AND p.hidden_at IS NULL
     JOIN categories c ON c.id = p.category_id AND c.deleted_at IS NULL";

/// Whether anybody waits for something that is there again.
pub fn any_fulfilled(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    let found = tx.query_opt(
        &format!("SELECT w.user_id FROM {FULFILLED} LIMIT 1"),
        params![],
        |row| row.take::<i64>(),
    )?;
    Ok(found.is_some())
}

/// Takes the wishes of the first `size` who wait for something that is there again, in the order
/// of wishing; each wish is taken once, whoever asks.
pub fn take_fulfilled(
    tx: &mut Tx<'_>,
    size: usize,
) -> Result<Vec<(TelegramId, VariantId)>, DbError> {
    let found = tx.query(
        &format!(
            "SELECT w.user_id, w.variant_id, u.telegram_id FROM {FULFILLED}
             JOIN users u ON u.id = w.user_id
             ORDER BY w.created_at, w.user_id, w.variant_id LIMIT $1"
        ),
        params![limit(size)],
        |row| {
            Ok((
                UserId::new(row.take()?),
                VariantId::new(row.take()?),
                TelegramId::new(row.take()?),
            ))
        },
    )?;
    let mut taken = Vec::with_capacity(found.len());
    for (customer, variant, chat) in found {
        let deleted = tx.execute(
            "DELETE FROM stock_watches WHERE user_id = $1 AND variant_id = $2",
            params![customer.get(), variant.get()],
        )?;
        if deleted > 0 {
            taken.push((chat, variant));
        }
    }
    Ok(taken)
}
