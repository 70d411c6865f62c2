//! The owner's side: new orders arrive, move along, and customers hear of it.

use ecombot::emulator::Fault;

use crate::shop::{Shop, masked, numbers};

#[tokio::test]
async fn every_administrator_hears_of_a_new_order() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    let oscar = shop.admin("Oscar").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    for admin in [&olga, &oscar] {
        admin.hears("New order").await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(masked(&admin.screen()), @r"
            🔔 New order NUMBER

            👤 Alice, +15551234567

            🚚 Courier today: 12 Harbour Street, Springfield

            Mug · $12.50 × 1 = $12.50

            Delivery: $5.00
            Total: $17.50
            [Mark as: 📦 Processing]
            [✖️ Cancel this order]
            [🗂 Open]
            ");
        }
        assert_eq!(numbers(&admin.screen()), numbers(&alice.screen())[..1]);
    }
    shop.close().await;
}

#[tokio::test]
async fn an_administrator_who_blocked_the_bot_stops_neither_order_nor_colleague() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    let oscar = shop.admin("Oscar").await;
    olga.user.block();
    shop.expects_refusal("bot was blocked by the user");
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    oscar.hears("New order").await;
    assert_eq!(shop.orders().await.len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn a_status_change_is_shown_and_told_to_the_customer_once() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    let number = numbers(&alice.screen()).remove(0);
    olga.hears("New order").await;
    let notice = olga.message();
    olga.presses("Mark as: 📦 Processing").await;
    olga.is_alerted("Now 📦 Processing.");
    insta::assert_snapshot!(masked(&olga.screen()), @r"
    📦 Order NUMBER
    DATE
    Status: 📦 Processing

    👤 Alice, +15551234567

    🚚 Courier today: 12 Harbour Street, Springfield

    Mug · $12.50 × 1 = $12.50

    Delivery: $5.00
    Total: $17.50
    [Mark as: 🚚 Shipped]
    [✖️ Cancel this order]
    [📦 I am packing this]
    [📝 Note] [💬 Message customer]
    [🧾 Packing slip]
    [⬅️ 📦 Processing] [🛠 Panel]
    ");
    assert_ne!(olga.message().id, notice.id, "the notice stays as it was");
    alice
        .hears(&format!("Your order {number} is being packed."))
        .await;
    // The button of the notice is no longer offered, wherever it is pressed.
    let processing = notice.buttons[0][0].data.clone().unwrap();
    shop.expects_refusal("message is not modified");
    olga.forges(&processing).await;
    let answer = olga.last_answer().and_then(|answer| answer.text);
    let said = answer.unwrap_or_default();
    assert!(said.starts_with("Already 📦 Processing: Olga, "), "{said}");
    for (button, words) in [
        ("Mark as: 🚚 Shipped", "is on its way"),
        ("Mark as: 💳 Paid", "received the payment"),
        ("Mark as: ✅ Completed", "is completed"),
    ] {
        olga.presses(button).await;
        alice.hears(words).await;
    }
    olga.does_not_see("Mark as");
    // Messages of a chat come in order: whatever was told twice has arrived by now.
    for words in [
        "is being packed",
        "is on its way",
        "received the payment",
        "is completed",
    ] {
        assert_eq!(alice.heard(words), 1, "{words}");
    }
    alice.presses_in(&alice.message(), &number).await;
    alice.sees("Status: ✅ Completed");
    shop.close().await;
}

#[tokio::test]
async fn a_notification_that_fails_is_repeated_and_the_change_stands() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 1).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    olga.hears("New order").await;
    shop.server
        .fail_next_in(alice.user.id(), "sendMessage", Fault::ServerError(502));
    olga.presses("Cancel this order").await;
    olga.presses("Cancel without a reason").await;
    olga.is_alerted("Now ✖️ Cancelled.");
    assert_eq!(shop.stock(&mug).await, 1);
    alice.hears("was cancelled").await;
    assert_eq!(alice.heard("was cancelled"), 1);
    // What came back can be bought again.
    alice.buys(&mug).await;
    assert_eq!(shop.stock(&mug).await, 0);
    shop.close().await;
}

