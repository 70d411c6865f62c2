//! What is typed about delivery: asked for, looked at, and saved or asked for again.

mod answer;
pub mod new_point;

use crate::{
    bot::{
        admin::{Refusal, act, dismissed},
        context::Context,
        screen::{Reply, Screen},
        state::{self, State},
    },
    db::DbError,
    domain::{
        delivery::{DeliveryKind, PointField, TermField},
        id::PickupPointId,
        pin::Pin,
    },
    i18n::Html,
    shop::{
        UseCaseError,
        access::{Catalogue, Permit},
        delivery::{self, DeliveryRefusal, PointEdit, Seen, TermEdit},
    },
};

use super::{
    button::{DeliveryAsk, PointDraft, Step},
    card, not_there, refused, terms, terms_card, view, with_mode, with_type,
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

/// Goes on without what is asked for; what is there already stays as it is.
pub async fn skip(context: &Context, ask: DeliveryAsk) -> Result<Reply, DbError> {
    match ask {
        DeliveryAsk::New { mut draft } => match draft.step() {
            Step::Hours => {
                draft.has_hours = true;
                new_point::next(context, draft).await
            }
            Step::Map => new_point::create(context, draft, None).await,
            Step::Name | Step::Address | Step::Kind => new_point::next(context, draft).await,
        },
        DeliveryAsk::Point { point, .. } => super::point(context, PickupPointId::new(point)).await,
        DeliveryAsk::Term { kind, .. } => match DeliveryKind::from_code(&kind) {
            Some(kind) => terms(context, kind).await,
            None => super::types(context).await,
        },
    }
}

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
        Known::New(draft) => new_point::next(context, draft).await,
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
        Known::New(draft) => new_point::receive(context, draft, text).await,
        Known::Point(id, field, seen) => {
            let edit = match answer::point_edit(context.lang, field, text) {
                Ok(edit) => edit,
                Err(what) => return Ok(unfit(context, &ask, what)),
            };
            save_point(context, &ask, id, Seen { field, value: seen }, edit).await
        }
        Known::Term(kind, field, seen) => {
            let edit =
                match answer::term_edit(context.lang, context.app.shop().currency, field, text) {
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
    let Ok(pin) = Pin::parse(latitude, longitude) else {
        return Ok(unfit_message(context, &ask));
    };
    match known(ask.clone()) {
        Known::New(draft) if draft.step() == Step::Map => {
            new_point::create(context, draft, Some(pin)).await
        }
        Known::Point(id, field @ PointField::Location, seen) => {
            let seen = Seen { field, value: seen };
            save_point(context, &ask, id, seen, PointEdit::Location(Some(pin))).await
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
