//! A requirement is switched on, and registration opened, only after mail was proven to arrive.

use axum::http::StatusCode;
use doorward::delivery::NotSent;
use doorward::flows::Settings;
use doorward::web::state::WebSettings;

use crate::story;
use crate::world::{Browser, Page, Person, World, settings};

const POLICY: &str = "/admin/security/advanced";

/// A world whose mail nobody has tested.
async fn untested(w: &World) {
    w.tamper("DELETE FROM mail_tests").await;
}

/// Saves the form with these boxes ticked.
async fn demand(browser: &mut Browser, boxes: &[(&str, &str)]) -> Page {
    let page = browser.get(POLICY).await;
    let shown = |name: &str| page.field(name).unwrap().to_owned();
    let (team, end_users) = (shown("team_version"), shown("end_users_version"));
    let fields = [
        ("team_version", team.as_str()),
        ("team_asking", "remember"),
        ("team_days", "7"),
        ("end_users_asking", "every_sign_in"),
        ("end_users_days", "30"),
        ("team_idle", "900"),
        ("team_absolute", "28800"),
        ("end_users_version", end_users.as_str()),
        ("end_users_idle", "28800"),
        ("end_users_absolute", "2592000"),
    ];
    let page = browser.post(POLICY, &[&fields, boxes].concat()).await;
    browser.apply(page).await
}

/// The code in the newest test message to this person.
async fn code_to(w: &World, person: &Person) -> String {
    let mails = w.mail_to(person.email()).await;
    let mail =
        mails.iter().rev().find(|mail| mail.subject.starts_with("Test message")).expect("a test message");
    let is_code = |line: &&str| line.len() == 9 && line.chars().nth(4) == Some('-');
    mail.text.lines().find(is_code).expect("a code").to_owned()
}

/// Sends a message from the page, and gives its code.
async fn send(w: &World, browser: &mut Browser, person: &Person) -> String {
    let page = browser.post("/admin/mail/test", &[]).await;
    assert_eq!(page.location(), "/admin/mail/test?then=&done=test-sent", "{page:?}");
    code_to(w, person).await
}

async fn type_code(browser: &mut Browser, code: &str) -> Page {
    browser.post("/admin/mail/test/code", &[("code", code)]).await
}

/// A code that is another one.
fn other(code: &str) -> String {
    let last = if code.ends_with('7') { "8" } else { "7" };
    format!("{}{last}", &code[..code.len() - 1])
}

story! {
    async fn opening_registration_waits_for_a_test_message_and_closing_it_does_not(w: World) {
        const REGISTRATION: &str = "/admin/security/registration";
        let kwame = w.admin("Kwame").await;
        untested(&w).await;
        let mut browser = kwame.sign_in().await;
        let version = browser.get(REGISTRATION).await.field("version").unwrap().to_owned();
        let domains = "lakeside.example\nfjord.example";
        let filled_in = [("version", version.as_str()), ("registration", "domains"), ("domains", domains)];
        let page = browser.post(REGISTRATION, &filled_in).await;
        assert!(page.location().starts_with("/admin/mail/test?then="), "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM registration_rules").await, 0, "nothing is saved");
        let page = browser.follow(page).await;
        assert!(page.says("Your change is not saved yet"), "{page:?}");

        let then = page.field("then").unwrap().replace("&#38;", "&").replace("&amp;", "&");
        browser.post("/admin/mail/test", &[("then", &then)]).await;
        let code = code_to(&w, &kwame).await;
        let page = browser.post("/admin/mail/test/code", &[("then", &then), ("code", &code)]).await;
        let page = browser.follow(page).await;
        assert!(page.body.contains(domains) && page.body.contains("value=\"domains\" checked"), "{}", page.body);
        let page = browser.post(REGISTRATION, &filled_in).await;
        assert_eq!(page.location(), "/admin/security/registration?done=saved", "{page:?}");

        untested(&w).await;
        let version = browser.get(REGISTRATION).await.field("version").unwrap().to_owned();
        let page = browser.post(REGISTRATION, &[("version", &version), ("registration", "closed")]).await;
        assert_eq!(page.location(), "/admin/security/registration?done=saved", "{page:?}");
    }
}

