//! What a copy has to say differently to each engine.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{Db, DbError, Tx, engine::Engine},
    CopyError,
    schema::{Class, Column, Table},
};
use crate::params;

/// An engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    #[cfg(feature = "postgres")]
    Postgres,
}

/// Queries over an engine's catalogue.
struct Catalogue {
    /// Table, column, type and place in the primary key, from 1; in order.
    columns: &'static str,
    /// Table and table referred to.
    parents: &'static str,
    /// Table and counted column.
    counted: &'static str,
    /// Table and the last number given out, if one was.
    counters: &'static str,
}

const SQLITE: Catalogue = Catalogue {
    columns: "SELECT t.name, c.name, c.type, c.pk
        FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            AND t.name NOT LIKE 'search\\_%' ESCAPE '\\' ORDER BY t.name, c.cid",
    parents: "SELECT t.name, f.\"table\"
        FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'",
    counted: "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND c.pk = 1 AND c.type = 'INTEGER' AND t.sql LIKE '% AUTOINCREMENT%'",
    counters: "SELECT name, seq FROM sqlite_sequence",
};

#[cfg(feature = "postgres")]
const POSTGRES: Catalogue = Catalogue {
    columns: "SELECT CAST(t.relname AS TEXT), CAST(c.attname AS TEXT), format_type(c.atttypid, c.atttypmod),
            CAST(COALESCE(array_position(k.conkey, c.attnum), 0) AS BIGINT)
        FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid
        LEFT JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p'
        WHERE t.relnamespace = CAST(current_schema() AS regnamespace) AND t.relkind IN ('r', 'p')
            AND t.relname <> 'ecombot_schema' AND t.relname NOT LIKE 'search\\_%' AND NOT t.relispartition
            AND c.attnum > 0 AND NOT c.attisdropped
        ORDER BY t.relname COLLATE \"C\", c.attnum",
    parents: "SELECT CAST(t.relname AS TEXT), CAST(o.relname AS TEXT)
        FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class o ON o.oid = k.confrelid
        WHERE k.connamespace = CAST(current_schema() AS regnamespace) AND k.contype = 'f'",
    counted: "SELECT CAST(t.relname AS TEXT), CAST(c.attname AS TEXT)
        FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid
        WHERE t.relnamespace = CAST(current_schema() AS regnamespace) AND t.relkind IN ('r', 'p')
            AND c.attnum > 0 AND NOT c.attisdropped
            AND pg_get_serial_sequence(quote_ident(t.relname), c.attname) IS NOT NULL",
    // Not from the view of all sequences: it looks into those of other schemas, too, which
    // somebody may be dropping.
    counters: "SELECT CAST(t.relname AS TEXT), pg_sequence_last_value(
            CAST(pg_get_serial_sequence(quote_ident(t.relname), c.attname) AS regclass))
        FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid
        WHERE t.relnamespace = CAST(current_schema() AS regnamespace) AND t.relkind IN ('r', 'p')
            AND c.attnum > 0 AND NOT c.attisdropped
            AND pg_get_serial_sequence(quote_ident(t.relname), c.attname) IS NOT NULL",
};

impl Dialect {
    /// The engine of a database.
    pub(super) const fn of(db: &Db) -> Self {
        match db.engine {
            Engine::Sqlite(_) => Self::Sqlite,
            #[cfg(feature = "postgres")]
            Engine::Postgres(_) => Self::Postgres,
        }
    }

