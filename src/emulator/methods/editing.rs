//! Edits of text, caption, media and keyboard of messages the bot has sent.

use serde_json::Value;

use super::sending::{MAX_CAPTION, MAX_TEXT};
use crate::emulator::chat::{Content, Sender, StoredMessage};
use crate::emulator::error::ApiError;
use crate::emulator::keyboard::{self, InlineRows};
use crate::emulator::telegram::Context;

pub(super) fn edit_message_text(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let text = context.message_text()?;
    let target = context.target()?;
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
        if message.sender != Sender::Bot || message.has_other_markup {
            return Err(ApiError::bad_request("message can't be edited"));
        }
        let is_invoice = matches!(message.content, Content::Invoice(_));
        keyboard::check_pay(markup.as_ref(), is_invoice)?;
        let inline = keyboard::only_inline(markup)?;
        Ok(Target {
            user_id,
            message,
            inline,
        })
    }

    /// Stores the edited message; an edit without a keyboard removes the one that was there.
    fn replace(&mut self, target: Target, content: Content) -> Result<Value, ApiError> {
        let mut message = target.message;
        if message.content == content && message.inline == target.inline {
            return Err(ApiError::bad_request(
                "message is not modified: specified new message content and reply markup are \
                 exactly the same as a current content and reply markup of the message",
            ));
        }
        let id = message.id;
        message.content = content;
        message.inline = target.inline;
        message.edit_date = Some(self.now);
        self.bot.chat(target.user_id).add(message);
        self.shown(target.user_id, id)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::fixture::{BOT, Fixture, keyboard, message_id};
    use super::*;

    #[test]
    fn refusals_of_edits() {
        let mut fixture = Fixture::new();
        let text = fixture.sent("text");
        let markup = json!({"keyboard": [["Menu"]]});
        let with_keyboard =
            fixture.done("sendMessage", json!({"text": "x", "reply_markup": markup}));
        let with_keyboard = message_id(&with_keyboard);
        let photo = fixture.upload("sendPhoto", json!({}), "photo");
        let photo = message_id(&photo.unwrap_or_default());
        fixture.says("mine");
        let mine = message_id(&fixture.updates()[1]["message"]);
        let mut check = |method: &str, params: Value, expect: &str| {
            fixture.refused(method, params, &format!("400 Bad Request: {expect}"));
        };
        let to = |id: i64| json!({"message_id": id, "text": "new"});
        check(
            "editMessageText",
            json!({"text": "x"}),
            "message identifier is not specified",
        );
        check(
            "editMessageText",
            json!({"message_id": text}),
            "message text is empty",
        );
        check("editMessageText", to(99_999), "message to edit not found");
        check("editMessageText", to(mine), "message can't be edited");
        check(
            "editMessageText",
            to(with_keyboard),
            "message can't be edited",
        );
        check(
            "editMessageText",
            to(photo),
            "there is no text in the message to edit",
        );
        check(
            "editMessageText",
            json!({"message_id": text, "text": "x".repeat(4097)}),
            "MESSAGE_TOO_LONG",
        );
        check(
            "editMessageText",
            json!({"message_id": text, "text": "x", "reply_markup": markup}),
            "inline keyboard expected",
        );
        check(
            "editMessageCaption",
            json!({"message_id": text, "caption": "x"}),
            "there is no caption in the message to edit",
        );
        check(
            "editMessageCaption",
            json!({"message_id": photo, "caption": "x".repeat(1025)}),
            "MEDIA_CAPTION_TOO_LONG",
        );
        let not_modified = "message is not modified: specified new message content and reply \
            markup are exactly the same as a current content and reply markup of the message";
        check(
            "editMessageText",
            json!({"message_id": text, "text": " text "}),
            not_modified,
        );
        check(
            "editMessageReplyMarkup",
            json!({"message_id": text}),
            not_modified,
        );
        check(
            "editMessageCaption",
            json!({"message_id": photo}),
            not_modified,
        );
    }

    #[test]
    fn an_edit_without_keyboard_removes_it() {
        let mut fixture = Fixture::new();
        let sent = json!({"text": "a", "reply_markup": keyboard("A", "a")});
        let id = message_id(&fixture.done("sendMessage", sent));
        let edited = fixture.done("editMessageText", json!({"message_id": id, "text": "a"}));
        assert!(edited.get("reply_markup").is_none());
        assert!(edited["edit_date"].is_i64());
        let markup = json!({"message_id": id, "reply_markup": keyboard("B", "b")});
        let edited = fixture.done("editMessageReplyMarkup", markup);
        assert_eq!(edited["reply_markup"], keyboard("B", "b"));
        assert_eq!(edited["text"], "a");
    }

    #[test]
    fn text_becomes_a_photo_and_an_old_message_can_still_be_edited() {
        let mut fixture = Fixture::new();
        let id = fixture.sent("text");
        fixture.telegram.advance(100 * 60 * 60);
        let media = json!({"type": "photo", "media": "attach://p", "caption": "c"});
        let edited = fixture.upload(
            "editMessageMedia",
            json!({"message_id": id, "media": media}),
            "p",
        );
        let edited = edited.unwrap_or_default();
        assert_eq!(edited["caption"], "c");
        assert_eq!(edited["photo"].as_array().map(Vec::len), Some(3));
        let gone = json!({"message_id": 99_999, "media": {"type": "photo", "media": edited["photo"][2]["file_id"]}});
        fixture.refused(
            "editMessageMedia",
            gone,
            "400 Bad Request: message to edit not found",
        );
        let user = fixture.user;
        fixture.telegram.delete_message(BOT, user, id);
        let text = json!({"message_id": id, "text": "x"});
        fixture.refused(
            "editMessageText",
            text,
            "400 Bad Request: message to edit not found",
        );
    }
}
