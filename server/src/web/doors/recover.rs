//! Recovery, for who is locked out: asking for help, and the restricted session in which a new second factor is set up.

use axum::http::StatusCode;
use doorward_core::factor::FactorKind;

use crate::flows::{Asked, LockNow, LockedOut as Found, Recovered, Step};
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::{Guest, HalfSignedIn, Recovering};
use crate::web::notice::{Because, Done};
use crate::web::pages::passkey::Create;
use crate::web::pages::recovery::{LockedOut, WayIn};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply, go};
use crate::web::shell::{Notice, Shell, Troubles, When};
use crate::web::trouble;
use doorward_core::user::UserType;

use super::enrol::{self, ways_to_set_up};
use super::{passkeys, signin};

pub(super) const HERE: &str = "/recover";
const PASSKEY: &str = "/recover/passkey";
pub(super) const CODES: &str = "/recover/codes";

/// `GET /signin/locked-out`
pub(super) async fn show_locked_out(half: HalfSignedIn) -> Reply {
    if let Some(elsewhere) = signin::not_at(&half.sign_in, Step::SecondFactor) {
        return elsewhere;
    }
    let page = locked_out(&half).await?;
    reply::page(&half.guest, &page)
}

/// `POST /signin/locked-out`
pub(super) async fn ask(mut half: HalfSignedIn, _: Form) -> Reply {
    if let Some(elsewhere) = signin::not_at(&half.sign_in, Step::SecondFactor) {
        return elsewhere;
    }
    let app = half.guest.app();
    match app.ask_for_help(&mut half.guest.visit, &half.sign_in).await? {
        Asked::Yes | Asked::Already | Asked::Nobody => go("/signin/locked-out", []),
        Asked::TooOften => {
            let page = LockedOut { way: WayIn::TooOften, ..locked_out(&half).await? };
            reply::page_with_status(&half.guest, StatusCode::TOO_MANY_REQUESTS, &page)
        }
    }
}

/// `GET /recover`
pub(super) async fn show(here: Recovering) -> Reply {
    if here.restricted.enrolled {
        return go(CODES, []);
    }
    connect(&here, Troubles::NONE, StatusCode::OK).await
}

/// `POST /recover`
pub(super) async fn confirm(mut here: Recovering, form: Form) -> Reply {
    if here.restricted.enrolled {
        return go(CODES, []);
    }
    let (app, restricted) = (here.guest.app(), here.restricted.clone());
    let recovered = app.enrol_restricted(&mut here.guest.visit, &restricted, form.text("passcode")).await?;
    match follow(&here.guest, recovered) {
        Ok(elsewhere) => elsewhere,
        Err((status, text)) => connect(&here, Troubles::one("passcode", text), status).await,
    }
}

/// `GET /recover/passkey`
pub(super) async fn show_passkey(here: Recovering) -> Reply {
    if here.restricted.enrolled {
        return go(CODES, []);
    }
    let name = passkeys::default_name(&here.guest);
    let page = create(&here, name, Troubles::NONE).await?;
    reply::page(&here.guest, &page)
}

/// `POST /recover/passkey/question`
pub(super) async fn question(mut here: Recovering, _: Form) -> Reply {
    if here.restricted.enrolled {
        return Err(Problem::status(StatusCode::CONFLICT));
    }
    let (app, restricted) = (here.guest.app(), here.restricted.clone());
    let bound_to = restricted.bound_to();
    passkeys::question(app.ask_for_new_passkey(&mut here.guest.visit, &restricted.user, bound_to).await?)
}

/// `POST /recover/passkey`
pub(super) async fn add_passkey(mut here: Recovering, form: Form) -> Reply {
    if here.restricted.enrolled {
        return go(CODES, []);
    }
    let (app, restricted) = (here.guest.app(), here.restricted.clone());
    let (sent, name) = (form.text("answer"), form.text("name"));
    let recovered = app.enrol_restricted_passkey(&mut here.guest.visit, &restricted, sent, name).await?;
    match follow(&here.guest, recovered) {
        Ok(elsewhere) => elsewhere,
        Err((status, text)) => {
            let page = create(&here, name.to_owned(), Troubles::one("passkey", text)).await?;
            reply::page_with_status(&here.guest, status, &page)
        }
    }
}

/// `GET /recover/codes`
pub(super) async fn codes(here: Recovering) -> Reply {
    if !here.restricted.enrolled {
        return go(HERE, []);
    }
    let (guest, user) = (&here.guest, &here.restricted.user);
    let codes = guest.app().codes_to_save(&guest.visit, user.id, here.restricted.bound_to()).await?;
    let page = enrol::codes_page(guest, guest.shell(), user, codes.unwrap_or_default(), CODES);
    reply::page(guest, &page)
}

