//! Choosing a language: at the door for this browser, in My security for oneself.

use axum::http::StatusCode;
use doorward_core::language::Language;
use doorward_core::tenant::is_local_path;

use crate::i18n::Words;
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::{Guest, Member};
use crate::web::language::remember;
use crate::web::notice::{Because, Done};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply, go};

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
