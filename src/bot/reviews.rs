//! Customers say what they think of what they bought, and read what others do.

pub mod view;

use crate::{
    db::{DbError, Tx},
    domain::{
        catalog::Place,
        id::{OrderId, ProductId},
        review::Stars,
        text::ReviewWords,
    },
    i18n::Html,
    shop::{
        UseCaseError,
        access::Visitor,
        orders::UnknownOrder,
        reviews::{self, Own, ReviewRefusal},
    },
};

use super::{
    checkout::text_error,
    context::Context,
    screen::{Answer, Reply, Screen},
    state::{self, State},
};

/// What is said of a product: the page, from 0.
pub async fn list(
    context: &Context,
    product: ProductId,
    page: u32,
    place: Place,
) -> Result<Reply, DbError> {
    let (shop, language) = (context.app.shop(), context.language());
    let timezone = shop.timezone;
    let seen = context
        .look(move |tx, visitor| {
            reviews::of_product(tx, &shop, language, visitor.customer.id, product, page)
        })
        .await?;
    Ok(match seen {
        Ok(reviews) => Reply::screen(view::list(context.lang, timezone, &reviews, place)),
        Err(refusal) => refused(context, refusal),
    })
}

/// What of an order can be reviewed: the page, from 0.
pub async fn of_order(context: &Context, order: OrderId, page: u32) -> Result<Reply, DbError> {
    let seen = context
        .look(move |tx, visitor| reviews::of_order(tx, visitor.customer.id, order, page))
        .await?;
    Ok(match seen {
        Ok(seen) if seen.products.is_empty() => refused(context, ReviewRefusal::NotBought),
        Ok(seen) => Reply::screen(view::of_order(context.lang, &seen)),
        Err(UnknownOrder) => Reply::alert(context.lang.alert_order_unknown()),
    })
}

/// One's own review of a product.
pub async fn own(
    context: &Context,
    product: ProductId,
    order: Option<OrderId>,
) -> Result<Reply, DbError> {
    let shop = context.app.shop();
    let own = context
        .look(move |tx, visitor| reviews::own(tx, &shop, &visitor.customer, product))
        .await?;
    Ok(match own {
        Ok(own) => Reply::screen(view::own(context.lang, &own, order)),
        Err(refusal) => refused(context, refusal),
    })
}

/// Gives stars. Where there are no words yet, they are asked for.
pub async fn rate(
    context: &Context,
    product: ProductId,
    order: Option<OrderId>,
    stars: u8,
) -> Result<Reply, DbError> {
    let Some(stars) = Stars::new(stars) else {
        return own(context, product, order).await;
    };
    let (shop, chat, now) = (context.app.shop(), context.chat(), context.now.timestamp());
    let rated = context
        .act(move |tx, visitor| {
            let own = reviews::rate(tx, &shop, &visitor.customer, product, stars, now)?;
            let is_told = own.review.as_ref().is_some_and(|own| own.words.is_some());
            if is_told {
                state::leave(tx, chat)?;
            } else {
                state::set(tx, chat, &waiting(product, order), now)?;
            }
            Ok(own)
        })
        .await?;
    let lang = context.lang;
    Ok(match rated {
        Ok(own) => {
            let has_words = own.review.as_ref().is_some_and(|own| own.words.is_some());
            let screen = if has_words {
                view::own(lang, &own, order)
            } else {
                view::ask_words(lang, &own, order, lang.reviews_thanks())
            };
            Reply::screen(screen).with_answer(Answer::Toast(lang.toast_rated()))
        }
        Err(refusal) => refused(context, refusal),
    })
}

fn waiting(product: ProductId, order: Option<OrderId>) -> State {
    State::ReviewWords {
        product: product.get(),
        order: order.map(OrderId::get),
    }
}

