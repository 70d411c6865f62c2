//! Paying without a payment provider: ways to pay and how checkout asks for one; in [`paying`] what
//! becomes of an order that is to be paid.

mod paying;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use ecombot::{
    domain::{
        audit::Action,
        id::{OrderId, PaymentWayId},
        order::{Order, OrderFilter, OrderStatus, QuoteChange},
        payment::{OrderPayment, PaymentKind, PaymentNews, PaymentState, PaymentWay, Term},
        staff::Role,
        text::{Instructions, PaymentName},
    },
    shop::{
        access::{self, Denied, Management, Orders, Permit},
        checkout::{CheckoutRefusal, Confirmation, Placement, Step, payment as choice},
        orders::{
            self, CancelRefusal,
            desk::{self, DoneBy},
            payment::{self, PaymentRefusal, ProofRefusal},
        },
        payments::{self, MOST, WayRefusal},
        pictures::Photo,
    },
    store::{admins, audit, outbox::Notice},
};

use OrderStatus::{Cancelled, Completed, Paid, Pending, Processing, Shipped};

use crate::shop::{Item, NOW, Person, TestShop, at_once, now};

const HOUR: i64 = 3600;

fn name(text: &str) -> PaymentName {
    PaymentName::parse(text).unwrap()
}

fn words(text: &str) -> Instructions {
    Instructions::parse(text).unwrap()
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

async fn add(shop: &TestShop, kind: PaymentKind, called: &str) -> Result<PaymentWay, WayRefusal> {
    let (called, text) = (name(called), words(&format!("About {called}.")));
    shop.ask(move |tx| payments::add(tx, &Permit::operator(), kind, &called, &text, NOW))
        .await
}

async fn transfer(shop: &TestShop) -> PaymentWay {
    add(shop, PaymentKind::Transfer, "Transfer").await.unwrap()
}

async fn cash(shop: &TestShop) -> PaymentWay {
    add(shop, PaymentKind::Cash, "Cash").await.unwrap()
}

async fn offer(shop: &TestShop, way: &PaymentWay, is_active: bool) {
    let id = way.id;
    shop.ask(move |tx| payments::offer(tx, &Permit::operator(), id, is_active, NOW))
        .await
        .unwrap();
}

async fn choose(
    shop: &TestShop,
    person: &Person,
    shown: &Confirmation,
    way: PaymentWayId,
) -> Result<Step, CheckoutRefusal> {
    let id = shown.checkout;
    shop.visit(person, move |tx, words, customer| {
        choice::choose(tx, words, customer, id, way, now())
    })
    .await
}

/// A shop that takes transfers, and an order that is to be paid so.
async fn unpaid_order() -> (Arc<TestShop>, Person, Item, Order) {
    let shop = TestShop::with_courier().await;
    transfer(&shop).await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 5).await;
    let order = shop.buy(&alice, &[(mug, 2)]).await;
    (Arc::new(shop), alice, mug, order)
}

async fn staff(shop: &TestShop, called: &str, role: Role) -> access::Visitor {
    let profile = shop.stranger(called);
    shop.write(move |tx| {
        admins::add(tx, profile.id, role, NOW)?;
        access::visitor(tx, &profile, NOW)
    })
    .await
}

async fn packer(shop: &TestShop, called: &str) -> Permit<Orders> {
    staff(shop, called, Role::Packer).await.permit().unwrap()
}

fn picture(number: u8) -> Photo {
    Photo {
        bytes: vec![number; 100],
        sha256: format!("{number:064x}"),
        width: 40,
        height: 30,
    }
}

async fn prove(
    shop: &TestShop,
    person: &Person,
    order: OrderId,
    number: u8,
) -> Result<Order, ProofRefusal> {
    let id = person.id;
    shop.ask(move |tx| payment::add_proof(tx, id, order, &picture(number), NOW))
        .await
}

async fn mark_paid(shop: &TestShop, order: OrderId) -> Result<Order, PaymentRefusal> {
    let noted = shop.ask(move |tx| payment::mark_paid(tx, &Permit::operator(), order, NOW));
    noted.await.map(|sheet| sheet.order)
}

async fn ask_again(shop: &TestShop, order: OrderId, seconds: i64) -> Order {
    let asked = shop.ask(move |tx| payment::ask_again(tx, &Permit::operator(), order, seconds));
    asked.await.unwrap().order
}

async fn expire(shop: &TestShop, order: OrderId, seconds: i64) -> bool {
    shop.write(move |tx| payment::expire(tx, order, at(seconds)))
        .await
}

async fn remind(shop: &TestShop, order: OrderId, seconds: i64) -> bool {
    shop.write(move |tx| payment::remind(tx, order, at(seconds)))
        .await
}

/// Which orders are to be reminded of, and which to be cancelled.
async fn due(shop: &TestShop, seconds: i64) -> (Vec<OrderId>, Vec<OrderId>) {
    let due = shop.read(move |tx| payment::due(tx, at(seconds), 10)).await;
    (due.reminders, due.expiries)
}

