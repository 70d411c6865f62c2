//! An open transaction and the rows it reads, whichever engine they are of.

use tracing::debug;

#[cfg(feature = "postgres")]
use super::postgres;
use super::{DbError, Value, engine::Counters, sqlite};

/// An open transaction.
pub struct Tx<'a> {
    open: Open<'a>,
    counters: &'a Counters,
    /// Attempts around the present statement; it names their savepoints.
    depth: u32,
}

/// The engine's side of a transaction.
enum Open<'a> {
    Sqlite(&'a rusqlite::Connection),
    #[cfg(feature = "postgres")]
    Postgres(&'a mut postgres::Transaction),
}

impl<'a> Tx<'a> {
    pub(super) fn sqlite(connection: &'a rusqlite::Connection, counters: &'a Counters) -> Self {
        Self {
            open: Open::Sqlite(connection),
            counters,
            depth: 0,
        }
    }

    #[cfg(feature = "postgres")]
    pub(super) fn postgres(
        transaction: &'a mut postgres::Transaction,
        counters: &'a Counters,
    ) -> Self {
        Self {
            open: Open::Postgres(transaction),
            counters,
            depth: 0,
        }
    }

    /// Whether several changes may be one statement here (`WITH … AS (INSERT …)`). PostgreSQL can,
    /// and there it saves as many messages; SQLite cannot, and has no messages to save.
    pub fn changes_in_one(&self) -> bool {
        match &self.open {
            Open::Sqlite(_) => false,
            #[cfg(feature = "postgres")]
            Open::Postgres(_) => true,
        }
    }

    /// Whether others may write at the same time. On SQLite one transaction writes, and all others
    /// wait for its end.
    pub fn has_writers_beside(&self) -> bool {
        !matches!(self.open, Open::Sqlite(_))
    }

    /// Runs a statement and returns how many rows it changed.
    ///
    /// # Errors
    /// [`DbError::Constraint`] when a rule of the tables forbids it; then only the end of the
    /// surrounding [`Tx::attempt`] or of the transaction can follow.
    pub fn execute(&mut self, sql: &str, params: &[Value<'_>]) -> Result<usize, DbError> {
        self.count(sql);
        match &mut self.open {
            Open::Sqlite(connection) => sqlite::execute(connection, sql, params),
            #[cfg(feature = "postgres")]
            Open::Postgres(transaction) => transaction.execute(sql, params),
        }
    }

    /// Runs a statement of which only the success matters. PostgreSQL gets it together with the
    /// next statement that is waited for, at the latest with the commit, which then fails with it.
    ///
    /// # Errors
    /// As [`Tx::execute`], on PostgreSQL with a later statement or with the commit.
    pub fn run(&mut self, sql: &str, params: &[Value<'_>]) -> Result<(), DbError> {
        self.count(sql);
        match &mut self.open {
            Open::Sqlite(connection) => sqlite::execute(connection, sql, params).map(drop),
            #[cfg(feature = "postgres")]
            Open::Postgres(transaction) => transaction.run(sql, params, None),
        }
    }

    /// Like [`Tx::run`] for a statement that must change a row: when it changes none, the
    /// transaction fails with `otherwise`.
    ///
    /// # Errors
    /// As [`Tx::run`], and `otherwise`.
    pub fn demand(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        otherwise: DbError,
    ) -> Result<(), DbError> {
        self.count(sql);
        match &mut self.open {
            Open::Sqlite(connection) => match sqlite::execute(connection, sql, params)? {
                0 => Err(otherwise),
                _ => Ok(()),
            },
            #[cfg(feature = "postgres")]
            Open::Postgres(transaction) => transaction.run(sql, params, Some(otherwise)),
        }
    }

    /// Reads all rows of a query.
    pub fn query<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        mut read: impl FnMut(&mut Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        let mut found = Vec::new();
        self.each(sql, params, |row| {
            found.push(read(row)?);
            Ok(Next::Row)
        })?;
        Ok(found)
    }

    /// Reads the first row of a query, if there is one.
    pub fn query_opt<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        mut read: impl FnMut(&mut Row<'_>) -> Result<T, DbError>,
    ) -> Result<Option<T>, DbError> {
        let mut found = None;
        self.each(sql, params, |row| {
            found = Some(read(row)?);
            Ok(Next::Enough)
        })?;
        Ok(found)
    }

    /// Reads the one row of a query.
    ///
    /// # Errors
    /// [`DbError::NotFound`] when there is none.
    pub fn query_one<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        read: impl FnMut(&mut Row<'_>) -> Result<T, DbError>,
    ) -> Result<T, DbError> {
        self.query_opt(sql, params, read)?.ok_or(DbError::NotFound)
    }

    /// Asks a query whose rows are wanted a little later: PostgreSQL gets it together with the next
    /// statement that is waited for, so that several questions cost one trip to the server.
    pub fn ask<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        mut read: impl FnMut(&mut Row<'_>) -> Result<T, DbError> + 'static,
    ) -> Result<Asked<T>, DbError> {
        self.count(sql);
        match &mut self.open {
            Open::Sqlite(connection) => {
                let mut found = Vec::new();
                sqlite::query(connection, sql, params, |row| {
                    found.push(read(row)?);
                    Ok(Next::Row)
                })?;
                Ok(Asked::Here(found))
            }
            #[cfg(feature = "postgres")]
            Open::Postgres(transaction) => {
                let number = transaction.ask(sql, params)?;
                let read = Box::new(read);
                Ok(Asked::Later { number, read })
            }
        }
    }

    /// The rows of a query asked before.
    pub fn answer<T>(&mut self, asked: Asked<T>) -> Result<Vec<T>, DbError> {
        match (asked, &mut self.open) {
            (Asked::Here(found), _) => Ok(found),
            #[cfg(feature = "postgres")]
            (Asked::Later { number, mut read }, Open::Postgres(transaction)) => {
                let mut found = Vec::new();
                transaction.answer(number, |row| {
                    found.push(read(row)?);
                    Ok(Next::Row)
                })?;
                Ok(found)
            }
            #[cfg(feature = "postgres")]
            (Asked::Later { .. }, Open::Sqlite(_)) => Err(DbError::NotFound),
        }
    }

    fn each(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        read: impl FnMut(&mut Row<'_>) -> Result<Next, DbError>,
    ) -> Result<(), DbError> {
        self.count(sql);
        match &mut self.open {
            Open::Sqlite(connection) => sqlite::query(connection, sql, params, read),
            #[cfg(feature = "postgres")]
            Open::Postgres(transaction) => transaction.query(sql, params, read),
        }
    }

    /// Runs `work` so that its refusal undoes only its own changes: what the
    /// transaction did before, and does after, stands.
    ///
    /// # Errors
    /// Only when the transaction itself cannot go on; what `work` returned is the inner result.
    pub fn attempt<T, E>(
        &mut self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Result<T, E>, DbError> {
        let name = format!("attempt_{}", self.depth);
        match &mut self.open {
            Open::Sqlite(connection) => {
                let connection: &rusqlite::Connection = connection;
                sqlite::savepoint(connection, &name)?;
                let result = work(&mut Tx {
                    open: Open::Sqlite(connection),
                    counters: self.counters,
                    depth: self.depth + 1,
                });
                sqlite::end_savepoint(connection, &name, result.is_ok())?;
                Ok(result)
            }
            #[cfg(feature = "postgres")]
            Open::Postgres(transaction) => {
                let savepoint = transaction.savepoint(&name)?;
                let result = work(&mut Tx {
                    open: Open::Postgres(transaction),
                    counters: self.counters,
                    depth: self.depth + 1,
                });
                transaction.end_savepoint(savepoint, result.is_ok())?;
                Ok(result)
            }
        }
    }

    fn count(&self, sql: &str) {
        debug!(target: "ecombot::sql", "{sql}");
        self.counters.statement();
    }
}

/// A query that has been asked; [`Tx::answer`] has its rows.
#[must_use = "the rows are wanted, else it need not be asked"]
pub enum Asked<T> {
    /// SQLite has answered already.
    #[doc(hidden)]
    Here(Vec<T>),
    /// PostgreSQL answers with the next trip.
    #[cfg(feature = "postgres")]
    #[doc(hidden)]
    Later { number: usize, read: Reader<T> },
}

#[cfg(feature = "postgres")]
type Reader<T> = Box<dyn FnMut(&mut Row<'_>) -> Result<T, DbError> + 'static>;

/// Whether a query's reader wants another row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Row,
    Enough,
}

/// One row of a result, read from left to right.
pub struct Row<'a> {
    cells: Cells<'a>,
    column: usize,
}

enum Cells<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    #[cfg(feature = "postgres")]
    Postgres(&'a tokio_postgres::Row),
}

impl<'a> Row<'a> {
    pub(super) const fn sqlite(row: &'a rusqlite::Row<'a>) -> Self {
        Self {
            cells: Cells::Sqlite(row),
            column: 0,
        }
    }

    #[cfg(feature = "postgres")]
    pub(super) const fn postgres(row: &'a tokio_postgres::Row) -> Self {
        Self {
            cells: Cells::Postgres(row),
            column: 0,
        }
    }

    /// Reads the next column.
    ///
    /// # Errors
    /// [`DbError::Decode`] when it holds something else than asked for.
    pub fn take<T: Column>(&mut self) -> Result<T, DbError> {
        let column = self.column;
        self.column += 1;
        T::read(self, column)
    }
}

/// What a column can be read as; an `Option` where it may be `NULL`.
pub trait Column: Sized {
    /// Reads column number `column`, from 0.
    fn read(row: &Row<'_>, column: usize) -> Result<Self, DbError>;
}

fn unreadable(column: usize, found: &dyn std::error::Error) -> DbError {
    let cause = found.source().map(ToString::to_string);
    DbError::Decode(format!(
        "column {column}: {found}{}",
        cause.map_or_else(String::new, |cause| format!(" ({cause})"))
    ))
}

macro_rules! columns {
    ($($type:ty),*) => {$(
        impl Column for $type {
            fn read(row: &Row<'_>, column: usize) -> Result<Self, DbError> {
                match row.cells {
                    Cells::Sqlite(row) => row.get(column).map_err(|found| unreadable(column, &found)),
                    #[cfg(feature = "postgres")]
                    Cells::Postgres(row) => row.try_get(column).map_err(|found| unreadable(column, &found)),
                }
            }
        }
    )*};
}

columns!(
    bool,
    i64,
    String,
    Vec<u8>,
    Option<bool>,
    Option<i64>,
    Option<String>,
    Option<Vec<u8>>
);

impl Column for u32 {
    fn read(row: &Row<'_>, column: usize) -> Result<Self, DbError> {
        let number = i64::read(row, column)?;
        Self::try_from(number).map_err(|found| unreadable(column, &found))
    }
}

impl Column for Option<u32> {
    fn read(row: &Row<'_>, column: usize) -> Result<Self, DbError> {
        let number = Option::<i64>::read(row, column)?.map(u32::try_from);
        number
            .transpose()
            .map_err(|found| unreadable(column, &found))
    }
}
