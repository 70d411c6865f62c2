//! A shop's own words for what it says.

use super::language::Language;

/// A text of the shop in its owner's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reworded {
    /// In which language.
    pub language: Language,
    /// Which text, by its id.
    pub message: String,
    /// The words, as they are stored: a text for each form.
    pub text: String,
}
