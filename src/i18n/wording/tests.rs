//! Wording: what may be typed, what becomes of it, and what comes back from the database.

use std::collections::BTreeMap;

use chrono::DateTime;
use chrono_tz::Tz;

use crate::domain::{money::Money, order::OrderNumber};

use super::{super::*, *};

fn sample(case: Case) -> Sample {
    Sample {
        money: Money::new(1250, "EUR".parse().expect("a currency")),
        when: When(DateTime::UNIX_EPOCH, Tz::UTC),
        order: OrderNumber::stored("ECO-261130-ABCD".to_owned()),
        case,
    }
}

fn message(id: &str) -> Message {
    Message::find(id).expect("a message")
}

/// Reads what somebody typed in place of a text without a choice.
fn typed(id: &str, text: &str) -> Result<String, Unfit> {
    read(Language::En, message(id), Case::Any, &Typed::from(text))
}

/// A language in which one text is reworded.
fn saying(language: Language, id: &str, stored: &str) -> Lang {
    let row = Reworded {
        language,
        message: id.to_owned(),
        text: stored.to_owned(),
    };
    Lang::usual(language).with(Words::lasting(&[row], None))
}

/// What a text is with these values, as it came and in the words of a language.
fn both(lang: Lang, message: Message, values: &[(&'static str, FluentValue<'_>)]) -> [String; 2] {
    let usual = Lang::usual(lang.language());
    let own = lang.reworded(message.id(), values);
    let args = FluentArgs::from_iter(values.iter().cloned());
    [rendered(usual, message.id(), &args), own.expect("reworded")]
}

#[test]
fn every_text_reworded_by_its_own_words_is_taken_and_reads_the_same() {
    for language in Language::ALL {
        let usual = Lang::usual(*language);
        for message in Message::all() {
            let original = message.original(*language);
            let own: BTreeMap<Case, String> = original
                .forms()
                .map(|form| (form.case, form.text.clone()))
                .collect();
            let wording = Wording::of(*language, message, &own);
            let id = message.id();
            let wording = wording.unwrap_or_else(|unfit| panic!("{usual:?} {id}: {unfit}"));
            let stored = wording.to_stored();
            let again = Wording::stored(*language, message, &stored);
            assert_eq!(again.as_ref(), Ok(&wording), "{id}");
            let lang = saying(*language, id, &stored);
            for number in 0..=130_u32 {
                let sample = sample(Case::Any);
                let mut values = sample.values(lang, message, &wording);
                for (_, value) in &mut values {
                    if let FluentValue::Number(_) = value {
                        *value = FluentValue::from(number);
                    }
                }
                let [usual, own] = both(lang, message, &values);
                assert_eq!(own, usual, "{id} with {number}");
                if original.chooser().is_none() {
                    break;
                }
            }
        }
    }
}

#[test]
fn every_text_as_it_is_shown_can_be_typed() {
    for language in Language::ALL {
        for message in Message::all() {
            for form in message.original(*language).forms() {
                let shown = match message.kind() {
                    Kind::Html => Html(form.text.clone()).bare(),
                    _ => form.text.clone(),
                };
                let typed = Typed::from(shown.as_str());
                let read = read(*language, message, form.case, &typed);
                let read = read.unwrap_or_else(|unfit| panic!("{}: {unfit}", message.id()));
                let told = match message.kind() {
                    Kind::Html => Html(read).bare(),
                    _ => read,
                };
                assert_eq!(told, shown.trim(), "{}", message.id());
            }
        }
    }
}

#[test]
fn what_is_missing_or_unknown_is_named() {
    for (text, unfit) in [
        ("Hello!", Unfit::Missing("name")),
        ("Hello, {namé}!", Unfit::Unknown("namé".into())),
        ("Hello, {name} {price}!", Unfit::Unknown("price".into())),
        ("{имя}", Unfit::Unknown("имя".into())),
        ("{ $x }{name}", Unfit::Unknown("x".into())),
        (
            "Hello, { $name -> [one] a *[other] b }!",
            Unfit::Missing("name"),
        ),
        ("Hello, {name", Unfit::Missing("name")),
        ("Hello, name}", Unfit::Missing("name")),
        ("", Unfit::Missing("name")),
    ] {
        assert_eq!(typed("greeting", text), Err(unfit), "{text}");
    }
    for blank in ["", " \n", "\u{200b}", "\u{202e}\u{7}"] {
        assert_eq!(typed("cart_empty", blank), Err(Unfit::Blank), "{blank:?}");
        assert_eq!(typed("button_home", blank), Err(Unfit::Blank), "{blank:?}");
    }
    for (written, expected) in [
        ("Hi {Name}", "Hi {name}"),
        ("Hi { name }", "Hi {name}"),
        ("Hi { $NAME }, {name}", "Hi {name}, {name}"),
    ] {
        assert_eq!(typed("greeting", written).as_deref(), Ok(expected));
    }
}

