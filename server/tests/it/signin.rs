//! Signing in.

use axum::http::StatusCode;

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
