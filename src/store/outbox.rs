//! Messages promised inside a transaction, delivered after it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    db::{DbError, Tx},
    domain::{
        id::{OrderId, PhotoId, ReviewId, TelegramId, VariantId},
        language::{Language, Tongue},
        order::OrderStatus,
        payment::PaymentNews,
        privacy::PrivacyNews,
        staff::Role,
    },
    params,
};

use super::limit;

/// What somebody is owed a message about; the words are found when it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// To an administrator: an order came in.
    NewOrder(OrderId),
    /// To an administrator: a customer called an order off.
    CancelledByCustomer(OrderId),
    /// To an administrator: a customer's words about an order.
    Question {
        /// The order.
        order: OrderId,
        /// What they wrote.
        text: String,
    },
    /// To a customer: their order moved on.
    StatusChanged(OrderId, OrderStatus),
    /// To a customer: the shop's words about their order.
    Answer {
        /// The order.
        order: OrderId,
        /// What staff wrote.
        text: String,
    },
    /// To staff: a sale has left little of something.
    LowStock {
        /// Of what.
        variant: VariantId,
        /// Units that it left.
        left: u32,
    },
    /// To a customer: what they waited for is there again.
    BackInStock(VariantId),
    /// To an owner: how the shop stands in the morning of a day.
    MorningReport(NaiveDate),
    /// To an administrator: a customer's picture of a payment.
    Proof {
        /// The order.
        order: OrderId,
        /// The picture.
        photo: PhotoId,
    },
    /// To an administrator: an order was cancelled because nobody paid.
    UnpaidCancelled(OrderId),
    /// To a customer: something about paying for their order.
    Payment(OrderId, PaymentNews),
    /// To an owner: the order board cannot be written to any more.
    BoardLost {
        /// What the group is called.
        title: String,
    },
    /// To an administrator: a customer says something of a product.
    Review(ReviewId),
    /// To a customer: what became of their wish to be forgotten.
    Privacy(PrivacyNews),
    /// To somebody who was a customer: they are forgotten, but for this. It is deleted once it is
    /// sent.
    Forgotten(Tongue),
}

impl Notice {
    /// The order it is about, when it is about one.
    pub const fn order(&self) -> Option<OrderId> {
        match self {
            Self::NewOrder(order)
            | Self::CancelledByCustomer(order)
            | Self::Question { order, .. }
            | Self::Answer { order, .. }
            | Self::Proof { order, .. }
            | Self::UnpaidCancelled(order)
            | Self::Payment(order, _)
            | Self::StatusChanged(order, _) => Some(*order),
            Self::LowStock { .. }
            | Self::BackInStock(_)
            | Self::MorningReport(_)
            | Self::Review(_)
            | Self::BoardLost { .. }
            | Self::Privacy(_)
            | Self::Forgotten(_) => None,
        }
    }

    /// Whether it is about an order, and its customer's to read.
    pub const fn is_for_customer(&self) -> bool {
        matches!(
            self,
            Self::StatusChanged(..) | Self::Answer { .. } | Self::Payment(..)
        )
    }

    /// Whether it can wait until the quiet hours are over: what nobody has just done.
    pub const fn is_calm(&self) -> bool {
        match self {
            Self::LowStock { .. }
            | Self::BackInStock(_)
            | Self::MorningReport(_)
            | Self::Review(_)
            | Self::UnpaidCancelled(_)
            | Self::Privacy(PrivacyNews::Waits | PrivacyNews::Staff)
            | Self::Payment(_, PaymentNews::Reminder | PaymentNews::Expired) => true,
            Self::NewOrder(_)
            | Self::CancelledByCustomer(_)
            | Self::Question { .. }
            | Self::StatusChanged(..)
            | Self::Answer { .. }
            | Self::Proof { .. }
            | Self::BoardLost { .. }
            | Self::Privacy(PrivacyNews::Stays)
            // As long as it waits, so does the shop with forgetting the chat.
            | Self::Forgotten(_)
            | Self::Payment(_, PaymentNews::Received | PaymentNews::NotFound) => false,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "snake_case")]
enum Stored {
    NewOrder {
        order: i64,
    },
    CancelledByCustomer {
        order: i64,
    },
    Question {
        order: i64,
        text: String,
    },
    StatusChanged {
        order: i64,
        status: String,
    },
    Answer {
        order: i64,
        text: String,
    },
    // What `stock::tell_of_scarce` writes.
    Review {
        review: i64,
    },
    LowStock {
        variant: i64,
        left: u32,
    },
    BackInStock {
        variant: i64,
    },
    MorningReport {
        day: String,
    },
    Proof {
        order: i64,
        photo: i64,
    },
    UnpaidCancelled {
        order: i64,
    },
    Payment {
        order: i64,
        news: String,
    },
    BoardLost {
        title: String,
    },
    Privacy {
        news: String,
    },
    Forgotten {
        language: Option<String>,
        tag: Option<String>,
    },
}

/// A message waiting to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Row id; messages of one chat go out in its order.
    pub id: i64,
    /// Who gets it.
    pub chat: TelegramId,
    /// What it is about.
    pub notice: Notice,
    /// How often sending failed.
    pub attempts: u32,
}

