//! The panel: everything that somebody of the staff can do, each a tap away.

use crate::{
    bot::{
        context::Context,
        screen::{Key, Reply, Screen},
    },
    db::DbError,
    i18n::Lang,
    shop::{
        UseCaseError,
        access::{Denied, Management, Orders, Staff},
    },
};

use super::{
    button::{BoardButton, DeskButton, StaffButton},
    turned_away,
};

/// `/admin`: the panel.
pub async fn open(context: &Context) -> Result<Reply, DbError> {
    let seen = context
        .look(|_, visitor| {
            visitor.permit::<Orders>().map_err(UseCaseError::Refused)?;
            Ok::<_, UseCaseError<Denied>>(visitor.staff())
        })
        .await?;
    Ok(match seen {
        Ok(Some(staff)) => Reply::screen(panel(context.lang, staff)),
        Ok(None) => turned_away(context, Denied::Stranger),
        Err(denied) => turned_away(context, denied),
    })
}

/// What is on the panel of somebody with this role.
fn panel(lang: Lang, staff: Staff) -> Screen {
    let mut rows = Vec::new();
    if staff.may::<Orders>() {
        let orders = StaffButton::Desk(DeskButton::Filters {});
        rows.push(vec![Key::new(lang.button_staff_orders(), orders)]);
    }
    if staff.may::<Management>() {
        let board = StaffButton::Board(BoardButton::Show {});
        rows.push(vec![Key::new(lang.button_board(), board)]);
    }
    Screen::new(lang.panel_title(&lang.role(staff.role())), rows)
}

/// The button that leads back to the panel.
pub fn back(lang: Lang) -> Key {
    Key::new(lang.button_panel(), StaffButton::Panel {})
}
