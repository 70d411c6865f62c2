//! Low stock: staff are told once when a sale brings something to its threshold.

use ecombot::{
    domain::{
        audit::Subject, id::TelegramId, order::OrderStatus, staff::Role, stock::MAX_THRESHOLD,
    },
    shop::{
        access::Permit,
        day,
        stock::{self, NoProduct},
    },
    store::{admins, audit, outbox::Notice},
};

use crate::shop::{Item, NOW, TestShop};

/// Who is told of what and how many are left, oldest first.
async fn told(shop: &TestShop) -> Vec<(TelegramId, Item, u32)> {
    let owed = shop.owed().await.into_iter();
    let mut told = Vec::new();
    for (chat, notice) in owed {
        if let Notice::LowStock { variant, left } = notice {
            let product = shop
                .read(move |tx| ecombot::store::products::of_variant(tx, variant))
                .await;
            let product = product.unwrap();
            told.push((chat, Item { product, variant }, left));
        }
    }
    told
}

async fn set_threshold(
    shop: &TestShop,
    item: Item,
    units: Option<u32>,
) -> Result<Option<u32>, NoProduct> {
    let set =
        shop.ask(move |tx| stock::set_threshold(tx, &Permit::operator(), item.product, units, NOW));
    set.await.map(|threshold| threshold.own)
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_of_the_staff_is_told_once_when_a_sale_crosses_the_threshold() {
    let shop = TestShop::with_courier().await;
    let (olga, alice) = (shop.admin("Olga").await.chat(), shop.regular("Alice").await);
    let pat = shop.stranger("Pat").id;
    let gone = shop.stranger("Gus").id;
    shop.write(move |tx| {
        admins::add(tx, pat, Role::Packer, NOW)?;
        admins::add(tx, gone, Role::Manager, NOW)?;
        admins::remove(tx, gone, NOW)
    })
    .await;
    let mug = shop.product("Mug", "12.50", 8).await;
    let pot = shop.product("Pot", "30.00", 50).await;
    shop.buy(&alice, &[(mug, 2), (pot, 1)]).await;
    assert_eq!(told(&shop).await, []);
    shop.buy(&alice, &[(mug, 2)]).await;
    let first = [(olga, mug, 4), (pat, mug, 4)];
    assert_eq!(told(&shop).await, first);
    // Below it there is nothing new.
    shop.buy(&alice, &[(mug, 1)]).await;
    assert_eq!(told(&shop).await, first);
    // Up to it is not above it.
    shop.set_stock(mug, 5).await;
    shop.buy(&alice, &[(mug, 1)]).await;
    assert_eq!(told(&shop).await, first);
    shop.set_stock(mug, 6).await;
    shop.buy(&alice, &[(mug, 6)]).await;
    let second = [(olga, mug, 0), (pat, mug, 0)];
    assert_eq!(told(&shop).await, [first, second].concat());
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_that_come_back_and_go_again_are_told_of_again() {
    let shop = TestShop::with_courier().await;
    let (olga, alice) = (shop.admin("Olga").await.chat(), shop.regular("Alice").await);
    let mug = shop.product("Mug", "12.50", 6).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await;
    shop.advance(order.id, OrderStatus::Cancelled)
        .await
        .unwrap();
    assert_eq!(shop.stock_of(mug).await, 6);
    shop.buy(&alice, &[(mug, 2)]).await;
    assert_eq!(told(&shop).await, [(olga, mug, 5), (olga, mug, 4)]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_may_have_a_threshold_of_its_own() {
    let shop = TestShop::with_courier().await;
    let (olga, alice) = (shop.admin("Olga").await.chat(), shop.regular("Alice").await);
    let mug = shop.product("Mug", "12.50", 21).await;
    let pot = shop.product("Pot", "30.00", 21).await;
    assert_eq!(set_threshold(&shop, mug, Some(20)).await, Ok(Some(20)));
    let set = shop
        .write(|tx| day::set_low_stock(tx, &Permit::operator(), 10, NOW))
        .await;
    assert_eq!(set.low_stock, 10);
    shop.buy(&alice, &[(mug, 1), (pot, 1)]).await;
    assert_eq!(told(&shop).await, [(olga, mug, 20)]);
    shop.buy(&alice, &[(mug, 1), (pot, 10)]).await;
    assert_eq!(told(&shop).await, [(olga, mug, 20), (olga, pot, 10)]);
    assert_eq!(set_threshold(&shop, mug, None).await, Ok(None));
    assert_eq!(
        set_threshold(&shop, mug, Some(u32::MAX)).await,
        Ok(Some(MAX_THRESHOLD))
    );
    let last = shop
        .read(move |tx| audit::last_about(tx, Subject::Product(mug.product)))
        .await
        .unwrap();
    assert!(last.before.unwrap().contains("\"low_stock\":null"));
    assert!(last.after.unwrap().contains("\"low_stock\":1000"));
    shop.delete(pot).await;
    assert_eq!(set_threshold(&shop, pot, Some(1)).await, Err(NoProduct));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shelves_are_listed_least_stock_first_and_paged() {
    let shop = TestShop::open().await;
    let mut all = Vec::new();
    for stock in (0..20).rev() {
        all.insert(
            0,
            shop.product(&format!("Mug {stock}"), "12.50", stock).await,
        );
    }
    shop.delete(all.remove(3)).await;
    let page = |from| shop.read(move |tx| stock::shelves(tx, &Permit::operator(), from));
    let mut shelves = page(None).await;
    assert_eq!((shelves.usual, shelves.page.previous), (5, None));
    let mut seen = Vec::new();
    loop {
        seen.extend(shelves.page.items.iter().map(|shelved| shelved.variant));
        match shelves.page.next {
            Some(next) => shelves = page(Some(next)).await,
            None => break,
        }
    }
    assert_eq!(
        seen,
        all.iter().map(|item| item.variant).collect::<Vec<_>>()
    );
    assert_eq!(shelves.page.previous, Some(all[8].variant));
    shop.close().await;
}
