//! Checkout: ask for what is missing, show what it comes to, place exactly that.

mod quote;
pub mod ways;

use chrono::{DateTime, Utc};

use crate::{
    db::{DbError, Tx},
    domain::{
        customer::{Customer, Phone},
        delivery::{PickupPoint, Way},
        id::{CheckoutId, OrderId, UserId},
        order::{Order, OrderNumber, Quote, QuoteChange},
        text::{AddressText, ContactName},
    },
    store::{
        addresses, admins, carts,
        checkouts::{self, Checkout},
        customers, orders,
        outbox::{self, Notice},
        products,
    },
};

use self::{
    quote::{address, phone, quote, show},
    ways::Ways,
};
use super::{Shop, UseCaseError, refuse};

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
        /// A name to take with one tap.
        suggestion: String,
    },
    /// Asks for the phone.
    Phone {
        /// The checkout.
        checkout: CheckoutId,
        /// What is missing.
        missing: Missing,
    },
    /// Asks for the delivery address.
    Address {
        /// The checkout.
        checkout: CheckoutId,
        /// What is missing.
        missing: Missing,
    },
    /// Asks which pickup point.
    Point {
        /// The checkout.
        checkout: CheckoutId,
        /// The choice.
        points: Vec<PickupPoint>,
    },
    /// Shows everything and asks for Confirm.
    Confirm(Box<Confirmation>),
}

/// What a guided checkout still has to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// The phone number.
    pub phone: bool,
    /// The delivery address.
    pub address: bool,
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
    /// Whether there is another way of delivery to choose.
    pub has_choice: bool,
}

/// What pressing Confirm came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement {
    /// The order exists.
    Placed(Order),
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
    /// Phone or address of the confirmation have been deleted.
    DetailsGone,
    /// Some lines exceed the stock.
    Shortage(Vec<Short>),
    /// This customer has no such checkout.
    NotFound,
}

/// A line that exceeds the stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    /// The product.
    pub name: String,
    /// Units in the cart.
    pub requested: u32,
    /// Units on hand.
    pub available: u32,
}

type Refused = UseCaseError<CheckoutRefusal>;

/// Starts checkout, or goes on with the one that was interrupted.
pub fn start(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    now: DateTime<Utc>,
) -> Result<Step, Refused> {
    if carts::total(tx, shop.currency, customer.id)?.0 == 0 {
        return refuse(CheckoutRefusal::EmptyCart);
    }
    let checkout = checkouts::open(tx, customer.id, now.timestamp())?;
    next_step(tx, shop, customer, &checkout, now)
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
    now: DateTime<Utc>,
) -> Result<Step, Refused> {
    let checkout = lock_open(tx, customer.id, id)?;
    checkouts::set_address(tx, checkout.id, address.as_str(), now.timestamp())?;
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
    if !Ways::load(tx, shop)?.offers(way) {
        return refuse(CheckoutRefusal::WayGone);
    }
    checkouts::set_way(tx, checkout.id, Some(way), now.timestamp())?;
    start(tx, shop, customer, now)
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
    // The locks come before the look: what is read below cannot change under us.
    let locked = products::lock_of_cart(tx, customer.id)?;
    let ways = Ways::load(tx, shop)?;
    // A way that was chosen and is gone is not replaced behind the customer's back.
    let way = checkout.way.or_else(|| ways.usual());
    let quote = quote(tx, shop, customer, &checkout, &ways, way)?;
    let shown = checkout
        .quote
        .as_ref()
        .filter(|_| checkout.revision == revision);
    let changes = shown.map(|shown| shown.changes(&quote));
    if changes.as_ref().is_none_or(|changes| !changes.is_empty()) {
        let confirmation = show(tx, &checkout, &ways, quote, now)?;
        return Ok(Placement::Changed {
            changes: changes.unwrap_or_default(),
            confirmation,
        });
    }
    let short: Vec<Short> = quote
        .lines
        .iter()
        .filter_map(|line| {
            let available = locked
                .iter()
                .find(|locked| locked.id == line.variant)
                .map_or(0, |locked| locked.stock);
            let requested = line.quantity.get();
            (requested > available).then(|| Short {
                name: line.name.clone(),
                requested,
                available,
            })
        })
        .collect();
    if !short.is_empty() {
        return refuse(CheckoutRefusal::Shortage(short));
    }
    let order = insert_order(tx, shop, customer.id, &quote, now)?;
    let seconds = now.timestamp();
    orders::insert_lines(tx, order, customer.id, seconds)?;
    products::take_cart(tx, customer.id, seconds)?;
    carts::clear(tx, customer.id)?;
    checkouts::set_order(tx, id, order, seconds)?;
    keep_details(tx, customer.id, &checkout, seconds)?;
    for admin in admins::all(tx)? {
        outbox::push(tx, admin, Notice::NewOrder(order), seconds)?;
    }
    Ok(Placement::Placed(placed(tx, order)?))
}

fn placed(tx: &mut Tx<'_>, order: OrderId) -> Result<Order, DbError> {
    orders::find(tx, order)?.ok_or(DbError::NotFound)
}

fn insert_order(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: UserId,
    quote: &Quote,
    now: DateTime<Utc>,
) -> Result<OrderId, DbError> {
    // A million numbers a day of four characters; when they run short they grow.
    for attempt in 0..40 {
        let draw = |bound| rand::random_range(0..bound);
        let number = OrderNumber::new(
            &shop.order_prefix,
            now,
            shop.timezone,
            4 + attempt / 5,
            draw,
        );
        if let Some(order) = orders::insert(tx, customer, &number, quote, now.timestamp())? {
            return Ok(order);
        }
    }
    Err(DbError::Constraint("no free order number".into()))
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
        let id = addresses::insert(tx, customer, DEFAULT_LABEL, address, now)?;
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
    now: DateTime<Utc>,
) -> Result<Step, Refused> {
    let id = checkout.id;
    let ways = Ways::load(tx, shop)?;
    if ways.couriers.is_empty() && ways.points.is_empty() {
        return refuse(CheckoutRefusal::NoDelivery);
    }
    let way = checkout
        .way
        .filter(|way| ways.offers(*way))
        .or_else(|| ways.usual());
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
    let is_guided = missing.phone || missing.address;
    if is_guided && customer.contact_name.is_none() && checkout.contact_name.is_none() {
        return Ok(Step::Name {
            checkout: id,
            missing,
            suggestion: customer.telegram.full_name(),
        });
    }
    if missing.phone {
        return Ok(Step::Phone {
            checkout: id,
            missing,
        });
    }
    if way.is_none() {
        return Ok(Step::Point {
            checkout: id,
            points: ways.points,
        });
    }
    if missing.address {
        return Ok(Step::Address {
            checkout: id,
            missing,
        });
    }
    let quote = quote(tx, shop, customer, checkout, &ways, way)?;
    Ok(Step::Confirm(Box::new(show(
        tx, checkout, &ways, quote, now,
    )?)))
}
