//! The lock that keeps two processes from serving one shop.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

use crate::db::DbError;

/// Held while a process serves or migrates the shop; the system releases it
/// when the process ends, however it ends.
///
/// It lives in a file of its own: closing any handle of the database file
/// itself would drop SQLite's locks on it (POSIX advisory locks).
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, or returns `None` while another process holds it.
    pub(super) fn take(database: &Path) -> Result<Option<Self>, DbError> {
        let path = lock_path(database);
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
            .map_err(|error| {
                DbError::Engine(format!("cannot create '{}': {error}", path.display()))
            })?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(DbError::Engine(format!(
                "cannot lock '{}': {error}",
                path.display()
            ))),
        }
    }
}

fn lock_path(database: &Path) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(".lock");
    path.into()
}
