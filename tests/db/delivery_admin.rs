//! Delivery set up by staff: couriers, the fourteen types, pickup points.

use std::sync::Arc;

use ecombot::{
    domain::{
        delivery::{DeliveryKind, PointField, StaffOption, StaffPoint, TermField, Way},
        id::PickupPointId,
        pin::Pin,
        text::{AddressText, Name},
    },
    shop::{
        access::Permit,
        checkout::{CheckoutRefusal, Step},
        delivery::{
            self, DeliveryRefusal, NewPoint, Overview, PointEdit, Seen, TermEdit, point_as_seen,
            term_as_seen,
        },
        seeding::{self, Outcome, PointEntry},
    },
};

use crate::{
    checkout::choose,
    shop::{NOW, Person, TestShop, at_once, usd},
};

type Answer<T> = Result<T, DeliveryRefusal>;

fn named(name: &str) -> Name {
    Name::parse(name).unwrap()
}

fn address(text: &str) -> AddressText {
    AddressText::parse(text).unwrap()
}

impl TestShop {
    async fn set_courier(&self, is_on: bool) -> Overview {
        let shop = self.shop.clone();
        self.ask(move |tx| delivery::set_courier(tx, &Permit::operator(), &shop, is_on, NOW))
            .await
            .unwrap()
    }

    async fn terms(&self, kind: DeliveryKind) -> StaffOption {
        let shop = self.shop.clone();
        self.ask(move |tx| delivery::terms(tx, &Permit::operator(), &shop, kind))
            .await
            .unwrap()
    }

    async fn edit_terms(
        &self,
        kind: DeliveryKind,
        seen: Option<Seen<TermField>>,
        edit: TermEdit,
    ) -> Answer<StaffOption> {
        let shop = self.shop.clone();
        self.ask(move |tx| {
            let by = Permit::operator();
            delivery::edit_terms(tx, &by, &shop, kind, seen.as_ref(), &edit, NOW)
        })
        .await
    }

    async fn open_point(&self, name: &str) -> Answer<PickupPointId> {
        let new = NewPoint {
            name: named(name),
            address: address("1 High <Street>\nDoor & bell 🔔"),
            kind: DeliveryKind::PickupStore,
            hours: Some(named("Mon-Fri 9-18")),
            pin: Pin::parse("52.52", "13.405").ok(),
        };
        self.ask(move |tx| delivery::create_point(tx, &Permit::operator(), &new, NOW))
            .await
            .map(|seen| seen.point.id)
    }

    async fn staff_point(&self, id: PickupPointId) -> Answer<StaffPoint> {
        self.ask(move |tx| delivery::point(tx, &Permit::operator(), id))
            .await
    }

    async fn edit_point(
        &self,
        id: PickupPointId,
        seen: Option<Seen<PointField>>,
        edit: PointEdit,
    ) -> Answer<StaffPoint> {
        self.ask(move |tx| {
            let by = Permit::operator();
            delivery::edit_point(tx, &by, id, seen.as_ref(), &edit, NOW)
        })
        .await
    }

    async fn delete_point(&self, id: PickupPointId) -> Answer<StaffPoint> {
        self.ask(move |tx| delivery::delete_point(tx, &Permit::operator(), id, NOW))
            .await
    }

    async fn restore_point(&self, id: PickupPointId) -> Answer<StaffPoint> {
        self.ask(move |tx| delivery::restore_point(tx, &Permit::operator(), id, NOW))
            .await
    }

    async fn load_point(&self, name: &str) -> Outcome {
        let entry = PointEntry {
            name: named(name),
            address: address("1 Main St"),
            kind: DeliveryKind::PickupStore,
            hours: None,
            pin: None,
            is_active: true,
        };
        self.write(move |tx| seeding::save_point(tx, &Permit::operator(), &entry, NOW))
            .await
    }

    async fn records(&self) -> i64 {
        self.number("SELECT COUNT(*) FROM audit").await
    }
}

