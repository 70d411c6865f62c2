//! Names that look like code, limits, and presses of buttons that nobody showed.

use ecombot::emulator::Profile;

use crate::shop::Shop;

const NASTY: &str = r#"Cable <3m> & "co""#;
/// Every tag of the wire format.
const TAGS: &str = "h c p a k ki kd kx kq b bn bw bc bp bo bx x o od u up ue l ln la lx ld m mo ms";

#[tokio::test]
async fn markup_in_any_name_is_shown_as_written() {
    let shop = Shop::open().await;
    let category = shop.category(NASTY).await;
    let cable = shop
        .product_in(category, NASTY, "1.00", 1, "<b>&amp;</b> </pre>")
        .await;
    let olga = shop.admin("Olga").await;
    let alice = shop.person(Profile {
        first_name: NASTY.into(),
        last_name: Some("<i>".into()),
        ..Profile::default()
    });
    let sees = |words: &str| {
        alice.sees(words);
        assert!(!alice.screen().contains("&lt;"), "{}", alice.screen());
    };
    alice.sends("/start").await;
    sees(&format!("Hello, {NASTY}!"));
    alice.presses(NASTY).await;
    sees(NASTY);
    alice.sends(NASTY).await;
    sees(&format!("Found for “{NASTY}”"));
    alice.adds(&cable).await;
    sees("<b>&amp;</b> </pre>");
    alice.sends("/cart").await;
    sees(NASTY);
    alice.presses("1").await;
    sees(NASTY);
    alice.sends("1").await;
    alice.saves_address(NASTY, NASTY).await;
    sees(NASTY);
    alice.presses_in(&alice.message(), NASTY).await;
    alice.presses("Set as default").await;
    alice.sends("/profile").await;
    sees(&format!("Default address: {NASTY}, {NASTY}"));
    alice.checks_out().await;
    sees(&format!("[👤 {NASTY} <i>]"));
    alice.sends(NASTY).await;
    alice.shares_phone("+15551234567").await;
    sees(&format!("👤 {NASTY}, +15551234567"));
    shop.set_stock(&cable, 0).await;
    alice.presses("Confirm").await;
    sees(&format!("• {NASTY}: you want 1, we have 0."));
    shop.set_stock(&cable, 1).await;
    alice.sends("/cart").await;
    alice.presses("Continue checkout").await;
    shop.reprice(&cable, "2.00").await;
    alice.presses("Confirm").await;
    sees(&format!("• {NASTY} now costs $2.00"));
    alice.presses("Keep").await;
    alice.presses("Confirm").await;
    sees("Thank you!");
    olga.hears("New order").await;
    olga.sees(&format!("👤 {NASTY}, +15551234567"));
    olga.presses("🗂 Open").await;
    olga.sees("Cable <3m>");
    shop.close().await;
}

#[tokio::test]
async fn the_longest_texts_fit_on_every_screen() {
    let shop = Shop::open().await;
    let name = "<&>".repeat(85);
    let category = shop.category(&name).await;
    let item = shop
        .product_in(category, &name, "99999999.99", 500, &"&".repeat(1000))
        .await;
    let olga = shop.admin("Olga").await;
    let alice = shop.person(Profile {
        first_name: "<".repeat(64),
        last_name: Some("&".repeat(64)),
        ..Profile::default()
    });
    alice.sends("/start").await;
    alice.presses("<&>").await;
    alice.presses("<&>").await;
    alice.sees(&"&".repeat(1000));
    alice.sends(&"<".repeat(4096)).await;
    alice.sees("Nothing found for");
    alice.adds(&item).await;
    alice.sends("/cart").await;
    alice.presses("1").await;
    alice.sends("100").await;
    alice.sees("$9,999,999,999.00");
    alice.presses("Checkout").await;
    alice.presses("👤").await;
    alice.shares_phone("+123456789012345").await;
    alice.sends(&"<".repeat(500)).await;
    alice.presses("Confirm").await;
    alice.sees("Thank you!");
    olga.hears("New order").await;
    for _ in 0..8 {
        alice.saves_address(&"&".repeat(50), &">".repeat(500)).await;
    }
    alice.sends("/profile").await;
    alice.presses("Manage addresses").await;
    alice.sees("[➡️]");
    alice.presses("➡️").await;
    alice.sends("/orders").await;
    alice.presses_in(&alice.message(), "ECO-").await;
    alice.sees("Status:");
    shop.close().await;
}

