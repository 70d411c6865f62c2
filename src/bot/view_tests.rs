//! Every screen as a snapshot, and with the longest texts the shop allows within Telegram's limits.

mod adding;
mod board;
mod catalogue;
mod day;
mod desk;
mod favourites;
mod goods;
mod inline;
mod payments;
mod privacy;
mod reviews;
mod samples;
mod search;
mod settings;
mod share;
mod translations;
mod wording;

use chrono_tz::Tz;

use crate::{
    domain::{
        catalog::Place,
        customer::Customer,
        id::{CheckoutId, VariantId},
        language::Language,
        options::Chosen,
        order::{OrderStatus, QuoteChange},
        page::Page,
        staff::{LinkSecret, Role},
    },
    i18n::{Lang, When},
    shop::{
        about::About,
        audit::Names,
        cart::CartView,
        catalog::{ProductPage, Shelf},
        checkout::{CheckoutRefusal, Missing, Step},
        profile::Profile,
        staff::Invitation,
    },
};

use self::samples::{
    Size, addresses, cart, cart_line, confirmation, history, optioned, order, page, person,
    picture, points, product, review, shelf, sums, ways,
};
use super::{
    about,
    admin::owner,
    button::Button,
    cart as cart_screens, catalog, checkout, language, orders, profile,
    screen::{CAPTION_LIMIT, Keyboard, Screen, TEXT_LIMIT},
};

/// Every screen of the shop by name.
fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let mut all = customer_screens(lang, size);
    all.extend(search::screens(lang, size));
    all.extend(favourites::screens(lang, size));
    all.extend(reviews::screens(lang, size));
    all.extend(desk::screens(lang, size));
    all.extend(day::screens(lang, size));
    all.extend(payments::screens(lang, size));
    all.extend(settings::screens(lang, size));
    all.extend(board::screens(lang, size));
    all.extend(privacy::screens(lang, size));
    all.extend(inline::screens(lang, size));
    all.extend(translations::screens(lang, size));
    all.extend(wording::screens(lang, size));
    all
}

