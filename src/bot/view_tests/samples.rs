//! A sample shop for the screens: with usual texts, and with the longest that are legal.

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        audit::{Action, AuditEntry, Subject},
        cart::{CartLine, Quantity},
        catalog::{Category, Picture, Place, Product, ProductSummary, Variant},
        customer::{Address, Customer, Email, TelegramProfile},
        delivery::{DeliveryKind, DeliveryOption, PickupPoint, Way},
        id::{
            AddressId, AuditId, CartLineId, CategoryId, CheckoutId, DeliveryOptionId, OrderId,
            PaymentWayId, PhotoId, PickupPointId, ProductId, StaffLinkId, TelegramId, UserId,
            VariantId,
        },
        language::Language,
        money::{Currency, Money},
        options::{MAX_VARIANTS, OptionList},
        order::{
            Claim, MessageKind, Order, OrderLine, OrderMessage, OrderNumber, OrderSheet,
            OrderStatus, OrderSummary, Quote, QuoteLine,
        },
        page::Page,
        payment::{
            AgreedPayment, OrderPayment, PaymentKind, PaymentState, PaymentTerms, PaymentWay, Term,
        },
        phone::Phone,
        review::Rating,
        staff::{Actor, Member, Role, StaffLink},
        text::{
            AddressLabel, AddressText, CancelReason, ContactName, Description, Instructions, Name,
            PaymentName, Question, Terms,
        },
    },
    shop::{
        Shop,
        about::About,
        audit::{Recorded, changes::changes},
        cart::CartView,
        catalog::{ProductPage, Shelf},
        checkout::{Choices, Confirmation, Sums, review::ReviewLine, ways::WayChoice},
        products::draft::{Created, Draft, Folder, Progress},
        profile::Profile,
    },
};

/// How long the texts of the sample shop are.
#[derive(Clone, Copy)]
pub(super) enum Size {
    Usual,
    Longest,
    LongestArabic,
}

impl Size {
    pub(super) fn text(self, usual: &str, longest: usize) -> String {
        match self {
            Self::Usual => usual.to_owned(),
            // Markup that escapes to five bytes, and two UTF-16 units per character.
            Self::Longest => "&🛒".chars().cycle().take(longest).collect(),
            // From right to left: isolated, and cut within that.
            Self::LongestArabic => "كوب أزرق".chars().cycle().take(longest).collect(),
        }
    }

    pub(super) fn count(self, usual: usize, most: usize) -> usize {
        match self {
            Self::Usual => usual,
            Self::Longest | Self::LongestArabic => most,
        }
    }

    pub(super) fn name(self) -> String {
        self.text("Cable <3m> & \"co\"", 255)
    }

    pub(super) fn money(self, usual: i64) -> Money {
        let minor = match self {
            Self::Usual => usual,
            Self::Longest | Self::LongestArabic => 9_999_999_999,
        };
        Money::new(minor, Currency::USD)
    }
}

pub(super) fn moment() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_391_999, 0).expect("a time")
}

pub(super) fn number() -> OrderNumber {
    OrderNumber::stored("ECO-261122-7KQM".into())
}

