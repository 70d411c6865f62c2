//! The catalogue as a file: written, read, compared, applied in steps.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use ecombot::{
    db::DbError,
    domain::{
        audit::{Action, Subject},
        id::{CategoryId, ImportId, ProductId, TelegramId},
        money::{Currency, Price},
        staff::Role,
        text::{Description, Name, OptionName, OptionValue, Sku},
    },
    exchange::{self, Form},
    params,
    shop::{
        UseCaseError,
        access::{Catalogue, Permit},
        bulk::{
            Refusal, Stock, Summary,
            imports::{self, Preview, Stage, Standing},
            listing::{self, Listing},
        },
        categories,
        seeding::{
            self, CategoryEntry, StockPolicy,
            goods::{self, ProductEntry, VariantEntry},
        },
        staff::{self, LastOwner},
    },
    store::{audit, photos::Photo, products},
};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};

use crate::shop::{NOW, TestShop};

const OLGA: TelegramId = TelegramId::new(77);
const CATALOGUE: Permit<Catalogue> = Permit::operator();

pub(crate) async fn shop_with_olga() -> TestShop {
    let shop = TestShop::open().await;
    shop.ask(|tx| staff::put(tx, &Permit::operator(), OLGA, Role::Owner, NOW))
        .await
        .unwrap();
    shop
}

async fn listed(shop: &TestShop) -> Listing {
    shop.db.scan(listing::read).await.unwrap()
}

async fn exported(shop: &TestShop, form: Form) -> Vec<u8> {
    let listing = listed(shop).await;
    match form {
        Form::Csv => exchange::write_csv(&listing, Currency::USD),
        Form::Json => exchange::write_json(&listing, Currency::USD),
    }
}

async fn previewed(shop: &TestShop, form: Form, file: &[u8]) -> Preview {
    let sheet = exchange::read(file, form, Currency::USD).unwrap();
    shop.db
        .scan(move |tx| imports::preview(tx, &sheet))
        .await
        .unwrap()
}

/// Shows a file to Olga.
async fn sent(shop: &TestShop, form: Form, file: &[u8]) -> (ImportId, Summary) {
    let preview = previewed(shop, form, file).await;
    let summary = preview.summary.clone();
    let file = file.to_vec();
    let keep = shop
        .db
        .write(move |tx| imports::keep(tx, &CATALOGUE, OLGA, form.ending(), &file, &preview, NOW));
    (keep.await.unwrap(), summary)
}

async fn begun(shop: &TestShop, id: ImportId, stock: Stock) -> Standing {
    let begun = shop
        .db
        .write(move |tx| imports::begin(tx, &CATALOGUE, OLGA, id, stock, NOW));
    begun
        .await
        .map_err(|error: UseCaseError<_>| error.to_string())
        .unwrap()
}

/// Does one step, from a position.
async fn stepped(shop: &TestShop, id: ImportId, position: usize) -> Standing {
    let work = shop
        .db
        .read(move |tx| imports::work(tx, id))
        .await
        .unwrap()
        .expect("work to do");
    let form = Form::with_ending(&work.form).unwrap();
    let sheet = exchange::read(&work.file, form, Currency::USD).unwrap();
    let shown = work.shown;
    let step = shop
        .db
        .write(move |tx| imports::step(tx, id, position, &sheet, &shown, NOW));
    step.await.unwrap().unwrap()
}

/// Does all steps that are left, and tells what came of it.
async fn finished(shop: &TestShop, id: ImportId, mut position: usize) -> Summary {
    loop {
        let standing = stepped(shop, id, position).await;
        match standing.stage {
            Stage::Applying { position: at, .. } => position = at,
            Stage::Done => return standing.summary,
            stage => panic!("{stage:?}"),
        }
    }
}

pub(crate) async fn applied(shop: &TestShop, file: &str, stock: Stock) -> Summary {
    let (id, _) = sent(shop, Form::Csv, file.as_bytes()).await;
    begun(shop, id, stock).await;
    finished(shop, id, 0).await
}

fn picture(content: u8) -> Photo {
    Photo {
        bytes: vec![content],
        sha256: format!("{content:02x}").repeat(32),
        width: 1,
        height: 1,
    }
}

