//! Products with pictures: shown, uploaded once, and gone when the customer goes on.

use ecombot::emulator::Fault;

use crate::shop::{Person, Shop, broken_picture, picture};

const TWO_DAYS: i64 = 49 * 3600;

fn refusal(description: &str) -> Fault {
    Fault::Api {
        code: 400,
        description: description.into(),
    }
}

/// Opens the shop and the category, in which the product is one tap away.
async fn is_in_front_of_the_shelf(person: &Person) {
    person.sends("/start").await;
    person.presses("Things").await;
}

#[tokio::test]
async fn a_product_without_photo_replaces_the_list() {
    let shop = Shop::open().await;
    shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    is_in_front_of_the_shelf(&alice).await;
    let list = alice.message().id;
    alice.presses("Mug").await;
    assert_eq!(alice.message().id, list);
    assert!(alice.message().edited);
    alice.presses("Back to products").await;
    assert_eq!(alice.message().id, list);
    shop.close().await;
}

#[tokio::test]
async fn a_photo_carries_the_product_and_takes_the_place_of_the_list() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    shop.photos(&mug, &[40]).await;
    let alice = shop.customer("Alice");
    is_in_front_of_the_shelf(&alice).await;
    let list = alice.message().id;
    alice.presses("Mug").await;
    insta::assert_snapshot!(alice.screen(), @r"
    [photo]
    Mug

    $12.50
    [🛒 Add to cart]
    [🤍 Save]
    [⬅️ Back to products] [🛒 Cart]
    ");
    assert_eq!(alice.message().photo.unwrap().width, 40);
    let messages = alice.user.messages();
    assert!(messages.iter().all(|message| message.id != list));
    alice.presses("Add to cart").await;
    alice.is_toasted("Added to cart");
    let photo = alice.message().id;
    alice.presses("Back to products").await;
    alice.sees("[Mug · $12.50]");
    assert!(alice.message().id > photo, "a photo never becomes a text");
    assert_eq!(alice.pictures(), [0; 0]);
    assert_eq!(alice.with_buttons().len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn several_photos_are_an_album_above_the_text() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    shop.photos(&mug, &[40, 50, 60]).await;
    let alice = shop.customer("Alice");
    is_in_front_of_the_shelf(&alice).await;
    let list = alice.message().id;
    alice.presses("Mug").await;
    let messages = alice.user.messages();
    assert!(messages.iter().all(|message| message.id != list));
    assert_eq!(alice.pictures(), [40, 50, 60]);
    let albums: Vec<_> = messages
        .iter()
        .filter_map(|one| one.album.clone())
        .collect();
    assert!(albums.len() == 3 && albums.iter().all(|album| *album == albums[0]));
    alice.sees("Mug\n\n$12.50\n[🛒 Add to cart]");
    assert!(alice.message().photo.is_none());
    shop.close().await;
}

#[tokio::test]
async fn the_album_goes_however_the_product_is_left() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    shop.photos(&mug, &[40, 50]).await;
    let alice = shop.customer("Alice");
    for way in ["Back to products", "🛒 Cart", "/start", "/cart", "Mug"] {
        is_in_front_of_the_shelf(&alice).await;
        alice.presses("Mug").await;
        assert_eq!(alice.pictures(), [40, 50], "{way}");
        if way.starts_with('/') || way == "Mug" {
            alice.sends(way).await;
        } else {
            alice.presses(way).await;
        }
        assert_eq!(alice.pictures(), [0; 0], "{way}");
        assert_eq!(alice.with_buttons().len(), 1, "{way}");
    }
    shop.close().await;
}

