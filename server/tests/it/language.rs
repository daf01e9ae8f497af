//! The language of pages and mails: chosen at the door for a browser, in My security for oneself.

use axum::http::StatusCode;

use crate::story;
use crate::world::{Browser, PASSWORD};

fn speaks(mut browser: Browser, language: &str) -> Browser {
    browser.headers.push(("accept-language".to_owned(), language.to_owned()));
    browser
}

story! {
    async fn a_customer_who_reads_no_english_switches_at_the_door(w: World) {
        let mara = w.customer("Mara").await;
        let mut browser = speaks(w.browser(), "en");
        let page = browser.get("/signin?because=idle&then=%2Fdesk").await;
        assert!(page.says("Sign in to Acme Help") && page.body.contains("lang=\"de\" dir=\"ltr\">Deutsch"), "{page:?}");
        let back = page.field("back").expect("the way back").replace("&#38;", "&");
        let page = browser.post("/language", &[("language", "de"), ("back", &back)]).await;
        assert_eq!(page.location(), "/signin?because=idle&then=/desk");
        let page = browser.follow(page).await;
        assert!(page.says("Anmelden bei Acme Help") && page.body.contains("<html lang=\"de\" dir=\"ltr\">"), "{page:?}");
        assert!(browser.sign_in(mara.email(), "not it").await.says("E-Mail oder Passwort stimmt nicht"));
        assert!(browser.get("/nowhere").await.says("Hier ist nichts"), "also where there is no page");
        assert_eq!(browser.sign_in(mara.email(), PASSWORD).await.location(), "/desk");
        assert!(browser.get("/security").await.says("Meine Sicherheit"));
        browser.post("/signout", &[]).await;
        assert!(browser.get("/signed-out").await.says("Sie sind abgemeldet"));
        let page = browser.post("/language", &[("language", "en"), ("back", "/signed-out")]).await;
        assert!(browser.follow(page).await.says("You are signed out"));
    }
}

story! {
    async fn a_person_s_language_goes_before_that_of_any_browser_and_mails_are_in_it(w: World) {
        let ana = w.agent("Ana").await;
        let mut browser = speaks(ana.sign_in().await, "en");
        let page = browser.get("/security").await;
        assert!(page.says("My security") && page.body.contains("<option value=\"de\" lang=\"de\""), "{page:?}");
        let page = browser.post("/security/language", &[("language", "de")]).await;
        assert_eq!(page.location(), "/security?done=language-chosen");
        let page = browser.follow(page).await;
        assert!(page.says("Ihre Sprache ist geändert.") && page.says("24. Nov. 2026, 10:00 UTC"), "{page:?}");
        assert!(page.body.contains("<option value=\"de\" lang=\"de\" dir=\"ltr\" selected>"), "{page:?}");

        // In any browser of hers; and a stranger's asking does not choose for her.
        let mut other = speaks(w.browser(), "en");
        assert!(other.get("/signin").await.says("Sign in to"));
        ana.sign_in_with(&mut other).await;
        assert!(other.get("/security").await.says("Meine Sicherheit"));
        speaks(w.browser(), "en").post("/forgot", &[("email", ana.email())]).await;
        let mails = w.mail_to(ana.email()).await;
        let mail = mails.iter().find(|mail| mail.text.contains("angefordert")).expect("a mail");
        assert_eq!((mail.subject.as_str(), mail.language.as_str()), ("Ein neues Passwort für Acme Help", "de"));
        assert!(mail.text.contains("Guten Tag Ana") && mail.text.contains("Firefox auf Linux"), "{}", mail.text);
        assert!(mail.text.contains("24. Nov. 2026, 10:00 UTC"), "{}", mail.text);

        let page = other.post("/security/language", &[("language", "")]).await;
        assert!(other.follow(page).await.says("Your language is changed."));
        assert!(browser.get("/security").await.says("Meine Sicherheit"), "this browser still has its own choice");
        speaks(w.browser(), "de").post("/forgot", &[("email", ana.email())]).await;
        let mail = w.mail_to(ana.email()).await.pop().unwrap();
        assert_eq!(mail.language, "de", "who chose none is written to in the language of the page that called for it");
    }
}

story! {
    async fn what_is_no_language_of_ours_is_not_chosen(w: World) {
        let ana = w.agent("Ana").await;
        let mut browser = ana.sign_in().await;
        for none in ["tlh", "DE", "../de", "de\r\nSet-Cookie: a=b", "<b>"] {
            let page = browser.post("/security/language", &[("language", none)]).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{none:?}: {page:?}");
            let page = browser.post("/language", &[("language", none), ("back", "/security")]).await;
            assert_eq!(page.location(), "/security");
            assert!(!browser.cookies.contains_key("__Host-language"), "{none:?}");
        }
        assert_eq!(w.count("SELECT count(*) FROM users WHERE language IS NOT NULL").await, 0);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'language_chosen'").await, 0);
    }
}

story! {
    async fn p45_the_switch_leads_to_no_other_host(w: World) {
        let mut browser = w.browser();
        let page = browser.get("/signin?then=%2F%2Fevil.example").await;
        assert_eq!(page.field("back"), Some("/signin"), "{page:?}");
        for evil in ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "", "x"] {
            let page = browser.post("/language", &[("language", "de"), ("back", evil)]).await;
            assert_eq!(page.location(), "/", "{evil}");
        }
    }
}

story! {
    async fn p44_no_other_site_switches_the_language(w: World) {
        let mut browser = w.browser();
        browser.get("/signin").await;
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("origin", "https://evil.example")];
        let page = browser.send(axum::http::Method::POST, "/language", &headers, "language=de").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(!browser.cookies.contains_key("__Host-language"));
        assert_eq!(browser.get("/language").await.status, StatusCode::METHOD_NOT_ALLOWED);
    }
}

story! {
    async fn who_reads_no_english_gets_the_link_in_the_language_of_the_page(w: World) {
        crate::registration::open(&w).await;
        let mut browser = w.browser();
        browser.headers.push(("accept-language".to_owned(), "de-CH, en;q=0.3".to_owned()));
        browser.post("/register", &[("email", "urs@example.com")]).await;
        w.app().decide_requests().await.unwrap();
        let mails = w.mail_to("urs@example.com").await;
        assert!(mails[0].text.contains("Wenn Sie es sind, öffnen Sie diesen Link"), "{}", mails[0].text);
    }
}
