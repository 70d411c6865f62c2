//! What a bot can learn about a chat and do to it as a whole: members, pinned messages, reactions.

use serde_json::{Value, json};

use crate::emulator::chat::{Content, Sender, StoredMessage};
use crate::emulator::error::ApiError;
use crate::emulator::telegram::Context;
use crate::emulator::update::UpdateKind;

/// The emoji anybody may react with (Bot API, `ReactionTypeEmoji`).
const REACTIONS: &str = "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 \
    🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷 😡";

pub(super) fn get_chat(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let user_id = context.known_chat()?;
    let mut chat = match &context.bot.chat(user_id).circle {
        Some(circle) => circle.to_chat(user_id),
        None => context.person(user_id)?.to_chat(),
    };
    chat["accent_color_id"] = json!(user_id.rem_euclid(7));
    chat["max_reaction_count"] = json!(11);
    let takes_gifts = [
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    ];
    chat["accepted_gift_types"] = takes_gifts
        .iter()
        .map(|kind| ((*kind).to_owned(), json!(true)))
        .collect();
    if let Some(pinned) = context.bot.chat(user_id).pinned.last().copied() {
        chat["pinned_message"] = context.shown(user_id, pinned)?;
    }
    Ok(chat)
}

/// A private chat has two members: the user and the bot. Who is in a group has a rank there.
pub(super) fn get_chat_member(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let member = context.user_id()?;
    let chat_id = context.known_chat()?;
    if let Some(circle) = &context.bot.chat(chat_id).circle {
        let rank = circle.rank_of(member);
        let user = if member == context.bot.id {
            context.bot.to_value()
        } else {
            let person = context.people.get(&member);
            let person = person.ok_or_else(|| ApiError::bad_request("member not found"))?;
            person.to_user()
        };
        return Ok(rank.to_member(user));
    }
    let user = if member == chat_id {
        context.person(member)?.to_user()
    } else if member == context.bot.id {
        context.bot.to_value()
    } else {
        return Err(ApiError::bad_request("member not found"));
    };
    Ok(json!({ "status": "member", "user": user }))
}

/// Nobody here has a picture of themselves.
pub(super) fn get_user_profile_photos(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let user_id = context.user_id()?;
    if context.bot.known_chat(user_id).is_none() {
        return Err(ApiError::bad_request("user not found"));
    }
    Ok(json!({ "total_count": 0, "photos": [] }))
}

/// Pins a message, of which a service message tells the user and the bot itself.
pub(super) fn pin_chat_message(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let message_id = context.params.integer("message_id");
    let user_id = context.writable_chat()?;
    let now = context.now;
    if context.bot.chat(user_id).accessible(message_id).is_none() {
        return Err(ApiError::bad_request("message to pin not found"));
    }
    let chat = context.bot.chat(user_id);
    if chat.pinned.contains(&message_id) {
        return Ok(json!(true));
    }
    chat.pinned.push(message_id);
    let pinned = context.shown(user_id, message_id)?;
    let id = context.bot.take_message_id(user_id);
    let content = Content::other("pinned_message", pinned);
    let service = StoredMessage::new(id, now, Sender::Bot, content);
    context.bot.chat(user_id).add(service);
    let service = context.shown(user_id, id)?;
    let updates = &mut context.bot.updates;
    updates.push(UpdateKind::Message, user_id, service, now);
    Ok(json!(true))
}

/// Unpins one message, or the one pinned last.
pub(super) fn unpin_chat_message(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let message_id = context.params.integer("message_id");
    let user_id = context.writable_chat()?;
    let chat = context.bot.chat(user_id);
    let place = match message_id {
        0 => chat.pinned.len().checked_sub(1),
        id => chat.pinned.iter().position(|pinned| *pinned == id),
    };
    let Some(place) = place else {
        return Err(ApiError::bad_request("message to unpin not found"));
    };
    chat.pinned.remove(place);
    chat.touch();
    Ok(json!(true))
}

pub(super) fn unpin_all_chat_messages(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let user_id = context.writable_chat()?;
    let chat = context.bot.chat(user_id);
    chat.pinned.clear();
    chat.touch();
    Ok(json!(true))
}

pub(super) fn set_message_reaction(context: &mut Context<'_>) -> Result<Value, ApiError> {
    let reactions = context
        .params
        .json("reaction", "can't parse reaction types JSON object")?;
    let reaction = match reactions {
        None => None,
        Some(Value::Array(reactions)) if reactions.len() > 1 => {
            return Err(ApiError::bad_request("REACTIONS_TOO_MANY"));
        }
        Some(Value::Array(reactions)) => reactions.first().map(read_reaction).transpose()?,
        Some(_) => {
            return Err(ApiError::bad_request("expected an Array of ReactionType"));
        }
    };
    let message_id = context.params.integer("message_id");
    let user_id = context.writable_chat()?;
    let chat = context.bot.chat(user_id);
    if chat.accessible(message_id).is_none() {
        return Err(ApiError::bad_request("message to react not found"));
    }
    if let Some(message) = chat.change(message_id) {
        message.reaction = reaction;
    }
    Ok(json!(true))
}

fn read_reaction(reaction: &Value) -> Result<String, ApiError> {
    match reaction["type"].as_str() {
        Some("emoji") => {}
        Some("custom_emoji") => return Err(ApiError::not_emulated("custom emoji to react with")),
        _ => return Err(ApiError::bad_request("REACTION_INVALID")),
    }
    let emoji = reaction["emoji"].as_str().unwrap_or_default();
    if !REACTIONS.split_whitespace().any(|known| known == emoji) {
        return Err(ApiError::bad_request("REACTION_INVALID"));
    }
    Ok(emoji.to_owned())
}
