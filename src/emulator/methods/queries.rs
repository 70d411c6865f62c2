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
        let chat = context.bot.chat(query.chat_id);
        let answer = Answer {
            query_id,
            text: Some(text).filter(|text| !text.is_empty()),
            alert,
        };
        if let Some(circle) = &mut chat.circle {
            circle.told.push((query.user_id, answer.clone()));
        }
        chat.answered(answer);
    }
    Ok(json!(true))
}
