//! Carts and their lines; one cart per customer.

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        cart::{CartLine, Quantity},
        id::{CartLineId, ProductId, UserId, VariantId},
        money::{Currency, Money},
        page::Page,
    },
    params,
};

use super::{limit, quantity};

const LINES: &str =
    "SELECT i.id, v.id, p.id, p.name, v.price_minor, i.price_seen_minor, i.quantity, v.stock
    FROM carts c
    JOIN cart_items i ON i.cart_id = c.id
    JOIN product_variants v ON v.id = i.variant_id
    JOIN products p ON p.id = v.product_id";

fn read(row: &mut Row<'_>, currency: Currency) -> Result<CartLine, DbError> {
    Ok(CartLine {
        id: CartLineId::new(row.take()?),
        variant: VariantId::new(row.take()?),
        product: ProductId::new(row.take()?),
        name: row.take()?,
        price: Money::new(row.take()?, currency),
        price_seen: Money::new(row.take()?, currency),
        quantity: quantity(row.take()?)?,
        stock: row.take()?,
    })
}

/// All lines of a customer's cart, by variant id.
pub fn lines(
    tx: &mut Tx<'_>,
    currency: Currency,
    customer: UserId,
) -> Result<Vec<CartLine>, DbError> {
    tx.query(
        &format!("{LINES} WHERE c.user_id = $1 ORDER BY v.id"),
        params![customer.get()],
        |row| read(row, currency),
    )
}

/// One page of a customer's cart in the order of adding, from the line `from` on.
pub fn page(
    tx: &mut Tx<'_>,
    currency: Currency,
    customer: UserId,
    from: Option<CartLineId>,
    size: usize,
) -> Result<Page<CartLine, CartLineId>, DbError> {
    let from = from.map_or(0, CartLineId::get);
    let found = tx.query(
        &format!("{LINES} WHERE c.user_id = $1 AND i.id >= $2 ORDER BY i.id LIMIT $3"),
        params![customer.get(), from, limit(size + 1)],
        |row| read(row, currency),
    )?;
    let before = tx.query(
        "SELECT i.id FROM carts c JOIN cart_items i ON i.cart_id = c.id
         WHERE c.user_id = $1 AND i.id < $2 ORDER BY i.id DESC LIMIT $3",
        params![customer.get(), from, limit(size)],
        |row| row.take().map(CartLineId::new),
    )?;
    Ok(Page::new(found, size, &before, |line| line.id))
}

/// Number of lines and what they come to.
pub fn total(
    tx: &mut Tx<'_>,
    currency: Currency,
    customer: UserId,
) -> Result<(i64, Money), DbError> {
    tx.query_one(
        "SELECT COUNT(*), CAST(COALESCE(SUM(v.price_minor * i.quantity), 0) AS BIGINT)
         FROM carts c
         JOIN cart_items i ON i.cart_id = c.id
         JOIN product_variants v ON v.id = i.variant_id
         WHERE c.user_id = $1",
        params![customer.get()],
        |row| Ok((row.take()?, Money::new(row.take()?, currency))),
    )
}

/// How many of a variant are in the cart, and that line.
pub fn find(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
) -> Result<Option<(CartLineId, Quantity)>, DbError> {
    tx.query_opt(
        "SELECT i.id, i.quantity FROM carts c JOIN cart_items i ON i.cart_id = c.id
         WHERE c.user_id = $1 AND i.variant_id = $2",
        params![customer.get(), variant.get()],
        |row| Ok((CartLineId::new(row.take()?), quantity(row.take()?)?)),
    )
}

/// Sets how many of a variant are in the cart, adding the cart and the line as needed, and notes
/// the price that the customer saw.
pub fn set(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
    quantity: Quantity,
    now: i64,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO carts (user_id, created_at, updated_at) VALUES ($1, $2, $2)
         ON CONFLICT (user_id) DO UPDATE SET updated_at = excluded.updated_at",
        params![customer.get(), now],
    )?;
    tx.execute(
        "INSERT INTO cart_items (cart_id, variant_id, quantity, price_seen_minor, created_at, updated_at)
         SELECT c.id, v.id, $3, v.price_minor, $4, $4 FROM carts c, product_variants v
         WHERE c.user_id = $1 AND v.id = $2
         ON CONFLICT (cart_id, variant_id) DO UPDATE SET
             quantity = excluded.quantity, price_seen_minor = excluded.price_seen_minor,
             updated_at = excluded.updated_at",
        params![customer.get(), variant.get(), quantity.get(), now],
    )?;
    Ok(())
}

/// Removes a line; whether there was one.
pub fn remove(tx: &mut Tx<'_>, customer: UserId, variant: VariantId) -> Result<bool, DbError> {
    let removed = tx.execute(
        "DELETE FROM cart_items WHERE variant_id = $2 AND cart_id IN (SELECT id FROM carts WHERE user_id = $1)",
        params![customer.get(), variant.get()],
    )?;
    Ok(removed > 0)
}

/// Empties a customer's cart.
pub fn clear(tx: &mut Tx<'_>, customer: UserId) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM cart_items WHERE cart_id IN (SELECT id FROM carts WHERE user_id = $1)",
        params![customer.get()],
    )?;
    Ok(())
}
