//! What became of a change: done, with the key that takes it back, or why not.

use crate::{
    bot::{
        admin::{panel, products::button::ProductButton},
        screen::{Key, Screen, cut},
    },
    domain::{
        audit::Action,
        catalog::Place,
        id::ProductId,
        money::{Currency, Money},
        options::{MAX_OPTIONS, MAX_VARIANTS},
        text::TextError,
        typed::TypedError,
    },
    i18n::{Html, Lang},
    shop::products::{
        changes::{Part, ProductState, Told, VariantState},
        edit::{Done, EditRefusal, MAX_PHOTOS},
        options::values_of,
        shelf::Sheet,
        undo::UndoRefusal,
    },
};

use super::{key, to_product};

/// Characters of a value before or after.
const VALUE: usize = 255;
/// Variants of which it is told what changed.
const LINES: usize = 10;

/// What was done to a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was done.
    pub action: Action,
    /// The change.
    pub done: Done,
    /// The product before.
    pub was: Sheet,
    /// The product after.
    pub is: Sheet,
}

/// A change that was made.
pub fn done(lang: Lang, currency: Currency, change: &Change) -> Screen {
    let mut rows = Vec::new();
    if let Some(entry) = change.done.entry {
        rows.push(vec![key(lang.button_undo(), ProductButton::Undo { entry })]);
    }
    rows.push(leads_on(lang, &change.is));
    Screen::new(told(lang, currency, change), rows)
}

/// What a change was, in words.
pub fn told(lang: Lang, currency: Currency, change: &Change) -> Html {
    let name = &change.is.product.name;
    let title = match (change.action, change.done.entry) {
        (Action::Undo, _) => lang.done_undone(name),
        (_, None) => lang.done_nothing(name),
        (Action::Hide, _) => lang.done_hidden(name),
        (Action::Show, _) => lang.done_shown(name),
        (Action::Delete, _) => lang.done_deleted(name),
        (Action::Restore, _) => lang.done_restored(name),
        (Action::Create, _) => lang.done_copied(name),
        (Action::Edit | Action::Import, _) => lang.done_title(name),
    };
    let mut lines = vec![title];
    if matches!(change.action, Action::Edit | Action::Undo) {
        lines.extend(differences(lang, currency, change));
    }
    if change.done.entry.is_some() {
        lines.push(lang.done_undo_hint());
    }
    Html::lines(lines)
}

fn leads_on(lang: Lang, sheet: &Sheet) -> Vec<Key> {
    let first = if sheet.is_deleted {
        let own = sheet.category_name.is_some();
        let list = ProductButton::Shelf {
            category: own.then_some(sheet.product.category),
            place: Place::Start,
        };
        key(lang.button_staff_products_back(), list)
    } else {
        to_product(lang, sheet.product.id)
    };
    vec![first, panel::back(lang)]
}

/// Field by field, what it was and what it is.
fn differences(lang: Lang, currency: Currency, change: &Change) -> Vec<Html> {
    let (before, after) = (&change.done.before, &change.done.after);
    let mut lines = Vec::new();
    let mut of_variants = Vec::new();
    let line = |part: Part, before: String, after: String| {
        let shown = |value: String| match value.as_str() {
            "" => lang.done_none(),
            value => cut(value, VALUE),
        };
        lang.done_change(&lang.part(part), &shown(before), &shown(after))
    };
    for part in change.done.parts() {
        let said =
            |value: &dyn Fn(&ProductState) -> String| line(part, value(before), value(after));
        match part {
            Part::Name => lines.push(said(&|state| state.name.clone())),
            Part::Description => lines.push(said(&|state| state.description.clone())),
            Part::Place => lines.push(said(&|state| state.sort.to_string())),
            Part::Category => {
                let name = |sheet: &Sheet| sheet.category_name.clone().unwrap_or_default();
                lines.push(line(part, name(&change.was), name(&change.is)));
            }
            Part::Visibility => lines.push(said(&|state| {
                if state.is_hidden {
                    lang.done_hidden_word()
                } else {
                    lang.done_shown_word()
                }
            })),
            Part::Existence => lines.push(said(&|state| {
                if state.is_deleted {
                    lang.done_deleted_word()
                } else {
                    lang.done_there_word()
                }
            })),
            Part::Photos if before.photos != after.photos => {
                lines.push(said(&|state| state.photos.len().to_string()));
            }
            Part::Options => lines.extend(options(lang, before, after)),
            Part::Price | Part::Stock | Part::Sku | Part::Photos => {
                of_variants.extend(variants(lang, currency, part, before, after));
            }
        }
    }
    let more = of_variants.len().saturating_sub(LINES);
    of_variants.truncate(LINES);
    lines.extend(of_variants);
    if more > 0 {
        lines.push(lang.done_more(i64::try_from(more).unwrap_or(i64::MAX)));
    }
    lines
}

/// A part of each variant that has another one now.
fn variants(
    lang: Lang,
    currency: Currency,
    part: Part,
    before: &ProductState,
    after: &ProductState,
) -> Vec<Html> {
    let mut lines = Vec::new();
    for now in &after.variants {
        let Some(was) = before.variants.iter().find(|was| was.id == now.id) else {
            continue;
        };
        let shown = |variant| shown(lang, currency, part, variant);
        let (one, two) = (shown(was), shown(now));
        if one == two {
            continue;
        }
        let part = lang.part(part);
        lines.push(if now.values.is_empty() {
            lang.done_change(&part, &one, &two)
        } else {
            lang.done_change_of(&part, &now.values.join(", "), &one, &two)
        });
    }
    lines
}

