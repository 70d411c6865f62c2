//! What the shop puts on paper or into files: the chart of its sales, packing slips, orders as
//! tables, and what it knows of somebody. Values in, bytes out; nothing here reads or sends.

pub mod chart;
mod font;
pub mod orders;
pub mod personal;
pub mod slip;

/// A text as a page for browsers shows it, also within an attribute.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            other => safe.push(other),
        }
    }
    safe
}
