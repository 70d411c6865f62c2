//! Every request of the bot is one that the Bot API documents, and a tap costs two.

use ecombot::emulator::Call;
use serde_json::{Map, Value};

use crate::shop::Shop;

/// The JSON form of a parameter.
#[derive(Debug, Clone, Copy)]
enum Form {
    Integer,
    Text,
    Flag,
    Texts,
    Commands,
    Scope,
    Markup,
}

use Form::{Commands, Flag, Integer, Markup, Scope, Text, Texts};

/// The methods we use: required parameters, then those that may be there.
const METHODS: &[(&str, Parameters, Parameters)] = &[
    ("getMe", &[], &[]),
    (
        "getUpdates",
        &[],
        &[
            ("offset", Integer),
            ("limit", Integer),
            ("timeout", Integer),
            ("allowed_updates", Texts),
        ],
    ),
    ("deleteWebhook", &[], &[("drop_pending_updates", Flag)]),
    (
        "setMyCommands",
        &[("commands", Commands)],
        &[("scope", Scope), ("language_code", Text)],
    ),
    (
        "sendMessage",
        &[("chat_id", Integer), ("text", Text)],
        &[
            ("parse_mode", Text),
            ("disable_notification", Flag),
            ("protect_content", Flag),
            ("reply_markup", Markup),
        ],
    ),
    (
        "editMessageText",
        &[
            ("chat_id", Integer),
            ("message_id", Integer),
            ("text", Text),
        ],
        &[("parse_mode", Text), ("reply_markup", Markup)],
    ),
    (
        "editMessageReplyMarkup",
        &[("chat_id", Integer), ("message_id", Integer)],
        &[("reply_markup", Markup)],
    ),
    (
        "answerCallbackQuery",
        &[("callback_query_id", Text)],
        &[("text", Text), ("show_alert", Flag)],
    ),
];

type Parameters = &'static [(&'static str, Form)];

impl Form {
    fn fits(self, value: &Value) -> bool {
        match self {
            Integer => value.is_i64() || value.is_u64(),
            Text => value.is_string(),
            Flag => value.is_boolean(),
            Texts => items(value).is_some_and(|items| items.iter().all(Value::is_string)),
            Commands => items(value).is_some_and(|items| {
                items.iter().all(|command| {
                    let name = command["command"].as_str().unwrap_or_default();
                    let description = command["description"].as_str().unwrap_or_default();
                    has_only(command, &["command", "description"])
                        && (1..=32).contains(&name.len())
                        && (1..=256).contains(&description.chars().count())
                })
            }),
            Scope => match value["type"].as_str() {
                Some("default") => has_only(value, &["type"]),
                Some("chat") => has_only(value, &["type", "chat_id"]) && value["chat_id"].is_i64(),
                _ => false,
            },
            Markup => is_markup(value),
        }
    }
}

fn items(value: &Value) -> Option<&Vec<Value>> {
    value.as_array()
}

fn object(value: &Value) -> Option<&Map<String, Value>> {
    value.as_object()
}

fn has_only(value: &Value, names: &[&str]) -> bool {
    object(value).is_some_and(|fields| fields.keys().all(|name| names.contains(&name.as_str())))
}

/// The three kinds of `reply_markup` that the shop sends.
fn is_markup(value: &Value) -> bool {
    let rows = |name: &str, is_button: fn(&Value) -> bool| {
        items(&value[name]).is_some_and(|rows| {
            rows.iter().all(|row| {
                items(row).is_some_and(|row| !row.is_empty() && row.iter().all(is_button))
            })
        })
    };
    if value.get("inline_keyboard").is_some() {
        return has_only(value, &["inline_keyboard"])
            && rows("inline_keyboard", |button| {
                let data = button["callback_data"].as_str().unwrap_or_default();
                has_only(button, &["text", "callback_data"])
                    && !button["text"].as_str().unwrap_or_default().is_empty()
                    && (1..=64).contains(&data.len())
            });
    }
    if value.get("keyboard").is_some() {
        return has_only(value, &["keyboard", "resize_keyboard", "one_time_keyboard"])
            && rows("keyboard", |button| {
                has_only(button, &["text", "request_contact"])
                    && !button["text"].as_str().unwrap_or_default().is_empty()
            });
    }
    has_only(value, &["remove_keyboard"]) && value["remove_keyboard"] == true
}

