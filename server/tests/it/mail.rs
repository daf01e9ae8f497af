//! Mail: written with what it tells of, sealed until it is sent, tried again, and never to where a request points.

use std::net::IpAddr;

use axum::http::{Method, StatusCode};
use doorward::delivery::{Mail, NotSent};
use doorward::flows::PersonAct;
use doorward::web::state::WebSettings;
use doorward_core::factor::totp::Seed;
use doorward_core::user::Role;

use crate::story;
use crate::world::{Browser, ORIGIN, PASSWORD, Page, World, passcode, settings};

async fn ask(w: &World, email: &str) -> Page {
    let page = w.browser().post("/forgot", &[("email", email)]).await;
    // The job decides, in a moment.
    w.app().decide_requests().await.unwrap();
    page
}

story! {
    async fn a_letter_is_written_with_what_it_tells_of_or_not_at_all(w: World) {
        let tom = w.agent("Tom").await;
        ask(&w, tom.email()).await;
        let written = [
            w.count("SELECT count(*) FROM outbox WHERE kind = 'password_reset' AND due_at IS NOT NULL").await,
            w.count("SELECT count(*) FROM links").await,
            w.count("SELECT count(*) FROM events WHERE kind = 'password_reset_asked'").await,
        ];
        assert_eq!(written, [1, 1, 1]);
        assert!(w.mailbox.mails().is_empty(), "the request itself sends nothing");

        w.tamper("ALTER TABLE outbox RENAME COLUMN letter TO gone").await;
        w.browser().post("/forgot", &[("email", tom.email())]).await;
        assert!(w.app().decide_requests().await.is_err());
        assert_eq!(w.count("SELECT count(*) FROM requests").await, 1, "the request waits");
        assert_eq!(w.count("SELECT count(*) FROM links").await, 1, "no letter, no link");
        assert_eq!(w.count("SELECT count(*) FROM events").await, 1, "and no event");
        let mut browser = w.browser();
        assert_eq!(browser.sign_in(tom.email(), PASSWORD).await.location(), "/desk");
        let fields = [("password", PASSWORD), ("new_password", "nine small kettles sing")];
        let page = browser.post("/security/password", &fields).await;
        assert!(page.status.is_server_error(), "{page:?}");
        assert_eq!(browser.sign_in(tom.email(), PASSWORD).await.location(), "/desk", "nothing is half done");
    }
}

/// The state of the only letter: tries, when it is due, whether it was given up.
async fn letter(w: &World) -> (i64, Option<i64>, Option<i64>) {
    w.row("SELECT tries, due_at, failed_at FROM outbox").await.expect("a letter")
}

story! {
    async fn p70_a_letter_that_is_not_taken_is_tried_ever_more_rarely_and_given_up_after_a_day(w: World) {
        let (kwame, tom) = (w.admin("Kwame").await, w.agent("Tom").await);
        w.mailbox.answer(Some(NotSent::Later("450 4.2.1 Mailbox busy".to_owned())));
        let promoted = PersonAct::ChangeRole(Role::Admin);
        w.app().act_as_operator(w.tenant.clone(), &tom.made.user.email, promoted).await.unwrap();
        let begun = w.now().millis();
        let mut waits = Vec::new();
        loop {
            assert!(w.mail_to(tom.email()).await.is_empty());
            let (tries, due, failed) = letter(&w).await;
            let Some(due) = due else {
                assert!(failed.is_some());
                assert_eq!(tries, 16);
                break;
            };
            let wait = (due - w.now().millis()) / 1_000;
            waits.push(wait);
            w.later(&format!("{} seconds", wait - 1));
            assert!(w.mail_to(tom.email()).await.is_empty());
            assert_eq!(letter(&w).await.0, tries, "not before it is due");
            w.later("1 second");
        }
        let expected = [15, 30, 60, 120, 240, 480, 960, 1_920, 3_840, 7_680, 14_400, 14_400, 14_400, 14_400, 14_400];
        assert_eq!(waits, expected);
        let hours = (w.now().millis() - begun) / 3_600_000;
        assert!((24..26).contains(&hours), "after a day: {hours} h");
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'mail_failed'").await, 1);

        let mut admin = kwame.sign_in().await;
        assert!(admin.get("/admin").await.body.contains("/admin/mail"));
        let page = admin.get("/admin/mail").await;
        assert!(page.says("Not sent") && page.says("450 4.2.1 Mailbox busy") && page.says("t•••@example.com"), "{page:?}");
        assert!(!page.body.contains("/link/"), "no secret on the page");
        let mail = page.field("mail").expect("a button").to_owned();
        w.mailbox.answer(None);
        assert!(w.mail_to(tom.email()).await.is_empty(), "nothing goes by itself any more");
        let page = admin.post("/admin/mail/retry", &[("mail", &mail)]).await;
        assert_eq!(page.location(), "/admin/mail?done=mail-retried", "{page:?}");
        assert_eq!(w.mail_to(tom.email()).await.len(), 1);
        assert!(admin.get("/admin/mail").await.says("Sent"));
        let page = admin.post("/admin/mail/retry", &[("mail", &mail)]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "sent is sent: {page:?}");
        assert_eq!(w.mail_to(tom.email()).await.len(), 1);
    }
}

