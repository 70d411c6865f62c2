//! What every language owes its readers: all texts, whole, in its own words and forms.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Variant, VariantKey,
};

use crate::domain::money::{Currency, Money};

use super::{html::is_well_formed, messages::declared, *};

type Text = Pattern<&'static str>;

/// Every text of a language by id.
fn written(lang: Lang) -> BTreeMap<String, Text> {
    let mut found = BTreeMap::new();
    for (_, source) in texts(lang.language) {
        let resource = fluent_syntax::parser::parse(*source).expect("well-formed texts");
        for entry in resource.body {
            if let Entry::Message(Message { id, value, .. }) = entry {
                let twice = found.insert(id.name.to_owned(), value.expect("a text"));
                assert_eq!(twice, None, "{}: {} is given twice", lang.code(), id.name);
            }
        }
    }
    found
}

fn arguments(pattern: &Text) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => all.extend(argument(inline)),
                Expression::Select { selector, variants } => {
                    all.extend(argument(selector));
                    for variant in variants {
                        all.extend(arguments(&variant.value));
                    }
                }
            }
        }
    }
    all
}

fn argument(inline: &InlineExpression<&str>) -> Option<String> {
    match inline {
        InlineExpression::VariableReference { id } => Some(id.name.to_owned()),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => None,
        other => panic!("texts use arguments and literals only, not {other:?}"),
    }
}

/// Every choice between forms, with the argument that chooses.
fn choices(pattern: &Text) -> Vec<(String, &[Variant<&'static str>])> {
    let mut all = Vec::new();
    for element in &pattern.elements {
        if let PatternElement::Placeable {
            expression: Expression::Select { selector, variants },
        } = element
        {
            let chooses = argument(selector).expect("an argument chooses the form");
            all.push((chooses, variants.as_slice()));
            for variant in variants {
                all.extend(choices(&variant.value));
            }
        }
    }
    all
}

/// What a text says in all its forms, without what is put in.
fn words(pattern: &Text) -> String {
    let mut all = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => all.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Select { variants, .. },
            } => all.extend(variants.iter().map(|variant| words(&variant.value) + " ")),
            PatternElement::Placeable { .. } => all.push('\u{fffc}'),
        }
    }
    all
}

#[test]
fn every_language_has_every_text_with_its_arguments() {
    let known: BTreeMap<String, BTreeSet<String>> = declared()
        .map(|text| {
            let arguments = text.arguments.iter().map(|it| it.name.to_owned());
            (text.id.to_owned(), arguments.collect())
        })
        .collect();
    assert_eq!(known.len(), declared().count(), "a text is declared twice");
    for lang in Lang::ALL {
        let found: BTreeMap<String, BTreeSet<String>> = written(*lang)
            .iter()
            .map(|(id, pattern)| (id.clone(), arguments(pattern)))
            .collect();
        assert_eq!(
            found,
            known,
            "texts of '{}' (left) and declarations (right)",
            lang.code()
        );
    }
}

#[test]
fn every_form_of_a_text_has_the_same_arguments() {
    for lang in Lang::ALL {
        for (id, pattern) in written(*lang) {
            for (chooses, variants) in choices(&pattern) {
                // The number itself may be left out where the form says it: "1 photo".
                let mut forms = variants.iter().map(|variant| {
                    let mut all = arguments(&variant.value);
                    all.remove(&chooses);
                    all
                });
                let first = forms.next();
                assert!(
                    forms.all(|form| Some(form) == first),
                    "{}: the forms of {id} differ in arguments",
                    lang.code()
                );
            }
        }
    }
}

/// The forms a counted word has in a language for whole numbers (Unicode CLDR).
fn plural_forms(lang: Lang) -> &'static [&'static str] {
    match lang.language {
        Language::En | Language::Es => &["one", "other"],
        Language::Ru => &["few", "many", "one"],
    }
}

#[test]
fn every_counted_text_has_all_plural_forms_of_its_language() {
    for lang in Lang::ALL {
        let forms = plural_forms(*lang);
        for (id, pattern) in written(*lang) {
            for (_, variants) in choices(&pattern) {
                let named: BTreeSet<&str> = variants
                    .iter()
                    .filter_map(|variant| match variant.key {
                        VariantKey::Identifier { name } => Some(name),
                        VariantKey::NumberLiteral { .. } => None,
                    })
                    .collect();
                let named: Vec<&str> = named.into_iter().collect();
                // A text may only set single numbers apart: "0 decimals" from all others.
                assert!(
                    named == forms || named == ["other"],
                    "{}: {id} has the forms {named:?}, not {forms:?}",
                    lang.code()
                );
            }
        }
    }
}

#[test]
fn plural_forms_are_chosen_as_each_language_counts() {
    let items = |lang: Lang, count| {
        let title = lang.cart_title(count);
        let (_, items) = title.as_str().split_once(" · ").expect("title and items");
        items.to_owned()
    };
    let cases = [
        (Lang::EN, 1, "1 item"),
        (Lang::EN, 0, "0 items"),
        (Lang::EN, 21, "21 items"),
        (Lang::ES, 1, "1 artículo"),
        (Lang::ES, 0, "0 artículos"),
        (Lang::ES, 21, "21 artículos"),
        (Lang::RU, 0, "0 позиций"),
        (Lang::RU, 1, "1 позиция"),
        (Lang::RU, 2, "2 позиции"),
        (Lang::RU, 5, "5 позиций"),
        (Lang::RU, 11, "11 позиций"),
        (Lang::RU, 12, "12 позиций"),
        (Lang::RU, 21, "21 позиция"),
        (Lang::RU, 24, "24 позиции"),
        (Lang::RU, 111, "111 позиций"),
        (Lang::RU, 1_001, "1\u{a0}001 позиция"),
    ];
    for (lang, count, expected) in cases {
        assert_eq!(items(lang, count), expected);
    }
}

