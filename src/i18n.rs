//! Languages: every word that is shown, numbers and dates as each language
//! writes them, and the one place where text from people is escaped.

mod bidi;
mod customs;
mod format;
mod html;
mod messages;
mod typed;
mod week;
pub mod wording;

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use crate::domain::language::Language;

use self::wording::Words;

pub use bidi::cut;
pub use format::When;
pub use html::Html;
pub use typed::{Mark, Style, Typed};

/// The text files of a language, each with its name: the parts of the shop, those that customers see
/// before those of the staff. A file begins with what its part is called.
macro_rules! texts {
    ($code:literal) => {
        texts!($code:
            "common"
            "catalog"
            "search"
            "favourites"
            "inline"
            "cart"
            "checkout"
            "payments"
            "orders"
            "reviews"
            "profile"
            "privacy"
            "about"
            "admin"
            "desk"
            "day"
            "board"
            "staff"
            "bulk"
            "categories"
            "delivery"
            "edit"
            "photos"
            "share"
            "adding"
            "settings"
            "wording"
            "translations"
            "team"
        )
    };
    ($code:literal: $($area:literal)*) => {
        &[$(($area, include_str!(concat!("i18n/", $code, "/", $area, ".ftl")))),*]
    };
}

/// A language to say something in: every text of the shop is a method of it.
#[derive(Debug, Clone, Copy)]
pub struct Lang {
    language: Language,
    /// What the shop says in words of its own.
    words: Option<&'static Words>,
}

impl Lang {
    /// English, in its usual words.
    pub const EN: Self = Self::usual(Language::En);
    /// Spanish, in its usual words.
    pub const ES: Self = Self::usual(Language::Es);
    /// Russian, in its usual words.
    pub const RU: Self = Self::usual(Language::Ru);

    /// Every language, in its usual words.
    pub const ALL: &[Self] = &[Self::EN, Self::ES, Self::RU];

    /// A language in the words that come with the program.
    pub const fn usual(language: Language) -> Self {
        Self {
            language,
            words: None,
        }
    }

    /// Another language, in the words of the same shop.
    pub const fn other(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// Every language, in the words of the same shop.
    pub fn all(self) -> impl Iterator<Item = Self> {
        Language::ALL
            .iter()
            .map(move |language| self.other(*language))
    }

    /// Which language it is.
    pub const fn language(self) -> Language {
        self.language
    }

    /// Its ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        self.language.code()
    }
}

const fn index(language: Language) -> usize {
    match language {
        Language::En => 0,
        Language::Es => 1,
        Language::Ru => 2,
    }
}

const fn texts(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::En => texts!("en"),
        Language::Es => texts!("es"),
        Language::Ru => texts!("ru"),
    }
}

/// Something a message can have as an argument.
trait Arg<'a> {
    /// What it is.
    const KIND: ArgKind;

    /// The value for a message in Telegram's HTML.
    fn html(self, lang: Lang) -> FluentValue<'a>;
    /// The value for a plain text: a button or a toast, where markup means nothing.
    fn plain(self, lang: Lang) -> FluentValue<'a>;
}

/// What an argument of a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ArgKind {
    Text,
    Html,
    Money,
    Rating,
    When,
    Number,
    Order,
}

/// An argument as it is declared.
#[derive(Debug)]
struct Argument {
    name: &'static str,
    kind: ArgKind,
}

/// A text as it is declared.
#[derive(Debug)]
struct Declared {
    id: &'static str,
    /// Whether it is in Telegram's HTML; else it is without markup.
    is_html: bool,
    arguments: &'static [Argument],
}

impl Declared {
    /// The name of an argument, as it is declared.
    fn argument(&self, name: &str) -> Option<&'static str> {
        let mut names = self.arguments.iter().map(|argument| argument.name);
        names.find(|known| *known == name)
    }
}

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<Vec<Bundle>> =
    LazyLock::new(|| Language::ALL.iter().copied().map(bundle).collect());

fn identifier(language: Language) -> LanguageIdentifier {
    language.code().parse().expect("a language code")
}

fn bundle(language: Language) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![identifier(language)]);
    // Fluent's invisible isolation marks would end up in what people copy.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::En => |value, _| number(Lang::EN, value),
        Language::Es => |value, _| number(Lang::ES, value),
        Language::Ru => |value, _| number(Lang::RU, value),
    }));
    for (_, source) in texts(language) {
        let resource =
            FluentResource::try_new((*source).to_owned()).expect("a test parses every text file");
        bundle
            .add_resource(resource)
            .expect("a test finds texts given twice");
    }
    bundle
}

/// Numbers as the language writes them, all of them whole; everything else is a text already.
fn number(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(lang.customs().grouped(&number.as_string())),
        _ => None,
    }
}

fn render<const N: usize>(
    lang: Lang,
    id: &'static str,
    args: [(&'static str, FluentValue<'_>); N],
) -> String {
    match lang.reworded(id, &args) {
        Some(text) => text,
        None => rendered(lang, id, &FluentArgs::from_iter(args)),
    }
}

/// A text as it comes with the program.
fn rendered(lang: Lang, id: &str, args: &FluentArgs<'_>) -> String {
    let bundle = &BUNDLES[index(lang.language)];
    let pattern = bundle.get_message(id).and_then(|message| message.value());
    let pattern = pattern.expect("a test finds texts that are missing");
    let mut errors = Vec::new();
    bundle
        .format_pattern(pattern, Some(args), &mut errors)
        .into_owned()
}

#[cfg(test)]
mod tests;
