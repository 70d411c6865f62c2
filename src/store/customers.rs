//! Customers (`users`): one row per Telegram person.

use crate::{
    db::{DbError, Row, Tx},
    domain::{
        customer::{Customer, Email, OutOfReach, TelegramProfile, Unreachable},
        id::{TelegramId, UserId},
        language::{Language, Tongue},
        phone::Phone,
        text::ContactName,
    },
    params,
};

use super::{admins, orders::time};

const COLUMNS: &str = "id, telegram_id, first_name, last_name, username, language_code, contact_name, phone, email, language, forget_at";

fn read(row: &mut Row<'_>) -> Result<Customer, DbError> {
    Ok(Customer {
        id: UserId::new(row.take()?),
        telegram: TelegramProfile {
            id: TelegramId::new(row.take()?),
            first_name: row.take()?,
            last_name: row.take()?,
            username: row.take()?,
            language_code: row.take()?,
        },
        contact_name: stored(row, |text| ContactName::parse(text).ok())?,
        phone: stored(row, |text| Phone::stored(text.to_owned()))?,
        email: stored(row, |text| Email::parse(text).ok())?,
        language: language(row)?,
        leaving: row.take::<Option<i64>>()?.map(time).transpose()?,
    })
}

/// The language a customer chose. One of another release is none.
fn language(row: &mut Row<'_>) -> Result<Option<Language>, DbError> {
    let code: Option<String> = row.take()?;
    Ok(code.as_deref().and_then(Language::from_code))
}

fn stored<T>(row: &mut Row<'_>, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, DbError> {
    let text: Option<String> = row.take()?;
    text.map(|text| parse(&text).ok_or_else(|| DbError::Decode("a customer's contact data".into())))
        .transpose()
}

/// Finds the customer behind a Telegram id who can be written to as far as is known, and whether
/// they are or were one of the staff.
pub fn find_with_standing(
    tx: &mut Tx<'_>,
    telegram: TelegramId,
) -> Result<Option<(Customer, Option<admins::Standing>)>, DbError> {
    tx.query_opt(
        &format!(
            "SELECT {COLUMNS}, a.role, a.left_at
             FROM users LEFT JOIN admins a USING (telegram_id)
             WHERE telegram_id = $1 AND unreachable IS NULL"
        ),
        params![telegram.get()],
        |row| Ok((read(row)?, admins::read_standing(row)?)),
    )
}

/// Holds the customer's row until the end: others who would change what is theirs wait.
pub fn hold(tx: &mut Tx<'_>, customer: UserId, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE users SET updated_at = $2 WHERE id = $1",
        params![customer.get(), now],
    )
}

/// A customer by the id of their row, which nobody refers to anew until the end.
pub fn lock(tx: &mut Tx<'_>, customer: UserId) -> Result<Option<Customer>, DbError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM users WHERE id = $1 FOR UPDATE"),
        params![customer.get()],
        read,
    )
}

/// Finds the customer behind a Telegram id.
pub fn find(tx: &mut Tx<'_>, telegram: TelegramId) -> Result<Option<Customer>, DbError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM users WHERE telegram_id = $1"),
        params![telegram.get()],
        read,
    )
}

/// The first name of somebody on Telegram, when the shop knows them.
pub fn first_name(tx: &mut Tx<'_>, telegram: TelegramId) -> Result<Option<String>, DbError> {
    tx.query_opt(
        "SELECT first_name FROM users WHERE telegram_id = $1 AND first_name <> ''",
        params![telegram.get()],
        |row| row.take(),
    )
}

/// Which language to speak with somebody.
pub fn tongue(tx: &mut Tx<'_>, telegram: TelegramId) -> Result<Option<Tongue>, DbError> {
    tx.query_opt(
        "SELECT language, language_code FROM users WHERE telegram_id = $1",
        params![telegram.get()],
        |row| {
            Ok(Tongue {
                chosen: language(row)?,
                tag: row.take()?,
            })
        },
    )
}

/// Keeps the language a customer chose.
pub fn set_language(
    tx: &mut Tx<'_>,
    customer: UserId,
    language: Language,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE users SET language = $2, updated_at = $3 WHERE id = $1",
        params![customer.get(), language.code(), now],
    )
}

/// Makes the customer's row, or brings its Telegram names up to date; concurrent first
/// updates end in one row. Somebody we hear from can be written to.
pub fn save(tx: &mut Tx<'_>, profile: &TelegramProfile, now: i64) -> Result<Customer, DbError> {
    tx.query_one(
        &format!(
            "INSERT INTO users (telegram_id, first_name, last_name, username, language_code, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $6)
             ON CONFLICT (telegram_id) DO UPDATE SET
                 first_name = excluded.first_name, last_name = excluded.last_name,
                 username = excluded.username, language_code = excluded.language_code,
                 unreachable = NULL, unreachable_at = NULL, updated_at = excluded.updated_at
             RETURNING {COLUMNS}"
        ),
        params![
            profile.id.get(),
            &profile.first_name,
            profile.last_name.as_deref(),
            profile.username.as_deref(),
            profile.language_code.as_deref(),
            now
        ],
        read,
    )
}

/// Notes that somebody cannot be written to; since when is kept.
pub fn set_unreachable(
    tx: &mut Tx<'_>,
    telegram: TelegramId,
    why: Unreachable,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE users SET unreachable = $2, unreachable_at = COALESCE(unreachable_at, $3), updated_at = $3
         WHERE telegram_id = $1",
        params![telegram.get(), why.code(), now],
    )
}

/// Notes that somebody can be written to.
pub fn set_reachable(tx: &mut Tx<'_>, telegram: TelegramId, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE users SET unreachable = NULL, unreachable_at = NULL, updated_at = $2
         WHERE telegram_id = $1 AND unreachable IS NOT NULL",
        params![telegram.get(), now],
    )
}

/// Why somebody cannot be written to.
pub fn out_of_reach(tx: &mut Tx<'_>, telegram: TelegramId) -> Result<Option<OutOfReach>, DbError> {
    tx.query_opt(
        "SELECT unreachable, unreachable_at FROM users WHERE telegram_id = $1 AND unreachable IS NOT NULL",
        params![telegram.get()],
        |row| {
            let why: String = row.take()?;
            Ok(OutOfReach {
                why: Unreachable::from_code(&why)
                    .ok_or_else(|| DbError::Decode(format!("unreachable '{why}'")))?,
                since: time(row.take()?)?,
            })
        },
    )
}

/// Sets the phone of the profile.
pub fn set_phone(
    tx: &mut Tx<'_>,
    customer: UserId,
    phone: &Phone,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE users SET phone = $2, updated_at = $3 WHERE id = $1",
        params![customer.get(), phone.as_str(), now],
    )?;
    Ok(())
}

/// Sets the e-mail of the profile.
pub fn set_email(
    tx: &mut Tx<'_>,
    customer: UserId,
    email: &Email,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE users SET email = $2, updated_at = $3 WHERE id = $1",
        params![customer.get(), email.as_str(), now],
    )?;
    Ok(())
}

/// Keeps the name and phone of an order for the next one.
pub fn set_contact(
    tx: &mut Tx<'_>,
    customer: UserId,
    name: Option<&str>,
    phone: Option<&str>,
    now: i64,
) -> Result<(), DbError> {
    tx.run(
        "UPDATE users SET contact_name = COALESCE($2, contact_name), phone = COALESCE($3, phone), updated_at = $4
         WHERE id = $1",
        params![customer.get(), name, phone, now],
    )?;
    Ok(())
}