#[test]
fn nothing_that_is_typed_means_anything_but_itself() {
    for hostile in [
        "{",
        "}",
        "{}",
        "{{}}",
        "{ }",
        "{\"x\"}",
        "{ $name -> \n [one] x\n *[other] y\n }",
        "{ NUMBER(1) }",
        "{ -term }",
        "{ other.attribute }",
        ".attribute = x",
        "*[other] x",
        "[one] x",
        "# comment",
        "### comment",
        "key = value",
        "    indented\n        more",
        "line\n\n\nline",
        "line\n}",
        "\\u0041 \\ \\\" \\{",
        "<b>",
        "</b>",
        "<b",
        "a < b > c & d &amp; &lt;b&gt; &#60;",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<script>alert(1)</script>",
        "'; DROP TABLE wordings; --",
        "%s $name ${x-y} %(name)s",
    ] {
        for (id, placeholder) in [("cart_empty", ""), ("greeting", "{name}")] {
            let text = format!("{hostile}{placeholder}");
            let stored = typed(id, &text).unwrap_or_else(|unfit| panic!("{text}: {unfit}"));
            let forms = BTreeMap::from([(Case::Any, stored)]);
            let wording = Wording::of(Language::En, message(id), &forms).expect("as it was read");
            let lang = saying(Language::En, id, &wording.to_stored());
            let said = match id {
                "greeting" => lang.greeting("Ann <b> {name}"),
                _ => lang.cart_empty(),
            };
            assert!(html::is_well_formed(said.as_str()), "{said}");
            let expected = text.replace("{name}", "Ann <b> {name}");
            assert_eq!(said.bare(), expected.trim());
        }
        // A button says it as it is, in one line.
        let stored = typed("button_home", hostile).expect("a label");
        let line: Vec<&str> = hostile.split_whitespace().collect();
        assert_eq!(stored, line.join(" "));
    }
}

#[test]
fn formatting_of_messages_stays_and_links_are_looked_at() {
    let link = |address: &str| Typed {
        text: "Nothing here. Visit us!".to_owned(),
        marks: vec![
            Mark {
                style: Style::Bold,
                offset: 0,
                length: 7,
            },
            Mark {
                style: Style::Link(address.to_owned()),
                offset: 14,
                length: 8,
            },
        ],
    };
    let read = |id: &str, typed: &Typed| super::read(Language::En, message(id), Case::Any, typed);
    assert_eq!(
        read("cart_empty", &link("https://a.example/x")).as_deref(),
        Ok("<b>Nothing</b> here. <a href=\"https://a.example/x\">Visit us</a>!")
    );
    assert_eq!(
        read("cart_empty", &link("javascript:alert(1)")),
        Err(Unfit::Link("javascript:alert(1)".into()))
    );
    assert_eq!(
        read("button_home", &link("https://a.example/x")).as_deref(),
        Ok("Nothing here. Visit us!")
    );
    // It is not lost where a long text is cut in two.
    let html = Html("<a href=\"https://a.example/x\">one two three</a>".to_owned());
    let parts: Vec<String> = html.split(8).into_iter().map(|it| it.0).collect();
    assert_eq!(
        parts,
        [
            "<a href=\"https://a.example/x\">one two</a>",
            "<a href=\"https://a.example/x\">three</a>"
        ]
    );
}

