//! SQLite behind the database's face: one writer thread with shared commits,
//! many readers. The only file, beside the migrations, that names a driver.

use std::{
    any::Any,
    borrow::Cow,
    panic::{self, AssertUnwindSafe},
    path::Path,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use r2d2_sqlite::SqliteConnectionManager;
use rusqlite::{
    Connection, ErrorCode, OpenFlags, ToSql,
    config::DbConfig,
    types::{FromSql, ToSqlOutput, ValueRef},
};
use tokio::{
    sync::{Semaphore, mpsc, oneshot},
    task,
};
use tracing::debug;

use super::{DbError, Value, lock::Lock};

/// Readers at once; more would only queue for the processor.
const READERS: u32 = 4;
/// Long reads at once, beside them.
const SCANNERS: u32 = 2;
/// Use cases waiting for the writer before callers wait in turn.
const QUEUE: usize = 1024;
/// Use cases that share one commit.
const GROUP: usize = 64;
/// Statements kept prepared per connection: more than the program has.
const STATEMENTS: usize = 256;

#[derive(Clone)]
pub(super) struct Engine {
    writer: mpsc::Sender<Message>,
    readers: r2d2::Pool<SqliteConnectionManager>,
    /// One permit per reader, so that waiting for one blocks no thread.
    permits: Arc<Semaphore>,
    /// The same for readers that may take long.
    scans: Arc<Semaphore>,
    thread: Arc<Mutex<Option<thread::JoinHandle<()>>>>,
}

impl Engine {
    pub(super) fn open(path: &Path, lock: Option<Lock>) -> Result<Self, DbError> {
        let connection = open_writer(path)?;
        let manager = SqliteConnectionManager::file(path)
            .with_flags(OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .with_init(prepare);
        let readers = r2d2::Pool::builder()
            .max_size(READERS + SCANNERS)
            .min_idle(Some(1))
            .test_on_check_out(false)
            .build(manager)
            .map_err(|error| DbError::Engine(error.to_string()))?;
        let (writer, messages) = mpsc::channel(QUEUE);
        let thread = thread::Builder::new()
            .name("database-writer".into())
            .spawn(move || {
                write_all(&connection, messages);
                drop(connection);
                // Released last: whoever serves next finds a closed file.
                drop(lock);
            })
            .map_err(|error| DbError::Engine(error.to_string()))?;
        Ok(Self {
            writer,
            readers,
            permits: Arc::new(Semaphore::new(READERS as usize)),
            scans: Arc::new(Semaphore::new(SCANNERS as usize)),
            thread: Arc::new(Mutex::new(Some(thread))),
        })
    }

    pub(super) async fn read<T, E>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let _permit = self.permits.acquire().await.map_err(|_| DbError::Closed)?;
        read_with(&self.readers, work)
    }

    pub(super) async fn scan<T, E>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let permit = Arc::clone(&self.scans)
            .acquire_owned()
            .await
            .map_err(|_| DbError::Closed)?;
        let readers = self.readers.clone();
        let scanned = task::spawn_blocking(move || {
            let _permit = permit;
            read_with(&readers, work)
        });
        match scanned.await {
            Ok(result) => result,
            Err(error) => match error.try_into_panic() {
                Ok(payload) => panic::resume_unwind(payload),
                Err(_) => Err(DbError::Closed.into()),
            },
        }
    }

    pub(super) async fn write<T, E>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = UseCase {
            work,
            outcome: None,
            reply,
        };
        self.writer
            .send(Message::Run(Box::new(job)))
            .await
            .map_err(|_| DbError::Closed)?;
        match answer.await {
            Ok(Ok(result)) => result,
            Ok(Err(payload)) => panic::resume_unwind(payload),
            Err(_) => Err(DbError::Closed.into()),
        }
    }

    /// Lets the writer finish what is queued and close the file, also while others still hold a
    /// handle: what they ask for from then on fails.
    pub(super) async fn close(self) {
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        if self.writer.send(Message::Close).await.is_err() {
            debug!("database closed twice");
        }
        drop(self);
        if let Some(thread) = thread {
            // Joining blocks while the last group commits and the log is checkpointed.
            if task::spawn_blocking(move || thread.join()).await.is_err() {
                debug!("writer thread not joined");
            }
        }
    }
}

/// What the writer is told.
enum Message {
    Run(Box<dyn Job>),
    Close,
}

fn read_with<T, E>(
    readers: &r2d2::Pool<SqliteConnectionManager>,
    work: impl Fn(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E>
where
    E: From<DbError>,
{
    let connection = readers
        .get()
        .map_err(|error| DbError::Engine(error.to_string()))?;
    simple(&connection, "BEGIN")?;
    // A panic unwinds past the end; the guard leaves the connection usable.
    let _snapshot = Snapshot(&connection);
    work(&mut Tx {
        connection: &connection,
        depth: 0,
    })
}

/// Ends a read transaction, whatever happened in it.
struct Snapshot<'a>(&'a Connection);

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        if let Err(error) = simple(self.0, "ROLLBACK") {
            debug!(%error, "read transaction already over");
        }
    }
}

