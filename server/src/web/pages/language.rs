//! The Admin Center: the language of the account.

use askama::Template;

use crate::web::shell::{Page, Shell, page};

/// Account, Language. Field `language`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/language.html")]
pub struct AccountLanguage {
    /// What every page has.
    pub shell: Shell,
    /// The tag of the language that is spoken now.
    pub language: &'static str,
}
page!(AccountLanguage, |it| it.shell.say("account-language-heading"));
