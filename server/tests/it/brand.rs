//! How an account looks and what it says at its door: chosen by an admin, seen by its people, and by nobody else's.

use axum::http::{Method, StatusCode};
use doorward_core::logo::MOST_BYTES;
use serde_json::Value;

use crate::story;
use crate::world::{Browser, ORIGIN, Page, World};

const PNG: &[u8] = include_bytes!("../../../core/tests/pictures/logo.png");
const JPEG: &[u8] = include_bytes!("../../../core/tests/pictures/logo.jpg");
const WEBP: &[u8] = include_bytes!("../../../core/tests/pictures/logo.webp");
const GIF: &[u8] = include_bytes!("../../../core/tests/pictures/logo.gif");

const HERE: &str = "/admin/brand";
const LOGO: &str = "/admin/brand/logo";
const TEXTS: &str = "/admin/brand/texts";
const MULTIPART: &str = "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxk";

/// A form with a file, as browsers write it.
fn multipart(fields: &[(&str, &str)], file_name: &str, file: &[u8]) -> Vec<u8> {
    const BETWEEN: &str = "------WebKitFormBoundary7MA4YWxk";
    let mut body = String::new();
    for (name, value) in fields {
        body += &format!("{BETWEEN}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body +=
        &format!("{BETWEEN}\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"{file_name}\"\r\n");
    body += "Content-Type: image/png\r\n\r\n";
    [body.as_bytes(), file, format!("\r\n{BETWEEN}--\r\n").as_bytes()].concat()
}

async fn version(browser: &mut Browser) -> String {
    browser.get(HERE).await.field("version").expect("the version that is shown").to_owned()
}

/// Chooses a file on the page, as a browser does it.
async fn upload(browser: &mut Browser, file_name: &str, file: &[u8]) -> Page {
    let version = version(browser).await;
    let token = browser.form_token().await;
    let body = multipart(&[("form_token", &token), ("version", &version)], file_name, file);
    let headers = [("content-type", MULTIPART), ("origin", ORIGIN), ("sec-fetch-site", "same-origin")];
    browser.send_bytes(Method::POST, LOGO, &headers, body).await
}

async fn save(browser: &mut Browser, path: &'static str, fields: &[(&str, &str)]) -> Page {
    let version = version(browser).await;
    let all: Vec<(&str, &str)> = fields.iter().copied().chain([("version", version.as_str())]).collect();
    browser.post_once(path, &all).await
}

async fn saved(browser: &mut Browser, path: &'static str, fields: &[(&str, &str)]) {
    let page = save(browser, path, fields).await;
    assert!(page.location().ends_with("done=saved"), "{page:?}");
}

/// The addresses of the account's stylesheet and logo on a page, where it has them.
fn addresses(page: &Page) -> (Option<String>, Option<String>) {
    let after = |start: &str| Some(page.body.split_once(start)?.1.split('"').next()?.to_owned());
    let sheet = after("rel=\"stylesheet\" href=\"/brand/").map(|it| format!("/brand/{it}"));
    (sheet, after("<img class=\"logo\" src=\""))
}

/// Gives the account colours and a logo, and gives the addresses of both.
pub async fn give_a_face(w: &World, admin: &mut Browser) -> (String, String) {
    saved(admin, HERE, &[("light", "#0b7a5a"), ("dark", "")]).await;
    let page = upload(admin, "logo.png", PNG).await;
    assert_eq!(page.location(), "/admin/brand?done=saved", "{page:?}");
    let (sheet, logo) = addresses(&w.browser().get("/signin").await);
    (sheet.expect("a stylesheet"), logo.expect("a logo"))
}

story! {
    async fn an_account_has_a_face_of_its_own_and_its_neighbour_has_not(w: World) {
        let other = w.other_account("https://desk.example.net").await;
        let mut admin = w.admin("Kwame").await.sign_in().await;
        assert_eq!(addresses(&w.browser().get("/signin").await), (None, None));
        let (sheet, logo) = give_a_face(&w, &mut admin).await;

        let page = w.browser().get("/signin").await;
        assert!(page.body.contains("width=\"120\" height=\"40\" alt=\"Acme Help\""), "{}", page.body);
        let css = w.browser().get(&sheet).await;
        assert_eq!(css.status, StatusCode::OK);
        assert_eq!(css.headers["content-type"], "text/css; charset=utf-8");
        assert!(css.body.contains("--light:#0b7a5a;--on-light:#ffffff;"), "{}", css.body);
        let picture = w.browser().get(&logo).await;
        assert_eq!((picture.status, picture.bytes.as_slice()), (StatusCode::OK, PNG));
        for (answer, kind) in [(&css, "text/css; charset=utf-8"), (&picture, "image/png")] {
            assert_eq!(answer.headers["content-type"], kind);
            assert_eq!(answer.headers["x-content-type-options"], "nosniff");
            assert_eq!(answer.headers["cache-control"], "public, max-age=31536000, immutable");
            assert!(answer.headers.get("set-cookie").is_none());
        }
        // In a session as well, and on the pages of the Admin Center.
        assert_eq!(addresses(&admin.get("/security").await), (Some(sheet.clone()), Some(logo.clone())));

        // The neighbour has none of it, neither on pages nor by the address.
        assert_eq!(addresses(&other.browser().get("/signin").await), (None, None));
        for path in [&sheet, &logo] {
            assert_eq!(other.browser().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }

        // What was replaced is gone: another content has another address.
        for file in [JPEG, WEBP] {
            let page = upload(&mut admin, "logo.png", file).await;
            assert_eq!(page.location(), "/admin/brand?done=saved", "{page:?}");
        }
        saved(&mut admin, HERE, &[("light", "#7a0b5a"), ("dark", "#ffd000")]).await;
        for path in [&sheet, &logo] {
            assert_eq!(w.browser().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let (sheet, logo) = addresses(&w.browser().get("/signin").await);
        assert!(w.browser().get(&sheet.unwrap()).await.body.contains("--dark:#ffd000;--on-dark:#000000;"));
        assert_eq!(w.browser().get(&logo.unwrap()).await.headers["content-type"], "image/webp");
        // Each is in the log, as it was; those of one moment in any order.
        let changes = w.rows::<String>("SELECT event FROM events WHERE kind = 'brand_changed'").await;
        let changes: Vec<Value> = changes.iter().map(|change| serde_json::from_str(change).unwrap()).collect();
        let with = |is: &dyn Fn(&Value) -> bool| changes.iter().filter(|change| is(change)).count();
        let light = |colour: &'static str| with(&move |change: &Value| change["light"] == colour);
        assert_eq!((changes.len(), light("#0b7a5a"), light("#7a0b5a")), (5, 4, 1), "{changes:?}");
        assert_eq!(with(&|change| change["logo"].is_null()), 1, "{changes:?}");
        // And as it was before.
        let repainted = |change: &Value| change["from"]["light"] == "#0b7a5a" && change["light"] == "#7a0b5a";
        assert_eq!(with(&repainted), 1, "{changes:?}");

        // Without the logo the name stands there again; and everything can be as it was at first.
        saved(&mut admin, "/admin/brand/logo/remove", &[]).await;
        let page = w.browser().get("/signin").await;
        assert!(addresses(&page).1.is_none() && page.body.contains("<bdi>Acme Help</bdi>"), "{}", page.body);
        assert_eq!(w.count("SELECT count(*) FROM logos").await, 0);
        saved(&mut admin, TEXTS, &[("language", "en"), ("welcome", "Hello"), ("help", "")]).await;
        saved(&mut admin, "/admin/brand/reset", &[]).await;
        let page = w.browser().get("/signin").await;
        assert!(addresses(&page) == (None, None) && !page.says("Hello"), "{page:?}");
        assert!(save(&mut admin, "/admin/brand/reset", &[]).await.location().ends_with("done=unchanged"));
    }
}

story! {
    async fn a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(w: World) {
        let mut admin = w.admin("Kwame").await.sign_in().await;
        let page = save(&mut admin, HERE, &[("light", "#ff9900"), ("dark", "#003366")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says("its contrast is 1.87:1, and 4.5:1 is needed. The nearest that works is #9e5e00"), "{page:?}");
        assert!(page.says("its contrast is 1.13:1, and 4.5:1 is needed. The nearest that works is #2592ff"), "{page:?}");
        assert!(page.body.contains("value=\"#ff9900\"") && page.body.contains("id=\"light-error\""), "{page:?}");
        for odd in ["orange", "#fff", "#0b7a5a;}", "#0b7a5a/**/", "url(//evil)"] {
            let page = save(&mut admin, HERE, &[("light", odd), ("dark", "")]).await;
            assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says("six digits"), "{odd}: {page:?}");
        }
        assert_eq!(w.count("SELECT count(*) FROM brands").await, 0);
        saved(&mut admin, HERE, &[("light", "#9e5e00"), ("dark", "#2592ff")]).await;
        let page = admin.get(HERE).await;
        assert!(page.says("Contrast of links 4.5"), "{page:?}");
    }
}

story! {
    async fn a_file_that_is_no_logo_is_refused_whatever_its_name_says(w: World) {
        let mut admin = w.admin("Kwame").await.sign_in().await;
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
        let html = b"<!doctype html><script>alert(1)</script>";
        let polyglot = [PNG, html].concat();
        let (mut large, mut wide) = (PNG.to_vec(), PNG.to_vec());
        large.resize(MOST_BYTES + 1, 0);
        wide[16..20].copy_from_slice(&1_200_u32.to_be_bytes());
        let refused: [(&str, &[u8], &str); 9] = [
            ("logo.svg", svg, "no PNG, JPEG or WebP picture"),
            ("logo.png", svg, "no PNG, JPEG or WebP picture"),
            ("logo.gif", GIF, "no PNG, JPEG or WebP picture"),
            ("logo.png", html, "no PNG, JPEG or WebP picture"),
            ("logo.png", &polyglot, "something else in the file"),
            ("logo.png", &PNG[..PNG.len() - 1], "The picture is not whole"),
            ("logo.png", &large, "larger than 32 KB"),
            ("logo.png", &wide, "1,200 by 40 pixels"),
            ("", b"", "Choose a picture"),
        ];
        for (name, file, why) in refused {
            let page = upload(&mut admin, name, file).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}: {page:?}");
            assert!(page.says(why) && page.body.contains("id=\"logo-error\""), "{why}: {page:?}");
        }
        let page = upload(&mut admin, "logo.png", &vec![0; 80 * 1024]).await;
        assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE, "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM logos").await + w.count("SELECT count(*) FROM brands").await, 0);
        // The name says nothing, and neither does the type that the browser names.
        let page = upload(&mut admin, "logo.svg\"; x=\".html", JPEG).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "no browser writes such a name: {page:?}");
        upload(&mut admin, "logo.html", JPEG).await;
        let (_, logo) = addresses(&w.browser().get("/signin").await);
        assert_eq!(w.browser().get(&logo.unwrap()).await.headers["content-type"], "image/jpeg");
    }
}

story! {
    async fn p44_the_one_door_that_takes_a_file_asks_all_that_other_doors_ask(w: World) {
        let mut admin = w.admin("Kwame").await.sign_in().await;
        let (token, foreign) = (admin.form_token().await, w.browser().form_token().await);
        let before = w.everything().await;
        let body = |token: &str| multipart(&[("form_token", token), ("version", "0")], "logo.png", PNG);
        let (kind, own, same) = (("content-type", MULTIPART), ("origin", ORIGIN), ("sec-fetch-site", "same-origin"));
        let refused = [
            vec![kind],
            vec![kind, ("origin", "null")],
            vec![kind, ("origin", "https://evil.example")],
            vec![kind, own, ("origin", "https://evil.example")],
            vec![kind, own, ("sec-fetch-site", "cross-site")],
            vec![kind, own, ("sec-fetch-site", "same-site")],
            vec![own, same],
            vec![("content-type", "text/plain"), own, same],
            vec![("content-type", "multipart/mixed; boundary=----WebKitFormBoundary7MA4YWxk"), own, same],
        ];
        for headers in refused {
            let page = admin.clone().send_bytes(Method::POST, LOGO, &headers, body(&token)).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{headers:?}: {page:?}");
        }
        for wrong in ["", "AAAA", &token[1..], &foreign] {
            let page = admin.clone().send_bytes(Method::POST, LOGO, &[kind, own, same], body(wrong)).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "token {wrong:?}: {page:?}");
        }
        let twice = multipart(&[("form_token", &token), ("version", "0"), ("version", "1")], "logo.png", PNG);
        let page = admin.clone().send_bytes(Method::POST, LOGO, &[kind, own, same], twice).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "a field twice: {page:?}");
        assert_eq!(w.everything().await, before);
        // No other door takes such a form, with everything right about it.
        for path in [HERE, TEXTS, "/admin/brand/reset", "/security/password", "/signin"] {
            let page = admin.clone().send_bytes(Method::POST, path, &[kind, own, same], body(&token)).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}: {page:?}");
        }
        let page = admin.send_bytes(Method::POST, LOGO, &[kind, own, same], body(&token)).await;
        assert_eq!(page.location(), "/admin/brand?done=saved", "{page:?}");
    }
}

