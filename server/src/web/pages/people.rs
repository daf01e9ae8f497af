//! The Admin Center's people: lists, invitations, one person, and what may be done to them.

use askama::Template;
use doorward_core::batch::Work;
use doorward_core::factor::FactorKind;
use doorward_core::group::Group;
use doorward_core::id::GroupId;
use doorward_core::user::{Role, Standing, UserType};

use crate::tell;
use crate::web::pages::exemptions::Exemption;
use crate::web::pages::security::{DeviceRow, Method, SessionRow, factors_in_words};
use crate::web::shell::{Page, Shell, Troubles, When, page};
use crate::web::trace::Trace;

/// People of one user type. GET fields: `q`, `role`, `standing`, `second`, `group`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/people.html")]
pub struct People {
    /// What every page has.
    pub shell: Shell,
    /// Whom.
    pub user_type: UserType,
    /// Up to 50.
    pub rows: Vec<PersonRow>,
    /// Whom of them.
    pub narrowed: Narrowed,
    /// So many match.
    pub matching: Count,
    /// So many of the user type have the second step, when they were counted.
    pub with_second_factor: Option<u64>,
    /// The next page, if there is one.
    pub next_url: Option<String>,
    /// The groups of the account.
    pub groups: Vec<Group>,
}
page!(People, |it| it.shell.say(match (it.user_type, it.narrowed.archived) {
    (UserType::TeamMember, false) => "people-team-heading",
    (UserType::EndUser, false) => "people-end-users-heading",
    (UserType::TeamMember, true) => "people-archived-team-heading",
    (UserType::EndUser, true) => "people-archived-end-users-heading",
}));

impl People {
    /// The roles that people of a list can have, if there is more than one.
    fn roles(&self) -> Vec<Role> {
        let roles = Role::ALL.into_iter().rev().filter(|role| role.user_type() == self.user_type);
        if self.user_type == UserType::EndUser { Vec::new() } else { roles.collect() }
    }

    /// What can be done to many of them: key and name.
    fn acts(&self) -> Vec<(&'static str, String)> {
        let offered = |work: &Work| match work {
            Work::Import => false,
            Work::Act(act) => !self.narrowed.archived && (!act.is_of_group() || !self.groups.is_empty()),
        };
        let acts = Work::ALL.into_iter().filter(offered);
        acts.map(|work| (work.key(), tell::batch(&self.shell.words, work))).collect()
    }

    /// The fields that narrow the list down, for a form that is about the same people.
    fn same(&self) -> Vec<(&'static str, String)> {
        let Narrowed { search, archived, role, standing, second_factor, group, .. } = &self.narrowed;
        let group = group.map(|it| it.to_string());
        let second = second_factor.map(|on| if on { "on" } else { "off" });
        let fields = [
            ("of", Some(self.user_type.key())),
            ("q", Some(search.as_str()).filter(|it| !it.is_empty())),
            ("show", archived.then_some("archived")),
            ("role", role.map(Role::key)),
            ("standing", standing.map(Standing::key)),
            ("second", second),
            ("group", group.as_deref()),
        ];
        fields.into_iter().filter_map(|(name, value)| Some((name, value?.to_owned()))).collect()
    }

    /// Why nobody is shown, of a list in which nobody is.
    fn nobody(&self) -> String {
        let Narrowed { search, archived, by_anything, .. } = &self.narrowed;
        let only_searched = !search.is_empty() && self.narrowed.filters() == 0;
        match (by_anything, archived) {
            _ if self.next_url.is_some() => self.shell.say("people-look-on"),
            (true, _) if only_searched => {
                self.shell.words.phrase("people-no-match").with("search", search).to_string()
            }
            (true, _) => self.shell.say("people-nobody-fits"),
            (false, true) => self.shell.say("people-archived-none"),
            (false, false) => self.shell.say("people-none"),
        }
    }
}

/// What a list was narrowed down by.
#[derive(Clone, Default, Debug)]
pub struct Narrowed {
    /// What was searched for.
    pub search: String,
    /// Whether those are shown who are archived, and no others.
    pub archived: bool,
    /// With this role.
    pub role: Option<Role>,
    /// With this standing.
    pub standing: Option<Standing>,
    /// With a second factor, or without one.
    pub second_factor: Option<bool>,
    /// In this group.
    pub group: Option<GroupId>,
    /// Whether there is anything of it.
    pub by_anything: bool,
}

