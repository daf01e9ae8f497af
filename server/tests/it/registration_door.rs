//! Registration at its doors: who is told what, how many mails strangers may have sent, and who may change the rule.

use std::net::IpAddr;

use axum::http::StatusCode;
use doorward::flows::{Caller, Visit};
use doorward::web::state::WebSettings;
use doorward_core::user::{Email, Role};

use crate::story;
use crate::world::{Browser, Page, World, settings};

const PAGE: &str = "/admin/security/registration";

async fn choose(admin: &mut Browser, rule: &str, domains: &str) -> Page {
    let version = admin.get(PAGE).await.field("version").expect("a version").to_owned();
    admin.post(PAGE, &[("version", &version), ("registration", rule), ("domains", domains)]).await
}

/// Asks for a link without a browser, from this network, and has it decided.
async fn ask_from(w: &World, email: &str, address: [u8; 4]) {
    let caller = Caller {
        address: IpAddr::from(address),
        browser: "a test".to_owned(),
        language: "en".to_owned(),
        request: "TEST0000".to_owned(),
    };
    let mut visit = Visit { tenant: w.tenant.clone(), caller, moment: w.clock.moment() };
    let asked = w.app().ask_to_register(&mut visit, &Email::parse(email).unwrap()).await.unwrap();
    assert_eq!(asked, Ok(()), "the caller is never told");
    w.app().decide_requests().await.unwrap();
}

/// Everything of an answer that a stranger can tell apart, with what they typed and what is random taken out.
fn telltale(page: &Page, typed: &str) -> (u16, Vec<String>, String) {
    let mut headers: Vec<String> = Vec::new();
    for (name, value) in &page.headers {
        let value = value.to_str().unwrap();
        match name.as_str() {
            "request-id" | "content-length" => {}
            "set-cookie" => headers.push(value.split_once('=').unwrap().0.to_owned()),
            name => headers.push(format!("{name}: {value}")),
        }
    }
    headers.sort();
    let mut body = page.body.replace(typed, "TYPED");
    if let Some(token) = page.field("form_token") {
        body = body.replace(token, "TOKEN");
    }
    (page.status.as_u16(), headers, body)
}

story! {
    async fn p37_p38_asking_to_register_tells_nothing_of_who_is_here(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        choose(&mut owner, "open", "").await;
        let invited = [("name", "Nia"), ("email", "nia@example.com"), ("role", "agent")];
        owner.post("/admin/team-members/invite", &invited).await;
        let sam = w.agent("Sam").await;
        owner.post(&format!("/admin/people/{}/suspend", sam.id()), &[]).await;
        w.agent("Tom").await;
        w.agent_with_totp("Ana").await;
        // Somebody whose quota is used up.
        for _ in 0..3 {
            ask_from(&w, "pim@example.com", [198, 51, 100, 7]).await;
        }
        // So that what comes now is the newest: ids of one millisecond are in no order.
        w.later("1 second");
        let crowd = ["tom", "ana", "nia", "sam", "pim", "nobody", "noone"];
        let (mut answers, mut works) = (Vec::new(), Vec::new());
        for who in crowd {
            let mut browser = w.browser();
            browser.get("/register").await;
            let before = w.work();
            let page = browser.post_once("/register", &[("email", &format!("{who}@example.com"))]).await;
            works.push(w.work() - before);
            answers.push(telltale(&page, &format!("{}•••@example.com", &who[..1])));
        }
        for (who, (answer, work)) in crowd.iter().zip(answers.iter().zip(&works)) {
            assert_eq!(answer.0, 200, "{who}");
            assert_eq!(answer, &answers[0], "{who} is told apart from {}", crowd[0]);
            assert_eq!(work, &works[0], "{who} costs other work than {}", crowd[0]);
        }
        assert_eq!((works[0].hashes, works[0].writes), (0, 1));
        for (who, what) in [
            ("tom", "Sign in with it"),
            ("ana", "https://help.example.com/forgot"),
            ("nia", "You were invited to it"),
            ("sam", "Sign in with it"),
            ("nobody", "https://help.example.com/link/"),
        ] {
            let mail = w.mail_to(&format!("{who}@example.com")).await.pop().expect("a mail");
            assert!(mail.text.contains(what), "{who}: {}", mail.text);
            let has_link = who == "nobody" || mail.subject.starts_with("Your invitation");
            assert_eq!(mail.text.contains("/link/"), has_link, "{who}: {}", mail.text);
        }
        assert_eq!(w.mail_to("pim@example.com").await.len(), 3);
    }
}

