//! What is typed about delivery: asked for, looked at, and saved or asked for again.

use crate::{
    bot::{
        admin::{Refusal, act, dismissed},
        checkout::text_error,
        context::Context,
        screen::{Answer, Reply, Screen},
        state::{self, State},
    },
    db::DbError,
    domain::{
        delivery::{DeliveryKind, PointField, TermField},
        id::PickupPointId,
        money::Currency,
        pin::Pin,
        text::{AddressText, Description, Name},
        typed::{self, Reading, TypedError},
    },
    i18n::{Html, Lang},
    shop::{
        UseCaseError,
        access::{Catalogue, Permit},
        delivery::{self, DeliveryRefusal, NewPoint, PointEdit, Seen, TermEdit},
    },
};

use super::{
    button::{DeliveryAsk, PointDraft, Step},
    card, not_there, points, refused, terms, terms_card, view, with_mode, with_type,
};

const fn state(ask: DeliveryAsk) -> State {
    State::Delivery { ask }
}

/// Says what is wrong with an answer; the question stays.
fn unfit(context: &Context, ask: &DeliveryAsk, what: Html) -> Reply {
    Reply::screen(view::question(context.lang, ask, what))
}

/// Takes note of what is asked, and asks it.
async fn put(context: &Context, ask: DeliveryAsk, text: Html) -> Result<Reply, DbError> {
    let (chat, now, asked) = (context.chat(), context.now.timestamp(), ask.clone());
    let put = act(context, move |tx, _: &Permit<Catalogue>| {
        state::set(tx, chat, &state(asked.clone()), now)?;
        Ok::<_, UseCaseError<DeliveryRefusal>>(())
    })
    .await?;
    match put {
        Ok(()) => Ok(unfit(context, &ask, text)),
        Err(Refusal::Denied(denied)) => dismissed(context, denied).await,
        Err(refusal) => Ok(refused(context, refusal, "")),
    }
}

// -- a new pickup point ------------------------------------------------------------------

/// Asks for a new pickup point, its name first.
pub async fn new_point(context: &Context) -> Result<Reply, DbError> {
    next(context, PointDraft::default()).await
}

/// Asks for what a new pickup point lacks.
async fn next(context: &Context, draft: PointDraft) -> Result<Reply, DbError> {
    let name = draft.name.clone().unwrap_or_default();
    let prompt = view::step_prompt(context.lang, draft.step(), &name);
    put(context, DeliveryAsk::New { draft }, prompt).await
}

/// Takes an answer about a new pickup point.
async fn receive_step(
    context: &Context,
    mut draft: PointDraft,
    text: &str,
) -> Result<Reply, DbError> {
    let ask = DeliveryAsk::New {
        draft: draft.clone(),
    };
    let lang = context.lang;
    let wrong = |error| Ok(unfit(context, &ask, text_error(lang, error)));
    match draft.step() {
        Step::Name => match Name::parse(text) {
            Ok(name) => return take_name(context, draft, name).await,
            Err(error) => return wrong(error),
        },
        Step::Address => match AddressText::parse(text) {
            Ok(address) => draft.address = Some(address.to_string()),
            Err(error) => return wrong(error),
        },
        Step::Kind => match kind_of(lang, text) {
            Some(kind) => draft.kind = Some(kind.code().to_owned()),
            None => return Ok(unfit(context, &ask, lang.point_kind_unknown())),
        },
        Step::Hours => match Name::parse(text) {
            Ok(hours) => {
                draft.has_hours = true;
                draft.hours = Some(hours.to_string());
            }
            Err(error) => return wrong(error),
        },
        Step::Map => return Ok(unfit(context, &ask, lang.point_map_wanted())),
    }
    next(context, draft).await
}

async fn take_name(context: &Context, draft: PointDraft, name: Name) -> Result<Reply, DbError> {
    let wished = name.clone();
    let free = act(context, move |tx, by| delivery::name_point(tx, by, &wished)).await?;
    match free {
        Ok(()) => {
            let name = Some(name.to_string());
            next(context, PointDraft { name, ..draft }).await
        }
        Err(Refusal::Rules(_)) => {
            let ask = DeliveryAsk::New { draft };
            let taken = context.lang.point_name_taken(name.as_str());
            Ok(unfit(context, &ask, taken))
        }
        Err(Refusal::Denied(denied)) => dismissed(context, denied).await,
    }
}

