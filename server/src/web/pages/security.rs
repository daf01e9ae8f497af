//! My security: everybody's own second step, recovery codes, password, trusted devices and sessions.

use askama::Template;
use doorward_core::factor::{Channel, FactorKind};
use doorward_core::user::UserType;

use crate::tell;

use crate::web::activity::Activity;
use crate::web::shell::{Page, Shell, Troubles, When, page};

/// One's own security on one page.
#[derive(Template, Clone, Debug)]
#[template(path = "security/security.html")]
pub struct MySecurity {
    /// What every page has.
    pub shell: Shell,
    /// Who asks for a proof that this person is on the telephone, by name, while they can answer.
    pub asked_by: Option<String>,
    /// Whether the account demands a second step of this person.
    pub required: bool,
    /// What the person can be asked for; the second step is on when there is something.
    pub methods: Vec<Method>,
    /// Whether the account can have passkeys.
    pub can_have_passkeys: bool,
    /// What sent passcodes the person can set up: by mail, and by text message.
    pub may_add: Vec<Channel>,
    /// So many recovery codes are left; none when there is no set.
    pub codes_left: Option<u32>,
    /// Whether so few are left that it is said.
    pub codes_low: bool,
    /// Whether the password stands alone and is too short for that.
    pub password_short: bool,
    /// When the password was set.
    pub password_changed: When,
    /// Where the person is not asked again.
    pub devices: Vec<DeviceRow>,
    /// Where the person is signed in, the current one first.
    pub sessions: Vec<SessionRow>,
    /// What they sign in with.
    pub email: String,
    /// The address that they asked for and have not confirmed yet, and until when they can.
    pub address_waiting: Option<(String, When)>,
    /// The tag of the language that they chose; empty for that of their browser.
    pub language: String,
    /// What happened last, the newest first.
    pub recent: Vec<Activity>,
}
impl MySecurity {
    /// Whether somebody may call them who says to be somebody.
    fn may_be_called(&self) -> bool {
        self.shell.person.as_ref().is_some_and(|it| it.role.user_type() == UserType::TeamMember)
    }

    fn may_add_mailbox(&self) -> bool {
        self.may_add.contains(&Channel::Email)
    }

    fn may_add_phone(&self) -> bool {
        self.may_add.contains(&Channel::Sms)
    }

    /// Whether it stands at this method that its kind is asked for first, or can be: where there are several kinds, at the first of
    /// each.
    fn tells_order(&self, at: &usize) -> bool {
        let Some(method) = self.methods.get(*at) else { return false };
        let several = self.methods.iter().any(|other| other.of != method.of);
        several && !self.methods.iter().take(*at).any(|before| before.of == method.of)
    }
}

page!(MySecurity, |it| it.shell.say("security-heading"));

/// A method that somebody has set up.
#[derive(Clone, Debug)]
pub struct Method {
    /// Its id.
    pub id: String,
    /// What its person calls it, or its kind.
    pub name: String,
    /// What it is.
    pub of: FactorKind,
    /// Its kind, where the person gave a name, or what else tells it from others.
    pub kind: Option<String>,
    /// Whether it is of the kind that is asked for first.
    pub asked_first: bool,
    /// Since when.
    pub added: When,
    /// When it was last used.
    pub last_used: Option<When>,
}

impl Method {
    /// Where what is done to it is sent to.
    fn path(&self) -> &'static str {
        match self.of {
            FactorKind::Passkey => "/security/passkey",
            FactorKind::SmsCode => "/security/sms-code",
            FactorKind::EmailCode => "/security/email-code",
            FactorKind::Totp | FactorKind::Password | FactorKind::RecoveryCode => "/security/authenticator",
        }
    }

    /// Whether it can have a name: there is one mailbox and one phone, and they have theirs.
    fn has_name(&self) -> bool {
        matches!(self.of, FactorKind::Passkey | FactorKind::Totp)
    }
}

/// A session, for the person and for admins.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Its id.
    pub id: String,
    /// The browser and its system: "Firefox on Windows".
    pub browser: String,
    /// Its network address.
    pub address: String,
    /// When it began.
    pub signed_in: When,
    /// When it was last used.
    pub last_seen: When,
    /// What was proven at its beginning.
    pub factors: Vec<FactorKind>,
    /// Whether it is the one that looks.
    pub current: bool,
    /// Whether it was begun on a trusted device.
    pub on_trusted_device: bool,
}

impl SessionRow {
    /// What was proven, in words.
    pub fn proven(&self, shell: &Shell) -> String {
        let factors = factors_in_words(shell, &self.factors);
        let asked = self.factors.iter().any(|factor| factor.is_second());
        if self.on_trusted_device && !asked {
            return shell.words.phrase("session-on-trusted-device").with("factors", factors).to_string();
        }
        factors
    }
}

/// A trusted device, for the person and for admins.
#[derive(Clone, Debug)]
pub struct DeviceRow {
    /// Its id.
    pub id: String,
    /// What the person calls it, or the browser and its system.
    pub name: String,
    /// The browser and its system, where the person gave a name.
    pub browser: Option<String>,
    /// The network address that it was trusted from.
    pub address: String,
    /// When a passcode was typed there.
    pub trusted: When,
    /// When the person last signed in there.
    pub last_used: When,
    /// Until when no passcode is asked for.
    pub until: When,
    /// Whether it is the one that looks.
    pub current: bool,
}

/// Factors, in words, with commas.
pub(crate) fn factors_in_words(shell: &Shell, factors: &[FactorKind]) -> String {
    tell::factors(&shell.words, factors)
}

/// Says that this browser is signed out as well, and asks.
#[derive(Template, Clone, Debug)]
#[template(path = "security/end_all.html")]
pub struct EndAll {
    /// What every page has.
    pub shell: Shell,
}
page!(EndAll, |it| it.shell.say("end-all-heading"));

/// Changing one's password. Fields `password` and `new_password`.
#[derive(Template, Clone, Debug)]
#[template(path = "security/change_password.html")]
pub struct ChangePassword {
    /// What every page has.
    pub shell: Shell,
    /// Whose password: for password managers.
    pub email: String,
    /// At least so many characters.
    pub minimum: usize,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(ChangePassword, troubles, |it| it.shell.say("change-password-heading"));

/// Says what turning the second step off means, and asks.
#[derive(Template, Clone, Debug)]
#[template(path = "security/turn_off.html")]
pub struct TurnOff {
    /// What every page has.
    pub shell: Shell,
}
page!(TurnOff, |it| it.shell.say("turn-off-heading"));

/// Says that the old codes stop working, and asks.
#[derive(Template, Clone, Debug)]
#[template(path = "security/new_codes.html")]
pub struct NewCodes {
    /// What every page has.
    pub shell: Shell,
    /// So many of the old ones are left.
    pub left: u32,
}
page!(NewCodes, |it| it.shell.say("new-codes-heading"));

/// Says how many other sessions there are, and asks.
#[derive(Template, Clone, Debug)]
#[template(path = "security/end_others.html")]
pub struct EndOthers {
    /// What every page has.
    pub shell: Shell,
    /// So many others.
    pub others: usize,
}
page!(EndOthers, |it| it.shell.say("end-others-heading"));
