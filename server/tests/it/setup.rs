//! An empty store: one link, one owner, and never again.

use axum::http::StatusCode;
use doorward::flows::{NotOurs, Purpose};
use doorward::web::state::WebSettings;

use crate::story;
use crate::world::{Browser, PASSWORD, Page, World, settings};

/// A store without an account, on the same kind of database as `w`.
async fn empty(w: &World) -> World {
    World::empty(w.database, settings(), WebSettings::default()).await
}

async fn link(w: &World) -> String {
    format!("/setup/{}", w.app().setup_link().await.unwrap().expect("an empty store").expose())
}

const FORM: [(&str, &str); 4] = [
    ("account", "Acme Help"),
    ("name", "Ingrid Solberg"),
    ("email", "ingrid@example.com"),
    ("new_password", PASSWORD),
];

async fn set_up(browser: &mut Browser, link: &str) -> Page {
    let page = browser.get(link).await;
    assert_eq!(page.location(), "/setup", "{page:?}");
    assert!(browser.get("/setup").await.says("Set up Doorward"));
    browser.post_once("/setup", &FORM).await
}

story! {
    async fn whoever_has_the_link_becomes_the_first_owner_and_signs_in(w: World) {
        let w = empty(&w).await;
        let link = link(&w).await;
        for _ in 0..3 {
            assert_eq!(w.browser().get(&link).await.location(), "/setup", "looking uses nothing up");
        }
        let mut browser = w.browser();
        let page = set_up(&mut browser, &link).await;
        assert_eq!(page.location(), "/signin?done=account-made", "{page:?}");
        assert_eq!(browser.sign_in("ingrid@example.com", PASSWORD).await.location(), "/desk");
        assert_eq!(browser.get("/admin").await.status, StatusCode::OK);
        assert!(browser.get("/admin/team-members").await.says("Owner"));
        assert_eq!(w.count("SELECT count(*) FROM policies").await, 2);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'account_made'").await, 1);
    }
}

story! {
    async fn once_there_is_an_account_nothing_is_set_up_any_more(w: World) {
        let w = empty(&w).await;
        let link = link(&w).await;
        let (mut first, mut second) = (w.browser(), w.browser());
        second.get(&link).await;
        second.get("/setup").await;
        assert_eq!(set_up(&mut first, &link).await.location(), "/signin?done=account-made");
        let page = second.post_once("/setup", &FORM).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{page:?}");
        for path in [link.as_str(), "/setup", "/setup/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            assert_eq!(w.browser().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert!(w.app().setup_link().await.unwrap().is_none(), "no other link is made");
        assert_eq!(w.count("SELECT count(*) FROM tenants").await, 1);
        assert_eq!(w.count("SELECT count(*) FROM users").await, 1);
    }
}

story! {
    async fn of_two_who_set_up_at_once_one_does(w: World) {
        for round in 0..10 {
            let w = empty(&w).await;
            let link = link(&w).await;
            let (mut one, mut two) = (w.browser(), w.browser());
            for browser in [&mut one, &mut two] {
                browser.get(&link).await;
                browser.get("/setup").await;
            }
            let (a, b) = tokio::join!(one.post_once("/setup", &FORM), two.post_once("/setup", &FORM));
            let yes = [&a, &b].into_iter().filter(|page| page.location() == "/signin?done=account-made").count();
            assert_eq!(yes, 1, "round {round}: {a:?} {b:?}");
            let no = [&a, &b].into_iter().filter(|page| [404, 410].contains(&page.status.as_u16())).count();
            assert_eq!(no, 1, "round {round}: {a:?} {b:?}");
            assert_eq!(w.count("SELECT count(*) FROM tenants").await, 1);
            assert_eq!(w.count("SELECT count(*) FROM users").await, 1);
        }
    }
}

story! {
    async fn the_link_works_a_day(w: World) {
        let w = empty(&w).await;
        let link = link(&w).await;
        let mut browser = w.browser();
        w.later("86399 seconds");
        assert_eq!(browser.get(&link).await.location(), "/setup");
        browser.get("/setup").await;
        w.later("1 second");
        assert_eq!(w.browser().get(&link).await.status, StatusCode::GONE);
        assert_eq!(browser.clone().get("/setup").await.status, StatusCode::GONE);
        let page = browser.post_once("/setup", &FORM).await;
        assert_eq!(page.status, StatusCode::GONE, "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM tenants").await, 0);
    }
}

story! {
    async fn the_newest_link_alone_works(w: World) {
        let w = empty(&w).await;
        let (old, new) = (link(&w).await, link(&w).await);
        assert_ne!(old, new);
        assert_eq!(w.browser().get(&old).await.status, StatusCode::GONE);
        assert_eq!(set_up(&mut w.browser(), &new).await.location(), "/signin?done=account-made");
    }
}