story! {
    async fn a_requirement_waits_for_a_test_message_and_nothing_filled_in_is_lost(w: World) {
        let kwame = w.admin("Kwame").await;
        untested(&w).await;
        let mut browser = kwame.sign_in().await;
        let page = demand(&mut browser, &[("team_required", "yes"), ("end_users_end_sessions", "yes")]).await;
        assert!(page.location().starts_with("/admin/mail/test?then="), "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM policies").await, 2, "nothing is saved");
        let page = browser.follow(page).await;
        assert!(page.says("Your change is not saved yet") && page.says("Send test message"), "{page:?}");

        let then = page.field("then").unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let page = browser.post("/admin/mail/test", &[("then", &then)]).await;
        let page = browser.follow(page).await;
        assert!(page.says("The test message is on its way") && page.says("kwame@example.com"), "{page:?}");
        let code = code_to(&w, &kwame).await;
        let typed = code.to_lowercase().replace('-', " ");
        let page = browser.post("/admin/mail/test/code", &[("code", &typed), ("then", &then)]).await;
        assert!(page.location().starts_with("/admin/security/advanced?draft=yes&"), "{page:?}");

        let page = browser.follow(page).await;
        assert!(page.says("Mail arrives. Your change is not saved yet"), "{page:?}");
        let input = |id: &str| {
            let at = page.body.find(&format!("id=\"{id}\"")).unwrap();
            page.body[at..].split('>').next().unwrap().to_owned()
        };
        let ticked = |id: &str| input(id).contains(" checked");
        assert!(ticked("team_required") && !ticked("end_users_required"), "the choice is kept");
        assert!(ticked("end_users_end_sessions"));
        assert!(!page.body.contains("team_end_sessions"), "an owner's alone");
        assert!(page.body.contains("<option value=\"900\" selected"), "and the limits");
        assert!(input("team_days").contains("value=\"7\""), "and for how long a computer is trusted");
        assert!(ticked("team_remember") && ticked("end_users_every"));
        let page = demand(&mut browser, &[("team_required", "yes"), ("end_users_end_sessions", "yes")]).await;
        assert_eq!(page.location(), "/admin/security/advanced?done=saved", "{page:?}");
        let kinds = "SELECT kind FROM events WHERE kind LIKE 'mail_%' ORDER BY kind";
        assert_eq!(w.rows::<String>(kinds).await, ["mail_proven", "mail_test_sent"]);
    }
}

story! {
    async fn only_what_demands_more_waits(w: World) {
        let mut browser = w.owner("Ingrid").await.sign_in().await;
        assert_eq!(demand(&mut browser, &[("team_required", "yes")]).await.location(), "/admin/security/advanced?done=saved");
        untested(&w).await;
        // Demanded already, other limits, and switched off: none of it locks anybody out.
        for boxes in [&[("team_required", "yes"), ("team_end_sessions", "yes")][..], &[]] {
            let page = demand(&mut browser, boxes).await;
            assert_eq!(page.location(), "/admin/security/advanced?done=saved", "{page:?}");
        }
        for boxes in [[("team_required", "yes")], [("end_users_required", "yes")]] {
            let page = demand(&mut browser, &boxes).await;
            assert!(page.location().starts_with("/admin/mail/test?"), "{page:?}");
        }
    }
}

story! {
    async fn a_proof_holds_thirty_days_for_the_settings_it_was_made_by_and_for_its_account(w: World) {
        let kwame = w.admin("Kwame").await;
        untested(&w).await;
        let mut browser = kwame.sign_in().await;
        let code = send(&w, &mut browser, &kwame).await;
        assert_eq!(type_code(&mut browser, &code).await.location(), "/admin/mail/test?done=mail-works");
        let required = [("team_required", "yes")];

        let other_account = w.other_account("https://desk.example.net").await;
        other_account.tamper("DELETE FROM mail_tests WHERE tenant_id <> (SELECT tenant_id FROM users LIMIT 1)").await;
        let mut stranger = other_account.owner("Olga").await.sign_in().await;
        assert!(demand(&mut stranger, &required).await.location().starts_with("/admin/mail/test?"));

        let moved = Settings { mail_route: "another mail server".to_owned(), ..settings() };
        let moved = w.restarted(moved, WebSettings::default()).await;
        let mut elsewhere = moved.browser();
        elsewhere.cookies = browser.cookies.clone();
        assert!(demand(&mut elsewhere, &required).await.location().starts_with("/admin/mail/test?"), "other settings");

        w.later("30 days");
        let mut later = kwame.sign_in().await;
        assert!(demand(&mut later, &required).await.location().starts_with("/admin/mail/test?"), "too long ago");
    }
}

story! {
    async fn a_proof_of_yesterday_is_enough(w: World) {
        let kwame = w.admin("Kwame").await;
        w.later("29 days");
        let page = demand(&mut kwame.sign_in().await, &[("team_required", "yes")]).await;
        assert_eq!(page.location(), "/admin/security/advanced?done=saved", "{page:?}");
    }
}

