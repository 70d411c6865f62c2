//! The screens of orders for staff.

use chrono_tz::Tz;

use crate::{
    bot::{admin::orders::view, screen::Screen, state::DeskAsk},
    domain::{
        id::TelegramId,
        order::{OrderFilter, OrderStatus},
        page::Page,
    },
    i18n::Lang,
    shop::orders::desk::Counts,
};

use super::samples::{Size, history, order, sheet};

pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let counts = Counts {
        by_status: vec![(OrderStatus::Pending, 3), (OrderStatus::Shipped, 12)],
        unpaid: 2,
        all: 15,
    };
    let filter = OrderFilter::Status(OrderStatus::Pending);
    let nothing = Page {
        items: Vec::new(),
        previous: None,
        next: None,
    };
    let (reader, packer) = (TelegramId::new(8), TelegramId::new(7));
    let processing = sheet(size, OrderStatus::Processing);
    let words = size.text("Ann <b>", 500);
    let reason = DeskAsk::Reason { order: 11 };
    vec![
        ("order filters", view::filters(lang, &counts)),
        (
            "orders of a status",
            view::list(lang, filter, 12, &history(size)),
        ),
        (
            "no orders of a status",
            view::list(lang, filter, 0, &nothing),
        ),
        (
            "orders found",
            view::found(lang, &words, &history(size).items),
        ),
        ("no orders found", view::found(lang, &words, &[])),
        (
            "order for staff",
            view::order(lang, Tz::UTC, reader, &processing),
        ),
        (
            "order for its packer",
            view::order(lang, Tz::UTC, packer, &processing),
        ),
        (
            "everything said",
            view::conversation(lang, Tz::UTC, &processing),
        ),
        (
            "reason prompt",
            view::prompt(lang, &reason, Some(&processing.order)),
        ),
        (
            "new order",
            view::new_order(lang, Tz::UTC, &order(size, OrderStatus::Pending)),
        ),
        (
            "order called off by its customer",
            view::cancelled_by_customer(lang, &order(size, OrderStatus::Cancelled)),
        ),
        (
            "question for staff",
            view::question(
                lang,
                &order(size, OrderStatus::Pending),
                &size.text("Is <it> red?", 2000),
            ),
        ),
    ]
}
