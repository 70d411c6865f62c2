//! Choosing how to pay.

use crate::{
    bot::{context::Context, screen::Reply},
    db::DbError,
    domain::id::{CheckoutId, PaymentWayId},
    shop::checkout::{CheckoutRefusal, payment},
};

use super::{next, refused, step, view};

/// Lists the ways to pay.
pub async fn ways(context: &Context, id: CheckoutId) -> Result<Reply, DbError> {
    let shop = context.app.shop();
    let choice = context
        .look(move |tx, visitor| payment::list(tx, &shop, &visitor.customer, id))
        .await?;
    Ok(match choice {
        Ok(choice) => Reply::screen(view::payment_ways(context.lang, &choice)),
        Err(refusal) => refused(context, &refusal),
    })
}

/// Takes the way to pay.
pub async fn choose(
    context: &Context,
    id: CheckoutId,
    way: PaymentWayId,
) -> Result<Reply, DbError> {
    let (shop, now) = (context.app.shop(), context.now);
    let step = step(context, move |tx, customer| {
        payment::choose(tx, &shop, customer, id, way, now)
    })
    .await?;
    Ok(match step {
        Err(CheckoutRefusal::PaymentGone) => Reply::alert(context.lang.alert_payment_gone()),
        step => next(context, step),
    })
}
