//! The ways of delivery a checkout can choose from.

use crate::{
    db::{DbError, Tx},
    domain::{
        customer::Customer,
        delivery::{DeliveryOption, PickupPoint, Way},
        id::{CheckoutId, UserId},
        money::Money,
        translation::Words,
    },
    store::{carts, checkouts, delivery, orders},
};

use super::{CheckoutRefusal, Refused, words};
use crate::shop::{Shop, refuse};

/// Pickup points offered in one list.
const POINTS: usize = 50;

/// The ways of delivery offered now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ways {
    /// Courier options; empty while the shop is in pickup mode.
    pub(super) couriers: Vec<DeliveryOption>,
    /// Pickup points, with the terms of their kind.
    pub(super) points: Vec<(PickupPoint, DeliveryOption)>,
}

impl Ways {
    pub(super) fn load(tx: &mut Tx<'_>, shop: &Shop, words: Words) -> Result<Self, DbError> {
        let couriers = delivery::couriers(tx, words, shop.currency)?;
        Ok(Self {
            points: delivery::points(tx, words, shop.currency, POINTS)?,
            couriers: tx.answer(couriers)?,
        })
    }

    pub(super) fn offers(&self, way: Way) -> bool {
        match way {
            Way::Courier(id) => self.couriers.iter().any(|option| option.id == id),
            Way::Pickup(id) => self.points.iter().any(|(point, _)| point.id == id),
        }
    }

    pub(super) fn has_choice(&self) -> bool {
        self.couriers.len() + self.points.len() > 1
    }

    /// What a way costs for goods of this value; nothing for one that is not offered.
    pub(super) fn fee(&self, way: Way, goods: Money) -> Money {
        let option = match way {
            Way::Courier(id) => self.couriers.iter().find(|option| option.id == id),
            Way::Pickup(id) => {
                let found = self.points.iter().find(|(point, _)| point.id == id);
                found.map(|(_, option)| option)
            }
        };
        option.map_or(Money::zero(goods.currency()), |option| option.fee(goods))
    }

    pub(super) fn into_points(self) -> Vec<PickupPoint> {
        self.points.into_iter().map(|(point, _)| point).collect()
    }

    /// The way taken unless the customer chooses: that of the last order, else the usual one.
    pub(super) fn proposed(
        &self,
        tx: &mut Tx<'_>,
        customer: UserId,
    ) -> Result<Option<Way>, DbError> {
        let last = orders::last_way(tx, customer)?;
        Ok(last
            .filter(|way| self.offers(*way))
            .or_else(|| self.usual()))
    }

    /// Courier before pickup, and a pickup point only when it is the only one.
    fn usual(&self) -> Option<Way> {
        match (self.couriers.first(), self.points.as_slice()) {
            (Some(option), _) => Some(Way::Courier(option.id)),
            (None, [(point, _)]) => Some(Way::Pickup(point.id)),
            (None, _) => None,
        }
    }
}

/// A choice of ways with what each costs for this cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayChoice {
    /// The checkout.
    pub checkout: CheckoutId,
    /// What the goods come to.
    pub goods: Money,
    /// Courier options with their fee.
    pub couriers: Vec<(DeliveryOption, Money)>,
    /// Pickup points with their fee.
    pub points: Vec<(PickupPoint, Money)>,
}

/// Lists the ways of delivery for an open checkout.
pub fn list(
    tx: &mut Tx<'_>,
    shop: &Shop,
    customer: &Customer,
    id: CheckoutId,
) -> Result<WayChoice, Refused> {
    if checkouts::find_open(tx, customer.id)?.is_none_or(|open| open.id != id) {
        return refuse(CheckoutRefusal::NotFound);
    }
    let (_, goods) = carts::total(tx, shop.currency, customer.id)?;
    let ways = Ways::load(tx, shop, words(shop, customer))?;
    let couriers = ways.couriers.into_iter().map(|option| {
        let fee = option.fee(goods);
        (option, fee)
    });
    let points = ways.points.into_iter().map(|(point, option)| {
        let fee = option.fee(goods);
        (point, fee)
    });
    Ok(WayChoice {
        checkout: id,
        goods,
        couriers: couriers.collect(),
        points: points.collect(),
    })
}
