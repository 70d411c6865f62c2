//! The shop's day: figures at its own clock, and the morning report.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use ecombot::{
    domain::{
        audit::Subject,
        day::{Hour, Period, QuietHours},
        id::{OrderId, TelegramId},
        money::{Currency, Money},
        order::OrderStatus,
        setting::Setting,
        staff::Role,
    },
    params,
    shop::{
        Shop,
        access::Permit,
        day::{
            self,
            figures::{self, Figures, Sales},
            report,
        },
        orders::export,
    },
    store::{admins, audit, outbox, outbox::Notice, settings},
};

use OrderStatus::{Cancelled, Completed, Failed, Processing, Shipped};

use crate::shop::{Item, NOW, Person, TestShop, at_once, now};

fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap()
}

fn hour(hour: u8) -> Hour {
    Hour::new(hour).unwrap()
}

/// An order that was placed then.
async fn sold(shop: &TestShop, who: &Person, what: &[(Item, u32)], then: &str) -> OrderId {
    let order = shop.buy(who, what).await.id;
    let then = at(then).timestamp();
    shop.write(move |tx| {
        tx.run(
            "UPDATE orders SET created_at = $2 WHERE id = $1",
            params![order.get(), then],
        )
    })
    .await;
    order
}

async fn figures_at(shop: &TestShop, timezone: Tz, now: &str) -> Figures {
    let (settings, now) = (
        Shop {
            timezone,
            ..shop.shop.clone()
        },
        at(now),
    );
    shop.read(move |tx| figures::read(tx, &Permit::operator(), &settings, now))
        .await
}

