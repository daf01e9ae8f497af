//! Step-up: proving once more that it is you, before something that matters.

use askama::Template;

use doorward_core::factor::Channel;

use crate::web::pages::passkey::{Going, Way};
use crate::web::pages::sent_codes::OnItsWay;
use crate::web::shell::{Page, Shell, Troubles, page};

/// What the page asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asks {
    /// A passkey. Field `answer`, which the script fills in.
    Passkey,
    /// The passcode. Field `passcode`.
    Passcode,
    /// A passcode that is sent. Field `passcode`.
    SentCode(Channel),
    /// A recovery code. Field `recovery_code`.
    RecoveryCode,
    /// The password. Field `password`.
    Password,
}

/// Asks for a fresh proof, and says what for.
#[derive(Template, Clone, Debug)]
#[template(path = "confirm/confirm.html")]
pub struct Confirm {
    /// What every page has.
    pub shell: Shell,
    /// What for, as a whole sentence.
    pub purpose: Option<String>,
    /// What is asked for.
    pub asks: Asks,
    /// Whose password, for password managers.
    pub email: String,
    /// What became of a passcode that was sent, where one is asked for.
    pub on_its_way: Option<OnItsWay>,
    /// Where the form goes.
    pub action: String,
    /// Local path to go to afterwards.
    pub then: String,
    /// The same page asking for what else the person has.
    pub ways: Vec<Way>,
    /// Where the person goes instead.
    pub cancel_url: String,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Confirm, troubles, |it| it.shell.say("confirm-heading"));

impl Confirm {
    /// Whether there is something to be typed: a passkey needs a touch alone, and a passcode has to be sent first.
    fn has_field(&self) -> bool {
        match self.asks {
            Asks::Passkey => false,
            Asks::SentCode(_) => self.on_its_way.as_ref().is_some_and(|it| it.waits),
            Asks::Passcode | Asks::RecoveryCode | Asks::Password => true,
        }
    }
}
