//! Customers who are forgotten, and what the shop knows of one.
//!
//! [`places`] lists what becomes of every table.

pub mod places;
pub mod sections;

use crate::{
    db::{DbError, Tx},
    domain::{
        customer::{Customer, Unreachable},
        id::{PhotoId, TelegramId, UserId},
    },
    params,
};

use super::{customers, limit, settings};

use self::places::{Fate, PLACES, Whose};

/// From when on the database's file is to be scrubbed of what was deleted, in seconds; no such
/// setting: it holds nothing of that kind.
const SCRUB: &str = "scrub_at";

/// Somebody who is about to be erased.
#[derive(Debug, Clone, Copy)]
pub struct Leaver {
    /// Their row.
    pub id: UserId,
    /// Their chat.
    pub person: TelegramId,
}

/// Notes when somebody is to be forgotten; `None`: not at all.
pub fn set_leaving(
    tx: &mut Tx<'_>,
    customer: UserId,
    at: Option<i64>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE users SET forget_at = $2, updated_at = $3 WHERE id = $1",
        params![customer.get(), at, now],
    )
}

/// Those who are to be forgotten by now, longest due first.
pub fn due(tx: &mut Tx<'_>, now: i64, size: usize) -> Result<Vec<UserId>, DbError> {
    tx.query(
        "SELECT id FROM users WHERE forget_at IS NOT NULL AND forget_at <= $1 ORDER BY forget_at, id LIMIT $2",
        params![now, limit(size)],
        |row| row.take().map(UserId::new),
    )
}

/// Locks a customer, their checkout and what they have just sent: whoever handles that or places
/// an order is waited for, and whoever would add something of theirs waits. `None` when they are
/// gone.
pub fn lock(tx: &mut Tx<'_>, customer: UserId) -> Result<Option<Customer>, DbError> {
    // In the order in which an update takes them.
    tx.query(
        "SELECT update_id FROM inbox WHERE chat_id = (SELECT telegram_id FROM users WHERE id = $1)
         ORDER BY bot_id, update_id FOR UPDATE",
        params![customer.get()],
        |row| row.take::<i64>(),
    )?;
    tx.query(
        "SELECT id FROM checkouts WHERE user_id = $1 ORDER BY id FOR UPDATE",
        params![customer.get()],
        |row| row.take::<i64>(),
    )?;
    customers::lock(tx, customer)
}

/// How many orders of a customer the shop has still to deal with.
pub fn open_orders(tx: &mut Tx<'_>, customer: UserId) -> Result<i64, DbError> {
    tx.query_one(
        "SELECT COUNT(*) FROM orders WHERE user_id = $1
             AND status IN ('pending', 'processing', 'pickup_ready', 'shipped')",
        params![customer.get()],
        |row| row.take(),
    )
}

/// How many orders a customer has placed.
pub fn orders(tx: &mut Tx<'_>, customer: UserId) -> Result<i64, DbError> {
    tx.query_one(
        "SELECT COUNT(*) FROM orders WHERE user_id = $1",
        params![customer.get()],
        |row| row.take(),
    )
}

/// The pictures that a customer sent to show that they have paid, by id.
pub fn proofs(tx: &mut Tx<'_>, customer: UserId) -> Result<Vec<PhotoId>, DbError> {
    tx.query(
        "SELECT DISTINCT f.photo_id FROM order_proofs f JOIN orders o ON o.id = f.order_id
         WHERE o.user_id = $1 ORDER BY f.photo_id",
        params![customer.get()],
        |row| row.take().map(PhotoId::new),
    )
}

/// Makes a row that stands in the place of somebody who is erased.
pub fn insert_nobody(tx: &mut Tx<'_>, nobody: TelegramId, now: i64) -> Result<UserId, DbError> {
    tx.query_one(
        "INSERT INTO users (telegram_id, first_name, unreachable, unreachable_at, created_at, updated_at)
         VALUES ($1, '', $2, $3, $3, $3) RETURNING id",
        params![nobody.get(), Unreachable::Erased.code(), now],
        |row| row.take().map(UserId::new),
    )
}

