//! What happens in the instant in which somebody is forgotten.

use std::sync::Arc;

use ecombot::{
    db::DbError,
    domain::text::{AddressLabel, AddressText},
    params,
    shop::{
        UseCaseError, access,
        checkout::{self, Placement},
        privacy::erasure::{self, Outcome},
        profile,
    },
};
use tokio::sync::Barrier;

use super::{asks, later};
use crate::shop::{NOW, TestShop, at_once, now};

const ROUNDS: usize = 12;

/// Names and addresses that belong to nobody any more.
const STRAY: &str = "SELECT (SELECT COUNT(*) FROM orders o JOIN users u ON u.id = o.user_id
         WHERE u.unreachable = 'erased' AND (o.phone <> '' OR o.address <> ''))
     + (SELECT COUNT(*) FROM delivery_addresses a JOIN users u ON u.id = a.user_id WHERE u.unreachable = 'erased')
     + (SELECT COUNT(*) FROM users WHERE unreachable = 'erased' AND (phone IS NOT NULL OR first_name <> ''))";

#[tokio::test(flavor = "multi_thread")]
async fn an_order_in_that_instant_is_placed_and_keeps_its_customer_or_is_not_placed() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 500).await;
    let (mut placed, mut erased) = (0, 0);
    for round in 0..ROUNDS {
        let alice = shop.regular(&format!("Alice {round}")).await;
        let first = shop.buy(&alice, &[(mug, 1)]).await;
        super::over(&shop, first.id).await;
        shop.fill(&alice, &[(mug, 1)]).await;
        let shown = shop.confirmation(&alice).await;
        asks(&shop, &alice).await.unwrap();
        let barrier = Arc::new(Barrier::new(2));
        let ordering = {
            let (db, settings) = (shop.db.clone(), shop.shop.clone());
            let (profile, start) = (alice.profile.clone(), Arc::clone(&barrier));
            tokio::spawn(async move {
                start.wait().await;
                // As the bot does: what failed is tried again.
                for _ in 0..3 {
                    let (settings, profile) = (settings.clone(), profile.clone());
                    let outcome = db
                        .write(move |tx| {
                            let customer = access::visitor(tx, &profile, NOW)?.customer;
                            checkout::place(
                                tx,
                                &settings,
                                &customer,
                                shown.checkout,
                                shown.revision,
                                now(),
                            )
                        })
                        .await;
                    match outcome {
                        Ok(Placement::Placed(_)) => return true,
                        Ok(other) => panic!("{other:?}"),
                        Err(UseCaseError::Refused(_)) => return false,
                        Err(UseCaseError::Db(_)) => {}
                    }
                }
                panic!("neither placed nor refused");
            })
        };
        let (db, settings, id) = (shop.db.clone(), shop.shop.clone(), alice.id);
        barrier.wait().await;
        let outcome = db
            .write(move |tx| erasure::erase(tx, &settings, id, later()))
            .await
            .unwrap();
        let is_placed = ordering.await.unwrap();
        match outcome {
            Outcome::Erased { orders: 1, .. } => {
                assert!(!is_placed, "somebody is forgotten with an order under way");
                erased += 1;
            }
            Outcome::NotDue => {
                assert!(is_placed, "neither forgotten nor served");
                placed += 1;
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(shop.number(STRAY).await, 0, "round {round}");
    }
    assert_eq!(placed + erased, ROUNDS);
    let sold = shop
        .number("SELECT CAST(SUM(quantity) AS BIGINT) FROM order_items")
        .await;
    let left = i64::from(shop.stock_of(mug).await);
    assert_eq!(sold + left, 500);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_saved_in_that_instant_belongs_to_the_new_customer_or_is_gone() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 500).await;
    for round in 0..ROUNDS {
        let alice = shop.regular(&format!("Alice {round}")).await;
        let order = shop.buy(&alice, &[(mug, 1)]).await;
        super::over(&shop, order.id).await;
        asks(&shop, &alice).await.unwrap();
        let (db, profile) = (shop.db.clone(), alice.profile.clone());
        let barrier = Arc::new(Barrier::new(2));
        let start = Arc::clone(&barrier);
        let saving = tokio::spawn(async move {
            start.wait().await;
            for _ in 0..3 {
                let profile = profile.clone();
                let saved = db
                    .write(move |tx| {
                        let customer = access::visitor(tx, &profile, NOW)?.customer.id;
                        let label = AddressLabel::parse("Office").unwrap();
                        let text = AddressText::parse("9 Quay St").unwrap();
                        profile::add_address(tx, customer, &label, &text, None, NOW)
                    })
                    .await;
                if saved.is_ok() {
                    return;
                }
            }
            panic!("not saved");
        });
        let (settings, id) = (shop.shop.clone(), alice.id);
        barrier.wait().await;
        let outcome = shop
            .db
            .write(move |tx| erasure::erase(tx, &settings, id, later()))
            .await
            .unwrap();
        assert!(matches!(outcome, Outcome::Erased { .. }), "{outcome:?}");
        saving.await.unwrap();
        assert_eq!(shop.number(STRAY).await, 0, "round {round}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_ten_who_forget_somebody_at_once_one_does() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let alice = shop.regular("Alice").await;
    let order = shop.buy(&alice, &[(mug, 1)]).await;
    super::over(&shop, order.id).await;
    asks(&shop, &alice).await.unwrap();
    let clocks = (0..10).map(|_| {
        let (db, settings, id) = (shop.db.clone(), shop.shop.clone(), alice.id);
        async move {
            db.write(move |tx| erasure::erase(tx, &settings, id, later()))
                .await
        }
    });
    let outcomes: Result<Vec<Outcome>, DbError> = at_once(clocks).await.into_iter().collect();
    let outcomes = outcomes.unwrap();
    let is_erased = |outcome: &&Outcome| matches!(outcome, Outcome::Erased { .. });
    assert_eq!(outcomes.iter().filter(is_erased).count(), 1, "{outcomes:?}");
    let told = shop
        .read(|tx| {
            let sql = "SELECT COUNT(*) FROM outbox WHERE notice LIKE '%forgotten%'";
            tx.query_one(sql, params![], |row| row.take::<i64>())
        })
        .await;
    assert_eq!(told, 1);
    let recorded = "SELECT COUNT(*) FROM audit WHERE subject = 'customer'";
    assert_eq!(shop.number(recorded).await, 1);
}
