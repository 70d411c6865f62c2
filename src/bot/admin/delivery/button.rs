//! The buttons of delivery for staff, and what is typed about it.

use serde::{Deserialize, Serialize};

use crate::{
    bot::{
        admin::button::StaffButton,
        button::{Button, buttons},
    },
    domain::{
        delivery::{DeliveryKind, PointField, TermField},
        id::PickupPointId,
    },
};

buttons! {
    /// What pressing a button about delivery asks for.
    pub enum DeliveryButton {
        /// How the shop delivers.
        "md" => Menu {},
        /// Couriers deliver.
        "mdg" => CourierOn {},
        /// Couriers do not deliver.
        "mdh" => CourierOff {},
        /// The pickup points, from one on.
        "mdp" => Points { from: Option<PickupPointId> },
        /// Their addresses, from one on.
        "mdv" => Addresses { from: Option<PickupPointId> },
        /// A pickup point.
        "mdo" => Point { point: PickupPointId },
        /// Opens a pickup point for orders.
        "mdy" => OpenPoint { point: PickupPointId },
        /// Closes a pickup point.
        "mdn" => ClosePoint { point: PickupPointId },
        /// Asks for something about a pickup point.
        "mde" => AskPoint { point: PickupPointId, field: PointField },
        /// Leaves a pickup point without something.
        "mdd" => DropPoint { point: PickupPointId, field: PointField },
        /// Asks for the type of a pickup point.
        "mdk" => Kinds { point: PickupPointId },
        /// Sets the type of a pickup point.
        "mdK" => SetKind { point: PickupPointId, kind: DeliveryKind },
        /// Asks for a new pickup point.
        "mda" => AddPoint {},
        /// Chooses the type of the new one.
        "mdc" => NewKind { kind: DeliveryKind },
        /// Goes on without what is asked for.
        "mds" => Skip {},
        /// Asks whether a pickup point is to be deleted.
        "mdx" => AskDeletePoint { point: PickupPointId },
        /// Deletes a pickup point.
        "mdX" => DeletePoint { point: PickupPointId },
        /// Brings a deleted pickup point back.
        "mdR" => RestorePoint { point: PickupPointId },
        /// The types of delivery.
        "mdl" => Types {},
        /// A type of delivery.
        "mdt" => Type { kind: DeliveryKind },
        /// Offers a type.
        "mdY" => Offer { kind: DeliveryKind },
        /// Withdraws a type.
        "mdN" => Withdraw { kind: DeliveryKind },
        /// Asks for something about a type.
        "mdE" => AskTerm { kind: DeliveryKind, field: TermField },
        /// Leaves a type without something.
        "mdD" => DropTerm { kind: DeliveryKind, field: TermField },
    }
}

impl From<DeliveryButton> for Button {
    fn from(button: DeliveryButton) -> Self {
        StaffButton::Delivery(button).into()
    }
}

/// What is being typed about delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum DeliveryAsk {
    /// What a new pickup point still lacks.
    New {
        /// What is known of it.
        draft: PointDraft,
    },
    /// Something else about a pickup point.
    Point {
        /// The point.
        point: i64,
        /// What about it, as its code.
        field: String,
        /// How that was when the question was asked.
        seen: Option<String>,
    },
    /// Something else about a type of delivery.
    Term {
        /// The type, as its code.
        kind: String,
        /// What about it, as its code.
        field: String,
        /// How that was when the question was asked.
        seen: Option<String>,
    },
}

/// What is known of a new pickup point so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PointDraft {
    /// Name.
    pub name: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// The type, as its code.
    pub kind: Option<String>,
    /// Whether hours were asked for.
    pub has_hours: bool,
    /// Working hours.
    pub hours: Option<String>,
}

/// What is asked next about a new pickup point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Its name.
    Name,
    /// Its address.
    Address,
    /// Its type.
    Kind,
    /// Its hours.
    Hours,
    /// Where it is on the map.
    Map,
}

impl PointDraft {
    /// What is asked next.
    pub const fn step(&self) -> Step {
        match self {
            Self { name: None, .. } => Step::Name,
            Self { address: None, .. } => Step::Address,
            Self { kind: None, .. } => Step::Kind,
            Self {
                has_hours: false, ..
            } => Step::Hours,
            Self { .. } => Step::Map,
        }
    }
}
