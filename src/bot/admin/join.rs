//! Becoming one of the staff by a one-time link.

use crate::{
    bot::{
        context::Context,
        menu,
        screen::{Reply, Screen},
    },
    db::DbError,
    domain::staff::LinkSecret,
    shop::{
        access::{self, Standing},
        staff::{self, JoinRefusal},
    },
};

use super::panel;

/// `/start claim_…` and `/start join_…`: whoever shows the secret first gets its role.
pub async fn join(context: &Context, secret: Option<LinkSecret>) -> Result<Reply, DbError> {
    let lang = context.lang;
    let Some(secret) = secret else {
        context.meet().await?;
        return Ok(Reply::text(lang.join_unknown()));
    };
    let now = context.now.timestamp();
    let joined = context
        .act(move |tx, visitor| staff::redeem(tx, visitor, secret, now))
        .await?;
    let text = match joined {
        Ok(_) => return present(context).await,
        Err(JoinRefusal::Unknown) => lang.join_unknown(),
        Err(JoinRefusal::Expired) => lang.join_expired(),
        Err(JoinRefusal::Used) => lang.join_used(),
        Err(JoinRefusal::AlreadyStaff(role)) => lang.join_already(&lang.role(role)),
    };
    Ok(Reply::text(text))
}

/// Welcomes whoever has just joined, with the panel and the commands of their role.
pub async fn present(context: &Context) -> Result<Reply, DbError> {
    let chat = context.chat();
    let reply = panel::open(context).await?;
    let standing = context.peek(move |tx| access::standing(tx, chat)).await?;
    let Standing::Staff(staff) = standing else {
        return Ok(reply);
    };
    let (app, lang) = (context.app.clone(), context.lang);
    tokio::spawn(async move { menu::renew(&app, chat, standing).await });
    let welcome = lang.join_welcome(&lang.role(staff.role()));
    Ok(reply.after(Screen::text(welcome).lasting()))
}