fn sales(orders: i64, minor: i64) -> Sales {
    Sales {
        orders,
        revenue: Money::new(minor, Currency::USD),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn days_weeks_and_months_are_those_of_the_shops_clock() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 90).await;
    // In Berlin the 25th of October 2026, a Sunday, has 25 hours: from 22:00 to 23:00 UTC.
    for then in [
        "2026-10-24T21:59:59Z",
        "2026-10-24T22:00:00Z",
        "2026-10-25T22:59:59Z",
        "2026-10-25T23:00:00Z",
    ] {
        sold(&shop, &alice, &[(mug, 1)], then).await;
    }
    let berlin = Tz::Europe__Berlin;
    let sunday = figures_at(&shop, berlin, "2026-10-25T12:00:00Z").await;
    assert_eq!(sunday.today, sales(2, 3500));
    assert_eq!(sunday.yesterday, sales(1, 1750));
    // The week before ended on Sunday.
    let monday = figures_at(&shop, berlin, "2026-10-26T12:00:00Z").await;
    assert_eq!(
        (monday.week, monday.last_week),
        (sales(1, 1750), sales(3, 5250))
    );
    assert_eq!(
        (monday.month, monday.last_month),
        (sales(4, 7000), sales(0, 0))
    );
    let november = figures_at(&shop, berlin, "2026-11-01T12:00:00Z").await;
    assert_eq!(
        (november.month, november.last_month),
        (sales(0, 0), sales(4, 7000))
    );
    // Elsewhere the same orders are of other days.
    let utc = figures_at(&shop, Tz::UTC, "2026-10-25T12:00:00Z").await;
    assert_eq!((utc.today, utc.yesterday), (sales(2, 3500), sales(2, 3500)));
    let days = &monday.days;
    assert_eq!(days.len(), 30);
    let of_days: Vec<i64> = days.iter().rev().map(|(_, sales)| sales.orders).collect();
    assert_eq!(of_days[..4], [1, 2, 1, 0]);
    assert!(
        days.windows(2)
            .all(|pair| pair[0].0.succ_opt() == Some(pair[1].0))
    );
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_called_off_or_came_back_was_not_sold() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let (mug, pot) = (
        shop.product("Mug", "12.50", 90).await,
        shop.product("Pot", "30.00", 90).await,
    );
    let then = "2026-11-22T09:00:00Z";
    let kept = sold(&shop, &alice, &[(mug, 3), (pot, 1)], then).await;
    shop.advance_along(kept, &[Processing, Shipped, Completed])
        .await;
    sold(&shop, &alice, &[(pot, 1)], then).await;
    let off = sold(&shop, &alice, &[(mug, 20)], then).await;
    shop.advance(off, Cancelled).await.unwrap();
    let back = sold(&shop, &alice, &[(mug, 10)], then).await;
    shop.advance_along(back, &[Processing, Shipped, Failed])
        .await;
    let figures = figures_at(&shop, Tz::UTC, "2026-11-22T10:00:00Z").await;
    assert_eq!(figures.today, sales(2, 6750 + 500 + 3500));
    let best: Vec<_> = figures
        .best
        .iter()
        .map(|seller| (seller.name.as_str(), seller.units, seller.revenue.minor()))
        .collect();
    assert_eq!(best, [("Mug", 3, 3750), ("Pot", 2, 6000)]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_of_a_period_are_listed_in_pages_with_their_lines() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 90).await;
    let pot = shop.product("Pot", "30.00", 90).await;
    let october = sold(&shop, &alice, &[(mug, 1)], "2026-10-31T23:30:00Z").await;
    let november = sold(&shop, &alice, &[(mug, 2), (pot, 1)], "2026-11-01T00:30:00Z").await;
    let latest = sold(&shop, &alice, &[(pot, 2)], "2026-11-02T00:00:00Z").await;
    let listed = |period: Period, timezone: Tz| {
        let span = period.span(at("2026-11-22T10:00:00Z"), timezone);
        shop.read(move |tx| {
            let mut all = Vec::new();
            // One at a time, to see that pages join.
            while let Some(order) = ecombot::store::orders::export::page(
                tx,
                span,
                all.last().map(export::Listed::after),
                1,
            )?
            .pop()
            {
                all.push(order);
            }
            Ok(all)
        })
    };
    let ids = |orders: &[export::Listed]| orders.iter().map(|order| order.id).collect::<Vec<_>>();
    let this = listed(Period::ThisMonth, Tz::UTC).await;
    assert_eq!(ids(&this), [november, latest]);
    let skus: Vec<_> = this[0]
        .lines
        .iter()
        .map(|line| (line.sku.as_str(), line.quantity))
        .collect();
    assert_eq!(skus.len(), 2);
    assert_eq!((skus[0].1, skus[1].1), (2, 1));
    assert_eq!(ids(&listed(Period::LastMonth, Tz::UTC).await), [october]);
    // In Berlin it was November already.
    assert_eq!(
        ids(&listed(Period::ThisMonth, Tz::Europe__Berlin).await),
        [october, november, latest]
    );
    assert_eq!(ids(&listed(Period::All, Tz::UTC).await).len(), 3);
    let by = Permit::operator();
    let span = Period::All.span(now(), Tz::UTC);
    let at_once = shop.read(move |tx| export::page(tx, &by, span, None)).await;
    assert_eq!(at_once, listed(Period::All, Tz::UTC).await);
    shop.close().await;
}

// -- the morning report ----------------------------------------------------------

async fn promise(shop: &TestShop, now: &str) -> usize {
    let (settings, now) = (shop.shop.clone(), at(now));
    shop.write(move |tx| {
        let is_due = report::is_due(tx, &settings, now)?;
        let promised = report::promise(tx, &settings, now)?;
        assert_eq!(is_due, promised > 0);
        Ok(promised)
    })
    .await
}