    const fn catalogue(self) -> &'static Catalogue {
        match self {
            Self::Sqlite => &SQLITE,
            #[cfg(feature = "postgres")]
            Self::Postgres => &POSTGRES,
        }
    }

    /// The order of bytes, which is the same on both engines.
    pub(super) const fn byte_order(self) -> &'static str {
        match self {
            Self::Sqlite => "COLLATE BINARY",
            #[cfg(feature = "postgres")]
            Self::Postgres => "COLLATE \"C\"",
        }
    }

    /// Whether a text may contain the character NUL.
    pub(super) const fn takes_nul(self) -> bool {
        match self {
            Self::Sqlite => true,
            #[cfg(feature = "postgres")]
            Self::Postgres => false,
        }
    }

    /// All tables of the shop.
    pub(super) fn tables(self, tx: &mut Tx<'_>) -> Result<Vec<Table>, CopyError> {
        let catalogue = self.catalogue();
        let mut described: BTreeMap<String, Vec<Described>> = BTreeMap::new();
        tx.query(catalogue.columns, params![], |row| {
            let columns = described.entry(row.take()?).or_default();
            columns.push(Described {
                name: row.take()?,
                kind: row.take()?,
                rank: row.take()?,
            });
            Ok(())
        })?;
        let parents = pairs(tx, catalogue.parents)?;
        let counted = pairs(tx, catalogue.counted)?;
        let mut tables = Vec::with_capacity(described.len());
        for (name, described) in described {
            let mut table = table(&name, described)?;
            let of_it = |pairs: &[(String, String)]| -> BTreeSet<String> {
                let of_it = pairs.iter().filter(|(table, _)| *table == name);
                of_it.map(|(_, other)| other.clone()).collect()
            };
            table.parents = of_it(&parents);
            table.counted = of_it(&counted).pop_first();
            tables.push(table);
        }
        Ok(tables)
    }

    /// Takes out what the target is to make anew of its products: the index that they are searched
    /// in, which each engine keeps in a way of its own. The program does so when it next serves.
    pub(super) fn forget_derived(tx: &mut Tx<'_>) -> Result<(), DbError> {
        tx.run("DELETE FROM search_progress", params![])
    }

    /// Makes a transaction one that may take its time, and reads by key.
    pub(super) fn take_time(self, tx: &mut Tx<'_>) -> Result<(), DbError> {
        let settings = match self {
            Self::Sqlite => None,
            // One end waits for the other for as long as that one needs. Tables that were filled
            // a moment ago have no statistics, without which sorting them for every page seems
            // to be cheaper than following their key.
            #[cfg(feature = "postgres")]
            Self::Postgres => Some(
                "SELECT set_config(name, value, TRUE)
                 FROM (VALUES ('statement_timeout', '0'), ('enable_sort', 'off'),
                     ('idle_in_transaction_session_timeout', '0')) AS settings (name, value)",
            ),
        };
        settings.map_or(Ok(()), |sql: &str| tx.run(sql, params![]))
    }

    /// Begins to fill tables: nobody else changes them, and a row may come before those that it
    /// refers to.
    #[cfg_attr(
        not(feature = "postgres"),
        expect(unused_variables, reason = "a file is locked as a whole")
    )]
    pub(super) fn begin(self, tx: &mut Tx<'_>, tables: &[Table]) -> Result<(), DbError> {
        self.take_time(tx)?;
        match self {
            // Whoever writes has the whole file.
            Self::Sqlite => tx.run("PRAGMA defer_foreign_keys = ON", params![]),
            #[cfg(feature = "postgres")]
            Self::Postgres => {
                for table in tables {
                    let lock = format!("LOCK TABLE {} IN EXCLUSIVE MODE", quoted(&table.name));
                    tx.run(&lock, params![])?;
                }
                tx.execute("SET CONSTRAINTS ALL DEFERRED", params![])?;
                Ok(())
            }
        }
    }

    /// The last numbers that tables have given out, whether those rows are still there or not.
    pub(super) fn counters(self, tx: &mut Tx<'_>) -> Result<BTreeMap<String, i64>, DbError> {
        if self == Self::Sqlite && pairs(tx, SQLITE.counted)?.is_empty() {
            // Then the table of counters does not exist.
            return Ok(BTreeMap::new());
        }
        let counters = tx.query(self.catalogue().counters, params![], |row| {
            Ok((row.take()?, row.take::<Option<_>>()?))
        })?;
        let given_out = |(table, last): (String, Option<i64>)| Some((table, last?));
        Ok(counters.into_iter().filter_map(given_out).collect())
    }

    /// Makes the counted column of a table go on after `last`.
    pub(super) fn go_on_after(
        self,
        tx: &mut Tx<'_>,
        table: &Table,
        last: i64,
    ) -> Result<(), DbError> {
        match self {
            Self::Sqlite => {
                tx.run(
                    "DELETE FROM sqlite_sequence WHERE name = $1",
                    params![&table.name],
                )?;
                tx.run(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)",
                    params![&table.name, last],
                )
            }
            #[cfg(feature = "postgres")]
            Self::Postgres => tx.run(
                "SELECT setval(CAST(pg_get_serial_sequence(quote_ident($1), $2) AS regclass), $3)",
                params![&table.name, table.counted.as_ref(), last],
            ),
        }
    }
}

/// A column in its engine's words.
struct Described {
    name: String,
    kind: String,
    /// Its place in the primary key, from 1; 0 for none.
    rank: i64,
}

fn table(name: &str, described: Vec<Described>) -> Result<Table, CopyError> {
    let mut columns = Vec::with_capacity(described.len());
    let mut key = BTreeMap::new();
    for (at, column) in described.into_iter().enumerate() {
        let class = Class::of(&column.kind).ok_or_else(|| {
            let (column, kind) = (column.name.as_str(), column.kind.as_str());
            CopyError::Schema(format!("{name}.{column} is {kind}, which cannot be copied"))
        })?;
        if column.rank > 0 {
            key.insert(column.rank, at);
        }
        columns.push(Column {
            name: column.name,
            class,
        });
    }
    Ok(Table {
        name: name.to_owned(),
        columns,
        key: key.into_values().collect(),
        parents: BTreeSet::new(),
        counted: None,
    })
}

fn pairs(tx: &mut Tx<'_>, sql: &str) -> Result<Vec<(String, String)>, DbError> {
    tx.query(sql, params![], |row| Ok((row.take()?, row.take()?)))
}

/// A name as both engines write it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
