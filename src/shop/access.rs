//! Who this is: a customer, created on first sight, and perhaps an administrator.

use crate::{
    db::{DbError, Tx},
    domain::{
        customer::{Customer, TelegramProfile},
        id::{TelegramId, UserId},
    },
    store::{admins, customers},
};

use super::{UseCaseError, refuse};

/// Proof of being an administrator; whoever holds it may run the shop.
///
/// The field is private: it comes from [`admin`] or [`Admin::operator`] only,
/// so a use case that demands one cannot be called without the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admin(());

impl Admin {
    /// Whoever has the shop's shell and file is its administrator.
    pub const fn operator() -> Self {
        Self(())
    }
}

/// The person behind an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The customer.
    pub customer: Customer,
    /// Proof, for an administrator.
    pub admin: Option<Admin>,
}

/// The person, when nothing about them is new; for screens that only show.
pub fn known(tx: &mut Tx<'_>, profile: &TelegramProfile) -> Result<Option<Visitor>, DbError> {
    let found = customers::find_with_rights(tx, profile.id)?;
    let known = found.filter(|(customer, _)| customer.telegram == *profile);
    Ok(known.map(|(customer, is_admin)| Visitor {
        customer,
        admin: is_admin.then_some(Admin(())),
    }))
}

/// The customer behind a Telegram id, when there is one.
pub fn customer(tx: &mut Tx<'_>, person: TelegramId) -> Result<Option<UserId>, DbError> {
    Ok(customers::find(tx, person)?.map(|customer| customer.id))
}

/// The person, registered on first sight and with the names Telegram sends now.
pub fn visitor(tx: &mut Tx<'_>, profile: &TelegramProfile, now: i64) -> Result<Visitor, DbError> {
    if let Some(visitor) = known(tx, profile)? {
        return Ok(visitor);
    }
    let customer = customers::save(tx, profile, now)?;
    let admin = admin(tx, customer.telegram.id)?;
    Ok(Visitor { customer, admin })
}

/// Proof for an administrator, nothing for others.
pub fn admin(tx: &mut Tx<'_>, person: TelegramId) -> Result<Option<Admin>, DbError> {
    Ok(admins::contains(tx, person)?.then_some(Admin(())))
}

/// Adds an administrator; adding twice is adding once.
pub fn add_admin(
    tx: &mut Tx<'_>,
    _by: &Admin,
    person: TelegramId,
    now: i64,
) -> Result<(), DbError> {
    admins::add(tx, person, now)
}

/// Lists the administrators.
pub fn all_admins(tx: &mut Tx<'_>, _by: &Admin) -> Result<Vec<TelegramId>, DbError> {
    admins::all(tx)
}

/// Why an administrator was not removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemoveRefusal {
    /// That person is none.
    Unknown,
    /// It would leave the shop without one.
    Last,
}

/// Whether the shop may be left without an administrator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastAdmin {
    /// No: the usual answer.
    Keep,
    /// Yes, whoever asks means it.
    MayGo,
}

/// Removes an administrator.
pub fn remove_admin(
    tx: &mut Tx<'_>,
    _by: &Admin,
    person: TelegramId,
    last: LastAdmin,
) -> Result<(), UseCaseError<RemoveRefusal>> {
    let all = admins::lock_all(tx)?;
    if !all.contains(&person) {
        return refuse(RemoveRefusal::Unknown);
    }
    if all.len() == 1 && last == LastAdmin::Keep {
        return refuse(RemoveRefusal::Last);
    }
    admins::remove(tx, person)?;
    Ok(())
}
