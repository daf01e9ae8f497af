//! Exemptions: of whom no second step is required for a while, why, and how that ends.

use std::time::Duration;

use axum::http::StatusCode;
use doorward::clock::Clock;
use doorward_core::user::Role;

use crate::operations::Place;
use crate::reports::{cell, report};
use crate::rollout::plan;
use crate::story;
use crate::world::{Browser, Page, Person, World};

const LIST: &str = "/admin/security/exemptions";

async fn exempt(browser: &mut Browser, person: &Person, until: &str, reason: &str) -> Page {
    let path = format!("/admin/people/{}/exemption", person.id());
    browser.post_freshly(&path, &[("until", until), ("reason", reason)]).await
}

/// Ends the exemption that the person's page shows.
async fn end(browser: &mut Browser, person: &Person) -> Page {
    let path = format!("/admin/people/{}/exemption", person.id());
    let exemption = browser.get(&path).await.field("exemption").expect("an exemption to end").to_owned();
    browser.post(&format!("{path}/end"), &[("exemption", &exemption)]).await
}

fn was_done(page: &Page, done: &str) -> bool {
    page.location().ends_with(&format!("?done={done}"))
}

async fn require(w: &World) {
    w.tamper("UPDATE policies SET requirement = 'required' WHERE user_type = 'team_member'").await;
}

story! {
    async fn an_exempt_agent_signs_in_by_password_until_the_last_day_is_over(w: World) {
        let (ingrid, kwame, tom) = (w.owner("Ingrid").await, w.admin("Kwame").await, w.agent("Tom").await);
        w.agent("Tina").await;
        require(&w).await;
        assert_eq!(w.browser().sign_in(tom.email(), tom.password()).await.location(), "/signin/enrol");
        let mut admin = kwame.sign_in().await;
        for (until, reason, said) in [
            ("", "x", "Choose the last day"),
            ("2026-11-23", "x", "That day is over"),
            ("2027-11-26", "x", "Choose a day within a year"),
            ("2026-11-25", "  ", "Say why, in one line"),
        ] {
            let page = exempt(&mut admin, &tom, until, reason).await;
            assert_eq!((page.status, page.says(said)), (StatusCode::UNPROCESSABLE_ENTITY, true), "{page:?}");
        }
        let page = exempt(&mut admin, &tom, "2026-11-25", "Waits for a phone, until Monday").await;
        assert!(was_done(&page, "exempted"), "{page:?}");
        assert!(was_done(&exempt(&mut admin, &tom, "2026-12-24", "Longer").await, "changed-meanwhile"), "one at a time");

        let page = plan(&mut admin, &[("team_required", "yes"), ("team_days", "7")]).await;
        assert!(page.says("Only their password 1 1") && page.says("They set up a second step 1 1"), "{page:?}");
        let page = admin.get("/admin/team-members").await;
        assert_eq!(page.body.matches("Required, not set up").count(), 1, "of Tina alone: {page:?}");
        let page = admin.get(LIST).await;
        assert!(page.says("Tom · Agent") && page.says("Waits for a phone") && page.says("25 Nov 2026, 23:59 UTC"), "{page:?}");
        assert!(page.says("Kwame granted this") && !page.says("Tina"), "{page:?}");

        w.later("37 hours");
        let mut browser = tom.sign_in().await;
        let mut owner = ingrid.sign_in().await;
        let page = owner.get(&format!("/admin/people/{}/why", tom.id())).await;
        let why = "the account requires a second step, and this person is exempt. Exempt until 25 Nov 2026, 23:59 UTC: Waits";
        assert!(page.says(why), "{page:?}");
        assert!(owner.get(&format!("/admin/people/{}", tom.id())).await.says("this person was excused from it then"));
        let file = report(&w, &ingrid, &mut owner, "team", &[]).await;
        assert_eq!(cell(&file, tom.email(), "exempt"), "yes");
        assert_eq!(cell(&file, tom.email(), "exempt_until"), "2026-11-25T23:59:59Z");
        assert!(file.body.contains(",\"Waits for a phone, until Monday\",no"), "{file:?}");
        assert_eq!(cell(&file, "tina@example.com", "exempt"), "no");

        w.later("50 minutes");
        assert!(browser.is_signed_in().await);
        w.later("9 minutes");
        assert!(browser.is_signed_out_everywhere().await, "a session does not outlive what excused from the second step");
        assert_eq!(w.browser().sign_in(tom.email(), tom.password()).await.location(), "/signin/enrol");
        w.later("1 day");
        let mut owner = ingrid.sign_in().await;
        assert!(owner.get(LIST).await.says("Nobody is exempt"));
        assert!(owner.get(&format!("{LIST}?show=over&q=to")).await.says("Waits for a phone"));
        let file = report(&w, &ingrid, &mut owner, "team", &[]).await;
        assert_eq!(cell(&file, tom.email(), "exempt"), "no");
        w.later("1 minute");
        let file = report(&w, &ingrid, &mut owner, "team", &[("day", "2026-11-24")]).await;
        assert_eq!(cell(&file, tom.email(), "exempt"), "yes", "as of then");
        assert!(was_done(&exempt(&mut owner, &tom, "2026-12-01", "Once more").await, "exempted"));
    }
}

