//! Passkeys: using one as the second step, and making one.

use askama::Template;

use crate::web::shell::{Page, Shell, Troubles, page};

/// Asks for a passkey after the password. Fields `answer`, which the script fills in, and `remember`.
#[derive(Template, Clone, Debug)]
#[template(path = "passkey/prove.html")]
pub struct Prove {
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
page!(Prove, troubles, |it| it.shell.say("passkey-prove-heading"));

/// Another way to give the second step.
#[derive(Clone, Debug)]
pub struct Way {
    /// Where it is given.
    pub url: String,
    /// What it is called.
    pub text: String,
    /// How one goes there.
    pub by: Going,
}

/// How one goes another way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Going {
    /// By a link.
    Link,
    /// By a button, because going there sends something.
    Button,
    /// By a number that is typed at once, so that it takes no page of its own. Field `number`.
    Number,
}

impl Way {
    /// A page to go to.
    pub fn to(url: &str, text: String) -> Way {
        Way { url: url.to_owned(), text, by: Going::Link }
    }

    /// A door that sends a passcode.
    pub fn sending(url: &str, text: String) -> Way {
        Way { url: url.to_owned(), text, by: Going::Button }
    }

    /// A door that sends a passcode to the number that is typed.
    pub fn to_number(url: &str, text: String) -> Way {
        Way { url: url.to_owned(), text, by: Going::Number }
    }
}

/// Makes a passkey. Fields `answer`, which the script fills in, and `name`.
#[derive(Template, Clone, Debug)]
#[template(path = "passkey/create.html")]
pub struct Create {
    /// What every page has.
    pub shell: Shell,
    /// Where the form goes.
    pub action: &'static str,
    /// Where the question comes from.
    pub question: &'static str,
    /// Whether the sign-in goes on only after it.
    pub required: bool,
    /// What else can be set up, where the sign-in demands it.
    pub ways: Vec<Way>,
    /// What the person calls it.
    pub name: String,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Create, troubles, |it| it.shell.say("passkey-create-heading"));
