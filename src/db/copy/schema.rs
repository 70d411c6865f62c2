//! The tables that are copied, as the engines' own catalogues describe them: a table that a later
//! release adds is copied without anybody remembering it.

use std::collections::BTreeSet;

use super::{
    super::{DbError, Row, value::Owned},
    CopyError,
};

/// A table, as far as its rows are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// Where among the columns those of the primary key are, in the key's own order.
    pub(super) key: Vec<usize>,
    /// The tables that its rows refer to.
    pub(super) parents: BTreeSet<String>,
    /// The column whose numbers the engine gives out and never gives out again.
    pub(super) counted: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) class: Class,
}

/// What a column holds, whatever the engine calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Int,
    Text,
    Flag,
    Bytes,
}

impl Class {
    /// Reads a declared type.
    pub(super) fn of(kind: &str) -> Option<Self> {
        Some(match kind {
            "INTEGER" | "bigint" => Self::Int,
            "TEXT" | "text" => Self::Text,
            "BOOLEAN" | "boolean" => Self::Flag,
            "BLOB" | "bytea" => Self::Bytes,
            _ => return None,
        })
    }

    /// Reads the next column of a row.
    pub(super) fn take(self, row: &mut Row<'_>) -> Result<Owned, DbError> {
        Ok(match self {
            Self::Int => row.take::<Option<_>>()?.map_or(Owned::Null, Owned::Int),
            Self::Text => row.take::<Option<_>>()?.map_or(Owned::Null, Owned::Text),
            Self::Flag => row.take::<Option<_>>()?.map_or(Owned::Null, Owned::Bool),
            Self::Bytes => row.take::<Option<_>>()?.map_or(Owned::Null, Owned::Bytes),
        })
    }
}

impl Table {
    /// The same table without some columns that belong to no key.
    pub(super) fn without(&self, names: &[&str]) -> Self {
        let is_kept = |column: &Column| !names.contains(&column.name.as_str());
        let columns: Vec<_> = self
            .columns
            .iter()
            .filter(|c| is_kept(c))
            .cloned()
            .collect();
        let key = self.key_names().into_iter();
        let key = key
            .filter_map(|name| columns.iter().position(|column| column.name == name))
            .collect();
        Self {
            columns,
            key,
            ..self.clone()
        }
    }

    pub(super) fn key_names(&self) -> Vec<&str> {
        self.key
            .iter()
            .map(|column| self.columns[*column].name.as_str())
            .collect()
    }

    /// The key of a row, for a message; as much of it as has been read.
    pub(super) fn show_key(&self, row: &[Owned]) -> String {
        let parts: Vec<_> = self
            .key
            .iter()
            .filter_map(|column| {
                let value = match row.get(*column)? {
                    Owned::Int(number) => number.to_string(),
                    Owned::Text(text) => format!("{text:?}"),
                    other => format!("{other:?}"),
                };
                Some(format!("{} {value}", self.columns[*column].name))
            })
            .collect();
        parts.join(", ")
    }

    /// How another table of this name differs.
    fn difference(&self, other: &Self) -> Option<String> {
        let name = &self.name;
        for column in &self.columns {
            match other.columns.iter().find(|found| found.name == column.name) {
                None => return Some(format!("only --from has {name}.{}", column.name)),
                Some(found) if found.class != column.class => {
                    return Some(format!("{name}.{} is of two types", column.name));
                }
                Some(_) => {}
            }
        }
        let is_ours = |found: &&Column| self.columns.iter().any(|ours| ours.name == found.name);
        if let Some(foreign) = other.columns.iter().find(|found| !is_ours(found)) {
            return Some(format!("only --to has {name}.{}", foreign.name));
        }
        (self.key_names() != other.key_names()).then(|| format!("{name} has two primary keys"))
    }
}

