//! Customers and how to reach them: parsed, never merely checked.

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::{
    coded::coded,
    id::{AddressId, TelegramId, UserId},
    language::{Language, Tongue},
    phone::Phone,
    pin::Pin,
    text::{AddressLabel, AddressText, ContactName},
};

coded! {
    /// Why messages to somebody are refused for good.
    pub enum Unreachable {
        /// They blocked the bot.
        Blocked = "blocked",
        /// They deleted their account.
        Deleted = "deleted",
        /// Telegram knows no chat with them, or will not say why.
        Unknown = "unknown",
        /// They were erased: nobody knows any more who they were.
        Erased = "erased",
    }
}

/// That somebody cannot be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfReach {
    /// Why.
    pub why: Unreachable,
    /// When that was found out.
    pub since: DateTime<Utc>,
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
    /// When they are forgotten, as they asked; `None`: they did not.
    pub leaving: Option<DateTime<Utc>>,
}

impl Customer {
    /// The name for an order: the one given to the shop, else Telegram's.
    pub fn name(&self) -> String {
        match &self.contact_name {
            Some(name) => name.to_string(),
            None => self.telegram.full_name(),
        }
    }

    /// The language to speak with them in a shop whose own is this one.
    pub fn speaks(&self, shops: Language) -> Language {
        let tongue = Tongue {
            chosen: self.language,
            tag: self.telegram.language_code.clone(),
        };
        tongue.language(shops)
    }
}

/// A saved delivery address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Row id.
    pub id: AddressId,
    /// What the customer calls it.
    pub label: AddressLabel,
    /// Where that is on the map, when it was sent.
    pub pin: Option<Pin>,
    /// The whole address.
    pub text: AddressText,
    /// Whether checkout uses it unless told otherwise.
    pub is_default: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

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
