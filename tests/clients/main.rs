//! Programs of other Telegram libraries on the emulator: what runs there is what runs on Telegram.
//!
//! Each folder here holds one small bot, postcards, as the users of a library would write it:
//! [aiogram](https://docs.aiogram.dev) and [python-telegram-bot](https://python-telegram-bot.org)
//! in Python, [grammY](https://grammy.dev) on Node.js. They learn the address of their Bot API
//! server by the library's own option for it, and nothing else about the emulator. All live the same
//! [`story`], and what they sent and were told is compared afterwards.
//!
//! `tests/clients/install` puts the libraries, in the versions pinned here, into the target
//! directory; `cargo test --features foreign-clients --test clients` plays the story.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod program;
mod story;

use self::program::Program;

#[tokio::test]
async fn a_bot_written_with_aiogram_runs_as_on_telegram() {
    let program = Program::python("aiogram").await;
    program.lives(story::of_postcards).await;
}

#[tokio::test]
async fn a_bot_written_with_python_telegram_bot_runs_as_on_telegram() {
    let program = Program::python("python_telegram_bot").await;
    program.lives(story::of_postcards).await;
}

#[tokio::test]
async fn a_bot_written_with_grammy_runs_as_on_telegram() {
    let program = Program::node("grammy").await;
    program.lives(story::of_postcards).await;
}
