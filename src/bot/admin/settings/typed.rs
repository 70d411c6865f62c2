//! Settings as they are typed: read strictly, and refused with what would be right.

use chrono_tz::{TZ_VARIANTS, Tz};

use crate::{
    bot::{checkout::text_error, screen::cut},
    domain::{
        greeting::{Greeting, GreetingError},
        money::Currency,
        opening::{HoursError, OpeningHours},
        order,
        phone::Country,
        privacy::Grace,
        setting::Setting,
        stock::MAX_THRESHOLD,
        text::{Description, Name, PrivacyText, Terms},
        typed::{self, StockChange},
    },
    i18n::{Html, Lang},
    shop::settings::Value,
};

/// Characters of what was typed that are said again.
const SAID_AGAIN: usize = 60;
/// How a currency, a time zone and a beginning of order numbers may be written.
pub(super) const CURRENCY: &str = "EUR";
/// A country, as an example.
pub(super) const COUNTRY: &str = "ES";
pub(super) const TIME_ZONE: &str = "Europe/Berlin";
pub(super) const PREFIX: &str = "ECO";
/// Time zones that are proposed.
const PROPOSED: usize = 5;

/// Why what was typed is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// What is wrong, and what would be right.
    pub why: Html,
    /// What may have been meant.
    pub near: Vec<Tz>,
}

impl From<Html> for Unfit {
    fn from(why: Html) -> Self {
        Self {
            why,
            near: Vec::new(),
        }
    }
}

/// What was typed for a setting; `None` for one that is not typed.
pub fn value(lang: Lang, setting: Setting, text: &str) -> Option<Result<Value, Unfit>> {
    let wrong = |error| Unfit::from(text_error(lang, error));
    Some(match setting {
        Setting::Name => Name::parse(text).map(Value::Name).map_err(wrong),
        Setting::Story => Description::parse(text).map(Value::Story).map_err(wrong),
        Setting::Contact => Description::parse(text).map(Value::Contact).map_err(wrong),
        Setting::Terms => Terms::parse(text).map(Value::Terms).map_err(wrong),
        Setting::Greeting => greeting(lang, text)
            .map(Value::Greeting)
            .map_err(Unfit::from),
        Setting::Hours => OpeningHours::parse(text, Lang::opening_word)
            .map(Value::Hours)
            .map_err(|error| hours_error(lang, &error).into()),
        Setting::Currency => text
            .parse::<Currency>()
            .map(Value::Currency)
            .map_err(|_| lang.currency_unknown(&said(text), CURRENCY).into()),
        Setting::TimeZone => timezone(lang, text).map(Value::TimeZone),
        Setting::Country => text
            .parse::<Country>()
            .map(Value::Country)
            .map_err(|_| lang.country_unknown(&said(text), COUNTRY).into()),
        Setting::OrderPrefix => order::prefix(text)
            .map(Value::OrderPrefix)
            .ok_or_else(|| lang.prefix_invalid().into()),
        Setting::LowStock => units(text)
            .map(Value::LowStock)
            .ok_or_else(|| lang.low_stock_invalid(MAX_THRESHOLD).into()),
        Setting::Privacy => PrivacyText::parse(text).map(Value::Privacy).map_err(wrong),
        Setting::Grace => units(text)
            .and_then(Grace::new)
            .map(Value::Grace)
            .ok_or_else(|| lang.grace_invalid(Grace::MAX).into()),
        Setting::Language | Setting::Closure | Setting::MorningReport | Setting::QuietHours => {
            return None;
        }
    })
}

fn said(text: &str) -> String {
    cut(text.trim(), SAID_AGAIN)
}

fn greeting(lang: Lang, text: &str) -> Result<Greeting, Html> {
    Greeting::parse(text).map_err(|error| match error {
        GreetingError::Text(error) => text_error(lang, error),
        GreetingError::Placeholder(found) => lang.greeting_placeholder(&found),
    })
}

fn hours_error(lang: Lang, error: &HoursError) -> Html {
    match error {
        HoursError::Unknown(word) => lang.hours_unknown(&said(word)),
        HoursError::NoDay(word) => lang.hours_no_day(&said(word)),
        HoursError::NoTimes(day) => lang.hours_no_times(lang.short_weekday(*day)),
        HoursError::NoLength(word) => lang.hours_no_length(&said(word)),
        HoursError::Overlap(day) => lang.hours_overlap(lang.short_weekday(*day)),
        HoursError::Empty => lang.hours_empty(),
        HoursError::TooLong => {
            lang.hours_too_long(i64::try_from(OpeningHours::MAX).unwrap_or(i64::MAX))
        }
    }
}

/// A number of units that can be a threshold, in any script's digits.
fn units(text: &str) -> Option<u32> {
    match typed::stock(text) {
        Ok(StockChange::Set(units)) if units <= MAX_THRESHOLD => Some(units),
        _ => None,
    }
}

/// The time zone of that name, in any case; what is only alike is proposed.
fn timezone(lang: Lang, text: &str) -> Result<Tz, Unfit> {
    let wished = plain(text.trim());
    let mut near = Vec::new();
    for zone in TZ_VARIANTS {
        let name = plain(zone.name());
        if name == wished {
            return Ok(zone);
        }
        near.extend(distance(&name, &wished).map(|distance| (distance, zone)));
    }
    // The likeliest first; of those alike, as they are listed.
    near.sort_by_key(|(distance, _)| *distance);
    let near: Vec<Tz> = near
        .into_iter()
        .map(|(_, zone)| zone)
        .take(PROPOSED)
        .collect();
    let why = if near.is_empty() {
        lang.timezone_unknown(&said(text), TIME_ZONE)
    } else {
        lang.timezone_near(&said(text))
    };
    Err(Unfit { why, near })
}

fn plain(name: &str) -> String {
    name.to_lowercase().replace([' ', '-'], "_")
}

/// How many letters are mistyped, when what is wished for may mean a time zone: a third of its
/// city's at most.
fn distance(name: &str, wished: &str) -> Option<usize> {
    let city = |zone: &str| zone.rsplit('/').next().unwrap_or(zone).to_owned();
    let (city, wished_city) = (city(name), city(wished));
    let length = wished_city.chars().count();
    if length >= 4 && city.contains(&wished_city) {
        return Some(city.chars().count() - length);
    }
    let distance = strsim::damerau_levenshtein(&city, &wished_city);
    (distance <= length / 3).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_zones_are_taken_by_their_name_and_proposed_when_they_are_nearly_right() {
        let found = |text| timezone(Lang::EN, text);
        for good in ["Europe/Berlin", " europe/berlin ", "EUROPE/BERLIN"] {
            assert_eq!(found(good), Ok(Tz::Europe__Berlin), "{good}");
        }
        assert_eq!(found("America/New York"), Ok(Tz::America__New_York));
        for (text, meant) in [
            ("berlin", Tz::Europe__Berlin),
            ("Europe/Berlim", Tz::Europe__Berlin),
            ("new york", Tz::America__New_York),
            ("Europe/Kiew", Tz::Europe__Kiev),
            ("angeles", Tz::America__Los_Angeles),
            ("America/Berlin", Tz::Europe__Berlin),
        ] {
            let near = found(text).expect_err(text).near;
            assert_eq!(near.first(), Some(&meant), "{text}: {near:?}");
        }
        for text in ["Mars/Olympus Mons", "", "/", "x", "+3"] {
            assert_eq!(found(text).expect_err(text).near, [], "{text}");
        }
    }
}