story! {
    async fn a_letter_whose_link_has_run_out_goes_to_nobody(w: World) {
        let (kwame, tom) = (w.admin("Kwame").await, w.agent("Tom").await);
        w.mailbox.answer(Some(NotSent::Later("451 4.3.0 Not now".to_owned())));
        ask(&w, tom.email()).await;
        assert!(w.mail_to(tom.email()).await.is_empty());
        w.mailbox.answer(None);
        w.later("31 minutes");
        assert!(w.mail_to(tom.email()).await.is_empty(), "a dead link helps nobody");
        let page = kwame.sign_in().await.get("/admin/mail").await;
        assert!(page.says("its link or code has run out"), "{page:?}");
    }
}

story! {
    async fn p70_a_letter_that_is_refused_for_good_is_given_up_at_once(w: World) {
        let (kwame, tom) = (w.admin("Kwame").await, w.agent("Tom").await);
        w.mailbox.answer(Some(NotSent::Never("550 5.1.1 <script>alert(1)</script> no such user".to_owned())));
        let told = ask(&w, tom.email()).await;
        assert_eq!(told.status, StatusCode::OK, "the caller learns nothing of it");
        w.mail_to(tom.email()).await;
        let (tries, due, failed) = letter(&w).await;
        assert_eq!((tries, due), (1, None));
        assert!(failed.is_some());
        let page = kwame.sign_in().await.get("/admin/mail").await;
        assert!(page.says("Not sent") && page.says("550 5.1.1"), "{page:?}");
        assert!(!page.body.contains("<script>alert"));
    }
}

