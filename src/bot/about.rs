//! What the shop says of itself, and what can be done here.

pub mod view;

use crate::{
    db::DbError,
    shop::{UseCaseError, about},
};

use super::{
    button::Button,
    context::Context,
    front,
    screen::{Answer, Reply, Screen},
};

/// Name, hours and contact.
pub async fn about(context: &Context) -> Result<Reply, DbError> {
    show(context, |about| {
        let screen = view::about(context.lang, about);
        screen.with_note(front::sign_of(context))
    })
    .await
}

/// What holds for orders, and the way back to where that was asked.
pub async fn terms(context: &Context, back: Button) -> Result<Reply, DbError> {
    show(context, |about| {
        view::terms(context.lang, about, back.clone())
    })
    .await
}

/// What can be done here.
pub async fn help(context: &Context) -> Result<Reply, DbError> {
    show(context, |about| view::help(context.lang, about)).await
}

async fn show(context: &Context, view: impl Fn(&about::About) -> Screen) -> Result<Reply, DbError> {
    let language = context.language();
    let seen = context
        .look(move |tx, _| Ok::<_, UseCaseError<()>>(about::view_in(tx, language)?))
        .await?;
    Ok(match seen {
        Ok(about) => Reply::screen(view(&about)),
        Err(()) => Reply::answer(Answer::Silent),
    })
}
