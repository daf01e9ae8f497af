//! Exemptions from what the policy requires: the list of them, and one person's.

use askama::Template;
use doorward_core::user::{Role, UserType};

use crate::flows::view::StoredExemption;
use crate::i18n::Words;
use crate::web::shell::{Page, Shell, Troubles, When, page};

/// Who is exempt. GET fields `q` and `show`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/exemptions.html")]
pub struct Exemptions {
    /// What every page has.
    pub shell: Shell,
    /// Up to 50.
    pub rows: Vec<ExemptRow>,
    /// What was searched for.
    pub search: String,
    /// Whether those are shown that are over, and no others.
    pub over: bool,
    /// The next page, if there is one.
    pub next_url: Option<String>,
}
page!(Exemptions, |it| it.shell.say("exemptions-heading"));

/// A person who is exempt, or was.
#[derive(Clone, Debug)]
pub struct ExemptRow {
    /// Their id.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// What they sign in with.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Their exemption.
    pub exemption: Exemption,
}

/// An exemption, in words.
#[derive(Clone, Debug)]
pub struct Exemption {
    /// Its id.
    pub id: String,
    /// Until when.
    pub until: When,
    /// Since when.
    pub since: When,
    /// Why, in the words of whoever granted it.
    pub reason: String,
    /// Who granted it, in a sentence.
    pub by: String,
    /// When it was ended before its day, and by whom, in a sentence.
    pub ended: Option<(When, String)>,
}

impl Exemption {
    /// The words for one.
    pub fn told(words: &Words, it: &StoredExemption) -> Exemption {
        let named = |key, name: &str| words.phrase(key).with("name", name).to_string();
        let by = match (&it.by_name, it.by) {
            (Some(name), _) => named("exemption-by", name),
            (None, Some(_)) => words.say("exemption-by-erased"),
            (None, None) => words.say("exemption-by-operator"),
        };
        let ended = it.ended_at.map(|at| {
            let by = it.ended_by_name.as_ref();
            let by =
                by.map_or_else(|| words.say("exemption-ended"), |name| named("exemption-ended-by", name));
            (When::at(at), by)
        });
        Exemption {
            id: it.exemption.id.to_string(),
            until: When::at(it.exemption.until),
            since: When::at(it.since),
            reason: it.reason.clone(),
            by,
            ended,
        }
    }
}

/// One person's exemption: what there is, and the form that grants one. Fields `until` and `reason`; the button that ends one sends
/// `exemption`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/exempt.html")]
pub struct Exempt {
    /// What every page has.
    pub shell: Shell,
    /// The person's id.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// Of which user type.
    pub user_type: UserType,
    /// The exemption that holds.
    pub exemption: Option<Exemption>,
    /// Why this admin may not grant or end one, in words, if they may not.
    pub kept_from: Option<String>,
    /// The last day, as typed.
    pub until: String,
    /// The reason, as typed.
    pub reason: String,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Exempt, troubles, |it| it.shell.words.phrase("exemption-heading").with("name", it.name.as_str()));
