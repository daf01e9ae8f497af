//! Who is signed in now, as an admin sees and ends it; why somebody was let in or not; and the outbox.

use axum::http::StatusCode;
use doorward::delivery::NotSent;
use doorward_core::user::Role;

use crate::story;
use crate::world::{Browser, PASSWORD, Page, Person};

const SESSIONS: &str = "/admin/sessions";
const END_TEAM: &str = "/admin/sessions/end-all/team-members";
const END_CUSTOMERS: &str = "/admin/sessions/end-all/end-users";

fn done(page: &Page) -> &str {
    page.location().split_once("done=").map_or("", |(_, done)| done)
}

/// The addresses of the people on a page of the list, in its order.
fn listed(page: &Page) -> Vec<String> {
    let table = page.body.split_once("<tbody>").map_or("", |(_, table)| table);
    let rows = table.split("<th scope=\"row\">").skip(1);
    rows.filter_map(|row| row.split("dir=\"ltr\">").nth(1)?.split('<').next()).map(str::to_owned).collect()
}

/// The session that a row's button ends.
fn session_of(page: &Page, person: &Person) -> String {
    let at = page.body.find(&format!("name=\"person\" value=\"{}\"", person.id())).expect("a button");
    page.body[at..].split("name=\"session\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

async fn end(browser: &mut Browser, person: &Person, session: &str) -> Page {
    let fields = [("person", person.id()), ("session", session.to_owned())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    browser.post_freshly("/admin/sessions/end", &fields).await
}

story! {
    async fn an_admin_sees_who_is_signed_in_now_by_their_newest_activity(w: World) {
        let (ingrid, tom, mara, ana) = (
            w.owner("Ingrid").await,
            w.agent("Tom").await,
            w.customer("Mara").await,
            w.agent_with_totp("Ana").await,
        );
        let mut tom_at_work = tom.sign_in().await;
        w.later("1 minute");
        mara.sign_in().await;
        w.later("1 minute");
        let mut signed_out = tom.sign_in().await;
        signed_out.post("/signout", &[]).await;
        ana.half_sign_in().await;
        let mut owner = ingrid.sign_in().await;

        let page = owner.get(SESSIONS).await;
        assert_eq!(listed(&page), [ingrid.email(), mara.email(), tom.email()], "{page:?}");
        assert!(page.says("2 people are signed in. 2 sessions.") && page.says("1 person is signed in. 1 session."), "{page:?}");
        assert!(page.says("Firefox on Linux") && page.says(&tom_at_work.address.to_string()), "{page:?}");
        assert!(page.says("With Password, Authenticator app"), "the owner's: {page:?}");
        assert!(!page.says("Ana"), "a half-done sign-in is none");

        w.later("2 minutes");
        tom_at_work.get("/desk").await;
        w.later("1 second");
        assert_eq!(listed(&owner.get(SESSIONS).await), [ingrid.email(), tom.email(), mara.email()]);
        assert_eq!(listed(&owner.get("/admin/sessions?of=team_member").await), [ingrid.email(), tom.email()]);
        assert_eq!(listed(&owner.get("/admin/sessions?of=end_user").await), [mara.email()]);
        assert_eq!(listed(&owner.get("/admin/sessions?q=ma").await), [mara.email()]);
        assert_eq!(listed(&owner.get("/admin/sessions?q=TOM%40ex&of=team_member").await), [tom.email()]);
        assert!(owner.get("/admin/sessions?q=zoe").await.says("Nobody who fits this is signed in"));
    }
}

story! {
    async fn a_session_is_listed_until_the_very_second_in_which_it_ends(w: World) {
        let (ingrid, tom, mara) = (w.owner("Ingrid").await, w.agent("Tom").await, w.customer("Mara").await);
        tom.sign_in().await;
        mara.sign_in().await;
        w.later("3599 seconds");
        let mut owner = w.browser();
        owner.sign_in(ingrid.email(), PASSWORD).await;
        owner.post("/signin/passcode", &[("passcode", &ingrid.passcode())]).await;
        assert_eq!(listed(&owner.get(SESSIONS).await).len(), 3);
        w.later("1 second");
        let page = owner.get(SESSIONS).await;
        assert_eq!(listed(&page), [ingrid.email(), mara.email()], "an agent's idle hour is over");
        let people = owner.get("/admin/end-users").await;
        assert!(people.says("Mara") && page.says("1 person is signed in. 1 session."), "{page:?}");

        // Whatever changes under sessions takes them off the list.
        let of = format!("/admin/people/{}/suspend", mara.id());
        assert_eq!(done(&owner.post_freshly(&of, &[]).await), "suspended");
        assert_eq!(listed(&owner.get(SESSIONS).await), [ingrid.email()]);
    }
}

story! {
    async fn p47_a_session_that_an_admin_ends_from_the_list_is_refused_at_its_next_request(w: World) {
        let (kwame, tom) = (w.admin("Kwame").await, w.agent("Tom").await);
        let (mut one, mut other) = (tom.sign_in().await, tom.sign_in().await);
        one.headers[0].1 = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0".to_owned();
        let mut admin = kwame.sign_in().await;
        let page = admin.get(SESSIONS).await;
        let page = end(&mut admin, &tom, &session_of(&page, &tom)).await;
        assert_eq!(page.location(), "/admin/sessions?q=&of=&done=session-ended", "{page:?}");
        let left = [one.is_signed_in().await, other.is_signed_in().await];
        assert_eq!(left.iter().filter(|left| **left).count(), 1);
        let ended = if left[0] { &mut other } else { &mut one };
        assert!(ended.is_signed_out_everywhere().await);
        assert!(ended.get("/desk").await.location().starts_with("/signin?"));
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'session_ended'").await, 1);
    }
}

story! {
    async fn nobody_ends_the_session_of_a_higher_role_or_their_own_from_the_list(w: World) {
        let (ingrid, kwame, femi) = (w.owner("Ingrid").await, w.admin("Kwame").await, w.admin("Femi").await);
        let mut owner = ingrid.sign_in().await;
        let mut equal = femi.sign_in().await;
        let mut admin = kwame.sign_in().await;
        let page = admin.get(SESSIONS).await;
        assert_eq!(page.fields("person"), [femi.id()], "equals may");
        let seen = owner.get(SESSIONS).await;
        let (own, others) = (session_of(&seen, &kwame), session_of(&page, &femi));
        let page = end(&mut admin, &kwame, &own).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
        let of_the_owner = w.rows::<Vec<u8>>("SELECT s.id FROM sessions s ORDER BY s.begun_at LIMIT 1").await;
        let of_the_owner: String = of_the_owner[0].iter().map(|byte| format!("{byte:02x}")).collect();
        let page = end(&mut admin, &ingrid, &of_the_owner).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
        assert!(owner.is_signed_in().await && admin.is_signed_in().await);
        let page = end(&mut admin, &femi, &of_the_owner).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "it is not Femi's: {page:?}");
        assert_eq!(done(&end(&mut admin, &femi, &others).await), "session-ended");
        assert!(!equal.is_signed_in().await && owner.is_signed_in().await);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'denied'").await, 2);
    }
}

story! {
    async fn p47_all_sessions_of_a_user_type_end_at_once_but_the_admin_s_own(w: World) {
        let (ingrid, tom, mara, ana) = (
            w.owner("Ingrid").await,
            w.agent("Tom").await,
            w.customer("Mara").await,
            w.agent_with_totp("Ana").await,
        );
        let (mut one, mut two) = (tom.sign_in().await, tom.sign_in().await);
        let (mut customer, mut elsewhere) = (mara.sign_in().await, ingrid.sign_in().await);
        let mut half = ana.half_sign_in().await;
        let mut owner = ingrid.sign_in().await;
        let page = owner.get(END_TEAM).await;
        assert!(page.says("2 people are signed in. 4 sessions.") && page.says("Your own session goes on"), "{page:?}");
        assert_eq!(done(&owner.post(END_TEAM, &[]).await), "all-ended");
        for browser in [&mut one, &mut two, &mut elsewhere] {
            assert!(browser.is_signed_out_everywhere().await);
        }
        half.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert!(!half.is_signed_in().await, "what is half done ends, too");
        assert!(customer.is_signed_in().await, "the other user type is untouched");
        assert!(owner.is_signed_in().await && owner.get("/admin").await.status == StatusCode::OK);
        assert_eq!(listed(&owner.get(SESSIONS).await), [ingrid.email(), mara.email()]);

        let page = owner.get(END_CUSTOMERS).await;
        assert!(page.says("1 person is signed in. 1 session.") && !page.says("Your own session"), "{page:?}");
        assert_eq!(done(&owner.post(END_CUSTOMERS, &[]).await), "all-ended");
        assert!(customer.is_signed_out_everywhere().await && owner.is_signed_in().await);
        assert_eq!(customer.sign_in(mara.email(), PASSWORD).await.location(), "/desk", "and may come again");
        let written = "SELECT count(*) FROM events WHERE kind = 'user_type_signed_out'";
        assert_eq!(w.count(written).await, 2, "one event each");
        assert_eq!(w.count("SELECT count(*) FROM policies WHERE requirement = 'required'").await, 0);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'policy_changed'").await, 0);
    }
}

story! {
    async fn p53_an_admin_ends_all_sessions_of_end_users_and_only_an_owner_those_of_team_members(w: World) {
        let (ingrid, kwame, mara) = (w.owner("Ingrid").await, w.admin("Kwame").await, w.customer("Mara").await);
        let (mut owner, mut customer) = (ingrid.sign_in().await, mara.sign_in().await);
        let mut admin = kwame.sign_in().await;
        let page = admin.get(SESSIONS).await;
        assert!(page.body.contains(END_CUSTOMERS) && !page.body.contains(END_TEAM), "no other is offered");
        assert_eq!(admin.get(END_TEAM).await.status, StatusCode::FORBIDDEN);
        assert_eq!(admin.post_freshly(END_TEAM, &[]).await.status, StatusCode::FORBIDDEN);
        let page = admin.get("/admin/security/advanced").await;
        assert!(page.body.contains("end_users_end_sessions") && !page.body.contains("team_end_sessions"));
        let forged = [
            ("team_version", "1"),
            ("team_idle", "3600"),
            ("team_absolute", "86400"),
            ("team_asking", "remember"),
            ("team_days", "30"),
            ("end_users_version", "1"),
            ("end_users_idle", "28800"),
            ("end_users_absolute", "2592000"),
            ("end_users_asking", "remember"),
            ("end_users_days", "30"),
            ("team_end_sessions", "yes"),
        ];
        let page = admin.post_freshly("/admin/security/advanced", &forged).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "the other way to the same: {page:?}");
        assert!(owner.is_signed_in().await && w.count("SELECT count(*) FROM policies").await == 2);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'denied'").await, 2);

        assert_eq!(done(&admin.post_freshly(END_CUSTOMERS, &[]).await), "all-ended");
        assert!(!customer.is_signed_in().await && owner.is_signed_in().await && admin.is_signed_in().await);
        assert_eq!(admin.post("/admin/sessions/end-all/robots", &[]).await.status, StatusCode::NOT_FOUND);
    }
}

story! {
    async fn p31_whoever_ends_sessions_gives_a_second_factor_again_after_ten_minutes(w: World) {
        let (ingrid, tom) = (w.owner("Ingrid").await, w.agent("Tom").await);
        let (mut owner, mut agent) = (ingrid.sign_in().await, tom.sign_in().await);
        w.later("11 minutes");
        let page = owner.post(END_TEAM, &[]).await;
        assert!(page.location().starts_with("/confirm?for=people&then=%2Fadmin%2Fsessions%2Fend-all"), "{page:?}");
        let seen = owner.get(SESSIONS).await;
        let page = end(&mut owner, &tom, &session_of(&seen, &tom)).await;
        assert!(page.location().starts_with("/confirm?for=people&then=%2Fadmin%2Fsessions"), "{page:?}");
        assert!(agent.is_signed_in().await);
    }
}

story! {
    async fn the_list_is_cut_into_pages_of_fifty(w: World) {
        let (ingrid, mara) = (w.owner("Ingrid").await, w.customer("Mara").await);
        for minute in 0..52 {
            mara.sign_in().await;
            // Some of the same moment, so that the cursor is more than a time.
            if minute % 3 == 0 {
                w.later("1 second");
            }
        }
        let mut owner = ingrid.sign_in().await;
        let page = owner.get("/admin/sessions?of=end_user").await;
        assert!(page.says("1 person is signed in. 52 sessions."), "{page:?}");
        let next = page.body.split_once("rel=\"next\"").expect("more").0.rsplit("href=\"").next().unwrap();
        let next = format!("{SESSIONS}{}", next.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&"));
        let rest = owner.get(&next).await;
        assert_eq!((page.fields("session").len(), rest.fields("session").len()), (50, 2), "{next}");
        let mut all = [page.fields("session"), rest.fields("session")].concat();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 52, "each once");
        assert!(!rest.body.contains("rel=\"next\""));
        for odd in ["x", "AAAA", "%00", "////", &"A".repeat(500)] {
            assert_eq!(owner.get(&format!("/admin/sessions?after={odd}&of=x")).await.status.as_u16() / 100, if odd == "%00" { 4 } else { 2 });
        }
    }
}

story! {
    async fn p54_another_account_sees_and_ends_none_of_this_one_s_sessions(w: World) {
        let elsewhere = w.other_account("https://desk.example.net").await;
        let (ingrid, olga) = (w.owner("Ingrid").await, elsewhere.owner("Olga").await);
        let tom = w.agent("Tom").await;
        let (mut agent, mut here, mut there) = (tom.sign_in().await, ingrid.sign_in().await, olga.sign_in().await);
        let page = here.get(SESSIONS).await;
        let session = session_of(&page, &tom);
        assert_eq!(listed(&there.get(SESSIONS).await), [olga.email()]);
        let page = end(&mut there, &tom, &session).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{page:?}");
        let page = end(&mut there, &olga, &session).await;
        assert!(page.status == StatusCode::FORBIDDEN || page.status == StatusCode::NOT_FOUND, "{page:?}");
        assert_eq!(done(&there.post_freshly(END_TEAM, &[]).await), "all-ended");
        assert!(agent.is_signed_in().await && here.is_signed_in().await && there.is_signed_in().await);
    }
}

story! {
    async fn an_admin_sees_somebody_s_recent_sign_ins_and_why(w: World) {
        let (ingrid, tom, ana) = (w.owner("Ingrid").await, w.agent("Tom").await, w.agent_with_totp("Ana").await);
        tom.sign_in().await;
        let mut browser = w.browser();
        browser.sign_in(ana.email(), "not the password").await;
        w.later("1 second");
        browser.sign_in(ana.email(), PASSWORD).await;
        browser.try_passcode("000000").await;
        w.later("1 second");
        let code = ana.passcode();
        browser.try_passcode(&code).await;
        w.later("30 seconds");
        let mut owner = ingrid.sign_in().await;
        let page = owner.get(&format!("/admin/people/{}", tom.id())).await;
        assert!(page.says("Recent sign-ins Signed in") && page.says("With: Password."), "{page:?}");
        assert!(page.says("None is required, and no authenticator was set up"), "{page:?}");
        let page = owner.get(&format!("/admin/people/{}", ana.id())).await;
        let text = page.text();
        let said = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
        let done = said("With: Password, Authenticator app. A passcode was asked for because an authenticator is set up.");
        let (wrong_code, wrong) = (said("The passcode was wrong."), said("The password was wrong."));
        assert!(done < wrong_code && wrong_code < wrong, "the newest first: {text}");
        assert!(text.contains(&format!("Firefox on Linux · {}", browser.address)), "{text}");

        owner.save_policy(&[("team_required", "yes")]).await;
        ana.sign_in().await;
        let page = owner.get(&format!("/admin/people/{}", ana.id())).await;
        assert!(page.says("A passcode was asked for because the account requires it"), "{page:?}");
        assert!(page.says("A passcode was asked for because an authenticator is set up"), "as it was then: {page:?}");
    }
}

story! {
    async fn an_admin_sees_that_a_device_was_trusted_and_what_ends_that(w: World) {
        let (ingrid, ana) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await);
        let mut browser = ana.half_sign_in().await;
        browser.post("/signin/passcode", &[("passcode", &ana.passcode()), ("remember", "yes")]).await;
        w.later("30 seconds");
        assert_eq!(browser.sign_in(ana.email(), PASSWORD).await.location(), "/desk");
        let mut owner = ingrid.sign_in().await;
        let page = owner.get(&format!("/admin/people/{}", ana.id())).await;
        assert!(page.says("With: Password. No passcode was asked for because the device was trusted."), "{page:?}");
        assert_eq!(done(&owner.post_freshly(END_TEAM, &[]).await), "all-ended");
        assert!(browser.is_signed_out_everywhere().await);
        assert_eq!(browser.sign_in(ana.email(), PASSWORD).await.location(), "/signin/passcode", "all devices with them");

        let mara = w.customer("Mara").await;
        owner.save_policy(&[("end_users_required", "yes")]).await;
        let mut customer = mara.half_sign_in().await;
        crate::doors::enrol(&w, &mut customer).await;
        customer.post("/signin/recovery-codes", &[("saved", "yes")]).await;
        let page = owner.get(&format!("/admin/people/{}", mara.id())).await;
        assert!(page.says("A passcode was asked for because the account requires it"), "{page:?}");
    }
}

