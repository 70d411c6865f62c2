//! Languages: every word that is shown, numbers and dates as each language
//! writes them, and the one place where text from people is escaped.

mod format;
mod html;
mod messages;

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

pub use format::When;
pub use html::Html;

/// A language the shop speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
}

impl Lang {
    /// All languages.
    pub const ALL: &[Self] = &[Self::En];

    /// The ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
        }
    }

    /// The language of an IETF tag such as `en` or `en-GB`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        Self::ALL
            .iter()
            .copied()
            .find(|lang| lang.code() == primary)
    }

    const fn index(self) -> usize {
        match self {
            Self::En => 0,
        }
    }

    const fn sources(self) -> &'static [&'static str] {
        match self {
            Self::En => &[
                include_str!("i18n/en/common.ftl"),
                include_str!("i18n/en/catalog.ftl"),
                include_str!("i18n/en/search.ftl"),
                include_str!("i18n/en/cart.ftl"),
                include_str!("i18n/en/checkout.ftl"),
                include_str!("i18n/en/orders.ftl"),
                include_str!("i18n/en/profile.ftl"),
                include_str!("i18n/en/admin.ftl"),
                include_str!("i18n/en/desk.ftl"),
                include_str!("i18n/en/day.ftl"),
                include_str!("i18n/en/staff.ftl"),
                include_str!("i18n/en/bulk.ftl"),
                include_str!("i18n/en/categories.ftl"),
                include_str!("i18n/en/delivery.ftl"),
                include_str!("i18n/en/edit.ftl"),
                include_str!("i18n/en/photos.ftl"),
                include_str!("i18n/en/adding.ftl"),
                include_str!("i18n/en/team.ftl"),
                include_str!("i18n/en/about.ftl"),
            ],
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

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<Vec<Bundle>> =
    LazyLock::new(|| Lang::ALL.iter().copied().map(bundle).collect());

fn bundle(lang: Lang) -> Bundle {
    let tag: LanguageIdentifier = lang.code().parse().expect("a language code");
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Fluent's invisible isolation marks would end up in what people copy.
    bundle.set_use_isolating(false);
    for source in lang.sources() {
        let resource =
            FluentResource::try_new((*source).to_owned()).expect("a test parses every text file");
        bundle
            .add_resource(resource)
            .expect("a test finds texts given twice");
    }
    bundle
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
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

    use super::{messages::declared as texts, *};

    fn arguments(pattern: &Pattern<&str>, into: &mut BTreeSet<String>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                match expression {
                    Expression::Inline(inline) => argument(inline, into),
                    Expression::Select { selector, variants } => {
                        argument(selector, into);
                        for variant in variants {
                            arguments(&variant.value, into);
                        }
                    }
                }
            }
        }
    }

    fn argument(inline: &InlineExpression<&str>, into: &mut BTreeSet<String>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                into.insert(id.name.to_owned());
            }
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            other => panic!("texts use arguments and literals only, not {other:?}"),
        }
    }

    #[test]
    fn every_language_has_every_text_with_its_arguments() {
        let declared: BTreeMap<String, BTreeSet<String>> = texts()
            .map(|(id, arguments)| {
                (
                    (*id).to_owned(),
                    arguments.iter().map(|name| (*name).to_owned()).collect(),
                )
            })
            .collect();
        assert_eq!(declared.len(), texts().count(), "a text is declared twice");
        for lang in Lang::ALL {
            let mut found = BTreeMap::new();
            for source in lang.sources() {
                let resource = fluent_syntax::parser::parse(*source).expect("well-formed texts");
                for entry in &resource.body {
                    if let Entry::Message(message) = entry {
                        let mut names = BTreeSet::new();
                        arguments(message.value.as_ref().expect("a text"), &mut names);
                        let twice = found.insert(message.id.name.to_owned(), names);
                        assert_eq!(
                            twice,
                            None,
                            "{}: {} is given twice",
                            lang.code(),
                            message.id.name
                        );
                    }
                }
            }
            assert_eq!(
                found,
                declared,
                "texts of '{}' (left) and declarations (right)",
                lang.code()
            );
        }
    }

    #[test]
    fn text_from_people_is_escaped_in_messages_and_literal_on_buttons() {
        let name = "Cable <3m> & \"co\"";
        assert!(
            Lang::En
                .product_title(name)
                .as_str()
                .contains("Cable &lt;3m&gt; &amp; \"co\"")
        );
        assert_eq!(
            Lang::En.button_sold_out(name),
            "Cable <3m> & \"co\" · sold out"
        );
    }

    #[test]
    fn tags_choose_a_language() {
        assert_eq!(Lang::from_tag("en-GB"), Some(Lang::En));
        assert_eq!(Lang::from_tag("xx"), None);
        assert_eq!(Lang::from_tag(""), None);
    }
}
