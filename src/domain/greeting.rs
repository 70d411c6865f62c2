//! A shop's own greeting, in which the customer's name may stand.

use std::fmt;

use thiserror::Error;

use super::text::{GreetingText, TextError};

/// Where the customer's name goes.
pub const NAME: &str = "{name}";

/// What customers are greeted with. Braces stand around [`NAME`] only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeting(GreetingText);

/// Why a text is no greeting.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GreetingError {
    /// It is no text of that length.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Braces with something else in them, or with no other one.
    #[error("'{0}' means nothing; only {NAME} can stand in braces")]
    Placeholder(String),
}

impl Greeting {
    /// What somebody typed.
    ///
    /// # Errors
    /// For braces that are not [`NAME`]: who mistypes it is told now, not by a customer.
    pub fn parse(text: &str) -> Result<Self, GreetingError> {
        let text = GreetingText::parse(text)?;
        let mut rest = text.as_str();
        while let Some(start) = rest.find(['{', '}']) {
            let from = &rest[start..];
            match from.strip_prefix(NAME) {
                Some(after) => rest = after,
                None => {
                    let end = from.find('}').map_or(from.len(), |end| end + 1);
                    let shown = from[..end].chars().take(30).collect();
                    return Err(GreetingError::Placeholder(shown));
                }
            }
        }
        Ok(Self(text))
    }

    /// For a customer.
    pub fn to(&self, name: &str) -> String {
        self.0.as_str().replace(NAME, name)
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for Greeting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_in_and_nothing_else_does() {
        let greeting = Greeting::parse("Hi {name}! {name}, look around.").expect("a greeting");
        assert_eq!(greeting.to("{name}"), "Hi {name}! {name}, look around.");
        assert_eq!(greeting.to("Ann"), "Hi Ann! Ann, look around.");
        let plain = Greeting::parse("Welcome").expect("a greeting");
        assert_eq!(plain.to("Ann"), "Welcome");
    }

    #[test]
    fn other_braces_are_named() {
        for (text, named) in [
            ("Hi {Name}!", "{Name}"),
            ("Hi { name }!", "{ name }"),
            ("Hi {nam!", "{nam!"),
            ("Hi name}!", "}"),
            ("{name}{{name}}", "{{name}"),
        ] {
            let error = Greeting::parse(text);
            assert_eq!(
                error,
                Err(GreetingError::Placeholder(named.into())),
                "{text}"
            );
        }
        assert_eq!(
            Greeting::parse(" "),
            Err(GreetingError::Text(TextError::Blank))
        );
    }
}