story! {
    async fn an_admin_looks_through_the_outbox(w: World) {
        let kwame = w.admin("Kwame").await;
        let mut admin = kwame.sign_in().await;
        let invite = async |admin: &mut Browser, name: &str| {
            let email = format!("{name}@example.com");
            let fields = [("name", name), ("email", email.as_str()), ("role", "agent")];
            assert_eq!(done(&admin.post("/admin/team-members/invite", &fields).await), "invited");
            w.later("1 second");
        };
        invite(&mut admin, "ada").await;
        w.mail_to("ada@example.com").await;
        w.mailbox.answer(Some(NotSent::Never("550 5.1.1 no such user".to_owned())));
        invite(&mut admin, "ben").await;
        w.mail_to("ben@example.com").await;
        invite(&mut admin, "cleo").await;

        let shown = async |admin: &mut Browser, which: &str| {
            let page = admin.get(&format!("/admin/mail{which}")).await;
            listed(&page)
        };
        assert_eq!(shown(&mut admin, "").await, ["c•••@example.com", "b•••@example.com", "a•••@example.com"]);
        assert_eq!(shown(&mut admin, "?show=waiting").await, ["c•••@example.com"]);
        assert_eq!(shown(&mut admin, "?show=failed").await, ["b•••@example.com"]);
        assert_eq!(shown(&mut admin, "?show=sent").await, ["a•••@example.com"]);
        assert_eq!(shown(&mut admin, "?show=robots").await.len(), 3);

        let page = admin.get("/admin/mail?show=failed").await;
        let row = page.body.split_once("<th scope=\"row\"><a href=\"").expect("a message").1;
        let message = row.split('"').next().unwrap().to_owned();
        let page = admin.get(&message).await;
        assert!(page.says("b•••@example.com") && page.says("550 5.1.1 no such user") && page.says("Given up"), "{page:?}");
        w.mailbox.answer(None);
        let id = page.field("mail").expect("it can be sent again").to_owned();
        assert_eq!(done(&admin.post("/admin/mail/retry", &[("mail", &id)]).await), "mail-retried");
        assert_eq!(w.mail_to("ben@example.com").await.len(), 1);
        assert!(admin.get(&message).await.field("mail").is_none(), "it is sent");

        let elsewhere = w.other_account("https://desk.example.net").await;
        let mut olga = elsewhere.owner("Olga").await.sign_in().await;
        assert_eq!(olga.get(&message).await.status, StatusCode::NOT_FOUND, "p54");
        assert!(olga.get("/admin/mail").await.says("Nothing waits"));
        assert_eq!(admin.get("/admin/mail/robots").await.status, StatusCode::NOT_FOUND);
    }
}

story! {
    async fn the_outbox_is_cut_into_pages_of_fifty(w: World) {
        let (ingrid, tom) = (w.owner("Ingrid").await, w.person("Tom", Role::Agent, false).await);
        for _ in 0..52 {
            w.later("1 second");
            let act = doorward::flows::PersonAct::ChangeRole;
            for role in [Role::Admin, Role::Agent] {
                w.app().act_as_operator(w.tenant.clone(), &tom.made.user.email, act(role)).await.unwrap();
            }
        }
        let mut owner = ingrid.sign_in().await;
        let (mut seen, mut path) = (Vec::new(), "/admin/mail?show=waiting".to_owned());
        loop {
            let page = owner.get(&path).await;
            seen.push(listed(&page).len());
            let Some((before, _)) = page.body.split_once("\" rel=\"next\"") else { break };
            path = before.rsplit("href=\"").next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        }
        assert_eq!(seen, [50, 50, 4]);
    }
}