story! {
    async fn what_the_account_says_stands_where_people_are_told_to_ask_somebody(w: World) {
        let mut admin = w.admin("Kwame").await.sign_in().await;
        let (welcome, help) = ("Welcome <b>in</b>", "Front desk, https://desk.example, +49 170 1234567");
        saved(&mut admin, TEXTS, &[("language", "en"), ("welcome", welcome), ("help", help)]).await;
        saved(&mut admin, TEXTS, &[("language", "ar"), ("welcome", ""), ("help", "مكتب الاستقبال +49 170 1234567")]).await;
        let speaks = |language: &str| {
            let mut browser = w.browser();
            browser.headers.push(("accept-language".to_owned(), language.to_owned()));
            browser
        };
        let page = speaks("en").get("/signin").await;
        assert!(page.body.contains("<bdi lang=\"en\">Welcome &#60;b&#62;in&#60;/b&#62;</bdi>"), "{}", page.body);
        assert!(page.says(help) && !page.body.contains("href=\"https://desk.example"), "plain text: {}", page.body);
        // In Korean nothing was written, and the account speaks English.
        assert!(speaks("ko").get("/signin").await.body.contains("lang=\"en\">Front desk"));
        let page = speaks("ar").get("/signin").await;
        assert!(page.says("مكتب الاستقبال") && page.says("Welcome"), "each text by itself: {page:?}");
        assert!(page.body.contains("<bdi class=\"number\" dir=\"ltr\">+49 170 1234567</bdi>"), "{}", page.body);

        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.half_sign_in().await;
        for path in ["/signin/passcode", "/signin/recovery-code"] {
            assert!(browser.get(path).await.says("Who helps: Front desk"), "{path}");
        }
        let mut tried = browser.try_passcode("000000").await;
        for _ in 0..6 {
            tried = browser.try_passcode("000000").await;
        }
        assert!(tried.says("Too many tries") && tried.says("Who helps: Front desk"), "{tried:?}");
        let mails = w.mail_to(ana.email()).await;
        let mail = mails.iter().find(|mail| mail.subject.contains("trying passcodes")).expect("a warning");
        assert!(mail.text.contains(&format!("\n\nWho helps: {help}\n\nAcme Help\n{ORIGIN}\n")), "{}", mail.text);
        // Another account's mails and pages say nothing of it.
        let other = w.other_account("https://desk.example.net").await;
        assert!(!other.browser().get("/signin").await.says("Front desk"));

        for (odd, why) in [("é".repeat(301), "at most 300 characters"), ("a\u{202e}b".to_owned(), "that nobody sees")] {
            let page = save(&mut admin, TEXTS, &[("language", "de"), ("welcome", ""), ("help", &odd)]).await;
            assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says(why), "{page:?}");
        }
        let page = save(&mut admin, TEXTS, &[("language", "xx"), ("welcome", "a"), ("help", "b")]).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
    }
}

