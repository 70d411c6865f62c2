//! Reads an update: who sent what, and where the reply goes.
//!
//! Only what the shop looks at is read. teloxide's `Update` reads everything,
//! which costs ten times as much for a press (it carries its whole message) and
//! fails on kinds of message that are newer than the library.

mod formatted;
pub mod group;

use serde::{Deserialize, de::IgnoredAny};
use serde_json::Number;

use crate::{
    domain::{customer::TelegramProfile, id::TelegramId},
    i18n::Typed,
};

use self::{formatted::Entity, group::InGroup};
use super::inline::Asked;
use super::screen::{DETACHED, Origin, Press, Pressed};

/// An update that the shop looks at: of a private chat, or one of the few of groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Where it came from.
    pub origin: Origin,
    /// Who sent it.
    pub profile: TelegramProfile,
    /// What it is.
    pub what: What,
}

/// A file somebody sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Telegram's name for it, to download it by.
    pub file_id: String,
    /// Bytes, when Telegram says.
    pub size: Option<u64>,
    /// What kind of message it came in.
    pub kind: AttachmentKind,
    /// The album it is part of.
    pub album: Option<String>,
    /// What is written under it.
    pub caption: Option<String>,
}

/// Whether Telegram has made a photo of it or left it as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttachmentKind {
    /// A photo, in the largest size that Telegram made of it.
    Photo,
    /// A file as it was sent.
    Document {
        /// Its name, when the sender's program gave one.
        name: Option<String>,
        /// Its MIME type, when the sender's program gave one.
        mime: Option<String>,
    },
}

/// What a person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Typed a text.
    Text(Typed),
    /// Shared a contact.
    Contact {
        /// Whose contact it is, when it is somebody on Telegram.
        owner: Option<TelegramId>,
        /// The number.
        number: String,
    },
    /// Sent a photo, or a file of any kind.
    File(Attachment),
    /// Sent a place on the map, in degrees as Telegram writes them.
    Location {
        /// North of the equator.
        latitude: String,
        /// East of Greenwich.
        longitude: String,
    },
    /// Sent a card that a bot offered inline, with a link to that bot.
    Card {
        /// The bot's user name.
        bot: String,
        /// What its link says.
        start: String,
    },
    /// Sent anything else: a sticker, a voice.
    Other,
    /// Pressed a button with this data.
    Press(String),
    /// Pressed a button of a message that Telegram does not let us touch any more.
    StalePress,
    /// Did something in a group.
    Group(InGroup),
    /// Blocked the bot.
    Blocked,
    /// Lets the bot write again.
    Unblocked,
}

impl What {
    /// Whether nobody awaits a message in return.
    pub const fn is_silent(&self) -> bool {
        matches!(self, Self::Group(_) | Self::Blocked | Self::Unblocked)
    }

    /// The album it is part of.
    pub fn album(&self) -> Option<&str> {
        match self {
            Self::File(attachment) => attachment.album.as_deref(),
            _ => None,
        }
    }
}

/// An update's number, and what it is when the shop looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// Telegram's number of the update.
    pub update: i64,
    /// The update itself.
    pub incoming: Option<Incoming>,
    /// Words typed after the bot's name in some chat.
    pub asked: Option<Asked>,
}

/// Reads an update as Telegram sent it; `None` when not even its number can be read.
pub fn read(payload: &str) -> Option<Numbered> {
    if let Ok(mut update) = serde_json::from_str::<Update>(payload) {
        return Some(Numbered {
            update: update.update_id,
            asked: update.inline_query.take().map(Asked::from),
            incoming: update.into_incoming(),
        });
    }
    // A shape nobody foresaw: it is passed over, but it is counted.
    let head: Head = serde_json::from_str(payload).ok()?;
    Some(Numbered {
        update: head.update_id,
        incoming: None,
        asked: None,
    })
}

#[derive(Deserialize)]
struct Head {
    update_id: i64,
}

#[derive(Deserialize)]
struct Update {
    update_id: i64,
    message: Option<Message>,
    callback_query: Option<CallbackQuery>,
    my_chat_member: Option<MemberChange>,
    inline_query: Option<InlineQuery>,
}

#[derive(Deserialize)]
struct InlineQuery {
    id: String,
    from: User,
    query: String,
    offset: String,
}

#[derive(Deserialize)]
struct MemberChange {
    chat: Chat,
    from: User,
    new_chat_member: Member,
}

#[derive(Deserialize)]
struct Member {
    status: String,
    /// Of somebody who is restricted.
    is_member: Option<bool>,
}

