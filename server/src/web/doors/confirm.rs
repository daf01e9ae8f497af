//! Step-up: a fresh proof before something that matters.

use axum::http::StatusCode;
use doorward_core::session::{Guarded, MissingProof, SteppedUp};
use doorward_core::tenant::is_local_path;

use crate::flows::{Confirmed, Method};
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::Member;
use crate::web::notice::{Because, Done, Purpose};
use crate::web::pages::confirm::{Asks, Confirm};
use crate::web::problem::{Problem, escaped};
use crate::web::reply::{self, Reply, go};
use crate::web::shell::Troubles;
use crate::web::trouble;

use super::signin;

/// `GET /confirm`
pub(super) async fn show(member: Member) -> Reply {
    let by_code = member.guest.query.text("way") == "recovery-code";
    let then = then(&member, member.guest.query.text("then"));
    let purpose = Purpose::from_key(member.guest.query.text("for"));
    let page = confirm(&member, purpose, then, by_code, Troubles::NONE).await?;
    reply::page(&member.guest, &page)
}

/// `POST /confirm`
pub(super) async fn prove(mut member: Member, form: Form) -> Reply {
    let (app, session) = (member.guest.app(), member.session.clone());
    let purpose = Purpose::from_key(member.guest.query.text("for"));
    let then = then(&member, form.text("then"));
    let has_second_factor = app.has_second_factor(&member.guest.visit, &session).await?;
    let (field, confirmed) = if !has_second_factor {
        let browser = member.guest.token(Jar::Browser);
        (
            "password",
            app.confirm_password(
                &mut member.guest.visit,
                &session,
                form.secret("password"),
                browser.as_ref(),
            )
            .await?,
        )
    } else if form.text("recovery_code").is_empty() {
        (
            "passcode",
            app.confirm_second_factor(
                &mut member.guest.visit,
                &session,
                Method::Passcode,
                form.text("passcode"),
            )
            .await?,
        )
    } else {
        let typed = form.text("recovery_code");
        (
            "recovery_code",
            app.confirm_second_factor(&mut member.guest.visit, &session, Method::RecoveryCode, typed).await?,
        )
    };
    let guest = &member.guest;
    let (status, text) = match confirmed {
        Confirmed::Yes(token) => return go(&then, reply::session_cookie(&token)),
        Confirmed::Ended => return reply::sign_in_again(Because::Ended, [Jar::Session.remove()]),
        Confirmed::Refused(refusal) => (StatusCode::UNAUTHORIZED, trouble::refusal(&guest.words, &refusal)),
        Confirmed::Slowed { until } => (StatusCode::TOO_MANY_REQUESTS, signin::slowed(guest, until)),
        Confirmed::Closed => (StatusCode::TOO_MANY_REQUESTS, guest.words.say("closed-text")),
    };
    let page = confirm(&member, purpose, then, field == "recovery_code", Troubles::one(field, text)).await?;
    reply::page_with_status(&member.guest, status, &page)
}

/// The proof for something that a step-up guards, or the way to where it is given; `back` is the page to come back to.
pub(super) async fn guarded(
    member: &Member,
    guarded: Guarded,
    purpose: Purpose,
    back: &str,
) -> Result<Result<SteppedUp, Reply>, Problem> {
    let (app, visit) = (member.guest.app(), &member.guest.visit);
    Ok(app.step_up(visit, &member.session, guarded).await?.map_err(|missing| match missing {
        MissingProof::SecondFactor | MissingProof::Password => {
            go(&format!("/confirm?for={}&then={}", purpose.key(), escaped(back)), [])
        }
        MissingProof::Enrolment => reply::done("/security", Done::SecondFactorFirst, []),
    }))
}

async fn confirm(
    member: &Member,
    purpose: Option<Purpose>,
    then: String,
    by_code: bool,
    troubles: Troubles,
) -> Result<Confirm, Problem> {
    let (app, visit, user) = (member.guest.app(), &member.guest.visit, &member.session.user);
    let has_second_factor = app.has_second_factor(visit, &member.session).await?;
    let has_codes = app.codes_left(visit, user.id).await?.is_some_and(|left| left > 0);
    let asks = match (has_second_factor, by_code && has_codes) {
        (false, _) => Asks::Password,
        (true, true) => Asks::RecoveryCode,
        (true, false) => Asks::Passcode,
    };
    let kind = purpose.map(Purpose::key).unwrap_or_default();
    let here = format!("/confirm?for={kind}&then={}", escaped(&then));
    let other_way_url = match asks {
        Asks::Passcode if has_codes => Some(format!("{here}&way=recovery-code")),
        Asks::RecoveryCode => Some(here),
        Asks::Passcode | Asks::Password => None,
    };
    Ok(Confirm {
        shell: member.shell("security"),
        purpose: purpose.map(|purpose| purpose.text(&member.guest.words)),
        asks,
        email: user.email.to_string(),
        action: format!("/confirm?for={kind}"),
        then,
        other_way_url,
        cancel_url: "/security".to_owned(),
        troubles,
    })
}

fn then(member: &Member, wanted: &str) -> String {
    if is_local_path(wanted) { wanted.to_owned() } else { member.guest.app().settings().home.clone() }
}
