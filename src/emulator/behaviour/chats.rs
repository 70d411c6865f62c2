//! Other methods: the bot about itself, chats and members, copies, pins, places, reactions.

use super::*;
use crate::emulator::methods::fixture::message_id;

#[test]
fn a_bot_about_itself() {
    let long = "x".repeat(65);
    check_refusals(
        &mut Fixture::new(),
        &[
            (
                "the user name to begin with",
                "getMyName",
                json!({}),
                r#"{"name":"shop_bot"}"#,
            ),
            (
                "for everybody",
                "setMyName",
                json!({"name": "Shop"}),
                "true",
            ),
            (
                "for one language",
                "setMyName",
                json!({"name": "Laden", "language_code": "de"}),
                "true",
            ),
            (
                "the one of the language",
                "getMyName",
                json!({"language_code": "de"}),
                r#"{"name":"Laden"}"#,
            ),
            (
                "the one for everybody",
                "getMyName",
                json!({"language_code": "fr"}),
                r#"{"name":"Shop"}"#,
            ),
            (
                "taken back",
                "setMyName",
                json!({"name": "", "language_code": "de"}),
                "true",
            ),
            (
                "the one for everybody",
                "getMyName",
                json!({"language_code": "de"}),
                r#"{"name":"Shop"}"#,
            ),
            (
                "too long",
                "setMyName",
                json!({"name": long}),
                "501 Not Implemented: the emulator has no answer to a name of more than 64 characters",
            ),
            (
                "a language",
                "setMyName",
                json!({"name": "x", "language_code": "deu"}),
                "400 Bad Request: invalid language code specified",
            ),
            (
                "none yet",
                "getMyDescription",
                json!({}),
                r#"{"description":""}"#,
            ),
            (
                "a description",
                "setMyDescription",
                json!({"description": "Tea"}),
                "true",
            ),
            (
                "it",
                "getMyDescription",
                json!({}),
                r#"{"description":"Tea"}"#,
            ),
            (
                "a short one",
                "setMyShortDescription",
                json!({"short_description": "T"}),
                "true",
            ),
            (
                "it",
                "getMyShortDescription",
                json!({}),
                r#"{"short_description":"T"}"#,
            ),
        ],
    );
}

#[test]
fn menu_buttons() {
    let mut fixture = Fixture::new();
    let app = json!({"type": "web_app", "text": "Shop", "web_app": {"url": "https://a.example/"}});
    let shown = app.to_string();
    let everywhere = |button: Value| json!({"chat_id": "", "menu_button": button});
    check_refusals(
        &mut fixture,
        &[
            (
                "to begin with",
                "getChatMenuButton",
                json!({}),
                r#"{"type":"default"}"#,
            ),
            (
                "everywhere",
                "setChatMenuButton",
                everywhere(json!({"type": "commands"})),
                "true",
            ),
            (
                "in a chat",
                "getChatMenuButton",
                json!({}),
                r#"{"type":"commands"}"#,
            ),
            (
                "its own",
                "setChatMenuButton",
                json!({ "menu_button": app }),
                "true",
            ),
            ("its own", "getChatMenuButton", json!({}), &shown),
            ("taken back", "setChatMenuButton", json!({}), "true"),
            (
                "everywhere",
                "getChatMenuButton",
                json!({}),
                r#"{"type":"commands"}"#,
            ),
            (
                "no object",
                "setChatMenuButton",
                json!({"menu_button": []}),
                "400 Bad Request: can't parse menu button: MenuButton must be an Object",
            ),
            (
                "no type",
                "setChatMenuButton",
                json!({"menu_button": {}}),
                "400 Bad Request: can't parse menu button: Can't find field \"type\"",
            ),
            (
                "a stranger",
                "setChatMenuButton",
                json!({"chat_id": 999}),
                "400 Bad Request: chat not found",
            ),
        ],
    );
}

