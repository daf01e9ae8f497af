//! Connecting an authenticator and saving recovery codes, at the door and in a session.

use axum::http::StatusCode;
use doorward_core::enrolment::BoundTo;
use doorward_core::factor::{FactorKind, Methods, Refusal};
use doorward_core::session::Guarded;
use doorward_core::user::User;

use crate::flows::{Connecting, Enrolled, Step};
use crate::tell;
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::{Guest, HalfSignedIn, Member};
use crate::web::notice::{Because, Done, Purpose};
use crate::web::pages::enrol::{Beside, Codes, Connect, picture};
use crate::web::pages::passkey::Way;
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply, go};
use crate::web::shell::{Shell, Troubles};
use crate::web::trouble::{self, Missing};

use super::confirm::guarded;
use super::signin;

/// Where a method is set up that a sign-in demands: an authenticator at this path, others below it.
pub(super) const ENROL: &str = "/signin/enrol";

/// `GET /signin/enrol`
pub(super) async fn show_at_sign_in(half: HalfSignedIn) -> Reply {
    let HalfSignedIn { guest, sign_in } = half;
    if let Some(elsewhere) = signin::not_at(&sign_in, Step::Enrol) {
        return elsewhere;
    }
    let at = guest.app().at_the_passcode(&guest.visit, &sign_in).await?;
    if !at.counting.contains(FactorKind::Totp) {
        return go("/signin/enrol/passkey", []);
    }
    let user = guest.app().half_signed_in_person(&guest.visit, &sign_in).await?;
    let Some(connecting) = guest.app().connecting(&guest.visit, &user, sign_in.bound_to()).await? else {
        return reply::sign_in_again(Because::TooOld, [Jar::SignIn.remove()]);
    };
    let troubles = signin::troubles(&guest, &sign_in, "passcode");
    let place = Place { ways: ways_to_set_up(&guest, ENROL, at.counting, FactorKind::Totp), ..at_sign_in() };
    let page = connect(guest.shell(), &connecting, place, troubles);
    reply::page(&guest, &page)
}

/// `POST /signin/enrol`
pub(super) async fn confirm_at_sign_in(half: HalfSignedIn, form: Form) -> Reply {
    let HalfSignedIn { mut guest, sign_in } = half;
    if let Some(elsewhere) = signin::not_at(&sign_in, Step::Enrol) {
        return elsewhere;
    }
    let app = guest.app();
    let answered = app.enrol_at_sign_in(&mut guest.visit, &sign_in, form.text("passcode")).await?;
    signin::follow(&guest, answered, Step::Enrol)
}

/// `GET /signin/recovery-codes`
pub(super) async fn codes_at_sign_in(half: HalfSignedIn) -> Reply {
    let HalfSignedIn { guest, sign_in } = half;
    if let Some(elsewhere) = signin::not_at(&sign_in, Step::SaveCodes) {
        return elsewhere;
    }
    let user = guest.app().half_signed_in_person(&guest.visit, &sign_in).await?;
    let codes = guest.app().codes_to_save(&guest.visit, user.id, sign_in.bound_to()).await?;
    let page = codes_page(&guest, guest.shell(), &user, codes.unwrap_or_default(), "/signin/recovery-codes");
    reply::page(&guest, &page)
}

/// `GET /signin/recovery-codes.txt`
pub(super) async fn codes_file_at_sign_in(half: HalfSignedIn) -> Reply {
    let HalfSignedIn { guest, sign_in } = half;
    let user = guest.app().half_signed_in_person(&guest.visit, &sign_in).await?;
    let codes = guest.app().codes_to_save(&guest.visit, user.id, sign_in.bound_to()).await?;
    codes_file(&guest, &user, codes)
}

/// `POST /signin/recovery-codes`
pub(super) async fn saved_at_sign_in(half: HalfSignedIn, form: Form) -> Reply {
    let HalfSignedIn { mut guest, sign_in } = half;
    if let Some(elsewhere) = signin::not_at(&sign_in, Step::SaveCodes) {
        return elsewhere;
    }
    if !form.ticked("saved") {
        return go("/signin/recovery-codes?unsaved=1", []);
    }
    let (app, brought) = (guest.app(), guest.brought(false));
    let answered = app.codes_saved_at_sign_in(&mut guest.visit, &sign_in, brought).await?;
    signin::follow(&guest, answered, Step::SaveCodes)
}

