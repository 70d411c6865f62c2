//! A text with its formatting, as an update has it.

use serde::Deserialize;

use crate::i18n::{Mark, Style, Typed};

/// A part of a text that is something else than plain characters (Bot API, `MessageEntity`).
#[derive(Deserialize)]
pub(super) struct Entity {
    #[serde(rename = "type")]
    kind: String,
    offset: usize,
    length: usize,
    url: Option<String>,
}

/// The text with the formatting that somebody gave it. What Telegram found in it, such as commands
/// and addresses, it finds again.
pub(super) fn typed(text: &str, entities: &[Entity]) -> Typed {
    let marks = entities.iter().filter_map(|entity| {
        let style = match entity.kind.as_str() {
            "bold" => Style::Bold,
            "italic" => Style::Italic,
            "underline" => Style::Underline,
            "strikethrough" => Style::Strikethrough,
            "spoiler" => Style::Spoiler,
            "code" => Style::Code,
            "pre" => Style::Block,
            "blockquote" => Style::Quote,
            "expandable_blockquote" => Style::FoldedQuote,
            "text_link" => Style::Link(entity.url.clone()?),
            _ => return None,
        };
        Some(Mark {
            style,
            offset: entity.offset,
            length: entity.length,
        })
    });
    Typed {
        text: text.to_owned(),
        marks: marks.collect(),
    }
}
