//! A database for a test: of the engine that this build is for, or a file in any case.

use std::any::Any;

/// A database of the test's own; it goes when the test ends.
pub(crate) struct Database {
    pub(crate) url: String,
    /// Takes the database with it.
    pub(crate) _place: Box<dyn Any + Send + Sync>,
}

impl Database {
    /// A database of the engine under test: PostgreSQL with the feature, else SQLite.
    #[cfg(feature = "postgres")]
    pub(crate) fn new() -> Self {
        let schema = crate::postgres::Schema::fresh();
        Self {
            url: schema.url.clone(),
            _place: Box::new(schema),
        }
    }

    /// A database of the engine under test: PostgreSQL with the feature, else SQLite.
    #[cfg(not(feature = "postgres"))]
    pub(crate) fn new() -> Self {
        Self::sqlite()
    }

    /// An SQLite file, for what only files do.
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            url: format!("sqlite://{}", folder.path().join("shop.db").display()),
            _place: Box::new(folder),
        }
    }
}
