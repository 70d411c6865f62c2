//! The shop's day in the chat: figures, reports, stock, files and slips.

use chrono::{Duration, Timelike, Utc};
use ecombot::{
    domain::{order::OrderStatus, staff::Role},
    emulator::Message,
    params,
    store::admins,
};

use crate::shop::{Person, Shop, now, numbers};

/// Somebody of the staff who is no owner.
async fn hire(shop: &Shop, name: &str, role: Role) -> Person {
    let person = shop.customer(name);
    let id = person.telegram_id();
    shop.write(move |tx| admins::add(tx, id, role, now())).await;
    person.sends("/start").await;
    person
}

/// The files in a chat, oldest first.
fn documents(person: &Person) -> Vec<(String, Vec<u8>)> {
    let messages = person.user.messages();
    let documents = messages.iter().filter_map(|message: &Message| {
        let document = message.document.as_ref()?;
        Some((document.file_name.clone(), document.bytes.to_vec()))
    });
    documents.collect()
}

/// All orders were placed so many days earlier.
async fn days_pass(shop: &Shop, days: i64) {
    shop.write(move |tx| {
        tx.run(
            "UPDATE orders SET created_at = created_at - $1",
            params![days * 24 * 3600],
        )
    })
    .await;
}

#[tokio::test]
async fn the_owner_sees_what_was_sold_with_a_chart() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 100).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    olga.hears("New order").await;
    olga.sends("/stats").await;
    insta::assert_snapshot!(olga.screen(), @r"
    📊 What was sold

    Today: $17.50 · orders: 1
    Yesterday: $0.00 · orders: 0

    This week: $17.50 · orders: 1
    Last week: $0.00 · orders: 0

    This month: $17.50 · orders: 1
    Last month: $0.00 · orders: 0

    🏆 Best sellers of 30 days
    1. Mug · 1 × · $12.50

    Cancelled, refunded and returned orders do not count. Delivery is part of the first figures, not of the best sellers.
    [📅 The day] [🛠 Panel]
    ");
    assert_eq!(olga.pictures(), [1200]);
    assert_eq!(olga.heard("📊 $17.50 in the last 30 days"), 1);
    // For customers there is no such command.
    alice.sends("/stats").await;
    alice.does_not_see("What was sold");
    shop.close().await;
}

#[tokio::test]
async fn the_owner_sets_report_quiet_hours_and_low_stock_with_taps() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 100).await;
    let olga = shop.admin("Olga").await;
    olga.sends("/admin").await;
    olga.presses("The day").await;
    for said in ["Morning report: 09:00", "Quiet hours: none", "Low stock: 5"] {
        olga.sees(said);
    }
    olga.presses("Morning report").await;
    olga.sees("[✅ 09:00]");
    olga.presses("17:00").await;
    olga.sees("Morning report: 17:00");
    olga.presses("Morning report").await;
    olga.presses("No morning report").await;
    olga.sees("Morning report: off");
    olga.presses("Quiet hours").await;
    olga.presses("22:00").await;
    olga.sees("Quiet from 22:00");
    olga.does_not_see("[22:00]");
    olga.presses("07:00").await;
    olga.sees("Quiet hours: 22:00 – 07:00");
    olga.presses("Quiet hours").await;
    olga.presses("No quiet hours").await;
    olga.sees("Quiet hours: none");
    olga.presses("Low stock").await;
    olga.presses("20").await;
    olga.sees("Low stock: 20 or fewer");
    olga.presses("Stock").await;
    olga.sees("[100 × Mug]");
    olga.presses("Mug").await;
    olga.sees("[✅ The usual: 20]");
    olga.presses("200").await;
    olga.sees("[✅ 200]");
    olga.presses("Stock").await;
    olga.sees("[📉 100 × Mug]");
    // What is forged is as much as there can be.
    olga.forges(&format!("myT:{}:4000000000", mug.product))
        .await;
    olga.sees("Mug");
    shop.close().await;
}

