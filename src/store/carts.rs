//! Carts and their lines; one cart per customer.

use crate::{
    db::{Asked, DbError, Row, Tx},
    domain::{
        cart::{CartLine, Quantity},
        id::{CartId, CartLineId, ProductId, UserId, VariantId},
        money::{Currency, Money},
        options::{OptionList, full_name},
        page::Page,
        translation::{TextField, Words},
    },
    params,
};

use super::{limit, quantity, translations};

/// In the words whose code is the parameter of this name.
fn select_lines(words: &str) -> String {
    let name = translations::said("product", "p.id", TextField::Name, "p.name", words);
    format!(
        "SELECT i.id, v.id, p.id, {name}, v.options, v.price_minor, i.price_seen_minor, i.quantity, v.stock
        FROM carts c
        JOIN cart_items i ON i.cart_id = c.id
        JOIN product_variants v ON v.id = i.variant_id
        JOIN products p ON p.id = v.product_id"
    )
}

fn read(row: &mut Row<'_>, currency: Currency) -> Result<CartLine, DbError> {
    Ok(CartLine {
        id: CartLineId::new(row.take()?),
        variant: VariantId::new(row.take()?),
        product: ProductId::new(row.take()?),
        name: full_name(
            &row.take::<String>()?,
            &OptionList::stored(&row.take::<String>()?),
        ),
        price: Money::new(row.take()?, currency),
        price_seen: Money::new(row.take()?, currency),
        quantity: quantity(row.take()?)?,
        stock: row.take()?,
    })
}

/// All lines of a customer's cart, by variant id.
pub fn lines(
    tx: &mut Tx<'_>,
    words: Words,
    currency: Currency,
    customer: UserId,
) -> Result<Vec<CartLine>, DbError> {
    tx.query(
        &format!("{} WHERE c.user_id = $1 ORDER BY v.id", select_lines("$2")),
        params![customer.get(), words.code()],
        |row| read(row, currency),
    )
}

/// All lines of a customer's cart, by variant id, with the variants locked: their price and
/// stock are ours until the end. In id order, so that two carts cannot deadlock; in a mode that
/// lets others put the same things into their carts.
pub fn lock_lines(
    tx: &mut Tx<'_>,
    words: Words,
    currency: Currency,
    customer: UserId,
) -> Result<Asked<CartLine>, DbError> {
    tx.ask(
        &format!(
            "{} WHERE c.user_id = $1 ORDER BY v.id FOR NO KEY UPDATE OF v",
            select_lines("$2")
        ),
        params![customer.get(), words.code()],
        move |row| read(row, currency),
    )
}

/// One page of a customer's cart in the order of adding, from the line `from` on.
pub fn page(
    tx: &mut Tx<'_>,
    words: Words,
    currency: Currency,
    customer: UserId,
    from: Option<CartLineId>,
    size: usize,
) -> Result<Page<CartLine, CartLineId>, DbError> {
    let from = from.map_or(0, CartLineId::get);
    let found = tx.query(
        &format!(
            "{} WHERE c.user_id = $1 AND i.id >= $2 ORDER BY i.id LIMIT $3",
            select_lines("$4")
        ),
        params![customer.get(), from, limit(size + 1), words.code()],
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

/// The cart's line of a variant.
pub fn line_of(
    tx: &mut Tx<'_>,
    customer: UserId,
    variant: VariantId,
) -> Result<Option<CartLineId>, DbError> {
    tx.query_opt(
        "SELECT i.id FROM carts c JOIN cart_items i ON i.cart_id = c.id
         WHERE c.user_id = $1 AND i.variant_id = $2",
        params![customer.get(), variant.get()],
        |row| row.take().map(CartLineId::new),
    )
}

/// Locks a customer's cart, made when there is none, and returns its row id. Whoever changes
/// a cart or sells it comes here first, so that two taps at once take turns.
pub fn lock(tx: &mut Tx<'_>, customer: UserId, now: i64) -> Result<CartId, DbError> {
    tx.query_one(
        "INSERT INTO carts (user_id, created_at, updated_at) VALUES ($1, $2, $2)
         ON CONFLICT (user_id) DO UPDATE SET updated_at = excluded.updated_at RETURNING id",
        params![customer.get(), now],
        |row| row.take().map(CartId::new),
    )
}

/// A variant as a cart sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Units on hand.
    pub stock: u32,
    /// Whether product and category are on sale.
    pub is_on_sale: bool,
    /// The line that the cart has of it.
    pub line: Option<(CartLineId, Quantity)>,
}

/// What there is of a variant, in the shop and in this cart.
pub fn offer(tx: &mut Tx<'_>, cart: CartId, variant: VariantId) -> Result<Option<Offer>, DbError> {
    tx.query_opt(
        "SELECT v.stock,
             v.deleted_at IS NULL AND p.deleted_at IS NULL AND p.hidden_at IS NULL AND c.deleted_at IS NULL, i.id, i.quantity
         FROM product_variants v
         JOIN products p ON p.id = v.product_id
         JOIN categories c ON c.id = p.category_id
         LEFT JOIN cart_items i ON i.variant_id = v.id AND i.cart_id = $1
         WHERE v.id = $2",
        params![cart.get(), variant.get()],
        |row| {
            Ok(Offer {
                stock: row.take()?,
                is_on_sale: row.take()?,
                line: match (row.take::<Option<i64>>()?, row.take::<Option<i64>>()?) {
                    (Some(id), Some(units)) => {
                        let units = u32::try_from(units)
                            .map_err(|_| DbError::Decode(format!("quantity {units}")))?;
                        Some((CartLineId::new(id), quantity(units)?))
                    }
                    _ => None,
                },
            })
        },
    )
}

/// Sets how many of a variant are in the cart, which is locked, and notes the price that the
/// customer saw. What was deleted in this moment stays out.
pub fn set(
    tx: &mut Tx<'_>,
    cart: CartId,
    variant: VariantId,
    quantity: Quantity,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO cart_items (cart_id, variant_id, quantity, price_seen_minor, created_at, updated_at)
         SELECT $1, v.id, $3, v.price_minor, $4, $4
         FROM product_variants v JOIN products p ON p.id = v.product_id
         WHERE v.id = $2 AND v.deleted_at IS NULL AND p.deleted_at IS NULL AND p.hidden_at IS NULL
         ON CONFLICT (cart_id, variant_id) DO UPDATE SET
             quantity = excluded.quantity, price_seen_minor = excluded.price_seen_minor,
             updated_at = excluded.updated_at",
        params![cart.get(), variant.get(), quantity.get(), now],
    )
}

/// Removes a line from the cart, which is locked; whether there was one.
pub fn remove(tx: &mut Tx<'_>, cart: CartId, variant: VariantId) -> Result<bool, DbError> {
    let removed = tx.execute(
        "DELETE FROM cart_items WHERE cart_id = $1 AND variant_id = $2",
        params![cart.get(), variant.get()],
    )?;
    Ok(removed > 0)
}

/// Takes a line out of the cart, which is locked.
pub fn drop_line(tx: &mut Tx<'_>, line: CartLineId) -> Result<(), DbError> {
    tx.run("DELETE FROM cart_items WHERE id = $1", params![line.get()])
}
