//! What the shop says in its owner's words.

use crate::{
    db::{DbError, Tx},
    domain::{id::WordingId, language::Language, wording::Reworded},
    params,
};

/// Every text that is reworded, in languages that this release speaks.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Reworded>, DbError> {
    let rows = tx.query(
        "SELECT language, message, text FROM wordings WHERE text IS NOT NULL
         ORDER BY language, message",
        params![],
        |row| {
            let language: String = row.take()?;
            let (message, text) = (row.take()?, row.take()?);
            Ok(Language::from_code(&language).map(|language| Reworded {
                language,
                message,
                text,
            }))
        },
    )?;
    Ok(rows.into_iter().flatten().collect())
}

/// The row of a text that is or was reworded, and what it says.
pub fn find(
    tx: &mut Tx<'_>,
    language: Language,
    message: &str,
) -> Result<Option<(WordingId, Option<String>)>, DbError> {
    tx.query_opt(
        "SELECT id, text FROM wordings WHERE language = $1 AND message = $2",
        params![language.code(), message],
        |row| Ok((WordingId::new(row.take()?), row.take()?)),
    )
}

/// The language and the text that a row is about, and what it says.
pub fn state(
    tx: &mut Tx<'_>,
    id: WordingId,
) -> Result<Option<(String, String, Option<String>)>, DbError> {
    tx.query_opt(
        "SELECT language, message, text FROM wordings WHERE id = $1",
        params![id.get()],
        |row| Ok((row.take()?, row.take()?, row.take()?)),
    )
}

/// Makes a row for a text that was never reworded.
pub fn insert(
    tx: &mut Tx<'_>,
    language: Language,
    message: &str,
    text: &str,
    now: i64,
) -> Result<WordingId, DbError> {
    tx.query_one(
        "INSERT INTO wordings (language, message, text, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $4) RETURNING id",
        params![language.code(), message, text, now],
        |row| Ok(WordingId::new(row.take()?)),
    )
}

/// Says it in other words, or as it came.
pub fn set(tx: &mut Tx<'_>, id: WordingId, text: Option<&str>, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE wordings SET text = $2, updated_at = $3 WHERE id = $1",
        params![id.get(), text, now],
    )
}
