//! Products that somebody is about to add: one per chat, as the shop's own JSON.

use crate::{
    db::{DbError, Row, Tx},
    domain::id::TelegramId,
    params,
};

/// A draft as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Whose chat it is in.
    pub chat: TelegramId,
    /// The draft in JSON.
    pub draft: String,
}

fn read(row: &mut Row<'_>) -> Result<Kept, DbError> {
    Ok(Kept {
        chat: TelegramId::new(row.take()?),
        draft: row.take()?,
    })
}

/// The draft of a chat.
pub fn get(tx: &mut Tx<'_>, chat: TelegramId) -> Result<Option<Kept>, DbError> {
    tx.query_opt(
        "SELECT chat_id, draft FROM product_drafts WHERE chat_id = $1",
        params![chat.get()],
        read,
    )
}

/// The draft of a chat, which nobody else changes until the end.
pub fn lock(tx: &mut Tx<'_>, chat: TelegramId) -> Result<Option<Kept>, DbError> {
    tx.query_opt(
        "SELECT chat_id, draft FROM product_drafts WHERE chat_id = $1 FOR UPDATE",
        params![chat.get()],
        read,
    )
}

/// Every draft of the shop, by chat.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Kept>, DbError> {
    tx.query(
        "SELECT chat_id, draft FROM product_drafts ORDER BY chat_id",
        params![],
        read,
    )
}

/// The drafts that nobody has touched since a time, by chat.
pub fn untouched_since(tx: &mut Tx<'_>, time: i64) -> Result<Vec<Kept>, DbError> {
    tx.query(
        "SELECT chat_id, draft FROM product_drafts WHERE updated_at < $1 ORDER BY chat_id FOR UPDATE",
        params![time],
        read,
    )
}

/// Keeps a draft in the place of the chat's last one.
pub fn set(tx: &mut Tx<'_>, chat: TelegramId, draft: &str, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO product_drafts (chat_id, draft, created_at, updated_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (chat_id) DO UPDATE SET draft = excluded.draft, updated_at = excluded.updated_at",
        params![chat.get(), draft, now],
    )
}

/// Forgets the draft of a chat; forgetting twice is fine.
pub fn remove(tx: &mut Tx<'_>, chat: TelegramId) -> Result<(), DbError> {
    tx.run(
        "DELETE FROM product_drafts WHERE chat_id = $1",
        params![chat.get()],
    )
}
