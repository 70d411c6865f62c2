//! Delivery for staff: couriers on or off, pickup points, and the terms of the fourteen types.

pub mod asking;
pub mod button;
pub mod view;

use crate::{
    bot::{
        context::Context,
        screen::{Answer, Key, Reply},
        state,
    },
    db::{DbError, Tx},
    domain::{
        delivery::{DeliveryKind, PointField, StaffOption, StaffPoint, TermField},
        id::PickupPointId,
    },
    i18n::Lang,
    shop::{
        Shop,
        access::{Catalogue, Permit},
        delivery::{self, Changed, DeliveryRefusal, PointEdit, TermEdit},
    },
};

use self::button::DeliveryButton;
use super::{Refusal, act, look, turned_away};

/// The key that leads to delivery.
pub fn key(lang: Lang) -> Key {
    Key::new(lang.button_staff_delivery(), DeliveryButton::Menu {})
}

/// A button about delivery is pressed.
pub async fn press(context: &Context, button: DeliveryButton) -> Result<Reply, DbError> {
    match button {
        DeliveryButton::Menu {} => menu(context).await,
        DeliveryButton::CourierOn {} => set_courier(context, true).await,
        DeliveryButton::CourierOff {} => set_courier(context, false).await,
        DeliveryButton::Points { from } => points(context, from).await,
        DeliveryButton::Addresses { from } => addresses(context, from).await,
        DeliveryButton::Point { point } => self::point(context, point).await,
        DeliveryButton::OpenPoint { point } => {
            let toast = context.lang.toast_point_opened();
            edit_point(context, point, PointEdit::Open(true), toast).await
        }
        DeliveryButton::ClosePoint { point } => {
            let toast = context.lang.toast_point_closed();
            edit_point(context, point, PointEdit::Open(false), toast).await
        }
        DeliveryButton::AskPoint { point, field } => asking::point(context, point, field).await,
        DeliveryButton::DropPoint { point, field } => drop_point(context, point, field).await,
        DeliveryButton::Kinds { point } => ask_kind(context, point).await,
        DeliveryButton::SetKind { point, kind } => set_kind(context, point, kind).await,
        DeliveryButton::AddPoint {} => asking::new_point::ask(context).await,
        DeliveryButton::NewKind { kind } => asking::new_point::kind_pressed(context, kind).await,
        DeliveryButton::Skip {} => asking::new_point::skip_pressed(context).await,
        DeliveryButton::AskDeletePoint { point } => ask_delete(context, point).await,
        DeliveryButton::DeletePoint { point } => delete(context, point).await,
        DeliveryButton::RestorePoint { point } => restore(context, point).await,
        DeliveryButton::Types {} => types(context).await,
        DeliveryButton::Type { kind } => terms(context, kind).await,
        DeliveryButton::Offer { kind } => offer(context, kind, true).await,
        DeliveryButton::Withdraw { kind } => offer(context, kind, false).await,
        DeliveryButton::AskTerm { kind, field } => asking::term(context, kind, field).await,
        DeliveryButton::DropTerm { kind, field } => drop_term(context, kind, field).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: DeliveryButton) -> Result<Reply, DbError> {
    match button {
        DeliveryButton::CourierOn {} | DeliveryButton::CourierOff {} => menu(context).await,
        DeliveryButton::OpenPoint { point }
        | DeliveryButton::ClosePoint { point }
        | DeliveryButton::AskPoint { point, .. }
        | DeliveryButton::DropPoint { point, .. }
        | DeliveryButton::SetKind { point, .. }
        | DeliveryButton::RestorePoint { point } => self::point(context, point).await,
        DeliveryButton::AddPoint {}
        | DeliveryButton::NewKind { .. }
        | DeliveryButton::Skip {}
        | DeliveryButton::DeletePoint { .. } => points(context, None).await,
        DeliveryButton::Offer { kind }
        | DeliveryButton::Withdraw { kind }
        | DeliveryButton::AskTerm { kind, .. }
        | DeliveryButton::DropTerm { kind, .. } => terms(context, kind).await,
        // These only show.
        DeliveryButton::Menu {}
        | DeliveryButton::Points { .. }
        | DeliveryButton::Addresses { .. }
        | DeliveryButton::Point { .. }
        | DeliveryButton::Kinds { .. }
        | DeliveryButton::AskDeletePoint { .. }
        | DeliveryButton::Types {}
        | DeliveryButton::Type { .. } => press(context, button).await,
    }
}

/// What somebody is told whose wish was refused.
fn refused(context: &Context, refusal: Refusal<DeliveryRefusal>, name: &str) -> Reply {
    let lang = context.lang;
    Reply::alert(match refusal {
        Refusal::Denied(denied) => return turned_away(context, denied),
        Refusal::Rules(DeliveryRefusal::NameTaken) => lang.alert_point_taken(name),
        Refusal::Rules(
            DeliveryRefusal::UnknownPoint
            | DeliveryRefusal::PointChanged(_)
            | DeliveryRefusal::TermsChanged(_),
        ) => lang.alert_point_removed(),
    })
}

/// `/admin_delivery`: how the shop delivers.
pub async fn menu(context: &Context) -> Result<Reply, DbError> {
    let shop = context.app.shop();
    let seen = look(context, move |tx, by| delivery::overview(tx, by, &shop)).await?;
    Ok(match seen {
        Ok(overview) => Reply::screen(view::menu(context.lang, overview)),
        Err(refusal) => refused(context, refusal, ""),
    })
}

async fn set_courier(context: &Context, is_on: bool) -> Result<Reply, DbError> {
    let (shop, now) = (context.app.shop(), context.now.timestamp());
    let set = act(context, move |tx, by| {
        delivery::set_courier(tx, by, &shop, is_on, now)
    })
    .await?;
    let toast = if is_on {
        context.lang.toast_courier_on()
    } else {
        context.lang.toast_courier_off()
    };
    Ok(match set {
        Ok(overview) => {
            Reply::screen(view::menu(context.lang, overview)).with_answer(Answer::Toast(toast))
        }
        Err(refusal) => refused(context, refusal, ""),
    })
}

// -- pickup points -----------------------------------------------------------------------

/// The pickup points, from one on.
pub async fn points(context: &Context, from: Option<PickupPointId>) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| delivery::points(tx, by, from)).await?;
    Ok(match seen {
        Ok(page) => Reply::screen(view::points(context.lang, &page)),
        Err(refusal) => refused(context, refusal, ""),
    })
}

