//! "Why was I asked?": an admin reads it, for a person and a moment.

use axum::http::StatusCode;

use crate::story;
use crate::world::{Browser, Page, Person};

/// What an admin reads of a person's last sign-in until now.
async fn why(admin: &mut Browser, person: &Person) -> Page {
    admin.get(&format!("/admin/people/{}/why", person.id())).await
}

/// Signs in with a passcode and has the browser trusted; the browser keeps what it was given.
async fn trust(browser: &mut Browser, person: &Person) {
    person.half_sign_in_with(browser).await;
    let passcode = person.passcode();
    let page = browser.post("/signin/passcode", &[("passcode", &passcode), ("remember", "yes")]).await;
    assert_eq!(page.location(), "/desk", "{page:?}");
    browser.post("/signout", &[]).await;
}

story! {
    async fn an_admin_reads_why_a_passcode_was_asked_for_or_not(w: World) {
        let (ingrid, ana, tom) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await, w.agent("Tom").await);
        let mut admin = ingrid.sign_in().await;
        assert!(why(&mut admin, &tom).await.says("Nobody gave the right password until then"));
        tom.sign_in().await;
        let page = why(&mut admin, &tom).await;
        assert!(page.says("nobody demands a second step, and none is set up"), "{page:?}");
        assert!(page.says("The browser came with no trusted device") && page.says("Version 1 of what is demanded held"));

        let mut laptop = w.browser();
        trust(&mut laptop, &ana).await;
        let page = why(&mut admin, &ana).await;
        assert!(page.says("the account does not require it, and it is set up"), "{page:?}");
        w.later("1 day");
        assert_eq!(laptop.sign_in(ana.email(), ana.password()).await.location(), "/desk");
        let mut admin = ingrid.sign_in().await;
        let page = why(&mut admin, &ana).await;
        assert!(page.says("the device is trusted. The browser came with a trusted device"), "{page:?}");

        // The question of the help desk: "I said that I am not to be asked here."
        w.later("30 days");
        ana.half_sign_in_with(&mut laptop).await;
        let mut admin = ingrid.sign_in().await;
        let page = why(&mut admin, &ana).await;
        assert!(page.says("The browser came with a device whose time was over"), "{page:?}");
    }
}

story! {
    async fn each_reason_that_a_device_is_not_trusted_is_told(w: World) {
        let (ingrid, ana) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await);
        let mut admin = ingrid.sign_in().await;
        let mut laptop = w.browser();
        trust(&mut laptop, &ana).await;
        w.later("1 minute");
        admin.save_policy(&[("team_asking", "every_sign_in"), ("team_required", "yes")]).await;
        ana.half_sign_in_with(&mut laptop).await;
        let page = why(&mut admin, &ana).await;
        assert!(page.says("The second step is asked for: the account requires it"), "{page:?}");
        assert!(page.says("what is demanded lets nobody trust any more") && page.says("Version 2 of"), "{page:?}");

        w.later("1 minute");
        admin.save_policy(&[("team_required", "yes")]).await;
        let mut phone = w.browser();
        trust(&mut phone, &ana).await;
        w.later("1 minute");
        w.tamper("UPDATE trusted_devices SET ended_at = trusted_at").await;
        ana.half_sign_in_with(&mut phone).await;
        assert!(why(&mut admin, &ana).await.says("The browser came with a device that had been forgotten"));

        w.later("1 minute");
        let mut tablet = w.browser();
        trust(&mut tablet, &ana).await;
        w.later("1 minute");
        w.tamper("UPDATE users SET epoch = epoch + 1 WHERE name = 'Ana'").await;
        ana.half_sign_in_with(&mut tablet).await;
        assert!(why(&mut admin, &ana).await.says("a device that was trusted before this person’s password"));
    }
}

story! {
    async fn the_answer_is_of_the_moment_that_was_asked_for(w: World) {
        let (ingrid, tom) = (w.owner("Ingrid").await, w.agent("Tom").await);
        let mut admin = ingrid.sign_in().await;
        tom.sign_in().await;
        let page = admin.get(&format!("/admin/people/{}", tom.id())).await;
        let link = page.body.split("/why?at=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        w.later("5 minutes");
        admin.save_policy(&[("team_required", "yes")]).await;
        w.later("5 minutes");
        w.browser().sign_in(tom.email(), tom.password()).await;
        let page = why(&mut admin, &tom).await;
        assert!(page.says("the account requires it, and there is none") && page.says("Version 2 of"), "{page:?}");
        let page = admin.get(&format!("/admin/people/{}/why?at={link}", tom.id())).await;
        let (then, now) = (page.text(), "there is none");
        assert!(page.says("Version 1 of") && then.contains("nobody demands a second step"), "{page:?}");
        assert!(then.split("If they signed in now").nth(1).unwrap().contains(now), "{page:?}");
        assert_eq!(admin.get("/admin/people/x/why").await.status, StatusCode::NOT_FOUND);
    }
}
