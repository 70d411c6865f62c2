//! Short texts with limits: parsed once, trimmed, without control characters.

use std::fmt;

use thiserror::Error;

/// Why a text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("must not be empty")]
    Blank,
    /// Longer than allowed.
    #[error("must be at most {max} characters")]
    TooLong {
        /// The limit, in characters (Unicode scalar values).
        max: usize,
    },
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $max:literal, $lines:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The longest text taken, in characters.
            pub const MAX: usize = $max;

            /// Parses what somebody typed: white space is trimmed, control characters dropped.
            pub fn parse(text: &str) -> Result<Self, TextError> {
                let clean = $lines(text);
                if !clean.chars().any(is_visible) {
                    return Err(TextError::Blank);
                }
                if clean.chars().count() > Self::MAX {
                    return Err(TextError::TooLong { max: Self::MAX });
                }
                Ok(Self(clean))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

texts! {
    /// The name of a category, a product or a pickup point.
    Name: 255, one_line;
    /// A description of a product or category.
    Description: 1000, many_lines;
    /// What a customer chooses about a product: Size.
    OptionName: 40, one_line;
    /// What can be chosen: M.
    OptionValue: 40, one_line;
    /// A stock keeping unit, unique in the shop.
    Sku: 64, one_line;
    /// What a customer wants to be called on a parcel.
    ContactName: 100, one_line;
    /// What a customer calls an address: Home, Office.
    AddressLabel: 50, one_line;
    /// A full postal address.
    AddressText: 500, many_lines;
    /// The terms of a shop.
    Terms: 3000, many_lines;
    /// What a shop says of the data it keeps.
    PrivacyText: 3000, many_lines;
    /// What a shop greets its customers with.
    GreetingText: 1000, many_lines;
    /// What a shop says while it is closed.
    ClosureNote: 300, many_lines;
    /// What a customer tells the shop with an order.
    Comment: 500, many_lines;
    /// What a customer writes to the shop about an order, or the shop to the customer.
    Question: 2000, many_lines;
    /// What staff note about an order for themselves.
    Note: 500, many_lines;
    /// What a way to pay is called.
    PaymentName: 60, one_line;
    /// How to pay, in the words of the shop.
    Instructions: 800, many_lines;
    /// What a customer says of a product beside the stars.
    ReviewWords: 500, many_lines;
    /// Why the shop calls an order off, for the customer.
    CancelReason: 200, many_lines;
}

/// The key that sorts names alike on every engine: lower case by Unicode's
/// rules, to be compared byte by byte.
pub fn sort_key(name: &str) -> String {
    name.to_lowercase()
}

/// Whether a character leaves a mark; Telegram treats a text of others as empty.
pub fn is_visible(character: char) -> bool {
    let is_blank = character.is_whitespace()
        || matches!(
            character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
                | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        );
    !is_blank && !character.is_control()
}

fn one_line(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn many_lines(text: &str) -> String {
    let clean: String = text
        .replace("\r\n", "\n")
        .chars()
        .filter(|c| *c == '\n' || !c.is_control())
        .collect();
    clean.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_and_limited() {
        assert_eq!(
            Name::parse("  Mug \n blue ").map(|name| name.to_string()),
            Ok("Mug blue".into())
        );
        for blank in [" \t\n", "\u{200b}", "\u{3164}\u{2060}", "\u{fe0f}"] {
            assert_eq!(Name::parse(blank), Err(TextError::Blank), "{blank:?}");
        }
        assert!(Name::parse(&"ж".repeat(255)).is_ok());
        assert_eq!(
            Name::parse(&"ж".repeat(256)),
            Err(TextError::TooLong { max: 255 })
        );
    }

    #[test]
    fn descriptions_keep_their_lines() {
        let text = Description::parse("First\r\nsecond\u{0}\n").expect("a description");
        assert_eq!(text.as_str(), "First\nsecond");
    }
}
