//! The buttons of the catalogue file.

use crate::{
    bot::{
        admin::button::StaffButton,
        button::{Button, buttons},
    },
    domain::id::ImportId,
    exchange::Form,
};

buttons! {
    /// What pressing a button about the catalogue file asks for. All tags begin with `mb`.
    pub enum BulkButton {
        /// The catalogue as a file.
        "mb" => Files {},
        /// Sends the catalogue as a file.
        "mbg" => GetFile { form: Form },
        /// Applies a file that was sent.
        "mba" => Apply { import: ImportId },
        /// Applies a file that was sent, stock included.
        "mbA" => ApplyWithStock { import: ImportId },
        /// Calls a file off.
        "mbx" => CallOff { import: ImportId },
        /// How far a file has been applied.
        "mbi" => Import { import: ImportId },
    }
}

impl From<BulkButton> for Button {
    fn from(button: BulkButton) -> Self {
        StaffButton::Bulk(button).into()
    }
}
