//! The running emulator: starts and stops the HTTP server and gives tests their hands on its state.

#[cfg(test)]
mod tests;

use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::delivery;
use super::fault::{Fault, Waiting};
use super::group::Group;
use super::group::state::GroupKind;
use super::http;
use super::methods;
use super::telegram::{Call, Profile, Telegram, UnknownTokens};
use super::user::User;

/// How long a test waits for something that never comes.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// An emulated Bot API server. Cheap to clone; clones are the same server.
#[derive(Clone)]
pub struct Server {
    inner: Arc<Inner>,
}

struct Inner {
    telegram: Mutex<Telegram>,
    address: SocketAddr,
    /// Tells this server from the one that stood here before.
    epoch: u64,
    stopping: watch::Sender<bool>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

impl Server {
    /// Listens on an address such as `127.0.0.1:0` and serves on the current tokio runtime.
    pub async fn start(address: &str) -> std::io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let inner = Inner {
            telegram: Mutex::new(Telegram::new()),
            address: listener.local_addr()?,
            epoch: rand::random(),
            stopping: watch::Sender::new(false),
            tasks: Mutex::new(Vec::new()),
        };
        let server = Self {
            inner: Arc::new(inner),
        };
        *lock(&server.inner.tasks) = vec![
            tokio::spawn(http::serve(listener, server.clone())),
            tokio::spawn(delivery::run(server.clone())),
        ];
        tracing::debug!(server.url = server.url(), "the Telegram emulator listens");
        Ok(server)
    }

    /// What a bot takes for `https://api.telegram.org`.
    pub fn url(&self) -> String {
        format!("http://{}", self.inner.address)
    }

    /// Registers a bot and returns its id, which is the number in its token.
    ///
    /// # Panics
    /// When the token is not of the form `123:abc`.
    pub fn register_bot(&self, token: &str, username: &str) -> i64 {
        let id = self.with(|telegram| telegram.register_bot(token, username));
        id.expect("a bot token is digits, a colon, and letters or digits")
    }

    /// Gives a bot the name that people see.
    pub fn name_bot(&self, bot: i64, name: &str) {
        self.with(|telegram| {
            if let Some(bot) = telegram.bots.get_mut(&bot) {
                bot.profile.rename(name);
            }
            telegram.touch();
        });
    }

    /// Gives a bot inline mode, as its owner does by /setinline at BotFather.
    pub fn turn_inline_on(&self, bot: i64) {
        self.with(|telegram| {
            if let Some(bot) = telegram.bots.get_mut(&bot) {
                bot.inline.is_on = true;
            }
            telegram.touch();
        });
    }

    /// From now on a bot is told which of its results people send, if it wants such updates
    /// (/setinlinefeedback).
    pub fn tell_choices(&self, bot: i64) {
        self.with(|telegram| {
            if let Some(bot) = telegram.bots.get_mut(&bot) {
                bot.inline.tells_choices = true;
            }
        });
    }

    /// From now on an unknown well-formed token becomes a bot at first sight.
    pub fn accept_any_token(&self) {
        self.with(|telegram| telegram.unknown_tokens = UnknownTokens::Register);
    }

    /// From now on an unknown token is unauthorised, as at the start.
    pub fn refuse_unknown_tokens(&self) {
        self.with(|telegram| telegram.unknown_tokens = UnknownTokens::Refuse);
    }

    /// A new person, in the chat with the bot registered first. The bot has not heard of that
    /// person before they write.
    pub fn user(&self, first_name: &str) -> User {
        self.user_with(Profile {
            first_name: first_name.to_owned(),
            ..Profile::default()
        })
    }

    /// The same with a profile. An id that exists already gets the new profile.
    pub fn user_with(&self, profile: Profile) -> User {
        let id = self.with(|telegram| telegram.register_person(profile));
        User::new(self.clone(), id, None)
    }

    /// A supergroup of these people, the first of whom founded it, with the bot registered first.
    ///
    /// # Panics
    /// When there is no bot yet.
    pub fn group(&self, title: &str, members: &[&User]) -> Group {
        Group::found(self, GroupKind::Supergroup, title, members)
    }

    /// The same with topics.
    ///
    /// # Panics
    /// When there is no bot yet.
    pub fn forum(&self, title: &str, members: &[&User]) -> Group {
        Group::found(self, GroupKind::Forum, title, members)
    }

    /// The same as a small group, which is no supergroup yet.
    ///
    /// # Panics
    /// When there is no bot yet.
    pub fn basic_group(&self, title: &str, members: &[&User]) -> Group {
        Group::found(self, GroupKind::Basic, title, members)
    }

    /// The requests of all bots, oldest first. A long poll is listed when it is answered.
    pub fn calls(&self) -> Vec<Call> {
        self.with(|telegram| telegram.journal.calls.iter().cloned().collect())
    }

    /// The requests for one method, oldest first.
    pub fn calls_of(&self, method: &str) -> Vec<Call> {
        self.with(|telegram| {
            let calls = telegram.journal.calls.iter();
            let wanted = calls.filter(|call| call.method.eq_ignore_ascii_case(method));
            wanted.cloned().collect()
        })
    }

    /// Forgets the requests made so far.
    pub fn clear_calls(&self) {
        self.with(|telegram| telegram.journal.calls.clear());
    }

    /// Keeps only the last requests from now on; 100,000 unless told otherwise.
    pub fn calls_kept(&self, count: usize) {
        self.with(|telegram| {
            telegram.journal.kept = count;
            let surplus = telegram.journal.calls.len().saturating_sub(count);
            telegram.journal.calls.drain(..surplus);
        });
    }

