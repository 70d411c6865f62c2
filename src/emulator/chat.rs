//! One chat of a bot, private or a group: its messages, and what people see besides them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::watch;

use super::entity::FormattedText;
use super::file::{StoredDocument, StoredPhoto};
use super::group::state::Circle;
use super::keyboard::{self, InlineRows, ReplyKeyboard};
use super::payment::Invoice;
use super::update::present;

/// Answers to presses kept for tests.
const MAX_ANSWERS: usize = 1_000;

/// How the bot and the user stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// The bot has never heard of the user.
    Stranger,
    /// The bot has heard of the user, who never wrote.
    Heard,
    Talking,
    Blocked,
    /// The account was deleted.
    Deactivated,
    /// The bot was thrown out of the group.
    Kicked,
    /// The bot is no member of the group, because it left or never was.
    Outside,
}

pub(super) struct Chat {
    pub(super) standing: Standing,
    pub(super) messages: BTreeMap<i64, StoredMessage>,
    /// The shown reply keyboard and the message that brought it.
    pub(super) reply_keyboard: Option<(i64, ReplyKeyboard)>,
    /// Pinned messages, the last one on top.
    pub(super) pinned: Vec<i64>,
    pub(super) answers: Vec<Answer>,
    pub(super) unanswered: usize,
    /// Answers no longer among `answers`.
    pub(super) answers_forgotten: u64,
    /// What the bot says it is doing, and until when.
    pub(super) activity: Option<(String, i64)>,
    /// Deleted messages, each with the revision that the chat had then.
    pub(super) removed: Vec<(u64, i64)>,
    /// What makes it a group; a private chat has none of it.
    pub(super) circle: Option<Circle>,
    pub(super) changed: watch::Sender<u64>,
}

/// The bot's answer to a press of a button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// `callback_query_id`.
    pub query_id: String,
    /// What is shown to the user, if anything.
    pub text: Option<String>,
    /// Whether it is a window to be closed rather than a note that fades.
    pub alert: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sender {
    Bot,
    /// The one user of a private chat.
    User,
    /// A member of a group.
    Member(i64),
}

#[derive(Debug, Clone)]
pub(super) struct StoredMessage {
    pub(super) id: i64,
    pub(super) date: i64,
    pub(super) edit_date: Option<i64>,
    pub(super) sender: Sender,
    pub(super) content: Content,
    pub(super) inline: InlineRows,
    /// Messages sent with any markup but an inline keyboard can never be edited.
    pub(super) has_other_markup: bool,
    pub(super) reply_to: Option<i64>,
    /// The topic of a forum that it is in.
    pub(super) thread: Option<i64>,
    pub(super) album: Option<String>,
    /// Where it was forwarded from, as a MessageOrigin.
    pub(super) forward_origin: Option<Value>,
    /// It can be neither forwarded nor copied.
    pub(super) is_protected: bool,
    pub(super) effect_id: Option<String>,
    pub(super) link_preview: Option<Value>,
    /// Its sender chose it among what the bot offered inline.
    pub(super) is_via_bot: bool,
    /// The emoji with which the bot reacted to it.
    pub(super) reaction: Option<String>,
    /// The bot can no longer load it, though the user still sees it.
    pub(super) is_inaccessible: bool,
    /// The revision of the chat that brought its present form.
    pub(super) revision: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Text(FormattedText),
    Photo {
        photo: Arc<StoredPhoto>,
        caption: FormattedText,
    },
    Document {
        document: Arc<StoredDocument>,
        caption: FormattedText,
    },
    Contact(Contact),
    Invoice(Arc<Invoice>),
    /// Anything else, such as a sticker, a location or a service message, as the Bot API shows it.
    Other {
        field: String,
        object: Value,
    },
}

/// A phone number that somebody shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// As typed or as registered.
    pub phone_number: String,
    /// First name in the address book.
    pub first_name: String,
    /// Last name in the address book.
    pub last_name: Option<String>,
    /// The Telegram account, if the number has one.
    pub user_id: Option<i64>,
}

impl Chat {
    pub(super) fn new() -> Self {
        Self {
            standing: Standing::Stranger,
            messages: BTreeMap::new(),
            reply_keyboard: None,
            pinned: Vec::new(),
            answers: Vec::new(),
            unanswered: 0,
            answers_forgotten: 0,
            activity: None,
            removed: Vec::new(),
            circle: None,
            changed: watch::Sender::new(0),
        }
    }

    /// A message as far as the bot can still reach it.
    pub(super) fn accessible(&self, message_id: i64) -> Option<&StoredMessage> {
        let message = self.messages.get(&message_id)?;
        (!message.is_inaccessible).then_some(message)
    }

    pub(super) fn touch(&self) {
        self.changed.send_modify(|version| *version += 1);
    }

    /// Grows with every change of what the user sees.
    pub(super) fn revision(&self) -> u64 {
        *self.changed.borrow()
    }

    /// Adds a message, or puts an edited one in its place.
    pub(super) fn add(&mut self, mut message: StoredMessage) {
        self.touch();
        message.revision = self.revision();
        if message.sender == Sender::Bot {
            self.activity = None;
        }
        self.messages.insert(message.id, message);
    }

    /// A message that is about to be changed in place.
    pub(super) fn change(&mut self, message_id: i64) -> Option<&mut StoredMessage> {
        let message = self.messages.get_mut(&message_id)?;
        self.changed.send_modify(|version| *version += 1);
        message.revision = *self.changed.borrow();
        Some(message)
    }

