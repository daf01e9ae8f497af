//! Passkeys: added, asked for after the password, instead of it, and taken away again.

use axum::http::{Method, StatusCode};
use doorward_core::user::Role;

use crate::authenticator::Authenticator;
use crate::story;
use crate::world::{Browser, ORIGIN, Page, Person, World};

const SIGNED_IN: &str = "SELECT count(*) FROM sessions";
const PASSKEYS: &str = "SELECT count(*) FROM passkeys WHERE valid_to IS NULL";
const WAITING: &str = "SELECT count(*) FROM passkey_challenges";
const SPENT: &str = "SELECT failures FROM second_factor_ledger";

fn domain() -> &'static str {
    ORIGIN.split_once("://").expect("an origin").1
}

fn security_key(seed: u8) -> Authenticator {
    Authenticator::new(seed, ORIGIN, domain())
}

pub(crate) fn phone(seed: u8) -> Authenticator {
    Authenticator::synced(seed, ORIGIN, domain())
}

async fn ask(browser: &mut Browser, path: &str) -> String {
    let page = browser.post(path, &[]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    assert_eq!(page.headers["content-type"], "application/json");
    page.body
}

/// Adds a passkey in a session.
async fn add(browser: &mut Browser, key: &mut Authenticator, name: &str) -> Page {
    browser.get("/security/passkey").await;
    let question = ask(browser, "/security/passkey/question").await;
    browser.post("/security/passkey", &[("answer", &key.create(&question)), ("name", name)]).await
}

/// Answers the second step.
pub(crate) async fn prove(browser: &mut Browser, key: &mut Authenticator) -> Page {
    let question = ask(browser, "/signin/passkey/question").await;
    browser.post("/signin/passkey", &[("answer", &key.get(&question))]).await
}

/// Signs in with nothing else.
async fn alone(browser: &mut Browser, key: &mut Authenticator) -> Page {
    browser.get("/signin").await;
    let question = ask(browser, "/signin/passkey-alone/question").await;
    browser.get("/signin").await;
    browser.post("/signin/passkey-alone", &[("answer", &key.get(&question))]).await
}

/// An agent with a passkey and no other method.
pub(crate) async fn agent_with(w: &World, name: &str, key: &mut Authenticator) -> Person {
    let person = w.agent(name).await;
    let mut browser = person.sign_in().await;
    let page = add(&mut browser, key, "Mine").await;
    assert_eq!(page.location(), "/security/recovery-codes/save", "{page:?}");
    person
}

async fn allow_alone(w: &World) {
    let mut ingrid = w.owner("Ingrid").await.sign_in().await;
    ingrid.save_methods(&[("team_passkey_alone", "yes")]).await;
}

async fn events(w: &World, kind: &str) -> usize {
    w.rows::<String>("SELECT kind FROM events").await.iter().filter(|it| *it == kind).count()
}

story! {
    async fn a_passkey_that_is_added_is_asked_for_and_told(w: World) {
        let ana = w.agent("Ana").await;
        let mut browser = ana.sign_in().await;
        let mut other = ana.sign_in().await;
        let mut key = security_key(7);
        let page = add(&mut browser, &mut key, "  Key on\n my keyring ").await;
        assert_eq!(page.location(), "/security/recovery-codes/save", "{page:?}");
        assert!(browser.is_signed_in().await && !other.is_signed_in().await);
        let page = browser.get("/security").await;
        assert!(page.says("Key on my keyring") && page.says("Security key"), "{page:?}");
        assert!(page.says("Not used yet") || page.says("not used"), "{page:?}");
        let mails = w.mail_to(ana.email()).await;
        assert!(mails.iter().any(|mail| mail.text.contains("Passkey") || mail.text.contains("passkey")));
        assert_eq!(events(&w, "factor_added").await, 1);

        let mut browser = w.browser();
        let page = browser.sign_in(ana.email(), ana.password()).await;
        let page = browser.follow(page).await;
        assert_eq!(page.location(), "/signin/passkey", "{page:?}");
        let page = browser.get("/signin/passkey").await;
        assert!(page.says("Passkeys need JavaScript") && page.says("Use a recovery code"), "{page:?}");
        // A security key that is touched is enough beside the password.
        key.user_verified = false;
        let page = prove(&mut browser, &mut key).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        assert_eq!(w.count("SELECT counter FROM passkeys").await, 2);
        let page = browser.get("/security").await;
        assert!(!page.says("not used yet"), "{page:?}");
        assert_eq!(events(&w, "signed_in").await, 3);
    }
}

story! {
    async fn p15_a_replayed_answer_is_refused_and_counted(w: World) {
        let mut key = phone(7);
        let ana = agent_with(&w, "Ana", &mut key).await;
        let mut browser = ana.half_sign_in().await;
        let question = ask(&mut browser, "/signin/passkey/question").await;
        let captured = key.get(&question);
        let mut second = browser.clone();
        let page = browser.post("/signin/passkey", &[("answer", &captured)]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        let page = second.post("/signin/passkey", &[("answer", &captured)]).await;
        assert!(page.location().starts_with("/signin"), "{page:?}");

        let mut browser = ana.half_sign_in().await;
        let page = browser.post("/signin/passkey", &[("answer", &captured)]).await;
        let page = browser.follow(page).await;
        assert!(page.says("took too long, or was answered already"), "{page:?}");
        assert_eq!(w.count(SPENT).await, 1);
        // A question of another place does not fit either.
        let mut elsewhere = ana.half_sign_in().await;
        let question = ask(&mut elsewhere, "/signin/passkey/question").await;
        let page = browser.post("/signin/passkey", &[("answer", &key.get(&question))]).await;
        assert_eq!(page.location(), "/signin/passkey", "{page:?}");
        assert!(!browser.is_signed_in().await);
        assert_eq!(w.count(SPENT).await, 2);
        assert_eq!(events(&w, "second_factor_refused").await, 2);
    }
}

story! {
    async fn p15_a_wrong_answer_takes_its_question_with_it(w: World) {
        let mut key = security_key(7);
        let ana = agent_with(&w, "Ana", &mut key).await;
        let mut browser = ana.half_sign_in().await;
        let question = ask(&mut browser, "/signin/passkey/question").await;
        let honest = key.get(&question);
        let mut forger = key.clone();
        forger.signature = Some(vec![]);
        let page = browser.post("/signin/passkey", &[("answer", &forger.get(&question))]).await;
        assert!(browser.follow(page).await.says("not right"));
        let page = browser.post("/signin/passkey", &[("answer", &honest)]).await;
        assert!(browser.follow(page).await.says("answered already"));
        // What is too old is refused as well, and a fresh one goes.
        let question = ask(&mut browser, "/signin/passkey/question").await;
        w.later("5 minutes");
        let page = browser.post("/signin/passkey", &[("answer", &key.get(&question))]).await;
        assert!(browser.follow(page).await.says("took too long"));
        let page = prove(&mut browser, &mut key).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
    }
}

story! {
    async fn p15_a_passkey_of_another_person_opens_nothing(w: World) {
        let (mut anas, mut bens) = (phone(7), phone(8));
        let ana = agent_with(&w, "Ana", &mut anas).await;
        agent_with(&w, "Ben", &mut bens).await;
        let mut browser = ana.half_sign_in().await;
        let page = prove(&mut browser, &mut bens).await;
        assert!(browser.follow(page).await.says("not one of yours"));
        assert!(!browser.is_signed_in().await);
        let page = prove(&mut browser, &mut anas).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
    }
}

story! {
    async fn p15_a_copied_security_key_shows_itself(w: World) {
        let mut key = security_key(7);
        let ana = agent_with(&w, "Ana", &mut key).await;
        let mut copy = key.clone();
        for _ in 0..3 {
            let mut browser = ana.half_sign_in().await;
            assert_eq!(prove(&mut browser, &mut key).await.location(), "/desk");
        }
        let mut browser = ana.half_sign_in().await;
        let page = prove(&mut browser, &mut copy).await;
        assert!(browser.follow(page).await.says("seems to have been copied"));
        assert!(!browser.is_signed_in().await);
    }
}

story! {
    async fn p16_a_passkey_that_somebody_has_is_not_added_for_another(w: World) {
        let mut key = phone(7);
        agent_with(&w, "Ana", &mut key).await;
        let mut ben = w.agent("Ben").await.sign_in().await;
        let page = add(&mut ben, &mut key.clone(), "Mine too").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says("is in use already"), "{page:?}");
        assert!(ben.is_signed_in().await, "nothing of Ben's changed");
        assert_eq!((w.count(PASSKEYS).await, events(&w, "enrolment_refused").await), (1, 1));
    }
}

story! {
    async fn p17_a_passkey_begun_in_one_session_is_not_finished_in_another(w: World) {
        let (ana, ben) = (w.agent("Ana").await, w.agent("Ben").await);
        let (mut here, mut there, mut bens) = (ana.sign_in().await, ana.sign_in().await, ben.sign_in().await);
        here.get("/security/passkey").await;
        let question = ask(&mut here, "/security/passkey/question").await;
        let made = phone(7).create(&question);
        for browser in [&mut there, &mut bens] {
            browser.get("/security/passkey").await;
            let page = browser.post("/security/passkey", &[("answer", &made)]).await;
            assert!(page.says("took too long"), "{page:?}");
        }
        assert_eq!(w.count(PASSKEYS).await, 0);
        let page = here.post("/security/passkey", &[("answer", &made)]).await;
        assert_eq!(page.location(), "/security/recovery-codes/save", "only hers is hers: {page:?}");
    }
}

story! {
    async fn of_many_who_answer_one_question_one_is_signed_in(w: World) {
        let mut key = phone(7);
        let ana = agent_with(&w, "Ana", &mut key).await;
        let before = w.count(SIGNED_IN).await;
        let mut browser = ana.half_sign_in().await;
        let question = ask(&mut browser, "/signin/passkey/question").await;
        let answer = key.get(&question);
        let browsers = vec![browser; 5];
        crate::world::at_once(&browsers, "/signin/passkey", "answer", &answer).await;
        assert_eq!(w.count(SIGNED_IN).await, before + 1);
    }
}

story! {
    async fn a_passkey_alone_signs_in_where_the_admin_lets_it(w: World) {
        let mut key = phone(7);
        agent_with(&w, "Ana", &mut key).await;
        let mut browser = w.browser();
        let page = browser.get("/signin").await;
        assert!(!page.body.contains("webauthn") && !page.body.contains("passkey.js"));
        let page = browser.post("/signin/passkey-alone/question", &[]).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "nobody may: {page:?}");

        allow_alone(&w).await;
        let page = browser.get("/signin").await;
        assert!(page.body.contains("username webauthn") && page.body.contains("passkey.js"));
        let page = alone(&mut browser, &mut key).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        assert!(browser.is_signed_in().await);
        let factors = w.rows::<String>("SELECT factors FROM sessions ORDER BY begun_at, id").await;
        assert_eq!(factors.last().map(String::as_str), Some("passkey"));
        // It is as fresh a proof of the second factor as any.
        let page = browser.get("/security/recovery-codes").await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");

        // Without asking who is there it is half of what is needed.
        let mut browser = w.browser();
        key.user_verified = false;
        let page = alone(&mut browser, &mut key).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert!(page.says("did not ask for your fingerprint"), "{page:?}");
        key.user_verified = true;
        key.user_handle = None;
        assert_eq!(alone(&mut browser, &mut key).await.status, StatusCode::UNAUTHORIZED);
        assert!(!browser.is_signed_in().await);
    }
}

