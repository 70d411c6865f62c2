//! What the database promises every use case, whatever the engine.

use std::sync::mpsc;

use ecombot::{
    db::{self, Db, DbError, Tx},
    params,
};
use futures::FutureExt;
use tokio::sync::mpsc as signal;

use crate::{
    database::Database,
    shop::{NOW, at_once},
};

/// Settings serve as a table of numbers here.
fn put(tx: &mut Tx<'_>, key: &str, value: i64) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO settings (key, value, created_at, updated_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        params![key, &value.to_string(), NOW],
    )?;
    Ok(())
}

pub(crate) fn find(tx: &mut Tx<'_>, key: &str) -> Result<Option<i64>, DbError> {
    let text: Option<String> = tx.query_opt(
        "SELECT value FROM settings WHERE key = $1",
        params![key],
        |row| row.take(),
    )?;
    Ok(text.map(|text| text.parse().unwrap()))
}

/// Adds one, in one statement: an engine with many writers does not let them take turns before
/// they meet at a row.
pub(crate) fn increment(tx: &mut Tx<'_>, key: &str) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO settings (key, value, created_at, updated_at) VALUES ($1, '1', $2, $2)
         ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(settings.value AS BIGINT) + 1 AS TEXT)",
        params![key, NOW],
    )?;
    Ok(())
}

pub(crate) async fn value(db: &Db, key: &'static str) -> Option<i64> {
    db.read(move |tx| find(tx, key)).await.unwrap()
}

/// A write that is in the middle of its work until told to go on.
pub(crate) struct Busy {
    go_on: mpsc::Sender<()>,
    done: tokio::task::JoinHandle<Result<(), DbError>>,
}

impl Busy {
    /// Starts a write that changes `key` and then stays in its transaction.
    pub(crate) async fn with(db: &Db, key: &'static str) -> Self {
        let (started, mut has_started) = signal::unbounded_channel();
        let (go_on, may_go_on) = mpsc::channel();
        let db = db.clone();
        let done = tokio::spawn(async move {
            db.write(move |tx| {
                put(tx, key, 1)?;
                started.send(()).unwrap();
                may_go_on.recv().unwrap();
                Ok(())
            })
            .await
        });
        has_started.recv().await.unwrap();
        Self { go_on, done }
    }

