//! Who this is: a customer, created on first sight, and perhaps one of the staff.
//!
//! What staff may do is a value. A use case demands the [`Permit`] for its part of the shop, which
//! only somebody with a role that includes it can show: a forgotten check does not compile.

use std::{fmt, marker::PhantomData};

use crate::{
    db::{DbError, Tx},
    domain::{
        customer::{Customer, TelegramProfile},
        id::{TelegramId, UserId},
        staff::{Actor, Role},
    },
    store::{admins, customers},
};

/// A part of the shop that a role may include.
pub trait Part: sealed::Sealed + Send + Sync + 'static {
    /// Whether people of this role may do it.
    fn is_part_of(role: Role) -> bool;
}

/// Orders: seeing them and moving them along.
#[derive(Debug, Clone, Copy)]
pub struct Orders;

/// The catalogue, its stock, and delivery.
#[derive(Debug, Clone, Copy)]
pub struct Catalogue;

/// What was sold, in totals: nothing about a person.
#[derive(Debug, Clone, Copy)]
pub struct Figures;

/// Staff and settings.
#[derive(Debug, Clone, Copy)]
pub struct Management;

impl Part for Orders {
    fn is_part_of(_role: Role) -> bool {
        true
    }
}

impl Part for Catalogue {
    fn is_part_of(role: Role) -> bool {
        matches!(role, Role::Owner | Role::Manager)
    }
}

impl Part for Figures {
    fn is_part_of(role: Role) -> bool {
        matches!(role, Role::Owner | Role::Manager)
    }
}

impl Part for Management {
    fn is_part_of(role: Role) -> bool {
        role == Role::Owner
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Orders {}
    impl Sealed for super::Catalogue {}
    impl Sealed for super::Figures {}
    impl Sealed for super::Management {}
}

/// Proof that somebody may do this part of the shop's work, and who it is.
///
/// The fields are private: it comes from [`Staff::permit`] or [`Permit::operator`] only.
pub struct Permit<P> {
    actor: Actor,
    part: PhantomData<P>,
}

impl<P: Part> Permit<P> {
    /// Whoever has the shop's shell and file may do everything.
    pub const fn operator() -> Self {
        Self {
            actor: Actor::Operator,
            part: PhantomData,
        }
    }

    /// Whose it is.
    pub const fn actor(&self) -> Actor {
        self.actor
    }
}

impl<P> Clone for Permit<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for Permit<P> {}

impl<P> fmt::Debug for Permit<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Permit({:?})", self.actor)
    }
}

/// Somebody who works for the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Staff {
    person: TelegramId,
    role: Role,
}

impl Staff {
    /// Their role.
    pub const fn role(self) -> Role {
        self.role
    }

    /// Whether their role includes a part of the shop.
    pub fn may<P: Part>(self) -> bool {
        P::is_part_of(self.role)
    }

    /// The permit for a part of the shop, when their role includes it.
    pub fn permit<P: Part>(self) -> Option<Permit<P>> {
        self.may::<P>().then_some(Permit {
            actor: Actor::Person(self.person),
            part: PhantomData,
        })
    }
}

/// Whether somebody works for the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They never did.
    Stranger,
    /// They did once.
    Former,
    /// They do.
    Staff(Staff),
}

/// Why somebody may not do what they ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// They do not work for the shop, and learn nothing of what staff can do.
    Stranger,
    /// They do so no more.
    Former,
    /// Their role does not include it.
    Role(Role),
}

/// The person behind an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// The customer.
    pub customer: Customer,
    /// Whether they work for the shop.
    pub standing: Standing,
}

impl Visitor {
    /// Who they are among the staff, if they are.
    pub const fn staff(&self) -> Option<Staff> {
        match self.standing {
            Standing::Staff(staff) => Some(staff),
            Standing::Former | Standing::Stranger => None,
        }
    }

    /// Their permit for a part of the shop.
    ///
    /// # Errors
    /// When they have none, with the reason they may be told.
    pub fn permit<P: Part>(&self) -> Result<Permit<P>, Denied> {
        match self.standing {
            Standing::Staff(staff) => staff.permit().ok_or(Denied::Role(staff.role)),
            Standing::Former => Err(Denied::Former),
            Standing::Stranger => Err(Denied::Stranger),
        }
    }
}

fn of_row(person: TelegramId, row: Option<admins::Standing>) -> Standing {
    match row {
        None => Standing::Stranger,
        Some(admins::Standing { has_left: true, .. }) => Standing::Former,
        Some(admins::Standing { role, .. }) => Standing::Staff(Staff { person, role }),
    }
}

/// The person, when nothing about them is new; for screens that only show.
pub fn known(tx: &mut Tx<'_>, profile: &TelegramProfile) -> Result<Option<Visitor>, DbError> {
    let found = customers::find_with_standing(tx, profile.id)?;
    let known = found.filter(|(customer, _)| customer.telegram == *profile);
    Ok(known.map(|(customer, row)| Visitor {
        customer,
        standing: of_row(profile.id, row),
    }))
}

/// The customer behind a Telegram id, when there is one.
pub fn customer(tx: &mut Tx<'_>, person: TelegramId) -> Result<Option<UserId>, DbError> {
    Ok(customers::find(tx, person)?.map(|customer| customer.id))
}

/// What the shop knows of the customer behind a Telegram id.
pub fn known_customer(tx: &mut Tx<'_>, person: TelegramId) -> Result<Option<Customer>, DbError> {
    customers::find(tx, person)
}

/// The person, registered on first sight and with the names Telegram sends now.
pub fn visitor(tx: &mut Tx<'_>, profile: &TelegramProfile, now: i64) -> Result<Visitor, DbError> {
    if let Some(visitor) = known(tx, profile)? {
        return Ok(visitor);
    }
    let customer = customers::save(tx, profile, now)?;
    let row = admins::standing(tx, profile.id)?;
    Ok(Visitor {
        customer,
        standing: of_row(profile.id, row),
    })
}

/// Whether somebody works for the shop.
pub fn standing(tx: &mut Tx<'_>, person: TelegramId) -> Result<Standing, DbError> {
    Ok(of_row(person, admins::standing(tx, person)?))
}

/// Who somebody is among the staff, if they are.
pub fn staff(tx: &mut Tx<'_>, person: TelegramId) -> Result<Option<Staff>, DbError> {
    match standing(tx, person)? {
        Standing::Staff(staff) => Ok(Some(staff)),
        Standing::Former | Standing::Stranger => Ok(None),
    }
}
