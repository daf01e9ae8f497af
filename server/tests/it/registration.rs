//! Registration: people make an account for themselves where they may, and nobody learns from the door who is here.

use std::net::IpAddr;

use axum::http::StatusCode;
use doorward_core::factor::totp::Seed;
use doorward_core::registration::LINK_LIVES;
use doorward_core::user::Email;

use crate::story;
use crate::world::{Browser, Page, World, passcode};

const PAGE: &str = "/admin/security/registration";
const NEW_PASSWORD: &str = "nine small kettles sing";
const EMAIL: &str = "zoe@lakeside.example";

/// An admin's browser, in which registration is open to all.
pub async fn open(w: &World) -> Browser {
    let mut admin = w.admin("Kwame").await.sign_in().await;
    assert_eq!(choose(&mut admin, "open", "").await.location(), "/admin/security/registration?done=saved");
    admin
}

/// Chooses who may register, by the page as it is now.
async fn choose(admin: &mut Browser, rule: &str, domains: &str) -> Page {
    let version = admin.get(PAGE).await.field("version").expect("a version").to_owned();
    admin.post(PAGE, &[("version", &version), ("registration", rule), ("domains", domains)]).await
}

/// Asks for a link, from a browser of its own.
async fn ask(w: &World, email: &str) -> Page {
    ask_from(w, email, IpAddr::from([192, 0, 2, 1])).await
}

async fn ask_from(w: &World, email: &str, address: IpAddr) -> Page {
    let mut browser = w.browser();
    browser.address = address;
    browser.get("/register").await;
    let page = browser.post_once("/register", &[("email", email)]).await;
    w.app().decide_requests().await.unwrap();
    page
}

/// Asks for a link and opens it: the browser stands before the page that asks for name and password.
async fn prove(w: &World, email: &str) -> Browser {
    ask(w, email).await;
    let mut browser = w.browser();
    let page = browser.get(&w.link_to(email).await).await;
    assert_eq!(page.location(), "/register/finish", "{page:?}");
    browser.get("/register/finish").await;
    browser
}

async fn finish(browser: &mut Browser, name: &str, password: &str) -> Page {
    browser.post_once("/register/finish", &[("name", name), ("new_password", password)]).await
}

fn is_registered(page: &Page) -> bool {
    page.location() == "/signin?done=registered"
}

async fn events(w: &World, kind: &str) -> Vec<String> {
    let all = w.rows::<(String, String)>("SELECT kind, event FROM events ORDER BY id").await;
    all.into_iter().filter(|(it, _)| it == kind).map(|(_, event)| event).collect()
}

async fn people(w: &World) -> i64 {
    w.count("SELECT count(*) FROM users").await
}

