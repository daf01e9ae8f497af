//! "Don't ask again on this computer": who may leave it ticked, for how long, and what ends it.

use axum::http::StatusCode;
use doorward_core::user::Role;

use crate::policy::save;
use crate::story;
use crate::world::{Browser, Page, Person, World};

const DEVICE: &str = "__Host-device";

/// Signs in by password and passcode, with the box ticked; the clock is a step further afterwards.
async fn trust(w: &World, person: &Person, browser: &mut Browser) -> Page {
    person.half_sign_in_with(browser).await;
    let page =
        browser.post("/signin/passcode", &[("passcode", &person.passcode()), ("remember", "yes")]).await;
    assert_eq!(page.location(), "/desk", "{page:?}");
    w.later("30 seconds");
    page
}

/// A browser that the person trusts.
async fn trusted(w: &World, person: &Person) -> Browser {
    let mut browser = w.browser();
    trust(w, person, &mut browser).await;
    browser
}

/// Whether the right password in this browser leads to the passcode.
async fn is_asked(person: &Person, browser: &mut Browser) -> bool {
    let page = browser.sign_in(person.email(), person.password()).await;
    match page.location() {
        "/signin/passcode" => true,
        "/desk" => false,
        _ => panic!("{page:?}"),
    }
}

async fn devices(w: &World) -> i64 {
    w.count("SELECT count(*) FROM trusted_devices WHERE ended_at IS NULL").await
}

story! {
    async fn who_leaves_the_box_ticked_is_not_asked_again_on_this_computer_and_on_any_other(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = w.browser();
        ana.half_sign_in_with(&mut browser).await;
        let page = browser.get("/signin/passcode").await;
        assert!(page.says("Don’t ask again on this computer for 30 days"), "{page:?}");
        assert!(page.body.contains("name=\"remember\" value=\"yes\" checked"), "ticked by default");
        trust(&w, &ana, &mut browser).await;
        assert!(!is_asked(&ana, &mut browser).await);
        assert!(is_asked(&ana, &mut w.browser()).await, "a new device is always asked");
        assert!(browser.get("/security").await.says("Password, on a trusted computer"));
    }
}

story! {
    async fn a_device_is_written_down_once_however_often_its_transaction_is_repeated(w: World) {
        let mut tasks = tokio::task::JoinSet::new();
        for name in ["Ana", "Ben", "Cem", "Dua", "Eli", "Fay", "Gus", "Hea", "Ida", "Jon", "Kim", "Lea"] {
            let person = w.agent_with_totp(name).await;
            let (mut browser, passcode) = (person.half_sign_in().await, person.passcode());
            tasks.spawn(async move {
                let fields = [("passcode", &*passcode), ("remember", "yes")];
                browser.post("/signin/passcode", &fields).await.location().to_owned()
            });
        }
        assert!(tasks.join_all().await.iter().all(|it| it == "/desk"));
        assert_eq!(devices(&w).await, 12);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'device_trusted'").await, 12);
    }
}

story! {
    async fn p21_who_takes_the_tick_away_leaves_no_device_and_is_asked_next_time(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.sign_in().await;
        assert_eq!(devices(&w).await, 0);
        assert!(!browser.cookies.contains_key(DEVICE));
        assert!(is_asked(&ana, &mut browser).await);
        let unticked = [("passcode", "000000"), ("remember_offered", "yes")];
        let wrong = browser.post("/signin/passcode", &unticked).await;
        let page = browser.follow(wrong).await;
        assert!(!page.body.contains("name=\"remember\" value=\"yes\" checked"), "a slip does not tick it again");
    }
}

story! {
    async fn p19_a_device_is_trusted_for_thirty_days_whatever_its_cookie_says_and_use_prolongs_nothing(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = w.browser();
        ana.half_sign_in_with(&mut browser).await;
        let passcode = ana.passcode();
        browser.post("/signin/passcode", &[("passcode", &passcode), ("remember", "yes")]).await;
        w.later("29 days");
        assert!(!is_asked(&ana, &mut browser).await);
        w.later("86399 seconds");
        assert!(!is_asked(&ana, &mut browser).await, "a second before");
        w.later("1 second");
        assert!(is_asked(&ana, &mut browser).await, "and at thirty days, although the browser still has the cookie");
    }
}

