//! What people type with formatting, as Telegram tells of it: characters, and styles over them.

use url::Url;

use super::{
    Html, bidi,
    html::{closing, push_escaped},
};

/// A typed text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// Its characters.
    pub text: String,
    /// How they look, in the order of their beginnings.
    pub marks: Vec<Mark>,
}

/// A style over a part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Which.
    pub style: Style,
    /// Where it begins, in UTF-16 units (Bot API, `MessageEntity`).
    pub offset: usize,
    /// How long it is, in UTF-16 units.
    pub length: usize,
}

/// How a part of a text looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Style {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Underlined.
    Underline,
    /// Struck through.
    Strikethrough,
    /// Hidden until it is tapped.
    Spoiler,
    /// In letters of one width.
    Code,
    /// A block in letters of one width.
    Block,
    /// A quotation.
    Quote,
    /// A quotation that is folded until it is tapped.
    FoldedQuote,
    /// A link to an address.
    Link(String),
}

impl Style {
    /// The tag that begins it, without its brackets.
    fn tag(&self) -> String {
        match self {
            Self::Bold => "b".to_owned(),
            Self::Italic => "i".to_owned(),
            Self::Underline => "u".to_owned(),
            Self::Strikethrough => "s".to_owned(),
            Self::Spoiler => "tg-spoiler".to_owned(),
            Self::Code => "code".to_owned(),
            Self::Block => "pre".to_owned(),
            Self::Quote => "blockquote".to_owned(),
            Self::FoldedQuote => "blockquote expandable".to_owned(),
            Self::Link(address) => link(address),
        }
    }
}

impl From<&str> for Typed {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            marks: Vec::new(),
        }
    }
}

impl Typed {
    /// A link that leads to something else than a page or into Telegram.
    pub fn forbidden_link(&self) -> Option<&str> {
        self.marks.iter().find_map(|mark| match &mark.style {
            Style::Link(address) if address_of(address).is_none() => Some(address.as_str()),
            _ => None,
        })
    }

    /// Its characters without formatting, those that say nothing left out.
    pub fn plain(&self) -> String {
        let kept: String = self.text.chars().filter(|c| is_kept(*c)).collect();
        kept.trim().to_owned()
    }

    /// The text as it looks. Styles that overlap are closed and opened anew at every border, so
    /// that the result is well formed whatever was sent.
    pub fn html(&self) -> Html {
        let skipped = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len();
        let (mut html, mut open, mut units) = (String::new(), Vec::new(), 0);
        for (at, character) in self.text.char_indices() {
            if at >= skipped && at < end && is_kept(character) {
                let wanted = self.marks_at(units);
                self.switch(&mut html, &open, &wanted);
                open = wanted;
                push_escaped(&mut html, character);
            }
            units += character.len_utf16();
        }
        self.switch(&mut html, &open, &[]);
        Html(html)
    }

    /// The marks over a place, by their numbers.
    fn marks_at(&self, units: usize) -> Vec<usize> {
        let is_over = |mark: &Mark| {
            let end = mark.offset.saturating_add(mark.length);
            (mark.offset..end).contains(&units)
        };
        let marks = self.marks.iter().enumerate();
        let over = marks.filter(|(_, mark)| is_over(mark));
        over.map(|(number, _)| number).collect()
    }

    fn switch(&self, html: &mut String, open: &[usize], wanted: &[usize]) {
        let pairs = open.iter().zip(wanted);
        let common = pairs.take_while(|(one, other)| one == other).count();
        let tag = |number: &usize| self.marks[*number].style.tag();
        html.extend(open[common..].iter().rev().map(|it| closing(&tag(it))));
        html.extend(wanted[common..].iter().map(|it| format!("<{}>", tag(it))));
    }
}

/// Whether a character is one to be shown. What turns the direction would reach beyond the text.
fn is_kept(character: char) -> bool {
    character == '\n' || !(character.is_control() || bidi::is_turning(character))
}

/// An address that a text may lead to.
fn address_of(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    ["http", "https", "tg"]
        .contains(&url.scheme())
        .then_some(url)
}

fn link(address: &str) -> String {
    let address = address_of(address).map(String::from).unwrap_or_default();
    let mut escaped = String::with_capacity(address.len());
    for character in address.chars() {
        match character {
            '"' => escaped.push_str("&quot;"),
            other => push_escaped(&mut escaped, other),
        }
    }
    format!("a href=\"{escaped}\"")
}

/// Whether a tag, without its brackets, is a link just as it would be written here.
pub(super) fn is_link(tag: &str) -> bool {
    let address = tag
        .strip_prefix("a href=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    address.is_some_and(|address| {
        let address = address.replace("&quot;", "\"").replace("&lt;", "<");
        let address = address.replace("&gt;", ">").replace("&amp;", "&");
        address_of(&address).is_some() && link(&address) == tag
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::html::is_well_formed;

    fn mark(style: Style, offset: usize, length: usize) -> Mark {
        Mark {
            style,
            offset,
            length,
        }
    }

    fn typed(text: &str, marks: Vec<Mark>) -> Typed {
        Typed {
            text: text.to_owned(),
            marks,
        }
    }

    #[test]
    fn what_is_formatted_in_telegram_looks_the_same() {
        for (text, marks, expected) in [
            ("plain <b> & co", vec![], "plain &lt;b&gt; &amp; co"),
            ("🎉 new!", vec![mark(Style::Bold, 3, 3)], "🎉 <b>new</b>!"),
            (
                "one two",
                vec![mark(Style::Italic, 0, 7), mark(Style::Bold, 4, 3)],
                "<i>one <b>two</b></i>",
            ),
            (
                "abcdef",
                vec![mark(Style::Bold, 0, 4), mark(Style::Italic, 2, 4)],
                "<b>ab<i>cd</i></b><i>ef</i>",
            ),
            (
                " shop \n",
                vec![mark(
                    Style::Link("https://a.example/?x=1&y=\"".into()),
                    0,
                    7,
                )],
                "<a href=\"https://a.example/?x=1&amp;y=%22\">shop</a>",
            ),
            (
                "a\u{202e}b\u{7}c",
                vec![mark(Style::Code, 0, 99)],
                "<code>abc</code>",
            ),
        ] {
            let html = typed(text, marks).html();
            assert_eq!(html.as_str(), expected);
            assert!(is_well_formed(html.as_str()), "{html}");
        }
    }

    #[test]
    fn links_lead_to_pages_and_into_telegram_only() {
        for (address, is_fine) in [
            ("https://a.example/", true),
            ("http://a.example", true),
            ("tg://user?id=1", true),
            ("javascript:alert(1)", false),
            ("file:///etc/passwd", false),
            ("a.example", false),
        ] {
            let typed = typed("x", vec![mark(Style::Link(address.into()), 0, 1)]);
            let forbidden = typed.forbidden_link();
            assert_eq!(forbidden, (!is_fine).then_some(address));
        }
        for tag in [
            "a",
            "a href=\"javascript:alert(1)\"",
            "a href=\"https://a.example/\" onclick=\"x\"",
            "a href='https://a.example/'",
            "a href=\"https://a.example/\"><b\"",
        ] {
            assert!(!is_link(tag), "{tag}");
        }
    }
}
