//! Browsing the catalogue.

use ecombot::{
    domain::{
        catalog::Place,
        id::{CategoryId, ProductId},
        language::Language,
    },
    shop::{
        access::Permit,
        catalog::{self, Gone, Shelf},
        seeding::goods,
    },
    store::photos::{self, Photo},
};

use crate::shop::{Item, NOW, TestShop, answer, usd};

async fn open(shop: &TestShop, category: Option<CategoryId>, place: Place) -> Result<Shelf, Gone> {
    let words = shop.shop.clone();
    answer(
        shop.db
            .read(move |tx| catalog::open(tx, &words, Language::En, category, place))
            .await,
    )
}

async fn top(shop: &TestShop) -> Shelf {
    open(shop, None, Place::Start).await.unwrap()
}

async fn inside(shop: &TestShop, category: CategoryId) -> Shelf {
    open(shop, Some(category), Place::Start).await.unwrap()
}

/// What a page lists, as names.
fn names(shelf: &Shelf) -> Vec<String> {
    let categories = shelf
        .categories
        .iter()
        .map(|category| category.name.clone());
    let products = shelf.products.iter().map(|product| product.name.clone());
    categories.chain(products).collect()
}

/// Pages forward to the end and back again: both ways the same pages.
async fn pages(shop: &TestShop, category: Option<CategoryId>) -> Vec<Vec<String>> {
    let mut shelf = open(shop, category, Place::Start).await.unwrap();
    let mut forward = vec![names(&shelf)];
    assert_eq!(shelf.previous, None, "nothing comes before the first page");
    while let Some(next) = shelf.next {
        shelf = open(shop, category, next).await.unwrap();
        forward.push(names(&shelf));
        assert!(forward.len() < 100, "paging does not end");
    }
    let mut backward = vec![names(&shelf)];
    while let Some(previous) = shelf.previous {
        shelf = open(shop, category, previous).await.unwrap();
        backward.push(names(&shelf));
        assert!(backward.len() < 100, "paging back does not end");
    }
    backward.reverse();
    assert_eq!(backward, forward, "back leads through the same pages");
    forward
}

