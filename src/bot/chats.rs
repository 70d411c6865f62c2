//! What each chat shows: the one living screen, and what was sent or typed since.
//!
//! It is kept in memory, and with the conversation state whenever something is
//! written anyway; never for its own sake. After a crash it may therefore be a
//! few messages behind: then a screen is edited where a new one would have been
//! sent, or pictures stay where they are. Nothing depends on it being right.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde::{Deserialize, Serialize};

use crate::domain::{
    catalog::Picture,
    id::{PhotoId, TelegramId},
    language::Language,
};

/// Chats kept in memory; the others are read again when they are heard of.
const KEPT: usize = 20_000;

/// What a chat shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// The bot whose chat it is: to another one the same numbers are other messages.
    pub bot: i64,
    /// The newest message known, anybody's. Message ids of private chats only grow.
    pub newest: i32,
    /// The screen whose buttons count.
    pub screen: Option<Living>,
}

/// A screen that can be edited in place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Living {
    /// The message with the buttons.
    pub message: i32,
    /// The photos shown with it: one is in the message itself, more are an album above it.
    pub photos: Vec<i64>,
    /// Messages above it that belong to it and go when it goes.
    pub companions: Vec<i32>,
    /// The message it took the place of: a second quick tap on that one means this one.
    pub replaced: Option<i32>,
}

impl Living {
    /// A screen of which only the message is known.
    pub fn unknown(message: i32, is_photo: bool) -> Self {
        Self {
            message,
            // No row has this id, so that the picture counts as another one than any.
            photos: if is_photo { vec![0] } else { Vec::new() },
            ..Self::default()
        }
    }

    /// Whether a press of that message's buttons is one of this screen's.
    pub fn is_meant_by(&self, message: i32) -> bool {
        self.message == message || self.replaced == Some(message)
    }

    /// Whether the message is a photo: then its text is a caption.
    pub fn is_photo(&self) -> bool {
        self.photos.len() == 1
    }

    /// Whether these are the pictures shown.
    pub fn shows(&self, pictures: &[Picture]) -> bool {
        let ids = pictures.iter().map(|picture| picture.id);
        self.photos.iter().copied().eq(ids.map(PhotoId::get))
    }
}

/// What all chats show.
#[derive(Debug, Default)]
pub struct Chats(Mutex<HashMap<TelegramId, Remembered>>);

#[derive(Debug, Default)]
struct Remembered {
    shown: Shown,
    /// As it was last written.
    saved: Shown,
    /// The language the person chose.
    language: Option<Language>,
    /// Whether what was written down has been looked at.
    is_recalled: bool,
}

impl Chats {
    /// Whether it is known what the chat shows.
    pub fn knows(&self, chat: TelegramId) -> bool {
        let all = self.all();
        all.get(&chat).is_some_and(|chat| chat.is_recalled)
    }

    /// Takes over what was written down about a chat of this bot. What was heard of it meanwhile
    /// is newer.
    pub fn recall(&self, chat: TelegramId, bot: i64, saved: Shown, language: Option<Language>) {
        let saved = if saved.bot == bot {
            saved
        } else {
            Shown {
                bot,
                ..Shown::default()
            }
        };
        let mut all = self.all();
        if all.len() >= KEPT {
            // What is written down can be read again; the rest is worth keeping.
            all.retain(|_, chat| chat.shown != chat.saved);
        }
        if all.len() >= KEPT {
            all.clear();
        }
        let chat = all.entry(chat).or_default();
        if !chat.is_recalled {
            let newest = chat.shown.newest.max(saved.newest);
            chat.shown = Shown {
                newest,
                ..saved.clone()
            };
            chat.saved = saved;
            chat.language = language;
            chat.is_recalled = true;
        }
    }

    /// What the chat shows.
    pub fn shown(&self, chat: TelegramId) -> Shown {
        self.all()
            .get(&chat)
            .map(|chat| chat.shown.clone())
            .unwrap_or_default()
    }

