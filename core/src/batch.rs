//! Batches: many people at once, looked at before anything is done, then done one by one as they were shown.
//!
//! A batch is an import or an act on many. Each row of it has a *verdict*, which says what would happen to its person and is found without changing
//! anything, and later an *outcome*. What is done is what was shown: a row whose verdict is another by then is left out, and so is every row once
//! whoever began it is not who they were.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::authority::{Act as Wish, Actor, Denied, Target, may, may_administer, may_invite};
use crate::group::{group_key, group_name};
use crate::id::UserId;
use crate::language::Language;
use crate::moment::Time;
use crate::user::{Email, Role, Standing, User, name};

/// A batch and its report are kept so long.
pub const LIVES_FOR: Duration = Duration::from_secs(7 * 86_400);

/// So many people are done in one transaction, and stand on one page of the report.
pub const AT_ONCE: usize = 50;

/// So many rows a file may have, and so many people an act may be for.
pub const MOST_ROWS: usize = 20_000;

/// So large a file may be, in bytes.
pub const LARGEST_FILE: usize = 5 * 1024 * 1024;

/// So many batches an account begins within a day: each is up to [`MOST_ROWS`] people.
pub const MOST_A_DAY: u64 = 50;

/// While so many letters of an account wait to be sent, no more invitations are written.
pub const MOST_LETTERS_WAITING: u64 = 500;

/// What a batch does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// Invites the people of a file.
    Import,
    /// Does something to people who are here.
    Act(Act),
}

impl Work {
    /// All of them.
    pub const ALL: [Work; 7] = [
        Work::Import,
        Work::Act(Act::InviteAgain),
        Work::Act(Act::Suspend),
        Work::Act(Act::Restore),
        Work::Act(Act::EndSessions),
        Work::Act(Act::JoinGroup),
        Work::Act(Act::LeaveGroup),
    ];

    /// The name in the database, in forms and in keys of texts.
    pub fn key(self) -> &'static str {
        match self {
            Work::Import => "import",
            Work::Act(Act::InviteAgain) => "invite-again",
            Work::Act(Act::Suspend) => "suspend",
            Work::Act(Act::Restore) => "restore",
            Work::Act(Act::EndSessions) => "end-sessions",
            Work::Act(Act::JoinGroup) => "join-group",
            Work::Act(Act::LeaveGroup) => "leave-group",
        }
    }

    /// The one with this [`key`](Work::key).
    pub fn from_key(key: &str) -> Option<Work> {
        Work::ALL.into_iter().find(|it| it.key() == key)
    }
}

/// What is done to many people who are here: each as it is done to one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Sends the invitation again.
    InviteAgain,
    /// Keeps them out.
    Suspend,
    /// Lets them in again.
    Restore,
    /// Ends their sessions.
    EndSessions,
    /// Puts them into a group.
    JoinGroup,
    /// Takes them out of a group.
    LeaveGroup,
}

impl Act {
    /// Whether it is about a group.
    pub fn is_of_group(self) -> bool {
        matches!(self, Act::JoinGroup | Act::LeaveGroup)
    }
}

/// How far a batch is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Its rows are looked at.
    Looking,
    /// All are; it waits for a yes.
    Ready,
    /// It is being done.
    Doing,
    /// All that was to be done is.
    Done,
    /// It ended before its end: whoever began it is not who they were.
    Stopped,
}

impl State {
    /// The name in the database and in keys of texts.
    pub fn key(self) -> &'static str {
        match self {
            State::Looking => "looking",
            State::Ready => "ready",
            State::Doing => "doing",
            State::Done => "done",
            State::Stopped => "stopped",
        }
    }

    /// The state with this [`key`](State::key).
    pub fn from_key(key: &str) -> Option<State> {
        [State::Looking, State::Ready, State::Doing, State::Done, State::Stopped]
            .into_iter()
            .find(|it| it.key() == key)
    }

    /// Whether something happens to it by itself.
    pub fn is_moving(self) -> bool {
        matches!(self, State::Looking | State::Doing)
    }
}

