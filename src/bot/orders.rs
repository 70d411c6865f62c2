//! The customer's order history: looking, calling off, ordering again, writing to the shop.

pub mod proof;
pub mod view;

use crate::{
    db::DbError,
    domain::{id::OrderId, order::OrderStatus, text::Question},
    shop::{
        UseCaseError,
        orders::{self, AskRefusal, CancelRefusal, UnknownOrder},
    },
};

use super::{
    cart,
    checkout::text_error,
    context::Context,
    screen::{Answer, Reply, Screen, cut},
    state::{self, State},
};

/// Characters of the names that an alert can hold.
const NAMES: usize = 100;

/// The orders, newest first, from an order on.
pub async fn list(context: &Context, from: Option<OrderId>) -> Result<Reply, DbError> {
    let page = context
        .look(move |tx, visitor| {
            Ok::<_, UseCaseError<UnknownOrder>>(orders::history(tx, visitor.customer.id, from)?)
        })
        .await?;
    Ok(match page {
        Ok(page) => Reply::screen(view::list(context.lang, context.app.shop().timezone, &page)),
        Err(UnknownOrder) => Reply::alert(context.lang.alert_order_unknown()),
    })
}

/// An order of one's own.
pub async fn open(context: &Context, id: OrderId, from: Option<OrderId>) -> Result<Reply, DbError> {
    let order = context
        .look(move |tx, visitor| orders::find(tx, visitor.customer.id, id))
        .await?;
    Ok(match order {
        Ok(order) => Reply::screen(view::detail(
            context.lang,
            context.app.shop().timezone,
            &order,
            from,
        )),
        Err(UnknownOrder) => Reply::alert(context.lang.alert_order_unknown()),
    })
}

/// Asks whether an order is to be called off.
pub async fn ask_cancel(
    context: &Context,
    id: OrderId,
    from: Option<OrderId>,
) -> Result<Reply, DbError> {
    let order = context
        .look(move |tx, visitor| orders::find(tx, visitor.customer.id, id))
        .await?;
    Ok(match order {
        Ok(order) => Reply::screen(view::ask_cancel(context.lang, &order, from)),
        Err(UnknownOrder) => Reply::alert(context.lang.alert_order_unknown()),
    })
}

/// Calls an order off.
pub async fn cancel(
    context: &Context,
    id: OrderId,
    from: Option<OrderId>,
) -> Result<Reply, DbError> {
    let now = context.now;
    let cancelled = context
        .act(move |tx, visitor| orders::cancel(tx, visitor.customer.id, id, now))
        .await?;
    let lang = context.lang;
    match cancelled {
        Ok(order) => {
            context.app.outbox_bell.notify_one();
            // Its goods are on the shelf again.
            context.app.clock_bell.notify_one();
            let screen = view::detail(lang, context.app.shop().timezone, &order, from);
            Ok(Reply::screen(screen).with_answer(Answer::Alert(lang.alert_called_off())))
        }
        Err(CancelRefusal::Unknown) => Ok(Reply::alert(lang.alert_order_unknown())),
        Err(CancelRefusal::TooLate(status)) => {
            let alert = match status {
                // Pressed twice, or on two devices: it is as they wished.
                OrderStatus::Cancelled => lang.alert_called_off(),
                status => lang.alert_too_late(&lang.status(status)),
            };
            let opened = open(context, id, from).await?;
            Ok(opened.with_answer(Answer::Alert(alert)))
        }
    }
}

/// Puts what was bought into the cart again, and shows that.
pub async fn reorder(context: &Context, id: OrderId) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let reordered = context
        .act(move |tx, visitor| orders::reorder(tx, visitor.customer.id, id, now))
        .await?;
    let lang = context.lang;
    match reordered {
        Ok(reordered) if reordered.added == 0 => Ok(Reply::alert(lang.alert_reorder_nothing())),
        Ok(reordered) => {
            let answer = if reordered.short.is_empty() {
                Answer::Toast(lang.toast_added())
            } else {
                let names = cut(&reordered.short.join(", "), NAMES);
                Answer::Alert(lang.alert_reorder_short(&names))
            };
            Ok(cart::open(context, None).await?.with_answer(answer))
        }
        Err(UnknownOrder) => Ok(Reply::alert(lang.alert_order_unknown())),
    }
}

/// Asks what to tell the shop.
pub async fn ask_question(context: &Context, id: OrderId) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let asked = context
        .act(move |tx, visitor| {
            let order = orders::find(tx, visitor.customer.id, id)?;
            state::set(tx, chat, &State::question(id), now)?;
            Ok(order)
        })
        .await?;
    Ok(match asked {
        Ok(order) => Reply::screen(view::ask_question(context.lang, &order)),
        Err(UnknownOrder) => Reply::alert(context.lang.alert_order_unknown()),
    })
}

/// Passes typed words on to the shop.
pub async fn receive_question(
    context: &Context,
    id: OrderId,
    text: &str,
) -> Result<Reply, DbError> {
    let lang = context.lang;
    let question = match Question::parse(text) {
        Ok(question) => question,
        Err(error) => {
            let text = text_error(lang, error);
            return Ok(Reply::screen(view::asked_again(lang, text)));
        }
    };
    let (chat, now) = (context.chat(), context.now.timestamp());
    let asked = context
        .act(move |tx, visitor| {
            // The question is over, whether or not anybody is there to hear the answer.
            state::leave(tx, chat)?;
            match orders::ask(tx, visitor.customer.id, id, &question, now) {
                Ok(order) => Ok(Ok(order)),
                Err(UseCaseError::Refused(refusal)) => Ok(Err(refusal)),
                Err(UseCaseError::Db(error)) => Err(UseCaseError::<AskRefusal>::Db(error)),
            }
        })
        .await?
        .flatten();
    Ok(match asked {
        Ok(order) => {
            context.app.outbox_bell.notify_one();
            let screen = view::detail(lang, context.app.shop().timezone, &order, None);
            Reply::screen(screen).after(Screen::text(lang.order_question_sent()))
        }
        Err(AskRefusal::Unknown) => Reply::alert(lang.alert_order_unknown()),
        Err(AskRefusal::NobodyThere) => Reply::alert(lang.alert_nobody_there()),
    })
}