fn customer_screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let checkout_id = CheckoutId::new(3);
    let missing = Missing {
        phone: true,
        address: true,
    };
    let empty = Shelf {
        category: None,
        categories: Vec::new(),
        products: Vec::new(),
        previous: None,
        next: None,
    };
    let hollow = Shelf {
        categories: Vec::new(),
        products: Vec::new(),
        previous: None,
        next: None,
        ..shelf(size)
    };
    let nothing = CartView {
        page: Page {
            items: Vec::new(),
            previous: None,
            next: None,
        },
        lines: 0,
        total: size.money(0),
    };
    let changes: Vec<QuoteChange> = (0..size.count(1, 100))
        .map(|_| QuoteChange::Price {
            name: size.name(),
            before: size.money(1100),
            now: size.money(1250),
        })
        .chain([
            QuoteChange::Lines,
            QuoteChange::Destination,
            QuoteChange::Payment,
        ])
        .collect();
    let step = |step: Step| checkout::view::step(lang, &step);
    let no_orders = Page {
        items: Vec::new(),
        previous: None,
        next: None,
    };
    let no_addresses = Page {
        items: Vec::new(),
        previous: None,
        next: None,
    };
    let alone = Profile {
        address: None,
        customer: Customer {
            phone: None,
            email: None,
            ..person(size).customer
        },
    };
    let mut all = vec![
        (
            "home",
            catalog::view::home(
                lang,
                lang.greeting(&size.text("Ann <b>", 64)),
                None,
                &Shelf {
                    category: None,
                    ..shelf(size)
                },
                false,
            ),
        ),
        (
            "home of an empty shop, for staff",
            catalog::view::home(lang, lang.greeting("Ann"), None, &empty, true),
        ),
        ("category", catalog::view::category(lang, &shelf(size))),
        ("empty category", catalog::view::category(lang, &hollow)),
        (
            "product",
            catalog::view::product(
                lang,
                &page(product(size, 20), Vec::new()),
                None,
                Place::Start,
                None,
            ),
        ),
        (
            "product with a photo",
            catalog::view::product(
                lang,
                &page(product(size, 20), vec![picture(1)]),
                None,
                Place::Start,
                None,
            ),
        ),
        (
            "product with photos",
            catalog::view::product(
                lang,
                &page(product(size, 20), vec![picture(1), picture(2)]),
                None,
                Place::Start,
                None,
            ),
        ),
        (
            "whole description",
            catalog::view::description(
                lang,
                &product(size, 20),
                Button::Product {
                    product: product(size, 20).id,
                    place: Place::Start,
                },
            ),
        ),
        (
            "product with options",
            catalog::view::product(
                lang,
                &page(optioned(size), Vec::new()),
                None,
                Place::Start,
                None,
            ),
        ),
        (
            "product with one option chosen",
            catalog::view::product(
                lang,
                &page(optioned(size), vec![picture(1)]),
                Some(Chosen {
                    variant: VariantId::new(2),
                    depth: 1,
                }),
                Place::Start,
                None,
            ),
        ),
        (
            "product with all options chosen",
            catalog::view::product(
                lang,
                &page(optioned(size), Vec::new()),
                Some(Chosen::whole(VariantId::new(3))),
                Place::Start,
                None,
            ),
        ),
        (
            "product nearly gone",
            catalog::view::product(
                lang,
                &page(product(size, 3), Vec::new()),
                None,
                Place::Start,
                None,
            ),
        ),
        (
            "product sold out",
            catalog::view::product(
                lang,
                &page(product(size, 0), Vec::new()),
                None,
                Place::Start,
                None,
            ),
        ),
        (
            "product sold out and waited for",
            catalog::view::product(
                lang,
                &ProductPage {
                    wishes: vec![product(size, 0).variants[0].id],
                    ..page(product(size, 0), Vec::new())
                },
                None,
                Place::Start,
                None,
            ),
        ),
        ("cart", cart_screens::view::cart(lang, &cart(size), false)),
        (
            "cart with a paused checkout",
            cart_screens::view::cart(lang, &cart(size), true),
        ),
        (
            "empty cart",
            cart_screens::view::cart(lang, &nothing, false),
        ),
        (
            "quantity",
            cart_screens::view::quantity_prompt(lang, &cart_line(size, 1)),
        ),
        (
            "checkout name",
            step(Step::Name {
                checkout: checkout_id,
                missing,
                sums: sums(size, None),
                suggestion: size.text("Ann", 129),
            }),
        ),
        (
            "checkout phone",
            step(Step::Phone {
                home: None,
                checkout: checkout_id,
                missing,
                sums: sums(size, Some(500)),
            }),
        ),
        (
            "checkout address",
            step(Step::Address {
                checkout: checkout_id,
                missing,
                sums: sums(size, Some(500)),
            }),
        ),
        (
            "checkout point",
            step(Step::Point {
                checkout: checkout_id,
                points: points(size),
                sums: sums(size, None),
            }),
        ),
        (
            "confirmation",
            step(Step::Confirm(Box::new(confirmation(size)))),
        ),
        (
            "changed",
            checkout::view::changed(lang, &changes, &confirmation(size)),
        ),
        ("ways of delivery", checkout::view::ways(lang, &ways(size))),
        (
            "review",
            step(Step::Review {
                checkout: checkout_id,
                lines: review(size),
            }),
        ),
        (
            "comment",
            checkout::view::ask_comment(lang, checkout_id, true),
        ),
        (
            "no delivery",
            checkout::view::refused(lang, &CheckoutRefusal::NoDelivery),
        ),
        (
            "placed",
            checkout::view::placed(lang, Tz::UTC, &order(size, OrderStatus::Pending)),
        ),
        ("history", orders::view::list(lang, Tz::UTC, &history(size))),
        ("no orders", orders::view::list(lang, Tz::UTC, &no_orders)),
        (
            "order",
            orders::view::detail(lang, Tz::UTC, &order(size, OrderStatus::Shipped), None),
        ),
        (
            "new order of one's own",
            orders::view::detail(lang, Tz::UTC, &order(size, OrderStatus::Pending), None),
        ),
        (
            "calling off",
            orders::view::ask_cancel(lang, &order(size, OrderStatus::Pending), None),
        ),
        (
            "question",
            orders::view::ask_question(lang, &order(size, OrderStatus::Pending)),
        ),
        ("about", about::view::about(lang, &samples::about(size))),
        (
            "about a silent shop",
            about::view::about(lang, &About::default()),
        ),
        ("help", about::view::help(lang, &samples::about(size))),
        ("profile", profile::view::profile(lang, &person(size), true)),
        ("bare profile", profile::view::profile(lang, &alone, false)),
        ("languages", language::view(lang)),
        (
            "addresses",
            profile::view::addresses(lang, &addresses(size)),
        ),
        (
            "no addresses",
            profile::view::addresses(lang, &no_addresses),
        ),
        (
            "address",
            profile::view::address(lang, &addresses(size).items[0]),
        ),
    ];
    all.extend(goods::screens(lang, size));
    all
}

/// The screens of all parts of the shop.
fn all(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let mut all = screens(lang, size);
    all.extend(adding::screens(lang, size));
    all.extend(desk::screens(lang, size));
    all.extend(catalogue::screens(lang, size));
    all.extend(share::screens(lang, size));
    all.extend(for_owners(lang, size));
    all
}

