//! The lock that lets one process serve a shop while others stand by.

use std::{
    sync::{Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use tokio::sync::{oneshot, watch};
use tokio_postgres::Error;
use tracing::{debug, info, warn};

use super::{
    Address,
    migrate::{self, LOCK},
    session::Session,
    transaction,
};
use crate::db::DbError;

/// The pause between two attempts to get the lock back.
const PAUSE: Duration = Duration::from_millis(200);

/// What the server calls the connection that holds the lock, before a number of the process's own.
const SERVING: &str = "ecombot serving ";

/// Held while a process serves the shop: an advisory lock on a connection of its own, which the
/// server releases when the process ends, however it ends.
pub(super) struct Serving {
    displaced: watch::Receiver<bool>,
    end: Mutex<Option<(oneshot::Sender<()>, thread::JoinHandle<()>)>>,
}

impl Serving {
    /// Takes the lock and brings the schema up to date; `None` while another process holds it.
    pub(super) fn begin(address: Address) -> Result<Option<Self>, DbError> {
        let (tell, told) = mpsc::sync_channel(1);
        let (raise, displaced) = watch::channel(false);
        let (end, ending) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("database-lock".into())
            .spawn(move || {
                let name = format!("{SERVING}{:016x}", rand::random::<u64>());
                match take_first(&address, &name) {
                    Ok(Some(session)) => {
                        if tell.send(Ok(true)).is_ok() {
                            hold(session, &name, &address, &raise, ending);
                        }
                    }
                    Ok(None) => drop(tell.send(Ok(false))),
                    Err(error) => drop(tell.send(Err(error))),
                }
            })
            .map_err(|error| DbError::Engine(error.to_string()))?;
        let is_ours = told
            .recv()
            .unwrap_or_else(|_| Err(DbError::Engine("taking the lock panicked".into())))?;
        Ok(is_ours.then(|| Self {
            displaced,
            end: Mutex::new(Some((end, thread))),
        }))
    }

    /// Waits until another process holds the lock.
    pub(super) async fn displaced(&self) {
        let mut displaced = self.displaced.clone();
        if displaced.wait_for(|displaced| *displaced).await.is_err() {
            // Ended on purpose; nobody took anything away.
            std::future::pending::<()>().await;
        }
    }

    /// Releases the lock and waits until it is.
    pub(super) fn end(&self) {
        let end = self
            .end
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some((end, thread)) = end {
            drop(end);
            drop(thread.join());
        }
    }
}

fn take_first(address: &Address, name: &str) -> Result<Option<Session>, DbError> {
    let mut session = Session::open(address)?;
    migrate::ensure_schema(&mut session)?;
    if !take(&mut session, name)? {
        return Ok(None);
    }
    migrate::apply(&mut session)?;
    Ok(Some(session))
}

/// Takes the lock if it is free, under this process's name.
fn take(session: &mut Session, name: &str) -> Result<bool, DbError> {
    session
        .command(&format!("SET application_name = '{name}'"))
        .and_then(|()| {
            session.flag(&format!(
                "SELECT pg_try_advisory_lock({LOCK}, hashtext(current_schema()))"
            ))
        })
        .map_err(|error| transaction::loss(&error).error)
}

/// The lock's holders, with what the server knows of them.
const HOLDERS: &str = "FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND l.objid = CAST(hashtext(current_schema()) AS OID)";

/// Whether the lock is another process's. When it is still that of a connection of ours that
/// broke, because the server has not noticed, that connection is ended there, too.
fn is_anothers(session: &mut Session, name: &str) -> Result<bool, Error> {
    let holders = format!("{HOLDERS} AND l.classid = {LOCK}");
    // One without a name has just ended, and a migration will in a moment.
    let others = session.flag(&format!(
        "SELECT EXISTS (SELECT 1 {holders}
            AND a.application_name LIKE '{SERVING}%' AND a.application_name <> '{name}')"
    ))?;
    if !others {
        session.command(&format!(
            "SELECT pg_terminate_backend(a.pid) {holders} AND a.application_name = '{name}'"
        ))?;
    }
    Ok(others)
}

/// Holds the lock until told to end; when its connection breaks, takes it again, unless another
/// process was quicker.
fn hold(
    mut session: Session,
    name: &str,
    address: &Address,
    displaced: &watch::Sender<bool>,
    mut end: oneshot::Receiver<()>,
) {
    loop {
        let ended = async {
            drop((&mut end).await);
        };
        if !session.is_broken_before(ended) {
            // Said, not left to the server to notice: the next one must find it free.
            if let Err(error) = session.command("SELECT pg_advisory_unlock_all()") {
                debug!(%error, "the lock goes with its connection");
            }
            return;
        }
        warn!("the connection that keeps this shop ours broke");
        session = loop {
            if !matches!(end.try_recv(), Err(oneshot::error::TryRecvError::Empty)) {
                return;
            }
            match Session::open(address) {
                Ok(mut session) => match take(&mut session, name) {
                    Ok(true) => break session,
                    Ok(false) => match is_anothers(&mut session, name) {
                        Ok(true) => {
                            displaced.send_replace(true);
                            return;
                        }
                        Ok(false) => debug!("the server still counts on the broken connection"),
                        Err(error) => debug!(%error, "the shop is not ours again yet"),
                    },
                    Err(error) => warn!(%error, "the shop is not ours again yet"),
                },
                Err(error) => debug!(%error, "the shop is not ours again yet"),
            }
            thread::sleep(PAUSE);
        };
        info!("the shop is ours again");
    }
}
