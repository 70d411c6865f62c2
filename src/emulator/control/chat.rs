//! A chat as JSON: everything its user sees, or only what is newer than a revision.

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use serde_json::{Value, json};

use super::{Answer, Refusal, answer, number};
use crate::emulator::chat::{Chat, Content, Sender, Standing, StoredMessage};
use crate::emulator::entity::FormattedText;
use crate::emulator::keyboard::{Action, InlineButton};
use crate::emulator::server::Server;
use crate::emulator::telegram::{Bot, Telegram};
use crate::emulator::update::present;

/// Answers to presses shown; older ones were notes that have faded.
const ANSWERS: usize = 20;

pub(super) async fn show(
    State(server): State<Server>,
    Path((bot, user)): Path<(i64, i64)>,
    uri: Uri,
) -> Response {
    let after = number(&uri, "after").unwrap_or(0);
    answer(server.with(|telegram| look(telegram, bot, user, after)))
}

fn look(telegram: &Telegram, bot_id: i64, user_id: i64, after: u64) -> Answer {
    let bot = telegram.bots.get(&bot_id);
    let bot = bot.ok_or_else(|| Refusal::not_found("there is no such bot"))?;
    let person = telegram.people.get(&user_id);
    let person = person.ok_or_else(|| Refusal::not_found("there is no such person"))?;
    let now = telegram.now();
    let language = person.profile.language_code.as_deref();
    let commands: Value = bot
        .menus
        .shown_to(user_id, language)
        .iter()
        .map(|command| json!({ "command": command.name, "description": command.description }))
        .collect();
    let mut shown = bot.chats.get(&user_id).map_or_else(
        || json!({ "revision": 0, "standing": "stranger", "messages": [], "removed": [], "answers": [] }),
        |chat| of_chat(chat, bot, now, after),
    );
    shown["bot"] = json!(bot_id);
    shown["user"] = json!(user_id);
    shown["commands"] = commands;
    shown["waiting"] = waiting(bot, user_id);
    Ok(shown)
}

/// The updates of presses whose button still shows its clock.
fn waiting(bot: &Bot, user_id: i64) -> Value {
    let queries = bot.queries.values();
    queries
        .filter(|query| query.user_id == user_id)
        .map(|query| query.update_id)
        .collect()
}

fn of_chat(chat: &Chat, bot: &Bot, now: i64, after: u64) -> Value {
    let messages = chat.messages.values();
    let messages: Value = messages
        .filter(|message| message.revision > after)
        .map(|message| of_message(message, bot.id))
        .collect();
    let removed = chat
        .removed
        .iter()
        .filter(|(revision, _)| *revision > after)
        .map(|(_, message_id)| *message_id)
        .collect::<Value>();
    let keyboard = chat.reply_keyboard.as_ref().map(|(_, keyboard)| {
        let rows = keyboard.rows.iter().map(|row| {
            let buttons = row.iter();
            buttons
                .map(|button| json!({ "text": button.text, "wants_contact": button.wants_contact }))
                .collect::<Value>()
        });
        rows.collect::<Value>()
    });
    let activity = chat.activity.as_ref().filter(|(_, until)| *until > now);
    let activity =
        activity.map(|(action, until)| json!({ "action": action, "seconds": until - now }));
    present([
        ("revision", Some(json!(chat.revision()))),
        ("standing", Some(json!(standing(chat.standing)))),
        ("messages", Some(messages)),
        ("removed", Some(removed)),
        ("reply_keyboard", keyboard),
        ("pinned", chat.pinned.last().map(|id| json!(id))),
        ("activity", activity),
        ("answers", Some(answers(chat))),
    ])
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Kicked => "kicked",
        Standing::Outside => "outside",
        Standing::Stranger => "stranger",
        Standing::Heard => "heard",
        Standing::Talking => "talking",
        Standing::Blocked => "blocked",
        Standing::Deactivated => "deactivated",
    }
}

/// The newest answers, numbered so that each is shown once.
fn answers(chat: &Chat) -> Value {
    let first = chat.answers_forgotten;
    let numbered = (first..).zip(&chat.answers);
    let skipped = chat.answers.len().saturating_sub(ANSWERS);
    numbered
        .skip(skipped)
        .map(|(number, answer)| json!({ "number": number, "text": answer.text, "alert": answer.alert }))
        .collect()
}

pub(super) fn of_message(message: &StoredMessage, bot_id: i64) -> Value {
    let mut shown = present([
        ("id", Some(json!(message.id))),
        ("date", Some(json!(message.date))),
        ("from_bot", Some(json!(message.sender == Sender::Bot))),
        ("edited", message.edit_date.map(|_| json!(true))),
        ("reply_to", message.reply_to.map(Value::from)),
        ("album", message.album.clone().map(Value::from)),
        (
            "forwarded",
            message.forward_origin.as_ref().map(|_| json!(true)),
        ),
        ("via_bot", message.is_via_bot.then_some(json!(true))),
        ("protected", message.is_protected.then_some(json!(true))),
        ("reaction", message.reaction.clone().map(Value::from)),
        (
            "inaccessible",
            message.is_inaccessible.then_some(json!(true)),
        ),
    ]);
    if !message.inline.is_empty() {
        let rows = message.inline.iter();
        shown["buttons"] = rows
            .map(|row| row.iter().map(of_button).collect::<Value>())
            .collect();
    }
    write_content(&mut shown, &message.content, bot_id);
    shown
}

fn write_content(shown: &mut Value, content: &Content, bot_id: i64) {
    match content {
        Content::Text(text) => write_text(shown, text),
        Content::Photo { photo, caption } => {
            if let Some(size) = photo.original() {
                let url = format!("/control/photos/{bot_id}/{}", size.file_id);
                shown["photo"] = json!({ "url": url, "width": size.width, "height": size.height });
            }
            write_text(shown, caption);
        }
        Content::Document { document, caption } => {
            let url = format!("/control/documents/{bot_id}/{}", document.file_id);
            shown["document"] =
                json!({ "url": url, "name": document.file_name, "size": document.bytes.len() });
            write_text(shown, caption);
        }
        Content::Contact(contact) => {
            shown["contact"] =
                json!({ "phone": contact.phone_number, "first_name": contact.first_name });
        }
        Content::Invoice(invoice) => shown["invoice"] = invoice.to_value(),
        Content::Other { field, object } => {
            shown["other"] = json!({ "field": field, "object": object });
        }
    }
}

fn write_text(shown: &mut Value, text: &FormattedText) {
    shown["text"] = json!(text.text);
    if let Some(entities) = text.entities_value() {
        shown["entities"] = entities;
    }
}

fn of_button(button: &InlineButton) -> Value {
    let (name, value) = match &button.action {
        Action::Callback(data) => ("data", json!(data)),
        Action::Url(url) | Action::WebApp(url) => ("url", json!(url)),
        Action::CopyText(text) => ("copy", json!(text)),
        Action::Other(name, _) => (*name, json!(true)),
    };
    json!({ "text": button.text, name: value })
}
