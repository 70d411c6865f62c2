//! Two programs on one shop: one serves it, the other waits until it is needed.

use std::{
    io::{BufRead, BufReader},
    process::Child,
    thread,
    time::Duration,
};

use ecombot::emulator::{Fault, Message, User};
use tokio::{sync::watch, time::timeout};

use crate::{
    kill::{Program, terminate, until_shown},
    postgres::PrivateServer,
    server::database_at,
    wire::Wire,
};

/// How long a program may take to say what it must say.
const PATIENCE: Duration = Duration::from_secs(30);

const SERVES: &str = "the shop is open";
const STANDS_BY: &str = "another instance serves the shop; standing by";

/// A program whose log is read along.
struct Instance {
    child: Child,
    log: watch::Receiver<String>,
}

impl Instance {
    /// Starts the program on its database, or on another way to it.
    fn of(program: &Program, url: Option<&str>) -> Self {
        let mut command = program.run_logging("info");
        if let Some(url) = url {
            command.args(["--database", url]);
        }
        let mut child = command.spawn().unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let (told, log) = watch::channel(String::new());
        thread::spawn(move || {
            let mut line = String::new();
            while stderr.read_line(&mut line).is_ok_and(|length| length > 0) {
                told.send_modify(|told| told.push_str(&line));
                line.clear();
            }
        });
        Self { child, log }
    }

    /// Waits until its log has these words.
    async fn says(&mut self, words: &str) {
        let said = self.log.wait_for(|log| log.contains(words));
        let is_said = timeout(PATIENCE, said).await.is_ok_and(|said| said.is_ok());
        assert!(is_said, "no {words:?} in:\n{}", self.said());
    }

    fn said(&self) -> String {
        self.log.borrow().clone()
    }

    /// Kills it as nothing can be killed more.
    async fn dies(mut self) {
        self.child.kill().unwrap();
        self.ends().await;
    }

    /// Waits for its end: exit code and log.
    async fn ends(mut self) -> (Option<i32>, String) {
        let end = async { while self.log.changed().await.is_ok() {} };
        let is_over = timeout(PATIENCE, end).await.is_ok();
        assert!(is_over, "it goes on after:\n{}", self.said());
        (self.child.wait().unwrap().code(), self.said())
    }
}

impl Drop for Instance {
    #[expect(clippy::print_stderr, reason = "what led to a failure")]
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("{}", self.said());
        }
        // Nothing but a failed test leaves it running.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// How often each program has asked Telegram who it is: one that stands by does not.
fn introduced(program: &Program) -> usize {
    program.server.calls_of("getMe").len()
}

/// Puts a mug into the cart and looks at it.
async fn wants_a_mug(user: &User) {
    user.send("/start");
    until_shown(user, "Hello").await;
    user.send("Mug");
    until_shown(user, "Found for").await;
    user.press("Mug").unwrap();
    until_shown(user, "Add to cart").await;
    let update = user.press("Add to cart").unwrap();
    user.answered(update).await;
    user.send("/cart");
    until_shown(user, "× 1 = ").await;
}

/// Waits until a message shows this, not only the newest one: whoever takes over may show once
/// more what was shown last.
async fn shows(user: &User, words: &str) {
    let is_shown = |messages: &[Message]| {
        let mut messages = messages.iter().filter(|message| message.from_bot);
        messages.any(|message| message.screen().contains(words))
    };
    user.wait_for(is_shown).await.unwrap();
}

#[tokio::test]
async fn a_program_that_stands_by_serves_when_the_other_is_killed_and_finishes_what_that_began() {
    let program = Program::new().await;
    program.seed().await;
    let mut first = Instance::of(&program, None);
    first.says(SERVES).await;
    let mut second = Instance::of(&program, None);
    second.says(STANDS_BY).await;
    let alice = program.server.user("Alice");
    wants_a_mug(&alice).await;
    // The first tap is done but not shown, the second waits behind it, both taken over.
    let fault = Fault::TooManyRequests { retry_after: 60 };
    program
        .server
        .fail_next_in(alice.id(), "editMessageText", fault);
    alice.press("➕").unwrap();
    let last = alice.press("➕").unwrap();
    program.server.acknowledged(last).await;
    let is_held = |call: &ecombot::emulator::Call| call.fault.is_some();
    program
        .server
        .until(|server| {
            server
                .calls_of("editMessageText")
                .iter()
                .any(is_held)
                .then_some(())
        })
        .await;
    assert_eq!(introduced(&program), 1);
    let polls = program.server.calls_of("getUpdates");
    assert!(polls.iter().all(|poll| poll.outcome.is_ok()), "two polled");
    assert!(!second.said().contains(SERVES));

    first.dies().await;
    second.says(SERVES).await;
    shows(&alice, "× 3 = ").await;
    assert_eq!(introduced(&program), 2);
    alice.press("➕").unwrap();
    shows(&alice, "× 4 = ").await;
    terminate(&second.child);
    assert_eq!(second.ends().await.0, Some(0));
    program.server.stop().await;
}

#[tokio::test]
async fn a_program_that_stands_by_ends_when_told() {
    let program = Program::new().await;
    program.seed().await;
    let mut first = Instance::of(&program, None);
    first.says(SERVES).await;
    let mut second = Instance::of(&program, None);
    second.says(STANDS_BY).await;
    terminate(&second.child);
    let (code, said) = second.ends().await;
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains(SERVES), "{said}");
    // The one that serves goes on.
    let alice = program.server.user("Alice");
    wants_a_mug(&alice).await;
    assert_eq!(introduced(&program), 1);
    terminate(&first.child);
    assert_eq!(first.ends().await.0, Some(0));
    program.server.stop().await;
}

#[tokio::test]
async fn a_program_whose_shop_was_taken_while_it_could_not_reach_the_server_ends() {
    let server = PrivateServer::start();
    let wire = Wire::to(&server);
    let program = Program::on(database_at(server.url())).await;
    program.seed().await;
    let mut first = Instance::of(&program, Some(&wire.url()));
    first.says(SERVES).await;
    let mut second = Instance::of(&program, None);
    second.says(STANDS_BY).await;
    let alice = program.server.user("Alice");
    wants_a_mug(&alice).await;

    wire.go_down();
    second.says(SERVES).await;
    wire.mend();
    let (code, said) = first.ends().await;
    assert_eq!(code, Some(4), "{said}");
    let last = said.lines().last().unwrap_or_default();
    assert_eq!(last, "ecombot: another ecombot serves this shop now");
    alice.press("➕").unwrap();
    shows(&alice, "× 2 = ").await;
    terminate(&second.child);
    assert_eq!(second.ends().await.0, Some(0));
    program.server.stop().await;
}

#[tokio::test]
async fn a_program_keeps_its_shop_when_the_server_has_not_noticed_that_its_connection_is_gone() {
    let server = PrivateServer::start();
    let wire = Wire::to(&server);
    let program = Program::on(database_at(server.url())).await;
    program.seed().await;
    let mut first = Instance::of(&program, Some(&wire.url()));
    first.says(SERVES).await;
    let alice = program.server.user("Alice");
    wants_a_mug(&alice).await;

    wire.lose_the_program();
    first.says("the shop is ours again").await;
    alice.press("➕").unwrap();
    shows(&alice, "× 2 = ").await;
    terminate(&first.child);
    assert_eq!(first.ends().await.0, Some(0));
    program.server.stop().await;
}
