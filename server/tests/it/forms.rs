//! Forms and headers: what comes from another site, or is no form of ours, does nothing.

use std::net::IpAddr;

use axum::http::{Method, StatusCode};
use doorward::web::doors::Needs;
use doorward::web::state::WebSettings;

use crate::doors::{Cast, Visitor};
use crate::story;
use crate::world::{Browser, ORIGIN, PASSWORD, Page, World, settings};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const OWN: (&str, &str) = ("origin", ORIGIN);
const SAME: (&str, &str) = ("sec-fetch-site", "same-origin");

async fn send(browser: &Browser, path: &str, headers: &[(&str, &str)], body: &str) -> Page {
    browser.clone().send(Method::POST, path, headers, body).await
}

story! {
    async fn p44_no_door_takes_a_form_that_is_not_its_own(w: World) {
        let cast = Cast::gather(&w).await;
        let mut visitors = vec![
            (Needs::Anybody, cast.arrive(&w, Visitor::Nobody, 0).await),
            (Needs::HalfSignedIn, cast.arrive(&w, Visitor::AwaitsPasscode, 1).await),
            (Needs::Session, cast.arrive(&w, Visitor::Owner, 2).await),
        ];
        // Signing somebody out from another site is refused as well: so the owner tries all doors for anybody, too.
        visitors.push((Needs::Anybody, visitors[2].1.clone()));
        let mut tokens = Vec::new();
        for (_, browser) in &mut visitors {
            tokens.push(browser.form_token().await);
        }
        let mut other = w.browser();
        let foreign = other.form_token().await;
        let before = w.everything().await;
        let mut doors = 0;
        for door in w.doors().iter().filter(|door| door.methods.contains(&"POST")) {
            if door.needs == Needs::Nothing {
                continue; // The set-up of an empty store has a story of its own.
            }
            doors += 1;
            let is_role = matches!(door.needs, Needs::Team | Needs::Admin);
            let needs = if is_role { Needs::Session } else { door.needs };
            for ((_, browser), token) in
                visitors.iter().zip(&tokens).filter(|((visitor, _), _)| *visitor == needs)
            {
                let fields = format!(
                    "username=tom%40example.com&password={}&email=tom%40example.com&form_token={token}",
                    PASSWORD.replace(' ', "+")
                );
                let path = cast.path(door.path);
                let refused: [(&str, Vec<(&str, &str)>); 18] = [
                    ("says nothing of where it comes from", vec![FORM]),
                    ("a null origin", vec![FORM, ("origin", "null")]),
                    ("another origin", vec![FORM, ("origin", "https://evil.example")]),
                    ("a subdomain", vec![FORM, ("origin", "https://evil.help.example.com")]),
                    ("an origin that begins alike", vec![FORM, ("origin", "https://help.example.com.evil.example")]),
                    ("another scheme", vec![FORM, ("origin", "http://help.example.com")]),
                    ("another port", vec![FORM, ("origin", "https://help.example.com:8443")]),
                    ("two origins", vec![FORM, OWN, ("origin", "https://evil.example")]),
                    ("an empty origin", vec![FORM, ("origin", "")]),
                    ("a referer alone", vec![FORM, ("referer", ORIGIN)]),
                    ("cross-site with our origin", vec![FORM, OWN, ("sec-fetch-site", "cross-site")]),
                    ("same-site with our origin", vec![FORM, OWN, ("sec-fetch-site", "same-site")]),
                    ("by itself", vec![FORM, ("sec-fetch-site", "none")]),
                    ("plain text", vec![("content-type", "text/plain"), OWN, SAME]),
                    ("JSON", vec![("content-type", "application/json"), OWN, SAME]),
                    ("a multipart form", vec![("content-type", "multipart/form-data; boundary=x"), OWN, SAME]),
                    ("no content type", vec![OWN, SAME]),
                    ("a text that names ours", vec![("content-type", "text/plain, application/x-www-form-urlencoded"), OWN, SAME]),
                ];
                for (what, headers) in refused {
                    // The doors that take a file read such a body, and find no form in it; `brand.rs` and `batches.rs` send whole ones.
                    let takes_a_file = ["/admin/brand/logo", "/admin/import"].contains(&path.as_str());
                    let is_read = takes_a_file && what == "a multipart form";
                    let status = if is_read { StatusCode::BAD_REQUEST } else { StatusCode::FORBIDDEN };
                    let page = send(browser, &path, &headers, &fields).await;
                    assert_eq!(page.status, status, "{path}, {what}: {page:?}");
                    assert!(page.headers.get("set-cookie").is_none(), "{path}, {what}");
                }
                let json = format!("{{\"username\":\"tom@example.com\",\"form_token\":\"{token}\"}}");
                let page = send(browser, &path, &[("content-type", "application/json"), OWN, SAME], &json).await;
                assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}: {page:?}");
                let short = &token[..token.len() - 1];
                for wrong in ["", "AAAA", short, &foreign, &"A".repeat(43), &token.to_lowercase()] {
                    let body = fields.replace(&format!("form_token={token}"), &format!("form_token={wrong}"));
                    let page = send(browser, &path, &[FORM, OWN, SAME], &body).await;
                    assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}, token {wrong:?}: {page:?}");
                }
                let body = fields.replace(&format!("&form_token={token}"), "");
                let page = send(browser, &path, &[FORM, OWN, SAME], &body).await;
                assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}, no token: {page:?}");
                let path = format!("{path}?form_token={token}");
                let page = send(browser, &path, &[FORM, OWN, SAME], &body).await;
                assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}, token in the query: {page:?}");
            }
        }
        assert!(doors > 20, "{doors}");
        let after = w.everything().await;
        for (table, rows) in &before {
            assert_eq!(rows, &after[table], "a refused form changed {table}");
        }
        assert!(visitors[2].1.clone().is_signed_in().await);
    }
}

