//! All or nothing, whoever fails and whoever goes away.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use doorward_store::{Counts, Options, StoreError, Tx};

use crate::place::{Held, Place, few, insert, keys, on_both, one_writer, put};

on_both! {
    what_is_written_is_read_by_every_way,
    work_that_refuses_leaves_nothing,
    a_caller_who_goes_away_abandons_the_answer_and_not_the_work,
    a_panic_leaves_the_work_of_others_whole,
    a_failure_among_those_that_wait_together_is_its_own,
    the_first_error_ends_the_transaction_even_if_nobody_minds,
    a_reader_sees_one_state_and_may_not_write,
    a_full_queue_says_so_at_once,
    work_is_counted_before_it_is_answered,
    an_effect_comes_once_with_its_commit_and_never_without,
    a_store_that_opened_is_ready,
}

async fn what_is_written_is_read_by_every_way(place: &Place) {
    let store = place.open().await;
    put(&store, 7).await.expect("written");
    assert_eq!(keys(&store).await, [7]);
    let name = store.hot_read::<String>("SELECT name FROM lamps WHERE key = $1", [7]).await;
    assert_eq!(name, Ok(Some("lamp 7".to_owned())));
    let name = store.hot_read::<String>("SELECT name FROM lamps WHERE key = $1", [8]).await;
    assert_eq!(name, Ok(None));

    // Another program that opens the same database finds it.
    assert_eq!(keys(&place.open().await).await, [7]);
}

async fn work_that_refuses_leaves_nothing(place: &Place) {
    let store = place.open().await;
    let refused = store.write(|tx| {
        insert(tx, 1)?;
        Err::<(), _>(StoreError::Corrupt("the caller's own reason".to_owned()))
    });
    assert_eq!(refused.await, Err(StoreError::Corrupt("the caller's own reason".to_owned())));
    assert!(keys(&store).await.is_empty());
}

async fn a_caller_who_goes_away_abandons_the_answer_and_not_the_work(place: &Place) {
    let store = place.open().await;
    let held = Held::between(&store, 1, 2).await;
    held.work.abort();
    assert!(keys(&store).await.is_empty(), "nothing is seen before it is committed");
    held.release();
    assert!(held.work.await.expect_err("gone").is_cancelled());

    let both = async {
        loop {
            match keys(&store).await[..] {
                [] => tokio::task::yield_now().await,
                [1, 2] => break,
                ref half => panic!("half of the work was committed: {half:?}"),
            }
        }
    };
    let soon = std::time::Duration::from_secs(20);
    tokio::time::timeout(soon, both).await.expect("the work was carried out");
}

async fn a_panic_leaves_the_work_of_others_whole(place: &Place) {
    let store = place.open_with(one_writer()).await;
    let held = Held::between(&store, 1, 2).await;
    let panics = store.write(|tx| -> Result<(), StoreError> {
        insert(tx, 4)?;
        panic!("this panic is part of the test")
    });
    let (before, panicked, after, ()) =
        tokio::join!(put(&store, 3), panics, put(&store, 5), async { held.release() });
    assert_eq!((before, panicked, after), (Ok(()), Err(StoreError::Panicked), Ok(())));
    assert_eq!(held.work.await.expect("joined"), Ok(()));
    assert_eq!(keys(&store).await, [1, 2, 3, 5]);
}

async fn a_failure_among_those_that_wait_together_is_its_own(place: &Place) {
    let store = place.open_with(one_writer()).await;
    let held = Held::between(&store, 1, 2).await;
    let duplicate = store.write(|tx| {
        insert(tx, 9)?;
        insert(tx, 2)
    });
    let (third, duplicate, fourth, ()) =
        tokio::join!(put(&store, 3), duplicate, put(&store, 4), async { held.release() });
    assert_eq!((third, fourth), (Ok(()), Ok(())));
    assert_eq!(duplicate, Err(StoreError::Unique("lamps_pkey".to_owned())));
    assert_eq!(keys(&store).await, [1, 2, 3, 4]);
}

async fn the_first_error_ends_the_transaction_even_if_nobody_minds(place: &Place) {
    let store = place.open().await;
    put(&store, 1).await.expect("written");
    let careless = store.write(|tx| {
        insert(tx, 2)?;
        let _ = insert(tx, 1);
        let _ = insert(tx, 3);
        Ok(())
    });
    assert_eq!(careless.await, Err(StoreError::Unique("lamps_pkey".to_owned())));
    assert_eq!(keys(&store).await, [1]);
}

