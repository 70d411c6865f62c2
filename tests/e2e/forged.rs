//! Every button of the staff's side, forged by people who may not press it. The buttons are read
//! from the tables they are declared in, so that none is forgotten.

use std::{collections::BTreeMap, fs, path::Path};

use ecombot::{
    domain::{review::Stars, staff::Role},
    emulator::Message,
    store::reviews,
};

use crate::{
    payments::adds_way,
    record::Before,
    shop::{Person, Shop},
};

/// A button as declared: its table, and its data.
#[derive(Debug)]
struct Forged {
    table: String,
    data: String,
}

/// All sources below a folder.
fn sources(folder: &Path, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(fs::read_to_string(path).unwrap());
        }
    }
}

/// Every button of the staff's side, about things that exist. A type of field that is not known
/// here fails the test: it needs a sample.
fn all_buttons(samples: &BTreeMap<&str, String>) -> Vec<Forged> {
    let mut texts = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bot/admin");
    sources(&folder, &mut texts);
    let mut found = Vec::new();
    for text in &texts {
        for table in text.split("buttons! {").skip(1) {
            let table = table.split("\n}").next().unwrap();
            let (_, named) = table.split_once("pub enum ").expect("a table of buttons");
            let name = named.split_whitespace().next().unwrap();
            // A long list of fields stands on several lines.
            let joined = table.replace('\n', " ");
            for row in joined.split(" => ").zip(joined.split(" => ").skip(1)) {
                let tag = row.0.rsplit('"').nth(1).expect("a tag");
                let (_, fields) = row.1.split_once('{').expect("fields");
                let (fields, _) = fields.split_once('}').expect("fields");
                let mut data = tag.to_owned();
                for field in fields.split(',').filter(|field| !field.trim().is_empty()) {
                    let (_, kind) = field.split_once(':').expect("a type");
                    let kind = kind.trim();
                    let kind = kind
                        .strip_prefix("Option<")
                        .and_then(|kind| kind.strip_suffix('>'))
                        .unwrap_or(kind);
                    let sample = samples.get(kind);
                    let sample = sample.unwrap_or_else(|| panic!("{name}: a sample of {kind}"));
                    data.push(':');
                    data.push_str(sample);
                }
                found.push(Forged {
                    table: name.to_owned(),
                    data,
                });
            }
        }
    }
    found
}

/// A shop with something of everything.
async fn furnished() -> (Shop, Person, Vec<Forged>) {
    let shop = Shop::open().await;
    let olga = shop.admin("Olga").await;
    shop.pickup_point("Corner shop", "1 Main St").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.regular("Alice").await;
    alice.buys(&mug).await;
    olga.hears("New order").await;
    adds_way(&olga, "Add cash", "Cash", "At the door.").await;
    let order = shop.orders().await.remove(0);
    let (customer, product) = (order.customer, mug.product);
    shop.write(move |tx| {
        let what = (product, Stars::ALL[3], "Alice");
        reviews::insert(tx, customer, what, i64::MAX, 0)?;
        reviews::recount(tx, product, None, Some(what.1))
    })
    .await;
    let samples = BTreeMap::from([
        ("OrderId", order.id.to_string()),
        ("OrderStatus", "processing".to_owned()),
        ("TelegramId", olga.telegram_id().to_string()),
        ("Role", "owner".to_owned()),
        ("StaffLinkId", "1".to_owned()),
        ("AuditId", "1".to_owned()),
        ("CategoryId", "1".to_owned()),
        ("ProductId", mug.product.to_string()),
        ("VariantId", mug.variant.to_string()),
        ("DeliveryOptionId", "1".to_owned()),
        ("PickupPointId", "1".to_owned()),
        ("i64", "1".to_owned()),
        ("Place", String::new()),
        ("Period", "all".to_owned()),
        ("Hour", "9".to_owned()),
        ("OrderFilter", "all".to_owned()),
        ("DeliveryKind", "pickup_store".to_owned()),
        ("PointField", "name".to_owned()),
        ("TermField", "name".to_owned()),
        ("ImportId", "1".to_owned()),
        ("Form", "csv".to_owned()),
        ("u8", "0".to_owned()),
        ("Setting", "name".to_owned()),
        ("Tz", "UTC".to_owned()),
        ("u32", "1".to_owned()),
        ("PaymentWayId", "1".to_owned()),
        ("PaymentKind", "cash".to_owned()),
        ("Language", "es".to_owned()),
        ("ReviewId", "1".to_owned()),
        ("Worded", format!("p{}", mug.product)),
        ("TextField", "name".to_owned()),
        ("Area", "cart".to_owned()),
        ("Message", "cart_empty".to_owned()),
    ]);
    let all = all_buttons(&samples);
    assert!(all.len() > 14, "{all:?}");
    (shop, olga, all)
}

