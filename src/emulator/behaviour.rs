//! What the Bot API server does, row by row, against the emulator.

mod formatting;
mod payments;
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
