//! Every screen as a snapshot, and with the longest texts the shop allows within Telegram's limits.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::{
    domain::{
        cart::{CartLine, Quantity},
        catalog::{Category, Place, Product, ProductSummary, Variant},
        customer::{Address, Customer, Email, Phone, TelegramProfile},
        delivery::{DeliveryKind, DeliveryOption, PickupPoint, Way},
        id::{
            AddressId, CartLineId, CategoryId, CheckoutId, DeliveryOptionId, OrderId,
            PickupPointId, ProductId, TelegramId, UserId, VariantId,
        },
        money::{Currency, Money},
        order::{
            Order, OrderLine, OrderNumber, OrderStatus, OrderSummary, Quote, QuoteChange, QuoteLine,
        },
        page::Page,
        text::{AddressLabel, AddressText, ContactName},
    },
    i18n::Lang,
    shop::{
        cart::CartView,
        catalog::Shelf,
        checkout::{CheckoutRefusal, Confirmation, Missing, Short, Step, ways::WayChoice},
        profile::Profile,
    },
};

use super::{
    admin, cart, catalog, checkout, orders, profile,
    screen::{Keyboard, Screen},
};

/// How long the texts of the sample shop are.
#[derive(Clone, Copy)]
enum Size {
    Usual,
    Longest,
}

impl Size {
    fn text(self, usual: &str, longest: usize) -> String {
        match self {
            Self::Usual => usual.to_owned(),
            // Markup that escapes to five bytes, and two UTF-16 units per character.
            Self::Longest => "&🛒".chars().cycle().take(longest).collect(),
        }
    }

    fn count(self, usual: usize, most: usize) -> usize {
        match self {
            Self::Usual => usual,
            Self::Longest => most,
        }
    }

    fn name(self) -> String {
        self.text("Cable <3m> & \"co\"", 255)
    }

    fn money(self, usual: i64) -> Money {
        let minor = match self {
            Self::Usual => usual,
            Self::Longest => 9_999_999_999,
        };
        Money::new(minor, Currency::USD)
    }
}

fn moment() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_391_999, 0).expect("a time")
}

fn number() -> OrderNumber {
    OrderNumber::stored("ECO-261122-7KQM".into())
}

fn shelf(size: Size) -> Shelf {
    let category = |id| Category {
        id: CategoryId::new(id),
        parent: Some(CategoryId::new(1)),
        name: size.text("Mugs", 255),
        description: Some(size.text("Hand-made.", 1000)),
    };
    let product = |id: i64| ProductSummary {
        id: ProductId::new(id),
        name: size.name(),
        price: size.money(1250),
        is_available: id % 2 == 1,
    };
    Shelf {
        category: Some(category(2)),
        categories: (3..).take(size.count(2, 24)).map(category).collect(),
        products: (1..).take(size.count(2, 10)).map(product).collect(),
        previous: Some(Place::Start),
        next: Some(Place::Product(ProductId::new(9))),
    }
}

fn product(size: Size, stock: u32) -> Product {
    Product {
        id: ProductId::new(5),
        category: CategoryId::new(2),
        name: size.name(),
        description: size.text("Three metres of it.", 1000),
        variant: Variant {
            id: VariantId::new(7),
            sku: "CAB-3".into(),
            price: size.money(1250),
            stock,
        },
    }
}

fn cart_line(size: Size, id: i64) -> CartLine {
    CartLine {
        id: CartLineId::new(id),
        variant: VariantId::new(id),
        product: ProductId::new(id),
        name: size.name(),
        price: size.money(1250),
        price_seen: Money::new(1100, Currency::USD),
        quantity: Quantity::new(100).expect("1 to 100"),
        stock: 3,
    }
}

fn cart(size: Size) -> CartView {
    let items: Vec<CartLine> = (1..)
        .take(size.count(2, 8))
        .map(|id| cart_line(size, id))
        .collect();
    CartView {
        page: Page {
            items,
            previous: Some(CartLineId::new(1)),
            next: Some(CartLineId::new(9)),
        },
        lines: 20,
        total: size.money(250_000),
    }
}

