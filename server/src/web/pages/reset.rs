//! Setting a new password by a mailed link, and links that no longer work.

use askama::Template;

use crate::flows::Afterwards;
use crate::web::shell::{Page, Shell, Troubles, page};

/// A new password. Field `new_password`.
#[derive(Template, Clone, Debug)]
#[template(path = "reset/new_password.html")]
pub struct NewPassword {
    /// What every page has.
    pub shell: Shell,
    /// Where the form goes.
    pub action: String,
    /// Whose password: for password managers.
    pub email: String,
    /// At least so many characters.
    pub minimum: usize,
    /// What the sign-in afterwards asks for.
    pub afterwards: Afterwards,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(NewPassword, troubles, |it| it.shell.say("reset-heading"));

/// What a link was for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkKind {
    /// A new password.
    PasswordReset,
    /// An invitation.
    Invitation,
    /// An account of one's own.
    Registration,
    /// The first owner's set-up.
    Setup,
}

/// The link was used, replaced, or is too old: which, is not said.
#[derive(Template, Clone, Debug)]
#[template(path = "reset/dead_link.html")]
pub struct DeadLink {
    /// What every page has.
    pub shell: Shell,
    /// What it was for.
    pub kind: LinkKind,
    /// Whether it is an invitation that ran out, and a new one can be asked for.
    pub may_ask: bool,
}
page!(DeadLink, |it| it.shell.say("dead-link-heading"));
