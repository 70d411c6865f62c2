//! `ecombot seed FILE`: a catalogue applied once, twice, over changes, and beside a running shop.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use ecombot::{
    cli::seed::{Catalogue, Counts, Progress, Report, apply},
    db::{Db, DbError},
    domain::{language::Language, money::Currency},
    exchange, params,
    shop::bulk::listing,
    shop::{Shop, seeding::StockPolicy},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::database::Database;

/// A shop, and a folder for the files to seed it from.
pub(crate) struct Fixture {
    pub(crate) folder: TempDir,
    db: Db,
    database: Database,
    shop: Shop,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        let database = Database::new();
        let db = Db::open(&database.url).unwrap();
        let shop = Shop {
            currency: Currency::USD,
            timezone: "UTC".parse().unwrap(),
            country: None,
            order_prefix: "ORD".into(),
            language: Language::En,
        };
        Self {
            folder: tempfile::tempdir().unwrap(),
            db,
            database,
            shop,
        }
    }

    pub(crate) async fn seed(&self, catalogue: &Value) -> Report {
        self.seed_with(catalogue, StockPolicy::OnlyNew).await
    }

    async fn seed_with(&self, catalogue: &Value, policy: StockPolicy) -> Report {
        let folder = self.folder.path();
        let catalogue = Catalogue::parse(&catalogue.to_string(), folder, Currency::USD).unwrap();
        apply(&self.db, &self.shop, &catalogue, policy, Progress::Silent)
            .await
            .unwrap()
    }

    /// The rows of a query of one text column.
    pub(crate) async fn texts(&self, sql: &'static str) -> Vec<String> {
        self.db
            .read(move |tx| tx.query(sql, params![], |row| row.take::<String>()))
            .await
            .unwrap()
    }

    /// The number a query returns.
    pub(crate) async fn number(&self, sql: &'static str) -> i64 {
        number(&self.db, sql).await
    }

    async fn change(&self, sql: &'static str) {
        let changed: Result<usize, DbError> =
            self.db.write(move |tx| tx.execute(sql, params![])).await;
        assert_ne!(changed.unwrap(), 0, "{sql}");
    }
}

async fn number(db: &Db, sql: &'static str) -> i64 {
    db.read(move |tx| tx.query_one(sql, params![], |row| row.take::<i64>()))
        .await
        .unwrap()
}

fn product(sku: &str, name: &str, price: &str, stock: u32) -> Value {
    json!({"sku": sku, "name": name, "description": "", "price": price, "stock": stock})
}

/// Two categories, one inside the other, with a product each, and a way of delivery.
fn small_shop() -> Value {
    json!({
        "categories": [{
            "name": "Drinks",
            "products": [product("COCOA", "Cocoa", "4.00", 10)],
            "categories": [{"name": "Tea", "products": [product("GREEN", "Green tea", "7.00", 5)]}],
        }],
        "delivery_options": [{"type": "local_same_day", "price": "5.00"}],
        "pickup_points": [{"name": "Counter", "address": "1 High Street"}],
    })
}

fn append(list: &mut Value, item: Value) {
    list.as_array_mut().unwrap().push(item);
}

pub(crate) const fn created(count: usize) -> Counts {
    Counts {
        created: count,
        changed: 0,
        left: 0,
        deleted: 0,
    }
}

pub(crate) const fn left(count: usize) -> Counts {
    Counts {
        left: count,
        ..created(0)
    }
}

#[tokio::test]
async fn the_first_seed_creates_and_the_second_changes_nothing() {
    let shop = Fixture::new();
    let first = shop.seed(&small_shop()).await;
    assert_eq!(first.categories, created(2));
    assert_eq!(first.products, created(2));
    assert_eq!(first.pickup_points, created(1));
    assert_eq!(first.delivery.changed, 1);
    assert!(!first.default_pickup);

    let stamps = "SELECT 'product ' || id || ': ' || updated_at FROM products
         UNION ALL SELECT 'variant ' || id || ': ' || updated_at FROM product_variants ORDER BY 1";
    let before = shop.texts(stamps).await;
    let second = shop.seed(&small_shop()).await;
    let nothing = Report {
        categories: left(2),
        products: left(2),
        delivery: left(1),
        pickup_points: left(1),
        ..Report::default()
    };
    assert_eq!(second, nothing);
    assert_eq!(shop.texts(stamps).await, before);
}

