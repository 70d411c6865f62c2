//! Confirm: exactly what was shown is placed, once, or nothing at all.

use std::collections::HashSet;

use chrono_tz::Tz;
use ecombot::{
    db::DbError,
    domain::{
        delivery::{DeliveryKind, Way},
        id::AddressId,
        order::{Order, OrderNumber, OrderStatus, QuoteChange},
    },
    params,
    shop::{
        checkout::{CheckoutRefusal, Confirmation, Placement},
        profile,
    },
    store::{
        orders,
        outbox::{self, Notice},
    },
};

use crate::{
    checkout::choose,
    shop::{Item, NOW, Person, TestShop, now, units, usd},
};

/// A regular customer who looks at the confirmation of these things.
pub(crate) async fn ready(shop: &TestShop, items: &[(Item, u32)]) -> (Person, Confirmation) {
    let alice = shop.regular("Alice").await;
    shop.fill(&alice, items).await;
    let shown = shop.confirmation(&alice).await;
    (alice, shown)
}

/// Presses Confirm, is shown something else instead, and confirms that.
async fn changed(
    shop: &TestShop,
    person: &Person,
    shown: &Confirmation,
) -> (Vec<QuoteChange>, Order) {
    let before = shop.orders(person).await.len();
    match shop.place(person, shown).await {
        Ok(Placement::Changed {
            changes,
            confirmation,
        }) => {
            assert_eq!(
                shop.orders(person).await.len(),
                before,
                "nothing was placed"
            );
            assert_ne!(confirmation.revision, shown.revision);
            let order = shop.place_now(person, &confirmation).await;
            (changes, order)
        }
        other => panic!("expected to be told of a change, got {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn confirm_places_what_was_shown() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let cup = shop.product("Cup", "3.00", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 2), (cup, 1)]).await;
    let bob = shop.customer("Bob").await;
    shop.fill(&bob, &[(mug, 3)]).await;
    assert_eq!(
        shop.stock_of(mug).await,
        9,
        "nothing is taken before Confirm"
    );

    let order = shop.place_now(&alice, &shown).await;
    assert_eq!(order.status, OrderStatus::Pending);
    assert_eq!(order.placed_at, now());
    assert_eq!((order.customer, order.telegram), (alice.id, alice.chat()));
    assert_eq!(
        (order.contact_name.as_str(), order.phone.as_str()),
        ("Alice", "+15551234567")
    );
    assert_eq!(order.address, "1 Main St");
    assert_eq!(order.delivery_kind, DeliveryKind::LocalSameDay);
    assert_eq!((order.fee, order.total), (usd("5.00"), usd("33.00")));
    let lines: Vec<_> = order
        .lines
        .iter()
        .map(|line| (line.name.as_str(), line.price, line.quantity))
        .collect();
    assert_eq!(
        lines,
        [
            ("Mug", usd("12.50"), units(2)),
            ("Cup", usd("3.00"), units(1))
        ]
    );

    assert_eq!((shop.stock_of(mug).await, shop.stock_of(cup).await), (7, 8));
    assert_eq!(shop.cart(&alice).await.lines, 0, "the cart is empty");
    assert_eq!(shop.cart(&bob).await.lines, 1, "other carts are not");
    assert_eq!(shop.inspect(order.id).await, order);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_keeps_the_way_of_delivery() {
    let shop = TestShop::with_courier().await;
    let courier = shop.courier(DeliveryKind::LocalSameDay, "5.00", None).await;
    let point = shop.point("East", "1 East Rd").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 1)]).await;
    shop.place_now(&alice, &shown).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    let shown = shop.confirmation(&alice).await;
    choose(&shop, &alice, shown.checkout, Way::Pickup(point))
        .await
        .unwrap();
    let shown = shop.confirmation(&alice).await;
    let order = shop.place_now(&alice, &shown).await;
    assert_eq!(order.address, "East: 1 East Rd");
    assert_eq!(order.delivery_kind, DeliveryKind::PickupLocker);

    let stored = shop
        .read(|tx| {
            tx.query(
                "SELECT delivery_option_id, pickup_point_id, delivery_kind FROM orders ORDER BY id",
                params![],
                |row| Ok((row.take()?, row.take()?, row.take()?)),
            )
        })
        .await;
    let expected: [(Option<i64>, Option<i64>, String); 2] = [
        (Some(courier.get()), None, "local_same_day".into()),
        (None, Some(point.get()), "pickup_locker".into()),
    ];
    assert_eq!(stored, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn confirm_pressed_again_finds_the_same_order() {
    let shop = TestShop::with_courier().await;
    shop.admin("Boss").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 2)]).await;
    let order = shop.place_now(&alice, &shown).await;
    let old = Confirmation {
        revision: shown.revision - 1,
        ..shown.clone()
    };
    assert_eq!(shop.place_now(&alice, &shown).await, order);
    assert_eq!(shop.place_now(&alice, &old).await, order);
    // Even with the next cart full.
    shop.fill(&alice, &[(mug, 1)]).await;
    assert_eq!(shop.place_now(&alice, &shown).await, order);
    let shop = shop.reopen().await;
    assert_eq!(shop.place_now(&alice, &shown).await, order);

    assert_eq!(shop.orders(&alice).await.len(), 1);
    assert_eq!(shop.stock_of(mug).await, 7);
    assert_eq!(shop.owed().await.len(), 1, "one notice");
    assert_eq!(
        shop.cart(&alice).await.lines,
        1,
        "the next cart is not touched"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_cart_is_shown_before_it_is_placed() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let cup = shop.product("Cup", "3.00", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 1)]).await;
    shop.set_quantity(&alice, mug, 2).await.unwrap();
    let (changes, order) = changed(&shop, &alice, &shown).await;
    assert_eq!(changes, [QuoteChange::Lines]);
    assert_eq!(order.total, usd("30.00"));

    let (bob, shown) = ready(&shop, &[(mug, 1)]).await;
    shop.add(&bob, cup).await.unwrap();
    let (changes, order) = changed(&shop, &bob, &shown).await;
    assert_eq!(changes, [QuoteChange::Lines]);
    assert_eq!(order.lines.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_taken_off_the_shelf_is_not_sold() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let cup = shop.product("Cup", "3.00", 9).await;
    let (alice, shown_to_alice) = ready(&shop, &[(mug, 1), (cup, 1)]).await;
    let (bob, shown_to_bob) = ready(&shop, &[(mug, 1)]).await;
    shop.delete(mug).await;

    let (changes, order) = changed(&shop, &alice, &shown_to_alice).await;
    assert_eq!(changes, [QuoteChange::Lines]);
    assert_eq!(order.lines.len(), 1);
    let refused = shop.place(&bob, &shown_to_bob).await;
    assert_eq!(refused, Err(CheckoutRefusal::EmptyCart));
    assert_eq!(shop.stock_of(mug).await, 9);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_fee_is_shown_before_it_is_charged() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 1)]).await;
    shop.courier(DeliveryKind::LocalSameDay, "7.00", Some("100.00"))
        .await;
    let (changes, order) = changed(&shop, &alice, &shown).await;
    let expected = QuoteChange::Fee {
        before: usd("5.00"),
        now: usd("7.00"),
    };
    assert_eq!(changes, [expected]);
    assert_eq!((order.fee, order.total), (usd("7.00"), usd("19.50")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_destination_is_shown_before_it_is_used() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;

    let (alice, shown) = ready(&shop, &[(mug, 1)]).await;
    let office = shop.address(&alice, "Office", "2 High St").await;
    shop.make_default(&alice, office).await;
    let (changes, order) = changed(&shop, &alice, &shown).await;
    assert_eq!(changes, [QuoteChange::Destination]);
    assert_eq!(order.address, "2 High St");

    let (bob, shown) = ready(&shop, &[(mug, 1)]).await;
    shop.set_phone(&bob, "+15559999999").await;
    let (changes, order) = changed(&shop, &bob, &shown).await;
    assert_eq!(changes, [QuoteChange::Destination]);
    assert_eq!(order.phone, "+15559999999");

    // The usual courier is withdrawn; another one takes its place.
    let (cleo, shown) = ready(&shop, &[(mug, 1)]).await;
    shop.courier(DeliveryKind::NationalEconomy, "4.00", None)
        .await;
    shop.withdraw_courier(DeliveryKind::LocalSameDay).await;
    let (changes, order) = changed(&shop, &cleo, &shown).await;
    assert_eq!(changes, [QuoteChange::Destination]);
    assert_eq!(order.delivery_kind, DeliveryKind::NationalEconomy);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_way_that_is_withdrawn_is_not_replaced_silently() {
    let shop = TestShop::with_courier().await;
    let express = shop
        .courier(DeliveryKind::NationalExpress, "30.00", None)
        .await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 1)]).await;
    choose(&shop, &alice, shown.checkout, Way::Courier(express))
        .await
        .unwrap();
    let shown = shop.confirmation(&alice).await;
    shop.withdraw_courier(DeliveryKind::NationalExpress).await;
    assert_eq!(
        shop.place(&alice, &shown).await,
        Err(CheckoutRefusal::WayGone)
    );
    assert_eq!(shop.orders(&alice).await, []);
    let offered = shop.confirmation(&alice).await;
    assert_eq!(
        offered.quote.kind,
        DeliveryKind::LocalSameDay,
        "asked again"
    );
    shop.place_now(&alice, &offered).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_default_address_nothing_is_placed() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 1)]).await;
    let id = alice.id;
    let home = AddressId::new(shop.number("SELECT MAX(id) FROM delivery_addresses").await);
    shop.ask(move |tx| profile::delete_address(tx, id, home))
        .await
        .unwrap();
    assert_eq!(
        shop.place(&alice, &shown).await,
        Err(CheckoutRefusal::DetailsGone)
    );
    assert_eq!(shop.orders(&alice).await, []);
    assert_eq!(shop.stock_of(mug).await, 9);
    assert_eq!(shop.cart(&alice).await.lines, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outdated_screen_is_replaced_by_the_present_one() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, old) = ready(&shop, &[(mug, 1)]).await;
    shop.set_quantity(&alice, mug, 3).await.unwrap();
    let new = shop.confirmation(&alice).await;
    let placement = shop.place(&alice, &old).await.unwrap();
    let expected = Placement::Changed {
        changes: Vec::new(),
        confirmation: new.clone(),
    };
    assert_eq!(placement, expected, "the newer screen stays valid");
    assert_eq!(shop.place_now(&alice, &new).await.total, usd("42.50"));
}

