//! Sessions and half-done sign-ins: whose cookie counts, how long, and what ends them, on every node at its next request.

use std::time::Duration;

use axum::http::Method;

use crate::story;
use crate::world::{Browser, PASSWORD, Person, World};

const SESSION: &str = "__Host-session";
const SIGN_IN: &str = "__Host-sign-in";
const LAST_SEEN: &str = "SELECT last_seen_at FROM sessions";

story! {
    async fn p46_every_step_has_another_cookie_and_the_one_before_is_dead(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.half_sign_in().await;
        let half = browser.cookies[SIGN_IN].clone();
        assert!(!browser.cookies.contains_key(SESSION));
        browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert!(!browser.cookies.contains_key(SIGN_IN));
        let session = browser.cookies[SESSION].clone();
        assert_ne!(half, session);
        for jar in [SIGN_IN, SESSION] {
            let mut thief = with_cookie(&w, jar, &half);
            assert!(thief.get("/signin/passcode").await.location().starts_with("/signin"), "{jar}");
            assert!(thief.is_signed_out_everywhere().await, "{jar}");
        }

        w.later("11 minutes");
        browser.post("/confirm", &[("passcode", &ana.passcode()), ("then", "/security")]).await;
        assert_ne!(browser.cookies[SESSION], session);
        assert!(with_cookie(&w, SESSION, &session).is_signed_out_everywhere().await);
        assert!(!browser.is_signed_out_everywhere().await);
    }
}

story! {
    async fn p46_setting_an_authenticator_up_at_sign_in_changes_the_cookie_at_each_step(w: World) {
        let (owner, mara) = (w.owner("Olga").await, w.customer("Mara").await);
        owner.sign_in().await.save_policy(&[("end_users_required", "yes")]).await;
        let mut browser = mara.half_sign_in().await;
        let first = browser.cookies[SIGN_IN].clone();
        let seed = browser.get("/signin/enrol").await.seed();
        let code = crate::world::passcode(&seed, w.now());
        browser.post("/signin/enrol", &[("passcode", &code)]).await;
        let second = browser.cookies[SIGN_IN].clone();
        assert_ne!(first, second);
        let mut thief = with_cookie(&w, SIGN_IN, &first);
        assert!(thief.get("/signin/recovery-codes").await.location().starts_with("/signin?"));
        browser.post("/signin/recovery-codes", &[("saved", "yes")]).await;
        let mut thief = with_cookie(&w, SIGN_IN, &second);
        assert!(thief.get("/signin/recovery-codes").await.location().starts_with("/signin?"));
        assert!(!browser.is_signed_out_everywhere().await);
    }
}

story! {
    async fn p46_a_planted_cookie_is_not_adopted(w: World) {
        let (ana, mallory) = (w.agent_with_totp("Ana").await, w.agent_with_totp("Mallory").await);
        let planted = "A".repeat(43);
        let mallorys = mallory.half_sign_in().await.cookies[SIGN_IN].clone();
        for half in [planted.clone(), mallorys] {
            let mut browser = with_cookie(&w, SIGN_IN, &half);
            browser.cookies.insert(SESSION.to_owned(), planted.clone());
            ana.sign_in_with(&mut browser).await;
            assert!(browser.cookies[SESSION] != planted && browser.cookies[SESSION] != half);
            assert!(with_cookie(&w, SESSION, &planted).is_signed_out_everywhere().await);
            assert!(browser.get("/desk").await.says("Ana"));
        }
    }
}

story! {
    async fn p47_signing_out_ends_the_session(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.sign_in().await;
        let kept = browser.clone();
        browser.get("/security").await;
        assert_eq!(browser.post("/signout", &[]).await.location(), "/signed-out");
        assert!(ended(kept).await);
    }
}

story! {
    async fn p47_signing_out_ends_the_session_whatever_else_the_browser_holds(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.sign_in().await;
        let kept = browser.clone();
        let half = ana.half_sign_in().await;
        browser.cookies.insert(SIGN_IN.to_owned(), half.cookies[SIGN_IN].clone());
        browser.get("/security").await;
        browser.post("/signout", &[]).await;
        assert!(ended(kept).await);
        assert!(gone(half).await);
    }
}

