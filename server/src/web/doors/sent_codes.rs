//! Passcodes that are sent: having one sent, and typing it, at the door, to set the method up, and for a fresh proof. Going to a
//! page sends nothing: a form does, so that neither Back nor a reload has another sent.

use axum::http::StatusCode;
use doorward_core::enrolment::BoundTo;
use doorward_core::factor::Channel;
use doorward_core::factor::sent_code::Purpose as CodePurpose;
use doorward_core::phone::Phone;
use doorward_core::session::Guarded;
use doorward_core::signin::Refused;
use doorward_core::tenant::is_local_path;
use doorward_core::user::User;

use crate::flows::{Answered, Confirmed, Enrolled, Method, Sent, SignIn, Step};
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::{Guest, HalfSignedIn, Member};
use crate::web::notice::{Because, Done, Purpose};
use crate::web::pages::sent_codes::{SentPasscode, SetUpSentCode};
use crate::web::problem::{Problem, escaped};
use crate::web::reply::{self, Reply, go};
use crate::web::shell::{Shell, Troubles};
use crate::web::trouble;

use super::confirm::guarded;
use super::enrol::{ENROL, ways_to_set_up};
use super::sending::{not_sent, on_its_way, refused};
use super::signin;

/// The paths of a channel's doors.
struct Paths {
    prove: &'static str,
    enrol: &'static str,
    add: &'static str,
}

/// `GET /signin/email-code`, `GET /signin/sms-code`
pub(super) async fn show(half: HalfSignedIn, channel: Channel) -> Reply {
    let HalfSignedIn { guest, sign_in } = half;
    if let Some(elsewhere) = signin::not_at(&sign_in, Step::SecondFactor) {
        return elsewhere;
    }
    let app = guest.app();
    let at = app.at_the_passcode(&guest.visit, &sign_in).await?;
    if !at.methods.contains(channel.kind()) {
        return go(signin::path_of_way(at.first), []);
    }
    let user = app.half_signed_in_person(&guest.visit, &sign_in).await?;
    let standing =
        app.code_standing(&guest.visit, &user, sign_in.bound_to(), channel, CodePurpose::Prove).await?;
    let action = paths(channel).prove;
    let page = SentPasscode {
        shell: guest.shell(),
        channel,
        action,
        on_its_way: on_its_way(&guest, channel, &standing, format!("{action}/send")),
        ways: signin::ways(&guest, &at, channel.kind()),
        remember_days: at.remember_days,
        remember: guest.query.text("remember") != "no",
        troubles: troubles(&guest, &sign_in),
    };
    reply::page(&guest, &page)
}

/// `POST /signin/email-code`, `POST /signin/sms-code`
pub(super) async fn prove(half: HalfSignedIn, form: Form, channel: Channel) -> Reply {
    let (remember, offered) = (form.ticked("remember"), form.ticked("remember_offered"));
    let path = paths(channel).prove;
    // Who took the tick away and mistyped does not find it there again.
    let back = if offered && !remember { format!("{path}?remember=no") } else { path.to_owned() };
    signin::second_factor(half, Method::SentCode(channel), form.text("passcode"), remember, &back).await
}

/// `POST /signin/email-code/send`, `POST /signin/sms-code/send`
pub(super) async fn send(half: HalfSignedIn, _: Form, channel: Channel) -> Reply {
    let HalfSignedIn { mut guest, sign_in } = half;
    if let Some(elsewhere) = signin::not_at(&sign_in, Step::SecondFactor) {
        return elsewhere;
    }
    let app = guest.app();
    match app.send_code_at_sign_in(&mut guest.visit, &sign_in, channel).await? {
        Sent::NotAWay => go("/signin/passcode", []),
        // The page says what became of it, also when none was sent.
        Sent::Yes | Sent::NotYet { .. } | Sent::HeldBack(_) | Sent::OtherCountry => {
            go(paths(channel).prove, [])
        }
    }
}

/// `GET /signin/enrol/email-code`, `GET /signin/enrol/sms-code`
pub(super) async fn show_enrol(half: HalfSignedIn, channel: Channel) -> Reply {
    let HalfSignedIn { guest, sign_in } = half;
    if let Some(elsewhere) = signin::not_at(&sign_in, Step::Enrol) {
        return elsewhere;
    }
    let troubles = troubles(&guest, &sign_in);
    enrol_page(&guest, &sign_in, channel, String::new(), troubles, StatusCode::OK).await
}

