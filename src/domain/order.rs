//! Orders: what was agreed, frozen at the moment of purchase.

use std::fmt;

use super::{
    cart::{CartLine, Quantity},
    coded::coded,
    customer::OutOfReach,
    delivery::{DeliveryKind, Way},
    id::{OrderId, ProductId, TelegramId, UserId, VariantId},
    language::Language,
    money::{Money, MoneyError},
    payment::{AgreedPayment, OrderPayment, PaymentState},
    pin::Pin,
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

coded! {
    /// Where an order stands.
    pub enum OrderStatus {
        /// Placed, not looked at yet.
        Pending = "pending",
        /// Being packed.
        Processing = "processing",
        /// Waiting at the pickup point.
        PickupReady = "pickup_ready",
        /// On its way.
        Shipped = "shipped",
        /// Paid after hand-over.
        Paid = "paid",
        /// Done.
        Completed = "completed",
        /// Called off; the goods are back in stock.
        Cancelled = "cancelled",
        /// Money returned; the goods are back in stock.
        Refunded = "refunded",
        /// Came back undelivered; the goods are back in stock.
        Failed = "failed",
    }
}

impl OrderStatus {
    /// The statuses an administrator may move an order of this status to.
    pub const fn next(self, kind: DeliveryKind) -> &'static [Self] {
        match self {
            Self::Pending => &[Self::Processing, Self::Cancelled],
            Self::Processing if kind.is_pickup() => &[Self::PickupReady, Self::Cancelled],
            Self::Processing => &[Self::Shipped, Self::Cancelled],
            Self::PickupReady => &[Self::Paid, Self::Completed, Self::Cancelled],
            Self::Shipped => &[Self::Paid, Self::Completed, Self::Failed, Self::Cancelled],
            Self::Paid => &[Self::Completed, Self::Refunded],
            Self::Completed | Self::Cancelled | Self::Refunded | Self::Failed => &[],
        }
    }

    /// Whether reaching this status puts the goods back on the shelf.
    pub const fn returns_stock(self) -> bool {
        matches!(self, Self::Cancelled | Self::Refunded | Self::Failed)
    }

    /// Whether an order of this status counts as sold.
    pub const fn is_sale(self) -> bool {
        !self.returns_stock()
    }
}

/// Which orders a list of the staff shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderFilter {
    /// Those of one status.
    Status(OrderStatus),
    /// Those that are still to be paid.
    Unpaid,
    /// Every one.
    All,
}

impl OrderFilter {
    /// The word for a button.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Status(status) => status.code(),
            Self::Unpaid => "unpaid",
            Self::All => "all",
        }
    }

    /// The filter of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "all" => Some(Self::All),
            "unpaid" => Some(Self::Unpaid),
            status => OrderStatus::from_code(status).map(Self::Status),
        }
    }
}

coded! {
    /// What a message about an order is.
    pub enum MessageKind {
        /// A note of the staff to itself.
        Note = "note",
        /// From the shop to the customer.
        ToCustomer = "to_customer",
        /// From the customer to the shop.
        FromCustomer = "from_customer",
    }
}

/// A message about an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderMessage {
    /// What it is.
    pub kind: MessageKind,
    /// First name of who wrote it; `None` for somebody the shop does not know.
    pub author: Option<String>,
    /// The words.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Who is packing an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Who.
    pub by: TelegramId,
    /// Their first name; `None` when the shop does not know them as a person.
    pub name: Option<String>,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// What staff see of an order besides the order itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderSheet {
    /// The order.
    pub order: Order,
    /// Who is packing it.
    pub claim: Option<Claim>,
    /// That its customer cannot be written to.
    pub out_of_reach: Option<OutOfReach>,
    /// The latest messages about it, oldest first.
    pub messages: Vec<OrderMessage>,
    /// How many there are in all.
    pub message_count: i64,
    /// First name of who noted that it was paid, when it was and the shop knows them.
    pub paid_by: Option<String>,
}

/// An order's number as people say it: `ECO-261122-7KQM`.
///
/// Random rather than counted, so that it does not tell how much a shop sells.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OrderNumber(String);