story! {
    async fn p44_a_form_token_dies_with_the_cookies_that_it_was_shown_to(w: World) {
        let tom = w.agent("Tom").await;
        let mut browser = w.browser();
        let before = browser.form_token().await;
        tom.sign_in_with(&mut browser).await;
        let after = browser.form_token().await;
        assert_ne!(before, after);
        let body = format!("form_token={before}");
        let page = send(&browser, "/signout", &[FORM, OWN, SAME], &body).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
        assert!(page.says("That page was too old"), "{page:?}");
        // A token that somebody else was shown, put under a victim's nose.
        let mut attacker = w.browser();
        let theirs = attacker.form_token().await;
        let body = format!("username=eve%40example.com&password=x&form_token={theirs}");
        let mut victim = w.browser();
        victim.form_token().await;
        let page = send(&victim, "/signin", &[FORM, OWN, SAME], &body).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "nobody is signed in as somebody else: {page:?}");
        let page = send(&w.browser(), "/signin", &[FORM, OWN, SAME], &body).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "nor without a cookie: {page:?}");
    }
}

story! {
    async fn a_browser_of_before_fetch_metadata_still_signs_in(w: World) {
        let tom = w.agent("Tom").await;
        let mut browser = w.browser();
        let token = browser.form_token().await;
        let body = format!("username=tom%40example.com&password={}&form_token={token}", PASSWORD.replace(' ', "+"));
        for headers in [vec![FORM, OWN], vec![FORM, SAME], vec![("content-type", "Application/X-WWW-Form-Urlencoded; charset=UTF-8"), OWN, SAME]] {
            let page = send(&browser, "/signin", &headers, &body).await;
            assert_eq!(page.location(), "/desk", "{headers:?} {}: {page:?}", tom.email());
        }
    }
}

