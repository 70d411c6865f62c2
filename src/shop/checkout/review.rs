//! What changed on the shelves since it was put into the cart: kept or removed before Confirm.

use chrono::{DateTime, Utc};

use crate::{
    db::Tx,
    domain::{
        cart::{CartLine, Quantity},
        customer::Customer,
        id::{CheckoutId, VariantId},
        money::Money,
        translation::Words,
    },
    store::{carts, checkouts},
};

use super::{Refused, Shop, Step, lock_open, start};

/// A line of the cart whose price or stock is another than the customer knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewLine {
    /// What is in the cart.
    pub variant: VariantId,
    /// Its name, with its options.
    pub name: String,
    /// Price of one that the customer knows, where it is another now.
    pub price_before: Option<Money>,
    /// Price of one now.
    pub price: Money,
    /// Units in the cart.
    pub wanted: u32,
    /// Units on hand.
    pub available: u32,
}

impl ReviewLine {
    /// Whether there are fewer than are wanted.
    pub const fn is_short(&self) -> bool {
        self.available < self.wanted
    }

    /// How many can be kept; `None` when nothing is left.
    pub const fn keepable(&self) -> Option<u32> {
        match self.available {
            0 => None,
            available if available < self.wanted => Some(available),
            _ => Some(self.wanted),
        }
    }
}

/// The lines to be looked at again.
pub(super) fn changed(lines: &[CartLine]) -> Vec<ReviewLine> {
    let lines = lines.iter().map(|line| ReviewLine {
        variant: line.variant,
        name: line.name.clone(),
        price_before: (line.price != line.price_seen).then_some(line.price_seen),
        price: line.price,
        wanted: line.quantity.get(),
        available: line.stock,
    });
    lines
        .filter(|line| line.price_before.is_some() || line.is_short())
        .collect()
}

/// Which of the changed lines are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Every one of them.
    All,
    /// The one of a variant.
    One(VariantId),
}

/// Accepts today's price, and as many as there are, and asks on. What is sold out cannot be kept.
pub fn keep(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    id: CheckoutId,
    which: Which,
    now: DateTime<Utc>,
) -> Result<Step, Refused> {
    lock_open(tx, customer.id, id)?;
    let cart = carts::lock(tx, customer.id, now.timestamp())?;
    for line in meant(tx, shop, customer, which)? {
        let quantity = line.keepable().and_then(|units| Quantity::new(units).ok());
        if let Some(quantity) = quantity {
            carts::set(tx, cart, line.variant, quantity, now.timestamp())?;
        }
    }
    start(tx, shop, customer, now)
}

/// Takes changed lines out of the cart and asks on.
pub fn remove(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    id: CheckoutId,
    which: Which,
    now: DateTime<Utc>,
) -> Result<Step, Refused> {
    lock_open(tx, customer.id, id)?;
    let cart = carts::lock(tx, customer.id, now.timestamp())?;
    for line in meant(tx, shop, customer, which)? {
        carts::remove(tx, cart, line.variant)?;
    }
    let (lines, _) = carts::total(tx, shop.currency, customer.id)?;
    if lines == 0 {
        // No refusal, which would bring everything back.
        checkouts::abandon(tx, customer.id)?;
        return Ok(Step::Emptied);
    }
    start(tx, shop, customer, now)
}

/// The changed lines that are meant; one that has not changed after all is left alone, so that a
/// button pressed twice removes nothing that was kept.
fn meant(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    which: Which,
) -> Result<Vec<ReviewLine>, Refused> {
    let mut lines = changed(&carts::lines(tx, Words::Own, shop.currency, customer.id)?);
    lines.retain(|line| match which {
        Which::All => true,
        Which::One(variant) => line.variant == variant,
    });
    Ok(lines)
}
