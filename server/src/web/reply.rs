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
use super::shell::LookAgain;

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

/// A page, which is asked for again after so many seconds where it looks again by itself.
pub fn page_to_look_at_again(
    frame: &Frame,
    template: &impl Template,
    again: &LookAgain,
    seconds: u8,
) -> Reply {
    let mut answer = page(frame, template)?;
    if again.stop.is_some() {
        answer.headers_mut().insert(header::REFRESH, HeaderValue::from(u16::from(seconds)));
    }
    Ok(answer)
}

/// A file that `write` writes while it is sent: `name` with its ending, and what it is. An error of it breaks the connection, so that
/// the reader sees that the file is not whole.
pub fn long_file<W, D>(name: &str, media_type: &'static str, write: W) -> Reply
where
    W: FnOnce(Pieces) -> D,
    D: Future<Output = Result<(), flows::Error>> + Send + 'static,
{
    let (pieces, sent) = mpsc::channel(1);
    let written = write(Pieces(pieces.clone()));
    tokio::spawn(async move {
        if let Err(error) = written.await {
            tracing::error!(%error, "a file could not be sent to its end");
            let _ = pieces.send(Err(error)).await;
        }
    });
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, Body::from_stream(ReceiverStream::new(sent))).into_response())
}

/// Where a file is written to, piece by piece: two of them are in memory, however many there are.
pub struct Pieces(mpsc::Sender<Result<String, flows::Error>>);

impl Pieces {
    /// Sends one. False when nobody reads any more.
    pub async fn send(&self, piece: String) -> bool {
        self.0.send(Ok(piece)).await.is_ok()
    }
}

/// The session goes on under another cookie.
pub fn session_cookie(token: &doorward_core::secret::Token) -> [HeaderValue; 1] {
    [Jar::Session.set(token)]
}
