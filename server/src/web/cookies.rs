//! The cookies, each a bearer token of its own kind: one can never pass for another, since each is looked up in its own
//! table.
//!
//! All are `__Host-` cookies (RFC 6265bis section 4.1.3.2): Secure, for the whole host, and no subdomain can set them. None
//! has an expiry that decides anything: the store does.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use cookie::{Cookie, SameSite};
use doorward_core::policy::Asking;
use doorward_core::secret::Token;

/// What a cookie is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Jar {
    /// A session.
    Session,
    /// A half-done sign-in.
    SignIn,
    /// A restricted session.
    Recovery,
    /// A browser in which somebody has signed in: a password lane of its own.
    Browser,
    /// A browser in which somebody is not asked for a passcode again for a while.
    Device,
    /// A mailed link that was opened, so that its secret leaves the address bar.
    Link,
    /// A browser that was asked for a passkey before anybody is known in it.
    Passkey,
    /// What form tokens are bound to before there is a session.
    Form,
}

impl Jar {
    /// The cookie's name.
    pub fn name(self) -> &'static str {
        match self {
            Jar::Session => "__Host-session",
            Jar::SignIn => "__Host-sign-in",
            Jar::Recovery => "__Host-recovery",
            Jar::Browser => "__Host-browser",
            Jar::Device => "__Host-device",
            Jar::Link => "__Host-link",
            Jar::Passkey => "__Host-passkey",
            Jar::Form => "__Host-form",
        }
    }

    /// The token in the request's cookie; none when it is missing, sent twice, or no token.
    pub fn token(self, headers: &HeaderMap) -> Option<Token> {
        Token::parse(&value(headers, self.name())?)
    }

    /// Sets the cookie; it is kept for as long as it can be of use, which decides nothing.
    pub fn set(self, token: &Token) -> HeaderValue {
        let text = token.expose();
        match self.kept_for_days() {
            Some(days) => keep(self.name(), text, days),
            None => header(&cookie(self.name(), text)),
        }
    }

    /// How long the browser keeps it; none is until it closes.
    fn kept_for_days(self) -> Option<i64> {
        match self {
            Jar::Browser => Some(365),
            Jar::Device => Some(i64::from(Asking::MOST_DAYS)),
            Jar::Session | Jar::SignIn | Jar::Recovery | Jar::Link | Jar::Passkey | Jar::Form => None,
        }
    }

    /// Removes the cookie.
    pub fn remove(self) -> HeaderValue {
        remove(self.name())
    }
}

/// The value of a request's cookie; none when it is missing or sent twice.
pub(super) fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let mut found = None;
    for header in headers.get_all(COOKIE) {
        let Ok(text) = header.to_str() else { continue };
        for cookie in Cookie::split_parse(text.to_owned()).flatten().filter(|it| it.name() == name) {
            if found.is_some() {
                return None;
            }
            found = Some(cookie.value().to_owned());
        }
    }
    found
}

/// Sets a cookie that is kept for so many days.
pub(super) fn keep(name: &'static str, value: String, days: i64) -> HeaderValue {
    let mut cookie = cookie(name, value);
    cookie.set_max_age(cookie::time::Duration::days(days));
    header(&cookie)
}

/// Removes a cookie.
pub(super) fn remove(name: &'static str) -> HeaderValue {
    let mut cookie = cookie(name, String::new());
    cookie.make_removal();
    header(&cookie)
}

fn cookie(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").secure(true).http_only(true).same_site(SameSite::Lax).build()
}

/// Adds `Set-Cookie` headers to a response's.
pub fn add(headers: &mut HeaderMap, cookies: impl IntoIterator<Item = HeaderValue>) {
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie);
    }
}

fn header(cookie: &Cookie<'_>) -> HeaderValue {
    // A cookie of a constant name and base64url is a header value always.
    HeaderValue::from_str(&cookie.to_string()).unwrap_or_else(|_| HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use doorward_core::moment::{Moment, Time};

    fn headers(cookie: &str) -> HeaderMap {
        HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(cookie).unwrap())])
    }

    #[test]
    fn p49_cookies_belong_to_this_host_alone() {
        let token = Token::new(&mut Moment::new(Time::from_millis(0), [1; 32]));
        let text = Jar::Session.set(&token).to_str().unwrap().to_owned();
        for attribute in ["__Host-session=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(text.contains(attribute), "{text}");
        }
        assert!(!text.contains("Domain") && !text.contains("Max-Age"));
        let read = Jar::Session.token(&headers(&format!("a=b; __Host-session={}", token.expose())));
        assert_eq!(read.unwrap().hash(), token.hash());
    }

    #[test]
    fn a_broken_or_doubled_cookie_is_none() {
        let token = Token::new(&mut Moment::new(Time::from_millis(0), [1; 32])).expose();
        for cookie in [
            format!("__Host-session={token}; __Host-session={token}"),
            format!("__Host-session={}", &token[1..]),
            format!("__Host-session={token}x"),
            format!("__Host-session={}", "x".repeat(8_192)),
            "__Host-session".to_owned(),
        ] {
            assert!(Jar::Session.token(&headers(&cookie)).is_none(), "{cookie}");
        }
    }
}