story! {
    async fn p18_a_cookie_that_was_changed_or_is_somebody_elses_opens_nothing(w: World) {
        let (ana, ben) = (w.agent_with_totp("Ana").await, w.agent_with_totp("Ben").await);
        let elsewhere = w.other_account("https://desk.example.net").await;
        let other = elsewhere.agent_with_totp("Ana").await;
        let anas = trusted(&w, &ana).await.cookies[DEVICE].clone();
        let bens = trusted(&w, &ben).await.cookies[DEVICE].clone();
        let others = trusted(&elsewhere, &other).await.cookies[DEVICE].clone();
        let flipped = format!("{}{}", if anas.starts_with('A') { "B" } else { "A" }, &anas[1..]);
        for (cookie, what) in [
            (flipped, "a letter changed"),
            (anas[..20].to_owned(), "cut"),
            (bens, "another person's"),
            (others, "of another account"),
            ("A".repeat(43), "made up"),
            ("A".repeat(6_000), "long"),
            (format!("{anas}; {DEVICE}={anas}"), "twice"),
            (String::new(), "empty"),
        ] {
            let mut browser = w.browser();
            browser.cookies.insert(DEVICE.to_owned(), cookie);
            assert!(is_asked(&ana, &mut browser).await, "{what}");
        }
        let mut browser = w.browser();
        browser.cookies.insert(DEVICE.to_owned(), anas);
        assert!(!is_asked(&ana, &mut browser).await, "her own");
    }
}

story! {
    async fn p20_a_device_never_replaces_the_password(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = trusted(&w, &ana).await;
        browser.post("/signout", &[]).await;
        assert!(browser.cookies.contains_key(DEVICE), "signing out forgets no device");
        assert!(!browser.is_signed_in().await);
        let page = browser.sign_in(ana.email(), "not her password").await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert_eq!(browser.get("/signin/passcode").await.location().split('?').next(), Some("/signin"));
        assert!(!browser.is_signed_in().await);
    }
}

story! {
    async fn p22_at_every_sign_in_asks_trusted_devices_at_once_and_for_good(w: World) {
        let (ingrid, ana, mara) = (
            w.owner("Ingrid").await,
            w.agent_with_totp("Ana").await,
            w.person("Mara", Role::EndUser, true).await,
        );
        let (mut anas, mut maras) = (trusted(&w, &ana).await, trusted(&w, &mara).await);
        let mut owner = ingrid.sign_in().await;
        owner.save_policy(&[("team_asking", "every_sign_in")]).await;
        assert!(is_asked(&ana, &mut anas).await);
        let page = anas.get("/signin/passcode").await;
        assert!(!page.body.contains("name=\"remember\""), "no box: {page:?}");
        anas.post("/signin/passcode", &[("passcode", &ana.passcode()), ("remember", "yes")]).await;
        w.later("30 seconds");
        assert!(anas.is_signed_in().await);
        assert!(is_asked(&ana, &mut anas).await, "a tick that no page offers counts for nothing");
        assert!(!is_asked(&mara, &mut maras).await, "end users are another matter");

        let mut again = trusted_before(&w, &ana, &mut owner).await;
        assert!(is_asked(&ana, &mut again).await, "loosened again, what was killed stays dead");
    }
}

/// A device that was trusted before the policy was tightened and loosened again.
async fn trusted_before(w: &World, person: &Person, owner: &mut Browser) -> Browser {
    owner.save_policy(&[("team_asking", "remember"), ("team_days", "30")]).await;
    w.later("1 second");
    let browser = trusted(w, person).await;
    owner.save_policy(&[("team_asking", "every_sign_in")]).await;
    owner.save_policy(&[("team_asking", "remember"), ("team_days", "30")]).await;
    browser
}

story! {
    async fn p22_fewer_days_count_from_when_the_device_was_trusted(w: World) {
        let (ingrid, ana) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await);
        let mut browser = trusted(&w, &ana).await;
        w.later("5 days");
        let mut owner = ingrid.sign_in().await;
        owner.save_policy(&[("team_days", "7")]).await;
        assert!(!is_asked(&ana, &mut browser).await);
        w.later("2 days");
        assert!(is_asked(&ana, &mut browser).await, "seven days after it was trusted");
        let mut owner = ingrid.sign_in().await;
        owner.save_policy(&[("team_days", "30")]).await;
        assert!(is_asked(&ana, &mut browser).await, "and for good");
    }
}

