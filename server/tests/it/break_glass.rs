//! The way back for an owner who lost everything.

use axum::http::StatusCode;
use doorward::flows::BreakGlass;
use doorward_core::user::{Role, Standing};

use crate::doors::enrol;
use crate::story;
use crate::world::{Browser, PASSWORD, Person, World, at_once, passcode};

const NEW: &str = "seven slow green lamps";

/// What the operator's command prints, as a path; it insists when the person is no owner.
async fn glass_broken(w: &World, person: &Person) -> String {
    let email = &person.made.user.email;
    match w.app().break_glass(w.tenant.clone(), email, true).await.unwrap() {
        BreakGlass::Opened { token, .. } => format!("/link/{}", token.expose()),
        other => panic!("{other:?}"),
    }
}

/// A browser that opened the link.
async fn with_link(w: &World, link: &str) -> Browser {
    let mut browser = w.browser();
    let page = browser.get(link).await;
    assert_eq!(page.location(), "/reset", "{page:?}");
    let page = browser.get("/reset").await;
    assert!(page.says("you connect a new authenticator"), "{page:?}");
    browser
}

story! {
    async fn an_owner_who_lost_everything_comes_back_by_a_new_password_and_a_new_authenticator(w: World) {
        let ingrid = w.owner("Ingrid").await;
        let link = glass_broken(&w, &ingrid).await;
        let mut browser = with_link(&w, &link).await;
        let page = browser.post("/reset", &[("new_password", NEW)]).await;
        assert_eq!(page.location(), "/signin?done=password-set", "{page:?}");
        assert!(!browser.is_signed_in().await, "the link is no session");
        assert_eq!(browser.get("/security").await.location(), "/signin?then=%2Fsecurity");

        // The policy is optional, and a factor is demanded all the same.
        let page = browser.sign_in(ingrid.email(), NEW).await;
        assert_eq!(page.location(), "/signin/enrol", "{page:?}");
        for path in ["/desk", "/security", "/admin", "/security/authenticator"] {
            assert!(browser.get(path).await.location().starts_with("/signin?"), "{path}");
        }
        let page = browser.post("/signin/passcode", &[("passcode", &ingrid.passcode())]).await;
        assert!(!browser.is_signed_in().await, "the old authenticator: {page:?}");
        let mut browser = w.browser();
        assert_eq!(browser.sign_in(ingrid.email(), NEW).await.location(), "/signin/enrol", "still");
        let seed = enrol(&w, &mut browser).await;
        let page = browser.post("/signin/recovery-codes", &[("saved", "yes")]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");

        w.later("1 minute");
        let mut next = w.browser();
        assert_eq!(next.sign_in(ingrid.email(), NEW).await.location(), "/signin/passcode");
        let page = next.try_recovery_code(ingrid.recovery_code(0)).await;
        assert!(!next.is_signed_in().await, "an old recovery code: {page:?}");
        let page = next.post("/signin/passcode", &[("passcode", &passcode(&seed, w.now()))]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM demanded_enrolments WHERE met_at IS NULL").await, 0);
    }
}

story! {
    async fn until_the_link_is_used_the_old_factors_hold_and_are_asked_for(w: World) {
        let ingrid = w.owner("Ingrid").await;
        let (mut session, mut half) = (ingrid.sign_in().await, ingrid.half_sign_in().await);
        w.browser().post("/forgot", &[("email", ingrid.email())]).await;
        let mailed = w.link_to(ingrid.email()).await;
        let link = glass_broken(&w, &ingrid).await;

        assert!(session.is_signed_out_everywhere().await, "sessions end at once");
        let page = half.post("/signin/passcode", &[("passcode", &ingrid.passcode())]).await;
        assert!(!half.is_signed_in().await, "and so do half-done sign-ins: {page:?}");
        assert_eq!(w.browser().get(&mailed).await.status, StatusCode::GONE, "and mailed links");

        // A thief who knows the password stands before the passcode as before.
        w.later("30 seconds");
        assert_eq!(w.browser().sign_in(ingrid.email(), PASSWORD).await.location(), "/signin/passcode");
        let mut browser = ingrid.sign_in().await;
        assert!(browser.is_signed_in().await);

        let page = with_link(&w, &link).await.post("/reset", &[("new_password", NEW)]).await;
        assert_eq!(page.location(), "/signin?done=password-set", "{page:?}");
        assert!(browser.is_signed_out_everywhere().await, "now this one ends as well");
        let page = w.browser().sign_in(ingrid.email(), PASSWORD).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{page:?}");

        // The list says of her what her own page says.
        let mut admin = w.admin("Kwame").await.sign_in().await;
        for path in ["/admin/team-members?q=ingrid".to_owned(), format!("/admin/people/{}", ingrid.id())] {
            assert!(admin.get(&path).await.says("Required, not set up"), "{path}");
        }
    }
}

story! {
    async fn the_link_works_once_and_for_half_an_hour(w: World) {
        let ingrid = w.owner("Ingrid").await;
        let late = glass_broken(&w, &ingrid).await;
        w.later("30 minutes");
        assert_eq!(w.browser().get(&late).await.status, StatusCode::GONE);

        let replaced = glass_broken(&w, &ingrid).await;
        let link = glass_broken(&w, &ingrid).await;
        assert_eq!(w.browser().get(&replaced).await.status, StatusCode::GONE, "only the newest works");
        let browser = with_link(&w, &link).await;
        let pages = at_once(&vec![browser; 10], "/reset", "new_password", NEW).await;
        let set = pages.iter().filter(|page| page.location() == "/signin?done=password-set").count();
        assert_eq!(set, 1, "{pages:?}");
        assert_eq!(w.browser().get(&link).await.status, StatusCode::GONE);
    }
}

story! {
    async fn who_must_enrol_must_until_it_is_done_whatever_happens_between(w: World) {
        let ingrid = w.owner("Ingrid").await;
        let mut browser = with_link(&w, &glass_broken(&w, &ingrid).await).await;
        browser.post("/reset", &[("new_password", NEW)]).await;

        w.later("1 minute");
        // A forgotten password in between takes the demand away as little as time does.
        w.browser().post("/forgot", &[("email", ingrid.email())]).await;
        let mut forgetful = w.browser();
        let mailed = w.link_to(ingrid.email()).await;
        forgetful.get(&mailed).await;
        let page = forgetful.post("/reset", &[("new_password", "nine quick blue boats")]).await;
        assert_eq!(page.location(), "/signin?done=password-set", "{page:?}");
        w.later("31 days");
        let page = w.browser().sign_in(ingrid.email(), "nine quick blue boats").await;
        assert_eq!(page.location(), "/signin/enrol", "{page:?}");
    }
}

story! {
    async fn the_person_and_all_who_administer_are_told_of_either_step_and_nobody_of_the_link(w: World) {
        let (ingrid, olaf, kwame) = (w.owner("Ingrid").await, w.owner("Olaf").await, w.admin("Kwame").await);
        let (tom, mara) = (w.agent("Tom").await, w.customer("Mara").await);
        let link = glass_broken(&w, &ingrid).await;
        w.later("1 minute");
        with_link(&w, &link).await.post("/reset", &[("new_password", NEW)]).await;
        for person in [&ingrid, &olaf, &kwame] {
            let mails = w.mail_to(person.email()).await;
            let subjects: Vec<&str> = mails.iter().map(|mail| mail.subject.as_str()).collect();
            let told = ["Emergency access to Acme Help was prepared", "Emergency access to Acme Help was used"];
            assert_eq!(subjects, told, "{}", person.email());
            let about = if person.email() == ingrid.email() { "for you" } else { "for Ingrid" };
            assert!(mails[0].text.contains(about), "{}", mails[0].text);
        }
        for person in [&tom, &mara] {
            assert!(w.mail_to(person.email()).await.is_empty());
        }
        let token = link.trim_start_matches("/link/");
        assert!(w.mailbox.mails().iter().all(|mail| !mail.text.contains(token)));
        let told = w.rows::<(String, String)>(
            "SELECT kind, actor FROM events WHERE kind LIKE 'break_glass%' ORDER BY kind",
        );
        let expected = [("break_glass_opened", "operator"), ("break_glass_used", "owner")];
        assert_eq!(told.await, expected.map(|(kind, actor)| (kind.to_owned(), actor.to_owned())));
        assert_eq!(w.rows::<String>("SELECT event FROM events").await.join(" ").matches(token).count(), 0);
    }
}

story! {
    async fn only_for_an_owner_unless_the_operator_insists_and_never_for_who_is_kept_out(w: World) {
        let (ingrid, ana) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await);
        let broken = w.app().break_glass(w.tenant.clone(), &ana.made.user.email, false).await.unwrap();
        assert!(matches!(broken, BreakGlass::NoOwner(Role::Agent)), "{broken:?}");
        assert_eq!(w.count("SELECT count(*) FROM links").await, 0);
        let link = glass_broken(&w, &ana).await;
        let mut browser = with_link(&w, &link).await;
        let mut owner = ingrid.sign_in().await;
        let page = owner.post(&format!("/admin/people/{}/suspend", ana.id()), &[]).await;
        assert!(page.location().contains("done="), "{page:?}");
        let page = browser.post("/reset", &[("new_password", NEW)]).await;
        assert_eq!(page.status, StatusCode::GONE, "suspended meanwhile: {page:?}");
        let broken = w.app().break_glass(w.tenant.clone(), &ana.made.user.email, true).await.unwrap();
        assert!(matches!(broken, BreakGlass::NotActive(Standing::Suspended)), "{broken:?}");
    }
}

story! {
    async fn passcodes_that_were_closed_by_guessing_are_open_for_the_new_authenticator(w: World) {
        let ingrid = w.owner("Ingrid").await;
        w.tamper(
            "INSERT INTO second_factor_ledger (tenant_id, user_id, failures, open_at, turned_away)
             SELECT tenant_id, id, 100, 0, 0 FROM users",
        )
        .await;
        let mut browser = with_link(&w, &glass_broken(&w, &ingrid).await).await;
        browser.post("/reset", &[("new_password", NEW)]).await;
        assert_eq!(browser.sign_in(ingrid.email(), NEW).await.location(), "/signin/enrol");
        let seed = enrol(&w, &mut browser).await;
        browser.post("/signin/recovery-codes", &[("saved", "yes")]).await;
        w.later("1 minute");
        let mut next = w.browser();
        next.sign_in(ingrid.email(), NEW).await;
        let page = next.post("/signin/passcode", &[("passcode", &passcode(&seed, w.now()))]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
    }
}
