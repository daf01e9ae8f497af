//! Signing in and out.

use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use doorward_core::factor::FactorKind;
use doorward_core::moment::Time;
use doorward_core::signin::Refused;
use doorward_core::tenant::is_local_path;

use crate::flows::{Answered, AtThePasscode, Method, SignIn as HalfDone, SignedIn, Step};
use crate::web::cookies::{self, Jar};
use crate::web::form::Form;
use crate::web::guard::{Guest, HalfSignedIn};
use crate::web::notice::Because;
use crate::web::pages::passkey::Way;
use crate::web::pages::signin::{Passcode, RecoveryCode, SignIn, SignedOut, Slowed, TooOld};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply, go};
use crate::web::shell::Troubles;
use crate::web::trouble;

/// `GET /`
pub(super) async fn start(guest: Guest) -> Reply {
    let home = &guest.app().settings().home.clone();
    if guest.session.is_some() { go(home, []) } else { go("/signin", []) }
}

/// `GET /signin`
pub(super) async fn show(guest: Guest) -> Reply {
    if guest.session.is_some() {
        return go(&guest.app().settings().home, []);
    }
    let page = sign_in_page(&guest, String::new(), then(&guest), Troubles::NONE).await?;
    reply::page(&guest, &page)
}

/// `POST /signin`
pub(super) async fn password(mut guest: Guest, form: Form) -> Reply {
    let email = form.text("username").trim().chars().take(254).collect::<String>();
    let then = Some(form.text("then")).filter(|path| is_local_path(path)).unwrap_or_default().to_owned();
    let (app, brought) = (guest.app(), guest.brought(false));
    let answered =
        app.sign_in(&mut guest.visit, &email, form.secret("password"), brought, then.clone()).await?;
    let (status, text) = match answered {
        Answered::Refused(why) | Answered::Over(why) => (StatusCode::UNAUTHORIZED, refused(&guest, &why)),
        Answered::Slowed { until } => (StatusCode::TOO_MANY_REQUESTS, slowed(&guest, until)),
        answered => {
            // Whoever begins anew in a browser leaves the session that it had: it must not outlive its cookie.
            if let Some(session) = guest.session.take() {
                app.sign_out(&mut guest.visit, &session).await?;
            }
            return follow(&guest, answered, Step::SecondFactor);
        }
    };
    let page = sign_in_page(&guest, email, then, Troubles::one("email", text)).await?;
    reply::page_with_status(&guest, status, &page)
}

/// `GET /signin/passcode`
pub(super) async fn show_passcode(half: HalfSignedIn) -> Reply {
    let HalfSignedIn { guest, sign_in } = half;
    if let Some(elsewhere) = not_at(&sign_in, Step::SecondFactor) {
        return elsewhere;
    }
    let at = guest.app().at_the_passcode(&guest.visit, &sign_in).await?;
    // The first of the ways that they have, unless they chose this one.
    let chosen = guest.query.text("way") == "app" && at.methods.contains(FactorKind::Totp);
    if !chosen && at.first != FactorKind::Totp {
        return go(path_of_way(at.first), []);
    }
    let page = Passcode {
        shell: guest.shell(),
        ways: ways(&guest, &at, FactorKind::Totp),
        remember_days: at.remember_days,
        remember: guest.query.text("remember") != "no",
        troubles: troubles(&guest, &sign_in, "passcode"),
    };
    reply::page(&guest, &page)
}

/// `POST /signin/passcode`
pub(super) async fn passcode(half: HalfSignedIn, form: Form) -> Reply {
    let (remember, offered) = (form.ticked("remember"), form.ticked("remember_offered"));
    // Who took the tick away and mistyped does not find it there again.
    let back = match (half.guest.query.text("way") == "app", offered && !remember) {
        (false, false) => "/signin/passcode",
        (false, true) => "/signin/passcode?remember=no",
        (true, false) => "/signin/passcode?way=app",
        (true, true) => "/signin/passcode?way=app&remember=no",
    };
    second_factor(half, Method::Passcode, form.text("passcode"), remember, back).await
}

/// `GET /signin/recovery-code`
pub(super) async fn show_recovery_code(half: HalfSignedIn) -> Reply {
    let HalfSignedIn { guest, sign_in } = half;
    if let Some(elsewhere) = not_at(&sign_in, Step::SecondFactor) {
        return elsewhere;
    }
    let at = guest.app().at_the_passcode(&guest.visit, &sign_in).await?;
    let page = RecoveryCode {
        shell: guest.shell(),
        left: at.codes_left,
        issued: at.code_issued,
        ways: ways(&guest, &at, FactorKind::RecoveryCode),
        mailbox_twice: at.mailbox_twice,
        troubles: troubles(&guest, &sign_in, "recovery_code"),
    };
    reply::page(&guest, &page)
}

