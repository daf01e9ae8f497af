//! An end user who has lost every second factor lets themselves in again, by a time lock: where the account has it, and not before its
//! time.

use axum::http::StatusCode;
use doorward_core::user::Role;

use crate::recovery::set_up;
use crate::story;
use crate::world::{Browser, Person, World, passcode};

const HERE: &str = "/signin/locked-out";
const BEGIN: &str = "/signin/locked-out/wait";
const ENTER: &str = "/signin/locked-out/enter";
const RULES: &str = "/admin/recovery/rules";

/// An owner switches it on.
async fn switch_on(w: &World, hours: &str) -> Person {
    let ingrid = w.owner("Ingrid").await;
    let mut owner = ingrid.sign_in().await;
    let page = owner.post(RULES, &[("version", "0"), ("lock_hours", hours)]).await;
    assert_eq!(page.location(), "/admin/recovery/rules?done=saved", "{page:?}");
    ingrid
}

/// Begins it, and proves the mailbox.
async fn begin(w: &World, mara: &Person) {
    assert_eq!(mara.half_sign_in().await.post(BEGIN, &[]).await.location(), HERE);
    let link = w.link_to(mara.email()).await;
    assert!(link.starts_with("/link/lock/"), "{link}");
    let mut browser = w.browser();
    assert_eq!(browser.get(&link).await.location(), "/recovery/wait", "looking begins nothing");
    assert!(browser.get("/recovery/wait").await.says("wait of 24 hours"));
    let page = browser.post("/recovery/wait", &[]).await;
    assert!(page.says("Your wait has begun"), "{page:?}");
}

async fn enters(mara: &Person) -> (Browser, String) {
    let mut browser = mara.half_sign_in().await;
    let to = browser.post(ENTER, &[]).await.location().to_owned();
    (browser, to)
}

story! {
    async fn with_password_mailbox_and_a_day_of_waiting_nobody_has_to_make_a_new_account(w: World) {
        switch_on(&w, "24").await;
        let mara = w.person("Mara", Role::EndUser, true).await;
        let mut browser = mara.half_sign_in().await;
        assert!(browser.get(HERE).await.says("let yourself in again"));
        assert_eq!(enters(&mara).await.1, HERE, "there is none yet");
        begin(&w, &mara).await;
        let told = w.mail_to(mara.email()).await.pop().unwrap();
        assert!(told.text.contains("/link/lock-cancel/"), "{}", told.text);
        assert!(mara.half_sign_in().await.get(HERE).await.says("You can set up a new second step from"));
        assert_eq!(enters(&mara).await.1, HERE);
        w.later("23 hours");
        assert_eq!(enters(&mara).await.1, HERE, "not an hour before");
        w.later("1 hour");
        assert!(mara.half_sign_in().await.get(HERE).await.says("Your wait is over"));
        let (mut browser, to) = enters(&mara).await;
        assert_eq!(to, "/recover");
        assert!(!browser.is_signed_in().await);
        let seed = set_up(&w, &mut browser).await;
        browser.post("/recover/codes", &[("saved", "yes")]).await;
        assert_eq!(enters(&mara).await.1, HERE, "once");
        let page = mara.half_sign_in().await.post("/signin/passcode", &[("passcode", &passcode(&seed, w.now()))]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
    }
}

story! {
    async fn its_owner_cancels_it_by_the_link_of_the_notice(w: World) {
        switch_on(&w, "24").await;
        let mara = w.person("Mara", Role::EndUser, true).await;
        begin(&w, &mara).await;
        let link = w.link_to(mara.email()).await;
        let mut browser = w.browser();
        assert_eq!(browser.get(&link).await.location(), "/recovery/wait/cancel");
        assert!(browser.get("/recovery/wait/cancel").await.says("Cancel it"));
        let page = browser.post("/recovery/wait/cancel", &[]).await;
        assert_eq!(page.location(), "/signin?done=lock-cancelled", "{page:?}");
        w.later("24 hours");
        assert_eq!(enters(&mara).await.1, HERE);
        assert_eq!(w.mail_to(mara.email()).await.pop().unwrap().subject, "The recovery was cancelled");
        assert_eq!(w.browser().get(&link).await.status, StatusCode::GONE);
    }
}

story! {
    async fn whatever_its_owner_does_meanwhile_ends_it(w: World) {
        let ingrid = switch_on(&w, "24").await;
        let (mara, nia) = (w.person("Mara", Role::EndUser, true).await, w.person("Nia", Role::EndUser, true).await);
        let omar = w.person("Omar", Role::EndUser, true).await;
        for person in [&mara, &nia, &omar] {
            begin(&w, person).await;
        }
        mara.sign_in().await;
        w.tamper("UPDATE users SET epoch = epoch + 1 WHERE name = 'Nia'").await;
        w.later("24 hours");
        assert_eq!(enters(&mara).await.1, HERE, "she signed in");
        assert_eq!(enters(&nia).await.1, HERE, "she changed");
        let page = ingrid.sign_in().await.post(RULES, &[("version", "1"), ("lock_hours", "")]).await;
        assert_eq!(page.location(), "/admin/recovery/rules?done=saved", "{page:?}");
        assert_eq!(enters(&omar).await.1, HERE, "the account has none any more");
    }
}

story! {
    async fn one_mailbox_is_not_the_password_and_the_second_step(w: World) {
        switch_on(&w, "24").await;
        let mara = w.person("Mara", Role::EndUser, true).await;
        w.browser().post("/forgot", &[("email", mara.email())]).await;
        let link = w.link_to(mara.email()).await;
        let mut browser = w.browser();
        browser.get(&link).await;
        let password = "nine otters under the loud bridge";
        assert!(browser.post("/reset", &[("new_password", password)]).await.location().starts_with("/signin"));
        browser.sign_in(mara.email(), password).await;
        assert!(browser.get(HERE).await.says("The same mailbox cannot stand for your second step"));
        browser.post(BEGIN, &[]).await;
        assert_eq!(w.count("SELECT count(*) FROM time_locks").await, 0);
    }
}

story! {
    async fn a_time_lock_is_for_end_users_of_an_account_that_has_it_and_for_a_day_to_three(w: World) {
        let ingrid = w.owner("Ingrid").await;
        let (mara, ana) = (w.person("Mara", Role::EndUser, true).await, w.agent_with_totp("Ana").await);
        let mut owner = ingrid.sign_in().await;
        for hours in ["0", "23", "73", "week"] {
            let page = owner.post(RULES, &[("version", "0"), ("lock_hours", hours)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{hours}: {page:?}");
        }
        mara.half_sign_in().await.post(BEGIN, &[]).await;
        assert_eq!(w.count("SELECT count(*) FROM time_locks").await, 0, "the account has none");
        owner.post(RULES, &[("version", "0"), ("lock_hours", "72")]).await;
        ana.half_sign_in().await.post(BEGIN, &[]).await;
        assert_eq!(w.count("SELECT count(*) FROM time_locks").await, 0, "an agent asks a human");
        mara.half_sign_in().await.post(BEGIN, &[]).await;
        assert_eq!(w.count("SELECT count(*) FROM time_locks").await, 1);
    }
}