async fn category(
    shop: &TestShop,
    parent: Option<CategoryId>,
    name: &str,
    sort: i64,
) -> CategoryId {
    let entry = CategoryEntry {
        name: Name::parse(name).unwrap(),
        description: Description::parse(&format!("About {name}")).ok(),
        sort,
    };
    let saved = shop.write(move |tx| seeding::save_category(tx, &CATALOGUE, parent, &entry, NOW));
    saved.await.0.unwrap()
}

fn entry(
    name: &str,
    description: &str,
    options: &[&str],
    variants: &[(&str, &[&str], &str, u32)],
) -> ProductEntry {
    let parse = |(sku, values, price, stock): &(&str, &[&str], &str, u32)| VariantEntry {
        sku: Sku::parse(sku).unwrap(),
        values: values
            .iter()
            .map(|value| OptionValue::parse(value).unwrap())
            .collect(),
        price: Price::parse(price, Currency::USD).unwrap(),
        stock: *stock,
    };
    ProductEntry {
        name: Name::parse(name).unwrap(),
        description: Description::parse(description)
            .map_or_else(|_| String::new(), |text| text.to_string()),
        sort: 3,
        options: options
            .iter()
            .map(|name| OptionName::parse(name).unwrap())
            .collect(),
        variants: variants.iter().map(parse).collect(),
    }
}

async fn put(shop: &TestShop, category: CategoryId, entry: ProductEntry) -> ProductId {
    let saved = shop.write(move |tx| {
        goods::save_product(tx, &CATALOGUE, category, &entry, StockPolicy::OnlyNew, NOW)
    });
    saved.await.product.unwrap()
}

/// Two products: a mug, and a shirt in two sizes with a picture.
async fn small_shop() -> TestShop {
    let shop = shop_with_olga().await;
    let things = category(&shop, None, "Things", 0).await;
    put(
        &shop,
        things,
        entry("Mug", "Holds tea.", &[], &[("MUG", &[], "12.50", 5)]),
    )
    .await;
    let sizes: &[(&str, &[&str], &str, u32)] =
        &[("TS-S", &["S"], "20.00", 2), ("TS-M", &["M"], "20.00", 0)];
    let shirt = put(&shop, things, entry("Shirt", "", &["Size"], sizes)).await;
    shop.write(move |tx| goods::save_photos(tx, &CATALOGUE, shirt, &[picture(1), picture(2)], NOW))
        .await;
    shop
}

/// SKU, price in cents and stock of everything on sale.
async fn shelves(shop: &TestShop) -> Vec<(String, i64, u32)> {
    let listing = listed(shop).await;
    let variants = listing
        .products
        .into_iter()
        .flat_map(|product| product.variants);
    variants
        .map(|variant| (variant.sku, variant.price_minor, variant.stock))
        .collect()
}

async fn price_of(shop: &TestShop, sku: &str) -> i64 {
    let all = shelves(shop).await;
    all.into_iter().find(|(found, ..)| found == sku).unwrap().1
}

// -- there and back ------------------------------------------------------------

/// Text that files, spreadsheets and Telegram would all like to misunderstand.
fn nasty(rng: &mut StdRng, most: usize) -> String {
    const PIECES: &[&str] = &[
        "=", "+1", "-", "@", "'", "''", "\"", "\"\"", ",", ";", "\t", "\n", "\r\n", " ", " > ",
        ">", "\\", "<b>", "&amp;", "\u{feff}", "ж", "\u{202e}", "🏺", "1,234.50", "sep=;", "sku",
        "null", "#", "{", "}", "x", "sha256:", "Tea", "٣", "\u{a0}", "//", "0",
    ];
    loop {
        let count = rng.random_range(1..6);
        let text: String = (0..count).map(|_| *PIECES.choose(rng).unwrap()).collect();
        if Name::parse(&text).is_ok() && text.chars().count() <= most {
            return text;
        }
    }
}

