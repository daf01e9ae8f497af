//! The set-up of an empty store: the first account and its owner.

use axum::extract::Path;
use axum::http::StatusCode;
use doorward_core::secret::Token;
use doorward_core::user::{Email, name};

use crate::flows::{NewAccount, Right, SetUp};
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::Newcomer;
use crate::web::notice::Done;
use crate::web::pages::reset::{DeadLink, LinkKind};
use crate::web::pages::setup::Setup;
use crate::web::reply::{self, Reply, go};
use crate::web::shell::Troubles;
use crate::web::trouble::{self, Missing};

/// `GET /setup/{token}`: keeps the link's secret in a cookie, so that it leaves the address bar. Nothing is used.
pub(super) async fn open_link(newcomer: Newcomer, Path(token): Path<String>) -> Reply {
    match Token::parse(&token) {
        Some(token) if newcomer.app().is_setup_link(&token, &newcomer.moment).await? => {
            go("/setup", [Jar::Link.set(&token)])
        }
        _ => dead(&newcomer),
    }
}

/// `GET /setup`
pub(super) async fn show(newcomer: Newcomer) -> Reply {
    match newcomer.token(Jar::Link) {
        Some(token) if newcomer.app().is_setup_link(&token, &newcomer.moment).await? => {
            reply::page(&newcomer, &page(&newcomer, "", "", "", Troubles::NONE))
        }
        _ => dead(&newcomer),
    }
}

/// `POST /setup`
pub(super) async fn make(mut newcomer: Newcomer, form: Form) -> Reply {
    let Some(token) = newcomer.token(Jar::Link) else { return dead(&newcomer) };
    let (account, owner, email) = (form.text("account"), form.text("name"), form.text("email"));
    let again = |newcomer: &Newcomer, troubles: Troubles| {
        let page = page(newcomer, account, owner, email, troubles);
        reply::page_with_status(newcomer, StatusCode::UNPROCESSABLE_ENTITY, &page)
    };
    let (Ok(account_name), Ok(owner_name)) = (name(account), name(owner)) else {
        let field = if name(account).is_err() { "account" } else { "name" };
        let troubles = Troubles::one(field, trouble::missing(&newcomer.words, Missing::Name));
        return again(&newcomer, troubles);
    };
    let Ok(address) = Email::parse(email) else {
        let troubles = Troubles::one("email", trouble::not_an_email(&newcomer.words));
        return again(&newcomer, troubles);
    };
    let new = NewAccount {
        account: account_name,
        name: owner_name,
        email: address,
        password: form.secret("new_password"),
    };
    let (app, public) = (newcomer.app(), newcomer.address.clone());
    match app.set_up(&mut newcomer.moment, Right::Link(&token), public, new).await? {
        SetUp::Done => reply::done("/signin", Done::AccountMade, [Jar::Link.remove()]),
        SetUp::Closed | SetUp::AddressTaken => dead(&newcomer),
        SetUp::Unfit(unfit) => {
            let troubles = Troubles::one("new_password", trouble::unfit(&newcomer.words, &unfit));
            again(&newcomer, troubles)
        }
    }
}

fn page(newcomer: &Newcomer, account: &str, name: &str, email: &str, troubles: Troubles) -> Setup {
    Setup {
        shell: newcomer.shell(),
        action: "/setup".to_owned(),
        account: account.to_owned(),
        name: name.to_owned(),
        email: email.to_owned(),
        minimum: newcomer.app().settings().password_lengths.alone,
        troubles,
    }
}

fn dead(newcomer: &Newcomer) -> Reply {
    let page = DeadLink { shell: newcomer.shell(), kind: LinkKind::Setup, may_ask: false };
    reply::page_with_status(newcomer, StatusCode::GONE, &page)
}
