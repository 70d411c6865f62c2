//! The tables: what they hold and what they refuse, whoever writes to them.

use ecombot::{
    db::{Db, DbError},
    domain::{delivery::DeliveryKind, order::OrderStatus},
    params,
};

#[cfg(feature = "postgres")]
use crate::tables::Table;
use crate::{database::Database, shop::TestShop, tables::tables};

/// The tables of the data model and what each must at least hold.
const MODEL: &[(&str, &str)] = &[
    (
        "users",
        "id telegram_id first_name last_name username language_code contact_name phone email language",
    ),
    ("delivery_addresses", "id user_id label address is_default"),
    (
        "categories",
        "id parent_id name description sort deleted_at",
    ),
    ("products", "id category_id name description deleted_at"),
    ("product_variants", "id product_id sku price_minor stock"),
    ("carts", "id user_id"),
    (
        "cart_items",
        "id cart_id variant_id quantity price_seen_minor",
    ),
    ("orders", "id user_id number status total_minor currency"),
    (
        "orders",
        "contact_name phone address delivery_kind delivery_option_id pickup_point_id fee_minor",
    ),
    (
        "order_items",
        "id order_id product_id variant_id name options sku quantity price_minor",
    ),
    ("product_images", "id product_id photo_id position"),
    ("photos", "id sha256 bytes"),
    ("photo_files", "bot_id photo_id file_id"),
    (
        "delivery_options",
        "id kind name price_minor free_threshold_minor eta is_active",
    ),
    (
        "pickup_points",
        "id name address kind hours latitude longitude is_active",
    ),
    ("checkouts", "id user_id revision quote order_id"),
    (
        "payment_ways",
        "id name kind instructions term_hours is_active deleted_at",
    ),
    (
        "orders",
        "payment_way_id payment_name payment_kind payment_text payment_hours paid_at paid_by",
    ),
    ("order_proofs", "id order_id photo_id"),
    (
        "translations",
        "subject subject_id language field text source",
    ),
    ("settings", "key value"),
    ("wordings", "id language message text"),
    ("admins", "telegram_id"),
    ("dialogues", "chat_id state"),
    ("inbox", "bot_id update_id chat_id payload"),
    ("outbox", "id chat_id notice state attempts"),
];

