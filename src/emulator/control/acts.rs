//! What a user does in a chat: writes, presses, shares, blocks.

use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Refusal, answer, parameter, read};
use crate::emulator::server::Server;
use crate::emulator::user::User;

/// How often a button is pressed at once, at most.
const MAX_TIMES: usize = 20;

#[derive(Deserialize)]
struct Text {
    text: String,
}

#[derive(Deserialize)]
struct Press {
    message_id: i64,
    data: String,
    #[serde(default = "once")]
    times: usize,
}

#[derive(Deserialize)]
struct Share {
    phone: Option<String>,
}

#[derive(Deserialize)]
struct Edit {
    message_id: i64,
    text: String,
}

#[derive(Deserialize)]
struct One {
    message_id: i64,
}

const fn once() -> usize {
    1
}

pub(super) async fn act(
    State(server): State<Server>,
    Path((bot, user, act)): Path<(i64, i64, String)>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let kind = headers.get(header::CONTENT_TYPE);
    let is_picture = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"image/"));
    let done = find(&server, bot, user).and_then(|user| match (act.as_str(), is_picture) {
        ("photo", true) => {
            let caption = parameter(&uri, "caption").unwrap_or_default();
            Ok(made(user.send_photo(&body, &caption)?))
        }
        ("photo", false) | (_, true) => Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "a photo is image/*, anything else application/json",
        )),
        (act, false) => perform(&user, act, &body),
    });
    answer(done)
}

pub(super) async fn album(
    State(server): State<Server>,
    Path((bot, user)): Path<(i64, i64)>,
    uri: Uri,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    answer(send_album(&server, (bot, user), &uri, form).await)
}

async fn send_album(
    server: &Server,
    (bot, user): (i64, i64),
    uri: &Uri,
    form: Result<Multipart, MultipartRejection>,
) -> Answer {
    let unread = |error: &dyn std::fmt::Display| {
        Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, error.to_string())
    };
    let mut form = form.map_err(|error| unread(&error))?;
    let mut images = Vec::new();
    while let Some(part) = form.next_field().await.map_err(|error| unread(&error))? {
        images.push(part.bytes().await.map_err(|error| unread(&error))?);
    }
    let user = find(server, bot, user)?;
    let caption = parameter(uri, "caption").unwrap_or_default();
    let updates = user.send_album(&images, &caption)?;
    Ok(json!({ "update_ids": updates }))
}

pub(super) fn find(server: &Server, bot: i64, user: i64) -> Result<User, Refusal> {
    let (is_bot, is_person) = server.with(|telegram| {
        let is_bot = telegram.bots.contains_key(&bot);
        (is_bot, telegram.people.contains_key(&user))
    });
    match (is_bot, is_person) {
        (true, true) => Ok(User::new(server.clone(), user, Some(bot))),
        (false, _) => Err(Refusal::not_found("there is no such bot")),
        (_, false) => Err(Refusal::not_found("there is no such person")),
    }
}

fn made(update_id: i64) -> Value {
    json!({ "update_id": update_id })
}

fn perform(user: &User, act: &str, body: &[u8]) -> Answer {
    match act {
        "send" => {
            let Text { text } = read(body)?;
            if text.trim().is_empty() {
                let words = "an empty message cannot be sent";
                return Err(Refusal::new(StatusCode::BAD_REQUEST, words));
            }
            Ok(made(user.send(&text)))
        }
        "press" => press(user, &read(body)?),
        "contact" => {
            let Share { phone } = read(body)?;
            let phone = phone.unwrap_or_else(|| user.phone_number());
            Ok(made(user.share_contact(&phone)))
        }
        "edit" => {
            let Edit { message_id, text } = read(body)?;
            let is_own = user
                .messages()
                .iter()
                .any(|message| message.id == message_id && !message.from_bot);
            if !is_own {
                return Err(Refusal::not_found("only own messages can be edited"));
            }
            Ok(made(user.edit(message_id, &text)))
        }
        "delete" => {
            let One { message_id } = read(body)?;
            user.delete_message(message_id);
            Ok(json!({}))
        }
        "inaccessible" => {
            let One { message_id } = read(body)?;
            user.make_inaccessible(message_id);
            Ok(json!({}))
        }
        "pay" => {
            let One { message_id } = read(body)?;
            let paid = user.pay(message_id);
            paid.map(made)
                .map_err(|error| Refusal::new(StatusCode::CONFLICT, error.to_string()))
        }
        "inline" => super::inline::ask(user, body),
        "choose" => super::inline::choose(user, body),
        "block" => {
            user.block();
            Ok(json!({}))
        }
        "unblock" => {
            user.unblock();
            Ok(json!({}))
        }
        _ => Err(Refusal::not_found("nobody can do that")),
    }
}

/// Presses as often as asked; the bot finds all of it waiting at once.
fn press(user: &User, press: &Press) -> Answer {
    let times = press.times.clamp(1, MAX_TIMES);
    let press = || user.press_data(press.message_id, &press.data);
    let first = press();
    Ok(made((1..times).fold(first, |_, _| press())))
}
