//! The screens about customers' data.

use chrono_tz::Tz;

use crate::{
    bot::{
        admin::{board, orders},
        privacy::view,
        screen::Screen,
    },
    domain::{
        board::BoardPost,
        customer::{OutOfReach, Unreachable},
        id::TelegramId,
        order::{Order, OrderSheet, OrderStatus},
        privacy::{Grace, PrivacyNews},
        text::PrivacyText,
    },
    i18n::Lang,
    shop::privacy::{Outlook, Policy},
};

use super::samples::{Size, moment, sheet};

/// An order of somebody who was erased.
fn nobodys(size: Size) -> OrderSheet {
    let sheet = sheet(size, OrderStatus::Completed);
    OrderSheet {
        out_of_reach: Some(OutOfReach {
            why: Unreachable::Erased,
            since: moment(),
        }),
        messages: Vec::new(),
        message_count: 0,
        order: Order {
            contact_name: String::new(),
            phone: String::new(),
            address: String::new(),
            pin: None,
            comment: None,
            ..sheet.order
        },
        ..sheet
    }
}

pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let usual = |days| Policy {
        text: None,
        grace: Grace::new(days).expect("days of grace"),
    };
    let own = PrivacyText::parse(&size.text("We keep <nothing>.", PrivacyText::MAX)).ok();
    let outlook = |is_asked, open_orders| Outlook {
        at: moment(),
        is_asked,
        open_orders,
        orders: 5,
    };
    let mut all = vec![
        ("privacy", view::policy(lang, &usual(7))),
        ("privacy without grace", view::policy(lang, &usual(0))),
        (
            "the shop's own words on privacy",
            view::policy(
                lang,
                &Policy {
                    text: own,
                    ..usual(7)
                },
            ),
        ),
        (
            "question whether to be forgotten",
            view::ask(lang, Tz::UTC, &outlook(false, 2)),
        ),
        (
            "second question whether to be forgotten",
            view::surely(lang, Tz::UTC, &outlook(false, 0)),
        ),
        (
            "about to be forgotten",
            view::leaving(lang, Tz::UTC, &outlook(true, 1)),
        ),
        ("not to be forgotten", view::stays(lang)),
        ("forgotten", view::farewell(lang)),
    ];
    for (name, news, is_leaving) in [
        ("forgetting waits", PrivacyNews::Waits, true),
        ("staff are not forgotten", PrivacyNews::Staff, false),
        ("who orders is not forgotten", PrivacyNews::Stays, false),
    ] {
        all.extend(view::news(lang, news, is_leaving).map(|screen| (name, screen)));
    }
    let sheet = nobodys(size);
    let post = BoardPost {
        place: crate::domain::board::BoardPlace {
            chat: TelegramId::new(-1_001),
            thread: None,
            title: "Packing".to_owned(),
        },
        message: Some(5),
        changes: 2,
        claim: None,
        order: sheet.order.clone(),
    };
    all.push((
        "nobody's order",
        orders::view::order(lang, Tz::UTC, TelegramId::new(7), &sheet),
    ));
    all.push((
        "nobody's order on the board",
        board::view::post(lang, Tz::UTC, "shop_bot", &post),
    ));
    all
}
