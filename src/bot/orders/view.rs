//! The screens of the order history, and what customers are told of their orders.

use chrono_tz::Tz;

use crate::{
    bot::{
        button::Button,
        checkout::view::{subtotal, within},
        profile::view::on_map,
        reviews::view::offer,
        screen::{Key, Screen, TEXT_LIMIT, cut, pager},
    },
    domain::{
        id::OrderId,
        order::{Order, OrderLine, OrderStatus, OrderSummary},
        page::Page,
        payment::{OrderPayment, PaymentNews, PaymentState},
    },
    i18n::{Html, Lang, When},
    shop::orders::payment::takes_proof,
};

/// Characters that the lines of an order may take together: some messages full.
const LINES: usize = 5 * TEXT_LIMIT;
/// Characters of a name in a line.
const NAME: usize = 60;

/// A page of the history.
pub fn list(lang: Lang, timezone: Tz, page: &Page<OrderSummary, OrderId>) -> Screen {
    if page.items.is_empty() {
        return Screen::text(lang.orders_empty());
    }
    let mut text = vec![lang.orders_title()];
    // The first page grows at its head, so it is found by having none before it.
    let from = page
        .items
        .first()
        .map(|order| order.id)
        .filter(|_| page.previous.is_some());
    let mut rows = Vec::new();
    for order in &page.items {
        let date = lang.date(When(order.placed_at, timezone));
        text.push(lang.orders_line(
            &order.number,
            &status(lang, order.status, order.payment),
            &date,
            order.total,
        ));
        let label = lang.button_order(&order.number, order.total);
        rows.push(vec![Key::new(
            label,
            Button::Order {
                order: order.id,
                from,
            },
        )]);
    }
    let button = |from| Button::Orders { from: Some(from) };
    rows.extend(pager(
        lang,
        page.previous.map(button),
        page.next.map(button),
    ));
    Screen::new(Html::paragraphs(text), rows)
}

/// An order, for its customer.
pub fn detail(lang: Lang, timezone: Tz, order: &Order, from: Option<OrderId>) -> Screen {
    let id = order.id;
    let mut rows: Vec<Vec<Key>> = proof_row(lang, order).into_iter().collect();
    if order.status == OrderStatus::Pending {
        let cancel = Button::AskCancelOrder { order: id, from };
        rows.push(vec![Key::new(lang.button_call_off(), cancel)]);
    }
    rows.extend(offer(lang, order).map(|key| vec![key]));
    rows.push(vec![Key::new(
        lang.button_reorder(),
        Button::Reorder { order: id },
    )]);
    rows.push(vec![Key::new(
        lang.button_ask_shop(),
        Button::AskShop { order: id },
    )]);
    rows.push(vec![Key::new(
        lang.button_back_to_orders(),
        Button::Orders { from },
    )]);
    let mut text = vec![header(lang, timezone, order), contents(lang, order)];
    text.extend(payment(lang, timezone, order));
    Screen::new(Html::paragraphs(text), rows)
}

/// The key that sends a proof, where one is taken.
pub fn proof_row(lang: Lang, order: &Order) -> Option<Vec<Key>> {
    let button = Button::SendProof { order: order.id };
    takes_proof(order).then(|| vec![Key::new(lang.button_send_proof(), button)])
}

/// How an order is to be paid, for its customer.
pub fn payment(lang: Lang, timezone: Tz, order: &Order) -> Option<Html> {
    let payment = order.payment.as_ref()?;
    let name = payment.terms.name.as_str();
    if payment.has_expired {
        return Some(lang.payment_expired(name));
    }
    Some(match order.payment_state() {
        PaymentState::Untracked => lang.payment_agreed(name),
        PaymentState::Paid => lang.payment_paid(name),
        PaymentState::Unpaid => how_to_pay(lang, timezone, payment),
    })
}

fn how_to_pay(lang: Lang, timezone: Tz, payment: &OrderPayment) -> Html {
    let terms = &payment.terms;
    let mut lines = vec![lang.payment_unpaid(terms.name.as_str(), terms.instructions.as_str())];
    if payment.proofs > 0 {
        lines.push(lang.payment_proofs());
    }
    if let Some(deadline) = payment.deadline {
        lines.push(lang.payment_deadline(When(deadline, timezone)));
    }
    Html::lines(lines)
}

/// Where an order stands, and whether it is paid.
pub fn status(lang: Lang, status: OrderStatus, payment: PaymentState) -> String {
    let name = lang.status(status);
    match payment {
        PaymentState::Unpaid => lang.status_with_payment(&name, &lang.state_unpaid()),
        // A status of its own says the same.
        PaymentState::Paid if status != OrderStatus::Paid => {
            lang.status_with_payment(&name, &lang.state_paid())
        }
        PaymentState::Paid | PaymentState::Untracked => name,
    }
}

/// Asks for a picture of a payment.
pub fn ask_proof(lang: Lang, order: &Order) -> Screen {
    Screen::new(lang.proof_prompt(&order.number), cancel(lang))
}

/// Says that a picture is with the shop.
pub fn proof_kept(lang: Lang, order: &Order) -> Screen {
    let text = if takes_proof(order) {
        lang.proof_kept()
    } else {
        lang.proof_kept_last()
    };
    Screen::new(text, vec![vec![order_key(order)]])
}

fn order_key(order: &Order) -> Key {
    let open = Button::Order {
        order: order.id,
        from: None,
    };
    Key::new(order.number.as_str(), open)
}

