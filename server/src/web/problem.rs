//! Trouble, and the one place that turns it into a response.
//!
//! What a person reads says what happened and what to do; what went wrong inside goes to the log under the same request id.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use doorward_core::session::Ended;
use doorward_core::tenant::is_local_path;

use crate::flows::Error;

use super::cookies::{self, Jar};
use super::notice::Because;

/// Why a request has no page.
#[derive(Debug)]
pub enum Problem {
    /// A plain status: the request itself is wrong, or not allowed.
    Status(StatusCode),
    /// No account has this host.
    NoSuchHost,
    /// A form from another site, or no form at all.
    CrossSite,
    /// A form shown before the browser's cookies changed.
    FormTooOld,
    /// Nobody is signed in.
    NotSignedIn {
        /// Why the cookie's session no longer holds.
        ended: Option<Ended>,
        /// The page that was wanted.
        then: String,
    },
    /// No half-done sign-in.
    SignInTooOld {
        /// Whether there was one.
        had_cookie: bool,
    },
    /// No restricted session.
    RecoveryTooOld {
        /// Whether there was one.
        had_cookie: bool,
    },
    /// Nothing could be decided.
    Failed(Error),
}

impl Problem {
    /// A plain status.
    pub fn status(status: StatusCode) -> Problem {
        Problem::Status(status)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        Problem::Failed(error)
    }
}

/// Marks a response whose page is still to be rendered, in the words of the request: see `router.rs`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ToRender {
    /// The keys of its own heading and text; those of the status otherwise.
    pub keys: Option<(&'static str, &'static str)>,
}

const CROSS_SITE: (&str, &str) = ("problem-cross-site-heading", "problem-cross-site-text");
const FORM_TOO_OLD: (&str, &str) = ("problem-form-too-old-heading", "problem-form-too-old-text");

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        match self {
            Problem::Status(status) => page(status, None),
            Problem::NoSuchHost => page(StatusCode::MISDIRECTED_REQUEST, None),
            Problem::CrossSite => page(StatusCode::FORBIDDEN, Some(CROSS_SITE)),
            Problem::FormTooOld => page(StatusCode::FORBIDDEN, Some(FORM_TOO_OLD)),
            Problem::NotSignedIn { ended, then } => not_signed_in(ended, &then),
            Problem::SignInTooOld { had_cookie } => begin_anew(had_cookie, Jar::SignIn),
            Problem::RecoveryTooOld { had_cookie } => begin_anew(had_cookie, Jar::Recovery),
            Problem::Failed(error) => failed(&error),
        }
    }
}

/// To another page, by GET whatever the method was (RFC 9110 section 15.4.4).
pub fn see_other(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// To the sign-in page, without a cookie that is of no use any more.
fn begin_anew(had_cookie: bool, jar: Jar) -> Response {
    let because = if had_cookie { format!("?because={}", Because::TooOld.key()) } else { String::new() };
    let mut response = see_other(&format!("/signin{because}"));
    cookies::add(response.headers_mut(), [jar.remove()]);
    response
}

/// Signed-out people are led to the sign-in page, and back to where they wanted to go.
fn not_signed_in(ended: Option<Ended>, then: &str) -> Response {
    let then =
        if is_local_path(then) && then != "/" { format!("then={}", escaped(then)) } else { String::new() };
    let because = ended.map(|ended| match ended {
        Ended::Idle => Because::Idle,
        Ended::Absolute => Because::Absolute,
        Ended::Ended | Ended::PersonChanged | Ended::PolicyChanged => Because::Ended,
    });
    let because = because.map(|because| format!("because={}", because.key())).unwrap_or_default();
    let query: Vec<&str> = [because.as_str(), &then].into_iter().filter(|part| !part.is_empty()).collect();
    let to = if query.is_empty() { "/signin".to_owned() } else { format!("/signin?{}", query.join("&")) };
    let mut response = see_other(&to);
    if ended.is_some() {
        cookies::add(response.headers_mut(), [Jar::Session.remove()]);
    }
    response
}

fn failed(error: &Error) -> Response {
    tracing::error!(%error, "a request could not be decided");
    if error.passes() {
        let mut response = page(StatusCode::SERVICE_UNAVAILABLE, None);
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
        response
    } else {
        page(StatusCode::INTERNAL_SERVER_ERROR, None)
    }
}

fn page(status: StatusCode, keys: Option<(&'static str, &'static str)>) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(ToRender { keys });
    response
}

/// A path as the value of a query.
pub fn escaped(path: &str) -> String {
    form_urlencoded::byte_serialize(path.as_bytes()).collect()
}
