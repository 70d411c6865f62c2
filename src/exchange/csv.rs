//! The CSV form: a row for each variant, as people and spreadsheets write it.
//!
//! The separator is the one that makes sense of the first line. Rows belong to one product when
//! they have the same `product`; without that column, when they have options and the same category
//! and name. A cell that is empty says nothing, except for the description, which it takes away.

mod product;

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};

use super::{
    FileError, Problems,
    columns::{Column, unguarded},
    sheet::MAX_ROWS,
};
use crate::{domain::money::Currency, shop::bulk::Sheet};

/// The cells of one row that have a column.
pub(super) struct Row<'a> {
    /// The line it begins in, from 1.
    pub(super) line: usize,
    columns: &'a [Option<Column>],
    record: &'a StringRecord,
}

impl Row<'_> {
    /// The text of a cell without white space around it; `None` where the file has no such column.
    pub(super) fn cell(&self, column: Column) -> Option<&str> {
        let place = self
            .columns
            .iter()
            .position(|found| *found == Some(column))?;
        Some(unguarded(self.record.get(place)?.trim()))
    }

    /// The text of a cell that says something.
    pub(super) fn filled(&self, column: Column) -> Option<&str> {
        self.cell(column).filter(|text| !text.is_empty())
    }
}

/// Reads the text of a file.
pub(super) fn read(text: &str, currency: Currency) -> Result<Sheet, FileError> {
    // Some spreadsheets name the separator in a line before the first.
    let (hint, body) = match text.split_once('\n') {
        Some((first, rest)) => match first.trim_end().strip_prefix("sep=") {
            Some(separator) if separator.len() == 1 => (separator.bytes().next(), rest),
            _ => (None, text),
        },
        None => (None, text),
    };
    let skipped = usize::from(hint.is_some());
    let separator = hint.unwrap_or_else(|| separator(body));
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(body.as_bytes());
    let mut problems = Problems::default();
    let mut record = StringRecord::new();
    let mut next = |record: &mut StringRecord| -> Result<Option<usize>, FileError> {
        let is_there = reader
            .read_record(record)
            .map_err(|error| FileError::Other(error.to_string()))?;
        let line = record.position().map_or(1, csv::Position::line);
        let line = usize::try_from(line)
            .unwrap_or(usize::MAX)
            .saturating_add(skipped);
        Ok(is_there.then_some(line))
    };
    let Some(first) = next(&mut record)? else {
        return Err(FileError::Other("the file is empty".to_owned()));
    };
    let columns = headings(&record, first, &mut problems);
    if !problems.is_empty() {
        return Err(FileError::Invalid(problems));
    }
    let mut products = product::Products::new(currency);
    let mut rows = 0;
    while let Some(line) = next(&mut record)? {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        rows += 1;
        if rows > MAX_ROWS {
            let message = format!("a file has at most {MAX_ROWS} rows; send it in parts");
            problems.note(line, "the whole row".to_owned(), message);
            break;
        }
        if is_of_one_length(&record, &columns, line, &mut problems) {
            let row = Row {
                line,
                columns: &columns,
                record: &record,
            };
            products.add(&row, &mut problems);
        }
    }
    let goods = products.finish(&mut problems);
    if problems.is_empty() {
        Ok(Sheet {
            goods,
            ..Sheet::default()
        })
    } else {
        Err(FileError::Invalid(problems))
    }
}

/// The separator with which the first line has the most headings.
fn separator(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let known = |separator: &u8| {
        let cells = line.split(char::from(*separator));
        cells
            .filter(|cell| Column::of(cell.trim().trim_matches('"')).is_some())
            .count()
    };
    // Of equals the last one wins: the comma, which the form has.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(known)
        .unwrap_or(b',')
}

/// The columns of the first line; what is no column is reported.
fn headings(record: &StringRecord, line: usize, problems: &mut Problems) -> Vec<Option<Column>> {
    let mut columns = Vec::with_capacity(record.len());
    let mut seen = HashMap::new();
    for (index, heading) in record.iter().enumerate() {
        let place = format!("column {}", index + 1);
        let column = Column::of(heading);
        match column {
            // Spreadsheets leave columns without anything behind.
            None if heading.trim().is_empty() => {}
            None => {
                let known = Column::ALL.iter().map(|column| column.name());
                problems.note(
                    line,
                    place,
                    super::reader::unknown("column", heading, known),
                );
            }
            Some(column) => {
                if let Some(earlier) = seen.insert(column.name(), index + 1) {
                    let message = format!("'{}' is column {earlier} already", column.name());
                    problems.note(line, place, message);
                }
            }
        }
        columns.push(column);
    }
    if problems.is_empty() && !columns.contains(&Some(Column::Sku)) {
        let message = "is missing: the first line names the columns, like sku,name,price";
        problems.note(line, "column sku".to_owned(), message.to_owned());
    }
    columns
}

/// Whether a row has as many cells as there are columns.
fn is_of_one_length(
    record: &StringRecord,
    columns: &[Option<Column>],
    line: usize,
    problems: &mut Problems,
) -> bool {
    let (cells, expected) = (record.len(), columns.len());
    if cells < expected {
        let message = format!("has {cells} cells instead of {expected}; is it cut off?");
        problems.note(line, "the whole row".to_owned(), message);
        return false;
    }
    let stray = record.iter().enumerate().find(|(index, cell)| {
        !cell.trim().is_empty() && columns.get(*index).copied().flatten().is_none()
    });
    if let Some((index, cell)) = stray {
        let shown = super::brief(cell.trim());
        let message = format!("'{shown}' stands in a column without a name");
        problems.note(line, format!("column {}", index + 1), message);
    }
    stray.is_none()
}

#[cfg(test)]
mod tests;
