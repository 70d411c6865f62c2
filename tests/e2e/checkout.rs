//! From the cart to an order: guided, fast, picked up, and refused.

use ecombot::domain::delivery::DeliveryKind;

use crate::shop::{Shop, masked, numbers};

#[tokio::test]
async fn a_first_purchase_is_guided_and_the_next_one_is_not() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.checks_out().await;
    insta::assert_snapshot!(alice.screen(), @r"
    To deliver your order we still need your phone number and your delivery address.

    What name should be on the order?

    🧾 Goods: $12.50 · Delivery: $5.00 · Total: $17.50
    [👤 Alice]
    [✖️ Cancel]
    ");
    alice.sends("Alice Archer").await;
    alice.sees("share your phone number");
    let keyboard = alice.user.reply_keyboard().expect("a keyboard to share");
    assert_eq!(
        keyboard,
        [["📱 Share my phone number"], ["✖️ Cancel"]].map(|row| row.map(str::to_owned).to_vec())
    );
    alice.shares_phone("15551234567").await;
    assert_eq!(alice.user.reply_keyboard(), None);
    insta::assert_snapshot!(alice.screen(), @r"
    Where should we deliver? Send the full address in one message.

    🧾 Goods: $12.50 · Delivery: $5.00 · Total: $17.50
    [✖️ Cancel]
    ");
    alice.sends("12 Harbour Street, Springfield").await;
    insta::assert_snapshot!(alice.screen(), @r"
    Please check your order

    👤 Alice Archer, +15551234567
    🚚 Courier today: 12 Harbour Street, Springfield

    Mug · $12.50 × 1 = $12.50

    Goods: $12.50
    Delivery: $5.00
    Total: $17.50
    [✅ Confirm]
    [💬 Add a comment]
    [✏️ Edit details]
    [✖️ Cancel]
    ");
    let screen = alice.message().id;
    alice.presses("Confirm").await;
    insta::assert_snapshot!(masked(&alice.screen()), @r"
    🎉 Thank you! Your order NUMBER is placed.
    Total: $17.50

    We will tell you here as soon as it moves. /orders shows where it stands.
    [NUMBER]
    [🏠 Shop]
    ");
    assert_eq!(alice.message().id, screen);
    assert_eq!(shop.stock(&mug).await, 9);
    alice.sends("/cart").await;
    alice.sees("Your cart is empty.");
    alice.sends("/profile").await;
    alice.sees("Name: Alice Archer");
    alice.sees("Phone: +15551234567");
    alice.sees("Default address: Default, 12 Harbour Street, Springfield");

    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.sees("👤 Alice Archer, +15551234567");
    alice.presses("Confirm").await;
    alice.sees("Thank you!");
    assert_eq!(shop.orders().await.len(), 2);
    shop.close().await;
}

#[tokio::test]
async fn a_regular_customer_orders_with_one_tap() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    insta::assert_snapshot!(alice.screen(), @r"
    Please check your order

    👤 Alice, +15551234567
    🚚 Courier today: 12 Harbour Street, Springfield

    Mug · $12.50 × 1 = $12.50

    Goods: $12.50
    Delivery: $5.00
    Total: $17.50
    [✅ Confirm]
    [💬 Add a comment]
    [✏️ Edit details]
    [✖️ Cancel]
    ");
    alice.presses("Confirm").await;
    let number = numbers(&alice.screen()).remove(0);
    let orders = shop.orders().await;
    assert_eq!(orders.len(), 1);
    assert_eq!(orders[0].number.as_str(), number);
    assert_eq!(orders[0].address, "12 Harbour Street, Springfield");
    assert_eq!(orders[0].delivery_kind, DeliveryKind::LocalSameDay);
    assert_eq!(orders[0].status.code(), "pending");
    assert_eq!(
        (orders[0].fee.minor(), orders[0].total.minor()),
        (500, 1750)
    );
    shop.close().await;
}

#[tokio::test]
async fn blank_and_nonsensical_answers_are_asked_again() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    let bob = shop.customer("Bob");
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.sends(&"A".repeat(101)).await;
    alice.sees("too long: at most 100 characters");
    alice.presses("👤 Alice").await;
    alice.sees("share your phone number");
    for (typed, answer) in [
        ("\u{2800}", "That is not a phone number."),
        ("   ", "That was empty."),
        ("call me", "That is not a phone number."),
        ("5551234567", "begin with + and your country code"),
    ] {
        alice.sends(typed).await;
        alice.sees(answer);
        assert!(alice.user.reply_keyboard().is_some(), "{typed}");
    }
    let update = alice
        .user
        .share_contact_of(Some(bob.user.id()), "+15557654321");
    alice.settled(update).await;
    alice.sees("That contact is somebody else's.");
    let update = alice
        .user
        .send_other("dice", serde_json::json!({"emoji": "🎲", "value": 6}));
    alice.settled(update).await;
    alice.sees("send it as text");
    alice.sends("0044 20 7946 0958").await;
    alice.sees("Where should we deliver?");
    alice.sends(" \n ").await;
    alice.sees("That was empty.");
    alice.sends(&"x".repeat(501)).await;
    alice.sees("too long: at most 500 characters");
    alice.sends("1 Main St\nSpringfield").await;
    alice.sees("👤 Alice, +442079460958");
    alice.presses("Confirm").await;
    alice.sees("Thank you!");
    shop.close().await;
}

#[tokio::test]
async fn only_what_is_missing_is_named_and_asked() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.saves_phone("+15551234567").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.sees("we still need your delivery address.");
    alice.presses("👤 Alice").await;
    alice.sees("Where should we deliver?");

    let bob = shop.customer("Bob");
    bob.saves_address("Home", "1 Main St").await;
    bob.presses("Home").await;
    bob.presses("Set as default").await;
    bob.adds(&mug).await;
    bob.checks_out().await;
    bob.sees("we still need your phone number.");
    bob.presses("👤 Bob").await;
    bob.shares_phone("+15557654321").await;
    bob.sees("🚚 Courier today: 1 Main St");
    shop.close().await;
}

#[tokio::test]
async fn an_empty_cart_cannot_be_ordered() {
    let shop = Shop::open().await;
    // The old buttons are gone already.
    shop.expects_refusal("message is not modified");
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.sends("/cart").await;
    let old = alice.message();
    alice.sends("/cart").await;
    alice.presses("❌").await;
    alice.presses_old(&old, "Checkout").await;
    alice.sees("Your cart is empty");
    shop.close().await;
}

#[tokio::test]
async fn cancelling_keeps_the_cart_and_places_nothing() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    let confirmation = alice.message();
    alice.presses("Cancel").await;
    insta::assert_snapshot!(alice.screen(), @r"
    Checkout cancelled. Your cart is unchanged.
    [🛒 Cart]
    ");
    let confirm = &confirmation.buttons[0][0];
    alice.forges(confirm.data.as_deref().unwrap()).await;
    alice.is_alerted("This checkout is over.");
    alice.sends("/cart").await;
    alice.sees("Total: $12.50");
    assert_eq!(shop.orders().await, []);
    shop.close().await;
}

#[tokio::test]
async fn the_cancel_button_ends_each_guided_question() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let answers = ["Alice Archer", "+15551234567"];
    for answered in 0..=answers.len() {
        let alice = shop.customer("Alice");
        alice.adds(&mug).await;
        alice.checks_out().await;
        for answer in &answers[..answered] {
            alice.sends(answer).await;
        }
        // The phone question has its Cancel in place of the letters.
        if alice.user.reply_keyboard().is_some() {
            alice.sends("✖️ Cancel").await;
        } else {
            alice.presses("Cancel").await;
        }
        alice.sees("Checkout cancelled. Your cart is unchanged.");
        assert_eq!(alice.user.reply_keyboard(), None);
        alice.sends("Mug").await;
        alice.sees("Found for “Mug”");
        alice.sends("/profile").await;
        alice.sees("Phone: not set");
    }
    assert_eq!(shop.orders().await, []);
    shop.close().await;
}

