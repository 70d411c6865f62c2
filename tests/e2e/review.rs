//! What changed between cart and Confirm: shown, and kept or removed line by line.

use crate::shop::{Item, Person, Shop};

/// A customer in front of the confirmation of two mugs, two cups and a jar, of which prices and
/// stock change.
async fn overtaken(shop: &Shop) -> (Person, [Item; 3]) {
    let mug = shop.product("Mug", "12.50", 10).await;
    let cup = shop.product("Cup", "3.00", 10).await;
    let jar = shop.product("Jar", "1.00", 10).await;
    let alice = shop.regular("Alice").await;
    for item in [&mug, &cup] {
        alice.adds(item).await;
        alice.presses("Add to cart").await;
    }
    alice.adds(&jar).await;
    alice.checks_out().await;
    shop.reprice(&mug, "15.00").await;
    shop.set_stock(&cup, 1).await;
    shop.set_stock(&jar, 0).await;
    (alice, [mug, cup, jar])
}

#[tokio::test]
async fn what_changed_is_kept_or_removed_line_by_line() {
    let shop = Shop::open().await;
    let (alice, _) = overtaken(&shop).await;
    let screen = alice.message().id;
    alice.presses("Confirm").await;
    insta::assert_snapshot!(alice.screen(), @r"
    ❗ Not enough in stock, so nothing was ordered:
    • Mug now costs $15.00 instead of $12.50.
    • Cup: you want 2, we have 1.
    • Jar: you want 1, we have 0.
    [✅ Keep Mug] [❌ Remove]
    [✅ Keep 1 × Cup] [❌ Remove]
    [❌ Remove Jar]
    [✅ Keep all] [❌ Remove all]
    [🛒 Cart] [✖️ Cancel]
    ");
    alice.presses("Keep Mug").await;
    alice.does_not_see("Mug");
    alice.presses("Keep 1 × Cup").await;
    alice.sees("Jar: you want 1, we have 0.");
    alice.does_not_see("Keep all");
    alice.presses("Remove Jar").await;
    alice.sees("Mug · $15.00 × 2 = $30.00\nCup · $3.00 × 1 = $3.00\n");
    alice.sees("Goods: $33.00\nDelivery: $5.00\nTotal: $38.00");
    assert_eq!(alice.message().id, screen);
    alice.presses("Confirm").await;
    alice.sees("Thank you!");
    assert_eq!(shop.orders().await[0].total.minor(), 3800);
    shop.close().await;
}

#[tokio::test]
async fn all_that_can_be_is_kept_at_once_and_the_rest_removed_at_once() {
    let shop = Shop::open().await;
    let (alice, _) = overtaken(&shop).await;
    alice.presses("Confirm").await;
    alice.presses("Keep all").await;
    alice.sees("Jar: you want 1, we have 0.");
    alice.does_not_see("Cup");
    alice.presses("Remove Jar").await;
    alice.sees("Total: $38.00");
    shop.close().await;
}

#[tokio::test]
async fn a_cart_of_which_everything_is_removed_ends_the_checkout() {
    let shop = Shop::open().await;
    let (alice, _) = overtaken(&shop).await;
    alice.presses("Confirm").await;
    alice.presses("Remove all").await;
    alice.sees("Your cart is empty, so there is nothing to order yet.");
    assert_eq!(shop.orders().await, []);
    alice.sends("/cart").await;
    alice.sees("Your cart is empty.");
    shop.close().await;
}

#[tokio::test]
async fn forged_answers_to_a_review_change_nothing() {
    let shop = Shop::open().await;
    shop.expects_refusal("message is not modified");
    let (alice, [mug, cup, _]) = overtaken(&shop).await;
    let stranger = shop.product("Bowl", "9.00", 10).await;
    alice.presses("Confirm").await;
    let review = alice.message();
    let data = |label: &str| {
        let mut buttons = review.buttons.iter().flatten();
        let button = buttons.find(|button| button.text.contains(label));
        button.unwrap().data.clone().unwrap()
    };
    // Kept or removed of what was never in the cart, or has not changed.
    let keep = data("Keep Mug");
    let foreign = keep.replace(
        &format!(":{}", mug.variant),
        &format!(":{}", stranger.variant),
    );
    assert_ne!(keep, foreign);
    alice.forges(&foreign).await;
    alice.forges(&foreign.replace("bk:", "bd:")).await;
    assert_eq!(alice.screen(), review.screen());

    let mallory = shop.regular("Mallory").await;
    mallory.sends("/start").await;
    for label in ["Keep Mug", "Keep all", "Remove all", "Remove Jar"] {
        mallory.forges(&data(label)).await;
        mallory.is_alerted("This checkout is over.");
    }
    // A line that was kept is not removed by the button beside it.
    alice.presses("Keep Mug").await;
    let removed = review.buttons[0][1].data.clone().unwrap();
    alice.forges(&removed).await;
    alice.sends("/cart").await;
    alice.sees("Mug\n  $15.00 × 2 = $30.00");
    assert_eq!(shop.stock(&cup).await, 1);
    shop.close().await;
}

#[tokio::test]
async fn a_price_that_changes_again_is_shown_again() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    shop.reprice(&mug, "15.00").await;
    alice.presses("Confirm").await;
    shop.reprice(&mug, "16.00").await;
    alice.presses("Keep Mug").await;
    alice.sees("Mug · $16.00 × 1 = $16.00");
    shop.reprice(&mug, "17.00").await;
    alice.presses("Confirm").await;
    alice.sees("Mug now costs $17.00 instead of $16.00.");
    assert_eq!(shop.orders().await, []);
    shop.close().await;
}
