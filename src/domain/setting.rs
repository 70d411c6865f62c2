//! Settings that staff change, by the word they are stored under.

use super::coded::coded;

coded! {
    /// A setting of the shop.
    pub enum Setting {
        /// At which hour owners get the morning report, or `off`.
        MorningReport = "morning_report",
        /// During which hours nothing is sent that can wait, or `off`.
        QuietHours = "quiet_hours",
        /// At or below how many units staff are told, where a product has no threshold of its own.
        LowStock = "low_stock",
    }
}

impl Setting {
    /// The number that the record of changes knows it by; it is never given to another.
    pub const fn number(self) -> i64 {
        match self {
            Self::MorningReport => 1,
            Self::QuietHours => 2,
            Self::LowStock => 3,
        }
    }

    /// The setting of a number.
    pub fn of_number(number: i64) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|setting| setting.number() == number)
    }
}
