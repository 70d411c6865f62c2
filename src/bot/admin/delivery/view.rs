//! The screens of delivery for staff.

use crate::{
    bot::{
        admin::{panel, translations},
        screen::{Key, Keyboard, Screen, pager},
    },
    domain::{
        delivery::{DeliveryKind, PointField, StaffOption, StaffPoint, TermField},
        id::PickupPointId,
        page::Page,
        pin::Pin,
        translation::Worded,
    },
    i18n::{Html, Lang},
    shop::delivery::Overview,
};

use super::button::{DeliveryAsk, DeliveryButton, Step};

type Points = Page<StaffPoint, PickupPointId>;

/// How the shop delivers.
pub fn menu(lang: Lang, overview: Overview) -> Screen {
    let (mode, switch) = if overview.is_courier_on {
        let stop = Key::new(lang.button_courier_off(), DeliveryButton::CourierOff {});
        (lang.delivery_courier_on(overview.couriers), stop)
    } else {
        let start = Key::new(lang.button_courier_on(), DeliveryButton::CourierOn {});
        (lang.delivery_courier_off(), start)
    };
    let warning = (!overview.delivers()).then(|| lang.delivery_nothing());
    let text = Html::paragraphs(
        [lang.delivery_menu_title(), mode]
            .into_iter()
            .chain(warning),
    );
    let rows = vec![
        vec![switch],
        vec![points_key(lang.button_points())],
        vec![Key::new(
            lang.button_delivery_types(),
            DeliveryButton::Types {},
        )],
        vec![panel::back(lang)],
    ];
    Screen::new(text, rows)
}

fn points_key(label: String) -> Key {
    Key::new(label, DeliveryButton::Points { from: None })
}

fn ends(lang: Lang) -> Vec<Key> {
    vec![
        Key::new(lang.button_delivery_back(), DeliveryButton::Menu {}),
        panel::back(lang),
    ]
}

/// The pickup points.
pub fn points(lang: Lang, page: &Points) -> Screen {
    let mut rows: Vec<Vec<Key>> = page
        .items
        .iter()
        .map(|seen| {
            let name = seen.point.name.as_str();
            let label = if seen.is_active {
                lang.button_point_open(name)
            } else {
                lang.button_point_closed(name)
            };
            let point = seen.point.id;
            vec![Key::new(label, DeliveryButton::Point { point })]
        })
        .collect();
    let hint = if rows.is_empty() {
        lang.points_none()
    } else {
        lang.points_legend()
    };
    let button = |from| DeliveryButton::Points { from: Some(from) };
    rows.extend(pager(
        lang,
        page.previous.map(button),
        page.next.map(button),
    ));
    rows.push(vec![Key::new(
        lang.button_point_add(),
        DeliveryButton::AddPoint {},
    )]);
    rows.push(vec![Key::new(
        lang.button_point_addresses(),
        DeliveryButton::Addresses { from: None },
    )]);
    rows.push(ends(lang));
    Screen::new(Html::paragraphs([lang.points_title(), hint]), rows)
}

/// The addresses of the pickup points.
pub fn addresses(lang: Lang, page: &Points) -> Screen {
    let lines = page.items.iter().map(|seen| {
        let mark = if seen.is_active {
            lang.point_open_mark()
        } else {
            lang.point_closed_mark()
        };
        lang.point_address_line(&mark, &seen.point.name, &seen.point.address)
    });
    let text = Html::paragraphs([lang.points_addresses_title()].into_iter().chain(lines));
    let button = |from| DeliveryButton::Addresses { from: Some(from) };
    let mut rows: Vec<Vec<Key>> = pager(lang, page.previous.map(button), page.next.map(button))
        .into_iter()
        .collect();
    rows.push(vec![points_key(lang.button_points_back())]);
    rows.push(ends(lang));
    Screen::new(text, rows)
}

/// A pickup point; `is_offered` says whether its type is.
pub fn point(lang: Lang, seen: &StaffPoint, is_offered: bool) -> Screen {
    let point = seen.point.id;
    let ask = |label: String, field| Key::new(label, DeliveryButton::AskPoint { point, field });
    let switch = if seen.is_active {
        Key::new(
            lang.button_point_close(),
            DeliveryButton::ClosePoint { point },
        )
    } else {
        Key::new(
            lang.button_point_reopen(),
            DeliveryButton::OpenPoint { point },
        )
    };
    let rows = vec![
        vec![switch],
        vec![
            ask(lang.button_point_name(), PointField::Name),
            ask(lang.button_point_address(), PointField::Address),
        ],
        vec![
            Key::new(lang.button_point_kind(), DeliveryButton::Kinds { point }),
            ask(lang.button_point_hours(), PointField::Hours),
            ask(lang.button_point_map(), PointField::Location),
        ],
        vec![translations::view::key(lang, Worded::PickupPoint(point))],
        vec![Key::new(
            lang.button_point_delete(),
            DeliveryButton::AskDeletePoint { point },
        )],
        vec![points_key(lang.button_points_back()), panel::back(lang)],
    ];
    let kind = lang.delivery_kind(seen.point.kind);
    let text = Html::paragraphs([
        lang.point_card_title(&seen.point.name),
        Html::lines([
            lang.point_card_address(&seen.point.address),
            if is_offered {
                lang.point_card_kind(&kind)
            } else {
                lang.point_card_kind_closed(&kind)
            },
            match &seen.point.hours {
                Some(hours) => lang.point_card_hours(hours),
                None => lang.point_card_hours_none(),
            },
            match &seen.point.pin {
                Some(pin) => map(lang, pin),
                None => lang.point_card_map_none(),
            },
            if seen.is_active {
                lang.point_card_open()
            } else {
                lang.point_card_closed()
            },
        ]),
    ]);
    Screen::new(text, rows)
}