fn confirmation(size: Size) -> Confirmation {
    let line = |id| QuoteLine {
        variant: VariantId::new(id),
        name: size.name(),
        price: size.money(1250),
        quantity: Quantity::new(100).expect("1 to 100"),
    };
    Confirmation {
        checkout: CheckoutId::new(3),
        revision: 2,
        quote: Quote {
            contact_name: size.text("Ann <b>", ContactName::MAX),
            phone: "+15551234567".into(),
            way: Way::Courier(DeliveryOptionId::new(6)),
            kind: DeliveryKind::LocalSameDay,
            way_name: None,
            eta: Some(size.text("Today", 255)),
            address: size.text("12 Harbour Street", 255 + AddressText::MAX),
            lines: (1..).take(size.count(2, 100)).map(line).collect(),
            goods: size.money(250_000),
            fee: size.money(500),
            total: size.money(250_500),
        },
        has_choice: true,
    }
}

fn ways(size: Size) -> WayChoice {
    let option = DeliveryOption {
        id: DeliveryOptionId::new(6),
        kind: DeliveryKind::LocalSameDay,
        name: Some(size.text("Our van", 255)),
        price: size.money(500),
        free_threshold: None,
        eta: None,
    };
    let points = points(size)
        .into_iter()
        .map(|point| (point, Money::zero(Currency::USD)));
    WayChoice {
        checkout: CheckoutId::new(3),
        couriers: vec![(option, size.money(500))],
        points: points.collect(),
    }
}

fn points(size: Size) -> Vec<PickupPoint> {
    (1..)
        .take(size.count(2, 50))
        .map(|id| PickupPoint {
            id: PickupPointId::new(id),
            name: size.text("Main store", 255),
            address: size.text("1 High Street", AddressText::MAX),
            kind: DeliveryKind::PickupStore,
            hours: None,
        })
        .collect()
}

fn order(size: Size, status: OrderStatus) -> Order {
    let line = |id: i64| OrderLine {
        product: ProductId::new(id),
        name: size.name(),
        price: size.money(1250),
        quantity: Quantity::new(2).expect("1 to 100"),
        is_listed: id % 2 == 1,
    };
    Order {
        id: OrderId::new(11),
        customer: UserId::new(1),
        telegram: TelegramId::new(1),
        number: number(),
        status,
        contact_name: size.text("Ann <b>", ContactName::MAX),
        phone: "+15551234567".into(),
        address: size.text("12 Harbour Street", 255 + AddressText::MAX),
        hours: None,
        delivery_kind: DeliveryKind::LocalSameDay,
        fee: size.money(500),
        total: size.money(5500),
        placed_at: moment(),
        lines: (1..).take(size.count(2, 100)).map(line).collect(),
    }
}

fn history(size: Size) -> Page<OrderSummary, OrderId> {
    let summary = |id| OrderSummary {
        id: OrderId::new(id),
        number: number(),
        status: OrderStatus::Pending,
        total: size.money(5500),
        contact_name: size.text("Ann <b>", ContactName::MAX),
        placed_at: moment(),
    };
    let items = (1..).take(size.count(2, 8)).map(summary).collect();
    Page {
        items,
        previous: None,
        next: Some(OrderId::new(1)),
    }
}

fn person(size: Size) -> Profile {
    let customer = Customer {
        id: UserId::new(1),
        telegram: TelegramProfile {
            id: TelegramId::new(1),
            first_name: size.text("Ann", 64),
            last_name: None,
            username: None,
            language_code: None,
        },
        contact_name: None,
        phone: Phone::parse("+15551234567").ok(),
        email: Email::parse("ann@example.org").ok(),
    };
    Profile {
        customer,
        address: addresses(size).items.pop(),
    }
}

fn addresses(size: Size) -> Page<Address, AddressId> {
    let address = |id| Address {
        id: AddressId::new(id),
        label: AddressLabel::parse(&size.text("Home", AddressLabel::MAX)).expect("a label"),
        text: AddressText::parse(&size.text("12 Harbour Street\nApt <4>", AddressText::MAX))
            .expect("an address"),
        is_default: id == 2,
    };
    Page {
        items: (1..).take(size.count(2, 8)).map(address).collect(),
        previous: None,
        next: None,
    }
}

