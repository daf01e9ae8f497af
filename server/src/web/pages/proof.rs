//! "Is it really them?": what whoever helps sees, and what the person sees who is asked.

use askama::Template;

use crate::web::shell::{LookAgain, Page, Shell, Troubles, When, page};

/// Who is on the telephone? POST field `email`.
#[derive(Template, Clone, Debug)]
#[template(path = "proof/callers.html")]
pub struct Callers {
    /// What every page has.
    pub shell: Shell,
    /// The address as it was typed.
    pub email: String,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Callers, troubles, |it| it.shell.say("callers-heading"));

/// A proof that was asked for, in the Admin Center.
#[derive(Template, Clone, Debug)]
#[template(path = "proof/asked.html")]
pub struct Asked {
    /// What every page has.
    pub shell: Shell,
    /// The person's id.
    pub id: String,
    /// The proof.
    pub shown: Shown,
}
page!(Asked, |it| it.shell.words.phrase("proof-heading").with("name", it.shown.name.as_str()));

/// A proof that was asked for, outside of the Admin Center.
#[derive(Template, Clone, Debug)]
#[template(path = "proof/asked_caller.html")]
pub struct AskedCaller {
    /// What every page has.
    pub shell: Shell,
    /// The proof.
    pub shown: Shown,
}
page!(AskedCaller, |it| it.shell.words.phrase("proof-heading").with("name", it.shown.name.as_str()));

/// What both pages show of a proof: see the template `proof/shown.html`.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What the person is called.
    pub name: String,
    /// Who asked, by name.
    pub asked_by: String,
    /// When.
    pub asked: When,
    /// How it stands.
    pub stands: Stands,
    /// The address that the person opens.
    pub address: String,
    /// How it is looked at again while it waits.
    pub again: LookAgain,
}

/// How a proof stands.
#[derive(Clone, Debug)]
pub enum Stands {
    /// It waits for an answer.
    Waits {
        /// The number to tell; none for whoever did not ask.
        number: Option<u8>,
        /// Until when it waits.
        until: When,
    },
    /// It is them.
    Proved {
        /// By this factor, in words.
        by: String,
        /// When.
        at: When,
    },
    /// They chose another number.
    WrongNumber,
    /// They say that they do not call.
    NotMe,
    /// Nobody answered.
    TooLate,
}

/// Nobody was asked, and why not.
#[derive(Template, Clone, Debug)]
#[template(path = "proof/not_asked.html")]
pub struct NotAsked {
    /// What every page has.
    pub shell: Shell,
    /// The person's id.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// Why.
    pub why: String,
}
page!(NotAsked, |it| it.shell.words.phrase("proof-heading").with("name", it.name.as_str()));

/// What a person is asked. POST fields `number`, or `not_me`.
#[derive(Template, Clone, Debug)]
#[template(path = "proof/prove.html")]
pub struct Prove {
    /// What every page has.
    pub shell: Shell,
    /// Who asks, by name.
    pub asked_by: String,
    /// As what: their role, in words.
    pub role: String,
    /// The numbers to choose from; none before the second step.
    pub numbers: Option<[u8; 3]>,
    /// Until when.
    pub until: When,
}
page!(Prove, |it| it.shell.say("prove-heading"));

/// What came of an answer, or that nobody asks.
#[derive(Template, Clone, Debug)]
#[template(path = "proof/over.html")]
pub struct Over {
    /// What every page has.
    pub shell: Shell,
    /// What, in a sentence or two.
    pub text: String,
    /// Whether the person is the one who calls.
    pub is_good: bool,
}
page!(Over, |it| it.shell.say("prove-heading"));
