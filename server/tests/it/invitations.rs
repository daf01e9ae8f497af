//! An invitation that has run out: its reader asks for a new one, and whoever sent it sends it with one click.

use axum::http::StatusCode;

use crate::story;
use crate::world::{PASSWORD, Person, World};

async fn invite(boss: &Person, name: &str, role: &str) -> String {
    let email = format!("{}@example.com", name.to_lowercase());
    let page = boss
        .sign_in()
        .await
        .post("/admin/team-members/invite", &[("name", name), ("email", &email), ("role", role)])
        .await;
    assert!(page.location().ends_with("?done=invited"), "{page:?}");
    email
}

async fn asks(w: &World, link: &str) {
    let mut browser = w.browser();
    let page = browser.get(link).await;
    assert!(page.status == StatusCode::GONE && page.says("Ask for a new invitation"), "{page:?}");
    let page = browser.post("/welcome/ask", &[]).await;
    assert_eq!(page.location(), "/signin?done=invitation-asked", "{page:?}");
}

story! {
    async fn whoever_stands_before_a_dead_invitation_asks_for_a_new_one(w: World) {
        let (kwame, ingrid) = (w.admin("Kwame").await, w.owner("Ingrid").await);
        let email = invite(&kwame, "Lilibic", "agent").await;
        let old = w.link_to(&email).await;
        w.later("7 days");
        asks(&w, &old).await;
        assert!(w.mail_to(ingrid.email()).await.is_empty(), "whoever sent it is asked");
        let mails = w.mail_to(kwame.email()).await;
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].subject, "Somebody asks for a new invitation");
        let at = mails[0].text.find("/admin/people/").expect("the way to send it");
        let path = mails[0].text[at..].split_whitespace().next().unwrap().to_owned();
        assert!(path.ends_with("/invite-again"), "{path}");
        let page = kwame.sign_in().await.post(&path, &[]).await;
        assert!(page.location().ends_with("?done=invited"), "{page:?}");

        let new = w.link_to(&email).await;
        assert_ne!(new, old);
        let mut browser = w.browser();
        assert_eq!(browser.get(&new).await.location(), "/welcome");
        let page = browser.post("/welcome", &[("name", "Lilibic"), ("new_password", PASSWORD)]).await;
        assert!(page.location().starts_with("/signin?done=welcome"), "{page:?}");
        assert!(!w.browser().get(&old).await.says("Ask for a new invitation"), "an old link asks for nothing more");
    }
}

story! {
    async fn an_old_invitation_asks_once_and_one_that_works_or_is_used_never(w: World) {
        let kwame = w.admin("Kwame").await;
        let email = invite(&kwame, "Lea", "agent").await;
        let link = w.link_to(&email).await;
        let mut browser = w.browser();
        browser.get(&link).await;
        assert_eq!(browser.post("/welcome/ask", &[]).await.status, StatusCode::GONE, "it works still");
        w.later("7 days");
        asks(&w, &link).await;
        let page = w.browser().get(&link).await;
        assert!(page.status == StatusCode::GONE && !page.says("Ask for a new invitation"), "{page:?}");
        assert_eq!(w.mail_to(kwame.email()).await.len(), 1);
    }
}

story! {
    async fn when_whoever_sent_it_may_no_more_all_who_may_are_asked(w: World) {
        let (kwame, ingrid, kim) = (w.admin("Kwame").await, w.owner("Ingrid").await, w.admin("Kim").await);
        let email = invite(&kwame, "Lea", "agent").await;
        let link = w.link_to(&email).await;
        w.later("7 days");
        let page = ingrid
            .sign_in()
            .await
            .post(&format!("/admin/people/{}/role", kwame.id()), &[("role", "agent")])
            .await;
        assert!(page.location().ends_with("?done=role-changed"), "{page:?}");
        asks(&w, &link).await;
        for helper in [&ingrid, &kim] {
            assert_eq!(w.mail_to(helper.email()).await.pop().unwrap().subject, "Somebody asks for a new invitation");
        }
        let mails = w.mail_to(kwame.email()).await;
        assert!(mails.iter().all(|mail| mail.subject != "Somebody asks for a new invitation"));
    }
}
