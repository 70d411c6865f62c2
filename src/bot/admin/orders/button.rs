//! The buttons of orders for staff.

use crate::{
    bot::{
        admin::button::StaffButton,
        button::{Button, buttons},
    },
    domain::{
        id::{OrderId, TelegramId},
        order::OrderFilter,
    },
};

buttons! {
    /// What staff do with orders, besides moving them along. All tags begin with `mo`.
    pub enum DeskButton {
        /// What the orders can be listed by.
        "mof" => Filters {},
        /// The orders behind a filter, from an order on.
        "mol" => List { filter: OrderFilter, from: Option<OrderId> },
        /// Asks what to search orders for.
        "moq" => AskSearch {},
        /// Notes that one packs an order, perhaps in place of somebody.
        "mok" => Claim { order: OrderId, instead_of: Option<TelegramId> },
        /// Notes that nobody packs an order.
        "moK" => Release { order: OrderId },
        /// Asks for a note.
        "mon" => AskNote { order: OrderId },
        /// Asks for words to the customer.
        "mow" => AskMessage { order: OrderId },
        /// All that was said about an order.
        "mov" => Conversation { order: OrderId },
        /// Asks why an order is called off.
        "mox" => AskReason { order: OrderId },
        /// Calls an order off without a reason.
        "moX" => Cancel { order: OrderId },
    }
}

impl From<DeskButton> for Button {
    fn from(button: DeskButton) -> Self {
        StaffButton::Desk(button).into()
    }
}

buttons! {
    /// What staff note about payments of orders.
    pub enum OrderPaymentButton {
        /// Notes that an order is paid.
        "moy" => MarkPaid { order: OrderId },
        /// Takes that back.
        "moY" => MarkUnpaid { order: OrderId },
        /// Asks the customer for the payment once more.
        "moa" => AskAgain { order: OrderId },
        /// Shows the proofs of payment.
        "mop" => Proofs { order: OrderId },
    }
}

impl From<OrderPaymentButton> for Button {
    fn from(button: OrderPaymentButton) -> Self {
        StaffButton::OrderPayment(button).into()
    }
}