/// Deletes every row that is a customer's alone.
pub fn delete(tx: &mut Tx<'_>, leaver: Leaver) -> Result<(), DbError> {
    delete_notices_about_orders(tx, leaver.id)?;
    // Updates of groups, where their name comes with what they said.
    tx.run(
        "DELETE FROM inbox WHERE payload LIKE $1 OR payload LIKE $2",
        params![
            &format!("%\"id\":{},%", leaver.person),
            &format!("%\"id\":{}}}%", leaver.person)
        ],
    )?;
    for place in PLACES {
        let Fate::Gone(whose) = place.fate else {
            continue;
        };
        let id = match whose {
            Whose::Chat(_) => leaver.person.get(),
            Whose::User(_) | Whose::Cart(_) | Whose::Order(_) => leaver.id.get(),
        };
        let (table, condition) = (place.table, whose.condition());
        tx.run(
            &format!("DELETE FROM {table} WHERE {condition}"),
            params![id],
        )?;
    }
    Ok(())
}

/// Deletes messages about the orders of a customer, which may hold their words, whomever they
/// are for.
fn delete_notices_about_orders(tx: &mut Tx<'_>, customer: UserId) -> Result<(), DbError> {
    let mut theirs = tx.query(
        "SELECT id FROM orders WHERE user_id = $1",
        params![customer.get()],
        |row| row.take::<i64>(),
    )?;
    theirs.sort_unstable();
    let about = tx.query(
        "SELECT id, notice FROM outbox WHERE notice LIKE '%\"order\":%'",
        params![],
        |row| Ok((row.take::<i64>()?, row.take::<String>()?)),
    )?;
    for (id, notice) in about {
        let notice: serde_json::Value =
            serde_json::from_str(&notice).map_err(|error| DbError::Decode(error.to_string()))?;
        let order = notice.get("order").and_then(serde_json::Value::as_i64);
        if order.is_some_and(|order| theirs.binary_search(&order).is_ok()) {
            tx.run("DELETE FROM outbox WHERE id = $1", params![id])?;
        }
    }
    Ok(())
}

/// Leaves of a customer's orders what the accounts need, and gives them to `nobody`.
pub fn clear_orders(
    tx: &mut Tx<'_>,
    customer: UserId,
    nobody: UserId,
    now: i64,
) -> Result<(), DbError> {
    // In the record stand the words that the shop called them off with.
    let recorded = tx.query(
        "SELECT id, before, after FROM audit WHERE subject = 'order'
             AND subject_id IN (SELECT id FROM orders WHERE user_id = $1)
             AND (before LIKE '%\"cancel_reason\":\"%' OR after LIKE '%\"cancel_reason\":\"%')",
        params![customer.get()],
        |row| Ok((row.take()?, row.take()?, row.take()?)),
    )?;
    rewrite(tx, recorded, |key, value| {
        if key == "cancel_reason" {
            *value = serde_json::Value::Null;
        }
    })?;
    tx.run(
        "UPDATE board_posts SET changes = changes + 1, updated_at = $2
         WHERE order_id IN (SELECT id FROM orders WHERE user_id = $1)",
        params![customer.get(), now],
    )?;
    tx.run(
        "UPDATE orders SET user_id = $2, contact_name = '', phone = '', address = '',
             shown_address = NULL, language = NULL, pin = NULL, comment = NULL,
             cancel_reason = NULL, search_key = LOWER(number), updated_at = $3
         WHERE user_id = $1",
        params![customer.get(), nobody.get(), now],
    )
}

