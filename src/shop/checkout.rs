//! Checkout: ask for what is missing, show what it comes to, place exactly that.

pub mod payment;
mod quote;
pub mod review;
pub mod ways;

use chrono::{DateTime, SubsecRound, Utc};

use crate::{
    db::{Asked, DbError, Tx},
    domain::{
        cart::CartLine,
        closure::Closure,
        customer::Customer,
        delivery::{PickupPoint, Way},
        id::{CheckoutId, OrderId, UserId},
        language::Language,
        money::Money,
        order::{Order, OrderLine, OrderNumber, OrderStatus, Quote, QuoteChange},
        payment::{OrderPayment, PaymentWay},
        phone::{Country, Phone},
        pin::Pin,
        setting::Setting,
        text::{AddressText, Comment, ContactName},
        translation::Words,
    },
    store::{
        addresses, carts,
        checkouts::{self, Checkout},
        customers,
        orders::{self, Placing, Reservation},
        outbox::{self, Notice},
        payments, settings, stock as shelves,
    },
};

use self::{
    payment::Proposal,
    quote::{Terms, address, phone, quote, show, terms},
    review::ReviewLine,
    ways::Ways,
};
use super::{Shop, UseCaseError, privacy, refuse, settings::in_force, stock};

/// What an address typed during checkout is called.
const DEFAULT_LABEL: &str = "Default";

/// What checkout does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Asks what to call the customer.
    Name {
        /// The checkout.
        checkout: CheckoutId,
        /// What else is missing.
        missing: Missing,
        /// What it comes to.
        sums: Sums,
        /// A name to take with one tap.
        suggestion: String,
    },
    /// Asks for the phone.
    Phone {
        /// The checkout.
        checkout: CheckoutId,
        /// What is missing.
        missing: Missing,
        /// The country that numbers without a country code are dialled in.
        home: Option<Country>,
        /// What it comes to.
        sums: Sums,
    },
    /// Asks for the delivery address.
    Address {
        /// The checkout.
        checkout: CheckoutId,
        /// What is missing.
        missing: Missing,
        /// What it comes to.
        sums: Sums,
    },
    /// Asks which pickup point.
    Point {
        /// The checkout.
        checkout: CheckoutId,
        /// The choice.
        points: Vec<PickupPoint>,
        /// What it comes to.
        sums: Sums,
    },
    /// Asks how it will be paid.
    Payment {
        /// The checkout.
        checkout: CheckoutId,
        /// The choice.
        ways: Vec<PaymentWay>,
        /// What it comes to.
        sums: Sums,
    },
    /// Shows what changed on the shelves since it was put into the cart, to keep or remove.
    Review {
        /// The checkout.
        checkout: CheckoutId,
        /// The lines that changed; never empty.
        lines: Vec<ReviewLine>,
    },
    /// Shows everything and asks for Confirm.
    Confirm(Box<Confirmation>),
    /// Ends: nothing is left in the cart.
    Emptied,
}

/// What a guided checkout still has to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// The phone number.
    pub phone: bool,
    /// The delivery address.
    pub address: bool,
}

/// What the cart comes to before everything is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sums {
    /// The goods.
    pub goods: Money,
    /// Delivery, once its way is known.
    pub fee: Option<Money>,
}

/// A confirmation screen's contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The checkout.
    pub checkout: CheckoutId,
    /// Which showing this is; Confirm sends it back.
    pub revision: i64,
    /// What Confirm places.
    pub quote: Quote,
    /// What else can be chosen.
    pub choices: Choices,
}

/// What a customer can still choose on the confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices {
    /// Another way of delivery.
    pub delivery: bool,
    /// Another way to pay.
    pub payment: bool,
}

/// What pressing Confirm came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement {
    /// The order exists.
    Placed(Order),
    /// Nothing was placed: price or stock of these lines is another than the customer knows.
    Review(Vec<ReviewLine>),
    /// Nothing was placed: this differs from what was shown.
    Changed {
        /// How it differs; empty when another screen was shown since.
        changes: Vec<QuoteChange>,
        /// What can be confirmed now.
        confirmation: Confirmation,
    },
}