    /// Lets the next call of a method meet a fault; several wait in order. `*` means any method but
    /// getUpdates.
    ///
    /// # Panics
    /// When the emulator has no such method.
    pub fn fail_next(&self, method: &str, fault: Fault) {
        self.add_fault(method, None, 0, fault);
    }

    /// The same for the next call that concerns one chat.
    ///
    /// # Panics
    /// When the emulator has no such method.
    pub fn fail_next_in(&self, chat_id: i64, method: &str, fault: Fault) {
        self.add_fault(method, Some(chat_id), 0, fault);
    }

    /// The same after so many calls of the method have gone through.
    ///
    /// # Panics
    /// When the emulator has no such method.
    pub fn fail_after(&self, calls: usize, method: &str, fault: Fault) {
        self.add_fault(method, None, calls, fault);
    }

    fn add_fault(&self, method: &str, chat_id: Option<i64>, spared: usize, fault: Fault) {
        let is_known = method == "*" || methods::is_known(method);
        assert!(is_known, "the emulator has no method {method}");
        let waiting = Waiting {
            chat_id,
            spared,
            fault,
        };
        self.with(|telegram| telegram.faults.add(method, waiting));
    }

    /// Refuses every call that concerns a chat with 429, until so many seconds have passed on the
    /// emulator's clock.
    pub fn limit_chat(&self, chat_id: i64, seconds: i64) {
        self.with(|telegram| {
            let until = telegram.now() + seconds;
            telegram.faults.limit(chat_id, until);
        });
    }

    /// From now on webhooks may be plain HTTP, on any port and address, as they may on a Bot API
    /// server run in local mode (Bot API, "Using a Local Bot API Server").
    pub fn allow_plain_webhooks(&self) {
        self.with(|telegram| telegram.plain_webhooks = true);
    }

    /// The emulator's clock, in Unix seconds.
    pub fn now(&self) -> i64 {
        self.with(|telegram| telegram.now())
    }

    /// Moves the clock: messages age, updates, presses and payments expire, webhooks are tried
    /// again.
    pub fn advance(&self, seconds: i64) {
        self.with(|telegram| telegram.advance(seconds));
    }

    /// Updates that no bot has confirmed yet.
    pub fn pending_updates(&self) -> usize {
        self.with(|telegram| {
            let now = telegram.now();
            let pending = telegram.bots.values().map(|bot| bot.updates.pending(now));
            pending.sum()
        })
    }

    /// Returns when the bot has confirmed the update, by asking for later ones or by its webhook's
    /// answer, or when the update has expired.
    ///
    /// # Panics
    /// After 30 seconds, or when there is no such update.
    pub async fn acknowledged(&self, update_id: i64) {
        let is_pending = |server: &Self| {
            server.with(|telegram| {
                let now = telegram.now();
                let mut bots = telegram.bots.values();
                let bot = bots.find(|bot| bot.updates.issued(update_id));
                let bot = bot.expect("only an update that was created can be acknowledged");
                bot.updates.is_pending(update_id, now)
            })
        };
        let gone = self.until(|server| (!is_pending(server)).then_some(()));
        let passed = tokio::time::timeout(PATIENCE, gone).await;
        assert!(passed.is_ok(), "update {update_id} was not acknowledged");
    }

    /// A number that changes with everything that happens here.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.with(|telegram| telegram.changed.subscribe())
    }

    /// Looks at the server after every change until there is what is looked for, however long that
    /// takes.
    pub async fn until<T>(&self, look: impl Fn(&Self) -> Option<T>) -> T {
        let mut changes = self.changes();
        loop {
            if let Some(found) = look(self) {
                return found;
            }
            // The sender lives in this server, so there is always a next change to wait for.
            let _ = changes.changed().await;
        }
    }

    /// Ends waiting polls, refuses new connections and returns when the last request is answered.
    pub async fn stop(&self) {
        self.inner.stopping.send_replace(true);
        let tasks = std::mem::take(&mut *lock(&self.inner.tasks));
        for task in tasks {
            if tokio::time::timeout(PATIENCE, task).await.is_err() {
                tracing::warn!("a client of the Telegram emulator does not finish its request");
            }
        }
    }

    /// Runs a short piece of work on the state.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Telegram) -> T) -> T {
        work(&mut lock(&self.inner.telegram))
    }

    /// Returns when the emulator's clock shows a time, because it passed or because a test moved
    /// the clock.
    pub(super) async fn reached(&self, time: i64) {
        let mut changes = self.changes();
        loop {
            let left = u64::try_from(time - self.now()).unwrap_or(0);
            if left == 0 {
                return;
            }
            tokio::select! {
                _ = changes.changed() => {}
                () = tokio::time::sleep(Duration::from_secs(left)) => {}
            }
        }
    }

    /// A number that only this run of the server has.
    pub(super) fn epoch(&self) -> u64 {
        self.inner.epoch
    }

    /// Whether only this machine reaches the server.
    pub(super) fn is_loopback(&self) -> bool {
        self.inner.address.ip().is_loopback()
    }

    /// Returns when the clock, moved or not, has come to a time, or when the server stops.
    pub(super) async fn clock_reaches(&self, at: i64) {
        let (mut changes, mut stopping) = (self.changes(), self.stopping());
        loop {
            let left = u64::try_from(at - self.now()).unwrap_or(0);
            if left == 0 {
                return;
            }
            tokio::select! {
                _ = changes.changed() => {}
                () = tokio::time::sleep(Duration::from_secs(left)) => {}
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
        }
    }

    pub(super) fn stopping(&self) -> watch::Receiver<bool> {
        self.inner.stopping.subscribe()
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Server({})", self.url())
    }
}

/// A test that panicked while holding the lock has failed already; the others go on.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
