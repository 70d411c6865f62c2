//! Reading texts and captions: parse modes, given entities, the checks before a chat is looked at.

use serde_json::{Value, json};

use crate::emulator::entity::{Entity, FormattedText, Kind};
use crate::emulator::error::ApiError;
use crate::emulator::telegram::{Context, Person};
use crate::emulator::{html, link, markdown};

/// Bytes of a text before parsing.
const MAX_RAW_TEXT: usize = 32_768;

impl Context<'_> {
    /// Reads `text`, formatted and trimmed.
    pub(super) fn message_text(&self) -> Result<FormattedText, ApiError> {
        let text = self.params.text("text");
        if text.is_empty() {
            return Err(ApiError::bad_request("message text is empty"));
        }
        let entities = self.entities("entities")?;
        self.formatted(&text, &self.params.text("parse_mode"), entities.as_ref())
    }

    /// Reads `caption`, which may be empty.
    pub(super) fn caption(&self) -> Result<FormattedText, ApiError> {
        let caption = self.params.text("caption");
        let entities = self.entities("caption_entities")?;
        self.formatted(&caption, &self.params.text("parse_mode"), entities.as_ref())
    }

    fn entities(&self, field: &str) -> Result<Option<Value>, ApiError> {
        self.params.json(field, "can't parse entities JSON object")
    }

    /// Applies a parse mode, or else the entities given.
    pub(super) fn formatted(
        &self,
        text: &str,
        parse_mode: &str,
        entities: Option<&Value>,
    ) -> Result<FormattedText, ApiError> {
        if text.len() > MAX_RAW_TEXT {
            return Err(ApiError::bad_request("text is too long"));
        }
        let text = cleaned(text);
        let mut formatted = match parse_mode.to_ascii_lowercase().as_str() {
            "" | "none" => {
                let given = given_entities(&text, entities)?;
                FormattedText::finished(text, given)
            }
            "html" => html::parse(&text).map_err(unparsed)?,
            "markdown" => markdown::parse_legacy(&text).map_err(unparsed)?,
            "markdownv2" => markdown::parse_v2(&text).map_err(unparsed)?,
            _ => return Err(ApiError::bad_request("unsupported parse_mode")),
        };
        // A mention of somebody unknown is plain text.
        formatted
            .entities
            .retain_mut(|entity| match &mut entity.kind {
                Kind::TextMention { user } => {
                    let id = user["id"].as_i64();
                    let person = id.and_then(|id| self.people.get(&id));
                    *user = person.map(Person::to_user).unwrap_or_default();
                    person.is_some()
                }
                _ => true,
            });
        Ok(formatted)
    }
}

fn unparsed(reason: String) -> ApiError {
    ApiError::bad_request(&format!("can't parse entities: {reason}"))
}

/// Drops carriage returns and turns control characters into spaces (tdlib `clean_input_string`).
fn cleaned(text: &str) -> String {
    text.chars()
        .filter(|c| *c != '\r')
        .map(|c| {
            if c.is_ascii_control() && c != '\n' {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// Reads entities a bot gives itself; kinds that Telegram finds by itself are left to it, as are
/// those of no length.
fn given_entities(text: &str, entities: Option<&Value>) -> Result<Vec<Entity>, ApiError> {
    let Some(entities) = entities else {
        return Ok(Vec::new());
    };
    let Value::Array(entities) = entities else {
        return Err(ApiError::bad_request("expected an Array of MessageEntity"));
    };
    let mut given = Vec::new();
    for entity in entities {
        let read = given_entity(entity).map_err(|reason| {
            ApiError::bad_request(&format!("can't parse MessageEntity: {reason}"))
        })?;
        if let Some((kind, offset, length)) = read {
            given.push((checked_kind(kind)?, offset, length));
        }
    }
    // Every edge lies between two characters of the text.
    let mut edges = vec![0];
    let mut units = 0;
    for c in text.chars() {
        units += c.len_utf16();
        edges.push(units);
    }
    let mut entities = Vec::new();
    for (kind, offset, length) in given {
        let end = offset.saturating_add(length).min(units);
        if offset >= end {
            continue;
        }
        for (edge, what) in [(offset, "begins"), (end, "ends")] {
            if let Err(place) = edges.binary_search(&edge) {
                let byte = text
                    .chars()
                    .take(place - 1)
                    .map(char::len_utf8)
                    .sum::<usize>();
                let refusal =
                    format!("entity {what} in a middle of a UTF-16 symbol at byte offset {byte}");
                return Err(ApiError::bad_request(&refusal));
            }
        }
        entities.push(Entity {
            kind,
            offset,
            length: end - offset,
        });
    }
    Ok(entities)
}

/// Kind, offset and length of one entity. `None`: it is of a kind that is found, not given.
fn given_entity(entity: &Value) -> Result<Option<(Kind, usize, usize)>, String> {
    let Value::Object(fields) = entity else {
        return Err("expected an Object".to_owned());
    };
    let missing = |name: &str| format!("Can't find field \"{name}\"");
    let number = |name: &str| {
        let value = fields.get(name).ok_or_else(|| missing(name))?;
        let number = match value {
            Value::String(text) => text.parse().ok(),
            value => value.as_i64(),
        };
        let number = number.ok_or_else(|| format!("Field \"{name}\" must be of type Number"))?;
        // What lies before the text is as good as empty.
        Ok::<_, String>(usize::try_from(number).unwrap_or(usize::MAX))
    };
    let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
    let required = |name: &str| text(name).ok_or_else(|| missing(name));
    let (offset, length) = (number("offset")?, number("length")?);
    let kind = match required("type")?.as_str() {
        "bold" => Kind::Bold,
        "italic" => Kind::Italic,
        "underline" => Kind::Underline,
        "strikethrough" => Kind::Strikethrough,
        "spoiler" => Kind::Spoiler,
        "code" => Kind::Code,
        "pre" => Kind::Pre {
            language: text("language").unwrap_or_default(),
        },
        "blockquote" => Kind::Blockquote,
        "expandable_blockquote" => Kind::ExpandableBlockquote,
        "custom_emoji" => Kind::CustomEmoji {
            id: required("custom_emoji_id")?,
        },
        "text_mention" => Kind::TextMention {
            user: fields.get("user").cloned().ok_or_else(|| missing("user"))?,
        },
        "text_link" => Kind::TextLink {
            url: required("url")?,
        },
        "mention" | "hashtag" | "cashtag" | "bot_command" | "url" | "email" | "phone_number"
        | "bank_card_number" => return Ok(None),
        _ => return Err("unsupported type specified".to_owned()),
    };
    Ok(Some((kind, offset, length)))
}

fn checked_kind(kind: Kind) -> Result<Kind, ApiError> {
    match kind {
        Kind::TextLink { url } if link::user_id(&url).is_none() => {
            let url = link::checked(&url)
                .map_err(|reason| ApiError::bad_request(&format!("entity {reason}")))?;
            Ok(Kind::TextLink { url })
        }
        Kind::TextLink { url } => {
            let user = json!({ "id": link::user_id(&url) });
            Ok(Kind::TextMention { user })
        }
        other => Ok(other),
    }
}
