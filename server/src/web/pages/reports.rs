//! The Admin Center's 2FA status report.

use askama::Template;
use doorward_core::report::{Every, People};

use crate::web::shell::{Page, Shell, Troubles, When, page};

/// Asking for a report, having it built by itself, and those that were asked for. Fields: `people`, `day`, `mark`; `scheduled`,
/// `every`, `scheduled_mark`.
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
    /// What the admin has built by itself.
    pub schedule: ScheduleFields,
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

/// What an admin has built by itself.
#[derive(Clone, Debug)]
pub struct ScheduleFields {
    /// Of whom.
    pub people: People,
    /// How often, if at all.
    pub every: Option<Every>,
    /// Whether the files begin with a byte order mark.
    pub mark: bool,
    /// When the next one is built.
    pub next: Option<When>,
}

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
        choices(&self.shell, self.people)
    }

    /// The same of those that are built by themselves.
    fn scheduled(&self) -> Vec<(&'static str, String, bool)> {
        choices(&self.shell, self.schedule.people)
    }

    /// How often: key, what it is called, whether it is chosen.
    fn often(&self) -> Vec<(&'static str, String, bool)> {
        let never = ("", self.shell.say("report-never"), self.schedule.every.is_none());
        let often = Every::ALL.into_iter().map(|it| {
            let text = self.shell.say(match it {
                Every::Day => "report-daily",
                Every::Week => "report-weekly",
                Every::Month => "report-monthly",
            });
            (it.key(), text, self.schedule.every == Some(it))
        });
        [never].into_iter().chain(often).collect()
    }
}

fn choices(shell: &Shell, chosen: People) -> Vec<(&'static str, String, bool)> {
    People::ALL.iter().map(|it| (it.key(), people(shell, it), *it == chosen)).collect()
}

fn people(shell: &Shell, people: &People) -> String {
    shell.say(match people {
        People::Team => "report-team",
        People::EndUsers => "report-end-users",
        People::Everybody => "report-everybody",
    })
}
