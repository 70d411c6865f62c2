//! Many people at once.

use futures::future::join_all;

use crate::shop::{Person, Shop};

#[tokio::test]
async fn sixty_customers_complete_a_purchase_at_once() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 200).await;
    let people: Vec<Person> = (1..=60)
        .map(|number| shop.customer(&format!("Customer {number}")))
        .collect();
    join_all(people.iter().map(|person| person.buys(&mug))).await;
    let orders = shop.orders().await;
    assert_eq!(orders.len(), 60);
    let mut numbers: Vec<&str> = orders.iter().map(|order| order.number.as_str()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 60);
    assert_eq!(shop.stock(&mug).await, 140);
    for person in &people {
        let mine = orders
            .iter()
            .filter(|order| order.telegram == person.telegram_id());
        assert_eq!(mine.count(), 1);
        assert_eq!(person.heard("Thank you! Your order"), 1);
    }
    shop.close().await;
}

#[tokio::test]
async fn forty_buyers_of_five_items_buy_five() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 5).await;
    let people: Vec<Person> = (0..40).map(|_| shop.customer("Alice")).collect();
    join_all(people.iter().map(|person| async {
        person.adds(&mug).await;
        person.checks_out().await;
        person.answers_everything().await;
        person.sees("[✅ Confirm]");
    }))
    .await;
    let pressed: Vec<i64> = people
        .iter()
        .map(|person| person.user.press("Confirm").unwrap())
        .collect();
    for (person, update) in people.iter().zip(pressed) {
        person.settled(update).await;
    }
    let happy = people
        .iter()
        .filter(|person| person.screen().contains("Thank you!"));
    assert_eq!(happy.count(), 5);
    let told = people
        .iter()
        .filter(|person| person.screen().contains("• Mug: you want 1, we have 0."));
    assert_eq!(told.count(), 35);
    assert_eq!(shop.orders().await.len(), 5);
    assert_eq!(shop.stock(&mug).await, 0);
    shop.close().await;
}

#[tokio::test]
async fn ten_confirms_at_once_are_one_order() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    // The same presses under new numbers have been answered already, and nothing changes.
    shop.expects_refusal("query is too old");
    shop.expects_refusal("message is not modified");
    let pressed: Vec<i64> = (0..5)
        .map(|_| alice.user.press("Confirm").unwrap())
        .collect();
    let mut last = 0;
    for update in pressed {
        alice.user.redeliver(update);
        last = alice.user.repeat(update);
    }
    alice.settled(last).await;
    alice.sees("Thank you! Your order");
    assert_eq!(shop.orders().await.len(), 1);
    assert_eq!(shop.stock(&mug).await, 9);
    shop.close().await;
}

#[tokio::test]
async fn opposite_carts_and_cancelled_orders_leave_the_stock_right() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 30).await;
    let pot = shop.product("Pot", "30.00", 30).await;
    let olga = shop.admin("Olga").await;
    let people: Vec<Person> = (0..20).map(|_| shop.customer("Alice")).collect();
    join_all(people.iter().enumerate().map(|(index, person)| {
        let (first, second) = if index % 2 == 0 {
            (&mug, &pot)
        } else {
            (&pot, &mug)
        };
        async move {
            person.adds(first).await;
            person.buys(second).await;
        }
    }))
    .await;
    assert_eq!((shop.stock(&mug).await, shop.stock(&pot).await), (10, 10));
    let orders = shop.orders().await;
    assert_eq!(orders.len(), 20);
    for order in &orders[..7] {
        olga.forges(&format!("mo:{}", order.id)).await;
        olga.presses("Cancel this order").await;
        olga.presses("Cancel without a reason").await;
        olga.is_alerted("Now ✖️ Cancelled.");
    }
    assert_eq!((shop.stock(&mug).await, shop.stock(&pot).await), (17, 17));
    shop.close().await;
}

#[tokio::test]
async fn a_crowd_in_front_of_a_new_product_waits_for_one_upload() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    shop.photos(&mug, &[40, 50]).await;
    let people: Vec<_> = (0..40).map(|_| shop.customer("Somebody")).collect();
    let link = format!("/start p{}", mug.product);
    join_all(people.iter().map(|person| person.sends(&link))).await;
    for person in &people {
        assert_eq!(person.pictures(), [40, 50]);
        person.sees("Add to cart");
    }
    assert_eq!(
        shop.uploads(),
        2,
        "each photo once, whoever opened it first"
    );
    shop.close().await;
}