#[tokio::test]
async fn the_example_catalogue_can_be_seeded_twice() {
    let shop = Fixture::new();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/catalog.json");
    let catalogue = Catalogue::load(&example, Currency::USD).unwrap();
    let seed = || {
        apply(
            &shop.db,
            &shop.shop,
            &catalogue,
            StockPolicy::OnlyNew,
            Progress::Bar,
        )
    };
    let first = seed().await.unwrap();
    assert_eq!(first.products, created(first.products.total()));
    assert_eq!(first.pickup_points, created(2));
    assert!(!first.default_pickup, "{first}");
    let second = seed().await.unwrap();
    assert_eq!(second.products, left(first.products.total()));
    assert_eq!(second.categories, left(first.categories.total()));
}

#[tokio::test]
async fn translations_of_a_file_are_said_once_and_those_it_does_not_name_are_kept() {
    let shop = Fixture::new();
    let mut catalogue = small_shop();
    catalogue["shop"] = json!({
        "name": "Hill Tea", "translations": {"es": {"name": "Té del Cerro"}},
    });
    let drinks = &mut catalogue["categories"][0];
    drinks["translations"] = json!({"es": {"name": "Bebidas"}});
    drinks["products"][0]["translations"] = json!({
        // What the owner does not say is said in no language.
        "ru": {"name": "Какао", "description": "Горячее."},
    });
    assert_eq!(shop.seed(&catalogue).await.translations, 3);
    let said = "SELECT language || ' ' || text FROM translations ORDER BY 1";
    assert_eq!(
        shop.texts(said).await,
        ["es Bebidas", "es Té del Cerro", "ru Какао"]
    );
    let recorded =
        "SELECT subject || ' ' || action FROM audit WHERE subject LIKE '%_words' ORDER BY 1";
    let once = shop.texts(recorded).await;
    assert_eq!(
        once,
        [
            "category_words import",
            "product_words import",
            "setting_words import"
        ]
    );
    assert_eq!(shop.seed(&catalogue).await.translations, 0);
    assert_eq!(shop.texts(recorded).await, once);
    assert_eq!(shop.seed(&small_shop()).await.translations, 0);
    assert_eq!(shop.texts(said).await.len(), 3);
}

#[tokio::test]
async fn a_changed_price_and_name_are_taken_over() {
    let shop = Fixture::new();
    shop.seed(&small_shop()).await;
    let mut catalogue = small_shop();
    catalogue["categories"][0]["products"][0]["price"] = json!("4.50");
    catalogue["categories"][0]["categories"][0]["name"] = json!("TEA");
    catalogue["categories"][0]["categories"][0]["products"][0]["name"] = json!("Sencha");
    let report = shop.seed(&catalogue).await;
    assert_eq!(report.products.changed, 2);
    assert_eq!((report.categories.changed, report.categories.left), (1, 1));
    assert_eq!(
        shop.texts("SELECT p.name || ' ' || v.price_minor FROM products p JOIN product_variants v ON v.product_id = p.id ORDER BY v.sku")
            .await,
        ["Cocoa 450", "Sencha 700"]
    );
    assert_eq!(
        shop.texts("SELECT name FROM categories ORDER BY name")
            .await,
        ["Drinks", "TEA"]
    );
}

#[tokio::test]
async fn stock_is_kept_unless_it_is_asked_for() {
    let shop = Fixture::new();
    shop.seed(&small_shop()).await;
    shop.change("UPDATE product_variants SET stock = 3 WHERE sku = 'COCOA'")
        .await;
    let stock = "SELECT stock FROM product_variants WHERE sku = 'COCOA'";

    let mut catalogue = small_shop();
    catalogue["categories"][0]["products"][0]["stock"] = json!(99);
    assert_eq!(shop.seed(&catalogue).await.products, left(2));
    assert_eq!(shop.number(stock).await, 3);

    let report = shop.seed_with(&catalogue, StockPolicy::Overwrite).await;
    assert_eq!((report.products.changed, report.products.left), (1, 1));
    assert_eq!(shop.number(stock).await, 99);
}

