//! The queue of updates of one bot, with the rules of getUpdates.

use std::collections::{HashSet, VecDeque};
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use tokio::sync::watch;

/// Bytes of updates in one answer.
const MAX_ANSWER: usize = 4 << 20;
/// Confirmed updates kept so that a test can have one delivered again.
const HISTORY: usize = 2_000;
const DAY: i64 = 24 * 60 * 60;

/// What an update tells, by its name in the Bot API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UpdateKind {
    Message,
    EditedMessage,
    CallbackQuery,
    MyChatMember,
    PreCheckoutQuery,
    InlineQuery,
    ChosenInlineResult,
}

impl UpdateKind {
    fn name(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::EditedMessage => "edited_message",
            Self::CallbackQuery => "callback_query",
            Self::MyChatMember => "my_chat_member",
            Self::PreCheckoutQuery => "pre_checkout_query",
            Self::InlineQuery => "inline_query",
            Self::ChosenInlineResult => "chosen_inline_result",
        }
    }

    /// Seconds after which an undelivered update is forgotten.
    fn lifetime(self) -> i64 {
        match self {
            Self::CallbackQuery | Self::PreCheckoutQuery | Self::InlineQuery => 150,
            Self::Message | Self::EditedMessage | Self::MyChatMember | Self::ChosenInlineResult => {
                DAY
            }
        }
    }
}

#[derive(Clone)]
pub(super) struct Queued {
    pub(super) id: i64,
    /// The user it comes from; a webhook gets the updates of one user one after another.
    pub(super) owner: i64,
    pub(super) expires: i64,
    pub(super) body: Value,
}

pub(super) struct UpdateQueue {
    first_id: i64,
    next_id: i64,
    waiting: VecDeque<Queued>,
    /// Delivered once more, whatever the offset says.
    again: Vec<Value>,
    history: VecDeque<Queued>,
    /// The kinds a bot asked for; `None`: all that are sent by default.
    allowed: Option<Vec<String>>,
    /// Ends waiting polls: any change of this number.
    pub(super) arrived: watch::Sender<u64>,
    pub(super) polls: Polls,
}

/// What the server remembers of earlier polls.
pub(super) struct Polls {
    /// Raised whenever a poll begins to wait; a waiting poll whose number has passed is ended.
    pub(super) latest: u64,
    pub(super) ended_by_webhook: bool,
    last: Option<(i64, Instant)>,
    next_conflict: Option<Instant>,
}

/// One call of getUpdates after the server's corrections.
#[derive(Debug, Clone, Copy)]
pub(super) struct Poll {
    pub(super) offset: i64,
    pub(super) limit: usize,
    pub(super) timeout: Duration,
}

impl UpdateQueue {
    pub(super) fn starting_at(first_id: i64) -> Self {
        Self {
            first_id,
            next_id: first_id,
            waiting: VecDeque::new(),
            again: Vec::new(),
            history: VecDeque::new(),
            allowed: None,
            arrived: watch::Sender::new(0),
            polls: Polls {
                latest: 0,
                ended_by_webhook: false,
                last: None,
                next_conflict: None,
            },
        }
    }

    /// The identifier of the update created last.
    pub(super) fn last_id(&self) -> i64 {
        self.next_id - 1
    }

    /// Queues an update, unless the bot asked not to be told of its kind. Returns its identifier,
    /// or that of the last one before.
    pub(super) fn push(&mut self, kind: UpdateKind, owner: i64, content: Value, now: i64) -> i64 {
        let is_wanted = match &self.allowed {
            None => true,
            Some(allowed) => allowed.iter().any(|name| name == kind.name()),
        };
        if !is_wanted {
            return self.last_id();
        }
        let id = self.next_id;
        let body = json!({ "update_id": id, kind.name(): content });
        self.enqueue(owner, body, now + kind.lifetime())
    }

