//! Passcodes: what is right, how often, and when; setting an authenticator up, and turning it off again.

use axum::http::{Method, StatusCode};
use doorward_core::user::Role;

use crate::story;
use crate::world::{ORIGIN, PASSWORD, at_once, passcode};

const SPENT: &str = "SELECT failures FROM second_factor_ledger";
const SIGNED_IN: &str = "SELECT count(*) FROM sessions";
const AUTHENTICATORS: &str = "SELECT count(*) FROM authenticators WHERE valid_to IS NULL";

story! {
    async fn p09_a_form_cannot_say_whose_passcode_it_is(w: World) {
        let (ana, ben) = (w.agent_with_totp("Ana").await, w.agent_with_totp("Ben").await);
        let mut browser = ana.half_sign_in().await;
        let (id, code) = (ben.id(), ben.passcode());
        let fields = [
            ("passcode", code.as_str()), ("user", &id), ("user_id", &id), ("username", ben.email()), ("email", ben.email()),
        ];
        let page = browser.post("/signin/passcode", &fields).await;
        assert_eq!(page.location(), "/signin/passcode", "{page:?}");
        assert_eq!(w.count(SIGNED_IN).await, 0);
    }
}

story! {
    async fn p09_a_passcode_fits_no_other_half_done_sign_in(w: World) {
        let (ana, ben) = (w.agent_with_totp("Ana").await, w.agent_with_totp("Ben").await);
        let mut browser = ana.half_sign_in().await;
        let bens = ben.half_sign_in().await;
        browser.cookies.insert("__Host-sign-in".to_owned(), bens.cookies["__Host-sign-in"].clone());
        browser.get("/signin/passcode").await;
        let page = browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.location(), "/signin/passcode", "{page:?}");
        assert_eq!(w.count(SIGNED_IN).await, 0);
    }
}

story! {
    async fn p10_many_codes_in_one_form_are_no_guess(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.half_sign_in().await;
        let right = ana.passcode();
        let token = browser.get("/signin/passcode").await.field("form_token").unwrap().to_owned();
        let form = "application/x-www-form-urlencoded";
        let many = (0..500).map(|i| format!("passcode={i:06}&")).collect::<String>();
        for (content_type, body) in [
            (form, format!("passcode=000000&passcode={right}&form_token={token}")),
            (form, format!("{many}passcode={right}&form_token={token}")),
            (form, format!("passcode[]=000000&passcode[]={right}&form_token={token}")),
            (form, format!("passcode%5B0%5D=000000&passcode%5B1%5D={right}&form_token={token}")),
            (form, format!("passcode=000000,{right}&form_token={token}")),
            (form, format!("passcode={}&form_token={token}", "1".repeat(10_000))),
            (form, format!("passcode={right}%00&form_token={token}")),
            ("application/json", format!("{{\"passcode\":[\"000000\",\"{right}\"],\"form_token\":\"{token}\"}}")),
            ("application/json", format!("{{\"passcode\":null,\"form_token\":\"{token}\"}}")),
        ] {
            let headers = [("content-type", content_type), ("origin", ORIGIN), ("sec-fetch-site", "same-origin")];
            let page = browser.send(Method::POST, "/signin/passcode", &headers, &body).await;
            assert!(page.status.is_client_error() || page.location() == "/signin/passcode", "{page:?}");
        }
        assert!(browser.is_signed_out_everywhere().await);
        assert_eq!(w.row::<i64>(SPENT).await, None, "a try was spent");
    }
}

story! {
    async fn p10_what_cannot_be_a_passcode_is_said_and_costs_no_try(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.half_sign_in().await;
        for (typed, words) in [
            ("", "Enter your passcode"),
            ("12345", "must be 6 digits"),
            ("12345a", "must be 6 digits"),
            ("1 2 3", "must be 6 digits"),
            (&"1".repeat(8_000), "must be 6 digits"),
            (ana.recovery_code(0), "That is a recovery code"),
        ] {
            let page = browser.try_passcode(typed).await;
            assert!(page.says(words), "{typed}: {page:?}");
        }
        assert_eq!(w.row::<i64>(SPENT).await, None, "a try was spent");
    }
}

