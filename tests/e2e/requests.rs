//! Every request of the bot is one that the Bot API documents, and a tap costs two.

use ecombot::emulator::Call;
use serde_json::{Map, Value, json};

use crate::shop::{Item, Person, Shop};

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
    Integers,
    /// One InputMediaPhoto, as it takes the place of a message's picture.
    Media,
    /// InputMediaPhotos without words of their own.
    Album,
    /// LinkPreviewOptions that ask for none.
    Preview,
}

use Form::{Album, Commands, Flag, Integer, Integers, Markup, Media, Preview, Scope, Text, Texts};

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
            ("link_preview_options", Preview),
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
        &[
            ("parse_mode", Text),
            ("link_preview_options", Preview),
            ("reply_markup", Markup),
        ],
    ),
    (
        "editMessageReplyMarkup",
        &[("chat_id", Integer), ("message_id", Integer)],
        &[("reply_markup", Markup)],
    ),
    (
        "sendPhoto",
        &[("chat_id", Integer), ("photo", Text)],
        &[
            ("caption", Text),
            ("parse_mode", Text),
            ("reply_markup", Markup),
        ],
    ),
    (
        "sendMediaGroup",
        &[("chat_id", Integer), ("media", Album)],
        &[],
    ),
    (
        "editMessageCaption",
        &[("chat_id", Integer), ("message_id", Integer)],
        &[
            ("caption", Text),
            ("parse_mode", Text),
            ("reply_markup", Markup),
        ],
    ),
    (
        "editMessageMedia",
        &[
            ("chat_id", Integer),
            ("message_id", Integer),
            ("media", Media),
        ],
        &[("reply_markup", Markup)],
    ),
    (
        "deleteMessage",
        &[("chat_id", Integer), ("message_id", Integer)],
        &[],
    ),
    (
        "deleteMessages",
        &[("chat_id", Integer), ("message_ids", Integers)],
        &[],
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
            Preview => *value == json!({"is_disabled": true}),
            Integers => items(value).is_some_and(|items| {
                (1..=100).contains(&items.len()) && items.iter().all(Value::is_i64)
            }),
            Media => {
                has_only(value, &["type", "media", "caption", "parse_mode"])
                    && is_photo(value)
                    && value["parse_mode"] == "HTML"
            }
            Album => items(value).is_some_and(|items| {
                let bare = |photo: &Value| has_only(photo, &["type", "media"]) && is_photo(photo);
                (2..=10).contains(&items.len()) && items.iter().all(bare)
            }),
        }
    }
}

fn is_photo(value: &Value) -> bool {
    value["type"] == "photo"
        && value["media"]
            .as_str()
            .is_some_and(|media| !media.is_empty())
}

