//! A new pickup point: asked for step by step, opened when nothing is lacking.

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
        delivery::DeliveryKind,
        pin::Pin,
        text::{AddressText, Name},
    },
    i18n::Lang,
    shop::delivery::{self, NewPoint},
};

use super::{
    super::{
        button::{DeliveryAsk, PointDraft, Step},
        card, points, view, with_type,
    },
    put, skip, unfit,
};

/// Asks for a new pickup point, its name first.
pub async fn ask(context: &Context) -> Result<Reply, DbError> {
    next(context, PointDraft::default()).await
}

/// Asks for what a new pickup point lacks.
pub(super) async fn next(context: &Context, draft: PointDraft) -> Result<Reply, DbError> {
    let name = draft.name.clone().unwrap_or_default();
    let prompt = view::step_prompt(context.lang, draft.step(), &name);
    put(context, DeliveryAsk::New { draft }, prompt).await
}

/// Takes an answer about a new pickup point.
pub(super) async fn receive(
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

fn complete(draft: &PointDraft, pin: Option<Pin>) -> Option<NewPoint> {
    Some(NewPoint {
        name: Name::parse(draft.name.as_deref()?).ok()?,
        address: AddressText::parse(draft.address.as_deref()?).ok()?,
        kind: DeliveryKind::from_code(draft.kind.as_deref()?).filter(|kind| kind.is_pickup())?,
        hours: draft
            .hours
            .as_deref()
            .and_then(|hours| Name::parse(hours).ok()),
        pin,
    })
}

pub(super) async fn create(
    context: &Context,
    draft: PointDraft,
    pin: Option<Pin>,
) -> Result<Reply, DbError> {
    let Some(new) = complete(&draft, pin) else {
        return ask(context).await;
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