async fn addresses(context: &Context, from: Option<PickupPointId>) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| delivery::points(tx, by, from)).await?;
    Ok(match seen {
        Ok(page) if page.items.is_empty() => Reply::alert(context.lang.alert_no_points()),
        Ok(page) => Reply::screen(view::addresses(context.lang, &page)),
        Err(refusal) => refused(context, refusal, ""),
    })
}

/// A pickup point, and whether its type is offered.
type Seen = (StaffPoint, bool);

fn with_type(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    shop: &Shop,
    point: StaffPoint,
) -> Changed<Seen> {
    let is_offered = delivery::terms(tx, by, shop, point.point.kind)?.is_active;
    Ok((point, is_offered))
}

fn card(context: &Context, (point, is_offered): &Seen) -> Reply {
    Reply::screen(view::point(context.lang, point, *is_offered))
}

/// A pickup point.
pub async fn point(context: &Context, id: PickupPointId) -> Result<Reply, DbError> {
    let shop = context.app.shop();
    let seen = look(context, move |tx, by| {
        let point = delivery::point(tx, by, id)?;
        with_type(tx, by, &shop, point)
    })
    .await?;
    match seen {
        Ok(seen) => Ok(card(context, &seen)),
        Err(refusal) => not_there(context, refusal).await,
    }
}

/// The list below what is told of a pickup point that is not there.
async fn not_there(context: &Context, refusal: Refusal<DeliveryRefusal>) -> Result<Reply, DbError> {
    let is_unknown = matches!(refusal, Refusal::Rules(DeliveryRefusal::UnknownPoint));
    let told = refused(context, refusal, "");
    if !is_unknown {
        return Ok(told);
    }
    Ok(points(context, None).await?.with_answer(told.answer))
}

async fn edit_point(
    context: &Context,
    id: PickupPointId,
    edit: PointEdit,
    toast: String,
) -> Result<Reply, DbError> {
    let (shop, chat, now) = (context.app.shop(), context.chat(), context.now.timestamp());
    let edited = act(context, move |tx, by| {
        let point = delivery::edit_point(tx, by, id, None, &edit, now)?;
        state::leave(tx, chat)?;
        with_type(tx, by, &shop, point)
    })
    .await?;
    match edited {
        Ok(seen) => Ok(card(context, &seen).with_answer(Answer::Toast(toast))),
        Err(refusal) => not_there(context, refusal).await,
    }
}

async fn drop_point(
    context: &Context,
    id: PickupPointId,
    field: PointField,
) -> Result<Reply, DbError> {
    match PointEdit::none_of(field) {
        Some(edit) => edit_point(context, id, edit, context.lang.toast_point_saved()).await,
        // Only a forged button asks for this.
        None => point(context, id).await,
    }
}

async fn ask_kind(context: &Context, id: PickupPointId) -> Result<Reply, DbError> {
    match look(context, move |tx, by| delivery::point(tx, by, id)).await? {
        Ok(seen) => Ok(Reply::screen(view::ask_kind(context.lang, &seen))),
        Err(refusal) => not_there(context, refusal).await,
    }
}