#[tokio::test(flavor = "multi_thread")]
async fn the_data_model_is_complete() {
    let database = Database::new();
    let tables = tables(&database.url).await;
    for (table, columns) in MODEL {
        let stored = tables
            .get(*table)
            .unwrap_or_else(|| panic!("no table {table}"));
        for column in columns.split(' ') {
            let found = stored.column(column);
            assert!(found.is_some(), "no column {table}.{column}");
        }
    }
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread")]
async fn both_engines_have_the_same_tables() {
    let (file, server) = (Database::sqlite(), Database::new());
    let expected = tables(&file.url).await;
    let mut found = tables(&server.url).await;
    let count = |of: fn(&Table) -> usize| expected.values().map(of).sum::<usize>();
    assert!(count(|table| table.columns.len()) > 150);
    assert!(count(|table| table.primary_key.len()) > expected.len());
    assert!(count(|table| table.unique_keys.len()) > 8);
    assert!(count(|table| table.indexes.len()) > 10);
    assert!(count(|table| table.references.len()) > 18);
    assert!(count(|table| table.checks) > 8);
    for (name, table) in expected {
        assert_eq!(found.remove(&name), Some(table), "{name}");
    }
    assert!(found.is_empty(), "only on PostgreSQL: {found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_says_when_a_row_was_made_and_changed() {
    let database = Database::new();
    for (name, table) in tables(&database.url).await {
        for column in ["created_at", "updated_at"] {
            let kind = table.column(column).map(|column| column.kind.as_str());
            assert_eq!(kind, Some("INTEGER"), "{name}.{column}, in seconds UTC");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn money_is_stored_in_whole_minor_units() {
    let database = Database::new();
    let mut amounts = 0;
    for (name, table) in tables(&database.url).await {
        for column in table.columns {
            let place = format!("{name}.{}", column.name);
            let is_known = ["INTEGER", "TEXT", "BOOLEAN", "BLOB"].contains(&column.kind.as_str());
            assert!(is_known, "{place} is {}", column.kind);
            if column.name.ends_with("_minor") {
                assert_eq!(column.kind, "INTEGER", "{place}");
                amounts += 1;
            }
        }
    }
    assert!(amounts >= 7, "found {amounts} columns of money");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_shop_has_one_row_per_type_of_delivery_and_offers_no_courier() {
    let database = Database::new();
    let db = Db::open(&database.url).unwrap();
    let stored = db
        .read(|tx| {
            tx.query(
                "SELECT kind, is_active, price_minor FROM delivery_options ORDER BY position, id",
                params![],
                |row| Ok::<(String, bool, i64), DbError>((row.take()?, row.take()?, row.take()?)),
            )
        })
        .await
        .unwrap();
    let expected: Vec<_> = DeliveryKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), kind.is_pickup(), 0))
        .collect();
    assert_eq!(stored.len(), 14);
    assert_eq!(stored, expected);
    let count = |prefix| {
        stored
            .iter()
            .filter(|(kind, _, _)| kind.starts_with(prefix))
            .count()
    };
    let groups = [
        "pickup",
        "hyperlocal",
        "local",
        "regional",
        "national",
        "special",
    ];
    assert_eq!(groups.map(count), [3, 2, 2, 2, 3, 2]);
}

#[test]
fn there_are_nine_order_statuses() {
    let codes: Vec<_> = OrderStatus::ALL
        .iter()
        .map(|status| status.code())
        .collect();
    assert_eq!(
        codes,
        [
            "pending",
            "processing",
            "pickup_ready",
            "shipped",
            "paid",
            "completed",
            "cancelled",
            "refunded",
            "failed"
        ]
    );
}

/// A shop with one row in every table that the refusals below need.
async fn furnished() -> TestShop {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.point("East", "1 East Rd").await;
    shop.buy(&alice, &[(mug, 1)]).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    shop.confirmation(&alice).await;
    shop
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tables_refuse_what_must_never_be() {
    let cases = [
        ("stock below 0", "UPDATE product_variants SET stock = -1"),
        ("stock taken below 0", "UPDATE product_variants SET stock = stock - 100"),
        ("a price of 0", "UPDATE product_variants SET price_minor = 0"),
        ("a price below 0", "UPDATE product_variants SET price_minor = -1"),
        ("a line of nothing", "UPDATE cart_items SET quantity = 0"),
        ("a line of 101", "UPDATE cart_items SET quantity = 101"),
        ("an order line of nothing", "UPDATE order_items SET quantity = 0"),
        ("a free order line", "UPDATE order_items SET price_minor = 0"),
        ("a negative fee", "UPDATE orders SET fee_minor = -1"),
        ("a negative delivery price", "UPDATE delivery_options SET price_minor = -1"),
        ("an order without an address", "UPDATE orders SET address = NULL"),
        ("a product nowhere", "UPDATE products SET category_id = 99"),
        ("a variant of nothing", "UPDATE product_variants SET product_id = 99"),
        ("an order of nobody", "UPDATE orders SET user_id = 99"),
        ("a user deleted with orders", "DELETE FROM users"),
        ("a product deleted with orders", "DELETE FROM product_variants"),
        (
            "two users of one Telegram account",
            "INSERT INTO users (telegram_id, first_name, created_at, updated_at)
             SELECT telegram_id, 'Bob', 0, 0 FROM users",
        ),
        (
            "two default addresses",
            "INSERT INTO delivery_addresses (user_id, label, address, is_default, created_at, updated_at)
             SELECT user_id, 'Office', 'There', is_default, 0, 0 FROM delivery_addresses",
        ),
        (
            "two active siblings of one name",
            "INSERT INTO categories (parent_id, name, name_key, sort, created_at, updated_at)
             SELECT parent_id, name, name_key, 5, 0, 0 FROM categories",
        ),
        (
            "two variants of one SKU",
            "INSERT INTO product_variants (product_id, sku, options, price_minor, stock, sort, created_at, updated_at)
             SELECT product_id, sku, '', 1, 1, 1, 0, 0 FROM product_variants",
        ),
        (
            "two carts of one customer",
            "INSERT INTO carts (user_id, created_at, updated_at) SELECT user_id, 0, 0 FROM carts",
        ),
        (
            "two lines of one variant",
            "INSERT INTO cart_items (cart_id, variant_id, quantity, price_seen_minor, created_at, updated_at)
             SELECT cart_id, variant_id, 1, 1, 0, 0 FROM cart_items",
        ),
        (
            "two orders of one number",
            "INSERT INTO orders (user_id, number, status, contact_name, phone, address, delivery_kind,
                 fee_minor, total_minor, currency, created_at, updated_at)
             SELECT user_id, number, status, contact_name, phone, address, delivery_kind, 0, 0, 'USD', 0, 0
             FROM orders",
        ),
        (
            "two open checkouts of one customer",
            "INSERT INTO checkouts (user_id, revision, created_at, updated_at)
             SELECT user_id, 0, 0, 0 FROM checkouts WHERE order_id IS NULL",
        ),
        (
            "two rows of one type of delivery",
            "INSERT INTO delivery_options (kind, position, price_minor, is_active, created_at, updated_at)
             SELECT kind, 99, 0, FALSE, 0, 0 FROM delivery_options WHERE position = 1",
        ),
        (
            "two pickup points of one name",
            "INSERT INTO pickup_points (name, name_key, address, kind, is_active, created_at, updated_at)
             SELECT name, name_key, address, kind, TRUE, 0, 0 FROM pickup_points",
        ),
    ];
    let shop = furnished().await;
    for (what, sql) in cases {
        let result = shop.db.write(move |tx| tx.execute(sql, params![])).await;
        assert!(
            matches!(result, Err(DbError::Constraint(_))),
            "{what}: {result:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_name_of_a_deleted_category_is_free_again() {
    let shop = TestShop::open().await;
    let old = shop.category("Mugs").await;
    shop.delete_category(old).await;
    shop.write(|tx| {
        tx.execute(
            "INSERT INTO categories (name, name_key, sort, created_at, updated_at)
             VALUES ('Mugs', 'mugs', 0, 0, 0)",
            params![],
        )
    })
    .await;
    assert_eq!(shop.number("SELECT COUNT(*) FROM categories").await, 2);
}
