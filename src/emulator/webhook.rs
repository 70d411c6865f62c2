//! Updates on their way to a webhook: whose turn it is, and what follows from its answer.
//!
//! The updates of one user go one after another, those of different users side by side. Nothing
//! here sends: see `delivery.rs`.

use std::collections::HashMap;

use rand::Rng;
use serde_json::Value;

use super::telegram::{Bot, Telegram};

/// A webhook that has answered 410 for so long is removed.
const GONE_FOR: i64 = 23 * 60 * 60;
/// The longest `Retry-After` that is listened to.
const MAX_RETRY_AFTER: i64 = 60 * 60;
/// The shortest of the longest waits between two tries; the longest is twice as long.
const MAX_DELAY: i64 = 60;

#[derive(Debug, Clone)]
pub(super) struct Webhook {
    pub(super) url: String,
    pub(super) secret_token: String,
    pub(super) max_connections: usize,
    pub(super) has_certificate: bool,
    pub(super) set_at: i64,
    /// When the last delivery failed and how.
    pub(super) last_error: Option<(i64, String)>,
    /// Users whose next update is on its way or has failed.
    lanes: HashMap<i64, Lane>,
    gone_since: Option<i64>,
    /// Tells it from those set before, whose deliveries may still be under way.
    generation: u64,
}

#[derive(Debug, Clone)]
struct Lane {
    update_id: i64,
    is_busy: bool,
    has_failed: bool,
    delay: i64,
    wakes_at: i64,
}

/// One request to a webhook.
#[derive(Debug, Clone)]
pub(super) struct Delivery {
    pub(super) bot: i64,
    pub(super) token: String,
    pub(super) url: String,
    pub(super) secret_token: String,
    pub(super) body: Value,
    owner: i64,
    update_id: i64,
    generation: u64,
}

/// How a request to a webhook ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Answered {
        status: u16,
        reason: String,
        /// Seconds; 0 if the answer does not say.
        retry_after: i64,
    },
    /// Nothing was heard, and why.
    Failed(String),
}

impl Webhook {
    pub(super) fn new(url: String, secret_token: String, set_at: i64) -> Self {
        Self {
            url,
            secret_token,
            max_connections: 40,
            has_certificate: false,
            set_at,
            last_error: None,
            lanes: HashMap::new(),
            gone_since: None,
            generation: rand::random(),
        }
    }
}

impl Telegram {
    /// Takes every update whose turn it is.
    pub(super) fn begin_deliveries(&mut self, now: i64) -> Vec<Delivery> {
        let bots = self.bots.values_mut();
        bots.flat_map(|bot| bot.begin_deliveries(now)).collect()
    }

    /// When the next failed update is to be tried again. Those whose time has come already wait
    /// for something else: for a connection, or for the test that holds them.
    pub(super) fn next_delivery(&self, now: i64) -> Option<i64> {
        let webhooks = self.bots.values().filter_map(|bot| bot.webhook.as_ref());
        let lanes = webhooks.flat_map(|webhook| webhook.lanes.values());
        let resting = lanes.filter(|lane| !lane.is_busy && lane.wakes_at > now);
        resting.map(|lane| lane.wakes_at).min()
    }

    pub(super) fn finish_delivery(&mut self, delivery: &Delivery, outcome: Outcome) {
        let now = self.now();
        if let Some(bot) = self.bots.get_mut(&delivery.bot) {
            bot.finish_delivery(delivery, outcome, now);
        }
        self.touch();
    }
}

impl Bot {
    fn begin_deliveries(&mut self, now: i64) -> Vec<Delivery> {
        let Some(webhook) = &mut self.webhook else {
            return Vec::new();
        };
        let heads = self.updates.heads();
        webhook.lanes.retain(|owner, lane| {
            let is_head =
                |head: &&super::update::Queued| head.owner == *owner && head.id == lane.update_id;
            lane.is_busy || heads.iter().any(is_head)
        });
        let busy = webhook.lanes.values().filter(|lane| lane.is_busy).count();
        let mut room = webhook.max_connections.saturating_sub(busy);
        let mut deliveries = Vec::new();
        let mut expired = Vec::new();
        for head in heads {
            let is_waiting = |lane: &Lane| lane.is_busy || lane.wakes_at > now;
            if self.held.contains(&head.owner)
                || webhook.lanes.get(&head.owner).is_some_and(is_waiting)
            {
                continue;
            }
            if head.expires <= now {
                expired.push(head.id);
                continue;
            }
            if room == 0 {
                break;
            }
            room -= 1;
            let lane = webhook.lanes.entry(head.owner).or_insert(Lane {
                update_id: head.id,
                is_busy: true,
                has_failed: false,
                delay: 1,
                wakes_at: now,
            });
            lane.is_busy = true;
            deliveries.push(Delivery {
                bot: self.id,
                token: self.token.clone(),
                url: webhook.url.clone(),
                secret_token: webhook.secret_token.clone(),
                body: head.body.clone(),
                owner: head.owner,
                update_id: head.id,
                generation: webhook.generation,
            });
        }
        if expired.is_empty() {
            return deliveries;
        }
        for id in expired {
            self.updates.forget(id);
        }
        // What stood behind the expired ones is next.
        deliveries.extend(self.begin_deliveries(now));
        deliveries
    }

    /// Confirms an update, or decides when it is tried again: at once, then after 2, 4, 8 … seconds,
    /// or when the webhook says. What would expire before is given up.
    fn finish_delivery(&mut self, delivery: &Delivery, outcome: Outcome, now: i64) {
        let webhook = self.webhook.as_mut();
        let Some(webhook) = webhook.filter(|webhook| webhook.generation == delivery.generation)
        else {
            return;
        };
        let is_gone = matches!(outcome, Outcome::Answered { status: 410, .. });
        let (error, retry_after) = match outcome {
            Outcome::Answered {
                status: 200..=299, ..
            } => {
                webhook.gone_since = None;
                webhook.lanes.remove(&delivery.owner);
                self.updates.forget(delivery.update_id);
                return;
            }
            Outcome::Answered {
                status,
                reason,
                retry_after,
            } => {
                let error = format!("Wrong response from the webhook: {status} {reason}");
                (error, retry_after.clamp(0, MAX_RETRY_AFTER))
            }
            Outcome::Failed(error) => (error, 0),
        };
        webhook.last_error = Some((now, error));
        webhook.gone_since = webhook.gone_since.or(Some(now)).filter(|_| is_gone);
        if webhook
            .gone_since
            .is_some_and(|since| now - since > GONE_FOR)
        {
            self.webhook = None;
            return;
        }
        let Some(lane) = webhook.lanes.get_mut(&delivery.owner) else {
            return;
        };
        let mut wait = retry_after;
        if retry_after == 0 && lane.has_failed {
            let longest = rand::rng().random_range(MAX_DELAY..=2 * MAX_DELAY);
            lane.delay = (lane.delay * 2).min(longest);
            wait = lane.delay;
        }
        lane.is_busy = false;
        lane.has_failed = true;
        lane.wakes_at = now + wait;
        let expires = self.updates.expiry(delivery.update_id);
        if expires.is_none_or(|expires| now + wait > expires) {
            webhook.lanes.remove(&delivery.owner);
            self.updates.forget(delivery.update_id);
        }
    }
}