/// What a customer with something in the cart is offered.
async fn can_order(shop: &TestShop, person: &Person) -> bool {
    match shop.checkout(person).await {
        Ok(_) => true,
        Err(CheckoutRefusal::NoDelivery) => false,
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn couriers_stop_at_once_and_for_good() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    assert!(can_order(&shop, &alice).await);
    let before = shop.records().await;
    let off = shop.set_courier(false).await;
    assert!(!off.is_courier_on && !off.delivers());
    assert!(!can_order(&shop, &alice).await);
    shop.set_courier(false).await;
    assert_eq!(
        shop.records().await,
        before + 1,
        "the second changes nothing"
    );
    let shop = shop.reopen().await;
    assert!(!can_order(&shop, &alice).await);
    let on = shop.set_courier(true).await;
    assert!(on.is_courier_on && on.delivers() && on.couriers == 1);
    assert!(can_order(&shop, &alice).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_terms_of_every_type_are_edited_and_charged() {
    let shop = TestShop::open().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    for kind in DeliveryKind::ALL.iter().copied() {
        assert_eq!(shop.terms(kind).await.is_active, kind.is_pickup());
        let edits = [
            TermEdit::Price(usd("3.00")),
            TermEdit::FreeFrom(Some(usd("80.00"))),
            TermEdit::Eta(Some(named("2-3 days"))),
            TermEdit::Name(Some(named("Our <van> 🚐"))),
            TermEdit::Offered(true),
        ];
        for edit in edits {
            shop.edit_terms(kind, None, edit).await.unwrap();
        }
        let terms = shop.terms(kind).await;
        assert!(terms.is_active);
        assert_eq!(terms.option.price, usd("3.00"));
        assert_eq!(terms.option.free_threshold, Some(usd("80.00")));
        assert_eq!(terms.option.name.as_deref(), Some("Our <van> 🚐"));
        if !kind.is_pickup() {
            let Ok(Step::Confirm(shown)) = shop.checkout(&alice).await else {
                panic!("{kind:?} is offered");
            };
            assert_eq!(shown.quote.fee, usd("3.00"));
            crate::checkout::cancel(&shop, &alice).await;
            shop.edit_terms(kind, None, TermEdit::Offered(false))
                .await
                .unwrap();
            assert!(!can_order(&shop, &alice).await);
        }
    }
    for field in TermField::ALL.iter().copied() {
        let kind = DeliveryKind::LocalSameDay;
        match TermEdit::none_of(field) {
            Some(none) => {
                let terms = shop.edit_terms(kind, None, none).await.unwrap();
                assert_eq!(term_as_seen(&terms, field), None);
            }
            None => assert_eq!(field, TermField::Price),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn terms_and_points_that_somebody_else_changed_are_not_overwritten_unseen() {
    let shop = TestShop::open().await;
    let kind = DeliveryKind::LocalSameDay;
    let seen = |value: Option<&str>| Seen {
        field: TermField::Eta,
        value: value.map(str::to_owned),
    };
    let eta = |text: &str| TermEdit::Eta(Some(named(text)));
    shop.edit_terms(kind, Some(seen(None)), eta("Today"))
        .await
        .unwrap();
    // Another field is nobody's business.
    shop.edit_terms(kind, None, TermEdit::Price(usd("1.00")))
        .await
        .unwrap();
    let late = shop.edit_terms(kind, Some(seen(None)), eta("Tomorrow"));
    let Err(DeliveryRefusal::TermsChanged(now)) = late.await else {
        panic!("it was changed unseen");
    };
    assert_eq!(now.option.eta.as_deref(), Some("Today"));
    shop.edit_terms(kind, Some(seen(Some("Today"))), eta("Tomorrow"))
        .await
        .unwrap();

    let point = shop.open_point("Corner").await.unwrap();
    for field in PointField::ALL.iter().copied() {
        let value = point_as_seen(&shop.staff_point(point).await.unwrap(), field);
        let edit = |number: u32| match field {
            PointField::Name => PointEdit::Name(named(&format!("Corner {number}"))),
            PointField::Address => PointEdit::Address(address(&format!("{number} High St"))),
            PointField::Hours => PointEdit::Hours(Some(named(&format!("From {number}")))),
            PointField::Location => {
                PointEdit::Location(Pin::parse(&number.to_string(), "13.4").ok())
            }
        };
        let seen = Seen { field, value };
        shop.edit_point(point, Some(seen.clone()), edit(1))
            .await
            .unwrap();
        let late = shop.edit_point(point, Some(seen), edit(2)).await;
        assert!(
            matches!(late, Err(DeliveryRefusal::PointChanged(_))),
            "{field:?}"
        );
    }
    assert_eq!(
        shop.staff_point(point).await.unwrap().point.name,
        "Corner 1"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_change_different_things_at_once_lose_neither() {
    let shop = Arc::new(TestShop::open().await);
    let kind = DeliveryKind::LocalSameDay;
    let point = shop.open_point("Corner").await.unwrap();
    for round in 1..15 {
        let fee = usd(&format!("{round}.00"));
        let words = format!("{round} days");
        let (one, two, three) = (Arc::clone(&shop), Arc::clone(&shop), Arc::clone(&shop));
        let (four, eta, hours) = (Arc::clone(&shop), named(&words), named(&words));
        let street = address(&words);
        let tasks: Vec<futures::future::BoxFuture<'static, bool>> = vec![
            Box::pin(async move {
                let edit = TermEdit::Price(fee);
                one.edit_terms(kind, None, edit).await.is_ok()
            }),
            Box::pin(async move {
                let edit = TermEdit::Eta(Some(eta));
                two.edit_terms(kind, None, edit).await.is_ok()
            }),
            Box::pin(async move {
                let edit = PointEdit::Hours(Some(hours));
                three.edit_point(point, None, edit).await.is_ok()
            }),
            Box::pin(async move {
                let edit = PointEdit::Address(street);
                four.edit_point(point, None, edit).await.is_ok()
            }),
        ];
        assert_eq!(at_once(tasks).await, [true; 4]);
        let terms = shop.terms(kind).await;
        assert_eq!(terms.option.price, fee);
        assert_eq!(terms.option.eta.as_deref(), Some(words.as_str()));
        let seen = shop.staff_point(point).await.unwrap().point;
        assert_eq!(seen.hours.as_deref(), Some(words.as_str()));
        assert_eq!(seen.address, words);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_point_is_opened_closed_and_follows_its_type() {
    let shop = TestShop::open().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    assert!(!can_order(&shop, &alice).await);
    let point = shop.open_point("Corner").await.unwrap();
    let seen = shop.staff_point(point).await.unwrap();
    assert!(seen.is_active);
    assert_eq!(seen.point.address, "1 High <Street>\nDoor & bell 🔔");
    assert!(can_order(&shop, &alice).await);
    shop.edit_point(point, None, PointEdit::Open(false))
        .await
        .unwrap();
    assert!(!can_order(&shop, &alice).await);
    shop.edit_point(point, None, PointEdit::Open(true))
        .await
        .unwrap();
    let kind = DeliveryKind::PickupStore;
    shop.edit_terms(kind, None, TermEdit::Offered(false))
        .await
        .unwrap();
    assert!(!can_order(&shop, &alice).await, "its type is not offered");
    shop.edit_point(point, None, PointEdit::Kind(DeliveryKind::PickupLocker))
        .await
        .unwrap();
    assert!(can_order(&shop, &alice).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_belongs_to_one_point_also_when_two_give_it_at_once() {
    let shop = Arc::new(TestShop::open().await);
    shop.open_point("Corner").await.unwrap();
    let taken = Err(DeliveryRefusal::NameTaken);
    assert_eq!(shop.open_point("CORNER").await, taken);
    let station = shop.open_point("Station").await.unwrap();
    let rename = shop.edit_point(station, None, PointEdit::Name(named("corner")));
    assert_eq!(rename.await.map(drop), Err(DeliveryRefusal::NameTaken));
    for round in 0..10 {
        let one = shop.open_point(&format!("One {round}")).await.unwrap();
        let two = shop.open_point(&format!("Two {round}")).await.unwrap();
        let done = at_once([one, two].map(|point| {
            let shop = Arc::clone(&shop);
            async move {
                let edit = PointEdit::Name(named(&format!("Same {round}")));
                shop.edit_point(point, None, edit).await
            }
        }))
        .await;
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
        let refused = Err(DeliveryRefusal::NameTaken);
        assert!(done.iter().any(|done| done.clone().map(drop) == refused));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_keep_the_point_they_go_to_when_it_is_deleted() {
    let shop = TestShop::open().await;
    let point = shop.open_point("Corner").await.unwrap();
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await;
    let before = shop.inspect(order.id).await;
    assert_eq!(before.hours.as_deref(), Some("Mon-Fri 9-18"));
    shop.fill(&alice, &[(mug, 1)]).await;
    let shown = shop.confirmation(&alice).await;
    assert_eq!(shop.delete_point(point).await.unwrap().orders, 1);
    assert_eq!(
        shop.delete_point(point).await.map(drop),
        Err(DeliveryRefusal::UnknownPoint),
        "deleted already"
    );
    assert_eq!(shop.inspect(order.id).await, before);
    let late = choose(&shop, &alice, shown.checkout, Way::Pickup(point)).await;
    assert!(late.is_err(), "{late:?}");
    assert_eq!(shop.load_point("Corner").await, Outcome::Deleted);
    assert!(!can_order(&shop, &alice).await, "it stays deleted");
    let restored = shop.restore_point(point).await.unwrap();
    assert!(!restored.is_active, "closed, to be looked at first");
    assert_eq!(
        shop.restore_point(point).await.map(drop),
        Err(DeliveryRefusal::UnknownPoint)
    );
    shop.delete_point(point).await.unwrap();
    shop.open_point("Corner").await.unwrap();
    assert_eq!(
        shop.restore_point(point).await.map(drop),
        Err(DeliveryRefusal::NameTaken)
    );
    assert_eq!(shop.load_point("Corner").await, Outcome::Changed);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_of_delivery_is_recorded_once() {
    let shop = TestShop::open().await;
    let kind = DeliveryKind::LocalSameDay;
    shop.courier(kind, "5.00", None).await;
    shop.courier(kind, "5.00", None).await;
    assert_eq!(
        shop.records().await,
        1,
        "a file that changes nothing is silent"
    );
    let point = shop.open_point("Corner").await.unwrap();
    shop.load_point("Corner").await;
    shop.edit_point(point, None, PointEdit::Open(false))
        .await
        .unwrap();
    shop.edit_point(point, None, PointEdit::Open(false))
        .await
        .unwrap();
    shop.edit_terms(kind, None, TermEdit::Offered(false))
        .await
        .unwrap();
    shop.delete_point(point).await.unwrap();
    shop.restore_point(point).await.unwrap();
    let actions = shop
        .read(|tx| {
            let sql = "SELECT action FROM audit ORDER BY id";
            tx.query(sql, ecombot::params![], |row| row.take::<String>())
        })
        .await;
    assert_eq!(
        actions,
        [
            "import", "create", "import", "hide", "hide", "delete", "restore"
        ]
    );
}