#[derive(Deserialize)]
struct Message {
    message_id: i32,
    chat: Chat,
    from: Option<User>,
    text: Option<String>,
    #[serde(default)]
    entities: Vec<Entity>,
    contact: Option<Contact>,
    photo: Option<Vec<PhotoSize>>,
    document: Option<Document>,
    location: Option<Location>,
    media_group_id: Option<String>,
    caption: Option<String>,
    message_thread_id: Option<i64>,
    is_topic_message: Option<bool>,
    migrate_to_chat_id: Option<i64>,
    via_bot: Option<Via>,
    reply_markup: Option<Markup>,
    // Of these it only matters that they are there: nobody awaits an answer to them.
    pinned_message: Option<IgnoredAny>,
    message_auto_delete_timer_changed: Option<IgnoredAny>,
    write_access_allowed: Option<IgnoredAny>,
    chat_background_set: Option<IgnoredAny>,
}

/// The bot that offered what was sent.
#[derive(Deserialize)]
struct Via {
    username: Option<String>,
}

#[derive(Deserialize)]
struct Markup {
    #[serde(default)]
    inline_keyboard: Vec<Vec<MarkupButton>>,
}

#[derive(Deserialize)]
struct MarkupButton {
    url: Option<String>,
}

#[derive(Deserialize)]
struct Chat {
    id: i64,
    #[serde(rename = "type")]
    kind: String,
    title: Option<String>,
}

impl Chat {
    fn is_group(&self) -> bool {
        matches!(self.kind.as_str(), "group" | "supergroup")
    }
}

#[derive(Deserialize)]
struct User {
    id: i64,
    first_name: String,
    last_name: Option<String>,
    username: Option<String>,
    language_code: Option<String>,
}

#[derive(Deserialize)]
struct Contact {
    phone_number: String,
    user_id: Option<i64>,
}

#[derive(Deserialize)]
struct PhotoSize {
    file_id: String,
    file_size: Option<u64>,
}

#[derive(Deserialize)]
struct Document {
    file_id: String,
    file_name: Option<String>,
    mime_type: Option<String>,
    file_size: Option<u64>,
}

#[derive(Deserialize)]
struct Location {
    latitude: Number,
    longitude: Number,
}

#[derive(Deserialize)]
struct CallbackQuery {
    id: String,
    from: User,
    message: Option<PressedMessage>,
    data: Option<String>,
}

#[derive(Deserialize)]
struct PressedMessage {
    message_id: i32,
    /// 0 for a message that cannot be accessed (Bot API, `InaccessibleMessage`).
    date: i64,
    chat: Chat,
    // Only that it is there matters: the text of such a message is a caption.
    photo: Option<IgnoredAny>,
}

impl Update {
    fn into_incoming(self) -> Option<Incoming> {
        match (self.message, self.callback_query, self.my_chat_member) {
            (Some(message), ..) => message.into_incoming(),
            (None, Some(query), _) => Some(query.into_incoming()),
            (None, None, Some(change)) => change.into_incoming(),
            (None, None, None) => None,
        }
    }
}

impl MemberChange {
    fn into_incoming(self) -> Option<Incoming> {
        let member = &self.new_chat_member;
        let is_gone = match member.status.as_str() {
            "left" | "kicked" => true,
            "restricted" => member.is_member == Some(false),
            _ => false,
        };
        let what = match (self.chat.kind.as_str(), is_gone) {
            ("private", true) => What::Blocked,
            ("private", false) => What::Unblocked,
            ("group" | "supergroup", true) => What::Group(InGroup::Gone),
            _ => return None,
        };
        Some(Incoming {
            origin: Origin {
                chat: TelegramId::new(self.chat.id),
                message: None,
                press: None,
            },
            profile: self.from.into(),
            what,
        })
    }
}

impl Message {
    fn into_incoming(self) -> Option<Incoming> {
        if self.chat.is_group() {
            return group::said(self);
        }
        let is_service = self.pinned_message.is_some()
            || self.message_auto_delete_timer_changed.is_some()
            || self.write_access_allowed.is_some()
            || self.chat_background_set.is_some();
        if self.chat.kind != "private" || is_service {
            return None;
        }
        let origin = Origin {
            chat: TelegramId::new(self.chat.id),
            message: Some(self.message_id),
            press: None,
        };
        Some(Incoming {
            origin,
            what: self.what(),
            profile: self.from?.into(),
        })
    }
}

