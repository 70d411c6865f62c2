//! Orders and their frozen lines.

pub mod desk;
pub mod export;
pub mod figures;
pub mod payment;

use chrono::{DateTime, Utc};

use crate::{
    db::{Asked, DbError, Row, Tx},
    domain::{
        cart::Quantity,
        delivery::Way,
        id::{CheckoutId, OrderId, ProductId, TelegramId, UserId, VariantId},
        money::{Currency, Money},
        options::{OptionList, full_name},
        order::{Order, OrderLine, OrderNumber, OrderStatus, OrderSummary, Quote, payment_state},
        page::Page,
        pin::Pin,
        translation::{TextField, Words},
    },
    params,
};

use super::{board, checkouts, kind, limit, pin, quantity, status, translations};

const SUMMARY: &str =
    "id, number, status, payment_kind, paid_at, total_minor, currency, contact_name, created_at";

fn read_summary(row: &mut Row<'_>) -> Result<OrderSummary, DbError> {
    let (id, number) = (OrderId::new(row.take()?), row.take()?);
    let status = status(&row.take::<String>()?)?;
    let is_agreed = row.take::<Option<String>>()?.is_some();
    let is_paid = row.take::<Option<i64>>()?.is_some();
    Ok(OrderSummary {
        id,
        number: OrderNumber::stored(number),
        status,
        payment: payment_state(is_agreed, is_paid, status),
        total: {
            let minor = row.take()?;
            Money::new(minor, currency(&row.take::<String>()?)?)
        },
        contact_name: row.take()?,
        placed_at: time(row.take()?)?,
    })
}

fn currency(code: &str) -> Result<Currency, DbError> {
    code.parse()
        .map_err(|_| DbError::Decode(format!("currency '{code}'")))
}

/// A moment as it is stored.
pub(super) fn time(seconds: i64) -> Result<DateTime<Utc>, DbError> {
    DateTime::from_timestamp(seconds, 0).ok_or_else(|| DbError::Decode(format!("time {seconds}")))
}

/// One page of a customer's orders, newest first, from the order `from` on.
pub fn page_of(
    tx: &mut Tx<'_>,
    customer: UserId,
    from: Option<OrderId>,
    size: usize,
) -> Result<Page<OrderSummary, OrderId>, DbError> {
    let from = from.map_or(i64::MAX, OrderId::get);
    let found = tx.query(
        &format!(
            "SELECT {SUMMARY} FROM orders WHERE user_id = $1 AND id <= $2 ORDER BY id DESC LIMIT $3"
        ),
        params![customer.get(), from, limit(size + 1)],
        read_summary,
    )?;
    let before = tx.query(
        "SELECT id FROM orders WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        params![customer.get(), from, limit(size)],
        |row| row.take().map(OrderId::new),
    )?;
    Ok(Page::new(found, size, &before, |order| order.id))
}

/// An order with its lines, in the shop's own words.
pub fn find(tx: &mut Tx<'_>, id: OrderId) -> Result<Option<Order>, DbError> {
    let hours = "p.hours".to_owned();
    load(
        tx,
        id,
        ["o.address", "o.payment_name", "o.payment_text", "i.name"],
        &hours,
    )
}

/// An order with its lines, in the words that its customer read when ordering.
pub fn find_as_read(tx: &mut Tx<'_>, id: OrderId) -> Result<Option<Order>, DbError> {
    let hours = translations::said(
        "pickup_point",
        "p.id",
        TextField::Hours,
        "p.hours",
        "o.language",
    );
    let words = [
        "COALESCE(o.shown_address, o.address)",
        "COALESCE(o.payment_shown_name, o.payment_name)",
        "COALESCE(o.payment_shown_text, o.payment_text)",
        "COALESCE(i.shown_name, i.name)",
    ];
    load(tx, id, words, &hours)
}

