//! Telegram's HTML parse mode, with its error texts and byte offsets.
//!
//! The rules are those of tdlib's `parse_html`: bytes are read one after another, the end of the
//! text counts as a space, and every offset in an error is one of the raw text.

use serde_json::json;

use super::entity::{Entity, FormattedText, Kind};
use super::link;

const TAGS: [&str; 17] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "tg-time",
    "span",
    "pre",
    "code",
    "blockquote",
];

/// Parses a text, or tells in Telegram's words what is wrong with it.
pub(super) fn parse(text: &str) -> Result<FormattedText, String> {
    let mut parser = Parser {
        raw: text.as_bytes(),
        position: 0,
        text: Vec::new(),
        units: 0,
        open: Vec::new(),
        entities: Vec::new(),
        code_language: String::new(),
    };
    parser.run()?;
    let text = String::from_utf8(parser.text)
        .map_err(|_| "Text contains invalid Unicode characters".to_owned())?;
    let mut entities = parser.entities;
    entities.sort_by_key(|entity| entity.offset);
    Ok(FormattedText::finished(text, entities))
}

struct Parser<'a> {
    raw: &'a [u8],
    position: usize,
    text: Vec<u8>,
    /// UTF-16 units written so far.
    units: usize,
    open: Vec<OpenTag>,
    entities: Vec<Entity>,
    /// The class of the code element closed last.
    code_language: String,
}

struct OpenTag {
    name: String,
    argument: String,
    /// Where it begins in the result: in UTF-16 units and in bytes.
    units: usize,
    bytes: usize,
}

