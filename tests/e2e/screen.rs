//! The one living screen of a chat: edited in place while it is the last thing, sent anew after
//! anything else, and never with two sets of buttons.

use ecombot::emulator::Message;

use crate::shop::{Item, Person, Shop};

/// Requests of one method in one chat.
fn made(shop: &Shop, person: &Person, method: &str) -> usize {
    let calls = shop.server.calls_of(method);
    let here = |params: &serde_json::Value| params["chat_id"] == person.user.id();
    calls.iter().filter(|call| here(&call.params)).count()
}

fn find(person: &Person, id: i64) -> Message {
    let messages = person.user.messages();
    let found = messages.into_iter().find(|message| message.id == id);
    found.expect("the message is still there")
}

async fn is_in_front_of(person: &Person, item: &Item) {
    person.sends("/start").await;
    person.presses("Things").await;
    person.forges(&format!("p:{}:", item.product)).await;
}

#[tokio::test]
async fn what_was_typed_brings_a_new_screen_and_the_old_one_loses_its_buttons_once() {
    let shop = Shop::open().await;
    shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    let first = alice.message();
    for (round, typed) in ["Mug", "/cart", "/orders", "/profile", "/help"]
        .into_iter()
        .enumerate()
    {
        alice.sends(typed).await;
        let expected = if typed == "/orders" || round > 2 {
            round
        } else {
            round + 1
        };
        assert_eq!(
            made(&shop, &alice, "editMessageReplyMarkup"),
            expected,
            "{typed}"
        );
        assert!(alice.with_buttons().len() <= 1, "{typed}");
    }
    assert_eq!(find(&alice, first.id).text, first.text);
    shop.close().await;
}

#[tokio::test]
async fn after_a_notice_the_screen_comes_anew_below_it() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let pot = shop.product("Pot", "30.00", 10).await;
    shop.photos(&pot, &[40, 50]).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    let receipt = alice.message();
    olga.hears("New order").await;
    is_in_front_of(&alice, &pot).await;
    let product = alice.message();
    olga.presses("Processing").await;
    alice.hears("is being packed").await;
    let notice = alice.message();
    assert_eq!(alice.pictures(), [40, 50], "a notice takes nothing away");
    alice.presses_in(&product, "Back to products").await;
    assert!(alice.message().id > notice.id);
    alice.sees("[Mug · $12.50]");
    assert_eq!(alice.pictures(), [0; 0]);
    assert!(find(&alice, product.id).buttons.is_empty());
    let (receipt_now, notice_now) = (find(&alice, receipt.id), find(&alice, notice.id));
    assert_eq!(
        (receipt_now.text, receipt_now.buttons),
        (receipt.text, receipt.buttons)
    );
    assert_eq!(
        (notice_now.text, notice_now.buttons),
        (notice.text, notice.buttons)
    );
    // From here on it is edited in place again.
    let screen = alice.message().id;
    alice.presses("Mug").await;
    assert_eq!(alice.message().id, screen);
    shop.close().await;
}

#[tokio::test]
async fn receipts_and_notices_keep_their_words_and_open_below() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    let receipt = alice.message();
    for button in ["ECO-", "🏠 Shop", "ECO-"] {
        alice.presses_in(&receipt, button).await;
        assert!(alice.message().id > receipt.id, "{button}");
        assert_eq!(
            find(&alice, receipt.id).buttons,
            receipt.buttons,
            "{button}"
        );
        assert_eq!(find(&alice, receipt.id).text, receipt.text);
        assert_eq!(alice.with_buttons().len(), 2, "{button}");
    }
    olga.hears("New order").await;
    let told = olga.message();
    olga.presses_in(&told, "Processing").await;
    olga.is_alerted("Now 📦 Processing.");
    assert_eq!(find(&olga, told.id).text, told.text);
    assert!(olga.message().id > told.id);
    alice.hears("is being packed").await;
    let notice = alice.message();
    alice.presses_in(&notice, "ECO-").await;
    alice.sees("Status: 📦 Processing");
    assert_eq!(find(&alice, notice.id).text, notice.text);
    shop.close().await;
}

#[tokio::test]
async fn a_receipt_keeps_its_buttons_after_a_restart() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    let receipt = alice.message();
    shop.restart().await;
    alice.presses_in(&receipt, "ECO-").await;
    alice.sees("Status: ⏳ Pending");
    assert_eq!(find(&alice, receipt.id).buttons, receipt.buttons);

    alice.buys(&mug).await;
    let receipt = alice.message();
    shop.restart().await;
    alice.sends("/cart").await;
    assert_eq!(find(&alice, receipt.id).buttons, receipt.buttons);
    shop.close().await;
}

#[tokio::test]
async fn an_outdated_button_of_a_receipt_leaves_its_words_alone() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    let receipt = alice.message();
    alice.forges("!zz:1").await;
    alice.is_alerted("This button is outdated.");
    alice.presses_in(&receipt, "🏠 Shop").await;
    assert_eq!(find(&alice, receipt.id).text, receipt.text);
    assert!(alice.message().id > receipt.id);
    alice.sees("Hello, Alice!");
    shop.close().await;
}