/// The three types a pickup point can be of, each as a key.
fn kinds(lang: Lang, button: impl Fn(DeliveryKind) -> DeliveryButton) -> Vec<Vec<Key>> {
    let key = |kind| vec![Key::new(lang.delivery_kind(kind), button(kind))];
    DeliveryKind::PICKUP.into_iter().map(key).collect()
}

/// Asks for another type of a pickup point.
pub fn ask_kind(lang: Lang, seen: &StaffPoint) -> Screen {
    let point = seen.point.id;
    let mut rows = kinds(lang, |kind| DeliveryButton::SetKind { point, kind });
    rows.push(vec![Key::new(
        lang.button_cancel(),
        DeliveryButton::Point { point },
    )]);
    Screen::new(lang.point_kind_prompt(&seen.point.name), rows)
}

/// Asks whether a pickup point is to be deleted.
pub fn ask_delete(lang: Lang, seen: &StaffPoint) -> Screen {
    let point = seen.point.id;
    let text = Html::lines([
        lang.point_delete_question(&seen.point.name),
        lang.point_delete_orders(seen.orders),
    ]);
    let rows = vec![vec![
        Key::new(
            lang.button_point_delete_yes(),
            DeliveryButton::DeletePoint { point },
        ),
        Key::new(
            lang.button_point_delete_no(),
            DeliveryButton::Point { point },
        ),
    ]];
    Screen::new(text, rows)
}

/// The pickup points after one was deleted.
pub fn deleted(lang: Lang, gone: &StaffPoint, page: &Points) -> Screen {
    let mut screen = points(lang, page);
    screen.text = Html::paragraphs([
        lang.point_deleted(&gone.point.name, gone.orders),
        screen.text,
    ]);
    if let Keyboard::Buttons(rows) = &mut screen.keyboard {
        let label = lang.button_point_restore(&gone.point.name);
        let point = gone.point.id;
        rows.insert(
            0,
            vec![Key::new(label, DeliveryButton::RestorePoint { point })],
        );
    }
    screen
}

/// The types of delivery.
pub fn types(lang: Lang, all: &[StaffOption]) -> Screen {
    let mut rows: Vec<Vec<Key>> = all
        .iter()
        .map(|seen| {
            let kind = seen.option.kind;
            let name = lang.delivery_kind(kind);
            let label = if seen.is_active {
                lang.button_type_on(&name)
            } else {
                lang.button_type_off(&name)
            };
            vec![Key::new(label, DeliveryButton::Type { kind })]
        })
        .collect();
    rows.push(ends(lang));
    let text = Html::paragraphs([lang.types_title(), lang.types_legend()]);
    Screen::new(text, rows)
}

/// A type of delivery.
pub fn terms(lang: Lang, seen: &StaffOption, is_courier_on: bool) -> Screen {
    let kind = seen.option.kind;
    let ask = |label: String, field| Key::new(label, DeliveryButton::AskTerm { kind, field });
    let switch = if seen.is_active {
        Key::new(
            lang.button_type_withdraw(),
            DeliveryButton::Withdraw { kind },
        )
    } else {
        Key::new(lang.button_type_offer(), DeliveryButton::Offer { kind })
    };
    let rows = vec![
        vec![switch],
        vec![
            ask(lang.button_term_price(), TermField::Price),
            ask(lang.button_term_free(), TermField::FreeFrom),
        ],
        vec![
            ask(lang.button_term_eta(), TermField::Eta),
            ask(lang.button_term_text(), TermField::Description),
            ask(lang.button_term_name(), TermField::Name),
        ],
        vec![translations::view::key(
            lang,
            Worded::DeliveryOption(seen.option.id),
        )],
        vec![Key::new(lang.button_types_back(), DeliveryButton::Types {})],
        ends(lang),
    ];
    let status = match (seen.is_active, kind.is_pickup() || is_courier_on) {
        (false, _) => lang.type_card_off(),
        (true, true) => lang.type_card_on(),
        (true, false) => lang.type_card_stopped(),
    };
    let option = &seen.option;
    let facts = Html::lines([
        status,
        match option.price.minor() {
            0 => lang.type_card_free(),
            _ => lang.type_card_price(option.price),
        },
        match option.free_threshold {
            Some(total) => lang.type_card_free_from(total),
            None => lang.type_card_free_from_none(),
        },
        match &option.eta {
            Some(eta) => lang.type_card_eta(eta),
            None => lang.type_card_eta_none(),
        },
        match &option.name {
            Some(name) => lang.type_card_name(name),
            None => lang.type_card_name_none(),
        },
    ]);
    let description = seen.description.as_deref().map(Html::escape);
    let pickup = kind.is_pickup().then(|| lang.type_card_pickup());
    let text = Html::paragraphs(
        [lang.type_card_title(&lang.delivery_kind(kind)), facts]
            .into_iter()
            .chain(description)
            .chain(pickup),
    );
    Screen::new(text, rows)
}