/// The screens of staff, record and settings.
fn for_owners(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let (member, configured) = (samples::member(size, false), samples::member(size, true));
    let recorded = samples::recorded(size);
    let names = Names::default();
    let shop = samples::shop();
    let invitation = Invitation {
        secret: LinkSecret::new(u128::MAX),
        role: Role::Manager,
        expires_at: 1_795_391_999,
    };
    let until = When(samples::moment(), Tz::UTC);
    let members = Page {
        items: vec![member.clone(); size.count(1, 8)],
        previous: None,
        next: Some(member.person),
    };
    let links = Page {
        items: vec![samples::link(); size.count(1, 8)],
        previous: None,
        next: None,
    };
    let page = Page {
        items: vec![recorded.clone(); size.count(1, 8)],
        previous: None,
        next: None,
    };
    vec![
        ("staff", owner::team::view::team(lang, &members)),
        ("member", owner::team::view::member(lang, &member)),
        (
            "configured member",
            owner::team::view::member(lang, &configured),
        ),
        (
            "taking off the staff",
            owner::team::view::ask_remove(lang, &member),
        ),
        ("inviting", owner::team::view::ask_invite(lang)),
        (
            "invitation",
            owner::team::view::invitation(lang, "shop_bot", &invitation, until),
        ),
        (
            "invitations",
            owner::team::view::invites(lang, Tz::UTC, &links),
        ),
        (
            "record",
            owner::record::view::list(lang, &shop, &page, &names),
        ),
        (
            "entry of the record",
            owner::record::view::entry(lang, &shop, &recorded, &names),
        ),
    ]
}

fn drawn(screen: &Screen) -> String {
    let mut drawing = match screen.pictures.len() {
        0 => String::new(),
        count => format!("🖼 {count}\n"),
    };
    drawing.push_str(screen.text.as_str());
    match &screen.keyboard {
        Keyboard::Buttons(rows) => {
            for row in rows {
                let keys: Vec<String> = row
                    .iter()
                    .map(|key| format!("[{}]({})", key.label, key.button.encode()))
                    .collect();
                drawing.push_str(&format!("\n{}", keys.join(" ")));
            }
        }
        Keyboard::Contact { share, cancel } => {
            drawing.push_str(&format!("\n⌨ [{share}]\n⌨ [{cancel}]"));
        }
        Keyboard::Letters => drawing.push_str("\n⌨ letters"),
    }
    if let Some(copied) = &screen.copied {
        drawing.push_str(&format!("\n[{}]⧉{}", copied.label, copied.text));
    }
    if let Some(link) = &screen.link {
        drawing.push_str(&format!("\n[{}]→{}", link.label, link.url));
    }
    drawing
}

#[test]
fn screens_look_like_this() {
    for lang in Lang::ALL {
        let drawings: Vec<String> = all(*lang, Size::Usual)
            .iter()
            .map(|(name, screen)| format!("──── {name}\n{}", drawn(screen)))
            .collect();
        let snapshot = match lang.language() {
            Language::En => "screens_look_like_this".to_owned(),
            other => format!("screens_look_like_this_{}", other.code()),
        };
        insta::assert_snapshot!(snapshot, drawings.join("\n\n"));
    }
}

#[test]
fn the_longest_legal_texts_keep_telegrams_limits_in_every_language() {
    for lang in Lang::ALL {
        for size in [Size::Longest, Size::LongestArabic] {
            for (name, screen) in all(*lang, size) {
                keeps_limits(&format!("{name} ({})", lang.code()), &screen);
            }
        }
    }
}

fn keeps_limits(name: &str, screen: &Screen) {
    keeps_limits_in(6, name, screen);
}

/// The same for a text that is sent in so many messages at most.
fn keeps_limits_in(messages: usize, name: &str, screen: &Screen) {
    // What is longer than a message is sent in several; a caption cannot be.
    let length = screen.text.length();
    let limit = match screen.pictures.len() {
        1 => CAPTION_LIMIT,
        _ => messages * TEXT_LIMIT,
    };
    assert!(length <= limit, "{name}: {length} characters");
    for part in screen.text.split(TEXT_LIMIT) {
        assert!(part.length() <= TEXT_LIMIT, "{name}");
        assert!(is_isolated(part.as_str()), "{name}: {part}");
    }
    if let Keyboard::Buttons(rows) = &screen.keyboard {
        let buttons = rows.iter().map(Vec::len).sum::<usize>();
        assert!(buttons <= 100, "{name}: {buttons} buttons");
        assert!(
            rows.iter().all(|row| row.len() <= 8),
            "{name}: a row of more than 8 buttons"
        );
        for key in rows.iter().flatten() {
            assert!(!key.label.trim().is_empty(), "{name}: an empty label");
            assert!(is_isolated(&key.label), "{name}: {}", key.label);
            let data = key.button.encode();
            assert!(data.len() <= 64, "{name}: {} bytes of data", data.len());
        }
    }
}

/// Whether every isolate of a text is closed.
fn is_isolated(text: &str) -> bool {
    text.matches('\u{2068}').count() == text.matches('\u{2069}').count()
}