impl OrderNumber {
    /// Capital letters and digits without the look-alikes 0, O, 1 and I.
    pub const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// Makes a number for the shop's local day; `draw` picks a place below the given
    /// bound, and `length` (4 or more) grows when a day's numbers run short.
    pub fn new(
        prefix: &str,
        now: DateTime<Utc>,
        timezone: Tz,
        length: usize,
        mut draw: impl FnMut(usize) -> usize,
    ) -> Self {
        let day = now.with_timezone(&timezone).format("%y%m%d");
        let tail: String = (0..length.max(4))
            .map(|_| char::from(Self::ALPHABET[draw(Self::ALPHABET.len()) % Self::ALPHABET.len()]))
            .collect();
        Self(format!("{prefix}-{day}-{tail}"))
    }

    /// Takes a number from the database.
    pub fn stored(number: String) -> Self {
        Self(number)
    }

    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What order numbers may begin with: 1 to 8 letters or digits, written large.
pub fn prefix(text: &str) -> Option<String> {
    let text = text.trim();
    let is_prefix =
        (1..=8).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric());
    is_prefix.then(|| text.to_ascii_uppercase())
}

/// A line of an order, frozen: later price or name changes do not touch it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLine {
    /// What was bought.
    pub product: ProductId,
    /// Name at purchase, with the values of the variant.
    pub name: String,
    /// Price of one at purchase.
    pub price: Money,
    /// How many.
    pub quantity: Quantity,
    /// Whether the product is still sold.
    pub is_listed: bool,
}

impl OrderLine {
    /// Price times quantity.
    pub fn subtotal(&self) -> Result<Money, MoneyError> {
        self.price.times(self.quantity.get())
    }
}

/// An order as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderSummary {
    /// Row id.
    pub id: OrderId,
    /// Number.
    pub number: OrderNumber,
    /// Where it stands.
    pub status: OrderStatus,
    /// Whether it is paid.
    pub payment: PaymentState,
    /// What was charged, delivery included.
    pub total: Money,
    /// Who it is for.
    pub contact_name: String,
    /// When it was placed.
    pub placed_at: DateTime<Utc>,
}

/// An order with everything agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Row id.
    pub id: OrderId,
    /// Whose it is.
    pub customer: UserId,
    /// The customer's chat.
    pub telegram: TelegramId,
    /// Number.
    pub number: OrderNumber,
    /// Where it stands.
    pub status: OrderStatus,
    /// Name on the parcel.
    pub contact_name: String,
    /// Phone, in E.164.
    pub phone: String,
    /// Delivery address, or the pickup point's name and address.
    pub address: String,
    /// Where that is on the map.
    pub pin: Option<Pin>,
    /// The pickup point's working hours, when it has some.
    pub hours: Option<String>,
    /// Kind of delivery chosen.
    pub delivery_kind: DeliveryKind,
    /// Delivery fee.
    pub fee: Money,
    /// What is charged: lines and fee.
    pub total: Money,
    /// What the customer told the shop with it.
    pub comment: Option<String>,
    /// Why the shop called it off.
    pub cancel_reason: Option<String>,
    /// How it is to be paid; `None`: nothing was agreed about that.
    pub payment: Option<OrderPayment>,
    /// When the payment was noted.
    pub paid_at: Option<DateTime<Utc>>,
    /// When it was placed.
    pub placed_at: DateTime<Utc>,
    /// The lines.
    pub lines: Vec<OrderLine>,
}

impl Order {
    /// Whether it is paid, as far as anybody waits for it.
    pub fn payment_state(&self) -> PaymentState {
        payment_state(self.payment.is_some(), self.paid_at.is_some(), self.status)
    }
}

/// Whether an order is paid, as far as anybody waits for it: of what was called off nobody does.
pub const fn payment_state(is_agreed: bool, is_paid: bool, status: OrderStatus) -> PaymentState {
    match (is_agreed, is_paid) {
        (false, _) => PaymentState::Untracked,
        (true, true) => PaymentState::Paid,
        (true, false) if status.returns_stock() => PaymentState::Untracked,
        (true, false) => PaymentState::Unpaid,
    }
}

