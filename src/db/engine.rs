//! What the engines have in common: a use case as a piece of work that can be
//! queued, run again, and answered when its transaction is over.

use std::{
    any::Any,
    panic::{self, AssertUnwindSafe},
    sync::atomic::{AtomicU64, Ordering},
};

use tokio::sync::oneshot;

#[cfg(feature = "postgres")]
use super::postgres;
use super::{DbError, Tx, sqlite};

/// The database behind a URL.
#[derive(Clone)]
pub(super) enum Engine {
    Sqlite(sqlite::Sqlite),
    #[cfg(feature = "postgres")]
    Postgres(postgres::Postgres),
}

/// A use case waiting for its transaction.
pub(super) trait Job: Send {
    /// Runs it; `Keep` when its changes shall be committed.
    fn run(&mut self, tx: &mut Tx<'_>) -> Verdict;
    /// Tells the caller, after the commit or with what went wrong.
    fn finish(self: Box<Self>, ended: Result<(), DbError>);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
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

    fn finish(self: Box<Self>, ended: Result<(), DbError>) {
        let outcome = match (ended, self.outcome) {
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Ok(Err(DbError::Closed.into())),
            (Err(error), _) => Ok(Err(error.into())),
        };
        // A caller that no longer waits has nothing to be told.
        drop(self.reply.send(outcome));
    }
}

/// What the caller of a queued use case waits for.
pub(super) struct Ticket<T, E>(oneshot::Receiver<Caught<Result<T, E>>>);

impl<T, E: From<DbError>> Ticket<T, E> {
    /// What came of it; a panic goes on in the caller.
    pub(super) async fn redeem(self) -> Result<T, E> {
        match self.0.await {
            Ok(Ok(result)) => result,
            Ok(Err(payload)) => panic::resume_unwind(payload),
            Err(_) => Err(DbError::Closed.into()),
        }
    }
}

/// Makes a use case ready to be queued.
pub(super) fn job<T, E>(
    work: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
) -> (Box<dyn Job>, Ticket<T, E>)
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
    (Box::new(job), Ticket(answer))
}

/// Counts what an engine did, for whoever measures it.
#[derive(Debug, Default)]
pub(super) struct Counters {
    transactions: AtomicU64,
    statements: AtomicU64,
    trips: AtomicU64,
    repeats: AtomicU64,
}

impl Counters {
    pub(super) fn transaction(&self) {
        self.transactions.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn statement(&self) {
        self.statements.fetch_add(1, Ordering::Relaxed);
    }

    #[cfg(feature = "postgres")]
    pub(super) fn trip(&self) {
        self.trips.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn repeat(&self) {
        self.repeats.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn read(&self) -> super::Work {
        super::Work {
            transactions: self.transactions.load(Ordering::Relaxed),
            statements: self.statements.load(Ordering::Relaxed),
            trips: self.trips.load(Ordering::Relaxed),
            repeats: self.repeats.load(Ordering::Relaxed),
        }
    }
}
