//! Photos and documents: sendPhoto, sendDocument, sendMediaGroup and getFile.

use serde_json::Value;

use super::sending::MAX_CAPTION;
use crate::emulator::chat::{Content, Sender, StoredMessage};
use crate::emulator::error::ApiError;
use crate::emulator::file;
use crate::emulator::telegram::Context;

const MAX_ALBUM: usize = 10;

pub(super) fn send_photo(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let sent = context.params.text("photo");
    let photo = context.bot.files.photo(context.params, "photo", &sent)?;
    let caption = context.caption()?;
    send(context, Content::Photo { photo, caption })
}

pub(super) fn send_document(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let sent = context.params.text("document");
    let files = &mut context.bot.files;
    let document = files.document(context.params, "document", &sent)?;
    let caption = context.caption()?;
    send(context, Content::Document { document, caption })
}

fn send(context: &mut Context<'_>, content: Content) -> Result<Value, ApiError> {
    let envelope = context.envelope()?;
    refuse_long_caption(&content)?;
    context.deliver(envelope, content)
}

fn refuse_long_caption(content: &Content) -> Result<(), ApiError> {
    let caption = content.caption();
    if caption.is_some_and(|caption| caption.characters() > MAX_CAPTION) {
        return Err(ApiError::bad_request("message caption is too long"));
    }
    Ok(())
}

pub(super) fn send_media_group(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let media = context
        .params
        .json("media", "can't parse media JSON object")?;
    let items = match media {
        None => Vec::new(),
        Some(Value::Array(items)) => items,
        Some(_) => return Err(ApiError::bad_request("expected an Array of InputMedia")),
    };
    let mut contents = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let content = context.input_media(item);
        contents.push(content.map_err(|error| of_album(&error, index))?);
    }
    let envelope = context.envelope()?;
    if contents.is_empty() {
        return Err(ApiError::bad_request("there are no messages to send"));
    }
    if contents.len() > MAX_ALBUM {
        return Err(ApiError::bad_request(
            "too many messages to send as an album",
        ));
    }
    let is_photo = |content: &Content| matches!(content, Content::Photo { .. });
    if contents
        .iter()
        .any(|content| is_photo(content) != is_photo(&contents[0]))
    {
        return Err(ApiError::not_emulated("albums of photos and documents"));
    }
    contents.iter().try_for_each(refuse_long_caption)?;
    let album = (contents.len() > 1).then(|| rand::random_range(1_i64 << 50..i64::MAX).to_string());
    let user_id = envelope.user_id;
    let mut messages = Vec::new();
    for content in contents {
        let id = context.bot.take_adjacent_message_id(envelope.user_id);
        let mut message = StoredMessage::new(id, context.now, Sender::Bot, content);
        envelope.mark(&mut message);
        message.album.clone_from(&album);
        context.bot.chat(user_id).add(message);
        messages.push(context.shown(user_id, id)?);
    }
    Ok(Value::Array(messages))
}

pub(super) fn get_file(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let file_id = context.params.text("file_id");
    if file_id.is_empty() {
        return Err(ApiError::bad_request("file_id not specified"));
    }
    context.bot.files.describe(&file_id)
}

impl Context<'_> {
    /// Reads one InputMedia of type photo or document.
    pub(super) fn input_media(&mut self, media: &Value) -> Result<Content, ApiError> {
        let refusal =
            |reason: &str| ApiError::bad_request(&format!("can't parse InputMedia: {reason}"));
        let Value::Object(media) = media else {
            return Err(refusal("expected an Object"));
        };
        let text = |name: &str| media.get(name).and_then(Value::as_str).unwrap_or_default();
        let kind = text("type").to_ascii_lowercase();
        match kind.as_str() {
            "photo" | "document" => {}
            "" => return Err(refusal("Can't find field \"type\"")),
            "animation" | "audio" | "video" | "live_photo" => {
                return Err(ApiError::not_emulated("media but photos and documents"));
            }
            _ => return Err(refusal("invalid input media type specified")),
        }
        let caption = self.formatted(
            text("caption"),
            text("parse_mode"),
            media.get("caption_entities"),
        )?;
        let sent = text("media");
        if sent.is_empty() {
            return Err(refusal("media not found"));
        }
        let files = &mut self.bot.files;
        let content = if kind == "photo" {
            let photo = files.photo(self.params, "", sent);
            photo.map(|photo| Content::Photo { photo, caption })
        } else {
            let document = files.document(self.params, "", sent);
            document.map(|document| Content::Document { document, caption })
        };
        content.map_err(|error| {
            if error == file::missing(&kind) {
                refusal("media not found")
            } else {
                error
            }
        })
    }
}

/// What the back end finds wrong with one picture is told with its number; what the server itself
/// finds wrong is told as it is.
fn of_album(error: &ApiError, index: usize) -> ApiError {
    let code = error.description.strip_prefix("Bad Request: ");
    let of_backend = code.filter(|code| code.chars().all(|c| c.is_ascii_uppercase() || c == '_'));
    of_backend.map_or_else(
        || error.clone(),
        |code| {
            let number = index + 1;
            ApiError::bad_request(&format!(
                "failed to send message #{number} with the error message \"{code}\""
            ))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_picture_of_an_album_is_told_by_its_number() {
        let error = |reason| of_album(&ApiError::bad_request(reason), 1).description;
        assert_eq!(
            error("IMAGE_PROCESS_FAILED"),
            "Bad Request: failed to send message #2 with the error message \"IMAGE_PROCESS_FAILED\""
        );
        assert_eq!(error("chat not found"), "Bad Request: chat not found");
    }
}
