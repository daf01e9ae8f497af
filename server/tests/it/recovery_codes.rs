//! Recovery codes: each good once, shown once, and only where they belong.

use axum::http::StatusCode;

use crate::story;
use crate::world::{Browser, at_once, passcode};

const SIGNED_IN: &str = "SELECT count(*) FROM sessions";
const USED: &str = "SELECT count(*) FROM recovery_codes WHERE used_at IS NOT NULL";
const SETS: &str = "SELECT count(*) FROM recovery_code_sets WHERE valid_to IS NULL";

story! {
    async fn p30_one_recovery_code_fifty_times_at_once_signs_in_once(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let browsers = ana.half_sign_ins(50).await;
        let pages = at_once(&browsers, "/signin/recovery-code", "recovery_code", ana.recovery_code(0)).await;
        assert_eq!(pages.iter().filter(|page| page.location() == "/desk").count(), 1);
        assert_eq!((w.count(SIGNED_IN).await, w.count(USED).await), (1, 1));

        w.later("30 seconds");
        let page = ana.half_sign_in().await.try_recovery_code(ana.recovery_code(0)).await;
        assert!(page.says("That recovery code was already used"), "{page:?}");
        assert_eq!(w.count(SIGNED_IN).await, 1);
    }
}

story! {
    async fn p30_a_recovery_code_is_read_however_it_is_typed_and_good_once(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let ways: [fn(&str) -> String; 4] = [
            |code| code.to_lowercase(),
            |code| code.replace('-', ""),
            |code| format!(" {} ", code.replace('-', " ").to_lowercase()),
            |code| code.replace('0', "o").replace('1', "l"),
        ];
        for (i, way) in ways.into_iter().enumerate() {
            let typed = way(ana.recovery_code(i));
            let mut browser = ana.half_sign_in().await;
            let page = browser.post("/signin/recovery-code", &[("recovery_code", &typed)]).await;
            assert_eq!(page.location(), "/desk", "{page:?}");
        }
        let mut browser = ana.half_sign_in().await;
        for way in ways {
            let page = browser.try_recovery_code(&way(ana.recovery_code(0))).await;
            assert!(page.says("That recovery code was already used"), "{page:?}");
        }
        assert_eq!((w.count(SIGNED_IN).await, w.count(USED).await), (4, 4));
    }
}

story! {
    async fn p30_when_all_ten_are_used_it_is_said_and_none_works(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        for i in 0..10 {
            let mut browser = ana.half_sign_in().await;
            let page = browser.post("/signin/recovery-code", &[("recovery_code", ana.recovery_code(i))]).await;
            assert_eq!(page.location(), "/desk", "{page:?}");
        }
        let mut browser = ana.half_sign_in().await;
        for i in [0, 9] {
            let page = browser.try_recovery_code(ana.recovery_code(i)).await;
            assert!(page.says("That recovery code was already used"), "{page:?}");
        }
        let page = browser.try_recovery_code("0000-0000-0000-0000").await;
        assert!(page.says("You have no recovery codes left"), "{page:?}");
        assert_eq!(w.count(SIGNED_IN).await, 10);
        let page = browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
    }
}

story! {
    async fn each_use_of_a_recovery_code_is_mailed(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        ana.half_sign_in().await.try_recovery_code(ana.recovery_code(0)).await;
        let mails = w.mail_to(ana.email()).await;
        assert_eq!(mails.len(), 1);
        assert!(mails[0].text.contains("You have 9 left"), "{}", mails[0].text);
    }
}

story! {
    async fn few_codes_left_is_said(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        for i in 0..7 {
            let mut browser = ana.half_sign_in().await;
            browser.try_recovery_code(ana.recovery_code(i)).await;
            let page = browser.get("/security").await;
            assert!(page.says(&format!("{} of 10 left", 9 - i)), "{page:?}");
            assert_eq!(page.says("You are running low"), i == 6, "{page:?}");
        }
    }
}

