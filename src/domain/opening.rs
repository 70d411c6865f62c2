//! When the shop is open: hours of the week as its clock shows them.

mod parse;

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;

use super::day;

pub use parse::{HoursError, Word};

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// The days of the week, from Monday on.
pub const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// From one time of a day to another, which may be on the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Interval {
    /// Days since Monday.
    day: u8,
    /// Minutes since midnight.
    open: u16,
    /// Minutes since the same midnight; more than a day's for what ends on the next.
    close: u16,
}

impl Interval {
    /// Minutes since Monday's midnight.
    const fn in_week(self) -> (u16, u16) {
        let midnight = self.day as u16 * DAY;
        (midnight + self.open, midnight + self.close)
    }
}

/// At which hours of the week somebody is there. There is at least one, and no two overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningHours(Vec<Interval>);

impl OpeningHours {
    /// The longest way they may be written, in characters.
    pub const MAX: usize = super::text::Name::MAX;

    /// Whether somebody is there at a moment.
    pub fn is_open(&self, now: DateTime<Utc>, timezone: Tz) -> bool {
        let today = day::day_of(now, timezone);
        // What began yesterday may go on past midnight.
        [day::earlier(today, 1), today].into_iter().any(|date| {
            let mut spans = self.on(date, timezone);
            spans.any(|(open, close)| open <= now && now < close)
        })
    }

    /// When it opens next, counted from a moment.
    pub fn opens_next(&self, now: DateTime<Utc>, timezone: Tz) -> Option<DateTime<Utc>> {
        let today = day::day_of(now, timezone);
        // A week and a day later every interval has come round.
        let days = (0..=8).map(|ahead| day::later(today, ahead));
        let opens = days.flat_map(|date| self.on(date, timezone).map(|(open, _)| open));
        opens.filter(|open| *open > now).min()
    }

    /// The moments between which it is open on a day, by the interval's beginning.
    fn on(
        &self,
        date: NaiveDate,
        timezone: Tz,
    ) -> impl Iterator<Item = (DateTime<Utc>, DateTime<Utc>)> {
        let weekday = date.weekday().num_days_from_monday();
        let moment = move |minutes: u16| {
            day::at_clock(date, TimeDelta::minutes(i64::from(minutes)), timezone)
        };
        self.0
            .iter()
            .filter(move |interval| u32::from(interval.day) == weekday)
            .map(move |interval| (moment(interval.open), moment(interval.close)))
    }

    /// In words, with days as `name` calls them: `Mon-Fri 09:00-18:00, Sat 10:00-14:00`. Days in a
    /// row with the same hours are put together.
    pub fn written(&self, name: impl Fn(Weekday) -> String) -> String {
        let mut text = String::new();
        let hours = |day: u8| -> Vec<(u16, u16)> {
            let of_day = self.0.iter().filter(|interval| interval.day == day);
            of_day
                .map(|interval| (interval.open, interval.close))
                .collect()
        };
        let mut first = 0_u8;
        while first < 7 {
            let same = hours(first);
            let mut last = first;
            while last < 6 && hours(last + 1) == same {
                last += 1;
            }
            if !same.is_empty() {
                if !text.is_empty() {
                    text.push_str(", ");
                }
                text.push_str(&name(WEEK[usize::from(first)]));
                if last > first {
                    text.push('-');
                    text.push_str(&name(WEEK[usize::from(last)]));
                }
                for (index, (open, close)) in same.into_iter().enumerate() {
                    text.push_str(if index == 0 { " " } else { ", " });
                    push_times(&mut text, open, close);
                }
            }
            first = last + 1;
        }
        text
    }
}

fn push_times(text: &mut String, open: u16, close: u16) {
    // 24:00 is the end of the day itself; later ones are times of the next.
    let close = if close > DAY { close - DAY } else { close };
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    text.push_str(&clock(open));
    text.push('-');
    text.push_str(&clock(close));
}

