//! The buttons of the shop's settings, and what is typed about them.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{
    bot::{
        admin::button::StaffButton,
        button::{Button, buttons},
    },
    domain::{language::Language, setting::Setting},
};

buttons! {
    /// What pressing a button about settings asks for. All tags begin with `me`.
    pub enum SettingButton {
        /// Asks for a setting.
        "mea" => Ask { setting: Setting },
        /// Has a setting as usual.
        "mer" => Reset { setting: Setting },
        /// Saves what was typed and shown.
        "mes" => Save {},
        /// Chooses the language of people whose own is not spoken.
        "mel" => SetLanguage { language: Language },
        /// Chooses a time zone.
        "mez" => SetTimeZone { timezone: Tz },
        /// Closes the shop.
        "mec" => Close {},
        /// Opens it.
        "meo" => Reopen {},
        /// Asks for the day on which it opens again.
        "med" => AskReopening {},
        /// Leaves that day open.
        "mex" => DropReopening {},
        /// Asks for words to customers about it.
        "men" => AskNote {},
        /// Takes these words back.
        "mey" => DropNote {},
    }
}

impl From<SettingButton> for Button {
    fn from(button: SettingButton) -> Self {
        StaffButton::Setting(button).into()
    }
}

/// What is being typed about settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum SettingAsk {
    /// A setting.
    Value {
        /// Which, as its code.
        setting: String,
        /// Its version when the question was asked.
        seen: i64,
        /// What was typed and is shown before it is saved.
        draft: Option<String>,
    },
    /// The day on which the shop opens again.
    Reopening,
    /// Words to customers about being closed.
    Note,
}
