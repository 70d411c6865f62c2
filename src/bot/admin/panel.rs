//! The panel: everything that somebody of the staff can do, each a tap away.

use crate::{
    bot::{
        context::Context,
        screen::{Key, Reply, Screen},
    },
    db::DbError,
    domain::catalog::Place,
    i18n::Lang,
    shop::{
        UseCaseError,
        access::{Catalogue, Denied, Orders, Staff},
        products::draft::{self, Progress},
    },
};

use super::{
    button::StaffButton,
    categories, delivery,
    products::{self, add, button::ProductButton},
    turned_away,
};

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
        let products = ProductButton::Shelf {
            category: None,
            place: Place::Start,
        };
        let products = products::view::key(lang.button_staff_products(), products);
        rows.push(vec![categories::key(lang), products]);
        rows.push(vec![add::view::panel_key(lang, begun)]);
        rows.push(vec![
            delivery::key(lang),
            Key::new(lang.button_files(), StaffButton::Files {}),
        ]);
    }
    Screen::new(lang.panel_title(&lang.role(staff.role())), rows)
}

/// The button that leads back to the panel.
pub fn back(lang: Lang) -> Key {
    Key::new(lang.button_panel(), StaffButton::Panel {})
}
