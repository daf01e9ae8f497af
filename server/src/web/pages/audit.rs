//! The Admin Center's audit log.

use askama::Template;
use doorward_core::audit::Area;

use crate::web::shell::{Page, Shell, Troubles, When, page};

/// The log, the newest entry first. GET fields `person`, `kind`, `from`, `to`; the buttons of the export send them along, with
/// `format`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/audit.html")]
pub struct Audit {
    /// What every page has.
    pub shell: Shell,
    /// What is looked for.
    pub filter: Filter,
    /// So many entries are sealed,
    pub sealed: u64,
    /// and so many are not yet.
    pub unsealed: u64,
    /// Up to 50.
    pub rows: Vec<Row>,
    /// The next page, if there is one.
    pub next_url: Option<String>,
    /// What is wrong with the filter.
    pub troubles: Troubles,
}
page!(Audit, troubles, |it| it.shell.say("audit-heading"));

/// What is looked for, as it was typed.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Filter {
    /// An e-mail address, or an id.
    pub person: String,
    /// The key of an area, [`Filter::REFUSED`], or empty.
    pub kind: String,
    /// From this day on.
    pub from: String,
    /// Up to this day.
    pub to: String,
}

impl Filter {
    /// What was refused, of whatever area.
    pub const REFUSED: &str = "refused";

    /// Whether anything is looked for.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }
}

/// An entry.
#[derive(Clone, Debug)]
pub struct Row {
    /// When.
    pub when: When,
    /// What happened, in words.
    pub what: String,
    /// Whether it was refused.
    pub refused: bool,
    /// Who did it.
    pub by: Somebody,
    /// Whom it is about, when that is somebody else.
    pub about: Option<Somebody>,
    /// The browser that it came from.
    pub browser: Option<String>,
    /// The network address that it came from.
    pub address: Option<String>,
    /// Its number in the chain.
    pub number: Option<i64>,
    /// The request's id.
    pub request: Option<String>,
    /// The entry as it is stored.
    pub text: String,
}

/// Somebody of an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Somebody {
    /// Their id; empty for who is no person.
    pub id: String,
    /// What they are called.
    pub name: String,
}

impl Audit {
    /// The areas to choose from, with what they are called.
    fn areas(&self) -> Vec<(&'static str, String)> {
        let name = |area: &Area| {
            self.shell.say(match area {
                Area::SignIns => "audit-sign-ins",
                Area::OwnSecurity => "audit-own-security",
                Area::Sessions => "audit-sessions",
                Area::People => "audit-people",
                Area::Account => "audit-account",
            })
        };
        Area::ALL.iter().map(|area| (area.key(), name(area))).collect()
    }
}
