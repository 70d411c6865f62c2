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

use super::{admin, api::ApiError, context::App, show};

/// Orders looked at in a round.
const BATCH: usize = 50;
/// Looked at even when nobody rang.
const ROUND: Duration = Duration::from_secs(30);
/// Telegram's pace in a group is 20 messages a minute (Bots FAQ); some are left for what else is
/// said there.
const PER_MINUTE: usize = 18;
const MINUTE: Duration = Duration::from_secs(60);
/// The longest pause between attempts while Telegram is unreachable.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The worker that keeps the board.
#[derive(Debug)]
pub struct Board {
    app: Arc<App>,
    /// Raised when the shop closes.
    stop: watch::Receiver<bool>,
    pace: Pace,
    pause: Duration,
}

/// What became of a message.
enum Outcome {
    /// It shows what it has to, or never will.
    Settled,
    /// Not yet; after this long it may.
    Wait(Duration),
}

impl Board {
    /// Makes the worker; it works until `stop` says so.
    pub fn new(app: Arc<App>, stop: watch::Receiver<bool>) -> Self {
        Self {
            app,
            stop,
            pace: Pace::default(),
            pause: Duration::from_secs(1),
        }
    }

    /// Works until told to stop; what is not shown then is shown after the next start.
    pub async fn serve(mut self) {
        let mut stop = self.stop.clone();
        loop {
            let wait = match self.round().await {
                Ok(Outcome::Settled) => None,
                Ok(Outcome::Wait(wait)) => Some(wait),
                Err(error) => {
                    error!(%error, "order board not read");
                    None
                }
            };
            let woken = async {
                match wait {
                    Some(wait) => sleep(wait).await,
                    None => tokio::select! {
                        () = self.app.board_bell.notified() => {}
                        () = sleep(ROUND) => {}
                    },
                }
            };
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                () = woken => {}
            }
        }
    }

    async fn round(&mut self) -> Result<Outcome, DbError> {
        loop {
            let due = self.app.db.read(|tx| board::due(tx, BATCH)).await?;
            if due.is_empty() {
                return Ok(Outcome::Settled);
            }
            for order in due {
                let mut stop = self.stop.clone();
                tokio::select! {
                    _ = stop.wait_for(|stop| *stop) => return Ok(Outcome::Settled),
                    () = sleep_until(self.pace.turn()) => {}
                }
                // Read only now: what changed while others were served is shown with it.
                if let Outcome::Wait(wait) = self.show(order).await? {
                    return Ok(Outcome::Wait(wait));
                }
            }
        }
    }

    async fn show(&mut self, order: OrderId) -> Result<Outcome, DbError> {
        let post = self
            .app
            .db
            .read(move |tx| board::pending(tx, order))
            .await?;
        let Some(post) = post else {
            return Ok(Outcome::Settled);
        };
        let app = &self.app;
        let (lang, timezone) = (app.language, app.shop.timezone);
        let screen = admin::board::view::post(lang, timezone, &app.me.username, &post);
        self.pace.took();
        let sent = match post.message {
            Some(message) => show::edit_post(app, &post.place, message, &screen)
                .await
                .map(|()| message),
            None => show::post(app, &post.place, &screen).await,
        };
        let error = match sent {
            Ok(message) => {
                self.pause = Duration::from_secs(1);
                return self.settle(post, Some(message)).await;
            }
            Err(error) => error,
        };
        match &error {
            ApiError::RetryAfter(wait) => Ok(Outcome::Wait(*wait)),
            ApiError::Unreachable(problem) => {
                debug!(problem, "order board not reached, trying again");
                Ok(Outcome::Wait(self.longer_pause()))
            }
            // Where the group is now, it tells by an update of its own.
            error if error.says("upgraded to a supergroup") => {
                Ok(Outcome::Wait(self.longer_pause()))
            }
            error if ends_the_board(error) => {
                self.lose(post.place.chat, error).await?;
                Ok(Outcome::Settled)
            }
            error if post.message.is_some() && show::cannot_be_edited(error) => {
                debug!(%error, "message of the order board is gone");
                self.replace(post).await
            }
            error => {
                warn!(order.id = %post.order.id, %error, "order not shown on the board");
                let message = post.message;
                self.settle(post, message).await
            }
        }
    }

    /// Writes down what a message shows. Until that succeeds nothing else is sent: better late
    /// than twice.
    async fn settle(&self, post: BoardPost, message: Option<i32>) -> Result<Outcome, DbError> {
        let post = Arc::new(post);
        let mut stop = self.stop.clone();
        loop {
            let (post, now) = (Arc::clone(&post), Utc::now().timestamp());
            let written = self
                .app
                .db
                .write(move |tx| board::shown(tx, &post, message, now));
            match written.await {
                Ok(()) => return Ok(Outcome::Settled),
                Err(error) => error!(%error, "order shown on the board but not noted"),
            }
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return Ok(Outcome::Settled),
                () = sleep(Duration::from_secs(1)) => {}
            }
        }
    }

    /// A message that somebody deleted is posted anew, unless its order is over.
    async fn replace(&self, post: BoardPost) -> Result<Outcome, DbError> {
        if post.order.status.next(post.order.delivery_kind).is_empty() {
            return self.settle(post, None).await;
        }
        let now = Utc::now().timestamp();
        self.app
            .db
            .write(move |tx| board::gone(tx, &post, now))
            .await?;
        Ok(Outcome::Settled)
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

    fn longer_pause(&mut self) -> Duration {
        let pause = self.pause;
        self.pause = (pause * 2).min(LONGEST_PAUSE);
        pause
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

/// Never more than so many in any minute.
#[derive(Debug, Default)]
struct Pace {
    /// When the last ones were sent.
    taken: VecDeque<Instant>,
}

impl Pace {
    /// When the next one may be sent.
    fn turn(&self) -> Instant {
        match self.taken.front() {
            Some(first) if self.taken.len() >= PER_MINUTE => *first + MINUTE,
            _ => Instant::now(),
        }
    }

    fn took(&mut self) {
        self.took_at(Instant::now());
    }

    fn took_at(&mut self, now: Instant) {
        if self.taken.len() >= PER_MINUTE {
            self.taken.pop_front();
        }
        self.taken.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_minute_has_more_messages_than_a_group_takes() {
        let start = Instant::now();
        let mut pace = Pace::default();
        let mut sent = Vec::new();
        let mut now = start;
        for _ in 0..100 {
            // As fast as it may.
            now = now.max(pace.turn());
            pace.took_at(now);
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
