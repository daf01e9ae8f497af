//! What only a SQLite file does.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use doorward_store::{Options, StoreError};

use crate::place::{Held, Place, few, keys, one_writer, put};

#[tokio::test]
async fn the_file_and_its_log_are_their_owners_alone() {
    let place = Place::sqlite();
    let store = place.open().await;
    put(&store, 1).await.expect("written");
    for beside in ["", "-wal", "-shm"] {
        let mut path = place.file().into_os_string();
        path.push(beside);
        let mode = std::fs::metadata(&path).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", path.display());
    }
}

#[tokio::test]
async fn another_process_that_writes_is_waited_for() {
    let place = Place::sqlite();
    let store = place.open().await;
    let other = rusqlite::Connection::open(place.file()).expect("opened");
    other.execute_batch("BEGIN IMMEDIATE; DELETE FROM lamps").expect("begun");
    let waits = tokio::spawn({
        let store = store.clone();
        async move { put(&store, 1).await }
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!waits.is_finished(), "it waits");
    assert!(keys(&store).await.is_empty(), "and readers do not");
    other.execute_batch("COMMIT").expect("committed");
    assert_eq!(waits.await.expect("joined"), Ok(()));
}

#[tokio::test]
async fn another_process_that_migrates_is_waited_for() {
    let place = Place::sqlite();
    let other = rusqlite::Connection::open(place.file()).expect("opened");
    other.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).expect("set");
    other.execute_batch("BEGIN IMMEDIATE; CREATE TABLE something (n INTEGER)").expect("begun");
    let (opened, ()) = tokio::join!(place.try_open(few()), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        other.execute_batch("COMMIT").expect("committed");
    });
    put(&opened.expect("opened"), 1).await.expect("written");
}

#[tokio::test]
async fn another_process_that_never_ends_is_not_waited_for_for_ever() {
    let place = Place::sqlite();
    let store = place.open_with(Options { busy_timeout: Duration::from_millis(50), ..few() }).await;
    let other = rusqlite::Connection::open(place.file()).expect("opened");
    other.execute_batch("BEGIN IMMEDIATE").expect("begun");
    assert_eq!(put(&store, 1).await, Err(StoreError::Busy));
    other.execute_batch("ROLLBACK").expect("ended");
    assert_eq!(put(&store, 1).await, Ok(()));
}

#[tokio::test]
async fn nothing_is_said_to_be_kept_where_the_disk_is_full() {
    let place = Place::sqlite();
    let store = place.open_with(one_writer()).await;
    let pages =
        store.write(|tx| tx.one::<i64>("PRAGMA page_count", &[])).await.expect("read").expect("a number");
    let limit = store.write(|tx| tx.one::<i64>("PRAGMA max_page_count = 1", &[])).await.expect("set");
    assert_eq!(limit, Some(pages), "no page more than there are");

    let held = Held::between(&store, 1, 2).await;
    let large = store.write(|tx| {
        let photo = vec![1; 100_000];
        let args = [(&[3]).into(), "large".into(), (&photo).into()];
        tx.run("INSERT INTO lamps (key, name, photo) VALUES ($1, $2, $3)", &args)
    });
    let (before, large, after, ()) =
        tokio::join!(put(&store, 4), large, put(&store, 5), async { held.release() });
    assert_eq!(held.work.await.expect("joined"), Ok(()));
    assert_eq!(large, Err(StoreError::Full));
    // Whether those beside it are kept is SQLite's choice; that each is told the truth is ours.
    let kept = keys(&store).await;
    assert_eq!((before.is_ok(), after.is_ok()), (kept.contains(&4), kept.contains(&5)), "{kept:?}");

    store.write(|tx| tx.one::<i64>("PRAGMA max_page_count = 1000000", &[])).await.expect("set");
    put(&store, 6).await.expect("the disk has room again");
}

#[tokio::test]
async fn one_job_that_ends_the_transaction_of_all_is_told_to_all() {
    let place = Place::sqlite();
    let store = place.open_with(one_writer()).await;
    let held = Held::between(&store, 1, 2).await;
    let vandal = store.write(|tx| tx.run("ROLLBACK", &[]));
    let (before, vandal, after, ()) =
        tokio::join!(put(&store, 3), vandal, put(&store, 4), async { held.release() });
    assert!(before.is_err() && vandal.is_err() && after.is_err(), "{before:?} {vandal:?} {after:?}");
    assert_eq!(keys(&store).await, [1, 2]);
    put(&store, 5).await.expect("the next transaction is whole");
    assert_eq!(keys(&store).await, [1, 2, 5]);
}

#[tokio::test]
async fn the_last_store_closes_the_file() {
    let place = Place::sqlite();
    let store = place.open().await;
    let clone = store.clone();
    put(&store, 1).await.expect("written");
    drop(store);
    put(&clone, 2).await.expect("a clone keeps it open");
    assert!(is_open(&place.file()));
    drop(clone);
    let closed = async {
        while is_open(&place.file()) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), closed).await.expect("the threads ended");
}

/// Whether this process holds the file open, as Linux tells it.
fn is_open(file: &Path) -> bool {
    let descriptors = std::fs::read_dir("/proc/self/fd").expect("Linux").flatten();
    descriptors.filter_map(|each| std::fs::read_link(each.path()).ok()).any(|target| target == file)
}

#[tokio::test]
async fn what_is_no_database_is_left_alone() {
    let place = Place::sqlite();
    std::fs::write(place.file(), "a letter, and not a short one: ".repeat(200)).expect("written");
    let refused = place.try_open(few()).await.err();
    assert!(matches!(refused, Some(StoreError::Corrupt(_))), "{refused:?}");
}