#[tokio::test]
async fn an_album_whose_messages_were_written_down_goes_after_a_restart_too() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    shop.photos(&mug, &[40, 50]).await;
    let alice = shop.customer("Alice");
    for way in ["Back to products", "/start"] {
        is_in_front_of_the_shelf(&alice).await;
        alice.presses("Mug").await;
        // Something that is written anyway.
        alice.presses("Add to cart").await;
        shop.restart().await;
        if way == "/start" {
            alice.sends(way).await;
        } else {
            alice.presses(way).await;
        }
        assert_eq!(alice.pictures(), [0; 0], "{way}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_single_photo_goes_after_a_restart_though_nothing_was_written_down() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    shop.photos(&mug, &[40]).await;
    let alice = shop.customer("Alice");
    is_in_front_of_the_shelf(&alice).await;
    alice.presses("Mug").await;
    shop.restart().await;
    alice.presses("Back to products").await;
    assert_eq!(alice.pictures(), [0; 0]);
    assert_eq!(alice.with_buttons().len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn a_photo_is_uploaded_once_and_sent_again_by_its_identifier() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let pot = shop.product("Pot", "30.00", 10).await;
    shop.photos(&mug, &[40]).await;
    // One of them is the mug's.
    shop.photos(&pot, &[40, 50]).await;
    let alice = shop.customer("Alice");
    let bob = shop.customer("Bob");
    for (person, name, uploaded) in [
        (&alice, "Mug", 1),
        (&alice, "Mug", 1),
        (&bob, "Mug", 1),
        (&bob, "Pot", 2),
        (&alice, "Pot", 2),
    ] {
        is_in_front_of_the_shelf(person).await;
        person.presses(name).await;
        person.sees(name);
        assert_eq!(shop.uploads(), uploaded, "{name}");
    }
    assert!(alice.pictures().ends_with(&[40, 50]));
    assert_eq!(shop.known_files().await.len(), 2);
    shop.close().await;
}

#[tokio::test]
async fn every_bot_uploads_for_itself() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    shop.photos(&mug, &[40, 50]).await;
    let alice = shop.customer("Alice");
    alice.sends(&format!("/start p{}", mug.product)).await;
    assert_eq!(shop.uploads(), 2);
    shop.becomes("4200000043:other").await;
    let bob = shop.customer("Bob");
    bob.sends(&format!("/start p{}", mug.product)).await;
    assert_eq!(bob.pictures(), [40, 50]);
    assert_eq!(shop.uploads(), 4);
    assert_eq!(shop.known_files().await.len(), 4);
    bob.sends(&format!("/start p{}", mug.product)).await;
    assert_eq!(shop.uploads(), 4);
    shop.close().await;
}

#[tokio::test]
async fn a_dead_identifier_is_replaced_by_another_upload() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let pot = shop.product("Pot", "30.00", 10).await;
    shop.photos(&mug, &[40]).await;
    shop.photos(&pot, &[50, 60]).await;
    let alice = shop.customer("Alice");
    for (item, method, count) in [(&mug, "sendPhoto", 1), (&pot, "sendMediaGroup", 2)] {
        let link = format!("/start p{}", item.product);
        alice.sends(&link).await;
        for words in [
            "Bad Request: wrong file identifier/HTTP URL specified",
            "Bad Request: wrong remote file identifier specified: can't unserialize it",
        ] {
            let (uploads, files) = (shop.uploads(), shop.known_files().await);
            shop.server.fail_next(method, refusal(words));
            alice.sends(&link).await;
            alice.sees("[🛒 Add to cart]");
            assert_eq!(shop.uploads(), uploads + count, "{words}");
            let renewed = shop.known_files().await;
            let kept = renewed.iter().filter(|file| files.contains(file)).count();
            assert_eq!(kept, files.len() - count, "{words}");
            alice.sends(&link).await;
            assert_eq!(shop.uploads(), uploads + count, "the new one is kept");
        }
    }
    shop.close().await;
}

#[tokio::test]
async fn what_telegram_refuses_to_show_hides_no_product() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let pot = shop.product("Pot", "30.00", 10).await;
    shop.photos(&mug, &[40]).await;
    shop.photos(&pot, &[50, 60]).await;
    let alice = shop.customer("Alice");
    for (name, method) in [("Mug", "sendPhoto"), ("Pot", "sendMediaGroup")] {
        for words in [
            "Bad Request: IMAGE_PROCESS_FAILED",
            "Bad Request: PHOTO_INVALID_DIMENSIONS",
        ] {
            is_in_front_of_the_shelf(&alice).await;
            shop.server.fail_next(method, refusal(words));
            alice.presses(name).await;
            alice.sees("[🛒 Add to cart]");
            assert!(alice.message().photo.is_none());
            assert_eq!(alice.pictures(), [0; 0]);
            alice.presses("Back to products").await;
            alice.sees("[Mug · $12.50]");
            assert_eq!(alice.with_buttons().len(), 1, "{words}");
        }
    }
    // What was a passing mood of Telegram's is forgotten.
    alice.presses("Mug").await;
    assert_eq!(alice.pictures(), [40]);
    shop.close().await;
}

