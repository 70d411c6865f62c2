//! When something of ours breaks or takes long: the customer is told, and nothing is half done.

use std::sync::{Mutex, mpsc};

use ecombot::{emulator::Fault, params};

use crate::shop::Shop;

#[tokio::test]
async fn a_failing_database_is_apologised_for_without_internals() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 5).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    let confirmation = alice.message();

    shop.write(|tx| {
        tx.execute(
            "ALTER TABLE order_items RENAME TO order_items_away",
            params![],
        )
    })
    .await;
    alice.presses_in(&confirmation, "Confirm").await;
    alice.sees("Something went wrong on our side");
    for message in alice.user.messages() {
        for word in ["order_items", "SQL", "table", "panicked"] {
            assert!(!message.text.contains(word), "{}", message.text);
        }
    }
    shop.write(|tx| {
        tx.execute(
            "ALTER TABLE order_items_away RENAME TO order_items",
            params![],
        )
    })
    .await;
    assert_eq!(shop.orders().await.len(), 0);
    assert_eq!(shop.stock(&mug).await, 5);

    // The screen is still there, and so is what it promised.
    alice.presses_in(&confirmation, "Confirm").await;
    assert_eq!(shop.orders().await.len(), 1);
    assert_eq!(shop.stock(&mug).await, 4);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_whose_work_takes_long_is_answered_before_and_shown_after() {
    let shop = Shop::open().await;
    // The old buttons are gone already.
    shop.expects_refusal("message is not modified");
    let mug = shop.product("Mug", "12.50", 5).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.sends("/cart").await;
    let cart = alice.message();
    alice.sends("/cart").await;
    alice.presses("Checkout").await;

    // The first press keeps the chat's queue busy for a second, so that the lock is taken
    // between the moment Confirm is in the inbox and the moment its turn comes.
    let fault = Fault::TooManyRequests { retry_after: 1 };
    shop.server
        .fail_next_in(alice.user.id(), "sendMessage", fault);
    let browsing = alice.user.press_data(cart.id, "h:");
    let confirming = alice.user.press("Confirm").unwrap();
    shop.server.acknowledged(confirming).await;
    let (release, hold) = mpsc::channel::<()>();
    let hold = Mutex::new(hold);
    let variant = mug.variant.get();
    let locked = shop.write(move |tx| {
        // One engine locks its whole file for a write, the other what is named.
        let sql = "SELECT stock FROM product_variants WHERE id = $1 FOR UPDATE";
        tx.query_one(sql, params![variant], |row| row.take::<i64>())?;
        hold.lock().unwrap().recv().ok();
        Ok(())
    });
    let seen = async {
        alice.user.answered(browsing).await;
        alice.user.answered(confirming).await;
        let is_placed = alice.screen().contains("Thank you!");
        release.send(()).unwrap();
        is_placed
    };
    let ((), was_placed) = tokio::join!(locked, seen);
    assert!(
        !was_placed,
        "the order cannot have been placed under the lock"
    );
    alice.settled(confirming).await;
    let chat = alice.user.messages();
    assert!(
        chat.iter()
            .any(|message| message.text.contains("Thank you! Your order"))
    );
    assert_eq!(shop.orders().await.len(), 1);
    shop.close().await;
}