/// Reads an order with these columns for address, name and text of its way to pay, and the names of
/// its lines.
fn load(
    tx: &mut Tx<'_>,
    id: OrderId,
    [address, payment_name, payment_text, line]: [&str; 4],
    hours: &str,
) -> Result<Option<Order>, DbError> {
    let order = tx.query_opt(
        &format!(
            "SELECT o.currency, o.id, o.user_id, u.telegram_id, o.number, o.status, o.contact_name, o.phone, {address},
                    COALESCE(o.pin, p.latitude || ',' || p.longitude),
                    {hours}, o.delivery_kind, o.fee_minor, o.total_minor, o.comment, o.cancel_reason,
                    {payment_name}, o.payment_kind, {payment_text}, {}, o.paid_at, o.created_at
             FROM orders o JOIN users u ON u.id = o.user_id
             LEFT JOIN pickup_points p ON p.id = o.pickup_point_id WHERE o.id = $1",
            payment::COLUMNS
        ),
        params![id.get()],
        |row| {
            let currency = currency(&row.take::<String>()?)?;
            Ok(Order {
                id: OrderId::new(row.take()?),
                customer: UserId::new(row.take()?),
                telegram: TelegramId::new(row.take()?),
                number: OrderNumber::stored(row.take()?),
                status: status(&row.take::<String>()?)?,
                contact_name: row.take()?,
                phone: row.take()?,
                address: row.take()?,
                pin: pin(row)?,
                hours: row.take()?,
                delivery_kind: kind(&row.take::<String>()?)?,
                fee: Money::new(row.take()?, currency),
                total: Money::new(row.take()?, currency),
                comment: row.take()?,
                cancel_reason: row.take()?,
                payment: payment::read(row)?,
                paid_at: row.take::<Option<i64>>()?.map(time).transpose()?,
                placed_at: time(row.take()?)?,
                lines: Vec::new(),
            })
        },
    )?;
    let Some(mut order) = order else {
        return Ok(None);
    };
    let currency = order.total.currency();
    order.lines = tx.query(
        &format!(
            "SELECT i.product_id, {line}, i.options, i.price_minor, i.quantity, COALESCE(p.deleted_at, p.hidden_at)
             FROM order_items i JOIN products p ON p.id = i.product_id WHERE i.order_id = $1 ORDER BY i.id"
        ),
        params![id.get()],
        |row| {
            Ok(OrderLine {
                product: ProductId::new(row.take()?),
                name: full_name(
                    &row.take::<String>()?,
                    &OptionList::stored(&row.take::<String>()?),
                ),
                price: Money::new(row.take()?, currency),
                quantity: quantity(row.take()?)?,
                is_listed: row.take::<Option<i64>>()?.is_none(),
            })
        },
    )?;
    Ok(Some(order))
}

/// What an order will be known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reservation {
    /// Its row id, where the engine gives it out beforehand.
    id: Option<i64>,
    /// Whether another order has the number.
    pub is_taken: bool,
}

/// Looks whether a number is free and, on PostgreSQL, draws the row id: then nothing that places
/// the order needs an answer before the commit.
pub fn reserve(tx: &mut Tx<'_>, number: &OrderNumber) -> Result<Asked<Reservation>, DbError> {
    let sql = if tx.changes_in_one() {
        "SELECT nextval(pg_get_serial_sequence('orders', 'id')), EXISTS (SELECT 1 FROM orders WHERE number = $1)"
    } else {
        "SELECT NULL, EXISTS (SELECT 1 FROM orders WHERE number = $1)"
    };
    tx.ask(sql, params![number.as_str()], |row| {
        Ok(Reservation {
            id: row.take()?,
            is_taken: row.take()?,
        })
    })
}

