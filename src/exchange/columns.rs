//! The columns of the CSV form, and how a cell holds what spreadsheets would take for something else.

use std::borrow::Cow;

use crate::domain::options::MAX_OPTIONS;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// Identifies a variant.
    Sku,
    /// What the rows of one product have in common: its first SKU.
    Product,
    /// Path of the category: `Drinks > Tea`.
    Category,
    Name,
    Description,
    /// Name of an option, from 0.
    Option(usize),
    /// The variant's value for it.
    Value(usize),
    Price,
    Stock,
    /// The product's pictures, with spaces between.
    Photos,
    /// The variant's own.
    VariantPhoto,
    Sort,
}

impl Column {
    /// All columns, in the order in which they are written.
    pub(super) const ALL: [Self; 10 + 2 * MAX_OPTIONS] = [
        Self::Sku,
        Self::Product,
        Self::Category,
        Self::Name,
        Self::Description,
        Self::Option(0),
        Self::Value(0),
        Self::Option(1),
        Self::Value(1),
        Self::Option(2),
        Self::Value(2),
        Self::Price,
        Self::Stock,
        Self::Photos,
        Self::VariantPhoto,
        Self::Sort,
    ];

    /// Its name in the first line.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Sku => "sku",
            Self::Product => "product",
            Self::Category => "category",
            Self::Name => "name",
            Self::Description => "description",
            Self::Option(0) => "option 1",
            Self::Option(1) => "option 2",
            Self::Option(_) => "option 3",
            Self::Value(0) => "value 1",
            Self::Value(1) => "value 2",
            Self::Value(_) => "value 3",
            Self::Price => "price",
            Self::Stock => "stock",
            Self::Photos => "photos",
            Self::VariantPhoto => "variant photo",
            Self::Sort => "sort",
        }
    }

    /// The column that a heading means: case, spaces, hyphens and underscores do not matter.
    pub(super) fn of(heading: &str) -> Option<Self> {
        let bare = |text: &str| -> String {
            let letters = text
                .chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-'));
            letters.flat_map(char::to_lowercase).collect()
        };
        let wanted = bare(heading);
        Self::ALL
            .into_iter()
            .find(|column| bare(column.name()) == wanted)
    }
}

/// Characters at which a spreadsheet takes a cell for a formula, in wide forms too.
const fn begins_formula(character: char) -> bool {
    matches!(
        character,
        '=' | '+'
            | '-'
            | '@'
            | '\t'
            | '\r'
            | '\n'
            | '\u{ff1d}'
            | '\u{ff0b}'
            | '\u{ff0d}'
            | '\u{ff20}'
    )
}

/// Whether a text of the shop would be misunderstood, as a formula or as one that is guarded.
fn needs_guard(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('\'') => chars
            .next()
            .is_some_and(|second| second == '\'' || begins_formula(second)),
        Some(first) => begins_formula(first),
        None => false,
    }
}

/// A text as a cell: with an apostrophe before it where a spreadsheet would calculate.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    if needs_guard(text) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

/// The text of a cell: what [`guarded`] put before it is taken away.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if needs_guard(cell) => rest,
        _ => cell,
    }
}

/// What stands between the names of a category path.
const BETWEEN: char = '>';

/// A category path as a cell: `Drinks > Tea`. The names' own `>` and `\` get a `\` before them.
pub(super) fn path_cell(path: &[&str]) -> String {
    let names = path
        .iter()
        .map(|name| name.replace('\\', "\\\\").replace(BETWEEN, "\\>"));
    names.collect::<Vec<_>>().join(" > ")
}

/// The names in a path's cell.
pub(super) fn path_names(cell: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut chars = cell.chars();
    while let Some(character) = chars.next() {
        let literal = match character {
            '\\' => chars.next().unwrap_or('\\'),
            BETWEEN => {
                names.push(String::new());
                continue;
            }
            other => other,
        };
        if let Some(name) = names.last_mut() {
            name.push(literal);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_however_they_are_written() {
        for column in Column::ALL {
            assert_eq!(Column::of(column.name()), Some(column));
            assert_eq!(Column::of(&column.name().to_uppercase()), Some(column));
        }
        assert_eq!(Column::of(" Variant_Photo "), Some(Column::VariantPhoto));
        assert_eq!(Column::of("option1"), Some(Column::Option(0)));
        assert_eq!(Column::of("colour"), None);
        assert_eq!(Column::of(""), None);
    }

    #[test]
    fn no_cell_is_a_formula_and_every_text_comes_back() {
        for text in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1", "''=1", "''", "'''",
        ] {
            let cell = guarded(text);
            assert!(cell.starts_with('\''), "{text}");
            assert_eq!(unguarded(&cell), text);
        }
        for text in ["", "Mug", "'60s mug", "'", "a=b", "7 > 5"] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }

    #[test]
    fn paths_come_back_whatever_the_names_are() {
        for path in [
            &["Drinks", "Tea"][..],
            &["A > B", "C\\"],
            &["<b>\\>"],
            &["x"],
        ] {
            let names = path_names(&path_cell(path));
            let names: Vec<&str> = names.iter().map(|name| name.trim()).collect();
            assert_eq!(names, path);
        }
        let names = path_names("Drinks>Tea");
        assert_eq!(names, ["Drinks", "Tea"]);
    }
}
