//! The bot on a PostgreSQL that cuts connections, goes away and comes back: customers notice a
//! pause at most, and what they were shown is so.

use std::{
    collections::BTreeSet,
    iter,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use ecombot::{
    db::DbError,
    domain::{delivery::DeliveryKind, money::Currency, order::Order, translation::Words},
    emulator::Server,
    params,
    shop::access,
    store::{carts, inbox},
};
use futures::future::join_all;
use tokio::sync::watch;

use crate::{
    database::Database,
    postgres::PrivateServer,
    shop::{Item, Person, Shop, TOKEN, numbers},
    wire::{Moment, Wire},
};

/// Every tap that changes something marks its update in the transaction of the change.
const TAP: &str = "UPDATE inbox SET is_applied";
const TAKING_OVER: &str = "INSERT INTO inbox";
const PLACING: &str = "INSERT INTO orders";
const APOLOGY: &str = "Something went wrong";

/// A database that somebody else looks after.
pub(crate) fn database_at(url: String) -> Database {
    Database {
        url,
        _place: Box::new(()),
    }
}

async fn shop_at(url: String) -> Shop {
    let telegram = Server::start("127.0.0.1:0").await.unwrap();
    let bot = telegram.register_bot(TOKEN, "shop_bot");
    let shop = Shop::open_at(telegram, bot, Arc::new(database_at(url))).await;
    shop.courier(DeliveryKind::LocalSameDay, "5.00", None).await;
    // A press that was answered because its work took long is answered again with its result.
    shop.expects_refusal("query is too old");
    shop
}

/// What befalls the server and the way to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    /// Every connection is cut.
    Cut,
    Restart,
    /// One connection is, at the worst moment.
    At(Moment),
}

/// Makes trouble whenever so much more has been done, and gives the server back.
async fn trouble(
    server: PrivateServer,
    wire: &Wire,
    mut done: watch::Receiver<usize>,
    plan: impl IntoIterator<Item = (usize, Trouble)>,
) -> PrivateServer {
    let server = Arc::new(Mutex::new(server));
    for (enough, trouble) in plan {
        done.wait_for(|done| *done >= enough).await.unwrap();
        if let Trouble::At(moment) = trouble {
            wire.cuts(moment).happened().await;
            continue;
        }
        let server = Arc::clone(&server);
        let made = tokio::task::spawn_blocking(move || {
            let mut server = server.lock().unwrap();
            if trouble == Trouble::Cut {
                server.cut_connections();
            } else {
                server.restart();
            }
        });
        made.await.unwrap();
    }
    Arc::into_inner(server).unwrap().into_inner().unwrap()
}

/// Something a customer does, and what it shows.
#[derive(Debug, Clone, Copy)]
enum Step {
    OpensMug,
    OpensPot,
    Adds,
    Looks,
    /// Two more and one less, without waiting.
    TapsQuickly,
    More,
    Fewer,
    ChecksOut,
    Introduces,
    Confirms,
}

/// Buys two mugs and two pots, and leaves three mugs in the cart.
const VISIT: [(Step, &str); 21] = [
    (Step::OpensMug, "[🛒 Add to cart]"),
    (Step::Adds, "Mug"),
    (Step::Looks, "× 1 = $12.50"),
    (Step::TapsQuickly, "× 2 = $25.00"),
    (Step::ChecksOut, "What name should be on the order?"),
    (Step::Introduces, "[✅ Confirm]"),
    (Step::Confirms, "Thank you! Your order"),
    (Step::OpensPot, "[🛒 Add to cart]"),
    (Step::Adds, "Pot"),
    (Step::Adds, "Pot"),
    (Step::Looks, "× 2 = $60.00"),
    (Step::ChecksOut, "[✅ Confirm]"),
    (Step::Confirms, "Thank you! Your order"),
    (Step::OpensMug, "[🛒 Add to cart]"),
    (Step::Adds, "Mug"),
    (Step::Adds, "Mug"),
    (Step::Looks, "× 2 = $25.00"),
    (Step::More, "× 3 = $37.50"),
    (Step::More, "× 4 = $50.00"),
    (Step::Fewer, "× 3 = $37.50"),
    (Step::Looks, "× 3 = $37.50"),
];

/// What people do afterwards for as long as there is trouble.
const UNDECIDED: [(Step, &str); 2] = [(Step::More, "× 4 = $50.00"), (Step::Fewer, "× 3 = $37.50")];

