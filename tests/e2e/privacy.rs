//! Customers and their data: what the shop says of it, getting it, and being forgotten.

mod file;
mod mydata;
mod policy;

use chrono::{DateTime, TimeDelta, Utc};
use ecombot::{domain::order::OrderStatus, params, shop::access::Permit, shop::orders::desk};

use crate::shop::{Person, Shop, numbers};

/// When the days of grace of everybody who has asked today are over.
fn after_grace() -> DateTime<Utc> {
    Utc::now() + TimeDelta::days(9)
}

/// Asks to be forgotten, as often as that takes. Messages about orders may come in between.
async fn asks_to_be_forgotten(person: &Person) {
    person.sends("/forgetme").await;
    person.hears("This goes:").await;
    person.presses("Erase my data…").await;
    person.hears("Really everything?").await;
    person.presses("Yes, erase everything about me").await;
    person
        .hears("Your data will be erased in the night to")
        .await;
}

/// Brings every order of the shop to its end.
async fn all_orders_are_over(shop: &Shop) {
    for order in shop.orders().await {
        for to in [
            OrderStatus::Processing,
            OrderStatus::Shipped,
            OrderStatus::Completed,
        ] {
            let id = order.id;
            shop.write(move |tx| {
                let moved = desk::advance(tx, &Permit::operator(), id, to, Utc::now());
                drop(moved);
                Ok(())
            })
            .await;
        }
    }
}

/// How many customers the shop knows by their Telegram account.
async fn known(shop: &Shop, person: &Person) -> i64 {
    let id = person.user.id();
    let sql = "SELECT COUNT(*) FROM users WHERE telegram_id = $1";
    shop.read(move |tx| tx.query_one(sql, params![id], |row| row.take()))
        .await
}

#[tokio::test]
async fn somebody_is_forgotten_after_the_days_of_grace_and_comes_back_as_a_new_customer() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    let number = numbers(&alice.screen()).remove(0);
    olga.hears("New order").await;
    all_orders_are_over(&shop).await;
    alice.sends("/orders").await;
    alice.presses(&number).await;
    let old = alice.message();
    asks_to_be_forgotten(&alice).await;
    // Not before its time, and also when the shop was closed in between.
    shop.clock_shows(Utc::now() + TimeDelta::days(6)).await;
    assert_eq!(known(&shop, &alice).await, 1);
    shop.restart().await;
    let (alice, olga) = (shop.meets_again(&alice), shop.meets_again(&olga));
    shop.clock_shows(after_grace()).await;
    shop.clock_shows(after_grace()).await;
    alice.hears("Your data are erased.").await;
    assert_eq!(alice.heard("Your data are erased."), 1);
    assert_eq!(known(&shop, &alice).await, 0);

    // The accounts are what they were.
    let order = shop.orders().await.remove(0);
    assert_eq!(order.number.as_str(), number);
    assert_eq!(
        (order.contact_name.as_str(), order.phone.as_str()),
        ("", "")
    );
    assert_eq!((order.total.minor(), order.lines.len()), (1750, 1));
    assert_eq!(shop.stock(&mug).await, 9);
    olga.sends("/admin").await;
    olga.presses("🗂 Orders").await;
    olga.presses("All orders").await;
    olga.sees("deleted customer");
    olga.presses(&number).await;
    olga.sees("Deleted customer");
    olga.sees("was erased at their own wish");
    olga.does_not_see("Alice");
    // The order is shown again, as it is.
    shop.expects_refusal("message is not modified");
    olga.presses("💬 Message customer").await;
    olga.is_alerted("deleted customer cannot be reached");
    olga.sends("/admin").await;
    olga.presses("Record").await;
    olga.sees("Orders kept without a name");
    olga.does_not_see("Alice");

    // An old button finds nothing of theirs; a new customer begins with nothing.
    alice.presses_old(&old, "Order again").await;
    alice.is_alerted("not found");
    alice.sends("/profile").await;
    alice.sees("Phone: not set");
    alice.sends("/orders").await;
    alice.sees("You have no orders yet");
    alice.buys(&mug).await;
    assert_eq!(shop.orders().await.len(), 2);
    shop.close().await;
}

