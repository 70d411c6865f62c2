//! Many people at once: what is sold is what was there, and nobody waits for ever.

mod lives;
mod reviews;

use std::sync::Arc;

use ecombot::{
    domain::{
        id::VariantId,
        order::OrderStatus::{self, Cancelled},
    },
    params,
    shop::{
        access, cart,
        checkout::{self, CheckoutRefusal, Confirmation, Placement, Step},
        profile,
    },
};

use crate::shop::{Item, NOW, Person, TestShop, at_once, now};

/// Regular customers, each looking at the confirmation of the same things, unless there are too
/// few to be confirmed; made in one transaction, because a race needs many of them.
async fn crowd(shop: &TestShop, size: usize, items: &[(Item, u32)]) -> Vec<(Person, Confirmation)> {
    let strangers: Vec<_> = (0..size).map(|_| shop.stranger("Buyer")).collect();
    let (words, items) = (shop.shop.clone(), items.to_vec());
    let crowd = shop.ask::<_, CheckoutRefusal>(move |tx| {
        let mut shown = Vec::new();
        for profile in &strangers {
            let id = access::visitor(tx, profile, NOW)?.customer.id;
            let phone = ecombot::domain::phone::Phone::parse("+15551234567", None).unwrap();
            profile::set_phone(tx, id, &phone, NOW)?;
            let home = ecombot::store::addresses::insert(tx, id, "Home", ("1 Main St", None), NOW)?;
            ecombot::store::addresses::make_default(tx, id, home, NOW)?;
            let cart = ecombot::store::carts::lock(tx, id, NOW)?;
            for (item, count) in &items {
                let wanted = crate::shop::units(*count);
                ecombot::store::carts::set(tx, cart, item.variant, wanted, NOW)?;
            }
            let customer = access::visitor(tx, profile, NOW)?.customer;
            match checkout::start(tx, &words, &customer, now())? {
                Step::Confirm(confirmation) => {
                    let profile = profile.clone();
                    shown.push((Person { profile, id }, *confirmation));
                }
                Step::Review { .. } => {}
                other => panic!("expected the confirmation, got {other:?}"),
            }
        }
        Ok(shown)
    });
    crowd.await.unwrap()
}

/// Lets everybody press Confirm at once; whether each got an order.
async fn rush(
    shop: &Arc<TestShop>,
    crowd: Vec<(Person, Confirmation)>,
) -> Vec<Result<Placement, CheckoutRefusal>> {
    at_once(crowd.into_iter().map(|(person, shown)| {
        let shop = Arc::clone(shop);
        async move { shop.place(&person, &shown).await }
    }))
    .await
}

/// Units in orders whose goods did not come back.
async fn sold(shop: &TestShop, variant: VariantId) -> i64 {
    shop.read(move |tx| {
        tx.query_one(
            "SELECT CAST(COALESCE(SUM(i.quantity), 0) AS BIGINT)
             FROM order_items i JOIN orders o ON o.id = i.order_id
             WHERE i.variant_id = $1 AND o.restocked_at IS NULL",
            params![variant.get()],
            |row| row.take(),
        )
    })
    .await
}

async fn stock_and_sold(shop: &TestShop, item: Item) -> i64 {
    i64::from(shop.stock_of(item).await) + sold(shop, item.variant).await
}

