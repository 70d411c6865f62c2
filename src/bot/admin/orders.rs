//! Orders for staff: finding them, moving them along, packing, noting, writing to customers.

pub mod button;
pub mod payment;
pub mod view;

use crate::{
    bot::{
        catalog,
        checkout::text_error,
        context::Context,
        screen::{Answer, Reply, Screen},
        state::{self, DeskAsk, State},
    },
    db::DbError,
    domain::{
        catalog::Place,
        id::{OrderId, TelegramId},
        order::{OrderFilter, OrderSheet, OrderStatus},
        text::{CancelReason, Note, Question},
    },
    i18n::When,
    shop::{
        UseCaseError,
        orders::{
            UnknownOrder,
            desk::{self, AdvanceRefusal, ClaimRefusal, DoneBy, WriteRefusal},
        },
    },
};

use self::button::DeskButton;
use super::{Refusal, act, look, turned_away};

/// A button is pressed.
pub async fn press(context: &Context, button: DeskButton) -> Result<Reply, DbError> {
    match button {
        DeskButton::Filters {} => filters(context).await,
        DeskButton::List { filter, from } => list(context, filter, from).await,
        DeskButton::AskSearch {} => ask(context, DeskAsk::Search).await,
        DeskButton::Claim { order, instead_of } => claim(context, order, instead_of).await,
        DeskButton::Release { order } => release(context, order).await,
        DeskButton::AskNote { order } => {
            let order = order.get();
            ask(context, DeskAsk::Note { order }).await
        }
        DeskButton::AskMessage { order } => {
            let order = order.get();
            ask(context, DeskAsk::Message { order }).await
        }
        DeskButton::Conversation { order } => conversation(context, order).await,
        DeskButton::AskReason { order } => {
            let order = order.get();
            ask(context, DeskAsk::Reason { order }).await
        }
        DeskButton::Cancel { order } => cancel(context, order, None).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: DeskButton) -> Result<Reply, DbError> {
    match button {
        DeskButton::Claim { order, .. }
        | DeskButton::Release { order }
        | DeskButton::AskNote { order }
        | DeskButton::AskMessage { order }
        | DeskButton::AskReason { order }
        | DeskButton::Cancel { order } => open(context, order).await,
        DeskButton::AskSearch {} => filters(context).await,
        // These only show.
        DeskButton::Filters {} | DeskButton::List { .. } | DeskButton::Conversation { .. } => {
            press(context, button).await
        }
    }
}

/// What the orders can be listed by.
pub async fn filters(context: &Context) -> Result<Reply, DbError> {
    let seen = look(context, |tx, by| {
        Ok::<_, UseCaseError<UnknownOrder>>(desk::counts(tx, by)?)
    })
    .await?;
    Ok(match seen {
        Ok(counts) => Reply::screen(view::filters(context.lang, &counts)),
        Err(refusal) => unknown(context, refusal),
    })
}

/// The orders behind a filter, from an order on.
pub async fn list(
    context: &Context,
    filter: OrderFilter,
    from: Option<OrderId>,
) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| Ok(desk::list(tx, by, filter, from)?)).await?;
    Ok(match seen {
        Ok((count, page)) => Reply::screen(view::list(context.lang, filter, count, &page)),
        Err(refusal) => unknown(context, refusal),
    })
}

/// Any order.
pub async fn open(context: &Context, id: OrderId) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| desk::inspect(tx, by, id)).await?;
    Ok(match seen {
        Ok(sheet) => Reply::screen(show(context, &sheet)),
        Err(refusal) => unknown(context, refusal),
    })
}

/// Any order, for one of the staff who followed a link; the shop's front for anybody else.
pub async fn follow(context: &Context, id: OrderId) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| desk::inspect(tx, by, id)).await?;
    Ok(match seen {
        Ok(sheet) => Reply::screen(show(context, &sheet)),
        Err(_) => catalog::home(context, Place::Start).await?,
    })
}

/// All that was said about an order.
pub async fn conversation(context: &Context, id: OrderId) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| desk::conversation(tx, by, id)).await?;
    Ok(match seen {
        Ok(sheet) => Reply::screen(view::conversation(
            context.lang,
            context.app.shop().timezone,
            &sheet,
        )),
        Err(refusal) => unknown(context, refusal),
    })
}

fn show(context: &Context, sheet: &OrderSheet) -> Screen {
    view::order(
        context.lang,
        context.app.shop().timezone,
        context.chat(),
        sheet,
    )
}

fn unknown(context: &Context, refusal: Refusal<UnknownOrder>) -> Reply {
    match refusal {
        Refusal::Denied(denied) => turned_away(context, denied),
        Refusal::Rules(UnknownOrder) => Reply::alert(context.lang.alert_order_unknown()),
    }
}

/// Moves an order along. A button that calls it off asks why first.
pub async fn advance(context: &Context, id: OrderId, to: OrderStatus) -> Result<Reply, DbError> {
    if to == OrderStatus::Cancelled {
        return ask(context, DeskAsk::Reason { order: id.get() }).await;
    }
    let now = context.now;
    let moved = act(context, move |tx, by| {
        let order = desk::advance(tx, by, id, to, now)?;
        desk::inspect(tx, by, order.id).map_err(|error| lost(&error))
    })
    .await?;
    settled(context, id, moved).await
}