/// A question, with what else can be done than answer it.
pub fn question(lang: Lang, ask: &DeliveryAsk, text: Html) -> Screen {
    let mut rows = Vec::new();
    let back = match ask {
        DeliveryAsk::New { draft } => {
            match draft.step() {
                Step::Kind => rows = kinds(lang, |kind| DeliveryButton::NewKind { kind }),
                Step::Hours | Step::Map => rows.push(vec![Key::new(
                    lang.button_point_skip(),
                    DeliveryButton::Skip {},
                )]),
                Step::Name | Step::Address => {}
            }
            DeliveryButton::Points { from: None }
        }
        DeliveryAsk::Point { point, field, .. } => {
            let point = PickupPointId::new(*point);
            let field = PointField::from_code(field).filter(|field| field.is_optional());
            if let Some(field) = field {
                let label = match field {
                    PointField::Location => lang.button_point_no_map(),
                    _ => lang.button_point_no_hours(),
                };
                rows.push(vec![Key::new(
                    label,
                    DeliveryButton::DropPoint { point, field },
                )]);
            }
            DeliveryButton::Point { point }
        }
        DeliveryAsk::Term { kind, field, .. } => match DeliveryKind::from_code(kind) {
            Some(kind) => {
                let field = TermField::from_code(field).filter(|field| field.is_optional());
                if let Some(field) = field {
                    rows.push(vec![Key::new(
                        lang.button_term_none(),
                        DeliveryButton::DropTerm { kind, field },
                    )]);
                }
                DeliveryButton::Type { kind }
            }
            None => DeliveryButton::Types {},
        },
    };
    rows.push(vec![Key::new(lang.button_cancel(), back)]);
    Screen::new(text, rows)
}

/// What is asked next about a new pickup point called `name`.
pub fn step_prompt(lang: Lang, step: Step, name: &str) -> Html {
    match step {
        Step::Name => lang.point_new_name_prompt(),
        Step::Address => lang.point_new_address_prompt(name),
        Step::Kind => lang.point_new_kind_prompt(name),
        Step::Hours => lang.point_new_hours_prompt(name),
        Step::Map => lang.point_new_map_prompt(name),
    }
}

/// What is asked about a pickup point.
pub fn point_prompt(lang: Lang, seen: &StaffPoint, field: PointField) -> Html {
    let name = seen.point.name.as_str();
    match field {
        PointField::Name => lang.point_name_prompt(name),
        PointField::Address => lang.point_address_prompt(name, &seen.point.address),
        PointField::Hours => Html::lines(
            [lang.point_hours_prompt(name)].into_iter().chain(
                seen.point
                    .hours
                    .as_ref()
                    .map(|hours| lang.point_hours_now(hours)),
            ),
        ),
        PointField::Location => Html::lines(
            [lang.point_map_prompt(name)]
                .into_iter()
                .chain(seen.point.pin.as_ref().map(|pin| map(lang, pin))),
        ),
    }
}

fn map(lang: Lang, pin: &Pin) -> Html {
    let (latitude, longitude) = pin.degrees();
    lang.point_card_map(latitude, longitude)
}

/// What is asked about the terms of a type of delivery.
pub fn term_prompt(lang: Lang, seen: &StaffOption, field: TermField) -> Html {
    let kind = lang.delivery_kind(seen.option.kind);
    let (prompt, now) = match field {
        TermField::Price => return lang.term_price_prompt(&kind, seen.option.price),
        TermField::FreeFrom => {
            let now = seen.option.free_threshold;
            (
                lang.term_free_prompt(&kind),
                now.map(|total| lang.money(total)),
            )
        }
        TermField::Eta => (lang.term_eta_prompt(&kind), seen.option.eta.clone()),
        TermField::Description => (lang.term_text_prompt(&kind), seen.description.clone()),
        TermField::Name => (lang.term_name_prompt(&kind), seen.option.name.clone()),
    };
    Html::lines(
        [prompt]
            .into_iter()
            .chain(now.map(|now| lang.term_now(&now))),
    )
}
