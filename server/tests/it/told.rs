//! People are told what happens to their security, and say by a link when it was not them.

use axum::http::Method;
use doorward::delivery::Mail;
use doorward_core::user::Role;

use crate::story;
use crate::world::{Browser, PASSWORD, Page, Person, World, at_once, passcode};

const NEW: &str = "nine small kettles sing";

/// The links "this was not me" of a mail.
fn links(mail: &Mail) -> Vec<String> {
    let host = "https://help.example.com";
    mail.text
        .split_whitespace()
        .filter_map(|word| word.strip_prefix(host))
        .filter(|path| path.starts_with("/link/not-me/"))
        .map(str::to_owned)
        .collect()
}

/// The mails to this address with this subject.
async fn told(w: &World, email: &str, subject: &str) -> Vec<Mail> {
    let mails = w.mail_to(email).await;
    mails.into_iter().filter(|mail| mail.subject == subject).collect()
}

/// The link of the one mail with this subject.
async fn link_of(w: &World, email: &str, subject: &str) -> String {
    let mails = told(w, email, subject).await;
    let [mail] = mails.as_slice() else { panic!("not one {subject:?}: {mails:?}") };
    let links = links(mail);
    assert_eq!(links.len(), 1, "{}", mail.text);
    links[0].clone()
}

/// Somebody's other browser, of which they are told; and the link in that mail.
async fn link_of_new_browser(w: &World, person: &Person) -> (Browser, Browser, String) {
    let (first, second) = (person.sign_in().await, person.sign_in().await);
    let link = link_of(w, person.email(), "Sign-in from a new browser").await;
    (first, second, link)
}

/// Opens a link in a browser of its own and stands before the button.
async fn opened(w: &World, link: &str) -> Browser {
    let mut browser = w.browser();
    assert_eq!(browser.get(link).await.location(), "/not-me");
    let page = browser.get("/not-me").await;
    assert!(page.says("This was not me") && page.says("Everybody is signed out"), "{page:?}");
    browser
}

pub(crate) async fn report(w: &World, link: &str) -> Page {
    opened(w, link).await.post("/not-me", &[]).await
}

fn is_dead(page: &Page) -> bool {
    page.status == 410 && page.says("no longer works")
}

async fn change_password(browser: &mut Browser, from: &str, to: &str) {
    let page = browser.post("/security/password", &[("password", from), ("new_password", to)]).await;
    assert_eq!(page.location(), "/security?done=password-changed", "{page:?}");
}

/// Moves somebody to another address, in a session of theirs.
async fn move_to(w: &World, browser: &mut Browser, email: &str) {
    let page = browser.post("/security/address", &[("email", email)]).await;
    assert_eq!(page.location(), "/security?done=address-asked", "{page:?}");
    let link = w.link_to(email).await;
    assert_eq!(browser.get(&link).await.location(), "/security/address/confirm");
    let page = browser.post("/security/address/confirm", &[]).await;
    assert_eq!(page.location(), "/security?done=address-changed", "{page:?}");
}

/// Connects another authenticator beside theirs, in this session.
async fn connect(w: &World, browser: &mut Browser) {
    browser.post("/security/authenticator/begin", &[]).await;
    let seed = browser.get("/security/authenticator").await.seed();
    let page = browser.post("/security/authenticator", &[("passcode", &passcode(&seed, w.now()))]).await;
    assert_eq!(page.location(), "/security?done=factor-added", "{page:?}");
}

