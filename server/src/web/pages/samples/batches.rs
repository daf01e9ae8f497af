//! Samples of many people at once, and of groups.

use doorward_core::batch::{Act, Counts, Outcome, Row, State, Verdict, Why, Work};
use doorward_core::group::MOST_GROUPS;
use doorward_core::id::UserId;
use doorward_core::user::Role;

use super::{Sample, as_admin, shot, when};
use crate::i18n::Words;
use crate::web::pages::batches::{Batch, BatchRow, Import, OneBatch};
use crate::web::pages::groups::{DeleteGroup, GroupPage, Groups, OneGroup};
use crate::web::pages::people::Count;
use crate::web::shell::{LookAgain, Troubles};

pub(super) fn batches(words: &Words) -> Vec<Sample> {
    let import = Import {
        shell: as_admin(words, "end_users"),
        batches: [(Work::Import, State::Ready, 1), (Work::Act(Act::Suspend), State::Done, 12)]
            .map(|(work, state, rows)| OneBatch {
                id: "1".to_owned(),
                work,
                state,
                when: when(24, "10:42"),
                rows,
            })
            .to_vec(),
        troubles: Troubles::NONE,
    };
    let no_text = Import {
        batches: vec![],
        troubles: Troubles::one("file", words.say("import-not-text")),
        ..import.clone()
    };
    let looked = Batch {
        shell: as_admin(words, "end_users"),
        id: "1".to_owned(),
        work: Work::Import,
        group: None,
        state: State::Ready,
        again: LookAgain::at("/admin/batches/1", false),
        counts: Counts { rows: 9, to_do: 2, unchanged: 2, left_out: 5, done: 0, missed: 0 },
        percent: None,
        waits: false,
        cut: false,
        unread: vec!["phone".to_owned(), "city".to_owned()],
        rows: rows(words),
        back_url: None,
        next_url: Some("?block=1".to_owned()),
        reason: String::new(),
        troubles: Troubles::one("reason", words.say("trouble-reason")),
    };
    let looking = Batch {
        state: State::Looking,
        again: LookAgain::at("/admin/batches/1", true),
        percent: Some(40),
        next_url: None,
        rows: vec![],
        troubles: Troubles::NONE,
        ..looked.clone()
    };
    let act = |act, state| Batch {
        work: Work::Act(act),
        unread: vec![],
        state,
        rows: rows(words).into_iter().skip(3).collect(),
        troubles: Troubles::NONE,
        ..looked.clone()
    };
    let of_group = |work| Batch { group: Some("Night shift".to_owned()), ..act(work, State::Ready) };
    let stopped = Batch {
        counts: Counts { rows: 9, to_do: 8, unchanged: 0, left_out: 1, done: 5, missed: 1 },
        ..act(Act::EndSessions, State::Stopped)
    };
    let nothing = Batch {
        counts: Counts { rows: 3, left_out: 3, ..Counts::default() },
        ..act(Act::Restore, State::Ready)
    };
    let mut all = vec![
        shot("batch-join-group", of_group(Act::JoinGroup)),
        shot("batch-leave-group", of_group(Act::LeaveGroup)),
        shot("import", import),
        shot("import-no-text", no_text),
        shot("batch-import-looked-at", looked.clone()),
        shot("batch-looking", looking.clone()),
        shot("batch-invite-again", act(Act::InviteAgain, State::Ready)),
        shot("batch-suspend", Batch { cut: true, ..act(Act::Suspend, State::Ready) }),
        shot("batch-restore", act(Act::Restore, State::Ready)),
        shot("batch-end-sessions", act(Act::EndSessions, State::Ready)),
        shot("batch-waits", Batch { state: State::Doing, waits: true, percent: Some(41), ..looking.clone() }),
        shot("batch-doing", Batch { percent: Some(62), ..act(Act::Suspend, State::Doing) }),
        shot("batch-done", Batch { back_url: Some("?block=0".to_owned()), ..act(Act::Suspend, State::Done) }),
        shot("batch-stopped", stopped),
        shot("batch-nothing", nothing),
    ];
    all.extend(groups(words));
    all
}

