//! Forms: read once, bounded, each field at most once; refused from another site.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_TYPE, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use data_encoding::BASE64URL_NOPAD;
use doorward_core::secret::{Secret, same};

use super::cookies::Jar;
use super::problem::Problem;
use super::state::Web;

/// The fields of a form that this browser was shown.
#[derive(Debug)]
pub struct Form(Vec<(String, Secret<String>)>);

/// No form of ours has more fields.
const MOST_FIELDS: usize = 64;

/// No field is longer: the longest is a password of 128 code points, or a pasted anything.
const LONGEST_FIELD: usize = 8_192;

impl Form {
    /// The field's value; empty when it is missing.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.expose().as_str())
    }

    /// A secret field's value.
    pub fn secret(&self, name: &str) -> Secret<String> {
        Secret::new(self.text(name).to_owned())
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// All fields but these, as a query.
    pub fn query_without(&self, names: &[&str]) -> String {
        let kept = self.0.iter().filter(|(name, _)| !names.contains(&name.as_str()));
        let pairs = kept.map(|(name, value)| (name, value.expose()));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    }

    /// Reads the fields of a body or query: at most [`MOST_FIELDS`], each once, none with a NUL.
    pub(super) fn parse(bytes: &[u8]) -> Option<Form> {
        let mut fields: Vec<(String, Secret<String>)> = Vec::new();
        for (name, value) in form_urlencoded::parse(bytes) {
            let fit = fields.len() < MOST_FIELDS
                && value.len() <= LONGEST_FIELD
                && !value.contains('\0')
                && fields.iter().all(|(seen, _)| *seen != name);
            if !fit {
                return None;
            }
            fields.push((name.into_owned(), Secret::new(value.into_owned())));
        }
        Some(Form(fields))
    }
}

impl FromRequest<Web> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, web: &Web) -> Result<Form, Problem> {
        let headers = request.headers().clone();
        let origin = web.origin_of(&headers, request.uri()).await?;
        let bytes = Bytes::from_request(request, web).await.map_err(|rejection| {
            Problem::status(if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                StatusCode::PAYLOAD_TOO_LARGE
            } else {
                StatusCode::BAD_REQUEST
            })
        })?;
        if !is_same_site(&headers, &origin) || !is_form(&headers) {
            return Err(Problem::CrossSite);
        }
        let form = Form::parse(&bytes).ok_or(Problem::status(StatusCode::BAD_REQUEST))?;
        if Jar::Form.token(&headers).is_none() {
            return Err(Problem::FormTooOld);
        }
        let shown = BASE64URL_NOPAD.decode(form.text("form_token").as_bytes()).unwrap_or_default();
        if !same(&shown, &web.form_token(&headers)) {
            return Err(Problem::FormTooOld);
        }
        Ok(form)
    }
}

/// Whether the browser says that the form was sent from a page of ours. A request that says nothing is none.
fn is_same_site(headers: &HeaderMap, own_origin: &str) -> bool {
    let mut origins = headers.get_all(ORIGIN).iter();
    let fetch_site = headers.get("sec-fetch-site").map(|site| site.as_bytes());
    match (origins.next(), origins.next()) {
        (Some(origin), None) => {
            origin.as_bytes() == own_origin.as_bytes() && matches!(fetch_site, None | Some(b"same-origin"))
        }
        (None, None) => fetch_site == Some(b"same-origin"),
        _ => false,
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p10_a_field_comes_once_and_is_one_text() {
        assert_eq!(Form::parse(b"passcode=123456&x=1").unwrap().text("passcode"), "123456");
        assert!(Form::parse(b"passcode=123456&passcode=000000").is_none());
        assert!(Form::parse(b"passcode=%00").is_none());
        assert!(Form::parse(format!("passcode={}", "1".repeat(LONGEST_FIELD + 1)).as_bytes()).is_none());
        let many: Vec<String> = (0..=MOST_FIELDS).map(|i| format!("f{i}=1")).collect();
        assert!(Form::parse(many.join("&").as_bytes()).is_none());
    }
}