story! {
    async fn every_event_is_told_once_with_when_and_where_from_and_a_link(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.sign_in().await;
        assert!(w.mail_to(ana.email()).await.is_empty(), "her very first sign-in is no news to her");
        ana.sign_in_with(&mut browser).await;
        assert!(w.mail_to(ana.email()).await.is_empty(), "nor is a browser of hers");
        let mut other = w.browser();
        other.sign_in(ana.email(), PASSWORD).await;
        assert_eq!(other.post("/signin/recovery-code", &[("recovery_code", ana.recovery_code(0))]).await.location(), "/desk");
        move_to(&w, &mut browser, "ana@example.org").await;
        change_password(&mut browser, PASSWORD, NEW).await;
        browser.post("/security/recovery-codes", &[]).await;
        browser.post("/security/recovery-codes/save", &[("saved", "yes")]).await;
        let page = browser.post("/security/turn-off", &[]).await;
        assert_eq!(page.location(), "/security?done=second-factor-off", "{page:?}");
        for (email, subject) in [
            (ana.email(), "Sign-in from a new browser"),
            (ana.email(), "A recovery code was used"),
            (ana.email(), "Your e-mail address is to be changed"),
            (ana.email(), "Your e-mail address was changed"),
            ("ana@example.org", "Your e-mail address was changed"),
            ("ana@example.org", "Your password for Acme Help was changed"),
            ("ana@example.org", "New recovery codes were made"),
            ("ana@example.org", "Two-factor authentication was turned off"),
        ] {
            let link = link_of(&w, email, subject).await;
            let mail = told(&w, email, subject).await.remove(0);
            for part in ["24 Nov 2026, 10:0", "Firefox on Linux", "192.0.2.", "Acme Help", "you have nothing to do"] {
                assert!(mail.text.contains(part), "{part}: {}", mail.text);
            }
            assert!(!mail.subject.contains("/link/"), "{link}");
        }
        let reset = told(&w, "ana@example.org", "Confirm your new e-mail address for Acme Help").await.remove(0);
        assert!(links(&reset).is_empty(), "no such link where somebody asks for a link");
        assert_eq!(w.count("SELECT count(*) FROM not_me_links").await, 8, "one a letter");
        let page = browser.get("/security").await;
        assert!(page.says("Signed in from a new browser"), "{page:?}");
    }
}

story! {
    async fn who_has_few_recovery_codes_left_is_told_so(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.sign_in().await;
        for nth in 0..7 {
            browser.sign_in(ana.email(), PASSWORD).await;
            let code = ana.recovery_code(nth);
            assert_eq!(browser.post("/signin/recovery-code", &[("recovery_code", code)]).await.location(), "/desk");
        }
        let told = told(&w, ana.email(), "A recovery code was used").await;
        let few: Vec<&Mail> = told.iter().filter(|mail| mail.text.contains("That is few")).collect();
        assert_eq!((told.len(), few.len()), (7, 1), "at three");
        assert!(few[0].text.contains("You have 3 left"), "{}", few[0].text);
    }
}

story! {
    async fn a_right_password_with_wrong_passcodes_is_told_once_and_not_when_it_is_made_good(w: World) {
        let subject = "A sign-in stopped at the second step";
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.half_sign_in().await;
        browser.try_passcode("000000").await;
        browser.try_passcode(&ana.passcode()).await;
        assert!(browser.is_signed_in().await);
        w.later("10 minutes");
        assert!(told(&w, ana.email(), subject).await.is_empty(), "she mistyped");

        let mut thief = ana.half_sign_in().await;
        for _ in 0..3 {
            thief.try_passcode("000000").await;
        }
        assert!(told(&w, ana.email(), subject).await.is_empty(), "she may yet mean it");
        w.later("5 minutes");
        link_of(&w, ana.email(), subject).await;
        // She signs in herself; what somebody else began is told all the same, and once an hour.
        let mut thief = ana.half_sign_in().await;
        thief.try_passcode("000000").await;
        ana.sign_in_with(&mut browser).await;
        w.later("6 minutes");
        assert_eq!(told(&w, ana.email(), subject).await.len(), 1);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'letter_held_back'").await, 1);
        w.later("1 hour");
        ana.half_sign_in().await.try_passcode("000000").await;
        ana.sign_in_with(&mut browser).await;
        w.later("6 minutes");
        assert_eq!(told(&w, ana.email(), subject).await.len(), 2);
    }
}

story! {
    async fn a_passcode_that_only_its_owner_can_have_is_no_guess(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.half_sign_in().await;
        browser.try_passcode("12").await;
        browser.try_passcode(ana.recovery_code(0)).await;
        browser.try_passcode(&ana.passcode_in(-6)).await;
        w.later("1 hour");
        assert!(w.mail_to(ana.email()).await.is_empty());
    }
}

