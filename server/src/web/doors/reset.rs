//! Mailed links, and the new password that one of them allows.

use axum::extract::Path;
use axum::http::StatusCode;
use doorward_core::secret::Token;

use crate::flows::{Accepted, LinkState, ResetLink, WhatItWas};
use crate::web::cookies::{self, Jar};
use crate::web::form::Form;
use crate::web::guard::Guest;
use crate::web::notice::Done;
use crate::web::pages::reset::{DeadLink, LinkKind, NewPassword};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply, go};
use crate::web::shell::Troubles;
use crate::web::trouble;

/// `GET /link/{token}`: keeps the link's secret in a cookie, so that it leaves the address bar, the history and every
/// Referer; nothing is used, because mail scanners follow links.
pub(super) async fn open_link(guest: Guest, Path(token): Path<String>) -> Reply {
    let Some(token) = Token::parse(&token) else { return dead(&guest, LinkKind::PasswordReset) };
    let to = match guest.app().look_at_link(&guest.visit, &token).await? {
        LinkState::Invitation(_) => "/welcome",
        LinkState::Reset(_) => "/reset",
        LinkState::Registration(_) => "/register/finish",
        LinkState::Dead { was: WhatItWas::Invitation } => return dead_invitation(&guest, Some(&token)).await,
        LinkState::Dead { was } => return dead(&guest, kind(was)),
    };
    go(to, [Jar::Link.set(&token)])
}

/// `GET /reset`
pub(super) async fn show(guest: Guest) -> Reply {
    match look(&guest).await? {
        Some(link) => reply::page(&guest, &new_password(&guest, link, Troubles::NONE)),
        None => dead(&guest, LinkKind::PasswordReset),
    }
}

/// `POST /reset`
pub(super) async fn set(mut guest: Guest, form: Form) -> Reply {
    let Some(token) = guest.token(Jar::Link) else { return dead(&guest, LinkKind::PasswordReset) };
    let app = guest.app();
    match app.reset_password(&mut guest.visit, &token, form.secret("new_password")).await? {
        Accepted::Yes => reply::done(
            "/signin",
            Done::PasswordSet,
            [Jar::Link.remove(), Jar::Session.remove(), Jar::SignIn.remove()],
        ),
        Accepted::Dead => dead(&guest, LinkKind::PasswordReset),
        Accepted::Unfit(unfit) => {
            let troubles = Troubles::one("new_password", trouble::unfit(&guest.words, &unfit));
            match look(&guest).await? {
                Some(link) => {
                    let page = new_password(&guest, link, troubles);
                    reply::page_with_status(&guest, StatusCode::UNPROCESSABLE_ENTITY, &page)
                }
                None => dead(&guest, LinkKind::PasswordReset),
            }
        }
    }
}

/// The page of a link that does not work, or does not any more.
pub(super) fn dead(guest: &Guest, kind: LinkKind) -> Reply {
    reply::page_with_status(guest, StatusCode::GONE, &DeadLink { shell: guest.shell(), kind, may_ask: false })
}

/// The page of an invitation that does not work any more: one that ran out offers to ask for a new one. The link's secret is kept in
/// a cookie for it, as that of a link that works.
pub(super) async fn dead_invitation(guest: &Guest, token: Option<&Token>) -> Reply {
    let token = match token {
        Some(token) if guest.app().can_ask_for_invitation(&guest.visit, token).await? => token,
        _ => return dead(guest, LinkKind::Invitation),
    };
    let page = DeadLink { shell: guest.shell(), kind: LinkKind::Invitation, may_ask: true };
    let mut response = reply::page_with_status(guest, StatusCode::GONE, &page)?;
    cookies::add(response.headers_mut(), [Jar::Link.set(token)]);
    Ok(response)
}

fn kind(was: WhatItWas) -> LinkKind {
    match was {
        WhatItWas::Invitation => LinkKind::Invitation,
        WhatItWas::Registration => LinkKind::Registration,
        WhatItWas::Reset => LinkKind::PasswordReset,
    }
}

async fn look(guest: &Guest) -> Result<Option<ResetLink>, Problem> {
    let Some(token) = guest.token(Jar::Link) else { return Ok(None) };
    Ok(match guest.app().look_at_link(&guest.visit, &token).await? {
        LinkState::Reset(link) => Some(link),
        LinkState::Invitation(_) | LinkState::Registration(_) | LinkState::Dead { .. } => None,
    })
}

fn new_password(guest: &Guest, link: ResetLink, troubles: Troubles) -> NewPassword {
    NewPassword {
        shell: guest.shell(),
        action: "/reset".to_owned(),
        email: link.user.email.to_string(),
        minimum: link.minimum,
        afterwards: link.afterwards,
        troubles,
    }
}
