//! JSON read level by level, with the place of every value at hand.
//!
//! The text is checked once as a whole; after that each value is a slice of
//! it, parsed when it is asked for. A file of a million products therefore
//! costs little more than its own size, and numbers keep their digits.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

/// Where a value stands in the file: `categories[0].products[2].price`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'a> {
    /// The file itself.
    Top,
    /// The value of a key.
    Key(&'a Self, &'a str),
    /// An item of a list, from 0.
    Item(&'a Self, usize),
}

impl<'a> Place<'a> {
    pub(super) const fn key(&'a self, key: &'a str) -> Self {
        Self::Key(self, key)
    }

    pub(super) const fn item(&'a self, index: usize) -> Self {
        Self::Item(self, index)
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top => f.write_str("top level"),
            Self::Key(Self::Top, key) => f.write_str(key),
            Self::Key(parent, key) => write!(f, "{parent}.{key}"),
            Self::Item(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// What a value is, in words for an error message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    List,
    Text,
    Number,
    Flag,
    Null,
}

impl Kind {
    pub(super) fn of(raw: &RawValue) -> Self {
        match raw.get().as_bytes().first() {
            Some(b'{') => Self::Object,
            Some(b'[') => Self::List,
            Some(b'"') => Self::Text,
            Some(b't' | b'f') => Self::Flag,
            Some(b'n') => Self::Null,
            _ => Self::Number,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Object => "an object",
            Self::List => "a list",
            Self::Text => "text",
            Self::Number => "a number",
            Self::Flag => "true or false",
            Self::Null => "null",
        })
    }
}

/// An object's entries in the order of the file, repeated keys included.
#[derive(Debug)]
pub(super) struct Entries<'a>(pub(super) Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some((Text(key), value)) = map.next_entry()? {
                    entries.push((key, value));
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Collect)
    }
}

/// Text, borrowed from the file where it has no escapes.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_like_paths() {
        let (top, categories) = (Place::Top, "categories");
        let categories = top.key(categories);
        let first = categories.item(0);
        let products = first.key("products");
        let third = products.item(2);
        assert_eq!(
            third.key("price").to_string(),
            "categories[0].products[2].price"
        );
        assert_eq!(top.to_string(), "top level");
    }

    #[test]
    fn objects_keep_repeated_keys_and_the_digits_of_numbers() {
        let entries: Entries<'_> =
            serde_json::from_str(r#"{"a": 1.50, "b\n": [ 1 ], "a": "x"}"#).expect("an object");
        let found: Vec<(&str, &str)> = entries
            .0
            .iter()
            .map(|(key, raw)| (key.as_ref(), raw.get()))
            .collect();
        assert_eq!(found, [("a", "1.50"), ("b\n", "[ 1 ]"), ("a", "\"x\"")]);
    }
}
