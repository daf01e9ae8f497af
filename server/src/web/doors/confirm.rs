//! Step-up: a fresh proof before something that matters.

use axum::http::StatusCode;
use doorward_core::factor::FactorKind;
use doorward_core::session::{Guarded, MissingProof, SteppedUp};
use doorward_core::tenant::is_local_path;

use crate::flows::{Confirmed, Method};
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::Member;
use crate::web::notice::{Because, Done, Purpose};
use crate::web::pages::confirm::{Asks, Confirm};
use crate::web::pages::passkey::Way;
use crate::web::problem::{Problem, escaped};
use crate::web::reply::{self, Reply, go};
use crate::web::shell::Troubles;
use crate::web::trouble;

use super::signin;

/// `GET /confirm`
pub(super) async fn show(member: Member) -> Reply {
    let then = then(&member, member.guest.query.text("then"));
    let purpose = Purpose::from_key(member.guest.query.text("for"));
    let way = member.guest.query.text("way");
    let page = confirm(&member, purpose, then, way, Troubles::NONE).await?;
    reply::page(&member.guest, &page)
}

/// `POST /confirm`
pub(super) async fn prove(mut member: Member, form: Form) -> Reply {
    let (app, session) = (member.guest.app(), member.session.clone());
    let purpose = Purpose::from_key(member.guest.query.text("for"));
    let then = then(&member, form.text("then"));
    let has_second_factor = app.has_second_factor(&member.guest.visit, &session).await?;
    let (field, way, confirmed) = if !has_second_factor {
        let browser = member.guest.token(Jar::Browser);
        (
            "password",
            "",
            app.confirm_password(
                &mut member.guest.visit,
                &session,
                form.secret("password"),
                browser.as_ref(),
            )
            .await?,
        )
    } else if !form.text("answer").is_empty() {
        let sent = form.text("answer");
        (
            "passkey",
            "",
            app.confirm_second_factor(&mut member.guest.visit, &session, Method::Passkey, sent).await?,
        )
    } else if form.text("recovery_code").is_empty() {
        (
            "passcode",
            "app",
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
            "recovery-code",
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
    let page = confirm(&member, purpose, then, way, Troubles::one(field, text)).await?;
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
    way: &str,
    troubles: Troubles,
) -> Result<Confirm, Problem> {
    let (app, visit, user) = (member.guest.app(), &member.guest.visit, &member.session.user);
    let methods = app.methods_of(visit, &member.session).await?;
    let (has_passkey, has_app) = (methods.contains(FactorKind::Passkey), methods.contains(FactorKind::Totp));
    let has_codes = app.codes_left(visit, user.id).await?.is_some_and(|left| left > 0);
    let asks = match way {
        _ if methods.is_empty() => Asks::Password,
        "recovery-code" if has_codes => Asks::RecoveryCode,
        "app" if has_app => Asks::Passcode,
        _ if has_passkey => Asks::Passkey,
        _ => Asks::Passcode,
    };
    let kind = purpose.map(Purpose::key).unwrap_or_default();
    let here = format!("/confirm?for={kind}&then={}", escaped(&then));
    let other = |has: bool, other: Asks, way: &str, key: &str| {
        let offered = has && asks != other && asks != Asks::Password;
        offered.then(|| Way { url: format!("{here}&way={way}"), text: member.guest.words.say(key) })
    };
    let ways = [
        other(has_passkey, Asks::Passkey, "passkey", "passkey-use"),
        other(has_app, Asks::Passcode, "app", "recovery-code-use-passcode"),
        other(has_codes, Asks::RecoveryCode, "recovery-code", "passcode-use-recovery-code"),
    ];
    Ok(Confirm {
        shell: member.shell("security"),
        purpose: purpose.map(|purpose| purpose.text(&member.guest.words)),
        asks,
        email: user.email.to_string(),
        action: format!("/confirm?for={kind}"),
        then,
        ways: ways.into_iter().flatten().collect(),
        cancel_url: "/security".to_owned(),
        troubles,
    })
}

fn then(member: &Member, wanted: &str) -> String {
    if is_local_path(wanted) { wanted.to_owned() } else { member.guest.app().settings().home.clone() }
}
