//! The screens of ways to pay.

use crate::{
    bot::{
        admin::{panel, translations},
        button::Button,
        screen::{Key, Screen},
        state::PayAsk,
    },
    domain::{
        id::PaymentWayId,
        payment::{PaymentKind, PaymentWay, Term},
        translation::Worded,
    },
    i18n::{Html, Lang},
    shop::payments::{MOST, PaymentWays},
};

use super::button::PayButton;

/// All ways to pay.
pub fn list(lang: Lang, ways: &PaymentWays) -> Screen {
    let mut text = vec![lang.pay_ways_title()];
    if ways.kept.is_empty() {
        text.push(lang.pay_ways_none());
    }
    let mut rows = Vec::new();
    for way in ways.kept.iter().chain(&ways.deleted) {
        let name = way.terms.name.as_str();
        let label = if way.is_deleted {
            lang.button_pay_way_deleted(name)
        } else if way.is_active {
            lang.button_pay_way(name)
        } else {
            lang.button_pay_way_hidden(name)
        };
        rows.push(vec![Key::new(label, PayButton::Way { way: way.id })]);
    }
    if ways.kept.len() < MOST {
        let (cash, transfer) = (PaymentKind::Cash, PaymentKind::Transfer);
        rows.push(vec![
            Key::new(lang.button_pay_add_cash(), PayButton::Add { kind: cash }),
            Key::new(
                lang.button_pay_add_transfer(),
                PayButton::Add { kind: transfer },
            ),
        ]);
    }
    rows.push(vec![panel::back(lang)]);
    Screen::new(Html::paragraphs(text), rows)
}

/// A way to pay, with what customers read.
pub fn way(lang: Lang, way: &PaymentWay) -> Screen {
    let terms = &way.terms;
    let id = way.id;
    let mut state = vec![lang.pay_way_title(terms.name.as_str(), &lang.payment_kind(terms.kind))];
    if way.is_deleted {
        state.push(lang.pay_way_deleted());
    } else if !way.is_active {
        state.push(lang.pay_way_hidden());
    }
    if terms.kind == PaymentKind::Transfer {
        state.push(match terms.term {
            Some(term) => lang.pay_way_term(term.hours()),
            None => lang.pay_way_no_term(),
        });
    }
    let preview = lang.payment_unpaid(terms.name.as_str(), terms.instructions.as_str());
    let text = Html::paragraphs([Html::lines(state), lang.pay_way_preview(), preview]);
    let mut rows = Vec::new();
    if way.is_deleted {
        rows.push(vec![Key::new(
            lang.button_pay_restore(),
            PayButton::Restore { way: id },
        )]);
    } else {
        rows.push(vec![
            Key::new(lang.button_pay_rename(), PayButton::AskName { way: id }),
            Key::new(lang.button_pay_instruct(), PayButton::AskText { way: id }),
        ]);
        if terms.kind == PaymentKind::Transfer {
            rows.push(vec![Key::new(
                lang.button_pay_term(),
                PayButton::AskTerm { way: id },
            )]);
        }
        rows.push(vec![translations::view::key(lang, Worded::PaymentWay(id))]);
        let offered = if way.is_active {
            Key::new(lang.button_pay_hide(), PayButton::Hide { way: id })
        } else {
            Key::new(lang.button_pay_show(), PayButton::Show { way: id })
        };
        let delete = Key::new(lang.button_pay_delete(), PayButton::Delete { way: id });
        rows.push(vec![offered, delete]);
    }
    rows.push(vec![
        Key::new(lang.button_payments(), PayButton::Ways {}),
        panel::back(lang),
    ]);
    Screen::new(text, rows)
}

/// Asks for something to be typed, perhaps with other words.
pub fn prompt(lang: Lang, asked: &PayAsk, words: Option<Html>) -> Screen {
    let usual = || match asked {
        PayAsk::NewName { .. } | PayAsk::Name { .. } => lang.pay_name_prompt(),
        PayAsk::NewText { .. } | PayAsk::Text { .. } => lang.pay_text_prompt(),
        PayAsk::Term { .. } => lang.pay_term_prompt(Term::MAX),
    };
    let mut rows = Vec::new();
    if let PayAsk::Term { way } = asked {
        let way = PaymentWayId::new(*way);
        rows.push(vec![Key::new(
            lang.button_pay_never(),
            PayButton::NoTerm { way },
        )]);
    }
    rows.push(vec![Key::new(lang.button_cancel(), Button::Cancel {})]);
    Screen::new(words.unwrap_or_else(usual), rows)
}
