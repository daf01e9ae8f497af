//! A requirement with a deadline, and the grace that each person has once after it.

use std::time::Duration;

use axum::http::StatusCode;
use doorward::clock::Clock;
use doorward_core::user::Role;

use crate::operations::Place;
use crate::reports::{cell, report};
use crate::rollout::plan;
use crate::story;
use crate::world::{Browser, Page, Person, World};

async fn why(admin: &mut Browser, person: &Person) -> Page {
    admin.get(&format!("/admin/people/{}/why", person.id())).await
}

story! {
    async fn nobody_is_forced_before_the_deadline_and_each_has_one_grace_after_it(w: World) {
        let (ingrid, tom, tina) = (w.owner("Ingrid").await, w.agent("Tom").await, w.agent("Tina").await);
        let ana = w.agent_with_totp("Ana").await;
        let mut owner = ingrid.sign_in().await;
        let wanted = [("team_required", "yes"), ("team_deadline", "2026-11-25"), ("team_grace", "3")];
        let page = plan(&mut owner, &wanted).await;
        assert!(page.says("Deadline: none → 25 Nov 2026, 23:59 UTC") && page.says("Grace after it: none → 3 days"), "{page:?}");
        assert!(page.says("the end of their grace, they set up a second step 0 2"), "{page:?}");
        assert!(!page.says("They set up a second step 0 2"), "nobody at once: {page:?}");
        let page = owner.apply_plan(&page, "Audit finding 12").await;
        assert_eq!(page.location(), "/admin/security/advanced?done=saved", "{page:?}");
        assert!(owner.get("/admin/security/history").await.says("Deadline: none → 25 Nov 2026, 23:59 UTC"));

        let mut browser = tom.sign_in().await;
        let page = browser.get("/security").await;
        assert!(page.says("Set up a second step by 25 Nov 2026, 23:59 UTC. You have 38 hours left"), "{page:?}");
        assert_eq!(ana.half_sign_in().await.get("/signin/passcode").await.status, StatusCode::OK, "who has one is asked");
        assert!(!owner.get("/security").await.says("Set up a second step by"));
        let page = why(&mut owner, &tom).await;
        assert!(page.says("its deadline is not over. To be set up by 25 Nov 2026, 23:59 UTC"), "{page:?}");

        w.later("37 hours");
        w.later("1 minute");
        let mut browser = tom.sign_in().await;
        w.later("50 minutes");
        assert!(browser.is_signed_in().await);
        w.later("9 minutes");
        assert!(browser.is_signed_out_everywhere().await, "nobody is signed in past it by a password alone");

        // The first sign-in after it begins the grace: once, however many there are at once.
        let (mut one, mut two) = (w.browser(), w.browser());
        let (first, second) = tokio::join!(one.sign_in(tom.email(), tom.password()), two.sign_in(tom.email(), tom.password()));
        assert_eq!([first.location(), second.location()], ["/desk", "/desk"]);
        let begun = w.rows::<i64>("SELECT until FROM graces").await;
        assert_eq!(begun, [w.now().millis() + 3 * 86_400_000]);
        assert!(one.get("/security").await.says("You have 3 days left; after that it is required"));
        let mut owner = ingrid.sign_in().await;
        assert!(why(&mut owner, &tom).await.says("this person’s grace after the deadline is not over. To be set up by 29 Nov 2026"));
        w.later("1 day");
        one.post("/signout", &[]).await;
        assert_eq!(one.sign_in(tom.email(), tom.password()).await.location(), "/desk");
        assert_eq!(w.rows::<i64>("SELECT until FROM graces").await, begun, "signing out and in renews nothing");
        w.later("2 days");
        assert!(one.is_signed_out_everywhere().await);
        assert_eq!(one.sign_in(tom.email(), tom.password()).await.location(), "/signin/enrol");
        let mut owner = ingrid.sign_in().await;
        assert!(why(&mut owner, &tom).await.says("the account requires it, and there is none"));

        // Put off, it gives everybody until then, and nobody a second grace.
        let page = plan(&mut owner, &[("team_required", "yes"), ("team_deadline", "2026-12-10"), ("team_grace", "30")]).await;
        assert!(page.says("the end of their grace, they set up a second step 1 2"), "{page:?}");
        owner.apply_plan(&page, "Too early").await;
        assert_eq!(w.browser().sign_in(tom.email(), tom.password()).await.location(), "/desk");
        w.later("13 days");
        assert_eq!(w.browser().sign_in(tom.email(), tom.password()).await.location(), "/signin/enrol");
        assert_eq!(w.browser().sign_in(tina.email(), tina.password()).await.location(), "/desk");
        let mut owner = ingrid.sign_in().await;
        let file = report(&w, &ingrid, &mut owner, "team", &[]).await;
        assert_eq!(cell(&file, ana.email(), "deadline"), "");
        assert_eq!(cell(&file, tom.email(), "deadline")[..10], *"2026-11-29", "his own");
        assert_eq!(cell(&file, tina.email(), "deadline")[..10], *"2027-01-11");
        w.later("1 minute");
        let file = report(&w, &ingrid, &mut owner, "team", &[("day", "2026-11-24")]).await;
        assert_eq!(cell(&file, tom.email(), "deadline"), "2026-11-25T23:59:59Z", "as of then");
    }
}

/// How many reminders this person has got.
async fn reminders(w: &World, person: &Person) -> usize {
    let mails = w.mail_to(person.email()).await;
    mails.iter().filter(|mail| mail.subject == "Set up your second step at Acme Help").count()
}

