//! Passkeys: their questions, as the second step, instead of a password, and in My security.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse as _;
use doorward_core::enrolment::BoundTo;
use doorward_core::factor::FactorKind;
use doorward_core::secret::Token;
use doorward_core::session::Guarded;
use doorward_core::tenant::is_local_path;

use crate::flows::{Answered, Enrolled, Method, SignIn, Step};
use crate::tell;
use crate::web::cookies::{self, Jar};
use crate::web::form::Form;
use crate::web::guard::{Guest, HalfSignedIn, Member};
use crate::web::notice::{Because, Done, Purpose};
use crate::web::pages::passkey::{Create, Prove};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply, go};
use crate::web::shell::{Shell, Troubles};
use crate::web::trouble;

use super::confirm::guarded;
use super::enrol::{ENROL, ways_to_set_up};
use super::signin;

const ADD: &str = "/security/passkey";

/// `POST /signin/passkey-alone/question`: whoever asks gets a cookie that the answer has to come with.
pub(super) async fn question_at_the_door(mut guest: Guest, _: Form) -> Reply {
    let cookie = Token::new(&mut guest.visit.moment);
    let app = guest.app();
    let mut response = question(app.ask_at_the_door(&mut guest.visit, &cookie).await?)?;
    cookies::add(response.headers_mut(), [Jar::Passkey.set(&cookie)]);
    Ok(response)
}

/// `GET /signin/passkey-alone`: whoever loads a refusal again.
pub(super) async fn to_the_door(_: Guest) -> Reply {
    go("/signin", [])
}

/// `POST /signin/passkey-alone`
pub(super) async fn alone(mut guest: Guest, form: Form) -> Reply {
    let then = Some(form.text("then")).filter(|path| is_local_path(path)).unwrap_or_default().to_owned();
    let (app, brought, cookie) = (guest.app(), guest.brought(false), guest.token(Jar::Passkey));
    let sent = form.text("answer");
    let answered =
        app.sign_in_by_passkey(&mut guest.visit, cookie.as_ref(), sent, brought, then.clone()).await?;
    let (status, text) = match answered {
        Answered::Refused(why) | Answered::Over(why) => {
            (StatusCode::UNAUTHORIZED, signin::refused(&guest, &why))
        }
        Answered::Slowed { until } => (StatusCode::TOO_MANY_REQUESTS, signin::slowed(&guest, until)),
        Answered::Closed => (StatusCode::TOO_MANY_REQUESTS, guest.words.say("closed-text")),
        answered => {
            // Whoever begins anew in a browser leaves the session that it had: it must not outlive its cookie.
            if let Some(session) = guest.session.take() {
                app.sign_out(&mut guest.visit, &session).await?;
            }
            let mut response = signin::follow(&guest, answered, Step::SecondFactor)?;
            cookies::add(response.headers_mut(), [Jar::Passkey.remove()]);
            return Ok(response);
        }
    };
    let page = signin::sign_in_page(&guest, String::new(), then, Troubles::one("passkey", text)).await?;
    reply::page_with_status(&guest, status, &page)
}

/// `GET /signin/passkey`
pub(super) async fn show(half: HalfSignedIn) -> Reply {
    let HalfSignedIn { guest, sign_in } = half;
    if let Some(elsewhere) = signin::not_at(&sign_in, Step::SecondFactor) {
        return elsewhere;
    }
    let at = guest.app().at_the_passcode(&guest.visit, &sign_in).await?;
    if !at.methods.contains(FactorKind::Passkey) {
        return go(signin::path_of_way(at.first), []);
    }
    let page = Prove {
        shell: guest.shell(),
        ways: signin::ways(&guest, &at, FactorKind::Passkey),
        remember_days: at.remember_days,
        remember: true,
        troubles: signin::troubles(&guest, &sign_in, "passkey"),
    };
    reply::page(&guest, &page)
}

/// `POST /signin/passkey/question`
pub(super) async fn question_at_sign_in(half: HalfSignedIn, _: Form) -> Reply {
    let HalfSignedIn { mut guest, sign_in } = half;
    waits_at(&sign_in, Step::SecondFactor)?;
    let app = guest.app();
    question(app.ask_for_passkey(&mut guest.visit, sign_in.user()?, sign_in.bound_to()).await?)
}

/// `POST /signin/passkey`
pub(super) async fn prove(half: HalfSignedIn, form: Form) -> Reply {
    let remember = form.ticked("remember");
    signin::second_factor(half, Method::Passkey, form.text("answer"), remember, "/signin/passkey").await
}