fn deadline(order: &Order) -> Option<i64> {
    let payment = order.payment.as_ref().unwrap();
    payment.deadline.map(|deadline| deadline.timestamp())
}

/// What the customer of an order is owed about paying.
async fn news(shop: &TestShop, person: &Person) -> Vec<PaymentNews> {
    let owed = shop.owed().await.into_iter();
    owed.filter(|(chat, _)| *chat == person.chat())
        .filter_map(|(_, notice)| match notice {
            Notice::Payment(_, news) => Some(news),
            _ => None,
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_sets_ways_to_pay_and_each_change_is_on_the_record() {
    let shop = TestShop::open().await;
    let owner: Permit<Management> = staff(&shop, "Olga", Role::Owner).await.permit().unwrap();
    let made = shop
        .ask(move |tx| {
            let (called, text) = (name("Bank"), words("Account 1"));
            payments::add(tx, &owner, PaymentKind::Transfer, &called, &text, NOW)
        })
        .await
        .unwrap();
    assert_eq!(made.terms.term, Some(Term::USUAL));
    assert!(made.is_active && !made.is_deleted);
    let id = made.id;
    let changed = shop
        .ask(move |tx| {
            payments::rename(tx, &owner, id, &name("Bank transfer"), NOW)?;
            payments::instruct(tx, &owner, id, &words("Account 2"), NOW)?;
            payments::set_term(tx, &owner, id, Term::of_hours(72), NOW)?;
            payments::offer(tx, &owner, id, false, NOW)?;
            payments::offer(tx, &owner, id, true, NOW)?;
            payments::delete(tx, &owner, id, NOW)?;
            payments::restore(tx, &owner, id, NOW)?;
            // Twice is once.
            payments::restore(tx, &owner, id, NOW)
        })
        .await
        .unwrap();
    let found = shop.ask(move |tx| payments::find(tx, &owner, id)).await;
    assert_eq!(found, Ok(changed.clone()));
    assert_eq!(changed.terms.name, name("Bank transfer"));
    assert_eq!(changed.terms.instructions, words("Account 2"));
    assert_eq!(changed.terms.term.map(Term::hours), Some(72));
    let record = shop.read(move |tx| audit::page(tx, None, 100)).await;
    let mut done: Vec<Action> = record.items.iter().map(|entry| entry.action).collect();
    done.reverse();
    use Action::{Create, Delete, Edit, Hide, Restore, Show};
    assert_eq!(
        done,
        [Create, Edit, Edit, Edit, Hide, Show, Delete, Restore]
    );
    let last = &record.items[0];
    assert_eq!(
        (last.actor, last.label.as_str()),
        (owner.actor(), "Bank transfer")
    );
    assert!(last.after.as_ref().unwrap().contains("Account 2"));
    for role in [Role::Manager, Role::Packer] {
        let other = staff(&shop, "Other", role).await;
        let denied = other.permit::<Management>().map(|_| ());
        assert_eq!(denied, Err(Denied::Role(role)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_of_a_way_to_pay_is_refused() {
    let shop = TestShop::open().await;
    let (bank, hand) = (transfer(&shop).await, cash(&shop).await);
    let again = add(&shop, PaymentKind::Cash, "TRANSFER").await;
    assert_eq!(again, Err(WayRefusal::NameTaken));
    let (bank, hand) = (bank.id, hand.id);
    let wish = |work: fn(&mut ecombot::db::Tx<'_>, PaymentWayId, PaymentWayId) -> _| {
        shop.ask(move |tx| work(tx, bank, hand))
    };
    let operator = Permit::operator;
    let taken =
        wish(|tx, bank, _| payments::rename(tx, &Permit::operator(), bank, &name("cash"), NOW));
    assert_eq!(taken.await, Err(WayRefusal::NameTaken));
    // Its own name, written otherwise.
    let own =
        wish(|tx, bank, _| payments::rename(tx, &Permit::operator(), bank, &name("transfer"), NOW));
    assert!(own.await.is_ok());
    let term = wish(|tx, _, hand| {
        payments::set_term(tx, &Permit::operator(), hand, Some(Term::USUAL), NOW)
    });
    assert_eq!(term.await, Err(WayRefusal::NoTerm));
    wish(|tx, bank, _| payments::delete(tx, &Permit::operator(), bank, NOW))
        .await
        .unwrap();
    let hidden = wish(|tx, bank, _| payments::offer(tx, &Permit::operator(), bank, false, NOW));
    assert_eq!(hidden.await, Err(WayRefusal::Deleted));
    // The name of a deleted one is free, and then the deleted one cannot come back.
    transfer(&shop).await;
    let back = wish(|tx, bank, _| payments::restore(tx, &Permit::operator(), bank, NOW));
    assert_eq!(back.await, Err(WayRefusal::NameTaken));
    for number in 3..=MOST {
        add(&shop, PaymentKind::Cash, &format!("Way {number}"))
            .await
            .unwrap();
    }
    let eleventh = add(&shop, PaymentKind::Cash, "One more").await;
    assert_eq!(eleventh, Err(WayRefusal::TooMany));
    let unknown = PaymentWayId::new(999);
    let unknown = shop.ask(move |tx| payments::find(tx, &operator(), unknown));
    assert_eq!(unknown.await, Err(WayRefusal::Unknown));
}

#[tokio::test(flavor = "multi_thread")]
async fn checkout_asks_how_to_pay_only_where_there_is_a_choice() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 20).await;
    let silent = shop.buy(&alice, &[(mug, 1)]).await;
    assert_eq!(
        (&silent.payment, silent.payment_state()),
        (&None, PaymentState::Untracked)
    );
    // One: no question, and nothing to change.
    let hand = cash(&shop).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    let shown = shop.confirmation(&alice).await;
    assert!(!shown.choices.payment);
    let order = shop.place_now(&alice, &shown).await;
    assert_eq!(
        order.payment.as_ref().map(|paid| &paid.terms),
        Some(&hand.terms)
    );
    assert_eq!(order.payment_state(), PaymentState::Unpaid);
    assert_eq!(
        shop.inspect(order.id).await,
        order,
        "the receipt says what is stored"
    );
    // Several: the last order's is proposed, others are asked.
    let bank = transfer(&shop).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    let shown = shop.confirmation(&alice).await;
    assert!(shown.choices.payment);
    assert_eq!(
        shown.quote.payment.as_ref().map(|agreed| agreed.way),
        Some(hand.id)
    );
    let bob = shop.regular("Bob").await;
    shop.fill(&bob, &[(mug, 1)]).await;
    let Ok(Step::Payment { ways, .. }) = shop.checkout(&bob).await else {
        panic!("expected the question");
    };
    assert_eq!(ways, [hand, bank.clone()]);
    let Ok(Step::Confirm(shown)) = choose(&shop, &alice, &shown, bank.id).await else {
        panic!("expected the confirmation");
    };
    let order = shop.place_now(&alice, &shown).await;
    assert_eq!(
        order.payment.as_ref().map(|paid| &paid.terms),
        Some(&bank.terms)
    );
    assert_eq!(deadline(&order), Some(NOW + 48 * HOUR));
    assert_eq!(shop.inspect(order.id).await, order);
    shop.fill(&alice, &[(mug, 1)]).await;
    let next = shop.confirmation(&alice).await.quote.payment;
    assert_eq!(
        next.map(|agreed| agreed.way),
        Some(bank.id),
        "as the last time"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn confirm_notices_that_paying_is_not_as_shown() {
    let shop = TestShop::with_courier().await;
    let alice = shop.regular("Alice").await;
    let mug = shop.product("Mug", "12.50", 20).await;
    let changes = |placement: Result<Placement, CheckoutRefusal>| match placement {
        Ok(Placement::Changed { changes, .. }) => changes,
        other => panic!("expected a change, got {other:?}"),
    };
    shop.fill(&alice, &[(mug, 1)]).await;
    // Nothing was said about paying, and now there is something to say.
    let shown = shop.confirmation(&alice).await;
    let bank = transfer(&shop).await;
    assert_eq!(
        changes(shop.place(&alice, &shown).await),
        [QuoteChange::Payment]
    );
    // Another account.
    let shown = shop.confirmation(&alice).await;
    let id = bank.id;
    shop.ask(move |tx| payments::instruct(tx, &Permit::operator(), id, &words("Account 2"), NOW))
        .await
        .unwrap();
    assert_eq!(
        changes(shop.place(&alice, &shown).await),
        [QuoteChange::Payment]
    );
    // The only one is hidden and another is there: it was not chosen, so it is replaced and shown.
    let shown = shop.confirmation(&alice).await;
    let hand = cash(&shop).await;
    offer(&shop, &bank, false).await;
    assert_eq!(
        changes(shop.place(&alice, &shown).await),
        [QuoteChange::Payment]
    );
    // Chosen and gone: nothing is placed, and the checkout asks again.
    offer(&shop, &bank, true).await;
    assert!(matches!(
        choose(&shop, &alice, &shown, bank.id).await,
        Ok(Step::Confirm(_))
    ));
    let shown = shop.confirmation(&alice).await;
    offer(&shop, &bank, false).await;
    let refused = shop.place(&alice, &shown).await;
    assert_eq!(refused, Err(CheckoutRefusal::PaymentGone));
    let forged = choose(&shop, &alice, &shown, bank.id).await;
    assert_eq!(forged, Err(CheckoutRefusal::PaymentGone));
    let again = shop.confirmation(&alice).await;
    assert_eq!(
        again.quote.payment.as_ref().map(|agreed| agreed.way),
        Some(hand.id)
    );
    let order = shop.place_now(&alice, &again).await;
    // What was agreed stays, whatever becomes of the way.
    let id = hand.id;
    shop.ask(move |tx| {
        payments::rename(tx, &Permit::operator(), id, &name("Coins"), NOW)?;
        payments::delete(tx, &Permit::operator(), id, NOW)
    })
    .await
    .unwrap();
    assert_eq!(shop.inspect(order.id).await, order);
    assert_eq!(shop.orders(&alice).await.len(), 1);
}
