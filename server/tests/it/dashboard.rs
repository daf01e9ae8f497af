//! The dashboard: a week whose numbers are known, of this account and user type alone, and who is blocked now.

use axum::http::StatusCode;
use doorward::delivery::NotSent;
use doorward_core::user::Role;

use crate::sent_codes::{EMAIL, allow, customer_with_mailbox, half, mailed};
use crate::story;
use crate::world::{Page, Person};

const DASHBOARD: &str = "/admin/dashboard";
const SIGN_INS: &str = "/admin/dashboard?of=end_user&about=sign-ins&range=days";
const CODES: &str = "/admin/dashboard?of=end_user&about=codes&range=days";
const PEOPLE: &str = "/admin/dashboard?of=end_user&about=people&range=days";

/// The table behind a plot: its columns, and the row that begins so.
fn row(page: &Page, figure: &str, begins: &str) -> Vec<(String, String)> {
    let (_, rest) = page
        .body
        .split_once(&format!("id=\"{figure}-title\""))
        .unwrap_or_else(|| panic!("no {figure} in {page:?}"));
    let (table, _) = rest.split_once("</table>").unwrap();
    let (head, body) = table.split_once("</thead>").unwrap();
    let columns = head.split("<th scope=\"col\">").skip(2).map(str::to_owned);
    let mut rows = body.split("<tr><th scope=\"row\">");
    let row =
        rows.find(|row| row.starts_with(begins)).unwrap_or_else(|| panic!("no row {begins} in {table}"));
    columns.zip(row.split("<td>").skip(1).map(str::to_owned)).collect()
}

/// The numbers of a row, as they stand in it.
fn numbers(page: &Page, figure: &str, begins: &str) -> Vec<String> {
    row(page, figure, begins).into_iter().map(|(_, number)| number).collect()
}

/// What a page of the dashboard tells an admin, who signs in for it.
async fn told(admin: &Person, path: &str) -> Page {
    let page = admin.sign_in().await.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    page
}

/// The sign-ins of 28 Nov and before, as they are told.
fn are_the_sign_ins(page: &Page) {
    assert_eq!(numbers(page, "sign-ins", "28 Nov"), ["3", "0", "1", "0", "0"], "{page:?}");
    assert_eq!(numbers(page, "failures", "28 Nov"), ["1", "0", "0"]);
    for before in ["24 Nov", "25 Nov"] {
        assert_eq!(numbers(page, "sign-ins", before), ["0", "0", "1", "0", "0"], "{before}");
    }
    assert_eq!(numbers(page, "rules", "Asked: their own choice"), ["3"]);
    assert_eq!(numbers(page, "rules", "Not asked: not required, and they have none"), ["3"]);
    assert_eq!(numbers(page, "reasons", "Wrong password"), ["1"]);
}

/// The passcodes, alike.
fn are_the_codes(page: &Page) {
    assert_eq!(numbers(page, "e-mails", "28 Nov"), ["3", "2", "1", "1"], "{page:?}");
    for before in ["24 Nov", "25 Nov"] {
        assert_eq!(numbers(page, "e-mails", before), ["1", "1", "1", "0"], "{before}");
    }
    assert!(!page.body.contains("id=\"text-messages-title\"") && page.says("Nothing to show in this time"));
}