/// Presses every button that `is_theirs` does not hold for, and asserts that it is refused with
/// these words and changes nothing.
async fn is_refused(
    shop: &Shop,
    person: &Person,
    all: &[Forged],
    is_theirs: impl Fn(&Forged) -> bool,
    words: &str,
) {
    let before = shop.read(Before::look).await;
    let orders = shop.orders().await;
    for forged in all.iter().filter(|forged| !is_theirs(forged)) {
        person.sends("/start").await;
        person.forges(&forged.data).await;
        person.is_alerted(words);
        for secret in ["Alice", "ECO-", "Olga"] {
            person.does_not_see(secret);
        }
    }
    assert_eq!(
        shop.read(move |tx| before.differing(tx)).await,
        [] as [String; 0]
    );
    assert_eq!(shop.orders().await, orders);
}

#[tokio::test]
async fn a_stranger_presses_every_button_of_the_staff_and_learns_nothing() {
    let (shop, _, all) = furnished().await;
    let mallory = shop.customer("Mallory");
    is_refused(&shop, &mallory, &all, |_| false, "This button is outdated.").await;
    shop.close().await;
}

#[tokio::test]
async fn former_staff_press_every_button_and_are_told_that_they_left() {
    let (shop, olga, all) = furnished().await;
    let bob = shop.customer("Bob");
    shop.hires(bob.telegram_id(), Role::Owner).await;
    shop.dismisses(bob.telegram_id()).await;
    is_refused(
        &shop,
        &bob,
        &all,
        |_| false,
        "You do not work for this shop any more",
    )
    .await;
    olga.sends("/admin").await;
    olga.sees("owner");
    shop.close().await;
}

#[tokio::test]
async fn a_packer_is_refused_everything_but_orders() {
    let (shop, _, all) = furnished().await;
    let bob = shop.customer("Bob");
    shop.hires(bob.telegram_id(), Role::Packer).await;
    // A packing slip belongs to an order.
    let is_orders = |forged: &Forged| {
        let tables = [
            "StaffButton",
            "DeskButton",
            "OrderPaymentButton",
            "ReviewButton",
        ];
        tables.contains(&forged.table.as_str()) || forged.data.starts_with("myp:")
    };
    is_refused(
        &shop,
        &bob,
        &all,
        is_orders,
        "not part of your role (packer)",
    )
    .await;
    bob.sends("/admin").await;
    bob.presses("🗂 Orders").await;
    bob.presses("⏳ Pending").await;
    bob.sees("Alice");
    shop.close().await;
}

#[tokio::test]
async fn a_manager_is_refused_staff_record_and_settings() {
    let (shop, _, all) = furnished().await;
    let bob = shop.customer("Bob");
    shop.hires(bob.telegram_id(), Role::Manager).await;
    // Of the day a manager sees the figures; orders as files and settings are the owner's.
    let is_owners = |forged: &Forged| {
        let owners_day = ["mye:", "myR:", "myQ:", "myL:"];
        ["OwnerButton", "PayButton", "SettingButton", "BoardButton"]
            .contains(&forged.table.as_str())
            || owners_day.iter().any(|tag| forged.data.starts_with(tag))
    };
    let words = "not part of your role (manager)";
    is_refused(&shop, &bob, &all, |forged| !is_owners(forged), words).await;
    shop.close().await;
}

#[tokio::test]
async fn in_the_staffs_group_no_button_does_anything_but_those_of_the_board() {
    let (shop, olga, all) = furnished().await;
    let group = shop.server.group("Packing", &[&olga.user]);
    let here = group.says(&olga.user, "/here").unwrap();
    olga.settled_in(here, group.id()).await;
    let is_post = |message: &Message| message.text.contains("ECO-");
    let messages = group.wait_for(|messages| messages.iter().any(is_post));
    let messages = messages.await.unwrap();
    let post = messages.iter().find(|message| is_post(message)).unwrap();
    let before = shop.read(Before::look).await;
    let is_boards =
        |forged: &&Forged| forged.data.starts_with("ms:") || forged.data.starts_with("mok:");
    for forged in all.iter().filter(|forged| !is_boards(forged)) {
        let update = group.press_data(&olga.user, post.id, &forged.data);
        olga.settled_in(update, group.id()).await;
        let answer = group.answers_to(&olga.user).pop().unwrap();
        let said = answer.text.unwrap_or_default();
        assert!(said.contains("outdated"), "{forged:?}: {said}");
    }
    assert_eq!(
        shop.read(move |tx| before.differing(tx)).await,
        [] as [String; 0]
    );
    assert_eq!((group.messages(), group.unanswered()), (messages, 0));
    shop.close().await;
}
