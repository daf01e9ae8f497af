//! A roll-out that pauses by itself, when too many people who gave the right password do not come in.

use crate::rollout::plan;
use crate::story;
use crate::world::{Browser, Page, Person, World};

/// Looks as the job does, on two nodes at once. How many roll-outs paused.
async fn look(w: &World) -> u64 {
    let (here, there) = (w.app(), w.app());
    let (one, two) = tokio::join!(here.pause_roll_outs(), there.pause_roll_outs());
    one.unwrap() + two.unwrap()
}

/// Where their password alone leads.
async fn led_to(w: &World, person: &Person) -> String {
    w.browser().sign_in(person.email(), person.password()).await.location().to_owned()
}

async fn apply(owner: &mut Browser, deadline: &str) -> Page {
    let wanted =
        [("team_required", "yes"), ("team_deadline", deadline), ("team_grace", "0"), ("team_pause", "22")];
    let page = plan(owner, &wanted).await;
    let done = owner.apply_plan(&page, "Audit finding 12").await;
    assert_eq!(done.location(), "/admin/security/advanced?done=saved", "{done:?}");
    page
}

story! {
    async fn a_roll_out_pauses_by_itself_once_when_too_many_do_not_come_in(w: World) {
        let (ingrid, olga) = (w.owner("Ingrid").await, w.owner("Olga").await);
        let (mut ready, mut missing) = (Vec::new(), Vec::new());
        for i in 0..19 {
            ready.push(w.agent_with_totp(&format!("Ready{i}")).await);
        }
        for i in 0..14 {
            missing.push(w.agent(&format!("Missing{i}")).await);
        }
        let (here, nobody) = missing.split_at(6);
        let mut owner = ingrid.sign_in().await;
        let page = apply(&mut owner, "2026-11-24").await;
        assert!(page.says("Pauses by itself: above 20 % → above 22 %"), "{page:?}");

        w.later("1 day");
        let mut owner = ingrid.sign_in().await;
        for person in &ready {
            person.sign_in().await;
        }
        // One person who tries again and again is one, and whoever guesses is nobody.
        for _ in 0..20 {
            assert_eq!(led_to(&w, &here[0]).await, "/signin/enrol");
        }
        for person in &here[1..5] {
            assert_eq!(led_to(&w, person).await, "/signin/enrol");
        }
        for person in nobody.iter().cycle().take(100) {
            w.browser().sign_in(person.email(), "not the password").await;
        }
        w.later("16 minutes");
        assert_eq!(look(&w).await, 0, "five of 25");
        assert_eq!(led_to(&w, &here[5]).await, "/signin/enrol");
        w.later("14 minutes");
        assert_eq!(look(&w).await, 0, "the sixth may still be at it");
        w.later("2 minutes");
        assert_eq!(look(&w).await, 1, "six of 26 are 23 %");
        assert_eq!(look(&w).await, 0);
        assert_eq!(w.count("SELECT count(*) FROM policies WHERE user_type = 'team_member'").await, 3);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'rollout_paused' AND actor = 'system'").await, 1);

        for person in [&ingrid, &olga] {
            let mails = w.mail_to(person.email()).await;
            let told: Vec<_> = mails.iter().filter(|it| it.subject == "The second step at Acme Help was put off by itself").collect();
            let [mail] = told.as_slice() else { panic!("{} mails to {}", told.len(), person.email()) };
            assert!(mail.text.contains("Of 26 people with the right password 6 did not come in") && mail.text.contains("before 2 Dec 2026, 23:59 UTC"), "{}", mail.text);
            assert!(mail.text.contains("/admin/security/advanced"), "{}", mail.text);
        }
        assert!(w.mail_to(ready[0].email()).await.iter().all(|it| !it.subject.contains("put off")));
        let page = owner.get("/admin/security/advanced").await;
        assert!(page.says("Paused by itself: 6 of 26 people did not come in"), "{page:?}");
        assert!(page.body.contains("type=\"date\" value=\"2026-12-02\""), "{page:?}");
        let page = owner.get("/admin/security/history").await;
        assert!(page.says("By itself") && page.says("Paused by itself: 6 of 26 people did not come in"), "{page:?}");
        assert!(page.says("Deadline: 24 Nov 2026, 23:59 UTC → 2 Dec 2026, 23:59 UTC"), "{page:?}");

        let mut browser = w.browser();
        assert_eq!(browser.sign_in(here[0].email(), here[0].password()).await.location(), "/desk");
        assert!(browser.get("/security").await.says("Set up a second step by 2 Dec 2026, 23:59 UTC"));
        assert_eq!(led_to(&w, &ready[0]).await, "/signin/passcode", "who has one is asked");

        // To go on is a change as every other, and nobody who was counted before it is counted after it.
        let mut owner = ingrid.sign_in().await;
        apply(&mut owner, "2026-11-24").await;
        assert!(!owner.get("/admin/security/advanced").await.says("Paused by itself"));
        assert_eq!(led_to(&w, &here[0]).await, "/signin/enrol");
        w.later("16 minutes");
        assert_eq!(look(&w).await, 0);
    }
}

story! {
    async fn it_pauses_for_nobody_whom_a_pause_would_not_let_in_and_never_where_it_is_off(w: World) {
        w.owner("Ingrid").await;
        for i in 0..20 {
            w.customer(&format!("Mara{i}")).await;
        }
        w.later("1 day");
        w.tamper("UPDATE policies SET requirement = 'required', deadline = 1795564799000 WHERE user_type = 'end_user'").await;
        w.tamper("INSERT INTO unfinished_set_ups (tenant_id, user_id, met_at)
                  SELECT tenant_id, id, 1795600000000 FROM users WHERE name LIKE 'Mara%' AND name <> 'Mara0'").await;
        w.later("5 minutes");
        assert_eq!(look(&w).await, 0, "19 are too few");
        w.tamper("INSERT INTO unfinished_set_ups (tenant_id, user_id, met_at)
                  SELECT tenant_id, id, 1795600000000 FROM users WHERE name = 'Mara0'").await;
        for (but, undo) in [
            ("UPDATE policies SET pause_at = NULL WHERE user_type = 'end_user'", "UPDATE policies SET pause_at = 20 WHERE user_type = 'end_user'"),
            ("UPDATE policies SET deadline = NULL WHERE user_type = 'end_user'", "UPDATE policies SET deadline = 1795564799000 WHERE user_type = 'end_user'"),
            ("UPDATE policies SET requirement = 'optional' WHERE user_type = 'end_user'", "UPDATE policies SET requirement = 'required' WHERE user_type = 'end_user'"),
            ("UPDATE users SET created_at = 1795564800000 WHERE name = 'Mara0'", "UPDATE users SET created_at = 1 WHERE name = 'Mara0'"),
            ("UPDATE users SET standing = 'suspended' WHERE name = 'Mara0'", "UPDATE users SET standing = 'active' WHERE name = 'Mara0'"),
            ("INSERT INTO demanded_enrolments (tenant_id, user_id, demanded_at) SELECT tenant_id, id, 1 FROM users WHERE name = 'Mara0'", "DELETE FROM demanded_enrolments"),
        ] {
            w.tamper(but).await;
            assert_eq!(look(&w).await, 0, "{but}");
            w.tamper(undo).await;
        }
        assert_eq!(look(&w).await, 1);
        assert_eq!(w.count("SELECT paused_of FROM policies WHERE user_type = 'end_user' AND valid_to IS NULL").await, 20);
        assert_eq!(w.count("SELECT count(*) FROM policies WHERE user_type = 'team_member'").await, 1);
    }
}