story! {
    async fn an_exemption_that_is_ended_early_ends_what_was_begun_under_it(w: World) {
        let (kwame, tom) = (w.admin("Kwame").await, w.agent("Tom").await);
        let (ana, lost) = (w.agent_with_totp("Ana").await, w.agent("Lou").await);
        require(&w).await;
        let mut admin = kwame.sign_in().await;
        for person in [&tom, &ana, &lost] {
            assert!(was_done(&exempt(&mut admin, person, "2026-12-01", "New phones").await, "exempted"));
        }
        // Who has a second step is asked for it; who has to set one up because theirs was closed still has to.
        assert_eq!(w.browser().sign_in(ana.email(), ana.password()).await.location(), "/signin/passcode");
        w.tamper("INSERT INTO demanded_enrolments (tenant_id, user_id, demanded_at)
                  SELECT tenant_id, id, 1 FROM users WHERE name = 'Lou'").await;
        assert_eq!(w.browser().sign_in(lost.email(), lost.password()).await.location(), "/signin/enrol");

        let mut browser = tom.sign_in().await;
        assert!(was_done(&end(&mut admin, &tom).await, "exemption-ended"));
        assert!(browser.is_signed_out_everywhere().await);
        assert_eq!(w.browser().sign_in(tom.email(), tom.password()).await.location(), "/signin/enrol");
        let page = admin.get(&format!("{LIST}?show=over")).await;
        assert!(page.says("New phones") && page.says("Kwame ended this"), "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'exemption_ended'").await, 1);

        // A half-done sign-in dies with it, and whoever sets a second step up in a session has nothing to be cut short.
        let mut half = ana.half_sign_in().await;
        end(&mut admin, &ana).await;
        let page = half.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert!(page.location().starts_with("/signin?"), "{page:?}");
    }
}

