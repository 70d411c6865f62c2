//! Languages: every word that is shown, numbers and dates as each language
//! writes them, and the one place where text from people is escaped.

mod bidi;
mod customs;
mod format;
mod html;
mod messages;
mod week;

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use crate::domain::language::Language;

pub use bidi::cut;
pub use format::When;
pub use html::Html;

/// The text files of a language.
macro_rules! texts {
    ($code:literal) => {
        &[
            include_str!(concat!("i18n/", $code, "/common.ftl")),
            include_str!(concat!("i18n/", $code, "/catalog.ftl")),
            include_str!(concat!("i18n/", $code, "/search.ftl")),
            include_str!(concat!("i18n/", $code, "/cart.ftl")),
            include_str!(concat!("i18n/", $code, "/checkout.ftl")),
            include_str!(concat!("i18n/", $code, "/orders.ftl")),
            include_str!(concat!("i18n/", $code, "/profile.ftl")),
            include_str!(concat!("i18n/", $code, "/admin.ftl")),
            include_str!(concat!("i18n/", $code, "/desk.ftl")),
            include_str!(concat!("i18n/", $code, "/day.ftl")),
            include_str!(concat!("i18n/", $code, "/payments.ftl")),
            include_str!(concat!("i18n/", $code, "/board.ftl")),
            include_str!(concat!("i18n/", $code, "/staff.ftl")),
            include_str!(concat!("i18n/", $code, "/bulk.ftl")),
            include_str!(concat!("i18n/", $code, "/categories.ftl")),
            include_str!(concat!("i18n/", $code, "/delivery.ftl")),
            include_str!(concat!("i18n/", $code, "/edit.ftl")),
            include_str!(concat!("i18n/", $code, "/photos.ftl")),
            include_str!(concat!("i18n/", $code, "/settings.ftl")),
            include_str!(concat!("i18n/", $code, "/adding.ftl")),
            include_str!(concat!("i18n/", $code, "/team.ftl")),
            include_str!(concat!("i18n/", $code, "/about.ftl")),
        ]
    };
}

/// A language to say something in: every text of the shop is a method of it.
#[derive(Debug, Clone, Copy)]
pub struct Lang {
    language: Language,
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
        Self { language }
    }

    /// Another language, in the words of the same shop.
    pub const fn other(self, language: Language) -> Self {
        Self { language }
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

const fn sources(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => texts!("en"),
        Language::Es => texts!("es"),
        Language::Ru => texts!("ru"),
    }
}

/// Something a message can have as an argument.
trait Arg<'a> {
    /// The value for a message in Telegram's HTML.
    fn html(self, lang: Lang) -> FluentValue<'a>;
    /// The value for a plain text: a button or a toast, where markup means nothing.
    fn plain(self, lang: Lang) -> FluentValue<'a>;
}

/// A text as it is declared.
#[cfg(test)]
struct Declared {
    id: &'static str,
    /// Whether it is in Telegram's HTML; else it is without markup.
    is_html: bool,
    arguments: &'static [&'static str],
}

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<Vec<Bundle>> =
    LazyLock::new(|| Language::ALL.iter().copied().map(bundle).collect());

fn bundle(language: Language) -> Bundle {
    let tag: LanguageIdentifier = language.code().parse().expect("a language code");
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Fluent's invisible isolation marks would end up in what people copy.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::En => |value, _| number(Lang::EN, value),
        Language::Es => |value, _| number(Lang::ES, value),
        Language::Ru => |value, _| number(Lang::RU, value),
    }));
    for source in sources(language) {
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
    id: &str,
    args: [(&'static str, FluentValue<'_>); N],
) -> String {
    let args = FluentArgs::from_iter(args);
    let bundle = &BUNDLES[index(lang.language)];
    let pattern = bundle.get_message(id).and_then(|message| message.value());
    let pattern = pattern.expect("a test finds texts that are missing");
    let mut errors = Vec::new();
    bundle
        .format_pattern(pattern, Some(&args), &mut errors)
        .into_owned()
}

#[cfg(test)]
mod tests;