story! {
    async fn p10_a_passcode_is_read_as_people_write_it(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let digits = |code: &str, zero: char| -> String {
            code.chars().map(|digit| char::from_u32(u32::from(zero) + digit.to_digit(10).unwrap()).unwrap()).collect()
        };
        let ways: [&dyn Fn(&str) -> String; 5] = [
            &|code| format!(" {} {} ", &code[..3], &code[3..]),
            &|code| format!("{}-{}", &code[..3], &code[3..]),
            &|code| digits(code, '\u{660}'),
            &|code| digits(code, '\u{6f0}'),
            &|code| digits(code, '\u{ff10}'),
        ];
        for way in ways {
            let mut browser = ana.half_sign_in().await;
            let page = browser.post("/signin/passcode", &[("passcode", &way(&ana.passcode()))]).await;
            assert_eq!(page.location(), "/desk", "{page:?}");
            w.later("30 seconds");
        }
    }
}

story! {
    async fn p11_one_passcode_fifty_times_at_once_signs_in_once(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let browsers = ana.half_sign_ins(50).await;
        let code = ana.passcode();
        let pages = at_once(&browsers, "/signin/passcode", "passcode", &code).await;
        assert_eq!(pages.iter().filter(|page| page.location() == "/desk").count(), 1);
        assert_eq!(w.count(SIGNED_IN).await, 1);

        w.later("30 seconds");
        let page = ana.half_sign_in().await.try_passcode(&code).await;
        assert!(page.says("That passcode was already used"), "{page:?}");
        assert_eq!(w.count(SIGNED_IN).await, 1);
    }
}

story! {
    async fn p11_one_half_done_sign_in_ends_in_one_session(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let browsers = vec![ana.half_sign_in().await; 50];
        let pages = at_once(&browsers, "/signin/passcode", "passcode", &ana.passcode()).await;
        assert_eq!(pages.iter().filter(|page| page.location() == "/desk").count(), 1);
        assert_eq!(w.count(SIGNED_IN).await, 1);
    }
}

story! {
    async fn p11_a_passcode_that_confirmed_something_signs_nobody_in(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.sign_in().await;
        w.later("11 minutes");
        let code = ana.passcode();
        let page = browser.post("/confirm", &[("passcode", &code), ("then", "/security")]).await;
        assert_eq!(page.location(), "/security", "{page:?}");
        let page = ana.half_sign_in().await.try_passcode(&code).await;
        assert!(page.says("That passcode was already used"), "{page:?}");
    }
}

story! {
    async fn p11_the_first_passcode_fifty_times_at_once_connects_once(w: World) {
        let (owner, mara) = (w.owner("Olga").await, w.customer("Mara").await);
        owner.sign_in().await.save_policy(&[("end_users_required", "yes")]).await;
        let mut browser = mara.half_sign_in().await;
        let seed = browser.get("/signin/enrol").await.seed();
        let code = passcode(&seed, w.now());
        let before = w.count(AUTHENTICATORS).await;
        let pages = at_once(&vec![browser; 50], "/signin/enrol", "passcode", &code).await;
        assert_eq!(pages.iter().filter(|page| page.location() == "/signin/recovery-codes").count(), 1);
        assert_eq!(w.count(AUTHENTICATORS).await, before + 1);

        let page = mara.half_sign_in().await.try_passcode(&code).await;
        assert!(page.says("That passcode was already used"), "{page:?}");
    }
}

