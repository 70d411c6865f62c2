//! Brings a file to the newest schema.

use std::{path::Path, sync::LazyLock, thread, time::Duration};

use rusqlite::Connection;
use rusqlite_migration::{Error, M, Migrations};

use super::{DbError, lock::Lock, open_error, open_reader, open_writer};
use crate::db::migrate::MIGRATIONS;

static SQLITE: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    Migrations::new(
        MIGRATIONS
            .iter()
            .map(|migration| M::up(migration.sqlite))
            .collect(),
    )
});

/// How many migrations the file has, changing nothing.
pub(in crate::db) fn applied(path: &Path) -> Result<usize, DbError> {
    if path.exists() {
        version(path, &open_reader(path)?)
    } else {
        Ok(0)
    }
}

/// Brings the schema up to date; two processes doing so at once take turns.
pub(super) fn apply(path: &Path) -> Result<(), DbError> {
    // A bot serving the shop holds the lock for good: give up on it after a while.
    for _ in 0..100 {
        if path.exists() && is_current(path)? {
            return Ok(());
        }
        if let Some(_lock) = Lock::take(path)? {
            return apply_locked(path);
        }
        thread::sleep(Duration::from_millis(50));
    }
    Err(DbError::InUse(path.display().to_string()))
}

/// Brings the schema up to date while the caller holds the lock.
pub(super) fn apply_locked(path: &Path) -> Result<(), DbError> {
    let mut connection = open_writer(path)?;
    if version(path, &connection)? == 0 && has_tables(path, &connection)? {
        return Err(DbError::Foreign(path.display().to_string()));
    }
    SQLITE
        .to_latest(&mut connection)
        .map_err(|error| match error {
            // Without the migration's text, which is no use to whoever reads this.
            Error::RusqliteError { err, .. } => open_error(path, &err),
            other => DbError::Engine(format!(
                "cannot set up database '{}': {other}",
                path.display()
            )),
        })
}

fn is_current(path: &Path) -> Result<bool, DbError> {
    match open_reader(path) {
        Ok(connection) => Ok(version(path, &connection)? == MIGRATIONS.len()),
        // Not there yet, or still being created by another process.
        Err(_) => Ok(false),
    }
}

/// Whether a file without a version is somebody else's database.
fn has_tables(path: &Path, connection: &Connection) -> Result<bool, DbError> {
    let count: i64 = connection
        .query_row("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(|error| open_error(path, &error))?;
    Ok(count > 0)
}

fn version(path: &Path, connection: &Connection) -> Result<usize, DbError> {
    let found: i64 = connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(|error| open_error(path, &error))?;
    let found =
        usize::try_from(found).map_err(|_| DbError::Decode(format!("schema version {found}")))?;
    let known = MIGRATIONS.len();
    if found > known {
        Err(DbError::Newer { found, known })
    } else {
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_are_sound() {
        SQLITE
            .validate()
            .expect("every migration applies to the one before it");
    }

    #[test]
    fn a_newer_schema_is_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("shop.db");
        apply(&path).expect("a new shop");
        let connection = open_writer(&path).expect("the shop's file");
        connection
            .pragma_update(None, "user_version", 99)
            .expect("a pragma");
        let error = apply(&path).expect_err("version 99 is unknown");
        assert!(matches!(error, DbError::Newer { found: 99, .. }), "{error}");
    }
}