fn shown(lang: Lang, currency: Currency, part: Part, variant: &VariantState) -> String {
    match part {
        Part::Price => lang.money(Money::new(variant.price_minor, currency)),
        Part::Stock => variant.stock.to_string(),
        Part::Sku => variant.sku.clone(),
        _ => match &variant.photo {
            Some(hash) => format!("🖼 {}", cut(hash, 7)),
            None => lang.done_none(),
        },
    }
}

/// What is to be chosen now, and how many variants come of it.
fn options(lang: Lang, before: &ProductState, after: &ProductState) -> Vec<Html> {
    let options = after.options.iter().enumerate();
    let mut lines: Vec<Html> = options
        .map(|(option, name)| {
            let values = values_of(&after.variants, option);
            lang.done_option(name, &cut(&values.join(", "), 400))
        })
        .collect();
    let count = |state: &ProductState| state.variants.len().to_string();
    lines.push(lang.done_variants(&count(before), &count(after)));
    lines
}

/// A change that was not made; the product is there.
pub fn not_done(lang: Lang, product: ProductId, why: Html) -> Screen {
    Screen::new(
        why,
        vec![vec![to_product(lang, product), panel::back(lang)]],
    )
}

/// Why a change was not made.
pub fn refusal(lang: Lang, refusal: &EditRefusal) -> Html {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    match refusal {
        EditRefusal::Gone => lang.staff_product_gone(),
        EditRefusal::Changed(told) => {
            let (who, parts) = said(lang, told);
            lang.clash(&who, &parts)
        }
        EditRefusal::VariantGone => lang.bad_variant_gone(),
        EditRefusal::CategoryGone => lang.bad_category_gone(),
        EditRefusal::SkuTaken { product } => lang.bad_sku_taken(product),
        EditRefusal::BelowZero { stock } => lang.bad_below_zero(*stock),
        EditRefusal::TooMany { most } => lang.bad_too_large(&most.to_string()),
        EditRefusal::TooManyPhotos => lang.bad_photos_full(count(MAX_PHOTOS)),
        EditRefusal::PhotoGone => lang.bad_photo_gone(),
        EditRefusal::LastVariant => lang.bad_last_variant(),
        EditRefusal::TooManyVariants { wanted } => {
            lang.bad_variants_full(count(*wanted), count(MAX_VARIANTS))
        }
        EditRefusal::TooManyOptions => lang.bad_options_full(count(MAX_OPTIONS)),
        EditRefusal::Twice => lang.bad_twice(),
    }
}

/// Why a change was not taken back, and a way on.
pub fn not_undone(lang: Lang, refusal: &UndoRefusal) -> Screen {
    let why = match refusal {
        UndoRefusal::Unknown => lang.undo_unknown(),
        UndoRefusal::TooLate => lang.undo_too_late(),
        UndoRefusal::Already => lang.undo_already(),
        UndoRefusal::Changed(told) => {
            let (who, parts) = said(lang, told);
            lang.undo_clash(&who, &parts)
        }
        UndoRefusal::Gone => lang.undo_gone(),
        UndoRefusal::CategoryGone => lang.bad_category_gone(),
        UndoRefusal::SkuTaken { product } => lang.bad_sku_taken(product),
    };
    let list = ProductButton::Shelf {
        category: None,
        place: Place::Start,
    };
    let list = key(lang.button_staff_products_back(), list);
    Screen::new(why, vec![vec![list, panel::back(lang)]])
}

fn said(lang: Lang, told: &Told) -> (String, String) {
    let who = match &told.who {
        Some(who) => cut(who, VALUE),
        None => lang.clash_shell(),
    };
    let parts: Vec<String> = told.parts.iter().map(|part| lang.part(*part)).collect();
    (who, parts.join(", "))
}

/// What is wrong with a text.
pub fn bad_text(lang: Lang, error: TextError) -> Html {
    match error {
        TextError::Blank => lang.bad_blank(),
        TextError::TooLong { max } => lang.bad_too_long(i64::try_from(max).unwrap_or(i64::MAX)),
    }
}

/// What is wrong with a number.
pub fn bad_number(lang: Lang, error: TypedError) -> Html {
    match error {
        TypedError::NotANumber { example } | TypedError::Grouping { example } => {
            lang.bad_not_a_number(example)
        }
        TypedError::Ambiguous => lang.bad_not_a_number("12.50"),
        TypedError::OtherCurrency { currency, example } => {
            lang.bad_other_currency(currency.code(), example)
        }
        TypedError::TooPrecise {
            currency,
            decimals,
            example,
        } => lang.bad_too_precise(currency.code(), i64::from(decimals), example),
        TypedError::NotWhole => lang.bad_not_whole(),
        TypedError::NotPositive { example } => lang.bad_not_positive(example),
        TypedError::Negative { example } => lang.bad_negative(example),
        TypedError::TooLarge { most } => lang.bad_too_large(most),
    }
}

impl Lang {
    fn part(self, part: Part) -> String {
        match part {
            Part::Name => self.part_name(),
            Part::Description => self.part_description(),
            Part::Price => self.part_price(),
            Part::Stock => self.part_stock(),
            Part::Category => self.part_category(),
            Part::Photos => self.part_photos(),
            Part::Sku => self.part_sku(),
            Part::Place => self.part_place(),
            Part::Options => self.part_options(),
            Part::Visibility => self.part_visibility(),
            Part::Existence => self.part_existence(),
        }
    }
}
