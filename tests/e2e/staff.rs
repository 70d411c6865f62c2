//! Who runs the shop: claims, invitations, roles, leaving, the panel and the record.

use ecombot::{
    domain::staff::Role,
    emulator::Fault,
    shop::{access::Permit, staff},
};

use crate::shop::{Person, Shop, masked, now};

/// What follows `start=` in the newest message.
fn payload(person: &Person) -> String {
    let screen = person.screen();
    let (_, rest) = screen.split_once("start=").expect("a link");
    rest.split_whitespace().next().unwrap().to_owned()
}

fn commands(person: &Person) -> Vec<String> {
    let commands = person.user.commands();
    commands.into_iter().map(|menu| menu.name).collect()
}

async fn sees_in_menu(shop: &Shop, person: &Person, extra: &[&str]) {
    shop.server
        .until(|_| {
            let names = commands(person);
            let extra_is_there = names.iter().skip(10).eq(extra.iter());
            (names.len() == 10 + extra.len() && extra_is_there).then_some(())
        })
        .await;
}

/// Invites somebody by the owner's chat and returns what the link carries.
async fn invites(owner: &Person, role: &str) -> String {
    owner.sends("/admin").await;
    owner.presses("👥 Staff").await;
    owner.presses("➕ Invite").await;
    owner.presses(role).await;
    payload(owner)
}

#[tokio::test]
async fn a_claim_makes_the_first_owner_who_finds_what_is_to_be_done() {
    let shop = Shop::without_delivery().await;
    let claim = shop
        .write(|tx| staff::claim(tx, &Permit::operator(), now()))
        .await;
    let olga = shop.customer("Olga");
    let start = format!("/start claim_{}", claim.secret.reveal());
    olga.sends(&start).await;
    assert_eq!(
        olga.heard("Welcome! You work for this shop now, as owner."),
        1
    );
    insta::assert_snapshot!(olga.screen(), @r"
    🛠 Your shop
    You are signed in as owner.

    Before the first order
    ⬜ A category
    ⬜ A product that customers see
    ⬜ A way of delivery or a pickup point
    ⬜ A way to pay: what customers read about it
    ⬜ Open: something is in stock and can be delivered
    [🗂 Orders]
    [📁 Categories] [📦 Products]
    [➕ Add a product]
    [🚚 Delivery] [📄 Catalogue file]
    [📅 The day]
    [👥 Staff] [📜 Record]
    [💳 Ways to pay] [⚙️ Settings]
    [📌 Order board]
    [🏠 Shop]
    ");
    sees_in_menu(
        &shop,
        &olga,
        &["admin", "add_product", "admin_delivery", "stats"],
    )
    .await;
    shop.product("Mug", "12.50", 0).await;
    olga.presses("🏠 Shop").await;
    olga.presses("🛠 Panel").await;
    olga.sees("✅ A category");
    olga.sees("✅ A product that customers see");
    olga.sees("⬜ Open");
    shop.product("Pot", "12.50", 1).await;
    shop.pickup_point("Corner shop", "1 Main St").await;
    olga.sends("/admin").await;
    olga.does_not_see("Before the first order");
    // Once is once.
    let mallory = shop.customer("Mallory");
    mallory.sends(&start).await;
    mallory.sees("This link has been used already.");
    mallory.sends("/admin").await;
    mallory.sees("I do not know that command");
    shop.close().await;
}

#[tokio::test]
async fn an_owner_invites_a_packer_changes_the_role_and_lets_them_go() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let carried = invites(&olga, "packer").await;
    assert!(carried.len() <= 64, "{carried}");
    olga.sees("https://t.me/shop_bot?start=join_");
    let bob = shop.customer("Bob");
    bob.sends(&format!("/start {carried}")).await;
    assert_eq!(bob.heard("as packer"), 2, "the welcome and the panel");
    bob.does_not_see("Staff");
    bob.does_not_see("Record");
    bob.sees("[🗂 Orders]");
    sees_in_menu(&shop, &bob, &["admin"]).await;

    olga.presses("⬅️ Staff").await;
    olga.presses("Bob · packer").await;
    let member = olga.message();
    insta::assert_snapshot!(
        olga.screen().replace(&bob.telegram_id().to_string(), "ID"), @r"
    👤 Bob, packer
    Telegram id ID
    [Make owner]
    [Make manager]
    [✖️ Take off the staff]
    [⬅️ Staff] [🛠 Panel]
    ");
    olga.presses("Make manager").await;
    olga.is_alerted("Bob is manager now.");
    sees_in_menu(
        &shop,
        &bob,
        &["admin", "add_product", "admin_delivery", "stats"],
    )
    .await;
    olga.presses("Take off the staff").await;
    olga.presses("No, keep").await;
    olga.presses("Take off the staff").await;
    olga.presses("Yes, take off").await;
    olga.is_alerted("Bob does not work here any more.");
    olga.does_not_see("Bob");
    sees_in_menu(&shop, &bob, &[]).await;
    bob.presses("🗂 Orders").await;
    bob.is_alerted("You do not work for this shop any more");
    // What is pressed late finds nobody, and shows what is on screen already.
    shop.expects_refusal("message is not modified");
    olga.presses_old(&member, "Make manager").await;
    olga.is_alerted("This person does not work here any more.");
    shop.close().await;
}

#[tokio::test]
async fn links_that_do_not_work_say_so_and_change_nothing() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let bob = shop.customer("Bob");
    let carried = invites(&olga, "manager").await;
    olga.sends(&format!("/start {carried}")).await;
    olga.sees("You work for this shop already, as owner.");
    for forged in ["claim_", "join_0", "claim_00000000000000000000000000000001"] {
        bob.sends(&format!("/start {forged}")).await;
        bob.sees("This link does not work.");
    }
    olga.sends("/admin").await;
    olga.presses("👥 Staff").await;
    olga.presses("✉️ Open invitations").await;
    olga.presses("✖️ manager, until").await;
    olga.is_alerted("The link does not work any more.");
    olga.sees("No open invitations.");
    bob.sends(&format!("/start {carried}")).await;
    bob.sees("This link does not work.");
    let later = invites(&olga, "manager").await;
    shop.write(|tx| tx.execute("UPDATE staff_links SET expires_at = 5", &[]))
        .await;
    bob.sends(&format!("/start {later}")).await;
    bob.sees("The time of this link is over.");
    bob.sends("/admin").await;
    bob.sees("I do not know that command");
    let everybody = shop.read(|tx| staff::all(tx, &Permit::operator())).await;
    assert_eq!(everybody, [(olga.telegram_id(), Role::Owner)]);
    shop.close().await;
}

