//! The real program: started, killed, started again, and its exit codes.

use std::{
    io::Read,
    process::{Child, Command, Output, Stdio},
};

use ecombot::{
    db::Db,
    domain::{id::TelegramId, order::OrderStatus},
    emulator::{Fault, Message, Server, User},
    params,
    store::products,
};
use futures::future::join_all;
use tempfile::TempDir;

use crate::{
    database::Database,
    shop::{TOKEN, all_orders},
};

const STOCK: usize = 50;
const CATALOGUE: &str = r#"{
    "categories": [{"name": "Things", "products": [
        {"sku": "MUG", "name": "Mug", "description": "Blue.", "price": "12.50", "stock": 50},
        {"sku": "POT", "name": "Pot", "description": "", "price": "30.00", "stock": 50}
    ]}],
    "delivery_options": [{"type": "local_same_day", "price": "5.00"}]
}"#;

/// What a database of a release to come says of itself.
const NEWER: &str = if cfg!(feature = "postgres") {
    "INSERT INTO ecombot_schema (version, name, applied_at) VALUES (999, '0999_later', 0)"
} else {
    "PRAGMA user_version = 999"
};

/// The program with a database, a folder and a Telegram of its own.
pub(crate) struct Program {
    database: Database,
    folder: TempDir,
    pub(crate) server: Server,
}

impl Program {
    pub(crate) async fn new() -> Self {
        Self::on(Database::new()).await
    }

    pub(crate) async fn on(database: Database) -> Self {
        let server = Server::start("127.0.0.1:0").await.unwrap();
        server.register_bot(TOKEN, "shop_bot");
        let folder = tempfile::tempdir().unwrap();
        Self {
            database,
            folder,
            server,
        }
    }