/// Every screen of the shop by name.
fn screens(size: Size) -> Vec<(&'static str, Screen)> {
    let lang = Lang::En;
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
        .chain([QuoteChange::Lines, QuoteChange::Destination])
        .collect();
    let shortage = (0..size.count(2, 100))
        .map(|_| Short {
            name: size.name(),
            requested: 100,
            available: 3,
        })
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
    vec![
        (
            "home",
            catalog::view::home(
                lang,
                &size.text("Ann <b>", 64),
                &Shelf {
                    category: None,
                    ..shelf(size)
                },
            ),
        ),
        (
            "home of an empty shop",
            catalog::view::home(lang, "Ann", &empty),
        ),
        ("category", catalog::view::category(lang, &shelf(size))),
        ("empty category", catalog::view::category(lang, &hollow)),
        (
            "product",
            catalog::view::product(lang, &product(size, 20), Place::Start),
        ),
        (
            "product nearly gone",
            catalog::view::product(lang, &product(size, 3), Place::Start),
        ),
        (
            "product sold out",
            catalog::view::product(lang, &product(size, 0), Place::Start),
        ),
        (
            "search results",
            catalog::view::results(lang, &size.text("cable", 100), &shelf(size).products),
        ),
        (
            "nothing found",
            catalog::view::results(lang, &size.text("<i>", 100), &[]),
        ),
        ("cart", cart::view::cart(lang, &cart(size), false)),
        (
            "cart with a paused checkout",
            cart::view::cart(lang, &cart(size), true),
        ),
        ("empty cart", cart::view::cart(lang, &nothing, false)),
        (
            "quantity",
            cart::view::quantity_prompt(lang, &cart_line(size, 1)),
        ),
        (
            "checkout name",
            step(Step::Name {
                checkout: checkout_id,
                missing,
                suggestion: size.text("Ann", 129),
            }),
        ),
        (
            "checkout phone",
            step(Step::Phone {
                checkout: checkout_id,
                missing,
            }),
        ),
        (
            "checkout address",
            step(Step::Address {
                checkout: checkout_id,
                missing,
            }),
        ),
        (
            "checkout point",
            step(Step::Point {
                checkout: checkout_id,
                points: points(size),
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
            "shortage",
            checkout::view::refused(lang, &CheckoutRefusal::Shortage(shortage)),
        ),
        (
            "placed",
            checkout::view::placed(lang, &order(size, OrderStatus::Pending)),
        ),
        ("history", orders::view::list(lang, Tz::UTC, &history(size))),
        ("no orders", orders::view::list(lang, Tz::UTC, &no_orders)),
        (
            "order",
            orders::view::detail(lang, Tz::UTC, &order(size, OrderStatus::Shipped), None),
        ),
        ("profile", profile::view::profile(lang, &person(size), true)),
        ("bare profile", profile::view::profile(lang, &alone, false)),
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
        ("new orders", admin::view::orders(lang, 12, &history(size))),
        (
            "order for administrators",
            admin::view::order(lang, Tz::UTC, &order(size, OrderStatus::Processing)),
        ),
        (
            "new order",
            admin::view::new_order(lang, &order(size, OrderStatus::Pending)),
        ),
    ]
}

fn drawn(screen: &Screen) -> String {
    let mut drawing = screen.text.as_str().to_owned();
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
    drawing
}

#[test]
fn screens_look_like_this() {
    let drawings: Vec<String> = screens(Size::Usual)
        .iter()
        .map(|(name, screen)| format!("──── {name}\n{}", drawn(screen)))
        .collect();
    insta::assert_snapshot!(drawings.join("\n\n"));
}

#[test]
fn the_longest_legal_texts_keep_telegrams_limits() {
    for (name, screen) in screens(Size::Longest) {
        // At most 4096 characters "after entities parsing" (Bot API, sendMessage).
        let shown = screen
            .text
            .as_str()
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
        let length = shown.chars().count();
        assert!(length <= 4096, "{name}: {length} characters");
        if let Keyboard::Buttons(rows) = &screen.keyboard {
            let buttons = rows.iter().map(Vec::len).sum::<usize>();
            assert!(buttons <= 100, "{name}: {buttons} buttons");
            assert!(
                rows.iter().all(|row| row.len() <= 8),
                "{name}: a row of more than 8 buttons"
            );
            assert!(
                rows.iter()
                    .flatten()
                    .all(|key| !key.label.trim().is_empty()),
                "{name}: an empty label"
            );
        }
    }
}
