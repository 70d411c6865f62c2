//! What staff see of texts in other languages.

use crate::{
    bot::{admin::translations::view, screen::Screen},
    domain::{
        id::{AuditId, DeliveryOptionId, PickupPointId, ProductId},
        language::Language,
        setting::Setting,
        text::{AddressText, Description, Name, Terms},
        translation::{TextField, Worded},
    },
    i18n::{Html, Lang},
    shop::translations::{InLanguage, Sheet, Text},
};

use super::samples::Size;

fn text(field: TextField, own: String, said: [Option<(String, bool)>; 2]) -> Text {
    let languages = [Language::Es, Language::Ru];
    let said = languages.into_iter().zip(said);
    Text {
        field,
        own,
        said: said
            .map(|(language, said)| InLanguage {
                language,
                is_outdated: said.as_ref().is_some_and(|(_, is_outdated)| *is_outdated),
                text: said.map(|(text, _)| text),
            })
            .collect(),
    }
}

fn product(size: Size) -> Sheet {
    let description = |usual: &str| size.text(usual, Description::MAX);
    Sheet {
        of: Worded::Product(ProductId::new(5)),
        label: size.name(),
        texts: vec![
            text(
                TextField::Name,
                size.name(),
                [
                    Some((size.text("Cable <3m> y \"cía\"", Name::MAX), false)),
                    None,
                ],
            ),
            text(
                TextField::Description,
                description("Charges & <shines>.\nAlways."),
                [
                    Some((description("Carga y <brilla>."), true)),
                    Some((description("Заряжает и <светит>."), false)),
                ],
            ),
        ],
        version: 7,
    }
}

fn other(size: Size, of: Worded, label: &str, texts: &[(TextField, usize)]) -> Sheet {
    let texts = texts.iter().map(|(field, longest)| {
        let own = size.text("Ask <us>", *longest);
        let said = size.text("Спросите <нас>", *longest);
        text(*field, own, [None, Some((said, true))])
    });
    Sheet {
        of,
        label: label.to_owned(),
        texts: texts.collect(),
        version: 0,
    }
}

fn asked(lang: Lang, sheet: &Sheet, place: (usize, usize), why: Option<Html>) -> Screen {
    let text = &sheet.texts[place.0];
    view::question(lang, sheet, text, &text.said[place.1], why)
}

pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let product = product(size);
    let empty = Sheet {
        of: Worded::Setting(Setting::Story),
        label: "story".to_owned(),
        texts: Vec::new(),
        version: 0,
    };
    let point = other(
        size,
        Worded::PickupPoint(PickupPointId::new(2)),
        &size.name(),
        &[
            (TextField::Name, Name::MAX),
            (TextField::Address, AddressText::MAX),
            (TextField::Hours, Name::MAX),
        ],
    );
    let option = other(
        size,
        Worded::DeliveryOption(DeliveryOptionId::new(6)),
        "local_same_day",
        &[(TextField::Eta, Name::MAX)],
    );
    let terms = other(
        size,
        Worded::Setting(Setting::Terms),
        "terms",
        &[(TextField::Text, Terms::MAX)],
    );
    let too_long = lang.checkout_text_too_long(255);
    vec![
        ("translations", view::sheet(lang, &product, None)),
        (
            "translations after a change",
            view::sheet(lang, &product, Some(AuditId::new(9))),
        ),
        ("nothing to translate", view::sheet(lang, &empty, None)),
        (
            "translations of a pickup point",
            view::sheet(lang, &point, None),
        ),
        (
            "translations of a way of delivery",
            view::sheet(lang, &option, None),
        ),
        ("translations of the terms", view::sheet(lang, &terms, None)),
        ("translation", asked(lang, &product, (0, 1), None)),
        (
            "translation out of date",
            asked(lang, &product, (1, 0), None),
        ),
        (
            "translation refused",
            asked(lang, &product, (0, 0), Some(too_long)),
        ),
        (
            "translation of the terms",
            asked(lang, &terms, (0, 1), None),
        ),
    ]
}
