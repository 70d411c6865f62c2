//! Texts at and beyond what Telegram takes: captions, long messages, many lines.

use ecombot::domain::text::{Description, Name};

use crate::shop::{Item, Person, Shop};

/// A word that grows in HTML and one of two code units.
const WORDS: &str = "<b>&🎉 ";
const CAPTION: usize = 1024;
const TEXT: usize = 4096;

/// So many characters of words, none of them at either end blank.
fn words(length: usize) -> String {
    let mut text: String = WORDS.chars().cycle().take(length - 1).collect();
    text.push('.');
    text
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// A product with the longest description, and pictures of these widths.
async fn described(shop: &Shop, name: &str, widths: &[u32]) -> Item {
    let things = shop.category("Things").await;
    let description = words(Description::MAX);
    let item = shop
        .product_in(things, name, "12.50", 3, &description)
        .await;
    shop.photos(&item, widths).await;
    item
}

#[tokio::test]
async fn a_description_too_long_for_a_caption_is_cut_at_a_word_and_there_in_full() {
    let shop = Shop::open().await;
    let things = shop.category("Things").await;
    let name = "Mug of blue glazed stoneware with a handle for two hands";
    let description = "word ".repeat(200);
    let mug = shop
        .product_in(things, name, "12.50", 9, description.trim())
        .await;
    shop.photos(&mug, &[40]).await;
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    alice.presses("Things").await;
    alice.presses("Mug").await;
    let caption = alice.message().text;
    assert!(length(&caption) <= CAPTION, "{}", length(&caption));
    assert!(length(&caption) > CAPTION - 10, "no room is wasted");
    assert!(caption.contains("word…\n\n$12.50"), "{caption}");
    alice.sees("[🛒 Add to cart]\n[🤍 Save]\n[📖 More]");
    alice.presses("More").await;
    assert!(alice.message().text.ends_with(description.trim()));
    assert_eq!(alice.pictures(), [0; 0]);
    alice.presses("Back").await;
    assert_eq!(alice.pictures(), [40]);
    assert_eq!(alice.message().text, caption);
    alice.presses("Back to products").await;
    alice.sees("[Mug of blue glazed stoneware with a han… · $12.50]");
    assert_eq!(alice.with_buttons().len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn the_longest_name_and_description_are_shown_with_any_number_of_photos() {
    let shop = Shop::open().await;
    let name = words(Name::MAX);
    let alice = shop.customer("Alice");
    for widths in [&[][..], &[40], &[40, 50]] {
        let item = described(&shop, &name, widths).await;
        alice.sends("/start").await;
        alice.presses("Things").await;
        alice.forges(&format!("p:{}:", item.product)).await;
        let shown = alice.message().text;
        assert!(shown.starts_with(&name), "{shown}");
        assert!(shown.ends_with("$12.50\nOnly 3 left"), "{shown}");
        if widths.len() == 1 {
            assert!((CAPTION - 10..=CAPTION).contains(&length(&shown)));
            alice.presses("More").await;
        } else {
            alice.does_not_see("More");
        }
        assert!(alice.message().text.contains(&words(Description::MAX)));
        shop.withdraw(&item).await;
    }
    shop.close().await;
}

/// Buys one each of a hundred things of long names.
async fn buys_a_hundred(shop: &Shop, person: &Person) {
    let things = shop.category("Things").await;
    let mut variants = Vec::new();
    for number in 0..100 {
        let name = format!("{number:03} {}", words(200));
        let item = shop.product_in(things, &name, "1.00", 9, "").await;
        variants.push(item.variant);
    }
    person.sends("/start").await;
    for variant in variants {
        person.forges(&format!("a:{variant}")).await;
    }
    person.checks_out().await;
    person.presses("Confirm").await;
    person.sees("Thank you!");
}

#[tokio::test]
async fn an_order_of_a_hundred_lines_is_shown_in_parts_that_go_together() {
    let shop = Shop::open().await;
    let alice = shop.regular("Alice").await;
    buys_a_hundred(&shop, &alice).await;
    alice.sends("/orders").await;
    let (list, before) = (alice.message(), alice.user.messages().len());
    alice.presses_in(&list, "ECO-").await;
    let messages = alice.user.messages();
    let parts = &messages[before - 1..];
    assert!(parts.len() >= 2, "{}", parts.len());
    for part in parts {
        assert!(part.from_bot && length(&part.text) <= TEXT);
    }
    let lines = parts.iter().flat_map(|part| part.text.lines());
    let numbered = lines.filter(|line| line.contains(" · $1.00 × 1 = $1.00"));
    assert_eq!(numbered.count(), 100, "no line is cut or lost");
    assert!(parts[0].html.starts_with("📦 <b>Order ECO-"));
    let (last, others) = parts.split_last().unwrap();
    assert!(last.html.ends_with("<b>Total: $105.00</b>"));
    assert!(others.iter().all(|part| part.buttons.is_empty()));
    // Its parts go with it, and so they do when something is typed.
    alice.presses("Back to orders").await;
    assert_eq!(alice.user.messages().len(), before);
    alice.presses_in(&alice.message(), "ECO-").await;
    alice.sends("/orders").await;
    let first = |message: &ecombot::emulator::Message| message.text.contains("000 <b>");
    assert!(!alice.user.messages().iter().any(first));
    shop.close().await;
}

#[tokio::test]
async fn administrators_are_told_of_a_hundred_lines_in_parts() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    buys_a_hundred(&shop, &alice).await;
    olga.hears("Total: $105.00").await;
    let messages = olga.user.messages();
    let told = messages.iter().filter(|message| message.from_bot);
    let lines = told.flat_map(|message| message.text.lines());
    let numbered = lines.filter(|line| line.contains(" · $1.00 × 1 = $1.00"));
    assert_eq!(numbered.count(), 100);
    olga.presses("Processing").await;
    olga.sees("Total: $105.00");
    shop.close().await;
}

#[tokio::test]
async fn what_was_chosen_is_not_forgotten_over_the_description() {
    let shop = Shop::open().await;
    let sizes: &[(&[&str], &str, u32)] = &[(&["S"], "9.00", 9), (&["M"], "11.00", 9)];
    let shirts = shop
        .with_options("Shirt of unbleached cotton", &["Size"], sizes)
        .await;
    shop.describe(&shirts[0], &words(Description::MAX)).await;
    shop.photos(&shirts[0], &[40]).await;
    let alice = shop.customer("Alice");
    alice.sends(&format!("/start p{}", shirts[0].product)).await;
    alice.presses("M").await;
    let chosen = alice.screen();
    alice.presses("More").await;
    assert!(alice.message().text.ends_with(&words(Description::MAX)));
    alice.presses("Back").await;
    assert_eq!(alice.screen(), chosen);
    shop.close().await;
}

#[tokio::test]
async fn the_longest_confirmation_is_one_message_with_its_buttons() {
    let shop = Shop::open().await;
    shop.pickup_point("Corner shop", "1 Main St").await;
    let things = shop.category("Things").await;
    let alice = shop.customer("Alice");
    alice.saves_phone("+15551234567").await;
    alice.saves_address("Home", &words(500)).await;
    alice.presses("Home").await;
    alice.presses("Set as default").await;
    for number in 0..60 {
        let name = format!("{number:03} {}", words(200));
        let item = shop.product_in(things, &name, "99999.99", 9, "").await;
        alice.forges(&format!("a:{}", item.variant)).await;
    }
    alice.checks_out().await;
    alice.presses("Add a comment").await;
    let before = alice.user.messages().len();
    alice.sends(&words(500)).await;
    assert_eq!(alice.user.messages().len(), before + 2);
    let confirmation = alice.message();
    assert!(length(&confirmation.text) <= TEXT);
    assert!(confirmation.text.contains(&format!("💬 {}", words(500))));
    assert!(confirmation.text.contains(" more, see /cart"));
    assert!(confirmation.text.ends_with("Total: $6,000,004.40"));
    alice.presses("Confirm").await;
    alice.sees("Thank you!");
    shop.close().await;
}
