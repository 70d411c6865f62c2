//! Brings the messages of the order board up to date, at the pace of a group.
//!
//! A message is marked in the transaction that changes its order, and shows what is there when its
//! turn comes: several changes in a row cost one edit. Whoever is made to wait here, nobody else
//! is.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use chrono::Utc;
use tokio::{
    sync::watch,
    time::{Instant, sleep, sleep_until},
};
use tracing::{debug, error, warn};

use crate::{
    db::DbError,
    domain::{
        board::BoardPost,
        id::{OrderId, TelegramId},
    },
    shop::board,
};

use super::{
    admin,
    api::ApiError,
    context::App,
    show::{self, group},
};

/// Orders looked at in a round.
const BATCH: usize = 50;
/// Looked at even when nobody rang.
const ROUND: Duration = Duration::from_secs(30);
/// Telegram's pace in a group is 20 messages a minute (Bots FAQ); some are left for what else is
/// said there.
const PER_MINUTE: usize = 18;
const MINUTE: Duration = Duration::from_secs(60);
/// The pause after a first attempt while Telegram is unreachable, and the longest one.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The worker that keeps the board.
#[derive(Debug)]
pub struct Board {
    app: Arc<App>,
    /// Raised when the shop closes.
    stop: watch::Receiver<bool>,
    /// How the group is paced where the board was last.
    pace: Pace,
}

impl Board {
    /// Makes the worker; it works until `stop` says so.
    pub fn new(app: Arc<App>, stop: watch::Receiver<bool>) -> Self {
        Self {
            app,
            stop,
            pace: Pace::of(None),
        }
    }

    /// Works until told to stop; what is not shown then is shown after the next start.
    pub async fn serve(mut self) {
        let mut stop = self.stop.clone();
        loop {
            let turn = match self.round().await {
                Ok(turn) => turn,
                Err(error) => {
                    error!(%error, "order board not read");
                    None
                }
            };
            let turn = turn.unwrap_or_else(|| Instant::now() + ROUND);
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                () = self.app.board_bell.notified() => {}
                () = sleep_until(turn) => {}
            }
        }
    }

    /// Shows what is due, as far as the group takes it now; tells when it takes more.
    async fn round(&mut self) -> Result<Option<Instant>, DbError> {
        loop {
            let (chat, due) = self.app.db.read(|tx| board::due(tx, BATCH)).await?;
            if due.is_empty() {
                return Ok(None);
            }
            if self.pace.chat != chat {
                self.pace = Pace::of(chat);
            }
            for order in due {
                let turn = self.pace.turn();
                if turn > Instant::now() || *self.stop.borrow() {
                    return Ok(Some(turn));
                }
                self.show(order).await?;
            }
        }
    }

    async fn show(&mut self, order: OrderId) -> Result<(), DbError> {
        let app = Arc::clone(&self.app);
        // Read only now: what changed while others were served is shown with it.
        let post = app.db.read(move |tx| board::pending(tx, order)).await?;
        let Some(post) = post.filter(|post| self.pace.chat == Some(post.place.chat)) else {
            return Ok(());
        };
        let (lang, timezone) = (app.language(), app.shop().timezone);
        let screen = admin::board::view::post(lang, timezone, &app.me.username, &post);
        self.pace.took(Instant::now());
        // A new message may be pressed before it is noted; whoever does waits for this.
        let _posting = app.board_posting.lock().await;
        let sent = match post.message {
            Some(message) => group::edit(&app, &post.place, message, &screen)
                .await
                .map(|()| message),
            None => group::post(&app, &post.place, &screen).await,
        };
        let error = match sent {
            Ok(message) => {
                self.pace.pause = FIRST_PAUSE;
                return self.settle(post, Some(message)).await;
            }
            Err(error) => error,
        };
        match &error {
            ApiError::RetryAfter(wait) => self.pace.rest(*wait),
            ApiError::Unreachable(problem) => {
                debug!(problem, "order board not reached, trying again");
                self.pace.rest_longer();
            }
            // Where the group is now, it tells by an update of its own.
            error if error.says("upgraded to a supergroup") => self.pace.rest_longer(),
            error if ends_the_board(error) => self.lose(post.place.chat, error).await?,
            error if post.message.is_some() && show::cannot_be_edited(error) => {
                debug!(%error, "message of the order board is gone");
                self.replace(post).await?;
            }
            error => {
                warn!(order.id = %post.order.id, %error, "order not shown on the board");
                let message = post.message;
                self.settle(post, message).await?;
            }
        }
        Ok(())
    }

    /// Writes down what a message shows. Until that succeeds nothing else is sent: better late
    /// than twice.
    async fn settle(&self, post: BoardPost, message: Option<i32>) -> Result<(), DbError> {
        let post = Arc::new(post);
        let mut stop = self.stop.clone();
        loop {
            let (post, now) = (Arc::clone(&post), Utc::now().timestamp());
            let written = self
                .app
                .db
                .write(move |tx| board::shown(tx, &post, message, now));
            match written.await {
                Ok(()) => return Ok(()),
                Err(error) => error!(%error, "order shown on the board but not noted"),
            }
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return Ok(()),
                () = sleep(Duration::from_secs(1)) => {}
            }
        }
    }

    /// A message that somebody deleted is posted anew, unless its order is over.
    async fn replace(&self, post: BoardPost) -> Result<(), DbError> {
        if post.order.status.next(post.order.delivery_kind).is_empty() {
            return self.settle(post, None).await;
        }
        let now = Utc::now().timestamp();
        self.app
            .db
            .write(move |tx| board::gone(tx, &post, now))
            .await
    }

    async fn lose(&self, chat: TelegramId, error: &ApiError) -> Result<(), DbError> {
        let now = Utc::now().timestamp();
        let lost = self.app.db.write(move |tx| board::lose(tx, chat, now));
        if lost.await? {
            warn!(chat.id = %chat, %error, "the order board has ended");
            self.app.outbox_bell.notify_one();
        }
        Ok(())
    }
}

