//! What a customer comes back to: favourites, and what they looked at lately.

use std::sync::Arc;

use ecombot::{
    domain::{
        catalog::Sight,
        id::{FavouriteId, UserId},
        language::Language,
    },
    params,
    shop::{
        catalog,
        favourites::{self, Favourites, LikeRefusal, MOST},
        lately,
    },
    store::products,
};

use crate::shop::{BOT, Item, NOW, Person, TestShop, answer, at_once};

async fn like(shop: &TestShop, person: &Person, item: Item) -> Result<(), LikeRefusal> {
    let id = person.id;
    shop.ask(move |tx| favourites::like(tx, id, Sight::Product(item.product), NOW))
        .await
}

async fn unlike(shop: &TestShop, person: &Person, item: Item) {
    let id = person.id;
    shop.ask(move |tx| favourites::unlike(tx, id, Sight::Variant(item.variant)))
        .await
        .unwrap();
}

async fn page(shop: &TestShop, customer: UserId, from: Option<FavouriteId>) -> Favourites {
    let words = shop.shop.clone();
    shop.read(move |tx| favourites::list(tx, &words, Language::En, customer, from))
        .await
}

fn names(page: &Favourites) -> Vec<String> {
    let items = page.items.iter();
    items.map(|(_, product)| product.name.clone()).collect()
}

/// Whether the page of a product shows it as a favourite of somebody.
async fn is_kept(shop: &TestShop, person: &Person, item: Item) -> bool {
    let (words, id) = (shop.shop.clone(), person.id);
    let sight = Sight::Product(item.product);
    let seen = shop
        .db
        .read(move |tx| catalog::page(tx, &words, Language::En, BOT, id, sight));
    answer(seen.await).unwrap().is_favourite
}

