//! Who cannot be written to: what is given up, what staff are told, and when it ends.

use ecombot::{
    domain::{
        customer::{OutOfReach, Unreachable},
        id::{OrderId, TelegramId},
        order::OrderStatus,
        text::Question,
    },
    params,
    shop::{
        access::{self, Permit},
        orders::desk::{self, WriteRefusal},
        reach,
    },
};

use crate::shop::{NOW, Person, TestShop, now};

async fn is_lost(shop: &TestShop, person: &Person, why: Unreachable, at: i64) {
    let chat = person.chat();
    shop.write(move |tx| reach::lose(tx, chat, why, at)).await;
}

async fn lost(shop: &TestShop, order: OrderId) -> Option<OutOfReach> {
    let sheet = shop.ask(move |tx| desk::inspect(tx, &Permit::operator(), order));
    sheet.await.unwrap().out_of_reach
}

/// What became of the messages to somebody, in order.
async fn messages(shop: &TestShop, person: &Person) -> Vec<String> {
    let chat: TelegramId = person.chat();
    shop.read(move |tx| {
        tx.query(
            "SELECT state FROM outbox WHERE chat_id = $1 ORDER BY id",
            params![chat.get()],
            |row| row.take(),
        )
    })
    .await
}

async fn writes(shop: &TestShop, order: OrderId) -> Result<(), WriteRefusal> {
    let words = Question::parse("It is ready").unwrap();
    let written = shop.ask(move |tx| desk::write(tx, &Permit::operator(), order, &words, NOW));
    written.await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_out_of_reach_until_they_are_heard_from() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let alice = shop.regular("Alice").await;
    let order = shop.buy(&alice, &[(mug, 1)]).await.id;
    assert_eq!(lost(&shop, order).await, None);
    is_lost(&shop, &alice, Unreachable::Unknown, NOW).await;
    is_lost(&shop, &alice, Unreachable::Blocked, NOW + 60).await;
    let expected = OutOfReach {
        why: Unreachable::Blocked,
        since: now(),
    };
    assert_eq!(lost(&shop, order).await, Some(expected));

    // Heard from as they were: not even a name has changed.
    let profile = alice.profile.clone();
    let known = {
        let profile = profile.clone();
        shop.read(move |tx| access::known(tx, &profile))
    };
    assert_eq!(known.await, None, "a look is not enough");
    let visitor = shop
        .write(move |tx| access::visitor(tx, &profile, NOW))
        .await;
    assert_eq!(visitor.customer.id, alice.id);
    assert_eq!(lost(&shop, order).await, None);

    is_lost(&shop, &alice, Unreachable::Blocked, NOW).await;
    let chat = alice.chat();
    shop.write(move |tx| reach::regain(tx, chat, NOW)).await;
    assert_eq!(lost(&shop, order).await, None, "the block was taken back");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_somebody_out_of_reach_is_given_up_and_nobody_elses() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (alice, bob) = (shop.regular("Alice").await, shop.regular("Bob").await);
    for person in [&alice, &bob] {
        let order = shop.buy(person, &[(mug, 1)]).await.id;
        shop.advance(order, OrderStatus::Processing).await.unwrap();
    }
    is_lost(&shop, &alice, Unreachable::Blocked, NOW).await;
    assert_eq!(messages(&shop, &alice).await, ["given_up"]);
    assert_eq!(messages(&shop, &bob).await, ["waiting"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_writes_to_who_would_not_get_it() {
    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let alice = shop.regular("Alice").await;
    let order = shop.buy(&alice, &[(mug, 1)]).await;
    let id = order.id;
    is_lost(&shop, &alice, Unreachable::Deleted, NOW).await;
    let refusal = WriteRefusal::OutOfReach {
        name: order.contact_name,
        why: Unreachable::Deleted,
    };
    let asked = shop.ask(move |tx| desk::may_write(tx, &Permit::operator(), id));
    assert_eq!(asked.await, Err(refusal.clone()));
    assert_eq!(writes(&shop, id).await, Err(refusal));
    assert_eq!(shop.number("SELECT COUNT(*) FROM order_messages").await, 0);
    assert_eq!(messages(&shop, &alice).await, Vec::<String>::new());
    // The order itself goes on.
    shop.advance(id, OrderStatus::Processing).await.unwrap();

    let chat = alice.chat();
    shop.write(move |tx| reach::regain(tx, chat, NOW)).await;
    assert_eq!(writes(&shop, id).await, Ok(()));
}
