//! Brings a schema of the server's database to the newest version.

use std::{thread, time::Duration};

use tokio_postgres::Error;

use super::{Address, elsewhere, session::Session, transaction};
use crate::db::{DbError, migrate::MIGRATIONS};

/// Taken by whoever serves a shop or changes its schema; the schema's name is the second half.
/// (`ecom` in ASCII, so that other programs' locks are others.)
pub(super) const LOCK: i32 = 0x6563_6f6d;

/// The table of applied migrations; the engine's own, not the shop's.
const VERSIONS: &str = "CREATE TABLE IF NOT EXISTS ecombot_schema (
    version    BIGINT PRIMARY KEY,
    name       TEXT   NOT NULL,
    applied_at BIGINT NOT NULL
)";

/// How many migrations the database has, changing nothing.
pub(in crate::db) fn applied(address: Address) -> Result<usize, DbError> {
    elsewhere(move || version(&mut Session::open(&address)?))
}

/// Brings the schema up to date; two processes doing so at once take turns.
pub(super) fn apply(session: &mut Session) -> Result<(), DbError> {
    ensure_schema(session)?;
    // A bot serving the shop holds the lock for good: give up on it after a while.
    for _ in 0..100 {
        if version(session)? == MIGRATIONS.len() || apply_locked(session)? {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(50));
    }
    Err(DbError::InUse("the server's".into()))
}

/// Brings the schema up to date; `false` when somebody else is at it.
pub(super) fn apply_locked(session: &mut Session) -> Result<bool, DbError> {
    ensure_schema(session)?;
    session.command("BEGIN").map_err(failed)?;
    let applied = apply_in_transaction(session);
    let end = if matches!(applied, Ok(true)) {
        "COMMIT"
    } else {
        "ROLLBACK"
    };
    let ended = session.command(end).map_err(failed);
    let applied = applied?;
    ended?;
    Ok(applied)
}

fn apply_in_transaction(session: &mut Session) -> Result<bool, DbError> {
    let lock = format!("SELECT pg_try_advisory_xact_lock({LOCK}, hashtext(current_schema()))");
    if !session.flag(&lock).map_err(failed)? {
        return Ok(false);
    }
    let applied = version(session)?;
    if applied == 0 && has_tables(session)? {
        return Err(DbError::Foreign("named by the URL".into()));
    }
    session.command(VERSIONS).map_err(failed)?;
    for (index, migration) in MIGRATIONS.iter().enumerate().skip(applied) {
        session.command(migration.postgres).map_err(|error| {
            DbError::Engine(format!(
                "migration {}: {}",
                migration.name,
                transaction::loss(&error).error
            ))
        })?;
        session
            .command(&format!(
                "INSERT INTO ecombot_schema (version, name, applied_at)
                 VALUES ({}, '{}', CAST(EXTRACT(EPOCH FROM now()) AS BIGINT))",
                index + 1,
                migration.name
            ))
            .map_err(failed)?;
    }
    Ok(true)
}

/// Creates the schema that the URL's `search_path` names first, when there is none.
pub(super) fn ensure_schema(session: &mut Session) -> Result<(), DbError> {
    let is_there = session
        .flag("SELECT current_schema() IS NOT NULL")
        .map_err(failed)?;
    if is_there {
        return Ok(());
    }
    session
        .command(
            "DO $$ BEGIN
                EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I',
                    trim(both '\" ' FROM split_part(current_setting('search_path'), ',', 1)));
             EXCEPTION WHEN unique_violation THEN NULL; -- somebody else was quicker
             END $$",
        )
        .map_err(failed)
}

/// Whether a schema without a version is somebody else's.
fn has_tables(session: &mut Session) -> Result<bool, DbError> {
    session
        .flag(
            "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_tables
             WHERE schemaname = current_schema() AND tablename <> 'ecombot_schema')",
        )
        .map_err(failed)
}

fn version(session: &mut Session) -> Result<usize, DbError> {
    let has_versions = session
        .flag("SELECT to_regclass(quote_ident(current_schema()) || '.ecombot_schema') IS NOT NULL")
        .map_err(failed)?;
    if !has_versions {
        return Ok(0);
    }
    let found = session
        .number("SELECT COALESCE(MAX(version), 0) FROM ecombot_schema")
        .map_err(failed)?;
    let found =
        usize::try_from(found).map_err(|_| DbError::Decode(format!("schema version {found}")))?;
    let known = MIGRATIONS.len();
    if found > known {
        Err(DbError::Newer { found, known })
    } else {
        Ok(found)
    }
}

fn failed(error: Error) -> DbError {
    transaction::loss(&error).error
}
