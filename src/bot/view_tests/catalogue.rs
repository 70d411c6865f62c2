//! The screens of categories and delivery for staff.

use crate::{
    bot::{
        admin::{
            categories::{button::CategoryAsk, view as categories},
            delivery::{
                button::{DeliveryAsk, PointDraft, Step},
                view as delivery,
            },
        },
        screen::Screen,
    },
    domain::{
        catalog::{Category, StaffCategory},
        delivery::{DeliveryKind, DeliveryOption, PointField, StaffOption, StaffPoint, TermField},
        id::{CategoryId, DeliveryOptionId},
        page::Page,
        pin::Pin,
        text::AddressText,
    },
    i18n::Lang,
    shop::{
        categories::{Card, Destination, Level},
        delivery::Overview,
    },
};

use super::samples::{Size, points};

fn category(size: Size, id: i64) -> StaffCategory {
    let number = size.count(3, 1_000_000_000);
    let number = i64::try_from(number).expect("small");
    StaffCategory {
        category: Category {
            id: CategoryId::new(id),
            parent: Some(CategoryId::new(1)),
            name: size.text("Mugs & <cups>", 255),
            description: Some(size.text("Hand-made.", 1000)),
        },
        sort: number,
        version: 2,
        is_deleted: false,
        products: number,
        categories: number,
    }
}

pub(super) fn card(size: Size, id: i64) -> Card {
    Card {
        seen: category(size, id),
        path: vec![size.text("Kitchen", 255); size.count(2, 30)],
    }
}

fn page<T>(size: Size, item: impl Fn(i64) -> T) -> Page<T, CategoryId> {
    Page {
        items: (5..).take(size.count(2, 8)).map(item).collect(),
        previous: Some(CategoryId::new(4)),
        next: Some(CategoryId::new(20)),
    }
}

fn level(size: Size) -> Level {
    Level {
        parent: Some(category(size, 3)),
        page: page(size, |id| category(size, id)),
        deleted: 2,
    }
}

fn point(size: Size) -> StaffPoint {
    let point = points(size).remove(0);
    StaffPoint {
        point: crate::domain::delivery::PickupPoint {
            hours: Some(size.text("Mon-Fri 9-18", 255)),
            address: size.text("1 High Street", AddressText::MAX),
            pin: Pin::parse("52.520008", "-113.404954").ok(),
            ..point
        },
        is_active: true,
        is_deleted: false,
        orders: 12,
    }
}

fn option(size: Size, kind: DeliveryKind) -> StaffOption {
    StaffOption {
        option: DeliveryOption {
            id: DeliveryOptionId::new(6),
            kind,
            name: Some(size.text("Our van", 255)),
            price: size.money(500),
            free_threshold: Some(size.money(5000)),
            eta: Some(size.text("Today", 255)),
        },
        description: Some(size.text("By van.", 1000)),
        is_active: true,
    }
}

/// Every screen of categories and delivery by name.
pub(super) fn screens(lang: Lang, size: Size) -> Vec<(&'static str, Screen)> {
    let name = size.text("Mugs & <cups>", 255);
    let new_description = CategoryAsk::NewDescription {
        parent: Some(3),
        name: name.clone(),
    };
    let asks = [
        CategoryAsk::NewName { parent: Some(3) },
        new_description.clone(),
        CategoryAsk::Name {
            category: 5,
            version: 2,
        },
        CategoryAsk::Description {
            category: 5,
            version: 2,
        },
        CategoryAsk::Place {
            category: 5,
            version: 2,
        },
    ];
    let mut all = vec![
        ("categories", categories::list(lang, &level(size))),
        ("a category", categories::card(lang, &card(size, 5))),
        (
            "a name that was deleted",
            categories::offer(lang, &new_description, &name, CategoryId::new(9)),
        ),
        (
            "where to move",
            categories::destinations(
                lang,
                &Destination {
                    moved: category(size, 5),
                    level: level(size),
                },
            ),
        ),
        (
            "deleting a category",
            categories::ask_delete(lang, &card(size, 5)),
        ),
        ("a deleted category", categories::gone(lang, &card(size, 5))),
        (
            "deleted categories",
            categories::deleted(lang, &page(size, |id| card(size, id))),
        ),
    ];
    all.extend(asks.iter().map(|ask| {
        let text = categories::prompt(lang, ask, &category(size, 5));
        ("a question", categories::question(lang, ask, text))
    }));
    let shown = Page {
        items: vec![point(size); size.count(2, 8)],
        previous: None,
        next: Some(point(size).point.id),
    };
    let courier = option(size, DeliveryKind::LocalSameDay);
    let pickup = option(size, DeliveryKind::PickupStore);
    let overview = |is_courier_on, has_pickup| Overview {
        is_courier_on,
        couriers: 3,
        has_pickup,
    };
    all.extend([
        ("delivery", delivery::menu(lang, overview(true, true))),
        (
            "no delivery at all",
            delivery::menu(lang, overview(false, false)),
        ),
        ("pickup points", delivery::points(lang, &shown)),
        ("their addresses", delivery::addresses(lang, &shown)),
        ("a pickup point", delivery::point(lang, &point(size), false)),
        ("another type", delivery::ask_kind(lang, &point(size))),
        ("deleting a point", delivery::ask_delete(lang, &point(size))),
        (
            "a deleted point",
            delivery::deleted(lang, &point(size), &shown),
        ),
        (
            "types",
            delivery::types(lang, &[pickup.clone(), courier.clone()]),
        ),
        ("a courier", delivery::terms(lang, &courier, false)),
        ("a pickup type", delivery::terms(lang, &pickup, true)),
    ]);
    let mut draft = PointDraft::default();
    for (step, fill) in [
        (Step::Name, 0),
        (Step::Address, 1),
        (Step::Kind, 2),
        (Step::Hours, 3),
        (Step::Map, 4),
    ] {
        draft.name = (fill > 0).then(|| name.clone());
        draft.address = (fill > 1).then(|| name.clone());
        draft.kind = (fill > 2).then(|| "pickup_store".to_owned());
        draft.has_hours = fill > 3;
        assert_eq!(draft.step(), step);
        let ask = DeliveryAsk::New {
            draft: draft.clone(),
        };
        let text = delivery::step_prompt(lang, step, &name);
        all.push(("a new point", delivery::question(lang, &ask, text)));
    }
    for field in PointField::ALL.iter().copied() {
        let ask = DeliveryAsk::Point {
            point: 4,
            field: field.code().into(),
            seen: None,
        };
        let text = delivery::point_prompt(lang, &point(size), field);
        all.push(("about a point", delivery::question(lang, &ask, text)));
    }
    for field in TermField::ALL.iter().copied() {
        let ask = DeliveryAsk::Term {
            kind: "local_same_day".into(),
            field: field.code().into(),
            seen: None,
        };
        let text = delivery::term_prompt(lang, &courier, field);
        all.push(("about a type", delivery::question(lang, &ask, text)));
    }
    all
}
