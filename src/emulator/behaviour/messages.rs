//! Messages and presses: identifiers, edits, what the bot is told and what it is not.

use super::*;
use crate::emulator::chat::{Answer, Standing};
use crate::emulator::methods::fixture::{keyboard, message_id};

const TOO_OLD: &str =
    "400 Bad Request: query is too old and response timeout expired or query ID is invalid";

#[test]
fn message_identifiers_are_one_sequence_over_all_chats() {
    let mut fixture = Fixture::new();
    let first = fixture.sent("a");
    let (ada, bob) = (fixture.user, fixture.stranger("Bob"));
    fixture.user = bob;
    fixture.says("hello");
    let second = fixture.sent("b");
    fixture.user = ada;
    let third = fixture.sent("c");
    assert!(first < second && second < third);
}

#[test]
fn a_message_comes_back_as_it_was_stored() {
    let mut fixture = Fixture::new();
    let sent = json!({
        "text": " <b>Hi</b> ", "parse_mode": "HTML", "reply_markup": keyboard("A", "a"),
    });
    let message = fixture.done("sendMessage", sent);
    assert_eq!(message["text"], "Hi");
    assert_eq!(
        message["entities"],
        json!([{"type": "bold", "offset": 0, "length": 2}])
    );
    assert_eq!(message["reply_markup"], keyboard("A", "a"));
    assert_eq!(message["chat"]["type"], "private");
    assert_eq!(message["from"]["is_bot"], true);
    assert!(message.get("edit_date").is_none());
    let reply = json!({"text": "x", "reply_parameters": {"message_id": message_id(&message)}});
    let reply = fixture.done("sendMessage", reply);
    assert_eq!(
        reply["reply_to_message"]["message_id"],
        message["message_id"]
    );
}

#[test]
fn blocking_and_unblocking_is_told() {
    let mut fixture = Fixture::new();
    let user = fixture.user;
    fixture.telegram.block(BOT, user);
    fixture.telegram.block(BOT, user);
    fixture.telegram.unblock(BOT, user);
    let updates = fixture.updates();
    let statuses: Vec<_> = updates
        .iter()
        .filter_map(|update| update["my_chat_member"]["new_chat_member"]["status"].as_str())
        .collect();
    assert_eq!(statuses, ["kicked", "member"]);
}

#[test]
fn an_edit_without_keyboard_removes_it() {
    let mut fixture = Fixture::new();
    let sent = json!({"text": "a", "reply_markup": keyboard("A", "a")});
    let id = message_id(&fixture.done("sendMessage", sent));
    let edited = fixture.done("editMessageText", json!({"message_id": id, "text": "a"}));
    assert!(edited.get("reply_markup").is_none());
    assert!(edited["edit_date"].is_i64());
    let markup = json!({"message_id": id, "reply_markup": keyboard("B", "b")});
    let edited = fixture.done("editMessageReplyMarkup", markup);
    assert_eq!(edited["reply_markup"], keyboard("B", "b"));
    assert_eq!(edited["text"], "a");
}

#[test]
fn text_becomes_a_photo_and_an_old_message_can_still_be_edited() {
    let mut fixture = Fixture::new();
    let id = fixture.sent("text");
    fixture.telegram.advance(100 * 60 * 60);
    let media = json!({"type": "photo", "media": "attach://p", "caption": "c"});
    let edited = fixture.upload(
        "editMessageMedia",
        json!({"message_id": id, "media": media}),
        "p",
    );
    let edited = edited.unwrap_or_default();
    assert_eq!(edited["caption"], "c");
    assert_eq!(edited["photo"].as_array().map(Vec::len), Some(3));
    let gone = json!({"message_id": 99_999, "media": {"type": "photo", "media": edited["photo"][2]["file_id"]}});
    fixture.refused(
        "editMessageMedia",
        gone,
        "400 Bad Request: message to edit not found",
    );
    let user = fixture.user;
    fixture.telegram.delete_message(BOT, user, id);
    let text = json!({"message_id": id, "text": "x"});
    fixture.refused(
        "editMessageText",
        text,
        "400 Bad Request: message to edit not found",
    );
}

