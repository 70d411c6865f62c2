//! A customer's proof of payment: a picture that staff look at.

use crate::{
    bot::{
        context::Context,
        incoming::Attachment,
        photos,
        screen::{Answer, Reply},
        state::{self, State},
    },
    db::DbError,
    domain::{id::OrderId, payment::OrderPayment},
    shop::{
        UseCaseError, access,
        orders::payment::{self, ProofRefusal},
    },
};

use super::view;

/// Asks for a picture.
pub async fn ask(context: &Context, id: OrderId) -> Result<Reply, DbError> {
    let (chat, now) = (context.chat(), context.now.timestamp());
    let asked = context
        .act(move |tx, visitor| {
            let order = payment::proving(tx, visitor.customer.id, id)?;
            state::set(tx, chat, &State::proof(id), now)?;
            Ok(order)
        })
        .await?;
    match asked {
        Ok(order) => Ok(Reply::screen(view::ask_proof(context.lang, &order))),
        Err(refusal) => refused(context, id, refusal).await,
    }
}

/// Takes a picture. The chat goes on waiting for more, as long as more are taken: an album comes
/// in pieces.
pub async fn receive(
    context: &Context,
    id: OrderId,
    attachment: &Attachment,
) -> Result<Reply, DbError> {
    // Fetching costs time and memory: not without need.
    let person = context.profile.id;
    let wanted = context
        .peek(move |tx| {
            let Some(customer) = access::customer(tx, person)? else {
                return Ok(Err(ProofRefusal::Unknown));
            };
            match payment::proving(tx, customer, id) {
                Ok(_) => Ok(Ok(())),
                Err(UseCaseError::Refused(refusal)) => Ok(Err(refusal)),
                Err(UseCaseError::Db(error)) => Err(error),
            }
        })
        .await?;
    if let Err(refusal) = wanted {
        return refused(context, id, refusal).await;
    }
    let photo = match photos::receive(context, attachment).await {
        Ok(photo) => photo,
        Err(refusal) => {
            let text = photos::refused(context.lang, refusal);
            return Ok(Reply::screen(view::asked_again(context.lang, text)));
        }
    };
    let (chat, now) = (context.chat(), context.now.timestamp());
    let kept = context
        .act(move |tx, visitor| {
            let order = payment::add_proof(tx, visitor.customer.id, id, &photo, now)?;
            if !payment::takes_proof(&order) {
                state::leave(tx, chat)?;
            }
            Ok(order)
        })
        .await?;
    match kept {
        Ok(order) => {
            context.app.outbox_bell.notify_one();
            Ok(Reply::screen(view::proof_kept(context.lang, &order)))
        }
        Err(ProofRefusal::Same) => {
            let text = context.lang.proof_same();
            Ok(Reply::screen(view::asked_again(context.lang, text)))
        }
        Err(refusal) => refused(context, id, refusal).await,
    }
}

/// Anything but a picture.
pub fn text_instead(context: &Context) -> Reply {
    let text = context.lang.proof_wanted();
    Reply::screen(view::asked_again(context.lang, text))
}

/// Says why, and shows the order: waiting ends with that.
async fn refused(context: &Context, id: OrderId, refusal: ProofRefusal) -> Result<Reply, DbError> {
    let text = why(context, refusal);
    let opened = super::open(context, id, None).await?;
    Ok(opened.with_answer(Answer::Alert(text)))
}

fn why(context: &Context, refusal: ProofRefusal) -> String {
    let lang = context.lang;
    match refusal {
        ProofRefusal::Unknown => lang.alert_order_unknown(),
        ProofRefusal::NotAwaited | ProofRefusal::Same => lang.alert_proof_not_awaited(),
        ProofRefusal::TooMany => lang.alert_proofs_full(OrderPayment::MAX_PROOFS),
    }
}