/// Asks for words beside the stars.
pub async fn ask_words(
    context: &Context,
    product: ProductId,
    order: Option<OrderId>,
) -> Result<Reply, DbError> {
    let (shop, chat, now) = (context.app.shop(), context.chat(), context.now.timestamp());
    let asked = context
        .act(move |tx, visitor| {
            let own = reviews::own(tx, &shop, &visitor.customer, product)?;
            if own.review.is_some() {
                state::set(tx, chat, &waiting(product, order), now)?;
            }
            Ok(own)
        })
        .await?;
    let lang = context.lang;
    Ok(match asked {
        // Withdrawn on another device: it begins with the stars.
        Ok(own) if own.review.is_none() => Reply::screen(view::own(lang, &own, order)),
        Ok(own) => Reply::screen(view::ask_words(lang, &own, order, lang.reviews_question())),
        Err(refusal) => refused(context, refusal),
    })
}

/// Takes words beside the stars.
pub async fn receive_words(
    context: &Context,
    product: ProductId,
    order: Option<OrderId>,
    text: &str,
) -> Result<Reply, DbError> {
    let lang = context.lang;
    let words = match ReviewWords::parse(text) {
        Ok(words) => words,
        Err(error) => {
            let screen = view::asked_again(lang, product, order, text_error(lang, error));
            return Ok(Reply::screen(screen));
        }
    };
    let (shop, now) = (context.app.shop(), context.now.timestamp());
    let said = finish(context, move |tx, visitor| {
        reviews::say(tx, &shop, &visitor.customer, product, &words, now)
    });
    Ok(match said.await? {
        Ok(own) => Reply::screen(view::own(lang, &own, order))
            .after(Screen::text(lang.reviews_published())),
        Err(ReviewRefusal::Nothing) => self::own(context, product, order).await?,
        Err(refusal) => refused(context, refusal),
    })
}

/// Leaves the words as they are, if there are any.
pub async fn leave_words(
    context: &Context,
    product: ProductId,
    order: Option<OrderId>,
) -> Result<Reply, DbError> {
    let (shop, now) = (context.app.shop(), context.now.timestamp());
    let left = finish(context, move |tx, visitor| {
        reviews::leave_words(tx, &shop, &visitor.customer, product, now)
    });
    Ok(match left.await? {
        Ok(own) => Reply::screen(view::own(context.lang, &own, order)),
        Err(refusal) => refused(context, refusal),
    })
}

/// Ends waiting for words, whatever comes of it; staff are told at once.
async fn finish(
    context: &Context,
    effect: impl Fn(&mut Tx<'_>, &Visitor) -> Result<Own, UseCaseError<ReviewRefusal>> + Send + 'static,
) -> Result<Result<Own, ReviewRefusal>, DbError> {
    let chat = context.chat();
    let done = context
        .act(move |tx, visitor| {
            state::leave(tx, chat)?;
            match effect(tx, visitor) {
                Ok(own) => Ok(Ok(own)),
                Err(UseCaseError::Refused(refusal)) => Ok(Err(refusal)),
                Err(UseCaseError::Db(error)) => Err(UseCaseError::<ReviewRefusal>::Db(error)),
            }
        })
        .await?
        .flatten();
    context.app.clock_bell.notify_one();
    Ok(done)
}

/// Withdraws a review.
pub async fn withdraw(
    context: &Context,
    product: ProductId,
    order: Option<OrderId>,
) -> Result<Reply, DbError> {
    let shop = context.app.shop();
    let withdrawn = finish(context, move |tx, visitor| {
        reviews::withdraw(tx, &shop, &visitor.customer, product)
    });
    Ok(match withdrawn.await? {
        Ok(own) => Reply::screen(view::own(context.lang, &own, order))
            .with_answer(Answer::Toast(context.lang.toast_withdrawn())),
        Err(refusal) => refused(context, refusal),
    })
}

fn refused(context: &Context, refusal: ReviewRefusal) -> Reply {
    let lang = context.lang;
    let text = match refusal {
        ReviewRefusal::Gone => lang.product_gone(),
        ReviewRefusal::NotBought => lang.alert_not_bought(),
        ReviewRefusal::Nothing => lang.alert_no_review(),
    };
    if context.origin.press.is_some() {
        Reply::alert(text)
    } else {
        Reply::text(Html::escape(&text))
    }
}
