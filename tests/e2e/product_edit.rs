//! Staff change products from a menu in the chat, two at a time, and take changes back.

use ecombot::{
    domain::{id::TelegramId, staff::Role},
    store::admins,
};

use crate::shop::{Person, Shop, now};

/// Opens the menu of a product by searching for it.
async fn opens(admin: &Person, name: &str) {
    admin.sends("/admin").await;
    admin.presses("Products").await;
    admin.presses("Search").await;
    admin.sends(name).await;
    admin.presses(name).await;
}

#[tokio::test]
async fn a_product_is_found_by_category_and_edited_from_its_menu() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 3).await;
    shop.photos(&mug, &[50]).await;
    let olga = shop.admin("Olga").await;
    olga.sends("/admin").await;
    olga.presses("Products").await;
    olga.presses("📂 Things").await;
    olga.presses("Mug").await;
    assert!(
        olga.pictures().contains(&50),
        "the photo is above the fields"
    );
    for words in [
        "$12.50",
        "Only 3 left",
        "In stock: 3",
        "SKU: SKU-1",
        "Category: Things",
    ] {
        olga.sees(words);
    }
    let steps = [
        ("Name", "Cup <b>&", "name: Mug → Cup <b>&"),
        ("Description", "For tea", "description: none → For tea"),
        ("Price", "9,99", "price: $12.50 → $9.99"),
        ("Stock", "20", "stock: 3 → 20"),
        ("Stock", "+5", "stock: 20 → 25"),
        ("SKU", "CUP", "SKU: SKU-1 → CUP"),
        ("Order", "7", "place: 0 → 7"),
    ];
    for (field, typed, told) in steps {
        olga.presses(field).await;
        olga.sends(typed).await;
        olga.sees(told);
        olga.sees("[↩️ Undo]");
        olga.sees("[🛠 Panel]");
        olga.presses("Back to the product").await;
    }
    olga.presses("Back to products").await;
    olga.sees("Cup <b>& · $9.99");
    let alice = shop.customer("Alice");
    alice.sends(&format!("/start p{}", mug.product)).await;
    alice.sees("Cup <b>&");
    alice.sees("$9.99");
    shop.close().await;
}

#[tokio::test]
async fn a_wrong_answer_is_explained_and_asked_again() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 3).await;
    shop.product("Bowl", "3.00", 3).await;
    let olga = shop.admin("Olga").await;
    opens(&olga, "Mug").await;
    let long = "x".repeat(300);
    let wrong = [
        ("Name", long.as_str(), "at most 255 characters"),
        ("Price", "cheap", "12.50"),
        ("Price", "0", "more than zero"),
        ("Price", "1.9999", "2 decimals"),
        ("Stock", "-4", "There are only 3"),
        ("Stock", "1.5", "whole number"),
        ("SKU", "SKU-2", "belongs to “Bowl”"),
        ("Order", "first", "not a number"),
    ];
    for (field, typed, words) in wrong {
        olga.presses(field).await;
        olga.sends(typed).await;
        olga.sees(words);
        olga.presses("Cancel").await;
    }
    olga.presses("Stock").await;
    olga.sends("many").await;
    olga.sends("8").await;
    olga.sees("stock: 3 → 8");
    assert_eq!(shop.stock(&mug).await, 8);
    shop.close().await;
}

#[tokio::test]
async fn the_edited_product_is_the_one_whose_menu_was_used() {
    let shop = Shop::open().await;
    shop.expects_refusal("message is not modified");
    let mug = shop.product("Mug", "12.50", 3).await;
    let bowl = shop.product("Bowl", "3.00", 3).await;
    let olga = shop.admin("Olga").await;
    opens(&olga, "Mug").await;
    let menu = olga.message();
    opens(&olga, "Bowl").await;
    olga.presses_old(&menu, "Stock").await;
    olga.sees("Mug");
    olga.sends("11").await;
    assert_eq!((shop.stock(&mug).await, shop.stock(&bowl).await), (11, 3));
    shop.close().await;
}

#[tokio::test]
async fn two_administrators_see_each_others_changes_before_they_overwrite_them() {
    let shop = Shop::open().await;
    shop.product("Mug", "12.50", 3).await;
    let olga = shop.admin("Olga").await;
    let oscar = shop.admin("Oscar").await;
    opens(&olga, "Mug").await;
    olga.presses("Price").await;
    opens(&oscar, "Mug").await;
    oscar.presses("Price").await;
    oscar.sends("15").await;
    oscar.sees("$12.50 → $15.00");
    olga.sends("11").await;
    olga.sees("Oscar has changed this product meanwhile (price)");
    olga.sees("Now: $15.00");
    olga.sends("11").await;
    olga.sees("$15.00 → $11.00");
    // And what Oscar did can no longer be undone over it.
    oscar.presses("Undo").await;
    oscar.sees("Olga has changed this again since (price)");
    shop.close().await;
}

