//! Takes updates over from Telegram and has each handled exactly once.
//!
//! Every update is committed to the inbox before it is acknowledged. Each chat
//! has a queue of its own, handled in order; no chat waits for another. The
//! transaction of an update's effect marks it as applied, so that after a
//! crash an unmarked one is handled and a marked one only shown.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    panic::AssertUnwindSafe,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use chrono::Utc;
use futures::FutureExt;
use serde_json::value::RawValue;
use tokio::{
    sync::{Notify, watch},
    time::sleep,
};
use tracing::{debug, error, info, warn};

use crate::{
    db::{DbError, Tx},
    domain::id::{ProductId, TelegramId},
    shop::lately,
    store::inbox::{self, Entry, Position},
};

use super::{
    api::ApiError,
    context::{App, Context},
    front,
    incoming::{self, Incoming, Numbered, What},
    inline, route,
    screen::{Answer, Answered, Keyboard, Reply, Screen},
    show,
};

/// How long Telegram holds a poll open while nothing happens.
const POLL: Duration = Duration::from_secs(25);
/// Updates of one chat that wait at most; what comes on top is answered "slow down".
const PER_CHAT: usize = 64;
/// Updates that wait in all before no more are fetched.
const WAITING: usize = 8192;
/// A press is answered after this long, whatever its screen still needs.
const PATIENCE: Duration = Duration::from_secs(1);
/// Attempts before an update is given up with an apology.
const ATTEMPTS: u32 = 3;
/// Finished updates are forgotten with the next batch, or after this long without one.
const FORGET_AFTER: Duration = Duration::from_secs(1);
/// What is awaited of running handlers when the shop closes.
const DRAIN: Duration = Duration::from_secs(10);
/// The kinds of update the shop handles.
const ALLOWED: &[&str] = &[
    "message",
    "callback_query",
    "my_chat_member",
    "inline_query",
];

/// Why serving ended on its own.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The token was revoked.
    #[error("Telegram refused the token")]
    TokenRefused,
    /// Another process serves the shop now.
    #[error("another ecombot serves this shop now")]
    Displaced,
    /// The database failed at start.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Serves the shop's chats.
#[derive(Debug)]
pub struct Runner {
    app: Arc<App>,
    chats: Mutex<Chats>,
    /// Answers what is asked in other chats.
    inline: Arc<inline::Desk>,
    /// Wakes whoever waits for queues to change.
    settled: Notify,
    /// Rung when there is something to forget.
    finished: Notify,
}

#[derive(Debug, Default)]
struct Chats {
    /// Waiting updates of every chat that is being handled.
    queues: HashMap<TelegramId, VecDeque<Job>>,
    waiting: usize,
    /// Chats told to slow down since their queue was last empty.
    flooding: HashSet<TelegramId>,
    /// Updates that are done and can be forgotten.
    finished: Vec<Finished>,
}

/// An update that is done.
#[derive(Debug, Clone)]
struct Finished {
    update: i64,
    /// Who looked at which product, and when, in milliseconds.
    seen: Option<(TelegramId, ProductId, i64)>,
}

impl Finished {
    /// Forgets the update, and notes what it showed: in the same transaction, so that neither is
    /// written for its own sake or twice.
    fn settle(&self, tx: &mut Tx<'_>, bot: i64) -> Result<(), DbError> {
        inbox::forget(tx, bot, self.update)?;
        match self.seen {
            Some((person, product, at_ms)) => lately::note(tx, person, product, at_ms),
            None => Ok(()),
        }
    }
}

#[derive(Debug, Clone)]
struct Job {
    entry: Entry,
    incoming: Incoming,
}

impl Runner {
    /// Makes a runner for a bot.
    pub fn new(app: Arc<App>) -> Arc<Self> {
        Arc::new(Self {
            app,
            chats: Mutex::default(),
            inline: Arc::default(),
            settled: Notify::new(),
            finished: Notify::new(),
        })
    }

