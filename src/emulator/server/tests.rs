//! The emulator over HTTP, as a bot meets it.

#![expect(clippy::unwrap_used)]

use std::pin::pin;

use reqwest::multipart::{Form, Part};
use reqwest::{Client, Response};
use serde_json::{Value, json};

use super::super::file::png;
use super::super::payment::{NotPayable, Payment};
use super::*;

const TOKEN: &str = "42:TEST";

struct Fixture {
    server: Server,
    client: Client,
    user: User,
}

impl Fixture {
    async fn new() -> Self {
        let server = Server::start("127.0.0.1:0").await.unwrap();
        server.register_bot(TOKEN, "shop_bot");
        let user = server.user("Ada");
        user.send("/start");
        Self {
            server,
            client: Client::new(),
            user,
        }
    }

    fn address(&self, method: &str) -> String {
        format!("{}/bot{TOKEN}/{method}", self.server.url())
    }

    async fn post(&self, method: &str, params: Value) -> reqwest::Result<Response> {
        self.client
            .post(self.address(method))
            .json(&params)
            .send()
            .await
    }

    async fn call(&self, method: &str, params: Value) -> Value {
        let response = self.post(method, params).await.unwrap();
        let status = response.status().as_u16();
        let body: Value = response.json().await.unwrap();
        let code = body["error_code"].as_u64().unwrap_or(200);
        assert_eq!(code, u64::from(status), "{body}");
        body
    }

    async fn updates(&self, params: Value) -> Vec<i64> {
        let body = self.call("getUpdates", params).await;
        let updates = body["result"].as_array().unwrap();
        updates
            .iter()
            .map(|update| update["update_id"].as_i64().unwrap())
            .collect()
    }

    /// Starts a poll in the background and returns once it waits.
    async fn waiting_poll(&self, offset: i64) -> JoinHandle<Value> {
        let latest = |server: &Server| {
            server.with(|telegram| telegram.bots.values().next().unwrap().updates.polls.latest)
        };
        let before = latest(&self.server);
        let params = json!({"offset": offset, "timeout": 30});
        let request = self.client.post(self.address("getUpdates")).json(&params);
        let poll =
            tokio::spawn(
                async move { request.send().await.unwrap().json::<Value>().await.unwrap() },
            );
        while latest(&self.server) == before {
            tokio::task::yield_now().await;
        }
        poll
    }
}

#[tokio::test]
async fn parameters_may_come_in_any_encoding() {
    let fixture = Fixture::new().await;
    let id = fixture.user.id();
    let address = fixture.address("sendMessage");
    let query = format!("{address}?chat_id={id}&text=a%20%D0%B6+b");
    let markup = json!({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]});
    let form = format!("chat_id={id}&text=c&reply_markup={markup}");
    let requests = [
        fixture.client.get(&query),
        fixture
            .client
            .post(&address)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form),
        fixture
            .client
            .post(&address)
            .json(&json!({"chat_id": id.to_string(), "text": 5})),
        fixture.client.post(&address).multipart(
            Form::new()
                .text("chat_id", id.to_string())
                .text("text", "d")
                .text("reply_markup", markup.to_string())
                .text("nonsense", "is ignored"),
        ),
    ];
    for request in requests {
        let body: Value = request.send().await.unwrap().json().await.unwrap();
        assert_eq!(body["ok"], true, "{body}");
    }
    let messages = fixture.user.messages();
    let texts: Vec<_> = messages
        .iter()
        .map(|message| message.text.as_str())
        .collect();
    assert_eq!(texts, ["/start", "a ж b", "c", "5", "d"]);
    assert_eq!(fixture.user.screen(), "d\n[A]");
    let calls = fixture.server.calls();
    assert_eq!(calls[3].params["chat_id"], id);
    assert_eq!(calls[3].params["reply_markup"], markup);
    assert_eq!(calls[3].method, "sendMessage");
}

