//! What is shown: screens, their buttons, and the answer to a press. Values only; [`super::show`]
//! brings them out.

use crate::{
    domain::{catalog::Picture, id::TelegramId},
    i18n::{Html, Lang},
};

use super::button::Button;

pub use crate::i18n::cut;

/// Telegram's limit for a text, in characters (Bot API, `sendMessage`).
pub const TEXT_LIMIT: usize = 4096;
/// Telegram's limit for a caption, in characters (Bot API, `sendPhoto`).
pub const CAPTION_LIMIT: usize = 1024;
/// What callback data of a message begins with that is never the screen: pressed, its buttons
/// open the screen anew and leave it as it is.
pub const DETACHED: char = '!';

/// A message: text, pictures and keyboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// The text; a caption where there is one picture.
    pub text: Html,
    /// What is under it.
    pub keyboard: Keyboard,
    /// Pictures: one carries the text, more make an album above it.
    pub pictures: Vec<Picture>,
    /// Whether it is the screen or stays for good.
    pub role: Role,
    /// A button below the others that copies a text.
    pub copied: Option<Copied>,
    /// A button below the others that opens an address.
    pub link: Option<Link>,
}

/// A button that copies a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// What it says.
    pub label: String,
    /// What it copies: at most 256 characters (Bot API, `CopyTextButton`).
    pub text: String,
}

/// A button that opens an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

/// What a message is in its chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The one living screen, which the next one replaces.
    Living,
    /// A receipt or a notice: it stays, and its buttons open the screen anew.
    Lasting,
}

/// What is under a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keyboard {
    /// Buttons in rows; perhaps none.
    Buttons(Vec<Vec<Key>>),
    /// A keyboard in place of the letters: share the phone, or cancel.
    Contact {
        /// Label of the button that shares the phone.
        share: String,
        /// Label of the button that cancels.
        cancel: String,
    },
    /// Takes a keyboard in place of the letters away.
    Letters,
}

/// A button of a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// What it says.
    pub label: String,
    /// What pressing it means.
    pub button: Button,
}

impl Key {
    /// A button; Telegram cuts long labels on screen, and we before that.
    pub fn new(label: impl Into<String>, button: impl Into<Button>) -> Self {
        Self {
            label: cut(&label.into(), 64),
            button: button.into(),
        }
    }
}

impl Screen {
    /// A text with rows of buttons.
    pub fn new(text: Html, rows: Vec<Vec<Key>>) -> Self {
        Self::with_keyboard(text, Keyboard::Buttons(rows))
    }

    /// A text alone.
    pub fn text(text: Html) -> Self {
        Self::new(text, Vec::new())
    }

    /// A text with a keyboard of any kind.
    pub fn with_keyboard(text: Html, keyboard: Keyboard) -> Self {
        Self {
            text,
            keyboard,
            pictures: Vec::new(),
            role: Role::Living,
            copied: None,
            link: None,
        }
    }

    /// The same with a button that opens an address, below its other buttons.
    pub fn with_link(self, link: Link) -> Self {
        Self {
            link: Some(link),
            ..self
        }
    }

    /// The same with a button that copies a text, below its other buttons.
    pub fn with_copied(self, copied: Copied) -> Self {
        Self {
            copied: Some(copied),
            ..self
        }
    }

    /// The same with a paragraph more, if there is something to say.
    pub fn with_note(self, note: Option<Html>) -> Self {
        match note {
            Some(note) => Self {
                text: Html::paragraphs([self.text, note]),
                ..self
            },
            None => self,
        }
    }

    /// The same with a row of buttons above the last, which leads away.
    pub fn with_row_above_last(mut self, row: Vec<Key>) -> Self {
        if let Keyboard::Buttons(rows) = &mut self.keyboard {
            rows.insert(rows.len().saturating_sub(1), row);
        }
        self
    }

    /// The same as a receipt or notice, which stays in the chat.
    pub fn lasting(self) -> Self {
        Self {
            role: Role::Lasting,
            ..self
        }
    }

    /// The same without its pictures, for when they cannot be sent.
    pub fn without_pictures(&self) -> Self {
        Self {
            pictures: Vec::new(),
            ..self.clone()
        }
    }