    /// Serves until `stop` says so, then lets running handlers finish.
    ///
    /// # Errors
    /// When the token is refused, or the inbox cannot be read at start.
    pub async fn serve(self: &Arc<Self>, mut stop: watch::Receiver<bool>) -> Result<(), RunError> {
        let bot = self.app.me.id;
        let (mut position, left_over) = self
            .app
            .db
            .write(move |tx| {
                let left_over = inbox::unfinished(tx, bot)?;
                Ok::<_, DbError>((inbox::position(tx, bot)?, left_over))
            })
            .await?;
        if !left_over.is_empty() {
            info!(
                updates = left_over.len(),
                "going on with updates of the last run"
            );
        }
        self.enqueue(self.recall(left_over));
        let forgetting = tokio::spawn(Arc::clone(self).forget_when_idle());
        let outcome = loop {
            // Only fetching may be broken off: a batch that is being committed is also handed out.
            let batch = tokio::select! {
                biased;
                _ = stop.wait_for(|stop| *stop) => break Ok(()),
                () = self.app.db.displaced() => break Err(RunError::Displaced),
                batch = self.fetch(position) => batch,
            };
            match batch {
                Ok(batch) if batch.is_empty() => {}
                Ok(batch) => self.accept(&batch, &mut position).await,
                Err(error) => break Err(error),
            }
        };
        if tokio::time::timeout(DRAIN, self.idle()).await.is_err() {
            warn!("some updates are still being handled; they are repeated at the next start");
        }
        forgetting.abort();
        // Whoever serves in this one's place keeps the position now.
        if !matches!(outcome, Err(RunError::Displaced))
            && let Err(error) = self.take_over(position.next, Vec::new()).await
        {
            debug!(%error, "finished updates not forgotten");
        }
        outcome
    }

    /// Waits until nothing is being handled.
    pub async fn idle(&self) {
        self.settle(|chats| chats.queues.is_empty()).await;
    }

    /// Waits until nothing of this chat is being handled.
    pub async fn chat_idle(&self, chat: TelegramId) {
        self.settle(|chats| !chats.queues.contains_key(&chat)).await;
    }

    async fn settle(&self, is_settled: impl Fn(&Chats) -> bool) {
        loop {
            let settled = self.settled.notified();
            tokio::pin!(settled);
            // Armed before the look, so that no change between the two is missed.
            settled.as_mut().enable();
            if is_settled(&self.chats()) {
                return;
            }
            settled.await;
        }
    }

    /// Acknowledges what was accepted and fetches the next batch; empty when there is none.
    async fn fetch(&self, position: Position) -> Result<Vec<Box<RawValue>>, RunError> {
        self.settle(|chats| chats.waiting <= WAITING).await;
        match self.app.api.updates(position.next, POLL, ALLOWED).await {
            Ok(batch) => Ok(batch),
            Err(error) => wait_out(error).await.map(|()| Vec::new()),
        }
    }

    /// Commits a batch to the inbox and hands it out; the next fetch acknowledges it.
    async fn accept(self: &Arc<Self>, batch: &[Box<RawValue>], position: &mut Position) {
        let (entries, after) = self.read(batch, *position);
        if after == *position {
            // Nothing to acknowledge with: what is wrong with these will not change at once.
            sleep(Duration::from_secs(1)).await;
            return;
        }
        match self.take_over(after.next, entries).await {
            Ok(new) => {
                *position = after;
                self.enqueue(new);
            }
            Err(error) => {
                // Not acknowledged, so Telegram keeps it.
                error!(%error, "updates not taken over, trying again");
                sleep(Duration::from_secs(1)).await;
            }
        }
    }

    /// Reads a batch; what has been taken over before is left out, and the position moves on.
    fn read(&self, batch: &[Box<RawValue>], position: Position) -> (Vec<Job>, Position) {
        let now = Utc::now().timestamp();
        let mut after = position;
        let mut jobs = Vec::with_capacity(batch.len());
        for raw in batch {
            let Some(numbered) = incoming::read(raw.get()) else {
                error!("an update without a number was skipped");
                continue;
            };
            let Numbered {
                update,
                incoming,
                asked,
            } = numbered;
            if is_repeated(update, position, now) {
                debug!(update.id = update, "update delivered twice");
                continue;
            }
            after = Position {
                next: update + 1,
                since: now,
            };
            if let Some(asked) = asked {
                // Nobody waits for the answer to an old one, so none is written down.
                self.inline.receive(&self.app, asked);
                continue;
            }
            let Some(incoming) = incoming else {
                debug!(update.id = update, "update is nothing the shop looks at");
                continue;
            };
            let entry = Entry {
                update,
                chat: incoming.origin.chat,
                payload: raw.get().to_owned(),
                is_applied: false,
                attempts: 0,
            };
            jobs.push(Job { entry, incoming });
        }
        (self.without_floods(jobs), after)
    }

