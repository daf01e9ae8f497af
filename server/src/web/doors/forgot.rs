//! Forgotten passwords.

use axum::http::StatusCode;
use doorward_core::user::Email;

use crate::web::form::Form;
use crate::web::guard::Guest;
use crate::web::pages::forgot::{Forgot, Sent};
use crate::web::reply::{self, Reply};
use crate::web::shell::Troubles;
use crate::web::trouble::{self, Missing};

/// `GET /forgot`
pub(super) async fn show(guest: Guest) -> Reply {
    reply::page(&guest, &Forgot { shell: guest.shell(), email: String::new(), troubles: Troubles::NONE })
}

/// `POST /forgot`: the same answer whether anybody has the address.
pub(super) async fn ask(mut guest: Guest, form: Form) -> Reply {
    let email = form.text("email").trim().chars().take(254).collect::<String>();
    if Email::parse(&email).is_err() {
        let text = match email.is_empty() {
            true => trouble::missing(&guest.words, Missing::Email),
            false => trouble::not_an_email(&guest.words),
        };
        let page = Forgot { shell: guest.shell(), email, troubles: Troubles::one("email", text) };
        return reply::page_with_status(&guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let app = guest.app();
    app.ask_for_reset(&mut guest.visit, &email).await?;
    reply::page(&guest, &Sent { shell: guest.shell(), email })
}
