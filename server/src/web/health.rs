//! Whether the server lives, and whether it can do its work: for whoever watches it.

use axum::extract::State;
use axum::http::StatusCode;

use super::guard::Web;

/// `GET /healthz`: the process answers.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// `GET /readyz`: the store answers as well.
pub async fn ready(State(web): State<Web>) -> (StatusCode, &'static str) {
    match web.app().ready().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    }
}
