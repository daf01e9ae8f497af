//! Screens of the Admin Center: who is signed in now, and who is archived.

use doorward_core::user::{Standing, UserType};

use super::center::{past_sign_ins, people_rows};
use super::{Sample, as_admin, sessions, shot, when};
use crate::i18n::Words;
use crate::web::notice::Done;
use crate::web::pages::people::PastSignIn;
use crate::web::pages::{people, signed_in};
use crate::web::shell::{Notice, Shell, Troubles};
use crate::web::trouble::{self, Missing};

pub(super) fn signed_in(words: &Words) -> Vec<Sample> {
    let shell = as_admin(words, "signed-in");
    let many = |people, sessions, may_end| signed_in::HowMany { people, sessions, more: false, may_end };
    let rows = people_rows().into_iter().zip(sessions()).map(|(person, session)| signed_in::SignedInRow {
        person: person.id,
        name: person.name,
        email: person.email,
        role: person.role,
        may_end: !session.current,
        session,
    });
    let page = signed_in::SignedIn {
        shell: shell.clone(),
        team: many(12, 15, true),
        end_users: signed_in::HowMany { more: true, ..many(4_120, 5_000, true) },
        rows: rows.collect(),
        of: "",
        search: String::new(),
        next_url: Some("/admin/sessions?after=3".to_owned()),
    };
    let notice = Notice { text: Done::AllEnded.text(words), good: true };
    let nobody = signed_in::SignedIn {
        shell: Shell { notice: Some(notice), ..shell.clone() },
        team: many(1, 1, false),
        end_users: many(0, 0, true),
        rows: vec![],
        of: "end_user",
        search: "zoe".to_owned(),
        next_url: None,
    };
    let end_all = signed_in::EndAll {
        shell,
        of: UserType::TeamMember,
        action: "/admin/sessions/end-all/team-members".to_owned(),
        how_many: page.team,
        mine_too: true,
    };
    let end_users = signed_in::EndAll {
        of: UserType::EndUser,
        action: "/admin/sessions/end-all/end-users".to_owned(),
        how_many: page.end_users,
        mine_too: false,
        ..end_all.clone()
    };
    vec![
        shot("signed-in-now", page),
        shot("signed-in-nobody", nobody),
        shot("end-all-team-members", end_all),
        shot("end-all-end-users", end_users),
    ]
}

pub(super) fn gone(words: &Words) -> Vec<Sample> {
    let shell = || as_admin(words, "team_members");
    let rows: Vec<_> = people_rows()
        .into_iter()
        .skip(1)
        .map(|row| people::PersonRow {
            standing: Standing::Archived,
            methods: vec![],
            must_enrol: false,
            sessions: 0,
            ..row
        })
        .collect();
    let list = people::People {
        shell: shell(),
        user_type: UserType::TeamMember,
        rows: rows.clone(),
        narrowed: people::Narrowed { archived: true, ..people::Narrowed::default() },
        matching: people::Count::Exactly(4),
        with_second_factor: Some(0),
        next_url: None,
        groups: vec![],
    };
    let nobody = people::People { rows: vec![], ..list.clone() };
    let mut all = vec![shot("archived", list), shot("archived-none", nobody)];
    let Some(person) = rows.into_iter().next() else { return all };
    let page = people::PersonPage {
        shell: shell(),
        added: when(3, "09:02"),
        methods: vec![],
        sendings: vec![],
        codes_left: None,
        devices: vec![],
        archived: Some(when(24, "10:02")),
        sessions: vec![],
        sign_ins: past_sign_ins(words),
        acts: vec![people::Act::Erase],
        may_recover: false,
        exemption: None,
        may_exempt: false,
        may_ask: false,
        is_me: false,
        groups: vec![],
        person: person.clone(),
    };
    let erased = people::PersonPage {
        person: people::PersonRow {
            name: words.say("person-erased"),
            email: "–".to_owned(),
            standing: Standing::Erased,
            last_sign_in: None,
            ..person.clone()
        },
        sign_ins: past_sign_ins(words)
            .into_iter()
            .map(|it| PastSignIn { browser: None, address: None, ..it })
            .collect(),
        acts: vec![],
        ..page.clone()
    };
    let act = |act: people::Act, troubles| people::ConfirmAct {
        shell: shell(),
        act,
        person: person.clone(),
        action: format!("/admin/people/2/{}", act.path()),
        roles: vec![],
        troubles,
    };
    let not_sure = Troubles::one("sure", trouble::missing(words, Missing::SureTick));
    let other = Troubles::one("email", trouble::other_address(words));
    all.extend([
        shot("person-archived", page),
        shot("person-erased", erased),
        shot("act-archive", act(people::Act::Archive, Troubles::NONE)),
        shot("act-archive-not-sure", act(people::Act::Archive, not_sure)),
        shot("act-erase", act(people::Act::Erase, Troubles::NONE)),
        shot("act-erase-another", act(people::Act::Erase, other)),
    ]);
    all
}
