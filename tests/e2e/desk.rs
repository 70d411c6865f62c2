//! Staff at work on orders: several people, one order.

use crate::shop::{Shop, masked, numbers};

#[tokio::test]
async fn orders_are_listed_by_status_found_and_opened() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 30).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    for _ in 0..9 {
        alice.buys(&mug).await;
    }
    let newest = numbers(&alice.screen()).remove(0);
    olga.hears(&newest).await;
    olga.sends("/admin").await;
    olga.presses("🗂 Orders").await;
    insta::assert_snapshot!(olga.screen(), @r"
    🗂 Orders
    Choose which ones to see.
    [⏳ Pending · 9] [📦 Processing · 0]
    [🏬 Ready for pickup · 0] [🚚 Shipped · 0]
    [💳 Paid · 0] [✅ Completed · 0]
    [✖️ Cancelled · 0] [💳 Refunded · 0]
    [↩️ Came back · 0]
    [🧾 Not paid · 0] [All orders · 9]
    [🔎 Search]
    [🛠 Panel]
    ");
    olga.presses("📦 Processing · 0").await;
    olga.sees("📦 Processing: no orders.");
    olga.presses("🗂 Orders").await;
    olga.presses("⏳ Pending · 9").await;
    olga.sees("Orders: 9");
    assert_eq!(numbers(&olga.screen()).len(), 8);
    assert_eq!(numbers(&olga.screen())[0], newest, "newest first");
    olga.presses("➡️").await;
    assert_eq!(numbers(&olga.screen()).len(), 1);
    olga.presses("🗂 Orders").await;
    olga.presses("🔎 Search").await;
    olga.sends(&newest.to_lowercase()).await;
    olga.presses(&newest).await;
    olga.sees(&format!("Order {newest}"));
    olga.presses("⬅️ ⏳ Pending").await;
    olga.sees("Orders: 9");
    olga.presses("🗂 Orders").await;
    olga.presses("🔎 Search").await;
    olga.sends("nobody").await;
    olga.sees("No order with “nobody”");
    shop.close().await;
}

#[tokio::test]
async fn the_reason_for_calling_off_is_asked_and_told() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 1).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    let number = numbers(&alice.screen()).remove(0);
    olga.hears("New order").await;
    olga.presses("✖️ Cancel this order").await;
    olga.sees("Why is the order");
    olga.sends(&"x".repeat(201)).await;
    olga.sees("200");
    // The question outlives a restart.
    shop.expects_refusal("message is not modified");
    shop.restart().await;
    let (olga, alice) = (shop.meets_again(&olga), shop.meets_again(&alice));
    olga.sends("It <broke> on the way to you").await;
    olga.sees("Status: ✖️ Cancelled");
    olga.sees("Reason: It <broke> on the way to you");
    alice.hears("Reason: It <broke> on the way to you").await;
    alice.presses_in(&alice.message(), &number).await;
    alice.sees("Reason: It <broke> on the way to you");
    assert_eq!(shop.stock(&mug).await, 1, "back on the shelf");
    shop.close().await;
}

#[tokio::test]
async fn an_order_can_be_kept_or_called_off_without_a_word() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 1).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    olga.hears("New order").await;
    let notice = olga.message();
    olga.presses("✖️ Cancel this order").await;
    olga.presses("⬅️ Keep the order").await;
    olga.sees("Status: ⏳ Pending");
    olga.presses_old(&notice, "✖️ Cancel this order").await;
    olga.presses("Cancel without a reason").await;
    olga.is_alerted("Now ✖️ Cancelled.");
    alice.hears("cancelled").await;
    alice.does_not_see("Reason");
    shop.close().await;
}

#[tokio::test]
async fn who_comes_second_hears_who_was_first() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 5).await;
    let (olga, oscar) = (shop.admin("Olga").await, shop.admin("Oscar").await);
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    for admin in [&olga, &oscar] {
        admin.hears("New order").await;
    }
    let notice = oscar.message();
    olga.presses("Mark as: 📦 Processing").await;
    oscar.presses_old(&notice, "Mark as: 📦 Processing").await;
    let answer = oscar.last_answer().and_then(|answer| answer.text);
    let said = answer.unwrap_or_default();
    assert!(said.starts_with("Already 📦 Processing: Olga, "), "{said}");
    oscar.sees("Status: 📦 Processing");
    oscar.presses("📦 I am packing this").await;
    oscar.sees("Oscar is packing this since");
    olga.presses("📦 I am packing this").await;
    let answer = olga.last_answer().and_then(|answer| answer.text);
    let said = answer.unwrap_or_default();
    assert!(said.starts_with("Oscar is packing this since "), "{said}");
    olga.presses("📦 Take over from Oscar").await;
    olga.sees("Olga is packing this since");
    olga.presses("📦 I am not packing this").await;
    olga.does_not_see("is packing this");
    assert_eq!(alice.heard("is being packed"), 1);
    shop.close().await;
}

#[tokio::test]
async fn shop_and_customer_talk_through_the_bot() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 5).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    let number = numbers(&alice.screen()).remove(0);
    olga.hears("New order").await;
    olga.presses("🗂 Open").await;
    olga.presses("📝 Note").await;
    olga.sends("Knows <our> house").await;
    olga.sees("Knows <our> house");
    olga.presses("💬 Message customer").await;
    olga.sends("Blue & white?").await;
    alice.hears("Blue & white?").await;
    alice.does_not_see("Knows");
    alice.presses_in(&alice.message(), "💬 Answer").await;
    alice.sends("Blue, please").await;
    assert_eq!(alice.heard("Passed on to the shop"), 1);
    olga.hears("Blue, please").await;
    olga.presses_in(&olga.message(), &number).await;
    olga.presses("💬 Everything said: 3").await;
    for words in ["Knows <our> house", "Blue & white?", "Blue, please"] {
        olga.sees(words);
    }
    assert!(!masked(&alice.screen()).contains("Knows"));
    shop.close().await;
}

#[tokio::test]
async fn strangers_can_do_nothing_at_the_desk() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 5).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    olga.hears("New order").await;
    let order = shop.orders().await.remove(0);
    let id = order.id.get();
    let eve = shop.regular("Eve").await;
    let forged = [
        "mof".to_owned(),
        "mol:all:".into(),
        "moq".into(),
        format!("mok:{id}:"),
        format!("moK:{id}"),
        format!("mon:{id}"),
        format!("mow:{id}"),
        format!("mov:{id}"),
        format!("mox:{id}"),
        format!("moX:{id}"),
    ];
    // Each time the same outdated button is all that is shown.
    shop.expects_refusal("message is not modified");
    for data in &forged {
        eve.forges(data).await;
        eve.is_alerted("This button is outdated.");
        eve.does_not_see("Alice");
    }
    assert_eq!(shop.orders().await, [order]);
    shop.close().await;
}
