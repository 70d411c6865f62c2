//! The cart: view, quantities, typed quantities.

pub mod view;

use crate::{
    db::{DbError, Tx},
    domain::{
        cart::Quantity,
        id::{CartLineId, VariantId},
        language::Language,
    },
    shop::{
        Shop, UseCaseError,
        access::Visitor,
        cart::{self, CartRefusal, CartView},
        checkout,
    },
};

use super::{
    context::Context,
    front,
    screen::{Answer, Reply, Screen},
    state::{self, State},
};

type Refused = UseCaseError<CartRefusal>;

/// The cart from a line on.
pub async fn open(context: &Context, from: Option<CartLineId>) -> Result<Reply, DbError> {
    let (shop, language) = (context.app.shop(), context.language());
    let seen = context
        .look(move |tx, visitor| {
            Ok::<_, UseCaseError<()>>(present(tx, &shop, language, visitor, from)?)
        })
        .await?;
    Ok(match seen {
        Ok((cart, is_paused)) => Reply::screen(screen(context, &cart, is_paused)),
        Err(()) => Reply::answer(Answer::Silent),
    })
}

/// One more of a variant, from the product's screen, which stays.
pub async fn add(context: &Context, variant: VariantId) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let added = context
        .act(move |tx, visitor| cart::add(tx, visitor.customer.id, variant, now))
        .await?;
    Ok(Reply::answer(match added {
        Ok(()) => Answer::Toast(context.lang.toast_added()),
        Err(refusal) => Answer::Alert(view::refusal(context.lang, refusal)),
    }))
}

/// One more of a line.
pub async fn increase(
    context: &Context,
    variant: VariantId,
    from: Option<CartLineId>,
) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let toast = context.lang.toast_plus();
    change(context, from, move |tx, visitor| {
        cart::increase(tx, visitor.customer.id, variant, now)?;
        Ok(toast.clone())
    })
    .await
}

/// One fewer of a line.
pub async fn decrease(
    context: &Context,
    variant: VariantId,
    from: Option<CartLineId>,
) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let (toast, removed) = (context.lang.toast_minus(), context.lang.toast_removed());
    change(context, from, move |tx, visitor| {
        let left = cart::decrease(tx, visitor.customer.id, variant, now)?;
        Ok(if left == 0 {
            removed.clone()
        } else {
            toast.clone()
        })
    })
    .await
}

/// A line out of the cart.
pub async fn remove(
    context: &Context,
    variant: VariantId,
    from: Option<CartLineId>,
) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let toast = context.lang.toast_removed();
    change(context, from, move |tx, visitor| {
        cart::remove(tx, visitor.customer.id, variant, now)?;
        Ok(toast.clone())
    })
    .await
}

/// Changes the cart and shows it as it is then, whether the change was allowed or not: a stale
/// screen heals.
async fn change(
    context: &Context,
    from: Option<CartLineId>,
    effect: impl Fn(&mut Tx<'_>, &Visitor) -> Result<String, Refused> + Send + 'static,
) -> Result<Reply, DbError> {
    let (shop, language) = (context.app.shop(), context.language());
    let changed = context
        .act(move |tx, visitor| {
            let outcome = match tx.attempt(|tx| effect(tx, visitor))? {
                Ok(toast) => Ok(toast),
                Err(UseCaseError::Refused(refusal)) => Err(refusal),
                Err(UseCaseError::Db(error)) => return Err(error.into()),
            };
            Ok::<_, UseCaseError<()>>((outcome, present(tx, &shop, language, visitor, from)?))
        })
        .await?;
    let Ok((outcome, (cart, is_paused))) = changed else {
        return Ok(Reply::answer(Answer::Silent));
    };
    let answer = match outcome {
        Ok(toast) => Answer::Toast(toast),
        Err(refusal) => Answer::Alert(view::refusal(context.lang, refusal)),
    };
    Ok(Reply::screen(screen(context, &cart, is_paused)).with_answer(answer))
}

/// The cart, and whether somebody is there to see to it.
fn screen(context: &Context, cart: &CartView, is_paused: bool) -> Screen {
    view::cart(context.lang, cart, is_paused).with_note(front::sign_of(context))
}

fn present(
    tx: &mut Tx<'_>,
    shop: &Shop,
    language: Language,
    visitor: &Visitor,
    from: Option<CartLineId>,
) -> Result<(CartView, bool), DbError> {
    let cart = cart::view(tx, shop, language, visitor.customer.id, from)?;
    let open = checkout::find_open(tx, visitor.customer.id)?;
    Ok((cart, open.is_some()))
}

/// Asks for a quantity to be typed.
pub async fn ask_quantity(
    context: &Context,
    variant: VariantId,
    from: Option<CartLineId>,
) -> Result<Reply, DbError> {
    let (shop, language) = (context.app.shop(), context.language());
    let (chat, now) = (context.chat(), context.now.timestamp());
    let asked = context
        .act(move |tx, visitor| {
            let line = cart::find(tx, &shop, language, visitor.customer.id, variant)?;
            state::set(tx, chat, &State::quantity(variant, from), now)?;
            Ok(line)
        })
        .await?;
    match asked {
        Ok(line) => Ok(Reply::screen(view::quantity_prompt(context.lang, &line))),
        Err(refusal) => {
            let alert = Answer::Alert(view::refusal(context.lang, refusal));
            Ok(open(context, from).await?.with_answer(alert))
        }
    }
}

/// Takes a typed quantity.
pub async fn receive_quantity(
    context: &Context,
    variant: VariantId,
    from: Option<CartLineId>,
    text: &str,
) -> Result<Reply, DbError> {
    let Ok(quantity) = Quantity::parse(text) else {
        return Ok(Reply::screen(view::quantity_invalid(context.lang)));
    };
    let (shop, language) = (context.app.shop(), context.language());
    let (chat, now) = (context.chat(), context.now.timestamp());
    let set = context
        .act(move |tx, visitor| {
            cart::set_quantity(tx, visitor.customer.id, variant, quantity, now)?;
            state::leave(tx, chat)?;
            Ok(present(tx, &shop, language, visitor, from)?)
        })
        .await?;
    Ok(match set {
        Ok((cart, is_paused)) => Reply::screen(screen(context, &cart, is_paused)),
        // There is nothing left to ask about.
        Err(refusal @ (CartRefusal::NoLine | CartRefusal::Gone)) => {
            let alert = Answer::Alert(view::refusal(context.lang, refusal));
            open(context, from).await?.with_answer(alert)
        }
        // The question stays open: a smaller number may do.
        Err(refusal) => Reply::screen(view::quantity_refused(context.lang, refusal)),
    })
}
