//! Orders after they were placed: history, frozen lines, statuses and the stock.

use ecombot::{
    domain::{
        delivery::DeliveryKind,
        id::OrderId,
        order::{Order, OrderFilter, OrderStatus, OrderSummary},
        page::Page,
        payment::PaymentState,
    },
    shop::{
        access::Permit,
        orders::{
            self, UnknownOrder,
            desk::{self, AdvanceRefusal, DoneBy},
        },
    },
    store::{self, outbox::Notice},
};

use OrderStatus::{
    Cancelled, Completed, Failed, Paid, Pending, PickupReady, Processing, Refunded, Shipped,
};

use crate::shop::{NOW, Person, TestShop, now, units, usd};

async fn history(
    shop: &TestShop,
    person: &Person,
    from: Option<OrderId>,
) -> Page<OrderSummary, OrderId> {
    let id = person.id;
    shop.read(move |tx| orders::history(tx, id, from)).await
}

async fn find(shop: &TestShop, person: &Person, order: OrderId) -> Result<Order, UnknownOrder> {
    let id = person.id;
    shop.ask(move |tx| orders::find(tx, id, order)).await
}

async fn pending(shop: &TestShop, from: Option<OrderId>) -> (i64, Vec<OrderId>, Option<OrderId>) {
    let (count, page) = shop
        .read(move |tx| desk::list(tx, &Permit::operator(), OrderFilter::Status(Pending), from))
        .await;
    let ids = page.items.iter().map(|order| order.id).collect();
    (count, ids, page.next)
}

fn ids(page: &Page<OrderSummary, OrderId>) -> Vec<OrderId> {
    page.items.iter().map(|order| order.id).collect()
}

/// How an order of this kind gets to a status.
fn path_to(status: OrderStatus, kind: DeliveryKind) -> Vec<OrderStatus> {
    let handed_over = if kind.is_pickup() {
        PickupReady
    } else {
        Shipped
    };
    match status {
        Pending => vec![],
        Processing => vec![Processing],
        PickupReady | Shipped => vec![Processing, status],
        Paid | Completed | Failed => vec![Processing, handed_over, status],
        Refunded => vec![Processing, handed_over, Paid, Refunded],
        Cancelled => vec![Cancelled],
    }
}

/// What staff may do, as the acceptance table says it.
fn offered(from: OrderStatus, kind: DeliveryKind) -> &'static [OrderStatus] {
    match from {
        Pending => &[Processing, Cancelled],
        Processing if kind.is_pickup() => &[PickupReady, Cancelled],
        Processing => &[Shipped, Cancelled],
        PickupReady => &[Paid, Completed, Cancelled],
        Shipped => &[Paid, Completed, Failed, Cancelled],
        Paid => &[Completed, Refunded],
        Completed | Cancelled | Refunded | Failed => &[],
    }
}

/// A shop whose every order goes one way: by courier, or to a pickup point.
fn by_the_shell() -> DoneBy {
    let (name, at) = (None, now());
    DoneBy { name, at }
}

