//! Delivery as staff set it up: whether couriers drive at all, the terms of the fourteen types,
//! and the pickup points.
//!
//! A change locks its row and looks again. What somebody typed replaces only what they saw when
//! they were asked.

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, Subject},
        delivery::{DeliveryKind, PointField, StaffOption, StaffPoint, TermField},
        id::PickupPointId,
        money::Money,
        page::Page,
        pin::Pin,
        text::{AddressText, Description, Name},
    },
    store::{
        delivery::{self, PointFields, Terms, staff},
        settings, snapshots,
    },
};

use super::{
    Shop, UseCaseError,
    access::{Catalogue, Permit},
    audit::Watch,
    refuse,
};

/// Pickup points on one screen.
const PER_PAGE: usize = 8;

/// Why nothing was changed about delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryRefusal {
    /// There is no such pickup point, or it was deleted; or, of one to be brought back, it was not.
    UnknownPoint,
    /// Another pickup point is called so.
    NameTaken,
    /// The terms were changed since the question was asked; this is how they are now.
    TermsChanged(Box<StaffOption>),
    /// The pickup point was changed since the question was asked; this is how it is now.
    PointChanged(Box<StaffPoint>),
}

/// A result of changing delivery.
pub type Changed<T> = Result<T, UseCaseError<DeliveryRefusal>>;

/// How the shop delivers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overview {
    /// Whether couriers deliver at all.
    pub is_courier_on: bool,
    /// Courier types that are offered while they do.
    pub couriers: i64,
    /// Whether any pickup point is offered to customers.
    pub has_pickup: bool,
}

impl Overview {
    /// Whether customers can order anything.
    pub const fn delivers(self) -> bool {
        self.has_pickup || (self.is_courier_on && self.couriers > 0)
    }
}

/// How the shop delivers now.
pub fn overview(tx: &mut Tx<'_>, _by: &Permit<Catalogue>, shop: &Shop) -> Changed<Overview> {
    let options = staff::options(tx, shop.currency)?;
    let open = staff::open_kinds(tx)?;
    let offered = options.iter().filter(|seen| seen.is_active);
    let (pickups, couriers): (Vec<_>, Vec<_>) =
        offered.partition(|seen| seen.option.kind.is_pickup());
    Ok(Overview {
        is_courier_on: snapshots::courier(tx)?.is_on,
        couriers: i64::try_from(couriers.len()).unwrap_or(i64::MAX),
        has_pickup: pickups.iter().any(|seen| open.contains(&seen.option.kind)),
    })
}

/// Switches couriers on or off for the whole shop, for good.
pub fn set_courier(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    shop: &Shop,
    is_on: bool,
    now: i64,
) -> Changed<Overview> {
    settings::hold(tx, settings::COURIER, "on", now)?;
    let watch = Watch::over(tx, Subject::Courier)?;
    let value = if is_on { "on" } else { "off" };
    settings::set(tx, settings::COURIER, value, now)?;
    watch.done(tx, by, Action::Edit, now)?;
    overview(tx, by, shop)
}

// -- the fourteen types ------------------------------------------------------------------

/// All types of delivery, in their own order.
pub fn types(tx: &mut Tx<'_>, _by: &Permit<Catalogue>, shop: &Shop) -> Changed<Vec<StaffOption>> {
    Ok(staff::options(tx, shop.currency)?)
}

/// A type of delivery.
pub fn terms(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    shop: &Shop,
    kind: DeliveryKind,
) -> Changed<StaffOption> {
    Ok(staff::option(tx, shop.currency, kind)?)
}

/// A change of the terms of a type of delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermEdit {
    /// The shop's own name for it, or none.
    Name(Option<Name>),
    /// Fee.
    Price(Money),
    /// Cart total from which it is free, or none.
    FreeFrom(Option<Money>),
    /// How long it takes, or nothing of it.
    Eta(Option<Name>),
    /// Description, or none.
    Description(Option<Description>),
    /// Whether it is offered.
    Offered(bool),
}

impl TermEdit {
    /// The change that leaves none of a field; `None` where there must be one.
    pub const fn none_of(field: TermField) -> Option<Self> {
        Some(match field {
            TermField::Name => Self::Name(None),
            TermField::Price => return None,
            TermField::FreeFrom => Self::FreeFrom(None),
            TermField::Eta => Self::Eta(None),
            TermField::Description => Self::Description(None),
        })
    }
}

