//! Groups of people: which there are, and one of them.

use askama::Template;

use crate::web::pages::people::Count;
use crate::web::shell::{Page, Shell, Troubles, page};

/// The groups of the account. Field `name` makes another.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/groups.html")]
pub struct Groups {
    /// What every page has.
    pub shell: Shell,
    /// All of them, by name.
    pub rows: Vec<OneGroup>,
    /// The name of a new one, as typed.
    pub name: String,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Groups, troubles, |it| it.shell.say("nav-groups"));

/// A group in the list.
#[derive(Clone, Debug)]
pub struct OneGroup {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// How many are in it.
    pub people: Count,
}

impl OneGroup {
    fn people(&self, shell: &Shell) -> String {
        match self.people {
            Count::Exactly(n) => shell.words.phrase("group-people").with("n", n).to_string(),
            Count::MoreThan(n) => shell.words.phrase("people-more-than").with("n", n).to_string(),
        }
    }
}

/// One group. Field `name` gives it another.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/group.html")]
pub struct GroupPage {
    /// What every page has.
    pub shell: Shell,
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The other name, as typed.
    pub typed: String,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(GroupPage, troubles, |it| it.name);

/// Says what deleting a group brings, and asks.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/group_delete.html")]
pub struct DeleteGroup {
    /// What every page has.
    pub shell: Shell,
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
}
page!(DeleteGroup, |it| it.shell.words.phrase("group-delete-heading").with("name", it.name.as_str()));
