//! Saved delivery addresses; every statement names the owner.

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        customer::Address,
        id::{AddressId, UserId},
        page::Page,
        pin::Pin,
        text::{AddressLabel, AddressText},
    },
    params,
};

use super::{limit, pin};

const COLUMNS: &str = "id, label, address, pin, is_default";

fn read(row: &mut Row<'_>) -> Result<Address, DbError> {
    let unreadable = |_| DbError::Decode("a saved address".into());
    Ok(Address {
        id: AddressId::new(row.take()?),
        label: AddressLabel::parse(&row.take::<String>()?).map_err(unreadable)?,
        text: AddressText::parse(&row.take::<String>()?).map_err(unreadable)?,
        pin: pin(row)?,
        is_default: row.take()?,
    })
}

/// One page of a customer's addresses, oldest first, from `from` on.
pub fn page(
    tx: &mut Tx<'_>,
    customer: UserId,
    from: Option<AddressId>,
    size: usize,
) -> Result<Page<Address, AddressId>, DbError> {
    let from = from.map_or(0, AddressId::get);
    let found = tx.query(
        &format!("SELECT {COLUMNS} FROM delivery_addresses WHERE user_id = $1 AND id >= $2 ORDER BY id LIMIT $3"),
        params![customer.get(), from, limit(size + 1)],
        read,
    )?;
    let before = tx.query(
        "SELECT id FROM delivery_addresses WHERE user_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
        params![customer.get(), from, limit(size)],
        |row| row.take().map(AddressId::new),
    )?;
    Ok(Page::new(found, size, &before, |address| address.id))
}

/// A customer's address by id.
pub fn find(tx: &mut Tx<'_>, customer: UserId, id: AddressId) -> Result<Option<Address>, DbError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM delivery_addresses WHERE user_id = $1 AND id = $2"),
        params![customer.get(), id.get()],
        read,
    )
}

/// A customer's default address.
pub fn default_of(tx: &mut Tx<'_>, customer: UserId) -> Result<Option<Address>, DbError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM delivery_addresses WHERE user_id = $1 AND is_default"),
        params![customer.get()],
        read,
    )
}

/// Saves an address that is not the default.
pub fn insert(
    tx: &mut Tx<'_>,
    customer: UserId,
    label: &str,
    (address, pin): (&str, Option<&Pin>),
    now: i64,
) -> Result<AddressId, DbError> {
    tx.query_one(
        "INSERT INTO delivery_addresses (user_id, label, address, pin, is_default, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING id",
        params![customer.get(), label, address, pin.map(Pin::as_str), false, now],
        |row| row.take().map(AddressId::new),
    )
}

/// Deletes a customer's address; whether there was one.
pub fn delete(tx: &mut Tx<'_>, customer: UserId, id: AddressId) -> Result<bool, DbError> {
    let deleted = tx.execute(
        "DELETE FROM delivery_addresses WHERE user_id = $1 AND id = $2",
        params![customer.get(), id.get()],
    )?;
    Ok(deleted > 0)
}

/// Makes an existing address of the customer the only default one; the customer is held.
pub fn make_default(
    tx: &mut Tx<'_>,
    customer: UserId,
    id: AddressId,
    now: i64,
) -> Result<(), DbError> {
    // Two statements: the unique index allows one default at any moment.
    tx.run(
        "UPDATE delivery_addresses SET is_default = $3, updated_at = $4
         WHERE user_id = $1 AND is_default AND id <> $2",
        params![customer.get(), id.get(), false, now],
    )?;
    tx.run(
        "UPDATE delivery_addresses SET is_default = $3, updated_at = $4 WHERE user_id = $1 AND id = $2",
        params![customer.get(), id.get(), true, now],
    )?;
    Ok(())
}