    /// Whether it can be edited later, and replace what was shown before: only what has buttons
    /// under it can (Bot API: "inline keyboard expected").
    pub const fn rows(&self) -> Option<&Vec<Vec<Key>>> {
        match &self.keyboard {
            Keyboard::Buttons(rows) => Some(rows),
            Keyboard::Contact { .. } | Keyboard::Letters => None,
        }
    }
}

/// The answer to a press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Nothing but the end of the waiting sign.
    Silent,
    /// A line that passes by.
    Toast(String),
    /// A text that has to be closed.
    Alert(String),
}

impl Answer {
    /// What has to be closed, if that is what it is.
    pub fn alert(&self) -> Option<&str> {
        match self {
            Self::Alert(text) => Some(text),
            Self::Silent | Self::Toast(_) => None,
        }
    }
}

/// Everything one update brings about in its own chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The answer, where a button was pressed.
    pub answer: Answer,
    /// A message sent before the screen.
    pub before: Option<Screen>,
    /// The screen: takes the place of the message whose button was pressed, else is sent.
    pub screen: Option<Screen>,
    /// Whether only the buttons of the pressed message are replaced, its text kept.
    pub keeps_text: bool,
    /// Whether the screen is the one that is shown already, as it is now: it is edited where it is
    /// the last thing in the chat, and else sent anew, and the old one deleted.
    pub is_moving: bool,
    /// Whether what was typed is taken out of the chat: it is nobody's business any more.
    pub clears_typed: bool,
}

impl Reply {
    /// Shows a screen.
    pub fn screen(screen: Screen) -> Self {
        Self {
            answer: Answer::Silent,
            before: None,
            screen: Some(screen),
            keeps_text: false,
            is_moving: false,
            clears_typed: false,
        }
    }

    /// Shows a text without buttons.
    pub fn text(text: Html) -> Self {
        Self::screen(Screen::text(text))
    }

    /// Answers a press and leaves the screen alone.
    pub fn answer(answer: Answer) -> Self {
        Self {
            answer,
            before: None,
            screen: None,
            keeps_text: false,
            is_moving: false,
            clears_typed: false,
        }
    }

    /// Interrupts with a text and leaves the screen alone.
    pub fn alert(text: String) -> Self {
        Self::answer(Answer::Alert(text))
    }

    /// The same with another answer.
    pub fn with_answer(self, answer: Answer) -> Self {
        Self { answer, ..self }
    }

    /// The same for a screen that counts what comes in, and follows it down the chat.
    pub fn moving(self) -> Self {
        Self {
            is_moving: true,
            ..self
        }
    }

    /// The same, and what was typed is taken out of the chat.
    pub fn clearing_typed(self) -> Self {
        Self {
            clears_typed: true,
            ..self
        }
    }

    /// The same after another message.
    pub fn after(self, before: Screen) -> Self {
        Self {
            before: Some(before),
            ..self
        }
    }
}

/// Where an update came from, and so where its reply goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The private chat.
    pub chat: TelegramId,
    /// The message, when one was sent.
    pub message: Option<i32>,
    /// The press, when a button was pressed.
    pub press: Option<Press>,
}

/// A pressed button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    /// Telegram's id of the press, to be answered once.
    pub query: String,
    /// The message with the button; `None` when Telegram does not let us touch it any more.
    pub pressed: Option<Pressed>,
}

/// A message whose button was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pressed {
    /// Its id in the chat.
    pub message: i32,
    /// Whether its text is the caption of a photo.
    pub is_photo: bool,
    /// Whether it is a receipt or a notice, which stays as it is.
    pub is_detached: bool,
}

/// Whether a press has been answered before its screen was ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// No: answer and screen leave together.
    NotYet,
    /// Yes: what the answer would have said is sent as a message.
    Early,
}

/// The rows that page through a list, if there is anything to page to.
pub fn pager<B: Into<Button>>(
    lang: Lang,
    previous: Option<B>,
    next: Option<B>,
) -> Option<Vec<Key>> {
    let previous = previous.map(|button| Key::new(lang.button_previous(), button));
    let next = next.map(|button| Key::new(lang.button_next(), button));
    let row: Vec<Key> = previous.into_iter().chain(next).collect();
    (!row.is_empty()).then_some(row)
}