#[tokio::test]
async fn photos_are_uploaded_and_downloaded() {
    let fixture = Fixture::new().await;
    let form = Form::new()
        .text("chat_id", fixture.user.id().to_string())
        .text("photo", "attach://0123abcd")
        .part("0123abcd", Part::bytes(png(100, 50)).file_name("photo.png"));
    let request = fixture
        .client
        .post(fixture.address("SendPhoto"))
        .multipart(form);
    let body: Value = request.send().await.unwrap().json().await.unwrap();
    let sizes = body["result"]["photo"].as_array().unwrap();
    let file_id = &sizes.last().unwrap()["file_id"];
    let file = fixture.call("getFile", json!({ "file_id": file_id })).await;
    let path = file["result"]["file_path"].as_str().unwrap();
    let address = format!("{}/file/bot{TOKEN}/{path}", fixture.server.url());
    let bytes = reqwest::get(&address).await.unwrap().bytes().await.unwrap();
    assert_eq!(bytes, png(100, 50));
    assert_eq!(
        reqwest::get(format!("{address}x")).await.unwrap().status(),
        404
    );
    let shown = fixture.user.last_message().unwrap().photo.unwrap();
    assert_eq!((shown.width, shown.height), (100, 50));
}

#[tokio::test]
async fn a_users_document_is_downloaded() {
    let fixture = Fixture::new().await;
    let file = b"a,b\n1,2\n";
    let update = fixture
        .user
        .send_document("prices.csv", file, "new")
        .unwrap();
    let updates = fixture.call("getUpdates", json!({"offset": update})).await;
    let document = &updates["result"][0]["message"]["document"];
    assert_eq!(document["mime_type"], "text/csv");
    let described = fixture
        .call("getFile", json!({"file_id": document["file_id"]}))
        .await;
    let path = described["result"]["file_path"].as_str().unwrap();
    let address = format!("{}/file/bot{TOKEN}/{path}", fixture.server.url());
    let bytes = reqwest::get(&address).await.unwrap().bytes().await.unwrap();
    assert_eq!(&bytes[..], file);
    let shown = fixture.user.messages().pop().unwrap();
    assert_eq!(shown.screen(), "[document prices.csv]\nnew");
}

#[tokio::test]
async fn a_customer_pays() {
    let fixture = Fixture::new().await;
    let user = &fixture.user;
    let invoice = json!({
        "chat_id": user.id(), "title": "Tea", "description": "Green", "payload": "p",
        "currency": "XTR", "prices": [{"label": "Tea", "amount": 5}],
    });
    fixture.call("sendInvoice", invoice).await;
    assert_eq!(user.screen(), "[invoice Tea: 5 XTR]\n[Pay]");
    let message = user.last_message().unwrap().id;
    let bob = fixture.server.user("Bob");
    let begun = [
        user.press("Pay").unwrap(),
        user.pay_and_leave(message).unwrap(),
        user.pay_and_be_declined(message).unwrap(),
        bob.pay_copy_of(user, message).unwrap(),
    ];
    let updates = fixture
        .call("getUpdates", json!({"offset": begun[0]}))
        .await;
    for update in updates["result"].as_array().unwrap() {
        let query = &update["pre_checkout_query"]["id"];
        let answer = json!({"pre_checkout_query_id": query, "ok": true});
        fixture.call("answerPreCheckoutQuery", answer).await;
    }
    assert!(matches!(user.settled(begun[0]).await, Payment::Paid { .. }));
    assert_eq!(user.payment(begun[1]), Payment::Abandoned);
    assert_eq!(user.payment(begun[2]), Payment::Declined);
    assert!(matches!(bob.payment(begun[3]), Payment::Paid { .. }));
    assert_eq!(user.pay(message), Err(NotPayable::AlreadyPaid));
    let link = json!({
        "title": "Tea", "description": "Green", "payload": "p", "currency": "XTR",
        "prices": [{"label": "Tea", "amount": 5}],
    });
    let link = fixture.call("createInvoiceLink", link).await;
    let update = bob.pay_link(link["result"].as_str().unwrap()).unwrap();
    fixture.server.advance(11);
    assert_eq!(bob.settled(update).await, Payment::TimedOut);
}

