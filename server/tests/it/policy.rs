//! What the account demands, and who may change it.

use axum::http::StatusCode;
use doorward_core::user::Role;
use serde_json::Value;

use crate::doors::enrol;
use crate::story;
use crate::world::{Browser, PASSWORD, Page, World};

const PAGE: &str = "/admin/security/advanced";

/// The form as a new account's page shows it.
const AS_IT_IS: [(&str, &str); 10] = [
    ("team_version", "1"),
    ("team_idle", "3600"),
    ("team_absolute", "86400"),
    ("team_asking", "remember"),
    ("team_days", "30"),
    ("end_users_version", "1"),
    ("end_users_idle", "28800"),
    ("end_users_absolute", "2592000"),
    ("end_users_asking", "remember"),
    ("end_users_days", "30"),
];

/// Sends the form with these fields changed or added.
pub async fn save(browser: &mut Browser, changes: &[(&str, &str)]) -> Page {
    let mut fields: Vec<(&str, &str)> =
        AS_IT_IS.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name)).collect();
    fields.extend(changes);
    let page = browser.post(PAGE, &fields).await;
    browser.apply(page).await
}

fn saved(page: &Page) -> bool {
    page.location() == "/admin/security/advanced?done=saved"
}

async fn versions(w: &World) -> i64 {
    w.count("SELECT count(*) FROM policies").await
}

story! {
    async fn the_log_tells_when_passkeys_began_to_stand_alone_and_when_no_more(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        owner.save_methods(&[("team_passkey_alone", "yes")]).await;
        w.later("1 second");
        owner.save_methods(&[]).await;
        let told = w.rows::<String>("SELECT event FROM events WHERE kind = 'policy_changed' ORDER BY at").await;
        let told: Vec<Value> = told.iter().map(|event| serde_json::from_str(event).unwrap()).collect();
        let alone = |of: &Value| of["methods"]["passkey_alone"] == true;
        assert_eq!(told.iter().map(alone).collect::<Vec<_>>(), [true, false], "{told:?}");
        assert_eq!(told.iter().map(|it| alone(&it["from"])).collect::<Vec<_>>(), [false, true], "{told:?}");
        assert!(told.iter().all(|event| event["methods"]["counting"] == "any"), "{told:?}");
    }
}

story! {
    async fn p25_the_requirement_leaves_sessions_and_leads_the_next_sign_in_to_an_authenticator(w: World) {
        let (ingrid, tom) = (w.owner("Ingrid").await, w.agent("Tom").await);
        let mut at_work = tom.sign_in().await;
        let mut owner = ingrid.sign_in().await;
        assert!(saved(&save(&mut owner, &[("team_required", "yes")]).await));
        assert!(at_work.get("/desk").await.says("Tom"), "who is signed in goes on");

        let mut browser = w.browser();
        let page = browser.sign_in(tom.email(), tom.password()).await;
        assert_eq!(page.location(), "/signin/enrol", "{page:?}");
        for path in ["/desk", "/security", "/security/authenticator", "/admin"] {
            assert!(browser.get(path).await.location().starts_with("/signin?"), "{path}");
        }
        assert!(!browser.is_signed_in().await);
        enrol(&w, &mut browser).await;
        assert!(!browser.is_signed_in().await, "not before the codes are saved");
        let page = browser.post("/signin/recovery-codes", &[("saved", "yes")]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        assert!(browser.is_signed_in().await);
    }
}

story! {
    async fn p25_a_factor_that_somebody_has_is_asked_for_whatever_the_policy_says(w: World) {
        let (ingrid, ana) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await);
        let mut owner = ingrid.sign_in().await;
        assert!(saved(&save(&mut owner, &[("team_required", "yes")]).await));
        assert!(saved(&save(&mut owner, &[("team_version", "2")]).await), "and off again");
        let page = w.browser().sign_in(ana.email(), ana.password()).await;
        assert_eq!(page.location(), "/signin/passcode", "{page:?}");
    }
}

