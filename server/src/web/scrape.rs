//! The metrics, at an address of their own: nothing of them is on the public one, and nothing else is here.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::flows::App;

/// Prometheus' text format.
const FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Answers `GET /metrics`, and nothing else.
pub fn service(app: App) -> Router {
    Router::new().fallback(answer).with_state(app)
}

async fn answer(State(app): State<App>, request: Request) -> Response {
    if request.uri().path() != "/metrics" {
        return (StatusCode::NOT_FOUND, "the metrics are at /metrics\n").into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    match app.metrics_page().await {
        Ok(page) => ([(CONTENT_TYPE, FORMAT), (CACHE_CONTROL, "no-store")], page).into_response(),
        Err(error) => {
            tracing::warn!(%error, "the metrics could not be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
