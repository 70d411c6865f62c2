//! The buttons of the staff's side.

use crate::{
    bot::button::buttons,
    domain::{id::OrderId, order::OrderStatus},
};

use super::owner::OwnerButton;

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
        /// For owners.
        Owner(OwnerButton),
    }
}