story! {
    async fn p25_sessions_end_with_the_change_when_the_admin_says_so(w: World) {
        let (ingrid, tom, mara) = (w.owner("Ingrid").await, w.agent("Tom").await, w.customer("Mara").await);
        let (mut agent, mut customer) = (tom.sign_in().await, mara.sign_in().await);
        let mut owner = ingrid.sign_in().await;
        let page = save(&mut owner, &[("team_required", "yes"), ("team_end_sessions", "yes")]).await;
        assert!(saved(&page), "{page:?}");
        assert!(!agent.is_signed_in().await, "within one request");
        assert!(customer.is_signed_in().await, "the other user type is untouched");
        assert!(owner.is_signed_in().await, "the admin's own session has a fresh second factor");
    }
}

story! {
    async fn p25_a_half_done_sign_in_begun_under_the_old_policy_gives_no_session(w: World) {
        let (ingrid, ana) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await);
        let mut owner = ingrid.sign_in().await;
        let mut browser = w.browser();
        browser.sign_in(ana.email(), ana.password()).await;
        assert!(saved(&save(&mut owner, &[("team_required", "yes")]).await));
        let page = browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.location(), "/signin?because=changed", "{page:?}");
        assert!(!browser.is_signed_in().await);
    }
}

story! {
    async fn p26_each_user_type_has_its_own_policy(w: World) {
        let (ingrid, tom, mara) = (w.owner("Ingrid").await, w.agent("Tom").await, w.customer("Mara").await);
        let mut owner = ingrid.sign_in().await;
        assert!(saved(&save(&mut owner, &[("end_users_required", "yes")]).await));
        assert_eq!(w.browser().sign_in(tom.email(), PASSWORD).await.location(), "/desk");
        assert_eq!(w.browser().sign_in(mara.email(), PASSWORD).await.location(), "/signin/enrol");

        let swap = [("team_required", "yes"), ("end_users_version", "2")];
        assert!(saved(&save(&mut owner, &swap).await));
        assert_eq!(w.browser().sign_in(tom.email(), PASSWORD).await.location(), "/signin/enrol");
        assert_eq!(w.browser().sign_in(mara.email(), PASSWORD).await.location(), "/desk");
    }
}

story! {
    async fn p26_who_becomes_an_agent_falls_under_the_team_policy_at_the_next_request(w: World) {
        let (ingrid, mara) = (w.owner("Ingrid").await, w.customer("Mara").await);
        let mut owner = ingrid.sign_in().await;
        assert!(saved(&save(&mut owner, &[("team_required", "yes")]).await));
        let mut browser = mara.sign_in().await;
        let page = owner.post(&format!("/admin/people/{}/role", mara.id()), &[("role", "agent")]).await;
        assert!(page.location().ends_with("?done=role-changed"), "{page:?}");
        assert!(!browser.is_signed_in().await, "a session without a second factor is none of an agent's");
        assert_eq!(browser.sign_in(mara.email(), PASSWORD).await.location(), "/signin/enrol");

        let page = owner.post(&format!("/admin/people/{}/role", mara.id()), &[("role", "end_user")]).await;
        assert!(page.location().ends_with("?done=role-changed"), "{page:?}");
        assert_eq!(w.browser().sign_in(mara.email(), PASSWORD).await.location(), "/desk", "and back");
    }
}

story! {
    async fn p27_an_agent_or_customer_changes_no_policy_whatever_the_form_claims(w: World) {
        let (tom, mara, ana) =
            (w.agent("Tom").await, w.customer("Mara").await, w.agent_with_totp("Ana").await);
        for person in [&tom, &mara, &ana] {
            let mut browser = person.sign_in().await;
            assert_eq!(browser.get(PAGE).await.status, StatusCode::FORBIDDEN);
            let forged = [
                ("team_required", "yes"),
                ("role", "owner"),
                ("actor", "owner"),
                ("is_admin", "true"),
                ("second_factor_at", "9999999999999"),
            ];
            let page = save(&mut browser, &forged).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
        }
        assert_eq!(versions(&w).await, 2);
    }
}