/// `POST /signin/enrol/email-code/send`, `POST /signin/enrol/sms-code/send`
pub(super) async fn send_enrol(half: HalfSignedIn, form: Form, channel: Channel) -> Reply {
    let HalfSignedIn { mut guest, sign_in } = half;
    if let Some(elsewhere) = signin::not_at(&sign_in, Step::Enrol) {
        return elsewhere;
    }
    let app = guest.app();
    let typed = form.text("number").to_owned();
    let number = match number(&guest, channel, &typed) {
        Ok(number) => number,
        Err(troubles) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return enrol_page(&guest, &sign_in, channel, typed, troubles, status).await;
        }
    };
    let sent = app.send_code_to_enrol(&mut guest.visit, &sign_in, channel, number.as_ref()).await?;
    match not_sent(&guest, sent) {
        Some((status, text)) => {
            let troubles = Troubles::one(field(channel), text);
            enrol_page(&guest, &sign_in, channel, typed, troubles, status).await
        }
        None => go(paths(channel).enrol, []),
    }
}

/// `POST /signin/enrol/email-code`, `POST /signin/enrol/sms-code`
pub(super) async fn enrol(half: HalfSignedIn, form: Form, channel: Channel) -> Reply {
    let HalfSignedIn { mut guest, sign_in } = half;
    if let Some(elsewhere) = signin::not_at(&sign_in, Step::Enrol) {
        return elsewhere;
    }
    let (app, typed) = (guest.app(), form.text("passcode"));
    match app.enrol_code_at_sign_in(&mut guest.visit, &sign_in, channel, typed).await? {
        Answered::Refused(_) => go(paths(channel).enrol, []),
        answered => signin::follow(&guest, answered, Step::Enrol),
    }
}

/// `GET /security/email-code`, `GET /security/sms-code`
pub(super) async fn show_add(member: Member, channel: Channel) -> Reply {
    let here = paths(channel).add;
    if let Err(elsewhere) = guarded(&member, Guarded::OwnSecurity, Purpose::Authenticator, here).await? {
        return elsewhere;
    }
    add_page(&member, channel, String::new(), Troubles::NONE, StatusCode::OK).await
}

