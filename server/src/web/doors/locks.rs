//! Self-recovery by time lock, for the end user who is locked out: beginning one, proving the mailbox, cancelling, going through.

use axum::extract::Path;
use axum::http::StatusCode;
use doorward_core::recovery::LockHours;
use doorward_core::secret::Token;

use crate::flows::{LockBegun, Step};
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::{Guest, HalfSignedIn};
use crate::web::notice::Done;
use crate::web::pages::recovery::{LockCancel, LockDead, LockProve, LockRuns, LockedOut, WayIn};
use crate::web::reply::{self, Reply, go};
use crate::web::shell::When;

use super::{recover, signin};

/// `POST /signin/locked-out/wait`
pub(super) async fn begin(mut half: HalfSignedIn, _: Form) -> Reply {
    if let Some(elsewhere) = signin::not_at(&half.sign_in, Step::SecondFactor) {
        return elsewhere;
    }
    let app = half.guest.app();
    match app.begin_time_lock(&mut half.guest.visit, &half.sign_in).await? {
        LockBegun::Mailed | LockBegun::No => go("/signin/locked-out", []),
        LockBegun::TooOften => {
            let page = LockedOut { way: WayIn::TooOften, ..recover::locked_out(&half).await? };
            reply::page_with_status(&half.guest, StatusCode::TOO_MANY_REQUESTS, &page)
        }
    }
}

/// `POST /signin/locked-out/enter`
pub(super) async fn enter(mut half: HalfSignedIn, _: Form) -> Reply {
    if let Some(elsewhere) = signin::not_at(&half.sign_in, Step::SecondFactor) {
        return elsewhere;
    }
    let app = half.guest.app();
    match app.enter_by_time_lock(&mut half.guest.visit, &half.sign_in).await? {
        Some(answered) => signin::follow(&half.guest, answered, Step::SecondFactor),
        None => go("/signin/locked-out", []),
    }
}

/// `GET /link/lock/{token}`
pub(super) async fn open_proof(guest: Guest, Path(token): Path<String>) -> Reply {
    let Some(token) = Token::parse(&token) else { return dead(&guest) };
    match guest.app().look_at_lock_proof(&guest.visit, &token).await? {
        Some(_) => go("/recovery/wait", [Jar::Link.set(&token)]),
        None => dead(&guest),
    }
}

/// `GET /recovery/wait`
pub(super) async fn show_proof(guest: Guest) -> Reply {
    let Some(token) = guest.token(Jar::Link) else { return dead(&guest) };
    match guest.app().look_at_lock_proof(&guest.visit, &token).await? {
        Some(hours) => {
            let wait = guest.words.duration(hours.span().as_secs());
            reply::page(&guest, &LockProve { shell: guest.shell(), wait })
        }
        None => dead(&guest),
    }
}

/// `POST /recovery/wait`: mail scanners follow links, so the lock runs by this alone.
pub(super) async fn prove(mut guest: Guest, _: Form) -> Reply {
    let Some(token) = guest.token(Jar::Link) else { return dead(&guest) };
    let app = guest.app();
    match app.run_time_lock(&mut guest.visit, &token).await? {
        Some(until) => reply::page(&guest, &LockRuns { shell: guest.shell(), until: When::at(until) }),
        None => dead(&guest),
    }
}

/// `GET /link/lock-cancel/{token}`
pub(super) async fn open_cancel(guest: Guest, Path(token): Path<String>) -> Reply {
    let Some(token) = Token::parse(&token) else { return dead(&guest) };
    match guest.app().look_at_lock_cancel(&guest.visit, &token).await? {
        true => go("/recovery/wait/cancel", [Jar::Link.set(&token)]),
        false => dead(&guest),
    }
}

/// `GET /recovery/wait/cancel`
pub(super) async fn show_cancel(guest: Guest) -> Reply {
    let Some(token) = guest.token(Jar::Link) else { return dead(&guest) };
    match guest.app().look_at_lock_cancel(&guest.visit, &token).await? {
        true => reply::page(&guest, &LockCancel { shell: guest.shell() }),
        false => dead(&guest),
    }
}

/// `POST /recovery/wait/cancel`
pub(super) async fn cancel(mut guest: Guest, _: Form) -> Reply {
    let Some(token) = guest.token(Jar::Link) else { return dead(&guest) };
    let app = guest.app();
    match app.cancel_time_lock(&mut guest.visit, &token).await? {
        true => reply::done("/signin", Done::LockCancelled, [Jar::Link.remove()]),
        false => dead(&guest),
    }
}

/// The hours of a form; none for none, and an error for what is none of the choices.
pub(super) fn hours_of(form: &Form) -> Result<Option<LockHours>, ()> {
    match form.text("lock_hours") {
        "" => Ok(None),
        hours => hours.parse().ok().and_then(LockHours::new).map(Some).ok_or(()),
    }
}

fn dead(guest: &Guest) -> Reply {
    reply::page_with_status(guest, StatusCode::GONE, &LockDead { shell: guest.shell() })
}
