//! Being forgotten: when that is done, and what is told about it.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{
    coded::coded,
    day::{self, Hour},
};

/// At which hour of the shop's clock people are forgotten: the file is written anew then, and
/// whoever orders at that moment waits for it.
const NIGHT: Hour = Hour::new(3).expect("an hour");

coded! {
    /// What somebody is told who has asked to be forgotten.
    pub enum PrivacyNews {
        /// It waits until their orders are over.
        Waits = "waits",
        /// It was called off because they work for the shop.
        Staff = "staff",
        /// It was called off because they have ordered.
        Stays = "stays",
    }
}

/// For how many days somebody who asked to be forgotten can think better of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grace(u32);

impl Grace {
    /// Data protection laws give a shop a month.
    pub const MAX: u32 = 28;
    /// Where the shop has not said otherwise.
    pub const USUAL: Self = Self(7);

    /// So many days, when that is not too long.
    pub const fn new(days: u32) -> Option<Self> {
        if days <= Self::MAX {
            Some(Self(days))
        } else {
            None
        }
    }

    /// How many days.
    pub const fn days(self) -> u32 {
        self.0
    }

    /// When somebody who asks now is forgotten: in the first night after it.
    pub fn ends(self, now: DateTime<Utc>, timezone: Tz) -> DateTime<Utc> {
        next_night(now + TimeDelta::days(self.0.into()), timezone)
    }
}

/// The next time at which people are forgotten.
pub fn next_night(now: DateTime<Utc>, timezone: Tz) -> DateTime<Utc> {
    let today = day::day_of(now, timezone);
    let tonight = day::at_hour(today, NIGHT, timezone);
    if tonight > now {
        return tonight;
    }
    day::at_hour(day::later(today, 1), NIGHT, timezone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    #[test]
    fn grace_lasts_its_days_in_full_and_ends_at_night() {
        let berlin = Tz::Europe__Berlin;
        for (days, asked, ends) in [
            (7, "2026-11-22T10:00:00Z", "2026-11-30T02:00:00Z"),
            (7, "2026-11-22T01:30:00Z", "2026-11-29T02:00:00Z"),
            (0, "2026-11-22T10:00:00Z", "2026-11-23T02:00:00Z"),
            (0, "2026-11-22T02:00:00Z", "2026-11-23T02:00:00Z"),
            // The clock is set back, and forward, in between.
            (1, "2026-10-24T12:00:00Z", "2026-10-26T02:00:00Z"),
            (1, "2027-03-27T12:00:00Z", "2027-03-29T01:00:00Z"),
        ] {
            let grace = Grace::new(days).expect("days");
            assert_eq!(grace.ends(at(asked), berlin), at(ends), "{days} {asked}");
        }
    }

    #[test]
    fn a_shop_cannot_keep_people_longer_than_the_law_lets_it() {
        assert_eq!(Grace::new(28).map(Grace::days), Some(28));
        assert_eq!(Grace::new(29), None);
    }
}