/// Promises a message.
pub fn push(tx: &mut Tx<'_>, chat: TelegramId, notice: &Notice, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO outbox (chat_id, notice, state, attempts, is_calm, created_at, updated_at)
         VALUES ($1, $2, 'waiting', 0, $4, $3, $3)",
        params![chat.get(), &encode(notice)?, now, notice.is_calm()],
    )
}

/// Promises a message, once: of two with one key the second is not kept.
pub fn push_once(
    tx: &mut Tx<'_>,
    chat: TelegramId,
    notice: &Notice,
    key: &str,
    now: i64,
) -> Result<bool, DbError> {
    let promised = tx.execute(
        "INSERT INTO outbox (chat_id, notice, state, attempts, is_calm, once_key, created_at, updated_at)
         VALUES ($1, $2, 'waiting', 0, $3, $4, $5, $5) ON CONFLICT (once_key) DO NOTHING",
        params![chat.get(), &encode(notice)?, notice.is_calm(), key, now],
    )?;
    Ok(promised > 0)
}

/// Promises a message to every owner, once: of two with one key the second is not kept. Returns
/// how many were.
pub fn push_to_owners_once(
    tx: &mut Tx<'_>,
    notice: &Notice,
    key: &str,
    now: i64,
) -> Result<usize, DbError> {
    tx.execute(
        "INSERT INTO outbox (chat_id, notice, state, attempts, is_calm, once_key, created_at, updated_at)
         SELECT telegram_id, $1, 'waiting', 0, $2, CAST($3 AS TEXT) || ':' || telegram_id, $4, $4
         FROM admins WHERE left_at IS NULL AND role = $5 ORDER BY telegram_id
         ON CONFLICT (once_key) DO NOTHING",
        params![
            &encode(notice)?,
            notice.is_calm(),
            key,
            now,
            Role::Owner.code()
        ],
    )
}

/// Whether an owner has not been promised the message of a key.
pub fn any_owner_without(tx: &mut Tx<'_>, key: &str) -> Result<bool, DbError> {
    let found = tx.query_opt(
        "SELECT telegram_id FROM admins a WHERE left_at IS NULL AND role = $2 AND NOT EXISTS (
             SELECT 1 FROM outbox o WHERE o.once_key = CAST($1 AS TEXT) || ':' || a.telegram_id) LIMIT 1",
        params![key, Role::Owner.code()],
        |row| row.take::<i64>(),
    )?;
    Ok(found.is_some())
}

/// Promises a message to every owner.
pub fn push_to_owners(tx: &mut Tx<'_>, notice: &Notice, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO outbox (chat_id, notice, state, attempts, is_calm, created_at, updated_at)
         SELECT telegram_id, $1, 'waiting', 0, $4, $2, $2 FROM admins
         WHERE left_at IS NULL AND role = $3 ORDER BY telegram_id",
        params![&encode(notice)?, now, Role::Owner.code(), notice.is_calm()],
    )
}

/// Promises a message to everybody of the staff.
pub fn push_to_admins(tx: &mut Tx<'_>, notice: &Notice, now: i64) -> Result<(), DbError> {
    tx.run(
        "INSERT INTO outbox (chat_id, notice, state, attempts, is_calm, created_at, updated_at)
         SELECT telegram_id, $1, 'waiting', 0, $3, $2, $2 FROM admins WHERE left_at IS NULL ORDER BY telegram_id",
        params![&encode(notice)?, now, notice.is_calm()],
    )
}

fn encode(notice: &Notice) -> Result<String, DbError> {
    let stored = match notice {
        Notice::NewOrder(order) => Stored::NewOrder { order: order.get() },
        Notice::CancelledByCustomer(order) => Stored::CancelledByCustomer { order: order.get() },
        Notice::Question { order, text } => Stored::Question {
            order: order.get(),
            text: text.clone(),
        },
        Notice::StatusChanged(order, status) => Stored::StatusChanged {
            order: order.get(),
            status: status.code().to_owned(),
        },
        Notice::Answer { order, text } => Stored::Answer {
            order: order.get(),
            text: text.clone(),
        },
        Notice::LowStock { variant, left } => Stored::LowStock {
            variant: variant.get(),
            left: *left,
        },
        Notice::BackInStock(variant) => Stored::BackInStock {
            variant: variant.get(),
        },
        Notice::MorningReport(day) => Stored::MorningReport {
            day: day.to_string(),
        },
        Notice::Proof { order, photo } => Stored::Proof {
            order: order.get(),
            photo: photo.get(),
        },
        Notice::UnpaidCancelled(order) => Stored::UnpaidCancelled { order: order.get() },
        Notice::Payment(order, news) => Stored::Payment {
            order: order.get(),
            news: news.code().to_owned(),
        },
        Notice::BoardLost { title } => Stored::BoardLost {
            title: title.clone(),
        },
        Notice::Review(review) => Stored::Review {
            review: review.get(),
        },
        Notice::Privacy(news) => Stored::Privacy {
            news: news.code().to_owned(),
        },
        Notice::Forgotten(tongue) => Stored::Forgotten {
            language: tongue.chosen.map(|language| language.code().to_owned()),
            tag: tongue.tag.clone(),
        },
    };
    serde_json::to_string(&stored).map_err(|error| DbError::Decode(error.to_string()))
}