/// `POST /security/email-code/send`, `POST /security/sms-code/send`
pub(super) async fn send_add(mut member: Member, form: Form, channel: Channel) -> Reply {
    let here = paths(channel).add;
    let by = match guarded(&member, Guarded::OwnSecurity, Purpose::Authenticator, here).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let (app, session) = (member.guest.app(), member.session.clone());
    let typed = form.text("number").to_owned();
    let number = match number(&member.guest, channel, &typed) {
        Ok(number) => number,
        Err(troubles) => {
            return add_page(&member, channel, typed, troubles, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let sent = app.send_code_to_add(&mut member.guest.visit, &session, by, channel, number.as_ref()).await?;
    match not_sent(&member.guest, sent) {
        Some((status, text)) => {
            add_page(&member, channel, typed, Troubles::one(field(channel), text), status).await
        }
        None => go(here, []),
    }
}

/// `POST /security/email-code`, `POST /security/sms-code`
pub(super) async fn add(mut member: Member, form: Form, channel: Channel) -> Reply {
    let here = paths(channel).add;
    let by = match guarded(&member, Guarded::OwnSecurity, Purpose::Authenticator, here).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let (app, session) = (member.guest.app(), member.session.clone());
    let typed = form.text("passcode");
    let (status, text) =
        match app.add_code_receiver(&mut member.guest.visit, &session, by, channel, typed).await? {
            Ok(Enrolled::Done { token, with_codes: true }) => {
                return go("/security/recovery-codes/save", reply::session_cookie(&token));
            }
            Ok(Enrolled::Done { token, with_codes: false }) => {
                return reply::done("/security", Done::FactorAdded, reply::session_cookie(&token));
            }
            Ok(Enrolled::Ended) | Err(Confirmed::Ended) => {
                return reply::sign_in_again(Because::Ended, [Jar::Session.remove()]);
            }
            Ok(Enrolled::Refused(refusal)) | Err(Confirmed::Refused(refusal)) => {
                (StatusCode::UNPROCESSABLE_ENTITY, refused(&member.guest.words, &refusal))
            }
            Err(Confirmed::Slowed { until }) => {
                (StatusCode::TOO_MANY_REQUESTS, signin::slowed(&member.guest, until))
            }
            Err(Confirmed::Closed | Confirmed::Yes(_)) => {
                (StatusCode::TOO_MANY_REQUESTS, member.guest.words.say("closed-text"))
            }
        };
    add_page(&member, channel, String::new(), Troubles::one("passcode", text), status).await
}

/// `POST /confirm/email-code/send`, `POST /confirm/sms-code/send`
pub(super) async fn send_confirm(mut member: Member, form: Form, channel: Channel) -> Reply {
    let then = Some(form.text("then")).filter(|path| is_local_path(path)).unwrap_or_default().to_owned();
    let purpose = Purpose::from_key(member.guest.query.text("for")).map(Purpose::key).unwrap_or_default();
    let (app, session) = (member.guest.app(), member.session.clone());
    app.send_code_to_confirm(&mut member.guest.visit, &session, channel).await?;
    go(&format!("/confirm?for={purpose}&then={}&way={}", escaped(&then), channel.key()), [])
}

/// What the last refusal of a half-done sign-in says.
fn troubles(guest: &Guest, sign_in: &SignIn) -> Troubles {
    match sign_in.refused() {
        Some(Refused::Factor(refusal)) => Troubles::one("passcode", refused(&guest.words, refusal)),
        _ => signin::troubles(guest, sign_in, "passcode"),
    }
}

async fn enrol_page(
    guest: &Guest,
    sign_in: &SignIn,
    channel: Channel,
    number: String,
    troubles: Troubles,
    status: StatusCode,
) -> Reply {
    let app = guest.app();
    let at = app.at_the_passcode(&guest.visit, sign_in).await?;
    if !at.counting.contains(channel.kind()) {
        return go("/signin/enrol", []);
    }
    let user = app.half_signed_in_person(&guest.visit, sign_in).await?;
    let set_up = SetUp { shell: guest.shell(), channel, number, troubles, required: true };
    let mut page = set_up_page(guest, set_up, &user, sign_in.bound_to(), paths(channel).enrol).await?;
    page.ways = ways_to_set_up(guest, ENROL, at.counting, channel.kind());
    reply::page_with_status(guest, status, &page)
}

async fn add_page(
    member: &Member,
    channel: Channel,
    number: String,
    troubles: Troubles,
    status: StatusCode,
) -> Reply {
    if !member.session.policy.methods.count(channel.kind()) {
        return Err(Problem::status(StatusCode::NOT_FOUND));
    }
    let (user, here) = (&member.session.user, BoundTo::session(&member.session.id));
    let set_up = SetUp { shell: member.shell("security"), channel, number, troubles, required: false };
    let page = set_up_page(&member.guest, set_up, user, here, paths(channel).add).await?;
    reply::page_with_status(&member.guest, status, &page)
}

/// What a page that sets a mailbox or phone up is made of.
pub(super) struct SetUp {
    pub(super) shell: Shell,
    pub(super) channel: Channel,
    pub(super) number: String,
    pub(super) troubles: Troubles,
    pub(super) required: bool,
}

pub(super) async fn set_up_page(
    guest: &Guest,
    set_up: SetUp,
    user: &User,
    bound_to: BoundTo,
    action: &'static str,
) -> Result<SetUpSentCode, Problem> {
    let SetUp { shell, channel, number, troubles, required } = set_up;
    let standing =
        guest.app().code_standing(&guest.visit, user, bound_to, channel, CodePurpose::SetUp).await?;
    Ok(SetUpSentCode {
        shell,
        channel,
        action,
        email: user.email.to_string(),
        number,
        on_its_way: on_its_way(guest, channel, &standing, format!("{action}/send")),
        required,
        ways: Vec::new(),
        troubles,
    })
}

/// The number that was typed, where the channel needs one.
pub(super) fn number(guest: &Guest, channel: Channel, typed: &str) -> Result<Option<Phone>, Troubles> {
    match channel {
        Channel::Email => Ok(None),
        Channel::Sms => Phone::parse(typed)
            .map(Some)
            .map_err(|problem| Troubles::one("number", trouble::not_a_phone(&guest.words, problem))),
    }
}

/// The field that a refusal to send stands at.
pub(super) fn field(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "passcode",
        Channel::Sms => "number",
    }
}

fn paths(channel: Channel) -> Paths {
    match channel {
        Channel::Email => Paths {
            prove: "/signin/email-code",
            enrol: "/signin/enrol/email-code",
            add: "/security/email-code",
        },
        Channel::Sms => {
            Paths { prove: "/signin/sms-code", enrol: "/signin/enrol/sms-code", add: "/security/sms-code" }
        }
    }
}
