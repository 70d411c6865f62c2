//! The shop's day: its figures, the morning report, the quiet hours, and what staff set about them.

pub mod figures;
pub mod report;

use chrono::{DateTime, Utc};

use crate::{
    db::{DbError, Tx},
    domain::{
        day::{Hour, QuietHours},
        setting::Setting,
    },
    store::settings,
};

use super::{
    Shop,
    access::{Management, Permit},
    stock,
};

/// When owners get the morning report, where nobody has said otherwise.
const USUAL_HOUR: u8 = 9;
/// How a setting says that something is not wanted.
const OFF: &str = "off";

/// What staff have set about the shop's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferences {
    /// When owners get the morning report; `None`: never.
    pub report: Option<Hour>,
    /// When nothing is sent that can wait; `None`: at no time.
    pub quiet: Option<QuietHours>,
    /// At or below how many units staff are told, where a product has no threshold of its own.
    pub low_stock: u32,
}

/// What is set, or usual where nothing is or what is stored makes no sense.
pub fn preferences(tx: &mut Tx<'_>) -> Result<Preferences, DbError> {
    let low_stock = settings::get(tx, Setting::LowStock.code())?;
    Ok(Preferences {
        report: report_hour(tx)?,
        quiet: quiet_hours(tx)?,
        low_stock: stock::usual_threshold(low_stock.as_deref()),
    })
}

fn report_hour(tx: &mut Tx<'_>) -> Result<Option<Hour>, DbError> {
    let stored = settings::get(tx, Setting::MorningReport.code())?;
    if stored.as_deref() == Some(OFF) {
        return Ok(None);
    }
    let set = stored.as_deref().and_then(Hour::parse);
    Ok(set.or(Hour::new(USUAL_HOUR)))
}

fn quiet_hours(tx: &mut Tx<'_>) -> Result<Option<QuietHours>, DbError> {
    let stored = settings::get(tx, Setting::QuietHours.code())?;
    Ok(stored.and_then(|stored| {
        let (from, to) = stored.split_once('-')?;
        QuietHours::new(Hour::parse(from)?, Hour::parse(to)?)
    }))
}

/// Whether nothing is sent now that can wait.
pub fn is_quiet(tx: &mut Tx<'_>, shop: &Shop, now: DateTime<Utc>) -> Result<bool, DbError> {
    let quiet = quiet_hours(tx)?;
    Ok(quiet.is_some_and(|quiet| quiet.contain(now, shop.timezone)))
}

/// Sets when owners get the morning report; `None`: never.
pub fn set_report(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    hour: Option<Hour>,
    now: i64,
) -> Result<Preferences, DbError> {
    let value = hour.map_or_else(|| OFF.to_owned(), |hour| hour.get().to_string());
    set(tx, by, Setting::MorningReport, &value, now)
}

/// Sets when nothing is sent that can wait; `None`: at no time.
pub fn set_quiet_hours(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    quiet: Option<QuietHours>,
    now: i64,
) -> Result<Preferences, DbError> {
    let value = quiet.map_or_else(
        || OFF.to_owned(),
        |quiet| format!("{}-{}", quiet.from.get(), quiet.to.get()),
    );
    set(tx, by, Setting::QuietHours, &value, now)
}

/// Sets at or below how many units staff are told, where a product has no threshold of its own.
/// More than the most is the most.
pub fn set_low_stock(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    threshold: u32,
    now: i64,
) -> Result<Preferences, DbError> {
    let threshold = threshold.min(crate::domain::stock::MAX_THRESHOLD);
    set(tx, by, Setting::LowStock, &threshold.to_string(), now)
}

fn set(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    setting: Setting,
    value: &str,
    now: i64,
) -> Result<Preferences, DbError> {
    super::settings::store(tx, by, setting, Some(value), now)?;
    preferences(tx)
}