fn pressed(fixture: &mut Fixture) -> Value {
    let sent = json!({"text": "a", "reply_markup": keyboard("A", "a")});
    let id = message_id(&fixture.done("sendMessage", sent));
    let user = fixture.user;
    fixture.telegram.press(BOT, user, id, "a");
    fixture.updates().pop().unwrap_or_default()["callback_query"].take()
}

#[test]
fn a_press_carries_its_message_and_is_answered_once() {
    let mut fixture = Fixture::new();
    let query = pressed(&mut fixture);
    assert_eq!(query["data"], "a");
    assert_eq!(query["message"]["reply_markup"], keyboard("A", "a"));
    let answer = json!({"callback_query_id": query["id"], "text": "done", "show_alert": true});
    assert_eq!(fixture.done("answerCallbackQuery", answer.clone()), true);
    let user = fixture.user;
    let answers = fixture
        .telegram
        .bots
        .get(&BOT)
        .map(|bot| bot.chats[&user].answers.clone());
    let query_id = query["id"].as_str().unwrap_or_default().to_owned();
    let expect = Answer {
        query_id,
        text: Some("done".to_owned()),
        alert: true,
    };
    assert_eq!(answers, Some(vec![expect]));
    fixture.refused("answerCallbackQuery", answer, TOO_OLD);
    fixture.refused("answerCallbackQuery", json!({}), TOO_OLD);
}

#[test]
fn a_press_must_be_answered_soon() {
    let mut fixture = Fixture::new();
    let query = pressed(&mut fixture);
    let long = json!({"callback_query_id": query["id"], "text": "x".repeat(201)});
    fixture.refused(
        "answerCallbackQuery",
        long,
        "400 Bad Request: MESSAGE_TOO_LONG",
    );
    fixture.telegram.advance(61);
    let late = json!({"callback_query_id": query["id"]});
    fixture.refused("answerCallbackQuery", late, TOO_OLD);
    fixture.telegram.advance(90);
    let is_press = |update: &Value| update.get("callback_query").is_some();
    assert!(!fixture.updates().iter().any(is_press));
}

#[test]
fn the_message_of_a_press_may_be_gone() {
    let mut fixture = Fixture::new();
    let user = fixture.user;
    let out_of_reach = fixture.sent("old");
    fixture.telegram.make_inaccessible(BOT, user, out_of_reach);
    for id in [77, out_of_reach] {
        fixture.telegram.press(BOT, user, id, "a");
        let update = fixture.updates().pop().unwrap_or_default();
        let message = &update["callback_query"]["message"];
        assert_eq!(message["message_id"], id);
        assert_eq!(message["date"], 0);
        assert_eq!(message["chat"]["id"], user);
        assert!(message.get("from").is_none() && message.get("text").is_none());
    }
    let edit = json!({"message_id": out_of_reach, "text": "x"});
    fixture.refused(
        "editMessageText",
        edit,
        "400 Bad Request: message to edit not found",
    );
}

#[test]
fn a_bot_is_not_told_of_what_it_does_itself() {
    let mut fixture = Fixture::new();
    let before = fixture.updates().len();
    let id = fixture.sent("a");
    fixture.done("editMessageText", json!({"message_id": id, "text": "b"}));
    fixture.done("deleteMessage", json!({"message_id": id}));
    assert_eq!(fixture.updates().len(), before);
}

#[test]
fn a_press_has_one_message_and_always_an_instance() {
    let mut fixture = Fixture::new();
    let query = pressed(&mut fixture);
    assert!(query.get("inline_message_id").is_none());
    assert!(query["message"].is_object());
    assert!(
        query["chat_instance"]
            .as_str()
            .is_some_and(|instance| !instance.is_empty())
    );
}

#[test]
fn a_press_can_arrive_twice_and_from_long_ago() {
    let mut fixture = Fixture::new();
    let (user, id) = (fixture.user, fixture.sent("old"));
    fixture.telegram.advance(90 * 24 * 60 * 60);
    let update = fixture.telegram.press(BOT, user, id, "format of last year");
    let bot = fixture.telegram.bots.get_mut(&BOT);
    let again = bot
        .and_then(|bot| bot.updates.repeat(update))
        .unwrap_or_default();
    assert_eq!(again, update + 1);
    let updates = fixture.updates();
    let [first, second] = updates.as_slice() else {
        panic!("two presses, and nothing of before: {updates:?}");
    };
    assert_eq!(first["callback_query"], second["callback_query"]);
}