impl Narrowed {
    /// The standings that lists are narrowed by, each with its text.
    const STANDINGS: [(Standing, &str); 3] = [
        (Standing::Active, "standing-active"),
        (Standing::Invited, "standing-invited"),
        (Standing::Suspended, "standing-suspended"),
    ];

    /// The same of second factors.
    const SECOND: [(bool, &str); 2] = [(true, "state-on"), (false, "state-off")];

    fn filters(&self) -> usize {
        [self.role.is_some(), self.standing.is_some(), self.second_factor.is_some(), self.group.is_some()]
            .into_iter()
            .filter(|it| *it)
            .count()
    }

    fn has_role(&self, role: &Role) -> bool {
        self.role == Some(*role)
    }

    fn has_standing(&self, standing: &Standing) -> bool {
        self.standing == Some(*standing)
    }

    fn has_group(&self, group: &Group) -> bool {
        self.group == Some(group.id)
    }

    fn has_second(&self, on: &bool) -> bool {
        self.second_factor == Some(*on)
    }
}

/// How many: exact as far as counting is cheap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Count {
    /// So many.
    Exactly(u64),
    /// More than so many.
    MoreThan(u64),
}

/// A person in a list.
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// Their id.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// What they sign in with.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Whether they may sign in.
    pub standing: Standing,
    /// Their second factors; none when the second step is off.
    pub methods: Vec<FactorKind>,
    /// Whether it is demanded of them and missing.
    pub must_enrol: bool,
    /// When they last signed in.
    pub last_sign_in: Option<When>,
    /// So many sessions.
    pub sessions: u64,
}

impl PersonRow {
    fn methods_in_words(&self, shell: &Shell) -> String {
        factors_in_words(shell, &self.methods)
    }
}

/// Inviting somebody. Fields `email`, `name` and `role`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/invite.html")]
pub struct Invite {
    /// What every page has.
    pub shell: Shell,
    /// As what.
    pub user_type: UserType,
    /// The address, as typed.
    pub email: String,
    /// The name, as typed.
    pub name: String,
    /// Roles that may be given; with one, there is nothing to choose.
    pub roles: Vec<RoleChoice>,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Invite, troubles, |it| it.shell.say(match it.user_type {
    UserType::TeamMember => "invite-team-heading",
    UserType::EndUser => "invite-end-user-heading",
}));

/// A role to choose.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RoleChoice {
    /// Which.
    pub role: Role,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl RoleChoice {
    /// What the role may do, in one sentence.
    fn hint(&self, shell: &Shell) -> String {
        shell.say(match self.role {
            Role::EndUser => "role-end-user-hint",
            Role::Agent => "role-agent-hint",
            Role::Admin => "role-admin-hint",
            Role::Owner => "role-owner-hint",
        })
    }
}

/// One person, to an admin.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/person.html")]
pub struct PersonPage {
    /// What every page has.
    pub shell: Shell,
    /// The same facts as in the list.
    pub person: PersonRow,
    /// Since when they are here.
    pub added: When,
    /// What they can be asked for.
    pub methods: Vec<Method>,
    /// So many recovery codes are left.
    pub codes_left: Option<u32>,
    /// Where they are not asked again.
    pub devices: Vec<DeviceRow>,
    /// Since when they are archived.
    pub archived: Option<When>,
    /// Where they are signed in.
    pub sessions: Vec<SessionRow>,
    /// The last passcodes that were sent to them, and what became of each.
    pub sendings: Vec<Trace>,
    /// Their newest sign-ins, and tries at one.
    pub sign_ins: Vec<PastSignIn>,
    /// What this admin may do to them; empty when their role is out of reach or it is oneself.
    pub acts: Vec<Act>,
    /// Whether this admin may issue a recovery code for them.
    pub may_recover: bool,
    /// Their exemption from what is required.
    pub exemption: Option<Exemption>,
    /// Whether this admin may exempt them.
    pub may_exempt: bool,
    /// Whether this admin may ask them for a proof.
    pub may_ask: bool,
    /// Whether it is oneself.
    pub is_me: bool,
    /// The groups that they are in.
    pub groups: Vec<Group>,
}
page!(PersonPage, |it| it.person.name);

impl PersonPage {
    /// Where a button beside a session sends: nowhere when this admin may end none.
    fn end_session(&self) -> String {
        self.if_sessions_may_be_ended("end-session")
    }

    /// Where a button beside a trusted device sends: nowhere when this admin may end no session.
    fn end_device(&self) -> String {
        self.if_sessions_may_be_ended("end-device")
    }

