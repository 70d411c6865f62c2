//! The buttons of the shop's wording, and what is typed about it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    bot::{
        admin::button::StaffButton,
        button::{Button, Field, buttons},
    },
    domain::language::Language,
    i18n::wording::{Area, Message},
};

buttons! {
    /// What pressing a button about wording asks for. All tags begin with `mv`.
    pub enum WordingButton {
        /// The parts of the shop.
        "mk" => Areas { language: Language },
        /// The texts of one, from a page on.
        "mka" => List { language: Language, area: Area, page: u32 },
        /// The texts in the owner's words.
        "mky" => Yours { language: Language, page: u32 },
        /// Asks for words to find a text by.
        "mkf" => Find { language: Language },
        /// A text.
        "mko" => Open { language: Language, message: Message },
        /// Asks for other words.
        "mkc" => Change { language: Language, message: Message },
        /// Has one text for all numbers.
        "mkn" => Single {},
        /// Saves what was typed and shown.
        "mks" => Save {},
        /// Has a text as it came, where it is still at this version.
        "mkr" => Reset { language: Language, message: Message, version: i64 },
    }
}

impl From<WordingButton> for Button {
    fn from(button: WordingButton) -> Self {
        StaffButton::Wording(button).into()
    }
}

impl Field for Area {
    #[cfg(test)]
    const WIDEST: Self = Self::WIDEST;

    fn encode(&self) -> String {
        self.name().to_owned()
    }

    fn decode(text: &str) -> Option<Self> {
        Self::find(text)
    }
}

impl Field for Message {
    #[cfg(test)]
    const WIDEST: Self = Self::WIDEST;

    fn encode(&self) -> String {
        self.id().to_owned()
    }

    fn decode(text: &str) -> Option<Self> {
        Self::find(text)
    }
}

/// What is being typed about wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum WordingAsk {
    /// Words to find a text by.
    Find {
        /// In which language, as its code.
        language: String,
    },
    /// The forms of a text, one after another. Once all are there they wait to be saved.
    Text {
        /// In which language, as its code.
        language: String,
        /// Which text, by its id.
        message: String,
        /// Its version when the question was asked.
        seen: i64,
        /// What was typed, by the code of the case it is for.
        forms: BTreeMap<String, String>,
        /// Whether there is one text for all numbers.
        is_single: bool,
    },
}
