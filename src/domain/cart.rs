//! The cart: a wish list with quantities; it never reserves stock.

use thiserror::Error;

use super::{
    id::{CartLineId, ProductId, VariantId},
    money::{Currency, Money, MoneyError},
};

/// How many of a variant are wanted: 1 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity(u32);

/// A quantity outside 1 to [`Quantity::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be a whole number from 1 to {max}", max = Quantity::MAX)]
pub struct QuantityError;

impl Quantity {
    /// One unit.
    pub const ONE: Self = Self(1);
    /// The most of one variant a cart line takes.
    pub const MAX: u32 = 100;

    /// Takes a number of units.
    pub const fn new(units: u32) -> Result<Self, QuantityError> {
        if units == 0 || units > Self::MAX {
            Err(QuantityError)
        } else {
            Ok(Self(units))
        }
    }

    /// Parses what a customer typed.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        text.trim()
            .parse::<u32>()
            .map_err(|_| QuantityError)
            .and_then(Self::new)
    }

    /// The number of units.
    pub const fn get(self) -> u32 {
        self.0
    }
}

/// One line of a cart, with what the catalogue says of its variant now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartLine {
    /// Row id.
    pub id: CartLineId,
    /// What is bought.
    pub variant: VariantId,
    /// The product it belongs to.
    pub product: ProductId,
    /// The product's name, with the values of the variant.
    pub name: String,
    /// Current price of one.
    pub price: Money,
    /// Price when the line was added or last looked at.
    pub price_seen: Money,
    /// How many.
    pub quantity: Quantity,
    /// Units on hand.
    pub stock: u32,
}

impl CartLine {
    /// Price times quantity.
    pub fn subtotal(&self) -> Result<Money, MoneyError> {
        self.price.times(self.quantity.get())
    }
}

/// Adds up lines in the shop's currency.
pub fn total<'a>(
    lines: impl IntoIterator<Item = &'a CartLine>,
    currency: Currency,
) -> Result<Money, MoneyError> {
    lines
        .into_iter()
        .try_fold(Money::zero(currency), |sum, line| {
            sum.plus(line.subtotal()?)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_whole_and_small() {
        for (text, expected) in [
            ("1", Ok(1)),
            (" 100 ", Ok(100)),
            ("0", Err(QuantityError)),
            ("101", Err(QuantityError)),
            ("-1", Err(QuantityError)),
            ("1.5", Err(QuantityError)),
            ("two", Err(QuantityError)),
            ("99999999999999999999", Err(QuantityError)),
        ] {
            assert_eq!(Quantity::parse(text).map(Quantity::get), expected, "{text}");
        }
    }

    #[test]
    fn totals_are_sums_of_subtotals() {
        let line = |minor, units| CartLine {
            id: CartLineId::new(1),
            variant: VariantId::new(1),
            product: ProductId::new(1),
            name: "Mug".into(),
            price: Money::new(minor, Currency::USD),
            price_seen: Money::new(minor, Currency::USD),
            quantity: Quantity::new(units).expect("1 to 100"),
            stock: 1,
        };
        let lines = [line(999, 3), line(1, 100)];
        assert_eq!(
            total(&lines, Currency::USD),
            Ok(Money::new(3097, Currency::USD))
        );
        assert_eq!(total(&[], Currency::USD), Ok(Money::zero(Currency::USD)));
    }
}
