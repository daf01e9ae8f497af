//! Locked out? Ask. After a right password, and nowhere before it.

use axum::http::StatusCode;
use doorward_core::user::Role;

use crate::recovery::{issue_code, set_up};
use crate::story;
use crate::world::{Person, World};

const OPEN: &str = "SELECT count(*) FROM help_requests WHERE outcome IS NULL";
const HERE: &str = "/signin/locked-out";

story! {
    async fn an_agent_who_has_nothing_left_asks_and_is_let_in_again(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let mut browser = ana.half_sign_in().await;
        let page = browser.get("/signin/passcode").await;
        assert!(page.body.contains(HERE) && page.says("I have no phone and no codes"), "{page:?}");
        assert!(browser.get(HERE).await.says("Ask for help"));
        assert_eq!(browser.post(HERE, &[]).await.location(), HERE);
        assert!(browser.get(HERE).await.says("You asked for help"));
        let mail = w.mail_to(kwame.email()).await.pop().unwrap();
        assert_eq!(mail.subject, "Somebody is locked out and asks for help");
        assert!(mail.text.contains("Ana") && mail.text.contains("/admin/recovery"), "{}", mail.text);

        let mut boss = kwame.sign_in().await;
        assert!(boss.get("/admin").await.says("1 person asks for help"));
        let page = boss.get("/admin/recovery").await;
        for proof in ["Ana", "ana@example.com", "Firefox on Linux", "the password was right", "10 recovery codes left"] {
            assert!(page.says(proof), "{proof}: {page:?}");
        }
        let code = issue_code(&mut boss, &ana).await;
        assert!(boss.get("/admin/recovery").await.says("Nobody asks for help"));
        assert!(browser.get(HERE).await.says("issued a recovery code for you"));
        let page = browser.post("/signin/recovery-code", &[("recovery_code", &code)]).await;
        assert_eq!(page.location(), "/recover", "{page:?}");
        set_up(&w, &mut browser).await;
    }
}

story! {
    async fn one_request_is_open_a_person_and_three_are_made_a_day(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        for _ in 0..3 {
            assert_eq!(ana.half_sign_in().await.post(HERE, &[]).await.location(), HERE);
        }
        assert_eq!((w.count(OPEN).await, asked(&w, &kwame).await), (1, 1), "asked once");
        for nth in 2..=3 {
            decline(&w, &kwame, &ana).await;
            ana.half_sign_in().await.post(HERE, &[]).await;
            assert_eq!(asked(&w, &kwame).await, nth);
        }
        decline(&w, &kwame, &ana).await;
        let page = ana.half_sign_in().await.post(HERE, &[]).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{page:?}");
        assert!(page.says("often enough today"), "{page:?}");
        w.later("24 hours");
        assert_eq!(ana.half_sign_in().await.post(HERE, &[]).await.location(), HERE);
        assert_eq!(w.count(OPEN).await, 1);
    }
}

story! {
    async fn a_request_is_declined_with_a_reason_that_its_person_reads(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        ana.half_sign_in().await.post(HERE, &[]).await;
        let mut boss = kwame.sign_in().await;
        let path = format!("/admin/recovery/{}/decline", ana.id());
        let page = boss.post(&path, &[("reason", "  ")]).await;
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says("Say why"), "{page:?}");
        let page = boss.post(&path, &[("reason", "Come to the office")]).await;
        assert_eq!(page.location(), "/admin/recovery?done=help-declined", "{page:?}");
        let mail = w.mail_to(ana.email()).await.pop().unwrap();
        assert!(mail.subject == "Your request for help was declined", "{}", mail.subject);
        assert!(mail.text.contains("Come to the office"), "{}", mail.text);
        let page = boss.post(&path, &[("reason", "Twice")]).await;
        assert_eq!(page.location(), "/admin/recovery?done=changed-meanwhile", "{page:?}");
    }
}

story! {
    async fn whoever_signs_in_after_all_asks_no_more(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        w.admin("Kwame").await;
        ana.half_sign_in().await.post(HERE, &[]).await;
        assert_eq!(w.count(OPEN).await, 1);
        ana.sign_in().await;
        assert_eq!(w.count(OPEN).await, 0);
    }
}

story! {
    async fn an_admin_sees_that_an_owner_has_to_help_an_owner(w: World) {
        let (kwame, ingrid, olga) = (w.admin("Kwame").await, w.owner("Ingrid").await, w.owner("Olga").await);
        ingrid.half_sign_in().await.post(HERE, &[]).await;
        assert!(w.mail_to(kwame.email()).await.is_empty(), "who cannot help is not told");
        assert_eq!(w.mail_to(olga.email()).await.len(), 1);
        let mut boss = kwame.sign_in().await;
        let page = boss.get("/admin/recovery").await;
        assert!(page.says("higher role has to help") && !page.body.contains("/issue"), "{page:?}");
        let page = boss.post(&format!("/admin/recovery/{}/decline", ingrid.id()), &[("reason", "No")]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
        assert_eq!(w.count(OPEN).await, 1);
    }
}

story! {
    async fn the_last_owner_is_told_to_ask_whoever_runs_the_server(w: World) {
        let ingrid = w.owner("Ingrid").await;
        let mut browser = ingrid.half_sign_in().await;
        assert!(browser.get(HERE).await.says("Ask whoever runs the server"));
        browser.post(HERE, &[]).await;
        assert_eq!(w.count(OPEN).await, 0);
    }
}

story! {
    async fn an_end_user_is_told_plainly_how_to_get_a_new_account(w: World) {
        let mara = w.person("Mara", Role::EndUser, true).await;
        w.admin("Kwame").await;
        let mut browser = mara.half_sign_in().await;
        let page = browser.get(HERE).await;
        assert!(page.says("Nobody can issue a code for it"), "{page:?}");
        assert!(page.says("ask our team for an invitation") && !page.body.contains("/register"), "{page:?}");
        browser.post(HERE, &[]).await;
        assert_eq!(w.count(OPEN).await, 0, "there is nothing to ask for");
        w.tamper("INSERT INTO registration_rules (tenant_id, version, rule, domains, valid_from) SELECT id, 1, 'open', '', 0 FROM tenants")
            .await;
        let page = browser.get(HERE).await;
        assert!(page.says("You can create a new account") && page.body.contains("href=\"/register\""), "{page:?}");
        assert!(page.says("ask our team first to archive this account"), "{page:?}");
    }
}

/// How many requests were mailed to an admin.
async fn asked(w: &World, boss: &Person) -> usize {
    let mails = w.mail_to(boss.email()).await;
    mails.iter().filter(|mail| mail.subject == "Somebody is locked out and asks for help").count()
}

async fn decline(w: &World, boss: &Person, person: &Person) {
    let path = format!("/admin/recovery/{}/decline", person.id());
    let page = boss.sign_in().await.post(&path, &[("reason", "Call me")]).await;
    assert_eq!(page.location(), "/admin/recovery?done=help-declined", "{page:?}");
    assert_eq!(w.count(OPEN).await, 0);
}
