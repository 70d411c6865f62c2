//! Money, numbers and times as a language writes them.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use fluent_bundle::FluentValue;

use crate::domain::{
    delivery::DeliveryKind,
    money::Money,
    order::{OrderNumber, OrderStatus},
    payment::PaymentKind,
};

use super::{Arg, Html, Lang};

/// A moment, to be shown in the shop's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When(pub DateTime<Utc>, pub Tz);

impl Lang {
    /// An amount with its currency: `$5,398.99`.
    pub fn money(self, money: Money) -> String {
        let decimal = format!(
            "{:.*}",
            money.currency().exponent() as usize,
            money.to_decimal()
        );
        let (whole, fraction) = decimal.split_once('.').unwrap_or((&decimal, ""));
        let symbol = money.currency().symbol();
        match self {
            Self::En => {
                let point = if fraction.is_empty() { "" } else { "." };
                // A letter and a digit need a space between them: CHF 5.00.
                let space = if symbol.ends_with(char::is_alphabetic) {
                    "\u{a0}"
                } else {
                    ""
                };
                format!("{symbol}{space}{}{point}{fraction}", grouped(whole, ','))
            }
        }
    }

    /// A date and time: `22 Nov 2026, 14:05`.
    pub fn date_time(self, when: When) -> String {
        let local = when.0.with_timezone(&when.1);
        match self {
            Self::En => local.format("%-d %b %Y, %H:%M").to_string(),
        }
    }

    /// A time of the day: `14:05`.
    pub fn time(self, when: When) -> String {
        let local = when.0.with_timezone(&when.1);
        match self {
            Self::En => local.format("%H:%M").to_string(),
        }
    }

    /// A date: `22 Nov 2026`.
    pub fn date(self, when: When) -> String {
        let local = when.0.with_timezone(&when.1);
        match self {
            Self::En => local.format("%-d %b %Y").to_string(),
        }
    }

    /// A day: `Sun, 22 Nov 2026`.
    pub fn day(self, day: NaiveDate) -> String {
        match self {
            Self::En => day.format("%a, %-d %b %Y").to_string(),
        }
    }

    /// A day where there is little room: `22 Nov`.
    pub fn short_day(self, day: NaiveDate) -> String {
        match self {
            Self::En => day.format("%-d %b").to_string(),
        }
    }

    /// An amount without decimals that say nothing: `$5,398`.
    pub fn whole_money(self, money: Money) -> String {
        let exact = self.money(money);
        let nothing = "0".repeat(money.currency().exponent() as usize);
        match self {
            Self::En => match exact.strip_suffix(&format!(".{nothing}")) {
                Some(whole) => whole.to_owned(),
                None => exact,
            },
        }
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

fn grouped(digits: &str, separator: char) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        let rest = digits.len() - index;
        if index > 0 && rest.is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// Arguments whose text cannot contain markup are the same in both kinds of message.
macro_rules! plain_args {
    ($($type:ty: |$value:ident, $lang:ident| $text:expr;)*) => {$(
        impl<'a> Arg<'a> for $type {
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
    Money: |money, lang| lang.money(money);
    When: |when, lang| lang.date_time(when);
    i64: |number, _lang| number;
    u32: |number, _lang| number;
    &'a OrderNumber: |number, _lang| number.as_str();
}

impl<'a> Arg<'a> for &'a str {
    fn html(self, _lang: Lang) -> FluentValue<'a> {
        FluentValue::from(Html::escape(self).0)
    }

    fn plain(self, _lang: Lang) -> FluentValue<'a> {
        FluentValue::from(self)
    }
}

impl<'a> Arg<'a> for &'a Html {
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

    #[test]
    fn amounts_are_grouped_and_exact() {
        let cases = [
            (539_899, "USD", "$5,398.99"),
            (0, "USD", "$0.00"),
            (5, "USD", "$0.05"),
            (100_000_000_000, "USD", "$1,000,000,000.00"),
            (1500, "JPY", "¥1,500"),
            (1234, "KWD", "د.ك\u{a0}1.234"),
            (500, "SEK", "kr\u{a0}5.00"),
        ];
        for (minor, code, expected) in cases {
            let currency: Currency = code.parse().expect("a currency of ISO 4217");
            assert_eq!(Lang::En.money(Money::new(minor, currency)), expected);
        }
    }

    #[test]
    fn times_are_the_shops() {
        let moment = DateTime::from_timestamp(1_795_391_999, 0).expect("a time");
        assert_eq!(
            Lang::En.date_time(When(moment, Tz::UTC)),
            "22 Nov 2026, 23:59"
        );
        assert_eq!(
            Lang::En.date_time(When(moment, Tz::Asia__Tokyo)),
            "23 Nov 2026, 08:59"
        );
        assert_eq!(Lang::En.date(When(moment, Tz::UTC)), "22 Nov 2026");
        let day = moment.date_naive();
        assert_eq!(Lang::En.day(day), "Sun, 22 Nov 2026");
        assert_eq!(Lang::En.short_day(day), "22 Nov");
    }

    #[test]
    fn decimals_that_say_nothing_can_be_left_out() {
        let whole = |minor, currency| Lang::En.whole_money(Money::new(minor, currency));
        assert_eq!(whole(100_000, Currency::USD), "$1,000");
        assert_eq!(whole(100_050, Currency::USD), "$1,000.50");
        let yen = "JPY".parse().expect("a currency of ISO 4217");
        assert_eq!(whole(100_000, yen), "¥100,000");
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
