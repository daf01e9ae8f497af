//! From an empty database to this program's, once, whoever starts first.

use doorward_core::id::{TenantId, UserId};
use doorward_core::moment::Time;
use doorward_store::look::look;
use doorward_store::migrate::{STEPS, Step};
use doorward_store::outbox::{message_lease, messages_since};
use doorward_store::{Options, StoreError};

use crate::place::{LAMPS, Place, few, keys, on_both, put};

on_both! {
    the_steps_of_this_program_are_taken,
    a_look_tells_what_is_there_and_changes_nothing,
    a_newer_program_keeps_what_an_older_one_wrote,
    an_edited_step_is_refused,
    a_newer_database_is_refused,
    programs_that_start_at_once_all_succeed,
    a_step_that_fails_leaves_nothing,
    a_letter_that_waited_at_an_update_still_waits,
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

async fn a_look_tells_what_is_there_and_changes_nothing(place: &Place) {
    // A file that is not there is not made; a schema that is empty stays so.
    match look(&place.url).await {
        Ok(empty) => assert_eq!((empty.taken, empty.lacks), (0, STEPS.len())),
        Err(error) => assert!(matches!(error, StoreError::Unavailable(_)), "{error}"),
    }
    drop(place.open_with(steps(&STEPS[..1])).await);
    for _ in 0..2 {
        let first = look(&place.url).await.expect("looked at");
        assert_eq!((first.taken, first.lacks), (1, STEPS.len() - 1), "no step is taken by looking");
    }
    drop(place.open_with(steps(STEPS)).await);
    let whole = look(&place.url).await.expect("looked at");
    assert_eq!((whole.taken, whole.lacks), (STEPS.len(), 0));
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

async fn a_letter_that_waited_at_an_update_still_waits(place: &Place) {
    const OF_BEFORE: &[Step] = STEPS.split_at(1).0;
    let (tenant, user, id) = (TenantId::from_bytes([1; 16]), UserId::from_bytes([2; 16]), [3; 16]);
    let older = place.open_with(steps(OF_BEFORE)).await;
    let waiting = older.write(move |tx| {
        let (one, two): (&[u8; 16], &[u8; 16]) = (tenant.as_bytes(), user.as_bytes());
        tx.run(
            "INSERT INTO tenants (id, name, address, host, created_at) VALUES ($1, 'a', 'b', $1, 1)",
            &[one.into()],
        )?;
        tx.run(
            "INSERT INTO users (tenant_id, id, email, email_key, name, name_key, standing, epoch, created_at)
             VALUES ($1, $2, 'a@b', 'a@b', 'a', $1, 'active', 1, 1)",
            &[one.into(), two.into()],
        )?;
        tx.run(
            "INSERT INTO outbox (tenant_id, id, user_id, recipient, kind, letter, created_at, tries, due_at)
             VALUES ($1, $3, $2, 'a@b', 'kind', $3, 1, 4, 5)",
            &[one.into(), two.into(), (&id).into()],
        )
    });
    waiting.await.expect("written");
    drop(older);

    let newer = place.open_with(steps(STEPS)).await;
    let letter = newer.write(|tx| message_lease(tx, false, Time::from_millis(6), Time::from_millis(7))).await;
    let letter = letter.expect("leased").expect("a letter");
    assert_eq!((letter.recipient.as_str(), letter.tries, letter.letter), ("a@b", 4, id.to_vec()));
    let of_its_person =
        newer.read(move |tx| messages_since(tx, &tenant, &user, "kind", Time::from_millis(0))).await;
    assert_eq!(of_its_person, Ok(1));
}