/// The tables that both databases have, parents first, with the target's counted columns.
pub(super) fn agree(source: Vec<Table>, target: &[Table]) -> Result<Vec<Table>, CopyError> {
    let differ = |what: String| Err(CopyError::Schema(what));
    let mut agreed = Vec::with_capacity(source.len());
    for table in source {
        let Some(found) = target.iter().find(|found| found.name == table.name) else {
            return differ(format!("only --from has {}", table.name));
        };
        if let Some(difference) = table.difference(found) {
            return differ(difference);
        }
        if table.key.is_empty() {
            // Neither its order nor its rows could be told apart.
            return differ(format!("{} has no primary key", table.name));
        }
        agreed.push(Table {
            counted: found.counted.clone(),
            ..table
        });
    }
    let is_agreed = |name: &str| agreed.iter().any(|table| table.name == name);
    if let Some(foreign) = target.iter().find(|table| !is_agreed(&table.name)) {
        return differ(format!("only --to has {}", foreign.name));
    }
    Ok(parents_first(agreed))
}

/// Orders tables so that a row finds those it refers to there already. References are checked at
/// the commit anyway, but SQLite looks for the children of every row that comes after them.
fn parents_first(mut tables: Vec<Table>) -> Vec<Table> {
    let mut ordered: Vec<Table> = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let is_free = |table: &Table| {
            let waits_for = |parent: &String| {
                *parent != table.name && tables.iter().any(|other| other.name == *parent)
            };
            !table.parents.iter().any(waits_for)
        };
        // Tables that refer to each other in a circle come as they are.
        let next = tables.iter().position(is_free).unwrap_or(0);
        ordered.push(tables.remove(next));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, parents: &[&str]) -> Table {
        let column = |name: &str, class| Column {
            name: name.to_owned(),
            class,
        };
        Table {
            name: name.to_owned(),
            columns: vec![column("made", Class::Int), column("id", Class::Int)],
            key: vec![1],
            parents: parents.iter().map(|name| (*name).to_owned()).collect(),
            counted: None,
        }
    }

    #[test]
    fn parents_come_before_their_children_and_circles_come_at_all() {
        let tables = vec![
            table("lines", &["orders", "goods"]),
            table("orders", &["people"]),
            table("goods", &["goods"]),
            table("hen", &["egg"]),
            table("egg", &["hen"]),
            table("people", &[]),
        ];
        let ordered = parents_first(tables);
        let names: Vec<_> = ordered.iter().map(|table| table.name.as_str()).collect();
        assert_eq!(names, ["goods", "people", "orders", "lines", "hen", "egg"]);
    }

    #[test]
    fn a_difference_is_named() {
        let one = || vec![table("a", &[]), table("b", &[])];
        let said = |source: Vec<Table>, target: &[Table]| match agree(source, target) {
            Err(CopyError::Schema(what)) => what,
            other => panic!("{other:?}"),
        };
        assert!(agree(one(), &one()).is_ok());
        assert_eq!(said(one(), &one()[..1]), "only --from has b");
        assert_eq!(said(vec![table("a", &[])], &one()), "only --to has b");
        assert_eq!(
            said(
                one(),
                &[table("a", &[]).without(&["made"]), table("b", &[])]
            ),
            "only --from has a.made"
        );
        let mut other = one();
        other[1].columns[0].class = Class::Text;
        assert_eq!(said(one(), &other), "b.made is of two types");
        other[1].columns[0].class = Class::Int;
        other[1].key = vec![1, 0];
        assert_eq!(said(one(), &other), "b has two primary keys");
        let mut keyless = one();
        keyless[0].key.clear();
        assert_eq!(said(keyless.clone(), &keyless), "a has no primary key");
    }

    #[test]
    fn a_table_without_its_times_keeps_its_key() {
        let bare = table("a", &[]).without(&["made"]);
        assert_eq!((bare.columns.len(), bare.key_names()), (1, vec!["id"]));
        assert_eq!(bare.show_key(&[Owned::Int(7)]), "id 7");
    }
}