#[tokio::test]
async fn a_role_sees_of_the_day_what_is_its_part() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 100).await;
    let (max, pat) = (
        hire(&shop, "Max", Role::Manager).await,
        hire(&shop, "Pat", Role::Packer).await,
    );
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    max.sends("/admin").await;
    max.presses("The day").await;
    max.sees("[📊 Figures] [📦 Stock]");
    max.does_not_see("Morning report");
    max.presses("Figures").await;
    max.sees("Today: $17.50");
    for forged in ["myf", "mye:all", "myR:", "myQ:1:2", "myL:1", "myr"] {
        max.forges(forged).await;
        max.is_alerted("not part of your role (manager)");
    }
    pat.sends("/admin").await;
    pat.does_not_see("The day");
    for forged in ["my", "mys", "myk:", &format!("myT:{}:1", mug.product)] {
        pat.forges(forged).await;
        pat.is_alerted("not part of your role (packer)");
    }
    assert_eq!(documents(&max), []);
    shop.close().await;
}

#[tokio::test]
async fn the_owner_gets_all_orders_as_two_tables() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 100).await;
    let olga = shop.admin("Olga").await;
    olga.sends("/admin").await;
    olga.presses("The day").await;
    olga.presses("Orders as files").await;
    olga.presses("All orders").await;
    olga.is_alerted("no orders in that time");
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    let number = numbers(&alice.screen()).remove(0);
    alice.buys(&mug).await;
    olga.hears("New order").await;
    olga.sends("/admin").await;
    olga.presses("The day").await;
    olga.presses("Orders as files").await;
    olga.presses("All orders").await;
    olga.is_toasted("files are in the chat");
    let files = documents(&olga);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["orders-all.csv", "order-lines-all.csv"]);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (orders, lines) = (text(&files[0].1), text(&files[1].1));
    assert_eq!(orders.lines().count(), 3);
    assert!(orders.lines().nth(1).unwrap().starts_with(&number));
    assert!(
        orders.contains(",'+15551234567,local_same_day,"),
        "{orders}"
    );
    assert!(orders.contains(",1,12.50,5.00,17.50,USD"), "{orders}");
    assert_eq!(lines.lines().count(), 3);
    assert!(lines.contains(",Mug,,1,12.50,12.50,USD"), "{lines}");
    shop.close().await;
}

#[tokio::test]
async fn a_packing_slip_comes_as_pdf_or_as_a_page_for_scripts_it_lacks() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 100).await;
    let pat = hire(&shop, "Pat", Role::Packer).await;
    let alice = shop.regular("Zoë Łukasz").await;
    alice.buys(&mug).await;
    let number = numbers(&alice.screen()).remove(0);
    pat.hears("New order").await;
    pat.presses("Open").await;
    pat.presses("Packing slip").await;
    pat.is_toasted("The packing slip is in the chat");
    let sara = shop.regular("שרה").await;
    sara.buys(&mug).await;
    pat.hears("שרה").await;
    pat.presses("Open").await;
    pat.presses("Packing slip").await;
    let slips = documents(&pat);
    assert_eq!(slips[0].0, format!("{number}.pdf"));
    assert!(slips[0].1.starts_with(b"%PDF-"));
    assert!(slips[1].0.ends_with(".html"));
    let page = String::from_utf8(slips[1].1.clone()).unwrap();
    assert!(page.contains("שרה") && page.contains("Mug"));
    assert_eq!(pat.heard("which has the letters that the PDF lacks"), 1);
    shop.close().await;
}

