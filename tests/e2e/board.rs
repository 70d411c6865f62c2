//! The order board in a group of the staff.

use ecombot::{
    domain::{id::OrderId, order::OrderStatus, staff::Role},
    emulator::{Answer, Fault, Group, Message},
    params,
    shop::{access::Permit, orders::desk},
    store::admins,
};

use crate::{
    payments::adds_way,
    shop::{Person, Shop, masked, now, numbers},
};

/// Somebody writes a command in the group.
async fn says(person: &Person, group: &Group, text: &str) {
    let update = group.says(&person.user, text);
    let update = update.expect("a command reaches the bot");
    person.settled_in(update, group.id()).await;
}

async fn presses(person: &Person, group: &Group, message: &Message, label: &str) -> Answer {
    let update = group.press(&person.user, message.id, label).unwrap();
    answered(person, group, update).await
}

/// Presses a button of a message as it was when it was looked at.
async fn presses_old(person: &Person, group: &Group, message: &Message, label: &str) -> Answer {
    let mut buttons = message.buttons.iter().flatten();
    let button = buttons.find(|button| button.text.contains(label));
    let data = button.and_then(|button| button.data.clone()).unwrap();
    forges(person, group, message, &data).await
}

async fn forges(person: &Person, group: &Group, message: &Message, data: &str) -> Answer {
    let update = group.press_data(&person.user, message.id, data);
    answered(person, group, update).await
}

async fn answered(person: &Person, group: &Group, update: i64) -> Answer {
    person.settled_in(update, group.id()).await;
    group.answers_to(&person.user).pop().unwrap()
}

fn said(answer: &Answer) -> &str {
    answer.text.as_deref().unwrap_or_default()
}

/// The message about an order, once it says this.
async fn shows(group: &Group, number: &str, words: &str) -> Message {
    let is_wanted = |message: &Message| {
        message.from_bot && message.text.contains(number) && message.text.contains(words)
    };
    let messages = group
        .wait_for(|messages| messages.iter().any(is_wanted))
        .await
        .unwrap();
    messages.into_iter().rev().find(is_wanted).unwrap()
}

/// The messages of the board.
fn posts(group: &Group) -> Vec<Message> {
    let mut messages = group.messages();
    messages.retain(|message| message.from_bot && message.text.contains("ECO-"));
    messages
}

/// Buys something and tells the order's number.
async fn number_of(customer: &Person, item: &crate::shop::Item) -> String {
    customer.buys(item).await;
    numbers(&customer.screen()).remove(0)
}

/// Makes a packer of somebody.
async fn packer(shop: &Shop, name: &str) -> Person {
    let person = shop.customer(name);
    let id = person.telegram_id();
    shop.write(move |tx| admins::add(tx, id, Role::Packer, now()))
        .await;
    person.sends("/start").await;
    person
}

/// Moves an order along while no bot serves.
async fn moved_elsewhere(shop: &Shop, order: OrderId, to: OrderStatus) {
    shop.write(move |tx| {
        let moved = desk::advance(tx, &Permit::operator(), order, to, chrono::Utc::now());
        moved.map(drop).map_err(|error| panic!("{error:?}"))
    })
    .await;
}

/// Calls of the bot that reached a chat.
fn edits(shop: &Shop, group: &Group) -> usize {
    let edits = shop.server.calls_of("editMessageText");
    let here = edits
        .iter()
        .filter(|call| call.outcome.is_ok() && call.params["chat_id"] == group.id());
    here.count()
}

