//! Telephone numbers and the countries they are dialled from.

use std::{fmt, ops::RangeInclusive, str::FromStr};

use phonenumber::{Mode, PhoneNumber, country, metadata::DATABASE};
use thiserror::Error;

use super::typed;

/// Digits of a number in E.164, the country code among them.
const DIGITS: RangeInclusive<usize> = 7..=15;

/// A country or territory with a numbering plan of its own, by its ISO 3166-1 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country(country::Id);

/// Why a text is no country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not the two-letter code of a country, such as DE")]
pub struct CountryError;

impl Country {
    /// The code of two letters, as ISO 3166-1 has it.
    pub fn code(&self) -> &str {
        self.0.as_ref()
    }

    /// A mobile number as people of this country write it, to show what is asked for.
    pub fn example(self) -> Option<String> {
        let plan = DATABASE.by_id(self.code())?;
        let example = plan.descriptors().mobile()?.example()?;
        let number = phonenumber::parse(Some(self.0), example).ok()?;
        Some(number.format().mode(Mode::National).to_string())
    }
}

impl FromStr for Country {
    type Err = CountryError;

    fn from_str(text: &str) -> Result<Self, CountryError> {
        let code = text.trim().to_ascii_uppercase();
        code.parse().map(Self).map_err(|_| CountryError)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A telephone number in the international form of ITU-T E.164: `+` and 7 to 15 digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone(String);

/// Why a text is not a telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PhoneError {
    /// Nothing was typed.
    #[error("must not be empty")]
    Blank,
    /// Digits without a country code: which country is not ours to guess.
    #[error("must begin with + and the country code")]
    NoCountry,
    /// Letters, too few or too many digits, a country that does not exist, or no number of the
    /// country it would be dialled in.
    #[error("is not a telephone number")]
    Malformed,
}

impl Phone {
    /// Parses what a person typed: `+44 (0)20 7946-0958`, `0044 20 7946 0958`, or `020 7946 0958`
    /// where `home` is the country that numbers without a country code are dialled in.
    ///
    /// A number with a country code is taken if that country could have it: new ranges are handed
    /// out faster than anybody's list of them is renewed. One without has to be a number that is
    /// in use at home, because the country was only guessed.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str, home: Option<Country>) -> Result<Self, PhoneError> {
        let text = typed::western_digits(text.trim());
        if text.is_empty() {
            return Err(PhoneError::Blank);
        }
        let (is_international, rest) = match text.strip_prefix(['+', '＋']) {
            Some(rest) => (true, rest),
            None => (false, text.as_str()),
        };
        if !rest.chars().all(|c| c.is_ascii_digit() || is_separator(c)) {
            return Err(PhoneError::Malformed);
        }
        if is_international {
            return Self::international(rest);
        }
        let at_home = home
            .and_then(|home| phonenumber::parse(Some(home.0), rest).ok())
            .filter(PhoneNumber::is_valid);
        if let Some(number) = at_home {
            return Self::of(&number);
        }
        let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
        match digits.strip_prefix("00") {
            Some(rest) => Self::international(rest),
            None if home.is_none() && DIGITS.contains(&digits.len()) => Err(PhoneError::NoCountry),
            None => Err(PhoneError::Malformed),
        }
    }

    /// Parses a contact's number: Telegram sends it with its country code but
    /// often without the plus (Bot API, `Contact.phone_number`).
    ///
    /// # Errors
    /// Why it is none.
    pub fn from_contact(text: &str) -> Result<Self, PhoneError> {
        let text = text.trim();
        Self::parse(&format!("+{}", text.trim_start_matches('+')), None)
    }

    /// A number as it is kept; `None` for anything else.
    pub fn stored(text: String) -> Option<Self> {
        let digits = text.strip_prefix('+')?;
        let is_number =
            DIGITS.contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
        is_number.then_some(Self(text))
    }

    /// What follows the plus.
    fn international(text: &str) -> Result<Self, PhoneError> {
        let number = phonenumber::parse(None, format!("+{text}"));
        number.map_or(Err(PhoneError::Malformed), |number| Self::of(&number))
    }