#[test]
fn chats_and_their_members() {
    let mut fixture = Fixture::new();
    let user = fixture.user;
    let chat = fixture.done("getChat", json!({}));
    assert_eq!(
        (&chat["type"], &chat["first_name"]),
        (&json!("private"), &json!("Ada"))
    );
    assert!(chat["accepted_gift_types"].is_object());
    for member in [user, BOT] {
        let found = fixture.done("getChatMember", json!({ "user_id": member }));
        assert_eq!(
            (&found["status"], &found["user"]["id"]),
            (&json!("member"), &json!(member))
        );
    }
    check_refusals(
        &mut fixture,
        &[
            (
                "a stranger",
                "getChat",
                json!({"chat_id": 999}),
                "400 Bad Request: chat not found",
            ),
            (
                "nobody",
                "getChatMember",
                json!({}),
                "400 Bad Request: invalid user_id specified",
            ),
            (
                "somebody else",
                "getChatMember",
                json!({"user_id": 999}),
                "400 Bad Request: member not found",
            ),
            (
                "no pictures",
                "getUserProfilePhotos",
                json!({"user_id": user}),
                r#"{"photos":[],"total_count":0}"#,
            ),
            (
                "nobody",
                "getUserProfilePhotos",
                json!({}),
                "400 Bad Request: invalid user_id specified",
            ),
            (
                "a stranger",
                "getUserProfilePhotos",
                json!({"user_id": 999}),
                "400 Bad Request: user not found",
            ),
        ],
    );
}

#[test]
fn a_pinned_message_is_told_of() {
    let mut fixture = Fixture::new();
    let (one, two) = (fixture.sent("one"), fixture.sent("two"));
    for id in [one, two, two] {
        fixture.done("pinChatMessage", json!({ "message_id": id }));
    }
    let told = fixture.updates();
    let told: Vec<_> = told
        .iter()
        .filter_map(|update| update["message"].get("pinned_message"))
        .collect();
    assert_eq!(
        told.iter()
            .map(|message| message_id(message))
            .collect::<Vec<_>>(),
        [one, two]
    );
    assert_eq!(
        message_id(&fixture.done("getChat", json!({}))["pinned_message"]),
        two
    );
    fixture.done("unpinChatMessage", json!({}));
    assert_eq!(
        message_id(&fixture.done("getChat", json!({}))["pinned_message"]),
        one
    );
    check_refusals(
        &mut fixture,
        &[
            (
                "not pinned",
                "unpinChatMessage",
                json!({ "message_id": two }),
                "400 Bad Request: message to unpin not found",
            ),
            ("all", "unpinAllChatMessages", json!({}), "true"),
            (
                "none left",
                "unpinChatMessage",
                json!({}),
                "400 Bad Request: message to unpin not found",
            ),
            (
                "no message",
                "pinChatMessage",
                json!({"message_id": 99_999}),
                "400 Bad Request: message to pin not found",
            ),
        ],
    );
}

#[test]
fn copies_and_forwards() {
    let mut fixture = Fixture::new();
    let (user, bob) = (fixture.user, fixture.stranger("Bob"));
    let sent = fixture
        .upload("sendPhoto", json!({"caption": "c"}), "photo")
        .unwrap_or_default();
    let of = |id: i64| json!({"from_chat_id": user, "message_id": id});
    let copy = fixture.done("copyMessage", of(message_id(&sent)));
    assert_eq!(copy.as_object().map(serde_json::Map::len), Some(1));
    assert!(message_id(&copy) > message_id(&sent));
    let forward = fixture.done("forwardMessage", of(message_id(&sent)));
    assert_eq!(forward["caption"], "c");
    assert_eq!(forward["forward_origin"]["sender_user"]["id"], BOT);
    let again = fixture.done("forwardMessage", of(message_id(&forward)));
    assert_eq!(again["forward_origin"], forward["forward_origin"]);
    let protected = json!({"text": "x", "protect_content": true});
    let protected = message_id(&fixture.done("sendMessage", protected));
    fixture.done("pinChatMessage", json!({ "message_id": protected }));
    let service = message_id(&fixture.updates().pop().unwrap_or_default()["message"]);
    check_refusals(
        &mut fixture,
        &[
            (
                "no chat",
                "copyMessage",
                json!({"message_id": 1}),
                "400 Bad Request: from_chat_id is empty",
            ),
            (
                "a stranger's",
                "copyMessage",
                json!({"from_chat_id": bob, "message_id": 1}),
                "400 Bad Request: chat not found",
            ),
            (
                "no message",
                "copyMessage",
                of(99_999),
                "400 Bad Request: message to copy not found",
            ),
            (
                "no message",
                "forwardMessage",
                of(99_999),
                "400 Bad Request: message to forward not found",
            ),
            (
                "a protected one",
                "copyMessage",
                of(protected),
                "400 Bad Request: message can't be copied",
            ),
            (
                "a protected one",
                "forwardMessage",
                of(protected),
                "400 Bad Request: message can't be forwarded",
            ),
            (
                "a service message",
                "copyMessage",
                of(service),
                "400 Bad Request: message can't be copied",
            ),
            (
                "a service message",
                "forwardMessage",
                of(service),
                "400 Bad Request: message can't be forwarded",
            ),
        ],
    );
}

