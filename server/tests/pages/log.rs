//! What has to be known of every event, and the compiler does not ask for.

use doorward::web::pages::samples;
use doorward_core::audit::{Area, split};
use doorward_core::event::Event;
use doorward_core::id::UserId;

/// The event as the log stores it, with its kind.
fn stored(event: &Event) -> (String, String) {
    let json = serde_json::to_value(event).unwrap();
    (json["event"].as_str().unwrap().to_owned(), json.to_string())
}

#[test]
fn every_event_is_looked_for_in_exactly_one_area_of_the_log() {
    for event in samples::events() {
        let (kind, _) = stored(&event);
        let areas = Area::ALL.iter().filter(|area| area.kinds().contains(&kind.as_str())).count();
        assert_eq!(areas, 1, "{kind}");
    }
}

#[test]
fn what_an_erasure_takes_out_of_an_event_is_what_its_seal_has_as_a_digest() {
    let mut erased_some = 0;
    for event in samples::events() {
        let (kind, text) = stored(&event);
        let (facts, words) = split(&kind, &text);
        let Some(erased) = event.erased(UserId::from_bytes([7; 16])) else {
            assert!(
                words.is_empty(),
                "{kind}: the seal takes {words:?} for personal, and no erasure takes it away"
            );
            continue;
        };
        erased_some += 1;
        let (_, text) = stored(&erased);
        assert_eq!(split(&kind, &text).0, facts, "{kind}: its facts outlive an erasure");
        assert_ne!(split(&kind, &text).1, words, "{kind}");
    }
    assert!(erased_some >= 2, "the samples name addresses: {erased_some}");
}
