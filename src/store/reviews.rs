//! What customers say of what they bought. Whoever changes a review has locked its product, whose
//! sum and number of stars are changed with it.

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        id::{OrderId, ProductId, ReviewId, UserId},
        order::OrderStatus,
        review::{Rating, Review, Stars},
        text::ReviewWords,
        translation::{TextField, Words},
    },
    params,
};

use super::{limit, orders::time, translations};

const COLUMNS: &str = "id, product_id, author, stars, words, hidden_at, created_at";

fn read(row: &mut Row<'_>) -> Result<Review, DbError> {
    Ok(Review {
        id: ReviewId::new(row.take()?),
        product: ProductId::new(row.take()?),
        author: row.take()?,
        stars: stars(row)?,
        words: row
            .take::<Option<String>>()?
            .map(|words| ReviewWords::parse(&words))
            .transpose()
            .map_err(|_| DbError::Decode("the words of a review".into()))?,
        is_hidden: row.take::<Option<i64>>()?.is_some(),
        at: time(row.take()?)?,
    })
}

fn stars(row: &mut Row<'_>) -> Result<Stars, DbError> {
    let stars: u32 = row.take()?;
    let read = u8::try_from(stars).ok().and_then(Stars::new);
    read.ok_or_else(|| DbError::Decode(format!("{stars} stars")))
}

/// What a product is called, in whatever state it is, and what its reviews say together.
pub fn subject(
    tx: &mut Tx<'_>,
    words: Words,
    product: ProductId,
) -> Result<Option<(String, Rating)>, DbError> {
    let name = translations::said("product", "p.id", TextField::Name, "p.name", "$2");
    tx.query_opt(
        &format!("SELECT {name}, p.rating_sum, p.rating_count FROM products p WHERE p.id = $1"),
        params![product.get(), words.code()],
        |row| Ok((row.take()?, Rating::new(row.take()?, row.take()?))),
    )
}

/// Locks a product for a change of its reviews; `false` when there never was one.
pub fn lock(tx: &mut Tx<'_>, product: ProductId) -> Result<bool, DbError> {
    let found = tx.query_opt(
        "SELECT id FROM products WHERE id = $1 FOR NO KEY UPDATE",
        params![product.get()],
        |row| row.take::<i64>(),
    )?;
    Ok(found.is_some())
}

/// A review.
pub fn find(tx: &mut Tx<'_>, id: ReviewId) -> Result<Option<Review>, DbError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM reviews WHERE id = $1"),
        params![id.get()],
        read,
    )
}

/// A customer's review of a product.
pub fn of_customer(
    tx: &mut Tx<'_>,
    customer: UserId,
    product: ProductId,
) -> Result<Option<Review>, DbError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM reviews WHERE user_id = $1 AND product_id = $2"),
        params![customer.get(), product.get()],
        read,
    )
}

/// The products that a customer has reviewed, by id.
pub fn products_of(tx: &mut Tx<'_>, customer: UserId) -> Result<Vec<ProductId>, DbError> {
    tx.query(
        "SELECT product_id FROM reviews WHERE user_id = $1 ORDER BY product_id",
        params![customer.get()],
        |row| row.take().map(ProductId::new),
    )
}

/// A customer's stars for what they bought with an order.
pub fn of_order(
    tx: &mut Tx<'_>,
    customer: UserId,
    order: OrderId,
) -> Result<Vec<(ProductId, Stars)>, DbError> {
    tx.query(
        "SELECT product_id, stars FROM reviews WHERE user_id = $1
             AND product_id IN (SELECT product_id FROM order_items WHERE order_id = $2)",
        params![customer.get(), order.get()],
        |row| Ok((ProductId::new(row.take()?), stars(row)?)),
    )
}

/// Whether a customer bought a product with an order that was completed. None leads on from there:
/// what was completed once stays so.
pub fn has_bought(tx: &mut Tx<'_>, customer: UserId, product: ProductId) -> Result<bool, DbError> {
    let found = tx.query_opt(
        "SELECT o.id FROM orders o WHERE o.user_id = $1 AND o.status = $3
             AND EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = o.id AND i.product_id = $2) LIMIT 1",
        params![customer.get(), product.get(), OrderStatus::Completed.code()],
        |row| row.take::<i64>(),
    )?;
    Ok(found.is_some())
}