    /// Drops what exceeds a chat's share; saying so, once, is the effect of those updates.
    fn without_floods(&self, jobs: Vec<Job>) -> Vec<Job> {
        let mut kept = Vec::with_capacity(jobs.len());
        let mut coming: HashMap<TelegramId, usize> = HashMap::new();
        for job in jobs {
            let chat = job.entry.chat;
            let mut chats = self.chats();
            let count = coming.entry(chat).or_default();
            let waiting = chats.queues.get(&chat).map_or(0, VecDeque::len) + *count;
            if waiting < PER_CHAT {
                *count += 1;
                kept.push(job);
                continue;
            }
            let is_first = chats.flooding.insert(chat);
            drop(chats);
            self.slow_down(job.incoming, is_first);
        }
        kept
    }

    fn slow_down(&self, incoming: Incoming, is_first: bool) {
        let (app, chat) = (Arc::clone(&self.app), incoming.origin.chat);
        let lang = app.lang(&incoming.profile);
        if is_first {
            warn!(chat.id = %chat, "chat floods, further updates are skipped");
        }
        tokio::spawn(async move {
            match incoming.origin.press {
                Some(press) => {
                    show::answer_press(
                        &app.api,
                        &press.query,
                        &Answer::Toast(lang.slow_down_toast()),
                    )
                    .await;
                }
                None if incoming.what.is_silent() => {}
                None if is_first => {
                    show::send(&app, chat, &Screen::text(lang.slow_down())).await;
                }
                None => {}
            }
        });
    }

    /// Commits new updates and forgets finished ones; returns the new ones, to be handed out.
    async fn take_over(&self, next: i64, jobs: Vec<Job>) -> Result<Vec<Job>, DbError> {
        let finished = std::mem::take(&mut self.chats().finished);
        if finished.is_empty() && jobs.is_empty() {
            return Ok(jobs);
        }
        let bot = self.app.me.id;
        let work = Arc::new((jobs, finished));
        let shared = Arc::clone(&work);
        let now = Utc::now().timestamp();
        let written = self
            .app
            .db
            .write(move |tx| {
                let (jobs, finished) = &*shared;
                for done in finished {
                    done.settle(tx, bot)?;
                }
                inbox::set_next_update(tx, bot, next, now)?;
                // One that is there already was committed by an attempt that failed, or by the last
                // run while it died; nobody has been handed it. Had it its effect, its mark says so.
                jobs.iter()
                    .try_for_each(|job| inbox::insert(tx, bot, &job.entry, now))
            })
            .await;
        if written.is_err() {
            self.chats().finished.extend_from_slice(&work.1);
        }
        written.map(|()| work.0.clone())
    }

    async fn forget_when_idle(self: Arc<Self>) {
        loop {
            self.finished.notified().await;
            sleep(FORGET_AFTER).await;
            let finished = std::mem::take(&mut self.chats().finished);
            if finished.is_empty() {
                continue;
            }
            let bot = self.app.me.id;
            let shared = Arc::new(finished);
            let work = Arc::clone(&shared);
            let forgotten = self
                .app
                .db
                .write(move |tx| work.iter().try_for_each(|done| done.settle(tx, bot)))
                .await;
            if let Err(error) = forgotten {
                debug!(%error, "finished updates not forgotten yet");
                self.chats().finished.extend_from_slice(&shared);
            }
        }
    }

    /// What the last run did not finish.
    fn recall(&self, entries: Vec<Entry>) -> Vec<Job> {
        let mut jobs = Vec::with_capacity(entries.len());
        for entry in entries {
            match incoming::read(&entry.payload).and_then(|numbered| numbered.incoming) {
                Some(incoming) => jobs.push(Job { entry, incoming }),
                None => self.finish(entry.update, None),
            }
        }
        jobs
    }

