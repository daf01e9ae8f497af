//! The audit log of the Admin Center.

use doorward_core::event::Event;
use doorward_core::user::Role;

use super::{Sample, as_admin, shot, when};
use crate::i18n::Words;
use crate::web::activity::sentence;
use crate::web::pages::audit::{Audit, Filter, Row, Somebody};
use crate::web::shell::Troubles;

pub(super) fn screens(words: &Words) -> Vec<Sample> {
    let somebody = |id: &str, name: &str| Somebody { id: id.to_owned(), name: name.to_owned() };
    let row = |time: &str, event: &Event, by: Somebody, about: Option<Somebody>, number: Option<i64>| Row {
        when: when(24, time),
        what: sentence(words, event),
        refused: event.is_refusal(),
        by,
        about,
        browser: Some("Firefox on Windows".to_owned()),
        address: Some("2001:db8:4a1c:90ff:1c2e:77ff:fe00:1a2b".to_owned()),
        number,
        request: Some("K7Q2MZ4V".to_owned()),
        text: serde_json::to_string(event).unwrap_or_default(),
    };
    let (nadia, ada) = (|| somebody("1", "Nadia Brandt"), || somebody("2", "Ada Osei"));
    let changed = Event::AddressChanged {
        from: "ada@lakeside.example".to_owned(),
        to: "ada.osei@lakeside.example".to_owned(),
    };
    let role = Event::RoleChanged { from: Role::EndUser, to: Role::Agent };
    let rows = vec![
        row("10:42", &role, nadia(), Some(ada()), None),
        row("10:40", &Event::PasswordRefused, ada(), None, Some(18_233)),
        row("10:38", &changed, ada(), None, Some(18_232)),
        Row {
            browser: None,
            address: None,
            ..row(
                "10:30",
                &Event::BreakGlassOpened,
                somebody("", &words.say("audit-operator")),
                Some(nadia()),
                Some(18_231),
            )
        },
        Row {
            browser: None,
            address: None,
            ..row("10:12", &Event::SignedOut, somebody("3", &words.say("person-erased")), None, Some(18_230))
        },
    ];
    let log = Audit {
        shell: as_admin(words, "audit"),
        filter: Filter::default(),
        sealed: 18_233,
        unsealed: 1,
        rows,
        next_url: Some("/admin/audit?before=3".to_owned()),
        troubles: Troubles::NONE,
    };
    let filter = Filter {
        person: "zoe@lakeside.example".to_owned(),
        kind: Filter::REFUSED.to_owned(),
        from: "2026-11-01".to_owned(),
        to: "yesterday".to_owned(),
    };
    let none = Audit { filter: filter.clone(), rows: vec![], next_url: None, ..log.clone() };
    let troubles = Troubles::one("to", words.say("audit-no-day"));
    let wrong = Audit { filter, rows: vec![], next_url: None, troubles, ..log.clone() };
    let nobody = Audit { troubles: Troubles::one("person", words.say("audit-nobody")), ..wrong.clone() };
    vec![
        shot("audit-log", log),
        shot("audit-log-none", none),
        shot("audit-log-no-day", wrong),
        shot("audit-log-nobody", nobody),
    ]
}