    pub(crate) fn command(&self, name: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ecombot"));
        command
            .arg(name)
            .env_clear()
            .env("ECOMBOT_DATABASE", &self.database.url)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn run(&self) -> Command {
        self.run_logging("error")
    }

    pub(crate) fn run_logging(&self, level: &str) -> Command {
        let mut command = self.command("run");
        command
            .env("ECOMBOT_TOKEN", TOKEN)
            .args(["--api-url", &self.server.url()])
            .args(["--log-level", level]);
        command
    }

    pub(crate) fn database_url(&self) -> &str {
        &self.database.url
    }

    /// A file in the program's own folder, which it is started in.
    pub(crate) fn write(&self, name: &str, contents: &str) {
        std::fs::write(self.folder.path().join(name), contents).unwrap();
    }

    pub(crate) async fn seed(&self) {
        self.write("catalogue.json", CATALOGUE);
        let mut command = self.command("seed");
        command.arg("catalogue.json");
        assert_ends(command, 0).await;
    }
}

/// Runs a command to its end, beside the emulator.
async fn output(mut command: Command) -> Output {
    let ran = tokio::task::spawn_blocking(move || command.output());
    ran.await.unwrap().unwrap()
}

/// Asserts the exit code, and that a failure is told in one line.
pub(crate) async fn assert_ends(command: Command, code: i32) -> String {
    let name = format!("{command:?}");
    let output = output(command).await;
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{name}\n{told}");
    told
}

pub(crate) async fn assert_fails(command: Command, code: i32, words: &str) {
    let told = assert_ends(command, code).await;
    assert!(
        told.lines().count() == 1 && told.starts_with("ecombot: ") && told.contains(words),
        "{told}"
    );
}

/// Waits for a killed or terminated program.
pub(crate) async fn ended(mut child: Child) -> (Option<i32>, String) {
    let waiting = tokio::task::spawn_blocking(move || {
        let mut told = String::new();
        let mut stderr = child.stderr.take().unwrap();
        stderr.read_to_string(&mut told).unwrap();
        (child.wait().unwrap().code(), told)
    });
    waiting.await.unwrap()
}

pub(crate) fn terminate(child: &Child) {
    let told = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    assert!(told.unwrap().success());
}

/// Does something and waits for what it leads to, across the death of the bot.
pub(crate) async fn until_shown(user: &User, words: &str) {
    // Not only the newest: after a death an earlier screen may have been shown once more below it.
    let shows = |messages: &[Message]| {
        let mut screens = messages.iter().filter(|message| message.from_bot);
        screens.any(|message| message.screen().contains(words))
    };
    user.wait_for(shows).await.unwrap();
}

/// A whole purchase, for somebody who only sees the screen.
async fn buys(user: &User, product: &str) {
    user.send("/start");
    until_shown(user, "Hello").await;
    user.send(product);
    until_shown(user, "Found for").await;
    user.press(product).unwrap();
    until_shown(user, "Add to cart").await;
    let update = user.press("Add to cart").unwrap();
    user.answered(update).await;
    user.send("/cart");
    until_shown(user, "× 1 = ").await;
    user.press("Checkout").unwrap();
    until_shown(user, "What name").await;
    user.send("Alice Archer");
    until_shown(user, "share your phone number").await;
    user.share_contact("+15551234567");
    until_shown(user, "Where should we deliver?").await;
    user.send("12 Harbour Street");
    until_shown(user, "[✅ Confirm]").await;
    user.press("Confirm").unwrap();
    user.wait_for(|messages| messages.iter().any(is_thanks))
        .await
        .unwrap();
}

fn is_thanks(message: &Message) -> bool {
    message.text.contains("Thank you! Your order")
}

#[tokio::test]
async fn killed_in_the_middle_the_shop_loses_no_order_and_makes_none_twice() {
    let program = Program::new().await;
    program.seed().await;
    let users: Vec<User> = (1..=24)
        .map(|number| program.server.user(&format!("Customer {number}")))
        .collect();
    // How many customers have read these words.
    let reached = |words: &str| {
        let has_read = |user: &&User| {
            let messages = user.messages();
            messages.iter().any(|message| message.text.contains(words))
        };
        users.iter().filter(has_read).count()
    };
    let purchases = join_all(users.iter().enumerate().map(|(index, user)| {
        let product = if index % 2 == 0 { "Mug" } else { "Pot" };
        buys(user, product)
    }));
    let deaths = async {
        for words in ["share your phone number", "Thank you! Your order"] {
            let enough = (reached(words) + 3).min(users.len());
            let mut child = program.run().spawn().unwrap();
            program
                .server
                .until(|_| (reached(words) >= enough).then_some(()))
                .await;
            child.kill().unwrap();
            let (code, _) = ended(child).await;
            assert_eq!(code, None, "killed by a signal");
        }
        program.run().spawn().unwrap()
    };
    let (child, _) = tokio::join!(deaths, purchases);
    terminate(&child);
    let (code, told) = ended(child).await;
    assert_eq!((code, told.as_str()), (Some(0), ""));

    let db = Db::open(&program.database.url).unwrap();
    let orders = db.read(all_orders).await.unwrap();
    let stock = |sku: &'static str| db.read(move |tx| products::by_sku(tx, sku));
    for (sku, name) in [("MUG", "Mug"), ("POT", "Pot")] {
        let sold = orders
            .iter()
            .flat_map(|order| &order.lines)
            .filter(|line| line.name == name);
        let left = stock(sku).await.unwrap().unwrap().variant.stock as usize;
        assert_eq!((sold.count(), left), (12, STOCK - 12), "{name}");
    }
    for user in &users {
        let mine: Vec<_> = orders
            .iter()
            .filter(|order| order.telegram == TelegramId::new(user.id()))
            .collect();
        assert_eq!(mine.len(), 1);
        assert_eq!(mine[0].status, OrderStatus::Pending);
        let number = mine[0].number.as_str();
        let confirmations = user.messages().into_iter().filter(is_thanks);
        for confirmation in confirmations {
            assert!(confirmation.text.contains(number), "{}", confirmation.text);
        }
    }
    let webhook = program.server.calls_of("deleteWebhook");
    assert_eq!(webhook.len(), 3);
    assert!(
        webhook
            .iter()
            .all(|call| call.params["drop_pending_updates"] != true)
    );
    db.close().await;
    program.server.stop().await;
}

/// On PostgreSQL the other one would not fail but stand by.
#[tokio::test]
async fn one_shop_is_served_by_one_program() {
    let program = Program::on(Database::sqlite()).await;
    program.seed().await;
    let child = program.run().spawn().unwrap();
    let user = program.server.user("Alice");
    user.send("/start");
    until_shown(&user, "Hello").await;
    assert_fails(program.run(), 4, "is in use by another ecombot").await;
    // The one that serves goes on.
    user.send("/cart");
    until_shown(&user, "Your cart is empty.").await;
    terminate(&child);
    assert_eq!(ended(child).await, (Some(0), String::new()));
    program.server.stop().await;
}

#[tokio::test]
async fn each_way_to_fail_has_its_exit_code_and_one_clear_line() {
    let program = Program::new().await;
    let mut refused = program.run();
    refused.env("ECOMBOT_TOKEN", "4200000043:other");
    assert_fails(refused, 3, "Telegram refused the token").await;

    let mut missing = program.run();
    missing.env_remove("ECOMBOT_TOKEN");
    assert_fails(missing, 2, "no bot token").await;

    let mut malformed = program.run();
    malformed.env("ECOMBOT_TOKEN", "not-a-token");
    let told = assert_ends(malformed, 2).await;
    assert!(told.contains("not a bot token"), "{told}");
    assert!(!told.contains("not-a-token"), "{told}");

    let mut unsupported = program.run();
    unsupported.args(["--database", "mysql://shop:secret@host/shop"]);
    assert_fails(unsupported, 2, "write sqlite://FILE").await;

    let bad = program.folder.path().join("bad.json");
    std::fs::write(&bad, r#"{"categories": [{"name": ""}]}"#).unwrap();
    let mut seed = program.command("seed");
    seed.arg(&bad);
    let told = assert_ends(seed, 6).await;
    assert!(told.starts_with("ecombot: "), "{told}");
    program.server.stop().await;
}

#[tokio::test]
async fn a_database_of_a_newer_release_is_left_alone() {
    let program = Program::new().await;
    program.seed().await;
    let db = Db::open(&program.database.url).unwrap();
    db.write(|tx| tx.execute(NEWER, params![])).await.unwrap();
    db.close().await;
    for command in [program.run(), program.command("migrate")] {
        assert_fails(command, 5, "schema version 999").await;
    }
    assert_eq!(program.server.calls().len(), 0);
    program.server.stop().await;
}

#[tokio::test]
async fn the_most_talkative_log_tells_calls_and_statements_but_no_secrets() {
    let program = Program::new().await;
    program.seed().await;
    let log = program.folder.path().join("log");
    let mut command = program.command("run");
    command
        .env("ECOMBOT_TOKEN", TOKEN)
        .args(["--api-url", &program.server.url()])
        .args(["--log-level", "debug", "--log-format", "json"])
        .stderr(std::fs::File::create(&log).unwrap());
    let mut child = command.spawn().unwrap();
    let user = program.server.user("Alice");
    buys(&user, "Mug").await;
    program
        .server
        .fail_next("sendMessage", Fault::DropConnection);
    user.send("a very private question");
    until_shown(&user, "Nothing found").await;
    terminate(&child);
    assert_eq!(child.wait().unwrap().code(), Some(0));

    let told = std::fs::read_to_string(&log).unwrap();
    for line in told.lines() {
        assert!(line.starts_with('{') && line.ends_with('}'), "{line}");
    }
    for expected in ["sendMessage", "INSERT INTO orders"] {
        assert!(told.contains(expected), "{expected}");
    }
    for private in [TOKEN, "5551234567", "Harbour", "Archer", "private question"] {
        assert!(!told.contains(private), "{private}");
    }
    program.server.stop().await;
}
