//! Typed callback data: what a button means, and the whole wire grammar as one table.

use crate::domain::{
    catalog::Place,
    id::{
        AddressId, CartLineId, CategoryId, CheckoutId, DeliveryOptionId, OrderId, PickupPointId,
        ProductId, VariantId,
    },
    options::Chosen,
    order::OrderStatus,
};

/// A field of a button: written without `:`, so that fields can be told apart.
trait Field: Sized {
    /// The value with the longest text, for the size test.
    #[cfg(test)]
    const WIDEST: Self;

    fn encode(&self) -> String;
    fn decode(text: &str) -> Option<Self>;
}

impl Field for i64 {
    #[cfg(test)]
    const WIDEST: Self = Self::MIN;

    fn encode(&self) -> String {
        self.to_string()
    }

    fn decode(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

macro_rules! id_fields {
    ($($id:ident),*) => {$(
        impl Field for $id {
            #[cfg(test)]
            const WIDEST: Self = Self::new(i64::MIN);

            fn encode(&self) -> String {
                self.get().to_string()
            }

            fn decode(text: &str) -> Option<Self> {
                text.parse().ok().map(Self::new)
            }
        }

        impl Field for Option<$id> {
            #[cfg(test)]
            const WIDEST: Self = Some($id::new(i64::MIN));

            fn encode(&self) -> String {
                self.map(|id| id.get().to_string()).unwrap_or_default()
            }

            fn decode(text: &str) -> Option<Self> {
                if text.is_empty() { Some(None) } else { text.parse().ok().map($id::new).map(Some) }
            }
        }
    )*};
}

id_fields!(
    AddressId,
    CartLineId,
    CategoryId,
    CheckoutId,
    DeliveryOptionId,
    OrderId,
    PickupPointId,
    ProductId,
    VariantId
);

impl Field for Place {
    #[cfg(test)]
    const WIDEST: Self = Self::Category(CategoryId::new(i64::MIN));

    fn encode(&self) -> String {
        match self {
            Self::Start => String::new(),
            Self::Category(id) => format!("c{id}"),
            Self::Product(id) => format!("p{id}"),
        }
    }

    fn decode(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::Start);
        }
        if let Some(id) = text.strip_prefix('c') {
            return CategoryId::decode(id).map(Self::Category);
        }
        ProductId::decode(text.strip_prefix('p')?).map(Self::Product)
    }
}

impl Field for Chosen {
    #[cfg(test)]
    const WIDEST: Self = Self::whole(VariantId::new(i64::MIN));

    fn encode(&self) -> String {
        format!("{}.{}", self.variant, self.depth)
    }

    fn decode(text: &str) -> Option<Self> {
        let (variant, depth) = text.split_once('.')?;
        Some(Self {
            variant: VariantId::decode(variant)?,
            depth: depth.parse().ok()?,
        })
    }
}

impl Field for OrderStatus {
    #[cfg(test)]
    const WIDEST: Self = Self::PickupReady;

    fn encode(&self) -> String {
        self.code().to_owned()
    }

    fn decode(text: &str) -> Option<Self> {
        Self::from_code(text)
    }
}

