//! What staff changed, newest first.

pub mod view;
mod words;

use std::convert::Infallible;

use crate::{
    bot::{
        admin::{Refusal, look, turned_away},
        context::Context,
        screen::Reply,
    },
    db::DbError,
    domain::id::AuditId,
    shop::{
        UseCaseError,
        audit::{self, UnknownEntry},
    },
};

/// The record, from an entry on.
pub async fn list(context: &Context, from: Option<AuditId>) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| {
        Ok::<_, UseCaseError<Infallible>>(audit::history(tx, by, from)?)
    })
    .await?;
    Ok(match seen {
        Ok((page, names)) => {
            Reply::screen(view::list(context.lang, &context.app.shop(), &page, &names))
        }
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(never)) => match never {},
    })
}

/// An entry of it.
pub async fn open(context: &Context, id: AuditId) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| audit::entry(tx, by, id)).await?;
    Ok(match seen {
        Ok((recorded, names)) => Reply::screen(view::entry(
            context.lang,
            &context.app.shop(),
            &recorded,
            &names,
        )),
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(UnknownEntry)) => Reply::alert(context.lang.alert_no_entry()),
    })
}
