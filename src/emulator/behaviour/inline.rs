//! Inline mode: queries, what may be offered, and what becomes of what is chosen.

use super::*;
use crate::emulator::group::state::{GroupKind, Rank};
use crate::emulator::inline::{InlineQuery, Offer};
use crate::emulator::methods::fixture::keyboard;

const TOO_OLD: &str =
    "400 Bad Request: query is too old and response timeout expired or query ID is invalid";

impl Fixture {
    fn inline() -> Self {
        let mut fixture = Self::new();
        if let Some(bot) = fixture.telegram.bots.get_mut(&BOT) {
            bot.inline.is_on = true;
        }
        fixture.updates();
        fixture
    }

    fn asks(&mut self, words: &str) -> InlineQuery {
        let user = self.user;
        let asked = self.telegram.ask_inline(BOT, user, user, words, "");
        asked.expect("the bot has inline mode")
    }

    fn offer(&self, query: &InlineQuery) -> Option<Offer> {
        let inline = &self.telegram.bots[&BOT].inline;
        let answer = inline.offered(self.user, &query.id)?;
        Some(answer.to_offer())
    }

    fn chooses(&mut self, query: &InlineQuery, result: &str) -> Option<i64> {
        self.telegram
            .choose_inline(BOT, self.user, &query.id, result)
    }

    /// Updates of one kind.
    fn told(&mut self, kind: &str) -> Vec<Value> {
        let updates = self.updates().into_iter();
        updates
            .filter_map(|mut update| update.get_mut(kind).map(Value::take))
            .collect()
    }
}

fn article(id: &str) -> Value {
    json!({
        "type": "article", "id": id, "title": "Mug", "description": "12.50",
        "input_message_content": {"message_text": "<b>Mug</b>", "parse_mode": "HTML"},
    })
}

fn with(field: &str, value: Value) -> Value {
    let mut article = article("p1");
    article[field] = value;
    json!([article])
}

#[test]
fn a_bot_is_asked_only_when_its_owner_has_turned_inline_mode_on() {
    let mut fixture = Fixture::new();
    let user = fixture.user;
    let asked = fixture.telegram.ask_inline(BOT, user, user, "mug", "");
    assert_eq!(asked, None);
    assert_eq!(
        fixture.done("getMe", json!({}))["supports_inline_queries"],
        false
    );
    let mut fixture = Fixture::inline();
    assert_eq!(
        fixture.done("getMe", json!({}))["supports_inline_queries"],
        true
    );
    let query = fixture.asks(&format!(" mug {}", "x".repeat(300)));
    let told = fixture.told("inline_query").remove(0);
    assert_eq!(told["id"], query.id);
    assert_eq!(told["from"]["id"], fixture.user);
    assert_eq!(told["offset"], "");
    assert_eq!(told["chat_type"], "sender");
    let words = told["query"].as_str().unwrap_or_default();
    assert!(words.starts_with("mug x") && words.chars().count() == 256);
}

#[test]
fn who_only_asked_inline_cannot_be_written_to() {
    let mut fixture = Fixture::inline();
    fixture.user = fixture.stranger("Bob");
    fixture.asks("mug");
    fixture.refused(
        "sendMessage",
        json!({"text": "Hello"}),
        "403 Forbidden: bot can't initiate conversation with a user",
    );
}

#[test]
fn queries_live_for_a_short_time_and_are_told_only_to_who_wants_them() {
    let mut fixture = Fixture::inline();
    fixture.asks("mug");
    fixture.telegram.advance(149);
    assert_eq!(fixture.told("inline_query").len(), 1);
    fixture.telegram.advance(1);
    assert_eq!(fixture.told("inline_query").len(), 0);
    let only = |kinds: Value| json!({"allowed_updates": kinds, "timeout": 0});
    fixture.done("getUpdates", only(json!(["message"])));
    fixture.asks("mug");
    assert_eq!(fixture.told("inline_query").len(), 0);
    fixture.done("getUpdates", only(json!(["message", "inline_query"])));
    fixture.asks("mug");
    assert_eq!(fixture.told("inline_query").len(), 1);
}

