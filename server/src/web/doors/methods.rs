//! The methods of a person, of whichever kind: naming and removing.

use axum::http::StatusCode;
use doorward_core::enrolment::Kept;
use doorward_core::factor::FactorKind;
use doorward_core::id::FactorId;
use doorward_core::session::Guarded;

use crate::flows::Removed;
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::Member;
use crate::web::notice::{Because, Done, Purpose};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply};

use super::confirm::guarded;

/// `POST /security/authenticator/rename`
pub(super) async fn rename_authenticator(member: Member, form: Form) -> Reply {
    rename(member, form, FactorKind::Totp).await
}

/// `POST /security/passkey/rename`
pub(super) async fn rename_passkey(member: Member, form: Form) -> Reply {
    rename(member, form, FactorKind::Passkey).await
}

/// `POST /security/authenticator/remove`
pub(super) async fn remove_authenticator(member: Member, form: Form) -> Reply {
    remove(member, form, FactorKind::Totp).await
}

/// `POST /security/passkey/remove`
pub(super) async fn remove_passkey(member: Member, form: Form) -> Reply {
    remove(member, form, FactorKind::Passkey).await
}

/// `POST /security/sms-code/remove`
pub(super) async fn remove_sms_code(member: Member, form: Form) -> Reply {
    remove(member, form, FactorKind::SmsCode).await
}

/// `POST /security/email-code/remove`
pub(super) async fn remove_email_code(member: Member, form: Form) -> Reply {
    remove(member, form, FactorKind::EmailCode).await
}

/// `POST /security/preferred`: the way that they are asked first. It gives nothing away, and needs no fresh proof.
pub(super) async fn prefer(mut member: Member, form: Form) -> Reply {
    let (app, session) = (member.guest.app(), member.session.clone());
    let Some(kind) = FactorKind::from_key(form.text("kind")) else {
        return Err(Problem::status(StatusCode::NOT_FOUND));
    };
    match app.prefer_method(&mut member.guest.visit, &session, kind).await? {
        true => reply::done("/security", Done::Preferred, []),
        false => Err(Problem::status(StatusCode::NOT_FOUND)),
    }
}

async fn rename(member: Member, form: Form, kind: FactorKind) -> Reply {
    let (app, id) = (member.guest.app(), method_of(&form)?);
    match app.rename_method(&member.guest.visit, &member.session, kind, id, form.text("name")).await? {
        true => reply::done("/security", Done::Renamed, []),
        false => Err(Problem::status(StatusCode::NOT_FOUND)),
    }
}

async fn remove(mut member: Member, form: Form, kind: FactorKind) -> Reply {
    let (app, session, id) = (member.guest.app(), member.session.clone(), method_of(&form)?);
    let by = match guarded(&member, Guarded::OwnSecurity, Purpose::Authenticator, "/security").await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    match app.remove_method(&mut member.guest.visit, &session, by, kind, id).await? {
        Removed::Yes(token) => reply::done("/security", Done::FactorRemoved, reply::session_cookie(&token)),
        Removed::Kept(Kept::Last) => reply::done("/security", Done::LastMethod, []),
        Removed::Kept(Kept::Required) => reply::done("/security", Done::Required, []),
        Removed::NotTheirs => Err(Problem::status(StatusCode::NOT_FOUND)),
        Removed::Ended => reply::sign_in_again(Because::Ended, [Jar::Session.remove()]),
    }
}

/// The method that a form names.
fn method_of(form: &Form) -> Result<FactorId, Problem> {
    form.text("method").parse().map_err(|_| Problem::status(StatusCode::NOT_FOUND))
}
