//! Guessing second factors: one ledger a person, whichever door, device or method the guesses come by.

use axum::http::StatusCode;

use crate::story;
use crate::world::Person;

const LOOKED_AT: &str = "SELECT count(*) FROM events WHERE kind = 'second_factor_refused'";
const SPENT: &str = "SELECT failures FROM second_factor_ledger";

/// A code of the right shape that nobody has.
const WRONG_CODE: &str = "0000-0000-0000-0000";

story! {
    async fn p01_a_thousand_guesses_at_once_are_five(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let wrong = wrong_passcode(&ana);
        let mut tasks = tokio::task::JoinSet::new();
        for mut browser in ana.half_sign_ins(100).await {
            let wrong = wrong.clone();
            tasks.spawn(async move {
                let mut slowed = 0;
                for _ in 0..10 {
                    let page = browser.post_once("/signin/passcode", &[("passcode", &wrong)]).await;
                    slowed += usize::from(page.status == StatusCode::TOO_MANY_REQUESTS);
                }
                slowed
            });
        }
        let slowed: usize = tasks.join_all().await.into_iter().sum();
        assert_eq!((w.count(LOOKED_AT).await, w.count(SPENT).await), (5, 5));
        assert_eq!(slowed, 995);

        let mut owner = ana.half_sign_in().await;
        let page = owner.try_passcode(&ana.passcode()).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(page.says("You can try again in 30 seconds"), "{page:?}");
        assert!(owner.is_signed_out_everywhere().await);
        assert_eq!(w.mail_to(ana.email()).await.len(), 1);

        w.later("30 seconds");
        let page = owner.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        assert_eq!(w.count(SPENT).await, 0);
        assert_eq!(w.mail_to(ana.email()).await.len(), 1);
    }
}

story! {
    async fn what_is_no_guess_does_not_push_the_guesses_out_of_sight(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut thief = guessed(&ana, 2).await;
        for typed in ["abc", "", "12345", "abc", "", "12345"] {
            thief.try_passcode(typed).await;
        }
        assert_eq!(w.count(LOOKED_AT).await, 2, "the guesses alone");
        let mut other = ana.half_sign_in().await;
        for typed in ["abc", "", "12345"] {
            other.try_passcode(typed).await;
        }
        assert_eq!(w.count(LOOKED_AT).await, 3, "and once in a sign-in of which nothing else was told");
    }
}

story! {
    async fn p01_what_is_no_guess_sends_no_mail(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = guessed(&ana, 5).await;
        for _ in 0..3 {
            assert!(browser.try_passcode("abc").await.says("must be 6 digits"));
        }
        assert_eq!(w.mail_to(ana.email()).await.len(), 1);
    }
}

story! {
    async fn p01_no_other_person_is_slowed(w: World) {
        let (ana, ben) = (w.agent_with_totp("Ana").await, w.agent_with_totp("Ben").await);
        guessed(&ana, 5).await;
        ben.sign_in().await;
    }
}

story! {
    async fn p02_signing_in_anew_gives_no_new_tries(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        guessed(&ana, 4).await;
        guessed(&ana, 1).await;
        let page = ana.half_sign_in().await.try_passcode(&ana.passcode()).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{page:?}");
    }
}

story! {
    async fn p02_waits_double_and_a_wait_costs_nothing(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = guessed(&ana, 5).await;
        for (wait, words) in [("30 seconds", "1 minute"), ("60 seconds", "2 minutes")] {
            w.later(wait);
            let wrong = wrong_passcode(&ana);
            browser.try_passcode(&wrong).await;
            for _ in 0..3 {
                let page = browser.try_passcode(&ana.passcode()).await;
                let said = page.says(&format!("try again in {words}")) || page.says("try again in 60 seconds");
                assert!(said && page.status == StatusCode::TOO_MANY_REQUESTS, "{page:?}");
            }
        }
        assert_eq!(w.count(SPENT).await, 7);
    }
}

