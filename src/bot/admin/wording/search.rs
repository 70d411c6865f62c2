//! Finding a text by words of it.

use crate::i18n::wording::Message;

use super::view::Listed;

/// The texts that have all words in them, as they are now or as they came, or in their id. Those
/// that customers see come first.
pub fn find(all: &Listed, words: &str) -> Vec<Message> {
    let words = words.to_lowercase();
    let words: Vec<&str> = words.split_whitespace().collect();
    if words.is_empty() {
        return Vec::new();
    }
    let has_all = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    Message::all()
        .filter(|message| {
            has_all(message.id()) || all.said(*message).iter().any(|text| has_all(text))
        })
        .collect()
}
