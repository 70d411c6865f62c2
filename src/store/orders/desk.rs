//! Orders as staff work on them: lists, search, who packs what, and messages about them.

use crate::{
    db::{DbError, Tx},
    domain::{
        id::{OrderId, TelegramId},
        order::{Claim, MessageKind, OrderFilter, OrderMessage, OrderStatus, OrderSummary},
        page::Page,
        staff::Actor,
        text::sort_key,
    },
    params,
    store::{board, like, limit, status},
};

use super::{SUMMARY, payment::UNPAID, read_summary, time};

/// One page of the orders of a filter, newest first, from the order `from` on.
pub fn page(
    tx: &mut Tx<'_>,
    filter: OrderFilter,
    from: Option<OrderId>,
    size: usize,
) -> Result<Page<OrderSummary, OrderId>, DbError> {
    let from = from.map_or(i64::MAX, OrderId::get);
    let unpaid = format!("{UNPAID} AND");
    let (condition, code) = match filter {
        OrderFilter::Status(status) => ("status = $3 AND", Some(status.code())),
        OrderFilter::Unpaid => (unpaid.as_str(), None),
        OrderFilter::All => ("", None),
    };
    // Only a status is a third parameter.
    let count = 2 + usize::from(code.is_some());
    let found = tx.query(
        &format!(
            "SELECT {SUMMARY} FROM orders WHERE {condition} id <= $1 ORDER BY id DESC LIMIT $2"
        ),
        &params![from, limit(size + 1), code][..count],
        read_summary,
    )?;
    let before = tx.query(
        &format!("SELECT id FROM orders WHERE {condition} id > $1 ORDER BY id LIMIT $2"),
        &params![from, limit(size), code][..count],
        |row| row.take().map(OrderId::new),
    )?;
    Ok(Page::new(found, size, &before, |order| order.id))
}

/// How many orders have each status, as far as there are any.
pub fn counts(tx: &mut Tx<'_>) -> Result<Vec<(OrderStatus, i64)>, DbError> {
    tx.query(
        "SELECT status, COUNT(*) FROM orders GROUP BY status ORDER BY status",
        params![],
        |row| Ok((status(&row.take::<String>()?)?, row.take()?)),
    )
}

/// What an order is found by: its number, the name on it and the digits of its phone.
pub fn search_key(number: &str, name: &str, phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    sort_key(&format!("{number}\n{name}\n{digits}"))
}

/// The newest orders whose number, name or phone contains these words.
pub fn search(tx: &mut Tx<'_>, words: &str, size: usize) -> Result<Vec<OrderSummary>, DbError> {
    // A phone may be typed with a plus, spaces and brackets.
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    let is_phone = digits.len() >= 4 && !words.chars().any(char::is_alphabetic);
    let sought = if is_phone { digits } else { words.to_owned() };
    let pattern = format!("%{}%", like(&sort_key(&sought)));
    let number = format!("%{}%", like(&words.to_uppercase()));
    tx.query(
        &format!(
            "SELECT {SUMMARY} FROM orders
             WHERE search_key LIKE $1 ESCAPE '\\' OR number LIKE $2 ESCAPE '\\' ORDER BY id DESC LIMIT $3"
        ),
        params![&pattern, &number, limit(size)],
        read_summary,
    )
}

/// Who is packing an order.
pub fn claim(tx: &mut Tx<'_>, id: OrderId) -> Result<Option<Claim>, DbError> {
    let found = tx.query_opt(
        "SELECT o.claimed_by, u.first_name, o.claimed_at
         FROM orders o LEFT JOIN users u ON u.telegram_id = o.claimed_by
         WHERE o.id = $1 AND o.claimed_by IS NOT NULL",
        params![id.get()],
        |row| {
            Ok(Claim {
                by: TelegramId::new(row.take()?),
                name: row.take()?,
                at: time(row.take()?)?,
            })
        },
    )?;
    Ok(found)
}

/// Notes who is packing an order, which is locked; `None` for nobody.
pub fn set_claim(
    tx: &mut Tx<'_>,
    id: OrderId,
    person: Option<TelegramId>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE orders SET claimed_by = $2, claimed_at = $3, updated_at = $4 WHERE id = $1",
        params![
            id.get(),
            person.map(TelegramId::get),
            person.map(|_| now),
            now
        ],
    )?;
    board::mark(tx, id, now)
}

/// Notes why the shop calls an order off, which is locked.
pub fn set_cancel_reason(
    tx: &mut Tx<'_>,
    id: OrderId,
    reason: &str,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE orders SET cancel_reason = $2, updated_at = $3 WHERE id = $1",
        params![id.get(), reason, now],
    )
}

/// Keeps a message about an order.
pub fn add_message(
    tx: &mut Tx<'_>,
    id: OrderId,
    kind: MessageKind,
    author: Actor,
    text: &str,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO order_messages (order_id, kind, author, text, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $5)",
        params![id.get(), kind.code(), author.id(), text, now],
    )
}

/// The latest messages about an order, oldest first.
pub fn messages(tx: &mut Tx<'_>, id: OrderId, size: usize) -> Result<Vec<OrderMessage>, DbError> {
    let mut latest = tx.query(
        "SELECT m.kind, NULLIF(u.first_name, ''), m.text, m.created_at
         FROM order_messages m LEFT JOIN users u ON u.telegram_id = m.author
         WHERE m.order_id = $1 ORDER BY m.id DESC LIMIT $2",
        params![id.get(), limit(size)],
        |row| {
            let kind: String = row.take()?;
            Ok(OrderMessage {
                kind: MessageKind::from_code(&kind)
                    .ok_or_else(|| DbError::Decode(format!("message kind '{kind}'")))?,
                author: row.take()?,
                text: row.take()?,
                at: time(row.take()?)?,
            })
        },
    )?;
    latest.reverse();
    Ok(latest)
}

/// How many messages there are about an order.
pub fn message_count(tx: &mut Tx<'_>, id: OrderId) -> Result<i64, DbError> {
    tx.query_one(
        "SELECT COUNT(*) FROM order_messages WHERE order_id = $1",
        params![id.get()],
        |row| row.take(),
    )
}
