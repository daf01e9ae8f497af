//! What goes in comes out, and what does not fit is refused aloud, alike on both databases.

use doorward_core::moment::Time;
use doorward_store::{StoreError, Value};

use crate::place::{Place, insert, keys, on_both, put};

on_both! {
    null_fits_every_column,
    every_type_comes_back_as_it_went_in,
    markers_are_numbers_and_not_places,
    a_value_of_the_wrong_type_is_refused,
    a_column_of_the_wrong_type_is_not_guessed_at,
    one_row_means_one,
    rows_are_not_thrown_away,
    a_duplicate_is_named_after_its_index,
    a_forbidden_row_is_told_without_its_values,
}

const INSERT: &str = "INSERT INTO lamps (key, name, note, photo, watts) VALUES ($1, $2, $3, $4, $5)";

type Lamp = (Vec<u8>, String, Option<String>, Option<Vec<u8>>, Option<Time>);
const LAMP: &str = "SELECT key, name, note, photo, watts FROM lamps WHERE key = $1";

async fn null_fits_every_column(place: &Place) {
    let store = place.open().await;
    let written = store.write(|tx| {
        tx.run(INSERT, &[(&[1]).into(), "bare".into(), Value::Null, Value::Null, None::<i64>.into()])
    });
    assert_eq!(written.await, Ok(1));
    let bare: Option<Lamp> = store.hot_read(LAMP, [1]).await.expect("read");
    assert_eq!(bare, Some((vec![1], "bare".to_owned(), None, None, None)));
    let dark = store.read(|tx| {
        let sql =
            "SELECT COUNT(*) FROM lamps WHERE watts IS NULL AND (CAST($1 AS BIGINT) IS NULL OR watts < $1)";
        tx.one::<i64>(sql, &[Value::Null])
    });
    assert_eq!(dark.await, Ok(Some(1)));
}

async fn every_type_comes_back_as_it_went_in(place: &Place) {
    let store = place.open().await;
    let last = Time::from_millis(i64::MAX);
    let written = store.write(move |tx| {
        let note = Some("größer als 1 €, 🪔");
        tx.run(INSERT, &[(&[0, 255]).into(), "".into(), note.into(), (&[0_u8; 0]).into(), last.into()])
    });
    assert_eq!(written.await, Ok(1));
    let lamp: Option<Lamp> = store.hot_read(LAMP, [0, 255]).await.expect("read");
    let note = Some("größer als 1 €, 🪔".to_owned());
    assert_eq!(lamp, Some((vec![0, 255], String::new(), note, Some(Vec::new()), Some(last))));
}

async fn markers_are_numbers_and_not_places(place: &Place) {
    let store = place.open().await;
    put(&store, 1).await.expect("written");
    let renamed = store.write(|tx| {
        tx.run("UPDATE lamps SET name = $2, note = $2 WHERE key = $1", &[(&[1]).into(), "moved".into()])
    });
    assert_eq!(renamed.await, Ok(1));
    let lamp: Option<Lamp> = store.hot_read(LAMP, [1]).await.expect("read");
    let lamp = lamp.expect("it is there");
    assert_eq!((lamp.1, lamp.2), ("moved".to_owned(), Some("moved".to_owned())));
}

async fn a_value_of_the_wrong_type_is_refused(place: &Place) {
    let store = place.open().await;
    let wrong: [(&'static str, [Value<'static>; 5]); 5] = [
        ("a number as bytes", [1.into(), "n".into(), Value::Null, Value::Null, Value::Null]),
        ("bytes as text", [(&[1]).into(), (&[1]).into(), Value::Null, Value::Null, Value::Null]),
        ("text as bytes", [(&[1]).into(), "n".into(), Value::Null, "secret".into(), Value::Null]),
        ("text as a number", [(&[1]).into(), "n".into(), Value::Null, Value::Null, "secret".into()]),
        ("half a text", [(&[1]).into(), "n\0secret".into(), Value::Null, Value::Null, Value::Null]),
    ];
    for (what, args) in wrong {
        let refused = store.write(move |tx| tx.run(INSERT, &args)).await.expect_err(what);
        assert!(matches!(refused, StoreError::Refused(_)), "{what}: {refused:?}");
        assert!(!format!("{refused} {refused:?}").contains("secret"), "{what}: {refused:?}");
    }
    for args in [&[][..], &[Value::Null, Value::Null]] {
        let refused =
            store.read(move |tx| tx.one::<Lamp>(LAMP, args)).await.expect_err("the number of arguments");
        assert!(matches!(refused, StoreError::Refused(_)), "{refused:?}");
    }
    assert!(keys(&store).await.is_empty());
}