/// `GET /recover/codes.txt`
pub(super) async fn codes_in_file(here: Recovering) -> Reply {
    let (guest, user) = (&here.guest, &here.restricted.user);
    let codes = guest.app().codes_to_save(&guest.visit, user.id, here.restricted.bound_to()).await?;
    enrol::codes_file(guest, user, codes)
}

/// `POST /recover/codes`: the restricted session is over, and the person signs in as everybody does.
pub(super) async fn codes_saved(here: Recovering, form: Form) -> Reply {
    if !here.restricted.enrolled {
        return go(HERE, []);
    }
    if !form.ticked("saved") {
        return go("/recover/codes?unsaved=1", []);
    }
    here.guest.app().end_restricted(&here.guest.visit, &here.restricted).await?;
    reply::done("/signin", Done::Recovered, [Jar::Recovery.remove()])
}

pub(super) async fn locked_out(half: &HalfSignedIn) -> Result<LockedOut, Problem> {
    let (app, visit) = (half.guest.app(), &half.guest.visit);
    let Found { user, asked_at, helpers, may_register } = app.locked_out(visit, &half.sign_in).await?;
    let way = match (user.user_type(), asked_at) {
        (UserType::EndUser, _) => match app.lock_now(visit, &half.sign_in).await? {
            LockNow::None => WayIn::EndUser { may_register },
            LockNow::Offered(_) => WayIn::Lock,
            LockNow::MailboxTwice => WayIn::LockMailboxTwice,
            LockNow::Mailed => WayIn::LockMailed,
            LockNow::Runs(until) => WayIn::LockRuns { until: When::at(until) },
            LockNow::Open => WayIn::LockOpen,
        },
        (UserType::TeamMember, Some(at)) => WayIn::Asked { at: When::at(at) },
        (UserType::TeamMember, None) if helpers => WayIn::Ask,
        (UserType::TeamMember, None) => WayIn::Nobody,
    };
    let code_issued = app.at_the_passcode(visit, &half.sign_in).await?.code_issued;
    let hours = app.recovery_rules(visit).await?.rules.time_lock;
    let wait = hours.map(|hours| half.guest.words.duration(hours.span().as_secs())).unwrap_or_default();
    Ok(LockedOut { shell: half.guest.shell(), way, code_issued, wait })
}

/// The page that connects an authenticator app, or the way to another method that counts, or to the door when this was begun too
/// long ago.
async fn connect(here: &Recovering, troubles: Troubles, status: StatusCode) -> Reply {
    let (guest, restricted) = (&here.guest, &here.restricted);
    let counting = guest.app().methods_to_set_up(&guest.visit, restricted).await?;
    if !counting.contains(FactorKind::Totp) {
        return go(PASSKEY, []);
    }
    let bound_to = restricted.bound_to();
    let Some(connecting) = guest.app().connecting(&guest.visit, &restricted.user, bound_to).await? else {
        return over();
    };
    let page = enrol::connect_here(
        shell(guest),
        &connecting,
        HERE,
        ways_to_set_up(guest, HERE, counting, FactorKind::Totp),
        troubles,
    );
    reply::page_with_status(guest, status, &page)
}

async fn create(here: &Recovering, name: String, troubles: Troubles) -> Result<Create, Problem> {
    let guest = &here.guest;
    let counting = guest.app().methods_to_set_up(&guest.visit, &here.restricted).await?;
    Ok(Create {
        shell: shell(guest),
        action: PASSKEY,
        question: "/recover/passkey/question",
        required: true,
        ways: ways_to_set_up(guest, HERE, counting, FactorKind::Passkey),
        name,
        troubles,
    })
}

/// Where what was typed leads, or what the page says of it.
pub(super) fn follow(guest: &Guest, recovered: Recovered) -> Result<Reply, (StatusCode, String)> {
    let (status, text) = match recovered {
        Recovered::Done(token) => return Ok(go(CODES, [Jar::Recovery.set(&token)])),
        Recovered::Over => return Ok(over()),
        Recovered::Refused(refusal) => {
            (StatusCode::UNPROCESSABLE_ENTITY, trouble::refusal(&guest.words, &refusal))
        }
        Recovered::Slowed { until } => (StatusCode::TOO_MANY_REQUESTS, signin::slowed(guest, until)),
        Recovered::Closed => (StatusCode::TOO_MANY_REQUESTS, guest.words.say("closed-text")),
    };
    Err((status, text))
}

/// Says what this session is, on each of its pages.
pub(super) fn shell(guest: &Guest) -> Shell {
    let notice = Notice { text: guest.words.say("recover-notice"), good: true };
    Shell { notice: Some(notice), back: String::new(), ..guest.shell() }
}

pub(super) fn over() -> Reply {
    reply::sign_in_again(Because::TooOld, [Jar::Recovery.remove()])
}
