//! "Is it really them?": a proof by a caller's own second factor and a number told on the telephone, and every way round it.

use axum::http::StatusCode;
use doorward_core::user::Role;

use crate::sent_codes::{add_mailbox, allow, mailed};
use crate::story;
use crate::world::{Browser, PASSWORD, Page, Person, World, at_once};

const PROVE: &str = "/prove";
const CALLERS: &str = "/callers";
const OUTCOMES: &str = "SELECT count(*) FROM caller_proofs WHERE outcome = 'proved'";

/// Asks somebody for a proof, and gives its page.
async fn ask(boss: &mut Browser, person: &Person) -> String {
    let page = boss.post_freshly("/admin/proofs", &[("person", &person.id())]).await;
    assert!(page.location().starts_with("/admin/proofs/"), "{page:?}");
    page.location().to_owned()
}

/// Why somebody is not asked.
async fn refused(boss: &mut Browser, person: &Person) -> String {
    let page = boss.post_freshly("/admin/proofs", &[("person", &person.id())]).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{page:?}");
    page.text()
}

/// The page that says why whoever has an address is not asked, without what differs by the address itself.
async fn miss(browser: &mut Browser, email: &str) -> String {
    browser.get(CALLERS).await;
    let page = browser.post(CALLERS, &[("email", email)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{page:?}");
    page.body.replace(&format!("value=\"{email}\""), "")
}

/// The number that is told on the telephone.
fn told(page: &Page) -> String {
    let (_, rest) = page
        .body
        .split_once("<p class=\"passcode\" dir=\"ltr\">")
        .unwrap_or_else(|| panic!("no number: {page:?}"));
    rest.split('<').next().unwrap().to_owned()
}

/// The numbers to choose from.
fn shown(page: &Page) -> Vec<String> {
    page.body
        .split("name=\"number\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

/// Confirms by the authenticator, and gives the page with the numbers.
async fn confirm(person: &Person, browser: &mut Browser, w: &World) -> Page {
    browser.get("/confirm?for=prove&then=/prove").await;
    let page = browser.post("/confirm?for=prove", &[("passcode", &person.passcode()), ("then", PROVE)]).await;
    assert_eq!(page.location(), PROVE, "{page:?}");
    w.later("30 seconds");
    browser.get(PROVE).await
}

story! {
    async fn a_caller_proves_herself_by_her_own_factor_and_the_number_that_she_hears(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let (mut boss, mut caller) = (kwame.sign_in().await, ana.sign_in().await);
        ana.half_sign_in().await.post("/signin/locked-out", &[]).await;
        assert!(caller.get(PROVE).await.says("Nobody asks"));
        w.later("1 minute");
        assert!(boss.get(&format!("/admin/people/{}", ana.id())).await.says("Ask for a proof"));
        let asked = ask(&mut boss, &ana).await;
        let page = boss.get(&asked).await;
        let number = told(&page);
        assert_eq!(page.headers["refresh"], "5", "it looks again by itself");
        assert!(page.says("https://help.example.com/prove"), "{page:?}");
        let still = boss.get(&format!("{asked}?still=yes")).await;
        assert!(!still.headers.contains_key("refresh") && told(&still) == number, "{still:?}");
        assert_eq!(ask(&mut boss, &ana).await, asked, "asked again it is the same");

        let mail = w.mail_to(ana.email()).await.pop().unwrap();
        assert_eq!(mail.subject, "Somebody asks you to prove that it is you");
        assert!(mail.text.contains("Kwame") && mail.text.contains("https://help.example.com/prove"), "{}", mail.text);
        assert!(!mail.text.contains(&number), "the number is heard, and nowhere read: {}", mail.text);

        let page = caller.get(PROVE).await;
        assert!(page.says("Kwame") && shown(&page).is_empty(), "first the second step: {page:?}");
        let page = confirm(&ana, &mut caller, &w).await;
        let numbers = shown(&page);
        assert!(numbers.len() == 3 && numbers.contains(&number), "{page:?}");
        let page = caller.post(PROVE, &[("number", &number)]).await;
        assert!(page.says("We told them that it is you"), "{page:?}");
        let page = boss.get(&asked).await;
        assert!(page.says("It is them") && page.says("Authenticator app"), "{page:?}");
        assert!(!page.headers.contains_key("refresh"));
        let page = boss.get("/admin/recovery").await;
        assert!(page.says("Proved by Authenticator app") && page.says("asked by Kwame"), "{page:?}");
        assert!(caller.get("/security").await.says("Proved on the telephone that it was you"));
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind IN ('proof_asked', 'proof_given')").await, 2);

        // It gave no session and no right: the same number says nothing any more.
        let sessions = w.count("SELECT count(*) FROM sessions").await;
        assert!(caller.post(PROVE, &[("number", &number)]).await.says("Nobody asks"));
        assert_eq!(w.count("SELECT count(*) FROM sessions").await, sessions);
    }
}

story! {
    async fn nobody_proves_anything_without_the_factor_nor_twice_nor_late(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let (mut boss, mut caller) = (kwame.sign_in().await, ana.sign_in().await);
        let asked = ask(&mut boss, &ana).await;
        let number = told(&boss.get(&asked).await);

        // A session alone, although it was begun by the second factor a moment ago; a half-done sign-in; nobody.
        assert_eq!(caller.post(PROVE, &[("number", &number)]).await.location(), PROVE);
        let mut half = ana.half_sign_in().await;
        for browser in [&mut half, &mut w.browser()] {
            let page = browser.send(axum::http::Method::POST, PROVE, &[], &format!("number={number}")).await;
            assert!(page.location().starts_with("/signin"), "{page:?}");
        }
        assert_eq!(w.count(OUTCOMES).await, 0);
        assert!(boss.get(&asked).await.says("Waits for an answer"));

        // A wrong passcode spends a try, as everywhere, and shows no number.
        let page = caller.post("/confirm?for=prove", &[("passcode", "000000"), ("then", PROVE)]).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert_eq!(w.count("SELECT CAST(sum(failures) AS BIGINT) FROM second_factor_ledger").await, 1);
        assert!(shown(&caller.get(PROVE).await).is_empty());

        // The wrong number is the only try.
        let page = confirm(&ana, &mut caller, &w).await;
        let wrong = shown(&page).into_iter().find(|it| *it != number).unwrap();
        assert!(caller.post(PROVE, &[("number", &wrong)]).await.says("another number"));
        assert!(caller.post(PROVE, &[("number", &number)]).await.says("Nobody asks"));
        assert!(boss.get(&asked).await.says("They chose another number"));

        // Of many answers at once one counts.
        let asked = ask(&mut boss, &ana).await;
        let number = told(&boss.get(&asked).await);
        confirm(&ana, &mut caller, &w).await;
        let answers = at_once(&vec![caller.clone(); 10], PROVE, "number", &number).await;
        assert_eq!(answers.iter().filter(|page| page.says("We told them that it is you")).count(), 1);
        assert_eq!(w.count(OUTCOMES).await, 1);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'proof_given'").await, 1);

        // After five minutes nobody asks any more; and "not me" needs no proof.
        let asked = ask(&mut boss, &ana).await;
        let number = told(&boss.get(&asked).await);
        w.later("5 minutes");
        assert!(caller.post(PROVE, &[("number", &number)]).await.says("Nobody asks"));
        assert!(boss.get(&asked).await.says("Nobody answered in time"));
        w.later("1 hour");
        let (mut boss, mut caller) = (kwame.sign_in().await, ana.sign_in().await);
        let asked = ask(&mut boss, &ana).await;
        assert!(caller.post_freshly(PROVE, &[("not_me", "yes")]).await.says("told them that you are not"));
        assert!(boss.get(&asked).await.says("They say that they do not call"));
    }
}

story! {
    async fn nobody_is_asked_too_often_upwards_of_themselves_or_in_another_account(w: World) {
        let (ingrid, kwame, lina) = (w.owner("Ingrid").await, w.admin("Kwame").await, w.admin("Lina").await);
        let (ana, mara, zoe) = (w.agent_with_totp("Ana").await, w.person("Mara", Role::EndUser, true).await, w.customer("Zoe").await);
        let other = w.other_account("https://desk.example.net").await;
        let olga = other.owner("Olga").await;
        let (mut boss, mut another) = (kwame.sign_in().await, lina.sign_in().await);
        assert!(refused(&mut boss, &zoe).await.contains("has no second step"));
        assert!(refused(&mut boss, &kwame).await.contains("Nobody proves themselves to themselves"));
        let page = boss.post_freshly("/admin/proofs", &[("person", &ingrid.id())]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "upwards: {page:?}");
        let mut stranger = olga.sign_in().await;
        let page = stranger.post_freshly("/admin/proofs", &[("person", &ana.id())]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "another account's: {page:?}");
        let page = ana.sign_in().await.post_freshly("/admin/proofs", &[("person", &mara.id())]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "an agent: {page:?}");

        // One is open a person; whoever did not ask sees no number, and another account sees nothing.
        let asked = ask(&mut boss, &mara).await;
        assert!(refused(&mut another, &mara).await.contains("Somebody else asked"));
        let page = another.get(&asked).await;
        assert!(page.says("Kwame asked") && !page.body.contains("class=\"passcode\""), "{page:?}");
        assert_eq!(stranger.get(&asked).await.status, StatusCode::NOT_FOUND);

        // Three an hour, whoever asks: nobody is worn down.
        for browser in [&mut another, &mut boss] {
            w.later("6 minutes");
            ask(browser, &mara).await;
        }
        w.later("6 minutes");
        assert!(refused(&mut boss, &mara).await.contains("often enough"));
        assert!(refused(&mut another, &mara).await.contains("often enough"));
        let letters = w.mail_to(mara.email()).await;
        assert_eq!(letters.iter().filter(|mail| mail.subject.contains("prove that it is you")).count(), 3);

        // Whoever is erased takes it along.
        w.later("1 hour");
        ask(&mut kwame.sign_in().await, &mara).await;
        let mut owner = ingrid.sign_in().await;
        owner.post_freshly(&format!("/admin/people/{}/archive", mara.id()), &[("sure", "yes")]).await;
        owner.post_freshly(&format!("/admin/people/{}/erase", mara.id()), &[("email", mara.email())]).await;
        assert_eq!(w.count("SELECT count(*) FROM caller_proofs").await, 0);
    }
}

story! {
    async fn a_customer_proves_herself_by_a_passcode_that_is_sent(w: World) {
        allow(&w, true, false).await;
        let (kwame, mara) = (w.admin("Kwame").await, w.customer("Mara").await);
        let mut caller = w.browser();
        caller.sign_in(mara.email(), PASSWORD).await;
        add_mailbox(&w, &mara, &mut caller).await;
        w.later("5 minutes");
        let mut boss = kwame.sign_in().await;
        let asked = ask(&mut boss, &mara).await;
        let number = told(&boss.get(&asked).await);
        let page = caller.get("/confirm?for=prove&then=/prove").await;
        assert!(page.says("To prove on the telephone that it is you"), "{page:?}");
        caller.post("/confirm/email-code/send?for=prove", &[("then", PROVE)]).await;
        let code = mailed(&w, &mara).await;
        let fields = [("passcode", code.as_str()), ("sent_by", "email"), ("then", PROVE)];
        assert_eq!(caller.post("/confirm?for=prove", &fields).await.location(), PROVE);
        caller.get(PROVE).await;
        assert!(caller.post(PROVE, &[("number", &number)]).await.says("We told them that it is you"));
        assert!(boss.get(&asked).await.says("E-mail passcode"));
    }
}

story! {
    async fn an_agent_asks_a_customer_and_nobody_else(w: World) {
        let (kwame, tom, ana) = (w.admin("Kwame").await, w.agent_with_totp("Tom").await, w.agent_with_totp("Ana").await);
        let (mara, zoe) = (w.person("Mara", Role::EndUser, true).await, w.customer("Zoe").await);
        let other = w.other_account("https://desk.example.net").await;
        let (olga, yuki) = (other.owner("Olga").await, other.person("Yuki", Role::EndUser, true).await);
        let (mut agent, mut customer) = (tom.sign_in().await, mara.sign_in().await);
        assert!(agent.get("/security").await.body.contains("href=\"/callers\""));
        let page = customer.get("/security").await;
        assert!(!page.body.contains("href=\"/callers\"") && !page.body.contains("href=\"/prove\""), "{page:?}");

        // An end user is turned away, and that she tried is kept.
        assert_eq!(customer.get(CALLERS).await.status, StatusCode::FORBIDDEN);
        let page = customer.post_freshly(CALLERS, &[("email", zoe.email())]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM events WHERE event LIKE '%not_a_team_member%'").await, 1);

        // Whoever may not be asked is nobody: the same page, but for the address.
        let nobody = miss(&mut agent, "nobody@example.com").await;
        assert!(nobody.contains("Nobody whom you may ask has this address"), "{nobody}");
        for person in [&ana, &kwame, &tom, &yuki] {
            assert_eq!(miss(&mut agent, person.email()).await, nobody, "{}", person.email());
        }
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'denied'").await, 1 + 5);
        assert!(kwame.sign_in().await.get("/admin/audit").await.says("by an address that nobody has"));
        assert!(miss(&mut agent, zoe.email()).await.contains("has no second step"));
        assert!(miss(&mut agent, "no address").await.contains("Enter an e-mail address"));
        assert_eq!(w.count("SELECT count(*) FROM caller_proofs").await, 0);

        // A customer is asked, sees it in My security, and proves herself.
        let page = agent.post(CALLERS, &[("email", &mara.email().to_uppercase())]).await;
        let asked = page.location().to_owned();
        assert!(asked.starts_with("/callers/"), "{page:?}");
        let page = agent.get(&asked).await;
        let number = told(&page);
        assert_eq!(page.headers["refresh"], "5", "it looks again by itself");
        assert!(page.body.contains(&format!("{asked}?still=yes")) && !page.body.contains("href=\"/admin"), "{page:?}");
        let page = customer.get("/security").await;
        assert!(page.says("Tom has somebody on the telephone") && page.body.contains("href=\"/prove\""), "{page:?}");
        assert!(customer.get(PROVE).await.says("Tom (Agent)"));
        confirm(&mara, &mut customer, &w).await;
        assert!(customer.post(PROVE, &[("number", &number)]).await.says("We told them that it is you"));
        let page = agent.get(&asked).await;
        assert!(page.says("It is them") && !page.body.contains("href=\"/admin"), "{page:?}");
        assert!(!customer.get("/security").await.body.contains("href=\"/prove\""));

        // Whoever may ask her sees it as well; in the Admin Center no agent does, nor what was asked of an agent.
        assert!(ana.sign_in().await.get(&asked).await.says("Asked by Tom"));
        let of_mara = asked.replace(CALLERS, "/admin/proofs");
        let mut boss = kwame.sign_in().await;
        assert!(boss.get(&asked).await.says("It is them") && boss.get(&of_mara).await.says("It is them"));
        assert_eq!(agent.get(&of_mara).await.status, StatusCode::FORBIDDEN);
        assert_eq!(olga.sign_in().await.get(&asked).await.status, StatusCode::NOT_FOUND);
        let page = boss.post_freshly(CALLERS, &[("email", ana.email())]).await;
        assert!(page.location().starts_with("/callers/"), "an admin asks an agent here as well: {page:?}");
        assert_eq!(agent.get(page.location()).await.status, StatusCode::NOT_FOUND);
    }
}

story! {
    async fn nobody_finds_out_by_guessing_who_is_here(w: World) {
        let (tom, ana) = (w.agent_with_totp("Tom").await, w.agent_with_totp("Ana").await);
        let mara = w.person("Mara", Role::EndUser, true).await;
        let mut agent = tom.sign_in().await;
        for nth in 0..29 {
            miss(&mut agent, &format!("guess{nth}@example.com")).await;
        }
        assert!(miss(&mut agent, ana.email()).await.contains("Nobody whom you may ask"), "the thirtieth");
        for guess in [mara.email(), ana.email(), "guess@example.com"] {
            assert!(miss(&mut agent, guess).await.contains("Wait an hour"), "{guess}");
        }
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'denied'").await, 30);
        let page = ana.sign_in().await.post_freshly(CALLERS, &[("email", mara.email())]).await;
        assert!(page.location().starts_with("/callers/"), "another is not slowed: {page:?}");
        w.later("61 minutes");
        let page = tom.sign_in().await.post_freshly(CALLERS, &[("email", mara.email())]).await;
        assert!(page.location().starts_with("/callers/"), "{page:?}");
    }
}