#[tokio::test]
async fn a_pickup_order_is_announced_with_its_place() {
    let shop = Shop::without_delivery().await;
    shop.pickup_point("Corner shop", "1 Main St").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    olga.hears("New order").await;
    olga.presses("Processing").await;
    olga.presses("Ready for pickup").await;
    alice.hears("is ready for you at").await;
    alice.sees("Corner shop: 1 Main St");
    alice.sees("Mon-Fri 9-18");
    shop.close().await;
}

#[tokio::test]
async fn admin_lists_the_new_orders_and_opens_each() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    olga.sends("/admin").await;
    olga.sees("You are signed in as owner.");
    olga.presses("🗂 Orders").await;
    olga.presses("⏳ Pending · 0").await;
    olga.sees("⏳ Pending: no orders.");
    olga.presses("🛠 Panel").await;
    olga.sees("You are signed in as owner.");
    let alice = shop.regular("Alice").await;
    let bob = shop.regular("Bob").await;
    alice.buys(&mug).await;
    bob.buys(&mug).await;
    olga.hears("Bob").await;
    olga.sends("/admin").await;
    olga.presses("🗂 Orders").await;
    olga.presses("⏳ Pending · 2").await;
    insta::assert_snapshot!(masked(&olga.screen()), @r"
    ⏳ Pending
    Orders: 2
    [NUMBER · Bob · $17.50]
    [NUMBER · Alice · $17.50]
    [🗂 Orders] [🛠 Panel]
    ");
    olga.presses_in(&olga.message(), "Alice").await;
    olga.sees("👤 Alice, +15551234567");
    olga.presses("Mark as: 📦 Processing").await;
    olga.presses("⬅️ 📦 Processing").await;
    olga.sees("Orders: 1");
    shop.close().await;
}

#[tokio::test]
async fn strangers_learn_nothing_of_the_administrators_side() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    let order = shop.orders().await.remove(0);
    let mallory = shop.customer("Mallory");
    mallory.sends("/teapot").await;
    let unknown = mallory.screen();
    mallory.sends("/admin").await;
    assert_eq!(mallory.screen(), unknown);
    for data in [
        "m:".to_owned(),
        format!("m:{}", order.id),
        format!("mo:{}", order.id),
        format!("ms:{}:processing", order.id),
        format!("ms:{}:cancelled", order.id),
        "mo:99999".to_owned(),
        "ms:99999:processing".to_owned(),
    ] {
        mallory.sends("/start").await;
        mallory.forges(&data).await;
        mallory.is_alerted("This button is outdated.");
        mallory.does_not_see(order.number.as_str());
        mallory.does_not_see("Alice");
    }
    assert_eq!(shop.orders().await[0].status.code(), "pending");
    assert_eq!(shop.stock(&mug).await, 9);
    shop.close().await;
}

#[tokio::test]
async fn the_command_menu_knows_who_runs_the_shop() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    let names = |person: &crate::shop::Person| -> Vec<String> {
        let commands = person.user.commands();
        commands.into_iter().map(|menu| menu.name).collect()
    };
    shop.server
        .until(|_| (names(&olga).len() == 14).then_some(()))
        .await;
    shop.server
        .until(|_| (names(&alice).len() == 10).then_some(()))
        .await;
    assert_eq!(
        names(&alice),
        [
            "start",
            "search",
            "cart",
            "favourites",
            "orders",
            "profile",
            "language",
            "privacy",
            "help",
            "cancel"
        ]
    );
    let staffs = &names(&olga)[10..];
    assert_eq!(staffs, ["admin", "add_product", "admin_delivery", "stats"]);
    shop.close().await;
}

#[tokio::test]
async fn a_refused_command_menu_costs_nothing_else() {
    let shop = Shop::open().await;
    let refused = Fault::Api {
        code: 400,
        description: "Bad Request: can't set commands".into(),
    };
    shop.server.fail_next("setMyCommands", refused);
    let olga = shop.admin("Olga").await;
    olga.sees("Hello, Olga!");
    shop.close().await;
}
