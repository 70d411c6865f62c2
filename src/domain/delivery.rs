//! How an order reaches the customer, and what that costs.

use super::{
    coded::coded,
    id::{DeliveryOptionId, PickupPointId},
    money::Money,
    pin::Pin,
};

coded! {
    /// The ways of delivery a shop can offer; each has one row of settings.
    pub enum DeliveryKind {
        /// Collected at a shop counter.
        PickupStore = "pickup_store",
        /// Collected from a locker.
        PickupLocker = "pickup_locker",
        /// Brought out to the customer's car.
        PickupCurbside = "pickup_curbside",
        /// Within the neighbourhood, within the hour.
        HyperlocalExpress = "hyperlocal_express",
        /// Within the neighbourhood, at a time agreed.
        HyperlocalScheduled = "hyperlocal_scheduled",
        /// Within the town, today.
        LocalSameDay = "local_same_day",
        /// Within the town, tomorrow.
        LocalNextDay = "local_next_day",
        /// Within the region, in a few days.
        RegionalStandard = "regional_standard",
        /// Within the region, as fast as carriers go.
        RegionalExpress = "regional_express",
        /// Across the country, cheapest.
        NationalEconomy = "national_economy",
        /// Across the country, ordinary.
        NationalStandard = "national_standard",
        /// Across the country, as fast as carriers go.
        NationalExpress = "national_express",
        /// Bulky or heavy goods by appointment.
        SpecialFreight = "special_freight",
        /// Goods kept cold on the way.
        SpecialRefrigerated = "special_refrigerated",
    }
}

impl DeliveryKind {
    /// The kinds where the customer comes for the goods.
    pub const PICKUP: [Self; 3] = [Self::PickupStore, Self::PickupLocker, Self::PickupCurbside];

    /// Whether the customer comes for the goods.
    pub const fn is_pickup(self) -> bool {
        matches!(
            self,
            Self::PickupStore | Self::PickupLocker | Self::PickupCurbside
        )
    }
}

/// A way of delivery with its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryOption {
    /// Row id.
    pub id: DeliveryOptionId,
    /// What kind of delivery it is.
    pub kind: DeliveryKind,
    /// The shop's own name for it; `None` uses the kind's.
    pub name: Option<String>,
    /// What it costs.
    pub price: Money,
    /// The cart total from which it is free.
    pub free_threshold: Option<Money>,
    /// How long it takes, in the shop's words.
    pub eta: Option<String>,
}

impl DeliveryOption {
    /// The fee for a cart of `total`: nothing from the free threshold on.
    pub fn fee(&self, total: Money) -> Money {
        match self.free_threshold {
            Some(threshold) if total.minor() >= threshold.minor() => {
                Money::zero(self.price.currency())
            }
            _ => self.price,
        }
    }
}

/// A place where orders are picked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickupPoint {
    /// Row id.
    pub id: PickupPointId,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Store, locker or curbside.
    pub kind: DeliveryKind,
    /// Working hours, in the shop's words.
    pub hours: Option<String>,
    /// Where it is on the map.
    pub pin: Option<Pin>,
}

impl PickupPoint {
    /// The address as an order keeps it.
    pub fn address_line(&self) -> String {
        format!("{}: {}", self.name, self.address)
    }
}

coded! {
    /// What staff change of the terms of a way of delivery by typing.
    pub enum TermField {
        /// The shop's own name for it.
        Name = "name",
        /// Fee.
        Price = "price",
        /// Cart total from which it is free.
        FreeFrom = "free",
        /// How long it takes.
        Eta = "eta",
        /// Description.
        Description = "text",
    }
}

impl TermField {
    /// Whether there can be none of it.
    pub const fn is_optional(self) -> bool {
        !matches!(self, Self::Price)
    }
}

coded! {
    /// What staff change of a pickup point by typing, or by a pin on the map.
    pub enum PointField {
        /// Name.
        Name = "name",
        /// Address.
        Address = "address",
        /// Working hours.
        Hours = "hours",
        /// Where it is on the map.
        Location = "map",
    }
}

impl PointField {
    /// Whether there can be none of it.
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::Hours | Self::Location)
    }
}

/// A way of delivery as staff see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffOption {
    /// What customers see.
    pub option: DeliveryOption,
    /// Description.
    pub description: Option<String>,
    /// Whether it is offered.
    pub is_active: bool,
}

/// A pickup point as staff see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffPoint {
    /// What customers see.
    pub point: PickupPoint,
    /// Whether it is open for orders.
    pub is_active: bool,
    /// Whether it was deleted.
    pub is_deleted: bool,
    /// Orders that name it.
    pub orders: i64,
}

/// Which way the customer chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Brought to the customer's address.
    Courier(DeliveryOptionId),
    /// Collected at a point.
    Pickup(PickupPointId),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    #[test]
    fn there_are_fourteen_kinds_with_codes_of_their_own() {
        assert_eq!(DeliveryKind::ALL.len(), 14);
        assert_eq!(
            DeliveryKind::ALL
                .iter()
                .filter(|kind| kind.is_pickup())
                .count(),
            3
        );
        for kind in DeliveryKind::ALL {
            assert_eq!(DeliveryKind::from_code(kind.code()), Some(*kind));
        }
        assert_eq!(DeliveryKind::from_code("pigeon"), None);
    }

    #[test]
    fn the_fee_falls_away_at_the_threshold() {
        let usd = |minor| Money::new(minor, Currency::USD);
        let mut option = DeliveryOption {
            id: DeliveryOptionId::new(1),
            kind: DeliveryKind::LocalSameDay,
            name: None,
            price: usd(500),
            free_threshold: Some(usd(5000)),
            eta: None,
        };
        assert_eq!(option.fee(usd(4999)), usd(500));
        assert_eq!(option.fee(usd(5000)), usd(0));
        option.free_threshold = None;
        assert_eq!(option.fee(usd(1_000_000)), usd(500));
    }
}