/// `POST /signin/recovery-code`
pub(super) async fn recovery_code(half: HalfSignedIn, form: Form) -> Reply {
    second_factor(half, Method::RecoveryCode, form.text("recovery_code"), false, "/signin/recovery-code")
        .await
}

/// `POST /signout`: ends the session, and a half-done sign-in ("start again") or a restricted session as well.
pub(super) async fn sign_out(mut guest: Guest, _: Form) -> Reply {
    let app = guest.app();
    if let Some(token) = guest.token(Jar::SignIn)
        && let Some(sign_in) = app.sign_in_of(&guest.visit, &token).await?
    {
        app.cancel_sign_in(&guest.visit, &sign_in).await?;
        if guest.session.is_none() {
            return go("/signin", [Jar::SignIn.remove()]);
        }
    }
    if let Some(token) = guest.token(Jar::Recovery)
        && let Some(restricted) = app.restricted_of(&guest.visit, &token).await?
    {
        app.end_restricted(&guest.visit, &restricted).await?;
    }
    if let Some(session) = guest.session.take() {
        app.sign_out(&mut guest.visit, &session).await?;
    }
    let gone = [Jar::Session.remove(), Jar::SignIn.remove(), Jar::Recovery.remove(), Jar::Form.remove()];
    go("/signed-out", gone)
}

/// `GET /signed-out`
pub(super) async fn signed_out(guest: Guest) -> Reply {
    reply::page(&guest, &SignedOut { shell: guest.shell() })
}

/// `GET /session`: for an open tab that asks whether it still is signed in, and for how many seconds. No activity, no page.
pub(super) async fn still_signed_in(guest: Guest) -> Reply {
    let Some(session) = guest.session else { return Ok(StatusCode::UNAUTHORIZED.into_response()) };
    let left = [("doorward-idle-in", session.left.idle), ("doorward-over-in", session.left.absolute)];
    Ok((StatusCode::NO_CONTENT, left.map(|(name, left)| (name, left.as_secs().to_string()))).into_response())
}

pub(super) async fn second_factor(
    half: HalfSignedIn,
    method: Method,
    typed: &str,
    remember: bool,
    back: &str,
) -> Reply {
    let HalfSignedIn { mut guest, sign_in } = half;
    if let Some(elsewhere) = not_at(&sign_in, Step::SecondFactor) {
        return elsewhere;
    }
    let (app, brought) = (guest.app(), guest.brought(remember));
    let answered = app.second_factor(&mut guest.visit, &sign_in, method, typed, brought).await?;
    if let Answered::Refused(_) = answered {
        return go(back, []);
    }
    follow(&guest, answered, Step::SecondFactor)
}

/// What else this person can give as the second step, in the one order.
pub(super) fn ways(guest: &Guest, at: &AtThePasscode, but: FactorKind) -> Vec<Way> {
    let words = &guest.words;
    let codes = (at.codes_left > 0 || at.code_issued).then_some(FactorKind::RecoveryCode);
    let others = at.methods.iter().chain(codes).filter(|kind| *kind != but);
    let way = |kind| match kind {
        FactorKind::Passkey => Some(Way::to("/signin/passkey", words.say("passkey-use"))),
        FactorKind::Totp => {
            Some(Way::to("/signin/passcode?way=app", words.say("recovery-code-use-passcode")))
        }
        FactorKind::SmsCode => Some(Way::sending("/signin/sms-code/send", words.say("sms-code-use"))),
        FactorKind::EmailCode => Some(Way::sending("/signin/email-code/send", words.say("email-code-use"))),
        FactorKind::RecoveryCode => {
            Some(Way::to("/signin/recovery-code", words.say("passcode-use-recovery-code")))
        }
        FactorKind::Password => None,
    };
    let lost = Way::to("/signin/locked-out", words.say("locked-out-link"));
    others.filter_map(way).chain([lost]).collect()
}

/// The page of a way to give the second step.
pub(super) fn path_of_way(kind: FactorKind) -> &'static str {
    match kind {
        FactorKind::Passkey => "/signin/passkey",
        FactorKind::SmsCode => "/signin/sms-code",
        FactorKind::EmailCode => "/signin/email-code",
        FactorKind::RecoveryCode => "/signin/recovery-code",
        FactorKind::Totp | FactorKind::Password => "/signin/passcode?way=app",
    }
}