/// Where somebody might be sent to who signs in by a prepared link.
fn elsewhere() -> Vec<String> {
    let mut all: Vec<String> = [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "https:evil.example",
        "https://evil.example",
        "https:/evil.example",
        "//evil.example/%2f..",
        "/%2f%2fevil.example",
        "/%5cevil.example",
        "/%09/evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\nLocation: https://evil.example",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "https://help.example.com@evil.example",
        "https://help.example.com.evil.example",
        "@evil.example",
        ".evil.example",
        "evil.example",
        "/a//evil.example",
        "/desk#@evil.example",
        "/;@evil.example",
        "/〱evil.example",
        "/\u{2028}/evil.example",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push(format!("/{}", "a".repeat(4_096)));
    all
}

story! {
    async fn p45_after_signing_in_nobody_is_sent_to_another_site(w: World) {
        let (tom, ana) = (w.agent("Tom").await, w.agent_with_totp("Ana").await);
        for then in elsewhere() {
            let query: String = form_urlencoded::byte_serialize(then.as_bytes()).collect();
            let mut browser = w.browser();
            let page = browser.get(&format!("/signin?then={query}")).await;
            assert!([200, 400].contains(&page.status.as_u16()), "{then:?}: {page:?}");
            assert!(!page.body.contains("evil.example"), "{then:?}");
            let fields = [("username", tom.email()), ("password", PASSWORD), ("then", then.as_str())];
            let page = browser.post("/signin", &fields).await;
            assert_eq!(page.location(), "/desk", "{then:?}: {page:?}");
            browser.get("/security").await;
            let page = browser.get(&format!("/confirm?for=password&then={query}")).await;
            assert!(!page.body.contains("evil.example"), "{then:?}");
            let page = browser.post("/confirm", &[("password", PASSWORD), ("then", &then)]).await;
            assert_eq!(page.location(), "/desk", "{then:?}: {page:?}");
        }
        let mut browser = w.browser();
        let fields = [("username", ana.email()), ("password", ana.password()), ("then", "//evil.example")];
        browser.post("/signin", &fields).await;
        let page = browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.location(), "/desk", "after the second step as well: {page:?}");
        assert_eq!(w.count("SELECT count(*) FROM sign_ins WHERE return_path LIKE '%evil%'").await, 0);
    }
}

story! {
    async fn who_wanted_a_page_of_ours_gets_there_after_signing_in(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = w.browser();
        let page = browser.get("/security?done=saved").await;
        assert_eq!(page.location(), "/signin?then=%2Fsecurity%3Fdone%3Dsaved", "{page:?}");
        let page = browser.get(page.location()).await;
        let then = page.field("then").expect("a hidden field").to_owned();
        let fields = [("username", ana.email()), ("password", ana.password()), ("then", then.as_str())];
        assert_eq!(browser.post("/signin", &fields).await.location(), "/signin/passcode");
        let page = browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.location(), "/security?done=saved", "{page:?}");
    }
}

story! {
    async fn p49_every_answer_of_every_door_bears_the_headers_of_a_page(w: World) {
        let cast = Cast::gather(&w).await;
        let visitors = [
            cast.arrive(&w, Visitor::Nobody, 0).await,
            cast.arrive(&w, Visitor::AwaitsPasscode, 1).await,
            cast.arrive(&w, Visitor::MustEnrol, 2).await,
            cast.arrive(&w, Visitor::Owner, 3).await,
        ];
        let mut paths: Vec<(String, bool)> =
            w.doors().iter().map(|door| (cast.path(door.path), is_kept(door.path))).collect();
        paths.push(("/nowhere".to_owned(), false));
        for browser in &visitors {
            for (path, is_asset) in &paths {
                for method in [Method::GET, Method::POST, Method::DELETE] {
                    let page = browser.clone().send(method.clone(), path, &[], "").await;
                    bears_the_headers(&page, *is_asset && method == Method::GET, &format!("{method} {path}"));
                    cookies_are_our_host_s_alone(&page, path);
                }
            }
            let page = browser.clone().send(Method::GET, "/signin", &[("host", "evil.example")], "").await;
            bears_the_headers(&page, false, "another host");
        }
    }
}

/// Whether a door gives what browsers keep.
fn is_kept(path: &str) -> bool {
    path.starts_with("/assets/") || path.starts_with("/brand/")
}

