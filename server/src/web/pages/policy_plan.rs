//! What a change of the policy comes to, who is who in it, and the changes that were made.

use askama::Template;
use doorward_core::rollout::{Group, LockOut};
use doorward_core::user::{Role, UserType};

use crate::web::policy_words::Difference;
use crate::web::shell::{Page, Shell, Troubles, When, page};

/// The plan of a change, and the form that makes it true: the fields of its draft, `plan` and `reason`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/policy_plan.html")]
pub struct PolicyPlan {
    /// What every page has.
    pub shell: Shell,
    /// Of each user type that is changed.
    pub types: Vec<TypePlan>,
    /// Whom it would keep out who must not be: then nothing can be saved.
    pub lock_out: Option<LockOut>,
    /// The fields by which the change travels.
    pub fields: Vec<(&'static str, String)>,
    /// What the plan rests on.
    pub hash: String,
    /// The reason, as typed.
    pub reason: String,
    /// The page that the change was filled in on.
    pub back: &'static str,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(PolicyPlan, troubles, |it| it.shell.say("plan-heading"));

/// What a change comes to for the people of a user type.
#[derive(Clone, Debug)]
pub struct TypePlan {
    /// Whose.
    pub user_type: UserType,
    /// What is demanded otherwise.
    pub differences: Vec<Difference>,
    /// Whether sessions are ended with it.
    pub end_sessions: bool,
    /// Who meets what.
    pub counts: Vec<GroupCount>,
    /// So many sessions end at once.
    pub sessions: u64,
    /// So many trusted devices are forgotten.
    pub devices: u64,
}

impl TypePlan {
    fn heading(&self, shell: &Shell) -> String {
        type_in_words(shell, self.user_type)
    }
}

/// How many people are in a group, before and after.
#[derive(Clone, Debug)]
pub struct GroupCount {
    /// Which.
    pub group: Group,
    /// In words.
    pub text: String,
    /// So many are now; unknown of those whom mail does not reach.
    pub before: Option<u64>,
    /// So many will be.
    pub after: u64,
    /// Where they are listed by name.
    pub url: String,
}

impl GroupCount {
    /// Whether an admin looks at it first.
    fn is_grave(&self) -> bool {
        use doorward_core::rollout::Meets;
        matches!(self.group, Group::OutOfReach | Group::Meets(Meets::Stuck))
    }
}

/// The people of a group of a plan. The search is a GET field `q`, beside those of the draft.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/policy_people.html")]
pub struct PlanPeople {
    /// What every page has.
    pub shell: Shell,
    /// The group, in words.
    pub group: String,
    /// Of which user type.
    pub user_type: UserType,
    /// The people.
    pub rows: Vec<PlanRow>,
    /// What was searched for.
    pub search: String,
    /// The fields of the search that say which group of which plan.
    pub fields: Vec<(&'static str, String)>,
    /// The plan.
    pub plan_url: String,
    /// The whole list as a file.
    pub csv_url: String,
    /// The next page, if there is one.
    pub next_url: Option<String>,
}
page!(PlanPeople, |it| it.group.clone());

impl PlanPeople {
    fn caption(&self) -> String {
        type_in_words(&self.shell, self.user_type)
    }
}

/// A person of a plan.
#[derive(Clone, Debug)]
pub struct PlanRow {
    /// Their id.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// What they sign in with.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// What they meet now, in words.
    pub before: String,
    /// What they will meet, in words.
    pub after: String,
}

/// The changes that were made to the policy of a user type, the newest first.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/policy_history.html")]
pub struct PolicyHistory {
    /// What every page has.
    pub shell: Shell,
    /// Whose.
    pub user_type: UserType,
    /// The changes.
    pub versions: Vec<Version>,
    /// The next page, if there is one.
    pub next_url: Option<String>,
}
page!(PolicyHistory, |it| it.shell.say("policy-history-heading"));

/// A change that was made.
#[derive(Clone, Debug)]
pub struct Version {
    /// Which.
    pub number: u64,
    /// When.
    pub when: When,
    /// By whom, in words.
    pub by: String,
    /// Why, in the words of whoever made it.
    pub reason: Option<String>,
    /// What was demanded otherwise.
    pub differences: Vec<Difference>,
    /// Whether all sessions were ended with it.
    pub ended_sessions: bool,
    /// The plan that puts it back; none of the one that holds.
    pub back_url: Option<String>,
}

fn type_in_words(shell: &Shell, user_type: UserType) -> String {
    shell.say(match user_type {
        UserType::TeamMember => "nav-team-members",
        UserType::EndUser => "nav-end-users",
    })
}
