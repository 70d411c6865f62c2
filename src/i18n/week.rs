//! Opening hours as each language writes them, and as people of any language do.

use chrono::Weekday;

use crate::domain::opening::{OpeningHours, WEEK, Word};

use super::Lang;

impl Lang {
    /// The word that texts choose between days by.
    pub const fn weekday_code(day: Weekday) -> &'static str {
        match day {
            Weekday::Mon => "mon",
            Weekday::Tue => "tue",
            Weekday::Wed => "wed",
            Weekday::Thu => "thu",
            Weekday::Fri => "fri",
            Weekday::Sat => "sat",
            Weekday::Sun => "sun",
        }
    }

    /// A day of the week where there is little room: `Mon`.
    pub fn short_weekday(self, day: Weekday) -> String {
        self.weekday(Self::weekday_code(day))
    }

    /// Opening hours: `Mon-Fri 09:00-18:00, Sat 10:00-14:00`.
    pub fn hours(self, hours: &OpeningHours) -> String {
        hours.written(|day| self.short_weekday(day))
    }

    /// What a word of opening hours means, in small letters and whatever language: who types in a
    /// chat may have set the telephone to another than they think in.
    pub fn opening_word(word: &str) -> Option<Word> {
        let is_one_of = |words: &str| words.split_whitespace().any(|known| known == word);
        Self::ALL.iter().find_map(|lang| {
            if is_one_of(&lang.closed_words()) {
                return Some(Word::Closed);
            }
            let mut days = WEEK.iter().copied();
            let day = days.find(|day| is_one_of(&lang.weekday_words(Self::weekday_code(*day))));
            day.map(Word::Day)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_every_language_writes_them() {
        let hours = OpeningHours::stored("Mon-Thu 9-12, 13-18, Fri 20-2, Sun 0-24");
        let hours = hours.expect("opening hours");
        for lang in Lang::ALL {
            let written = lang.hours(&hours);
            let read = OpeningHours::parse(&written, Lang::opening_word);
            assert_eq!(read.as_ref(), Ok(&hours), "{written}");
            for day in WEEK {
                let words = lang.weekday_words(Lang::weekday_code(day));
                for word in words.split_whitespace() {
                    assert_eq!(Lang::opening_word(word), Some(Word::Day(day)), "{word}");
                }
            }
        }
    }
}
