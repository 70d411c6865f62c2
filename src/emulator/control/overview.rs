//! The whole: bots, people, calls, the clock, and the bot's restart.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Refusal, answer, number, read};
use crate::emulator::server::Server;
use crate::emulator::telegram::{Call, Profile, Telegram};

/// Calls in one answer.
const MAX_CALLS: usize = 200;
/// Bytes of a call's parameters shown.
const MAX_PARAMS: usize = 2_000;

#[derive(Deserialize)]
struct Somebody {
    first_name: String,
    last_name: Option<String>,
    username: Option<String>,
    language_code: Option<String>,
    phone_number: Option<String>,
}

#[derive(Deserialize)]
struct Clock {
    advance: i64,
}

pub(super) async fn state(State(server): State<Server>) -> Response {
    let (epoch, url) = (server.epoch().to_string(), server.url());
    answer(Ok(server.with(|telegram| {
        json!({
            "epoch": epoch,
            "url": url,
            "now": telegram.now(),
            "bots": bots(telegram),
            "people": people(telegram),
            "steps": telegram.stage.steps.iter().map(|step| json!({
                "title": step.title, "hint": step.hint, "done": step.is_done,
            })).collect::<Value>(),
            "can_restart": telegram.stage.restart.is_some(),
            "faults": telegram.faults.count(),
            "limits": telegram.faults.limits().map(|(chat_id, until)| json!({
                "chat_id": chat_id, "until": until,
            })).collect::<Value>(),
        })
    })))
}

fn bots(telegram: &Telegram) -> Value {
    let mut bots: Vec<_> = telegram.bots.values().collect();
    bots.sort_by_key(|bot| (telegram.first_bot() != Some(bot.id), bot.id));
    let bots = bots.into_iter();
    bots.map(|bot| {
        // The page shows private chats only.
        let private = bot.chats.iter().filter(|(_, chat)| chat.circle.is_none());
        let mut chats: Vec<_> = private.map(|(id, _)| id).collect();
        chats.sort_unstable();
        json!({
            "id": bot.id,
            "username": bot.username,
            "name": bot.to_value()["first_name"],
            "inline": bot.inline.is_on,
            "chats": chats,
        })
    })
    .collect()
}

/// Those the page opens by itself come first.
fn people(telegram: &Telegram) -> Value {
    let seat = |id: i64| {
        let mut seats = telegram.stage.seats.iter();
        seats.position(|seat| seat.user_id == id)
    };
    let mut people: Vec<_> = telegram.people.values().collect();
    people.sort_by_key(|person| (seat(person.id).unwrap_or(usize::MAX), person.id));
    let people = people.into_iter();
    people
        .map(|person| {
            let role = seat(person.id).map(|place| telegram.stage.seats[place].role.as_str());
            json!({
                "id": person.id,
                "first_name": person.profile.first_name,
                "last_name": person.profile.last_name,
                "username": person.profile.username,
                "language_code": person.profile.language_code,
                "phone_number": person.phone_number(),
                "role": role,
            })
        })
        .collect()
}

pub(super) async fn add_person(State(server): State<Server>, body: Bytes) -> Response {
    let made = read(&body).and_then(|somebody: Somebody| {
        if somebody.first_name.trim().is_empty() {
            let words = "everybody has a first name";
            return Err(Refusal::new(StatusCode::BAD_REQUEST, words));
        }
        let user = server.user_with(Profile {
            id: None,
            first_name: somebody.first_name,
            last_name: somebody.last_name,
            username: somebody.username,
            language_code: somebody.language_code,
            phone_number: somebody.phone_number,
        });
        Ok(json!({ "id": user.id() }))
    });
    answer(made)
}

pub(super) async fn calls(State(server): State<Server>, uri: Uri) -> Response {
    let after = number(&uri, "after").unwrap_or(0);
    answer(Ok(server.with(|telegram| {
        let calls = &telegram.journal.calls;
        let first = calls.partition_point(|call| call.id <= after);
        let first = first.max(calls.len().saturating_sub(MAX_CALLS));
        let calls: Value = calls.range(first..).map(of_call).collect();
        json!({ "calls": calls })
    })))
}

fn of_call(call: &Call) -> Value {
    let params = call.params.to_string();
    let params = if params.len() > MAX_PARAMS {
        Value::Null
    } else {
        call.params.clone()
    };
    json!({
        "id": call.id,
        "bot": call.bot,
        "method": call.method,
        "params": params,
        "at": call.at,
        "error": call.outcome.as_ref().err().map(|error| json!({
            "code": error.code, "description": error.description,
        })),
        "fault": call.fault.as_ref().map(|fault| format!("{fault:?}")),
    })
}

pub(super) async fn advance(State(server): State<Server>, body: Bytes) -> Response {
    answer(read(&body).map(|Clock { advance }| {
        server.advance(advance);
        json!({ "now": server.now() })
    }))
}

pub(super) async fn restart(State(server): State<Server>) -> Response {
    let restart = server.with(|telegram| telegram.stage.restart.as_ref().map(Arc::clone));
    let Some(restart) = restart else {
        let words = "nobody has said how this bot is restarted";
        return answer(Err(Refusal::new(StatusCode::NOT_IMPLEMENTED, words)));
    };
    let restarted = restart().await;
    let failed = |words| Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, words);
    answer(restarted.map(|()| json!({})).map_err(failed))
}
