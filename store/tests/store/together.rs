//! Several at once, through two stores on one database, as two nodes are.

use doorward_store::{Store, StoreError};
use tokio::task::JoinSet;

use crate::place::{Place, on_both, put};

on_both! {
    what_one_node_revokes_the_other_refuses,
    of_fifty_who_spend_a_code_one_succeeds,
    no_count_is_lost,
    two_codes_are_not_handed_out_where_one_is_left,
}

async fn what_one_node_revokes_the_other_refuses(place: &Place) {
    let (here, there) = (place.open().await, place.open().await);
    const FIND: &str = "SELECT name FROM lamps WHERE key = $1";
    for key in 0..50 {
        put(&here, key).await.expect("written");
        let found = there.hot_read::<String>(FIND, [key]).await.expect("checked");
        assert!(found.is_some(), "lamp {key} was committed");
        here.write(move |tx| tx.run("DELETE FROM lamps WHERE key = $1", &[(&[key]).into()]))
            .await
            .expect("ended");
        assert_eq!(there.hot_read::<String>(FIND, [key]).await, Ok(None), "lamp {key} was ended");
        assert_eq!(here.hot_read::<String>(FIND, [key]).await, Ok(None), "lamp {key} was ended");
    }
}

async fn of_fifty_who_spend_a_code_one_succeeds(place: &Place) {
    let nodes = [place.open().await, place.open().await];
    put(&nodes[0], 1).await.expect("written");
    let spent = at_once(&nodes, 50, |store| async move {
        store
            .write(|tx| tx.run("UPDATE lamps SET watts = 0 WHERE key = $1 AND watts = 5", &[(&[1]).into()]))
            .await
    });
    let spent = spent.await;
    assert_eq!(spent.iter().filter(|rows| **rows == Ok(1)).count(), 1, "{spent:?}");
    assert_eq!(spent.iter().filter(|rows| **rows == Ok(0)).count(), 49, "{spent:?}");
}

async fn no_count_is_lost(place: &Place) {
    let nodes = [place.open().await, place.open().await];
    put(&nodes[0], 1).await.expect("written");
    let counted = at_once(&nodes, 40, |store| async move {
        store
            .write(|tx| {
                // Read, then write: what no noun does, and what a transaction has to withstand.
                let watts = tx.one::<i64>("SELECT watts FROM lamps WHERE key = $1", &[(&[1]).into()])?;
                let more = watts.unwrap_or_default() + 1;
                tx.run("UPDATE lamps SET watts = $1 WHERE key = $2", &[more.into(), (&[1]).into()])
            })
            .await
    });
    assert!(counted.await.iter().all(|rows| *rows == Ok(1)));
    let watts = nodes[1].hot_read::<i64>("SELECT watts FROM lamps WHERE key = $1", [1]).await;
    assert_eq!(watts, Ok(Some(5 + 40)));
}

async fn two_codes_are_not_handed_out_where_one_is_left(place: &Place) {
    let nodes = [place.open().await, place.open().await];
    let put = at_once(&nodes, 20, |store| async move {
        static NEXT: std::sync::atomic::AtomicU8 = std::sync::atomic::AtomicU8::new(0);
        let key = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        store
            .write(move |tx| {
                // Write skew: each looks whether anyone is there before it comes in, and they touch no common row.
                if tx.one::<i64>("SELECT COUNT(*) FROM lamps", &[])? != Some(0) {
                    return Ok(0);
                }
                crate::place::insert(tx, key).map(|()| 1)
            })
            .await
    });
    let put = put.await;
    assert_eq!(put.iter().filter(|put| **put == Ok(1)).count(), 1, "{put:?}");
    assert_eq!(put.iter().filter(|put| **put == Ok(0)).count(), 19, "{put:?}");
}

/// Does the same `times` at once, half of it on each node.
async fn at_once<F>(nodes: &[Store; 2], times: usize, work: fn(Store) -> F) -> Vec<Result<u64, StoreError>>
where
    F: Future<Output = Result<u64, StoreError>> + Send + 'static,
{
    let mut all = JoinSet::new();
    for store in nodes.iter().cycle().take(times) {
        all.spawn(work(store.clone()));
    }
    all.join_all().await
}
