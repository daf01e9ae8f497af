//! A backup: everything in one file, on either database, and nothing that had ended comes back.

use std::collections::BTreeSet;

use doorward::flows::Purpose;

use crate::story;
use crate::world::Database;

/// The lines of a backup that are rows and tables: without what tells the file itself, and the marks of the database.
fn lines(file: &std::path::Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    assert!(lines.len() > 40, "{} lines", lines.len());
    lines.remove(0);
    lines.pop();
    let is_mark = |line: &&str| line.starts_with("[\"key\"") || line.starts_with("[\"restored\"");
    lines.into_iter().filter(|line| !is_mark(line)).map(str::to_owned).collect()
}

story! {
    async fn a_backup_brings_everything_back_on_either_database(w: World) {
        let (olga, ana) = (w.owner("Olga").await, w.agent_with_totp("Ana").await);
        w.app().claim_store(Purpose::Serve).await.unwrap().unwrap();
        ana.sign_in().await;
        w.mail_to(olga.email()).await;
        let file = w.back_up().await;
        for database in [Database::Sqlite, Database::Postgres] {
            let back = w.read_back(&file, database).await;
            let again = back.back_up().await;
            let (then, now) = (lines(&file), lines(&again));
            let other: Vec<_> = then.symmetric_difference(&now).collect();
            assert!(other.is_empty(), "{database:?}: {other:?}");
            back.app().claim_store(Purpose::Serve).await.unwrap().unwrap();
            ana.in_world(&back).sign_in().await;
            let mut office = olga.in_world(&back).sign_in().await;
            assert!(office.get("/admin/team-members").await.says("Ana"));
            std::fs::remove_file(again).unwrap();
        }
        std::fs::remove_file(file).unwrap();
    }
}

story! {
    async fn p47_nothing_that_had_ended_comes_back_from_a_backup(w: World) {
        let (olga, ana) = (w.owner("Olga").await, w.agent_with_totp("Ana").await);
        w.app().claim_store(Purpose::Serve).await.unwrap().unwrap();
        let mut lost = w.browser();
        ana.half_sign_in_with(&mut lost).await;
        let signed_in = [("passcode", ana.passcode()), ("remember", "yes".to_owned())];
        let fields = signed_in.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(lost.post("/signin/passcode", &fields).await.location(), "/desk");
        w.later("30 seconds");
        w.browser().post("/forgot", &[("email", ana.email())]).await;
        let link = w.link_to(ana.email()).await;
        let half = ana.half_sign_in().await;
        let file = w.back_up().await;

        // Ana ends the session on the laptop that was stolen from her. A day later the disk breaks.
        let mut office = ana.sign_in().await;
        office.get("/security").await;
        office.post("/security/sessions/end-others", &[]).await;
        w.later("1 hour");
        let back = w.read_back(&file, w.database).await;
        back.app().claim_store(Purpose::Serve).await.unwrap().unwrap();

        let ended = lost.in_world(&back).get("/security").await;
        assert!(ended.location().starts_with("/signin"), "{ended:?}");
        let page = lost.in_world(&back).sign_in(ana.email(), ana.password()).await;
        assert_eq!(page.location(), "/signin/passcode", "the device is not trusted any more: {page:?}");
        let page = half.in_world(&back).post("/signin/passcode", &[("passcode", &ana.passcode())]).await;
        assert_ne!(page.location(), "/desk", "{page:?}");
        let page = back.browser().get(&link).await;
        assert_eq!(page.status, 410, "{page:?}");
        let told = "SELECT count(*) FROM events WHERE kind = 'read_back'";
        assert_eq!(back.count(told).await, 1);
        // Once: a start after it ends nobody's session.
        let mut new = olga.in_world(&back).sign_in().await;
        back.app().claim_store(Purpose::Serve).await.unwrap().unwrap();
        assert_eq!((new.get("/security").await.status.as_u16(), back.count(told).await), (200, 1));
        std::fs::remove_file(file).unwrap();
    }
}

story! {
    async fn p35_no_secret_can_be_read_in_a_backup(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        w.app().claim_store(Purpose::Serve).await.unwrap().unwrap();
        let browser = ana.sign_in().await;
        w.browser().post("/forgot", &[("email", ana.email())]).await;
        let link = w.link_to(ana.email()).await;
        let file = w.back_up().await;
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(ana.email()), "it is the file");
        let secrets = [
            ana.password().to_owned(),
            ana.seed().to_base32().to_owned(),
            ana.recovery_code(0).to_owned(),
            ana.recovery_code(0).replace('-', ""),
            link.trim_start_matches("/link/").to_owned(),
        ];
        for secret in secrets.into_iter().chain(browser.cookies.values().cloned()) {
            assert!(secret.len() > 7 && !text.contains(&secret), "{secret}");
        }
        // Nor as the bytes that it stands for.
        let seed = data_encoding::BASE64.encode(ana.seed().as_bytes());
        assert!(!text.contains(seed.trim_end_matches('=')), "the seed");
        std::fs::remove_file(file).unwrap();
    }
}
