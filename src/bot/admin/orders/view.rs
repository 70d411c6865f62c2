//! The screens of orders for staff.

use chrono_tz::Tz;

use crate::{
    bot::{
        admin::{button::StaffButton, panel},
        orders::view::{contents, header},
        screen::{Key, Screen, cut, pager},
    },
    domain::{
        id::OrderId,
        order::{Order, OrderStatus, OrderSummary},
        page::Page,
    },
    i18n::{Html, Lang},
};

/// New orders.
pub fn orders(lang: Lang, count: i64, page: &Page<OrderSummary, OrderId>) -> Screen {
    if page.items.is_empty() && count == 0 {
        return Screen::new(lang.admin_orders_empty(), vec![vec![panel::back(lang)]]);
    }
    let mut rows: Vec<Vec<Key>> = page
        .items
        .iter()
        .map(|order| {
            let name = cut(&order.contact_name, 20);
            let label = lang.button_admin_order(&order.number, &name, order.total);
            vec![Key::new(label, StaffButton::Order { order: order.id })]
        })
        .collect();
    let button = |from| StaffButton::Orders { from: Some(from) };
    rows.extend(pager(
        lang,
        page.previous.map(button),
        page.next.map(button),
    ));
    rows.push(vec![panel::back(lang)]);
    Screen::new(lang.admin_orders_title(count), rows)
}

/// An order, for administrators.
pub fn order(lang: Lang, timezone: Tz, order: &Order) -> Screen {
    let text = Html::paragraphs([
        header(lang, timezone, order),
        lang.admin_order_customer(&order.contact_name, &order.phone),
        contents(lang, order),
    ]);
    Screen::new(text, order_rows(lang, order))
}

/// The message about a new order.
pub fn new_order(lang: Lang, order: &Order) -> Screen {
    let text = Html::paragraphs([
        lang.admin_new_order(&order.number),
        lang.admin_order_customer(&order.contact_name, &order.phone),
        contents(lang, order),
    ]);
    Screen::new(text, order_rows(lang, order)).lasting()
}

/// The message about an order that its customer called off.
pub fn cancelled_by_customer(lang: Lang, order: &Order) -> Screen {
    let text = lang.admin_cancelled_by_customer(&order.number, &order.contact_name);
    about(order, text)
}

/// The message with a customer's words about an order.
pub fn question(lang: Lang, order: &Order, text: &str) -> Screen {
    about(
        order,
        lang.admin_question(&order.number, &order.contact_name, text),
    )
}

fn about(order: &Order, text: Html) -> Screen {
    let open = StaffButton::Order { order: order.id };
    Screen::new(text, vec![vec![Key::new(order.number.as_str(), open)]]).lasting()
}

fn order_rows(lang: Lang, order: &Order) -> Vec<Vec<Key>> {
    let next = order.status.next(order.delivery_kind);
    let mut rows: Vec<Vec<Key>> = next
        .iter()
        .map(|status| {
            let label = match status {
                OrderStatus::Cancelled => lang.button_cancel_order(),
                other => lang.button_mark(&lang.status(*other)),
            };
            vec![Key::new(
                label,
                StaffButton::SetStatus {
                    order: order.id,
                    status: *status,
                },
            )]
        })
        .collect();
    let all = StaffButton::Orders { from: None };
    rows.push(vec![
        Key::new(lang.button_all_new(), all),
        panel::back(lang),
    ]);
    rows
}
