//! My security: what a person has, and changing it.

use axum::http::StatusCode;
use doorward_core::factor::passkey::Sort;
use doorward_core::factor::{Channel, FactorKind};
use doorward_core::id::{DeviceId, SessionId};
use doorward_core::phone::Phone;
use doorward_core::policy::Requirement;
use doorward_core::session::Guarded;
use doorward_core::signin::PersonFacts;

use crate::flows::view::{CodeReceiver, StoredAuthenticator, StoredPasskey};
use crate::flows::{Ending, FEW_CODES, PasswordChanged, TurnedOff};
use crate::tell;
use crate::web::activity::activities;
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::{Frame, Member};
use crate::web::notice::{Because, Done, Purpose};
use crate::web::pages::security::{
    ChangePassword, DeviceRow, EndAll, EndOthers, Method, MySecurity, NewCodes, SessionRow, TurnOff,
};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply, go};
use crate::web::shell::{Troubles, When};
use crate::web::trouble;

use super::confirm::guarded;
use super::signin;

/// So many things that happened are told.
const RECENT: usize = 10;

/// `GET /security`
pub(super) async fn show(member: Member) -> Reply {
    let guest = &member.guest;
    let found = guest.app().my_security(&guest.visit, &member.session).await?;
    let wanted = guest.app().proof_wanted(&guest.visit, &member.session).await?;
    let asked_by = wanted.map(|wanted| wanted.asked_by.name);
    reply::page(guest, &my_security(&member, found, asked_by))
}

/// `GET /security/password`
pub(super) async fn show_password(member: Member) -> Reply {
    if let Err(elsewhere) =
        guarded(&member, Guarded::OwnSecurity, Purpose::Password, "/security/password").await?
    {
        return elsewhere;
    }
    let page = change(&member, Troubles::NONE).await?;
    reply::page(&member.guest, &page)
}

/// `POST /security/password`
pub(super) async fn change_password(mut member: Member, form: Form) -> Reply {
    let (app, session) = (member.guest.app(), member.session.clone());
    let by = match guarded(&member, Guarded::OwnSecurity, Purpose::Password, "/security/password").await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let browser = member.guest.token(Jar::Browser);
    let (old, new) = (form.secret("password"), form.secret("new_password"));
    let changed =
        app.change_password(&mut member.guest.visit, &session, by, old, new, browser.as_ref()).await?;
    let guest = &member.guest;
    let (status, field, text) = match changed {
        PasswordChanged::Yes(token) => {
            return reply::done("/security", Done::PasswordChanged, reply::session_cookie(&token));
        }
        PasswordChanged::Ended => return reply::sign_in_again(Because::Ended, [Jar::Session.remove()]),
        PasswordChanged::WrongOld => {
            (StatusCode::UNPROCESSABLE_ENTITY, "password", guest.words.say("trouble-old-password-wrong"))
        }
        PasswordChanged::Unfit(unfit) => {
            (StatusCode::UNPROCESSABLE_ENTITY, "new_password", trouble::unfit(&guest.words, &unfit))
        }
        PasswordChanged::Slowed { until } => {
            (StatusCode::TOO_MANY_REQUESTS, "password", signin::slowed(guest, until))
        }
    };
    let page = change(&member, Troubles::one(field, text)).await?;
    reply::page_with_status(&member.guest, status, &page)
}

/// `GET /security/turn-off`
pub(super) async fn show_turn_off(member: Member) -> Reply {
    if let Err(elsewhere) =
        guarded(&member, Guarded::OwnSecurity, Purpose::TurnOff, "/security/turn-off").await?
    {
        return elsewhere;
    }
    reply::page(&member.guest, &TurnOff { shell: member.shell("security") })
}

/// `POST /security/turn-off`
pub(super) async fn turn_off(mut member: Member, _: Form) -> Reply {
    let (app, session) = (member.guest.app(), member.session.clone());
    let by = match guarded(&member, Guarded::OwnSecurity, Purpose::TurnOff, "/security/turn-off").await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    match app.turn_second_factor_off(&mut member.guest.visit, &session, by).await? {
        TurnedOff::Yes(token) => {
            reply::done("/security", Done::SecondFactorOff, reply::session_cookie(&token))
        }
        TurnedOff::Ended => reply::sign_in_again(Because::Ended, [Jar::Session.remove()]),
        TurnedOff::Required => reply::done("/security", Done::Required, []),
        TurnedOff::PasswordTooShort { .. } => {
            reply::done("/security/password", Done::LongerPasswordFirst, [])
        }
    }
}