#[tokio::test]
async fn an_order_is_worked_on_by_all_in_the_group() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (olga, oscar) = (shop.admin("Olga").await, shop.admin("Oscar").await);
    let alice = shop.regular("Alice").await;
    let before = number_of(&alice, &mug).await;
    olga.hears("New order").await;
    oscar.hears("New order").await;
    let screens = [olga.screen(), oscar.screen()];
    let group = shop.server.group("Packing", &[&olga.user, &oscar.user]);
    says(&olga, &group, "/here").await;
    shows(&group, &before, "⏳ Pending").await;
    assert!(
        group
            .messages()
            .iter()
            .any(|message| message.text.contains("The order board is here now"))
    );

    let number = number_of(&alice, &mug).await;
    let post = shows(&group, &number, "Alice").await;
    insta::assert_snapshot!(masked(&post.screen()), @r"
    NUMBER · ⏳ Pending
    👤 Alice · Courier today

    1 × Mug
    Total: $17.50
    [📦 I am packing this]
    [Mark as: 📦 Processing]
    [🗂 Open]
    ");
    let link = post
        .buttons
        .iter()
        .flatten()
        .find_map(|button| button.url.clone());
    presses(&olga, &group, &post, "📦 I am packing this").await;
    let claimed = shows(&group, &number, "Olga is packing this since").await;
    assert_eq!(claimed.id, post.id, "the same message");
    let late = presses_old(&oscar, &group, &post, "📦 I am packing this").await;
    assert!(
        late.alert && said(&late).starts_with("Olga is packing this since "),
        "{late:?}"
    );
    let done = presses(&olga, &group, &claimed, "Mark as: 📦 Processing").await;
    assert_eq!((said(&done), done.alert), ("Now 📦 Processing.", false));
    shows(&group, &number, "📦 Processing").await;
    let late = presses_old(&oscar, &group, &post, "Mark as: 📦 Processing").await;
    assert!(
        late.alert && said(&late).starts_with("Already 📦 Processing: Olga, "),
        "{late:?}"
    );
    alice.hears("is being packed").await;

    // Their own chats have heard of the new order, and of nothing else.
    for (person, screen) in [&olga, &oscar].into_iter().zip(screens) {
        person.hears(&number).await;
        assert!(screen.contains("New order") && person.screen().contains("New order"));
        assert_eq!(person.user.unanswered(), 0);
    }
    let start = link.unwrap().split_once("?start=").unwrap().1.to_owned();
    olga.sends(&format!("/start {start}")).await;
    olga.sees(&format!("Order {number}"));
    alice.sends(&format!("/start {start}")).await;
    alice.sees("Hello, Alice!");
    assert_eq!((posts(&group).len(), group.unanswered()), (2, 0));
    shop.close().await;
}

#[tokio::test]
async fn two_who_press_at_once_move_it_once() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (olga, oscar) = (shop.admin("Olga").await, shop.admin("Oscar").await);
    let alice = shop.regular("Alice").await;
    let group = shop.server.group("Packing", &[&olga.user, &oscar.user]);
    says(&olga, &group, "/here").await;
    let number = number_of(&alice, &mug).await;
    let post = shows(&group, &number, "⏳ Pending").await;
    let updates = [&olga, &oscar].map(|person| {
        (
            person,
            group
                .press(&person.user, post.id, "Mark as: 📦 Processing")
                .unwrap(),
        )
    });
    let mut answers = Vec::new();
    for (person, update) in updates {
        answers.push(answered(person, &group, update).await);
    }
    let texts: Vec<_> = answers.iter().map(said).collect();
    assert_eq!(
        texts
            .iter()
            .filter(|text| text.starts_with("Now 📦"))
            .count(),
        1,
        "{texts:?}"
    );
    assert_eq!(
        texts
            .iter()
            .filter(|text| text.starts_with("Already 📦"))
            .count(),
        1,
        "{texts:?}"
    );
    shows(&group, &number, "📦 Processing").await;
    alice.hears("is being packed").await;
    assert_eq!(alice.heard("is being packed"), 1);
    shop.close().await;
}

#[tokio::test]
async fn a_message_can_be_pressed_before_the_bot_knows_which_one_it_is() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    let group = shop.server.group("Packing", &[&olga.user]);
    says(&olga, &group, "/here").await;
    let late = Fault::LateAnswer { seconds: 30 };
    shop.server.fail_next_in(group.id(), "sendMessage", late);
    let number = number_of(&alice, &mug).await;
    let post = shows(&group, &number, "⏳ Pending").await;
    let label = "Mark as: 📦 Processing";
    let update = group.press(&olga.user, post.id, label).unwrap();
    shop.server.acknowledged(update).await;
    assert_eq!(group.answers_to(&olga.user), []);
    shop.server.advance(30);
    assert_eq!(
        said(&answered(&olga, &group, update).await),
        "Now 📦 Processing."
    );
    assert_eq!(shows(&group, &number, "📦 Processing").await.id, post.id);
    shop.close().await;
}