story! {
    async fn nobody_registers_until_an_admin_opens_it(w: World) {
        let mut admin = w.admin("Kwame").await.sign_in().await;
        assert!(!w.browser().get("/signin").await.body.contains("/register"));
        let mut browser = w.browser();
        assert!(browser.get("/register").await.says("Accounts are by invitation"));
        browser.get("/signin").await;
        let page = browser.post_once("/register", &[("email", EMAIL)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{page:?}");
        assert!(page.says("Accounts are by invitation"), "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM requests").await, 0, "nothing is kept");

        let page = choose(&mut admin, "open", "").await;
        assert_eq!(page.location(), "/admin/security/registration?done=saved", "{page:?}");
        assert_eq!(choose(&mut admin, "open", "").await.location(), "/admin/security/registration?done=unchanged");
        let page = w.browser().get("/signin").await;
        assert!(page.body.contains("href=\"/register\""), "{page:?}");
        let page = w.browser().sign_in("nobody@example.com", "no such word at all").await;
        assert!(page.body.contains("href=\"/register\""), "also when something was wrong: {page:?}");
        assert_eq!(admin.get("/register").await.location(), "/desk", "who is signed in has an account");
    }
}

story! {
    async fn a_customer_registers_by_mail_and_signs_in(w: World) {
        let mut admin = open(&w).await;
        let before = people(&w).await;
        let page = ask(&w, EMAIL).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.says("If this address can be used here") && page.says("z•••@lakeside.example"), "{page:?}");
        assert!(!page.body.contains(EMAIL), "the page shows no whole address");
        assert_eq!(people(&w).await, before, "nobody is a person before the address is proven");

        let mail = w.mail_to(EMAIL).await.pop().expect("a mail");
        assert!(mail.text.starts_with("Hello,\n") && mail.text.contains("for 1 hour"), "{}", mail.text);
        let mut browser = w.browser();
        let link = w.link_to(EMAIL).await;
        assert_eq!(browser.get(&link).await.location(), "/register/finish", "the secret leaves the address bar");
        let page = browser.get("/register/finish").await;
        assert!(page.says(EMAIL) && page.says("At least 15 characters"), "{page:?}");
        let page = finish(&mut browser, "Zoe Lake", NEW_PASSWORD).await;
        assert!(is_registered(&page), "{page:?}");
        assert!(!browser.cookies.contains_key("__Host-link"), "and the browser forgets it");
        assert!(!browser.is_signed_in().await, "a registration is no sign-in");
        assert!(browser.get(page.location()).await.says("Your account is ready"));

        assert_eq!(people(&w).await, before + 1);
        let zoe = w.row::<(String, String)>("SELECT standing, name FROM users WHERE email = 'zoe@lakeside.example'").await;
        assert_eq!(zoe, Some(("active".to_owned(), "Zoe Lake".to_owned())));
        assert_eq!(w.count("SELECT epoch FROM users WHERE email = 'zoe@lakeside.example'").await, 1);
        assert_eq!(w.count("SELECT count(*) FROM roles WHERE role = 'end_user' AND valid_to IS NULL").await, 1);
        assert_eq!((events(&w, "registration_asked").await.len(), events(&w, "registered").await.len()), (1, 1));
        assert_eq!(browser.sign_in(EMAIL, NEW_PASSWORD).await.location(), "/desk");
        assert!(admin.get("/admin/end-users").await.says("Zoe Lake"));
        assert!(admin.get("/admin/mail").await.says("z•••@lakeside.example"), "the letter is in the list, masked");
    }
}

/// The key that the page of an enrolment shows.
fn key_on(page: &Page) -> Seed {
    let at = page.body.find("id=\"totp-key\"").expect("a key on the page");
    let code = page.body[at..].split_once('>').unwrap().1.split_once("</code>").unwrap().0;
    Seed::from_base32(&code.replace("<span>", "").replace("</span>", "")).expect("a key in base32")
}