    pub(crate) async fn finish(self) {
        self.go_on.send(()).unwrap();
        self.done.await.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_reaches_its_caller_and_nobody_else() {
    let database = Database::new();
    let db = Db::open(&database.url).unwrap();
    let busy = Busy::with(&db, "busy").await;
    let mut writes = Vec::new();
    for number in 0..3 {
        let db = db.clone();
        let (queued, mut is_queued) = signal::unbounded_channel();
        writes.push(tokio::spawn(async move {
            let mut write = Box::pin(db.write(move |tx| {
                increment(tx, "count")?;
                assert_ne!(number, 1, "a bug in a use case");
                Ok::<_, DbError>(())
            }));
            assert!((&mut write).now_or_never().is_none());
            queued.send(()).unwrap();
            write.await
        }));
        is_queued.recv().await.unwrap();
    }
    busy.finish().await;
    let mut panicked = Vec::new();
    for write in writes {
        match write.await {
            Ok(result) => {
                result.unwrap();
                panicked.push(false);
            }
            Err(error) => panicked.push(error.is_panic()),
        }
    }
    assert_eq!(panicked, [false, true, false]);
    assert_eq!(
        value(&db, "count").await,
        Some(2),
        "its own changes are gone"
    );
    db.write(|tx| increment(tx, "count")).await.unwrap();
    assert_eq!(value(&db, "count").await, Some(3), "the writer goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_survive_a_panic() {
    let database = Database::new();
    let db = Db::open(&database.url).unwrap();
    // More often than there are readers: none may be lost.
    for _ in 0..12 {
        let db = db.clone();
        let task = tokio::spawn(async move {
            db.read(|tx| {
                find(tx, "count")?;
                assert_eq!(1, 2, "a bug in a view");
                Ok::<_, DbError>(())
            })
            .await
        });
        assert!(task.await.unwrap_err().is_panic());
    }
    db.write(|tx| put(tx, "count", 7)).await.unwrap();
    assert_eq!(
        value(&db, "count").await,
        Some(7),
        "and none is stuck in the past"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_takes_back_only_its_own_work() {
    let database = Database::new();
    let db = Db::open(&database.url).unwrap();
    db.write(|tx| {
        put(tx, "before", 1)?;
        let outer = tx.attempt(|tx| {
            put(tx, "outer", 1)?;
            let inner: Result<(), &str> = tx.attempt(|tx| {
                put(tx, "inner", 1).map_err(|_| "broken")?;
                Err("refused")
            })?;
            assert_eq!(inner, Err("refused"));
            assert_eq!(find(tx, "inner")?, None);
            let kept: Result<(), DbError> = tx.attempt(|tx| put(tx, "kept", 1))?;
            kept
        })?;
        outer?;
        let refused: Result<(), DbError> = tx.attempt(|tx| {
            put(tx, "before", 2)?;
            let inner: Result<(), DbError> = tx.attempt(|tx| put(tx, "swept away", 1))?;
            inner?;
            Err(DbError::Overtaken)
        })?;
        assert!(refused.is_err());
        put(tx, "after", 1)
    })
    .await
    .unwrap();
    for (key, expected) in [
        ("before", Some(1)),
        ("outer", Some(1)),
        ("inner", None),
        ("kept", Some(1)),
        ("swept away", None),
        ("after", Some(1)),
    ] {
        assert_eq!(value(&db, key).await, expected, "{key}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_violated_constraint_can_be_attempted() {
    let database = Database::new();
    let db = Db::open(&database.url).unwrap();
    db.write(|tx| {
        put(tx, "kept", 1)?;
        let refused = tx.attempt(|tx| {
            tx.execute(
                "INSERT INTO settings (key, value, created_at, updated_at) VALUES ('kept', '', 0, 0)",
                params![],
            )
        })?;
        assert!(matches!(refused, Err(DbError::Constraint(_))), "{refused:?}");
        increment(tx, "kept")
    })
    .await
    .unwrap();
    assert_eq!(value(&db, "kept").await, Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_neither_waits_for_the_writer_nor_sees_its_unfinished_work() {
    let database = Database::new();
    let db = Db::open(&database.url).unwrap();
    let busy = Busy::with(&db, "key").await;
    for _ in 0..10 {
        assert_eq!(value(&db, "key").await, None);
    }
    busy.finish().await;
    assert_eq!(value(&db, "key").await, Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_sees_one_moment_from_beginning_to_end() {
    let database = Database::new();
    let db = Db::open(&database.url).unwrap();
    db.write(|tx| put(tx, "key", 1)).await.unwrap();
    let (looked, mut has_looked) = signal::unbounded_channel();
    let (go_on, may_go_on) = mpsc::channel();
    let reader = db.clone();
    let read = tokio::spawn(async move {
        reader
            .read(move |tx| {
                let first = find(tx, "key")?;
                looked.send(()).unwrap();
                may_go_on.recv().unwrap();
                Ok::<_, DbError>((first, find(tx, "key")?))
            })
            .await
    });
    has_looked.recv().await.unwrap();
    db.write(|tx| put(tx, "key", 2)).await.unwrap();
    go_on.send(()).unwrap();
    assert_eq!(read.await.unwrap().unwrap(), (Some(1), Some(1)));
    assert_eq!(value(&db, "key").await, Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_cannot_write() {
    let database = Database::new();
    let db = Db::open(&database.url).unwrap();
    assert!(db.read(|tx| put(tx, "key", 1)).await.is_err());
    assert_eq!(value(&db, "key").await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_answered_reads_their_own_write() {
    let database = Database::new();
    let db = Db::open(&database.url).unwrap();
    let tasks = (0..20).map(|number: i64| {
        let db = db.clone();
        async move {
            let key: &'static str = Box::leak(format!("key {number}").into_boxed_str());
            for round in 0..5 {
                db.write(move |tx| put(tx, key, round)).await.unwrap();
                assert_eq!(value(&db, key).await, Some(round));
            }
        }
    });
    at_once(tasks).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_programs_writing_at_once_take_turns() {
    let database = Database::new();
    let bot = Db::open_to_serve(&database.url).unwrap();
    let seed = Db::open(&database.url).unwrap();
    let tasks = (0..60).map(|number| {
        let db = if number % 2 == 0 {
            bot.clone()
        } else {
            seed.clone()
        };
        async move { db.write(|tx| increment(tx, "count")).await.unwrap() }
    });
    at_once(tasks).await;
    assert_eq!(value(&bot, "count").await, Some(60));
    assert_eq!(value(&seed, "count").await, Some(60));
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_there_after_a_restart() {
    let database = Database::new();
    for round in 1..=3 {
        let db = Db::open_to_serve(&database.url).unwrap();
        db.write(|tx| increment(tx, "count")).await.unwrap();
        assert_eq!(value(&db, "count").await, Some(round));
        db.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_finishes_what_is_queued() {
    let database = Database::new();
    let db = Db::open(&database.url).unwrap();
    let busy = Busy::with(&db, "busy").await;
    for _ in 0..10 {
        // Nobody waits for the answer any more, but it was accepted.
        let write = db.write(|tx| increment(tx, "count"));
        assert!(write.now_or_never().is_none());
    }
    busy.finish().await;
    db.close().await;
    let db = Db::open(&database.url).unwrap();
    assert_eq!(value(&db, "count").await, Some(10));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_process_serves_a_shop() {
    let database = Database::new();
    let first = Db::open_to_serve(&database.url).unwrap();
    let second = Db::open_to_serve(&database.url);
    assert!(matches!(second, Err(DbError::InUse(_))), "{second:?}");
    Db::open(&database.url).unwrap().close().await;
    let second = Db::open_to_serve(&database.url);
    assert!(
        matches!(second, Err(DbError::InUse(_))),
        "a visitor does not free it"
    );
    first.close().await;
    Db::open_to_serve(&database.url).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn databases_of_other_engines_are_refused_without_telling_the_password() {
    for url in ["mysql://ann:secret@host/shop", "sqlite://", "shop.db", ""] {
        let error = Db::open(url).unwrap_err();
        assert!(matches!(error, DbError::Unsupported(_)), "{url}: {error}");
        assert!(!error.to_string().contains("secret"), "{error}");
        assert!(matches!(
            Db::open_to_serve(url),
            Err(DbError::Unsupported(_))
        ));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pending_migrations_are_listed_and_nothing_is_created_by_asking() {
    let database = Database::new();
    let before = db::status(&database.url).unwrap();
    assert!(!before.is_empty());
    assert!(before.iter().all(|migration| !migration.is_applied));
    assert_eq!(
        db::status(&database.url).unwrap(),
        before,
        "asking changes nothing"
    );
    Db::open(&database.url).unwrap().close().await;
    let after = db::status(&database.url).unwrap();
    assert_eq!(after.len(), before.len());
    assert!(after.iter().all(|migration| migration.is_applied));
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_programs_may_open_a_new_shop_at_once() {
    let database = Database::new();
    let tasks = (0..10).map(|_| {
        let url = database.url.clone();
        async move {
            let db = tokio::task::spawn_blocking(move || Db::open(&url))
                .await
                .unwrap()
                .unwrap();
            db.write(|tx| increment(tx, "count")).await.unwrap();
        }
    });
    at_once(tasks).await;
    let db = Db::open(&database.url).unwrap();
    assert_eq!(value(&db, "count").await, Some(10));
}