/// Why checkout cannot go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckoutRefusal {
    /// Nothing to buy.
    EmptyCart,
    /// Neither courier nor pickup is offered.
    NoDelivery,
    /// The way of delivery chosen is not offered any more.
    WayGone,
    /// The way to pay chosen is not offered any more, or now there is one to choose.
    PaymentGone,
    /// Phone or address of the confirmation have been deleted.
    DetailsGone,
    /// This customer has no such checkout.
    NotFound,
    /// The shop is closed and takes no orders.
    Closed(Closure),
    /// The shop's currency is another than the customer was shown.
    Outdated,
}

type Refused = UseCaseError<CheckoutRefusal>;

/// The words that a customer reads.
fn words(shop: &Shop, customer: &Customer) -> Words {
    Words::In(customer.speaks(shop.language))
}

/// Starts checkout, or goes on with the one that was interrupted.
pub fn start(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    now: DateTime<Utc>,
) -> Result<Step, Refused> {
    let closure = settings::ask(tx, Setting::Closure.code())?;
    let (lines, goods) = carts::total(tx, shop.currency, customer.id)?;
    if lines == 0 {
        return refuse(CheckoutRefusal::EmptyCart);
    }
    let closure = tx.answer(closure)?;
    if let Some(closure) = in_force(closure.first().map(String::as_str), shop, now) {
        return refuse(CheckoutRefusal::Closed(closure));
    }
    let checkout = checkouts::open(tx, customer.id, now.timestamp())?;
    next_step(tx, shop, customer, &checkout, goods, now)
}

/// Keeps the name for this order and asks on.
pub fn give_name(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    id: CheckoutId,
    name: &ContactName,
    now: DateTime<Utc>,
) -> Result<Step, Refused> {
    let checkout = lock_open(tx, customer.id, id)?;
    checkouts::set_contact_name(tx, checkout.id, name.as_str(), now.timestamp())?;
    start(tx, shop, customer, now)
}

/// Keeps the phone for this order and asks on.
pub fn give_phone(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    id: CheckoutId,
    phone: &Phone,
    now: DateTime<Utc>,
) -> Result<Step, Refused> {
    let checkout = lock_open(tx, customer.id, id)?;
    checkouts::set_phone(tx, checkout.id, phone.as_str(), now.timestamp())?;
    start(tx, shop, customer, now)
}

/// Keeps the address for this order and asks on.
pub fn give_address(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    id: CheckoutId,
    address: &AddressText,
    pin: Option<&Pin>,
    now: DateTime<Utc>,
) -> Result<Step, Refused> {
    let checkout = lock_open(tx, customer.id, id)?;
    checkouts::set_address(tx, checkout.id, address.as_str(), pin, now.timestamp())?;
    start(tx, shop, customer, now)
}

/// Keeps what the customer tells the shop with this order, or takes it back.
pub fn give_comment(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    id: CheckoutId,
    comment: Option<&Comment>,
    now: DateTime<Utc>,
) -> Result<Step, Refused> {
    let checkout = lock_open(tx, customer.id, id)?;
    let comment = comment.map(Comment::as_str);
    checkouts::set_comment(tx, checkout.id, comment, now.timestamp())?;
    start(tx, shop, customer, now)
}

/// Keeps the way of delivery for this order and asks on.
pub fn choose_way(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    id: CheckoutId,
    way: Way,
    now: DateTime<Utc>,
) -> Result<Step, Refused> {
    let checkout = lock_open(tx, customer.id, id)?;
    if !Ways::load(tx, shop, Words::Own)?.offers(way) {
        return refuse(CheckoutRefusal::WayGone);
    }
    checkouts::set_way(tx, checkout.id, Some(way), now.timestamp())?;
    start(tx, shop, customer, now)
}

/// A checkout of this customer that is open.
pub fn open(tx: &mut Tx<'_>, customer: UserId, id: CheckoutId) -> Result<Checkout, Refused> {
    match checkouts::find_open(tx, customer)? {
        Some(checkout) if checkout.id == id => Ok(checkout),
        _ => refuse(CheckoutRefusal::NotFound),
    }
}

/// Ends checkout without an order; whether there was one.
pub fn cancel(tx: &mut Tx<'_>, customer: UserId) -> Result<bool, DbError> {
    checkouts::abandon(tx, customer)
}

