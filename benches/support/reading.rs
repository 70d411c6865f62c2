//! Reading a large catalogue, measured.

use std::{
    env,
    time::{Duration, Instant},
};

use ecombot::{db::DbError, domain::id::ProductId, shop::catalog};

use super::support::Bench;

/// How many products `BENCH_PRODUCTS` asks for, a million unless it says otherwise.
pub(crate) fn many() -> usize {
    env::var("BENCH_PRODUCTS").map_or(1_000_000, |count| count.parse().unwrap())
}

/// Shows products to a customer, one after the other; how long each took.
pub(crate) async fn show(
    bench: &Bench,
    products: impl Iterator<Item = ProductId>,
) -> Vec<Duration> {
    let mut taken = Vec::new();
    for id in products {
        let shop = bench.shop.clone();
        let began = Instant::now();
        let seen = bench.db.read(move |tx| {
            catalog::product(tx, &shop, shop.language, 42, id).map_err(|_| DbError::NotFound)
        });
        seen.await.unwrap();
        taken.push(began.elapsed());
    }
    taken
}

/// Median and 99th percentile.
pub(crate) fn summed_up(mut taken: Vec<Duration>) -> (Duration, Duration) {
    taken.sort_unstable();
    (taken[taken.len() / 2], taken[taken.len() * 99 / 100])
}
