//! getUpdates past its waiting: offsets, limits, lifetimes, kinds; and what every request shares.

use super::*;
use crate::emulator::update::{UpdateKind, UpdateQueue};

const FIRST: i64 = 700;
const DAY: i64 = 24 * 60 * 60;

fn queue(count: usize) -> UpdateQueue {
    let mut queue = UpdateQueue::starting_at(FIRST);
    for _ in 0..count {
        queue.push(UpdateKind::Message, 7, json!({}), 0);
    }
    queue
}

fn ids(updates: &[Value]) -> Vec<i64> {
    let id = |update: &Value| update["update_id"].as_i64().map(|id| id - FIRST);
    updates.iter().filter_map(id).collect()
}

#[test]
fn offsets_confirm_what_lies_below() {
    let rows: [(i64, &[i64], usize); 9] = [
        (0, &[0, 1, 2, 3], 4),
        (FIRST, &[0, 1, 2, 3], 4),
        (FIRST + 2, &[2, 3], 2),
        (FIRST + 4, &[], 0),
        (FIRST + 14, &[], 0),
        (FIRST + 15, &[0, 1, 2, 3], 4),
        (5, &[0, 1, 2, 3], 4),
        (-1, &[3], 1),
        (-9, &[0, 1, 2, 3], 4),
    ];
    for (offset, answer, left) in rows {
        let mut queue = queue(4);
        assert_eq!(ids(&queue.take(offset, 100, 0)), answer, "offset {offset}");
        assert_eq!(queue.pending(0), left, "offset {offset}");
    }
}

#[test]
fn every_kind_has_its_lifetime() {
    let rows = [
        (UpdateKind::Message, DAY),
        (UpdateKind::EditedMessage, DAY),
        (UpdateKind::MyChatMember, DAY),
        (UpdateKind::CallbackQuery, 150),
        (UpdateKind::PreCheckoutQuery, 150),
    ];
    for (kind, lifetime) in rows {
        let mut queue = queue(0);
        queue.push(kind, 7, json!({}), 0);
        assert_eq!(queue.take(0, 100, lifetime - 1).len(), 1, "{kind:?}");
        assert_eq!(queue.take(0, 100, lifetime).len(), 0, "{kind:?}");
    }
}

#[test]
fn updates_wait_for_a_bot_that_comes_back() {
    let mut queue = queue(2);
    assert_eq!(ids(&queue.take(0, 1, 0)), [0]);
    assert_eq!(ids(&queue.take(0, 100, 0)), [0, 1]);
    assert_eq!(ids(&queue.take(0, 100, 0)), [0, 1]);
}

#[test]
fn an_answer_holds_four_megabytes() {
    let mut queue = UpdateQueue::starting_at(FIRST);
    for _ in 0..5 {
        queue.push(
            UpdateKind::Message,
            7,
            json!({"text": "x".repeat(1 << 20)}),
            0,
        );
    }
    assert_eq!(queue.take(0, 100, 0).len(), 3);
}

#[test]
fn asking_is_corrected_and_asking_the_same_again_waits() {
    let mut queue = queue(0);
    let mut ask = |offset: i64, limit: i64, timeout: i64| {
        let poll = queue.begin_poll(offset, limit, timeout);
        (poll.limit, poll.timeout.as_secs())
    };
    assert_eq!(ask(0, 1_000, 90), (100, 50));
    assert_eq!(ask(0, 100, 0), (1, 3));
    assert_eq!(ask(8, 0, -1), (1, 0));
    assert_eq!(queue.conflict_delay().as_secs(), 0);
    assert_eq!(queue.conflict_delay().as_secs(), 3);
}

#[test]
fn allowed_updates_apply_when_the_update_is_created() {
    let mut queue = queue(0);
    let rows = [
        (json!(["callback_query"]), false),
        (json!("message"), false),
        (json!(["MESSAGE"]), true),
        (json!(["callback_query"]), false),
        (json!([]), true),
        (json!(["nonsense"]), true),
    ];
    for (allowed, expect) in rows {
        queue.allow(Some(&allowed));
        let before = queue.last_id();
        let id = queue.push(UpdateKind::Message, 7, json!({}), 0);
        assert_eq!(id > before, expect, "{allowed}");
    }
}

#[test]
fn identifiers_start_high_and_grow_by_one() {
    let mut fixture = Fixture::new();
    fixture.says("a");
    let updates = fixture.updates();
    let ids: Vec<_> = updates
        .iter()
        .filter_map(|update| update["update_id"].as_i64())
        .collect();
    assert!(ids[0] > 100_000_000);
    assert_eq!(ids[1], ids[0] + 1);
}

#[test]
fn tokens_and_names_of_methods() {
    let mut fixture = Fixture::new();
    let rows = [
        ("nonsense", "401 Unauthorized: invalid token specified"),
        ("42:", "401 Unauthorized: invalid token specified"),
        ("42:a b", "401 Unauthorized: invalid token specified"),
        ("42:OTHER", "401 Unauthorized"),
        ("43:TEST", "401 Unauthorized"),
    ];
    for (token, expect) in rows {
        let error = fixture.telegram.call(token, "getMe", json!({}));
        let error = error.map(|_| ()).map_err(|error| error.to_string());
        assert_eq!(error, Err(expect.to_owned()), "{token}");
    }
    let unknown = "404 Not Found: method not found";
    check_refusals(
        &mut fixture,
        &[
            ("an unknown name", "sendDice", json!({}), unknown),
            ("no name", "", json!({}), unknown),
            ("any case", "DELETEWEBHOOK", json!({}), "true"),
            (
                "unknown parameters",
                "deleteWebhook",
                json!({"nonsense": 1}),
                "true",
            ),
        ],
    );
    let me = fixture.done("getme", json!({}));
    assert_eq!(me["can_connect_to_business"], json!(false));
}

#[test]
fn null_is_never_sent() {
    let mut fixture = Fixture::new();
    let user = fixture.user;
    let mut answers = vec![
        fixture.done("getMe", json!({})),
        fixture.done("getWebhookInfo", json!({})),
        fixture.done("getChat", json!({})),
        fixture.done("getChatMember", json!({"user_id": user})),
        fixture.done(
            "sendMessage",
            json!({"text": "a", "reply_markup": {"force_reply": true}}),
        ),
        fixture.done(
            "sendContact",
            json!({"phone_number": "+1", "first_name": "A"}),
        ),
        fixture
            .upload("sendPhoto", json!({}), "photo")
            .unwrap_or_default(),
    ];
    fixture.telegram.press(BOT, user, 1, "a");
    fixture.telegram.block(BOT, user);
    answers.append(&mut fixture.updates());
    for answer in answers {
        assert!(!answer.to_string().contains("null"), "{answer}");
    }
}