#[tokio::test]
async fn it_can_be_called_off_by_a_button_and_by_an_order() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    asks_to_be_forgotten(&alice).await;
    let asked = alice.message();
    alice.sends("/forgetme").await;
    alice.sees("You can call it off until then.");
    alice.presses("Keep my data").await;
    alice.sees("Your data stay.");
    // Twice is once, and forged out of nothing it changes nothing.
    // Its old message has no buttons left to take.
    shop.expects_refusal("message is not modified");
    alice.presses_old(&asked, "Keep my data").await;
    alice.is_alerted("There is nothing to call off.");
    shop.clock_shows(after_grace()).await;
    assert_eq!(known(&shop, &alice).await, 1);

    asks_to_be_forgotten(&alice).await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.presses("Confirm").await;
    assert_eq!(alice.heard("Thank you! Your order"), 1);
    alice.hears("now you have ordered: your data stay").await;
    shop.clock_shows(after_grace()).await;
    assert_eq!(known(&shop, &alice).await, 1);
    alice.sends("/forgetme").await;
    alice.sees("1 of your orders is still under way");
    shop.close().await;
}

#[tokio::test]
async fn it_waits_for_orders_that_are_under_way() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    asks_to_be_forgotten(&alice).await;
    shop.clock_shows(after_grace()).await;
    shop.clock_shows(after_grace() + TimeDelta::days(1)).await;
    alice.hears("An order of yours is still under way").await;
    assert_eq!(alice.heard("An order of yours is still under way"), 1);
    assert_eq!(known(&shop, &alice).await, 1);
    all_orders_are_over(&shop).await;
    shop.clock_shows(after_grace() + TimeDelta::days(3)).await;
    alice.hears("Your data are erased.").await;
    assert_eq!(known(&shop, &alice).await, 0);
    shop.close().await;
}

#[tokio::test]
async fn staff_leave_the_team_first() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let bob = shop.admin("Bob").await;
    bob.sends("/forgetme").await;
    bob.sees("Have an owner take you off the staff first");
    bob.forges("qF").await;
    bob.is_alerted("Have an owner take you off the staff first");
    shop.dismisses(bob.telegram_id()).await;
    asks_to_be_forgotten(&bob).await;
    // Who is taken on again meanwhile is not forgotten behind the shop's back.
    shop.hires(bob.telegram_id(), ecombot::domain::staff::Role::Packer)
        .await;
    shop.clock_shows(after_grace()).await;
    bob.hears("You work for this shop").await;
    shop.dismisses(bob.telegram_id()).await;
    shop.clock_shows(after_grace()).await;
    assert_eq!(known(&shop, &bob).await, 1);
    asks_to_be_forgotten(&bob).await;
    shop.clock_shows(after_grace()).await;
    bob.hears("Your data are erased.").await;
    olga.sends("/admin").await;
    olga.presses("Record").await;
    olga.sees("deleted customer");
    olga.does_not_see("Bob");
    bob.sends("/admin").await;
    bob.sees("I do not know that command");
    shop.close().await;
}

#[tokio::test]
async fn of_somebody_unknown_nothing_is_written_down() {
    let shop = Shop::open().await;
    let mallory = shop.customer("Mallory");
    for command in ["/forgetme", "/mydata"] {
        mallory.sends(command).await;
        mallory.sees("This shop keeps nothing about you");
    }
    for forged in ["qf", "qg", "qF", "qd"] {
        mallory.forges(forged).await;
        mallory.is_alerted("This shop keeps nothing about you");
    }
    assert_eq!(known(&shop, &mallory).await, 0);
    shop.close().await;
}

#[tokio::test]
async fn a_checkout_that_is_being_typed_ends_with_being_forgotten() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    asks_to_be_forgotten(&alice).await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    let shown = alice.message();
    alice.presses("Add a comment").await;
    shop.clock_shows(after_grace()).await;
    alice.hears("Your data are erased.").await;
    // What was typed for it is a search now, and Confirm finds nothing.
    alice.sends("Ring twice").await;
    alice.sees("Nothing found");
    alice.presses_old(&shown, "Confirm").await;
    assert_eq!(shop.orders().await, []);
    shop.close().await;
}