story! {
    async fn nobody_sets_up_without_the_link(w: World) {
        let w = empty(&w).await;
        let link = link(&w).await;
        let mut browser = w.browser();
        for path in ["/setup", "/setup/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "/setup/x", "/setup/%00"] {
            assert_eq!(browser.get(path).await.status, StatusCode::GONE, "{path}");
        }
        // A link that is not one of the set-up is none.
        browser.cookies.insert("__Host-link".to_owned(), "A".repeat(43));
        assert_eq!(browser.get("/setup").await.status, StatusCode::GONE);
        let page = browser.post_once("/setup", &FORM).await;
        assert!([StatusCode::GONE, StatusCode::FORBIDDEN].contains(&page.status), "{page:?}");
        for path in ["/signin", "/", "/desk", "/admin", "/forgot"] {
            assert_eq!(browser.get(path).await.status, StatusCode::MISDIRECTED_REQUEST, "{path}: no account yet");
        }
        let page = browser.send(axum::http::Method::GET, &link, &[("host", "evil.example")], "").await;
        assert_eq!(page.status, StatusCode::MISDIRECTED_REQUEST, "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM tenants").await, 0);
    }
}

story! {
    async fn p44_the_set_up_form_is_taken_from_its_own_page_alone(w: World) {
        let w = empty(&w).await;
        let link = link(&w).await;
        let mut browser = w.browser();
        browser.get(&link).await;
        let token = browser.get("/setup").await.field("form_token").unwrap().to_owned();
        let body = |token: &str| -> String {
            let mut form = form_urlencoded::Serializer::new(String::new());
            form.extend_pairs(FORM).append_pair("form_token", token).finish()
        };
        let (own, form) = (("origin", "https://help.example.com"), ("content-type", "application/x-www-form-urlencoded"));
        for (headers, token) in [
            (vec![form], token.as_str()),
            (vec![form, ("origin", "null")], &token),
            (vec![form, ("origin", "https://evil.example")], &token),
            (vec![form, own, ("sec-fetch-site", "cross-site")], &token),
            (vec![("content-type", "text/plain"), own], &token),
            (vec![form, own], ""),
            (vec![form, own], "AAAA"),
        ] {
            let page = browser.clone().send(axum::http::Method::POST, "/setup", &headers, &body(token)).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{headers:?}: {page:?}");
        }
        assert_eq!(w.count("SELECT count(*) FROM tenants").await, 0);
    }
}

story! {
    async fn what_is_wrong_with_the_form_is_said_and_uses_nothing_up(w: World) {
        let w = empty(&w).await;
        let link = link(&w).await;
        let mut browser = w.browser();
        browser.get(&link).await;
        browser.get("/setup").await;
        for (field, value, said) in [
            ("account", "", "Enter a name"),
            ("name", " ", "Enter a name"),
            ("email", "ingrid", "like name@example.com"),
            ("new_password", "fourteen chars", "at least 15 characters"),
            ("new_password", "acmehelp-ingrid-solberg-2026", "made of your name"),
        ] {
            let mut form = FORM.to_vec();
            form.retain(|(name, _)| *name != field);
            form.push((field, value));
            let page = browser.post_once("/setup", &form).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {page:?}");
            assert!(page.says(said), "{field}: {page:?}");
            assert!(!page.body.contains("fourteen chars"), "a password is not shown again");
        }
        let page = browser.post_once("/setup", &FORM).await;
        assert_eq!(page.location(), "/signin?done=account-made", "{page:?}");
    }
}

story! {
    async fn a_database_is_served_with_its_own_key_and_a_demo_s_is_never_served(w: World) {
        assert_eq!(w.app().claim_store(Purpose::Serve).await.unwrap(), Ok(()));
        assert_eq!(w.app().claim_store(Purpose::Serve).await.unwrap(), Ok(()), "as often as it starts");
        let other = w.app_with_another_key().await;
        assert_eq!(other.claim_store(Purpose::Serve).await.unwrap(), Err(NotOurs::OtherKey));
        assert_eq!(w.app().claim_store(Purpose::Demo).await.unwrap(), Err(NotOurs::NotEmpty));

        let empty = World::empty(w.database, settings(), WebSettings::default()).await;
        assert_eq!(empty.app().claim_store(Purpose::Demo).await.unwrap(), Ok(()));
        assert_eq!(empty.app().claim_store(Purpose::Serve).await.unwrap(), Err(NotOurs::Demo));
    }
}
