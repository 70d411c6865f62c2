//! Moving house: what a copy of a whole shop takes along, and what it refuses.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
    process::{Command, Output},
    sync::{Arc, Mutex},
};

use ecombot::{
    db::{
        self, Db, DbError, Tx,
        copy::{self, Copied, CopyError, Progress, Stage},
    },
    domain::{
        id::TelegramId,
        language::Language,
        order::OrderStatus,
        payment::{PaymentKind, PaymentTerms, Term},
        review::Stars,
        text::{Instructions, Note, PaymentName},
        translation::{TextField, Worded},
    },
    params,
    shop::{access::Permit, orders::desk, search},
    store::{
        board, customers, dialogues, favourites, inbox, lately, orders, outbox, payments,
        photos::{self, Photo},
        reviews,
        translations::{self, Said},
        watches, wordings,
    },
};

use crate::{
    database::Database,
    shop::{Item, NOW, TestShop},
    tables::tables,
};

/// Bytes of the largest picture: two such make more than a page.
const PICTURE: usize = 700_000;

/// Every pair of engines that this build can copy between.
fn pairs() -> Vec<(Database, Database)> {
    let mut pairs = vec![(Database::sqlite(), Database::sqlite())];
    if cfg!(feature = "postgres") {
        pairs.push((Database::sqlite(), Database::new()));
        pairs.push((Database::new(), Database::sqlite()));
        pairs.push((Database::new(), Database::new()));
    }
    pairs
}

async fn copy_from(from: &str, to: &str) -> Result<Vec<Copied>, CopyError> {
    copy::copy(from, to, Arc::new(|_| ())).await
}

/// Changes a database behind the shop's back.
async fn change(url: &str, sql: &str) {
    let db = Db::open(url).unwrap();
    let sql = sql.to_owned();
    db.write(move |tx| tx.execute(&sql, params![]))
        .await
        .unwrap();
    db.close().await;
}

type Contents = BTreeMap<String, Vec<Vec<String>>>;

/// All rows of all tables.
async fn contents(url: &str) -> Contents {
    let described = tables(url).await;
    let db = Db::open(url).unwrap();
    let contents = db
        .read(move |tx| {
            let mut contents = Contents::new();
            for (name, table) in &described {
                let columns: Vec<_> = table
                    .columns
                    .iter()
                    .map(|column| (column.name.as_str(), column.kind.as_str()))
                    .collect();
                contents.insert(name.clone(), rows(tx, name, &columns)?);
            }
            Ok::<_, DbError>(contents)
        })
        .await
        .unwrap();
    db.close().await;
    contents
}

fn rows(
    tx: &mut Tx<'_>,
    table: &str,
    columns: &[(&str, &str)],
) -> Result<Vec<Vec<String>>, DbError> {
    let names: Vec<_> = columns
        .iter()
        .map(|(name, _)| format!("\"{name}\""))
        .collect();
    let sql = format!("SELECT {} FROM {table}", names.join(", "));
    let mut rows = tx.query(&sql, params![], |row| {
        let mut cells = Vec::new();
        for (_, kind) in columns {
            cells.push(match *kind {
                "INTEGER" => format!("{:?}", row.take::<Option<i64>>()?),
                "TEXT" => format!("{:?}", row.take::<Option<String>>()?),
                "BOOLEAN" => format!("{:?}", row.take::<Option<bool>>()?),
                "BLOB" => {
                    let bytes: Option<Vec<u8>> = row.take()?;
                    let mut hasher = DefaultHasher::new();
                    bytes.hash(&mut hasher);
                    format!("{:?} {}", bytes.map(|bytes| bytes.len()), hasher.finish())
                }
                other => panic!("{table}: {other}"),
            });
        }
        Ok(cells)
    })?;
    rows.sort_unstable();
    Ok(rows)
}

