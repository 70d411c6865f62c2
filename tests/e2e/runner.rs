//! Updates are taken over, handled once and in order, whatever Telegram or the network does.

use std::sync::Arc;

use ecombot::{
    domain::delivery::DeliveryKind,
    emulator::{Fault, Server},
    store::inbox,
};
use futures::future::join_all;

use crate::{
    database::Database,
    shop::{Shop, TOKEN},
};

#[tokio::test]
async fn an_update_is_in_the_inbox_before_it_is_acknowledged() {
    let shop = Shop::open().await;
    let alice = shop.customer("Alice");
    // The answer is held back, so that the update is still being handled when we look.
    let fault = Fault::TooManyRequests { retry_after: 1 };
    shop.server
        .fail_next_in(alice.user.id(), "sendMessage", fault);
    let update = alice.user.send("/start");
    shop.server.acknowledged(update).await;
    let bot = shop.bot_id;
    let inbox = shop.write(move |tx| inbox::unfinished(tx, bot)).await;
    let kept: Vec<i64> = inbox.iter().map(|entry| entry.update).collect();
    assert_eq!(kept, [update]);
    assert_eq!(alice.screen(), "");
    alice.settled(update).await;
    alice.sees("Hello, Alice!");
    shop.close().await;
}

#[tokio::test]
async fn an_acknowledged_update_survives_the_death_of_the_bot() {
    let mut shop = Shop::open().await;
    let alice = shop.customer("Alice");
    let fault = Fault::TooManyRequests { retry_after: 60 };
    shop.server
        .fail_next_in(alice.user.id(), "sendMessage", fault);
    let update = alice.user.send("/start");
    shop.server.acknowledged(update).await;
    shop.server
        .until(|server| {
            let calls = server.calls_of("sendMessage");
            calls.iter().any(|call| call.fault.is_some()).then_some(())
        })
        .await;
    shop.crash().await;
    assert_eq!(shop.server.pending_updates(), 0);
    shop.come_back().await;
    alice.settled(update).await;
    alice.sees("Hello, Alice!");
    shop.close().await;
}

#[tokio::test]
async fn a_flooding_chat_is_told_once_and_others_are_served_meanwhile() {
    let shop = Shop::open().await;
    let flooder = shop.customer("Flo");
    let bob = shop.customer("Bob");
    let id = flooder.user.id();
    // The first message is held back, so that all others have to wait.
    shop.server
        .fail_next_in(id, "sendMessage", Fault::TooManyRequests { retry_after: 1 });
    flooder.user.send("/start");
    shop.server
        .until(|server| {
            let calls = server.calls_of("sendMessage");
            calls.iter().any(|call| call.fault.is_some()).then_some(())
        })
        .await;
    let mut last = 0;
    for number in 1..=200 {
        last = flooder.user.send(&format!("word {number}"));
    }
    bob.sends("/start").await;
    bob.sees("Hello, Bob!");
    flooder.settled(last).await;
    assert_eq!(flooder.heard("That was a lot at once."), 1);
    // The one held back, and those that may wait; the newest are the ones skipped.
    assert_eq!(flooder.heard("Hello, Flo!"), 1);
    assert_eq!(flooder.heard("Nothing found for “word "), 64);
    assert_eq!(flooder.heard("“word 200”"), 0);
    let sent = shop.server.calls_of("sendMessage");
    let place = |words: &str| {
        let says = |call: &&ecombot::emulator::Call| {
            call.outcome.is_ok() && call.params["text"].as_str().unwrap().contains(words)
        };
        sent.iter().find(says).expect(words).id
    };
    assert!(place("Hello, Bob!") < place("“word 64”"));
    flooder.sends("/start").await;
    assert_eq!(flooder.heard("Hello, Flo!"), 2);
    shop.close().await;
}

