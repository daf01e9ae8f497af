//! The dashboard: who uses what, what happened, who is blocked now.

use askama::Template;
use doorward_core::dashboard::{About, Range};
use doorward_core::user::UserType;

use crate::web::figures::Figure;
use crate::web::shell::{Page, Shell, When, page};

/// The dashboard of one user type. GET fields `of`, `about` and `range`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/dashboard.html")]
pub struct Dashboard {
    /// What every page has.
    pub shell: Shell,
    /// Of whom.
    pub of: UserType,
    /// What about.
    pub about: About,
    /// How far back.
    pub range: Range,
    /// Whether all that happened is counted.
    pub complete: bool,
    /// Who is blocked now, by what, where anybody is.
    pub blocked: Vec<Blocked>,
    /// The plots.
    pub figures: Vec<Figure>,
}
page!(Dashboard, |it| it.shell.say("dashboard-heading"));

/// People who are blocked by one thing.
#[derive(Clone, Debug)]
pub struct Blocked {
    /// By what, and how many they are.
    pub text: String,
    /// What can be done about it.
    pub hint: String,
    /// Where all of them are, if there is such a list.
    pub list: Option<&'static str>,
    /// Some of them.
    pub people: Vec<BlockedPerson>,
    /// So many more there are.
    pub more: u64,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct BlockedPerson {
    /// Their id.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// What they sign in with.
    pub email: String,
    /// When that was, or ends.
    pub when: When,
}

impl Dashboard {
    /// The user types: name in addresses, what they are called, whether they are shown.
    fn user_types(&self) -> Vec<(&'static str, String, bool)> {
        let name = |of: &UserType| match of {
            UserType::TeamMember => self.shell.say("nav-team-members"),
            UserType::EndUser => self.shell.say("nav-end-users"),
        };
        UserType::ALL.iter().map(|of| (of.key(), name(of), *of == self.of)).collect()
    }

    /// What pages are about, alike.
    fn abouts(&self) -> Vec<(&'static str, String, bool)> {
        let name = |about: &About| match about {
            About::People => self.shell.say("dashboard-about-people"),
            About::SignIns => self.shell.say("dashboard-about-sign-ins"),
            About::Codes => self.shell.say("dashboard-about-codes"),
        };
        About::ALL.iter().map(|about| (about.key(), name(about), *about == self.about)).collect()
    }

    /// The ranges, alike.
    fn ranges(&self) -> Vec<(&'static str, String, bool)> {
        let name = |range: &Range| match range {
            Range::Days => self.shell.say("dashboard-range-days"),
            Range::Quarter => self.shell.say("dashboard-range-quarter"),
            Range::Year => self.shell.say("dashboard-range-year"),
        };
        Range::ALL.iter().map(|range| (range.key(), name(range), *range == self.range)).collect()
    }
}
