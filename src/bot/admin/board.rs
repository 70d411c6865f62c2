//! The order board as people meet it: `/here`, its buttons, and its end.
//!
//! What a press in the group changes is shown there by [`crate::bot::board`], as every change is,
//! and never in the presser's own chat.

pub mod button;
pub mod view;

use tracing::warn;

use crate::{
    bot::{
        button::Button,
        context::Context,
        incoming::group::InGroup,
        screen::{Answer, Reply, Screen},
        show::group,
    },
    db::DbError,
    domain::{
        board::BoardPlace,
        id::{OrderId, TelegramId},
        order::OrderStatus,
    },
    i18n::Html,
    shop::{
        UseCaseError,
        access::{self, Denied, Management, Standing},
        board,
        orders::desk,
    },
};

use self::button::BoardButton;
use super::{
    Refusal, act,
    button::StaffButton,
    look,
    orders::{self, button::DeskButton},
    turned_away,
};

/// A button is pressed in the chat with the bot.
pub async fn press(context: &Context, button: BoardButton) -> Result<Reply, DbError> {
    match button {
        BoardButton::Show {} => explain(context).await,
        BoardButton::Off {} => end(context).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: BoardButton) -> Result<Reply, DbError> {
    match button {
        BoardButton::Show {} | BoardButton::Off {} => explain(context).await,
    }
}

/// Something happens in a group.
pub async fn handle(context: &Context, event: &InGroup) -> Result<Reply, DbError> {
    match event {
        InGroup::Here { place, bot, is_on } => {
            let is_for_another = bot
                .as_ref()
                .is_some_and(|bot| !bot.eq_ignore_ascii_case(&context.app.me.username));
            if is_for_another || !is_known(context).await? {
                return Ok(silence());
            }
            here(context, place, *is_on).await
        }
        InGroup::Press(data) => match is_known(context).await? {
            true => press_in_group(context, data).await,
            false => Ok(outdated(context)),
        },
        InGroup::Gone => {
            let (chat, now) = (context.chat(), context.now.timestamp());
            let lost = context.app.db.write(move |tx| board::lose(tx, chat, now));
            if lost.await? {
                warn!(chat.id = %chat, "the order board has ended: the bot is not in its group any more");
                context.app.outbox_bell.notify_one();
            }
            Ok(silence())
        }
        InGroup::Moved { to } => {
            let (chat, to, now) = (context.chat(), *to, context.now.timestamp());
            let moved = context
                .app
                .db
                .write(move |tx| board::follow(tx, chat, to, now));
            if moved.await? {
                context.app.board_bell.notify_one();
            }
            Ok(silence())
        }
    }
}

/// The same after a crash, when its effect has been committed.
pub async fn present_in_group(context: &Context, event: &InGroup) -> Result<Reply, DbError> {
    match event {
        InGroup::Here { place, is_on, .. } => {
            confirm(context, place, *is_on).await;
            Ok(silence())
        }
        InGroup::Press(_) | InGroup::Gone | InGroup::Moved { .. } => Ok(silence()),
    }
}

fn silence() -> Reply {
    Reply::answer(Answer::Silent)
}

fn outdated(context: &Context) -> Reply {
    Reply::alert(context.lang.outdated_button())
}

/// Whether somebody works for the shop, or did. Nobody else becomes known to it in a group.
async fn is_known(context: &Context) -> Result<bool, DbError> {
    let person = context.profile.id;
    let standing = context.peek(move |tx| access::standing(tx, person));
    Ok(standing.await? != Standing::Stranger)
}

async fn here(context: &Context, place: &BoardPlace, is_on: bool) -> Result<Reply, DbError> {
    let (wanted, now) = (place.clone(), context.now.timestamp());
    let settled = act::<Management, _, ()>(context, move |tx, by| {
        if is_on {
            board::settle(tx, by, &wanted, now)?;
        } else {
            board::end(tx, by, now)?;
        }
        Ok(())
    })
    .await?;
    match settled {
        Ok(()) => confirm(context, place, is_on).await,
        Err(Refusal::Denied(Denied::Role(role))) => {
            let text = context.lang.staff_not_yours(&context.lang.role(role));
            say(context, place, Html::escape(&text)).await;
        }
        Err(Refusal::Denied(_) | Refusal::Rules(())) => {}
    }
    Ok(silence())
}

async fn confirm(context: &Context, place: &BoardPlace, is_on: bool) {
    let text = if is_on {
        context.lang.board_on()
    } else {
        context.lang.board_off()
    };
    say(context, place, text).await;
    context.app.board_bell.notify_one();
}

async fn say(context: &Context, place: &BoardPlace, text: Html) {
    if let Err(error) = group::post(&context.app, place, &Screen::text(text)).await {
        warn!(chat.id = %place.chat, %error, "nothing can be said in the group");
    }
}

/// A button in the group: only those that the board shows, and only where it is.
async fn press_in_group(context: &Context, data: &str) -> Result<Reply, DbError> {
    let Some(Button::Staff(button)) = Button::decode(data) else {
        return Ok(outdated(context));
    };
    let (order, wish) = match button {
        StaffButton::SetStatus { order, status } if status != OrderStatus::Cancelled => {
            (order, Wish::Advance(status))
        }
        StaffButton::Desk(DeskButton::Claim { order, instead_of }) => {
            (order, Wish::Claim(instead_of))
        }
        _ => return Ok(outdated(context)),
    };
    if shown_in_pressed(context).await? != Some(order) {
        return Ok(outdated(context));
    }
    match wish {
        Wish::Advance(status) => advance(context, order, status).await,
        Wish::Claim(instead_of) => claim(context, order, instead_of).await,
    }
}

enum Wish {
    Advance(OrderStatus),
    Claim(Option<TelegramId>),
}

/// The order that the board shows in the pressed message. One that the board has left behind loses
/// its buttons.
async fn shown_in_pressed(context: &Context) -> Result<Option<OrderId>, DbError> {
    let press = context.origin.press.as_ref();
    let Some(pressed) = press.and_then(|press| press.pressed) else {
        return Ok(None);
    };
    let (chat, message) = (context.chat(), pressed.message);
    let look = || context.peek(move |tx| board::order_of(tx, chat, message));
    let order = match look().await? {
        Some(order) => Some(order),
        None => {
            // It may be so new that it is not noted yet.
            drop(context.app.board_posting.lock().await);
            look().await?
        }
    };
    if order.is_none() {
        group::take_buttons(&context.app, chat, message).await;
    }
    Ok(order)
}

async fn advance(context: &Context, id: OrderId, to: OrderStatus) -> Result<Reply, DbError> {
    let now = context.now;
    let moved = act(context, move |tx, by| desk::advance(tx, by, id, to, now)).await?;
    Ok(match moved {
        Ok(order) => {
            ring(context);
            let lang = context.lang;
            let toast = lang.alert_status_changed(&lang.status(order.status));
            Reply::answer(Answer::Toast(toast))
        }
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(refusal)) => Reply::alert(orders::unmoved(context, refusal)),
    })
}

