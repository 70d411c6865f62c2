//! Reads a table from its first key to its last, a page at a time, and sums it up.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::{
    super::{DbError, Tx, Value, value::Owned},
    CopyError,
    dialect::{Dialect, quoted},
    schema::{Class, Table},
};
use crate::params;

/// Rows of a page at most.
const ROWS: i64 = 500;
/// Bytes of a page at most, in texts and pictures; a row that is larger makes a page of its own.
const BYTES: i64 = 1024 * 1024;

/// A row, in the order of its table's columns.
pub(super) type Cells = Vec<Owned>;

/// How many rows a table has, and a checksum over all of them in the order of their keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) rows: u64,
    pub(super) sha256: String,
}

/// The rows of a table counted by the engine.
pub(super) fn count(tx: &mut Tx<'_>, table: &Table) -> Result<u64, DbError> {
    let sql = format!("SELECT COUNT(*) FROM {}", quoted(&table.name));
    let count: i64 = tx.query_one(&sql, params![], |row| row.take())?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Reads a table to its end, handing on page after page.
pub(super) fn read(
    tx: &mut Tx<'_>,
    dialect: Dialect,
    table: &Table,
    mut each: impl FnMut(Vec<Cells>) -> Result<(), CopyError>,
) -> Result<Sum, CopyError> {
    let statements = Statements::of(dialect, table);
    let mut summing = Summing::default();
    let mut after: Option<Cells> = None;
    loop {
        let room = statements.room(tx, after.as_ref())?;
        let page = statements.page(tx, table, after.as_ref(), room)?;
        let Some(last) = page.last() else {
            return Ok(summing.sum());
        };
        after = Some(table.key.iter().map(|at| last[*at].clone()).collect());
        for row in &page {
            summing.add(row);
        }
        each(page)?;
    }
}

/// The two queries over a table, from the start and from a key on.
struct Statements {
    /// Bytes of the next rows; none where a row is small whatever is in it.
    sizes: Option<[String; 2]>,
    rows: [String; 2],
}

impl Statements {
    fn of(dialect: Dialect, table: &Table) -> Self {
        let sizes: Vec<_> = table
            .columns
            .iter()
            .filter(|column| matches!(column.class, Class::Text | Class::Bytes))
            .map(|column| {
                let name = quoted(&column.name);
                format!("CAST(COALESCE(octet_length({name}), 0) AS BIGINT)")
            })
            .collect();
        let columns: Vec<_> = table.columns.iter().map(|c| quoted(&c.name)).collect();
        Self {
            sizes: (!sizes.is_empty()).then(|| queries(dialect, table, &sizes.join(" + "))),
            rows: queries(dialect, table, &columns.join(", ")),
        }
    }

    /// How many of the next rows fit into a page.
    fn room(&self, tx: &mut Tx<'_>, after: Option<&Cells>) -> Result<i64, DbError> {
        let Some(sizes) = &self.sizes else {
            return Ok(ROWS);
        };
        let sizes = tx.query(pick(sizes, after), &bounds(after, ROWS), |row| {
            row.take::<i64>()
        })?;
        let mut bytes = 0;
        let fitting = sizes.iter().take_while(|size| {
            bytes += **size;
            bytes <= BYTES
        });
        let count = i64::try_from(fitting.count()).unwrap_or(ROWS);
        Ok(count.max(1))
    }

    fn page(
        &self,
        tx: &mut Tx<'_>,
        table: &Table,
        after: Option<&Cells>,
        room: i64,
    ) -> Result<Vec<Cells>, CopyError> {
        let mut reading = Vec::new();
        let page = tx.query(pick(&self.rows, after), &bounds(after, room), |row| {
            reading.clear();
            for column in &table.columns {
                reading.push(column.class.take(row)?);
            }
            Ok(std::mem::take(&mut reading))
        });
        page.map_err(|error| match error {
            DbError::Decode(why) => CopyError::Row {
                table: table.name.clone(),
                key: table.show_key(&reading),
                why,
            },
            other => other.into(),
        })
    }
}

/// A query over all rows, and one over those after a key. Engines compare several columns at
/// once as they sort by them.
fn queries(dialect: Dialect, table: &Table, what: &str) -> [String; 2] {
    let key: Vec<_> = table
        .key
        .iter()
        .map(|at| {
            let column = &table.columns[*at];
            match column.class {
                Class::Text => format!("{} {}", quoted(&column.name), dialect.byte_order()),
                _ => quoted(&column.name),
            }
        })
        .collect();
    let (name, key, width) = (quoted(&table.name), key.join(", "), table.key.len());
    let marks: Vec<_> = (1..=width).map(|number| format!("${number}")).collect();
    let marks = marks.join(", ");
    [
        format!("SELECT {what} FROM {name} ORDER BY {key} LIMIT $1"),
        format!(
            "SELECT {what} FROM {name} WHERE ({key}) > ({marks}) ORDER BY {key} LIMIT ${}",
            width + 1
        ),
    ]
}

fn pick<'a>(queries: &'a [String; 2], after: Option<&Cells>) -> &'a str {
    let [from_the_start, from_a_key] = queries;
    match after {
        None => from_the_start,
        Some(_) => from_a_key,
    }
}

fn bounds(after: Option<&Cells>, limit: i64) -> Vec<Value<'_>> {
    let key = after.into_iter().flatten().map(Owned::borrow);
    key.chain([Value::Int(limit)]).collect()
}

/// A checksum in the making.
#[derive(Default)]
struct Summing {
    rows: u64,
    digest: Sha256,
}

impl Summing {
    /// Every value says what it is and where it ends, so that no two rows sound alike.
    fn add(&mut self, row: &[Owned]) {
        self.rows += 1;
        for value in row {
            match value {
                Owned::Null => self.digest.update(b"n"),
                Owned::Bool(flag) => self.digest.update(if *flag { b"t" } else { b"f" }),
                Owned::Int(number) => {
                    self.digest.update(b"i");
                    self.digest.update(number.to_be_bytes());
                }
                Owned::Text(text) => self.add_bytes(*b"s", text.as_bytes()),
                Owned::Bytes(bytes) => self.add_bytes(*b"b", bytes),
            }
        }
    }

    fn add_bytes(&mut self, tag: [u8; 1], bytes: &[u8]) {
        self.digest.update(tag);
        self.digest.update(bytes.len().to_be_bytes());
        self.digest.update(bytes);
    }

    fn sum(self) -> Sum {
        let mut sha256 = String::with_capacity(64);
        for byte in self.digest.finalize() {
            // Writing into a string cannot fail.
            let _ = write!(sha256, "{byte:02x}");
        }
        Sum {
            rows: self.rows,
            sha256,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_rows_sound_alike() {
        let text = |text: &str| Owned::Text(text.to_owned());
        let rows = [
            vec![text("ab"), text("c")],
            vec![text("a"), text("bc")],
            vec![text("abc"), Owned::Null],
            vec![Owned::Null, text("abc")],
            vec![Owned::Bytes(b"ab".to_vec()), text("c")],
            vec![Owned::Int(1), Owned::Int(0)],
            vec![Owned::Bool(true), Owned::Bool(false)],
        ];
        let sums: std::collections::BTreeSet<_> = rows
            .iter()
            .map(|row| {
                let mut summing = Summing::default();
                summing.add(row);
                summing.sum().sha256
            })
            .collect();
        assert_eq!(sums.len(), rows.len());
    }
}