/// The first `size` messages waiting, in order.
pub fn waiting(tx: &mut Tx<'_>, size: usize) -> Result<Vec<Entry>, DbError> {
    waiting_if(tx, "", size)
}

/// The first `size` messages waiting, in order, of those that cannot wait for the quiet hours to
/// end.
pub fn pressing(tx: &mut Tx<'_>, size: usize) -> Result<Vec<Entry>, DbError> {
    waiting_if(tx, "AND NOT is_calm", size)
}

fn waiting_if(tx: &mut Tx<'_>, condition: &str, size: usize) -> Result<Vec<Entry>, DbError> {
    tx.query(
        &format!(
            "SELECT id, chat_id, notice, attempts FROM outbox WHERE state = 'waiting' {condition} ORDER BY id LIMIT $1"
        ),
        params![limit(size)],
        |row| {
            Ok(Entry {
                id: row.take()?,
                chat: TelegramId::new(row.take()?),
                notice: decode(&row.take::<String>()?)?,
                attempts: row.take()?,
            })
        },
    )
}

fn decode(json: &str) -> Result<Notice, DbError> {
    let stored: Stored =
        serde_json::from_str(json).map_err(|error| DbError::Decode(format!("outbox: {error}")))?;
    Ok(match stored {
        Stored::NewOrder { order } => Notice::NewOrder(OrderId::new(order)),
        Stored::CancelledByCustomer { order } => Notice::CancelledByCustomer(OrderId::new(order)),
        Stored::Question { order, text } => Notice::Question {
            order: OrderId::new(order),
            text,
        },
        Stored::StatusChanged { order, status } => {
            Notice::StatusChanged(OrderId::new(order), super::status(&status)?)
        }
        Stored::Answer { order, text } => Notice::Answer {
            order: OrderId::new(order),
            text,
        },
        Stored::LowStock { variant, left } => Notice::LowStock {
            variant: VariantId::new(variant),
            left,
        },
        Stored::BackInStock { variant } => Notice::BackInStock(VariantId::new(variant)),
        Stored::MorningReport { day } => {
            let read = day.parse();
            Notice::MorningReport(read.map_err(|_| DbError::Decode(format!("day '{day}'")))?)
        }
        Stored::Proof { order, photo } => Notice::Proof {
            order: OrderId::new(order),
            photo: PhotoId::new(photo),
        },
        Stored::UnpaidCancelled { order } => Notice::UnpaidCancelled(OrderId::new(order)),
        Stored::Payment { order, news } => Notice::Payment(
            OrderId::new(order),
            PaymentNews::from_code(&news)
                .ok_or_else(|| DbError::Decode(format!("payment news '{news}'")))?,
        ),
        Stored::BoardLost { title } => Notice::BoardLost { title },
        Stored::Review { review } => Notice::Review(ReviewId::new(review)),
        Stored::Privacy { news } => Notice::Privacy(
            PrivacyNews::from_code(&news)
                .ok_or_else(|| DbError::Decode(format!("privacy news '{news}'")))?,
        ),
        Stored::Forgotten { language, tag } => Notice::Forgotten(Tongue {
            chosen: language.as_deref().and_then(Language::from_code),
            tag,
        }),
    })
}

/// Marks a message as delivered.
pub fn mark_sent(tx: &mut Tx<'_>, id: i64, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE outbox SET state = 'sent', updated_at = $2 WHERE id = $1",
        params![id, now],
    )?;
    Ok(())
}

/// Gives a message up: Telegram refused it for good.
pub fn mark_refused(tx: &mut Tx<'_>, id: i64, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE outbox SET state = 'refused', updated_at = $2 WHERE id = $1",
        params![id, now],
    )?;
    Ok(())
}

/// Gives a message up without sending it: whom it is for cannot be written to.
pub fn give_up(tx: &mut Tx<'_>, id: i64, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE outbox SET state = 'given_up', updated_at = $2 WHERE id = $1",
        params![id, now],
    )
}

/// Gives up all that waits for a chat.
pub fn give_up_all(tx: &mut Tx<'_>, chat: TelegramId, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE outbox SET state = 'given_up', updated_at = $2 WHERE chat_id = $1 AND state = 'waiting'",
        params![chat.get(), now],
    )
}

/// Counts a failed attempt that will be repeated.
pub fn count_attempt(tx: &mut Tx<'_>, id: i64, now: i64) -> Result<(), DbError> {
    tx.run(
        "UPDATE outbox SET attempts = attempts + 1, updated_at = $2 WHERE id = $1",
        params![id, now],
    )?;
    Ok(())
}

/// Forgets messages settled before a time; returns how many.
pub fn prune(tx: &mut Tx<'_>, before: i64) -> Result<usize, DbError> {
    tx.execute(
        "DELETE FROM outbox WHERE state <> 'waiting' AND updated_at < $1",
        params![before],
    )
}
