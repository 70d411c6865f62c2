//! What the database's own files hold of somebody who was forgotten: nothing.

use std::sync::Arc;

use ecombot::{
    emulator::{Profile, Server},
    params,
};

use super::{after_grace, all_orders_are_over, asks_to_be_forgotten};
use crate::{
    database::Database,
    payments::adds_way,
    shop::{Shop, TOKEN, picture},
};

/// Everything in the database's files, as they are on disk.
fn bytes_of(shop: &Shop) -> Vec<u8> {
    let url = shop.database().url.clone();
    let path = url.strip_prefix("sqlite://").unwrap();
    let files = ["", "-wal", "-shm", "-journal"];
    let read = files.map(|ending| std::fs::read(format!("{path}{ending}")).unwrap_or_default());
    read.concat()
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// What somebody tells the shop in every way there is.
const NEEDLES: &[&str] = &[
    "Zacharias",
    "Quillfeather",
    "zquill77",
    "5550198765",
    "zacharias@example.org",
    "Wisteria Mews",
    "zacharias quillfeather",
    "48.2082,16.3738",
    "brass bell",
    "blue-ribboned",
    "Hermitage",
    "cobalt samovar",
    "Regretfully",
    "left-handed",
    "Dear friend",
];

#[tokio::test]
async fn nothing_of_somebody_who_was_forgotten_is_left_in_any_file_of_the_database() {
    let server = Server::start("127.0.0.1:0").await.unwrap();
    let bot = server.register_bot(TOKEN, "shop_bot");
    let shop = Shop::open_at(server, bot, Arc::new(Database::sqlite())).await;
    shop.courier(
        ecombot::domain::delivery::DeliveryKind::LocalSameDay,
        "5.00",
        None,
    )
    .await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let vase = shop.product("Vase", "30.00", 0).await;
    let olga = shop.admin("Olga").await;
    adds_way(&olga, "Add transfer", "Bank", "Account 12 34").await;
    let group = shop.server.group("Packing", &[&olga.user]);
    let here = group.says(&olga.user, "/here").unwrap();
    olga.settled_in(here, group.id()).await;

    let zach = shop.person(Profile {
        first_name: "Zacharias".into(),
        last_name: Some("Quillfeather".into()),
        username: Some("zquill77".into()),
        language_code: Some("en".into()),
        ..Profile::default()
    });
    zach.sends("/start").await;
    zach.saves_phone("+15550198765").await;
    zach.presses("Edit e-mail").await;
    zach.sends("zacharias@example.org").await;
    zach.saves_address("Hermitage", "77 Wisteria Mews, Oldtown")
        .await;
    zach.presses("Hermitage").await;
    zach.presses("Set as default").await;
    zach.sends("/profile").await;
    zach.presses("Manage addresses").await;
    zach.presses("Add address").await;
    zach.sends("Hermitage II").await;
    zach.pins(48.2082, 16.3738).await;
    zach.sends("78 Wisteria Mews, Oldtown").await;
    zach.sends("cobalt samovar").await;
    zach.sends(&format!("/start p{}", vase.product)).await;
    zach.presses("Tell me when it is back").await;

    // An order with all that can be said about it, and one that is called off.
    for is_first in [true, false] {
        zach.adds(&mug).await;
        zach.checks_out().await;
        zach.presses("Add a comment").await;
        zach.sends("Ring the brass bell").await;
        zach.presses("Confirm").await;
        zach.sees("Thank you! Your order");
        olga.hears("New order").await;
        if !is_first {
            olga.presses("✖️ Cancel this order").await;
            olga.sends("Regretfully, Zacharias").await;
            zach.hears("Regretfully").await;
            break;
        }
        zach.presses("Send proof of payment").await;
        let sent = zach.user.send_photo(&picture(210).bytes, "").unwrap();
        zach.settled(sent).await;
        zach.sees("Passed on to the shop");
        olga.hears("sent a proof of payment").await;
        zach.sends("/orders").await;
        zach.presses("ECO-").await;
        zach.presses("Message the shop").await;
        zach.sends("Is it blue-ribboned?").await;
        olga.hears("blue-ribboned").await;
        olga.sends("/admin").await;
        olga.presses("🗂 Orders").await;
        olga.presses("All orders").await;
        olga.presses("ECO-").await;
        olga.presses("Note").await;
        olga.sends("Zacharias is left-handed").await;
        olga.presses("Message customer").await;
        olga.sends("Dear friend, it is").await;
        zach.hears("Dear friend").await;
    }
    all_orders_are_over(&shop).await;
    // And one that never is.
    zach.adds(&mug).await;
    zach.checks_out().await;
    zach.presses("Add a comment").await;
    zach.sends("Ring the brass bell, again").await;
    zach.sends("/profile").await;
    zach.presses("Edit phone").await;

    let proof: Vec<u8> = shop
        .read(|tx| {
            let sql = "SELECT p.bytes FROM photos p JOIN order_proofs f ON f.photo_id = p.id";
            tx.query_one(sql, params![], |row| row.take())
        })
        .await;
    let proof = &proof[proof.len() / 2..][..48];
    let before = bytes_of(&shop);
    for needle in NEEDLES {
        assert!(holds(&before, needle.as_bytes()), "{needle} was there");
    }
    assert!(holds(&before, proof));

    asks_to_be_forgotten(&zach).await;
    shop.clock_shows(after_grace()).await;
    zach.hears("Your data are erased.").await;
    group
        .wait_for(|messages| {
            messages
                .iter()
                .any(|message| message.text.contains("deleted customer"))
        })
        .await
        .unwrap();
    // The last message is settled, and the file is written anew.
    let is_settled = || async {
        let sql = "SELECT COUNT(*) FROM outbox WHERE notice LIKE '%forgotten%'";
        let waiting: i64 = shop
            .read(move |tx| tx.query_one(sql, params![], |row| row.take()))
            .await;
        waiting == 0
    };
    while !is_settled().await {
        tokio::task::yield_now().await;
    }
    shop.clock_shows(after_grace()).await;
    let after = bytes_of(&shop);
    assert!(holds(&after, b"Mug"), "the shop is there");
    for needle in NEEDLES {
        assert!(!holds(&after, needle.as_bytes()), "{needle} is still there");
    }
    assert!(!holds(&after, proof), "the proof is still there");
    for message in group.messages() {
        assert!(!message.text.contains("Zacharias"), "{}", message.text);
    }
    // It stays so while the shop goes on.
    let bob = shop.regular("Bob").await;
    bob.buys(&mug).await;
    let later = bytes_of(&shop);
    for needle in NEEDLES {
        assert!(!holds(&later, needle.as_bytes()), "{needle} is back");
    }
    shop.close().await;
}
