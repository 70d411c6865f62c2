//! Which handler a button of the staff's side belongs to.

use crate::{
    bot::{context::Context, screen::Reply, state::DeskAsk},
    db::DbError,
    domain::order::{OrderFilter, OrderStatus},
};

use super::{
    button::{DayButton, DeskButton, StaffButton},
    day::{self, Choice},
    orders, panel,
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
        StaffButton::Desk(button) => desk(context, button).await,
        StaffButton::Day(button) => the_day(context, button).await,
    }
}

async fn the_day(context: &Context, button: DayButton) -> Result<Reply, DbError> {
    match button {
        DayButton::Open {} => day::open(context).await,
        DayButton::Figures {} => day::figures(context).await,
        DayButton::Files {} => day::files::open(context).await,
        DayButton::Export { period } => day::files::export(context, period).await,
        DayButton::Slip { order } => day::files::slip(context, order).await,
        DayButton::AskReport {} => day::choose(context, Choice::Report).await,
        DayButton::SetReport { hour } => day::set_report(context, hour).await,
        DayButton::AskQuiet { from: None } => day::choose(context, Choice::QuietFrom).await,
        DayButton::AskQuiet { from: Some(from) } => {
            day::choose(context, Choice::QuietTo(from)).await
        }
        DayButton::SetQuiet { from, to } => day::set_quiet(context, from, to).await,
        DayButton::AskLowStock {} => day::choose(context, Choice::LowStock).await,
        DayButton::SetLowStock { units } => day::set_low_stock(context, units).await,
        DayButton::Shelves { from } => day::shelves(context, from).await,
        DayButton::Threshold { product } => day::threshold(context, product).await,
        DayButton::SetThreshold { product, units } => {
            day::set_threshold(context, product, units).await
        }
    }
}

async fn desk(context: &Context, button: DeskButton) -> Result<Reply, DbError> {
    match button {
        DeskButton::Filters {} => orders::filters(context).await,
        DeskButton::List { filter, from } => orders::list(context, filter, from).await,
        DeskButton::AskSearch {} => orders::ask(context, DeskAsk::Search).await,
        DeskButton::Claim { order, instead_of } => orders::claim(context, order, instead_of).await,
        DeskButton::Release { order } => orders::release(context, order).await,
        DeskButton::AskNote { order } => {
            let order = order.get();
            orders::ask(context, DeskAsk::Note { order }).await
        }
        DeskButton::AskMessage { order } => {
            let order = order.get();
            orders::ask(context, DeskAsk::Message { order }).await
        }
        DeskButton::Conversation { order } => orders::conversation(context, order).await,
        DeskButton::AskReason { order } => {
            let order = order.get();
            orders::ask(context, DeskAsk::Reason { order }).await
        }
        DeskButton::Cancel { order } => orders::cancel(context, order, None).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: StaffButton) -> Result<Reply, DbError> {
    match button {
        StaffButton::SetStatus { order, .. } => orders::open(context, order).await,
        StaffButton::Desk(
            DeskButton::Claim { order, .. }
            | DeskButton::Release { order }
            | DeskButton::AskNote { order }
            | DeskButton::AskMessage { order }
            | DeskButton::AskReason { order }
            | DeskButton::Cancel { order },
        ) => orders::open(context, order).await,
        StaffButton::Desk(DeskButton::AskSearch {}) => orders::filters(context).await,
        StaffButton::Day(
            DayButton::SetReport { .. }
            | DayButton::SetQuiet { .. }
            | DayButton::SetLowStock { .. },
        ) => day::open(context).await,
        StaffButton::Day(DayButton::SetThreshold { product, .. }) => {
            day::threshold(context, product).await
        }
        // These only show.
        StaffButton::Panel {}
        | StaffButton::Orders { .. }
        | StaffButton::Order { .. }
        | StaffButton::Desk(
            DeskButton::Filters {} | DeskButton::List { .. } | DeskButton::Conversation { .. },
        )
        | StaffButton::Day(_) => press(context, button).await,
    }
}