story! {
    async fn p54_a_letter_of_another_account_is_neither_seen_nor_sent_again(w: World) {
        let other = w.other_account("https://desk.example.net").await;
        let (kwame, stranger) = (w.admin("Kwame").await, other.admin("Stranger").await);
        w.mailbox.answer(Some(NotSent::Never("550".to_owned())));
        ask(&other, stranger.email()).await;
        w.mail_to(stranger.email()).await;
        let page = stranger.sign_in().await.get("/admin/mail").await;
        let mail = page.field("mail").expect("their own").to_owned();
        let mut admin = kwame.sign_in().await;
        assert!(admin.get("/admin/mail").await.field("mail").is_none());
        let page = admin.post("/admin/mail/retry", &[("mail", &mail)]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{page:?}");
        assert!(letter(&w).await.2.is_some());
    }
}

story! {
    async fn a_letter_that_was_sent_is_forgotten(w: World) {
        let tom = w.agent("Tom").await;
        ask(&w, tom.email()).await;
        assert_eq!(w.count("SELECT count(*) FROM outbox WHERE letter IS NOT NULL").await, 1);
        w.mail_to(tom.email()).await;
        assert_eq!(w.count("SELECT count(*) FROM outbox WHERE letter IS NOT NULL").await, 0);
    }
}

story! {
    async fn each_letter_is_sent_once_however_many_nodes_send(w: World) {
        let tom = w.agent("Tom").await;
        for round in 1..=10_usize {
            w.later("1 hour");
            for i in 0..4 {
                let other = w.customer(&format!("Guest{round}x{i}")).await;
                ask(&w, other.email()).await;
            }
            ask(&w, tom.email()).await;
            let tried: u64 = w.all_nodes_send().await.iter().sum();
            assert_eq!(tried, 5, "round {round}");
            let ids: std::collections::BTreeSet<String> =
                w.mailbox.mails().into_iter().map(|mail| mail.id).collect();
            assert_eq!((ids.len(), w.mailbox.mails().len()), (5 * round, 5 * round));
        }
        assert_eq!(w.count("SELECT count(*) FROM outbox WHERE sent_at IS NULL OR tries <> 1").await, 0);
    }
}

story! {
    async fn a_letter_whose_sender_died_is_sent_by_the_next_one(w: World) {
        let tom = w.agent("Tom").await;
        ask(&w, tom.email()).await;
        let parcel = w.app().next_parcel(false).await.unwrap().expect("a letter");
        drop(parcel); // The process dies before it writes down what became of it.
        w.later("119 seconds");
        assert!(w.mail_to(tom.email()).await.is_empty(), "it may still be on its way");
        w.later("1 second");
        assert_eq!(w.mail_to(tom.email()).await.len(), 1);
    }
}

story! {
    async fn p43_a_look_alike_of_an_address_is_another_one(w: World) {
        let alice = w.customer("Alice").await;
        for same in ["ALICE@EXAMPLE.COM", "Alice@Example.com", " alice@example.com "] {
            assert_eq!(w.browser().sign_in(same, PASSWORD).await.location(), "/desk", "{same}");
        }
        for other in [
            "al\u{131}ce@example.com",
            "\u{ff41}lice@example.com",
            "alice@ex\u{e4}mple.com",
            "alice@exa\u{308}mple.com",
            "alice@example.co\u{217f}",
            "alice@example\u{3002}com",
            "al\u{ad}ice@example.com",
            "\u{200b}alice@example.com",
            "alice@xn--exmple-cua.com",
            "alice@example.com.",
            "alice+x@example.com",
            "a.lice@example.com",
        ] {
            let page = w.browser().sign_in(other, PASSWORD).await;
            assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{other}: {page:?}");
            let page = ask(&w, other).await;
            assert!([200, 422].contains(&page.status.as_u16()), "{other}: {page:?}");
        }
        let mails = w.count("SELECT count(*) FROM outbox WHERE kind <> 'new_browser'").await;
        assert_eq!(mails, 0, "no mail to a look-alike");
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        let fields = [("name", "Alice"), ("email", "ALICE@example.com"), ("role", "end_user")];
        let page = owner.post("/admin/end-users/invite", &fields).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "one address is one person: {page:?}");
        ask(&w, "ALICE@example.com").await;
        let mails = w.mail_to(alice.email()).await;
        let resets = mails.iter().filter(|mail| mail.subject.starts_with("A new password")).count();
        assert_eq!(resets, 1, "and goes to the address that is on file");
    }
}

/// Sets an authenticator up in a session, and says that the codes are saved. Returns what it is, and the codes.
async fn connect(w: &World, browser: &mut Browser) -> (Seed, Vec<String>) {
    browser.get("/security").await;
    let page = browser.post("/security/authenticator/begin", &[]).await;
    assert_eq!(page.location(), "/security/authenticator", "{page:?}");
    let page = browser.get("/security/authenticator").await;
    let at = page.body.find("secret=").expect("a key") + 7;
    let key: String = page.body[at..].chars().take_while(char::is_ascii_alphanumeric).collect();
    let seed = Seed::from_base32(&key).unwrap();
    let page = browser.post("/security/authenticator", &[("passcode", &passcode(&seed, w.now()))]).await;
    assert_eq!(page.location(), "/security/recovery-codes/save", "{page:?}");
    w.later("30 seconds");
    browser.get("/security").await;
    let codes = browser.get("/security/recovery-codes/save.txt").await;
    let codes = codes.body.lines().filter(|line| line.matches('-').count() == 3 && !line.contains(' '));
    (seed, codes.map(str::to_owned).collect())
}