#[tokio::test]
async fn the_board_follows_what_happens_in_other_chats() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    let group = shop.server.group("Packing", &[&olga.user]);
    says(&olga, &group, "/here").await;
    let first = number_of(&alice, &mug).await;
    shows(&group, &first, "⏳ Pending").await;
    alice.sends("/orders").await;
    alice.presses(&first).await;
    alice.presses("Cancel").await;
    alice.presses("Yes").await;
    let post = shows(&group, &first, "✖️ Cancelled").await;
    assert_eq!(post.buttons, Vec::<Vec<_>>::new(), "nothing is left to do");
    let second = number_of(&alice, &mug).await;
    shows(&group, &second, "⏳ Pending").await;
    olga.hears(&second).await;
    olga.presses_in(&olga.message(), "🗂 Open").await;
    olga.presses("📦 I am packing this").await;
    shows(&group, &second, "Olga is packing this since").await;
    olga.presses("Mark as: 📦 Processing").await;
    shows(&group, &second, "📦 Processing").await;
    assert_eq!(posts(&group).len(), 2);
    shop.close().await;
}

#[tokio::test]
async fn whether_an_order_is_paid_is_on_its_message() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    adds_way(&olga, "Add transfer", "Bank", "Account 12 34").await;
    let alice = shop.regular("Alice").await;
    let group = shop.server.group("Packing", &[&olga.user]);
    says(&olga, &group, "/here").await;
    let number = number_of(&alice, &mug).await;
    let post = shows(&group, &number, "⏳ Pending · 🧾 Not paid").await;
    assert!(!post.text.contains("Account"), "{}", post.text);
    olga.hears(&number).await;
    olga.presses_in(&olga.message(), "🗂 Open").await;
    olga.presses("💰 Mark as paid").await;
    shows(&group, &number, "⏳ Pending · 💰 Paid").await;
    olga.presses("Undo: not paid").await;
    let undone = shows(&group, &number, "🧾 Not paid").await;
    assert_eq!((undone.id, posts(&group).len()), (post.id, 1));
    shop.close().await;
}

#[tokio::test]
async fn the_board_is_for_staff_and_its_place_for_owners() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let pete = packer(&shop, "Pete").await;
    let alice = shop.regular("Alice").await;
    let eve = shop.customer("Eve");
    let group = shop
        .server
        .group("Packing", &[&olga.user, &pete.user, &eve.user]);
    assert_eq!(group.says(&olga.user, "good morning"), None);
    says(&eve, &group, "/here").await;
    says(&olga, &group, "/start").await;
    let messages = |group: &Group| {
        group
            .messages()
            .iter()
            .filter(|message| message.from_bot)
            .count()
    };
    assert_eq!(messages(&group), 0, "to whom it is nothing it says nothing");
    says(&pete, &group, "/here").await;
    assert!(
        group
            .messages()
            .last()
            .unwrap()
            .text
            .contains("not part of your role (packer)")
    );
    says(&olga, &group, "/here@shop_bot").await;
    let number = number_of(&alice, &mug).await;
    let post = shows(&group, &number, "⏳ Pending").await;

    let outdated = presses(&eve, &group, &post, "Mark as: 📦 Processing").await;
    assert!(
        outdated.alert && said(&outdated).contains("outdated"),
        "{outdated:?}"
    );
    let order = shop.orders().await.remove(0);
    assert_eq!(order.status, OrderStatus::Pending);
    let known = eve.telegram_id();
    let known = shop
        .read(move |tx| ecombot::shop::access::customer(tx, known))
        .await;
    assert_eq!(known, None, "in a group nobody becomes a customer");

    // What would show or ask for more than the board does is no button of a group.
    let id = order.id.get();
    for data in [
        format!("ms:{id}:cancelled"),
        format!("ms:{}:processing", id + 1),
        "?".into(),
    ] {
        let answer = forges(&olga, &group, &post, &data).await;
        assert!(said(&answer).contains("outdated"), "{data}: {answer:?}");
    }
    let done = presses(&pete, &group, &post, "Mark as: 📦 Processing").await;
    assert_eq!(said(&done), "Now 📦 Processing.");
    shows(&group, &number, "📦 Processing").await;
    pete.sends("/here").await;
    pete.sees("not part of your role");
    alice.sends("/here").await;
    alice.sees("I do not know that command");
    assert_eq!(group.unanswered(), 0);
    shop.close().await;
}

#[tokio::test]
async fn an_owner_sees_where_the_board_is_and_ends_it() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    let group = shop.server.group("Packing <1>", &[&olga.user]);
    olga.sends("/here").await;
    olga.sees("There is none now.");
    says(&olga, &group, "/here").await;
    let number = number_of(&alice, &mug).await;
    let post = shows(&group, &number, "⏳ Pending").await;
    olga.sends("/admin").await;
    olga.presses("📌 Order board").await;
    olga.sees("It is in “Packing <1>”.");
    olga.presses("End the order board").await;
    olga.sees("There is none now.");
    let outdated = presses(&olga, &group, &post, "Mark as: 📦 Processing").await;
    assert!(said(&outdated).contains("outdated"), "{outdated:?}");
    assert_eq!(
        posts(&group)[0].buttons,
        Vec::<Vec<_>>::new(),
        "its buttons are gone"
    );
    says(&olga, &group, "/here").await;
    says(&olga, &group, "/here off").await;
    assert!(
        group
            .messages()
            .iter()
            .any(|message| message.text.contains("The order board has ended"))
    );
    shop.close().await;
}

