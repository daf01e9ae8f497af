//! Many people at once: imported, and acted on.

use axum::http::{Method, StatusCode};
use doorward_core::user::Role;

use crate::groups::make;
use crate::story;
use crate::world::{Browser, Page, World};

const IMPORT: &str = "/admin/import";
const BETWEEN: &str = "------WebKitFormBoundary7MA4YWxk";

/// Chooses a file on the page, as a browser does it.
async fn upload(browser: &mut Browser, file: &[u8]) -> Page {
    let token = browser.form_token().await;
    let field =
        format!("{BETWEEN}\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n{token}\r\n");
    let head = format!(
        "{BETWEEN}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\nContent-Type: text/csv\r\n\r\n"
    );
    let end = format!("\r\n{BETWEEN}--\r\n");
    let body = [field.as_bytes(), head.as_bytes(), file, end.as_bytes()].concat();
    let headers = [
        ("content-type", "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxk"),
        ("origin", "https://help.example.com"),
        ("sec-fetch-site", "same-origin"),
    ];
    browser.send_bytes(Method::POST, IMPORT, &headers, body).await
}

/// Lets the job go on until nothing is left for it.
async fn work(w: &World) {
    while w.app().step_batch().await.unwrap() {}
}

/// Chooses a file, lets it be looked at, and gives the address of what is shown.
async fn looked_at(w: &World, browser: &mut Browser, file: &str) -> String {
    let page = upload(browser, file.as_bytes()).await;
    assert!(page.location().starts_with("/admin/batches/"), "{page:?}");
    let path = page.location().to_owned();
    assert_eq!(browser.get(&path).await.headers["refresh"], "3", "it looks again by itself");
    let still = browser.get(&format!("{path}?still=yes")).await;
    assert!(!still.headers.contains_key("refresh"), "unless its reader stops that: {still:?}");
    work(w).await;
    assert!(!browser.get(&path).await.headers.contains_key("refresh"));
    path
}

async fn go(browser: &mut Browser, path: &str) -> Page {
    browser.post_freshly(path, &[("reason", "Spring intake")]).await
}

const PEOPLE: &str = "SELECT count(*) FROM users";

