//! Opening hours as people write them: `Mon-Fri 9:00-18:00, Sat 10-14`.

use chrono::Weekday;
use thiserror::Error;

use super::{DAY, Interval, OpeningHours};

/// A word of opening hours that is no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// A day of the week.
    Day(Weekday),
    /// Nobody is there.
    Closed,
}

/// Why a text says no opening hours.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HoursError {
    /// Neither a day nor a time.
    #[error("'{0}' is neither a day nor a time")]
    Unknown(String),
    /// Times before any day.
    #[error("'{0}' has no day before it")]
    NoDay(String),
    /// A day without times.
    #[error("there are no times for {0}")]
    NoTimes(Weekday),
    /// From a time to the same.
    #[error("'{0}' begins when it ends")]
    NoLength(String),
    /// Times that overlap others, or that contradict `closed`.
    #[error("the times on {0} overlap")]
    Overlap(Weekday),
    /// Not a single hour.
    #[error("nobody is ever there")]
    Empty,
    /// More than can be shown.
    #[error("that is too much; at most {} characters", OpeningHours::MAX)]
    TooLong,
}

impl OpeningHours {
    /// What somebody typed, with days and `closed` in the words that `known` finds (in lower case),
    /// and in English always.
    ///
    /// # Errors
    /// What of it is not understood or makes no sense: nothing is guessed.
    pub fn parse(text: &str, known: impl Fn(&str) -> Option<Word>) -> Result<Self, HoursError> {
        let mut reading = Reading::default();
        for part in tidy(text).split([',', ';', '\n']) {
            for word in part.split_whitespace() {
                reading.take(word, |word| english(word).or_else(|| known(word)))?;
            }
        }
        reading.finish()
    }

    /// What was stored, or stands in a catalogue file.
    ///
    /// # Errors
    /// As [`OpeningHours::parse`]: a shop may say in any words when it is open.
    pub fn stored(text: &str) -> Result<Self, HoursError> {
        Self::parse(text, |_| None)
    }
}

/// In lower case, with one kind of dash and no space around it, nor between `9` and `am`.
fn tidy(text: &str) -> String {
    let lower = text.to_lowercase().replace(['–', '—', '−', '‐'], "-");
    let mut words: Vec<String> = Vec::new();
    for line in lower.lines() {
        for word in line.split_whitespace() {
            let glues = words.last().is_some_and(|last| {
                last.ends_with('-')
                    || word.starts_with('-')
                    || (last.ends_with(|c: char| c.is_ascii_digit()) && is_half(word))
            });
            match words.last_mut() {
                Some(last) if glues => last.push_str(word),
                _ => words.push(word.to_owned()),
            }
        }
        words.push(",".to_owned());
    }
    words.join(" ")
}

/// Whether a word says which half of the day a time is in.
fn is_half(word: &str) -> bool {
    ["am", "pm"].iter().any(|half| {
        word.strip_prefix(half)
            .is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    })
}

/// English days, whole or from three letters on.
fn english(word: &str) -> Option<Word> {
    if word == "closed" {
        return Some(Word::Closed);
    }
    let is_short_for = |day: &Weekday| word.len() >= 3 && name(*day).starts_with(word);
    super::WEEK
        .iter()
        .copied()
        .find(is_short_for)
        .map(Word::Day)
}

const fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "monday",
        Weekday::Tue => "tuesday",
        Weekday::Wed => "wednesday",
        Weekday::Thu => "thursday",
        Weekday::Fri => "friday",
        Weekday::Sat => "saturday",
        Weekday::Sun => "sunday",
    }
}

/// What was read so far.
#[derive(Debug, Default)]
struct Reading {
    found: Vec<Interval>,
    closed: Vec<Weekday>,
    /// The days that times are for.
    days: Vec<Weekday>,
    /// Whether these days have got any.
    has_times: bool,
}

impl Reading {
    fn take(&mut self, word: &str, known: impl Fn(&str) -> Option<Word>) -> Result<(), HoursError> {
        // As in `Mon-Fri: 9-18` and `Mo. 9-18`.
        let bare = |word: &str| word.trim_end_matches([':', '.']).to_owned();
        match known(&bare(word)) {
            Some(Word::Day(day)) => {
                self.begin();
                self.days.push(day);
                return Ok(());
            }
            Some(Word::Closed) => return self.close(word),
            None => {}
        }
        let unknown = || HoursError::Unknown(word.to_owned());
        let (from, to) = word.split_once('-').ok_or_else(unknown)?;
        match (known(&bare(from)), known(&bare(to))) {
            (Some(Word::Day(first)), Some(Word::Day(last))) => {
                self.begin();
                let mut day = first;
                self.days.push(day);
                while day != last {
                    day = day.succ();
                    self.days.push(day);
                }
                Ok(())
            }
            _ => {
                let open = minutes(from).ok_or_else(unknown)?;
                let close = minutes(to).ok_or_else(unknown)?;
                self.add(word, open, close)
            }
        }
    }

    /// Days that follow times are other days.
    fn begin(&mut self) {
        if self.has_times {
            self.days.clear();
            self.has_times = false;
        }
    }

    fn close(&mut self, word: &str) -> Result<(), HoursError> {
        if self.days.is_empty() {
            return Err(HoursError::NoDay(word.to_owned()));
        }
        self.closed.extend(&self.days);
        self.has_times = true;
        Ok(())
    }