#[tokio::test]
async fn deleted_by_another_in_the_middle_of_an_edit_leads_back_to_the_list() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 3).await;
    let olga = shop.admin("Olga").await;
    let oscar = shop.admin("Oscar").await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    opens(&olga, "Mug").await;
    olga.presses("Delete").await;
    for words in ["Delete this product?", "Mug", "$12.50", "In stock: 3"] {
        olga.sees(words);
    }
    olga.presses("No, keep it").await;
    olga.presses("Delete").await;
    let question = olga.message();
    opens(&oscar, "Mug").await;
    oscar.presses("Name").await;
    olga.presses("Yes, delete it").await;
    olga.sees("was deleted");
    oscar.sends("Cup").await;
    oscar.sees("may have already been removed");
    oscar.presses("Back to products").await;
    oscar.sees("Choose a category");
    alice.sends("/cart").await;
    alice.does_not_see("Mug");
    alice.sends(&format!("/start p{}", mug.product)).await;
    alice.does_not_see("[🛒 Add to cart]");
    let receipt = olga.message();
    olga.presses_old(&question, "Yes, delete it").await;
    olga.sees("may have already been removed");
    olga.presses_old(&receipt, "Undo").await;
    olga.sees("Undone");
    alice.adds(&mug).await;
    olga.presses_old(&receipt, "Undo").await;
    olga.sees("undone already");
    shop.close().await;
}

#[tokio::test]
async fn deleted_products_are_listed_and_restored() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 3).await;
    let olga = shop.admin("Olga").await;
    olga.sends("/admin").await;
    olga.presses("Products").await;
    olga.presses("Deleted products").await;
    olga.sees("nothing to restore");
    shop.withdraw(&mug).await;
    olga.presses("Back to products").await;
    olga.presses("Things").await;
    olga.sees("There are no products in this category.");
    olga.presses("Deleted products").await;
    olga.presses("Mug · $12.50").await;
    olga.sees("is back");
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    assert_eq!(shop.stock(&mug).await, 3);
    shop.close().await;
}

#[tokio::test]
async fn hidden_is_marked_for_staff_and_gone_for_customers() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 3).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    let shown = alice.message();
    opens(&olga, "Mug").await;
    olga.presses("Hide").await;
    olga.sees("is hidden from customers now");
    alice.presses_old(&shown, "Add to cart").await;
    alice.is_alerted("Product not found");
    alice.sends("/cart").await;
    alice.does_not_see("Mug");
    olga.presses("Back to the product").await;
    olga.sees("Hidden: customers do not see it");
    olga.presses("Back to products").await;
    olga.sees("[🙈 Mug · $12.50]");
    olga.presses("Mug").await;
    olga.presses("Show").await;
    alice.buys(&mug).await;
    opens(&olga, "Mug").await;
    olga.presses("Duplicate").await;
    olga.sees("Mug (copy)");
    shop.close().await;
}

#[tokio::test]
async fn options_are_made_and_each_variant_has_its_own_card() {
    let shop = Shop::open().await;
    let shirt = shop.product("Shirt", "10.00", 4).await;
    let olga = shop.admin("Olga").await;
    opens(&olga, "Shirt").await;
    olga.presses("Options & variants").await;
    olga.sees("Nothing is to be chosen.");
    olga.presses("Add an option").await;
    olga.sends("Size").await;
    olga.sees("Type the values of Size");
    olga.sends("S, M").await;
    olga.sees("Size: S, M");
    olga.presses("Back to the product").await;
    olga.presses("Stock").await;
    olga.presses("M · $10.00 · 0").await;
    olga.sees("SKU: SKU-1-M");
    olga.presses("Stock").await;
    olga.sends("6").await;
    olga.sees("stock of M: 0 → 6");
    let alice = shop.customer("Alice");
    alice.sends(&format!("/start p{}", shirt.product)).await;
    alice.presses("M").await;
    alice.presses("Add to cart").await;
    olga.presses("Back to the product").await;
    olga.presses("Options & variants").await;
    olga.presses("✏️ Size").await;
    olga.presses("🗑 M").await;
    olga.sees("Variants: 2 → 1");
    alice.sends("/cart").await;
    alice.does_not_see("Shirt");
    olga.presses("Undo").await;
    olga.sees("Variants: 1 → 2");
    shop.close().await;
}

