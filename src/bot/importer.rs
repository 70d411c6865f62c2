//! Applies catalogue files behind the scenes: what an earlier run left, and what takes long. Who
//! sent one is told when it is done.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::Utc;
use tokio::{sync::watch, task, time::sleep};
use tracing::{debug, error, warn};

use crate::{
    db::DbError,
    domain::id::ImportId,
    exchange::{self, Form},
    shop::bulk::imports::{self, Stage, Standing},
};

use super::{admin::bulk::view, api::ApiError, context::App, show};

/// Looked at even when nobody rang.
const ROUND: Duration = Duration::from_secs(30);
/// The shortest pause between steps: customers come first.
const PAUSE: Duration = Duration::from_millis(2);
/// Imports that were settled, or shown and left, are forgotten after so long.
const KEEP_SECONDS: i64 = 7 * 24 * 3600;

/// Applies imports until `stop` says so. A step under way is finished; the rest goes on at the
/// next start.
pub async fn serve(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let before = Utc::now().timestamp() - KEEP_SECONDS;
    if let Err(problem) = app.db.write(move |tx| imports::prune(tx, before)).await {
        warn!(%problem, "old imports not forgotten");
    }
    loop {
        if let Err(problem) = work_through(&app, &stop).await {
            error!(%problem, "imports not applied, trying again");
        }
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = app.import_bell.notified() => {}
            () = sleep(ROUND) => {}
        }
    }
}

/// Applies every import that waits, and tells of those that are done.
async fn work_through(app: &App, stop: &watch::Receiver<bool>) -> Result<(), DbError> {
    let mut last = None;
    loop {
        let after = last;
        let found = app.db.read(move |tx| imports::next(tx, after)).await?;
        let Some(found) = found.filter(|_| !*stop.borrow()) else {
            return Ok(());
        };
        last = Some(found.id);
        let end = match found.stage {
            Stage::Done => Some(found),
            Stage::Applying { .. } => apply(app, found.id, || *stop.borrow()).await?,
            Stage::Shown | Stage::Closed => None,
        };
        if let Some(end) = end.filter(|end| end.stage == Stage::Done) {
            tell(app, &end).await?;
        }
    }
}

/// Applies an import from where it stands, until it is done or `is_enough`, and tells where it
/// stands then; `None` when it is not being applied.
///
/// # Errors
/// When the database fails; what was applied stands, and the rest can be applied later.
pub async fn apply(
    app: &App,
    id: ImportId,
    is_enough: impl Fn() -> bool,
) -> Result<Option<Standing>, DbError> {
    let Some(work) = app.db.read(move |tx| imports::work(tx, id)).await? else {
        return Ok(None);
    };
    let (currency, file) = (app.shop().currency, work.file);
    let form = Form::with_ending(&work.form);
    let read = task::spawn_blocking(move || {
        form.and_then(|form| exchange::read(&file, form, currency).ok())
    });
    let now = Utc::now().timestamp();
    let Some(sheet) = read.await.ok().flatten() else {
        // It was read before: this is another release, or the shop has another currency.
        error!(import.id = %id, "the file of an import cannot be read any more");
        app.db
            .write(move |tx| imports::give_up(tx, id, now))
            .await?;
        return app.db.read(move |tx| imports::find(tx, id)).await;
    };
    let (sheet, shown) = (Arc::new(sheet), Arc::new(work.shown));
    let mut position = work.position;
    loop {
        let (sheet, shown) = (Arc::clone(&sheet), Arc::clone(&shown));
        let (now, step) = (Utc::now().timestamp(), Instant::now());
        let standing = app
            .db
            .write(move |tx| imports::step(tx, id, position, &sheet, &shown, now))
            .await?;
        let Some(standing) = standing else {
            return Ok(None);
        };
        match standing.stage {
            Stage::Applying { position: at, .. } if at > position => position = at,
            // It is done, or somebody else is at it.
            _ => return Ok(Some(standing)),
        }
        if is_enough() {
            return Ok(Some(standing));
        }
        sleep(step.elapsed().max(PAUSE)).await;
    }
}

/// Tells whoever sent a file what came of it; until that succeeds it is tried again.
async fn tell(app: &App, end: &Standing) -> Result<(), DbError> {
    let (id, now) = (end.id, Utc::now().timestamp());
    let screen = view::done(app.lang_of(end.chat).await?, &end.summary).lasting();
    match show::deliver(app, end.chat, &screen).await {
        Ok(()) => {}
        Err(error @ ApiError::Refused { .. }) => {
            warn!(chat.id = %end.chat, %error, "nobody was told of an import");
        }
        Err(error) => {
            debug!(chat.id = %end.chat, %error, "end of an import not told, trying again");
            return Ok(());
        }
    }
    app.db.write(move |tx| imports::close(tx, id, now)).await?;
    Ok(())
}