/// The type of a pickup point that somebody typed: its word, its code or what it is called.
fn kind_of(lang: Lang, text: &str) -> Option<DeliveryKind> {
    let text = text.trim().to_lowercase();
    DeliveryKind::PICKUP.into_iter().find(|kind| {
        let code = kind.code();
        let word = code.strip_prefix("pickup_").unwrap_or(code);
        text == code || text == word || text == lang.delivery_kind(*kind).to_lowercase()
    })
}

/// What is known of the new pickup point this chat is asked about, at a step.
async fn draft_at(context: &Context, steps: &[Step]) -> Result<Option<PointDraft>, DbError> {
    let chat = context.chat();
    let awaited = context.peek(move |tx| state::awaited(tx, chat)).await?;
    Ok(match awaited {
        Some(State::Delivery {
            ask: DeliveryAsk::New { draft },
        }) if steps.contains(&draft.step()) => Some(draft),
        _ => None,
    })
}

/// The list, for a key of a question that is not asked any more.
async fn outdated(context: &Context) -> Result<Reply, DbError> {
    let list = points(context, None).await?;
    let alert = Answer::Alert(context.lang.outdated_button());
    Ok(match list.screen {
        Some(_) => list.with_answer(alert),
        None => list,
    })
}

/// Takes the type of a new pickup point, by a key.
pub async fn kind_pressed(context: &Context, kind: DeliveryKind) -> Result<Reply, DbError> {
    match draft_at(context, &[Step::Kind]).await? {
        Some(mut draft) if kind.is_pickup() => {
            draft.kind = Some(kind.code().to_owned());
            next(context, draft).await
        }
        _ => outdated(context).await,
    }
}

/// Goes on without what is asked for, by a key.
pub async fn skip_pressed(context: &Context) -> Result<Reply, DbError> {
    match draft_at(context, &[Step::Hours, Step::Map]).await? {
        Some(draft) => skip(context, DeliveryAsk::New { draft }).await,
        None => outdated(context).await,
    }
}

/// Goes on without what is asked for; what is there already stays as it is.
pub async fn skip(context: &Context, ask: DeliveryAsk) -> Result<Reply, DbError> {
    match ask {
        DeliveryAsk::New { mut draft } => match draft.step() {
            Step::Hours => {
                draft.has_hours = true;
                next(context, draft).await
            }
            Step::Map => create(context, draft, None).await,
            Step::Name | Step::Address | Step::Kind => next(context, draft).await,
        },
        DeliveryAsk::Point { point, .. } => super::point(context, PickupPointId::new(point)).await,
        DeliveryAsk::Term { kind, .. } => match DeliveryKind::from_code(&kind) {
            Some(kind) => terms(context, kind).await,
            None => super::types(context).await,
        },
    }
}

fn complete(draft: &PointDraft, location: Option<(String, String)>) -> Option<NewPoint> {
    Some(NewPoint {
        name: Name::parse(draft.name.as_deref()?).ok()?,
        address: AddressText::parse(draft.address.as_deref()?).ok()?,
        kind: DeliveryKind::from_code(draft.kind.as_deref()?).filter(|kind| kind.is_pickup())?,
        hours: draft
            .hours
            .as_deref()
            .and_then(|hours| Name::parse(hours).ok()),
        location,
    })
}

async fn create(
    context: &Context,
    draft: PointDraft,
    location: Option<(String, String)>,
) -> Result<Reply, DbError> {
    let Some(new) = complete(&draft, location) else {
        return new_point(context).await;
    };
    let (shop, chat, now) = (context.app.shop(), context.chat(), context.now.timestamp());
    let name = new.name.to_string();
    let created = act(context, move |tx, by| {
        let point = delivery::create_point(tx, by, &new, now)?;
        state::leave(tx, chat)?;
        with_type(tx, by, &shop, point)
    })
    .await?;
    match created {
        Ok(seen) => Ok(card(context, &seen).after(Screen::text(context.lang.point_created()))),
        Err(Refusal::Rules(_)) => {
            // The name was free when it was asked for: everything else is kept.
            let draft = PointDraft {
                name: None,
                ..draft
            };
            let ask = DeliveryAsk::New { draft };
            put(context, ask, context.lang.point_name_taken(&name)).await
        }
        Err(Refusal::Denied(denied)) => dismissed(context, denied).await,
    }
}

