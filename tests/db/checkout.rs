//! Checkout up to the confirmation: what is asked, in which order, and what it comes to.

use ecombot::{
    domain::{
        delivery::{DeliveryKind, Way},
        id::{CheckoutId, DeliveryOptionId, PickupPointId},
        phone::Phone,
        text::{AddressText, ContactName},
    },
    shop::{
        checkout::{self, CheckoutRefusal, Missing, Placement, Step},
        setup::CourierMode,
    },
};

use crate::shop::{Person, TestShop, now, usd};

const NONE: Missing = Missing {
    phone: false,
    address: false,
};
const PHONE: Missing = Missing {
    phone: true,
    ..NONE
};
const ADDRESS: Missing = Missing {
    address: true,
    ..NONE
};
const BOTH: Missing = Missing {
    phone: true,
    address: true,
};

type Answer = Result<Step, CheckoutRefusal>;

async fn give_name(shop: &TestShop, person: &Person, id: CheckoutId, name: &str) -> Answer {
    let name = ContactName::parse(name).unwrap();
    shop.visit(person, move |tx, shop, customer| {
        checkout::give_name(tx, shop, customer, id, &name, now())
    })
    .await
}

async fn give_phone(shop: &TestShop, person: &Person, id: CheckoutId, phone: &str) -> Answer {
    let phone = Phone::parse(phone, None).unwrap();
    shop.visit(person, move |tx, shop, customer| {
        checkout::give_phone(tx, shop, customer, id, &phone, now())
    })
    .await
}

async fn give_address(shop: &TestShop, person: &Person, id: CheckoutId, text: &str) -> Answer {
    let address = AddressText::parse(text).unwrap();
    shop.visit(person, move |tx, shop, customer| {
        checkout::give_address(tx, shop, customer, id, &address, None, now())
    })
    .await
}

pub(crate) async fn choose(shop: &TestShop, person: &Person, id: CheckoutId, way: Way) -> Answer {
    shop.visit(person, move |tx, shop, customer| {
        checkout::choose_way(tx, shop, customer, id, way, now())
    })
    .await
}

pub(crate) async fn cancel(shop: &TestShop, person: &Person) -> bool {
    let id = person.id;
    shop.write(move |tx| checkout::cancel(tx, id)).await
}

async fn find_open(shop: &TestShop, person: &Person) -> Option<CheckoutId> {
    let id = person.id;
    shop.read(move |tx| checkout::find_open(tx, id)).await
}

/// A step in one word, and what it says is missing.
fn asked(step: &Step) -> (&'static str, Missing) {
    match step {
        Step::Name { missing, .. } => ("name", *missing),
        Step::Phone { missing, .. } => ("phone", *missing),
        Step::Address { missing, .. } => ("address", *missing),
        Step::Point { .. } => ("point", NONE),
        Step::Payment { .. } => ("payment", NONE),
        Step::Review { .. } => ("review", NONE),
        Step::Confirm(_) => ("confirm", NONE),
        Step::Emptied => ("emptied", NONE),
    }
}

fn id_of(step: &Step) -> CheckoutId {
    match step {
        Step::Name { checkout, .. }
        | Step::Phone { checkout, .. }
        | Step::Address { checkout, .. }
        | Step::Point { checkout, .. }
        | Step::Payment { checkout, .. }
        | Step::Review { checkout, .. } => *checkout,
        Step::Confirm(confirmation) => confirmation.checkout,
        Step::Emptied => panic!("the checkout is over"),
    }
}

