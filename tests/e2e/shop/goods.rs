//! What is on the shelves: categories, products, their options and pictures.

use std::{io::Cursor, sync::atomic::Ordering};

use ecombot::{
    bot::indexer,
    db::DbError,
    domain::{
        id::{CategoryId, ProductId, VariantId},
        money::{Currency, Price},
        text::{Name, OptionName, OptionValue, Sku},
    },
    params, photo,
    shop::access::Permit,
    shop::seeding::{
        self, CategoryEntry, StockPolicy,
        goods::{self, ProductEntry, VariantEntry},
    },
    store::{photos::Photo, products},
};

use super::{Shop, now};

/// Something on sale.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) product: ProductId,
    pub(crate) variant: VariantId,
    sku: String,
    category: CategoryId,
    entry: ProductEntry,
}

/// A picture so many pixels wide, by which tests tell it from others.
pub(crate) fn picture(width: u32) -> Photo {
    let mut bytes = Vec::new();
    image::RgbImage::new(width, 30)
        .write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    Photo {
        sha256: photo::fingerprint(&bytes),
        bytes,
        width,
        height: 30,
    }
}

/// A file that Telegram does not take for a picture.
pub(crate) fn broken_picture() -> Photo {
    let bytes = b"a torn picture".to_vec();
    Photo {
        sha256: photo::fingerprint(&bytes),
        bytes,
        width: 40,
        height: 30,
    }
}

impl Shop {
    pub(crate) async fn category(&self, name: &str) -> CategoryId {
        self.category_in(None, name, 0).await
    }

    /// A category with its place in the owner's order.
    pub(crate) async fn category_in(
        &self,
        parent: Option<CategoryId>,
        name: &str,
        sort: i64,
    ) -> CategoryId {
        let entry = CategoryEntry {
            name: Name::parse(name).unwrap(),
            description: None,
            sort,
        };
        let saved = self.write(move |tx| {
            seeding::save_category(tx, &Permit::operator(), parent, &entry, now())
        });
        saved.await.0.unwrap()
    }

    /// A product in the category "Things".
    pub(crate) async fn product(&self, name: &str, price: &str, stock: u32) -> Item {
        let things = self.category("Things").await;
        self.product_in(things, name, price, stock, "").await
    }

    pub(crate) async fn product_in(
        &self,
        category: CategoryId,
        name: &str,
        price: &str,
        stock: u32,
        description: &str,
    ) -> Item {
        let sku = format!("SKU-{}", self.skus.fetch_add(1, Ordering::Relaxed));
        let entry = ProductEntry {
            name: Name::parse(name).unwrap(),
            description: description.to_owned(),
            sort: 0,
            options: Vec::new(),
            variants: vec![VariantEntry {
                sku: Sku::parse(&sku).unwrap(),
                values: Vec::new(),
                price: Price::parse(price, Currency::USD).unwrap(),
                stock,
            }],
        };
        self.put_on_sale(category, entry).await.remove(0)
    }

    /// A product in the category "Things" of which something has to be chosen: each variant by
    /// its values, price and stock.
    pub(crate) async fn with_options(
        &self,
        name: &str,
        options: &[&str],
        variants: &[(&[&str], &str, u32)],
    ) -> Vec<Item> {
        let things = self.category("Things").await;
        self.with_options_in(things, name, options, variants).await
    }

    pub(crate) async fn with_options_in(
        &self,
        category: CategoryId,
        name: &str,
        options: &[&str],
        variants: &[(&[&str], &str, u32)],
    ) -> Vec<Item> {
        let variants = variants.iter().map(|(values, price, stock)| {
            let sku = format!("{name} {}", values.join(" "));
            let values = values.iter();
            VariantEntry {
                sku: Sku::parse(&sku).unwrap(),
                values: values
                    .map(|value| OptionValue::parse(value).unwrap())
                    .collect(),
                price: Price::parse(price, Currency::USD).unwrap(),
                stock: *stock,
            }
        });
        let entry = ProductEntry {
            name: Name::parse(name).unwrap(),
            description: String::new(),
            sort: 0,
            options: options
                .iter()
                .map(|option| OptionName::parse(option).unwrap())
                .collect(),
            variants: variants.collect(),
        };
        self.put_on_sale(category, entry).await
    }

