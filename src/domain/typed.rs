//! Numbers as people type them: any script's digits, grouped or not, with a point or a comma.
//!
//! [`Price::parse`] reads files whose format says how a number is written. A person on a telephone
//! writes `12,50`, `١٢`, `1 234,50` or `$12`, and means one thing by it. Where two readings are
//! possible nothing is guessed that could make a price a thousand times too low or too high:
//!
//! - Space, apostrophe and `٬` only ever group digits; `٫` only ever begins the decimals.
//! - Where `.` and `,` are both there, the last one begins the decimals and the other groups.
//! - One that is there twice groups; so does `1,234` in a currency with fewer than three decimals,
//!   because such a currency has no third decimal to write, while thousands are grouped like this
//!   everywhere. What was understood is shown before it is saved.
//! - In a list, where nobody looks at each price, `1,234` is refused instead: see [`Reading`].

use thiserror::Error;

use super::money::{Currency, Money, Price};

pub(in crate::domain) mod digits;

/// Who looks at what was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The person who typed it, at once: `1,234` groups thousands.
    Shown,
    /// Nobody in particular, as with a line of a long file: `1,234` is refused.
    Unseen,
}

/// Why a text is not the number that was asked for; each names an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TypedError {
    /// No number, or one with something else around it.
    #[error("is not a number; write it like {example}")]
    NotANumber {
        /// How such a number may be written.
        example: &'static str,
    },
    /// Digits grouped otherwise than by thousands.
    #[error("is grouped in a way that can be misread; write it like {example}")]
    Grouping {
        /// How such a number may be written.
        example: &'static str,
    },
    /// Either thousands or decimals, and nobody there to ask.
    #[error("can be read in two ways; write 1234.00 for one thousand and more, 1.23 for less")]
    Ambiguous,
    /// A sign or code of another currency.
    #[error("must be in {currency}; write just the number, like {example}")]
    OtherCurrency {
        /// The shop's currency.
        currency: Currency,
        /// How such a number may be written.
        example: &'static str,
    },
    /// More decimals than the currency has; never rounded.
    #[error("has too many decimals: {currency} has {decimals}; write it like {example}")]
    TooPrecise {
        /// The shop's currency.
        currency: Currency,
        /// How many decimals it has.
        decimals: u32,
        /// How such a number may be written.
        example: &'static str,
    },
    /// Decimals where only whole numbers are possible.
    #[error("must be a whole number, like 20")]
    NotWhole,
    /// A price of zero or less.
    #[error("must be more than 0, like {example}")]
    NotPositive {
        /// How such a number may be written.
        example: &'static str,
    },
    /// Less than zero where nothing is less.
    #[error("must be 0 or more, like {example}")]
    Negative {
        /// How such a number may be written.
        example: &'static str,
    },
    /// Beyond the largest price or number.
    #[error("is too large; the most is {most}")]
    TooLarge {
        /// The largest number taken, as shown.
        most: &'static str,
    },
}

/// A price: `12,50`, `1.234,50`, `١٢`, `$12`, `12 USD`.
///
/// # Errors
/// What is wrong, with an example: nothing is rounded and nothing guessed.
pub fn price(text: &str, currency: Currency, reading: Reading) -> Result<Price, TypedError> {
    let example = example(currency);
    let amount = amount(text, currency, reading)?;
    let price = Price::of(amount).ok_or(TypedError::NotPositive { example })?;
    Ok(price)
}

/// An amount of 0 or more, such as a delivery fee, written like a price.
///
/// # Errors
/// As [`price`], but 0 is an amount.
pub fn fee(text: &str, currency: Currency, reading: Reading) -> Result<Money, TypedError> {
    let example = example(currency);
    let amount = amount(text, currency, reading)?;
    if amount.minor() < 0 {
        return Err(TypedError::Negative { example });
    }
    Ok(amount)
}

/// What is to become of a stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StockChange {
    /// There are so many now: `20`.
    Set(u32),
    /// So many came in: `+20`.
    Add(u32),
    /// So many went out: `-3`.
    Remove(u32),
}

/// Units on hand, absolute or as a change: `20`, `+20`, `-3`.
///
/// # Errors
/// What is wrong, with an example.
pub fn stock(text: &str) -> Result<StockChange, TypedError> {
    let text = bare(text);
    let (sign, rest) = signed(&text);
    let number = magnitude(rest)?;
    let units = u32::try_from(number).map_err(|_| TypedError::TooLarge { most: MOST_UNITS })?;
    Ok(match sign {
        Sign::None => StockChange::Set(units),
        Sign::Plus => StockChange::Add(units),
        Sign::Minus => StockChange::Remove(units),
    })
}

/// A number of units of 0 or more, such as a stock that is counted.
///
/// # Errors
/// What is wrong, with an example.
pub fn units(text: &str) -> Result<u32, TypedError> {
    match stock(text)? {
        StockChange::Set(units) => Ok(units),
        StockChange::Add(_) => Err(TypedError::NotANumber { example: "20" }),
        StockChange::Remove(_) => Err(TypedError::Negative { example: "20" }),
    }
}

