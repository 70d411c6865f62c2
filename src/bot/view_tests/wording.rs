//! The screens of the shop's wording, and every screen in the longest words that an owner can give.

use std::collections::BTreeMap;

use chrono_tz::Tz;

use crate::{
    bot::{
        admin::wording::{
            draft::Draft,
            search,
            view::{self, Listed},
        },
        screen::{CAPTION_LIMIT, Screen},
    },
    domain::{language::Language, order::OrderNumber, wording::Reworded},
    i18n::{
        Lang, Typed, When,
        wording::{Area, Case, Kind, Message, Sample, Unfit, Wording, Words},
    },
    shop::wording::Seen,
};

use super::{
    all, keeps_limits_in,
    samples::{self, Size},
};

fn message(id: &str) -> Message {
    Message::find(id).expect("a message")
}

fn own(language: Language, id: &str, text: &str) -> Reworded {
    Reworded {
        language,
        message: id.to_owned(),
        text: text.to_owned(),
    }
}

pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let language = lang.language();
    let rows = [
        own(
            language,
            "cart_empty",
            r#"{"any":"<b>Nothing</b> &lt;yet&gt;"}"#,
        ),
        own(language, "greeting", r#"{"any":"Hi {first_name}"}"#),
    ];
    let listed = Listed::new(lang, language, &rows);
    let none = Listed::new(lang, language, &[]);
    let cart = Area::find("cart").expect("a part of the shop");
    let seen = |text: Option<&str>| Seen {
        stored: text.map(str::to_owned),
        version: i64::MAX,
    };
    let card = |id: &str, text| view::card(lang, language, message(id), &seen(text));
    let draft = |id: &str| Draft::new(language, message(id), 7);
    let question = |id: &str, why: Option<&Unfit>| {
        let why = why.map(|unfit| view::why(lang, message(id), unfit));
        view::question(lang, &draft(id), why)
    };
    let sample = |case| Sample {
        money: size.money(1250),
        when: When(samples::moment(), Tz::UTC),
        order: OrderNumber::stored("ECO-261122-ABCD".to_owned()),
        case,
    };
    let preview = |id: &str, text: &str| {
        let mut draft = draft(id);
        while draft.next().is_some() {
            draft.take(&Typed::from(text)).expect("fitting words");
        }
        view::preview(lang, &draft, &draft.whole().expect("all of it"), sample)
    };
    let words = size.text("no <such> words", 4096);
    let unknown = Unfit::Unknown(size.text("prize", 4000));
    let too_long = Unfit::TooLong {
        most: 64,
        length: 4096,
    };
    let link = Unfit::Link(size.text("ftp://a.example", 4000));
    vec![
        ("wording", view::areas(&listed)),
        ("wording of a part", view::list(&listed, cart, 0)),
        (
            "wording of its last page",
            view::list(&listed, cart, u32::MAX),
        ),
        ("own words", view::yours(&listed, 0)),
        ("no own words", view::yours(&none, 0)),
        (
            "question for words of a text",
            view::words_question(lang, language),
        ),
        (
            "texts found",
            view::found(&listed, "cart", &search::find(&listed, "cart")),
        ),
        ("no texts found", view::found(&listed, &words, &[])),
        ("text", card("cart_title", None)),
        (
            "text in own words",
            card("cart_empty", Some(r#"{"any":"<b>Nothing</b>"}"#)),
        ),
        (
            "text in unfit words",
            card("greeting", Some(r#"{"any":"Hi {first_name}"}"#)),
        ),
        ("question for a text", question("greeting", None)),
        ("question for a form", question("cart_title", None)),
        (
            "question after a missing value",
            question("greeting", Some(&Unfit::Missing("name"))),
        ),
        (
            "question after an unknown value",
            question("greeting", Some(&unknown)),
        ),
        (
            "question after a value where none is",
            question("cart_empty", Some(&unknown)),
        ),
        (
            "question for a label",
            question("button_checkout", Some(&too_long)),
        ),
        (
            "question after a bad link",
            question("cart_empty", Some(&link)),
        ),
        (
            "question after nothing",
            question("cart_empty", Some(&Unfit::Blank)),
        ),
        (
            "preview of a text",
            preview("order_placed", "Thanks <b>! {number}: {total}"),
        ),
        (
            "preview of forms",
            preview("cart_title", "Basket with {lines}"),
        ),
        (
            "preview of a label",
            preview("button_order", "{number} & {total}"),
        ),
    ]
}

/// A text of a language in the longest words that are taken, which are many.
fn longest(language: Language, message: Message) -> Reworded {
    let original = message.original(language);
    let most = message.most(&original);
    let forms: BTreeMap<Case, String> = original
        .forms()
        .map(|form| {
            let length = match message.kind() {
                Kind::Html => message.shown(&form.text).length(),
                _ => form.text.chars().count(),
            };
            let more = "wörds ".chars().cycle().take(most.saturating_sub(length));
            (form.case, form.text.clone() + &more.collect::<String>())
        })
        .collect();
    let wording = Wording::of(language, message, &forms).expect("words that are taken");
    own(language, message.id(), &wording.to_stored())
}

#[test]
fn every_screen_in_the_longest_words_keeps_telegrams_limits() {
    for lang in Lang::ALL {
        let language = lang.language();
        let rows: Vec<Reworded> = Message::all()
            .map(|message| longest(language, message))
            .collect();
        let lang = lang.with(Words::lasting(&rows, None));
        for (name, mut screen) in all(lang, Size::Longest) {
            // What a view leaves too long under a picture is cut where it is sent.
            if screen.pictures.len() == 1 {
                screen.text = screen.text.shortened(CAPTION_LIMIT);
            }
            keeps_limits_in(8, &format!("{name} ({})", lang.code()), &screen);
        }
    }
}

#[test]
fn a_text_is_found_by_what_it_says_now_what_it_said_and_its_id() {
    let rows = [own(
        Language::En,
        "cart_empty",
        r#"{"any":"<b>Nothing</b> in the Basket"}"#,
    )];
    let all = Listed::new(Lang::EN, Language::En, &rows);
    let found = |words: &str| -> Vec<&str> {
        let found = search::find(&all, words);
        found.into_iter().map(Message::id).collect()
    };
    for words in ["nothing BASKET", "your cart is empty.", "cart_empty"] {
        assert_eq!(found(words)[0], "cart_empty", "{words}");
    }
    assert_eq!(found("no such words anywhere"), [] as [&str; 0]);
    assert_eq!(found(" "), [] as [&str; 0]);
    // What customers see comes before what staff see.
    let orders = found("order");
    let place = |id: &str| orders.iter().position(|found| *found == id);
    assert!(place("orders_title") < place("admin_new_order"));
    assert!(place("admin_new_order").is_some());
}
