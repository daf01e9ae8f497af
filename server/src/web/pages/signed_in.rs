//! The Admin Center's sessions: who is signed in now, and ending all of a user type.

use askama::Template;
use doorward_core::user::{Role, UserType};

use crate::web::pages::security::SessionRow;
use crate::web::shell::{Page, Shell, When, page};

/// Who is signed in now. GET fields `q` and `of`; a row's button sends `person` and `session`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/signed_in.html")]
pub struct SignedIn {
    /// What every page has.
    pub shell: Shell,
    /// How many team members.
    pub team: HowMany,
    /// How many end users.
    pub end_users: HowMany,
    /// Up to 50, the newest activity first.
    pub rows: Vec<SignedInRow>,
    /// Of whom: the key of a user type, or empty.
    pub of: &'static str,
    /// What was searched for.
    pub search: String,
    /// The next page, if there is one.
    pub next_url: Option<String>,
}
page!(SignedIn, |it| it.shell.say("signed-in-heading"));

/// How many of a user type are signed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HowMany {
    /// So many people,
    pub people: u64,
    /// in so many sessions.
    pub sessions: u64,
    /// Whether there are more than were counted.
    pub more: bool,
    /// Whether this admin may end them all.
    pub may_end: bool,
}

impl HowMany {
    /// In one or two sentences.
    fn tell(&self, shell: &Shell) -> String {
        let key = if self.more { "signed-in-more-than" } else { "signed-in-sessions" };
        let sessions = shell.words.phrase(key).with("n", self.sessions).to_string();
        let people = shell.words.phrase("signed-in-people").with("n", self.people).to_string();
        match (self.people, self.more) {
            (0, _) => people,
            (_, true) => sessions,
            (_, false) => format!("{people} {sessions}"),
        }
    }
}

/// A session, and whose it is.
#[derive(Clone, Debug)]
pub struct SignedInRow {
    /// Their id.
    pub person: String,
    /// What they are called.
    pub name: String,
    /// What they sign in with.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// The session.
    pub session: SessionRow,
    /// Whether this admin may end it here.
    pub may_end: bool,
}

impl SignedInRow {
    fn last_seen(&self) -> &When {
        &self.session.last_seen
    }
}

/// Says how many sessions of a user type end, and asks.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/end_all.html")]
pub struct EndAll {
    /// What every page has.
    pub shell: Shell,
    /// Of whom.
    pub of: UserType,
    /// Where the form goes.
    pub action: String,
    /// So many.
    pub how_many: HowMany,
    /// Whether the admin's own session is one of them.
    pub mine_too: bool,
}
page!(EndAll, |it| it.shell.say(match it.of {
    UserType::TeamMember => "end-all-team-heading",
    UserType::EndUser => "end-all-end-users-heading",
}));
