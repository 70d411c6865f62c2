//! What the shop does by itself, with the time: a list of jobs that are looked at every minute,
//! and at once when the bell is rung, because somebody has changed what they are about.
//!
//! A job is told the time and never asks for it. It finds in the database what is due, so that
//! nothing is lost while the shop is closed, and promises what it has to say in the outbox.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use tokio::{sync::watch, time::sleep};
use tracing::error;

use crate::{
    db::DbError,
    shop::{
        day::{self, report},
        reviews, watches,
    },
};

use super::{context::App, expiry, privacy::forgetting};

const MINUTE: Duration = Duration::from_secs(60);

/// The work of a job under way; whether it has promised messages.
type Working = BoxFuture<'static, Result<bool, DbError>>;

/// Something that is done with the time.
struct Job {
    name: &'static str,
    work: fn(Arc<App>, DateTime<Utc>) -> Working,
}

const JOBS: &[Job] = &[
    Job {
        name: "settings",
        work: |app, _| Box::pin(settings(app)),
    },
    Job {
        name: "unpaid orders",
        work: |app, now| Box::pin(expiry::deal(app, now)),
    },
    Job {
        name: "morning report",
        work: |app, now| Box::pin(morning_report(app, now)),
    },
    Job {
        name: "back in stock",
        work: |app, now| Box::pin(back_in_stock(app, now)),
    },
    Job {
        name: "new reviews",
        work: |app, now| Box::pin(new_reviews(app, now)),
    },
    Job {
        name: "people to forget",
        work: |app, now| Box::pin(forgetting::deal(app, now)),
    },
    Job {
        name: "traces of people who were forgotten",
        work: |app, now| Box::pin(forgetting::scrub(app, now)),
    },
];

/// Looks at the jobs until `stop` says so.
pub async fn serve(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = app.clock_bell.notified() => {}
            () = sleep(MINUTE) => {}
        }
        tick(&app, Utc::now()).await;
    }
}

/// Does what is due at a time. A job that fails is logged, and done the next time.
pub async fn tick(app: &Arc<App>, now: DateTime<Utc>) {
    for job in JOBS {
        match (job.work)(Arc::clone(app), now).await {
            Ok(true) => app.outbox_bell.notify_one(),
            Ok(false) => {}
            Err(error) => error!(job = job.name, %error, "not done, trying again"),
        }
    }
}

/// Takes over what another program has set, such as one that loads a catalogue file.
async fn settings(app: Arc<App>) -> Result<bool, DbError> {
    app.settings.reload(&app.db).await?;
    Ok(false)
}

/// Promises owners their report at the hour they chose.
async fn morning_report(app: Arc<App>, now: DateTime<Utc>) -> Result<bool, DbError> {
    let shop = app.shop();
    // Nearly always there is nothing to do: then nothing is locked.
    if !app
        .db
        .read(move |tx| report::is_due(tx, &shop, now))
        .await?
    {
        return Ok(false);
    }
    let shop = app.shop();
    let promised = app
        .db
        .write(move |tx| report::promise(tx, &shop, now))
        .await?;
    Ok(promised > 0)
}

/// Promises messages to those who wait for what is there again. In the quiet hours wishes stay
/// wishes: who knows what is left in the morning.
async fn back_in_stock(app: Arc<App>, now: DateTime<Utc>) -> Result<bool, DbError> {
    let mut has_told = false;
    loop {
        let shop = app.shop();
        let is_due = app.db.read(move |tx| {
            Ok::<_, DbError>(watches::any_fulfilled(tx)? && !day::is_quiet(tx, &shop, now)?)
        });
        if !is_due.await? {
            return Ok(has_told);
        }
        let seconds = now.timestamp();
        let told = app
            .db
            .write(move |tx| watches::tell_fulfilled(tx, seconds))
            .await?;
        if told == 0 {
            return Ok(has_told);
        }
        has_told = true;
    }
}

/// Promises staff messages about what customers say of products.
async fn new_reviews(app: Arc<App>, now: DateTime<Utc>) -> Result<bool, DbError> {
    let seconds = now.timestamp();
    let mut has_told = false;
    while app.db.read(move |tx| reviews::any_due(tx, seconds)).await? {
        let told = app.db.write(move |tx| reviews::tell_due(tx, seconds));
        has_told |= told.await? > 0;
    }
    Ok(has_told)
}