fn bears_the_headers(page: &Page, is_asset: bool, what: &str) {
    let header = |name: &str| {
        let all: Vec<&str> = page.headers.get_all(name).iter().filter_map(|it| it.to_str().ok()).collect();
        assert_eq!(all.len(), 1, "{what}: {name}: {all:?}");
        all[0]
    };
    let csp = header("content-security-policy");
    for rule in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "script-src 'self';",
    ] {
        assert!(csp.contains(rule), "{what}: {csp}");
    }
    assert!(!csp.contains("unsafe") && !csp.contains('*') && !csp.contains("http"), "{what}: {csp}");
    let hsts = header("strict-transport-security");
    let seconds: u64 = hsts.trim_start_matches("max-age=").split(';').next().unwrap().parse().unwrap();
    assert!(seconds >= 31_536_000, "{what}: {hsts}");
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header("x-frame-options"), "DENY", "{what}");
    assert_eq!(header("referrer-policy"), "same-origin", "{what}");
    assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{what}");
    assert!(!header("permissions-policy").is_empty(), "{what}");
    let cache = header("cache-control");
    if is_asset && page.status == StatusCode::OK {
        assert!(cache.contains("immutable"), "{what}: {cache}");
    } else {
        assert_eq!(cache, "no-store", "{what}");
    }
    assert!(page.headers.get("server").is_none() && page.headers.get("x-powered-by").is_none(), "{what}");
    assert!(page.headers.get("access-control-allow-origin").is_none(), "{what}");
    if !page.body.is_empty() {
        assert!(header("content-type").contains("charset=utf-8") || is_asset, "{what}");
    }
}

fn cookies_are_our_host_s_alone(page: &Page, what: &str) {
    for cookie in page.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().unwrap();
        let attributes: Vec<&str> = cookie.split(';').skip(1).map(str::trim).collect();
        assert!(cookie.starts_with("__Host-"), "{what}: {cookie}");
        for needed in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(attributes.contains(&needed), "{what}: {cookie} lacks {needed}");
        }
        assert!(attributes.iter().all(|it| !it.starts_with("Domain")), "{what}: {cookie}");
    }
}

story! {
    async fn p49_every_cookie_of_a_sign_in_belongs_to_this_host_alone(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = w.browser();
        let mut pages = vec![browser.get("/signin").await];
        pages.push(browser.post("/signin", &[("username", ana.email()), ("password", ana.password())]).await);
        pages.push(browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await);
        pages.push(browser.get("/security").await);
        pages.push(browser.post("/signout", &[]).await);
        pages.push(w.browser().post("/forgot", &[("email", ana.email())]).await);
        pages.push(w.browser().get(&w.link_to(ana.email()).await).await);
        let mut seen = std::collections::BTreeSet::new();
        for page in &pages {
            cookies_are_our_host_s_alone(page, page.location());
            for cookie in page.headers.get_all("set-cookie") {
                seen.insert(cookie.to_str().unwrap().split('=').next().unwrap().to_owned());
            }
        }
        let all = [
            "__Host-browser",
            "__Host-form",
            "__Host-link",
            "__Host-recovery",
            "__Host-session",
            "__Host-sign-in",
        ];
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), all);
    }
}

story! {
    async fn p73_a_body_or_form_beyond_bounds_is_refused(w: World) {
        w.agent("Tom").await;
        let mut browser = w.browser();
        let token = browser.form_token().await;
        let before = w.everything().await;
        let start = format!("form_token={token}&username=tom%40example.com&password=x");
        let filler = |bytes: usize| -> String {
            // In many fields, so that no single one is too long.
            (0..bytes / 4_096 + 1).map(|i| format!("&f{i}={}", "x".repeat(4_000))).collect()
        };
        for path in ["/signin", "/forgot", "/reset", "/welcome", "/signout"] {
            let page = send(&browser, path, &[FORM, OWN, SAME], &(start.clone() + &filler(64 * 1_024))).await;
            assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}: {page:?}");
            assert!(page.says("That was too much"), "{page:?}");
            let exactly = start.clone() + "&f=" + &"x".repeat(64 * 1_024 + 1 - start.len() - 3);
            assert_eq!(exactly.len(), 64 * 1_024 + 1);
            let page = send(&browser, path, &[FORM, OWN, SAME], &exactly).await;
            assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}: {page:?}");
            let many: String = (0..64).map(|i| format!("&f{i}=1")).collect();
            for (what, rest) in [
                ("too many fields", many.as_str()),
                ("a field twice", "&username=ana%40example.com"),
                ("the token twice", "&form_token=x"),
                ("a long field", &format!("&f={}", "x".repeat(8_193))),
                ("a NUL", "&f=%00"),
            ] {
                let page = send(&browser, path, &[FORM, OWN, SAME], &(start.clone() + rest)).await;
                assert_eq!(page.status, StatusCode::BAD_REQUEST, "{path}, {what}: {page:?}");
            }
        }
        assert_eq!(w.everything().await, before);
    }
}

