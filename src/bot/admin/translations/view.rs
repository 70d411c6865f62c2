//! The screens of translations.

use crate::{
    bot::{
        admin::{
            categories::button::CategoryButton,
            delivery::button::DeliveryButton,
            panel,
            payments::button::PayButton,
            products::{self, button::ProductButton},
            settings::button::SettingButton,
        },
        button::Button,
        screen::{Key, Screen, cut},
    },
    domain::{
        delivery::DeliveryKind,
        id::AuditId,
        language::Language,
        translation::{TextField, Worded},
    },
    i18n::{Html, Lang},
    shop::translations::{InLanguage, Sheet, Text},
};

use super::button::TranslationButton;

/// Characters of a text in the list.
const IN_LIST: usize = 150;
/// Characters of the present translation in a question, which shows the original whole.
const NOW: usize = 500;

/// The key that leads to the translations of something.
pub fn key(lang: Lang, of: Worded) -> Key {
    Key::new(lang.button_translations(), TranslationButton::Sheet { of })
}

/// What something is called.
fn name(lang: Lang, sheet: &Sheet) -> String {
    match sheet.of {
        Worded::Setting(setting) => lang.setting(setting),
        Worded::DeliveryOption(_) => match DeliveryKind::from_code(&sheet.label) {
            Some(kind) => lang.delivery_kind(kind),
            None => sheet.label.clone(),
        },
        _ => sheet.label.clone(),
    }
}

/// Where something itself is changed.
fn back(lang: Lang, sheet: &Sheet) -> Key {
    let button: Button = match sheet.of {
        Worded::Category(category) => CategoryButton::Card { category }.into(),
        Worded::Product(product) => {
            let menu = ProductButton::Menu { product };
            return products::view::key(lang.button_back(), menu);
        }
        Worded::PickupPoint(point) => DeliveryButton::Point { point }.into(),
        Worded::DeliveryOption(_) => match DeliveryKind::from_code(&sheet.label) {
            Some(kind) => DeliveryButton::Type { kind }.into(),
            None => DeliveryButton::Types {}.into(),
        },
        Worded::PaymentWay(way) => PayButton::Way { way }.into(),
        Worded::Setting(setting) => SettingButton::Ask { setting }.into(),
    };
    Key::new(lang.button_back(), button)
}

/// The texts of something in all languages; `undo` takes the last change back.
pub fn sheet(lang: Lang, sheet: &Sheet, undo: Option<AuditId>) -> Screen {
    let of = sheet.of;
    let mut pieces = vec![lang.translations_title(&cut(&name(lang, sheet), IN_LIST))];
    pieces.push(if sheet.texts.is_empty() {
        lang.translations_none()
    } else {
        lang.translations_hint()
    });
    pieces.extend(sheet.texts.iter().map(|text| lines(lang, of, text)));
    let mut rows = Vec::new();
    for text in &sheet.texts {
        for said in &text.said {
            let ask = TranslationButton::Ask {
                of,
                field: text.field,
                language: said.language,
            };
            rows.push(vec![Key::new(label(lang, text.field, said), ask)]);
        }
    }
    if let Some(entry) = undo {
        let undo = TranslationButton::Undo { of, entry };
        rows.push(vec![Key::new(lang.button_translation_undo(), undo)]);
    }
    rows.push(vec![back(lang, sheet), panel::back(lang)]);
    Screen::new(Html::paragraphs(pieces), rows)
}

fn lines(lang: Lang, of: Worded, text: &Text) -> Html {
    let short = |words: &str| cut(&words.replace('\n', " "), IN_LIST);
    let own = lang.translation_own(&field_called(lang, text.field), &short(&text.own));
    let said = text.said.iter().map(|said| {
        let language = language_called(lang, said.language);
        match &said.text {
            None => lang.translation_missing(&language),
            Some(words) if said.is_outdated && of.must_be_current(text.field) => {
                lang.translation_withheld(&language, &short(words))
            }
            Some(words) if said.is_outdated => lang.translation_outdated(&language, &short(words)),
            Some(words) => lang.translation_said(&language, &short(words)),
        }
    });
    Html::lines([own].into_iter().chain(said))
}

fn label(lang: Lang, field: TextField, said: &InLanguage) -> String {
    let label = called(lang, field, said.language);
    match &said.text {
        None => lang.button_translation_missing(&label),
        Some(_) if said.is_outdated => lang.button_translation_outdated(&label),
        Some(_) => lang.button_translation_said(&label),
    }
}

/// Asks for a text in a language, perhaps after saying why what was typed was not taken.
pub fn question(
    lang: Lang,
    sheet: &Sheet,
    text: &Text,
    said: &InLanguage,
    why: Option<Html>,
) -> Screen {
    let of = sheet.of;
    let label = called(lang, text.field, said.language);
    let mut pieces = vec![lang.translation_title(&cut(&name(lang, sheet), IN_LIST), &label)];
    pieces.extend(why);
    pieces.push(lang.translation_original(&text.own));
    match &said.text {
        Some(words) if said.is_outdated => {
            pieces.push(lang.translation_now_outdated(&cut(words, NOW)));
        }
        Some(words) => pieces.push(lang.translation_now(&cut(words, NOW))),
        None => {}
    }
    pieces.push(lang.translation_prompt(&language_called(lang, said.language)));
    let mut rows = Vec::new();
    if said.text.is_some() {
        let drop = TranslationButton::Drop {
            of,
            field: text.field,
            language: said.language,
        };
        rows.push(vec![Key::new(lang.button_translation_remove(), drop)]);
    }
    let cancel = TranslationButton::Sheet { of };
    rows.push(vec![Key::new(lang.button_cancel(), cancel)]);
    Screen::new(Html::paragraphs(pieces), rows)
}

/// What a text of something is called.
fn field_called(lang: Lang, field: TextField) -> String {
    match field {
        TextField::Name => lang.text_name(),
        TextField::Description => lang.text_description(),
        TextField::Eta => lang.text_eta(),
        TextField::Address => lang.text_address(),
        TextField::Hours => lang.text_hours(),
        TextField::Instructions => lang.text_instructions(),
        TextField::Text => lang.text_text(),
    }
}

/// What a language is called.
fn language_called(lang: Lang, language: Language) -> String {
    match language {
        Language::En => lang.language_en(),
        Language::Es => lang.language_es(),
        Language::Ru => lang.language_ru(),
    }
}

/// What a text in a language is called.
pub fn called(lang: Lang, field: TextField, language: Language) -> String {
    lang.text_of(&field_called(lang, field), &language_called(lang, language))
}
