//! The control API over HTTP.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use futures::FutureExt;
use reqwest::multipart::{Form, Part};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};

use crate::emulator::file::png;
use crate::emulator::{Fault, Server, Step, User};

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
        Self {
            server,
            client: Client::new(),
            user,
        }
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.server.url())
    }

    fn chat(&self) -> String {
        format!("/control/chats/42/{}", self.user.id())
    }

    async fn get(&self, path: &str) -> Value {
        let response = self.client.get(self.at(path)).send().await.unwrap();
        let status = response.status();
        let body: Value = response.json().await.unwrap();
        assert_eq!(status, 200, "{body}");
        body
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let request = self.client.post(self.at(path)).json(&body);
        let response = request.send().await.unwrap();
        let status = response.status();
        let body: Value = response.json().await.unwrap();
        assert_eq!(status, 200, "{body}");
        body
    }

    async fn act(&self, act: &str, body: Value) -> Value {
        self.post(&format!("{}/{act}", self.chat()), body).await
    }

    async fn bot(&self, method: &str, mut params: Value) -> Value {
        params["chat_id"] = json!(self.user.id());
        let address = self.at(&format!("/bot{TOKEN}/{method}"));
        let request = self.client.post(address).json(&params);
        request.send().await.unwrap().json().await.unwrap()
    }

    async fn refused(&self, request: RequestBuilder, status: u16, words: &str) {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status);
        let body: Value = response.json().await.unwrap();
        assert_eq!(body["error"], words);
    }
}

/// What is heard on a stream of events.
struct Events {
    response: Response,
    heard: String,
}

impl Events {
    async fn open(fixture: &Fixture) -> Self {
        let request = fixture.client.get(fixture.at("/control/events"));
        Self {
            response: request.send().await.unwrap(),
            heard: String::new(),
        }
    }