story! {
    async fn p10_a_form_asks_once_however_it_is_bent(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = w.browser();
        browser.sign_in(ana.email(), ana.password()).await;
        let token = browser.form_token().await;
        for bent in [
            "passcode[]=000000&passcode[]=000001".to_owned(),
            "passcode%5B0%5D=000000&passcode%5B1%5D=000001".to_owned(),
            "passcode=000000%2C000001%2C000002".to_owned(),
            format!("passcode={}", "1".repeat(8_000)),
            "passcode=".to_owned(),
            "passcode=%D9%A1%D9%A2%D9%A3%D9%A4%D9%A5%D9%A6".to_owned(),
            "passcode=%FF%FE".to_owned(),
        ] {
            let body = format!("form_token={token}&{bent}");
            let page = send(&browser, "/signin/passcode", &[FORM, OWN, SAME], &body).await;
            assert!([303, 400].contains(&page.status.as_u16()), "{bent}: {page:?}");
        }
        assert!(!browser.is_signed_in().await);
        assert!(w.count("SELECT count(*) FROM second_factor_ledger WHERE failures > 1").await == 0);
    }
}

async fn address_of(w: &World, peer: [u8; 4], headers: &[(&str, &str)]) -> String {
    w.tamper("DELETE FROM events").await;
    w.tamper("DELETE FROM password_ledger").await;
    let mut browser = w.browser();
    browser.address = IpAddr::from(peer);
    browser.headers.extend(headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    browser.sign_in("tom@example.com", "no such word at all").await;
    w.row::<String>("SELECT address FROM events WHERE kind = 'password_refused'").await.expect("an event")
}

story! {
    async fn a_forwarded_address_counts_from_trusted_proxies_alone(w: World) {
        let trusted = ["10.0.0.0/8", "fd00::/8"].map(|net| net.parse().unwrap()).to_vec();
        let behind = w.restarted(settings(), WebSettings { trusted_proxies: trusted, ..WebSettings::default() }).await;
        w.agent("Tom").await;
        let forwarded = |value: &'static str| [("x-forwarded-for", value)];
        for (peer, headers, expected) in [
            ([10, 0, 0, 1], &forwarded("203.0.113.7")[..], "203.0.113.7"),
            ([10, 0, 0, 1], &forwarded("1.2.3.4, 203.0.113.7, 10.9.9.9")[..], "203.0.113.7"),
            ([10, 0, 0, 1], &forwarded("2001:db8::7")[..], "2001:db8::7"),
            ([10, 0, 0, 1], &forwarded("::ffff:203.0.113.7")[..], "203.0.113.7"),
            ([10, 0, 0, 1], &[("x-forwarded-for", "1.2.3.4"), ("x-forwarded-for", "203.0.113.7")][..], "203.0.113.7"),
            ([10, 0, 0, 1], &forwarded("203.0.113.7, nonsense")[..], "10.0.0.1"),
            ([10, 0, 0, 1], &[("x-real-ip", "1.2.3.4"), ("forwarded", "for=1.2.3.4"), ("true-client-ip", "1.2.3.4")][..], "10.0.0.1"),
            ([10, 0, 0, 1], &[][..], "10.0.0.1"),
            ([198, 51, 100, 1], &forwarded("203.0.113.7")[..], "198.51.100.1"),
            ([198, 51, 100, 1], &forwarded("10.0.0.1")[..], "198.51.100.1"),
        ] {
            assert_eq!(address_of(&behind, peer, headers).await, expected, "{peer:?} {headers:?}");
        }
        assert_eq!(address_of(&w, [10, 0, 0, 1], &forwarded("203.0.113.7")).await, "10.0.0.1", "none is trusted");
    }
}

story! {
    async fn nobody_escapes_a_delay_by_claiming_to_come_from_elsewhere(w: World) {
        let tom = w.agent("Tom").await;
        let mut last = StatusCode::OK;
        for i in 0..6 {
            let mut browser = w.browser();
            browser.address = IpAddr::from([198, 51, 100, 1]);
            browser.headers.push(("x-forwarded-for".to_owned(), format!("203.0.{i}.7")));
            last = browser.sign_in(tom.email(), "no such word at all").await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    }
}