pub(super) fn shelf(size: Size) -> Shelf {
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
        is_price_from: id % 3 == 0,
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

pub(super) fn product(size: Size, stock: u32) -> Product {
    Product {
        id: ProductId::new(5),
        category: CategoryId::new(2),
        name: size.name(),
        description: size.text("Three metres of it.", 1000),
        options: OptionList::default(),
        rating: rating(size),
        variants: vec![Variant {
            id: VariantId::new(7),
            sku: "CAB-3".into(),
            options: OptionList::default(),
            price: size.money(1250),
            stock,
            picture: None,
        }],
    }
}

/// What customers say of a product together: nothing, or as much as can be counted.
pub(super) fn rating(size: Size) -> Rating {
    match size {
        Size::Usual => Rating::default(),
        Size::Longest | Size::LongestArabic => Rating::new(u32::MAX, u32::MAX),
    }
}

/// The page of a product that is neither waited for nor a favourite.
pub(super) fn page(product: Product, pictures: Vec<Picture>) -> ProductPage {
    ProductPage {
        product,
        pictures,
        wishes: Vec::new(),
        is_favourite: false,
    }
}

/// A product with as many options and variants as there can be.
pub(super) fn optioned(size: Size) -> Product {
    let value = |option: &str, number: usize| {
        let number = number.to_string();
        size.text(&format!("{option}{number}"), 40 - number.len()) + &number
    };
    let variant = |id: usize| Variant {
        id: VariantId::new(i64::try_from(id).expect("small")),
        sku: format!("SHIRT-{id}"),
        options: OptionList::new([value("S", id / 2), value("C", id % 2)]),
        price: size.money(1250),
        stock: if id == 2 { 0 } else { 9 },
        picture: (id == 3).then(|| picture(8)),
    };
    Product {
        options: OptionList::new([size.text("Size", 40), size.text("Colour", 40)]),
        variants: (0..size.count(4, MAX_VARIANTS)).map(variant).collect(),
        ..product(size, 9)
    }
}

pub(super) fn picture(id: i64) -> Picture {
    Picture {
        id: PhotoId::new(id),
        file: None,
    }
}

pub(super) fn sums(size: Size, fee: Option<i64>) -> Sums {
    Sums {
        goods: size.money(250_000),
        fee: fee.map(|fee| size.money(fee)),
    }
}

/// Lines that changed: one dearer, one short, one sold out, and so on.
pub(super) fn review(size: Size) -> Vec<ReviewLine> {
    let line = |id: i64| ReviewLine {
        variant: VariantId::new(id),
        name: size.name(),
        price_before: (id % 3 == 0).then(|| size.money(1100)),
        price: size.money(1250),
        wanted: 100,
        available: match id % 3 {
            0 => 100,
            1 => 3,
            _ => 0,
        },
    };
    (0..).take(size.count(3, 100)).map(line).collect()
}

pub(super) fn about(size: Size) -> About {
    let text = |usual: &str, longest| size.text(usual, longest);
    About {
        name: Name::parse(&text("Cable & co", 255)).ok(),
        story: Description::parse(&text("Cables since 1988.", 1000)).ok(),
        hours: Name::parse(&text("Mon-Fri 9-18", 255)).ok(),
        contact: Description::parse(&text("+1 555 123 4567", 1000)).ok(),
        terms: Terms::parse(&text("Returns within 30 days.", 3000)).ok(),
    }
}

pub(super) fn cart_line(size: Size, id: i64) -> CartLine {
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

pub(super) fn cart(size: Size) -> CartView {
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

pub(super) fn confirmation(size: Size) -> Confirmation {
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
            language: Some(Language::En),
            pin: "48.208174,16.373819".parse().ok(),
            comment: Some(size.text("Ring <twice>", 500)),
            payment: Some(AgreedPayment {
                way: PaymentWayId::new(4),
                terms: payment_terms(size, PaymentKind::Transfer),
            }),
            lines: (1..).take(size.count(2, 100)).map(line).collect(),
            goods: size.money(250_000),
            fee: size.money(500),
            total: size.money(250_500),
        },
        choices: Choices {
            delivery: true,
            payment: true,
        },
    }
}

pub(super) fn ways(size: Size) -> WayChoice {
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
        goods: size.money(250_000),
        couriers: vec![(option, size.money(500))],
        points: points.collect(),
    }
}

pub(super) fn points(size: Size) -> Vec<PickupPoint> {
    (1..)
        .take(size.count(2, 50))
        .map(|id| PickupPoint {
            id: PickupPointId::new(id),
            name: size.text("Main store", 255),
            address: size.text("1 High Street", AddressText::MAX),
            pin: None,
            kind: DeliveryKind::PickupStore,
            hours: None,
        })
        .collect()
}

pub(super) fn order(size: Size, status: OrderStatus) -> Order {
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
        pin: "48.208174,16.373819".parse().ok(),
        hours: None,
        delivery_kind: DeliveryKind::LocalSameDay,
        fee: size.money(500),
        total: size.money(5500),
        comment: Some(size.text("Ring <twice>", 500)),
        cancel_reason: Some(size.text("Sold <out>", CancelReason::MAX)),
        payment: None,
        paid_at: None,
        placed_at: moment(),
        lines: (1..).take(size.count(2, 300)).map(line).collect(),
    }
}

/// An order that is to be paid.
pub(super) fn payable(size: Size, status: OrderStatus, proofs: u32) -> Order {
    Order {
        payment: Some(OrderPayment {
            terms: payment_terms(size, PaymentKind::Transfer),
            deadline: (proofs == 0).then(moment),
            proofs,
            has_expired: status == OrderStatus::Cancelled,
        }),
        ..order(size, status)
    }
}

pub(super) fn payment_terms(size: Size, kind: PaymentKind) -> PaymentTerms {
    PaymentTerms {
        name: PaymentName::parse(&size.text("Bank <transfer>", PaymentName::MAX)).expect("a name"),
        kind,
        instructions: Instructions::parse(
            &size.text("Account 12 34\nName: Cable & co", Instructions::MAX),
        )
        .expect("a text"),
        term: (kind == PaymentKind::Transfer).then_some(Term::USUAL),
    }
}