story! {
    async fn p27_an_admin_gives_a_second_factor_again_after_ten_minutes(w: World) {
        let kwame = w.admin("Kwame").await;
        let mut browser = kwame.sign_in().await;
        w.later("11 minutes");
        let page = save(&mut browser, &[("team_required", "yes")]).await;
        assert_eq!(page.location(), "/confirm?for=policy&then=%2Fadmin%2Fsecurity%2Fadvanced", "{page:?}");
        assert_eq!(versions(&w).await, 2, "nothing is saved");
        let page = save(&mut browser, &[("team_required", "yes"), ("stepped_up", "1"), ("password", PASSWORD)]).await;
        assert!(page.location().starts_with("/confirm?"), "{page:?}");

        let confirm = "/confirm?for=policy";
        let page = browser.post(confirm, &[("passcode", "000000"), ("then", PAGE)]).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{page:?}");
        let page = browser.post(confirm, &[("password", PASSWORD), ("then", PAGE)]).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "the password is no second factor: {page:?}");
        assert!(save(&mut browser, &[("team_required", "yes")]).await.location().starts_with("/confirm?"));
        let page = browser.post(confirm, &[("passcode", &kwame.passcode()), ("then", PAGE)]).await;
        assert_eq!(page.location(), PAGE, "{page:?}");
        assert!(saved(&save(&mut browser, &[("team_required", "yes")]).await));
    }
}

story! {
    async fn p27_a_fresh_factor_in_one_session_opens_nothing_in_another(w: World) {
        let kwame = w.admin("Kwame").await;
        let mut old = kwame.sign_in().await;
        w.later("11 minutes");
        let mut fresh = kwame.sign_in().await;
        assert!(save(&mut old, &[("team_required", "yes")]).await.location().starts_with("/confirm?"));
        assert!(saved(&save(&mut fresh, &[("team_required", "yes")]).await));
    }
}

story! {
    async fn p27_an_admin_without_any_second_factor_is_led_to_set_one_up(w: World) {
        let bare = w.person("Bare", Role::Admin, false).await;
        let mut browser = bare.sign_in().await;
        assert_eq!(browser.get(PAGE).await.status, StatusCode::OK, "looking is free");
        let page = save(&mut browser, &[("team_required", "yes")]).await;
        assert_eq!(page.location(), "/security?done=second-factor-first", "{page:?}");
        let page = browser.post("/confirm?for=policy", &[("password", PASSWORD), ("then", PAGE)]).await;
        assert_eq!(page.location(), PAGE, "{page:?}");
        let page = save(&mut browser, &[("team_required", "yes")]).await;
        assert_eq!(page.location(), "/security?done=second-factor-first", "a password is not enough");
        assert_eq!(versions(&w).await, 2);
    }
}

story! {
    async fn of_two_admins_at_one_page_the_second_is_told(w: World) {
        let (ingrid, kwame) = (w.owner("Ingrid").await, w.admin("Kwame").await);
        let (mut first, mut second) = (ingrid.sign_in().await, kwame.sign_in().await);
        assert!(saved(&save(&mut first, &[("team_required", "yes")]).await));
        let changes = [("team_required", "yes"), ("end_users_required", "yes")];
        let page = save(&mut second, &changes).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{page:?}");
        assert!(page.says("Somebody else changed these settings"), "{page:?}");
        assert_eq!(page.field("team_version"), Some("2"), "the page shows what holds now");
        let required = "SELECT count(*) FROM policies WHERE requirement = 'required' AND valid_to IS NULL";
        assert_eq!(w.count(required).await, 1, "all or none");
        let page = save(&mut second, &[("team_version", "2"), ("team_required", "yes")]).await;
        assert_eq!(page.location(), "/admin/security/advanced?done=unchanged", "{page:?}");
    }
}

