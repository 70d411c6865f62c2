//! The end of a copy that writes: one transaction, which ends well only when every row has been
//! read back and adds up.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        mpsc::{Receiver, RecvError},
    },
};

use super::{
    super::{DbError, Tx, Value, value::Owned},
    Copied, CopyError, Message, Progress, Stage, Watch,
    dialect::{Dialect, quoted},
    pages::{self, Cells, Sum},
    schema::Table,
};
use crate::params;

/// Rows of an `INSERT`; what is left over of a page goes one by one, so that a table has two
/// statements to prepare.
const TOGETHER: usize = 50;

/// What a migration puts into a table: the table as it made it, but without its times, and the
/// sum of its rows.
pub(super) struct Fresh {
    pub(super) table: Table,
    pub(super) sum: Sum,
}

/// Writes the target.
pub(super) struct Writer {
    pub(super) dialect: Dialect,
    pub(super) tables: Arc<[Table]>,
    pub(super) fresh: Vec<Fresh>,
    pub(super) watch: Watch,
}

impl Writer {
    /// Takes over everything that the reader sends.
    pub(super) fn write(
        &self,
        tx: &mut Tx<'_>,
        stream: &Receiver<Message>,
    ) -> Result<Vec<Copied>, CopyError> {
        self.dialect.begin(tx, &self.tables)?;
        self.empty(tx)?;
        let statements: Vec<_> = self.tables.iter().map(Inserts::of).collect();
        let (mut total, mut done) = (0, 0);
        // A stream that just ends has lost its reader: only `End` says that nothing is missing.
        let (sums, counters) = loop {
            match stream.recv() {
                Ok(Message::Total(rows)) => total = rows,
                Ok(Message::Rows { table, rows }) => {
                    done += u64::try_from(rows.len()).unwrap_or(0);
                    let (table, statements) = (&self.tables[table], &statements[table]);
                    self.insert(tx, table, statements, &rows)?;
                    self.tell(Stage::Copying, table, done, total);
                }
                Ok(Message::End { sums, counters }) => break (sums, counters),
                Err(RecvError) => return Err(CopyError::Unfinished),
            }
        };
        self.check(tx, &sums, total)?;
        self.go_on_counting(tx, &counters)?;
        let copied = self.tables.iter().zip(sums).map(|(table, sum)| Copied {
            table: table.name.clone(),
            rows: sum.rows,
            sha256: sum.sha256,
        });
        Ok(copied.collect())
    }

    fn tell(&self, stage: Stage, table: &Table, done: u64, total: u64) {
        (self.watch)(Progress {
            stage,
            table: &table.name,
            done,
            total,
        });
    }

    /// Takes out what a migration put in, once it is certain that there is nothing else.
    fn empty(&self, tx: &mut Tx<'_>) -> Result<(), CopyError> {
        for table in self.tables.iter() {
            let rows = pages::count(tx, table)?;
            let fresh = self.fresh.iter().find(|f| f.table.name == table.name);
            let expected = fresh.map_or(0, |fresh| fresh.sum.rows);
            let is_fresh = rows == expected
                && match fresh {
                    Some(fresh) if rows > 0 => {
                        pages::read(tx, self.dialect, &fresh.table, |_| Ok(()))? == fresh.sum
                    }
                    _ => true,
                };
            if !is_fresh {
                return Err(CopyError::NotEmpty {
                    place: String::new(),
                    table: table.name.clone(),
                    rows,
                });
            }
        }
        for table in self.tables.iter().rev() {
            tx.run(&format!("DELETE FROM {}", quoted(&table.name)), params![])?;
        }
        Ok(Dialect::forget_derived(tx)?)
    }

