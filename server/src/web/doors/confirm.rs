//! Step-up: a fresh proof before something that matters.

use axum::http::StatusCode;
use doorward_core::enrolment::BoundTo;
use doorward_core::factor::sent_code::Purpose as CodePurpose;
use doorward_core::factor::{Channel, FactorKind};
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

use super::sending::{on_its_way, refused};
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
    let sent_by = Channel::from_key(form.text("sent_by"));
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
    } else if let Some(channel) = sent_by {
        let (method, typed) = (Method::SentCode(channel), form.text("passcode"));
        (
            "passcode",
            channel.key(),
            app.confirm_second_factor(&mut member.guest.visit, &session, method, typed).await?,
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
        Confirmed::Refused(refusal) if sent_by.is_some() => {
            (StatusCode::UNAUTHORIZED, refused(&guest.words, &refusal))
        }
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
    let has_codes = app.codes_left(visit, user.id).await?.is_some_and(|left| left > 0);
    let has = |kind: &FactorKind| match kind {
        FactorKind::RecoveryCode => has_codes,
        kind => methods.contains(*kind),
    };
    let wanted = ASKED_BY.into_iter().find(|(name, kind, ..)| *name == way && has(kind));
    let first = ASKED_BY.into_iter().find(|(_, kind, ..)| methods.contains(*kind));
    let asks = wanted.or(first).map_or(Asks::Password, |(.., asks)| asks);
    let kind = purpose.map(Purpose::key).unwrap_or_default();
    let here = format!("/confirm?for={kind}&then={}", escaped(&then));
    let others = ASKED_BY.into_iter().filter(|(_, kind, _, other)| has(kind) && asks != *other);
    let ways = others
        .filter(|_| asks != Asks::Password)
        .map(|(name, _, key, _)| Way::to(&format!("{here}&way={name}"), member.guest.words.say(key)));
    let on_its_way = match asks {
        Asks::SentCode(channel) => {
            let bound_to = BoundTo::session(&member.session.id);
            let standing = app.code_standing(visit, user, bound_to, channel, CodePurpose::Prove).await?;
            let send = format!("/confirm/{}/send?for={kind}", path(channel));
            Some(on_its_way(&member.guest, channel, &standing, send))
        }
        Asks::Passkey | Asks::Passcode | Asks::RecoveryCode | Asks::Password => None,
    };
    Ok(Confirm {
        shell: member.shell("security"),
        purpose: purpose.map(|purpose| purpose.text(&member.guest.words)),
        asks,
        email: user.email.to_string(),
        action: format!("/confirm?for={kind}"),
        then,
        ways: ways.collect(),
        on_its_way,
        cancel_url: "/security".to_owned(),
        troubles,
    })
}

/// The ways to prove it, in the one order: as addresses have them, what the person needs for it, what it is called, and what the
/// page asks then.
const ASKED_BY: [(&str, FactorKind, &str, Asks); 5] = [
    ("passkey", FactorKind::Passkey, "passkey-use", Asks::Passkey),
    ("app", FactorKind::Totp, "recovery-code-use-passcode", Asks::Passcode),
    ("sms", FactorKind::SmsCode, "sms-code-use", Asks::SentCode(Channel::Sms)),
    ("email", FactorKind::EmailCode, "email-code-use", Asks::SentCode(Channel::Email)),
    ("recovery-code", FactorKind::RecoveryCode, "passcode-use-recovery-code", Asks::RecoveryCode),
];

fn path(channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => "sms-code",
        Channel::Email => "email-code",
    }
}

fn then(member: &Member, wanted: &str) -> String {
    if is_local_path(wanted) { wanted.to_owned() } else { member.guest.app().settings().home.clone() }
}
