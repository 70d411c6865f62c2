//! What only SQLite does: one writer, whose commits are shared, and a file.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use ecombot::{
    db::{Db, DbError, Tx},
    params,
};
use futures::FutureExt;

use crate::{
    database::Database,
    engine::{Busy, find, increment, value},
    shop::NOW,
};

/// Queues all these writes behind a busy one, so that they share a commit, and returns what
/// each was told.
async fn together<T, F>(db: &Db, writes: Vec<F>) -> Vec<Result<T, DbError>>
where
    T: Send + 'static,
    F: Fn(&mut Tx<'_>) -> Result<T, DbError> + Send + 'static,
{
    let busy = Busy::with(db, "busy").await;
    let mut waiting = Vec::new();
    for write in writes {
        let mut write = Box::pin(db.write(write));
        // The first poll puts it into the writer's queue.
        assert!((&mut write).now_or_never().is_none());
        waiting.push(write);
    }
    busy.finish().await;
    let mut results = Vec::new();
    for write in waiting {
        results.push(write.await);
    }
    results
}

type Write<T> = Box<dyn Fn(&mut Tx<'_>) -> Result<T, DbError> + Send>;

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_is_shared_by_those_who_wait_together() {
    let database = Database::sqlite();
    let db = Db::open(&database.url).unwrap();
    let writes = (0..40)
        .map(|_| |tx: &mut Tx<'_>| increment(tx, "count"))
        .collect();
    for result in together(&db, writes).await {
        result.unwrap();
    }
    assert_eq!(value(&db, "count").await, Some(40));
}

#[tokio::test(flavor = "multi_thread")]
async fn more_writes_than_one_group_holds_all_happen() {
    let database = Database::sqlite();
    let db = Db::open(&database.url).unwrap();
    let writes = (0..200)
        .map(|_| |tx: &mut Tx<'_>| increment(tx, "count"))
        .collect();
    for result in together(&db, writes).await {
        result.unwrap();
    }
    assert_eq!(value(&db, "count").await, Some(200));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_in_a_shared_commit_takes_back_only_its_own() {
    let database = Database::sqlite();
    let db = Db::open(&database.url).unwrap();
    let writes: Vec<Write<()>> = vec![
        Box::new(|tx| increment(tx, "kept")),
        Box::new(|tx| {
            increment(tx, "kept")?;
            increment(tx, "refused")?;
            Err(DbError::Overtaken)
        }),
        Box::new(|tx| {
            assert_eq!(find(tx, "refused")?, None, "nobody after it sees it");
            increment(tx, "kept")
        }),
    ];
    let results = together(&db, writes).await;
    assert!(results[0].is_ok() && results[2].is_ok());
    assert!(matches!(results[1], Err(DbError::Overtaken)));
    assert_eq!(value(&db, "kept").await, Some(2));
    assert_eq!(value(&db, "refused").await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_constraint_violated_in_a_shared_commit_hurts_only_its_author() {
    let database = Database::sqlite();
    let db = Db::open(&database.url).unwrap();
    let writes: Vec<Write<()>> = vec![
        Box::new(|tx| increment(tx, "kept")),
        Box::new(|tx| {
            increment(tx, "kept")?;
            let sql =
                "INSERT INTO settings (key, value, created_at, updated_at) VALUES ($1, $1, $2, $2)";
            tx.execute(sql, params!["kept", NOW])?;
            Ok(())
        }),
        Box::new(|tx| increment(tx, "kept")),
    ];
    let results = together(&db, writes).await;
    assert!(
        matches!(results[1], Err(DbError::Constraint(_))),
        "{:?}",
        results[1]
    );
    assert_eq!(value(&db, "kept").await, Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_whose_transaction_is_lost_runs_again_one_by_one() {
    let database = Database::sqlite();
    let db = Db::open(&database.url).unwrap();
    let runs = Arc::new(AtomicUsize::new(0));
    let first_run = Arc::clone(&runs);
    let writes: Vec<Write<()>> = vec![
        Box::new(|tx| increment(tx, "before")),
        Box::new(move |tx| {
            increment(tx, "culprit")?;
            if first_run.fetch_add(1, Ordering::SeqCst) == 0 {
                // What a full disk does: the whole transaction is gone.
                tx.execute("ROLLBACK", params![])?;
            }
            Ok(())
        }),
        Box::new(|tx| increment(tx, "after")),
    ];
    for result in together(&db, writes).await {
        result.unwrap();
    }
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    for key in ["before", "culprit", "after"] {
        assert_eq!(value(&db, key).await, Some(1), "{key}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_loses_the_transaction_for_good_is_told_and_others_are_not_hurt() {
    let database = Database::sqlite();
    let db = Db::open(&database.url).unwrap();
    let writes: Vec<Write<()>> = vec![
        Box::new(|tx| increment(tx, "before")),
        Box::new(|tx| {
            increment(tx, "culprit")?;
            tx.execute("ROLLBACK", params![])?;
            Ok(())
        }),
        Box::new(|tx| increment(tx, "after")),
    ];
    let results = together(&db, writes).await;
    assert!(results[0].is_ok() && results[2].is_ok());
    assert!(
        matches!(results[1], Err(DbError::Lost(_))),
        "{:?}",
        results[1]
    );
    assert_eq!(value(&db, "before").await, Some(1));
    assert_eq!(value(&db, "culprit").await, None);
    assert_eq!(value(&db, "after").await, Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_in_a_folder_that_does_not_exist_names_the_file() {
    let database = Database::sqlite();
    let url = database.url.replace("shop.db", "nowhere/shop.db");
    let error = Db::open(&url).unwrap_err().to_string();
    assert!(error.contains("nowhere/shop.db"), "{error}");
}
