//! Money, numbers and times as a language writes them.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;
use fluent_bundle::FluentValue;

use crate::domain::{
    delivery::DeliveryKind,
    money::Money,
    order::{OrderNumber, OrderStatus},
    payment::PaymentKind,
    review::Rating,
};

use super::{Arg, ArgKind, Html, Lang, bidi::isolated, customs::SymbolPlace};

/// A moment, to be shown in the shop's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When(pub DateTime<Utc>, pub Tz);

impl Lang {
    /// An amount with its currency: `$5,398.99`, `5 398,99 ₽`.
    pub fn money(self, money: Money) -> String {
        let decimal = format!(
            "{:.*}",
            money.currency().exponent() as usize,
            money.to_decimal()
        );
        let (whole, fraction) = decimal.split_once('.').unwrap_or((&decimal, ""));
        self.with_symbol(whole, fraction, &money.currency().symbol())
    }

    /// An amount without decimals that say nothing: `$5,398`.
    pub fn whole_money(self, money: Money) -> String {
        let decimal = money.to_decimal();
        if decimal.fract().is_zero() {
            let whole = decimal.trunc().normalize().to_string();
            self.with_symbol(&whole, "", &money.currency().symbol())
        } else {
            self.money(money)
        }
    }

    fn with_symbol(self, whole: &str, fraction: &str, symbol: &str) -> String {
        let symbol = isolated(symbol);
        let customs = self.customs();
        let mut amount = customs.grouped(whole);
        if !fraction.is_empty() {
            amount.push(customs.decimal_sign);
            amount.push_str(fraction);
        }
        match customs.symbol {
            SymbolPlace::After => format!("{amount}\u{a0}{symbol}"),
            // A letter and a digit need a space between them: CHF 5.00.
            SymbolPlace::Before if symbol.contains(char::is_alphabetic) => {
                format!("{symbol}\u{a0}{amount}")
            }
            SymbolPlace::Before => format!("{symbol}{amount}"),
        }
    }

    /// A whole number: `12,345`.
    pub fn number(self, number: i64) -> String {
        self.customs().grouped(&number.to_string())
    }

    /// An average of stars, to a tenth: `4.6`.
    pub fn average(self, rating: Rating) -> String {
        let tenths = rating.tenths().unwrap_or_default();
        format!(
            "{}{}{}",
            tenths / 10,
            self.customs().decimal_sign,
            tenths % 10
        )
    }

    /// A date and time: `22 Nov 2026, 14:05`.
    pub fn date_time(self, when: When) -> String {
        format!("{}, {}", self.date(when), self.time(when))
    }

    /// A time of the day: `14:05`.
    pub fn time(self, when: When) -> String {
        let local = when.0.with_timezone(&when.1);
        local.format("%H:%M").to_string()
    }

    /// A date: `22 Nov 2026`.
    pub fn date(self, when: When) -> String {
        self.whole_day(when.0.with_timezone(&when.1).date_naive())
    }

    /// A day: `Sun, 22 Nov 2026`.
    pub fn day(self, day: NaiveDate) -> String {
        let weekday = self.customs().weekdays[day.weekday().num_days_from_monday() as usize];
        format!("{weekday}, {}", self.whole_day(day))
    }

    /// A day where there is little room: `22 Nov`.
    pub fn short_day(self, day: NaiveDate) -> String {
        let month = self.customs().months[day.month0() as usize];
        format!("{} {month}", day.day())
    }

    fn whole_day(self, day: NaiveDate) -> String {
        let year = self.customs().year_word;
        format!("{} {}{year}", self.short_day(day), day.year())
    }

    /// The name of an order status.
    pub fn status(self, status: OrderStatus) -> String {
        match status {
            OrderStatus::Pending => self.status_pending(),
            OrderStatus::Processing => self.status_processing(),
            OrderStatus::PickupReady => self.status_pickup_ready(),
            OrderStatus::Shipped => self.status_shipped(),
            OrderStatus::Paid => self.status_paid(),
            OrderStatus::Completed => self.status_completed(),
            OrderStatus::Cancelled => self.status_cancelled(),
            OrderStatus::Refunded => self.status_refunded(),
            OrderStatus::Failed => self.status_failed(),
        }
    }