pub(super) async fn sign_in_page(
    guest: &Guest,
    email: String,
    then: String,
    troubles: Troubles,
) -> Result<SignIn, Problem> {
    let may_register = guest.app().is_registration_open(&guest.visit).await?;
    let passkeys = guest.app().takes_passkeys_alone(&guest.visit).await?;
    Ok(SignIn { shell: guest.shell(), email, then, may_register, passkeys, troubles })
}

/// Goes where an answer at `step` leads.
pub(super) fn follow(guest: &Guest, answered: Answered, step: Step) -> Reply {
    match answered {
        Answered::Go(step, token) => go(path_of(step), [Jar::SignIn.set(&token)]),
        Answered::Refused(_) => go(path_of(step), []),
        Answered::SignedIn(SignedIn { session, browser, device, return_path }) => {
            let home = guest.app().settings().home.clone();
            let to = if is_local_path(&return_path) { return_path } else { home };
            let cookies = [
                Jar::Session.set(&session),
                Jar::Browser.set(&browser),
                Jar::SignIn.remove(),
                Jar::Form.remove(),
            ];
            go(&to, cookies.into_iter().chain(device.map(|device| Jar::Device.set(&device))))
        }
        Answered::Restricted(token) => {
            let gone =
                [Jar::SignIn.remove(), Jar::Session.remove(), Jar::Device.remove(), Jar::Form.remove()];
            go("/recover", gone.into_iter().chain([Jar::Recovery.set(&token)]))
        }
        Answered::Slowed { until } => {
            let page = Slowed { shell: guest.shell(), wait: Some(wait(guest, until)) };
            reply::page_with_status(guest, StatusCode::TOO_MANY_REQUESTS, &page)
        }
        Answered::Closed => {
            let page = Slowed { shell: guest.shell(), wait: None };
            reply::page_with_status(guest, StatusCode::TOO_MANY_REQUESTS, &page)
        }
        Answered::Over(why) => {
            let because = match why {
                Refused::TooOld => {
                    let page = TooOld { shell: guest.shell() };
                    let mut response = reply::page_with_status(guest, StatusCode::GONE, &page)?;
                    cookies::add(response.headers_mut(), [Jar::SignIn.remove()]);
                    return Ok(response);
                }
                Refused::NotActive => Because::NotActive,
                Refused::Factor(_) | Refused::Stale | Refused::OutOfTurn => Because::Changed,
            };
            reply::sign_in_again(because, [Jar::SignIn.remove()])
        }
    }
}

/// The way to the page that a sign-in waits at, when it is not this one.
pub(super) fn not_at(sign_in: &HalfDone, step: Step) -> Option<Reply> {
    (sign_in.step() != step).then(|| go(path_of(sign_in.step()), []))
}

/// What the last refusal of a half-done sign-in says.
pub(super) fn troubles(guest: &Guest, sign_in: &HalfDone, field: &'static str) -> Troubles {
    sign_in.refused().map_or(Troubles::NONE, |why| Troubles::one(field, refused(guest, why)))
}

/// When tries are looked at again, as a sentence.
pub(super) fn slowed(guest: &Guest, until: Time) -> String {
    trouble::slowed(&guest.words, seconds_until(guest, until))
}

fn wait(guest: &Guest, until: Time) -> String {
    guest.words.duration(seconds_until(guest, until))
}

fn seconds_until(guest: &Guest, until: Time) -> u64 {
    until.since(guest.visit.moment.now()).as_millis().div_ceil(1_000).try_into().unwrap_or(u64::MAX)
}

pub(super) fn refused(guest: &Guest, why: &Refused) -> String {
    match why {
        Refused::Factor(refusal) => trouble::refusal(&guest.words, refusal),
        Refused::TooOld => Because::TooOld.text(&guest.words),
        Refused::Stale | Refused::OutOfTurn => Because::Changed.text(&guest.words),
        Refused::NotActive => Because::NotActive.text(&guest.words),
    }
}

fn path_of(step: Step) -> &'static str {
    match step {
        Step::SecondFactor => "/signin/passcode",
        Step::Enrol => "/signin/enrol",
        Step::SaveCodes => "/signin/recovery-codes",
    }
}

fn then(guest: &Guest) -> String {
    Some(guest.query.text("then")).filter(|path| is_local_path(path)).unwrap_or_default().to_owned()
}
