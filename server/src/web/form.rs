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
#[derive(Default, Debug)]
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

    /// Whether there is such a field at all, empty or not.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(found, _)| found == name)
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// The rest of the names of all fields that begin so: boxes that were ticked, one for each of many.
    pub fn ticked_of(&self, beginning: &str) -> Vec<&str> {
        self.0.iter().filter_map(|(name, _)| name.strip_prefix(beginning)).collect()
    }

    /// All fields but these, as a query.
    pub fn query_without(&self, names: &[&str]) -> String {
        let kept = self.0.iter().filter(|(name, _)| !names.contains(&name.as_str()));
        let pairs = kept.map(|(name, value)| (name, value.expose()));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    }

    /// Reads the fields of a body or query: at most [`MOST_FIELDS`], each once, none with a NUL.
    pub(super) fn parse(bytes: &[u8]) -> Option<Form> {
        let mut form = Form::default();
        for (name, value) in form_urlencoded::parse(bytes) {
            form.add(name.into_owned(), value.into_owned())?;
        }
        Some(form)
    }

    /// Adds a field, unless it is one too many, came before, or is none of ours.
    pub(super) fn add(&mut self, name: String, value: String) -> Option<()> {
        let fits = self.0.len() < MOST_FIELDS
            && value.len() <= LONGEST_FIELD
            && !value.contains('\0')
            && self.0.iter().all(|(seen, _)| *seen != name);
        fits.then(|| self.0.push((name, Secret::new(value))))
    }

    /// The form, if it was shown to the browser that sends it.
    pub(super) fn shown_to(self, headers: &HeaderMap, web: &Web) -> Result<Form, Problem> {
        if Jar::Form.token(headers).is_none() {
            return Err(Problem::FormTooOld);
        }
        let shown = BASE64URL_NOPAD.decode(self.text("form_token").as_bytes()).unwrap_or_default();
        if same(&shown, &web.form_token(headers)) { Ok(self) } else { Err(Problem::FormTooOld) }
    }
}

/// A body that a page of ours sent: read to its end, within the bounds of the router.
pub(super) struct Sent {
    /// The headers of its request.
    pub(super) headers: HeaderMap,
    /// The body.
    pub(super) bytes: Bytes,
}

impl Sent {
    /// Reads it.
    pub(super) async fn read(request: Request, web: &Web) -> Result<Sent, Problem> {
        let headers = request.headers().clone();
        let origin = web.origin_of(&headers, request.uri()).await?;
        let bytes = Bytes::from_request(request, web).await.map_err(|rejection| {
            Problem::status(if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                StatusCode::PAYLOAD_TOO_LARGE
            } else {
                StatusCode::BAD_REQUEST
            })
        })?;
        if is_same_site(&headers, &origin) { Ok(Sent { headers, bytes }) } else { Err(Problem::CrossSite) }
    }

    /// Reads it as a form.
    pub(super) fn form(&self, web: &Web) -> Result<Form, Problem> {
        if !self.is_of("application/x-www-form-urlencoded") {
            return Err(Problem::CrossSite);
        }
        let form = Form::parse(&self.bytes).ok_or(Problem::status(StatusCode::BAD_REQUEST))?;
        form.shown_to(&self.headers, web)
    }

    /// Whether its sender says that it is of a media type, in lower case.
    pub(super) fn is_of(&self, media_type: &str) -> bool {
        let said = self.content_type().split(';').next().unwrap_or_default();
        said.trim().eq_ignore_ascii_case(media_type)
    }

    /// What its sender says that it is.
    pub(super) fn content_type(&self) -> &str {
        self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl FromRequest<Web> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, web: &Web) -> Result<Form, Problem> {
        Sent::read(request, web).await?.form(web)
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
