//! The buttons of the staff's side.

use crate::{
    bot::button::buttons,
    domain::{
        day::{Hour, Period},
        id::{OrderId, ProductId, TelegramId, VariantId},
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
        /// The shop's day.
        Day(DayButton),
    }
}

buttons! {
    /// Figures, stock, reports, files and slips. All tags begin with `my`.
    pub enum DayButton {
        /// Everything about the day.
        "my" => Open {},
        /// What was sold.
        "mys" => Figures {},
        /// Which orders there may be files of.
        "myf" => Files {},
        /// Orders of a time as files.
        "mye" => Export { period: Period },
        /// The packing slip of an order.
        "myp" => Slip { order: OrderId },
        /// Asks when the morning report is to come.
        "myr" => AskReport {},
        /// Sets when the morning report comes, if at all.
        "myR" => SetReport { hour: Option<Hour> },
        /// Asks when the quiet hours begin, or end.
        "myq" => AskQuiet { from: Option<Hour> },
        /// Sets the quiet hours, if there are any.
        "myQ" => SetQuiet { from: Option<Hour>, to: Option<Hour> },
        /// Asks from how little on staff are told.
        "myl" => AskLowStock {},
        /// Sets from how little on staff are told.
        "myL" => SetLowStock { units: u32 },
        /// What is on the shelves, from a variant on.
        "myk" => Shelves { from: Option<VariantId> },
        /// From how little of a product on staff are told.
        "myt" => Threshold { product: ProductId },
        /// Sets that for a product, or has it as usual.
        "myT" => SetThreshold { product: ProductId, units: Option<u32> },
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