/// What a database has in it that a new one has, too, whenever it was made.
async fn timeless(url: &str) -> Contents {
    let mut contents = contents(url).await;
    for row in contents.get_mut("delivery_options").unwrap() {
        row.truncate(9);
    }
    contents
}

async fn assert_fresh(url: &str) {
    assert_eq!(timeless(url).await, timeless(&Database::sqlite().url).await);
}

fn picture(number: u8) -> Photo {
    // Two large ones, and then small ones.
    let size = if number <= 2 { PICTURE } else { 10_000 };
    let bytes = (0..=250_u8).cycle().skip(number.into());
    Photo {
        bytes: bytes.take(size).collect(),
        sha256: format!("{number:064x}"),
        width: 640,
        height: 480,
    }
}

/// A shop with something in every table; Alice has just been asked to confirm.
async fn furnish(database: Database) -> (Database, Item) {
    let shop = TestShop::on(database).await;
    shop.courier(
        ecombot::domain::delivery::DeliveryKind::LocalSameDay,
        "5.00",
        None,
    )
    .await;
    let alice = shop.regular("Alice <ä🛍>").await;
    let bob = shop.regular("Bob").await;
    shop.admin("Carol").await;
    let mug = shop.product("Mug", "12.50", 90).await;
    let pot = shop.product("Pot", "30.00", 9).await;
    shop.point("East", "1 East Rd").await;
    let order = shop.buy(&bob, &[(mug, 2), (pot, 1)]).await;
    shop.advance_along(order.id, &[OrderStatus::Processing])
        .await;
    let (about, words) = (order.id, Note::parse("Knows our <house>").unwrap());
    shop.ask(move |tx| desk::note(tx, &Permit::operator(), about, &words, NOW).map(drop))
        .await
        .unwrap();
    shop.delete(pot).await;
    let waited_for = shop.product("Vase", "9.00", 0).await;
    let (waiting, chat) = (alice.id, alice.chat());
    shop.write(move |tx| {
        watches::insert(tx, waiting, waited_for.variant, NOW)?;
        search::remember(tx, waiting, "muug", NOW)?;
        favourites::insert(tx, waiting, mug.product, NOW)?;
        lately::note(tx, chat, mug.product, NOW * 1000, 20)?;
        let review = (mug.product, Stars::ALL[3], "Alice");
        reviews::insert(tx, waiting, review, NOW, NOW)?;
        reviews::recount(tx, mug.product, None, Some(review.1))
    })
    .await;
    shop.fill(&alice, &[(mug, 1)]).await;
    shop.confirmation(&alice).await;
    // A category that moved into one that was made after it.
    let early = shop.category("Early").await;
    let late = shop.category("Late").await;
    let (chat, order, payload) = (alice.chat(), order.id, "{\"text\": \"it's \\\"me\\\"\"}");
    shop.write(move |tx| {
        tx.execute(
            "UPDATE categories SET parent_id = $2 WHERE id = $1",
            params![early.get(), late.get()],
        )?;
        let mut stored = Vec::new();
        for number in 1..=4 {
            stored.push(photos::save(tx, &picture(number), NOW)?);
        }
        photos::replace(tx, mug.product, &stored, NOW)?;
        tx.execute(
            "INSERT INTO photo_files (bot_id, photo_id, file_id, created_at, updated_at)
             VALUES (42, $1, 'AgAC', $2, $2)",
            params![stored[0].get(), NOW],
        )?;
        let terms = PaymentTerms {
            name: PaymentName::parse("Transfer").expect("a name"),
            kind: PaymentKind::Transfer,
            instructions: Instructions::parse("Account 1").expect("a text"),
            term: Some(Term::USUAL),
        };
        payments::insert(tx, &terms, true, NOW)?;
        orders::payment::add_proof(tx, order, stored[0], NOW)?;
        dialogues::set_state(tx, chat, "{\"asks\": \"phone\"}", NOW)?;
        tx.execute(
            "INSERT INTO product_drafts (chat_id, draft, created_at, updated_at) VALUES (7, '{}', $1, $1)",
            params![NOW],
        )?;
        tx.execute(
            "INSERT INTO staff_links (secret_hash, role, made_by, expires_at, created_at, updated_at)
             VALUES ('ab12', 'packer', 7, $1, $1, $1)",
            params![NOW],
        )?;
        tx.execute(
            "INSERT INTO order_messages (order_id, kind, author, text, created_at, updated_at)
             VALUES ($1, 'note', 7, 'Ring twice', $2, $2)",
            params![order.get(), NOW],
        )?;
        tx.execute(
            "INSERT INTO audit (actor, action, subject, subject_id, label, before, after, created_at, updated_at)
             VALUES (7, 'edit', 'staff', 8, 'Dora', '{\"role\":\"owner\"}', '{\"role\":\"packer\"}', $1, $1)",
            params![NOW],
        )?;
        tx.execute(
            "INSERT INTO imports (chat_id, form, file, shown, state, with_stock, position, total, summary,
                 created_at, updated_at)
             VALUES (7, 'csv', $2, '', 'applying', $3, 1, 2, '{}', $1, $1)",
            params![NOW, b"sku".as_slice(), true],
        )?;
        tx.execute(
            "INSERT INTO board (id, chat_id, thread_id, title, created_at, updated_at)
             VALUES (1, -1001, 5, 'Packing', $1, $1)",
            params![NOW],
        )?;
        board::mark(tx, order, NOW)?;
        let words = "{\"any\":\"Nothing\"}";
        wordings::insert(tx, Language::Ru, "cart_empty", words, NOW)?;
        customers::set_language(tx, waiting, Language::Ru, NOW)?;
        let said = Said {
            language: Language::Ru,
            field: TextField::Name,
            text: "Кружка".into(),
            source: "Mug".into(),
        };
        translations::set(tx, Worded::Product(mug.product), &said, NOW)?;
        inbox::set_next_update(tx, 42, 1001, NOW)?;
        let entry = inbox::Entry {
            update: 1000,
            chat,
            payload: payload.to_owned(),
            is_applied: true,
            attempts: 1,
        };
        inbox::insert(tx, 42, &entry, NOW)
    })
    .await;
    (shop.close().await, mug)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_shop_arrives_and_goes_on() {
    for (from, to) in pairs() {
        let (from, mug) = furnish(from).await;
        let before = contents(&from.url).await;
        for (table, rows) in &before {
            assert!(!rows.is_empty(), "furnish {table}, too");
        }
        let copied = copy_from(&from.url, &to.url).await.unwrap();
        assert_eq!(contents(&to.url).await, before, "{} → {}", from.url, to.url);
        assert_eq!(
            contents(&from.url).await,
            before,
            "the source is left alone"
        );
        let told: BTreeMap<_, _> = copied
            .iter()
            .map(|table| (table.table.clone(), usize::try_from(table.rows).unwrap()))
            .collect();
        let expected: BTreeMap<_, _> = before
            .iter()
            .map(|(table, rows)| (table.clone(), rows.len()))
            .collect();
        assert_eq!(told, expected);

        let shop = TestShop::on(to).await;
        while shop.write(|tx| search::catch_up(tx, 2)).await {}
        assert_eq!(shop.finds("mug").await, ["Mug"], "found as before");
        let waiting = shop.read(|tx| outbox::waiting(tx, 1000)).await;
        assert!(!waiting.is_empty(), "what was owed is still owed");
        // Known by Telegram's id, with the cart that was filled before the move.
        let alice = shop.customer("Alice").await;
        assert_eq!(shop.cart_lines(&alice).await, [("Mug".to_owned(), 1)]);
        let shown = shop.confirmation(&alice).await;
        shop.place_now(&alice, &shown).await;
        assert_eq!(shop.stock_of(mug).await, 87);
        assert_eq!(shop.orders(&alice).await.len(), 1);
        shop.buy(&shop.regular("Bob").await, &[(mug, 1)]).await;
        shop.regular("Carol").await;
        // A newcomer, whose rows all get new ids.
        shop.buy(&shop.regular("Dave").await, &[(mug, 1)]).await;
        shop.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn there_and_back_is_where_it_was() {
    let (home, _) = furnish(Database::sqlite()).await;
    let (away, back) = (Database::new(), Database::sqlite());
    let there = copy_from(&home.url, &away.url).await.unwrap();
    let again = copy_from(&away.url, &back.url).await.unwrap();
    assert_eq!(there, again, "the same checksums on every engine");
    assert_eq!(contents(&home.url).await, contents(&back.url).await);
}

/// A table of a release to come: no code of the shop knows it.
const LATER: &str = "CREATE TABLE letters (
    chat_id    INTEGER NOT NULL REFERENCES dialogues (chat_id) DEFERRABLE INITIALLY IMMEDIATE,
    topic      TEXT NOT NULL,
    \"order\"    INTEGER,
    seal       BLOB,
    is_read    BOOLEAN,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (chat_id, topic)
)";

async fn add_table(url: &str) {
    let sql = if url.starts_with("sqlite://") {
        LATER.to_owned()
    } else {
        // Without the collation that the shop's own keys have.
        LATER.replace("INTEGER", "BIGINT").replace("BLOB", "BYTEA")
    };
    change(url, &sql).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_added_later_is_not_forgotten() {
    for (from, to) in pairs() {
        add_table(&from.url).await;
        let db = Db::open(&from.url).unwrap();
        db.write(|tx| {
            dialogues::set_state(tx, TelegramId::new(7), "{}", NOW)?;
            // More than two pages of one chat, in an order that languages disagree about.
            let letters = ["a", "B", "ä", "Z", "-", "é", "_"].into_iter().cycle();
            let flags = [Some(true), Some(false), None].into_iter().cycle();
            for ((number, letter), flag) in (0..1_203_i64).zip(letters).zip(flags) {
                tx.run(
                    "INSERT INTO letters (chat_id, topic, \"order\", seal, is_read, created_at, updated_at)
                     VALUES (7, $1, $2, $3, $4, $5, $5)",
                    params![&format!("{letter}{number}"), flag.map(|_| number), &[0_u8, 255][..], flag, NOW],
                )?;
            }
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
        db.close().await;

        // Not into a database that does not have it: it would be left behind.
        let refused = copy_from(&from.url, &to.url).await.unwrap_err();
        assert!(
            matches!(&refused, CopyError::Schema(what) if what == "only --from has letters"),
            "{refused:?}"
        );
        add_table(&to.url).await;
        let copied = copy_from(&from.url, &to.url).await.unwrap();
        let letters = copied.iter().find(|table| table.table == "letters");
        assert_eq!(letters.map(|table| table.rows), Some(1_203));
        let (before, after) = (contents(&from.url).await, contents(&to.url).await);
        assert_eq!(before, after);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_never_given_out_again_after_a_move() {
    for (from, to) in pairs() {
        let shop = TestShop::on(from).await;
        let alice = shop.customer("Alice").await;
        let mut newest = None;
        for label in ["Home", "Office", "Garden"] {
            newest = Some(shop.address(&alice, label, "1 Main St").await);
        }
        let gone = newest.unwrap();
        shop.write(move |tx| {
            tx.execute(
                "DELETE FROM delivery_addresses WHERE id = $1",
                params![gone.get()],
            )
        })
        .await;
        let from = shop.close().await;
        copy_from(&from.url, &to.url).await.unwrap();
        let shop = TestShop::on(to).await;
        let alice = shop.customer("Alice").await;
        let next = shop.address(&alice, "New", "2 Main St").await;
        assert_eq!(next.get(), gone.get() + 1);
        let dave = shop.regular("Dave").await;
        assert!(dave.id.get() > alice.id.get());
        shop.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_with_anything_of_its_own_is_refused_and_left_alone() {
    let (from, _) = furnish(Database::new()).await;
    let own = [
        (
            "settings",
            "INSERT INTO settings (key, value, created_at, updated_at) VALUES ('currency', 'EUR', 0, 0)",
        ),
        (
            "delivery_options",
            "UPDATE delivery_options SET price_minor = 100 WHERE position = 3",
        ),
        (
            "delivery_options",
            "DELETE FROM delivery_options WHERE position = 14",
        ),
    ];
    for to in [Database::sqlite(), Database::new()] {
        copy_from(&from.url, &to.url).await.unwrap();
        let before = contents(&to.url).await;
        let refused = copy_from(&from.url, &to.url).await.unwrap_err();
        assert!(matches!(refused, CopyError::NotEmpty { .. }), "{refused:?}");
        assert_eq!(contents(&to.url).await, before, "not even by the same shop");
    }
    for (expected, sql) in own {
        for to in [Database::sqlite(), Database::new()] {
            change(&to.url, sql).await;
            let before = contents(&to.url).await;
            let refused = copy_from(&from.url, &to.url).await.unwrap_err();
            assert!(
                matches!(&refused, CopyError::NotEmpty { table, .. } if table == expected),
                "{sql}: {refused:?}"
            );
            assert_eq!(contents(&to.url).await, before, "{sql}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_cannot_be_read_stops_it_all_and_it_can_be_repeated() {
    for to in [Database::sqlite(), Database::new()] {
        let (from, _) = furnish(Database::sqlite()).await;
        // SQLite stores it as the text it is. Most tables come before this one.
        change(
            &from.url,
            "UPDATE order_items SET quantity = 'two' WHERE id = 2",
        )
        .await;
        let refused = copy_from(&from.url, &to.url).await.unwrap_err();
        assert!(
            matches!(&refused, CopyError::Row { table, key, .. } if table == "order_items" && key == "id 2"),
            "{refused:?}"
        );
        assert_fresh(&to.url).await;
        change(
            &from.url,
            "UPDATE order_items SET quantity = 2 WHERE id = 2",
        )
        .await;
        copy_from(&from.url, &to.url).await.unwrap();
        assert_eq!(contents(&to.url).await, contents(&from.url).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_arrive_as_it_was_is_taken_back() {
    let (from, _) = furnish(Database::new()).await;
    let to = Database::sqlite();
    for sql in [
        "UPDATE users SET first_name = 'Eve' WHERE id = new.id",
        "DELETE FROM photo_files",
    ] {
        // The tables before the one that is meddled with have arrived already.
        let trigger = format!("CREATE TRIGGER meddle AFTER INSERT ON order_items BEGIN {sql}; END");
        change(&to.url, &trigger).await;
        let refused = copy_from(&from.url, &to.url).await.unwrap_err();
        let meddled = if sql.contains("users") {
            "users"
        } else {
            "photo_files"
        };
        assert!(
            matches!(&refused, CopyError::Table { table, .. } if table == meddled),
            "{refused:?}"
        );
        change(&to.url, "DROP TRIGGER meddle").await;
        assert_fresh(&to.url).await;
    }
    copy_from(&from.url, &to.url).await.unwrap();
    assert_eq!(contents(&to.url).await, contents(&from.url).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reference_to_nothing_is_noticed_before_the_end() {
    let (from, _) = furnish(Database::sqlite()).await;
    let file = from.url.strip_prefix("sqlite://").unwrap();
    // A shop's own connections enforce references, and only between transactions could they not.
    let raw = rusqlite::Connection::open(file).unwrap();
    raw.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM photos WHERE id = 1;")
        .unwrap();
    drop(raw);
    for to in [Database::sqlite(), Database::new()] {
        let refused = copy_from(&from.url, &to.url).await.unwrap_err();
        assert!(
            matches!(refused, CopyError::Db(DbError::Constraint(_))),
            "{refused:?}"
        );
        assert_fresh(&to.url).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_counts_every_row_twice_written_and_checked() {
    for (from, to) in pairs() {
        let (from, _) = furnish(from).await;
        let told = Arc::new(Mutex::new(Vec::new()));
        let telling = Arc::clone(&told);
        let watch = Arc::new(move |progress: Progress<'_>| {
            let step = (progress.stage, progress.done, progress.total);
            telling.lock().unwrap().push(step);
        });
        let copied = copy::copy(&from.url, &to.url, watch).await.unwrap();
        let total: u64 = copied.iter().map(|table| table.rows).sum();
        let told = told.lock().unwrap();
        for stage in [Stage::Copying, Stage::Checking] {
            let done: Vec<_> = told
                .iter()
                .filter(|step| step.0 == stage)
                .map(|step| step.1)
                .collect();
            assert!(done.is_sorted() && done.len() > 20, "{done:?}");
            assert_eq!(done.last(), Some(&total));
        }
        assert!(told.iter().all(|step| step.2 == total));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_that_is_served_is_not_moved() {
    for (from, to) in pairs() {
        let (from, _) = furnish(from).await;
        let bot = Db::open_to_serve(&from.url).unwrap();
        let refused = copy_from(&from.url, &to.url).await.unwrap_err();
        assert!(
            matches!(refused, CopyError::Db(DbError::InUse(_))),
            "{refused:?}"
        );
        let pending = db::status(&to.url).unwrap();
        assert!(pending.iter().all(|migration| !migration.is_applied));
        bot.close().await;
        let bot = Db::open_to_serve(&to.url).unwrap();
        let refused = copy_from(&from.url, &to.url).await.unwrap_err();
        assert!(
            matches!(refused, CopyError::Db(DbError::InUse(_))),
            "{refused:?}"
        );
        bot.close().await;
        copy_from(&from.url, &to.url).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_is_no_shop_nothing_is_made() {
    for (from, to) in pairs() {
        let refused = copy_from(&from.url, &to.url).await.unwrap_err();
        assert!(matches!(refused, CopyError::NoShop(_)), "{refused:?}");
        for database in [&from, &to] {
            let pending = db::status(&database.url).unwrap();
            assert!(pending.iter().all(|migration| !migration.is_applied));
            if let Some(file) = database.url.strip_prefix("sqlite://") {
                let folder = Path::new(file).parent().unwrap().read_dir().unwrap();
                assert_eq!(folder.count(), 0);
            }
        }
        let itself = copy_from(&from.url, &from.url).await.unwrap_err();
        assert!(matches!(itself, CopyError::Same(_)), "{itself:?}");
    }
}

fn program(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ecombot"))
        .arg("copy")
        .args(arguments)
        .env_clear()
        .output()
        .unwrap()
}

fn assert_fails(arguments: &[&str], code: i32, words: &str) {
    let output = program(arguments);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{told}");
    assert!(told.contains(words), "{told}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_tells_what_arrived_or_why_nothing_did() {
    let (from, _) = furnish(Database::new()).await;
    let to = Database::sqlite();
    let (from, to) = (from.url.as_str(), to.url.as_str());
    assert_fails(&["--from", from], 2, "--to <URL>");
    assert_fails(&["--to", to], 2, "--from <URL>");
    assert_fails(&["--from", from, "--to", from], 2, "the same database");
    assert_fails(&["--from", to, "--to", from], 2, "there is no shop at");
    assert_fails(
        &["--from", from, "--to", "shop.db"],
        2,
        "write sqlite://FILE",
    );
    let bot = Db::open_to_serve(from).unwrap();
    assert_fails(
        &["--from", from, "--to", to],
        4,
        "is in use by another ecombot",
    );
    bot.close().await;

    let output = program(&["--from", from, "--to", to]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), told.as_str()), (Some(0), ""));
    let told = String::from_utf8(output.stdout).unwrap();
    let photos = told.lines().find(|line| line.starts_with("photos "));
    assert!(
        photos.is_some_and(|line| line.contains(" 4 rows  sha256 ")),
        "{told}"
    );
    assert!(told.contains("rows of 37 tables in "), "{told}");

    assert_fails(&["--from", from, "--to", to], 2, "is not empty");
}

#[cfg(feature = "postgres")]
mod server {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::postgres::PrivateServer;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_character_that_postgresql_does_not_store_is_named() {
        let ((from, _), to) = (furnish(Database::sqlite()).await, Database::new());
        let db = Db::open(&from.url).unwrap();
        let put = |text: &'static str| {
            db.write(move |tx| {
                tx.execute(
                    "UPDATE settings SET value = $1 WHERE key = 'currency'",
                    params![text],
                )
            })
        };
        assert_eq!(put("U\0D").await.unwrap(), 1);
        let refused = copy_from(&from.url, &to.url).await.unwrap_err();
        let told = refused.to_string();
        for words in [
            "settings",
            "key \"currency\"",
            "value contains the character NUL",
        ] {
            assert!(told.contains(words), "{told}");
        }
        assert_fresh(&to.url).await;
        put("USD").await.unwrap();
        copy_from(&from.url, &to.url).await.unwrap();
        db.close().await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_schema_that_is_being_dropped_is_no_hindrance_to_the_copy_of_another() {
        let ((from, _), to) = (furnish(Database::new()).await, Database::sqlite());
        let neighbour = Database::new();
        let db = Db::open(&neighbour.url).unwrap();
        let (dropped, mut has_dropped) = tokio::sync::mpsc::unbounded_channel();
        let (go_on, may_go_on) = std::sync::mpsc::channel();
        let dropping = tokio::spawn(async move {
            db.write(move |tx| {
                tx.execute("DROP TABLE outbox", params![])?;
                dropped.send(()).unwrap();
                may_go_on.recv().unwrap();
                Ok::<_, DbError>(())
            })
            .await
        });
        has_dropped.recv().await.unwrap();
        let copied = copy_from(&from.url, &to.url).await;
        go_on.send(()).unwrap();
        dropping.await.unwrap().unwrap();
        copied.unwrap();
    }

    /// Cuts every connection to a server once, in the middle of a stage.
    async fn cut_in(
        stage: Stage,
        server: &Arc<PrivateServer>,
        from: &str,
        to: &str,
    ) -> Result<Vec<Copied>, CopyError> {
        let (server, has_cut) = (Arc::clone(server), AtomicBool::new(false));
        let watch = Arc::new(move |progress: Progress<'_>| {
            if progress.stage == stage && !has_cut.swap(true, Ordering::Relaxed) {
                server.cut_connections();
            }
        });
        copy::copy(from, to, watch).await
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_lost_connection_leaves_nothing_half_done() {
        let server = Arc::new(PrivateServer::start());
        let (shop, _) = furnish(Database::sqlite()).await;
        let there = server.url();
        for stage in [Stage::Copying, Stage::Checking] {
            let lost = cut_in(stage, &server, &shop.url, &there).await;
            assert!(matches!(lost, Err(CopyError::Interrupted(_))), "{lost:?}");
            assert_fresh(&there).await;
        }
        copy_from(&shop.url, &there).await.unwrap();
        assert_eq!(contents(&there).await, contents(&shop.url).await);

        let back = Database::sqlite();
        let lost = cut_in(Stage::Copying, &server, &there, &back.url).await;
        assert!(matches!(lost, Err(CopyError::Interrupted(_))), "{lost:?}");
        assert_fresh(&back.url).await;
        copy_from(&there, &back.url).await.unwrap();
        assert_eq!(contents(&back.url).await, contents(&shop.url).await);
    }
}
