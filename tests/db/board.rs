//! The order board: which orders it shows, when, and where.

use ecombot::{
    domain::{
        audit::{Action, Subject},
        board::{BoardPlace, BoardPost},
        id::{OrderId, TelegramId},
        order::OrderStatus,
        payment::{PaymentKind, PaymentState},
        staff::Role,
        text::{Instructions, PaymentName},
    },
    shop::{
        access::{self, Permit},
        board,
        orders::{self, desk, payment},
        payments,
    },
    store::{admins, audit, outbox::Notice},
};

use OrderStatus::{Completed, Processing, Shipped};

use crate::shop::{Item, NOW, TestShop, now};

fn group(chat: i64, thread: Option<i64>) -> BoardPlace {
    BoardPlace {
        chat: TelegramId::new(chat),
        thread,
        title: "Packing".into(),
    }
}

async fn settles(shop: &TestShop, place: BoardPlace) {
    shop.write(move |tx| board::settle(tx, &Permit::operator(), &place, NOW))
        .await;
}

async fn due(shop: &TestShop) -> Vec<OrderId> {
    shop.read(|tx| board::due(tx, 100)).await.1
}

async fn pending(shop: &TestShop, order: OrderId) -> Option<BoardPost> {
    shop.read(move |tx| board::pending(tx, order)).await
}

/// Shows everything that is due, each in a message of its own, as the worker does.
async fn shows_all(shop: &TestShop) {
    for order in due(shop).await {
        let post = pending(shop, order).await.unwrap();
        let message = post.message.or(i32::try_from(order.get()).ok());
        shown(shop, &post, message).await;
    }
}

async fn shown(shop: &TestShop, post: &BoardPost, message: Option<i32>) {
    let post = post.clone();
    shop.write(move |tx| board::shown(tx, &post, message, NOW))
        .await;
}

/// From now on orders are to be paid.
async fn takes_transfers(shop: &TestShop) {
    let (name, text) = (
        PaymentName::parse("Bank").unwrap(),
        Instructions::parse("Account 12 34").unwrap(),
    );
    let kind = PaymentKind::Transfer;
    shop.ask(move |tx| payments::add(tx, &Permit::operator(), kind, &name, &text, NOW))
        .await
        .unwrap();
}

