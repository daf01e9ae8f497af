//! Locked out, and let in again: a code that somebody issued for somebody else, and the restricted session that it opens.

use axum::http::StatusCode;
use doorward_core::factor::totp::Seed;
use doorward_core::user::Role;

use crate::sent_codes::{allow, mailed, texted, wrong};
use crate::story;
use crate::world::{Browser, Person, World, at_once, passcode};

const RESTRICTED: &str = "SELECT count(*) FROM restricted_sessions";
const USED: &str = "SELECT count(*) FROM issued_codes WHERE used_at IS NOT NULL";
const DENIED: &str = "SELECT count(*) FROM events WHERE kind = 'denied'";
const PHONES: &str = "SELECT count(*) FROM authenticators WHERE valid_to IS NULL";

/// Issues a code for a person, and gives it as the page shows it.
pub async fn issue_code(boss: &mut Browser, person: &Person) -> String {
    let path = format!("/admin/recovery/{}/issue", person.id());
    let page = boss.get(&path).await;
    let seen = page.field("seen").unwrap_or_else(|| panic!("a code to issue: {page:?}")).to_owned();
    let page = boss.post(&path, &[("seen", &seen)]).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    shown(&page.body).unwrap_or_else(|| panic!("a code: {page:?}"))
}

/// Sets an authenticator up in a restricted session, up to the codes that are to be saved.
pub async fn set_up(w: &World, browser: &mut Browser) -> Seed {
    let seed = browser.get("/recover").await.seed();
    let page = browser.post("/recover", &[("passcode", &passcode(&seed, w.now()))]).await;
    assert_eq!(page.location(), "/recover/codes", "{page:?}");
    w.later("30 seconds");
    seed
}

fn shown(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("id=\"issued-code\"")?;
    rest.split_once('>')?.1.split('<').next().map(str::to_owned)
}

/// Types a code at the second step, and gives where that leads.
async fn type_code(person: &Person, code: &str) -> (Browser, String) {
    let mut browser = person.half_sign_in().await;
    let page = browser.post("/signin/recovery-code", &[("recovery_code", code)]).await;
    let to = page.location().to_owned();
    (browser, to)
}

/// What is said to whoever types a code.
async fn said_to(person: &Person, code: &str) -> String {
    person.half_sign_in().await.try_recovery_code(code).await.text()
}

/// What became of issuing a code for that person, by page and by form.
async fn refusal(boss: &mut Browser, person: &Person) -> (StatusCode, String) {
    let path = format!("/admin/recovery/{}/issue", person.id());
    let page = boss.get(&path).await;
    assert!(page.field("seen").is_none(), "a form to issue it: {page:?}");
    let sent = boss.post(&path, &[]).await;
    assert!(shown(&sent.body).is_none(), "{sent:?}");
    (sent.status, page.text())
}

