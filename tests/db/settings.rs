//! The shop's settings: what counts, who may change what, and what orders keep to.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use ecombot::{
    domain::{
        audit::Subject,
        closure::Closure,
        id::TelegramId,
        money::Currency,
        opening::OpeningHours,
        setting::Setting,
        text::{ClosureNote, Description, Name},
    },
    shop::{
        access::{self, Permit},
        checkout::{self, CheckoutRefusal, Placement, Step},
        products::draft::{self, Answer},
        settings::{
            self, Attendance, ClosureEdit, Fixed, Given, LastChange, SettingRefusal, Settings,
            Value,
        },
    },
    store::{audit, settings as stored},
};

use crate::{
    record::Before,
    shop::{NOW, TestShop, at_once, now},
};

fn given<T>(value: T) -> Option<Given<T>> {
    Some(Given {
        value,
        by: "--flag".into(),
    })
}

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

async fn load(shop: &TestShop, fixed: Fixed) -> Settings {
    shop.read(move |tx| settings::load(tx, &fixed)).await
}

async fn set(shop: &TestShop, value: Value) -> Result<(), SettingRefusal> {
    set_seen(shop, value, None).await
}

async fn set_seen(shop: &TestShop, value: Value, seen: Option<i64>) -> Result<(), SettingRefusal> {
    shop.ask(move |tx| {
        let fixed = Fixed::default();
        settings::set(tx, &Permit::operator(), &fixed, &value, seen, NOW)
    })
    .await
}

async fn reset(shop: &TestShop, setting: Setting) -> Result<(), SettingRefusal> {
    shop.ask(move |tx| settings::reset(tx, &Permit::operator(), &Fixed::default(), setting, NOW))
        .await
}

async fn version(shop: &TestShop, setting: Setting) -> i64 {
    let seen = shop
        .ask(move |tx| settings::look(tx, &Permit::operator(), &Fixed::default(), setting))
        .await;
    seen.unwrap().version
}

async fn store(shop: &TestShop, setting: Setting, value: &'static str) {
    shop.write(move |tx| stored::set(tx, setting.code(), value, NOW))
        .await;
}

