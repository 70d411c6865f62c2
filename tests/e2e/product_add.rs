//! Adding a product by conversation: what staff type, tap and send, and what comes of it.

use std::io::Cursor;

use ecombot::{
    domain::{id::TelegramId, staff::Role},
    emulator::Fault,
    params,
    store::admins,
};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::shop::{Person, Shop, now};

/// A picture that differs from those of other shades.
fn photo(width: u32, shade: u8) -> Vec<u8> {
    let image = RgbImage::from_pixel(width, 30, Rgb([shade, 40, 40]));
    let mut bytes = Vec::new();
    DynamicImage::from(image)
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
        .unwrap();
    bytes
}

/// Pictures 41, 42, … pixels wide.
fn album(count: u8) -> Vec<Vec<u8>> {
    (1..=count)
        .map(|number| photo(40 + u32::from(number), number))
        .collect()
}

async fn sends_photo(person: &Person, bytes: &[u8]) {
    let update = person.user.send_photo(bytes, "").unwrap();
    person.settled(update).await;
}

async fn sends_document(person: &Person, name: &str, bytes: &[u8]) {
    let update = person.user.send_document(name, bytes, "").unwrap();
    person.settled(update).await;
}

async fn sends_album(person: &Person, pictures: &[Vec<u8>]) {
    let updates = person.user.send_album(pictures, "").unwrap();
    person.settled(*updates.last().unwrap()).await;
}

/// Somebody who works for the shop in this role.
async fn staff(shop: &Shop, name: &str, role: Role) -> Person {
    let person = shop.customer(name);
    let id = person.telegram_id();
    shop.write(move |tx| admins::add(tx, id, role, now())).await;
    person.sends("/start").await;
    person
}

/// Answers everything before the photos.
async fn describes(person: &Person, name: &str) {
    person.sends("/add_product").await;
    person.presses("Things").await;
    person.sends(name).await;
    person.sends("A good one.").await;
    person.sends("12.50").await;
    person.sends("7").await;
    person.sees("Send its photos");
}

async fn count(shop: &Shop, sql: &'static str) -> i64 {
    shop.read(move |tx| tx.query_one(sql, params![], |row| row.take()))
        .await
}

async fn products(shop: &Shop) -> i64 {
    count(shop, "SELECT COUNT(*) FROM products").await
}

async fn photos(shop: &Shop) -> i64 {
    count(shop, "SELECT COUNT(*) FROM photos").await
}

async fn drafts(shop: &Shop) -> i64 {
    count(shop, "SELECT COUNT(*) FROM product_drafts").await
}

