//! What the shop says of itself, and what can be done here.

use ecombot::{
    domain::text::{Description, Name, Terms},
    shop::about::About,
};

use crate::shop::Shop;

#[tokio::test]
async fn a_silent_shop_says_so() {
    let shop = Shop::open().await;
    let alice = shop.customer("Alice");
    alice.sends("/about").await;
    insta::assert_snapshot!(alice.screen(), @r"
    ℹ️ About us

    The shop has not said anything about itself yet.
    [🏠 Shop]
    ");
    alice.sends("/help").await;
    alice.sees("What you can do here");
    alice.does_not_see("☎️");
    alice.sees("[🏠 Shop] [ℹ️ About]");
    shop.close().await;
}

#[tokio::test]
async fn the_shop_says_who_it_is_and_how_to_reach_it() {
    let shop = Shop::open().await;
    shop.says(About {
        name: Some(Name::parse("Mugs & <More>").unwrap()),
        story: Some(Description::parse("Since 1999.\nBy hand.").unwrap()),
        hours: Some(Name::parse("Mon-Fri 9-18").unwrap()),
        contact: Some(Description::parse("@mugs_and_more").unwrap()),
        terms: Some(Terms::parse("30 days to return.").unwrap()),
    })
    .await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    let screen = alice.message().id;
    alice.presses("About").await;
    insta::assert_snapshot!(alice.screen(), @r"
    ℹ️ Mugs & <More>

    Since 1999.
    By hand.

    🕘 Mon-Fri 09:00-18:00
    ☎️ @mugs_and_more
    [🏠 Shop] [📄 Terms]
    ");
    assert_eq!(alice.message().id, screen);
    alice.presses("🏠 Shop").await;
    assert_eq!(alice.message().id, screen);
    alice.sends("/help").await;
    alice.sees("You can also reach us here: @mugs_and_more");
    alice.presses("About").await;
    alice.sees("Since 1999.");
    shop.close().await;
}

#[tokio::test]
async fn the_longest_words_of_a_shop_are_shown_whole() {
    let shop = Shop::open().await;
    let end = |length: usize| format!("{}END", "<&> ".repeat(length).split_at(length - 3).0);
    shop.says(About {
        name: Some(Name::parse(&end(Name::MAX)).unwrap()),
        story: Some(Description::parse(&end(Description::MAX)).unwrap()),
        hours: Some(Name::parse(&end(Name::MAX)).unwrap()),
        contact: Some(Description::parse(&end(Description::MAX)).unwrap()),
        terms: Some(Terms::parse(&end(Terms::MAX)).unwrap()),
    })
    .await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    alice.presses("About").await;
    let messages = alice.user.messages();
    let said: usize = messages
        .iter()
        .map(|one| one.text.matches("END").count())
        .sum();
    assert_eq!(said, 4);
    alice.presses("📄 Terms").await;
    alice.sees("END");
    assert!(alice.message().text.contains("Terms\n"));
    alice.presses("⬅️ Back").await;
    alice.presses("🏠 Shop").await;
    let messages = alice.user.messages();
    assert!(messages.iter().all(|one| !one.text.contains("END")));
    shop.close().await;
}
