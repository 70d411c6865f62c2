//! The shop's settings in the chat: each change counts at once, and is seen by customers.

use chrono::{Datelike, Days, Utc};
use chrono_tz::Tz;
use ecombot::shop::settings::{Fixed, Given};

use crate::{
    record::Before,
    shop::{Person, Shop},
};

async fn opens(owner: &Person, setting: &str) {
    owner.sends("/admin").await;
    owner.presses("⚙️ Settings").await;
    owner.presses(setting).await;
}

/// Opens a setting and answers its question.
async fn sets(owner: &Person, setting: &str, answer: &str) {
    opens(owner, setting).await;
    owner.sends(answer).await;
}

#[tokio::test]
async fn what_the_owner_says_is_seen_by_customers_at_once_and_after_a_restart() {
    let mut shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let alice = shop.customer("Alice");
    // What a chat shows is written down with the next change; a restart may come before that.
    shop.expects_refusal("message is not modified");
    alice.sends("/start").await;
    alice.sees("Hello, Alice! Choose a category");
    sets(&olga, "Name", "Hill & <Dale>").await;
    assert_eq!(olga.heard("✅ Saved: Name."), 1);
    olga.sees("Name: Hill & <Dale>");
    alice.sends("/start").await;
    alice.sees("Hello, Alice! Welcome to Hill & <Dale>.");
    sets(&olga, "Greeting", "Hi {name}!\nFresh pots today.").await;
    // Before it is saved it is shown as customers will read it.
    olga.sees("This is what customers will read.");
    olga.sees("Hi Olga!\nFresh pots today.");
    alice.sends("/start").await;
    alice.sees("Welcome to Hill");
    olga.presses("✅ Save").await;
    olga.is_toasted("Saved.");
    olga.sees("Greeting: Hi {name}! Fresh pots today.");
    sets(&olga, "About", "Thrown by hand.").await;
    sets(&olga, "Contact", "@hill_pottery").await;
    sets(&olga, "Opening hours", "Mon–Sun: 0–24").await;
    olga.sees("Opening hours: Mon-Sun 00:00-24:00");
    for _ in 0..2 {
        alice.sends("/start").await;
        alice.sees("Hi Alice!\nFresh pots today.");
        alice.sends("/about").await;
        alice.sees(
            "ℹ️ Hill & <Dale>\n\nThrown by hand.\n\n🕘 Mon-Sun 00:00-24:00\n☎️ @hill_pottery",
        );
        alice.sends("/help").await;
        alice.sees("You can also reach us here: @hill_pottery");
        shop.restart().await;
    }
    opens(&olga, "Greeting").await;
    olga.presses("↩️ As usual").await;
    olga.sees("Greeting: the usual");
    alice.sends("/start").await;
    alice.sees("Hello, Alice! Welcome to Hill & <Dale>.");
    shop.close().await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_what_would_be_right_and_asked_again() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let before = shop.read(Before::look).await;
    let (long, longer) = ("x".repeat(256), "x".repeat(3001));
    for (setting, answer, words) in [
        ("Name", long.as_str(), "at most 255 characters"),
        ("Name", "\u{200b}", "That was empty"),
        ("Greeting", "Hi {Name}!", "“{Name}” means nothing to me"),
        ("Terms", longer.as_str(), "at most 3,000 characters"),
        (
            "Opening hours",
            "by appointment",
            "I do not understand “by”",
        ),
        ("Opening hours", "Mon-Fri", "At which times on Fri?"),
        ("Opening hours", "9-18", "Which day is “9-18” on?"),
        (
            "Opening hours",
            "Mon 9-18, Mon 17-19",
            "The times on Mon overlap",
        ),
        ("Opening hours", "Mon 9-9", "begins when it ends"),
        (
            "Opening hours",
            "Sun closed",
            "no time at which somebody is there",
        ),
        ("Currency", "Euro", "“Euro” is no currency"),
        ("Currency", "XAU", "“XAU” is no currency"),
        ("Currency", "JPY", "JPY has other decimals"),
        (
            "Time zone",
            "Mars/Olympus",
            "I do not know a time zone “Mars/Olympus”",
        ),
        ("Time zone", "<b>", "I do not know a time zone “<b>”"),
        ("Order numbers", "A-B", "1 to 8 letters (A to Z) or digits"),
        (
            "Order numbers",
            "ABCDEFGHI",
            "1 to 8 letters (A to Z) or digits",
        ),
        ("Low stock", "few", "a whole number from 0 to 1,000"),
        ("Low stock", "1001", "a whole number from 0 to 1,000"),
        ("Low stock", "-1", "a whole number from 0 to 1,000"),
    ] {
        sets(&olga, setting, answer).await;
        olga.sees(words);
        olga.sees(&format!("⚙️ {setting}"));
        olga.sees("[✖️ Cancel]");
        // Something else than text is no answer either.
        olga.shares_phone("+15551234567").await;
        olga.sees("That was empty. Please send it as text.");
        // It is still asked.
        olga.sends(answer).await;
        olga.sees(words);
        olga.presses("✖️ Cancel").await;
        olga.sees("⚙️ Settings");
        olga.sends("an answer to nothing").await;
        olga.sees("Nothing found for");
    }
    assert_eq!(
        shop.read(move |tx| before.differing(tx)).await,
        [] as [String; 0]
    );
    shop.close().await;
}