story! {
    async fn a_week_is_told_as_it_was_also_after_it_was_counted(w: World) {
        assert!(w.app().count_days().await.unwrap() > 0);
        allow(&w, true, false).await;
        let kwame = w.admin("Kwame").await;
        let mara = customer_with_mailbox(&w, "Mara").await;
        w.later("1 day");
        customer_with_mailbox(&w, "Zoe").await;
        w.later("1 day");
        w.person("Nora", Role::EndUser, true).await;
        let otto = w.customer("Otto").await;
        w.later("1 day");
        // Zoe loses her mailbox, on 27 Nov at noon: as its removal writes it.
        w.tamper("UPDATE code_receivers SET valid_to = 1795780800000 WHERE user_id = (SELECT id FROM users WHERE name = 'Zoe')").await;
        w.later("1 day");
        let (mut browser, _) = half(&w, &mara).await;
        let code = mailed(&w, &mara).await;
        assert_eq!(browser.post(EMAIL, &[("passcode", &code)]).await.location(), "/desk");
        half(&w, &mara).await;
        w.mail_to(mara.email()).await;
        w.mailbox.answer(Some(NotSent::Never("550 5.1.1 No such user".to_owned())));
        half(&w, &mara).await;
        w.mail_to(mara.email()).await;
        w.mailbox.answer(None);
        w.browser().sign_in(otto.email(), "a wrong guess of somebody").await;
        otto.sign_in().await;

        // Before it is counted, all of it but who had what on days that are over.
        are_the_sign_ins(&told(&kwame, SIGN_INS).await);
        are_the_codes(&told(&kwame, CODES).await);
        let page = told(&kwame, PEOPLE).await;
        let columns: Vec<String> = row(&page, "adoption", "28 Nov").into_iter().map(|(column, _)| column).collect();
        assert_eq!(columns, ["Any", "Passkey", "App", "Text", "E-mail", "People"]);
        assert_eq!(numbers(&page, "adoption", "28 Nov"), ["2", "0", "1", "0", "1", "4"]);
        assert_eq!(numbers(&page, "adoption", "27 Nov"), ["–"; 6]);
        assert!(page.says("Two-factor authentication is their choice. 2 of 4 people have a method that counts: 50 %"), "{page:?}");

        // Counted at once by two, and again when the day has settled: nothing is counted twice, and nothing is lost.
        for later in ["1 second", "2 hours"] {
            w.later(later);
            let (one, other) = tokio::join!(async { w.app().count_days().await }, async { w.app().count_days().await });
            assert!(one.unwrap() + other.unwrap() > 0);
            are_the_sign_ins(&told(&kwame, SIGN_INS).await);
        are_the_codes(&told(&kwame, CODES).await);
            let page = told(&kwame, PEOPLE).await;
            for (day, expected) in [
                ("28 Nov", ["2", "0", "1", "0", "1", "4"]),
                ("27 Nov", ["2", "0", "1", "0", "1", "4"]),
                ("26 Nov", ["3", "0", "1", "0", "2", "4"]),
                ("25 Nov", ["2", "0", "0", "0", "2", "2"]),
                ("24 Nov", ["1", "0", "0", "0", "1", "1"]),
            ] {
                assert_eq!(numbers(&page, "adoption", day), expected, "{day}");
            }
            assert_eq!(numbers(&page, "adoption", "23 Nov"), ["–"; 6]);
            assert_eq!(numbers(&page, "progress", "26 Nov"), ["3", "4"]);
        }
        // In weeks and in weeks two by two, the same add up.
        for range in ["quarter", "year"] {
            let page = told(&kwame, &format!("{DASHBOARD}?of=end_user&about=sign-ins&range={range}")).await;
            let so_far = if range == "quarter" { "22 Nov – 28 Nov (so far)" } else { "15 Nov – 28 Nov (so far)" };
            assert_eq!(numbers(&page, "sign-ins", so_far), ["3", "0", "3", "0", "0"], "{range}");
        }
        // The team apart: an owner and an admin, each with an app.
        let page = told(&kwame, DASHBOARD).await;
        assert_eq!(numbers(&page, "adoption", "28 Nov"), ["2", "0", "2", "0", "0", "2"]);
        assert_eq!(numbers(&page, "adoption", "27 Nov"), ["2", "0", "2", "0", "0", "2"]);
    }
}