/// Calls an order off.
pub async fn cancel(
    context: &Context,
    id: OrderId,
    reason: Option<CancelReason>,
) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now);
    let moved = act(context, move |tx, by| {
        state::leave(tx, chat)?;
        let order = desk::cancel(tx, by, id, reason.as_ref(), now)?;
        desk::inspect(tx, by, order.id).map_err(|error| lost(&error))
    })
    .await?;
    settled(context, id, moved).await
}

/// An order that was just changed cannot be unknown.
fn lost(_: &UseCaseError<UnknownOrder>) -> UseCaseError<AdvanceRefusal> {
    UseCaseError::Refused(AdvanceRefusal::Unknown)
}

/// What became of moving an order along.
async fn settled(
    context: &Context,
    id: OrderId,
    moved: Result<OrderSheet, Refusal<AdvanceRefusal>>,
) -> Result<Reply, DbError> {
    let lang = context.lang;
    match moved {
        Ok(sheet) => {
            context.app.outbox_bell.notify_one();
            let alert = lang.alert_status_changed(&lang.status(sheet.order.status));
            Ok(Reply::screen(show(context, &sheet)).with_answer(Answer::Alert(alert)))
        }
        Err(Refusal::Denied(denied)) => Ok(turned_away(context, denied)),
        Err(Refusal::Rules(AdvanceRefusal::Unknown)) => {
            Ok(Reply::alert(lang.alert_order_unknown()))
        }
        Err(Refusal::Rules(refusal)) => {
            let alert = Answer::Alert(unmoved(context, refusal));
            Ok(open(context, id).await?.with_answer(alert))
        }
    }
}

/// Why an order was not moved along.
pub(super) fn unmoved(context: &Context, refusal: AdvanceRefusal) -> String {
    let lang = context.lang;
    match refusal {
        AdvanceRefusal::Unknown => lang.alert_order_unknown(),
        AdvanceRefusal::NotOffered { from } => lang.alert_status_not_offered(&lang.status(from)),
        AdvanceRefusal::AlreadyDone { status, by } => {
            let status = lang.status(status);
            match by {
                Some(by) => {
                    let (name, time) = who(context, by);
                    lang.alert_already_done(&status, &name, &time)
                }
                None => lang.alert_status_not_offered(&status),
            }
        }
    }
}

fn who(context: &Context, done: DoneBy) -> (String, String) {
    let lang = context.lang;
    let name = done.name.unwrap_or_else(|| lang.staff_somebody());
    (name, lang.time(When(done.at, context.app.shop().timezone)))
}

/// Notes that one packs an order, perhaps in place of somebody they know of.
pub async fn claim(
    context: &Context,
    id: OrderId,
    instead_of: Option<TelegramId>,
) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let claimed = act(context, move |tx, by| {
        desk::claim(tx, by, id, instead_of, now)
    })
    .await?;
    packed(context, id, claimed).await
}

/// Notes that nobody packs an order.
pub async fn release(context: &Context, id: OrderId) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let released = act(context, move |tx, by| desk::release(tx, by, id, now)).await?;
    packed(context, id, released).await
}

async fn packed(
    context: &Context,
    id: OrderId,
    outcome: Result<OrderSheet, Refusal<ClaimRefusal>>,
) -> Result<Reply, DbError> {
    match outcome {
        Ok(sheet) => {
            context.app.board_bell.notify_one();
            Ok(Reply::screen(show(context, &sheet)))
        }
        Err(Refusal::Denied(denied)) => Ok(turned_away(context, denied)),
        Err(Refusal::Rules(ClaimRefusal::Unknown)) => {
            Ok(Reply::alert(context.lang.alert_order_unknown()))
        }
        Err(Refusal::Rules(refusal)) => {
            let alert = Answer::Alert(unclaimed(context, refusal));
            Ok(open(context, id).await?.with_answer(alert))
        }
    }
}

/// Why an order was not claimed.
pub(super) fn unclaimed(context: &Context, refusal: ClaimRefusal) -> String {
    let lang = context.lang;
    match refusal {
        ClaimRefusal::Unknown => lang.alert_order_unknown(),
        ClaimRefusal::Over(status) => lang.alert_status_not_offered(&lang.status(status)),
        ClaimRefusal::Taken(by) => {
            let (name, time) = who(context, by);
            lang.alert_claimed_by(&name, &time)
        }
    }
}

