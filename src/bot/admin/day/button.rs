//! The buttons of the shop's day.

use crate::{
    bot::{
        admin::button::StaffButton,
        button::{Button, buttons},
    },
    domain::{
        day::{Hour, Period},
        id::{OrderId, ProductId, VariantId},
    },
};

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

impl From<DayButton> for Button {
    fn from(button: DayButton) -> Self {
        StaffButton::Day(button).into()
    }
}
