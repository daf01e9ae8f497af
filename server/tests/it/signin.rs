//! Signing in.

use axum::http::StatusCode;
use doorward::flows::{Acted, PersonAct};

use crate::story;
use crate::world::PASSWORD;

story! {
    async fn an_agent_signs_in_with_password_and_passcode(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = w.browser();
        let page = browser.sign_in(ana.email(), ana.password()).await;
        assert_eq!(page.location(), "/signin/passcode", "{page:?}");
        assert!(!browser.is_signed_in().await);
        let page = browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        assert!(browser.get("/desk").await.says("Ana"));
    }
}

story! {
    async fn a_customer_without_a_second_factor_signs_in_with_the_password_alone(w: World) {
        let mara = w.customer("Mara").await;
        let mut browser = w.browser();
        assert_eq!(browser.sign_in(mara.email(), PASSWORD).await.location(), "/desk");
        assert!(browser.is_signed_in().await);
    }
}

story! {
    async fn a_wrong_password_is_refused_and_written_down(w: World) {
        let mara = w.customer("Mara").await;
        let page = w.browser().sign_in(mara.email(), "something else entirely").await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert!(page.says("e-mail or password"), "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'password_refused'").await, 1);
    }
}

story! {
    async fn p06_asking_for_anything_anew_forgives_no_wrong_guess(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        for _ in 0..5 {
            let mut browser = w.browser();
            browser.sign_in(ana.email(), ana.password()).await;
            browser.post("/signin/passcode", &[("passcode", "000000")]).await;
            browser.get("/signin/passcode").await;
            // Start again, and ask for a link to a new password: nothing of it is a second factor.
            browser.post("/signout", &[]).await;
            browser.post("/forgot", &[("email", ana.email())]).await;
        }
        let mut browser = w.browser();
        browser.sign_in(ana.email(), ana.password()).await;
        let page = browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{page:?}");
        assert!(page.says("30 seconds"), "{page:?}");
        w.later("30 seconds");
        let page = browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
    }
}

story! {
    async fn a_closed_ledger_is_opened_at_the_console_alone(w: World) {
        let (ana, kwame) = (w.agent_with_totp("Ana").await, w.admin("Kwame").await);
        w.tamper("INSERT INTO second_factor_ledger (tenant_id, user_id, failures, open_at, turned_away)
                  SELECT tenant_id, id, 100, 0, 0 FROM users WHERE name = 'Ana'").await;
        let mut browser = w.browser();
        browser.sign_in(ana.email(), ana.password()).await;
        let page = browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert!(page.says("switched off"), "{page:?}");
        let mut admin = kwame.sign_in().await;
        let page = admin.get(&format!("/admin/people/{}/reopen", ana.id())).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let page = admin.post_freshly(&format!("/admin/people/{}/reopen", ana.id()), &[("sure", "yes")]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let done = w.app().act_as_operator(w.tenant.clone(), &ana.made.user.email, PersonAct::Reopen).await;
        assert!(matches!(done, Ok(Acted::Done(_))), "{done:?}");
        let page = browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'second_factor_reopened'").await, 1);
    }
}
