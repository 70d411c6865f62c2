//! The customer's order history.

pub mod view;

use crate::{
    db::DbError,
    domain::id::OrderId,
    shop::{
        UseCaseError,
        orders::{self, UnknownOrder},
    },
};

use super::{context::Context, screen::Reply};

/// The orders, newest first, from an order on.
pub async fn list(context: &Context, from: Option<OrderId>) -> Result<Reply, DbError> {
    let page = context
        .look(move |tx, visitor| {
            Ok::<_, UseCaseError<UnknownOrder>>(orders::history(tx, visitor.customer.id, from)?)
        })
        .await?;
    Ok(match page {
        Ok(page) => Reply::screen(view::list(context.lang, context.app.shop.timezone, &page)),
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
            context.app.shop.timezone,
            &order,
            from,
        )),
        Err(UnknownOrder) => Reply::alert(context.lang.alert_order_unknown()),
    })
}
