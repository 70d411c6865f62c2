//! The catalogue as a file: read from JSON and CSV, written as both.
//!
//! `ecombot seed` reads the JSON form with everything in it; staff send either form to the bot
//! and get it from there. Reading touches no shop: it turns text into values that
//! [`shop::bulk`](crate::shop::bulk) compares with one, or into a list of all that is wrong, each
//! with its line and its column or place. Writing is the other direction, and what was written
//! reads back as the same catalogue.

mod columns;
mod csv;
mod csv_out;
mod entries;
mod file;
mod json;
mod json_out;
mod payments;
mod products;
mod reader;
mod sheet;
mod words;

pub use csv_out::write as write_csv;
pub use file::{Catalogue, CategoryNode, Content, FileError, PhotoName, Problems, ProductNode};
pub use json_out::write as write_json;
pub use sheet::{Form, MAX_BYTES, MAX_ROWS, read};
pub use words::{Translated, WordsNode};

/// An album of Telegram holds so many.
const MAX_PHOTOS: usize = 10;

/// The beginning of a text, fit for an error message.
fn brief(text: &str) -> String {
    let mut brief: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(60)
        .collect();
    if brief.len() < text.len() {
        brief.push('…');
    }
    brief
}