#[tokio::test]
async fn unknown_paths_tokens_and_methods() {
    let fixture = Fixture::new().await;
    let check = async |path: &str, status: u16, expect: &str| {
        let address = format!("{}{path}", fixture.server.url());
        let response = reqwest::get(address).await.unwrap();
        assert_eq!(response.status(), status);
        let body: Value = response.json().await.unwrap();
        assert_eq!(
            (&body["ok"], &body["description"]),
            (&json!(false), &json!(expect))
        );
    };
    check("/nothing", 404, "Not Found").await;
    check("/bot42:TEST", 404, "Not Found").await;
    check("/bot42:TEST/sendDice", 404, "Not Found: method not found").await;
    check("/botx/getMe", 401, "Unauthorized: invalid token specified").await;
    check("/bot7:OTHER/getMe", 401, "Unauthorized").await;
    fixture.server.accept_any_token();
    let address = format!("{}/bot7%3AOTHER/GETME", fixture.server.url());
    let body: Value = reqwest::get(address).await.unwrap().json().await.unwrap();
    assert_eq!(body["result"]["id"], 7);
}

#[tokio::test]
async fn scripted_faults() {
    let fixture = Fixture::new().await;
    let (server, id) = (&fixture.server, fixture.user.id());
    let message = json!({"chat_id": id, "text": "x"});
    let send = async || fixture.post("sendMessage", message.clone()).await;

    server.fail_next("sendMessage", Fault::TooManyRequests { retry_after: 7 });
    let response = send().await.unwrap();
    assert_eq!(response.status(), 429);
    assert_eq!(response.headers()["retry-after"], "7");
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["description"], "Too Many Requests: retry after 7");
    assert_eq!(body["parameters"]["retry_after"], 7);

    server.fail_next("*", Fault::ServerError(502));
    assert_eq!(send().await.unwrap().status(), 502);

    server.fail_next_in(id + 1, "sendMessage", Fault::ServerError(500));
    server.fail_next("sendMessage", Fault::DropConnection);
    assert!(send().await.is_err());
    assert_eq!(fixture.user.last_message(), None);

    server.fail_next("sendMessage", Fault::LoseAnswer);
    assert!(send().await.is_err());
    assert_eq!(fixture.user.messages().len(), 2);

    server.fail_next("sendMessage", Fault::LateAnswer { seconds: 3600 });
    let mut late = pin!(send());
    tokio::select! {
        biased;
        _ = &mut late => panic!("answered before its time"),
        arrived = fixture.user.wait_for(|messages| messages.len() == 3) => drop(arrived.unwrap()),
    }
    server.advance(3600);
    assert_eq!(late.await.unwrap().status(), 200);

    assert_eq!(send().await.unwrap().status(), 200);
    let faults: Vec<_> = server
        .calls_of("SendMessage")
        .into_iter()
        .map(|call| call.fault)
        .collect();
    assert_eq!(faults.iter().flatten().count(), 5);
}

#[tokio::test]
async fn a_long_poll_ends_when_an_update_arrives() {
    let fixture = Fixture::new().await;
    let first = fixture.updates(json!({})).await[0];
    let poll = fixture.waiting_poll(first + 1).await;
    fixture.server.acknowledged(first).await;
    let next = fixture.user.send("hello");
    let body = poll.await.unwrap();
    assert_eq!(body["result"][0]["update_id"], next);
    assert_eq!(fixture.server.pending_updates(), 1);
}

