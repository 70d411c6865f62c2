//! The panel: everything that somebody of the staff can do, each a tap away.

use crate::{
    bot::{
        button::Button,
        context::Context,
        screen::{Key, Reply, Screen},
    },
    db::DbError,
    domain::{catalog::Place, checklist::Checklist},
    i18n::{Html, Lang},
    shop::{
        UseCaseError,
        access::{Catalogue, Denied, Management, Orders, Staff},
        setup,
    },
};

use super::{button::StaffButton, owner::OwnerButton, turned_away};

/// `/admin`: the panel.
pub async fn open(context: &Context) -> Result<Reply, DbError> {
    let seen = context
        .look(|tx, visitor| {
            visitor.permit::<Orders>().map_err(UseCaseError::Refused)?;
            let checklist = match visitor.permit() {
                Ok(by) => Some(setup::checklist(tx, &by)?),
                Err(_) => None,
            };
            Ok::<_, UseCaseError<Denied>>((visitor.staff(), checklist))
        })
        .await?;
    Ok(match seen {
        Ok((Some(staff), checklist)) => Reply::screen(panel(context.lang, staff, checklist)),
        Ok((None, _)) => turned_away(context, Denied::Stranger),
        Err(denied) => turned_away(context, denied),
    })
}

/// What is on the panel of somebody with this role, two in a row: a line for each part of the
/// shop, with whether their role includes it.
fn entries(lang: Lang, staff: Staff) -> Vec<Vec<Key>> {
    let (orders, owner) = (staff.may::<Orders>(), staff.may::<Management>());
    let all: Vec<(bool, String, Button)> = vec![
        (
            orders,
            lang.button_staff_orders(),
            StaffButton::Orders { from: None }.into(),
        ),
        (
            owner,
            lang.button_team(),
            OwnerButton::Team { from: None }.into(),
        ),
        (
            owner,
            lang.button_settings(),
            OwnerButton::Settings {}.into(),
        ),
        (
            owner,
            lang.button_record(),
            OwnerButton::Record { from: None }.into(),
        ),
        (
            true,
            lang.button_home(),
            Button::Home {
                place: Place::Start,
            },
        ),
    ];
    let keys: Vec<Key> = all
        .into_iter()
        .filter(|(may, ..)| *may)
        .map(|(_, label, button)| Key::new(label, button))
        .collect();
    keys.chunks(2).map(<[Key]>::to_vec).collect()
}

/// The panel, with what is still to be done while nobody could order.
pub fn panel(lang: Lang, staff: Staff, checklist: Option<Checklist>) -> Screen {
    let title = lang.panel_title(&lang.role(staff.role()));
    let to_do = checklist
        .filter(|list| staff.may::<Catalogue>() && !list.is_open())
        .map(|list| to_do(lang, list));
    Screen::new(
        Html::paragraphs([title].into_iter().chain(to_do)),
        entries(lang, staff),
    )
}

fn to_do(lang: Lang, list: Checklist) -> Html {
    let items = [
        (list.category, lang.checklist_category()),
        (list.product, lang.checklist_product()),
        (list.delivery, lang.checklist_delivery()),
        (list.is_open(), lang.checklist_open()),
    ];
    let lines = items.map(|(is_done, item)| {
        if is_done {
            lang.checklist_done(&item)
        } else {
            lang.checklist_to_do(&item)
        }
    });
    Html::lines([lang.checklist_title()].into_iter().chain(lines))
}

/// The button that leads back to the panel.
pub fn back(lang: Lang) -> Key {
    Key::new(lang.button_panel(), StaffButton::Panel {})
}