impl Message {
    fn what(&self) -> What {
        if let Some(card) = self.card() {
            return card;
        }
        if let Some(text) = &self.text {
            return What::Text(formatted::typed(text, &self.entities));
        }
        if let Some(contact) = &self.contact {
            return What::Contact {
                owner: contact.user_id.map(TelegramId::new),
                number: contact.phone_number.clone(),
            };
        }
        if let Some(location) = &self.location {
            return What::Location {
                latitude: location.latitude.to_string(),
                longitude: location.longitude.to_string(),
            };
        }
        match self.attachment() {
            Some(attachment) => What::File(attachment),
            None => What::Other,
        }
    }

    /// A card with a link to the bot that offered it.
    fn card(&self) -> Option<What> {
        let bot = self.via_bot.as_ref()?.username.clone()?;
        let to_it = format!("https://t.me/{bot}?start=");
        let buttons = self.reply_markup.as_ref()?.inline_keyboard.iter().flatten();
        let mut links = buttons.filter_map(|button| button.url.as_deref());
        let start = links.find_map(|link| link.strip_prefix(&to_it))?.to_owned();
        Some(What::Card { bot, start })
    }

    fn attachment(&self) -> Option<Attachment> {
        // Telegram lists the sizes of a photo from small to large.
        let photo = self.photo.as_ref().and_then(|sizes| sizes.last());
        let (file_id, size, kind) = match (photo, &self.document) {
            (Some(photo), _) => (&photo.file_id, photo.file_size, AttachmentKind::Photo),
            (None, Some(document)) => {
                let kind = AttachmentKind::Document {
                    name: document.file_name.clone(),
                    mime: document.mime_type.clone(),
                };
                (&document.file_id, document.file_size, kind)
            }
            (None, None) => return None,
        };
        Some(Attachment {
            file_id: file_id.clone(),
            size,
            kind,
            album: self.media_group_id.clone(),
            caption: self.caption.clone(),
        })
    }
}

impl CallbackQuery {
    fn into_incoming(self) -> Incoming {
        if self
            .message
            .as_ref()
            .is_some_and(|message| message.chat.is_group())
        {
            return group::pressed(self);
        }
        let profile = TelegramProfile::from(self.from);
        // Of any other chat it is no screen of ours.
        let message = self
            .message
            .filter(|message| message.date != 0 && message.chat.id == profile.id.get());
        let (data, is_detached) = match self.data {
            Some(data) => match data.strip_prefix(DETACHED) {
                Some(data) => (Some(data.to_owned()), true),
                None => (Some(data), false),
            },
            None => (None, false),
        };
        let pressed = message.map(|message| Pressed {
            message: message.message_id,
            is_photo: message.photo.is_some(),
            is_detached,
        });
        let what = match (&pressed, data) {
            (Some(_), Some(data)) => What::Press(data),
            _ => What::StalePress,
        };
        let origin = Origin {
            chat: profile.id,
            message: None,
            press: Some(Press {
                query: self.id,
                pressed,
            }),
        };
        Incoming {
            origin,
            profile,
            what,
        }
    }
}

impl From<InlineQuery> for Asked {
    fn from(query: InlineQuery) -> Self {
        Self {
            query: query.id,
            profile: query.from.into(),
            words: query.query,
            offset: query.offset,
        }
    }
}

