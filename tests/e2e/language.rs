//! Everybody is spoken to in their language: their own choice, else Telegram's, else the shop's.

use ecombot::{domain::order::OrderStatus, emulator::Profile};

use crate::shop::{Item, Person, Shop};

fn speaker(shop: &Shop, name: &str, tag: Option<&str>) -> Person {
    shop.person(Profile {
        first_name: name.to_owned(),
        language_code: tag.map(str::to_owned),
        ..Profile::default()
    })
}

/// Waits until the command menu says this beside a command.
async fn reads_in_menu(shop: &Shop, person: &Person, command: &str, words: &str) {
    shop.server
        .until(|_| {
            let menu = person.user.commands();
            let line = menu.into_iter().find(|line| line.name == command);
            line.filter(|line| line.description == words)
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_spoken_to_in_the_language_of_their_telegram_else_in_the_shops() {
    let shop = Shop::open().await;
    let cases = [
        (Some("es-AR"), "¡Hola, Kim!"),
        (Some("ru"), "Здравствуйте, Kim!"),
        (Some("pt-BR"), "Hello, Kim!"),
        (None, "Hello, Kim!"),
    ];
    for (tag, greeting) in cases {
        let kim = speaker(&shop, "Kim", tag);
        kim.sends("/start").await;
        kim.sees(greeting);
    }
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_of_ones_own_wins_and_survives_a_restart() {
    let mut shop = Shop::open().await;
    let ivan = speaker(&shop, "Ivan", Some("ru"));
    ivan.sends("/language").await;
    for name in [
        "English",
        "Español",
        "✅ Русский",
        "Choose your language",
        "Elige tu idioma",
    ] {
        ivan.sees(name);
    }
    ivan.presses("Español").await;
    ivan.sees("¡Hola, Ivan!");
    shop.restart().await;
    ivan.sends("/cart").await;
    ivan.sees("Tu carrito está vacío.");
    // Telegram's language still counts for whoever chose none.
    let olga = speaker(&shop, "Olga", Some("ru"));
    olga.sends("/cart").await;
    olga.sees("Ваша корзина пуста.");
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_language_changes_nothing() {
    let shop = Shop::open().await;
    let ann = shop.customer("Ann");
    ann.sends("/start").await;
    ann.forges("us:xx").await;
    ann.is_alerted("outdated");
    ann.sends("/cart").await;
    ann.sees("Your cart is empty.");
    shop.close().await;
}

async fn asked_for_a_phone(shop: &Shop) -> (Person, Item) {
    let mug = shop.product("Mug", "12.50", 5).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.sends("Alice Archer").await;
    (alice, mug)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_switch_in_the_middle_of_a_checkout_redraws_it_and_keeps_everything() {
    let shop = Shop::open().await;
    let (alice, _) = asked_for_a_phone(&shop).await;
    alice.sees("Please share your phone number");
    alice.sends("/language").await;
    alice.presses("Русский").await;
    alice.sees("Поделитесь номером телефона");
    alice.shares_phone("+15551234567").await;
    alice.sends("/language").await;
    alice.presses("Español").await;
    alice.sees("¿Adónde lo llevamos?");
    alice.sends("12 Harbour Street, Springfield").await;
    alice.sees("Revisa tu pedido");
    alice.sees("Alice Archer, +15551234567");
    alice.sees("12,50\u{a0}$");
    alice.sends("/language").await;
    alice.presses("English").await;
    alice.sees("Please check your order");
    alice.presses("Confirm").await;
    alice.sees("Thank you! Your order");
    assert_eq!(shop.orders().await.len(), 1);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cancel_of_a_keyboard_in_the_language_before_still_cancels() {
    let shop = Shop::open().await;
    let (alice, _) = asked_for_a_phone(&shop).await;
    alice.sends("/language").await;
    alice.presses("Русский").await;
    alice.sends("✖️ Cancel").await;
    alice.sees("Оформление отменено.");
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn notices_are_in_the_language_of_whoever_gets_them() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 5).await;
    let olga = shop.admin("Olga").await;
    olga.sends("/language").await;
    olga.presses("Русский").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    olga.hears("Новый заказ").await;
    alice.sends("/language").await;
    alice.presses("Español").await;
    let number = shop.orders().await.remove(0).number;
    olga.sends("/admin").await;
    olga.presses("Заказы").await;
    olga.presses("Новый").await;
    olga.presses(number.as_str()).await;
    olga.presses("Собирается").await;
    alice.hears("Estamos preparando tu pedido").await;
    assert_eq!(
        shop.orders().await.remove(0).status,
        OrderStatus::Processing
    );
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_menu_is_in_everybodys_language() {
    let shop = Shop::open().await;
    for (tag, words) in [
        (Some("es"), "Tu carrito"),
        (Some("ru"), "Ваша корзина"),
        (Some("pt"), "Your cart"),
    ] {
        let kim = speaker(&shop, "Kim", tag);
        kim.sends("/start").await;
        reads_in_menu(&shop, &kim, "cart", words).await;
    }
    let ann = shop.customer("Ann");
    ann.sends("/language").await;
    ann.presses("Español").await;
    reads_in_menu(&shop, &ann, "cart", "Tu carrito").await;
    let olga = shop.admin("Olga").await;
    olga.sends("/start").await;
    reads_in_menu(&shop, &olga, "admin", "Run the shop").await;
    olga.sends("/language").await;
    olga.presses("Русский").await;
    reads_in_menu(&shop, &olga, "admin", "Управление магазином").await;
    reads_in_menu(&shop, &olga, "add_product", "Добавить товар").await;
    // Off the staff, the choice of a language stays.
    shop.hires(
        shop.customer("Boss").telegram_id(),
        ecombot::domain::staff::Role::Owner,
    )
    .await;
    shop.dismisses(olga.telegram_id()).await;
    olga.sends("/start").await;
    reads_in_menu(&shop, &olga, "cart", "Ваша корзина").await;
    shop.close().await;
}
