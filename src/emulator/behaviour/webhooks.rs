//! Webhooks: their settings, who is served when, retries, and methods called in an answer.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};

use super::*;
use crate::emulator::Server;
use crate::emulator::chat::Content;
use crate::emulator::entity::FormattedText;
use crate::emulator::telegram::Telegram;
use crate::emulator::webhook::{Delivery, Outcome};

const URL: &str = "https://shop.example/hook";

fn answered(status: u16, retry_after: i64) -> Outcome {
    Outcome::Answered {
        status,
        reason: "Internal Server Error".to_owned(),
        retry_after,
    }
}

/// The webhook is set, and the updates made before it are forgotten.
fn with_webhook(params: Value) -> Fixture {
    let mut fixture = Fixture::new();
    let mut settings = json!({"url": URL, "drop_pending_updates": true});
    if let Value::Object(params) = params {
        for (name, value) in params {
            settings[name] = value;
        }
    }
    fixture.done("setWebhook", settings);
    fixture
}

fn texts(deliveries: &[Delivery]) -> Vec<&str> {
    let texts = deliveries
        .iter()
        .map(|delivery| delivery.body["message"]["text"].as_str());
    texts.map(Option::unwrap_or_default).collect()
}

/// What is sent to webhooks now.
fn due(telegram: &mut Telegram) -> Vec<Delivery> {
    let now = telegram.now();
    telegram.begin_deliveries(now)
}

fn says(telegram: &mut Telegram, user: i64, text: &str) -> i64 {
    let text = FormattedText::finished(text.to_owned(), Vec::new());
    telegram.receive(BOT, user, Content::Text(text))
}

#[test]
fn settings_are_checked() {
    let rows = [
        (
            json!({"url": "http://shop.example/x"}),
            "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            json!({"url": "https://shop.example:81/x"}),
            "400 Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            json!({"url": "shop"}),
            "400 Bad Request: bad webhook: invalid webhook URL specified",
        ),
        (
            json!({"url": URL, "secret_token": "a b"}),
            "400 Bad Request: secret token contains unallowed characters",
        ),
        (
            json!({"url": URL, "secret_token": "a".repeat(257)}),
            "400 Bad Request: secret token is too long",
        ),
    ];
    for (params, expect) in rows {
        Fixture::new().refused("setWebhook", params, expect);
    }
    for port in [80, 88, 443, 8443] {
        let url = format!("https://shop.example:{port}/");
        assert_eq!(
            Fixture::new().done("setWebhook", json!({"url": url, "secret_token": "Aa0_-"})),
            true
        );
    }
}

#[test]
fn a_second_setting_within_a_second_is_flood() {
    let mut fixture = with_webhook(json!({}));
    fixture.refused(
        "setWebhook",
        json!({"url": URL}),
        "429 Too Many Requests: retry after 1",
    );
    fixture.telegram.advance(1);
    fixture.done("setWebhook", json!({"url": URL}));
}

#[test]
fn plain_webhooks_are_taken_only_when_a_test_allows_them() {
    let mut fixture = Fixture::new();
    fixture.telegram.plain_webhooks = true;
    fixture.done(
        "setWebhook",
        json!({"url": "http://127.0.0.1:8081/x", "max_connections": 1000}),
    );
    assert_eq!(
        fixture.done("getWebhookInfo", json!({}))["max_connections"],
        1000
    );
    fixture.refused(
        "setWebhook",
        json!({"url": "ftp://a.example/"}),
        "429 Too Many Requests: retry after 1",
    );
}

