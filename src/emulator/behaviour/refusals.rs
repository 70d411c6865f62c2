//! What texts, captions, edits, deletions, replies, keyboards and answers are refused for.

use super::*;
use crate::emulator::methods::fixture::message_id;

#[test]
fn texts_and_captions() {
    let mut fixture = Fixture::new();
    let sent = fixture
        .upload("sendPhoto", json!({}), "photo")
        .unwrap_or_default();
    let photo = sent["photo"][0]["file_id"].clone();
    check_refusals(
        &mut fixture,
        &[
            (
                "no text",
                "sendMessage",
                json!({}),
                "400 Bad Request: message text is empty",
            ),
            (
                "an empty text",
                "sendMessage",
                json!({"text": ""}),
                "400 Bad Request: message text is empty",
            ),
            (
                "only spaces",
                "sendMessage",
                json!({"text": " \n "}),
                "400 Bad Request: text must be non-empty",
            ),
            (
                "empty after parsing",
                "sendMessage",
                json!({"text": "<b> </b>", "parse_mode": "HTML"}),
                "400 Bad Request: text must be non-empty",
            ),
            (
                "too long",
                "sendMessage",
                json!({"text": "ж".repeat(4097)}),
                "400 Bad Request: message is too long",
            ),
            (
                "too many bytes",
                "sendMessage",
                json!({"text": "x".repeat(32_769)}),
                "400 Bad Request: text is too long",
            ),
            (
                "a long caption",
                "sendPhoto",
                json!({"photo": photo, "caption": "x".repeat(1025)}),
                "400 Bad Request: message caption is too long",
            ),
            (
                "a reply to nothing",
                "sendMessage",
                json!({"text": "x", "reply_parameters": {"message_id": 1}}),
                "400 Bad Request: message to be replied not found",
            ),
        ],
    );
    fixture.done("sendMessage", json!({"text": "x".repeat(4096)}));
    let anyway = json!({"message_id": 1, "allow_sending_without_reply": true});
    fixture.done(
        "sendMessage",
        json!({"text": "x", "reply_parameters": anyway}),
    );
}

#[test]
fn edits() {
    let mut fixture = Fixture::new();
    let text = fixture.sent("text");
    let menu = json!({"keyboard": [["Menu"]]});
    let mut with = |markup: Value| {
        message_id(&fixture.done("sendMessage", json!({"text": "x", "reply_markup": markup})))
    };
    let with_keyboard = with(menu.clone());
    let with_removal = with(json!({"remove_keyboard": true}));
    let with_force = with(json!({"force_reply": true}));
    let photo = fixture
        .upload("sendPhoto", json!({}), "photo")
        .unwrap_or_default();
    let file_id = photo["photo"][0]["file_id"].clone();
    let photo = message_id(&photo);
    fixture.says("mine");
    let mine = message_id(&fixture.updates()[1]["message"]);
    let user = fixture.user;
    let forwarded = json!({"from_chat_id": user, "message_id": text});
    let forwarded = message_id(&fixture.done("forwardMessage", forwarded));
    let place = fixture.done("sendLocation", json!({"latitude": 48.2, "longitude": 16.4}));
    let place = message_id(&place);
    let to = |id: i64| json!({"message_id": id, "text": "new"});
    let media = |id: i64| json!({"message_id": id, "media": {"type": "photo", "media": file_id}});
    let fixed = "400 Bad Request: message can't be edited";
    let same = "400 Bad Request: message is not modified: specified new message content and reply \
        markup are exactly the same as a current content and reply markup of the message";
    check_refusals(
        &mut fixture,
        &[
            (
                "no identifier",
                "editMessageText",
                json!({"text": "x"}),
                "400 Bad Request: message identifier is not specified",
            ),
            (
                "no text",
                "editMessageText",
                json!({"message_id": text}),
                "400 Bad Request: message text is empty",
            ),
            (
                "no message",
                "editMessageText",
                to(99_999),
                "400 Bad Request: message to edit not found",
            ),
            ("the user's", "editMessageText", to(mine), fixed),
            ("a forward", "editMessageText", to(forwarded), fixed),
            (
                "with a keyboard",
                "editMessageText",
                to(with_keyboard),
                fixed,
            ),
            ("with a removal", "editMessageText", to(with_removal), fixed),
            (
                "with a forced reply",
                "editMessageText",
                to(with_force),
                fixed,
            ),
            (
                "a photo",
                "editMessageText",
                to(photo),
                "400 Bad Request: there is no text in the message to edit",
            ),
            (
                "too long",
                "editMessageText",
                json!({"message_id": text, "text": "x".repeat(4097)}),
                "400 Bad Request: MESSAGE_TOO_LONG",
            ),
            (
                "another markup",
                "editMessageText",
                json!({"message_id": text, "text": "x", "reply_markup": menu}),
                "400 Bad Request: inline keyboard expected",
            ),
            (
                "a text",
                "editMessageCaption",
                json!({"message_id": text, "caption": "x"}),
                "400 Bad Request: there is no caption in the message to edit",
            ),
            (
                "a long caption",
                "editMessageCaption",
                json!({"message_id": photo, "caption": "x".repeat(1025)}),
                "400 Bad Request: MEDIA_CAPTION_TOO_LONG",
            ),
            (
                "a place",
                "editMessageMedia",
                media(place),
                "400 Bad Request: message media can't be edited",
            ),
            (
                "no medium",
                "editMessageMedia",
                json!({"message_id": text}),
                "400 Bad Request: input media is not specified",
            ),
            (
                "the same text",
                "editMessageText",
                json!({"message_id": text, "text": " text "}),
                same,
            ),
            (
                "the same keyboard",
                "editMessageReplyMarkup",
                json!({"message_id": text}),
                same,
            ),
            (
                "the same caption",
                "editMessageCaption",
                json!({"message_id": photo}),
                same,
            ),
        ],
    );
}

