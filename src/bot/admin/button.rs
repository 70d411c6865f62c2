//! The buttons of the staff's side.

use crate::{
    bot::button::{Button, buttons},
    domain::{id::OrderId, order::OrderStatus},
};

use super::products::ProductButton;

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
        /// About products.
        Product(ProductButton),
    }
}

impl From<ProductButton> for Button {
    fn from(button: ProductButton) -> Self {
        StaffButton::from(button).into()
    }
}
