//! What was ordered before.

use crate::shop::{Shop, masked, numbers};

#[tokio::test]
async fn without_orders_the_history_says_so() {
    let shop = Shop::open().await;
    let alice = shop.customer("Alice");
    alice.sends("/orders").await;
    insta::assert_snapshot!(alice.screen(), @"You have no orders yet.");
    shop.close().await;
}

#[tokio::test]
async fn orders_are_listed_newest_first_five_to_a_page() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 100).await;
    let alice = shop.regular("Alice").await;
    let mut placed = Vec::new();
    for _ in 0..7 {
        alice.buys(&mug).await;
        placed.insert(0, numbers(&alice.screen()).remove(0));
    }
    alice.sends("/orders").await;
    let listed = |screen: &str| {
        let mut listed = numbers(screen);
        listed.truncate(listed.len() / 2);
        listed
    };
    assert_eq!(listed(&alice.screen()), placed[..5]);
    alice.does_not_see("[⬅️]");
    alice.presses("➡️").await;
    assert_eq!(listed(&alice.screen()), placed[5..]);
    alice.does_not_see("[➡️]");
    alice.presses("⬅️").await;
    assert_eq!(listed(&alice.screen()), placed[..5]);
    shop.close().await;
}

#[tokio::test]
async fn an_order_shows_everything_agreed_and_leads_back() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 100).await;
    let pot = shop.product("Pot", "1200.00", 100).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&pot).await;
    alice.presses("Add to cart").await;
    alice.buys(&mug).await;
    alice.sends("/orders").await;
    insta::assert_snapshot!(masked(&alice.screen()), @r"
    📦 Your orders

    NUMBER · ⏳ Pending
    DATE · $2,417.50
    [NUMBER · $2,417.50]
    ");
    let number = numbers(&alice.screen()).remove(0);
    // The thanks for the order has a button of the same name.
    alice.presses_in(&alice.message(), &number).await;
    let detail = alice.screen();
    insta::assert_snapshot!(masked(&detail), @r"
    📦 Order NUMBER
    DATE
    Status: ⏳ Pending

    🚚 Courier today: 12 Harbour Street, Springfield

    Pot · $1,200.00 × 2 = $2,400.00
    Mug · $12.50 × 1 = $12.50

    Delivery: $5.00
    Total: $2,417.50
    [✖️ Cancel order]
    [🔁 Order again]
    [💬 Message the shop]
    [⬅️ Back to orders]
    ");
    alice.presses("Back to orders").await;
    alice.sees("Your orders");

    shop.reprice(&pot, "1.00").await;
    shop.withdraw(&mug).await;
    alice.presses_in(&alice.message(), &number).await;
    alice.sees("Mug (no longer available) · $12.50 × 1 = $12.50");
    alice.sees("Pot · $1,200.00 × 2 = $2,400.00");
    alice.sees("Total: $2,417.50");
    shop.close().await;
}

#[tokio::test]
async fn another_customers_order_is_not_found() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 100).await;
    let alice = shop.regular("Alice").await;
    let mallory = shop.regular("Mallory").await;
    alice.buys(&mug).await;
    let order = shop.orders().await.remove(0);
    mallory.forges(&format!("od:{}:", order.id)).await;
    mallory.is_alerted("Order not found.");
    mallory.forges("od:99999:").await;
    mallory.is_alerted("Order not found.");
    mallory.sends("/orders").await;
    mallory.sees("You have no orders yet.");
    shop.close().await;
}
