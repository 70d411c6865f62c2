//! Makes a shop searchable that is older than its search: behind the scenes, in short steps, and
//! from where the last run ended.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{sync::watch, time::sleep};
use tracing::{error, info};

use crate::{db::DbError, shop::search};

use super::context::App;

/// Products of a step: customers wait behind it.
const STEP: usize = 50;
/// The shortest pause between steps.
const PAUSE: Duration = Duration::from_millis(2);
/// How long to wait when the database fails.
const RETRY: Duration = Duration::from_secs(30);

/// Reads products until all are known or `stop` says so.
pub async fn serve(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let began = Instant::now();
    let mut steps = 0_u64;
    loop {
        let step = Instant::now();
        let pause = match catch_up(&app).await {
            Ok(true) => step.elapsed().max(PAUSE),
            Ok(false) if steps > 0 => {
                info!(
                    "the whole catalogue can be searched now, after {:.0?}",
                    began.elapsed()
                );
                return;
            }
            Ok(false) => return,
            Err(problem) => {
                error!(%problem, "products not made searchable, trying again");
                RETRY
            }
        };
        if steps == 0 {
            info!("making the catalogue searchable");
        }
        steps += 1;
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = sleep(pause) => {}
        }
    }
}

async fn catch_up(app: &App) -> Result<bool, DbError> {
    app.db.write(|tx| search::catch_up(tx, STEP)).await
}
