//! Why somebody was asked for a second factor, or not.

use askama::Template;

use crate::web::shell::{Page, Shell, When, page};

/// Why a person was asked, or not, at a moment. GET field `at`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/why.html")]
pub struct Why {
    /// What every page has.
    pub shell: Shell,
    /// The id of the person.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// The moment that was asked for, as a field of the form has it.
    pub at: String,
    /// What was decided at the last sign-in until then.
    pub decided: Option<Decided>,
    /// By which rule they would be asked now, in words.
    pub now: String,
    /// What would excuse them now, in a sentence.
    pub excuse_now: Option<String>,
    /// Where the versions of the policy are.
    pub history_url: String,
}
page!(Why, |it| it.shell.words.phrase("why-heading").with("name", it.name.as_str()));

/// What was decided at a sign-in.
#[derive(Clone, Debug)]
pub struct Decided {
    /// When.
    pub when: When,
    /// The browser and its system.
    pub browser: Option<String>,
    /// The network address.
    pub address: Option<String>,
    /// By which rule, in words.
    pub why: String,
    /// What excused the person, in a sentence.
    pub excuse: Option<String>,
    /// Whether the device was trusted, and why not, in words.
    pub device: Option<String>,
    /// The version of the policy that held.
    pub version: Option<u64>,
}
