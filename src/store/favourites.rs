//! Products that customers keep; every statement names the customer.

use crate::{
    db::{Asked, DbError, Tx},
    domain::{
        catalog::ProductSummary,
        id::{FavouriteId, ProductId, UserId},
        money::Currency,
        page::Page,
        translation::Words,
    },
    params,
};

use super::{
    limit,
    products::{read_summary, summary},
};

/// Favourites that can be seen: what is hidden or deleted falls out, and is there again when it is.
const SEEN: &str = "favourites f
     JOIN products p ON p.id = f.product_id AND p.deleted_at IS NULL AND p.hidden_at IS NULL
     JOIN categories c ON c.id = p.category_id AND c.deleted_at IS NULL";

/// One page of a customer's favourites, newest first, from the one `from` on.
pub fn page(
    tx: &mut Tx<'_>,
    words: Words,
    currency: Currency,
    customer: UserId,
    from: Option<FavouriteId>,
    size: usize,
) -> Result<Page<(FavouriteId, ProductSummary), FavouriteId>, DbError> {
    let from = from.map_or(i64::MAX, FavouriteId::get);
    let found = tx.query(
        &format!(
            "SELECT f.id, {} FROM {SEEN}
             WHERE f.user_id = $1 AND f.id <= $2 ORDER BY f.id DESC LIMIT $3",
            summary("$4")
        ),
        params![customer.get(), from, limit(size + 1), words.code()],
        |row| Ok((FavouriteId::new(row.take()?), read_summary(row, currency)?)),
    )?;
    let before = tx.query(
        &format!(
            "SELECT f.id FROM {SEEN} WHERE f.user_id = $1 AND f.id > $2 ORDER BY f.id LIMIT $3"
        ),
        params![customer.get(), from, limit(size)],
        |row| row.take().map(FavouriteId::new),
    )?;
    Ok(Page::new(found, size, &before, |(id, _)| *id))
}

/// Asks whether a product is one of a customer's: there is a row when it is.
pub fn ask(tx: &mut Tx<'_>, customer: UserId, product: ProductId) -> Result<Asked<i64>, DbError> {
    tx.ask(
        "SELECT id FROM favourites WHERE user_id = $1 AND product_id = $2",
        params![customer.get(), product.get()],
        |row| row.take(),
    )
}

/// How many a customer has, those that cannot be seen at present included.
pub fn count(tx: &mut Tx<'_>, customer: UserId) -> Result<i64, DbError> {
    tx.query_one(
        "SELECT COUNT(*) FROM favourites WHERE user_id = $1",
        params![customer.get()],
        |row| row.take(),
    )
}

/// Keeps a product that is on sale; `false` when it is not.
pub fn insert(
    tx: &mut Tx<'_>,
    customer: UserId,
    product: ProductId,
    now: i64,
) -> Result<bool, DbError> {
    let kept = tx.execute(
        "INSERT INTO favourites (user_id, product_id, created_at, updated_at)
         SELECT $1, p.id, $3, $3 FROM products p JOIN categories c ON c.id = p.category_id AND c.deleted_at IS NULL
         WHERE p.id = $2 AND p.deleted_at IS NULL AND p.hidden_at IS NULL",
        params![customer.get(), product.get(), now],
    )?;
    Ok(kept > 0)
}

/// Keeps a product no more; twice is once.
pub fn delete(tx: &mut Tx<'_>, customer: UserId, product: ProductId) -> Result<(), DbError> {
    tx.run(
        "DELETE FROM favourites WHERE user_id = $1 AND product_id = $2",
        params![customer.get(), product.get()],
    )
}