async fn shop_with_mugs() -> (TestShop, Item) {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 100).await;
    (shop, mug)
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_board_nothing_is_due() {
    let (shop, mug) = shop_with_mugs().await;
    let alice = shop.regular("Alice").await;
    let order = shop.buy(&alice, &[(mug, 1)]).await;
    shop.advance(order.id, Processing).await.unwrap();
    assert_eq!(due(&shop).await, []);
    assert_eq!(pending(&shop, order.id).await, None);
    assert_eq!(shop.number("SELECT COUNT(*) FROM board_posts").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_board_begins_with_the_newest_orders_under_way() {
    let (shop, mug) = shop_with_mugs().await;
    let alice = shop.regular("Alice").await;
    let mut all = Vec::new();
    for _ in 0..23 {
        all.push(shop.buy(&alice, &[(mug, 1)]).await.id);
    }
    shop.advance_along(all[22], &[Processing, Shipped, Completed])
        .await;
    shop.advance_along(all[21], &[Processing, Shipped]).await;
    settles(&shop, group(-1, None)).await;
    assert_eq!(due(&shop).await, all[2..22]);
    // What is not under way is shown when something happens to it.
    shop.advance(all[0], Processing).await.unwrap();
    assert_eq!(due(&shop).await.first(), Some(&all[0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_of_an_order_is_due_whoever_makes_it() {
    let (shop, mug) = shop_with_mugs().await;
    let alice = shop.regular("Alice").await;
    settles(&shop, group(-1, None)).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await.id;
    assert_eq!(due(&shop).await, [order], "it was placed");
    shows_all(&shop).await;
    assert_eq!(due(&shop).await, []);

    let ann = shop.stranger("Ann");
    let permit = shop
        .write(move |tx| {
            admins::add(tx, ann.id, Role::Packer, NOW)?;
            let visitor = access::visitor(tx, &ann, NOW)?;
            Ok(visitor.permit().expect("staff"))
        })
        .await;
    shop.ask(move |tx| desk::claim(tx, &permit, order, None, NOW))
        .await
        .unwrap();
    let post = pending(&shop, order).await.unwrap();
    assert_eq!(
        post.claim.clone().and_then(|claim| claim.name).as_deref(),
        Some("Ann")
    );
    shows_all(&shop).await;

    shop.ask(move |tx| desk::release(tx, &permit, order, NOW))
        .await
        .unwrap();
    assert_eq!(due(&shop).await, [order], "nobody packs it");
    shows_all(&shop).await;

    let customer = alice.id;
    shop.ask(move |tx| orders::cancel(tx, customer, order, now()))
        .await
        .unwrap();
    let post = pending(&shop, order).await.unwrap();
    assert_eq!(post.order.status, OrderStatus::Cancelled);
    assert!(post.message.is_some(), "the same message shows it");
}

#[tokio::test(flavor = "multi_thread")]
async fn whether_an_order_is_paid_is_due_when_it_changes() {
    let (shop, mug) = shop_with_mugs().await;
    let alice = shop.regular("Alice").await;
    takes_transfers(&shop).await;
    settles(&shop, group(-1, None)).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await.id;
    let post = pending(&shop, order).await.unwrap();
    assert_eq!(post.order.payment_state(), PaymentState::Unpaid);
    shows_all(&shop).await;

    shop.ask(move |tx| payment::mark_paid(tx, &Permit::operator(), order, NOW))
        .await
        .unwrap();
    let post = pending(&shop, order).await.unwrap();
    assert_eq!(post.order.payment_state(), PaymentState::Paid);
    shows_all(&shop).await;

    shop.ask(move |tx| payment::mark_unpaid(tx, &Permit::operator(), order, NOW))
        .await
        .unwrap();
    assert_eq!(due(&shop).await, [order], "it was taken back");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_nobody_paid_in_time_is_due() {
    let (shop, mug) = shop_with_mugs().await;
    let alice = shop.regular("Alice").await;
    takes_transfers(&shop).await;
    settles(&shop, group(-1, None)).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await.id;
    shows_all(&shop).await;
    let later = now() + chrono::Duration::days(30);
    assert!(
        shop.write(move |tx| payment::expire(tx, order, later))
            .await
    );
    let post = pending(&shop, order).await.unwrap();
    assert_eq!(post.order.status, OrderStatus::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_while_a_message_is_under_way_is_due_again_and_several_are_one() {
    let (shop, mug) = shop_with_mugs().await;
    let alice = shop.regular("Alice").await;
    settles(&shop, group(-1, None)).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await.id;
    let under_way = pending(&shop, order).await.unwrap();
    shop.advance_along(order, &[Processing, Shipped]).await;
    shown(&shop, &under_way, Some(7)).await;
    let next = pending(&shop, order).await.unwrap();
    assert_eq!((next.message, next.order.status), (Some(7), Shipped));
    shown(&shop, &next, Some(7)).await;
    assert_eq!(due(&shop).await, [], "two changes, one edit");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_that_moves_begins_anew_and_what_was_under_way_is_not_mixed_up() {
    let (shop, mug) = shop_with_mugs().await;
    let alice = shop.regular("Alice").await;
    settles(&shop, group(-1, None)).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await.id;
    let under_way = pending(&shop, order).await.unwrap();
    settles(&shop, group(-1, Some(5))).await;
    shown(&shop, &under_way, Some(7)).await;
    let post = pending(&shop, order).await.unwrap();
    assert_eq!((post.message, post.place.thread), (None, Some(5)));
    shown(&shop, &post, Some(8)).await;
    // To where it is, it does not move.
    settles(&shop, group(-1, Some(5))).await;
    assert_eq!(due(&shop).await, []);
    let shown_in = |message| shop.read(move |tx| board::order_of(tx, TelegramId::new(-1), message));
    assert_eq!((shown_in(8).await, shown_in(7).await), (Some(order), None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_grows_takes_the_board_along() {
    let (shop, mug) = shop_with_mugs().await;
    let alice = shop.regular("Alice").await;
    settles(&shop, group(-1, None)).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await.id;
    shows_all(&shop).await;
    let follow = |from, to| {
        shop.write(move |tx| board::follow(tx, TelegramId::new(from), TelegramId::new(to), NOW))
    };
    assert!(!follow(-9, -2).await, "another group");
    assert!(follow(-1, -2).await);
    let post = pending(&shop, order).await.unwrap();
    assert_eq!((post.place.chat.get(), post.message), (-2, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_board_is_told_to_the_owners_once() {
    let (shop, mug) = shop_with_mugs().await;
    let alice = shop.regular("Alice").await;
    let (olga, packer) = (shop.stranger("Olga"), shop.stranger("Pete"));
    let owner = olga.id;
    shop.write(move |tx| {
        admins::add(tx, olga.id, Role::Owner, NOW)?;
        admins::add(tx, packer.id, Role::Packer, NOW)
    })
    .await;
    settles(&shop, group(-1, None)).await;
    shop.buy(&alice, &[(mug, 1)]).await;
    let lose = |chat| shop.write(move |tx| board::lose(tx, TelegramId::new(chat), NOW));
    assert!(!lose(-9).await, "another group");
    assert!(lose(-1).await);
    assert!(!lose(-1).await);
    assert_eq!(due(&shop).await, []);
    assert_eq!(shop.read(board::place).await, None);
    let told: Vec<_> = shop
        .owed()
        .await
        .into_iter()
        .filter(|(_, notice)| matches!(notice, Notice::BoardLost { .. }))
        .map(|(chat, _)| chat)
        .collect();
    assert_eq!(told, [owner]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_settles_and_ends_it_is_recorded() {
    let (shop, _) = shop_with_mugs().await;
    settles(&shop, group(-1, Some(5))).await;
    settles(&shop, group(-1, Some(5))).await;
    let ends = || shop.write(|tx| board::end(tx, &Permit::operator(), NOW));
    assert!(ends().await);
    assert!(!ends().await, "there is none");
    let last = shop.read(|tx| audit::last_about(tx, Subject::Board)).await;
    let last = last.unwrap();
    assert_eq!((last.action, last.after), (Action::Delete, None));
    assert_eq!(last.label, "Packing");
    assert!(last.before.unwrap().contains("-1"));
    let count = "SELECT COUNT(*) FROM audit WHERE subject = 'board'";
    assert_eq!(shop.number(count).await, 2);
}
