//! Passwords: forgotten, chosen, guessed and judged; and that nobody learns from the door who is here.

use axum::http::StatusCode;
use doorward::breach::BreachFile;
use doorward::flows::Settings;
use doorward::web::state::WebSettings;
use doorward_core::factor::password::Hashing;

use crate::story;
use crate::world::{Browser, PASSWORD, Page, Person, World, settings};

const NEW_PASSWORD: &str = "nine small kettles sing";

async fn ask(w: &World, email: &str) -> Page {
    let page = w.browser().post("/forgot", &[("email", email)]).await;
    // The job decides, in a moment.
    w.app().decide_requests().await.unwrap();
    page
}

/// Opens a link and sends a new password by it.
async fn reset(browser: &mut Browser, link: &str, password: &str) -> Page {
    let page = browser.get(link).await;
    if page.location() != "/reset" {
        return page;
    }
    browser.get("/reset").await;
    browser.post("/reset", &[("new_password", password)]).await
}

story! {
    async fn p36_a_reset_by_mail_touches_no_second_factor_and_ends_every_session(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut at_work = ana.sign_in().await;
        let mut half = w.browser();
        half.sign_in(ana.email(), ana.password()).await;
        assert!(ask(&w, ana.email()).await.says("Check your e-mail"));
        let link = w.link_to(ana.email()).await;
        let factors = "SELECT count(*) FROM authenticators WHERE valid_to IS NULL";
        let codes = "SELECT count(*) FROM recovery_codes WHERE used_at IS NULL";
        let before = (w.count(factors).await, w.count(codes).await);
        assert!(at_work.is_signed_in().await, "asking ends nothing: anybody can ask");

        let mut browser = w.browser();
        let page = reset(&mut browser, &link, NEW_PASSWORD).await;
        assert_eq!(page.location(), "/signin?done=password-set", "{page:?}");
        assert!(!browser.is_signed_in().await, "a reset is no sign-in");
        assert_eq!((w.count(factors).await, w.count(codes).await), before);
        assert!(!at_work.is_signed_in().await, "every session ended");
        let page = half.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert!(page.location().starts_with("/signin?"), "and every half-done sign-in: {page:?}");

        assert_eq!(w.browser().sign_in(ana.email(), PASSWORD).await.status, StatusCode::UNAUTHORIZED);
        let page = browser.sign_in(ana.email(), NEW_PASSWORD).await;
        assert_eq!(page.location(), "/signin/passcode", "the second step is still asked for: {page:?}");
        let page = browser.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        let mails = w.mail_to(ana.email()).await;
        assert!(mails.iter().any(|mail| mail.subject.contains("was changed")), "and the person is told");
    }
}

story! {
    async fn p36_a_reset_link_is_looked_at_freely_and_used_once(w: World) {
        let tom = w.agent("Tom").await;
        ask(&w, tom.email()).await;
        let link = w.link_to(tom.email()).await;
        let before = w.everything().await;
        for _ in 0..3 {
            let mut scanner = w.browser();
            assert_eq!(scanner.get(&link).await.location(), "/reset");
            assert_eq!(scanner.get("/reset").await.status, StatusCode::OK);
        }
        assert_eq!(w.everything().await, before, "GET changes nothing");
        let mut browser = w.browser();
        let page = reset(&mut browser, &link, "short").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "a refused password uses nothing up: {page:?}");
        assert_eq!(reset(&mut browser, &link, NEW_PASSWORD).await.location(), "/signin?done=password-set");
        assert_eq!(w.browser().get(&link).await.status, StatusCode::GONE);
        assert_eq!(reset(&mut browser, &link, "another fine password").await.status, StatusCode::GONE);
        assert_eq!(w.browser().sign_in(tom.email(), NEW_PASSWORD).await.location(), "/desk");
    }
}

