//! The screens of orders for staff.

mod payment;

use chrono_tz::Tz;

use crate::{
    bot::{
        admin::{button::StaffButton, day::button::DayButton, orders::button::DeskButton, panel},
        button::Button,
        orders::view::{contents, header},
        screen::{Key, Screen, cut, pager},
        state::DeskAsk,
    },
    domain::{
        customer::Unreachable,
        id::{OrderId, TelegramId},
        order::{
            MessageKind, Order, OrderFilter, OrderMessage, OrderSheet, OrderStatus, OrderSummary,
        },
        page::Page,
        payment::PaymentState,
    },
    i18n::{Html, Lang, When},
    shop::orders::desk::Counts,
};

use self::payment::{payment, payment_rows};
pub use self::payment::{proof, proofs, unpaid_cancelled};

/// What the orders can be listed by, with how many there are of each.
pub fn filters(lang: Lang, counts: &Counts) -> Screen {
    let key = |filter: OrderFilter| {
        let label = lang.button_order_filter(&filter_name(lang, filter), counts.of(filter));
        Key::new(label, DeskButton::List { filter, from: None })
    };
    let statuses: Vec<Key> = OrderStatus::ALL
        .iter()
        .map(|status| key(OrderFilter::Status(*status)))
        .collect();
    let mut rows: Vec<Vec<Key>> = statuses.chunks(2).map(<[Key]>::to_vec).collect();
    rows.push(vec![key(OrderFilter::Unpaid), key(OrderFilter::All)]);
    let search = DeskButton::AskSearch {};
    rows.push(vec![Key::new(lang.button_order_search(), search)]);
    rows.push(vec![panel::back(lang)]);
    Screen::new(lang.order_filters_title(), rows)
}

fn filter_name(lang: Lang, filter: OrderFilter) -> String {
    match filter {
        OrderFilter::Status(status) => lang.status(status),
        OrderFilter::Unpaid => lang.order_filter_unpaid(),
        OrderFilter::All => lang.order_filter_all(),
    }
}

/// The orders behind a filter.
pub fn list(
    lang: Lang,
    filter: OrderFilter,
    count: i64,
    page: &Page<OrderSummary, OrderId>,
) -> Screen {
    let name = filter_name(lang, filter);
    let text = if page.items.is_empty() && count == 0 {
        lang.order_list_empty(&name)
    } else {
        lang.order_list_title(&name, count)
    };
    let mut rows = order_keys(lang, &page.items);
    let turn = |from| {
        StaffButton::Desk(DeskButton::List {
            filter,
            from: Some(from),
        })
    };
    rows.extend(pager(lang, page.previous.map(turn), page.next.map(turn)));
    rows.push(back_to_filters(lang));
    Screen::new(text, rows)
}

/// What a search found.
pub fn found(lang: Lang, words: &str, orders: &[OrderSummary]) -> Screen {
    let words = cut(words, 60);
    let text = if orders.is_empty() {
        lang.order_search_nothing(&words)
    } else {
        lang.order_search_found(&words)
    };
    let mut rows = order_keys(lang, orders);
    let again = DeskButton::AskSearch {};
    rows.push(vec![Key::new(lang.button_order_search(), again)]);
    rows.push(back_to_filters(lang));
    Screen::new(text, rows)
}

fn order_keys(lang: Lang, orders: &[OrderSummary]) -> Vec<Vec<Key>> {
    let keys = orders.iter().map(|order| {
        let name = cut(&called(lang, &order.contact_name), 20);
        let label = lang.button_admin_order(&order.number, &name, order.total);
        let label = match order.payment {
            PaymentState::Unpaid => lang.button_order_unpaid(&label),
            PaymentState::Paid => lang.button_order_paid(&label),
            PaymentState::Untracked => label,
        };
        vec![Key::new(label, StaffButton::Order { order: order.id })]
    });
    keys.collect()
}

fn back_to_filters(lang: Lang) -> Vec<Key> {
    let filters = DeskButton::Filters {};
    vec![
        Key::new(lang.button_order_filters(), filters),
        panel::back(lang),
    ]
}

