//! "Who is on the telephone?": any team member asks whoever has an address for a proof.

use axum::extract::Path;
use axum::http::StatusCode;
use doorward_core::authority::Denied;
use doorward_core::caller_proof::NotAsked;
use doorward_core::user::Email;

use crate::flows::ProofAsked;
use crate::web::form::Form;
use crate::web::guard::{Member, TeamMember};
use crate::web::pages::proof::{AskedCaller, Callers};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply, go};
use crate::web::shell::Troubles;
use crate::web::trouble;

use super::proof;

/// `GET /callers`
pub(super) async fn show(TeamMember { member }: TeamMember) -> Reply {
    reply::page(&member.guest, &page_of(&member, "", Troubles::NONE))
}

/// `POST /callers`: one answer for an address that nobody has, and for one of somebody who may not be asked.
pub(super) async fn ask(TeamMember { mut member }: TeamMember, form: Form) -> Reply {
    let typed = form.text("email").trim().chars().take(254).collect::<String>();
    let Ok(email) = Email::parse(&typed) else {
        return wrong(&member, &typed, trouble::not_an_email(&member.guest.words));
    };
    let (app, session) = (member.guest.app(), member.session.clone());
    let key = match app.ask_caller(&mut member.guest.visit, &session, &email).await? {
        ProofAsked::Yes(id) => return go(&format!("/callers/{id}"), []),
        ProofAsked::Nobody => "callers-nobody",
        ProofAsked::No(NotAsked::Denied(Denied::SessionEnded)) => {
            return Err(Problem::status(StatusCode::FORBIDDEN));
        }
        ProofAsked::No(why) => proof::key_of(why),
    };
    wrong(&member, &typed, member.guest.words.say(key))
}

/// `GET /callers/{id}`: what `/admin/proofs/{id}` shows, for whoever may ask this person, and without a way into the Admin Center.
pub(super) async fn asked(TeamMember { member }: TeamMember, Path(id): Path<String>) -> Reply {
    let (_, shown) = proof::seen(&member, &id, "/callers").await?;
    let page = AskedCaller { shell: member.shell("callers"), shown };
    reply::page_to_look_at_again(&member.guest, &page, &page.shown.again, proof::LOOK_AGAIN)
}

fn wrong(member: &Member, typed: &str, text: String) -> Reply {
    let page = page_of(member, typed, Troubles::one("email", text));
    reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn page_of(member: &Member, typed: &str, troubles: Troubles) -> Callers {
    Callers { shell: member.shell("callers"), email: typed.to_owned(), troubles }
}