story! {
    async fn a_file_is_shown_row_by_row_and_then_done_once_as_it_was_shown(w: World) {
        let mut admin = w.admin("Kwame").await.sign_in().await;
        let (mut other, tom) = (w.admin("Ingrid").await.sign_in().await, w.agent("Tom").await);
        let file = format!(
            "\u{feff}Name;E-Mail;Role;Language;Phone\r\n\
             Ana Ruiz;Ana@example.com;agent;de;1\r\n\
             김민수;kms@example.com;;ko;2\r\n\
             =cmd|' /C calc'!A0;formula@example.com;;;\r\n\
             Boss;boss@example.com;owner;;\r\n\
             Kwame;kwame@example.com;owner;;\r\n\
             Tom;TOM@example.com;agent;;\r\n\
             Ana again;ana@EXAMPLE.com;;;\r\n\
             Nobody;no address;;;\r\n\
             Odd;odd@example.com;chief;;\r\n\
             Far;far@example.com;;tlh;\r\n\
             {};long@example.com;;;\r\n",
            "x".repeat(10_000)
        );
        let before = w.count(PEOPLE).await;
        let path = looked_at(&w, &mut admin, &file).await;
        let page = admin.get(&path).await;
        for told in [
            "People 11 To do 3 Here already 2 Left out 6",
            "Not read from this file: the columns phone.",
            "2 Ana Ruiz ana@example.com Will be invited as Agent",
            "3 김민수 kms@example.com Will be invited as End user",
            "5 Boss boss@example.com Left out: you cannot give that role",
            "6 Kwame kwame@example.com Here already, with another name or role: both stay",
            "7 Tom tom@example.com Here already",
            "8 Ana again ana@example.com Left out: the address stands in line 2 already",
            "9 Nobody no address Left out: no e-mail address",
            "10 Odd odd@example.com Left out: no such role",
            "11 Far far@example.com Left out: no such language",
            "long@example.com Left out: no name, or one of more than 100 letters",
        ] {
            assert!(page.says(told), "{told}: {page:?}");
        }
        assert_eq!(w.count(PEOPLE).await, before, "nothing is done");
        let report = admin.get(&format!("{path}/report")).await;
        assert!(report.body.contains("4,formula@example.com,'=cmd|' /C calc'!A0,"), "{}", report.body);
        assert_eq!(report.body.lines().count(), 12);

        // It is the business of whoever began it.
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(go(&mut other, &path).await.location(), format!("{path}?done=changed-meanwhile"));
        let page = admin.post_freshly(&path, &[("reason", " ")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is asked for");

        // Two who say yes at once are one; somebody who came meanwhile is left out.
        w.customer("Formula").await;
        admin.get(&path).await;
        let mut twin = admin.clone();
        let reason = [("reason", "Spring intake")];
        let (one, two) = tokio::join!(admin.post_once(&path, &reason), twin.post_once(&path, &reason));
        let begun = [&one, &two].into_iter().filter(|it| it.location().ends_with("done=batch-begun")).count();
        assert_eq!(begun, 1, "{one:?} {two:?}");
        work(&w).await;
        work(&w).await;
        let page = admin.get(&path).await;
        assert!(page.says("Done 2 Left out after all 1") && page.says("2 Ana Ruiz ana@example.com Invited as Agent"), "{page:?}");
        assert!(page.says("Left out: something changed meanwhile"), "{page:?}");
        assert_eq!(w.count(PEOPLE).await, before + 3, "two, and the one who came");
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'invited'").await, 2);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind IN ('batch_begun', 'batch_ended')").await, 2);
        let log = admin.get("/admin/audit?area=people").await;
        assert!(log.says("Several people at once (3): Import people. Reason: Spring intake"), "{log:?}");
        assert!(w.mail_to("kms@example.com").await.pop().expect("a mail").text.contains("https://help.example.com/link/"));
        let link = w.link_to("ana@example.com").await;
        assert_eq!(w.browser().get(&link).await.location(), "/welcome");
        assert_eq!(w.role_of(&tom).await, Role::Agent);
        assert!(go(&mut admin, &path).await.location().ends_with("done=changed-meanwhile"), "once");
    }
}

story! {
    async fn newcomers_come_into_the_groups_that_their_row_names_and_nobody_else_does(w: World) {
        let mut admin = w.admin("Kwame").await.sign_in().await;
        w.customer("Mara").await;
        make(&mut admin, "Night shift").await;
        make(&mut admin, "Berlin").await;
        let ulm = make(&mut admin, "Ulm").await;
        let file = "email,name,groups\n\
                    ana@example.com,Ana,night SHIFT; Berlin;berlin\n\
                    bo@example.com,Bo,\n\
                    cem@example.com,Cem,Ulm\n\
                    dee@example.com,Dee,Berlin; Nightshift\n\
                    mara@example.com,Mara,Berlin\n";
        let path = looked_at(&w, &mut admin, file).await;
        let page = admin.get(&path).await;
        for told in [
            "People 5 To do 3 Here already 1 Left out 1",
            "dee@example.com Left out: the account has no such group",
            "mara@example.com Here already",
        ] {
            assert!(page.says(told), "{told}: {page:?}");
        }
        assert!(!page.says("Not read"), "every column is");

        // A group that is gone by then is not made again, and nobody comes in without it.
        admin.post_freshly(&format!("/admin/groups/{ulm}/delete"), &[]).await;
        go(&mut admin, &path).await;
        work(&w).await;
        let page = admin.get(&path).await;
        assert!(page.says("Done 2 Left out after all 1"), "{page:?}");
        assert!(page.says("cem@example.com Left out: something changed meanwhile"), "{page:?}");
        let page = admin.post_freshly("/admin/export", &[("of", "end_user")]).await;
        let saved = "email,name,role,language,groups,standing\r\n\
                     ana@example.com,Ana,end_user,,\"Berlin; Night shift\",invited\r\n\
                     bo@example.com,Bo,end_user,,,invited\r\n\
                     mara@example.com,Mara,end_user,,,active\r\n";
        assert_eq!(page.body, saved);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'group_joined'").await, 2);

        // What was saved is read again, and changes nothing.
        let path = looked_at(&w, &mut admin, &page.body).await;
        let page = admin.get(&path).await;
        assert!(page.says("People 3 To do 0 Here already 3 Left out 0"), "{page:?}");
    }
}

