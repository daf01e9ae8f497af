//! Changing one's address: the new one proven first, both told, and nobody learns who else is here.

use axum::http::StatusCode;
use doorward_core::user::Role;

use crate::story;
use crate::world::{Browser, PASSWORD, Page, World, at_once};

const CONFIRM: &str = "/security/address/confirm";

async fn ask(browser: &mut Browser, email: &str) -> Page {
    browser.post("/security/address", &[("email", email)]).await
}

/// Opens the link that was mailed to this address, in this browser: its secret is in a cookie then.
async fn open_link(w: &World, browser: &mut Browser, email: &str) {
    let link = w.link_to(email).await;
    assert!(link.starts_with("/link/address/"), "{link}");
    assert_eq!(browser.get(&link).await.location(), CONFIRM);
}

/// The subjects of all mails to this address, the oldest first.
async fn subjects(w: &World, email: &str) -> Vec<String> {
    w.mail_to(email).await.into_iter().map(|mail| mail.subject).collect()
}

story! {
    async fn an_agent_changes_her_address_and_both_addresses_are_told(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let new = "Ana.Ruiz@example.org";
        let (mut browser, mut elsewhere) = (ana.sign_in().await, ana.sign_in().await);
        assert!(browser.get("/security").await.says("You sign in with ana@example.com"));
        assert!(browser.get("/security/address").await.says("Change your e-mail address"));
        let page = ask(&mut browser, new).await;
        assert_eq!(page.location(), "/security?done=address-asked", "{page:?}");
        let page = browser.get("/security").await;
        assert!(page.says("We sent a link to Ana.Ruiz@example.org"), "{page:?}");
        assert!(page.says("Change of e-mail address to Ana.Ruiz@example.org asked for"), "{page:?}");

        // The old address is told at once, without a link; the new one gets it, and nothing has changed yet.
        let told = w.mail_to(ana.email()).await;
        let told = &told.last().expect("a mail to the old address").text;
        assert!(told.contains("A•••@example.org") && told.contains("/link/not-me/"), "{told}");
        assert_eq!(told.matches("/link/").count(), 1, "no link that changes the address: {told}");
        open_link(&w, &mut browser, new).await;
        let page = browser.get(CONFIRM).await;
        assert!(page.says("ana@example.com") && page.says(new), "{page:?}");
        assert_eq!(w.browser().sign_in(new, PASSWORD).await.status, 401, "to look is not to confirm");

        let before = browser.cookies["__Host-session"].clone();
        let page = browser.post(CONFIRM, &[]).await;
        assert_eq!(page.location(), "/security?done=address-changed", "{page:?}");
        assert!(browser.is_signed_in().await && browser.cookies["__Host-session"] != before);
        assert!(!elsewhere.is_signed_in().await, "other sessions end");
        let page = browser.get("/security").await;
        assert!(page.says("You sign in with Ana.Ruiz@example.org") && !page.says("We sent a link"), "{page:?}");
        assert!(page.says("E-mail address changed from ana@example.com to Ana.Ruiz@example.org"), "{page:?}");

        assert_eq!(subjects(&w, ana.email()).await.last().unwrap(), "Your e-mail address was changed");
        assert_eq!(subjects(&w, new).await.last().unwrap(), "Your e-mail address was changed");
        assert_eq!(w.browser().sign_in(ana.email(), PASSWORD).await.status, 401);
        assert_eq!(w.browser().sign_in("ana.ruiz@EXAMPLE.org", PASSWORD).await.location(), "/signin/passcode");
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'address_changed'").await, 1);
    }
}

story! {
    async fn an_admin_reads_in_the_outbox_what_the_mails_of_a_change_are_about(w: World) {
        let (ana, mara) = (w.agent("Ana").await, w.customer("Mara").await);
        let mut browser = ana.sign_in().await;
        ask(&mut browser, mara.email()).await;
        ask(&mut browser, "new@example.org").await;
        open_link(&w, &mut browser, "new@example.org").await;
        browser.post(CONFIRM, &[]).await;
        let page = w.admin("Kwame").await.sign_in().await.get("/admin/mail").await;
        for subject in [
            "Somebody wanted to use your e-mail address",
            "Confirm your new e-mail address",
            "Your e-mail address is to be changed",
            "Your e-mail address was changed",
        ] {
            assert!(page.says(subject), "{subject}: {page:?}");
        }
    }
}

