//! What a chat is waiting for, as the bot's own JSON; no row means nothing.

use crate::{
    db::{DbError, Tx},
    domain::id::TelegramId,
    params,
};

/// The state of a chat.
pub fn get(tx: &mut Tx<'_>, chat: TelegramId) -> Result<Option<String>, DbError> {
    tx.query_opt(
        "SELECT state FROM dialogues WHERE chat_id = $1",
        params![chat.get()],
        |row| row.take(),
    )
}

/// Sets the state of a chat.
pub fn set(tx: &mut Tx<'_>, chat: TelegramId, state: &str, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO dialogues (chat_id, state, created_at, updated_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (chat_id) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at",
        params![chat.get(), state, now],
    )?;
    Ok(())
}

/// Forgets the state of a chat; forgetting twice is fine.
pub fn clear(tx: &mut Tx<'_>, chat: TelegramId) -> Result<(), DbError> {
    tx.run(
        "DELETE FROM dialogues WHERE chat_id = $1",
        params![chat.get()],
    )?;
    Ok(())
}
