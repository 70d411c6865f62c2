//! The schema's versions, embedded in the binary and applied in order.

/// One step of the schema, in the words of both engines.
pub(super) struct Migration {
    /// File name without ending.
    pub(super) name: &'static str,
    pub(super) sqlite: &'static str,
    #[cfg(feature = "postgres")]
    pub(super) postgres: &'static str,
}

macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        &[$(Migration {
            name: $name,
            sqlite: include_str!(concat!("../../migrations/sqlite/", $name, ".sql")),
            #[cfg(feature = "postgres")]
            postgres: include_str!(concat!("../../migrations/postgres/", $name, ".sql")),
        }),*]
    };
}

/// Append only: an applied file is never edited.
pub(super) const MIGRATIONS: &[Migration] = migrations![
    "0001_shop",
    "0002_options_and_screens",
    "0003_staff",
    "0004_imports",
    "0005_orders",
    "0007_day",
    "0006_payments",
    "0012_pins",
    "0008_board",
    "0010_languages",
    "0011_search",
    "0013_home",
    "0014_privacy",
    "0015_translations",
    "0016_wording",
];

/// One migration and whether the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationState {
    /// File name without ending.
    pub name: &'static str,
    /// Whether it has been applied.
    pub is_applied: bool,
}

/// All migrations, the first `applied` of which the database has.
pub(super) fn states(applied: usize) -> Vec<MigrationState> {
    MIGRATIONS
        .iter()
        .enumerate()
        .map(|(index, migration)| MigrationState {
            name: migration.name,
            is_applied: index < applied,
        })
        .collect()
}