/// The customer's open checkout, if there is one.
pub fn find_open(tx: &mut Tx<'_>, customer: UserId) -> Result<Option<CheckoutId>, DbError> {
    Ok(checkouts::find_open(tx, customer)?.map(|checkout| checkout.id))
}

/// Places the order that the confirmation of this `revision` showed. Pressed twice, it finds the
/// order instead of making another; on anything that changed since, it shows that instead.
pub fn place(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    id: CheckoutId,
    revision: i64,
    now: DateTime<Utc>,
) -> Result<Placement, Refused> {
    let Some(checkout) = checkouts::lock(tx, customer.id, id)? else {
        return refuse(CheckoutRefusal::NotFound);
    };
    if let Some(order) = checkout.order {
        return Ok(Placement::Placed(placed(tx, order)?));
    }
    // The words of the screen that is confirmed, whatever language was chosen since.
    let shown = checkout.quote.as_ref().and_then(|quote| quote.language);
    let language = shown.unwrap_or_else(|| customer.speaks(shop.language));
    let words = Words::In(language);
    // From here on the goods are ours: the lock comes before the look.
    let lines = carts::lock_lines(tx, words, shop.currency, customer.id)?;
    let number = Number::draw(tx, shop, now)?;
    // After the look at the number: whoever changes the currency locks that out.
    let rules = Rules::ask(tx)?;
    let offered = payments::offered(tx, words)?;
    let terms = agreed_terms(tx, shop, language, customer, &checkout);
    let lines = tx.answer(lines)?;
    let threshold = rules.check(tx, shop, now)?;
    if lines.is_empty() {
        return refuse(CheckoutRefusal::EmptyCart);
    }
    let changed = review::changed(&lines);
    if !changed.is_empty() {
        return Ok(Placement::Review(changed));
    }
    let terms = terms?;
    let offered = tx.answer(offered)?;
    let agreed = payment::agreed(tx, customer.id, &checkout, &offered)?;
    let quote = quote(shop, customer, &checkout, &terms, agreed, &lines)?;
    let shown = checkout
        .quote
        .as_ref()
        .filter(|_| checkout.revision == revision);
    let changes = shown.map(|shown| shown.changes(&quote));
    if changes.as_ref().is_none_or(|changes| !changes.is_empty()) {
        let choices = Choices {
            delivery: Ways::load(tx, shop, words)?.has_choice(),
            payment: offered.len() > 1,
        };
        let confirmation = show(tx, &checkout, choices, quote, now)?;
        return Ok(Placement::Changed {
            changes: changes.unwrap_or_default(),
            confirmation,
        });
    }
    let (number, reservation) = number.settle(tx)?;
    let seconds = now.timestamp();
    let placing = Placing {
        customer: customer.id,
        checkout: id,
        number: &number,
        quote: &quote,
        now: seconds,
    };
    let order = orders::place(tx, reservation, &placing)?;
    keep_details(tx, customer.id, &checkout, seconds)?;
    privacy::stay_to_order(tx, customer, seconds)?;
    outbox::push_to_admins(tx, &Notice::NewOrder(order), seconds)?;
    shelves::tell_of_scarce(tx, order, threshold, seconds)?;
    Ok(Placement::Placed(receipt(
        order, number, customer, quote, terms, lines, now,
    )))
}

/// What of the shop's settings an order has to keep to, as it is in the transaction that places it.
struct Rules(Asked<(String, String)>);

impl Rules {
    fn ask(tx: &mut Tx<'_>) -> Result<Self, DbError> {
        let asked = [Setting::Closure, Setting::Currency, Setting::LowStock];
        settings::ask_some(tx, asked).map(Self)
    }

    /// From how few units on staff are told, when the shop takes orders in this currency.
    fn check(self, tx: &mut Tx<'_>, shop: &Shop, now: DateTime<Utc>) -> Result<u32, Refused> {
        let stored = tx.answer(self.0)?;
        let get = |setting: Setting| {
            let mut stored = stored.iter();
            let found = stored.find(|(key, _)| key == setting.code());
            found.map(|(_, value)| value.as_str())
        };
        if let Some(closure) = in_force(get(Setting::Closure), shop, now) {
            return refuse(CheckoutRefusal::Closed(closure));
        }
        if get(Setting::Currency).is_some_and(|code| code != shop.currency.code()) {
            return refuse(CheckoutRefusal::Outdated);
        }
        Ok(stock::usual_threshold(get(Setting::LowStock)))
    }
}

