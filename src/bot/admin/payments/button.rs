//! The buttons of ways to pay.

use crate::{
    bot::{
        admin::button::StaffButton,
        button::{Button, buttons},
    },
    domain::{id::PaymentWayId, payment::PaymentKind},
};

buttons! {
    /// What owners do with ways to pay. All tags begin with `mw`.
    pub enum PayButton {
        /// All of them.
        "mw" => Ways {},
        /// One of them.
        "mww" => Way { way: PaymentWayId },
        /// Asks for the name of a new one.
        "mwa" => Add { kind: PaymentKind },
        /// Asks for another name.
        "mwn" => AskName { way: PaymentWayId },
        /// Asks for another text.
        "mwt" => AskText { way: PaymentWayId },
        /// Asks how long an unpaid order is kept.
        "mwe" => AskTerm { way: PaymentWayId },
        /// Keeps unpaid orders for ever.
        "mwE" => NoTerm { way: PaymentWayId },
        /// Hides it from customers.
        "mwh" => Hide { way: PaymentWayId },
        /// Offers it to customers.
        "mws" => Show { way: PaymentWayId },
        /// Deletes it.
        "mwd" => Delete { way: PaymentWayId },
        /// Brings it back.
        "mwr" => Restore { way: PaymentWayId },
    }
}

impl From<PayButton> for Button {
    fn from(button: PayButton) -> Self {
        StaffButton::Pay(button).into()
    }
}
