//! The waiting side of getUpdates: long polls, and the conflicts between them.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::Instant;

use super::error::ApiError;
use super::fault::Fault;
use super::params::Params;
use super::server::Server;
use super::telegram::{Context, Reply, Telegram};
use super::update::Poll;

/// A poll that found nothing and waits.
struct Waiting {
    bot: i64,
    poll: Poll,
    /// Compared with the number of the latest poll.
    ticket: u64,
    arrived: watch::Receiver<u64>,
    fault: Option<Fault>,
}

enum Begun {
    Ended(Reply),
    Waiting(Waiting),
}

enum Look {
    Nothing,
    Found(Value),
    Conflict { error: ApiError, delay: Duration },
}

/// Answers getUpdates when there are updates, when time is up, or when something ends the poll.
pub(super) async fn poll(server: &Server, token: &str, params: &Params) -> Reply {
    let mut waiting = match server.with(|telegram| begin(telegram, token, params)) {
        Begun::Ended(reply) => return reply,
        Begun::Waiting(waiting) => waiting,
    };
    let mut stopping = server.stopping();
    let deadline = Instant::now() + waiting.poll.timeout;
    let mut is_over = false;
    let outcome = loop {
        match server.with(|telegram| look(telegram, &waiting)) {
            Look::Found(updates) => break Ok(updates),
            Look::Conflict { error, delay } => {
                tokio::select! {
                    () = tokio::time::sleep(delay) => {}
                    _ = stopping.wait_for(|stopping| *stopping) => {}
                }
                break Err(error);
            }
            Look::Nothing if is_over => break Ok(json!([])),
            Look::Nothing => {}
        }
        tokio::select! {
            _ = waiting.arrived.changed() => {}
            () = tokio::time::sleep_until(deadline) => is_over = true,
            _ = stopping.wait_for(|stopping| *stopping) => is_over = true,
        }
    };
    server.with(|telegram| finish(telegram, waiting.bot, params, outcome, waiting.fault))
}

fn begin(telegram: &mut Telegram, token: &str, params: &Params) -> Begun {
    let bot_id = match telegram.authorise(token) {
        Ok(bot) => bot,
        Err(error) => return Begun::Ended(Reply::Answer(Err(error))),
    };
    let fault = telegram.faults.take("getUpdates", None);
    if let Some(fault) = &fault
        && !fault.spares_the_request()
    {
        let refusal = fault.refusal();
        let outcome = Err(refusal.unwrap_or_else(ApiError::not_executed));
        let fault = Some(fault.clone());
        return Begun::Ended(finish(telegram, bot_id, params, outcome, fault));
    }
    let now = telegram.now();
    let Some(bot) = telegram.bots.get_mut(&bot_id) else {
        let error = ApiError::new(401, "Unauthorized");
        return Begun::Ended(Reply::Answer(Err(error)));
    };
    let mut context = Context {
        bot,
        people: &telegram.people,
        params,
        now,
        plain_webhooks: telegram.plain_webhooks,
    };
    let poll = match context.begin_poll() {
        Ok(poll) => poll,
        Err(error) => {
            return Begun::Ended(finish(telegram, bot_id, params, Err(error), fault));
        }
    };
    let updates = bot.updates.take(poll.offset, poll.limit, now);
    if !updates.is_empty() || poll.timeout.is_zero() {
        let outcome = Ok(Value::Array(updates));
        return Begun::Ended(finish(telegram, bot_id, params, outcome, fault));
    }
    let ticket = bot.updates.begin_wait();
    let arrived = bot.updates.arrived.subscribe();
    // What was asked past is confirmed, though nothing is answered yet.
    telegram.touch();
    Begun::Waiting(Waiting {
        bot: bot_id,
        poll,
        ticket,
        arrived,
        fault,
    })
}

fn look(telegram: &mut Telegram, waiting: &Waiting) -> Look {
    let now = telegram.now();
    let Some(bot) = telegram.bots.get_mut(&waiting.bot) else {
        return Look::Nothing;
    };
    let updates = &mut bot.updates;
    if updates.polls.latest != waiting.ticket {
        let by_whom = if updates.polls.ended_by_webhook {
            "terminated by setWebhook request"
        } else {
            "terminated by other getUpdates request; make sure that only one bot instance is running"
        };
        return Look::Conflict {
            error: ApiError::conflict(by_whom),
            delay: updates.conflict_delay(),
        };
    }
    let found = updates.take(waiting.poll.offset, waiting.poll.limit, now);
    if found.is_empty() {
        return Look::Nothing;
    }
    Look::Found(Value::Array(found))
}

fn finish(
    telegram: &mut Telegram,
    bot: i64,
    params: &Params,
    outcome: Result<Value, ApiError>,
    fault: Option<Fault>,
) -> Reply {
    telegram.record(bot, "getUpdates", params, &outcome, fault.clone());
    Reply::to(outcome, fault.as_ref(), telegram.now())
}