/// The days and chats of the reports that are promised.
async fn reports(shop: &TestShop) -> Vec<(TelegramId, String)> {
    let owed = shop.owed().await.into_iter();
    owed.filter_map(|(chat, notice)| match notice {
        Notice::MorningReport(day) => Some((chat, day.to_string())),
        _ => None,
    })
    .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_owner_gets_one_report_a_day_however_often_the_shop_is_opened() {
    let shop = TestShop::with_courier().await;
    let (olga, alice) = (shop.admin("Olga").await, shop.regular("Alice").await);
    let mug = shop.product("Mug", "12.50", 90).await;
    let packer = shop.stranger("Pat").id;
    shop.write(move |tx| admins::add(tx, packer, Role::Packer, NOW))
        .await;
    // There is nothing to tell of a day before the first order.
    assert_eq!(promise(&shop, "2026-11-22T09:00:00Z").await, 0);
    sold(&shop, &alice, &[(mug, 1)], "2026-11-22T08:00:00Z").await;
    assert_eq!(promise(&shop, "2026-11-22T12:00:00Z").await, 0);
    assert_eq!(promise(&shop, "2026-11-23T08:59:59Z").await, 0);
    assert_eq!(promise(&shop, "2026-11-23T09:00:00Z").await, 1);
    assert_eq!(promise(&shop, "2026-11-23T09:01:00Z").await, 0);
    let shop = shop.reopen().await;
    assert_eq!(promise(&shop, "2026-11-23T23:59:00Z").await, 0);
    // An owner who comes later gets theirs, once.
    let oscar = shop.admin("Oscar").await;
    assert_eq!(promise(&shop, "2026-11-23T12:00:00Z").await, 1);
    assert_eq!(
        reports(&shop).await,
        [olga.chat(), oscar.chat()].map(|chat| (chat, "2026-11-23".to_owned()))
    );
    // Of days while the shop was closed nobody is told later.
    assert_eq!(promise(&shop, "2026-11-27T15:00:00Z").await, 2);
    let days: Vec<String> = reports(&shop).await.into_iter().map(|it| it.1).collect();
    assert_eq!(
        days,
        ["2026-11-23", "2026-11-23", "2026-11-27", "2026-11-27"]
    );
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_programs_promise_a_report_once() {
    let shop = TestShop::with_courier().await;
    shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 90).await;
    sold(&shop, &alice, &[(mug, 1)], "2026-11-21T08:00:00Z").await;
    let promises = (0..8).map(|_| {
        let (db, settings) = (shop.db.clone(), shop.shop.clone());
        async move {
            let promised = db
                .write(move |tx| report::promise(tx, &settings, now()))
                .await;
            promised.unwrap()
        }
    });
    let promised: usize = at_once(promises).await.into_iter().sum();
    assert_eq!((promised, reports(&shop).await.len()), (1, 1));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_comes_at_the_hour_that_was_set_or_not_at_all() {
    let shop = TestShop::with_courier().await;
    shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 90).await;
    sold(&shop, &alice, &[(mug, 1)], "2026-11-21T08:00:00Z").await;
    let set = |hour: Option<Hour>| {
        shop.write(move |tx| day::set_report(tx, &Permit::operator(), hour, NOW))
    };
    assert_eq!(set(None).await.report, None);
    assert_eq!(promise(&shop, "2026-11-22T23:00:00Z").await, 0);
    assert_eq!(set(Some(hour(17))).await.report, Some(hour(17)));
    assert_eq!(promise(&shop, "2026-11-22T16:59:00Z").await, 0);
    assert_eq!(promise(&shop, "2026-11-22T17:00:00Z").await, 1);
    // Who sets another hour is not told twice a day.
    set(Some(hour(18))).await;
    assert_eq!(promise(&shop, "2026-11-22T18:00:00Z").await, 0);
    let entries = shop.read(|tx| audit::page(tx, None, 10)).await.items;
    let changes: Vec<_> = entries
        .iter()
        .filter(|entry| matches!(entry.subject, Subject::Setting(_)))
        .map(|entry| (entry.label.as_str(), entry.after.as_deref().unwrap()))
        .collect();
    assert_eq!(
        changes,
        [
            ("morning_report", "{\"value\":\"18\"}"),
            ("morning_report", "{\"value\":\"17\"}"),
            ("morning_report", "{\"value\":\"off\"}"),
        ]
    );
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_tells_what_was_sold_what_is_to_be_done_and_what_runs_short() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 32).await;
    let pot = shop.product("Pot", "30.00", 3).await;
    let cup = shop.product("Cup", "3.00", 6).await;
    shop.product("Tray", "3.00", 6).await;
    sold(&shop, &alice, &[(mug, 14)], "2026-11-21T23:59:59Z").await;
    let packed = sold(&shop, &alice, &[(mug, 14)], "2026-11-22T00:00:00Z").await;
    shop.advance(packed, Processing).await.unwrap();
    // Three weeks ago, and longer.
    sold(&shop, &alice, &[(cup, 1)], "2026-11-01T12:00:00Z").await;
    sold(&shop, &alice, &[(pot, 1)], "2026-10-01T12:00:00Z").await;
    let (settings, day) = (shop.shop.clone(), "2026-11-22".parse().unwrap());
    let composed = move |now: &'static str| {
        let settings = settings.clone();
        shop_report(settings, day, now)
    };
    let report = shop.read(composed("2026-11-22T09:00:00Z")).await.unwrap();
    assert_eq!(
        (report.yesterday, report.today),
        (sales(1, 17500), sales(1, 17500))
    );
    assert_eq!((report.pending, report.processing), (3, 1));
    let scarce: Vec<_> = report
        .scarce
        .iter()
        .map(|scarce| {
            let shelved = &scarce.shelved;
            (shelved.name.as_str(), shelved.stock, scarce.days_left())
        })
        .collect();
    // 28 in a fortnight are two a day; one in thirty days; none.
    assert_eq!(
        scarce,
        [("Pot", 2, None), ("Mug", 4, Some(2)), ("Cup", 5, Some(150))]
    );
    assert_eq!(report.more_scarce, 0);
    // The day after it is not told any more.
    assert_eq!(shop.read(composed("2026-11-23T00:00:00Z")).await, None);
    shop.close().await;
}

