//! The screens about paying.

use chrono_tz::Tz;

use crate::{
    bot::{
        admin::{orders::view as desk, payments::view as ways},
        checkout, orders,
        screen::Screen,
        state::PayAsk,
    },
    domain::{
        id::{CheckoutId, TelegramId},
        order::{Order, OrderSheet, OrderStatus},
        payment::{OrderPayment, PaymentKind, PaymentNews, PaymentWay},
    },
    i18n::Lang,
    shop::{
        checkout::{CheckoutRefusal, Step, payment::PaymentChoice},
        payments::{MOST, PaymentWays},
    },
};

use super::samples::{Size, moment, payable, payment_way, picture, sheet, sums};

pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let mut all = customers(lang, size);
    all.extend(staffs(lang, size));
    all
}

fn some(size: Size) -> Vec<PaymentWay> {
    let kinds = [PaymentKind::Cash, PaymentKind::Transfer];
    let ways = (1..).zip(kinds.into_iter().cycle());
    let ways = ways.map(|(id, kind)| payment_way(size, id, kind));
    ways.take(size.count(3, MOST)).collect()
}

fn paid(size: Size) -> Order {
    Order {
        paid_at: Some(moment()),
        ..payable(size, OrderStatus::Processing, 2)
    }
}

fn customers(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let checkout = CheckoutId::new(3);
    let detail = |order: &Order| orders::view::detail(lang, Tz::UTC, order, None);
    let unpaid = payable(size, OrderStatus::Pending, 0);
    let proven = payable(size, OrderStatus::Pending, OrderPayment::MAX_PROOFS);
    let news = |order: &Order, news| {
        let told = orders::view::payment_news(lang, Tz::UTC, order, news);
        told.expect("something to tell")
    };
    vec![
        (
            "checkout payment",
            checkout::view::step(
                lang,
                &Step::Payment {
                    checkout,
                    ways: some(size),
                    sums: sums(size, Some(500)),
                },
            ),
        ),
        (
            "ways to pay at checkout",
            checkout::view::payment_ways(
                lang,
                &PaymentChoice {
                    checkout,
                    goods: size.money(250_000),
                    ways: some(size),
                },
            ),
        ),
        (
            "payment gone",
            checkout::view::refused(lang, &CheckoutRefusal::PaymentGone),
        ),
        (
            "placed, to be paid",
            checkout::view::placed(lang, Tz::UTC, &unpaid),
        ),
        ("order to be paid", detail(&unpaid)),
        ("order with all proofs", detail(&proven)),
        ("order that is paid", detail(&paid(size))),
        (
            "order that expired",
            detail(&payable(size, OrderStatus::Cancelled, 0)),
        ),
        ("proof prompt", orders::view::ask_proof(lang, &unpaid)),
        ("proof kept", orders::view::proof_kept(lang, &unpaid)),
        ("last proof kept", orders::view::proof_kept(lang, &proven)),
        ("told: paid", news(&paid(size), PaymentNews::Received)),
        ("told: not found", news(&unpaid, PaymentNews::NotFound)),
        ("told: reminder", news(&unpaid, PaymentNews::Reminder)),
        (
            "told: expired",
            news(
                &payable(size, OrderStatus::Cancelled, 0),
                PaymentNews::Expired,
            ),
        ),
    ]
}

fn staffs(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let reader = TelegramId::new(8);
    let shown = |order: Order| {
        let sheet = OrderSheet {
            paid_by: order.paid_at.map(|_| size.text("Tom & co", 64)),
            order,
            ..sheet(size, OrderStatus::Pending)
        };
        desk::order(lang, Tz::UTC, reader, &sheet)
    };
    let ask = |ask: PayAsk| ways::prompt(lang, &ask, None);
    let transfer = payment_way(size, 2, PaymentKind::Transfer);
    let deleted = PaymentWay {
        is_deleted: true,
        ..transfer.clone()
    };
    let known = PaymentWays {
        kept: some(size),
        deleted: vec![deleted.clone()],
    };
    let nothing = PaymentWays {
        kept: Vec::new(),
        deleted: Vec::new(),
    };
    let pictures = (1..=5).map(picture).collect();
    vec![
        (
            "unpaid order for staff",
            shown(payable(size, OrderStatus::Pending, 0)),
        ),
        (
            "shipped unpaid order for staff",
            shown(payable(size, OrderStatus::Shipped, 1)),
        ),
        ("paid order for staff", shown(paid(size))),
        (
            "expired order for staff",
            shown(payable(size, OrderStatus::Cancelled, 0)),
        ),
        (
            "new order to be paid",
            desk::new_order(lang, Tz::UTC, &payable(size, OrderStatus::Pending, 0)),
        ),
        (
            "paid order called off by its customer",
            desk::cancelled_by_customer(
                lang,
                &Order {
                    status: OrderStatus::Cancelled,
                    ..paid(size)
                },
            ),
        ),
        (
            "proof for staff",
            desk::proof(lang, &payable(size, OrderStatus::Pending, 1), picture(3)),
        ),
        (
            "all proofs",
            desk::proofs(lang, &payable(size, OrderStatus::Pending, 5), pictures),
        ),
        (
            "unpaid order cancelled",
            desk::unpaid_cancelled(lang, &payable(size, OrderStatus::Cancelled, 0)),
        ),
        ("ways to pay", ways::list(lang, &known)),
        ("no ways to pay", ways::list(lang, &nothing)),
        ("way to pay", ways::way(lang, &transfer)),
        (
            "hidden way to pay",
            ways::way(lang, &payment_way(size, 3, PaymentKind::Cash)),
        ),
        ("deleted way to pay", ways::way(lang, &deleted)),
        (
            "way to pay: name",
            ask(PayAsk::NewName {
                kind: "cash".into(),
            }),
        ),
        ("way to pay: text", ask(PayAsk::Text { way: 2 })),
        ("way to pay: term", ask(PayAsk::Term { way: 2 })),
    ]
}