#[tokio::test]
async fn a_cart_of_sixty_lines_is_paged_and_ordered() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    let things = shop.category("Things").await;
    for number in 1..=60 {
        let name = format!("{number:02} {}", "🧶&".repeat(100));
        let item = shop.product_in(things, &name, "10.00", 5, "").await;
        alice.forges(&format!("a:{}", item.variant)).await;
    }
    alice.sends("/cart").await;
    alice.sees("60 items");
    alice.sees("Total: $600.00");
    let mut pages = 1;
    while alice.screen().contains("[➡️]") {
        alice.presses("➡️").await;
        pages += 1;
    }
    assert_eq!(pages, 8);
    alice.sees("60 🧶");
    // A change on a later page stays on that page.
    alice.presses("➕").await;
    alice.sees("60 🧶");
    alice.sees("Total: $610.00");
    for _ in 1..pages {
        alice.presses("⬅️").await;
    }
    alice.sees("01 🧶");
    alice.does_not_see("[⬅️]");
    alice.presses("Checkout").await;
    alice.sees("more, see /cart");
    alice.sees("Goods: $610.00");
    alice.presses("Confirm").await;
    alice.sees("Thank you!");
    olga.hears("New order").await;
    assert_eq!(shop.orders().await[0].lines.len(), 60);
    alice.sends("/orders").await;
    alice.presses_in(&alice.message(), "ECO-").await;
    assert!(
        alice.heard("\n59 🧶") > 0,
        "every line is told, in as many messages as it takes"
    );
    let parts = alice.heard(" 🧶");
    assert!(parts > 1);
    alice.presses("Back to orders").await;
    assert!(
        alice.heard(" 🧶") < parts,
        "what belonged to the order goes with it"
    );
    shop.close().await;
}

#[tokio::test]
async fn any_script_goes_from_name_to_order() {
    let shop = Shop::open().await;
    // What runs from right to left is kept from turning the line around it.
    for (name, shown) in [
        ("👩‍👩‍👧‍👦🏴‍☠️", "👩‍👩‍👧‍👦🏴‍☠️"),
        ("\u{202e}كابل ثلاثة أمتار", "\u{2068}كابل ثلاثة أمتار\u{2069}"),
        ("שלום עולם", "\u{2068}שלום עולם\u{2069}"),
        ("ß ſ İ ǆ", "ß ſ İ ǆ"),
        ("e\u{301}\u{301}\u{301}", "e\u{301}\u{301}\u{301}"),
    ] {
        let item = shop.product(name, "1.00", 5).await;
        let person = shop.customer(name);
        person.sends("/start").await;
        person.sees(&format!("Hello, {shown}!"));
        person.adds(&item).await;
        person.sees(shown);
        person.checks_out().await;
        person.presses("👤").await;
        person.shares_phone("+15551234567").await;
        person.sends(name).await;
        person.sees(&format!("👤 {shown}, +15551234567"));
        person.presses("Confirm").await;
        person.sees("Thank you!");
    }
    let orders = shop.orders().await;
    assert!(orders.iter().any(|order| order.address == "שלום עולם"));
    shop.close().await;
}

#[tokio::test]
async fn garbled_buttons_are_each_answered_once_and_change_nothing() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    alice.adds(&mug).await;
    alice.sends("/start").await;
    let screen = alice.message().id;
    shop.expects_refusal("message is not modified");
    let mut pressed = Vec::new();
    for tag in TAGS.split(' ') {
        for rest in [
            ":zz",
            ":-",
            ":1:2:3:4",
            "::::",
            ":99999999999999999999",
            ":1;DROP TABLE orders",
            " :1",
            ":\u{0}",
            ":۱",
        ] {
            pressed.push(alice.user.press_data(screen, &format!("{tag}{rest}")));
        }
        pressed.push(alice.user.press_data(screen, &tag.to_uppercase()));
        alice.settled(*pressed.last().unwrap()).await;
    }
    let answers = alice.user.alerts();
    let garbled = &answers[answers.len() - pressed.len()..];
    for (answer, update) in garbled.iter().zip(&pressed) {
        let text = answer.text.as_deref();
        assert_eq!(text, Some("This button is outdated."), "{update}");
    }
    alice.sees("[🏠 Shop]");
    alice.sends("/cart").await;
    alice.sees("Total: $12.50");
    assert_eq!(shop.orders().await.len(), 1);
    assert_eq!(shop.stock(&mug).await, 9);
    shop.close().await;
}