story! {
    async fn p33_a_code_from_an_admin_lets_an_agent_set_up_a_new_phone_and_nothing_else(w: World) {
        let (kwame, ingrid, ana) = (w.admin("Kwame").await, w.owner("Ingrid").await, w.agent_with_totp("Ana").await);
        let mut lost_phone = ana.sign_in().await;
        let code = issue_code(&mut kwame.sign_in().await, &ana).await;
        for told in [&ana, &ingrid] {
            let mail = w.mail_to(told.email()).await.pop().unwrap();
            assert_eq!(mail.subject, "A recovery code was issued");
            assert!(mail.text.contains("Kwame") && !mail.text.contains(&code), "{}", mail.text);
        }
        assert!(w.mail_to(kwame.email()).await.is_empty(), "who issued it knows");
        assert!(lost_phone.is_signed_in().await, "nothing ends before it is used");

        let (mut browser, to) = type_code(&ana, &code).await;
        assert_eq!(to, "/recover");
        assert!(lost_phone.is_signed_out_everywhere().await);
        assert!(!browser.is_signed_in().await, "a restricted session is none");
        for door in ["/desk", "/security", "/signin/passcode"] {
            assert!(browser.get(door).await.location().starts_with("/signin"), "{door}");
        }
        let told = w.mail_to(ana.email()).await.pop().unwrap();
        assert_eq!(told.subject, "A new second step is being set up");
        assert!(told.text.contains("/link/not-me/"), "{}", told.text);
        assert_eq!(w.mail_to(ingrid.email()).await.pop().unwrap().subject, "A new second step is being set up");

        let seed = set_up(&w, &mut browser).await;
        let codes = browser.get("/recover/codes").await.codes();
        assert_eq!((codes.len(), w.count(PHONES).await), (10, 3), "Kwame's, Ingrid's and the new one");
        let page = browser.post("/recover/codes", &[("saved", "yes")]).await;
        assert_eq!(page.location(), "/signin?done=recovered", "{page:?}");
        assert_eq!(w.count(RESTRICTED).await, 0);

        let page = ana.half_sign_in().await.try_passcode(&ana.passcode()).await;
        assert!(page.says("That passcode is not right"), "the old phone opens nothing: {page:?}");
        assert!(said_to(&ana, ana.recovery_code(0)).await.contains("not right"), "nor an old recovery code");
        assert!(said_to(&ana, &code).await.contains("already used"), "nor the code once more");
        let mut browser = ana.half_sign_in().await;
        let page = browser.post("/signin/passcode", &[("passcode", &passcode(&seed, w.now()))]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        assert!(browser.get("/security").await.says("Recovery code issued"));
    }
}

story! {
    async fn p33_nobody_issues_a_code_upwards_for_themselves_or_for_an_end_user(w: World) {
        let (kwame, ingrid) = (w.admin("Kwame").await, w.owner("Ingrid").await);
        let (tom, mara) = (w.agent_with_totp("Tom").await, w.person("Mara", Role::EndUser, true).await);
        let (mut admin, mut owner, mut agent) = (kwame.sign_in().await, ingrid.sign_in().await, tom.sign_in().await);
        let (status, text) = refusal(&mut admin, &mara).await;
        assert!(status == StatusCode::CONFLICT && text.contains("issued for an end user"), "{status} {text}");
        let (status, text) = refusal(&mut owner, &mara).await;
        assert!(status == StatusCode::CONFLICT && text.contains("issued for an end user"), "{status} {text}");
        let (status, text) = refusal(&mut admin, &ingrid).await;
        assert!(status == StatusCode::FORBIDDEN && text.contains("does not reach"), "{status} {text}");
        for (boss, who) in [(&mut admin, &kwame), (&mut owner, &ingrid)] {
            let (status, text) = refusal(boss, who).await;
            assert!(status == StatusCode::CONFLICT && text.contains("for themselves"), "{status} {text}");
        }
        for person in [&mara, &tom, &kwame] {
            let page = agent.post(&format!("/admin/recovery/{}/issue", person.id()), &[]).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
        }
        assert_eq!(w.count("SELECT count(*) FROM issued_codes").await, 0);
        assert!(w.count(DENIED).await >= 5, "each is in the audit log");
        assert!(w.mail_to(mara.email()).await.is_empty());
    }
}

story! {
    async fn p33_a_code_is_good_for_a_day_once_and_with_the_password_alone(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let code = issue_code(&mut kwame.sign_in().await, &ana).await;
        let mut stranger = w.browser();
        let page = stranger.post("/signin/recovery-code", &[("recovery_code", &code)]).await;
        assert!(page.location().starts_with("/signin"), "no password, no door: {page:?}");
        assert!(stranger.sign_in(ana.email(), &code).await.says("not right"));
        let ben = w.agent_with_totp("Ben").await;
        assert!(said_to(&ben, &code).await.contains("not right"), "another's");
        w.later("24 hours");
        assert!(said_to(&ana, &code).await.contains("does not work any more"));
        assert_eq!(w.count(RESTRICTED).await, 0);

        let older = issue_code(&mut kwame.sign_in().await, &ana).await;
        let newer = issue_code(&mut kwame.sign_in().await, &ana).await;
        assert!(said_to(&ana, &older).await.contains("not right"), "a newer one took its place");
        assert_eq!(type_code(&ana, &newer).await.1, "/recover");
    }
}

story! {
    async fn p34_of_fifty_who_type_an_issued_code_at_once_one_comes_in(w: World) {
        let (ingrid, ana) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await);
        let code = issue_code(&mut ingrid.sign_in().await, &ana).await;
        let browsers = ana.half_sign_ins(50).await;
        let pages = at_once(&browsers, "/signin/recovery-code", "recovery_code", &code).await;
        assert_eq!(pages.iter().filter(|page| page.location() == "/recover").count(), 1);
        assert_eq!((w.count(RESTRICTED).await, w.count(USED).await), (1, 1));
        assert_eq!(w.count("SELECT count(*) FROM sign_ins").await, 0, "all other sign-ins ended with it");
    }
}

