//! The buttons of the staff's side.

use crate::{
    bot::button::buttons,
    domain::{
        id::{OrderId, TelegramId},
        order::{OrderFilter, OrderStatus},
    },
};

buttons! {
    /// What pressing a button of the staff's side asks for. All tags begin with `m`.
    pub enum StaffButton {
        /// The panel: everything that staff can do.
        "mp" => Panel {},
        /// New orders, from an order on.
        "m" => Orders { from: Option<OrderId> },
        /// Any order.
        "mo" => Order { order: OrderId },
        /// Moves an order along.
        "ms" => SetStatus { order: OrderId, status: OrderStatus },
    }
    and {
        /// Working on orders.
        Desk(DeskButton),
        /// The order board.
        Board(BoardButton),
    }
}

buttons! {
    /// What an owner does about the order board in the chat with the bot.
    pub enum BoardButton {
        /// What it is, and where.
        "mz" => Show {},
        /// Ends it.
        "mzx" => Off {},
    }
}

buttons! {
    /// What staff do with orders, besides moving them along.
    pub enum DeskButton {
        /// What the orders can be listed by.
        "mf" => Filters {},
        /// The orders behind a filter, from an order on.
        "ml" => List { filter: OrderFilter, from: Option<OrderId> },
        /// Asks what to search orders for.
        "mq" => AskSearch {},
        /// Notes that one packs an order, perhaps in place of somebody.
        "mk" => Claim { order: OrderId, instead_of: Option<TelegramId> },
        /// Notes that nobody packs an order.
        "mK" => Release { order: OrderId },
        /// Asks for a note.
        "mn" => AskNote { order: OrderId },
        /// Asks for words to the customer.
        "mw" => AskMessage { order: OrderId },
        /// All that was said about an order.
        "mv" => Conversation { order: OrderId },
        /// Asks why an order is called off.
        "mx" => AskReason { order: OrderId },
        /// Calls an order off without a reason.
        "mX" => Cancel { order: OrderId },
    }
}
