//! The HTTP API of Twilio, version 2010-04-01, which SignalWire and others speak as well.

use data_encoding::BASE64;
use doorward_core::secret::Secret;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request, StatusCode};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::{Failure, Sms, failure, reference};
use crate::delivery::http::{Answer, Http};

/// The codes that say that this number takes no message, whoever sends it: no number (21211), one of premium rate (21268), one that
/// asked for no more (21610), no mobile one (21614): twilio.com/docs/api/errors. New codes come, and then a message is only
/// tried in vain until it is too late.
const NEVER: [u64; 4] = [21_211, 21_268, 21_610, 21_614];

/// A gateway that speaks it.
pub(super) struct Twilio {
    messages: Url,
    account: Url,
    authorization: HeaderValue,
    sender: (&'static str, String),
}

/// What is read of an answer; the rest may be anything.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Read {
    sid: Value,
    status: Value,
    code: Value,
    error_code: Value,
    message: Value,
}

impl Twilio {
    pub(super) fn new(
        base: &Url,
        account: &str,
        secret: &Secret<String>,
        from: &str,
    ) -> Result<Twilio, String> {
        let below = |rest: &str| {
            let mut url = base.clone();
            url.set_path(&format!(
                "{}/2010-04-01/Accounts/{account}{rest}",
                base.path().trim_end_matches('/')
            ));
            url
        };
        let user = Secret::new(format!("{account}:{}", secret.expose()));
        let mut authorization =
            HeaderValue::try_from(format!("Basic {}", BASE64.encode(user.expose().as_bytes())))
                .map_err(|_| "account and secret fit no header".to_owned())?;
        authorization.set_sensitive(true);
        let parameter =
            if from.starts_with("MG") && from.len() == 34 { "MessagingServiceSid" } else { "From" };
        Ok(Twilio {
            messages: below("/Messages.json"),
            account: below(".json"),
            authorization,
            sender: (parameter, from.to_owned()),
        })
    }

    /// Hands a message over. Gives the provider's id of it.
    pub(super) async fn send(&self, http: &Http, sms: &Sms) -> Result<Option<String>, Failure> {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("To", sms.to.as_str())
            .append_pair(self.sender.0, &self.sender.1)
            .append_pair("Body", &sms.text)
            .finish();
        let request = Request::builder()
            .method(Method::POST)
            .header(AUTHORIZATION, &self.authorization)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body)
            .map_err(|error| Failure::Down(error.to_string()))?;
        judged(&http.ask(&self.messages, request).await.map_err(Failure::Down)?)
    }

    /// Whether it answers, and takes account and secret. Nothing is sent.
    pub(super) async fn greet(&self, http: &Http) -> Result<&'static str, String> {
        let request = Request::builder().header(AUTHORIZATION, &self.authorization).body(String::new());
        let answer = http.ask(&self.account, request.map_err(|error| error.to_string())?).await?;
        match answer.status {
            StatusCode::OK => Ok("answers, and takes account and secret"),
            status => Err(in_words(status, &read(&answer))),
        }
    }
}

fn judged(answer: &Answer) -> Result<Option<String>, Failure> {
    let read = read(answer);
    let words = in_words(answer.status, &read);
    let mut codes = [&read.code, &read.error_code].into_iter().filter_map(Value::as_u64);
    // An error of theirs is not about the number, whatever code it bears.
    if !answer.status.is_server_error() && codes.any(|code| NEVER.contains(&code)) {
        return Err(Failure::Never(words));
    }
    if !answer.status.is_success() {
        return Err(failure(answer.status, words));
    }
    match (reference(&read.sid), read.status.as_str()) {
        // Made, and dead already.
        (_, Some("failed" | "undelivered" | "canceled")) => Err(Failure::Refused(words)),
        (Some(sid), _) => Ok(Some(sid)),
        // The page of somebody in between: nobody has the message.
        (None, _) => Err(Failure::Down(format!("{}, and not in its language", answer.status))),
    }
}

fn read(answer: &Answer) -> Read {
    serde_json::from_slice(&answer.body).unwrap_or_default()
}

/// The status, the code, and what was said, without its digits: they may be the number, or the passcode.
fn in_words(status: StatusCode, read: &Read) -> String {
    let code = [&read.code, &read.error_code].into_iter().find_map(Value::as_u64);
    let code = code.map(|code| format!(", error {code}")).unwrap_or_default();
    let said = read.message.as_str().unwrap_or_default();
    let said: String = said.chars().map(|letter| if letter.is_numeric() { '•' } else { letter }).collect();
    let said = if said.is_empty() { said } else { format!(": {said}") };
    format!("{status}{code}{said}")
}