story! {
    async fn the_switch_is_for_the_user_type_of_who_comes(w: World) {
        let mut key = phone(7);
        let eve = w.person("Eve", Role::EndUser, false).await;
        add(&mut eve.sign_in().await, &mut key, "").await;
        allow_alone(&w).await;
        let mut browser = w.browser();
        for _ in 0..7 {
            let page = alone(&mut browser, &mut key).await;
            assert!(page.says("asked for after the password"), "a right passkey is no guess: {page:?}");
        }
        assert_eq!(browser.get("/signin/passkey-alone").await.location(), "/signin");
        assert!(!browser.is_signed_in().await);
        let page = browser.sign_in(eve.email(), eve.password()).await;
        assert_eq!(page.location(), "/signin/passcode", "{page:?}");
        let page = prove(&mut browser, &mut key).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
    }
}

story! {
    async fn p15_a_question_at_the_door_is_for_one_browser(w: World) {
        let mut key = phone(7);
        agent_with(&w, "Ana", &mut key).await;
        allow_alone(&w).await;
        let (mut ana, mut eve) = (w.browser(), w.browser());
        let before = w.count(SIGNED_IN).await;
        let question = ask(&mut ana, "/signin/passkey-alone/question").await;
        ask(&mut eve, "/signin/passkey-alone/question").await;
        let answer = key.get(&question);
        eve.get("/signin").await;
        let page = eve.post("/signin/passkey-alone", &[("answer", &answer)]).await;
        assert!(page.says("took too long"), "{page:?}");
        eve.cookies.remove("__Host-passkey");
        let page = eve.post("/signin/passkey-alone", &[("answer", &answer)]).await;
        assert!(page.says("took too long"), "{page:?}");
        ana.get("/signin").await;
        let page = ana.post("/signin/passkey-alone", &[("answer", &answer)]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        assert_eq!(w.count(SIGNED_IN).await, before + 1);
        for sent in ["", "{}", "not json"] {
            let page = eve.post("/signin/passkey-alone", &[("answer", sent)]).await;
            assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{sent}: {page:?}");
        }
    }
}

story! {
    async fn p03_wrong_passkeys_and_wrong_passcodes_are_one_ledger(w: World) {
        let mut key = phone(7);
        let ana = w.agent_with_totp("Ana").await;
        let page = add(&mut ana.sign_in().await, &mut key, "").await;
        assert_eq!(page.location(), "/security?done=factor-added", "{page:?}");
        allow_alone(&w).await;
        let mut forger = key.clone();
        forger.signature = Some(vec![0; 8]);
        let mut browser = ana.half_sign_in().await;
        for _ in 0..2 {
            prove(&mut browser, &mut forger).await;
        }
        let mut door = w.browser();
        for _ in 0..2 {
            assert_eq!(alone(&mut door, &mut forger).await.status, StatusCode::UNAUTHORIZED);
        }
        let page = browser.post("/signin/passcode?way=app", &[("passcode", "000000")]).await;
        assert_eq!(page.location(), "/signin/passcode?way=app", "{page:?}");
        assert_eq!(w.count(SPENT).await, 5);
        // Now the right one has to wait, by every door.
        assert_eq!(prove(&mut browser, &mut key).await.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(alone(&mut door, &mut key).await.status, StatusCode::TOO_MANY_REQUESTS);
        w.later("30 seconds");
        assert_eq!(alone(&mut door, &mut key).await.location(), "/desk");
        assert_eq!(w.count(SPENT).await, 0);
    }
}

story! {
    async fn a_passkey_is_made_where_the_account_demands_a_second_factor(w: World) {
        let mut ingrid = w.owner("Ingrid").await.sign_in().await;
        ingrid.save_policy(&[("team_required", "yes")]).await;
        let ana = w.agent("Ana").await;
        let mut browser = ana.half_sign_in().await;
        let page = browser.get("/signin/enrol").await;
        assert!(page.says("Create a passkey instead"), "{page:?}");
        let page = browser.get("/signin/enrol/passkey").await;
        assert!(page.says("Use an authenticator app instead"), "{page:?}");
        let mut key = phone(7);
        let question = ask(&mut browser, "/signin/enrol/passkey/question").await;
        let mut forged = key.clone();
        forged.origin = "https://evil.example".to_owned();
        let page = browser.post("/signin/enrol/passkey", &[("answer", &forged.create(&question))]).await;
        assert!(browser.follow(page).await.says("not right"));
        let question = ask(&mut browser, "/signin/enrol/passkey/question").await;
        let page =
            browser.post("/signin/enrol/passkey", &[("answer", &key.create(&question)), ("name", "Phone")]).await;
        assert_eq!(page.location(), "/signin/recovery-codes", "{page:?}");
        assert!(!browser.is_signed_in().await);
        browser.get("/signin/recovery-codes").await;
        let page = browser.post("/signin/recovery-codes", &[("saved", "yes")]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        let mut again = ana.half_sign_in().await;
        assert_eq!(prove(&mut again, &mut key).await.location(), "/desk");
    }
}

story! {
    async fn several_are_kept_named_and_removed_by_a_fresh_proof(w: World) {
        let mut key = phone(7);
        let ana = agent_with(&w, "Ana", &mut key).await;
        let mut browser = ana.half_sign_in().await;
        prove(&mut browser, &mut key).await;
        let only: Vec<u8> = w.row("SELECT id FROM passkeys").await.unwrap();
        let hex = |id: &[u8]| id.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let page = browser.post("/security/passkey/remove", &[("method", &hex(&only))]).await;
        assert_eq!(page.location(), "/security?done=last-method", "{page:?}");

        let mut second = security_key(8);
        let page = add(&mut browser, &mut second, "Spare").await;
        assert_eq!(page.location(), "/security?done=factor-added", "{page:?}");
        let page = browser.get("/security").await;
        assert!(page.says("Synced: on all your devices") && page.says("Spare"), "{page:?}");
        let page = browser.post("/security/passkey/rename", &[("method", &hex(&only)), ("name", "Phone")]).await;
        assert_eq!(page.location(), "/security?done=renamed", "{page:?}");
        assert!(browser.get("/security").await.says("Phone"));

        // Of somebody else it is as if it were not there.
        let mut ben = w.agent("Ben").await.sign_in().await;
        for path in ["/security/passkey/rename", "/security/passkey/remove"] {
            let page = ben.post(path, &[("method", &hex(&only)), ("name", "Mine")]).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{page:?}");
        }
        w.later("11 minutes");
        for path in ["/security/passkey/remove", "/security/passkey"] {
            let page = browser.post(path, &[("method", &hex(&only))]).await;
            assert!(page.location().starts_with("/confirm?"), "{path}: {page:?}");
        }
        let page = browser.get("/confirm?for=authenticator&then=%2Fsecurity").await;
        assert!(page.body.contains("/confirm/question"), "{page:?}");
        let question = ask(&mut browser, "/confirm/question").await;
        let page = browser.post("/confirm?for=authenticator", &[("answer", &second.get(&question)), ("then", "/security")]).await;
        assert_eq!(page.location(), "/security", "{page:?}");
        let page = browser.post("/security/passkey/remove", &[("method", &hex(&only))]).await;
        assert_eq!(page.location(), "/security?done=factor-removed", "{page:?}");
        assert!(browser.is_signed_in().await);
        assert_eq!((w.count(PASSKEYS).await, events(&w, "factor_removed").await), (1, 1));
        let mut browser = ana.half_sign_in().await;
        let page = prove(&mut browser, &mut key).await;
        assert!(browser.follow(page).await.says("not one of yours"));
        assert_eq!(prove(&mut browser, &mut second).await.location(), "/desk");
    }
}

story! {
    async fn who_is_archived_and_erased_leaves_no_passkey(w: World) {
        let mut key = phone(7);
        let ana = agent_with(&w, "Ana", &mut key).await;
        let mut half = ana.half_sign_in().await;
        ask(&mut half, "/signin/passkey/question").await;
        assert_eq!(w.count(WAITING).await, 1);
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        owner.post_freshly(&format!("/admin/people/{}/archive", ana.id()), &[("sure", "yes")]).await;
        assert_eq!((w.count(PASSKEYS).await, w.count(WAITING).await), (0, 0));
        owner.post_freshly(&format!("/admin/people/{}/erase", ana.id()), &[("email", ana.email())]).await;
        assert_eq!(w.row::<String>("SELECT public_key FROM passkeys").await.as_deref(), Some(""));
    }
}

story! {
    async fn turning_the_second_step_off_takes_the_passkeys_away(w: World) {
        let mut key = phone(7);
        let ana = agent_with(&w, "Ana", &mut key).await;
        allow_alone(&w).await;
        let mut browser = ana.half_sign_in().await;
        prove(&mut browser, &mut key).await;
        let page = browser.post("/security/turn-off", &[]).await;
        assert_eq!(page.location(), "/security?done=second-factor-off", "{page:?}");
        assert_eq!(w.count(PASSKEYS).await, 0);
        assert_eq!(alone(&mut w.browser(), &mut key).await.status, StatusCode::UNAUTHORIZED);
    }
}

story! {
    async fn a_question_is_no_page_and_needs_its_form(w: World) {
        let ana = w.agent("Ana").await;
        let mut browser = ana.sign_in().await;
        for path in ["/security/passkey/question", "/confirm/question", "/signin/passkey/question"] {
            let page = browser.get(path).await;
            assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED, "{path}: {page:?}");
            let headers = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")];
            let page = browser.send(Method::POST, path, &headers, "form_token=x").await;
            assert_ne!(page.status, StatusCode::OK, "{path}: {page:?}");
        }
        let page = browser.post("/confirm/question", &[]).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "she has none: {page:?}");
    }
}

story! {
    async fn a_thief_s_passkey_goes_with_the_report_and_the_owner_s_stays(w: World) {
        let (mut own, mut planted) = (phone(7), phone(8));
        let ana = agent_with(&w, "Ana", &mut own).await;
        allow_alone(&w).await;
        w.later("1 day");
        // Somebody has her password and her phone for a minute.
        let mut thief = ana.half_sign_in().await;
        prove(&mut thief, &mut own).await;
        add(&mut thief, &mut planted, "Mine as well").await;
        assert_eq!(alone(&mut w.browser(), &mut planted).await.location(), "/desk");
        assert_eq!(w.count(PASSKEYS).await, 2);
        let link = link_of_the_newest(&w, ana.email(), "A second step was added to your sign-in").await;
        let page = crate::told::report(&w, &link).await;
        assert!(page.location().starts_with("/signin?done=reported"), "{page:?}");
        assert_eq!(w.count(PASSKEYS).await, 1);
        let page = alone(&mut w.browser(), &mut planted).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{page:?}");
        assert_eq!(alone(&mut w.browser(), &mut own).await.location(), "/desk", "hers was there before");
    }
}

async fn link_of_the_newest(w: &World, email: &str, subject: &str) -> String {
    let mails = w.mail_to(email).await;
    let mail = mails.iter().rev().find(|mail| mail.subject == subject).expect("a mail of that subject");
    let at = mail.text.find("/link/not-me/").expect("a link");
    mail.text[at..].split_whitespace().next().expect("a link").to_owned()
}