impl Step {
    async fn done_by(self, person: &Person, mug: &Item, pot: &Item) {
        match self {
            Self::OpensMug => person.sends(&format!("/start p{}", mug.product)).await,
            Self::OpensPot => person.sends(&format!("/start p{}", pot.product)).await,
            Self::Adds => person.presses("Add to cart").await,
            Self::Looks => person.sends("/cart").await,
            Self::TapsQuickly => {
                let taps = ["➕", "➖", "➕"].map(|button| person.user.press(button).unwrap());
                person.settled(taps[2]).await
            }
            Self::More => person.presses("➕").await,
            Self::Fewer => person.presses("➖").await,
            Self::ChecksOut => person.presses("Checkout").await,
            Self::Introduces => {
                person.answers_everything().await;
                0
            }
            Self::Confirms => person.presses("Confirm").await,
        };
    }
}

/// The numbers of the orders that the customer was told to have placed.
fn confirmed_to(person: &Person) -> BTreeSet<String> {
    let messages = person.user.messages().into_iter();
    messages
        .filter(|message| message.text.contains("Thank you! Your order"))
        .flat_map(|message| numbers(&message.text))
        .collect()
}

fn orders_of<'a>(orders: &'a [Order], person: &Person) -> Vec<&'a Order> {
    let id = person.telegram_id();
    orders.iter().filter(|order| order.telegram == id).collect()
}

/// What is in somebody's cart: names and quantities.
async fn cart_of(shop: &Shop, person: &Person) -> Vec<(String, u32)> {
    let id = person.telegram_id();
    let lines = shop.read(move |tx| {
        let customer = access::customer(tx, id)?.ok_or(DbError::NotFound)?;
        carts::lines(tx, Words::Own, Currency::USD, customer)
    });
    let lines = lines.await.into_iter();
    lines.map(|line| (line.name, line.quantity.get())).collect()
}