    fn enqueue(self: &Arc<Self>, jobs: Vec<Job>) {
        for job in jobs {
            let chat = job.entry.chat;
            let mut chats = self.chats();
            chats.waiting += 1;
            if let Some(queue) = chats.queues.get_mut(&chat) {
                queue.push_back(job);
                continue;
            }
            chats.queues.insert(chat, VecDeque::from([job]));
            drop(chats);
            tokio::spawn(Arc::clone(self).serve_chat(chat));
        }
    }

    async fn serve_chat(self: Arc<Self>, chat: TelegramId) {
        while let Some(job) = self.next_job(chat) {
            self.handle(job).await;
        }
        self.settled.notify_waiters();
    }

    /// The chat's next update; without one its queue is gone, in the same breath.
    fn next_job(&self, chat: TelegramId) -> Option<Job> {
        let mut chats = self.chats();
        let job = chats.queues.get_mut(&chat).and_then(VecDeque::pop_front);
        if job.is_some() {
            chats.waiting -= 1;
        } else {
            chats.queues.remove(&chat);
            chats.flooding.remove(&chat);
        }
        job
    }

    /// Whether the next update of the chat is another part of the same album.
    fn is_followed(&self, incoming: &Incoming) -> bool {
        let chats = self.chats();
        let next = chats
            .queues
            .get(&incoming.origin.chat)
            .and_then(VecDeque::front);
        let album = incoming.what.album();
        album.is_some() && album == next.and_then(|next| next.incoming.what.album())
    }

    fn finish(&self, update: i64, seen: Option<(TelegramId, ProductId, i64)>) {
        self.chats().finished.push(Finished { update, seen });
        self.finished.notify_one();
    }

    fn chats(&self) -> MutexGuard<'_, Chats> {
        // Nothing panics while holding it; were it to, the numbers in it would still be right.
        self.chats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Handles an update, again if need be, and in the end with an apology.
    async fn handle(&self, job: Job) {
        let Job {
            mut entry,
            incoming,
        } = job;
        if let Err(problem) = self.app.recall(incoming.origin.chat).await {
            // The attempts meet it again; until one succeeds, Telegram's language has to do.
            debug!(chat.id = %entry.chat, %problem, "language not read");
        }
        let lang = self.app.lang(&incoming.profile);
        while entry.attempts < ATTEMPTS {
            let context = Context {
                app: Arc::clone(&self.app),
                update: entry.update,
                origin: incoming.origin.clone(),
                profile: incoming.profile.clone(),
                lang,
                now: Utc::now(),
                is_followed: self.is_followed(&incoming),
                is_applied: AtomicBool::new(entry.is_applied),
                left_contact_keyboard: AtomicBool::new(false),
                seen: OnceLock::new(),
            };
            let attempt = AssertUnwindSafe(attempt(&context, &incoming))
                .catch_unwind()
                .await;
            let was_applied = entry.is_applied;
            entry.is_applied = context.is_applied.load(Ordering::Relaxed);
            let problem = match attempt {
                Ok(Ok(())) => {
                    let at_ms = context.now.timestamp_millis();
                    let seen = context.seen.get();
                    let seen = seen.map(|product| (context.chat(), *product, at_ms));
                    return self.finish(entry.update, seen);
                }
                // Its effect is there, and only to be shown: that is no failure.
                Ok(Err(DbError::Repeated)) if !was_applied => continue,
                Ok(Err(error)) => error.to_string(),
                Err(_) => "the handler panicked".to_owned(),
            };
            if !entry.is_applied && self.is_applied(entry.update).await {
                // It was committed all the same; only the answer was lost.
                entry.is_applied = true;
                continue;
            }
            entry.attempts += 1;
            debug!(update.id = entry.update, attempt = entry.attempts, %problem, "update not handled");
            if entry.attempts == ATTEMPTS {
                error!(update.id = entry.update, chat.id = %entry.chat, %problem, "update given up with an apology");
            }
            self.count_attempt(entry.update).await;
            sleep(Duration::from_millis(50 << entry.attempts)).await;
        }
        if incoming.what.is_silent() {
            if let Some(press) = &incoming.origin.press {
                show::answer_press(&self.app.api, &press.query, &Answer::Silent).await;
            }
            return self.finish(entry.update, None);
        }
        let apology = front::apology(lang, &self.app.front());
        match &incoming.origin.press {
            // The screen stays: its buttons may work the next time.
            Some(press) => {
                show::answer_press(&self.app.api, &press.query, &Answer::Silent).await;
                show::send(&self.app, entry.chat, &Screen::text(apology)).await;
            }
            None => {
                let apology = Reply::text(apology);
                show::show(&self.app, &incoming.origin, apology, Answered::NotYet).await;
            }
        }
        self.finish(entry.update, None);
    }