impl From<User> for TelegramProfile {
    fn from(user: User) -> Self {
        Self {
            id: TelegramId::new(user.id),
            first_name: user.first_name,
            last_name: user.last_name,
            username: user.username,
            language_code: user.language_code,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn what(update: Value) -> Option<What> {
        read(&update.to_string())
            .and_then(|numbered| numbered.incoming)
            .map(|incoming| incoming.what)
    }

    fn message(field: &str, value: Value) -> Value {
        let mut message = json!({
            "message_id": 5, "date": 1, "chat": {"id": 7, "type": "private", "first_name": "Ann"},
            "from": {"id": 7, "is_bot": false, "first_name": "Ann"},
        });
        message[field] = value;
        json!({"update_id": 1, "message": message})
    }

    #[test]
    fn messages_are_told_apart() {
        let cases = [
            (
                message("text", json!("hello")),
                Some(What::Text(Typed::from("hello"))),
            ),
            (
                message("contact", json!({"phone_number": "1555", "user_id": 7})),
                Some(What::Contact {
                    owner: Some(TelegramId::new(7)),
                    number: "1555".into(),
                }),
            ),
            (
                message("contact", json!({"phone_number": "1555"})),
                Some(What::Contact {
                    owner: None,
                    number: "1555".into(),
                }),
            ),
            (
                message("location", json!({"latitude": 48.2082, "longitude": -16})),
                Some(What::Location {
                    latitude: "48.2082".into(),
                    longitude: "-16".into(),
                }),
            ),
            (
                message(
                    "photo",
                    json!([
                        {"file_id": "small", "file_unique_id": "1", "width": 90, "height": 60},
                        {"file_id": "large", "file_unique_id": "2", "width": 1280, "height": 853, "file_size": 9},
                    ]),
                ),
                Some(What::File(Attachment {
                    file_id: "large".into(),
                    size: Some(9),
                    kind: AttachmentKind::Photo,
                    album: None,
                    caption: None,
                })),
            ),
            (
                message(
                    "document",
                    json!({"file_id": "list", "file_unique_id": "3", "file_name": "goods.csv", "mime_type": "text/csv"}),
                ),
                Some(What::File(Attachment {
                    file_id: "list".into(),
                    size: None,
                    kind: AttachmentKind::Document {
                        name: Some("goods.csv".into()),
                        mime: Some("text/csv".into()),
                    },
                    album: None,
                    caption: None,
                })),
            ),
            (
                message("dice", json!({"emoji": "🎲", "value": 3})),
                Some(What::Other),
            ),
            (message("kind_of_next_year", json!({})), Some(What::Other)),
            (message("pinned_message", json!({"message_id": 1})), None),
            (
                message("chat", json!({"id": -5, "type": "supergroup"})),
                None,
            ),
            (json!({"update_id": 1, "edited_message": {}}), None),
        ];
        for (update, expected) in cases {
            assert_eq!(what(update.clone()), expected, "{update}");
        }
    }

    #[test]
    fn a_card_is_one_of_the_bot_that_offered_it() {
        let card = |bot: &str, link: &str| {
            let mut update = message("text", json!("Mug"));
            update["message"]["via_bot"] = json!({"id": 4, "is_bot": true, "username": bot});
            update["message"]["reply_markup"] = json!({"inline_keyboard": [[{"text": "A", "callback_data": "a"}, {"text": "B", "url": link}]]});
            what(update)
        };
        let of = |bot: &str, start: &str| {
            let (bot, start) = (bot.to_owned(), start.to_owned());
            Some(What::Card { bot, start })
        };
        let link = "https://t.me/shop_bot?start=p5";
        assert_eq!(card("shop_bot", link), of("shop_bot", "p5"));
        assert_eq!(
            card("other_bot", "https://t.me/other_bot?start=p5"),
            of("other_bot", "p5")
        );
        for (bot, link) in [
            ("other_bot", link),
            ("shop_bot", "https://t.me/shop_bot"),
            ("shop_bot", "https://example.com/?start=p5"),
        ] {
            assert_eq!(card(bot, link), Some(What::Text("Mug".into())), "{link}");
        }
    }

    #[test]
    fn a_press_needs_a_message_that_can_still_be_touched() {
        let press = |message: Value| {
            what(json!({"update_id": 1, "callback_query": {
                "id": "9", "from": {"id": 7, "first_name": "Ann"}, "data": "h:", "message": message}}))
        };
        let private = json!({"id": 7, "type": "private"});
        assert_eq!(
            press(json!({"message_id": 5, "date": 1, "chat": private})),
            Some(What::Press("h:".into()))
        );
        assert_eq!(
            press(json!({"message_id": 5, "date": 0, "chat": private})),
            Some(What::StalePress)
        );
        assert_eq!(
            press(json!({"message_id": 5, "date": 1, "chat": private, "photo": []})),
            Some(What::Press("h:".into()))
        );
        let group = json!({"id": -5, "type": "group", "title": "Packing"});
        for date in [0, 1] {
            assert_eq!(
                press(json!({"message_id": 5, "date": date, "chat": group})),
                Some(What::Group(InGroup::Press("h:".into())))
            );
        }
        let channel = json!({"id": -5, "type": "channel", "title": "News"});
        assert_eq!(
            press(json!({"message_id": 5, "date": 1, "chat": channel})),
            Some(What::StalePress)
        );
        assert_eq!(press(Value::Null), Some(What::StalePress));
    }

    #[test]
    fn an_update_of_unknown_shape_is_still_counted() {
        let odd =
            read(r#"{"update_id": 12, "message": {"chat": 5}}"#).map(|numbered| numbered.update);
        assert_eq!(odd, Some(12));
        assert_eq!(read("nonsense"), None);
    }
}
