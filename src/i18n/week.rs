//! Opening hours as each language writes them, and as people of any language do.

use chrono::Weekday;

use crate::domain::opening::{OpeningHours, WEEK, Word};

use super::Lang;

impl Lang {
    /// A day of the week where there is little room: `Mon`.
    pub fn short_weekday(self, day: Weekday) -> &'static str {
        let place = usize::try_from(day.num_days_from_monday()).unwrap_or_default();
        self.customs().weekdays[place]
    }

    /// Opening hours: `Mon-Fri 09:00-18:00, Sat 10:00-14:00`.
    pub fn hours(self, hours: &OpeningHours) -> String {
        hours.written(|day| self.short_weekday(day).to_owned())
    }

    /// What a word of opening hours means, in small letters and whatever language: who types in a
    /// chat may have set the telephone to another than they think in.
    pub fn opening_word(word: &str) -> Option<Word> {
        let is_one_of = |words: &str| words.split_whitespace().any(|known| known == word);
        Self::ALL.iter().find_map(|lang| {
            if is_one_of(&lang.closed_words()) {
                return Some(Word::Closed);
            }
            let days = lang.weekday_words();
            let mut days = WEEK.into_iter().zip(days.split(';'));
            let day = days.find(|(_, words)| is_one_of(words));
            day.map(|(day, _)| Word::Day(day))
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
            let words = lang.weekday_words();
            assert_eq!(words.split(';').count(), WEEK.len());
            for (day, words) in WEEK.into_iter().zip(words.split(';')) {
                for word in words.split_whitespace() {
                    let read = Lang::opening_word(word);
                    assert_eq!(read, Some(Word::Day(day)), "{word}");
                }
            }
        }
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, written) in [
            (
                "Пн–Пт: 9:00–18:00, сб 10–14, вс выходной",
                "Mon-Fri 09:00-18:00, Sat 10:00-14:00",
            ),
            ("Понедельник 9-18", "Mon 09:00-18:00"),
            (
                "Lunes-Viernes 9.00-18.00; sábado 10-14; domingo cerrado",
                "Mon-Fri 09:00-18:00, Sat 10:00-14:00",
            ),
            ("mie 9-18, sab 10-14", "Wed 09:00-18:00, Sat 10:00-14:00"),
        ] {
            let read = OpeningHours::parse(text, Lang::opening_word);
            let read = read.map(|hours| hours.to_string());
            assert_eq!(read.as_deref(), Ok(written), "{text}");
        }
    }
}
