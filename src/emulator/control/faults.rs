//! Failures set from outside: what the next calls of the bots meet.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::{Answer, Refusal, answer, read};
use crate::emulator::fault::{Fault, Waiting};
use crate::emulator::methods;
use crate::emulator::server::Server;

const ANY: &str = "*";
const MAX_COUNT: usize = 10_000;

#[derive(Deserialize)]
struct Wish {
    #[serde(default)]
    method: Option<String>,
    #[serde(default)]
    chat_id: Option<i64>,
    #[serde(default)]
    count: Option<usize>,
    /// So many fitting calls go through first.
    #[serde(default)]
    after: usize,
    #[serde(flatten)]
    fault: Kind,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Kind {
    Drop,
    LoseAnswer,
    LateAnswer { seconds: u32 },
    ServerError { code: u16 },
    TooManyRequests { retry_after: u32 },
    Refuse { code: u16, description: String },
}

#[derive(Deserialize)]
struct Limit {
    chat_id: i64,
    seconds: u32,
}

impl From<Kind> for Fault {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Drop => Self::DropConnection,
            Kind::LoseAnswer => Self::LoseAnswer,
            Kind::LateAnswer { seconds } => Self::LateAnswer { seconds },
            Kind::ServerError { code } => Self::ServerError(code),
            Kind::TooManyRequests { retry_after } => Self::TooManyRequests { retry_after },
            Kind::Refuse { code, description } => Self::Api { code, description },
        }
    }
}

pub(super) async fn add(State(server): State<Server>, body: Bytes) -> Response {
    answer(read(&body).and_then(|wish| set(&server, wish)))
}

fn set(server: &Server, wish: Wish) -> Answer {
    let method = wish.method.as_deref().unwrap_or(ANY);
    if method != ANY && !methods::is_known(method) {
        let words = format!("the emulator has no method {method}");
        return Err(Refusal::new(StatusCode::BAD_REQUEST, words));
    }
    let fault = Fault::from(wish.fault);
    let count = wish.count.unwrap_or(1).clamp(1, MAX_COUNT);
    Ok(server.with(|telegram| {
        for _ in 0..count {
            let waiting = Waiting {
                chat_id: wish.chat_id,
                spared: wish.after,
                fault: fault.clone(),
            };
            telegram.faults.add(method, waiting);
        }
        telegram.touch();
        json!({ "waiting": telegram.faults.count() })
    }))
}

pub(super) async fn limit(State(server): State<Server>, body: Bytes) -> Response {
    answer(read(&body).map(|Limit { chat_id, seconds }| {
        server.with(|telegram| {
            let until = telegram.now() + i64::from(seconds);
            telegram.faults.limit(chat_id, until);
            telegram.touch();
            json!({ "until": until })
        })
    }))
}

pub(super) async fn clear(State(server): State<Server>) -> Response {
    answer(Ok(server.with(|telegram| {
        telegram.faults.clear();
        telegram.touch();
        json!({})
    })))
}
