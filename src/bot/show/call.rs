//! The calls that bring a screen out, in Telegram's words, and the patience to make them.

use std::time::Duration;

use serde_json::{Value, json};
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

use crate::{
    bot::{
        api::ApiError,
        screen::{CAPTION_LIMIT, Copied, DETACHED, Key, Keyboard, Link, Role, Screen},
    },
    domain::id::TelegramId,
    i18n::Html,
};

/// Attempts to bring one screen out.
const ATTEMPTS: u32 = 3;
/// The longest wait Telegram may ask for before a screen is given up.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The text as a caption. Views keep it short enough; what they overlook is cut.
pub(super) fn caption(screen: &Screen) -> Html {
    screen.text.shortened(CAPTION_LIMIT)
}

/// The call that sends a part of a text; the last one has the keyboard.
pub(super) fn part_of_text(chat: TelegramId, part: &Html, screen: &Screen, is_last: bool) -> Value {
    let call = json!({
        "chat_id": chat.get(),
        "text": part.as_str(),
        "parse_mode": "HTML",
        // A map or a customer's link is no picture of the shop's.
        "link_preview_options": {"is_disabled": true},
    });
    if is_last {
        with_markup(call, screen)
    } else {
        call
    }
}

pub(super) fn with_markup(mut call: Value, screen: &Screen) -> Value {
    let markup = match &screen.keyboard {
        Keyboard::Buttons(rows) if rows.is_empty() => return call,
        Keyboard::Buttons(rows) => json!(inline(rows, screen.role)),
        Keyboard::Contact { share, cancel } => json!({
            "keyboard": [[{"text": share, "request_contact": true}], [{"text": cancel}]],
            "resize_keyboard": true,
            "one_time_keyboard": true,
        }),
        Keyboard::Letters => json!({ "remove_keyboard": true }),
    };
    call["reply_markup"] = markup;
    // Not by indexing, which would leave an empty keyboard where there is another one.
    let rows = call.pointer_mut("/reply_markup/inline_keyboard");
    if let Some(rows) = rows.and_then(Value::as_array_mut) {
        if let Some(Copied { label, text }) = &screen.copied {
            rows.push(json!([{"text": label, "copy_text": {"text": text}}]));
        }
        if let Some(Link { label, url }) = &screen.link {
            rows.push(json!([{"text": label, "url": url}]));
        }
    }
    call
}

fn inline(rows: &[Vec<Key>], role: Role) -> InlineKeyboardMarkup {
    InlineKeyboardMarkup::new(rows.iter().map(|row| {
        row.iter().map(|key| {
            let data = key.button.encode();
            let data = match role {
                Role::Living => data,
                Role::Lasting => format!("{DETACHED}{data}"),
            };
            InlineKeyboardButton::callback(key.label.clone(), data)
        })
    }))
}

/// Tries a call again when Telegram asks to wait or does not answer. Only this chat waits.
pub(in crate::bot) async fn persist<T, F>(call: impl Fn() -> F) -> Result<T, ApiError>
where
    F: Future<Output = Result<T, ApiError>>,
{
    let mut attempt = 1;
    loop {
        let error = match call().await {
            Ok(done) => return Ok(done),
            Err(error) => error,
        };
        let wait = match &error {
            ApiError::RetryAfter(wait) if *wait <= LONGEST_WAIT => *wait,
            ApiError::Unreachable(_) => Duration::from_millis(200 << attempt),
            ApiError::RetryAfter(_) | ApiError::Refused { .. } => return Err(error),
        };
        if attempt >= ATTEMPTS {
            return Err(error);
        }
        attempt += 1;
        tokio::time::sleep(wait).await;
    }
}
