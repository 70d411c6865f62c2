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

#[path = "support/reading.rs"]
mod reading;
mod support;

use std::time::{Duration, Instant};

use ecombot::{
    db::DbError,
    domain::{
        catalog::Place,
        id::{CategoryId, ProductId},
    },
    shop::catalog::{self, Shelf},
};

use self::support::{Bench, product};

/// Products of the small category: two pages.
const FEW: usize = 20;
/// Screens per measurement.
const SCREENS: usize = 2000;
/// Pages turned one after the other.
const PAGES: usize = 1000;

#[tokio::main]
async fn main() {
    let (bench, many) = (Bench::open(), reading::many());
    let began = Instant::now();
    let (small, few) = stock(&bench, "Small", FEW).await;
    let (large, all) = stock(&bench, "Large", many).await;
    println!("{many} products written in {:.0?}", began.elapsed());

    let usual = screens(&bench, "first page of twenty", small, Place::Start).await;
    let second = Place::Product(few[FEW / 2]);
    screens(&bench, "second page of twenty", small, second).await;
    for (name, place) in [
        ("first page of many", Place::Start),
        ("page in the middle", Place::Product(all[many / 2])),
        ("page near the end", Place::Product(all[many - many / 100])),
        ("last page", Place::Product(all[many - 5])),
    ] {
        let taken = screens(&bench, name, large, place).await;
        println!("  {:.2} of twenty", ratio(taken, usual));
    }
    let of_few = products(&bench, "a product of twenty", few[7]).await;
    let of_many = products(&bench, "a product of many", all[many / 2]).await;
    println!("  {:.2} of twenty", ratio(of_many, of_few));
    turn_pages(&bench, large).await;
    bench.db.close().await;
}

/// A category with so many products; their ids in the order of the list.
async fn stock(bench: &Bench, name: &str, count: usize) -> (CategoryId, Vec<ProductId>) {
    let category = bench.category(name).await;
    let products = (0..count).map(|number| {
        let (title, sku) = (
            format!("{name} thing {number:07}"),
            format!("{name}-{number}"),
        );
        product(&title, "One of many.".to_owned(), &sku, 9)
    });
    (category, bench.stock(category, products).await)
}

async fn open(bench: &Bench, category: CategoryId, place: Place) -> Shelf {
    let shop = bench.shop.clone();
    let seen = bench.db.read(move |tx| {
        catalog::open(tx, &shop, shop.language, Some(category), place)
            .map_err(|_| DbError::NotFound)
    });
    seen.await.unwrap()
}

async fn screens(bench: &Bench, name: &str, category: CategoryId, place: Place) -> Duration {
    let mut taken = Vec::with_capacity(SCREENS);
    for _ in 0..SCREENS {
        let began = Instant::now();
        open(bench, category, place).await;
        taken.push(began.elapsed());
    }
    report(name, taken)
}

async fn products(bench: &Bench, name: &str, id: ProductId) -> Duration {
    report(
        name,
        reading::show(bench, std::iter::repeat_n(id, SCREENS)).await,
    )
}

/// Goes on from page to page, as a customer does.
async fn turn_pages(bench: &Bench, category: CategoryId) {
    let (mut place, mut taken) = (Place::Start, Vec::with_capacity(PAGES));
    for _ in 0..PAGES {
        let began = Instant::now();
        let shelf = open(bench, category, place).await;
        taken.push(began.elapsed());
        match shelf.next {
            Some(next) => place = next,
            None => break,
        }
    }
    report("turning pages", taken);
}

/// Prints median and 99th percentile; returns the median.
fn report(name: &str, taken: Vec<Duration>) -> Duration {
    let (median, late) = reading::summed_up(taken);
    println!("{name:<24} {median:>9.1?}  99 % within {late:>9.1?}");
    median
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_nanos() as f64 / other.as_nanos() as f64
}
