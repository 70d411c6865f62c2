//! One form of a text, in pieces: what is said as it stands, and where something is put in.

use fluent_bundle::FluentValue;

use crate::i18n::{Html, Lang, html::is_well_formed};

use super::{
    Unfit,
    message::{Kind, Message},
    original::{Form, Original},
};

/// A form of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template {
    /// As it was typed, with every placeholder written in one way.
    source: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Value(&'static str),
}

impl Template {
    /// Reads a form. In HTML, what stands within a tag is no text.
    pub(super) fn read(
        message: Message,
        original: &Original,
        form: &Form,
        text: &str,
    ) -> Result<Self, Unfit> {
        let is_html = message.kind() == Kind::Html;
        if is_html && !is_well_formed(text) {
            return Err(Unfit::Damaged);
        }
        let (mut pieces, mut said, mut rest) = (Vec::new(), String::new(), text);
        while let Some(next) = rest.chars().next() {
            let tag = (is_html && next == '<').then(|| rest.find('>')).flatten();
            let braces = (next == '{').then(|| in_braces(rest)).flatten();
            let length = match (tag, braces) {
                (Some(end), _) => end + 1,
                (None, Some((name, length))) => match argument(message, name) {
                    Some(argument) => {
                        pieces.push(Piece::Text(std::mem::take(&mut said)));
                        pieces.push(Piece::Value(argument));
                        rest = &rest[length..];
                        continue;
                    }
                    None if original.says(&rest[..length]) => length,
                    None => return Err(Unfit::Unknown(name.to_owned())),
                },
                (None, None) => next.len_utf8(),
            };
            let (piece, after) = rest.split_at(length);
            said.push_str(piece);
            rest = after;
        }
        pieces.push(Piece::Text(said));
        pieces.retain(|piece| *piece != Piece::Text(String::new()));
        let has = |name: &&'static str| pieces.contains(&Piece::Value(name));
        if let Some(missing) = form.needs.iter().find(|name| !has(name)) {
            return Err(Unfit::Missing(missing));
        }
        let template = Self {
            source: pieces.iter().map(Piece::source).collect(),
            pieces,
        };
        let bare = match is_html {
            true => Html(template.source.clone()).bare(),
            false => template.source.clone(),
        };
        if !bare.chars().any(crate::domain::text::is_visible) {
            return Err(Unfit::Blank);
        }
        let (length, most) = (bare.chars().count(), message.most(original));
        if length > most {
            return Err(Unfit::TooLong { most, length });
        }
        Ok(template)
    }

    pub(super) fn source(&self) -> &str {
        &self.source
    }

    /// The text with values in it.
    pub(super) fn filled(&self, lang: Lang, values: &[(&'static str, FluentValue<'_>)]) -> String {
        let mut filled = String::with_capacity(self.source.len());
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Value(name) => {
                    let value = values.iter().find(|(known, _)| known == name);
                    match value {
                        Some((_, FluentValue::String(text))) => filled.push_str(text),
                        Some((_, FluentValue::Number(number))) => {
                            filled.push_str(&lang.customs().grouped(&number.as_string()));
                        }
                        // A text declares strings and numbers only.
                        _ => {}
                    }
                }
            }
        }
        filled
    }
}

impl Piece {
    fn source(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Value(name) => format!("{{{name}}}"),
        }
    }
}

/// A word alone in braces at the beginning of a text, and how long that is. Other braces are what
/// they are.
fn in_braces(text: &str) -> Option<(&str, usize)> {
    let end = text.find('}')?;
    let inner = text[1..end].trim();
    let name = inner.strip_prefix('$').unwrap_or(inner);
    let is_word = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_word.then_some((name, end + 1))
}

/// The placeholder of a name. Telephones like to begin words with a capital letter.
fn argument(message: Message, name: &str) -> Option<&'static str> {
    let mut all = message.placeholders();
    all.find(|known| known.eq_ignore_ascii_case(name))
}