    fn insert(
        &self,
        tx: &mut Tx<'_>,
        table: &Table,
        statements: &Inserts,
        rows: &[Cells],
    ) -> Result<(), CopyError> {
        self.refuse_nul(table, rows)?;
        let (chunks, rest) = rows.as_chunks::<TOGETHER>();
        let chunks = chunks.iter().map(|rows| (&statements.many, &rows[..]));
        let rest = rest.chunks(1).map(|row| (&statements.one, row));
        let mut parts = chunks.chain(rest).peekable();
        while let Some((sql, rows)) = parts.next() {
            let params: Vec<Value<'_>> = rows.iter().flatten().map(Owned::borrow).collect();
            let inserted = if parts.peek().is_some() {
                tx.run(sql, &params)
            } else {
                // Waited for, so that no more than a page is ever on its way.
                tx.execute(sql, &params).map(drop)
            };
            inserted.map_err(|error| of_table(table, error))?;
        }
        Ok(())
    }

    /// PostgreSQL's texts cannot contain NUL. Nothing of the shop's does, and changing it in
    /// silence would be no copy.
    fn refuse_nul(&self, table: &Table, rows: &[Cells]) -> Result<(), CopyError> {
        if self.dialect.takes_nul() {
            return Ok(());
        }
        for row in rows {
            for (value, column) in row.iter().zip(&table.columns) {
                if matches!(value, Owned::Text(text) if text.contains('\0')) {
                    return Err(CopyError::Row {
                        table: table.name.clone(),
                        key: table.show_key(row),
                        why: format!(
                            "{} contains the character NUL, which PostgreSQL does not store",
                            column.name
                        ),
                    });
                }
            }
        }
        Ok(())
    }

    /// Reads everything back.
    fn check(&self, tx: &mut Tx<'_>, sums: &[Sum], total: u64) -> Result<(), CopyError> {
        let mut done = 0;
        for (table, expected) in self.tables.iter().zip(sums) {
            let found = pages::read(tx, self.dialect, table, |rows| {
                done += u64::try_from(rows.len()).unwrap_or(0);
                self.tell(Stage::Checking, table, done, total);
                Ok(())
            })?;
            if found != *expected {
                return Err(CopyError::Table {
                    table: table.name.clone(),
                    why: format!(
                        "{} rows were read (sha256 {}) and {} arrived (sha256 {})",
                        expected.rows,
                        &expected.sha256[..12],
                        found.rows,
                        &found.sha256[..12]
                    ),
                });
            }
        }
        Ok(())
    }

    /// Makes numbers go on after the last one ever given out: a button of a row that is gone must
    /// not meet another row.
    fn go_on_counting(
        &self,
        tx: &mut Tx<'_>,
        counters: &BTreeMap<String, i64>,
    ) -> Result<(), DbError> {
        for table in self.tables.iter() {
            let Some(column) = &table.counted else {
                continue;
            };
            let sql = format!(
                "SELECT MAX({}) FROM {}",
                quoted(column),
                quoted(&table.name)
            );
            let highest: Option<i64> = tx.query_one(&sql, params![], |row| row.take())?;
            let last = highest.max(counters.get(&table.name).copied());
            if let Some(last) = last.filter(|last| *last > 0) {
                self.dialect.go_on_after(tx, table, last)?;
            }
        }
        Ok(())
    }
}

/// The two statements that fill a table.
struct Inserts {
    one: String,
    many: String,
}

impl Inserts {
    fn of(table: &Table) -> Self {
        let columns: Vec<_> = table.columns.iter().map(|c| quoted(&c.name)).collect();
        let width = columns.len();
        let into = format!(
            "INSERT INTO {} ({}) VALUES ",
            quoted(&table.name),
            columns.join(", ")
        );
        let rows = |count: usize| {
            let row = |row: usize| {
                let marks: Vec<_> = (1..=width)
                    .map(|column| format!("${}", row * width + column))
                    .collect();
                format!("({})", marks.join(", "))
            };
            (0..count).map(row).collect::<Vec<_>>().join(", ")
        };
        Self {
            one: format!("{into}{}", rows(1)),
            many: format!("{into}{}", rows(TOGETHER)),
        }
    }
}

/// Says which table was refused, where that is not plain from the error.
fn of_table(table: &Table, error: DbError) -> CopyError {
    match error {
        DbError::Constraint(why) | DbError::Engine(why) => CopyError::Table {
            table: table.name.clone(),
            why,
        },
        other => other.into(),
    }
}
