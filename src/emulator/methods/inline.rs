//! answerInlineQuery: what is offered to somebody who typed the bot's name.
//!
//! Refusals come in three steps: what the Bot API server cannot read, what its client library does
//! not send, and what the back end does not take.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::sending::{MAX_CAPTION, MAX_TEXT};
use crate::emulator::chat::Content;
use crate::emulator::entity::FormattedText;
use crate::emulator::error::ApiError;
use crate::emulator::inline::{Answer, Choice, StartButton};
use crate::emulator::keyboard::{self, InlineRows, optional_text, required_text};
use crate::emulator::link;
use crate::emulator::telegram::Context;

/// Seconds after which a query cannot be answered any more. The real time is Telegram's secret.
const MAX_AGE: i64 = 60;
const MAX_RESULTS: usize = 50;
/// Bytes of a result's identifier, of an offset and of a start parameter.
const MAX_NAME: usize = 64;
/// Seconds an answer is kept unless the bot says otherwise, and the longest it can say.
const DEFAULT_CACHE_TIME: i64 = 300;
const MAX_CACHE_TIME: i64 = 24 * 60 * 60;
/// The results that Telegram has and this emulator does not.
const ABSENT: [&str; 11] = [
    "audio",
    "contact",
    "document",
    "game",
    "gif",
    "location",
    "mpeg4_gif",
    "sticker",
    "venue",
    "video",
    "voice",
];

/// A result that could be read.
struct Read {
    id: String,
    title: String,
    description: String,
    /// The identifier of the photo that it is; an article has none.
    photo: Option<String>,
    thumbnail: Option<String>,
    /// What is sent, unless it is the photo.
    text: Option<FormattedText>,
    caption: FormattedText,
    inline: InlineRows,
    link_preview: Option<Value>,
}

pub(super) fn answer_inline_query(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let query_id = context.params.text("inline_query_id").trim().to_owned();
    let cache_time = context
        .params
        .integer_or("cache_time", DEFAULT_CACHE_TIME)
        .clamp(0, MAX_CACHE_TIME);
    let button = context.start_button()?;
    let results = context.inline_results()?;
    if let Some(button) = &button {
        check_start(&button.start_parameter)?;
    }
    let mut choices = Vec::with_capacity(results.len());
    for result in results {
        choices.push(context.choice(result)?);
    }
    if !context.bot.inline.is_open(&query_id, context.now, MAX_AGE) {
        return Err(ApiError::query_too_old());
    }
    let next_offset = context.params.text("next_offset").into_owned();
    if next_offset.len() > MAX_NAME {
        return Err(ApiError::bad_request("NEXT_OFFSET_INVALID"));
    }
    if button.as_ref().is_some_and(|button| button.text.is_empty()) {
        return Err(ApiError::bad_request("SWITCH_PM_TEXT_EMPTY"));
    }
    check_choices(&choices)?;
    let answer = Answer {
        results: choices,
        next_offset,
        button,
        cache_time,
        is_personal: context.params.flag("is_personal"),
    };
    context.bot.inline.answer(&query_id, answer);
    Ok(json!(true))
}

/// What goes after `?start=` (tdlib `InlineQueriesManager`).
fn check_start(parameter: &str) -> Result<(), ApiError> {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let refusal = if parameter.is_empty() {
        "Can't use empty start_parameter"
    } else if parameter.len() > MAX_NAME {
        "Too long start_parameter specified"
    } else if !parameter.chars().all(is_allowed) {
        "Unallowed characters in start_parameter are used"
    } else {
        return Ok(());
    };
    Err(ApiError::bad_request(refusal))
}

/// What the back end finds wrong.
fn check_choices(choices: &[Choice]) -> Result<(), ApiError> {
    let mut ids = HashSet::new();
    for choice in choices {
        let is_too_long = |text: &FormattedText, most| text.characters() > most;
        let refusal = match &choice.content {
            _ if choice.id.is_empty() => "RESULT_ID_EMPTY",
            _ if choice.id.len() > MAX_NAME => "RESULT_ID_INVALID",
            _ if !ids.insert(&choice.id) => "RESULT_ID_DUPLICATE",
            _ if choice.photo.is_none() && choice.title.trim().is_empty() => "ARTICLE_TITLE_EMPTY",
            Content::Text(text) if is_too_long(text, MAX_TEXT) => "MESSAGE_TOO_LONG",
            Content::Photo { caption, .. } if is_too_long(caption, MAX_CAPTION) => {
                "MEDIA_CAPTION_TOO_LONG"
            }
            _ => continue,
        };
        return Err(ApiError::bad_request(refusal));
    }
    Ok(())
}

