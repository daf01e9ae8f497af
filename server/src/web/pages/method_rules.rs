//! Which methods count for each user type.

use askama::Template;
use doorward_core::policy::Counting;
use doorward_core::user::UserType;

use crate::web::shell::{Page, Shell, Troubles, page};

/// Which methods people may use. Its fields are [`Fields`].
#[derive(Template, Clone, Debug)]
#[template(path = "admin/method_rules.html")]
pub struct MethodRules {
    /// What every page has.
    pub shell: Shell,
    /// Team members, then end users.
    pub types: Vec<TypeRules>,
    /// Whether passkeys can be had at the account's address.
    pub can_have_passkeys: bool,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(MethodRules, troubles, |it| it.shell.say("method-rules-heading"));

/// The rules of a user type.
#[derive(Clone, Debug)]
pub struct TypeRules {
    /// Whose.
    pub user_type: UserType,
    /// Which of those that are switched on count.
    pub counting: Counting,
    /// Whether passcodes are sent to mailboxes.
    pub email_codes: bool,
    /// Whether passcodes are sent to phones.
    pub sms_codes: bool,
    /// Whether a passkey that knows its person signs in without the password.
    pub passkey_alone: bool,
    /// The version that was seen.
    pub version: u64,
}

/// The names of the fields of a user type.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// What counts.
    pub counting: &'static str,
    /// The box of passcodes by mail.
    pub email_codes: &'static str,
    /// The box of passcodes by text message.
    pub sms_codes: &'static str,
    /// The box of passkeys without a password.
    pub passkey_alone: &'static str,
    /// The version that was seen.
    pub version: &'static str,
}

impl Fields {
    /// Those of this user type.
    pub fn of(user_type: UserType) -> Fields {
        match user_type {
            UserType::TeamMember => Fields {
                counting: "team_counting",
                email_codes: "team_email_codes",
                sms_codes: "team_sms_codes",
                passkey_alone: "team_passkey_alone",
                version: "team_version",
            },
            UserType::EndUser => Fields {
                counting: "end_users_counting",
                email_codes: "end_users_email_codes",
                sms_codes: "end_users_sms_codes",
                passkey_alone: "end_users_passkey_alone",
                version: "end_users_version",
            },
        }
    }
}

impl TypeRules {
    /// The names of its fields.
    pub fn fields(&self) -> Fields {
        Fields::of(self.user_type)
    }

    fn heading(&self, shell: &Shell) -> String {
        shell.say(match self.user_type {
            UserType::TeamMember => "nav-team-members",
            UserType::EndUser => "nav-end-users",
        })
    }
}

/// A choice of what counts, as the page lists it.
#[derive(Clone, Copy, Debug)]
struct Choice {
    counting: Counting,
    text: &'static str,
    hint: &'static str,
}

impl MethodRules {
    /// Passkeys alone are no choice where there are none.
    fn choices(&self) -> Vec<Choice> {
        let choice = |counting| match counting {
            Counting::Any => Choice { counting, text: "counting-any", hint: "counting-any-hint" },
            Counting::NoSentCodes => {
                Choice { counting, text: "counting-no-sent-codes", hint: "counting-no-sent-codes-hint" }
            }
            Counting::PhishingResistant => Choice {
                counting,
                text: "counting-phishing-resistant",
                hint: "counting-phishing-resistant-hint",
            },
        };
        let possible =
            |counting: &Counting| *counting != Counting::PhishingResistant || self.can_have_passkeys;
        Counting::ALL.into_iter().filter(possible).map(choice).collect()
    }
}
