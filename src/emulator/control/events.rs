//! Server-sent events: what has changed since this listener was told last.
//!
//! An event names what to look at again and carries no content. So nothing is lost between two
//! connections, and nothing arrives twice: whoever comes back is told of everything there is, and
//! asks for what is newer than what they have.

use std::collections::HashMap;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use crate::emulator::server::Server;
use crate::emulator::telegram::Telegram;

/// How often a silent line shows that it is alive.
const BEAT: Duration = Duration::from_secs(15);

struct Listener {
    server: Server,
    changes: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
    /// The revisions of all chats, as told last.
    chats: HashMap<(i64, i64), u64>,
    /// Everything else, as told last.
    rest: Value,
}

pub(super) async fn stream(State(server): State<Server>) -> Response {
    let listener = Listener {
        changes: server.changes(),
        stopping: server.stopping(),
        chats: HashMap::new(),
        rest: Value::Null,
        server,
    };
    let events = stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok::<_, Infallible>(event), listener))
    });
    Sse::new(events).into_response()
}

impl Listener {
    /// The next event, or `None` when the server stops.
    async fn next(&mut self) -> Option<Event> {
        let beat = Instant::now() + BEAT;
        loop {
            // Seen before the look, so that no change between the two is missed.
            self.changes.mark_unchanged();
            if let Some(change) = self.change() {
                return Some(Event::default().event("change").data(change.to_string()));
            }
            tokio::select! {
                _ = self.changes.changed() => {}
                () = sleep_until(beat) => return Some(Event::default().event("beat").data("")),
                _ = self.stopping.wait_for(|stopping| *stopping) => return None,
            }
        }
    }

    fn change(&mut self) -> Option<Value> {
        let epoch = self.server.epoch();
        let (rest, chats) = self.server.with(|telegram| {
            let mut newer = Vec::new();
            for bot in telegram.bots.values() {
                let private = bot.chats.iter().filter(|(_, chat)| chat.circle.is_none());
                for (user_id, chat) in private {
                    let revision = chat.revision();
                    let told = self.chats.insert((bot.id, *user_id), revision);
                    if told != Some(revision) {
                        newer.push(json!({ "bot": bot.id, "user": user_id, "revision": revision }));
                    }
                }
            }
            (rest(telegram, epoch), newer)
        });
        if chats.is_empty() && rest == self.rest {
            return None;
        }
        let mut change = rest.clone();
        self.rest = rest;
        change["chats"] = Value::Array(chats);
        Some(change)
    }
}

fn rest(telegram: &Telegram, epoch: u64) -> Value {
    json!({
        "epoch": epoch.to_string(),
        "bots": telegram.bots.len(),
        "people": telegram.people.len(),
        "stage": telegram.stage.revision,
        "faults": telegram.faults.count(),
        "limits": telegram.faults.limits().count(),
        "last_call": telegram.journal.next - 1,
    })
}