story! {
    async fn p34_an_owner_issues_for_admins_and_agents_and_whoever_becomes_an_end_user_holds_nothing(w: World) {
        let (ingrid, kwame, ana) = (w.owner("Ingrid").await, w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let mut owner = ingrid.sign_in().await;
        let for_kwame = issue_code(&mut owner, &kwame).await;
        assert_eq!(type_code(&kwame, &for_kwame).await.1, "/recover", "a higher role needs nobody else");

        let for_ana = issue_code(&mut owner, &ana).await;
        let page = owner.post(&format!("/admin/people/{}/role", ana.id()), &[("role", "end_user")]).await;
        assert!(page.location().ends_with("?done=role-changed"), "{page:?}");
        assert!(said_to(&ana, &for_ana).await.contains("does not work any more"));
        let page = owner.post(&format!("/admin/people/{}/role", ana.id()), &[("role", "agent")]).await;
        assert!(page.location().ends_with("?done=role-changed"), "{page:?}");
        assert!(said_to(&ana, &for_ana).await.contains("does not work any more"), "nor as an agent again");
    }
}

story! {
    async fn p55_whoever_lost_the_role_has_lost_the_codes_that_they_issued_by_it(w: World) {
        let (ingrid, ana, ben) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await, w.agent_with_totp("Ben").await);
        let (kwame, kim) = (w.admin("Kwame").await, w.admin("Kim").await);
        let of_kwame = issue_code(&mut kwame.sign_in().await, &ana).await;
        let of_kim = issue_code(&mut kim.sign_in().await, &ben).await;
        let mut owner = ingrid.sign_in().await;
        owner.post(&format!("/admin/people/{}/role", kwame.id()), &[("role", "agent")]).await;
        owner.post(&format!("/admin/people/{}/suspend", kim.id()), &[]).await;
        assert!(said_to(&ana, &of_kwame).await.contains("does not work any more"));
        assert!(said_to(&ben, &of_kim).await.contains("does not work any more"));
        let page = owner.get("/admin/recovery").await;
        assert!(page.says("None is open"), "{page:?}");
    }
}

story! {
    async fn between_admins_a_code_waits_for_a_second_person(w: World) {
        let (kwame, kim, lea) = (w.admin("Kwame").await, w.admin("Kim").await, w.admin("Lea").await);
        let ingrid = w.owner("Ingrid").await;
        let mut issuer = kwame.sign_in().await;
        let code = issue_code(&mut issuer, &lea).await;
        assert!(said_to(&lea, &code).await.contains("does not work yet"));
        for told in [&kim, &ingrid] {
            let mail = w.mail_to(told.email()).await.pop().unwrap();
            assert!(mail.text.contains("waits for a second person"), "{}", mail.text);
        }
        let page = issuer.get("/admin/recovery").await;
        let id = page.field("code").expect("it can be taken back").to_owned();
        assert!(!page.body.contains("/admin/recovery/agree"), "who issued it is no second person: {page:?}");
        let page = issuer.post("/admin/recovery/agree", &[("code", &id)]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
        assert!(said_to(&lea, &code).await.contains("does not work yet"));
        let page = kim.sign_in().await.post("/admin/recovery/agree", &[("code", &id)]).await;
        assert_eq!(page.location(), "/admin/recovery?done=code-agreed", "{page:?}");
        assert_eq!(type_code(&lea, &code).await.1, "/recover");
    }
}

story! {
    async fn between_owners_a_code_waits_twelve_hours_when_nobody_else_agrees(w: World) {
        let (ingrid, olga) = (w.owner("Ingrid").await, w.owner("Olga").await);
        let code = issue_code(&mut ingrid.sign_in().await, &olga).await;
        let before = w.now();
        w.later("11 hours");
        assert!(said_to(&olga, &code).await.contains("does not work yet"));
        w.clock.turn(std::time::Duration::from_secs(12 * 3_600).saturating_sub(w.now().since(before)));
        assert_eq!(type_code(&olga, &code).await.1, "/recover");
    }
}

story! {
    async fn an_owner_may_let_equals_do_it_alone_and_an_admin_may_not(w: World) {
        let (ingrid, kwame, lea) = (w.owner("Ingrid").await, w.admin("Kwame").await, w.admin("Lea").await);
        let mut admin = kwame.sign_in().await;
        let save = [("version", "0"), ("equals_alone", "yes")];
        let page = admin.post("/admin/recovery/rules", &save).await;
        assert_eq!(page.location(), "/admin/recovery/rules?done=owners-only", "{page:?}");
        assert!(admin.get("/admin/recovery/rules").await.says("Only an owner can change this"));
        let mut owner = ingrid.sign_in().await;
        assert_eq!(owner.post("/admin/recovery/rules", &save).await.location(), "/admin/recovery/rules?done=saved");
        let page = owner.post("/admin/recovery/rules", &save).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "saved over nothing that was not seen: {page:?}");
        let changes = w.rows::<String>("SELECT event FROM events WHERE kind = 'recovery_rules_changed'").await;
        let [change] = &changes[..] else { panic!("one change: {changes:?}") };
        assert!(change.contains("\"from\":{\"equals_alone\":false,\"time_lock\":null}"), "as it was: {change}");
        assert!(change.starts_with("{\"equals_alone\":true,\"event\""), "and as it is: {change}");
        let code = issue_code(&mut admin, &lea).await;
        assert_eq!(type_code(&lea, &code).await.1, "/recover");
    }
}