#[tokio::test]
async fn a_question_is_left_by_every_way_out_and_survives_a_restart() {
    let mut shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    // What a chat shows is written down with the next change; a restart may come before that.
    shop.expects_refusal("message is not modified");
    opens(&olga, "Name").await;
    olga.sends("/cancel").await;
    olga.sees("Cancelled. Nothing was changed.");
    olga.sends("Hill").await;
    olga.sees("Nothing found for “Hill”");
    sets(&olga, "Terms", "Returns within 30 days.").await;
    olga.sees("This is what customers will read.");
    shop.restart().await;
    // Another text takes the place of the one that was shown.
    olga.sends("Returns within 14 days.").await;
    olga.sees("Returns within 14 days.");
    let preview = olga.message();
    olga.presses("✅ Save").await;
    olga.sees("Terms: Returns within 14 days.");
    // Pressed once more, it saves nothing and says so.
    olga.presses_old(&preview, "✅ Save").await;
    olga.is_alerted("This question is over");
    shop.close().await;
}

#[tokio::test]
async fn a_time_zone_that_is_nearly_right_is_proposed_and_taken_with_a_tap() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    sets(&olga, "Time zone", "berlin").await;
    olga.sees("Is it one of these?");
    olga.presses("Europe/Berlin").await;
    olga.is_toasted("Saved.");
    olga.sees("Time zone: Europe/Berlin (");
    sets(&olga, "Time zone", "asia/tokyo").await;
    olga.sees("Time zone: Asia/Tokyo (");
    olga.forges("mez:Mars/Olympus").await;
    olga.is_alerted("This button is outdated.");
    shop.close().await;
}

#[tokio::test]
async fn another_currency_is_on_every_price_at_once_and_stays_when_somebody_has_paid() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.sees("$12.50");
    alice.checks_out().await;
    alice.sees("Total: $17.50");
    sets(&olga, "Currency", "eur").await;
    olga.sees("Currency: EUR");
    // What was confirmed was another price.
    alice.presses("✅ Confirm").await;
    alice.sees("Mug now costs €12.50 instead of $12.50.");
    assert_eq!(shop.orders().await, []);
    alice.presses("✅ Confirm").await;
    alice.sees("Thank you! Your order");
    sets(&olga, "Currency", "USD").await;
    olga.sees("The shop has orders, and what was paid stays what it was");
    olga.sees("Now: EUR");
    alice.sends(&format!("/start p{}", mug.product)).await;
    alice.sees("€12.50");
    shop.close().await;
}

#[tokio::test]
async fn order_numbers_begin_as_the_owner_says() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    sets(&olga, "Order numbers", "hill").await;
    olga.sees("Order numbers: HILL");
    alice.buys(&mug).await;
    alice.sees("Your order HILL-");
    shop.close().await;
}

