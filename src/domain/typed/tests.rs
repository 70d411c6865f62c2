//! What people type, and what is understood.

use super::*;

fn currency(code: &str) -> Currency {
    code.parse().expect("a currency of ISO 4217")
}

fn minor(text: &str, code: &str, reading: Reading) -> Result<i64, TypedError> {
    price(text, currency(code), reading).map(|price| price.money().minor())
}

#[test]
fn prices_are_understood_as_they_are_typed() {
    for (text, code, expected) in [
        ("12", "USD", 1200),
        ("12.50", "USD", 1250),
        ("12,50", "USD", 1250),
        ("12,5", "USD", 1250),
        (" 12.50 ", "USD", 1250),
        ("٢٣", "USD", 2300),
        ("١٢٫٥٠", "USD", 1250),
        ("١٬٢٣٤٫٥٠", "USD", 123_450),
        ("۱۲٫۵", "USD", 1250),
        ("१२.५०", "USD", 1250),
        ("१,२३,४५६.५०", "INR", 12_345_650),
        ("１２．５０", "USD", 1250),
        ("1,234.50", "USD", 123_450),
        ("1.234,50", "EUR", 123_450),
        ("1 234,50", "EUR", 123_450),
        ("1\u{a0}234,50", "RUB", 123_450),
        ("1\u{202f}234,50", "RUB", 123_450),
        ("1'234.50", "CHF", 123_450),
        ("1’234’567.5", "CHF", 123_456_750),
        ("1,234,567", "USD", 123_456_700),
        ("1.234.567", "EUR", 123_456_700),
        ("12 345", "RUB", 1_234_500),
        ("$12", "USD", 1200),
        ("12$", "USD", 1200),
        ("12 USD", "USD", 1200),
        ("usd 12.5", "USD", 1250),
        ("12,50 €", "EUR", 1250),
        ("€ 1.234,50", "EUR", 123_450),
        ("\u{200f}١٢ \u{200e}USD", "USD", 1200),
        ("1500", "JPY", 1500),
        ("1,500", "JPY", 1500),
        ("1500.00", "JPY", 1500),
        ("12.5000", "USD", 1250),
        ("12.345", "KWD", 12_345),
        ("1,234.567", "KWD", 1_234_567),
        ("0.05", "USD", 5),
        ("99,999,999.99", "USD", 9_999_999_999),
    ] {
        assert_eq!(
            minor(text, code, Reading::Shown),
            Ok(expected),
            "{text} {code}"
        );
    }
}

/// The rule that this module's documentation explains.
#[test]
fn three_digits_behind_one_separator_are_thousands_or_refused() {
    for text in ["1,234", "1.234", "$1,234"] {
        assert_eq!(minor(text, "USD", Reading::Shown), Ok(123_400), "{text}");
        assert_eq!(
            minor(text, "USD", Reading::Unseen),
            Err(TypedError::Ambiguous),
            "{text}"
        );
    }
    assert_eq!(
        minor("1,234", "JPY", Reading::Unseen),
        Err(TypedError::Ambiguous)
    );
    assert_eq!(minor("1,234", "KWD", Reading::Shown), Ok(1234));
    assert_eq!(
        minor("1.234", "KWD", Reading::Unseen),
        Ok(1234),
        "as the shop writes it"
    );
    assert_eq!(
        minor("1,234", "KWD", Reading::Unseen),
        Err(TypedError::Ambiguous)
    );
    // Nothing but thousands can be meant by these.
    for text in ["1 234", "1'234", "1٬234", "1,234.00", "1.234,00", "1234"] {
        assert_eq!(minor(text, "USD", Reading::Unseen), Ok(123_400), "{text}");
    }
    for text in ["12,50", "12.50"] {
        assert_eq!(minor(text, "USD", Reading::Unseen), Ok(1250), "{text}");
    }
}