story! {
    async fn p47_a_person_ends_one_of_their_sessions(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let (mut here, lost) = (ana.sign_in().await, ana.sign_in().await);
        // To sign a lost device out needs no fresh proof.
        w.later("11 minutes");
        let page = here.get("/security").await;
        let [id] = page.fields("session").try_into().expect("one other session");
        let page = here.post("/security/sessions/end", &[("session", &id)]).await;
        assert_eq!(page.location(), "/security?done=session-ended", "{page:?}");
        assert!(ended(lost).await);
        assert!(!here.is_signed_out_everywhere().await);
    }
}

story! {
    async fn p47_nobody_ends_the_session_of_somebody_else(w: World) {
        let (ana, ben) = (w.agent_with_totp("Ana").await, w.agent_with_totp("Ben").await);
        let (mut anas, mut bens, mut second) = (ana.sign_in().await, ben.sign_in().await, ben.sign_in().await);
        let [id] = bens.get("/security").await.fields("session").try_into().expect("one other session");
        anas.get("/security").await;
        let page = anas.post("/security/sessions/end", &[("session", &id)]).await;
        assert_eq!(page.status, 404, "{page:?}");
        assert!(!second.is_signed_out_everywhere().await);
    }
}

story! {
    async fn p47_ending_all_others_also_ends_half_done_sign_ins(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let (mut here, lost, half) = (ana.sign_in().await, ana.sign_in().await, ana.half_sign_in().await);
        here.get("/security").await;
        let page = here.post("/security/sessions/end-others", &[]).await;
        assert_eq!(page.location(), "/security?done=others-ended", "{page:?}");
        assert!(ended(lost).await);
        finishes_nowhere(&ana, half).await;
        assert!(!here.is_signed_out_everywhere().await);
    }
}

story! {
    async fn p47_an_admin_ends_one_session_or_all(w: World) {
        let (boss, ana) = (w.admin("Bo").await, w.agent_with_totp("Ana").await);
        let (one, other, half) = (ana.sign_in().await, ana.sign_in().await, ana.half_sign_in().await);
        let mut admin = boss.sign_in().await;
        let path = format!("/admin/people/{}", ana.id());
        let ids = admin.get(&path).await.fields("session");
        assert_eq!(ids.len(), 2);
        let page = admin.post(&format!("{path}/end-session"), &[("session", &ids[0])]).await;
        assert!(page.location().ends_with("?done=session-ended"), "{page:?}");
        let mut still = 0;
        for mut browser in [one.clone(), other.clone()] {
            still += usize::from(!browser.is_signed_out_everywhere().await);
        }
        assert_eq!(still, 1);
        let page = admin.post(&format!("{path}/end-sessions"), &[]).await;
        assert!(page.location().ends_with("?done=sessions-ended"), "{page:?}");
        assert!(ended(one).await && ended(other).await);
        finishes_nowhere(&ana, half).await;
    }
}

story! {
    async fn p47_a_new_password_ends_all_other_sessions(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let (mut here, other, half) = (ana.sign_in().await, ana.sign_in().await, ana.half_sign_in().await);
        here.get("/security/password").await;
        let fields = [("password", PASSWORD), ("new_password", "seven slow green lamps")];
        let page = here.post("/security/password", &fields).await;
        assert_eq!(page.location(), "/security?done=password-changed", "{page:?}");
        assert!(ended(other).await);
        finishes_nowhere(&ana, half).await;
        assert!(!here.is_signed_out_everywhere().await);
    }
}

story! {
    async fn p47_suspension_ends_all_sessions_and_sign_ins(w: World) {
        let (boss, ana) = (w.admin("Bo").await, w.agent_with_totp("Ana").await);
        let (session, half) = (ana.sign_in().await, ana.half_sign_in().await);
        let mut admin = boss.sign_in().await;
        admin.get("/security").await;
        let page = admin.post(&format!("/admin/people/{}/suspend", ana.id()), &[]).await;
        assert!(page.location().ends_with("?done=suspended"), "{page:?}");
        assert!(ended(session).await);
        finishes_nowhere(&ana, half).await;
        assert_eq!(w.browser().sign_in(ana.email(), PASSWORD).await.status, 401);
    }
}

story! {
    async fn p47_another_role_ends_all_sessions_and_sign_ins(w: World) {
        let (owner, ana) = (w.owner("Olga").await, w.agent_with_totp("Ana").await);
        let (session, half) = (ana.sign_in().await, ana.half_sign_in().await);
        let mut admin = owner.sign_in().await;
        admin.get("/security").await;
        let page = admin.post(&format!("/admin/people/{}/role", ana.id()), &[("role", "admin")]).await;
        assert!(page.location().ends_with("?done=role-changed"), "{page:?}");
        assert!(ended(session).await);
        finishes_nowhere(&ana, half).await;
    }
}