#[tokio::test]
async fn one_torn_picture_hides_no_product_and_leaves_nothing_behind() {
    let shop = Shop::open().await;
    shop.expects_refusal("IMAGE_PROCESS_FAILED");
    let mug = shop.product("Mug", "12.50", 10).await;
    shop.pictures(&mug, vec![picture(40), broken_picture()])
        .await;
    let alice = shop.customer("Alice");
    is_in_front_of_the_shelf(&alice).await;
    alice.presses("Mug").await;
    alice.sees("Mug\n\n$12.50\n[🛒 Add to cart]");
    assert_eq!(alice.pictures(), [0; 0]);
    shop.pictures(&mug, vec![broken_picture()]).await;
    alice.presses("Back to products").await;
    alice.presses("Mug").await;
    alice.sees("Mug\n\n$12.50\n[🛒 Add to cart]");
    shop.close().await;
}

#[tokio::test]
async fn an_original_that_is_gone_hides_no_product() {
    let shop = Shop::open().await;
    shop.expects_refusal("file must be non-empty");
    let mug = shop.product("Mug", "12.50", 10).await;
    shop.photos(&mug, &[40]).await;
    let alice = shop.customer("Alice");
    alice.sends(&format!("/start p{}", mug.product)).await;
    assert_eq!(alice.pictures(), [40]);
    // Telegram has forgotten the file, and so has the shop.
    let words = "Bad Request: wrong file identifier/HTTP URL specified";
    shop.server.fail_next("sendPhoto", refusal(words));
    shop.lose_originals().await;
    alice.sends("/start").await;
    alice.presses("Things").await;
    alice.presses("Mug").await;
    alice.sees("Mug\n\n$12.50\n[🛒 Add to cart]");
    assert!(alice.message().photo.is_none());
    shop.close().await;
}

#[tokio::test]
async fn ten_photos_are_one_album() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let widths: Vec<u32> = (40..50).collect();
    shop.photos(&mug, &widths).await;
    let alice = shop.customer("Alice");
    is_in_front_of_the_shelf(&alice).await;
    alice.presses("Mug").await;
    assert_eq!(alice.pictures(), widths);
    alice.presses("Back to products").await;
    assert_eq!(alice.pictures(), [0; 0]);
    alice.sees("[Mug · $12.50]");
    shop.close().await;
}

