//! "This was not me": what happens, before it does.

use askama::Template;

use crate::web::shell::{Page, Shell, page};

/// Says what the button does. Nothing is done by looking.
#[derive(Template, Clone, Debug)]
#[template(path = "not_me/ask.html")]
pub struct NotMe {
    /// What every page has.
    pub shell: Shell,
    /// The subject of the letter that the link stood in.
    pub told: String,
}
page!(NotMe, |it| it.shell.say("not-me-heading"));

/// The link was used or is too old: which, is not said.
#[derive(Template, Clone, Debug)]
#[template(path = "not_me/dead.html")]
pub struct NotMeDead {
    /// What every page has.
    pub shell: Shell,
}
page!(NotMeDead, |it| it.shell.say("dead-link-heading"));