    /// The name of a kind of payment.
    pub fn payment_kind(self, kind: PaymentKind) -> String {
        match kind {
            PaymentKind::Cash => self.pay_kind_cash(),
            PaymentKind::Transfer => self.pay_kind_transfer(),
        }
    }

    /// The name of a type of delivery.
    pub fn delivery_kind(self, kind: DeliveryKind) -> String {
        match kind {
            DeliveryKind::PickupStore => self.kind_pickup_store(),
            DeliveryKind::PickupLocker => self.kind_pickup_locker(),
            DeliveryKind::PickupCurbside => self.kind_pickup_curbside(),
            DeliveryKind::HyperlocalExpress => self.kind_hyperlocal_express(),
            DeliveryKind::HyperlocalScheduled => self.kind_hyperlocal_scheduled(),
            DeliveryKind::LocalSameDay => self.kind_local_same_day(),
            DeliveryKind::LocalNextDay => self.kind_local_next_day(),
            DeliveryKind::RegionalStandard => self.kind_regional_standard(),
            DeliveryKind::RegionalExpress => self.kind_regional_express(),
            DeliveryKind::NationalEconomy => self.kind_national_economy(),
            DeliveryKind::NationalStandard => self.kind_national_standard(),
            DeliveryKind::NationalExpress => self.kind_national_express(),
            DeliveryKind::SpecialFreight => self.kind_special_freight(),
            DeliveryKind::SpecialRefrigerated => self.kind_special_refrigerated(),
        }
    }
}

/// Arguments whose text cannot contain markup are the same in both kinds of message.
macro_rules! plain_args {
    ($($kind:ident: $type:ty: |$value:ident, $lang:ident| $text:expr;)*) => {$(
        impl<'a> Arg<'a> for $type {
            const KIND: ArgKind = ArgKind::$kind;

            fn html(self, lang: Lang) -> FluentValue<'a> {
                self.plain(lang)
            }

            fn plain(self, $lang: Lang) -> FluentValue<'a> {
                let $value = self;
                FluentValue::from($text)
            }
        }
    )*};
}

plain_args! {
    Money: Money: |money, lang| lang.money(money);
    Rating: Rating: |rating, lang| lang.average(rating);
    When: When: |when, lang| lang.date_time(when);
    Number: i64: |number, _lang| number;
    Number: u32: |number, _lang| number;
    Order: &'a OrderNumber: |number, _lang| number.as_str();
}

impl<'a> Arg<'a> for &'a str {
    const KIND: ArgKind = ArgKind::Text;

    fn html(self, _lang: Lang) -> FluentValue<'a> {
        FluentValue::from(Html::escape(self).0)
    }

    fn plain(self, _lang: Lang) -> FluentValue<'a> {
        FluentValue::String(isolated(self))
    }
}