/// Places an order for what was quoted: the customer's cart, whose lines are locked, becomes its
/// frozen lines and leaves the stock, and the checkout is closed with it.
pub fn place(
    tx: &mut Tx<'_>,
    reservation: Reservation,
    placing: &Placing<'_>,
) -> Result<OrderId, DbError> {
    let quote = placing.quote;
    let words = quote.language.map_or(Words::Own, Words::In);
    let (customer, checkout) = (placing.customer.get(), placing.checkout.get());
    let (option, point) = checkouts::columns(quote.way);
    let key = desk::search_key(placing.number.as_str(), &quote.contact_name, &quote.phone);
    let payment = payment::Columns::of(quote, placing.now);
    // That of a pickup point is its own.
    let pin = quote.pin.as_ref().filter(|_| point.is_none());
    let pin = pin.map(Pin::as_str);
    let values = params![
        customer,
        placing.number.as_str(),
        &quote.contact_name,
        &quote.phone,
        &quote.address,
        quote.kind.code(),
        option,
        point,
        quote.fee.minor(),
        quote.total.minor(),
        quote.total.currency().code(),
        placing.now,
        quote.comment.as_deref(),
        &key,
        payment.way,
        payment.name,
        payment.kind,
        payment.text,
        payment.hours,
        payment.remind_at,
        payment.expires_at,
        pin,
        words.code(),
        reservation.id,
        checkout
    ];
    if let Some(id) = reservation.id {
        // One message instead of six, while others who want the same goods wait.
        tx.run(&place_in_one(), values)?;
        return Ok(OrderId::new(id));
    }
    let order: i64 = tx.query_one(
        &format!(
            "INSERT INTO orders (user_id, number, status, contact_name, phone, shown_address, delivery_kind,
                 delivery_option_id, pickup_point_id, fee_minor, total_minor, currency, created_at, updated_at, comment,
                 search_key, payment_way_id, payment_shown_name, payment_kind, payment_shown_text, payment_hours,
                 remind_at, expires_at, pin, language, address, payment_name, payment_text)
             VALUES ($1, $2, 'pending', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14,
                 $15, $16, $17, $18, $19, $20, $21, $22, $23, {OWN_WORDS}) RETURNING id"
        ),
        &values[..23],
        |row| row.take(),
    )?;
    tx.run(
        &format!(
            "INSERT INTO order_items
                 (order_id, product_id, variant_id, name, shown_name, options, sku, quantity, price_minor,
                  created_at, updated_at)
             SELECT $1, p.id, v.id, p.name, {}, v.options, v.sku, i.quantity, v.price_minor, $3, $3
             FROM carts c
             JOIN cart_items i ON i.cart_id = c.id
             JOIN product_variants v ON v.id = i.variant_id
             JOIN products p ON p.id = v.product_id
             WHERE c.user_id = $2 ORDER BY i.id",
            said_name("$4")
        ),
        params![order, customer, placing.now, words.code()],
    )?;
    tx.run(
        "UPDATE product_variants SET updated_at = $2, stock = stock - (
             SELECT i.quantity FROM cart_items i JOIN carts c ON c.id = i.cart_id
             WHERE c.user_id = $1 AND i.variant_id = product_variants.id)
         WHERE id IN (SELECT i.variant_id FROM cart_items i JOIN carts c ON c.id = i.cart_id WHERE c.user_id = $1)",
        params![customer, placing.now],
    )?;
    tx.run(
        "DELETE FROM cart_items WHERE cart_id IN (SELECT id FROM carts WHERE user_id = $1)",
        params![customer],
    )?;
    tx.run(
        "UPDATE checkouts SET order_id = $2, updated_at = $3 WHERE id = $1",
        params![checkout, order, placing.now],
    )?;
    board::mark(tx, OrderId::new(order), placing.now)?;
    Ok(OrderId::new(order))
}

/// The name of a product as the customer reads it.
fn said_name(words: &str) -> String {
    translations::said("product", "p.id", TextField::Name, "p.name", words)
}

/// Address, and name and text of the way to pay, of [`place`] in the shop's own words. Of addresses
/// only a pickup point's is the shop's.
const OWN_WORDS: &str =
    "COALESCE((SELECT p.name || ': ' || p.address FROM pickup_points p WHERE p.id = $8), $5),
    (SELECT w.name FROM payment_ways w WHERE w.id = $15),
    (SELECT w.instructions FROM payment_ways w WHERE w.id = $15)";

/// What [`place`] does to six tables, as PostgreSQL can be told it at once. Its own statements are
/// the same, one by one.
fn place_in_one() -> String {
    let said_name = said_name("$23");
    format!(
        "WITH placed AS (
        INSERT INTO orders (user_id, number, status, contact_name, phone, shown_address, delivery_kind,
            delivery_option_id, pickup_point_id, fee_minor, total_minor, currency, created_at, updated_at, comment, search_key,
            payment_way_id, payment_shown_name, payment_kind, payment_shown_text, payment_hours, remind_at, expires_at,
            pin, language, id, address, payment_name, payment_text)
        VALUES ($1, $2, 'pending', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14,
            $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, {OWN_WORDS})),
    line AS (
        SELECT i.id, v.product_id, i.variant_id, p.name, {said_name} AS shown_name, v.options, v.sku, i.quantity,
            v.price_minor
        FROM carts c
        JOIN cart_items i ON i.cart_id = c.id
        JOIN product_variants v ON v.id = i.variant_id
        JOIN products p ON p.id = v.product_id
        WHERE c.user_id = $1),
    frozen AS (
        INSERT INTO order_items (order_id, product_id, variant_id, name, shown_name, options, sku, quantity,
            price_minor, created_at, updated_at)
        SELECT $24, product_id, variant_id, name, shown_name, options, sku, quantity, price_minor, $12, $12
        FROM line ORDER BY id),
    taken AS (
        UPDATE product_variants v SET stock = v.stock - l.quantity, updated_at = $12
        FROM line l WHERE v.id = l.variant_id),
    posted AS (
        INSERT INTO board_posts (order_id, chat_id, thread_id, changes, shown, created_at, updated_at)
        SELECT $24, chat_id, thread_id, 1, 0, $12, $12 FROM board),
    emptied AS (DELETE FROM cart_items i USING line l WHERE i.id = l.id)
    UPDATE checkouts SET order_id = $24, updated_at = $12 WHERE id = $25"
    )
}