/// Texts that are written alike in two languages because their words are.
const ALIKE: &[&str] = &[
    "button_category_delete_no",
    "button_field_sku",
    "button_panel",
    "button_point_delete_no",
    "cart_lines",
    "checkout_total",
    "order_total",
    "part_sku",
    "product_staff_sku",
    "slip_sku",
    "value_no",
];

#[test]
fn nothing_is_left_in_another_language() {
    let mut alike = BTreeSet::new();
    for (index, lang) in Lang::ALL.iter().enumerate() {
        let own = written(*lang);
        for other in &Lang::ALL[index + 1..] {
            for (id, pattern) in written(*other) {
                let said = words(&pattern);
                let is_said = without_tags(&said).chars().any(is_letter);
                if is_said && words(&own[&id]) == said {
                    alike.insert(id);
                }
            }
        }
    }
    assert_eq!(alike, ALIKE.iter().map(|id| (*id).to_owned()).collect());
}

/// Unicode takes the ℹ of ℹ️ for a letter.
fn is_letter(character: char) -> bool {
    character.is_alphabetic() && character != 'ℹ'
}

fn without_tags(text: &str) -> String {
    let mut rest = text;
    let mut bare = String::new();
    while let Some((before, after)) = rest.split_once('<') {
        bare.push_str(before);
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    bare + rest
}

/// What is written in Latin letters in a Russian text, too.
const LATIN: &[&str] = &[
    "csv",
    "ecombot_admins",
    "heic",
    "http",
    "https",
    "id",
    "jpeg",
    "json",
    // Of /here off.
    "off",
    "pdf",
    "png",
    "price",
    "sha256",
    "sku",
    "stock",
    "telegram",
    "tg",
];

#[test]
fn russian_texts_have_no_english_words() {
    for (id, pattern) in written(Lang::RU) {
        let said = without_tags(&words(&pattern));
        let foreign: Vec<&str> = said
            .split_whitespace()
            // Commands, flags, file endings and addresses are the same everywhere.
            .filter(|word| !word.starts_with(['/', '(', '.', '-']) && !word.contains('@'))
            .flat_map(|word| word.split(|c: char| !c.is_alphanumeric() && c != '_'))
            .filter(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphanumeric()))
            .filter(|word| word.chars().any(|c| c.is_ascii_alphabetic()))
            .filter(|word| !LATIN.contains(&word.to_ascii_lowercase().as_str()))
            .collect();
        assert!(foreign.is_empty(), "{id}: {foreign:?}");
    }
}

#[test]
fn markup_of_every_text_is_whole_in_each_of_its_forms() {
    for lang in Lang::ALL {
        let written = written(*lang);
        for Declared { id, .. } in declared().filter(|text| text.is_html) {
            let pattern = &written[*id];
            for (_, variants) in choices(pattern) {
                for variant in variants {
                    let form = words(&variant.value);
                    assert!(is_well_formed(&form), "{}: {id}: {form}", lang.code());
                }
            }
            let said = words(pattern);
            assert!(is_well_formed(&said), "{}: {id}: {said}", lang.code());
        }
    }
}

/// Fixed labels longer than this would be cut on a telephone.
const LABEL: usize = 40;
/// Telegram's limit for the answer to a press (Bot API, `answerCallbackQuery`).
const ANSWER: usize = 200;
/// What fits beside a command in the menu; Telegram takes 256.
const COMMAND: usize = 60;

#[test]
fn labels_answers_and_commands_of_every_language_are_short_enough() {
    for lang in Lang::ALL {
        for (id, pattern) in written(*lang) {
            let length = words(&pattern).chars().count();
            let limit = match id.split('_').next() {
                Some("button") => LABEL,
                Some("alert" | "toast") => ANSWER,
                Some("command" | "menu") => COMMAND,
                _ => continue,
            };
            assert!(length <= limit, "{}: {id}: {length}", lang.code());
        }
    }
}

#[test]
fn text_from_people_is_escaped_in_messages_and_literal_on_buttons() {
    let name = "Cable <3m> & \"co\"";
    for lang in Lang::ALL {
        assert!(
            lang.product_title(name)
                .as_str()
                .contains("Cable &lt;3m&gt; &amp; \"co\"")
        );
    }
    assert_eq!(
        Lang::EN.button_sold_out(name),
        "Cable <3m> & \"co\" · sold out"
    );
}

#[test]
fn a_name_from_right_to_left_leaves_the_line_around_it_in_order() {
    let name = "كوب أزرق";
    let isolated = format!("\u{2068}{name}\u{2069}");
    for lang in Lang::ALL {
        let price = Money::new(1250, Currency::USD);
        let label = lang.button_product(name, price);
        assert_eq!(label, format!("{isolated} · {}", lang.money(price)));
        let title = lang.product_title(name);
        assert_eq!(title.as_str(), format!("<b>{isolated}</b>"));
        assert!(
            lang.quantity_prompt(name, 5).as_str().contains(&isolated),
            "{}",
            lang.code()
        );
        // Nobody copies marks along with other names.
        assert!(!lang.button_product("Mug", price).contains('\u{2068}'));
    }
}