/// What a customer is told about paying; nothing when it is not so any more.
pub fn payment_news(lang: Lang, timezone: Tz, order: &Order, news: PaymentNews) -> Option<Screen> {
    let number = &order.number;
    let is_awaited = order.payment_state() == PaymentState::Unpaid;
    let text = match news {
        PaymentNews::Received if order.paid_at.is_some() => lang.notice_payment_received(number),
        PaymentNews::NotFound if is_awaited => lang.notice_payment_not_found(number, order.total),
        PaymentNews::Reminder if is_awaited => lang.notice_payment_reminder(number, order.total),
        PaymentNews::Expired => lang.notice_payment_expired(number),
        PaymentNews::Received | PaymentNews::NotFound | PaymentNews::Reminder => return None,
    };
    let mut text = vec![text];
    let mut rows = Vec::new();
    if is_awaited {
        text.extend(payment(lang, timezone, order));
        rows.extend(proof_row(lang, order));
    }
    rows.push(vec![order_key(order)]);
    Some(Screen::new(Html::paragraphs(text), rows).lasting())
}

/// Asks whether an order is to be called off.
pub fn ask_cancel(lang: Lang, order: &Order, from: Option<OrderId>) -> Screen {
    let id = order.id;
    let rows = vec![
        vec![Key::new(
            lang.button_call_off_yes(),
            Button::CancelOrder { order: id, from },
        )],
        vec![Key::new(
            lang.button_call_off_no(),
            Button::Order { order: id, from },
        )],
    ];
    Screen::new(lang.order_cancel_question(&order.number), rows)
}

/// Asks what to tell the shop about an order.
pub fn ask_question(lang: Lang, order: &Order) -> Screen {
    Screen::new(lang.order_question_prompt(&order.number), cancel(lang))
}

/// Asks again, for words or a picture.
pub fn asked_again(lang: Lang, text: Html) -> Screen {
    Screen::new(text, cancel(lang))
}

fn cancel(lang: Lang) -> Vec<Vec<Key>> {
    vec![vec![Key::new(lang.button_cancel(), Button::Cancel {})]]
}

/// Number, time and status.
pub fn header(lang: Lang, timezone: Tz, order: &Order) -> Html {
    lang.order_header(
        &order.number,
        When(order.placed_at, timezone),
        &status(lang, order.status, order.payment_state()),
    )
}

/// Destination, lines and sums.
pub fn contents(lang: Lang, order: &Order) -> Html {
    let kind = lang.delivery_kind(order.delivery_kind);
    let destination = if order.delivery_kind.is_pickup() {
        lang.order_pickup(&kind, &order.address)
    } else {
        lang.order_courier(&kind, &order.address)
    };
    let pin = order.pin.as_ref().map(on_map);
    let destination = Html::lines([destination].into_iter().chain(pin));
    let lines = within(
        &order.lines,
        LINES,
        |item| line(lang, item),
        |count| lang.order_more_lines(count),
    );
    let mut sums = Vec::new();
    if order.fee.minor() > 0 {
        sums.push(lang.order_fee(order.fee));
    }
    sums.push(lang.order_total(order.total));
    let mut text = vec![destination, lines, Html::lines(sums)];
    if let Some(comment) = &order.comment {
        text.push(lang.order_comment(comment));
    }
    if let Some(reason) = &order.cancel_reason {
        text.push(lang.order_cancel_reason(reason));
    }
    Html::paragraphs(text)
}

fn line(lang: Lang, line: &OrderLine) -> Html {
    let (name, units) = (cut(&line.name, NAME), line.quantity.get());
    let sum = subtotal(line.subtotal(), line.price);
    if line.is_listed {
        lang.order_line(&name, units, line.price, sum)
    } else {
        lang.order_line_unlisted(&name, units, line.price, sum)
    }
}

/// What a customer reads when their order moved on; nothing for a new one.
pub fn moved(lang: Lang, order: &Order, status: OrderStatus) -> Option<Screen> {
    let number = &order.number;
    let text = match status {
        OrderStatus::Pending => return None,
        OrderStatus::Processing => lang.notice_processing(number),
        OrderStatus::PickupReady => {
            let mut place = vec![lang.notice_pickup_ready(number, &order.address)];
            place.extend(order.pin.as_ref().map(on_map));
            place.extend(
                order
                    .hours
                    .as_ref()
                    .map(|hours| lang.notice_pickup_hours(hours)),
            );
            Html::lines(place)
        }
        OrderStatus::Shipped => lang.notice_shipped(number),
        OrderStatus::Paid => lang.notice_paid(number),
        OrderStatus::Completed => lang.notice_completed(number),
        OrderStatus::Cancelled => {
            let cancelled = lang.notice_cancelled(number);
            match &order.cancel_reason {
                Some(reason) => Html::lines([cancelled, lang.notice_cancel_reason(reason)]),
                None => cancelled,
            }
        }
        OrderStatus::Refunded => lang.notice_refunded(number),
        OrderStatus::Failed => lang.notice_failed(number),
    };
    let review = match status {
        OrderStatus::Completed => offer(lang, order),
        _ => None,
    };
    let row = [order_key(order)].into_iter().chain(review).collect();
    Some(Screen::new(text, vec![row]).lasting())
}

/// The shop's words about an order, for its customer.
pub fn answered(lang: Lang, order: &Order, text: &str) -> Screen {
    let open = Button::Order {
        order: order.id,
        from: None,
    };
    let row = vec![
        Key::new(
            lang.button_answer_shop(),
            Button::AskShop { order: order.id },
        ),
        Key::new(order.number.as_str(), open),
    ];
    Screen::new(lang.notice_answer(&order.number, text), vec![row]).lasting()
}