#[tokio::test]
async fn the_last_owner_stays_and_the_configured_one_is_changed_elsewhere() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    olga.sends("/admin").await;
    olga.presses("👥 Staff").await;
    olga.presses("Olga · owner").await;
    shop.expects_refusal("message is not modified");
    olga.presses("Make packer").await;
    olga.is_alerted("Not possible: this is the last owner.");
    olga.presses("Take off the staff").await;
    olga.presses("Yes, take off").await;
    olga.is_alerted("Not possible: this is the last owner.");
    shop.write(|tx| {
        tx.execute(
            "UPDATE admins SET is_configured = $1",
            ecombot::params![true],
        )
    })
    .await;
    olga.presses("⬅️ Staff").await;
    olga.presses("Olga · owner").await;
    olga.sees("It can only be changed there.");
    olga.does_not_see("Make");
    shop.close().await;
}

#[tokio::test]
async fn the_owner_reads_what_was_changed_and_by_whom() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    olga.hears("New order").await;
    olga.presses("Mark as: 📦 Processing").await;
    invites(&olga, "packer").await;
    olga.sends("/admin").await;
    olga.presses("📜 Record").await;
    let screen = olga.screen();
    let (told, _) = screen.split_once("\n[").unwrap();
    let told = masked(told);
    for words in [
        "Olga\nNew: invitation packer",
        "Role: — → packer",
        "Olga\nChanged: order NUMBER\nStatus: ⏳ Pending → 📦 Processing",
        "shell\nNew: staff",
    ] {
        assert!(told.contains(words), "no {words:?} in:\n{told}");
    }
    olga.presses_in(&olga.message(), "ECO-").await;
    olga.sees("Status: ⏳ Pending → 📦 Processing");
    olga.presses("📜 Record").await;
    // From that entry on; what is newer is a page before.
    olga.does_not_see("invitation");
    olga.presses("⬅️").await;
    olga.sees("invitation");
    olga.presses("🛠 Panel").await;
    olga.presses("⚙️ Settings").await;
    olga.sees("Currency: USD");
    shop.close().await;
}

#[tokio::test]
async fn a_crash_after_joining_welcomes_after_the_restart() {
    let mut shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let carried = invites(&olga, "packer").await;
    let bob = shop.customer("Bob");
    bob.sends("/start").await;
    let greetings = bob.user.messages().len();
    shop.server
        .fail_next_in(bob.user.id(), "*", Fault::DropConnection);
    let update = bob.user.send(&format!("/start {carried}"));
    shop.server
        .until(|server| {
            let mut calls = server.calls().into_iter();
            calls.any(|call| call.fault.is_some()).then_some(())
        })
        .await;
    shop.crash().await;
    shop.come_back().await;
    bob.settled(update).await;
    assert!(bob.user.messages().len() > greetings);
    assert!(bob.heard("Welcome! You work for this shop now, as packer.") > 0);
    bob.sees("[🗂 Orders]");
    shop.close().await;
}
