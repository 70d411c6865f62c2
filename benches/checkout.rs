//! How fast a shop sells one thing to many people at once, beside a bare loop of the same
//! statements one by one.
//!
//! `cargo bench --bench checkout` measures SQLite; with `--features postgres` and
//! `BENCH_DATABASE_URL=postgres://…` the database of that URL, which must be an empty one.
//! The machine decides the numbers; the ratio is what to compare.

#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "rates are no money"
)]
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::{
    env,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use chrono::Utc;
use ecombot::{
    db::{Db, DbError, Tx},
    domain::{
        cart::Quantity,
        customer::{Customer, TelegramProfile},
        delivery::DeliveryKind,
        id::{TelegramId, VariantId},
        language::Language,
        money::{Currency, Price, parse_fee},
        phone::Phone,
        text::{AddressLabel, AddressText, Name, Sku},
    },
    params,
    shop::{
        Shop, UseCaseError,
        access::{self, Permit},
        cart,
        checkout::{self, Confirmation, Placement, Step},
        profile,
        seeding::{
            self, CategoryEntry, OptionEntry, StockPolicy,
            goods::{self, ProductEntry, VariantEntry},
        },
        setup::{self, Wishes},
    },
    store::products,
};

/// Checkouts per measurement.
const CHECKOUTS: usize = 4000;
/// People who press Confirm at the same moment.
const AT_ONCE: usize = 64;
/// Products they all want.
const PRODUCTS: [usize; 2] = [1, 8];

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let url = env::var("BENCH_DATABASE_URL")
        .unwrap_or_else(|_| format!("sqlite://{}", folder.path().join("shop.db").display()));
    let db = Db::open(&url).unwrap();
    let shop = Shop {
        currency: Currency::USD,
        timezone: chrono_tz::Tz::UTC,
        country: None,
        order_prefix: "ECO".into(),
        language: Language::En,
    };
    let variants = furnish(&db, &shop).await;
    for products in PRODUCTS {
        println!("{products} product(s) wanted by {AT_ONCE} people at once");
        let bare = bare_loop(&db, &variants[..products]).await;
        println!("  bare statements  {bare:>8.0} per second");
        let people = line_up(&db, &shop, &variants[..products]).await;
        let before = db.work_done();
        let placed = rush(&db, &shop, people).await;
        let after = db.work_done();
        println!(
            "  checkout         {placed:>8.0} per second, {:.2} of bare",
            placed / bare
        );
        let per = |count: u64| count as f64 / CHECKOUTS as f64;
        println!(
            "  per checkout     {:.2} statements, {:.2} trips, {:.4} repeats",
            per(after.statements - before.statements),
            per(after.trips - before.trips),
            per(after.repeats - before.repeats),
        );
    }
    db.close().await;
}

/// A category, a way of delivery and eight products, plenty of each.
async fn furnish(db: &Db, shop: &Shop) -> Vec<VariantId> {
    let shop = shop.clone();
    let now = Utc::now().timestamp();
    let variants = db.write(move |tx| {
        let wishes = Wishes {
            currency: Some(shop.currency),
            ..Wishes::default()
        };
        setup::settle(tx, &Permit::operator(), &wishes, now).map_err(failed)?;
        let category = CategoryEntry {
            name: Name::parse("Mugs").unwrap(),
            description: None,
            sort: 0,
        };
        let (category, _) = seeding::save_category(tx, &Permit::operator(), None, &category, now)?;
        let courier = OptionEntry {
            kind: DeliveryKind::LocalSameDay,
            name: None,
            price: parse_fee("5.00", shop.currency).unwrap(),
            free_threshold: None,
            eta: None,
            description: None,
            is_active: true,
        };
        seeding::save_option(tx, &Permit::operator(), &courier, now)?;
        let mut variants = Vec::new();
        for number in 0..8 {
            let sku = format!("MUG-{number}");
            let product = ProductEntry {
                name: Name::parse(&format!("Mug {number}")).unwrap(),
                description: String::new(),
                sort: 0,
                options: Vec::new(),
                variants: vec![VariantEntry {
                    sku: Sku::parse(&sku).unwrap(),
                    values: Vec::new(),
                    price: Price::parse("12.50", shop.currency).unwrap(),
                    stock: 1_000_000,
                }],
            };
            let policy = StockPolicy::OnlyNew;
            let category = category.unwrap();
            goods::save_product(tx, &Permit::operator(), category, &product, policy, now)?;
            let stored = products::by_sku(tx, &sku)?.unwrap();
            variants.push(stored.variant.id);
        }
        Ok::<_, DbError>(variants)
    });
    variants.await.unwrap()
}

