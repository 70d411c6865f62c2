//! Groups: who is in them, what a bot hears, topics, identifiers, refusals, presses.

use super::*;
use crate::emulator::group::state::{GroupKind, Rank};
use crate::emulator::methods::fixture::{keyboard, message_id};

/// A group of the fixture's user, with the bot in it.
fn group(fixture: &mut Fixture, kind: GroupKind) -> i64 {
    let user = fixture.user;
    let telegram = &mut fixture.telegram;
    let group = telegram.found_group(BOT, kind, "Packing", &[user]);
    telegram.seat_bot(BOT, group, user, Rank::Member);
    group
}

/// Checks rows in a group.
fn check(fixture: &mut Fixture, group: i64, rows: &[Row<'_>]) {
    let rows: Vec<Row<'_>> = rows
        .iter()
        .map(|(situation, method, params, expect)| {
            let mut params = params.clone();
            params["chat_id"] = json!(group);
            (*situation, *method, params, *expect)
        })
        .collect();
    check_refusals(fixture, &rows);
}

#[test]
fn a_bot_is_told_when_it_comes_and_goes() {
    let mut fixture = Fixture::new();
    let (user, group) = (fixture.user, group(&mut fixture, GroupKind::Supergroup));
    fixture.telegram.seat_bot(BOT, group, user, Rank::Kicked);
    let told: Vec<_> = fixture
        .updates()
        .iter()
        .filter_map(|update| update.get("my_chat_member").cloned())
        .collect();
    let statuses: Vec<_> = told
        .iter()
        .map(|update| {
            let status = |side: &str| {
                update[side]["status"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned()
            };
            (status("old_chat_member"), status("new_chat_member"))
        })
        .collect();
    let of = |old: &str, new: &str| (old.to_owned(), new.to_owned());
    assert_eq!(statuses, [of("left", "member"), of("member", "kicked")]);
    assert_eq!(
        told[0]["chat"],
        json!({"id": group, "title": "Packing", "type": "supergroup"})
    );
    assert_eq!(told[0]["from"]["id"], user);
}

#[test]
fn a_bot_that_is_not_there_is_refused() {
    let mut fixture = Fixture::new();
    let (user, group) = (fixture.user, group(&mut fixture, GroupKind::Supergroup));
    let small = self::group(&mut fixture, GroupKind::Basic);
    let kicked = "403 Forbidden: bot was kicked from the supergroup chat";
    for chat in [group, small] {
        fixture.telegram.seat_bot(BOT, chat, user, Rank::Kicked);
    }
    check(
        &mut fixture,
        group,
        &[
            ("kicked", "sendMessage", json!({"text": "x"}), kicked),
            (
                "kicked",
                "editMessageText",
                json!({"message_id": 1, "text": "x"}),
                kicked,
            ),
            ("kicked", "deleteMessage", json!({"message_id": 1}), kicked),
            ("kicked", "getChat", json!({}), kicked),
        ],
    );
    check(
        &mut fixture,
        small,
        &[(
            "kicked from a small one",
            "sendMessage",
            json!({"text": "x"}),
            "403 Forbidden: bot was kicked from the group chat",
        )],
    );
    fixture.telegram.seat_bot(BOT, group, user, Rank::Left);
    check(
        &mut fixture,
        group,
        &[(
            "left",
            "sendMessage",
            json!({"text": "x"}),
            "403 Forbidden: bot is not a member of the supergroup chat",
        )],
    );
    check(
        &mut fixture,
        group - 1,
        &[(
            "unknown",
            "sendMessage",
            json!({"text": "x"}),
            "400 Bad Request: chat not found",
        )],
    );
}

#[test]
fn people_have_ranks() {
    let mut fixture = Fixture::new();
    let (user, group) = (fixture.user, group(&mut fixture, GroupKind::Supergroup));
    let stranger = fixture.stranger("Eve");
    let chat = fixture.done("getChat", json!({"chat_id": group}));
    assert_eq!(
        (&chat["type"], &chat["title"]),
        (&json!("supergroup"), &json!("Packing"))
    );
    for (who, status) in [(user, "creator"), (BOT, "member"), (stranger, "left")] {
        let params = json!({"chat_id": group, "user_id": who});
        let member = fixture.done("getChatMember", params);
        assert_eq!(
            (&member["status"], &member["user"]["id"]),
            (&json!(status), &json!(who))
        );
    }
    fixture
        .telegram
        .seat_bot(BOT, group, user, Rank::Administrator);
    let member = fixture.done("getChatMember", json!({"chat_id": group, "user_id": BOT}));
    assert_eq!(member["status"], "administrator");
    assert_eq!(member["can_delete_messages"], true);
    check(
        &mut fixture,
        group,
        &[(
            "nobody",
            "getChatMember",
            json!({"user_id": 99}),
            "400 Bad Request: member not found",
        )],
    );
}

#[test]
fn a_bot_hears_commands_and_answers_but_no_talk() {
    let mut fixture = Fixture::new();
    let (user, group) = (fixture.user, group(&mut fixture, GroupKind::Supergroup));
    let sent = message_id(&fixture.done("sendMessage", json!({"chat_id": group, "text": "x"})));
    let heard = |fixture: &mut Fixture, text: &str, reply_to: Option<i64>| {
        let update = fixture.telegram.say(BOT, group, user, None, reply_to, text);
        update.is_some()
    };
    for (text, reply_to, expected) in [
        ("good morning", None, false),
        ("/here", None, true),
        ("/here@Shop_Bot off", None, true),
        ("/here@other_bot", None, false),
        ("and /here", None, false),
        ("yes", Some(sent), true),
    ] {
        assert_eq!(heard(&mut fixture, text, reply_to), expected, "{text}");
    }
    fixture
        .telegram
        .seat_bot(BOT, group, user, Rank::Administrator);
    assert!(heard(&mut fixture, "good morning", None));
    let update = fixture.updates().pop().unwrap_or_default();
    assert_eq!(update["message"]["from"]["id"], user);
    assert_eq!(update["message"]["chat"]["id"], group);
}

#[test]
fn a_supergroup_counts_its_own_messages_and_a_small_group_does_not() {
    let mut fixture = Fixture::new();
    let group = group(&mut fixture, GroupKind::Supergroup);
    let other = self::group(&mut fixture, GroupKind::Supergroup);
    let small = self::group(&mut fixture, GroupKind::Basic);
    let mut sent =
        |chat: i64| message_id(&fixture.done("sendMessage", json!({"chat_id": chat, "text": "x"})));
    assert_eq!([sent(group), sent(other), sent(group)], [1, 1, 2]);
    let before = sent(small);
    assert!(sent(small) > before && before > 2);
}

#[test]
fn topics_are_named_by_the_message_that_opened_them() {
    let mut fixture = Fixture::new();
    let (user, group) = (fixture.user, group(&mut fixture, GroupKind::Forum));
    let telegram = &mut fixture.telegram;
    let name = json!({"name": "Orders", "icon_color": 1});
    let topic = telegram.notify(BOT, group, user, "forum_topic_created", name);
    let bot = telegram.bots.get_mut(&BOT).expect("the fixture's bot");
    let circle = bot.chat(group).circle.as_mut().expect("a group");
    circle.open(topic);
    let sent = fixture.done(
        "sendMessage",
        json!({"chat_id": group, "text": "x", "message_thread_id": topic}),
    );
    assert_eq!(sent["message_thread_id"], topic);
    assert_eq!(sent["is_topic_message"], true);
    assert_eq!(sent["chat"]["is_forum"], true);
    let plain = fixture.done("sendMessage", json!({"chat_id": group, "text": "x"}));
    assert_eq!(plain.get("message_thread_id"), None);
    check(
        &mut fixture,
        group,
        &[(
            "no such topic",
            "sendMessage",
            json!({"text": "x", "message_thread_id": topic + 1}),
            "400 Bad Request: message thread not found",
        )],
    );
    fixture.refused(
        "sendMessage",
        json!({"text": "x", "message_thread_id": topic}),
        "400 Bad Request: message thread not found",
    );
}

#[test]
fn a_press_in_a_group_is_its_members_and_is_answered_to_them() {
    let mut fixture = Fixture::new();
    let group = group(&mut fixture, GroupKind::Supergroup);
    let bob = fixture.stranger("Bob");
    let sent = fixture.done(
        "sendMessage",
        json!({"chat_id": group, "text": "x", "reply_markup": keyboard("A", "a")}),
    );
    let sent = message_id(&sent);
    fixture.telegram.press_in_group(BOT, group, bob, sent, "a");
    let query = fixture.updates().pop().unwrap_or_default()["callback_query"].take();
    assert_eq!(query["from"]["id"], bob);
    assert_eq!(query["message"]["chat"]["id"], group);
    assert_eq!(query["message"]["message_id"], sent);
    assert_eq!(query["data"], "a");
    let answer = json!({"callback_query_id": query["id"], "text": "Done"});
    fixture.done("answerCallbackQuery", answer);
    let bot = fixture
        .telegram
        .bots
        .get_mut(&BOT)
        .expect("the fixture's bot");
    let chat = bot.chat(group);
    let circle = chat.circle.as_ref().expect("a group");
    assert_eq!(circle.told[0].0, bob);
    assert_eq!((circle.told.len(), chat.unanswered), (1, 0));
    // A message that is gone is shown as such.
    fixture.done(
        "deleteMessage",
        json!({"chat_id": group, "message_id": sent}),
    );
    fixture.telegram.press_in_group(BOT, group, bob, sent, "a");
    let query = fixture.updates().pop().unwrap_or_default()["callback_query"].take();
    assert_eq!(query["message"]["date"], 0);
    assert_eq!(query["message"]["chat"]["id"], group);
}

#[test]
fn own_messages_are_edited_and_deleted_and_no_others() {
    let mut fixture = Fixture::new();
    let (user, group) = (fixture.user, group(&mut fixture, GroupKind::Supergroup));
    let sent = message_id(&fixture.done("sendMessage", json!({"chat_id": group, "text": "x"})));
    fixture.telegram.say(BOT, group, user, None, None, "/here");
    fixture.telegram.advance(100 * 60 * 60);
    let cannot = "400 Bad Request: message can't be deleted";
    let edited = fixture.done(
        "editMessageText",
        json!({"chat_id": group, "message_id": sent, "text": "y"}),
    );
    assert_eq!(edited["text"], "y");
    check(
        &mut fixture,
        group,
        &[
            (
                "a member's",
                "editMessageText",
                json!({"message_id": sent + 1, "text": "y"}),
                "400 Bad Request: message can't be edited",
            ),
            (
                "a member's",
                "deleteMessage",
                json!({"message_id": sent + 1}),
                cannot,
            ),
            (
                "an old one",
                "deleteMessage",
                json!({"message_id": sent}),
                cannot,
            ),
        ],
    );
}

#[test]
fn a_group_that_grew_says_where_it_is_now() {
    let mut fixture = Fixture::new();
    let small = group(&mut fixture, GroupKind::Basic);
    let big = group(&mut fixture, GroupKind::Supergroup);
    let bot = fixture
        .telegram
        .bots
        .get_mut(&BOT)
        .expect("the fixture's bot");
    let circle = bot.chat(small).circle.as_mut().expect("a group");
    circle.become_other(big);
    let refused = fixture.call("sendMessage", json!({"chat_id": small, "text": "x"}));
    let refused = refused.expect_err("the small group is closed");
    assert_eq!(refused.migrate_to_chat_id, Some(big));
    assert_eq!(
        refused.to_string(),
        "400 Bad Request: group chat was upgraded to a supergroup chat"
    );
}
