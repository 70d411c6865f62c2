//! deleteMessage and deleteMessages.

use serde_json::{Value, json};

use crate::emulator::chat::{Chat, Sender, StoredMessage};
use crate::emulator::error::ApiError;
use crate::emulator::telegram::Context;

/// Older messages cannot be taken back from the others.
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
    chat.refuse_deleting(message, now)?;
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
        chat.refuse_deleting(message, now)?;
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

impl Chat {
    fn refuse_deleting(&self, message: &StoredMessage, now: i64) -> Result<(), ApiError> {
        let is_old = now - message.date > MAX_AGE;
        let refusal = match &self.circle {
            None => is_old.then_some("message can't be deleted for everyone"),
            Some(_) => {
                (is_old || message.sender != Sender::Bot).then_some("message can't be deleted")
            }
        };
        refusal.map_or(Ok(()), |refusal| Err(ApiError::bad_request(refusal)))
    }
}