#[tokio::test(flavor = "multi_thread")]
async fn favourites_are_ones_own_newest_first_and_kept_once() {
    let shop = TestShop::open().await;
    let (alice, bob) = (shop.customer("Alice").await, shop.customer("Bob").await);
    let mug = shop.product("Mug", "12.50", 9).await;
    let pot = shop.product("Pot", "30.00", 0).await;
    assert!(!is_kept(&shop, &alice, mug).await);
    for item in [mug, pot, mug] {
        like(&shop, &alice, item).await.unwrap();
    }
    like(&shop, &bob, mug).await.unwrap();
    let kept = page(&shop, alice.id, None).await;
    assert_eq!(names(&kept), ["Pot", "Mug"]);
    assert!(!kept.items[0].1.is_available, "it is sold out, and says so");
    assert!(is_kept(&shop, &alice, mug).await);
    assert!(!is_kept(&shop, &bob, pot).await);
    for _ in 0..2 {
        unlike(&shop, &alice, mug).await;
    }
    assert_eq!(names(&page(&shop, alice.id, None).await), ["Pot"]);
    assert_eq!(names(&page(&shop, bob.id, None).await), ["Mug"]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_on_sale_falls_out_and_comes_back_with_its_product() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let pot = shop.product("Pot", "30.00", 9).await;
    let vase = shop
        .product_in(shop.category("Vases").await, "Vase", "9.00", 9, 0)
        .await;
    for item in [mug, pot, vase] {
        like(&shop, &alice, item).await.unwrap();
    }
    let hide = |at: Option<i64>| {
        shop.write(move |tx| {
            tx.execute(
                "UPDATE products SET hidden_at = $2 WHERE id = $1",
                params![mug.product.get(), at],
            )
        })
    };
    hide(Some(NOW)).await;
    shop.delete(pot).await;
    shop.delete_category(shop.category("Vases").await).await;
    assert_eq!(names(&page(&shop, alice.id, None).await), [""; 0]);
    for gone in [mug, pot, vase] {
        unlike(&shop, &alice, gone).await;
        assert_eq!(like(&shop, &alice, gone).await, Err(LikeRefusal::Gone));
    }
    hide(None).await;
    like(&shop, &alice, mug).await.unwrap();
    hide(Some(NOW)).await;
    hide(None).await;
    assert_eq!(names(&page(&shop, alice.id, None).await), ["Mug"]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_room_for_so_many_however_they_come() {
    let shop = Arc::new(TestShop::open().await);
    let alice = shop.customer("Alice").await;
    let things = shop.category("Things").await;
    let id = alice.id;
    let mut items = Vec::new();
    for number in 0..4 {
        items.push(shop.product(&format!("Mug {number}"), "1.00", 9).await);
    }
    // Two short of it; nobody has to be able to see them.
    shop.write(move |tx| {
        for number in 2..MOST {
            let name = format!("Pot {number}");
            let fields = products::Fields {
                category: things,
                name: &name,
                description: "",
                option_names: "",
                sort: 0,
                skus: "",
            };
            let product = products::insert(tx, fields, NOW)?;
            tx.execute(
                "INSERT INTO favourites (user_id, product_id, created_at, updated_at) VALUES ($1, $2, $3, $3)",
                params![id.get(), product.get(), NOW],
            )?;
        }
        tx.execute("UPDATE products SET hidden_at = 1 WHERE name LIKE 'Pot%'", params![])
    })
    .await;
    let taps = items
        .clone()
        .into_iter()
        .flat_map(|item| [item; 3])
        .map(|item| {
            let (shop, alice) = (Arc::clone(&shop), alice.clone());
            async move { like(&shop, &alice, item).await }
        });
    let results = at_once(taps).await;
    let refused = |result: &&Result<(), LikeRefusal>| **result == Err(LikeRefusal::Full);
    assert!(
        results.iter().filter(refused).count() >= 2 * 3,
        "{results:?}"
    );
    let kept = "SELECT COUNT(*) FROM favourites";
    assert_eq!(shop.number(kept).await, i64::from(MOST));
    // What is kept already can be tapped again, and after one is taken out there is room.
    let shown = page(&shop, id, None).await;
    let mine = items
        .iter()
        .find(|item| item.product == shown.items[0].1.id);
    like(&shop, &alice, *mine.unwrap()).await.unwrap();
    unlike(&shop, &alice, *mine.unwrap()).await;
    let other = items
        .iter()
        .find(|item| !shown.items.iter().any(|(_, kept)| kept.id == item.product));
    like(&shop, &alice, *other.unwrap()).await.unwrap();
    assert_eq!(shop.number(kept).await, i64::from(MOST));
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_three_favourites_are_paged_without_loss_in_both_directions() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mut expected = Vec::new();
    for number in 0..23 {
        let name = format!("Mug {number}");
        let item = shop.product(&name, "1.00", 9).await;
        like(&shop, &alice, item).await.unwrap();
        expected.insert(0, name);
    }
    let mut shown = vec![page(&shop, alice.id, None).await];
    while let Some(next) = shown.last().unwrap().next {
        shown.push(page(&shop, alice.id, Some(next)).await);
    }
    let forth: Vec<String> = shown.iter().flat_map(names).collect();
    assert_eq!(forth, expected);
    for pair in shown.windows(2).rev() {
        assert_eq!(page(&shop, alice.id, pair[1].previous).await, pair[0]);
    }
    shop.close().await;
}

async fn looks(shop: &TestShop, person: &Person, item: Item, at_ms: i64) {
    let chat = person.chat();
    shop.write(move |tx| lately::note(tx, chat, item.product, at_ms))
        .await;
}

async fn seen(shop: &TestShop, person: &Person) -> Vec<String> {
    let (words, id) = (shop.shop.clone(), person.id);
    let products = shop
        .read(move |tx| lately::list(tx, &words, Language::En, id))
        .await;
    products.into_iter().map(|product| product.name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_twenty_products_are_remembered_once_each_the_last_first() {
    let shop = TestShop::open().await;
    let (alice, bob) = (shop.customer("Alice").await, shop.customer("Bob").await);
    let mut items = Vec::new();
    for number in 0..25 {
        items.push(shop.product(&format!("Mug {number}"), "1.00", 9).await);
    }
    let start = NOW * 1000;
    for (at, item) in (start..).zip(&items) {
        looks(&shop, &alice, *item, at).await;
    }
    looks(&shop, &bob, items[3], start).await;
    // Within the same second, and known already.
    looks(&shop, &alice, items[7], start + 25).await;
    let mut expected: Vec<String> = (5..25)
        .rev()
        .map(|number| format!("Mug {number}"))
        .collect();
    let again = expected.remove(17);
    assert_eq!(again, "Mug 7");
    expected.insert(0, again);
    assert_eq!(seen(&shop, &alice).await, expected);
    assert_eq!(seen(&shop, &bob).await, ["Mug 3"]);
    let rows = "SELECT COUNT(*) FROM recent_views";
    assert_eq!(shop.number(rows).await, 21);
    // What is gone falls out, and nobody learns of it by an error.
    shop.delete(items[7]).await;
    assert_eq!(seen(&shop, &alice).await, expected[1..]);
    let nobody = Person {
        profile: shop.stranger("Nobody"),
        ..bob.clone()
    };
    looks(&shop, &nobody, items[1], start).await;
    let id = alice.id;
    shop.write(move |tx| lately::forget(tx, id)).await;
    assert_eq!(seen(&shop, &alice).await, [""; 0]);
    assert_eq!(seen(&shop, &bob).await, ["Mug 3"]);
    shop.close().await;
}
