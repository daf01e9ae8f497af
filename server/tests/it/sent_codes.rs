//! Passcodes that are sent, by mail and by text message: set up, asked for, sent once and again, late, refused, and never where the
//! password came from.

use axum::http::StatusCode;
use doorward::delivery::NotSent;
use doorward_core::user::Role;

use crate::passkeys::{agent_with, phone, prove};
use crate::story;
use crate::world::{Browser, PASSWORD, Page, Person, World};

pub(crate) const EMAIL: &str = "/signin/email-code";
pub(crate) const SMS: &str = "/signin/sms-code";
pub(crate) const NUMBER: &str = "+49 170 1234567";
pub(crate) const SENT: &str = "SELECT count(*) FROM code_sendings WHERE held_back IS NULL";
pub(crate) const SPENT: &str = "SELECT CAST(COALESCE(sum(failures), 0) AS BIGINT) FROM second_factor_ledger";

/// The admin lets end users and team members have passcodes sent, by what is named.
pub(crate) async fn allow(w: &World, email: bool, sms: bool) -> Browser {
    let mut ingrid = w.owner("Ingrid").await.sign_in().await;
    let mut fields = Vec::new();
    if email {
        fields.extend([("team_email_codes", "yes"), ("end_users_email_codes", "yes")]);
    }
    if sms {
        prove_texts(w, &mut ingrid).await;
        fields.extend([("team_sms_codes", "yes"), ("end_users_sms_codes", "yes")]);
    }
    ingrid.save_methods(&fields).await;
    ingrid
}

/// Names a country, and shows that text messages arrive.
pub(crate) async fn prove_texts(w: &World, admin: &mut Browser) {
    let page = admin.post("/admin/sms", &[("countries", "+49")]).await;
    assert_eq!(page.location(), "/admin/sms?done=saved", "{page:?}");
    let page = admin.post("/admin/sms/test", &[("number", "+49 151 7654321")]).await;
    assert_eq!(page.location(), "/admin/sms", "{page:?}");
    let code = texted(w).await;
    let page = admin.post("/admin/sms/test/code", &[("passcode", &code)]).await;
    assert_eq!(page.location(), "/admin/sms?done=texts-work", "{page:?}");
}

/// The passcode in the newest mail to somebody.
pub(crate) async fn mailed(w: &World, person: &Person) -> String {
    let mails = w.mail_to(person.email()).await;
    let mail = mails.iter().rev().find(|mail| mail.subject.starts_with("Your passcode"));
    digits(&mail.expect("a mail with a passcode").text)
}

/// The passcode in the newest text message.
pub(crate) async fn texted(w: &World) -> String {
    w.mail_to("nobody@example.com").await;
    digits(&w.phones.texts().last().expect("a text message").text)
}

/// The first six digits of a text, whatever stands between them and after.
pub(crate) fn digits(text: &str) -> String {
    let line = text.lines().find(|line| line.chars().filter(char::is_ascii_digit).count() >= 6);
    line.expect("a line with a passcode").chars().filter(char::is_ascii_digit).take(6).collect()
}

