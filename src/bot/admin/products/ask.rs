//! What is asked about a product, to be typed or sent.

use serde::{Deserialize, Serialize};

use crate::domain::id::ProductId;

/// A question about a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductAsk {
    /// The product whose menu was used.
    pub product: i64,
    /// Its version when it was asked.
    pub seen: i64,
    /// What is asked for.
    pub what: Wanted,
}

impl ProductAsk {
    /// The product.
    pub const fn product(&self) -> ProductId {
        ProductId::new(self.product)
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// A name.
    Name,
    /// A description.
    Description,
    /// A place in the order.
    Place,
    /// A price of a variant.
    Price {
        /// Which.
        variant: i64,
    },
    /// The stock of a variant.
    Stock {
        /// Which.
        variant: i64,
    },
    /// A SKU of a variant.
    Sku {
        /// Which.
        variant: i64,
    },
    /// Photos.
    Photos {
        /// Whether the next one takes the place of all.
        replace: bool,
    },
    /// A photo of a variant's own.
    VariantPhoto {
        /// Which.
        variant: i64,
    },
    /// What a new option is called.
    OptionName,
    /// The values of a new option.
    OptionValues {
        /// What it is called.
        name: String,
    },
    /// More values.
    MoreValues {
        /// Of which option, from 0.
        option: u8,
    },
    /// Another name of an option.
    Rename {
        /// Of which, from 0.
        option: u8,
    },
}

impl Wanted {
    /// The variant that it is about.
    pub const fn variant(&self) -> Option<i64> {
        match self {
            Self::Price { variant }
            | Self::Stock { variant }
            | Self::Sku { variant }
            | Self::VariantPhoto { variant } => Some(*variant),
            _ => None,
        }
    }

    /// Whether it is a picture that is asked for.
    pub const fn is_picture(&self) -> bool {
        matches!(self, Self::Photos { .. } | Self::VariantPhoto { .. })
    }
}
