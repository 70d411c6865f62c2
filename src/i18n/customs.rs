//! How each language writes numbers, amounts and days, after the Unicode CLDR.

use crate::domain::language::Language;

use super::Lang;

/// What a language is used to.
#[derive(Debug)]
pub(super) struct Customs {
    pub(super) decimal_sign: char,
    group_sign: char,
    /// The shortest whole part whose thousands are set apart.
    grouped_from: usize,
    pub(super) symbol: SymbolPlace,
    /// Short names of the months, as they stand in a date.
    pub(super) months: [&'static str; 12],
    /// Short names of the days of the week, from Monday.
    pub(super) weekdays: [&'static str; 7],
    /// What follows the year of a date.
    pub(super) year_word: &'static str,
}

/// Where the sign of a currency stands.
#[derive(Debug)]
pub(super) enum SymbolPlace {
    Before,
    After,
}

static ENGLISH: Customs = Customs {
    decimal_sign: '.',
    group_sign: ',',
    grouped_from: 4,
    symbol: SymbolPlace::Before,
    months: [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ],
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    year_word: "",
};

static SPANISH: Customs = Customs {
    decimal_sign: ',',
    group_sign: '.',
    // Four digits stay together: 5398,99 €, but 15.398,99 €.
    grouped_from: 5,
    symbol: SymbolPlace::After,
    months: [
        "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic",
    ],
    weekdays: ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"],
    year_word: "",
};

static RUSSIAN: Customs = Customs {
    decimal_sign: ',',
    group_sign: '\u{a0}',
    grouped_from: 4,
    symbol: SymbolPlace::After,
    months: [
        "янв.",
        "февр.",
        "мар.",
        "апр.",
        "мая",
        "июн.",
        "июл.",
        "авг.",
        "сент.",
        "окт.",
        "нояб.",
        "дек.",
    ],
    weekdays: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
    year_word: "\u{a0}г.",
};

impl Lang {
    pub(super) fn customs(self) -> &'static Customs {
        match self.language {
            Language::En => &ENGLISH,
            Language::Es => &SPANISH,
            Language::Ru => &RUSSIAN,
        }
    }
}

impl Customs {
    /// A whole number's digits with the thousands set apart.
    pub(super) fn grouped(&self, number: &str) -> String {
        let (sign, digits) = match number.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", number),
        };
        if digits.len() < self.grouped_from {
            return number.to_owned();
        }
        let mut grouped = sign.to_owned();
        for (index, digit) in digits.chars().enumerate() {
            let rest = digits.len() - index;
            if index > 0 && rest.is_multiple_of(3) {
                grouped.push(self.group_sign);
            }
            grouped.push(digit);
        }
        grouped
    }
}
