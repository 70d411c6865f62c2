//! Text in Telegram's HTML: escaped in one place, measured and cut as Telegram does.

use std::fmt;

use super::{
    bidi::{FIRST_STRONG_ISOLATE, POP_ISOLATE, isolated, open_isolates},
    typed,
};

/// Text in Telegram's HTML, escaped where it came from people.
///
/// Its markup is our own: tags that Telegram knows, properly nested, and the references `&lt;`,
/// `&gt;` and `&amp;`. Only a link has an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(pub(super) String);

/// The tags that our texts may have beside links (Bot API, "HTML style").
const TAGS: &[&str] = &[
    "b",
    "i",
    "u",
    "s",
    "tg-spoiler",
    "code",
    "pre",
    "blockquote",
    "blockquote expandable",
];

/// A piece of a text: one that is seen, or one that only formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    /// One character, perhaps written as a reference.
    Character(&'a str),
    /// A tag that opens here: its name, and what else it says.
    Open(&'a str),
    /// The end of the innermost tag.
    Close,
}

impl Html {
    /// Escapes text from a person or from the catalogue: the only place where that happens.
    ///
    /// Telegram reads `<`, `>` and `&` as markup (Bot API, "HTML style"). What runs from right to
    /// left is kept from turning what stands around it.
    pub fn escape(text: &str) -> Self {
        let mut html = String::with_capacity(text.len());
        for character in isolated(text).chars() {
            push_escaped(&mut html, character);
        }
        Self(html)
    }

    /// The text without its markup.
    pub fn bare(&self) -> String {
        let characters = self.pieces().filter_map(|piece| match piece {
            Piece::Character("&lt;") => Some("<"),
            Piece::Character("&gt;") => Some(">"),
            Piece::Character("&amp;") => Some("&"),
            Piece::Character(character) => Some(character),
            Piece::Open(_) | Piece::Close => None,
        });
        characters.collect()
    }

    /// Puts pieces under each other.
    pub fn lines(pieces: impl IntoIterator<Item = Self>) -> Self {
        let pieces: Vec<String> = pieces.into_iter().map(|piece| piece.0).collect();
        Self(pieces.join("\n"))
    }

    /// Puts paragraphs under each other, with an empty line between them.
    pub fn paragraphs(pieces: impl IntoIterator<Item = Self>) -> Self {
        let pieces: Vec<String> = pieces.into_iter().map(|piece| piece.0).collect();
        Self(pieces.join("\n\n"))
    }

    /// The text as it is sent, with markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its length as Telegram measures it: in characters (Unicode scalar values), markup not
    /// counted (Bot API, `sendMessage`: "after entities parsing").
    pub fn length(&self) -> usize {
        let pieces = self.pieces();
        pieces
            .filter(|piece| matches!(piece, Piece::Character(_)))
            .count()
    }

    /// The text cut to `limit` characters at the end of a word, with `…` for what is missing.
    pub fn shortened(&self, limit: usize) -> Self {
        if self.length() <= limit {
            return self.clone();
        }
        let mut parts = self.split(limit.saturating_sub(1).max(1)).into_iter();
        let Self(mut text) = parts.next().unwrap_or_default();
        text.push('…');
        Self(text)
    }

    /// The text in parts of at most `limit` characters, each with the markup it needs. It is cut
    /// at the end of a line, else of a word, else between two characters.
    pub fn split(&self, limit: usize) -> Vec<Self> {
        // A part that is cut within an isolate opens it anew, or closes it.
        let marks = if self.0.contains(FIRST_STRONG_ISOLATE) {
            2
        } else {
            0
        };
        let limit = limit.saturating_sub(marks).max(1);
        let pieces: Vec<Piece<'_>> = self.pieces().collect();
        let mut parts = Vec::new();
        let mut open: Vec<&str> = Vec::new();
        let mut isolates = 0;
        let mut start = 0;
        while start < pieces.len() {
            let (end, next) = part(&pieces[start..], limit);
            let written = write(&pieces[start..start + end], &mut open, &mut isolates);
            start += next;
            if written.length() > 0 {
                parts.push(written);
            }
        }
        if parts.is_empty() {
            parts.push(Self::default());
        }
        parts
    }

    fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let mut rest = self.0.as_str();
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let length = match first {
                '<' => rest.find('>').map_or(1, |end| end + 1),
                '&' => rest.find(';').map_or(1, |end| end + 1),
                other => other.len_utf8(),
            };
            let (piece, after) = rest.split_at(length);
            rest = after;
            let tag = piece
                .strip_prefix('<')
                .and_then(|tag| tag.strip_suffix('>'));
            Some(match tag {
                Some(tag) if tag.starts_with('/') => Piece::Close,
                Some(tag) => Piece::Open(tag),
                None => Piece::Character(piece),
            })
        })
    }
}

