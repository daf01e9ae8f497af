//! Accepting an invitation: a name and a password.

use askama::Template;

use crate::web::shell::{Page, Shell, Troubles, page};

/// Name and password of an invited person. Fields `name` and `new_password`.
#[derive(Template, Clone, Debug)]
#[template(path = "welcome/welcome.html")]
pub struct Welcome {
    /// What every page has.
    pub shell: Shell,
    /// Where the form goes.
    pub action: String,
    /// Who invited, by name.
    pub inviter: Option<String>,
    /// The invited address.
    pub email: String,
    /// What was typed, or what the inviter wrote.
    pub name: String,
    /// At least so many characters.
    pub minimum: usize,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Welcome, troubles, |it| it.shell.words.phrase("welcome-heading").with("account", &it.shell.account));
