//! Paying without a payment provider: the owner's settings, the customer's choice and proof, and what
//! staff make of it.

use chrono::Utc;
use ecombot::{domain::staff::Role, params, store::admins};

use crate::shop::{Item, Person, Shop, now, numbers, picture};

/// Adds a way to pay as the owner does.
pub(crate) async fn adds_way(owner: &Person, kind: &str, name: &str, text: &str) {
    owner.sends("/admin").await;
    owner.presses("Ways to pay").await;
    owner.presses(kind).await;
    owner.sees("What is this way to pay called?");
    owner.sends(name).await;
    owner.sees("what customers need to know about paying");
    owner.sends(text).await;
    owner.sees(&format!("💳 {name}"));
    owner.sees(text);
}

/// A shop that takes transfers and nothing else.
async fn with_transfer() -> (Shop, Item, Person) {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    adds_way(&olga, "Add transfer", "Bank", "Account 12 34").await;
    (shop, mug, olga)
}

/// Somebody who packs.
async fn packer(shop: &Shop, name: &str) -> Person {
    let person = shop.customer(name);
    let id = person.telegram_id();
    shop.write(move |tx| admins::add(tx, id, Role::Packer, now()))
        .await;
    person.sends("/start").await;
    person
}

async fn sends_picture(person: &Person, width: u32) {
    let update = person.user.send_photo(&picture(width).bytes, "").unwrap();
    person.settled(update).await;
}

#[tokio::test]
async fn the_owner_sets_ways_to_pay_and_the_customer_chooses_one() {
    let (shop, mug, olga) = with_transfer().await;
    olga.sees("cancelled after 48 h");
    olga.presses("Time to pay").await;
    for nonsense in ["soon", "0", "721", "-3"] {
        olga.sends(nonsense).await;
        olga.sees("Please type a whole number of hours");
    }
    olga.sends("72").await;
    olga.sees("cancelled after 72 h");
    adds_way(&olga, "Add cash", "By hand", "Have it <ready>").await;
    olga.does_not_see("Time to pay");
    olga.presses("Name").await;
    olga.sends("BANK").await;
    olga.sees("There is a way to pay of that name already");
    olga.sends("Coins").await;
    olga.sees("Coins");

    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.sees("How will you pay?");
    alice.presses("Coins").await;
    alice.sees("💳 Coins");
    alice.sees("Have it <ready>");
    alice.presses("Change payment").await;
    alice.presses("Bank").await;
    alice.sees("Account 12 34");
    alice.presses("Confirm").await;
    alice.sees("Thank you! Your order");
    alice.sees("Account 12 34");
    alice.sees("Please pay by");
    alice.sees("[📷 Send proof of payment]");
    olga.hears("New order").await;
    olga.sees("Not paid yet: Bank");
    alice.sends("/orders").await;
    alice.sees("🧾 Not paid");
    // As the last time, without a question.
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.sees("💳 Bank");
    // Hidden, it is not to be had any more, and an old screen says so.
    olga.sends("/admin").await;
    olga.presses("Ways to pay").await;
    olga.presses("Bank").await;
    olga.presses("Hide").await;
    olga.sees("Customers cannot choose it");
    alice.presses("Confirm").await;
    alice.sees("How to pay is different");
    alice.sees("💳 Coins");
    olga.presses("Delete").await;
    olga.sees("Deleted");
    olga.presses("Restore").await;
    olga.presses("Offer").await;
    olga.does_not_see("Customers cannot choose it");
    shop.close().await;
}

#[tokio::test]
async fn a_proof_comes_with_its_picture_and_two_who_note_the_payment_are_one() {
    let (shop, mug, olga) = with_transfer().await;
    let oscar = shop.admin("Oscar").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    let number = numbers(&alice.screen()).remove(0);
    alice.presses("Send proof of payment").await;
    alice.sees("that shows your payment");
    sends_picture(&alice, 210).await;
    alice.sees("Passed on to the shop");
    for owner in [&olga, &oscar] {
        owner.hears("sent a proof of payment").await;
        owner.sees(&number);
        assert_eq!(owner.pictures(), [210]);
    }
    // An album comes in pieces.
    sends_picture(&alice, 220).await;
    alice.sees("Passed on to the shop");
    sends_picture(&alice, 220).await;
    alice.sees("has this picture already");
    alice.sends("/orders").await;
    alice.presses(&number).await;
    alice.sees("Proof of payment sent");
    alice.does_not_see("Please pay by");
    let photo = |owner: &Person| {
        let messages = owner.user.messages();
        let found = messages.into_iter().find(|message| message.photo.is_some());
        found.expect("a picture")
    };
    olga.presses_in(&photo(&olga), "Mark as paid").await;
    olga.is_alerted("Noted as paid");
    olga.sees("Paid: Bank (noted by Olga");
    olga.presses("Proofs of payment: 2").await;
    olga.sees("Proofs of payment for");
    oscar.presses_in(&photo(&oscar), "Mark as paid").await;
    oscar.is_alerted("Already noted as paid: Olga");
    alice.hears("We have received your payment").await;
    alice.sends("/orders").await;
    alice.sees("💰 Paid");
    alice.presses(&number).await;
    alice.sees("💰 Paid: Bank");
    alice.does_not_see("Send proof");
    // Lists say so, and the filter lets it through no more.
    olga.sends("/admin").await;
    olga.presses("Orders").await;
    olga.sees("[🧾 Not paid · 0]");
    olga.presses("All orders").await;
    olga.sees(&format!("[💰 {number}"));
    olga.presses(&number).await;
    olga.presses("Undo: not paid").await;
    olga.sees("Not paid yet");
    assert_eq!(alice.heard("We have received your payment"), 1);
    shop.close().await;
}