fn groups(words: &Words) -> Vec<Sample> {
    let row = |id: &str, name: &str, people| OneGroup { id: id.to_owned(), name: name.to_owned(), people };
    let list = Groups {
        shell: as_admin(words, "groups"),
        rows: vec![
            row("1", "Night shift", Count::Exactly(12)),
            row("2", "야간 상담", Count::Exactly(1)),
            row("3", "عملاء الرياض", Count::MoreThan(10_000)),
            row("4", "Kundinnen und Kunden aus dem Frühjahrsangebot, Lakeside, 2026", Count::Exactly(0)),
        ],
        name: String::new(),
        troubles: Troubles::NONE,
    };
    let taken = Groups {
        name: "night SHIFT".to_owned(),
        troubles: Troubles::one("name", words.say("trouble-group-taken")),
        ..list.clone()
    };
    let enough = words.phrase("trouble-groups-enough").with("n", MOST_GROUPS).to_string();
    let none = Groups { rows: vec![], troubles: Troubles::one("name", enough), ..list.clone() };
    let one = GroupPage {
        shell: as_admin(words, "groups"),
        id: "1".to_owned(),
        name: "Night shift".to_owned(),
        typed: "Night shift".to_owned(),
        troubles: Troubles::NONE,
    };
    let no_name = GroupPage {
        typed: String::new(),
        troubles: Troubles::one("name", words.say("trouble-group-name")),
        ..one.clone()
    };
    let (id, name) = (one.id.clone(), one.name.clone());
    let delete = DeleteGroup { shell: as_admin(words, "groups"), id, name };
    vec![
        shot("groups", list),
        shot("groups-name-taken", taken),
        shot("groups-none", none),
        shot("group", one),
        shot("group-no-name", no_name),
        shot("group-delete", delete),
    ]
}

/// A row of everything that can be said of one.
fn rows(words: &Words) -> Vec<BatchRow> {
    let changed = Some(Outcome::LeftOut(Why::Changed));
    let out = |why| Some(Verdict::LeftOut(why));
    let all = [
        (Work::Import, Some(Verdict::Invite(Role::Agent)), None),
        (Work::Import, Some(Verdict::Invite(Role::EndUser)), Some(Outcome::Done)),
        (Work::Import, Some(Verdict::Unchanged), None),
        (Work::Import, Some(Verdict::Here), None),
        (Work::Import, None, None),
        (Work::Import, out(Why::NotAnEmail), None),
        (Work::Import, out(Why::NotAName), None),
        (Work::Import, out(Why::NoSuchRole), None),
        (Work::Import, out(Why::NoSuchLanguage), None),
        (Work::Import, out(Why::Twice(2)), None),
        (Work::Import, out(Why::RoleOutOfReach), None),
        (Work::Import, out(Why::NoSuchGroup), None),
        (Work::Act(Act::Suspend), Some(Verdict::Act), None),
        (Work::Act(Act::Suspend), Some(Verdict::Act), Some(Outcome::Done)),
        (Work::Act(Act::Suspend), Some(Verdict::Act), changed),
        (Work::Act(Act::Suspend), out(Why::Yourself), None),
        (Work::Act(Act::Suspend), out(Why::RoleOutOfReach), None),
        (Work::Act(Act::Suspend), out(Why::LastOwner), None),
        (Work::Act(Act::InviteAgain), out(Why::DoesNotFit), None),
        (Work::Act(Act::Restore), out(Why::DoesNotFit), None),
        (Work::Act(Act::EndSessions), out(Why::DoesNotFit), None),
        (Work::Act(Act::JoinGroup), out(Why::InGroup), None),
        (Work::Act(Act::LeaveGroup), out(Why::NotInGroup), None),
        (Work::Act(Act::JoinGroup), out(Why::NoSuchGroup), None),
        (Work::Act(Act::JoinGroup), out(Why::Archived), None),
    ];
    let names = ["Ana Ruiz", "김민수", "أحمد الحسن", "Jürg Müller", ""];
    let row = |((work, verdict, outcome), (line, name)): ((Work, _, Option<Outcome>), (u64, &&str))| {
        let user = outcome.is_some().then_some(UserId::from_bytes([7; 16]));
        let email = format!("person{line}@example.com");
        let (role, language, groups) = (String::new(), String::new(), String::new());
        let name = (*name).to_owned();
        let row = Row { line, user, email, name, role, language, groups, verdict, outcome };
        BatchRow::of(words, work, &row)
    };
    all.into_iter().zip((2..).zip(names.iter().cycle())).map(row).collect()
}