#[tokio::test]
async fn edit_details_opens_the_profile_and_comes_back_with_the_new_ones() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    let old = alice.message();
    alice.presses("Edit details").await;
    alice.sees("Your profile");
    alice.presses("Edit phone").await;
    alice.sends("+442079460958").await;
    alice.presses("Continue checkout").await;
    alice.sees("👤 Alice, +442079460958");
    // The confirmation from before is not what would be delivered now.
    let confirm = old.buttons[0][0].data.clone().unwrap();
    alice.forges(&confirm).await;
    alice.sees("Nothing was ordered yet");
    assert_eq!(shop.orders().await, []);
    alice.presses("Confirm").await;
    assert_eq!(shop.orders().await[0].phone, "+442079460958");
    shop.close().await;
}

#[tokio::test]
async fn delivery_is_chosen_and_its_fee_falls_away_at_the_threshold() {
    let shop = Shop::open().await;
    shop.courier(DeliveryKind::NationalExpress, "9.00", Some("25.00"))
        .await;
    shop.pickup_point("Corner shop", "1 Main St").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.presses("Change delivery").await;
    insta::assert_snapshot!(alice.screen(), @r"
    How should your order reach you?

    🧾 Goods: $12.50
    [Courier today · $5.00]
    [Express post · $9.00]
    [🏬 Corner shop · free]
    [⬅️ Back]
    ");
    alice.presses("Express post").await;
    alice.sees("Delivery: $9.00");
    alice.sees("Total: $21.50");
    alice.sends("/cart").await;
    alice.presses("➕").await;
    alice.presses("Continue checkout").await;
    alice.sees("Delivery: free");
    alice.sees("Total: $25.00");
    alice.presses("Confirm").await;
    let orders = shop.orders().await;
    assert_eq!(orders[0].delivery_kind, DeliveryKind::NationalExpress);
    assert_eq!((orders[0].fee.minor(), orders[0].total.minor()), (0, 2500));
    shop.close().await;
}

#[tokio::test]
async fn the_only_pickup_point_is_taken_and_a_phone_is_enough() {
    let shop = Shop::without_delivery().await;
    shop.pickup_point("Corner shop", "1 Main St").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.saves_phone("+15551234567").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    insta::assert_snapshot!(alice.screen(), @r"
    Please check your order

    👤 Alice, +15551234567
    🏬 Store pickup: Corner shop: 1 Main St

    Mug · $12.50 × 1 = $12.50

    Goods: $12.50
    Delivery: free
    Total: $12.50
    [✅ Confirm]
    [💬 Add a comment]
    [✏️ Edit details]
    [✖️ Cancel]
    ");
    alice.presses("Confirm").await;
    let orders = shop.orders().await;
    assert_eq!(orders[0].address, "Corner shop: 1 Main St");
    assert_eq!(orders[0].delivery_kind, DeliveryKind::PickupStore);
    shop.close().await;
}

#[tokio::test]
async fn pickup_mode_asks_no_address_and_offers_the_points() {
    let shop = Shop::open().await;
    shop.pickup_only().await;
    shop.pickup_point("Corner shop", "1 Main St").await;
    shop.pickup_point("Harbour shop", "2 Quay").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.presses("👤 Alice").await;
    alice.sends("+15551234567").await;
    insta::assert_snapshot!(alice.screen(), @r"
    Where would you like to pick up your order?

    🧾 Goods: $12.50
    [Corner shop]
    [Harbour shop]
    [✖️ Cancel]
    ");
    shop.no_pickup_point("Corner shop", "1 Main St").await;
    alice.presses("Corner shop").await;
    alice.is_alerted("no longer offered");
    alice.presses("Harbour shop").await;
    alice.sees("🏬 Store pickup: Harbour shop: 2 Quay");
    shop.no_pickup_point("Harbour shop", "2 Quay").await;
    alice.presses("Confirm").await;
    alice.sees("Nothing was ordered");
    assert_eq!(shop.orders().await, []);
    shop.close().await;
}

#[tokio::test]
async fn without_any_delivery_nothing_is_ordered() {
    let shop = Shop::without_delivery().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.sees("no way of delivery is set up. Nothing was ordered.");
    alice.sends("Mug").await;
    alice.sees("Found for “Mug”");
    assert_eq!(shop.orders().await, []);
    shop.close().await;
}

#[tokio::test]
async fn confirm_refuses_when_the_default_address_is_gone() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    let confirmation = alice.message();
    alice.presses("Edit details").await;
    alice.presses("Manage addresses").await;
    alice.presses("Home").await;
    alice.presses("Delete").await;
    let confirm = confirmation.buttons[0][0].data.clone().unwrap();
    alice.forges(&confirm).await;
    alice.sees("Your phone or delivery address is no longer saved. Nothing was ordered");
    assert_eq!(shop.orders().await, []);
    assert_eq!(shop.stock(&mug).await, 10);
    shop.close().await;
}

#[tokio::test]
async fn a_shortage_names_the_product_and_leaves_nothing_behind() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let pot = shop.product("Pot", "30.00", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.adds(&pot).await;
    alice.presses("Add to cart").await;
    alice.checks_out().await;
    shop.set_stock(&pot, 1).await;
    alice.presses("Confirm").await;
    insta::assert_snapshot!(alice.screen(), @r"
    ❗ Not enough in stock, so nothing was ordered:
    • Pot: you want 2, we have 1.
    [✅ Keep 1 × Pot] [❌ Remove]
    [🛒 Cart] [✖️ Cancel]
    ");
    assert_eq!(shop.orders().await, []);
    assert_eq!((shop.stock(&mug).await, shop.stock(&pot).await), (10, 1));
    alice.presses("🛒 Cart").await;
    alice.sees("Total: $72.50");
    alice.sees("❗ Pot: only 1 left.");
    shop.close().await;
}

#[tokio::test]
async fn a_changed_price_is_shown_and_asked_again() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    shop.reprice(&mug, "14.00").await;
    alice.presses("Confirm").await;
    alice.sees("• Mug now costs $14.00 instead of $12.50.");
    assert_eq!(shop.orders().await, []);
    alice.presses("Keep Mug").await;
    alice.sees("Total: $19.00");
    alice.presses("Confirm").await;
    alice.sees("Total: $19.00");
    shop.reprice(&mug, "99.00").await;
    let orders = shop.orders().await;
    assert_eq!(orders[0].lines[0].price.minor(), 1400);
    shop.close().await;
}

#[tokio::test]
async fn confirm_twice_is_one_order_and_keeps_its_thanks() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    let confirm = alice.message().buttons[0][0].data.clone().unwrap();
    let pressed = alice.presses("Confirm").await;
    let thanks = alice.screen();
    shop.expects_refusal("message is not modified");
    alice.forges(&confirm).await;
    assert_eq!(alice.screen(), thanks);
    // Telegram delivers the same press under another number.
    shop.expects_refusal("query is too old");
    let again = alice.user.repeat(pressed);
    alice.settled(again).await;
    assert_eq!(alice.screen(), thanks);
    assert_eq!(shop.orders().await.len(), 1);
    assert_eq!(shop.stock(&mug).await, 9);
    shop.close().await;
}