/// Up to `size` reviews of a product, newest first, after the first `skipped`: those that are
/// shown, or all of them. They are skipped in the index, and only so many as there are pages: a
/// button has no room for a key beside the product and the list that it was chosen from.
pub fn page(
    tx: &mut Tx<'_>,
    product: ProductId,
    with_hidden: bool,
    skipped: usize,
    size: usize,
) -> Result<Vec<Review>, DbError> {
    let condition = if with_hidden {
        ""
    } else {
        "AND hidden_at IS NULL"
    };
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM reviews WHERE product_id = $1 {condition}
             ORDER BY id DESC LIMIT $2 OFFSET $3"
        ),
        params![product.get(), limit(size), limit(skipped)],
        read,
    )
}

/// Writes a review, of which staff are to be told at a time.
pub fn insert(
    tx: &mut Tx<'_>,
    customer: UserId,
    (product, stars, author): (ProductId, Stars, &str),
    announce_at: i64,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO reviews (user_id, product_id, stars, author, announce_at, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)",
        params![
            customer.get(),
            product.get(),
            i64::from(stars.get()),
            author,
            announce_at,
            now
        ],
    )
}

/// Gives a review other stars.
pub fn set_stars(tx: &mut Tx<'_>, id: ReviewId, stars: Stars, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE reviews SET stars = $2, updated_at = $3 WHERE id = $1",
        params![id.get(), i64::from(stars.get()), now],
    )
}

/// Gives a review words, and the name that its author has now.
pub fn set_words(
    tx: &mut Tx<'_>,
    id: ReviewId,
    words: &ReviewWords,
    author: &str,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE reviews SET words = $2, author = $3, updated_at = $4 WHERE id = $1",
        params![id.get(), words.as_str(), author, now],
    )
}

/// Lets staff be told of a review: at once when they never were, else not before `later`, and not
/// later than it was to be told anyway.
pub fn announce(tx: &mut Tx<'_>, id: ReviewId, now: i64, later: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE reviews SET announce_at = (CASE WHEN told_at IS NULL THEN $2 ELSE COALESCE(announce_at, $3) END)
         WHERE id = $1",
        params![id.get(), now, later],
    )
}

/// Lets staff be told at once of a review that they are still to be told of.
pub fn announce_now(tx: &mut Tx<'_>, id: ReviewId, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE reviews SET announce_at = $2 WHERE id = $1 AND told_at IS NULL AND announce_at > $2",
        params![id.get(), now],
    )
}

/// Hides a review, or shows it.
pub fn set_hidden(
    tx: &mut Tx<'_>,
    id: ReviewId,
    hidden_at: Option<i64>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE reviews SET hidden_at = $2, updated_at = $3 WHERE id = $1",
        params![id.get(), hidden_at, now],
    )
}

/// Deletes a review.
pub fn delete(tx: &mut Tx<'_>, id: ReviewId) -> Result<(), DbError> {
    tx.run("DELETE FROM reviews WHERE id = $1", params![id.get()])
}

/// Counts other stars for a product than before: what a review counted, and what it counts now.
pub fn recount(
    tx: &mut Tx<'_>,
    product: ProductId,
    before: Option<Stars>,
    after: Option<Stars>,
) -> Result<(), DbError> {
    let sum = |stars: Option<Stars>| stars.map_or(0, |stars| i64::from(stars.get()));
    let count = |stars: Option<Stars>| i64::from(stars.is_some());
    tx.run(
        "UPDATE products SET rating_sum = rating_sum + $2, rating_count = rating_count + $3 WHERE id = $1",
        params![
            product.get(),
            sum(after) - sum(before),
            count(after) - count(before)
        ],
    )
}

/// Whether staff are to be told of any review by now.
pub fn any_due(tx: &mut Tx<'_>, now: i64) -> Result<bool, DbError> {
    let found = tx.query_opt(
        "SELECT id FROM reviews WHERE announce_at <= $1 LIMIT 1",
        params![now],
        |row| row.take::<i64>(),
    )?;
    Ok(found.is_some())
}

/// Takes the first `size` reviews that staff are to be told of by now; each is taken once, whoever
/// asks.
pub fn take_due(tx: &mut Tx<'_>, now: i64, size: usize) -> Result<Vec<ReviewId>, DbError> {
    let due = tx.query(
        "SELECT id FROM reviews WHERE announce_at <= $1 ORDER BY announce_at, id LIMIT $2",
        params![now, limit(size)],
        |row| row.take().map(ReviewId::new),
    )?;
    let mut taken = Vec::with_capacity(due.len());
    for id in due {
        let told = tx.execute(
            "UPDATE reviews SET announce_at = NULL, told_at = COALESCE(told_at, $2)
             WHERE id = $1 AND announce_at <= $2",
            params![id.get(), now],
        )?;
        if told > 0 {
            taken.push(id);
        }
    }
    Ok(taken)
}
