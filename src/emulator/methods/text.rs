//! Reading texts and captions: parse modes, given entities, the checks before a chat is looked at.

use serde_json::Value;

use crate::emulator::entity::{Entity, FormattedText, Kind};
use crate::emulator::error::ApiError;
use crate::emulator::telegram::{Context, Person};
use crate::emulator::{html, link};

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
            "" | "none" => FormattedText::finished(text, given_entities(entities)?),
            "html" => html::parse(&text).map_err(|reason| {
                ApiError::bad_request(&format!("can't parse entities: {reason}"))
            })?,
            "markdown" | "markdownv2" => {
                return Err(ApiError::not_emulated("Markdown, only HTML"));
            }
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

/// Reads entities a bot gives itself; kinds that Telegram finds by itself are left to it.
fn given_entities(entities: Option<&Value>) -> Result<Vec<Entity>, ApiError> {
    let Some(entities) = entities else {
        return Ok(Vec::new());
    };
    let Value::Array(entities) = entities else {
        return Err(ApiError::bad_request("expected an Array of MessageEntity"));
    };
    let mut given = Vec::new();
    for entity in entities {
        let number = |name: &str| {
            let number = entity[name].as_u64();
            usize::try_from(number.unwrap_or(0)).unwrap_or(0)
        };
        let text = |name: &str| entity[name].as_str().unwrap_or_default().to_owned();
        let kind = match entity["type"].as_str().unwrap_or_default() {
            "bold" => Kind::Bold,
            "italic" => Kind::Italic,
            "underline" => Kind::Underline,
            "strikethrough" => Kind::Strikethrough,
            "spoiler" => Kind::Spoiler,
            "code" => Kind::Code,
            "pre" => Kind::Pre {
                language: text("language"),
            },
            "blockquote" => Kind::Blockquote,
            "expandable_blockquote" => Kind::ExpandableBlockquote,
            "custom_emoji" => Kind::CustomEmoji {
                id: text("custom_emoji_id"),
            },
            "text_mention" => Kind::TextMention {
                user: entity["user"].clone(),
            },
            "text_link" => {
                let url = link::checked(&text("url"))
                    .map_err(|reason| ApiError::bad_request(&format!("entity {reason}")))?;
                Kind::TextLink { url }
            }
            _ => continue,
        };
        given.push(Entity {
            kind,
            offset: number("offset"),
            length: number("length"),
        });
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::fixture::Fixture;
    use super::*;

    #[test]
    fn limits_count_code_points_after_parsing() {
        let mut fixture = Fixture::new();
        let text = format!("<b>{}</b>", "😀".repeat(4096));
        let message = fixture.done("sendMessage", json!({"text": text, "parse_mode": "html"}));
        assert_eq!(message["entities"][0]["length"], 8192);
    }

    #[test]
    fn mentions_of_users() {
        let mut fixture = Fixture::new();
        let mut check = |id: i64, expect: Value| {
            let text = format!("<a href=\"tg://user?id={id}\">x</a>");
            let message = fixture.done("sendMessage", json!({"text": text, "parse_mode": "HTML"}));
            assert_eq!(message["entities"][0]["user"]["first_name"], expect);
        };
        check(fixture_user(), json!("Ada"));
        check(5, Value::Null);
    }

    /// The first person a new Telegram registers.
    fn fixture_user() -> i64 {
        Fixture::new().user
    }

    #[test]
    fn a_users_command_carries_its_entity() {
        let mut fixture = Fixture::new();
        fixture.says("/start p5");
        let updates = fixture.updates();
        let message = &updates[1]["message"];
        assert_eq!(message["text"], "/start p5");
        let expect = json!([{"type": "bot_command", "offset": 0, "length": 6}]);
        assert_eq!(message["entities"], expect);
        assert_eq!(message["from"]["is_bot"], false);
    }

    #[test]
    fn entities_may_be_given() {
        let mut fixture = Fixture::new();
        let entities = json!([
            {"type": "bold", "offset": 0, "length": 1},
            {"type": "text_link", "offset": 2, "length": 1, "url": "t.me/x"},
            {"type": "hashtag", "offset": 0, "length": 3},
        ]);
        let message = fixture.done("sendMessage", json!({"text": "a b", "entities": entities}));
        let expect = json!([
            {"type": "bold", "offset": 0, "length": 1},
            {"type": "text_link", "offset": 2, "length": 1, "url": "http://t.me/x"},
        ]);
        assert_eq!(message["entities"], expect);
        let entities = json!([{"type": "text_link", "offset": 0, "length": 1, "url": "x"}]);
        fixture.refused(
            "sendMessage",
            json!({"text": "a", "entities": entities}),
            "400 Bad Request: entity URL 'x' is invalid: Wrong HTTP URL",
        );
        fixture.refused(
            "sendMessage",
            json!({"text": "a", "parse_mode": "MarkdownV2"}),
            "501 Not Implemented: the emulator has no Markdown, only HTML",
        );
    }
}
