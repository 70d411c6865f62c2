//! Five hundred orders moved through their lives by two administrators at once, while customers
//! call off and buy.

use std::collections::{BTreeMap, HashMap};

use ecombot::{
    domain::{audit::Subject, id::OrderId, staff::Role},
    shop::{
        access::{Orders, Permit},
        orders::{self, desk},
    },
    store::{admins, audit, outbox::Notice},
};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom, seq::SliceRandom};

use super::*;

const ORDERS: usize = 500;

/// What somebody moved: an order, and where to.
type Moves = Vec<(OrderId, OrderStatus)>;

async fn packer(shop: &TestShop, called: &str) -> Permit<Orders> {
    let profile = shop.stranger(called);
    let visitor = shop
        .write(move |tx| {
            admins::add(tx, profile.id, Role::Packer, NOW)?;
            access::visitor(tx, &profile, NOW)
        })
        .await;
    visitor.permit().unwrap()
}

/// Goes through all orders in an order of their own, and moves each on until it is over or
/// something else takes their attention.
async fn works(shop: Arc<TestShop>, by: Permit<Orders>, mut ids: Vec<OrderId>, seed: u64) -> Moves {
    let mut dice = StdRng::seed_from_u64(seed);
    ids.shuffle(&mut dice);
    let mut moves = Vec::new();
    for id in ids {
        while dice.random_ratio(9, 10) {
            let order = shop.inspect(id).await;
            let next = order.status.next(order.delivery_kind);
            let Some(to) = next.choose(&mut dice).copied() else {
                break;
            };
            let moved = shop
                .ask(move |tx| desk::advance(tx, &by, id, to, now()))
                .await;
            if moved.is_ok() {
                moves.push((id, to));
            }
        }
    }
    moves
}

/// How often each order was moved to each status.
fn counted(moves: impl IntoIterator<Item = (OrderId, OrderStatus)>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for (order, status) in moves {
        *counts.entry(format!("{order} {status:?}")).or_default() += 1;
    }
    counts
}

#[tokio::test(flavor = "multi_thread")]
async fn two_administrators_move_500_orders_while_customers_call_off_and_buy() {
    let shop = Arc::new(TestShop::with_courier().await);
    let mug = shop.product("Mug", "12.50", 900).await;
    let cup = shop.product("Cup", "3.00", 900).await;
    let mut people = crowd(&shop, ORDERS / 2, &[(mug, 2), (cup, 1)]).await;
    people.extend(crowd(&shop, ORDERS / 2, &[(cup, 2), (mug, 1)]).await);
    let mut placed = HashMap::new();
    for (person, shown) in &people {
        let order = shop.place_now(person, shown).await;
        placed.insert(order.id, person.clone());
    }
    let late = crowd(&shop, 100, &[(mug, 2)]).await;
    let ids: Vec<OrderId> = placed.keys().copied().collect();
    let staff = [packer(&shop, "Ann").await, packer(&shop, "Ben").await];

    let working = staff.into_iter().enumerate().map(|(index, by)| {
        let seed = u64::try_from(index).unwrap();
        tokio::spawn(works(Arc::clone(&shop), by, ids.clone(), seed))
    });
    let working: Vec<_> = working.collect();
    let calling_off = {
        let shop = Arc::clone(&shop);
        let placed: Vec<_> = placed.clone().into_iter().step_by(4).collect();
        tokio::spawn(async move {
            let mut called_off = 0;
            for (id, person) in placed {
                let gone = shop.ask(move |tx| orders::cancel(tx, person.id, id, now()));
                called_off += usize::from(gone.await.is_ok());
            }
            called_off
        })
    };
    let buying = tokio::spawn({
        let shop = Arc::clone(&shop);
        async move { rush(&shop, late).await }
    });
    let mut moves = Moves::new();
    for work in working {
        moves.extend(work.await.unwrap());
    }
    let (called_off, bought) = (calling_off.await.unwrap(), buying.await.unwrap());
    let is_placed = |outcome: &&Result<Placement, _>| matches!(outcome, Ok(Placement::Placed(_)));
    let bought = bought.iter().filter(is_placed).count();
    assert!(moves.len() > ORDERS && called_off > 0 && bought > 0);

    assert_eq!(stock_and_sold(&shop, mug).await, 900);
    assert_eq!(stock_and_sold(&shop, cup).await, 900);
    // One message to the customer for each move, and one entry in the record.
    let waiting = shop
        .read(|tx| ecombot::store::outbox::waiting(tx, 100_000))
        .await;
    let mut told = Moves::new();
    let mut to_staff = 0;
    for entry in waiting {
        match entry.notice {
            Notice::StatusChanged(order, status) => {
                assert_eq!(entry.chat, placed[&order].profile.id);
                told.push((order, status));
            }
            Notice::CancelledByCustomer(_) => to_staff += 1,
            _ => {}
        }
    }
    let moved = counted(moves);
    assert!(moved.values().all(|times| *times == 1), "moved twice");
    assert_eq!(counted(told), moved);
    assert_eq!(to_staff, called_off * 2, "each of the staff hears of it");
    let record = shop.read(|tx| audit::page(tx, None, 100_000)).await.items;
    let recorded = record
        .iter()
        .filter(|entry| matches!(entry.subject, Subject::Order(_)));
    assert_eq!(recorded.count(), moved.len());
    // Every order is where the last move left it.
    for id in ids {
        let order = shop.inspect(id).await;
        let is_told = moved.contains_key(&format!("{id} {:?}", order.status));
        let is_untouched = order.status == OrderStatus::Pending;
        assert!(is_told || is_untouched || order.status == Cancelled);
    }
}