story! {
    async fn p47_who_says_that_it_was_not_them_ends_everything_and_comes_back_by_a_new_password(w: World) {
        let (ingrid, ana) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await);
        let (mut here, mut there) = (ana.sign_in().await, w.browser());
        ana.half_sign_in_with(&mut there).await;
        there.post("/signin/passcode", &[("passcode", &ana.passcode()), ("remember", "yes")]).await;
        w.later("30 seconds");
        assert_eq!(there.clone().sign_in(ana.email(), PASSWORD).await.location(), "/desk", "a trusted computer");
        let mut half = ana.half_sign_in().await;
        let link = link_of(&w, ana.email(), "Sign-in from a new browser").await;

        let page = report(&w, &link).await;
        assert_eq!(page.location(), "/signin?done=reported", "{page:?}");
        assert!(here.is_signed_out_everywhere().await && there.is_signed_out_everywhere().await);
        let page = half.try_passcode(&ana.passcode()).await;
        assert!(!half.is_signed_in().await, "{page:?}");
        let wrong = w.browser().sign_in(ana.email(), "not this one at all").await;
        let old = w.browser().sign_in(ana.email(), PASSWORD).await;
        assert_eq!((old.status.as_u16(), old.text()), (401, wrong.text()), "the same words as a wrong one");
        assert_eq!(w.count("SELECT count(*) FROM trusted_devices WHERE ended_at IS NULL").await, 0);
        assert_eq!(w.count("SELECT count(*) FROM known_browsers").await, 0);

        let mail = told(&w, ana.email(), "Somebody said: “This was not me”").await.remove(0);
        assert!(mail.text.contains("Choose a new password here") && links(&mail).is_empty(), "{}", mail.text);
        let mut fresh = w.browser();
        assert_eq!(fresh.get(&w.link_to(ana.email()).await).await.location(), "/reset");
        assert_eq!(fresh.post("/reset", &[("new_password", NEW)]).await.location(), "/signin?done=password-set");
        assert_eq!(there.sign_in(ana.email(), NEW).await.location(), "/signin/passcode", "no device stands in for it");
        assert_eq!(fresh.sign_in(ana.email(), NEW).await.location(), "/signin/passcode", "a link takes no factor away");
        fresh.try_passcode(&ana.passcode()).await;
        assert!(fresh.get("/security").await.says("“This was not me”: everybody signed out, password stopped"));

        let told = told(&w, ingrid.email(), "Somebody said: “This was not me”").await;
        assert!(told.len() == 1 && told[0].text.contains("Ana") && !told[0].text.contains("/link/"), "{told:?}");
        let page = ingrid.sign_in().await.get(&format!("/admin/people/{}", ana.id())).await;
        assert!(page.says("“This was not me”"), "{page:?}");
    }
}

story! {
    async fn p44_a_scanner_that_follows_the_link_changes_nothing(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let (mut first, _, link) = link_of_new_browser(&w, &ana).await;
        let before = w.everything().await;
        for method in [Method::GET, Method::HEAD, Method::GET] {
            let mut scanner = w.browser();
            scanner.send(method.clone(), &link, &[], "").await;
            scanner.send(method, "/not-me", &[], "").await;
        }
        for (table, rows) in before {
            assert_eq!(rows, w.everything().await[&table], "{table}");
        }
        assert!(first.is_signed_in().await);
        let mut elsewhere = opened(&w, &link).await;
        elsewhere.cookies.remove("__Host-form");
        assert_eq!(elsewhere.post_once("/not-me", &[]).await.status, 403, "no form of ours");
        assert!(first.is_signed_in().await);
    }
}

story! {
    async fn p36_a_link_works_once_within_its_time_at_its_own_account_and_for_who_is_here(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let (_, _, link) = link_of_new_browser(&w, &ana).await;
        let there = w.other_account("https://desk.example.net").await;
        assert!(is_dead(&there.browser().get(&link).await), "another account's host");
        let mut stranger = there.browser();
        stranger.cookies = opened(&w, &link).await.cookies;
        assert!(is_dead(&stranger.post_freshly("/not-me", &[]).await));
        assert!(is_dead(&w.browser().get(&link.replace("/not-me", "")).await), "it is no other link");

        w.later("6 days");
        let mut late = opened(&w, &link).await;
        w.later("1 day");
        assert!(is_dead(&w.browser().get(&link).await), "after 7 days");
        assert!(is_dead(&late.post("/not-me", &[]).await));
        assert!(is_dead(&late.post("/not-me", &[]).await));
        let refused = "SELECT count(*) FROM events WHERE kind = 'not_me_refused'";
        assert_eq!(w.count(refused).await, 1, "written down, once a link");

        let page = w.browser().sign_in(ana.email(), PASSWORD).await;
        assert_eq!(page.location(), "/signin/passcode", "nothing of it had an effect");
        let mut browser = ana.sign_in().await;
        change_password(&mut browser, PASSWORD, NEW).await;
        let link = link_of(&w, ana.email(), "Your password for Acme Help was changed").await;
        let mut again = opened(&w, &link).await;
        assert_eq!(report(&w, &link).await.location(), "/signin?done=reported");
        assert!(is_dead(&again.post("/not-me", &[]).await) && is_dead(&w.browser().get(&link).await), "used");
        assert_eq!(w.count(refused).await, 2);

        // Of who is suspended, and of who is archived.
        let (tom, mara) = (w.agent("Tom").await, w.agent("Mara").await);
        let mut admin = kwame.sign_in().await;
        for (person, act, fields) in [(&tom, "suspend", [("sure", "yes")]), (&mara, "archive", [("sure", "yes")])] {
            let (_, _, link) = link_of_new_browser(&w, person).await;
            let mut browser = opened(&w, &link).await;
            let page = admin.post_freshly(&format!("/admin/people/{}/{act}", person.id()), &fields).await;
            assert!(page.location().contains("done="), "{act}: {page:?}");
            let page = browser.post("/not-me", &[]).await;
            match act {
                "suspend" => assert_eq!(page.location(), "/signin?done=reported-ask-help", "{page:?}"),
                _ => assert!(is_dead(&page), "{page:?}"),
            }
            assert!(w.mail_to(person.email()).await.iter().all(|mail| !mail.text.contains("new password here")));
        }
        admin.post_freshly(&format!("/admin/people/{}/restore", tom.id()), &[]).await;
        assert_eq!(w.browser().sign_in(tom.email(), PASSWORD).await.status, 401, "his password stays stopped");
    }
}

