//! What every bench begins with: an empty shop, and products to put on sale in it.

use std::env;

use chrono::Utc;
use ecombot::{
    db::{Db, DbError},
    domain::{
        id::{CategoryId, ProductId},
        language::Language,
        money::{Currency, Price},
        text::{Name, Sku},
    },
    shop::{
        Shop,
        access::Permit,
        seeding::{
            self, CategoryEntry, StockPolicy,
            goods::{self, ProductEntry, VariantEntry},
        },
    },
};
use tempfile::TempDir;

/// Products written in one transaction.
const BATCH: usize = 500;

/// The shop that is measured.
pub(crate) struct Bench {
    /// Its database.
    pub(crate) db: Db,
    /// Its settings.
    pub(crate) shop: Shop,
    /// Where the database is, unless a URL was given; it goes with the bench.
    _folder: TempDir,
}

impl Bench {
    /// Opens the database of `BENCH_DATABASE_URL`, else a new one.
    pub(crate) fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = || format!("sqlite://{}", folder.path().join("shop.db").display());
        let url = env::var("BENCH_DATABASE_URL").unwrap_or_else(|_| file());
        Self {
            db: Db::open(&url).unwrap(),
            shop: Shop {
                currency: Currency::USD,
                timezone: chrono_tz::Tz::UTC,
                country: None,
                order_prefix: "ECO".into(),
                language: Language::En,
            },
            _folder: folder,
        }
    }

    /// Opens a category.
    pub(crate) async fn category(&self, name: &str) -> CategoryId {
        let entry = CategoryEntry {
            name: Name::parse(name).unwrap(),
            description: None,
            sort: 0,
        };
        let saved = self.db.write(move |tx| {
            let by = Permit::operator();
            let saved = seeding::save_category(tx, &by, None, &entry, Utc::now().timestamp())?;
            Ok::<_, DbError>(saved.0.unwrap())
        });
        saved.await.unwrap()
    }

    /// Puts products on sale; their ids, in the same order.
    pub(crate) async fn stock(
        &self,
        category: CategoryId,
        mut products: impl Iterator<Item = ProductEntry>,
    ) -> Vec<ProductId> {
        let now = Utc::now().timestamp();
        let mut ids = Vec::new();
        loop {
            let batch: Vec<ProductEntry> = products.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return ids;
            }
            let written = self.db.write(move |tx| {
                let written = batch.iter().map(|product| {
                    let policy = StockPolicy::OnlyNew;
                    goods::save_product(tx, &Permit::operator(), category, product, policy, now)
                });
                written.collect::<Result<Vec<_>, DbError>>()
            });
            let written = written.await.unwrap();
            ids.extend(written.into_iter().map(|applied| applied.product.unwrap()));
        }
    }
}

/// A product that is sold in one way only.
pub(crate) fn product(name: &str, description: String, sku: &str, stock: u32) -> ProductEntry {
    ProductEntry {
        name: Name::parse(name).unwrap(),
        description,
        sort: 0,
        options: Vec::new(),
        variants: vec![VariantEntry {
            sku: Sku::parse(sku).unwrap(),
            values: Vec::new(),
            price: Price::parse("12.50", Currency::USD).unwrap(),
            stock,
        }],
    }
}
