//! From an empty database to this program's, once, whoever starts first.

use doorward_store::migrate::{STEPS, Step};
use doorward_store::{Options, StoreError};

use crate::place::{LAMPS, Place, few, keys, on_both, put};

on_both! {
    the_steps_of_this_program_are_taken,
    a_newer_program_keeps_what_an_older_one_wrote,
    an_edited_step_is_refused,
    a_newer_database_is_refused,
    programs_that_start_at_once_all_succeed,
    a_step_that_fails_leaves_nothing,
}

const ROOM: Step = Step {
    number: 2,
    sqlite: "ALTER TABLE lamps ADD COLUMN room TEXT; CREATE INDEX lamps_by_room ON lamps (room)",
    postgres: "ALTER TABLE lamps ADD COLUMN room TEXT; CREATE INDEX lamps_by_room ON lamps (room)",
};
const WITH_ROOM: &[Step] = &[LAMPS[0], ROOM];

fn steps(steps: &'static [Step]) -> Options {
    Options { steps, ..few() }
}

async fn the_steps_of_this_program_are_taken(place: &Place) {
    let store = place.open_with(steps(STEPS)).await;
    let taken = store.read(|tx| tx.one::<i64>("SELECT COUNT(*) FROM schema_steps", &[]));
    assert_eq!(taken.await, Ok(Some(i64::try_from(STEPS.len()).expect("few"))));
}

async fn a_newer_program_keeps_what_an_older_one_wrote(place: &Place) {
    put(&place.open().await, 1).await.expect("written");
    let newer = place.open_with(steps(WITH_ROOM)).await;
    assert_eq!(keys(&newer).await, [1]);
    let room = newer.hot_read::<Option<String>>("SELECT room FROM lamps WHERE key = $1", [1]).await;
    assert_eq!(room, Ok(Some(None)));
    drop(newer);
    assert_eq!(keys(&place.open_with(steps(WITH_ROOM)).await).await, [1], "no step is taken twice");
}

async fn an_edited_step_is_refused(place: &Place) {
    const EDITED: &[Step] = &[Step {
        number: 1,
        sqlite: "CREATE TABLE lamps (key BLOB PRIMARY KEY) STRICT",
        postgres: "CREATE TABLE lamps (key BYTEA PRIMARY KEY)",
    }];
    drop(place.open().await);
    let refused = place.try_open(steps(EDITED)).await.err();
    let edited = "step 1 was edited after the database had taken it";
    assert_eq!(refused, Some(StoreError::Migration(edited.to_owned())));
}

async fn a_newer_database_is_refused(place: &Place) {
    drop(place.open_with(steps(WITH_ROOM)).await);
    match place.try_open(few()).await.err() {
        Some(StoreError::Migration(why)) => assert!(why.contains("step 2") && why.contains("newer"), "{why}"),
        other => panic!("{other:?}"),
    }
}

async fn programs_that_start_at_once_all_succeed(place: &Place) {
    let open = || place.try_open(steps(WITH_ROOM));
    let (a, b, c, d) = tokio::join!(open(), open(), open(), open());
    for (key, store) in (1..).zip([a, b, c, d]) {
        put(&store.expect("opened"), key).await.expect("written");
    }
    assert_eq!(keys(&place.open_with(steps(WITH_ROOM)).await).await, [1, 2, 3, 4]);
}

async fn a_step_that_fails_leaves_nothing(place: &Place) {
    const BROKEN: &[Step] = &[
        LAMPS[0],
        Step {
            number: 2,
            sqlite: "ALTER TABLE lamps ADD COLUMN room TEXT; ALTER TABLE ghosts ADD COLUMN room TEXT",
            postgres: "ALTER TABLE lamps ADD COLUMN room TEXT; ALTER TABLE ghosts ADD COLUMN room TEXT",
        },
    ];
    match place.try_open(steps(BROKEN)).await.err() {
        Some(StoreError::Migration(why)) => {
            assert!(why.contains("step 2") && why.contains("ghosts"), "{why}")
        }
        other => panic!("{other:?}"),
    }
    let mended = place.open_with(steps(WITH_ROOM)).await;
    put(&mended, 1).await.expect("written");
}
