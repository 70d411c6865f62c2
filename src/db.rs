//! The database: open it, read from it, write to it.
//!
//! A use case is a synchronous closure over a [`Tx`]. Because it is
//! synchronous it cannot talk to the network while it holds the stock, and
//! because it is `Fn` it can be run again when its transaction breaks.
//!
//! Every statement is written once, in SQL that SQLite and PostgreSQL both
//! run: `$1` parameters, `ON CONFLICT`, `RETURNING`, `FOR UPDATE` last. The
//! times are the caller's, in seconds; there is no `now()`.

pub mod copy;
mod engine;
mod migrate;
#[cfg(feature = "postgres")]
mod postgres;
mod sqlite;
mod tx;
mod value;

use std::{fmt, path::Path};

use thiserror::Error;

use engine::Engine;
pub use migrate::MigrationState;
pub use tx::{Asked, Column, Row, Tx};
pub use value::Value;

/// Why the database did not do what was asked.
#[derive(Debug, Clone, Error)]
pub enum DbError {
    /// The URL names no engine.
    #[error(
        "cannot use database '{0}': write sqlite://FILE, for example sqlite://ecombot.db, or postgres://USER@HOST/DATABASE"
    )]
    Unsupported(String),
    /// The URL names an engine that this program was built without.
    #[error(
        "cannot use database '{0}': this ecombot was built without PostgreSQL; build it with: cargo build --release --features postgres"
    )]
    NotBuiltIn(String),
    /// The URL names an engine, but is not understood.
    #[error("cannot use database '{url}': {problem}")]
    Malformed {
        /// The URL, fit for messages.
        url: String,
        /// What is wrong with it.
        problem: String,
    },
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
    /// This update has had its effect already.
    #[error("the update has had its effect already")]
    Repeated,
    /// The commit was sent and its answer lost: whether it happened must be looked up.
    #[error("the connection broke in a commit; whether it happened is not known")]
    Unknown,
    /// The server does not answer, or not in time.
    #[error("the database does not answer: {0}")]
    Unreachable(String),
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

/// What a database has done since it was opened, for whoever measures it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// Transactions ended, or on SQLite also shared.
    pub transactions: u64,
    /// Statements of use cases.
    pub statements: u64,
    /// Times that PostgreSQL's answer was waited for; 0 on SQLite, which is no trip away.
    pub trips: u64,
    /// Use cases run once more because their transaction broke.
    pub repeats: u64,
}

/// The shop's database. Cheap to clone; the last clone closes it.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
}

impl Db {
    /// Opens the database, creating and migrating it as needed.
    ///
    /// # Errors
    /// [`DbError::Unsupported`] and [`DbError::Malformed`] for other URLs, [`DbError::Newer`] for a
    /// later schema, [`DbError::InUse`] when a migration is due while a bot runs on it.
    pub fn open(url: &str) -> Result<Self, DbError> {
        let engine = match Place::of(url)? {
            Place::File(path) => Engine::Sqlite(sqlite::Sqlite::open(path)?),
            #[cfg(feature = "postgres")]
            Place::Server(address) => Engine::Postgres(postgres::Postgres::open(*address)?),
        };
        Ok(Self { engine })
    }

    /// Opens the database as the one process that serves the shop.
    ///
    /// # Errors
    /// As [`Db::open`], and [`DbError::InUse`] when another process serves it.
    pub fn open_to_serve(url: &str) -> Result<Self, DbError> {
        let engine = match Place::of(url)? {
            Place::File(path) => sqlite::Sqlite::open_to_serve(path)?.map(Engine::Sqlite),
            #[cfg(feature = "postgres")]
            Place::Server(address) => {
                postgres::Postgres::open_to_serve(*address)?.map(Engine::Postgres)
            }
        };
        match engine {
            Some(engine) => Ok(Self { engine }),
            None => Err(DbError::InUse(without_password(url))),
        }
    }

