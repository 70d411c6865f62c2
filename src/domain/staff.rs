//! Who works for the shop, and what their role lets them do.

use super::{coded::coded, id::TelegramId};

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
