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
        /// What the shop is called.
        Name = "name",
        /// What it is about, in a few sentences.
        Story = "story",
        /// What it greets its customers with.
        Greeting = "greeting",
        /// How to reach it.
        Contact = "contact",
        /// What holds for orders, returns and data.
        Terms = "terms",
        /// When somebody is there.
        Hours = "hours",
        /// That it is closed for a while.
        Closure = "closure",
        /// The currency of all prices, an ISO 4217 code.
        Currency = "currency",
        /// The language of people whose own is not spoken.
        Language = "language",
        /// The time zone of its clock.
        TimeZone = "timezone",
        /// The country that telephone numbers are dialled in, an ISO 3166-1 code of two letters.
        Country = "country",
        /// What order numbers begin with.
        OrderPrefix = "order_prefix",
        /// What customers read about their data.
        Privacy = "privacy",
        /// For how many days somebody who asked to be forgotten can think better of it.
        Grace = "grace",
    }
}

impl Setting {
    /// The number that the record of changes knows it by; it is never given to another.
    pub const fn number(self) -> i64 {
        match self {
            Self::MorningReport => 1,
            Self::QuietHours => 2,
            Self::LowStock => 3,
            Self::Name => 4,
            Self::Story => 5,
            Self::Greeting => 6,
            Self::Contact => 7,
            Self::Terms => 8,
            Self::Hours => 9,
            Self::Closure => 10,
            Self::Currency => 11,
            Self::Language => 12,
            Self::TimeZone => 13,
            Self::OrderPrefix => 14,
            Self::Country => 15,
            Self::Privacy => 20,
            Self::Grace => 21,
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