    fn add(&mut self, word: &str, open: u16, close: u16) -> Result<(), HoursError> {
        if self.days.is_empty() {
            return Err(HoursError::NoDay(word.to_owned()));
        }
        if open == close || open == DAY {
            return Err(HoursError::NoLength(word.to_owned()));
        }
        // A smaller end is one of the next day.
        let close = if close < open { close + DAY } else { close };
        for day in &self.days {
            let day = u8::try_from(day.num_days_from_monday()).unwrap_or_default();
            self.found.push(Interval { day, open, close });
        }
        self.has_times = true;
        Ok(())
    }

    fn finish(mut self) -> Result<OpeningHours, HoursError> {
        if let (Some(day), false) = (self.days.last(), self.has_times) {
            return Err(HoursError::NoTimes(*day));
        }
        if self.found.is_empty() {
            return Err(HoursError::Empty);
        }
        self.found.sort_unstable();
        let weekday = |interval: &Interval| super::WEEK[usize::from(interval.day)];
        // The last one of the week may reach into the first of the next.
        let next = self.found.iter().cycle().skip(1);
        for (index, (one, next)) in self.found.iter().zip(next).enumerate() {
            let is_last = index + 1 == self.found.len();
            let begins = next.in_week().0 + if is_last { 7 * DAY } else { 0 };
            if one.in_week().1 > begins {
                return Err(HoursError::Overlap(weekday(next)));
            }
        }
        let contradicted = self
            .closed
            .iter()
            .find(|day| self.found.iter().any(|interval| weekday(interval) == **day));
        if let Some(day) = contradicted {
            return Err(HoursError::Overlap(*day));
        }
        let hours = OpeningHours(self.found);
        if hours.to_string().chars().count() > OpeningHours::MAX {
            return Err(HoursError::TooLong);
        }
        Ok(hours)
    }
}

/// Minutes since midnight of `9`, `9:30`, `9.30`, `9am` or `24:00`.
fn minutes(text: &str) -> Option<u16> {
    let (clock, half) = if let Some(clock) = text.strip_suffix("am") {
        (clock, Some(0))
    } else if let Some(clock) = text.strip_suffix("pm") {
        (clock, Some(12))
    } else {
        (text, None)
    };
    let (hour, minute) = match clock.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, digits(minute)?),
        Some(_) => return None,
        None => (clock, 0),
    };
    let hour = digits(hour)?;
    let hour = match half {
        None => hour,
        Some(after) if (1..=12).contains(&hour) => hour % 12 + after,
        Some(_) => return None,
    };
    let minutes = hour * 60 + minute;
    (minute < 60 && minutes <= DAY).then_some(minutes)
}

/// A number of one or two digits.
fn digits(text: &str) -> Option<u16> {
    let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> HoursError {
        OpeningHours::stored(text).expect_err(text)
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (text, word) in [
            ("by appointment", "by"),
            ("Mon-Fri 9-18, public holidays 10-12", "public"),
            ("Mon 9:5-18", "9:5-18"),
            ("Mon 25-26", "25-26"),
            ("Mon 9:60-10", "9:60-10"),
            ("Mon 0am-5pm", "0am-5pm"),
            ("Mon 9-18-20", "9-18-20"),
            ("Mon-9 18", "mon-9"),
            ("Mon 9", "9"),
            ("Mo 9-18", "mo"),
            ("Mon +9-18", "+9-18"),
        ] {
            assert_eq!(refused(text), HoursError::Unknown(word.into()), "{text}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let (sat, sun) = (Weekday::Sat, Weekday::Sun);
        for (text, error) in [
            ("", HoursError::Empty),
            (" , ", HoursError::Empty),
            ("Mon-Sun closed", HoursError::Empty),
            ("9-18", HoursError::NoDay("9-18".into())),
            ("closed", HoursError::NoDay("closed".into())),
            ("Mon-Fri 9-18, Sat", HoursError::NoTimes(sat)),
            ("Mon 9-9", HoursError::NoLength("9-9".into())),
            ("Mon 24-2", HoursError::NoLength("24-2".into())),
            ("Sat 9-12, Sat 11-13", HoursError::Overlap(sat)),
            ("Fri-Sat 20-10, Sat 9-12", HoursError::Overlap(sat)),
            ("Sun 20-4, Mon 3-5", HoursError::Overlap(Weekday::Mon)),
            ("Mon-Sun 9-18, Sun closed", HoursError::Overlap(sun)),
        ] {
            assert_eq!(refused(text), error, "{text}");
        }
        let many: Vec<String> = (0..24).map(|hour| format!("{hour}-{hour}:10")).collect();
        let many = format!("Mon {}", many.join(", "));
        assert_eq!(refused(&many), HoursError::TooLong);
    }

    #[test]
    fn days_may_be_in_any_words_that_are_known() {
        let known = |word: &str| match word {
            "пн" => Some(Word::Day(Weekday::Mon)),
            "вс" => Some(Word::Day(Weekday::Sun)),
            "выходной" => Some(Word::Closed),
            _ => None,
        };
        let hours = OpeningHours::parse("Пн 9-18, Вс выходной, Tue 9-10", known);
        let written = hours.map(|hours| hours.to_string());
        assert_eq!(written.as_deref(), Ok("Mon 09:00-18:00, Tue 09:00-10:00"));
    }
}
