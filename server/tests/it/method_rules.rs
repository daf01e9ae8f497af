//! What an admin decides of methods, of text messages above all: which are on, where they go, how many, and what became of each.

use axum::http::StatusCode;
use doorward::delivery::NotSent;
use doorward_core::user::Role;

use crate::rollout::link_to;
use crate::sent_codes::{
    EMAIL, NUMBER, SENT, SMS, add_mailbox, add_phone, allow, customer_with_mailbox, digits, half, mailed,
    prove_texts, texted,
};
use crate::story;
use crate::world::PASSWORD;

story! {
    async fn a_customer_has_passcodes_sent_to_her_phone_and_nothing_else(w: World) {
        allow(&w, false, true).await;
        let mara = w.customer("Mara").await;
        let page = add_phone(&w, &mut mara.sign_in().await, NUMBER).await;
        assert_eq!(page.location(), "/security/recovery-codes/save", "{page:?}");
        let sent = w.phones.texts();
        let sms = sent.last().unwrap();
        assert_eq!(sms.to.as_str(), "+491701234567");
        let code = digits(&sms.text);
        assert!(sms.text.ends_with(&format!("\n\n@help.example.com #{code}")), "{}", sms.text);

        w.later("1 hour");
        let (mut browser, page) = half(&w, &mara).await;
        assert!(page.says("Check your phone") && page.says("67") && !page.says("1234567"), "{page:?}");
        let code = texted(&w).await;
        let page = browser.post(SMS, &[("passcode", &format!(" {} {} ", &code[..3], &code[3..]))]).await;
        assert_eq!(page.location(), "/desk", "{page:?}");
    }
}

story! {
    async fn an_admin_sees_what_became_of_every_passcode(w: World) {
        let mut ingrid = allow(&w, true, false).await;
        let mara = customer_with_mailbox(&w, "Mara").await;
        half(&w, &mara).await;
        let path = format!("/admin/people/{}", mara.id());
        assert!(ingrid.get(&path).await.says("Queued"));
        w.mailbox.answer(Some(NotSent::Later("450 4.2.1 Mailbox busy".to_owned())));
        w.mail_to(mara.email()).await;
        let page = ingrid.get(&path).await;
        assert!(page.says("Tried, not taken yet") && page.says("450 4.2.1 Mailbox busy"), "{page:?}");
        w.mailbox.answer(None);
        w.later("16 seconds");
        let code = mailed(&w, &mara).await;
        let page = ingrid.get(&path).await;
        assert!(page.says("Accepted") && page.says("2 tries") && !page.says(&code), "{page:?}");
        w.later("10 minutes");
        assert!(ingrid.get(&path).await.says("Ran out"));
        assert!(page.says("m•••@"), "{page:?}");
    }
}

