//! What is settled when the shop opens: currency, courier mode, administrators.

use crate::{
    db::{DbError, Tx},
    domain::{checklist::Checklist, id::TelegramId, money::Currency, setting::Setting},
    store::{checklist, delivery, orders, products, settings},
};

use super::{
    UseCaseError,
    access::{Catalogue, Management, Permit},
    products::draft,
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

/// Why the shop cannot have the currency that is wished for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetupRefusal {
    /// There are orders in another.
    HasOrders {
        /// The shop's.
        shop: Currency,
        /// The one that is wished for.
        wished: Currency,
    },
    /// There are prices, with other decimals.
    OtherDecimals {
        /// The shop's.
        shop: Currency,
        /// The one that is wished for.
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
    if currency(tx)?.is_none() {
        // A new shop: nothing is changed by that.
        let first = wishes.currency.unwrap_or(Currency::USD);
        settings::hold(tx, Setting::Currency.code(), first.code(), now)?;
    }
    if let Some(wished) = wishes.currency {
        change_currency(tx, by, wished, now)?;
    }
    Ok(currency(tx)?.unwrap_or(Currency::USD))
}

/// Gives the shop another currency. Prices are minor units: one with as many of them is another
/// name for the same numbers, but only as long as nobody has paid in the old one.
pub(super) fn change_currency(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    wished: Currency,
    now: i64,
) -> Result<(), UseCaseError<SetupRefusal>> {
    let is_other = |shop: &Currency| *shop != wished;
    // Nearly always there is nothing to do: then nothing is locked.
    if currency(tx)? == Some(wished) {
        return Ok(());
    }
    settings::hold(tx, settings::LOCK, "", now)?;
    if let Some(shop) = currency(tx)?.filter(is_other) {
        if !orders::none_until_end(tx)? {
            return refuse(SetupRefusal::HasOrders { shop, wished });
        }
        let has_prices = products::any(tx)? || delivery::any_price(tx)? || draft::any_price(tx)?;
        if wished.exponent() != shop.exponent() && has_prices {
            return refuse(SetupRefusal::OtherDecimals { shop, wished });
        }
    }
    Ok(super::settings::store(
        tx,
        by,
        Setting::Currency,
        Some(wished.code()),
        now,
    )?)
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
    let Some(code) = settings::get(tx, Setting::Currency.code())? else {
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
