//! Archiving somebody, and erasing who they were.

use std::sync::Arc;

use axum::http::StatusCode;
use doorward::flows::{Acted, PersonAct};
use doorward_core::authority::Denied;
use doorward_core::user::{Email, Role};
use tokio::sync::Barrier;

use crate::story;
use crate::world::{Browser, PASSWORD, Page, Person, World};

const NEW_PASSWORD: &str = "nine small kettles sing";

async fn archive(browser: &mut Browser, on: &Person) -> Page {
    browser.post_freshly(&format!("/admin/people/{}/archive", on.id()), &[("sure", "yes")]).await
}

async fn erase(browser: &mut Browser, on: &Person) -> Page {
    let address = on.email().to_owned();
    browser.post_freshly(&format!("/admin/people/{}/erase", on.id()), &[("email", &address)]).await
}

fn done(page: &Page) -> &str {
    page.location().split_once("?done=").map_or("", |(_, done)| done)
}

async fn events(w: &World, kind: &str) -> usize {
    w.rows::<String>("SELECT kind FROM events").await.iter().filter(|it| *it == kind).count()
}

story! {
    async fn who_is_archived_is_out_at_once_and_never_comes_back(w: World) {
        let (ingrid, ana) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await);
        let (mut browser, mut half) = (ana.sign_in().await, ana.half_sign_in().await);
        let mut owner = ingrid.sign_in().await;
        let path = format!("/admin/people/{}", ana.id());
        let page = owner.get(&format!("{path}/archive")).await;
        assert!(page.says("can never sign in again") && page.says("ana@example.com is free then"), "{page:?}");
        let page = owner.post(&format!("{path}/archive"), &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "without the tick: {page:?}");
        assert!(browser.is_signed_in().await && events(&w, "archived").await == 0);

        let page = archive(&mut owner, &ana).await;
        assert_eq!(done(&page), "archived", "{page:?}");
        assert!(browser.is_signed_out_everywhere().await);
        let page = half.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert!(page.location().starts_with("/signin") && !half.is_signed_in().await, "{page:?}");
        for browser in [&mut browser, &mut w.browser()] {
            let page = browser.sign_in(ana.email(), PASSWORD).await;
            assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{page:?}");
            assert!(page.says("The e-mail or password is not right"), "as if nobody had the address: {page:?}");
        }
        for act in ["restore", "suspend", "invite-again", "end-sessions", "archive"] {
            let page = owner.post_freshly(&format!("{path}/{act}"), &[("sure", "yes")]).await;
            assert_eq!(done(&page), "changed-meanwhile", "{act}: {page:?}");
        }
        let page = owner.post_freshly(&format!("{path}/role"), &[("role", "admin")]).await;
        assert_eq!(done(&page), "changed-meanwhile", "{page:?}");
        assert_eq!(w.browser().sign_in(ana.email(), PASSWORD).await.status, StatusCode::UNAUTHORIZED);

        for (left, of) in [
            (0, "SELECT count(*) FROM passwords WHERE user_id IN (SELECT id FROM users WHERE standing = 'archived')"),
            (0, "SELECT count(*) FROM authenticators a JOIN users u ON u.id = a.user_id
                  WHERE u.standing = 'archived' AND a.valid_to IS NULL"),
            (0, "SELECT count(*) FROM recovery_code_sets c JOIN users u ON u.id = c.user_id
                  WHERE u.standing = 'archived' AND c.valid_to IS NULL"),
            (0, "SELECT count(*) FROM known_browsers k JOIN users u ON u.id = k.user_id WHERE u.standing = 'archived'"),
            (1, "SELECT count(*) FROM authenticators a JOIN users u ON u.id = a.user_id
                  WHERE u.standing = 'archived' AND a.valid_to = u.archived_at"),
            (1, "SELECT count(*) FROM roles r JOIN users u ON u.id = r.user_id
                  WHERE u.standing = 'archived' AND r.role = 'agent' AND r.valid_to IS NULL"),
        ] {
            assert_eq!(w.count(of).await, left, "{of}");
        }
        let mails = w.mail_to("ana@example.com").await;
        assert_eq!(mails.len(), 1, "and no letter about what was done afterwards");
        assert!(mails[0].subject.contains("closed") && mails[0].text.contains("Acme Help"), "{:?}", mails[0].text);
    }
}

story! {
    async fn the_address_is_free_and_whoever_comes_next_inherits_nothing(w: World) {
        let ingrid = w.owner("Ingrid").await;
        let kwame = w.admin("Kwame").await;
        let mut old_browser = kwame.sign_in().await;
        let mut owner = ingrid.sign_in().await;
        assert_eq!(done(&archive(&mut owner, &kwame).await), "archived");

        let fields = [("name", "Kim"), ("email", "KWAME@example.com"), ("role", "end_user")];
        let page = owner.post("/admin/end-users/invite", &fields).await;
        assert_eq!(done(&page), "invited", "{page:?}");
        let link = w.link_to("KWAME@example.com").await;
        let mut kim = w.browser();
        kim.get(&link).await;
        kim.get("/welcome").await;
        let page = kim.post("/welcome", &[("name", "Kim"), ("new_password", NEW_PASSWORD)]).await;
        assert_eq!(done(&page), "welcome", "{page:?}");
        assert_eq!(w.browser().sign_in(kwame.email(), PASSWORD).await.status, StatusCode::UNAUTHORIZED);
        let page = kim.sign_in(kwame.email(), NEW_PASSWORD).await;
        assert_eq!(page.location(), "/desk", "no factor of the old one is asked for: {page:?}");
        assert_eq!(kim.get("/admin").await.status, StatusCode::FORBIDDEN, "nor has she his role");
        assert!(kim.get("/security").await.says("Add a second step"));
        assert!(old_browser.is_signed_out_everywhere().await);

        let id = w.id_of("KWAME@example.com").await;
        assert_ne!(id, kwame.id());
        let page = owner.get(&format!("/admin/people/{id}")).await;
        assert_eq!(page.text().matches("With: Password").count(), 1, "only her own sign-in: {page:?}");
        let page = owner.get("/admin/end-users?q=kwame").await;
        assert!(page.says("Kim") && !page.body.contains(&kwame.id()), "{page:?}");
        let page = owner.get("/admin/team-members").await;
        assert!(!page.says("Kwame"), "the archived are not shown: {page:?}");
        for search in ["", "&q=kwame%40EX", "&q=Kw"] {
            let page = owner.get(&format!("/admin/team-members?show=archived{search}")).await;
            assert!(page.body.contains(&kwame.id()) && !page.says("Ingrid ingrid@"), "{search}: {page:?}");
        }
        assert!(owner.get("/admin/team-members?show=archived&q=example").await.says("Nobody"), "the beginning alone");
        // He can be archived, and she as well: their addresses are not one.
        let her = "SELECT count(*) FROM users WHERE standing = 'archived'";
        assert_eq!(done(&owner.post_freshly(&format!("/admin/people/{id}/archive"), &[("sure", "yes")]).await), "archived");
        assert_eq!(w.count(her).await, 2);
    }
}

story! {
    async fn p23_a_trusted_device_is_dead_at_once_when_its_person_is_archived(w: World) {
        let (ingrid, ana) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await);
        let mut browser = ana.half_sign_in().await;
        browser.post("/signin/passcode", &[("passcode", &ana.passcode()), ("remember", "yes")]).await;
        w.later("30 seconds");
        let trusted = "SELECT count(*) FROM trusted_devices WHERE ended_at IS NULL";
        assert_eq!(w.count(trusted).await, 1);
        let mut owner = ingrid.sign_in().await;
        assert_eq!(done(&archive(&mut owner, &ana).await), "archived");
        assert_eq!(w.count(trusted).await, 0);
        assert_eq!(browser.sign_in(ana.email(), PASSWORD).await.status, StatusCode::UNAUTHORIZED);
        // Who comes next at the same browser with the same address is asked.
        let next = w.agent_with_totp("Ana").await;
        assert_ne!(next.id(), ana.id());
        assert_eq!(browser.sign_in(next.email(), PASSWORD).await.location(), "/signin/passcode");
        assert_eq!(done(&erase(&mut owner, &ana).await), "erased");
        assert_eq!(w.count("SELECT count(*) FROM trusted_devices").await, 0);
    }
}

story! {
    async fn who_lost_everything_registers_with_the_same_address_once_an_admin_archived_the_old(w: World) {
        let (ingrid, bo) = (w.owner("Ingrid").await, w.person("Bo", Role::EndUser, true).await);
        let mut owner = ingrid.sign_in().await;
        let version = owner.get("/admin/security/registration").await.field("version").unwrap().to_owned();
        owner.post("/admin/security/registration", &[("version", &version), ("registration", "open"), ("domains", "")]).await;
        assert_eq!(done(&archive(&mut owner, &bo).await), "archived");
        w.later("1 second");
        let mut browser = w.browser();
        browser.get("/register").await;
        browser.post_once("/register", &[("email", bo.email())]).await;
        w.app().decide_requests().await.unwrap();
        let link = w.link_to(bo.email()).await;
        assert_eq!(browser.get(&link).await.location(), "/register/finish");
        browser.get("/register/finish").await;
        let page = browser.post_once("/register/finish", &[("name", "Bo"), ("new_password", NEW_PASSWORD)]).await;
        assert_eq!(done(&page), "registered", "{page:?}");
        assert_eq!(browser.sign_in(bo.email(), NEW_PASSWORD).await.location(), "/desk", "nothing else is asked");
        assert!(browser.get("/security").await.says("Add a second step"));
    }
}

story! {
    async fn every_link_of_who_is_archived_is_dead_and_none_is_made(w: World) {
        let (ingrid, tom) = (w.owner("Ingrid").await, w.agent("Tom").await);
        let mut owner = ingrid.sign_in().await;
        w.browser().post("/forgot", &[("email", tom.email())]).await;
        w.app().decide_requests().await.unwrap();
        let reset = w.link_to(tom.email()).await;
        let mut opened = w.browser();
        opened.get(&reset).await;
        opened.get("/reset").await;
        let fields = [("name", "Nia"), ("email", "nia@example.com"), ("role", "agent")];
        owner.post("/admin/team-members/invite", &fields).await;
        let invitation = w.link_to("nia@example.com").await;
        let nia = w.id_of("nia@example.com").await;
        assert_eq!(done(&archive(&mut owner, &tom).await), "archived");
        assert_eq!(done(&owner.post_freshly(&format!("/admin/people/{nia}/archive"), &[("sure", "yes")]).await), "archived");
        assert_eq!(w.count("SELECT count(*) FROM links WHERE used_at IS NULL").await, 0);
        for link in [&reset, &invitation] {
            assert_eq!(w.browser().get(link).await.status, StatusCode::GONE, "{link}");
        }
        let page = opened.post("/reset", &[("new_password", NEW_PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::GONE, "{page:?}");
        let before = w.mail_to(tom.email()).await.len();
        w.browser().post("/forgot", &[("email", tom.email())]).await;
        w.app().decide_requests().await.unwrap();
        assert_eq!(w.mail_to(tom.email()).await.len(), before, "nobody has the address");
    }
}

story! {
    async fn a_sign_in_that_races_an_archive_leaves_no_session_behind(w: World) {
        let ingrid = w.owner("Ingrid").await;
        let mut owner = ingrid.sign_in().await;
        for nth in 0..6 {
            let ana = w.agent_with_totp(&format!("Ana{nth}")).await;
            let mut browser = ana.half_sign_in().await;
            browser.form_token().await;
            owner.get("/security").await;
            let (path, code) = (format!("/admin/people/{}/archive", ana.id()), ana.passcode());
            let passcode = [("passcode", code.as_str())];
            let (signed_in, archived) = tokio::join!(
                browser.post_once("/signin/passcode", &passcode),
                owner.post_once(&path, &[("sure", "yes")]),
            );
            assert!(!signed_in.status.is_server_error() && !archived.status.is_server_error(), "{signed_in:?} {archived:?}");
            // Whoever was first: the archive, if need be at its second try.
            if done(&archived) != "archived" {
                assert_eq!(done(&archive(&mut owner, &ana).await), "archived", "{archived:?}");
            }
            assert!(browser.is_signed_out_everywhere().await, "{signed_in:?}");
        }
        let open = "SELECT count(*) FROM sessions s JOIN users u ON u.id = s.user_id
                     WHERE u.standing = 'archived' AND s.ended_at IS NULL AND s.user_epoch = u.epoch";
        assert_eq!(w.count(open).await, 0);
    }
}

story! {
    async fn two_admins_archive_and_erase_somebody_at_once_and_it_is_done_once(w: World) {
        let tom = w.agent("Tom").await;
        let (mut one, mut two) = (w.owner("Ingrid").await.sign_in().await, w.admin("Kwame").await.sign_in().await);
        for (act, field, value, kind) in
            [("archive", "sure", "yes", "archived"), ("erase", "email", "tom@example.com", "erased")]
        {
            one.get("/security").await;
            two.get("/security").await;
            let path = format!("/admin/people/{}/{act}", tom.id());
            let start = Arc::new(Barrier::new(2));
            let (at_one, at_two) = (Arc::clone(&start), start);
            let fields = [(field, value)];
            let (a, b) = tokio::join!(
                async { at_one.wait().await; one.post_once(&path, &fields).await },
                async { at_two.wait().await; two.post_once(&path, &fields).await },
            );
            let said = [done(&a), done(&b)];
            assert!(said.contains(&kind), "{a:?} {b:?}");
            let lost = said.iter().filter(|it| **it != kind).all(|it| ["changed-meanwhile", ""].contains(it));
            assert!(lost && said[0] != said[1], "{a:?} {b:?}");
            assert_eq!(events(&w, kind).await, 1);
            if kind == "archived" {
                assert_eq!(w.mail_to("tom@example.com").await.len(), 1);
            }
        }
    }
}

story! {
    async fn p53_who_archives_and_erases_whom(w: World) {
        let mut nth = 0;
        for (role, reach) in [
            (Role::EndUser, &[][..]),
            (Role::Agent, &[][..]),
            (Role::Admin, &[Role::EndUser, Role::Agent][..]),
            (Role::Owner, &[Role::EndUser, Role::Agent, Role::Admin][..]),
        ] {
            let actor = w.person(&format!("Actor{role:?}"), role, true).await;
            let mut browser = actor.sign_in().await;
            for theirs in Role::ALL {
                nth += 1;
                let target = w.person(&format!("Target{nth}"), theirs, false).await;
                let (may, what) = (reach.contains(&theirs), format!("{role:?} on {theirs:?}"));
                let page = erase(&mut browser, &target).await;
                assert_eq!(done(&page), if may { "changed-meanwhile" } else { "" }, "not before the archive: {what}: {page:?}");
                let page = archive(&mut browser, &target).await;
                assert_eq!(done(&page) == "archived", may, "{what}: {page:?}");
                assert_eq!(page.status == StatusCode::FORBIDDEN, !may, "{what}: {page:?}");
                if !may {
                    w.app().act_as_operator(w.tenant.clone(), &target.made.user.email, PersonAct::Archive).await.unwrap();
                }
                let page = erase(&mut browser, &target).await;
                assert_eq!(done(&page) == "erased", may, "{what}: {page:?}");
                assert_eq!(page.status == StatusCode::FORBIDDEN, !may, "{what}: {page:?}");
            }
            let (one, two) = (archive(&mut browser, &actor).await, erase(&mut browser, &actor).await);
            assert_eq!((one.status, two.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN), "oneself");
            assert!(browser.is_signed_in().await);
        }
    }
}

story! {
    async fn p53_the_last_owner_is_not_archived(w: World) {
        let (ingrid, olga) = (w.owner("Ingrid").await, w.owner("Olga").await);
        let operator = async |email: &str, act| {
            let email = Email::parse(email).unwrap();
            w.app().act_as_operator(w.tenant.clone(), &email, act).await.unwrap()
        };
        assert!(matches!(operator(olga.email(), PersonAct::Archive).await, Acted::Done(_)));
        assert_eq!(operator(ingrid.email(), PersonAct::Archive).await, Acted::Denied(Denied::LastOwner));
        assert_eq!(operator(olga.email(), PersonAct::Restore).await, Acted::DoesNotFit, "nobody has the address");
        ingrid.sign_in().await;
    }
}

story! {
    async fn what_is_known_of_who_is_erased_is_nowhere_and_what_they_did_is_still_told(w: World) {
        let ingrid = w.owner("Ingrid").await;
        let zelda = w.admin("Zelda").await;
        let customer = w.customer("Bo").await;
        let mut hers = w.browser();
        hers.address = [198, 51, 100, 77].into();
        hers.headers[0].1 = "Mozilla/5.0 (Zeldaphone) Firefox/140.0".to_owned();
        hers.sign_in(zelda.email(), "wrong").await;
        hers.sign_in(zelda.email(), PASSWORD).await;
        hers.post("/signin/passcode", &[("passcode", &zelda.passcode()), ("remember", "yes")]).await;
        w.later("30 seconds");
        assert_eq!(done(&hers.post_freshly(&format!("/admin/people/{}/suspend", customer.id()), &[]).await), "suspended");
        hers.save_policy(&[("end_users_required", "yes")]).await;
        hers.post("/security/address", &[("email", "zelda.two@example.com")]).await;
        let link = w.link_to("zelda.two@example.com").await;
        hers.get(&link).await;
        let page = hers.post("/security/address/confirm", &[]).await;
        assert_eq!(done(&page), "address-changed", "{page:?}");
        hers.post("/security/address", &[("email", "zelda.three@example.com")]).await;
        w.mailbox.answer(Some(doorward::delivery::NotSent::Later("450 zelda.two@example.com is busy".to_owned())));
        let mut owner = w.browser();
        owner.address = [192, 0, 2, 250].into();
        ingrid.sign_in_with(&mut owner).await;
        assert_eq!(done(&archive(&mut owner, &zelda).await), "archived");
        w.mail_to("zelda.two@example.com").await;

        let traces = ["zelda", "198.51.100.77"];
        let found = async |traces: &[&str]| {
            let mut found = Vec::new();
            for (table, rows) in w.everything().await {
                let rows = rows.to_lowercase();
                found.extend(traces.iter().filter(|it| rows.contains(**it)).map(|it| format!("{it} in {table}")));
            }
            found
        };
        assert!(found(&traces).await.len() > 4, "the traces are found where they are");
        let before = w.count("SELECT count(*) FROM events").await;
        let page = owner.get(&format!("/admin/people/{}/erase", zelda.id())).await;
        assert!(page.says("Type zelda.two@example.com"), "{page:?}");
        let path = format!("/admin/people/{}/erase", zelda.id());
        for other in ["", "bo@example.com", "zelda", "yes", "zelda@example.com"] {
            let page = owner.post_freshly(&path, &[("email", other)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{other}: {page:?}");
        }
        assert_eq!(done(&owner.post_freshly(&path, &[("email", " ZELDA.Two@example.com ")]).await), "erased");
        assert_eq!(found(&traces).await, Vec::<String>::new());
        assert_eq!(w.count("SELECT count(*) FROM events").await, before + 1, "what happened is still told");
        let by_her = w.rows::<(String, Vec<u8>)>("SELECT kind, actor_id FROM events WHERE actor_id IS NOT NULL").await;
        let hers = by_her.iter().filter(|(_, id)| *id == zelda.made.user.id.as_bytes());
        let hers: Vec<&str> = hers.map(|(kind, _)| kind.as_str()).collect();
        assert!(hers.contains(&"suspended") && hers.contains(&"policy_changed") && hers.contains(&"signed_in"), "{hers:?}");
        let of_the_owner = "SELECT count(*) FROM events WHERE kind IN ('archived', 'erased') AND address = '192.0.2.250'";
        assert_eq!(w.count(of_the_owner).await, 2, "from where the owner acted is the owner's");

        let page = owner.get(&format!("/admin/people/{}", zelda.id())).await;
        assert!(page.says("Erased person") && page.says("What was known of this person is erased"), "{page:?}");
        assert!(!page.body.contains("/erase") && !page.body.contains("erased.invalid"), "{page:?}");
        assert_eq!(done(&erase(&mut owner, &zelda).await), "", "once");
        assert!(!owner.get("/admin/team-members?show=archived").await.body.contains(&zelda.id()));
        assert!(!owner.get("/admin/mail").await.says("z•••"));
        owner.get("/admin/sessions").await;
    }
}

story! {
    async fn p54_nobody_of_another_account_archives_or_erases(w: World) {
        let elsewhere = w.other_account("https://desk.example.net").await;
        let (tom, twin) = (w.agent("Tom").await, elsewhere.agent("Tom").await);
        let mut there = elsewhere.owner("Olga").await.sign_in().await;
        for page in [archive(&mut there, &tom).await, erase(&mut there, &tom).await] {
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{page:?}");
        }
        assert_eq!(done(&archive(&mut there, &twin).await), "archived");
        assert_eq!(done(&erase(&mut there, &twin).await), "erased");
        tom.sign_in().await;
    }
}

story! {
    async fn an_admin_gives_a_second_factor_again_before_somebody_is_archived(w: World) {
        let (kwame, tom) = (w.admin("Kwame").await, w.agent("Tom").await);
        let mut admin = kwame.sign_in().await;
        w.later("11 minutes");
        for page in [archive(&mut admin, &tom).await, erase(&mut admin, &tom).await] {
            assert!(page.location().starts_with("/confirm?for=people&then="), "{page:?}");
        }
        tom.sign_in().await;
    }
}
