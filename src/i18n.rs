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

pub use crate::domain::language::Language as Lang;
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
            include_str!(concat!("i18n/", $code, "/favourites.ftl")),
            include_str!(concat!("i18n/", $code, "/inline.ftl")),
            include_str!(concat!("i18n/", $code, "/cart.ftl")),
            include_str!(concat!("i18n/", $code, "/checkout.ftl")),
            include_str!(concat!("i18n/", $code, "/orders.ftl")),
            include_str!(concat!("i18n/", $code, "/reviews.ftl")),
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
            include_str!(concat!("i18n/", $code, "/share.ftl")),
            include_str!(concat!("i18n/", $code, "/adding.ftl")),
            include_str!(concat!("i18n/", $code, "/team.ftl")),
            include_str!(concat!("i18n/", $code, "/translations.ftl")),
            include_str!(concat!("i18n/", $code, "/about.ftl")),
            include_str!(concat!("i18n/", $code, "/privacy.ftl")),
        ]
    };
}

impl Lang {
    const fn index(self) -> usize {
        match self {
            Self::En => 0,
            Self::Es => 1,
            Self::Ru => 2,
        }
    }

    const fn sources(self) -> &'static [&'static str] {
        match self {
            Self::En => texts!("en"),
            Self::Es => texts!("es"),
            Self::Ru => texts!("ru"),
        }
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
    LazyLock::new(|| Lang::ALL.iter().copied().map(bundle).collect());

fn bundle(lang: Lang) -> Bundle {
    let tag: LanguageIdentifier = lang.code().parse().expect("a language code");
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Fluent's invisible isolation marks would end up in what people copy.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::En => |value, _| number(Lang::En, value),
        Lang::Es => |value, _| number(Lang::Es, value),
        Lang::Ru => |value, _| number(Lang::Ru, value),
    }));
    for source in lang.sources() {
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
    let bundle = &BUNDLES[lang.index()];
    let pattern = bundle.get_message(id).and_then(|message| message.value());
    let pattern = pattern.expect("a test finds texts that are missing");
    let mut errors = Vec::new();
    bundle
        .format_pattern(pattern, Some(&args), &mut errors)
        .into_owned()
}

#[cfg(test)]
mod tests;
