//! Inline mode: a user types the bot's name in a chat, and sends what is offered.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::acts::find;
use super::chat::of_message;
use super::{Answer, Refusal, answer, read};
use crate::emulator::server::Server;
use crate::emulator::update::present;
use crate::emulator::user::User;

#[derive(Deserialize)]
struct Words {
    query: String,
    #[serde(default)]
    offset: String,
}

#[derive(Deserialize)]
struct Choice {
    query_id: String,
    result_id: String,
}

#[derive(Deserialize)]
struct Which {
    bot: i64,
}

pub(super) fn ask(user: &User, body: &[u8]) -> Answer {
    let Words { query, offset } = read(body)?;
    match user.asks_inline_from(&query, &offset) {
        Some(asked) => Ok(json!({ "update_id": asked.update_id, "query_id": asked.id })),
        None => {
            let words = "the bot has no inline mode";
            Err(Refusal::new(StatusCode::CONFLICT, words))
        }
    }
}

pub(super) fn choose(user: &User, body: &[u8]) -> Answer {
    let Choice {
        query_id,
        result_id,
    } = read(body)?;
    match user.chooses(&query_id, &result_id) {
        Some(update_id) => Ok(json!({ "update_id": update_id })),
        None => Err(Refusal::not_found("there is no such result")),
    }
}

pub(super) async fn offer(
    State(server): State<Server>,
    Path((bot, user, query)): Path<(i64, i64, String)>,
) -> Response {
    let found = find(&server, bot, user).map(|_| look(&server, (bot, user), &query));
    answer(found)
}

fn look(server: &Server, (bot, user): (i64, i64), query: &str) -> Value {
    let offer = server.with(|telegram| {
        let offered = telegram.bots.get(&bot)?.inline.offered(user, query)?;
        let results = offered.results.iter().map(|choice| {
            json!({
                "id": choice.id,
                "title": choice.title,
                "description": choice.description,
                "message": of_message(&choice.preview(), bot),
            })
        });
        let button = offered.button.as_ref();
        let button = button.map(
            |button| json!({ "text": button.text, "start_parameter": button.start_parameter }),
        );
        Some(present([
            ("answered", Some(json!(true))),
            ("results", Some(results.collect())),
            ("next_offset", Some(json!(offered.next_offset))),
            ("button", button),
        ]))
    });
    offer.unwrap_or_else(|| json!({ "answered": false }))
}

pub(super) async fn turn_on(State(server): State<Server>, body: Bytes) -> Response {
    let turned = read(&body).and_then(|Which { bot }| {
        let is_there = server.with(|telegram| telegram.bots.contains_key(&bot));
        if !is_there {
            return Err(Refusal::not_found("there is no such bot"));
        }
        server.turn_inline_on(bot);
        Ok(json!({}))
    });
    answer(turned)
}
