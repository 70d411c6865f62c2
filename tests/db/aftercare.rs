//! What a customer does with an order of theirs: call it off, order again, write to the shop.

use ecombot::{
    domain::{
        id::OrderId,
        order::{Order, OrderStatus},
        text::Question,
    },
    shop::orders::{self, AskRefusal, CancelRefusal, Reordered, UnknownOrder},
    store::outbox::Notice,
};

use OrderStatus::{Cancelled, Processing, Shipped};

use crate::shop::{NOW, Person, TestShop, at_once, now, usd};

async fn cancel(shop: &TestShop, person: &Person, id: OrderId) -> Result<Order, CancelRefusal> {
    let customer = person.id;
    shop.ask(move |tx| orders::cancel(tx, customer, id, now()))
        .await
}

async fn reorder(shop: &TestShop, person: &Person, id: OrderId) -> Result<Reordered, UnknownOrder> {
    let customer = person.id;
    shop.ask(move |tx| orders::reorder(tx, customer, id, NOW))
        .await
}

async fn ask(
    shop: &TestShop,
    person: &Person,
    id: OrderId,
    words: &str,
) -> Result<Order, AskRefusal> {
    let (customer, question) = (person.id, Question::parse(words).unwrap());
    shop.ask(move |tx| orders::ask(tx, customer, id, &question, NOW))
        .await
}