story! {
    async fn p47_a_policy_ends_sessions_only_when_it_says_so_and_only_of_its_user_type(w: World) {
        let (owner, ana, mara) = (w.owner("Olga").await, w.agent_with_totp("Ana").await, w.customer("Mara").await);
        let (mut agent, mut customer) = (ana.sign_in().await, mara.sign_in().await);
        let mut admin = owner.sign_in().await;
        admin.save_policy(&[("team_required", "yes"), ("end_users_required", "yes")]).await;
        assert!(!agent.is_signed_out_everywhere().await);
        assert!(!customer.is_signed_out_everywhere().await);
        let required = [("team_required", "yes"), ("end_users_required", "yes")];
        let ends = [required.as_slice(), &[("team_end_sessions", "yes")]].concat();
        admin.save_policy(&ends).await;
        assert!(ended(agent).await);
        assert!(!customer.is_signed_out_everywhere().await);
        assert!(!admin.is_signed_out_everywhere().await, "who says so goes on");
        let ends = [required.as_slice(), &[("end_users_end_sessions", "yes")]].concat();
        admin.save_policy(&ends).await;
        assert!(ended(customer).await);
    }
}

story! {
    async fn p47_turning_the_second_step_off_ends_all_other_sessions(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let (mut here, other) = (ana.sign_in().await, ana.sign_in().await);
        here.get("/security").await;
        here.post("/security/turn-off", &[]).await;
        assert!(ended(other).await);
        assert!(!here.is_signed_out_everywhere().await);
    }
}

story! {
    async fn p48_without_activity_a_session_ends_and_it_is_said_why(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = w.browser();
        ana.sign_in_with(&mut browser).await;
        w.later("59 minutes");
        assert_eq!(browser.get("/security").await.status, 200);
        w.clock.turn(Duration::from_millis(3_599_999));
        assert!(!browser.is_signed_out_everywhere().await);
        w.clock.turn(Duration::from_millis(1));
        let page = browser.get("/security").await;
        assert_eq!(page.location(), "/signin?because=idle&then=%2Fsecurity", "{page:?}");
        assert!(browser.follow(page).await.says("You were away for a while, so you were signed out"));
    }
}

story! {
    async fn p48_however_busy_a_session_ends_at_the_end_of_its_time(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.half_sign_in().await;
        browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        for _ in 0..47 {
            w.later("30 minutes");
            assert_eq!(browser.get("/security").await.status, 200);
        }
        w.clock.turn(Duration::from_millis(1_799_999));
        assert_eq!(browser.get("/security").await.status, 200);
        w.clock.turn(Duration::from_millis(1));
        let page = browser.get("/security").await;
        assert!(page.location().starts_with("/signin?because=absolute"), "{page:?}");
    }
}

story! {
    async fn p48_polling_is_no_activity(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.half_sign_in().await;
        browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        for _ in 0..59 {
            w.later("1 minute");
            let page = browser.send(Method::GET, "/security", &[("doorward-background", "1")], "").await;
            assert_eq!(page.status, 200, "{page:?}");
        }
        w.later("1 minute");
        let page = browser.send(Method::GET, "/security", &[("doorward-background", "1")], "").await;
        assert!(page.location().starts_with("/signin?because=idle"), "{page:?}");
    }
}

story! {
    async fn p48_asking_whether_one_is_still_signed_in_is_no_activity(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.half_sign_in().await;
        browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        for _ in 0..59 {
            w.later("1 minute");
            assert_eq!(browser.send(Method::GET, "/session", &[], "").await.status, 204);
        }
        w.later("1 minute");
        assert_eq!(browser.send(Method::GET, "/session", &[], "").await.status, 401);
    }
}

