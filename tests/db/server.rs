//! What only PostgreSQL does: it goes away and comes back, and has rules of its own.

use std::sync::{
    Arc, Barrier,
    atomic::{AtomicUsize, Ordering},
};

use ecombot::{
    db::{Db, DbError},
    params,
};

use crate::{
    database::Database,
    engine::{increment, value},
    postgres::PrivateServer,
    shop::{NOW, at_once},
    wire::{Moment, Wire},
};

/// The rows of a query of one text column.
async fn texts(db: &Db, sql: &'static str) -> Vec<String> {
    db.read(move |tx| tx.query(sql, params![], |row| row.take::<String>()))
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_is_there_when_the_server_comes_back() {
    let mut server = PrivateServer::start();
    let db = Db::open(&server.url()).unwrap();
    db.write(|tx| increment(tx, "count")).await.unwrap();
    db.close().await;
    server.stop();
    let away = Db::open(&server.url());
    assert!(matches!(away, Err(DbError::Unreachable(_))), "{away:?}");
    server.start_again();
    let db = Db::open(&server.url()).unwrap();
    assert_eq!(value(&db, "count").await, Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_broke_are_replaced() {
    let mut server = PrivateServer::start();
    let db = Db::open(&server.url()).unwrap();
    for round in 1..=3 {
        db.write(|tx| increment(tx, "count")).await.unwrap();
        server.cut_connections();
        assert_eq!(value(&db, "count").await, Some(round));
        server.cut_connections();
    }
    server.restart();
    db.write(|tx| increment(tx, "count")).await.unwrap();
    assert_eq!(value(&db, "count").await, Some(4));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_found_taken_with_the_commit_is_looked_at_again() {
    let database = Database::new();
    let db = Db::open(&database.url).unwrap();
    db.write(|tx| increment(tx, "taken")).await.unwrap();
    let draws = AtomicUsize::new(0);
    let insert =
        "INSERT INTO settings (key, value, created_at, updated_at) VALUES ($1, '7', $2, $2)";
    let key = db.write(move |tx| {
        let key = ["taken", "free"][draws.fetch_add(1, Ordering::SeqCst).min(1)];
        tx.run(insert, params![key, NOW])?;
        Ok::<_, DbError>(key)
    });
    assert_eq!(key.await.unwrap(), "free");
    assert_eq!(
        value(&db, "taken").await,
        Some(1),
        "nobody's is overwritten"
    );
    assert_eq!(value(&db, "free").await, Some(7));
    let always = db
        .write(move |tx| tx.run(insert, params!["taken", NOW]))
        .await;
    assert!(matches!(always, Err(DbError::Constraint(_))), "{always:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_that_wait_for_each_other_one_runs_again() {
    let database = Database::new();
    let db = Db::open(&database.url).unwrap();
    for key in ["one", "other"] {
        db.write(move |tx| increment(tx, key)).await.unwrap();
    }
    let both_hold = Arc::new(Barrier::new(2));
    let tasks = [("one", "other"), ("other", "one")].map(|(first, second)| {
        let (db, both_hold, runs) = (db.clone(), Arc::clone(&both_hold), AtomicUsize::new(0));
        async move {
            db.write(move |tx| {
                increment(tx, first)?;
                if runs.fetch_add(1, Ordering::SeqCst) == 0 {
                    both_hold.wait();
                }
                increment(tx, second)
            })
            .await
            .unwrap();
        }
    });
    at_once(tasks).await;
    assert_eq!(value(&db, "one").await, Some(3));
    assert_eq!(value(&db, "other").await, Some(3));
    assert_eq!(db.work_done().repeats, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_in_the_way_of_others_every_time_gives_up() {
    let database = Database::new();
    let db = Db::open(&database.url).unwrap();
    for code in ["40001", "40P01"] {
        let before = db.work_done().repeats;
        let broken = db.write(move |tx| {
            increment(tx, "count")?;
            let raise = format!("DO $$ BEGIN RAISE SQLSTATE '{code}'; END $$");
            tx.execute(&raise, params![])
        });
        let broken = broken.await;
        assert!(matches!(broken, Err(DbError::Lost(_))), "{broken:?}");
        assert_eq!(db.work_done().repeats - before, 8);
    }
    assert_eq!(value(&db, "count").await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_became_of_a_commit_without_an_answer_is_not_known() {
    const COUNTING: &str = "INSERT INTO settings";
    let server = PrivateServer::start();
    let wire = Wire::to(&server);
    let db = Db::open(&wire.url()).unwrap();
    for (moment, count) in [
        (Moment::BeforeCommit(COUNTING), None),
        (Moment::AfterCommit(COUNTING), Some(1)),
    ] {
        let cut = wire.cuts(moment);
        let written = db.write(|tx| increment(tx, "count")).await;
        cut.happened().await;
        assert!(matches!(written, Err(DbError::Unknown)), "{written:?}");
        assert_eq!(value(&db, "count").await, count, "{moment:?}");
    }
    // What was lost before the commit was on its way is done again.
    let cut = wire.cuts(Moment::Before(COUNTING));
    db.write(|tx| increment(tx, "count")).await.unwrap();
    cut.happened().await;
    assert_eq!(value(&db, "count").await, Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reference_is_checked_at_once_and_can_wait_for_the_commit() {
    let database = Database::new();
    let db = Db::open(&database.url).unwrap();
    let address = "INSERT INTO delivery_addresses (user_id, label, address, is_default, created_at, updated_at)
         VALUES (7, 'Home', '1 Main St', FALSE, $1, $1)";
    let user = "INSERT INTO users (id, telegram_id, first_name, created_at, updated_at)
         VALUES (7, 1000, 'Alice', $1, $1)";
    let refused = db.write(move |tx| tx.execute(address, params![NOW])).await;
    assert!(
        matches!(refused, Err(DbError::Constraint(_))),
        "{refused:?}"
    );
    db.write(move |tx| {
        tx.execute("SET CONSTRAINTS ALL DEFERRED", params![])?;
        tx.execute(address, params![NOW])?;
        tx.execute(user, params![NOW])
    })
    .await
    .unwrap();

    let others = texts(
        &db,
        "SELECT CAST(conname AS TEXT) FROM pg_constraint
         WHERE connamespace = CAST(current_schema() AS regnamespace) AND contype = 'f'
             AND (NOT condeferrable OR condeferred)",
    );
    assert_eq!(others.await, [] as [String; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_text_with_an_index_is_ordered_by_its_bytes() {
    let database = Database::new();
    let db = Db::open(&database.url).unwrap();
    let collated = "SELECT DISTINCT t.relname || '.' || c.attname || ' ' || o.collname
         FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
         JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = ANY (i.indkey)
         JOIN pg_collation o ON o.oid = c.attcollation
         WHERE t.relnamespace = CAST(current_schema() AS regnamespace)
         ORDER BY 1";
    let found = texts(&db, collated).await;
    assert!(found.len() > 5, "{found:?}");
    for column in found {
        assert!(column.ends_with(" C"), "{column}");
    }
}
