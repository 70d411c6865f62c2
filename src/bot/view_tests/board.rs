//! What the order board shows, and what is said about it.

use chrono_tz::Tz;

use crate::{
    bot::{
        admin::board::view,
        screen::{Screen, TEXT_LIMIT},
    },
    domain::{
        board::{BoardPlace, BoardPost},
        id::TelegramId,
        order::{Claim, Order, OrderStatus},
    },
    i18n::Lang,
};

use super::samples::{Size, moment, payable, sheet};

/// Telegram's limit for the title of a group, in characters.
const TITLE: usize = 128;

pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let place = BoardPlace {
        chat: TelegramId::new(-1_001),
        thread: None,
        title: size.text("Packing <1>", TITLE),
    };
    let shown = |order: Order, claim: Option<Claim>| {
        let post = BoardPost {
            place: place.clone(),
            message: None,
            changes: 1,
            claim,
            order,
        };
        view::post(lang, Tz::UTC, "shop_bot", &post)
    };
    let post = |status, is_claimed| {
        let sheet = sheet(size, status);
        shown(sheet.order, sheet.claim.filter(|_| is_claimed))
    };
    let unpaid = payable(size, OrderStatus::Pending, 1);
    let paid = Order {
        paid_at: Some(moment()),
        ..unpaid.clone()
    };
    vec![
        ("order board", view::about(lang, Some(&place))),
        ("no order board", view::about(lang, None)),
        ("order board lost", view::lost(lang, &place.title)),
        ("order on the board", post(OrderStatus::Pending, false)),
        (
            "packed order on the board",
            post(OrderStatus::Processing, true),
        ),
        ("unpaid order on the board", shown(unpaid, None)),
        ("paid order on the board", shown(paid, None)),
        (
            "finished order on the board",
            post(OrderStatus::Completed, true),
        ),
    ]
}

#[test]
fn a_message_of_the_board_is_one_message_and_keeps_to_itself_where_a_customer_lives() {
    for size in [Size::Usual, Size::Longest] {
        for lang in Lang::ALL {
            for (name, screen) in screens(*lang, size) {
                assert!(screen.text.length() <= TEXT_LIMIT, "{name}");
            }
        }
    }
    let order = sheet(Size::Usual, OrderStatus::Pending).order;
    for (name, screen) in screens(Lang::EN, Size::Usual) {
        let text = screen.text.as_str();
        assert!(
            !text.contains(&order.phone) && !text.contains(&order.address),
            "{name}: {text}"
        );
    }
}