story! {
    async fn whoever_gets_the_mail_takes_a_code_back_that_they_never_asked_for(w: World) {
        let (kwame, ingrid, ana) = (w.admin("Kwame").await, w.owner("Ingrid").await, w.agent_with_totp("Ana").await);
        let code = issue_code(&mut kwame.sign_in().await, &ana).await;
        let link = w.link_to(ana.email()).await;
        let mut browser = w.browser();
        for _ in 0..2 {
            assert_eq!(browser.get(&link).await.location(), "/recovery/cancel", "a scanner's look takes nothing back");
        }
        assert!(browser.get("/recovery/cancel").await.says("issued a recovery code for Ana"));
        let page = browser.post("/recovery/cancel", &[]).await;
        assert_eq!(page.location(), "/signin?done=code-cancelled", "{page:?}");
        assert!(said_to(&ana, &code).await.contains("does not work any more"));
        assert_eq!(w.browser().get(&link).await.status, StatusCode::GONE);
        for told in [&kwame, &ingrid] {
            assert_eq!(w.mail_to(told.email()).await.pop().unwrap().subject, "A recovery code was taken back");
        }
    }
}

story! {
    async fn the_mail_goes_to_an_address_of_before_as_well(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let mut browser = ana.sign_in().await;
        let old = ana.email().to_owned();
        browser.post("/security/address", &[("email", "ana.new@example.com")]).await;
        let link = w.link_to("ana.new@example.com").await;
        browser.get(&link).await;
        let page = browser.post("/security/address/confirm", &[]).await;
        assert!(page.location().ends_with("done=address-changed"), "{page:?}");
        issue_code(&mut kwame.sign_in().await, &ana).await;
        for address in [old.as_str(), "ana.new@example.com"] {
            assert_eq!(w.mail_to(address).await.pop().unwrap().subject, "A recovery code was issued", "{address}");
        }
    }
}

story! {
    async fn a_recovery_that_is_given_up_leaves_the_old_phone_as_it_was(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let mut boss = kwame.sign_in().await;
        let code = issue_code(&mut boss, &ana).await;
        let (mut browser, _) = type_code(&ana, &code).await;
        w.later("15 minutes");
        assert_eq!(browser.get("/recover").await.location(), "/signin?because=too-old");
        let code = issue_code(&mut kwame.sign_in().await, &ana).await;
        let (mut browser, _) = type_code(&ana, &code).await;
        let cookies = browser.cookies.clone();
        browser.get("/recover").await;
        assert_eq!(browser.post("/signout", &[]).await.location(), "/signed-out");
        browser.cookies = cookies;
        assert!(browser.get("/recover").await.location().starts_with("/signin"), "signing out ends it");
        let page = ana.half_sign_in().await.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
    }
}

story! {
    async fn whoever_found_their_phone_after_all_leaves_no_code_behind(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let code = issue_code(&mut kwame.sign_in().await, &ana).await;
        ana.sign_in().await;
        assert!(said_to(&ana, &code).await.contains("does not work any more"));
    }
}

story! {
    async fn p03_an_issued_code_spends_a_try_like_every_other_method_and_opens_a_ledger_that_closed(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let mut boss = kwame.sign_in().await;
        issue_code(&mut boss, &ana).await;
        let mut thief = ana.half_sign_in().await;
        for _ in 0..5 {
            assert!(thief.try_recovery_code("0000-0000-0000-0000").await.says("not right"));
        }
        let page = thief.post("/signin/recovery-code", &[("recovery_code", "0000-0000-0000-0001")]).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{page:?}");
        w.tamper("UPDATE second_factor_ledger SET failures = 100").await;
        let page = thief.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert!(page.says("Passcodes are switched off"), "{page:?}");
        let code = issue_code(&mut boss, &ana).await;
        assert_eq!(type_code(&ana, &code).await.1, "/recover");
    }
}