story! {
    async fn p35_no_secret_lies_readable_in_the_store(w: World) {
        let (ana, tom) = (w.agent_with_totp("Ana").await, w.agent("Tom").await);
        let mut secrets = vec![PASSWORD.to_owned(), "nine small kettles sing".to_owned()];
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        owner.post("/admin/team-members/invite", &[("name", "Nia"), ("email", "nia@example.com"), ("role", "agent")]).await;
        ask(&w, tom.email()).await;
        // Not sent yet: the letters lie in the outbox with their links.
        let outbox_full = w.everything().await;
        secrets.push(ana.passcode());
        let browser = ana.sign_in().await;
        let mut half = w.browser();
        half.sign_in(ana.email(), ana.password()).await;
        let mut browser_of_tom = tom.sign_in().await;
        let (seed, _) = connect(&w, &mut browser_of_tom).await;
        for browser in [&browser, &half, &owner, &browser_of_tom] {
            secrets.extend(browser.cookies.values().cloned());
        }
        for seed in [&seed, ana.seed()] {
            secrets.push(seed.to_base32());
            secrets.push(String::from_utf8_lossy(seed.as_bytes()).into_owned());
        }
        for code in &ana.made.codes {
            secrets.push(code.clone());
            secrets.push(code.replace('-', ""));
            secrets.push(code.replace('-', "").to_lowercase());
        }
        let (nia, reset) = (w.link_to("nia@example.com").await, {
            let mails = w.mail_to(tom.email()).await;
            let mail = mails.iter().find(|mail| mail.text.contains("/link/")).expect("a reset").clone();
            let at = mail.text.find("/link/").unwrap();
            mail.text[at..].split_whitespace().next().unwrap().to_owned()
        });
        for link in [&nia, &reset] {
            secrets.push(link.trim_start_matches("/link/").to_owned());
        }
        let mut forms = Vec::new();
        for secret in &secrets {
            assert!(secret.len() >= 6, "{secret}");
            forms.push(secret.clone());
            forms.push(data_encoding::HEXLOWER.encode(secret.as_bytes()));
            forms.push(data_encoding::HEXUPPER.encode(secret.as_bytes()));
            if let Ok(bytes) = data_encoding::BASE64URL_NOPAD.decode(secret.as_bytes()) {
                forms.push(data_encoding::HEXLOWER.encode(&bytes));
                forms.push(data_encoding::HEXUPPER.encode(&bytes));
            }
        }
        for seed in [&seed, ana.seed()] {
            forms.push(data_encoding::HEXLOWER.encode(seed.as_bytes()));
            forms.push(data_encoding::HEXUPPER.encode(seed.as_bytes()));
        }
        for rows in [outbox_full, w.everything().await] {
            assert!(rows["users"].contains("tom@example.com"), "what is searched is what is stored");
            for (table, rows) in rows {
                for secret in &forms {
                    assert!(!rows.contains(secret.as_str()), "{table} holds {secret}");
                }
            }
        }
        let Some(file) = w.file() else { return };
        let mut searched = 0;
        for end in ["", "-wal", "-shm"] {
            let Ok(bytes) = std::fs::read(format!("{}{end}", file.display())) else { continue };
            searched += bytes.len();
            for secret in secrets.iter().map(String::as_bytes).chain([seed.as_bytes(), ana.seed().as_bytes()]) {
                assert!(!bytes.windows(secret.len()).any(|it| it == secret), "world.db{end}");
            }
        }
        assert!(searched > 10_000);
    }
}