story! {
    async fn of_two_admins_at_once_one_is_told_to_look_again(w: World) {
        let mut kwame = w.admin("Kwame").await.sign_in().await;
        let mut nadia = w.admin("Nadia").await.sign_in().await;
        let seen = version(&mut nadia).await;
        saved(&mut kwame, HERE, &[("light", "#0b7a5a"), ("dark", "")]).await;
        let late = [("light", "#7a0b5a"), ("dark", ""), ("version", seen.as_str())];
        let page = nadia.post_once(HERE, &late).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says("Somebody else changed these settings") && page.body.contains("value=\"#7a0b5a\""), "{page:?}");
        assert_eq!(w.row::<String>("SELECT accent_light FROM brands").await.as_deref(), Some("#0b7a5a"));

        // Both in the same moment, and from nothing: one row, one change.
        saved(&mut kwame, "/admin/brand/reset", &[]).await;
        w.tamper("DELETE FROM brands").await;
        let mut tasks = tokio::task::JoinSet::new();
        for i in 0..8 {
            let mut browser = if i % 2 == 0 { kwame.clone() } else { nadia.clone() };
            browser.form_token().await;
            tasks.spawn(async move {
                let colour = format!("#0b7a5{i}");
                browser.post_once(HERE, &[("light", &colour), ("dark", ""), ("version", "0")]).await
            });
        }
        let answers = tasks.join_all().await;
        let done = answers.iter().filter(|page| page.location().ends_with("done=saved")).count();
        let late = answers.iter().filter(|page| page.status == StatusCode::UNPROCESSABLE_ENTITY).count();
        assert_eq!((done, late), (1, 7), "{answers:?}");
        assert_eq!(w.count("SELECT version FROM brands").await, 1);
    }
}