macro_rules! buttons {
    (
        $(#[$enum_doc:meta])*
        pub enum Button {
            $($(#[$doc:meta])* $tag:literal => $name:ident { $($field:ident: $type:ty),* },)*
        }
    ) => {
        $(#[$enum_doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Button {
            $(
                $(#[$doc])*
                $name {
                    $(#[doc = concat!("The ", stringify!($field), ".")] $field: $type),*
                },
            )*
        }

        impl Button {
            /// The callback data: `tag:field:field`, at most 64 bytes (Bot API, `InlineKeyboardButton`).
            pub fn encode(&self) -> String {
                match self {
                    $(Self::$name { $($field),* } => [$tag.to_owned() $(, $field.encode())*].join(":"),)*
                }
            }

            /// Reads callback data; `None` for anything this release does not send.
            pub fn decode(data: &str) -> Option<Self> {
                let mut fields = data.split(':');
                let button = match fields.next()? {
                    $($tag => Self::$name { $($field: Field::decode(fields.next()?)?),* },)*
                    _ => return None,
                };
                fields.next().is_none().then_some(button)
            }

            #[cfg(test)]
            fn widest() -> Vec<Self> {
                vec![$(Self::$name { $($field: Field::WIDEST),* }),*]
            }
        }
    };
}

buttons! {
    /// What pressing a button asks for. It carries ids only: whoever presses may have forged
    /// it, so names, prices and rights are looked up again.
    ///
    /// Tags are wire format and stay in chats for years: new ones are added, none is reused.
    pub enum Button {
        /// The top of the catalogue.
        "h" => Home { place: Place },
        /// A category.
        "c" => Category { category: CategoryId, place: Place },
        /// A product, and where the list it was chosen from begins.
        "p" => Product { product: ProductId, place: Place },
        /// What is chosen of a product's options so far.
        "v" => Choose { chosen: Chosen, place: Place },
        /// A product's whole description.
        "pm" => More { product: ProductId, place: Place },
        /// The same where something is chosen, which is not forgotten over the reading.
        "vm" => MoreOf { chosen: Chosen, place: Place },
        /// One more of a variant into the cart.
        "a" => AddToCart { variant: VariantId },
        /// The cart, from a line on.
        "k" => Cart { from: Option<CartLineId> },
        /// One more of a line.
        "ki" => Increase { variant: VariantId, from: Option<CartLineId> },
        /// One fewer of a line.
        "kd" => Decrease { variant: VariantId, from: Option<CartLineId> },
        /// A line out of the cart.
        "kx" => Remove { variant: VariantId, from: Option<CartLineId> },
        /// Asks for a quantity to be typed.
        "kq" => AskQuantity { variant: VariantId, from: Option<CartLineId> },
        /// Starts checkout or goes on with it.
        "b" => Checkout {},
        /// Takes Telegram's name for the order.
        "bn" => UseName { checkout: CheckoutId },
        /// Lists the ways of delivery.
        "bw" => Ways { checkout: CheckoutId },
        /// Chooses a courier option.
        "bc" => ChooseCourier { checkout: CheckoutId, option: DeliveryOptionId },
        /// Chooses a pickup point.
        "bp" => ChoosePoint { checkout: CheckoutId, point: PickupPointId },
        /// Accepts a changed line of the cart as it is now.
        "bk" => KeepLine { checkout: CheckoutId, variant: VariantId },
        /// Accepts all changed lines of the cart as they are now.
        "bK" => KeepLines { checkout: CheckoutId },
        /// Takes a changed line out of the cart.
        "bd" => DropLine { checkout: CheckoutId, variant: VariantId },
        /// Takes all changed lines out of the cart.
        "bD" => DropLines { checkout: CheckoutId },
        /// Asks for a comment.
        "bm" => AskComment { checkout: CheckoutId },
        /// Takes the comment back.
        "bM" => DropComment { checkout: CheckoutId },
        /// Places the order shown.
        "bo" => Confirm { checkout: CheckoutId, revision: i64 },
        /// Ends a checkout.
        "bx" => CancelCheckout { checkout: CheckoutId },
        /// Ends waiting for typed text.
        "x" => Cancel {},
        /// The order history, from an order on.
        "o" => Orders { from: Option<OrderId> },
        /// An order of one's own, and where the list it was chosen from begins.
        "od" => Order { order: OrderId, from: Option<OrderId> },
        /// Asks whether an order of one's own is to be called off.
        "oc" => AskCancelOrder { order: OrderId, from: Option<OrderId> },
        /// Calls an order of one's own off.
        "oC" => CancelOrder { order: OrderId, from: Option<OrderId> },
        /// Puts what was bought into the cart again.
        "or" => Reorder { order: OrderId },
        /// Asks for words to the shop about an order.
        "oq" => AskShop { order: OrderId },
        /// What the shop says of itself.
        "i" => About {},
        /// What can be done here.
        "ih" => Help {},
        /// The profile.
        "u" => Profile {},
        /// Asks for the phone.
        "up" => EditPhone {},
        /// Asks for the e-mail.
        "ue" => EditEmail {},
        /// The address book, from an address on.
        "l" => Addresses { from: Option<AddressId> },
        /// Asks for a new address.
        "ln" => AddAddress {},
        /// An address.
        "la" => Address { address: AddressId },
        /// Deletes an address.
        "lx" => DeleteAddress { address: AddressId },
        /// Makes an address the default one.
        "ld" => MakeDefault { address: AddressId },
        /// New orders, for administrators.
        "m" => AdminOrders { from: Option<OrderId> },
        /// Any order, for administrators.
        "mo" => AdminOrder { order: OrderId },
        /// Moves an order along, for administrators.
        "ms" => SetStatus { order: OrderId, status: OrderStatus },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_button_fits_and_survives_the_wire() {
        let mut tags = BTreeSet::new();
        for button in Button::widest() {
            let data = button.encode();
            assert!(
                data.len() < 64,
                "{button:?}: {data} is {} bytes, and one more where it is detached",
                data.len()
            );
            assert_eq!(Button::decode(&data).as_ref(), Some(&button));
            let tag = data.split(':').next().map(str::to_owned);
            assert!(tags.insert(tag), "{button:?} shares its tag");
        }
        let empty = Button::Category {
            category: CategoryId::new(5),
            place: Place::Start,
        };
        assert_eq!(empty.encode(), "c:5:");
        assert_eq!(Button::decode("c:5:"), Some(empty));
    }

    #[test]
    fn forged_data_is_no_button() {
        for data in [
            "",
            "c",
            "c:x:",
            "c:5",
            "c:5::",
            "zz:1",
            "a:",
            "a:1:2",
            "ms:1:sold",
            "a:99999999999999999999",
            "b:1",
        ] {
            assert_eq!(Button::decode(data), None, "{data}");
        }
    }
}
