//! What nobody reaches: fields that a form has not, the last owner, and whatever belongs to another account.

use axum::http::StatusCode;

use crate::recovery::issue_code;
use crate::story;

story! {
    async fn p52_fields_that_a_form_has_not_change_nothing(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let more = [
            ("language", "en"),
            ("role", "owner"),
            ("standing", "archived"),
            ("tenant_id", "0"),
            ("mfa_required", "no"),
            ("verified", "yes"),
        ];
        let mut agent = ana.sign_in().await;
        agent.post("/security/language", &more).await;
        assert_eq!(agent.get("/admin").await.status, StatusCode::FORBIDDEN);
        let mut admin = kwame.sign_in().await;
        let page = admin.post(&format!("/admin/people/{}/role", ana.id()), &more).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "an admin makes no owner: {page:?}");
        admin.post("/admin/language", &more).await;
        assert_eq!(w.count("SELECT count(*) FROM roles WHERE role = 'owner'").await, 0);
        assert_eq!(w.count("SELECT count(*) FROM users WHERE standing <> 'active'").await, 0);
    }
}

story! {
    async fn p53_nobody_takes_an_account_s_owner_away(w: World) {
        let (kwame, ingrid, olga) = (w.admin("Kwame").await, w.owner("Ingrid").await, w.owner("Olga").await);
        let mut admin = kwame.sign_in().await;
        for (act, fields) in [
            ("role", [("role", "agent")].as_slice()),
            ("suspend", &[]),
            ("archive", &[("sure", "yes")]),
            ("end-sessions", &[]),
        ] {
            let page = admin.post(&format!("/admin/people/{}/{act}", ingrid.id()), fields).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{act}: {page:?}");
        }
        let page = admin.post(&format!("/admin/recovery/{}/issue", ingrid.id()), &[]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
        let page = olga.sign_in().await.post(&format!("/admin/people/{}/suspend", ingrid.id()), &[]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "nor an equal: {page:?}");
        let active = "SELECT count(*) FROM users u JOIN roles r ON r.user_id = u.id AND r.valid_to IS NULL
                       WHERE r.role = 'owner' AND u.standing = 'active'";
        assert_eq!(w.count(active).await, 2);
    }
}

story! {
    async fn p54_people_codes_and_links_of_another_account_are_nothing_here(w: World) {
        let there = w.other_account("https://desk.example.net").await;
        let (una, olga) = (there.agent_with_totp("Una").await, there.owner("Olga").await);
        let code = issue_code(&mut olga.sign_in().await, &una).await;
        let link = there.link_to(una.email()).await;
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let mut admin = kwame.sign_in().await;
        for act in ["issue", "decline"] {
            let path = format!("/admin/recovery/{}/{act}", una.id());
            assert_eq!(admin.get(&path).await.status, StatusCode::NOT_FOUND);
            let page = admin.post(&path, &[("reason", "no")]).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{page:?}");
        }
        let id = olga.sign_in().await.get("/admin/recovery").await.field("code").expect("a code").to_owned();
        for act in ["agree", "cancel"] {
            let page = admin.post(&format!("/admin/recovery/{act}"), &[("code", &id)]).await;
            assert_eq!(page.location(), "/admin/recovery?done=changed-meanwhile", "{page:?}");
        }
        assert_eq!(w.browser().get(&link).await.status, StatusCode::GONE);
        assert!(ana.half_sign_in().await.try_recovery_code(&code).await.says("not right"));
        let page = una.half_sign_in().await.post("/signin/recovery-code", &[("recovery_code", &code)]).await;
        assert_eq!(page.location(), "/recover", "{page:?}");
    }
}