story! {
    async fn p36_fifty_reports_at_once_have_one_effect(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let (_, _, link) = link_of_new_browser(&w, &ana).await;
        let browser = opened(&w, &link).await;
        let pages = at_once(&vec![browser; 50], "/not-me", "sure", "yes").await;
        let done = pages.iter().filter(|page| page.location() == "/signin?done=reported").count();
        assert_eq!((done, pages.iter().filter(|page| is_dead(page)).count()), (1, 49));
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'reported_not_me'").await, 1);
        assert_eq!(told(&w, ana.email(), "Somebody said: “This was not me”").await.len(), 1);
    }
}

story! {
    async fn a_thief_who_changed_everything_has_not_made_the_owner_s_link_useless(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        ana.sign_in().await;
        let mut thief = ana.sign_in().await;
        w.later("1 minute");
        move_to(&w, &mut thief, "thief@example.net").await;
        change_password(&mut thief, PASSWORD, NEW).await;
        assert!(thief.is_signed_in().await);
        // Her own authenticator still guards it: her old mailbox and it bring her back.
        let link = link_of(&w, ana.email(), "Your e-mail address was changed").await;
        assert_eq!(report(&w, &link).await.location(), "/signin?done=reported");
        assert!(thief.is_signed_out_everywhere().await);
        let mails = w.mail_to("thief@example.net").await;
        assert!(mails.iter().all(|mail| !mail.text.contains("new password here")), "{mails:?}");
        let mut browser = w.browser();
        assert_eq!(browser.get(&w.link_to(ana.email()).await).await.location(), "/reset");
        browser.post("/reset", &[("new_password", "her very own new words")]).await;
        let page = browser.sign_in("thief@example.net", "her very own new words").await;
        assert_eq!(page.location(), "/signin/passcode", "the address alone opens nothing: {page:?}");
        browser.try_passcode(&ana.passcode()).await;
        move_to(&w, &mut browser, "ana@example.com").await;
        assert_eq!(w.browser().sign_in(ana.email(), "her very own new words").await.location(), "/signin/passcode");
    }
}

story! {
    async fn an_old_mailbox_gives_the_account_to_nobody_where_no_older_factor_guards_it(w: World) {
        let (kwame, tom, mara) = (w.admin("Kwame").await, w.agent_with_totp("Tom").await, w.customer("Mara").await);
        for (person, mail) in [(&tom, "tom@example.org"), (&mara, "mara@example.org")] {
            let mut browser = person.sign_in().await;
            w.later("1 minute");
            move_to(&w, &mut browser, mail).await;
            if person.made.seed.is_some() {
                connect(&w, &mut browser).await;
            }
            let link = link_of(&w, person.email(), "Your e-mail address was changed").await;
            let page = report(&w, &link).await;
            assert_eq!(page.location(), "/signin?done=reported-ask-help", "{page:?}");
            assert!(browser.is_signed_out_everywhere().await);
            assert!(w.mail_to(person.email()).await.iter().all(|mail| !mail.text.contains("new password here")));
            w.browser().post("/forgot", &[("email", mail)]).await;
            w.app().decide_requests().await.unwrap();
            let mails = w.mail_to(mail).await;
            assert!(mails.iter().all(|mail| !mail.subject.starts_with("A new password")), "{mails:?}");
            assert!(mails.last().unwrap().text.contains("ask an administrator"), "{mails:?}");
        }
        let told = told(&w, kwame.email(), "Somebody said: “This was not me”").await;
        assert!(told.len() == 1 && told[0].text.contains("until you let them in again"), "of Tom alone: {told:?}");
        let page = kwame.sign_in().await.get(&format!("/admin/people/{}", tom.id())).await;
        assert!(page.says("Suspended"), "{page:?}");
    }
}