/// One person of a batch.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Row {
    /// The line of the file; counted from 1 where there is none.
    pub line: u64,
    /// Who, once they are here.
    pub user: Option<UserId>,
    /// Their address; what stands in the file while it is none.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// The role that the file gives them, as it stands there.
    #[serde(default)]
    pub role: String,
    /// The language that it gives them.
    #[serde(default)]
    pub language: String,
    /// The groups that it puts them into.
    #[serde(default)]
    pub groups: String,
    /// What would happen; none before it was looked at.
    pub verdict: Option<Verdict>,
    /// What did; none before.
    pub outcome: Option<Outcome>,
}

/// What would happen to the person of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// They are invited.
    Invite(Role),
    /// It is done to them.
    Act,
    /// They are here already, as the file says.
    Unchanged,
    /// They are here already under another name or in another role, which a file never changes.
    Here,
    /// They are left out.
    LeftOut(Why),
}

impl Verdict {
    /// Whether there is anything to be done.
    pub fn does(self) -> bool {
        matches!(self, Verdict::Invite(_) | Verdict::Act)
    }
}

/// What happened to the person of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// What the verdict says.
    Done,
    /// Nothing.
    LeftOut(Why),
}

/// Why somebody is left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// What stands for the address is none.
    NotAnEmail,
    /// What stands for the name is none.
    NotAName,
    /// There is no such role.
    NoSuchRole,
    /// That is no language.
    NoSuchLanguage,
    /// The address stood in an earlier line.
    Twice(u64),
    /// It is whoever does it.
    Yourself,
    /// Their role, or the role that is given, is out of reach.
    RoleOutOfReach,
    /// The account would be left without an owner.
    LastOwner,
    /// It does not fit them as they are: who is active has no invitation to send.
    DoesNotFit,
    /// They are in the group already.
    InGroup,
    /// They are not in the group.
    NotInGroup,
    /// There is no such group, or none any more.
    NoSuchGroup,
    /// They are archived: kept for the record alone.
    Archived,
    /// It would not be what was shown: something changed meanwhile.
    Changed,
}

impl Why {
    /// The name in files and in keys of texts.
    pub fn key(self) -> &'static str {
        match self {
            Why::NotAnEmail => "no-email",
            Why::NotAName => "no-name",
            Why::NoSuchRole => "no-role",
            Why::NoSuchLanguage => "no-language",
            Why::Twice(_) => "twice",
            Why::Yourself => "yourself",
            Why::RoleOutOfReach => "out-of-reach",
            Why::LastOwner => "last-owner",
            Why::DoesNotFit => "does-not-fit",
            Why::InGroup => "in-group",
            Why::NotInGroup => "not-in-group",
            Why::NoSuchGroup => "no-group",
            Why::Archived => "archived",
            Why::Changed => "changed",
        }
    }
}

impl From<Denied> for Why {
    fn from(denied: Denied) -> Why {
        match denied {
            Denied::Yourself => Why::Yourself,
            Denied::LastOwner => Why::LastOwner,
            _ => Why::RoleOutOfReach,
        }
    }
}

/// How many rows come to what.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Counts {
    /// Rows at all.
    pub rows: u64,
    /// Something is to be done.
    pub to_do: u64,
    /// Nothing is to be done, since it is so already.
    pub unchanged: u64,
    /// They are left out.
    pub left_out: u64,
    /// It was done.
    pub done: u64,
    /// It was to be done and was not.
    pub missed: u64,
}

impl Counts {
    /// Counts what rows were found to come to.
    pub fn look(&mut self, rows: &[Row]) {
        for row in rows {
            self.rows += 1;
            match row.verdict {
                Some(Verdict::Invite(_) | Verdict::Act) => self.to_do += 1,
                Some(Verdict::Unchanged | Verdict::Here) => self.unchanged += 1,
                Some(Verdict::LeftOut(_)) | None => self.left_out += 1,
            }
        }
    }

