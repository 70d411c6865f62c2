//! The catalogue as a file in the chat: fetched, sent back, looked at and applied.

use ecombot::{
    domain::{money::Currency, staff::Role},
    emulator::Fault,
    exchange::{self, Form},
    params,
    shop::{
        access::Permit,
        bulk::{Stock, imports},
    },
    store::admins,
};
use serde_json::json;

use crate::shop::{Person, Shop, now};

impl Person {
    /// Sends a file and waits for the answer.
    async fn sends_file(&self, name: &str, bytes: &[u8]) -> i64 {
        let update = self.user.send_document(name, bytes, "").unwrap();
        self.settled(update).await
    }

    /// The newest file that the bot sent: its name and text.
    fn file(&self) -> (String, String) {
        let messages = self.user.messages();
        let mut files = messages.iter().rev().filter(|message| message.from_bot);
        let file = files.find_map(|message| message.document.clone());
        let file = file.expect("a file of the bot");
        (
            file.file_name,
            String::from_utf8(file.bytes.to_vec()).unwrap(),
        )
    }
}

impl Shop {
    async fn prices(&self) -> Vec<i64> {
        self.read(|tx| {
            tx.query(
                "SELECT price_minor FROM product_variants ORDER BY id",
                params![],
                |row| row.take(),
            )
        })
        .await
    }
}

