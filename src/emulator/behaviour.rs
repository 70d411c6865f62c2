//! What the Bot API server does, row by row, against the emulator.
//!
//! A row is a situation, a call and the exact answer. Each file has one subject: `updates`
//! (getUpdates, tokens, names), `refusals` (texts, edits, deletions, keyboards), `files`,
//! `formatting`, `messages` (identifiers, presses, who can be written to), `payments`, `webhooks`,
//! `groups`, `inline`, `chats` (everything else). What needs the wire is in `server/tests.rs`: encodings, the envelope
//! and its `Retry-After`, long polls and their conflicts, lost answers, cut connections, downloads.
//! What is checked lower down stays there: the wording rule in `error.rs`, links in `link.rs`,
//! found entities in `found.rs`, scripted faults in `fault.rs`, menus in `methods/commands.rs`.
//!
//! Not claimed, each for its reason:
//! - being kicked from a channel: there are none.
//! - 404s and capital 403s from below that become 400: nothing below answers with either.
//! - "the bot can't send messages to the bot" for other bots: no bot here has heard of another.
//! - "wrong type of the web page content": no web is behind the emulator, no address can be got.
//! - rates by the second: a test scripts 429 when it wants one, chance would make it unsteady.
//! - `tg-time` as an entity and the full list of top-level domains: no shop formats with the one,
//!   a text with a rare domain merely has no link.
//! - certificates, addresses and connections of webhooks beyond their number: there is no TLS here.
//! - inline mode: what the pages do not say. How long a query can be answered is Telegram's secret,
//!   here a minute, and the second answer comes too late; what `cache_time` would spare is asked all
//!   the same, and an older query of the same person stays open. A longer query than 256 characters
//!   is cut. Of results that the back end refuses only codes it documents are used, in an order of
//!   its own; an identifier of a file that is gone is refused as where it is sent. Messages sent by
//!   way of a bot cannot be changed by it, and a press on their buttons has its message.
//! - shipping queries, tips that are given, subscriptions: refused, or never happening.

mod chats;
mod files;
mod formatting;
mod groups;
mod inline;
mod messages;
mod payments;
mod refusals;
mod updates;
mod webhooks;

use serde_json::{Value, json};

use super::methods::fixture::{BOT, Fixture, TOKEN};

/// A call and what becomes of it: the beginning of a result as JSON, or the whole refusal with its
/// code.
type Row<'a> = (&'a str, &'a str, Value, &'a str);

/// Checks rows in the chat with one user: the situation in words, method, parameters, refusal.
fn check_refusals(fixture: &mut Fixture, rows: &[Row<'_>]) {
    for (situation, method, params, expect) in rows {
        let outcome = fixture.call(method, params.clone());
        let found = outcome.map_or_else(|error| error.to_string(), |result| result.to_string());
        assert_eq!(
            found,
            *expect,
            "{situation}: {method} {:.300}",
            params.to_string()
        );
    }
}