story! {
    async fn a_customer_who_registered_turns_two_factor_on_and_ends_her_other_session(w: World) {
        open(&w).await;
        let mut phone = prove(&w, EMAIL).await;
        assert!(is_registered(&finish(&mut phone, "Zoe", NEW_PASSWORD).await));
        assert_eq!(phone.sign_in(EMAIL, NEW_PASSWORD).await.location(), "/desk");
        let mut laptop = w.browser();
        assert_eq!(laptop.sign_in(EMAIL, NEW_PASSWORD).await.location(), "/desk");

        assert!(laptop.get("/security").await.says("Off"));
        assert_eq!(laptop.post("/security/authenticator/begin", &[]).await.location(), "/security/authenticator");
        let seed = key_on(&laptop.get("/security/authenticator").await);
        let page = laptop.post("/security/authenticator", &[("passcode", &passcode(&seed, w.now()))]).await;
        assert_eq!(page.location(), "/security/recovery-codes/save", "{page:?}");
        laptop.get("/security/recovery-codes/save").await;
        let page = laptop.post("/security/recovery-codes/save", &[("saved", "yes")]).await;
        assert!(page.location().starts_with("/security?done="), "{page:?}");
        assert!(!phone.is_signed_in().await, "what was signed in without it is signed in no more");

        w.later("30 seconds");
        assert_eq!(phone.sign_in(EMAIL, NEW_PASSWORD).await.location(), "/signin/passcode");
        let page = phone.post("/signin/passcode", &[("passcode", &passcode(&seed, w.now()))]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        let session = laptop.get("/security").await.field("session").expect("her other session").to_owned();
        let page = laptop.post("/security/sessions/end", &[("session", &session)]).await;
        assert_eq!(page.location(), "/security?done=session-ended", "{page:?}");
        assert!(phone.is_signed_out_everywhere().await && laptop.is_signed_in().await);
    }
}

story! {
    async fn a_required_second_factor_is_set_up_at_the_first_sign_in_and_shortens_the_password(w: World) {
        open(&w).await;
        w.tamper("UPDATE policies SET requirement = 'required' WHERE user_type = 'end_user'").await;
        let mut browser = prove(&w, EMAIL).await;
        assert!(browser.get("/register/finish").await.says("At least 8 characters"));
        assert!(is_registered(&finish(&mut browser, "Zoe", "vgwpwzmk").await));
        assert_eq!(browser.sign_in(EMAIL, "vgwpwzmk").await.location(), "/signin/enrol");
    }
}

story! {
    async fn p36_a_link_to_register_is_looked_at_freely_and_used_once_within_its_hour(w: World) {
        open(&w).await;
        ask(&w, EMAIL).await;
        let link = w.link_to(EMAIL).await;
        let before = w.everything().await;
        for _ in 0..3 {
            let mut scanner = w.browser();
            assert_eq!(scanner.get(&link).await.location(), "/register/finish");
            assert_eq!(scanner.get("/register/finish").await.status, StatusCode::OK);
        }
        assert_eq!(w.everything().await, before, "GET changes nothing");

        let mut browser = w.browser();
        browser.get(&link).await;
        browser.get("/register/finish").await;
        for (name, password, why) in [
            ("Zoe", "short", "at least 15 characters"),
            ("Zoe", "zoe@lakeside.example", "made of your name"),
            (" ", NEW_PASSWORD, "Enter a name"),
            ("Zoe\r\nBcc: eve@evil.example", NEW_PASSWORD, "Enter a name"),
        ] {
            let page = finish(&mut browser, name, password).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name:?} {password}: {page:?}");
            assert!(page.says(why), "{name:?} {password}: {page:?}");
        }
        assert!(is_registered(&finish(&mut browser, "Zoe", NEW_PASSWORD).await), "what is refused uses nothing up");
        let page = w.browser().get(&link).await;
        assert_eq!(page.status, StatusCode::GONE);
        assert!(page.says("If you have chosen a password, sign in"), "{page:?}");

        let mut late = prove(&w, "late@lakeside.example").await;
        let link = w.link_to("late@lakeside.example").await;
        w.later(&format!("{} seconds", LINK_LIVES.as_secs() - 1));
        assert_eq!(w.browser().get(&link).await.location(), "/register/finish");
        w.later("1 second");
        assert_eq!(w.browser().get(&link).await.status, StatusCode::GONE);
        assert_eq!(finish(&mut late, "Late", NEW_PASSWORD).await.status, StatusCode::GONE);
    }
}

story! {
    async fn a_stranger_who_asks_again_ends_nobody_s_link(w: World) {
        open(&w).await;
        let mut browser = prove(&w, EMAIL).await;
        w.later("1 minute");
        ask(&w, EMAIL).await;
        assert_eq!(w.mail_to(EMAIL).await.len(), 2);
        assert!(is_registered(&finish(&mut browser, "Zoe", NEW_PASSWORD).await), "the first link still works");
        let second = w.link_to(EMAIL).await;
        let mut other = w.browser();
        other.get(&second).await;
        other.get("/register/finish").await;
        let page = finish(&mut other, "Zoe again", "ten small kettles sing").await;
        assert_eq!(page.status, StatusCode::CONFLICT, "and the second finds her there: {page:?}");
        assert_eq!(w.browser().sign_in(EMAIL, NEW_PASSWORD).await.location(), "/desk");
    }
}

