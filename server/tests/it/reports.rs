//! The 2FA status report: what is in it, who fetches it, and that it stops nobody's work.

use axum::http::StatusCode;
use doorward_core::user::Role;

use crate::story;
use crate::world::{Browser, Database, PASSWORD, Page, Person, World, at_once};

const REPORTS: &str = "/admin/reports";

async fn ask(browser: &mut Browser, people: &str, more: &[(&str, &str)]) -> Page {
    browser.post(REPORTS, &[&[("people", people)], more].concat()).await
}

async fn build(w: &World) {
    while w.app().build_report().await.unwrap() {}
}

/// What the job does: builds what waits, and asks for what is due.
async fn build_due(w: &World) {
    while w.app().build_report().await.unwrap() || w.app().ask_for_due_report().await.unwrap() {}
}

/// Where the link of the newest mail leads.
async fn link_to(w: &World, person: &Person) -> String {
    let mails = w.mail_to(person.email()).await;
    let text = &mails.last().expect("a mail").text;
    let at = text.find("/admin/reports/").unwrap_or_else(|| panic!("a link in the mail: {text}"));
    text[at..].split_whitespace().next().unwrap().to_owned()
}

/// Asks, has it built, and saves it.
pub async fn report(
    w: &World,
    admin: &Person,
    browser: &mut Browser,
    people: &str,
    more: &[(&str, &str)],
) -> Page {
    let page = ask(browser, people, more).await;
    assert_eq!(page.location(), "/admin/reports?done=report-asked", "{page:?}");
    build(w).await;
    let link = link_to(w, admin).await;
    let page = browser.get(&link).await;
    assert!(page.says("Save as CSV"), "{page:?}");
    let file = browser.post(&link, &[]).await;
    assert_eq!(file.status, StatusCode::OK, "{file:?}");
    file
}

/// The cell of this person in this column.
pub fn cell(file: &Page, email: &str, column: &str) -> String {
    let mut lines = file.body.split("\r\n").map(|line| line.split(',').collect::<Vec<_>>());
    let at =
        lines.next().unwrap().iter().position(|it| *it == column).unwrap_or_else(|| panic!("no {column}"));
    let line =
        lines.find(|line| line.get(2) == Some(&email)).unwrap_or_else(|| panic!("no {email} in {file:?}"));
    line[at].to_owned()
}

fn people_in(file: &Page) -> Vec<String> {
    let lines = file.body.split("\r\n").skip(1).filter(|line| !line.is_empty());
    let mut emails: Vec<String> = lines.map(|line| line.split(',').nth(2).unwrap().to_owned()).collect();
    emails.sort();
    emails
}

