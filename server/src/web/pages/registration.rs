//! The Admin Center: who may register.

use askama::Template;
use doorward_core::registration::{MOST_DOMAINS, Registration as Rule};

use crate::web::shell::{Page, Shell, Troubles, page};

/// Account, Security, Advanced, Registration. Fields `registration`, `domains` and `version`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/registration.html")]
pub struct Registration {
    /// What every page has.
    pub shell: Shell,
    /// The choice, by its [`key`](Rule::key).
    pub chosen: String,
    /// The domains as they are listed, one a line.
    pub domains: String,
    /// The version that is shown: another one meanwhile is not written over.
    pub version: u64,
    /// How many mails the quotas held back today.
    pub held_back: u64,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Registration, troubles, |it| it.shell.say("registration-heading"));

impl Registration {
    fn most(&self) -> usize {
        MOST_DOMAINS
    }

    /// The keys of the choices; the domains last, so that their list follows them.
    fn choices(&self) -> [&'static str; 3] {
        [Rule::Closed.key(), Rule::Open.key(), Rule::Domains(Vec::new()).key()]
    }

    fn label(&self, choice: &str) -> String {
        self.shell.say(match choice {
            "domains" => "registration-domains",
            "open" => "registration-open",
            _ => "registration-closed",
        })
    }

    fn hint(&self, choice: &str) -> String {
        self.shell.say(match choice {
            "domains" => "registration-domains-hint",
            "open" => "registration-open-hint",
            _ => "registration-closed-hint",
        })
    }
}