#[tokio::test]
async fn the_board_lives_in_a_topic_and_moves() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    let number = number_of(&alice, &mug).await;
    let forum = shop.server.forum("Staff", &[&olga.user]);
    let topic = forum.open_topic("Orders");
    let update = forum.says_in(topic, &olga.user, "/here").unwrap();
    olga.settled_in(update, forum.id()).await;
    let old = shows(&forum, &number, "⏳ Pending").await;
    let there = forum.messages_in(topic);
    assert!(there.iter().any(|message| message.id == old.id));
    let bots = forum.messages();
    let outside = bots
        .iter()
        .filter(|message| message.from_bot && !there.contains(message));
    assert_eq!(
        outside.count(),
        0,
        "everything it says is said in the topic"
    );
    let group = shop.server.group("Packing", &[&olga.user]);
    says(&olga, &group, "/here").await;
    let post = shows(&group, &number, "⏳ Pending").await;
    let outdated = presses(&olga, &forum, &old, "Mark as: 📦 Processing").await;
    assert!(said(&outdated).contains("outdated"), "{outdated:?}");
    presses(&olga, &group, &post, "Mark as: 📦 Processing").await;
    shows(&group, &number, "📦 Processing").await;
    let left = posts(&forum);
    assert!(left[0].text.contains("⏳ Pending") && left[0].buttons.is_empty());

    // Without its topic there is nowhere to write.
    let update = forum.says_in(topic, &olga.user, "/here").unwrap();
    olga.settled_in(update, forum.id()).await;
    forum
        .wait_for(|messages| {
            let about = messages.iter().filter(|message| message.from_bot);
            about
                .filter(|message| message.text.contains(&number))
                .count()
                == 2
        })
        .await
        .unwrap();
    shop.expects_refusal("message thread not found");
    forum.delete_topic(topic);
    number_of(&alice, &mug).await;
    olga.hears("The order board in “Staff” has ended").await;
    shop.close().await;
}

#[tokio::test]
async fn a_small_group_takes_the_board_along_when_it_grows() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    let small = shop.server.basic_group("Packing", &[&olga.user]);
    says(&olga, &small, "/here").await;
    let number = number_of(&alice, &mug).await;
    shows(&small, &number, "⏳ Pending").await;
    shop.expects_refusal("group chat was upgraded to a supergroup chat");
    let big = small.migrate();
    let post = shows(&big, &number, "⏳ Pending").await;
    presses(&olga, &big, &post, "Mark as: 📦 Processing").await;
    shows(&big, &number, "📦 Processing").await;
    shop.close().await;
}

#[tokio::test]
async fn a_message_that_somebody_deletes_is_posted_anew_once() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    let group = shop.server.group("Packing", &[&olga.user]);
    says(&olga, &group, "/here").await;
    let number = number_of(&alice, &mug).await;
    let post = shows(&group, &number, "⏳ Pending").await;
    shop.expects_refusal("message to edit not found");
    group.delete_message(post.id);
    olga.hears(&number).await;
    olga.presses_in(&olga.message(), "Mark as: 📦 Processing")
        .await;
    let anew = shows(&group, &number, "📦 Processing").await;
    assert!(anew.id > post.id);
    assert_eq!(posts(&group).len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn what_changes_while_the_bot_is_away_is_shown_when_it_is_back() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    let group = shop.server.group("Packing", &[&olga.user]);
    says(&olga, &group, "/here").await;
    let number = number_of(&alice, &mug).await;
    let post = shows(&group, &number, "⏳ Pending").await;
    let order = shop.orders().await.remove(0).id;
    shop.crash().await;
    moved_elsewhere(&shop, order, OrderStatus::Processing).await;
    moved_elsewhere(&shop, order, OrderStatus::Shipped).await;
    let before = edits(&shop, &group);
    // What had been handled but not forgotten is shown again.
    shop.expects_refusal("query is too old");
    shop.expects_refusal("message is not modified");
    shop.reopen().await;
    let now = shows(&group, &number, "🚚 Shipped").await;
    assert_eq!((now.id, posts(&group).len()), (post.id, 1));
    assert_eq!(edits(&shop, &group) - before, 1, "two changes, one edit");
    shop.close().await;
}