story! {
    async fn people_who_have_nothing_are_reminded_once_each_time_whichever_node_does_it(w: World) {
        let (tom, lea) = (w.agent("Tom").await, w.agent("Lea").await);
        let (ana, mara) = (w.agent_with_totp("Ana").await, w.customer("Mara").await);
        // The end of 9 Dec: 15 days and 14 hours ahead. Lea is exempt until after it.
        w.tamper("UPDATE policies SET requirement = 'required', deadline = 1796860799000, grace_days = 3 WHERE user_type = 'team_member'").await;
        w.tamper("INSERT INTO exemptions (tenant_id, id, user_id, reason, valid_from, until)
                  SELECT tenant_id, id, id, 'On leave', 1, 1799999999000 FROM users WHERE name = 'Lea'").await;
        assert_eq!(w.app().remind().await.unwrap(), 0, "not yet");
        w.later("2 days");
        // Two nodes at once: one letter.
        let (here, there) = (w.app(), w.app());
        let (one, two) = tokio::join!(here.remind(), there.remind());
        assert_eq!(one.unwrap() + two.unwrap(), 1);
        assert_eq!(w.app().remind().await.unwrap(), 0, "and none after a restart");
        let mail = w.mail_to(tom.email()).await.pop().unwrap();
        assert!(mail.text.contains("Set one up by 9 Dec 2026, 23:59 UTC; you have 14 days left") && mail.text.contains("/security"), "{}", mail.text);
        for (days, expected) in [("6 days", 1), ("1 day", 2), ("3 days", 2), ("1 day", 3), ("2 days", 4)] {
            w.later(days);
            w.app().remind().await.unwrap();
            assert_eq!(reminders(&w, &tom).await, expected, "{days} later");
        }
        // After it, by his own grace: of three days, so that the first of them is reached at once.
        w.later("1 day");
        assert_eq!(w.app().remind().await.unwrap(), 0, "it begins by signing in");
        assert_eq!(w.browser().sign_in(tom.email(), tom.password()).await.location(), "/desk");
        for (days, expected) in [("1 second", 5), ("1 day", 5), ("1 day", 6), ("2 days", 6)] {
            w.later(days);
            w.app().remind().await.unwrap();
            assert_eq!(reminders(&w, &tom).await, expected, "{days} later");
        }
        for person in [&ana, &mara, &lea] {
            assert_eq!(reminders(&w, person).await, 0, "{}", person.email());
        }
    }
}

story! {
    async fn many_who_are_reminded_leave_others_their_mails(w: World) {
        let other = w.other_account("https://other.example.com").await;
        w.crowd(650, Role::EndUser).await;
        other.crowd(20, Role::EndUser).await;
        // The end of 9 Dec.
        w.tamper("UPDATE policies SET requirement = 'required', deadline = 1796860799000, grace_days = 3 WHERE user_type = 'end_user'").await;
        w.later("2 days");
        let mut passes = Vec::new();
        while passes.last() != Some(&0) {
            passes.push(w.app().remind().await.unwrap());
        }
        assert_eq!(passes, [300 + 20, 300, 50, 0], "each account its part of 600 a minute");
        assert_eq!(w.count("SELECT count(*) FROM outbox WHERE recipient LIKE 'crowd%'").await, 670, "each once");
    }
}

story! {
    async fn what_is_no_deadline_is_said_at_its_field(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        for (field, value, said) in [
            ("team_deadline", "soon", "Choose a day, or leave it empty"),
            ("end_users_deadline", "2028-11-24", "Choose a day within a year"),
            ("team_grace", "31", "Give a number of days from 0 to 30"),
            ("team_pause", "101", "Give a number from 1 to 100, or leave it empty"),
        ] {
            let page = owner.get("/admin/security/advanced").await;
            let version = |name| page.field(name).unwrap().to_owned();
            let (team, end_users) = (version("team_version"), version("end_users_version"));
            let fields = [
                ("team_version", team.as_str()), ("end_users_version", end_users.as_str()), (field, value),
                ("team_idle", "3600"), ("team_absolute", "86400"), ("team_asking", "every_sign_in"),
                ("end_users_idle", "28800"), ("end_users_absolute", "2592000"), ("end_users_asking", "every_sign_in"),
            ];
            let page = owner.post("/admin/security/advanced", &fields).await;
            assert_eq!((page.status, page.says(said)), (StatusCode::UNPROCESSABLE_ENTITY, true), "{page:?}");
        }
        assert_eq!(w.count("SELECT count(*) FROM policies").await, 2);
    }
}

#[test]
fn the_operator_sets_a_deadline_at_the_console() {
    let place = Place::with_owner();
    let plan = |more: &[&str]| place.say(&[&["policy", "plan", "end-users"], more].concat(), &[], "");
    let tomorrow = Clock::system().moment().unwrap().now().plus(Duration::from_secs(86_400)).day();
    let said = plan(&["--deadline", &tomorrow, "--grace-days", "7"]);
    assert!(
        said.good && said.out.contains("Deadline: none → ") && said.out.contains("none → 7 days"),
        "{said:?}"
    );
    assert!(!plan(&["--deadline", "soon"]).good && !plan(&["--grace-days", "31"]).good);
    let said = plan(&["--pause-at", "off"]);
    assert!(said.good && said.out.contains("Pauses by itself: above 20 % → never"), "{said:?}");
    assert!(!plan(&["--pause-at", "0"]).good && !plan(&["--pause-at", "101"]).good);
}
