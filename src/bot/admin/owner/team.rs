//! Who works for the shop: roles, invitations, and taking somebody off the staff.

pub mod view;

use std::convert::Infallible;

use crate::{
    bot::{
        admin::{Refusal, act, look, turned_away},
        context::Context,
        menu,
        screen::{Answer, Reply},
    },
    db::DbError,
    domain::{
        id::{StaffLinkId, TelegramId},
        staff::Role,
    },
    i18n::When,
    shop::{
        UseCaseError, access,
        staff::{self, LastOwner, LinkGone, StaffRefusal},
    },
};

/// The staff, from somebody on.
pub async fn list(context: &Context, from: Option<TelegramId>) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| {
        Ok::<_, UseCaseError<Infallible>>(staff::members(tx, by, from)?)
    })
    .await?;
    Ok(match seen {
        Ok(page) => Reply::screen(view::team(context.lang, &page)),
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(never)) => match never {},
    })
}

/// Somebody of the staff.
pub async fn open(context: &Context, person: TelegramId) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| staff::member(tx, by, person)).await?;
    match seen {
        Ok(member) => Ok(Reply::screen(view::member(context.lang, &member))),
        Err(refusal) => refused(context, person, refusal).await,
    }
}

/// Gives somebody another role.
pub async fn set_role(context: &Context, person: TelegramId, role: Role) -> Result<Reply, DbError> {
    let (lang, now) = (context.lang, context.now.timestamp());
    let changed = act(context, move |tx, by| {
        let member = staff::set_role(tx, by, person, role, now)?;
        Ok((member, access::standing(tx, person)?))
    })
    .await?;
    match changed {
        Ok((member, standing)) => {
            let app = context.app.clone();
            tokio::spawn(async move { menu::renew(&app, person, standing).await });
            let alert = lang.alert_role_set(&view::name(&member), &lang.role(role));
            Ok(Reply::screen(view::member(lang, &member)).with_answer(Answer::Alert(alert)))
        }
        Err(refusal) => refused(context, person, refusal).await,
    }
}

/// Asks whether somebody is to be taken off the staff.
pub async fn ask_remove(context: &Context, person: TelegramId) -> Result<Reply, DbError> {
    let seen = look(context, move |tx, by| staff::member(tx, by, person)).await?;
    match seen {
        Ok(member) => Ok(Reply::screen(view::ask_remove(context.lang, &member))),
        Err(refusal) => refused(context, person, refusal).await,
    }
}

/// Takes somebody off the staff, and their command menu back.
pub async fn remove(context: &Context, person: TelegramId) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let removed = act(context, move |tx, by| {
        let member = staff::member(tx, by, person)?;
        staff::remove(tx, by, person, LastOwner::Keep, now)?;
        // Whoever takes themselves off has no permit to see the others any more.
        Ok((member, staff::members(tx, by, None)?))
    })
    .await?;
    match removed {
        Ok((member, page)) => {
            let app = context.app.clone();
            tokio::spawn(async move { menu::renew(&app, person, access::Standing::Former).await });
            let alert = context.lang.alert_removed(&view::name(&member));
            let reply = if person == context.chat() {
                Reply::text(context.lang.team_left())
            } else {
                Reply::screen(view::team(context.lang, &page))
            };
            Ok(reply.with_answer(Answer::Alert(alert)))
        }
        Err(refusal) => refused(context, person, refusal).await,
    }
}

/// Says why nothing changed, beside how things are.
async fn refused(
    context: &Context,
    person: TelegramId,
    refusal: Refusal<StaffRefusal>,
) -> Result<Reply, DbError> {
    let lang = context.lang;
    let rule = match refusal {
        Refusal::Denied(denied) => return Ok(turned_away(context, denied)),
        Refusal::Rules(rule) => rule,
    };
    let alert = match rule {
        StaffRefusal::Unknown => {
            let reply = list(context, None).await?;
            return Ok(reply.with_answer(Answer::Alert(lang.alert_no_member())));
        }
        StaffRefusal::Configured => lang.alert_configured(),
        StaffRefusal::LastOwner => lang.alert_last_owner(),
    };
    let seen = look(context, move |tx, by| staff::member(tx, by, person)).await?;
    Ok(match seen {
        Ok(member) => Reply::screen(view::member(lang, &member)).with_answer(Answer::Alert(alert)),
        Err(_) => Reply::alert(alert),
    })
}

/// Asks with which role somebody is to be invited.
pub async fn ask_invite(context: &Context) -> Result<Reply, DbError> {
    let seen = look(context, |_, _: &access::Permit<access::Management>| {
        Ok::<_, UseCaseError<Infallible>>(())
    })
    .await?;
    Ok(match seen {
        Ok(()) => Reply::screen(view::ask_invite(context.lang)),
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(never)) => match never {},
    })
}

/// Makes a link that gives a role.
pub async fn invite(context: &Context, role: Role) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let made = act(context, move |tx, by| {
        Ok::<_, UseCaseError<Infallible>>(staff::invite(tx, by, role, now)?)
    })
    .await?;
    Ok(match made {
        Ok(invitation) => {
            let until = chrono::DateTime::from_timestamp(invitation.expires_at, 0);
            let until = When(until.unwrap_or(context.now), context.app.shop().timezone);
            let bot = &context.app.me.username;
            Reply::screen(view::invitation(context.lang, bot, &invitation, until))
        }
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(never)) => match never {},
    })
}

/// The links that can still be used, from one on.
pub async fn invites(context: &Context, from: Option<StaffLinkId>) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let seen = look(context, move |tx, by| {
        Ok::<_, UseCaseError<Infallible>>(staff::open_links(tx, by, from, now)?)
    })
    .await?;
    Ok(match seen {
        Ok(page) => Reply::screen(view::invites(
            context.lang,
            context.app.shop().timezone,
            &page,
        )),
        Err(Refusal::Denied(denied)) => turned_away(context, denied),
        Err(Refusal::Rules(never)) => match never {},
    })
}

/// Takes a link back.
pub async fn revoke(context: &Context, link: StaffLinkId) -> Result<Reply, DbError> {
    let now = context.now.timestamp();
    let revoked = act(context, move |tx, by| staff::revoke(tx, by, link, now)).await?;
    let alert = match revoked {
        Ok(()) => context.lang.alert_revoked(),
        Err(Refusal::Rules(LinkGone)) => context.lang.alert_link_gone(),
        Err(Refusal::Denied(denied)) => return Ok(turned_away(context, denied)),
    };
    let reply = invites(context, None).await?;
    Ok(reply.with_answer(Answer::Alert(alert)))
}