#[tokio::test]
async fn presses_of_a_flood_are_all_answered() {
    let shop = Shop::open().await;
    shop.product("Mug", "1.00", 5).await;
    let flooder = shop.customer("Flo");
    flooder.sends("/start").await;
    let mut last = 0;
    for _ in 0..150 {
        last = flooder.user.press("Cart").unwrap();
    }
    shop.expects_refusal("message is not modified");
    flooder.settled(last).await;
    flooder.user.answered(last).await;
    shop.server
        .until(|_| (flooder.user.unanswered() == 0).then_some(()))
        .await;
    assert_eq!(flooder.user.alerts().len(), 150);
    shop.close().await;
}

#[tokio::test]
async fn a_chat_that_has_to_wait_delays_nobody_else() {
    let shop = Shop::open().await;
    let alice = shop.customer("Alice");
    let bob = shop.customer("Bob");
    shop.server.fail_next_in(
        alice.user.id(),
        "sendMessage",
        Fault::TooManyRequests { retry_after: 1 },
    );
    let update = alice.user.send("/start");
    shop.server.acknowledged(update).await;
    for _ in 0..5 {
        bob.sends("/start").await;
    }
    assert_eq!(bob.heard("Hello, Bob!"), 5);
    assert_eq!(alice.heard("Hello"), 0);
    alice.settled(update).await;
    assert_eq!(alice.heard("Hello, Alice!"), 1);
    shop.close().await;
}

#[tokio::test]
async fn a_purchase_survives_any_failure_of_the_network() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    // Presses whose first answer arrived after all, and edits that had been done.
    shop.expects_refusal("query is too old");
    shop.expects_refusal("message is not modified");
    let faults = [
        Fault::LoseAnswer,
        Fault::ServerError(502),
        Fault::DropConnection,
    ];
    let journeys = faults.into_iter().map(|fault| {
        let (shop, mug) = (&shop, &mug);
        async move {
            let alice = shop.customer("Alice");
            let trouble = || {
                shop.server
                    .fail_next_in(alice.user.id(), "*", fault.clone());
            };
            trouble();
            alice.sends(&format!("/start p{}", mug.product)).await;
            alice.presses("Add to cart").await;
            trouble();
            alice.sends("/cart").await;
            for (button, words) in [("➕", "× 2 = $25.00"), ("➖", "× 1 = $12.50")] {
                trouble();
                alice.presses(button).await;
                alice.sees(words);
            }
            trouble();
            alice.presses("Checkout").await;
            trouble();
            alice.sends("Alice Archer").await;
            trouble();
            alice.shares_phone("+15551234567").await;
            trouble();
            alice.sends("12 Harbour Street, Springfield").await;
            trouble();
            alice.presses("Confirm").await;
            alice.sees("Thank you! Your order");
            alice
        }
    });
    let people = join_all(journeys).await;
    assert_eq!(people.len(), 3);
    assert_eq!(shop.orders().await.len(), 3);
    assert_eq!(shop.stock(&mug).await, 7);
    shop.close().await;
}

#[tokio::test]
async fn an_answer_to_a_press_is_repeated_until_it_arrives() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    shop.expects_refusal("query is too old");
    for (count, fault) in [
        Fault::LoseAnswer,
        Fault::ServerError(502),
        Fault::DropConnection,
    ]
    .into_iter()
    .enumerate()
    {
        alice.sends(&format!("/start p{}", mug.product)).await;
        shop.server.fail_next("answerCallbackQuery", fault);
        alice.presses("Add to cart").await;
        alice.is_toasted("Added to cart");
        alice.sends("/cart").await;
        alice.sees(&format!("× {} = ", count + 1));
    }
    shop.close().await;
}

#[tokio::test]
async fn polling_goes_on_after_any_failure() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.sends(&format!("/start p{}", mug.product)).await;
    for fault in [Fault::LoseAnswer, Fault::ServerError(502)] {
        shop.server.fail_next("getUpdates", fault);
        // The poll that waits already is not the next one.
        alice.presses("Add to cart").await;
        alice.presses("Add to cart").await;
    }
    alice.sends("/cart").await;
    alice.sees("× 4 = $50.00");
    shop.close().await;
}

