//! Exemptions: the list of them, and one person's.

use doorward_core::user::UserType;

use super::center::{holding, people_rows};
use super::{Sample, as_admin, shot, when};
use crate::i18n::Words;
use crate::web::pages::exemptions::{Exempt, ExemptRow, Exemption, Exemptions};
use crate::web::pages::people::PersonRow;
use crate::web::shell::Troubles;

pub(super) fn screens(words: &Words) -> Vec<Sample> {
    let over = Exemption {
        by: words.say("exemption-by-operator"),
        ended: Some((
            when(24, "10:42"),
            words.phrase("exemption-ended-by").with("name", "Nadia Brandt").to_string(),
        )),
        ..holding(words)
    };
    let row = |it: PersonRow, exemption: &Exemption| ExemptRow {
        id: it.id,
        name: it.name,
        email: it.email,
        role: it.role,
        exemption: exemption.clone(),
    };
    let rows =
        |exemption: &Exemption| people_rows().into_iter().skip(1).map(|it| row(it, exemption)).collect();
    let list = Exemptions {
        shell: as_admin(words, "authentication"),
        rows: rows(&holding(words)),
        search: String::new(),
        over: false,
        next_url: Some("/admin/security/exemptions?after=1.1".to_owned()),
    };
    let none = Exemptions { rows: vec![], next_url: None, ..list.clone() };
    let ended = Exemptions { over: true, rows: rows(&over), ..list.clone() };
    let none_ended = Exemptions { over: true, ..none.clone() };
    let form = Exempt {
        shell: as_admin(words, "team_members"),
        id: "2".to_owned(),
        name: "Ada Osei".to_owned(),
        user_type: UserType::TeamMember,
        exemption: None,
        kept_from: None,
        until: String::new(),
        reason: String::new(),
        troubles: Troubles::NONE,
    };
    let held = Exempt { exemption: Some(holding(words)), ..form.clone() };
    let wrong = |key: &str| {
        let troubles = Troubles::one("until", words.say(key)).and("reason", words.say("trouble-reason"));
        Exempt { until: "2026-11-02".to_owned(), troubles, ..form.clone() }
    };
    let kept_from = |key: &str| Some(words.say(key));
    vec![
        shot("exemptions-none", none),
        shot("exemptions-none-over", none_ended),
        shot("exemptions-over", ended),
        shot("exemptions", list),
        shot("exempt-no-day", wrong("trouble-exemption-no-day")),
        shot("exempt-day-over", wrong("trouble-exemption-over")),
        shot("exempt-day-far", wrong("trouble-exemption-far")),
        shot("exempt-myself", Exempt { kept_from: kept_from("exemption-not-yourself"), ..form.clone() }),
        shot("exempt-gone", Exempt { kept_from: kept_from("exemption-gone"), ..form.clone() }),
        shot("exempt-out-of-reach", Exempt { kept_from: kept_from("person-out-of-reach"), ..held.clone() }),
        shot("exempt-holds", held),
        shot("exempt", form),
    ]
}