story! {
    async fn p03_passcodes_and_recovery_codes_are_counted_together(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = guessed(&ana, 3).await;
        browser.try_recovery_code(WRONG_CODE).await;
        let page = browser.try_recovery_code(WRONG_CODE).await;
        assert!(page.says("That recovery code is not right"), "{page:?}");
        let passcode = browser.try_passcode(&ana.passcode()).await;
        assert_eq!(passcode.status, StatusCode::TOO_MANY_REQUESTS, "{passcode:?}");
        let code = browser.try_recovery_code(ana.recovery_code(0)).await;
        assert_eq!(code.status, StatusCode::TOO_MANY_REQUESTS, "{code:?}");
        assert!(browser.is_signed_out_everywhere().await);
    }
}

story! {
    async fn p04_every_door_that_asks_for_a_second_factor_counts_together(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut member = ana.sign_in().await;
        w.later("11 minutes");
        for _ in 0..2 {
            let page = member.post("/confirm", &[("passcode", &wrong_passcode(&ana))]).await;
            assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{page:?}");
        }
        let page = member.post("/confirm", &[("recovery_code", WRONG_CODE)]).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{page:?}");
        let mut guest = guessed(&ana, 1).await;
        guest.try_recovery_code(WRONG_CODE).await;

        let page = member.post("/confirm", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{page:?}");
        assert!(page.says("Too many tries"), "{page:?}");
        let page = member.post("/confirm", &[("recovery_code", ana.recovery_code(0))]).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{page:?}");
        let page = guest.try_passcode(&ana.passcode()).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{page:?}");
        let page = guest.try_recovery_code(ana.recovery_code(0)).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{page:?}");
        assert_eq!(w.count(SPENT).await, 5);
        assert_eq!(w.mail_to(ana.email()).await.len(), 1);
    }
}

story! {
    async fn p05_after_a_hundred_wrong_tries_nothing_typed_is_looked_at(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = w.browser();
        for _ in 0..100 {
            ana.half_sign_in_with(&mut browser).await;
            browser.try_passcode(&wrong_passcode(&ana)).await;
            w.later("7 hours");
        }
        assert_eq!(w.count(LOOKED_AT).await, 100);
        ana.half_sign_in_with(&mut browser).await;
        for wait in ["1 second", "30 days"] {
            w.later(wait);
            ana.half_sign_in_with(&mut browser).await;
            for page in [
                browser.try_passcode(&ana.passcode()).await,
                browser.try_recovery_code(ana.recovery_code(0)).await,
            ] {
                assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{page:?}");
                assert!(page.says("Passcodes are switched off"), "{page:?}");
                assert!(page.says("Ask an administrator"), "{page:?}");
            }
        }
        assert!(browser.is_signed_out_everywhere().await);
        assert_eq!(w.count(LOOKED_AT).await, 100);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'second_factor_closed'").await, 1);
    }
}

story! {
    async fn a_browser_in_which_somebody_has_signed_in_takes_their_password_again(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.sign_in().await;
        browser.get("/security").await;
        browser.post("/signout", &[]).await;
        let page = browser.sign_in(ana.email(), "not this one at all").await;
        assert!(page.says("The e-mail or password is not right"), "{page:?}");
        ana.sign_in_with(&mut browser).await;
    }
}

/// Somebody who knows the password guesses so often.
async fn guessed(person: &Person, times: usize) -> crate::world::Browser {
    let mut browser = person.half_sign_in().await;
    for _ in 0..times {
        let page = browser.try_passcode(&wrong_passcode(person)).await;
        assert!(page.says("That passcode is not right"), "{page:?}");
    }
    browser
}

/// A passcode that their authenticator shows at no time near now.
fn wrong_passcode(person: &Person) -> String {
    let near: Vec<String> = (-25..=25).map(|steps| person.passcode_in(steps)).collect();
    (0..).map(|i| format!("{i:06}")).find(|it| !near.contains(it)).unwrap()
}
