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

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    #[test]
    fn messages_can_be_deleted_for_two_days() {
        let mut fixture = Fixture::new();
        let (old, fresh) = (fixture.sent("a"), fixture.sent("b"));
        let delete = |id: i64| json!({ "message_id": id });
        fixture.telegram.advance(MAX_AGE - 10);
        assert_eq!(fixture.done("deleteMessage", delete(fresh)), true);
        fixture.refused(
            "deleteMessage",
            delete(fresh),
            "400 Bad Request: message to delete not found",
        );
        fixture.telegram.advance(20);
        fixture.refused(
            "deleteMessage",
            delete(old),
            "400 Bad Request: message can't be deleted for everyone",
        );
        fixture.refused(
            "deleteMessage",
            json!({}),
            "400 Bad Request: message identifier is not specified",
        );
    }

    #[test]
    fn deleting_many_skips_what_is_missing() {
        let mut fixture = Fixture::new();
        let (one, two) = (fixture.sent("a"), fixture.sent("b"));
        let ids = json!({ "message_ids": [one, 99_999, two] });
        assert_eq!(fixture.done("deleteMessages", ids), true);
        let gone = json!({ "message_id": two });
        fixture.refused(
            "deleteMessage",
            gone,
            "400 Bad Request: message to delete not found",
        );
        let many: Vec<i64> = (1..=101).collect();
        fixture.refused(
            "deleteMessages",
            json!({ "message_ids": many }),
            "400 Bad Request: too many message identifiers specified",
        );
    }
}