impl fmt::Display for OpeningHours {
    /// As they are stored: with the days in English, to be read again by [`OpeningHours::stored`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = self.written(|day| day.to_string());
        f.write_str(&written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(text: &str) -> OpeningHours {
        OpeningHours::stored(text).expect("opening hours")
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn a_week_is_read_and_written_in_one_way() {
        for (typed, written) in [
            (
                "Mon-Fri 9:00-18:00, Sat 10-14",
                "Mon-Fri 09:00-18:00, Sat 10:00-14:00",
            ),
            ("mon-fri 9-12, 13-18", "Mon-Fri 09:00-12:00, 13:00-18:00"),
            (
                "Mon – Fri: 9.00 – 18.00; Sunday closed",
                "Mon-Fri 09:00-18:00",
            ),
            (
                "Mon, Wed, Fri 9-12",
                "Mon 09:00-12:00, Wed 09:00-12:00, Fri 09:00-12:00",
            ),
            ("Sat-Mon 10-11", "Mon 10:00-11:00, Sat-Sun 10:00-11:00"),
            ("Fri 20:00-02:00", "Fri 20:00-02:00"),
            ("Mon-Sun 0-24", "Mon-Sun 00:00-24:00"),
            ("Sat 9am-6:30 pm", "Sat 09:00-18:30"),
            ("Sat 12am-12pm", "Sat 00:00-12:00"),
            (
                "Tuesday 10-12\nThurs 14-16",
                "Tue 10:00-12:00, Thu 14:00-16:00",
            ),
        ] {
            let read = hours(typed);
            assert_eq!(read.to_string(), written, "{typed}");
            assert_eq!(hours(written), read, "{written}");
        }
    }

    #[test]
    fn it_is_open_from_the_first_minute_up_to_the_last() {
        let berlin = Tz::Europe__Berlin;
        let week = hours("Mon-Fri 9-18, Sat 10-14");
        for (moment, is_open, next) in [
            // A Monday in winter: nine o'clock is 08:00 UTC.
            ("2026-11-23T07:59:59Z", false, "2026-11-23T08:00:00Z"),
            ("2026-11-23T08:00:00Z", true, "2026-11-24T08:00:00Z"),
            ("2026-11-23T16:59:59Z", true, "2026-11-24T08:00:00Z"),
            ("2026-11-23T17:00:00Z", false, "2026-11-24T08:00:00Z"),
            // Saturday afternoon: not before Monday.
            ("2026-11-28T13:00:00Z", false, "2026-11-30T08:00:00Z"),
        ] {
            assert_eq!(week.is_open(at(moment), berlin), is_open, "{moment}");
            let opens = week.opens_next(at(moment), berlin);
            assert_eq!(opens, Some(at(next)), "{moment}");
        }
    }

    #[test]
    fn a_night_goes_past_midnight_and_past_the_end_of_the_week() {
        let bar = hours("Fri 20-2, Sun 22-3");
        for (moment, is_open) in [
            ("2026-11-27T20:00:00Z", true),
            ("2026-11-28T01:59:00Z", true),
            ("2026-11-28T02:00:00Z", false),
            ("2026-11-30T02:59:00Z", true),
            ("2026-11-30T03:00:00Z", false),
        ] {
            assert_eq!(bar.is_open(at(moment), Tz::UTC), is_open, "{moment}");
        }
        let monday = at("2026-11-30T12:00:00Z");
        assert_eq!(
            bar.opens_next(monday, Tz::UTC),
            Some(at("2026-12-04T20:00:00Z"))
        );
    }

    #[test]
    fn the_clock_may_be_set_in_between() {
        let berlin = Tz::Europe__Berlin;
        // In the night to 2026-03-29 there is no half past two: it opens when there would be.
        let early = hours("Sun 2:30-10");
        let next = early.opens_next(at("2026-03-28T23:00:00Z"), berlin);
        assert_eq!(next, Some(at("2026-03-29T01:00:00Z")));
        assert!(early.is_open(at("2026-03-29T07:59:00Z"), berlin));
        assert!(!early.is_open(at("2026-03-29T08:00:00Z"), berlin));
        // Only one interval of the week, seen from its own beginning.
        let weekly = hours("Thu 9-10");
        let next = weekly.opens_next(at("2026-11-26T08:00:00Z"), berlin);
        assert_eq!(next, Some(at("2026-12-03T08:00:00Z")));
    }
}