/// What a confirmation screen promises, in the words that the customer reads: Confirm places exactly
/// this or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Name on the order.
    pub contact_name: String,
    /// Phone, in E.164.
    pub phone: String,
    /// Which way it goes.
    pub way: Way,
    /// Kind of that way.
    pub kind: DeliveryKind,
    /// The shop's name for that way, when it has one.
    pub way_name: Option<String>,
    /// How long it takes, in the shop's words.
    pub eta: Option<String>,
    /// Delivery address, or the pickup point's name and address.
    pub address: String,
    /// The language of the shop's words in it; `None`: a release before there were translations.
    pub language: Option<Language>,
    /// Where that is on the map.
    pub pin: Option<Pin>,
    /// What the customer tells the shop with it.
    pub comment: Option<String>,
    /// How it is paid; `None` where the shop has no ways to pay.
    pub payment: Option<AgreedPayment>,
    /// The lines, by variant id.
    pub lines: Vec<QuoteLine>,
    /// Sum of the lines.
    pub goods: Money,
    /// Delivery fee.
    pub fee: Money,
    /// Goods and fee.
    pub total: Money,
}

/// A line of a [`Quote`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteLine {
    /// What is bought.
    pub variant: VariantId,
    /// Its product's name, with the values of the variant.
    pub name: String,
    /// Price of one.
    pub price: Money,
    /// How many.
    pub quantity: Quantity,
}

impl QuoteLine {
    /// The line for a cart line at today's price.
    pub fn from_cart(line: &CartLine) -> Self {
        Self {
            variant: line.variant,
            name: line.name.clone(),
            price: line.price,
            quantity: line.quantity,
        }
    }
}

/// What changed between two quotes, for telling the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuoteChange {
    /// A product costs something else now.
    Price {
        /// Its name.
        name: String,
        /// Price shown before.
        before: Money,
        /// Price now.
        now: Money,
    },
    /// Lines were added, removed or have other quantities.
    Lines,
    /// Delivery costs something else now.
    Fee {
        /// Fee shown before.
        before: Money,
        /// Fee now.
        now: Money,
    },
    /// Name, phone, address or way of delivery is another.
    Destination,
    /// How it is to be paid is another.
    Payment,
}

impl Quote {
    /// Lists how `now` differs from this quote; empty when Confirm may go ahead.
    pub fn changes(&self, now: &Self) -> Vec<QuoteChange> {
        let mut changes = Vec::new();
        let same_lines = self.lines.len() == now.lines.len()
            && self
                .lines
                .iter()
                .zip(&now.lines)
                .all(|(old, new)| old.variant == new.variant && old.quantity == new.quantity);
        if !same_lines {
            changes.push(QuoteChange::Lines);
        }
        for new in &now.lines {
            let old = self.lines.iter().find(|old| old.variant == new.variant);
            if let Some(old) = old.filter(|old| old.price != new.price) {
                changes.push(QuoteChange::Price {
                    name: new.name.clone(),
                    before: old.price,
                    now: new.price,
                });
            }
        }
        let same_destination = self.contact_name == now.contact_name
            && self.phone == now.phone
            && self.way == now.way
            && self.address == now.address
            && self.pin == now.pin;
        if !same_destination {
            changes.push(QuoteChange::Destination);
        } else if self.fee != now.fee {
            changes.push(QuoteChange::Fee {
                before: self.fee,
                now: now.fee,
            });
        }
        if self.payment != now.payment {
            changes.push(QuoteChange::Payment);
        }
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        id::{DeliveryOptionId, PaymentWayId},
        money::Currency,
        payment::{PaymentKind, PaymentTerms},
        text::{Instructions, PaymentName},
    };

