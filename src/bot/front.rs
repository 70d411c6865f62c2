//! What customers are told before they order: a greeting, whether somebody is there, the terms.

use chrono::{DateTime, Datelike, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;

use crate::{
    domain::{closure::Closure, day},
    i18n::{Html, Lang, When},
    shop::settings::{Attendance, Front},
};

use super::{
    button::Button,
    context::Context,
    screen::{Key, Screen},
};

/// The greeting for a customer of this name.
pub fn greeting(lang: Lang, front: &Front, name: &str) -> Html {
    match (
        front.greeting_in(lang.language()),
        front.name_in(lang.language()),
    ) {
        (Some(own), _) => Html::escape(&own.to(name)),
        (None, Some(shop)) => lang.greeting_of(name, shop.as_str()),
        (None, None) => lang.greeting(name),
    }
}

/// That nobody is there or the shop is closed, if that is so.
pub fn sign(lang: Lang, front: &Front, now: DateTime<Utc>, timezone: Tz) -> Option<Html> {
    match front.attendance(now, timezone) {
        Attendance::Here => None,
        Attendance::Away(opens) => Some(lang.front_away(&when(lang, opens, now, timezone))),
        Attendance::Closed(closure) => Some(closed(lang, &closure)),
    }
}

/// [`sign`] at the door of this shop.
pub fn sign_of(context: &Context) -> Option<Html> {
    let (app, lang) = (&context.app, context.lang);
    sign(lang, &app.front(), context.now, app.shop().timezone)
}

/// When an order is seen to that was just placed, if nobody is there.
pub fn later(context: &Context) -> Option<Html> {
    let (app, lang) = (&context.app, context.lang);
    let timezone = app.shop().timezone;
    match app.front().attendance(context.now, timezone) {
        Attendance::Away(opens) => {
            Some(lang.order_later(&when(lang, opens, context.now, timezone)))
        }
        Attendance::Here | Attendance::Closed(_) => None,
    }
}

/// That the shop is closed, until when and why.
pub fn closed(lang: Lang, closure: &Closure) -> Html {
    let title = match closure.reopens {
        Some(day) => lang.front_closed_until(&lang.day(day)),
        None => lang.front_closed(),
    };
    let note = closure.note.as_ref();
    let note = note.map(|note| Html::escape(note.as_str()));
    Html::lines([title].into_iter().chain(note))
}

/// A moment to come, as people say it: `tomorrow at 09:00`.
fn when(lang: Lang, moment: DateTime<Utc>, now: DateTime<Utc>, timezone: Tz) -> String {
    let (today, day) = (day::day_of(now, timezone), day::day_of(moment, timezone));
    let time = lang.time(When(moment, timezone));
    let ahead = day - today;
    if ahead.is_zero() {
        lang.when_today(&time)
    } else if ahead == TimeDelta::days(1) {
        lang.when_tomorrow(&time)
    } else if ahead < TimeDelta::days(7) {
        match day.weekday() {
            Weekday::Mon => lang.when_monday(&time),
            Weekday::Tue => lang.when_tuesday(&time),
            Weekday::Wed => lang.when_wednesday(&time),
            Weekday::Thu => lang.when_thursday(&time),
            Weekday::Fri => lang.when_friday(&time),
            Weekday::Sat => lang.when_saturday(&time),
            Weekday::Sun => lang.when_sunday(&time),
        }
    } else {
        lang.when_date(&lang.date(When(moment, timezone)), &time)
    }
}

/// A confirmation with the terms a tap away, and when the order would be seen to.
pub fn dressed(context: &Context, screen: Screen) -> Screen {
    let screen = screen.with_note(sign_of(context));
    if !context.app.front().has_terms {
        return screen;
    }
    let terms = Key::new(context.lang.button_terms(), Button::OrderTerms {});
    screen.with_row_above_last(vec![terms])
}

/// An apology, with how else the shop can be reached.
pub fn apology(lang: Lang, front: &Front) -> Html {
    let contact = front.contact_in(lang.language());
    let contact = contact.map(|contact| lang.help_contact(contact.as_str()));
    Html::paragraphs([lang.apology()].into_iter().chain(contact))
}