/// `POST /security/authenticator/begin`
pub(super) async fn begin(mut member: Member, _: Form) -> Reply {
    let (app, session) = (member.guest.app(), member.session.clone());
    let stepped_up = match guarded(&member, Guarded::OwnSecurity, Purpose::Authenticator, "/security").await?
    {
        Ok(stepped_up) => stepped_up,
        Err(elsewhere) => return elsewhere,
    };
    match app.begin_enrolment(&mut member.guest.visit, &session, stepped_up).await? {
        true => go("/security/authenticator", []),
        false => reply::done("/security", Done::EnoughAuthenticators, []),
    }
}

/// `GET /security/authenticator`
pub(super) async fn show(member: Member) -> Reply {
    let (guest, session) = (&member.guest, &member.session);
    let bound_to = BoundTo::session(&session.id);
    let Some(connecting) = guest.app().connecting(&guest.visit, &session.user, bound_to).await? else {
        return reply::done("/security", Done::EnrolmentTooOld, []);
    };
    let place = in_session(&member, false).await?;
    reply::page(guest, &connect(member.shell("security"), &connecting, place, Troubles::NONE))
}

/// `POST /security/authenticator`
pub(super) async fn confirm(mut member: Member, form: Form) -> Reply {
    let (app, session) = (member.guest.app(), member.session.clone());
    let stepped_up = match guarded(&member, Guarded::OwnSecurity, Purpose::Authenticator, "/security").await?
    {
        Ok(stepped_up) => stepped_up,
        Err(elsewhere) => return elsewhere,
    };
    let (typed, name, replaces) = (form.text("passcode"), form.text("name"), form.ticked("replaces"));
    match app.confirm_enrolment(&mut member.guest.visit, &session, stepped_up, typed, name, replaces).await? {
        Enrolled::Done { token, with_codes: true } => {
            go("/security/recovery-codes/save", reply::session_cookie(&token))
        }
        Enrolled::Done { token, with_codes: false } => {
            let done = if replaces { Done::Replaced } else { Done::FactorAdded };
            reply::done("/security", done, reply::session_cookie(&token))
        }
        Enrolled::Ended => reply::sign_in_again(Because::Ended, [Jar::Session.remove()]),
        Enrolled::Refused(Refusal::EnrolmentTooOld) => reply::done("/security", Done::EnrolmentTooOld, []),
        Enrolled::Refused(refusal) => {
            let guest = &member.guest;
            let bound_to = BoundTo::session(&session.id);
            let Some(connecting) = app.connecting(&guest.visit, &session.user, bound_to).await? else {
                return reply::done("/security", Done::EnrolmentTooOld, []);
            };
            let troubles = Troubles::one("passcode", trouble::refusal(&guest.words, &refusal));
            let place = Place { name: name.to_owned(), ..in_session(&member, replaces).await? };
            let page = connect(member.shell("security"), &connecting, place, troubles);
            reply::page_with_status(guest, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `GET /security/recovery-codes/save`
pub(super) async fn codes(member: Member) -> Reply {
    let guest = &member.guest;
    let bound_to = BoundTo::session(&member.session.id);
    let Some(codes) = guest.app().codes_to_save(&guest.visit, member.session.user.id, bound_to).await? else {
        return go("/security", []);
    };
    let user = &member.session.user;
    let page = codes_page(guest, member.shell("security"), user, codes, "/security/recovery-codes/save");
    reply::page(guest, &page)
}

/// `GET /security/recovery-codes/save.txt`
pub(super) async fn codes_in_file(member: Member) -> Reply {
    let (guest, user) = (&member.guest, &member.session.user);
    let bound_to = BoundTo::session(&member.session.id);
    let codes = guest.app().codes_to_save(&guest.visit, user.id, bound_to).await?;
    codes_file(guest, user, codes)
}

/// `POST /security/recovery-codes/save`
pub(super) async fn codes_saved(member: Member, form: Form) -> Reply {
    if !form.ticked("saved") {
        return go("/security/recovery-codes/save?unsaved=1", []);
    }
    member.guest.app().codes_saved(&member.guest.visit, &member.session).await?;
    reply::done("/security", Done::NewCodes, [])
}

/// What else can be set up below a path, of the methods that count, in the one order.
pub(super) fn ways_to_set_up(guest: &Guest, root: &str, counting: Methods, but: FactorKind) -> Vec<Way> {
    let words = &guest.words;
    let way = |kind| match kind {
        FactorKind::Passkey if guest.app().can_have_passkeys(&guest.visit) => {
            Some(Way::to(&format!("{root}/passkey"), words.say("passkey-create-instead")))
        }
        FactorKind::Totp => Some(Way::to(root, words.say("passkey-create-app"))),
        FactorKind::SmsCode => {
            Some(Way::to_number(&format!("{root}/sms-code/send"), words.say("set-up-sms-instead")))
        }
        FactorKind::EmailCode => {
            Some(Way::sending(&format!("{root}/email-code/send"), words.say("set-up-email-instead")))
        }
        FactorKind::Passkey | FactorKind::Password | FactorKind::RecoveryCode => None,
    };
    counting.iter().filter(|kind| *kind != but).filter_map(way).collect()
}

/// Where a page of this story sends its form, where its way out leads, and what else it asks.
struct Place {
    action: &'static str,
    cancel: &'static str,
    required: bool,
    ways: Vec<Way>,
    name: String,
    beside: Option<Beside>,
}

fn at_sign_in() -> Place {
    Place {
        action: "/signin/enrol",
        cancel: "/signin",
        required: true,
        ways: Vec::new(),
        name: String::new(),
        beside: None,
    }
}

async fn in_session(member: &Member, replaces: bool) -> Result<Place, Problem> {
    let found = member.guest.app().my_security(&member.guest.visit, &member.session).await?;
    let beside = (!found.authenticators.is_empty()).then_some(Beside { replaces });
    Ok(Place {
        action: "/security/authenticator",
        cancel: "/security",
        required: false,
        ways: Vec::new(),
        name: String::new(),
        beside,
    })
}

/// The page for a method that is set up at another door, where the sign-in goes on only after it.
pub(super) fn connect_here(
    shell: Shell,
    connecting: &Connecting,
    action: &'static str,
    ways: Vec<Way>,
    troubles: Troubles,
) -> Connect {
    connect(shell, connecting, Place { action, ways, ..at_sign_in() }, troubles)
}

fn connect(shell: Shell, connecting: &Connecting, place: Place, troubles: Troubles) -> Connect {
    let key = connecting.key.expose();
    let uri = connecting.uri.expose();
    Connect {
        shell,
        action: place.action.to_owned(),
        cancel_url: place.cancel.to_owned(),
        qr_svg: picture(uri),
        key_groups: key
            .as_bytes()
            .chunks(4)
            .map(|group| String::from_utf8_lossy(group).into_owned())
            .collect(),
        otpauth_uri: uri.clone(),
        account_label: connecting.label.clone(),
        required: place.required,
        ways: place.ways,
        name: place.name,
        beside: place.beside,
        troubles,
    }
}

pub(super) fn codes_page(
    guest: &Guest,
    shell: Shell,
    user: &User,
    codes: Vec<String>,
    action: &str,
) -> Codes {
    let unsaved = !guest.query.text("unsaved").is_empty();
    let troubles = match unsaved {
        true => Troubles::one("saved", trouble::missing(&guest.words, Missing::SavedTick)),
        false => Troubles::NONE,
    };
    Codes {
        shell,
        action: action.to_owned(),
        codes,
        download_url: format!("{action}.txt"),
        email: user.email.to_string(),
        made: tell::time(&guest.words, guest.visit.moment.now()),
        address: guest.visit.tenant.address.origin().to_owned(),
        troubles,
    }
}

pub(super) fn codes_file(guest: &Guest, user: &User, codes: Option<Vec<String>>) -> Reply {
    let Some(codes) = codes else { return Err(Problem::status(StatusCode::NOT_FOUND)) };
    let tenant = &guest.visit.tenant;
    let lines = [
        format!("{} – {}", tenant.name, guest.words.say("codes-heading")),
        user.email.to_string(),
        format!("{}, {}", tenant.address.origin(), tell::time(&guest.words, guest.visit.moment.now())),
        String::new(),
    ];
    let text = lines.into_iter().chain(codes).map(|line| line + "\n").collect();
    reply::file(&format!("{}-recovery-codes", tenant.name), text)
}