story! {
    async fn an_import_ends_with_the_role_or_password_of_whoever_began_it(w: World) {
        let (ingrid, kwame) = (w.owner("Ingrid").await, w.admin("Kwame").await);
        let mut owner = ingrid.sign_in().await;
        let before = w.count(PEOPLE).await;
        let file: String = (0..120).map(|i| format!("P{i},p{i}@example.com\n")).collect();
        let file = format!("name,email\n{file}");

        // Between what was shown and the yes.
        let mut admin = kwame.sign_in().await;
        let path = looked_at(&w, &mut admin, &file).await;
        for role in ["agent", "admin"] {
            let page = owner.post_freshly(&format!("/admin/people/{}/role", kwame.id()), &[("role", role)]).await;
            assert!(page.location().ends_with("done=role-changed"), "{page:?}");
        }
        go(&mut admin, &path).await;
        work(&w).await;
        assert_eq!(w.count(PEOPLE).await, before, "of the session that ended");

        // Between one block and the next.
        let mut admin = kwame.sign_in().await;
        let path = looked_at(&w, &mut admin, &file).await;
        assert!(go(&mut admin, &path).await.location().ends_with("done=batch-begun"));
        assert!(w.app().step_batch().await.unwrap());
        assert_eq!(w.count(PEOPLE).await, before + 50, "one block");
        let page = owner.post_freshly(&format!("/admin/people/{}/end-sessions", kwame.id()), &[]).await;
        assert!(page.location().ends_with("done=sessions-ended"), "{page:?}");
        work(&w).await;
        assert_eq!(w.count(PEOPLE).await, before + 50);
        let mut admin = kwame.sign_in().await;
        let page = admin.get(&path).await;
        assert!(page.says("Stopped") && page.says("Done 50"), "{page:?}");
    }
}

story! {
    async fn what_is_no_file_of_people_is_said_to_be_none_and_forms_are_of_this_browser(w: World) {
        let mut admin = w.admin("Kwame").await.sign_in().await;
        for (file, told) in [
            (&b""[..], "Choose a file"),
            (b"\x89PNG\r\n\x1a\n\0", "no text in UTF-8"),
            (b"\xff\xfee\0m\0a\0i\0l\0", "no text in UTF-8"),
            (b"name,phone\nAna,1\n", "names no column “email”"),
            (b"email,email,name\nx", "twice"),
            (b"email,name\n\"x,y\n", "begins at line 2"),
        ] {
            let page = upload(&mut admin, file).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}: {page:?}");
            assert!(page.says(told), "{told}: {page:?}");
        }
        let large = vec![b'x'; 6 * 1024 * 1024];
        assert_eq!(upload(&mut admin, &large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        let long = "x@example.com,X\n".repeat(20_001);
        assert!(upload(&mut admin, format!("email,name\n{long}").as_bytes()).await.says("more than 20,000 rows"));
        for (path, fields) in
            [("/admin/many", &[("of", "end_user"), ("act", "suspend")][..]), ("/admin/export", &[("of", "end_user")])]
        {
            let own = [("origin", "https://evil.example"), ("content-type", "application/x-www-form-urlencoded")];
            let page = admin.send(Method::POST, path, &own, "").await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path} {fields:?}: {page:?}");
        }
        assert_eq!(w.count("SELECT count(*) FROM batches").await, 0);
    }
}

