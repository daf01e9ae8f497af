//! Signing in: e-mail and password, then the passcode or a recovery code; and what is said when it cannot go on.

use askama::Template;

use super::passkey::{Going, Way};
use crate::web::shell::{Page, Shell, Troubles, page};

/// E-mail and password, on one page so that password managers can fill both. Fields `email` (sent as `username`) and
/// `password`.
#[derive(Template, Clone, Debug)]
#[template(path = "signin/signin.html")]
pub struct SignIn {
    /// What every page has.
    pub shell: Shell,
    /// What was typed.
    pub email: String,
    /// Local path to go to afterwards; empty for the start page.
    pub then: String,
    /// Whether people may register: then the way to it is shown.
    pub may_register: bool,
    /// Whether people may sign in by a passkey alone: then the browser suggests theirs.
    pub passkeys: bool,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(SignIn, troubles, |it| it.shell.words.phrase("signin-heading").with("account", &it.shell.account));

impl SignIn {
    /// What the browser suggests for the address.
    fn suggestions(&self) -> &'static str {
        if self.passkeys { "username webauthn" } else { "username" }
    }
}

/// The passcode of the authenticator app. Fields `passcode` and `remember`.
#[derive(Template, Clone, Debug)]
#[template(path = "signin/passcode.html")]
pub struct Passcode {
    /// What every page has.
    pub shell: Shell,
    /// The other ways that this person has.
    pub ways: Vec<Way>,
    /// For how many days the person may choose not to be asked again; none when the account asks every time.
    pub remember_days: Option<u8>,
    /// Whether that is ticked.
    pub remember: bool,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Passcode, troubles, |it| it.shell.say("passcode-heading"));

/// A recovery code. Field `recovery_code`.
#[derive(Template, Clone, Debug)]
#[template(path = "signin/recovery_code.html")]
pub struct RecoveryCode {
    /// What every page has.
    pub shell: Shell,
    /// So many codes are left.
    pub left: u32,
    /// Whether somebody who administers the account issued one for this person.
    pub issued: bool,
    /// The other ways that this person has.
    pub ways: Vec<Way>,
    /// Whether it is asked for because a passcode by mail would come where the password came.
    pub mailbox_twice: bool,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(RecoveryCode, troubles, |it| it.shell.say("recovery-code-heading"));

/// Too many tries at the second step, or none any more.
#[derive(Template, Clone, Debug)]
#[template(path = "signin/slowed.html")]
pub struct Slowed {
    /// What every page has.
    pub shell: Shell,
    /// How long nothing typed is looked at, in words; none when passcodes are switched off for this person.
    pub wait: Option<String>,
}
page!(Slowed, |it| match it.wait {
    Some(_) => it.shell.say("slowed-heading"),
    None => it.shell.say("closed-heading"),
});

/// The sign-in was begun too long ago, or what it stood on changed.
#[derive(Template, Clone, Debug)]
#[template(path = "signin/too_old.html")]
pub struct TooOld {
    /// What every page has.
    pub shell: Shell,
}
page!(TooOld, |it| it.shell.say("too-old-heading"));

/// Signed out.
#[derive(Template, Clone, Debug)]
#[template(path = "signin/signed_out.html")]
pub struct SignedOut {
    /// What every page has.
    pub shell: Shell,
}
page!(SignedOut, |it| it.shell.say("signed-out-heading"));
