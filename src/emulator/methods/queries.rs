//! answerCallbackQuery: the note or window a user sees after a press.

use serde_json::{Value, json};

use crate::emulator::chat::Answer;
use crate::emulator::error::ApiError;
use crate::emulator::telegram::Context;

/// Seconds after the press in which it can be answered. The real time is Telegram's secret and
/// varies; a bot that needs a minute is in trouble with any.
const MAX_AGE: i64 = 60;
const MAX_TEXT: usize = 200;

pub(super) fn answer_callback_query(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let query_id = context.params.text("callback_query_id").trim().to_owned();
    let text = context.params.text("text").into_owned();
    let alert = context.params.flag("show_alert");
    let is_fresh = context
        .bot
        .queries
        .get(&query_id)
        .is_some_and(|query| context.now - query.pressed_at <= MAX_AGE);
    if !is_fresh {
        return Err(ApiError::query_too_old());
    }
    if text.chars().count() > MAX_TEXT {
        return Err(ApiError::bad_request("MESSAGE_TOO_LONG"));
    }
    if let Some(query) = context.bot.queries.remove(&query_id) {
        context.bot.chat(query.user_id).answered(Answer {
            query_id,
            text: Some(text).filter(|text| !text.is_empty()),
            alert,
        });
    }
    Ok(json!(true))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{BOT, Fixture, keyboard, message_id};
    use super::*;

    const TOO_OLD: &str =
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid";

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
        fixture.telegram.advance(MAX_AGE + 1);
        let late = json!({"callback_query_id": query["id"]});
        fixture.refused("answerCallbackQuery", late, TOO_OLD);
        fixture.telegram.advance(150 - MAX_AGE);
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
}
