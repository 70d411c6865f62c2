//! Every text of the shop: which there are, where they are said, and how much room they have.

use std::{collections::HashMap, sync::LazyLock};

use fluent_bundle::FluentResource;
use fluent_syntax::ast::Entry;

use crate::domain::language::Language;

use super::{
    super::{Declared, Html, Lang, html::is_well_formed, messages::declared, texts},
    original::Original,
};

/// Texts that are never shown: what people type is compared with them.
const READ_ONLY: &[&str] = &["weekday_words", "closed_words"];

/// Telegram's limit for the label of a button that is shown whole.
const BUTTON: usize = 64;
/// Telegram's limit for the answer to a press (Bot API, `answerCallbackQuery`).
const ANSWER: usize = 200;
/// Telegram's limit for the description of a command (Bot API, `BotCommand`).
const COMMAND: usize = 256;
/// Room for words that stand in other texts.
const WORD: usize = 64;
/// Room for a message, however short it was. Several of them are said together, and some many
/// times: with what is put into them they still fit.
const MESSAGE: usize = 300;
/// Room for a line of what has to be one message: of a product under its picture, of an order on the
/// board.
const LINE: usize = 60;
/// How the ids of such lines begin.
const LINES: &[&str] = &["product_", "board_"];
/// How many times its own length a text may have.
const GROWTH: usize = 2;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A message or a part of one, with formatting.
    Html,
    /// The label of a button.
    Button,
    /// The answer to a press.
    Answer,
    /// What a command does, in the menu.
    Command,
    /// A word in other texts.
    Word,
}

/// A part of the shop whose texts belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area(&'static str);

impl Area {
    /// The one with the longest name.
    #[cfg(test)]
    pub const WIDEST: Self = Self("translations");

    /// All of them, those that customers see first.
    pub fn all() -> impl Iterator<Item = Self> {
        let texts = texts(Language::En).iter();
        texts.map(|(name, _)| Self(name))
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// The one with a name.
    pub fn find(name: &str) -> Option<Self> {
        Self::all().find(|area| area.0 == name)
    }

    /// The texts that belong to it.
    pub fn messages(self) -> impl Iterator<Item = Message> {
        Message::all().filter(move |message| message.area == self)
    }
}

/// A text of the shop.
#[derive(Debug, Clone, Copy)]
pub struct Message {
    declared: &'static Declared,
    area: Area,
}

impl PartialEq for Message {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Message {}

/// Every text that is shown, in the order of the files.
static ALL: LazyLock<Vec<Message>> = LazyLock::new(|| {
    let known: HashMap<&str, &'static Declared> =
        declared().map(|declared| (declared.id, declared)).collect();
    let mut all = Vec::with_capacity(known.len());
    for (area, source) in texts(Language::En) {
        let resource =
            FluentResource::try_new((*source).to_owned()).expect("a test parses every text file");
        let ids = resource.entries().filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.id.name),
            _ => None,
        });
        let shown = ids.filter(|id| !READ_ONLY.contains(id));
        all.extend(
            shown
                .filter_map(|id| known.get(id))
                .map(|declared| Message {
                    declared,
                    area: Area(area),
                }),
        );
    }
    all
});

/// Where each of them is in that list.
static PLACES: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let places = ALL.iter().enumerate();
    places
        .map(|(place, message)| (message.id(), place))
        .collect()
});

impl Message {
    /// The one with the longest id.
    #[cfg(test)]
    pub const WIDEST: Self = Self {
        declared: &Declared {
            id: "button_import_apply_with_stock",
            is_html: false,
            arguments: &[],
        },
        area: Area::WIDEST,
    };

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().copied()
    }

    /// The one with an id.
    pub fn find(id: &str) -> Option<Self> {
        PLACES.get(id).map(|place| ALL[*place])
    }

    /// Its id.
    pub const fn id(self) -> &'static str {
        self.declared.id
    }

    /// Where it is said.
    pub const fn area(self) -> Area {
        self.area
    }

    /// The names of what may be put into it.
    pub fn placeholders(self) -> impl Iterator<Item = &'static str> {
        self.arguments().iter().map(|argument| argument.name)
    }

    /// A form of it as it looks, with its placeholders.
    pub fn shown(self, text: &str) -> Html {
        match self.kind() {
            Kind::Html if is_well_formed(text) => Html(text.to_owned()),
            _ => Html::escape(text),
        }
    }

    /// What may be put into it.
    pub(super) const fn arguments(self) -> &'static [super::super::Argument] {
        self.declared.arguments
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        if self.declared.is_html {
            return Kind::Html;
        }
        match self.id().split('_').next() {
            Some("button") => Kind::Button,
            Some("alert" | "toast") => Kind::Answer,
            Some("command" | "menu") => Kind::Command,
            _ => Kind::Word,
        }
    }

    /// As it comes with the program.
    pub fn original(self, language: Language) -> Original {
        Original::of(language, self.declared)
    }

    /// How long it may be in a language, in characters.
    pub fn most(self, original: &Original) -> usize {
        let longest = original
            .forms()
            .map(|form| Html(form.text.clone()).length());
        let own = GROWTH * longest.max().unwrap_or_default();
        match self.kind() {
            Kind::Html if LINES.iter().any(|it| self.id().starts_with(it)) => own.max(LINE),
            Kind::Html => own.max(MESSAGE),
            Kind::Button => BUTTON,
            Kind::Answer => ANSWER,
            Kind::Command => COMMAND,
            Kind::Word => own.max(WORD),
        }
    }
}

impl Lang {
    /// What an area is called: its file says so in its first line.
    pub fn area(self, area: Area) -> &'static str {
        let file = texts(self.language)
            .iter()
            .find(|(name, _)| *name == area.0);
        let title = file.and_then(|(_, source)| source.lines().next());
        title
            .and_then(|line| line.strip_prefix("### "))
            .unwrap_or(area.0)
    }
}
