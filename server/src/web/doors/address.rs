//! Changing one's address: asking for it, and confirming it by the link that was mailed there.

use axum::extract::Path;
use axum::http::StatusCode;
use doorward_core::secret::Token;
use doorward_core::session::Guarded;
use doorward_core::user::Email;

use crate::flows::{AddressAsked, AddressConfirmed, AddressLink};
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::{Guest, Member};
use crate::web::notice::{Because, Done, Purpose};
use crate::web::pages::address::{ChangeAddress, ConfirmAddress, NoAddressLink};
use crate::web::reply::{self, Reply, go};
use crate::web::shell::Troubles;
use crate::web::trouble::{self, Missing};

use super::confirm::guarded;

/// `GET /security/address`
pub(super) async fn show(member: Member) -> Reply {
    if let Err(elsewhere) =
        guarded(&member, Guarded::OwnSecurity, Purpose::Address, "/security/address").await?
    {
        return elsewhere;
    }
    reply::page(&member.guest, &change(&member, "", Troubles::NONE))
}

/// `POST /security/address`
pub(super) async fn ask(mut member: Member, form: Form) -> Reply {
    let (app, session) = (member.guest.app(), member.session.clone());
    let by = match guarded(&member, Guarded::OwnSecurity, Purpose::Address, "/security/address").await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let typed = form.text("email");
    let asked = match Email::parse(typed) {
        Ok(email) => Some(app.ask_for_address(&mut member.guest.visit, &session, by, email).await?),
        Err(_) => None,
    };
    let words = &member.guest.words;
    let (status, text) = match asked {
        Some(AddressAsked::Yes) => return reply::done("/security", Done::AddressAsked, []),
        Some(AddressAsked::Ended) => {
            return reply::sign_in_again(Because::Ended, [Jar::Session.remove()]);
        }
        Some(AddressAsked::TooOften) => {
            (StatusCode::TOO_MANY_REQUESTS, words.say("trouble-address-too-often"))
        }
        Some(AddressAsked::Unchanged) => {
            (StatusCode::UNPROCESSABLE_ENTITY, words.say("trouble-address-unchanged"))
        }
        None if typed.trim().is_empty() => {
            (StatusCode::UNPROCESSABLE_ENTITY, trouble::missing(words, Missing::Email))
        }
        None => (StatusCode::UNPROCESSABLE_ENTITY, trouble::not_an_email(words)),
    };
    let page = change(&member, typed, Troubles::one("email", text));
    reply::page_with_status(&member.guest, status, &page)
}

/// `GET /link/address/{token}`: keeps the link's secret in a cookie, as every mailed link does, and leads to who can use it.
pub(super) async fn open_link(guest: Guest, Path(token): Path<String>) -> Reply {
    let Some(token) = Token::parse(&token) else { return dead(&guest) };
    match guest.app().address_link_works(&guest.visit, &token).await? {
        true => go("/security/address/confirm", [Jar::Link.set(&token)]),
        false => dead(&guest),
    }
}

/// `GET /security/address/confirm`
pub(super) async fn show_confirm(member: Member) -> Reply {
    let guest = &member.guest;
    let Some(token) = guest.token(Jar::Link) else { return no_link(&member, false) };
    match guest.app().look_at_address_link(&guest.visit, &member.session, &token).await? {
        AddressLink::Theirs(email) => reply::page(
            guest,
            &ConfirmAddress {
                shell: member.shell("security"),
                from: member.session.user.email.to_string(),
                to: email.to_string(),
            },
        ),
        AddressLink::Anothers => no_link(&member, true),
        AddressLink::Dead => no_link(&member, false),
    }
}

/// `POST /security/address/confirm`
pub(super) async fn confirm(mut member: Member, _: Form) -> Reply {
    let Some(token) = member.guest.token(Jar::Link) else { return no_link(&member, false) };
    let (app, session) = (member.guest.app(), member.session.clone());
    match app.confirm_address(&mut member.guest.visit, &session, &token).await? {
        AddressConfirmed::Yes(goes_on) => {
            reply::done("/security", Done::AddressChanged, [Jar::Link.remove(), Jar::Session.set(&goes_on)])
        }
        AddressConfirmed::Dead => no_link(&member, false),
        AddressConfirmed::Ended => reply::sign_in_again(Because::Ended, [Jar::Session.remove()]),
    }
}

fn change(member: &Member, typed: &str, troubles: Troubles) -> ChangeAddress {
    ChangeAddress {
        shell: member.shell("security"),
        current: member.session.user.email.to_string(),
        email: typed.to_owned(),
        troubles,
    }
}

fn no_link(member: &Member, anothers: bool) -> Reply {
    let page = NoAddressLink { shell: member.shell("security"), anothers };
    reply::page_with_status(&member.guest, StatusCode::GONE, &page)
}

fn dead(guest: &Guest) -> Reply {
    let page = NoAddressLink { shell: guest.shell(), anothers: false };
    reply::page_with_status(guest, StatusCode::GONE, &page)
}