story! {
    async fn an_act_on_many_is_shown_first_and_spares_whom_an_act_on_one_would(w: World) {
        let (kwame, ingrid) = (w.admin("Kwame").await, w.owner("Ingrid").await);
        let mut admin = kwame.sign_in().await;
        let (tom, mara) = (w.agent("Tom").await, w.agent("Mara").await);
        let mut signed_in = tom.sign_in().await;
        let all = [("of", "team_member"), ("act", "suspend"), ("whom", "found")];
        let path = admin.post_freshly("/admin/many", &all).await.location().to_owned();
        work(&w).await;
        let page = admin.get(&path).await;
        for told in [
            "People 4 To do 2 Left out 2",
            "Kwame kwame@example.com Left out: that is you",
            "Ingrid ingrid@example.com Left out: their role is out of your reach",
            "Tom tom@example.com Will be done",
        ] {
            assert!(page.says(told), "{told}: {page:?}");
        }
        assert!(signed_in.is_signed_in().await, "nothing is done");
        // Whoever rose above the admin meanwhile is left out.
        let mut owner = ingrid.sign_in().await;
        owner.post_freshly(&format!("/admin/people/{}/role", mara.id()), &[("role", "owner")]).await;
        assert!(go(&mut admin, &path).await.location().ends_with("done=batch-begun"));
        work(&w).await;
        let page = admin.get(&path).await;
        assert!(page.says("Done 1 Left out after all 1") && page.says("something changed meanwhile"), "{page:?}");
        assert!(!signed_in.is_signed_in().await);
        assert_eq!(w.count("SELECT count(*) FROM users WHERE standing = 'suspended'").await, 1);

        // Ticked ones; and nobody.
        let ticked = format!("p-{}", tom.id());
        let these = [("of", "team_member"), ("act", "restore"), ("whom", "ticked"), (ticked.as_str(), "yes")];
        let path = admin.post_freshly("/admin/many", &these).await.location().to_owned();
        work(&w).await;
        go(&mut admin, &path).await;
        work(&w).await;
        assert_eq!(w.count("SELECT count(*) FROM users WHERE standing = 'suspended'").await, 0);
        let page = admin.post_freshly("/admin/many", &these[..3]).await;
        assert!(page.location().ends_with("done=nobody-chosen"), "{page:?}");

        // A list is saved as it was narrowed down, and read again by an import as nothing new.
        let page = admin.post_freshly("/admin/export", &[("of", "team_member"), ("role", "agent")]).await;
        assert_eq!(page.body, "email,name,role,language,groups,standing\r\ntom@example.com,Tom,agent,,,active\r\n");
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'people_exported'").await, 1);
        let path = looked_at(&w, &mut admin, &page.body).await;
        assert!(admin.get(&path).await.says("There is nothing to do."));

        // Who is erased is in no batch any more.
        for (act, fields) in [("archive", ("sure", "yes")), ("erase", ("email", "tom@example.com"))] {
            let page = admin.post_freshly(&format!("/admin/people/{}/{act}", tom.id()), &[fields]).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{page:?}");
        }
        assert_eq!(w.count("SELECT count(*) FROM batch_blocks WHERE people LIKE '%tom@%'").await, 0);
    }
}

story! {
    async fn letters_of_one_account_that_wait_hold_up_no_batch_of_another(w: World) {
        let other = w.other_account("https://desk.example.net").await;
        let mut olga = other.owner("Olga").await.sign_in().await;
        let invited = [("name", "Bo"), ("email", "bo@example.net"), ("role", "end_user")];
        olga.post_freshly("/admin/end-users/invite", &invited).await;

        let mut admin = w.admin("Kwame").await.sign_in().await;
        let rows: String = (0..560).map(|i| format!("Person {i},p{i}@example.com\n")).collect();
        let path = looked_at(&w, &mut admin, &format!("name,email\n{rows}")).await;
        go(&mut admin, &path).await;
        work(&w).await;
        let page = admin.get(&path).await;
        assert!(page.headers.contains_key("refresh"), "it waits until its letters are sent: {page:?}");
        assert!(page.says("It waits, since 500 messages of this account or more are still to be sent. Mail"), "{page:?}");

        let act = [("of", "end_user"), ("act", "invite-again"), ("whom", "found")];
        let page = olga.post("/admin/many", &act).await;
        let theirs = page.location().to_owned();
        work(&w).await;
        go(&mut olga, &theirs).await;
        work(&w).await;
        assert_eq!(w.count("SELECT count(*) FROM batches WHERE state = 'done'").await, 1, "{:?}", olga.get(&theirs).await);
        assert_eq!(w.count("SELECT count(*) FROM batches WHERE state = 'doing'").await, 1);
    }
}
