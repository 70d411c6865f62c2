//! What staff do with orders besides moving them along: finding, calling off, packing, writing.

use ecombot::{
    domain::{
        audit::Subject,
        customer::TelegramProfile,
        id::OrderId,
        order::{MessageKind, OrderFilter, OrderSheet, OrderStatus},
        staff::Role,
        text::{CancelReason, Note, Question},
    },
    shop::{
        UseCaseError,
        access::{self, Orders, Permit},
        orders::{
            self,
            desk::{self, AdvanceRefusal, ClaimRefusal, DoneBy},
        },
    },
    store::{admins, audit, outbox::Notice},
};

use OrderStatus::{Cancelled, Completed, Pending, Processing, Shipped};

use crate::shop::{NOW, TestShop, at_once, now};

/// Somebody new of the staff.
async fn hire(shop: &TestShop, name: &str, role: Role) -> Permit<Orders> {
    let profile: TelegramProfile = shop.stranger(name);
    shop.write(move |tx| {
        admins::add(tx, profile.id, role, NOW)?;
        let visitor = access::visitor(tx, &profile, NOW)?;
        Ok(visitor.permit().expect("staff"))
    })
    .await
}

async fn claim(
    shop: &TestShop,
    by: Permit<Orders>,
    order: OrderId,
    instead_of: Option<&Permit<Orders>>,
) -> Result<Option<String>, ClaimRefusal> {
    let instead_of = instead_of.map(|permit| match permit.actor() {
        ecombot::domain::staff::Actor::Person(person) => person,
        ecombot::domain::staff::Actor::Operator => panic!("a person"),
    });
    let sheet = shop
        .ask(move |tx| desk::claim(tx, &by, order, instead_of, NOW))
        .await?;
    Ok(sheet.claim.and_then(|claim| claim.name))
}

async fn sheet(shop: &TestShop, order: OrderId) -> OrderSheet {
    shop.ask(move |tx| desk::inspect(tx, &Permit::operator(), order))
        .await
        .unwrap()
}

