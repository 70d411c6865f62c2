//! What a chat is waiting for: only ever typed text, never the meaning of a button.

use serde::{Deserialize, Serialize};
use tracing::warn;

use crate::{
    db::{DbError, Tx},
    domain::id::{CartLineId, CheckoutId, TelegramId, VariantId},
    store::dialogues,
};

/// The text a chat is waiting for. No state means none: typed text searches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// The name for an order.
    CheckoutName {
        /// The checkout.
        checkout: i64,
    },
    /// The phone for an order; the share-contact keyboard is shown.
    CheckoutPhone {
        /// The checkout.
        checkout: i64,
    },
    /// The address for an order.
    CheckoutAddress {
        /// The checkout.
        checkout: i64,
    },
    /// How many of a cart line.
    Quantity {
        /// The variant of that line.
        variant: i64,
        /// Where the cart's page began.
        from: Option<i64>,
    },
    /// The phone of the profile.
    ProfilePhone,
    /// The e-mail of the profile.
    ProfileEmail,
    /// What a new address is called.
    AddressLabel,
    /// The text of a new address.
    AddressText {
        /// What it is called.
        label: String,
    },
}

impl State {
    /// Waits for the name of a checkout.
    pub fn name(checkout: CheckoutId) -> Self {
        Self::CheckoutName {
            checkout: checkout.get(),
        }
    }

    /// Waits for the phone of a checkout.
    pub fn phone(checkout: CheckoutId) -> Self {
        Self::CheckoutPhone {
            checkout: checkout.get(),
        }
    }

    /// Waits for the address of a checkout.
    pub fn address(checkout: CheckoutId) -> Self {
        Self::CheckoutAddress {
            checkout: checkout.get(),
        }
    }

    /// Waits for the quantity of a cart line.
    pub fn quantity(variant: VariantId, from: Option<CartLineId>) -> Self {
        Self::Quantity {
            variant: variant.get(),
            from: from.map(CartLineId::get),
        }
    }

    /// The checkout this state belongs to.
    pub fn checkout(&self) -> Option<CheckoutId> {
        match self {
            Self::CheckoutName { checkout }
            | Self::CheckoutPhone { checkout }
            | Self::CheckoutAddress { checkout } => Some(CheckoutId::new(*checkout)),
            Self::Quantity { .. }
            | Self::ProfilePhone
            | Self::ProfileEmail
            | Self::AddressLabel
            | Self::AddressText { .. } => None,
        }
    }
}

/// What the chat is waiting for. A state of another release is none: the customer goes on
/// browsing, and what a checkout had collected is in its own row.
pub fn get(tx: &mut Tx<'_>, chat: TelegramId) -> Result<Option<State>, DbError> {
    let Some(json) = dialogues::get(tx, chat)? else {
        return Ok(None);
    };
    let state = serde_json::from_str(&json).inspect_err(|error| {
        warn!(chat.id = %chat, %error, "conversation state of another release dropped");
    });
    Ok(state.ok())
}

/// Waits for a text.
pub fn set(tx: &mut Tx<'_>, chat: TelegramId, state: &State, now: i64) -> Result<(), DbError> {
    let json = serde_json::to_string(state).map_err(|error| DbError::Decode(error.to_string()))?;
    dialogues::set(tx, chat, &json, now)
}

/// Waits for nothing, and tells what the chat had been waiting for.
pub fn leave(tx: &mut Tx<'_>, chat: TelegramId) -> Result<Option<State>, DbError> {
    let state = get(tx, chat)?;
    dialogues::clear(tx, chat)?;
    Ok(state)
}
