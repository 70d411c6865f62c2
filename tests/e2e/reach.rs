//! Chats that take nothing: customers who blocked the bot, groups it was thrown out of, chats that
//! Telegram makes wait.

use ecombot::{
    domain::{id::TelegramId, order::OrderStatus},
    params,
    shop::{access::Permit, orders::desk},
};

use crate::shop::{PATIENCE, Person, Shop, numbers};

/// What became of the messages to somebody, in order.
async fn messages(shop: &Shop, person: &Person) -> Vec<String> {
    let chat: TelegramId = person.telegram_id();
    shop.read(move |tx| {
        tx.query(
            "SELECT state FROM outbox WHERE chat_id = $1 ORDER BY id",
            params![chat.get()],
            |row| row.take(),
        )
    })
    .await
}

/// Waits until this has become of the messages to somebody: what is not sent shows nowhere else.
async fn settled(shop: &Shop, person: &Person, expected: &[&str]) {
    let mut found = Vec::new();
    let looking = async {
        while found != expected {
            found = messages(shop, person).await;
        }
    };
    let is_over = tokio::time::timeout(PATIENCE, looking).await.is_err();
    assert!(!is_over, "{found:?} is not {expected:?}");
}

/// How often the bot has tried to write to a chat.
fn attempts(shop: &Shop, chat: i64) -> usize {
    let calls = shop.server.calls_of("sendMessage");
    let there = calls.iter().filter(|call| call.params["chat_id"] == chat);
    there.count()
}

/// A new order of somebody, as its number; the owner has it open.
async fn ordered(customer: &Person, item: &crate::shop::Item, owner: &Person) -> String {
    customer.buys(item).await;
    let number = numbers(&customer.screen()).remove(0);
    owner.hears(&number).await;
    owner.presses_in(&owner.message(), "🗂 Open").await;
    number
}

#[tokio::test]
async fn who_blocks_the_bot_is_left_alone_until_they_write_again() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    let number = ordered(&alice, &mug, &olga).await;
    olga.does_not_see("Cannot be reached");
    alice.settled(alice.user.block().unwrap()).await;
    let before = attempts(&shop, alice.user.id());

    olga.presses("Mark as: 📦 Processing").await;
    olga.is_alerted("Now 📦 Processing.");
    olga.sees("🔕 Cannot be reached since");
    olga.sees("blocked the bot.");
    settled(&shop, &alice, &["given_up"]).await;
    // The order is shown again, and nothing about it is new.
    shop.expects_refusal("message is not modified");
    olga.presses("💬 Message customer").await;
    olga.is_alerted("Alice cannot be reached: blocked the bot. Nothing was sent.");
    olga.sees(&format!("Order {number}"));
    assert_eq!(
        attempts(&shop, alice.user.id()),
        before,
        "nothing was tried"
    );

    alice.sends("/start").await;
    olga.presses("📦 I am packing this").await;
    olga.does_not_see("Cannot be reached");
    olga.presses("Mark as: 🚚 Shipped").await;
    alice.hears("is on its way").await;
    assert_eq!(alice.heard("is being packed"), 0);
    olga.presses("💬 Message customer").await;
    olga.sends("It is a big parcel").await;
    alice.hears("It is a big parcel").await;
    shop.close().await;
}

#[tokio::test]
async fn any_press_shows_that_somebody_can_be_reached() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    ordered(&alice, &mug, &olga).await;
    for is_unblocking in [true, false] {
        alice.settled(alice.user.block().unwrap()).await;
        olga.presses("📦 I am packing this").await;
        olga.sees("Cannot be reached");
        match is_unblocking {
            true => alice.settled(alice.user.unblock().unwrap()).await,
            false => alice.forges("nonsense").await,
        };
        olga.presses("📦 I am not packing this").await;
        olga.does_not_see("Cannot be reached");
    }
    shop.close().await;
}

