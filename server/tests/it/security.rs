//! My security: what a person does for themselves, on a good day.

use doorward_core::factor::totp::Seed;

use crate::story;
use crate::world::{PASSWORD, Page, passcode};

/// The key that the page of an enrolment shows.
fn key_on(page: &Page) -> Seed {
    let at = page.body.find("id=\"totp-key\"").expect("a key on the page");
    let code = page.body[at..].split_once('>').unwrap().1.split_once("</code>").unwrap().0;
    Seed::from_base32(&code.replace("<span>", "").replace("</span>", "")).expect("a key in base32")
}

/// The codes that the page of new recovery codes shows.
fn codes_on(page: &Page) -> Vec<String> {
    let list = page.body.split_once("id=\"recovery-codes\"").expect("codes on the page").1;
    let list = list.split_once("</ol>").unwrap().0;
    list.split("translate=\"no\">").skip(1).map(|code| code[..19].to_owned()).collect()
}

story! {
    async fn a_customer_turns_two_factor_on_for_herself_and_is_asked_next_time(w: World) {
        let mara = w.customer("Mara").await;
        let mut browser = mara.sign_in().await;
        assert!(browser.get("/security").await.says("Off"));

        assert_eq!(browser.post("/security/authenticator/begin", &[]).await.location(), "/security/authenticator");
        let page = browser.get("/security/authenticator").await;
        let seed = key_on(&page);
        let page = browser.post("/security/authenticator", &[("passcode", "000000")]).await;
        assert!(page.says("not right"), "{page:?}");
        assert_eq!(key_on(&page), seed, "a wrong passcode changes no key");
        let code = passcode(&seed, w.now());
        let page = browser.post("/security/authenticator", &[("passcode", &code)]).await;
        assert_eq!(page.location(), "/security/recovery-codes/save", "{page:?}");

        let codes = codes_on(&browser.get("/security/recovery-codes/save").await);
        assert_eq!(codes.len(), 10);
        let file = browser.get("/security/recovery-codes/save.txt").await;
        assert!(codes.iter().all(|code| file.body.contains(code)), "{file:?}");
        let page = browser.post("/security/recovery-codes/save", &[]).await;
        assert_eq!(page.location(), "/security/recovery-codes/save?unsaved=1");
        let page = browser.post("/security/recovery-codes/save", &[("saved", "yes")]).await;
        assert!(page.location().starts_with("/security?done="), "{page:?}");
        assert_eq!(browser.get("/security/recovery-codes/save").await.location(), "/security");

        // The passcode of the enrolment is used; the next one and a saved code work.
        let mut other = w.browser();
        assert_eq!(other.sign_in(mara.email(), PASSWORD).await.location(), "/signin/passcode");
        other.post("/signin/passcode", &[("passcode", &code)]).await;
        assert!(other.get("/signin/passcode").await.says("already used"));
        w.later("30 seconds");
        let page = other.post("/signin/passcode", &[("passcode", &passcode(&seed, w.now()))]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        let mut third = w.browser();
        third.sign_in(mara.email(), PASSWORD).await;
        let page = third.post("/signin/recovery-code", &[("recovery_code", &codes[3].to_lowercase())]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        assert!(third.get("/security").await.says("9 of 10 left"));
        assert!(w.mail_to(mara.email()).await.len() >= 2, "she is told of the authenticator and of the code");
    }
}

story! {
    async fn an_agent_replaces_her_authenticator_and_her_codes_and_turns_it_off(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut elsewhere = ana.sign_in().await;
        let mut browser = ana.sign_in().await;

        browser.post("/security/authenticator/begin", &[]).await;
        let seed = key_on(&browser.get("/security/authenticator").await);
        let fields = [("passcode", &*passcode(&seed, w.now())), ("replaces", "yes")];
        let page = browser.post("/security/authenticator", &fields).await;
        assert_eq!(page.location(), "/security?done=replaced", "her recovery codes are as good as before: {page:?}");
        assert!(browser.is_signed_in().await);
        assert!(!elsewhere.is_signed_in().await, "other sessions end with a change of factors");

        // The old phone is out.
        w.later("30 seconds");
        let mut with_old_phone = w.browser();
        with_old_phone.sign_in(ana.email(), PASSWORD).await;
        with_old_phone.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert!(with_old_phone.get("/signin/passcode").await.says("not right"));

        assert_eq!(browser.post("/security/recovery-codes", &[]).await.location(), "/security/recovery-codes/save");
        let old = codes_on(&browser.get("/security/recovery-codes/save").await);
        browser.post("/security/recovery-codes/save", &[("saved", "yes")]).await;
        with_old_phone.post("/signin/recovery-code", &[("recovery_code", ana.recovery_code(0))]).await;
        assert!(with_old_phone.get("/signin/recovery-code").await.says("not right"), "the codes before are dead");

        assert_eq!(browser.post("/security/recovery-codes", &[]).await.location(), "/security/recovery-codes/save");
        let new = codes_on(&browser.get("/security/recovery-codes/save").await);
        assert!(new.iter().all(|code| !old.contains(code)));
        browser.post("/security/recovery-codes/save", &[("saved", "yes")]).await;

        let page = browser.post("/security/turn-off", &[]).await;
        assert!(page.location().starts_with("/security?done=second-factor-off"), "{page:?}");
        assert!(browser.is_signed_in().await);
        assert_eq!(w.browser().sign_in(ana.email(), PASSWORD).await.location(), "/desk");
    }
}

story! {
    async fn somebody_with_a_new_phone_adds_it_while_the_old_one_works_and_then_removes_the_old(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.sign_in().await;
        browser.post("/security/authenticator/begin", &[]).await;
        let page = browser.get("/security/authenticator").await;
        assert!(page.says("goes on to work until you remove it"), "{page:?}");
        let seed = page.seed();
        let fields = [("passcode", &*passcode(&seed, w.now())), ("name", "New phone")];
        let page = browser.post("/security/authenticator", &fields).await;
        assert_eq!(page.location(), "/security?done=factor-added", "{page:?}");
        w.later("30 seconds");
        for code in [ana.passcode(), passcode(&seed, w.now())] {
            let mut other = ana.half_sign_in().await;
            assert_eq!(other.post("/signin/passcode", &[("passcode", &code)]).await.location(), "/desk", "either");
        }
        let page = browser.get("/security").await;
        assert!(page.says("New phone") && page.body.matches("/security/authenticator/remove").count() == 2, "{page:?}");
        let old = page.field("method").expect("the older one stands first").to_owned();
        assert_eq!(browser.post("/security/authenticator/rename", &[("method", &old), ("name", "Old phone")]).await.location(), "/security?done=renamed");
        assert!(browser.get("/security").await.says("Old phone"));
        let page = browser.post("/security/authenticator/remove", &[("method", &old)]).await;
        assert_eq!(page.location(), "/security?done=factor-removed", "{page:?}");
        assert!(browser.is_signed_in().await);
        w.later("30 seconds");
        let mut other = ana.half_sign_in().await;
        assert!(other.try_passcode(&ana.passcode()).await.says("not right"), "the old phone is out");
        assert_eq!(other.post("/signin/passcode", &[("passcode", &passcode(&seed, w.now()))]).await.location(), "/desk");

        // What is left is all that she has: it goes by turning two-factor authentication off.
        let page = browser.get("/security").await;
        assert!(!page.body.contains("/security/authenticator/remove"), "{page:?}");
        let last = page.field("method").unwrap().to_owned();
        let page = browser.post("/security/authenticator/remove", &[("method", &last)]).await;
        assert_eq!(page.location(), "/security?done=last-method", "{page:?}");
        let page = browser.post("/security/authenticator/remove", &[("method", &old)]).await;
        assert_eq!(page.status, 404, "it is gone: {page:?}");
        let told: Vec<String> = w.mail_to(ana.email()).await.into_iter().map(|mail| mail.subject).collect();
        assert!(told.iter().any(|it| it.contains("was added")) && told.iter().any(|it| it.contains("was removed")), "{told:?}");
    }
}

story! {
    async fn five_authenticators_are_enough_and_nobody_names_or_removes_another_s(w: World) {
        let (ana, ben) = (w.agent_with_totp("Ana").await, w.agent_with_totp("Ben").await);
        let mut browser = ana.sign_in().await;
        for phone in 2..=5 {
            browser.post("/security/authenticator/begin", &[]).await;
            let seed = browser.get("/security/authenticator").await.seed();
            let fields = [("passcode", &*passcode(&seed, w.now())), ("name", &*format!("Phone {phone}"))];
            browser.post("/security/authenticator", &fields).await;
        }
        assert_eq!(browser.get("/security").await.body.matches("/security/authenticator/remove").count(), 5);
        let page = browser.post("/security/authenticator/begin", &[]).await;
        assert_eq!(page.location(), "/security?done=enough-authenticators", "{page:?}");

        let hers = browser.get("/security").await.field("method").unwrap().to_owned();
        let mut bens = ben.sign_in().await;
        for act in ["rename", "remove"] {
            let fields = [("method", &*hers), ("name", "Mine now")];
            assert_eq!(bens.post(&format!("/security/authenticator/{act}"), &fields).await.status, 404, "{act}");
        }
        assert!(!browser.get("/security").await.says("Mine now"));
    }
}

story! {
    async fn an_agent_changes_her_password_and_her_other_browsers_are_signed_out(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut elsewhere = ana.sign_in().await;
        let mut browser = ana.sign_in().await;
        let new = "another paper boat";
        let page = browser.post("/security/password", &[("password", "not it"), ("new_password", new)]).await;
        assert!(page.says("not your password"), "{page:?}");
        let page = browser.post("/security/password", &[("password", PASSWORD), ("new_password", "ana2026ana")]).await;
        assert!(page.says("made of your name"), "{page:?}");
        let page = browser.post("/security/password", &[("password", PASSWORD), ("new_password", new)]).await;
        assert!(page.location().starts_with("/security?done=password-changed"), "{page:?}");
        assert!(browser.is_signed_in().await);
        assert!(!elsewhere.is_signed_in().await);
        let known = w.count("SELECT count(*) FROM known_browsers").await;
        assert_eq!(known, 1, "a thief's browser has no lane of its own any more");
        let mut again = w.browser();
        assert_eq!(again.sign_in(ana.email(), PASSWORD).await.status, 401);
        assert_eq!(again.sign_in(ana.email(), new).await.location(), "/signin/passcode");
    }
}

story! {
    async fn a_person_sees_her_sessions_and_ends_them(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let (mut first, mut second) = (ana.sign_in().await, ana.sign_in().await);
        let page = second.get("/security").await;
        let text = page.text();
        let sessions = text.split("Recent activity").next().unwrap();
        assert_eq!(sessions.matches("Firefox on Linux").count(), 2 + 1, "{page:?}");
        let other = page.field("session").expect("a button that ends the other").to_owned();
        let page = second.post("/security/sessions/end", &[("session", &other)]).await;
        assert!(page.location().starts_with("/security?done="), "{page:?}");
        assert!(!first.is_signed_in().await);
        let page = first.get("/desk").await;
        assert_eq!(page.location(), "/signin?because=ended&then=%2Fdesk");

        let mut third = ana.sign_in().await;
        assert!(third.get("/security/sessions/end-others").await.says("1 other browser"));
        let page = third.post("/security/sessions/end-others", &[]).await;
        assert!(page.location().starts_with("/security?done="), "{page:?}");
        assert!(third.is_signed_in().await && !second.is_signed_in().await);
        assert_eq!(third.post("/signout", &[]).await.location(), "/signed-out");
        assert!(!third.is_signed_in().await);
    }
}

story! {
    async fn a_person_signs_out_everywhere_this_browser_included(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let (mut first, mut second) = (ana.sign_in().await, ana.sign_in().await);
        let mut half = ana.half_sign_in().await;
        assert!(second.get("/security/sessions/end-all").await.says("this one as well"));
        let page = second.post("/security/sessions/end-all", &[]).await;
        assert_eq!(page.location(), "/signed-out", "{page:?}");
        assert!(first.is_signed_out_everywhere().await && second.is_signed_out_everywhere().await);
        let page = half.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert!(page.location().starts_with("/signin?because="), "{page:?}");
        assert_eq!(w.mail_to(ana.email()).await.last().unwrap().subject, "You were signed out everywhere");
        assert!(ana.sign_in().await.get("/security").await.says("Signed out everywhere"));
    }
}

story! {
    async fn a_person_reads_what_happened_lately_in_plain_words(w: World) {
        let (ana, kwame) = (w.agent_with_totp("Ana").await, w.admin("Kwame").await);
        let mut stranger = w.browser();
        stranger.sign_in(ana.email(), "not it").await;
        let mut admin = kwame.sign_in().await;
        let page = admin.post(&format!("/admin/people/{}/end-sessions", ana.id()), &[]).await;
        assert!(page.location().contains("done=sessions-ended"), "{page:?}");
        let mut browser = ana.sign_in().await;
        let page = browser.get("/security").await;
        let text = page.text();
        let recent = &text[text.find("Recent activity").expect("a section")..];
        for told in ["Signed in with: Password, Authenticator app", "Signed out everywhere by an administrator", "Wrong password Refused"] {
            assert!(recent.contains(told), "{told}: {recent}");
        }
        assert!(recent.contains(&stranger.address.to_string()), "from where somebody tried: {recent}");
        assert!(!recent.contains(&admin.address.to_string()), "from where a colleague works: {recent}");
        assert!(!recent.contains("Right password"), "{recent}");

        // What a newer program wrote in words of its own, and more than ten things, break nothing.
        w.tamper("UPDATE events SET event = '{\"event\":\"moved_to_mars\"}' WHERE kind = 'password_refused'").await;
        for _ in 0..12 {
            w.browser().sign_in(ana.email(), "not it").await;
            w.later("20 minutes");
        }
        let mut browser = ana.sign_in().await;
        let text = browser.get("/security").await.text();
        let recent = &text[text.find("Recent activity").expect("a section")..];
        assert_eq!(recent.matches("Firefox on Linux").count(), 10, "{recent}");
    }
}