/// The terms of the way that was chosen, or shown. One that was chosen and is gone is not
/// replaced behind the customer's back; one that only was the usual one is.
fn agreed_terms(
    tx: &mut Tx<'_>,
    shop: &Shop,
    language: Language,
    customer: &Customer,
    checkout: &Checkout,
) -> Result<Terms, Refused> {
    let shown = checkout.quote.as_ref().map(|quote| quote.way);
    if let Some(way) = checkout.way.or(shown) {
        let found = terms(tx, shop, language, customer, checkout, way);
        let is_gone = matches!(found, Err(UseCaseError::Refused(CheckoutRefusal::WayGone)));
        if checkout.way.is_some() || !is_gone {
            return found;
        }
    }
    match Ways::load(tx, shop, Words::Own)?.proposed(tx, customer.id)? {
        Some(way) => terms(tx, shop, language, customer, checkout, way),
        None => refuse(CheckoutRefusal::WayGone),
    }
}

/// The order just placed, without asking the database for what is at hand.
fn receipt(
    id: OrderId,
    number: OrderNumber,
    customer: &Customer,
    quote: Quote,
    terms: Terms,
    mut lines: Vec<CartLine>,
    now: DateTime<Utc>,
) -> Order {
    // In the order of adding, as they are frozen.
    lines.sort_unstable_by_key(|line| line.id);
    let lines = lines.into_iter().map(|line| OrderLine {
        product: line.product,
        name: line.name,
        price: line.price,
        quantity: line.quantity,
        is_listed: true,
    });
    Order {
        id,
        customer: customer.id,
        telegram: customer.telegram.id,
        number,
        status: OrderStatus::Pending,
        contact_name: quote.contact_name,
        phone: quote.phone,
        address: quote.address,
        pin: quote.pin,
        hours: terms.hours,
        delivery_kind: quote.kind,
        fee: quote.fee,
        total: quote.total,
        comment: quote.comment,
        cancel_reason: None,
        payment: quote.payment.map(|agreed| OrderPayment {
            deadline: agreed.terms.term.and_then(|term| {
                DateTime::from_timestamp(term.from(now.timestamp()).expires_at, 0)
            }),
            terms: agreed.terms,
            proofs: 0,
            has_expired: false,
        }),
        paid_at: None,
        placed_at: now.trunc_subsecs(0),
        lines: lines.collect(),
    }
}

fn placed(tx: &mut Tx<'_>, order: OrderId) -> Result<Order, DbError> {
    orders::find_as_read(tx, order)?.ok_or(DbError::NotFound)
}

/// A number that no other order has. The first draw is asked for together with what else the
/// order needs to know.
struct Number<'a> {
    shop: &'a Shop,
    now: DateTime<Utc>,
    drawn: OrderNumber,
    asked: Asked<Reservation>,
}

impl<'a> Number<'a> {
    fn draw(tx: &mut Tx<'_>, shop: &'a Shop, now: DateTime<Utc>) -> Result<Self, DbError> {
        let drawn = Self::at_random(shop, now, 0);
        let asked = orders::reserve(tx, &drawn)?;
        Ok(Self {
            shop,
            now,
            drawn,
            asked,
        })
    }

    /// Draws again while the number is taken.
    fn settle(self, tx: &mut Tx<'_>) -> Result<(OrderNumber, Reservation), DbError> {
        let (mut drawn, mut asked) = (self.drawn, self.asked);
        for attempt in 1..40 {
            match tx.answer(asked)?.first() {
                Some(reservation) if !reservation.is_taken => return Ok((drawn, *reservation)),
                _ => {}
            }
            drawn = Self::at_random(self.shop, self.now, attempt);
            asked = orders::reserve(tx, &drawn)?;
        }
        Err(DbError::Constraint("no free order number".into()))
    }

    /// A million numbers a day of four characters; when they run short they grow.
    fn at_random(shop: &Shop, now: DateTime<Utc>, attempt: usize) -> OrderNumber {
        let draw = |bound| rand::random_range(0..bound);
        let length = 4 + attempt / 5;
        OrderNumber::new(&shop.order_prefix, now, shop.timezone, length, draw)
    }
}