/// A place in the owner's order: any whole number, smaller first.
///
/// # Errors
/// What is wrong, with an example.
pub fn place(text: &str) -> Result<i64, TypedError> {
    let text = bare(text);
    let (sign, rest) = signed(&text);
    let number = magnitude(rest)?;
    if number > MAX_PLACE {
        return Err(TypedError::TooLarge { most: MOST_PLACE });
    }
    let number = i64::try_from(number).map_err(|_| TypedError::TooLarge { most: MOST_PLACE })?;
    Ok(if sign == Sign::Minus { -number } else { number })
}

const MOST_UNITS: &str = "4,294,967,295";
const MAX_PLACE: u64 = 1_000_000_000;
const MOST_PLACE: &str = "1,000,000,000";

/// How a price of this currency may be written.
pub fn example(currency: Currency) -> &'static str {
    match currency.exponent() {
        0 => "1250",
        1 => "12.5",
        2 => "12.50",
        3 => "12.500",
        _ => "12.5000",
    }
}

fn largest(currency: Currency) -> &'static str {
    match currency.exponent() {
        0 => "9,999,999,999",
        1 => "999,999,999.9",
        2 => "99,999,999.99",
        3 => "9,999,999.999",
        _ => "999,999.9999",
    }
}

/// The text without what nobody sees: white space around it and the marks of its direction.
fn bare(text: &str) -> String {
    let is_mark = |c: char| matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let visible: String = text.chars().filter(|c| !is_mark(*c)).collect();
    visible.trim().to_owned()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    None,
    Plus,
    Minus,
}

/// The sign before a number. Keyboards turn a hyphen into longer ones.
fn signed(text: &str) -> (Sign, &str) {
    let mut chars = text.chars();
    let sign = match chars.next() {
        Some('+' | '\u{ff0b}') => Sign::Plus,
        Some('-' | '\u{2010}'..='\u{2014}' | '\u{2212}' | '\u{ff0d}') => Sign::Minus,
        _ => return (Sign::None, text),
    };
    (sign, chars.as_str().trim_start())
}

/// A whole number without a sign.
fn magnitude(text: &str) -> Result<u64, TypedError> {
    let example = "20";
    let number = Number::read(text).ok_or(TypedError::NotANumber { example })?;
    let (whole, decimals) = number.split(0, Reading::Shown, example)?;
    if decimals.iter().any(|digit| *digit != 0) {
        return Err(TypedError::NotWhole);
    }
    joined(&whole).ok_or(TypedError::TooLarge { most: MOST_UNITS })
}

/// A text with the digits of all scripts as `0` to `9`.
pub(super) fn western_digits(text: &str) -> String {
    let western = |c| digits::value(c).map_or(c, |value| char::from(b'0' + value));
    text.chars().map(western).collect()
}

fn joined(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0_u64, |number, digit| {
        number.checked_mul(10)?.checked_add(u64::from(*digit))
    })
}

fn amount(text: &str, currency: Currency, reading: Reading) -> Result<Money, TypedError> {
    let example = example(currency);
    let text = bare(text);
    // `-$5` and `$-5`: both are less than nothing.
    let (outer, rest) = signed(&text);
    let rest = without_currency(rest, currency)?;
    let (inner, rest) = signed(rest);
    let number = Number::read(rest).ok_or(TypedError::NotANumber { example })?;
    if outer == Sign::Plus || inner == Sign::Plus {
        // It looks like a change of the price, which it would not be.
        return Err(TypedError::NotANumber { example });
    }
    let is_negative = outer == Sign::Minus || inner == Sign::Minus;
    let decimals = currency.exponent();
    let (mut whole, mut fraction) = number.split(decimals, reading, example)?;
    while fraction.len() > decimals as usize && fraction.last() == Some(&0) {
        fraction.pop();
    }
    if fraction.len() > decimals as usize {
        return Err(TypedError::TooPrecise {
            currency,
            decimals,
            example,
        });
    }
    fraction.resize(decimals as usize, 0);
    whole.append(&mut fraction);
    let minor = joined(&whole)
        .and_then(|minor| i64::try_from(minor).ok())
        .map(|minor| if is_negative { -minor } else { minor })
        .filter(|minor| *minor <= Price::MAX_MINOR)
        .ok_or(TypedError::TooLarge {
            most: largest(currency),
        })?;
    Ok(Money::new(minor, currency))
}

/// Takes the shop's own sign or code away, before or after the number.
fn without_currency(text: &str, currency: Currency) -> Result<&str, TypedError> {
    let example = example(currency);
    let is_foreign = |c: char| c.is_alphabetic() || c == '¤' || is_currency_sign(c);
    let head = text.find(|c: char| !is_foreign(c)).unwrap_or(text.len());
    let (before, rest) = text.split_at(head);
    let tail = rest
        .rfind(|c: char| !is_foreign(c) && c != '.')
        .map_or(0, |at| {
            at + rest[at..].chars().next().map_or(0, char::len_utf8)
        });
    let (number, after) = rest.split_at(tail);
    let number = number.trim();
    if number.is_empty() || (before.is_empty() && after.is_empty()) {
        return Ok(text);
    }
    let is_ours = |name: &str| {
        name.eq_ignore_ascii_case(currency.code())
            || name.to_lowercase() == currency.symbol().to_lowercase()
    };
    let named: Vec<&str> = [before, after]
        .into_iter()
        .filter(|name| !name.is_empty())
        .collect();
    match named.as_slice() {
        [name] if is_ours(name) => Ok(number),
        // `USD 5 $` is odd, but clear.
        [first, last] if is_ours(first) && is_ours(last) => Ok(number),
        [name] if is_code_or_sign(name) => Err(TypedError::OtherCurrency { currency, example }),
        _ => Err(TypedError::NotANumber { example }),
    }
}

