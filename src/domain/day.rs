//! Days, weeks and months as the shop's clock has them, and the hours at which it is quiet.
//!
//! A day lasts from one local midnight to the next: 24 hours, or 23 or 25 where the clock is set.

use std::fmt;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::coded::coded;

/// From a moment up to another, which is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first second, since 1970 (UTC).
    pub since: i64,
    /// The second after the last.
    pub until: i64,
}

impl Span {
    /// From the beginning of a day up to the beginning of another.
    pub fn of_days(first: NaiveDate, after: NaiveDate, timezone: Tz) -> Self {
        Self {
            since: beginning(first, timezone).timestamp(),
            until: beginning(after, timezone).timestamp(),
        }
    }

    /// All that ever was.
    pub const fn ever() -> Self {
        Self {
            since: i64::MIN,
            until: i64::MAX,
        }
    }
}

coded! {
    /// Which orders a file is made of.
    pub enum Period {
        /// Those of this month, so far.
        ThisMonth = "this",
        /// Those of the month before.
        LastMonth = "last",
        /// All.
        All = "all",
    }
}

impl Period {
    /// When that is.
    pub fn span(self, now: DateTime<Utc>, timezone: Tz) -> Span {
        let (first, next) = month_of(day_of(now, timezone));
        match self {
            Self::ThisMonth => Span::of_days(first, next, timezone),
            Self::LastMonth => Span::of_days(month_of(earlier(first, 1)).0, first, timezone),
            Self::All => Span::ever(),
        }
    }

    /// The word for it in the name of a file: a month, or `all`.
    pub fn file_word(self, now: DateTime<Utc>, timezone: Tz) -> String {
        let (first, _) = month_of(day_of(now, timezone));
        match self {
            Self::ThisMonth => first.format("%Y-%m").to_string(),
            Self::LastMonth => earlier(first, 1).format("%Y-%m").to_string(),
            Self::All => self.code().to_owned(),
        }
    }
}

/// The shop's day at a moment.
pub fn day_of(now: DateTime<Utc>, timezone: Tz) -> NaiveDate {
    now.with_timezone(&timezone).date_naive()
}

/// The first moment of a day.
pub fn beginning(day: NaiveDate, timezone: Tz) -> DateTime<Utc> {
    at_hour(day, Hour::MIDNIGHT, timezone)
}

/// The first moment at which the clock shows an hour of a day. Where the clock is set forward past
/// it, the moment of setting.
pub fn at_hour(day: NaiveDate, hour: Hour, timezone: Tz) -> DateTime<Utc> {
    at_clock(day, TimeDelta::hours(i64::from(hour.0)), timezone)
}

/// The same for a time since midnight, which may be one of the next day.
pub fn at_clock(day: NaiveDate, since_midnight: TimeDelta, timezone: Tz) -> DateTime<Utc> {
    let mut shown = day.and_time(NaiveTime::MIN) + since_midnight;
    // No clock was ever set by more than a day; one was by a whole one (Samoa, 2011).
    for _ in 0..=2 * 24 * 60 {
        if let Some(moment) = timezone.from_local_datetime(&shown).earliest() {
            return moment.with_timezone(&Utc);
        }
        shown += TimeDelta::minutes(1);
    }
    shown.and_utc()
}

/// The days since the last Monday, and the first one after them.
pub fn week_of(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let since_monday = u64::from(day.weekday().num_days_from_monday());
    let monday = day.checked_sub_days(Days::new(since_monday)).unwrap_or(day);
    (monday, later(monday, 7))
}

/// The first of a day's month, and of the next.
pub fn month_of(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = day.with_day(1).unwrap_or(day);
    let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
    (first, next)
}

/// The day so many days later.
pub fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The day so many days earlier.
pub fn earlier(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// A full hour of the day, 0 to 23.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hour(u8);

impl Hour {
    /// 00:00.
    pub const MIDNIGHT: Self = Self(0);

    /// An hour, when there is such a one.
    pub const fn new(hour: u8) -> Option<Self> {
        if hour < 24 { Some(Self(hour)) } else { None }
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..24).map(Self)
    }

    /// The number, 0 to 23.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// Of what is stored.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok().and_then(Self::new)
    }
}

impl fmt::Display for Hour {
    /// As a clock shows it: `09:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:00", self.0)
    }
}