fn closed(reopens: Option<&str>, note: Option<&str>) -> Closure {
    Closure {
        reopens: reopens.map(|day| day.parse().unwrap()),
        note: note.map(|note| ClosureNote::parse(note).unwrap()),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_program_was_started_with_counts_more_than_what_is_stored() {
    let shop = TestShop::open().await;
    let usual = load(&shop, Fixed::default()).await;
    assert_eq!(usual.shop.timezone, Tz::UTC);
    assert_eq!(usual.shop.order_prefix, "ECO");
    assert_eq!(usual.language, None);
    set(&shop, Value::TimeZone(Tz::Asia__Tokyo)).await.unwrap();
    set(&shop, Value::OrderPrefix("HILL".into())).await.unwrap();
    set(&shop, Value::Language("xx".into())).await.unwrap();
    let chosen = load(&shop, Fixed::default()).await;
    assert_eq!(chosen.shop.timezone, Tz::Asia__Tokyo);
    assert_eq!(chosen.shop.order_prefix, "HILL");
    assert_eq!(chosen.language.as_deref(), Some("xx"));
    let fixed = Fixed {
        currency: None,
        timezone: given(Tz::Europe__Berlin),
        order_prefix: given("FLAG".into()),
        language: given("en".into()),
    };
    let started = load(&shop, fixed).await;
    assert_eq!(started.shop.timezone, Tz::Europe__Berlin);
    assert_eq!(started.shop.order_prefix, "FLAG");
    assert_eq!(started.language.as_deref(), Some("en"));
    // Without the flag, what was chosen counts again; that survives a restart.
    let shop = shop.reopen().await;
    assert_eq!(load(&shop, Fixed::default()).await, chosen);
    reset(&shop, Setting::TimeZone).await.unwrap();
    reset(&shop, Setting::OrderPrefix).await.unwrap();
    reset(&shop, Setting::Language).await.unwrap();
    assert_eq!(load(&shop, Fixed::default()).await, usual);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_program_was_started_with_is_not_changed_in_the_chat() {
    let shop = TestShop::open().await;
    let before = shop.read(Before::look).await;
    let fixed = || Fixed {
        currency: given(Currency::USD),
        timezone: given(Tz::UTC),
        order_prefix: given("ECO".into()),
        language: given("en".into()),
    };
    for value in [
        Value::Currency(currency("EUR")),
        Value::TimeZone(Tz::Asia__Tokyo),
        Value::OrderPrefix("HILL".into()),
        Value::Language("en".into()),
    ] {
        let setting = value.setting();
        let fixed_by_flag = Err(SettingRefusal::Fixed("--flag".into()));
        let given = fixed();
        let looked = shop
            .ask(move |tx| settings::look(tx, &Permit::operator(), &given, setting))
            .await;
        assert_eq!(looked.map(drop), fixed_by_flag);
        let given = fixed();
        let set = shop
            .ask(move |tx| settings::set(tx, &Permit::operator(), &given, &value, None, NOW))
            .await;
        assert_eq!(set, fixed_by_flag);
        let given = fixed();
        let reset = shop
            .ask(move |tx| settings::reset(tx, &Permit::operator(), &given, setting, NOW))
            .await;
        assert_eq!(reset, fixed_by_flag);
    }
    assert_eq!(
        shop.read(move |tx| before.differing(tx)).await,
        [] as [String; 0]
    );
    // What no flag gives is still for the chat to say.
    let given = fixed();
    shop.ask(move |tx| {
        let value = Value::Name(Name::parse("Hill Pottery").unwrap());
        settings::set(tx, &Permit::operator(), &given, &value, None, NOW)
    })
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_stored_and_makes_no_sense_counts_as_nothing() {
    let shop = TestShop::open().await;
    let usual = load(&shop, Fixed::default()).await;
    for setting in [
        Setting::TimeZone,
        Setting::Greeting,
        Setting::Closure,
        Setting::Hours,
        Setting::LowStock,
    ] {
        store(&shop, setting, "{Mars}").await;
    }
    store(&shop, Setting::OrderPrefix, "far too long").await;
    let found = load(&shop, Fixed::default()).await;
    assert_eq!(found, usual);
    let overview = shop
        .read(|tx| settings::overview(tx, &Permit::operator(), &Fixed::default()))
        .await;
    assert_eq!(overview.low_stock, 5);
    // The words that say no hours are still what the shop says of itself.
    assert_eq!(overview.about.hours, Name::parse("{Mars}").ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_is_in_the_record_with_before_and_after() {
    let shop = TestShop::open().await;
    let before = shop.read(Before::look).await;
    let hours = |text: &str| Value::Hours(OpeningHours::stored(text).unwrap());
    for value in [
        Value::Name(Name::parse("Hill Pottery").unwrap()),
        Value::Currency(currency("EUR")),
        Value::TimeZone(Tz::Asia__Tokyo),
        hours("Mon-Fri 9-18"),
        hours("Mon-Sat 9-18"),
        Value::LowStock(9),
        Value::Closure(closed(Some("2026-12-01"), Some("At the sea."))),
    ] {
        set(&shop, value).await.unwrap();
    }
    // What is set to what it is changes nothing, and is no entry.
    set(&shop, hours("Mon-Sat 9-18")).await.unwrap();
    reset(&shop, Setting::Closure).await.unwrap();
    reset(&shop, Setting::Closure).await.unwrap();
    assert_eq!(
        shop.read(move |tx| before.differing(tx)).await,
        [] as [String; 0]
    );
    let last = shop
        .read(|tx| audit::last_about(tx, Subject::Setting(Setting::Hours)))
        .await
        .unwrap();
    let (before, after) = (last.before.unwrap(), last.after.unwrap());
    assert!(before.contains("Mon-Fri 09:00-18:00") && after.contains("Mon-Sat 09:00-18:00"));
    let entries = shop
        .number("SELECT COUNT(*) FROM audit WHERE subject = 'setting'")
        .await;
    assert_eq!(entries, 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_change_one_setting_the_second_is_told_of_the_first() {
    let shop = TestShop::open().await;
    let olga = shop.admin("Olga").await;
    let seen = version(&shop, Setting::Name).await;
    let chat = olga.chat();
    let name = |name: &str| Value::Name(Name::parse(name).unwrap());
    let first = name("Hill Pottery");
    shop.ask(move |tx| {
        let by = access::staff(tx, chat)?.and_then(access::Staff::permit);
        settings::set(tx, &by.unwrap(), &Fixed::default(), &first, Some(seen), NOW)
    })
    .await
    .unwrap();
    let late = set_seen(&shop, name("Dale Pottery"), Some(seen)).await;
    let last = LastChange {
        who: Some("Olga".into()),
        at: NOW,
    };
    assert_eq!(late, Err(SettingRefusal::Changed(last)));
    let overview = load(&shop, Fixed::default()).await;
    assert_eq!(overview.front.name, Name::parse("Hill Pottery").ok());
    // Who has looked again may.
    let seen = version(&shop, Setting::Name).await;
    set_seen(&shop, name("Dale Pottery"), Some(seen))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn many_who_change_one_setting_at_once_leave_a_whole_record() {
    let shop = TestShop::open().await;
    let before = shop.read(Before::look).await;
    let changes = (0..12).map(|number| {
        let db = shop.db.clone();
        async move {
            db.write(move |tx| {
                let value = Value::LowStock(number);
                let fixed = Fixed::default();
                settings::set(tx, &Permit::operator(), &fixed, &value, None, NOW)
            })
            .await
        }
    });
    for changed in at_once(changes).await {
        changed.unwrap();
    }
    assert_eq!(
        shop.read(move |tx| before.differing(tx)).await,
        [] as [String; 0]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_currency_changes_while_there_are_no_orders_and_no_price_would_lie() {
    let shop = TestShop::with_courier().await;
    set(&shop, Value::Currency(currency("EUR"))).await.unwrap();
    let decimals = |wished: &str| {
        Err(SettingRefusal::OtherDecimals {
            shop: currency("EUR"),
            wished: currency(wished),
        })
    };
    // The courier has a price.
    let jpy = Value::Currency(currency("JPY"));
    assert_eq!(set(&shop, jpy.clone()).await, decimals("JPY"));
    set(&shop, Value::Currency(Currency::USD)).await.unwrap();
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.buy(&alice, &[(mug, 1)]).await;
    for code in ["EUR", "JPY"] {
        let changed = set(&shop, Value::Currency(currency(code))).await;
        assert_eq!(changed, Err(SettingRefusal::HasOrders), "{code}");
    }
    // The one it has is no change.
    set(&shop, Value::Currency(Currency::USD)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_of_a_product_that_is_being_added_is_a_price() {
    let shop = TestShop::open().await;
    let things = shop.category("Things").await;
    let (settings, chat) = (shop.shop.clone(), TelegramId::new(77));
    shop.ask(move |tx| {
        let by = Permit::operator();
        draft::begin(tx, &by, &settings, (chat, 1), Some(things), NOW)
    })
    .await
    .unwrap();
    let jpy = || Value::Currency(currency("JPY"));
    // Only begun, it has none yet.
    set(&shop, jpy()).await.unwrap();
    set(&shop, Value::Currency(Currency::USD)).await.unwrap();
    let settings = shop.shop.clone();
    shop.ask(move |tx| {
        let by = Permit::operator();
        let (name, price) = (Name::parse("Mug").unwrap(), "12.50");
        let price = ecombot::domain::money::Price::parse(price, Currency::USD).unwrap();
        for answer in [
            Answer::Name(name),
            Answer::Description(Description::parse("Blue.").unwrap()),
            Answer::Price(price),
        ] {
            draft::answer(tx, &by, &settings, (chat, 1), &answer, NOW)?;
        }
        Ok::<_, ecombot::shop::UseCaseError<draft::DraftRefusal>>(())
    })
    .await
    .unwrap();
    assert_eq!(
        set(&shop, jpy()).await,
        Err(SettingRefusal::OtherDecimals {
            shop: Currency::USD,
            wished: currency("JPY"),
        })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_and_another_currency_at_the_same_moment_never_both_come_about() {
    for _ in 0..4 {
        let shop = TestShop::with_courier().await;
        let mug = shop.product("Mug", "12.50", 90).await;
        let mut shown = Vec::new();
        for number in 0..6 {
            let customer = shop.regular(&format!("Customer {number}")).await;
            shop.fill(&customer, &[(mug, 1)]).await;
            let confirmation = shop.confirmation(&customer).await;
            shown.push((customer, confirmation));
        }
        let (db, settings) = (shop.db.clone(), shop.shop.clone());
        let orders = shown.into_iter().map(|(customer, shown)| {
            let (db, settings) = (db.clone(), settings.clone());
            Box::pin(async move {
                let placed = db.write(move |tx| {
                    let customer = access::visitor(tx, &customer.profile, NOW)?.customer;
                    let (id, revision) = (shown.checkout, shown.revision);
                    checkout::place(tx, &settings, &customer, id, revision, now())
                });
                match crate::shop::answer(placed.await) {
                    Ok(Placement::Placed(_)) => true,
                    Err(CheckoutRefusal::Outdated) => false,
                    other => panic!("{other:?}"),
                }
            }) as futures::future::BoxFuture<'static, bool>
        });
        let change = {
            let db = shop.db.clone();
            Box::pin(async move {
                let changed = db.write(|tx| {
                    let value = Value::Currency(currency("EUR"));
                    let fixed = Fixed::default();
                    settings::set(tx, &Permit::operator(), &fixed, &value, None, NOW)
                });
                match crate::shop::answer(changed.await) {
                    Ok(()) => true,
                    Err(SettingRefusal::HasOrders) => false,
                    other => panic!("{other:?}"),
                }
            }) as futures::future::BoxFuture<'static, bool>
        };
        let mut all: Vec<_> = orders.collect();
        all.insert(3, change);
        let mut came_about = at_once(all).await;
        let is_changed = came_about.remove(3);
        let placed = came_about.iter().filter(|placed| **placed).count();
        assert_eq!(is_changed, placed == 0, "{placed} orders");
        assert!(is_changed || placed == 6, "{placed} orders");
        let in_euro = load(&shop, Fixed::default()).await.shop.currency != Currency::USD;
        assert_eq!(in_euro, is_changed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_shop_takes_no_order_and_keeps_the_cart() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 2)]).await;
    let shown = shop.confirmation(&alice).await;
    // Today is 2026-11-22.
    let closure = closed(Some("2026-11-24"), Some("At the sea."));
    set(&shop, Value::Closure(closure.clone())).await.unwrap();
    let refused = CheckoutRefusal::Closed(closure);
    // What was shown while it was open is not placed either.
    assert_eq!(shop.place(&alice, &shown).await, Err(refused.clone()));
    assert_eq!(shop.checkout(&alice).await, Err(refused));
    assert_eq!(shop.cart_lines(&alice).await, [("Mug".to_owned(), 2)]);
    assert_eq!(shop.stock_of(mug).await, 9);
    assert!(shop.show(mug).await.is_ok());
    assert_eq!(shop.orders(&alice).await, []);
    // More can be put into the cart, and the shop opens by itself when the day has come.
    shop.set_quantity(&alice, mug, 3).await.unwrap();
    let monday: DateTime<Utc> = "2026-11-23T23:59:59Z".parse().unwrap();
    let tuesday: DateTime<Utc> = "2026-11-24T00:00:00Z".parse().unwrap();
    let then = |now: DateTime<Utc>| {
        shop.visit(&alice, move |tx, shop, customer| {
            checkout::start(tx, shop, customer, now)
        })
    };
    assert!(matches!(
        then(monday).await,
        Err(CheckoutRefusal::Closed(_))
    ));
    assert!(matches!(then(tuesday).await, Ok(Step::Confirm(_))));
    reset(&shop, Setting::Closure).await.unwrap();
    let shown = shop.confirmation(&alice).await;
    shop.place_now(&alice, &shown).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_and_day_of_a_closure_are_changed_only_while_it_lasts() {
    let shop = TestShop::open().await;
    let edit = |edit: ClosureEdit| {
        let settings = shop.shop.clone();
        shop.ask(move |tx| settings::edit_closure(tx, &Permit::operator(), &settings, &edit, now()))
    };
    let note = || ClosureEdit::Note(ClosureNote::parse("At the sea.").ok());
    assert_eq!(edit(note()).await, Err(SettingRefusal::Open));
    // One that is over is no closure either.
    set(&shop, Value::Closure(closed(Some("2026-11-22"), None)))
        .await
        .unwrap();
    assert_eq!(edit(note()).await, Err(SettingRefusal::Open));
    set(&shop, Value::Closure(Closure::default()))
        .await
        .unwrap();
    edit(note()).await.unwrap();
    let day = "2026-12-03".parse().unwrap();
    edit(ClosureEdit::Reopens(Some(day))).await.unwrap();
    let is = || async {
        let settings = shop.shop.clone();
        shop.read(move |tx| settings::closed(tx, &settings, now()))
            .await
    };
    assert_eq!(
        is().await,
        Some(closed(Some("2026-12-03"), Some("At the sea.")))
    );
    edit(ClosureEdit::Note(None)).await.unwrap();
    edit(ClosureEdit::Reopens(None)).await.unwrap();
    assert_eq!(is().await, Some(Closure::default()));
    reset(&shop, Setting::Closure).await.unwrap();
    assert_eq!(is().await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn outside_of_opening_hours_orders_are_taken_and_the_time_of_return_is_known() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let hours = OpeningHours::stored("Mon-Fri 9-18").unwrap();
    set(&shop, Value::Hours(hours)).await.unwrap();
    set(&shop, Value::TimeZone(Tz::Europe__Berlin))
        .await
        .unwrap();
    let settings = load(&shop, Fixed::default()).await;
    let attendance = |now| settings.front.attendance(now, settings.shop.timezone);
    // Now is a Sunday.
    let monday = "2026-11-23T08:00:00Z".parse().unwrap();
    assert_eq!(attendance(now()), Attendance::Away(monday));
    assert_eq!(attendance(monday), Attendance::Here);
    shop.buy(&alice, &[(mug, 1)]).await;
    // Closed counts more than away.
    set(&shop, Value::Closure(Closure::default()))
        .await
        .unwrap();
    let settings = load(&shop, Fixed::default()).await;
    let attendance = settings.front.attendance(now(), settings.shop.timezone);
    assert_eq!(attendance, Attendance::Closed(Closure::default()));
}

#[tokio::test(flavor = "multi_thread")]
async fn order_numbers_follow_prefix_and_time_zone_as_they_are_set() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    set(&shop, Value::OrderPrefix("HILL".into())).await.unwrap();
    set(&shop, Value::TimeZone(Tz::Pacific__Kiritimati))
        .await
        .unwrap();
    let settings = load(&shop, Fixed::default()).await.shop;
    shop.fill(&alice, &[(mug, 1)]).await;
    let shown = shop.confirmation(&alice).await;
    let placed = shop
        .visit(&alice, move |tx, _, customer| {
            checkout::place(
                tx,
                &settings,
                customer,
                shown.checkout,
                shown.revision,
                now(),
            )
        })
        .await;
    let Ok(Placement::Placed(order)) = placed else {
        panic!("{placed:?}");
    };
    // On the Line Islands it is Monday already.
    assert!(
        order.number.as_str().starts_with("HILL-261123-"),
        "{order:?}"
    );
}