#[test]
fn a_text_that_counts_has_the_forms_of_its_language_or_one_for_all() {
    let cases = |language| -> Vec<(Case, Vec<u64>)> {
        let original = message("cart_title").original(language);
        let cases = original.cases();
        cases
            .map(|case| (case, original.examples(language, case).take(3).collect()))
            .collect()
    };
    let english = vec![
        (Case::Counted("one"), vec![1]),
        (Case::Counted("other"), vec![2, 3, 4]),
    ];
    assert_eq!(cases(Language::En), english);
    assert_eq!(cases(Language::Es), english);
    assert_eq!(
        cases(Language::Ru),
        [
            (Case::Counted("few"), vec![2, 3, 4]),
            (Case::Counted("many"), vec![5, 6, 7]),
            (Case::Counted("one"), vec![1, 21, 31]),
        ]
    );
    let forms = r#"{"one":"{lines} вещь","few":"{lines} вещи","many":"{lines} вещей"}"#;
    let lang = saying(Language::Ru, "cart_title", forms);
    for (count, expected) in [
        (0, "0 вещей"),
        (1, "1 вещь"),
        (3, "3 вещи"),
        (11, "11 вещей"),
        (21, "21 вещь"),
        (1_002, "1\u{a0}002 вещи"),
    ] {
        assert_eq!(lang.cart_title(count).as_str(), expected);
    }
    let lang = saying(Language::Ru, "cart_title", r#"{"any":"Вещей: {lines}"}"#);
    assert_eq!(lang.cart_title(1).as_str(), "Вещей: 1");
    assert_eq!(lang.cart_title(3).as_str(), "Вещей: 3");
    // One form may say its number itself where the original does.
    let original = message("value_photos").original(Language::En);
    assert_eq!(original.form(Case::Counted("one")).needs.len(), 0);
    assert_eq!(original.form(Case::Counted("other")).needs.len(), 1);
    assert_eq!(original.form(Case::Any).needs.len(), 1);
}

#[test]
fn what_is_stored_and_does_not_do_any_more_is_passed_over() {
    let usual = Lang::EN.cart_empty();
    for damaged in [
        "",
        "{}",
        "Nothing",
        r#"{"any":"Nothing {count}"}"#,
        r#"{"any":"<b>Nothing"}"#,
        r#"{"any":"<a href=\"javascript:x\">Nothing</a>"}"#,
        r#"{"any":""}"#,
        r#"{"one":"Nothing"}"#,
        r#"{"any":"Nothing","one":"Nothing"}"#,
        r#"{"what":"Nothing"}"#,
        r#"{"any":7}"#,
    ] {
        let lang = saying(Language::En, "cart_empty", damaged);
        assert_eq!(lang.cart_empty(), usual, "{damaged}");
    }
    let lang = saying(Language::En, "greeting", r#"{"any":"Hello!"}"#);
    assert_eq!(lang.greeting("Ann"), Lang::EN.greeting("Ann"));
    let lang = saying(Language::En, "no_such_text", r#"{"any":"Hello!"}"#);
    assert_eq!(lang.cart_empty(), usual);
    // A choice that is a number of forms short.
    let forms = r#"{"one":"{lines} вещь","few":"{lines} вещи"}"#;
    let lang = saying(Language::Ru, "cart_title", forms);
    assert_eq!(lang.cart_title(3), Lang::RU.cart_title(3));
}

#[test]
fn every_kind_of_text_has_its_room() {
    for (id, most) in [
        ("button_home", 64),
        ("toast_added", 200),
        ("alert_no_line", 200),
        ("command_start", 256),
        ("status_pending", 64),
        ("cart_empty", 300),
        ("product_sold_out", 60),
    ] {
        assert!(typed(id, &"x".repeat(most)).is_ok(), "{id}");
        assert_eq!(
            typed(id, &"x".repeat(most + 1)),
            Err(Unfit::TooLong {
                most,
                length: most + 1
            }),
            "{id}"
        );
    }
    // Markup takes no room, and a long text may grow.
    let help = message("help_text");
    let most = help.most(&help.original(Language::En));
    assert!(most > 300, "{most}");
}

#[test]
fn words_are_those_of_one_shop_and_one_language() {
    let hill = saying(Language::En, "cart_empty", r#"{"any":"Nothing yet"}"#);
    assert_eq!(hill.cart_empty().as_str(), "Nothing yet");
    assert_ne!(Lang::EN.cart_empty(), hill.cart_empty());
    assert_eq!(hill.other(Language::Es).cart_empty(), Lang::ES.cart_empty());
    assert_eq!(
        hill.other(Language::Es).other(Language::En).cart_empty(),
        hill.cart_empty()
    );
    assert_eq!(
        hill.all().map(|it| it.cart_empty()).collect::<Vec<_>>(),
        [
            hill.cart_empty(),
            Lang::ES.cart_empty(),
            Lang::RU.cart_empty()
        ]
    );
}

#[test]
fn every_text_can_be_looked_at_and_belongs_to_a_part_that_has_a_name() {
    let longest = Message::all().map(|message| message.id().len()).max();
    assert_eq!(longest, Some(Message::WIDEST.id().len()));
    let longest = Area::all().map(|area| area.name().len()).max();
    assert_eq!(longest, Some(Area::WIDEST.name().len()));
    let shown = Message::all().count();
    let by_area: usize = Area::all().map(|area| area.messages().count()).sum();
    assert_eq!(by_area, shown);
    // Two texts are only read.
    assert_eq!(messages::declared().count(), shown + 2);
    for lang in Lang::ALL {
        for area in Area::all() {
            assert_ne!(lang.area(area), area.name(), "{}: {area:?}", lang.code());
            assert_eq!(Area::find(area.name()), Some(area));
        }
        for message in Message::all() {
            let original = message.original(lang.language());
            let own = original.forms().map(|it| (it.case, it.text.clone()));
            let wording = Wording::of(lang.language(), message, &own.collect());
            let wording = wording.expect("its own words");
            for (case, _) in wording.forms() {
                let shown = lang.sampled(message, &wording, &sample(case));
                assert!(html::is_well_formed(shown.as_str()), "{shown}");
                assert!(!shown.as_str().contains("{$"), "{shown}");
            }
        }
    }
}
