//! The order board: one message per order in a group of the staff, which changes as the order does.

use crate::{
    db::{DbError, Tx},
    domain::{
        audit::{Action, Subject},
        board::{BoardPlace, BoardPost},
        id::{OrderId, TelegramId},
    },
    store::{
        board,
        orders::{self, desk},
        outbox::{self, Notice},
    },
};

use super::{
    access::{Management, Permit},
    audit::Watch,
};

/// Orders under way that a new board begins with.
const FIRST: usize = 20;

/// Where the board is, when there is one.
pub fn place(tx: &mut Tx<'_>) -> Result<Option<BoardPlace>, DbError> {
    board::place(tx)
}

/// Has the board here from now on, beginning with the orders under way. Where it already is, it
/// stays as it is.
pub fn settle(
    tx: &mut Tx<'_>,
    by: &Permit<Management>,
    here: &BoardPlace,
    now: i64,
) -> Result<(), DbError> {
    let watch = Watch::over(tx, Subject::Board)?;
    let before = board::place(tx)?;
    board::set_place(tx, here, now)?;
    if !before.is_some_and(|before| before.chat == here.chat && before.thread == here.thread) {
        board::clear(tx)?;
    }
    board::mark_open(tx, FIRST, now)?;
    watch.done(tx, by, Action::Edit, now)?;
    Ok(())
}

/// Ends the board; `false` when there is none.
pub fn end(tx: &mut Tx<'_>, by: &Permit<Management>, now: i64) -> Result<bool, DbError> {
    let Some(place) = board::place(tx)? else {
        return Ok(false);
    };
    let watch = Watch::over(tx, Subject::Board)?;
    board::remove(tx, place.chat)?;
    board::clear(tx)?;
    watch.done(tx, by, Action::Delete, now)?;
    Ok(true)
}

/// Ends a board that cannot be written to any more, and has its owners told, once. `false` when
/// there is no board in that chat.
pub fn lose(tx: &mut Tx<'_>, chat: TelegramId, now: i64) -> Result<bool, DbError> {
    let Some(place) = board::place(tx)?.filter(|place| place.chat == chat) else {
        return Ok(false);
    };
    // Of two who notice, one removes it and tells the owners.
    if !board::remove(tx, chat)? {
        return Ok(false);
    }
    board::clear(tx)?;
    outbox::push_to_owners(tx, &Notice::BoardLost { title: place.title }, now)?;
    Ok(true)
}

/// Follows a group that has become another one; its messages are posted anew there.
pub fn follow(
    tx: &mut Tx<'_>,
    chat: TelegramId,
    to: TelegramId,
    now: i64,
) -> Result<bool, DbError> {
    let Some(place) = board::place(tx)?.filter(|place| place.chat == chat) else {
        return Ok(false);
    };
    board::set_place(tx, &BoardPlace { chat: to, ..place }, now)?;
    board::clear(tx)?;
    board::mark_open(tx, FIRST, now)?;
    Ok(true)
}

/// The group of the board, and the orders whose messages there do not show their last change,
/// oldest first.
pub fn due(tx: &mut Tx<'_>, size: usize) -> Result<(Option<TelegramId>, Vec<OrderId>), DbError> {
    let Some(place) = board::place(tx)? else {
        return Ok((None, Vec::new()));
    };
    Ok((Some(place.chat), board::due(tx, size)?))
}

/// What has to be shown of an order; `None` when nothing has.
pub fn pending(tx: &mut Tx<'_>, id: OrderId) -> Result<Option<BoardPost>, DbError> {
    let Some(place) = board::place(tx)? else {
        return Ok(None);
    };
    let Some((message, changes)) = board::pending(tx, id)? else {
        return Ok(None);
    };
    let Some(order) = orders::find(tx, id)? else {
        return Ok(None);
    };
    Ok(Some(BoardPost {
        place,
        message,
        changes,
        claim: desk::claim(tx, id)?,
        order,
    }))
}

/// Notes that a message shows what was to be shown, or that none can.
pub fn shown(
    tx: &mut Tx<'_>,
    post: &BoardPost,
    message: Option<i32>,
    now: i64,
) -> Result<(), DbError> {
    board::note_shown(tx, &post.place, post.order.id, message, post.changes, now)
}

/// Notes that the message is not there any more.
pub fn gone(tx: &mut Tx<'_>, post: &BoardPost, now: i64) -> Result<(), DbError> {
    match post.message {
        Some(message) => board::note_gone(tx, &post.place, post.order.id, message, now),
        None => Ok(()),
    }
}

/// The order that the board shows in a message of a chat.
pub fn order_of(
    tx: &mut Tx<'_>,
    chat: TelegramId,
    message: i32,
) -> Result<Option<OrderId>, DbError> {
    board::order_of(tx, chat, message)
}
