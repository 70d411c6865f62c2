//! Back in stock: whoever waits for something is told once when it is there again, however it came.

use ecombot::{
    domain::{
        id::{TelegramId, VariantId},
        order::OrderStatus,
    },
    params,
    shop::watches::{self, WatchRefusal},
    store::outbox::Notice,
};

use crate::shop::{Item, NOW, Person, TestShop, at_once};

async fn wish(shop: &TestShop, person: &Person, item: Item) -> Result<(), WatchRefusal> {
    let id = person.id;
    shop.ask(move |tx| watches::wish(tx, id, item.variant, NOW).map(drop))
        .await
}

async fn tell(shop: &TestShop) -> usize {
    shop.write(|tx| {
        let any = watches::any_fulfilled(tx)?;
        let told = watches::tell_fulfilled(tx, NOW)?;
        assert_eq!(any, told > 0);
        Ok(told)
    })
    .await
}

async fn told(shop: &TestShop) -> Vec<(TelegramId, VariantId)> {
    let owed = shop.owed().await.into_iter();
    owed.filter_map(|(chat, notice)| match notice {
        Notice::BackInStock(variant) => Some((chat, variant)),
        _ => None,
    })
    .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_is_told_once_when_it_is_there_again() {
    let shop = TestShop::open().await;
    let (alice, bob) = (shop.customer("Alice").await, shop.customer("Bob").await);
    let mug = shop.product("Mug", "12.50", 0).await;
    let pot = shop.product("Pot", "30.00", 0).await;
    wish(&shop, &alice, mug).await.unwrap();
    wish(&shop, &alice, mug).await.unwrap();
    wish(&shop, &bob, mug).await.unwrap();
    wish(&shop, &bob, pot).await.unwrap();
    assert_eq!(tell(&shop).await, 0);
    shop.set_stock(mug, 3).await;
    assert_eq!(tell(&shop).await, 2);
    assert_eq!(tell(&shop).await, 0);
    assert_eq!(
        told(&shop).await,
        [(alice.chat(), mug.variant), (bob.chat(), mug.variant)]
    );
    // A wish that came true is gone: sold out again, it has to be made again.
    shop.set_stock(mug, 0).await;
    shop.set_stock(mug, 1).await;
    assert_eq!(tell(&shop).await, 0);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_of_an_order_that_was_called_off_are_there_again() {
    let shop = TestShop::with_courier().await;
    let (alice, bob) = (shop.regular("Alice").await, shop.customer("Bob").await);
    let mug = shop.product("Mug", "12.50", 1).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await;
    wish(&shop, &bob, mug).await.unwrap();
    shop.advance(order.id, OrderStatus::Cancelled)
        .await
        .unwrap();
    assert_eq!(tell(&shop).await, 1);
    assert_eq!(told(&shop).await, [(bob.chat(), mug.variant)]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_sold_is_not_told_of() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mug = shop.product("Mug", "12.50", 0).await;
    let pot = shop.product("Pot", "30.00", 0).await;
    wish(&shop, &alice, mug).await.unwrap();
    wish(&shop, &alice, pot).await.unwrap();
    let hide = |hidden: Option<i64>| {
        shop.write(move |tx| {
            tx.run(
                "UPDATE products SET hidden_at = $2 WHERE id = $1",
                params![mug.product.get(), hidden],
            )
        })
    };
    hide(Some(NOW)).await;
    shop.delete(pot).await;
    shop.set_stock(mug, 1).await;
    shop.set_stock(pot, 1).await;
    assert_eq!(tell(&shop).await, 0);
    assert_eq!(wish(&shop, &alice, pot).await, Err(WatchRefusal::Gone));
    assert_eq!(wish(&shop, &alice, mug).await, Err(WatchRefusal::Gone));
    // Shown again, it can be bought.
    hide(None).await;
    assert_eq!(tell(&shop).await, 1);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wish_can_be_taken_back_and_is_not_made_for_what_is_there() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mug = shop.product("Mug", "12.50", 0).await;
    wish(&shop, &alice, mug).await.unwrap();
    let wishes = shop
        .read(move |tx| ecombot::store::watches::of_product(tx, alice.id, mug.product))
        .await;
    assert_eq!(wishes, [mug.variant]);
    let taken_back = shop.ask(move |tx| watches::take_back(tx, alice.id, mug.variant).map(drop));
    assert_eq!(taken_back.await, Ok(()));
    shop.set_stock(mug, 1).await;
    assert_eq!(tell(&shop).await, 0);
    assert_eq!(
        wish(&shop, &alice, mug).await,
        Err(WatchRefusal::InStock(mug.product))
    );
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_programs_tell_everybody_once() {
    let shop = TestShop::open().await;
    let mug = shop.product("Mug", "12.50", 0).await;
    for number in 0..30 {
        let person = shop.customer(&format!("Person {number}")).await;
        wish(&shop, &person, mug).await.unwrap();
    }
    shop.set_stock(mug, 1).await;
    let tellers = (0..6).map(|_| {
        let db = shop.db.clone();
        async move {
            let told = db.write(|tx| watches::tell_fulfilled(tx, NOW)).await;
            told.unwrap()
        }
    });
    let told_in_all: usize = at_once(tellers).await.into_iter().sum();
    let mut chats: Vec<_> = told(&shop).await.into_iter().map(|it| it.0).collect();
    chats.sort_unstable();
    chats.dedup();
    assert_eq!(
        (told_in_all, chats.len(), told(&shop).await.len()),
        (30, 30, 30)
    );
    shop.close().await;
}
