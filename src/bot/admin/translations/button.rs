//! The buttons of translations, and what is typed about them.

use serde::{Deserialize, Serialize};

use crate::{
    bot::{
        admin::button::StaffButton,
        button::{Button, buttons},
    },
    domain::{
        id::AuditId,
        language::Language,
        translation::{TextField, Worded},
    },
};

buttons! {
    /// What pressing a button about translations asks for. All tags begin with `ml`.
    pub enum TranslationButton {
        /// The texts of something in all languages.
        "ml" => Sheet { of: Worded },
        /// Asks for a text in a language.
        "mla" => Ask { of: Worded, field: TextField, language: Language },
        /// Takes a translation away.
        "mlx" => Drop { of: Worded, field: TextField, language: Language },
        /// Takes a change back.
        "mlu" => Undo { of: Worded, entry: AuditId },
    }
}

impl From<TranslationButton> for Button {
    fn from(button: TranslationButton) -> Self {
        StaffButton::Translation(button).into()
    }
}

/// The text that is being typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranslationAsk {
    /// What kind of thing it is of.
    kind: String,
    /// Row id of that.
    id: i64,
    /// Which of its texts.
    field: String,
    /// In which language.
    language: String,
    /// Its version when the question was asked.
    pub seen: i64,
}

impl TranslationAsk {
    /// Asks for a text of something in a language.
    pub fn new(of: Worded, field: TextField, language: Language, seen: i64) -> Self {
        let (kind, id) = of.stored();
        Self {
            kind: kind.to_owned(),
            id,
            field: field.code().to_owned(),
            language: language.code().to_owned(),
            seen,
        }
    }

    /// What was asked for; `None` for what another release knew.
    pub fn what(&self) -> Option<(Worded, TextField, Language)> {
        Some((
            Worded::from_stored(&self.kind, self.id)?,
            TextField::from_code(&self.field)?,
            Language::from_code(&self.language)?,
        ))
    }
}
