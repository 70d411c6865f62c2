//! The cart: what is in it, what it comes to, and what it refuses.

use crate::shop::Shop;

#[tokio::test]
async fn adding_leaves_the_product_on_screen_and_the_stock_alone() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.is_toasted("Added to cart");
    alice.sees("[🛒 Add to cart]");
    alice.presses("Add to cart").await;
    assert_eq!(shop.stock(&mug).await, 10);
    alice.sends("/cart").await;
    insta::assert_snapshot!(alice.screen(), @r"
    🛒 Your cart · 1 item

    Mug
      $12.50 × 2 = $25.00
    ────────────────
    Total: $25.00
    [Mug]
    [➖] [2] [➕] [❌]
    [✅ Checkout]
    [🗂 Catalog]
    ");
    assert!(alice.message().html.contains("<pre>Mug\n"));
    shop.close().await;
}

#[tokio::test]
async fn the_buttons_of_a_line_change_it_in_place() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "2699.50", 10).await;
    let pot = shop.product("Pot", "30.00", 10).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.sends("/cart").await;
    let cart = alice.message().id;
    alice.presses("➕").await;
    alice.is_toasted("Quantity +1");
    alice.sees("Total: $5,399.00");
    alice.presses("➖").await;
    alice.is_toasted("Quantity -1");
    alice.sees("Total: $2,699.50");
    assert_eq!(alice.message().id, cart);
    alice.adds(&pot).await;
    alice.sends("/cart").await;
    alice.sees("2 items");
    alice.presses("❌").await;
    alice.is_toasted("Item removed");
    alice.does_not_see("Mug");
    alice.sees("Total: $30.00");
    alice.presses("Pot").await;
    alice.presses("🛒 Cart").await;
    alice.presses("➖").await;
    alice.is_toasted("Item removed");
    insta::assert_snapshot!(alice.screen(), @r"
    Your cart is empty.
    [🗂 Catalog]
    ");
    alice.presses("Catalog").await;
    alice.sees("[Things]");
    shop.close().await;
}

#[tokio::test]
async fn a_quantity_can_be_typed_and_has_limits() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "1.00", 500).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.sends("/cart").await;
    alice.presses("1").await;
    alice.sees("How many of Mug? Send a number from 1 to 100.");
    for nonsense in ["many", "0", "101", "-2", "1.5"] {
        alice.sends(nonsense).await;
        alice.sees("Please send a whole number from 1 to 100.");
    }
    alice.sends("100").await;
    alice.sees("Total: $100.00");
    // The screen stays as it is, which Telegram calls an error.
    shop.expects_refusal("message is not modified");
    alice.presses("➕").await;
    alice.is_alerted("at most 100");
    alice.sees("$1.00 × 100 = $100.00");
    shop.close().await;
}

#[tokio::test]
async fn no_more_goes_into_the_cart_than_there_is() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "1.00", 2).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.presses("Add to cart").await;
    alice.presses("Add to cart").await;
    alice.is_alerted("Only 2 in stock");
    alice.sends("/cart").await;
    alice.presses("2").await;
    alice.sends("3").await;
    alice.sees("Only 2 in stock");
    alice.sends("1").await;
    alice.sees("$1.00 × 1 = $1.00");
    shop.set_stock(&mug, 0).await;
    alice.adds(&mug).await;
    alice.is_alerted("Sold out");
    shop.close().await;
}

#[tokio::test]
async fn an_old_cart_heals_when_its_line_is_gone() {
    let shop = Shop::open().await;
    // The old buttons are gone already.
    shop.expects_refusal("message is not modified");
    let mug = shop.product("Mug", "1.00", 5).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.sends("/cart").await;
    let old = alice.message();
    alice.sends("/cart").await;
    alice.presses("❌").await;
    for button in ["➕", "➖", "❌", "1"] {
        alice.sends("/start").await;
        alice.adds(&mug).await;
        alice.sends("/cart").await;
        let old_cart = alice.message();
        alice.sends("/cart").await;
        alice.presses("❌").await;
        alice.presses_old(&old_cart, button).await;
        alice.is_alerted("no longer in your cart");
        assert_eq!(alice.message().text, "Your cart is empty.", "{button}");
    }
    alice.presses_old(&old, "Mug").await;
    alice.does_not_see("Product not found");
    shop.close().await;
}

#[tokio::test]
async fn the_cart_follows_prices_and_the_range() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "10.00", 5).await;
    let pot = shop.product("Pot", "30.00", 5).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.adds(&pot).await;
    shop.reprice(&mug, "12.00").await;
    alice.sends("/cart").await;
    alice.sees("❗ Mug now costs $12.00 (was $10.00).");
    alice.sees("Total: $42.00");
    shop.withdraw(&pot).await;
    alice.sends("/cart").await;
    alice.does_not_see("Pot");
    alice.sees("Total: $12.00");
    shop.close().await;
}

#[tokio::test]
async fn the_cart_survives_a_restart() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "10.00", 5).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    shop.restart().await;
    alice.sends("/cart").await;
    alice.sees("Total: $10.00");
    shop.close().await;
}

#[tokio::test]
async fn nobody_reaches_into_anothers_cart() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "10.00", 5).await;
    let alice = shop.customer("Alice");
    let mallory = shop.customer("Mallory");
    alice.adds(&mug).await;
    alice.sends("/cart").await;
    let before = alice.screen();
    mallory.sends("/cart").await;
    shop.expects_refusal("message is not modified");
    let buttons = alice.message().buttons;
    for data in buttons
        .iter()
        .flatten()
        .filter_map(|button| button.data.as_deref())
    {
        if data.starts_with('k') {
            mallory.forges(data).await;
            mallory.is_alerted("no longer in your cart");
        }
    }
    mallory.forges("a:99999999").await;
    mallory.is_alerted("Product not found");
    alice.sends("/cart").await;
    assert_eq!(alice.screen(), before);
    mallory.sends("/cart").await;
    mallory.sees("Your cart is empty.");
    shop.close().await;
}

#[tokio::test]
async fn a_quantity_of_what_is_gone_is_not_asked_for_any_more() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let pot = shop.product("Pot", "30.00", 10).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.adds(&pot).await;
    alice.sends("/cart").await;
    // The first line's.
    alice.presses("1").await;
    alice.sees("How many of Mug?");
    shop.withdraw(&mug).await;
    alice.sends("3").await;
    assert_eq!(alice.heard("This item is no longer in your cart."), 1);
    alice.sees("Total: $30.00");
    alice.sends("Pot").await;
    alice.sees("Found for “Pot”");
    shop.close().await;
}