story! {
    async fn p53_the_last_owner_is_not_locked_out_by_an_old_mailbox(w: World) {
        let ingrid = w.person("Ingrid", Role::Owner, false).await;
        let mut browser = ingrid.sign_in().await;
        w.later("1 minute");
        move_to(&w, &mut browser, "ingrid@example.org").await;
        let link = link_of(&w, ingrid.email(), "Your e-mail address was changed").await;
        assert_eq!(report(&w, &link).await.location(), "/signin?done=reported-ask-help");
        assert!(browser.is_signed_out_everywhere().await);
        let active = w.count("SELECT count(*) FROM users WHERE standing = 'active'").await;
        assert_eq!(active, 1, "the account keeps its owner");
    }
}

story! {
    async fn p41_no_kind_of_letter_floods_a_mailbox_and_none_keeps_another_from_being_told(w: World) {
        let tom = w.agent("Tom").await;
        let mut browser = tom.sign_in().await;
        for _ in 0..8 {
            tom.sign_in().await;
        }
        let subject = "Sign-in from a new browser";
        assert_eq!(told(&w, tom.email(), subject).await.len(), 5, "five an hour");
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'letter_held_back'").await, 3);
        change_password(&mut browser, PASSWORD, NEW).await;
        link_of(&w, tom.email(), "Your password for Acme Help was changed").await;
        assert!(browser.get("/security").await.says("Message held back"));
        for _ in 0..5 {
            w.later("61 minutes");
            for _ in 0..6 {
                assert_eq!(w.browser().sign_in(tom.email(), NEW).await.location(), "/desk");
            }
        }
        assert_eq!(told(&w, tom.email(), subject).await.len(), 15, "fifteen a day");
    }
}

story! {
    async fn p40_what_a_browser_calls_itself_reaches_no_header_and_breaks_no_text(w: World) {
        let tom = w.agent("Tom").await;
        tom.sign_in().await;
        for name in ["Firefox/1 %0d%0aBcc: eve@example.net", "x\u{85}Bcc: eve@example.net", "https://evil.example/link/not-me/x"] {
            let mut browser = w.browser();
            browser.headers = vec![("user-agent".to_owned(), name.to_owned())];
            tom.sign_in_with(&mut browser).await;
        }
        let mails = told(&w, tom.email(), "Sign-in from a new browser").await;
        assert_eq!(mails.len(), 3);
        for mail in mails {
            assert!(!mail.text.contains("eve@") && !mail.text.contains("evil") && links(&mail).len() == 1, "{}", mail.text);
            assert_eq!(mail.to.as_str(), tom.email());
        }
    }
}

story! {
    async fn links_that_nobody_can_use_any_more_are_swept_away_and_who_is_erased_leaves_none(w: World) {
        let tom = w.agent("Tom").await;
        link_of_new_browser(&w, &tom).await;
        let links = "SELECT count(*) FROM not_me_links";
        w.later("7 days");
        w.app().sweep().await.unwrap();
        assert_eq!(w.count(links).await, 1, "it may yet be said that it was too old");
        w.later("1 day");
        w.app().sweep().await.unwrap();
        assert_eq!(w.count(links).await, 0);

        let mara = w.agent("Mara").await;
        link_of_new_browser(&w, &mara).await;
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        assert_eq!(w.count(links).await, 1);
        for (act, field, value) in [("archive", "sure", "yes"), ("erase", "email", "mara@example.com")] {
            let page = owner.post_freshly(&format!("/admin/people/{}/{act}", mara.id()), &[(field, value)]).await;
            assert!(page.location().contains("done="), "{act}: {page:?}");
        }
        assert_eq!(w.count(links).await, 0);
    }
}
