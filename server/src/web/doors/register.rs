//! Making an account for oneself.

use axum::http::StatusCode;
use doorward_core::registration::Refused;
use doorward_core::user::{Email, name};

use crate::flows::{LinkState, Registered, RegistrationLink};
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::Guest;
use crate::web::notice::Done;
use crate::web::pages::register::{Closed, Finish, NotRegistered, Register, Sent, Why};
use crate::web::pages::reset::LinkKind;
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply, go};
use crate::web::shell::Troubles;
use crate::web::trouble::{self, Missing};

use super::reset::dead;

/// `GET /register`
pub(super) async fn show(guest: Guest) -> Reply {
    let app = guest.app();
    if guest.session.is_some() {
        return go(&app.settings().home, []);
    }
    if !app.is_registration_open(&guest.visit).await? {
        return reply::page(&guest, &Closed { shell: guest.shell() });
    }
    reply::page(&guest, &Register { shell: guest.shell(), email: String::new(), troubles: Troubles::NONE })
}

/// `POST /register`: the same answer whether anybody has the address. That the account takes other domains alone is said: it
/// rests on nothing but the rule and what was typed.
pub(super) async fn ask(mut guest: Guest, form: Form) -> Reply {
    let typed = form.text("email").trim().chars().take(254).collect::<String>();
    let Ok(email) = Email::parse(&typed) else {
        let text = match typed.is_empty() {
            true => trouble::missing(&guest.words, Missing::Email),
            false => trouble::not_an_email(&guest.words),
        };
        return again(&guest, typed, text);
    };
    let app = guest.app();
    match app.ask_to_register(&mut guest.visit, &email).await? {
        Ok(()) => reply::page(&guest, &Sent { shell: guest.shell(), email: email.masked() }),
        Err(Refused::OtherDomain) => {
            let text = trouble::other_domain(&guest.words);
            again(&guest, typed, text)
        }
        Err(Refused::Closed | Refused::AddressTaken) => {
            let page = Closed { shell: guest.shell() };
            reply::page_with_status(&guest, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `GET /register/finish`
pub(super) async fn show_finish(guest: Guest) -> Reply {
    match look(&guest).await? {
        Some(link) => reply::page(&guest, &finish_page(&guest, link, String::new(), Troubles::NONE)),
        None => dead(&guest, LinkKind::Registration),
    }
}

/// `POST /register/finish`
pub(super) async fn finish(mut guest: Guest, form: Form) -> Reply {
    let Some(token) = guest.token(Jar::Link) else { return dead(&guest, LinkKind::Registration) };
    let (app, typed_name) = (guest.app(), form.text("name"));
    let Ok(fit_name) = name(typed_name) else {
        let troubles = Troubles::one("name", trouble::missing(&guest.words, Missing::Name));
        return finish_again(&guest, typed_name, troubles).await;
    };
    match app.register(&mut guest.visit, &token, fit_name, form.secret("new_password")).await? {
        Registered::Yes => reply::done("/signin", Done::Registered, [Jar::Link.remove()]),
        Registered::Dead => dead(&guest, LinkKind::Registration),
        Registered::Refused(why) => {
            let why = match why {
                Refused::Closed | Refused::OtherDomain => Why::Closed,
                Refused::AddressTaken => Why::Taken,
            };
            let page = NotRegistered { shell: guest.shell(), why };
            reply::page_with_status(&guest, StatusCode::CONFLICT, &page)
        }
        Registered::Unfit(unfit) => {
            let troubles = Troubles::one("new_password", trouble::unfit(&guest.words, &unfit));
            finish_again(&guest, typed_name, troubles).await
        }
    }
}

/// The page that asks for the address once more, with what is wrong and what was typed.
fn again(guest: &Guest, email: String, text: String) -> Reply {
    let page = Register { shell: guest.shell(), email, troubles: Troubles::one("email", text) };
    reply::page_with_status(guest, StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The page that asks for name and password once more.
async fn finish_again(guest: &Guest, typed_name: &str, troubles: Troubles) -> Reply {
    let Some(link) = look(guest).await? else { return dead(guest, LinkKind::Registration) };
    let page = finish_page(guest, link, typed_name.to_owned(), troubles);
    reply::page_with_status(guest, StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn look(guest: &Guest) -> Result<Option<RegistrationLink>, Problem> {
    let Some(token) = guest.token(Jar::Link) else { return Ok(None) };
    Ok(match guest.app().look_at_link(&guest.visit, &token).await? {
        LinkState::Registration(link) => Some(link),
        LinkState::Invitation(_) | LinkState::Reset(_) | LinkState::Dead { .. } => None,
    })
}

fn finish_page(guest: &Guest, link: RegistrationLink, name: String, troubles: Troubles) -> Finish {
    Finish { shell: guest.shell(), email: link.email.to_string(), name, minimum: link.minimum, troubles }
}
