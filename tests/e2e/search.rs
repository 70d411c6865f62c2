//! Customers search: by typing at any time, and with `/search`.

use ecombot::params;

use crate::shop::Shop;

#[tokio::test]
async fn typing_words_searches_whatever_the_case_and_forgives_a_slip() {
    let shop = Shop::open().await;
    shop.product("Кружка", "12.50", 10).await;
    shop.product("Teapot", "30.00", 10).await;
    let alice = shop.customer("Alice");
    alice.sends("КРУЖ").await;
    insta::assert_snapshot!(alice.screen(), @r"
    Found for “КРУЖ”:
    [Кружка · $12.50]
    [🏠 Shop]
    ");
    alice.presses("Кружка").await;
    alice.sees("[🛒 Add to cart]");
    alice.sends("taepot").await;
    insta::assert_snapshot!(alice.screen(), @r"
    Nothing is called just “taepot”. This comes close:
    [Teapot · $30.00]
    [🏠 Shop]
    ");
    for nothing in ["100% _nothing_", "☕🎉", "\"foo* OR NEAR("] {
        alice.sends(nothing).await;
        alice.sees(&format!("Nothing found for “{nothing}”"));
    }
    alice.sends(&"x".repeat(4000)).await;
    alice.sees("Nothing found for “xxx");
    shop.close().await;
}

#[tokio::test]
async fn what_was_found_is_turned_page_by_page_and_a_product_leads_back_to_its_page() {
    let mut shop = Shop::open().await;
    for number in 1..=12 {
        shop.product(&format!("Mug {number:02}"), "1.00", 9).await;
    }
    let alice = shop.customer("Alice");
    alice.sends("mug").await;
    alice.sees("Found for “mug”:");
    alice.sees("[Mug 10 · $1.00]");
    alice.does_not_see("Mug 11");
    let screen = alice.message().id;
    alice.presses("➡️").await;
    insta::assert_snapshot!(alice.screen(), @r"
    Found for “mug”, page 2:
    [Mug 11 · $1.00]
    [Mug 12 · $1.00]
    [⬅️]
    [🏠 Shop]
    ");
    // Another customer's search is another one.
    let bob = shop.customer("Bob");
    bob.sends("vase").await;
    alice.presses("Mug 12").await;
    alice.sees("[⬅️ Back to what was found]");
    // Also after a restart.
    shop.restart().await;
    alice.presses("Back to what was found").await;
    alice.sees("Found for “mug”, page 2:");
    alice.presses("⬅️").await;
    alice.sees("[Mug 01 · $1.00]");
    assert_eq!(alice.message().id, screen, "all in one message");
    // What a forged button asks for is not there: the first page is.
    alice.presses("➡️").await;
    alice.forges("s:4294967295").await;
    alice.sees("[Mug 01 · $1.00]");
    let carol = shop.customer("Carol");
    carol.sends("/help").await;
    carol.forges("s:1").await;
    carol.sees("Hello, Carol!");
    shop.close().await;
}

#[tokio::test]
async fn the_search_command_takes_words_or_asks_for_them() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.sends("/search").await;
    alice.sees("What are you looking for?");
    alice.sends("muug mug").await;
    alice.sees("[Mug · $12.50]");
    alice.sends("/search@shop_bot  MUG ").await;
    alice.sees("Found for “MUG”:");
    // In the middle of a question it searches, too, and the question is left.
    alice.adds(&mug).await;
    alice.sends("/cart").await;
    alice.presses("Checkout").await;
    alice.presses("Add a comment").await;
    alice.sends("/search mug").await;
    alice.sees("[Mug · $12.50]");
    alice.sends("mug").await;
    alice.sees("Found for “mug”:");
    shop.close().await;
}

#[tokio::test]
async fn what_is_hidden_or_sold_for_the_last_time_is_found_no_more() {
    let shop = Shop::open().await;
    shop.product("Mug", "12.50", 10).await;
    let cup = shop.product("Mug with a crack", "1.00", 1).await;
    let alice = shop.customer("Alice");
    alice.sends("mug").await;
    alice.sees("Mug with a crack");
    shop.withdraw(&cup).await;
    alice.sends("mug").await;
    alice.does_not_see("Mug with a crack");
    shop.close().await;
}

#[tokio::test]
async fn a_search_that_came_while_the_bot_was_away_is_answered() {
    let mut shop = Shop::open().await;
    shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    shop.stop().await;
    alice.user.send("mug");
    shop.come_back().await;
    alice.sees("[Mug · $12.50]");
    shop.close().await;
}

#[tokio::test]
async fn a_shop_from_before_there_was_a_search_is_searchable_after_its_start() {
    let mut shop = Shop::open().await;
    for number in 1..=3 {
        shop.product(&format!("Mug {number}"), "1.00", 9).await;
    }
    let alice = shop.customer("Alice");
    shop.stop().await;
    for table in ["search_index", "search_words", "search_progress"] {
        let sql = format!("DELETE FROM {table}");
        shop.write(move |tx| tx.execute(&sql, params![])).await;
    }
    shop.reopen().await;
    shop.is_read().await;
    alice.sends("mug 3").await;
    alice.sees("[Mug 3 · $1.00]");
    shop.close().await;
}