    /// Counts what rows came to.
    pub fn end(&mut self, rows: &[Row]) {
        for row in rows {
            match row.outcome {
                Some(Outcome::Done) => self.done += 1,
                Some(Outcome::LeftOut(_)) => self.missed += 1,
                None => {}
            }
        }
    }
}

/// A person as a file has them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Newcomer {
    /// Their address.
    pub email: Email,
    /// What they are called.
    pub name: String,
    /// What they may do: an end user where the file does not say.
    pub role: Role,
    /// The language that they are spoken to in.
    pub language: Option<Language>,
    /// The names of the groups that they come into, each once.
    pub groups: Vec<String>,
}

/// Reads the person of a row of a file; `speaks` says which languages there are.
///
/// # Errors
/// [`Why`] there is none.
pub fn newcomer(row: &Row, speaks: impl Fn(&Language) -> bool) -> Result<Newcomer, Why> {
    let email = Email::parse(&row.email).map_err(|_| Why::NotAnEmail)?;
    let name = name(&row.name).map_err(|_| Why::NotAName)?;
    let role = match row.role.trim().to_lowercase().replace([' ', '-'], "_").as_str() {
        "" => Role::EndUser,
        key => Role::from_key(key).ok_or(Why::NoSuchRole)?,
    };
    let language = match row.language.trim() {
        "" => None,
        tag => Some(Language::parse(tag).ok().filter(speaks).ok_or(Why::NoSuchLanguage)?),
    };
    let groups = groups_named(&row.groups)?;
    Ok(Newcomer { email, name, role, language, groups })
}

/// The names of groups in a cell, behind one another with a semicolon between them.
fn groups_named(cell: &str) -> Result<Vec<String>, Why> {
    let mut groups: Vec<String> = Vec::new();
    for name in cell.split(';').map(str::trim).filter(|it| !it.is_empty()) {
        let name = group_name(name).map_err(|_| Why::NoSuchGroup)?;
        if groups.iter().all(|it| group_key(it) != group_key(&name)) {
            groups.push(name);
        }
    }
    Ok(groups)
}

/// What an import does about a person, who may be here. `groups_are_there` says whether the account has all groups that the newcomer comes into.
pub fn judge_import(
    actor: Actor,
    newcomer: &Newcomer,
    here: Option<&User>,
    groups_are_there: bool,
) -> Verdict {
    match here {
        Some(here) if here.name == newcomer.name && here.role == newcomer.role => Verdict::Unchanged,
        Some(_) => Verdict::Here,
        None => match may_invite(actor, newcomer.role) {
            Err(denied) => Verdict::LeftOut(denied.into()),
            Ok(()) if !groups_are_there => Verdict::LeftOut(Why::NoSuchGroup),
            Ok(()) => Verdict::Invite(newcomer.role),
        },
    }
}

/// What an act on many does to one of them, who is `in_group` or not, when it is about a group that is there; that the account keeps an owner is
/// judged where it is done.
pub fn judge_act(actor: Actor, act: Act, user: &User, in_group: Option<bool>) -> Verdict {
    let (wish, fits) = match act {
        Act::InviteAgain => (Wish::InviteAgain, user.standing == Standing::Invited),
        Act::Suspend => (Wish::Suspend, matches!(user.standing, Standing::Active | Standing::Invited)),
        Act::Restore => (Wish::Suspend, user.standing == Standing::Suspended),
        Act::EndSessions => (Wish::EndSessions, user.standing == Standing::Active),
        Act::JoinGroup | Act::LeaveGroup => return judge_group(actor, act, user, in_group),
    };
    match may(actor, wish, Target { id: user.id, role: user.role }) {
        Err(denied) => Verdict::LeftOut(denied.into()),
        Ok(()) if !fits => Verdict::LeftOut(Why::DoesNotFit),
        Ok(()) => Verdict::Act,
    }
}

