//! `ecombot admin`: who administers the shop.

use chrono::Utc;

use crate::{
    config::DatabaseArgs,
    db::Db,
    domain::id::TelegramId,
    shop::{
        UseCaseError,
        access::{self, LastOwner, Permit, RemoveRefusal},
    },
};

use super::{CliError, say};

/// Adds an administrator.
pub(super) async fn add(database: &DatabaseArgs, id: TelegramId) -> Result<(), CliError> {
    let db = Db::open(&database.database)?;
    let now = Utc::now().timestamp();
    db.write(move |tx| access::add_owner(tx, &Permit::operator(), id, now))
        .await?;
    say(format_args!(
        "{id} is an administrator; /admin works in their chat with the bot"
    ));
    db.close().await;
    Ok(())
}

/// Lists the administrators, one id a line.
pub(super) async fn list(database: &DatabaseArgs) -> Result<(), CliError> {
    let db = Db::open(&database.database)?;
    let admins = db
        .read(|tx| access::all_staff(tx, &Permit::operator()))
        .await?;
    if admins.is_empty() {
        say("there is none yet: ecombot admin add ID");
    }
    for (person, role) in admins {
        say(format_args!("{person} {}", role.code()));
    }
    db.close().await;
    Ok(())
}

/// Removes an administrator.
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
    let removed: Result<(), UseCaseError<RemoveRefusal>> = db
        .write(move |tx| access::remove_staff(tx, &Permit::operator(), id, last, now))
        .await;
    match removed {
        Ok(()) => say(format_args!("{id} is no longer an administrator")),
        Err(UseCaseError::Refused(RemoveRefusal::Unknown)) => {
            say(format_args!("{id} is no administrator; nothing changed"));
        }
        Err(UseCaseError::Refused(RemoveRefusal::Last)) => {
            return Err(CliError::Failure(format!(
                "{id} is the last administrator; add another one first, or repeat with --force"
            )));
        }
        Err(UseCaseError::Db(error)) => return Err(error.into()),
    }
    db.close().await;
    Ok(())
}