story! {
    async fn an_admin_gets_a_mail_and_saves_who_of_the_team_uses_two_factor_authentication(w: World) {
        let (ingrid, kwame) = (w.owner("Ingrid").await, w.admin("Kwame").await);
        let (ana, tom, mara) = (w.agent_with_totp("Ana").await, w.agent("Tom").await, w.customer("Mara").await);
        ana.sign_in().await;
        w.browser().sign_in(tom.email(), PASSWORD).await;
        let mut owner = ingrid.sign_in().await;
        owner.post_freshly(&format!("/admin/people/{}/suspend", tom.id()), &[]).await;
        let mut admin = kwame.sign_in().await;
        assert!(admin.get("/admin/security/advanced").await.says("Generate 2FA status report"));

        let page = ask(&mut admin, "team", &[]).await;
        assert_eq!(page.location(), "/admin/reports?done=report-asked", "{page:?}");
        assert!(admin.get(REPORTS).await.says("0 of 4 people"));
        assert!(w.mail_to(kwame.email()).await.iter().all(|mail| !mail.subject.contains("2FA")), "not ready yet");
        build(&w).await;
        let mail = w.mail_to(kwame.email()).await.pop().unwrap();
        assert_eq!(mail.subject, "Your 2FA status report of Acme Help is ready");
        assert!(mail.text.contains("1 Dec 2026") && mail.text.contains("192.0.2."), "until when, from where: {}", mail.text);
        let link = link_to(&w, &kwame).await;
        let page = admin.get(&link).await;
        assert!(page.says("The owner, admins and agents") && page.says("Save as CSV"), "{page:?}");
        let file = admin.post(&link, &[]).await;
        let header = |name: &str| file.headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(header("content-disposition"), "attachment; filename=\"2fa-status-team-2026-11-24.csv\"");
        assert_eq!((header("cache-control").as_str(), header("referrer-policy").as_str()), ("no-store", "same-origin"));

        let all = ["ana@example.com", "ingrid@example.com", "kwame@example.com", "tom@example.com"];
        assert_eq!(people_in(&file), all, "and {} is no team member", mara.email());
        for (email, column, value) in [
            ("ana@example.com", "role", "agent"),
            ("ana@example.com", "user_type", "team_member"),
            ("ana@example.com", "two_factor", "on"),
            ("ana@example.com", "methods", "totp"),
            ("ana@example.com", "enrolled_at", "2026-11-24T10:00:00Z"),
            ("ana@example.com", "last_used_at", "2026-11-24T10:00:00Z"),
            ("ana@example.com", "last_sign_in_at", "2026-11-24T10:00:00Z"),
            ("ana@example.com", "last_sign_in_by", "password totp"),
            ("ana@example.com", "trusted_devices", "0"),
            ("ana@example.com", "recovery_codes_left", "10"),
            ("ana@example.com", "required_since", ""),
            ("ana@example.com", "suspended", "no"),
            ("tom@example.com", "two_factor", "off"),
            ("tom@example.com", "methods", ""),
            ("tom@example.com", "recovery_codes_left", ""),
            ("tom@example.com", "last_sign_in_by", "password"),
            ("tom@example.com", "suspended", "yes"),
            ("ingrid@example.com", "role", "owner"),
        ] {
            assert_eq!(cell(&file, email, column), value, "{email}: {column}");
        }
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind IN ('report_asked', 'report_fetched')").await, 2);
    }
}