story! {
    async fn of_two_admins_at_one_moment_one_saves(w: World) {
        let (ingrid, kwame) = (w.owner("Ingrid").await, w.admin("Kwame").await);
        let (first, second) = (ingrid.sign_in().await, kwame.sign_in().await);
        for round in 1..=20 {
            let version = round.to_string();
            let required = if round % 2 == 1 { "yes" } else { "" };
            let form = [("team_version", version.as_str()), ("team_required", required)];
            let (mut a, mut b) = (first.clone(), second.clone());
            let (a, b) = tokio::join!(save(&mut a, &form), save(&mut b, &form));
            let yes = [&a, &b].into_iter().filter(|page| saved(page)).count();
            let too_late = "/admin/security/advanced?done=policy-changed-meanwhile";
            let late = |page: &Page| page.status == StatusCode::CONFLICT || page.location() == too_late;
            let no = [&a, &b].into_iter().filter(|page| late(page)).count();
            assert_eq!((yes, no), (1, 1), "round {round}: {a:?} {b:?}");
        }
        assert_eq!(versions(&w).await, 22);
    }
}

story! {
    async fn limits_come_from_a_list_and_idle_is_within_absolute(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        for (changes, status) in [
            ([("team_idle", "86400"), ("team_absolute", "28800")], StatusCode::UNPROCESSABLE_ENTITY),
            ([("team_idle", "420"), ("team_absolute", "86400")], StatusCode::BAD_REQUEST),
            ([("team_idle", "3600"), ("team_absolute", "315360000")], StatusCode::BAD_REQUEST),
            // Limits so short that they would end everybody's session at once, owners' among them, are none to choose.
            ([("team_idle", "300"), ("team_absolute", "86400")], StatusCode::BAD_REQUEST),
            ([("team_idle", "900"), ("team_absolute", "900")], StatusCode::BAD_REQUEST),
            ([("team_idle", "-1"), ("team_absolute", "86400")], StatusCode::BAD_REQUEST),
            ([("team_idle", "3600"), ("team_absolute", "")], StatusCode::BAD_REQUEST),
            ([("end_users_idle", "never"), ("team_idle", "3600")], StatusCode::BAD_REQUEST),
            ([("team_version", "x"), ("team_idle", "3600")], StatusCode::BAD_REQUEST),
            ([("end_users_version", "18446744073709551616"), ("team_idle", "3600")], StatusCode::BAD_REQUEST),
        ] {
            let page = save(&mut owner, &changes).await;
            assert_eq!(page.status, status, "{changes:?}: {page:?}");
        }
        assert_eq!(versions(&w).await, 2);
    }
}

story! {
    async fn a_shorter_limit_holds_for_sessions_that_are_there_already(w: World) {
        let (ingrid, mara) = (w.owner("Ingrid").await, w.customer("Mara").await);
        let mut owner = ingrid.sign_in().await;
        let mut browser = mara.sign_in().await;
        w.later("20 minutes");
        assert!(browser.is_signed_in().await, "eight hours are the initial limit");
        let mut owner_again = ingrid.sign_in().await;
        drop(owner.get("/desk").await);
        assert!(saved(&save(&mut owner_again, &[("end_users_idle", "900")]).await));
        let page = browser.get("/desk").await;
        assert_eq!(page.location(), "/signin?because=idle&then=%2Fdesk", "{page:?}");
    }
}

story! {
    async fn p54_one_account_s_policy_is_none_of_another_s(w: World) {
        let other = w.other_account("https://desk.example.net").await;
        let (ingrid, tom) = (w.owner("Ingrid").await, other.agent("Tom").await);
        assert!(saved(&save(&mut ingrid.sign_in().await, &[("team_required", "yes")]).await));
        assert_eq!(other.browser().sign_in(tom.email(), PASSWORD).await.location(), "/desk");
    }
}

story! {
    async fn each_change_is_written_down_with_who_made_it(w: World) {
        let kwame = w.admin("Kwame").await;
        let mut browser = kwame.sign_in().await;
        assert!(saved(&save(&mut browser, &[("team_required", "yes"), ("end_users_idle", "900")]).await));
        let written = w.rows::<(String, Vec<u8>)>(
            "SELECT event, actor_id FROM events WHERE kind = 'policy_changed' ORDER BY event",
        );
        let written = written.await;
        assert_eq!(written.len(), 2);
        for (event, actor) in written {
            assert_eq!(actor, kwame.made.user.id.as_bytes(), "{event}");
        }
        assert_eq!(w.count("SELECT count(*) FROM policies WHERE changed_by IS NOT NULL").await, 2);
    }
}
