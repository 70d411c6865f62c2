//! Orders for staff: new ones, and moving them along.

pub mod view;

use crate::{
    bot::{
        context::Context,
        screen::{Answer, Reply},
    },
    db::DbError,
    domain::{id::OrderId, order::OrderStatus},
    shop::orders::{self, AdvanceRefusal, UnknownOrder},
};

use super::{Refusal, act, look, turned_away};

/// The list of new orders from an order on.
pub async fn list(context: &Context, from: Option<OrderId>) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| Ok(orders::pending(tx, by, from)?)).await?;
    Ok(match seen {
        Ok((count, page)) => Reply::screen(view::orders(context.lang, count, &page)),
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(UnknownOrder)) => Reply::alert(context.lang.alert_order_unknown()),
    })
}

/// Any order.
pub async fn open(context: &Context, id: OrderId) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| orders::inspect(tx, by, id)).await?;
    Ok(match seen {
        Ok(order) => Reply::screen(view::order(context.lang, context.app.shop.timezone, &order)),
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(UnknownOrder)) => Reply::alert(context.lang.alert_order_unknown()),
    })
}

/// Moves an order along.
pub async fn advance(context: &Context, id: OrderId, to: OrderStatus) -> Result<Reply, DbError> {
    let now = context.now;
    let moved = act(context, move |tx, by| orders::advance(tx, by, id, to, now)).await?;
    match moved {
        Ok(order) => {
            context.app.outbox_bell.notify_one();
            let screen = view::order(context.lang, context.app.shop.timezone, &order);
            let alert = context.lang.alert_status_changed(&context.lang.status(to));
            Ok(Reply::screen(screen).with_answer(Answer::Alert(alert)))
        }
        Err(Refusal::Denied(denied)) => Ok(turned_away(context, denied)),
        Err(Refusal::Rules(AdvanceRefusal::Unknown)) => {
            Ok(Reply::alert(context.lang.alert_order_unknown()))
        }
        Err(Refusal::Rules(AdvanceRefusal::NotOffered { from })) => {
            let alert = context
                .lang
                .alert_status_not_offered(&context.lang.status(from));
            Ok(open(context, id).await?.with_answer(Answer::Alert(alert)))
        }
    }
}
