//! Answers: a rendered page, or the way to another, with the cookies that belong to it.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::flows;

use super::cookies::{self, Jar};
use super::guard::Frame;
use super::notice::{Because, Done};
use super::problem::{Problem, see_other};

/// What a handler answers.
pub type Reply = Result<Response, Problem>;

/// A page.
pub fn page(frame: &Frame, template: &impl Template) -> Reply {
    page_with_status(frame, StatusCode::OK, template)
}

/// A page that says that something was refused.
pub fn page_with_status(frame: &Frame, status: StatusCode, template: &impl Template) -> Reply {
    let html = template.render().map_err(|error| {
        tracing::error!(%error, "a page could not be rendered");
        Problem::status(StatusCode::INTERNAL_SERVER_ERROR)
    })?;
    let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))];
    let mut response = (status, content_type, html).into_response();
    cookies::add(response.headers_mut(), frame.form_cookie());
    Ok(response)
}

/// The way to another page, with cookies set or removed.
pub fn go(to: &str, cookies: impl IntoIterator<Item = HeaderValue>) -> Reply {
    let mut response = see_other(to);
    cookies::add(response.headers_mut(), cookies);
    Ok(response)
}

/// The way to another page, which says what was done.
pub fn done(to: &str, done: Done, cookies: impl IntoIterator<Item = HeaderValue>) -> Reply {
    go(&format!("{to}?done={}", done.key()), cookies)
}

/// The way to the sign-in page, which says why.
pub fn sign_in_again(because: Because, cookies: impl IntoIterator<Item = HeaderValue>) -> Reply {
    go(&format!("/signin?because={}", because.key()), cookies)
}

/// A text to be saved as a file.
pub fn file(name: &str, text: String) -> Reply {
    let plain: String =
        name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let disposition =
        format!("attachment; filename=\"{}.txt\"", plain.trim_matches('-').to_ascii_lowercase());
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, text).into_response())
}

/// A file that is written while it is sent: `name` with its ending, and what it is.
pub fn stream(name: &str, media_type: &'static str, body: Body) -> Reply {
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, body).into_response())
}

/// A body of pieces that `next` gives one after the other, until it gives none: two of them are in memory, however many there
/// are. An error, or a reader who goes away, ends it, and the reader sees that it is not whole.
pub fn pieces<F, N>(mut next: F) -> Body
where
    F: FnMut() -> N + Send + 'static,
    N: Future<Output = Result<Option<String>, flows::Error>> + Send,
{
    let (pieces, sent) = mpsc::channel(1);
    tokio::spawn(async move {
        loop {
            let piece = match next().await {
                Ok(Some(piece)) => Ok(piece),
                Ok(None) => return,
                Err(error) => {
                    tracing::error!(%error, "a file could not be sent to its end");
                    Err(error)
                }
            };
            let over = piece.is_err();
            if pieces.send(piece).await.is_err() || over {
                return;
            }
        }
    });
    Body::from_stream(ReceiverStream::new(sent))
}

/// The session goes on under another cookie.
pub fn session_cookie(token: &doorward_core::secret::Token) -> [HeaderValue; 1] {
    [Jar::Session.set(token)]
}
