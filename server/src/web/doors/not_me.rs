//! "This was not me": the link of a letter about somebody's security, without a session.

use axum::extract::Path;
use axum::http::StatusCode;
use doorward_core::secret::Token;

use crate::flows::{Reported, WayBack};
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::Guest;
use crate::web::notice::Done;
use crate::web::pages::not_me::{NotMe, NotMeDead};
use crate::web::reply::{self, Reply, go};

use super::mail::subject_key;

/// `GET /link/not-me/{token}`: keeps the link's secret in a cookie, as every mailed link does. Nothing is used.
pub(super) async fn open_link(guest: Guest, Path(token): Path<String>) -> Reply {
    let Some(token) = Token::parse(&token) else { return dead(&guest) };
    match guest.app().look_at_not_me(&guest.visit, &token).await? {
        Some(_) => go("/not-me", [Jar::Link.set(&token)]),
        None => dead(&guest),
    }
}

/// `GET /not-me`
pub(super) async fn show(guest: Guest) -> Reply {
    let Some(token) = guest.token(Jar::Link) else { return dead(&guest) };
    match guest.app().look_at_not_me(&guest.visit, &token).await? {
        Some(kind) => {
            let told = guest.words.phrase(subject_key(&kind)).with("account", &guest.visit.tenant.name);
            reply::page(&guest, &NotMe { shell: guest.shell(), told: told.to_string() })
        }
        None => dead(&guest),
    }
}

/// `POST /not-me`
pub(super) async fn report(mut guest: Guest, _: Form) -> Reply {
    let Some(token) = guest.token(Jar::Link) else { return dead(&guest) };
    let app = guest.app();
    let done = match app.report_not_me(&mut guest.visit, &token).await? {
        Reported::Yes(WayBack::Mailed | WayBack::MailedToFormer) => Done::Reported,
        Reported::Yes(WayBack::KeptOut | WayBack::Help) => Done::ReportedAskHelp,
        Reported::Dead => return dead(&guest),
    };
    reply::done("/signin", done, [Jar::Link.remove(), Jar::Session.remove(), Jar::SignIn.remove()])
}

fn dead(guest: &Guest) -> Reply {
    reply::page_with_status(guest, StatusCode::GONE, &NotMeDead { shell: guest.shell() })
}
