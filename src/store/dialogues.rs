//! What a chat is waiting for and what it shows, as the bot's own JSON; no row means neither.

use crate::{
    db::{DbError, Tx},
    domain::id::TelegramId,
    params,
};

/// What is kept of a chat.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dialogue {
    /// What it is waiting for.
    pub state: Option<String>,
    /// What it shows.
    pub screen: Option<String>,
}

/// What is kept of a chat.
pub fn get(tx: &mut Tx<'_>, chat: TelegramId) -> Result<Dialogue, DbError> {
    let found = tx.query_opt(
        "SELECT state, screen FROM dialogues WHERE chat_id = $1",
        params![chat.get()],
        |row| {
            Ok(Dialogue {
                state: row.take()?,
                screen: row.take()?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// Sets what a chat is waiting for.
pub fn set_state(tx: &mut Tx<'_>, chat: TelegramId, state: &str, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO dialogues (chat_id, state, created_at, updated_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (chat_id) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at",
        params![chat.get(), state, now],
    )
}

/// Notes what a chat shows.
pub fn set_screen(
    tx: &mut Tx<'_>,
    chat: TelegramId,
    screen: &str,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO dialogues (chat_id, screen, created_at, updated_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (chat_id) DO UPDATE SET screen = excluded.screen, updated_at = excluded.updated_at",
        params![chat.get(), screen, now],
    )
}

/// Forgets what a chat is waiting for; forgetting twice is fine.
pub fn clear_state(tx: &mut Tx<'_>, chat: TelegramId) -> Result<(), DbError> {
    tx.run(
        "UPDATE dialogues SET state = NULL WHERE chat_id = $1 AND state IS NOT NULL",
        params![chat.get()],
    )
}
