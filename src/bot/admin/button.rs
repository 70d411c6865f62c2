//! The buttons of the staff's side.

use crate::{
    bot::button::buttons,
    domain::{
        id::{OrderId, PaymentWayId, TelegramId},
        order::{OrderFilter, OrderStatus},
        payment::PaymentKind,
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
        /// Whether orders are paid.
        OrderPayment(OrderPaymentButton),
        /// Ways to pay.
        Pay(PayButton),
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

buttons! {
    /// What staff note about payments of orders.
    pub enum OrderPaymentButton {
        /// Notes that an order is paid.
        "myo" => MarkPaid { order: OrderId },
        /// Takes that back.
        "myu" => MarkUnpaid { order: OrderId },
        /// Asks the customer for the payment once more.
        "myq" => AskAgain { order: OrderId },
        /// Shows the proofs of payment.
        "myp" => Proofs { order: OrderId },
    }
}

buttons! {
    /// What owners do with ways to pay.
    pub enum PayButton {
        /// All of them.
        "my" => Ways {},
        /// One of them.
        "myw" => Way { way: PaymentWayId },
        /// Asks for the name of a new one.
        "mya" => Add { kind: PaymentKind },
        /// Asks for another name.
        "myn" => AskName { way: PaymentWayId },
        /// Asks for another text.
        "myt" => AskText { way: PaymentWayId },
        /// Asks how long an unpaid order is kept.
        "mye" => AskTerm { way: PaymentWayId },
        /// Keeps unpaid orders for ever.
        "myE" => NoTerm { way: PaymentWayId },
        /// Hides it from customers.
        "myh" => Hide { way: PaymentWayId },
        /// Offers it to customers.
        "mys" => Show { way: PaymentWayId },
        /// Deletes it.
        "myd" => Delete { way: PaymentWayId },
        /// Brings it back.
        "myr" => Restore { way: PaymentWayId },
    }
}
