//! A catalogue file applied to the shop: SKU and category path identify what it names.

pub mod goods;

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, Subject},
        delivery::DeliveryKind,
        id::CategoryId,
        money::Money,
        pin::Pin,
        text::{AddressText, Description, Name},
        translation::Words,
    },
    store::{
        categories,
        delivery::{self, PointFields, Saved, Terms},
    },
};

use super::{
    Shop,
    access::{Catalogue, Permit},
    audit::Watch,
};

/// A category of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryEntry {
    /// Name; with the parent's path it identifies the category.
    pub name: Name,
    /// Description.
    pub description: Option<Description>,
    /// Place in the owner's order.
    pub sort: i64,
}

/// A way of delivery of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionEntry {
    /// Which of the fourteen types.
    pub kind: DeliveryKind,
    /// The shop's own name for it.
    pub name: Option<Name>,
    /// Fee.
    pub price: Money,
    /// Cart total from which it is free.
    pub free_threshold: Option<Money>,
    /// How long it takes.
    pub eta: Option<Name>,
    /// Description.
    pub description: Option<Description>,
    /// Whether it is offered.
    pub is_active: bool,
}

/// A pickup point of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointEntry {
    /// Name; identifies the point.
    pub name: Name,
    /// Address.
    pub address: AddressText,
    /// Store, locker or curbside.
    pub kind: DeliveryKind,
    /// Working hours.
    pub hours: Option<Name>,
    /// Its place on the map.
    pub pin: Option<Pin>,
    /// Whether it is offered.
    pub is_active: bool,
}

/// What applying one entry came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was not there.
    Created,
    /// It differed.
    Changed,
    /// It was just so already.
    Left,
    /// The owner deleted it; it stays deleted.
    Deleted,
}

/// Whether the file's stock replaces the shop's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StockPolicy {
    /// Only new products get the file's stock; the shop knows better what it sold since.
    OnlyNew,
    /// Every product gets the file's stock.
    Overwrite,
}

/// Creates or changes a category; `None` when it is deleted and stays so.
pub fn save_category(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    parent: Option<CategoryId>,
    entry: &CategoryEntry,
    now: i64,
) -> Result<(Option<CategoryId>, Outcome), DbError> {
    let fields = categories::Fields {
        name: entry.name.as_str(),
        description: entry.description.as_ref().map(Description::as_str),
        sort: entry.sort,
    };
    categories::staff::hold_tree(tx, now)?;
    if let Some(parent) = parent
        && categories::find(tx, Words::Own, parent)?.is_none()
    {
        return Ok((None, Outcome::Deleted));
    }
    match categories::by_name(tx, parent, fields.name)? {
        None => {
            let id = categories::insert(tx, parent, fields, now)?;
            Watch::over_new(Subject::Category(id)).done(tx, by, Action::Import, now)?;
            Ok((Some(id), Outcome::Created))
        }
        Some(stored) if stored.is_deleted => Ok((None, Outcome::Deleted)),
        Some(stored) => {
            let is_same = stored.name == fields.name
                && stored.description.as_deref() == fields.description
                && stored.sort == fields.sort;
            if is_same {
                return Ok((Some(stored.id), Outcome::Left));
            }
            let watch = Watch::over(tx, Subject::Category(stored.id))?;
            categories::update(tx, stored.id, fields, now)?;
            watch.done(tx, by, Action::Import, now)?;
            Ok((Some(stored.id), Outcome::Changed))
        }
    }
}

/// Sets the terms of a type of delivery.
pub fn save_option(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    entry: &OptionEntry,
    now: i64,
) -> Result<Outcome, DbError> {
    let terms = Terms {
        name: entry.name.as_ref().map(Name::as_str),
        price_minor: entry.price.minor(),
        free_threshold_minor: entry.free_threshold.map(Money::minor),
        eta: entry.eta.as_ref().map(Name::as_str),
        description: entry.description.as_ref().map(Description::as_str),
        is_active: entry.is_active,
    };
    let id = delivery::option_of(tx, entry.kind)?;
    let watch = Watch::over(tx, Subject::DeliveryOption(id))?;
    let is_changed = delivery::set_terms(tx, entry.kind, terms, now)?;
    watch.done(tx, by, Action::Import, now)?;
    Ok(if is_changed {
        Outcome::Changed
    } else {
        Outcome::Left
    })
}

/// Creates or changes a pickup point; one that was deleted stays so.
pub fn save_point(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    entry: &PointEntry,
    now: i64,
) -> Result<Outcome, DbError> {
    if delivery::is_deleted(tx, entry.name.as_str())? {
        return Ok(Outcome::Deleted);
    }
    let watch = match delivery::point_named(tx, entry.name.as_str())? {
        Some(id) => Some(Watch::over(tx, Subject::PickupPoint(id))?),
        None => None,
    };
    let saved = delivery::save_point(
        tx,
        PointFields {
            name: entry.name.as_str(),
            address: entry.address.as_str(),
            kind: entry.kind,
            hours: entry.hours.as_ref().map(Name::as_str),
            pin: entry.pin.as_ref(),
            is_active: entry.is_active,
        },
        now,
    )?;
    if let Some(id) = delivery::point_named(tx, entry.name.as_str())? {
        let watch = watch.unwrap_or(Watch::over_new(Subject::PickupPoint(id)));
        watch.done(tx, by, Action::Import, now)?;
    }
    Ok(match saved {
        Saved::Created => Outcome::Created,
        Saved::Changed => Outcome::Changed,
        Saved::Left => Outcome::Left,
    })
}

/// Gives a shop that could deliver nothing one pickup point; whether it was needed.
pub fn ensure_delivery(
    tx: &mut Tx<'_>,
    by: &Permit<Catalogue>,
    shop: &Shop,
    fallback: &PointEntry,
    now: i64,
) -> Result<bool, DbError> {
    let couriers = delivery::couriers(tx, Words::Own, shop.currency)?;
    let has_courier = !tx.answer(couriers)?.is_empty();
    // Points that the owner withdrew are the owner's decision.
    if has_courier || delivery::any_point(tx)? {
        return Ok(false);
    }
    save_point(tx, by, fallback, now)?;
    Ok(true)
}