#[tokio::test]
async fn a_press_that_was_committed_before_a_crash_is_not_repeated() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    let group = shop.server.group("Packing", &[&olga.user]);
    says(&olga, &group, "/here").await;
    let number = number_of(&alice, &mug).await;
    let post = shows(&group, &number, "⏳ Pending").await;
    let update = group
        .press(&olga.user, post.id, "Mark as: 📦 Processing")
        .unwrap();
    shows(&group, &number, "📦 Processing").await;
    shop.crash().await;
    // What was shown but not noted is shown again.
    shop.expects_refusal("query is too old");
    shop.expects_refusal("message is not modified");
    olga.user.redeliver(update);
    shop.come_back().await;
    let changes = shop
        .read(|tx| {
            let count = "SELECT COUNT(*) FROM audit WHERE subject = 'order'";
            tx.query_one(count, params![], |row| row.take::<i64>())
        })
        .await;
    assert_eq!(changes, 1);
    assert_eq!((posts(&group).len(), group.unanswered()), (1, 0));
    shop.close().await;
}

#[tokio::test]
async fn who_is_thrown_out_ends_the_board_and_tells_its_owners_once() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let (olga, oscar) = (shop.admin("Olga").await, shop.admin("Oscar").await);
    let pete = packer(&shop, "Pete").await;
    let alice = shop.regular("Alice").await;
    let group = shop.server.group("Packing", &[&olga.user]);
    says(&olga, &group, "/here").await;
    let number = number_of(&alice, &mug).await;
    shows(&group, &number, "⏳ Pending").await;
    let update = group.kick_bot();
    olga.settled_in(update, group.id()).await;
    let lost = "The order board in “Packing” has ended";
    for owner in [&olga, &oscar] {
        owner.hears(lost).await;
    }
    number_of(&alice, &mug).await;
    assert_eq!(posts(&group).len(), 1);
    // Taken in again, it waits to be told where.
    group.add_bot();
    number_of(&alice, &mug).await;
    let update = group.kick_bot();
    olga.settled_in(update, group.id()).await;
    assert_eq!(
        (olga.heard(lost), oscar.heard(lost), pete.heard(lost)),
        (1, 1, 0)
    );
    shop.close().await;
}

#[tokio::test]
async fn a_refusal_for_good_ends_the_board_too() {
    let shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    let group = shop.server.group("Packing", &[&olga.user]);
    says(&olga, &group, "/here").await;
    let refusal = Fault::Api {
        code: 403,
        description: "Forbidden: bot was kicked from the supergroup chat".into(),
    };
    shop.server.fail_next_in(group.id(), "sendMessage", refusal);
    number_of(&alice, &mug).await;
    olga.hears("The order board in “Packing” has ended").await;
    olga.sends("/here").await;
    olga.sees("There is none now.");
    shop.close().await;
}

#[tokio::test]
async fn a_group_that_takes_nothing_for_half_a_minute_keeps_nobody_else_waiting() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    let group = shop.server.group("Packing", &[&olga.user]);
    says(&olga, &group, "/here").await;
    let before = shop.server.now();
    shop.server.limit_chat(group.id(), 30);
    let number = number_of(&alice, &mug).await;
    olga.hears(&number).await;
    olga.presses_in(&olga.message(), "🗂 Open").await;
    for _ in 0..3 {
        olga.presses("📦 I am packing this").await;
        olga.presses("📦 I am not packing this").await;
    }
    olga.presses("Mark as: 📦 Processing").await;
    alice.hears("is being packed").await;
    assert!(
        shop.server.now() - before < 30,
        "nobody has waited for the group"
    );
    assert_eq!(posts(&group), []);
    let group_calls = |shop: &Shop| {
        let calls = shop.server.calls();
        let here = calls
            .iter()
            .filter(|call| call.params["chat_id"] == group.id());
        here.count()
    };
    assert_eq!(group_calls(&shop), 2, "the confirmation and one attempt");
    // When the half minute is over, one message shows all that has happened.
    shop.stop().await;
    shop.server.advance(30);
    shop.reopen().await;
    shows(&group, &number, "📦 Processing").await;
    assert_eq!((posts(&group).len(), group_calls(&shop)), (1, 3));
    shop.close().await;
}