story! {
    async fn a_code_sent_twice_is_issued_once(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let mut boss = kwame.sign_in().await;
        let path = format!("/admin/recovery/{}/issue", ana.id());
        boss.get(&path).await;
        assert_eq!(boss.post(&path, &[("seen", "")]).await.status, StatusCode::OK);
        let page = boss.post(&path, &[("seen", "")]).await;
        assert_eq!(page.location(), "/admin/recovery?done=changed-meanwhile", "a page that is loaded again: {page:?}");
        assert_eq!(w.count("SELECT count(*) FROM issued_codes").await, 1);
    }
}

story! {
    async fn p35_an_issued_code_is_nowhere_in_the_store(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let code = issue_code(&mut kwame.sign_in().await, &ana).await;
        let plain = code.replace('-', "");
        for (table, rows) in w.everything().await {
            assert!(!rows.contains(&code) && !rows.contains(&plain), "{table} holds the code");
        }
    }
}

story! {
    async fn who_is_let_in_again_may_choose_her_mailbox_or_a_new_number_where_they_count(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let code = issue_code(&mut kwame.sign_in().await, &ana).await;
        let (mut browser, _) = type_code(&ana, &code).await;
        let page = browser.post("/recover/email-code/send", &[]).await;
        assert!(!page.says("We sent"), "it does not count here: {page:?}");
        assert_eq!(browser.get("/recover/email-code").await.location(), "/recover");

        allow(&w, true, true).await;
        // A policy that was changed ends what was begun under it: a new code, and a new session.
        let code = issue_code(&mut kwame.sign_in().await, &ana).await;
        let (mut browser, _) = type_code(&ana, &code).await;
        let page = browser.get("/recover").await;
        assert!(page.body.contains("/recover/email-code/send") && page.body.contains("/recover/sms-code/send"));
        let page = browser.post("/recover/sms-code/send", &[("number", "12")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{page:?}");
        let page = browser.post("/recover/sms-code/send", &[("number", "+49 1512 3456789")]).await;
        assert_eq!(page.location(), "/recover/sms-code", "{page:?}");
        let sent = texted(&w).await;
        let page = browser.post("/recover/sms-code", &[("passcode", wrong(&sent))]).await;
        assert!(page.says("not right"), "{page:?}");

        // She would rather have it by mail, after all. The code of the text message is none for the mailbox.
        let page = browser.post("/recover/email-code/send", &[]).await;
        assert_eq!(page.location(), "/recover/email-code", "{page:?}");
        let mail = mailed(&w, &ana).await;
        if mail != sent {
            assert!(browser.post("/recover/email-code", &[("passcode", &sent)]).await.says("not right"));
        }
        let page = browser.post("/recover/email-code", &[("passcode", &mail)]).await;
        assert_eq!(page.location(), "/recover/codes", "{page:?}");
        assert_eq!(browser.get("/recover/email-code").await.location(), "/recover/codes");
        browser.post("/recover/codes", &[("saved", "yes")]).await;
        let page = ana.half_sign_in().await.get("/signin/passcode").await;
        assert!(page.location().starts_with("/signin/email-code"), "the old phone is asked for no more: {page:?}");
    }
}

story! {
    async fn p03_guesses_at_a_passcode_that_is_to_be_set_up_again_spend_tries_of_the_one_ledger(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        allow(&w, true, false).await;
        let code = issue_code(&mut kwame.sign_in().await, &ana).await;
        let (mut browser, _) = type_code(&ana, &code).await;
        browser.post("/recover/email-code/send", &[]).await;
        let mail = mailed(&w, &ana).await;
        let mut said = Vec::new();
        for _ in 0..6 {
            said.push(browser.post("/recover/email-code", &[("passcode", wrong(&mail))]).await.status);
        }
        assert_eq!(said.last(), Some(&StatusCode::TOO_MANY_REQUESTS), "{said:?}");
        let page = browser.post("/recover/email-code", &[("passcode", &mail)]).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "the right one waits as well: {page:?}");
        assert_eq!(browser.post("/recover/email-code", &[("passcode", "12")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
