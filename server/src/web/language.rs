//! Which language an answer is in: the one that the person chose, else the one that was chosen in this browser, else what
//! the browser says.
//!
//! The choice of a browser is a cookie: a customer who reads none of what stands at the door has no account yet that could
//! remember it. It is no secret and proves nothing; what is no language of ours in it is ignored.

use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, HeaderValue};
use doorward_core::language::Language;

use crate::i18n::Words;

use super::cookies;

const COOKIE: &str = "__Host-language";

/// The words of an answer.
pub fn words(headers: &HeaderMap, chosen: Option<&Language>) -> Words {
    let persons = || chosen.and_then(|language| Words::exactly(language.as_str()));
    let browsers = || cookies::value(headers, COOKIE).and_then(|tag| Words::exactly(&tag));
    persons().or_else(browsers).unwrap_or_else(|| {
        Words::negotiate(headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()))
    })
}

/// Remembers the choice in this browser, for a year; forgets it when there is none.
pub fn remember(chosen: Option<&Words>) -> HeaderValue {
    match chosen {
        Some(words) => cookies::keep(COOKIE, words.lang().to_owned(), 365),
        None => cookies::remove(COOKIE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::COOKIE as COOKIES;

    fn spoken(cookie: &'static str, accepted: &'static str, person: Option<&str>) -> &'static str {
        let headers = HeaderMap::from_iter([
            (COOKIES, HeaderValue::from_static(cookie)),
            (ACCEPT_LANGUAGE, HeaderValue::from_static(accepted)),
        ]);
        words(&headers, person.map(|tag| Language::parse(tag).unwrap()).as_ref()).lang()
    }

    #[test]
    fn the_person_goes_before_the_browser_s_choice_and_that_before_its_wishes() {
        assert_eq!(spoken("a=b", "de-AT, en;q=0.5", None), "de");
        assert_eq!(spoken("__Host-language=en", "de", None), "en");
        assert_eq!(spoken("__Host-language=en", "en", Some("de")), "de");
        assert_eq!(spoken("__Host-language=de", "en", Some("tlh")), "de", "a language that is gone");
    }

    #[test]
    fn a_cookie_that_names_no_language_of_ours_is_ignored() {
        for cookie in ["__Host-language=", "__Host-language=../de", "__Host-language=DE", "language=de"] {
            assert_eq!(spoken(cookie, "en", None), "en", "{cookie}");
        }
        assert_eq!(spoken("__Host-language=de; __Host-language=en", "en", None), "en", "sent twice");
        let kept = remember(Words::exactly("de").as_ref());
        let kept = kept.to_str().unwrap();
        for part in ["__Host-language=de", "HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=31536000"]
        {
            assert!(kept.contains(part), "{kept}");
        }
    }
}
