//! What the shop says of itself, and what can be done here.

pub mod view;

use crate::{
    db::DbError,
    shop::{UseCaseError, about},
};

use super::{
    context::Context,
    screen::{Answer, Reply, Screen},
};

/// Name, hours, contact and terms.
pub async fn about(context: &Context) -> Result<Reply, DbError> {
    show(context, |about| view::about(context.lang, about)).await
}

/// What can be done here.
pub async fn help(context: &Context) -> Result<Reply, DbError> {
    show(context, |about| view::help(context.lang, about)).await
}

async fn show(context: &Context, view: impl Fn(&about::About) -> Screen) -> Result<Reply, DbError> {
    let seen = context
        .look(|tx, _| Ok::<_, UseCaseError<()>>(about::view(tx)?))
        .await?;
    Ok(match seen {
        Ok(about) => Reply::screen(view(&about)),
        Err(()) => Reply::answer(Answer::Silent),
    })
}