#[tokio::test]
async fn unknown_ids_are_refused_whatever_the_button() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.sends("/start").await;
    let screen = alice.message().id;
    shop.expects_refusal("message is not modified");
    for id in ["0", "-1", "987654321", "9223372036854775807"] {
        for data in [
            format!("h:p{id}"),
            format!("h:c{id}"),
            format!("c:{id}:"),
            format!("c:{id}:p{id}"),
            format!("p:{id}:"),
            format!("a:{id}"),
            format!("k:{id}"),
            format!("ki:{id}:{id}"),
            format!("kd:{id}:"),
            format!("kx:{id}:"),
            format!("kq:{id}:"),
            format!("bn:{id}"),
            format!("bw:{id}"),
            format!("bc:{id}:{id}"),
            format!("bp:{id}:{id}"),
            format!("bo:{id}:{id}"),
            format!("bx:{id}"),
            format!("o:{id}"),
            format!("od:{id}:"),
            format!("l:{id}"),
            format!("la:{id}"),
            format!("lx:{id}"),
            format!("ld:{id}"),
        ] {
            let update = alice.user.press_data(screen, &data);
            alice.settled(update).await;
            alice.does_not_see("Something went wrong");
        }
    }
    alice.sends("/cart").await;
    alice.sees("Total: $12.50");
    shop.close().await;
}

#[tokio::test]
async fn anothers_checkout_cannot_be_touched() {
    let shop = Shop::open().await;
    shop.pickup_point("Corner shop", "1 Main St").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    let mallory = shop.regular("Mallory").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    let confirmation = alice.message();
    mallory.adds(&mug).await;
    mallory.sends("/start").await;
    let buttons = confirmation.buttons.iter().flatten();
    let confirm = buttons
        .filter_map(|button| button.data.as_deref())
        .find(|data| data.starts_with("bo:"))
        .unwrap();
    let checkout = confirm.split(':').nth(1).unwrap();
    for data in [
        confirm.to_owned(),
        format!("bn:{checkout}"),
        format!("bw:{checkout}"),
        format!("bc:{checkout}:6"),
        format!("bp:{checkout}:1"),
    ] {
        mallory.forges(&data).await;
        mallory.is_alerted("This checkout is over.");
    }
    mallory.forges(&format!("bx:{checkout}")).await;
    mallory.is_alerted("There is nothing to cancel.");
    assert_eq!(shop.orders().await, []);
    alice.presses_in(&confirmation, "Confirm").await;
    alice.sees("Thank you!");
    shop.close().await;
}

#[tokio::test]
async fn a_button_of_another_release_gets_an_alert_and_a_way_on() {
    let shop = Shop::open().await;
    shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    alice.forges("zz:1").await;
    alice.is_alerted("This button is outdated.");
    insta::assert_snapshot!(alice.screen(), @r"
    Hello, Alice! Choose a category, or just type what you are looking for.
    [🏠 Shop]
    ");
    alice.presses("Shop").await;
    alice.sees("[Things]");
    shop.close().await;
}

#[tokio::test]
async fn a_press_on_a_message_out_of_reach_is_alerted_and_does_nothing() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    let old = alice.message();
    // The old screen cannot be changed any more when the next one comes.
    shop.expects_refusal("message to edit not found");
    alice.user.make_inaccessible(old.id);
    alice.presses_in(&old, "Add to cart").await;
    alice.is_alerted("That action is no longer available.");
    alice.sends("/cart").await;
    alice.sees("Total: $12.50");
    let deleted = alice.message();
    let data = deleted.buttons[0][0].data.clone().unwrap();
    alice.user.delete_message(deleted.id);
    let update = alice.user.press_data(deleted.id, &data);
    alice.settled(update).await;
    alice.is_alerted("That action is no longer available.");
    shop.close().await;
}

#[tokio::test]
async fn stickers_photos_and_edits_disturb_nothing() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.checks_out().await;
    let dice = serde_json::json!({"emoji": "🎲", "value": 3});
    let update = alice.user.send_other("dice", dice);
    alice.settled(update).await;
    alice.sees("Please send it as text.");
    alice.sends("Alice Archer").await;
    let mine = alice.user.messages();
    let mine = mine.iter().rfind(|message| !message.from_bot).unwrap();
    alice.user.edit(mine.id, "Mallory");
    alice.shares_phone("+15551234567").await;
    alice.sends("1 Main St").await;
    alice.sees("👤 Alice Archer, +15551234567");
    shop.close().await;
}
