//! What the chat page shows besides chats: who sits where, what there is to try, what a restart is.
//!
//! The emulator knows no bot, so whoever runs one says these things.

use std::fmt;

use futures::future::BoxFuture;

use super::server::Server;
use super::user::User;

/// Restarts the bot; the error is shown to whoever asked for it.
pub(super) type Restart = dyn Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync;

/// Somebody whose chat the page opens by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seat {
    pub(super) user_id: i64,
    pub(super) role: String,
}

/// Something to try in the chats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What to do, in a few words.
    pub title: String,
    /// How.
    pub hint: String,
    /// Whether it has happened.
    pub is_done: bool,
}

#[derive(Default)]
pub(super) struct Stage {
    pub(super) seats: Vec<Seat>,
    pub(super) steps: Vec<Step>,
    pub(super) restart: Option<std::sync::Arc<Restart>>,
    /// Grows with every change of the above.
    pub(super) revision: u64,
}

impl Server {
    /// Lets the page open this person's chat, with a word on who they are.
    pub fn seat(&self, user: &User, role: &str) {
        self.arrange(|stage| {
            stage.seats.push(Seat {
                user_id: user.id(),
                role: role.to_owned(),
            });
        });
    }

    /// Tells the page what there is to try, and what of it has happened.
    pub fn show_steps(&self, steps: Vec<Step>) {
        self.arrange(|stage| stage.steps = steps);
    }

    /// Lets the page restart the bot.
    pub fn on_restart(
        &self,
        restart: impl Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync + 'static,
    ) {
        self.arrange(|stage| stage.restart = Some(std::sync::Arc::new(restart)));
    }

    fn arrange(&self, arrange: impl FnOnce(&mut Stage)) {
        self.with(|telegram| {
            arrange(&mut telegram.stage);
            telegram.stage.revision += 1;
            telegram.touch();
        });
    }
}

impl fmt::Debug for Stage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Stage")
            .field("seats", &self.seats)
            .field("steps", &self.steps)
            .finish_non_exhaustive()
    }
}
