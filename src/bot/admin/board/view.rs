//! What the order board shows, and what is said about it.

use chrono_tz::Tz;

use crate::{
    bot::{
        admin::{
            board::button::BoardButton,
            button::StaffButton,
            orders::{button::DeskButton, view::called},
            panel,
        },
        checkout::view::within,
        command::Start,
        orders::view::status,
        screen::{Key, Link, Screen, cut},
    },
    domain::{
        board::{BoardPlace, BoardPost},
        order::OrderStatus,
    },
    i18n::{Html, Lang, When},
};

/// Characters that the lines of an order may take together.
const LINES: usize = 2500;
/// Characters of a name.
const NAME: usize = 60;

/// What the board is, and where.
pub fn about(lang: Lang, place: Option<&BoardPlace>) -> Screen {
    let state = match place {
        Some(place) => lang.board_is_in(&cut(&place.title, NAME)),
        None => lang.board_is_nowhere(),
    };
    let mut rows = Vec::new();
    if place.is_some() {
        rows.push(vec![Key::new(lang.button_board_off(), BoardButton::Off {})]);
    }
    rows.push(vec![panel::back(lang)]);
    Screen::new(Html::paragraphs([lang.board_about(), state]), rows)
}

/// What an owner is told when the board cannot be written to any more.
pub fn lost(lang: Lang, title: &str) -> Screen {
    Screen::text(lang.board_lost(&cut(title, NAME)))
}

/// The message about an order: what is in it and who packs it, for everybody in the group. Phone
/// and address are nobody's business there.
pub fn post(lang: Lang, timezone: Tz, bot: &str, post: &BoardPost) -> Screen {
    let order = &post.order;
    let way = lang.delivery_kind(order.delivery_kind);
    let mut text = vec![
        Html::lines([
            lang.board_post(
                &order.number,
                &status(lang, order.status, order.payment_state()),
            ),
            lang.board_customer(&cut(&called(lang, &order.contact_name), NAME), &way),
        ]),
        Html::lines([
            within(
                &order.lines,
                LINES,
                |line| lang.board_line(line.quantity.get(), &cut(&line.name, NAME)),
                |count| lang.order_more_lines(count),
            ),
            lang.order_total(order.total),
        ]),
    ];
    let who = |name: &Option<String>| {
        let name = name.clone().unwrap_or_else(|| lang.staff_somebody());
        cut(&name, 30)
    };
    if let Some(claim) = &post.claim {
        text.push(lang.order_packed_by(&who(&claim.name), When(claim.at, timezone)));
    }
    let text = Html::paragraphs(text);
    let next = order.status.next(order.delivery_kind);
    if next.is_empty() {
        return Screen::text(text);
    }
    let id = order.id;
    let mut rows = Vec::new();
    if matches!(order.status, OrderStatus::Pending | OrderStatus::Processing) {
        let claim = DeskButton::Claim {
            order: id,
            instead_of: post.claim.as_ref().map(|claim| claim.by),
        };
        let label = match &post.claim {
            Some(claim) => lang.button_order_take_over(&who(&claim.name)),
            None => lang.button_order_claim(),
        };
        rows.push(vec![Key::new(label, claim)]);
    }
    // Why an order is called off is asked in the chat with the bot.
    let moves = next
        .iter()
        .filter(|status| **status != OrderStatus::Cancelled);
    for status in moves {
        let label = lang.button_mark(&lang.status(*status));
        let button = StaffButton::SetStatus {
            order: id,
            status: *status,
        };
        rows.push(vec![Key::new(label, button)]);
    }
    Screen::new(text, rows).with_link(Link {
        label: lang.button_board_open(),
        url: Start::Order(id).link(bot),
    })
}
