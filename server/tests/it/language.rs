//! The language of pages and mails: chosen at the door for a browser, in My security for oneself.

use axum::http::StatusCode;
use doorward::delivery::Mail;

use crate::story;
use crate::world::{Browser, PASSWORD, World};

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

/// The newest mail to this address that has this subject: what else somebody is told of the same act does not matter here.
async fn mail_of(w: &World, email: &str, subject: &str) -> Mail {
    let mails = w.mail_to(email).await;
    let subjects: Vec<_> = mails.iter().map(|mail| mail.subject.clone()).collect();
    mails
        .into_iter()
        .rfind(|mail| mail.subject == subject)
        .unwrap_or_else(|| panic!("{subject}: {subjects:?}"))
}

/// Chooses the account's language, as an admin who has signed in just now.
async fn account_speaks(admin: &mut Browser, language: &str) {
    let page = admin.post("/admin/language", &[("language", language)]).await;
    assert_eq!(page.location(), "/admin/language?done=saved", "{page:?}");
}

story! {
    async fn an_admin_sets_the_language_of_those_whose_browser_asks_for_none_of_ours(w: World) {
        let other = w.other_account("https://other.example.com").await;
        let kwame = w.admin("Kwame").await;
        let mut admin = speaks(kwame.sign_in().await, "en");
        let page = admin.get("/admin/language").await;
        assert!(page.says("Language of the account") && page.body.contains("<option value=\"en\" lang=\"en\" dir=\"ltr\" selected>"));
        account_speaks(&mut admin, "ko").await;
        assert!(admin.get("/admin/language").await.body.contains("<option value=\"ko\" lang=\"ko\" dir=\"ltr\" selected>"));
        let again = admin.post("/admin/language", &[("language", "ko")]).await;
        assert_eq!(again.location(), "/admin/language?done=unchanged");

        assert!(w.browser().get("/signin").await.says("Acme Help에 로그인"), "a browser that asks for nothing");
        assert!(speaks(w.browser(), "tlh, *;q=0.1").get("/signin").await.says("Acme Help에 로그인"));
        assert!(speaks(w.browser(), "ar-EG").get("/signin").await.body.contains("dir=\"rtl\""), "the browser goes first");
        let mut chosen = w.browser();
        chosen.get("/signin").await;
        chosen.post("/language", &[("language", "de"), ("back", "/signin")]).await;
        assert!(chosen.get("/signin").await.says("Anmelden bei"), "the choice in the browser goes first");
        let ana = w.agent("Ana").await;
        let mut browser = ana.sign_in().await;
        browser.post("/security/language", &[("language", "en")]).await;
        browser.cookies.remove("__Host-language");
        assert!(browser.get("/security").await.says("My security"), "the person goes first");
        assert!(other.browser().get("/signin").await.says("Sign in to Other"), "another account");
        let chosen = "SELECT count(*) FROM events WHERE kind = 'account_language_chosen' AND actor = 'admin'";
        assert_eq!(w.count(chosen).await, 1);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE event LIKE '%\"from\":null,\"language\":\"en\"%'").await, 1);
    }
}

