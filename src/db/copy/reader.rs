//! The end of a copy that reads: one transaction, so that everything is of one moment.

use std::sync::{Arc, mpsc::SyncSender};

use super::{super::Tx, CopyError, Message, dialect::Dialect, pages, schema::Table};

/// Reads the source.
pub(super) struct Reader {
    pub(super) dialect: Dialect,
    pub(super) tables: Arc<[Table]>,
}

impl Reader {
    /// Sends all rows of all tables, and only after the last of them what they must add up to.
    pub(super) fn read(
        &self,
        tx: &mut Tx<'_>,
        stream: &SyncSender<Message>,
    ) -> Result<(), CopyError> {
        let send = |message| stream.send(message).map_err(|_| CopyError::Unwanted);
        self.dialect.take_time(tx)?;
        let mut counts = Vec::with_capacity(self.tables.len());
        for table in self.tables.iter() {
            counts.push(pages::count(tx, table)?);
        }
        send(Message::Total(counts.iter().sum()))?;
        let mut sums = Vec::with_capacity(self.tables.len());
        for (index, (table, count)) in self.tables.iter().zip(counts).enumerate() {
            let sum = pages::read(tx, self.dialect, table, |rows| {
                send(Message::Rows { table: index, rows })
            })?;
            if sum.rows != count {
                // SQLite lets a key be NULL, where nothing can follow it.
                return Err(CopyError::Table {
                    table: table.name.clone(),
                    why: format!("only {} of {count} rows have a key", sum.rows),
                });
            }
            sums.push(sum);
        }
        let counters = self.dialect.counters(tx)?;
        send(Message::End { sums, counters })
    }
}
