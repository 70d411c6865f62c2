//! The shop is closed for a while: nothing can be ordered, though everything can be looked at.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use thiserror::Error;

use super::{day, text::ClosureNote};

/// How many days ahead a shop may say that it opens again.
const FARTHEST: u64 = 366;

/// The shop is closed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Closure {
    /// The first day on which it is open again; `None` until somebody opens it.
    pub reopens: Option<NaiveDate>,
    /// What customers are told.
    pub note: Option<ClosureNote>,
}

impl Closure {
    /// Whether it still is at a moment.
    pub fn is_in_force(&self, now: DateTime<Utc>, timezone: Tz) -> bool {
        self.reopens
            .is_none_or(|day| now < day::beginning(day, timezone))
    }

    /// As it is stored: the day or `-`, and the note after a space.
    pub fn code(&self) -> String {
        let day = self
            .reopens
            .map_or_else(|| "-".to_owned(), |day| day.to_string());
        match &self.note {
            Some(note) => format!("{day} {note}"),
            None => day,
        }
    }

    /// What was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        let (day, note) = match code.split_once(' ') {
            Some((day, note)) => (day, Some(note)),
            None => (code, None),
        };
        let reopens = match day {
            "-" => None,
            day => Some(day.parse().ok()?),
        };
        let note = note.map(ClosureNote::parse).transpose().ok()?;
        Some(Self { reopens, note })
    }
}

/// Why a text says no day on which the shop could open again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReopeningError {
    /// No date, or one that can be read in two ways.
    #[error("is not a date; write it like 2026-08-20 or 20.8.2026")]
    NoDate,
    /// Today or earlier.
    #[error("must be after today")]
    Past,
    /// So far away that it must be a mistake.
    #[error("is more than a year away")]
    TooFar,
}

/// The day that somebody typed on which the shop opens again: `2026-08-20` or `20.8.2026`. Dates
/// with slashes begin with the month in one country and with the day in another.
///
/// # Errors
/// When it is no such day.
pub fn reopening(text: &str, today: NaiveDate) -> Result<NaiveDate, ReopeningError> {
    let parts = |separator: char| -> Option<[u32; 3]> {
        let parts: Vec<u32> = text
            .trim()
            .split(separator)
            .map(|part| {
                let is_number = !part.is_empty() && part.bytes().all(|c| c.is_ascii_digit());
                is_number.then(|| part.parse().ok()).flatten()
            })
            .collect::<Option<_>>()?;
        parts.try_into().ok()
    };
    let ((Some([year, month, day]), _) | (None, Some([day, month, year]))) =
        (parts('-'), parts('.'))
    else {
        return Err(ReopeningError::NoDate);
    };
    let year = i32::try_from(year)
        .ok()
        .filter(|year| *year > 999)
        .ok_or(ReopeningError::NoDate)?;
    let reopens = NaiveDate::from_ymd_opt(year, month, day).ok_or(ReopeningError::NoDate)?;
    if reopens <= today {
        return Err(ReopeningError::Past);
    }
    if reopens > day::later(today, FARTHEST) {
        return Err(ReopeningError::TooFar);
    }
    Ok(reopens)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_closure_ends_with_the_midnight_before_the_day_it_names() {
        let closure = Closure {
            reopens: Some(day("2026-08-20")),
            note: None,
        };
        let is_closed = |now: &str| {
            let now = now.parse().expect("a time");
            closure.is_in_force(now, Tz::Europe__Berlin)
        };
        assert!(is_closed("2026-08-19T21:59:59Z"));
        assert!(!is_closed("2026-08-19T22:00:00Z"));
        let open_ended = Closure::default();
        assert!(open_ended.is_in_force(DateTime::<Utc>::MAX_UTC, Tz::UTC));
    }

    #[test]
    fn closures_survive_being_stored() {
        let note = |text: &str| ClosureNote::parse(text).ok();
        for (closure, code) in [
            (Closure::default(), "-"),
            (
                Closure {
                    reopens: Some(day("2026-08-20")),
                    note: None,
                },
                "2026-08-20",
            ),
            (
                Closure {
                    reopens: None,
                    note: note("We are at the sea.\nSee you!"),
                },
                "- We are at the sea.\nSee you!",
            ),
        ] {
            assert_eq!(closure.code(), code);
            assert_eq!(Closure::from_code(code), Some(closure));
        }
        assert_eq!(Closure::from_code("soon"), None);
        assert_eq!(Closure::from_code(""), None);
    }

    #[test]
    fn days_are_read_strictly() {
        let today = day("2026-08-02");
        for good in ["2026-08-20", " 20.8.2026 ", "20.08.2026", "2026-8-20"] {
            assert_eq!(reopening(good, today), Ok(day("2026-08-20")), "{good}");
        }
        for bad in [
            "",
            "8/20/2026",
            "20.8.",
            "20.8.26",
            "2026-02-30",
            "soon",
            "2026-08-20x",
            "+2026-8-20",
        ] {
            assert_eq!(reopening(bad, today), Err(ReopeningError::NoDate), "{bad}");
        }
        assert_eq!(reopening("2026-08-02", today), Err(ReopeningError::Past));
        assert_eq!(reopening("2062-08-20", today), Err(ReopeningError::TooFar));
        assert!(reopening("2026-08-03", today).is_ok());
    }
}
