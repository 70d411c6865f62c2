//! The packing slip of an order: what is packed, and where it goes.
//!
//! It is a PDF where the built-in font has every character of it, and otherwise a page for the
//! browser, whose fonts know any script: a name is never printed as empty boxes.

mod html;
mod pdf;

use super::font;

/// What a packing slip says, in the words of its reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Code of the language it is in, such as `en`.
    pub language: String,
    /// What it is, with the order's number.
    pub title: String,
    /// Where the parcel goes and the like: a label and what it is.
    pub facts: Vec<(String, String)>,
    /// What stands over the columns of the lines.
    pub columns: Columns,
    /// What is packed.
    pub lines: Vec<Line>,
    /// How much that is in all.
    pub sum: String,
}

/// What stands over the columns of a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Over the stock keeping units.
    pub sku: String,
    /// Over the names.
    pub item: String,
    /// Over the numbers of units.
    pub quantity: String,
}

/// A line of a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Stock keeping unit.
    pub sku: String,
    /// Name, with the values of the variant.
    pub item: String,
    /// How many.
    pub quantity: u32,
}

/// A slip as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// How its name ends.
    pub ending: &'static str,
    /// Its contents.
    pub bytes: Vec<u8>,
}

impl Slip {
    fn texts(&self) -> impl Iterator<Item = &str> {
        let facts = self
            .facts
            .iter()
            .flat_map(|(label, fact)| [label.as_str(), fact]);
        let lines = self
            .lines
            .iter()
            .flat_map(|line| [line.sku.as_str(), &line.item]);
        let columns = &self.columns;
        [&*self.title, &columns.sku, &columns.item, &columns.quantity]
            .into_iter()
            .chain([self.sum.as_str()])
            .chain(facts)
            .chain(lines)
    }

    /// The slip as a file: a PDF, or a page where that cannot be set.
    pub fn print(&self) -> Printed {
        let can_be_set = self.texts().all(font::can_set);
        match can_be_set.then(|| pdf::write(self)).flatten() {
            Some(bytes) => Printed {
                ending: "pdf",
                bytes,
            },
            None => Printed {
                ending: "html",
                bytes: html::write(self).into_bytes(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn slip(name: &str, lines: usize) -> Slip {
        let line = |number: usize| Line {
            sku: format!("MUG-{number}"),
            item: "Кружка «Утро», large".into(),
            quantity: 2,
        };
        Slip {
            language: "en".into(),
            title: "Packing slip ECO-261122-7KQM".into(),
            facts: vec![
                ("Name".into(), name.into()),
                ("Address".into(), "12 Harbour Street\nSpringfield".into()),
            ],
            columns: Columns {
                sku: "SKU".into(),
                item: "Item".into(),
                quantity: "Qty".into(),
            },
            lines: (1..=lines).map(line).collect(),
            sum: format!("Units: {}", 2 * lines),
        }
    }

    #[test]
    fn a_name_that_the_font_lacks_is_left_to_the_browser() {
        let latin = slip("Zoë Łukasz", 3).print();
        assert_eq!(latin.ending, "pdf");
        assert!(latin.bytes.starts_with(b"%PDF-"));
        for name in ["שרה", "فاطمة", "山田", "👩‍🎨"] {
            let printed = slip(name, 3).print();
            assert_eq!(printed.ending, "html", "{name}");
            let page = String::from_utf8(printed.bytes).expect("UTF-8");
            assert!(page.contains(name));
        }
    }

    #[test]
    fn long_orders_take_more_pages_and_text_can_be_searched() {
        let pages = |lines| {
            let file = slip("Ann", lines).print().bytes;
            let text = String::from_utf8_lossy(&file).into_owned();
            assert!(text.contains("/ToUnicode"));
            text.matches("/Type /Page\n").count()
        };
        assert_eq!(pages(5), 1);
        assert!(pages(100) > 1);
    }

    #[test]
    fn text_is_never_markup() {
        let mut slip = slip("<script>alert(1)</script> & \"co\" שרה", 1);
        slip.lines[0].item = "<b>".into();
        let page = String::from_utf8(slip.print().bytes).expect("UTF-8");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot;"));
        assert!(!page.contains("<script") && page.contains("&lt;b&gt;"));
    }
}