#[test]
fn deletions() {
    let mut fixture = Fixture::new();
    let (old, fresh) = (fixture.sent("a"), fixture.sent("b"));
    let (one, two) = (fixture.sent("c"), fixture.sent("d"));
    let delete = |id: i64| json!({ "message_id": id });
    let many: Vec<i64> = (1..=101).collect();
    fixture.telegram.advance(48 * 60 * 60 - 10);
    let missing = "400 Bad Request: message to delete not found";
    check_refusals(
        &mut fixture,
        &[
            ("in time", "deleteMessage", delete(fresh), "true"),
            ("again", "deleteMessage", delete(fresh), missing),
            (
                "no identifier",
                "deleteMessage",
                json!({}),
                "400 Bad Request: message identifier is not specified",
            ),
            (
                "some are missing",
                "deleteMessages",
                json!({"message_ids": [one, 99_999, two]}),
                "true",
            ),
            ("it was among them", "deleteMessage", delete(two), missing),
            (
                "too many",
                "deleteMessages",
                json!({ "message_ids": many }),
                "400 Bad Request: too many message identifiers specified",
            ),
            (
                "none",
                "deleteMessages",
                json!({}),
                "400 Bad Request: message identifiers are not specified",
            ),
        ],
    );
    fixture.telegram.advance(20);
    let late = "400 Bad Request: message can't be deleted for everyone";
    fixture.refused("deleteMessage", delete(old), late);
}

#[test]
fn keyboards() {
    let button = |button: Value| json!({ "inline_keyboard": [[button]] });
    let data = |data: &str| button(json!({"text": "A", "callback_data": data}));
    let crowd = vec![vec![json!({"text": "A", "callback_data": "a"}); 8]; 13];
    let unallowed =
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
    let rows = [
        (json!("{"), "can't parse reply keyboard markup JSON object"),
        (json!([]), "object expected as reply markup"),
        (
            json!({"inline_keyboard": {}}),
            "field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array",
        ),
        (
            json!({"inline_keyboard": [{"text": "A"}]}),
            "field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays",
        ),
        (
            json!({"inline_keyboard": crowd}),
            "reply markup is too long",
        ),
        (data(&"d".repeat(65)), "BUTTON_DATA_INVALID"),
        (data(&"ж".repeat(33)), "BUTTON_DATA_INVALID"),
        (data(""), unallowed),
        (button(json!({"text": "A"})), unallowed),
        (
            button(json!({"text": "", "callback_data": "a"})),
            "inline keyboard button text must be non-empty",
        ),
        (
            button(json!({"callback_data": "a"})),
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            button(json!({"text": "A", "url": "localhost"})),
            "inline keyboard button URL 'localhost' is invalid: Wrong HTTP URL",
        ),
        (
            button(json!({"text": "A", "web_app": {"url": "http://a.b"}})),
            "inline keyboard button Web App URL 'http://a.b' is invalid: Only HTTPS links are allowed",
        ),
    ];
    let mut fixture = Fixture::new();
    for (markup, expect) in rows {
        let params = json!({"text": "x", "reply_markup": markup});
        fixture.refused("sendMessage", params, &format!("400 Bad Request: {expect}"));
    }
    let several = button(json!({"text": "A", "callback_data": "a", "url": "https://t.me/x"}));
    let sent = fixture.done("sendMessage", json!({"text": "x", "reply_markup": several}));
    assert_eq!(
        sent["reply_markup"],
        button(json!({"text": "A", "url": "https://t.me/x"}))
    );
    for empty in [
        json!({"inline_keyboard": []}),
        json!({"inline_keyboard": [[]]}),
    ] {
        let sent = fixture.done("sendMessage", json!({"text": "x", "reply_markup": empty}));
        assert!(sent.get("reply_markup").is_none());
    }
}