story! {
    async fn p11_the_first_passcode_in_a_session_connects_once_and_signs_nobody_in(w: World) {
        let mara = w.customer("Mara").await;
        let mut browser = mara.sign_in().await;
        browser.get("/security").await;
        let page = browser.post("/security/authenticator/begin", &[]).await;
        let seed = browser.follow(page).await.seed();
        let code = passcode(&seed, w.now());
        let pages = at_once(&vec![browser; 50], "/security/authenticator", "passcode", &code).await;
        let done = pages.iter().filter(|page| page.location() == "/security/recovery-codes/save").count();
        assert_eq!((done, w.count(AUTHENTICATORS).await), (1, 1));

        let page = mara.half_sign_in().await.try_passcode(&code).await;
        assert!(page.says("That passcode was already used"), "{page:?}");
    }
}

story! {
    async fn p12_after_a_newer_passcode_an_older_one_is_used(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let (now, next) = (ana.passcode(), ana.passcode_in(1));
        let page = ana.half_sign_in().await.post("/signin/passcode", &[("passcode", &next)]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        let mut browser = ana.half_sign_in().await;
        assert!(browser.try_passcode(&now).await.says("That passcode was already used"));
        assert!(browser.try_passcode(&next).await.says("That passcode was already used"));
        w.later("30 seconds");
        assert!(browser.try_passcode(&next).await.says("That passcode was already used"));
        assert_eq!(w.count(SIGNED_IN).await, 1);
    }
}

story! {
    async fn p13_a_phone_may_be_one_step_off_and_no_more(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        for (steps, words) in [
            (-2, "clock is about 60 seconds slow. Set it to automatic and try the next one"),
            (-3, "Your phone’s clock is about 90 seconds slow"),
            // Of a passcode that is yet to come nobody learns anything.
            (2, "That passcode is not right"),
            (20, "That passcode is not right"),
        ] {
            let mut browser = ana.half_sign_in().await;
            let page = browser.try_passcode(&ana.passcode_in(steps)).await;
            assert!(page.says(words), "{steps}: {page:?}");
        }
        assert_eq!(w.count(SIGNED_IN).await, 0);
        for steps in [-1, 0, 1] {
            let mut browser = ana.half_sign_in().await;
            let page = browser.post("/signin/passcode", &[("passcode", &ana.passcode_in(steps))]).await;
            assert_eq!(page.location(), "/desk", "{steps}: {page:?}");
        }
    }
}

story! {
    async fn p17_an_authenticator_is_connected_only_where_it_was_begun(w: World) {
        let (mara, omar) = (w.customer("Mara").await, w.customer("Omar").await);
        let (mut here, mut there, mut thief) = (mara.sign_in().await, mara.sign_in().await, omar.sign_in().await);
        here.get("/security").await;
        let page = here.post("/security/authenticator/begin", &[]).await;
        let seed = here.follow(page).await.seed();
        let code = passcode(&seed, w.now());
        for browser in [&mut there, &mut thief] {
            assert!(browser.get("/security/authenticator").await.location().starts_with("/security?"));
            let page = browser.post("/security/authenticator", &[("passcode", &code)]).await;
            assert_eq!(page.location(), "/security?done=enrolment-too-old", "{page:?}");
        }
        assert_eq!(w.count(AUTHENTICATORS).await, 0);
        let page = here.post("/security/authenticator", &[("passcode", &code)]).await;
        assert_eq!(page.location(), "/security/recovery-codes/save", "{page:?}");
    }
}

story! {
    async fn p17_an_authenticator_is_connected_within_fifteen_minutes(w: World) {
        let mara = w.customer("Mara").await;
        let mut browser = mara.sign_in().await;
        browser.get("/security").await;
        let page = browser.post("/security/authenticator/begin", &[]).await;
        let seed = browser.follow(page).await.seed();
        w.later("9 minutes");
        browser.post("/confirm", &[("password", PASSWORD)]).await;
        w.later("6 minutes");
        let page = browser.post("/security/authenticator", &[("passcode", &passcode(&seed, w.now()))]).await;
        assert_eq!(page.location(), "/security?done=enrolment-too-old", "{page:?}");
        assert_eq!(w.count(AUTHENTICATORS).await, 0);
    }
}

story! {
    async fn p31_changing_how_one_signs_in_needs_a_proof_of_the_last_ten_minutes(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.sign_in().await;
        w.later("10 minutes");
        browser.get("/security").await;
        let before = (w.count(AUTHENTICATORS).await, w.count("SELECT count(*) FROM recovery_code_sets").await);
        for path in ["/security/turn-off", "/security/recovery-codes", "/security/password"] {
            let page = browser.get(path).await;
            assert!(page.location().starts_with("/confirm?for="), "{path}: {page:?}");
        }
        for path in [
            "/security/turn-off", "/security/recovery-codes", "/security/password",
            "/security/authenticator/begin", "/security/authenticator",
        ] {
            let fields = [("password", PASSWORD), ("new_password", "another long pass phrase")];
            let page = browser.post(path, &fields).await;
            assert!(page.location().starts_with("/confirm?for="), "{path}: {page:?}");
        }
        assert_eq!(before, (w.count(AUTHENTICATORS).await, w.count("SELECT count(*) FROM recovery_code_sets").await));

        // A password is no proof for somebody who has a second factor.
        let page = browser.post("/confirm", &[("password", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{page:?}");
        let page = browser.post("/confirm", &[("passcode", &ana.passcode()), ("then", "/security/turn-off")]).await;
        assert_eq!(page.location(), "/security/turn-off", "{page:?}");
        assert_eq!(browser.get("/security/turn-off").await.status, StatusCode::OK);
        w.later("10 minutes");
        assert_eq!(browser.get("/security/turn-off").await.status, StatusCode::OK);
        w.later("1 second");
        assert!(browser.get("/security/turn-off").await.location().starts_with("/confirm"));
    }
}

story! {
    async fn p31_a_recovery_code_is_a_fresh_proof(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.sign_in().await;
        w.later("11 minutes");
        let fields = [("recovery_code", ana.recovery_code(0)), ("then", "/security/recovery-codes")];
        let page = browser.post("/confirm", &fields).await;
        assert_eq!(page.location(), "/security/recovery-codes", "{page:?}");
        assert_eq!(browser.get("/security/recovery-codes").await.status, StatusCode::OK);
        let page = ana.half_sign_in().await.try_recovery_code(ana.recovery_code(0)).await;
        assert!(page.says("already used"), "{page:?}");
    }
}

story! {
    async fn p31_who_has_only_a_password_proves_that(w: World) {
        let mara = w.customer("Mara").await;
        let mut browser = mara.sign_in().await;
        w.later("11 minutes");
        browser.get("/security").await;
        let page = browser.post("/security/authenticator/begin", &[]).await;
        assert!(page.location().starts_with("/confirm?for=authenticator"), "{page:?}");
        assert_eq!(browser.post("/confirm", &[("password", "not this one at all")]).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(browser.post("/confirm", &[("password", PASSWORD), ("then", "/security")]).await.location(), "/security");
        let page = browser.post("/security/authenticator/begin", &[]).await;
        assert_eq!(page.location(), "/security/authenticator", "{page:?}");
    }
}

story! {
    async fn a_replaced_authenticator_signs_nobody_in(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.sign_in().await;
        browser.get("/security").await;
        let page = browser.post("/security/authenticator/begin", &[]).await;
        let seed = browser.follow(page).await.seed();
        let fields = [("passcode", &*passcode(&seed, w.now())), ("replaces", "yes")];
        let page = browser.post("/security/authenticator", &fields).await;
        assert_eq!(page.location(), "/security?done=replaced", "{page:?}");
        w.later("30 seconds");
        assert_eq!(w.count(AUTHENTICATORS).await, 1);
        let mut other = ana.half_sign_in().await;
        assert!(other.try_passcode(&ana.passcode()).await.says("That passcode is not right"));
        assert!(other.is_signed_out_everywhere().await);
        let page = other.post("/signin/passcode", &[("passcode", &passcode(&seed, w.now()))]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
    }
}

story! {
    async fn who_may_turns_the_second_step_off_and_is_told(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.sign_in().await;
        browser.get("/security/turn-off").await;
        let page = browser.post("/security/turn-off", &[]).await;
        assert_eq!(page.location(), "/security?done=second-factor-off", "{page:?}");
        assert_eq!(w.count(AUTHENTICATORS).await, 0);
        assert_eq!(w.browser().sign_in(ana.email(), PASSWORD).await.location(), "/desk");
        assert!(w.mail_to(ana.email()).await.iter().any(|mail| mail.text.contains("was turned off")));
    }
}

story! {
    async fn a_password_that_is_too_short_to_stand_alone_keeps_the_second_step_on(w: World) {
        let ana = w.person_with_password("Ana", Role::Agent, true, "otter-boat-9").await;
        let mut browser = ana.sign_in().await;
        browser.get("/security/turn-off").await;
        let page = browser.post("/security/turn-off", &[]).await;
        assert_eq!(page.location(), "/security/password?done=longer-password-first", "{page:?}");
        assert!(browser.follow(page).await.says("Choose a longer password first"));
        assert_eq!(w.count(AUTHENTICATORS).await, 1);
    }
}

story! {
    async fn where_it_is_required_the_second_step_stays_on(w: World) {
        let (owner, ana) = (w.owner("Olga").await, w.agent_with_totp("Ana").await);
        owner.sign_in().await.save_policy(&[("team_required", "yes")]).await;
        let mut browser = ana.sign_in().await;
        let page = browser.post("/security/turn-off", &[]).await;
        assert_eq!(page.location(), "/security?done=required", "{page:?}");
        assert!(browser.follow(page).await.says("so it stays on"));
        assert_eq!(w.count(AUTHENTICATORS).await, 2);
    }
}

story! {
    async fn where_it_is_required_a_person_is_led_into_it_and_reaches_nothing_else(w: World) {
        let (owner, mara) = (w.owner("Olga").await, w.customer("Mara").await);
        owner.sign_in().await.save_policy(&[("end_users_required", "yes")]).await;
        let mut browser = w.browser();
        assert_eq!(browser.sign_in(mara.email(), PASSWORD).await.location(), "/signin/enrol");
        for path in ["/signin/passcode", "/signin/recovery-code", "/signin/recovery-codes"] {
            assert_eq!(browser.get(path).await.location(), "/signin/enrol", "{path}");
        }
        for path in ["/desk", "/security", "/security/password", "/security/authenticator", "/confirm", "/admin"] {
            assert!(browser.get(path).await.location().starts_with("/signin"), "{path}");
        }
        let page = browser.post("/signin/recovery-codes", &[("saved", "yes")]).await;
        assert_eq!(page.location(), "/signin/enrol", "{page:?}");
        assert!(browser.is_signed_out_everywhere().await);

        let seed = browser.get("/signin/enrol").await.seed();
        let page = browser.post("/signin/enrol", &[("passcode", &passcode(&seed, w.now()))]).await;
        assert_eq!(page.location(), "/signin/recovery-codes", "{page:?}");
        assert!(browser.get("/desk").await.location().starts_with("/signin"));
        assert_eq!(browser.get("/signin/recovery-codes").await.codes().len(), 10);
        let page = browser.post("/signin/recovery-codes", &[]).await;
        assert!(browser.follow(page).await.says("Save your codes, then tick"));
        assert!(browser.is_signed_out_everywhere().await);
        let page = browser.post("/signin/recovery-codes", &[("saved", "yes")]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        assert!(browser.get("/desk").await.says("Mara"));
    }
}

story! {
    async fn back_to_optional_a_factor_that_somebody_has_is_still_asked_for(w: World) {
        let (owner, ana) = (w.owner("Olga").await, w.agent_with_totp("Ana").await);
        let mut admin = owner.sign_in().await;
        admin.save_policy(&[("team_required", "yes")]).await;
        admin.save_policy(&[]).await;
        assert_eq!(w.browser().sign_in(ana.email(), PASSWORD).await.location(), "/signin/passcode");
    }
}
