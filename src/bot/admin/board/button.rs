//! The buttons of the order board.

use crate::bot::{
    admin::button::StaffButton,
    button::{Button, buttons},
};

buttons! {
    /// What an owner does about the order board in the chat with the bot. All tags begin with `mz`.
    pub enum BoardButton {
        /// What it is, and where.
        "mz" => Show {},
        /// Ends it.
        "mzx" => Off {},
    }
}

impl From<BoardButton> for Button {
    fn from(button: BoardButton) -> Self {
        StaffButton::Board(button).into()
    }
}