#[tokio::test]
async fn a_product_is_added_and_bought() {
    let shop = Shop::open().await;
    shop.category("Things").await;
    let olga = shop.admin("Olga").await;
    olga.sends("/admin").await;
    olga.presses("Add a product").await;
    insta::assert_snapshot!(olga.screen(), @r"
    ➕ New product

    👇 Which category is it in?
    [Things]
    [✖️ Cancel]
    ");
    olga.presses("Things").await;
    olga.sends("Mug").await;
    olga.sends("Holds tea.\nAnd coffee.").await;
    olga.sends("1,250").await;
    olga.sees("Price: $1,250.00");
    olga.presses("Back").await;
    olga.sends("12,50").await;
    insta::assert_snapshot!(olga.screen(), @r"
    ➕ New product
    📁 Things
    Mug
    Holds tea.
    And coffee.
    Price: $12.50

    ✏️ How many do you have? For example: 20
    [⬅️ Back] [✖️ Cancel]
    ");
    olga.sends("7").await;
    sends_photo(&olga, &photo(41, 1)).await;
    sends_document(&olga, "mug.png", &photo(42, 2)).await;
    insta::assert_snapshot!(olga.screen(), @r"
    ➕ New product
    📁 Things
    Mug
    Holds tea.
    And coffee.
    Price: $12.50
    In stock: 7

    🖼 2 photos of at most 10. Send more, or press Done.
    [✅ Done: add the product]
    [⬅️ Back] [✖️ Cancel]
    ");
    assert_eq!(olga.with_buttons().len(), 1, "one living screen");
    assert_eq!(olga.heard("1 photo"), 0, "the count moves down");
    olga.presses("Done").await;
    insta::assert_snapshot!(olga.screen(), @r"
    ✅ Mug is in your shop now.
    [👀 See it as customers do]
    [✏️ Edit] [🎨 Options & variants]
    [➕ Add another]
    [🛠 Panel]
    ");
    olga.presses("See it as customers do").await;
    olga.sees("Holds tea.");

    let alice = shop.regular("Alice").await;
    alice.sends("/start").await;
    alice.presses("Things").await;
    alice.presses("Mug · $12.50").await;
    assert_eq!(alice.pictures(), [41, 42]);
    alice.presses("Add to cart").await;
    alice.checks_out().await;
    alice.presses("Confirm").await;
    alice.sees("Thank you! Your order");
    assert_eq!(count(&shop, "SELECT stock FROM product_variants").await, 6);
    shop.close().await;
}

#[tokio::test]
async fn every_bad_answer_is_explained_and_asked_again() {
    let shop = Shop::open().await;
    shop.category("Things").await;
    let olga = shop.admin("Olga").await;
    olga.sends("/add_product").await;
    olga.sends("Things").await;
    olga.sees("Please tap one of the categories below.");
    sends_photo(&olga, &photo(41, 1)).await;
    olga.sees("Photos come last.");
    olga.presses("Things").await;
    for (bad, words) in [("\u{200b}", "That was empty."), (&*"n".repeat(300), "255")] {
        olga.sends(bad).await;
        olga.sees(words);
        olga.sees("What is it called?");
    }
    let sticker = olga.user.send_other("sticker", serde_json::json!({}));
    olga.settled(sticker).await;
    olga.sees("What is it called?");
    olga.sends(&"n".repeat(255)).await;
    olga.sees("Describe it");
    olga.sends("\u{3164}").await;
    olga.sees("Describe it");
    olga.sends(&"d".repeat(1001)).await;
    olga.sees("1000");
    olga.sends(&"d".repeat(1000)).await;
    for (bad, words) in [
        ("cheap", "not a number I understand"),
        ("0", "more than 0"),
        ("-5", "more than 0"),
        ("1.234.5", "grouped"),
        ("12.5055", "has only 2 decimals"),
        ("100000000", "the most is 99,999,999.99"),
        ("€5", "Prices of this shop are in USD"),
    ] {
        olga.sends(bad).await;
        olga.sees(words);
        olga.sees("What does one cost?");
    }
    olga.sends("99,999,999.99").await;
    for (bad, words) in [
        ("many", "not a number I understand"),
        ("-1", "0 or more"),
        ("2.5", "a whole number"),
        ("+3", "not a number I understand"),
        ("99999999999", "the most is"),
    ] {
        olga.sends(bad).await;
        olga.sees(words);
        olga.sees("How many do you have?");
    }
    olga.sends("0").await;
    olga.sends("that is all").await;
    olga.sees("I am waiting for photos now.");
    let place = serde_json::json!({"latitude": 1.5, "longitude": 2.5});
    let place = olga.user.send_other("location", place);
    olga.settled(place).await;
    olga.sees("not a picture I can take");
    assert_eq!(products(&shop).await, 0);
    olga.sends("/skip").await;
    olga.sees("is in your shop now");
    assert_eq!(products(&shop).await, 1);
    shop.close().await;
}

#[tokio::test]
async fn files_that_are_no_photo_of_a_shop_are_refused_and_the_draft_stays() {
    let shop = Shop::open().await;
    shop.category("Things").await;
    let olga = shop.admin("Olga").await;
    describes(&olga, "Mug").await;
    sends_document(&olga, "IMG_0001.HEIC", b"whatever").await;
    olga.sees("(HEIC) cannot be shown");
    sends_document(&olga, "IMG_0001.jpg", b"\0\0\0\x24ftypheic\0\0\0\0mif1").await;
    olga.sees("(HEIC) cannot be shown");
    sends_document(&olga, "list.pdf", b"%PDF").await;
    olga.sees("not a picture I can take");
    sends_document(&olga, "mug.png", &photo(41, 1)[..60]).await;
    olga.sees("damaged");
    sends_document(&olga, "mug.png", &photo(1000, 1)).await;
    olga.sees("too narrow");
    let mut bomb = photo(41, 1);
    bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    sends_document(&olga, "bomb.png", &bomb).await;
    olga.sees("megapixels");
    sends_document(&olga, "huge.png", &vec![0; (20 << 20) + 1]).await;
    olga.sees("more than 20 MB");
    let video = serde_json::json!({"file_id": "x", "duration": 3});
    let video = olga.user.send_other("video", video);
    olga.settled(video).await;
    olga.sees("not a picture I can take");
    assert_eq!(photos(&shop).await, 0);
    sends_photo(&olga, &photo(41, 1)).await;
    olga.sees("1 photo of at most 10");
    sends_photo(&olga, &photo(41, 1)).await;
    olga.sees("has that photo already");
    olga.sees("1 photo of at most 10");
    assert_eq!(photos(&shop).await, 1);
    shop.close().await;
}

#[tokio::test]
async fn a_picture_that_telegram_does_not_give_out_is_asked_for_again() {
    let shop = Shop::open().await;
    shop.category("Things").await;
    let olga = shop.admin("Olga").await;
    describes(&olga, "Mug").await;
    shop.server.fail_next(
        "getFile",
        Fault::Api {
            code: 400,
            description: "Bad Request: wrong file_id or the file is temporarily unavailable".into(),
        },
    );
    sends_photo(&olga, &photo(41, 1)).await;
    olga.sees("could not fetch that picture");
    sends_photo(&olga, &photo(41, 1)).await;
    olga.sees("1 photo of at most 10");
    shop.close().await;
}

#[tokio::test]
async fn an_album_of_ten_is_counted_on_one_screen() {
    let shop = Shop::open().await;
    shop.category("Things").await;
    let olga = shop.admin("Olga").await;
    describes(&olga, "Mug").await;
    let before = shop.requests().len();
    sends_album(&olga, &album(10)).await;
    olga.sees("10 photos of at most 10");
    assert_eq!(olga.with_buttons().len(), 1);
    let sent: Vec<String> = shop.requests()[before..]
        .iter()
        .map(|call| call.method.clone())
        .filter(|method| method != "getFile")
        .collect();
    assert!(sent.len() <= 11, "{sent:?}");
    // One too many is refused with a text, and so is every part of another album, once.
    sends_photo(&olga, &photo(60, 60)).await;
    olga.sees("More than 10 photos are not possible.");
    sends_album(&olga, &[photo(61, 61), photo(62, 62), photo(63, 63)]).await;
    olga.sees("More than 10 photos are not possible.");
    assert_eq!(photos(&shop).await, 10);
    olga.sends("/done").await;
    olga.sees("Mug is in your shop now.");
    olga.presses("See it as customers do").await;
    let expected: Vec<u32> = (41..=50).collect();
    let shown = olga.pictures();
    assert_eq!(shown[shown.len() - 10..], expected);
    shop.close().await;
}

#[tokio::test]
async fn bad_parts_of_an_album_are_told_and_the_others_kept() {
    let shop = Shop::open().await;
    shop.category("Things").await;
    let olga = shop.admin("Olga").await;
    describes(&olga, "Mug").await;
    // Broken for the shop, though Telegram reads its header.
    let torn = photo(44, 4)[..60].to_vec();
    sends_album(&olga, &[photo(41, 1), torn.clone(), photo(42, 2), torn]).await;
    olga.sees("2 photos of at most 10");
    assert_eq!(olga.heard("damaged"), 2);
    shop.close().await;
}

#[tokio::test]
async fn a_restart_at_every_step_loses_nothing() {
    let mut shop = Shop::open().await;
    shop.category("Things").await;
    let olga = shop.admin("Olga").await;
    shop.expects_refusal("query is too old");
    shop.expects_refusal("message is not modified");
    shop.expects_refusal("message to delete not found");
    olga.sends("/add_product").await;
    shop.crash().await;
    let update = olga.user.press("Things").unwrap();
    shop.come_back().await;
    olga.settled(update).await;
    for answer in ["Mug", "Holds tea.", "12.50", "7"] {
        shop.crash().await;
        let update = olga.user.send(answer);
        shop.come_back().await;
        olga.settled(update).await;
    }
    for number in 1..=3 {
        shop.crash().await;
        let update = olga
            .user
            .send_photo(&photo(40 + u32::from(number), number), "");
        shop.come_back().await;
        olga.settled(update.unwrap()).await;
    }
    shop.crash().await;
    let updates = olga.user.send_album(&[photo(50, 50), photo(51, 51)], "");
    shop.come_back().await;
    olga.settled(updates.unwrap()[1]).await;
    let messages = olga.user.messages();
    let is_counted = |words: &str| messages.iter().any(|message| message.text.contains(words));
    assert!(is_counted("5 photos of at most 10"), "{}", olga.screen());
    shop.crash().await;
    let update = olga.user.send("/done");
    shop.come_back().await;
    olga.settled(update).await;
    let messages = olga.user.messages();
    let is_told = messages
        .iter()
        .any(|message| message.text.contains("Mug is in your shop now."));
    assert!(is_told, "{}", olga.screen());
    assert_eq!(products(&shop).await, 1);
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM product_images").await, 5);
    shop.close().await;
}

#[tokio::test]
async fn what_was_begun_is_offered_after_looking_elsewhere() {
    let shop = Shop::open().await;
    let cup = shop.product("Cup", "3.00", 5).await;
    let olga = shop.admin("Olga").await;
    olga.sends("/add_product").await;
    olga.presses("Things").await;
    olga.sends("Mug <b>").await;
    olga.sends("Holds tea.").await;
    let alice = shop.regular("Alice").await;
    alice.buys(&cup).await;
    olga.hears("New order").await;
    olga.presses("🗂 Open").await;
    // What is typed now is no price.
    olga.sends("12.50").await;
    olga.sees("Nothing found for “12.50”");
    olga.sends("/admin").await;
    olga.presses("Continue adding Mug <b>").await;
    insta::assert_snapshot!(olga.screen(), @r"
    ➕ You have begun to add Mug <b>. Next: price.
    [▶️ Continue adding Mug <b>]
    [➕ Begin another one instead]
    [🛠 Panel]
    ");
    olga.presses("Continue adding").await;
    olga.sees("What does one cost?");
    olga.sends("12.50").await;
    olga.sends("/cart").await;
    sends_photo(&olga, &photo(41, 1)).await;
    olga.sees("I did not expect a picture just now");
    olga.presses("Continue adding").await;
    olga.sends("4").await;
    sends_photo(&olga, &photo(41, 1)).await;
    olga.sends("/add_product").await;
    olga.presses("Begin another one instead").await;
    olga.sees("Which category is it in?");
    assert_eq!(photos(&shop).await, 0, "nobody else uses it");
    assert_eq!(products(&shop).await, 1);
    shop.close().await;
}

#[tokio::test]
async fn cancel_at_every_step_ends_it_without_a_trace() {
    let shop = Shop::open().await;
    shop.category("Things").await;
    let olga = shop.admin("Olga").await;
    let answers = ["Mug", "Holds tea.", "12.50", "7"];
    for steps in 0..=answers.len() + 2 {
        olga.sends("/add_product").await;
        if steps > 0 {
            olga.presses("Things").await;
        }
        for answer in answers.iter().take(steps.saturating_sub(1)) {
            olga.sends(answer).await;
        }
        if steps == answers.len() + 2 {
            sends_photo(&olga, &photo(41, 1)).await;
            olga.sees("1 photo of");
        }
        if steps % 2 == 0 {
            olga.presses("Cancel").await;
        } else {
            olga.sends("/cancel").await;
        }
        olga.sees("Cancelled. Nothing was added.");
        assert_eq!(drafts(&shop).await, 0);
        olga.sends("12.50").await;
        olga.sees("Nothing found");
    }
    assert_eq!((products(&shop).await, photos(&shop).await), (0, 0));
    shop.close().await;
}

#[tokio::test]
async fn two_administrators_add_at_once_and_nothing_is_mixed_up() {
    let shop = Shop::open().await;
    shop.category("Things").await;
    let olga = shop.admin("Olga").await;
    let oscar = shop.admin("Oscar").await;
    tokio::join!(describes(&olga, "Mug"), describes(&oscar, "Mug"));
    let (first, second) = (album(5), vec![photo(41, 1), photo(70, 70)]);
    tokio::join!(sends_album(&olga, &first), sends_album(&oscar, &second));
    tokio::join!(olga.presses("Done"), oscar.presses("Done"));
    assert_eq!(products(&shop).await, 2);
    assert_eq!(
        photos(&shop).await,
        6,
        "the one that both sent is kept once"
    );
    let skus: Vec<String> = shop
        .read(|tx| {
            tx.query(
                "SELECT sku FROM product_variants ORDER BY sku",
                params![],
                |row| row.take(),
            )
        })
        .await;
    assert_eq!(skus, ["MUG", "MUG-2"]);
    let sizes: Vec<i64> = shop
        .read(|tx| {
            tx.query(
                "SELECT COUNT(*) FROM product_images GROUP BY product_id ORDER BY 1",
                params![],
                |row| row.take(),
            )
        })
        .await;
    assert_eq!(sizes, [2, 5]);
    shop.close().await;
}

#[tokio::test]
async fn neither_strangers_nor_packers_add_anything() {
    let shop = Shop::open().await;
    let things = shop.category("Things").await;
    shop.expects_refusal("message is not modified");
    let olga = shop.admin("Olga").await;
    describes(&olga, "Mug").await;
    let draft = olga.message().buttons[0][0].data.clone().unwrap();
    let number = draft.split(':').nth(1).unwrap().to_owned();
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    let pat = staff(&shop, "Pat", Role::Packer).await;
    for command in ["/add_product", "/done", "/skip"] {
        alice.sends(command).await;
        alice.sees("I do not know that command.");
    }
    pat.sends("/add_product").await;
    pat.sees("This is not part of your role");
    pat.sends("/admin").await;
    pat.does_not_see("Add a product");
    sends_photo(&alice, &photo(41, 1)).await;
    alice.sees("Hello, Alice!");
    sends_photo(&pat, &photo(41, 1)).await;
    pat.sees("Hello, Pat!");
    for data in [
        "mn".to_owned(),
        format!("mni:{things}"),
        "mnn:".to_owned(),
        format!("mnr:{number}"),
        format!("mnf:{number}:"),
        format!("mng:{number}:{things}"),
        format!("mnc:{number}:{things}"),
        format!("mnb:{number}"),
        format!("mnd:{number}"),
        format!("mnx:{number}"),
    ] {
        alice.forges(&data).await;
        alice.is_alerted("outdated");
        pat.forges(&data).await;
        pat.is_alerted("not part of your role");
    }
    // Another administrator has no hand in it either.
    let oscar = shop.admin("Oscar").await;
    oscar.forges(&format!("mnd:{number}")).await;
    oscar.is_alerted("not being added any more");
    oscar.forges(&format!("mnx:{number}")).await;
    oscar.is_alerted("not being added any more");
    assert_eq!((products(&shop).await, drafts(&shop).await), (0, 1));
    olga.presses("Skip").await;
    assert_eq!(products(&shop).await, 1);
    shop.close().await;
}

#[tokio::test]
async fn somebody_who_leaves_the_staff_in_the_middle_adds_nothing_more() {
    let shop = Shop::open().await;
    shop.category("Things").await;
    shop.admin("Oscar").await;
    let olga = staff(&shop, "Olga", Role::Manager).await;
    describes(&olga, "Mug").await;
    let id: TelegramId = olga.telegram_id();
    shop.write(move |tx| admins::remove(tx, id, now()).map(drop))
        .await;
    sends_photo(&olga, &photo(41, 1)).await;
    assert_eq!(photos(&shop).await, 0);
    // They are a customer again: what they type searches.
    olga.sends("tea").await;
    olga.sees("Nothing found for “tea”");
    shop.close().await;
}

#[tokio::test]
async fn done_twice_creates_one_product() {
    let shop = Shop::open().await;
    shop.category("Things").await;
    let olga = shop.admin("Olga").await;
    describes(&olga, "Mug").await;
    // The second one shows the same again.
    shop.expects_refusal("message is not modified");
    let shown = olga.message();
    let skip = shown.buttons[0][0].data.clone().unwrap();
    olga.user.press_data(shown.id, &skip);
    let second = olga.user.press_data(shown.id, &skip);
    olga.settled(second).await;
    olga.sees("Mug is in your shop now.");
    assert_eq!(products(&shop).await, 1);
    // What is over stays over.
    let number = skip.split(':').nth(1).unwrap().to_owned();
    olga.forges(&format!("mnb:{number}")).await;
    olga.is_alerted("not being added any more");
    olga.forges(&format!("mnx:{number}")).await;
    olga.is_alerted("not being added any more");
    assert_eq!(products(&shop).await, 1);
    shop.close().await;
}

#[tokio::test]
async fn categories_are_looked_through_page_by_page_and_level_by_level() {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    olga.sends("/add_product").await;
    olga.sees("There is no category yet");
    assert_eq!(drafts(&shop).await, 0);
    let deep = shop.category("Drinks").await;
    for number in 10..30 {
        shop.category_in(Some(deep), &format!("Tea {number}"), 0)
            .await;
    }
    olga.sends("/add_product").await;
    olga.presses("Drinks").await;
    olga.sees("[✅ Put it into Drinks]");
    olga.presses("➡️").await;
    olga.presses("➡️").await;
    olga.sees("Tea 29");
    olga.presses("One level up").await;
    olga.presses("Drinks").await;
    olga.presses("Tea 11").await;
    olga.sees("📁 Tea 11");
    olga.presses("Back").await;
    olga.presses("Drinks").await;
    olga.presses("Put it into Drinks").await;
    olga.sends("Water").await;
    olga.sends("Wet.").await;
    olga.sends("1").await;
    olga.sends("1").await;
    // Its category goes while it is being described.
    shop.write(move |tx| {
        tx.run(
            "UPDATE categories SET deleted_at = 1 WHERE id = $1 OR parent_id = $1",
            params![deep.get()],
        )
    })
    .await;
    shop.category("Things").await;
    olga.presses("Skip").await;
    olga.sees("There is still a question to answer first.");
    olga.presses("Things").await;
    olga.sees("Send its photos");
    olga.presses("Skip").await;
    olga.sees("Water is in your shop now.");
    shop.close().await;
}

#[tokio::test]
async fn markup_in_every_answer_is_shown_as_typed() {
    let shop = Shop::open().await;
    shop.category("<i>Things</i> & more").await;
    let olga = shop.admin("Olga").await;
    olga.sends("/add_product").await;
    olga.presses("Things").await;
    olga.sends("<b>Mug</b> & \"co\"").await;
    olga.sends("Holds <u>tea</u> & {coffee}").await;
    olga.sends("12.50").await;
    olga.sends("7").await;
    olga.sees("<i>Things</i> & more");
    olga.sees("<b>Mug</b> & \"co\"");
    olga.sees("Holds <u>tea</u> & {coffee}");
    olga.sends("/cart").await;
    olga.sends("/add_product").await;
    olga.sees("You have begun to add <b>Mug</b> & \"co\".");
    olga.presses("Continue adding").await;
    olga.presses("Skip").await;
    olga.sees("<b>Mug</b> & \"co\" is in your shop now.");
    olga.presses("See it as customers do").await;
    olga.sees("Holds <u>tea</u> & {coffee}");
    shop.close().await;
}
