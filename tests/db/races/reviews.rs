//! Stars given, changed, withdrawn and hidden at once: one review for each person, and sums that
//! are those of the reviews.

use ecombot::{
    domain::{
        catalog::Sight,
        review::{Rating, Review},
    },
    shop::{
        access::Permit,
        favourites,
        reviews::{self, staff},
    },
};
use futures::future::BoxFuture;

use crate::reviews::{adds_up, owner, rate, withdraw};

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn simultaneous_stars_of_one_person_are_one_review() {
    let shop = Arc::new(TestShop::with_courier().await);
    let mug = shop.product("Mug", "12.50", 90).await;
    for round in 1..=8 {
        let alice = owner(&shop, "Alice", &[mug]).await;
        let before = shop.show(mug).await.unwrap().rating;
        let given = at_once((0..10).map(|tap| {
            let (shop, alice) = (Arc::clone(&shop), alice.clone());
            async move { rate(&shop, &alice, mug, 1 + tap % 5).await.unwrap() }
        }))
        .await;
        let ids: Vec<_> = given
            .into_iter()
            .map(|own| own.review.unwrap().id)
            .collect();
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        let after = shop.show(mug).await.unwrap().rating;
        assert_eq!((before.count(), after.count()), (round - 1, round));
        adds_up(&shop).await;
    }
}

/// The review of somebody, if there is one at this moment.
async fn review(shop: &TestShop, person: &Person, item: Item) -> Option<Review> {
    let own = shop.visit(person, move |tx, shop, customer| {
        reviews::own(tx, shop, customer, item.product)
    });
    own.await.unwrap().review
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_at_once_the_sums_are_those_of_what_is_shown() {
    let shop = Arc::new(TestShop::with_courier().await);
    let mug = shop.product("Mug", "12.50", 900).await;
    let pot = shop.product("Pot", "30.00", 900).await;
    let mut people = Vec::new();
    for number in 0..6 {
        people.push(owner(&shop, &format!("Ann {number}"), &[mug, pot]).await);
    }
    for round in 0..6_u8 {
        let mut tasks: Vec<BoxFuture<'static, ()>> = Vec::new();
        for (number, person) in (0_u8..).zip(&people) {
            for item in [mug, pot, mug] {
                let (here, buyer) = (Arc::clone(&shop), person.clone());
                tasks.push(Box::pin(async move {
                    match (number + round) % 4 {
                        0 => withdraw(&here, &buyer, item).await,
                        stars => drop(rate(&here, &buyer, item, stars + 1).await.unwrap()),
                    }
                }));
                let (shop, person) = (Arc::clone(&shop), person.clone());
                tasks.push(Box::pin(async move {
                    let Some(review) = review(&shop, &person, item).await else {
                        return;
                    };
                    let is_hidden = (number + round) % 2 == 0;
                    let hidden = shop.ask(move |tx| {
                        let by = Permit::operator();
                        staff::set_hidden(tx, &by, review.id, is_hidden, NOW)
                    });
                    // Withdrawn in that moment, or hidden.
                    assert!(matches!(hidden.await, Ok(_) | Err(staff::Unknown)));
                }));
            }
        }
        at_once(tasks).await;
        adds_up(&shop).await;
    }
    for person in &people {
        for item in [mug, pot] {
            withdraw(&shop, person, item).await;
        }
    }
    assert_eq!(shop.show(mug).await.unwrap().rating, Rating::default());
    adds_up(&shop).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn simultaneous_hearts_keep_a_product_once() {
    let shop = Arc::new(TestShop::open().await);
    let mug = shop.product("Mug", "12.50", 9).await;
    let alice = shop.customer("Alice").await.id;
    for _ in 0..5 {
        let taps = (0..10).map(|_| {
            let shop = Arc::clone(&shop);
            async move {
                let sight = Sight::Product(mug.product);
                let liked = shop.ask(move |tx| favourites::like(tx, alice, sight, NOW));
                liked.await.unwrap();
            }
        });
        at_once(taps).await;
        assert_eq!(shop.number("SELECT COUNT(*) FROM favourites").await, 1);
        let sight = Sight::Variant(mug.variant);
        shop.ask(move |tx| favourites::unlike(tx, alice, sight))
            .await
            .unwrap();
    }
}
