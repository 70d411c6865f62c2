//! Telegram's two Markdown parse modes, with their error texts and byte offsets.
//!
//! The rules are those of tdlib's `parse_markdown` and `parse_markdown_v2`: bytes are read one
//! after another, the end of the text reads as NUL, every offset in an error is one of the raw text.

use serde_json::json;

use super::entity::{Entity, FormattedText, Kind};
use super::link;

/// What must be escaped in MarkdownV2 wherever it does not begin or end an entity.
const RESERVED: &[u8] = b"_*[]()~`>#+-=|{}.!\n";

/// Raw text on its way to text with entities.
struct Reader<'a> {
    raw: &'a [u8],
    position: usize,
    text: Vec<u8>,
    /// UTF-16 units written so far.
    units: usize,
    entities: Vec<Entity>,
}

/// An entity of MarkdownV2 that has begun.
struct Open {
    style: Style,
    /// Where it begins: in the raw text, and in the result in UTF-16 units and in bytes.
    byte_offset: usize,
    units: usize,
    bytes: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Style {
    Bold,
    Italic,
    Underline,
    Strikethrough,
    Spoiler,
    Code,
    Pre { language: String },
    Link,
    CustomEmoji,
    Quote,
}

impl Style {
    /// tdlib's name of the type, as it stands in errors.
    fn name(&self) -> &'static str {
        match self {
            Self::Bold => "Bold",
            Self::Italic => "Italic",
            Self::Underline => "Underline",
            Self::Strikethrough => "Strikethrough",
            Self::Spoiler => "Spoiler",
            Self::Code => "Code",
            Self::Pre { language } if language.is_empty() => "Pre",
            Self::Pre { .. } => "PreCode",
            Self::Link => "TextUrl",
            Self::CustomEmoji => "CustomEmoji",
            Self::Quote => "BlockQuote",
        }
    }
}

/// Parses the legacy mode, in which entities do not nest.
pub(super) fn parse_legacy(text: &str) -> Result<FormattedText, String> {
    let mut reader = Reader::new(text);
    while reader.position < reader.raw.len() {
        let byte = reader.at(0);
        if byte == b'\\' && matches!(reader.at(1), b'_' | b'*' | b'`' | b'[') {
            reader.position += 1;
            reader.copy();
        } else if matches!(byte, b'_' | b'*' | b'`' | b'[') {
            reader.legacy_entity(byte)?;
        } else {
            reader.copy();
        }
    }
    reader.finish()
}

/// Parses MarkdownV2.
pub(super) fn parse_v2(text: &str) -> Result<FormattedText, String> {
    let mut reader = Reader::new(text);
    let mut open: Vec<Open> = Vec::new();
    let mut can_quote = true;
    while reader.position < reader.raw.len() {
        let byte = reader.at(0);
        if byte == b'\\' && (1..=126).contains(&reader.at(1)) {
            reader.position += 1;
            reader.copy();
            can_quote = false;
            continue;
        }
        let is_code = matches!(
            open.last().map(|open| &open.style),
            Some(Style::Code | Style::Pre { .. })
        );
        let reserved: &[u8] = if is_code { b"`" } else { RESERVED };
        if !reserved.contains(&byte) {
            reader.copy();
            can_quote = false;
            continue;
        }
        let in_quote = open.iter().any(|open| open.style == Style::Quote);
        if in_quote && byte == b'\n' && reader.at(1) != b'>' {
            reader.end_quote(open.pop(), Kind::Blockquote)?;
            can_quote = true;
            continue;
        }
        if let Some(last) = open.last()
            && reader.ends(&last.style)
        {
            reader.end(open.pop())?;
            continue;
        }
        match byte {
            b'\n' => {
                reader.copy();
                can_quote = true;
            }
            b'>' if can_quote && in_quote => {
                reader.position += 1;
                can_quote = false;
            }
            b'>' if can_quote => {
                open.push(reader.open(Style::Quote, reader.position));
                reader.position += 1;
                can_quote = false;
            }
            _ => open.push(reader.begin()?),
        }
    }
    let is_quote = |open: &mut Open| open.style == Style::Quote;
    if let Some(quote) = open.pop_if(is_quote) {
        reader.push(&quote, Kind::Blockquote);
    }
    match open.last() {
        Some(open) => Err(unended(open)),
        None => reader.finish(),
    }
}