story! {
    async fn p31_a_change_of_address_in_an_old_session_asks_for_a_fresh_proof(w: World) {
        let (ana, mara) = (w.agent_with_totp("Ana").await, w.customer("Mara").await);
        for (person, field) in [(&ana, "passcode"), (&mara, "password")] {
            let mut browser = person.sign_in().await;
            w.later("11 minutes");
            let to = "/confirm?for=address&then=%2Fsecurity%2Faddress";
            assert_eq!(browser.get("/security/address").await.location(), to);
            assert_eq!(ask(&mut browser, "new@example.org").await.location(), to);
            assert!(w.mail_to("new@example.org").await.is_empty() && w.mail_to(person.email()).await.is_empty());
            let page = browser.get(to).await;
            assert!(page.says("To change your e-mail address") && page.body.contains(field), "{page:?}");
        }
        assert_eq!(w.count("SELECT count(*) FROM address_changes").await, 0);
    }
}

story! {
    async fn p37_who_asks_for_a_taken_address_learns_nothing_and_its_holder_is_told(w: World) {
        let (ana, mara) = (w.agent("Ana").await, w.customer("Mara").await);
        let mut browser = ana.sign_in().await;
        browser.get("/security/address").await;
        let start = w.work();
        let free = ask(&mut browser, "free@example.org").await;
        let after_free = w.work();
        let taken = ask(&mut browser, "MARA@example.com").await;
        assert_eq!((free.location(), free.status), (taken.location(), taken.status));
        let (free_work, taken_work) = (after_free - start, w.work() - after_free);
        assert_eq!(free_work, taken_work, "the store's work does not tell either");
        let page = browser.get("/security").await;
        assert!(page.says("We sent a link to MARA@example.com"), "{page:?}");

        let told = w.mail_to(mara.email()).await;
        let told = &told.last().expect("a mail to the holder").text;
        assert!(told.contains("Hello Mara") && told.contains("nothing was changed"), "{told}");
        assert!(!told.contains("/link/") && !told.contains("192.0.2.") && !told.contains("Ana"), "{told}");
        assert_eq!(w.mail_to(ana.email()).await.len(), 2, "the asker's own address is told of each, alike");
        let mut holder = mara.sign_in().await;
        assert!(holder.get("/security").await.says("You sign in with mara@example.com"));
    }
}

story! {
    async fn p43_a_look_alike_is_another_address_and_another_case_is_none(w: World) {
        let (alice, _) = (w.agent("Alice").await, w.agent("Kim").await);
        let mut browser = alice.sign_in().await;
        for same in ["alice@example.com", " ALICE@Example.com "] {
            let page = ask(&mut browser, same).await;
            assert!(page.status == 422 && page.says("That is your address already"), "{page:?}");
        }
        for look_alike in ["al\u{131}ce@example.org", "\u{212a}im@example.com", "\u{ff41}lice@example.com"] {
            let page = ask(&mut browser, look_alike).await;
            assert!(page.status == 422 && page.says("Enter an e-mail address like"), "{page:?}");
        }
        assert_eq!(w.count("SELECT count(*) FROM address_changes").await, 0);
        assert!(w.mail_to("kim@example.com").await.is_empty() && w.mail_to(alice.email()).await.is_empty());
    }
}

story! {
    async fn p40_what_is_typed_becomes_one_recipient_or_none(w: World) {
        let ana = w.agent("Ana").await;
        let mut browser = ana.sign_in().await;
        for evil in [
            "",
            "a@x.example\r\nBcc: b@x.example",
            "a@x.example,b@x.example",
            "a@x.example b@x.example",
            "Ana <a@x.example>",
            "<script>alert(1)</script>@x.example",
        ] {
            let page = ask(&mut browser, evil).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{evil:?}: {page:?}");
            assert!(!page.body.contains("<script>alert"), "{page:?}");
        }
        assert_eq!(ask(&mut browser, "a\0@x.example").await.status, StatusCode::BAD_REQUEST);
        assert_eq!(w.count("SELECT count(*) FROM outbox").await, 0);
    }
}

story! {
    async fn p36_the_link_works_once_also_fifty_at_once_and_for_an_hour(w: World) {
        let ana = w.agent("Ana").await;
        let mut browser = ana.sign_in().await;
        ask(&mut browser, "late@example.org").await;
        open_link(&w, &mut browser, "late@example.org").await;
        w.later("59 minutes");
        assert_eq!(browser.get(CONFIRM).await.status, StatusCode::OK);
        w.later("1 minute");
        assert_eq!(browser.get(CONFIRM).await.status, StatusCode::GONE);
        assert_eq!(browser.post(CONFIRM, &[]).await.status, StatusCode::GONE);

        let mut browser = ana.sign_in().await;
        ask(&mut browser, "first@example.org").await;
        let first = w.link_to("first@example.org").await;
        ask(&mut browser, "new@example.org").await;
        assert_eq!(browser.get(&first).await.status, StatusCode::GONE, "the newest link alone works");
        open_link(&w, &mut browser, "new@example.org").await;
        let used = w.link_to("new@example.org").await;
        browser.form_token().await;
        let answers = at_once(&vec![browser.clone(); 50], CONFIRM, "unused", "").await;
        let done = answers.iter().filter(|page| page.location().contains("done=address-changed")).count();
        assert_eq!(done, 1);
        assert!(answers.iter().all(|page| !page.status.is_server_error()), "{answers:?}");
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'address_changed'").await, 1);
        let mut again = w.browser();
        assert_eq!(again.sign_in("new@example.org", PASSWORD).await.location(), "/desk");
        assert_eq!(again.get(&used).await.status, StatusCode::GONE);
    }
}

