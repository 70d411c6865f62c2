//! The morning report: what owners find in their chat at the hour they chose.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    db::{DbError, Tx},
    domain::{
        day::{Span, at_hour, beginning, day_of, earlier, later},
        order::OrderStatus,
        stock::Scarce,
    },
    shop::{
        Shop,
        access::{Management, Permit},
    },
    store::{
        orders::{desk, figures},
        outbox::{self, Notice},
        stock,
    },
};

pub use crate::store::orders::figures::Sales;

/// Lines about low stock in a report.
const SCARCE: usize = 8;

/// How the shop stands in the morning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The day that begins.
    pub day: NaiveDate,
    /// What was sold the day before.
    pub yesterday: Sales,
    /// What was sold since midnight.
    pub today: Sales,
    /// Orders that nobody has looked at yet.
    pub pending: i64,
    /// Orders to pack and ship.
    pub processing: i64,
    /// Orders that wait to be picked up.
    pub pickup_ready: i64,
    /// What runs short, least first.
    pub scarce: Vec<Scarce>,
    /// How much more runs short.
    pub more_scarce: i64,
}

/// The one key of a day's reports: an owner gets one a day, however often the shop was started.
fn key(day: NaiveDate) -> String {
    format!("morning_report:{day}")
}

/// The day whose report is to be promised now. Only ever the present one; and not before there is
/// anything to tell, which is when a day has passed that had orders before its end.
fn due_day(tx: &mut Tx<'_>, shop: &Shop, now: DateTime<Utc>) -> Result<Option<NaiveDate>, DbError> {
    let Some(hour) = super::report_hour(tx)? else {
        return Ok(None);
    };
    let day = day_of(now, shop.timezone);
    let is_due = now >= at_hour(day, hour, shop.timezone)
        && figures::any_before(tx, beginning(day, shop.timezone).timestamp())?;
    Ok(is_due.then_some(day))
}

/// Whether a report is to be promised to anybody.
pub fn is_due(tx: &mut Tx<'_>, shop: &Shop, now: DateTime<Utc>) -> Result<bool, DbError> {
    match due_day(tx, shop, now)? {
        Some(day) => outbox::any_owner_without(tx, &key(day)),
        None => Ok(false),
    }
}

/// Promises the report of the present day to every owner who has not got it; how many that were.
pub fn promise(tx: &mut Tx<'_>, shop: &Shop, now: DateTime<Utc>) -> Result<usize, DbError> {
    match due_day(tx, shop, now)? {
        Some(day) => {
            let notice = Notice::MorningReport(day);
            outbox::push_to_owners_once(tx, &notice, &key(day), now.timestamp())
        }
        None => Ok(0),
    }
}

/// The report of a day; `None` once the day is over.
pub fn compose(
    tx: &mut Tx<'_>,
    _by: &Permit<Management>,
    shop: &Shop,
    day: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Option<Report>, DbError> {
    if day_of(now, shop.timezone) != day {
        return Ok(None);
    }
    let span = |first, after| Span::of_days(first, after, shop.timezone);
    let spans = [span(earlier(day, 1), day), span(day, later(day, 1))];
    let sold = figures::sales(tx, &spans, shop.currency)?;
    let [yesterday, today] = sold.as_slice() else {
        return Err(DbError::NotFound);
    };
    let counts = desk::counts(tx)?;
    let count = |status| {
        let found = counts.iter().find(|(counted, _)| *counted == status);
        found.map_or(0, |(_, count)| *count)
    };
    let usual = super::preferences(tx)?.low_stock;
    let (all_scarce, scarce) = stock::scarce(tx, usual, now.timestamp(), SCARCE)?;
    let told = i64::try_from(scarce.len()).unwrap_or(i64::MAX);
    Ok(Some(Report {
        day,
        yesterday: *yesterday,
        today: *today,
        pending: count(OrderStatus::Pending),
        processing: count(OrderStatus::Processing),
        pickup_ready: count(OrderStatus::PickupReady),
        scarce,
        more_scarce: all_scarce - told,
    }))
}
