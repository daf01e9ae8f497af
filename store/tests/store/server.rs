//! What only a PostgreSQL server does.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use doorward_store::{Options, Store, StoreError, StoreUrl};

use crate::place::{Held, Place, cluster, few, insert, keys, one_writer, put};

/// Ends the server's side of every connection of the test.
async fn kill(place: &Place) {
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1";
    let killed = cluster().await.query(kill, &[&place.name]).await.expect("killed");
    assert!(!killed.is_empty(), "there was something to kill");
}

/// How many connections of the test are in that state.
async fn connections(place: &Place, state: &str) -> i64 {
    let count = "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = $1 AND state LIKE $2";
    cluster().await.query_one(count, &[&place.name, &state]).await.expect("counted").get(0)
}

#[tokio::test]
async fn work_whose_connection_is_killed_is_done_again_and_once() {
    let place = Place::postgres().await;
    let store = place.open_with(one_writer()).await;
    let runs = Arc::new(AtomicU64::new(0));
    let (here, mut arrived) = tokio::sync::mpsc::unbounded_channel();
    let (go, wait) = std::sync::mpsc::channel();
    let work = store.write({
        let runs = runs.clone();
        move |tx| {
            insert(tx, 1)?;
            if runs.fetch_add(1, Ordering::Relaxed) == 0 {
                let _ = here.send(());
                let _ = wait.recv();
            }
            insert(tx, 2)
        }
    });
    let killer = async {
        arrived.recv().await.expect("the work began");
        kill(&place).await;
        go.send(()).expect("the work waits");
    };
    let (outcome, ()) = tokio::join!(work, killer);
    assert_eq!(outcome, Ok(()));
    assert_eq!(runs.load(Ordering::Relaxed), 2);
    assert_eq!(keys(&store).await, [1, 2]);
}

#[tokio::test]
async fn a_restart_of_the_server_is_not_noticed_by_those_who_come_after() {
    let place = Place::postgres().await;
    let store = place.open().await;
    for key in 0..5 {
        put(&store, key).await.expect("written");
        let check = || store.hot_read::<String>("SELECT name FROM lamps WHERE key = $1", [key]);
        assert!(check().await.expect("checked").is_some());
        assert_eq!(keys(&store).await.len(), usize::from(key) + 1);
        kill(&place).await;
        let (a, b, c) = tokio::join!(check(), check(), check());
        assert_eq!([&a, &b, &c], [&Ok(Some(format!("lamp {key}"))); 3]);
    }
}

#[tokio::test]
async fn no_caller_who_goes_away_leaves_a_transaction_open() {
    let place = Place::postgres().await;
    let store = place.open().await;
    for key in 0..20 {
        let gone = tokio::time::timeout(Duration::from_micros(u64::from(key) * 50), put(&store, key)).await;
        drop(gone);
    }
    let all = async {
        while keys(&store).await.len() < 20 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        while connections(&place, "idle in transaction%").await > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), all)
        .await
        .expect("all were carried out and none left open");
}

#[tokio::test]
async fn a_held_lock_is_given_up_and_told() {
    let place = Place::postgres().await;
    let store = place.open_with(Options { statement_timeout: Duration::from_millis(100), ..few() }).await;
    put(&store, 1).await.expect("written");
    let mut other = cluster().await;
    let lock = other.transaction().await.expect("begun");
    lock.batch_execute(&format!("LOCK TABLE {}.lamps IN ACCESS EXCLUSIVE MODE", place.name))
        .await
        .expect("locked");
    let slow = |outcome: Result<(), StoreError>| matches!(outcome, Err(StoreError::Unavailable(_)));
    assert!(slow(put(&store, 2).await));
    assert!(slow(store.hot_read::<()>("SELECT name FROM lamps WHERE key = $1", [1]).await.map(drop)));
    lock.rollback().await.expect("released");
    put(&store, 2).await.expect("written");
}

#[tokio::test]
async fn statements_survive_that_another_program_migrates() {
    let place = Place::postgres().await;
    let store = place.open().await;
    put(&store, 1).await.expect("written");
    let check = || store.hot_read::<Option<i64>>("SELECT watts FROM lamps WHERE key = $1", [1]);
    let read = || store.read(|tx| tx.one::<Option<i64>>("SELECT watts FROM lamps", &[]));
    assert_eq!((check().await, read().await), (Ok(Some(Some(5))), Ok(Some(Some(5)))));
    // The type of a result changes under a prepared statement, and changes back.
    for ty in ["TEXT", "BIGINT"] {
        let alter = format!(
            "SET search_path = {}; ALTER TABLE lamps DROP CONSTRAINT IF EXISTS lamps_watts_check;
             ALTER TABLE lamps ALTER COLUMN watts TYPE {ty} USING watts::{ty}",
            place.name
        );
        cluster().await.batch_execute(&alter).await.expect("altered");
        let found = check().await;
        match ty {
            "TEXT" => {
                assert_eq!(found, Err(StoreError::Corrupt("column 0 is text, not an integer".to_owned())))
            }
            _ => assert_eq!(found, Ok(Some(Some(5)))),
        }
    }
    assert_eq!(keys(&store).await, [1]);
}

#[tokio::test]
async fn a_number_is_not_taken_for_a_text_of_digits() {
    // SQLite makes a text of it, even in a STRICT table; so this is found on PostgreSQL alone.
    let place = Place::postgres().await;
    let store = place.open().await;
    let refused = store.write(|tx| tx.run("UPDATE lamps SET name = $1", &[1.into()])).await;
    assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
}

#[tokio::test]
async fn the_last_store_closes_its_connections() {
    let place = Place::postgres().await;
    let store = place.open().await;
    put(&store, 1).await.expect("written");
    let held = Held::between(&store, 2, 3).await;
    drop(store);
    held.release();
    assert_eq!(held.work.await.expect("joined"), Ok(()), "what was begun is finished");
    let closed = async {
        while connections(&place, "%").await > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), closed).await.expect("the threads ended");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_without_the_password() {
    for url in [
        "postgres:///doorward?host=/nowhere/at/all&user=ada&password=tr0ub4dor",
        "postgres://ada:tr0ub4dor@127.0.0.1:1/doorward",
    ] {
        let url: StoreUrl = url.parse().expect("a URL");
        let refused = Store::open(&url, few()).await.err().expect("nobody answers");
        assert!(matches!(refused, StoreError::Unavailable(_)), "{refused:?}");
        assert!(!format!("{refused} {refused:?}").contains("tr0ub4dor"), "{refused:?}");
    }
}
