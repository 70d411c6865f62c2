//! The buttons of the staff's side.

use crate::{
    bot::button::{Button, buttons},
    domain::{id::OrderId, order::OrderStatus},
};

use super::{
    board::button::BoardButton,
    bulk::button::BulkButton,
    categories::button::CategoryButton,
    day::button::DayButton,
    delivery::button::DeliveryButton,
    orders::button::{DeskButton, OrderPaymentButton},
    owner::OwnerButton,
    payments::button::PayButton,
    products::{add::button::NewProductButton, button::ProductButton},
    reviews::button::ReviewButton,
    settings::button::SettingButton,
    share::button::ShareButton,
    translations::button::TranslationButton,
    wording::button::WordingButton,
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
        /// Categories.
        Category(CategoryButton),
        /// Delivery.
        Delivery(DeliveryButton),
        /// Adding products.
        NewProduct(NewProductButton),
        /// The shop's products.
        Product(ProductButton),
        /// The catalogue as a file.
        Bulk(BulkButton),
        /// Working on orders.
        Desk(DeskButton),
        /// For owners.
        Owner(OwnerButton),
        /// The shop's day.
        Day(DayButton),
        /// The order board.
        Board(BoardButton),
        /// The shop's settings.
        Setting(SettingButton),
        /// The shop's wording.
        Wording(WordingButton),
        /// Whether orders are paid.
        OrderPayment(OrderPaymentButton),
        /// Ways to pay.
        Pay(PayButton),
        /// What customers say of products.
        Review(ReviewButton),
        /// Links and posters.
        Share(ShareButton),
        /// Texts in other languages.
        Translation(TranslationButton),
    }
}

impl From<NewProductButton> for Button {
    fn from(button: NewProductButton) -> Self {
        StaffButton::from(button).into()
    }
}
