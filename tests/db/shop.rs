//! The fixture: a shop with its people and goods, on a database of its own.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use ecombot::{
    db::{Db, DbError, Tx},
    domain::{
        cart::Quantity,
        catalog::Product,
        customer::{Customer, TelegramProfile},
        delivery::DeliveryKind,
        id::{
            AddressId, CategoryId, DeliveryOptionId, OrderId, PickupPointId, ProductId, TelegramId,
            UserId, VariantId,
        },
        language::Language,
        money::{Currency, Money, Price, parse_fee},
        order::{Order, OrderStatus, OrderSummary},
        phone::Phone,
        staff::Role,
        text::{AddressLabel, AddressText, Name, OptionName, OptionValue, Sku},
        translation::Words,
    },
    params,
    shop::{
        Shop, UseCaseError,
        access::{self, Permit},
        cart::{self, CartView},
        catalog,
        checkout::{self, CheckoutRefusal, Confirmation, Placement, Step},
        orders::{
            self,
            desk::{self, AdvanceRefusal},
        },
        profile,
        seeding::{
            self, CategoryEntry, OptionEntry, PointEntry, StockPolicy,
            goods::{self, ProductEntry, VariantEntry},
        },
        setup::{self, CourierMode, Wishes},
        staff,
    },
    store::{delivery, outbox, products, settings},
};
use tokio::sync::Barrier;

use crate::database::Database;

/// The present of all tests, 2026-11-22 10:00 UTC, in seconds.
pub(crate) const NOW: i64 = 1_795_341_600;

pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).unwrap()
}

/// The bot of all tests that do not care which.
pub(crate) const BOT: i64 = 42;

pub(crate) fn usd(text: &str) -> Money {
    parse_fee(text, Currency::USD).unwrap()
}

pub(crate) fn units(count: u32) -> Quantity {
    Quantity::new(count).unwrap()
}

/// What a use case answered; a failing database fails the test.
pub(crate) fn answer<T, R>(result: Result<T, UseCaseError<R>>) -> Result<T, R> {
    match result {
        Ok(value) => Ok(value),
        Err(UseCaseError::Refused(refusal)) => Err(refusal),
        Err(UseCaseError::Db(error)) => panic!("the database failed: {error}"),
    }
}

/// Runs all tasks at once, from one starting shot, and returns their results in order.
pub(crate) async fn at_once<F>(tasks: impl IntoIterator<Item = F>) -> Vec<F::Output>
where
    F: Future<Output: Send> + Send + 'static,
{
    let tasks: Vec<F> = tasks.into_iter().collect();
    let shot = Arc::new(Barrier::new(tasks.len()));
    let running: Vec<_> = tasks
        .into_iter()
        .map(|task| {
            let shot = Arc::clone(&shot);
            tokio::spawn(async move {
                shot.wait().await;
                task.await
            })
        })
        .collect();
    let mut results = Vec::with_capacity(running.len());
    for task in running {
        results.push(task.await.unwrap());
    }
    results
}

/// Something on sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) product: ProductId,
    pub(crate) variant: VariantId,
}

/// A person with a Telegram account.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) profile: TelegramProfile,
    pub(crate) id: UserId,
}

impl Person {
    pub(crate) fn chat(&self) -> TelegramId {
        self.profile.id
    }
}

/// A shop, open for tests.
pub(crate) struct TestShop {
    pub(crate) db: Db,
    pub(crate) shop: Shop,
    database: Database,
    people: AtomicI64,
}

impl TestShop {
    /// An empty shop that delivers nothing yet.
    pub(crate) async fn open() -> Self {
        Self::on(Database::new()).await
    }

    /// The shop in this database, which may be a new one.
    pub(crate) async fn on(database: Database) -> Self {
        let db = Db::open(&database.url).unwrap();
        let shop = Shop {
            currency: Currency::USD,
            timezone: Tz::UTC,
            country: None,
            order_prefix: "ECO".into(),
            language: Language::En,
        };
        let opened = Self {
            db,
            shop,
            database,
            people: AtomicI64::new(1000),
        };
        let wishes = Wishes {
            currency: Some(Currency::USD),
            ..Wishes::default()
        };
        opened
            .ask(move |tx| setup::settle(tx, &Permit::operator(), &wishes, NOW))
            .await
            .unwrap();
        opened
    }

