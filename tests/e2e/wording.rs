//! The shop in its owner's words: changed in the chat, seen before it counts, and read by customers.

use chrono::Utc;
use ecombot::{
    domain::language::Language,
    emulator::Profile,
    shop::{UseCaseError, access::Permit, wording},
};

use crate::{
    record::Before,
    shop::{Person, Shop, now},
};

fn speaker(shop: &Shop, name: &str, tag: &str) -> Person {
    shop.person(Profile {
        first_name: name.to_owned(),
        language_code: Some(tag.to_owned()),
        ..Profile::default()
    })
}

async fn opens_wording(owner: &Person) {
    owner.sends("/admin").await;
    owner.presses("⚙️ Settings").await;
    owner.presses("✍️ Wording").await;
}

/// Finds a text by words of it and opens it.
async fn finds(owner: &Person, words: &str, label: &str) {
    opens_wording(owner).await;
    owner.presses("🔎 Find a text").await;
    owner.sends(words).await;
    owner.presses(label).await;
}

/// Finds a text and is asked for another one.
async fn changes(owner: &Person, words: &str, label: &str) {
    finds(owner, words, label).await;
    owner.presses("✏️ Change").await;
}

#[tokio::test]
async fn a_message_is_reworded_with_a_preview_and_customers_read_it_until_it_is_taken_back() {
    let mut shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let alice = shop.customer("Alice");
    let carla = speaker(&shop, "Carla", "es");
    shop.expects_refusal("message is not modified");
    opens_wording(&olga).await;
    olga.sees("✍️ Wording · English");
    olga.presses("Cart ·").await;
    olga.presses("Your cart is empty.").await;
    olga.sees("Now:\nYour cart is empty.");
    olga.does_not_see("As it came");
    olga.presses("✏️ Change").await;
    olga.formats("<b>Nothing</b> yet: <a href=\"https://a.example/\">look</a> {around")
        .await;
    olga.sees("This is how it will be shown. Nothing has changed yet.");
    let html = olga.message().html;
    let said = "<b>Nothing</b> yet: <a href=\"https://a.example/\">look</a> {around";
    assert!(html.contains(said), "{html}");
    alice.sends("/cart").await;
    alice.sees("Your cart is empty.");
    olga.presses("✅ Save").await;
    olga.is_toasted("Saved.");
    olga.sees("As it came:\nYour cart is empty.");
    for _ in 0..2 {
        alice.sends("/cart").await;
        let html = alice.message().html;
        assert!(html.contains(said), "{html}");
        carla.sends("/cart").await;
        carla.sees("Tu carrito está vacío.");
        shop.restart().await;
    }
    opens_wording(&olga).await;
    olga.presses("✍️ In your words: 1").await;
    olga.presses("✍️ Nothing yet").await;
    olga.presses("↩️ As it came").await;
    olga.is_toasted("It is as it came again.");
    alice.sends("/cart").await;
    alice.sees("Your cart is empty.");
    opens_wording(&olga).await;
    olga.does_not_see("In your words");
    shop.close().await;
}