#[tokio::test]
async fn what_a_flag_sets_wins_is_shown_as_fixed_and_cannot_be_pressed_or_forged() {
    let mut shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    sets(&olga, "Time zone", "Asia/Tokyo").await;
    sets(&olga, "Order numbers", "HILL").await;
    // Asked while it could be answered.
    opens(&olga, "Time zone").await;
    let given = |by: &str| by.to_owned();
    shop.restart_with(Fixed {
        timezone: Some(Given {
            value: Tz::Europe__Berlin,
            by: given("--timezone"),
        }),
        language: Some(Given {
            value: "en".into(),
            by: given("ECOMBOT_LANGUAGE"),
        }),
        ..Fixed::default()
    })
    .await;
    let before = shop.read(Before::look).await;
    olga.sends("America/Lima").await;
    assert_eq!(
        olga.heard("This is set by --timezone, where the program is started"),
        1
    );
    olga.sees("📌 set by --timezone");
    olga.sees("Time zone: Europe/Berlin (");
    olga.sees("Language: English 📌 set by ECOMBOT_LANGUAGE");
    olga.sees("Order numbers: HILL\n");
    for (press, by) in [
        ("mea:timezone", "--timezone"),
        ("mer:timezone", "--timezone"),
        ("mez:America/Lima", "--timezone"),
        ("mea:language", "ECOMBOT_LANGUAGE"),
        ("mel:en", "ECOMBOT_LANGUAGE"),
        ("mer:language", "ECOMBOT_LANGUAGE"),
    ] {
        olga.forges(press).await;
        olga.is_alerted(&format!("This is set by {by}"));
    }
    olga.presses("Time zone").await;
    olga.is_alerted("This is set by --timezone");
    assert_eq!(
        shop.read(move |tx| before.differing(tx)).await,
        [] as [String; 0]
    );
    // Without the flag what was said in the chat counts again.
    shop.restart_with(Fixed::default()).await;
    olga.sends("/admin").await;
    olga.presses("⚙️ Settings").await;
    olga.sees("Time zone: Asia/Tokyo (");
    olga.does_not_see("📌");
    shop.close().await;
}

#[tokio::test]
async fn a_closed_shop_says_so_before_a_cart_is_filled_and_confirms_nothing() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let mugs = shop.category("Mugs").await;
    let mug = shop.product_in(mugs, "Mug", "12.50", 10, "").await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.sees("[✅ Confirm]");
    opens(&olga, "Open or closed").await;
    olga.sees("The shop is open.");
    olga.presses("🔒 Close the shop").await;
    olga.is_toasted("The shop is closed.");
    olga.presses("💬 Words to customers").await;
    olga.sends("We are at <the sea>.").await;
    olga.sees("We are at <the sea>.");
    // The confirmation on the customer's screen is of a time when it was open.
    alice.presses("✅ Confirm").await;
    alice.sees("🔒 We are closed at the moment.");
    alice.sees("Nothing was ordered. Your cart is kept for you.");
    assert_eq!(shop.orders().await, []);
    alice.presses("🛒 Cart").await;
    alice.sees("$12.50");
    alice.sees("🔒 We are closed at the moment.");
    alice.presses("Continue checkout").await;
    alice.sees("Nothing was ordered.");
    let bob = shop.customer("Bob");
    for look in ["/start", "[Mugs]", "[Mug]", "/about"] {
        match look.strip_prefix('[') {
            Some(label) => bob.presses(label.trim_end_matches(']')).await,
            None => bob.sends(look).await,
        };
        bob.sees("🔒 We are closed at the moment.");
        bob.sees("We are at <the sea>.");
    }
    olga.presses("🗓 Day we open again").await;
    for (answer, words) in [
        ("soon", "not a date I can read"),
        ("8/20/2026", "not a date I can read"),
        ("2020-01-01", "That day is not to come"),
        ("2999-01-01", "more than a year away"),
    ] {
        olga.sends(answer).await;
        olga.sees(words);
    }
    let day = Utc::now().date_naive() + Days::new(40);
    olga.sends(&day.format("%-d.%-m.%Y").to_string()).await;
    let until = day.format("%a, %-d %b %Y").to_string();
    olga.sees(&format!("open again on {until}"));
    bob.sends("/start").await;
    bob.sees(&format!("🔒 We are closed and open again on {until}."));
    olga.presses("⚙️ Settings").await;
    olga.sees(&format!("Open or closed: closed until {until}"));
    olga.presses("Open or closed").await;
    olga.presses("🔓 Open the shop").await;
    olga.is_toasted("The shop is open.");
    bob.sends("/start").await;
    bob.does_not_see("closed");
    alice.sends("/cart").await;
    alice.presses("Continue checkout").await;
    alice.presses("✅ Confirm").await;
    alice.sees("Thank you! Your order");
    // What was on the screen of a shop that was closed then. The message about the order may have
    // come meanwhile: then the screen above it is drawn again as it is.
    shop.expects_refusal("message is not modified");
    olga.forges("med").await;
    olga.is_alerted("The shop is open.");
    shop.close().await;
}

