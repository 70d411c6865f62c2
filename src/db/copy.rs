//! Moving house: copies a whole shop into an empty database, of the same engine or the other.
//!
//! What there is to copy, the engines' catalogues say. The source is read in one transaction and
//! the target written in one, with a short queue of pages between them, so that the memory it
//! takes does not grow with the shop. Before the target commits, everything is read back and its
//! checksums are compared with those of what was read. However a copy is interrupted, the target
//! is as it was, and the copy can be run again.

mod dialect;
mod pages;
mod reader;
mod schema;
mod writer;

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
};

use thiserror::Error;
use tokio::join;

use self::{
    dialect::Dialect,
    pages::{Cells, Sum},
    reader::Reader,
    schema::Table,
    writer::{Fresh, Writer},
};
use super::{
    Db, DbError, MigrationState, engine::Engine, is_same_place, sqlite, status, without_password,
};

/// Pages that wait for the writer; together with those being read and written some 4 MB.
const AHEAD: usize = 2;
/// Columns that differ between two fresh databases.
const TIMES: &[&str] = &["created_at", "updated_at"];

/// Why a shop was not copied. In every case but [`CopyError::Unknown`] nothing was.
#[derive(Debug, Clone, Error)]
pub enum CopyError {
    /// Both URLs name one database.
    #[error("--from and --to name the same database, '{0}'; name another one to copy to")]
    Same(String),
    /// There is nothing to copy.
    #[error("there is no shop at '{0}'; check --from")]
    NoShop(String),
    /// A database is of an earlier release.
    #[error(
        "the shop at '{0}' is of an earlier release; first run: ecombot migrate --database URL"
    )]
    Pending(String),
    /// The target has been used.
    #[error(
        "database '{place}' is not empty: {table} has {rows} rows that no new shop has; copy to a new one"
    )]
    NotEmpty {
        /// The target.
        place: String,
        /// The first table with something in it.
        table: String,
        /// Its rows.
        rows: u64,
    },
    /// The databases have other tables, or tables that cannot be copied.
    #[error("the two databases cannot be copied into each other: {0}")]
    Schema(String),
    /// A table was refused, or did not arrive as it was.
    #[error("nothing was copied: {table}: {why}")]
    Table {
        /// Which.
        table: String,
        /// What is the matter with it.
        why: String,
    },
    /// A row cannot be read here or stored there.
    #[error("nothing was copied: {table}, row with {key}: {why}")]
    Row {
        /// Its table.
        table: String,
        /// Its key.
        key: String,
        /// What is the matter with it.
        why: String,
    },
    /// A connection was lost in the middle.
    #[error("the connection to '{0}' was lost; nothing was copied, run it again")]
    Interrupted(String),
    /// The connection was lost when everything was written.
    #[error(
        "the connection to '{0}' was lost at the very end; run it again: if that database is not empty then, the shop has arrived"
    )]
    Unknown(String),
    /// A transaction that cannot be run again, because the stream has gone on.
    #[doc(hidden)]
    #[error("a broken copy cannot go on")]
    Repeated,
    /// The writer gave up first.
    #[doc(hidden)]
    #[error("nobody takes the rows any more")]
    Unwanted,
    /// The reader gave up first.
    #[doc(hidden)]
    #[error("the rows ended too early")]
    Unfinished,
    /// A database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl CopyError {
    /// Says at which database it happened.
    fn at(self, url: &str) -> Self {
        let shown = without_password(url);
        match self {
            Self::NotEmpty { table, rows, .. } => Self::NotEmpty {
                place: shown,
                table,
                rows,
            },
            Self::Repeated | Self::Db(DbError::Unreachable(_)) => Self::Interrupted(shown),
            Self::Db(DbError::Unknown) => Self::Unknown(shown),
            other => other,
        }
    }
}

/// A table that has been copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Its name.
    pub table: String,
    /// How many rows it has.
    pub rows: u64,
    /// A checksum over all of them, in hexadecimal: the same on every engine.
    pub sha256: String,
}

/// How far a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    /// What is being done.
    pub stage: Stage,
    /// The table it is at.
    pub table: &'a str,
    /// Rows done in this stage, of all tables.
    pub done: u64,
    /// Rows of the shop.
    pub total: u64,
}

/// What a copy does, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Rows are read and written.
    Copying,
    /// They are read back and compared.
    Checking,
}

/// Is told how far a copy is, after every page.
pub type Watch = Arc<dyn Fn(Progress<'_>) + Send + Sync>;

/// What the reader tells the writer.
enum Message {
    /// The rows of all tables together.
    Total(u64),
    /// Rows of the table with this number.
    Rows { table: usize, rows: Vec<Cells> },
    /// That was everything: what each table adds up to, and how far the source has counted.
    End {
        sums: Vec<Sum>,
        counters: BTreeMap<String, i64>,
    },
}

/// Copies the shop at `from` into the empty database at `to`, which is created and set up as
/// needed. Nobody can serve either of them meanwhile.
///
/// # Errors
/// [`CopyError`], and [`DbError::InUse`] when a bot runs on one of them.
pub async fn copy(from: &str, to: &str, watch: Watch) -> Result<Vec<Copied>, CopyError> {
    if is_same_place(from, to)? {
        return Err(CopyError::Same(without_password(to)));
    }
    // Asked before anything is opened, which would create or migrate it.
    match Release::of(&status(from)?) {
        Release::Present => {}
        Release::None => return Err(CopyError::NoShop(without_password(from))),
        Release::Earlier => return Err(CopyError::Pending(without_password(from))),
    }
    if Release::of(&status(to)?) == Release::Earlier {
        return Err(CopyError::Pending(without_password(to)));
    }
    let source = Db::open_to_serve(from)?;
    let target = match Db::open_to_serve(to) {
        Ok(target) => target,
        Err(error) => {
            source.close().await;
            return Err(error.into());
        }
    };
    let ends = Ends {
        source: &source,
        target: &target,
        from,
        to,
    };
    let outcome = ends.copy(watch).await;
    target.close().await;
    source.close().await;
    outcome
}

/// Which release set a database up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Release {
    /// None: there is no shop, or nothing at all.
    None,
    Earlier,
    Present,
}

