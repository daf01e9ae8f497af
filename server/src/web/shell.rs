//! What every page has around its own content: account, person, words, errors and the form token.

use askama::Template;
use doorward_core::user::Role;

use crate::i18n::Words;
use crate::tell;
use crate::web::assets::Asset;
use crate::web::look::Look;

pub use crate::web::times::When;

/// What every page has.
#[derive(Clone, Debug)]
pub struct Shell {
    /// The language.
    pub words: Words,
    /// What the account is called.
    pub account: String,
    /// What it has of its own on its pages.
    pub look: Look,
    /// Goes into every form, against forged ones.
    pub form_token: String,
    /// Who is signed in, if anybody is.
    pub person: Option<Person>,
    /// Whether the way to the Admin Center is shown.
    pub may_administer: bool,
    /// The mark of the page in the navigation: see the templates `account.html` and `admin.html`.
    pub here: &'static str,
    /// What was just done, said once.
    pub notice: Option<Notice>,
    /// By when whoever is signed in has to set a second factor up, and how long that is: shown on every page of theirs.
    pub due: Option<Due>,
    /// Where the switch of languages leads back to; no switch is shown where it is empty, nor to who is signed in: they
    /// choose in My security.
    pub back: String,
    /// Whether the demo's own line is shown, with its mailbox and help desk.
    pub demo: bool,
}

/// How a page that waits is looked at again: by itself, until its reader stops that (WCAG 2.2, success criterion 2.2.2).
#[derive(Clone, Debug)]
pub struct LookAgain {
    /// This page.
    pub url: String,
    /// This page as it does not look again by itself; none where it does not.
    pub stop: Option<String>,
}

impl LookAgain {
    /// That of the page at this path and query.
    pub fn at(here: &str, by_itself: bool) -> LookAgain {
        let still = format!("{here}{}still=yes", if here.contains('?') { '&' } else { '?' });
        match by_itself {
            true => LookAgain { url: here.to_owned(), stop: Some(still) },
            false => LookAgain { url: still, stop: None },
        }
    }
}

/// By when a second factor has to be there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    /// When.
    pub by: String,
    /// How long that is.
    pub left: String,
}

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct Person {
    /// What they are called.
    pub name: String,
    /// What they sign in with.
    pub email: String,
    /// What they may do.
    pub role: Role,
}

/// What was just done, or why it was not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// One or two sentences.
    pub text: String,
    /// Whether it is good news.
    pub good: bool,
}

/// What is wrong with what was typed, said at the field and on top of the page in the same words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// The id of the field.
    pub field: &'static str,
    /// One sentence.
    pub text: String,
}

/// All that is wrong, in the order of the fields.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Troubles(pub Vec<Trouble>);

impl Troubles {
    /// Nothing is wrong.
    pub const NONE: Troubles = Troubles(Vec::new());

    /// One thing is wrong.
    pub fn one(field: &'static str, text: impl Into<String>) -> Troubles {
        Troubles(vec![Trouble { field, text: text.into() }])
    }

    /// Adds another.
    #[must_use]
    pub fn and(mut self, field: &'static str, text: impl Into<String>) -> Troubles {
        self.0.push(Trouble { field, text: text.into() });
        self
    }

    /// What is wrong with a field.
    pub fn at(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|trouble| trouble.field == field).map(|trouble| trouble.text.as_str())
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Option<Trouble>> for Troubles {
    fn from(trouble: Option<Trouble>) -> Troubles {
        Troubles(trouble.into_iter().collect())
    }
}

impl From<Trouble> for Troubles {
    fn from(trouble: Trouble) -> Troubles {
        Troubles(vec![trouble])
    }
}

/// A whole page: what the templates `base.html`, `door.html`, `account.html` and `admin.html` ask of it.
pub trait Page: Template {
    /// What every page has.
    fn shell(&self) -> &Shell;

    /// The one `<h1>`.
    fn heading(&self) -> String;

    /// What is wrong with what was typed.
    fn troubles(&self) -> &Troubles {
        const { &Troubles::NONE }
    }

    /// The title: the heading and the account, and first that something is wrong (WCAG 2.2, 2.4.2).
    fn title(&self) -> String {
        let key = if self.troubles().is_empty() { "page-title" } else { "page-title-error" };
        let words = &self.shell().words;
        words.phrase(key).with("heading", self.heading()).with("account", &self.shell().account).to_string()
    }
}

/// Writes [`Page::shell`], [`Page::heading`] and, after `troubles`, [`Page::troubles`] of a view whose field is so named.
macro_rules! page {
    ($view:ty, |$this:ident| $heading:expr) => {
        impl $crate::web::shell::Page for $view {
            fn shell(&self) -> &$crate::web::shell::Shell {
                &self.shell
            }
            fn heading(&self) -> String {
                let $this = self;
                $heading.to_string()
            }
        }
    };
    ($view:ty, troubles, |$this:ident| $heading:expr) => {
        impl $crate::web::shell::Page for $view {
            fn shell(&self) -> &$crate::web::shell::Shell {
                &self.shell
            }
            fn heading(&self) -> String {
                let $this = self;
                $heading.to_string()
            }
            fn troubles(&self) -> &$crate::web::shell::Troubles {
                &self.troubles
            }
        }
    };
}
pub(crate) use page;

impl Shell {
    /// The text of a key.
    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// The address of an asset by its file name.
    pub fn asset(&self, name: &str) -> String {
        let path = format!("/assets/{name}");
        Asset::at(&path).map_or(path, ToString::to_string)
    }

    /// Whether the page has this mark in the navigation.
    pub fn is_here(&self, mark: &str) -> bool {
        self.here == mark
    }

    /// Whether the page is one of the Admin Center.
    pub fn is_in_admin_center(&self) -> bool {
        !self.place().is_empty()
    }

    /// What the page is called in the Admin Center's navigation; empty for a page that is none of it.
    pub fn place(&self) -> String {
        self.say(match self.here {
            "admin-home" => "nav-admin-home",
            "dashboard" => "nav-dashboard",
            "team_members" => "nav-team-members",
            "end_users" => "nav-end-users",
            "groups" => "nav-groups",
            "signed-in" => "nav-signed-in",
            "recovery" => "nav-recovery",
            "authentication" => "nav-authentication",
            "account-language" => "nav-language",
            "brand" => "nav-brand",
            "mail" => "nav-mail",
            "audit" => "nav-audit",
            _ => return String::new(),
        })
    }

    /// Every language there is.
    pub fn languages(&self) -> Vec<Words> {
        Words::languages().filter_map(Words::exactly).collect()
    }

    /// What a role is called.
    pub fn role(&self, role: &Role) -> String {
        tell::role(&self.words, *role)
    }
}