    /// The language that the person chose, as far as that has been looked at.
    pub fn language(&self, chat: TelegramId) -> Option<Language> {
        self.all().get(&chat).and_then(|chat| chat.language)
    }

    /// Notes the language that the person chose.
    pub fn speaks(&self, chat: TelegramId, language: Language) {
        self.all().entry(chat).or_default().language = Some(language);
    }

    /// Forgets a chat; what it shows is read again when it is heard of.
    pub fn forget(&self, chat: TelegramId) {
        self.all().remove(&chat);
    }

    /// Notes a message, anybody's.
    pub fn heard(&self, chat: TelegramId, message: i32) {
        let mut all = self.all();
        let chat = all.entry(chat).or_default();
        chat.shown.newest = chat.shown.newest.max(message);
    }

    /// Notes which screen the chat shows now.
    pub fn shows(&self, chat: TelegramId, screen: Option<Living>) {
        let mut all = self.all();
        let chat = all.entry(chat).or_default();
        if let Some(screen) = &screen {
            chat.shown.newest = chat.shown.newest.max(screen.message);
        }
        chat.shown.screen = screen;
    }

    /// What is to be written down about a chat, if that changed.
    pub fn unsaved(&self, chat: TelegramId) -> Option<Shown> {
        let all = self.all();
        let chat = all.get(&chat).filter(|chat| chat.is_recalled)?;
        (chat.shown != chat.saved).then(|| chat.shown.clone())
    }

    /// Notes that this has been written down.
    pub fn saved(&self, chat: TelegramId, shown: Shown) {
        if let Some(chat) = self.all().get_mut(&chat) {
            chat.saved = shown;
        }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<TelegramId, Remembered>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: TelegramId = TelegramId::new(7);
    const BOT: i64 = 42;

    /// What a bot wrote down about a chat that showed one message.
    fn of(bot: i64, message: i32) -> Shown {
        Shown {
            bot,
            newest: message,
            screen: Some(Living::unknown(message, false)),
        }
    }

    #[test]
    fn what_changed_is_written_once() {
        let chats = Chats::default();
        assert!(!chats.knows(ANN));
        chats.recall(ANN, BOT, of(BOT, 10), None);
        assert_eq!(chats.unsaved(ANN), None);
        chats.shows(ANN, Some(Living::unknown(12, false)));
        chats.heard(ANN, 15);
        chats.heard(ANN, 3);
        let unsaved = chats.unsaved(ANN).unwrap_or_default();
        assert_eq!(unsaved.newest, 15);
        chats.saved(ANN, unsaved);
        assert_eq!(chats.unsaved(ANN), None);
    }

    #[test]
    fn what_was_heard_before_anything_was_recalled_is_not_forgotten() {
        let chats = Chats::default();
        chats.heard(ANN, 15);
        assert!(!chats.knows(ANN));
        assert_eq!(chats.unsaved(ANN), None, "not before it is known what was");
        chats.recall(ANN, BOT, of(BOT, 10), None);
        chats.recall(ANN, BOT, of(BOT, 99), None);
        let shown = chats.shown(ANN);
        assert_eq!((shown.newest, shown.screen), (15, of(BOT, 10).screen));
    }

    #[test]
    fn another_bots_messages_are_not_this_ones() {
        let chats = Chats::default();
        chats.recall(ANN, BOT, of(BOT + 1, 500), None);
        let shown = chats.shown(ANN);
        assert_eq!((shown.bot, shown.newest, shown.screen), (BOT, 0, None));
    }

    #[test]
    fn what_was_written_by_another_release_is_read_as_far_as_it_goes() {
        let shown: Result<Shown, _> = serde_json::from_str(r#"{"newest": 5, "colour": "red"}"#);
        assert_eq!(shown.map(|shown| shown.newest).ok(), Some(5));
    }
}