impl<'a> Arg<'a> for &'a Html {
    const KIND: ArgKind = ArgKind::Html;

    fn html(self, _lang: Lang) -> FluentValue<'a> {
        FluentValue::from(self.as_str())
    }

    fn plain(self, _lang: Lang) -> FluentValue<'a> {
        FluentValue::from(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::money::Currency;

    fn amount(minor: i64, code: &str) -> Money {
        let currency: Currency = code.parse().expect("a currency of ISO 4217");
        Money::new(minor, currency)
    }

    #[test]
    fn amounts_are_grouped_and_exact() {
        let cases = [
            (Lang::EN, 539_899, "USD", "$5,398.99"),
            (Lang::EN, 0, "USD", "$0.00"),
            (Lang::EN, 5, "USD", "$0.05"),
            (Lang::EN, 100_000_000_000, "USD", "$1,000,000,000.00"),
            (Lang::EN, 1500, "JPY", "¥1,500"),
            (Lang::EN, 1234, "KWD", "\u{2068}د.ك\u{2069}\u{a0}1.234"),
            (Lang::EN, 500, "SEK", "kr\u{a0}5.00"),
            (Lang::ES, 539_899, "EUR", "5398,99\u{a0}€"),
            (Lang::ES, 1_539_899, "EUR", "15.398,99\u{a0}€"),
            (Lang::ES, 5, "USD", "0,05\u{a0}$"),
            (Lang::ES, 1_500_000, "JPY", "1.500.000\u{a0}¥"),
            (Lang::RU, 539_899, "RUB", "5\u{a0}398,99\u{a0}₽"),
            (Lang::RU, 99_999, "RUB", "999,99\u{a0}₽"),
            (
                Lang::RU,
                123_456_789,
                "USD",
                "1\u{a0}234\u{a0}567,89\u{a0}$",
            ),
            (Lang::RU, 1500, "JPY", "1\u{a0}500\u{a0}¥"),
        ];
        for (lang, minor, code, expected) in cases {
            assert_eq!(lang.money(amount(minor, code)), expected);
        }
    }

    #[test]
    fn whole_numbers_are_grouped() {
        let cases = [
            (Lang::EN, 999, "999"),
            (Lang::EN, -1_234, "-1,234"),
            (Lang::ES, 1_234, "1234"),
            (Lang::ES, 12_345, "12.345"),
            (Lang::RU, 1_234_567, "1\u{a0}234\u{a0}567"),
        ];
        for (lang, number, expected) in cases {
            assert_eq!(lang.number(number), expected);
        }
        assert_eq!(Lang::EN.button_units(12_345), "12,345");
    }

    #[test]
    fn averages_have_one_decimal_in_the_languages_way() {
        let rating = Rating::new(37, 8);
        assert_eq!(Lang::EN.average(rating), "4.6");
        assert_eq!(Lang::ES.average(rating), "4,6");
        assert_eq!(Lang::RU.average(Rating::new(10, 2)), "5,0");
    }

    #[test]
    fn times_are_the_shops() {
        let moment = DateTime::from_timestamp(1_795_391_999, 0).expect("a time");
        let (here, far) = (When(moment, Tz::UTC), When(moment, Tz::Asia__Tokyo));
        let day = moment.date_naive();
        let expected = [
            (
                "22 Nov 2026",
                "23 Nov 2026, 08:59",
                "Sun, 22 Nov 2026",
                "22 Nov",
            ),
            (
                "22 nov 2026",
                "23 nov 2026, 08:59",
                "dom, 22 nov 2026",
                "22 nov",
            ),
            (
                "22 нояб. 2026\u{a0}г.",
                "23 нояб. 2026\u{a0}г., 08:59",
                "вс, 22 нояб. 2026\u{a0}г.",
                "22 нояб.",
            ),
        ];
        for (lang, expected) in Lang::ALL.iter().zip(expected) {
            let (date, moved, weekday, short) = expected;
            assert_eq!(lang.date(here), date);
            assert_eq!(lang.date_time(far), moved);
            assert_eq!(lang.day(day), weekday);
            assert_eq!(lang.short_day(day), short);
        }
        assert_eq!(Lang::RU.time(here), "23:59");
    }

    #[test]
    fn decimals_that_say_nothing_can_be_left_out() {
        let cases = [
            (Lang::EN, 100_000, "USD", "$1,000"),
            (Lang::EN, 100_050, "USD", "$1,000.50"),
            (Lang::EN, 100_000, "JPY", "¥100,000"),
            (Lang::ES, 1_000_000, "EUR", "10.000\u{a0}€"),
            (Lang::RU, 100_000, "RUB", "1\u{a0}000\u{a0}₽"),
            (Lang::RU, 100_050, "RUB", "1\u{a0}000,50\u{a0}₽"),
        ];
        for (lang, minor, code, expected) in cases {
            assert_eq!(lang.whole_money(amount(minor, code)), expected);
        }
    }

    #[test]
    fn every_status_and_way_of_delivery_has_a_name_of_its_own() {
        for lang in Lang::ALL {
            let statuses: BTreeSet<String> = OrderStatus::ALL
                .iter()
                .map(|status| lang.status(*status))
                .collect();
            assert_eq!(statuses.len(), OrderStatus::ALL.len(), "{statuses:?}");
            let kinds: BTreeSet<String> = DeliveryKind::ALL
                .iter()
                .map(|kind| lang.delivery_kind(*kind))
                .collect();
            assert_eq!(kinds.len(), DeliveryKind::ALL.len(), "{kinds:?}");
        }
    }
}
