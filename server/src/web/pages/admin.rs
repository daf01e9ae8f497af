//! The Admin Center: its start page, authentication and mail. People are in `people.rs`.

use askama::Template;
use doorward_core::pause::Counted;

use crate::web::shell::{Page, Shell, Troubles, When, page};

/// The start page: one card a subject.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/home.html")]
pub struct Home {
    /// What every page has.
    pub shell: Shell,
    /// Team members.
    pub team: Readiness,
    /// End users.
    pub end_users: Readiness,
    /// So many mails were given up on.
    pub mail_failed: u64,
    /// So many people are locked out and ask for help.
    pub help_wanted: u64,
}
page!(Home, |it| it.shell.say("admin-heading"));

/// How far a user type is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Readiness {
    /// Whether the second step is demanded.
    pub required: bool,
    /// So many have set it up,
    pub have: u64,
    /// of so many who may sign in.
    pub of: u64,
    /// At the end of this day, in words, when it is not now.
    pub as_of: Option<String>,
}

impl Readiness {
    fn told(&self, shell: &Shell) -> String {
        let told = shell.words.phrase("readiness").with("have", self.have).with("of", self.of).to_string();
        match &self.as_of {
            Some(day) => format!("{told} {}", shell.words.phrase("readiness-as-of").with("day", day)),
            None => told,
        }
    }
}

/// Account, Security, Advanced, Authentication: both user types and one Save. Field names are those of
/// [`TypeSettings::prefix`] with `_required`, `_asking`, `_days`, `_idle`, `_absolute`, `_end_sessions` and `_version`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/authentication.html")]
pub struct Authentication {
    /// What every page has.
    pub shell: Shell,
    /// Team members.
    pub team: TypeSettings,
    /// End users.
    pub end_users: TypeSettings,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Authentication, troubles, |it| it.shell.say("authentication-heading"));

/// What is demanded of a user type.
#[derive(Clone, Debug)]
pub struct TypeSettings {
    /// Whether the second step is demanded, and how many have it.
    pub readiness: Readiness,
    /// For how many days a person may choose not to be asked again; zero when asked at every sign-in.
    pub days: u8,
    /// How long a session may rest.
    pub idle: Vec<Limit>,
    /// By when a second factor has to be there, as the field has it; empty without a deadline.
    pub deadline: String,
    /// For how many days after it people may do without.
    pub grace_days: u8,
    /// At how many percent of people who do not come in it pauses by itself, if it does.
    pub pause_at: Option<u8>,
    /// Of whom there were too many, if it has.
    pub paused: Option<Counted>,
    /// How long a session may last.
    pub absolute: Vec<Limit>,
    /// Whether sessions are to be ended now.
    pub end_sessions: bool,
    /// Whether this admin may end them all.
    pub may_end_sessions: bool,
    /// The version of the policy that is shown: another one meanwhile is not written over.
    pub version: u64,
}

/// A length of time to choose.
#[derive(Clone, Debug)]
pub struct Limit {
    /// In seconds: the value that is sent.
    pub seconds: u64,
    /// In words.
    pub text: String,
    /// Whether it is the present one.
    pub chosen: bool,
}

impl Limit {
    /// Lengths of time to choose from, offered in minutes, in order; the present one, in seconds, is among them whatever it is.
    pub fn choices(shell: &Shell, offered: &[u64], present: u64) -> Vec<Limit> {
        let offered = offered.iter().map(|minutes| minutes.saturating_mul(60));
        let mut all: Vec<u64> = offered.chain([present]).collect();
        all.sort_unstable();
        all.dedup();
        let limit =
            |seconds| Limit { seconds, text: shell.words.duration(seconds), chosen: seconds == present };
        all.into_iter().map(limit).collect()
    }
}

/// The outbox. GET field `show`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/mail.html")]
pub struct Mail {
    /// What every page has.
    pub shell: Shell,
    /// Those in this state alone; all without it.
    pub shown: Option<MailState>,
    /// The newest first.
    pub rows: Vec<MailRow>,
    /// The next page, if there is one.
    pub next_url: Option<String>,
}
page!(Mail, |it| it.shell.say("admin-mail-heading"));

impl Mail {
    fn shows(&self, state: &MailState) -> bool {
        self.shown.as_ref() == Some(state)
    }
}

/// One message, and what became of it.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/mail_message.html")]
pub struct MailMessage {
    /// What every page has.
    pub shell: Shell,
    /// The same facts as in the list.
    pub mail: MailRow,
    /// When it was written.
    pub written: When,
    /// When the mail server took it.
    pub sent_at: Option<When>,
    /// When it was given up on.
    pub failed_at: Option<When>,
}
page!(MailMessage, |it| it.shell.say("mail-message-heading"));

/// A mail of the outbox.
#[derive(Clone, Debug)]
pub struct MailRow {
    /// Its id.
    pub id: String,
    /// To whom, masked.
    pub to: String,
    /// About what.
    pub subject: String,
    /// How far it is.
    pub state: MailState,
    /// So many tries.
    pub tries: u32,
    /// When it is tried next.
    pub next_try: Option<When>,
    /// What the mail server said last.
    pub last_error: Option<String>,
}

/// How far a mail is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MailState {
    /// Waits for its next try.
    Waiting,
    /// The mail server has taken it.
    Sent,
    /// Given up on; an admin may have it sent again.
    Failed,
}

impl MailState {
    /// All of them, in the order of the page.
    pub const ALL: [MailState; 3] = [MailState::Waiting, MailState::Failed, MailState::Sent];

    /// The name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            MailState::Waiting => "waiting",
            MailState::Sent => "sent",
            MailState::Failed => "failed",
        }
    }

    /// The state with this [`key`](MailState::key).
    pub fn from_key(key: &str) -> Option<MailState> {
        MailState::ALL.into_iter().find(|state| state.key() == key)
    }

    fn name(self, shell: &Shell) -> String {
        shell.say(match self {
            MailState::Waiting => "mail-waiting",
            MailState::Sent => "mail-sent",
            MailState::Failed => "mail-failed",
        })
    }
}
