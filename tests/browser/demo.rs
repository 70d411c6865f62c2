//! `ecombot demo` as a program, and a bot of another program on its server.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

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

    /// Somebody writes, by the control API.
    pub(crate) async fn send(&self, user: i64, text: &str) {
        let state = self.client.get(format!("{}/control/state", self.url));
        let state: Value = state.send().await.unwrap().json().await.unwrap();
        let bot = &state["bots"][0]["id"];
        let path = format!("/control/chats/{bot}/{user}/send");
        self.post(&path, json!({ "text": text })).await;
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
    pub(crate) async fn says(&self, text: &str) {
        let message = json!({ "chat_id": self.user, "text": text });
        self.demo
            .post(&format!("/bot{TOKEN}/sendMessage"), message)
            .await;
    }

    pub(crate) async fn says_formatted(&self, html: &str) {
        let message = json!({ "chat_id": self.user, "text": html, "parse_mode": "HTML" });
        self.demo
            .post(&format!("/bot{TOKEN}/sendMessage"), message)
            .await;
    }
}