#[tokio::test]
async fn staff_are_told_of_low_stock_and_customers_when_it_is_back() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 6).await;
    let olga = shop.admin("Olga").await;
    let (alice, bob) = (shop.regular("Alice").await, shop.regular("Bob").await);
    alice.buys(&mug).await;
    olga.hears("Mug: only 5 left").await;
    shop.set_stock(&mug, 0).await;
    bob.sends(&format!("/start p{}", mug.product)).await;
    bob.sees("[🔔 Tell me when it is back]");
    bob.presses("Tell me when it is back").await;
    bob.is_toasted("You will be told");
    bob.presses("Do not tell me").await;
    bob.is_toasted("You will not be told");
    bob.presses("Tell me when it is back").await;
    bob.sees("[🔕 Do not tell me]");
    // The order is called off: its goods are there again.
    olga.sends("/admin").await;
    olga.presses("Orders").await;
    olga.presses("All orders").await;
    olga.presses("Alice").await;
    olga.presses("Cancel this order").await;
    olga.presses("Cancel without a reason").await;
    bob.hears("Mug is back in stock").await;
    assert_eq!(bob.heard("back in stock"), 1);
    bob.presses("Show it").await;
    bob.sees("Only 1 left");
    bob.does_not_see("Tell me when it is back");
    shop.close().await;
}

#[tokio::test]
async fn wishes_for_one_variant_are_not_those_for_another() {
    let shop = Shop::open().await;
    let category = shop.category("Shirts").await;
    let sizes: &[(&[&str], &str, u32)] = &[(&["S"], "9.00", 0), (&["M"], "9.00", 3)];
    shop.with_options_in(category, "Shirt", &["Size"], sizes)
        .await;
    let alice = shop.regular("Alice").await;
    alice.sends("/start").await;
    alice.presses("Shirts").await;
    alice.presses("Shirt").await;
    alice.does_not_see("Tell me when it is back");
    alice.presses("M").await;
    alice.does_not_see("Tell me when it is back");
    alice.presses("S · sold out").await;
    alice.presses("Tell me when it is back").await;
    alice.sees("[🔕 Do not tell me]");
    alice.presses("M").await;
    alice.does_not_see("Do not tell me");
    shop.close().await;
}

#[tokio::test]
async fn the_morning_report_comes_once_and_after_a_restart_not_again() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 4).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    days_pass(&shop, 1).await;
    let late = Utc::now()
        .date_naive()
        .and_hms_opt(23, 59, 59)
        .unwrap()
        .and_utc();
    shop.clock_shows(late).await;
    olga.hears("Yesterday: $17.50").await;
    olga.sees("Yesterday: $17.50 · orders: 1");
    olga.sees("To look at: 1");
    olga.sees("Mug: 3 left, for about 42 days");
    shop.clock_shows(late).await;
    shop.restart().await;
    shop.clock_shows(late).await;
    // Whatever was promised before this has been sent before it.
    alice.buys(&mug).await;
    olga.hears("orders: 1").await;
    olga.user
        .wait_for(|messages| {
            let new = messages.iter().filter(|it| it.text.contains("New order"));
            new.count() == 2
        })
        .await
        .unwrap();
    assert_eq!(olga.heard("Yesterday: $17.50"), 1);
    let orders = shop.orders().await;
    assert!(
        orders
            .iter()
            .all(|order| order.status == OrderStatus::Pending)
    );
    shop.close().await;
}

#[tokio::test]
async fn notes_about_stock_wait_until_the_quiet_hours_are_over() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 6).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    // All day but the hour before this one.
    let (from, to) = (Utc::now(), Utc::now() - Duration::hours(1));
    olga.sends("/admin").await;
    olga.forges(&format!("myQ:{}:{}", from.hour(), to.hour()))
        .await;
    alice.buys(&mug).await;
    olga.hears("New order").await;
    alice.buys(&mug).await;
    olga.user
        .wait_for(|messages| {
            let new = messages.iter().filter(|it| it.text.contains("New order"));
            new.count() == 2
        })
        .await
        .unwrap();
    assert_eq!(olga.heard("only 5 left"), 0);
    olga.sends("/admin").await;
    olga.forges("myQ::").await;
    olga.hears("only 5 left").await;
    shop.close().await;
}
