//! What the owner typed in other languages: written in the chat, and read by customers at once.

use ecombot::{
    domain::{order::OrderStatus, staff::Role},
    emulator::Profile,
};

use crate::shop::{Item, Person, Shop};

fn speaker(shop: &Shop, name: &str, tag: &str) -> Person {
    shop.person(Profile {
        first_name: name.to_owned(),
        language_code: Some(tag.to_owned()),
        ..Profile::default()
    })
}

/// Opens the translations of the mug.
async fn opens(staff: &Person) {
    staff.sends("/admin").await;
    staff.presses("📦 Products").await;
    staff.presses("Mugs").await;
    staff.presses("Blue mug").await;
    staff.presses("🌍 Translations").await;
}

/// Translates the name of the mug.
async fn translates(staff: &Person, language: &str, name: &str) {
    opens(staff).await;
    staff.presses(&format!("Name · {language}")).await;
    staff.sends(name).await;
}

async fn pottery() -> (Shop, Person, Item) {
    let shop = Shop::open().await;
    let mugs = shop.category("Mugs").await;
    let mug = shop.product_in(mugs, "Blue mug", "12.50", 10, "").await;
    let olga = shop.admin("Olga").await;
    (shop, olga, mug)
}

#[tokio::test]
async fn the_owner_translates_in_the_chat_and_everybody_reads_their_language() {
    let (shop, olga, _) = pottery().await;
    opens(&olga).await;
    olga.sees("Blue mug in other languages");
    olga.sees("➖ Spanish: your own words stand in");
    olga.presses("Name · Spanish").await;
    olga.sees("Your own words:\nBlue mug");
    olga.sends(&"x".repeat(256)).await;
    olga.sees("at most 255 characters");
    olga.sends("Taza <azul>").await;
    assert_eq!(olga.heard("The translation is saved"), 1);
    olga.sees("✅ Spanish: Taza <azul>");
    translates(&olga, "Russian", "Синяя кружка").await;
    let ana = speaker(&shop, "Ana", "es");
    ana.sends("/start").await;
    ana.presses("Mugs").await;
    ana.sees("Taza <azul>");
    ana.presses("Taza").await;
    ana.sees("Taza <azul>");
    let ivan = speaker(&shop, "Ivan", "ru");
    ivan.sends("кружка").await;
    ivan.sees("Синяя кружка");
    let kim = speaker(&shop, "Kim", "pt");
    kim.sends("/start").await;
    kim.presses("Mugs").await;
    kim.sees("Blue mug");
    shop.close().await;
}

#[tokio::test]
async fn a_translation_is_taken_away_and_a_change_taken_back() {
    let (shop, olga, _) = pottery().await;
    let ana = speaker(&shop, "Ana", "es");
    translates(&olga, "Spanish", "Taza azul").await;
    olga.presses("Name · Spanish").await;
    olga.sees("Now:\nTaza azul");
    olga.presses("🗑 Remove the translation").await;
    olga.is_toasted("Your own words stand in");
    olga.sees("➖ Spanish");
    ana.sends("mug").await;
    ana.sees("Blue mug");
    olga.presses("↩️ Undo").await;
    olga.is_toasted("Taken back");
    olga.sees("✅ Spanish: Taza azul");
    ana.sends("taza").await;
    ana.sees("Taza azul");
    // The record tells it in words.
    olga.sends("/admin").await;
    olga.presses("📜 Record").await;
    olga.sees("Name · Spanish");
    shop.close().await;
}

#[tokio::test]
async fn who_was_slower_is_told_and_asked_again() {
    let (shop, olga, _) = pottery().await;
    let mona = shop.customer("Mona");
    shop.hires(mona.telegram_id(), Role::Manager).await;
    opens(&olga).await;
    olga.presses("Name · Spanish").await;
    translates(&mona, "Spanish", "Taza").await;
    olga.sends("Copa").await;
    olga.sees("Mona changed this on");
    olga.sees("Now:\nTaza");
    olga.sends("Copa").await;
    olga.sees("✅ Spanish: Copa");
    shop.close().await;
}

#[tokio::test]
async fn the_shops_own_texts_are_the_owners_to_translate() {
    let (shop, olga, _) = pottery().await;
    let ana = speaker(&shop, "Ana", "es");
    olga.sends("/admin").await;
    olga.presses("⚙️ Settings").await;
    olga.presses("Greeting").await;
    olga.does_not_see("🌍 Translations");
    olga.sends("Hi {name}!").await;
    olga.presses("✅ Save").await;
    olga.presses("Greeting").await;
    olga.presses("🌍 Translations").await;
    olga.presses("Text · Spanish").await;
    olga.sends("¡Buenas, {nombre}!").await;
    olga.sees("“{nombre}” means nothing to me");
    olga.sends("¡Buenas, {name}!").await;
    ana.sends("/start").await;
    ana.sees("¡Buenas, Ana!");
    let kim = shop.customer("Kim");
    kim.sends("/start").await;
    kim.sees("Hi Kim!");
    // The greeting's number is 6: a manager forges the button.
    let mona = shop.customer("Mona");
    shop.hires(mona.telegram_id(), Role::Manager).await;
    mona.sends("/start").await;
    mona.forges("mla:s6:text:es").await;
    mona.is_alerted("not part of your role");
    ana.forges("mla:s6:text:es").await;
    ana.is_alerted("versión anterior");
    shop.close().await;
}

#[tokio::test]
async fn a_switch_in_the_middle_of_a_checkout_draws_the_goods_in_the_other_language() {
    let (shop, olga, mug) = pottery().await;
    translates(&olga, "Spanish", "Taza azul").await;
    translates(&olga, "Russian", "Синяя кружка").await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.sees("Please check your order");
    alice.sees("Blue mug");
    alice.sends("/language").await;
    alice.presses("Español").await;
    alice.sees("Revisa tu pedido");
    alice.sees("Taza azul");
    alice.sends("/language").await;
    alice.presses("Русский").await;
    alice.sees("Синяя кружка");
    alice.presses("Подтвердить").await;
    alice.sees("Спасибо!");
    // Staff read the owner's words.
    olga.sends("/admin").await;
    olga.presses("🗂 Orders").await;
    olga.presses("⏳ Pending").await;
    olga.presses("ECO-").await;
    olga.sees("Blue mug");
    olga.does_not_see("Синяя кружка");
    // The receipt stays as it was, whatever language is spoken since.
    alice.sends("/language").await;
    alice.presses("Español").await;
    alice.sends("/orders").await;
    alice.presses("ECO-").await;
    alice.sees("Синяя кружка");
    let order = shop.orders().await.remove(0);
    assert_eq!(order.lines[0].name, "Blue mug");
    assert_eq!(order.status, OrderStatus::Pending);
    shop.close().await;
}

#[tokio::test]
async fn a_question_about_a_translation_survives_a_restart() {
    let (mut shop, olga, _) = pottery().await;
    opens(&olga).await;
    olga.presses("Name · Russian").await;
    shop.restart().await;
    olga.sends("Кружка").await;
    olga.sees("✅ Russian: Кружка");
    shop.close().await;
}