    fn enqueue(&mut self, owner: i64, body: Value, expires: i64) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        self.waiting.push_back(Queued {
            id,
            owner,
            expires,
            body,
        });
        self.wake();
        id
    }

    pub(super) fn wake(&self) {
        self.arrived.send_modify(|version| *version += 1);
    }

    /// Delivers a past or waiting update once more under its own identifier: in the next answer
    /// to getUpdates, or as one more request to the webhook.
    pub(super) fn again(&mut self, id: i64, to_webhook: bool) -> bool {
        let Some(found) = self.find(id).cloned() else {
            return false;
        };
        if to_webhook {
            let place = self.waiting.partition_point(|queued| queued.id < id);
            self.waiting.insert(place, found);
        } else {
            self.again.push(found.body);
        }
        self.wake();
        true
    }

    /// Queues the content of an update once more as a new one.
    pub(super) fn repeat(&mut self, id: i64) -> Option<i64> {
        let found = self.find(id)?;
        let (owner, mut body, expires) = (found.owner, found.body.clone(), found.expires);
        body["update_id"] = json!(self.next_id);
        Some(self.enqueue(owner, body, expires))
    }

    fn find(&self, id: i64) -> Option<&Queued> {
        let mut known = self.waiting.iter().chain(self.history.iter().rev());
        known.find(|queued| queued.id == id)
    }

    pub(super) fn issued(&self, id: i64) -> bool {
        (self.first_id..self.next_id).contains(&id)
    }

    /// Whether the bot has neither confirmed the update nor let it expire.
    pub(super) fn is_pending(&self, id: i64, now: i64) -> bool {
        let mut waiting = self.waiting.iter();
        waiting.any(|queued| queued.id == id && queued.expires > now)
    }

    /// When a waiting update expires.
    pub(super) fn expiry(&self, id: i64) -> Option<i64> {
        let mut waiting = self.waiting.iter();
        waiting
            .find(|queued| queued.id == id)
            .map(|queued| queued.expires)
    }

    /// The oldest waiting update of every user, oldest first.
    pub(super) fn heads(&self) -> Vec<&Queued> {
        let mut owners = HashSet::new();
        let heads = self.waiting.iter();
        heads.filter(|queued| owners.insert(queued.owner)).collect()
    }

    /// Forgets one update, out of its turn, that a webhook has confirmed or that is given up.
    pub(super) fn forget(&mut self, id: i64) {
        let Some(place) = self.waiting.iter().position(|queued| queued.id == id) else {
            return;
        };
        if let Some(gone) = self.waiting.remove(place) {
            self.history.push_back(gone);
            self.trim_history();
        }
    }

    pub(super) fn pending(&self, now: i64) -> usize {
        let is_alive = |queued: &&Queued| queued.expires > now;
        self.waiting.iter().filter(is_alive).count()
    }

    /// Remembers which kinds the bot wants. What is no array leaves the list as it was; an empty
    /// one, or one without a known name, brings the default back.
    pub(super) fn allow(&mut self, kinds: Option<&Value>) {
        let Some(Value::Array(kinds)) = kinds else {
            return;
        };
        let known: Vec<String> = kinds
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_ascii_lowercase)
            .filter(|kind| UPDATE_NAMES.contains(&kind.as_str()))
            .collect();
        self.allowed = (!known.is_empty()).then_some(known);
    }

    pub(super) fn allowed(&self) -> Option<&[String]> {
        self.allowed.as_deref()
    }

    /// Applies the server's corrections to a new call of getUpdates: a bot that asks the same
    /// again is made to wait.
    pub(super) fn begin_poll(&mut self, offset: i64, limit: i64, timeout: i64) -> Poll {
        let mut limit = usize::try_from(limit.clamp(1, 100)).unwrap_or(100);
        let mut seconds = timeout.clamp(0, 50);
        let now = Instant::now();
        if let Some((last_offset, last_start)) = self.polls.last
            && last_offset == offset
        {
            let since = now.duration_since(last_start);
            if since < Duration::from_secs(3) && seconds < 3 {
                seconds = 3;
            }
            if since < Duration::from_millis(500) {
                limit = 1;
            }
        }
        self.polls.last = Some((offset, now));
        Poll {
            offset,
            limit,
            timeout: Duration::from_secs(u64::try_from(seconds).unwrap_or(0)),
        }
    }

    /// Marks the poll as waiting, which ends the one that waited before.
    pub(super) fn begin_wait(&mut self) -> u64 {
        self.polls.latest += 1;
        self.polls.ended_by_webhook = false;
        self.wake();
        self.polls.latest
    }

    /// How long the answer to a conflict is held back: conflicts are spaced three seconds apart.
    pub(super) fn conflict_delay(&mut self) -> Duration {
        const SPACING: Duration = Duration::from_secs(3);
        let now = Instant::now();
        match self.polls.next_conflict {
            Some(next) if now < next => SPACING,
            _ => {
                self.polls.next_conflict = Some(now + SPACING);
                Duration::ZERO
            }
        }
    }

    /// Forgets what the offset confirms and returns what follows.
    pub(super) fn take(&mut self, offset: i64, limit: usize, now: i64) -> Vec<Value> {
        let tail = self.next_id;
        if offset < 0 {
            let newest = usize::try_from(-offset).unwrap_or(usize::MAX);
            let surplus = self.waiting.len().saturating_sub(newest);
            self.confirm(surplus);
        } else if offset > 0 && offset <= tail + 10 {
            let confirmed = self.waiting.partition_point(|queued| queued.id < offset);
            self.confirm(confirmed);
        }
        let mut answer = std::mem::take(&mut self.again);
        let mut room = MAX_ANSWER;
        let alive = self.waiting.iter().filter(|queued| queued.expires > now);
        for queued in alive.take(limit) {
            let size = queued.body.to_string().len();
            if size > room {
                break;
            }
            room -= size;
            answer.push(queued.body.clone());
        }
        answer
    }

    fn confirm(&mut self, count: usize) {
        let gone = self.waiting.drain(..count);
        self.history.extend(gone);
        self.trim_history();
    }

    fn trim_history(&mut self) {
        let surplus = self.history.len().saturating_sub(HISTORY);
        self.history.drain(..surplus);
    }

    /// Forgets everything that waits, as `drop_pending_updates` does.
    pub(super) fn drop_pending(&mut self) {
        self.confirm(self.waiting.len());
    }
}

