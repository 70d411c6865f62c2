//! The customer's contact data and addresses.

use crate::{
    db::{DbError, Tx},
    domain::{
        customer::{Address, Customer, Email},
        id::{AddressId, UserId},
        page::Page,
        phone::Phone,
        pin::Pin,
        text::{AddressLabel, AddressText},
    },
    store::{addresses, customers},
};

use super::{UseCaseError, refuse};

/// Addresses on one screen.
const PER_PAGE: usize = 8;

/// What the profile shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The customer.
    pub customer: Customer,
    /// The address checkout uses.
    pub address: Option<Address>,
}

/// This customer has no such address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownAddress;

/// Shows the profile.
pub fn view(tx: &mut Tx<'_>, customer: &Customer) -> Result<Profile, DbError> {
    let address = addresses::default_of(tx, customer.id)?;
    Ok(Profile {
        customer: customer.clone(),
        address,
    })
}

/// Sets the phone.
pub fn set_phone(
    tx: &mut Tx<'_>,
    customer: UserId,
    phone: &Phone,
    now: i64,
) -> Result<(), DbError> {
    customers::set_phone(tx, customer, phone, now)
}

/// Sets the e-mail.
pub fn set_email(
    tx: &mut Tx<'_>,
    customer: UserId,
    email: &Email,
    now: i64,
) -> Result<(), DbError> {
    customers::set_email(tx, customer, email, now)
}

/// One page of the customer's addresses.
pub fn addresses(
    tx: &mut Tx<'_>,
    customer: UserId,
    from: Option<AddressId>,
) -> Result<Page<Address, AddressId>, DbError> {
    addresses::page(tx, customer, from, PER_PAGE)
}

/// An address of this customer.
pub fn address(
    tx: &mut Tx<'_>,
    customer: UserId,
    id: AddressId,
) -> Result<Address, UseCaseError<UnknownAddress>> {
    match addresses::find(tx, customer, id)? {
        Some(address) => Ok(address),
        None => refuse(UnknownAddress),
    }
}

/// Saves an address; which one is the default stays the customer's decision.
pub fn add_address(
    tx: &mut Tx<'_>,
    customer: UserId,
    label: &AddressLabel,
    text: &AddressText,
    pin: Option<&Pin>,
    now: i64,
) -> Result<AddressId, DbError> {
    addresses::insert(tx, customer, label.as_str(), (text.as_str(), pin), now)
}

/// Deletes an address.
pub fn delete_address(
    tx: &mut Tx<'_>,
    customer: UserId,
    id: AddressId,
) -> Result<(), UseCaseError<UnknownAddress>> {
    if addresses::delete(tx, customer, id)? {
        Ok(())
    } else {
        refuse(UnknownAddress)
    }
}

/// Makes an address the only default one.
pub fn make_default(
    tx: &mut Tx<'_>,
    customer: UserId,
    id: AddressId,
    now: i64,
) -> Result<(), UseCaseError<UnknownAddress>> {
    customers::hold(tx, customer, now)?;
    address(tx, customer, id)?;
    Ok(addresses::make_default(tx, customer, id, now)?)
}