story! {
    async fn p33_who_exempts_whom_and_that_it_ends_with_what_they_were(w: World) {
        let reach: [(Role, &[Role]); 3] = [
            (Role::Agent, &[]),
            (Role::Admin, &[Role::EndUser, Role::Agent]),
            (Role::Owner, &[Role::EndUser, Role::Agent, Role::Admin]),
        ];
        let mut nth = 0;
        for (role, reach) in reach {
            let actor = w.person(&format!("Actor{role:?}"), role, true).await;
            let mut browser = actor.sign_in().await;
            for theirs in Role::ALL {
                nth += 1;
                let target = w.person(&format!("Target{nth}"), theirs, false).await;
                let page = exempt(&mut browser, &target, "2026-12-01", "On leave").await;
                let may = reach.contains(&theirs);
                assert_eq!(was_done(&page, "exempted"), may, "{role:?} on {theirs:?}: {page:?}");
                assert_eq!(page.status == StatusCode::FORBIDDEN, !may, "{role:?} on {theirs:?}");
            }
            assert_eq!(exempt(&mut browser, &actor, "2026-12-01", "Me").await.status, StatusCode::FORBIDDEN);
        }
        let holding = "SELECT count(*) FROM exemptions WHERE valid_to IS NULL";
        assert_eq!(w.count(holding).await, 5);

        let (ingrid, tom) = (w.owner("Ingrid").await, w.agent("Tom").await);
        let mut owner = ingrid.sign_in().await;
        let on = format!("/admin/people/{}", tom.id());
        exempt(&mut owner, &tom, "2026-12-01", "Has a broken wrist").await;
        owner.post_freshly(&format!("{on}/role"), &[("role", "admin")]).await;
        assert_eq!(w.count(holding).await, 5, "it was granted to an agent");
        exempt(&mut owner, &tom, "2026-12-01", "Has a broken wrist").await;
        owner.post_freshly(&format!("{on}/archive"), &[("sure", "yes")]).await;
        assert_eq!(w.count(holding).await, 5);
        assert_eq!(exempt(&mut owner, &tom, "2026-12-01", "Gone").await.location(), format!("{on}/exemption?done=changed-meanwhile"));
        owner.post_freshly(&format!("{on}/erase"), &[("email", tom.email())]).await;
        let told = w.rows::<String>("SELECT event FROM events WHERE kind LIKE 'exemption%'").await;
        assert!(told.len() > 5 && told.iter().all(|it| !it.contains("wrist")), "{told:?}");
        assert_eq!(w.count("SELECT count(*) FROM exemptions WHERE reason LIKE '%wrist%'").await, 0);
        while w.app().seal_audit().await.unwrap() > 0 {}
        assert!(w.app().verify_audit(w.tenant.id, None).await.unwrap().broken.is_none(), "the chain holds");
    }
}

#[test]
fn the_operator_exempts_an_owner_at_the_console() {
    let place = Place::with_owner();
    let act = |more: &[&str]| place.say(&[&["person", "olga@example.com"], more].concat(), &[], "");
    let said = act(&["exempt", "--until", "2001-01-01", "--reason", "Key is in the post"]);
    assert!(!said.good && said.err.contains("that day is over"), "{said:?}");
    let tomorrow = Clock::system().moment().unwrap().now().plus(Duration::from_secs(86_400)).utc();
    let day = &tomorrow[..10];
    let said = act(&["exempt", "--until", day, "--reason", " "]);
    assert!(!said.good && said.err.contains("--reason is one line"), "{said:?}");
    let exempt = || act(&["exempt", "--until", day, "--reason", "Key is in the post"]);
    assert!(exempt().good && !exempt().good, "one at a time");
    let file = place.say(&["report"], &[], "");
    assert!(file.out.contains(&format!("yes,{day}T23:59:59Z,Key is in the post")), "{file:?}");
    assert!(act(&["end-exemption"]).good);
    let said = act(&["end-exemption"]);
    assert!(!said.good && said.err.contains("none that could be ended"), "{said:?}");
}

story! {
    async fn whoever_is_exempt_is_found_by_any_word_of_their_name(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        for (name, email) in [("Anna Meyer", "am@example.com"), ("Jonas Brandt", "jb@example.com")] {
            owner.post("/admin/team-members/invite", &[("name", name), ("email", email), ("role", "agent")]).await;
            let path = format!("/admin/people/{}/exemption", w.id_of(email).await);
            let page = owner.post_freshly(&path, &[("until", "2026-12-01"), ("reason", "On leave")]).await;
            assert!(was_done(&page, "exempted"), "{page:?}");
        }
        for (typed, anna, jonas) in
            [("", true, true), ("mey", true, false), ("ANNA", true, false), ("jb@ex", false, true), ("eyer", false, false)]
        {
            let page = owner.get(&format!("{LIST}?q={typed}")).await;
            assert_eq!((page.says("Anna Meyer"), page.says("Jonas Brandt")), (anna, jonas), "{typed}: {page:?}");
        }
    }
}
