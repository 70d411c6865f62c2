//! Which handler a button of the staff's side belongs to.

use crate::{
    bot::{context::Context, screen::Reply},
    db::DbError,
    domain::order::{OrderFilter, OrderStatus},
};

use super::{
    board, bulk,
    button::StaffButton,
    categories, day, delivery, orders, owner, panel, payments,
    products::{self, add},
    reviews, settings, share, translations, wording,
};

/// A button is pressed.
pub async fn press(context: &Context, button: StaffButton) -> Result<Reply, DbError> {
    match button {
        StaffButton::Panel {} => panel::open(context).await,
        StaffButton::Orders { from } => {
            let filter = OrderFilter::Status(OrderStatus::Pending);
            orders::list(context, filter, from).await
        }
        StaffButton::Order { order } => orders::open(context, order).await,
        StaffButton::SetStatus { order, status } => orders::advance(context, order, status).await,
        StaffButton::Desk(button) => orders::press(context, button).await,
        StaffButton::OrderPayment(button) => orders::payment::press(context, button).await,
        StaffButton::Pay(button) => payments::press(context, button).await,
        StaffButton::Bulk(button) => bulk::press(context, button).await,
        StaffButton::Category(button) => categories::press(context, button).await,
        StaffButton::Delivery(button) => delivery::press(context, button).await,
        StaffButton::NewProduct(button) => add::button::press(context, button).await,
        StaffButton::Product(button) => products::press(context, button).await,
        StaffButton::Owner(button) => owner::press(context, button).await,
        StaffButton::Day(button) => day::press(context, button).await,
        StaffButton::Board(button) => board::press(context, button).await,
        StaffButton::Setting(button) => settings::press(context, button).await,
        StaffButton::Review(button) => reviews::press(context, button).await,
        StaffButton::Share(button) => share::press(context, button).await,
        StaffButton::Translation(button) => translations::press(context, button).await,
        StaffButton::Wording(button) => wording::press(context, button).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: StaffButton) -> Result<Reply, DbError> {
    match button {
        StaffButton::SetStatus { order, .. } => orders::open(context, order).await,
        StaffButton::Day(button) => day::present(context, button).await,
        StaffButton::Setting(button) => settings::present(context, button).await,
        // Hidden twice is hidden once.
        StaffButton::Review(button) => reviews::press(context, button).await,
        StaffButton::Translation(button) => translations::present(context, button).await,
        StaffButton::Wording(button) => wording::present(context, button).await,
        StaffButton::Desk(button) => orders::present(context, button).await,
        StaffButton::OrderPayment(button) => orders::payment::present(context, button).await,
        StaffButton::Pay(button) => payments::present(context, button).await,
        StaffButton::Bulk(button) => bulk::present(context, button).await,
        StaffButton::Category(button) => categories::present(context, button).await,
        StaffButton::Delivery(button) => delivery::present(context, button).await,
        StaffButton::NewProduct(button) => add::button::present(context, button).await,
        StaffButton::Product(button) => products::present(context, button).await,
        StaffButton::Owner(button) => owner::present(context, button).await,
        StaffButton::Board(button) => board::present(context, button).await,
        // These only show.
        StaffButton::Panel {}
        | StaffButton::Orders { .. }
        | StaffButton::Order { .. }
        | StaffButton::Share(_) => press(context, button).await,
    }
}