/// Asserts that nothing that was begun is left over, and tells every notice to an administrator
/// with whether it was sent.
async fn settled_books(shop: &Shop) -> Vec<(String, bool)> {
    let bot = shop.bot_id;
    let inbox = shop.write(move |tx| inbox::unfinished(tx, bot)).await;
    assert_eq!(inbox, [], "updates that were not finished");
    shop.read(|tx| {
        tx.query(
            "SELECT notice, state = 'sent' FROM outbox ORDER BY id",
            params![],
            |row| Ok((row.take()?, row.take()?)),
        )
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_shops_while_the_server_cuts_connections_and_restarts() {
    const TROUBLES: [Trouble; 6] = [
        Trouble::Cut,
        Trouble::At(Moment::AfterCommit(TAP)),
        Trouble::Restart,
        Trouble::At(Moment::AfterCommit(TAKING_OVER)),
        Trouble::Cut,
        Trouble::At(Moment::BeforeCommit(TAP)),
    ];
    let server = PrivateServer::start();
    let wire = Wire::to(&server);
    let mut shop = shop_at(wire.url()).await;
    let mug = shop.product("Mug", "12.50", 500).await;
    let pot = shop.product("Pot", "30.00", 500).await;
    let olga = shop.admin("Olga").await;
    let people: Vec<Person> = (1..=48)
        .map(|number| shop.customer(&format!("Customer {number}")))
        .collect();

    let progress = watch::Sender::new(0);
    let is_calm = AtomicBool::new(false);
    let visits = people.iter().map(async |person| {
        let steps = async |steps: &[(Step, &str)]| {
            for (step, shown) in steps {
                step.done_by(person, &mug, &pot).await;
                person.sees(shown);
                progress.send_modify(|steps| *steps += 1);
            }
        };
        steps(&VISIT).await;
        while !is_calm.load(Ordering::Relaxed) {
            steps(&UNDECIDED).await;
        }
    });
    let all = people.len() * VISIT.len();
    let plan = TROUBLES.iter().cycle().zip(1..=24);
    let plan = plan.map(|(trouble, number)| (all * number / 26, *trouble));
    let troubles = async {
        let server = trouble(server, &wire, progress.subscribe(), plan).await;
        is_calm.store(true, Ordering::Relaxed);
        server
    };
    let (server, _) = tokio::join!(troubles, join_all(visits));

    // Whatever cut all connections hit somebody: they are opened again when they are needed.
    assert!(shop.work_done().repeats >= 12, "{:?}", shop.work_done());
    let orders = shop.orders().await;
    let distinct: BTreeSet<&str> = orders.iter().map(|order| order.number.as_str()).collect();
    assert_eq!((orders.len(), distinct.len()), (96, 96));
    for person in &people {
        let mine = orders_of(&orders, person);
        let mut bought: Vec<_> = mine
            .iter()
            .flat_map(|order| &order.lines)
            .map(|line| (line.name.as_str(), line.quantity.get()))
            .collect();
        bought.sort_unstable();
        assert_eq!(bought, [("Mug", 2), ("Pot", 2)]);
        let numbers = mine.iter().map(|order| order.number.as_str().to_owned());
        assert_eq!(confirmed_to(person), numbers.collect());
        assert_eq!(person.heard("Thank you! Your order"), 2);
        assert_eq!(person.heard(APOLOGY), 0);
        assert_eq!(cart_of(&shop, person).await, [("Mug".to_owned(), 3)]);
    }
    let left = (shop.stock(&mug).await, shop.stock(&pot).await);
    assert_eq!(left, (500 - 96, 500 - 96));

    shop.stop().await;
    let notices = settled_books(&shop).await;
    let promised: BTreeSet<&str> = notices.iter().map(|(notice, _)| notice.as_str()).collect();
    assert_eq!((notices.len(), promised.len()), (96, 96));
    // The owner's chat takes one message a second: the rest would have come later.
    let sent = notices.iter().filter(|(_, is_sent)| *is_sent).count();
    let heard = olga.user.messages().into_iter();
    let told: Vec<String> = heard
        .filter(|message| message.text.contains("New order"))
        .flat_map(|message| numbers(&message.text))
        .collect();
    assert!(sent > 0);
    assert_eq!(told.len(), sent);
    assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), sent);
    shop.close().await;
    drop(server);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_sixty_who_want_twenty_five_units_while_connections_are_cut_twenty_five_get_one() {
    let server = PrivateServer::start();
    let wire = Wire::to(&server);
    let shop = shop_at(wire.url()).await;
    let mug = shop.product("Mug", "12.50", 25).await;
    let people: Vec<Person> = (0..60).map(|_| shop.customer("Alice")).collect();
    join_all(people.iter().map(async |person| {
        person.adds(&mug).await;
        person.checks_out().await;
        person.answers_everything().await;
        person.sees("[✅ Confirm]");
    }))
    .await;

    let progress = watch::Sender::new(0);
    let confirming = people.iter().map(async |person| {
        person.presses("Confirm").await;
        progress.send_modify(|people| *people += 1);
    });
    let unheard = (0, Trouble::At(Moment::AfterCommit(PLACING)));
    let cuts = (0..50).step_by(5).map(|people| (people, Trouble::Cut));
    let plan = iter::once(unheard).chain(cuts);
    let (server, _) = tokio::join!(
        trouble(server, &wire, progress.subscribe(), plan),
        join_all(confirming)
    );

    let orders = shop.orders().await;
    assert_eq!((orders.len(), shop.stock(&mug).await), (25, 0));
    for person in &people {
        let mine = orders_of(&orders, person);
        let numbers = mine.iter().map(|order| order.number.as_str().to_owned());
        assert_eq!(confirmed_to(person), numbers.collect());
        if mine.is_empty() {
            person.sees("• Mug: you want 1, we have 0.");
        }
        assert_eq!(person.heard(APOLOGY), 0);
    }
    shop.close().await;
    drop(server);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn taps_of_an_outage_of_some_seconds_are_handled_after_it_without_apology() {
    let mut server = PrivateServer::start();
    let wire = Wire::to(&server);
    let shop = shop_at(wire.url()).await;
    let mug = shop.product("Mug", "12.50", 50).await;
    let (alice, bob, carol) = (
        shop.customer("Alice"),
        shop.regular("Bob").await,
        shop.customer("Carol"),
    );
    alice.adds(&mug).await;
    alice.sends("/cart").await;
    for outage in 1..=2 {
        bob.adds(&mug).await;
        bob.checks_out().await;
        let (is_down, first) = if outage == 1 {
            // In the very moment in which a tap is handled.
            let is_down = wire.goes_down(Moment::Before(TAP));
            (Some(is_down), alice.user.press("➕").unwrap())
        } else {
            server.stop();
            (None, alice.user.press("➕").unwrap())
        };
        if let Some(is_down) = is_down {
            is_down.happened().await;
            // It has been taken over, so its press is not kept waiting.
            alice.user.answered(first).await;
        }
        let second = alice.user.press("➕").unwrap();
        let confirmed = bob.user.press("Confirm").unwrap();
        let greeted = carol.user.send("/start");
        // A few a second, of everybody who needs a connection.
        wire.refuses(60).await;
        if outage == 1 {
            wire.mend();
        } else {
            server.start_again();
        }
        alice.settled(second).await;
        alice.sees(&format!("× {} = ", 1 + 2 * outage));
        bob.settled(confirmed).await;
        bob.sees("Thank you! Your order");
        carol.settled(greeted).await;
        carol.sees("Hello, Carol!");
    }
    for person in [&alice, &bob, &carol] {
        assert_eq!(person.heard(APOLOGY), 0);
    }
    assert_eq!(carol.heard("Hello, Carol!"), 2);
    assert_eq!(shop.orders().await.len(), 2);
    assert_eq!(shop.stock(&mug).await, 48);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tap_whose_commit_or_its_answer_was_lost_counts_once_and_shows() {
    let server = PrivateServer::start();
    let wire = Wire::to(&server);
    let shop = shop_at(wire.url()).await;
    let mug = shop.product("Mug", "12.50", 50).await;
    let alice = shop.customer("Alice");
    let mut wanted = 0;
    for moment in [
        Moment::Before(TAP),
        Moment::BeforeCommit(TAP),
        Moment::AfterCommit(TAP),
    ] {
        alice.sends(&format!("/start p{}", mug.product)).await;
        let cut = wire.cuts(moment);
        let tapped = alice.presses("Add to cart").await;
        cut.happened().await;
        alice.user.answered(tapped).await;
        wanted += 1;
        alice.sends("/cart").await;
        alice.sees(&format!("× {wanted} = "));

        let cut = wire.cuts(moment);
        alice.presses("➕").await;
        cut.happened().await;
        wanted += 1;
        alice.sees(&format!("× {wanted} = "));
    }
    assert_eq!(cart_of(&shop, &alice).await, [("Mug".to_owned(), wanted)]);
    assert_eq!(alice.heard(APOLOGY), 0);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tap_that_is_lost_again_and_again_and_then_done_unheard_is_not_apologised_for() {
    let server = PrivateServer::start();
    let wire = Wire::to(&server);
    let shop = shop_at(wire.url()).await;
    let mug = shop.product("Mug", "12.50", 50).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.sends("/cart").await;
    // The third attempt finds out that the second was the last one needed.
    let cuts =
        [Moment::BeforeCommit(TAP), Moment::AfterCommit(TAP)].map(|moment| wire.cuts(moment));
    alice.presses("➕").await;
    for cut in cuts {
        cut.happened().await;
    }
    alice.sees("× 2 = ");
    assert_eq!(alice.heard(APOLOGY), 0);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_confirms_across_a_cut_are_one_order_and_both_show_it() {
    let server = PrivateServer::start();
    let wire = Wire::to(&server);
    let shop = shop_at(wire.url()).await;
    let mug = shop.product("Mug", "12.50", 50).await;
    let alice = shop.regular("Alice").await;
    // The second Confirm finds the screen of the first.
    shop.expects_refusal("message is not modified");
    for (sold, moment) in [
        Moment::Before(PLACING),
        Moment::BeforeCommit(PLACING),
        Moment::AfterCommit(PLACING),
    ]
    .into_iter()
    .enumerate()
    {
        alice.adds(&mug).await;
        alice.checks_out().await;
        let cut = wire.cuts(moment);
        alice.user.press("Confirm").unwrap();
        let again = alice.user.press("Confirm").unwrap();
        cut.happened().await;
        alice.settled(again).await;
        alice.sees("Thank you! Your order");
        assert_eq!(shop.orders().await.len(), sold + 1);
    }
    let orders = shop.orders().await;
    let numbers = orders.iter().map(|order| order.number.as_str().to_owned());
    assert_eq!(confirmed_to(&alice), numbers.collect());
    assert_eq!(shop.stock(&mug).await, 47);
    assert_eq!(alice.heard(APOLOGY), 0);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn updates_whose_taking_over_was_committed_unheard_are_handled_once() {
    let server = PrivateServer::start();
    let wire = Wire::to(&server);
    let mut shop = shop_at(wire.url()).await;
    let mug = shop.product("Mug", "12.50", 50).await;
    let people: Vec<Person> = (0..5).map(|_| shop.customer("Alice")).collect();
    for person in &people {
        person.adds(&mug).await;
        person.sends("/cart").await;
    }
    for (round, moment) in [
        Moment::AfterCommit(TAKING_OVER),
        Moment::BeforeCommit(TAKING_OVER),
    ]
    .into_iter()
    .enumerate()
    {
        let cut = wire.cuts(moment);
        let tap = |person: &Person| {
            person.user.press("➕").unwrap();
            person.user.press("➕").unwrap()
        };
        let tapped: Vec<i64> = people.iter().map(tap).collect();
        cut.happened().await;
        for (person, last) in people.iter().zip(tapped) {
            person.settled(last).await;
            person.sees(&format!("× {} = ", 3 + 2 * round));
        }
    }
    for person in &people {
        assert_eq!(person.heard(APOLOGY), 0);
    }
    shop.stop().await;
    assert_eq!(settled_books(&shop).await, []);
    shop.close().await;
}