story! {
    async fn p41_one_mailbox_gets_three_mails_an_hour_and_six_a_day_whoever_asks(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        choose(&mut owner, "open", "").await;
        let tom = w.agent("Tom").await;
        for email in ["zoe@lakeside.example", tom.email()] {
            let mut answers = Vec::new();
            for nth in 0..100 {
                let mut browser = w.browser();
                browser.address = IpAddr::from([198, 18, nth, 1]);
                browser.get("/register").await;
                let page = browser.post_once("/register", &[("email", email)]).await;
                answers.push(telltale(&page, email));
                w.app().decide_requests().await.unwrap();
                w.later("30 seconds");
            }
            assert!(answers.iter().all(|answer| *answer == answers[0]));
            assert_eq!(w.mail_to(email).await.len(), 3, "three an hour");
            for nth in 0..20 {
                w.later("1 hour");
                ask_from(&w, email, [198, 18, nth, 2]).await;
                w.mail_to(email).await;
            }
            assert_eq!(w.mail_to(email).await.len(), 6, "six a day");
        }
        let held_back = "SELECT count(*) FROM events WHERE kind = 'registration_held_back' AND refusal = 1";
        let days = w.count("SELECT count(*) FROM registrations_held_back").await;
        assert_eq!(w.count(held_back).await, days, "written down once a day");
        assert!(days <= 4, "{days}");
        let counted = "SELECT CAST(sum(mails) AS BIGINT) FROM registrations_held_back";
        assert_eq!(w.count(counted).await, 2 * (120 - 6), "and each is counted");
        for nth in 0..20 {
            ask_from(&w, &format!("uma+{nth}@lakeside.example"), [198, 18, nth, 3]).await;
        }
        let uma = w.rows::<String>("SELECT recipient FROM outbox WHERE recipient LIKE 'uma+%'").await;
        assert_eq!(uma.len(), 3, "folders of a mailbox are no way around it: {uma:?}");
        w.later("1 day");
        ask_from(&w, tom.email(), [198, 18, 1, 1]).await;
        assert_eq!(w.mail_to(tom.email()).await.len(), 7);
    }
}

story! {
    async fn p41_one_network_has_thirty_mails_sent_an_hour(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        choose(&mut owner, "open", "").await;
        for nth in 0..40 {
            ask_from(&w, &format!("u{nth}@lakeside.example"), [203, 0, 113, nth]).await;
        }
        assert_eq!(w.count("SELECT count(*) FROM outbox WHERE kind = 'registration'").await, 30);
        assert!(owner.get(PAGE).await.says("10 messages were held back today"));
        ask_from(&w, "u99@lakeside.example", [203, 0, 114, 1]).await;
        assert_eq!(w.mail_to("u99@lakeside.example").await.len(), 1, "another network is not slowed");
        for _ in 0..5 {
            w.later("1 hour");
            for nth in 0..40 {
                ask_from(&w, &format!("v{nth}@lakeside.example"), [203, 0, 113, nth]).await;
            }
        }
        let of_day = w.count("SELECT count(*) FROM registration_mails").await;
        assert_eq!(of_day, 101, "a hundred a day, and the other one");
    }
}

story! {
    async fn p41_an_attack_from_everywhere_ends_at_a_thousand_mails_a_day(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        choose(&mut owner, "open", "").await;
        for nth in 0..1_005_u16 {
            let [high, low] = nth.to_be_bytes();
            ask_from(&w, &format!("u{nth}@lakeside.example"), [10, high, low, 1]).await;
        }
        assert_eq!(w.count("SELECT count(*) FROM outbox").await, 1_000);
        assert_eq!(w.count("SELECT count(*) FROM registration_mails").await, 1_000, "and so many rows");
        let quota = w.row::<String>("SELECT event FROM events WHERE kind = 'registration_held_back'").await;
        assert_eq!(quota.unwrap(), r#"{"event":"registration_held_back","quota":"account"}"#);
    }
}

story! {
    async fn p39_a_link_to_register_leads_to_the_configured_address(w: World) {
        let web = WebSettings { trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()], ..WebSettings::default() };
        let w = w.restarted(settings(), web).await;
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        choose(&mut owner, "open", "").await;
        w.agent("Tom").await;
        for (nth, (name, value)) in [
            ("x-forwarded-host", "evil.example"),
            ("x-forwarded-proto", "http"),
            ("forwarded", "for=1.2.3.4;host=evil.example;proto=http"),
            ("x-original-url", "https://evil.example/"),
            ("referer", "https://evil.example/"),
        ]
        .into_iter()
        .enumerate()
        {
            let stranger = format!("u{nth}@lakeside.example");
            for email in [stranger.as_str(), "tom@example.com"] {
                let mut browser = w.browser();
                browser.address = IpAddr::from([10, 0, 0, 1]);
                browser.headers.push((name.to_owned(), value.to_owned()));
                browser.get("/register").await;
                assert_eq!(browser.post_once("/register", &[("email", email)]).await.status, StatusCode::OK, "{name}");
            }
            let mail = w.mail_to(&stranger).await.pop().expect("a mail");
            assert!(mail.text.contains("https://help.example.com/link/"), "{name}: {}", mail.text);
            assert!(!mail.text.contains("evil") && !mail.text.contains("http://"), "{name}: {}", mail.text);
            let mail = w.mail_to("tom@example.com").await.pop().expect("a mail");
            assert!(mail.text.contains("https://help.example.com/forgot"), "{name}: {}", mail.text);
            assert!(!mail.text.contains("evil") && !mail.text.contains("http://"), "{name}: {}", mail.text);
            w.later("1 day");
        }
    }
}