#[tokio::test]
async fn photos_are_put_in_order_and_removed() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 3).await;
    shop.photos(&mug, &[50, 60, 70]).await;
    let olga = shop.admin("Olga").await;
    opens(&olga, "Mug").await;
    olga.presses("Photos").await;
    olga.sees("Photos: 3 of 10");
    let stale = olga.message();
    olga.presses("⭐️ 3").await;
    olga.presses("Back to the product").await;
    olga.presses("Photos").await;
    olga.presses("🗑 2").await;
    olga.sees("photos: 3 → 2");
    let left = shop
        .read({
            let id = mug.product;
            move |tx| ecombot::store::photos::hashes_of(tx, id)
        })
        .await;
    let hash = |width| crate::shop::picture(width).sha256;
    assert_eq!(left, [hash(70), hash(60)]);
    let mut buttons = stale.buttons.iter().flatten();
    let button = buttons.find(|button| button.text == "🗑 1").unwrap();
    olga.forges(button.data.as_deref().unwrap()).await;
    olga.sees("has changed this product meanwhile (photos)");
    shop.close().await;
}

#[tokio::test]
async fn photos_sent_in_the_chat_are_added_or_replace_all() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 3).await;
    let olga = shop.admin("Olga").await;
    opens(&olga, "Mug").await;
    olga.presses("Photos").await;
    olga.presses("Add photos").await;
    olga.sends("here it comes").await;
    olga.sees("Please send a picture");
    for (width, told) in [(50, "photos: 0 → 1"), (60, "photos: 1 → 2")] {
        let file = crate::shop::picture(width).bytes;
        let update = olga.user.send_document("mug.png", &file, "").unwrap();
        olga.settled(update).await;
        olga.sees(told);
        olga.sees("[↩️ Undo]");
    }
    let update = olga.user.send_document("mug.pdf", b"%PDF-1.4", "").unwrap();
    olga.settled(update).await;
    olga.sees("not a picture");
    olga.presses("Done").await;
    olga.presses("Photos").await;
    olga.sees("Photos: 2 of 10");
    olga.presses("Replace all").await;
    let file = crate::shop::picture(70).bytes;
    let update = olga.user.send_document("mug.png", &file, "").unwrap();
    olga.settled(update).await;
    olga.sees("photos: 2 → 1");
    olga.presses("Undo").await;
    olga.sees("photos: 1 → 2");
    let id = mug.product;
    let kept = shop.read(move |tx| ecombot::store::photos::hashes_of(tx, id));
    assert_eq!(kept.await.len(), 2);
    shop.close().await;
}

#[tokio::test]
async fn who_may_not_edit_learns_and_changes_nothing() {
    let shop = Shop::open().await;
    shop.expects_refusal("message is not modified");
    let mug = shop.product("Mug", "12.50", 3).await;
    let packer = shop.admin("Petra").await;
    let id: TelegramId = packer.telegram_id();
    shop.write(move |tx| {
        admins::remove(tx, id, now())?;
        admins::add(tx, id, Role::Packer, now())
    })
    .await;
    let former = shop.admin("Fred").await;
    opens(&former, "Mug").await;
    former.presses("Name").await;
    let gone = former.telegram_id();
    shop.admin("Olga").await;
    shop.write(move |tx| admins::remove(tx, gone, now()).map(drop))
        .await;
    former.sends("Stolen").await;
    former.sees("do not work for this shop any more");
    let mallory = shop.customer("Mallory");
    mallory.sends("/start").await;
    packer.sends("/start").await;
    former.sends("/start").await;
    let product = mug.product;
    for data in [
        "mg::".to_owned(),
        "mgs".to_owned(),
        format!("mgm:{product}"),
        format!("mgn:{product}"),
        format!("mgh:{product}"),
        format!("mgE:{product}:1"),
        format!("mgy:{product}"),
        "mgr:".to_owned(),
        format!("mgR:{product}"),
        "mgu:1".to_owned(),
    ] {
        mallory.forges(&data).await;
        mallory.is_alerted("This button is outdated.");
        packer.forges(&data).await;
        packer.is_alerted("not part of your role");
        former.forges(&data).await;
        former.is_alerted("do not work for this shop");
    }
    let alice = shop.customer("Alice");
    alice.sends(&format!("/start p{product}")).await;
    alice.sees("Mug");
    alice.sees("Add to cart");
    shop.close().await;
}

#[tokio::test]
async fn a_restart_forgets_no_question() {
    let mut shop = Shop::open().await;
    shop.expects_refusal("message is not modified");
    shop.product("Mug", "12.50", 3).await;
    let olga = shop.admin("Olga").await;
    opens(&olga, "Mug").await;
    for (field, typed, told) in [
        ("Name", "Cup", "name: Mug → Cup"),
        ("Price", "8", "price: $12.50 → $8.00"),
        ("Stock", "+1", "stock: 3 → 4"),
        ("SKU", "NEW", "SKU: SKU-1 → NEW"),
    ] {
        shop.restart().await;
        olga.presses(field).await;
        shop.restart().await;
        olga.sends(typed).await;
        olga.sees(told);
        shop.restart().await;
        olga.presses("Undo").await;
        olga.sees("Undone");
        olga.presses("Back to the product").await;
    }
    shop.close().await;
}