fn shop_report(
    settings: Shop,
    day: chrono::NaiveDate,
    now: &'static str,
) -> impl Fn(&mut ecombot::db::Tx<'_>) -> Result<Option<report::Report>, ecombot::db::DbError> {
    move |tx| report::compose(tx, &Permit::operator(), &settings, day, at(now))
}

// -- quiet hours -----------------------------------------------------------------

#[tokio::test(flavor = "multi_thread")]
async fn in_quiet_hours_only_what_cannot_wait_is_sent() {
    let shop = TestShop::with_courier().await;
    let (olga, alice) = (shop.admin("Olga").await, shop.regular("Alice").await);
    let mug = shop.product("Mug", "12.50", 6).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await.id;
    let told = [
        (olga.chat(), Notice::NewOrder(order)),
        (
            olga.chat(),
            Notice::LowStock {
                variant: mug.variant,
                left: 5,
            },
        ),
    ];
    assert_eq!(shop.owed().await, told);
    let pressing = shop.read(|tx| outbox::pressing(tx, 10)).await;
    let pressing: Vec<_> = pressing.into_iter().map(|entry| entry.notice).collect();
    assert_eq!(pressing, [Notice::NewOrder(order)]);

    let quiet = QuietHours::new(hour(22), hour(7));
    let set = shop
        .write(move |tx| day::set_quiet_hours(tx, &Permit::operator(), quiet, NOW))
        .await;
    assert_eq!(set.quiet, quiet);
    let is_quiet = |now: &'static str| {
        let settings = shop.shop.clone();
        shop.read(move |tx| day::is_quiet(tx, &settings, at(now)))
    };
    assert!(is_quiet("2026-11-22T23:00:00Z").await);
    assert!(!is_quiet("2026-11-22T07:00:00Z").await);
    let set = shop
        .write(|tx| day::set_quiet_hours(tx, &Permit::operator(), None, NOW))
        .await;
    assert_eq!(set.quiet, None);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_make_no_sense_are_as_usual() {
    let shop = TestShop::open().await;
    for (setting, value) in [
        (Setting::MorningReport, "24"),
        (Setting::QuietHours, "7-7"),
        (Setting::LowStock, "many"),
    ] {
        shop.write(move |tx| settings::set(tx, setting.code(), value, NOW))
            .await;
    }
    let preferences = shop.read(day::preferences).await;
    assert_eq!(preferences.report, Some(hour(9)));
    assert_eq!((preferences.quiet, preferences.low_stock), (None, 5));
    shop.close().await;
}