story! {
    async fn p39_no_request_decides_where_a_mailed_link_leads(w: World) {
        let net = "10.0.0.0/8".parse().unwrap();
        let web = WebSettings { trusted_proxies: vec![net], ..WebSettings::default() };
        let w = w.restarted(settings(), web).await;
        let mut nth = 0;
        for peer in [IpAddr::from([192, 0, 2, 1]), IpAddr::from([10, 0, 0, 1])] {
            for (name, value) in [
                ("x-forwarded-host", "evil.example"),
                ("x-forwarded-server", "evil.example"),
                ("x-forwarded-proto", "http"),
                ("x-forwarded-port", "666"),
                ("x-forwarded-prefix", "//evil.example"),
                ("x-original-host", "evil.example"),
                ("x-original-url", "https://evil.example/"),
                ("x-rewrite-url", "https://evil.example/"),
                ("x-host", "evil.example"),
                ("forwarded", "for=1.2.3.4;host=evil.example;proto=http"),
                ("referer", "https://evil.example/"),
            ] {
                nth += 1;
                let person = w.customer(&format!("Person{nth}")).await;
                let mut browser = w.browser();
                browser.address = peer;
                browser.headers.push((name.to_owned(), value.to_owned()));
                let page = browser.post("/forgot", &[("email", person.email())]).await;
                assert_eq!(page.status, StatusCode::OK, "{name}: {page:?}");
                let mail = w.mail_to(person.email()).await.pop().expect("a mail");
                assert!(mail.text.contains("https://help.example.com/link/"), "{name}: {}", mail.text);
                assert!(!mail.text.contains("evil") && !mail.text.contains("http://"), "{name}: {}", mail.text);
            }
        }
    }
}

story! {
    async fn p39_an_unknown_host_is_answered_by_nobody(w: World) {
        let tom = w.agent("Tom").await;
        let mut browser = w.browser();
        let token = browser.form_token().await;
        let body = format!("email=tom%40example.com&form_token={token}");
        let form = ("content-type", "application/x-www-form-urlencoded");
        for (uri, hosts) in [
            ("/forgot", vec!["evil.example"]),
            ("/forgot", vec!["help.example.com", "evil.example"]),
            ("/forgot", vec!["evil.example", "help.example.com"]),
            ("/forgot", vec!["help.example.com@evil.example"]),
            ("/forgot", vec!["help.example.com/evil"]),
            ("/forgot", vec!["help.example.com "]),
            ("https://evil.example/forgot", vec!["help.example.com"]),
            ("https://help.example.com@evil.example/forgot", vec!["help.example.com"]),
        ] {
            let mut headers = vec![form, ("origin", ORIGIN), ("sec-fetch-site", "same-origin")];
            headers.extend(hosts.iter().map(|host| ("host", *host)));
            let page = browser.clone().send(Method::POST, uri, &headers, &body).await;
            assert_eq!(page.status, StatusCode::MISDIRECTED_REQUEST, "{uri} {hosts:?}: {page:?}");
        }
        assert!(w.mail_to(tom.email()).await.is_empty());
        let headers = [form, ("origin", ORIGIN), ("host", "evil.example")];
        let page = browser.send(Method::POST, "https://help.example.com/forgot", &headers, &body).await;
        assert_eq!(page.status, StatusCode::OK, "the request line goes before the header: {page:?}");
        let mail = w.mail_to(tom.email()).await.pop().expect("a mail");
        assert!(mail.text.contains("https://help.example.com/link/"), "{}", mail.text);
    }
}

/// Sends what waits, and gives the newest mail with this subject.
async fn told(w: &World, email: &str, subject: &str) -> Mail {
    let mails = w.mail_to(email).await;
    let subjects: Vec<&str> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    let found = mails.iter().rev().find(|mail| mail.subject == subject);
    found.unwrap_or_else(|| panic!("no {subject:?} among {subjects:?}")).clone()
}

fn says_when_and_where_from(mail: &Mail) {
    assert!(mail.text.contains("24 Nov 2026, 10:"), "{}", mail.text);
    assert!(mail.text.contains("Firefox on Linux") && mail.text.contains("192.0.2."), "{}", mail.text);
    assert!(mail.text.contains("Acme Help"), "{}", mail.text);
}

