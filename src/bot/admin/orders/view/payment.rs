//! What staff see of payments.

use chrono_tz::Tz;

use crate::{
    bot::{
        admin::{button::StaffButton, orders::button::OrderPaymentButton},
        screen::{Key, Screen, cut},
    },
    domain::{
        catalog::Picture,
        order::{Order, OrderStatus},
        payment::PaymentState,
    },
    i18n::{Html, Lang, When},
    shop::orders::payment::{can_be_asked_for, can_be_undone},
};

/// How an order is to be paid, and how far that is.
pub(super) fn payment(
    lang: Lang,
    timezone: Tz,
    order: &Order,
    paid_by: Option<&str>,
) -> Option<Html> {
    let payment = order.payment.as_ref()?;
    let name = payment.terms.name.as_str();
    let mut lines = vec![match (order.payment_state(), order.paid_at) {
        (PaymentState::Paid, Some(at)) => match paid_by {
            Some(who) => lang.admin_payment_paid_by(name, &cut(who, 60), When(at, timezone)),
            None => lang.admin_payment_paid(name, When(at, timezone)),
        },
        (PaymentState::Unpaid, _) => lang.admin_payment_unpaid(name),
        _ if payment.has_expired => lang.payment_expired(name),
        _ => lang.payment_agreed(name),
    }];
    if let Some(deadline) = payment.deadline {
        lines.push(lang.admin_payment_deadline(When(deadline, timezone)));
    }
    if payment.proofs > 0 {
        lines.push(lang.admin_payment_proofs(payment.proofs));
    }
    Some(Html::lines(lines))
}

/// What can be noted about a payment. Where the next status says that it is paid, one key does.
pub(super) fn payment_rows(lang: Lang, order: &Order) -> Vec<Vec<Key>> {
    let id = order.id;
    let key = |label: String, button| vec![Key::new(label, button)];
    let mut rows = Vec::new();
    if order.payment_state() == PaymentState::Unpaid {
        let next = order.status.next(order.delivery_kind);
        if !next.contains(&OrderStatus::Paid) {
            rows.push(key(
                lang.button_mark_paid(),
                OrderPaymentButton::MarkPaid { order: id },
            ));
        }
    }
    if can_be_asked_for(order) {
        rows.push(key(
            lang.button_ask_again(),
            OrderPaymentButton::AskAgain { order: id },
        ));
    }
    if can_be_undone(order) {
        rows.push(key(
            lang.button_mark_unpaid(),
            OrderPaymentButton::MarkUnpaid { order: id },
        ));
    }
    if let Some(payment) = order.payment.as_ref().filter(|payment| payment.proofs > 0) {
        rows.push(key(
            lang.button_proofs(payment.proofs),
            OrderPaymentButton::Proofs { order: id },
        ));
    }
    rows
}

/// The proofs of an order's payment.
pub fn proofs(lang: Lang, order: &Order, pictures: Vec<Picture>) -> Screen {
    let count = u32::try_from(pictures.len()).unwrap_or(u32::MAX);
    let mut rows = payment_rows(lang, order);
    rows.push(vec![Key::new(
        order.number.as_str(),
        StaffButton::Order { order: order.id },
    )]);
    Screen {
        pictures,
        ..Screen::new(lang.proofs_title(&order.number, count), rows)
    }
}

/// The message with a customer's proof of payment.
pub fn proof(lang: Lang, order: &Order, picture: Picture) -> Screen {
    let text = lang.admin_proof(&order.number, &order.contact_name, order.total);
    let mut rows = payment_rows(lang, order);
    rows.push(vec![Key::new(
        order.number.as_str(),
        StaffButton::Order { order: order.id },
    )]);
    let screen = Screen {
        pictures: vec![picture],
        ..Screen::new(text, rows)
    };
    screen.lasting()
}

/// The message about an order that was cancelled because nobody paid.
pub fn unpaid_cancelled(lang: Lang, order: &Order) -> Screen {
    let text = lang.admin_unpaid_cancelled(&order.number, &order.contact_name);
    let open = StaffButton::Order { order: order.id };
    Screen::new(text, vec![vec![Key::new(order.number.as_str(), open)]]).lasting()
}