#[tokio::test]
async fn a_confirmation_above_other_messages_is_done_when_its_receipt_comes_below() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    let confirmation = alice.message();
    alice.sends("/teapot").await;
    alice.presses("Confirm").await;
    alice.sees("Thank you!");
    assert!(alice.message().id > confirmation.id);
    assert!(find(&alice, confirmation.id).buttons.is_empty());
    assert_eq!(alice.with_buttons().len(), 1);
    assert_eq!(shop.orders().await.len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn two_quick_taps_leave_one_screen() {
    let shop = Shop::open().await;
    shop.expects_refusal("message is not modified");
    shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    let screen = alice.message().id;
    for label in ["Things", "Mug", "🛒 Cart", "Catalog"] {
        let taps = [alice.user.press(label), alice.user.press(label)];
        for tap in taps {
            alice.settled(tap.unwrap()).await;
        }
        assert_eq!(alice.message().id, screen, "{label}");
        assert_eq!(alice.with_buttons().len(), 1, "{label}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_button_of_an_old_message_works_below_and_is_taken_away() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    is_in_front_of(&alice, &mug).await;
    let old = alice.message();
    alice.sends("/cart").await;
    assert!(find(&alice, old.id).buttons.is_empty());
    // Seen on another device before it went.
    shop.expects_refusal("message is not modified");
    alice.presses_old(&old, "Add to cart").await;
    alice.is_toasted("Added to cart");
    alice.sees("Your cart is empty.");
    alice.presses_old(&old, "Back to products").await;
    alice.sees("[Mug · $12.50]");
    assert!(alice.message().id > old.id);
    assert_eq!(find(&alice, old.id).text, old.text);
    assert_eq!(alice.with_buttons().len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn outdated_buttons_get_one_that_works_and_stale_ones_a_word() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    shop.photos(&mug, &[40]).await;
    let alice = shop.customer("Alice");
    is_in_front_of(&alice, &mug).await;
    let photo = alice.message();
    alice.forges("of:another:release").await;
    alice.is_alerted("This button is outdated.");
    assert_eq!(alice.message().labels(), ["🏠 Shop"]);
    assert_eq!(alice.message().text, photo.text);
    alice.presses("🏠 Shop").await;
    alice.sees("Hello, Alice!");
    assert_eq!(alice.pictures(), [0; 0]);
    let home = alice.message();
    alice.user.make_inaccessible(home.id);
    alice.presses("Things").await;
    alice.is_alerted("no longer available");
    shop.close().await;
}

#[tokio::test]
async fn a_screen_deleted_by_the_customer_comes_anew() {
    let shop = Shop::open().await;
    shop.expects_refusal("not found");
    let mug = shop.product("Mug", "12.50", 10).await;
    shop.photos(&mug, &[40]).await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    let home = alice.user.press("Things").unwrap();
    alice.user.delete_message(alice.message().id);
    alice.settled(home).await;
    alice.sees("[Mug · $12.50]");
    alice.presses("Mug").await;
    assert_eq!(alice.pictures(), [40]);
    shop.close().await;
}

#[tokio::test]
async fn after_a_restart_the_screen_goes_on_where_it_was() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    is_in_front_of(&alice, &mug).await;
    let screen = alice.message().id;
    shop.restart().await;
    alice.presses("Back to products").await;
    assert_eq!(alice.message().id, screen);
    alice.presses("Mug").await;
    alice.presses("Add to cart").await;
    shop.restart().await;
    alice.sends("/cart").await;
    assert!(find(&alice, screen).buttons.is_empty());
    assert_eq!(alice.with_buttons().len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn browsing_writes_nothing_for_the_screens_own_sake() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let pot = shop.product("Pot", "30.00", 10).await;
    shop.photos(&mug, &[40]).await;
    shop.photos(&pot, &[50, 60]).await;
    let alice = shop.customer("Alice");
    let tour = [
        "Things",
        "Mug",
        "Back to products",
        "Pot",
        "Back to products",
        "⬅️ Back",
    ];
    alice.sends("/start").await;
    for label in tour {
        alice.presses(label).await;
    }
    // Everything is uploaded, and everybody is known.
    let written = shop.screens_written_down().await;
    for label in tour {
        alice.presses(label).await;
    }
    assert_eq!(shop.screens_written_down().await, written);
    shop.close().await;
}

#[tokio::test]
async fn a_screen_without_buttons_is_not_taken_for_one() {
    let shop = Shop::open().await;
    let alice = shop.customer("Alice");
    alice.sends("/profile").await;
    alice.presses("Edit phone").await;
    alice.presses("Cancel").await;
    assert!(alice.message().buttons.is_empty());
    let cancelled = alice.screen();
    alice.sends("/start").await;
    alice.sees("Hello, Alice!");
    assert!(
        alice
            .user
            .messages()
            .iter()
            .any(|message| message.text == cancelled)
    );
    shop.close().await;
}

#[tokio::test]
async fn a_notice_after_a_restart_is_not_passed_over_either() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    olga.hears("New order").await;
    is_in_front_of(&alice, &mug).await;
    let product = alice.message();
    shop.restart().await;
    olga.presses("Processing").await;
    alice.hears("is being packed").await;
    let notice = alice.message();
    alice.presses_in(&product, "Back to products").await;
    assert!(alice.message().id > notice.id);
    alice.sees("[Mug · $12.50]");
    assert!(find(&alice, product.id).buttons.is_empty());
    shop.close().await;
}

#[tokio::test]
async fn a_shop_that_moves_to_another_bot_starts_its_chats_anew() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    // Telegram counts the messages of every bot by themselves.
    while alice.message().id < 600 {
        alice.sends("/cart").await;
    }
    alice.adds(&mug).await;
    shop.becomes("4200000043:other").await;
    let alice = shop.meets_again(&alice);
    alice.sends("/start").await;
    let screen = alice.message().id;
    alice.presses("Things").await;
    assert_eq!(alice.message().id, screen);
    alice.sends("/cart").await;
    alice.sees("Mug");
    assert_eq!(alice.with_buttons().len(), 1);
    shop.close().await;
}
