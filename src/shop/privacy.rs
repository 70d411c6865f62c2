//! Customers and their data: what the shop says of it, what it knows of one, and forgetting them.
//!
//! Whoever asks to be forgotten has some days to think better of it; [`erasure`] does it then.

pub mod erasure;
pub mod export;

use chrono::{DateTime, Utc};

use crate::{
    db::{DbError, Tx},
    domain::{
        customer::Customer,
        id::TelegramId,
        privacy::{Grace, PrivacyNews},
        setting::Setting,
        text::PrivacyText,
    },
    store::{
        customers,
        outbox::{self, Notice},
        privacy, settings,
    },
};

use super::{
    Shop, UseCaseError,
    access::{Standing, Visitor},
    refuse,
};

/// What a shop says of the data it keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Its own words; `None`: the usual ones.
    pub text: Option<PrivacyText>,
    /// For how long somebody can think better of being forgotten.
    pub grace: Grace,
}

/// What the shop says of the data it keeps.
pub fn policy(tx: &mut Tx<'_>) -> Result<Policy, DbError> {
    let text = settings::get(tx, Setting::Privacy.code())?;
    Ok(Policy {
        text: text.and_then(|text| PrivacyText::parse(&text).ok()),
        grace: grace(tx)?,
    })
}

fn grace(tx: &mut Tx<'_>) -> Result<Grace, DbError> {
    let stored = settings::get(tx, Setting::Grace.code())?;
    Ok(stored_grace(stored.as_deref()))
}

/// The days of grace that are stored, else the usual ones.
pub(super) fn stored_grace(stored: Option<&str>) -> Grace {
    let days = stored.and_then(|days| days.parse().ok());
    days.and_then(Grace::new).unwrap_or(Grace::USUAL)
}

/// What somebody has to know who thinks of being forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    /// When it would be, or will be, done.
    pub at: DateTime<Utc>,
    /// Whether they have asked for it.
    pub is_asked: bool,
    /// Their orders that the shop has still to deal with: it waits for those.
    pub open_orders: i64,
    /// All of their orders.
    pub orders: i64,
}

/// Why somebody cannot be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForgetRefusal {
    /// They work for the shop, and are named in its record of what they change there.
    Staff,
}

type Refused = UseCaseError<ForgetRefusal>;

/// What being forgotten would mean for a visitor.
pub fn outlook(
    tx: &mut Tx<'_>,
    shop: &Shop,
    visitor: &Visitor,
    now: DateTime<Utc>,
) -> Result<Outlook, Refused> {
    if let Standing::Staff(_) = visitor.standing {
        return refuse(ForgetRefusal::Staff);
    }
    let customer = &visitor.customer;
    Ok(Outlook {
        at: match customer.leaving {
            Some(at) => at,
            None => grace(tx)?.ends(now, shop.timezone),
        },
        is_asked: customer.leaving.is_some(),
        open_orders: privacy::open_orders(tx, customer.id)?,
        orders: privacy::orders(tx, customer.id)?,
    })
}

/// Has a visitor forgotten when the days of grace are over. Asked for twice, the first time counts.
pub fn forget(
    tx: &mut Tx<'_>,
    shop: &Shop,
    visitor: &Visitor,
    now: DateTime<Utc>,
) -> Result<Outlook, Refused> {
    let outlook = outlook(tx, shop, visitor, now)?;
    if !outlook.is_asked {
        let at = Some(outlook.at.timestamp());
        privacy::set_leaving(tx, visitor.customer.id, at, now.timestamp())?;
    }
    Ok(Outlook {
        is_asked: true,
        ..outlook
    })
}

/// Calls being forgotten off; whether it was asked for.
pub fn stay(tx: &mut Tx<'_>, customer: &Customer, now: i64) -> Result<bool, DbError> {
    if customer.leaving.is_none() {
        return Ok(false);
    }
    privacy::set_leaving(tx, customer.id, None, now)?;
    Ok(true)
}

/// Somebody who orders wants to be known, and is told so.
pub(super) fn stay_to_order(tx: &mut Tx<'_>, customer: &Customer, now: i64) -> Result<(), DbError> {
    if stay(tx, customer, now)? {
        let notice = Notice::Privacy(PrivacyNews::Stays);
        outbox::push(tx, customer.telegram.id, &notice, now)?;
    }
    Ok(())
}

/// Whether the shop knows anything of somebody.
pub fn knows(tx: &mut Tx<'_>, person: TelegramId) -> Result<bool, DbError> {
    Ok(customers::find(tx, person)?.is_some())
}
