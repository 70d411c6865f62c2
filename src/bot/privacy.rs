//! Customers and their data: what the shop says of it, giving it to them, and forgetting them.

pub(in crate::bot) mod forgetting;
pub mod mydata;
pub mod view;

use tracing::info;

use crate::{
    db::DbError,
    i18n::Html,
    shop::{
        UseCaseError,
        privacy::{self, ForgetRefusal, Outlook},
    },
};

use super::{
    context::Context,
    screen::{Answer, Reply, Screen},
};

/// What the shop says of the data it keeps.
pub async fn open(context: &Context) -> Result<Reply, DbError> {
    let seen = context
        .look(|tx, _| Ok::<_, UseCaseError<()>>(privacy::policy(tx)?))
        .await?;
    Ok(match seen {
        Ok(policy) => Reply::screen(view::policy(context.lang, &policy)),
        Err(()) => Reply::answer(Answer::Silent),
    })
}

/// What being forgotten means; whoever has asked for it can call it off.
pub async fn ask_forget(context: &Context) -> Result<Reply, DbError> {
    if !is_known(context).await? {
        // Nothing is written down of somebody only to be forgotten.
        return Ok(says(context, context.lang.alert_forget_unknown()));
    }
    let outlook = outlook(context).await?;
    Ok(match outlook {
        Ok(outlook) => Reply::screen(about(context, &outlook)),
        Err(refusal) => refused(context, refusal),
    })
}

/// Asks once more.
pub async fn ask_surely(context: &Context) -> Result<Reply, DbError> {
    if !is_known(context).await? {
        return Ok(says(context, context.lang.alert_forget_unknown()));
    }
    let outlook = outlook(context).await?;
    let timezone = context.app.shop().timezone;
    Ok(match outlook {
        Ok(outlook) if outlook.is_asked => Reply::screen(about(context, &outlook)),
        Ok(outlook) => Reply::screen(view::surely(context.lang, timezone, &outlook)),
        Err(refusal) => refused(context, refusal),
    })
}

/// Has the customer forgotten when the days of grace are over.
pub async fn forget(context: &Context) -> Result<Reply, DbError> {
    if !is_known(context).await? {
        return Ok(says(context, context.lang.alert_forget_unknown()));
    }
    let (shop, now) = (context.app.shop(), context.now);
    let asked = context.act(move |tx, visitor| privacy::forget(tx, &shop, visitor, now));
    Ok(match asked.await? {
        Ok(outlook) => {
            info!(chat.id = %context.chat(), "asked to be forgotten");
            Reply::screen(about(context, &outlook))
        }
        Err(refusal) => refused(context, refusal),
    })
}

/// Calls it off.
pub async fn stay(context: &Context) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let stays = context
        .act(move |tx, visitor| {
            Ok::<_, UseCaseError<()>>(privacy::stay(tx, &visitor.customer, now)?)
        })
        .await?;
    let lang = context.lang;
    Ok(match stays {
        Ok(true) => Reply::screen(view::stays(lang)),
        // Pressed twice, or it is done already.
        Ok(false) | Err(()) => {
            Reply::screen(view::stays(lang)).with_answer(Answer::Alert(lang.alert_not_leaving()))
        }
    })
}

async fn is_known(context: &Context) -> Result<bool, DbError> {
    let chat = context.chat();
    context.peek(move |tx| privacy::knows(tx, chat)).await
}

async fn outlook(context: &Context) -> Result<Result<Outlook, ForgetRefusal>, DbError> {
    let (shop, now) = (context.app.shop(), context.now);
    context
        .look(move |tx, visitor| privacy::outlook(tx, &shop, visitor, now))
        .await
}

fn about(context: &Context, outlook: &Outlook) -> Screen {
    let timezone = context.app.shop().timezone;
    if outlook.is_asked {
        view::leaving(context.lang, timezone, outlook)
    } else {
        view::ask(context.lang, timezone, outlook)
    }
}

fn refused(context: &Context, refusal: ForgetRefusal) -> Reply {
    match refusal {
        ForgetRefusal::Staff => says(context, context.lang.alert_forget_staff()),
    }
}

/// What is said: in a window over a button, else in the chat.
fn says(context: &Context, words: String) -> Reply {
    if context.origin.press.is_some() {
        Reply::alert(words)
    } else {
        Reply::text(Html::escape(&words))
    }
}
