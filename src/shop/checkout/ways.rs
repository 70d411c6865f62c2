//! The ways of delivery a checkout can choose from.

use crate::{
    db::{DbError, Tx},
    domain::{
        delivery::{DeliveryOption, PickupPoint, Way},
        id::{CheckoutId, UserId},
        money::Money,
    },
    store::{carts, checkouts, delivery},
};

use super::{CheckoutRefusal, Refused};
use crate::shop::{Shop, refuse};

/// Pickup points offered in one list.
const POINTS: usize = 50;

/// The ways of delivery offered now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ways {
    /// Courier options; empty while the shop is in pickup mode.
    pub(super) couriers: Vec<DeliveryOption>,
    /// Pickup points.
    pub(super) points: Vec<PickupPoint>,
}

impl Ways {
    pub(super) fn load(tx: &mut Tx<'_>, shop: &Shop) -> Result<Self, DbError> {
        let couriers = delivery::couriers(tx, shop.currency)?;
        Ok(Self {
            points: delivery::points(tx, POINTS)?,
            couriers: tx.answer(couriers)?,
        })
    }

    pub(super) fn offers(&self, way: Way) -> bool {
        match way {
            Way::Courier(id) => self.couriers.iter().any(|option| option.id == id),
            Way::Pickup(id) => self.points.iter().any(|point| point.id == id),
        }
    }

    pub(super) fn has_choice(&self) -> bool {
        self.couriers.len() + self.points.len() > 1
    }

    /// The way taken unless the customer chooses: courier before pickup, and a pickup point only
    /// when it is the only one.
    pub(super) fn usual(&self) -> Option<Way> {
        match (self.couriers.first(), self.points.as_slice()) {
            (Some(option), _) => Some(Way::Courier(option.id)),
            (None, [point]) => Some(Way::Pickup(point.id)),
            (None, _) => None,
        }
    }
}

/// A choice of ways with what each costs for this cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayChoice {
    /// The checkout.
    pub checkout: CheckoutId,
    /// Courier options with their fee.
    pub couriers: Vec<(DeliveryOption, Money)>,
    /// Pickup points with their fee.
    pub points: Vec<(PickupPoint, Money)>,
}

/// Lists the ways of delivery for an open checkout.
pub fn list(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: UserId,
    id: CheckoutId,
) -> Result<WayChoice, Refused> {
    if checkouts::find_open(tx, customer)?.is_none_or(|open| open.id != id) {
        return refuse(CheckoutRefusal::NotFound);
    }
    let (_, total) = carts::total(tx, shop.currency, customer)?;
    let ways = Ways::load(tx, shop)?;
    let couriers = ways.couriers.into_iter().map(|option| {
        let fee = option.fee(total);
        (option, fee)
    });
    let terms = delivery::all(tx, shop.currency)?;
    let mut points = Vec::with_capacity(ways.points.len());
    for point in ways.points {
        let option = terms.iter().find(|option| option.kind == point.kind);
        let fee = option.ok_or(DbError::NotFound)?.fee(total);
        points.push((point, fee));
    }
    Ok(WayChoice {
        checkout: id,
        couriers: couriers.collect(),
        points,
    })
}