#[tokio::test(flavor = "multi_thread")]
async fn there_and_back_again_is_no_change() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 1)]).await;
    shop.set_price("Mug", "15.00").await;
    shop.set_price("Mug", "12.50").await;
    assert_eq!(shop.place_now(&alice, &shown).await.total, usd("17.50"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shortage_names_every_short_line_and_leaves_nothing_behind() {
    let shop = TestShop::with_courier().await;
    shop.admin("Boss").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let cup = shop.product("Cup", "3.00", 9).await;
    let jar = shop.product("Jar", "1.00", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 5), (cup, 4), (jar, 3)]).await;
    shop.set_stock(mug, 2).await;
    shop.set_stock(jar, 0).await;

    let placement = shop.place(&alice, &shown).await.unwrap();
    let Placement::Review(lines) = placement else {
        panic!("no shortage: {placement:?}");
    };
    let short: Vec<_> = lines
        .iter()
        .map(|line| (line.name.as_str(), line.wanted, line.available))
        .collect();
    assert_eq!(short, [("Mug", 5, 2), ("Jar", 3, 0)]);

    assert_eq!(shop.orders(&alice).await, []);
    assert_eq!(shop.number("SELECT COUNT(*) FROM order_items").await, 0);
    assert_eq!(
        shop.owed().await,
        [],
        "nobody hears of an order that is not there"
    );
    assert_eq!(shop.stock_of(mug).await, 2);
    assert_eq!(shop.stock_of(cup).await, 9);
    assert_eq!(shop.stock_of(jar).await, 0);
    assert_eq!(shop.cart(&alice).await.lines, 3);

    // Once the shelves are full again the very same screen works.
    shop.set_stock(mug, 5).await;
    shop.set_stock(jar, 3).await;
    shop.place_now(&alice, &shown).await;
    assert_eq!((shop.stock_of(mug).await, shop.stock_of(jar).await), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_administrator_is_owed_one_notice_per_order() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (nobody, shown) = ready(&shop, &[(mug, 1)]).await;
    shop.place_now(&nobody, &shown).await;
    assert_eq!(shop.owed().await, [], "a shop without administrators");

    let boss = shop.admin("Boss").await;
    let clerk = shop.admin("Clerk").await;
    let (alice, shown) = ready(&shop, &[(mug, 1)]).await;
    assert_eq!(shop.owed().await, [], "not before Confirm");
    let order = shop.place_now(&alice, &shown).await;
    let expected = [boss, clerk].map(|admin| (admin.chat(), Notice::NewOrder(order.id)));
    assert_eq!(shop.owed().await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_use_case_that_fails_after_the_order_takes_everything_back() {
    let shop = TestShop::with_courier().await;
    shop.admin("Boss").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 1)]).await;
    let (words, profile) = (shop.shop.clone(), alice.profile.clone());
    let (id, revision) = (shown.checkout, shown.revision);
    let failed = shop
        .db
        .write(move |tx| {
            let customer = ecombot::shop::access::visitor(tx, &profile, NOW)?.customer;
            let placed = ecombot::shop::checkout::place(tx, &words, &customer, id, revision, now());
            assert!(matches!(placed, Ok(Placement::Placed(_))), "{placed:?}");
            Err::<(), DbError>(DbError::Overtaken)
        })
        .await;
    assert!(matches!(failed, Err(DbError::Overtaken)), "{failed:?}");
    assert_eq!(shop.orders(&alice).await, []);
    assert_eq!(shop.owed().await, []);
    assert_eq!(shop.stock_of(mug).await, 9);
    shop.place_now(&alice, &shown).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn order_numbers_are_unique_and_dated_in_the_shops_time_zone() {
    let mut shop = TestShop::with_courier().await;
    // 10:00 UTC is the next day on Kiritimati.
    shop.shop.timezone = Tz::Pacific__Kiritimati;
    shop.shop.order_prefix = "MUG".into();
    let mug = shop.product("Mug", "12.50", 500).await;
    let alice = shop.regular("Alice").await;
    let mut numbers = HashSet::new();
    for _ in 0..60 {
        let number = shop.buy(&alice, &[(mug, 1)]).await.number;
        let tail = number.as_str().strip_prefix("MUG-261123-").unwrap();
        assert!(tail.len() >= 4, "{number}");
        assert!(
            tail.bytes()
                .all(|byte| OrderNumber::ALPHABET.contains(&byte)),
            "{number}"
        );
        assert!(numbers.insert(number.clone()), "{number} twice");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_receipt_is_the_order_as_it_is_stored() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let cup = shop.product("Cup", "3.00", 9).await;
    let (alice, shown) = ready(&shop, &[(cup, 2), (mug, 1)]).await;
    let receipt = shop.place_now(&alice, &shown).await;
    let id = receipt.id;
    let stored = shop.read(move |tx| orders::find(tx, id)).await;
    assert_eq!(Some(receipt), stored);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_already_taken_is_no_error() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 1)]).await;
    let taken = shop.place_now(&alice, &shown).await.number;
    let other = OrderNumber::stored("ECO-261122-OTHER".into());
    let are_taken = shop
        .write(move |tx| {
            let (taken, other) = (orders::reserve(tx, &taken)?, orders::reserve(tx, &other)?);
            Ok([tx.answer(taken)?[0].is_taken, tx.answer(other)?[0].is_taken])
        })
        .await;
    assert_eq!(are_taken, [true, false]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_leaves_the_outbox_only_when_it_is_settled() {
    let shop = TestShop::with_courier().await;
    for name in ["Boss", "Clerk", "Temp"] {
        shop.admin(name).await;
    }
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, shown) = ready(&shop, &[(mug, 1)]).await;
    shop.place_now(&alice, &shown).await;
    let shop = shop.reopen().await;
    let waiting = shop.read(|tx| outbox::waiting(tx, 10)).await;
    let [first, second, third] = <[_; 3]>::try_from(waiting).unwrap();
    shop.write(move |tx| {
        outbox::mark_sent(tx, first.id, NOW)?;
        outbox::mark_refused(tx, second.id, NOW)?;
        outbox::count_attempt(tx, third.id, NOW)
    })
    .await;
    let left = shop.read(|tx| outbox::waiting(tx, 10)).await;
    assert_eq!(left.len(), 1);
    assert_eq!((left[0].id, left[0].attempts), (third.id, 1));
    assert_eq!(shop.write(|tx| outbox::prune(tx, NOW + 1)).await, 2);
    assert_eq!(shop.read(|tx| outbox::waiting(tx, 10)).await, left);
}

#[tokio::test]
async fn a_place_that_makes_no_sense_keeps_nobody_from_ordering() {
    let shop = TestShop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.point("East", "1 East Rd").await;
    shop.write(|tx| {
        tx.execute(
            "UPDATE pickup_points SET latitude = 'north', longitude = '2'",
            params![],
        )
    })
    .await;
    let alice = shop.regular("Alice").await;
    let order = shop.buy(&alice, &[(mug, 1)]).await;
    assert_eq!((order.pin, shop.inspect(order.id).await.pin), (None, None));
    // One that does is the order's, too.
    shop.write(|tx| tx.execute("UPDATE pickup_points SET latitude = '1.5'", params![]))
        .await;
    let order = shop.buy(&alice, &[(mug, 1)]).await;
    let seen = shop.inspect(order.id).await;
    assert_eq!(order.pin, "1.5,2".parse().ok());
    assert_eq!(seen.pin, order.pin);
}