async fn found(shop: &TestShop, words: &str) -> Vec<OrderId> {
    let words = words.to_owned();
    let found = shop
        .read(move |tx| desk::search(tx, &Permit::operator(), &words))
        .await;
    found.into_iter().map(|order| order.id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_listed_by_status_or_all_together() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 50).await;
    let mut all = Vec::new();
    for _ in 0..10 {
        all.insert(0, shop.buy(&alice, &[(mug, 1)]).await.id);
    }
    shop.advance(all[3], Processing).await.unwrap();
    let counts = shop.read(|tx| desk::counts(tx, &Permit::operator())).await;
    assert_eq!(counts.of(OrderFilter::All), 10);
    assert_eq!(counts.of(OrderFilter::Status(Pending)), 9);
    assert_eq!(counts.of(OrderFilter::Status(Processing)), 1);
    assert_eq!(counts.of(OrderFilter::Status(Shipped)), 0);
    let list =
        |from| shop.read(move |tx| desk::list(tx, &Permit::operator(), OrderFilter::All, from));
    let (count, first) = list(None).await;
    let (_, second) = list(first.next).await;
    assert_eq!((count, first.items.len(), second.next), (10, 8, None));
    assert_eq!(second.previous, Some(all[0]));
    let shown = first.items.iter().chain(&second.items);
    assert_eq!(shown.map(|order| order.id).collect::<Vec<_>>(), all);
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_found_by_number_name_and_phone() {
    let shop = TestShop::with_courier().await;
    let (alice, bob) = (shop.regular("Alice").await, shop.regular("Böb 100%").await);
    let mug = shop.product("Mug", "12.50", 50).await;
    let first = shop.buy(&alice, &[(mug, 1)]).await;
    let second = shop.buy(&bob, &[(mug, 1)]).await;
    let (name, phone) = (second.contact_name.clone(), first.phone.clone());
    assert_eq!(found(&shop, first.number.as_str()).await, [first.id]);
    let tail = first.number.as_str()[11..].to_lowercase();
    assert_eq!(found(&shop, &tail).await, [first.id]);
    assert_eq!(found(&shop, &name.to_uppercase()).await, [second.id]);
    assert!(found(&shop, &phone).await.contains(&first.id));
    let spaced = format!("{} {}", &phone[..5], &phone[5..]);
    assert_eq!(found(&shop, &spaced).await, found(&shop, &phone).await);
    for nothing in ["100_", "%%", "\\", "nobody"] {
        assert_eq!(found(&shop, nothing).await, [], "{nothing}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_goes_with_an_order_that_the_shop_calls_off() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 5).await;
    let order = shop.buy(&alice, &[(mug, 2)]).await;
    let ann = hire(&shop, "Ann", Role::Packer).await;
    let reason = CancelReason::parse("The last one broke").unwrap();
    let told = reason.clone();
    let id = order.id;
    let cancelled = shop
        .ask(move |tx| desk::cancel(tx, &ann, id, Some(&told), now()))
        .await
        .unwrap();
    assert_eq!(cancelled.status, Cancelled);
    assert_eq!(shop.stock_of(mug).await, 5, "the goods are back");
    assert_eq!(
        shop.inspect(id).await.cancel_reason.as_deref(),
        Some(reason.as_str())
    );
    let owed = [(alice.chat(), Notice::StatusChanged(id, Cancelled))];
    assert_eq!(shop.owed().await, owed);
    // A second time: nothing is restocked, nobody told, and it says who was first.
    let other = CancelReason::parse("Something else").unwrap();
    let bob = hire(&shop, "Bob", Role::Owner).await;
    let refused = shop
        .ask(move |tx| desk::cancel(tx, &bob, id, Some(&other), now()))
        .await;
    let by = Some(DoneBy {
        name: Some("Ann".into()),
        at: now(),
    });
    let status = Cancelled;
    assert_eq!(refused, Err(AdvanceRefusal::AlreadyDone { status, by }));
    assert_eq!(shop.stock_of(mug).await, 5);
    assert_eq!(shop.owed().await.len(), 1);
    assert_eq!(
        shop.inspect(id).await.cancel_reason.as_deref(),
        Some(reason.as_str())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_move_an_order_at_once_move_it_once() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 50).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await.id;
    let (ann, bob) = (
        hire(&shop, "Ann", Role::Packer).await,
        hire(&shop, "Bob", Role::Manager).await,
    );
    let shop = std::sync::Arc::new(shop);
    let outcomes = at_once([ann, bob].map(|by| {
        let shop = std::sync::Arc::clone(&shop);
        async move {
            shop.ask(move |tx| desk::advance(tx, &by, order, Processing, now()))
                .await
        }
    }))
    .await;
    let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(done, 1, "{outcomes:?}");
    let refused = outcomes.into_iter().find_map(Result::err).unwrap();
    let AdvanceRefusal::AlreadyDone {
        status,
        by: Some(by),
    } = refused
    else {
        panic!("{refused:?}");
    };
    assert_eq!(status, Processing);
    assert!(matches!(by.name.as_deref(), Some("Ann" | "Bob")));
    assert_eq!(shop.owed().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_packed_by_one_and_taken_over_knowingly() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 50).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await.id;
    let (ann, bob, eve) = (
        hire(&shop, "Ann", Role::Packer).await,
        hire(&shop, "Bob", Role::Packer).await,
        hire(&shop, "Eve", Role::Packer).await,
    );
    let name = |name: &str| Ok(Some(name.to_owned()));
    assert_eq!(claim(&shop, ann, order, None).await, name("Ann"));
    assert_eq!(claim(&shop, ann, order, None).await, name("Ann"), "twice");
    let taken = |name: &str| {
        Err(ClaimRefusal::Taken(DoneBy {
            name: Some(name.into()),
            at: now(),
        }))
    };
    assert_eq!(claim(&shop, bob, order, None).await, taken("Ann"));
    assert_eq!(claim(&shop, bob, order, Some(&ann)).await, name("Bob"));
    // Eve's screen is older: she means to take over from Ann.
    assert_eq!(claim(&shop, eve, order, Some(&ann)).await, taken("Bob"));
    shop.ask(move |tx| desk::release(tx, &bob, order, NOW))
        .await
        .unwrap();
    assert_eq!(sheet(&shop, order).await.claim, None);
    shop.advance_along(order, &[Processing, Shipped, Completed])
        .await;
    assert_eq!(
        claim(&shop, ann, order, None).await,
        Err(ClaimRefusal::Over(Completed))
    );
    let unknown = claim(&shop, ann, OrderId::new(99), None).await;
    assert_eq!(unknown, Err(ClaimRefusal::Unknown));
}

#[tokio::test(flavor = "multi_thread")]
async fn shop_and_customer_write_to_each_other_about_an_order() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 50).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await.id;
    let ann = hire(&shop, "Ann", Role::Packer).await;
    let customer = alice.id;
    let question = Question::parse("Is it <red>?").unwrap();
    shop.ask(move |tx| orders::ask(tx, customer, order, &question, NOW))
        .await
        .unwrap();
    let note = Note::parse("Ring before").unwrap();
    shop.ask(move |tx| desk::note(tx, &ann, order, &note, NOW))
        .await
        .unwrap();
    let answer = Question::parse("Blue & white.").unwrap();
    shop.ask(move |tx| desk::write(tx, &ann, order, &answer, NOW))
        .await
        .unwrap();
    let sheet = sheet(&shop, order).await;
    let said: Vec<_> = sheet
        .messages
        .iter()
        .map(|message| {
            (
                message.kind,
                message.author.as_deref(),
                message.text.as_str(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            (MessageKind::FromCustomer, Some("Alice"), "Is it <red>?"),
            (MessageKind::Note, Some("Ann"), "Ring before"),
            (MessageKind::ToCustomer, Some("Ann"), "Blue & white."),
        ]
    );
    assert_eq!(sheet.message_count, 3);
    let owed: Vec<Notice> = shop
        .owed()
        .await
        .into_iter()
        .filter(|(chat, _)| *chat == alice.chat())
        .map(|(_, notice)| notice)
        .collect();
    let text = "Blue & white.".to_owned();
    assert_eq!(owed, [Notice::Answer { order, text }], "notes stay inside");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_of_an_order_is_recorded_once() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 50).await;
    let order = shop.buy(&alice, &[(mug, 1)]).await;
    let ann = hire(&shop, "Ann", Role::Packer).await;
    let id = order.id;
    shop.ask(move |tx| desk::advance(tx, &ann, id, Processing, now()))
        .await
        .unwrap();
    let entry = shop
        .read(move |tx| audit::last_about(tx, Subject::Order(id)))
        .await
        .unwrap();
    assert_eq!(entry.label, order.number.as_str());
    assert_eq!(entry.actor, ann.actor());
    assert!(entry.before.unwrap().contains("pending"));
    assert!(entry.after.unwrap().contains("processing"));
    let before = shop.read(|tx| audit::page(tx, None, 100)).await.items.len();
    let refused: Result<_, UseCaseError<AdvanceRefusal>> = shop
        .db
        .write(move |tx| desk::advance(tx, &ann, id, Pending, now()))
        .await;
    assert!(refused.is_err());
    let after = shop.read(|tx| audit::page(tx, None, 100)).await.items.len();
    assert_eq!(before, after, "a refusal is no change");
}
