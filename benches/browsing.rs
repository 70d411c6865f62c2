//! How long a screen of the catalogue takes in a category of twenty products and in one of a
//! million, at any depth.
//!
//! `cargo bench --bench browsing` measures SQLite; with `--features postgres` and
//! `BENCH_DATABASE_URL=postgres://…` the database of that URL, which must be an empty one.
//! `BENCH_PRODUCTS` is how many products the large category has. The ratio is what to compare.

#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "latencies are no money"
)]
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::{
    env,
    time::{Duration, Instant},
};

use chrono::Utc;
use ecombot::{
    db::{Db, DbError},
    domain::{
        catalog::Place,
        id::{CategoryId, ProductId},
        language::Language,
        money::{Currency, Price},
        text::{Name, Sku},
    },
    shop::{
        Shop,
        access::Permit,
        catalog::{self, Shelf},
        seeding::{
            self, CategoryEntry, StockPolicy,
            goods::{self, ProductEntry, VariantEntry},
        },
    },
};

/// Products of the small category: two pages.
const FEW: usize = 20;
/// Screens per measurement.
const SCREENS: usize = 2000;
/// Products written in one transaction.
const BATCH: usize = 500;
/// Pages turned one after the other.
const PAGES: usize = 1000;

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let url = env::var("BENCH_DATABASE_URL")
        .unwrap_or_else(|_| format!("sqlite://{}", folder.path().join("shop.db").display()));
    let many = env::var("BENCH_PRODUCTS").map_or(1_000_000, |count| count.parse().unwrap());
    let bench = Bench {
        db: Db::open(&url).unwrap(),
        shop: Shop {
            currency: Currency::USD,
            timezone: chrono_tz::Tz::UTC,
            country: None,
            order_prefix: "ECO".into(),
            language: Language::En,
        },
    };
    let began = Instant::now();
    let (small, few) = bench.stock("Small", FEW).await;
    let (large, all) = bench.stock("Large", many).await;
    println!("{many} products written in {:.0?}", began.elapsed());

    let usual = bench
        .screens("first page of twenty", small, Place::Start)
        .await;
    let second = Place::Product(few[FEW / 2]);
    bench.screens("second page of twenty", small, second).await;
    for (name, place) in [
        ("first page of many", Place::Start),
        ("page in the middle", Place::Product(all[many / 2])),
        ("page near the end", Place::Product(all[many - many / 100])),
        ("last page", Place::Product(all[many - 5])),
    ] {
        let taken = bench.screens(name, large, place).await;
        println!("  {:.2} of twenty", ratio(taken, usual));
    }
    let of_few = bench.products("a product of twenty", few[7]).await;
    let of_many = bench.products("a product of many", all[many / 2]).await;
    println!("  {:.2} of twenty", ratio(of_many, of_few));
    bench.turn_pages(large).await;
    bench.db.close().await;
}

struct Bench {
    db: Db,
    shop: Shop,
}

impl Bench {
    /// A category with so many products; their ids in the order of the list.
    async fn stock(&self, name: &str, count: usize) -> (CategoryId, Vec<ProductId>) {
        let now = Utc::now().timestamp();
        let entry = CategoryEntry {
            name: Name::parse(name).unwrap(),
            description: None,
            sort: 0,
        };
        let saved = self
            .db
            .write(move |tx| seeding::save_category(tx, &Permit::operator(), None, &entry, now));
        let category = saved.await.map_err(failed).unwrap().0.unwrap();
        let mut ids = Vec::with_capacity(count);
        while ids.len() < count {
            let (prefix, from) = (name.to_owned(), ids.len());
            let to = (from + BATCH).min(count);
            let written = self.db.write(move |tx| {
                let products = (from..to).map(|number| {
                    let policy = StockPolicy::OnlyNew;
                    let product = product(&prefix, number);
                    goods::save_product(tx, &Permit::operator(), category, &product, policy, now)
                });
                products.collect::<Result<Vec<_>, DbError>>()
            });
            let written = written.await.unwrap();
            ids.extend(written.into_iter().map(|applied| applied.product.unwrap()));
        }
        (category, ids)
    }

    async fn open(&self, category: CategoryId, place: Place) -> Shelf {
        let shop = self.shop.clone();
        let seen = self.db.read(move |tx| {
            catalog::open(tx, &shop, Language::En, Some(category), place)
                .map_err(|_| DbError::NotFound)
        });
        seen.await.unwrap()
    }

    async fn screens(&self, name: &str, category: CategoryId, place: Place) -> Duration {
        let mut taken = Vec::with_capacity(SCREENS);
        for _ in 0..SCREENS {
            let began = Instant::now();
            self.open(category, place).await;
            taken.push(began.elapsed());
        }
        report(name, taken)
    }

    async fn products(&self, name: &str, id: ProductId) -> Duration {
        let mut taken = Vec::with_capacity(SCREENS);
        for _ in 0..SCREENS {
            let shop = self.shop.clone();
            let began = Instant::now();
            let seen = self.db.read(move |tx| {
                catalog::product(tx, &shop, Language::En, 42, id).map_err(|_| DbError::NotFound)
            });
            seen.await.unwrap();
            taken.push(began.elapsed());
        }
        report(name, taken)
    }

    /// Goes on from page to page, as a customer does.
    async fn turn_pages(&self, category: CategoryId) {
        let (mut place, mut taken) = (Place::Start, Vec::with_capacity(PAGES));
        for _ in 0..PAGES {
            let began = Instant::now();
            let shelf = self.open(category, place).await;
            taken.push(began.elapsed());
            match shelf.next {
                Some(next) => place = next,
                None => break,
            }
        }
        report("turning pages", taken);
    }
}

fn product(prefix: &str, number: usize) -> ProductEntry {
    ProductEntry {
        name: Name::parse(&format!("{prefix} thing {number:07}")).unwrap(),
        description: "One of many.".to_owned(),
        sort: 0,
        options: Vec::new(),
        variants: vec![VariantEntry {
            sku: Sku::parse(&format!("{prefix}-{number}")).unwrap(),
            values: Vec::new(),
            price: Price::parse("12.50", Currency::USD).unwrap(),
            stock: 9,
        }],
    }
}

fn failed(error: DbError) -> String {
    error.to_string()
}

/// Prints median and 99th percentile; returns the median.
fn report(name: &str, mut taken: Vec<Duration>) -> Duration {
    taken.sort_unstable();
    let median = taken[taken.len() / 2];
    let late = taken[taken.len() * 99 / 100];
    println!("{name:<24} {median:>9.1?}  99 % within {late:>9.1?}");
    median
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_nanos() as f64 / other.as_nanos() as f64
}