async fn claim(
    context: &Context,
    id: OrderId,
    instead_of: Option<TelegramId>,
) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let claimed = act(context, move |tx, by| {
        desk::claim(tx, by, id, instead_of, now)
    })
    .await?;
    Ok(match claimed {
        Ok(_) => {
            ring(context);
            silence()
        }
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(refusal)) => Reply::alert(orders::unclaimed(context, refusal)),
    })
}

fn ring(context: &Context) {
    context.app.outbox_bell.notify_one();
    context.app.board_bell.notify_one();
}

/// `/here` in a private chat, and the panel's button: what the board is, and where.
pub async fn explain(context: &Context) -> Result<Reply, DbError> {
    let seen = look::<Management, _, ()>(context, |tx, _| Ok(board::place(tx)?)).await?;
    Ok(match seen {
        Ok(place) => Reply::screen(view::about(context.lang, place.as_ref())),
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(())) => silence(),
    })
}

/// Ends the board from the chat with the bot.
async fn end(context: &Context) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let ended = act::<Management, _, ()>(context, move |tx, by| {
        board::end(tx, by, now)?;
        Ok::<_, UseCaseError<()>>(())
    })
    .await?;
    Ok(match ended {
        Ok(()) => Reply::screen(view::about(context.lang, None)),
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(())) => silence(),
    })
}