story! {
    async fn p36_fifty_answers_to_one_link_make_one_person(w: World) {
        open(&w).await;
        let before = people(&w).await;
        let browser = prove(&w, EMAIL).await;
        let mut tasks = tokio::task::JoinSet::new();
        for nth in 0..50 {
            let mut browser = browser.clone();
            tasks.spawn(async move { finish(&mut browser, &format!("Zoe {nth}"), NEW_PASSWORD).await });
        }
        let pages = tasks.join_all().await;
        assert_eq!(pages.iter().filter(|page| is_registered(page)).count(), 1);
        assert_eq!(pages.iter().filter(|page| page.status == StatusCode::GONE).count(), 49, "{pages:?}");
        assert_eq!(people(&w).await, before + 1);
        assert_eq!(events(&w, "registered").await.len(), 1);
    }
}

story! {
    async fn two_links_to_one_address_used_at_once_make_one_person_and_no_trouble(w: World) {
        open(&w).await;
        let before = people(&w).await;
        for nth in 0..5 {
            let email = format!("zoe{nth}@lakeside.example");
            let mut one = prove(&w, &email).await;
            w.later("1 second");
            let mut two = prove(&w, &email).await;
            let (a, b) = tokio::join!(finish(&mut one, "Zoe", NEW_PASSWORD), finish(&mut two, "Zoe", NEW_PASSWORD));
            let registered = [&a, &b].into_iter().filter(|page| is_registered(page)).count();
            let taken = [&a, &b].into_iter().filter(|page| page.status == StatusCode::CONFLICT).count();
            assert_eq!((registered, taken), (1, 1), "{a:?} {b:?}");
        }
        assert_eq!(people(&w).await, before + 5);
        assert_eq!(events(&w, "registration_refused").await.len(), 5, "each refusal is written down");
    }
}

