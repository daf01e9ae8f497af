//! People, found among many.

use axum::http::StatusCode;

use crate::story;
use crate::world::{Browser, Page};

/// The names on a page of a list, in order.
async fn names(browser: &mut Browser, path: &str) -> Vec<String> {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {page:?}");
    names_on(&page)
}

fn names_on(page: &Page) -> Vec<String> {
    let name =
        |row: &str| row.split("<bdi>").nth(1).and_then(|it| it.split("</bdi>").next()).map(str::to_owned);
    page.body.split("href=\"/admin/people/").skip(1).filter_map(name).collect()
}

async fn found(browser: &mut Browser, typed: &str) -> Vec<String> {
    let q: String = form_urlencoded::byte_serialize(typed.as_bytes()).collect();
    names(browser, &format!("/admin/end-users?q={q}")).await
}

async fn act(owner: &mut Browser, id: &str, act: &str, fields: &[(&str, &str)]) {
    let page = owner.post_freshly(&format!("/admin/people/{id}/{act}"), fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{act}: {page:?}");
}

story! {
    async fn a_person_is_found_by_any_word_of_their_name_in_any_script_and_by_nothing_that_they_were(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        for (name, email) in [
            ("Anna Meyer", "am@example.com"),
            ("Jürg Müller", "jm@example.com"),
            ("Anna-Lena Øst", "lena.ost@example.com"),
            ("김민수", "kms@example.com"),
            ("أحمد الحسن", "ahmad@example.com"),
            ("Meyer Meyerhold", "zz@example.com"),
        ] {
            let fields = [("name", name), ("email", email), ("role", "end_user")];
            let page = owner.post("/admin/end-users/invite", &fields).await;
            assert!(page.location().ends_with("?done=invited"), "{page:?}");
        }
        for (typed, who) in [
            ("mey", &["Anna Meyer", "Meyer Meyerhold"][..]),
            ("ANNA mey", &["Anna Meyer"]),
            ("muller", &["Jürg Müller"]),
            ("ｊｕｒｇ", &["Jürg Müller"]),
            ("lena", &["Anna-Lena Øst"]),
            ("anna-l", &["Anna-Lena Øst"]),
            ("lena.o ost", &["Anna-Lena Øst"]),
            ("LENA.OST@EX", &["Anna-Lena Øst"]),
            ("민수", &["김민수"]),
            ("김", &["김민수"]),
            ("احمد", &["أحمد الحسن"]),
            ("الحس", &["أحمد الحسن"]),
            ("eyer", &[]),
            ("example", &[]),
            ("anna mueller", &[]),
            ("%", &[]),
        ] {
            assert_eq!(found(&mut owner, typed).await, who, "{typed}");
        }
        assert_eq!(names(&mut owner, "/admin/team-members?q=mey").await, [] as [&str; 0], "another list");

        // Whatever changes of a person changes how they are found.
        let id = w.id_of("am@example.com").await;
        let link = w.link_to("am@example.com").await;
        let mut anna = w.browser();
        anna.get(&link).await;
        anna.get("/welcome").await;
        let fields = [("name", "Anneke Maier"), ("new_password", "nine small kettles sing")];
        assert_eq!(anna.post("/welcome", &fields).await.location(), "/signin?done=welcome");
        assert_eq!(found(&mut owner, "anna mey").await, [] as [&str; 0]);
        assert_eq!(found(&mut owner, "maier").await, ["Anneke Maier"]);
        assert_eq!(names(&mut owner, "/admin/end-users?standing=invited").await.len(), 5);
        act(&mut owner, &id, "suspend", &[]).await;
        assert_eq!(names(&mut owner, "/admin/end-users?standing=suspended&q=a").await, ["Anneke Maier"]);
        act(&mut owner, &id, "restore", &[]).await;
        assert_eq!(names(&mut owner, "/admin/end-users?standing=active").await, ["Anneke Maier"]);
        act(&mut owner, &w.id_of("jm@example.com").await, "archive", &[("sure", "yes")]).await;
        assert_eq!(found(&mut owner, "müller").await, [] as [&str; 0]);
        assert_eq!(names(&mut owner, "/admin/end-users?show=archived&q=muller").await, ["Jürg Müller"]);
        act(&mut owner, &w.id_of("kms@example.com").await, "role", &[("role", "agent")]).await;
        assert_eq!(found(&mut owner, "민수").await, [] as [&str; 0], "in the other list now");
        let team = "/admin/team-members?role=agent&q=%EB%AF%BC%EC%88%98";
        assert_eq!(names(&mut owner, team).await, ["김민수"]);
        assert_eq!(names(&mut owner, "/admin/team-members?role=owner").await, ["Ingrid"]);
        assert_eq!(names(&mut owner, "/admin/team-members?second=on").await, ["Ingrid"]);
        assert_eq!(names(&mut owner, "/admin/team-members?second=off").await, ["김민수"]);

        // The same search where sessions and the people of a plan are listed.
        anna.sign_in("am@example.com", "nine small kettles sing").await;
        assert_eq!(names(&mut owner, "/admin/sessions?q=mai+ann").await, ["Anneke Maier"]);
        assert_eq!(names(&mut owner, "/admin/sessions?q=ingr&of=end_user").await, [] as [&str; 0]);
    }
}

story! {
    async fn a_page_of_a_search_goes_on_where_the_one_before_ended_and_shows_nobody_twice(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        for i in 0..60 {
            w.customer(&format!("Guest{i:02}")).await;
        }
        let mut seen = Vec::new();
        let mut url = "/admin/end-users?q=gu+guest&second=off".to_owned();
        loop {
            let page = owner.get(&url).await;
            seen.extend(names_on(&page));
            let Some(next) = page.body.split("rel=\"next\"").next().filter(|before| before.len() < page.body.len()) else {
                break;
            };
            let next = next.rsplit("href=\"").next().unwrap().split('"').next().unwrap();
            url = format!("/admin/end-users{}", next.replace("&#38;", "&").replace("&amp;", "&"));
        }
        seen.sort();
        let all: Vec<String> = (0..60).map(|i| format!("Guest{i:02}")).collect();
        assert_eq!(seen, all);
    }
}

story! {
    async fn whom_an_older_program_wrote_down_is_found_once_this_one_was_started(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        w.customer("Mara").await;
        w.customer("Tom").await;
        w.tamper("DELETE FROM findings WHERE user_id IN (SELECT id FROM users WHERE name <> 'Ingrid')").await;
        w.tamper("UPDATE users SET findable = 0 WHERE name <> 'Ingrid'").await;
        assert_eq!(found(&mut owner, "mar").await, [] as [&str; 0]);
        assert_eq!(w.app().make_everybody_findable().await.unwrap(), 2);
        assert_eq!(found(&mut owner, "mar").await, ["Mara"]);
        assert_eq!(found(&mut owner, "").await, ["Mara", "Tom"]);
        assert_eq!(w.app().make_everybody_findable().await.unwrap(), 0, "once");
    }
}