#[test]
fn an_offer_is_what_the_bot_said() {
    let mut fixture = Fixture::inline();
    let photo = fixture.upload("sendPhoto", json!({}), "photo");
    let photo = photo.unwrap_or_default()["photo"][0]["file_id"].take();
    let query = fixture.asks("mug");
    assert_eq!(fixture.offer(&query), None);
    let markup =
        json!({"inline_keyboard": [[{"text": "Open", "url": "https://t.me/shop_bot?start=p2"}]]});
    let answer = json!({
        "inline_query_id": query.id, "next_offset": "1", "is_personal": true, "cache_time": 100_000,
        "results": [
            article("p1"),
            {"type": "photo", "id": "p2", "photo_file_id": photo, "caption": "A <i>cup</i>",
             "parse_mode": "HTML", "reply_markup": markup},
        ],
        "button": {"text": "Shop", "start_parameter": "home"},
    });
    assert_eq!(fixture.done("answerInlineQuery", answer.clone()), true);
    let offer = fixture.offer(&query).expect("an offer");
    assert_eq!((offer.next_offset.as_str(), offer.is_personal), ("1", true));
    assert_eq!(offer.cache_time, 86_400);
    let button = offer.button.expect("a button");
    assert_eq!(
        (button.text.as_str(), button.start_parameter.as_str()),
        ("Shop", "home")
    );
    let [mug, cup] = offer.results.as_slice() else {
        panic!("two results: {:?}", offer.results);
    };
    assert_eq!(
        (mug.title.as_str(), mug.description.as_str()),
        ("Mug", "12.50")
    );
    assert_eq!(mug.message.html, "<b>Mug</b>");
    assert_eq!(cup.message.html, "A <i>cup</i>");
    assert_eq!(cup.message.screen(), "[photo]\nA cup\n[Open]");
    // Once is enough, and nobody else sees it.
    fixture.refused("answerInlineQuery", answer, TOO_OLD);
    let ada = fixture.user;
    fixture.user = fixture.stranger("Bob");
    assert_eq!(fixture.offer(&query), None);
    assert_eq!(fixture.chooses(&query, "p1"), None);
    fixture.user = ada;
    assert_eq!(fixture.chooses(&query, "p3"), None);
    // By default it is kept for five minutes, for everybody.
    let query = fixture.asks("cup");
    let answer = json!({"inline_query_id": query.id, "results": "[]"});
    fixture.done("answerInlineQuery", answer);
    let offer = fixture.offer(&query).expect("an offer");
    assert_eq!((offer.cache_time, offer.is_personal), (300, false));
    assert_eq!(offer.next_offset, "");
}

#[test]
fn a_query_must_be_answered_soon() {
    let mut fixture = Fixture::inline();
    let answer = |id: &str| json!({"inline_query_id": id, "results": []});
    fixture.refused("answerInlineQuery", answer("17"), TOO_OLD);
    let query = fixture.asks("mug");
    fixture.telegram.advance(61);
    fixture.refused("answerInlineQuery", answer(&query.id), TOO_OLD);
}