fn unended(open: &Open) -> String {
    let (name, offset) = (open.style.name(), open.byte_offset);
    format!("Can't find end of {name} entity at byte offset {offset}")
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            raw: text.as_bytes(),
            position: 0,
            text: Vec::new(),
            units: 0,
            entities: Vec::new(),
        }
    }

    fn at(&self, distance: usize) -> u8 {
        let place = self.position + distance;
        self.raw.get(place).copied().unwrap_or(0)
    }

    fn follows(&self, mark: &[u8]) -> bool {
        self.raw[self.position.min(self.raw.len())..].starts_with(mark)
    }

    /// Takes one byte over into the result.
    fn copy(&mut self) {
        let byte = self.at(0);
        let is_continuation = byte & 0xC0 == 0x80;
        if !is_continuation {
            self.units += if byte >= 0xF0 { 2 } else { 1 };
        }
        self.text.push(byte);
        self.position += 1;
    }

    fn open(&self, style: Style, byte_offset: usize) -> Open {
        Open {
            style,
            byte_offset,
            units: self.units,
            bytes: self.text.len(),
        }
    }

    /// Adds an entity from where it was opened to here, unless it is empty.
    fn push(&mut self, open: &Open, kind: Kind) {
        if self.units > open.units {
            self.entities.push(Entity {
                kind,
                offset: open.units,
                length: self.units - open.units,
            });
        }
    }

    fn finish(self) -> Result<FormattedText, String> {
        let text = String::from_utf8(self.text)
            .map_err(|_| "Text contains invalid Unicode characters".to_owned())?;
        Ok(FormattedText::finished(text, self.entities))
    }

    /// Reads the language after three backticks, and skips the line break behind it.
    fn language(&mut self) -> String {
        let rest = &self.raw[self.position..];
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'`';
        let length = rest.iter().position(is_end).unwrap_or(rest.len());
        let mut language = String::new();
        if length > 0 && rest.get(length).is_some_and(|byte| *byte != b'`') {
            language = String::from_utf8_lossy(&rest[..length]).into_owned();
            self.position += length;
        }
        if matches!(self.at(0), b'\n' | b'\r') {
            let is_pair = matches!(self.at(1), b'\n' | b'\r') && self.at(0) != self.at(1);
            self.position += if is_pair { 2 } else { 1 };
        }
        language
    }

    fn legacy_entity(&mut self, byte: u8) -> Result<(), String> {
        let begin = self.position;
        let is_pre = self.follows(b"```");
        self.position += if is_pre { 3 } else { 1 };
        let style = match byte {
            b'_' => Style::Italic,
            b'*' => Style::Bold,
            b'[' => Style::Link,
            _ if is_pre => Style::Pre {
                language: self.language(),
            },
            _ => Style::Code,
        };
        let open = self.open(style, begin);
        let end: &[u8] = match byte {
            b'[' => b"]",
            _ if is_pre => b"```",
            b'_' => b"_",
            b'*' => b"*",
            _ => b"`",
        };
        while self.position < self.raw.len() && !self.follows(end) {
            self.copy();
        }
        if self.position >= self.raw.len() {
            return Err(format!(
                "Can't find end of the entity starting at byte offset {begin}"
            ));
        }
        self.position += end.len();
        if open.style != Style::Link {
            self.push_style(&open);
            return Ok(());
        }
        let mut address = String::from_utf8_lossy(&self.text[open.bytes..]).into_owned();
        if self.at(0) == b'(' {
            let rest = &self.raw[self.position + 1..];
            let length = rest
                .iter()
                .position(|byte| *byte == b')')
                .unwrap_or(rest.len());
            address = String::from_utf8_lossy(&rest[..length]).into_owned();
            // An end without a bracket is as good as one.
            self.position += length + 2;
        }
        self.push_link(&open, &address);
        Ok(())
    }

    fn push_style(&mut self, open: &Open) {
        let kind = match &open.style {
            Style::Bold => Kind::Bold,
            Style::Italic => Kind::Italic,
            Style::Underline => Kind::Underline,
            Style::Strikethrough => Kind::Strikethrough,
            Style::Spoiler => Kind::Spoiler,
            Style::Code => Kind::Code,
            Style::Pre { language } => Kind::Pre {
                language: language.clone(),
            },
            Style::Quote => Kind::Blockquote,
            Style::Link | Style::CustomEmoji => return,
        };
        self.push(open, kind);
    }

    /// A link that cannot be used leaves its text.
    fn push_link(&mut self, open: &Open, address: &str) {
        if let Some(id) = link::user_id(address) {
            let user = json!({ "id": id });
            self.push(open, Kind::TextMention { user });
        } else if let Ok(url) = link::checked(address) {
            self.push(open, Kind::TextLink { url });
        }
    }

    /// Whether the open entity ends here.
    fn ends(&self, style: &Style) -> bool {
        match style {
            Style::Bold => self.follows(b"*"),
            Style::Italic => self.follows(b"_") && self.at(1) != b'_',
            Style::Underline => self.follows(b"__"),
            Style::Strikethrough => self.follows(b"~"),
            Style::Spoiler => self.follows(b"||"),
            Style::Code => self.follows(b"`"),
            Style::Pre { .. } => self.follows(b"```"),
            Style::Link | Style::CustomEmoji => self.follows(b"]"),
            // Two bars at the very end of the quotation make it expandable.
            Style::Quote => {
                let is_last = self.at(2) == 0 || (self.at(2) == b'\n' && self.at(3) != b'>');
                self.follows(b"||") && is_last
            }
        }
    }

    fn begin(&mut self) -> Result<Open, String> {
        let begin = self.position;
        let (style, length) = match self.at(0) {
            b'_' if self.at(1) == b'_' => (Style::Underline, 2),
            b'_' => (Style::Italic, 1),
            b'*' => (Style::Bold, 1),
            b'~' => (Style::Strikethrough, 1),
            b'|' if self.at(1) == b'|' => (Style::Spoiler, 2),
            b'[' => (Style::Link, 1),
            b'!' if self.at(1) == b'[' => (Style::CustomEmoji, 2),
            b'`' if self.follows(b"```") => {
                self.position += 3;
                let language = self.language();
                (Style::Pre { language }, 0)
            }
            b'`' => (Style::Code, 1),
            other => {
                return Err(format!(
                    "Character '{}' is reserved and must be escaped with the preceding '\\'",
                    char::from(other)
                ));
            }
        };
        self.position += length;
        Ok(self.open(style, begin))
    }

    /// Ends the entity that was opened last.
    fn end(&mut self, open: Option<Open>) -> Result<(), String> {
        let Some(open) = open else {
            return Ok(());
        };
        match open.style {
            Style::Underline | Style::Spoiler => self.position += 2,
            Style::Pre { .. } => self.position += 3,
            Style::Quote => {
                self.position += 2;
                if self.at(0) == b'\n' {
                    return self.end_quote(Some(open), Kind::ExpandableBlockquote);
                }
                self.push(&open, Kind::ExpandableBlockquote);
                return Ok(());
            }
            Style::Bold
            | Style::Italic
            | Style::Strikethrough
            | Style::Code
            | Style::Link
            | Style::CustomEmoji => self.position += 1,
        }
        match open.style {
            Style::Link => {
                let address = if self.at(0) == b'(' {
                    self.address("a URL")?
                } else {
                    String::from_utf8_lossy(&self.text[open.bytes..]).into_owned()
                };
                self.push_link(&open, &address);
            }
            Style::CustomEmoji => {
                if self.at(0) != b'(' {
                    return Err("Custom emoji entity must contain a tg://emoji URL".to_owned());
                }
                let address = self.address("a custom emoji URL")?;
                let id = address.strip_prefix("tg://emoji?id=");
                let id = id.filter(|id| id.parse::<i64>().is_ok_and(|id| id != 0));
                let Some(id) = id else {
                    return Err("Invalid custom emoji identifier specified".to_owned());
                };
                self.push(&open, Kind::CustomEmoji { id: id.to_owned() });
            }
            _ => self.push_style(&open),
        }
        Ok(())
    }

    /// Ends a quotation at the line break after it, which belongs to it.
    fn end_quote(&mut self, open: Option<Open>, kind: Kind) -> Result<(), String> {
        let Some(open) = open else {
            return Ok(());
        };
        if open.style != Style::Quote {
            return Err(unended(&open));
        }
        self.copy();
        self.push(&open, kind);
        Ok(())
    }

    /// Reads an address in brackets.
    fn address(&mut self, what: &str) -> Result<String, String> {
        self.position += 1;
        let begin = self.position;
        let mut address = Vec::new();
        while self.position < self.raw.len() && self.at(0) != b')' {
            if self.at(0) == b'\\' && (1..=126).contains(&self.at(1)) {
                self.position += 1;
            }
            address.push(self.at(0));
            self.position += 1;
        }
        if self.at(0) != b')' {
            return Err(format!("Can't find end of {what} at byte offset {begin}"));
        }
        self.position += 1;
        Ok(String::from_utf8_lossy(&address).into_owned())
    }
}
