//! Customers and how to reach them: parsed, never merely checked.

use std::fmt;

use thiserror::Error;

use super::{
    id::{AddressId, TelegramId, UserId},
    language::Language,
    text::{AddressLabel, AddressText, ContactName},
};

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
    /// Letters, or too few or too many digits.
    #[error("is not a telephone number")]
    Malformed,
}

impl Phone {
    /// Parses what a person typed: `+44 (20) 7946-0958` or `0044 20 7946 0958`.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(PhoneError::Blank);
        }
        let international = text.starts_with(['+', '＋']);
        let mut digits = String::new();
        for character in text.trim_start_matches(['+', '＋']).chars() {
            match character {
                '0'..='9' => digits.push(character),
                ' ' | '-' | '(' | ')' | '.' | '/' | '\u{a0}' | '\u{2010}'..='\u{2015}' => {}
                _ => return Err(PhoneError::Malformed),
            }
        }
        if international {
            return Self::from_digits(&digits);
        }
        match digits.strip_prefix("00") {
            Some(rest) => Self::from_digits(rest),
            None if (7..=15).contains(&digits.len()) => Err(PhoneError::NoCountry),
            None => Err(PhoneError::Malformed),
        }
    }

    /// Parses a contact's number: Telegram sends it with its country code but
    /// often without the plus (Bot API, `Contact.phone_number`).
    pub fn from_contact(text: &str) -> Result<Self, PhoneError> {
        let text = text.trim();
        if text.starts_with('+') {
            Self::parse(text)
        } else {
            Self::parse(&format!("+{text}"))
        }
    }

    fn from_digits(digits: &str) -> Result<Self, PhoneError> {
        // No country code begins with 0.
        if !(7..=15).contains(&digits.len()) || digits.starts_with('0') {
            return Err(PhoneError::Malformed);
        }
        Ok(Self(format!("+{digits}")))
    }

    /// The number in E.164.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An e-mail address, its domain in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

/// Why a text is not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not an e-mail address, such as anna@example.org")]
pub struct EmailError;

impl Email {
    /// Parses `anna@example.org`: the forms people have, not all that RFC 5321 permits.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError)?;
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && local.split('.').all(|part| !part.is_empty())
            && local
                .chars()
                .all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        let labels: Vec<&str> = domain.split('.').collect();
        let domain_ok = labels.len() >= 2
            && labels.iter().all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            })
            && labels.last().is_some_and(|top| {
                top.chars().count() >= 2 && !top.chars().all(|c| c.is_ascii_digit())
            });
        if local_ok && domain_ok && text.len() <= 254 {
            Ok(Self(format!("{local}@{}", domain.to_lowercase())))
        } else {
            Err(EmailError)
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What Telegram tells of the person behind an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TelegramProfile {
    /// Telegram's id of the person, and of the private chat with them.
    pub id: TelegramId,
    /// First name; never empty on Telegram.
    pub first_name: String,
    /// Last name, when given.
    pub last_name: Option<String>,
    /// User name without `@`, when there is one.
    pub username: Option<String>,
    /// IETF language tag of the person's app, when sent.
    pub language_code: Option<String>,
}

impl TelegramProfile {
    /// First and last name together.
    pub fn full_name(&self) -> String {
        match &self.last_name {
            Some(last_name) => format!("{} {last_name}", self.first_name),
            None => self.first_name.clone(),
        }
    }
}

/// A customer as the shop knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// Row id.
    pub id: UserId,
    /// Telegram's names and language.
    pub telegram: TelegramProfile,
    /// The name last used for an order.
    pub contact_name: Option<ContactName>,
    /// Phone of the profile.
    pub phone: Option<Phone>,
    /// E-mail of the profile.
    pub email: Option<Email>,
    /// The language they chose; `None`: the one their Telegram speaks.
    pub language: Option<Language>,
}

impl Customer {
    /// The name for an order: the one given to the shop, else Telegram's.
    pub fn name(&self) -> String {
        match &self.contact_name {
            Some(name) => name.to_string(),
            None => self.telegram.full_name(),
        }
    }
}

/// A saved delivery address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Row id.
    pub id: AddressId,
    /// What the customer calls it.
    pub label: AddressLabel,
    /// The whole address.
    pub text: AddressText,
    /// Whether checkout uses it unless told otherwise.
    pub is_default: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_become_e164() {
        let cases: &[(&str, Result<&str, PhoneError>)] = &[
            ("+15551234567", Ok("+15551234567")),
            (" +44 (20) 7946-0958 ", Ok("+442079460958")),
            ("0044 20 7946 0958", Ok("+442079460958")),
            ("+7\u{a0}912 345\u{2011}67\u{2011}89", Ok("+79123456789")),
            ("5551234567", Err(PhoneError::NoCountry)),
            ("", Err(PhoneError::Blank)),
            ("   ", Err(PhoneError::Blank)),
            ("call me", Err(PhoneError::Malformed)),
            ("+123", Err(PhoneError::Malformed)),
            ("+0123456789", Err(PhoneError::Malformed)),
            ("+1234567890123456", Err(PhoneError::Malformed)),
            ("+1555<b>1234567", Err(PhoneError::Malformed)),
        ];
        for (text, expected) in cases {
            let parsed = Phone::parse(text).map(|phone| phone.0);
            assert_eq!(parsed.as_deref(), expected.as_ref().copied(), "{text}");
        }
        let contact = Phone::from_contact("15551234567").map(|phone| phone.0);
        assert_eq!(contact.as_deref(), Ok("+15551234567"));
    }

    #[test]
    fn emails_are_addresses() {
        for good in [
            "anna@example.org",
            "a.b+c@sub.Example.CO.UK",
            "имя@пример.рф",
        ] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        assert_eq!(
            Email::parse("A@Example.ORG")
                .map(|email| email.0)
                .as_deref(),
            Ok("A@example.org")
        );
        for bad in [
            "",
            "anna",
            "@example.org",
            "anna@",
            "anna@example",
            "an na@example.org",
            "a@b..org",
            "a@1.2",
        ] {
            assert_eq!(Email::parse(bad), Err(EmailError), "{bad}");
        }
    }
}
