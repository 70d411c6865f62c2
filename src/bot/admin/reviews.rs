//! What customers say of products, for staff: all of it is seen, and some of it hidden.

pub mod button;
pub mod view;

use crate::{
    bot::{
        context::Context,
        screen::{Answer, Reply},
    },
    db::DbError,
    domain::id::{ProductId, ReviewId},
    shop::reviews::{Reviews, staff},
};

use self::button::ReviewButton;
use super::{Refusal, act, look, turned_away};

/// A button is pressed.
pub async fn press(context: &Context, button: ReviewButton) -> Result<Reply, DbError> {
    match button {
        ReviewButton::List { product, page } => list(context, product, page).await,
        ReviewButton::Hide { review, page } => set_hidden(context, review, page, true).await,
        ReviewButton::Show { review, page } => set_hidden(context, review, page, false).await,
    }
}

async fn list(context: &Context, product: ProductId, page: u32) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| staff::list(tx, by, product, page)).await?;
    Ok(match seen {
        Ok(reviews) => shown(context, &reviews),
        Err(refusal) => refused(context, refusal),
    })
}

fn shown(context: &Context, reviews: &Reviews) -> Reply {
    let timezone = context.app.shop().timezone;
    Reply::screen(view::list(context.lang, timezone, reviews))
}

async fn set_hidden(
    context: &Context,
    review: ReviewId,
    page: u32,
    is_hidden: bool,
) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let done = act(context, move |tx, by| {
        let product = staff::set_hidden(tx, by, review, is_hidden, now)?;
        staff::list(tx, by, product, page)
    });
    let toast = if is_hidden {
        context.lang.toast_review_hidden()
    } else {
        context.lang.toast_review_shown()
    };
    Ok(match done.await? {
        Ok(reviews) => shown(context, &reviews).with_answer(Answer::Toast(toast)),
        Err(refusal) => refused(context, refusal),
    })
}

fn refused(context: &Context, refusal: Refusal<staff::Unknown>) -> Reply {
    match refusal {
        Refusal::Rules(staff::Unknown) => Reply::alert(context.lang.alert_review_gone()),
        Refusal::Denied(denied) => turned_away(context, denied),
    }
}