/// The names `allowed_updates` may hold.
const UPDATE_NAMES: [&str; 27] = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "guest_message",
    "managed_bot",
    "subscription",
    "stopped_message_generation",
];

/// An object of the fields that are there: null is never sent.
pub(super) fn present<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let mut object = Map::new();
    for (name, value) in fields {
        if let Some(value) = value {
            object.insert(name.to_owned(), value);
        }
    }
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: i64 = 700;

    fn queue(count: usize) -> UpdateQueue {
        let mut queue = UpdateQueue::starting_at(FIRST);
        for _ in 0..count {
            queue.push(UpdateKind::Message, 7, json!({}), 0);
        }
        queue
    }

    fn ids(updates: &[Value]) -> Vec<i64> {
        let id = |update: &Value| update["update_id"].as_i64().map(|id| id - FIRST);
        updates.iter().filter_map(id).collect()
    }

    #[test]
    fn a_test_can_have_an_update_delivered_twice() {
        let mut queue = queue(2);
        queue.take(FIRST + 2, 100, 0);
        assert!(queue.again(FIRST + 1, false));
        assert!(!queue.again(FIRST + 9, false));
        assert_eq!(ids(&queue.take(FIRST + 2, 100, 0)), [1]);
        assert_eq!(ids(&queue.take(FIRST + 2, 100, 0)), [0; 0]);
        assert_eq!(queue.repeat(FIRST), Some(FIRST + 2));
        assert_eq!(ids(&queue.take(FIRST + 2, 100, 0)), [2]);
    }
}
