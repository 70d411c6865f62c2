//! Delivers what the outbox holds: in order per chat, at Telegram's pace, each
//! until it is sent or refused for good. No chat holds up another.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    num::NonZeroU32,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chrono::Utc;
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::{
    sync::{Notify, watch},
    time::{Instant, sleep, timeout},
};
use tracing::{debug, error, warn};

use crate::{
    db::{DbError, Tx},
    domain::id::TelegramId,
    shop::{
        UseCaseError,
        access::Permit,
        day,
        orders::{self, UnknownOrder, desk, payment},
        privacy::erasure,
        reach,
    },
    store::outbox::{self, Entry, Notice},
};

use super::{
    admin, api::ApiError, context::App, notices, orders as history, reach::refused_for,
    screen::Screen, show,
};

/// Messages loaded at a time.
const BATCH: usize = 200;
/// Messages held in memory before no more are loaded.
const HELD: usize = 2000;
/// Looked at even when nobody rang.
const ROUND: Duration = Duration::from_secs(30);
/// Telegram's pace over all chats and within one (Bots FAQ: 30 and 1 a second).
const PER_SECOND: NonZeroU32 = NonZeroU32::new(25).expect("not zero");
const PER_CHAT_BURST: NonZeroU32 = NonZeroU32::new(3).expect("not zero");
/// The longest pause between attempts while Telegram is unreachable.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// What is awaited of requests under way when the shop closes.
const DRAIN: Duration = Duration::from_secs(5);
const DAY: Duration = Duration::from_secs(24 * 3600);
/// Settled messages are kept this long for whoever looks into the file.
const KEEP_SECONDS: i64 = 30 * 24 * 3600;

/// The worker that delivers the outbox.
#[derive(Debug)]
pub struct Outbox {
    app: Arc<App>,
    chats: Mutex<Chats>,
    all: DefaultDirectRateLimiter,
    each: DefaultKeyedRateLimiter<i64>,
    /// Raised when the shop closes.
    stop: watch::Receiver<bool>,
    /// Rung when a chat has nothing more to get.
    settled: Notify,
}

#[derive(Debug, Default)]
struct Chats {
    /// What waits for its turn, for every chat that is being served.
    queues: HashMap<TelegramId, VecDeque<Entry>>,
    /// Everything loaded and not yet forgotten. Ids are no cursor: on PostgreSQL a smaller one may
    /// be committed after a larger one.
    held: HashSet<i64>,
    /// What of it was settled since the last load.
    settled: Vec<i64>,
}

impl Outbox {
    /// Makes the worker; it works until `stop` says so.
    pub fn new(app: Arc<App>, stop: watch::Receiver<bool>) -> Arc<Self> {
        Arc::new(Self {
            app,
            chats: Mutex::default(),
            all: RateLimiter::direct(Quota::per_second(PER_SECOND)),
            each: RateLimiter::keyed(
                Quota::per_second(NonZeroU32::MIN).allow_burst(PER_CHAT_BURST),
            ),
            stop,
            settled: Notify::new(),
        })
    }

