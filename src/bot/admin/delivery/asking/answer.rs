//! What was typed about delivery, read as what it is to be.

use crate::{
    bot::checkout::text_error,
    domain::{
        delivery::{PointField, TermField},
        money::Currency,
        text::{AddressText, Description, Name},
        typed::{self, Reading, TypedError},
    },
    i18n::{Html, Lang},
    shop::delivery::{PointEdit, TermEdit},
};

/// What a field of a pickup point is to be.
pub(super) fn point_edit(lang: Lang, field: PointField, text: &str) -> Result<PointEdit, Html> {
    let wrong = |error| text_error(lang, error);
    match field {
        PointField::Name => Name::parse(text).map(PointEdit::Name).map_err(wrong),
        PointField::Address => AddressText::parse(text)
            .map(PointEdit::Address)
            .map_err(wrong),
        PointField::Hours => Name::parse(text)
            .map(|hours| PointEdit::Hours(Some(hours)))
            .map_err(wrong),
        PointField::Location => Err(lang.point_map_wanted()),
    }
}

/// What a field of a type of delivery is to be.
pub(super) fn term_edit(
    lang: Lang,
    currency: Currency,
    field: TermField,
    text: &str,
) -> Result<TermEdit, Html> {
    let is_none = text.trim().to_lowercase() == lang.fee_none_word();
    if let Some(none) = TermEdit::none_of(field).filter(|_| is_none) {
        return Ok(none);
    }
    let wrong = |error| text_error(lang, error);
    let amount = || typed::fee(text, currency, Reading::Shown).map_err(|error| fee(lang, error));
    match field {
        TermField::Price => amount().map(TermEdit::Price),
        TermField::FreeFrom => amount().map(|total| TermEdit::FreeFrom(Some(total))),
        TermField::Name => Name::parse(text)
            .map(|name| TermEdit::Name(Some(name)))
            .map_err(wrong),
        TermField::Eta => Name::parse(text)
            .map(|eta| TermEdit::Eta(Some(eta)))
            .map_err(wrong),
        TermField::Description => Description::parse(text)
            .map(|text| TermEdit::Description(Some(text)))
            .map_err(wrong),
    }
}

/// What is wrong with an amount.
fn fee(lang: Lang, error: TypedError) -> Html {
    match error {
        TypedError::NotANumber { example } => lang.fee_not_a_number(example),
        TypedError::Grouping { example } => lang.fee_grouping(example),
        TypedError::OtherCurrency { currency, example } => {
            lang.fee_other_currency(currency.code(), example)
        }
        TypedError::TooPrecise {
            currency, example, ..
        } => lang.fee_too_precise(currency.code(), example),
        TypedError::NotPositive { example } | TypedError::Negative { example } => {
            lang.fee_negative(example)
        }
        TypedError::TooLarge { most } => lang.fee_too_large(most),
        TypedError::Ambiguous | TypedError::NotWhole => lang.fee_grouping("1234"),
    }
}