#[test]
fn refusals_of_results() {
    let mut fixture = Fixture::inline();
    let content = |content: Value| with("input_message_content", content);
    let photo = |id: &str| json!([{"type": "photo", "id": "p1", "photo_file_id": id}]);
    let unread = "can't parse inline query result: ";
    let rows: Vec<(&str, Value, String)> = vec![
        (
            "no JSON",
            json!("[{"),
            "can't parse JSON encoded inline query results: it is no JSON".into(),
        ),
        (
            "no array",
            json!({}),
            "expected an Array of inline query results".into(),
        ),
        (
            "51 results",
            (0..51).map(|id| article(&id.to_string())).collect(),
            "too many inline query results specified".into(),
        ),
        (
            "no object",
            json!([1]),
            format!("{unread}Inline query result must be an object"),
        ),
        (
            "no type",
            json!([{"id": "p1"}]),
            format!("{unread}Can't find field \"type\""),
        ),
        (
            "no identifier",
            json!([{"type": "article"}]),
            format!("{unread}Can't find field \"id\""),
        ),
        (
            "no title",
            with("title", Value::Null),
            format!("{unread}Can't find field \"title\""),
        ),
        (
            "an empty title",
            with("title", json!("")),
            "ARTICLE_TITLE_EMPTY".into(),
        ),
        (
            "nothing to send",
            content(Value::Null),
            format!("{unread}Can't find field \"message_text\""),
        ),
        (
            "nothing to send",
            content(json!({})),
            format!("{unread}Input message content is not specified"),
        ),
        (
            "a wrong field",
            content(json!("Mug")),
            format!("{unread}Field \"input_message_content\" must be of type Object"),
        ),
        (
            "broken markup",
            content(json!({"message_text": "<b>Mug", "parse_mode": "HTML"})),
            format!(
                "{unread}Can't parse entities: Can't find end tag corresponding to start tag \"b\""
            ),
        ),
        (
            "blanks",
            content(json!({"message_text": " "})),
            "text must be non-empty".into(),
        ),
        (
            "a long text",
            content(json!({"message_text": "x".repeat(4097)})),
            "MESSAGE_TOO_LONG".into(),
        ),
        (
            "a button without a text",
            with(
                "reply_markup",
                json!({"inline_keyboard": [[{"url": "t.me"}]]}),
            ),
            format!("{unread}Can't parse inline keyboard button: Can't find field \"text\""),
        ),
        (
            "a button that leads nowhere",
            with(
                "reply_markup",
                json!({"inline_keyboard": [[{"text": "A", "url": "shop"}]]}),
            ),
            "inline keyboard button URL 'shop' is invalid: Wrong HTTP URL".into(),
        ),
        (
            "long data",
            with("reply_markup", keyboard("A", &"a".repeat(65))),
            "BUTTON_DATA_INVALID".into(),
        ),
        (
            "a keyboard in place of the letters",
            with("reply_markup", json!({"keyboard": [["A"]]})),
            "inline keyboard expected".into(),
        ),
        (
            "an identifier of nothing",
            json!([article("")]),
            "RESULT_ID_EMPTY".into(),
        ),
        (
            "a long identifier",
            json!([article(&"x".repeat(65))]),
            "RESULT_ID_INVALID".into(),
        ),
        (
            "the same identifier",
            json!([article("p1"), article("p1")]),
            "RESULT_ID_DUPLICATE".into(),
        ),
        (
            "no photo",
            json!([{"type": "photo", "id": "p1"}]),
            format!("{unread}Can't find field \"photo_file_id\""),
        ),
        (
            "no file's identifier",
            photo("nonsense"),
            "wrong remote file identifier specified: Wrong last symbol".into(),
        ),
        (
            "a file that is gone",
            photo(&format!("AgACAgIAAxk{}", "A".repeat(61))),
            "wrong file identifier/HTTP URL specified".into(),
        ),
        (
            "a thumbnail from nowhere",
            with("thumbnail_url", json!("ftp://example.com/mug.jpg")),
            "WEBDOCUMENT_URL_INVALID".into(),
        ),
        (
            "a type that there is not",
            json!([{"type": "poem", "id": "p1"}]),
            format!("{unread}type \"poem\" is unsupported for the inline query result"),
        ),
    ];
    let query = fixture.asks("mug");
    for (situation, results, expect) in rows {
        let answer = json!({"inline_query_id": query.id, "results": results});
        let told = fixture.call("answerInlineQuery", answer);
        let told = told.map(|_| ()).map_err(|error| error.description);
        assert_eq!(told, Err(format!("Bad Request: {expect}")), "{situation}");
    }
    assert_eq!(fixture.offer(&query), None, "none of it is offered");
    let long = fixture.upload("sendPhoto", json!({}), "photo");
    let long = long.unwrap_or_default()["photo"][0]["file_id"].take();
    let long =
        json!([{"type": "photo", "id": "p1", "photo_file_id": long, "caption": "x".repeat(1025)}]);
    fixture.refused(
        "answerInlineQuery",
        json!({"inline_query_id": query.id, "results": long}),
        "400 Bad Request: MEDIA_CAPTION_TOO_LONG",
    );
    let file = fixture.upload_of(
        "sendDocument",
        json!({}),
        "document",
        "a.txt",
        b"a".to_vec(),
    );
    let file = file.unwrap_or_default()["document"]["file_id"].take();
    fixture.refused(
        "answerInlineQuery",
        json!({"inline_query_id": query.id, "results": photo(file.as_str().unwrap_or_default())}),
        "400 Bad Request: can't use file of type Document as Photo",
    );
    let voice = json!({"type": "voice", "id": "p1", "title": "A", "voice_file_id": "x"});
    fixture.refused(
        "answerInlineQuery",
        json!({"inline_query_id": query.id, "results": [voice]}),
        "501 Not Implemented: the emulator has no inline results but articles and photos",
    );
}

