//! deleteMessage and deleteMessages.

use serde_json::{Value, json};

use crate::emulator::error::ApiError;
use crate::emulator::telegram::Context;

/// Older messages of a private chat cannot be taken back from the other side.
const MAX_AGE: i64 = 48 * 60 * 60;

pub(super) fn delete_message(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let message_id = context.params.integer("message_id");
    if message_id == 0 {
        return Err(ApiError::bad_request("message identifier is not specified"));
    }
    let user_id = context.known_chat()?;
    let now = context.now;
    let chat = context.bot.chat(user_id);
    let Some(message) = chat.accessible(message_id) else {
        return Err(ApiError::bad_request("message to delete not found"));
    };
    refuse_old(message.date, now)?;
    chat.remove(message_id);
    Ok(json!(true))
}

pub(super) fn delete_messages(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let ids = context
        .params
        .json("message_ids", "can't parse message identifiers JSON object")?;
    let Some(ids) = ids else {
        return Err(ApiError::bad_request(
            "message identifiers are not specified",
        ));
    };
    let Value::Array(ids) = ids else {
        return Err(ApiError::bad_request(
            "expected an Array of message identifiers",
        ));
    };
    if ids.len() > 100 {
        return Err(ApiError::bad_request(
            "too many message identifiers specified",
        ));
    }
    let user_id = context.known_chat()?;
    let now = context.now;
    let chat = context.bot.chat(user_id);
    let ids = ids.iter().filter_map(identifier);
    let ids: Vec<i64> = ids.filter(|id| chat.accessible(*id).is_some()).collect();
    for message in ids.iter().filter_map(|id| chat.accessible(*id)) {
        refuse_old(message.date, now)?;
    }
    for id in ids {
        chat.remove(id);
    }
    Ok(json!(true))
}

fn identifier(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => text.parse().ok(),
        other => other.as_i64(),
    }
}

fn refuse_old(date: i64, now: i64) -> Result<(), ApiError> {
    if now - date > MAX_AGE {
        return Err(ApiError::bad_request(
            "message can't be deleted for everyone",
        ));
    }
    Ok(())
}
