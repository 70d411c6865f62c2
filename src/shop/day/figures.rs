//! What was sold: by day, week and month of the shop's clock, and what sells best.
//!
//! Orders that were called off, refunded or came back do not count, whenever that happened.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    db::{DbError, Tx},
    domain::day::{Span, day_of, earlier, later, month_of, week_of},
    shop::{
        Shop,
        access::{Figures as Part, Permit},
    },
    store::orders::figures,
};

pub use crate::store::orders::figures::{Sales, Seller};

/// Days that the chart shows, today included.
pub const DAYS: u64 = 30;
/// Products among the best sellers.
const SELLERS: usize = 5;

/// What was sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Today, so far.
    pub today: Sales,
    /// Yesterday.
    pub yesterday: Sales,
    /// Since Monday.
    pub week: Sales,
    /// The week before.
    pub last_week: Sales,
    /// Since the first of the month.
    pub month: Sales,
    /// The month before.
    pub last_month: Sales,
    /// Each of the last [`DAYS`] days, today last.
    pub days: Vec<(NaiveDate, Sales)>,
    /// What sold best in these days.
    pub best: Vec<Seller>,
}

/// Everything about what was sold.
pub fn read(
    tx: &mut Tx<'_>,
    _by: &Permit<Part>,
    shop: &Shop,
    now: DateTime<Utc>,
) -> Result<Figures, DbError> {
    let span = |first, after| Span::of_days(first, after, shop.timezone);
    let today = day_of(now, shop.timezone);
    let (tomorrow, yesterday) = (later(today, 1), earlier(today, 1));
    let (monday, next_monday) = week_of(today);
    let (first, next_first) = month_of(today);
    let (before_first, _) = month_of(earlier(first, 1));
    let mut spans = vec![
        span(today, tomorrow),
        span(yesterday, today),
        span(monday, next_monday),
        span(earlier(monday, 7), monday),
        span(first, next_first),
        span(before_first, first),
    ];
    let days: Vec<NaiveDate> = (0..DAYS).rev().map(|back| earlier(today, back)).collect();
    spans.extend(days.iter().map(|day| span(*day, later(*day, 1))));
    let sold = figures::sales(tx, &spans, shop.currency)?;
    let [
        today_sold,
        yesterday,
        week,
        last_week,
        month,
        last_month,
        by_day @ ..,
    ] = sold.as_slice()
    else {
        return Err(DbError::NotFound);
    };
    let since = span(earlier(today, DAYS - 1), tomorrow);
    Ok(Figures {
        today: *today_sold,
        yesterday: *yesterday,
        week: *week,
        last_week: *last_week,
        month: *month,
        last_month: *last_month,
        days: days.into_iter().zip(by_day.iter().copied()).collect(),
        best: figures::best_sellers(tx, since, shop.currency, SELLERS)?,
    })
}