#[test]
fn places_and_contacts() {
    let mut fixture = Fixture::new();
    let place =
        json!({"latitude": "48.2", "longitude": 16.4, "title": "Shop", "address": "Ring 1"});
    let venue = fixture.done("sendVenue", place.clone())["venue"].take();
    assert_eq!(
        venue,
        json!({"location": {"latitude": 48.2, "longitude": 16.4}, "title": "Shop", "address": "Ring 1"})
    );
    let location = fixture.done("sendLocation", place)["location"].take();
    assert_eq!(location, venue["location"]);
    let contact = json!({"phone_number": "+43", "first_name": "Ada", "last_name": "L"});
    assert_eq!(
        fixture.done("sendContact", contact.clone())["contact"],
        contact
    );
    check_refusals(
        &mut fixture,
        &[
            (
                "nowhere",
                "sendLocation",
                json!({}),
                "400 Bad Request: latitude is empty",
            ),
            (
                "half",
                "sendLocation",
                json!({"latitude": 1}),
                "400 Bad Request: longitude is empty",
            ),
            (
                "off the earth",
                "sendLocation",
                json!({"latitude": 91, "longitude": 0}),
                "400 Bad Request: wrong location specified",
            ),
            (
                "a live one",
                "sendLocation",
                json!({"latitude": 1, "longitude": 1, "live_period": 60}),
                "501 Not Implemented: the emulator has no live locations",
            ),
            (
                "no title",
                "sendVenue",
                json!({"latitude": 1, "longitude": 1}),
                "400 Bad Request: parameter \"title\" is required",
            ),
            (
                "no number",
                "sendContact",
                json!({}),
                "400 Bad Request: parameter \"phone_number\" is required",
            ),
            (
                "no name",
                "sendContact",
                json!({"phone_number": "1"}),
                "400 Bad Request: parameter \"first_name\" is required",
            ),
        ],
    );
}

#[test]
fn reactions() {
    let mut fixture = Fixture::new();
    let id = fixture.sent("x");
    let with = |reaction: Value| json!({"message_id": id, "reaction": reaction});
    let thumb = json!({"type": "emoji", "emoji": "👍"});
    check_refusals(
        &mut fixture,
        &[
            ("one", "setMessageReaction", with(json!([thumb])), "true"),
            ("none", "setMessageReaction", with(json!([])), "true"),
            (
                "two",
                "setMessageReaction",
                with(json!([thumb, thumb])),
                "400 Bad Request: REACTIONS_TOO_MANY",
            ),
            (
                "not one of them",
                "setMessageReaction",
                with(json!([{"type": "emoji", "emoji": "x"}])),
                "400 Bad Request: REACTION_INVALID",
            ),
            (
                "no message",
                "setMessageReaction",
                json!({"message_id": 99_999}),
                "400 Bad Request: message to react not found",
            ),
        ],
    );
}

#[test]
fn a_bot_takes_its_leave() {
    let mut fixture = Fixture::new();
    fixture.refused("close", json!({}), "429 Too Many Requests: retry after 600");
    fixture.telegram.advance(600);
    fixture.done("close", json!({}));
    fixture.done("logOut", json!({}));
    fixture.refused("getMe", json!({}), "400 Logged out");
    fixture.telegram.advance(600);
    fixture.done("getMe", json!({}));
}