/// An order, for one of the staff.
pub fn order(lang: Lang, timezone: Tz, reader: TelegramId, sheet: &OrderSheet) -> Screen {
    let order = &sheet.order;
    let mut text = vec![
        header(lang, timezone, order),
        customer(lang, timezone, sheet),
    ];
    if let Some(claim) = &sheet.claim {
        let name = claim.name.clone().unwrap_or_else(|| lang.staff_somebody());
        let at = When(claim.at, timezone);
        text.push(lang.order_packed_by(&cut(&name, 60), at));
    }
    text.push(contents(lang, order));
    text.extend(payment(lang, timezone, order, sheet.paid_by.as_deref()));
    text.extend(said(lang, timezone, &sheet.messages, 200));
    let mut rows = status_rows(lang, order);
    rows.extend(payment_rows(lang, order));
    rows.extend(packing_row(lang, reader, sheet));
    rows.push(vec![
        Key::new(
            lang.button_order_note(),
            DeskButton::AskNote { order: order.id },
        ),
        Key::new(
            lang.button_order_message(),
            DeskButton::AskMessage { order: order.id },
        ),
    ]);
    let slip = DayButton::Slip { order: order.id };
    rows.push(vec![Key::new(lang.button_slip(), slip)]);
    if sheet.message_count > 0 {
        let all = DeskButton::Conversation { order: order.id };
        rows.push(vec![Key::new(
            lang.button_order_conversation(sheet.message_count),
            all,
        )]);
    }
    rows.push(back_to_list(lang, order));
    Screen::new(Html::paragraphs(text), rows)
}

fn customer(lang: Lang, timezone: Tz, sheet: &OrderSheet) -> Html {
    let order = &sheet.order;
    let contact = contact(lang, order);
    let lost = sheet.out_of_reach.map(|lost| {
        lang.order_out_of_reach(When(lost.since, timezone), &unreachable(lang, lost.why))
    });
    Html::lines([contact].into_iter().chain(lost))
}

/// Why somebody cannot be written to, as the end of a sentence.
pub fn unreachable(lang: Lang, why: Unreachable) -> String {
    match why {
        Unreachable::Blocked => lang.unreachable_blocked(),
        Unreachable::Deleted => lang.unreachable_deleted(),
        Unreachable::Unknown => lang.unreachable_unknown(),
        Unreachable::Erased => lang.unreachable_erased(),
    }
}

/// The name on an order; of who was erased there is none.
pub fn called(lang: Lang, name: &str) -> String {
    if name.is_empty() {
        lang.customer_deleted()
    } else {
        name.to_owned()
    }
}

/// Name and phone on an order, as far as there are any.
fn contact(lang: Lang, order: &Order) -> Html {
    if order.contact_name.is_empty() {
        return lang.admin_order_customer_deleted();
    }
    lang.admin_order_customer(&order.contact_name, &order.phone)
}

fn packing_row(lang: Lang, reader: TelegramId, sheet: &OrderSheet) -> Option<Vec<Key>> {
    let order = sheet.order.id;
    let is_open = matches!(
        sheet.order.status,
        OrderStatus::Pending | OrderStatus::Processing
    );
    let key = match &sheet.claim {
        _ if !is_open => return None,
        Some(claim) if claim.by == reader => {
            Key::new(lang.button_order_release(), DeskButton::Release { order })
        }
        Some(claim) => {
            let name = claim.name.clone().unwrap_or_else(|| lang.staff_somebody());
            Key::new(
                lang.button_order_take_over(&cut(&name, 30)),
                StaffButton::Desk(DeskButton::Claim {
                    order,
                    instead_of: Some(claim.by),
                }),
            )
        }
        None => Key::new(
            lang.button_order_claim(),
            DeskButton::Claim {
                order,
                instead_of: None,
            },
        ),
    };
    Some(vec![key])
}

/// The list that an order is in now.
fn back_to_list(lang: Lang, order: &Order) -> Vec<Key> {
    let list = DeskButton::List {
        filter: OrderFilter::Status(order.status),
        from: None,
    };
    let label = lang.button_order_back(&lang.status(order.status));
    vec![Key::new(label, StaffButton::Desk(list)), panel::back(lang)]
}

/// All that was said about an order.
pub fn conversation(lang: Lang, timezone: Tz, sheet: &OrderSheet) -> Screen {
    let order = &sheet.order;
    let name = called(lang, &order.contact_name);
    let mut text = vec![lang.order_conversation_title(&order.number, &name)];
    if sheet.messages.is_empty() {
        text.push(lang.order_conversation_empty());
    }
    text.extend(said(lang, timezone, &sheet.messages, 2000));
    let rows = vec![
        vec![
            Key::new(
                lang.button_order_note(),
                DeskButton::AskNote { order: order.id },
            ),
            Key::new(
                lang.button_order_message(),
                DeskButton::AskMessage { order: order.id },
            ),
        ],
        vec![Key::new(
            order.number.as_str(),
            StaffButton::Order { order: order.id },
        )],
    ];
    Screen::new(Html::paragraphs(text), rows)
}