/// The characters that Unicode files under currency signs.
fn is_currency_sign(c: char) -> bool {
    matches!(c, '$' | '\u{a2}'..='\u{a5}' | '\u{20a0}'..='\u{20c0}' | '\u{fdfc}' | '\u{e3f}' | '\u{ffe0}' | '\u{ffe1}' | '\u{ffe5}')
}

fn is_code_or_sign(name: &str) -> bool {
    name.parse::<Currency>().is_ok() || name.chars().all(is_currency_sign)
}

/// What stands between digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Point,
    Comma,
    /// `٫`
    ArabicDecimal,
    /// `٬`
    ArabicThousands,
    Space,
    Apostrophe,
}

impl Separator {
    fn of(character: char) -> Option<Self> {
        Some(match character {
            '.' | '\u{ff0e}' => Self::Point,
            ',' | '\u{ff0c}' | '\u{60c}' => Self::Comma,
            '\u{66b}' => Self::ArabicDecimal,
            '\u{66c}' => Self::ArabicThousands,
            ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '\u{3000}' => Self::Space,
            '\'' | '\u{2019}' | '\u{2bc}' => Self::Apostrophe,
            _ => return None,
        })
    }

    /// Whether it can begin the decimals.
    const fn may_begin_decimals(self) -> bool {
        matches!(self, Self::Point | Self::Comma | Self::ArabicDecimal)
    }
}

/// Digits in runs, with one separator between each two.
#[derive(Debug)]
struct Number {
    runs: Vec<Vec<u8>>,
    separators: Vec<Separator>,
}

impl Number {
    /// `None` for anything but digits and single separators between them.
    fn read(text: &str) -> Option<Self> {
        let mut number = Self {
            runs: vec![Vec::new()],
            separators: Vec::new(),
        };
        for character in text.chars() {
            let run = number.runs.last_mut()?;
            if let Some(digit) = digits::value(character) {
                run.push(digit);
                continue;
            }
            if run.is_empty() {
                return None;
            }
            number.separators.push(Separator::of(character)?);
            number.runs.push(Vec::new());
        }
        number.runs.last().filter(|run| !run.is_empty())?;
        Some(number)
    }

    /// The digits before and after the decimal separator, wherever that is.
    fn split(
        self,
        decimals: u32,
        reading: Reading,
        example: &'static str,
    ) -> Result<(Vec<u8>, Vec<u8>), TypedError> {
        let has_decimals = match self.separators.as_slice() {
            [] => false,
            [only] => self.is_decimal(*only, decimals, reading)?,
            [first, .., last] => first != last && last.may_begin_decimals(),
        };
        let grouping = &self.separators[..self.separators.len() - usize::from(has_decimals)];
        let (whole, fraction) = self.runs.split_at(grouping.len() + 1);
        let is_sound = match grouping.first() {
            None => true,
            Some(Separator::ArabicDecimal) => false,
            Some(first) => grouping.iter().all(|other| other == first) && is_grouped(whole),
        };
        if !is_sound {
            return Err(TypedError::Grouping { example });
        }
        Ok((whole.concat(), fraction.concat()))
    }

    /// Whether the only separator begins the decimals.
    fn is_decimal(
        &self,
        separator: Separator,
        decimals: u32,
        reading: Reading,
    ) -> Result<bool, TypedError> {
        if !matches!(separator, Separator::Point | Separator::Comma) {
            return Ok(separator == Separator::ArabicDecimal);
        }
        if !is_grouped(&self.runs) {
            return Ok(true);
        }
        // Three digits follow: thousands, or three decimals.
        match reading {
            Reading::Shown => Ok(decimals >= 3),
            // The catalogue file itself is written with a point.
            Reading::Unseen if decimals >= 3 && separator == Separator::Point => Ok(true),
            Reading::Unseen => Err(TypedError::Ambiguous),
        }
    }
}

/// Whether runs of digits are groups of three, or of two and a last one of three as in India.
fn is_grouped(runs: &[Vec<u8>]) -> bool {
    let [first, middle @ .., last] = runs else {
        return false;
    };
    let begins = |most: usize| first.len() <= most && first.first() != Some(&0);
    let is_western = begins(3) && middle.iter().all(|run| run.len() == 3);
    let is_indian = begins(2) && !middle.is_empty() && middle.iter().all(|run| run.len() == 2);
    last.len() == 3 && (is_western || is_indian)
}

#[cfg(test)]
mod tests;