/// Whoever administers puts anybody whom they see into a group, themselves and higher roles among them: a group opens nothing.
fn judge_group(actor: Actor, act: Act, user: &User, in_group: Option<bool>) -> Verdict {
    let out = match (may_administer(actor), in_group) {
        (Err(denied), _) => denied.into(),
        (Ok(()), None) => Why::NoSuchGroup,
        (Ok(()), _) if user.standing.is_gone() => Why::Archived,
        (Ok(()), Some(true)) if act == Act::JoinGroup => Why::InGroup,
        (Ok(()), Some(false)) if act == Act::LeaveGroup => Why::NotInGroup,
        (Ok(()), Some(_)) => return Verdict::Act,
    };
    Verdict::LeftOut(out)
}

/// Who began a batch, as they were when they did, or when they said yes to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Maker {
    /// Who.
    pub id: UserId,
    /// In which role.
    pub role: Role,
    /// In which epoch: it ends with a new password, with all their sessions, and with whatever else was decided of them.
    pub epoch: u64,
}

/// Whether a batch goes on for whoever began it, who is now `user`. Their session may have ended by itself, since nobody sits before a batch of
/// thousands; what was taken from them, or stolen, ends it.
pub fn goes_on(maker: &Maker, user: Option<&User>) -> bool {
    user.is_some_and(|user| {
        user.id == maker.id
            && user.role == maker.role
            && user.epoch == maker.epoch
            && user.standing == Standing::Active
            && may_administer(Actor::of(user)).is_ok()
    })
}

