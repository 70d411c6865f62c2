//! Whether orders are paid: what staff note about it, and the proofs they look at.

use crate::{
    bot::{
        admin::{Refusal, act, look, turned_away},
        context::Context,
        screen::{Answer, Reply},
    },
    db::DbError,
    domain::{id::OrderId, order::OrderSheet},
    shop::orders::payment::{self, PaymentRefusal},
};

use super::{button::OrderPaymentButton, open, show, unknown, view, who};

/// A button is pressed.
pub async fn press(context: &Context, button: OrderPaymentButton) -> Result<Reply, DbError> {
    match button {
        OrderPaymentButton::MarkPaid { order } => mark_paid(context, order).await,
        OrderPaymentButton::MarkUnpaid { order } => mark_unpaid(context, order).await,
        OrderPaymentButton::AskAgain { order } => ask_again(context, order).await,
        OrderPaymentButton::Proofs { order } => proofs(context, order).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: OrderPaymentButton) -> Result<Reply, DbError> {
    match button {
        OrderPaymentButton::MarkPaid { order }
        | OrderPaymentButton::MarkUnpaid { order }
        | OrderPaymentButton::AskAgain { order } => open(context, order).await,
        OrderPaymentButton::Proofs { order } => proofs(context, order).await,
    }
}

/// Notes that an order is paid.
async fn mark_paid(context: &Context, id: OrderId) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let noted = act(context, move |tx, by| payment::mark_paid(tx, by, id, now)).await?;
    settled(context, id, noted, context.lang.alert_marked_paid()).await
}

/// Takes back that an order is paid.
async fn mark_unpaid(context: &Context, id: OrderId) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let noted = act(context, move |tx, by| payment::mark_unpaid(tx, by, id, now)).await?;
    settled(context, id, noted, context.lang.alert_marked_unpaid()).await
}

/// Asks the customer for the payment once more.
async fn ask_again(context: &Context, id: OrderId) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let asked = act(context, move |tx, by| payment::ask_again(tx, by, id, now)).await?;
    settled(context, id, asked, context.lang.alert_asked_again()).await
}

async fn settled(
    context: &Context,
    id: OrderId,
    outcome: Result<OrderSheet, Refusal<PaymentRefusal>>,
    done: String,
) -> Result<Reply, DbError> {
    let lang = context.lang;
    let alert = match outcome {
        Ok(sheet) => {
            context.app.outbox_bell.notify_one();
            return Ok(Reply::screen(show(context, &sheet)).with_answer(Answer::Alert(done)));
        }
        Err(Refusal::Denied(denied)) => return Ok(turned_away(context, denied)),
        Err(Refusal::Rules(PaymentRefusal::Unknown)) => {
            return Ok(Reply::alert(lang.alert_order_unknown()));
        }
        Err(Refusal::Rules(PaymentRefusal::AlreadyPaid(by))) => {
            let (name, time) = who(context, by);
            lang.alert_already_paid(&name, &time)
        }
        Err(Refusal::Rules(PaymentRefusal::NotPaid)) => lang.alert_not_paid(),
        Err(Refusal::Rules(PaymentRefusal::NotAwaited(status))) => {
            lang.alert_status_not_offered(&lang.status(status))
        }
    };
    Ok(open(context, id).await?.with_answer(Answer::Alert(alert)))
}

/// Shows the proofs of payment.
async fn proofs(context: &Context, id: OrderId) -> Result<Reply, DbError> {
    let bot = context.app.me.id;
    let seen = look(context, move |tx, by| payment::proofs(tx, by, bot, id)).await?;
    Ok(match seen {
        Ok((sheet, pictures)) => Reply::screen(view::proofs(context.lang, &sheet.order, pictures)),
        Err(refusal) => unknown(context, refusal),
    })
}
