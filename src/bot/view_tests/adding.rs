//! The screens of adding a product.

use crate::{
    bot::{
        admin::products::add::view,
        photos::{self, PhotoRefusal},
        screen::Screen,
    },
    domain::typed::TypedError,
    i18n::Lang,
};

use super::samples::{Size, added, adding};

pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let step = |answers, photos| view::step(lang, &adding(size, answers, photos), None);
    let after = |wrong, answers| view::step(lang, &adding(size, answers, 0), Some(wrong));
    let wrong = view::wrong_number(lang, TypedError::NotANumber { example: "12.50" });
    let heic = photos::refused(lang, PhotoRefusal::Heic);
    vec![
        ("adding: category", step(0, 0)),
        ("adding: name", step(1, 0)),
        ("adding: description", step(2, 0)),
        ("adding: price typed wrong", after(wrong, 3)),
        ("adding: stock", step(4, 0)),
        ("adding: photos", step(5, 0)),
        ("adding: a photo refused", after(heic, 5)),
        ("adding: photos counted", step(5, 3)),
        (
            "adding: begun before",
            view::begun(lang, &adding(size, 3, 0), None),
        ),
        (
            "adding: a picture while begun",
            view::stray_while_begun(lang, &adding(size, 3, 0)),
        ),
        ("adding: a picture not asked for", view::stray(lang)),
        ("adding: created", view::created(lang, &added(size))),
        ("adding: cancelled", view::cancelled(lang)),
        ("adding: over", view::gone(lang)),
        ("adding: no categories", view::no_categories(lang)),
    ]
}
