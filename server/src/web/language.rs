//! Which language an answer is in: the one that the person chose, else the one that was chosen in this browser, else what
//! the browser asks for, when it is one of ours, else that of the account.
//!
//! The choice of a browser is a cookie: a customer who reads none of what stands at the door has no account yet that could
//! remember it. It is no secret and proves nothing; what is no language of ours in it is ignored.

use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, HeaderValue};
use doorward_core::language::Language;

use crate::i18n::Words;

use super::cookies;

const COOKIE: &str = "__Host-language";

/// The words of an answer to somebody who chose `persons`, in an account that speaks `accounts`.
pub fn words(headers: &HeaderMap, persons: Option<&Language>, accounts: Option<&Language>) -> Words {
    let ours = |language: Option<&Language>| language.and_then(|it| Words::exactly(it.as_str()));
    let chosen_here = || cookies::value(headers, COOKIE).and_then(|tag| Words::exactly(&tag));
    let asked_for = || Words::negotiate(headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()));
    ours(persons)
        .or_else(chosen_here)
        .or_else(asked_for)
        .or_else(|| ours(accounts))
        .unwrap_or_else(Words::first)
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
        spoken_in(cookie, accepted, person, None)
    }

    fn spoken_in(
        cookie: &'static str,
        accepted: &'static str,
        person: Option<&str>,
        account: Option<&str>,
    ) -> &'static str {
        let language = |tag: Option<&str>| tag.map(|tag| Language::parse(tag).unwrap());
        let headers = HeaderMap::from_iter([
            (COOKIES, HeaderValue::from_static(cookie)),
            (ACCEPT_LANGUAGE, HeaderValue::from_static(accepted)),
        ]);
        words(&headers, language(person).as_ref(), language(account).as_ref()).lang()
    }

    #[test]
    fn the_person_goes_before_the_browser_s_choice_and_that_before_its_wishes() {
        assert_eq!(spoken("a=b", "de-AT, en;q=0.5", None), "de");
        assert_eq!(spoken("__Host-language=en", "de", None), "en");
        assert_eq!(spoken("__Host-language=en", "en", Some("de")), "de");
        assert_eq!(spoken("__Host-language=de", "en", Some("tlh")), "de", "a language that is gone");
    }

    #[test]
    fn the_account_speaks_where_the_browser_asks_for_none_of_ours() {
        assert_eq!(spoken_in("a=b", "tlh, *;q=0.5", None, Some("ko")), "ko");
        assert_eq!(spoken_in("a=b", "", None, Some("ko")), "ko");
        assert_eq!(spoken_in("a=b", "ar-EG", None, Some("ko")), "ar");
        assert_eq!(spoken_in("__Host-language=de", "tlh", None, Some("ko")), "de");
        assert_eq!(spoken_in("a=b", "tlh", Some("en"), Some("ko")), "en");
        assert_eq!(spoken_in("a=b", "tlh", None, Some("tlh")), "en", "a language that is gone");
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
