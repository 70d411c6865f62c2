//! Forgetting a customer: everything of them goes, and what the accounts need of their orders stays
//! with nobody's name on it.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, Subject},
        id::{TelegramId, UserId},
        language::Tongue,
        privacy::{PrivacyNews, next_night},
        staff::Actor,
    },
    shop::{
        Shop,
        access::{self, Standing},
        products::draft,
        reviews,
    },
    store::{
        audit::{self, NewEntry},
        outbox::{self, Notice},
        privacy::{self, Leaver},
    },
};

/// How long scrubbing the file waits for the last message to somebody, which names their chat.
const FAREWELL: TimeDelta = TimeDelta::hours(1);
/// When it is tried again to scrub the file, after a failure.
const LATER: TimeDelta = TimeDelta::hours(1);

/// What came of the wish to be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing: it was called off, or is done already.
    NotDue,
    /// It was called off, because they work for the shop now.
    Staff,
    /// It waits until their orders are over.
    Waits,
    /// They are forgotten.
    Erased {
        /// Whose chat it was.
        person: TelegramId,
        /// How many orders are left without a name.
        orders: i64,
    },
}

/// Those who are to be forgotten by now.
pub fn due(tx: &mut Tx<'_>, now: DateTime<Utc>, size: usize) -> Result<Vec<UserId>, DbError> {
    privacy::due(tx, now.timestamp(), size)
}

/// Forgets a customer whose days of grace are over. Done by two at once, it is done once.
pub fn erase(
    tx: &mut Tx<'_>,
    shop: &Shop,
    id: UserId,
    now: DateTime<Utc>,
) -> Result<Outcome, DbError> {
    let customer = privacy::lock(tx, id)?;
    let is_due = |leaving: Option<DateTime<Utc>>| leaving.is_some_and(|at| at <= now);
    let Some(customer) = customer.filter(|customer| is_due(customer.leaving)) else {
        return Ok(Outcome::NotDue);
    };
    let (person, seconds) = (customer.telegram.id, now.timestamp());
    let standing = access::standing(tx, person)?;
    if let Standing::Staff(_) = standing {
        privacy::set_leaving(tx, id, None, seconds)?;
        let notice = Notice::Privacy(PrivacyNews::Staff);
        outbox::push(tx, person, &notice, seconds)?;
        return Ok(Outcome::Staff);
    }
    if privacy::open_orders(tx, id)? > 0 {
        let night = next_night(now, shop.timezone).timestamp();
        privacy::set_leaving(tx, id, Some(night), seconds)?;
        // Once, and again when that was so long ago that the message is forgotten.
        let (notice, key) = (
            Notice::Privacy(PrivacyNews::Waits),
            format!("forget-waits:{id}"),
        );
        outbox::push_once(tx, person, &notice, &key, seconds)?;
        return Ok(Outcome::Waits);
    }
    let orders = privacy::orders(tx, id)?;
    let nobody = TelegramId::nobody(rand::random());
    let proofs = privacy::proofs(tx, id)?;
    // Wherever somebody has to stand in their place. For who writes to the old row in this moment
    // it is gone, not emptied.
    let heir = match (orders, standing) {
        (0, Standing::Stranger) => UserId::new(0),
        _ => privacy::insert_nobody(tx, nobody, seconds)?,
    };
    draft::forget(tx, person)?;
    reviews::forget(tx, id)?;
    privacy::delete(tx, Leaver { id, person })?;
    privacy::clear_orders(tx, id, heir, seconds)?;
    if standing == Standing::Former {
        privacy::clear_staff(tx, person, nobody, seconds)?;
    }
    privacy::delete_customer(tx, id)?;
    for photo in proofs {
        draft::drop_photo(tx, photo)?;
    }
    let entry = NewEntry {
        actor: Actor::Person(nobody),
        action: Action::Delete,
        subject: Subject::Customer(heir),
        label: "",
        before: None,
        after: Some(&format!("{{\"orders\":{orders}}}")),
    };
    audit::insert(tx, entry, seconds)?;
    let tongue = Tongue {
        chosen: customer.language,
        tag: customer.telegram.language_code,
    };
    outbox::push(tx, person, &Notice::Forgotten(tongue), seconds)?;
    privacy::scrub_at(tx, (now + FAREWELL).timestamp(), seconds)?;
    Ok(Outcome::Erased { person, orders })
}

/// Forgets the last message to somebody who was erased: it was sent, or cannot be.
pub fn farewell_is_settled(tx: &mut Tx<'_>, outbox: i64, now: i64) -> Result<(), DbError> {
    privacy::delete_farewell(tx, outbox, now)
}

/// The wish to have the database's file scrubbed of what was deleted, when that is due.
pub fn scrub_due(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<Option<String>, DbError> {
    privacy::scrub_due(tx, now.timestamp())
}

/// Notes that the wish was met.
pub fn scrubbed(tx: &mut Tx<'_>, wish: &str) -> Result<(), DbError> {
    privacy::scrubbed(tx, wish)
}

/// Puts it off for a while.
pub fn scrub_later(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<(), DbError> {
    privacy::scrub_at(tx, (now + LATER).timestamp(), now.timestamp())
}
