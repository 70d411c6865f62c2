//! What is settled when the shop opens: currency, courier mode, administrators.

use crate::{
    db::{DbError, Tx},
    domain::{checklist::Checklist, id::TelegramId, money::Currency},
    store::{checklist, delivery, orders, products, settings},
};

use super::{
    UseCaseError,
    access::{Catalogue, Management, Permit},
    refuse, staff,
};

/// Whether couriers deliver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourierMode {
    /// Where a courier option is active.
    On,
    /// Customers collect.
    Off,
}

/// What the configuration says; `None` leaves it to the shop's own setting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wishes {
    /// Currency of all prices.
    pub currency: Option<Currency>,
    /// Courier mode of a shop that never chose one.
    pub courier: Option<CourierMode>,
    /// The administrators the configuration names; `None` leaves them as they are.
    pub admins: Option<Vec<TelegramId>>,
}

/// Why the shop does not open with this configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetupRefusal {
    /// Orders exist in another currency, or prices with other decimals.
    OtherCurrency {
        /// The shop's.
        shop: Currency,
        /// The configuration's.
        wished: Currency,
    },
}

/// Settles the configuration with the shop's own settings and returns its currency.
pub fn settle(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    wishes: &Wishes,
    now: i64,
) -> Result<Currency, UseCaseError<SetupRefusal>> {
    if let Some(admins) = &wishes.admins {
        staff::configure(tx, by, admins, now)?;
    }
    if let (Some(courier), None) = (wishes.courier, settings::get(tx, settings::COURIER)?) {
        set_courier(tx, courier, now)?;
    }
    let stored = currency(tx)?;
    let currency = match (wishes.currency, stored) {
        (None, stored) => stored.unwrap_or(Currency::USD),
        (Some(wished), Some(shop)) if wished != shop => {
            // Prices are minor units: a currency with as many of them is another name for the
            // same numbers, but only as long as nobody has paid in the old one.
            let has_prices = products::any(tx)? || delivery::any_price(tx)?;
            let is_convertible = wished.exponent() == shop.exponent() || !has_prices;
            if !is_convertible || orders::any(tx)? {
                return refuse(SetupRefusal::OtherCurrency { shop, wished });
            }
            wished
        }
        (Some(wished), _) => wished,
    };
    if stored != Some(currency) {
        settings::set(tx, settings::CURRENCY, currency.code(), now)?;
    }
    Ok(currency)
}

/// What the shop has and lacks before anybody can order.
pub fn checklist(tx: &mut Tx<'_>, _by: &Permit<Catalogue>) -> Result<Checklist, DbError> {
    checklist::get(tx)
}

/// Remembers what the bot is called, so that links to it can be told without asking Telegram.
pub fn remember_bot(
    tx: &mut Tx<'_>,
    _by: &Permit<Management>,
    username: &str,
    now: i64,
) -> Result<(), DbError> {
    if bot_name(tx)?.as_deref() != Some(username) {
        settings::set(tx, settings::BOT, username, now)?;
    }
    Ok(())
}

/// The user name of the bot, when the shop was ever run.
pub fn bot_name(tx: &mut Tx<'_>) -> Result<Option<String>, DbError> {
    settings::get(tx, settings::BOT)
}

/// The shop's currency, when it was ever settled.
pub fn currency(tx: &mut Tx<'_>) -> Result<Option<Currency>, DbError> {
    let Some(code) = settings::get(tx, settings::CURRENCY)? else {
        return Ok(None);
    };
    code.parse()
        .map(Some)
        .map_err(|_| DbError::Decode(format!("currency '{code}'")))
}

fn set_courier(tx: &mut Tx<'_>, mode: CourierMode, now: i64) -> Result<(), DbError> {
    let value = match mode {
        CourierMode::On => "on",
        CourierMode::Off => "off",
    };
    settings::set(tx, settings::COURIER, value, now)
}
