//! Stock that runs short, and how long it lasts.

use super::id::{ProductId, VariantId};

/// The most that a threshold of low stock can be.
pub const MAX_THRESHOLD: u32 = 1_000;
/// At or below this many units staff are told, unless the shop says otherwise.
pub const USUAL_THRESHOLD: u32 = 5;

/// A variant on the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// Which.
    pub variant: VariantId,
    /// Its product.
    pub product: ProductId,
    /// The product's name, with the values of the variant.
    pub name: String,
    /// Units on hand.
    pub stock: u32,
    /// The product's own threshold; `None`: the shop's.
    pub threshold: Option<u32>,
}

/// How fast a variant was sold of late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Units in the last [`Pace::SHORT`] days.
    pub lately: i64,
    /// Units in the last [`Pace::LONG`] days.
    pub longer: i64,
}

impl Pace {
    /// The days that a pace is usually taken from.
    pub const SHORT: i64 = 14;
    /// The days that it is taken from when those saw no sale.
    pub const LONG: i64 = 30;

    /// How many whole days the stock lasts at this pace; `None` when nothing was sold.
    pub fn days_left(self, stock: u32) -> Option<i64> {
        let (sold, days) = if self.lately > 0 {
            (self.lately, Self::SHORT)
        } else {
            (self.longer, Self::LONG)
        };
        if sold > 0 {
            Some(i64::from(stock) * days / sold)
        } else {
            None
        }
    }
}

/// A variant of which there is little.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scarce {
    /// What it is.
    pub shelved: Shelved,
    /// How fast it goes.
    pub pace: Pace,
}

impl Scarce {
    /// How many whole days it lasts; `None` when none was sold.
    pub fn days_left(&self) -> Option<i64> {
        self.pace.days_left(self.shelved.stock)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stock_lasts_as_long_as_the_last_fortnight_says_or_the_last_month() {
        let days = |stock, lately, longer| Pace { lately, longer }.days_left(stock);
        assert_eq!(days(3, 14, 20), Some(3));
        assert_eq!(days(3, 4, 4), Some(10));
        assert_eq!(days(5, 0, 30), Some(5));
        assert_eq!(days(0, 7, 7), Some(0));
        assert_eq!(days(5, 0, 0), None);
    }
}