/// `GET /security/recovery-codes`
pub(super) async fn show_new_codes(member: Member) -> Reply {
    if let Err(elsewhere) =
        guarded(&member, Guarded::OwnSecurity, Purpose::RecoveryCodes, "/security/recovery-codes").await?
    {
        return elsewhere;
    }
    let left = member.guest.app().codes_left(&member.guest.visit, member.session.user.id).await?;
    reply::page(&member.guest, &NewCodes { shell: member.shell("security"), left: left.unwrap_or(0) })
}

/// `POST /security/recovery-codes`
pub(super) async fn new_codes(mut member: Member, _: Form) -> Reply {
    let (app, session) = (member.guest.app(), member.session.clone());
    let by = match guarded(&member, Guarded::OwnSecurity, Purpose::RecoveryCodes, "/security/recovery-codes")
        .await?
    {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let made = app.replace_recovery_codes(&mut member.guest.visit, &session, by).await?;
    if made {
        go("/security/recovery-codes/save", [])
    } else {
        reply::done("/security", Done::SecondFactorFirst, [])
    }
}

/// `POST /security/sessions/end`
pub(super) async fn end_session(mut member: Member, form: Form) -> Reply {
    let Ok(id) = form.text("session").parse::<SessionId>() else {
        return Err(Problem::status(StatusCode::NOT_FOUND));
    };
    let (app, session) = (member.guest.app(), member.session.clone());
    if id == session.id {
        app.sign_out(&mut member.guest.visit, &session).await?;
        return go("/signed-out", [Jar::Session.remove(), Jar::Form.remove()]);
    }
    match app.end_own_sessions(&mut member.guest.visit, &session, Ending::One(id)).await? {
        true => reply::done("/security", Done::SessionEnded, []),
        false => Err(Problem::status(StatusCode::NOT_FOUND)),
    }
}

/// `POST /security/devices/end`
pub(super) async fn end_device(mut member: Member, form: Form) -> Reply {
    let id = device_of(&form)?;
    let (app, session) = (member.guest.app(), member.session.clone());
    match app.end_own_sessions(&mut member.guest.visit, &session, Ending::Device(id)).await? {
        true => reply::done("/security", Done::DeviceForgotten, []),
        false => Err(Problem::status(StatusCode::NOT_FOUND)),
    }
}

/// `POST /security/devices/rename`
pub(super) async fn rename_device(member: Member, form: Form) -> Reply {
    let id = device_of(&form)?;
    let app = member.guest.app();
    match app.rename_device(&member.guest.visit, &member.session, id, form.text("name")).await? {
        true => reply::done("/security", Done::Renamed, []),
        false => Err(Problem::status(StatusCode::NOT_FOUND)),
    }
}

/// The device that a form names.
pub(super) fn device_of(form: &Form) -> Result<DeviceId, Problem> {
    form.text("device").parse().map_err(|_| Problem::status(StatusCode::NOT_FOUND))
}

/// `GET /security/sessions/end-others`
pub(super) async fn show_end_others(member: Member) -> Reply {
    let found = member.guest.app().my_security(&member.guest.visit, &member.session).await?;
    let others = found.sessions.len().saturating_sub(1);
    reply::page(&member.guest, &EndOthers { shell: member.shell("security"), others })
}

/// `POST /security/sessions/end-others`
pub(super) async fn end_others(mut member: Member, _: Form) -> Reply {
    let (app, session) = (member.guest.app(), member.session.clone());
    match app.end_other_sessions(&mut member.guest.visit, &session).await? {
        Some(token) => reply::done("/security", Done::OthersEnded, reply::session_cookie(&token)),
        None => reply::sign_in_again(Because::Ended, [Jar::Session.remove()]),
    }
}

/// `GET /security/sessions/end-all`
pub(super) async fn show_end_all(member: Member) -> Reply {
    reply::page(&member.guest, &EndAll { shell: member.shell("security") })
}

/// `POST /security/sessions/end-all`
pub(super) async fn end_all(mut member: Member, _: Form) -> Reply {
    let (app, session) = (member.guest.app(), member.session.clone());
    match app.end_own_sessions(&mut member.guest.visit, &session, Ending::All).await? {
        true => go("/signed-out", [Jar::Session.remove(), Jar::Form.remove()]),
        false => reply::sign_in_again(Because::Ended, [Jar::Session.remove()]),
    }
}

fn my_security(member: &Member, found: crate::flows::MySecurity, asked_by: Option<String>) -> MySecurity {
    let frame: &Frame = &member.guest;
    let current = found.sessions.iter().find(|row| row.id == member.session.id);
    let current_device = current.and_then(|row| row.device);
    let sessions =
        found.sessions.iter().map(|row| session_row(frame, row, Some(member.session.id))).collect();
    MySecurity {
        shell: member.shell("security"),
        asked_by,
        required: found.person.policy.requirement == Requirement::Required,
        methods: methods(frame, &found.passkeys, &found.authenticators, &found.receivers, &found.person),
        can_have_passkeys: frame.app().can_have_passkeys(&member.guest.visit),
        may_add: Channel::ALL.into_iter().filter(|channel| may_add(&found, *channel)).collect(),
        codes_left: found.codes_left,
        codes_low: found.codes_left.is_some_and(|left| left <= FEW_CODES),
        password_short: found.person.methods.is_empty() && !found.password_stands_alone,
        password_changed: When::at(found.password_changed_at.unwrap_or(member.guest.visit.moment.now())),
        devices: found.devices.iter().map(|row| device_row(frame, row, current_device)).collect(),
        sessions,
        email: member.session.user.email.to_string(),
        address_waiting: found.address_waiting.map(|(email, until)| (email.to_string(), When::at(until))),
        language: member.session.user.language.as_ref().map(ToString::to_string).unwrap_or_default(),
        recent: activities(&frame.words, &found.recent, found.person.user.id, RECENT),
    }
}

/// Whether the person may have passcodes sent by a channel: another number can take the place of the one before.
fn may_add(found: &crate::flows::MySecurity, channel: Channel) -> bool {
    let has = found.receivers.iter().any(|it| it.channel == channel);
    found.person.policy.methods.count(channel.kind()) && (!has || channel == Channel::Sms)
}

/// Methods as pages list them.
pub(super) fn methods(
    frame: &Frame,
    passkeys: &[StoredPasskey],
    authenticators: &[StoredAuthenticator],
    receivers: &[CodeReceiver],
    facts: &PersonFacts,
) -> Vec<Method> {
    let words = &frame.words;
    let first = facts.first_way();
    let method =
        |kind: FactorKind, id: String, name: &str, hint: Option<String>, added, last_used: Option<_>| {
            let called = tell::factors(words, &[kind]);
            Method {
                id,
                of: kind,
                name: if name.is_empty() { called.clone() } else { name.to_owned() },
                kind: hint.or_else(|| (!name.is_empty()).then_some(called)),
                asked_first: kind == first,
                added: When::at(added),
                last_used: last_used.map(When::at),
            }
        };
    let passkeys = passkeys.iter().map(|it| {
        let sort = words.say(match it.passkey.sort() {
            Sort::Synced => "passkey-synced",
            Sort::OneDevice => "passkey-one-device",
            Sort::SecurityKey => "passkey-security-key",
        });
        let id = it.passkey.id.to_string();
        method(FactorKind::Passkey, id, &it.name, Some(sort), it.added_at, it.last_used_at)
    });
    let authenticators = authenticators
        .iter()
        .map(|it| method(FactorKind::Totp, it.id.to_string(), &it.name, None, it.added_at, it.last_used_at));
    let receivers = receivers.iter().map(|it| {
        let to = match it.channel {
            Channel::Sms => Phone::parse(&it.number).map(|phone| phone.masked()).unwrap_or_default(),
            Channel::Email => facts.user.email.masked(),
        };
        method(it.channel.kind(), it.id.to_string(), "", Some(to), it.added_at, it.last_used_at)
    });
    passkeys.chain(authenticators).chain(receivers).collect()
}

/// A session as pages list it.
pub(super) fn session_row(
    frame: &Frame,
    row: &crate::flows::view::SessionRow,
    current: Option<SessionId>,
) -> SessionRow {
    SessionRow {
        id: row.id.to_string(),
        browser: tell::browser(&frame.words, &row.browser),
        address: row.address.clone(),
        signed_in: When::at(row.begun_at),
        last_seen: When::at(row.last_seen_at),
        factors: row.factors.clone(),
        current: current == Some(row.id),
        on_trusted_device: row.device.is_some(),
    }
}

/// A trusted device as pages list it.
pub(super) fn device_row(
    frame: &Frame,
    row: &crate::flows::view::DeviceRow,
    current: Option<DeviceId>,
) -> DeviceRow {
    let browser = tell::browser(&frame.words, &row.browser);
    DeviceRow {
        id: row.device.id.to_string(),
        browser: row.name.as_ref().map(|_| browser.clone()),
        name: row.name.clone().unwrap_or(browser),
        address: row.address.clone(),
        trusted: When::at(row.device.trusted_at),
        last_used: When::at(row.last_used_at),
        until: When::at(row.device.until),
        current: current == Some(row.device.id),
    }
}

async fn change(member: &Member, troubles: Troubles) -> Result<ChangePassword, Problem> {
    let found = member.guest.app().my_security(&member.guest.visit, &member.session).await?;
    let minimum = member.guest.app().minimum_password(&found.person, member.guest.visit.moment.now());
    let email = member.session.user.email.to_string();
    Ok(ChangePassword { shell: member.shell("security"), email, minimum, troubles })
}