story! {
    async fn p31_every_change_of_a_factor_or_password_is_told_by_mail(w: World) {
        let tom = w.agent("Tom").await;
        let mut browser = tom.sign_in().await;
        let (first, codes) = connect(&w, &mut browser).await;
        says_when_and_where_from(&told(&w, tom.email(), "A second step was added to your sign-in").await);
        let page = browser.post("/security/authenticator/begin", &[]).await;
        assert!(page.location().starts_with("/confirm?"), "a factor is replaced by itself alone: {page:?}");
        let fields = [("passcode", passcode(&first, w.now())), ("then", "/security".to_owned())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        let page = browser.post("/confirm?for=authenticator", &fields).await;
        assert_eq!(page.location(), "/security", "{page:?}");
        browser.post("/security/authenticator/begin", &[]).await;
        let seed = browser.get("/security/authenticator").await.seed();
        let fields = [("passcode", &*passcode(&seed, w.now())), ("replaces", "yes")];
        let page = browser.post("/security/authenticator", &fields).await;
        assert_eq!(page.location(), "/security?done=replaced", "{page:?}");
        w.later("30 seconds");
        says_when_and_where_from(&told(&w, tom.email(), "A second step was removed from your sign-in").await);
        assert_ne!(first.to_base32(), seed.to_base32());
        assert_eq!(codes.len(), 10, "{codes:?}");

        let mut other = w.browser();
        assert_eq!(other.sign_in(tom.email(), PASSWORD).await.location(), "/signin/passcode");
        let page = other.post("/signin/recovery-code", &[("recovery_code", &codes[3])]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        let mail = told(&w, tom.email(), "A recovery code was used").await;
        says_when_and_where_from(&mail);
        assert!(mail.text.contains('9'), "how many are left: {}", mail.text);

        let page = other.post("/security/recovery-codes", &[]).await;
        assert_eq!(page.location(), "/security/recovery-codes/save", "{page:?}");
        says_when_and_where_from(&told(&w, tom.email(), "New recovery codes were made").await);

        let fields = [("password", PASSWORD), ("new_password", "nine small kettles sing")];
        let page = other.post("/security/password", &fields).await;
        assert_eq!(page.location(), "/security?done=password-changed", "{page:?}");
        says_when_and_where_from(&told(&w, tom.email(), "Your password for Acme Help was changed").await);

        let page = other.post("/security/turn-off", &[]).await;
        assert_eq!(page.location(), "/security?done=second-factor-off", "{page:?}");
        says_when_and_where_from(&told(&w, tom.email(), "Two-factor authentication was turned off").await);

        for mail in w.mail_to(tom.email()).await {
            let secrets = [first.to_base32(), seed.to_base32(), PASSWORD.to_owned(), "kettles".to_owned()];
            for secret in secrets.iter().chain(&codes) {
                assert!(!mail.text.contains(secret.as_str()), "{}", mail.text);
            }
            assert_eq!(mail.to.as_str(), tom.email());
        }
        assert_eq!(w.mail_to(tom.email()).await.len(), 8, "one each, of the new authenticator two, and one of the new browser");
    }
}

story! {
    async fn p01_who_knows_the_password_and_guesses_passcodes_is_told_of_once(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = w.browser();
        browser.sign_in(ana.email(), ana.password()).await;
        for i in 0..8 {
            browser.post("/signin/passcode", &[("passcode", &format!("00000{i}"))]).await;
        }
        says_when_and_where_from(&told(&w, ana.email(), "Somebody is trying passcodes").await);
        assert_eq!(w.mail_to(ana.email()).await.len(), 1);
    }
}

story! {
    async fn what_an_admin_does_to_a_person_is_told_by_mail(w: World) {
        let (ingrid, tom) = (w.owner("Ingrid").await, w.agent("Tom").await);
        let mut owner = ingrid.sign_in().await;
        owner.post(&format!("/admin/people/{}/role", tom.id()), &[("role", "admin")]).await;
        let mail = told(&w, tom.email(), "Your role was changed").await;
        assert!(mail.text.contains("Administrator") || mail.text.contains("Admin"), "{}", mail.text);
        owner.post(&format!("/admin/people/{}/end-sessions", tom.id()), &[]).await;
        told(&w, tom.email(), "You were signed out everywhere").await;
    }
}
