//! Groups of people: made, found by, filled and emptied.

use axum::http::StatusCode;

use crate::story;
use crate::world::{Browser, World};

const LIST: &str = "/admin/groups";

/// The names in a list of people, in order.
async fn names(browser: &mut Browser, path: &str) -> Vec<String> {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {page:?}");
    let name =
        |row: &str| row.split("<bdi>").nth(1).and_then(|it| it.split("</bdi>").next()).map(str::to_owned);
    page.body.split("href=\"/admin/people/").skip(1).filter_map(name).collect()
}

/// Makes a group, and gives its id.
pub async fn make(browser: &mut Browser, name: &str) -> String {
    let page = browser.post_freshly(LIST, &[("name", name)]).await;
    assert!(page.location().ends_with("done=group-made"), "{page:?}");
    let page = browser.get(LIST).await;
    let before = page.body.split(&format!("<bdi>{name}</bdi>")).next().unwrap().to_owned();
    before.rsplit("/admin/groups/").next().unwrap().split('"').next().unwrap().to_owned()
}

/// Looks at an act on many, and gives the address of what is shown.
async fn looked_at(w: &World, browser: &mut Browser, fields: &[(&str, &str)]) -> String {
    let path = browser.post_freshly("/admin/many", fields).await.location().to_owned();
    assert!(path.starts_with("/admin/batches/"), "{path}");
    while w.app().step_batch().await.unwrap() {}
    path
}

async fn go(w: &World, browser: &mut Browser, path: &str) {
    let page = browser.post_freshly(path, &[("reason", "Rota")]).await;
    assert!(page.location().ends_with("done=batch-begun"), "{page:?}");
    while w.app().step_batch().await.unwrap() {}
}

const IN_GROUPS: &str = "SELECT count(*) FROM group_members";