    /// A shop that delivers by courier for 5.00, free of charge from 100.00 on.
    pub(crate) async fn with_courier() -> Self {
        let shop = Self::open().await;
        shop.courier(DeliveryKind::LocalSameDay, "5.00", Some("100.00"))
            .await;
        shop
    }

    /// The same shop after a restart.
    pub(crate) async fn reopen(self) -> Self {
        self.db.close().await;
        Self {
            db: Db::open(&self.database.url).unwrap(),
            ..self
        }
    }

    /// Closes the shop for good; what is left is its database.
    pub(crate) async fn close(self) -> Database {
        self.db.close().await;
        self.database
    }

    // -- the database ------------------------------------------------------------

    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, DbError> + Send + 'static,
    ) -> T {
        self.db.write(work).await.unwrap()
    }

    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, DbError> + Send + 'static,
    ) -> T {
        self.db.read(work).await.unwrap()
    }

    /// Runs a use case.
    pub(crate) async fn ask<T: Send + 'static, R: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_>) -> Result<T, UseCaseError<R>> + Send + 'static,
    ) -> Result<T, R> {
        answer(self.db.write(work).await)
    }

    /// Runs a use case as the bot does: who this is, then the use case, in one transaction.
    pub(crate) async fn visit<T: Send + 'static, R: Send + 'static>(
        &self,
        person: &Person,
        work: impl Fn(&mut Tx<'_>, &Shop, &Customer) -> Result<T, UseCaseError<R>> + Send + 'static,
    ) -> Result<T, R> {
        let (shop, profile) = (self.shop.clone(), person.profile.clone());
        self.ask(move |tx| {
            let customer = access::visitor(tx, &profile, NOW)?.customer;
            work(tx, &shop, &customer)
        })
        .await
    }

    /// The one number that a query finds.
    pub(crate) async fn number(&self, sql: &'static str) -> i64 {
        self.read(move |tx| tx.query_one(sql, params![], |row| row.take()))
            .await
    }

    // -- people ------------------------------------------------------------------

    /// Somebody the shop has not seen yet.
    pub(crate) fn stranger(&self, name: &str) -> TelegramProfile {
        TelegramProfile {
            id: TelegramId::new(self.people.fetch_add(1, Ordering::Relaxed)),
            first_name: name.into(),
            last_name: None,
            username: None,
            language_code: Some("en".into()),
        }
    }

    /// A customer of whom the shop knows nothing but Telegram's name.
    pub(crate) async fn customer(&self, name: &str) -> Person {
        let profile = self.stranger(name);
        let seen = profile.clone();
        let visitor = self.write(move |tx| access::visitor(tx, &seen, NOW)).await;
        Person {
            profile,
            id: visitor.customer.id,
        }
    }

    /// A customer with phone and default address.
    pub(crate) async fn regular(&self, name: &str) -> Person {
        let person = self.customer(name).await;
        self.set_phone(&person, "+15551234567").await;
        let home = self.address(&person, "Home", "1 Main St").await;
        self.make_default(&person, home).await;
        person
    }

    pub(crate) async fn admin(&self, name: &str) -> Person {
        let person = self.customer(name).await;
        let chat = person.chat();
        self.ask(move |tx| staff::put(tx, &Permit::operator(), chat, Role::Owner, NOW))
            .await
            .unwrap();
        person
    }

    pub(crate) async fn set_phone(&self, person: &Person, phone: &str) {
        let (id, phone) = (person.id, Phone::parse(phone, None).unwrap());
        self.write(move |tx| profile::set_phone(tx, id, &phone, NOW))
            .await;
    }

    pub(crate) async fn address(&self, person: &Person, label: &str, text: &str) -> AddressId {
        let id = person.id;
        let label = AddressLabel::parse(label).unwrap();
        let text = AddressText::parse(text).unwrap();
        self.write(move |tx| profile::add_address(tx, id, &label, &text, None, NOW))
            .await
    }

    pub(crate) async fn make_default(&self, person: &Person, address: AddressId) {
        let id = person.id;
        self.ask(move |tx| profile::make_default(tx, id, address, NOW))
            .await
            .unwrap();
    }

    // -- goods -------------------------------------------------------------------

    pub(crate) async fn category(&self, name: &str) -> CategoryId {
        self.category_in(None, name, 0).await
    }

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
        let (id, _) = self
            .write(move |tx| seeding::save_category(tx, &Permit::operator(), parent, &entry, NOW))
            .await;
        id.unwrap()
    }

    pub(crate) async fn delete_category(&self, id: CategoryId) {
        self.write(move |tx| {
            tx.execute(
                "UPDATE categories SET deleted_at = $2 WHERE id = $1",
                params![id.get(), NOW],
            )
        })
        .await;
    }

    /// A product in the category "Things".
    pub(crate) async fn product(&self, name: &str, price: &str, stock: u32) -> Item {
        let things = self.category("Things").await;
        self.product_in(things, name, price, stock, 0).await
    }

    /// A product whose SKU is its name.
    pub(crate) async fn product_in(
        &self,
        category: CategoryId,
        name: &str,
        price: &str,
        stock: u32,
        sort: i64,
    ) -> Item {
        let entry = ProductEntry {
            name: Name::parse(name).unwrap(),
            description: format!("About {name}."),
            sort,
            options: Vec::new(),
            variants: vec![variant(name, &[], price, stock)],
        };
        self.item(category, entry).await.swap_remove(0)
    }

    /// A product in the category "Things", with variants given as values, price and stock; the
    /// SKU of each is the product's name and its values.
    pub(crate) async fn with_options(
        &self,
        name: &str,
        options: &[&str],
        variants: &[(&[&str], &str, u32)],
    ) -> Vec<Item> {
        let things = self.category("Things").await;
        let variants = variants.iter().map(|(values, price, stock)| {
            let sku = format!("{name} {}", values.join(" "));
            variant(&sku, values, price, *stock)
        });
        let entry = ProductEntry {
            name: Name::parse(name).unwrap(),
            description: format!("About {name}."),
            sort: 0,
            options: options
                .iter()
                .map(|option| OptionName::parse(option).unwrap())
                .collect(),
            variants: variants.collect(),
        };
        self.item(things, entry).await
    }

    async fn item(&self, category: CategoryId, entry: ProductEntry) -> Vec<Item> {
        self.write(move |tx| {
            let policy = StockPolicy::Overwrite;
            goods::save_product(tx, &Permit::operator(), category, &entry, policy, NOW)?;
            let items = entry.variants.iter().map(|variant| {
                let stored = products::by_sku(tx, variant.sku.as_str())?;
                let stored = stored.ok_or(DbError::NotFound)?;
                Ok(Item {
                    product: stored.product,
                    variant: stored.variant.id,
                })
            });
            items.collect()
        })
        .await
    }

    /// Gives a product, known by its first name, another name and price.
    pub(crate) async fn relabel(&self, sku: &'static str, name: &'static str, price: &str) {
        let price_minor = usd(price).minor();
        self.write(move |tx| {
            let stored = products::by_sku(tx, sku)?.ok_or(DbError::NotFound)?;
            let fields = products::Fields {
                category: stored.category,
                name,
                description: &stored.description,
                option_names: &stored.option_names,
                sort: stored.sort,
                skus: sku,
            };
            products::update(tx, stored.product, fields, NOW)?;
            let variant = products::VariantFields {
                sku,
                options: &stored.variant.options,
                price_minor,
                stock: stored.variant.stock,
                sort: stored.variant.sort,
            };
            products::update_variant(tx, stored.variant.id, variant, NOW)
        })
        .await;
    }

    pub(crate) async fn set_price(&self, sku: &'static str, price: &str) {
        self.relabel(sku, sku, price).await;
    }

    pub(crate) async fn set_stock(&self, item: Item, stock: u32) {
        self.write(move |tx| products::set_stock(tx, item.variant, stock, NOW))
            .await;
    }

    pub(crate) async fn delete(&self, item: Item) {
        let is_deleted = self
            .write(move |tx| products::delete(tx, item.product, NOW))
            .await;
        assert!(is_deleted, "the product was on sale");
    }

    pub(crate) async fn show(&self, item: Item) -> Result<Product, catalog::Gone> {
        let shop = self.shop.clone();
        let seen = self
            .db
            .read(move |tx| catalog::product(tx, &shop, Language::En, BOT, item.product));
        answer(seen.await).map(|(product, _)| product)
    }

    pub(crate) async fn stock_of(&self, item: Item) -> u32 {
        self.read(move |tx| {
            tx.query_one(
                "SELECT stock FROM product_variants WHERE id = $1",
                params![item.variant.get()],
                |row| row.take(),
            )
        })
        .await
    }

    // -- delivery ----------------------------------------------------------------

    /// Offers a courier option.
    pub(crate) async fn courier(
        &self,
        kind: DeliveryKind,
        price: &str,
        free_from: Option<&str>,
    ) -> DeliveryOptionId {
        self.save_option(kind, price, free_from, true).await
    }

    pub(crate) async fn withdraw_courier(&self, kind: DeliveryKind) {
        self.save_option(kind, "0", None, false).await;
    }

    pub(crate) async fn save_option(
        &self,
        kind: DeliveryKind,
        price: &str,
        free_from: Option<&str>,
        is_active: bool,
    ) -> DeliveryOptionId {
        let entry = OptionEntry {
            kind,
            name: None,
            price: usd(price),
            free_threshold: free_from.map(usd),
            eta: None,
            description: None,
            is_active,
        };
        self.write(move |tx| {
            seeding::save_option(tx, &Permit::operator(), &entry, NOW)?;
            let sql = "SELECT id FROM delivery_options WHERE kind = $1";
            tx.query_one(sql, params![kind.code()], |row| {
                row.take().map(DeliveryOptionId::new)
            })
        })
        .await
    }

    /// Switches couriers on or off for the whole shop.
    pub(crate) async fn courier_mode(&self, mode: CourierMode) {
        let value = match mode {
            CourierMode::On => "on",
            CourierMode::Off => "off",
        };
        self.write(move |tx| settings::set(tx, settings::COURIER, value, NOW))
            .await;
    }

    /// Opens a pickup point, a locker.
    pub(crate) async fn point(&self, name: &str, address: &str) -> PickupPointId {
        let entry = PointEntry {
            name: Name::parse(name).unwrap(),
            address: AddressText::parse(address).unwrap(),
            kind: DeliveryKind::PickupLocker,
            hours: None,
            pin: None,
            is_active: true,
        };
        self.write(move |tx| {
            seeding::save_point(tx, &Permit::operator(), &entry, NOW)?;
            let point = delivery::points(tx, Words::Own, Currency::USD, 100)?
                .into_iter()
                .find(|(point, _)| point.name == entry.name.as_str());
            Ok(point.ok_or(DbError::NotFound)?.0.id)
        })
        .await
    }

    pub(crate) async fn close_point(&self, point: PickupPointId) {
        self.write(move |tx| delivery::set_point_active(tx, point, false, NOW))
            .await;
    }

    // -- cart --------------------------------------------------------------------

    pub(crate) async fn add(&self, person: &Person, item: Item) -> Result<(), cart::CartRefusal> {
        let id = person.id;
        self.ask(move |tx| cart::add(tx, id, item.variant, NOW))
            .await
    }

    pub(crate) async fn set_quantity(
        &self,
        person: &Person,
        item: Item,
        count: u32,
    ) -> Result<(), cart::CartRefusal> {
        let id = person.id;
        self.ask(move |tx| cart::set_quantity(tx, id, item.variant, units(count), NOW))
            .await
    }

    /// Puts things into the cart.
    pub(crate) async fn fill(&self, person: &Person, items: &[(Item, u32)]) {
        for (item, count) in items {
            self.add(person, *item).await.unwrap();
            self.set_quantity(person, *item, *count).await.unwrap();
        }
    }

    pub(crate) async fn cart(&self, person: &Person) -> CartView {
        let (shop, id) = (self.shop.clone(), person.id);
        self.read(move |tx| cart::view(tx, &shop, Language::En, id, None))
            .await
    }

    /// The cart as product names and quantities, in the order of adding.
    pub(crate) async fn cart_lines(&self, person: &Person) -> Vec<(String, u32)> {
        let view = self.cart(person).await;
        view.page
            .items
            .into_iter()
            .map(|line| (line.name, line.quantity.get()))
            .collect()
    }

    // -- checkout ----------------------------------------------------------------

    pub(crate) async fn checkout(&self, person: &Person) -> Result<Step, CheckoutRefusal> {
        self.visit(person, |tx, shop, customer| {
            checkout::start(tx, shop, customer, now())
        })
        .await
    }

    /// Starts a checkout that has nothing to ask.
    pub(crate) async fn confirmation(&self, person: &Person) -> Confirmation {
        match self.checkout(person).await {
            Ok(Step::Confirm(confirmation)) => *confirmation,
            other => panic!("expected the confirmation, got {other:?}"),
        }
    }

    /// Presses Confirm.
    pub(crate) async fn place(
        &self,
        person: &Person,
        shown: &Confirmation,
    ) -> Result<Placement, CheckoutRefusal> {
        let (id, revision) = (shown.checkout, shown.revision);
        self.visit(person, move |tx, shop, customer| {
            checkout::place(tx, shop, customer, id, revision, now())
        })
        .await
    }

    /// Presses Confirm on what is still so.
    pub(crate) async fn place_now(&self, person: &Person, shown: &Confirmation) -> Order {
        match self.place(person, shown).await {
            Ok(Placement::Placed(order)) => order,
            other => panic!("expected an order, got {other:?}"),
        }
    }

    /// Fills the cart, checks out and confirms.
    pub(crate) async fn buy(&self, person: &Person, items: &[(Item, u32)]) -> Order {
        self.fill(person, items).await;
        let shown = self.confirmation(person).await;
        self.place_now(person, &shown).await
    }

    // -- orders ------------------------------------------------------------------

    /// All orders of a customer, newest first.
    pub(crate) async fn orders(&self, person: &Person) -> Vec<OrderSummary> {
        let id = person.id;
        self.read(move |tx| {
            let mut all = Vec::new();
            let mut page = orders::history(tx, id, None)?;
            loop {
                all.append(&mut page.items);
                match page.next {
                    Some(next) => page = orders::history(tx, id, Some(next))?,
                    None => return Ok(all),
                }
            }
        })
        .await
    }

    pub(crate) async fn inspect(&self, order: OrderId) -> Order {
        self.ask(move |tx| desk::inspect(tx, &Permit::operator(), order))
            .await
            .unwrap()
            .order
    }

    pub(crate) async fn advance(
        &self,
        order: OrderId,
        to: OrderStatus,
    ) -> Result<Order, AdvanceRefusal> {
        self.ask(move |tx| desk::advance(tx, &Permit::operator(), order, to, now()))
            .await
    }

    /// Moves an order along several statuses.
    pub(crate) async fn advance_along(&self, order: OrderId, path: &[OrderStatus]) {
        for status in path {
            self.advance(order, *status).await.unwrap();
        }
    }

    /// What is owed to whom, oldest first.
    pub(crate) async fn owed(&self) -> Vec<(TelegramId, outbox::Notice)> {
        let waiting = self.read(|tx| outbox::waiting(tx, 1000)).await;
        waiting
            .into_iter()
            .map(|entry| (entry.chat, entry.notice))
            .collect()
    }
}

pub(crate) fn variant(sku: &str, values: &[&str], price: &str, stock: u32) -> VariantEntry {
    VariantEntry {
        sku: Sku::parse(sku).unwrap(),
        values: values
            .iter()
            .map(|value| OptionValue::parse(value).unwrap())
            .collect(),
        price: Price::parse(price, Currency::USD).unwrap(),
        stock,
    }
}
