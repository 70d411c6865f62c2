//! Customers keep what they like, and find again what they looked at.

use crate::shop::Shop;

#[tokio::test]
async fn a_heart_keeps_a_product_and_a_double_tap_does_not_undo_it() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    alice.presses("❤️ Favourites").await;
    alice.sees("Nothing here yet. Tap 🤍 on a product");
    alice.sends(&format!("/start p{}", mug.product)).await;
    let page = alice.message();
    alice.presses("🤍 Save").await;
    alice.is_toasted("Among your favourites now");
    // The second tap of a quick two means the same button.
    shop.expects_refusal("message is not modified");
    alice.presses_old(&page, "🤍 Save").await;
    alice.is_toasted("Among your favourites now");
    insta::assert_snapshot!(alice.screen(), @r"
    Mug

    $12.50
    [🛒 Add to cart]
    [❤️ Saved]
    [⬅️ Back to products] [🛒 Cart]
    ");
    assert_eq!(alice.message().id, page.id, "drawn anew in place");
    alice.sends("/favourites").await;
    insta::assert_snapshot!(alice.screen(), @r"
    ❤️ Your favourites
    [Mug · $12.50]
    [🕘 Seen lately] [🏠 Shop]
    ");
    shop.set_stock(&mug, 0).await;
    // Also after a restart.
    shop.restart().await;
    alice.sends("/favorites").await;
    alice.presses("Mug · sold out").await;
    insta::assert_snapshot!(alice.screen(), @r"
    Mug

    $12.50
    Sold out
    [🛒 Add to cart]
    [🔔 Tell me when it is back]
    [❤️ Saved]
    [⬅️ Back to favourites] [🛒 Cart]
    ");
    // The one is not the other: a favourite stays, and nobody is told because of it.
    alice.presses("Tell me when it is back").await;
    alice.presses("❤️ Saved").await;
    alice.is_toasted("No longer among your favourites");
    alice.sees("[🔕 Do not tell me]");
    alice.presses("Back to favourites").await;
    alice.sees("Nothing here yet");
    shop.close().await;
}

#[tokio::test]
async fn a_heart_forgets_nothing_that_was_chosen() {
    let shop = Shop::open().await;
    let sizes: &[(&[&str], &str, u32)] = &[(&["S"], "9.00", 3), (&["M"], "9.50", 3)];
    shop.with_options("Shirt", &["Size"], sizes).await;
    let alice = shop.customer("Alice");
    alice.sends("shirt").await;
    alice.presses("Shirt").await;
    alice.presses("🤍 Save").await;
    alice.sees("👇 Please choose: Size");
    alice.presses("M").await;
    alice.sees("[✅ M]");
    alice.sees("[❤️ Saved]");
    alice.presses("❤️ Saved").await;
    alice.sees("[✅ M]");
    alice.presses("🤍 Save").await;
    alice.sees("$9.50");
    alice.sees("[⬅️ Back to what was found]");
    shop.close().await;
}

#[tokio::test]
async fn what_is_gone_is_no_favourite_and_a_forged_one_is_refused() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.sends(&format!("/start p{}", mug.product)).await;
    alice.presses("🤍 Save").await;
    shop.withdraw(&mug).await;
    alice.presses("❤️ Saved").await;
    alice.is_alerted("Product not found");
    for data in ["fa:999:", "fA:999.1:", "fX:999.1:", "fx:999:"] {
        alice.forges(data).await;
        alice.is_alerted("Product not found");
    }
    alice.sends("/favourites").await;
    alice.sees("Nothing here yet");
    // A page that is not there is the first one.
    alice.forges("f:1").await;
    alice.sees("Nothing here yet");
    shop.close().await;
}

#[tokio::test]
async fn what_was_looked_at_is_found_again_until_it_is_cleared() {
    let mut shop = Shop::open().await;
    shop.product("Mug", "12.50", 10).await;
    shop.product("Pot", "30.00", 10).await;
    let (alice, bob) = (shop.customer("Alice"), shop.customer("Bob"));
    for name in ["Mug", "Pot", "Mug"] {
        alice.sends("/start").await;
        alice.presses("Things").await;
        alice.presses(name).await;
    }
    bob.sends("/start").await;
    bob.presses("🕘 Seen lately").await;
    bob.sees("Products that you look at can be found here again.");
    // What the closing shop had not written yet it writes when it closes.
    shop.restart().await;
    alice.sends("/start").await;
    alice.presses("🕘 Seen lately").await;
    insta::assert_snapshot!(alice.screen(), @r"
    🕘 Seen lately
    [Mug · $12.50]
    [Pot · $30.00]
    [🧹 Clear the list]
    [❤️ Favourites] [🏠 Shop]
    ");
    alice.presses("Pot").await;
    alice.presses("Back to seen lately").await;
    let screen = alice.screen();
    assert!(screen.find("Pot") < screen.find("Mug"), "{screen}");
    alice.presses("Clear the list").await;
    alice.is_toasted("The list is empty");
    alice.sees("Products that you look at can be found here again.");
    alice.presses("Favourites").await;
    alice.presses("Seen lately").await;
    alice.does_not_see("Pot");
    shop.close().await;
}
