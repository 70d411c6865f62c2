//! The database: open it, read from it, write to it.
//!
//! A use case is a synchronous closure over a [`Tx`]. Because it is
//! synchronous it cannot talk to the network while it holds the stock, and
//! because it is `Fn` it can be run again when its transaction breaks.
//!
//! Every statement is written once, in SQL that SQLite and PostgreSQL both
//! run: `$1` parameters, `ON CONFLICT`, `RETURNING`, `FOR UPDATE` last. The
//! times are the caller's, in seconds; there is no `now()`.

mod engine;
mod lock;
mod migrate;
mod value;

use std::fmt;

use thiserror::Error;

pub use engine::{Column, Row, Tx};
pub use migrate::{MigrationState, status};
pub use value::Value;

/// Why the database did not do what was asked.
#[derive(Debug, Error)]
pub enum DbError {
    /// The URL names no engine of this build.
    #[error("cannot use database '{0}': write sqlite://FILE, for example sqlite://ecombot.db")]
    Unsupported(String),
    /// Another process serves this shop.
    #[error("database '{0}' is in use by another ecombot; stop that one first")]
    InUse(String),
    /// The schema was written by a later release.
    #[error(
        "the database has schema version {found}, this ecombot knows up to {known}; install the newer release"
    )]
    Newer {
        /// Version found.
        found: usize,
        /// Newest version this program knows.
        known: usize,
    },
    /// The file is a database, but no shop.
    #[error("database '{0}' belongs to another program; name another file")]
    Foreign(String),
    /// A stored value that this program cannot read.
    #[error("unreadable value in the database: {0}")]
    Decode(String),
    /// A unique key, a check or a reference was violated.
    #[error("constraint violated: {0}")]
    Constraint(String),
    /// A row that must exist does not.
    #[error("row not found")]
    NotFound,
    /// The conversation moved on in another transaction meanwhile.
    #[error("overtaken by another transaction")]
    Overtaken,
    /// The transaction ended before the use case did (disk full, interrupt).
    #[error("transaction ended early: {0}")]
    Lost(String),
    /// The database has been closed.
    #[error("database closed")]
    Closed,
    /// Anything else the engine reported.
    #[error("{0}")]
    Engine(String),
}

/// The shop's database. Cheap to clone; the last clone closes it.
#[derive(Clone)]
pub struct Db {
    engine: engine::Engine,
}

impl Db {
    /// Opens the database, creating and migrating it as needed.
    ///
    /// # Errors
    /// [`DbError::Unsupported`] for other URLs, [`DbError::Newer`] for a later schema,
    /// [`DbError::InUse`] when a migration is due while a bot runs on it.
    pub fn open(url: &str) -> Result<Self, DbError> {
        let path = sqlite_path(url)?;
        migrate::apply(path)?;
        Ok(Self {
            engine: engine::Engine::open(path, None)?,
        })
    }

    /// Opens the database as the one process that serves the shop.
    ///
    /// # Errors
    /// As [`Db::open`], and [`DbError::InUse`] when another process serves it.
    pub fn open_to_serve(url: &str) -> Result<Self, DbError> {
        let path = sqlite_path(url)?;
        let lock = lock::Lock::take(path)?.ok_or_else(|| DbError::InUse(url.to_owned()))?;
        migrate::apply_locked(path)?;
        Ok(Self {
            engine: engine::Engine::open(path, Some(lock))?,
        })
    }

    /// Runs `work` in a read-only transaction; never waits for a writer.
    ///
    /// It runs on the thread that asks: a screenful comes out of the page cache in some 20 µs, and
    /// handing that to another thread and back costs more than the work. What may take long is
    /// for [`Db::scan`].
    pub async fn read<T, E>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.engine.read(work).await
    }

    /// Runs `work` like [`Db::read`], but on a thread of its own: for reads over many rows.
    pub async fn scan<T, E>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.engine.scan(work).await
    }

    /// Runs `work` in a transaction: commits on `Ok`, rolls back on `Err`, and returns only
    /// after the commit reached the disk. The closure may run more than once.
    pub async fn write<T, E>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.engine.write(work).await
    }

    /// Finishes what is queued and closes the file.
    pub async fn close(self) {
        self.engine.close().await;
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Db")
    }
}

/// The file of a `sqlite://` URL: two slashes before a relative path, three before an absolute one.
fn sqlite_path(url: &str) -> Result<&std::path::Path, DbError> {
    match url.strip_prefix("sqlite://") {
        Some(path) if !path.is_empty() && path != ":memory:" => Ok(path.as_ref()),
        _ => Err(DbError::Unsupported(without_password(url))),
    }
}

/// A URL fit for an error message.
fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_name_files() {
        let path = |url| sqlite_path(url).map(|path| path.display().to_string()).ok();
        assert_eq!(path("sqlite://ecombot.db").as_deref(), Some("ecombot.db"));
        assert_eq!(
            path("sqlite:///var/lib/shop.db").as_deref(),
            Some("/var/lib/shop.db")
        );
        for refused in ["sqlite://", "sqlite://:memory:", "shop.db", "mysql://x", ""] {
            assert_eq!(path(refused), None, "{refused}");
        }
        let error = sqlite_path("postgres://ann:secret@host/shop")
            .expect_err("not built in")
            .to_string();
        assert!(
            error.contains("postgres://…@host/shop") && !error.contains("secret"),
            "{error}"
        );
    }
}