#[tokio::test]
async fn what_is_too_old_to_be_deleted_loses_its_buttons() {
    let shop = Shop::open().await;
    shop.expects_refusal("message can't be deleted for everyone");
    // Pictures of an album never had any.
    shop.expects_refusal("message is not modified");
    let mug = shop.product("Mug", "12.50", 10).await;
    let pot = shop.product("Pot", "30.00", 10).await;
    shop.photos(&mug, &[40]).await;
    shop.photos(&pot, &[50, 60]).await;
    let alice = shop.customer("Alice");
    is_in_front_of_the_shelf(&alice).await;
    alice.presses("Mug").await;
    let photo = alice.message();
    shop.server.advance(TWO_DAYS);
    alice.presses("Back to products").await;
    alice.sees("[Mug · $12.50]");
    let messages = alice.user.messages();
    let old = messages.iter().find(|message| message.id == photo.id);
    assert!(old.unwrap().buttons.is_empty());
    assert_eq!(alice.with_buttons().len(), 1);

    alice.presses("Pot").await;
    shop.server.advance(TWO_DAYS);
    alice.presses("Back to products").await;
    alice.sees("[Mug · $12.50]");
    assert_eq!(alice.with_buttons().len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn a_photo_waits_as_long_as_telegram_asks() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    shop.photos(&mug, &[40]).await;
    let alice = shop.customer("Alice");
    is_in_front_of_the_shelf(&alice).await;
    for _ in 0..2 {
        let wait = Fault::TooManyRequests { retry_after: 1 };
        shop.server.fail_next("sendPhoto", wait);
    }
    alice.presses("Mug").await;
    assert_eq!(alice.pictures(), [40]);
    assert_eq!(alice.with_buttons().len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn a_customer_who_blocked_the_bot_costs_nobody_anything() {
    let shop = Shop::open().await;
    shop.expects_refusal("bot was blocked by the user");
    let mug = shop.product("Mug", "12.50", 10).await;
    shop.photos(&mug, &[40]).await;
    let alice = shop.customer("Alice");
    is_in_front_of_the_shelf(&alice).await;
    let press = alice.user.press("Mug").unwrap();
    alice.user.block();
    alice.settled(press).await;
    let bob = shop.customer("Bob");
    bob.sends(&format!("/start p{}", mug.product)).await;
    assert_eq!(bob.pictures(), [40]);
    alice.sends("/start").await;
    alice.presses("Things").await;
    alice.presses("Mug").await;
    assert_eq!(alice.pictures(), [40]);
    shop.close().await;
}

#[tokio::test]
async fn one_photo_after_another_is_exchanged_in_place() {
    let shop = Shop::open().await;
    let shirts = shop
        .with_options(
            "Shirt",
            &["Size"],
            &[(&["S"], "9.00", 3), (&["M"], "9.00", 3)],
        )
        .await;
    shop.photos(&shirts[0], &[40]).await;
    shop.own_picture(&shirts[1], 50).await;
    let alice = shop.customer("Alice");
    is_in_front_of_the_shelf(&alice).await;
    alice.presses("Shirt").await;
    let screen = alice.message().id;
    alice.presses("M").await;
    assert_eq!((alice.message().id, alice.pictures()), (screen, vec![50]));
    alice.sees("Size: M");
    alice.presses("S").await;
    assert_eq!((alice.message().id, alice.pictures()), (screen, vec![40]));
    assert_eq!(shop.uploads(), 2);
    // Also with a file that Telegram has forgotten, and without one that it does not take.
    let forgotten = refusal("Bad Request: wrong file identifier/HTTP URL specified");
    shop.server.fail_next("editMessageMedia", forgotten);
    alice.presses("M").await;
    assert_eq!((alice.message().id, alice.pictures()), (screen, vec![50]));
    assert_eq!(shop.uploads(), 3);
    for method in ["editMessageMedia", "sendPhoto"] {
        let refused = refusal("Bad Request: IMAGE_PROCESS_FAILED");
        shop.server.fail_next(method, refused);
    }
    alice.presses("S").await;
    assert_eq!(alice.pictures(), [0; 0]);
    alice.sees("Size: S");
    assert_eq!(alice.with_buttons().len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn a_link_to_a_product_shows_its_photo_and_to_a_category_its_list() {
    let shop = Shop::open().await;
    let things = shop.category("Things").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    shop.photos(&mug, &[40]).await;
    let alice = shop.customer("Alice");
    alice.sends(&format!("/start p{}", mug.product)).await;
    assert_eq!(alice.pictures(), [40]);
    alice.sends(&format!("/start c{things}")).await;
    alice.sees("[Mug · $12.50]");
    assert_eq!(alice.with_buttons().len(), 1);
    alice.presses("Mug").await;
    alice.presses("Back to products").await;
    alice.sees("[Mug · $12.50]");
    shop.close().await;
}

#[tokio::test]
async fn two_quick_taps_on_a_product_show_its_photo_once() {
    let shop = Shop::open().await;
    shop.expects_refusal("message is not modified");
    let mug = shop.product("Mug", "12.50", 10).await;
    let pot = shop.product("Pot", "30.00", 10).await;
    shop.photos(&mug, &[40]).await;
    shop.photos(&pot, &[50, 60]).await;
    let alice = shop.customer("Alice");
    for (name, widths) in [("Mug", vec![40]), ("Pot", vec![50, 60])] {
        is_in_front_of_the_shelf(&alice).await;
        let first = alice.user.press(name).unwrap();
        let second = alice.user.press(name).unwrap();
        alice.settled(first).await;
        alice.settled(second).await;
        assert_eq!(alice.pictures(), widths, "{name}");
        assert_eq!(alice.with_buttons().len(), 1, "{name}");
        alice.presses("Back to products").await;
        assert_eq!(alice.pictures(), [0; 0]);
    }
    shop.close().await;
}
