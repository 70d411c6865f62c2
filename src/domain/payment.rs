//! Paying without a payment provider: ways to pay, and what an order says about it.

use chrono::{DateTime, Utc};

use super::{
    coded::coded,
    id::PaymentWayId,
    text::{Instructions, PaymentName},
};

coded! {
    /// How money gets to the shop.
    pub enum PaymentKind {
        /// By hand, with the goods.
        Cash = "cash",
        /// Beforehand, from account to account.
        Transfer = "transfer",
    }
}

coded! {
    /// Whether an order is paid, where the shop has agreed on it.
    pub enum PaymentState {
        /// Nothing was agreed, or nobody waits for it any more.
        Untracked = "untracked",
        /// Not yet.
        Unpaid = "unpaid",
        /// It is.
        Paid = "paid",
    }
}

coded! {
    /// What a customer is told about paying.
    pub enum PaymentNews {
        /// The shop has the money.
        Received = "received",
        /// The shop does not find the money.
        NotFound = "not_found",
        /// The order will be cancelled unless it is paid.
        Reminder = "reminder",
        /// The order was cancelled because nobody paid.
        Expired = "expired",
    }
}

/// How long the goods of an unpaid order are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term(u32);

/// The moments of a term that began, in seconds since 1970 (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// When the customer is reminded.
    pub remind_at: i64,
    /// When the order is cancelled.
    pub expires_at: i64,
}

impl Term {
    /// The longest term, in hours: thirty days.
    pub const MAX: u32 = 720;
    /// What a new way to pay by transfer gets.
    pub const USUAL: Self = Self(48);

    /// A term of 1 to [`Term::MAX`] hours.
    pub fn of_hours(hours: u32) -> Option<Self> {
        (1..=Self::MAX).contains(&hours).then_some(Self(hours))
    }

    /// In hours.
    pub const fn hours(self) -> u32 {
        self.0
    }

    /// A term that begins at `now`, in seconds. The reminder comes a day before its end, or
    /// half-way when it is shorter than two days.
    pub fn from(self, now: i64) -> Clock {
        let seconds = i64::from(self.0) * 3600;
        let expires_at = now + seconds;
        Clock {
            remind_at: expires_at - (seconds / 2).min(24 * 3600),
            expires_at,
        }
    }
}

/// What a way to pay is to the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentTerms {
    /// What it is called.
    pub name: PaymentName,
    /// How the money gets to the shop.
    pub kind: PaymentKind,
    /// How to pay, in the shop's words.
    pub instructions: Instructions,
    /// How long an unpaid order is kept; `None`: for ever.
    pub term: Option<Term>,
}

/// A way to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentWay {
    /// Row id.
    pub id: PaymentWayId,
    /// What it is to the customer.
    pub terms: PaymentTerms,
    /// Whether customers can choose it.
    pub is_active: bool,
    /// Whether it was deleted.
    pub is_deleted: bool,
}

/// How an order is to be paid, as the confirmation promises it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedPayment {
    /// Which way it was.
    pub way: PaymentWayId,
    /// What was shown of it.
    pub terms: PaymentTerms,
}

impl From<&PaymentWay> for AgreedPayment {
    fn from(way: &PaymentWay) -> Self {
        Self {
            way: way.id,
            terms: way.terms.clone(),
        }
    }
}

/// How an order is to be paid, and how far that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPayment {
    /// What was agreed, frozen.
    pub terms: PaymentTerms,
    /// When the order is cancelled unless it is paid; `None`: it is not.
    pub deadline: Option<DateTime<Utc>>,
    /// How many pictures the customer has sent as proof.
    pub proofs: u32,
    /// Whether it was cancelled because nobody paid.
    pub has_expired: bool,
}

impl OrderPayment {
    /// The most pictures taken as proof of one payment.
    pub const MAX_PROOFS: u32 = 5;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_comes_a_day_before_the_end_or_half_way() {
        let clock = |hours| Term::of_hours(hours).map(|term| term.from(1000));
        let at = |remind: i64, expire: i64| {
            Some(Clock {
                remind_at: 1000 + remind * 3600,
                expires_at: 1000 + expire * 3600,
            })
        };
        assert_eq!(clock(72), at(48, 72));
        assert_eq!(clock(48), at(24, 48));
        assert_eq!(clock(2), at(1, 2));
        assert_eq!(clock(Term::MAX), at(696, 720));
        assert_eq!(clock(0), None);
        assert_eq!(clock(Term::MAX + 1), None);
    }
}