    /// Delivers until told to stop. Then it lets requests under way finish, so that they are not
    /// repeated; what still waits goes out at the next start.
    pub async fn serve(self: Arc<Self>) {
        let mut stop = self.stop.clone();
        let mut pruned: Option<Instant> = None;
        loop {
            if pruned.is_none_or(|at| at.elapsed() > DAY) {
                self.prune().await;
                pruned = Some(Instant::now());
            }
            match self.load().await {
                Ok(true) => continue,
                Ok(false) => self.each.retain_recent(),
                Err(error) => error!(%error, "outbox not read"),
            }
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => break,
                () = self.app.outbox_bell.notified() => {
                    // Where somebody is owed a message, an order may have changed.
                    self.app.board_bell.notify_one();
                }
                () = sleep(ROUND) => {}
            }
        }
        if timeout(DRAIN, self.idle()).await.is_err() {
            debug!("a message is still under way");
        }
    }

    async fn idle(&self) {
        loop {
            let settled = self.settled.notified();
            if self.chats().queues.is_empty() {
                return;
            }
            settled.await;
        }
    }

    /// Hands out the next messages; whether there may be more.
    async fn load(self: &Arc<Self>) -> Result<bool, DbError> {
        let held = {
            let mut chats = self.chats();
            // Only now: what was settled while the last load was reading may have been among it.
            for id in std::mem::take(&mut chats.settled) {
                chats.held.remove(&id);
            }
            chats.held.len()
        };
        if held > HELD {
            return Ok(false);
        }
        // The first of them are those already held.
        let size = held + BATCH;
        let (shop, now) = (self.app.shop(), Utc::now());
        let entries = self.app.db.read(move |tx| {
            if day::is_quiet(tx, &shop, now)? {
                outbox::pressing(tx, size)
            } else {
                outbox::waiting(tx, size)
            }
        });
        let entries = entries.await?;
        let is_full = entries.len() == size;
        for entry in entries {
            let chat = entry.chat;
            let mut chats = self.chats();
            if !chats.held.insert(entry.id) {
                continue;
            }
            if let Some(queue) = chats.queues.get_mut(&chat) {
                queue.push_back(entry);
                continue;
            }
            chats.queues.insert(chat, VecDeque::from([entry]));
            drop(chats);
            tokio::spawn(Arc::clone(self).serve_chat(chat));
        }
        Ok(is_full)
    }

    async fn serve_chat(self: Arc<Self>, chat: TelegramId) {
        while let Some(entry) = self.next(chat) {
            self.deliver(&entry).await;
        }
        self.settled.notify_one();
        // There may be more than fitted into memory.
        self.app.outbox_bell.notify_one();
    }

    fn next(&self, chat: TelegramId) -> Option<Entry> {
        let mut chats = self.chats();
        let is_open = !*self.stop.borrow();
        let entry = chats
            .queues
            .get_mut(&chat)
            .and_then(VecDeque::pop_front)
            .filter(|_| is_open);
        if entry.is_none() {
            chats.queues.remove(&chat);
        }
        entry
    }

    fn chats(&self) -> MutexGuard<'_, Chats> {
        self.chats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a message until Telegram has taken or refused it.
    async fn deliver(&self, entry: &Entry) {
        let mut pause = Duration::from_secs(1);
        loop {
            let wait = match self.attempt(entry).await {
                Ok(()) => return self.settle(entry, outbox::mark_sent).await,
                Err(Trouble::Api(ApiError::RetryAfter(wait))) => wait,
                Err(Trouble::Api(error @ ApiError::Refused { .. })) => {
                    warn!(chat.id = %entry.chat, outbox.id = entry.id, %error, "message refused for good");
                    let (chat, why) = (entry.chat, refused_for(&error));
                    let refuse = move |tx: &mut Tx<'_>, id, now| {
                        outbox::mark_refused(tx, id, now)?;
                        why.map_or(Ok(()), |why| reach::lose(tx, chat, why, now))
                    };
                    return self.settle(entry, refuse).await;
                }
                Err(Trouble::OutOfReach) => {
                    debug!(chat.id = %entry.chat, outbox.id = entry.id, "message given up");
                    return self.settle(entry, outbox::give_up).await;
                }
                Err(Trouble::Api(ApiError::Unreachable(problem))) => {
                    debug!(chat.id = %entry.chat, problem, "message not sent, trying again");
                    pause
                }
                Err(Trouble::Closing) => return,
                Err(Trouble::Db(error)) => {
                    error!(%error, "message not written, trying again");
                    pause
                }
            };
            pause = (pause * 2).min(LONGEST_PAUSE);
            let (id, now) = (entry.id, Utc::now().timestamp());
            if let Err(error) = self
                .app
                .db
                .write(move |tx| outbox::count_attempt(tx, id, now))
                .await
            {
                debug!(%error, "attempt not counted");
            }
            if self.is_stopped_within(sleep(wait)).await {
                return;
            }
        }
    }

    /// Waits, unless the shop closes first.
    async fn is_stopped_within(&self, wait: impl Future<Output = ()>) -> bool {
        let mut stop = self.stop.clone();
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => true,
            () = wait => false,
        }
    }

    async fn attempt(&self, entry: &Entry) -> Result<(), Trouble> {
        let chat = entry.chat;
        let lost = self.app.db.read(move |tx| reach::lost(tx, chat));
        if lost.await?.is_some() {
            return Err(Trouble::OutOfReach);
        }
        let Some(screen) = self.write(entry).await? else {
            return Ok(());
        };
        let turn = async {
            self.each.until_key_ready(&entry.chat.get()).await;
            self.all.until_ready().await;
        };
        if self.is_stopped_within(turn).await {
            return Err(Trouble::Closing);
        }
        Ok(show::deliver(&self.app, entry.chat, &screen).await?)
    }

    /// Finds the words for a notice; `None` when there is nothing to say.
    async fn write(&self, entry: &Entry) -> Result<Option<Screen>, DbError> {
        let notice = &entry.notice;
        let lang = match notice {
            // The shop does not know them any more.
            Notice::Forgotten(tongue) => self.app.in_tongue(tongue),
            _ => self.app.lang_of(entry.chat).await?,
        };
        let timezone = self.app.shop().timezone;
        let Some(id) = notice.order() else {
            return notices::write(&self.app, lang, entry.chat, notice).await;
        };
        let is_for_customer = notice.is_for_customer();
        let order = self.app.db.read(move |tx| {
            if is_for_customer {
                return orders::as_read(tx, id);
            }
            Ok(desk::inspect(tx, &Permit::operator(), id)?.order)
        });
        let order = match order.await {
            Ok(order) => order,
            Err(UseCaseError::Refused(UnknownOrder)) => return Ok(None),
            Err(UseCaseError::Db(error)) => return Err(error),
        };
        Ok(match notice {
            Notice::NewOrder(_) => Some(admin::orders::view::new_order(lang, timezone, &order)),
            Notice::CancelledByCustomer(_) => {
                Some(admin::orders::view::cancelled_by_customer(lang, &order))
            }
            Notice::Question { text, .. } => {
                Some(admin::orders::view::question(lang, &order, text))
            }
            Notice::StatusChanged(_, status) => history::view::moved(lang, &order, *status),
            Notice::Answer { text, .. } => Some(history::view::answered(lang, &order, text)),
            Notice::Proof { photo, .. } => {
                let (bot, photo) = (self.app.me.id, *photo);
                let picture = self
                    .app
                    .db
                    .read(move |tx| payment::proof(tx, &Permit::operator(), bot, photo))
                    .await?;
                Some(admin::orders::view::proof(lang, &order, picture))
            }
            Notice::UnpaidCancelled(_) => Some(admin::orders::view::unpaid_cancelled(lang, &order)),
            Notice::Payment(_, news) => history::view::payment_news(lang, timezone, &order, *news),
            Notice::LowStock { .. }
            | Notice::BackInStock(_)
            | Notice::MorningReport(_)
            | Notice::Review(_)
            | Notice::BoardLost { .. }
            | Notice::Privacy(_)
            | Notice::Forgotten(_) => None,
        })
    }

    /// Writes down what became of a message. Until that succeeds it is not sent again either:
    /// better a mark too late than a message twice.
    async fn settle(
        &self,
        entry: &Entry,
        mark: impl Fn(&mut Tx<'_>, i64, i64) -> Result<(), DbError> + Clone + Send + 'static,
    ) {
        let id = entry.id;
        let is_farewell = matches!(entry.notice, Notice::Forgotten(_));
        loop {
            let (mark, now) = (mark.clone(), Utc::now().timestamp());
            let settled = self.app.db.write(move |tx| {
                mark(tx, id, now)?;
                if is_farewell {
                    erasure::farewell_is_settled(tx, id, now)?;
                }
                Ok::<_, DbError>(())
            });
            match settled.await {
                Ok(()) => {
                    self.chats().settled.push(id);
                    if is_farewell {
                        self.app.clock_bell.notify_one();
                    }
                    return;
                }
                Err(error) => error!(%error, outbox.id = id, "message sent but not marked"),
            }
            if self.is_stopped_within(sleep(Duration::from_secs(1))).await {
                return;
            }
        }
    }

    async fn prune(&self) {
        let before = Utc::now().timestamp() - KEEP_SECONDS;
        if let Err(error) = self.app.db.write(move |tx| outbox::prune(tx, before)).await {
            warn!(%error, "old messages not forgotten");
        }
    }
}

/// Why a message has not been sent.
enum Trouble {
    Api(ApiError),
    Db(DbError),
    /// Whom it is for cannot be written to.
    OutOfReach,
    /// The shop closes before its turn came.
    Closing,
}

impl From<ApiError> for Trouble {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<DbError> for Trouble {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}
