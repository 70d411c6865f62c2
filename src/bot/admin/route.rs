//! Which handler a button of the staff's side belongs to.

use crate::{
    bot::{context::Context, screen::Reply, state::DeskAsk},
    db::DbError,
    domain::order::{OrderFilter, OrderStatus},
};

use super::{
    board,
    button::{BoardButton, DeskButton, StaffButton},
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
        StaffButton::Board(BoardButton::Show {}) => board::explain(context).await,
        StaffButton::Board(BoardButton::Off {}) => board::end(context).await,
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
        StaffButton::Board(_) => board::explain(context).await,
        // These only show.
        StaffButton::Panel {}
        | StaffButton::Orders { .. }
        | StaffButton::Order { .. }
        | StaffButton::Desk(
            DeskButton::Filters {} | DeskButton::List { .. } | DeskButton::Conversation { .. },
        ) => press(context, button).await,
    }
}
