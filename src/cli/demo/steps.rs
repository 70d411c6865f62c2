//! Things to try in the demo, ticked by what the bot has really shown in the chats.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde_json::Value;
use tokio::task::JoinHandle;

use crate::{
    bot::{admin::button::StaffButton, button::Button, screen::DETACHED},
    domain::{id::OrderId, order::OrderStatus},
    emulator::{Call, Server, Step, User},
};

/// What there is to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Tried {
    Browsed,
    Searched,
    Chose,
    Filled,
    Reviewed,
    Arrived,
    Packed,
    Told,
    Remembered,
    Accompanied,
    Failed,
    Restarted,
}

/// In the order of the list: what, title, hint.
const LIST: [(Tried, &str, &str); 12] = [
    (
        Tried::Browsed,
        "Look around",
        "Press Start as Alice, open a category and a product.",
    ),
    (
        Tried::Searched,
        "Search",
        "Type a word, such as “mug” or “chocolate”.",
    ),
    (
        Tried::Chose,
        "Choose an option",
        "A mug has its glaze, a shirt its colour and size.",
    ),
    (
        Tried::Filled,
        "Fill the cart",
        "Add to cart, then open the cart and change the quantity.",
    ),
    (
        Tried::Reviewed,
        "Check out",
        "Alice has ordered before, so one screen is all there is to confirm.",
    ),
    (
        Tried::Arrived,
        "See the order arrive",
        "Confirm, and watch Olga's chat.",
    ),
    (
        Tried::Packed,
        "Move it along",
        "As Olga, press Processing, then mark it shipped or ready.",
    ),
    (
        Tried::Told,
        "See the customer told",
        "Each step arrives in Alice's chat.",
    ),
    (
        Tried::Remembered,
        "Read old orders",
        "/orders as Alice: delivered, cancelled, on its way.",
    ),
    (
        Tried::Accompanied,
        "Become another customer",
        "“Customer” above. They are asked for name, number and address.",
    ),
    (
        Tried::Failed,
        "Break something",
        "“What if…” has a lost network and more. Then tap on.",
    ),
    (
        Tried::Restarted,
        "Restart the bot",
        "In the middle of a checkout, if you like. Then go on.",
    ),
];

/// Watches the chats and ticks the list on the page.
pub(super) struct Watch {
    seen: Arc<Mutex<Seen>>,
    server: Server,
    watching: JoinHandle<()>,
}

impl Watch {
    pub(super) fn start(server: &Server, owner: &User) -> Self {
        let seen = Arc::new(Mutex::new(Seen::new(owner.id())));
        server.show_steps(lock(&seen).steps());
        let watching = {
            let (server, seen) = (server.clone(), Arc::clone(&seen));
            tokio::spawn(async move {
                let mut changes = server.changes();
                let mut last = 0;
                loop {
                    let calls = server.calls();
                    let news = calls.iter().filter(|call| call.id > last);
                    let ticked = lock(&seen).take_in(news);
                    last = calls.last().map_or(last, |call| call.id);
                    if ticked {
                        server.show_steps(lock(&seen).steps());
                    }
                    if changes.changed().await.is_err() {
                        return;
                    }
                }
            })
        };
        // What is watched here is recent, and hours of trying things are not kept.
        server.calls_kept(1_000);
        Self {
            seen,
            server: server.clone(),
            watching,
        }
    }

    /// The bot has been restarted.
    pub(super) fn restarted(&self) {
        lock(&self.seen).done.insert(Tried::Restarted);
        self.server.show_steps(lock(&self.seen).steps());
    }

    pub(super) fn stop(&self) {
        self.watching.abort();
    }
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Seen {
    owner: i64,
    done: HashSet<Tried>,
    /// Orders that arrived at the owner's while we watched.
    orders: HashSet<OrderId>,
    /// The customer seen first.
    first: Option<i64>,
}

impl Seen {
    fn new(owner: i64) -> Self {
        Self {
            owner,
            done: HashSet::new(),
            orders: HashSet::new(),
            first: None,
        }
    }

    fn steps(&self) -> Vec<Step> {
        let steps = LIST.iter().map(|(tried, title, hint)| Step {
            title: (*title).to_owned(),
            hint: (*hint).to_owned(),
            is_done: self.done.contains(tried),
        });
        steps.collect()
    }

    /// Takes in what the bot did; whether something new was tried.
    fn take_in<'a>(&mut self, calls: impl Iterator<Item = &'a Call>) -> bool {
        let before = self.done.len();
        for call in calls {
            if call.fault.is_some() {
                self.done.insert(Tried::Failed);
            }
            let chat = call.params["chat_id"].as_i64();
            if let (Some(chat), Ok(_)) = (chat, &call.outcome) {
                let screen = buttons(&call.params);
                let is_new = call.method.starts_with("send");
                if chat == self.owner {
                    self.owner_sees(&screen, is_new);
                } else {
                    self.customer_sees(chat, &screen, is_new);
                }
            }
        }
        self.done.len() > before
    }