#[tokio::test]
async fn who_is_found_gone_is_marked_and_what_else_waits_is_not_tried() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    ordered(&alice, &mug, &olga).await;
    let order = shop.orders().await.remove(0).id;
    let before = attempts(&shop, alice.user.id());
    shop.stop().await;
    for to in [OrderStatus::Processing, OrderStatus::Shipped] {
        shop.write(move |tx| {
            let now = chrono::Utc::now();
            let moved = desk::advance(tx, &Permit::operator(), order, to, now);
            moved.map(drop).map_err(|error| panic!("{error:?}"))
        })
        .await;
    }
    // Nobody tells the bot of that.
    alice.user.deactivate();
    shop.expects_refusal("user is deactivated");
    shop.reopen().await;
    settled(&shop, &alice, &["refused", "given_up"]).await;
    assert_eq!(attempts(&shop, alice.user.id()) - before, 1);
    let olga = shop.meets_again(&olga);
    olga.sends("/admin").await;
    olga.presses("🗂 Orders").await;
    olga.presses("🚚 Shipped · 1").await;
    olga.presses("ECO-").await;
    olga.sees("deleted the Telegram account.");
    olga.presses("Mark as: ✅ Completed").await;
    settled(&shop, &alice, &["refused", "given_up", "given_up"]).await;
    assert_eq!(attempts(&shop, alice.user.id()) - before, 1);
    shop.close().await;
}

#[tokio::test]
async fn words_typed_for_somebody_who_has_just_blocked_the_bot_are_not_kept_as_sent() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    let number = ordered(&alice, &mug, &olga).await;
    olga.presses("💬 Message customer").await;
    olga.sees("Type your message");
    alice.settled(alice.user.block().unwrap()).await;
    olga.sends("It is a big parcel").await;
    assert_eq!(olga.heard("Alice cannot be reached: blocked the bot."), 1);
    olga.sees(&format!("Order {number}"));
    olga.does_not_see("It is a big parcel");
    // The question is over.
    olga.sends("mug").await;
    olga.sees("Mug");
    assert_eq!(messages(&shop, &alice).await, Vec::<String>::new());
    shop.close().await;
}

#[tokio::test]
async fn a_blocked_customer_a_kicked_group_and_a_chat_that_has_to_wait_delay_nobody_else() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let (alice, bob) = (shop.regular("Alice").await, shop.regular("Bob").await);
    let carol = shop.regular("Carol").await;
    let group = shop.server.group("Packing", &[&olga.user]);
    let here = group.says(&olga.user, "/here").unwrap();
    olga.settled_in(here, group.id()).await;
    for customer in [&alice, &bob, &carol] {
        ordered(customer, &mug, &olga).await;
    }
    group
        .wait_for(|messages| {
            let posts = messages
                .iter()
                .filter(|message| message.text.contains("ECO-"));
            posts.count() == 3
        })
        .await
        .unwrap();
    let (orders, desk) = (shop.orders().await, olga.message());
    let before = shop.server.now();
    let tried = [&alice, &bob].map(|person| attempts(&shop, person.user.id()));

    alice.settled(alice.user.block().unwrap()).await;
    shop.server.limit_chat(bob.user.id(), 30);
    olga.settled_in(group.kick_bot(), group.id()).await;
    for order in &orders {
        let data = format!("ms:{}:processing", order.id.get());
        olga.settled(olga.user.press_data(desk.id, &data)).await;
        olga.is_alerted("Now 📦 Processing.");
    }
    carol.hears("is being packed").await;
    olga.hears("The order board in “Packing” has ended").await;
    settled(&shop, &alice, &["given_up"]).await;
    ordered(&carol, &mug, &olga).await;
    assert!(shop.server.now() - before < 30, "nobody has waited for Bob");
    assert_eq!(
        (bob.heard("is being packed"), messages(&shop, &bob).await),
        (0, vec!["waiting".to_owned()])
    );

    // Bob has it when his half minute is over, at the second attempt.
    shop.stop().await;
    shop.server.advance(30);
    shop.reopen().await;
    let bob = shop.meets_again(&bob);
    bob.hears("is being packed").await;
    let again = [&alice, &bob].map(|person| attempts(&shop, person.user.id()));
    assert_eq!((again[0] - tried[0], again[1] - tried[1]), (0, 2));
    shop.close().await;
}
