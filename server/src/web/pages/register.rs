//! Making an account for oneself: asking for the link, and choosing name and password once the address is proven.

use askama::Template;

use crate::web::shell::{Page, Shell, Troubles, page};

/// Asks for the address. Field `email`.
#[derive(Template, Clone, Debug)]
#[template(path = "register/register.html")]
pub struct Register {
    /// What every page has.
    pub shell: Shell,
    /// What was typed.
    pub email: String,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Register, troubles, |it| it.shell.say("register-heading"));

/// Says what happens if the address can be used: the same whoever has it.
#[derive(Template, Clone, Debug)]
#[template(path = "register/sent.html")]
pub struct Sent {
    /// What every page has.
    pub shell: Shell,
    /// The address, masked.
    pub email: String,
}
page!(Sent, |it| it.shell.say("register-sent-heading"));

/// Nobody can register here.
#[derive(Template, Clone, Debug)]
#[template(path = "register/closed.html")]
pub struct Closed {
    /// What every page has.
    pub shell: Shell,
}
page!(Closed, |it| it.shell.say("register-closed-heading"));

/// Name and password of somebody whose address is proven. Fields `name` and `new_password`.
#[derive(Template, Clone, Debug)]
#[template(path = "register/finish.html")]
pub struct Finish {
    /// What every page has.
    pub shell: Shell,
    /// The proven address.
    pub email: String,
    /// What was typed.
    pub name: String,
    /// At least so many characters.
    pub minimum: usize,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Finish, troubles, |it| it.shell.say("register-finish-heading"));

/// Why a proven address was not registered after all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// An admin closed registration to it meanwhile.
    Closed,
    /// Somebody has it by now.
    Taken,
}

/// The account was not made.
#[derive(Template, Clone, Debug)]
#[template(path = "register/refused.html")]
pub struct NotRegistered {
    /// What every page has.
    pub shell: Shell,
    /// Why not.
    pub why: Why,
}
page!(NotRegistered, |it| it.shell.say("register-refused-heading"));
