//! `ecombot migrate`: applies or lists pending migrations.

use crate::{
    config::DatabaseArgs,
    db::{self, Db},
};

use super::{CliError, say};

/// Applies what is pending, or with `status` only lists it.
pub(super) fn run(database: &DatabaseArgs, status: bool) -> Result<(), CliError> {
    let before = db::status(&database.database)?;
    if status {
        for migration in before {
            say(format_args!(
                "{}  {}",
                if migration.is_applied {
                    "applied"
                } else {
                    "pending"
                },
                migration.name
            ));
        }
        return Ok(());
    }
    Db::open(&database.database)?;
    let pending: Vec<_> = before
        .iter()
        .filter(|migration| !migration.is_applied)
        .collect();
    if pending.is_empty() {
        say("nothing to do: the database is up to date");
    }
    for migration in pending {
        say(format_args!("applied {}", migration.name));
    }
    Ok(())
}
