//! A complete shop inside Telegram: one binary, one database file.
//!
//! # Layers
//!
//! Telegram knows the shop; the shop does not know Telegram.
//!
//! ```text
//! main → cli → { config, telemetry, bot, emulator, exchange, shop, db }
//!              bot ──────→ exchange, papers, shop, i18n, domain, db, photo, and of store only dialogues, inbox and outbox
//!              exchange ─→ shop, domain, photo
//!              papers ───→ shop, domain
//!              shop ─────→ store, domain, db
//!              store ────→ domain, db
//!              i18n ─────→ domain
//!              domain, db, emulator, photo ─→ nothing
//! ```
//!
//! # Invariants
//!
//! 1. [`domain`] does no I/O and depends on no other module.
//! 2. Only [`db`] names database drivers; only [`store`] contains the shop's SQL.
//! 3. Only [`bot`] names teloxide; only `bot/show.rs` with its parts, `bot/pictures.rs` and
//!    `bot/menu.rs` send.
//! 4. [`emulator`] uses no other module and no teloxide type: it may not share a bug with the bot.
//! 5. There is no `await` inside a transaction: the closure is synchronous.
//! 6. Nothing is sent to Telegram before the transaction that justifies it has committed.
//!
//! `tests/tidy.rs` checks the first four.
//!
//! # One update: *Confirm* is pressed
//!
//! 1. [`bot::runner`] polls, commits the update to the inbox, and only the next poll acknowledges
//!    it. The chat's own queue hands it on; other chats do not wait.
//! 2. [`bot::incoming`] reads who pressed what; [`bot::route`] decodes the [`bot::button`] and calls
//!    `bot::checkout::confirm`.
//! 3. [`bot::context::Context::act`] runs [`shop::checkout::place`] in one write: visitor, use
//!    case, conversation state, and first of all the mark that the update has had its effect, which
//!    is a lock as well.
//! 4. [`db`]'s writer thread runs it with others in a shared `BEGIN IMMEDIATE … COMMIT`, each in a
//!    savepoint; on PostgreSQL one of several threads runs it in a transaction of its own, and again
//!    when a deadlock or a lost connection took that away. `place` locks the checkout and the stock, compares what was shown with what is,
//!    writes order, lines, stock and the notice for the owner, or refuses and leaves nothing.
//! 5. After the commit the view makes a screen of the result, and [`bot::show`] sends the answer to
//!    the press and the screen together.
//! 6. [`bot::outbox`] delivers the owner's notice, at Telegram's pace, again until it arrived;
//!    [`bot::board`] shows the order on the staff's board, at the pace of a group.

pub mod cli;
pub mod config;
pub mod telemetry;

pub mod domain;

pub mod db;
pub mod store;

pub mod shop;

pub mod exchange;

pub mod i18n;

pub mod papers;

pub mod bot;

pub mod emulator;
pub mod photo;
