//! Changing one's address.

use askama::Template;

use crate::web::shell::{Page, Shell, Troubles, page};

/// Asks for the new address. Field `email`.
#[derive(Template, Clone, Debug)]
#[template(path = "address/change.html")]
pub struct ChangeAddress {
    /// What every page has.
    pub shell: Shell,
    /// The address that the person has.
    pub current: String,
    /// What was typed before.
    pub email: String,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(ChangeAddress, troubles, |it| it.shell.say("change-address-heading"));

/// Says which address takes the place of which, and asks.
#[derive(Template, Clone, Debug)]
#[template(path = "address/confirm.html")]
pub struct ConfirmAddress {
    /// What every page has.
    pub shell: Shell,
    /// The address now.
    pub from: String,
    /// The new one.
    pub to: String,
}
page!(ConfirmAddress, |it| it.shell.say("confirm-address-heading"));

/// A link to a new address that works no more, or not for this person.
#[derive(Template, Clone, Debug)]
#[template(path = "address/no_link.html")]
pub struct NoAddressLink {
    /// What every page has.
    pub shell: Shell,
    /// Whether somebody else asked for it.
    pub anothers: bool,
}
page!(NoAddressLink, |it| it.shell.say("dead-link-heading"));
