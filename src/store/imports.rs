//! Catalogue files that staff sent: shown, and applied step by step.

use crate::{
    db::{DbError, Row, Tx},
    domain::id::{ImportId, TelegramId},
    params,
};

/// Where a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// What it would change has been shown.
    Shown,
    /// It is being applied.
    Applying,
    /// It has been applied, or as much of it as could be; whoever sent it is to be told.
    Done,
    /// Nothing more is to be done about it.
    Closed,
}

impl State {
    const ALL: [Self; 4] = [Self::Shown, Self::Applying, Self::Done, Self::Closed];

    const fn code(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Applying => "applying",
            Self::Done => "done",
            Self::Closed => "closed",
        }
    }
}

/// A file with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Row id.
    pub id: ImportId,
    /// Whose chat it came in, which is who sent it.
    pub chat: TelegramId,
    /// The ending of its name: `csv` or `json`.
    pub form: String,
    /// Where it stands.
    pub state: State,
    /// Whether stock of variants that the shop had is set, too.
    pub with_stock: bool,
    /// How many of its categories and products have been dealt with.
    pub position: usize,
    /// How many there are.
    pub total: usize,
    /// What it would change, or has changed so far, in JSON.
    pub summary: String,
}

const COLUMNS: &str = "id, chat_id, form, state, with_stock, position, total, summary";

fn read(row: &mut Row<'_>) -> Result<Import, DbError> {
    let (id, chat) = (ImportId::new(row.take()?), TelegramId::new(row.take()?));
    let form = row.take()?;
    let code: String = row.take()?;
    let state = State::ALL.into_iter().find(|state| state.code() == code);
    Ok(Import {
        id,
        chat,
        form,
        state: state.ok_or_else(|| DbError::Decode(format!("state of an import '{code}'")))?,
        with_stock: row.take()?,
        position: row.take::<u32>()? as usize,
        total: row.take::<u32>()? as usize,
        summary: row.take()?,
    })
}

/// A file that has just come.
#[derive(Debug, Clone, Copy)]
pub struct NewImport<'a> {
    /// Whose chat it came in.
    pub chat: TelegramId,
    /// The ending of its name.
    pub form: &'a str,
    /// Its bytes.
    pub file: &'a [u8],
    /// What each of its categories and products would change, as it is shown.
    pub shown: &'a str,
    /// How many of them there are.
    pub total: usize,
    /// What it would change, in JSON.
    pub summary: &'a str,
}

/// Keeps a file. One that was shown before it in the same chat can be applied no more.
pub fn insert(tx: &mut Tx<'_>, new: NewImport<'_>, now: i64) -> Result<ImportId, DbError> {
    tx.run(
        "UPDATE imports SET state = $2, file = NULL, shown = '', updated_at = $3
         WHERE chat_id = $1 AND state = 'shown'",
        params![new.chat.get(), State::Closed.code(), now],
    )?;
    tx.query_one(
        "INSERT INTO imports (chat_id, form, file, shown, state, with_stock, position, total, summary,
             created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'shown', $5, 0, $6, $7, $8, $8) RETURNING id",
        params![
            new.chat.get(),
            new.form,
            new.file,
            new.shown,
            false,
            super::limit(new.total),
            new.summary,
            now
        ],
        |row| row.take().map(ImportId::new),
    )
}

/// A file by its id.
pub fn find(tx: &mut Tx<'_>, id: ImportId) -> Result<Option<Import>, DbError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM imports WHERE id = $1"),
        params![id.get()],
        read,
    )
}

/// A file by its id, held until the transaction ends: nobody else works on it meanwhile.
pub fn hold(tx: &mut Tx<'_>, id: ImportId) -> Result<Option<Import>, DbError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM imports WHERE id = $1 FOR NO KEY UPDATE"),
        params![id.get()],
        read,
    )
}

/// The first file after another that is to be applied, or whose end is to be told.
pub fn next(tx: &mut Tx<'_>, after: Option<ImportId>) -> Result<Option<Import>, DbError> {
    let after = after.map_or(0, ImportId::get);
    tx.query_opt(
        &format!(
            "SELECT {COLUMNS} FROM imports WHERE state IN ('applying', 'done') AND id > $1 ORDER BY id LIMIT 1"
        ),
        params![after],
        read,
    )
}

/// The newest file of a chat that is not settled.
pub fn newest(tx: &mut Tx<'_>, chat: TelegramId) -> Result<Option<Import>, DbError> {
    tx.query_opt(
        &format!(
            "SELECT {COLUMNS} FROM imports WHERE chat_id = $1 AND state <> 'closed' ORDER BY id DESC LIMIT 1"
        ),
        params![chat.get()],
        read,
    )
}

/// The bytes of a file and what of it was shown; `None` when they are not kept any more.
pub fn contents(tx: &mut Tx<'_>, id: ImportId) -> Result<Option<(Vec<u8>, String)>, DbError> {
    tx.query_opt(
        "SELECT file, shown FROM imports WHERE id = $1 AND file IS NOT NULL",
        params![id.get()],
        |row| Ok((row.take()?, row.take()?)),
    )
}

/// Begins to apply a file.
pub fn begin(
    tx: &mut Tx<'_>,
    id: ImportId,
    with_stock: bool,
    summary: &str,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE imports SET state = 'applying', with_stock = $2, summary = $3, updated_at = $4 WHERE id = $1",
        params![id.get(), with_stock, summary, now],
    )
}

/// Notes how far a file has been applied.
pub fn advance(
    tx: &mut Tx<'_>,
    id: ImportId,
    position: usize,
    summary: &str,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE imports SET position = $2, summary = $3, updated_at = $4 WHERE id = $1",
        params![id.get(), super::limit(position), summary, now],
    )
}

/// Notes that nothing more is applied; the file is not needed any more.
pub fn finish(tx: &mut Tx<'_>, id: ImportId, state: State, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE imports SET state = $2, file = NULL, shown = '', updated_at = $3 WHERE id = $1",
        params![id.get(), state.code(), now],
    )
}

/// Forgets files that were settled, or shown and left, before a time.
pub fn prune(tx: &mut Tx<'_>, before: i64) -> Result<(), DbError> {
    tx.run(
        "DELETE FROM imports WHERE state IN ('shown', 'closed') AND updated_at < $1",
        params![before],
    )
}
