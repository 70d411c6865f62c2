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
}
