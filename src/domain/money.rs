//! Exact money: integer minor units with a currency, checked arithmetic, no floats.

use std::{fmt, str::FromStr};

use rust_decimal::Decimal;
use thiserror::Error;

/// A currency of ISO 4217 that has a minor unit (or none, like JPY); fund and
/// metal codes without one are refused.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// US dollar, the default of a new shop.
    pub const USD: Self = Self(iso_currency::Currency::USD);

    /// The three-letter code.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Number of decimals (ISO 4217 "minor unit"): 2 for EUR, 0 for JPY, 3 for KWD.
    pub fn exponent(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }

    /// The sign printed with an amount: `$`, `€`, or the code where there is none.
    pub fn symbol(self) -> String {
        let symbol = self.0.symbol().to_string();
        if symbol.is_empty() || symbol == "¤" {
            self.code().to_owned()
        } else {
            symbol
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Why a text is not a currency.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is not a currency code of ISO 4217, such as USD, EUR or JPY")]
pub struct UnknownCurrency(String);

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(text: &str) -> Result<Self, UnknownCurrency> {
        iso_currency::Currency::from_code(&text.trim().to_ascii_uppercase())
            .filter(|currency| currency.exponent().is_some())
            .map(Self)
            .ok_or_else(|| UnknownCurrency(text.to_owned()))
    }
}

/// An exact amount in minor units (cents) of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Arithmetic that has no exact answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// The sum or product does not fit 64 bits of minor units.
    #[error("amount too large")]
    Overflow,
    /// The two amounts are of different currencies.
    #[error("{0} and {1} cannot be combined")]
    Mixed(Currency, Currency),
}

impl Money {
    /// An amount of `minor` units (cents for USD, yen for JPY).
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in `currency`.
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// The amount in minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency of the amount.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The sum of two amounts of one currency.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Mixed(self.currency, other.currency));
        }
        let minor = self
            .minor
            .checked_add(other.minor)
            .ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    /// The amount `count` times.
    pub fn times(self, count: u32) -> Result<Self, MoneyError> {
        let minor = self
            .minor
            .checked_mul(i64::from(count))
            .ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    /// The amount as a decimal number of major units, for display.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.exponent())
    }
}

/// A price: more than nothing, at most 99,999,999.99 (or as many minor units).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price(Money);

/// Why a text is not a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PriceError {
    /// Not a plain decimal number.
    #[error("not a number; write it like 12.50")]
    NotANumber,
    /// A price of zero or less.
    #[error("must be more than 0")]
    NotPositive,
    /// A fee of less than zero.
    #[error("must be 0 or more")]
    Negative,
    /// More decimals than the currency has; never rounded silently.
    #[error("{currency} has {decimals} decimals")]
    TooPrecise {
        /// The shop's currency.
        currency: Currency,
        /// How many decimals it has.
        decimals: u32,
    },
    /// Above [`Price::MAX_MINOR`].
    #[error("is too large")]
    TooLarge,
}

impl Price {
    /// The largest price, in minor units.
    pub const MAX_MINOR: i64 = 9_999_999_999;

    /// Parses what an administrator or a file wrote: `12.50`.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, PriceError> {
        let amount = parse_amount(text, currency)?;
        if amount.minor <= 0 {
            return Err(PriceError::NotPositive);
        }
        Ok(Self(amount))
    }

    /// An amount of more than nothing and at most [`Self::MAX_MINOR`] as a price.
    pub fn of(amount: Money) -> Option<Self> {
        (1..=Self::MAX_MINOR)
            .contains(&amount.minor)
            .then_some(Self(amount))
    }

    /// The amount.
    pub const fn money(self) -> Money {
        self.0
    }
}

/// Parses an amount of 0 or more, such as a delivery fee.
pub fn parse_fee(text: &str, currency: Currency) -> Result<Money, PriceError> {
    let amount = parse_amount(text, currency)?;
    if amount.minor < 0 {
        Err(PriceError::Negative)
    } else {
        Ok(amount)
    }
}

