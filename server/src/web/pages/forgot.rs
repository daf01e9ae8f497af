//! A forgotten password: asking for the link. The answer is the same whether the address is known or not.

use askama::Template;

use crate::web::shell::{Page, Shell, Troubles, page};

/// Asks for the address. Field `email`.
#[derive(Template, Clone, Debug)]
#[template(path = "forgot/forgot.html")]
pub struct Forgot {
    /// What every page has.
    pub shell: Shell,
    /// What was typed.
    pub email: String,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Forgot, troubles, |it| it.shell.say("forgot-heading"));

/// Says what happens if the address is known.
#[derive(Template, Clone, Debug)]
#[template(path = "forgot/sent.html")]
pub struct Sent {
    /// What every page has.
    pub shell: Shell,
    /// The address as it was typed.
    pub email: String,
}
page!(Sent, |it| it.shell.say("sent-heading"));
