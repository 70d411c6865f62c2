//! What a tap costs the database: statements, and on PostgreSQL the times an answer is waited for.
//!
//! The numbers are upper bounds, and include what the workers do that a tap wakes, taking the
//! update over from Telegram and forgetting the one before it (a statement and a trip or two, by
//! when that happens). What was looked at before is noted then as well: two statements that nobody
//! waits for. Whoever adds a statement to a screen finds it here.

use ecombot::db::Work;

use crate::shop::{Person, Shop};

/// What a customer does, and the most it may cost.
const COSTS: &[(&str, Cost)] = &[
    ("/start", cost(11, 7)),
    ("[Mugs]", cost(11, 9)),
    ("[Mug]", cost(8, 5)),
    ("[Add to cart]", cost(11, 6)),
    ("[Back to products]", cost(11, 9)),
    ("[Vase]", cost(8, 5)),
    ("[Back to products]", cost(13, 9)),
    ("[Shirt]", cost(8, 5)),
    ("[S]", cost(12, 7)),
    ("[M]", cost(12, 7)),
    ("/cart", cost(12, 8)),
    ("[➕]", cost(13, 10)),
    ("[Checkout]", cost(18, 12)),
    ("[Confirm]", cost(24, 9)),
    ("mug", cost(21, 16)),
    ("shrit", cost(23, 17)),
    ("/orders", cost(8, 6)),
    ("[ECO-]", cost(8, 6)),
    ("/profile", cost(8, 6)),
];

#[derive(Debug, Clone, Copy)]
struct Cost {
    statements: u64,
    trips: u64,
}

const fn cost(statements: u64, trips: u64) -> Cost {
    Cost { statements, trips }
}

async fn does(person: &Person, what: &str) {
    match what
        .strip_prefix('[')
        .and_then(|what| what.strip_suffix(']'))
    {
        Some(label) => person.presses(label).await,
        None => person.sends(what).await,
    };
}

#[tokio::test]
async fn no_tap_costs_more_statements_or_trips_than_written_here() {
    let shop = Shop::open().await;
    let mugs = shop.category("Mugs").await;
    shop.product_in(mugs, "Mug", "12.50", 10, "").await;
    let vase = shop.product_in(mugs, "Vase", "30.00", 10, "").await;
    shop.photos(&vase, &[40, 50]).await;
    let sizes: &[(&[&str], &str, u32)] = &[(&["S"], "9.00", 3), (&["M"], "9.00", 3)];
    shop.with_options_in(mugs, "Shirt", &["Size"], sizes).await;
    let alice = shop.regular("Alice").await;
    // Pictures are uploaded once; what counts is every time after that.
    alice.sends(&format!("/start p{}", vase.product)).await;
    let mut table = String::new();
    let mut too_much = Vec::new();
    for (what, most) in COSTS {
        let before = shop.work_done();
        does(&alice, what).await;
        let spent = since(before, shop.work_done());
        table += &format!(
            "{what:<15}{:>3} statements {:>3} trips\n",
            spent.statements, spent.trips
        );
        if spent.statements > most.statements || spent.trips > most.trips {
            too_much.push(*what);
        }
    }
    assert!(too_much.is_empty(), "{too_much:?} cost too much\n{table}");
    shop.close().await;
}

fn since(before: Work, after: Work) -> Cost {
    cost(
        after.statements - before.statements,
        after.trips - before.trips,
    )
}