// -- what is there already ---------------------------------------------------------------

/// Asks for something else about a pickup point.
pub async fn point(
    context: &Context,
    id: PickupPointId,
    field: PointField,
) -> Result<Reply, DbError> {
    ask_point(context, id, field, None).await
}

async fn ask_point(
    context: &Context,
    id: PickupPointId,
    field: PointField,
    why: Option<Html>,
) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let asked = act(context, move |tx, by| {
        let seen = delivery::point(tx, by, id)?;
        let ask = DeliveryAsk::Point {
            point: id.get(),
            field: field.code().to_owned(),
            seen: delivery::point_as_seen(&seen, field),
        };
        state::set(tx, chat, &state(ask.clone()), now)?;
        Ok((seen, ask))
    })
    .await?;
    match asked {
        Ok((seen, ask)) => {
            let prompt = view::point_prompt(context.lang, &seen, field);
            let text = Html::paragraphs(why.into_iter().chain([prompt]));
            Ok(unfit(context, &ask, text))
        }
        Err(refusal) => not_there(context, refusal).await,
    }
}

/// Asks for something else about a type of delivery.
pub async fn term(
    context: &Context,
    kind: DeliveryKind,
    field: TermField,
) -> Result<Reply, DbError> {
    ask_term(context, kind, field, None).await
}

async fn ask_term(
    context: &Context,
    kind: DeliveryKind,
    field: TermField,
    why: Option<Html>,
) -> Result<Reply, DbError> {
    let (shop, chat, now) = (context.app.shop(), context.chat(), context.now.timestamp());
    let asked = act(context, move |tx, by| {
        let seen = delivery::terms(tx, by, &shop, kind)?;
        let ask = DeliveryAsk::Term {
            kind: kind.code().to_owned(),
            field: field.code().to_owned(),
            seen: delivery::term_as_seen(&seen, field),
        };
        state::set(tx, chat, &state(ask.clone()), now)?;
        Ok((seen, ask))
    })
    .await?;
    match asked {
        Ok((seen, ask)) => {
            let prompt = view::term_prompt(context.lang, &seen, field);
            let text = Html::paragraphs(why.into_iter().chain([prompt]));
            Ok(unfit(context, &ask, text))
        }
        Err(refusal) => Ok(refused(context, refusal, "")),
    }
}

/// Asks a question again, after a restart.
pub async fn again(context: &Context, ask: DeliveryAsk) -> Result<Reply, DbError> {
    match known(ask) {
        Known::New(draft) => next(context, draft).await,
        Known::Point(id, field, _) => point(context, id, field).await,
        Known::Term(kind, field, _) => term(context, kind, field).await,
        Known::Nothing => super::menu(context).await,
    }
}

/// A question with its codes read.
enum Known {
    New(PointDraft),
    Point(PickupPointId, PointField, Option<String>),
    Term(DeliveryKind, TermField, Option<String>),
    /// Of another release.
    Nothing,
}

fn known(ask: DeliveryAsk) -> Known {
    match ask {
        DeliveryAsk::New { draft } => Known::New(draft),
        DeliveryAsk::Point { point, field, seen } => match PointField::from_code(&field) {
            Some(field) => Known::Point(PickupPointId::new(point), field, seen),
            None => Known::Nothing,
        },
        DeliveryAsk::Term { kind, field, seen } => {
            match (DeliveryKind::from_code(&kind), TermField::from_code(&field)) {
                (Some(kind), Some(field)) => Known::Term(kind, field, seen),
                _ => Known::Nothing,
            }
        }
    }
}

