//! All that the shop knows of somebody, as a page for them to read and as a table of names and
//! values for their programs.

mod html;
mod json;

pub use html::{Card, Fact, Page, Part, write as page};
pub use json::{About, write as json};
