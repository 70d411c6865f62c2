//! When the time of unpaid orders has run out: their customers are reminded, then the orders are
//! called off, each in a transaction of its own.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use tracing::{error, info};

use crate::{
    db::DbError,
    shop::orders::payment::{self, Due},
};

use super::context::App;

/// Orders dealt with at a time; the shop can be closed between two times.
const BATCH: usize = 100;

/// Deals with what is due by `now`; whether messages were promised. An order that cannot be dealt
/// with does not keep the others waiting: it is tried again a minute later.
pub(super) async fn deal(app: Arc<App>, now: DateTime<Utc>) -> Result<bool, DbError> {
    let Due {
        reminders,
        expiries,
    } = app.db.read(move |tx| payment::due(tx, now, BATCH)).await?;
    let is_full = reminders.len() == BATCH || expiries.len() == BATCH;
    // Expired orders first: what is cancelled needs no reminder any more.
    let expiries = expiries.into_iter().map(|id| (id, Action::Expire));
    let reminders = reminders.into_iter().map(|id| (id, Action::Remind));
    let (mut has_promised, mut has_failed) = (false, false);
    for (id, action) in expiries.chain(reminders) {
        let done = app.db.write(move |tx| match action {
            Action::Expire => payment::expire(tx, id, now),
            Action::Remind => payment::remind(tx, id, now),
        });
        match done.await {
            Ok(true) => {
                info!(order.id = %id, ?action, "order is not paid");
                has_promised = true;
            }
            Ok(false) => {}
            Err(error) => {
                error!(order.id = %id, ?action, %error, "unpaid order left as it is for now");
                has_failed = true;
            }
        }
    }
    if is_full && !has_failed {
        app.clock_bell.notify_one();
    }
    Ok(has_promised)
}

#[derive(Debug, Clone, Copy)]
enum Action {
    Expire,
    Remind,
}
