//! What a chat is waiting for: only ever typed text, never the meaning of a button. Kept with it
//! is what the chat shows.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tracing::warn;

use crate::{
    db::{DbError, Tx},
    domain::id::{CartLineId, CheckoutId, OrderId, TelegramId, VariantId},
    store::dialogues,
};

use super::{
    admin::{
        categories::button::CategoryAsk, delivery::button::DeliveryAsk, products::ask::ProductAsk,
        settings::button::SettingAsk, translations::button::TranslationAsk,
        wording::button::WordingAsk,
    },
    chats::Shown,
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
        /// Where it is on the map, when that was sent.
        #[serde(default)]
        pin: Option<String>,
    },
    /// What the customer tells the shop with an order.
    CheckoutComment {
        /// The checkout.
        checkout: i64,
    },
    /// What a customer writes to the shop about an order.
    Question {
        /// The order.
        order: i64,
    },
    /// What a customer says of a product beside the stars.
    ReviewWords {
        /// The product.
        product: i64,
        /// The order that they came from.
        order: Option<i64>,
    },
    /// A picture of a payment.
    Proof {
        /// The order.
        order: i64,
    },
    /// Something about an order, of somebody of the staff.
    Desk(DeskAsk),
    /// Something about a way to pay, of the owner.
    Pay(PayAsk),
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
    /// The next answer or picture for a product that is being added.
    NewProduct {
        /// The draft's number.
        draft: i64,
    },
    /// What a new address is called.
    AddressLabel,
    /// The text of a new address.
    AddressText {
        /// What it is called.
        label: String,
        /// Where it is on the map, when that was sent.
        #[serde(default)]
        pin: Option<String>,
    },
    /// Something about categories, by staff.
    Category {
        /// What.
        ask: CategoryAsk,
    },
    /// Something about delivery, by staff.
    Delivery {
        /// What.
        ask: DeliveryAsk,
    },
    /// Something about the shop's settings, by owners.
    Setting {
        /// What.
        ask: SettingAsk,
    },
    /// A text in another language, from staff.
    Translation {
        /// Which.
        ask: TranslationAsk,
    },
    /// Something about the shop's wording, by owners.
    Wording {
        /// What.
        ask: WordingAsk,
    },
    /// Words to find a product by, from staff.
    ProductSearch,
    /// Something about a product, from staff.
    Product {
        /// What.
        ask: ProductAsk,
    },
}

/// What staff are asked about orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "desk", rename_all = "snake_case")]
pub enum DeskAsk {
    /// What to search orders for.
    Search,
    /// A note about an order.
    Note {
        /// The order.
        order: i64,
    },
    /// Words to the customer of an order.
    Message {
        /// The order.
        order: i64,
    },
    /// Why an order is called off.
    Reason {
        /// The order.
        order: i64,
    },
}

/// What owners are asked about ways to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "pay", rename_all = "snake_case")]
pub enum PayAsk {
    /// What a new one is called.
    NewName {
        /// Cash or transfer.
        kind: String,
    },
    /// How to pay by a new one.
    NewText {
        /// Cash or transfer.
        kind: String,
        /// What it is called.
        name: String,
    },
    /// Another name.
    Name {
        /// The way to pay.
        way: i64,
    },
    /// Another text.
    Text {
        /// The way to pay.
        way: i64,
    },
    /// How long an unpaid order is kept.
    Term {
        /// The way to pay.
        way: i64,
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
            pin: None,
        }
    }

    /// Waits for the comment of a checkout.
    pub fn comment(checkout: CheckoutId) -> Self {
        Self::CheckoutComment {
            checkout: checkout.get(),
        }
    }

    /// Waits for words about an order.
    pub fn question(order: OrderId) -> Self {
        Self::Question { order: order.get() }
    }

    /// Waits for a picture of a payment.
    pub fn proof(order: OrderId) -> Self {
        Self::Proof { order: order.get() }
    }

    /// Waits for the quantity of a cart line.
    pub fn quantity(variant: VariantId, from: Option<CartLineId>) -> Self {
        Self::Quantity {
            variant: variant.get(),
            from: from.map(CartLineId::get),
        }
    }

    /// The checkout that ends with this question. A comment is only added to one.
    pub fn checkout(&self) -> Option<CheckoutId> {
        match self {
            Self::CheckoutName { checkout }
            | Self::CheckoutPhone { checkout }
            | Self::CheckoutAddress { checkout, .. } => Some(CheckoutId::new(*checkout)),
            Self::CheckoutComment { .. }
            | Self::Quantity { .. }
            | Self::Question { .. }
            | Self::ReviewWords { .. }
            | Self::NewProduct { .. }
            | Self::Proof { .. }
            | Self::Desk(_)
            | Self::Pay(_)
            | Self::ProfilePhone
            | Self::ProfileEmail
            | Self::AddressLabel
            | Self::AddressText { .. }
            | Self::Category { .. }
            | Self::Delivery { .. }
            | Self::Setting { .. }
            | Self::Translation { .. }
            | Self::Wording { .. }
            | Self::ProductSearch
            | Self::Product { .. } => None,
        }
    }
}

/// What the chat is waiting for, and what it shows. A state of another release is none: the
/// customer goes on browsing, and what a checkout had collected is in its own row.
pub fn get(tx: &mut Tx<'_>, chat: TelegramId) -> Result<(Option<State>, Shown), DbError> {
    let kept = dialogues::get(tx, chat)?;
    Ok((
        kept.state.and_then(|json| read(chat, &json)),
        kept.screen
            .and_then(|json| read(chat, &json))
            .unwrap_or_default(),
    ))
}

/// What the chat is waiting for.
pub fn awaited(tx: &mut Tx<'_>, chat: TelegramId) -> Result<Option<State>, DbError> {
    Ok(get(tx, chat)?.0)
}

fn read<T: DeserializeOwned>(chat: TelegramId, json: &str) -> Option<T> {
    let kept = serde_json::from_str(json).inspect_err(|error| {
        warn!(chat.id = %chat, %error, "conversation state of another release dropped");
    });
    kept.ok()
}

fn write(kept: &impl Serialize) -> Result<String, DbError> {
    serde_json::to_string(kept).map_err(|error| DbError::Decode(error.to_string()))
}

/// Waits for a text.
pub fn set(tx: &mut Tx<'_>, chat: TelegramId, state: &State, now: i64) -> Result<(), DbError> {
    dialogues::set_state(tx, chat, &write(state)?, now)
}

/// Notes what the chat shows.
pub fn shows(tx: &mut Tx<'_>, chat: TelegramId, shown: &Shown, now: i64) -> Result<(), DbError> {
    dialogues::set_screen(tx, chat, &write(shown)?, now)
}

/// Waits for nothing, and tells what the chat had been waiting for.
pub fn leave(tx: &mut Tx<'_>, chat: TelegramId) -> Result<Option<State>, DbError> {
    let state = awaited(tx, chat)?;
    dialogues::clear_state(tx, chat)?;
    Ok(state)
}