/// Where the first part of `pieces` ends and where the next one begins; what is between is the
/// white space of the cut.
fn part(pieces: &[Piece<'_>], limit: usize) -> (usize, usize) {
    let (mut seen, mut line, mut word) = (0, None, None);
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Character(character) = piece else {
            continue;
        };
        match *character {
            "\n" => line = Some(index),
            " " => word = Some(index),
            _ => {}
        }
        if seen == limit {
            // A part of a few words because of an early line end would waste the message.
            let line = line.filter(|line| *line > index / 2);
            return match line.or(word) {
                Some(cut) if cut > 0 => (cut, cut + 1),
                _ => (index, index),
            };
        }
        seen += 1;
    }
    (pieces.len(), pieces.len())
}

/// Writes a part: with the tags and isolates that are open before it, and closed after it.
fn write<'a>(pieces: &[Piece<'a>], open: &mut Vec<&'a str>, isolates: &mut usize) -> Html {
    let mut html: String = open.iter().map(|tag| format!("<{tag}>")).collect();
    html.extend(std::iter::repeat_n(FIRST_STRONG_ISOLATE, *isolates));
    for piece in pieces {
        match piece {
            Piece::Character(character) => html.push_str(character),
            Piece::Open(tag) => {
                open.push(tag);
                html.push_str(&format!("<{tag}>"));
            }
            Piece::Close => {
                if let Some(tag) = open.pop() {
                    html.push_str(&closing(tag));
                }
            }
        }
    }
    *isolates = open_isolates(&html);
    html.extend(std::iter::repeat_n(POP_ISOLATE, *isolates));
    html.extend(open.iter().rev().map(|tag| closing(tag)));
    Html(html)
}

/// Writes a character so that it is no markup.
pub(super) fn push_escaped(html: &mut String, character: char) {
    match character {
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '&' => html.push_str("&amp;"),
        other => html.push(other),
    }
}

/// The end of a tag.
pub(super) fn closing(tag: &str) -> String {
    let name = tag.split(' ').next().unwrap_or_default();
    format!("</{name}>")
}