/// A shop of anything: nested categories, products with and without options, pictures.
async fn any_shop(seed: u64) -> TestShop {
    let rng = &mut StdRng::seed_from_u64(seed);
    let shop = shop_with_olga().await;
    let mut categories: Vec<CategoryId> = Vec::new();
    for _ in 0..4 {
        let parent = categories
            .choose(rng)
            .copied()
            .filter(|_| rng.random_bool(0.5));
        let (name, sort) = (nasty(rng, 255), rng.random_range(-2..3));
        categories.push(category(&shop, parent, &name, sort).await);
    }
    for number in 0..10 {
        let home = *categories.choose(rng).unwrap();
        let options: Vec<String> = (0..rng.random_range(0..4))
            .map(|place| format!("{place}{}", nasty(rng, 30)))
            .collect();
        let count = if options.is_empty() {
            1
        } else {
            rng.random_range(1..4)
        };
        let mut variants = Vec::new();
        for place in 0..count {
            let values: Vec<String> = options
                .iter()
                .map(|_| format!("{}{place}", nasty(rng, 30)))
                .collect();
            let sku = format!("{}{number}-{place}", nasty(rng, 40));
            variants.push(VariantEntry {
                sku: Sku::parse(&sku).unwrap(),
                values: values
                    .iter()
                    .map(|value| OptionValue::parse(value).unwrap())
                    .collect(),
                price: Price::parse(
                    &format!(
                        "{}.{:02}",
                        rng.random_range(1..3000),
                        rng.random_range(0..100)
                    ),
                    Currency::USD,
                )
                .unwrap(),
                stock: rng.random_range(0..3000),
            });
        }
        let mut product = entry(&nasty(rng, 255), &nasty(rng, 900), &[], &[]);
        product.sort = rng.random_range(-1..2);
        product.options = options
            .iter()
            .map(|name| OptionName::parse(name).unwrap())
            .collect();
        product.variants = variants;
        let sku = product.sku().to_owned();
        let id = put(&shop, home, product).await;
        let pictures: Vec<Photo> = (0..rng.random_range(0..3)).map(picture).collect();
        let own = (rng.random_bool(0.3)).then(|| picture(9));
        shop.write(move |tx| {
            goods::save_photos(tx, &CATALOGUE, id, &pictures, NOW)?;
            goods::save_variant_photo(tx, &CATALOGUE, id, &sku, own.as_ref(), NOW)
        })
        .await;
    }
    shop
}