story! {
    async fn who_is_blocked_now_is_named_with_what_keeps_them_out(w: World) {
        let (kwame, ana) = (w.admin("Kwame").await, w.agent_with_totp("Ana").await);
        let (nora, otto) = (w.person("Nora", Role::EndUser, true).await, w.customer("Otto").await);
        assert!(told(&kwame, PEOPLE).await.says("Nobody, as far as we see"));
        w.owner("Ingrid").await.sign_in().await.save_policy(&[("end_users_required", "yes")]).await;
        let mut boss = kwame.sign_in().await;
        otto.half_sign_in().await;
        let mut guesser = nora.half_sign_in().await;
        for _ in 0..5 {
            guesser.try_passcode("000000").await;
        }
        ana.half_sign_in().await.post("/signin/locked-out", &[]).await;

        let page = boss.get(PEOPLE).await;
        assert!(page.says("1 person did not come through setting up the second step"), "{page:?}");
        assert!(page.says("1 person has to wait for the next try"), "{page:?}");
        assert!(page.body.contains(&format!("/admin/people/{}", otto.id())), "{page:?}");
        assert!(page.body.contains(&format!("/admin/people/{}", nora.id())), "{page:?}");
        assert!(page.says("1 of 2 people from whom two-factor authentication is required have a method that counts: 50 %"));
        assert!(!page.says("Ana") && !page.says("asks for help"), "the team is told apart: {page:?}");
        let page = told(&kwame, DASHBOARD).await;
        assert!(page.says("1 person asks for help") && page.says("Ana") && !page.says("Otto"), "{page:?}");

        w.later("6 minutes");
        let page = told(&kwame, PEOPLE).await;
        assert!(page.says("2 people stand at the second step for more than 5 minutes"), "{page:?}");
        assert!(!page.says("has to wait"), "{page:?}");
        w.tamper("UPDATE second_factor_ledger SET failures = 100").await;
        assert!(told(&kwame, PEOPLE).await.says("Nothing that 1 person types is looked at any more"));
        // Otto needs no second factor any more, and comes in: he is not blocked, whatever he once met.
        let mut boss = kwame.sign_in().await;
        boss.save_policy(&[]).await;
        w.later("1 minute");
        otto.sign_in().await;
        assert!(!boss.get(PEOPLE).await.says("did not come through"));
    }
}

story! {
    async fn nobody_sees_the_numbers_of_another_account_and_an_agent_sees_none(w: World) {
        let (ana, kwame) = (w.agent_with_totp("Ana").await, w.admin("Kwame").await);
        let other = w.other_account("https://desk.example.net").await;
        let olga = other.owner("Olga").await;
        other.customer("Nora").await.sign_in().await;
        other.browser().sign_in("nora@example.com", "a wrong guess of somebody").await;
        assert_eq!(ana.sign_in().await.get(DASHBOARD).await.status, StatusCode::FORBIDDEN);
        for counted in [false, true] {
            if counted {
                w.later("2 hours");
                w.app().count_days().await.unwrap();
            }
            let page = told(&olga, SIGN_INS).await;
            assert_eq!(numbers(&page, "sign-ins", "24 Nov"), ["0", "0", "1", "0", "0"], "{counted}");
            assert_eq!(numbers(&page, "failures", "24 Nov"), ["1", "0", "0"], "{counted}");
            let page = told(&kwame, SIGN_INS).await;
            assert!(page.says("Nothing to show in this time") && !page.body.contains("<table"), "{counted}: {page:?}");
        }
    }
}

story! {
    async fn of_more_people_than_a_page_waits_for_it_tells_the_last_day_that_was_counted(w: World) {
        let kwame = w.admin("Kwame").await;
        w.customer("Mara").await;
        w.person("Zoe", Role::EndUser, true).await;
        w.later("1 day");
        while w.app().count_days().await.unwrap() > 0 {}
        w.person("Nora", Role::EndUser, true).await;
        assert!(told(&kwame, "/admin").await.says("2 of 3 have set it up. "), "now, of few");

        w.lengthen_lists(10_000).await;
        for page in ["/admin", "/admin/security/advanced"] {
            let page = told(&kwame, page).await;
            assert!(page.says("1 of 2 have set it up. As of 24 Nov."), "{page:?}");
            assert!(page.says("1 of 1 have set it up.") && !page.says("1 of 1 have set it up. As of"), "few: {page:?}");
        }
    }
}
