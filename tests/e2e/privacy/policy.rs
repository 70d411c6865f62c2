//! What the shop says of the data it keeps.

use crate::shop::Shop;

#[tokio::test]
async fn the_shop_says_what_it_keeps_in_the_customers_language_and_leads_on() {
    let shop = Shop::open().await;
    for (tag, words) in [
        ("en", "Your data in this shop"),
        ("es", "Tus datos en esta tienda"),
        ("ru", "Ваши данные в этом магазине"),
    ] {
        let kim = shop.person(ecombot::emulator::Profile {
            first_name: "Kim".into(),
            language_code: Some(tag.into()),
            ..Default::default()
        });
        kim.sends("/privacy").await;
        kim.sees(words);
        kim.sees("/mydata");
        kim.sees("/forgetme");
        let is_in_menu = |_: &_| {
            let menu = kim.user.commands();
            menu.into_iter().find(|line| line.name == "privacy")
        };
        shop.server.until(is_in_menu).await;
    }
    let alice = shop.regular("Alice").await;
    alice.sends("/profile").await;
    alice.presses("Your data").await;
    alice.sees("7 days after you ask for it");
    alice.presses("Forget me").await;
    alice.sees("This stays,");
    shop.close().await;
}

#[tokio::test]
async fn an_owner_gives_it_other_words_and_other_days_and_takes_them_back() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    olga.sends("/admin").await;
    olga.presses("Settings").await;
    olga.presses("Privacy text").await;
    olga.sends(&"x".repeat(3001)).await;
    olga.sees("3,000");
    olga.sends("We keep <your address> only.").await;
    olga.sees("This is what customers will read.");
    olga.presses("Save").await;
    olga.presses("Days before erasing").await;
    for bad in ["soon", "29", "-1", "1.5"] {
        olga.sends(bad).await;
        olga.sees("whole number of days from 0 to 28");
    }
    olga.sends("14").await;
    olga.sees("14 days");
    alice.sends("/privacy").await;
    alice.sees("We keep <your address> only.");
    alice.sees("[📥 My data]");
    olga.presses("Privacy text").await;
    olga.presses("As usual").await;
    alice.sends("/privacy").await;
    alice.sees("Your data in this shop");
    alice.sees("14 days after you ask for it");
    shop.close().await;
}