    #[test]
    fn transitions_follow_the_table() {
        use OrderStatus::{
            Cancelled, Completed, Failed, Paid, Pending, PickupReady, Processing, Refunded, Shipped,
        };
        let courier = DeliveryKind::LocalSameDay;
        let pickup = DeliveryKind::PickupLocker;
        let table: &[(OrderStatus, DeliveryKind, &[OrderStatus])] = &[
            (Pending, courier, &[Processing, Cancelled]),
            (Processing, courier, &[Shipped, Cancelled]),
            (Processing, pickup, &[PickupReady, Cancelled]),
            (PickupReady, pickup, &[Paid, Completed, Cancelled]),
            (Shipped, courier, &[Paid, Completed, Failed, Cancelled]),
            (Paid, courier, &[Completed, Refunded]),
            (Completed, courier, &[]),
            (Cancelled, courier, &[]),
            (Refunded, courier, &[]),
            (Failed, courier, &[]),
        ];
        for (from, kind, expected) in table {
            assert_eq!(from.next(*kind), *expected, "{from:?} {kind:?}");
        }
        assert_eq!(OrderStatus::ALL.len(), 9);
        for status in OrderStatus::ALL {
            assert_eq!(OrderStatus::from_code(status.code()), Some(*status));
        }
    }

    #[test]
    fn numbers_carry_the_local_day_and_no_look_alikes() {
        let now = DateTime::from_timestamp(1_795_391_999, 0).expect("a time"); // 2026-11-22 23:59:59 UTC
        let mut next = 0;
        let number = OrderNumber::new("ECO", now, Tz::Asia__Tokyo, 4, |bound| {
            next += 7;
            next % bound
        });
        assert_eq!(number.as_str(), "ECO-261123-9GPW");
        for look_alike in *b"0O1I" {
            assert!(!OrderNumber::ALPHABET.contains(&look_alike));
        }
    }

    fn quote() -> Quote {
        let usd = |minor| Money::new(minor, Currency::USD);
        Quote {
            contact_name: "Ann".into(),
            phone: "+15551234567".into(),
            way: Way::Courier(DeliveryOptionId::new(1)),
            kind: DeliveryKind::LocalSameDay,
            way_name: None,
            eta: None,
            address: "1 Main St".into(),
            language: Some(Language::En),
            pin: None,
            comment: None,
            payment: None,
            lines: vec![QuoteLine {
                variant: VariantId::new(7),
                name: "Mug".into(),
                price: usd(1000),
                quantity: Quantity::ONE,
            }],
            goods: usd(1000),
            fee: usd(500),
            total: usd(1500),
        }
    }

    #[test]
    fn a_quote_tells_what_changed() {
        let usd = |minor| Money::new(minor, Currency::USD);
        assert_eq!(quote().changes(&quote()), []);

        let mut transfer = quote();
        transfer.payment = Some(AgreedPayment {
            way: PaymentWayId::new(1),
            terms: PaymentTerms {
                name: PaymentName::parse("Transfer").expect("a name"),
                kind: PaymentKind::Transfer,
                instructions: Instructions::parse("IBAN 1").expect("a text"),
                term: None,
            },
        });
        assert_eq!(quote().changes(&transfer), [QuoteChange::Payment]);
        let mut elsewhere = transfer.clone();
        if let Some(payment) = &mut elsewhere.payment {
            payment.terms.instructions = Instructions::parse("IBAN 2").expect("a text");
        }
        assert_eq!(transfer.changes(&elsewhere), [QuoteChange::Payment]);

        let mut dearer = quote();
        dearer.lines[0].price = usd(1200);
        let change = QuoteChange::Price {
            name: "Mug".into(),
            before: usd(1000),
            now: usd(1200),
        };
        assert_eq!(quote().changes(&dearer), [change]);

        let mut more = quote();
        more.lines[0].quantity = Quantity::new(2).expect("1 to 100");
        assert_eq!(quote().changes(&more), [QuoteChange::Lines]);

        let mut moved = quote();
        moved.address = "2 Main St".into();
        assert_eq!(quote().changes(&moved), [QuoteChange::Destination]);

        let mut fee = quote();
        fee.fee = usd(700);
        assert_eq!(
            quote().changes(&fee),
            [QuoteChange::Fee {
                before: usd(500),
                now: usd(700)
            }]
        );
    }
}