/// What was typed for this order is proposed for the next one.
fn keep_details(
    tx: &mut Tx<'_>,
    customer: UserId,
    checkout: &Checkout,
    now: i64,
) -> Result<(), DbError> {
    if checkout.contact_name.is_some() || checkout.phone.is_some() {
        customers::set_contact(
            tx,
            customer,
            checkout.contact_name.as_deref(),
            checkout.phone.as_deref(),
            now,
        )?;
    }
    if let Some(address) = &checkout.address {
        customers::hold(tx, customer, now)?;
        let id = addresses::insert(
            tx,
            customer,
            DEFAULT_LABEL,
            (address, checkout.pin.as_ref()),
            now,
        )?;
        addresses::make_default(tx, customer, id, now)?;
    }
    Ok(())
}

fn lock_open(tx: &mut Tx<'_>, customer: UserId, id: CheckoutId) -> Result<Checkout, Refused> {
    match checkouts::lock(tx, customer, id)? {
        Some(checkout) if checkout.order.is_none() => Ok(checkout),
        _ => refuse(CheckoutRefusal::NotFound),
    }
}

fn next_step(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    checkout: &Checkout,
    goods: Money,
    now: DateTime<Utc>,
) -> Result<Step, Refused> {
    let id = checkout.id;
    let language = customer.speaks(shop.language);
    let words = Words::In(language);
    let offered = payments::offered(tx, words)?;
    let ways = Ways::load(tx, shop, words)?;
    let offered = tx.answer(offered)?;
    if ways.couriers.is_empty() && ways.points.is_empty() {
        return refuse(CheckoutRefusal::NoDelivery);
    }
    let way = match checkout.way.filter(|way| ways.offers(*way)) {
        Some(chosen) => Some(chosen),
        None => ways.proposed(tx, customer.id)?,
    };
    if checkout.way.is_some() && checkout.way != way {
        // The one chosen is gone; what is shown next is what Confirm will place.
        checkouts::set_way(tx, id, None, now.timestamp())?;
    }
    let needs_address = match way {
        Some(Way::Courier(_)) => address(tx, customer.id, checkout)?.is_none(),
        Some(Way::Pickup(_)) | None => false,
    };
    let missing = Missing {
        phone: phone(customer, checkout).is_none(),
        address: needs_address,
    };
    let sums = Sums {
        goods,
        fee: way.map(|way| ways.fee(way, goods)),
    };
    let is_guided = missing.phone || missing.address;
    if is_guided && customer.contact_name.is_none() && checkout.contact_name.is_none() {
        return Ok(Step::Name {
            checkout: id,
            missing,
            sums,
            suggestion: customer.telegram.full_name(),
        });
    }
    if missing.phone {
        return Ok(Step::Phone {
            checkout: id,
            missing,
            home: shop.country,
            sums,
        });
    }
    let Some(way) = way else {
        return Ok(Step::Point {
            checkout: id,
            points: ways.into_points(),
            sums,
        });
    };
    if missing.address {
        return Ok(Step::Address {
            checkout: id,
            missing,
            sums,
        });
    }
    let agreed = match payment::chosen(tx, customer.id, checkout, &offered, now)? {
        Proposal::Nothing => None,
        Proposal::Way(agreed) => Some(agreed),
        Proposal::Choice => {
            return Ok(Step::Payment {
                checkout: id,
                ways: offered,
                sums,
            });
        }
    };
    let lines = carts::lines(tx, words, shop.currency, customer.id)?;
    if lines.is_empty() {
        return refuse(CheckoutRefusal::EmptyCart);
    }
    let changed = review::changed(&lines);
    if !changed.is_empty() {
        return Ok(Step::Review {
            checkout: id,
            lines: changed,
        });
    }
    let terms = terms(tx, shop, language, customer, checkout, way)?;
    let quote = quote(shop, customer, checkout, &terms, agreed, &lines)?;
    let choices = Choices {
        delivery: ways.has_choice(),
        payment: offered.len() > 1,
    };
    let confirmation = show(tx, checkout, choices, quote, now)?;
    Ok(Step::Confirm(Box::new(confirmation)))
}