/// What was said, each message cut to a length.
fn said(
    lang: Lang,
    timezone: Tz,
    messages: &[OrderMessage],
    length: usize,
) -> impl Iterator<Item = Html> {
    messages.iter().map(move |message| {
        let name = message
            .author
            .clone()
            .unwrap_or_else(|| lang.staff_somebody());
        let (name, text) = (cut(&name, 60), cut(&message.text, length));
        let at = When(message.at, timezone);
        match message.kind {
            MessageKind::Note => lang.order_said_note(&name, at, &text),
            MessageKind::ToCustomer => lang.order_said_to_customer(&name, at, &text),
            MessageKind::FromCustomer => lang.order_said_by_customer(&name, at, &text),
        }
    })
}

/// Asks for something to be typed.
pub fn prompt(lang: Lang, asked: &DeskAsk, order: Option<&Order>) -> Screen {
    let number = order.map(|order| &order.number);
    let text = match (asked, number) {
        (DeskAsk::Note { .. }, Some(number)) => lang.order_note_prompt(number),
        (DeskAsk::Message { .. }, Some(number)) => lang.order_message_prompt(number),
        (DeskAsk::Reason { .. }, Some(number)) => lang.order_reason_prompt(number),
        _ => lang.order_search_prompt(),
    };
    asked_again(lang, asked, text)
}

/// Asks with other words.
pub fn asked_again(lang: Lang, asked: &DeskAsk, text: Html) -> Screen {
    let mut rows = Vec::new();
    if let DeskAsk::Reason { order } = asked {
        let order = OrderId::new(*order);
        rows.push(vec![Key::new(
            lang.button_cancel_without_reason(),
            DeskButton::Cancel { order },
        )]);
        rows.push(vec![Key::new(
            lang.button_keep_order(),
            StaffButton::Order { order },
        )]);
    } else {
        rows.push(vec![Key::new(lang.button_cancel(), Button::Cancel {})]);
    }
    Screen::new(text, rows)
}

/// The message about a new order.
pub fn new_order(lang: Lang, timezone: Tz, order: &Order) -> Screen {
    let mut text = vec![
        lang.admin_new_order(&order.number),
        contact(lang, order),
        contents(lang, order),
    ];
    text.extend(payment(lang, timezone, order, None));
    let text = Html::paragraphs(text);
    let mut rows = status_rows(lang, order);
    let open = StaffButton::Order { order: order.id };
    rows.push(vec![Key::new(lang.button_order_open(), open)]);
    Screen::new(text, rows).lasting()
}

/// The message about an order that its customer called off.
pub fn cancelled_by_customer(lang: Lang, order: &Order) -> Screen {
    let mut text = vec![lang.admin_cancelled_by_customer(&order.number, &order.contact_name)];
    if order.payment_state() == PaymentState::Paid {
        text.push(lang.admin_was_paid());
    }
    let text = Html::lines(text);
    let open = StaffButton::Order { order: order.id };
    Screen::new(text, vec![vec![Key::new(order.number.as_str(), open)]]).lasting()
}

/// The message with a customer's words about an order.
pub fn question(lang: Lang, order: &Order, text: &str) -> Screen {
    let text = lang.admin_question(&order.number, &order.contact_name, text);
    let answer = DeskButton::AskMessage { order: order.id };
    let open = StaffButton::Order { order: order.id };
    let row = vec![
        Key::new(lang.button_order_answer(), answer),
        Key::new(order.number.as_str(), open),
    ];
    Screen::new(text, vec![row]).lasting()
}

fn status_rows(lang: Lang, order: &Order) -> Vec<Vec<Key>> {
    let next = order.status.next(order.delivery_kind);
    // What is noted as paid already needs no status to say so.
    let is_paid = order.payment_state() == PaymentState::Paid;
    let next = next
        .iter()
        .filter(|status| !(is_paid && **status == OrderStatus::Paid));
    let rows = next.map(|status| {
        let key = match status {
            OrderStatus::Cancelled => Key::new(
                lang.button_cancel_order(),
                DeskButton::AskReason { order: order.id },
            ),
            other => Key::new(
                lang.button_mark(&lang.status(*other)),
                StaffButton::SetStatus {
                    order: order.id,
                    status: *status,
                },
            ),
        };
        vec![key]
    });
    rows.collect()
}