async fn a_column_of_the_wrong_type_is_not_guessed_at(place: &Place) {
    let store = place.open().await;
    put(&store, 1).await.expect("written");
    let wrong = store.read(|tx| tx.one::<i64>("SELECT name FROM lamps", &[])).await;
    assert_eq!(wrong, Err(StoreError::Corrupt("column 0 is text, not an integer".to_owned())));
    let wrong = store.read(|tx| tx.one::<String>("SELECT note FROM lamps", &[])).await;
    assert_eq!(wrong, Err(StoreError::Corrupt("column 0 is NULL, not text".to_owned())));
    let wrong = store.read(|tx| tx.one::<bool>("SELECT watts FROM lamps", &[])).await;
    assert_eq!(wrong, Err(StoreError::Corrupt("column 0 is an integer, not 0 or 1".to_owned())));
    let wrong = store.read(|tx| tx.one::<[u8; 16]>("SELECT key FROM lamps", &[])).await;
    let agreed = "column 0 is bytes, not bytes of the agreed length";
    assert_eq!(wrong, Err(StoreError::Corrupt(agreed.to_owned())));
    let wrong = store.read(|tx| tx.one::<(i64, i64)>("SELECT watts FROM lamps", &[])).await;
    assert_eq!(wrong, Err(StoreError::Corrupt("column 1 does not exist".to_owned())));
}

async fn one_row_means_one(place: &Place) {
    let store = place.open().await;
    put(&store, 1).await.expect("written");
    put(&store, 2).await.expect("written");
    let two = store.read(|tx| tx.one::<String>("SELECT name FROM lamps", &[])).await;
    assert!(matches!(two, Err(StoreError::Refused(_))), "{two:?}");
    let two = store.hot_read::<String>("SELECT name FROM lamps WHERE key <> $1", [9]).await;
    assert!(matches!(two, Err(StoreError::Refused(_))), "{two:?}");
}

async fn rows_are_not_thrown_away(place: &Place) {
    let store = place.open().await;
    let thrown = store.write(|tx| {
        insert(tx, 1)?;
        tx.run("DELETE FROM lamps RETURNING key", &[])
    });
    let thrown = thrown.await;
    assert!(matches!(thrown, Err(StoreError::Refused(_))), "{thrown:?}");
    let kept = store.write(|tx| {
        insert(tx, 1)?;
        insert(tx, 2)?;
        tx.all::<[u8; 1]>("DELETE FROM lamps WHERE key > $1 RETURNING key", &[(&[1]).into()])
    });
    assert_eq!(kept.await, Ok(vec![[2]]));
    assert_eq!(keys(&store).await, [1]);
}

async fn a_duplicate_is_named_after_its_index(place: &Place) {
    let store = place.open().await;
    let first = store.write(|tx| {
        tx.run(INSERT, &[(&[1]).into(), "hall".into(), "by the door".into(), (&[1]).into(), 5.into()])
    });
    assert_eq!(first.await, Ok(1));
    let again: [(&'static str, [Value<'static>; 5]); 3] = [
        ("lamps_pkey", [(&[1]).into(), "attic".into(), Value::Null, Value::Null, Value::Null]),
        ("lamps_by_name", [(&[2]).into(), "hall".into(), Value::Null, (&[2]).into(), Value::Null]),
        ("lamps_note_key", [(&[2]).into(), "attic".into(), "by the door".into(), Value::Null, Value::Null]),
    ];
    for (index, args) in again {
        let twice = store.write(move |tx| tx.run(INSERT, &args)).await;
        assert_eq!(twice, Err(StoreError::Unique(index.to_owned())));
    }
}

async fn a_forbidden_row_is_told_without_its_values(place: &Place) {
    let store = place.open().await;
    let forbidden: [(&'static str, [Value<'static>; 5]); 2] = [
        ("a CHECK", [(&[1]).into(), "secret".into(), Value::Null, Value::Null, (-1).into()]),
        ("NOT NULL", [(&[1]).into(), Value::Null, "secret".into(), Value::Null, Value::Null]),
    ];
    for (what, args) in forbidden {
        let refused = store.write(move |tx| tx.run(INSERT, &args)).await.expect_err(what);
        assert!(matches!(refused, StoreError::Constraint(_)), "{what}: {refused:?}");
        assert!(!refused.to_string().contains("secret"), "{what}: {refused}");
    }
    let dangling = store
        .write(|tx| tx.run("INSERT INTO bulbs (lamp, spare) VALUES ($1, $2)", &[(&[1]).into(), true.into()]));
    let dangling = dangling.await;
    assert!(matches!(dangling, Err(StoreError::Constraint(_))), "{dangling:?}");
}
