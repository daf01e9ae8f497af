//! Accepting an invitation.

use axum::http::StatusCode;
use doorward_core::user::name;

use crate::flows::{Accepted, Invitation, LinkState};
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::Guest;
use crate::web::notice::Done;
use crate::web::pages::reset::LinkKind;
use crate::web::pages::welcome::Welcome;
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply};
use crate::web::shell::Troubles;
use crate::web::trouble::{self, Missing};

use super::reset::{dead, dead_invitation};

/// `GET /welcome`
pub(super) async fn show(guest: Guest) -> Reply {
    match look(&guest).await? {
        Some(invitation) => reply::page(&guest, &welcome(&guest, invitation, Troubles::NONE)),
        None => dead_invitation(&guest, guest.token(Jar::Link).as_ref()).await,
    }
}

/// `POST /welcome/ask`: whoever sent an invitation that ran out is asked for a new one.
pub(super) async fn ask_again(mut guest: Guest, _: Form) -> Reply {
    let Some(token) = guest.token(Jar::Link) else { return dead(&guest, LinkKind::Invitation) };
    let app = guest.app();
    match app.ask_for_invitation(&mut guest.visit, &token).await? {
        true => reply::done("/signin", Done::InvitationAsked, [Jar::Link.remove()]),
        false => dead(&guest, LinkKind::Invitation),
    }
}

/// `POST /welcome`
pub(super) async fn accept(mut guest: Guest, form: Form) -> Reply {
    let Some(token) = guest.token(Jar::Link) else { return dead(&guest, LinkKind::Invitation) };
    let (app, typed_name) = (guest.app(), form.text("name"));
    let Ok(fit_name) = name(typed_name) else {
        let troubles = Troubles::one("name", trouble::missing(&guest.words, Missing::Name));
        return again(&guest, typed_name, troubles).await;
    };
    match app.accept_invitation(&mut guest.visit, &token, fit_name, form.secret("new_password")).await? {
        Accepted::Yes => reply::done("/signin", Done::Welcome, [Jar::Link.remove()]),
        Accepted::Dead => dead(&guest, LinkKind::Invitation),
        Accepted::Unfit(unfit) => {
            let troubles = Troubles::one("new_password", trouble::unfit(&guest.words, &unfit));
            again(&guest, typed_name, troubles).await
        }
    }
}

/// The page once more, with what is wrong and what was typed.
async fn again(guest: &Guest, typed_name: &str, troubles: Troubles) -> Reply {
    let Some(invitation) = look(guest).await? else { return dead(guest, LinkKind::Invitation) };
    let page = Welcome { name: typed_name.to_owned(), ..welcome(guest, invitation, troubles) };
    reply::page_with_status(guest, StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn look(guest: &Guest) -> Result<Option<Invitation>, Problem> {
    let Some(token) = guest.token(Jar::Link) else { return Ok(None) };
    Ok(match guest.app().look_at_link(&guest.visit, &token).await? {
        LinkState::Invitation(invitation) => Some(invitation),
        LinkState::Reset(_) | LinkState::Registration(_) | LinkState::Dead { .. } => None,
    })
}

fn welcome(guest: &Guest, invitation: Invitation, troubles: Troubles) -> Welcome {
    Welcome {
        shell: guest.shell(),
        action: "/welcome".to_owned(),
        inviter: invitation.inviter,
        email: invitation.user.email.to_string(),
        name: invitation.user.name,
        minimum: invitation.minimum,
        troubles,
    }
}