/// Who places which order.
#[derive(Debug, Clone, Copy)]
pub struct Placing<'a> {
    /// The customer, whose checkout and cart are locked.
    pub customer: UserId,
    /// The checkout it comes from.
    pub checkout: CheckoutId,
    /// Its number, reserved.
    pub number: &'a OrderNumber,
    /// What was agreed.
    pub quote: &'a Quote,
    /// When, in seconds.
    pub now: i64,
}

/// How the customer's last order was to be delivered.
pub fn last_way(tx: &mut Tx<'_>, customer: UserId) -> Result<Option<Way>, DbError> {
    let last = tx.query_opt(
        "SELECT delivery_option_id, pickup_point_id FROM orders WHERE user_id = $1 ORDER BY id DESC LIMIT 1",
        params![customer.get()],
        |row| Ok(checkouts::way(row.take()?, row.take()?)),
    )?;
    Ok(last.flatten())
}

/// A line of an order in front of today's shelves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Name that the customer read at purchase, with its options.
    pub name: String,
    /// What was bought.
    pub variant: VariantId,
    /// How many were bought.
    pub quantity: Quantity,
    /// Units on hand; 0 for what is not sold any more.
    pub stock: u32,
}

/// What of an order can be bought again, in variant order.
pub fn wanted(tx: &mut Tx<'_>, id: OrderId) -> Result<Vec<Wanted>, DbError> {
    tx.query(
        "SELECT COALESCE(i.shown_name, i.name), i.options, i.variant_id, i.quantity,
                (CASE WHEN v.deleted_at IS NULL AND p.deleted_at IS NULL AND p.hidden_at IS NULL AND c.deleted_at IS NULL
                      THEN v.stock ELSE 0 END)
         FROM order_items i
         JOIN product_variants v ON v.id = i.variant_id
         JOIN products p ON p.id = v.product_id
         JOIN categories c ON c.id = p.category_id
         WHERE i.order_id = $1 ORDER BY i.variant_id",
        params![id.get()],
        |row| {
            Ok(Wanted {
                name: full_name(
                    &row.take::<String>()?,
                    &OptionList::stored(&row.take::<String>()?),
                ),
                variant: VariantId::new(row.take()?),
                quantity: quantity(row.take()?)?,
                stock: row.take()?,
            })
        },
    )
}

/// Locks an order and tells where it stands.
pub fn lock(tx: &mut Tx<'_>, id: OrderId) -> Result<Option<OrderStatus>, DbError> {
    tx.query_opt(
        "SELECT status FROM orders WHERE id = $1 FOR NO KEY UPDATE",
        params![id.get()],
        |row| status(&row.take::<String>()?),
    )
}

/// Moves an order to a status. None leads back to where its clock runs, so that stops.
pub fn set_status(
    tx: &mut Tx<'_>,
    id: OrderId,
    status: OrderStatus,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE orders SET status = $2, remind_at = NULL, expires_at = NULL, updated_at = $3 WHERE id = $1",
        params![id.get(), status.code(), now],
    )?;
    board::mark(tx, id, now)
}

/// Puts an order's goods back on the shelf, once; `false` when they are there already.
pub fn restock(tx: &mut Tx<'_>, id: OrderId, now: i64) -> Result<bool, DbError> {
    let first = tx.execute(
        "UPDATE orders SET restocked_at = $2, updated_at = $2 WHERE id = $1 AND restocked_at IS NULL",
        params![id.get(), now],
    )?;
    if first == 0 {
        return Ok(false);
    }
    // The same locks in the same order as a sale takes them.
    tx.query(
        "SELECT id FROM product_variants WHERE id IN (SELECT variant_id FROM order_items WHERE order_id = $1)
         ORDER BY id FOR NO KEY UPDATE",
        params![id.get()],
        |row| row.take::<i64>(),
    )?;
    tx.run(
        "UPDATE product_variants SET updated_at = $2, stock = stock + (
             SELECT i.quantity FROM order_items i WHERE i.order_id = $1 AND i.variant_id = product_variants.id)
         WHERE id IN (SELECT variant_id FROM order_items WHERE order_id = $1)",
        params![id.get(), now],
    )?;
    Ok(true)
}

/// Whether there is no order, and none is placed until the transaction ends.
pub fn none_until_end(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    if any(tx)? {
        return Ok(false);
    }
    if tx.has_writers_beside() {
        // Whoever places an order asks first whether its number is free, and so waits here.
        tx.run("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE", params![])?;
    }
    Ok(!any(tx)?)
}

/// Whether the shop ever sold anything.
pub fn any(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    Ok(tx
        .query_opt("SELECT id FROM orders LIMIT 1", params![], |row| {
            row.take::<i64>()
        })?
        .is_some())
}