    /// Whether an update whose handling failed has had its effect after all.
    async fn is_applied(&self, update: i64) -> bool {
        let bot = self.app.me.id;
        let looked = self
            .app
            .db
            .write(move |tx| inbox::is_applied(tx, bot, update));
        looked
            .await
            .inspect_err(|error| debug!(%error, "mark not read"))
            .unwrap_or(false)
    }

    async fn count_attempt(&self, update: i64) {
        let (bot, now) = (self.app.me.id, Utc::now().timestamp());
        if let Err(error) = self
            .app
            .db
            .write(move |tx| inbox::count_attempt(tx, bot, update, now))
            .await
        {
            debug!(%error, "attempt not counted");
        }
    }
}

/// Handles an update once: effect, commit, screen.
async fn attempt(context: &Context, incoming: &Incoming) -> Result<(), DbError> {
    // A group has no screen of anybody's.
    let is_of_group = matches!(incoming.what, What::Group(_));
    if !is_of_group {
        context.recall().await?;
    }
    let is_replay = context.is_applied.load(Ordering::Relaxed);
    let handling = async {
        if is_replay {
            route::present(context, &incoming.what).await
        } else {
            route::handle(context, &incoming.what).await
        }
    };
    tokio::pin!(handling);
    let (reply, answered) = match &context.origin.press {
        // What an answer would have said is not sent to everybody in its place.
        Some(_) if is_of_group => (handling.await?, Answered::NotYet),
        None => (handling.await?, Answered::NotYet),
        Some(press) => tokio::select! {
            reply = &mut handling => (reply?, Answered::NotYet),
            () = sleep(PATIENCE) => {
                show::answer_press(&context.app.api, &press.query, &Answer::Silent).await;
                (handling.await?, Answered::Early)
            }
        },
    };
    let reply = if context.left_contact_keyboard.load(Ordering::Relaxed) && reply.before.is_none() {
        reply.after(Screen::with_keyboard(
            context.lang.checkout_paused(),
            Keyboard::Letters,
        ))
    } else {
        reply
    };
    show::show(&context.app, &context.origin, reply, answered).await;
    Ok(())
}

/// Whether an update has been taken over before. Telegram counts up, and begins anew at a random
/// number only after a week without updates (Bot API, `Update.update_id`).
const fn is_repeated(update: i64, position: Position, now: i64) -> bool {
    const NEIGHBOURHOOD: i64 = 100_000;
    const SILENCE: i64 = 6 * 24 * 3600;
    update < position.next
        && position.next - update <= NEIGHBOURHOOD
        && now - position.since < SILENCE
}

/// Waits before the next poll as the failure asks; only a refused token is the end.
async fn wait_out(error: ApiError) -> Result<(), RunError> {
    let wait = match &error {
        ApiError::Refused {
            code: 401 | 404, ..
        } => return Err(RunError::TokenRefused),
        ApiError::RetryAfter(wait) => *wait,
        ApiError::Refused { code: 409, .. } => {
            warn!(%error, "another program fetches this bot's updates; stop it");
            Duration::from_secs(3)
        }
        ApiError::Refused { .. } | ApiError::Unreachable(_) => {
            warn!(%error, "updates not fetched, trying again");
            Duration::from_secs(1)
        }
    };
    sleep(wait).await;
    Ok(())
}
