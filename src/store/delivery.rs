//! Delivery options and pickup points.

pub mod staff;

use crate::{
    db::{Asked, DbError, Row, Tx},
    domain::{
        delivery::{DeliveryKind, DeliveryOption, PickupPoint},
        id::{DeliveryOptionId, PickupPointId, UserId},
        money::{Currency, Money},
        pin::Pin,
        text::sort_key,
        translation::{TextField, Words},
    },
    params,
};

use super::{kind, limit, pin, settings, translations};

/// What customers read of delivery options as `o`, in the words whose code is the parameter of this
/// name.
fn option_columns(words: &str) -> String {
    let said = |field, own| translations::said("delivery_option", "o.id", field, own, words);
    format!(
        "o.id, o.kind, {}, o.price_minor, o.free_threshold_minor, {}",
        said(TextField::Name, "o.name"),
        said(TextField::Eta, "o.eta")
    )
}

/// Pickup points as `p` with the terms of their kind.
fn point_with_terms(words: &str) -> String {
    let said = |field, own| translations::said("pickup_point", "p.id", field, own, words);
    format!(
        "SELECT p.id, {}, {}, p.kind, {}, p.latitude || ',' || p.longitude, {}
        FROM pickup_points p JOIN delivery_options o ON o.kind = p.kind",
        said(TextField::Name, "p.name"),
        said(TextField::Address, "p.address"),
        said(TextField::Hours, "p.hours"),
        option_columns(words)
    )
}

fn read_option(row: &mut Row<'_>, currency: Currency) -> Result<DeliveryOption, DbError> {
    Ok(DeliveryOption {
        id: DeliveryOptionId::new(row.take()?),
        kind: kind(&row.take::<String>()?)?,
        name: row.take()?,
        price: Money::new(row.take()?, currency),
        free_threshold: row
            .take::<Option<i64>>()?
            .map(|minor| Money::new(minor, currency)),
        eta: row.take()?,
    })
}

fn read_point(row: &mut Row<'_>) -> Result<PickupPoint, DbError> {
    Ok(PickupPoint {
        id: PickupPointId::new(row.take()?),
        name: row.take()?,
        address: row.take()?,
        kind: kind(&row.take::<String>()?)?,
        hours: row.take()?,
        pin: pin(row)?,
    })
}

/// The active options that bring the goods to the customer, in the order of the types; none
/// while the shop's courier mode is off.
pub fn couriers(
    tx: &mut Tx<'_>,
    words: Words,
    currency: Currency,
) -> Result<Asked<DeliveryOption>, DbError> {
    tx.ask(
        &format!(
            "SELECT {} FROM delivery_options o
             WHERE o.is_active AND o.kind NOT LIKE 'pickup\\_%' ESCAPE '\\'
                 AND NOT EXISTS (SELECT 1 FROM settings WHERE key = $1 AND value <> 'on')
             ORDER BY o.position, o.id",
            option_columns("$2")
        ),
        params![settings::COURIER, words.code()],
        move |row| read_option(row, currency),
    )
}

/// An address, and where it is on the map.
pub type Destination = (String, Option<Pin>);

/// An option by which couriers bring the goods now, with the customer's default address.
pub fn courier(
    tx: &mut Tx<'_>,
    words: Words,
    currency: Currency,
    customer: UserId,
    id: DeliveryOptionId,
) -> Result<Option<(DeliveryOption, Option<Destination>)>, DbError> {
    let found = tx.query_opt(
        &format!(
            "SELECT {}, (SELECT a.address FROM delivery_addresses a WHERE a.user_id = $3 AND a.is_default),
                 (SELECT a.pin FROM delivery_addresses a WHERE a.user_id = $3 AND a.is_default)
             FROM delivery_options o
             WHERE o.id = $1 AND o.is_active
                 AND NOT EXISTS (SELECT 1 FROM settings WHERE key = $2 AND value <> 'on')",
            option_columns("$4")
        ),
        params![id.get(), settings::COURIER, customer.get(), words.code()],
        |row| {
            let option = read_option(row, currency)?;
            let address = row.take::<Option<String>>()?;
            let pin = pin(row)?;
            Ok((option, address.map(|address| (address, pin))))
        },
    )?;
    Ok(found.filter(|(option, _)| !option.kind.is_pickup()))
}

/// An active pickup point of an active kind, with the terms of that.
pub fn pickup(
    tx: &mut Tx<'_>,
    words: Words,
    currency: Currency,
    id: PickupPointId,
) -> Result<Option<(PickupPoint, DeliveryOption)>, DbError> {
    tx.query_opt(
        &format!(
            "{} WHERE p.id = $1 AND p.is_active AND o.is_active",
            point_with_terms("$2")
        ),
        params![id.get(), words.code()],
        |row| Ok((read_point(row)?, read_option(row, currency)?)),
    )
}

/// The active pickup points of active kinds by name, with the terms of their kind; `size` of them
/// at most.
pub fn points(
    tx: &mut Tx<'_>,
    words: Words,
    currency: Currency,
    size: usize,
) -> Result<Vec<(PickupPoint, DeliveryOption)>, DbError> {
    tx.query(
        &format!(
            "{} WHERE p.is_active AND o.is_active ORDER BY p.name_key, p.id LIMIT $1",
            point_with_terms("$2")
        ),
        params![limit(size), words.code()],
        |row| Ok((read_point(row)?, read_option(row, currency)?)),
    )
}