/// Another passcode than this one.
pub(crate) fn wrong(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

/// Sets passcodes by mail up, in a session.
pub(crate) async fn add_mailbox(w: &World, person: &Person, browser: &mut Browser) -> Page {
    browser.get("/security/email-code").await;
    let page = browser.post("/security/email-code/send", &[]).await;
    assert_eq!(page.location(), "/security/email-code", "{page:?}");
    let code = mailed(w, person).await;
    browser.post("/security/email-code", &[("passcode", &code)]).await
}

/// Sets passcodes by text message up, in a session.
pub(crate) async fn add_phone(w: &World, browser: &mut Browser, number: &str) -> Page {
    browser.get("/security/sms-code").await;
    let page = browser.post("/security/sms-code/send", &[("number", number)]).await;
    assert_eq!(page.location(), "/security/sms-code", "{page:?}");
    let code = texted(w).await;
    browser.post("/security/sms-code", &[("passcode", &code)]).await
}

/// A customer whose passcodes come by mail.
pub(crate) async fn customer_with_mailbox(w: &World, name: &str) -> Person {
    let person = w.customer(name).await;
    let page = add_mailbox(w, &person, &mut person.sign_in().await).await;
    assert_eq!(page.location(), "/security/recovery-codes/save", "{page:?}");
    w.later("5 minutes");
    person
}

/// The right password, in a new browser, and the page that it leads to.
pub(crate) async fn half(w: &World, person: &Person) -> (Browser, Page) {
    let mut browser = w.browser();
    let page = browser.sign_in(person.email(), PASSWORD).await;
    let page = browser.follow(page).await;
    let page = browser.follow(page).await;
    (browser, page)
}

story! {
    async fn a_customer_has_passcodes_sent_to_her_mailbox_and_nothing_else(w: World) {
        allow(&w, true, false).await;
        let mara = w.customer("Mara").await;
        let mut browser = mara.sign_in().await;
        let page = browser.get("/security/email-code").await;
        assert!(page.says(mara.email()) && w.count(SENT).await == 0, "looking sends nothing: {page:?}");
        let page = add_mailbox(&w, &mara, &mut browser).await;
        assert_eq!(page.location(), "/security/recovery-codes/save", "{page:?}");
        assert!(browser.get("/security").await.says("E-mail passcode"));

        w.later("1 hour");
        let (mut browser, page) = half(&w, &mara).await;
        assert!(page.says("Check your e-mail") && page.says("on its way to m•••@"), "{page:?}");
        assert!(!page.says(mara.email()), "whoever has the password alone does not learn the address");
        let code = mailed(&w, &mara).await;
        let page = browser.get(EMAIL).await;
        assert!(page.says("a moment ago"), "{page:?}");
        w.later("40 seconds");
        assert!(browser.get(EMAIL).await.says("40 seconds ago"));
        let page = browser.post(EMAIL, &[("passcode", &code)]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
        let factors: Vec<String> = w.rows("SELECT factors FROM sessions ORDER BY begun_at DESC LIMIT 1").await;
        assert_eq!(factors, ["password email_code"]);
    }
}

story! {
    async fn everybody_of_whom_it_is_demanded_can_choose_it_at_the_sign_in(w: World) {
        let mut ingrid = allow(&w, true, true).await;
        ingrid.save_policy(&[("end_users_required", "yes")]).await;
        let (mara, juno) = (w.customer("Mara").await, w.customer("Juno").await);

        let (mut browser, page) = half(&w, &mara).await;
        assert!(page.says("Send passcodes to my e-mail instead") && page.says("my phone instead"), "{page:?}");
        let page = browser.post("/signin/enrol/email-code/send", &[]).await;
        let page = browser.follow(page).await;
        assert!(page.says("Check your e-mail"), "{page:?}");
        let code = mailed(&w, &mara).await;
        let page = browser.post("/signin/enrol/email-code", &[("passcode", &code)]).await;
        let page = browser.follow(page).await;
        assert_eq!(page.codes().len(), 10, "{page:?}");
        let page = browser.post("/signin/recovery-codes", &[("saved", "yes")]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");

        let (mut browser, _) = half(&w, &juno).await;
        let page = browser.get("/signin/enrol/sms-code").await;
        assert!(page.says("Phone number"), "{page:?}");
        for (typed, said) in [
            ("", "Enter your phone number"),
            ("0170 1234567", "Begin with +"),
            ("+49 170", "too short"),
            ("+1 555 0100000", "no text messages to that country"),
        ] {
            let page = browser.post("/signin/enrol/sms-code/send", &[("number", typed)]).await;
            assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says(said), "{typed}: {page:?}");
        }
        let page = browser.post("/signin/enrol/sms-code/send", &[("number", NUMBER)]).await;
        assert_eq!(page.location(), "/signin/enrol/sms-code", "{page:?}");
        let code = texted(&w).await;
        let page = browser.post("/signin/enrol/sms-code", &[("passcode", &code)]).await;
        assert_eq!(page.location(), "/signin/recovery-codes", "{page:?}");
    }
}

story! {
    async fn for_each_pair_another_way_is_one_click_away_and_the_chosen_one_is_asked_first(w: World) {
        allow(&w, true, true).await;
        let tom = w.agent_with_totp("Tom").await;
        let mut browser = tom.sign_in().await;
        assert_eq!(add_mailbox(&w, &tom, &mut browser).await.location(), "/security?done=factor-added");
        w.later("1 minute");
        assert_eq!(add_phone(&w, &mut browser, NUMBER).await.location(), "/security?done=factor-added");
        w.later("1 hour");

        let (mut there, page) = half(&w, &tom).await;
        assert!(page.says("Enter your passcode"), "an app comes first: {page:?}");
        assert_eq!(w.count("SELECT count(*) FROM code_sendings WHERE purpose = 'prove'").await, 0);
        for (path, said) in [(EMAIL, "Check your e-mail"), (SMS, "Check your phone")] {
            let page = there.post(&format!("{path}/send"), &[]).await;
            assert_eq!(page.location(), path, "{page:?}");
            let page = there.get(path).await;
            assert!(page.says(said) && page.says("Use a recovery code") && page.says("my authenticator app"), "{page:?}");
        }
        let code = mailed(&w, &tom).await;
        let refused = there.post(SMS, &[("passcode", &code)]).await;
        assert_eq!(refused.location(), SMS, "a passcode of the mailbox is none of the phone: {refused:?}");
        assert_eq!(there.post(EMAIL, &[("passcode", &code)]).await.location(), "/desk");

        let page = browser.post("/security/preferred", &[("kind", "sms_code")]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{page:?}");
        let mut browser = there;
        let page = browser.post("/security/preferred", &[("kind", "sms_code")]).await;
        assert_eq!(page.location(), "/security?done=preferred", "{page:?}");
        assert!(browser.get("/security").await.says("Asked for first"));
        w.later("1 hour");
        let (mut there, page) = half(&w, &tom).await;
        assert!(page.says("Check your phone") && page.says("my authenticator app"), "{page:?}");
        let page = there.get("/signin/passcode?way=app").await;
        assert!(page.says("Enter your passcode") && page.says("Send a passcode to my phone"), "{page:?}");
        let page = there.post("/signin/passcode?way=app", &[("passcode", &tom.passcode())]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
    }
}

story! {
    async fn p14_a_passcode_works_ten_minutes_once_and_in_the_sign_in_that_asked_for_it(w: World) {
        allow(&w, true, false).await;
        let mara = customer_with_mailbox(&w, "Mara").await;
        let (mut here, _) = half(&w, &mara).await;
        let code = mailed(&w, &mara).await;
        w.later("1 minute");
        let (mut there, _) = half(&w, &mara).await;
        let anothers = mailed(&w, &mara).await;
        assert_ne!(code, anothers);
        let page = there.post(EMAIL, &[("passcode", &code)]).await;
        assert!(there.follow(page).await.says("That passcode is not right"), "of another sign-in");
        w.later("9 minutes");
        let page = here.post(EMAIL, &[("passcode", &code)]).await;
        let page = here.follow(page).await;
        assert!(page.says("has run out"), "{page:?}");
        assert_eq!(there.post(EMAIL, &[("passcode", &anothers)]).await.location(), "/desk", "59 seconds left");
        assert_eq!(w.count("SELECT count(*) FROM sessions").await, 3);

        let (mut here, _) = half(&w, &mara).await;
        let code = mailed(&w, &mara).await;
        let mut copy = here.clone();
        assert_eq!(here.post(EMAIL, &[("passcode", &code)]).await.location(), "/desk");
        assert_ne!(copy.post(EMAIL, &[("passcode", &code)]).await.location(), "/desk");
    }
}

story! {
    async fn p06_asked_for_again_it_is_the_same_for_a_while_then_another_and_no_try_is_given_back(w: World) {
        allow(&w, true, false).await;
        let mara = customer_with_mailbox(&w, "Mara").await;
        let (mut browser, _) = half(&w, &mara).await;
        let first = mailed(&w, &mara).await;
        browser.post(EMAIL, &[("passcode", wrong(&first))]).await;
        assert_eq!(w.count(SPENT).await, 1);

        let page = browser.post("/signin/email-code/send", &[]).await;
        assert_eq!(page.location(), EMAIL);
        assert!(browser.get(EMAIL).await.says("another one sent in"), "not yet");
        let before = w.count(SENT).await;
        w.later("31 seconds");
        browser.post("/signin/email-code/send", &[]).await;
        assert_eq!((w.count(SENT).await, mailed(&w, &mara).await), (before + 1, first.clone()), "the same one");
        w.later("5 minutes");
        browser.post("/signin/email-code/send", &[]).await;
        let second = mailed(&w, &mara).await;
        assert_ne!(second, first);
        let page = browser.post(EMAIL, &[("passcode", &first)]).await;
        assert!(browser.follow(page).await.says("sent a newer passcode"));
        assert_eq!(w.count(SPENT).await, 2, "asking gives no try back");
        assert_eq!(browser.post(EMAIL, &[("passcode", &second)]).await.location(), "/desk");
        assert_eq!(w.count(SPENT).await, 0);
    }
}

story! {
    async fn p03_p04_wrong_passcodes_of_every_kind_and_door_count_in_one_ledger(w: World) {
        allow(&w, true, true).await;
        let tom = w.agent_with_totp("Tom").await;
        let mut session = tom.sign_in().await;
        add_mailbox(&w, &tom, &mut session).await;
        w.later("1 minute");
        add_phone(&w, &mut session, NUMBER).await;
        w.later("20 minutes");
        let (mut browser, _) = half(&w, &tom).await;
        browser.post("/signin/email-code/send", &[]).await;
        browser.post("/signin/sms-code/send", &[]).await;
        let (by_mail, by_sms) = (mailed(&w, &tom).await, texted(&w).await);
        browser.post(EMAIL, &[("passcode", wrong(&by_mail))]).await;
        browser.post(SMS, &[("passcode", wrong(&by_sms))]).await;
        browser.post("/signin/passcode", &[("passcode", "000000")]).await;
        browser.post("/signin/recovery-code", &[("recovery_code", "AAAA-AAAA-AAAA-AAAA")]).await;
        assert_eq!(w.count(SPENT).await, 4);
        session.post("/confirm/email-code/send?for=password", &[("then", "/security")]).await;
        let code = mailed(&w, &tom).await;
        session.post("/confirm", &[("sent_by", "email"), ("passcode", wrong(&code))]).await;
        assert_eq!(w.count(SPENT).await, 5, "the fifth, and the last free one");
        let page = browser.post(EMAIL, &[("passcode", &by_mail)]).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "also the right one waits: {page:?}");
        let page = session.post("/confirm", &[("sent_by", "email"), ("passcode", &code)]).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "at every door: {page:?}");
    }
}

story! {
    async fn a_fresh_proof_by_mail_opens_what_it_guards(w: World) {
        allow(&w, true, false).await;
        let mara = customer_with_mailbox(&w, "Mara").await;
        let (mut browser, _) = half(&w, &mara).await;
        let code = mailed(&w, &mara).await;
        browser.post(EMAIL, &[("passcode", &code)]).await;
        w.later("20 minutes");
        let page = browser.get("/security/password").await;
        let page = browser.follow(page).await;
        assert!(page.says("Send me a passcode") && !page.body.contains("name=\"passcode\""), "{page:?}");
        let page = browser.post("/confirm/email-code/send?for=password", &[("then", "/security/password")]).await;
        let page = browser.follow(page).await;
        assert!(page.body.contains("name=\"passcode\""), "{page:?}");
        let code = mailed(&w, &mara).await;
        let fields = [("sent_by", "email"), ("passcode", code.as_str()), ("then", "/security/password")];
        assert_eq!(browser.post("/confirm?for=password", &fields).await.location(), "/security/password");
        let again = browser.post("/confirm?for=password", &fields).await;
        assert_eq!(again.status, StatusCode::UNAUTHORIZED, "once: {again:?}");
    }
}

/// Sets a new password by a mailed link.
async fn reset(w: &World, person: &Person) {
    w.browser().post("/forgot", &[("email", person.email())]).await;
    let link = w.link_to(person.email()).await;
    let mut browser = w.browser();
    let page = browser.get(&link).await;
    browser.follow(page).await;
    let page = browser.post("/reset", &[("new_password", PASSWORD)]).await;
    assert!(page.location().starts_with("/signin"), "{page:?}");
    w.later("1 minute");
}

story! {
    async fn one_mailbox_is_never_both_factors(w: World) {
        allow(&w, true, false).await;
        let (mara, tom) = (customer_with_mailbox(&w, "Mara").await, w.agent_with_totp("Tom").await);
        let mut session = tom.sign_in().await;
        add_mailbox(&w, &tom, &mut session).await;
        w.later("1 hour");

        // Who has an app gives that.
        reset(&w, &tom).await;
        let before = w.count(SENT).await;
        let (mut browser, page) = half(&w, &tom).await;
        assert!(page.says("Enter your passcode") && !page.says("to my e-mail"), "{page:?}");
        assert_eq!(browser.post("/signin/email-code/send", &[]).await.location(), "/signin/passcode");
        assert_eq!(w.count(SENT).await, before, "none is sent, whoever asks");
        assert_eq!(browser.post("/signin/passcode", &[("passcode", &tom.passcode())]).await.location(), "/desk");
        w.later("1 hour");
        let (_, page) = half(&w, &tom).await;
        assert!(page.says("to my e-mail"), "the password is his again: {page:?}");

        // Who has a mailbox alone gives a recovery code, and is told why.
        reset(&w, &mara).await;
        let (mut browser, page) = half(&w, &mara).await;
        assert!(page.says("Use a recovery code") && page.says("would come to the same place"), "{page:?}");
        assert_ne!(browser.post(EMAIL, &[("passcode", "000000")]).await.location(), "/desk");

        // Without one, nobody is locked out.
        w.tamper("UPDATE recovery_code_sets SET valid_to = 1 WHERE valid_to IS NULL").await;
        let (mut browser, page) = half(&w, &mara).await;
        assert!(page.says("Check your e-mail"), "{page:?}");
        let code = mailed(&w, &mara).await;
        assert_eq!(browser.post(EMAIL, &[("passcode", &code)]).await.location(), "/desk");
    }
}

story! {
    async fn p70_with_the_mail_server_down_the_page_answers_and_says_what_to_do(w: World) {
        allow(&w, true, false).await;
        let mara = customer_with_mailbox(&w, "Mara").await;
        w.mailbox.answer(Some(NotSent::Later("connection refused".to_owned())));
        let (mut browser, page) = half(&w, &mara).await;
        assert!(page.status == StatusCode::OK && page.says("on its way"), "{page:?}");
        w.mail_to(mara.email()).await;
        let page = browser.get(EMAIL).await;
        assert!(page.says("has not been taken by the mail server yet") && page.says("recovery code"), "{page:?}");
        w.mailbox.answer(None);
        w.later("20 seconds");
        let code = mailed(&w, &mara).await;
        assert_eq!(browser.post(EMAIL, &[("passcode", &code)]).await.location(), "/desk", "it came after all");

        w.later("1 hour");
        w.mailbox.answer(Some(NotSent::Never("550 5.1.1 No such user".to_owned())));
        let (mut browser, _) = half(&w, &mara).await;
        w.mail_to(mara.email()).await;
        let page = browser.get(EMAIL).await;
        assert!(page.says("was refused, so no passcode will come"), "{page:?}");

        w.mailbox.answer(Some(NotSent::Later("connection refused".to_owned())));
        w.later("1 hour");
        half(&w, &mara).await;
        w.later("11 minutes");
        w.mail_to(mara.email()).await;
        w.mailbox.answer(None);
        let mails = w.mailbox.mails().len();
        w.later("1 hour");
        w.mail_to(mara.email()).await;
        assert_eq!(w.mailbox.mails().len(), mails, "a passcode that has run out is not sent any more");
    }
}

story! {
    async fn p41_a_mailbox_gets_ten_passcodes_an_hour_and_the_page_says_so(w: World) {
        allow(&w, true, false).await;
        let mara = customer_with_mailbox(&w, "Mara").await;
        w.later("1 hour");
        for _ in 0..10 {
            half(&w, &mara).await;
            w.later("1 minute");
        }
        let before = w.count(SENT).await;
        let (mut browser, page) = half(&w, &mara).await;
        assert!(page.says("too many were asked for") && page.says("recovery code"), "{page:?}");
        for _ in 0..20 {
            browser.post("/signin/email-code/send", &[]).await;
        }
        assert_eq!(w.count(SENT).await, before);
        let held_back = w.rows::<String>("SELECT kind FROM events WHERE kind = 'code_held_back'").await.len();
        assert_eq!(held_back, 1, "a flood of askings is no flood of events");
        w.later("1 hour");
        let (_, page) = half(&w, &mara).await;
        assert!(page.says("on its way"), "{page:?}");
    }
}

story! {
    async fn of_fifty_who_type_a_passcode_at_once_one_signs_in(w: World) {
        allow(&w, true, false).await;
        let mara = customer_with_mailbox(&w, "Mara").await;
        let (browser, _) = half(&w, &mara).await;
        let code = mailed(&w, &mara).await;
        let sessions = w.count("SELECT count(*) FROM sessions").await;
        let tries = (0..50).map(|_| {
            let (mut browser, code) = (browser.clone(), code.clone());
            tokio::spawn(async move { browser.post(EMAIL, &[("passcode", &code)]).await.location() == "/desk" })
        });
        let tries: Vec<_> = tries.collect();
        let mut signed_in = 0;
        for one in tries {
            signed_in += usize::from(one.await.unwrap());
        }
        assert_eq!(signed_in, 1);
        assert_eq!(w.count("SELECT count(*) FROM sessions").await, sessions + 1);
    }
}

story! {
    async fn who_lost_everything_has_no_passcodes_sent_any_more(w: World) {
        allow(&w, true, false).await;
        let mara = customer_with_mailbox(&w, "Mara").await;
        let (mut browser, _) = half(&w, &mara).await;
        let code = mailed(&w, &mara).await;
        browser.post(EMAIL, &[("passcode", &code)]).await;
        let page = browser.post("/security/email-code/remove", &[("method", "00000000000000000000000000000000")]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{page:?}");
        let page = browser.post("/security/turn-off", &[]).await;
        assert_eq!(page.location(), "/security?done=second-factor-off", "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM code_receivers WHERE valid_to IS NULL").await, 0);
        let mut browser = w.browser();
        assert_eq!(browser.sign_in(mara.email(), PASSWORD).await.location(), "/desk");
        assert_eq!(mara.made.user.role, Role::EndUser);
    }
}

story! {
    async fn a_passcode_that_went_to_the_old_address_proves_nothing_of_the_new_one(w: World) {
        allow(&w, true, false).await;
        let mara = customer_with_mailbox(&w, "Mara").await;
        let (mut browser, _) = half(&w, &mara).await;
        let code = mailed(&w, &mara).await;
        browser.post(EMAIL, &[("passcode", &code)]).await;
        browser.post("/confirm/email-code/send?for=password", &[("then", "/security")]).await;
        let code = mailed(&w, &mara).await;
        w.tamper("UPDATE users SET email = 'mara@new.example' WHERE name = 'Mara'").await;
        let fields = [("sent_by", "email"), ("passcode", code.as_str()), ("then", "/security")];
        assert_eq!(browser.post("/confirm", &fields).await.status, StatusCode::UNAUTHORIZED);
    }
}

story! {
    async fn beside_a_passkey_every_sent_passcode_is_one_click_away(w: World) {
        allow(&w, true, true).await;
        let mut key = phone(7);
        let ben = agent_with(&w, "Ben", &mut key).await;
        let (mut browser, page) = half(&w, &ben).await;
        assert!(page.says("passkey") && !page.says("to my e-mail"), "{page:?}");
        assert_eq!(prove(&mut browser, &mut key).await.location(), "/desk");
        assert_eq!(add_mailbox(&w, &ben, &mut browser).await.location(), "/security?done=factor-added");
        w.later("1 minute");
        assert_eq!(add_phone(&w, &mut browser, NUMBER).await.location(), "/security?done=factor-added");
        w.later("1 hour");
        for (path, said) in [(EMAIL, "Check your e-mail"), (SMS, "Check your phone")] {
            let (mut there, page) = half(&w, &ben).await;
            assert!(page.says("Send a passcode to my e-mail") && page.says("Send a passcode to my phone"), "{page:?}");
            there.post(&format!("{path}/send"), &[]).await;
            let page = there.get(path).await;
            assert!(page.says(said) && page.says("Use my passkey"), "{page:?}");
            let code = if path == EMAIL { mailed(&w, &ben).await } else { texted(&w).await };
            assert_eq!(there.post(path, &[("passcode", &code)]).await.location(), "/desk");
        }
        let (mut there, _) = half(&w, &ben).await;
        assert_eq!(prove(&mut there, &mut key).await.location(), "/desk", "and the passkey works beside them");
    }
}

story! {
    async fn a_mail_server_that_repeats_the_message_tells_nobody_the_passcode(w: World) {
        let mut ingrid = allow(&w, true, false).await;
        let mara = customer_with_mailbox(&w, "Mara").await;
        let (mut browser, _) = half(&w, &mara).await;
        let code = mailed(&w, &mara).await;
        let (left, right) = code.split_at(3);
        let said = format!("transient error (451): not taken: Here is your passcode: {left} {right} It works");
        w.mailbox.answer(Some(NotSent::Later(said)));
        w.later("40 seconds");
        // Asked for again, it is the same one.
        browser.post("/signin/email-code/send", &[]).await;
        w.mail_to(mara.email()).await;
        let kept: Vec<String> = w.rows("SELECT last_error FROM outbox WHERE last_error IS NOT NULL").await;
        assert_eq!(kept, ["transient error (451) (the answer repeats the message, so it is not kept)"]);
        assert!(ingrid.get(&format!("/admin/people/{}", mara.id())).await.says("transient error (451)"));
    }
}
