//! What the order board shows, and what is said about it.

use chrono_tz::Tz;

use crate::{
    bot::{admin::board::view, screen::Screen},
    domain::{
        board::{BoardPlace, BoardPost},
        id::TelegramId,
        order::OrderStatus,
    },
    i18n::Lang,
};

use super::samples::{Size, sheet};

/// Telegram's limit for the title of a group, in characters.
const TITLE: usize = 128;

pub(super) fn screens(size: Size) -> Vec<(&'static str, Screen)> {
    let lang = Lang::En;
    let place = BoardPlace {
        chat: TelegramId::new(-1_001),
        thread: None,
        title: size.text("Packing <1>", TITLE),
    };
    let post = |status, is_claimed| {
        let sheet = sheet(size, status);
        let post = BoardPost {
            place: place.clone(),
            message: None,
            changes: 1,
            claim: sheet.claim.filter(|_| is_claimed),
            order: sheet.order,
        };
        view::post(lang, Tz::UTC, "shop_bot", &post)
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
        (
            "finished order on the board",
            post(OrderStatus::Completed, true),
        ),
    ]
}

#[test]
fn a_message_of_the_board_is_one_message_and_keeps_to_itself_where_a_customer_lives() {
    for size in [Size::Usual, Size::Longest] {
        for (name, screen) in screens(size) {
            assert!(screen.text.length() <= 4096, "{name}");
        }
    }
    let order = sheet(Size::Usual, OrderStatus::Pending).order;
    for (name, screen) in screens(Size::Usual) {
        let text = screen.text.as_str();
        assert!(
            !text.contains(&order.phone) && !text.contains(&order.address),
            "{name}: {text}"
        );
    }
}