story! {
    async fn the_link_does_nothing_without_a_session_of_its_person(w: World) {
        let (ana, tom) = (w.agent_with_totp("Ana").await, w.agent("Tom").await);
        let mut browser = ana.sign_in().await;
        ask(&mut browser, "new@example.org").await;

        // Somebody whose mailbox was mistyped; a colleague; a half-done sign-in.
        let mut stranger = w.browser();
        open_link(&w, &mut stranger, "new@example.org").await;
        let page = stranger.get(CONFIRM).await;
        assert_eq!(page.location(), "/signin?then=%2Fsecurity%2Faddress%2Fconfirm");
        assert!(stranger.post(CONFIRM, &[]).await.location().starts_with("/signin"));
        let mut colleague = tom.sign_in().await;
        open_link(&w, &mut colleague, "new@example.org").await;
        let page = colleague.get(CONFIRM).await;
        assert!(page.status == 410 && page.says("belongs to somebody else"), "{page:?}");
        assert!(!page.body.contains("ana@") && !page.body.contains("new@"), "{page:?}");
        assert_eq!(colleague.post(CONFIRM, &[]).await.status, StatusCode::GONE);
        let mut half = ana.half_sign_in().await;
        open_link(&w, &mut half, "new@example.org").await;
        assert!(half.post(CONFIRM, &[]).await.location().starts_with("/signin"));
        assert_eq!(w.count("SELECT count(*) FROM users WHERE email_key = 'new@example.org'").await, 0);

        // On her phone, where she is not signed in, she signs in and is led on.
        let mut phone = w.browser();
        open_link(&w, &mut phone, "new@example.org").await;
        let page = phone.get(CONFIRM).await;
        let page = phone.follow(page).await;
        let then = page.field("then").expect("the way on").to_owned();
        let fields = [("username", ana.email()), ("password", PASSWORD), ("then", then.as_str())];
        assert_eq!(phone.post("/signin", &fields).await.location(), "/signin/passcode");
        let page = phone.post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_eq!(page.location(), CONFIRM, "{page:?}");
        let page = phone.post(CONFIRM, &[]).await;
        assert_eq!(page.location(), "/security?done=address-changed", "{page:?}");
        assert!(!browser.is_signed_in().await && phone.is_signed_in().await);
    }
}

story! {
    async fn whatever_ends_a_persons_sessions_kills_the_link(w: World) {
        let ingrid = w.owner("Ingrid").await;
        for (nth, how) in ["password", "everywhere", "suspended"].into_iter().enumerate() {
            let person = w.agent(&format!("Ana{nth}")).await;
            let mut browser = person.sign_in().await;
            let new = format!("new{nth}@example.org");
            ask(&mut browser, &new).await;
            let link = w.link_to(&new).await;
            match how {
                "password" => {
                    let fields = [("password", PASSWORD), ("new_password", "nine small kettles sing")];
                    let page = browser.post("/security/password", &fields).await;
                    assert!(page.location().contains("password-changed"), "{page:?}");
                }
                "everywhere" => {
                    assert_eq!(browser.post("/security/sessions/end-all", &[]).await.location(), "/signed-out");
                }
                _ => {
                    let mut owner = ingrid.sign_in().await;
                    let path = format!("/admin/people/{}/suspend", person.id());
                    assert!(owner.post(&path, &[]).await.location().contains("done=suspended"));
                }
            }
            let page = browser.get(&link).await;
            assert!(page.status == 410 && page.says("This link no longer works"), "{how}: {page:?}");
        }
    }
}

