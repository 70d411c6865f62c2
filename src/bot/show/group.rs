//! Brings messages out in groups, where there is no screen of anybody's.

use serde_json::Value;

use crate::{
    bot::{
        api::{ApiError, Sent},
        context::App,
        screen::{Screen, TEXT_LIMIT},
    },
    domain::{board::BoardPlace, id::TelegramId},
};

use super::{Chat, call::part_of_text};

/// Posts a message, and returns it.
///
/// # Errors
/// As Telegram says, at the first attempt.
pub async fn post(app: &App, place: &BoardPlace, screen: &Screen) -> Result<i32, ApiError> {
    let mut call = part_of_text(place.chat, &screen.text.shortened(TEXT_LIMIT), screen, true);
    if let Some(thread) = place.thread {
        call["message_thread_id"] = thread.into();
    }
    let sent: Sent = app.api.call("sendMessage", &call).await?;
    Ok(sent.message_id)
}

/// Brings a message up to date.
///
/// # Errors
/// As Telegram says, at the first attempt; that it shows this already is none.
pub async fn edit(
    app: &App,
    place: &BoardPlace,
    message: i32,
    screen: &Screen,
) -> Result<(), ApiError> {
    let mut call = part_of_text(place.chat, &screen.text.shortened(TEXT_LIMIT), screen, true);
    call["message_id"] = message.into();
    match app.api.call::<Value>("editMessageText", &call).await {
        Err(error) if !error.says("message is not modified") => Err(error),
        _ => Ok(()),
    }
}

/// Takes the buttons from a message.
pub async fn take_buttons(app: &App, chat: TelegramId, message: i32) {
    Chat { app, id: chat }.strip(message).await;
}
