//! A signed POST to a service that the operator runs, for every network that speaks another language:
//! docs/configuration.md tells the other side how to read it.

use data_encoding::HEXLOWER;
use doorward_core::moment::Time;
use doorward_core::secret::{Secret, hmac_sha256};
use hyper::header::CONTENT_TYPE;
use hyper::{Method, Request, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::{Failure, Sms, failure, reference};
use crate::delivery::http::Http;

/// When it was signed, and by what: `t=<seconds since 1970>,v1=<HMAC-SHA-256 of "t.body" in hexadecimal>`. The time keeps a message
/// that somebody recorded from being sent again later.
const SIGNATURE: &str = "doorward-signature";

/// The same for every try of one message (draft-ietf-httpapi-idempotency-key-header).
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// A gateway that takes it.
pub(super) struct Webhook {
    url: Url,
    account: Option<String>,
    secret: Secret<String>,
}

#[derive(Serialize)]
struct Written<'a> {
    id: &'a str,
    to: &'a str,
    text: &'a str,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<&'a str>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Read {
    id: Value,
}

impl Webhook {
    pub(super) fn new(url: &Url, account: Option<&str>, secret: &Secret<String>) -> Webhook {
        Webhook { url: url.clone(), account: account.map(str::to_owned), secret: secret.clone() }
    }

    /// Hands a message over. Gives the id that the other side has for it, if it says one.
    pub(super) async fn send(&self, http: &Http, sms: &Sms, now: Time) -> Result<Option<String>, Failure> {
        let written = Written {
            id: &sms.id,
            to: sms.to.as_str(),
            text: &sms.text,
            language: &sms.language,
            account: self.account.as_deref(),
        };
        let body = serde_json::to_string(&written).map_err(|error| Failure::Down(error.to_string()))?;
        let request = Request::builder()
            .method(Method::POST)
            .header(CONTENT_TYPE, "application/json")
            .header(SIGNATURE, signature(&self.secret, now, &body))
            .header(IDEMPOTENCY_KEY, &sms.id)
            .body(body)
            .map_err(|error| Failure::Down(error.to_string()))?;
        let answer = http.ask(&self.url, request).await.map_err(Failure::Down)?;
        match answer.status {
            // The status alone says that it was taken: what else is in the answer is the other side's affair.
            status if status.is_success() => {
                Ok(reference(&serde_json::from_slice::<Read>(&answer.body).unwrap_or_default().id))
            }
            StatusCode::UNPROCESSABLE_ENTITY => {
                Err(Failure::Never("the number cannot be reached".to_owned()))
            }
            // Its text is not told on: it may hold the message.
            status => Err(failure(status, status.to_string())),
        }
    }

    /// Whether something answers. A GET asks for nothing to be done (RFC 9110 section 9.2.1), so most will refuse it.
    pub(super) async fn greet(&self, http: &Http) -> Result<&'static str, String> {
        let answer = http.ask(&self.url, Request::new(String::new())).await?;
        match answer.status {
            status if status.is_server_error() => Err(status.to_string()),
            status if status.is_redirection() => Err(format!("{status}, and nobody follows it")),
            _ => Ok("answers"),
        }
    }
}

fn signature(secret: &Secret<String>, now: Time, body: &str) -> String {
    let time = now.seconds().to_string();
    let digest = hmac_sha256(secret.expose().as_bytes(), &[time.as_bytes(), b".", body.as_bytes()]);
    format!("t={time},v1={}", HEXLOWER.encode(&digest))
}
