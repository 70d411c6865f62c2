//! Typed row identifiers, so that a product cannot be passed where an order is meant.

use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// Wraps a row id; whether such a row exists is the database's to say.
            pub const fn new(id: i64) -> Self {
                Self(id)
            }

            /// The bare number, for SQL parameters and button data.
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A person known to the shop (`users.id`).
    UserId,
    /// A person or private chat as Telegram numbers them.
    TelegramId,
    /// A category of the catalogue.
    CategoryId,
    /// A product; what is sold is one of its variants.
    ProductId,
    /// A sellable variant: SKU, price and stock are its.
    VariantId,
    /// A photo original (`photos.id`).
    PhotoId,
    /// A customer's cart.
    CartId,
    /// A line of a cart.
    CartLineId,
    /// An order (`orders.id`); customers see its [`OrderNumber`](super::order::OrderNumber).
    OrderId,
    /// A saved delivery address.
    AddressId,
    /// A checkout in progress, or the one an order came from.
    CheckoutId,
    /// A way of delivery with its price.
    DeliveryOptionId,
    /// A place where orders are picked up.
    PickupPointId,
    /// A text in the words of the owner (`wordings.id`).
    WordingId,
    /// A way to pay.
    PaymentWayId,
    /// An entry in the record of what staff changed (`audit.id`).
    AuditId,
    /// A catalogue file that staff sent (`imports.id`).
    ImportId,
    /// A link that makes somebody staff (`staff_links.id`).
    StaffLinkId,
    /// A product that a customer keeps (`favourites.id`).
    FavouriteId,
    /// What a customer says of what they bought (`reviews.id`).
    ReviewId,
}

impl TelegramId {
    /// Telegram's numbers have at most 52 bits (Bot API, `User.id`).
    const NOBODYS: i64 = 1 << 62;

    /// A number that stands in the place of somebody's who was erased: none that Telegram gives.
    pub const fn nobody(drawn: u64) -> Self {
        Self(Self::NOBODYS | (drawn >> 2).cast_signed())
    }

    /// Whether it stands for somebody who was erased.
    pub const fn is_nobody(self) -> bool {
        self.0 >= Self::NOBODYS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_told_from_every_person_and_group() {
        for drawn in [0, 1, u64::MAX / 3, u64::MAX] {
            assert!(TelegramId::nobody(drawn).is_nobody(), "{drawn}");
        }
        for real in [1, (1 << 52) - 1, -1_001_234_567_890] {
            assert!(!TelegramId::new(real).is_nobody(), "{real}");
        }
        assert_ne!(TelegramId::nobody(4), TelegramId::nobody(8));
    }
}
