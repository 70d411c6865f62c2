//! PostgreSQL: a few threads with a connection each, fed from one queue.
//!
//! A connection is opened, used and dropped on its own thread, with a runtime of
//! its own, so that a use case is the same synchronous closure as on SQLite. A
//! use case whose transaction broke (a deadlock, a lost connection) is run again,
//! unless its commit was on the way: then nobody can know.

mod address;
mod migrate;
mod serving;
mod session;
mod transaction;

use std::{
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use tokio::{
    sync::{Semaphore, mpsc},
    task,
};
use tracing::{debug, info, warn};

pub(super) use self::{address::Address, migrate::applied, transaction::Transaction};
use self::{
    serving::Serving,
    session::Session,
    transaction::{Loss, Remedy},
};
use super::{
    DbError, Tx,
    engine::{self, Counters, Job, Verdict},
};

/// Use cases waiting for a connection before callers wait in turn.
const QUEUE: usize = 1024;
/// Long reads at once.
const SCANNERS: usize = 2;
/// How often a use case is run again because others were in its way.
const REPEATS: u32 = 8;
/// How often because a key had been taken meanwhile.
const LOOKS: u32 = 3;
/// The pause between two attempts to connect.
const PAUSE: Duration = Duration::from_millis(100);

/// A shop on a server.
#[derive(Clone)]
pub(super) struct Postgres {
    jobs: mpsc::Sender<Message>,
    scans: Arc<Semaphore>,
    threads: Arc<Mutex<Vec<thread::JoinHandle<()>>>>,
    serving: Option<Arc<Serving>>,
    counters: Arc<Counters>,
}

/// What a transaction may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Read,
    Write,
}

/// What a worker is told.
enum Message {
    Run(Box<dyn Job>, Mode),
    Close,
}

impl Postgres {
    /// Opens the shop, creating and migrating it as needed.
    pub(super) fn open(address: Address) -> Result<Self, DbError> {
        let there = address.clone();
        elsewhere(move || migrate::apply(&mut Session::open(&there)?))?;
        Self::start(&address, None)
    }

    /// Opens the shop as the one process that serves it; `None` when another does.
    pub(super) fn open_to_serve(address: Address) -> Result<Option<Self>, DbError> {
        let Some(serving) = Serving::begin(address.clone())? else {
            return Ok(None);
        };
        Self::start(&address, Some(Arc::new(serving))).map(Some)
    }

    fn start(address: &Address, serving: Option<Arc<Serving>>) -> Result<Self, DbError> {
        let (jobs, waiting) = mpsc::channel(QUEUE);
        let waiting = Arc::new(Mutex::new(waiting));
        let counters = Arc::new(Counters::default());
        let mut threads = Vec::with_capacity(address.connections);
        for number in 0..address.connections {
            let worker = Worker {
                address: address.clone(),
                waiting: Arc::clone(&waiting),
                counters: Arc::clone(&counters),
                session: None,
            };
            let thread = thread::Builder::new()
                .name(format!("database-{number}"))
                .spawn(move || worker.work())
                .map_err(|error| DbError::Engine(error.to_string()))?;
            threads.push(thread);
        }
        Ok(Self {
            jobs,
            scans: Arc::new(Semaphore::new(SCANNERS)),
            threads: Arc::new(Mutex::new(threads)),
            serving,
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
        self.queue(work, Mode::Read).await
    }

    pub(super) async fn scan<T, E>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let _permit = self.scans.acquire().await.map_err(|_| DbError::Closed)?;
        self.queue(work, Mode::Read).await
    }

    pub(super) async fn write<T, E>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.queue(work, Mode::Write).await
    }

    async fn queue<T, E>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        mode: Mode,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (job, ticket) = engine::job(work);
        self.jobs
            .send(Message::Run(job, mode))
            .await
            .map_err(|_| DbError::Closed)?;
        ticket.redeem().await
    }

    pub(super) async fn displaced(&self) {
        match &self.serving {
            Some(serving) => serving.displaced().await,
            None => std::future::pending().await,
        }
    }

    pub(super) fn counters(&self) -> &Counters {
        &self.counters
    }

    /// Lets the workers finish what is queued, also while others still hold a handle: what they
    /// ask for from then on fails.
    pub(super) async fn close(self) {
        let threads =
            std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for _ in &threads {
            if self.jobs.send(Message::Close).await.is_err() {
                debug!("database closed twice");
            }
        }
        let serving = self.serving.clone();
        drop(self);
        let closed = task::spawn_blocking(move || {
            for thread in threads {
                if thread.join().is_err() {
                    debug!("a worker panicked");
                }
            }
            // Released last: whoever serves next finds everything done.
            if let Some(serving) = serving {
                serving.end();
            }
        });
        if closed.await.is_err() {
            debug!("workers not joined");
        }
    }
}

