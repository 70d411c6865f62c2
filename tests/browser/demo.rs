//! `ecombot demo` as a program, and a bot of another program on its server.

use std::{
    io::{BufRead, BufReader, Cursor},
    process::{Child, Command, Stdio},
};

use image::{ImageFormat, Rgb, RgbImage};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::task;

/// Ids of the example's people.
pub(crate) const OWNER: i64 = 1_000_001;

const TOKEN: &str = "77:foreign";

/// The running demo.
pub(crate) struct Demo {
    child: Child,
    pub(crate) url: String,
    client: Client,
}

impl Demo {
    /// Starts it and waits until it tells its address.
    pub(crate) async fn start(flags: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_ecombot"))
            .arg("demo")
            .args(flags)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let found = task::spawn_blocking(move || {
            let url = lines.by_ref().map_while(Result::ok).find_map(|line| {
                line.trim()
                    .starts_with("http://")
                    .then(|| line.trim().to_owned())
            });
            (url, lines)
        });
        let (url, rest) = found.await.unwrap();
        let url = url.expect("the demo tells its address");
        // What else it says is read, so that it never waits for us.
        task::spawn_blocking(move || rest.map_while(Result::ok).for_each(drop));
        Self {
            child,
            url,
            client: Client::new(),
        }
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let request = self.client.post(format!("{}{path}", self.url)).json(&body);
        let response = request.send().await.unwrap();
        assert!(
            response.status().is_success(),
            "{path}: {}",
            response.status()
        );
        response.json().await.unwrap()
    }

    /// What somebody does, by the control API.
    async fn act(&self, user: i64, act: &str, body: Value) {
        let state = self.client.get(format!("{}/control/state", self.url));
        let state: Value = state.send().await.unwrap().json().await.unwrap();
        let bot = &state["bots"][0]["id"];
        let path = format!("/control/chats/{bot}/{user}/{act}");
        self.post(&path, body).await;
    }

    /// Somebody writes.
    pub(crate) async fn send(&self, user: i64, text: &str) {
        self.act(user, "send", json!({ "text": text })).await;
    }

    /// Moves the clock on.
    pub(crate) async fn a_day_passes(&self) {
        let day = json!({ "advance": 86_400 });
        self.post("/control/clock", day).await;
    }

    /// A bot of another program, that has sent a number of messages to its only user, Ada.
    pub(crate) async fn foreign_bot(&self, messages: usize) -> ForeignBot<'_> {
        self.post(&format!("/bot{TOKEN}/getMe"), json!({})).await;
        let ada = self
            .post("/control/people", json!({ "first_name": "Ada" }))
            .await;
        let user = ada["id"].as_i64().unwrap();
        self.send(user, "/start").await;
        let bot = ForeignBot { demo: self, user };
        for number in 0..messages {
            bot.says(&format!("message {number}")).await;
        }
        bot
    }

    /// Ends it as a service manager does.
    pub(crate) fn end(mut self) {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(told.unwrap().success());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Only a failed test finds it alive; an error means that it is gone.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) struct ForeignBot<'a> {
    demo: &'a Demo,
    user: i64,
}

impl ForeignBot<'_> {
    /// Calls a method about its user's chat; the result.
    async fn call(&self, method: &str, mut params: Value) -> Value {
        params["chat_id"] = json!(self.user);
        let path = format!("/bot{TOKEN}/{method}");
        self.demo.post(&path, params).await["result"].clone()
    }

    async fn send(&self, params: Value) -> i64 {
        let sent = self.call("sendMessage", params).await;
        sent["message_id"].as_i64().unwrap()
    }

    pub(crate) async fn says(&self, text: &str) -> i64 {
        self.send(json!({ "text": text })).await
    }

    pub(crate) async fn says_formatted(&self, html: &str) {
        self.send(json!({ "text": html, "parse_mode": "HTML" }))
            .await;
    }

    /// Asks something, with buttons below each other.
    pub(crate) async fn asks(&self, text: &str, answers: &[&str]) -> i64 {
        self.send(json!({ "text": text, "reply_markup": keyboard(answers) }))
            .await
    }

    pub(crate) async fn asks_anew(&self, message_id: i64, text: &str, answers: &[&str]) {
        let params = json!({
            "message_id": message_id, "text": text, "reply_markup": keyboard(answers),
        });
        self.call("editMessageText", params).await;
    }

    pub(crate) async fn deletes(&self, message_id: i64) {
        self.call("deleteMessage", json!({ "message_id": message_id }))
            .await;
    }

    /// The data of the next button that is pressed, and the name of the press.
    pub(crate) async fn pressed(&self) -> (String, String) {
        let path = format!("/bot{TOKEN}/getUpdates");
        let mut wanted = json!({ "timeout": 30 });
        loop {
            let updates = self.demo.post(&path, wanted.clone()).await;
            let update = &updates["result"][0];
            wanted["offset"] = json!(update["update_id"].as_i64().unwrap() + 1);
            let query = &update["callback_query"];
            if let (Some(data), Some(id)) = (query["data"].as_str(), query["id"].as_str()) {
                wanted["timeout"] = json!(0);
                self.demo.post(&path, wanted).await;
                return (data.to_owned(), id.to_owned());
            }
        }
    }

    /// Answers a press with a window.
    pub(crate) async fn alerts(&self, press: &str, text: &str) {
        let answer = json!({ "callback_query_id": press, "text": text, "show_alert": true });
        self.call("answerCallbackQuery", answer).await;
    }

    /// Its user sends a picture without a word: white, of 300 by 200 pixels.
    pub(crate) async fn is_shown_a_picture(&self) {
        let mut png = Cursor::new(Vec::new());
        let white = RgbImage::from_pixel(300, 200, Rgb([255; 3]));
        white.write_to(&mut png, ImageFormat::Png).unwrap();
        let bot = TOKEN.split(':').next().unwrap();
        let path = format!("/control/chats/{bot}/{}/photo", self.user);
        let request = self.demo.client.post(format!("{}{path}", self.demo.url));
        let request = request.header("Content-Type", "image/png");
        let sent = request.body(png.into_inner()).send().await.unwrap();
        assert!(sent.status().is_success(), "{}", sent.status());
    }
}

/// One button in a row; its data are its words.
fn keyboard(answers: &[&str]) -> Value {
    let rows = answers.iter();
    let rows: Value = rows
        .map(|answer| json!([{ "text": answer, "callback_data": answer }]))
        .collect();
    json!({ "inline_keyboard": rows })
}