fn all_there(added: usize) -> Reordered {
    Reordered {
        added,
        short: Vec::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_calls_off_what_nobody_has_begun_with_and_the_goods_come_back_once() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let order = shop.buy(&alice, &[(mug, 3)]).await;
    let olga = shop.admin("Olga").await;
    let oleg = shop.admin("Oleg").await;
    let cancelled = cancel(&shop, &alice, order.id).await.unwrap();
    assert_eq!(cancelled.status, Cancelled);
    assert_eq!(shop.inspect(order.id).await, cancelled);
    assert_eq!(shop.stock_of(mug).await, 10);
    let again = cancel(&shop, &alice, order.id).await;
    assert_eq!(again, Err(CancelRefusal::TooLate(Cancelled)));
    assert_eq!(shop.stock_of(mug).await, 10);
    let told = Notice::CancelledByCustomer(order.id);
    assert_eq!(
        shop.owed().await,
        [(olga.chat(), told.clone()), (oleg.chat(), told)]
    );
    assert!(shop.advance(order.id, Processing).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_shop_is_at_work_on_is_not_called_off() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let order = shop.buy(&alice, &[(mug, 3)]).await.id;
    for status in [Processing, Shipped] {
        shop.advance(order, status).await.unwrap();
        let refused = cancel(&shop, &alice, order).await;
        assert_eq!(refused, Err(CancelRefusal::TooLate(status)));
    }
    assert_eq!(shop.stock_of(mug).await, 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn called_off_by_ten_devices_at_once_it_is_called_off_once() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    shop.admin("Olga").await;
    let order = shop.buy(&alice, &[(mug, 3)]).await.id;
    let presses = (0..10).map(|_| {
        let (db, customer) = (shop.db.clone(), alice.id);
        async move {
            db.write(move |tx| tx.attempt(|tx| orders::cancel(tx, customer, order, now())))
                .await
        }
    });
    let outcomes = at_once(presses).await;
    let done = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Ok(Ok(_))));
    assert_eq!(done.count(), 1);
    assert_eq!(shop.stock_of(mug).await, 10);
    let owed = shop.owed().await;
    let told = |(_, notice): &&(_, Notice)| *notice == Notice::CancelledByCustomer(order);
    assert_eq!(owed.iter().filter(told).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_customer_or_the_shop_has_its_way_and_the_goods_come_back_once() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    for to in [Processing, Cancelled] {
        let order = shop.buy(&alice, &[(mug, 3)]).await.id;
        let theirs = async { cancel(&shop, &alice, order).await.is_ok() };
        let ours = async { shop.advance(order, to).await.is_ok() };
        let (called_off, moved) = futures::join!(theirs, ours);
        assert!(called_off != moved, "one of them, {called_off} and {moved}");
        let left = if to == Processing && moved { 7 } else { 10 };
        assert_eq!(shop.stock_of(mug).await, left);
        shop.set_stock(mug, 10).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_peoples_orders_are_not_called_off_bought_or_asked_about() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mallory = shop.regular("Mallory").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let order = shop.buy(&alice, &[(mug, 3)]).await.id;
    shop.admin("Olga").await;
    for id in [order, OrderId::new(999)] {
        let called_off = cancel(&shop, &mallory, id).await;
        assert_eq!(called_off, Err(CancelRefusal::Unknown));
        assert_eq!(reorder(&shop, &mallory, id).await, Err(UnknownOrder));
        let asked = ask(&shop, &mallory, id, "Where is it?").await;
        assert_eq!(asked, Err(AskRefusal::Unknown));
    }
    assert_eq!(shop.stock_of(mug).await, 7);
    assert_eq!(shop.cart_lines(&mallory).await, []);
    assert_eq!(shop.owed().await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn ordering_again_puts_everything_into_the_cart_once() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let cup = shop.product("Cup", "3.00", 10).await;
    let order = shop.buy(&alice, &[(mug, 3), (cup, 1)]).await.id;
    for _ in 0..2 {
        assert_eq!(reorder(&shop, &alice, order).await, Ok(all_there(2)));
        let lines = shop.cart_lines(&alice).await;
        assert_eq!(lines, [("Mug".to_owned(), 3), ("Cup".to_owned(), 1)]);
    }
    // More of it than then stays more.
    shop.set_quantity(&alice, cup, 5).await.unwrap();
    reorder(&shop, &alice, order).await.unwrap();
    assert_eq!(shop.cart_lines(&alice).await[1].1, 5);
    assert_eq!(shop.stock_of(mug).await, 7, "a cart reserves nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_short_is_named_and_the_rest_put_in() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let cup = shop.product("Cup", "3.00", 10).await;
    let jar = shop.product("Jar", "1.00", 10).await;
    let order = shop.buy(&alice, &[(mug, 3), (cup, 2), (jar, 1)]).await.id;
    shop.set_stock(mug, 2).await;
    shop.delete(cup).await;
    let outcome = reorder(&shop, &alice, order).await.unwrap();
    assert_eq!(outcome.added, 2);
    assert_eq!(outcome.short, ["Mug", "Cup"]);
    let lines = shop.cart_lines(&alice).await;
    assert_eq!(lines, [("Mug".to_owned(), 2), ("Jar".to_owned(), 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_an_order_of_which_nothing_is_left_nothing_is_put_in() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let things = shop.category("Old things").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let jar = shop.product_in(things, "Jar", "1.00", 10, 0).await;
    let order = shop.buy(&alice, &[(mug, 3), (jar, 1)]).await.id;
    shop.set_stock(mug, 0).await;
    shop.delete_category(things).await;
    let outcome = reorder(&shop, &alice, order).await.unwrap();
    assert_eq!((outcome.added, outcome.short.len()), (0, 2));
    assert_eq!(shop.cart_lines(&alice).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_ordered_again_is_accepted_at_todays_price() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await.id;
    shop.set_price("Mug", "15.00").await;
    reorder(&shop, &alice, order).await.unwrap();
    let shown = shop.confirmation(&alice).await;
    assert_eq!(shown.quote.goods, usd("15.00"));
    assert_eq!(shop.inspect(order).await.lines[0].price, usd("12.50"));
}

#[tokio::test(flavor = "multi_thread")]
async fn words_about_an_order_are_owed_to_every_administrator() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await;
    let asked = ask(&shop, &alice, order.id, "Where is it?").await;
    assert_eq!(asked, Err(AskRefusal::NobodyThere));
    assert_eq!(shop.owed().await, []);
    let olga = shop.admin("Olga").await;
    let oleg = shop.admin("Oleg").await;
    let asked = ask(&shop, &alice, order.id, "Where is it?\n<&>").await;
    assert_eq!(asked, Ok(order.clone()));
    let words = Notice::Question {
        order: order.id,
        text: "Where is it?\n<&>".into(),
    };
    assert_eq!(
        shop.owed().await,
        [(olga.chat(), words.clone()), (oleg.chat(), words)]
    );
}
