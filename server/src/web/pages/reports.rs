//! The Admin Center's 2FA status report.

use askama::Template;
use doorward_core::report::People;

use crate::web::shell::{Page, Shell, Troubles, When, page};

/// Asking for a report, and those that were asked for. Fields: `people`, `day`, `mark`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/reports.html")]
pub struct Reports {
    /// What every page has.
    pub shell: Shell,
    /// Of whom.
    pub people: People,
    /// As of the end of this day; as of now when empty.
    pub day: String,
    /// Whether the file begins with a byte order mark.
    pub mark: bool,
    /// The admin's own reports, the newest first.
    pub reports: Vec<Report>,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Reports, troubles, |it| it.shell.say("report-heading"));

/// One report: where the link of the mail leads to.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/report.html")]
pub struct OneReport {
    /// What every page has.
    pub shell: Shell,
    /// The report.
    pub report: Report,
}
page!(OneReport, |it| it.shell.say("report-heading"));

/// A link that leads to no report any more.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/no_report.html")]
pub struct NoReport {
    /// What every page has.
    pub shell: Shell,
}
page!(NoReport, |it| it.shell.say("report-gone-heading"));

/// A report, as its page tells it.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its id.
    pub id: String,
    /// Of whom it is.
    pub people: People,
    /// As of when.
    pub as_of: When,
    /// Until when it can be fetched.
    pub until: When,
    /// Whether it can be fetched.
    pub ready: bool,
    /// So many people are written,
    pub done: u64,
    /// of so many.
    pub total: u64,
}

impl Report {
    /// Of whom, in words.
    fn of(&self, shell: &Shell) -> String {
        people(shell, &self.people)
    }
}

impl Reports {
    /// The choices: key, what it is called, whether it is chosen.
    fn choices(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = self.people;
        People::ALL.iter().map(|it| (it.key(), people(&self.shell, it), *it == chosen)).collect()
    }
}

fn people(shell: &Shell, people: &People) -> String {
    shell.say(match people {
        People::Team => "report-team",
        People::EndUsers => "report-end-users",
        People::Everybody => "report-everybody",
    })
}
