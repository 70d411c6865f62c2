//! The screens of the shop's settings, and the sign at its door.

use std::sync::Arc;

use chrono::DateTime;
use chrono_tz::Tz;

use crate::{
    bot::{
        about,
        admin::settings::{
            typed,
            view::{self, ClosureAsk},
        },
        button::Button,
        catalog, checkout, front,
        screen::Screen,
    },
    domain::{
        catalog::Place,
        closure::Closure,
        greeting::Greeting,
        opening::OpeningHours,
        privacy::Grace,
        setting::Setting,
        text::{ClosureNote, GreetingText, Name, PrivacyText, Terms},
    },
    i18n::{Lang, When},
    shop::{
        checkout::CheckoutRefusal,
        privacy::Policy,
        settings::{Fixed, Front, Given, Overview, Seen, Settings, Value},
    },
};

use super::samples::{self, Size, page, picture, product};

/// A Sunday, on which nobody is there.
const NOW: i64 = 1_795_341_600;

fn closure(size: Size) -> Closure {
    Closure {
        reopens: "2026-12-03".parse().ok(),
        note: ClosureNote::parse(&size.text("We are at <the sea>.", ClosureNote::MAX)).ok(),
    }
}

fn settings(size: Size) -> Settings {
    let greeting = size.text("Hi {name}, <welcome>!", GreetingText::MAX);
    Settings {
        shop: Arc::new(samples::shop()),
        front: Arc::new(Front {
            name: Name::parse(&size.name()).ok(),
            greeting: Greeting::parse(&greeting).ok(),
            contact: samples::about(size).contact,
            has_terms: true,
            hours: OpeningHours::stored("Mon-Fri 9-18, Sat 10-14").ok(),
            closure: Some(closure(size)),
            said: Vec::new(),
        }),
        language: None,
    }
}

fn seen(setting: Setting, stored: Option<&str>) -> Seen {
    Seen {
        setting,
        stored: stored.map(str::to_owned),
        version: 5,
    }
}

pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let now = DateTime::from_timestamp(NOW, 0).expect("a time");
    let clock = When(now, Tz::UTC);
    let fixed = Fixed {
        timezone: Some(Given {
            value: Tz::UTC,
            by: size.text("--timezone", 255),
        }),
        ..Fixed::default()
    };
    let overview = Overview {
        settings: settings(size),
        about: samples::about(size),
        low_stock: 5,
        privacy: Policy {
            text: PrivacyText::parse(&size.text("We keep what we need.", PrivacyText::MAX)).ok(),
            grace: Grace::USUAL,
        },
    };
    let front_closed = settings(size).front;
    let front_away = Front {
        closure: None,
        ..(*front_closed).clone()
    };
    let sign = |front: &Front| front::sign(lang, front, now, Tz::UTC);
    let unfit = |setting, text: &str| {
        let refused = typed::value(lang, setting, text).expect("it is typed");
        refused.expect_err("it is not taken")
    };
    let long = |usual, most| size.text(usual, most);
    let question =
        |setting, stored: Option<&str>| view::question(lang, clock, &seen(setting, stored), None);
    let greeting = Greeting::parse(&long("Hi {name}!", GreetingText::MAX)).expect("a greeting");
    let terms = Terms::parse(&long("Returns within 30 days.", Terms::MAX)).expect("terms");
    let preview = |value| view::preview(lang, &value, &size.text("Ann", 64)).expect("a preview");
    let closed = closure(size);
    vec![
        ("settings", view::list(lang, &overview, &fixed, now)),
        (
            "question for a name",
            question(Setting::Name, Some(&long("Cable & co", Name::MAX))),
        ),
        (
            "question for opening hours",
            question(Setting::Hours, Some("Mon-Fri 09:00-18:00")),
        ),
        (
            "question for a language",
            question(Setting::Language, Some("en")),
        ),
        (
            "question for terms",
            question(Setting::Terms, Some(&long("Returns.", Terms::MAX))),
        ),
        (
            "question for a time zone again",
            view::question(
                lang,
                clock,
                &seen(Setting::TimeZone, None),
                Some(unfit(Setting::TimeZone, "berlin")),
            ),
        ),
        (
            "question for opening hours again",
            view::question(
                lang,
                clock,
                &seen(Setting::Hours, None),
                Some(unfit(Setting::Hours, &long("Mon <9>", 4096))),
            ),
        ),
        (
            "question for a greeting again",
            view::question(
                lang,
                clock,
                &seen(Setting::Greeting, None),
                Some(unfit(Setting::Greeting, "Hi {Name}")),
            ),
        ),
        (
            "greeting before it is saved",
            preview(Value::Greeting(greeting)),
        ),
        ("terms before they are saved", preview(Value::Terms(terms))),
        ("the shop is open", view::closure(lang, None)),
        ("the shop is closed", view::closure(lang, Some(&closed))),
        (
            "question for the day of opening again",
            view::closure_question(lang, ClosureAsk::Reopening, Some(lang.closure_past())),
        ),
        (
            "question for words about being closed",
            view::closure_question(lang, ClosureAsk::Note, None),
        ),
        (
            "home of a closed shop with a greeting of its own",
            catalog::view::home(
                lang,
                front::greeting(lang, &front_closed, &size.text("Ann", 64)),
                sign(&front_closed),
                &samples::shelf(size),
                false,
            ),
        ),
        (
            "product while nobody is there",
            catalog::view::product(
                lang,
                &page(product(size, 20), vec![picture(1)]),
                None,
                Place::Start,
                sign(&front_away),
            ),
        ),
        (
            "product while the shop is closed",
            catalog::view::product(
                lang,
                &page(product(size, 20), vec![picture(1)]),
                None,
                Place::Start,
                sign(&front_closed),
            ),
        ),
        (
            "checkout while the shop is closed",
            checkout::view::refused(lang, &CheckoutRefusal::Closed(closed)),
        ),
        (
            "checkout after the currency changed",
            checkout::view::refused(lang, &CheckoutRefusal::Outdated),
        ),
        (
            "terms",
            about::view::terms(lang, &samples::about(size), Button::Checkout {}),
        ),
        (
            "apology with a contact",
            Screen::text(front::apology(lang, &front_closed)),
        ),
    ]
}

#[test]
fn when_somebody_is_there_again_is_said_as_people_say_it() {
    let lang = Lang::EN;
    let front = |hours: &str| Front {
        hours: OpeningHours::stored(hours).ok(),
        ..Front::default()
    };
    let sign = |hours: &str, now: &str| {
        let now = now.parse().expect("a time");
        let sign = front::sign(lang, &front(hours), now, Tz::Europe__Berlin);
        sign.map(|sign| sign.as_str().to_owned())
    };
    let week = "Mon-Fri 9-18";
    assert_eq!(sign(week, "2026-11-23T08:00:00Z"), None);
    assert_eq!(sign("by appointment", "2026-11-23T08:00:00Z"), None);
    for (hours, now, when) in [
        (week, "2026-11-23T07:59:00Z", "today at 09:00"),
        (week, "2026-11-23T17:00:00Z", "tomorrow at 09:00"),
        (week, "2026-11-27T17:00:00Z", "on Monday at 09:00"),
        // An hour before midnight in Berlin, at which it is tomorrow already.
        (week, "2026-11-23T23:30:00Z", "today at 09:00"),
        (
            "Mon 9-10",
            "2026-11-23T09:00:00Z",
            "on 30 Nov 2026 at 09:00",
        ),
    ] {
        let said = sign(hours, now).expect("nobody is there");
        assert!(said.contains(&format!("back {when}.")), "{now}: {said}");
    }
}