impl Context<'_> {
    /// Reads `button`, or what it was called before.
    fn start_button(&self) -> Result<Option<StartButton>, ApiError> {
        let refusal = "Can't parse inline query results button JSON object";
        let Some(button) = self.params.json("button", refusal)? else {
            let text = self.params.text("switch_pm_text").into_owned();
            return Ok((!text.is_empty()).then(|| StartButton {
                text,
                start_parameter: self.params.text("switch_pm_parameter").into_owned(),
            }));
        };
        let unread = |reason: &str| {
            ApiError::bad_request(&format!(
                "Can't parse inline query results button: {reason}"
            ))
        };
        let Value::Object(button) = &button else {
            return Err(unread("InlineQueryResultsButton must be an Object"));
        };
        let text = required_text(button, "text").map_err(|reason| unread(&reason))?;
        if button.contains_key("start_parameter") {
            let parameter = required_text(button, "start_parameter");
            let start_parameter = parameter.map_err(|reason| unread(&reason))?;
            return Ok(Some(StartButton {
                text,
                start_parameter,
            }));
        }
        if button.contains_key("web_app") {
            return Err(ApiError::not_emulated("Web Apps above inline results"));
        }
        Err(unread(
            "InlineQueryResultsButton must have exactly one optional field",
        ))
    }

    fn inline_results(&self) -> Result<Vec<Read>, ApiError> {
        let refusal = "Can't parse JSON encoded inline query results: it is no JSON";
        let results = match self.params.json("results", refusal)? {
            None => return Ok(Vec::new()),
            Some(Value::Array(results)) => results,
            Some(_) => {
                let refusal = "Expected an Array of inline query results";
                return Err(ApiError::bad_request(refusal));
            }
        };
        if results.len() > MAX_RESULTS {
            return Err(ApiError::bad_request(
                "Too many inline query results specified",
            ));
        }
        results
            .iter()
            .map(|result| self.inline_result(result))
            .collect()
    }

    fn inline_result(&self, result: &Value) -> Result<Read, ApiError> {
        let Value::Object(result) = result else {
            return Err(unread("Inline query result must be an object"));
        };
        let required = |name: &str| required_text(result, name).map_err(|reason| unread(&reason));
        let optional = |name: &str| optional(result, name);
        let kind = required("type")?.to_ascii_lowercase();
        let id = required("id")?;
        let is_article = kind == "article";
        let (text, link_preview) = match nested(result, "input_message_content")? {
            None if is_article => {
                // As it was before there was other content than texts.
                let text = self.inline_text(result, required("message_text")?)?;
                (Some(text), None)
            }
            None => (None, None),
            Some(content) => self.inline_content(content, is_article)?,
        };
        let caption = self
            .formatted(
                &optional("caption")?,
                &optional("parse_mode")?,
                result.get("caption_entities"),
            )
            .map_err(|error| within(&error))?;
        let inline = match nested(result, "reply_markup")? {
            None => Vec::new(),
            Some(markup) => {
                let markup = keyboard::parse(Some(&Value::Object(markup.clone())));
                let markup = markup.map_err(|error| within(&error))?;
                keyboard::check_pay(markup.as_ref(), false)?;
                keyboard::only_inline(markup)?
            }
        };
        let (title, photo) = match kind.as_str() {
            "article" => (required("title")?, None),
            "photo" if !optional("photo_url")?.is_empty() => {
                return Err(ApiError::not_emulated("inline photos from the web"));
            }
            "photo" => (optional("title")?, Some(required("photo_file_id")?)),
            absent if ABSENT.contains(&absent) => {
                return Err(ApiError::not_emulated(
                    "inline results but articles and photos",
                ));
            }
            unknown => {
                return Err(unread(&format!(
                    "type \"{unknown}\" is unsupported for the inline query result"
                )));
            }
        };
        let thumbnail = optional("thumbnail_url")?;
        Ok(Read {
            id,
            title,
            description: optional("description")?,
            photo,
            thumbnail: (!thumbnail.is_empty()).then_some(thumbnail),
            text,
            caption,
            inline,
            link_preview,
        })
    }

    /// Reads an InputMessageContent: the text, and how links in it are shown.
    fn inline_content(
        &self,
        content: &Map<String, Value>,
        is_required: bool,
    ) -> Result<(Option<FormattedText>, Option<Value>), ApiError> {
        let text = optional(content, "message_text")?;
        if !text.is_empty() {
            let preview = nested(content, "link_preview_options")?;
            let text = self.inline_text(content, text)?;
            return Ok((Some(text), preview.cloned().map(Value::Object)));
        }
        let is_other = ["latitude", "phone_number", "payload"]
            .iter()
            .any(|field| content.contains_key(*field));
        if is_other {
            return Err(ApiError::not_emulated("inline messages but texts"));
        }
        if is_required {
            return Err(unread("Input message content is not specified"));
        }
        Ok((None, None))
    }

    fn inline_text(
        &self,
        fields: &Map<String, Value>,
        text: String,
    ) -> Result<FormattedText, ApiError> {
        if text.is_empty() {
            return Err(unread("Message text is empty"));
        }
        let parse_mode = optional(fields, "parse_mode")?;
        self.formatted(&text, &parse_mode, fields.get("entities"))
            .map_err(|error| within(&error))
    }

    /// What is left of a result once its files are found.
    fn choice(&self, read: Read) -> Result<Choice, ApiError> {
        if read.text.as_ref().is_some_and(|text| text.text.is_empty()) {
            return Err(ApiError::bad_request("text must be non-empty"));
        }
        let photo = match &read.photo {
            Some(file_id) => Some(self.bot.files.known_by(file_id)?),
            None => None,
        };
        if let Some(thumbnail) = &read.thumbnail
            && link::checked(thumbnail).is_err()
        {
            return Err(ApiError::bad_request("WEBDOCUMENT_URL_INVALID"));
        }
        let content = match (read.text, &photo) {
            (Some(text), _) => Content::Text(text),
            (None, Some(photo)) => Content::Photo {
                photo: photo.clone(),
                caption: read.caption,
            },
            (None, None) => return Err(unread("Input message content is not specified")),
        };
        Ok(Choice {
            id: read.id,
            title: read.title,
            description: read.description,
            photo,
            content,
            inline: read.inline,
            link_preview: read.link_preview,
        })
    }
}

