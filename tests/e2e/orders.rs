//! What customers do with an order of theirs: call it off, order again, write to the shop.

use ecombot::domain::order::{Order, OrderStatus};

use crate::shop::{Item, Person, Shop, masked};

/// Opens the newest order from the list.
async fn opens_order(person: &Person) {
    person.sends("/orders").await;
    person.presses_in(&person.message(), "ECO-").await;
    person.sees("📦 Order");
}

async fn only_order(shop: &Shop) -> Order {
    shop.orders().await.remove(0)
}

/// A shop with an administrator, and a customer who has bought one of ten mugs.
async fn bought() -> (Shop, Item, Person, Person) {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    olga.hears("New order").await;
    (shop, mug, olga, alice)
}

#[tokio::test]
async fn an_order_nobody_has_begun_with_can_be_called_off() {
    let (shop, mug, olga, alice) = bought().await;
    opens_order(&alice).await;
    let screen = alice.message().id;
    alice.presses("Cancel order").await;
    insta::assert_snapshot!(masked(&alice.screen()), @r"
    Cancel the order NUMBER? This cannot be undone.
    [✖️ Yes, cancel it]
    [No, keep it]
    ");
    alice.presses("No, keep it").await;
    alice.sees("Status: ⏳ Pending");
    alice.presses("Cancel order").await;
    alice.presses("Yes, cancel it").await;
    alice.is_alerted("Your order is cancelled.");
    alice.sees("Status: ✖️ Cancelled");
    alice.does_not_see("Cancel order");
    assert_eq!(alice.message().id, screen);
    assert_eq!(only_order(&shop).await.status, OrderStatus::Cancelled);
    assert_eq!(shop.stock(&mug).await, 10);
    olga.hears("Alice has cancelled the order").await;
    let told = olga.message();
    olga.presses_in(&told, "ECO-").await;
    olga.sees("Status: ✖️ Cancelled");
    olga.does_not_see("Mark as");
    // Its customer knows: they did it.
    assert_eq!(alice.heard("was cancelled"), 0);
    shop.close().await;
}

#[tokio::test]
async fn called_off_twice_is_called_off_once() {
    let (shop, mug, olga, alice) = bought().await;
    shop.expects_refusal("message is not modified");
    opens_order(&alice).await;
    alice.presses("Cancel order").await;
    let question = alice.message();
    // Two quick taps, and one on another device.
    let taps = [
        alice.user.press("Yes, cancel it"),
        alice.user.press("Yes, cancel it"),
    ];
    for tap in taps {
        alice.settled(tap.unwrap()).await;
        alice.is_alerted("Your order is cancelled.");
    }
    alice.presses_old(&question, "Yes, cancel it").await;
    alice.is_alerted("Your order is cancelled.");
    alice.sees("Status: ✖️ Cancelled");
    assert_eq!(shop.stock(&mug).await, 10);
    olga.hears("has cancelled the order").await;
    alice.sends("/start").await;
    assert_eq!(olga.heard("has cancelled the order"), 1);
    shop.close().await;
}

#[tokio::test]
async fn an_order_that_is_being_packed_is_not_called_off_any_more() {
    let (shop, mug, olga, alice) = bought().await;
    opens_order(&alice).await;
    alice.presses("Cancel order").await;
    let question = alice.message();
    olga.presses("Processing").await;
    alice.hears("is being packed").await;
    alice.presses_in(&question, "Yes, cancel it").await;
    alice.is_alerted("too late to cancel this order here: 📦 Processing");
    alice.sees("Status: 📦 Processing");
    alice.does_not_see("Cancel order");
    assert_eq!(only_order(&shop).await.status, OrderStatus::Processing);
    assert_eq!(shop.stock(&mug).await, 9);
    assert_eq!(olga.heard("has cancelled"), 0);
    shop.close().await;
}

#[tokio::test]
async fn what_an_administrator_does_with_a_cancelled_order_is_refused() {
    let (shop, mug, olga, alice) = bought().await;
    let told = olga.message();
    opens_order(&alice).await;
    alice.presses("Cancel order").await;
    alice.presses("Yes, cancel it").await;
    olga.hears("has cancelled the order").await;
    olga.presses_in(&told, "Processing").await;
    olga.is_alerted("Not possible: this order is now ✖️ Cancelled.");
    assert_eq!(only_order(&shop).await.status, OrderStatus::Cancelled);
    assert_eq!(shop.stock(&mug).await, 10);
    shop.close().await;
}

#[tokio::test]
async fn another_customers_order_is_neither_called_off_nor_bought_nor_asked_about() {
    let (shop, mug, olga, _alice) = bought().await;
    let mallory = shop.regular("Mallory").await;
    let order = only_order(&shop).await;
    mallory.sends("/start").await;
    for data in ["oc:ID:", "oC:ID:", "or:ID", "oq:ID", "od:ID:"] {
        for id in [order.id.to_string(), "999999".into()] {
            mallory.forges(&data.replace("ID", &id)).await;
            mallory.is_alerted("Order not found.");
        }
    }
    // Nothing is asked either.
    mallory.sends("Mug").await;
    mallory.sees("Found for “Mug”");
    mallory.sends("/cart").await;
    mallory.sees("Your cart is empty.");
    assert_eq!(only_order(&shop).await.status, OrderStatus::Pending);
    assert_eq!(shop.stock(&mug).await, 9);
    assert_eq!(olga.heard("Mallory"), 0);
    shop.close().await;
}

#[tokio::test]
async fn ordering_again_fills_the_cart_and_pressed_twice_not_twice() {
    let shop = Shop::open().await;
    shop.expects_refusal("message is not modified");
    let mug = shop.product("Mug", "12.50", 10).await;
    let pot = shop.product("Pot", "30.00", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.presses("Add to cart").await;
    alice.buys(&pot).await;
    opens_order(&alice).await;
    let order = alice.message();
    shop.reprice(&pot, "31.00").await;
    alice.presses("Order again").await;
    alice.is_toasted("Added to cart");
    alice.sees("Mug\n  $12.50 × 2 = $25.00\nPot\n  $31.00 × 1 = $31.00");
    alice.presses_old(&order, "Order again").await;
    alice.sees("Total: $56.00");
    // What is in the cart already counts, and more than that is left alone.
    alice.presses("➕").await;
    alice.presses_old(&order, "Order again").await;
    alice.sees("$12.50 × 3 = $37.50");
    alice.presses("Checkout").await;
    // Today's price is what they have just seen.
    alice.sees("Please check your order");
    alice.presses("Confirm").await;
    alice.sees("Thank you!");
    shop.close().await;
}

#[tokio::test]
async fn ordering_again_brings_what_there_is_and_names_the_rest() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let pot = shop.product("Pot", "30.00", 10).await;
    let cup = shop.product("Cup", "3.00", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.presses("Add to cart").await;
    alice.adds(&cup).await;
    alice.buys(&pot).await;
    opens_order(&alice).await;
    let order = alice.message();
    shop.set_stock(&mug, 1).await;
    shop.withdraw(&pot).await;
    alice.presses("Order again").await;
    alice.is_alerted("There is not enough of: Mug, Pot");
    alice.sees("Mug\n  $12.50 × 1 = $12.50\nCup\n  $3.00 × 1 = $3.00\n──");

    shop.set_stock(&mug, 0).await;
    shop.set_stock(&cup, 0).await;
    let cart = alice.message();
    alice
        .forges(order.buttons[1][0].data.as_deref().unwrap())
        .await;
    alice.is_alerted("Nothing of this order is available at the moment.");
    assert_eq!(alice.message().id, cart.id);
    shop.close().await;
}

#[tokio::test]
async fn words_about_an_order_reach_every_administrator() {
    let (shop, _mug, olga, alice) = bought().await;
    let oleg = shop.admin("Oleg").await;
    opens_order(&alice).await;
    alice.presses("Message the shop").await;
    insta::assert_snapshot!(masked(&alice.screen()), @r"
    What would you like to tell the shop about NUMBER? Send it in one message.
    [✖️ Cancel]
    ");
    alice.sends("Is it <b>blue</b> & big?\nThanks!").await;
    assert_eq!(alice.heard("👍 Passed on to the shop."), 1);
    alice.sees("📦 Order");
    for admin in [&olga, &oleg] {
        admin.hears("Is it <b>blue</b> & big?\nThanks!").await;
        let told = admin.message();
        assert!(told.text.starts_with("💬 Alice about the order ECO-"));
        admin.presses_in(&told, "ECO-").await;
        admin.sees("Mark as: 📦 Processing");
    }
    // It was one answer to one question.
    alice.sends("Mug").await;
    alice.sees("Found for “Mug”");
    shop.close().await;
}

#[tokio::test]
async fn blank_long_and_other_words_are_asked_for_again() {
    let (shop, _mug, olga, alice) = bought().await;
    opens_order(&alice).await;
    alice.presses("Message the shop").await;
    alice.sends("\u{2800}").await;
    alice.sees("That was empty.");
    alice.sends(&"x".repeat(2001)).await;
    alice.sees("too long: at most 2,000 characters");
    let picture = crate::shop::picture(40);
    let sent = alice.user.send_photo(&picture.bytes, "like this").unwrap();
    alice.settled(sent).await;
    alice.sees("Please send it as text.");
    let longest = "<".repeat(2000);
    alice.sends(&longest).await;
    olga.hears(&longest).await;
    shop.close().await;
}

#[tokio::test]
async fn a_question_is_left_by_cancel_by_command_and_by_button() {
    let (shop, _mug, olga, alice) = bought().await;
    for way in ["Cancel", "/cancel", "/orders", "/start"] {
        opens_order(&alice).await;
        alice.presses("Message the shop").await;
        if way == "Cancel" {
            alice.presses(way).await;
        } else {
            alice.sends(way).await;
        }
        alice.sends("Mug").await;
        alice.sees("Found for “Mug”");
    }
    assert_eq!(olga.heard("about the order"), 0);
    assert_eq!(only_order(&shop).await.status, OrderStatus::Pending);
    shop.close().await;
}

#[tokio::test]
async fn with_nobody_there_to_read_it_the_customer_is_told_and_free_again() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    opens_order(&alice).await;
    alice.presses("Message the shop").await;
    alice.sends("Hello?").await;
    assert_eq!(
        alice.heard("Nobody of the shop can be reached here yet."),
        1
    );
    alice.sends("Mug").await;
    alice.sees("Found for “Mug”");
    shop.close().await;
}

#[tokio::test]
async fn a_question_waits_across_a_restart() {
    let (mut shop, _mug, olga, alice) = bought().await;
    opens_order(&alice).await;
    alice.presses("Message the shop").await;
    shop.restart().await;
    alice.sends("Is it on its way?").await;
    olga.hears("Is it on its way?").await;
    alice.sees("📦 Order");
    shop.close().await;
}

#[tokio::test]
async fn an_old_confirm_gives_no_thanks_for_an_order_called_off_since() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    let confirmation = alice.message();
    alice.presses("Confirm").await;
    alice.presses("ECO-").await;
    alice.presses("Cancel order").await;
    alice.presses("Yes, cancel it").await;
    alice.presses_old(&confirmation, "Confirm").await;
    alice.sees("Status: ✖️ Cancelled");
    alice.does_not_see("Thank you!");
    assert_eq!(shop.orders().await.len(), 1);
    shop.close().await;
}