    /// Runs `work` in a read-only transaction that sees one moment; never waits for a writer.
    ///
    /// On SQLite it runs on the thread that asks: a screenful comes out of the page cache in some
    /// 20 µs, and handing that to another thread and back costs more than the work. What may take
    /// long is for [`Db::scan`].
    pub async fn read<T, E>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.read(work).await,
            #[cfg(feature = "postgres")]
            Engine::Postgres(postgres) => postgres.read(work).await,
        }
    }

    /// Runs `work` like [`Db::read`], but where it holds up no tap: for reads over many rows.
    pub async fn scan<T, E>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.scan(work).await,
            #[cfg(feature = "postgres")]
            Engine::Postgres(postgres) => postgres.scan(work).await,
        }
    }

    /// Runs `work` in a transaction: commits on `Ok`, rolls back on `Err`, and returns only
    /// after the commit reached the disk. The closure may run more than once.
    ///
    /// # Errors
    /// What `work` returned; [`DbError::Unknown`] when the commit's answer was lost.
    pub async fn write<T, E>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.write(work).await,
            #[cfg(feature = "postgres")]
            Engine::Postgres(postgres) => postgres.write(work).await,
        }
    }

    /// Has nothing left in the database's own files of what was deleted before: on SQLite the file
    /// is written anew, and its log emptied, which takes as long as copying the file does; writers
    /// wait for it. PostgreSQL does that by itself, in its own time. `false` when somebody was
    /// reading and the log could not be emptied: then it is to be tried again.
    ///
    /// # Errors
    /// When the disk has no room for a second file.
    pub async fn scrub(&self) -> Result<bool, DbError> {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.scrub().await,
            #[cfg(feature = "postgres")]
            Engine::Postgres(_) => Ok(true),
        }
    }

    /// Waits until another process serves the shop in this one's place: then this one must stop.
    /// That happens on PostgreSQL only, when its server was away and the other one came first.
    pub async fn displaced(&self) {
        match &self.engine {
            Engine::Sqlite(_) => std::future::pending().await,
            #[cfg(feature = "postgres")]
            Engine::Postgres(postgres) => postgres.displaced().await,
        }
    }

    /// What has been done so far.
    pub fn work_done(&self) -> Work {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.counters().read(),
            #[cfg(feature = "postgres")]
            Engine::Postgres(postgres) => postgres.counters().read(),
        }
    }

    /// Finishes what is queued and closes the database.
    pub async fn close(self) {
        match self.engine {
            Engine::Sqlite(sqlite) => sqlite.close().await,
            #[cfg(feature = "postgres")]
            Engine::Postgres(postgres) => postgres.close().await,
        }
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Db")
    }
}

/// Lists all migrations and which of them the database at `url` has, changing nothing.
///
/// # Errors
/// As [`Db::open`].
pub fn status(url: &str) -> Result<Vec<MigrationState>, DbError> {
    let applied = match Place::of(url)? {
        Place::File(path) => sqlite::migrate::applied(path)?,
        #[cfg(feature = "postgres")]
        Place::Server(address) => postgres::applied(*address)?,
    };
    Ok(migrate::states(applied))
}

/// Whether several processes may be started on the database at `url`: one serves, the others
/// stand by.
pub fn has_standby(url: &str) -> bool {
    is_postgres(url)
}

/// Where a database is.
enum Place<'a> {
    File(&'a Path),
    #[cfg(feature = "postgres")]
    Server(Box<postgres::Address>),
}

impl<'a> Place<'a> {
    /// Two slashes stand before a relative path of a file, three before an absolute one.
    fn of(url: &'a str) -> Result<Self, DbError> {
        match url.strip_prefix("sqlite://") {
            Some(path) if !path.is_empty() && path != ":memory:" => {
                return Ok(Self::File(path.as_ref()));
            }
            _ => {}
        }
        if !is_postgres(url) {
            return Err(DbError::Unsupported(without_password(url)));
        }
        #[cfg(feature = "postgres")]
        return postgres::Address::parse(url)
            .map(Box::new)
            .map(Self::Server);
        #[cfg(not(feature = "postgres"))]
        Err(DbError::NotBuiltIn(without_password(url)))
    }
}

/// Whether two URLs name one database, as far as their words tell.
fn is_same_place(one: &str, other: &str) -> Result<bool, DbError> {
    let real = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path));
    Ok(match (Place::of(one)?, Place::of(other)?) {
        (Place::File(one), Place::File(other)) => {
            one == other || matches!((real(one), real(other)), (Ok(one), Ok(other)) if one == other)
        }
        #[cfg(feature = "postgres")]
        (Place::Server(one), Place::Server(other)) => one.is_same_shop(&other),
        #[cfg(feature = "postgres")]
        _ => false,
    })
}

fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// Parameters that are shown. What another one holds may be a password under a misspelt name.
const SHOWN: &[&str] = &[
    "application_name",
    "connect_timeout",
    "dbname",
    "host",
    "options",
    "pool_size",
    "pool_timeout",
    "port",
    "sslmode",
    "sslrootcert",
    "user",
];

/// A URL fit for an error message. What is no URL at all may have a password in it, too: wherever
/// one can be, nothing is shown.
fn without_password(url: &str) -> String {
    if url.starts_with("sqlite://") {
        return url.to_owned();
    }
    let (scheme, rest) = match url.find("://") {
        Some(at) => url.split_at(at + "://".len()),
        None => ("", url),
    };
    let shown = match rest.rsplit_once('@') {
        // It ends a password with a question mark, or stands in a parameter.
        Some((before, _)) if before.contains('?') => "…".to_owned(),
        Some((_, host)) => format!("…@{host}"),
        None if scheme.is_empty() => rest.to_owned(),
        None => without_credentials(rest),
    };
    let Some((place, query)) = shown.split_once('?') else {
        return match shown.split_once('=') {
            // `host=… password=…`, as libpq also takes it.
            Some((key, _)) if scheme.is_empty() => format!("{key}=…"),
            _ => format!("{scheme}{shown}"),
        };
    };
    let parameters = query
        .split('&')
        .map(|parameter| match parameter.split_once('=') {
            Some((key, _)) if !SHOWN.contains(&key) => format!("{key}=…"),
            _ => parameter.to_owned(),
        });
    let parameters: Vec<_> = parameters.collect();
    format!("{scheme}{place}?{}", parameters.join("&"))
}

/// `name:password` where the host was forgotten; a port is a number.
fn without_credentials(rest: &str) -> String {
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, place) = rest.split_at(end);
    match host.rsplit_once(':') {
        Some((_, port)) if !host.starts_with('[') && port.parse::<u16>().is_err() => {
            format!("…{place}")
        }
        _ => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(url: &str) -> Option<String> {
        match Place::of(url) {
            Ok(Place::File(path)) => Some(path.display().to_string()),
            _ => None,
        }
    }

    #[test]
    fn urls_name_files() {
        assert_eq!(file("sqlite://ecombot.db").as_deref(), Some("ecombot.db"));
        assert_eq!(
            file("sqlite:///var/lib/shop.db").as_deref(),
            Some("/var/lib/shop.db")
        );
        for refused in ["sqlite://", "sqlite://:memory:", "shop.db", "mysql://x", ""] {
            assert!(
                matches!(Place::of(refused), Err(DbError::Unsupported(_))),
                "{refused}"
            );
        }
    }

    #[test]
    fn a_password_is_not_told() {
        for (url, shown) in [
            ("mysql://ann:secret@host/shop", "mysql://…@host/shop"),
            ("mysql://ann:sec@ret@host/shop", "mysql://…@host/shop"),
            (
                "mysql://host/shop?user=ann&password=secret&x=sec",
                "mysql://host/shop?user=ann&password=…&x=…",
            ),
            (
                "mysql://host:1/shop?PASSWORD=secret",
                "mysql://host:1/shop?PASSWORD=…",
            ),
            ("mysql://ann@host/shop?password=sec@ret", "mysql://…"),
            ("mysql://ann:secret", "mysql://…"),
            ("mysql://ann:secret/shop", "mysql://…/shop"),
            ("mysql://[::1]:1/shop", "mysql://[::1]:1/shop"),
            ("mysql:ann:secret@host/shop", "…@host/shop"),
            ("ann:secret@host/shop", "…@host/shop"),
            ("host=h user=ann password='my secret'", "host=…"),
            ("my shop.db", "my shop.db"),
        ] {
            let error = Db::open(url).expect_err("another engine").to_string();
            assert!(
                error.contains(&format!("'{shown}'")) && !error.contains("sec"),
                "{error}"
            );
        }
    }

    #[cfg(not(feature = "postgres"))]
    #[test]
    fn without_postgresql_it_is_said_how_to_build_it_in() {
        for url in ["postgres://ann:secret@host/shop", "postgresql:///shop"] {
            let error = Db::open(url).expect_err("not built in").to_string();
            assert!(
                error.contains("cargo build --release --features postgres"),
                "{error}"
            );
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