/// A text of a result; an absent one is empty.
fn optional(fields: &Map<String, Value>, name: &str) -> Result<String, ApiError> {
    let text = optional_text(fields, name).map_err(|reason| unread(&reason))?;
    Ok(text.unwrap_or_default())
}

/// An object within a result.
fn nested<'a>(
    fields: &'a Map<String, Value>,
    name: &str,
) -> Result<Option<&'a Map<String, Value>>, ApiError> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(object)) => Ok(Some(object)),
        Some(_) => Err(unread(&format!("Field \"{name}\" must be of type Object"))),
    }
}

fn unread(reason: &str) -> ApiError {
    ApiError::bad_request(&format!("Can't parse inline query result: {reason}"))
}

/// A refusal of something within a result. What the Bot API server itself cannot read is told with
/// where it stands; what is found later is told as it is.
fn within(error: &ApiError) -> ApiError {
    let reason = error.description.strip_prefix("Bad Request: ");
    let is_read = |reason: &&str| {
        let later = ["entity ", "inline keyboard ", "reply markup "];
        let is_code = reason.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        !is_code && !later.iter().any(|start| reason.starts_with(start))
    };
    match reason.filter(is_read) {
        None => error.clone(),
        Some(reason) => {
            let (first, rest) = reason.split_at(reason.chars().next().map_or(0, char::len_utf8));
            unread(&format!("{}{rest}", first.to_ascii_uppercase()))
        }
    }
}