story! {
    async fn p58_what_was_asked_for_is_in_it_and_nobody_else(w: World) {
        let ingrid = w.owner("Ingrid").await;
        let (mara, zoe) = (w.person("Mara", Role::EndUser, true).await, w.customer("Zoe").await);
        let other = w.other_account("https://desk.example.net").await;
        other.customer("Nora").await;
        w.tamper("UPDATE policies SET requirement = 'required' WHERE user_type = 'end_user'").await;
        let mut owner = ingrid.sign_in().await;
        let file = report(&w, &ingrid, &mut owner, "team", &[]).await;
        assert_eq!(people_in(&file), ["ingrid@example.com"]);
        w.later("1 minute");
        let file = report(&w, &ingrid, &mut owner, "end_users", &[("mark", "yes")]).await;
        assert_eq!(people_in(&file), [mara.email(), zoe.email()]);
        assert!(file.body.starts_with("\u{feff}id,name,email,"), "{file:?}");
        assert_eq!(cell(&file, mara.email(), "two_factor"), "on");
        assert_eq!(cell(&file, zoe.email(), "required_since"), "2026-11-24T10:00:00Z");
        w.later("1 minute");
        let file = report(&w, &ingrid, &mut owner, "everybody", &[]).await;
        assert_eq!(people_in(&file), [ingrid.email(), mara.email(), zoe.email()]);
        for (people, day) in [("", ""), ("all", ""), ("team", "yesterday"), ("team", "2026-11-24"), ("team", "2027-01-01")] {
            let page = ask(&mut owner, people, &[("day", day)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{people} {day}: {page:?}");
        }
    }
}

story! {
    async fn p56_the_link_is_for_whoever_asked_signed_in_in_their_role_for_seven_days(w: World) {
        let (ingrid, kwame, lina) = (w.owner("Ingrid").await, w.admin("Kwame").await, w.admin("Lina").await);
        let ana = w.agent_with_totp("Ana").await;
        let other = w.other_account("https://desk.example.net").await;
        let olga = other.owner("Olga").await;
        let mut admin = kwame.sign_in().await;
        ask(&mut admin, "everybody", &[]).await;
        build(&w).await;
        let link = link_to(&w, &kwame).await;

        // Other admins, also higher ones, agents, people of other accounts, and who is not signed in.
        for person in [&ingrid, &lina, &olga] {
            let mut browser = person.sign_in().await;
            assert_eq!(browser.get(&link).await.status, StatusCode::NOT_FOUND, "{}", person.email());
            assert_eq!(browser.post(&link, &[]).await.status, StatusCode::NOT_FOUND, "{}", person.email());
            assert!(!browser.get(REPORTS).await.body.contains(&link), "{}", person.email());
        }
        assert_eq!(ana.sign_in().await.get(&link).await.status, StatusCode::FORBIDDEN);
        assert!(w.browser().get(&link).await.location().starts_with("/signin"));
        let made_up = "/admin/reports/0193592c2a007000b000000000000000";
        assert_eq!(admin.get(made_up).await.status, StatusCode::NOT_FOUND);
        assert_eq!(admin.get("/admin/reports/x").await.status, StatusCode::NOT_FOUND);

        // Theirs as often as they like. To look at it is not to save it.
        admin.get(&link).await;
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'report_fetched'").await, 0);
        for _ in 0..2 {
            assert_eq!(admin.post(&link, &[]).await.status, StatusCode::OK);
        }

        // With the role the link dies, and stays dead when the role comes back.
        let mut owner = ingrid.sign_in().await;
        w.later("1 minute");
        owner.post_freshly(&format!("/admin/people/{}/role", kwame.id()), &[("role", "agent")]).await;
        let mut demoted = kwame.sign_in().await;
        assert_eq!(demoted.get(&link).await.status, StatusCode::FORBIDDEN);
        assert_eq!(demoted.post(&link, &[]).await.status, StatusCode::FORBIDDEN);
        owner.post_freshly(&format!("/admin/people/{}/role", kwame.id()), &[("role", "admin")]).await;
        let mut again = kwame.sign_in().await;
        let page = again.get(&link).await;
        assert!(page.status == StatusCode::GONE && page.says("This report is gone"), "{page:?}");
        assert_eq!(again.post(&link, &[]).await.status, StatusCode::GONE);
    }
}

story! {
    async fn p56_after_seven_days_a_report_is_gone_and_its_rows_with_it(w: World) {
        let kwame = w.admin("Kwame").await;
        let mut admin = kwame.sign_in().await;
        ask(&mut admin, "team", &[]).await;
        build(&w).await;
        let link = link_to(&w, &kwame).await;
        w.later("7 days");
        let mut admin = kwame.sign_in().await;
        assert_eq!(admin.get(&link).await.status, StatusCode::GONE);
        assert_eq!(admin.post(&link, &[]).await.status, StatusCode::GONE);
        w.app().sweep().await.unwrap();
        assert_eq!(w.count("SELECT count(*) FROM report_parts").await + w.count("SELECT count(*) FROM reports").await, 0);
        assert_eq!(admin.get(&link).await.status, StatusCode::NOT_FOUND);
    }
}

story! {
    async fn p58_two_hundred_askings_are_one_report_and_one_mail(w: World) {
        let kwame = w.admin("Kwame").await;
        let mut admin = kwame.sign_in().await;
        admin.get(REPORTS).await;
        let pages = at_once(&vec![admin.clone(); 200], REPORTS, "people", "team").await;
        let asked = pages.iter().filter(|page| page.location() == "/admin/reports?done=report-asked").count();
        assert_eq!(asked, 1);
        assert_eq!(w.count("SELECT count(*) FROM reports").await, 1);
        build(&w).await;
        let page = ask(&mut admin, "team", &[]).await;
        assert_eq!(page.location(), "/admin/reports?done=report-building", "a moment later: {page:?}");
        let mails = w.mail_to(kwame.email()).await;
        assert_eq!(mails.iter().filter(|mail| mail.subject.contains("2FA status report")).count(), 1);
        // And twenty a day, one after the other, in the whole account.
        for nth in 1..20 {
            w.later("1 minute");
            assert_eq!(ask(&mut admin, "team", &[]).await.status, StatusCode::SEE_OTHER, "{nth}");
            build(&w).await;
        }
        w.later("1 minute");
        let page = ask(&mut admin, "team", &[]).await;
        assert!(page.status == StatusCode::TOO_MANY_REQUESTS && page.says("as many reports as it can have"), "{page:?}");
    }
}

story! {
    async fn p57_names_that_begin_formulas_are_text_and_the_file_is_read_back(w: World) {
        let kwame = w.admin("Kwame").await;
        w.agent("Tom").await;
        w.tamper("UPDATE users SET name = '=HYPERLINK(\"http://evil.example\",\"x\");@a' WHERE name = 'Tom'").await;
        let mut admin = kwame.sign_in().await;
        let file = report(&w, &kwame, &mut admin, "team", &[]).await;
        assert!(file.body.contains(",\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\");'@a\",tom@example.com,"), "{file:?}");
    }
}

story! {
    async fn a_large_report_is_built_piece_by_piece_and_each_person_once(w: World) {
        let kwame = w.admin("Kwame").await;
        w.customer("Zoe").await;
        // Twelve hundred more people, as the store has them.
        w.tamper(match w.database {
            Database::Sqlite => {
                "INSERT INTO users (tenant_id, id, email, email_key, name, name_key, standing, epoch, created_at)
                 WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 2199)
                 SELECT u.tenant_id, CAST('someone-numb' || n.i AS BLOB), 'p' || n.i || '@example.org',
                        'p' || n.i || '@example.org', 'P' || n.i, u.name_key, 'active', 1, u.created_at
                   FROM users u CROSS JOIN n WHERE u.name = 'Zoe'"
            }
            Database::Postgres => {
                "INSERT INTO users (tenant_id, id, email, email_key, name, name_key, standing, epoch, created_at)
                 SELECT u.tenant_id, CAST('someone-numb' || n.i AS BYTEA), 'p' || n.i || '@example.org',
                        'p' || n.i || '@example.org', 'P' || n.i, u.name_key, 'active', 1, u.created_at
                   FROM users u CROSS JOIN generate_series(1000, 2199) AS n (i) WHERE u.name = 'Zoe'"
            }
        })
        .await;
        w.tamper(
            "INSERT INTO roles (tenant_id, user_id, role, user_type, valid_from)
             SELECT tenant_id, id, 'end_user', 'end_user', created_at FROM users WHERE email LIKE '%@example.org'",
        )
        .await;
        let mut admin = kwame.sign_in().await;
        ask(&mut admin, "end_users", &[]).await;
        assert!(w.app().build_report().await.unwrap());
        let page = admin.get(REPORTS).await;
        assert!(page.says("500 of 1,201 people"), "{page:?}");
        // Two nodes at once: no piece is written twice.
        loop {
            let (one, other) = (w.app(), w.app());
            let (one, other) = tokio::join!(one.build_report(), other.build_report());
            if !one.unwrap() && !other.unwrap() {
                break;
            }
        }
        let link = link_to(&w, &kwame).await;
        let file = admin.post(&link, &[]).await;
        let people = people_in(&file);
        assert_eq!(people.len(), 1_201);
        assert!(people.windows(2).all(|pair| pair[0] != pair[1]), "nobody twice");
        assert_eq!(w.count("SELECT count(*) FROM report_parts").await, 3);
    }
}

story! {
    async fn whoever_is_erased_is_in_no_report_that_was_built_before(w: World) {
        let (ingrid, mara) = (w.owner("Ingrid").await, w.customer("Mara").await);
        let mut owner = ingrid.sign_in().await;
        ask(&mut owner, "everybody", &[]).await;
        build(&w).await;
        let link = link_to(&w, &ingrid).await;
        owner.post_freshly(&format!("/admin/people/{}/archive", mara.id()), &[("sure", "yes")]).await;
        owner.post_freshly(&format!("/admin/people/{}/erase", mara.id()), &[("email", mara.email())]).await;
        assert_eq!(w.count("SELECT count(*) FROM report_parts WHERE text LIKE '%mara%'").await, 0);
        assert_eq!(owner.get(&link).await.status, StatusCode::NOT_FOUND);
    }
}

story! {
    async fn a_past_day_is_told_as_it_was(w: World) {
        let (ingrid, ana, tom) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await, w.agent("Tom").await);
        ana.sign_in().await;
        let mut owner = ingrid.sign_in().await;
        owner.post_freshly(&format!("/admin/people/{}/suspend", tom.id()), &[]).await;
        w.later("1 day");
        // The next day everything is different.
        let mut owner = ingrid.sign_in().await;
        owner.post_freshly(&format!("/admin/people/{}/restore", tom.id()), &[]).await;
        owner.post_freshly(&format!("/admin/people/{}/role", tom.id()), &[("role", "end_user")]).await;
        owner.post_freshly(&format!("/admin/people/{}/archive", ana.id()), &[("sure", "yes")]).await;
        w.agent("Nia").await;
        let file = report(&w, &ingrid, &mut owner, "team", &[("day", "2026-11-24")]).await;
        assert_eq!(people_in(&file), ["ana@example.com", "ingrid@example.com", "tom@example.com"], "{file:?}");
        for (email, column, value) in [
            ("tom@example.com", "role", "agent"),
            ("tom@example.com", "suspended", "yes"),
            ("ana@example.com", "two_factor", "on"),
            ("ana@example.com", "recovery_codes_left", "10"),
            ("ana@example.com", "last_sign_in_by", "password totp"),
            ("ingrid@example.com", "trusted_devices", ""),
        ] {
            assert_eq!(cell(&file, email, column), value, "{email}: {column}");
        }
        w.later("1 minute");
        let file = report(&w, &ingrid, &mut owner, "team", &[]).await;
        assert_eq!(people_in(&file), ["ingrid@example.com", "nia@example.com"]);
    }
}

