//! For machines: whether the server lives, whether it can do its work, and the files that pages refer to.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::web::assets::Asset;
use crate::web::problem::Problem;
use crate::web::state::Web;

/// `GET /healthz`: the process answers.
pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// `GET /readyz`: the store answers as well.
pub(super) async fn ready(State(web): State<Web>) -> (StatusCode, &'static str) {
    match web.app().ready().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    }
}

/// `GET /assets/{name}`: kept by the browser for a year, since another content has another address.
pub(super) async fn asset(Path(name): Path<String>) -> Result<Response, Problem> {
    let asset = Asset::at(&format!("/assets/{name}")).ok_or(Problem::status(StatusCode::NOT_FOUND))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    Ok((headers, asset.bytes).into_response())
}