async fn set_kind(
    context: &Context,
    id: PickupPointId,
    kind: DeliveryKind,
) -> Result<Reply, DbError> {
    if !kind.is_pickup() {
        // Only a forged button asks for this.
        return ask_kind(context, id).await;
    }
    let toast = context.lang.toast_point_saved();
    edit_point(context, id, PointEdit::Kind(kind), toast).await
}

async fn ask_delete(context: &Context, id: PickupPointId) -> Result<Reply, DbError> {
    match look(context, move |tx, by| delivery::point(tx, by, id)).await? {
        Ok(seen) => Ok(Reply::screen(view::ask_delete(context.lang, &seen))),
        Err(refusal) => not_there(context, refusal).await,
    }
}

async fn delete(context: &Context, id: PickupPointId) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let deleted = act(context, move |tx, by| {
        let gone = delivery::delete_point(tx, by, id, now)?;
        Ok((gone, delivery::points(tx, by, None)?))
    })
    .await?;
    match deleted {
        Ok((gone, page)) => Ok(Reply::screen(view::deleted(context.lang, &gone, &page))),
        Err(refusal) => not_there(context, refusal).await,
    }
}

async fn restore(context: &Context, id: PickupPointId) -> Result<Reply, DbError> {
    let (shop, now) = (context.app.shop(), context.now.timestamp());
    let restored = act(context, move |tx, by| {
        let point = delivery::restore_point(tx, by, id, now)?;
        with_type(tx, by, &shop, point)
    })
    .await?;
    match restored {
        Ok(seen) => Ok(
            card(context, &seen).with_answer(Answer::Toast(context.lang.toast_point_restored()))
        ),
        Err(refusal @ Refusal::Rules(DeliveryRefusal::NameTaken)) => {
            let name = look(context, move |tx, by| delivery::name_of_point(tx, by, id)).await?;
            Ok(refused(context, refusal, &name.unwrap_or_default()))
        }
        Err(refusal) => not_there(context, refusal).await,
    }
}

// -- the fourteen types ------------------------------------------------------------------

async fn types(context: &Context) -> Result<Reply, DbError> {
    let shop = context.app.shop();
    let seen = look(context, move |tx, by| delivery::types(tx, by, &shop)).await?;
    Ok(match seen {
        Ok(all) => Reply::screen(view::types(context.lang, &all)),
        Err(refusal) => refused(context, refusal, ""),
    })
}

/// A type of delivery, and whether couriers deliver at all.
fn with_mode(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    shop: &Shop,
    terms: StaffOption,
) -> Changed<(StaffOption, bool)> {
    let is_courier_on = delivery::overview(tx, by, shop)?.is_courier_on;
    Ok((terms, is_courier_on))
}

fn terms_card(context: &Context, (terms, is_courier_on): &(StaffOption, bool)) -> Reply {
    Reply::screen(view::terms(context.lang, terms, *is_courier_on))
}

/// A type of delivery.
pub async fn terms(context: &Context, kind: DeliveryKind) -> Result<Reply, DbError> {
    let shop = context.app.shop();
    let seen = look(context, move |tx, by| {
        let terms = delivery::terms(tx, by, &shop, kind)?;
        with_mode(tx, by, &shop, terms)
    })
    .await?;
    Ok(match seen {
        Ok(seen) => terms_card(context, &seen),
        Err(refusal) => refused(context, refusal, ""),
    })
}

async fn edit_terms(
    context: &Context,
    kind: DeliveryKind,
    edit: TermEdit,
    toast: String,
) -> Result<Reply, DbError> {
    let (shop, chat, now) = (context.app.shop(), context.chat(), context.now.timestamp());
    let edited = act(context, move |tx, by| {
        let terms = delivery::edit_terms(tx, by, &shop, kind, None, &edit, now)?;
        state::leave(tx, chat)?;
        with_mode(tx, by, &shop, terms)
    })
    .await?;
    Ok(match edited {
        Ok(seen) => terms_card(context, &seen).with_answer(Answer::Toast(toast)),
        Err(refusal) => refused(context, refusal, ""),
    })
}

async fn offer(context: &Context, kind: DeliveryKind, is_on: bool) -> Result<Reply, DbError> {
    let toast = if is_on {
        context.lang.toast_type_offered()
    } else {
        context.lang.toast_type_withdrawn()
    };
    edit_terms(context, kind, TermEdit::Offered(is_on), toast).await
}

async fn drop_term(
    context: &Context,
    kind: DeliveryKind,
    field: TermField,
) -> Result<Reply, DbError> {
    match TermEdit::none_of(field) {
        Some(edit) => edit_terms(context, kind, edit, context.lang.toast_point_saved()).await,
        // Only a forged button asks for this.
        None => terms(context, kind).await,
    }
}