/// Opens the writing connection with the settings that keep promises: WAL so
/// that readers never wait, FULL so that a confirmed order survives a power cut.
pub(super) fn open_writer(path: &Path) -> Result<Connection, DbError> {
    let open = || {
        let mut connection = Connection::open(path)?;
        connection.busy_handler(Some(wait_for_foreign_lock))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        prepare(&mut connection)?;
        Ok(connection)
    };
    open().map_err(|found: rusqlite::Error| open_error(path, &found))
}

/// Opens a connection that cannot write.
pub(super) fn open_reader(path: &Path) -> Result<Connection, DbError> {
    Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(|found| open_error(path, &found))
}

/// An SQLite error about a whole file.
pub(super) fn open_error(path: &Path, found: &rusqlite::Error) -> DbError {
    DbError::Engine(format!(
        "cannot open database '{}': {}",
        path.display(),
        error(found)
    ))
}

fn prepare(connection: &mut Connection) -> Result<(), rusqlite::Error> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Without it SQLite plans a statement anew whenever a parameter that it looked at changes.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")
}

/// Waits up to a minute for another process (a seed, a copy) to finish its
/// step. SQLite's own handler sleeps ever longer and so loses every race.
fn wait_for_foreign_lock(tries: i32) -> bool {
    thread::sleep(Duration::from_millis(2));
    tries < 30_000
}

/// A use case queued for the writer.
trait Job: Send {
    /// Runs it; `Keep` when its changes shall be committed.
    fn run(&mut self, tx: &mut Tx<'_>) -> Verdict;
    /// Tells the caller, after the commit or with what went wrong.
    fn finish(self: Box<Self>, committed: Result<(), DbError>);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Keep,
    Undo,
}

type Caught<T> = Result<T, Box<dyn Any + Send>>;

struct UseCase<W, T, E> {
    work: W,
    outcome: Option<Caught<Result<T, E>>>,
    reply: oneshot::Sender<Caught<Result<T, E>>>,
}

impl<W, T, E> Job for UseCase<W, T, E>
where
    W: Fn(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<DbError> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> Verdict {
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| (self.work)(tx)));
        let verdict = if matches!(outcome, Ok(Ok(_))) {
            Verdict::Keep
        } else {
            Verdict::Undo
        };
        self.outcome = Some(outcome);
        verdict
    }

    fn finish(self: Box<Self>, committed: Result<(), DbError>) {
        let outcome = match (committed, self.outcome) {
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Ok(Err(DbError::Closed.into())),
            (Err(error), _) => Ok(Err(error.into())),
        };
        // A caller that no longer waits has nothing to be told.
        drop(self.reply.send(outcome));
    }
}

fn write_all(connection: &Connection, mut messages: mpsc::Receiver<Message>) {
    while let Some(Message::Run(first)) = messages.blocking_recv() {
        let mut group = vec![first];
        let mut is_open = true;
        while group.len() < GROUP {
            match messages.try_recv() {
                Ok(Message::Run(job)) => group.push(job),
                Ok(Message::Close) => {
                    is_open = false;
                    break;
                }
                Err(_) => break,
            }
        }
        write_group(connection, group);
        if !is_open {
            return;
        }
    }
}

/// Commits a group together; when anything breaks the shared transaction,
/// nobody has been told anything yet and each is run again alone.
fn write_group(connection: &Connection, mut group: Vec<Box<dyn Job>>) {
    if group.len() > 1 && try_together(connection, &mut group).is_ok() {
        for job in group {
            job.finish(Ok(()));
        }
        return;
    }
    for mut job in group {
        let committed = alone(connection, job.as_mut());
        job.finish(committed);
    }
}

fn try_together(connection: &Connection, group: &mut [Box<dyn Job>]) -> Result<(), DbError> {
    let together = || {
        simple(connection, "BEGIN IMMEDIATE")?;
        for job in group {
            simple(connection, "SAVEPOINT use_case")?;
            let verdict = job.run(&mut Tx {
                connection,
                depth: 0,
            });
            still_open(connection)?;
            if verdict == Verdict::Undo {
                simple(connection, "ROLLBACK TO use_case")?;
            }
            simple(connection, "RELEASE use_case")?;
        }
        simple(connection, "COMMIT")
    };
    together().inspect_err(|error| {
        debug!(%error, "shared commit broke, running its use cases one by one");
        abandon(connection);
    })
}

fn alone(connection: &Connection, job: &mut dyn Job) -> Result<(), DbError> {
    simple(connection, "BEGIN IMMEDIATE")?;
    let verdict = job.run(&mut Tx {
        connection,
        depth: 0,
    });
    match verdict {
        Verdict::Keep => still_open(connection)
            .and_then(|()| simple(connection, "COMMIT"))
            .inspect_err(|_| {
                abandon(connection);
            }),
        Verdict::Undo => {
            abandon(connection);
            Ok(())
        }
    }
}

/// A full disk or an interrupt ends the whole transaction behind our back;
/// later statements would each commit alone.
fn still_open(connection: &Connection) -> Result<(), DbError> {
    if connection.is_autocommit() {
        return Err(DbError::Lost("rolled back by SQLite".into()));
    }
    Ok(())
}