story! {
    async fn a_code_is_typed_ten_times_at_most_and_only_the_newest_counts(w: World) {
        let (kwame, ingrid) = (w.admin("Kwame").await, w.owner("Ingrid").await);
        untested(&w).await;
        let (mut browser, mut owner) = (kwame.sign_in().await, ingrid.sign_in().await);
        let first = send(&w, &mut browser, &kwame).await;
        w.later("1 minute");
        let code = send(&w, &mut browser, &kwame).await;
        for (typed, says) in [("", "Type the 8 letters"), ("1234", "Type the 8 letters"), (first.as_str(), "not the code")] {
            let page = type_code(&mut browser, typed).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{page:?}");
            assert!(page.says(says), "{page:?}");
        }
        assert!(type_code(&mut owner, &code).await.says("no longer works"), "another's message");
        for _ in 0..9 {
            assert!(type_code(&mut browser, &other(&code)).await.says("not the code"));
        }
        let page = type_code(&mut browser, &code).await;
        assert!(page.says("no longer works"), "the eleventh, though right: {page:?}");
        assert!(demand(&mut browser, &[("team_required", "yes")]).await.location().starts_with("/admin/mail/test?"));
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'mail_test_refused'").await, 12);
    }
}

story! {
    async fn a_code_is_dead_after_half_an_hour_and_once_it_was_used(w: World) {
        let kwame = w.admin("Kwame").await;
        untested(&w).await;
        let mut browser = kwame.sign_in().await;
        let old = send(&w, &mut browser, &kwame).await;
        w.later("30 minutes");
        let mut browser = kwame.sign_in().await;
        assert!(type_code(&mut browser, &old).await.says("no longer works"));
        let code = send(&w, &mut browser, &kwame).await;
        assert_eq!(type_code(&mut browser, &code).await.location(), "/admin/mail/test?done=mail-works");
        assert!(type_code(&mut browser, &code).await.says("no longer works"));
    }
}

story! {
    async fn five_messages_an_hour_and_no_more(w: World) {
        let kwame = w.admin("Kwame").await;
        untested(&w).await;
        let mut browser = kwame.sign_in().await;
        for _ in 0..5 {
            send(&w, &mut browser, &kwame).await;
        }
        let page = browser.post("/admin/mail/test", &[]).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{page:?}");
        assert!(page.says("Five messages were sent"), "{page:?}");
        assert_eq!(w.mail_to(kwame.email()).await.len(), 5);
        w.later("61 minutes");
        send(&w, &mut kwame.sign_in().await, &kwame).await;
    }
}

story! {
    async fn mail_that_does_not_arrive_proves_nothing_and_the_code_is_nowhere_else(w: World) {
        let kwame = w.admin("Kwame").await;
        untested(&w).await;
        let mut browser = kwame.sign_in().await;
        w.mailbox.answer(Some(NotSent::Later("450 4.2.1 try again later".to_owned())));
        browser.post("/admin/mail/test", &[]).await;
        assert!(w.mail_to(kwame.email()).await.is_empty());
        assert!(demand(&mut browser, &[("team_required", "yes")]).await.location().starts_with("/admin/mail/test?"));
        let pages = browser.get("/admin/mail").await.body + &browser.get("/admin/mail/test").await.body;
        assert!(pages.contains("450 4.2.1 try again later"), "the admin sees why: {pages}");
        w.mailbox.answer(None);
        w.later("5 minutes");
        let code = code_to(&w, &kwame).await;
        assert!(!pages.contains(&code));
        let rows: Vec<String> = w.everything().await.into_values().collect();
        assert!(!rows.join("\n").contains(&code.replace('-', "")), "only its digest is kept");
        assert_eq!(type_code(&mut browser, &code).await.location(), "/admin/mail/test?done=mail-works");
    }
}

story! {
    async fn a_test_message_needs_a_fresh_second_factor_and_leads_nowhere_else(w: World) {
        let (kwame, tom) = (w.admin("Kwame").await, w.agent("Tom").await);
        untested(&w).await;
        let mut browser = kwame.sign_in().await;
        for then in ["https://evil.example/", "//evil.example", "/signout", "/admin/security/advanced?done=saved"] {
            let code = send(&w, &mut browser, &kwame).await;
            let page = browser.post("/admin/mail/test/code", &[("code", &code), ("then", then)]).await;
            assert_eq!(page.location(), "/admin/mail/test?done=mail-works", "{then}: {page:?}");
        }
        w.later("11 minutes");
        for path in ["/admin/mail/test", "/admin/mail/test/code"] {
            let page = browser.post(path, &[("code", "ABCD-EFGH")]).await;
            assert!(page.location().starts_with("/confirm?for=policy"), "{path}: {page:?}");
            let page = tom.sign_in().await.post(path, &[]).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}: {page:?}");
        }
    }
}
