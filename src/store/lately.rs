//! The last few products that each customer looked at.

use crate::{
    db::{DbError, Tx},
    domain::{
        catalog::ProductSummary,
        id::{ProductId, TelegramId, UserId},
        money::Currency,
        translation::Words,
    },
    params,
};

use super::{
    limit,
    products::{read_summary, summary},
};

/// Notes that somebody looked at a product, and forgets all but the last `size`. Neither waits for
/// an answer, and somebody or something that is not there any more is not noted.
pub fn note(
    tx: &mut Tx<'_>,
    person: TelegramId,
    product: ProductId,
    at_ms: i64,
    size: usize,
) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO recent_views (user_id, product_id, seen_ms, created_at, updated_at)
         SELECT u.id, p.id, $3, $4, $4 FROM users u, products p WHERE u.telegram_id = $1 AND p.id = $2
         ON CONFLICT (user_id, product_id)
         DO UPDATE SET seen_ms = excluded.seen_ms, updated_at = excluded.updated_at",
        params![person.get(), product.get(), at_ms, at_ms / 1000],
    )?;
    tx.run(
        "DELETE FROM recent_views WHERE user_id = (SELECT id FROM users WHERE telegram_id = $1) AND seen_ms < (
             SELECT r.seen_ms FROM recent_views r JOIN users u ON u.id = r.user_id
             WHERE u.telegram_id = $1 ORDER BY r.seen_ms DESC LIMIT 1 OFFSET $2)",
        params![person.get(), limit(size) - 1],
    )
}

/// What a customer looked at, the last first, as far as it is on sale.
pub fn all(
    tx: &mut Tx<'_>,
    words: Words,
    currency: Currency,
    customer: UserId,
) -> Result<Vec<ProductSummary>, DbError> {
    tx.query(
        &format!(
            "SELECT {} FROM recent_views r
             JOIN products p ON p.id = r.product_id AND p.deleted_at IS NULL AND p.hidden_at IS NULL
             JOIN categories c ON c.id = p.category_id AND c.deleted_at IS NULL
             WHERE r.user_id = $1 ORDER BY r.seen_ms DESC, r.product_id DESC",
            summary("$2")
        ),
        params![customer.get(), words.code()],
        |row| read_summary(row, currency),
    )
}

/// Forgets all that a customer looked at.
pub fn clear(tx: &mut Tx<'_>, customer: UserId) -> Result<(), DbError> {
    tx.run(
        "DELETE FROM recent_views WHERE user_id = $1",
        params![customer.get()],
    )
}
