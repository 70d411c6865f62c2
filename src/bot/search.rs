//! Searching the shop.

pub mod view;

use crate::{
    db::DbError,
    domain::catalog::Place,
    shop::{UseCaseError, search},
};

use super::{
    catalog,
    context::Context,
    screen::{Reply, cut},
};

/// What is kept of a text that is searched for, in characters.
const KEPT: usize = 200;

/// `/search` without a word.
pub async fn ask(context: &Context) -> Result<Reply, DbError> {
    let looked = context.look(|_, _| Ok::<_, UseCaseError<()>>(())).await?;
    looked.ok();
    Ok(Reply::screen(view::prompt(context.lang)))
}

/// Text typed while nothing was asked, or with `/search`.
pub async fn search(context: &Context, text: &str) -> Result<Reply, DbError> {
    let words = cut(text.trim(), KEPT);
    let (kept, now) = (words.clone(), context.now.timestamp());
    let noted = context.note(move |tx, visitor| {
        search::remember(tx, visitor.customer.id, &kept, now).map_err(UseCaseError::<()>::from)
    });
    noted.await?.ok();
    results(context, words, 0).await
}

/// A page, from 0, of what was searched for last.
pub async fn turn_to(context: &Context, page: u32) -> Result<Reply, DbError> {
    let last = context.look(|tx, visitor| {
        search::last(tx, visitor.customer.id).map_err(UseCaseError::<()>::from)
    });
    match last.await? {
        Ok(Some(words)) => results(context, words, page).await,
        Ok(None) | Err(()) => catalog::home(context, Place::Start).await,
    }
}

async fn results(context: &Context, words: String, page: u32) -> Result<Reply, DbError> {
    let (shop, language) = (context.app.shop(), context.language());
    let text = words.clone();
    let page = usize::try_from(page).unwrap_or(usize::MAX);
    // Where it holds up no tap.
    let found = context
        .app
        .db
        .scan(move |tx| search::find(tx, &shop, language, &text, page));
    Ok(Reply::screen(view::results(
        context.lang,
        &words,
        &found.await?,
    )))
}
