//! The order board: where it is, and the message about each order.
//!
//! Whatever changes an order [`mark`]s its message in the same transaction.

use crate::{
    db::{DbError, Tx},
    domain::{
        board::BoardPlace,
        id::{OrderId, TelegramId},
    },
    params,
};

use super::limit;

/// Where the board is, when there is one.
pub fn place(tx: &mut Tx<'_>) -> Result<Option<BoardPlace>, DbError> {
    tx.query_opt(
        "SELECT chat_id, thread_id, title FROM board",
        params![],
        |row| {
            Ok(BoardPlace {
                chat: TelegramId::new(row.take()?),
                thread: Some(row.take()?).filter(|thread: &i64| *thread != 0),
                title: row.take()?,
            })
        },
    )
}

/// Settles where the board is.
pub fn set_place(tx: &mut Tx<'_>, place: &BoardPlace, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO board (id, chat_id, thread_id, title, created_at, updated_at) VALUES (1, $1, $2, $3, $4, $4)
         ON CONFLICT (id) DO UPDATE SET chat_id = excluded.chat_id, thread_id = excluded.thread_id,
             title = excluded.title, updated_at = excluded.updated_at",
        params![place.chat.get(), place.thread.unwrap_or(0), &place.title, now],
    )
}

/// Ends the board in a chat; `false` when it is not there.
pub fn remove(tx: &mut Tx<'_>, chat: TelegramId) -> Result<bool, DbError> {
    let removed = tx.execute("DELETE FROM board WHERE chat_id = $1", params![chat.get()])?;
    Ok(removed > 0)
}

/// Forgets every message.
pub fn clear(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.run("DELETE FROM board_posts", params![])
}

/// Notes that an order has changed, or is new, when there is a board.
pub fn mark(tx: &mut Tx<'_>, order: OrderId, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO board_posts (order_id, chat_id, thread_id, changes, shown, created_at, updated_at)
         SELECT $1, chat_id, thread_id, 1, 0, $2, $2 FROM board WHERE id = 1
         ON CONFLICT (order_id) DO UPDATE SET changes = board_posts.changes + 1, updated_at = excluded.updated_at,
             chat_id = excluded.chat_id, thread_id = excluded.thread_id,
             message_id = CASE WHEN board_posts.chat_id = excluded.chat_id
                                AND board_posts.thread_id = excluded.thread_id THEN board_posts.message_id END",
        params![order.get(), now],
    )
}

/// Marks the newest orders that are under way, as far as they are not there already.
pub fn mark_open(tx: &mut Tx<'_>, size: usize, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO board_posts (order_id, chat_id, thread_id, changes, shown, created_at, updated_at)
         SELECT o.id, b.chat_id, b.thread_id, 1, 0, $2, $2 FROM board b CROSS JOIN (
             SELECT id FROM orders WHERE status IN ('pending', 'processing', 'pickup_ready', 'shipped')
             ORDER BY id DESC LIMIT $1) o
         WHERE b.id = 1
         ON CONFLICT (order_id) DO NOTHING",
        params![limit(size), now],
    )
}

/// Orders whose messages do not show their last change, oldest first.
pub fn due(tx: &mut Tx<'_>, size: usize) -> Result<Vec<OrderId>, DbError> {
    tx.query(
        "SELECT p.order_id FROM board_posts p
         JOIN board b ON b.chat_id = p.chat_id AND b.thread_id = p.thread_id
         WHERE p.shown < p.changes ORDER BY p.order_id LIMIT $1",
        params![limit(size)],
        |row| row.take().map(OrderId::new),
    )
}

/// The message about an order, and after how many changes it has to show it; `None` when it shows
/// the last one.
pub fn pending(tx: &mut Tx<'_>, order: OrderId) -> Result<Option<(Option<i32>, i64)>, DbError> {
    tx.query_opt(
        "SELECT p.message_id, p.changes FROM board_posts p
         JOIN board b ON b.chat_id = p.chat_id AND b.thread_id = p.thread_id
         WHERE p.order_id = $1 AND p.shown < p.changes",
        params![order.get()],
        |row| {
            let message: Option<i64> = row.take()?;
            let message = message.map(i32::try_from).transpose();
            let message = message.map_err(|error| DbError::Decode(error.to_string()))?;
            Ok((message, row.take()?))
        },
    )
}

/// Notes which message shows an order after so many changes, unless the board has moved on;
/// without a message there is none to be had.
pub fn note_shown(
    tx: &mut Tx<'_>,
    place: &BoardPlace,
    order: OrderId,
    message: Option<i32>,
    changes: i64,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE board_posts SET message_id = $4, updated_at = $6,
             shown = CASE WHEN changes < $5 THEN changes ELSE $5 END
         WHERE order_id = $1 AND chat_id = $2 AND thread_id = $3",
        params![
            order.get(),
            place.chat.get(),
            place.thread.unwrap_or(0),
            message.map(i64::from),
            changes,
            now
        ],
    )
}

/// Notes that a message is not there any more.
pub fn note_gone(
    tx: &mut Tx<'_>,
    place: &BoardPlace,
    order: OrderId,
    message: i32,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE board_posts SET message_id = NULL, updated_at = $4
         WHERE order_id = $1 AND chat_id = $2 AND message_id = $3",
        params![order.get(), place.chat.get(), i64::from(message), now],
    )
}

/// The order that a message of a chat is about.
pub fn order_of(
    tx: &mut Tx<'_>,
    chat: TelegramId,
    message: i32,
) -> Result<Option<OrderId>, DbError> {
    tx.query_opt(
        "SELECT order_id FROM board_posts WHERE chat_id = $1 AND message_id = $2",
        params![chat.get(), i64::from(message)],
        |row| row.take().map(OrderId::new),
    )
}