#[tokio::test]
async fn what_is_written_reads_back_and_changes_nothing() {
    for seed in 0..8 {
        let shop = any_shop(seed).await;
        for form in [Form::Csv, Form::Json] {
            let file = exported(&shop, form).await;
            let summary = previewed(&shop, form, &file).await.summary;
            let expected = Summary {
                products: 10,
                unchanged: 10,
                ..Summary::default()
            };
            assert_eq!(
                summary,
                expected,
                "seed {seed}\n{}",
                String::from_utf8_lossy(&file)
            );
        }
        let text = String::from_utf8(exported(&shop, Form::Csv).await).unwrap();
        let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        for row in rows.records() {
            let row = row.unwrap();
            for cell in row.iter().take(11) {
                assert!(
                    !cell.starts_with(['=', '+', '-', '@']),
                    "a formula: {cell:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn another_shop_becomes_the_same_by_the_file() {
    for seed in 0..4 {
        let (first, second) = (any_shop(seed).await, shop_with_olga().await);
        // It has the pictures already, under other products' names or none.
        second
            .write(|tx| {
                for content in [0, 1, 9] {
                    ecombot::store::photos::save(tx, &picture(content), NOW)?;
                }
                Ok(())
            })
            .await;
        let file = exported(&first, Form::Json).await;
        let (id, summary) = sent(&second, Form::Json, &file).await;
        assert_eq!(
            (summary.new, summary.new_categories),
            (10, 4),
            "seed {seed}"
        );
        begun(&second, id, Stock::Keep).await;
        let done = finished(&second, id, 0).await;
        assert_eq!((done.new, done.left_out), (10, 0), "{done:?}");
        assert_eq!(
            String::from_utf8(exported(&second, Form::Json).await).unwrap(),
            String::from_utf8(file).unwrap(),
            "seed {seed}"
        );
    }
}

#[tokio::test]
async fn deleted_variants_and_products_are_not_in_the_file_and_stay_deleted() {
    let shop = small_shop().await;
    let file = exported(&shop, Form::Csv).await;
    shop.write(|tx| {
        tx.run(
            "UPDATE product_variants SET deleted_at = 1 WHERE sku = 'TS-M'",
            params![],
        )?;
        let mug = products::by_sku(tx, "MUG")?.unwrap().product;
        products::delete(tx, mug, NOW)
    })
    .await;
    let skus: Vec<String> = shelves(&shop)
        .await
        .into_iter()
        .map(|(sku, ..)| sku)
        .collect();
    assert_eq!(skus, ["TS-S"]);
    let (id, summary) = sent(&shop, Form::Csv, &file).await;
    assert_eq!(
        summary.left,
        [
            ("MUG".to_owned(), Refusal::Deleted),
            ("TS-M".to_owned(), Refusal::Deleted)
        ]
    );
    begun(&shop, id, Stock::Replace).await;
    finished(&shop, id, 0).await;
    assert_eq!(shelves(&shop).await.len(), 1);
}

#[tokio::test]
async fn large_catalogues_come_in_parts() {
    let shop = small_shop().await;
    let parts = listed(&shop).await.split(2);
    assert_eq!(parts.len(), 2, "a product stays whole");
    assert_eq!(parts[0].products.len() + parts[1].products.len(), 2);
    assert_eq!(listed(&shop).await.split(3).len(), 1);
    assert_eq!(Listing::default().split(3).len(), 1);
}

// -- comparing -------------------------------------------------------------------

#[tokio::test]
async fn a_preview_counts_what_would_change_and_changes_nothing() {
    let shop = small_shop().await;
    let before = listed(&shop).await;
    let file = "sku;category;name;description;price;stock;photos\n\
        MUG;Things;Blue mug;;12,50;7;\n\
        CUP;Things > Cups;Cup;Small.;4,00;3;cup.jpg\n\
        TS-S;;;;21,00;2;\n\
        NEW;;;;5,00;;\n";
    let summary = previewed(&shop, Form::Csv, file.as_bytes()).await.summary;
    let expected = Summary {
        products: 4,
        new: 1,
        names: 1,
        descriptions: 2 - 1,
        prices: 1,
        stock: 1,
        photos_missing: 1,
        left_out: 1,
        left: vec![("NEW".to_owned(), Refusal::Incomplete)],
        ..Summary::default()
    };
    assert_eq!(summary, expected);
    assert_eq!(listed(&shop).await, before);
}

#[tokio::test]
async fn a_price_list_changes_prices_and_nothing_else() {
    let shop = small_shop().await;
    let done = applied(
        &shop,
        "sku,price\nMUG,13\nTS-M,22.50\nTS-S,20\n",
        Stock::Keep,
    )
    .await;
    assert_eq!((done.prices, done.unchanged, done.left_out), (2, 1, 0));
    assert_eq!(
        shelves(&shop).await,
        [
            ("MUG".to_owned(), 1300, 5),
            ("TS-S".to_owned(), 2000, 2),
            ("TS-M".to_owned(), 2250, 0)
        ]
    );
}

#[tokio::test]
async fn names_of_one_product_in_several_rows_are_no_conflict() {
    let shop = small_shop().await;
    let done = applied(
        &shop,
        "sku,name,price\nTS-S,Tee,30\nTS-M,Tee,31\n",
        Stock::Keep,
    )
    .await;
    assert_eq!(
        (done.names, done.prices, done.left_out),
        (1, 2, 0),
        "{done:?}"
    );
    assert_eq!(price_of(&shop, "TS-M").await, 3100);
}

#[tokio::test]
async fn stock_is_set_only_when_it_is_asked_for() {
    let shop = small_shop().await;
    let file = "sku,category,name,price,stock\nMUG,,,,50\nCUP,Things,Cup,4,8\n";
    let done = applied(&shop, file, Stock::Keep).await;
    assert_eq!((done.stock, done.new), (0, 1));
    let stock = |shelves: Vec<(String, i64, u32)>, sku: &str| {
        shelves
            .into_iter()
            .find(|(found, ..)| found == sku)
            .unwrap()
            .2
    };
    assert_eq!(stock(shelves(&shop).await, "MUG"), 5);
    assert_eq!(
        stock(shelves(&shop).await, "CUP"),
        8,
        "a new product has the file's"
    );
    let done = applied(&shop, file, Stock::Replace).await;
    assert_eq!((done.stock, done.unchanged), (1, 1));
    assert_eq!(stock(shelves(&shop).await, "MUG"), 50);
}

#[tokio::test]
async fn photos_of_the_shop_are_given_and_unknown_ones_take_none_away() {
    let shop = small_shop().await;
    let (one, two) = (picture(1).sha256, picture(2).sha256);
    let file = format!(
        "sku,photos,variant photo\nMUG,sha256:{two},\nTS-S,sha256:{one} lost.jpg,sha256:{two}\n"
    );
    let done = applied(&shop, &file, Stock::Keep).await;
    assert_eq!((done.photos, done.photos_missing), (2, 1));
    let products = listed(&shop).await.products;
    assert_eq!(products[0].photos, std::slice::from_ref(&two));
    assert_eq!(products[1].photos, [one, two.clone()], "what it had");
    assert_eq!(products[1].variants[0].photo, Some(two));
}

#[tokio::test]
async fn a_sku_of_another_product_and_values_given_twice_are_left_out() {
    let shop = small_shop().await;
    let file = "sku,product,option 1,value 1,price\nTS-S,TS,Size,S,20\nMUG,TS,Size,XL,9\nTS-N,TS,Size,M,9\n";
    let done = applied(&shop, file, Stock::Keep).await;
    assert_eq!(
        done.left,
        [
            ("MUG".to_owned(), Refusal::Taken),
            ("TS-N".to_owned(), Refusal::Taken)
        ]
    );
    assert_eq!(shelves(&shop).await.len(), 3);
}

#[tokio::test]
async fn what_is_new_is_found_by_search_and_recorded_as_an_import() {
    let shop = small_shop().await;
    applied(
        &shop,
        "sku,category,name,option 1,value 1,price\nTS-L,Things,,Size,L,25\nTS-S,Things,Tee,Size,S,20\nCUP-1,Things > Cups,Cup,,,4\n",
        Stock::Keep,
    )
    .await;
    let found = shop.finds_on("cup-1", 0).await.products;
    assert_eq!(found[0].name, "Cup");
    let cup = found[0].id;
    let entries = shop
        .read(move |tx| {
            let shirt = products::by_sku(tx, "TS-S")?.unwrap().product;
            let about_shirt = audit::last_about(tx, Subject::Product(shirt))?;
            Ok((audit::last_about(tx, Subject::Product(cup))?, about_shirt))
        })
        .await;
    let (cup, shirt) = (entries.0.unwrap(), entries.1.unwrap());
    assert_eq!((cup.action, cup.before.is_some()), (Action::Import, false));
    assert_eq!(cup.actor, ecombot::domain::staff::Actor::Person(OLGA));
    assert!(shirt.before.unwrap().contains("Shirt") && shirt.after.unwrap().contains("Tee"));
    let versions = shop.read(|tx| {
        tx.query_one(
            "SELECT version FROM products WHERE name = 'Tee'",
            params![],
            |row| row.take::<i64>(),
        )
    });
    assert!(versions.await > 1);
}

// -- applying ----------------------------------------------------------------------

/// A price list over so many new products.
fn many(count: usize, price: &str) -> String {
    let rows = (0..count).map(|row| format!("S{row},Many,Thing {row},{price}\n"));
    "sku,category,name,price\n".to_owned() + &rows.collect::<String>()
}

#[tokio::test]
async fn a_restart_goes_on_where_the_last_step_ended_and_nothing_is_applied_twice() {
    let shop = shop_with_olga().await;
    let file = many(60, "5");
    let (id, _) = sent(&shop, Form::Csv, file.as_bytes()).await;
    begun(&shop, id, Stock::Keep).await;
    let first = stepped(&shop, id, 0).await;
    let Stage::Applying { position, total } = first.stage else {
        panic!("{first:?}")
    };
    assert!(
        (1..=25).contains(&position) && total == 60,
        "{position} of {total}"
    );
    assert_eq!(shelves(&shop).await.len(), position);

    let shop = shop.reopen().await;
    let next = shop.read(|tx| imports::next(tx, None)).await.unwrap();
    assert_eq!((next.id, next.stage), (id, first.stage));
    // Whoever is behind does nothing.
    let late = stepped(&shop, id, 0).await;
    assert_eq!(
        (late.stage, shelves(&shop).await.len()),
        (first.stage, position)
    );
    let done = finished(&shop, id, position).await;
    assert_eq!((done.new, done.products, done.left_out), (60, 60, 0));
    assert_eq!(shelves(&shop).await.len(), 60);
    assert_eq!(
        shop.read(move |tx| imports::work(tx, id)).await.map(|_| ()),
        None
    );
    assert!(shop.write(move |tx| imports::close(tx, id, NOW)).await);
    assert!(
        !shop.write(move |tx| imports::close(tx, id, NOW)).await,
        "told once"
    );
    // Pressed once more, it is settled.
    assert_eq!(begun(&shop, id, Stock::Replace).await.stage, Stage::Closed);
}

#[tokio::test]
async fn two_who_work_on_one_import_do_each_product_once() {
    let shop = shop_with_olga().await;
    let (id, _) = sent(&shop, Form::Csv, many(60, "5").as_bytes()).await;
    begun(&shop, id, Stock::Keep).await;
    let mut position = 0;
    loop {
        let (one, other) = tokio::join!(stepped(&shop, id, position), async {
            let work = shop.db.read(move |tx| imports::work(tx, id)).await.unwrap();
            let Some(work) = work else { return };
            let sheet = exchange::read(&work.file, Form::Csv, Currency::USD).unwrap();
            let step = shop
                .db
                .write(move |tx| imports::step(tx, id, position, &sheet, &work.shown, NOW));
            step.await.unwrap();
        });
        let () = other;
        match one.stage {
            Stage::Applying { position: at, .. } => position = at,
            _ => break,
        }
        if shop
            .read(move |tx| imports::find(tx, id))
            .await
            .unwrap()
            .stage
            == Stage::Done
        {
            break;
        }
    }
    let done = shop
        .read(move |tx| imports::find(tx, id))
        .await
        .unwrap()
        .summary;
    assert_eq!((done.new, done.products), (60, 60));
}

#[tokio::test]
async fn what_somebody_changed_meanwhile_is_left_alone_and_named() {
    let shop = small_shop().await;
    let (id, _) = sent(&shop, Form::Csv, b"sku,price,stock\nMUG,9,8\nTS-S,9,8\n").await;
    let set = |sql: &'static str| shop.write(move |tx| tx.run(sql, params![]));
    set("UPDATE product_variants SET price_minor = 1111, stock = 4 WHERE sku = 'MUG'").await;
    // Customers buy all the time: that is no change by staff.
    set("UPDATE product_variants SET stock = 1 WHERE sku = 'TS-S'").await;
    begun(&shop, id, Stock::Replace).await;
    let done = finished(&shop, id, 0).await;
    assert_eq!(done.left, [("MUG".to_owned(), Refusal::Overtaken)]);
    assert_eq!(
        shelves(&shop).await[..2],
        [("MUG".to_owned(), 1111, 4), ("TS-S".to_owned(), 900, 8)]
    );
}

#[tokio::test]
async fn stock_that_was_not_shown_to_differ_is_not_set_back() {
    let shop = small_shop().await;
    let (id, summary) = sent(&shop, Form::Csv, b"sku,price,stock\nMUG,9,5\n").await;
    assert_eq!(summary.stock, 0);
    shop.write(|tx| {
        tx.run(
            "UPDATE product_variants SET stock = 4 WHERE sku = 'MUG'",
            params![],
        )
    })
    .await;
    begun(&shop, id, Stock::Replace).await;
    let done = finished(&shop, id, 0).await;
    assert_eq!((done.prices, done.stock, done.left_out), (1, 0, 0));
    assert_eq!(shelves(&shop).await[0], ("MUG".to_owned(), 900, 4));
}

#[tokio::test]
async fn a_newer_file_takes_the_place_of_one_that_is_only_shown() {
    let shop = small_shop().await;
    let (old, _) = sent(&shop, Form::Csv, b"sku,price\nMUG,9\n").await;
    let (new, _) = sent(&shop, Form::Csv, b"sku,price\nMUG,10\n").await;
    assert_eq!(begun(&shop, old, Stock::Keep).await.stage, Stage::Closed);
    let cancelled = shop
        .db
        .write(move |tx| imports::cancel(tx, &CATALOGUE, OLGA, new, NOW));
    assert!(cancelled.await.map_err(|error| error.to_string()).unwrap());
    assert_eq!(begun(&shop, new, Stock::Keep).await.stage, Stage::Closed);
    assert_eq!(price_of(&shop, "MUG").await, 1250);
}

#[tokio::test]
async fn nobody_else_can_apply_it_and_who_leaves_the_staff_applies_no_more() {
    let shop = shop_with_olga().await;
    let (id, _) = sent(&shop, Form::Csv, many(60, "5").as_bytes()).await;
    let stranger = TelegramId::new(5);
    let refused = shop
        .db
        .write(move |tx| imports::begin(tx, &CATALOGUE, stranger, id, Stock::Keep, NOW));
    assert!(matches!(refused.await, Err(UseCaseError::Refused(_))));
    begun(&shop, id, Stock::Keep).await;
    let first = stepped(&shop, id, 0).await;
    let Stage::Applying { position, .. } = first.stage else {
        panic!("{first:?}")
    };
    let fired = shop
        .db
        .write(|tx| staff::remove(tx, &Permit::operator(), OLGA, LastOwner::MayGo, NOW));
    assert!(fired.await.is_ok());
    let end = stepped(&shop, id, position).await;
    assert_eq!((end.stage, end.summary.is_stopped), (Stage::Done, true));
    assert_eq!(shelves(&shop).await.len(), position);
}

#[tokio::test]
async fn categories_are_made_described_and_never_deleted() {
    let shop = small_shop().await;
    let json = r#"{"categories": [
        {"name": "Things", "description": "All sorts.", "sort": 2, "categories": [{"name": "Cups"}]},
        {"name": "Empty"}]}"#;
    let (id, summary) = sent(&shop, Form::Json, json.as_bytes()).await;
    assert_eq!(
        (summary.new_categories, summary.categories, summary.products),
        (2, 1, 0)
    );
    begun(&shop, id, Stock::Keep).await;
    let done = finished(&shop, id, 0).await;
    assert_eq!((done.new_categories, done.categories), (2, 1));
    let names: Vec<(String, Option<String>, i64)> = listed(&shop)
        .await
        .categories
        .into_iter()
        .map(|category| (category.name, category.description, category.sort))
        .collect();
    let expected = [
        ("Empty", None, 0),
        ("Things", Some("All sorts."), 2),
        ("Cups", None, 0),
    ];
    let expected =
        expected.map(|(name, text, sort)| (name.to_owned(), text.map(str::to_owned), sort));
    assert_eq!(names, expected);
    assert_eq!(shelves(&shop).await.len(), 3, "its products stay");
    let again = previewed(&shop, Form::Json, json.as_bytes()).await.summary;
    assert!(again.is_nothing(), "{again:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_product_of_a_file_lands_in_a_category_that_is_just_being_deleted() {
    let shop = shop_with_olga().await;
    let cups = category(&shop, None, "Cups", 0).await;
    for round in 0..20 {
        let file = format!("sku,name,category,price\nCUP{round},Cup {round},Cups,9\n");
        let (id, _) = sent(&shop, Form::Csv, file.as_bytes()).await;
        begun(&shop, id, Stock::Keep).await;
        let delete = shop.ask(move |tx| categories::delete(tx, &CATALOGUE, cups, NOW));
        let (standing, deleted) = tokio::join!(stepped(&shop, id, 0), delete);
        // Whoever came first, the other knew of it.
        assert_eq!(standing.summary.left_out, usize::from(deleted.is_ok()));
        if deleted.is_ok() {
            shop.ask(move |tx| categories::restore(tx, &CATALOGUE, cups, NOW))
                .await
                .unwrap();
        }
        shop.write(move |tx| tx.run("UPDATE products SET deleted_at = $1", params![NOW]))
            .await;
    }
}

#[tokio::test]
async fn old_files_are_forgotten() {
    let shop = small_shop().await;
    let (id, _) = sent(&shop, Form::Csv, b"sku,price\nMUG,9\n").await;
    shop.write(|tx| imports::prune(tx, NOW)).await;
    assert!(shop.read(move |tx| imports::find(tx, id)).await.is_some());
    shop.write(|tx| imports::prune(tx, NOW + 1)).await;
    assert!(shop.read(move |tx| imports::find(tx, id)).await.is_none());
    let gone: Result<_, DbError> = shop.db.read(move |tx| imports::work(tx, id)).await;
    assert!(gone.unwrap().is_none());
}