    /// Applies an entry and returns an item for each of its variants.
    async fn put_on_sale(&self, category: CategoryId, entry: ProductEntry) -> Vec<Item> {
        let saved = entry.clone();
        let stored = self.write(move |tx| {
            let policy = StockPolicy::OnlyNew;
            goods::save_product(tx, &Permit::operator(), category, &saved, policy, now())?;
            let variants = saved.variants.iter();
            variants
                .map(|variant| products::by_sku(tx, variant.sku.as_str())?.ok_or(DbError::NotFound))
                .collect::<Result<Vec<_>, _>>()
        });
        let items = stored.await.into_iter().map(|stored| Item {
            product: stored.product,
            variant: stored.variant.id,
            sku: stored.variant.sku,
            category,
            entry: entry.clone(),
        });
        items.collect()
    }

    pub(crate) async fn describe(&self, item: &Item, description: &str) {
        let (category, mut entry) = (item.category, item.entry.clone());
        entry.description = description.to_owned();
        self.put_on_sale(category, entry).await;
    }

    pub(crate) async fn reprice(&self, item: &Item, price: &str) {
        let price = Price::parse(price, Currency::USD).unwrap();
        let (category, mut entry) = (item.category, item.entry.clone());
        let mut variants = entry.variants.iter_mut();
        let variant = variants.find(|variant| variant.sku.as_str() == item.sku);
        variant.unwrap().price = price;
        self.write(move |tx| {
            let policy = StockPolicy::OnlyNew;
            goods::save_product(tx, &Permit::operator(), category, &entry, policy, now())
        })
        .await;
    }

    pub(crate) async fn set_stock(&self, item: &Item, stock: u32) {
        let variant = item.variant;
        self.write(move |tx| products::set_stock(tx, variant, stock, now()))
            .await;
    }

    /// Takes a product off the shelves for good.
    pub(crate) async fn withdraw(&self, item: &Item) {
        let product = item.product;
        assert!(
            self.write(move |tx| products::delete(tx, product, now()))
                .await
        );
    }

    pub(crate) async fn stock(&self, item: &Item) -> u32 {
        let sku = item.sku.clone();
        let stored = self.read(move |tx| products::by_sku(tx, &sku));
        stored.await.unwrap().variant.stock
    }

    // -- pictures ----------------------------------------------------------------

    /// Gives a product pictures of these widths.
    pub(crate) async fn photos(&self, item: &Item, widths: &[u32]) {
        let pictures = widths.iter().map(|width| picture(*width));
        self.pictures(item, pictures.collect()).await;
    }

    pub(crate) async fn pictures(&self, item: &Item, pictures: Vec<Photo>) {
        let product = item.product;
        self.write(move |tx| {
            goods::save_photos(tx, &Permit::operator(), product, &pictures, now())
        })
        .await;
    }

    /// Gives a variant a picture of its own.
    pub(crate) async fn own_picture(&self, item: &Item, width: u32) {
        let (product, sku, picture) = (item.product, item.sku.clone(), picture(width));
        self.write(move |tx| {
            goods::save_variant_photo(
                tx,
                &Permit::operator(),
                product,
                &sku,
                Some(&picture),
                now(),
            )
        })
        .await;
    }

    /// Returns when the bot has made everything searchable.
    pub(crate) async fn is_read(&self) {
        let bot = self.bot.as_ref().expect("a bot that serves");
        let app = bot.app.upgrade().expect("its inside");
        let reading = indexer::serve(app, bot.stop.subscribe());
        bot.runtime.as_ref().unwrap().spawn(reading).await.unwrap();
    }

    /// Loses the files of all pictures, as a damaged disk would.
    pub(crate) async fn lose_originals(&self) {
        let nothing: &[u8] = b"";
        self.write(move |tx| tx.execute("UPDATE photos SET bytes = $1", params![nothing]))
            .await;
    }

    /// What Telegram calls the uploaded files, as the shop remembers it.
    pub(crate) async fn known_files(&self) -> Vec<String> {
        self.read(|tx| {
            tx.query(
                "SELECT file_id FROM photo_files ORDER BY bot_id, photo_id",
                params![],
                |row| row.take(),
            )
        })
        .await
    }

    /// How many pictures were uploaded so far, those in albums counted one by one.
    pub(crate) fn uploads(&self) -> usize {
        let calls = self.server.calls();
        let sent = calls.iter().filter(|call| call.outcome.is_ok());
        sent.map(|call| call.params.to_string().matches("attach://").count())
            .sum()
    }
}
