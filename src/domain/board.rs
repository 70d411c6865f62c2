//! The order board: a group of the staff, or a topic of one, with a message per order.

use super::{
    id::TelegramId,
    order::{Claim, Order},
};

/// Where the board is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardPlace {
    /// The group.
    pub chat: TelegramId,
    /// The topic of the group, when it is in one.
    pub thread: Option<i64>,
    /// What the group is called.
    pub title: String,
}

/// The message about an order, and what it has to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardPost {
    /// Where the board is.
    pub place: BoardPlace,
    /// The message; `None` when there is none yet.
    pub message: Option<i32>,
    /// How often the order had changed when this was read.
    pub changes: i64,
    /// The order.
    pub order: Order,
    /// Who is packing it.
    pub claim: Option<Claim>,
}
