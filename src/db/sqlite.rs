//! SQLite: one writer thread with shared commits, many readers.

mod lock;
pub(super) mod migrate;

use std::{
    borrow::Cow,
    panic,
    path::Path,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use r2d2_sqlite::SqliteConnectionManager;
use rusqlite::{
    Connection, ErrorCode, OpenFlags, ToSql,
    config::DbConfig,
    types::{ToSqlOutput, ValueRef},
};
use tokio::{
    sync::{Semaphore, mpsc, oneshot},
    task,
};
use tracing::debug;

use super::{
    DbError, Tx, Value,
    engine::{self, Counters, Job, Verdict},
    tx::{Next, Row},
};

use lock::Lock;

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

/// A shop in a file.
#[derive(Clone)]
pub(super) struct Sqlite {
    writer: mpsc::Sender<Message>,
    readers: r2d2::Pool<SqliteConnectionManager>,
    /// One permit per reader, so that waiting for one blocks no thread.
    permits: Arc<Semaphore>,
    /// The same for readers that may take long.
    scans: Arc<Semaphore>,
    thread: Arc<Mutex<Option<thread::JoinHandle<()>>>>,
    counters: Arc<Counters>,
}

impl Sqlite {
    /// Opens the file, creating and migrating it as needed.
    pub(super) fn open(path: &Path) -> Result<Self, DbError> {
        migrate::apply(path)?;
        Self::start(path, None)
    }

    /// Opens the file as the one process that serves the shop; `None` when another does.
    pub(super) fn open_to_serve(path: &Path) -> Result<Option<Self>, DbError> {
        let Some(lock) = Lock::take(path)? else {
            return Ok(None);
        };
        migrate::apply_locked(path)?;
        Self::start(path, Some(lock)).map(Some)
    }

    fn start(path: &Path, lock: Option<Lock>) -> Result<Self, DbError> {
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
        let counters = Arc::new(Counters::default());
        let counted = Arc::clone(&counters);
        let thread = thread::Builder::new()
            .name("database-writer".into())
            .spawn(move || {
                write_all(&connection, messages, &counted);
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
            counters,
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
        read_with(&self.readers, &self.counters, work)
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
        let (readers, counters) = (self.readers.clone(), Arc::clone(&self.counters));
        let scanned = task::spawn_blocking(move || {
            let _permit = permit;
            read_with(&readers, &counters, work)
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
        let (job, ticket) = engine::job(work);
        self.writer
            .send(Message::Run(job))
            .await
            .map_err(|_| DbError::Closed)?;
        ticket.redeem().await
    }

    pub(super) async fn scrub(&self) -> Result<bool, DbError> {
        let (tell, told) = oneshot::channel();
        self.writer
            .send(Message::Scrub(tell))
            .await
            .map_err(|_| DbError::Closed)?;
        told.await.map_err(|_| DbError::Closed)?
    }

    pub(super) fn counters(&self) -> &Counters {
        &self.counters
    }

    /// Lets the writer finish what is queued and close the file, also while others still hold a
    /// handle: what they ask for from then on fails.
    pub(super) async fn close(self) {
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        let writer = self.writer.clone();
        // Readers first: only who closes the file last, and may write, can clear its log away.
        drop(self);
        if writer.send(Message::Close).await.is_err() {
            debug!("database closed twice");
        }
        drop(writer);
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
    Scrub(oneshot::Sender<Result<bool, DbError>>),
    Close,
}

fn read_with<T, E>(
    readers: &r2d2::Pool<SqliteConnectionManager>,
    counters: &Counters,
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
    counters.transaction();
    work(&mut Tx::sqlite(&connection, counters))
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
        // What is deleted is overwritten, wherever that costs no page more to be written.
        connection.pragma_update(None, "secure_delete", "FAST")?;
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

fn write_all(connection: &Connection, mut messages: mpsc::Receiver<Message>, counters: &Counters) {
    while let Some(first) = messages.blocking_recv() {
        let mut group = Vec::new();
        let mut next = Some(first);
        while let Some(Message::Run(job)) = next {
            group.push(job);
            next = match group.len() {
                GROUP => None,
                _ => messages.try_recv().ok(),
            };
        }
        if !group.is_empty() {
            write_group(connection, group, counters);
        }
        match next {
            // A caller that no longer waits has nothing to be told.
            Some(Message::Scrub(tell)) => drop(tell.send(scrub(connection))),
            Some(Message::Close) => return,
            Some(Message::Run(_)) | None => {}
        }
    }
}

/// Writes the file anew from what is alive in it: pages that were split, or freed by an earlier
/// release, still hold what was deleted. Then the log, which holds pages as they were, is emptied.
fn scrub(connection: &Connection) -> Result<bool, DbError> {
    let scrub = || {
        // The second file may be as large as the first, and need not be in memory.
        connection.pragma_update(None, "temp_store", "FILE")?;
        connection.execute_batch("VACUUM")?;
        // Who is reading keeps the log from being emptied, and writers are not made to wait for that.
        connection.busy_timeout(Duration::from_secs(1))?;
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
            row.get::<_, i64>(0)
        })
    };
    let busy = scrub();
    let ready = || {
        connection.busy_handler(Some(wait_for_foreign_lock))?;
        connection.pragma_update(None, "temp_store", "MEMORY")
    };
    ready().map_err(|found: rusqlite::Error| error(&found))?;
    busy.map(|busy| busy == 0)
        .map_err(|found: rusqlite::Error| error(&found))
}

/// Commits a group together; when anything breaks the shared transaction,
/// nobody has been told anything yet and each is run again alone.
fn write_group(connection: &Connection, mut group: Vec<Box<dyn Job>>, counters: &Counters) {
    if group.len() > 1 && try_together(connection, &mut group, counters).is_ok() {
        for job in group {
            job.finish(Ok(()));
        }
        return;
    }
    for mut job in group {
        let committed = alone(connection, job.as_mut(), counters);
        job.finish(committed);
    }
}

fn try_together(
    connection: &Connection,
    group: &mut [Box<dyn Job>],
    counters: &Counters,
) -> Result<(), DbError> {
    let together = || {
        simple(connection, "BEGIN IMMEDIATE")?;
        for job in group {
            simple(connection, "SAVEPOINT use_case")?;
            let verdict = job.run(&mut Tx::sqlite(connection, counters));
            still_open(connection)?;
            if verdict == Verdict::Undo {
                simple(connection, "ROLLBACK TO use_case")?;
            }
            simple(connection, "RELEASE use_case")?;
        }
        counters.transaction();
        simple(connection, "COMMIT")
    };
    together().inspect_err(|error| {
        debug!(%error, "shared commit broke, running its use cases one by one");
        counters.repeat();
        abandon(connection);
    })
}

fn alone(connection: &Connection, job: &mut dyn Job, counters: &Counters) -> Result<(), DbError> {
    counters.transaction();
    simple(connection, "BEGIN IMMEDIATE")?;
    let verdict = job.run(&mut Tx::sqlite(connection, counters));
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

/// Runs a statement and returns how many rows it changed.
pub(super) fn execute(
    connection: &Connection,
    sql: &str,
    params: &[Value<'_>],
) -> Result<usize, DbError> {
    let mut statement = connection
        .prepare_cached(&dialect(sql))
        .map_err(|found| error(&found))?;
    statement
        .execute(rusqlite::params_from_iter(params))
        .map_err(|found| error(&found))
}

/// Reads the rows of a query until `read` has enough.
pub(super) fn query(
    connection: &Connection,
    sql: &str,
    params: &[Value<'_>],
    mut read: impl FnMut(&mut Row<'_>) -> Result<Next, DbError>,
) -> Result<(), DbError> {
    let mut statement = connection
        .prepare_cached(&dialect(sql))
        .map_err(|found| error(&found))?;
    let mut rows = statement
        .query(rusqlite::params_from_iter(params))
        .map_err(|found| error(&found))?;
    while let Some(row) = rows.next().map_err(|found| error(&found))? {
        if read(&mut Row::sqlite(row))? == Next::Enough {
            break;
        }
    }
    Ok(())
}

/// Opens a savepoint.
pub(super) fn savepoint(connection: &Connection, name: &str) -> Result<(), DbError> {
    simple(connection, &format!("SAVEPOINT {name}"))
}

/// Ends a savepoint, undoing what followed it unless it shall be kept.
pub(super) fn end_savepoint(
    connection: &Connection,
    name: &str,
    keep: bool,
) -> Result<(), DbError> {
    still_open(connection)?;
    if !keep {
        simple(connection, &format!("ROLLBACK TO {name}"))?;
    }
    simple(connection, &format!("RELEASE {name}"))
}

/// SQLite spells `$1` as `?1` (a bare `$1` would be a *named* parameter, numbered by first
/// appearance), and needs no row locks: `BEGIN IMMEDIATE` already made us the only writer.
fn dialect(sql: &str) -> Cow<'_, str> {
    if !sql.contains('$') && !sql.ends_with(" UPDATE") {
        return sql.into();
    }
    // The locking clause is a statement's last.
    let unlocked = [" FOR UPDATE", " FOR NO KEY UPDATE"]
        .iter()
        .find_map(|clause| sql.split_once(clause))
        .map_or(sql, |(before, _)| before);
    unlocked.replace('$', "?").into()
}

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
fn error(found: &rusqlite::Error) -> DbError {
    match found.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => DbError::Constraint(found.to_string()),
        Some(ErrorCode::DiskFull) => DbError::Lost("the disk is full".into()),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            DbError::Engine("locked by another program for more than a minute".into())
        }
        _ => DbError::Engine(found.to_string()),
    }
}