    fn of(number: &PhoneNumber) -> Result<Self, PhoneError> {
        let text = number.format().mode(Mode::E164).to_string();
        Self::stored(text).ok_or(PhoneError::Malformed)
    }

    /// The number in E.164.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What people write between digits.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '(' | ')' | '.' | '/' | '\u{a0}' | '\u{2010}'..='\u{2015}'
    )
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str, home: &str) -> Result<String, PhoneError> {
        Phone::parse(text, home.parse().ok()).map(|phone| phone.0)
    }

    #[test]
    fn phones_become_e164() {
        let cases: &[(&str, Result<&str, PhoneError>)] = &[
            ("+15551234567", Ok("+15551234567")),
            (" +44 (20) 7946-0958 ", Ok("+442079460958")),
            ("+44 (0)20 7946 0958", Ok("+442079460958")),
            ("0044 20 7946 0958", Ok("+442079460958")),
            ("+7\u{a0}912 345\u{2011}67\u{2011}89", Ok("+79123456789")),
            ("＋７９１２３４５６７８９", Ok("+79123456789")),
            ("+٧٩١٢٣٤٥٦٧٨٩", Ok("+79123456789")),
            ("5551234567", Err(PhoneError::NoCountry)),
            ("", Err(PhoneError::Blank)),
            ("   ", Err(PhoneError::Blank)),
            ("call me", Err(PhoneError::Malformed)),
            ("+123", Err(PhoneError::Malformed)),
            ("+0123456789", Err(PhoneError::Malformed)),
            ("+1234567890123456", Err(PhoneError::Malformed)),
            ("+999 1234 5678", Err(PhoneError::Malformed)),
            ("+1555<b>1234567", Err(PhoneError::Malformed)),
        ];
        for (text, expected) in cases {
            let found = parsed(text, "");
            assert_eq!(found.as_deref(), expected.as_ref().copied(), "{text}");
        }
        let contact = Phone::from_contact("15551234567").map(|phone| phone.0);
        assert_eq!(contact.as_deref(), Ok("+15551234567"));
    }

    #[test]
    fn numbers_without_a_country_code_are_dialled_at_home() {
        let cases: &[(&str, &str, Result<&str, PhoneError>)] = &[
            ("ES", "612 34 56 78", Ok("+34612345678")),
            ("ru", "8 912 345-67-89", Ok("+79123456789")),
            ("RU", "9123456789", Ok("+79123456789")),
            ("GB", "020 7946 0958", Ok("+442079460958")),
            ("US", "(415) 555-2671", Ok("+14155552671")),
            // The zero of Italy stays.
            ("IT", "06 6982 1234", Ok("+390669821234")),
            ("US", "+44 20 7946 0958", Ok("+442079460958")),
            ("US", "0044 20 7946 0958", Ok("+442079460958")),
            ("ES", "12", Err(PhoneError::Malformed)),
            ("ES", "5551234567", Err(PhoneError::Malformed)),
            ("US", "123456789012", Err(PhoneError::Malformed)),
        ];
        for (home, text, expected) in cases {
            let found = parsed(text, home);
            assert_eq!(
                found.as_deref(),
                expected.as_ref().copied(),
                "{home} {text}"
            );
        }
    }

    #[test]
    fn countries_are_known_by_their_codes() {
        let code = |text: &str| text.parse::<Country>().map(|country| country.to_string());
        assert_eq!(code(" de ").as_deref(), Ok("DE"));
        for text in ["", "D", "Germany", "ZZ", "49"] {
            assert_eq!(code(text), Err(CountryError), "{text}");
        }
        let example = |code: &str| code.parse().ok().and_then(Country::example);
        assert_eq!(example("ES").as_deref(), Some("612 34 56 78"));
    }

    #[test]
    fn only_numbers_are_read_from_the_shop() {
        assert!(Phone::stored("+15551234567".into()).is_some());
        for text in ["15551234567", "+1555", "+1555123456x", ""] {
            assert_eq!(Phone::stored(text.into()), None, "{text}");
        }
    }
}