/// `GET /signin/enrol/passkey`
pub(super) async fn show_at_sign_in(half: HalfSignedIn) -> Reply {
    let HalfSignedIn { guest, sign_in } = half;
    if let Some(elsewhere) = signin::not_at(&sign_in, Step::Enrol) {
        return elsewhere;
    }
    let at = guest.app().at_the_passcode(&guest.visit, &sign_in).await?;
    let page = Create {
        shell: guest.shell(),
        action: "/signin/enrol/passkey",
        question: "/signin/enrol/passkey/question",
        required: true,
        ways: ways_to_set_up(&guest, ENROL, at.counting, FactorKind::Passkey),
        name: default_name(&guest),
        troubles: signin::troubles(&guest, &sign_in, "passkey"),
    };
    reply::page(&guest, &page)
}

/// `POST /signin/enrol/passkey/question`
pub(super) async fn question_to_enrol(half: HalfSignedIn, _: Form) -> Reply {
    let HalfSignedIn { mut guest, sign_in } = half;
    waits_at(&sign_in, Step::Enrol)?;
    let app = guest.app();
    let user = app.half_signed_in_person(&guest.visit, &sign_in).await?;
    question(app.ask_for_new_passkey(&mut guest.visit, &user, sign_in.bound_to()).await?)
}

/// `POST /signin/enrol/passkey`
pub(super) async fn enrol(half: HalfSignedIn, form: Form) -> Reply {
    let HalfSignedIn { mut guest, sign_in } = half;
    if let Some(elsewhere) = signin::not_at(&sign_in, Step::Enrol) {
        return elsewhere;
    }
    let (app, sent, name) = (guest.app(), form.text("answer"), form.text("name"));
    match app.enrol_passkey_at_sign_in(&mut guest.visit, &sign_in, sent, name).await? {
        Answered::Refused(_) => go("/signin/enrol/passkey", []),
        answered => signin::follow(&guest, answered, Step::Enrol),
    }
}

/// `GET /security/passkey`
pub(super) async fn show_add(member: Member) -> Reply {
    if let Err(elsewhere) = guarded(&member, Guarded::OwnSecurity, Purpose::Authenticator, ADD).await? {
        return elsewhere;
    }
    let page = add_page(member.shell("security"), default_name(&member.guest), Troubles::NONE);
    reply::page(&member.guest, &page)
}

/// `POST /security/passkey/question`
pub(super) async fn question_to_add(mut member: Member, _: Form) -> Reply {
    if guarded(&member, Guarded::OwnSecurity, Purpose::Authenticator, ADD).await?.is_err() {
        return Err(Problem::status(StatusCode::FORBIDDEN));
    }
    let (app, user, here) =
        (member.guest.app(), member.session.user.clone(), BoundTo::session(&member.session.id));
    question(app.ask_for_new_passkey(&mut member.guest.visit, &user, here).await?)
}

/// `POST /security/passkey`
pub(super) async fn add(mut member: Member, form: Form) -> Reply {
    let (app, session) = (member.guest.app(), member.session.clone());
    let by = match guarded(&member, Guarded::OwnSecurity, Purpose::Authenticator, ADD).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let (sent, name) = (form.text("answer"), form.text("name"));
    match app.add_passkey(&mut member.guest.visit, &session, by, sent, name).await? {
        Enrolled::Done { token, with_codes: true } => {
            go("/security/recovery-codes/save", reply::session_cookie(&token))
        }
        Enrolled::Done { token, with_codes: false } => {
            reply::done("/security", Done::FactorAdded, reply::session_cookie(&token))
        }
        Enrolled::Ended => reply::sign_in_again(Because::Ended, [Jar::Session.remove()]),
        Enrolled::Refused(refusal) => {
            let troubles = Troubles::one("passkey", trouble::refusal(&member.guest.words, &refusal));
            let page = add_page(member.shell("security"), name.to_owned(), troubles);
            reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `POST /confirm/question`
pub(super) async fn question_to_confirm(mut member: Member, _: Form) -> Reply {
    let (app, user, here) =
        (member.guest.app(), member.session.user.id, BoundTo::session(&member.session.id));
    question(app.ask_for_passkey(&mut member.guest.visit, user, here).await?)
}

pub(super) fn question(asked: Option<String>) -> Reply {
    let json = asked.ok_or(Problem::status(StatusCode::CONFLICT))?;
    Ok(([(CONTENT_TYPE, "application/json")], json).into_response())
}

fn waits_at(sign_in: &SignIn, step: Step) -> Result<(), Problem> {
    if sign_in.step() == step { Ok(()) } else { Err(Problem::status(StatusCode::CONFLICT)) }
}

fn add_page(shell: Shell, name: String, troubles: Troubles) -> Create {
    Create {
        shell,
        action: ADD,
        question: "/security/passkey/question",
        required: false,
        ways: Vec::new(),
        name,
        troubles,
    }
}

pub(super) fn default_name(guest: &Guest) -> String {
    let browser = tell::browser(&guest.words, &guest.visit.caller.browser);
    guest.words.phrase("passkey-default-name").with("browser", browser).to_string()
}
