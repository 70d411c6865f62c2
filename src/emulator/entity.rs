//! Formatted text: characters and the entities over them, put in order as Telegram does.

use serde_json::{Map, Value, json};

use super::found;

/// Text with its formatting; offsets count UTF-16 units.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct FormattedText {
    pub(super) text: String,
    pub(super) entities: Vec<Entity>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entity {
    pub(super) kind: Kind,
    pub(super) offset: usize,
    pub(super) length: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Bold,
    Italic,
    Underline,
    Strikethrough,
    Spoiler,
    Code,
    Pre {
        language: String,
    },
    TextLink {
        url: String,
    },
    /// The User object.
    TextMention {
        user: Value,
    },
    CustomEmoji {
        id: String,
    },
    Blockquote,
    ExpandableBlockquote,
    BotCommand,
    Mention,
    Hashtag,
    Cashtag,
    Url,
    Email,
    PhoneNumber,
}

impl Kind {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Bold => "bold",
            Self::Italic => "italic",
            Self::Underline => "underline",
            Self::Strikethrough => "strikethrough",
            Self::Spoiler => "spoiler",
            Self::Code => "code",
            Self::Pre { .. } => "pre",
            Self::TextLink { .. } => "text_link",
            Self::TextMention { .. } => "text_mention",
            Self::CustomEmoji { .. } => "custom_emoji",
            Self::Blockquote => "blockquote",
            Self::ExpandableBlockquote => "expandable_blockquote",
            Self::BotCommand => "bot_command",
            Self::Mention => "mention",
            Self::Hashtag => "hashtag",
            Self::Cashtag => "cashtag",
            Self::Url => "url",
            Self::Email => "email",
            Self::PhoneNumber => "phone_number",
        }
    }

    /// Which of two entities over the same characters comes first (tdlib `get_type_priority`).
    fn priority(&self) -> u8 {
        match self {
            Self::Blockquote | Self::ExpandableBlockquote => 0,
            Self::Pre { language } if !language.is_empty() => 10,
            Self::Pre { .. } => 11,
            Self::Code => 20,
            Self::TextLink { .. } | Self::TextMention { .. } => 49,
            Self::BotCommand
            | Self::Mention
            | Self::Hashtag
            | Self::Cashtag
            | Self::Url
            | Self::Email
            | Self::PhoneNumber => 50,
            Self::Bold => 90,
            Self::Italic => 91,
            Self::Underline => 92,
            Self::Strikethrough => 93,
            Self::Spoiler => 94,
            Self::CustomEmoji { .. } => 99,
        }
    }

    fn is_code(&self) -> bool {
        matches!(self, Self::Code | Self::Pre { .. })
    }

    fn is_quote(&self) -> bool {
        matches!(self, Self::Blockquote | Self::ExpandableBlockquote)
    }

    fn is_splittable(&self) -> bool {
        self.priority() >= 90 && !matches!(self, Self::CustomEmoji { .. })
    }
}

impl Entity {
    pub(super) fn end(&self) -> usize {
        self.offset + self.length
    }

    fn to_value(&self) -> Value {
        let mut object = Map::new();
        object.insert("offset".to_owned(), json!(self.offset));
        object.insert("length".to_owned(), json!(self.length));
        object.insert("type".to_owned(), json!(self.kind.name()));
        match &self.kind {
            Kind::Pre { language } if !language.is_empty() => {
                object.insert("language".to_owned(), json!(language));
            }
            Kind::TextLink { url } => {
                object.insert("url".to_owned(), json!(url));
            }
            Kind::TextMention { user } => {
                object.insert("user".to_owned(), user.clone());
            }
            Kind::CustomEmoji { id } => {
                object.insert("custom_emoji_id".to_owned(), json!(id));
            }
            Kind::Pre { .. }
            | Kind::Bold
            | Kind::Italic
            | Kind::Underline
            | Kind::Strikethrough
            | Kind::Spoiler
            | Kind::Code
            | Kind::Blockquote
            | Kind::ExpandableBlockquote
            | Kind::BotCommand
            | Kind::Mention
            | Kind::Hashtag
            | Kind::Cashtag
            | Kind::Url
            | Kind::Email
            | Kind::PhoneNumber => {}
        }
        Value::Object(object)
    }
}

impl FormattedText {
    /// Length as Telegram's limits count it: code points.
    pub(super) fn characters(&self) -> usize {
        self.text.chars().count()
    }

