//! The control API: what the chat page, or any program on this machine, does with the emulator.
//!
//! Everything is JSON over HTTP beside the Bot API. `{bot}` is the number in the bot's token,
//! `{user}` a person's id. A refusal is `{"error": "…"}` with a status that fits.
//!
//! | Request | What it does |
//! |---|---|
//! | `GET /control/state` | Bots, people, faults, the clock, and what there is to try |
//! | `GET /control/events` | Server-sent events: `change` names what to look at again, `beat` says that the line is alive |
//! | `GET /control/chats/{bot}/{user}?after=R` | The chat as its user sees it; with `after`, only what is newer than that revision |
//! | `GET /control/photos/{bot}/{file}`, `…/documents/…` | A picture or a file of a message |
//! | `POST /control/chats/{bot}/{user}/send` | `{"text"}`: the user writes |
//! | `POST …/press` | `{"message_id", "data", "times"?}`: presses a button, perhaps several times at once |
//! | `POST …/contact` | `{"phone"?}`: shares the user's own number |
//! | `POST …/photo?caption=…` | The body is a picture, its type is `image/*` |
//! | `POST …/album?caption=…` | `multipart/form-data`: its 2 to 10 files are pictures, sent at once, and `X-Requested-With` says that a script sends them; answers `{"update_ids"}` |
//! | `POST …/edit` | `{"message_id", "text"}`: edits a message of the user's own |
//! | `POST …/delete`, `…/inaccessible` | `{"message_id"}`: deletes it, or puts it out of the bot's reach |
//! | `POST …/pay` | `{"message_id"}`: pays an invoice |
//! | `POST …/block`, `…/unblock` | `{}` |
//! | `POST …/inline` | `{"query", "offset"?}`: types words after the bot's name; answers `{"update_id", "query_id"}` |
//! | `GET …/inline/{query}` | What the bot offers for them, with `answered`: `false` as long as it offers nothing |
//! | `POST …/choose` | `{"query_id", "result_id"}`: sends one of the results |
//! | `POST /control/inline` | `{"bot"}`: gives a bot inline mode, as its owner does at BotFather |
//! | `POST /control/people` | `{"first_name", "last_name"?, "username"?, "language_code"?, "phone_number"?}`: somebody new |
//! | `POST /control/faults` | `{"kind", "method"?, "chat_id"?, "count"?, "after"?, …}`: what the next calls meet; kinds are `drop`, `lose_answer`, `late_answer` (`seconds`), `server_error` (`code`), `too_many_requests` (`retry_after`), `refuse` (`code`, `description`) |
//! | `POST /control/limit` | `{"chat_id", "seconds"}`: every call about this chat is refused with 429 for so long |
//! | `POST /control/faults/clear` | `{}`: forgets all of these |
//! | `GET /control/calls?after=N` | What the bots called, newest last, at most 200 |
//! | `POST /control/clock` | `{"advance"}`: moves the clock on by seconds |
//! | `POST /control/restart` | `{}`: restarts the bot, where whoever runs it has said how |
//!
//! Acts of users that make an update answer `{"update_id"}`.
//!
//! It is for this machine only: it is refused when the server listens on another address than a
//! loopback one, when `Host` is none, and when a browser says that a page from elsewhere asks.
//! Bodies must say what they are, which a form on a foreign page cannot.

mod acts;
mod chat;
mod events;
mod faults;
mod guard;
mod inline;
mod overview;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::error::ApiError;
use super::server::Server;

pub(super) use self::guard::has_own_host;

/// The routes, to stand beside those of the Bot API.
pub(super) fn routes(server: &Server) -> Router<Server> {
    let guard = middleware::from_fn_with_state(server.clone(), guard::admit);
    Router::new()
        .route("/control/state", get(overview::state))
        .route("/control/events", get(events::stream))
        .route("/control/chats/{bot}/{user}", get(chat::show))
        .route("/control/chats/{bot}/{user}/album", post(acts::album))
        .route(
            "/control/chats/{bot}/{user}/inline/{query}",
            get(inline::offer),
        )
        .route("/control/inline", post(inline::turn_on))
        .route("/control/chats/{bot}/{user}/{act}", post(acts::act))
        .route("/control/photos/{bot}/{file}", get(photo))
        .route("/control/documents/{bot}/{file}", get(document))
        .route("/control/people", post(overview::add_person))
        .route("/control/faults", post(faults::add))
        .route("/control/faults/clear", post(faults::clear))
        .route("/control/limit", post(faults::limit))
        .route("/control/calls", get(overview::calls))
        .route("/control/clock", post(overview::advance))
        .route("/control/restart", post(overview::restart))
        .route_layer(guard)
}

/// Why a request of the control API is not done.
#[derive(Debug)]
struct Refusal {
    status: StatusCode,
    words: String,
}

type Answer = Result<Value, Refusal>;

impl Refusal {
    fn new(status: StatusCode, words: impl Into<String>) -> Self {
        let words = words.into();
        Self { status, words }
    }

    fn not_found(words: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, words)
    }
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        let status = StatusCode::from_u16(error.code).unwrap_or(StatusCode::BAD_REQUEST);
        Self::new(status, error.description)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, as_json(&json!({ "error": self.words }))).into_response()
    }
}

fn answer(answer: Answer) -> Response {
    match answer {
        Ok(value) => as_json(&value),
        Err(refusal) => refusal.into_response(),
    }
}

fn as_json(value: &Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, value.to_string()).into_response()
}

/// Reads the body of a request.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body)
        .map_err(|error| Refusal::new(StatusCode::BAD_REQUEST, error.to_string()))
}

/// A parameter of the address.
fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let query = uri.query().unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

fn number(uri: &Uri, name: &str) -> Option<u64> {
    parameter(uri, name)?.parse().ok()
}

async fn photo(State(server): State<Server>, Path((bot, file)): Path<(i64, String)>) -> Response {
    let bytes = server.with(|telegram| telegram.bots.get(&bot)?.files.known_photo(&file));
    let Some(bytes) = bytes else {
        return Refusal::not_found("there is no such picture").into_response();
    };
    let kind = if bytes.starts_with(b"\x89PNG") {
        "image/png"
    } else {
        "image/jpeg"
    };
    // An identifier never stands for another picture.
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, max-age=86400, immutable"),
        ),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
    ];
    (headers, Body::from(Bytes::from_owner(bytes))).into_response()
}

/// A file is always saved, never shown: it may be a page.
async fn document(
    State(server): State<Server>,
    Path((bot, file)): Path<(i64, String)>,
) -> Response {
    let bytes = server.with(|telegram| telegram.bots.get(&bot)?.files.known_document(&file));
    let Some(bytes) = bytes else {
        return Refusal::not_found("there is no such file").into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, "attachment"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, Body::from(Bytes::from_owner(bytes))).into_response()
}