#[test]
fn who_can_be_written_to() {
    let mut fixture = Fixture::new();
    let (ada, bob) = (fixture.user, fixture.stranger("Bob"));
    let text = |chat_id: Value| json!({"text": "x", "chat_id": chat_id});
    let stranger = "400 Bad Request: chat not found";
    check_refusals(
        &mut fixture,
        &[
            (
                "no chat",
                "sendMessage",
                text(json!("")),
                "400 Bad Request: chat_id is empty",
            ),
            ("nobody", "sendMessage", text(json!(999)), stranger),
            ("a name", "sendMessage", text(json!("@ada")), stranger),
            ("a stranger", "sendMessage", text(json!(bob)), stranger),
            (
                "the bot itself",
                "sendMessage",
                text(json!(BOT)),
                "403 Forbidden: the bot can't send messages to the bot",
            ),
        ],
    );
    let rows = [
        (
            bob,
            Standing::Heard,
            "403 Forbidden: bot can't initiate conversation with a user",
        ),
        (
            ada,
            Standing::Blocked,
            "403 Forbidden: bot was blocked by the user",
        ),
        (
            ada,
            Standing::Deactivated,
            "403 Forbidden: user is deactivated",
        ),
    ];
    for (user, standing, expect) in rows {
        fixture.telegram.set_standing(BOT, user, standing);
        for method in ["sendMessage", "sendChatAction"] {
            let params = json!({"text": "x", "action": "typing", "chat_id": user});
            fixture.refused(method, params, expect);
        }
    }
}

#[test]
fn what_is_sent_may_be_marked() {
    let mut fixture = Fixture::new();
    let params = json!({
        "text": "see t.me/x", "protect_content": true, "message_effect_id": "5104841245755180586",
        "link_preview_options": {"is_disabled": true}, "disable_notification": true,
    });
    let sent = fixture.done("sendMessage", params);
    assert_eq!(sent["has_protected_content"], true);
    assert_eq!(sent["effect_id"], "5104841245755180586");
    assert_eq!(sent["link_preview_options"], json!({"is_disabled": true}));
    let with = |name: &str, value: Value| json!({"text": "x", name: value});
    let user = fixture.user;
    check_refusals(
        &mut fixture,
        &[
            (
                "preview options",
                "sendMessage",
                with("link_preview_options", json!("{")),
                "400 Bad Request: can't parse link preview options JSON object",
            ),
            (
                "preview options",
                "sendMessage",
                with("link_preview_options", json!([])),
                "400 Bad Request: object expected as link preview options",
            ),
            (
                "a reply",
                "sendMessage",
                with("reply_parameters", json!("{")),
                "400 Bad Request: can't parse reply parameters JSON object",
            ),
            (
                "a reply",
                "sendMessage",
                with("reply_parameters", json!([])),
                "400 Bad Request: object expected as reply parameters",
            ),
            (
                "a quotation",
                "sendMessage",
                with("reply_parameters", json!({"message_id": 1, "quote": "x"})),
                "501 Not Implemented: the emulator has no replies to parts of messages or to other chats",
            ),
            (
                "a reply in another chat",
                "sendMessage",
                with("reply_parameters", json!({"message_id": 1, "chat_id": 5})),
                "501 Not Implemented: the emulator has no replies to parts of messages or to other chats",
            ),
            (
                "a reply in the same chat, which is named",
                "sendMessage",
                with(
                    "reply_parameters",
                    json!({"message_id": 1, "chat_id": user}),
                ),
                "400 Bad Request: message to be replied not found",
            ),
            (
                "a thread",
                "sendMessage",
                with("message_thread_id", json!(7)),
                "400 Bad Request: message thread not found",
            ),
            (
                "a business",
                "sendMessage",
                with("business_connection_id", json!("x")),
                "400 Bad Request: business connection not found",
            ),
        ],
    );
}
