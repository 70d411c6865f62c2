//! Updates taken over from Telegram, and what each chat is waiting for.

use ecombot::{
    domain::id::TelegramId,
    store::{
        dialogues::{self, Dialogue},
        inbox::{self, Entry},
    },
};

use crate::shop::{NOW, TestShop};

const BOT: i64 = 7;

fn entry(update: i64, chat: i64) -> Entry {
    Entry {
        update,
        chat: TelegramId::new(chat),
        payload: format!("{{\"update_id\":{update}}}"),
        is_applied: false,
        attempts: 0,
    }
}

async fn take_over(shop: &TestShop, bot: i64, entry: Entry) {
    shop.write(move |tx| inbox::insert(tx, bot, &entry, NOW))
        .await;
}

async fn unfinished(shop: &TestShop, bot: i64) -> Vec<Entry> {
    shop.write(move |tx| inbox::unfinished(tx, bot)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_is_taken_over_once_and_kept_in_order() {
    let shop = TestShop::open().await;
    // What comes twice stays as it came first.
    for (update, chat) in [(12, 1), (10, 1), (12, 2), (11, 1)] {
        take_over(&shop, BOT, entry(update, chat)).await;
    }
    take_over(&shop, 8, entry(12, 3)).await;
    let shop = shop.reopen().await;
    let expected = [entry(10, 1), entry(11, 1), entry(12, 1)];
    assert_eq!(unfinished(&shop, BOT).await, expected);
    assert_eq!(
        unfinished(&shop, 8).await,
        [entry(12, 3)],
        "another bot counts for itself"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_tells_applied_failed_and_finished_updates_apart() {
    let shop = TestShop::open().await;
    for update in 1..=4 {
        take_over(&shop, BOT, entry(update, 1)).await;
    }
    shop.write(|tx| {
        inbox::mark_applied(tx, BOT, 1, NOW)?;
        inbox::count_attempt(tx, BOT, 2, NOW)?;
        inbox::count_attempt(tx, BOT, 2, NOW)?;
        inbox::forget(tx, BOT, 3)
    })
    .await;
    let shop = shop.reopen().await;
    let applied = Entry {
        is_applied: true,
        ..entry(1, 1)
    };
    let failed = Entry {
        attempts: 2,
        ..entry(2, 1)
    };
    assert_eq!(unfinished(&shop, BOT).await, [applied, failed, entry(4, 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_update_is_remembered_per_bot() {
    let shop = TestShop::open().await;
    let next = |bot| shop.read(move |tx| inbox::position(tx, bot).map(|position| position.next));
    assert_eq!(next(BOT).await, 0, "a bot never seen");
    for update in [5, 9] {
        shop.write(move |tx| inbox::set_next_update(tx, BOT, update, NOW))
            .await;
    }
    assert_eq!((next(BOT).await, next(8).await), (9, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_waits_for_one_thing_at_a_time() {
    let shop = TestShop::open().await;
    let (alice, bob) = (TelegramId::new(1), TelegramId::new(2));
    let kept = async |shop: &TestShop, chat| shop.read(move |tx| dialogues::get(tx, chat)).await;
    assert_eq!(kept(&shop, alice).await, Dialogue::default());
    for state in ["phone", "address"] {
        shop.write(move |tx| dialogues::set_state(tx, alice, state, NOW))
            .await;
    }
    let shop = shop.reopen().await;
    let state = kept(&shop, alice).await.state;
    assert_eq!(state.as_deref(), Some("address"));
    assert_eq!(kept(&shop, bob).await, Dialogue::default());
    for _ in 0..2 {
        shop.write(move |tx| dialogues::clear_state(tx, alice))
            .await;
        assert_eq!(kept(&shop, alice).await.state, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_chat_shows_outlives_what_it_waits_for() {
    let shop = TestShop::open().await;
    let alice = TelegramId::new(1);
    shop.write(move |tx| {
        dialogues::set_screen(tx, alice, "a photo", NOW)?;
        dialogues::set_state(tx, alice, "phone", NOW)?;
        dialogues::set_screen(tx, alice, "an album", NOW)?;
        dialogues::clear_state(tx, alice)
    })
    .await;
    let kept = shop.read(move |tx| dialogues::get(tx, alice)).await;
    let expected = Dialogue {
        state: None,
        screen: Some("an album".into()),
    };
    assert_eq!(kept, expected);
}
