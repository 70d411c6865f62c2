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
        access::{Catalogue, Denied, Figures, Management, Orders, Staff},
        products::draft::{self, Progress},
        setup,
    },
};

use super::{
    bulk::button::BulkButton,
    button::StaffButton,
    categories,
    day::button::DayButton,
    delivery,
    orders::button::DeskButton,
    owner::OwnerButton,
    payments::button::PayButton,
    products::{self, add, button::ProductButton},
    turned_away,
};

/// `/admin`: the panel.
pub async fn open(context: &Context) -> Result<Reply, DbError> {
    let (shop, chat) = (context.app.shop(), context.chat());
    let seen = context
        .look(move |tx, visitor| {
            visitor.permit::<Orders>().map_err(UseCaseError::Refused)?;
            let (checklist, begun) = match visitor.permit() {
                Ok(by) => (
                    Some(setup::checklist(tx, &by)?),
                    draft::find(tx, &by, &shop, chat)?,
                ),
                Err(_) => (None, None),
            };
            Ok::<_, UseCaseError<Denied>>((visitor.staff(), checklist, begun))
        })
        .await?;
    Ok(match seen {
        Ok((Some(staff), checklist, begun)) => {
            Reply::screen(panel(context.lang, staff, checklist, begun.as_ref()))
        }
        Ok((None, ..)) => turned_away(context, Denied::Stranger),
        Err(denied) => turned_away(context, denied),
    })
}

/// What is on the panel of somebody with this role: a row for each part of the shop.
fn entries(lang: Lang, staff: Staff, begun: Option<&Progress>) -> Vec<Vec<Key>> {
    let mut rows = Vec::new();
    if staff.may::<Orders>() {
        let orders = DeskButton::Filters {};
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
            Key::new(lang.button_files(), BulkButton::Files {}),
        ]);
    }
    if staff.may::<Figures>() {
        rows.push(vec![Key::new(lang.button_day(), DayButton::Open {})]);
    }
    if staff.may::<Management>() {
        rows.push(vec![
            Key::new(lang.button_team(), OwnerButton::Team { from: None }),
            Key::new(lang.button_record(), OwnerButton::Record { from: None }),
        ]);
        rows.push(vec![
            Key::new(lang.button_payments(), PayButton::Ways {}),
            Key::new(lang.button_settings(), OwnerButton::Settings {}),
        ]);
    }
    let home = Button::Home {
        place: Place::Start,
    };
    rows.push(vec![Key::new(lang.button_home(), home)]);
    rows
}

/// The panel, with what is still to be done while nobody could order.
pub fn panel(
    lang: Lang,
    staff: Staff,
    checklist: Option<Checklist>,
    begun: Option<&Progress>,
) -> Screen {
    let title = lang.panel_title(&lang.role(staff.role()));
    let to_do = checklist
        .filter(|list| staff.may::<Catalogue>() && !list.is_open())
        .map(|list| to_do(lang, list));
    Screen::new(
        Html::paragraphs([title].into_iter().chain(to_do)),
        entries(lang, staff, begun),
    )
}

fn to_do(lang: Lang, list: Checklist) -> Html {
    let items = [
        (list.category, lang.checklist_category()),
        (list.product, lang.checklist_product()),
        (list.delivery, lang.checklist_delivery()),
        (list.payment, lang.checklist_payment()),
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
