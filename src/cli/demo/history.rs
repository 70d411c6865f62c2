//! The example customer's past: a few orders, placed and moved along by the shop's own use cases.

use chrono::{DateTime, Duration, Utc};

use crate::{
    db::{Db, DbError, Tx},
    domain::{
        customer::{Customer, TelegramProfile},
        delivery::Way,
        id::TelegramId,
        order::OrderStatus,
        phone::Phone,
        text::{AddressText, ContactName},
    },
    emulator::User,
    shop::{
        Shop,
        access::{self, Permit},
        cart,
        checkout::{self, Confirmation, Placement, Step, ways},
        day, orders,
    },
    store::{outbox, products},
};

use super::CliError;

const ADDRESS: &str = "12 Harbour Street, Apt 4, Springfield";

/// An order of the past.
#[derive(Debug, Clone, Copy)]
struct Past {
    hours_ago: i64,
    goods: &'static [&'static str],
    is_collected: bool,
    /// What became of it, in order.
    became: &'static [OrderStatus],
}

const ORDERS: [Past; 4] = [
    Past {
        hours_ago: 24 * 41,
        goods: &["COF-HSE-250", "COF-HSE-250", "BRW-V02-CER", "FLT-PAP-100"],
        is_collected: false,
        became: &[
            OrderStatus::Processing,
            OrderStatus::Shipped,
            OrderStatus::Completed,
        ],
    },
    Past {
        hours_ago: 24 * 19,
        goods: &["TEA-SEN-50", "MUG-SND-350"],
        is_collected: true,
        became: &[OrderStatus::Cancelled],
    },
    Past {
        hours_ago: 50,
        goods: &["COF-ETH-250", "CHO-SLT-80", "CHO-SLT-80"],
        is_collected: false,
        became: &[OrderStatus::Processing, OrderStatus::Shipped],
    },
    Past {
        hours_ago: 3,
        goods: &["GFT-TST-4"],
        is_collected: true,
        became: &[],
    },
];

/// Writes the past of a customer whom the shop does not know yet.
pub(super) async fn write(db: &Db, shop: &Shop, customer: &User) -> Result<(), CliError> {
    let profile = TelegramProfile {
        id: TelegramId::new(customer.id()),
        first_name: customer.name(),
        last_name: None,
        username: None,
        language_code: Some("en".into()),
    };
    let id = profile.id;
    let known = db.read(move |tx| access::customer(tx, id)).await?;
    if known.is_some() {
        return Ok(());
    }
    let (shop, now) = (shop.clone(), Utc::now());
    db.write(move |tx| {
        for past in ORDERS {
            let then = now - Duration::hours(past.hours_ago);
            let visitor = access::visitor(tx, &profile, then.timestamp())?;
            place(tx, &shop, &visitor.customer, past, then)?;
        }
        // Everybody has heard of these long ago.
        for entry in outbox::waiting(tx, 100)? {
            outbox::mark_sent(tx, entry.id, now.timestamp())?;
        }
        // Nor is the owner to be told of that past in the middle of trying things.
        day::set_report(tx, &Permit::operator(), None, now.timestamp())?;
        Ok::<_, CliError>(())
    })
    .await
}

fn place(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    past: Past,
    then: DateTime<Utc>,
) -> Result<(), CliError> {
    for sku in past.goods {
        let product = products::by_sku(tx, sku)?
            .ok_or_else(|| impossible(sku))?
            .product;
        let variants = products::variants(tx, product)?;
        let variant = variants.iter().find(|variant| variant.sku == *sku);
        let variant = variant.ok_or_else(|| impossible(sku))?.id;
        cart::add(tx, customer.id, variant, then.timestamp()).map_err(impossible)?;
    }
    let shown = fill_in(tx, shop, customer, past.is_collected, then)?;
    let (checkout, revision) = (shown.checkout, shown.revision);
    let placed = checkout::place(tx, shop, customer, checkout, revision, then);
    let Placement::Placed(order) = placed.map_err(impossible)? else {
        return Err(impossible("the order"));
    };
    for (hours, status) in (1..).zip(past.became) {
        let later = then + Duration::hours(hours);
        orders::desk::advance(tx, &Permit::operator(), order.id, *status, later)
            .map_err(impossible)?;
    }
    Ok(())
}

/// Answers what checkout asks, as a customer does.
fn fill_in(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    is_collected: bool,
    then: DateTime<Utc>,
) -> Result<Confirmation, CliError> {
    let mut step = checkout::start(tx, shop, customer, then).map_err(impossible)?;
    loop {
        step = match step {
            Step::Name { checkout, .. } => {
                let name = ContactName::parse(&customer.telegram.first_name).map_err(impossible)?;
                checkout::give_name(tx, shop, customer, checkout, &name, then)
            }
            Step::Phone { checkout, .. } => {
                let phone = Phone::parse("+15551234567", None).map_err(impossible)?;
                checkout::give_phone(tx, shop, customer, checkout, &phone, then)
            }
            Step::Address { checkout, .. } => {
                let address = AddressText::parse(ADDRESS).map_err(impossible)?;
                checkout::give_address(tx, shop, customer, checkout, &address, None, then)
            }
            Step::Payment { checkout, ways, .. } => {
                let way = ways.first().ok_or_else(|| impossible("the payment"))?.id;
                checkout::payment::choose(tx, shop, customer, checkout, way, then)
            }
            Step::Confirm(shown) => {
                let choice = ways::list(tx, shop, customer, shown.checkout);
                let choice = choice.map_err(impossible)?;
                let wanted = if is_collected {
                    choice
                        .points
                        .first()
                        .map(|(point, _)| Way::Pickup(point.id))
                } else {
                    choice
                        .couriers
                        .first()
                        .map(|(option, _)| Way::Courier(option.id))
                };
                let wanted = wanted.ok_or_else(|| impossible("the delivery"))?;
                if shown.quote.way == wanted {
                    return Ok(*shown);
                }
                checkout::choose_way(tx, shop, customer, shown.checkout, wanted, then)
            }
            Step::Point { .. } | Step::Review { .. } | Step::Emptied => {
                return Err(impossible("the question"));
            }
        }
        .map_err(impossible)?;
    }
}

/// The example's own goods and words are always taken.
fn impossible(what: impl std::fmt::Debug) -> CliError {
    DbError::Decode(format!(
        "the example's past does not fit the shop: {what:?}"
    ))
    .into()
}