/// What a delivery option's terms are made of; `None` is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms<'a> {
    /// The shop's name for it.
    pub name: Option<&'a str>,
    /// Fee in minor units.
    pub price_minor: i64,
    /// Cart total from which it is free, in minor units.
    pub free_threshold_minor: Option<i64>,
    /// How long it takes.
    pub eta: Option<&'a str>,
    /// Description.
    pub description: Option<&'a str>,
    /// Whether it is offered.
    pub is_active: bool,
}

/// Sets the terms of a type of delivery; whether that changed anything.
pub fn set_terms(
    tx: &mut Tx<'_>,
    kind: DeliveryKind,
    terms: Terms<'_>,
    now: i64,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "UPDATE delivery_options SET name = $2, price_minor = $3, free_threshold_minor = $4, eta = $5,
             description = $6, is_active = $7, updated_at = $8
         WHERE kind = $1 AND NOT (
             name IS NOT DISTINCT FROM $2 AND price_minor = $3 AND free_threshold_minor IS NOT DISTINCT FROM $4
             AND eta IS NOT DISTINCT FROM $5 AND description IS NOT DISTINCT FROM $6 AND is_active = $7)",
        params![
            kind.code(),
            terms.name,
            terms.price_minor,
            terms.free_threshold_minor,
            terms.eta,
            terms.description,
            terms.is_active,
            now
        ],
    )?;
    Ok(changed > 0)
}

/// What a pickup point is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PointFields<'a> {
    /// Name; identifies the point.
    pub name: &'a str,
    /// Address.
    pub address: &'a str,
    /// Store, locker or curbside.
    pub kind: DeliveryKind,
    /// Working hours.
    pub hours: Option<&'a str>,
    /// Its place on the map.
    pub pin: Option<&'a Pin>,
    /// Whether it is offered.
    pub is_active: bool,
}

impl<'a> PointFields<'a> {
    /// Degrees north and east, as they are kept.
    fn degrees(&self) -> (Option<&'a str>, Option<&'a str>) {
        self.pin.map(Pin::degrees).unzip()
    }
}

/// What saving a pickup point came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// There was none of that name.
    Created,
    /// It differed.
    Changed,
    /// It was just so already.
    Left,
}

/// Whether a pickup point of that name was deleted, and there is no other.
pub fn is_deleted(tx: &mut Tx<'_>, name: &str) -> Result<bool, DbError> {
    let found = tx.query_opt(
        "SELECT deleted_at FROM pickup_points WHERE name_key = $1
         ORDER BY (CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END), id",
        params![&sort_key(name)],
        |row| row.take::<Option<i64>>(),
    )?;
    Ok(found.flatten().is_some())
}

/// The row of a type of delivery.
pub fn option_of(tx: &mut Tx<'_>, kind: DeliveryKind) -> Result<DeliveryOptionId, DbError> {
    tx.query_one(
        "SELECT id FROM delivery_options WHERE kind = $1",
        params![kind.code()],
        |row| row.take().map(DeliveryOptionId::new),
    )
}

/// The pickup point of that name.
pub fn point_named(tx: &mut Tx<'_>, name: &str) -> Result<Option<PickupPointId>, DbError> {
    tx.query_opt(
        "SELECT id FROM pickup_points WHERE name_key = $1 AND deleted_at IS NULL",
        params![&sort_key(name)],
        |row| row.take().map(PickupPointId::new),
    )
}

/// Creates or changes the pickup point of that name.
pub fn save_point(tx: &mut Tx<'_>, fields: PointFields<'_>, now: i64) -> Result<Saved, DbError> {
    let key = sort_key(fields.name);
    let (latitude, longitude) = fields.degrees();
    let parameters = params![
        &key,
        fields.name,
        fields.address,
        fields.kind.code(),
        fields.hours,
        latitude,
        longitude,
        fields.is_active,
        now
    ];
    let created = tx.execute(
        "INSERT INTO pickup_points
             (name_key, name, address, kind, hours, latitude, longitude, is_active, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
         ON CONFLICT (name_key) WHERE deleted_at IS NULL DO NOTHING",
        parameters,
    )?;
    if created > 0 {
        return Ok(Saved::Created);
    }
    let changed = tx.execute(
        "UPDATE pickup_points SET name = $2, address = $3, kind = $4, hours = $5, latitude = $6, longitude = $7,
             is_active = $8, updated_at = $9
         WHERE name_key = $1 AND deleted_at IS NULL AND NOT (
             name = $2 AND address = $3 AND kind = $4 AND hours IS NOT DISTINCT FROM $5
             AND latitude IS NOT DISTINCT FROM $6 AND longitude IS NOT DISTINCT FROM $7 AND is_active = $8)",
        parameters,
    )?;
    Ok(if changed > 0 {
        Saved::Changed
    } else {
        Saved::Left
    })
}

/// Whether any way of delivery has a fee or a free threshold.
pub fn any_price(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    let found = tx.query_opt(
        "SELECT id FROM delivery_options WHERE price_minor > 0 OR free_threshold_minor IS NOT NULL LIMIT 1",
        params![],
        |row| row.take::<i64>(),
    )?;
    Ok(found.is_some())
}

/// Whether any pickup point was ever defined, offered or not.
pub fn any_point(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    Ok(tx
        .query_opt("SELECT id FROM pickup_points LIMIT 1", params![], |row| {
            row.take::<i64>()
        })?
        .is_some())
}

/// Offers a pickup point or withdraws it.
pub fn set_point_active(
    tx: &mut Tx<'_>,
    id: PickupPointId,
    is_active: bool,
    now: i64,
) -> Result<bool, DbError> {
    let changed = tx.execute(
        "UPDATE pickup_points SET is_active = $2, updated_at = $3 WHERE id = $1",
        params![id.get(), is_active, now],
    )?;
    Ok(changed > 0)
}