/// Whether every tag of a text is one Telegram knows and closed where it has to be, and no sign
/// of markup stands alone.
pub(super) fn is_well_formed(text: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['<', '>', '&']) {
        let piece = &rest[at..];
        if let Some(reference) = ["&lt;", "&gt;", "&amp;"]
            .iter()
            .find(|reference| piece.starts_with(**reference))
        {
            rest = &piece[reference.len()..];
            continue;
        }
        let Some((tag, after)) = piece.strip_prefix('<').and_then(|tag| tag.split_once('>')) else {
            return false;
        };
        let is_fine = match tag.strip_prefix('/') {
            Some(_) => open
                .pop()
                .is_some_and(|tag| piece.starts_with(&closing(tag))),
            None => {
                open.push(tag);
                TAGS.contains(&tag) || typed::is_link(tag)
            }
        };
        if !is_fine {
            return false;
        }
        rest = after;
    }
    open.is_empty()
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> Html {
        Html(text.to_owned())
    }

    #[test]
    fn markup_is_whole_or_it_is_not() {
        for good in [
            "",
            "plain",
            "<b>a</b>",
            "<b>a <i>b</i></b>",
            "1 &lt; 2 &amp; 3",
        ] {
            assert!(is_well_formed(good), "{good}");
        }
        for bad in [
            "<b>a",
            "a</b>",
            "<b><i>a</b></i>",
            "1 < 2",
            "a > b",
            "a & b",
            "<blink>a</blink>",
            "<b",
        ] {
            assert!(!is_well_formed(bad), "{bad}");
        }
    }

    #[test]
    fn length_is_what_is_seen() {
        for (text, expected) in [
            ("", 0),
            ("<b>Mug</b>", 3),
            ("1 &lt; 2 &amp; 3", 9),
            ("🎉 да", 4),
            ("<pre>a\nb</pre>", 3),
        ] {
            assert_eq!(html(text).length(), expected, "{text}");
        }
    }

    #[test]
    fn a_text_is_cut_between_words_and_its_markup_is_closed() {
        for (text, limit, expected) in [
            ("short", 5, "short"),
            ("two words", 8, "two…"),
            ("<b>two words</b>", 8, "<b>two</b>…"),
            ("a &lt;b&gt; c", 5, "a…"),
            ("&lt;&lt;&lt;&lt;", 3, "&lt;&lt;…"),
            ("Кружка синяя", 8, "Кружка…"),
        ] {
            let short = html(text).shortened(limit);
            assert_eq!(short.as_str(), expected, "{text}");
            assert!(short.length() <= limit);
        }
    }

    #[test]
    fn a_long_text_is_split_and_nothing_of_it_is_lost() {
        let parts = |text: &str, limit| -> Vec<String> {
            html(text)
                .split(limit)
                .into_iter()
                .map(|part| part.0)
                .collect()
        };
        assert_eq!(parts("one\ntwo\nthree", 8), ["one\ntwo", "three"]);
        assert_eq!(
            parts("<b>bold and <i>both</i></b> plain", 10),
            ["<b>bold and</b>", "<b><i>both</i></b> plain"]
        );
        assert_eq!(parts("abcdef", 4), ["abcd", "ef"]);
        assert_eq!(parts("", 4), [""]);
        let order = "x".repeat(50) + &" line &amp; line\n".repeat(400);
        for part in html(&order).split(4096) {
            assert!(part.length() <= 4096);
        }
        let whole: String = parts(&order, 4096).join("\n");
        assert_eq!(whole.trim_end(), order.trim_end());
    }

    /// A text of words, line ends, references and nested tags, different for every number.
    fn mixed(mut number: u64) -> String {
        let mut draw = |bound: u64| {
            number = number
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (number >> 33) % bound
        };
        let (mut text, mut open, mut is_isolated) = (String::new(), Vec::new(), false);
        for _ in 0..draw(120) {
            match draw(11) {
                0 => text.push('\n'),
                1 => text.push(' '),
                2 => text.push_str("&amp;"),
                3 => text.push('🎉'),
                4 if open.len() < 3 => {
                    let tag = ["b", "i", "pre"][open.len()];
                    open.push(tag);
                    text.push_str(&format!("<{tag}>"));
                }
                5 => {
                    if let Some(tag) = open.pop() {
                        text.push_str(&format!("</{tag}>"));
                    }
                }
                9 if !is_isolated => {
                    is_isolated = true;
                    text.push(FIRST_STRONG_ISOLATE);
                }
                10 if is_isolated => {
                    is_isolated = false;
                    text.push(POP_ISOLATE);
                }
                _ => text.push('w'),
            }
        }
        if is_isolated {
            text.push(POP_ISOLATE);
        }
        while let Some(tag) = open.pop() {
            text.push_str(&format!("</{tag}>"));
        }
        text
    }

    /// What is seen of a text, blanks and marks aside, each character with the tags around it.
    fn seen(html: &Html) -> Vec<(String, Vec<String>)> {
        let (mut seen, mut open) = (Vec::new(), Vec::new());
        for piece in html.pieces() {
            match piece {
                Piece::Character(" " | "\n" | "\u{2068}" | "\u{2069}") => {}
                Piece::Character(character) => seen.push((character.to_owned(), open.clone())),
                Piece::Open(tag) => open.push(tag.to_owned()),
                Piece::Close => assert!(open.pop().is_some(), "a tag is closed twice: {html}"),
            }
        }
        assert!(open.is_empty(), "a tag stays open: {html}");
        assert_eq!(open_isolates(&html.0), 0, "an isolate stays open: {html}");
        seen
    }

    #[test]
    fn any_text_is_split_without_losing_a_character_or_its_format() {
        for number in 0..2_000 {
            let whole = html(&mixed(number));
            let limit = usize::try_from(number % 40 + 4).unwrap_or(4);
            let parts = whole.split(limit);
            assert!(parts.iter().all(|part| part.length() <= limit), "{whole}");
            let joined: Vec<_> = parts.iter().flat_map(seen).collect();
            assert_eq!(joined, seen(&whole), "{whole} in {limit}");
            let short = whole.shortened(limit);
            assert!(short.length() <= limit, "{whole} in {limit}: {short}");
            seen(&short);
        }
    }
}