/// Whether a batch of that age is still there at `now`.
pub fn is_kept(made_at: Time, now: Time) -> bool {
    // A clock that was set back must not make it younger than it is.
    made_at <= now && now < made_at.plus(LIVES_FOR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::TenantId;

    fn person(number: u8, role: Role, standing: Standing) -> User {
        User {
            tenant: TenantId::from_bytes([1; 16]),
            id: UserId::from_bytes([number; 16]),
            email: Email::parse("ana@example.com").unwrap(),
            name: "Ana".to_owned(),
            role,
            standing,
            epoch: 3,
            language: None,
        }
    }

    #[test]
    fn an_import_gives_no_role_above_one_s_own_and_changes_nobody_who_is_here() {
        let newcomer = |role| Newcomer {
            email: person(2, role, Standing::Active).email,
            name: "Ana".to_owned(),
            role,
            language: None,
            groups: Vec::new(),
        };
        for mine in Role::ALL {
            let actor = Actor::of(&person(1, mine, Standing::Active));
            for role in Role::ALL {
                let verdict = judge_import(actor, &newcomer(role), None, true);
                let may = mine >= Role::Admin && role <= mine;
                assert_eq!(
                    verdict,
                    if may { Verdict::Invite(role) } else { Verdict::LeftOut(Why::RoleOutOfReach) }
                );
                assert!(!judge_import(actor, &newcomer(role), None, false).does(), "{mine:?} {role:?}");
                for theirs in Role::ALL {
                    let here = person(2, theirs, Standing::Suspended);
                    assert!(
                        !judge_import(actor, &newcomer(role), Some(&here), true).does(),
                        "{mine:?} {role:?} {theirs:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn an_act_on_many_is_judged_as_that_on_one() {
        let admin = Actor::of(&person(1, Role::Admin, Standing::Active));
        for act in [Act::InviteAgain, Act::Suspend, Act::Restore, Act::EndSessions] {
            let judge = |user: &User| judge_act(admin, act, user, None);
            assert_eq!(judge(&person(1, Role::Admin, Standing::Active)), Verdict::LeftOut(Why::Yourself));
            assert_eq!(
                judge(&person(2, Role::Owner, Standing::Active)),
                Verdict::LeftOut(Why::RoleOutOfReach)
            );
            assert_eq!(judge(&person(2, Role::Agent, Standing::Archived)), Verdict::LeftOut(Why::DoesNotFit));
            let standings = [Standing::Invited, Standing::Active, Standing::Suspended];
            let fits = standings.map(|it| judge(&person(2, Role::Agent, it)) == Verdict::Act);
            let wanted = match act {
                Act::InviteAgain => [true, false, false],
                Act::Suspend => [true, true, false],
                Act::Restore => [false, false, true],
                Act::EndSessions => [false, true, false],
                Act::JoinGroup | Act::LeaveGroup => continue,
            };
            assert_eq!(fits, wanted, "{act:?}");
        }
        for work in Work::ALL {
            assert_eq!(Work::from_key(work.key()), Some(work));
        }
    }

    #[test]
    fn whoever_administers_puts_anybody_into_a_group_who_is_here_and_not_in_it() {
        let admin = Actor::of(&person(1, Role::Admin, Standing::Active));
        let agent = Actor::of(&person(1, Role::Agent, Standing::Active));
        let out = Verdict::LeftOut;
        for (user, act, in_group, verdict) in [
            (person(2, Role::Owner, Standing::Active), Act::JoinGroup, Some(false), Verdict::Act),
            (person(1, Role::Admin, Standing::Active), Act::JoinGroup, Some(false), Verdict::Act),
            (person(2, Role::EndUser, Standing::Suspended), Act::LeaveGroup, Some(true), Verdict::Act),
            (person(2, Role::EndUser, Standing::Active), Act::JoinGroup, Some(true), out(Why::InGroup)),
            (person(2, Role::EndUser, Standing::Active), Act::LeaveGroup, Some(false), out(Why::NotInGroup)),
            (person(2, Role::EndUser, Standing::Archived), Act::JoinGroup, Some(false), out(Why::Archived)),
            (person(2, Role::EndUser, Standing::Active), Act::JoinGroup, None, out(Why::NoSuchGroup)),
        ] {
            assert_eq!(judge_act(admin, act, &user, in_group), verdict, "{act:?} {user:?}");
            assert!(!judge_act(agent, act, &user, in_group).does(), "{act:?} {user:?}");
        }
    }

    #[test]
    fn a_batch_goes_on_for_who_they_were_that_began_it_and_for_nobody_else() {
        let user = person(1, Role::Admin, Standing::Active);
        let maker = Maker { id: user.id, role: user.role, epoch: user.epoch };
        assert!(goes_on(&maker, Some(&user)));
        assert!(!goes_on(&maker, None));
        for other in [
            User { role: Role::Owner, ..user.clone() },
            User { role: Role::Agent, ..user.clone() },
            User { epoch: 4, ..user.clone() },
            User { standing: Standing::Suspended, ..user.clone() },
            person(2, Role::Admin, Standing::Active),
        ] {
            assert!(!goes_on(&maker, Some(&other)), "{other:?}");
        }
        let agent = Maker { role: Role::Agent, ..maker };
        assert!(!goes_on(&agent, Some(&User { role: Role::Agent, ..user })));
    }

    #[test]
    fn what_rows_come_to_is_counted_once() {
        let row = |verdict, outcome| Row {
            line: 1,
            user: None,
            email: String::new(),
            name: String::new(),
            role: String::new(),
            language: String::new(),
            groups: String::new(),
            verdict: Some(verdict),
            outcome,
        };
        let rows = [
            row(Verdict::Invite(Role::Agent), Some(Outcome::Done)),
            row(Verdict::Act, Some(Outcome::LeftOut(Why::Changed))),
            row(Verdict::Unchanged, None),
            row(Verdict::Here, None),
            row(Verdict::LeftOut(Why::Yourself), None),
        ];
        let mut counts = Counts::default();
        counts.look(&rows);
        counts.end(&rows);
        assert_eq!(counts, Counts { rows: 5, to_do: 2, unchanged: 2, left_out: 1, done: 1, missed: 1 });
    }
}