#[tokio::test]
async fn what_was_deleted_stays_deleted_and_is_reported() {
    let shop = Fixture::new();
    shop.seed(&small_shop()).await;
    shop.change("UPDATE products SET deleted_at = 1 WHERE name = 'Cocoa'")
        .await;
    let report = shop.seed(&small_shop()).await;
    assert_eq!((report.products.deleted, report.products.left), (1, 1));
    assert_eq!(report.deleted_names, ["COCOA"]);
    assert!(report.to_string().contains("COCOA"), "{report}");

    shop.change("UPDATE categories SET deleted_at = 1 WHERE name = 'Drinks'")
        .await;
    let mut catalogue = small_shop();
    append(
        &mut catalogue["categories"][0]["categories"][0]["products"],
        product("BLACK", "Black tea", "6.00", 1),
    );
    let report = shop.seed(&catalogue).await;
    assert_eq!(report.categories.deleted, 2);
    assert_eq!(report.products.deleted, 3);
    assert_eq!(
        report.deleted_names,
        ["Drinks", "Drinks / Tea", "COCOA", "GREEN", "BLACK"]
    );
    assert_eq!(
        shop.number("SELECT COUNT(*) FROM product_variants WHERE sku = 'BLACK'")
            .await,
        0
    );
    assert_eq!(
        shop.number("SELECT COUNT(*) FROM categories WHERE deleted_at IS NULL AND name = 'Drinks'")
            .await,
        0
    );
}

#[tokio::test]
async fn a_product_moves_to_the_category_it_stands_in() {
    let shop = Fixture::new();
    shop.seed(&small_shop()).await;
    let mut catalogue = small_shop();
    let cocoa = catalogue["categories"][0]["products"][0].take();
    catalogue["categories"][0]["products"] = json!([]);
    append(
        &mut catalogue["categories"],
        json!({"name": "Winter", "products": [cocoa]}),
    );
    let report = shop.seed(&catalogue).await;
    assert_eq!((report.categories.created, report.categories.left), (1, 2));
    assert_eq!((report.products.changed, report.products.left), (1, 1));
    assert_eq!(
        shop.texts("SELECT c.name FROM products p JOIN categories c ON c.id = p.category_id WHERE p.name = 'Cocoa'")
            .await,
        ["Winter"]
    );
}

#[tokio::test]
async fn photos_are_stored_once_and_replaced_when_their_files_change() {
    let shop = Fixture::new();
    let file = shop.folder.path().join("cocoa.png");
    image::RgbImage::new(40, 30).save(&file).unwrap();
    let mut catalogue = small_shop();
    catalogue["categories"][0]["products"][0]["photos"] = json!(["cocoa.png"]);
    catalogue["categories"][0]["categories"][0]["products"][0]["photos"] = json!(["cocoa.png"]);

    let first = shop.seed(&catalogue).await;
    assert_eq!((first.products, first.photos), (created(2), 2));
    assert_eq!(shop.number("SELECT COUNT(*) FROM photos").await, 1);
    assert_eq!(shop.number("SELECT COUNT(*) FROM product_images").await, 2);
    assert_eq!(
        shop.number("SELECT width * 1000 + height FROM photos")
            .await,
        40_030
    );
    let second = shop.seed(&catalogue).await;
    assert_eq!((second.products, second.photos), (left(2), 0));

    image::RgbImage::new(50, 30).save(&file).unwrap();
    let third = shop.seed(&catalogue).await;
    assert_eq!((third.products.changed, third.photos), (2, 2));
    assert_eq!(
        shop.number("SELECT MIN(p.width) FROM product_images i JOIN photos p ON p.id = i.photo_id")
            .await,
        50
    );

    // Without "photos" the shop's own pictures are nobody's business; an empty list removes them.
    assert_eq!(shop.seed(&small_shop()).await.products, left(2));
    catalogue["categories"][0]["products"][0]["photos"] = json!([]);
    assert_eq!(shop.seed(&catalogue).await.products.changed, 1);
    assert_eq!(shop.number("SELECT COUNT(*) FROM product_images").await, 1);
}

#[tokio::test]
async fn a_damaged_photo_is_reported_and_costs_nothing_else() {
    let shop = Fixture::new();
    let file = shop.folder.path().join("cocoa.png");
    image::RgbImage::new(40, 30).save(&file).unwrap();
    let mut catalogue = small_shop();
    catalogue["categories"][0]["products"][0]["photos"] = json!(["cocoa.png"]);
    shop.seed(&catalogue).await;

    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..40]).unwrap();
    let report = shop.seed(&catalogue).await;
    assert_eq!((report.products, report.photos), (left(2), 0));
    let [failure] = &report.failed_photos[..] else {
        panic!("{report}")
    };
    assert!(
        failure.starts_with("COCOA: ") && failure.contains("damaged picture"),
        "{failure}"
    );
    assert_eq!(shop.number("SELECT COUNT(*) FROM product_images").await, 1);
}