story! {
    async fn p32_a_new_set_kills_the_old(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.sign_in().await;
        let codes = new_codes(&mut browser).await;
        assert_eq!(codes.len(), 10);
        let mut other = ana.half_sign_in().await;
        for i in [0, 5, 9] {
            let page = other.try_recovery_code(ana.recovery_code(i)).await;
            assert!(page.says("That recovery code is not right"), "{page:?}");
        }
        let page = other.post("/signin/recovery-code", &[("recovery_code", &codes[0])]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
    }
}

story! {
    async fn p32_two_new_sets_at_once_leave_one_that_works(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let (mut here, mut there) = (ana.sign_in().await, ana.sign_in().await);
        for browser in [&mut here, &mut there] {
            browser.get("/security/recovery-codes").await;
        }
        let pages = at_once(&[here.clone(), there.clone()], "/security/recovery-codes", "more", "yes").await;
        assert!(pages.iter().all(|page| page.location() == "/security/recovery-codes/save"), "{pages:?}");
        assert_eq!(w.count(SETS).await, 1);
        let shown = [
            here.get("/security/recovery-codes/save").await.codes(),
            there.get("/security/recovery-codes/save").await.codes(),
        ];
        let codes: Vec<&String> = shown.iter().flatten().collect();
        assert_eq!(codes.len(), 10, "one of the two shows the set that works");
        for code in [codes[0], codes[9]] {
            let page = ana.half_sign_in().await.post("/signin/recovery-code", &[("recovery_code", code)]).await;
            assert_eq!(page.location(), "/desk", "{page:?}");
        }
    }
}

story! {
    async fn new_codes_are_shown_only_in_their_browser_and_only_until_they_are_saved(w: World) {
        let (ana, ben) = (w.agent_with_totp("Ana").await, w.agent_with_totp("Ben").await);
        let (mut here, mut there, mut ben) = (ana.sign_in().await, ana.sign_in().await, ben.sign_in().await);
        let codes = new_codes(&mut here).await;
        for browser in [&mut there, &mut ben] {
            assert_eq!(browser.get("/security/recovery-codes/save").await.location(), "/security");
            assert_eq!(browser.get("/security/recovery-codes/save.txt").await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(here.get("/security/recovery-codes/save").await.codes(), codes);
        assert!(here.get("/security/recovery-codes/save.txt").await.body.contains(&codes[9]));
        let page = here.post("/security/recovery-codes/save", &[]).await;
        assert!(here.follow(page).await.says("Save your codes, then tick"));
        let page = here.post("/security/recovery-codes/save", &[("saved", "yes")]).await;
        assert_eq!(page.location(), "/security?done=new-codes", "{page:?}");
        assert_eq!(here.get("/security/recovery-codes/save").await.location(), "/security");
        assert_eq!(here.get("/security/recovery-codes/save.txt").await.status, StatusCode::NOT_FOUND);
    }
}

story! {
    async fn new_codes_are_shown_for_fifteen_minutes(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.sign_in().await;
        new_codes(&mut browser).await;
        w.later("14 minutes");
        assert_eq!(browser.get("/security/recovery-codes/save").await.status, StatusCode::OK);
        w.later("1 minute");
        assert_eq!(browser.get("/security/recovery-codes/save").await.location(), "/security");
    }
}

story! {
    async fn new_codes_during_a_sign_in_are_shown_only_in_its_browser(w: World) {
        let (owner, mara) = (w.owner("Olga").await, w.customer("Mara").await);
        owner.sign_in().await.save_policy(&[("end_users_required", "yes")]).await;
        let mut browser = mara.half_sign_in().await;
        let seed = browser.get("/signin/enrol").await.seed();
        browser.post("/signin/enrol", &[("passcode", &passcode(&seed, w.now()))]).await;
        let codes = browser.get("/signin/recovery-codes").await.codes();
        assert_eq!(codes.len(), 10);
        let mut other = mara.half_sign_in().await;
        assert_eq!(other.get("/signin/recovery-codes").await.location(), "/signin/passcode");
        assert_eq!(other.get("/signin/recovery-codes.txt").await.status, StatusCode::NOT_FOUND);
        // The codes were lost with the browser, before they were said to be saved: the authenticator still opens.
        w.later("30 seconds");
        let page = other.post("/signin/passcode", &[("passcode", &passcode(&seed, w.now()))]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
    }
}

story! {
    async fn whoever_writes_their_codes_down_for_longer_than_fifteen_minutes_has_lost_nothing(w: World) {
        let (owner, mara) = (w.owner("Olga").await, w.customer("Mara").await);
        owner.sign_in().await.save_policy(&[("end_users_required", "yes")]).await;
        let mut browser = mara.half_sign_in().await;
        let seed = browser.get("/signin/enrol").await.seed();
        browser.post("/signin/enrol", &[("passcode", &passcode(&seed, w.now()))]).await;
        let codes = browser.get("/signin/recovery-codes").await.codes();
        w.later("15 minutes");
        let page = browser.post("/signin/recovery-codes", &[("saved", "yes")]).await;
        assert_eq!(page.location(), "/signin?because=too-old", "{page:?}");
        assert!(browser.follow(page).await.says("Start again. Nothing was lost."));
        mara.half_sign_in_with(&mut browser).await;
        let page = browser.try_recovery_code(&codes[9]).await;
        assert!(page.says("Good to see you, Mara"), "what is on the paper counts: {page:?}");
    }
}

/// New codes, as the page shows them.
async fn new_codes(browser: &mut Browser) -> Vec<String> {
    browser.get("/security/recovery-codes").await;
    let page = browser.post("/security/recovery-codes", &[]).await;
    assert_eq!(page.location(), "/security/recovery-codes/save", "{page:?}");
    browser.follow(page).await.codes()
}