story! {
    async fn p42_text_messages_go_to_named_countries_and_never_in_floods(w: World) {
        allow(&w, false, true).await;
        let mara = w.customer("Mara").await;
        let mut browser = mara.sign_in().await;
        browser.get("/security/sms-code").await;
        for elsewhere in ["+8816 2345 6789", "+979 123 456 789", "+1 876 555 0100", "+44 7700 900123"] {
            let page = browser.post("/security/sms-code/send", &[("number", elsewhere)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{elsewhere}: {page:?}");
        }
        let before = w.phones.texts().len();
        // A block of numbers, by one person.
        for i in 0..8 {
            browser.post("/confirm", &[("password", PASSWORD)]).await;
            let page =
                browser.post("/security/sms-code/send", &[("number", &format!("+49 170 555 000{i}"))]).await;
            assert_eq!(page.location().is_empty(), i > 4, "{page:?}");
            w.mail_to("nobody@example.com").await;
            w.later("6 minutes");
        }
        w.mail_to("nobody@example.com").await;
        assert_eq!(w.phones.texts().len() - before, 5, "five an hour for a person");
        // By many people.
        for i in 0..40 {
            let person = w.customer(&format!("Bot{i}")).await;
            let mut browser = person.sign_in().await;
            browser.get("/security/sms-code").await;
            browser.post("/security/sms-code/send", &[("number", &format!("+49 170 555 00{i:02}"))]).await;
        }
        w.mail_to("nobody@example.com").await;
        // The admin's own test was the first.
        assert_eq!(w.phones.texts().len() - before, 29, "thirty an hour from a network");
        let tom = w.agent_with_totp("Tom").await;
        w.later("1 day");
        let mut session = tom.sign_in().await;
        assert_eq!(add_phone(&w, &mut session, NUMBER).await.location(), "/security?done=factor-added");
        let mut ingrid = w.owner("Inga").await.sign_in().await;
        ingrid.post("/admin/sms", &[("countries", "")]).await;
        let (mut there, _) = half(&w, &tom).await;
        let sent = w.phones.texts().len();
        let page = there.post("/signin/sms-code/send", &[]).await;
        let page = there.follow(page).await;
        assert!(page.says("no text messages to that country") && page.says("my authenticator app"), "{page:?}");
        w.mail_to("nobody@example.com").await;
        assert_eq!(w.phones.texts().len(), sent);
    }
}

story! {
    async fn sent_passcodes_are_off_at_first_and_switched_on_only_after_a_message_arrived(w: World) {
        let mut ingrid = w.owner("Ingrid").await.sign_in().await;
        let mara = w.customer("Mara").await;
        let mut browser = mara.sign_in().await;
        for path in ["/security/email-code", "/security/sms-code"] {
            assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND);
            browser.post(&format!("{path}/send"), &[("number", NUMBER)]).await;
        }
        assert_eq!(w.count(SENT).await, 0);

        let page = ingrid.get("/admin/security/methods").await;
        let (team, end_users) =
            (page.field("team_version").unwrap().to_owned(), page.field("end_users_version").unwrap().to_owned());
        let form = |switch| {
            [
                ("team_version", team.as_str()),
                ("end_users_version", end_users.as_str()),
                ("team_counting", "any"),
                ("end_users_counting", "any"),
                (switch, "yes"),
            ]
        };
        let page = ingrid.post("/admin/security/methods", &form("end_users_sms_codes")).await;
        assert!(page.status == StatusCode::CONFLICT && page.says("that text messages arrive"), "{page:?}");
        w.tamper("UPDATE mail_tests SET proven_at = NULL").await;
        let page = ingrid.post("/admin/security/methods", &form("end_users_email_codes")).await;
        assert!(page.location().starts_with("/admin/mail/test?then="), "{page:?}");
        let kept: Vec<i64> = w.rows("SELECT email_codes + sms_codes FROM policies WHERE valid_to IS NULL").await;
        assert_eq!(kept, [0, 0]);
        prove_texts(&w, &mut ingrid).await;
        ingrid.save_methods(&[("end_users_sms_codes", "yes")]).await;
        w.later("1 second");
        assert_eq!(browser.get("/security/sms-code").await.status, StatusCode::OK);
    }
}

story! {
    async fn before_a_choice_leaves_people_with_none_it_says_who(w: World) {
        let mut ingrid = allow(&w, true, false).await;
        let mara = customer_with_mailbox(&w, "Mara").await;
        let page = ingrid.get("/admin/security/methods").await;
        let (team, end_users) =
            (page.field("team_version").unwrap().to_owned(), page.field("end_users_version").unwrap().to_owned());
        let fields = [
            ("team_version", team.as_str()),
            ("end_users_version", end_users.as_str()),
            ("team_counting", "any"),
            ("end_users_counting", "no_sent_codes"),
            ("team_email_codes", "yes"),
            ("end_users_email_codes", "yes"),
        ];
        let page = ingrid.post("/admin/security/methods", &fields).await;
        let plan = ingrid.follow(page).await;
        assert!(plan.says("after it they set up a method that counts 0 1"), "{plan:?}");
        let names = ingrid.get(&link_to(&plan, "asked_and_sets_up")).await;
        assert!(names.says("Mara") && names.says("mara@example.com"), "{names:?}");
        assert_eq!(ingrid.get("/admin/security/methods").await.field("end_users_version"), Some(end_users.as_str()));
        let page = ingrid.apply_plan(&plan, "Mail is read by others").await;
        assert_eq!(page.location(), "/admin/security/methods?done=saved", "{page:?}");

        w.later("1 minute");
        let (mut browser, page) = half(&w, &mara).await;
        assert!(page.says("Check your e-mail"), "she is asked for what she has: {page:?}");
        let code = mailed(&w, &mara).await;
        let page = browser.post(EMAIL, &[("passcode", &code)]).await;
        assert_eq!(page.location(), "/signin/enrol", "and sets up one that counts: {page:?}");
        assert!(!browser.get("/signin/enrol").await.says("to my e-mail instead"));
    }
}

story! {
    async fn a_new_phone_takes_the_place_of_the_old_which_works_until_then(w: World) {
        allow(&w, false, true).await;
        let mara = w.customer("Mara").await;
        add_phone(&w, &mut mara.sign_in().await, NUMBER).await;
        w.later("2 hours");
        let (mut browser, _) = half(&w, &mara).await;
        let code = texted(&w).await;
        browser.post(SMS, &[("passcode", &code)]).await;
        w.later("1 minute");
        browser.post("/security/sms-code/send", &[("number", "+49 171 7654321")]).await;
        let new = texted(&w).await;
        let (mut there, _) = half(&w, &mara).await;
        let old = texted(&w).await;
        assert_eq!(w.phones.texts().last().unwrap().to.as_str(), "+491701234567", "the old one still works");
        assert_eq!(there.post(SMS, &[("passcode", &old)]).await.location(), "/desk");
        let page = browser.post("/security/sms-code", &[("passcode", &new)]).await;
        assert_eq!(page.location(), "/security?done=factor-added", "{page:?}");
        let told = w.mail_to(mara.email()).await;
        assert!(told.iter().any(|mail| mail.subject.contains("added")), "{told:?}");
        assert!(told.iter().any(|mail| mail.subject.contains("removed")), "{told:?}");
        w.later("1 hour");
        half(&w, &mara).await;
        texted(&w).await;
        assert_eq!(w.phones.texts().last().unwrap().to.as_str(), "+491717654321");
        assert!(there.is_signed_out_everywhere().await, "other sessions ended");
    }
}

story! {
    async fn p35_nothing_of_a_passcode_is_readable_in_the_store_and_an_erased_person_leaves_no_number(w: World) {
        let mut ingrid = allow(&w, true, true).await;
        let mara = w.person("Mara", Role::EndUser, true).await;
        let mut browser = mara.sign_in().await;
        add_mailbox(&w, &mara, &mut browser).await;
        w.later("1 minute");
        add_phone(&w, &mut browser, NUMBER).await;
        w.later("5 minutes");
        half(&w, &mara).await;
        let code = mailed(&w, &mara).await;
        let everything = w.everything().await;
        for (table, rows) in &everything {
            let alone = rows.split(|letter: char| !letter.is_ascii_digit()).any(|number| number == code);
            assert!(!alone, "{table} holds the passcode");
        }
        assert!(everything.values().any(|rows| rows.contains("+491701234567")));
        let path = format!("/admin/people/{}", mara.id());
        for (act, fields) in [("archive", vec![("sure", "yes")]), ("erase", vec![("email", mara.email())])] {
            ingrid.get(&format!("{path}/{act}")).await;
            let page = ingrid.post(&format!("{path}/{act}"), &fields).await;
            assert!(page.location().starts_with(&path), "{page:?}");
        }
        let left = w.everything().await;
        for (table, rows) in &left {
            assert!(!rows.contains("+491701234567") && !rows.contains(mara.email()), "{table}: {rows}");
        }
    }
}

story! {
    async fn what_counts_no_more_is_no_fresh_proof_either(w: World) {
        let mut ingrid = allow(&w, true, false).await;
        let tom = w.agent_with_totp("Tom").await;
        let mut session = tom.sign_in().await;
        add_mailbox(&w, &tom, &mut session).await;
        let page = session.get("/confirm?for=password&then=/security").await;
        assert!(page.says("to my e-mail"), "{page:?}");
        session.post("/confirm/email-code/send?for=password", &[("then", "/security")]).await;
        let code = mailed(&w, &tom).await;
        ingrid.save_methods(&[("team_counting", "no_sent_codes"), ("team_email_codes", "yes")]).await;
        let page = session.get("/confirm?for=password&then=/security").await;
        assert!(!page.says("to my e-mail"), "{page:?}");
        let page = session.post("/confirm", &[("sent_by", "email"), ("passcode", &code)]).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{page:?}");
        let page = session.post("/confirm", &[("passcode", &tom.passcode())]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{page:?}");
    }
}