story! {
    async fn an_admin_has_it_built_each_monday_and_it_ends_with_the_role(w: World) {
        let (ingrid, kwame) = (w.owner("Ingrid").await, w.admin("Kwame").await);
        let mut admin = kwame.sign_in().await;
        let schedule = |people: &'static str, every: &'static str| [("scheduled", people), ("every", every)];
        let page = admin.post("/admin/reports/schedule", &schedule("all", "week")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{page:?}");
        let page = admin.post("/admin/reports/schedule", &schedule("everybody", "week")).await;
        assert_eq!(page.location(), "/admin/reports?done=report-scheduled", "{page:?}");
        let page = admin.get(REPORTS).await;
        assert!(page.says("The next one: 30 Nov 2026"), "{page:?}");

        // Tuesday, 10 o'clock: nothing is due before Monday. Then two nodes look at once, and one report is built.
        build_due(&w).await;
        assert_eq!(w.count("SELECT count(*) FROM reports").await, 0);
        w.later("134 hours");
        let (here, there) = (w.app(), w.app());
        let (one, other) = tokio::join!(here.ask_for_due_report(), there.ask_for_due_report());
        assert!(one.is_ok() && other.is_ok());
        build_due(&w).await;
        assert_eq!(w.count("SELECT count(*) FROM reports WHERE ready_at IS NOT NULL").await, 1);
        let mail = w.mail_to(kwame.email()).await.pop().unwrap();
        assert_eq!(mail.subject, "Your 2FA status report of Acme Help is ready");
        let link = link_to(&w, &kwame).await;
        let file = kwame.sign_in().await.post(&link, &[]).await;
        assert_eq!(people_in(&file), [ingrid.email(), kwame.email()]);

        // The server was down for two Mondays: what was missed is not made up for.
        w.later("20 days");
        build_due(&w).await;
        assert_eq!(w.count("SELECT count(*) FROM reports").await, 2);
        let page = kwame.sign_in().await.get(REPORTS).await;
        assert!(page.says("The next one: 21 Dec 2026"), "{page:?}");

        // With the role it ends, and stays ended when the role comes back.
        let mut owner = ingrid.sign_in().await;
        owner.post_freshly(&format!("/admin/people/{}/role", kwame.id()), &[("role", "agent")]).await;
        owner.post_freshly(&format!("/admin/people/{}/role", kwame.id()), &[("role", "admin")]).await;
        assert!(!kwame.sign_in().await.get(REPORTS).await.says("The next one"));
        w.later("7 days");
        build_due(&w).await;
        assert_eq!(w.count("SELECT count(*) FROM reports").await, 2);
        assert_eq!(w.count("SELECT count(*) FROM report_schedules").await, 0);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'report_unscheduled'").await, 1);

        let mut admin = kwame.sign_in().await;
        admin.post("/admin/reports/schedule", &schedule("team", "day")).await;
        let page = admin.post("/admin/reports/schedule", &schedule("team", "")).await;
        assert_eq!(page.location(), "/admin/reports?done=report-unscheduled", "{page:?}");
        w.later("1 day");
        build_due(&w).await;
        assert_eq!(w.count("SELECT count(*) FROM reports").await, 2);
    }
}
