//! Which handler a button of the staff's side belongs to.

use crate::{
    bot::{context::Context, screen::Reply},
    db::DbError,
};

use super::{button::StaffButton, orders, owner, panel};

/// A button is pressed.
pub async fn press(context: &Context, button: StaffButton) -> Result<Reply, DbError> {
    match button {
        StaffButton::Panel {} => panel::open(context).await,
        StaffButton::Orders { from } => orders::list(context, from).await,
        StaffButton::Order { order } => orders::open(context, order).await,
        StaffButton::SetStatus { order, status } => orders::advance(context, order, status).await,
        StaffButton::Owner(button) => owner::press(context, button).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: StaffButton) -> Result<Reply, DbError> {
    match button {
        StaffButton::SetStatus { order, .. } => orders::open(context, order).await,
        StaffButton::Owner(button) => owner::present(context, button).await,
        // These only show.
        StaffButton::Panel {} | StaffButton::Orders { .. } | StaffButton::Order { .. } => {
            press(context, button).await
        }
    }
}
