//! copyMessage and forwardMessage.

use serde_json::{Value, json};

use super::sending::MAX_CAPTION;
use crate::emulator::chat::{Content, Sender, StoredMessage};
use crate::emulator::error::ApiError;
use crate::emulator::telegram::Context;

pub(super) fn copy_message(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let (_, message) = context.original("copy")?;
    let mut content = message.content;
    if matches!(content, Content::Invoice(_)) || is_service(&content) || message.is_protected {
        return Err(ApiError::bad_request("message can't be copied"));
    }
    let has_caption = !context.params.text("caption").is_empty();
    let caption = context.caption()?;
    let envelope = context.envelope()?;
    if caption.characters() > MAX_CAPTION {
        return Err(ApiError::bad_request("message caption is too long"));
    }
    if has_caption {
        content = content.with_caption(caption).unwrap_or(content);
    }
    let copy = context.deliver(envelope, content)?;
    Ok(json!({ "message_id": copy["message_id"] }))
}

pub(super) fn forward_message(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let (owner, message) = context.original("forward")?;
    if is_service(&message.content) || message.is_protected {
        return Err(ApiError::bad_request("message can't be forwarded"));
    }
    let mut envelope = context.envelope()?;
    let sender = match message.sender {
        Sender::Bot => context.bot.to_value(),
        Sender::User => context.person(owner)?.to_user(),
        Sender::Member(member) => context.person(member)?.to_user(),
    };
    let origin = json!({ "type": "user", "sender_user": sender, "date": message.date });
    envelope.forward_origin = message.forward_origin.or(Some(origin));
    context.deliver(envelope, message.content)
}

/// What only tells of an event is neither copied nor forwarded.
fn is_service(content: &Content) -> bool {
    let Content::Other { field, .. } = content else {
        return false;
    };
    matches!(
        field.as_str(),
        "pinned_message" | "successful_payment" | "refunded_payment"
    )
}

impl Context<'_> {
    /// The message of `from_chat_id` and `message_id`, with the user of its chat.
    fn original(&mut self, what: &str) -> Result<(i64, StoredMessage), ApiError> {
        let from = self.params.text("from_chat_id").trim().to_owned();
        if from.is_empty() {
            return Err(ApiError::bad_request("from_chat_id is empty"));
        }
        let owner: Option<i64> = from.parse().ok();
        let owner = owner.filter(|id| self.bot.known_chat(*id).is_some());
        let owner = owner.ok_or_else(|| ApiError::bad_request("chat not found"))?;
        let message_id = self.params.integer("message_id");
        let message = self.bot.chat(owner).accessible(message_id).cloned();
        let refusal = format!("message to {what} not found");
        let message = message.ok_or_else(|| ApiError::bad_request(&refusal))?;
        Ok((owner, message))
    }
}