/// Names `nobody` wherever somebody is named who was once of the staff.
pub fn clear_staff(
    tx: &mut Tx<'_>,
    person: TelegramId,
    nobody: TelegramId,
    now: i64,
) -> Result<(), DbError> {
    let recorded = tx.query(
        "SELECT id, before, after FROM audit WHERE subject IN ('order', 'invite') AND (before LIKE $1 OR after LIKE $1)",
        params![&format!("%:{person}%")],
        |row| Ok((row.take()?, row.take()?, row.take()?)),
    )?;
    rewrite(tx, recorded, |key, value| {
        if ["claimed_by", "used_by"].contains(&key) && value.as_i64() == Some(person.get()) {
            *value = nobody.get().into();
        }
    })?;
    for sql in [
        "UPDATE audit SET subject_id = $2, label = '' WHERE subject = 'staff' AND subject_id = $1",
        "UPDATE audit SET actor = $2 WHERE actor = $1",
        "UPDATE staff_links SET made_by = $2 WHERE made_by = $1",
        "UPDATE staff_links SET used_by = $2 WHERE used_by = $1",
        "UPDATE order_messages SET author = $2 WHERE author = $1",
    ] {
        tx.run(sql, params![person.get(), nobody.get()])?;
    }
    tx.run(
        "UPDATE board_posts SET changes = changes + 1, updated_at = $2
         WHERE order_id IN (SELECT id FROM orders WHERE claimed_by = $1)",
        params![person.get(), now],
    )?;
    tx.run(
        "UPDATE orders SET claimed_by = NULL, claimed_at = NULL, updated_at = $2 WHERE claimed_by = $1",
        params![person.get(), now],
    )?;
    tx.run(
        "UPDATE orders SET paid_by = NULL, updated_at = $2 WHERE paid_by = $1",
        params![person.get(), now],
    )
}

/// An entry of the record: its id, and its states before and after in JSON.
type Recorded = (i64, Option<String>, Option<String>);

/// Changes fields in what the record keeps of how something was and became.
fn rewrite(
    tx: &mut Tx<'_>,
    recorded: Vec<Recorded>,
    change: impl Fn(&str, &mut serde_json::Value),
) -> Result<(), DbError> {
    let anew = |state: Option<String>| -> Result<Option<String>, DbError> {
        let Some(state) = state else { return Ok(None) };
        let mut state: serde_json::Value =
            serde_json::from_str(&state).map_err(|error| DbError::Decode(error.to_string()))?;
        for (key, value) in state.as_object_mut().into_iter().flatten() {
            change(key, value);
        }
        Ok(Some(state.to_string()))
    };
    for (id, before, after) in recorded {
        tx.run(
            "UPDATE audit SET before = $2, after = $3 WHERE id = $1",
            params![id, anew(before)?.as_deref(), anew(after)?.as_deref()],
        )?;
    }
    Ok(())
}

/// Deletes the row of a customer, to whom nothing belongs any more.
pub fn delete_customer(tx: &mut Tx<'_>, customer: UserId) -> Result<(), DbError> {
    tx.run("DELETE FROM users WHERE id = $1", params![customer.get()])
}

/// Deletes the last message to somebody who was erased, which is settled. When no other such
/// message waits, the file can be scrubbed at once.
pub fn delete_farewell(tx: &mut Tx<'_>, outbox: i64, now: i64) -> Result<(), DbError> {
    tx.run("DELETE FROM outbox WHERE id = $1", params![outbox])?;
    let other = tx.query_opt(
        "SELECT id FROM outbox WHERE notice LIKE '{\"notice\":\"forgotten\"%' LIMIT 1",
        params![],
        |row| row.take::<i64>(),
    )?;
    match other {
        Some(_) => Ok(()),
        None => scrub_at(tx, now, now),
    }
}

/// Has the file scrubbed from a time on.
pub fn scrub_at(tx: &mut Tx<'_>, at: i64, now: i64) -> Result<(), DbError> {
    // Told from every other wish, so that none is taken for done that came while it was.
    let wish = format!("{at} {}", rand::random::<u32>());
    settings::set(tx, SCRUB, &wish, now)
}

/// The wish to have the file scrubbed, when that is due.
pub fn scrub_due(tx: &mut Tx<'_>, now: i64) -> Result<Option<String>, DbError> {
    let wish = settings::get(tx, SCRUB)?;
    let is_due = |wish: &String| {
        let at = wish.split(' ').next().unwrap_or_default();
        at.parse().is_ok_and(|at: i64| at <= now)
    };
    Ok(wish.filter(is_due))
}

/// Notes that a wish to have the file scrubbed was met.
pub fn scrubbed(tx: &mut Tx<'_>, wish: &str) -> Result<(), DbError> {
    tx.run(
        "DELETE FROM settings WHERE key = $1 AND value = $2",
        params![SCRUB, wish],
    )
}