fn abandon(connection: &Connection) {
    if !connection.is_autocommit()
        && let Err(error) = connection.execute_batch("ROLLBACK")
    {
        debug!(%error, "rollback");
    }
}

fn simple(connection: &Connection, sql: &str) -> Result<(), DbError> {
    let mut statement = connection
        .prepare_cached(sql)
        .map_err(|found| error(&found))?;
    statement.execute([]).map_err(|found| error(&found))?;
    Ok(())
}

/// An open transaction.
pub struct Tx<'a> {
    connection: &'a Connection,
    depth: u32,
}

impl Tx<'_> {
    /// Runs a statement and returns how many rows it changed.
    pub fn execute(&mut self, sql: &str, params: &[Value<'_>]) -> Result<usize, DbError> {
        debug!(target: "ecombot::sql", "{sql}");
        let mut statement = self
            .connection
            .prepare_cached(&dialect(sql))
            .map_err(|found| error(&found))?;
        statement
            .execute(rusqlite::params_from_iter(params))
            .map_err(|found| error(&found))
    }

    /// Reads all rows of a query.
    pub fn query<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        mut read: impl FnMut(&mut Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        debug!(target: "ecombot::sql", "{sql}");
        let mut statement = self
            .connection
            .prepare_cached(&dialect(sql))
            .map_err(|found| error(&found))?;
        let mut rows = statement
            .query(rusqlite::params_from_iter(params))
            .map_err(|found| error(&found))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(|found| error(&found))? {
            found.push(read(&mut Row { row, column: 0 })?);
        }
        Ok(found)
    }

    /// Reads the first row of a query, if there is one.
    pub fn query_opt<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        mut read: impl FnMut(&mut Row<'_>) -> Result<T, DbError>,
    ) -> Result<Option<T>, DbError> {
        debug!(target: "ecombot::sql", "{sql}");
        let mut statement = self
            .connection
            .prepare_cached(&dialect(sql))
            .map_err(|found| error(&found))?;
        let mut rows = statement
            .query(rusqlite::params_from_iter(params))
            .map_err(|found| error(&found))?;
        match rows.next().map_err(|found| error(&found))? {
            Some(row) => read(&mut Row { row, column: 0 }).map(Some),
            None => Ok(None),
        }
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
        simple(self.connection, &format!("SAVEPOINT {name}"))?;
        let result = work(&mut Tx {
            connection: self.connection,
            depth: self.depth + 1,
        });
        still_open(self.connection)?;
        if result.is_err() {
            simple(self.connection, &format!("ROLLBACK TO {name}"))?;
        }
        simple(self.connection, &format!("RELEASE {name}"))?;
        Ok(result)
    }
}

/// SQLite spells `$1` as `?1` (a bare `$1` would be a *named* parameter, numbered by first
/// appearance), and needs no row locks: `BEGIN IMMEDIATE` already made us the only writer.
fn dialect(sql: &str) -> Cow<'_, str> {
    if sql.contains('$') {
        sql.replace(" FOR UPDATE", "").replace('$', "?").into()
    } else {
        sql.into()
    }
}

/// One row of a result, read from left to right.
pub struct Row<'a> {
    row: &'a rusqlite::Row<'a>,
    column: usize,
}

impl Row<'_> {
    /// Reads the next column.
    ///
    /// # Errors
    /// [`DbError::Decode`] when it holds something else than asked for.
    pub fn take<T: Column>(&mut self) -> Result<T, DbError> {
        let column = self.column;
        self.column += 1;
        T::read(self, column)
    }

    fn get<T: FromSql>(&self, column: usize) -> Result<T, DbError> {
        self.row
            .get(column)
            .map_err(|found| DbError::Decode(format!("column {column}: {found}")))
    }
}

/// What a column can be read as; an `Option` where it may be `NULL`.
pub trait Column: Sized {
    /// Reads column number `column`, from 0.
    fn read(row: &Row<'_>, column: usize) -> Result<Self, DbError>;
}

macro_rules! columns {
    ($($type:ty),*) => {$(
        impl Column for $type {
            fn read(row: &Row<'_>, column: usize) -> Result<Self, DbError> {
                row.get(column)
            }
        }

        impl Column for Option<$type> {
            fn read(row: &Row<'_>, column: usize) -> Result<Self, DbError> {
                row.get(column)
            }
        }
    )*};
}

columns!(bool, i64, u32, String, Vec<u8>);

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match *self {
            Value::Null => ValueRef::Null,
            Value::Bool(flag) => ValueRef::Integer(i64::from(flag)),
            Value::Int(number) => ValueRef::Integer(number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        };
        Ok(ToSqlOutput::Borrowed(value))
    }
}

/// An SQLite error in the program's own terms.
pub(super) fn error(found: &rusqlite::Error) -> DbError {
    match found.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => DbError::Constraint(found.to_string()),
        Some(ErrorCode::DiskFull) => DbError::Lost("the disk is full".into()),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            DbError::Engine("locked by another program for more than a minute".into())
        }
        _ => DbError::Engine(found.to_string()),
    }
}
