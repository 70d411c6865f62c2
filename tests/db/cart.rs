//! The cart: a wish list that respects the stock and never reserves it.

use ecombot::{
    domain::{
        id::{CartLineId, VariantId},
        language::Language,
    },
    shop::cart::{self, CartRefusal, CartView},
};

use crate::shop::{Item, NOW, Person, TestShop, usd};

async fn increase(shop: &TestShop, person: &Person, item: Item) -> Result<(), CartRefusal> {
    let id = person.id;
    shop.ask(move |tx| cart::increase(tx, id, item.variant, NOW))
        .await
}

async fn decrease(shop: &TestShop, person: &Person, item: Item) -> Result<u32, CartRefusal> {
    let id = person.id;
    shop.ask(move |tx| cart::decrease(tx, id, item.variant, NOW))
        .await
}

async fn remove(shop: &TestShop, person: &Person, item: Item) -> Result<(), CartRefusal> {
    let id = person.id;
    shop.ask(move |tx| cart::remove(tx, id, item.variant, NOW))
        .await
}

async fn view_from(shop: &TestShop, person: &Person, from: Option<CartLineId>) -> CartView {
    let (words, id) = (shop.shop.clone(), person.id);
    shop.read(move |tx| cart::view(tx, &words, Language::En, id, from))
        .await
}

fn line(name: &str, quantity: u32) -> (String, u32) {
    (name.into(), quantity)
}