/// A customer with a mug for 12.50 in the cart.
async fn shopper(shop: &TestShop, name: &str) -> Person {
    let person = shop.customer(name).await;
    let mug = shop.product("Mug", "12.50", 99).await;
    shop.fill(&person, &[(mug, 1)]).await;
    person
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_cart_cannot_be_checked_out() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    assert_eq!(shop.checkout(&alice).await, Err(CheckoutRefusal::EmptyCart));
    assert_eq!(find_open(&shop, &alice).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_gave_phone_and_address_before_is_asked_nothing() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let cup = shop.product("Cup", "3.00", 9).await;
    shop.fill(&alice, &[(cup, 1), (mug, 2)]).await;
    let shown = shop.confirmation(&alice).await;
    let quote = &shown.quote;
    assert_eq!(quote.contact_name, "Alice");
    assert_eq!(quote.phone, "+15551234567");
    assert_eq!(quote.address, "1 Main St");
    assert_eq!(quote.kind, DeliveryKind::LocalSameDay);
    assert_eq!(
        (quote.goods, quote.fee, quote.total),
        (usd("28.00"), usd("5.00"), usd("33.00"))
    );
    let lines: Vec<_> = quote
        .lines
        .iter()
        .map(|line| (line.name.as_str(), line.price, line.quantity.get()))
        .collect();
    assert_eq!(lines, [("Mug", usd("12.50"), 2), ("Cup", usd("3.00"), 1)]);
    assert!(!shown.choices.delivery, "there is one way only");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_missing_is_asked_for() {
    let shop = TestShop::with_courier().await;
    for (has_phone, has_address, expected) in [
        (false, false, ("name", BOTH)),
        (true, false, ("name", ADDRESS)),
        (false, true, ("name", PHONE)),
        (true, true, ("confirm", NONE)),
    ] {
        let person = shopper(&shop, "Alice").await;
        if has_phone {
            shop.set_phone(&person, "+15551234567").await;
        }
        if has_address {
            let home = shop.address(&person, "Home", "1 Main St").await;
            shop.make_default(&person, home).await;
        }
        let step = shop.checkout(&person).await.unwrap();
        assert_eq!(asked(&step), expected);
        if let Step::Name { suggestion, .. } = &step {
            assert_eq!(suggestion, "Alice", "to be taken with one tap");
            let step = give_name(&shop, &person, id_of(&step), "Ann")
                .await
                .unwrap();
            let next = if has_phone { "address" } else { "phone" };
            assert_eq!(asked(&step), (next, expected.1));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_not_the_default_does_not_count() {
    let shop = TestShop::with_courier().await;
    let alice = shopper(&shop, "Alice").await;
    shop.set_phone(&alice, "+15551234567").await;
    shop.address(&alice, "Office", "2 High St").await;
    let step = shop.checkout(&alice).await.unwrap();
    assert_eq!(asked(&step), ("name", ADDRESS));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guided_way_asks_name_phone_address_and_remembers_them() {
    let shop = TestShop::with_courier().await;
    let alice = shopper(&shop, "Alice").await;

    let step = shop.checkout(&alice).await.unwrap();
    assert_eq!(asked(&step), ("name", BOTH));
    let id = id_of(&step);
    let step = give_name(&shop, &alice, id, "Alice Liddell").await.unwrap();
    assert_eq!(asked(&step), ("phone", BOTH));
    let step = give_phone(&shop, &alice, id, "+44 20 7946 0958")
        .await
        .unwrap();
    assert_eq!(asked(&step), ("address", ADDRESS));
    let step = give_address(&shop, &alice, id, "Christ Church\nOxford")
        .await
        .unwrap();
    let Step::Confirm(shown) = step else {
        panic!("expected the confirmation, got {step:?}");
    };
    let order = shop.place_now(&alice, &shown).await;
    assert_eq!(order.contact_name, "Alice Liddell");
    assert_eq!(order.phone, "+442079460958");
    assert_eq!(order.address, "Christ Church\nOxford");

    // The next time there is nothing to ask.
    let mug = shop.product("Mug", "12.50", 99).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    let quote = shop.confirmation(&alice).await.quote;
    assert_eq!(quote.contact_name, "Alice Liddell");
    assert_eq!(quote.phone, "+442079460958");
    assert_eq!(quote.address, "Christ Church\nOxford");
    let saved = shop
        .number("SELECT COUNT(*) FROM delivery_addresses WHERE is_default AND label = 'Default'")
        .await;
    assert_eq!(saved, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_in_the_middle_loses_nothing_that_was_typed() {
    let shop = TestShop::with_courier().await;
    let alice = shopper(&shop, "Alice").await;
    let id = id_of(&shop.checkout(&alice).await.unwrap());
    give_name(&shop, &alice, id, "Ann").await.unwrap();
    give_phone(&shop, &alice, id, "+15557654321").await.unwrap();

    let shop = shop.reopen().await;
    assert_eq!(find_open(&shop, &alice).await, Some(id));
    let step = shop.checkout(&alice).await.unwrap();
    assert_eq!((id_of(&step), asked(&step)), (id, ("address", ADDRESS)));
    let step = give_address(&shop, &alice, id, "1 Main St").await.unwrap();
    let Step::Confirm(shown) = step else {
        panic!("expected the confirmation, got {step:?}");
    };

    let shop = shop.reopen().await;
    let order = shop.place_now(&alice, &shown).await;
    assert_eq!(
        (order.contact_name.as_str(), order.phone.as_str()),
        ("Ann", "+15557654321")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_checkout_keeps_the_cart_and_nothing_that_was_typed() {
    let shop = TestShop::with_courier().await;
    let alice = shopper(&shop, "Alice").await;
    let id = id_of(&shop.checkout(&alice).await.unwrap());
    give_name(&shop, &alice, id, "Ann").await.unwrap();
    give_phone(&shop, &alice, id, "+15557654321").await.unwrap();

    assert!(cancel(&shop, &alice).await);
    assert!(!cancel(&shop, &alice).await, "there is none any more");
    assert_eq!(shop.cart_lines(&alice).await, [("Mug".to_owned(), 1)]);
    assert_eq!(shop.orders(&alice).await, []);
    let late = give_address(&shop, &alice, id, "1 Main St").await;
    assert_eq!(late, Err(CheckoutRefusal::NotFound));
    let step = shop.checkout(&alice).await.unwrap();
    assert_eq!(asked(&step), ("name", BOTH));
    assert_ne!(id_of(&step), id, "old buttons stay dead");
}

#[tokio::test(flavor = "multi_thread")]
async fn confirm_after_cancel_places_nothing() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    let shown = shop.confirmation(&alice).await;
    cancel(&shop, &alice).await;
    assert_eq!(
        shop.place(&alice, &shown).await,
        Err(CheckoutRefusal::NotFound)
    );
    shop.confirmation(&alice).await;
    assert_eq!(
        shop.place(&alice, &shown).await,
        Err(CheckoutRefusal::NotFound)
    );
    assert_eq!(shop.orders(&alice).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_delivery_on_offer_follows_the_shops_switches() {
    // Global courier switch, courier option offered, pickup points open: what is asked of
    // somebody whose phone is known.
    let cases = [
        (CourierMode::On, true, 0, Ok("name")),
        (CourierMode::On, true, 2, Ok("name")),
        (CourierMode::On, false, 1, Ok("confirm")),
        (CourierMode::On, false, 2, Ok("point")),
        (CourierMode::On, false, 0, Err(CheckoutRefusal::NoDelivery)),
        (CourierMode::Off, true, 1, Ok("confirm")),
        (CourierMode::Off, true, 2, Ok("point")),
        (CourierMode::Off, true, 0, Err(CheckoutRefusal::NoDelivery)),
    ];
    for (mode, has_option, points, expected) in cases {
        let shop = TestShop::open().await;
        let alice = shopper(&shop, "Alice").await;
        shop.set_phone(&alice, "+15551234567").await;
        shop.courier_mode(mode).await;
        if has_option {
            shop.courier(DeliveryKind::RegionalStandard, "5.00", None)
                .await;
        }
        for point in 0..points {
            shop.point(&format!("Point {point}"), "3 Station Rd").await;
        }
        // An active pickup type alone is no courier.
        shop.courier(DeliveryKind::PickupStore, "0", None).await;
        let step = shop.checkout(&alice).await.map(|step| asked(&step).0);
        assert_eq!(step, expected, "{mode:?} {has_option} {points}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_pickup_mode_the_phone_is_all_that_is_needed() {
    let shop = TestShop::open().await;
    shop.point("Corner shop", "3 Station Rd").await;
    let alice = shopper(&shop, "Alice").await;
    let step = shop.checkout(&alice).await.unwrap();
    assert_eq!(asked(&step), ("name", PHONE));
    let id = id_of(&step);
    give_name(&shop, &alice, id, "Ann").await.unwrap();
    let step = give_phone(&shop, &alice, id, "+15551234567").await.unwrap();
    let Step::Confirm(shown) = step else {
        panic!("expected the confirmation, got {step:?}");
    };
    assert_eq!(shown.quote.address, "Corner shop: 3 Station Rd");
    assert_eq!(shown.quote.kind, DeliveryKind::PickupLocker);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_pickup_points_are_a_choice() {
    let shop = TestShop::open().await;
    shop.point("West", "9 West Rd").await;
    let east = shop.point("East", "1 East Rd").await;
    let closed = shop.point("Closed", "0 Void Rd").await;
    shop.close_point(closed).await;
    let alice = shopper(&shop, "Alice").await;
    shop.set_phone(&alice, "+15551234567").await;

    let step = shop.checkout(&alice).await.unwrap();
    let Step::Point {
        checkout, points, ..
    } = &step
    else {
        panic!("expected the choice, got {step:?}");
    };
    let names: Vec<_> = points.iter().map(|point| point.name.as_str()).collect();
    assert_eq!(names, ["East", "West"], "by name, closed ones left out");

    for gone in [closed, PickupPointId::new(99)] {
        let refused = choose(&shop, &alice, *checkout, Way::Pickup(gone)).await;
        assert_eq!(refused, Err(CheckoutRefusal::WayGone));
    }
    let step = choose(&shop, &alice, *checkout, Way::Pickup(east))
        .await
        .unwrap();
    let Step::Confirm(shown) = step else {
        panic!("expected the confirmation, got {step:?}");
    };
    assert_eq!(shown.quote.way, Way::Pickup(east));
    assert_eq!(shown.quote.address, "East: 1 East Rd");
    assert!(shown.choices.delivery);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_point_that_closes_is_asked_for_again() {
    let shop = TestShop::open().await;
    let east = shop.point("East", "1 East Rd").await;
    for name in ["West", "North"] {
        shop.point(name, "9 West Rd").await;
    }
    let alice = shopper(&shop, "Alice").await;
    shop.set_phone(&alice, "+15551234567").await;
    let id = id_of(&shop.checkout(&alice).await.unwrap());
    let step = choose(&shop, &alice, id, Way::Pickup(east)).await.unwrap();
    let Step::Confirm(shown) = step else {
        panic!("expected the confirmation, got {step:?}");
    };
    shop.close_point(east).await;
    assert_eq!(
        shop.place(&alice, &shown).await,
        Err(CheckoutRefusal::WayGone)
    );
    assert_eq!(shop.orders(&alice).await, []);
    assert_eq!(asked(&shop.checkout(&alice).await.unwrap()).0, "point");
}

#[tokio::test(flavor = "multi_thread")]
async fn when_a_chosen_point_closes_the_last_one_left_is_offered() {
    let shop = TestShop::open().await;
    let east = shop.point("East", "1 East Rd").await;
    shop.point("West", "9 West Rd").await;
    let alice = shopper(&shop, "Alice").await;
    shop.set_phone(&alice, "+15551234567").await;
    let id = id_of(&shop.checkout(&alice).await.unwrap());
    choose(&shop, &alice, id, Way::Pickup(east)).await.unwrap();
    shop.close_point(east).await;
    let shown = shop.confirmation(&alice).await;
    assert_eq!(shown.quote.address, "West: 9 West Rd");
    let order = shop.place_now(&alice, &shown).await;
    assert_eq!(order.address, "West: 9 West Rd");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_way_of_delivery_can_be_chosen_and_prices_are_told() {
    let shop = TestShop::with_courier().await;
    let express = shop
        .courier(DeliveryKind::NationalExpress, "30.00", Some("10.00"))
        .await;
    let east = shop.point("East", "1 East Rd").await;
    // The fee of a pickup point is that of its type.
    shop.save_option(DeliveryKind::PickupLocker, "1.00", None, true)
        .await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    let shown = shop.confirmation(&alice).await;
    assert!(shown.choices.delivery);

    let id = shown.checkout;
    let choice = shop
        .visit(&alice, move |tx, shop, customer| {
            checkout::ways::list(tx, shop, customer, id)
        })
        .await
        .unwrap();
    let couriers: Vec<_> = choice
        .couriers
        .iter()
        .map(|(option, fee)| (option.kind, *fee))
        .collect();
    assert_eq!(
        couriers,
        [
            (DeliveryKind::LocalSameDay, usd("5.00")),
            (DeliveryKind::NationalExpress, usd("0"))
        ]
    );
    let points: Vec<_> = choice
        .points
        .iter()
        .map(|(point, fee)| (point.id, *fee))
        .collect();
    assert_eq!(points, [(east, usd("1.00"))]);

    for (way, total) in [
        (Way::Courier(express), "12.50"),
        (Way::Pickup(east), "13.50"),
    ] {
        let step = choose(&shop, &alice, id, way).await.unwrap();
        let Step::Confirm(shown) = step else {
            panic!("expected the confirmation, got {step:?}");
        };
        assert_eq!((shown.quote.way, shown.quote.total), (way, usd(total)));
    }
    let unknown = Way::Courier(DeliveryOptionId::new(99));
    let refused = choose(&shop, &alice, id, unknown).await;
    assert_eq!(refused, Err(CheckoutRefusal::WayGone));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fee_falls_away_at_the_threshold_and_is_part_of_the_total() {
    let shop = TestShop::with_courier().await;
    let bead = shop.product("Bead", "0.01", 100).await;
    let vase = shop.product("Vase", "99.98", 100).await;
    for (beads, fee, total) in [
        (1, "5.00", "104.99"),
        (2, "0", "100.00"),
        (3, "0", "100.01"),
    ] {
        let alice = shop.regular("Alice").await;
        shop.fill(&alice, &[(vase, 1), (bead, beads)]).await;
        let shown = shop.confirmation(&alice).await;
        assert_eq!((shown.quote.fee, shown.quote.total), (usd(fee), usd(total)));
        let order = shop.place_now(&alice, &shown).await;
        assert_eq!((order.fee, order.total), (usd(fee), usd(total)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_contents_keep_their_revision() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    let first = shop.confirmation(&alice).await;
    let again = shop.confirmation(&alice).await;
    assert_eq!(first, again, "two screens that say the same both work");
    shop.set_quantity(&alice, mug, 2).await.unwrap();
    let other = shop.confirmation(&alice).await;
    assert_eq!(other.checkout, first.checkout);
    assert!(other.revision > first.revision);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reaches_into_another_checkout() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mallory = shop.regular("Mallory").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    shop.fill(&mallory, &[(mug, 1)]).await;
    let shown = shop.confirmation(&alice).await;
    let id = shown.checkout;
    let way = shown.quote.way;

    let refused = || Err(CheckoutRefusal::NotFound);
    assert_eq!(give_name(&shop, &mallory, id, "M").await, refused());
    assert_eq!(
        give_phone(&shop, &mallory, id, "+15550000000").await,
        refused()
    );
    assert_eq!(give_address(&shop, &mallory, id, "Here").await, refused());
    assert_eq!(choose(&shop, &mallory, id, way).await, refused());
    let listed = shop
        .visit(&mallory, move |tx, shop, customer| {
            checkout::ways::list(tx, shop, customer, id)
        })
        .await;
    assert_eq!(listed, Err(CheckoutRefusal::NotFound));
    let placed = shop.place(&mallory, &shown).await;
    assert_eq!(placed, Err(CheckoutRefusal::NotFound));
    assert!(!cancel(&shop, &mallory).await, "not even to cancel it");

    assert_eq!(shop.orders(&mallory).await, []);
    let order = shop.place_now(&alice, &shown).await;
    // Nor does a placed one tell anything.
    let placed = shop.place(&mallory, &shown).await;
    assert_eq!(placed, Err(CheckoutRefusal::NotFound));
    assert_eq!(order.contact_name, "Alice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_placed_checkout_takes_no_more_answers() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    let shown = shop.confirmation(&alice).await;
    shop.place_now(&alice, &shown).await;
    let late = give_address(&shop, &alice, shown.checkout, "Elsewhere").await;
    assert_eq!(late, Err(CheckoutRefusal::NotFound));
    assert!(!cancel(&shop, &alice).await);
    let again = shop.place(&alice, &shown).await.unwrap();
    assert!(matches!(again, Placement::Placed(order) if order.address == "1 Main St"));
}