#[test]
fn refusals_of_buttons_and_offsets() {
    let mut fixture = Fixture::inline();
    let query = fixture.asks("mug");
    let unread = "400 Bad Request: can't parse inline query results button: ";
    let start = |parameter: &str| json!({"text": "Shop", "start_parameter": parameter});
    let rows = [
        (
            "button",
            json!([]),
            format!("{unread}InlineQueryResultsButton must be an Object"),
        ),
        (
            "button",
            json!({}),
            format!("{unread}Can't find field \"text\""),
        ),
        (
            "button",
            json!({"text": "Shop"}),
            format!("{unread}InlineQueryResultsButton must have exactly one optional field"),
        ),
        (
            "button",
            start(""),
            "400 Bad Request: can't use empty start_parameter".into(),
        ),
        (
            "button",
            start(&"x".repeat(65)),
            "400 Bad Request: too long start_parameter specified".into(),
        ),
        (
            "button",
            start("a b"),
            "400 Bad Request: unallowed characters in start_parameter are used".into(),
        ),
        (
            "button",
            json!({"text": "", "start_parameter": "home"}),
            "400 Bad Request: SWITCH_PM_TEXT_EMPTY".into(),
        ),
        (
            "switch_pm_text",
            json!("Shop"),
            "400 Bad Request: can't use empty start_parameter".into(),
        ),
        (
            "next_offset",
            json!("x".repeat(65)),
            "400 Bad Request: NEXT_OFFSET_INVALID".into(),
        ),
    ];
    for (field, value, expect) in rows {
        let mut answer = json!({"inline_query_id": query.id, "results": []});
        answer[field] = value;
        fixture.refused("answerInlineQuery", answer, &expect);
    }
    let answer = json!({
        "inline_query_id": query.id, "results": [], "switch_pm_text": "Shop",
        "switch_pm_parameter": "home", "next_offset": "x".repeat(64),
    });
    assert_eq!(fixture.done("answerInlineQuery", answer), true);
}

#[test]
fn what_is_chosen_comes_as_a_message_by_way_of_the_bot() {
    let mut fixture = Fixture::inline();
    let query = fixture.asks("mug");
    let results = with("reply_markup", keyboard("A", "a"));
    let answer = json!({"inline_query_id": query.id, "results": results});
    fixture.done("answerInlineQuery", answer);
    fixture.updates();
    let update = fixture.chooses(&query, "p1");
    let messages = fixture.told("message");
    let message = &messages[messages.len() - 1];
    assert!(update.is_some());
    assert_eq!(message["via_bot"]["username"], "shop_bot");
    assert_eq!(message["from"]["id"], fixture.user);
    assert_eq!(message["text"], "Mug");
    assert_eq!(message["reply_markup"], keyboard("A", "a"));
    // Only a bot that asked for it is told of the choice itself.
    assert_eq!(fixture.told("chosen_inline_result").len(), 0);
    if let Some(bot) = fixture.telegram.bots.get_mut(&BOT) {
        bot.inline.tells_choices = true;
    }
    fixture.chooses(&query, "p1");
    let chosen = fixture.told("chosen_inline_result").remove(0);
    assert_eq!(chosen["result_id"], "p1");
    assert_eq!(chosen["query"], "mug");
    assert!(chosen["inline_message_id"].is_string());
}

#[test]
fn in_a_group_the_bot_hears_of_what_it_offered_only_when_it_is_there() {
    let mut fixture = Fixture::inline();
    let ada = fixture.user;
    let telegram = &mut fixture.telegram;
    let group = telegram.found_group(BOT, GroupKind::Supergroup, "Friends", &[ada]);
    let asked = telegram.ask_inline(BOT, ada, group, "mug", "");
    let query = asked.expect("the bot has inline mode");
    let told = fixture.told("inline_query").remove(0);
    assert_eq!(told["chat_type"], "supergroup");
    let answer = json!({"inline_query_id": query.id, "results": [article("p1")]});
    fixture.done("answerInlineQuery", answer);
    assert_eq!(fixture.chooses(&query, "p1"), None);
    fixture.telegram.seat_bot(BOT, group, ada, Rank::Member);
    assert!(fixture.chooses(&query, "p1").is_some());
    let heard = fixture.told("message").pop().unwrap_or_default();
    assert_eq!(heard["via_bot"]["id"], BOT);
    assert_eq!(heard["chat"]["id"], group);
    assert_eq!(heard["from"]["id"], ada);
}