#[tokio::test]
async fn a_second_poller_ends_the_first() {
    let fixture = Fixture::new().await;
    let first = fixture.updates(json!({})).await[0];
    let one = fixture.waiting_poll(first + 1).await;
    let two = fixture.waiting_poll(first + 1).await;
    let body = one.await.unwrap();
    assert_eq!(body["error_code"], 409);
    assert_eq!(
        body["description"],
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    );
    fixture.server.stop().await;
    assert_eq!(two.await.unwrap()["result"], json!([]));
}

#[tokio::test]
async fn a_webhook_ends_the_poll() {
    let fixture = Fixture::new().await;
    let first = fixture.updates(json!({})).await[0];
    let poll = fixture.waiting_poll(first + 1).await;
    fixture
        .call("setWebhook", json!({"url": "https://shop.example/"}))
        .await;
    let body = poll.await.unwrap();
    assert_eq!(
        body["description"],
        "Conflict: terminated by setWebhook request"
    );
}

#[tokio::test]
async fn a_conversation() {
    let fixture = Fixture::new().await;
    let user = &fixture.user;
    assert!(user.press("Buy").is_err());
    let keyboard =
        |label: &str| json!({"inline_keyboard": [[{"text": label, "callback_data": label}]]});
    let old = json!({"chat_id": user.id(), "text": "old", "reply_markup": keyboard("Buy now")});
    fixture.call("sendMessage", old).await;
    let new = json!({"chat_id": user.id(), "text": "<b>new</b>", "parse_mode": "HTML", "reply_markup": keyboard("Buy")});
    fixture.call("sendMessage", new).await;
    let chat = user
        .wait_for(|chat| chat.len() == 3 && user.screen() == "new\n[Buy]")
        .await
        .unwrap();
    assert_eq!(chat[2].html, "<b>new</b>");
    let update = user.press("Buy").unwrap();
    assert_eq!(user.unanswered(), 1);
    let updates = fixture.call("getUpdates", json!({"offset": update})).await;
    let query = &updates["result"][0]["callback_query"];
    assert_eq!(query["message"]["message_id"], chat[2].id);
    let answer = json!({"callback_query_id": query["id"], "text": "Bought"});
    fixture.call("answerCallbackQuery", answer).await;
    user.answered(update).await;
    assert_eq!(user.unanswered(), 0);
    assert_eq!(user.last_answer().unwrap().text.as_deref(), Some("Bought"));

    user.press("now").unwrap();
    user.press_in(chat[1].id, "Buy").unwrap();
    let missing = user.press("Sell").unwrap_err();
    assert_eq!(missing.shown, ["Buy", "Buy now"]);

    let menu = json!({"keyboard": [["Menu", {"text": "My phone", "request_contact": true}]]});
    let sent = json!({"chat_id": user.id(), "text": "menu", "reply_markup": menu});
    fixture.call("sendMessage", sent).await;
    assert_eq!(user.reply_keyboard().unwrap(), [["Menu", "My phone"]]);
    user.press("Menu").unwrap();
    user.press("My phone").unwrap();
    user.delete_message(chat[2].id);
    user.send_other("location", json!({"latitude": 48, "longitude": 16}));
    user.edit(chat[0].id, "/help");
    let updates = fixture.call("getUpdates", json!({"offset": -2})).await;
    assert_eq!(updates["result"][0]["message"]["location"]["latitude"], 48);
    assert_eq!(updates["result"][1]["edited_message"]["text"], "/help");
    let messages = user.messages();
    let contact = messages.iter().find_map(|message| message.contact.as_ref());
    assert_eq!(contact.unwrap().user_id, Some(user.id()));
    assert!(messages.iter().all(|message| message.id != chat[2].id));
}

#[tokio::test]
async fn a_stopped_server_takes_no_connections() {
    let fixture = Fixture::new().await;
    fixture.call("getMe", json!({})).await;
    fixture.server.stop().await;
    assert!(fixture.post("getMe", json!({})).await.is_err());
}
