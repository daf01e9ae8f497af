//! First start: the account and its first owner.

use askama::Template;

use crate::web::shell::{Page, Shell, Troubles, page};

/// The account's name, and the owner's name, address and password. Fields `account`, `name`, `email`, `new_password`.
#[derive(Template, Clone, Debug)]
#[template(path = "setup/setup.html")]
pub struct Setup {
    /// What every page has. Its account is the program's own name until there is one.
    pub shell: Shell,
    /// Where the form goes.
    pub action: String,
    /// The account's name, as typed.
    pub account: String,
    /// The owner's name, as typed.
    pub name: String,
    /// The owner's address, as typed.
    pub email: String,
    /// At least so many characters.
    pub minimum: usize,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Setup, troubles, |it| it.shell.say("setup-heading"));
