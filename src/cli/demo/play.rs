//! A purchase printed as a conversation: `ecombot demo --play`.

use crate::{
    bot::runner::Runner,
    domain::id::TelegramId,
    emulator::{Message, Server, User},
};

use super::{CliError, say};

/// A customer buys, the owner ships, and both chats are printed.
pub(super) async fn play(server: &Server, runner: &Runner, owner: &User) -> Result<(), CliError> {
    say("A shop, its customer Alice and its owner Olga, all in this process.\n");
    let mut olga = Seat {
        server,
        runner,
        user: owner.clone(),
        name: "Olga",
        printed: 0,
    };
    let mut alice = Seat {
        server,
        runner,
        user: server.user("Alice"),
        name: "Alice",
        printed: 0,
    };
    olga.sends("/start").await;
    alice.sends("/start").await;
    alice.sends("mug").await;
    alice.presses("Travel Mug").await?;
    alice.presses("Add to cart").await?;
    alice.sends("/cart").await;
    alice.presses("➕").await?;
    alice.presses("Checkout").await?;
    alice.presses("Alice").await?;
    alice.shares_phone("+15551234567").await;
    alice.sends("12 Harbour Street, Apt 4, Springfield").await;
    alice.presses("Cash").await?;
    alice.presses("Confirm").await?;
    olga.hears("New order").await?;
    olga.presses("Processing").await?;
    alice.hears("being packed").await?;
    say("That was a whole purchase: over HTTP, through the real bot, into a real database.");
    Ok(())
}

/// Somebody at their phone.
struct Seat<'a> {
    server: &'a Server,
    runner: &'a Runner,
    user: User,
    name: &'static str,
    /// Id of the last message printed.
    printed: i64,
}

impl Seat<'_> {
    async fn sends(&mut self, text: &str) {
        say(format_args!("{} ▸ {text}", self.name));
        let update = self.user.send(text);
        self.settle(update).await;
    }

    async fn presses(&mut self, label: &str) -> Result<(), CliError> {
        say(format_args!("{} ▸ presses [{label}]", self.name));
        let update = self
            .user
            .press(label)
            .map_err(|error| CliError::Failure(error.to_string()))?;
        self.settle(update).await;
        if let Some(text) = self.user.last_answer().and_then(|answer| answer.text) {
            say(format_args!("    ({text})"));
        }
        Ok(())
    }

    async fn shares_phone(&mut self, phone: &str) {
        say(format_args!("{} ▸ shares the phone number", self.name));
        let update = self.user.share_contact(phone);
        self.settle(update).await;
    }

    async fn hears(&mut self, words: &str) -> Result<(), CliError> {
        let heard =
            |messages: &[Message]| messages.iter().any(|message| message.text.contains(words));
        self.user
            .wait_for(heard)
            .await
            .map_err(|error| CliError::Failure(error.to_string()))?;
        say(format_args!("{} hears:", self.name));
        self.print();
        Ok(())
    }

    async fn settle(&mut self, update: i64) {
        self.server.acknowledged(update).await;
        self.runner.chat_idle(TelegramId::new(self.user.id())).await;
        self.print();
    }

    fn print(&mut self) {
        let messages = self.user.messages();
        let last = messages.last().map_or(0, |message| message.id);
        // A new message, or the one on screen edited in place.
        let news: Vec<_> = messages
            .iter()
            .filter(|message| message.from_bot && message.id > self.printed)
            .collect();
        let shown = if news.is_empty() {
            messages
                .iter()
                .rev()
                .find(|m| m.from_bot)
                .into_iter()
                .collect()
        } else {
            news
        };
        for message in shown {
            for line in message.screen().lines() {
                say(format_args!("    {line}"));
            }
            say("");
        }
        for row in self.user.reply_keyboard().unwrap_or_default() {
            say(format_args!("    ⌨ [{}]", row.join("] [")));
        }
        self.printed = last;
    }
}