/// A field of the terms in words, to see whether it changed since somebody was asked for it.
pub fn term_as_seen(seen: &StaffOption, field: TermField) -> Option<String> {
    match field {
        TermField::Name => seen.option.name.clone(),
        TermField::Price => Some(seen.option.price.minor().to_string()),
        TermField::FreeFrom => seen
            .option
            .free_threshold
            .map(|threshold| threshold.minor().to_string()),
        TermField::Eta => seen.option.eta.clone(),
        TermField::Description => seen.description.clone(),
    }
}

/// What somebody saw of a field when they were asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen<F> {
    /// The field.
    pub field: F,
    /// It in words.
    pub value: Option<String>,
}

/// Changes the terms of a type of delivery, as far as they are what was `seen`.
pub fn edit_terms(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    shop: &Shop,
    kind: DeliveryKind,
    seen: Option<&Seen<TermField>>,
    edit: &TermEdit,
    now: i64,
) -> Changed<StaffOption> {
    let id = staff::hold_option(tx, kind)?;
    let present = staff::option(tx, shop.currency, kind)?;
    if seen.is_some_and(|seen| term_as_seen(&present, seen.field) != seen.value) {
        return refuse(DeliveryRefusal::TermsChanged(Box::new(present)));
    }
    let mut terms = Terms {
        name: present.option.name.as_deref(),
        price_minor: present.option.price.minor(),
        free_threshold_minor: present.option.free_threshold.map(Money::minor),
        eta: present.option.eta.as_deref(),
        description: present.description.as_deref(),
        is_active: present.is_active,
    };
    let mut action = Action::Edit;
    match edit {
        TermEdit::Name(name) => terms.name = name.as_ref().map(Name::as_str),
        TermEdit::Price(price) => terms.price_minor = price.minor(),
        TermEdit::FreeFrom(threshold) => {
            terms.free_threshold_minor = threshold.map(Money::minor);
        }
        TermEdit::Eta(eta) => terms.eta = eta.as_ref().map(Name::as_str),
        TermEdit::Description(text) => {
            terms.description = text.as_ref().map(Description::as_str);
        }
        TermEdit::Offered(is_active) => {
            terms.is_active = *is_active;
            action = shown_or_hidden(*is_active);
        }
    }
    let watch = Watch::over(tx, Subject::DeliveryOption(id))?;
    delivery::set_terms(tx, kind, terms, now)?;
    watch.done(tx, by, action, now)?;
    Ok(staff::option(tx, shop.currency, kind)?)
}

const fn shown_or_hidden(is_active: bool) -> Action {
    if is_active {
        Action::Show
    } else {
        Action::Hide
    }
}

// -- pickup points -----------------------------------------------------------------------

/// One page of the pickup points, from one on.
pub fn points(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    from: Option<PickupPointId>,
) -> Changed<Page<StaffPoint, PickupPointId>> {
    Ok(staff::page(tx, from, PER_PAGE)?)
}

/// A pickup point.
pub fn point(tx: &mut Tx<'_>, _by: &Permit<Catalogue>, id: PickupPointId) -> Changed<StaffPoint> {
    match staff::point(tx, id)?.filter(|seen| !seen.is_deleted) {
        Some(seen) => Ok(seen),
        None => refuse(DeliveryRefusal::UnknownPoint),
    }
}

/// Whether a new pickup point may be called so.
pub fn name_point(tx: &mut Tx<'_>, _by: &Permit<Catalogue>, name: &Name) -> Changed<()> {
    match delivery::point_named(tx, name.as_str())? {
        None => Ok(()),
        Some(_) => refuse(DeliveryRefusal::NameTaken),
    }
}

/// A pickup point to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPoint {
    /// Name.
    pub name: Name,
    /// Address.
    pub address: AddressText,
    /// Store, locker or curbside.
    pub kind: DeliveryKind,
    /// Working hours.
    pub hours: Option<Name>,
    /// Its place on the map.
    pub pin: Option<Pin>,
}

/// Opens a pickup point.
pub fn create_point(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    new: &NewPoint,
    now: i64,
) -> Changed<StaffPoint> {
    let fields = PointFields {
        name: new.name.as_str(),
        address: new.address.as_str(),
        kind: new.kind,
        hours: new.hours.as_ref().map(Name::as_str),
        pin: new.pin.as_ref(),
        is_active: true,
    };
    let Some(id) = staff::insert_point(tx, fields, now)? else {
        return refuse(DeliveryRefusal::NameTaken);
    };
    Watch::over_new(Subject::PickupPoint(id)).done(tx, by, Action::Create, now)?;
    point(tx, by, id)
}

/// A change of a pickup point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PointEdit {
    /// Name.
    Name(Name),
    /// Address.
    Address(AddressText),
    /// Store, locker or curbside.
    Kind(DeliveryKind),
    /// Working hours, or none.
    Hours(Option<Name>),
    /// Its place on the map, or none.
    Location(Option<Pin>),
    /// Whether it is open for orders.
    Open(bool),
}