#[tokio::test(flavor = "multi_thread")]
async fn forty_buyers_cannot_buy_more_than_five_mugs() {
    let shop = Arc::new(TestShop::with_courier().await);
    for round in 0..10 {
        let mug = shop.product(&format!("Mug {round}"), "12.50", 5).await;
        let crowd = crowd(&shop, 40, &[(mug, 1)]).await;
        let results = rush(&shop, crowd).await;
        let mut placed = 0;
        for result in results {
            match result {
                Ok(Placement::Placed(_)) => placed += 1,
                Ok(Placement::Review(short)) => {
                    assert_eq!((short[0].wanted, short[0].available), (1, 0));
                }
                other => panic!("neither an order nor a shortage: {other:?}"),
            }
        }
        assert_eq!(placed, 5);
        assert_eq!(shop.stock_of(mug).await, 0);
        assert_eq!(sold(&shop, mug.variant).await, 5);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn buyers_of_several_units_share_what_is_there() {
    let shop = Arc::new(TestShop::with_courier().await);
    for round in 0..5 {
        let mug = shop.product(&format!("Mug {round}"), "12.50", 10).await;
        let cup = shop.product(&format!("Cup {round}"), "3.00", 100).await;
        let crowd = crowd(&shop, 20, &[(mug, 3), (cup, 1)]).await;
        let results = rush(&shop, crowd).await;
        let placed = results
            .iter()
            .filter(|result| matches!(result, Ok(Placement::Placed(_))))
            .count();
        assert_eq!(placed, 3, "three times three of ten");
        assert_eq!(shop.stock_of(mug).await, 1);
        assert_eq!(
            shop.stock_of(cup).await,
            97,
            "the refused took no cup either"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_simultaneous_confirms_make_one_order_and_all_learn_its_number() {
    let shop = Arc::new(TestShop::with_courier().await);
    shop.admin("Boss").await;
    for round in 0..15_usize {
        let mug = shop.product(&format!("Mug {round}"), "12.50", 50).await;
        let taps = vec![crowd(&shop, 1, &[(mug, 2)]).await.remove(0); 10];
        let alice = taps[0].0.clone();
        let numbers: Vec<_> = rush(&shop, taps)
            .await
            .into_iter()
            .map(|result| match result {
                Ok(Placement::Placed(order)) => order.number,
                other => panic!("expected the order, got {other:?}"),
            })
            .collect();
        assert!(
            numbers.iter().all(|number| *number == numbers[0]),
            "{numbers:?}"
        );
        assert_eq!(shop.orders(&alice).await.len(), 1);
        assert_eq!(shop.stock_of(mug).await, 48);
        assert_eq!(shop.owed().await.len(), round + 1, "one notice per order");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn opposite_carts_both_finish() {
    let shop = Arc::new(TestShop::with_courier().await);
    let mug = shop.product("Mug", "12.50", 1000).await;
    let cup = shop.product("Cup", "3.00", 1000).await;
    for _ in 0..10 {
        let mut people = crowd(&shop, 4, &[(mug, 1), (cup, 2)]).await;
        people.extend(crowd(&shop, 4, &[(cup, 2), (mug, 1)]).await);
        for result in rush(&shop, people).await {
            assert!(matches!(result, Ok(Placement::Placed(_))), "{result:?}");
        }
    }
    assert_eq!(shop.stock_of(mug).await, 1000 - 80);
    assert_eq!(shop.stock_of(cup).await, 1000 - 160);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_against_sales_loses_no_unit() {
    let shop = Arc::new(TestShop::with_courier().await);
    for round in 0..15 {
        let mug = shop.product(&format!("Mug {round}"), "12.50", 4).await;
        let seller = crowd(&shop, 1, &[(mug, 4)]).await;
        let buyers = crowd(&shop, 6, &[(mug, 1)]).await;
        let (alice, shown) = &seller[0];
        let order = shop.place_now(alice, shown).await;
        let mut tasks: Vec<futures::future::BoxFuture<'static, bool>> = Vec::new();
        for (person, shown) in buyers {
            let shop = Arc::clone(&shop);
            tasks.push(Box::pin(async move {
                matches!(shop.place(&person, &shown).await, Ok(Placement::Placed(_)))
            }));
        }
        let canceller = Arc::clone(&shop);
        tasks.insert(
            round % 7,
            Box::pin(async move { canceller.advance(order.id, Cancelled).await.is_ok() }),
        );
        let results = at_once(tasks).await;
        assert!(results[round % 7], "the order was cancelled");
        let bought = results.iter().filter(|is_done| **is_done).count() - 1;
        assert!(bought <= 4);
        assert_eq!(shop.stock_of(mug).await as usize, 4 - bought);
        assert_eq!(stock_and_sold(&shop, mug).await, 4);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_cancelled_by_everybody_at_once_is_restocked_once() {
    let shop = Arc::new(TestShop::with_courier().await);
    for round in 0..10 {
        let mug = shop.product(&format!("Mug {round}"), "12.50", 9).await;
        let buyer = crowd(&shop, 1, &[(mug, 4)]).await;
        let order = shop.place_now(&buyer[0].0, &buyer[0].1).await;
        let results = at_once((0..8).map(|_| {
            let shop = Arc::clone(&shop);
            async move { shop.advance(order.id, Cancelled).await.is_ok() }
        }))
        .await;
        assert_eq!(results.iter().filter(|is_done| **is_done).count(), 1);
        assert_eq!(shop.stock_of(mug).await, 9);
        assert_eq!(shop.owed().await.len(), round + 1, "one notice per order");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_has_all_that_was_paid_for_when_a_product_is_deleted_meanwhile() {
    let shop = Arc::new(TestShop::with_courier().await);
    let mug = shop.product("Mug", "12.50", 1000).await;
    for round in 0..15 {
        let pot = shop.product(&format!("Pot {round}"), "30.00", 50).await;
        let people = crowd(&shop, 12, &[(mug, 1), (pot, 1)]).await;
        let mut tasks: Vec<futures::future::BoxFuture<'static, ()>> = Vec::new();
        for (person, shown) in people {
            let shop = Arc::clone(&shop);
            tasks.push(Box::pin(async move {
                // Placed, or shown again without the pot.
                shop.place(&person, &shown).await.unwrap();
            }));
        }
        let owner = Arc::clone(&shop);
        tasks.insert(round % 7, Box::pin(async move { owner.delete(pot).await }));
        at_once(tasks).await;
        assert_eq!(stock_and_sold(&shop, pot).await, 50);
    }
    let unpaid = "SELECT COUNT(*) FROM orders o WHERE o.total_minor <> o.fee_minor + (
        SELECT SUM(i.quantity * i.price_minor) FROM order_items i WHERE i.order_id = o.id)";
    assert_eq!(shop.number(unpaid).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_stock_and_sold_add_up() {
    let shop = Arc::new(TestShop::with_courier().await);
    let mug = shop.product("Mug", "12.50", 60).await;
    let cup = shop.product("Cup", "3.00", 45).await;
    for round in 0_u32..6 {
        let mut people = crowd(&shop, 8, &[(mug, 1 + round % 3)]).await;
        people.extend(crowd(&shop, 8, &[(cup, 2), (mug, 1)]).await);
        people.extend(crowd(&shop, 4, &[(cup, 7)]).await);
        let tasks = people
            .into_iter()
            .enumerate()
            .map(|(index, (person, shown))| {
                let shop = Arc::clone(&shop);
                async move {
                    let Ok(Placement::Placed(order)) = shop.place(&person, &shown).await else {
                        return;
                    };
                    let path: &[OrderStatus] = match index % 4 {
                        0 => &[Cancelled],
                        1 => &[
                            OrderStatus::Processing,
                            OrderStatus::Shipped,
                            OrderStatus::Failed,
                        ],
                        _ => &[],
                    };
                    shop.advance_along(order.id, path).await;
                }
            });
        at_once(tasks).await;
        assert_eq!(stock_and_sold(&shop, mug).await, 60);
        assert_eq!(stock_and_sold(&shop, cup).await, 45);
    }
    assert!(sold(&shop, mug.variant).await > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_simultaneous_taps_on_add_make_one_line_of_ten() {
    let shop = Arc::new(TestShop::open().await);
    let mug = shop.product("Mug", "12.50", 50).await;
    for _ in 0..10 {
        let alice = shop.customer("Alice").await;
        let id = alice.id;
        at_once((0..10).map(|_| {
            let db = shop.db.clone();
            async move {
                crate::shop::answer(
                    db.write(move |tx| cart::add(tx, id, mug.variant, NOW))
                        .await,
                )
                .unwrap();
            }
        }))
        .await;
        assert_eq!(shop.cart_lines(&alice).await, [("Mug".to_owned(), 10)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn simultaneous_defaults_leave_exactly_one() {
    let shop = Arc::new(TestShop::open().await);
    let alice = shop.customer("Alice").await;
    let mut addresses = Vec::new();
    for number in 0..8 {
        addresses.push(
            shop.address(&alice, &format!("No {number}"), "1 Main St")
                .await,
        );
    }
    for _ in 0..10 {
        let tasks = addresses.clone().into_iter().map(|address| {
            let (shop, alice) = (Arc::clone(&shop), alice.clone());
            async move { shop.make_default(&alice, address).await }
        });
        at_once(tasks).await;
        let defaults = shop
            .number("SELECT COUNT(*) FROM delivery_addresses WHERE is_default")
            .await;
        assert_eq!(defaults, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn simultaneous_checkout_taps_open_one_checkout() {
    let shop = Arc::new(TestShop::with_courier().await);
    let mug = shop.product("Mug", "12.50", 50).await;
    for round in 1..=10 {
        let alice = shop.regular("Alice").await;
        shop.fill(&alice, &[(mug, 1)]).await;
        let shown = at_once((0..8).map(|_| {
            let (shop, alice) = (Arc::clone(&shop), alice.clone());
            async move { shop.confirmation(&alice).await }
        }))
        .await;
        assert!(shown.iter().all(|other| *other == shown[0]));
        assert_eq!(shop.number("SELECT COUNT(*) FROM checkouts").await, round);
    }
}