    /// Removes a message for both sides; a reply keyboard goes with the message that brought it.
    pub(super) fn remove(&mut self, message_id: i64) -> Option<StoredMessage> {
        let removed = self.messages.remove(&message_id)?;
        self.reply_keyboard
            .take_if(|(origin, _)| *origin == message_id);
        self.pinned.retain(|pinned| *pinned != message_id);
        self.touch();
        self.removed.push((self.revision(), message_id));
        Some(removed)
    }

    pub(super) fn answered(&mut self, answer: Answer) {
        self.unanswered = self.unanswered.saturating_sub(1);
        if self.answers.len() >= MAX_ANSWERS {
            self.answers.remove(0);
            self.answers_forgotten += 1;
        }
        self.answers.push(answer);
        self.touch();
    }
}

/// Those who write in a chat, and the chat, as the Bot API shows them.
pub(super) struct Faces {
    pub(super) bot: Value,
    /// The user of a private chat.
    pub(super) user: Value,
    /// Everybody who may have written in a group.
    pub(super) members: HashMap<i64, Value>,
    pub(super) chat: Value,
}

impl StoredMessage {
    pub(super) fn new(id: i64, date: i64, sender: Sender, content: Content) -> Self {
        Self {
            id,
            date,
            edit_date: None,
            sender,
            content,
            inline: Vec::new(),
            has_other_markup: false,
            reply_to: None,
            thread: None,
            album: None,
            forward_origin: None,
            is_protected: false,
            effect_id: None,
            link_preview: None,
            is_via_bot: false,
            reaction: None,
            is_inaccessible: false,
            revision: 0,
        }
    }

    /// The Message object, with the message it replies to if that is still there.
    pub(super) fn to_value(&self, faces: &Faces, chat: &Chat) -> Value {
        let replied = self.reply_to.and_then(|id| chat.accessible(id));
        let mut value = self.alone(faces);
        if let Some(replied) = replied {
            value["reply_to_message"] = replied.alone(faces);
        }
        value
    }

    fn alone(&self, faces: &Faces) -> Value {
        let from = match self.sender {
            Sender::Bot => &faces.bot,
            Sender::User => &faces.user,
            Sender::Member(id) => faces.members.get(&id).unwrap_or(&faces.user),
        };
        let keyboard = (!self.inline.is_empty()).then(|| keyboard::inline_to_value(&self.inline));
        let mut value = present([
            ("message_id", Some(json!(self.id))),
            ("from", Some(from.clone())),
            ("chat", Some(faces.chat.clone())),
            ("date", Some(json!(self.date))),
            ("message_thread_id", self.thread.map(Value::from)),
            ("is_topic_message", self.thread.map(|_| json!(true))),
            ("edit_date", self.edit_date.map(Value::from)),
            ("forward_origin", self.forward_origin.clone()),
            (
                "has_protected_content",
                self.is_protected.then_some(json!(true)),
            ),
            ("via_bot", self.is_via_bot.then(|| faces.bot.clone())),
            ("effect_id", self.effect_id.clone().map(Value::from)),
            ("link_preview_options", self.link_preview.clone()),
            ("media_group_id", self.album.clone().map(Value::from)),
            ("reply_markup", keyboard),
        ]);
        self.content.write_to(&mut value);
        value
    }
}

impl Content {
    /// Anything that has a field of its own in the Message object.
    pub(super) fn other(field: &str, object: Value) -> Self {
        Self::Other {
            field: field.to_owned(),
            object,
        }
    }

    /// What is written beneath a picture or a file.
    pub(super) fn caption(&self) -> Option<&FormattedText> {
        match self {
            Self::Photo { caption, .. } | Self::Document { caption, .. } => Some(caption),
            Self::Text(_) | Self::Contact(_) | Self::Invoice(_) | Self::Other { .. } => None,
        }
    }

    /// The same picture or file with another caption. `None`: it can have none.
    pub(super) fn with_caption(&self, caption: FormattedText) -> Option<Self> {
        match self {
            Self::Photo { photo, .. } => Some(Self::Photo {
                photo: Arc::clone(photo),
                caption,
            }),
            Self::Document { document, .. } => Some(Self::Document {
                document: Arc::clone(document),
                caption,
            }),
            Self::Text(_) | Self::Contact(_) | Self::Invoice(_) | Self::Other { .. } => None,
        }
    }

    fn write_to(&self, message: &mut Value) {
        match self {
            Self::Text(text) => {
                message["text"] = json!(text.text);
                if let Some(entities) = text.entities_value() {
                    message["entities"] = entities;
                }
            }
            Self::Photo { photo, .. } => message["photo"] = photo.to_value(),
            Self::Document { document, .. } => message["document"] = document.to_value(),
            Self::Invoice(invoice) => message["invoice"] = invoice.to_value(),
            Self::Other { field, object } => message[field] = object.clone(),
            Self::Contact(contact) => {
                message["contact"] = present([
                    ("phone_number", Some(json!(contact.phone_number))),
                    ("first_name", Some(json!(contact.first_name))),
                    ("last_name", contact.last_name.clone().map(Value::from)),
                    ("user_id", contact.user_id.map(Value::from)),
                ]);
            }
        }
        let Some(caption) = self.caption() else {
            return;
        };
        if !caption.text.is_empty() {
            message["caption"] = json!(caption.text);
        }
        if let Some(entities) = caption.entities_value() {
            message["caption_entities"] = entities;
        }
    }
}