story! {
    async fn an_address_that_was_taken_meanwhile_is_not_taken_again(w: World) {
        let mut admin = open(&w).await;
        let mut browser = prove(&w, EMAIL).await;
        let invited = [("name", "Zoe"), ("email", EMAIL), ("role", "end_user")];
        admin.post("/admin/end-users/invite", &invited).await;
        let before = people(&w).await;
        let page = finish(&mut browser, "Zoe", NEW_PASSWORD).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{page:?}");
        assert!(page.says("Somebody has an account with this address now"), "{page:?}");
        assert_eq!(people(&w).await, before);
        assert_eq!(events(&w, "registration_refused").await, [r#"{"event":"registration_refused","why":"address_taken"}"#]);
        let page = finish(&mut browser, "Zoe", NEW_PASSWORD).await;
        assert_eq!(page.status, StatusCode::GONE, "the link is used up: {page:?}");
        assert_eq!(events(&w, "registration_refused").await.len(), 1, "so nobody fills the log with it");
        assert_eq!(w.browser().get(&w.link_to(EMAIL).await).await.location(), "/welcome", "the invitation works");

        // Even if looking finds nobody, as when another node is faster, the store keeps one address to one person.
        w.customer("Yan").await;
        w.tamper("UPDATE roles SET valid_to = 1 WHERE user_id = (SELECT id FROM users WHERE name = 'Yan')").await;
        let mut browser = prove(&w, "yan@example.com").await;
        let page = finish(&mut browser, "Yan", NEW_PASSWORD).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{page:?}");
        assert_eq!(events(&w, "registration_refused").await.len(), 2);
    }
}

story! {
    async fn who_is_on_the_way_when_registration_closes_is_refused_kindly(w: World) {
        let mut admin = open(&w).await;
        let (mut zoe, mut yan) = (prove(&w, EMAIL).await, prove(&w, "yan@hillside.example").await);
        ask(&w, "una@lakeside.example").await;
        let una = w.link_to("una@lakeside.example").await;
        let before = (people(&w).await, w.work().hashes);
        choose(&mut admin, "domains", "lakeside.example").await;
        let page = finish(&mut yan, "Yan", NEW_PASSWORD).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{page:?}");
        assert!(page.says("no longer takes new accounts from this address"), "{page:?}");
        choose(&mut admin, "closed", "").await;
        let page = finish(&mut zoe, "Zoe", NEW_PASSWORD).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{page:?}");
        assert_eq!(before, (people(&w).await, w.work().hashes), "nobody was made, and nothing hashed");
        let mut why = events(&w, "registration_refused").await;
        why.sort();
        assert!(why[0].contains("closed") && why[1].contains("other_domain"), "{why:?}");
        choose(&mut admin, "open", "").await;
        assert_eq!(finish(&mut zoe, "Zoe", NEW_PASSWORD).await.status, StatusCode::GONE, "the link is used up");
        assert_eq!(w.browser().get(&una).await.location(), "/register/finish", "one that was not used works again");

        // What was asked and not yet decided when it closes is not answered.
        let mut browser = w.browser();
        browser.get("/register").await;
        browser.post_once("/register", &[("email", "late@lakeside.example")]).await;
        choose(&mut admin, "closed", "").await;
        assert!(w.mail_to("late@lakeside.example").await.is_empty());
        assert_eq!(w.count("SELECT count(*) FROM requests").await, 0);
    }
}

story! {
    async fn p43_one_address_is_one_account_and_a_domain_admits_no_look_alike(w: World) {
        let mut admin = open(&w).await;
        let page = choose(&mut admin, "domains", "@Lakeside.example\r\nxn--bcher-kva.example").await;
        assert_eq!(page.location(), "/admin/security/registration?done=saved", "{page:?}");
        assert!(admin.get(PAGE).await.body.contains("lakeside.example\nxn--bcher-kva.example"));
        for outside in [
            "zoe@mail.lakeside.example",
            "zoe@lakeside.example.evil.example",
            "zoe@evillakeside.example",
            "zoe@elsewhere.example",
            "lakeside.example@evil.example",
        ] {
            let page = ask(&w, outside).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{outside}: {page:?}");
            assert!(page.says("with an address of that domain"), "{outside}: {page:?}");
            assert!(!page.says("bcher"), "the list is not shown: {page:?}");
        }
        for odd in ["zoe@l\u{131}keside.example", "\u{212a}im@lakeside.example", "ｚoe@lakeside.example", "zoe@bücher.example"] {
            let page = ask(&w, odd).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{odd}: {page:?}");
            assert!(page.says("Enter an e-mail address like"), "{odd}: {page:?}");
        }
        let mut browser = prove(&w, "Zoe@Lakeside.Example").await;
        assert!(is_registered(&finish(&mut browser, "Zoe", NEW_PASSWORD).await));
        ask(&w, " zoe@LAKESIDE.example ").await;
        let told = w.mail_to("Zoe@Lakeside.Example").await.pop().expect("a mail");
        assert_eq!(told.subject, "You have an account at Acme Help already");
        assert_eq!(w.browser().sign_in("ZOE@lakeside.example", NEW_PASSWORD).await.location(), "/desk");
        assert_eq!(ask(&w, "yan@XN--BCHER-KVA.example").await.status, StatusCode::OK);
        assert_eq!(w.mail_to("yan@XN--BCHER-KVA.example").await.len(), 1);
    }
}

story! {
    async fn p40_an_address_that_is_more_than_one_is_none_and_nothing_is_kept_of_it(w: World) {
        let admin = open(&w).await;
        for evil in [
            "zoe@lakeside.example\r\nBcc: eve@evil.example",
            "zoe@lakeside.example%0d%0aBcc:eve@evil.example",
            "zoe@lakeside.example,eve@evil.example",
            "zoe@lakeside.example eve@evil.example",
            "Zoe <zoe@lakeside.example>",
            "\"zoe\"@lakeside.example",
            "zoe@[127.0.0.1]",
            "zoe@@lakeside.example",
            "zoe",
            "",
        ] {
            let page = ask(&w, evil).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{evil:?}: {page:?}");
            assert_eq!(w.count("SELECT count(*) FROM registration_mails").await, 0, "{evil:?}");
        }
        w.mail_to("nobody").await;
        assert!(w.mailbox.mails().is_empty());
        // A name is shown, never obeyed.
        let mut browser = prove(&w, EMAIL).await;
        let name = "</title><script>alert(1)</script>{{7*7}}";
        assert!(is_registered(&finish(&mut browser, name, NEW_PASSWORD).await));
        let page = admin.clone().get("/admin/end-users").await;
        assert!(!page.body.contains("<script>alert") && page.body.contains("{{7*7}}"), "{page:?}");
        // Nothing of the browser that asked is obeyed in the mail either.
        let mut asking = w.browser();
        asking.headers = vec![("user-agent".to_owned(), "<a href=http://evil.example>Firefox</a>".to_owned())];
        asking.get("/register").await;
        asking.post_once("/register", &[("email", "yan@lakeside.example")]).await;
        let mail = w.mail_to("yan@lakeside.example").await.pop().expect("a mail");
        assert!(!mail.text.contains("evil"), "{}", mail.text);
    }
}

story! {
    async fn a_link_of_one_account_makes_nobody_in_another(w: World) {
        open(&w).await;
        let elsewhere = w.other_account("https://desk.example.net").await;
        assert!(elsewhere.browser().get("/register").await.says("Accounts are by invitation"), "each has its own rule");
        ask(&w, EMAIL).await;
        let link = w.link_to(EMAIL).await;
        assert_eq!(elsewhere.browser().get(&link).await.status, StatusCode::GONE);
        let mut browser = elsewhere.browser();
        browser.cookies.insert("__Host-link".to_owned(), link.trim_start_matches("/link/").to_owned());
        browser.get("/signin").await;
        assert_eq!(finish(&mut browser, "Zoe", NEW_PASSWORD).await.status, StatusCode::GONE);
        // Nor does it do what other links do.
        let mut browser = w.browser();
        browser.get(&link).await;
        browser.get("/register/finish").await;
        for door in ["/reset", "/welcome"] {
            let page = browser.post_once(door, &[("name", "Zoe"), ("new_password", NEW_PASSWORD)]).await;
            assert_eq!(page.status, StatusCode::GONE, "{door}: {page:?}");
        }
        assert!(is_registered(&finish(&mut browser, "Zoe", NEW_PASSWORD).await));
    }
}

story! {
    async fn who_registers_anew_after_the_old_account_was_archived_inherits_nothing(w: World) {
        open(&w).await;
        let old = w.agent_with_totp("Zoe").await;
        // What archiving does to an address: nobody has it any more.
        w.tamper("UPDATE users SET email_key = 'archived' WHERE email = 'zoe@example.com'").await;
        let mut browser = prove(&w, old.email()).await;
        assert!(is_registered(&finish(&mut browser, "Zoe", NEW_PASSWORD).await));
        assert_eq!(browser.sign_in(old.email(), old.password()).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(browser.sign_in(old.email(), NEW_PASSWORD).await.location(), "/desk", "no second factor came with it");
        let page = browser.get("/security").await;
        assert!(page.says("Off"), "{page:?}");
        assert_eq!(browser.get("/admin").await.status, StatusCode::FORBIDDEN);
        assert_eq!(w.count("SELECT count(*) FROM users WHERE email = 'zoe@example.com'").await, 2);
    }
}

story! {
    async fn nothing_is_left_of_an_address_that_nobody_proved(w: World) {
        open(&w).await;
        ask(&w, EMAIL).await;
        assert_eq!(w.mail_to(EMAIL).await.len(), 1);
        let kept = w.everything().await;
        for (table, rows) in &kept {
            assert!(table == "outbox" || !rows.contains("lakeside"), "{table} holds the address");
        }
        w.later("23 hours");
        w.app().sweep().await.unwrap();
        assert_eq!(w.count("SELECT count(*) FROM registration_mails").await, 1, "the quota of a day needs it");
        w.later("2 hours");
        w.app().sweep().await.unwrap();
        for table in ["registration_mails", "links", "requests", "outbox"] {
            assert_eq!(w.everything().await[table], "", "{table}");
        }
        assert_eq!(Email::parse(EMAIL).unwrap().masked(), "z•••@lakeside.example");
    }
}
