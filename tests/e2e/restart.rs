//! The bot dies at every moment of a purchase; the customer notices nothing but a pause.

use ecombot::emulator::Fault;

use crate::shop::{Item, Person, Shop};

/// One thing a customer does on the way to a first order.
#[derive(Debug, Clone, Copy)]
enum Step {
    Opens,
    Adds,
    LooksAtTheCart,
    ChecksOut,
    GivesName,
    GivesPhone,
    GivesAddress,
    Confirms,
}

const STEPS: [Step; 8] = [
    Step::Opens,
    Step::Adds,
    Step::LooksAtTheCart,
    Step::ChecksOut,
    Step::GivesName,
    Step::GivesPhone,
    Step::GivesAddress,
    Step::Confirms,
];

impl Step {
    /// Does it, without waiting for the bot.
    fn done_by(self, person: &Person, item: &Item) -> i64 {
        match self {
            Self::Opens => person.user.send(&format!("/start p{}", item.product)),
            Self::Adds => person.user.press("Add to cart").unwrap(),
            Self::LooksAtTheCart => person.user.send("/cart"),
            Self::ChecksOut => person.user.press("Checkout").unwrap(),
            Self::GivesName => person.user.send("Alice Archer"),
            Self::GivesPhone => person.user.share_contact("+15551234567"),
            Self::GivesAddress => person.user.send("12 Harbour Street, Springfield"),
            Self::Confirms => person.user.press("Confirm").unwrap(),
        }
    }

    /// What the customer sees after it.
    fn shows(self) -> &'static str {
        match self {
            Self::Opens | Self::Adds => "[🛒 Add to cart]",
            Self::LooksAtTheCart => "$12.50 × 1 = $12.50",
            Self::ChecksOut => "What name should be on the order?",
            Self::GivesName => "share your phone number",
            Self::GivesPhone => "Where should we deliver?",
            Self::GivesAddress => "👤 Alice Archer, +15551234567",
            Self::Confirms => "Thank you! Your order",
        }
    }
}

async fn is_ordered_once(shop: &Shop, item: &Item, person: &Person) {
    let orders = shop.orders().await;
    assert_eq!(orders.len(), 1);
    assert_eq!(orders[0].contact_name, "Alice Archer");
    assert_eq!(orders[0].lines[0].quantity.get(), 1);
    assert_eq!(shop.stock(item).await, 9);
    person.sends("/cart").await;
    person.sees("Your cart is empty.");
}

#[tokio::test]
async fn a_crash_after_every_step_of_a_purchase_costs_nothing() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    // What was done but not yet forgotten is shown once more.
    shop.expects_refusal("query is too old");
    shop.expects_refusal("message is not modified");
    for step in STEPS {
        let update = step.done_by(&alice, &mug);
        alice.settled(update).await;
        alice.sees(step.shows());
        shop.crash().await;
        shop.come_back().await;
    }
    is_ordered_once(&shop, &mug, &alice).await;
    shop.close().await;
}

#[tokio::test]
async fn a_crash_before_every_step_of_a_purchase_costs_nothing() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    // What was done but not yet forgotten is shown once more.
    shop.expects_refusal("query is too old");
    shop.expects_refusal("message is not modified");
    for step in STEPS {
        shop.crash().await;
        let update = step.done_by(&alice, &mug);
        shop.come_back().await;
        alice.settled(update).await;
        // The step before, done but not yet forgotten, may be shown once more below this one.
        let messages = alice.user.messages();
        let shown = messages
            .iter()
            .any(|message| message.screen().contains(step.shows()));
        assert!(shown, "{step:?}: {}", alice.screen());
    }
    is_ordered_once(&shop, &mug, &alice).await;
    shop.close().await;
}