fn lengths(pages: &[Vec<String>]) -> Vec<usize> {
    pages.iter().map(Vec::len).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn categories_come_in_the_owners_order_and_then_by_name() {
    let shop = TestShop::open().await;
    for (name, sort) in [
        ("pears", 2),
        ("Zebras", 1),
        ("apples", 2),
        ("Ägypten", 2),
        ("Oranges", 2),
    ] {
        shop.category_in(None, name, sort).await;
    }
    assert_eq!(
        names(&top(&shop).await),
        ["Zebras", "apples", "Oranges", "pears", "Ägypten"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn products_come_in_the_owners_order_with_price_and_availability() {
    let shop = TestShop::open().await;
    let mugs = shop.category("Mugs").await;
    shop.product_in(mugs, "tall", "12.50", 3, 1).await;
    shop.product_in(mugs, "Blue", "9.00", 0, 1).await;
    shop.product_in(mugs, "Sale", "1.00", 7, 0).await;
    let shelf = inside(&shop, mugs).await;
    let shown: Vec<_> = shelf
        .products
        .iter()
        .map(|product| (product.name.as_str(), product.price, product.is_available))
        .collect();
    assert_eq!(
        shown,
        [
            ("Sale", usd("1.00"), true),
            ("Blue", usd("9.00"), false),
            ("tall", usd("12.50"), true),
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_seven_categories_are_paged_without_loss_in_both_directions() {
    let shop = TestShop::open().await;
    let mut expected = Vec::new();
    for number in 0..57 {
        // Created against the order of the names, and in three groups of the owner's.
        let name = format!("Category {:02}", 56 - number);
        shop.category_in(None, &name, (56 - number) / 20).await;
        expected.push(name);
    }
    expected.reverse();
    let pages = pages(&shop, None).await;
    assert_eq!(lengths(&pages), [24, 24, 9]);
    assert_eq!(pages.concat(), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_three_products_are_paged_without_loss_in_both_directions() {
    let shop = TestShop::open().await;
    let mugs = shop.category("Mugs").await;
    let mut expected = Vec::new();
    for number in 0..33 {
        let name = format!("Mug {number:02}");
        shop.product_in(mugs, &name, "1.00", 1, 0).await;
        expected.push(name);
    }
    let pages = pages(&shop, Some(mugs)).await;
    assert_eq!(lengths(&pages), [10, 10, 10, 3]);
    assert_eq!(pages.concat(), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn sub_categories_come_before_products_and_both_are_paged_without_loss() {
    let shop = TestShop::open().await;
    for (sub_categories, products) in [(3, 12), (24, 11), (30, 33), (48, 1), (25, 0)] {
        let name = format!("{sub_categories} and {products}");
        let category = shop.category(&name).await;
        let mut expected = Vec::new();
        for number in 0..sub_categories {
            let name = format!("{name}: category {number:02}");
            shop.category_in(Some(category), &name, 0).await;
            expected.push(name);
        }
        for number in 0..products {
            let name = format!("{name}: product {number:02}");
            shop.product_in(category, &name, "1.00", 1, 0).await;
            expected.push(name);
        }
        let pages = pages(&shop, Some(category)).await;
        assert_eq!(pages.concat(), expected, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn products_of_one_name_are_all_listed() {
    let shop = TestShop::open().await;
    let mugs = shop.category("Mugs").await;
    for number in 0..12 {
        // The SKU is the first name; renamed, all look alike.
        let sku: &'static str = Box::leak(format!("MUG-{number}").into_boxed_str());
        shop.product_in(mugs, sku, "1.00", 1, 0).await;
        shop.relabel(sku, "Mug", "1.00").await;
    }
    assert_eq!(lengths(&pages(&shop, Some(mugs)).await), [10, 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn categories_nest_to_any_depth() {
    let shop = TestShop::open().await;
    let mut parent = None;
    for depth in 0..7 {
        let name = format!("Level {depth}");
        let category = shop.category_in(parent, &name, 0).await;
        assert_eq!(
            names(&open(&shop, parent, Place::Start).await.unwrap()),
            [name]
        );
        let shelf = inside(&shop, category).await;
        assert_eq!(shelf.category.unwrap().parent, parent, "the way back up");
        parent = Some(category);
    }
    assert_eq!(
        names(&top(&shop).await),
        ["Level 0"],
        "only the top is listed there"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_category_is_shown_as_such() {
    let shop = TestShop::open().await;
    let mugs = shop.category("Mugs").await;
    let shelf = inside(&shop, mugs).await;
    assert_eq!(shelf.category.as_ref().unwrap().name, "Mugs");
    assert!(names(&shelf).is_empty());
    assert_eq!((shelf.previous, shelf.next), (None, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn deleted_products_and_categories_are_hidden() {
    let shop = TestShop::open().await;
    let mugs = shop.category("Mugs").await;
    let cups = shop.category("Cups").await;
    let blue = shop.product_in(mugs, "Blue mug", "1.00", 1, 0).await;
    shop.product_in(mugs, "Red mug", "1.00", 1, 0).await;
    let cup = shop.product_in(cups, "Blue cup", "1.00", 1, 0).await;

    shop.delete(blue).await;
    shop.delete_category(cups).await;

    assert_eq!(names(&top(&shop).await), ["Mugs"]);
    assert_eq!(names(&inside(&shop, mugs).await), ["Red mug"]);
    assert_eq!(open(&shop, Some(cups), Place::Start).await, Err(Gone));
    assert_eq!(shop.show(blue).await, Err(Gone));
    assert_eq!(shop.show(cup).await, Err(Gone), "its category is gone");
    assert_eq!(shop.finds("blue").await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_can_be_opened_at_a_product_deleted_since() {
    let shop = TestShop::open().await;
    let mugs = shop.category("Mugs").await;
    let mut items: Vec<Item> = Vec::new();
    for number in 0..15 {
        let name = format!("Mug {number:02}");
        items.push(shop.product_in(mugs, &name, "1.00", 1, 0).await);
    }
    let next = inside(&shop, mugs).await.next.unwrap();
    assert_eq!(next, Place::Product(items[10].product));
    shop.delete(items[10]).await;
    let shelf = open(&shop, Some(mugs), next).await.unwrap();
    assert_eq!(names(&shelf), ["Mug 11", "Mug 12", "Mug 13", "Mug 14"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_existed_is_gone() {
    let shop = TestShop::open().await;
    let mugs = shop.category("Mugs").await;
    let mug = shop.product_in(mugs, "Mug", "1.00", 1, 0).await;
    let nowhere = CategoryId::new(99);
    assert_eq!(open(&shop, Some(nowhere), Place::Start).await, Err(Gone));
    let nothing = Item {
        product: ProductId::new(99),
        ..mug
    };
    assert_eq!(shop.show(nothing).await, Err(Gone));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_is_shown_with_its_description_and_current_price() {
    let shop = TestShop::open().await;
    let mug = shop.product("Mug", "12.50", 3).await;
    shop.set_price("Mug", "13.00").await;
    let product = shop.show(mug).await.unwrap();
    assert_eq!(product.name, "Mug");
    assert_eq!(product.description, "About Mug.");
    assert_eq!(product.variants[0].price, usd("13.00"));
    assert_eq!(product.variants[0].stock, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_photo_is_the_main_one_and_each_is_kept_once() {
    let shop = TestShop::open().await;
    let mug = shop.product("Mug", "1.00", 1).await;
    let cup = shop.product("Cup", "1.00", 1).await;
    let photo = |name: &str| Photo {
        bytes: name.as_bytes().to_vec(),
        sha256: name.into(),
        width: 4,
        height: 3,
    };
    for (item, names) in [
        (mug, vec!["front", "back", "top"]),
        (cup, vec!["front"]),
        (mug, vec!["back", "front"]),
    ] {
        let photos: Vec<Photo> = names.iter().map(|name| photo(name)).collect();
        shop.write(move |tx| {
            goods::save_photos(tx, &Permit::operator(), item.product, &photos, NOW)
        })
        .await;
        let shown = shop
            .read(move |tx| photos::hashes_of(tx, item.product))
            .await;
        assert_eq!(shown, names);
    }
    assert_eq!(shop.number("SELECT COUNT(*) FROM photos").await, 3);
}