#[tokio::test]
async fn what_does_not_do_is_refused_by_name_and_asked_again() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let before = shop.read(Before::look).await;
    changes(&olga, "Choose a category", "Hello, {name}! Choose").await;
    olga.sees("have to stay: {name}");
    for (answer, words) in [
        ("Welcome!", "{name} is missing."),
        (
            "Hi {name}, it is {price}",
            "{price} means nothing here. In braces there can be: {name}",
        ),
        ("{ $name -> [one] a *[other] b }", "{name} is missing."),
        ("<b>{name", "{name} is missing."),
    ] {
        olga.sends(answer).await;
        olga.sees(words);
        olga.sees("[✖️ Cancel]");
    }
    olga.sends(&format!("{{name}}{}", "x".repeat(300))).await;
    olga.sees("That is 306 characters; here there is room for 300.");
    olga.formats("Hi {name}, <a href=\"https://a.example\">here</a>")
        .await;
    olga.sees("This is how it will be shown.");
    olga.presses("✖️ Cancel").await;
    olga.sees("Now:\nHello, {name}!");
    // A label has no formatting, and little room.
    changes(&olga, "Checkout", "✅ Checkout").await;
    olga.sees("At most 64 characters");
    olga.sends(&"x".repeat(65)).await;
    olga.sees("That is 65 characters; here there is room for 64.");
    olga.shares_phone("+15551234567").await;
    olga.sees("That was empty. Please send it as text.");
    olga.sends("/cancel").await;
    olga.sees("Cancelled. Nothing was changed.");
    // Nothing waits to be saved.
    olga.sends("/admin").await;
    olga.forges("mks").await;
    olga.is_alerted("Nothing was waiting to be saved.");
    for unknown in [
        "mko:en:no_such_text",
        "mka:en:no_such_part:0",
        "mko:xx:cart_empty",
    ] {
        olga.sends("/admin").await;
        olga.forges(unknown).await;
        olga.is_alerted("This button is outdated.");
    }
    // A page beyond the last is the last.
    olga.forges("mka:en:cart:4000000000").await;
    olga.sees("✍️ Cart · English");
    assert_eq!(
        shop.read(move |tx| before.differing(tx)).await,
        [] as [String; 0]
    );
    shop.close().await;
}

#[tokio::test]
async fn a_text_that_counts_is_asked_for_form_by_form() {
    let mut shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let ivan = speaker(&shop, "Ivan", "ru");
    let mugs = shop.product("Mug", "12.50", 90).await;
    ivan.sends(&format!("/start p{}", mugs.product)).await;
    ivan.presses("В корзину").await;
    opens_wording(&olga).await;
    olga.presses("🌐 Русский").await;
    olga.presses("Cart ·").await;
    olga.presses("🛒 Ваша корзина").await;
    olga.presses("✏️ Change").await;
    olga.sees("for numbers such as 2, 3, 4.");
    olga.sends("В корзине {lines} вещи").await;
    olga.sees("for numbers such as 5, 6, 7.");
    // Whoever restarts the program in between is no reason to begin again.
    shop.expects_refusal("message is not modified");
    shop.restart().await;
    olga.sends("В корзине {lines} вещей").await;
    olga.sees("for numbers such as 1, 21, 31.");
    olga.sends("В корзине {lines} вещь").await;
    for said in ["В корзине 2 вещи", "В корзине 5 вещей", "В корзине 1 вещь"]
    {
        olga.sees(said);
    }
    olga.presses("✅ Save").await;
    ivan.sends("/cart").await;
    ivan.sees("В корзине 1 вещь");
    // Or one text for all of them.
    olga.presses("✏️ Change").await;
    olga.presses("One text for all numbers").await;
    olga.sends("Вещей: {lines}").await;
    olga.presses("✅ Save").await;
    ivan.sends("/cart").await;
    ivan.sees("Вещей: 1");
    shop.close().await;
}

#[tokio::test]
async fn buttons_answers_and_the_command_menu_say_it_too() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let alice = shop.customer("Alice");
    let mug = shop.product("Mug", "12.50", 9).await;
    for (words, label, text) in [
        ("Add to cart", "Add to cart", "🧺 Into the <basket>"),
        ("Added", "Added", "In the {basket now"),
        ("Your cart", "Your cart", "What you want"),
    ] {
        changes(&olga, words, label).await;
        olga.sends(text).await;
        olga.presses("✅ Save").await;
        olga.is_toasted("Saved.");
    }
    alice.sends(&format!("/start p{}", mug.product)).await;
    alice.presses("🧺 Into the <basket>").await;
    alice.is_toasted("In the {basket now");
    for person in [&alice, &olga] {
        shop.server
            .until(|_| {
                let menu = person.user.commands();
                let mut lines = menu.iter();
                lines
                    .find(|line| line.description == "What you want")
                    .map(|_| ())
            })
            .await;
    }
    shop.close().await;
}

