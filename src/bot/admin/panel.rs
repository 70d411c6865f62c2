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
        access::{Catalogue, Denied, Orders, Staff},
        products::draft::{self, Progress},
    },
};

use super::{button::StaffButton, categories, delivery, products::add, turned_away};

/// `/admin`: the panel.
pub async fn open(context: &Context) -> Result<Reply, DbError> {
    let (shop, chat) = (context.app.shop.clone(), context.chat());
    let seen = context
        .look(move |tx, visitor| {
            visitor.permit::<Orders>().map_err(UseCaseError::Refused)?;
            let begun = match visitor.permit::<Catalogue>() {
                Ok(by) => draft::find(tx, &by, &shop, chat)?,
                Err(_) => None,
            };
            Ok::<_, UseCaseError<Denied>>((visitor.staff(), begun))
        })
        .await?;
    Ok(match seen {
        Ok((Some(staff), begun)) => Reply::screen(panel(context.lang, staff, begun.as_ref())),
        Ok((None, _)) => turned_away(context, Denied::Stranger),
        Err(denied) => turned_away(context, denied),
    })
}

/// What is on the panel of somebody with this role.
fn panel(lang: Lang, staff: Staff, begun: Option<&Progress>) -> Screen {
    let mut rows = Vec::new();
    if staff.may::<Orders>() {
        let orders = StaffButton::Orders { from: None };
        rows.push(vec![Key::new(lang.button_staff_orders(), orders)]);
    }
    if staff.may::<Catalogue>() {
        rows.push(vec![Key::new(lang.button_files(), StaffButton::Files {})]);
        rows.push(vec![categories::key(lang), delivery::key(lang)]);
        rows.push(vec![add::view::panel_key(lang, begun)]);
    }
    Screen::new(lang.panel_title(&lang.role(staff.role())), rows)
}

/// The button that leads back to the panel.
pub fn back(lang: Lang) -> Key {
    Key::new(lang.button_panel(), StaffButton::Panel {})
}