story! {
    async fn p36_a_reset_link_is_used_once_even_by_two_at_once(w: World) {
        let tom = w.agent("Tom").await;
        ask(&w, tom.email()).await;
        let link = w.link_to(tom.email()).await;
        let (mut one, mut two) = (w.browser(), w.browser());
        for browser in [&mut one, &mut two] {
            browser.get(&link).await;
            browser.get("/reset").await;
        }
        let (first, second) = ([("new_password", NEW_PASSWORD)], [("new_password", "ten small kettles sing")]);
        let (a, b) = tokio::join!(one.post_once("/reset", &first), two.post_once("/reset", &second));
        let yes = [&a, &b].into_iter().filter(|page| page.location() == "/signin?done=password-set").count();
        let no = [&a, &b].into_iter().filter(|page| page.status == StatusCode::GONE).count();
        assert_eq!((yes, no), (1, 1), "{a:?} {b:?}");
    }
}

story! {
    async fn p36_a_reset_link_works_thirty_minutes_and_the_newest_alone(w: World) {
        let tom = w.agent("Tom").await;
        ask(&w, tom.email()).await;
        let first = w.link_to(tom.email()).await;
        w.later("1 minute");
        ask(&w, tom.email()).await;
        let second = w.link_to(tom.email()).await;
        assert_ne!(first, second);
        assert_eq!(w.browser().get(&first).await.status, StatusCode::GONE, "an older link is dead");
        let mut browser = w.browser();
        w.later("1799 seconds");
        assert_eq!(browser.get(&second).await.location(), "/reset");
        browser.get("/reset").await;
        w.later("1 second");
        assert_eq!(w.browser().get(&second).await.status, StatusCode::GONE);
        let page = browser.post("/reset", &[("new_password", NEW_PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::GONE, "{page:?}");
        assert_eq!(w.browser().sign_in(tom.email(), PASSWORD).await.location(), "/desk");
    }
}

story! {
    async fn p36_a_reset_link_dies_with_whatever_else_changes_the_person(w: World) {
        let (ingrid, tom) = (w.owner("Ingrid").await, w.agent("Tom").await);
        ask(&w, tom.email()).await;
        let link = w.link_to(tom.email()).await;
        let mut owner = ingrid.sign_in().await;
        owner.post(&format!("/admin/people/{}/suspend", tom.id()), &[]).await;
        assert_eq!(w.browser().get(&link).await.status, StatusCode::GONE, "suspended");
        owner.post(&format!("/admin/people/{}/restore", tom.id()), &[]).await;
        assert_eq!(w.browser().get(&link).await.status, StatusCode::GONE, "and for good");

        ask(&w, tom.email()).await;
        let link = w.link_to(tom.email()).await;
        let mut browser = tom.sign_in().await;
        let fields = [("password", PASSWORD), ("new_password", NEW_PASSWORD)];
        let page = browser.post("/security/password", &fields).await;
        assert_eq!(page.location(), "/security?done=password-changed", "{page:?}");
        assert_eq!(w.browser().get(&link).await.status, StatusCode::GONE, "the password was changed by hand");
    }
}

story! {
    async fn p54_a_reset_link_of_one_account_opens_nothing_in_another(w: World) {
        let other = w.other_account("https://desk.example.net").await;
        let tom = w.agent("Tom").await;
        ask(&w, tom.email()).await;
        let link = w.link_to(tom.email()).await;
        assert_eq!(other.browser().get(&link).await.status, StatusCode::GONE);
        assert_eq!(w.browser().get(&link).await.location(), "/reset");
    }
}

/// Everything of an answer that somebody at the door can tell apart: status, headers, cookies and words, with what they
/// typed themselves and what is random taken out.
fn telltale(page: &Page, typed: &str) -> (u16, Vec<String>, String) {
    let mut headers: Vec<String> = page
        .headers
        .iter()
        .filter(|(name, _)| name.as_str() != "request-id" && name.as_str() != "content-length")
        .map(|(name, value)| {
            let value = value.to_str().unwrap();
            match (name.as_str(), value.split_once('=')) {
                ("set-cookie", Some((jar, rest))) => {
                    format!("{name}: {jar} {}", rest.split_once(';').map_or("", |(_, attributes)| attributes))
                }
                _ => format!("{name}: {value}"),
            }
        })
        .collect();
    headers.sort();
    let mut body = page.body.replace(typed, "TYPED");
    if let Some(token) = page.field("form_token") {
        body = body.replace(token, "TOKEN");
    }
    (page.status.as_u16(), headers, body)
}

/// People in every standing that a stranger might ask about, and the address of nobody.
struct Crowd {
    addresses: Vec<(&'static str, String)>,
}

impl Crowd {
    async fn gather(w: &World) -> Crowd {
        let owner = w.owner("Ingrid").await;
        let mut browser = owner.sign_in().await;
        let invited = [("name", "Nia"), ("email", "nia@example.com"), ("role", "agent")];
        browser.post("/admin/team-members/invite", &invited).await;
        let suspended = w.agent("Sam").await;
        browser.post(&format!("/admin/people/{}/suspend", suspended.id()), &[]).await;
        w.agent("Tom").await;
        w.agent_with_totp("Ana").await;
        w.customer("Mara").await;
        let named = |name: &'static str| (name, format!("{name}@example.com"));
        Crowd {
            addresses: ["tom", "ana", "mara", "ingrid", "nia", "sam", "nobody", "noone"].map(named).to_vec(),
        }
    }
}

story! {
    async fn p37_p38_a_wrong_password_tells_nothing_of_whose_address_it_is(w: World) {
        let crowd = Crowd::gather(&w).await;
        let (mut answers, mut works) = (Vec::new(), Vec::new());
        for (_, email) in &crowd.addresses {
            let mut browser = w.browser();
            browser.get("/signin").await;
            let before = w.work();
            let page = browser.post_once("/signin", &[("username", email), ("password", "no such word at all")]).await;
            works.push(w.work() - before);
            answers.push(telltale(&page, email));
        }
        for ((who, _), (answer, work)) in crowd.addresses.iter().zip(answers.iter().zip(&works)) {
            assert_eq!(answer.0, 401, "{who}");
            assert_eq!(answer, &answers[0], "{who} is told apart from {}", crowd.addresses[0].0);
            assert_eq!(work, &works[0], "{who} costs other work than {}", crowd.addresses[0].0);
        }
        assert_eq!(works[0].hashes, 1, "one hash each");
    }
}

story! {
    async fn p37_who_is_kept_out_is_told_so_by_the_right_password_alone(w: World) {
        let (ingrid, sam) = (w.owner("Ingrid").await, w.agent_with_totp("Sam").await);
        ingrid.sign_in().await.post(&format!("/admin/people/{}/suspend", sam.id()), &[]).await;
        let wrong = w.browser().sign_in(sam.email(), "no such word at all").await;
        assert!(wrong.says("The e-mail or password is not right") && !wrong.says("suspended"), "{wrong:?}");
        let mut browser = w.browser();
        let right = browser.sign_in(sam.email(), PASSWORD).await;
        assert!(right.says("Your account is suspended"), "{right:?}");
        assert_eq!(right.status, StatusCode::UNAUTHORIZED);
        assert!(!browser.cookies.contains_key("__Host-sign-in"), "and nothing is half done");
    }
}

story! {
    async fn p37_who_is_slowed_down_is_told_the_same_whether_anybody_is_there(w: World) {
        let crowd = Crowd::gather(&w).await;
        let mut answers = Vec::new();
        for (_, email) in &crowd.addresses {
            let mut browser = w.browser();
            let fields = [("username", email.as_str()), ("password", "no such word at all")];
            let mut page = browser.post("/signin", &fields).await;
            for _ in 0..5 {
                page = browser.post("/signin", &fields).await;
            }
            answers.push(telltale(&page, email));
        }
        for ((who, _), answer) in crowd.addresses.iter().zip(&answers) {
            assert_eq!(answer.0, 429, "{who}");
            assert_eq!(answer, &answers[0], "{who} is told apart from {}", crowd.addresses[0].0);
        }
    }
}

story! {
    async fn p37_p38_forgot_tells_nothing_of_whose_address_it_is(w: World) {
        let crowd = Crowd::gather(&w).await;
        let (mut answers, mut works) = (Vec::new(), Vec::new());
        for (_, email) in &crowd.addresses {
            let mut browser = w.browser();
            browser.get("/forgot").await;
            let before = w.work();
            let page = browser.post_once("/forgot", &[("email", email)]).await;
            works.push(w.work() - before);
            answers.push(telltale(&page, email));
        }
        for ((who, _), (answer, work)) in crowd.addresses.iter().zip(answers.iter().zip(&works)) {
            assert_eq!(answer.0, 200, "{who}");
            assert_eq!(answer, &answers[0], "{who} is told apart from {}", crowd.addresses[0].0);
            assert_eq!(work, &works[0], "{who} costs other work than {}", crowd.addresses[0].0);
        }
        for (who, mails) in [("sam", 0), ("tom", 1), ("nobody", 0)] {
            let email = format!("{who}@example.com");
            assert_eq!(w.mail_to(&email).await.len(), mails, "{who}");
        }
    }
}

story! {
    async fn p41_a_mailbox_is_not_flooded_and_the_answer_stays_the_same(w: World) {
        let tom = w.agent("Tom").await;
        let mut answers = Vec::new();
        for _ in 0..100 {
            let mut browser = w.browser();
            browser.get("/forgot").await;
            answers.push(telltale(&browser.post_once("/forgot", &[("email", tom.email())]).await, tom.email()));
            w.mail_to(tom.email()).await;
            w.later("30 seconds");
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]));
        assert_eq!(w.mail_to(tom.email()).await.len(), 5, "five an hour");
        for _ in 0..40 {
            w.later("30 minutes");
            ask(&w, tom.email()).await;
            w.mail_to(tom.email()).await;
        }
        assert_eq!(w.mail_to(tom.email()).await.len(), 10, "ten a day");
        w.later("1 day");
        ask(&w, tom.email()).await;
        assert_eq!(w.mail_to(tom.email()).await.len(), 11);
        // Nobody else is kept from theirs by it.
        let mara = w.customer("Mara").await;
        ask(&w, mara.email()).await;
        assert_eq!(w.mail_to(mara.email()).await.len(), 1);
    }
}

/// Sends a new password by a mailed link, in a browser of its own.
async fn choose(w: &World, person: &Person, password: &str) -> Page {
    w.tamper("UPDATE outbox SET created_at = 0").await; // Quotas are another story.
    w.later("1 second");
    ask(w, person.email()).await;
    let link = w.link_to(person.email()).await;
    reset(&mut w.browser(), &link, password).await
}

fn is_refused(page: &Page, why: &str) -> bool {
    page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says(why)
}

story! {
    async fn a_password_that_stands_alone_has_fifteen_characters_and_eight_beside_a_second_factor(w: World) {
        let (tom, ana) = (w.agent("Tom").await, w.agent_with_totp("Ana").await);
        let page = choose(&w, &tom, "vgwpwzmkraqhtd").await;
        assert!(is_refused(&page, "at least 15 characters"), "{page:?}");
        assert_eq!(choose(&w, &tom, "vgwpwzmkraqhtdx").await.location(), "/signin?done=password-set");
        let page = choose(&w, &ana, "vgwpwzm").await;
        assert!(is_refused(&page, "at least 8 characters"), "{page:?}");
        assert_eq!(choose(&w, &ana, "vgwpwzmk").await.location(), "/signin?done=password-set");
        // Characters count, not bytes.
        let page = choose(&w, &ana, "żółćżół").await;
        assert!(is_refused(&page, "at least 8 characters"), "{page:?}");
        assert_eq!(choose(&w, &ana, "żółćżółć").await.location(), "/signin?done=password-set");
        let page = choose(&w, &ana, &"x".repeat(129)).await;
        assert!(is_refused(&page, "at most 128 characters"), "{page:?}");
        let longest: String = "long and winding road ".chars().cycle().take(128).collect();
        assert_eq!(choose(&w, &ana, &longest).await.location(), "/signin?done=password-set");
        assert_eq!(w.browser().sign_in(ana.email(), &longest).await.location(), "/signin/passcode");
        assert_eq!(w.browser().sign_in(ana.email(), &longest[..127]).await.status, StatusCode::UNAUTHORIZED);
    }
}

story! {
    async fn a_required_second_factor_shortens_the_password_that_is_asked_for(w: World) {
        let tom = w.agent("Tom").await;
        w.tamper("UPDATE policies SET requirement = 'required' WHERE user_type = 'team_member'").await;
        assert_eq!(choose(&w, &tom, "vgwpwzmk").await.location(), "/signin?done=password-set");
        assert_eq!(w.browser().sign_in(tom.email(), "vgwpwzmk").await.location(), "/signin/enrol");
    }
}

story! {
    async fn a_password_that_many_use_or_that_is_made_of_own_words_is_refused(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        for common in ["password", "PassWord", "12345678", "qwertyuiop", "iloveyou", "trustno1"] {
            let page = choose(&w, &ana, common).await;
            assert!(is_refused(&page, "Many people use that password"), "{common}: {page:?}");
        }
        for own in ["Acme-Help-2026", "acmehelp", "ana@example.com", "Doorward1!"] {
            let page = choose(&w, &ana, own).await;
            assert!(is_refused(&page, "made of your name or this account"), "{own}: {page:?}");
        }
        assert_eq!(choose(&w, &ana, "ana sails to acme bay").await.location(), "/signin?done=password-set");
    }
}

/// SHA-1 of "a phrase that leaked" and of another, sorted, as the public files are.
const LEAKED: &str = "0000000A0E3B9F25FF41DE4B5AC238C2D545C7A8:15\r
D8566B4ABAC51A069396D39F05874503F496B2F4:3\r
F31642E3AA0603484C0C9A6BBAB1A103F56918A8:1\r
";

async fn with_breach_file(w: &World, text: &str) -> (World, std::path::PathBuf) {
    let path = std::env::temp_dir().join(format!("doorward-leaked-{}-{:?}", std::process::id(), w.database));
    let path = path.with_extension(w.tenant.id.to_string());
    std::fs::write(&path, text).unwrap();
    let file = BreachFile::open(&path).unwrap();
    let settings = Settings { breach_file: Some(file), ..settings() };
    (w.restarted(settings, WebSettings::default()).await, path)
}

story! {
    async fn a_password_of_the_operator_s_leak_file_is_refused(w: World) {
        let (w, path) = with_breach_file(&w, LEAKED).await;
        let ana = w.agent_with_totp("Ana").await;
        for leaked in ["a phrase that leaked", "another leaked phrase"] {
            let page = choose(&w, &ana, leaked).await;
            assert!(is_refused(&page, "has been leaked somewhere"), "{leaked}: {page:?}");
        }
        assert_eq!(choose(&w, &ana, "a phrase that leaked not").await.location(), "/signin?done=password-set");
        std::fs::remove_file(&path).unwrap();
        let page = choose(&w, &ana, "some other good phrase").await;
        assert!(page.status.is_server_error(), "what cannot be compared is not accepted: {page:?}");
        assert_eq!(w.browser().sign_in(ana.email(), "a phrase that leaked not").await.location(), "/signin/passcode");
    }
}

story! {
    async fn a_leaked_password_still_signs_in_but_cannot_be_chosen_again(w: World) {
        let tom = w.agent("Tom").await;
        assert_eq!(choose(&w, &tom, "a phrase that leaked").await.location(), "/signin?done=password-set");
        let (w, path) = with_breach_file(&w, LEAKED).await;
        let mut browser = w.browser();
        assert_eq!(browser.sign_in(tom.email(), "a phrase that leaked").await.location(), "/desk");
        let fields = [("password", "a phrase that leaked"), ("new_password", "another leaked phrase")];
        let page = browser.post("/security/password", &fields).await;
        assert!(is_refused(&page, "has been leaked somewhere"), "{page:?}");
        std::fs::remove_file(&path).unwrap();
    }
}

story! {
    async fn a_hash_follows_the_configured_cost_at_the_next_sign_in(w: World) {
        let tom = w.agent("Tom").await;
        let hash = "SELECT hash FROM passwords";
        let old = w.row::<String>(hash).await.unwrap();
        assert!(old.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{old}");
        let hashing = Hashing { memory_kib: 16, passes: 2, lanes: 1 };
        let dearer = w.restarted(Settings { hashing, ..settings() }, WebSettings::default()).await;
        let page = dearer.browser().sign_in(tom.email(), "no such word at all").await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{page:?}");
        assert_eq!(w.row::<String>(hash).await.unwrap(), old, "a wrong password changes no hash");
        assert_eq!(dearer.browser().sign_in(tom.email(), PASSWORD).await.location(), "/desk");
        let new = w.row::<String>(hash).await.unwrap();
        assert!(new.starts_with("$argon2id$v=19$m=16,t=2,p=1$"), "{new}");
        assert_eq!(dearer.browser().sign_in(tom.email(), PASSWORD).await.location(), "/desk");
        assert_eq!(w.row::<String>(hash).await.unwrap(), new, "once");
    }
}

story! {
    async fn strangers_cannot_slow_a_browser_that_has_signed_in_before(w: World) {
        let tom = w.agent("Tom").await;
        let mut known = tom.sign_in().await;
        known.post("/signout", &[]).await;
        for _ in 0..60 {
            // Each from another network, so that only the lane of all strangers slows them.
            w.browser().sign_in(tom.email(), "no such word at all").await;
        }
        for i in 0..60_u8 {
            let mut stranger = w.browser();
            stranger.address = std::net::IpAddr::from([198, 18, i, 1]);
            stranger.sign_in(tom.email(), "no such word at all").await;
        }
        let mut unknown = w.browser();
        unknown.address = std::net::IpAddr::from([203, 0, 113, 9]);
        let page = unknown.sign_in(tom.email(), PASSWORD).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{page:?}");
        assert_eq!(known.sign_in(tom.email(), PASSWORD).await.location(), "/desk", "no wait for the known one");
    }
}

story! {
    async fn a_known_browser_s_lane_is_slow_to_guess_in_too(w: World) {
        let tom = w.agent("Tom").await;
        let mut known = tom.sign_in().await;
        known.post("/signout", &[]).await;
        let mut slowed = 0;
        for _ in 0..20 {
            let page = known.sign_in(tom.email(), "no such word at all").await;
            slowed += usize::from(page.status == StatusCode::TOO_MANY_REQUESTS);
        }
        assert_eq!(slowed, 10, "ten are free");
    }
}

story! {
    async fn guessing_from_one_network_slows_that_network_and_locks_nobody_out(w: World) {
        let tom = w.agent("Tom").await;
        let guess = async |host: u8| {
            let mut browser = w.browser();
            browser.address = std::net::IpAddr::from([198, 51, 100, host]);
            browser.sign_in(tom.email(), "no such word at all").await.status
        };
        for host in 1..=5 {
            assert_eq!(guess(host).await, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(guess(6).await, StatusCode::TOO_MANY_REQUESTS, "one /24 is one network");
        let mut elsewhere = w.browser();
        elsewhere.address = std::net::IpAddr::from([203, 0, 113, 9]);
        assert_eq!(elsewhere.sign_in(tom.email(), PASSWORD).await.location(), "/desk", "another network is not slowed");
        for _ in 0..200 {
            w.later("15 minutes");
            assert_eq!(guess(7).await, StatusCode::UNAUTHORIZED, "no wait is longer than 15 minutes");
        }
        w.later("15 minutes");
        let mut there = w.browser();
        there.address = std::net::IpAddr::from([198, 51, 100, 8]);
        assert_eq!(there.sign_in(tom.email(), PASSWORD).await.location(), "/desk", "never a lock");
    }
}

story! {
    async fn a_try_that_is_not_looked_at_costs_no_hash(w: World) {
        let tom = w.agent("Tom").await;
        let mut browser = w.browser();
        for _ in 0..5 {
            browser.sign_in(tom.email(), "no such word at all").await;
        }
        let before = w.work();
        let page = browser.sign_in(tom.email(), PASSWORD).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "the right one, too: {page:?}");
        assert_eq!((w.work() - before).hashes, 0);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'slowed'").await, 1);
        browser.sign_in(tom.email(), PASSWORD).await;
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'slowed'").await, 1, "written down once");
        w.later("2 seconds");
        assert_eq!(browser.sign_in(tom.email(), PASSWORD).await.location(), "/desk");
    }
}

story! {
    async fn addresses_that_nobody_has_leave_a_bounded_number_of_rows(w: World) {
        w.agent("Tom").await;
        let before = w.everything().await;
        for i in 0..400 {
            let page = w.browser().sign_in(&format!("nobody{i}@example.com"), PASSWORD).await;
            assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{page:?}");
            if i % 40 == 0 {
                ask(&w, &format!("nobody{i}@example.com")).await;
            }
        }
        let after = w.everything().await;
        for (table, rows) in &before {
            let may_grow = ["password_ledger", "unknown_refusals"].contains(&table.as_str());
            assert!(may_grow || rows == &after[table], "{table} grew");
        }
        assert_eq!(w.count("SELECT CAST(sum(refusals) AS BIGINT) FROM unknown_refusals").await, 410);
        assert!(w.count("SELECT count(*) FROM unknown_refusals").await <= 256);
        assert!(!after["unknown_refusals"].contains("nobody"), "no address is kept");
    }
}

story! {
    async fn a_changed_password_ends_the_other_sessions_and_needs_the_old_one(w: World) {
        let tom = w.agent("Tom").await;
        let (mut one, mut two) = (tom.sign_in().await, tom.sign_in().await);
        let page = one.post("/security/password", &[("password", "wrong"), ("new_password", NEW_PASSWORD)]).await;
        assert!(is_refused(&page, "not your password now"), "{page:?}");
        assert!(two.is_signed_in().await);
        let before = one.cookies["__Host-session"].clone();
        let page = one.post("/security/password", &[("password", PASSWORD), ("new_password", NEW_PASSWORD)]).await;
        assert_eq!(page.location(), "/security?done=password-changed", "{page:?}");
        assert!(one.is_signed_in().await && !two.is_signed_in().await);
        assert_ne!(one.cookies["__Host-session"], before, "under another cookie");
        let mut old = w.browser();
        old.cookies.insert("__Host-session".to_owned(), before);
        assert!(!old.is_signed_in().await);
        assert_eq!(w.browser().sign_in(tom.email(), NEW_PASSWORD).await.location(), "/desk");
    }
}

#[tokio::test]
async fn a_breach_file_that_is_none_is_refused_at_the_start() {
    let path = std::env::temp_dir().join(format!("doorward-no-leak-{}", std::process::id()));
    std::fs::write(&path, "hunter2\n").unwrap();
    assert!(BreachFile::open(&path).is_err());
    std::fs::remove_file(&path).unwrap();
    assert!(BreachFile::open(&path).is_err());
}