#[tokio::test]
async fn a_changed_file_is_shown_applied_and_seen_by_customers() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug & <b>", "12.50", 10).await;
    shop.product("Cup", "4.00", 3).await;
    let olga = shop.admin("Olga").await;
    olga.sends("/admin").await;
    olga.presses("Catalogue file").await;
    insta::assert_snapshot!(olga.screen(), @r"
    📄 Catalogue file
    Get all categories and products as a file, change it in a spreadsheet (CSV) or an editor (JSON), and send it back to me here, as a file.

    I check it and show you what would change. Nothing is written before you press Apply.

    A file need not be complete: what it does not name stays as it is, and nothing is deleted by it. A CSV with the columns sku and price is a price list; sku and stock, a stock-taking.

    Photos are named by their content (sha256:…). Those the shop has are used; for others you are told, and products keep the photos they have.
    [⬇️ Get it as CSV] [⬇️ Get it as JSON]
    [🛠 Panel]
    ");
    olga.presses("Get it as CSV").await;
    olga.is_toasted("The file is below.");
    let (name, text) = olga.file();
    assert!(
        name.starts_with("catalogue-20") && name.ends_with(".csv"),
        "{name}"
    );
    assert!(
        text.contains("Mug & <b>") && text.contains("12.50"),
        "{text}"
    );

    let changed = text.replace("12.50", "13.75").replace("Cup,", "Beaker,")
        + "NEW,,Things > New,Plate,,,,,,,,9,4,lost.jpg,,\r\n";
    olga.sends_file("<i>my</i>.csv", changed.as_bytes()).await;
    insta::assert_snapshot!(olga.screen(), @r"
    📄 <i>my</i>.csv
    3 products in the file

    🆕 1 new product
    💰 1 price
    ✏️ 1 name

    ⚠️ 1 photo is missing: the shop does not have it, and the product keeps its own

    If somebody changes one of these products before you press Apply, theirs stays and I tell you.
    [✅ Apply]
    [✖️ Cancel]
    ");
    assert_eq!(shop.prices().await, [1250, 400], "nothing is written yet");
    olga.presses("Apply").await;
    insta::assert_snapshot!(olga.screen(), @r"
    ✅ Applied

    🆕 1 new product
    💰 1 price
    ✏️ 1 name

    ⚠️ 1 photo is missing: the shop does not have it, and the product keeps its own
    [🛠 Panel]
    ");
    assert_eq!(shop.prices().await, [1375, 400, 900]);
    let alice = shop.customer("Alice");
    alice.sends(&format!("/start p{}", mug.product)).await;
    alice.sees("$13.75");
    alice.sends("plate").await;
    alice.sees("Plate");

    // The file as it is now changes nothing.
    for (button, file) in [("Get it as CSV", "now.csv"), ("Get it as JSON", "now.json")] {
        olga.presses("Panel").await;
        olga.presses("Catalogue file").await;
        olga.presses(button).await;
        let (_, text) = olga.file();
        olga.sends_file(file, text.as_bytes()).await;
        olga.sees("3 products are just so already");
        olga.sees("Nothing would change");
        olga.does_not_see("Apply]");
    }
    shop.close().await;
}

#[tokio::test]
async fn stock_is_applied_only_by_its_own_button() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let cup = shop.product("Cup", "4.00", 3).await;
    let olga = shop.admin("Olga").await;
    let file = "sku;price;stock\nSKU-1;13,00;25\nSKU-2;4,00;3\n";
    olga.sends_file("stock.csv", file.as_bytes()).await;
    insta::assert_snapshot!(olga.screen(), @r"
    📄 stock.csv
    2 products in the file

    💰 1 price
    📦 1 stock figure
    1 product is just so already

    Stock in the file differs from the shop. Apply leaves it as it is, because you may have sold since the file was made. Apply with stock sets it to the numbers in the file. New products always get theirs.

    If somebody changes one of these products before you press Apply, theirs stays and I tell you.
    [✅ Apply]
    [✅ Apply with stock]
    [✖️ Cancel]
    ");
    olga.user.press("✅ Apply").unwrap();
    olga.hears("Applied").await;
    assert_eq!(shop.stock(&mug).await, 10);
    olga.sends_file("stock.csv", file.as_bytes()).await;
    olga.does_not_see("[✅ Apply]");
    olga.presses("Apply with stock").await;
    olga.sees("1 stock figure");
    assert_eq!((shop.stock(&mug).await, shop.stock(&cup).await), (25, 3));
    shop.close().await;
}

#[tokio::test]
async fn a_bad_file_is_told_apart_and_changes_nothing() {
    let shop = Shop::open().await;
    shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    olga.sends_file("bad.csv", b"sku,price,colour\nSKU-1,1,red\n")
        .await;
    olga.sees("bad.csv was not read, and nothing was changed.");
    olga.sees("line 1, column 3: unknown column 'colour'");
    let rows: String = (0..30).map(|row| format!("S{row},<b>\n")).collect();
    olga.sends_file("bad.csv", format!("sku,price\n{rows}").as_bytes())
        .await;
    insta::assert_snapshot!(olga.screen(), @r"
    ⚠️ bad.csv was not read, and nothing was changed.
    There are 30 errors:
    • line 2, column price: '<b>' is not a number; write it like 12.50
    • line 3, column price: '<b>' is not a number; write it like 12.50
    • line 4, column price: '<b>' is not a number; write it like 12.50
    • line 5, column price: '<b>' is not a number; write it like 12.50
    • line 6, column price: '<b>' is not a number; write it like 12.50
    • line 7, column price: '<b>' is not a number; write it like 12.50
    • line 8, column price: '<b>' is not a number; write it like 12.50
    • line 9, column price: '<b>' is not a number; write it like 12.50
    • line 10, column price: '<b>' is not a number; write it like 12.50
    • line 11, column price: '<b>' is not a number; write it like 12.50
    … and 20 more.
    ");
    olga.sends_file("half.json", br#"{"categories": [{"name": "#)
        .await;
    olga.sees("not valid JSON");
    olga.sends_file("book.csv", b"PK\x03\x04\x14").await;
    olga.sees("this is a workbook; save it as CSV");
    olga.sends_file("empty.csv", b"\n").await;
    olga.sees("the file is empty");
    olga.sends_file("book.xlsx", b"PK\x03\x04\x14").await;
    olga.sees("I can read a catalogue as CSV or JSON");
    let large = json!({"file_id": "x", "file_unique_id": "y", "file_name": "a.csv", "file_size": 20_971_521});
    let update = olga.user.send_other("document", large);
    olga.settled(update).await;
    olga.sees("This file is too large: I can read up to 20 MB.");
    shop.server.fail_next(
        "getFile",
        Fault::Api {
            code: 400,
            description: "Bad Request: wrong file_id or the file is temporarily unavailable".into(),
        },
    );
    olga.sends_file("good.csv", b"sku,price\nSKU-1,1\n").await;
    olga.sees("Telegram did not give me this file.");
    assert_eq!(shop.prices().await, [1250]);
    shop.close().await;
}

#[tokio::test]
async fn only_who_may_change_the_catalogue_is_asked_about_a_file() {
    let shop = Shop::open().await;
    shop.product("Mug", "12.50", 10).await;
    let file = b"sku,price\nSKU-1,1\n";
    let alice = shop.customer("Alice");
    alice.sends("/start").await;
    alice.sends_file("prices.csv", file).await;
    alice.sees("[Things]");
    alice.forges("mb").await;
    alice.is_alerted("outdated");
    let paul = shop.customer("Paul");
    paul.sends("/start").await;
    let packer = paul.telegram_id();
    shop.write(move |tx| admins::add(tx, packer, Role::Packer, now()))
        .await;
    paul.sends("/admin").await;
    paul.does_not_see("Catalogue file");
    paul.sends_file("prices.csv", file).await;
    paul.sees("This is not part of your role (packer).");
    // Nor is another's file: what is Olga's stays hers.
    let (olga, oscar) = (shop.admin("Olga").await, shop.admin("Oscar").await);
    olga.sends_file("prices.csv", file).await;
    let apply = olga.message().buttons[0][0].data.clone().unwrap();
    for (person, words) in [(&oscar, "settled"), (&paul, "not part of your role")] {
        person.sends("/admin").await;
        person.forges(&apply).await;
        person.is_alerted(words);
    }
    assert_eq!(shop.prices().await, [1250]);
    shop.close().await;
}

#[tokio::test]
async fn a_cancelled_or_replaced_file_is_not_applied_by_an_old_button() {
    let shop = Shop::open().await;
    shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    olga.sends_file("one.csv", b"sku,price\nSKU-1,1\n").await;
    let old = olga.message();
    olga.sends_file("two.csv", b"sku,price\nSKU-1,2\n").await;
    let new = olga.message();
    olga.presses_old(&old, "Apply").await;
    olga.is_alerted("This file is settled");
    olga.presses("Cancel").await;
    olga.sees("Cancelled. Nothing was changed.");
    olga.presses_old(&new, "Apply").await;
    olga.is_alerted("This file is settled");
    assert_eq!(shop.prices().await, [1250]);
    // Pressed twice, it is applied once, and shown both times.
    olga.sends_file("three.csv", b"sku,price\nSKU-1,3\n").await;
    let third = olga.message();
    olga.presses("Apply").await;
    olga.presses_old(&third, "Apply").await;
    olga.is_alerted("This file is settled");
    assert_eq!(shop.prices().await, [300]);
    shop.close().await;
}

#[tokio::test]
async fn what_a_colleague_changed_meanwhile_stays_and_is_named() {
    let shop = Shop::open().await;
    shop.product("Mug", "12.50", 10).await;
    shop.product("Cup", "4.00", 3).await;
    let olga = shop.admin("Olga").await;
    olga.sends_file("prices.csv", b"sku,price\nSKU-1,1\nSKU-2,5\n")
        .await;
    shop.write(|tx| {
        tx.run(
            "UPDATE product_variants SET price_minor = 777 WHERE sku = 'SKU-1'",
            params![],
        )
    })
    .await;
    olga.presses("Apply").await;
    insta::assert_snapshot!(olga.screen(), @r"
    ✅ Applied

    💰 1 price

    ⚠️ 1 entry is left out:
    • SKU-1: was changed by somebody else meanwhile and is left as it is now
    [🛠 Panel]
    ");
    assert_eq!(shop.prices().await, [777, 500]);
    shop.close().await;
}

#[tokio::test]
async fn an_import_that_a_crash_interrupted_is_finished_and_told_after_it() {
    let mut shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    let chat = olga.telegram_id();
    shop.crash().await;
    // As the crash leaves it: begun, and one step done.
    let rows: String = (0..60)
        .map(|row| format!("S{row},Many,Thing {row},5\n"))
        .collect();
    let file = format!("sku,category,name,price\n{rows}");
    shop.write(move |tx| {
        let sheet = exchange::read(file.as_bytes(), Form::Csv, Currency::USD).unwrap();
        let preview = imports::preview(tx, &sheet)?;
        let by = Permit::operator();
        let id = imports::keep(tx, &by, chat, "csv", file.as_bytes(), &preview, now())?;
        imports::begin(tx, &by, chat, id, Stock::Keep, now())
            .ok()
            .unwrap();
        let work = imports::work(tx, id)?.unwrap();
        imports::step(tx, id, 0, &sheet, &work.shown, now())?;
        Ok(())
    })
    .await;
    let begun = shop.prices().await.len();
    assert!((1..60).contains(&begun), "{begun}");
    shop.server
        .fail_next_in(olga.user.id(), "sendMessage", Fault::DropConnection);
    shop.come_back().await;
    olga.sends("/admin").await;
    olga.sees("Your shop");
    shop.restart().await;
    olga.hears("🆕 60 new products").await;
    assert_eq!(olga.heard("Applied"), 1);
    assert_eq!(shop.prices().await.len(), 60);
    shop.close().await;
}

#[tokio::test]
async fn a_crash_before_a_preview_or_a_result_is_shown_shows_it_afterwards() {
    let mut shop = Shop::open().await;
    shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    shop.expects_refusal("query is too old");
    shop.expects_refusal("message is not modified");
    shop.server
        .fail_next_in(olga.user.id(), "sendMessage", Fault::DropConnection);
    let update = olga
        .user
        .send_document("prices.csv", b"sku,price\nSKU-1,1\n", "")
        .unwrap();
    met(&shop, "sendMessage").await;
    shop.crash().await;
    shop.come_back().await;
    olga.settled(update).await;
    olga.sees("1 product in the file");
    shop.server
        .fail_next("editMessageText", Fault::DropConnection);
    let update = olga.user.press("Apply").unwrap();
    met(&shop, "editMessageText").await;
    shop.crash().await;
    shop.come_back().await;
    olga.settled(update).await;
    olga.hears("Applied").await;
    assert_eq!(shop.prices().await, [100]);
    shop.close().await;
}

/// Waits until a call has met its fault.
async fn met(shop: &Shop, method: &str) {
    shop.server
        .until(|server| {
            let calls = server.calls_of(method);
            calls.iter().any(|call| call.fault.is_some()).then_some(())
        })
        .await;
}

#[tokio::test]
async fn a_file_in_place_of_an_answer_is_not_taken_for_a_catalogue() {
    let shop = Shop::open().await;
    shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    olga.sends("/profile").await;
    olga.presses("Edit phone").await;
    olga.sends_file("prices.csv", b"sku,price\nSKU-1,1\n").await;
    olga.does_not_see("in the file");
    olga.sends("+15551234567").await;
    olga.sees("+15551234567");
    shop.close().await;
}
