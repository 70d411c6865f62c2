//! The sending side of webhooks: one POST per update, over connections that are kept.

use std::future::pending;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use tokio::task::JoinSet;

use super::http;
use super::params::Params;
use super::server::Server;
use super::webhook::{Delivery, Outcome};

/// Seconds of the emulator's clock after which a webhook that says nothing has failed.
const TIMEOUT: i64 = 60;
const SECRET_TOKEN: &str = "X-Telegram-Bot-Api-Secret-Token";

/// Sends what is due, again and again, until the server stops.
pub(super) async fn run(server: Server) {
    let client = Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .build();
    let client = match client {
        Ok(client) => client,
        Err(error) => {
            tracing::warn!(%error, "the Telegram emulator cannot deliver to webhooks");
            return;
        }
    };
    let mut stopping = server.stopping();
    let mut changes = server.changes();
    let mut under_way = JoinSet::new();
    loop {
        let (due, next) = server.with(|telegram| {
            let now = telegram.now();
            (telegram.begin_deliveries(now), telegram.next_delivery(now))
        });
        for delivery in due {
            under_way.spawn(deliver(server.clone(), client.clone(), delivery));
        }
        let wakes = async {
            match next {
                Some(time) => server.reached(time).await,
                None => pending().await,
            }
        };
        tokio::select! {
            _ = changes.changed() => {}
            () = wakes => {}
            Some(_) = under_way.join_next() => {}
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
    }
}

async fn deliver(server: Server, client: Client, delivery: Delivery) {
    let late = server.now() + TIMEOUT;
    let outcome = tokio::select! {
        outcome = post(&server, &client, &delivery) => outcome,
        () = server.reached(late) => Outcome::Failed("Read timeout expired".to_owned()),
    };
    server.with(|telegram| telegram.finish_delivery(&delivery, outcome));
}

async fn post(server: &Server, client: &Client, delivery: &Delivery) -> Outcome {
    let mut request = client
        .post(&delivery.url)
        .header(header::CONTENT_TYPE, "application/json")
        .body(delivery.body.to_string());
    if !delivery.secret_token.is_empty() {
        request = request.header(SECRET_TOKEN, &delivery.secret_token);
    }
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) if error.is_connect() => {
            return Outcome::Failed("Connection refused".to_owned());
        }
        Err(_) => return Outcome::Failed("Connection closed".to_owned()),
    };
    let status = response.status();
    let retry_after = response.headers().get(header::RETRY_AFTER);
    let retry_after = retry_after.and_then(|seconds| seconds.to_str().ok()?.parse().ok());
    let outcome = Outcome::Answered {
        status: status.as_u16(),
        reason: status.canonical_reason().unwrap_or_default().to_owned(),
        retry_after: retry_after.unwrap_or(0),
    };
    if status.is_success()
        && let Some((method, params)) = call_in(response).await
    {
        // Its result is never seen.
        let _ = server.with(|telegram| telegram.request(&delivery.token, &method, &params));
    }
    outcome
}

/// The method call a webhook's answer may hold, in any encoding of a request (Bot API, "Making
/// requests when getting updates").
async fn call_in(response: Response) -> Option<(String, Params)> {
    let kind = response.headers().get(header::CONTENT_TYPE)?.clone();
    let body = response.bytes().await.ok()?;
    let request = Request::builder().header(header::CONTENT_TYPE, kind);
    let request = request.body(Body::from(body)).ok()?;
    let params = http::read(request).await.ok()?;
    let method = params.text("method").into_owned();
    let name = method.to_ascii_lowercase();
    let is_refused = name.is_empty()
        || name.starts_with("get")
        || matches!(
            name.as_str(),
            "setwebhook" | "deletewebhook" | "close" | "logout"
        );
    (!is_refused).then_some((method, params))
}