/// A parameter as it was meant: what goes with a file is sent as text (Bot API, "Making requests").
fn meant(form: Form, value: &Value, is_form: bool) -> Value {
    match (form, value) {
        (Text, value) => value.clone(),
        (_, Value::String(text)) if is_form => text.parse().unwrap_or_default(),
        (_, value) => value.clone(),
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
    let sent = call.params.to_string();
    let is_form = sent.contains("attach://");
    for (name, value) in params {
        // A file, which another parameter names.
        let rest = sent.split_once(&format!("attach://{name}"));
        if rest.is_some_and(|(_, rest)| !rest.starts_with(char::is_alphanumeric)) {
            continue;
        }
        let known = required.iter().chain(*optional);
        let (_, form) = known
            .into_iter()
            .find(|(known, _)| known == name)
            .unwrap_or_else(|| panic!("{} has no parameter {name}", call.method));
        assert!(
            form.fits(&meant(*form, value, is_form)),
            "{} {name} is no {form:?}: {value:#}",
            call.method
        );
    }
    // Every text of the shop is HTML, and says so.
    let says = params.contains_key("text") || params.contains_key("caption");
    if says && call.method != "answerCallbackQuery" {
        assert_eq!(call.params["parse_mode"], "HTML");
    }
}

/// Looks around, in lists and by words.
async fn browses(person: &Person) {
    person.sends("/start").await;
    person.presses("Kitchen").await;
    person.presses("➡️").await;
    person.presses("Thing 12").await;
    person.presses("Back to products").await;
    person.forges("zz").await;
    person.sends("nothing like it").await;
    person.sends("/teapot").await;
    person.sends("/orders").await;
    person.sends("/cancel").await;
    person.sends("/help").await;
    person.presses("About").await;
}

/// Looks at one picture, at several, and at those of a variant.
async fn looks_at_pictures(person: &Person) {
    for _ in 0..2 {
        person.sends("/start").await;
        person.presses("Things").await;
        person.presses("Bowl").await;
        person.presses("More").await;
        person.presses("Back").await;
        person.presses("Back to products").await;
        person.presses("Vase").await;
        person.presses("Back to products").await;
        person.presses("Shirt").await;
        for value in ["S", "M", "S"] {
            person.presses(value).await;
        }
    }
}

/// Orders for the first time, with everything that is asked.
async fn orders(person: &Person, item: &Item) {
    person.adds(item).await;
    person.sends("/cart").await;
    person.presses("➕").await;
    person.presses("2").await;
    person.sends("1").await;
    person.presses("Checkout").await;
    person.sends("Alice Archer").await;
    person.sends("no phone").await;
    person.shares_phone("+15551234567").await;
    person.sends("12 Harbour Street").await;
    person.presses("Change delivery").await;
    person.presses("Corner shop").await;
    person.presses("Add a comment").await;
    person.sends("Blue, please").await;
    person.presses("Confirm").await;
    person.presses("ECO-").await;
    person.presses("Back to orders").await;
    person.saves_phone("+15551234567").await;
    person.saves_address("Home", "1 Main St").await;
    person.presses("Home").await;
    person.presses("Set as default").await;
}

/// Orders again, asks about it and calls it off.
async fn orders_again(person: &Person) {
    person.sends("/orders").await;
    person.presses_in(&person.message(), "ECO-").await;
    person.presses("Order again").await;
    person.presses("Checkout").await;
    person.presses("Confirm").await;
    person.presses("ECO-").await;
    person.presses("Message the shop").await;
    person.sends("Is it blue?").await;
    person.presses("Cancel order").await;
    person.presses("Yes, cancel it").await;
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
    let things = shop.category("Things").await;
    let bowl = shop
        .product_in(
            things,
            "Bowl of blue glazed stoneware",
            "9.00",
            9,
            &"word ".repeat(200),
        )
        .await;
    shop.photos(&bowl, &[40]).await;
    let vase = shop.product("Vase", "30.00", 9).await;
    shop.photos(&vase, &[40, 50]).await;
    let sizes: &[(&[&str], &str, u32)] = &[(&["S"], "9.00", 3), (&["M"], "9.00", 3)];
    let shirts = shop.with_options("Shirt", &["Size"], sizes).await;
    shop.photos(&shirts[0], &[60]).await;
    shop.own_picture(&shirts[1], 70).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.customer("Alice");
    browses(&alice).await;
    looks_at_pictures(&alice).await;
    orders(&alice, &mug).await;
    olga.hears("New order").await;
    olga.presses("Processing").await;
    olga.presses("⬅️ 📦 Processing").await;
    alice.hears("being packed").await;
    orders_again(&alice).await;
    olga.hears("Is it blue?").await;
    olga.hears("has cancelled the order").await;
    let calls = shop.server.calls();
    calls.iter().for_each(check);
    for (method, ..) in METHODS {
        // Taking the webhook away is the start of the real program, in kill.rs.
        let is_used = calls.iter().any(|call| call.method == *method);
        assert!(is_used || *method == "deleteWebhook", "{method} is unused");
    }
    for method in ["sendPhoto", "sendMediaGroup", "editMessageMedia"] {
        let of_method = calls.iter().filter(|call| call.method == method);
        let (uploads, others): (Vec<_>, Vec<_>) =
            of_method.partition(|call| call.params.to_string().contains("attach://"));
        assert!(
            !uploads.is_empty() && !others.is_empty(),
            "{method} both ways"
        );
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