story! {
    async fn the_account_s_language_is_changed_by_a_fresh_proof_alone_and_is_one_of_ours(w: World) {
        let kwame = w.admin("Kwame").await;
        let mut admin = kwame.sign_in().await;
        for none in ["", "tlh", "KO", "../ko", "ko\r\nSet-Cookie: a=b"] {
            let page = admin.post("/admin/language", &[("language", none)]).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{none:?}: {page:?}");
        }
        w.later("11 minutes");
        let page = admin.post("/admin/language", &[("language", "ko")]).await;
        assert_eq!(page.location(), "/confirm?for=account-language&then=%2Fadmin%2Flanguage", "{page:?}");
        assert!(admin.follow(page).await.says("To change the language of the account"));
        let ana = w.agent_with_totp("Ana").await;
        let page = ana.sign_in().await.post("/admin/language", &[("language", "ko")]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert_eq!(w.count("SELECT count(*) FROM tenants WHERE language IS NOT NULL").await, 0);
        let proof = [("passcode", kwame.passcode()), ("then", "/admin/language".to_owned())];
        let proof: Vec<_> = proof.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(admin.post("/confirm?for=account-language", &proof).await.location(), "/admin/language");
        account_speaks(&mut admin, "ko").await;
    }
}

story! {
    async fn who_is_invited_by_somebody_who_speaks_another_language_can_read_the_invitation(w: World) {
        let mut admin = speaks(w.admin("Kwame").await.sign_in().await, "en");
        account_speaks(&mut admin, "ko").await;
        assert!(admin.get("/admin").await.says("Admin Center"), "the admin reads English");
        let fields = [("email", "jiwoo@example.com"), ("name", "지우"), ("role", "end_user")];
        admin.post("/admin/end-users/invite", &fields).await;
        let mail = w.mail_to("jiwoo@example.com").await.pop().expect("an invitation");
        assert_eq!((mail.language.as_str(), mail.subject.as_str()), ("ko", "Acme Help 초대장"));
        assert!(mail.text.starts_with("지우 님, 안녕하세요.") && mail.text.contains("2026년 12월 1일"), "{}", mail.text);
        let link = w.link_to("jiwoo@example.com").await;
        let mut browser = speaks(w.browser(), "ko-KR,ko;q=0.9,en;q=0.5");
        let page = browser.get(&link).await;
        assert!(browser.follow(page).await.says("Acme Help에 오신 것을 환영해요"));
    }
}

story! {
    async fn what_one_asks_for_comes_in_the_language_of_the_page_and_a_warning_in_that_of_the_account(w: World) {
        let mut admin = speaks(w.admin("Kwame").await.sign_in().await, "en");
        account_speaks(&mut admin, "ko").await;
        let ana = w.agent_with_totp("Ana").await;
        speaks(w.browser(), "de").post("/forgot", &[("email", ana.email())]).await;
        let mail = mail_of(&w, ana.email(), "Ein neues Passwort für Acme Help").await;
        assert_eq!(mail.language, "de", "she waits for it before a German page");

        // Whoever has her password and asks for Arabic does not make the warning Arabic.
        let mut thief = speaks(w.browser(), "ar");
        ana.half_sign_in_with(&mut thief).await;
        for _ in 0..5 {
            thief.post("/signin/passcode", &[("passcode", "000000")]).await;
        }
        let mail = mail_of(&w, ana.email(), "누군가 인증 코드를 계속 시도하고 있어요").await;
        assert_eq!(mail.language, "ko");
    }
}

story! {
    async fn the_whole_door_speaks_korean(w: World) {
        let jiwoo = w.agent_with_totp("Jiwoo").await;
        let mut browser = speaks(w.browser(), "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7");
        let page = browser.get("/signin").await;
        assert!(page.body.contains("<html lang=\"ko\" dir=\"ltr\">") && page.says("Acme Help에 로그인"), "{page:?}");
        assert!(browser.sign_in(jiwoo.email(), "not it").await.says("이메일이나 비밀번호가 맞지 않아요"));
        let page = browser.sign_in(jiwoo.email(), PASSWORD).await;
        assert!(browser.follow(page).await.says("이 컴퓨터에서 30일 동안 다시 묻지 않기"));
        assert!(browser.try_passcode("12345").await.says("인증 코드는 숫자 6자리예요"));
        let page = browser.get("/signin/recovery-code").await;
        assert!(page.says("복구 코드 쓰기") && page.says("코드가 10개 남았어요."), "{page:?}");
        let page = browser.post("/signin/recovery-code", &[("recovery_code", jiwoo.recovery_code(0))]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        let page = browser.get("/security").await;
        assert!(page.says("2026년 11월 24일 10:00 UTC") && page.says("10개 중 9개 남음"), "{page:?}");
        browser.post("/security/language", &[("language", "ko")]).await;
        browser.post("/signout", &[]).await;
        assert!(browser.get("/signed-out").await.says("로그아웃되었어요"));
        jiwoo.half_sign_in_with(&mut browser).await;
        browser.post("/signin/recovery-code", &[("recovery_code", jiwoo.recovery_code(1))]).await;
        let mail = mail_of(&w, jiwoo.email(), "복구 코드를 썼어요").await;
        assert_eq!(mail.language, "ko");
        assert!(mail.text.contains("8개 남았어요.") && mail.text.contains("브라우저: Firefox(Linux)"), "{}", mail.text);
    }
}

story! {
    async fn the_whole_door_speaks_arabic_from_right_to_left(w: World) {
        let layla = w.agent_with_totp("Layla").await;
        let mut browser = speaks(w.browser(), "ar-EG, en;q=0.5");
        let page = browser.get("/signin").await;
        assert!(page.body.contains("<html lang=\"ar\" dir=\"rtl\">"), "{page:?}");
        // The account's name runs against the sentence, so it stands isolated in it.
        assert!(page.says("تسجيل الدخول إلى \u{2068}Acme Help\u{2069}"), "{page:?}");
        assert!(page.body.contains("type=\"email\"") && page.body.contains("dir=\"ltr\""), "addresses are typed as they are");
        assert!(browser.sign_in(layla.email(), "not it").await.says("البريد الإلكتروني أو كلمة المرور غير صحيحة"));
        let page = browser.sign_in(layla.email(), PASSWORD).await;
        assert!(browser.follow(page).await.says("لمدة 30 يومًا"));
        assert!(browser.get("/signin/recovery-code").await.says("بقيت لديك 10 رموز."));
        let page = browser.post("/signin/recovery-code", &[("recovery_code", layla.recovery_code(0))]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        let page = browser.get("/security").await;
        assert!(page.says("24 نوفمبر 2026، 10:00 UTC") && page.says("بقيت 9 رموز من 10"), "{page:?}");
        browser.post("/security/language", &[("language", "ar")]).await;
        for (i, left) in [(1, "بقيت لديك 8 رموز."), (7, "بقيت لديك 7 رموز.")] {
            browser.post("/signout", &[]).await;
            layla.half_sign_in_with(&mut browser).await;
            browser.post("/signin/recovery-code", &[("recovery_code", layla.recovery_code(i))]).await;
            let mail = mail_of(&w, layla.email(), "تم استخدام رمز استرداد").await;
            assert_eq!(mail.language, "ar");
            assert!(mail.text.contains(left), "{}", mail.text);
            assert!(mail.text.starts_with("مرحبًا \u{2068}Layla\u{2069}،"), "{}", mail.text);
            assert!(mail.text.contains("المتصفح: \u{2068}Firefox\u{2069} على \u{2068}Linux\u{2069}"), "{}", mail.text);
        }
    }
}