impl Release {
    fn of(migrations: &[MigrationState]) -> Self {
        let applied = migrations.iter().filter(|state| state.is_applied).count();
        match applied {
            0 => Self::None,
            count if count == migrations.len() => Self::Present,
            _ => Self::Earlier,
        }
    }
}

/// Two open databases and their URLs.
struct Ends<'a> {
    source: &'a Db,
    target: &'a Db,
    from: &'a str,
    to: &'a str,
}

impl Ends<'_> {
    async fn copy(&self, watch: Watch) -> Result<Vec<Copied>, CopyError> {
        let there = tables(self.target)
            .await
            .map_err(|error| error.at(self.to))?;
        let here = tables(self.source)
            .await
            .map_err(|error| error.at(self.from))?;
        let tables: Arc<[Table]> = schema::agree(here, &there)?.into();
        let reader = Reader {
            dialect: Dialect::of(self.source),
            tables: Arc::clone(&tables),
        };
        let writer = Writer {
            dialect: Dialect::of(self.target),
            tables,
            fresh: fresh().await?,
            watch,
        };
        self.stream(reader, writer).await
    }

    /// Runs both ends at once. Whichever fails drops its end of the queue, which the other one
    /// notices: nobody waits for ever, and half a stream is not committed.
    async fn stream(&self, reader: Reader, writer: Writer) -> Result<Vec<Copied>, CopyError> {
        let (sender, receiver) = sync_channel(AHEAD);
        let (sending, receiving) = (Once::new(sender), Once::new(receiver));
        let reading = self.source.scan(move |tx| {
            let stream: SyncSender<Message> = sending.take()?;
            reader.read(tx, &stream)
        });
        let writing = self.target.write(move |tx| {
            let stream: Receiver<Message> = receiving.take()?;
            writer.write(tx, &stream)
        });
        match join!(reading, writing) {
            (_, Ok(copied)) => Ok(copied),
            (Err(cause), Err(CopyError::Unfinished)) => Err(cause.at(self.from)),
            (_, Err(cause)) => Err(cause.at(self.to)),
        }
    }
}

/// An end of the queue. An engine runs a use case again when its connection broke, but rows that
/// have been through the queue do not come again.
struct Once<T>(Mutex<Option<T>>);

impl<T> Once<T> {
    const fn new(end: T) -> Self {
        Self(Mutex::new(Some(end)))
    }

    fn take(&self) -> Result<T, CopyError> {
        let mut end = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        end.take().ok_or(CopyError::Repeated)
    }
}

async fn tables(db: &Db) -> Result<Vec<Table>, CopyError> {
    let dialect = Dialect::of(db);
    db.read(move |tx| dialect.tables(tx)).await
}

/// What a new database has in it, found out by making one.
async fn fresh() -> Result<Vec<Fresh>, CopyError> {
    let failed = |error: std::io::Error| DbError::Engine(format!("a temporary folder: {error}"));
    let folder = tempfile::tempdir().map_err(failed)?;
    let db = Db {
        engine: Engine::Sqlite(sqlite::Sqlite::open(&folder.path().join("fresh.db"))?),
    };
    let found = db.read(|tx| {
        let dialect = Dialect::Sqlite;
        let mut found = Vec::new();
        for table in dialect.tables(tx)? {
            let table = table.without(TIMES);
            let sum = pages::read(tx, dialect, &table, |_| Ok(()))?;
            found.push(Fresh { table, sum });
        }
        Ok(found)
    });
    let found = found.await;
    db.close().await;
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_shop_of_this_release_is_copied() {
        let states = |applied: &[bool]| -> Vec<MigrationState> {
            let states = applied.iter().map(|is_applied| MigrationState {
                name: "0001_shop",
                is_applied: *is_applied,
            });
            states.collect()
        };
        assert_eq!(Release::of(&states(&[false, false])), Release::None);
        assert_eq!(Release::of(&states(&[true, false])), Release::Earlier);
        assert_eq!(Release::of(&states(&[true, true])), Release::Present);
    }

    #[test]
    fn an_error_says_at_which_database_and_no_password() {
        let url = "postgres://shop:secret@host/shop";
        let lost = CopyError::from(DbError::Unreachable("gone".into())).at(url);
        let unknown = CopyError::from(DbError::Unknown).at(url);
        for error in [lost, unknown, CopyError::Repeated.at(url)] {
            let told = error.to_string();
            assert!(
                told.contains("the connection to 'postgres://…@host/shop' was lost"),
                "{told}"
            );
        }
    }
}
