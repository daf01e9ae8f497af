//! The audit log and the 2FA status report of the Admin Center.

use doorward_core::event::Event;
use doorward_core::report::{Every, People};
use doorward_core::user::Role;

use super::{Sample, as_admin, shot, when};
use crate::i18n::Words;
use crate::web::activity::sentence;
use crate::web::notice::Done;
use crate::web::pages::audit::{Audit, Filter, Row, Somebody};
use crate::web::pages::reports::{NoReport, OneReport, Report, Reports, ScheduleFields};
use crate::web::shell::{Notice, Shell, Troubles};

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

pub(super) fn reports(words: &Words) -> Vec<Sample> {
    let shell = || as_admin(words, "authentication");
    let ready = Report {
        id: "0193592c2a007000b000000000000001".to_owned(),
        people: People::Everybody,
        as_of: when(24, "10:42"),
        until: when(30, "10:42"),
        ready: true,
        done: 8_132,
        total: 8_132,
    };
    let building =
        Report { people: People::EndUsers, ready: false, done: 2_500, total: 8_120, ..ready.clone() };
    let first = Reports {
        shell: shell(),
        people: People::Team,
        day: String::new(),
        mark: false,
        reports: vec![],
        schedule: ScheduleFields { people: People::Team, every: None, mark: false, next: None },
        troubles: Troubles::NONE,
    };
    let weekly = ScheduleFields {
        people: People::Everybody,
        every: Some(Every::Week),
        mark: true,
        next: Some(when(30, "00:00")),
    };
    let notice = Notice { text: Done::ReportAsked.text(words), good: true };
    let asked = Reports {
        shell: Shell { notice: Some(notice), ..shell() },
        reports: vec![building.clone(), ready.clone()],
        schedule: weekly,
        ..first.clone()
    };
    let wrong = Reports {
        people: People::EndUsers,
        day: "2026-12-24".to_owned(),
        mark: true,
        troubles: Troubles::one("day", words.say("report-day-not-over"))
            .and("people", words.say("report-choose")),
        ..first.clone()
    };
    let enough = Reports { troubles: Troubles::one("people", words.say("report-enough")), ..first.clone() };
    vec![
        shot("reports", first),
        shot("reports-asked", asked),
        shot("reports-wrong", wrong),
        shot("reports-enough", enough),
        shot("report-ready", OneReport { shell: shell(), report: ready }),
        shot("report-building", OneReport { shell: shell(), report: building }),
        shot("report-gone", NoReport { shell: shell() }),
    ]
}