/// The least a checkout can do, one statement after the other.
async fn bare_loop(db: &Db, variants: &[VariantId]) -> f64 {
    let user = customer(db, 1).await.id.get();
    let variants = variants.to_vec();
    let sell = move |tx: &mut Tx<'_>, turn: usize| {
        let variant = variants[turn % variants.len()].get();
        let now = Utc::now().timestamp();
        let stock: i64 = tx.query_one(
            "SELECT stock FROM product_variants WHERE id = $1 FOR UPDATE",
            params![variant],
            |row| row.take(),
        )?;
        assert!(stock > 0);
        tx.execute(
            "UPDATE product_variants SET stock = stock - 1, updated_at = $2 WHERE id = $1",
            params![variant, now],
        )?;
        let number = format!("B{turn}-{}-{}", now, variants.len());
        let order: i64 = tx.query_one(
            "INSERT INTO orders (user_id, number, status, contact_name, phone, address, delivery_kind,
                 fee_minor, total_minor, currency, created_at, updated_at)
             VALUES ($1, $2, 'pending', 'Ann', '+15551234567', '1 Main St', 'local_same_day', 0, 1250, 'USD', $3, $3)
             RETURNING id",
            params![user, &number, now],
            |row| row.take(),
        )?;
        tx.execute(
            "INSERT INTO order_items
                 (order_id, product_id, variant_id, name, options, sku, quantity, price_minor, created_at, updated_at)
             SELECT $1, product_id, id, 'Mug', '', sku, 1, price_minor, $3, $3 FROM product_variants WHERE id = $2",
            params![order, variant, now],
        )?;
        Ok::<_, DbError>(())
    };
    let turns: Vec<usize> = (0..CHECKOUTS).collect();
    let db = db.clone();
    measured(turns, move |turn| {
        let (db, sell) = (db.clone(), sell.clone());
        async move { db.write(move |tx| sell(tx, turn)).await.unwrap() }
    })
    .await
}

/// Customers with a full cart, each in front of the Confirm button.
async fn line_up(db: &Db, shop: &Shop, variants: &[VariantId]) -> Vec<(Customer, Confirmation)> {
    let mut people = Vec::with_capacity(CHECKOUTS);
    for number in 0..CHECKOUTS {
        let customer = customer(db, 1000 + i64::try_from(number).unwrap()).await;
        let (shop, buyer) = (shop.clone(), customer.clone());
        let variant = variants[number % variants.len()];
        let step = db.write(move |tx| {
            let now = Utc::now();
            cart::add(tx, buyer.id, variant, now.timestamp()).map_err(failed)?;
            let two = Quantity::new(2).unwrap();
            cart::set_quantity(tx, buyer.id, variant, two, now.timestamp()).map_err(failed)?;
            checkout::start(tx, &shop, &buyer, now).map_err(failed)
        });
        match step.await.unwrap() {
            Step::Confirm(confirmation) => people.push((customer, *confirmation)),
            other => panic!("expected the confirmation, got {other:?}"),
        }
    }
    people
}

async fn rush(db: &Db, shop: &Shop, people: Vec<(Customer, Confirmation)>) -> f64 {
    let (db, shop) = (db.clone(), shop.clone());
    measured(people, move |(customer, shown)| {
        let (db, shop) = (db.clone(), shop.clone());
        async move {
            let placed = db.write(move |tx| {
                let (id, revision) = (shown.checkout, shown.revision);
                checkout::place(tx, &shop, &customer, id, revision, Utc::now()).map_err(failed)
            });
            assert!(matches!(placed.await.unwrap(), Placement::Placed(_)));
        }
    })
    .await
}

/// Does all the work, [`AT_ONCE`] pieces at a time, and returns pieces per second.
async fn measured<W, F>(work: Vec<W>, task: impl Fn(W) -> F + Clone + Send + Sync + 'static) -> f64
where
    W: Clone + Send + Sync + 'static,
    F: Future<Output = ()> + Send,
{
    let count = work.len();
    let work = Arc::new(work);
    let next = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let mut running = Vec::new();
    for _ in 0..AT_ONCE {
        let (work, next, task) = (Arc::clone(&work), Arc::clone(&next), task.clone());
        running.push(tokio::spawn(async move {
            while let Some(piece) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
                task(piece.clone()).await;
            }
        }));
    }
    for task in running {
        task.await.unwrap();
    }
    count as f64 / start.elapsed().as_secs_f64()
}

async fn customer(db: &Db, telegram: i64) -> Customer {
    let visit = db.write(move |tx| {
        let person = TelegramProfile {
            id: TelegramId::new(telegram),
            first_name: "Ann".into(),
            last_name: None,
            username: None,
            language_code: None,
        };
        let now = Utc::now().timestamp();
        let visitor = access::visitor(tx, &person, now)?;
        if visitor.customer.phone.is_none() {
            let phone = Phone::parse("+15551234567", None).unwrap();
            profile::set_phone(tx, visitor.customer.id, &phone, now)?;
            let label = AddressLabel::parse("Home").unwrap();
            let text = AddressText::parse("12 Harbour Street").unwrap();
            let address = profile::add_address(tx, visitor.customer.id, &label, &text, None, now)?;
            profile::make_default(tx, visitor.customer.id, address, now).map_err(failed)?;
        }
        Ok::<_, DbError>(access::visitor(tx, &person, now)?.customer)
    });
    visit.await.unwrap()
}

fn failed<R: std::fmt::Debug>(error: UseCaseError<R>) -> DbError {
    match error {
        UseCaseError::Db(error) => error,
        UseCaseError::Refused(refusal) => panic!("refused: {refusal:?}"),
    }
}