pub(super) fn payment_way(size: Size, id: i64, kind: PaymentKind) -> PaymentWay {
    PaymentWay {
        id: PaymentWayId::new(id),
        terms: payment_terms(size, kind),
        is_active: id % 3 != 0,
        is_deleted: false,
    }
}

pub(super) fn sheet(size: Size, status: OrderStatus) -> OrderSheet {
    let message = |kind| OrderMessage {
        kind,
        author: Some(size.text("Tom & co", 64)),
        text: size.text("Is <it> red?", Question::MAX),
        at: moment(),
    };
    OrderSheet {
        order: order(size, status),
        claim: Some(Claim {
            by: TelegramId::new(7),
            name: Some(size.text("Tom & co", 64)),
            at: moment(),
        }),
        out_of_reach: None,
        messages: MessageKind::ALL.iter().copied().map(message).collect(),
        message_count: 40,
        paid_by: None,
    }
}

pub(super) fn history(size: Size) -> Page<OrderSummary, OrderId> {
    let summary = |id| OrderSummary {
        id: OrderId::new(id),
        number: number(),
        status: OrderStatus::Pending,
        payment: match id {
            1 => PaymentState::Untracked,
            2 => PaymentState::Unpaid,
            _ => PaymentState::Paid,
        },
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

pub(super) fn person(size: Size) -> Profile {
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
        phone: Phone::parse("+15551234567", None).ok(),
        email: Email::parse("ann@example.org").ok(),
        language: None,
        leaving: None,
    };
    Profile {
        customer,
        address: addresses(size).items.pop(),
    }
}

pub(super) fn addresses(size: Size) -> Page<Address, AddressId> {
    let address = |id| Address {
        pin: "48.208174,16.373819".parse().ok(),
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

/// A product in the making of which so many questions are answered, with so many photos.
pub(super) fn adding(size: Size, answers: usize, photos: usize) -> Progress {
    let category = Category {
        id: CategoryId::new(7),
        parent: None,
        name: size.name(),
        description: None,
    };
    let folder = Folder {
        of: Some(category.clone()),
        page: Page {
            items: (0..8).map(|row| (category.clone(), row == 0)).collect(),
            previous: Some(category.id),
            next: Some(category.id),
        },
    };
    Progress {
        draft: Draft {
            number: size.money(5).minor(),
            category: (answers > 0).then_some(category),
            name: (answers > 1).then(|| size.name()),
            description: (answers > 2).then(|| size.text("Holds <tea>.", Description::MAX)),
            price: (answers > 3).then(|| size.money(1250)),
            stock: (answers > 4).then_some(7),
            photos,
        },
        folder: (answers == 0).then_some(folder),
    }
}

/// A product that was just added.
pub(super) fn added(size: Size) -> Created {
    Created {
        product: ProductId::new(5),
        name: size.name(),
        category: CategoryId::new(7),
    }
}

pub(super) fn shop() -> Shop {
    Shop {
        currency: Currency::USD,
        timezone: chrono_tz::Tz::UTC,
        country: None,
        order_prefix: "ECO".into(),
        language: Language::En,
    }
}

pub(super) fn member(size: Size, is_configured: bool) -> Member {
    Member {
        person: TelegramId::new(7),
        role: Role::Packer,
        is_configured,
        name: Some(size.text("Bob <b>", 129)),
        username: Some("bob".into()),
    }
}

pub(super) fn link() -> StaffLink {
    StaffLink {
        id: StaffLinkId::new(4),
        role: Role::Packer,
        made_by: Actor::Operator,
        expires_at: 1_795_391_999,
        is_used: false,
    }
}

/// A product whose every field was changed.
pub(super) fn recorded(size: Size) -> Recorded {
    let state = |price: i64, variants: usize| {
        let variants = (0..variants).map(|id| {
            serde_json::json!({
                "id": id, "sku": size.text("MUG", 64), "values": [size.text("S", 64)],
                "price_minor": price, "stock": 5, "sort": id, "photo": null,
            })
        });
        serde_json::json!({
            "category": 3, "name": size.name(), "description": size.text("Blue", 1000),
            "options": ["Size"], "sort": price, "is_hidden": false, "is_deleted": false,
            "photos": [], "variants": variants.collect::<Vec<_>>(),
        })
        .to_string()
    };
    let (before, after) = (
        state(1000, size.count(1, 100)),
        state(1250, size.count(2, 200)),
    );
    Recorded {
        changes: changes(Some(&before), Some(&after)).expect("JSON"),
        entry: AuditEntry {
            id: AuditId::new(9),
            actor: Actor::Operator,
            action: Action::Edit,
            subject: Subject::Product(ProductId::new(5)),
            label: size.name(),
            before: Some(before),
            after: Some(after),
            is_undone: true,
            at: 1_795_391_999,
        },
    }
}