    fn owner_sees(&mut self, screen: &[Button], is_new: bool) {
        for button in screen {
            let Button::Staff(StaffButton::SetStatus { order, status }) = button else {
                continue;
            };
            match status {
                OrderStatus::Processing if is_new => {
                    self.orders.insert(*order);
                    self.done.insert(Tried::Arrived);
                }
                OrderStatus::Completed if self.orders.contains(order) => {
                    self.done.insert(Tried::Packed);
                }
                _ => {}
            }
        }
    }

    fn customer_sees(&mut self, chat: i64, screen: &[Button], is_new: bool) {
        if *self.first.get_or_insert(chat) != chat {
            self.done.insert(Tried::Accompanied);
        }
        let has = |what: fn(&Button) -> bool| screen.iter().any(what);
        let count = |what: fn(&Button) -> bool| screen.iter().filter(|button| what(button)).count();
        let is_product = has(|button| matches!(button, Button::AddToCart { .. }));
        let has_options = has(|button| matches!(button, Button::Choose { .. }));
        let found = count(|button| matches!(button, Button::Product { .. }));
        let shown = [
            (Tried::Browsed, is_product || has_options),
            (Tried::Searched, is_new && found > 0 && !is_product),
            (Tried::Chose, is_product && has_options),
            (
                Tried::Filled,
                has(|button| matches!(button, Button::Checkout {}))
                    && has(|button| matches!(button, Button::Increase { .. })),
            ),
            (
                Tried::Reviewed,
                has(|button| matches!(button, Button::Confirm { .. })),
            ),
            (
                Tried::Remembered,
                count(|button| matches!(button, Button::Order { .. })) > 1,
            ),
        ];
        let shown = shown.into_iter().filter(|(_, is_shown)| *is_shown);
        self.done.extend(shown.map(|(tried, _)| tried));
        let of_new = screen.iter().any(
            |button| matches!(button, Button::Order { order, .. } if self.orders.contains(order)),
        );
        if is_new && of_new {
            self.done.insert(Tried::Told);
        }
    }
}

/// The shop's buttons on a screen that the bot sends.
fn buttons(params: &Value) -> Vec<Button> {
    let rows = params["reply_markup"]["inline_keyboard"].as_array();
    let row = |row: &Value| row.as_array().cloned().unwrap_or_default();
    let buttons = rows.into_iter().flatten().flat_map(row);
    buttons
        .filter_map(|button| {
            let data = button["callback_data"].as_str()?;
            Button::decode(data.strip_prefix(DETACHED).unwrap_or(data))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const OWNER: i64 = 1;

    fn call(method: &str, chat: i64, data: &[&str]) -> Call {
        let row: Value = data
            .iter()
            .map(|data| json!({ "text": "x", "callback_data": data }))
            .collect();
        let keyboard = json!({ "inline_keyboard": [row] });
        Call {
            id: 1,
            bot: 42,
            method: method.to_owned(),
            params: json!({ "chat_id": chat, "reply_markup": keyboard }),
            at: 0,
            outcome: Ok(json!(true)),
            fault: None,
        }
    }

    #[test]
    fn a_step_is_ticked_by_what_the_bot_has_shown_and_by_nothing_else() {
        let mut seen = Seen::new(OWNER);
        let mut check = |call: Call, expect: &[Tried]| {
            let before = seen.done.clone();
            seen.take_in(std::iter::once(&call));
            let new: HashSet<Tried> = seen.done.difference(&before).copied().collect();
            assert_eq!(new, expect.iter().copied().collect(), "{call:?}");
        };
        check(call("sendMessage", 2, &["c:1:"]), &[]);
        check(call("editMessageText", 2, &["a:3"]), &[Tried::Browsed]);
        check(
            call("sendMessage", 2, &["p:3:", "p:4:"]),
            &[Tried::Searched],
        );
        check(call("sendPhoto", 2, &["v:3.1:", "a:3"]), &[Tried::Chose]);
        check(
            call("editMessageText", 2, &["ki:3:", "b"]),
            &[Tried::Filled],
        );
        check(call("editMessageText", 2, &["bo:1:1"]), &[Tried::Reviewed]);
        // The owner opens an old order, which is no arrival.
        check(call("editMessageText", OWNER, &["ms:4:completed"]), &[]);
        check(
            call("sendMessage", OWNER, &["!ms:5:processing"]),
            &[Tried::Arrived],
        );
        check(call("sendMessage", 2, &["!od:5:"]), &[Tried::Told]);
        check(
            call("editMessageText", OWNER, &["ms:5:completed"]),
            &[Tried::Packed],
        );
        check(
            call("sendMessage", 2, &["od:5:", "od:4:"]),
            &[Tried::Remembered],
        );
        check(call("sendMessage", 3, &["c:1:"]), &[Tried::Accompanied]);
        let refused = Call {
            outcome: Err(crate::emulator::ApiError {
                code: 400,
                description: String::new(),
                retry_after: None,
                migrate_to_chat_id: None,
            }),
            fault: Some(crate::emulator::Fault::LoseAnswer),
            ..call("sendMessage", 2, &[])
        };
        check(refused, &[Tried::Failed]);
    }
}
