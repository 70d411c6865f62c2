//! The tables as an engine's own catalogue describes them, in words that are the same for all.

use std::collections::{BTreeMap, BTreeSet};

use ecombot::{
    db::{Db, DbError, Row, Tx},
    params,
};

/// Everything about a table but its rows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// In order.
    pub(crate) columns: Vec<Column>,
    pub(crate) primary_key: Vec<String>,
    /// Unique keys of the table itself; their names are the engine's.
    pub(crate) unique_keys: BTreeSet<Vec<String>>,
    /// Indexes by name: whether unique, and over what, in an engine's spelling made plain.
    pub(crate) indexes: BTreeMap<String, (bool, String)>,
    /// Column, table and column referred to.
    pub(crate) references: BTreeSet<(String, String, String)>,
    pub(crate) checks: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// `INTEGER`, `TEXT`, `BOOLEAN` or `BLOB`, whatever the engine calls it.
    pub(crate) kind: String,
    pub(crate) is_required: bool,
    pub(crate) default: Option<String>,
}

impl Table {
    pub(crate) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

pub(crate) type Tables = BTreeMap<String, Table>;

/// All tables of the shop at `url`, which is made when it is not there.
pub(crate) async fn tables(url: &str) -> Tables {
    let db = Db::open(url).unwrap();
    let queries = if url.starts_with("sqlite://") {
        &SQLITE
    } else {
        &POSTGRES
    };
    let found = db.read(|tx| read(tx, queries)).await.unwrap();
    db.close().await;
    found
}

/// Queries of one engine. The first column is always the table.
struct Queries {
    /// Name, type, whether required, default; in order.
    columns: &'static str,
    /// Column; in order.
    primary_keys: &'static str,
    /// Key, column; in order.
    unique_keys: &'static str,
    /// Name, whether unique, definition.
    indexes: &'static str,
    /// Column, table and column referred to.
    references: &'static str,
    /// How many checks.
    checks: &'static str,
}

const SQLITE: Queries = Queries {
    // A primary key is required whether it says so or not.
    columns: r#"SELECT t.name, c.name, c.type, c."notnull" = 1 OR c.pk > 0, c.dflt_value
        FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY t.name, c.cid"#,
    primary_keys: "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND c.pk > 0 ORDER BY t.name, c.pk",
    unique_keys: "SELECT t.name, i.name, c.name FROM sqlite_schema t
        JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
        WHERE t.type = 'table' AND i.origin = 'u' ORDER BY t.name, i.name, c.seqno",
    indexes: r#"SELECT t.name, i.name, i."unique" = 1, s.sql FROM sqlite_schema t
        JOIN pragma_index_list(t.name) i JOIN sqlite_schema s ON s.name = i.name
        WHERE t.type = 'table' AND i.origin = 'c'"#,
    references: r#"SELECT t.name, f."from", f."table", f."to"
        FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'"#,
    checks: "SELECT name, (LENGTH(sql) - LENGTH(REPLACE(sql, 'CHECK (', ''))) / LENGTH('CHECK (')
        FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%CHECK (%'",
};

const POSTGRES: Queries = Queries {
    columns: "SELECT CAST(t.relname AS TEXT), CAST(c.attname AS TEXT), format_type(c.atttypid, c.atttypmod),
            c.attnotnull, REPLACE(pg_get_expr(d.adbin, d.adrelid), '::text', '')
        FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid
        LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = c.attnum
        WHERE t.relnamespace = CAST(current_schema() AS regnamespace) AND t.relkind = 'r'
            AND t.relname <> 'ecombot_schema' AND c.attnum > 0 AND NOT c.attisdropped
        ORDER BY t.relname, c.attnum",
    primary_keys: "SELECT CAST(t.relname AS TEXT), CAST(c.attname AS TEXT)
        FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
        CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS place (number, rank)
        JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = place.number
        WHERE k.connamespace = CAST(current_schema() AS regnamespace) AND k.contype = 'p'
            AND t.relname <> 'ecombot_schema'
        ORDER BY t.relname, place.rank",
    unique_keys: "SELECT CAST(t.relname AS TEXT), CAST(k.conname AS TEXT), CAST(c.attname AS TEXT)
        FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
        CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS place (number, rank)
        JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = place.number
        WHERE k.connamespace = CAST(current_schema() AS regnamespace) AND k.contype = 'u'
        ORDER BY t.relname, k.conname, place.rank",
    indexes: "SELECT CAST(t.relname AS TEXT), CAST(n.relname AS TEXT), i.indisunique, pg_get_indexdef(i.indexrelid)
        FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid
        WHERE t.relnamespace = CAST(current_schema() AS regnamespace)
            AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u'))",
    references: "SELECT CAST(t.relname AS TEXT), CAST(c.attname AS TEXT), CAST(o.relname AS TEXT), CAST(r.attname AS TEXT)
        FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class o ON o.oid = k.confrelid
        JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = k.conkey[1]
        JOIN pg_attribute r ON r.attrelid = o.oid AND r.attnum = k.confkey[1]
        WHERE k.connamespace = CAST(current_schema() AS regnamespace) AND k.contype = 'f'",
    checks: "SELECT CAST(t.relname AS TEXT), COUNT(*) FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
        WHERE k.connamespace = CAST(current_schema() AS regnamespace) AND k.contype = 'c' GROUP BY t.relname",
};

fn read(tx: &mut Tx<'_>, queries: &Queries) -> Result<Tables, DbError> {
    let mut tables = Tables::new();
    tx.query(queries.columns, params![], |row| {
        let table = of(&mut tables, row)?;
        table.columns.push(Column {
            name: row.take()?,
            kind: plain_kind(&row.take::<String>()?),
            is_required: row.take()?,
            default: row.take()?,
        });
        Ok(())
    })?;
    tx.query(queries.primary_keys, params![], |row| {
        of(&mut tables, row)?.primary_key.push(row.take()?);
        Ok(())
    })?;
    let mut unique_keys: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    tx.query(queries.unique_keys, params![], |row| {
        let key = (row.take()?, row.take()?);
        unique_keys.entry(key).or_default().push(row.take()?);
        Ok(())
    })?;
    for ((table, _), columns) in unique_keys {
        tables.entry(table).or_default().unique_keys.insert(columns);
    }
    tx.query(queries.indexes, params![], |row| {
        let indexes = &mut of(&mut tables, row)?.indexes;
        let (name, is_unique) = (row.take()?, row.take()?);
        indexes.insert(name, (is_unique, plain_definition(&row.take::<String>()?)));
        Ok(())
    })?;
    tx.query(queries.references, params![], |row| {
        let references = &mut of(&mut tables, row)?.references;
        references.insert((row.take()?, row.take()?, row.take()?));
        Ok(())
    })?;
    tx.query(queries.checks, params![], |row| {
        let table = of(&mut tables, row)?;
        table.checks = row.take::<u32>()? as usize;
        Ok(())
    })?;
    // What products are searched in, each engine keeps in a way of its own.
    tables.retain(|name, _| !name.starts_with("search_"));
    Ok(tables)
}

/// The table that a row begins with.
fn of<'a>(tables: &'a mut Tables, row: &mut Row<'_>) -> Result<&'a mut Table, DbError> {
    Ok(tables.entry(row.take()?).or_default())
}

/// A type in SQLite's words.
fn plain_kind(kind: &str) -> String {
    match kind {
        "bigint" => "INTEGER".to_owned(),
        "bytea" => "BLOB".to_owned(),
        other => other.to_uppercase(),
    }
}

/// What an index is over and for which rows, without what engines add: casts, brackets, space.
fn plain_definition(sql: &str) -> String {
    let (_, over) = sql.split_once('(').unwrap();
    over.replace("::bigint", "").replace("::text", "").replace(
        |character: char| matches!(character, '(' | ')') || character.is_whitespace(),
        "",
    )
}