async fn delivering(kind: DeliveryKind) -> TestShop {
    if kind.is_pickup() {
        let shop = TestShop::open().await;
        shop.point("East", "1 East Rd").await;
        shop
    } else {
        TestShop::with_courier().await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_without_orders_has_an_empty_history() {
    let shop = TestShop::open().await;
    let alice = shop.customer("Alice").await;
    let page = history(&shop, &alice, None).await;
    assert_eq!(ids(&page), []);
    assert_eq!((page.previous, page.next), (None, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_is_newest_first_and_paged_without_loss_in_both_directions() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let bob = shop.regular("Bob").await;
    let mug = shop.product("Mug", "12.50", 99).await;
    let mut newest_first = Vec::new();
    for _ in 0..13 {
        newest_first.insert(0, shop.buy(&alice, &[(mug, 1)]).await.id);
        shop.buy(&bob, &[(mug, 1)]).await;
    }
    let mut page = history(&shop, &alice, None).await;
    assert_eq!(page.previous, None);
    let mut forward = vec![ids(&page)];
    while let Some(next) = page.next {
        page = history(&shop, &alice, Some(next)).await;
        forward.push(ids(&page));
    }
    let mut backward = vec![ids(&page)];
    while let Some(previous) = page.previous {
        page = history(&shop, &alice, Some(previous)).await;
        backward.push(ids(&page));
    }
    backward.reverse();
    assert_eq!(forward.iter().map(Vec::len).collect::<Vec<_>>(), [5, 5, 3]);
    assert_eq!(forward, backward);
    assert_eq!(forward.concat(), newest_first);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_of_the_history_says_number_status_date_and_total() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 99).await;
    let order = shop.buy(&alice, &[(mug, 2)]).await;
    shop.advance(order.id, Processing).await.unwrap();
    let page = history(&shop, &alice, None).await;
    let expected = OrderSummary {
        id: order.id,
        number: order.number,
        status: Processing,
        payment: PaymentState::Untracked,
        total: usd("30.00"),
        contact_name: "Alice".into(),
        placed_at: order.placed_at,
    };
    assert_eq!(page.items, [expected]);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_peoples_orders_are_unknown() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mallory = shop.regular("Mallory").await;
    let mug = shop.product("Mug", "12.50", 99).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await;
    assert_eq!(find(&shop, &alice, order.id).await, Ok(order.clone()));
    assert_eq!(find(&shop, &mallory, order.id).await, Err(UnknownOrder));
    assert_eq!(
        find(&shop, &alice, OrderId::new(99)).await,
        Err(UnknownOrder)
    );
    let page = history(&shop, &mallory, Some(order.id)).await;
    assert_eq!(ids(&page), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_frozen_at_the_moment_of_purchase() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 99).await;
    let order = shop.buy(&alice, &[(mug, 2)]).await;

    shop.relabel("Mug", "Chalice", "99.00").await;
    shop.courier(DeliveryKind::LocalSameDay, "50.00", None)
        .await;
    shop.set_phone(&alice, "+15550000000").await;
    assert_eq!(find(&shop, &alice, order.id).await, Ok(order));
}

#[tokio::test(flavor = "multi_thread")]
async fn items_of_deleted_products_stay_and_are_marked() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 99).await;
    let cup = shop.product("Cup", "3.00", 99).await;
    let order = shop.buy(&alice, &[(mug, 2), (cup, 1)]).await;
    assert!(order.lines.iter().all(|line| line.is_listed));
    shop.delete(mug).await;
    let found = find(&shop, &alice, order.id).await.unwrap();
    let lines: Vec<_> = found
        .lines
        .iter()
        .map(|line| (line.name.as_str(), line.quantity, line.is_listed))
        .collect();
    assert_eq!(lines, [("Mug", units(2), false), ("Cup", units(1), true)]);
    assert_eq!(found.total, order.total);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_moves_only_where_its_status_offers() {
    for kind in [DeliveryKind::LocalSameDay, DeliveryKind::PickupLocker] {
        let shop = delivering(kind).await;
        let alice = shop.regular("Alice").await;
        let mug = shop.product("Mug", "12.50", 999).await;
        for from in OrderStatus::ALL {
            let is_foreign = match from {
                PickupReady => !kind.is_pickup(),
                Shipped | Failed => kind.is_pickup(),
                _ => false,
            };
            if is_foreign {
                continue;
            }
            for to in OrderStatus::ALL {
                let order = shop.buy(&alice, &[(mug, 1)]).await;
                shop.advance_along(order.id, &path_to(*from, kind)).await;
                let owed = shop.owed().await.len();
                let moved = shop.advance(order.id, *to).await;
                let expected = if offered(*from, kind).contains(to) {
                    Ok(*to)
                } else if from == to {
                    let status = *from;
                    let by = (*from != Pending).then(by_the_shell);
                    Err(AdvanceRefusal::AlreadyDone { status, by })
                } else {
                    Err(AdvanceRefusal::NotOffered { from: *from })
                };
                let status = moved.map(|order| order.status);
                assert_eq!(status, expected, "{from:?} to {to:?} by {kind:?}");
                let now_at = if expected.is_ok() { *to } else { *from };
                assert_eq!(shop.inspect(order.id).await.status, now_at);
                let new_notices = shop.owed().await.len() - owed;
                assert_eq!(
                    new_notices,
                    usize::from(expected.is_ok()),
                    "a refusal is silent"
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_order_cannot_be_moved() {
    let shop = TestShop::open().await;
    let refused = shop.advance(OrderId::new(99), Processing).await;
    assert_eq!(refused, Err(AdvanceRefusal::Unknown));
    assert_eq!(shop.owed().await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_that_come_back_are_restocked_once() {
    // The way there, and what is in stock of ten when two were sold.
    let cases: &[(&[OrderStatus], u32)] = &[
        (&[Cancelled], 10),
        (&[Processing, Cancelled], 10),
        (&[Processing, Shipped, Cancelled], 10),
        (&[Processing, Shipped, Failed], 10),
        (&[Processing, Shipped, Paid, Refunded], 10),
        (&[Processing, Shipped, Completed], 8),
        (&[Processing, Shipped, Paid, Completed], 8),
        (&[Processing, Shipped, Paid], 8),
        (&[Processing], 8),
    ];
    for (path, expected) in cases {
        let shop = TestShop::with_courier().await;
        let alice = shop.regular("Alice").await;
        let mug = shop.product("Mug", "12.50", 10).await;
        let cup = shop.product("Cup", "12.50", 10).await;
        let order = shop.buy(&alice, &[(mug, 2), (cup, 2)]).await;
        assert_eq!(shop.stock_of(mug).await, 8);
        shop.advance_along(order.id, path).await;
        assert_eq!(shop.stock_of(mug).await, *expected, "{path:?}");
        assert_eq!(shop.stock_of(cup).await, *expected, "{path:?}");
        if offered(path[path.len() - 1], DeliveryKind::LocalSameDay).is_empty() {
            for to in OrderStatus::ALL {
                let refused = shop.advance(order.id, *to).await;
                assert!(refused.is_err(), "{path:?} then {to:?}");
            }
            assert_eq!(
                shop.stock_of(mug).await,
                *expected,
                "{path:?}, pressed again"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_orders_goods_can_be_put_back_only_once_whoever_asks() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 5).await;
    let order = shop.buy(&alice, &[(mug, 3)]).await.id;
    for is_first in [true, false, false] {
        let restocked = shop
            .write(move |tx| store::orders::restock(tx, order, NOW))
            .await;
        assert_eq!(restocked, is_first);
        assert_eq!(shop.stock_of(mug).await, 5);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn restocked_goods_can_be_bought_at_once() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let bob = shop.regular("Bob").await;
    let mug = shop.product("Mug", "12.50", 1).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await;
    assert!(shop.add(&bob, mug).await.is_err());
    shop.advance(order.id, Cancelled).await.unwrap();
    shop.buy(&bob, &[(mug, 1)]).await;
    assert_eq!(shop.stock_of(mug).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_of_a_deleted_product_are_restocked_too() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 5).await;
    let order = shop.buy(&alice, &[(mug, 3)]).await;
    shop.delete(mug).await;
    shop.advance(order.id, Cancelled).await.unwrap();
    assert_eq!(shop.stock_of(mug).await, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_customer_is_owed_one_notice_per_change() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await;
    assert_eq!(shop.owed().await, [], "none for a new order");
    let path = [Processing, Shipped, Paid, Refunded];
    shop.advance_along(order.id, &path).await;
    let expected = path.map(|status| (alice.chat(), Notice::StatusChanged(order.id, status)));
    assert_eq!(shop.owed().await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_sees_all_new_orders_newest_first() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let bob = shop.regular("Bob").await;
    let mug = shop.product("Mug", "12.50", 99).await;
    let mut expected = Vec::new();
    for number in 0..11 {
        let buyer = if number % 2 == 0 { &alice } else { &bob };
        let order = shop.buy(buyer, &[(mug, 1)]).await;
        if number == 4 {
            shop.advance(order.id, Processing).await.unwrap();
        } else {
            expected.insert(0, order.id);
        }
    }
    let (count, mut shown, next) = pending(&shop, None).await;
    assert_eq!((count, shown.len()), (10, 8));
    let (_, rest, last) = pending(&shop, next).await;
    assert_eq!(last, None);
    shown.extend(rest);
    assert_eq!(shown, expected);
}