fn parse_amount(text: &str, currency: Currency) -> Result<Money, PriceError> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    // `Decimal` also reads `1_000` and `.5`; a price list should not.
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && !digits.ends_with('.');
    if !plain {
        return Err(PriceError::NotANumber);
    }
    let decimal = Decimal::from_str_exact(text).map_err(|_| {
        if digits.matches('.').count() > 1 {
            PriceError::NotANumber
        } else {
            PriceError::TooLarge
        }
    })?;
    let decimal = decimal.normalize();
    let decimals = currency.exponent();
    if decimal.scale() > decimals {
        return Err(PriceError::TooPrecise { currency, decimals });
    }
    let minor = decimal
        .checked_mul(Decimal::from(10_u64.pow(decimals)))
        .and_then(|minor| i64::try_from(minor).ok())
        .filter(|minor| *minor <= Price::MAX_MINOR)
        .ok_or(PriceError::TooLarge)?;
    Ok(Money::new(minor, currency))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().expect("a currency of ISO 4217")
    }

    #[test]
    fn prices_are_exact_or_refused() {
        let cases: &[(&str, &str, Result<i64, PriceError>)] = &[
            ("10", "USD", Ok(1000)),
            ("10.00", "USD", Ok(1000)),
            ("0.01", "USD", Ok(1)),
            (" 12.5 ", "USD", Ok(1250)),
            ("12.500", "USD", Ok(1250)),
            ("1500", "JPY", Ok(1500)),
            ("1.234", "KWD", Ok(1234)),
            ("99999999.99", "USD", Ok(9_999_999_999)),
            ("100000000", "USD", Err(PriceError::TooLarge)),
            (
                "99999999999999999999999999999999",
                "USD",
                Err(PriceError::TooLarge),
            ),
            ("0", "USD", Err(PriceError::NotPositive)),
            ("-1", "USD", Err(PriceError::NotPositive)),
            ("1e9", "USD", Err(PriceError::NotANumber)),
            ("abc", "USD", Err(PriceError::NotANumber)),
            ("", "USD", Err(PriceError::NotANumber)),
            ("1_000", "USD", Err(PriceError::NotANumber)),
            (".5", "USD", Err(PriceError::NotANumber)),
            ("5.", "USD", Err(PriceError::NotANumber)),
            ("1.2.3", "USD", Err(PriceError::NotANumber)),
        ];
        for (text, code, expected) in cases {
            let parsed = Price::parse(text, currency(code)).map(|price| price.money().minor());
            assert_eq!(parsed, *expected, "{text} {code}");
        }
        assert_eq!(
            Price::parse("12.505", Currency::USD),
            Err(PriceError::TooPrecise {
                currency: Currency::USD,
                decimals: 2
            })
        );
        assert_eq!(
            Price::parse("1.5", currency("JPY")),
            Err(PriceError::TooPrecise {
                currency: currency("JPY"),
                decimals: 0
            })
        );
    }

    #[test]
    fn sums_are_checked() {
        let usd = |minor| Money::new(minor, Currency::USD);
        assert_eq!(usd(10).plus(usd(20)), Ok(usd(30)));
        assert_eq!(usd(19_999).times(3), Ok(usd(59_997)));
        assert_eq!(usd(i64::MAX).plus(usd(1)), Err(MoneyError::Overflow));
        assert_eq!(usd(i64::MAX).times(2), Err(MoneyError::Overflow));
        let eur = Money::new(1, currency("EUR"));
        assert_eq!(
            usd(1).plus(eur),
            Err(MoneyError::Mixed(Currency::USD, currency("EUR")))
        );
    }

    #[test]
    fn only_currencies_with_a_minor_unit_are_taken() {
        assert_eq!(currency("eur").code(), "EUR");
        assert!("XAU".parse::<Currency>().is_err());
        assert!("DOLLAR".parse::<Currency>().is_err());
    }
}
