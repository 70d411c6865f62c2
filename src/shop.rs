//! Use cases: one function is one transaction's worth of work.
//!
//! They know nothing of Telegram and send nothing; messages to others are
//! promised in the outbox, in the same transaction. What the customer may not
//! do is a refusal, a value; what broke is a [`DbError`].

pub mod about;
pub mod access;
pub mod audit;
pub mod board;
pub mod bulk;
pub mod cart;
pub mod catalog;
pub mod categories;
pub mod checkout;
pub mod day;
pub mod delivery;
pub mod favourites;
pub mod lately;
pub mod orders;
pub mod payments;
pub mod pictures;
pub mod privacy;
pub mod products;
pub mod profile;
pub mod reach;
pub mod reviews;
pub mod search;
pub mod seeding;
pub mod settings;
pub mod setup;
pub mod showcase;
pub mod staff;
pub mod stock;
pub mod translations;
pub mod watches;
pub mod wording;

use chrono_tz::Tz;
use thiserror::Error;

use crate::{
    db::DbError,
    domain::{
        language::Language,
        money::{Currency, MoneyError},
        phone::Country,
    },
};

/// What use cases have to know of the shop's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shop {
    /// The currency of all prices.
    pub currency: Currency,
    /// The time zone of order numbers and of dates shown.
    pub timezone: Tz,
    /// The country that telephone numbers without a country code are dialled in.
    pub country: Option<Country>,
    /// What order numbers begin with.
    pub order_prefix: String,
    /// The language of people whose own is not spoken, and of what the owner types.
    pub language: Language,
}

/// Why a use case changed nothing.
#[derive(Debug, Error)]
pub enum UseCaseError<R> {
    /// The shop's rules forbid it; the customer is told and can act.
    #[error("refused")]
    Refused(R),
    /// The database failed; the customer gets an apology.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl<R> UseCaseError<R> {
    /// The same failure, or this refusal in place of the one it was.
    pub(crate) fn told_as<S>(self, refusal: S) -> UseCaseError<S> {
        match self {
            Self::Refused(_) => UseCaseError::Refused(refusal),
            Self::Db(error) => UseCaseError::Db(error),
        }
    }
}

fn refuse<T, R>(refusal: R) -> Result<T, UseCaseError<R>> {
    Err(UseCaseError::Refused(refusal))
}

/// Prices and quantities have limits; a sum beyond 64 bits means a damaged database.
fn overflow(error: MoneyError) -> DbError {
    DbError::Decode(error.to_string())
}