fn check(call: &Call) {
    let (_, required, optional) = METHODS
        .iter()
        .find(|(method, ..)| *method == call.method)
        .unwrap_or_else(|| panic!("{} is not in the table", call.method));
    let nothing = Map::new();
    let params = object(&call.params).unwrap_or(&nothing);
    for (name, _) in *required {
        assert!(params.contains_key(*name), "{} lacks {name}", call.method);
    }
    for (name, value) in params {
        let known = required.iter().chain(*optional);
        let (_, form) = known
            .into_iter()
            .find(|(known, _)| known == name)
            .unwrap_or_else(|| panic!("{} has no parameter {name}", call.method));
        assert!(
            form.fits(value),
            "{} {name} is no {form:?}: {value:#}",
            call.method
        );
    }
    // Every text of the shop is HTML, and says so.
    if params.contains_key("text") && call.method != "answerCallbackQuery" {
        assert_eq!(call.params["parse_mode"], "HTML");
    }
}

#[tokio::test]
async fn every_request_of_a_full_tour_is_documented() {
    let shop = Shop::open().await;
    shop.pickup_point("Corner shop", "1 Main St").await;
    let kitchen = shop.category("Kitchen").await;
    for number in 1..=12 {
        let name = format!("Thing {number:02}");
        shop.product_in(kitchen, &name, "1.00", 9, "Useful.").await;
    }
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    alice.presses("Kitchen").await;
    alice.presses("➡️").await;
    alice.presses("Thing 12").await;
    alice.presses("Back to products").await;
    alice.forges("zz").await;
    alice.sends("nothing like it").await;
    alice.sends("/teapot").await;
    alice.sends("/orders").await;
    alice.sends("/cancel").await;
    alice.adds(&mug).await;
    alice.sends("/cart").await;
    alice.presses("➕").await;
    alice.presses("2").await;
    alice.sends("1").await;
    alice.presses("Checkout").await;
    alice.sends("Alice Archer").await;
    alice.sends("no phone").await;
    alice.shares_phone("+15551234567").await;
    alice.sends("12 Harbour Street").await;
    alice.presses("Change delivery").await;
    alice.presses("Corner shop").await;
    alice.presses("Confirm").await;
    alice.presses("ECO-").await;
    alice.presses("Back to orders").await;
    alice.saves_phone("+15551234567").await;
    alice.saves_address("Home", "1 Main St").await;
    alice.presses("Home").await;
    alice.presses("Set as default").await;
    olga.hears("New order").await;
    olga.presses("Processing").await;
    olga.presses("All new orders").await;
    alice.hears("being packed").await;
    let calls = shop.server.calls();
    calls.iter().for_each(check);
    for (method, ..) in METHODS {
        // Taking the webhook away is the start of the real program, in kill.rs.
        let is_used = calls.iter().any(|call| call.method == *method);
        assert!(is_used || *method == "deleteWebhook", "{method} is unused");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_tap_costs_an_answer_and_an_edit_and_nothing_else() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.sends("/start").await;
    for button in [
        "Things",
        "Mug",
        "Back to products",
        "🛒 Cart",
        "➕",
        "➖",
        "1",
        "Cancel",
    ] {
        costs_two(&shop, || alice.presses(button)).await;
    }
    alice.sends("/cart").await;
    for button in [
        "Checkout",
        "Edit details",
        "Manage addresses",
        "⭐ Home",
        "Back to addresses",
        "Back to profile",
        "Continue checkout",
        "Confirm",
    ] {
        costs_two(&shop, || alice.presses(button)).await;
    }
    // The receipt stays, and what it leads to comes below it.
    let before = shop.requests().len();
    alice.presses("ECO-").await;
    let requests = shop.requests();
    let mut made = methods(&requests[before..]);
    made.sort_unstable();
    assert_eq!(made, ["answerCallbackQuery", "sendMessage"]);
    costs_two(&shop, || alice.presses("Back to orders")).await;
    // Where the screen stays, the answer is all.
    alice.sends(&format!("/start p{}", mug.product)).await;
    let before = shop.requests().len();
    alice.presses("Add to cart").await;
    let requests = shop.requests();
    assert_eq!(methods(&requests[before..]), ["answerCallbackQuery"]);
    shop.close().await;
}

async fn costs_two<F: Future<Output = i64>>(shop: &Shop, tap: impl FnOnce() -> F) {
    let before = shop.requests().len();
    tap().await;
    let requests = shop.requests();
    let mut made = methods(&requests[before..]);
    made.sort_unstable();
    assert_eq!(made, ["answerCallbackQuery", "editMessageText"]);
}

fn methods(calls: &[Call]) -> Vec<&str> {
    calls.iter().map(|call| call.method.as_str()).collect()
}
