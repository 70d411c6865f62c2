//! Who works for the shop, and what their role lets them do.

use std::fmt;

use sha2::{Digest, Sha256};

use super::{
    coded::coded,
    id::{StaffLinkId, TelegramId},
};

coded! {
    /// What somebody does for the shop.
    pub enum Role {
        /// Everything, also staff and settings.
        Owner = "owner",
        /// Catalogue, delivery and orders.
        Manager = "manager",
        /// Orders only.
        Packer = "packer",
    }
}

/// Who changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// Whoever has the shop's shell and file.
    Operator,
    /// Somebody of the staff.
    Person(TelegramId),
}

impl Actor {
    /// As the database keeps it: nobody's id for the shop's shell.
    pub const fn id(self) -> Option<i64> {
        match self {
            Self::Operator => None,
            Self::Person(person) => Some(person.get()),
        }
    }

    /// Of what the database keeps.
    pub const fn from_id(id: Option<i64>) -> Self {
        match id {
            None => Self::Operator,
            Some(id) => Self::Person(TelegramId::new(id)),
        }
    }
}

/// Somebody of the staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Telegram's id.
    pub person: TelegramId,
    /// Their role.
    pub role: Role,
    /// Whether the configuration names them: then it alone decides.
    pub is_configured: bool,
    /// Telegram's name of them; `None` while they have never written to the bot.
    pub name: Option<String>,
    /// Their user name, without `@`.
    pub username: Option<String>,
}

/// A link that makes somebody staff, as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StaffLink {
    /// Row id.
    pub id: StaffLinkId,
    /// The role it gives.
    pub role: Role,
    /// Who made it.
    pub made_by: Actor,
    /// Until when it can be used, in seconds since 1970 (UTC).
    pub expires_at: i64,
    /// Whether somebody has used it.
    pub is_used: bool,
}

/// What a one-time link carries: whoever shows it becomes staff. 128 bits, so that guessing is
/// hopeless.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct LinkSecret(u128);

impl LinkSecret {
    /// Of random bits.
    pub const fn new(bits: u128) -> Self {
        Self(bits)
    }

    /// As it stands in a link: 32 hexadecimal digits. This is the secret itself.
    pub fn reveal(self) -> String {
        format!("{:032x}", self.0)
    }

    /// Of what stands in a link.
    pub fn parse(text: &str) -> Option<Self> {
        let is_whole = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_whole
            .then(|| u128::from_str_radix(text, 16).ok())
            .flatten()
            .map(Self)
    }

    /// What the database keeps of it (SHA-256 in hexadecimal): whoever reads that cannot make a
    /// link of it.
    pub fn hash(self) -> String {
        format!("{:x}", Sha256::digest(self.0.to_be_bytes()))
    }
}

impl fmt::Debug for LinkSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_survives_its_link_and_nothing_else_is_one() {
        for bits in [0, 1, u128::MAX, 0x0123_4567_89ab_cdef_0000_0000_0000_00ff] {
            let secret = LinkSecret::new(bits);
            assert_eq!(LinkSecret::parse(&secret.reveal()), Some(secret));
            assert!(!format!("{secret:?}").contains(&secret.reveal()));
            assert_ne!(secret.hash(), secret.reveal());
        }
        let digits = "f".repeat(32);
        assert!(LinkSecret::parse(&digits.to_uppercase()).is_some());
        for text in ["", "1", &digits[1..], &format!("{digits}0")] {
            assert_eq!(LinkSecret::parse(text), None, "{text}");
        }
        for other in ["+", "-", "g", " "] {
            assert_eq!(LinkSecret::parse(&format!("{other}{}", &digits[1..])), None);
        }
    }
}