#[tokio::test]
async fn outside_of_opening_hours_customers_read_when_their_order_is_seen_to() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    // Whatever day it is, nobody is there before the one after the next two.
    let day = (Utc::now().date_naive() + Days::new(3)).weekday();
    sets(&olga, "Opening hours", &format!("{day} 9:00-18:00")).await;
    olga.sees(&format!("Opening hours: {day} 09:00-18:00"));
    let names = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let name = names[usize::try_from(day.num_days_from_monday()).unwrap()];
    let back = format!("back on {name} at 09:00");
    alice.sends("/start").await;
    alice.sees(&back);
    alice.adds(&mug).await;
    alice.sees(&back);
    alice.sends("/cart").await;
    alice.sees(&back);
    alice.presses("Checkout").await;
    alice.sees(&back);
    alice.presses("✅ Confirm").await;
    alice.sees("Thank you! Your order");
    alice.sees(&format!("see to it when we are back: on {name} at 09:00."));
    assert_eq!(shop.orders().await.len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn terms_are_a_tap_away_from_about_and_from_the_confirmation() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.does_not_see("📄 Terms");
    sets(&olga, "Terms", "Returns within 30 days.").await;
    olga.presses("✅ Save").await;
    alice.sends("/cart").await;
    alice.presses("Continue checkout").await;
    alice.presses("📄 Terms").await;
    alice.sees("Returns within 30 days.");
    alice.presses("⬅️ Back").await;
    alice.sees("Please check your order");
    alice.presses("✅ Confirm").await;
    alice.sees("Thank you! Your order");
    alice.sends("/about").await;
    alice.does_not_see("Returns");
    alice.presses("📄 Terms").await;
    alice.sees("Returns within 30 days.");
    alice.presses("⬅️ Back").await;
    alice.sees("About us");
    shop.close().await;
}

#[tokio::test]
async fn what_another_program_sets_counts_within_a_minute() {
    let shop = Shop::open().await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    shop.says(ecombot::shop::about::About {
        name: ecombot::domain::text::Name::parse("Hill Pottery").ok(),
        ..ecombot::shop::about::About::default()
    })
    .await;
    shop.clock_shows(Utc::now()).await;
    alice.sends("/start").await;
    alice.sees("Welcome to Hill Pottery.");
    shop.close().await;
}

#[tokio::test]
async fn a_setting_that_was_saved_in_the_moment_of_a_crash_counts_after_it() {
    let mut shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    shop.expects_refusal("query is too old");
    shop.expects_refusal("message is not modified");
    opens(&olga, "Name").await;
    olga.sends("Hill Pottery").await;
    shop.crash().await;
    shop.come_back().await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    alice.sees("Welcome to Hill Pottery.");
    shop.close().await;
}

#[tokio::test]
async fn two_owners_at_one_setting_are_told_of_each_other() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let bob = shop.admin("Bob").await;
    opens(&olga, "Name").await;
    sets(&bob, "Name", "Dale Pottery").await;
    olga.sends("Hill Pottery").await;
    olga.sees("❗ Bob changed this on");
    olga.sees("Now: Dale Pottery");
    olga.sends("Hill Pottery").await;
    olga.sees("Name: Hill Pottery");
    olga.presses("🛠 Panel").await;
    olga.presses("📜 Record").await;
    olga.sees("Changed: setting Name\nvalue: Dale Pottery → Hill Pottery");
    shop.close().await;
}

#[tokio::test]
async fn the_threshold_of_a_product_is_on_its_own_sheet() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    sets(&olga, "Low stock", "7").await;
    olga.sees("Low stock: 7 or fewer");
    olga.forges(&format!("mgm:{}", mug.product)).await;
    olga.presses("📉 Low stock").await;
    olga.sees("The usual: 7");
    olga.presses("200").await;
    olga.sees("[✅ 200]");
    olga.presses("⬅️ Back to the product").await;
    olga.sees("[📉 Low stock]");
    shop.close().await;
}