/// Asks for something to be typed, about an order that is there.
pub async fn ask(context: &Context, asked: DeskAsk) -> Result<Reply, DbError> {
    if let DeskAsk::Message { order } = asked {
        return ask_message(context, OrderId::new(order)).await;
    }
    let (chat, now, state) = (
        context.chat(),
        context.now.timestamp(),
        State::Desk(asked.clone()),
    );
    let id = order_of(&asked);
    let is_reason = matches!(asked, DeskAsk::Reason { .. });
    let outcome = act(context, move |tx, by| {
        let order = match id {
            Some(id) if is_reason => Some(desk::may_become(tx, by, id, OrderStatus::Cancelled)?),
            Some(id) => Some(
                desk::inspect(tx, by, id)
                    .map_err(|error| lost(&error))?
                    .order,
            ),
            None => None,
        };
        state::set(tx, chat, &state, now)?;
        Ok(order)
    })
    .await?;
    match (outcome, id) {
        (Ok(order), _) => Ok(Reply::screen(view::prompt(
            context.lang,
            &asked,
            order.as_ref(),
        ))),
        (Err(Refusal::Denied(denied)), _) => Ok(turned_away(context, denied)),
        (Err(refusal), Some(id)) => settled(context, id, Err(refusal)).await,
        (Err(Refusal::Rules(_)), None) => Ok(Reply::alert(context.lang.alert_order_unknown())),
    }
}

/// Asks for words to the customer of an order, when they would get them.
async fn ask_message(context: &Context, id: OrderId) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let asked = DeskAsk::Message { order: id.get() };
    let state = State::Desk(asked.clone());
    let outcome = act(context, move |tx, by| {
        let order = desk::may_write(tx, by, id)?;
        state::set(tx, chat, &state, now)?;
        Ok(order)
    })
    .await?;
    match outcome {
        Ok(order) => Ok(Reply::screen(view::prompt(
            context.lang,
            &asked,
            Some(&order),
        ))),
        Err(refusal) => unwritten(context, id, refusal).await,
    }
}

/// Why nothing is written to a customer.
async fn unwritten(
    context: &Context,
    id: OrderId,
    refusal: Refusal<WriteRefusal>,
) -> Result<Reply, DbError> {
    let lang = context.lang;
    match refusal {
        Refusal::Denied(denied) => Ok(turned_away(context, denied)),
        Refusal::Rules(WriteRefusal::Unknown) => Ok(Reply::alert(lang.alert_order_unknown())),
        Refusal::Rules(WriteRefusal::OutOfReach { name, why }) => {
            let why = view::unreachable(lang, why);
            let name = view::called(lang, &name);
            let alert = Answer::Alert(lang.alert_out_of_reach(&name, &why));
            Ok(open(context, id).await?.with_answer(alert))
        }
    }
}

fn order_of(asked: &DeskAsk) -> Option<OrderId> {
    match asked {
        DeskAsk::Search => None,
        DeskAsk::Note { order } | DeskAsk::Message { order } | DeskAsk::Reason { order } => {
            Some(OrderId::new(*order))
        }
    }
}

/// Takes what was typed.
pub async fn receive(context: &Context, asked: DeskAsk, text: &str) -> Result<Reply, DbError> {
    let lang = context.lang;
    let again = |error| {
        let text = text_error(lang, error);
        Ok(Reply::screen(view::asked_again(lang, &asked, text)))
    };
    match &asked {
        DeskAsk::Search => match Note::parse(text) {
            Ok(words) => search(context, words).await,
            Err(error) => again(error),
        },
        DeskAsk::Note { order } => match Note::parse(text) {
            Ok(note) => keep_note(context, OrderId::new(*order), note).await,
            Err(error) => again(error),
        },
        DeskAsk::Message { order } => match Question::parse(text) {
            Ok(words) => write(context, OrderId::new(*order), words).await,
            Err(error) => again(error),
        },
        DeskAsk::Reason { order } => match CancelReason::parse(text) {
            Ok(reason) => cancel(context, OrderId::new(*order), Some(reason)).await,
            Err(error) => again(error),
        },
    }
}

async fn search(context: &Context, words: Note) -> Result<Reply, DbError> {
    let sought = words.to_string();
    let found = look(context, move |tx, by| {
        Ok::<_, UseCaseError<UnknownOrder>>(desk::search(tx, by, words.as_str())?)
    })
    .await?;
    Ok(match found {
        Ok(found) => Reply::screen(view::found(context.lang, &sought, &found)),
        Err(refusal) => unknown(context, refusal),
    })
}

async fn keep_note(context: &Context, id: OrderId, note: Note) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let kept = act(context, move |tx, by| {
        state::leave(tx, chat)?;
        desk::note(tx, by, id, &note, now)
    })
    .await?;
    Ok(match kept {
        Ok(sheet) => Reply::screen(show(context, &sheet)),
        Err(refusal) => unknown(context, refusal),
    })
}

async fn write(context: &Context, id: OrderId, words: Question) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let written = act(context, move |tx, by| {
        state::leave(tx, chat)?;
        desk::write(tx, by, id, &words, now)
    })
    .await?;
    match written {
        Ok(sheet) => {
            context.app.outbox_bell.notify_one();
            let done = context.lang.order_message_sent(&sheet.order.contact_name);
            Ok(Reply::screen(show(context, &sheet)).after(Screen::text(done)))
        }
        Err(refusal) => unwritten(context, id, refusal).await,
    }
}
