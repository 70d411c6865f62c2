//! How an order gets to its customer: the way of last time, what is asked, what it costs.

use ecombot::domain::delivery::DeliveryKind;

use crate::shop::{Item, Person, Shop};

/// A shop with two couriers, two pickup points, and mugs.
async fn choices() -> (Shop, Item) {
    let shop = Shop::open().await;
    shop.courier(DeliveryKind::NationalExpress, "9.00", None)
        .await;
    shop.pickup_point("Corner shop", "1 Main St").await;
    shop.pickup_point("Harbour shop", "2 Quay").await;
    let mug = shop.product("Mug", "12.50", 100).await;
    (shop, mug)
}

/// Orders, perhaps by another way than the one proposed.
async fn orders_by(person: &Person, item: &Item, way: Option<&str>) {
    person.adds(item).await;
    person.checks_out().await;
    if let Some(way) = way {
        person.presses("Change delivery").await;
        person.presses(way).await;
    }
    person.presses("Confirm").await;
    person.sees("Thank you!");
}

async fn is_proposed(person: &Person, item: &Item, words: &str) {
    person.adds(item).await;
    person.checks_out().await;
    person.sees(words);
    person.presses("Cancel").await;
    person.sends("/cart").await;
    person.presses("❌").await;
}

#[tokio::test]
async fn the_way_of_the_last_order_is_proposed_for_the_next() {
    let (shop, mug) = choices().await;
    let alice = shop.regular("Alice").await;
    is_proposed(&alice, &mug, "🚚 Courier today: 12 Harbour Street").await;
    orders_by(&alice, &mug, Some("Express post")).await;
    is_proposed(&alice, &mug, "🚚 Express post: 12 Harbour Street").await;
    orders_by(&alice, &mug, Some("Harbour shop")).await;
    is_proposed(&alice, &mug, "🏬 Store pickup: Harbour shop: 2 Quay").await;
    orders_by(&alice, &mug, None).await;
    is_proposed(&alice, &mug, "🏬 Store pickup: Harbour shop: 2 Quay").await;
    // Somebody else's way is nobody's habit.
    let bob = shop.regular("Bob").await;
    is_proposed(&bob, &mug, "🚚 Courier today").await;
    shop.close().await;
}

#[tokio::test]
async fn a_way_that_is_gone_is_replaced_by_the_usual_one() {
    let (shop, mug) = choices().await;
    let alice = shop.regular("Alice").await;
    orders_by(&alice, &mug, Some("Harbour shop")).await;
    shop.no_pickup_point("Harbour shop", "2 Quay").await;
    is_proposed(&alice, &mug, "🚚 Courier today").await;
    orders_by(&alice, &mug, Some("Corner shop")).await;
    shop.pickup_only().await;
    is_proposed(&alice, &mug, "🏬 Store pickup: Corner shop: 1 Main St").await;
    shop.close().await;
}

#[tokio::test]
async fn who_collects_is_never_asked_for_an_address() {
    let (shop, mug) = choices().await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.sees("we still need your phone number and your delivery address.");
    alice.sees("🧾 Goods: $12.50 · Delivery: $5.00 · Total: $17.50");
    alice.presses("👤 Alice").await;
    alice.sees("🧾 Goods: $12.50 · Delivery: $5.00 · Total: $17.50");
    alice.shares_phone("+15551234567").await;
    alice.sees("Where should we deliver?");
    alice.sees("🧾 Goods: $12.50 · Delivery: $5.00 · Total: $17.50");
    alice.sends("1 Elm St").await;
    alice.presses("Change delivery").await;
    alice.sees("🧾 Goods: $12.50");
    alice.presses("Corner shop").await;
    alice.sees("Delivery: free\nTotal: $12.50");
    alice.presses("Confirm").await;
    // Of the next order everything is known; of another courier only the address is.
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.sees("🏬 Store pickup: Corner shop: 1 Main St");
    shop.close().await;
}

#[tokio::test]
async fn a_command_in_the_middle_pauses_and_the_cart_goes_on() {
    let (shop, mug) = choices().await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.presses("👤 Alice").await;
    assert!(alice.user.reply_keyboard().is_some());
    alice.sends("/orders").await;
    assert_eq!(alice.user.reply_keyboard(), None);
    assert_eq!(alice.heard("Checkout paused."), 1);
    alice.sends("Mug").await;
    alice.sees("Found for “Mug”");
    alice.sends("/cart").await;
    alice.sees("[✅ Continue checkout]");
    alice.presses("Continue checkout").await;
    alice.sees("share your phone number");
    alice.sends("+15551234567").await;
    alice.sends("1 Elm St").await;
    alice.sees("👤 Alice, +15551234567");
    alice.presses("Confirm").await;
    alice.sees("Thank you!");
    alice.sends("/cart").await;
    alice.does_not_see("Continue checkout");
    shop.close().await;
}

#[tokio::test]
async fn a_checkout_that_cannot_go_on_asks_nothing_any_more() {
    let answers = ["Alice Archer", "+15551234567", "1 Elm St"];
    for answered in 0..answers.len() {
        let shop = Shop::open().await;
        let mug = shop.product("Mug", "12.50", 10).await;
        shop.product("Pot", "30.00", 10).await;
        let alice = shop.customer("Alice");
        alice.adds(&mug).await;
        alice.checks_out().await;
        for answer in &answers[..answered] {
            alice.sends(answer).await;
        }
        shop.withdraw(&mug).await;
        alice.sends(answers[answered]).await;
        alice.sees("Your cart is empty, so there is nothing to order yet.");
        assert_eq!(alice.user.reply_keyboard(), None, "{answered} answers");
        alice.sends("Pot").await;
        alice.sees("Found for “Pot”");
        shop.close().await;
    }
}
