//! `ecombot admin`: who works for the shop.

use chrono::Utc;

use crate::{
    config::DatabaseArgs,
    db::{Db, DbError},
    domain::{id::TelegramId, staff::Role},
    shop::{
        UseCaseError,
        access::Permit,
        setup,
        staff::{self, CLAIM_SECONDS, Invitation, LastOwner, StaffRefusal},
    },
};

use super::{CliError, say};

/// Gives somebody a role.
pub(super) async fn add(
    database: &DatabaseArgs,
    id: TelegramId,
    role: Role,
) -> Result<(), CliError> {
    let db = Db::open(&database.database)?;
    let now = Utc::now().timestamp();
    let added = db
        .write(move |tx| staff::put(tx, &Permit::operator(), id, role, now))
        .await;
    told(added, id)?;
    say(format_args!(
        "{id} is {} now; /admin works in their chat with the bot",
        role.code()
    ));
    db.close().await;
    Ok(())
}

/// Lists the staff: id, role, whether the configuration names them, and name, one a line.
pub(super) async fn list(database: &DatabaseArgs) -> Result<(), CliError> {
    let db = Db::open(&database.database)?;
    let (mut from, mut has_any) = (None, false);
    loop {
        let page = db
            .read(move |tx| staff::members(tx, &Permit::operator(), from))
            .await?;
        for member in page.items {
            has_any = true;
            let source = if member.is_configured {
                " (configuration)"
            } else {
                ""
            };
            let name = member.name.map(|name| format!(" {name}"));
            say(format_args!(
                "{} {}{source}{}",
                member.person,
                member.role.code(),
                name.unwrap_or_default()
            ));
        }
        from = page.next;
        if from.is_none() {
            break;
        }
    }
    if !has_any {
        say("there is nobody yet: ecombot admin claim");
    }
    db.close().await;
    Ok(())
}

/// Takes somebody off the staff.
pub(super) async fn remove(
    database: &DatabaseArgs,
    id: TelegramId,
    force: bool,
) -> Result<(), CliError> {
    let db = Db::open(&database.database)?;
    let last = if force {
        LastOwner::MayGo
    } else {
        LastOwner::Keep
    };
    let now = Utc::now().timestamp();
    let removed = db
        .write(move |tx| staff::remove(tx, &Permit::operator(), id, last, now))
        .await;
    if matches!(removed, Err(UseCaseError::Refused(StaffRefusal::Unknown))) {
        say(format_args!("{id} is no administrator; nothing changed"));
    } else {
        told(removed, id)?;
        say(format_args!("{id} is no longer an administrator"));
    }
    db.close().await;
    Ok(())
}

/// Prints a link that makes whoever opens it first an owner.
pub(super) async fn claim(database: &DatabaseArgs) -> Result<(), CliError> {
    let db = Db::open(&database.database)?;
    print_claim(&db).await?;
    db.close().await;
    Ok(())
}

/// Makes a claim and prints it.
pub(super) async fn print_claim(db: &Db) -> Result<(), DbError> {
    let now = Utc::now().timestamp();
    let (claim, bot) = db
        .write(move |tx| {
            let claim = staff::claim(tx, &Permit::operator(), now)?;
            Ok::<_, DbError>((claim, setup::bot_name(tx)?))
        })
        .await?;
    say(instructions(&claim, bot.as_deref()));
    Ok(())
}

fn instructions(claim: &Invitation, bot: Option<&str>) -> String {
    let payload = format!("claim_{}", claim.secret.reveal());
    let minutes = CLAIM_SECONDS / 60;
    match bot {
        Some(bot) => format!(
            "Whoever opens this link first becomes an owner of the shop. It works once, for {minutes} minutes:\n\n  https://t.me/{bot}?start={payload}\n\nor write to @{bot}:\n\n  /start {payload}\n"
        ),
        None => format!(
            "Whoever writes this to the shop's bot first becomes an owner of the shop. It works once, for {minutes} minutes:\n\n  /start {payload}\n"
        ),
    }
}

/// The words for what a change of the staff came to.
pub(in crate::cli) fn told(
    changed: Result<(), UseCaseError<StaffRefusal>>,
    person: TelegramId,
) -> Result<(), CliError> {
    changed.map_err(|error| match error {
        UseCaseError::Refused(StaffRefusal::Unknown) => {
            CliError::Failure(format!("{person} does not work for the shop"))
        }
        UseCaseError::Refused(StaffRefusal::Configured) => CliError::Failure(format!(
            "{person} is an owner by --admins or ECOMBOT_ADMINS; change it there"
        )),
        UseCaseError::Refused(StaffRefusal::LastOwner) => CliError::Failure(format!(
            "{person} is the last owner; add another one first, or remove with --force"
        )),
        UseCaseError::Db(error) => error.into(),
    })
}
