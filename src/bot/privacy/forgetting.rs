//! At night: people whose days of grace are over are forgotten, each in a transaction of their own,
//! and then the database's file is scrubbed of what was theirs.

use std::{sync::Arc, time::Instant};

use chrono::{DateTime, Utc};
use tracing::{error, info};

use crate::{
    bot::{context::App, menu},
    db::DbError,
    domain::id::TelegramId,
    shop::{
        access::Standing,
        privacy::erasure::{self, Outcome},
    },
};

/// People dealt with at a time; the shop can be closed between two times.
const BATCH: usize = 50;

/// Forgets those whose time has come by `now`; whether messages were promised. Somebody who cannot
/// be forgotten does not keep the others waiting: it is tried again a minute later.
pub(in crate::bot) async fn deal(app: Arc<App>, now: DateTime<Utc>) -> Result<bool, DbError> {
    let due = app.db.read(move |tx| erasure::due(tx, now, BATCH)).await?;
    let is_full = due.len() == BATCH;
    let (mut has_promised, mut has_failed) = (false, false);
    for id in due {
        let shop = app.shop();
        let done = app
            .db
            .write(move |tx| erasure::erase(tx, &shop, id, now))
            .await;
        match done {
            Ok(Outcome::Erased { person, orders }) => {
                // Whose, nobody shall read anywhere.
                info!(orders, "a customer is forgotten");
                forget_chat(&app, person);
                has_promised = true;
            }
            Ok(Outcome::Waits | Outcome::Staff) => has_promised = true,
            Ok(Outcome::NotDue) => {}
            Err(error) => {
                error!(customer.id = %id, %error, "customer not forgotten, trying again");
                has_failed = true;
            }
        }
    }
    if has_promised {
        // What the staff's board shows of their orders.
        app.board_bell.notify_one();
    }
    if is_full && !has_failed {
        app.clock_bell.notify_one();
    }
    Ok(has_promised)
}

/// Forgets what is kept of a chat outside the database.
fn forget_chat(app: &Arc<App>, person: TelegramId) {
    app.chats.forget(person);
    app.exports.forget(person);
    let app = Arc::clone(app);
    // Nobody waits for the menu.
    tokio::spawn(async move { menu::renew(&app, person, Standing::Former).await });
}

/// Has the file hold nothing any more of what was deleted.
pub(in crate::bot) async fn scrub(app: Arc<App>, now: DateTime<Utc>) -> Result<bool, DbError> {
    let Some(wish) = app.db.read(move |tx| erasure::scrub_due(tx, now)).await? else {
        return Ok(false);
    };
    let begun = Instant::now();
    match app.db.scrub().await {
        Ok(true) => {
            app.db.write(move |tx| erasure::scrubbed(tx, &wish)).await?;
            info!(took = ?begun.elapsed(), "what was deleted is gone from the file, too");
        }
        Ok(false) => info!("somebody is reading for long, the log is emptied a minute later"),
        Err(problem) => {
            // Such as a disk without room: a try each minute would keep everybody waiting.
            error!(%problem, "what was deleted may still be in the file, trying again in an hour");
            app.db
                .write(move |tx| erasure::scrub_later(tx, now))
                .await?;
        }
    }
    Ok(false)
}