#[tokio::test]
async fn a_payment_that_is_not_there_is_asked_for_again() {
    let (shop, mug, olga) = with_transfer().await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    olga.hears("New order").await;
    olga.presses("Open").await;
    // The term that begins anew may end in the same minute as the old one.
    shop.expects_refusal("message is not modified");
    olga.presses("ask again").await;
    olga.is_alerted("The customer is asked again");
    alice.hears("We have not found your payment").await;
    alice.sees("Account 12 34");
    alice.presses("Send proof of payment").await;
    sends_picture(&alice, 210).await;
    alice.sees("Passed on to the shop");
    shop.close().await;
}

#[tokio::test]
async fn anything_but_a_picture_is_no_proof_and_a_stranger_sends_none() {
    let (shop, mug, olga) = with_transfer().await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    let order = shop.orders().await.remove(0);
    alice.presses("Send proof of payment").await;
    alice.sends("I have paid, honestly").await;
    alice.sees("Please send a photo, not a text");
    let note = alice
        .user
        .send_document("paid.txt", b"I have paid", "")
        .unwrap();
    alice.settled(note).await;
    alice.sees("That is not a picture");
    alice.presses("Cancel").await;
    let torn = alice
        .user
        .send_document("paid.jpg", b"not a jpeg", "")
        .unwrap();
    alice.settled(torn).await;
    alice.does_not_see("picture");
    // Somebody else's order, whichever way it is forged.
    let mallory = shop.regular("Mallory").await;
    mallory.forges(&format!("op:{}", order.id)).await;
    mallory.is_alerted("Order not found");
    sends_picture(&mallory, 210).await;
    mallory.does_not_see("Passed on");
    shop.expects_refusal("message is not modified");
    let pay = |tag: &str| format!("{tag}:{}", order.id);
    for data in [
        "mw".to_owned(),
        pay("mww"),
        pay("mwd"),
        pay("moy"),
        pay("moY"),
        pay("moa"),
        pay("mop"),
    ] {
        mallory.forges(&data).await;
        mallory.is_alerted("This button is outdated.");
    }
    // A packer notes payments and sets nothing.
    let pete = packer(&shop, "Pete").await;
    pete.sends("/admin").await;
    pete.does_not_see("Ways to pay");
    for data in ["mw", "mwa:cash", "mww:1", "mwd:1", "mwE:1"] {
        pete.forges(data).await;
        pete.is_alerted("This is not part of your role");
    }
    let after = shop.orders().await.remove(0);
    assert_eq!((after.paid_at, after.payment.unwrap().proofs), (None, 0));
    olga.hears("New order").await;
    assert_eq!(olga.heard("sent a proof"), 0);
    pete.forges(&pay("moy")).await;
    pete.is_alerted("Noted as paid");
    // What is paid takes no proof, though an old button asks for one.
    alice.forges(&pay("op")).await;
    alice.is_alerted("waits for no proof");
    shop.close().await;
}

#[tokio::test]
async fn a_restart_while_a_proof_is_awaited_costs_nothing() {
    let (mut shop, mug, olga) = with_transfer().await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    alice.presses("Send proof of payment").await;
    shop.restart().await;
    sends_picture(&alice, 210).await;
    alice.sees("Passed on to the shop");
    olga.hears("sent a proof of payment").await;
    shop.restart().await;
    // Still waiting for more.
    sends_picture(&alice, 220).await;
    alice.sees("Passed on to the shop");
    let order = shop.orders().await.remove(0);
    assert_eq!(order.payment.unwrap().proofs, 2);
    shop.close().await;
}

#[tokio::test]
async fn what_came_due_while_the_shop_was_closed_is_dealt_with_when_it_opens() {
    let (mut shop, mug, olga) = with_transfer().await;
    let alice = shop.regular("Alice").await;
    let bob = shop.regular("Bob").await;
    alice.buys(&mug).await;
    bob.buys(&mug).await;
    assert_eq!(shop.stock(&mug).await, 8);
    let number = numbers(&alice.screen()).remove(0);
    let (late, early) = (alice.telegram_id(), bob.telegram_id());
    shop.stop().await;
    let past = now() - 60;
    shop.write(move |tx| {
        let of = "WHERE user_id = (SELECT id FROM users WHERE telegram_id = $1)";
        let expired = format!("UPDATE orders SET remind_at = $2, expires_at = $2 {of}");
        tx.execute(&expired, params![late.get(), past])?;
        let reminded = format!("UPDATE orders SET remind_at = $2 {of}");
        tx.execute(&reminded, params![early.get(), past])
    })
    .await;
    shop.reopen().await;
    shop.clock_shows(Utc::now()).await;
    alice.hears("because no payment arrived in time").await;
    bob.hears("is not paid yet").await;
    olga.hears("no payment arrived in time. The goods are back in stock")
        .await;
    assert_eq!(shop.stock(&mug).await, 9);
    shop.restart().await;
    alice.sends("/orders").await;
    alice.presses(&number).await;
    alice.sees("no payment arrived in time, so the order was cancelled");
    assert_eq!(alice.heard("because no payment arrived in time"), 1);
    assert_eq!(alice.heard("is not paid yet"), 0);
    assert_eq!(bob.heard("is not paid yet"), 1);
    assert_eq!(shop.stock(&mug).await, 9);
    shop.close().await;
}
