//! `ecombot demo` as a program: how it starts, what it keeps, how it ends.

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, ChildStdout, Command, Output, Stdio},
};

use reqwest::Client;
use serde_json::{Value, json};
use tokio::task;

const ALICE: i64 = 1_000_002;

fn demo(flags: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ecombot"));
    command.arg("demo").args(flags).stdin(Stdio::null());
    command
}

/// A demo that has told its address.
struct Running {
    child: Child,
    output: BufReader<ChildStdout>,
    url: String,
    client: Client,
}

impl Running {
    async fn start(flags: &[&str]) -> Self {
        let mut child = demo(flags).stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let read = move || {
            let mut line = String::new();
            while !line.trim().starts_with("http://") {
                line.clear();
                assert_ne!(output.read_line(&mut line).unwrap(), 0, "no address");
            }
            (output, line.trim().to_owned())
        };
        let (output, url) = task::spawn_blocking(read).await.unwrap();
        Self {
            child,
            output,
            url,
            client: Client::new(),
        }
    }

    async fn get(&self, path: &str) -> Value {
        let request = self.client.get(format!("{}{path}", self.url));
        request.send().await.unwrap().json().await.unwrap()
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let request = self.client.post(format!("{}{path}", self.url)).json(&body);
        request.send().await.unwrap().json().await.unwrap()
    }

    /// What Alice is told after she has written, once it contains the words.
    async fn alice_hears(&self, text: &str, words: &str) -> String {
        let state = self.get("/control/state").await;
        let chat = format!("/control/chats/{}/{ALICE}", state["bots"][0]["id"]);
        let mut events = self.client.get(format!("{}/control/events", self.url));
        events = events.header("accept", "text/event-stream");
        let mut events = events.send().await.unwrap();
        self.post(&format!("{chat}/send"), json!({ "text": text }))
            .await;
        loop {
            let shown = self.get(&chat).await.to_string();
            if shown.contains(words) {
                return shown;
            }
            events.chunk().await.unwrap().expect("the demo goes on");
        }
    }

    /// Ends it with a signal; everything it said after its address.
    fn end(mut self, signal: &str) -> String {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args([signal, &pid]).status();
        assert!(told.unwrap().success());
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        rest
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Only a failed test finds it alive; an error means that it is gone.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn url_of(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

fn refused(output: &Output, words: &str) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(words), "{said}");
}

#[tokio::test]
async fn the_demo_ends_cleanly_when_told() {
    for signal in ["-TERM", "-INT"] {
        let running = Running::start(&[]).await;
        // A page that is open does not keep it.
        let events = running
            .client
            .get(format!("{}/control/events", running.url));
        let events = events.send().await.unwrap();
        assert!(running.url.starts_with("http://127.0.0.1:"));
        let rest = running.end(signal);
        assert!(rest.contains("Ctrl-C closes the shop."), "{rest}");
        drop(events);
    }
}

#[tokio::test]
async fn what_keeps_the_demo_from_starting_is_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = demo(&["--port", &port]).output().unwrap();
    refused(&output, &format!("port {port} is in use"));
    let output = demo(&["--database", "mysql://shop"]).output().unwrap();
    refused(&output, "mysql");
    let output = demo(&["--play", "--server-only"]).output().unwrap();
    refused(&output, "cannot be used with");
}

#[tokio::test]
async fn a_kept_shop_is_there_again_and_nothing_in_it_doubles() {
    let folder = tempfile::tempdir().unwrap();
    let url = url_of(&folder.path().join("demo.db"));
    let mut lists = Vec::new();
    for _ in 0..2 {
        let running = Running::start(&["--database", &url]).await;
        running.alice_hears("/start", "Mugs & Cups").await;
        let orders = running.alice_hears("/orders", "\"data\":\"od:").await;
        lists.push(orders.matches("\"data\":\"od:").count());
        running.end("-TERM");
    }
    assert_eq!(lists, [4, 4]);
}

#[tokio::test]
async fn a_shop_of_somebodys_own_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let url = url_of(&folder.path().join("own.db"));
    let mut owner = Command::new(env!("CARGO_BIN_EXE_ecombot"));
    owner.args(["admin", "add", "--database", &url, "77"]);
    assert!(owner.output().unwrap().status.success());
    let output = demo(&["--database", &url]).output().unwrap();
    refused(&output, "is a shop of its own");
}

#[tokio::test]
async fn with_the_server_alone_any_token_is_a_bot() {
    let running = Running::start(&["--server-only"]).await;
    for id in [77, 78] {
        let me = running.get(&format!("/bot{id}:any/getMe")).await;
        assert_eq!(me["result"]["id"], id);
    }
    let state = running.get("/control/state").await;
    assert_eq!(state["bots"].as_array().unwrap().len(), 2);
    assert_eq!(state["steps"], json!([]));
    running.end("-TERM");
}
