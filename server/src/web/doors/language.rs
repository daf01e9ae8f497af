//! Choosing a language: at the door for this browser, in My security for oneself, in the Admin Center for the account.

use axum::http::StatusCode;
use doorward_core::language::Language;
use doorward_core::session::Guarded;
use doorward_core::tenant::is_local_path;

use crate::flows::AccountLanguage as Saved;
use crate::i18n::Words;
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::{Admin, Guest, Member};
use crate::web::language::remember;
use crate::web::notice::{Because, Done, Purpose};
use crate::web::pages::language::AccountLanguage;
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply, go};

use super::confirm::guarded;

const ACCOUNTS: &str = "/admin/language";

/// `POST /language`
pub(super) async fn choose_here(_: Guest, form: Form) -> Reply {
    let back = form.text("back");
    let chosen = Words::exactly(form.text("language"));
    go(if is_local_path(back) { back } else { "/" }, [remember(chosen.as_ref())])
}

/// `POST /security/language`: this browser speaks it as well, so that its sign-in page does after a sign-out.
pub(super) async fn choose(mut member: Member, form: Form) -> Reply {
    let words = match form.text("language") {
        "" => None,
        tag => Some(Words::exactly(tag).ok_or(Problem::status(StatusCode::BAD_REQUEST))?),
    };
    let language = words.as_ref().and_then(|words| Language::parse(words.lang()).ok());
    let (app, session) = (member.guest.app(), member.session.clone());
    match app.choose_language(&mut member.guest.visit, &session, language).await? {
        true => reply::done("/security", Done::LanguageChosen, [remember(words.as_ref())]),
        false => reply::sign_in_again(Because::Ended, [Jar::Session.remove()]),
    }
}

/// `GET /admin/language`
pub(super) async fn show_accounts(Admin { member }: Admin) -> Reply {
    let accounts = member.guest.visit.tenant.language.as_ref().and_then(|it| Words::exactly(it.as_str()));
    let language = accounts.unwrap_or_else(Words::first).lang();
    reply::page(&member.guest, &AccountLanguage { shell: member.shell("account-language"), language })
}

/// `POST /admin/language`
pub(super) async fn choose_accounts(Admin { mut member }: Admin, form: Form) -> Reply {
    let by = match guarded(&member, Guarded::Account, Purpose::AccountLanguage, ACCOUNTS).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let words = Words::exactly(form.text("language"));
    let language = words.and_then(|words| Language::parse(words.lang()).ok());
    let language = language.ok_or(Problem::status(StatusCode::BAD_REQUEST))?;
    let app = member.guest.app();
    match app.choose_account_language(&mut member.guest.visit, by, language).await? {
        Saved::Chosen => reply::done(ACCOUNTS, Done::Saved, []),
        Saved::Unchanged => reply::done(ACCOUNTS, Done::Unchanged, []),
        Saved::Denied(_) => Err(Problem::status(StatusCode::FORBIDDEN)),
    }
}