#[tokio::test]
async fn a_default_pickup_point_appears_only_when_there_is_no_way_to_deliver() {
    let points = "SELECT COUNT(*) FROM pickup_points";
    let bare = json!({"categories": []});

    let shop = Fixture::new();
    let report = shop.seed(&bare).await;
    assert!(report.default_pickup && report.to_string().contains("default pickup point"));
    assert_eq!(shop.number(points).await, 1);
    assert!(!shop.seed(&bare).await.default_pickup);
    shop.change("UPDATE pickup_points SET is_active = FALSE")
        .await;
    assert!(
        !shop.seed(&bare).await.default_pickup,
        "a point that the owner withdrew is the owner's decision"
    );

    let with_courier = json!({
        "categories": [],
        "delivery_options": [{"type": "national_standard", "price": "8.90"}],
    });
    let shop = Fixture::new();
    assert!(!shop.seed(&with_courier).await.default_pickup);
    assert_eq!(shop.number(points).await, 0);

    let shop = Fixture::new();
    shop.change(
        "INSERT INTO settings (key, value, created_at, updated_at) VALUES ('courier', 'off', 0, 0)",
    )
    .await;
    assert!(
        shop.seed(&with_courier).await.default_pickup,
        "a courier of a shop that has switched them off delivers nothing"
    );

    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/catalog.json");
    let mut without_delivery: Value = fs::read_to_string(example).unwrap().parse().unwrap();
    without_delivery["delivery_options"] = json!([]);
    without_delivery["pickup_points"] = json!([]);
    let shop = Fixture::new();
    assert!(shop.seed(&without_delivery).await.default_pickup);

    let with_idle_courier = json!({
        "categories": [],
        "delivery_options": [{"type": "national_standard", "active": false}],
    });
    let shop = Fixture::new();
    assert!(shop.seed(&with_idle_courier).await.default_pickup);
}

