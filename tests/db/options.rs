//! Products with options: each variant is bought, counted and remembered by itself.

use ecombot::{
    domain::{
        catalog::{Place, Sight},
        language::Language,
        options::{Chosen, OptionList},
        text::{Name, OptionName},
    },
    shop::{
        access::Permit,
        catalog,
        seeding::{
            StockPolicy,
            goods::{self, Applied, ProductEntry},
        },
    },
    store::photos::Photo,
};

use crate::{
    placing::ready,
    shop::{BOT, NOW, TestShop, answer, usd, variant},
};

const SHIRT: &[(&[&str], &str, u32)] = &[
    (&["M", "red"], "12.00", 3),
    (&["M", "blue"], "12.00", 0),
    (&["L", "red"], "14.00", 5),
];

async fn shirts(shop: &TestShop) -> Vec<crate::shop::Item> {
    shop.with_options("T-shirt", &["Size", "Colour"], SHIRT)
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_shows_a_product_once_from_its_lowest_price() {
    let shop = TestShop::open().await;
    shirts(&shop).await;
    let things = shop.category("Things").await;
    let settings = shop.shop.clone();
    let seen = shop
        .db
        .read(move |tx| catalog::open(tx, &settings, Language::En, Some(things), Place::Start));
    let shelf = answer(seen.await).unwrap();
    let [shirt] = &shelf.products[..] else {
        panic!("{:?}", shelf.products);
    };
    assert_eq!((shirt.price, shirt.is_price_from), (usd("12.00"), true));
    assert!(shirt.is_available, "one variant is left");
}

#[tokio::test(flavor = "multi_thread")]
async fn variants_have_prices_and_stock_of_their_own_from_cart_to_history() {
    let shop = TestShop::with_courier().await;
    let [medium, blue, large] = shirts(&shop).await[..] else {
        panic!("three variants");
    };
    let (alice, _) = ready(&shop, &[(medium, 2), (large, 1)]).await;
    assert!(shop.add(&alice, blue).await.is_err(), "sold out");
    let cart = shop.cart(&alice).await;
    let names: Vec<&str> = cart
        .page
        .items
        .iter()
        .map(|line| line.name.as_str())
        .collect();
    assert_eq!(names, ["T-shirt (M, red)", "T-shirt (L, red)"]);
    let shown = shop.confirmation(&alice).await;
    let order = shop.place_now(&alice, &shown).await;
    assert_eq!(order.total, usd("43.00"));
    assert_eq!(
        (shop.stock_of(medium).await, shop.stock_of(large).await),
        (1, 4)
    );
    let lines: Vec<_> = order
        .lines
        .iter()
        .map(|line| (line.name.as_str(), line.price))
        .collect();
    assert_eq!(
        lines,
        [
            ("T-shirt (M, red)", usd("12.00")),
            ("T-shirt (L, red)", usd("14.00"))
        ]
    );
    let frozen = shop
        .number(
            "SELECT COUNT(*) FROM order_items WHERE sku = 'T-shirt M red' AND options LIKE 'M%red'",
        )
        .await;
    assert_eq!(frozen, 1, "SKU and options are frozen with the order");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_variant_of_its_own_picture_is_shown_with_it() {
    let shop = TestShop::open().await;
    let items = shirts(&shop).await;
    let photo = Photo {
        bytes: b"red".to_vec(),
        sha256: "red".into(),
        width: 4,
        height: 3,
    };
    let product = items[0].product;
    shop.write(move |tx| {
        goods::save_variant_photo(
            tx,
            &Permit::operator(),
            product,
            "T-shirt L red",
            Some(&photo),
            NOW,
        )
    })
    .await;
    let (settings, large) = (shop.shop.clone(), items[2].variant);
    let alice = shop.customer("Alice").await.id;
    let seen = shop.db.read(move |tx| {
        catalog::page(
            tx,
            &settings,
            Language::En,
            BOT,
            alice,
            Sight::Variant(large),
        )
    });
    let page = answer(seen.await).unwrap();
    assert!(page.pictures.is_empty(), "the product has none");
    let choice = page.product.choose(Some(Chosen::whole(large)));
    let chosen = choice.variant.unwrap();
    assert_eq!(chosen.options, OptionList::new(["L", "red"]));
    assert!(chosen.picture.is_some());
}

async fn save(shop: &TestShop, entry: ProductEntry) -> Applied {
    let things = shop.category("Things").await;
    shop.write(move |tx| {
        let policy = StockPolicy::OnlyNew;
        goods::save_product(tx, &Permit::operator(), things, &entry, policy, NOW)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_is_found_by_any_of_its_variants_and_gains_new_ones() {
    let shop = TestShop::open().await;
    let entry = |variants: &[(&str, &str)]| ProductEntry {
        name: Name::parse("Sock").unwrap(),
        description: String::new(),
        sort: 0,
        options: vec![OptionName::parse("Size").unwrap()],
        variants: variants
            .iter()
            .map(|(sku, size)| variant(sku, &[size], "3.00", 4))
            .collect(),
    };
    let first = save(&shop, entry(&[("S-1", "S"), ("S-2", "M")])).await;
    let again = save(&shop, entry(&[("S-1", "S"), ("S-2", "M")])).await;
    assert_eq!(again.product, first.product);
    assert_eq!(format!("{:?}", again.outcome), "Left");
    let swapped = save(&shop, entry(&[("S-2", "S"), ("S-1", "M"), ("S-3", "L")])).await;
    assert_eq!(swapped.product, first.product);
    assert_eq!(swapped.taken, [""; 0]);
    assert_eq!(
        shop.number("SELECT COUNT(*) FROM product_variants").await,
        3
    );
    let clash = save(&shop, entry(&[("S-3", "L"), ("S-9", "M")])).await;
    assert_eq!(clash.taken, ["S-9"], "S-1 has M and is not in the file");
    shop.product("Mug", "1.00", 1).await;
    let foreign = save(&shop, entry(&[("S-1", "M"), ("Mug", "XL")])).await;
    assert_eq!(foreign.taken, ["Mug"], "that is the mug's");
    assert_eq!(shop.number("SELECT COUNT(*) FROM products").await, 2);
}