story! {
    async fn only_an_admin_who_proved_it_lately_changes_how_the_account_looks(w: World) {
        let mut agent = w.agent_with_totp("Ana").await.sign_in().await;
        let token = agent.form_token().await;
        assert_eq!(agent.get(HERE).await.status, StatusCode::FORBIDDEN);
        let (kind, own, same) = (("content-type", MULTIPART), ("origin", ORIGIN), ("sec-fetch-site", "same-origin"));
        let body = multipart(&[("form_token", &token), ("version", "0")], "logo.png", PNG);
        let page = agent.send_bytes(Method::POST, LOGO, &[kind, own, same], body).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
        let denied = w.count("SELECT count(*) FROM events WHERE kind = 'denied'").await;
        assert_eq!(denied, 1);

        let mut admin = w.admin("Kwame").await.sign_in().await;
        w.later("11 minutes");
        for (path, fields) in [
            (HERE, vec![("light", "#0b7a5a"), ("dark", "")]),
            (TEXTS, vec![("language", "en"), ("welcome", "Hello"), ("help", "")]),
            ("/admin/brand/logo/remove", vec![]),
            ("/admin/brand/reset", vec![]),
        ] {
            let page = save(&mut admin, path, &fields).await;
            assert_eq!(page.location(), "/confirm?for=brand&then=%2Fadmin%2Fbrand", "{path}: {page:?}");
        }
        let page = upload(&mut admin, "logo.png", PNG).await;
        assert_eq!(page.location(), "/confirm?for=brand&then=%2Fadmin%2Fbrand", "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM brands").await, 0);
    }
}

story! {
    async fn a_face_costs_no_statement(w: World) {
        let mut admin = w.admin("Kwame").await.sign_in().await;
        let ana = w.agent("Ana").await.sign_in().await;
        let mut costs = Vec::new();
        for step in 0..2 {
            if step == 1 {
                give_a_face(&w, &mut admin).await;
                saved(&mut admin, TEXTS, &[("language", "en"), ("welcome", "Hello"), ("help", "Ask Ada")]).await;
            }
            let before = w.work();
            assert_eq!(w.browser().get("/signin").await.says("Ask Ada"), step == 1);
            assert!(ana.clone().is_signed_in().await);
            ana.clone().get("/security").await;
            costs.push(w.work() - before);
        }
        assert_eq!(costs[0], costs[1]);
        assert!(costs[0].statements > 2);
    }
}
