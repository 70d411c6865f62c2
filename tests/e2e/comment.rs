//! What a customer tells the shop with an order.

use crate::shop::{Person, Shop};

async fn is_about_to_confirm(shop: &Shop) -> Person {
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice
}

#[tokio::test]
async fn a_comment_goes_with_the_order_to_everybody_who_sees_it() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let alice = is_about_to_confirm(&shop).await;
    alice.presses("Add a comment").await;
    insta::assert_snapshot!(alice.screen(), @r"
    What should the shop know about this order? Send it in one message.
    [⬅️ Back]
    ");
    alice.sends("Ring <b>twice</b> & wait\nThank you").await;
    alice.sees("💬 Ring <b>twice</b> & wait\nThank you");
    alice.sees("[💬 Change the comment]");
    alice.presses("Confirm").await;
    let order = shop.orders().await.remove(0);
    let words = "Ring <b>twice</b> & wait\nThank you";
    assert_eq!(order.comment.as_deref(), Some(words));
    alice.presses("ECO-").await;
    alice.sees(words);
    olga.hears(words).await;
    shop.close().await;
}

#[tokio::test]
async fn a_comment_is_changed_and_taken_back() {
    let shop = Shop::open().await;
    let alice = is_about_to_confirm(&shop).await;
    let before = alice.screen();
    alice.presses("Add a comment").await;
    alice.presses("Back").await;
    assert_eq!(alice.screen(), before);
    alice.presses("Add a comment").await;
    alice.sends("Blue, please").await;
    let first = alice.message();
    alice.presses("Change the comment").await;
    alice.sees("[🗑 Remove the comment]");
    alice.sends("Red, please").await;
    alice.sees("💬 Red, please");
    // A confirmation with other words is not what would be ordered.
    alice
        .forges(first.buttons[0][0].data.as_deref().unwrap())
        .await;
    alice.sees("Nothing was ordered yet");
    assert_eq!(shop.orders().await, []);
    alice.presses("Change the comment").await;
    alice.presses("Remove the comment").await;
    assert_eq!(alice.screen(), before);
    alice.presses("Confirm").await;
    assert_eq!(shop.orders().await[0].comment, None);
    shop.close().await;
}

#[tokio::test]
async fn blank_and_overlong_comments_are_asked_again_and_the_longest_is_taken() {
    let shop = Shop::open().await;
    let alice = is_about_to_confirm(&shop).await;
    alice.presses("Add a comment").await;
    alice.sends(" \n ").await;
    alice.sees("That was empty.");
    alice.sends(&"x".repeat(501)).await;
    alice.sees("too long: at most 500 characters");
    alice.sees("[⬅️ Back]");
    let longest = "&".repeat(500);
    alice.sends(&longest).await;
    alice.sees(&longest);
    alice.presses("Confirm").await;
    alice.sees("Thank you!");
    shop.close().await;
}

#[tokio::test]
async fn a_comment_belongs_to_one_order_and_one_checkout() {
    let shop = Shop::open().await;
    let alice = is_about_to_confirm(&shop).await;
    alice.presses("Add a comment").await;
    let question = alice.message();
    alice.sends("Blue, please").await;
    alice.presses("Confirm").await;
    let mug = shop.product("Pot", "30.00", 10).await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.does_not_see("Blue, please");
    alice.sees("[💬 Add a comment]");
    // Another customer's, and one that is over.
    let ask = format!("bm:{}", 1);
    let mallory = shop.customer("Mallory");
    mallory.sends("/start").await;
    for data in [ask.as_str(), "bM:1", "bm:999"] {
        mallory.forges(data).await;
        mallory.is_alerted("This checkout is over.");
    }
    assert!(question.buttons.len() == 1);
    assert_eq!(
        shop.orders().await[0].comment.as_deref(),
        Some("Blue, please")
    );
    shop.close().await;
}

#[tokio::test]
async fn cancel_leaves_the_comment_and_keeps_the_checkout() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.presses("Add a comment").await;
    alice.sends("/cancel").await;
    alice.sees("Cancelled. Nothing was changed.");
    alice.sends("/cart").await;
    alice.presses("Continue checkout").await;
    alice.does_not_see("💬 /cancel");
    alice.presses("Confirm").await;
    alice.sees("Thank you!");
    shop.close().await;
}