    fn if_sessions_may_be_ended(&self, act: &str) -> String {
        match self.acts.contains(&Act::EndSessions) {
            true => format!("/admin/people/{}/{act}", self.person.id),
            false => String::new(),
        }
    }
}

/// A sign-in that somebody made or tried.
#[derive(Clone, Debug)]
pub struct PastSignIn {
    /// When.
    pub when: When,
    /// The browser and its system.
    pub browser: Option<String>,
    /// The network address.
    pub address: Option<String>,
    /// What came of it.
    pub came: Came,
    /// Why, in one or two sentences.
    pub why: String,
}

impl PastSignIn {
    /// When, to the second.
    fn second(&self) -> String {
        self.when.iso().trim_end_matches('Z').to_owned()
    }
}

/// What came of a sign-in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Came {
    /// The person was signed in.
    Done,
    /// An answer was refused.
    Refused,
    /// Nothing typed was looked at.
    Unchecked,
    /// It ended before it was done.
    Over,
    /// Somebody said that it was not the person: everybody was signed out.
    Ended,
}

/// What an admin does to a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    /// Another role.
    ChangeRole,
    /// The invitation once more.
    InviteAgain,
    /// All sessions end.
    EndSessions,
    /// Kept out.
    Suspend,
    /// Let in again.
    Restore,
    /// Kept for the record alone, for good.
    Archive,
    /// What is known of them, erased.
    Erase,
}

impl Act {
    /// All acts, in the order of the page.
    pub const ALL: [Act; 7] = [
        Act::ChangeRole,
        Act::InviteAgain,
        Act::EndSessions,
        Act::Suspend,
        Act::Restore,
        Act::Archive,
        Act::Erase,
    ];

    /// The last part of its address, under the person's.
    pub fn path(self) -> &'static str {
        match self {
            Act::ChangeRole => "role",
            Act::InviteAgain => "invite-again",
            Act::EndSessions => "end-sessions",
            Act::Suspend => "suspend",
            Act::Restore => "restore",
            Act::Archive => "archive",
            Act::Erase => "erase",
        }
    }

    fn name(self, shell: &Shell) -> String {
        shell.say(match self {
            Act::ChangeRole => "act-role",
            Act::InviteAgain => "act-invite-again",
            Act::EndSessions => "act-end-sessions",
            Act::Suspend => "act-suspend",
            Act::Restore => "act-restore",
            Act::Archive => "act-archive",
            Act::Erase => "act-erase",
        })
    }

    fn is_grave(self) -> bool {
        matches!(self, Act::Suspend | Act::EndSessions | Act::Archive | Act::Erase)
    }
}

/// Says what an act brings, and asks. Field `role` when the role changes; what cannot be undone wants the tick `sure`, or the
/// person's address as `email`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/confirm_act.html")]
pub struct ConfirmAct {
    /// What every page has.
    pub shell: Shell,
    /// What.
    pub act: Act,
    /// To whom.
    pub person: PersonRow,
    /// Where the form goes.
    pub action: String,
    /// Roles that may be given.
    pub roles: Vec<RoleChoice>,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(ConfirmAct, troubles, |it| {
    let key = match it.act {
        Act::ChangeRole => "act-role-heading",
        Act::InviteAgain => "act-invite-again-heading",
        Act::EndSessions => "act-end-sessions-heading",
        Act::Suspend => "act-suspend-heading",
        Act::Restore => "act-restore-heading",
        Act::Archive => "act-archive-heading",
        Act::Erase => "act-erase-heading",
    };
    it.shell.words.phrase(key).with("name", &it.person.name)
});

impl ConfirmAct {
    /// What the act brings, a paragraph each.
    fn consequences(&self) -> Vec<String> {
        let keys: &[&str] = match self.act {
            Act::ChangeRole => &["act-role-text"],
            Act::InviteAgain => &["act-invite-again-text"],
            Act::EndSessions => &["act-end-sessions-text"],
            Act::Suspend => &["act-suspend-text"],
            Act::Restore => &["act-restore-text"],
            Act::Archive => &["act-archive-text", "act-archive-address", "act-archive-kept"],
            Act::Erase => &["act-erase-text", "act-erase-kept"],
        };
        keys.iter().map(|key| self.say_of_them(key)).collect()
    }

    fn say_of_them(&self, key: &str) -> String {
        let phrase = self.shell.words.phrase(key).with("name", &self.person.name);
        phrase.with("email", &self.person.email).with("sessions", self.person.sessions).to_string()
    }
}