story! {
    async fn of_two_who_prove_the_same_address_one_gets_it(w: World) {
        for round in 0..4 {
            let new = format!("shared{round}@example.org");
            let mut both = Vec::new();
            for name in ["Ana", "Tom"] {
                let person = w.agent(&format!("{name}{round}")).await;
                let mut browser = person.sign_in().await;
                ask(&mut browser, &new).await;
                open_link(&w, &mut browser, &new).await;
                browser.form_token().await;
                both.push(browser);
            }
            let answers = at_once(&both, CONFIRM, "unused", "").await;
            let done = answers.iter().filter(|page| page.location().contains("address-changed")).count();
            let dead = answers.iter().filter(|page| page.status == StatusCode::GONE).count();
            assert_eq!((done, dead), (1, 1), "{answers:?}");
            // These copies have not seen the cookie under which the session of who got it goes on.
            let (first, second) = (both[0].is_signed_in().await, both[1].is_signed_in().await);
            assert!(first != second, "whoever is refused has lost nothing");
        }
        assert_eq!(w.count("SELECT count(*) FROM users WHERE email_key LIKE 'shared%'").await, 4);
    }
}

story! {
    async fn p41_neither_an_asker_nor_many_flood_a_mailbox(w: World) {
        let ana = w.agent("Ana").await;
        let mut browser = ana.sign_in().await;
        for nth in 0..5 {
            let page = ask(&mut browser, &format!("new{nth}@example.org")).await;
            assert_eq!(page.location(), "/security?done=address-asked");
        }
        let page = ask(&mut browser, "new5@example.org").await;
        assert!(page.status == 429 && page.says("too often today"), "{page:?}");
        assert!(w.mail_to("new5@example.org").await.is_empty());
        assert_eq!(w.mail_to(ana.email()).await.len(), 5);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'address_change_slowed'").await, 1);

        let victim = w.customer("Zoe").await;
        for nth in 0..5 {
            let mut browser = w.agent(&format!("Tom{nth}")).await.sign_in().await;
            // A folder of a mailbox is the mailbox.
            for target in [victim.email(), &format!("nobody+{nth}@example.org")] {
                assert_eq!(ask(&mut browser, target).await.location(), "/security?done=address-asked");
            }
        }
        assert_eq!(w.mail_to(victim.email()).await.len(), 3);
        let mut folders = 0;
        for nth in 0..5 {
            folders += w.mail_to(&format!("nobody+{nth}@example.org")).await.len();
        }
        assert_eq!(folders, 3);
        w.later("1 day");
        let mut browser = ana.sign_in().await;
        assert_eq!(ask(&mut browser, victim.email()).await.location(), "/security?done=address-asked");
        assert_eq!(w.mail_to(victim.email()).await.len(), 4);
    }
}

story! {
    async fn what_was_known_of_the_old_address_is_dead(w: World) {
        let ana = w.agent("Ana").await;
        let mut browser = ana.sign_in().await;
        w.browser().post("/forgot", &[("email", ana.email())]).await;
        let reset = w.link_to(ana.email()).await;
        assert_eq!(w.browser().get(&reset).await.location(), "/reset");
        assert_eq!(w.count("SELECT count(*) FROM known_browsers").await, 1);
        ask(&mut browser, "new@example.org").await;
        open_link(&w, &mut browser, "new@example.org").await;
        assert!(browser.post(CONFIRM, &[]).await.location().contains("address-changed"));
        assert_eq!(w.browser().get(&reset).await.status, StatusCode::GONE);
        assert_eq!(w.count("SELECT count(*) FROM known_browsers").await, 0);
        w.browser().post("/forgot", &[("email", ana.email())]).await;
        let count = subjects(&w, ana.email()).await.len();
        w.browser().post("/forgot", &[("email", "new@example.org")]).await;
        assert_eq!(w.browser().get(&w.link_to("new@example.org").await).await.location(), "/reset");
        assert_eq!(subjects(&w, ana.email()).await.len(), count, "the old address gets no link any more");
        // Somebody else may have the old one.
        assert_eq!(w.person("Ana", Role::EndUser, false).await.sign_in().await.get("/security").await.status, 200);
    }
}

story! {
    async fn p54_a_link_of_another_account_is_none_here(w: World) {
        let other = w.other_account("https://desk.example.net").await;
        let (ana, there) = (w.agent("Ana").await, other.agent("Ana").await);
        let mut browser = there.sign_in().await;
        ask(&mut browser, "new@example.org").await;
        let link = w.link_to("new@example.org").await;
        let mut here = ana.sign_in().await;
        assert_eq!(here.get(&link).await.status, StatusCode::GONE);
        // A password's link opens no address, and an address's no password.
        let plain = link.replace("/link/address/", "/link/");
        assert_eq!(browser.get(&plain).await.status, StatusCode::GONE);
        w.browser().post("/forgot", &[("email", ana.email())]).await;
        let reset = w.link_to(ana.email()).await.replace("/link/", "/link/address/");
        assert_eq!(here.get(&reset).await.status, StatusCode::GONE);
    }
}
