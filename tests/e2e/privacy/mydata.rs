//! Everything the shop knows of somebody, as files for them.

use std::collections::BTreeMap;

use ecombot::emulator::Message;
use serde_json::{Value, json};

use crate::{
    payments::adds_way,
    shop::{Person, Shop, numbers, picture},
};

/// The files in somebody's chat, by the ending of their names.
fn files(person: &Person) -> BTreeMap<String, String> {
    let messages = person.user.messages();
    let files = messages.iter().filter_map(|message: &Message| {
        let document = message.document.as_ref()?;
        let ending = document.file_name.rsplit('.').next()?.to_owned();
        let text = String::from_utf8(document.bytes.to_vec()).unwrap();
        Some((ending, text))
    });
    files.collect()
}

#[tokio::test]
async fn everything_is_sent_to_read_and_for_programs_and_nothing_of_anybody_else() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug <b>", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    adds_way(&olga, "Add transfer", "Bank", "Account 12 34").await;
    let bob = shop.regular("Bob").await;
    bob.buys(&mug).await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.presses("Add a comment").await;
    alice.sends("Ring <twice>").await;
    alice.presses("Confirm").await;
    let number = numbers(&alice.screen()).remove(0);
    alice.presses("Send proof of payment").await;
    let sent = alice.user.send_photo(&picture(210).bytes, "").unwrap();
    alice.settled(sent).await;
    alice.sends("/orders").await;
    alice.presses(&number).await;
    alice.presses("Message the shop").await;
    alice.sends("When does it come?").await;
    alice.adds(&mug).await;
    alice.sends("porcelain").await;

    alice.sends("/mydata").await;
    alice.sees("Everything the shop knows of you is in these two files.");
    let files = files(&alice);
    let (page, data) = (&files["html"], &files["json"]);
    for foreign in ["Bob", "Olga"] {
        assert!(
            !page.contains(foreign) && !data.contains(foreign),
            "{foreign}"
        );
    }
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["about"]["form"], 1);
    assert_eq!(data["profile"]["first_name"], "Alice");
    assert_eq!(data["profile"]["phone"], "+15551234567");
    assert_eq!(data["profile"]["telegram_id"], alice.user.id());
    assert_eq!(data["staff_role"], Value::Null);
    assert_eq!(data["addresses"][0]["label"], "Home");
    assert_eq!(data["cart"][0]["product"], "Mug <b>");
    assert_eq!(
        data["cart"][0]["price"],
        json!({"minor": 1250, "currency": "USD"})
    );
    assert_eq!(data["last_search"]["words"], "porcelain");
    let orders = data["orders"].as_array().unwrap();
    assert_eq!(orders.len(), 1);
    let order = &orders[0];
    assert_eq!(order["number"], number);
    assert_eq!(order["status"], "pending");
    assert_eq!(order["comment"], "Ring <twice>");
    assert_eq!(order["total"], json!({"minor": 1750, "currency": "USD"}));
    assert_eq!(order["lines"][0]["quantity"], 1);
    assert_eq!(order["messages"][0]["text"], "When does it come?");
    assert!(
        order["proofs"][0]["jpeg"]
            .as_str()
            .unwrap()
            .starts_with("/9j/")
    );
    let placed = order["placed_at"].as_str().unwrap();
    assert!(placed.ends_with('Z'), "{placed}");
    assert!(chrono::DateTime::parse_from_rfc3339(placed).is_ok());

    for words in [
        "Ring &lt;twice&gt;",
        "Mug &lt;b&gt;",
        "12 Harbour Street",
        "$17.50",
        "⏳ Pending",
        "data:image/jpeg;base64,/9j/",
        "When does it come?",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    for never in ["<script", "<b>", "http://", "https://"] {
        assert!(!page.contains(never), "{never}");
    }
    shop.close().await;
}

#[tokio::test]
async fn it_is_in_the_readers_language_and_not_given_twice_in_a_row() {
    let shop = Shop::open().await;
    let ana = shop.person(ecombot::emulator::Profile {
        first_name: "Ana".into(),
        language_code: Some("es".into()),
        ..Default::default()
    });
    ana.sends("/start").await;
    ana.sends("/privacy").await;
    ana.presses("Mis datos").await;
    ana.is_alerted("Todo lo que la tienda sabe de ti");
    let page = &files(&ana)["html"];
    assert!(page.contains("<html lang=\"es\">") && page.contains("Nombre en Telegram"));
    ana.sends("/mydata").await;
    ana.sees("Acabas de recibir tus datos.");
    let documents = |messages: Vec<Message>| {
        let files = messages.iter().filter(|message| message.document.is_some());
        files.count()
    };
    assert_eq!(documents(ana.user.messages()), 2);
    shop.close().await;
}
