//! What a button's data is made of, and the table that a kind of button is declared with.

use chrono_tz::Tz;

use crate::domain::{
    catalog::Place,
    day::{Hour, Period},
    delivery::{DeliveryKind, PointField, TermField},
    id::{
        AddressId, AuditId, CartLineId, CategoryId, CheckoutId, DeliveryOptionId, FavouriteId,
        ImportId, OrderId, PaymentWayId, PickupPointId, ProductId, ReviewId, StaffLinkId,
        TelegramId, VariantId,
    },
    language::Language,
    options::Chosen,
    order::{OrderFilter, OrderStatus},
    payment::PaymentKind,
    setting::Setting,
    staff::Role,
    translation::{TextField, Worded},
};
use crate::exchange::Form;

/// A field of a button: written without `:`, so that fields can be told apart.
pub(in crate::bot) trait Field: Sized {
    /// The value with the longest text, for the size test.
    #[cfg(test)]
    const WIDEST: Self;

    fn encode(&self) -> String;
    fn decode(text: &str) -> Option<Self>;
}

macro_rules! number_fields {
    ($($number:ident: $widest:ident),*) => {$(
        impl Field for $number {
            #[cfg(test)]
            const WIDEST: Self = Self::$widest;

            fn encode(&self) -> String {
                self.to_string()
            }

            fn decode(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )*};
}

number_fields!(i64: MIN, u32: MAX, u8: MAX);

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
    AuditId,
    CartLineId,
    CategoryId,
    CheckoutId,
    DeliveryOptionId,
    FavouriteId,
    ImportId,
    OrderId,
    PaymentWayId,
    PickupPointId,
    ProductId,
    ReviewId,
    StaffLinkId,
    TelegramId,
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
            Self::Found(page) => format!("f{page}"),
            Self::Favourites(from) => format!("k{}", from.encode()),
            Self::Lately => "l".to_owned(),
        }
    }

    fn decode(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::Start);
        }
        if let Some(id) = text.strip_prefix('c') {
            return CategoryId::decode(id).map(Self::Category);
        }
        if let Some(page) = text.strip_prefix('f') {
            return u32::decode(page).map(Self::Found);
        }
        if let Some(from) = text.strip_prefix('k') {
            return Option::decode(from).map(Self::Favourites);
        }
        if text == "l" {
            return Some(Self::Lately);
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

impl Field for Form {
    #[cfg(test)]
    const WIDEST: Self = Self::Json;

    fn encode(&self) -> String {
        self.ending().to_owned()
    }

    fn decode(text: &str) -> Option<Self> {
        Self::with_ending(text)
    }
}

macro_rules! coded_fields {
    ($($enum:ident: $widest:ident),*) => {$(
        impl Field for $enum {
            #[cfg(test)]
            const WIDEST: Self = Self::$widest;

            fn encode(&self) -> String {
                self.code().to_owned()
            }

            fn decode(text: &str) -> Option<Self> {
                Self::from_code(text)
            }
        }
    )*};
}

coded_fields!(OrderStatus: PickupReady, PaymentKind: Transfer, Role: Manager, Language: Ru);
coded_fields!(DeliveryKind: SpecialRefrigerated, PointField: Location, TermField: Description);
coded_fields!(Period: LastMonth, Setting: MorningReport, TextField: Instructions);

impl Field for Worded {
    #[cfg(test)]
    const WIDEST: Self = Self::Product(ProductId::new(i64::MIN));

    fn encode(&self) -> String {
        let kind = match self {
            Self::Category(_) => 'c',
            Self::Product(_) => 'p',
            Self::DeliveryOption(_) => 'd',
            Self::PickupPoint(_) => 'u',
            Self::PaymentWay(_) => 'w',
            Self::Setting(_) => 's',
        };
        format!("{kind}{}", self.stored().1)
    }

    fn decode(text: &str) -> Option<Self> {
        let kind = text.chars().next()?;
        let id: i64 = text.get(kind.len_utf8()..)?.parse().ok()?;
        Some(match kind {
            'c' => Self::Category(CategoryId::new(id)),
            'p' => Self::Product(ProductId::new(id)),
            'd' => Self::DeliveryOption(DeliveryOptionId::new(id)),
            'u' => Self::PickupPoint(PickupPointId::new(id)),
            'w' => Self::PaymentWay(PaymentWayId::new(id)),
            's' => Self::Setting(Setting::of_number(id)?),
            _ => return None,
        })
    }
}

impl Field for Tz {
    #[cfg(test)]
    const WIDEST: Self = Self::America__Argentina__ComodRivadavia;

    fn encode(&self) -> String {
        self.name().to_owned()
    }

    fn decode(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Field for Hour {
    #[cfg(test)]
    const WIDEST: Self = Self::MIDNIGHT;

    fn encode(&self) -> String {
        self.get().to_string()
    }

    fn decode(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

/// A value that may be missing: then it is empty.
macro_rules! optional_fields {
    ($($type:ident),*) => {$(
        impl Field for Option<$type> {
            #[cfg(test)]
            const WIDEST: Self = Some(<$type as Field>::WIDEST);

            fn encode(&self) -> String {
                self.as_ref().map(Field::encode).unwrap_or_default()
            }

            fn decode(text: &str) -> Option<Self> {
                if text.is_empty() { Some(None) } else { <$type as Field>::decode(text).map(Some) }
            }
        }
    )*};
}

optional_fields!(Hour, u32);

impl Field for OrderFilter {
    #[cfg(test)]
    const WIDEST: Self = Self::Status(OrderStatus::PickupReady);

    fn encode(&self) -> String {
        self.code().to_owned()
    }

    fn decode(text: &str) -> Option<Self> {
        Self::from_code(text)
    }
}

/// Declares a kind of button with its wire grammar: `tag => Name { field: Type }`. Kinds named
/// after `and` are tried for tags that are not its own.
macro_rules! buttons {
    (
        $(#[$enum_doc:meta])*
        pub enum $enum:ident {
            $($(#[$doc:meta])* $tag:literal => $name:ident { $($field:ident: $type:ty),* },)*
        }
        $(and { $($(#[$part_doc:meta])* $part:ident($kind:ty),)* })?
    ) => {
        $(#[$enum_doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $enum {
            $(
                $(#[$doc])*
                $name {
                    $(#[doc = concat!("The ", stringify!($field), ".")] $field: $type),*
                },
            )*
            $($(
                $(#[$part_doc])*
                $part($kind),
            )*)?
        }

        impl $enum {
            /// The callback data: `tag:field:field`, at most 64 bytes (Bot API, `InlineKeyboardButton`).
            pub fn encode(&self) -> String {
                match self {
                    $(Self::$name { $($field),* } => {
                        [$tag.to_owned() $(, $crate::bot::button::Field::encode($field))*].join(":")
                    })*
                    $($(Self::$part(button) => button.encode(),)*)?
                }
            }

            /// Reads callback data; `None` for anything this release does not send.
            pub fn decode(data: &str) -> Option<Self> {
                let mut fields = data.split(':');
                let button = match fields.next()? {
                    $($tag => Self::$name {
                        $($field: $crate::bot::button::Field::decode(fields.next()?)?),*
                    },)*
                    _ => return None $($(.or_else(|| <$kind>::decode(data).map(Self::$part)))*)?,
                };
                fields.next().is_none().then_some(button)
            }

            /// One of each, with the longest data it can have.
            #[cfg(test)]
            pub(in crate::bot) fn widest() -> Vec<Self> {
                let own = vec![$(Self::$name {
                    $($field: $crate::bot::button::Field::WIDEST),*
                }),*];
                let parts: Vec<Vec<Self>> = vec![
                    $($(<$kind>::widest().into_iter().map(Self::$part).collect()),*)?
                ];
                own.into_iter().chain(parts.into_iter().flatten()).collect()
            }
        }

        $($(
            impl From<$kind> for $enum {
                fn from(button: $kind) -> Self {
                    Self::$part(button)
                }
            }
        )*)?
    };
}

pub(in crate::bot) use buttons;