/// The bot dies when a step is committed and its screen is not there yet.
async fn crash_between_commit_and_screen(fault: Fault) {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    // A press is answered again after the restart, and a screen that had arrived is the same.
    shop.expects_refusal("query is too old");
    shop.expects_refusal("message is not modified");
    for (met, step) in STEPS.into_iter().enumerate() {
        let method = if matches!(step, Step::Adds) {
            shop.server.fail_next("answerCallbackQuery", fault.clone());
            "answerCallbackQuery"
        } else {
            shop.server
                .fail_next_in(alice.user.id(), "*", fault.clone());
            "a screen"
        };
        let update = step.done_by(&alice, &mug);
        shop.server
            .until(|server| {
                let calls = server.calls();
                let faults = calls.iter().filter(|call| call.fault.is_some()).count();
                (faults > met).then_some(())
            })
            .await;
        shop.crash().await;
        shop.come_back().await;
        alice.settled(update).await;
        assert!(
            alice.screen().contains(step.shows()),
            "{step:?}, {method}: {}",
            alice.screen()
        );
    }
    is_ordered_once(&shop, &mug, &alice).await;
    shop.close().await;
}

#[tokio::test]
async fn a_crash_before_the_screen_left_shows_it_after_the_restart() {
    crash_between_commit_and_screen(Fault::DropConnection).await;
}

#[tokio::test]
async fn a_crash_before_the_screen_was_confirmed_changes_nothing_twice() {
    crash_between_commit_and_screen(Fault::LoseAnswer).await;
}

#[tokio::test]
async fn every_press_in_the_cart_is_applied_once_across_a_crash() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.sends("/cart").await;
    shop.expects_refusal("query is too old");
    for (met, (button, words)) in [
        ("➕", "× 2 = $25.00"),
        ("➕", "× 3 = $37.50"),
        ("➖", "× 2 = $25.00"),
        ("❌", "Your cart is empty."),
    ]
    .into_iter()
    .enumerate()
    {
        shop.server
            .fail_next("editMessageText", Fault::DropConnection);
        let update = alice.user.press(button).unwrap();
        shop.server
            .until(|server| {
                let calls = server.calls_of("editMessageText");
                let faults = calls.iter().filter(|call| call.fault.is_some()).count();
                (faults > met).then_some(())
            })
            .await;
        shop.crash().await;
        shop.come_back().await;
        alice.settled(update).await;
        alice.sees(words);
    }
    shop.close().await;
}

#[tokio::test]
async fn a_started_checkout_and_typed_answers_survive_a_restart() {
    let mut shop = Shop::open().await;
    // Which screen lost its buttons is not written down for its own sake.
    shop.expects_refusal("message is not modified");
    let mug = shop.product("Mug", "12.50", 10).await;
    let alice = shop.customer("Alice");
    alice.adds(&mug).await;
    alice.checks_out().await;
    alice.sends("Alice Archer").await;
    shop.restart().await;
    alice.sends("+15551234567").await;
    shop.restart().await;
    alice.sends("/cart").await;
    alice.presses("Continue checkout").await;
    alice.sees("Where should we deliver?");
    shop.restart().await;
    alice.sends("12 Harbour Street, Springfield").await;
    shop.restart().await;
    alice.presses("Confirm").await;
    alice.sees("Thank you!");
    is_ordered_once(&shop, &mug, &alice).await;
    shop.close().await;
}

#[tokio::test]
async fn a_notice_promised_before_a_crash_arrives_after_it() {
    let mut shop = Shop::open().await;
    let mug = shop.product("Mug", "12.50", 10).await;
    let olga = shop.admin("Olga").await;
    let alice = shop.regular("Alice").await;
    alice.adds(&mug).await;
    alice.checks_out().await;
    // What was done but not yet forgotten is shown once more.
    shop.expects_refusal("query is too old");
    shop.expects_refusal("message is not modified");
    shop.server.fail_next_in(
        olga.user.id(),
        "sendMessage",
        Fault::TooManyRequests { retry_after: 60 },
    );
    alice.presses("Confirm").await;
    shop.server
        .until(|server| {
            let calls = server.calls_of("sendMessage");
            calls.iter().any(|call| call.fault.is_some()).then_some(())
        })
        .await;
    shop.crash().await;
    shop.come_back().await;
    olga.hears("New order").await;
    assert_eq!(olga.heard("New order"), 1);
    shop.close().await;
}