#[tokio::test(flavor = "multi_thread")]
async fn adding_twice_makes_one_line_of_two() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mug = shop.product("Mug", "12.50", 5).await;
    let cup = shop.product("Cup", "3.00", 5).await;
    for item in [mug, cup, mug] {
        shop.add(&alice, item).await.unwrap();
    }
    assert_eq!(
        shop.cart_lines(&alice).await,
        [line("Mug", 2), line("Cup", 1)],
        "in the order of adding"
    );
    let view = shop.cart(&alice).await;
    assert_eq!((view.lines, view.total), (2, usd("28.00")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_customers_cart_is_empty() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let view = shop.cart(&alice).await;
    assert_eq!((view.lines, view.total), (0, usd("0")));
    assert!(view.page.items.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_than_the_stock_goes_into_a_cart() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mug = shop.product("Mug", "12.50", 2).await;
    let none = shop.product("Vase", "1.00", 0).await;

    assert_eq!(shop.add(&alice, none).await, Err(CartRefusal::SoldOut));
    assert_eq!(shop.add(&alice, mug).await, Ok(()));
    assert_eq!(shop.add(&alice, mug).await, Ok(()));
    let refused = Err(CartRefusal::OnlyLeft(2));
    assert_eq!(shop.add(&alice, mug).await, refused);
    assert_eq!(increase(&shop, &alice, mug).await, refused);
    assert_eq!(shop.set_quantity(&alice, mug, 3).await, refused);
    assert_eq!(shop.cart_lines(&alice).await, [line("Mug", 2)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_takes_one_hundred_at_most() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mug = shop.product("Mug", "0.10", 500).await;
    shop.fill(&alice, &[(mug, 100)]).await;
    assert_eq!(shop.add(&alice, mug).await, Err(CartRefusal::Limit));
    assert_eq!(increase(&shop, &alice, mug).await, Err(CartRefusal::Limit));
    assert_eq!(shop.cart_lines(&alice).await, [line("Mug", 100)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn carts_reserve_nothing() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 2).await;
    for name in ["Ann", "Ben", "Cat", "Dan"] {
        let dreamer = shop.customer(name).await;
        shop.fill(&dreamer, &[(mug, 2)]).await;
    }
    assert_eq!(shop.stock_of(mug).await, 2);
    let alice = shop.regular("Alice").await;
    shop.buy(&alice, &[(mug, 2)]).await;
    assert_eq!(
        shop.stock_of(mug).await,
        0,
        "an abandoned cart blocks nobody"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn quantities_go_up_and_down_and_the_total_follows() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.add(&alice, mug).await.unwrap();

    increase(&shop, &alice, mug).await.unwrap();
    assert_eq!(shop.cart(&alice).await.total, usd("25.00"));
    shop.set_quantity(&alice, mug, 7).await.unwrap();
    assert_eq!(shop.cart(&alice).await.total, usd("87.50"));
    assert_eq!(decrease(&shop, &alice, mug).await, Ok(6));
    assert_eq!(shop.cart(&alice).await.total, usd("75.00"));
    shop.set_quantity(&alice, mug, 1).await.unwrap();
    assert_eq!(decrease(&shop, &alice, mug).await, Ok(0));
    assert_eq!(
        shop.cart(&alice).await.lines,
        0,
        "the last one takes the line with it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn removing_takes_the_whole_line_and_nothing_else() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let cup = shop.product("Cup", "3.00", 9).await;
    shop.fill(&alice, &[(mug, 4), (cup, 2)]).await;
    remove(&shop, &alice, mug).await.unwrap();
    assert_eq!(shop.cart_lines(&alice).await, [line("Cup", 2)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_is_gone_cannot_be_changed() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 4)]).await;
    remove(&shop, &alice, mug).await.unwrap();

    assert_eq!(increase(&shop, &alice, mug).await, Err(CartRefusal::NoLine));
    assert_eq!(decrease(&shop, &alice, mug).await, Err(CartRefusal::NoLine));
    assert_eq!(remove(&shop, &alice, mug).await, Err(CartRefusal::NoLine));
    assert_eq!(
        shop.set_quantity(&alice, mug, 2).await,
        Err(CartRefusal::NoLine)
    );
    assert_eq!(shop.cart(&alice).await.lines, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reaches_into_another_cart() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mallory = shop.customer("Mallory").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let cup = shop.product("Cup", "3.00", 9).await;
    shop.fill(&alice, &[(mug, 4)]).await;
    shop.fill(&mallory, &[(cup, 1)]).await;

    assert_eq!(
        increase(&shop, &mallory, mug).await,
        Err(CartRefusal::NoLine)
    );
    assert_eq!(
        decrease(&shop, &mallory, mug).await,
        Err(CartRefusal::NoLine)
    );
    assert_eq!(remove(&shop, &mallory, mug).await, Err(CartRefusal::NoLine));
    assert_eq!(
        shop.set_quantity(&mallory, mug, 1).await,
        Err(CartRefusal::NoLine)
    );
    let first = shop.cart(&alice).await.page.items[0].id;
    let seen = view_from(&shop, &mallory, Some(first)).await;
    assert!(
        seen.page.items.iter().all(|line| line.name == "Cup"),
        "{seen:?}"
    );
    assert_eq!(shop.cart_lines(&alice).await, [line("Mug", 4)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_on_sale_cannot_be_added() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.delete(mug).await;
    let never = Item {
        variant: VariantId::new(99),
        ..mug
    };
    for item in [mug, never] {
        assert_eq!(shop.add(&alice, item).await, Err(CartRefusal::Gone));
    }
    assert_eq!(shop.cart(&alice).await.lines, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_in_a_deleted_category_cannot_be_added() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mugs = shop.category("Mugs").await;
    let mug = shop.product_in(mugs, "Mug", "12.50", 9, 0).await;
    shop.delete_category(mugs).await;
    assert_eq!(shop.add(&alice, mug).await, Err(CartRefusal::Gone));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_product_leaves_all_carts() {
    let shop = TestShop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let cup = shop.product("Cup", "3.00", 9).await;
    let alice = shop.customer("Alice").await;
    let bob = shop.customer("Bob").await;
    shop.fill(&alice, &[(mug, 1), (cup, 2)]).await;
    shop.fill(&bob, &[(mug, 3)]).await;
    shop.delete(mug).await;
    assert_eq!(shop.cart_lines(&alice).await, [line("Cup", 2)]);
    assert_eq!(shop.cart(&alice).await.total, usd("6.00"));
    assert_eq!(shop.cart(&bob).await.lines, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_are_todays_and_the_one_seen_is_remembered() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 2)]).await;
    shop.set_price("Mug", "15.00").await;

    let view = shop.cart(&alice).await;
    let line = &view.page.items[0];
    assert_eq!((line.price, line.price_seen), (usd("15.00"), usd("12.50")));
    assert_eq!(view.total, usd("30.00"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_above_the_stock_can_still_be_lowered() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 5)]).await;
    shop.set_stock(mug, 2).await;
    assert_eq!(
        increase(&shop, &alice, mug).await,
        Err(CartRefusal::OnlyLeft(2))
    );
    assert_eq!(decrease(&shop, &alice, mug).await, Ok(4));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cart_survives_a_restart() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mug = shop.product("Mug", "12.50", 9).await;
    shop.fill(&alice, &[(mug, 3)]).await;
    let shop = shop.reopen().await;
    assert_eq!(shop.cart_lines(&alice).await, [line("Mug", 3)]);
    shop.add(&alice, mug).await.unwrap();
    assert_eq!(shop.cart_lines(&alice).await, [line("Mug", 4)]);
    assert_eq!(shop.number("SELECT COUNT(*) FROM carts").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_cart_is_paged_without_loss_in_both_directions() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mut names = Vec::new();
    for number in 0..19 {
        let name = format!("Mug {number:02}");
        let mug = shop.product(&name, "1.00", 9).await;
        shop.add(&alice, mug).await.unwrap();
        names.push(name);
    }
    let page_names = |view: &CartView| -> Vec<String> {
        view.page
            .items
            .iter()
            .map(|line| line.name.clone())
            .collect()
    };
    let mut view = shop.cart(&alice).await;
    let mut forward = vec![page_names(&view)];
    while let Some(next) = view.page.next {
        view = view_from(&shop, &alice, Some(next)).await;
        assert_eq!(
            (view.lines, view.total),
            (19, usd("19.00")),
            "of the whole cart"
        );
        forward.push(page_names(&view));
    }
    let mut backward = vec![page_names(&view)];
    while let Some(previous) = view.page.previous {
        view = view_from(&shop, &alice, Some(previous)).await;
        backward.push(page_names(&view));
    }
    backward.reverse();
    assert_eq!(forward.iter().map(Vec::len).collect::<Vec<_>>(), [8, 8, 3]);
    assert_eq!(forward, backward);
    assert_eq!(forward.concat(), names);
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_last_page_loses_its_last_line_the_one_before_is_shown() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let mut last = None;
    for number in 0..9 {
        let mug = shop.product(&format!("Mug {number}"), "1.00", 9).await;
        shop.add(&alice, mug).await.unwrap();
        last = Some(mug);
    }
    let second_page = shop.cart(&alice).await.page.next;
    remove(&shop, &alice, last.unwrap()).await.unwrap();
    let view = view_from(&shop, &alice, second_page).await;
    assert_eq!(view.page.items.len(), 8);
    assert_eq!((view.page.previous, view.page.next), (None, None));
}