/// Hours of the day at which nothing is sent that can wait; over midnight where the end is the
/// smaller one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// When they begin.
    pub from: Hour,
    /// When they end; not the hour they begin.
    pub to: Hour,
}

impl QuietHours {
    /// From one hour to another; `None` when both are the same.
    pub fn new(from: Hour, to: Hour) -> Option<Self> {
        (from != to).then_some(Self { from, to })
    }

    /// Whether a moment is within them.
    pub fn contain(self, now: DateTime<Utc>, timezone: Tz) -> bool {
        let clock = now.with_timezone(&timezone).time();
        let hour = |hour: Hour| NaiveTime::MIN + TimeDelta::hours(i64::from(hour.0));
        let (from, to) = (hour(self.from), hour(self.to));
        if from < to {
            (from..to).contains(&clock)
        } else {
            clock >= from || clock < to
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn hours(first: &str, timezone: Tz) -> i64 {
        let first = day(first);
        let span = Span::of_days(first, later(first, 1), timezone);
        (span.until - span.since) / 3600
    }

    #[test]
    fn days_last_as_long_as_the_clock_says() {
        for (first, timezone, length) in [
            ("2026-11-22", Tz::UTC, 24),
            ("2026-03-29", Tz::Europe__Berlin, 23),
            ("2026-10-25", Tz::Europe__Berlin, 25),
            ("2026-03-08", Tz::America__New_York, 23),
            ("2026-11-01", Tz::America__New_York, 25),
            // The clock is set at midnight: there is no 00:00.
            ("2026-04-24", Tz::Africa__Cairo, 23),
            ("2011-12-30", Tz::Pacific__Apia, 0),
        ] {
            assert_eq!(hours(first, timezone), length, "{first} {timezone}");
        }
        let half = Span::of_days(
            day("2026-04-05"),
            day("2026-04-06"),
            Tz::Australia__Lord_Howe,
        );
        assert_eq!(half.until - half.since, 24 * 3600 + 1800);
    }

    #[test]
    fn days_follow_each_other_without_a_gap() {
        let timezone = Tz::Africa__Cairo;
        let mut first = day("2026-01-01");
        for _ in 0..366 {
            let (here, next) = (later(first, 1), later(first, 2));
            let span = Span::of_days(first, here, timezone);
            assert_eq!(span.until, Span::of_days(here, next, timezone).since);
            let last = DateTime::from_timestamp(span.until - 1, 0).expect("a time");
            assert_eq!(day_of(last, timezone), first);
            first = here;
        }
    }

    #[test]
    fn an_hour_that_the_clock_skips_comes_with_the_setting() {
        let hour = Hour::new(2).expect("an hour");
        let moment = at_hour(day("2026-03-29"), hour, Tz::Europe__Berlin);
        assert_eq!(moment.to_rfc3339(), "2026-03-29T01:00:00+00:00");
        // Shown twice, it is the first time.
        let moment = at_hour(day("2026-10-25"), hour, Tz::Europe__Berlin);
        assert_eq!(moment.to_rfc3339(), "2026-10-25T00:00:00+00:00");
    }

    #[test]
    fn weeks_begin_on_monday_and_months_on_the_first() {
        let (monday, next) = week_of(day("2026-11-22"));
        assert_eq!((monday, next), (day("2026-11-16"), day("2026-11-23")));
        assert_eq!(week_of(monday).0, monday);
        let (first, next) = month_of(day("2026-12-31"));
        assert_eq!((first, next), (day("2026-12-01"), day("2027-01-01")));
    }

    #[test]
    fn quiet_hours_go_over_midnight() {
        let hour = |hour| Hour::new(hour).expect("an hour");
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
        let night = QuietHours::new(hour(22), hour(7)).expect("two hours");
        let timezone = Tz::Europe__Berlin;
        for (moment, is_quiet) in [
            ("2026-11-22T20:59:59Z", false),
            ("2026-11-22T21:00:00Z", true),
            ("2026-11-23T05:59:59Z", true),
            ("2026-11-23T06:00:00Z", false),
        ] {
            assert_eq!(night.contain(at(moment), timezone), is_quiet, "{moment}");
        }
        let noon = QuietHours::new(hour(12), hour(14)).expect("two hours");
        assert!(noon.contain(at("2026-11-22T13:59:00Z"), Tz::UTC));
        assert!(!noon.contain(at("2026-11-22T14:00:00Z"), Tz::UTC));
        assert_eq!(QuietHours::new(hour(5), hour(5)), None);
    }
}
