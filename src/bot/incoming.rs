//! Reads an update: who sent what, and where the reply goes.

use teloxide::types::{
    CallbackQuery, MaybeInaccessibleMessage, MediaKind, Message, MessageKind, Update, UpdateKind,
    User,
};

use crate::domain::{customer::TelegramProfile, id::TelegramId};

use super::screen::{Origin, Press};

/// An update of a private chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Where it came from.
    pub origin: Origin,
    /// Who sent it.
    pub profile: TelegramProfile,
    /// What it is.
    pub what: What,
}

/// What a person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Typed a text.
    Text(String),
    /// Shared a contact.
    Contact {
        /// Whose contact it is, when it is somebody on Telegram.
        owner: Option<TelegramId>,
        /// The number.
        number: String,
    },
    /// Sent anything else: a photo, a sticker.
    Other,
    /// Pressed a button with this data.
    Press(String),
    /// Pressed a button of a message that Telegram does not let us touch any more.
    StalePress,
}

/// Reads an update as Telegram sent it; `None` for what is no private conversation.
pub fn read(payload: &str) -> Option<Incoming> {
    let update: Update = serde_json::from_str(payload).ok()?;
    match update.kind {
        UpdateKind::Message(message) => read_message(message),
        UpdateKind::CallbackQuery(query) => Some(read_press(query)),
        _ => None,
    }
}

fn read_message(message: Message) -> Option<Incoming> {
    if !message.chat.is_private() {
        return None;
    }
    let profile = profile(message.from.as_ref()?);
    let what = match message.kind {
        MessageKind::Common(common) => match common.media_kind {
            MediaKind::Text(text) => What::Text(text.text),
            MediaKind::Contact(contact) => What::Contact {
                owner: contact.contact.user_id.map(|id| telegram_id(id.0)),
                number: contact.contact.phone_number,
            },
            _ => What::Other,
        },
        MessageKind::Dice(_) | MessageKind::UsersShared(_) | MessageKind::ChatShared(_) => {
            What::Other
        }
        // Somebody joined, something was pinned: nobody awaits an answer.
        _ => return None,
    };
    let origin = Origin {
        chat: TelegramId::new(message.chat.id.0),
        press: None,
    };
    Some(Incoming {
        origin,
        profile,
        what,
    })
}

fn read_press(query: CallbackQuery) -> Incoming {
    let profile = profile(&query.from);
    let (chat, message) = match &query.message {
        Some(MaybeInaccessibleMessage::Regular(message)) => {
            (TelegramId::new(message.chat.id.0), Some(message.id.0))
        }
        Some(MaybeInaccessibleMessage::Inaccessible(message)) => {
            (TelegramId::new(message.chat.id.0), None)
        }
        None => (profile.id, None),
    };
    // A press in a group, on a forwarded message: never shown there.
    let message = message.filter(|_| chat == profile.id);
    let what = match (message, query.data) {
        (Some(_), Some(data)) => What::Press(data),
        _ => What::StalePress,
    };
    Incoming {
        origin: Origin {
            chat: profile.id,
            press: Some(Press {
                query: query.id.0,
                message,
            }),
        },
        profile,
        what,
    }
}

fn profile(user: &User) -> TelegramProfile {
    TelegramProfile {
        id: telegram_id(user.id.0),
        first_name: user.first_name.clone(),
        last_name: user.last_name.clone(),
        username: user.username.clone(),
        language_code: user.language_code.clone(),
    }
}

fn telegram_id(id: u64) -> TelegramId {
    // Telegram's ids have at most 52 significant bits (Bot API, `User.id`).
    TelegramId::new(i64::try_from(id).unwrap_or(i64::MAX))
}