#[test]
fn settings_are_told_and_exclude_polling() {
    let mut fixture = Fixture::new();
    fixture.done(
        "setWebhook",
        json!({"url": URL, "allowed_updates": ["message"]}),
    );
    let expect = json!({
        "url": URL,
        "has_custom_certificate": false,
        "pending_update_count": 1,
        "max_connections": 40,
        "allowed_updates": ["message"],
    });
    assert_eq!(fixture.done("getWebhookInfo", json!({})), expect);
    fixture.refused(
        "getUpdates",
        json!({}),
        "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
    fixture.done("deleteWebhook", json!({"drop_pending_updates": true}));
    assert_eq!(fixture.updates().len(), 0);
    assert_eq!(fixture.done("getWebhookInfo", json!({}))["url"], "");
}

#[test]
fn a_failing_update_holds_back_only_its_own_chat() {
    let mut fixture = with_webhook(json!({}));
    let (ada, bob) = (fixture.user, fixture.stranger("Bob"));
    let telegram = &mut fixture.telegram;
    says(telegram, ada, "a1");
    says(telegram, ada, "a2");
    says(telegram, bob, "b1");
    says(telegram, bob, "b2");
    let first = due(telegram);
    assert_eq!(texts(&first), ["a1", "b1"]);
    assert_eq!(texts(&due(telegram)), [""; 0]);
    telegram.finish_delivery(&first[1], answered(204, 0));
    assert_eq!(texts(&due(telegram)), ["b2"]);
    telegram.finish_delivery(&first[0], answered(500, 0));
    let again = due(telegram);
    assert_eq!(texts(&again), ["a1"]);
    telegram.finish_delivery(&again[0], answered(200, 0));
    assert_eq!(texts(&due(telegram)), ["a2"]);
}

#[test]
fn retries_come_at_once_and_then_ever_later() {
    let mut fixture = with_webhook(json!({}));
    let user = fixture.user;
    let telegram = &mut fixture.telegram;
    says(telegram, user, "x");
    for wait in [0, 0, 2, 4, 8, 16, 32] {
        if wait > 0 {
            telegram.advance(wait - 1);
            assert_eq!(due(telegram).len(), 0, "before {wait} s");
            telegram.advance(1);
        }
        let deliveries = due(telegram);
        assert_eq!(deliveries.len(), 1, "after {wait} s");
        telegram.finish_delivery(&deliveries[0], answered(500, 0));
    }
    let next = telegram.next_delivery(telegram.now()).unwrap_or_default() - telegram.now();
    assert!((60..=64).contains(&next), "capped, but {next}");
}

#[test]
fn retry_after_is_heeded_up_to_an_hour() {
    for (asked, waited) in [(7, 7), (9_999, 3_600)] {
        let mut fixture = with_webhook(json!({}));
        let user = fixture.user;
        let telegram = &mut fixture.telegram;
        says(telegram, user, "x");
        let deliveries = due(telegram);
        telegram.finish_delivery(&deliveries[0], answered(429, asked));
        assert_eq!(
            telegram.next_delivery(telegram.now()),
            Some(telegram.now() + waited)
        );
    }
}

#[test]
fn an_update_is_given_up_when_the_next_try_would_come_too_late() {
    let mut fixture = with_webhook(json!({}));
    let user = fixture.user;
    fixture.telegram.press(BOT, user, 1, "x");
    let deliveries = due(&mut fixture.telegram);
    fixture
        .telegram
        .finish_delivery(&deliveries[0], answered(500, 151));
    assert_eq!(due(&mut fixture.telegram).len(), 0);
    assert_eq!(
        fixture.done("getWebhookInfo", json!({}))["pending_update_count"],
        0
    );
    fixture.telegram.press(BOT, user, 1, "x");
    fixture.telegram.advance(150);
    assert_eq!(due(&mut fixture.telegram).len(), 0);
}

#[test]
fn no_more_than_the_connections_are_used() {
    let mut fixture = with_webhook(json!({"max_connections": 1}));
    let (ada, bob) = (fixture.user, fixture.stranger("Bob"));
    let telegram = &mut fixture.telegram;
    says(telegram, ada, "a");
    says(telegram, bob, "b");
    let first = due(telegram);
    assert_eq!(texts(&first), ["a"]);
    telegram.finish_delivery(&first[0], answered(200, 0));
    assert_eq!(texts(&due(telegram)), ["b"]);
}

#[test]
fn trouble_is_told() {
    let mut fixture = with_webhook(json!({}));
    fixture.says("x");
    for (outcome, expect) in [
        (
            answered(500, 0),
            "Wrong response from the webhook: 500 Internal Server Error",
        ),
        (
            Outcome::Failed("Connection refused".to_owned()),
            "Connection refused",
        ),
    ] {
        let deliveries = due(&mut fixture.telegram);
        fixture.telegram.finish_delivery(&deliveries[0], outcome);
        let settings = fixture.done("getWebhookInfo", json!({}));
        assert_eq!(settings["last_error_message"], expect);
        assert_eq!(settings["last_error_date"], fixture.telegram.now());
        assert_eq!(settings["pending_update_count"], 1);
    }
}

#[test]
fn a_webhook_that_is_gone_for_a_day_is_removed() {
    let mut fixture = with_webhook(json!({}));
    let user = fixture.user;
    for hours in [0, 23, 1] {
        fixture.telegram.advance(hours * 60 * 60);
        says(&mut fixture.telegram, user, "x");
        assert_eq!(fixture.done("getWebhookInfo", json!({}))["url"], URL);
        let deliveries = due(&mut fixture.telegram);
        fixture
            .telegram
            .finish_delivery(&deliveries[0], answered(410, 3_600));
    }
    assert_eq!(fixture.done("getWebhookInfo", json!({}))["url"], "");
}

#[test]
fn what_was_sent_to_a_former_webhook_is_sent_again() {
    let mut fixture = with_webhook(json!({}));
    fixture.says("x");
    let deliveries = due(&mut fixture.telegram);
    fixture.done("deleteWebhook", json!({}));
    fixture.done("setWebhook", json!({"url": URL}));
    fixture
        .telegram
        .finish_delivery(&deliveries[0], answered(200, 0));
    assert_eq!(texts(&due(&mut fixture.telegram)), ["x"]);
}

/// One request at the webhook of the tests below; the test answers it.
struct Knock {
    update: Value,
    headers: HeaderMap,
    answer: oneshot::Sender<Response>,
}

impl Knock {
    fn answer(self, response: impl IntoResponse) {
        self.answer
            .send(response.into_response())
            .expect("the server waits");
    }
}

async fn knock(
    State(knocks): State<mpsc::UnboundedSender<Knock>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (answer, answered) = oneshot::channel();
    let knock = Knock {
        update: serde_json::from_slice(&body).expect("an update"),
        headers,
        answer,
    };
    knocks.send(knock).expect("the test listens");
    // A test that drops the request instead of answering it has had enough.
    answered
        .await
        .unwrap_or_else(|_| StatusCode::BAD_GATEWAY.into_response())
}

/// A server with a bot whose webhook is in the hands of the test.
async fn wired() -> (Server, mpsc::UnboundedReceiver<Knock>) {
    let server = Server::start("127.0.0.1:0").await.expect("a free port");
    server.register_bot(TOKEN, "shop_bot");
    server.allow_plain_webhooks();
    let (sender, receiver) = mpsc::unbounded_channel();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound socket");
    let router = Router::new().fallback(knock).with_state(sender);
    tokio::spawn(async move { axum::serve(listener, router).await });
    let params = json!({"url": format!("http://{address}/hook"), "secret_token": "open-sesame"});
    server
        .with(|telegram| telegram.call(TOKEN, "setWebhook", params))
        .expect("a plain webhook");
    (server, receiver)
}

#[tokio::test]
async fn updates_come_by_post_with_the_secret() {
    let (server, mut knocks) = wired().await;
    let update = server.user("Ada").send("hello");
    let knock = knocks.recv().await.expect("a request");
    assert_eq!(
        knock.headers["X-Telegram-Bot-Api-Secret-Token"],
        "open-sesame"
    );
    assert_eq!(knock.headers[header::CONTENT_TYPE], "application/json");
    assert_eq!(knock.update["update_id"], update);
    assert_eq!(knock.update["message"]["text"], "hello");
    assert_eq!(server.pending_updates(), 1);
    knock.answer(StatusCode::OK);
    server.acknowledged(update).await;
}

#[tokio::test]
async fn moving_the_clock_brings_the_next_try() {
    let (server, mut knocks) = wired().await;
    let update = server.user("Ada").send("hello");
    for _ in 0..2 {
        knocks
            .recv()
            .await
            .expect("a request")
            .answer(StatusCode::BAD_GATEWAY);
    }
    server
        .until(|server| server.with(|telegram| telegram.next_delivery(telegram.now())))
        .await;
    server.advance(2);
    knocks
        .recv()
        .await
        .expect("a request")
        .answer(StatusCode::OK);
    server.acknowledged(update).await;
}

#[tokio::test]
async fn a_webhook_that_says_nothing_is_asked_again_after_a_minute() {
    let (server, mut knocks) = wired().await;
    let update = server.user("Ada").send("hello");
    let silent = knocks.recv().await.expect("a request");
    server.advance(60);
    knocks
        .recv()
        .await
        .expect("a second request")
        .answer(StatusCode::OK);
    server.acknowledged(update).await;
    drop(silent);
}

#[tokio::test]
async fn updates_of_one_user_overtake_those_of_another() {
    let (server, mut knocks) = wired().await;
    let (ada, bob) = (server.user("Ada"), server.user("Bob"));
    ada.hold_updates();
    ada.send("first");
    let second = bob.send("second");
    let knock = knocks.recv().await.expect("a request");
    assert_eq!(knock.update["message"]["text"], "second");
    knock.answer(StatusCode::OK);
    server.acknowledged(second).await;
    ada.release_updates();
    let knock = knocks.recv().await.expect("a request");
    assert_eq!(knock.update["message"]["text"], "first");
    knock.answer(StatusCode::OK);
}

#[test]
fn an_inline_query_goes_past_what_its_user_has_written() {
    let mut fixture = with_webhook(json!({}));
    let (telegram, user) = (&mut fixture.telegram, fixture.user);
    if let Some(bot) = telegram.bots.get_mut(&BOT) {
        bot.inline.is_on = true;
    }
    says(telegram, user, "first");
    let first = due(telegram);
    assert_eq!(texts(&first), ["first"]);
    says(telegram, user, "second");
    let query = telegram.ask_inline(BOT, user, user, "mug", "");
    let asked = due(telegram);
    let [asked] = asked.as_slice() else {
        panic!("the query and nothing else: {asked:?}");
    };
    let query = query.expect("the bot has inline mode");
    assert_eq!(asked.body["inline_query"]["id"], query.id);
    // The next query waits for the answer to this one.
    telegram.ask_inline(BOT, user, user, "mugs", "");
    assert_eq!(due(telegram).len(), 0);
    telegram.finish_delivery(asked, answered(200, 0));
    assert_eq!(due(telegram)[0].body["inline_query"]["query"], "mugs");
}

#[test]
fn a_held_or_crowded_out_update_wakes_nobody() {
    let mut fixture = with_webhook(json!({}));
    let user = fixture.user;
    fixture.says("x");
    let deliveries = due(&mut fixture.telegram);
    fixture
        .telegram
        .finish_delivery(&deliveries[0], answered(500, 0));
    let bot = fixture.telegram.bots.get_mut(&BOT).expect("the bot");
    bot.held.insert(user);
    assert_eq!(due(&mut fixture.telegram).len(), 0);
    assert_eq!(fixture.telegram.next_delivery(fixture.telegram.now()), None);
}

#[tokio::test]
async fn a_confirmed_update_can_be_delivered_again() {
    let (server, mut knocks) = wired().await;
    let ada = server.user("Ada");
    let update = ada.send("hello");
    knocks
        .recv()
        .await
        .expect("a request")
        .answer(StatusCode::OK);
    server.acknowledged(update).await;
    ada.redeliver(update);
    let again = knocks.recv().await.expect("a second request");
    assert_eq!(again.update["update_id"], update);
    again.answer(StatusCode::OK);
}

#[tokio::test]
async fn an_answer_may_call_a_method() {
    let (server, mut knocks) = wired().await;
    let ada = server.user("Ada");
    let call =
        |method: &str, text: &str| json!({"method": method, "chat_id": ada.id(), "text": text});
    let json = |body: &Value| {
        let kind = [(header::CONTENT_TYPE, "application/json")];
        (kind, body.to_string()).into_response()
    };
    let as_form = format!("method=sendMessage&chat_id={}&text=form", ada.id());
    let form = [(header::CONTENT_TYPE, "application/x-www-form-urlencoded")];
    let answers = [
        json(&call("sendMessage", "json")),
        (form, as_form).into_response(),
        json(&call("getMe", "")),
        json(&call("deleteWebhook", "")),
        (
            StatusCode::INTERNAL_SERVER_ERROR,
            json(&call("sendMessage", "failed")),
        )
            .into_response(),
        "no call at all".into_response(),
    ];
    ada.send("1");
    for answer in answers {
        knocks.recv().await.expect("a request").answer(answer);
        ada.send("next");
    }
    knocks
        .recv()
        .await
        .expect("a request")
        .answer(StatusCode::OK);
    let methods: Vec<_> = server
        .calls()
        .into_iter()
        .map(|call| call.params["text"].clone())
        .collect();
    assert_eq!(methods, ["json", "form"]);
}