#[tokio::test]
async fn a_bad_file_changes_nothing() {
    let shop = Fixture::new();
    let mut catalogue = small_shop();
    catalogue["categories"][0]["categories"][0]["products"][0]["price"] = json!("free");
    let file = shop.folder.path().join("shop.json");
    fs::write(&file, catalogue.to_string()).unwrap();
    let refused = Catalogue::load(&file, Currency::USD).unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("categories[0].categories[0].products[0].price"),
        "{refused}"
    );
    for table in [
        "SELECT COUNT(*) FROM categories",
        "SELECT COUNT(*) FROM products",
        "SELECT COUNT(*) FROM pickup_points",
        "SELECT COUNT(*) FROM delivery_options WHERE is_active AND kind NOT LIKE 'pickup%'",
    ] {
        assert_eq!(shop.number(table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn prices_in_another_currency_are_not_applied() {
    let shop = Fixture::new();
    let euro = "EUR".parse().unwrap();
    let catalogue = Catalogue::parse(&small_shop().to_string(), shop.folder.path(), euro).unwrap();
    let refused = apply(
        &shop.db,
        &shop.shop,
        &catalogue,
        StockPolicy::OnlyNew,
        Progress::Silent,
    )
    .await
    .unwrap_err();
    assert!(refused.to_string().contains("EUR"), "{refused}");
    assert_eq!(shop.number("SELECT COUNT(*) FROM categories").await, 0);
}

/// The other handle stands for a running bot: a writer that gets its turn between the steps sees
/// a part of the products, which is impossible while they are one transaction.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_writer_gets_its_turn_between_the_steps() {
    const PRODUCTS: usize = 3_000;
    let shop = Fixture::new();
    let bot = Db::open(&shop.database.url).unwrap();
    let is_over = Arc::new(AtomicBool::new(false));

    let writing = tokio::spawn({
        let is_over = Arc::clone(&is_over);
        async move {
            let mut seen = Vec::new();
            while !is_over.load(Ordering::SeqCst) {
                let products: Result<i64, DbError> = bot
                    .write(|tx| {
                        tx.execute(
                            "INSERT INTO settings (key, value, created_at, updated_at) VALUES ('taps', '1', 0, 0)
                             ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(settings.value AS BIGINT) + 1 AS TEXT)",
                            params![],
                        )?;
                        tx.query_one("SELECT COUNT(*) FROM products", params![], |row| row.take())
                    })
                    .await;
                seen.push(products.unwrap());
            }
            seen
        }
    });

    let products: Vec<Value> = (0..PRODUCTS)
        .map(|number| product(&format!("SKU-{number}"), "Mug", "12.50", 3))
        .collect();
    let catalogue = json!({"categories": [{"name": "Mugs", "products": products}]});
    let report = shop.seed(&catalogue).await;
    is_over.store(true, Ordering::SeqCst);
    let mut seen = writing.await.unwrap();

    assert_eq!(report.products, created(PRODUCTS));
    assert_eq!(shop.number("SELECT COUNT(*) FROM products").await, 3_000);
    let taps = shop
        .number("SELECT CAST(value AS BIGINT) FROM settings WHERE key = 'taps'")
        .await;
    assert_eq!(usize::try_from(taps).unwrap(), seen.len());
    seen.dedup();
    let between = seen
        .iter()
        .filter(|count| (1..3_000).contains(*count))
        .count();
    assert!(between >= 2, "the other writer saw {seen:?}");
}

#[tokio::test]
async fn a_file_that_the_bot_wrote_can_be_seeded() {
    let shop = Fixture::new();
    let mut catalogue = small_shop();
    let photos = &mut catalogue["categories"][0]["products"][0];
    photos["photos"] = json!(["a.png", "b.png"]);
    for (name, width) in [("a.png", 4), ("b.png", 5)] {
        let path = shop.folder.path().join(name);
        image::RgbImage::new(width, 3).save(path).unwrap();
    }
    shop.seed(&catalogue).await;
    let listing = shop.db.scan(listing::read).await.unwrap();
    let mut written: Value =
        serde_json::from_slice(&exchange::write_json(&listing, Currency::USD)).unwrap();
    let again = shop.seed(&written).await;
    assert_eq!((again.categories, again.products), (left(2), left(2)));
    // Photos it knows can be put in another order; others are named.
    let photos = &mut written["categories"][0]["products"][0]["photos"];
    photos.as_array_mut().unwrap().reverse();
    assert_eq!(shop.seed(&written).await.products.changed, 1);
    let hashes = "SELECT p.sha256 FROM product_images i JOIN photos p ON p.id = i.photo_id ORDER BY i.position";
    let stored = shop.texts(hashes).await;
    let wanted = &written["categories"][0]["products"][0]["photos"];
    assert_eq!(
        wanted,
        &json!([
            format!("sha256:{}", stored[0]),
            format!("sha256:{}", stored[1])
        ])
    );
    let unknown = format!("sha256:{}", "0".repeat(64));
    written["categories"][0]["products"][0]["photos"] = json!([unknown]);
    let report = shop.seed(&written).await;
    assert_eq!(
        report.failed_photos,
        [format!("COCOA: '{unknown}': the shop has no such picture")]
    );
    assert_eq!(shop.texts(hashes).await, stored);
}

#[tokio::test]
async fn ways_to_pay_come_with_the_file() {
    let shop = Fixture::new();
    let mut catalogue = small_shop();
    catalogue["payment_ways"] = json!([
        {"name": "Cash", "type": "cash", "instructions": "At the door."},
        {"name": "Bank", "type": "transfer", "instructions": "Account 1"},
        {"name": "Post", "type": "transfer", "instructions": "By letter", "cancel_after_hours": "never", "active": false},
    ]);
    let seeded = shop.seed(&catalogue).await;
    assert_eq!(seeded.payments, created(3));
    assert_eq!(shop.seed(&catalogue).await.payments, left(3));
    let ways = "SELECT name || ' ' || kind || ' ' || COALESCE(CAST(term_hours AS TEXT), '-') || ' ' || instructions
        FROM payment_ways WHERE is_active ORDER BY id";
    assert_eq!(
        shop.texts(ways).await,
        ["Cash cash - At the door.", "Bank transfer 48 Account 1"]
    );
    catalogue["payment_ways"][1]["name"] = json!("BANK");
    catalogue["payment_ways"][1]["cancel_after_hours"] = json!(72);
    let changed = shop.seed(&catalogue).await.payments;
    assert_eq!((changed.changed, changed.left), (1, 2));
    // What the owner deleted stays deleted.
    shop.change("UPDATE payment_ways SET deleted_at = 1 WHERE name = 'Cash'")
        .await;
    let again = shop.seed(&catalogue).await.payments;
    assert_eq!((again.deleted, again.left), (1, 2));
    assert_eq!(
        shop.number("SELECT COUNT(*) FROM payment_ways").await,
        3,
        "nothing was made anew"
    );
}
