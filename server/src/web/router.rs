//! The router, made of the table of doors, inside the layers that every answer passes: an id for the request, a bound on its
//! size and time, the headers of a page, and the page of trouble in the reader's words.

use std::time::Duration;

use askama::Template as _;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use crate::i18n::Words;

use super::doors::Door;
use super::guard::RequestId;
use super::language;
use super::look::Look;
use super::pages::problem::Problem as TroublePage;
use super::problem::{Problem, ToRender};
use super::shell::Shell;
use super::state::Web;

/// No body of a form is larger.
const LARGEST_BODY: usize = 64 * 1024;

/// No request takes longer: hashing under a crowd is the longest.
const LONGEST_REQUEST: Duration = Duration::from_secs(30);

/// The router of these doors.
pub fn router(web: Web, doors: Vec<Door>) -> Router {
    let router = doors.into_iter().fold(Router::new(), |router, door| router.route(door.path, door.answer));
    router
        .fallback(|| async { Problem::status(StatusCode::NOT_FOUND) })
        .method_not_allowed_fallback(|| async { Problem::status(StatusCode::METHOD_NOT_ALLOWED) })
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_REQUEST))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            tracing::error!("a request panicked");
            Problem::status(StatusCode::INTERNAL_SERVER_ERROR).into_response()
        }))
        .layer(from_fn(page_of_trouble))
        .layer(from_fn(headers))
        .layer(from_fn_with_state(web.clone(), request_id))
        .layer(from_fn_with_state(web.clone(), measured))
        .with_state(web)
}

/// Counts the request, by the route that answers it: never by the path, which a visitor chooses.
async fn measured(State(web): State<Web>, request: Request, next: Next) -> Response {
    let running = web.app().metrics().request();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    running.answered(matched.as_ref().map_or("none", MatchedPath::as_str), response.status().as_u16());
    response
}

/// Gives the request an id, and its log lines with it.
async fn request_id(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    use tracing::Instrument as _;

    let Ok(mut moment) = web.app().moment() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let id = RequestId::new(&mut moment);
    // The path alone: a query may hold where somebody wanted to go, and links end in a secret.
    let path = public_path(request.uri().path());
    let span = tracing::info_span!("request", id = %id.0, method = %request.method(), path);
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).instrument(span.clone()).await;
    span.in_scope(|| tracing::debug!(status = response.status().as_u16(), "answered"));
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert(HeaderName::from_static("request-id"), value);
    }
    response
}

fn public_path(path: &str) -> &str {
    match path {
        path if path.starts_with("/link/") => "/link/…",
        path if path.starts_with("/setup/") => "/setup/…",
        path => path,
    }
}

/// Renders the page of an answer that has none of its own.
async fn page_of_trouble(request: Request, next: Next) -> Response {
    let words = language::words(request.headers(), None, None);
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let response = next.run(request).await;
    let status = response.status();
    let bare = (status.is_client_error() || status.is_server_error())
        && !response.headers().contains_key(CONTENT_TYPE);
    let keys = match response.extensions().get::<ToRender>() {
        Some(to_render) => to_render.keys,
        None if bare && status != StatusCode::UNAUTHORIZED => None,
        None => return response,
    };
    let Ok(html) = trouble_page(words, status, keys, &id).render() else { return response };
    let (mut parts, _) = response.into_parts();
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    parts.headers.remove(axum::http::header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(html))
}

/// The page of a status, or of a trouble that has words of its own.
fn trouble_page(words: Words, status: StatusCode, keys: Option<(&str, &str)>, id: &str) -> TroublePage {
    let shell = Shell {
        words: words.clone(),
        account: "Doorward".to_owned(),
        look: Look::default(),
        form_token: String::new(),
        person: None,
        may_administer: false,
        here: "",
        notice: None,
        due: None,
        back: String::new(),
        demo: false,
    };
    let page = TroublePage::of(shell, status.as_u16(), id);
    match keys {
        Some((heading, text)) => TroublePage { heading: words.say(heading), text: words.say(text), ..page },
        None => page,
    }
}

/// The headers of every answer (OWASP ASVS 5.0, 3.4). `same-origin` rather than `no-referrer`, under which browsers send
/// `Origin: null` with forms of this very site.
async fn headers(request: Request, next: Next) -> Response {
    const HEADERS: [(&str, &str); 7] = [
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        ("strict-transport-security", "max-age=63072000"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ];
    let mut response = next.run(request).await;
    let headers: &mut HeaderMap = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