story! {
    async fn an_open_tab_learns_how_long_is_left_and_any_page_begins_the_idle_time_anew(w: World) {
        let mara = w.customer("Mara").await;
        let mut browser = mara.sign_in().await;
        let left = async |browser: &mut Browser| {
            let answer = browser.send(Method::GET, "/session", &[], "").await;
            ["doorward-idle-in", "doorward-over-in"].map(|it| answer.headers[it].to_str().unwrap().to_owned())
        };
        assert_eq!(left(&mut browser).await, ["28800", "2592000"]);
        w.clock.turn(Duration::from_secs(28_700));
        assert_eq!(left(&mut browser).await, ["100", "2563300"], "asking is no activity");
        assert_eq!(browser.send(Method::HEAD, "/security", &[], "").await.status, 200);
        assert_eq!(left(&mut browser).await, ["28800", "2563300"]);
        w.clock.turn(Duration::from_secs(28_800));
        let gone = browser.send(Method::GET, "/session", &[], "").await;
        assert!(gone.status == 401 && !gone.headers.contains_key("doorward-idle-in"), "{gone:?}");
    }
}

story! {
    async fn p48_activity_is_written_once_a_minute_and_an_idle_limit_is_never_lenient(w: World) {
        let mara = w.customer("Mara").await;
        let mut browser = mara.sign_in().await;
        let begun = w.count(LAST_SEEN).await;
        w.later("59 seconds");
        for _ in 0..5 {
            browser.get("/security").await;
        }
        assert_eq!(w.count(LAST_SEEN).await, begun);
        w.later("1 second");
        browser.get("/security").await;
        assert_eq!(w.count(LAST_SEEN).await, begun + 60_000);
        w.later("59 seconds");
        browser.get("/security").await;
        assert_eq!(w.count(LAST_SEEN).await, begun + 60_000);
        // Eight hours after what is written, which is sooner than eight hours after the last request: never later.
        w.clock.turn(Duration::from_secs(8 * 3_600 - 59));
        assert!(ended(browser).await);
    }
}

story! {
    async fn p48_a_shorter_limit_holds_at_once(w: World) {
        let (owner, mara) = (w.owner("Olga").await, w.customer("Mara").await);
        let mut browser = mara.sign_in().await;
        w.later("16 minutes");
        let mut admin = owner.sign_in().await;
        assert!(!browser.is_signed_out_everywhere().await);
        admin.save_policy(&[("end_users_idle", "900")]).await;
        assert!(browser.is_signed_out_everywhere().await);
    }
}

story! {
    async fn a_sign_in_that_takes_longer_than_fifteen_minutes_starts_again(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.half_sign_in().await;
        w.clock.turn(Duration::from_millis(899_999));
        assert_eq!(browser.get("/signin/passcode").await.status, 200);
        w.clock.turn(Duration::from_millis(1));
        let page = browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.location(), "/signin?because=too-old", "{page:?}");
        assert!(browser.follow(page).await.says("it took longer than 15 minutes"));
        ana.sign_in_with(&mut browser).await;
    }
}

story! {
    async fn a_policy_that_changes_during_a_sign_in_starts_it_again(w: World) {
        let (owner, ana) = (w.owner("Olga").await, w.agent_with_totp("Ana").await);
        let mut browser = ana.half_sign_in().await;
        owner.sign_in().await.save_policy(&[("team_required", "yes")]).await;
        let page = browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.location(), "/signin?because=changed", "{page:?}");
        assert!(browser.is_signed_out_everywhere().await);
        ana.sign_in_with(&mut browser).await;
    }
}

story! {
    async fn a_policy_of_the_others_changes_no_sign_in(w: World) {
        let (owner, ana) = (w.owner("Olga").await, w.agent_with_totp("Ana").await);
        let mut browser = ana.half_sign_in().await;
        owner.sign_in().await.save_policy(&[("end_users_required", "yes")]).await;
        let page = browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
    }
}

/// A browser that has nothing but this cookie.
fn with_cookie(w: &World, jar: &str, value: &str) -> Browser {
    let mut browser = w.browser();
    browser.cookies.insert(jar.to_owned(), value.to_owned());
    browser
}

/// Whether the very next request of this browser is refused, and those after it.
async fn ended(mut browser: Browser) -> bool {
    let refused = browser.clone().get("/security").await.location().starts_with("/signin");
    refused && browser.is_signed_out_everywhere().await
}

/// Whether the browser's half-done sign-in is gone.
async fn gone(mut browser: Browser) -> bool {
    browser.get("/signin/passcode").await.location().starts_with("/signin?")
}

/// The right passcode makes no session of a half-done sign-in that was ended.
async fn finishes_nowhere(person: &Person, mut browser: Browser) {
    let page = browser.post_once("/signin/passcode", &[("passcode", &person.passcode())]).await;
    assert!(page.location().starts_with("/signin?"), "{page:?}");
    assert!(browser.is_signed_out_everywhere().await);
}