#[test]
fn what_is_no_price_is_refused_with_an_example() {
    let example = "12.50";
    let usd = currency("USD");
    let not_a_number = TypedError::NotANumber { example };
    let grouping = TypedError::Grouping { example };
    let not_positive = TypedError::NotPositive { example };
    let too_precise = TypedError::TooPrecise {
        currency: usd,
        decimals: 2,
        example,
    };
    let too_large = TypedError::TooLarge {
        most: "99,999,999.99",
    };
    let other = TypedError::OtherCurrency {
        currency: usd,
        example,
    };
    for (text, expected) in [
        ("", not_a_number),
        ("abc", not_a_number),
        ("1e9", not_a_number),
        ("0x10", not_a_number),
        ("12-50", not_a_number),
        ("+12", not_a_number),
        (".5", not_a_number),
        ("5.", not_a_number),
        ("1..5", not_a_number),
        ("1 2 mugs", not_a_number),
        ("½", not_a_number),
        ("$", not_a_number),
        ("0", not_positive),
        ("0,00", not_positive),
        ("-1", not_positive),
        ("−1", not_positive),
        ("$-1", not_positive),
        ("-$1", not_positive),
        ("0.001", too_precise),
        ("12.505", TypedError::Ambiguous),
        ("1234.567", too_precise),
        ("1.234,567", too_precise),
        ("1٫234", too_precise),
        ("1,2345", too_precise),
        ("12 34", grouping),
        ("1,23,4", grouping),
        ("1,234,56", grouping),
        ("1,234 567", grouping),
        ("1,234,567 890", grouping),
        ("0,123,456", grouping),
        ("1٫5٫5", grouping),
        ("1.2.3", grouping),
        ("12 €", other),
        ("12 EUR", other),
        ("£12", other),
        ("100000000", too_large),
        ("999999999999999999999999999999", too_large),
    ] {
        assert_eq!(minor(text, "USD", Reading::Unseen), Err(expected), "{text}");
    }
    for error in [not_a_number, grouping, not_positive, too_precise, other] {
        assert!(error.to_string().contains("12.50"), "{error}");
    }
}

#[test]
fn fees_may_be_nothing() {
    let fee = |text| fee(text, Currency::USD, Reading::Shown).map(Money::minor);
    assert_eq!(fee("0"), Ok(0));
    assert_eq!(fee("4,90"), Ok(490));
    assert_eq!(fee("-1"), Err(TypedError::Negative { example: "12.50" }));
}

#[test]
fn stock_is_counted_or_changed() {
    for (text, expected) in [
        ("20", StockChange::Set(20)),
        ("0", StockChange::Set(0)),
        ("٢٠", StockChange::Set(20)),
        ("1,234", StockChange::Set(1234)),
        ("1.234", StockChange::Set(1234)),
        ("1 234", StockChange::Set(1234)),
        ("20.0", StockChange::Set(20)),
        ("+20", StockChange::Add(20)),
        ("+ 20", StockChange::Add(20)),
        ("+1 000", StockChange::Add(1000)),
        ("-3", StockChange::Remove(3)),
        ("−٣", StockChange::Remove(3)),
        ("–3", StockChange::Remove(3)),
        ("4294967295", StockChange::Set(u32::MAX)),
    ] {
        assert_eq!(stock(text), Ok(expected), "{text}");
    }
    let not_a_number = TypedError::NotANumber { example: "20" };
    let too_large = TypedError::TooLarge { most: MOST_UNITS };
    for (text, expected) in [
        ("", not_a_number),
        ("many", not_a_number),
        ("--3", not_a_number),
        ("3-", not_a_number),
        ("$3", not_a_number),
        ("1.5", TypedError::NotWhole),
        ("1 23", TypedError::Grouping { example: "20" }),
        ("4294967296", too_large),
        ("99999999999999999999999", too_large),
    ] {
        assert_eq!(stock(text), Err(expected), "{text}");
    }
    assert_eq!(units("7"), Ok(7));
    assert_eq!(units("+7"), Err(not_a_number));
    assert_eq!(units("-7"), Err(TypedError::Negative { example: "20" }));
}

#[test]
fn places_are_whole_numbers() {
    assert_eq!(place("10"), Ok(10));
    assert_eq!(place("-5"), Ok(-5));
    assert_eq!(place("۱۰"), Ok(10));
    assert_eq!(place("1.5"), Err(TypedError::NotWhole));
    assert_eq!(
        place("9999999999"),
        Err(TypedError::TooLarge { most: MOST_PLACE })
    );
}