impl PointEdit {
    /// The change that leaves none of a field; `None` where there must be one.
    pub const fn none_of(field: PointField) -> Option<Self> {
        match field {
            PointField::Name | PointField::Address => None,
            PointField::Hours => Some(Self::Hours(None)),
            PointField::Location => Some(Self::Location(None)),
        }
    }
}

/// A field of a pickup point in words, to see whether it changed since somebody was asked for it.
pub fn point_as_seen(seen: &StaffPoint, field: PointField) -> Option<String> {
    match field {
        PointField::Name => Some(seen.point.name.clone()),
        PointField::Address => Some(seen.point.address.clone()),
        PointField::Hours => seen.point.hours.clone(),
        PointField::Location => seen.point.pin.as_ref().map(|pin| pin.as_str().to_owned()),
    }
}

/// Changes a pickup point, as far as it is what was `seen`.
pub fn edit_point(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    id: PickupPointId,
    seen: Option<&Seen<PointField>>,
    edit: &PointEdit,
    now: i64,
) -> Changed<StaffPoint> {
    staff::hold_point(tx, id)?;
    let present = point(tx, by, id)?;
    if seen.is_some_and(|seen| point_as_seen(&present, seen.field) != seen.value) {
        return refuse(DeliveryRefusal::PointChanged(Box::new(present)));
    }
    let mut fields = PointFields {
        name: &present.point.name,
        address: &present.point.address,
        kind: present.point.kind,
        hours: present.point.hours.as_deref(),
        pin: present.point.pin.as_ref(),
        is_active: present.is_active,
    };
    let mut action = Action::Edit;
    match edit {
        PointEdit::Name(name) => {
            let other = delivery::point_named(tx, name.as_str())?;
            if other.is_some_and(|other| other != id) {
                return refuse(DeliveryRefusal::NameTaken);
            }
            fields.name = name.as_str();
        }
        PointEdit::Address(address) => fields.address = address.as_str(),
        PointEdit::Kind(kind) => fields.kind = *kind,
        PointEdit::Hours(hours) => fields.hours = hours.as_ref().map(Name::as_str),
        PointEdit::Location(pin) => fields.pin = pin.as_ref(),
        PointEdit::Open(is_open) => {
            fields.is_active = *is_open;
            action = shown_or_hidden(*is_open);
        }
    }
    let watch = Watch::over(tx, Subject::PickupPoint(id))?;
    staff::update_point(tx, id, fields, now).map_err(taken)?;
    watch.done(tx, by, action, now)?;
    point(tx, by, id)
}

/// Two who give one name at once: the second finds it taken only when writing.
fn taken(error: DbError) -> UseCaseError<DeliveryRefusal> {
    match error {
        DbError::Constraint(_) => UseCaseError::Refused(DeliveryRefusal::NameTaken),
        other => UseCaseError::Db(other),
    }
}

/// Deletes a pickup point. Orders that name it keep it, and their words about it. Returns it as it
/// was.
pub fn delete_point(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    id: PickupPointId,
    now: i64,
) -> Changed<StaffPoint> {
    staff::hold_point(tx, id)?;
    let present = point(tx, by, id)?;
    let watch = Watch::over(tx, Subject::PickupPoint(id))?;
    staff::set_point_deleted(tx, id, true, now)?;
    watch.done(tx, by, Action::Delete, now)?;
    Ok(present)
}

/// Brings a deleted pickup point back, closed.
pub fn restore_point(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    id: PickupPointId,
    now: i64,
) -> Changed<StaffPoint> {
    staff::hold_point(tx, id)?;
    let Some(seen) = staff::point(tx, id)?.filter(|seen| seen.is_deleted) else {
        return refuse(DeliveryRefusal::UnknownPoint);
    };
    if delivery::point_named(tx, &seen.point.name)?.is_some() {
        return refuse(DeliveryRefusal::NameTaken);
    }
    let watch = Watch::over(tx, Subject::PickupPoint(id))?;
    staff::set_point_deleted(tx, id, false, now).map_err(taken)?;
    watch.done(tx, by, Action::Restore, now)?;
    point(tx, by, id)
}

/// What a pickup point is called, deleted or not.
pub fn name_of_point(
    tx: &mut Tx<'_>,
    _by: &Permit<Catalogue>,
    id: PickupPointId,
) -> Changed<String> {
    match staff::point(tx, id)? {
        Some(seen) => Ok(seen.point.name),
        None => refuse(DeliveryRefusal::UnknownPoint),
    }
}