async fn a_reader_sees_one_state_and_may_not_write(place: &Place) {
    let store = place.open().await;
    let (here, mut arrived) = tokio::sync::mpsc::unbounded_channel();
    let (go, wait) = std::sync::mpsc::channel();
    let counting = store.read(move |tx| {
        let before = tx.one::<i64>("SELECT COUNT(*) FROM lamps", &[])?;
        let _ = here.send(());
        let _ = wait.recv();
        Ok((before, tx.one::<i64>("SELECT COUNT(*) FROM lamps", &[])?))
    });
    let meanwhile = async {
        arrived.recv().await.expect("the reader began");
        put(&store, 1).await.expect("readers do not hold up writers");
        go.send(()).expect("the reader waits");
    };
    let (counted, ()) = tokio::join!(counting, meanwhile);
    assert_eq!(counted, Ok((Some(0), Some(0))));

    let written = store.read(|tx| insert(tx, 2)).await;
    assert!(matches!(written, Err(StoreError::Refused(_))), "{written:?}");
    put(&store, 3).await.expect("written");
    assert_eq!(keys(&store).await, [1, 3]);
}

async fn a_full_queue_says_so_at_once(place: &Place) {
    let store = place.open_with(Options { queue: 1, ..one_writer() }).await;
    let held = Held::between(&store, 1, 2).await;
    let waits = tokio::spawn({
        let store = store.clone();
        async move { put(&store, 3).await }
    });
    tokio::task::yield_now().await;
    assert_eq!(put(&store, 4).await, Err(StoreError::Busy));
    held.release();
    assert_eq!(waits.await.expect("joined"), Ok(()));
    assert_eq!(put(&store, 5).await, Ok(()), "there is room again");
    assert_eq!(keys(&store).await, [1, 2, 3, 5]);
}

async fn work_is_counted_before_it_is_answered(place: &Place) {
    let store = place.open_with(few()).await;
    assert_eq!(store.counts(), NOTHING);
    put(&store, 1).await.expect("written");
    let _ = put(&store, 1).await.expect_err("a duplicate");
    keys(&store).await;
    let _ = store.hot_read::<String>("SELECT name FROM lamps WHERE key = $1", [9]).await.expect("checked");
    assert_eq!(store.counts(), Counts { reads: 2, writes: 2, statements: 4, ..NOTHING });
    let _ = store.read(|tx| insert(tx, 2)).await.expect_err("a reader");
    let own = store.write(|_| Err::<(), _>(StoreError::Corrupt("a reason".to_owned())));
    let _ = own.await.expect_err("refused");
    let counts = store.counts();
    assert_eq!((counts.failed_reads, counts.failed_writes), (1, 1), "a duplicate is an answer: {counts:?}");
}

const NOTHING: Counts = Counts { reads: 0, writes: 0, statements: 0, failed_reads: 0, failed_writes: 0 };

async fn an_effect_comes_once_with_its_commit_and_never_without(place: &Place) {
    let nodes = [place.open().await, place.open().await];
    let (runs, effects) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let mut tasks = tokio::task::JoinSet::new();
    for i in 0..40_u8 {
        let (store, runs, effects) = (nodes[usize::from(i) % 2].clone(), runs.clone(), effects.clone());
        tasks.spawn(async move {
            let work = move |tx: &mut Tx<'_>| {
                runs.fetch_add(1, Ordering::SeqCst);
                let effects = effects.clone();
                tx.once_committed(move || {
                    effects.fetch_add(1, Ordering::SeqCst);
                });
                // Each looks at all rows and adds one: PostgreSQL finds out at the COMMIT that they met.
                tx.one::<i64>("SELECT COUNT(*) FROM lamps", &[])?;
                insert(tx, i)?;
                if i % 4 == 0 { Err(StoreError::Corrupt("refused".to_owned())) } else { Ok(()) }
            };
            store.write(work).await.is_ok()
        });
    }
    let done = tasks.join_all().await.into_iter().filter(|ok| *ok).count();
    assert_eq!(done, 30);
    assert!(runs.load(Ordering::SeqCst) >= 40, "on PostgreSQL some ran again");
    assert_eq!(effects.load(Ordering::SeqCst), 30);
}

async fn a_store_that_opened_is_ready(place: &Place) {
    assert_eq!(place.open().await.ready().await, Ok(()));
}