#[tokio::test]
async fn the_same_update_delivered_twice_is_applied_once() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    shop.expects_refusal("query is too old");
    alice.sends(&format!("/start p{}", mug.product)).await;
    let pressed = alice.presses("Add to cart").await;
    alice.user.redeliver(pressed);
    alice.sends("/cart").await;
    alice.sees("× 1 = $12.50");
    shop.close().await;
}

#[tokio::test]
async fn an_update_delivered_twice_while_it_is_handled_is_applied_once() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.sends("/cart").await;
    shop.server.fail_next_in(
        alice.user.id(),
        "editMessageText",
        Fault::TooManyRequests { retry_after: 1 },
    );
    let pressed = alice.user.press("➕").unwrap();
    shop.server.acknowledged(pressed).await;
    alice.user.redeliver(pressed);
    let update = alice.user.send("/cart");
    alice.settled(update).await;
    alice.sees("× 2 = $25.00");
    shop.close().await;
}

#[tokio::test]
async fn a_second_program_that_polls_is_outlived() {
    let shop = Shop::open().await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    let url = format!("{}/bot{TOKEN}/getUpdates", shop.server.url());
    let poll = reqwest::Client::builder().no_proxy().build().unwrap();
    let polled = poll
        .post(url)
        .json(&serde_json::json!({"timeout": 1, "offset": 0}))
        .send();
    polled.await.unwrap();
    shop.expects_refusal("terminated by other getUpdates request");
    alice.sends("/cart").await;
    alice.sees("Your cart is empty.");
    let conflicts = shop.server.calls_of("getUpdates");
    let is_conflict = |call: &ecombot::emulator::Call| {
        call.outcome.as_ref().is_err_and(|error| error.code == 409)
    };
    assert!(conflicts.iter().any(is_conflict));
    shop.close().await;
}

#[tokio::test]
async fn what_was_sent_while_the_bot_was_down_is_handled_in_order() {
    let mut shop = Shop::open().await;
    // Which screen lost its buttons is not written down for its own sake.
    shop.expects_refusal("message is not modified");
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.sends("/cart").await;
    shop.stop().await;
    for _ in 0..3 {
        alice.user.press("➕").unwrap();
    }
    alice.user.press("➖").unwrap();
    let last = alice.user.send("/cart");
    assert_eq!(shop.server.pending_updates(), 5);
    shop.come_back().await;
    alice.settled(last).await;
    alice.sees("× 3 = $37.50");
    shop.close().await;
}

#[tokio::test]
async fn telegram_may_begin_its_numbering_anew() {
    let server = Server::start("127.0.0.1:0").await.unwrap();
    // The second bot of an emulator has higher numbers than the first.
    server.register_bot("7:other", "other_bot");
    let bot = server.register_bot(TOKEN, "shop_bot");
    let shop = Shop::open_at(server, bot, Arc::new(Database::new())).await;
    shop.courier(DeliveryKind::LocalSameDay, "5.00", None).await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    let high = alice.sends("/start").await;
    let database = shop.database();
    shop.close().await;

    let server = Server::start("127.0.0.1:0").await.unwrap();
    let bot = server.register_bot(TOKEN, "shop_bot");
    let shop = Shop::open_at(server, bot, database).await;
    let bob = shop.customer("Bob");
    let low = bob.sends("/start").await;
    assert!(low < high, "{low} {high}");
    bob.buys(&mug).await;
    assert_eq!(shop.stock(&mug).await, 9);
    shop.close().await;
}

#[tokio::test]
async fn a_first_contact_of_many_updates_registers_one_customer() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let people: Vec<_> = (0..20).map(|_| shop.customer("Alice")).collect();
    let mut updates = Vec::new();
    for person in &people {
        person.user.send("/start");
        person.user.send("/cart");
        updates.push(person.user.send(&format!("/start p{}", mug.product)));
    }
    for (person, update) in people.iter().zip(updates) {
        person.settled(update).await;
        person.sees("Add to cart");
        assert_eq!(person.heard("Hello, Alice!"), 1);
    }
    shop.close().await;
}
