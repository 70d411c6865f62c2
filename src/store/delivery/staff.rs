//! Ways of delivery and pickup points as staff see and change them.

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        delivery::{DeliveryKind, StaffOption, StaffPoint},
        id::{DeliveryOptionId, PickupPointId},
        money::Currency,
        page::Page,
        text::sort_key,
    },
    params,
    store::{kind, limit},
};

use super::{PointFields, read_option, read_point};

const OPTION: &str =
    "id, kind, name, price_minor, free_threshold_minor, eta, description, is_active";
const POINT: &str =
    "p.id, p.name, p.address, p.kind, p.hours, p.latitude || ',' || p.longitude, p.is_active, p.deleted_at,
    (SELECT COUNT(*) FROM orders o WHERE o.pickup_point_id = p.id)";

fn read_terms(row: &mut Row<'_>, currency: Currency) -> Result<StaffOption, DbError> {
    Ok(StaffOption {
        option: read_option(row, currency)?,
        description: row.take()?,
        is_active: row.take()?,
    })
}

fn read_staff_point(row: &mut Row<'_>) -> Result<StaffPoint, DbError> {
    Ok(StaffPoint {
        point: read_point(row)?,
        is_active: row.take()?,
        is_deleted: row.take::<Option<i64>>()?.is_some(),
        orders: row.take()?,
    })
}

/// All types of delivery with their terms, in the order of the types.
pub fn options(tx: &mut Tx<'_>, currency: Currency) -> Result<Vec<StaffOption>, DbError> {
    tx.query(
        &format!("SELECT {OPTION} FROM delivery_options ORDER BY position, id"),
        params![],
        |row| read_terms(row, currency),
    )
}

/// The terms of a type of delivery.
pub fn option(
    tx: &mut Tx<'_>,
    currency: Currency,
    kind: DeliveryKind,
) -> Result<StaffOption, DbError> {
    tx.query_one(
        &format!("SELECT {OPTION} FROM delivery_options WHERE kind = $1"),
        params![kind.code()],
        |row| read_terms(row, currency),
    )
}

/// Locks the terms of a type of delivery.
pub fn hold_option(tx: &mut Tx<'_>, kind: DeliveryKind) -> Result<DeliveryOptionId, DbError> {
    tx.query_one(
        "SELECT id FROM delivery_options WHERE kind = $1 FOR UPDATE",
        params![kind.code()],
        |row| row.take().map(DeliveryOptionId::new),
    )
}

/// One page of the pickup points that are not deleted, by name.
pub fn page(
    tx: &mut Tx<'_>,
    from: Option<PickupPointId>,
    size: usize,
) -> Result<Page<StaffPoint, PickupPointId>, DbError> {
    let (key, id) = match from {
        None => (String::new(), 0),
        Some(from) => tx
            .query_opt(
                "SELECT name_key, id FROM pickup_points WHERE id = $1",
                params![from.get()],
                |row| Ok((row.take::<String>()?, row.take::<i64>()?)),
            )?
            .unwrap_or_default(),
    };
    let found = tx.query(
        &format!(
            "SELECT {POINT} FROM pickup_points p
             WHERE p.deleted_at IS NULL AND (p.name_key, p.id) >= ($1, $2)
             ORDER BY p.name_key, p.id LIMIT $3"
        ),
        params![&key, id, limit(size + 1)],
        read_staff_point,
    )?;
    let before = tx.query(
        "SELECT id FROM pickup_points WHERE deleted_at IS NULL AND (name_key, id) < ($1, $2)
         ORDER BY name_key DESC, id DESC LIMIT $3",
        params![&key, id, limit(size)],
        |row| row.take().map(PickupPointId::new),
    )?;
    Ok(Page::new(found, size, &before, |seen| seen.point.id))
}

/// A pickup point, deleted or not.
pub fn point(tx: &mut Tx<'_>, id: PickupPointId) -> Result<Option<StaffPoint>, DbError> {
    tx.query_opt(
        &format!("SELECT {POINT} FROM pickup_points p WHERE p.id = $1"),
        params![id.get()],
        read_staff_point,
    )
}

/// Locks a pickup point.
pub fn hold_point(tx: &mut Tx<'_>, id: PickupPointId) -> Result<(), DbError> {
    tx.query_opt(
        "SELECT id FROM pickup_points WHERE id = $1 FOR UPDATE",
        params![id.get()],
        |row| row.take::<i64>(),
    )?;
    Ok(())
}

/// Creates a pickup point; `None` when there is one of that name.
pub fn insert_point(
    tx: &mut Tx<'_>,
    fields: PointFields<'_>,
    now: i64,
) -> Result<Option<PickupPointId>, DbError> {
    let (latitude, longitude) = fields.degrees();
    tx.query_opt(
        "INSERT INTO pickup_points
             (name_key, name, address, kind, hours, latitude, longitude, is_active, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
         ON CONFLICT (name_key) WHERE deleted_at IS NULL DO NOTHING RETURNING id",
        params![
            &sort_key(fields.name),
            fields.name,
            fields.address,
            fields.kind.code(),
            fields.hours,
            latitude,
            longitude,
            fields.is_active,
            now
        ],
        |row| row.take().map(PickupPointId::new),
    )
}

/// Changes a pickup point.
///
/// # Errors
/// [`DbError::Constraint`] when another one has that name.
pub fn update_point(
    tx: &mut Tx<'_>,
    id: PickupPointId,
    fields: PointFields<'_>,
    now: i64,
) -> Result<(), DbError> {
    let (latitude, longitude) = fields.degrees();
    tx.execute(
        "UPDATE pickup_points SET name_key = $2, name = $3, address = $4, kind = $5, hours = $6,
             latitude = $7, longitude = $8, is_active = $9, updated_at = $10 WHERE id = $1",
        params![
            id.get(),
            &sort_key(fields.name),
            fields.name,
            fields.address,
            fields.kind.code(),
            fields.hours,
            latitude,
            longitude,
            fields.is_active,
            now
        ],
    )?;
    Ok(())
}

/// Deletes a pickup point and closes it with that, or brings it back, closed.
pub fn set_point_deleted(
    tx: &mut Tx<'_>,
    id: PickupPointId,
    is_deleted: bool,
    now: i64,
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE pickup_points SET deleted_at = $2, is_active = FALSE, updated_at = $3 WHERE id = $1",
        params![id.get(), is_deleted.then_some(now), now],
    )?;
    Ok(())
}

/// The kinds of the open pickup points.
pub fn open_kinds(tx: &mut Tx<'_>) -> Result<Vec<DeliveryKind>, DbError> {
    tx.query(
        "SELECT DISTINCT kind FROM pickup_points WHERE is_active ORDER BY kind",
        params![],
        |row| kind(&row.take::<String>()?),
    )
}