#[tokio::test]
async fn two_shops_in_one_process_have_words_of_their_own() {
    let (hill, dale) = (Shop::open().await, Shop::open().await);
    let olga = hill.admin("Olga").await;
    changes(&olga, "cart is empty", "Your cart is empty.").await;
    olga.sends("Nothing on the hill").await;
    olga.presses("✅ Save").await;
    let (alice, bob) = (hill.customer("Alice"), dale.customer("Bob"));
    alice.sends("/cart").await;
    alice.sees("Nothing on the hill");
    bob.sends("/cart").await;
    bob.sees("Your cart is empty.");
    hill.close().await;
    dale.close().await;
}

#[tokio::test]
async fn two_owners_at_one_text_are_told_of_each_other_and_the_record_tells_of_both() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let bob = shop.admin("Bob").await;
    let before = shop.read(Before::look).await;
    changes(&olga, "cart is empty", "Your cart is empty.").await;
    olga.sends("Hers").await;
    changes(&bob, "cart is empty", "Your cart is empty.").await;
    bob.sends("His").await;
    bob.presses("✅ Save").await;
    bob.is_toasted("Saved.");
    olga.presses("✅ Save").await;
    assert_eq!(olga.heard("Bob changed this text meanwhile"), 1);
    olga.sees("Now:\nHis");
    olga.presses("✏️ Change").await;
    olga.sends("Hers").await;
    olga.presses("✅ Save").await;
    olga.is_toasted("Saved.");
    olga.sends("/admin").await;
    olga.presses("📜 Record").await;
    olga.sees("text Your cart is empty.\nText: His → Hers");
    assert_eq!(
        shop.read(move |tx| before.differing(tx)).await,
        [] as [String; 0]
    );
    shop.close().await;
}

#[tokio::test]
async fn words_of_another_program_count_within_a_minute_and_unfit_ones_are_shown_as_such() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    alice.sees("Hello, Alice!");
    let says = |message: &'static str, text: &'static str| {
        shop.write(move |tx| {
            let by = Permit::operator();
            let done = wording::reword(tx, &by, Language::En, message, text, 0, now());
            done.map_err(|error| match error {
                UseCaseError::Db(error) => error,
                UseCaseError::Refused(refusal) => panic!("{refusal:?}"),
            })
        })
    };
    says("cart_empty", r#"{"any":"<i>Nothing</i> here"}"#).await;
    // As another release may have written it.
    says("greeting", r#"{"any":"Hello {first_name}!"}"#).await;
    shop.clock_shows(Utc::now()).await;
    alice.sends("/cart").await;
    alice.sees("Nothing here");
    alice.sends("/start").await;
    alice.sees("Hello, Alice! Choose a category");
    opens_wording(&olga).await;
    olga.presses("✍️ In your words: 2").await;
    olga.sees("✍️ Nothing here");
    olga.presses("⚠️ Hello, {name}!").await;
    olga.sees("do not fit this release of the shop any more");
    olga.sees("Hello {first_name}!");
    olga.presses("✏️ Change").await;
    olga.sends("Hi {name}!").await;
    olga.presses("✅ Save").await;
    alice.sends("/start").await;
    alice.sees("Hi Alice!");
    shop.close().await;
}

#[tokio::test]
async fn words_saved_in_the_moment_of_a_crash_count_after_it() {
    let mut shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    shop.expects_refusal("query is too old");
    shop.expects_refusal("message is not modified");
    changes(&olga, "cart is empty", "Your cart is empty.").await;
    olga.sends("Nothing yet").await;
    olga.presses("✅ Save").await;
    shop.crash().await;
    shop.come_back().await;
    let alice = shop.customer("Alice");
    alice.sends("/cart").await;
    alice.sees("Nothing yet");
    shop.close().await;
}