/// Does something with connections on a thread of its own: the driver's runtime may neither
/// run nor end inside another one.
fn elsewhere<T: Send>(work: impl FnOnce() -> Result<T, DbError> + Send) -> Result<T, DbError> {
    thread::scope(|scope| {
        scope
            .spawn(work)
            .join()
            .unwrap_or_else(|_| Err(DbError::Engine("opening the database panicked".into())))
    })
}

/// A thread with its connection, opened when first needed and again when it broke.
struct Worker {
    address: Address,
    waiting: Arc<Mutex<mpsc::Receiver<Message>>>,
    counters: Arc<Counters>,
    session: Option<Session>,
}

impl Worker {
    fn work(mut self) {
        while let Some(Message::Run(job, mode)) = self.next() {
            self.serve(job, mode);
        }
    }

    fn next(&self) -> Option<Message> {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .blocking_recv()
    }

    /// Runs a use case until its transaction ends as it should, or cannot.
    fn serve(&mut self, mut job: Box<dyn Job>, mode: Mode) {
        let deadline = Instant::now() + self.address.wait;
        let mut repeats = 0;
        loop {
            let session = match self.session(deadline) {
                Ok(session) => session,
                Err(error) => return job.finish(Err(error)),
            };
            let mut transaction = Transaction::begin(session, mode, Arc::clone(&self.counters));
            let verdict = job.run(&mut Tx::postgres(&mut transaction, &self.counters));
            let loss = match (transaction.loss(), verdict, mode) {
                (Some(loss), ..) => {
                    let loss = loss.clone();
                    self.session = transaction.roll_back();
                    loss
                }
                (None, Verdict::Undo, _) | (None, Verdict::Keep, Mode::Read) => {
                    // The caller need not wait for the end of what changed nothing.
                    job.finish(Ok(()));
                    self.session = transaction.roll_back();
                    return;
                }
                (None, Verdict::Keep, Mode::Write) => {
                    let (session, committed) = transaction.commit();
                    self.session = session;
                    match committed {
                        Ok(()) => return job.finish(Ok(())),
                        Err(loss) => loss,
                    }
                }
            };
            repeats += 1;
            if !is_worth_repeating(&loss, repeats, deadline) {
                return job.finish(Err(loss.error));
            }
            debug!(error = %loss.error, repeats, "transaction lost, running its use case again");
            self.counters.repeat();
        }
    }

    /// The connection, opened anew for as long as the caller can wait.
    fn session(&mut self, deadline: Instant) -> Result<Session, DbError> {
        if let Some(session) = self.session.take().filter(|session| !session.is_closed()) {
            return Ok(session);
        }
        let mut is_first = true;
        loop {
            match Session::open(&self.address) {
                Ok(session) => {
                    if !is_first {
                        info!("the database answers again");
                    }
                    return Ok(session);
                }
                Err(error @ DbError::Unreachable(_)) if Instant::now() < deadline => {
                    if is_first {
                        warn!(%error, "waiting for the database");
                        is_first = false;
                    }
                    thread::sleep(PAUSE);
                }
                Err(error) => return Err(error),
            }
        }
    }
}

/// Whether running a use case again may help; when others were in its way, they get some time.
fn is_worth_repeating(loss: &Loss, repeats: u32, deadline: Instant) -> bool {
    match loss.remedy {
        Remedy::None => false,
        Remedy::LookAgain => repeats <= LOOKS,
        Remedy::Again if repeats > REPEATS => false,
        Remedy::Again => {
            thread::sleep(Duration::from_millis(rand::random_range(1..=5 << repeats)));
            true
        }
        Remedy::Reconnect => Instant::now() < deadline,
    }
}