story! {
    async fn the_days_are_a_number_from_one_to_thirty(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        for days in ["0", "31", "-1", "", "many", "7.5", "300"] {
            let page = save(&mut owner, &[("team_days", days)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{days}: {page:?}");
            assert!(page.says("from 1 to 30"), "{page:?}");
        }
        assert_eq!(w.count("SELECT count(*) FROM policies").await, 2, "nothing was saved");
    }
}

story! {
    async fn p23_a_changed_password_a_changed_role_and_a_suspension_end_all_trusted_devices(w: World) {
        let ingrid = w.owner("Ingrid").await;
        let mut owner = ingrid.sign_in().await;

        let ana = w.agent_with_totp("Ana").await;
        let (mut here, mut there) = (trusted(&w, &ana).await, trusted(&w, &ana).await);
        let page = here.post("/security/password", &[("password", ana.password()), ("new_password", "another long secret")]).await;
        assert_eq!(page.location(), "/security?done=password-changed", "{page:?}");
        for browser in [&mut here, &mut there] {
            let page = browser.sign_in(ana.email(), "another long secret").await;
            assert_eq!(page.location(), "/signin/passcode", "{page:?}");
        }

        let tom = w.agent_with_totp("Tom").await;
        let mut toms = trusted(&w, &tom).await;
        owner.post(&format!("/admin/people/{}/role", tom.id()), &[("role", "admin")]).await;
        assert!(is_asked(&tom, &mut toms).await, "another role");

        let eve = w.agent_with_totp("Eve").await;
        let mut eves = trusted(&w, &eve).await;
        for act in ["suspend", "restore"] {
            let page = owner.post(&format!("/admin/people/{}/{act}", eve.id()), &[]).await;
            assert!(page.location().contains("done="), "{page:?}");
        }
        assert!(is_asked(&eve, &mut eves).await, "suspended and restored");

        let joe = w.agent_with_totp("Joe").await;
        let mut joes = trusted(&w, &joe).await;
        let mut elsewhere = joe.sign_in().await;
        elsewhere.post("/security/sessions/end-others", &[]).await;
        assert!(is_asked(&joe, &mut joes).await, "signed out everywhere else");
    }
}

story! {
    async fn p23_a_password_reset_by_mail_and_a_replaced_authenticator_end_all_trusted_devices(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut anas = trusted(&w, &ana).await;
        let mut anywhere = w.browser();
        anywhere.post("/forgot", &[("email", ana.email())]).await;
        w.app().decide_requests().await.unwrap();
        let link = w.link_to(ana.email()).await;
        anywhere.get(&link).await;
        let page = anywhere.post("/reset", &[("new_password", "another long secret")]).await;
        assert!(page.location().contains("done=password-set"), "{page:?}");
        let page = anas.sign_in(ana.email(), "another long secret").await;
        assert_eq!(page.location(), "/signin/passcode", "{page:?}");

        let tom = w.agent_with_totp("Tom").await;
        let (mut toms, mut here) = (trusted(&w, &tom).await, tom.sign_in().await);
        here.post("/security/authenticator/begin", &[]).await;
        let seed = here.get("/security/authenticator").await.seed();
        let page = here.post("/security/authenticator", &[("passcode", &crate::world::passcode(&seed, w.now()))]).await;
        assert!(!page.location().is_empty(), "{page:?}");
        assert!(is_asked(&tom, &mut toms).await, "another authenticator");
    }
}

story! {
    async fn p24_p27_p31_a_sign_in_by_a_trusted_device_is_one_factor_and_proves_nothing_fresh(w: World) {
        let ingrid = w.owner("Ingrid").await;
        let mut browser = trusted(&w, &ingrid).await;
        assert!(!is_asked(&ingrid, &mut browser).await);
        for path in ["/security/password", "/security/recovery-codes", "/security/turn-off"] {
            assert!(browser.get(path).await.location().starts_with("/confirm"), "{path}");
        }
        let before = w.count("SELECT count(*) FROM policies").await;
        let page = save(&mut browser, &[("team_required", "yes")]).await;
        assert!(page.location().starts_with("/confirm"), "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM policies").await, before);
        let page = browser.post("/confirm?for=policy", &[("passcode", &ingrid.passcode())]).await;
        assert_ne!(page.status, StatusCode::FORBIDDEN, "a passcode is a fresh proof: {page:?}");
        let sessions = w
            .count("SELECT count(*) FROM sessions WHERE factors = 'password' AND second_factor_at IS NULL")
            .await;
        assert_eq!(sessions, 0, "the proof is written to the session that gave it");
    }
}

story! {
    async fn two_people_who_share_a_computer_both_keep_their_trust(w: World) {
        let (ana, ben) = (w.agent_with_totp("Ana").await, w.agent_with_totp("Ben").await);
        let mut browser = trusted(&w, &ana).await;
        let first = browser.cookies[DEVICE].clone();
        trust(&w, &ben, &mut browser).await;
        assert_ne!(browser.cookies[DEVICE], first, "a cookie that somebody planted is replaced");
        assert!(!is_asked(&ana, &mut browser).await);
        assert!(!is_asked(&ben, &mut browser).await);
        let mut planted = w.browser();
        planted.cookies.insert(DEVICE.to_owned(), first);
        assert!(is_asked(&ben, &mut planted).await);
    }
}

story! {
    async fn a_person_names_and_removes_a_device_and_what_was_signed_in_there_is_signed_out(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut lost = trusted(&w, &ana).await;
        let mut here = ana.sign_in().await;
        let device = here.get("/security").await.fields("device")[0].clone();
        let page = here.post("/security/devices/rename", &[("device", &device), ("name", " My <b>laptop</b> ")]).await;
        assert_eq!(page.location(), "/security?done=renamed", "{page:?}");
        let page = here.get("/security").await;
        assert!(page.body.contains("My &lt;b&gt;laptop&lt;/b&gt;") || page.body.contains("My &#60;b&#62;laptop"), "{}", page.body);
        let page = here.post("/security/devices/end", &[("device", &device)]).await;
        assert_eq!(page.location(), "/security?done=device-forgotten", "{page:?}");
        assert!(lost.is_signed_out_everywhere().await);
        assert!(here.is_signed_in().await);
        assert!(is_asked(&ana, &mut lost).await);
        let page = here.post("/security/devices/end", &[("device", &device)]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "it is gone already");
    }
}

story! {
    async fn nobody_names_or_removes_another_persons_device_but_an_admin_removes_those_within_reach(w: World) {
        let (kwame, ana, ingrid) =
            (w.admin("Kwame").await, w.agent_with_totp("Ana").await, w.owner("Ingrid").await);
        let (mut anas, mut owners) = (trusted(&w, &ana).await, trusted(&w, &ingrid).await);
        let device = anas.get("/security").await.fields("device")[0].clone();
        let owners_device = owners.get("/security").await.fields("device")[0].clone();
        let mut eve = w.agent_with_totp("Eve").await.sign_in().await;
        for path in ["/security/devices/end", "/security/devices/rename"] {
            let page = eve.post(path, &[("device", &device), ("name", "mine")]).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        }
        let mut admin = kwame.sign_in().await;
        let person = format!("/admin/people/{}", ana.id());
        assert!(admin.get(&person).await.fields("device").contains(&device));
        let page = admin.post(&format!("{person}/end-device"), &[("device", &device)]).await;
        assert_eq!(page.location(), format!("{person}?done=device-forgotten"), "{page:?}");
        assert!(anas.is_signed_out_everywhere().await);
        assert!(is_asked(&ana, &mut anas).await);
        let page = admin
            .post(&format!("/admin/people/{}/end-device", ingrid.id()), &[("device", &owners_device)])
            .await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(!is_asked(&ingrid, &mut owners).await);
        assert!(w.count("SELECT count(*) FROM events WHERE kind = 'denied'").await > 0, "and it is written down");
    }
}

story! {
    async fn a_recovery_code_trusts_no_computer(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.half_sign_in().await;
        let page = browser
            .post("/signin/recovery-code", &[("recovery_code", ana.recovery_code(0)), ("remember", "yes")])
            .await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        assert_eq!(devices(&w).await, 0);
        assert!(is_asked(&ana, &mut browser).await);
    }
}

story! {
    async fn p26_each_user_type_is_asked_as_its_own_policy_says(w: World) {
        let (ingrid, tom, mara) = (w.owner("Ingrid").await, w.agent("Tom").await, w.customer("Mara").await);
        let mut owner = ingrid.sign_in().await;
        owner.save_policy(&[("end_users_required", "yes"), ("end_users_asking", "every_sign_in")]).await;
        assert_eq!(w.browser().sign_in(tom.email(), tom.password()).await.location(), "/desk");
        assert_eq!(w.browser().sign_in(mara.email(), mara.password()).await.location(), "/signin/enrol");
        owner.save_policy(&[("team_required", "yes")]).await;
        assert_eq!(w.browser().sign_in(tom.email(), tom.password()).await.location(), "/signin/enrol");
        assert_eq!(w.browser().sign_in(mara.email(), mara.password()).await.location(), "/desk");
        let mut maras = mara.sign_in().await;
        let page = owner.post(&format!("/admin/people/{}/role", mara.id()), &[("role", "agent")]).await;
        assert!(page.location().contains("done=role-changed"), "{page:?}");
        assert!(maras.is_signed_out_everywhere().await, "at the next request");
        assert_eq!(w.browser().sign_in(mara.email(), mara.password()).await.location(), "/signin/enrol");
    }
}