/// Whether a refusal says that nothing can be shown in this group, or this topic, any more.
fn ends_the_board(error: &ApiError) -> bool {
    matches!(error, ApiError::Refused { code: 403, .. })
        || [
            "chat not found",
            "message thread not found",
            "TOPIC_CLOSED",
            "TOPIC_DELETED",
            "not enough rights",
            "have no rights to send",
            "CHAT_WRITE_FORBIDDEN",
            "CHAT_RESTRICTED",
        ]
        .iter()
        .any(|words| error.says(words))
}

/// When a group takes the next message: never more than so many in any minute, and none before the
/// time that Telegram asked for.
#[derive(Debug)]
struct Pace {
    chat: Option<TelegramId>,
    /// When the last ones were sent.
    taken: VecDeque<Instant>,
    rested: Option<Instant>,
    /// How long to rest when Telegram is not reached the next time.
    pause: Duration,
}

impl Pace {
    /// That of a group nothing has been sent to.
    const fn of(chat: Option<TelegramId>) -> Self {
        Self {
            chat,
            taken: VecDeque::new(),
            rested: None,
            pause: FIRST_PAUSE,
        }
    }

    /// When the next one may be sent.
    fn turn(&self) -> Instant {
        let first = self.taken.front();
        let room = first.filter(|_| self.taken.len() >= PER_MINUTE);
        let room = room.map(|first| *first + MINUTE);
        room.max(self.rested).unwrap_or_else(Instant::now)
    }

    fn took(&mut self, now: Instant) {
        if self.taken.len() >= PER_MINUTE {
            self.taken.pop_front();
        }
        self.taken.push_back(now);
    }

    fn rest(&mut self, wait: Duration) {
        self.rested = Some(Instant::now() + wait);
    }

    fn rest_longer(&mut self) {
        self.rest(self.pause);
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_minute_has_more_messages_than_a_group_takes() {
        let start = Instant::now();
        let mut pace = Pace::of(None);
        let mut sent = Vec::new();
        let mut now = start;
        for _ in 0..100 {
            // As fast as it may.
            now = now.max(pace.turn());
            pace.took(now);
            sent.push(now);
        }
        for (index, first) in sent.iter().enumerate() {
            let within = sent[index..]
                .iter()
                .filter(|later| **later - *first < MINUTE);
            assert!(within.count() <= PER_MINUTE);
        }
        let burst = sent.iter().filter(|time| **time - start < MINUTE).count();
        assert_eq!(burst, PER_MINUTE, "nobody waits before there is need to");
    }

    #[test]
    fn refusals_that_end_the_board_are_told_from_others() {
        let refused = |code, description: &str| ApiError::Refused {
            code,
            description: description.into(),
        };
        for (error, expected) in [
            (
                refused(403, "Forbidden: bot was kicked from the supergroup chat"),
                true,
            ),
            (refused(400, "Bad Request: chat not found"), true),
            (refused(400, "Bad Request: message thread not found"), true),
            (
                refused(
                    400,
                    "Bad Request: not enough rights to send text messages to the chat",
                ),
                true,
            ),
            (
                refused(400, "Bad Request: message to edit not found"),
                false,
            ),
            (refused(400, "Bad Request: message is too long"), false),
            (ApiError::RetryAfter(MINUTE), false),
            (ApiError::Unreachable("gone".into()), false),
        ] {
            assert_eq!(ends_the_board(&error), expected, "{error}");
        }
    }
}
