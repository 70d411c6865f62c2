//! The administrator's side: new orders, and moving them along.
//!
//! For anybody else it does not exist: commands are unknown and buttons outdated.

pub mod view;

use crate::{
    db::DbError,
    domain::{id::OrderId, order::OrderStatus},
    shop::{
        UseCaseError,
        orders::{self, AdvanceRefusal, UnknownOrder},
    },
};

use super::{
    context::Context,
    route,
    screen::{Answer, Reply},
};

/// Why an administrator's wish was not met.
enum Refusal<R> {
    /// The person is no administrator.
    Stranger,
    /// The shop's rules forbid it.
    Rules(R),
}

fn rules<R>(error: UseCaseError<R>) -> UseCaseError<Refusal<R>> {
    match error {
        UseCaseError::Refused(refusal) => UseCaseError::Refused(Refusal::Rules(refusal)),
        UseCaseError::Db(error) => UseCaseError::Db(error),
    }
}

const STRANGER: fn() -> UseCaseError<Refusal<UnknownOrder>> =
    || UseCaseError::Refused(Refusal::Stranger);

/// `/admin`, and the list of new orders from an order on.
pub async fn orders(context: &Context, from: Option<OrderId>) -> Result<Reply, DbError> {
    let seen = context
        .look(move |tx, visitor| {
            let admin = visitor.admin.ok_or_else(STRANGER)?;
            Ok(orders::pending(tx, &admin, from)?)
        })
        .await?;
    Ok(match seen {
        Ok((count, page)) => Reply::screen(view::orders(context.lang, count, &page)),
        Err(Refusal::Stranger) => route::stranger(context),
        Err(Refusal::Rules(UnknownOrder)) => Reply::alert(context.lang.alert_order_unknown()),
    })
}

/// Any order.
pub async fn order(context: &Context, id: OrderId) -> Result<Reply, DbError> {
    let seen = context
        .look(move |tx, visitor| {
            let admin = visitor.admin.ok_or_else(STRANGER)?;
            orders::inspect(tx, &admin, id).map_err(rules)
        })
        .await?;
    Ok(match seen {
        Ok(order) => Reply::screen(view::order(context.lang, context.app.shop.timezone, &order)),
        Err(Refusal::Stranger) => route::stranger(context),
        Err(Refusal::Rules(UnknownOrder)) => Reply::alert(context.lang.alert_order_unknown()),
    })
}

/// Moves an order along.
pub async fn advance(context: &Context, id: OrderId, to: OrderStatus) -> Result<Reply, DbError> {
    let now = context.now;
    let moved = context
        .act(move |tx, visitor| {
            let admin = visitor
                .admin
                .ok_or(UseCaseError::Refused(Refusal::Stranger))?;
            orders::advance(tx, &admin, id, to, now).map_err(rules)
        })
        .await?;
    match moved {
        Ok(order) => {
            context.app.outbox_bell.notify_one();
            let screen = view::order(context.lang, context.app.shop.timezone, &order);
            let alert = context.lang.alert_status_changed(&context.lang.status(to));
            Ok(Reply::screen(screen).with_answer(Answer::Alert(alert)))
        }
        Err(Refusal::Stranger) => Ok(route::stranger(context)),
        Err(Refusal::Rules(AdvanceRefusal::Unknown)) => {
            Ok(Reply::alert(context.lang.alert_order_unknown()))
        }
        Err(Refusal::Rules(AdvanceRefusal::NotOffered { from })) => {
            let alert = context
                .lang
                .alert_status_not_offered(&context.lang.status(from));
            Ok(order(context, id).await?.with_answer(Answer::Alert(alert)))
        }
    }
}
