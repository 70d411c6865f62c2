//! A local, strict emulator of the Telegram Bot API server, for tests and for the demo.
//!
//! A bot is pointed at [`Server::url`] and never knows. It talks HTTP and JSON only, so what is
//! checked is what the bot really sends; limits, refusals and their wording are those of the real
//! server. Time, failures and people are in the hands of the test:
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use ecombot::emulator::{Fault, Server};
//!
//! let server = Server::start("127.0.0.1:0").await?;
//! server.register_bot("42:TEST", "shop_bot");
//! // … start the bot against server.url() …
//! let customer = server.user("Ada");
//! customer.send("/start");
//! customer.wait_for(|chat| chat.iter().any(|message| message.from_bot)).await?;
//! server.fail_next("sendMessage", Fault::TooManyRequests { retry_after: 1 });
//! let update = customer.press("Catalogue")?;
//! customer.answered(update).await;
//! # Ok(())
//! # }
//! ```
//!
//! A person can walk in, too: [`Server::url`] opened in a browser is a chat page, which lives on a
//! control API beside the Bot API; any program of the same machine may use that.
//!
//! Updates are polled for or delivered to a webhook, whose retries follow the emulator's clock
//! ([`Server::advance`]); [`Server::allow_plain_webhooks`] makes one at `http://127.0.0.1` possible.
//! Invoices are paid by [`User::pay`] and its kin.
//!
//! A [`Group`] is a chat of several people and one bot, perhaps with topics.
//!
//! What people type after the name of a bot with inline mode ([`Server::turn_inline_on`]) is asked
//! by [`User::asks_inline`], and sent by [`User::chooses`].
//!
//! Deliberately absent: channels, inline results but articles and photos, business accounts, files other than photos
//! and documents, shipping, subscriptions, quotations, stickers, polls and games. What is absent
//! but exists on Telegram is refused with 501 or as an unknown method, never accepted.

mod act;
#[cfg(test)]
mod behaviour;
mod chat;
mod control;
mod delivery;
mod entity;
mod error;
mod fault;
mod file;
mod found;
mod group;
mod html;
mod http;
mod inline;
mod keyboard;
mod link;
mod markdown;
mod methods;
mod page;
mod params;
mod payment;
mod polling;
mod server;
mod stage;
mod telegram;
mod update;
mod user;
mod view;
mod webhook;

pub use self::chat::{Answer, Contact};
pub use self::error::ApiError;
pub use self::fault::Fault;
pub use self::group::Group;
pub use self::inline::{InlineQuery, InlineResult, Offer, StartButton};
pub use self::methods::commands::MenuCommand;
pub use self::payment::{NotPayable, Payment};
pub use self::server::Server;
pub use self::stage::Step;
pub use self::telegram::{Call, Profile};
pub use self::user::{NotShown, TimedOut, User};
pub use self::view::{ButtonView, Document, InvoiceView, Message, Photo};
