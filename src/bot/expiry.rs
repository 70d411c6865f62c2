//! Has the time of unpaid orders run out: once a minute it looks whose has come, and deals with
//! each order in a transaction of its own.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use tokio::{sync::watch, time::sleep};
use tracing::{error, info};

use crate::{
    db::DbError,
    shop::orders::payment::{self, Due},
};

use super::context::App;

/// How often it looks.
const ROUND: Duration = Duration::from_secs(60);
/// Orders dealt with before it looks again.
const BATCH: usize = 100;

/// Looks until told to stop; first of all for what came due while nobody was there.
pub async fn serve(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    loop {
        match deal(&app, Utc::now(), &stop).await {
            Ok(Progress::More) => continue,
            Ok(Progress::Done) => {}
            Err(error) => error!(%error, "unpaid orders not looked after, trying again"),
        }
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = sleep(ROUND) => {}
        }
    }
}

/// Whether there may be more to do at once.
enum Progress {
    More,
    Done,
}

/// Deals with what is due by `now`. An order that cannot be dealt with does not keep the others
/// waiting; it is tried again in the next round.
async fn deal(
    app: &App,
    now: DateTime<Utc>,
    stop: &watch::Receiver<bool>,
) -> Result<Progress, DbError> {
    let Due {
        reminders,
        expiries,
    } = app.db.read(move |tx| payment::due(tx, now, BATCH)).await?;
    let mut progress = if reminders.is_empty() && expiries.is_empty() {
        Progress::Done
    } else {
        Progress::More
    };
    // Expired orders first: what is cancelled needs no reminder any more.
    let expiries = expiries.into_iter().map(|id| (id, Action::Expire));
    let reminders = reminders.into_iter().map(|id| (id, Action::Remind));
    for (id, action) in expiries.chain(reminders) {
        if *stop.borrow() {
            return Ok(Progress::Done);
        }
        let done = app.db.write(move |tx| match action {
            Action::Expire => payment::expire(tx, id, now),
            Action::Remind => payment::remind(tx, id, now),
        });
        match done.await {
            Ok(true) => {
                info!(order.id = %id, ?action, "order is not paid");
                app.outbox_bell.notify_one();
            }
            Ok(false) => {}
            Err(error) => {
                error!(order.id = %id, ?action, %error, "unpaid order left as it is for now");
                progress = Progress::Done;
            }
        }
    }
    Ok(progress)
}

#[derive(Debug, Clone, Copy)]
enum Action {
    Expire,
    Remind,
}
