//! Customers say what they think of what they bought; others read it, and staff may hide it.

use crate::shop::{Item, Person, Shop};

/// The customer buys these together, and staff move the order along until it is completed.
async fn bought(shop: &Shop, staff: &Person, customer: &Person, items: &[&Item]) {
    for item in items {
        customer.adds(item).await;
    }
    customer.checks_out().await;
    customer.presses("Confirm").await;
    staff.hears("New order").await;
    for step in ["📦 Processing", "🚚 Shipped", "✅ Completed"] {
        staff.presses(&format!("Mark as: {step}")).await;
    }
    customer.hears("is completed. Enjoy!").await;
    assert_eq!(shop.orders().await[0].lines.len(), items.len());
}

#[tokio::test]
async fn a_buyer_gives_stars_and_words_and_others_read_them() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let (olga, alice) = (shop.admin("Olga").await, shop.regular("Alice").await);
    bought(&shop, &olga, &alice, &[&mug]).await;
    alice.presses("⭐ Review").await;
    insta::assert_snapshot!(alice.screen(), @r"
    ⭐ Mug
    How many stars do you give?

    Everybody can read your stars and words, with your first name: Alice. You can change or withdraw them at any time.
    [1 ☆] [2 ☆] [3 ☆] [4 ☆] [5 ☆]
    [⬅️ Back to the order]
    ");
    alice.presses("4 ☆").await;
    alice.is_toasted("Thank you!");
    insta::assert_snapshot!(alice.screen(), @r"
    ⭐ Mug
    Your review: ★★★★☆

    Thank you! Would you like to add a sentence or two? Just send them.

    Up to 500 characters. Everybody can read them, with your first name: Alice.
    [Leave it as it is]
    ");
    // The question survives a restart, and what cannot be an answer.
    shop.restart().await;
    alice.sends(&"x".repeat(501)).await;
    alice.sees("500");
    alice.sends("Holds <b>a lot</b> & does not leak.").await;
    alice.sees("Your review: ★★★★☆");
    alice.sees("Holds <b>a lot</b> & does not leak.");
    assert_eq!(alice.heard("Thank you for your review!"), 1);
    olga.hears("New review: Mug").await;
    let notice = olga.message();
    assert!(
        notice.text.contains("Holds <b>a lot</b> & does not leak."),
        "{notice:?}"
    );
    let bob = shop.customer("Bob");
    bob.sends(&format!("/start p{}", mug.product)).await;
    insta::assert_snapshot!(bob.screen(), @r"
    Mug

    $12.50
    ★ 4.0 · 1 review
    [🛒 Add to cart]
    [🤍 Save] [★ 4.0 (1)]
    [⬅️ Back to products] [🛒 Cart]
    ");
    bob.presses("★ 4.0 (1)").await;
    bob.sees("★★★★☆ Alice · ");
    bob.sees("Holds <b>a lot</b> & does not leak.");
    bob.does_not_see("My review");
    // Staff hide it: it is not read and does not count.
    olga.presses("🙈 Hide: ★★★★☆ Alice").await;
    olga.is_toasted("Customers do not see it any more");
    olga.sees("Hidden from customers");
    bob.presses("⬅️ Back").await;
    bob.does_not_see("★");
    alice.sends("/orders").await;
    alice.presses("ECO-").await;
    alice.presses("⭐ Review").await;
    alice.sees("The shop does not show this review at present.");
    olga.presses("👁 Show: ★★★★☆ Alice").await;
    olga.does_not_see("Hidden from customers");
    // It is changed, and withdrawn.
    alice.presses("2 ★").await;
    alice.sees("[2 ★] [3 ☆]");
    alice.presses("Other words").await;
    alice.presses("Leave it as it is").await;
    alice.sees("Holds <b>a lot</b> & does not leak.");
    alice.presses("🗑 Withdraw").await;
    alice.is_toasted("withdrawn");
    alice.sees("How many stars do you give?");
    bob.sends(&format!("/start p{}", mug.product)).await;
    bob.does_not_see("★");
    olga.presses("🙈 Hide: ★★★★☆ Alice").await;
    olga.is_alerted("This review is no longer there");
    shop.close().await;
}

#[tokio::test]
async fn an_order_of_several_things_asks_which_and_a_product_leads_to_ones_own_review() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let pot = shop.product("Pot", "30.00", 10).await;
    let (olga, alice) = (shop.admin("Olga").await, shop.regular("Alice").await);
    bought(&shop, &olga, &alice, &[&mug, &pot]).await;
    alice.sends("/orders").await;
    alice.presses("ECO-").await;
    alice.presses("⭐ Review").await;
    alice.sees("Which of it would you like to review?");
    alice.presses("✍️ Pot").await;
    alice.presses("5 ☆").await;
    // `/skip` leaves it as it is as well.
    alice.sends("/skip").await;
    alice.sees("Your review: ★★★★★");
    alice.presses("Back to the order").await;
    alice.presses("⭐ Review").await;
    alice.sees("[★★★★★ Pot]");
    alice.sees("[✍️ Mug]");
    olga.hears("New review: Pot").await;
    alice.sends("pot").await;
    alice.presses("Pot · ").await;
    alice.presses("★ 5.0 (1)").await;
    alice.presses("✍️ My review").await;
    alice.presses("✍️ Add words").await;
    // Cancelled, or left by another command, nothing of it changes.
    alice.sends("/cancel").await;
    alice.sees("Cancelled. Nothing was changed.");
    alice.sends("mug").await;
    alice.sees("Found for “mug”");
    // From the product on the staff's side.
    olga.sends("/admin").await;
    olga.presses("📦 Products").await;
    olga.presses("📂 Things").await;
    olga.presses("Pot").await;
    olga.presses("⭐ Reviews").await;
    olga.sees("★★★★★ Alice");
    shop.close().await;
}

#[tokio::test]
async fn a_forged_star_of_somebody_who_did_not_buy_is_refused() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let (olga, alice) = (shop.admin("Olga").await, shop.regular("Alice").await);
    bought(&shop, &olga, &alice, &[&mug]).await;
    let order = shop.orders().await[0].id;
    let mallory = shop.regular("Mallory").await;
    mallory.buys(&mug).await;
    mallory.sends("/start").await;
    let product = mug.product;
    for data in [
        format!("rs:{product}::5"),
        format!("rs:{product}:{order}:5"),
        format!("rs:{product}::9"),
        format!("rp:{product}:"),
        format!("rw:{product}:{order}"),
        format!("rn:{product}:"),
        format!("rx:{product}:"),
    ] {
        mallory.forges(&data).await;
        mallory.is_alerted("Only what you bought here can be reviewed");
    }
    mallory.forges(&format!("ro:{order}:0")).await;
    mallory.is_alerted("Order not found");
    let own = shop.orders().await;
    let own = own.iter().find(|other| other.id != order).unwrap().id;
    mallory.forges(&format!("ro:{own}:0")).await;
    mallory.is_alerted("once the order is completed");
    mallory.forges("r:999:0:").await;
    mallory.is_alerted("Product not found");
    // Nobody waits for words of hers, and six stars of a buyer are none.
    mallory.sends("Mallory was here").await;
    mallory.sees("Nothing found for");
    alice.sends("/start").await;
    alice.forges(&format!("rs:{product}::6")).await;
    alice.sees("How many stars do you give?");
    shop.expects_refusal("message is not modified");
    alice.forges(&format!("rw:{product}:")).await;
    alice.sees("How many stars do you give?");
    mallory.sends(&format!("/start p{product}")).await;
    mallory.does_not_see("★");
    shop.close().await;
}