impl Parser<'_> {
    /// The byte at the position; the end reads as NUL, which is what tdlib sees there.
    fn byte(&self) -> u8 {
        self.raw.get(self.position).copied().unwrap_or(0)
    }

    fn skip_spaces(&mut self) {
        while self.byte() != 0 && is_space(self.byte()) {
            self.position += 1;
        }
    }

    fn lower(&self, start: usize) -> String {
        String::from_utf8_lossy(&self.raw[start..self.position]).to_ascii_lowercase()
    }

    fn run(&mut self) -> Result<(), String> {
        while self.position < self.raw.len() {
            match self.byte() {
                b'<' => {
                    let start = self.position;
                    self.position += 1;
                    if self.byte() == b'/' {
                        self.end_tag(start)?;
                    } else {
                        self.start_tag(start)?;
                    }
                    // The closing bracket.
                    self.position += 1;
                }
                b'&' => match self.reference() {
                    Some(c) => self.write(c),
                    None => self.write_byte(b'&'),
                },
                other => self.write_byte(other),
            }
        }
        match self.open.last() {
            None => Ok(()),
            Some(tag) => Err(format!(
                "Can't find end tag corresponding to start tag \"{}\"",
                tag.name
            )),
        }
    }

    fn write(&mut self, c: char) {
        let mut buffer = [0; 4];
        self.text
            .extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
        self.units += c.len_utf16();
    }

    fn write_byte(&mut self, byte: u8) {
        let is_continuation = byte & 0xC0 == 0x80;
        if !is_continuation {
            self.units += if byte >= 0xF0 { 2 } else { 1 };
        }
        self.text.push(byte);
        self.position += 1;
    }

    /// Decodes a character reference at the position and steps over it. Only four names are known;
    /// a semicolon may be missing after a number or a name.
    fn reference(&mut self) -> Option<char> {
        let rest = &self.raw[self.position + 1..];
        let (decoded, length) = if let Some(digits) = rest.strip_prefix(b"#") {
            let (digits, radix, prefix) = match digits.first() {
                Some(b'x') => (&digits[1..], 16, 2),
                _ => (digits, 10, 1),
            };
            let count = digits
                .iter()
                .take_while(|byte| char::from(**byte).is_digit(radix))
                .count();
            let number = std::str::from_utf8(&digits[..count]).ok()?;
            let code = u32::from_str_radix(number, radix).ok()?;
            let decoded = char::from_u32(code).filter(|c| *c != '\0')?;
            (decoded, prefix + count)
        } else {
            let count = rest
                .iter()
                .take_while(|byte| byte.is_ascii_alphabetic())
                .count();
            let decoded = match &rest[..count] {
                b"lt" => '<',
                b"gt" => '>',
                b"amp" => '&',
                b"quot" => '"',
                _ => return None,
            };
            (decoded, count)
        };
        self.position += 1 + length;
        if self.byte() == b';' {
            self.position += 1;
        }
        Some(decoded)
    }

    fn start_tag(&mut self, start: usize) -> Result<(), String> {
        while !is_space(self.byte()) && self.byte() != b'>' {
            self.position += 1;
        }
        if self.byte() == 0 {
            return Err(format!("Unclosed start tag at byte offset {start}"));
        }
        let name = self.lower(start + 1);
        if !TAGS.contains(&name.as_str()) {
            return Err(format!(
                "Unsupported start tag \"{name}\" at byte offset {start}"
            ));
        }
        let argument = self.attributes(&name, start)?;
        if name == "span" && argument != "spoiler" {
            return Err(format!(
                "Tag \"span\" must have class \"tg-spoiler\" at byte offset {start}"
            ));
        }
        self.open.push(OpenTag {
            name,
            argument,
            units: self.units,
            bytes: self.text.len(),
        });
        Ok(())
    }

    /// Reads attributes up to the closing bracket and returns the one that matters for the tag.
    fn attributes(&mut self, tag: &str, start: usize) -> Result<String, String> {
        let mut argument = String::new();
        while self.byte() != b'>' {
            self.skip_spaces();
            if self.byte() == b'>' {
                break;
            }
            let begin = self.position;
            while !is_space(self.byte())
                && !matches!(self.byte(), b'=' | b'>' | b'/' | b'"' | b'\'')
            {
                self.position += 1;
            }
            let name = String::from_utf8_lossy(&self.raw[begin..self.position]).into_owned();
            if name.is_empty() {
                return Err(format!(
                    "Empty attribute name in the tag \"{tag}\" at byte offset {start}"
                ));
            }
            self.skip_spaces();
            if self.byte() != b'=' {
                if self.byte() == 0 {
                    return Err(unclosed(tag, start));
                }
                if tag == "blockquote" && name == "expandable" {
                    argument = "1".to_owned();
                }
                continue;
            }
            self.position += 1;
            self.skip_spaces();
            if self.byte() == 0 {
                return Err(unclosed(tag, start));
            }
            let value = self.attribute_value()?;
            if self.byte() == 0 {
                return Err(format!("Unclosed start tag at byte offset {start}"));
            }
            match (tag, name.as_str()) {
                ("a", "href") | ("tg-emoji", "emoji-id") => argument = value,
                ("code", "class") => {
                    if let Some(language) = value.strip_prefix("language-") {
                        argument = language.to_owned();
                    }
                }
                ("span", "class") => {
                    if let Some(class) = value.strip_prefix("tg-") {
                        argument = class.to_owned();
                    }
                }
                ("blockquote", "expandable") => argument = "1".to_owned(),
                _ => {}
            }
        }
        Ok(argument)
    }

    fn attribute_value(&mut self) -> Result<String, String> {
        let quote = self.byte();
        if quote != b'"' && quote != b'\'' {
            let begin = self.position;
            while self.byte().is_ascii_alphanumeric() || matches!(self.byte(), b'.' | b'-') {
                self.position += 1;
            }
            if !is_space(self.byte()) && self.byte() != b'>' {
                return Err(format!(
                    "Unexpected end of name token at byte offset {begin}"
                ));
            }
            return Ok(self.lower(begin));
        }
        self.position += 1;
        let mut value = Vec::new();
        while self.byte() != quote && self.byte() != 0 {
            let decoded = if self.byte() == b'&' {
                self.reference()
            } else {
                None
            };
            match decoded {
                Some(c) => value.extend_from_slice(c.to_string().as_bytes()),
                None => {
                    value.push(self.byte());
                    self.position += 1;
                }
            }
        }
        if self.byte() == quote {
            self.position += 1;
        }
        Ok(String::from_utf8_lossy(&value).into_owned())
    }

    fn end_tag(&mut self, start: usize) -> Result<(), String> {
        let Some(tag) = self.open.last() else {
            return Err(format!("Unexpected end tag at byte offset {start}"));
        };
        let expected = tag.name.clone();
        while !is_space(self.byte()) && self.byte() != b'>' {
            self.position += 1;
        }
        let found = self.lower(start + 2);
        self.skip_spaces();
        if self.byte() != b'>' {
            return Err(format!("Unclosed end tag at byte offset {start}"));
        }
        if !found.is_empty() && found != expected {
            return Err(format!(
                "Unmatched end tag at byte offset {start}, expected \"</{expected}>\", found \"</{found}>\""
            ));
        }
        let Some(tag) = self.open.pop() else {
            return Ok(());
        };
        if self.units > tag.units {
            self.close(tag)?;
        }
        Ok(())
    }

    fn close(&mut self, tag: OpenTag) -> Result<(), String> {
        let offset = tag.units;
        let length = self.units - offset;
        let kind = match tag.name.as_str() {
            "b" | "strong" => Kind::Bold,
            "i" | "em" => Kind::Italic,
            "u" | "ins" => Kind::Underline,
            "s" | "strike" | "del" => Kind::Strikethrough,
            "span" | "tg-spoiler" => Kind::Spoiler,
            "blockquote" if tag.argument.is_empty() => Kind::Blockquote,
            "blockquote" => Kind::ExpandableBlockquote,
            "tg-emoji" => {
                let is_number = tag.argument.parse::<i64>().is_ok_and(|id| id != 0);
                if !is_number {
                    return Err("Invalid custom emoji identifier specified".to_owned());
                }
                Kind::CustomEmoji { id: tag.argument }
            }
            "a" => {
                let shown = || String::from_utf8_lossy(&self.text[tag.bytes..]).into_owned();
                let address = match tag.argument.as_str() {
                    "" => shown(),
                    address => address.to_owned(),
                };
                if let Some(user_id) = link::user_id(&address) {
                    Kind::TextMention {
                        user: json!({ "id": user_id }),
                    }
                } else if let Ok(url) = link::checked(&address) {
                    Kind::TextLink { url }
                } else {
                    return Ok(());
                }
            }
            // Of <pre><code class="language-…"> over the same text one entity is left.
            "pre" => {
                let language = std::mem::take(&mut self.code_language);
                if let Some(inner) = self.same_range(offset, length)
                    && inner.kind == Kind::Code
                    && !language.is_empty()
                {
                    inner.kind = Kind::Pre { language };
                    return Ok(());
                }
                Kind::Pre {
                    language: String::new(),
                }
            }
            "code" => {
                if let Some(inner) = self.same_range(offset, length)
                    && matches!(inner.kind, Kind::Pre { .. })
                    && !tag.argument.is_empty()
                {
                    inner.kind = Kind::Pre {
                        language: tag.argument,
                    };
                    return Ok(());
                }
                self.code_language = tag.argument;
                Kind::Code
            }
            // tg-time is shown as its text.
            _ => return Ok(()),
        };
        self.entities.push(Entity {
            kind,
            offset,
            length,
        });
        Ok(())
    }

    fn same_range(&mut self, offset: usize, length: usize) -> Option<&mut Entity> {
        self.entities
            .last_mut()
            .filter(|entity| entity.offset == offset && entity.length == length)
    }
}

fn unclosed(tag: &str, start: usize) -> String {
    format!("Unclosed start tag \"{tag}\" at byte offset {start}")
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'\0' | 0x0B)
}
