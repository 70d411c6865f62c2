//! The screens about customers' data.

use chrono_tz::Tz;

use crate::{
    bot::{
        button::Button,
        screen::{Key, Screen},
    },
    domain::{catalog::Place, day, privacy::PrivacyNews},
    i18n::{Html, Lang},
    shop::privacy::{Outlook, Policy},
};

fn home(lang: Lang) -> Key {
    Key::new(
        lang.button_home(),
        Button::Home {
            place: Place::Start,
        },
    )
}

fn my_data(lang: Lang) -> Key {
    Key::new(lang.button_my_data(), Button::MyData {})
}

/// What the shop says of the data it keeps, in its own words or the usual ones.
pub fn policy(lang: Lang, policy: &Policy) -> Screen {
    let rows = vec![
        vec![
            my_data(lang),
            Key::new(lang.button_forget(), Button::AskForget {}),
        ],
        vec![home(lang)],
    ];
    Screen::new(text(lang, policy), rows)
}

/// The words of it.
pub fn text(lang: Lang, policy: &Policy) -> Html {
    match &policy.text {
        Some(text) => lang.privacy_own(text.as_str()),
        None => Html::paragraphs([
            lang.privacy_title(),
            lang.privacy_kept(),
            lang.privacy_why(),
            lang.privacy_who(),
            lang.privacy_how_long(),
            lang.privacy_rights(i64::from(policy.grace.days())),
        ]),
    }
}

/// What being forgotten means.
pub fn ask(lang: Lang, timezone: Tz, outlook: &Outlook) -> Screen {
    let mut text = vec![
        lang.forget_title(),
        lang.forget_goes(),
        lang.forget_stays(),
        lang.forget_when(&date(lang, timezone, outlook)),
    ];
    text.extend(waits(lang, outlook));
    text.push(lang.forget_chat());
    let rows = vec![
        vec![Key::new(
            lang.button_forget_on(),
            Button::AskForgetSurely {},
        )],
        vec![my_data(lang), home(lang)],
    ];
    Screen::new(Html::paragraphs(text), rows)
}

/// Asks once more.
pub fn surely(lang: Lang, timezone: Tz, outlook: &Outlook) -> Screen {
    let text = [lang.forget_surely(&date(lang, timezone, outlook))];
    let rows = vec![
        vec![Key::new(lang.button_forget_surely(), Button::Forget {})],
        vec![Key::new(lang.button_forget_not(), Button::Privacy {})],
    ];
    Screen::new(
        Html::paragraphs(text.into_iter().chain(waits(lang, outlook))),
        rows,
    )
}

/// That somebody has asked to be forgotten, and until when they can think better of it.
pub fn leaving(lang: Lang, timezone: Tz, outlook: &Outlook) -> Screen {
    let text = [lang.forget_asked(&date(lang, timezone, outlook))];
    let text = text
        .into_iter()
        .chain(waits(lang, outlook))
        .chain([lang.forget_call_off()]);
    let rows = vec![
        vec![Key::new(lang.button_stay(), Button::Stay {})],
        vec![my_data(lang), home(lang)],
    ];
    Screen::new(Html::paragraphs(text), rows)
}

/// That somebody stays.
pub fn stays(lang: Lang) -> Screen {
    Screen::new(lang.forget_called_off(), vec![vec![home(lang)]])
}

/// What became of a wish to be forgotten; `None` where the next word has overtaken it.
pub fn news(lang: Lang, news: PrivacyNews, is_leaving: bool) -> Option<Screen> {
    let key = Key::new(lang.button_stay(), Button::Stay {});
    let (text, row) = match news {
        PrivacyNews::Waits if is_leaving => (lang.forget_waits_on(), vec![key]),
        PrivacyNews::Staff if !is_leaving => (Html::escape(&lang.alert_forget_staff()), Vec::new()),
        PrivacyNews::Stays if !is_leaving => (lang.forget_stays_to_order(), Vec::new()),
        PrivacyNews::Waits | PrivacyNews::Staff | PrivacyNews::Stays => return None,
    };
    let rows = if row.is_empty() { vec![] } else { vec![row] };
    Some(Screen::new(text, rows).lasting())
}

/// The last message to somebody who is forgotten.
pub fn farewell(lang: Lang) -> Screen {
    Screen::text(lang.forget_farewell()).lasting()
}

fn date(lang: Lang, timezone: Tz, outlook: &Outlook) -> String {
    lang.day(day::day_of(outlook.at, timezone))
}

fn waits(lang: Lang, outlook: &Outlook) -> Option<Html> {
    (outlook.open_orders > 0).then(|| lang.forget_waits(outlook.open_orders))
}