story! {
    async fn who_may_register_is_changed_by_a_fresh_proof_alone_and_written_down_with_before_and_after(w: World) {
        let kwame = w.admin("Kwame").await;
        let mut admin = kwame.sign_in().await;
        choose(&mut admin, "domains", "lakeside.example").await;
        w.later("1 second");
        choose(&mut admin, "open", "").await;
        let changes = w.rows::<String>("SELECT event FROM events WHERE kind = 'registration_changed' ORDER BY id").await;
        let lakeside = r#"{"rule":"domains","domains":["lakeside.example"]}"#;
        let lakeside_too = r#"{"domains":["lakeside.example"],"rule":"domains"}"#;
        assert!(changes[0].contains(r#""from":{"rule":"closed"}"#), "{changes:?}");
        assert!(changes[0].contains(lakeside) || changes[0].contains(lakeside_too), "{changes:?}");
        assert!(changes[1].contains(r#""to":{"rule":"open"}"#) && changes[1].contains("lakeside"), "{changes:?}");
        assert_eq!(w.count("SELECT count(*) FROM registration_rules").await, 2, "every version is kept");
        let by = w.count("SELECT count(*) FROM events WHERE kind = 'registration_changed' AND actor = 'admin'").await;
        assert_eq!(by, 2);

        w.later("11 minutes");
        let page = choose(&mut admin, "closed", "").await;
        assert_eq!(page.location(), "/confirm?for=policy&then=%2Fadmin%2Fsecurity%2Fregistration", "{page:?}");
        assert!(w.browser().get("/register").await.says("Create an account"), "nothing is saved");
        admin.post("/confirm?for=policy", &[("passcode", &kwame.passcode()), ("then", PAGE)]).await;
        assert_eq!(choose(&mut admin, "closed", "").await.location(), "/admin/security/registration?done=saved");

        let bare = w.person("Bare", Role::Admin, false).await;
        let page = choose(&mut bare.sign_in().await, "open", "").await;
        assert_eq!(page.location(), "/security?done=second-factor-first", "{page:?}");
        let mut agent = w.agent_with_totp("Ana").await.sign_in().await;
        let page = agent.post(PAGE, &[("version", "3"), ("registration", "open")]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
        assert!(w.browser().get("/register").await.says("Accounts are by invitation"));
    }
}

story! {
    async fn a_list_of_domains_is_read_strictly_and_another_admin_s_change_is_not_written_over(w: World) {
        let (mut kwame, mut ingrid) =
            (w.admin("Kwame").await.sign_in().await, w.owner("Ingrid").await.sign_in().await);
        let many: String = (0..51).map(|nth| format!("d{nth}.example\n")).collect();
        for (domains, why) in [
            ("", "Enter at least one domain"),
            (" , \r\n", "Enter at least one domain"),
            ("bücher.example", "“bücher.example” is not a domain"),
            ("lakeside.example\n*.hillside.example", "“*.hillside.example” is not a domain"),
            ("<script>alert(1)</script>", "is not a domain"),
            (many.as_str(), "Enter at most 50 domains"),
        ] {
            let page = choose(&mut kwame, "domains", domains).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{domains}: {page:?}");
            assert!(page.says(why), "{domains}: {page:?}");
            assert!(!page.body.contains("<script>alert"), "{domains}");
        }
        let page = choose(&mut kwame, "ajar", "").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{page:?}");
        assert!(page.says("Choose who may create an account"), "{page:?}");
        for version in ["", "-1", "x"] {
            let page = kwame.post(PAGE, &[("version", version), ("registration", "open")]).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{version:?}: {page:?}");
        }
        assert_eq!(w.count("SELECT count(*) FROM registration_rules").await, 0);

        let seen = [("version", "0"), ("registration", "domains"), ("domains", "lakeside.example")];
        assert_eq!(ingrid.post(PAGE, &seen).await.location(), "/admin/security/registration?done=saved");
        for version in ["0", "7"] {
            let page = kwame.post(PAGE, &[("version", version), ("registration", "open")]).await;
            assert_eq!(page.status, StatusCode::CONFLICT, "{page:?}");
            assert!(page.says("Somebody else changed these settings"), "{page:?}");
            assert!(page.body.contains("lakeside.example"), "as they are now: {page:?}");
        }
        let both = [&[("version", "1"), ("registration", "open")], &[("version", "1"), ("registration", "closed")]];
        let (a, b) = tokio::join!(kwame.post(PAGE, both[0]), ingrid.post(PAGE, both[1]));
        let saved = [&a, &b].into_iter().filter(|page| page.location().ends_with("done=saved")).count();
        let meanwhile = [&a, &b].into_iter().filter(|page| page.status == StatusCode::CONFLICT).count();
        assert_eq!((saved, meanwhile), (1, 1), "{a:?} {b:?}");
        assert_eq!(w.count("SELECT count(*) FROM registration_rules WHERE valid_to IS NULL").await, 1);
    }
}