    async fn next(&mut self) -> Value {
        loop {
            if let Some((event, rest)) = self.heard.split_once("\n\n") {
                let data = event.lines().find_map(|line| line.strip_prefix("data: "));
                let change = serde_json::from_str(data.unwrap()).unwrap();
                self.heard = rest.to_owned();
                return change;
            }
            let chunk = self.response.chunk().await.unwrap().unwrap();
            self.heard.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }
}

#[tokio::test]
async fn a_chat_is_read_whole_and_then_by_what_is_newer() {
    let fixture = Fixture::new().await;
    fixture.act("send", json!({ "text": "/start" })).await;
    let keyboard = json!({ "inline_keyboard": [[{ "text": "Buy", "callback_data": "b" }]] });
    let sent = json!({ "text": "<b>Hi</b>", "parse_mode": "HTML", "reply_markup": keyboard });
    let sent = fixture.bot("sendMessage", sent).await;
    let id = sent["result"]["message_id"].clone();
    let chat = fixture.get(&fixture.chat()).await;
    assert_eq!(chat["standing"], "talking");
    let messages = chat["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 2);
    assert_eq!(messages[0]["text"], "/start");
    assert_eq!(messages[1]["entities"][0]["type"], "bold");
    assert_eq!(
        messages[1]["buttons"][0][0],
        json!({ "text": "Buy", "data": "b" })
    );

    let newer = format!("{}?after={}", fixture.chat(), chat["revision"]);
    let nothing = fixture.get(&newer).await;
    assert_eq!(nothing["messages"], json!([]));
    fixture
        .bot(
            "editMessageText",
            json!({ "message_id": id, "text": "Bye" }),
        )
        .await;
    fixture
        .act("delete", json!({ "message_id": messages[0]["id"] }))
        .await;
    let news = fixture.get(&newer).await;
    assert_eq!(news["messages"].as_array().unwrap().len(), 1);
    assert_eq!(news["messages"][0]["text"], "Bye");
    assert_eq!(news["messages"][0]["edited"], true);
    assert_eq!(news["removed"], json!([messages[0]["id"]]));
}

#[tokio::test]
async fn an_album_of_a_user_reaches_the_bot() {
    let fixture = Fixture::new().await;
    let album = |pictures: usize| {
        let form = (0..pictures).fold(Form::new(), |form, number| {
            let picture = Part::bytes(png(40, 30)).file_name(format!("{number}.png"));
            form.part(format!("photo{number}"), picture)
        });
        let address = fixture.at(&format!("{}/album?caption=Both", fixture.chat()));
        let request = fixture.client.post(address).multipart(form);
        request.header("x-requested-with", "a test")
    };
    let sent = album(2).send().await.unwrap();
    assert_eq!(sent.status(), 200);
    let sent: Value = sent.json().await.unwrap();
    let updates = fixture.bot("getUpdates", json!({})).await;
    let updates = updates["result"].as_array().unwrap();
    let ids: Vec<_> = updates.iter().map(|update| &update["update_id"]).collect();
    assert_eq!(json!(ids), sent["update_ids"]);
    let (first, second) = (&updates[0]["message"], &updates[1]["message"]);
    assert!(first["media_group_id"].is_string());
    assert_eq!(first["media_group_id"], second["media_group_id"]);
    assert_eq!(first["caption"], "Both");
    assert!(second.get("caption").is_none());
    let id = |message: &Value| message["message_id"].as_i64().unwrap();
    assert_eq!(id(first) + 1, id(second));
    let words = "Bad Request: an album has 2 to 10 pictures";
    fixture.refused(album(11), 400, words).await;
}

#[tokio::test]
async fn what_a_user_does_reaches_the_bot() {
    let fixture = Fixture::new().await;
    fixture.act("send", json!({ "text": "hello" })).await;
    fixture
        .act("contact", json!({ "phone": "+15550100" }))
        .await;
    let picture = fixture
        .client
        .post(fixture.at(&format!("{}/photo?caption=Look%20here", fixture.chat())))
        .header("content-type", "image/png")
        .body(png(40, 30))
        .send()
        .await
        .unwrap();
    assert_eq!(picture.status(), 200);
    let own = fixture.user.messages()[0].id;
    fixture
        .act("edit", json!({ "message_id": own, "text": "hallo" }))
        .await;
    let pressed = json!({ "message_id": 5, "data": "x", "times": 2 });
    let pressed = fixture.act("press", pressed).await;
    fixture.act("block", json!({})).await;
    fixture.act("unblock", json!({})).await;
    let updates = fixture.bot("getUpdates", json!({})).await;
    let updates = updates["result"].as_array().unwrap();
    let kinds: Vec<_> = updates
        .iter()
        .map(|update| {
            let mut fields = update.as_object().unwrap().keys();
            fields.find(|field| *field != "update_id").unwrap().as_str()
        })
        .collect();
    let (press, member) = ("callback_query", "my_chat_member");
    let expect = [
        "message",
        "message",
        "message",
        "edited_message",
        press,
        press,
        member,
        member,
    ];
    assert_eq!(kinds, expect);
    assert_eq!(updates[2]["message"]["caption"], "Look here");
    assert_eq!(updates[5]["update_id"], pressed["update_id"]);
    let chat = fixture.get(&fixture.chat()).await;
    assert_eq!(chat["waiting"].as_array().unwrap().len(), 2);
    let photo = chat["messages"][2]["photo"]["url"].as_str().unwrap();
    let photo = fixture.client.get(fixture.at(photo)).send().await.unwrap();
    assert_eq!(photo.headers()["content-type"], "image/png");
    assert_eq!(photo.bytes().await.unwrap(), png(40, 30));
}

#[tokio::test]
async fn a_listener_is_told_what_changed_and_after_a_pause_what_there_is() {
    let fixture = Fixture::new().await;
    let mut events = Events::open(&fixture).await;
    let first = events.next().await;
    assert_eq!(first["chats"], json!([]));
    fixture.user.send("/start");
    let revision = |change: &Value| {
        assert_eq!(change["chats"].as_array().unwrap().len(), 1, "{change}");
        assert_eq!(change["chats"][0]["user"], fixture.user.id());
        change["chats"][0]["revision"].as_u64().unwrap()
    };
    let before = revision(&events.next().await);
    fixture
        .bot("sendChatAction", json!({ "action": "typing" }))
        .await;
    let change = events.next().await;
    assert!(revision(&change) > before);
    assert_eq!(change["epoch"], first["epoch"]);
    let chat = fixture.get(&fixture.chat()).await;
    assert_eq!(chat["activity"]["action"], "typing");
    fixture.bot("sendMessage", json!({ "text": "Hi" })).await;
    let last = revision(&events.next().await);
    assert_eq!(fixture.get(&fixture.chat()).await["activity"], Value::Null);
    drop(events);
    let mut events = Events::open(&fixture).await;
    assert_eq!(revision(&events.next().await), last);
    // An open stream does not keep the server from ending.
    fixture.server.stop().await;
}

#[tokio::test]
async fn answers_to_presses_are_numbered() {
    let fixture = Fixture::new().await;
    fixture.user.send("/start");
    let mut numbers = Vec::new();
    for text in ["one", "two"] {
        fixture
            .act("press", json!({ "message_id": 1, "data": "x" }))
            .await;
        let updates = fixture.bot("getUpdates", json!({ "offset": -1 })).await;
        let query = updates["result"][0]["callback_query"]["id"].clone();
        let answer = json!({ "callback_query_id": query, "text": text, "show_alert": true });
        fixture.bot("answerCallbackQuery", answer).await;
        let chat = fixture.get(&fixture.chat()).await;
        assert_eq!(chat["waiting"], json!([]));
        let newest = chat["answers"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(newest["text"], text);
        assert_eq!(newest["alert"], true);
        numbers.push(newest["number"].as_u64().unwrap());
    }
    assert_eq!(numbers, [0, 1]);
}

#[tokio::test]
async fn faults_and_limits_are_met_and_can_be_taken_back() {
    let fixture = Fixture::new().await;
    fixture.user.send("/start");
    let fault = json!({ "kind": "server_error", "code": 502, "method": "sendMessage" });
    fixture.post("/control/faults", fault).await;
    let hello = json!({ "text": "Hi" });
    assert_eq!(
        fixture.bot("sendMessage", hello.clone()).await["error_code"],
        502
    );
    assert_eq!(fixture.bot("sendMessage", hello.clone()).await["ok"], true);
    let limit = json!({ "chat_id": fixture.user.id(), "seconds": 30 });
    fixture.post("/control/limit", limit).await;
    fixture
        .post("/control/faults", json!({ "kind": "drop", "count": 5 }))
        .await;
    let state = fixture.get("/control/state").await;
    assert_eq!(state["faults"], 5);
    assert_eq!(state["limits"][0]["chat_id"], fixture.user.id());
    fixture.post("/control/faults/clear", json!({})).await;
    assert_eq!(fixture.bot("sendMessage", hello.clone()).await["ok"], true);
    fixture
        .post(
            "/control/limit",
            json!({ "chat_id": fixture.user.id(), "seconds": 30 }),
        )
        .await;
    assert_eq!(
        fixture.bot("sendMessage", hello.clone()).await["error_code"],
        429
    );
    fixture
        .post("/control/clock", json!({ "advance": 60 }))
        .await;
    assert_eq!(fixture.bot("sendMessage", hello).await["ok"], true);
    let calls = fixture.get("/control/calls").await;
    let calls = calls["calls"].as_array().unwrap();
    assert_eq!(calls[0]["method"], "sendMessage");
    assert_eq!(calls[0]["error"]["code"], 502);
    let after = format!("/control/calls?after={}", calls[3]["id"]);
    assert_eq!(
        fixture.get(&after).await["calls"].as_array().unwrap().len(),
        1
    );
    let unknown = json!({ "kind": "drop", "method": "sendMoney" });
    let request = fixture
        .client
        .post(fixture.at("/control/faults"))
        .json(&unknown);
    fixture
        .refused(request, 400, "the emulator has no method sendMoney")
        .await;
}

#[tokio::test]
async fn people_seats_and_steps_are_listed() {
    let fixture = Fixture::new().await;
    let owner = fixture.server.user("Olga");
    fixture.server.seat(&owner, "the owner");
    fixture.server.show_steps(vec![Step {
        title: "Look".into(),
        hint: "around".into(),
        is_done: true,
    }]);
    let made = json!({ "first_name": "ليلى", "language_code": "ar" });
    let made = fixture.post("/control/people", made).await;
    let state = fixture.get("/control/state").await;
    let names: Vec<_> = state["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| person["first_name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Olga", "Ada", "ليلى"]);
    assert_eq!(state["people"][0]["role"], "the owner");
    assert_eq!(state["people"][2]["id"], made["id"]);
    assert_eq!(state["steps"][0]["done"], true);
    assert_eq!(state["bots"][0]["username"], "shop_bot");
    assert_eq!(state["can_restart"], false);
}

#[tokio::test]
async fn a_restart_is_whatever_was_said_it_is() {
    let fixture = Fixture::new().await;
    let restart = || {
        fixture
            .client
            .post(fixture.at("/control/restart"))
            .json(&json!({}))
    };
    let words = "nobody has said how this bot is restarted";
    fixture.refused(restart(), 501, words).await;
    let server = fixture.server.clone();
    fixture.server.on_restart(move || {
        server.fail_next("getMe", Fault::LoseAnswer);
        async { Err("not today".to_owned()) }.boxed()
    });
    fixture.refused(restart(), 500, "not today").await;
    assert_eq!(fixture.get("/control/state").await["faults"], 1);
}

#[tokio::test]
async fn a_page_from_elsewhere_cannot_drive_it() {
    let fixture = Fixture::new().await;
    let send = fixture.at(&format!("{}/send", fixture.chat()));
    let foreign = |name: &str, value: &str| {
        let request = fixture.client.post(&send).header(name, value);
        request.json(&json!({ "text": "buy" }))
    };
    let elsewhere = "pages from elsewhere are not let in";
    fixture
        .refused(
            foreign("origin", "http://elsewhere.example"),
            403,
            elsewhere,
        )
        .await;
    fixture
        .refused(foreign("sec-fetch-site", "cross-site"), 403, elsewhere)
        .await;
    let machine = "this is for programs on the same machine";
    fixture
        .refused(foreign("host", "rebound.example"), 403, machine)
        .await;
    let form = fixture
        .client
        .post(&send)
        .header("content-type", "text/plain");
    let words = "the body must be application/json, image/* for a picture, or a form with X-Requested-With for an album";
    fixture
        .refused(form.body("{\"text\":\"buy\"}"), 415, words)
        .await;
    let page = fixture
        .client
        .get(fixture.at("/"))
        .header("host", "rebound.example");
    assert_eq!(page.send().await.unwrap().status(), 403);
    let page = fixture.client.get(fixture.at("/")).send().await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(
        page.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("frame-ancestors 'none'")
    );
    assert_eq!(fixture.user.messages(), []);
}

#[tokio::test]
async fn a_server_that_others_reach_has_no_control() {
    let server = Server::start("0.0.0.0:0").await.unwrap();
    let port = server.url().rsplit(':').next().unwrap().to_owned();
    let state = format!("http://127.0.0.1:{port}/control/state");
    assert_eq!(reqwest::get(state).await.unwrap().status(), 403);
}

#[tokio::test]
async fn what_cannot_be_done_is_said() {
    let fixture = Fixture::new().await;
    let post = |path: &str, body: Value| fixture.client.post(fixture.at(path)).json(&body);
    let mine = fixture.chat();
    let check = async |path: String, body: Value, status: u16, words: &str| {
        fixture.refused(post(&path, body), status, words).await;
    };
    check(
        "/control/chats/43/1/send".into(),
        json!({}),
        404,
        "there is no such bot",
    )
    .await;
    check(
        "/control/chats/42/1/send".into(),
        json!({}),
        404,
        "there is no such person",
    )
    .await;
    check(format!("{mine}/fly"), json!({}), 404, "nobody can do that").await;
    let empty = "an empty message cannot be sent";
    check(format!("{mine}/send"), json!({ "text": " " }), 400, empty).await;
    let edit = json!({ "message_id": 1, "text": "x" });
    check(
        format!("{mine}/edit"),
        edit,
        404,
        "only own messages can be edited",
    )
    .await;
    let pay = json!({ "message_id": 1 });
    check(
        format!("{mine}/pay"),
        pay,
        409,
        "there is no invoice to pay",
    )
    .await;
    let picture = fixture.client.post(fixture.at(&format!("{mine}/photo")));
    let picture = picture
        .header("content-type", "image/png")
        .body("no picture");
    fixture
        .refused(picture, 400, "Bad Request: IMAGE_PROCESS_FAILED")
        .await;
}

#[tokio::test]
async fn words_are_typed_after_the_bots_name_and_what_it_offers_is_sent() {
    let fixture = Fixture::new().await;
    let ask = |words: &str| {
        let address = fixture.at(&format!("{}/inline", fixture.chat()));
        fixture
            .client
            .post(address)
            .json(&json!({ "query": words }))
    };
    fixture
        .refused(ask("mug"), 409, "the bot has no inline mode")
        .await;
    let other = fixture.client.post(fixture.at("/control/inline"));
    fixture
        .refused(
            other.json(&json!({ "bot": 7 })),
            404,
            "there is no such bot",
        )
        .await;
    fixture.post("/control/inline", json!({ "bot": 42 })).await;
    let state = fixture.get("/control/state").await;
    assert_eq!(state["bots"][0]["inline"], true);
    let asked = fixture.act("inline", json!({ "query": "mug" })).await;
    let query = asked["query_id"].as_str().unwrap();
    let offer = format!("{}/inline/{query}", fixture.chat());
    assert_eq!(fixture.get(&offer).await, json!({ "answered": false }));
    let answer = json!({
        "inline_query_id": query, "next_offset": "1",
        "results": [{"type": "article", "id": "p1", "title": "Mug", "description": "12.50",
            "input_message_content": {"message_text": "<b>Mug</b>", "parse_mode": "HTML"},
            "reply_markup": {"inline_keyboard": [[{"text": "Open", "url": "https://t.me/shop_bot?start=p1"}]]}}],
        "button": {"text": "Shop", "start_parameter": "home"},
    });
    fixture.bot("answerInlineQuery", answer).await;
    let offered = fixture.get(&offer).await;
    assert_eq!(offered["answered"], true);
    assert_eq!(offered["next_offset"], "1");
    assert_eq!(
        offered["button"],
        json!({ "text": "Shop", "start_parameter": "home" })
    );
    let result = &offered["results"][0];
    assert_eq!(result["title"], "Mug");
    assert_eq!(result["message"]["entities"][0]["type"], "bold");
    let choose = |result: &str| json!({ "query_id": query, "result_id": result });
    let address = fixture.at(&format!("{}/choose", fixture.chat()));
    let wrong = fixture.client.post(address).json(&choose("p2"));
    fixture.refused(wrong, 404, "there is no such result").await;
    fixture.act("choose", choose("p1")).await;
    let chat = fixture.get(&fixture.chat()).await;
    let sent = &chat["messages"][0];
    assert_eq!(
        (&sent["via_bot"], &sent["from_bot"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(
        sent["buttons"][0][0]["url"],
        "https://t.me/shop_bot?start=p1"
    );
}