/// Takes an answer.
pub async fn receive(context: &Context, ask: DeliveryAsk, text: &str) -> Result<Reply, DbError> {
    match known(ask.clone()) {
        Known::New(draft) => receive_step(context, draft, text).await,
        Known::Point(id, field, seen) => {
            let edit = match point_edit(context.lang, field, text) {
                Ok(edit) => edit,
                Err(what) => return Ok(unfit(context, &ask, what)),
            };
            save_point(context, &ask, id, Seen { field, value: seen }, edit).await
        }
        Known::Term(kind, field, seen) => {
            let edit = match term_edit(context.lang, context.app.shop().currency, field, text) {
                Ok(edit) => edit,
                Err(what) => return Ok(unfit(context, &ask, what)),
            };
            save_term(context, kind, Seen { field, value: seen }, edit).await
        }
        Known::Nothing => super::menu(context).await,
    }
}

/// Takes a place on the map.
pub async fn receive_location(
    context: &Context,
    ask: DeliveryAsk,
    latitude: &str,
    longitude: &str,
) -> Result<Reply, DbError> {
    if Pin::parse(latitude, longitude).is_err() {
        return Ok(unfit_message(context, &ask));
    }
    let location = Some((latitude.to_owned(), longitude.to_owned()));
    match known(ask.clone()) {
        Known::New(draft) if draft.step() == Step::Map => create(context, draft, location).await,
        Known::Point(id, field @ PointField::Location, seen) => {
            let seen = Seen { field, value: seen };
            save_point(context, &ask, id, seen, PointEdit::Location(location)).await
        }
        _ => Ok(unfit_message(context, &ask)),
    }
}

/// Says that something else than what was sent is awaited.
pub fn unfit_message(context: &Context, ask: &DeliveryAsk) -> Reply {
    let is_map = match known(ask.clone()) {
        Known::New(draft) => draft.step() == Step::Map,
        Known::Point(_, field, _) => field == PointField::Location,
        Known::Term(..) | Known::Nothing => false,
    };
    let what = if is_map {
        context.lang.point_map_wanted()
    } else {
        context.lang.checkout_text_blank()
    };
    unfit(context, ask, what)
}

fn point_edit(lang: Lang, field: PointField, text: &str) -> Result<PointEdit, Html> {
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

fn term_edit(
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

async fn save_point(
    context: &Context,
    ask: &DeliveryAsk,
    id: PickupPointId,
    seen: Seen<PointField>,
    edit: PointEdit,
) -> Result<Reply, DbError> {
    let (shop, chat, now) = (context.app.shop(), context.chat(), context.now.timestamp());
    let field = seen.field;
    let wished = match &edit {
        PointEdit::Name(name) => name.to_string(),
        _ => String::new(),
    };
    let saved = act(context, move |tx, by| {
        let point = delivery::edit_point(tx, by, id, Some(&seen), &edit, now)?;
        state::leave(tx, chat)?;
        with_type(tx, by, &shop, point)
    })
    .await?;
    let lang = context.lang;
    match saved {
        Ok(seen) => Ok(card(context, &seen).after(Screen::text(lang.delivery_saved()))),
        Err(Refusal::Rules(DeliveryRefusal::PointChanged(_))) => {
            ask_point(context, id, field, Some(lang.point_changed())).await
        }
        Err(Refusal::Rules(DeliveryRefusal::NameTaken)) => {
            Ok(unfit(context, ask, lang.point_name_taken(&wished)))
        }
        Err(Refusal::Denied(denied)) => dismissed(context, denied).await,
        Err(refusal) => not_there(context, refusal).await,
    }
}

async fn save_term(
    context: &Context,
    kind: DeliveryKind,
    seen: Seen<TermField>,
    edit: TermEdit,
) -> Result<Reply, DbError> {
    let (shop, chat, now) = (context.app.shop(), context.chat(), context.now.timestamp());
    let field = seen.field;
    let saved = act(context, move |tx, by| {
        let terms = delivery::edit_terms(tx, by, &shop, kind, Some(&seen), &edit, now)?;
        state::leave(tx, chat)?;
        with_mode(tx, by, &shop, terms)
    })
    .await?;
    let lang = context.lang;
    match saved {
        Ok(seen) => Ok(terms_card(context, &seen).after(Screen::text(lang.delivery_saved()))),
        Err(Refusal::Rules(DeliveryRefusal::TermsChanged(_))) => {
            ask_term(context, kind, field, Some(lang.point_changed())).await
        }
        Err(Refusal::Denied(denied)) => dismissed(context, denied).await,
        Err(refusal) => Ok(refused(context, refusal, "")),
    }
}