story! {
    async fn a_name_is_made_once_and_a_group_is_of_its_account_alone(w: World) {
        let mut kwame = w.admin("Kwame").await.sign_in().await;
        let mut ingrid = w.admin("Ingrid").await.sign_in().await;
        for browser in [&mut kwame, &mut ingrid] {
            browser.get(LIST).await;
        }
        // Two make the same name at once, each as they write it.
        let (one, two) = ([("name", "Night shift")], [("name", " NIGHT  ｓhift ")]);
        let (one, two) = tokio::join!(kwame.post_once(LIST, &one), ingrid.post_once(LIST, &two));
        let made = [&one, &two].into_iter().filter(|it| it.status == StatusCode::SEE_OTHER).count();
        let refused = [&one, &two].into_iter().filter(|it| it.status == StatusCode::CONFLICT).count();
        assert_eq!((made, refused), (1, 1), "{one:?} {two:?}");
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'group_made'").await, 1);
        for odd in ["", "x\ny", &"x".repeat(61)] {
            let page = kwame.post_freshly(LIST, &[("name", odd)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{odd:?}: {page:?}");
        }
        let day = make(&mut kwame, "Day shift").await;
        let page = kwame.post_freshly(&format!("{LIST}/{day}"), &[("name", "night SHIFT")]).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{page:?}");
        let page = kwame.post_freshly(&format!("{LIST}/{day}"), &[("name", "Early shift")]).await;
        assert!(page.location().ends_with("done=group-renamed"), "{page:?}");
        let log = kwame.get("/admin/audit?area=people").await;
        assert!(log.says("Group renamed from Day shift to Early shift"), "{log:?}");

        // Another account's group is nothing here, and an agent opens none.
        let other = w.other_account("https://other.example.com").await;
        let mut stranger = other.admin("Zoe").await.sign_in().await;
        other.customer("Pia").await;
        for path in [format!("{LIST}/{day}"), format!("{LIST}/{day}/delete")] {
            assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
            let page = stranger.post_freshly(&path, &[("name", "Mine")]).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}: {page:?}");
        }
        let join = [("of", "end_user"), ("act", "join-group"), ("whom", "found"), ("in", day.as_str())];
        let page = stranger.post_freshly("/admin/many", &join).await;
        assert!(page.location().ends_with("done=no-group-chosen"), "{page:?}");
        assert!(!stranger.get(LIST).await.says("Early shift"));
        assert_eq!(make(&mut stranger, "Early shift").await.len(), day.len(), "a name of its own");
        assert_eq!(w.count(IN_GROUPS).await, 0);
        let mut agent = w.agent("Tom").await.sign_in().await;
        assert_eq!(agent.get(LIST).await.status, StatusCode::FORBIDDEN);
    }
}

story! {
    async fn people_come_into_a_group_as_it_was_shown_are_found_by_it_and_leave_with_it(w: World) {
        let mut admin = w.admin("Kwame").await.sign_in().await;
        w.owner("Ingrid").await;
        let (mara, pia) = (w.customer("Mara").await, w.customer("Pia").await);
        w.customer("Omar").await;
        let (night, day) = (make(&mut admin, "Night shift").await, make(&mut admin, "Day shift").await);
        let list = format!("/admin/end-users?group={night}");
        assert_eq!(names(&mut admin, &list).await, [] as [&str; 0]);

        // One who is ticked, then everybody: who is in it already is said to be.
        let ticked = format!("p-{}", mara.id());
        let join = [("of", "end_user"), ("act", "join-group"), ("in", night.as_str())];
        let path = looked_at(&w, &mut admin, &[&join[..], &[("whom", "ticked"), (&ticked, "yes")]].concat()).await;
        assert_eq!(w.count(IN_GROUPS).await, 0, "nothing is done");
        go(&w, &mut admin, &path).await;
        assert_eq!(names(&mut admin, &list).await, ["Mara"]);
        let path = looked_at(&w, &mut admin, &[&join[..], &[("whom", "found")]].concat()).await;
        let page = admin.get(&path).await;
        for told in [
            "Group Night shift",
            "People 3 To do 2 Left out 1",
            "Mara mara@example.com Left out: is in the group already",
            "Pia pia@example.com Will be done",
        ] {
            assert!(page.says(told), "{told}: {page:?}");
        }
        go(&w, &mut admin, &path).await;
        assert_eq!(names(&mut admin, &list).await, ["Mara", "Omar", "Pia"]);
        assert_eq!(names(&mut admin, &format!("{list}&q=pi")).await, ["Pia"], "narrowed down further");
        assert_eq!(names(&mut admin, &format!("/admin/end-users?group={day}&q=pi")).await, [] as [&str; 0]);
        assert_eq!(names(&mut admin, &format!("/admin/team-members?group={night}")).await, [] as [&str; 0]);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'group_joined'").await, 3);
        let page = admin.get(&format!("/admin/people/{}", pia.id())).await;
        assert!(page.says("Groups Night shift"), "{page:?}");
        let page = admin.post_freshly("/admin/export", &[("of", "end_user"), ("group", &night), ("q", "oma")]).await;
        assert_eq!(page.body, "email,name,role,language,groups,standing\r\nomar@example.com,Omar,end_user,,Night shift,active\r\n");

        // A higher role as well, since a group gives nothing; and out again, of the list as the group narrows it down.
        let all = [("of", "team_member"), ("act", "join-group"), ("in", night.as_str()), ("whom", "found")];
        let path = looked_at(&w, &mut admin, &all).await;
        go(&w, &mut admin, &path).await;
        assert_eq!(names(&mut admin, &format!("/admin/team-members?group={night}")).await, ["Ingrid", "Kwame"]);
        let out = [("of", "team_member"), ("act", "leave-group"), ("in", night.as_str()), ("whom", "found")];
        let path = looked_at(&w, &mut admin, &[&out[..], &[("group", night.as_str())]].concat()).await;
        go(&w, &mut admin, &path).await;
        assert_eq!(names(&mut admin, &format!("/admin/team-members?group={night}")).await, [] as [&str; 0]);
        assert!(admin.get(LIST).await.says("Night shift 3 people"));

        // Who is archived is in none; with another role one is in it still.
        let page = admin.post_freshly(&format!("/admin/people/{}/archive", mara.id()), &[("sure", "yes")]).await;
        assert!(page.location().ends_with("done=archived"), "{page:?}");
        let page = admin.post_freshly(&format!("/admin/people/{}/role", pia.id()), &[("role", "agent")]).await;
        assert!(page.location().ends_with("done=role-changed"), "{page:?}");
        assert_eq!(names(&mut admin, &list).await, ["Omar"]);
        assert_eq!(names(&mut admin, &format!("/admin/team-members?group={night}")).await, ["Pia"]);
        assert_eq!(names(&mut admin, "/admin/end-users?show=archived").await, ["Mara"]);
        let page = admin.post_freshly(&format!("/admin/people/{}/erase", mara.id()), &[("email", "mara@example.com")]).await;
        assert!(page.location().ends_with("done=erased"), "{page:?}");
        assert_eq!(w.count(IN_GROUPS).await, 2);

        // A group that is deleted between what was shown and the yes takes nobody in; its people stay.
        let path = looked_at(&w, &mut admin, &out).await;
        let people = w.count("SELECT count(*) FROM users").await;
        assert!(admin.get(&format!("{LIST}/{night}/delete")).await.says("Its people stay as they are"));
        let page = admin.post_freshly(&format!("{LIST}/{night}/delete"), &[]).await;
        assert!(page.location().ends_with("done=group-deleted"), "{page:?}");
        go(&w, &mut admin, &path).await;
        assert!(admin.get(&path).await.says("Left out: something changed meanwhile"));
        assert_eq!(w.count(IN_GROUPS).await, 0);
        assert_eq!(w.count("SELECT count(*) FROM users").await, people);
        assert_eq!(names(&mut admin, &list).await, [] as [&str; 0]);
        assert_eq!(names(&mut admin, "/admin/end-users").await, ["Omar"]);
        let log = admin.get("/admin/audit?area=people").await;
        assert!(log.says("Group deleted: Night shift. People in it: 2"), "{log:?}");
    }
}