    pub(super) fn entities_value(&self) -> Option<Value> {
        if self.entities.is_empty() {
            return None;
        }
        let entities = self.entities.iter().map(Entity::to_value);
        Some(Value::Array(entities.collect()))
    }

    /// Puts parsed text into the form in which Telegram keeps it: more entities found and all sorted,
    /// code freed of other entities, empty ones dropped, both ends trimmed.
    pub(super) fn finished(text: String, entities: Vec<Entity>) -> Self {
        let mut formatted = Self { text, entities };
        formatted.find_more();
        formatted.free_code();
        formatted.trim();
        formatted.entities.sort_by_key(|entity| {
            let longest_first = usize::MAX - entity.length;
            (entity.offset, longest_first, entity.kind.priority())
        });
        formatted
    }

    /// Finds what Telegram finds, where nothing that cannot be split stands already.
    fn find_more(&mut self) {
        let mut found = found::find(&self.text);
        found.retain(|new| {
            let overlaps = |other: &Entity| {
                !other.kind.is_splittable()
                    && !other.kind.is_quote()
                    && new.offset < other.end()
                    && other.offset < new.end()
            };
            !self.entities.iter().any(overlaps)
        });
        self.entities.append(&mut found);
    }

    /// Code and preformatted text hold no other entity: styles are cut around them, the rest goes.
    fn free_code(&mut self) {
        let codes: Vec<(usize, usize)> = self
            .entities
            .iter()
            .filter(|entity| entity.kind.is_code())
            .map(|entity| (entity.offset, entity.end()))
            .collect();
        if codes.is_empty() {
            return;
        }
        let mut freed = Vec::new();
        for entity in std::mem::take(&mut self.entities) {
            if entity.kind.is_splittable() {
                freed.extend(cut_around(&entity, &codes));
                continue;
            }
            let within = |&(start, end): &(usize, usize)| {
                start <= entity.offset && entity.end() <= end && !entity.kind.is_code()
            };
            if entity.kind.is_quote() || !codes.iter().any(within) {
                freed.push(entity);
            }
        }
        self.entities = freed;
    }

    fn trim(&mut self) {
        let units: Vec<u16> = self.text.encode_utf16().collect();
        let is_space = |unit: &u16| *unit == u16::from(b' ') || *unit == u16::from(b'\n');
        self.entities.retain(|entity| {
            let covered = units.get(entity.offset..entity.end().min(units.len()));
            covered.is_some_and(|covered| !covered.iter().all(is_space))
        });
        let end = units
            .iter()
            .rposition(|unit| !is_space(unit))
            .map_or(0, |last| last + 1);
        let first_entity = self.entities.iter().map(|entity| entity.offset).min();
        let start = units[..end]
            .iter()
            .take_while(|unit| is_space(unit))
            .count();
        let start = start.min(first_entity.unwrap_or(start));
        // Both cuts fall on spaces, so that UTF-16 and bytes differ only by what lies between.
        let end_byte = self.text.trim_end_matches([' ', '\n']).len();
        self.text = self.text[start.min(end_byte)..end_byte].to_owned();
        for entity in &mut self.entities {
            entity.length = entity.end().min(end) - entity.offset;
            entity.offset -= start;
        }
    }
}

fn cut_around(entity: &Entity, holes: &[(usize, usize)]) -> Vec<Entity> {
    let mut pieces = vec![(entity.offset, entity.end())];
    for &(hole_start, hole_end) in holes {
        pieces = pieces
            .into_iter()
            .flat_map(|(start, end)| [(start, end.min(hole_start)), (start.max(hole_end), end)])
            .filter(|(start, end)| start < end)
            .collect();
        pieces.dedup();
    }
    let piece = |(start, end): (usize, usize)| Entity {
        kind: entity.kind.clone(),
        offset: start,
        length: end - start,
    };
    pieces.into_iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_up_to_the_first_entity() {
        let bold = |offset, length| Entity {
            kind: Kind::Bold,
            offset,
            length,
        };
        let check = |text: &str, entity: Entity, expect: (&str, &[Entity])| {
            let found = FormattedText::finished(text.to_owned(), vec![entity]);
            assert_eq!((found.text.as_str(), &found.entities[..]), expect);
        };
        check("  ab  ", bold(2, 4), ("ab", &[bold(0, 2)]));
        check("  ab", bold(1, 2), (" ab", &[bold(0, 2)]));
        check(" \n ", bold(0, 3), ("", &[]));
        check("ж  ", bold(0, 3), ("ж", &[bold(0, 1)]));
    }
}
