//! Edits of text, caption, media and keyboard of messages the bot has sent.

use serde_json::Value;

use super::sending::{MAX_CAPTION, MAX_TEXT};
use crate::emulator::chat::{Content, Sender, StoredMessage};
use crate::emulator::error::ApiError;
use crate::emulator::keyboard::{self, InlineRows};
use crate::emulator::telegram::Context;

pub(super) fn edit_message_text(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let text = context.message_text()?;
    let mut target = context.target()?;
    if !matches!(target.message.content, Content::Text(_)) {
        return Err(ApiError::bad_request(
            "there is no text in the message to edit",
        ));
    }
    if text.text.is_empty() {
        return Err(ApiError::bad_request("text must be non-empty"));
    }
    if text.characters() > MAX_TEXT {
        return Err(ApiError::bad_request("MESSAGE_TOO_LONG"));
    }
    target.link_preview = context.link_preview()?;
    context.replace(target, Content::Text(text))
}

pub(super) fn edit_message_caption(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let caption = context.caption()?;
    let target = context.target()?;
    if target.message.content.caption().is_none() {
        return Err(ApiError::bad_request(
            "there is no caption in the message to edit",
        ));
    }
    if caption.characters() > MAX_CAPTION {
        return Err(ApiError::bad_request("MEDIA_CAPTION_TOO_LONG"));
    }
    let content = target.message.content.with_caption(caption);
    let content = content.unwrap_or_else(|| target.message.content.clone());
    context.replace(target, content)
}

pub(super) fn edit_message_reply_markup(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let target = context.target()?;
    let content = target.message.content.clone();
    context.replace(target, content)
}

pub(super) fn edit_message_media(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let media = context
        .params
        .json("media", "can't parse input media JSON object")?;
    let Some(media) = media else {
        return Err(ApiError::bad_request("input media is not specified"));
    };
    let content = context.input_media(&media)?;
    let target = context.target()?;
    if matches!(
        target.message.content,
        Content::Contact(_) | Content::Invoice(_) | Content::Other { .. }
    ) {
        return Err(ApiError::bad_request("message media can't be edited"));
    }
    let is_document = |content: &Content| matches!(content, Content::Document { .. });
    let changes_kind = is_document(&content) != is_document(&target.message.content);
    if target.message.album.is_some() && changes_kind {
        return Err(ApiError::bad_request(
            "can't change media type in the album",
        ));
    }
    let caption = content.caption();
    if caption.is_some_and(|caption| caption.characters() > MAX_CAPTION) {
        return Err(ApiError::bad_request("MEDIA_CAPTION_TOO_LONG"));
    }
    context.replace(target, content)
}

/// A message that may be edited, and its next keyboard.
struct Target {
    user_id: i64,
    message: StoredMessage,
    inline: InlineRows,
    link_preview: Option<Value>,
}

impl Context<'_> {
    fn target(&mut self) -> Result<Target, ApiError> {
        let message_id = self.params.integer("message_id");
        let is_inline = !self.params.text("inline_message_id").is_empty();
        if is_inline && self.params.text("chat_id").is_empty() && message_id == 0 {
            return Err(ApiError::bad_request(
                "wrong inline message identifier specified",
            ));
        }
        if message_id == 0 {
            return Err(ApiError::bad_request("message identifier is not specified"));
        }
        let markup = keyboard::parse(self.reply_markup()?.as_ref())?;
        let user_id = self.known_chat()?;
        let message = self.bot.chat(user_id).accessible(message_id).cloned();
        let Some(message) = message else {
            return Err(ApiError::bad_request("message to edit not found"));
        };
        if message.sender != Sender::Bot
            || message.has_other_markup
            || message.forward_origin.is_some()
        {
            return Err(ApiError::bad_request("message can't be edited"));
        }
        let is_invoice = matches!(message.content, Content::Invoice(_));
        keyboard::check_pay(markup.as_ref(), is_invoice)?;
        let inline = keyboard::only_inline(markup)?;
        Ok(Target {
            user_id,
            link_preview: message.link_preview.clone(),
            message,
            inline,
        })
    }

    /// Stores the edited message; an edit without a keyboard removes the one that was there.
    fn replace(&mut self, target: Target, content: Content) -> Result<Value, ApiError> {
        let mut message = target.message;
        let is_same = message.content == content
            && message.inline == target.inline
            && message.link_preview == target.link_preview;
        if is_same {
            return Err(ApiError::bad_request(
                "message is not modified: specified new message content and reply markup are \
                 exactly the same as a current content and reply markup of the message",
            ));
        }
        let id = message.id;
        message.content = content;
        message.inline = target.inline;
        message.link_preview = target.link_preview;
        message.edit_date = Some(self.now);
        self.bot.chat(target.user_id).add(message);
        self.shown(target.user_id, id)
    }
}
