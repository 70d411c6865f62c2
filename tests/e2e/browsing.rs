//! The customer looks around: categories and products.

use crate::shop::Shop;

#[tokio::test]
async fn start_greets_and_offers_the_top_categories_in_the_owners_order() {
    let shop = Shop::open().await;
    shop.category_in(None, "Books", 2).await;
    let zebras = shop.category_in(None, "Zebras", 1).await;
    shop.category_in(Some(zebras), "Foals", 0).await;
    shop.category_in(None, "Apples", 2).await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    insta::assert_snapshot!(alice.screen(), @r"
    Hello, Alice! Choose a category, or just type what you are looking for.
    [Zebras] [Apples] [Books]
    [❤️ Favourites] [🕘 Seen lately]
    [🛒 Cart] [ℹ️ About]
    ");
    shop.close().await;
}

#[tokio::test]
async fn categories_nest_and_back_goes_one_level_up_in_the_same_message() {
    let shop = Shop::open().await;
    let kitchen = shop.category("Kitchen").await;
    let cups = shop.category_in(Some(kitchen), "Cups", 0).await;
    shop.product_in(cups, "Mug", "12.50", 10, "").await;
    shop.product_in(kitchen, "Whisk", "4.00", 0, "").await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    let first = alice.message().id;
    alice.presses("Kitchen").await;
    insta::assert_snapshot!(alice.screen(), @r"
    Kitchen
    [Cups]
    [Whisk · sold out]
    [⬅️ Back] [🛒 Cart]
    ");
    alice.presses("Cups").await;
    insta::assert_snapshot!(alice.screen(), @r"
    Cups
    [Mug · $12.50]
    [⬅️ Back] [🛒 Cart]
    ");
    alice.presses("Back").await;
    alice.sees("Kitchen");
    alice.presses("Back").await;
    alice.sees("Hello, Alice!");
    assert_eq!(alice.message().id, first);
    shop.close().await;
}

#[tokio::test]
async fn a_long_category_is_browsed_a_page_at_a_time() {
    let shop = Shop::open().await;
    let things = shop.category("Things").await;
    for number in 1..=12 {
        let name = format!("Thing {number:02}");
        shop.product_in(things, &name, "1.00", 9, "").await;
    }
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    alice.presses("Things").await;
    alice.sees("Thing 10");
    alice.does_not_see("Thing 11");
    alice.does_not_see("[⬅️]");
    alice.presses("➡️").await;
    alice.sees("Thing 11");
    alice.sees("Thing 12");
    alice.does_not_see("Thing 10");
    alice.does_not_see("[➡️]");
    alice.presses("⬅️").await;
    alice.sees("Thing 01");
    alice.does_not_see("Thing 11");
    shop.close().await;
}

#[tokio::test]
async fn a_product_shows_what_it_is_and_leads_back_to_its_category() {
    let shop = Shop::open().await;
    let kitchen = shop.category("Kitchen").await;
    let mug = shop
        .product_in(kitchen, "Mug", "12.50", 40, "Blue, 300 ml.")
        .await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    let first = alice.message().id;
    alice.presses("Kitchen").await;
    alice.presses("Mug").await;
    insta::assert_snapshot!(alice.screen(), @r"
    Mug

    Blue, 300 ml.

    $12.50
    [🛒 Add to cart]
    [🤍 Save]
    [⬅️ Back to products] [🛒 Cart]
    ");
    alice.presses("Back to products").await;
    alice.sees("Kitchen");
    alice.sees("[Mug · $12.50]");
    assert_eq!(alice.message().id, first);
    shop.set_stock(&mug, 3).await;
    alice.presses("Mug").await;
    alice.sees("Only 3 left");
    shop.set_stock(&mug, 0).await;
    alice.sends(&format!("/start p{}", mug.product)).await;
    alice.sees("Sold out");
    shop.close().await;
}

#[tokio::test]
async fn a_withdrawn_product_is_gone_and_its_old_button_says_so() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    alice.presses("Things").await;
    shop.withdraw(&mug).await;
    alice.presses("Mug").await;
    alice.is_alerted("Product not found");
    alice.presses("Back").await;
    alice.presses("Things").await;
    alice.sees("There is nothing here at the moment.");
    alice.sees("[⬅️ Back]");
    alice.sends("mug").await;
    alice.sees("Nothing found for “mug”.");
    shop.close().await;
}

#[tokio::test]
async fn an_empty_shop_says_so() {
    let shop = Shop::open().await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    alice.sees("There is nothing on the shelves yet.");
    shop.close().await;
}
