//! The audit log, as an admin reads it and takes it elsewhere.

use axum::http::StatusCode;

use crate::story;
use crate::world::{Browser, PASSWORD, Page};

const AUDIT: &str = "/admin/audit";

async fn export(browser: &mut Browser, format: &str, filter: &[(&str, &str)]) -> Page {
    let mut fields = vec![("person", ""), ("kind", ""), ("from", ""), ("to", ""), ("format", format)];
    fields.retain(|(name, _)| filter.iter().all(|(other, _)| other != name));
    fields.extend(filter);
    browser.post(&format!("{AUDIT}/export"), &fields).await
}

story! {
    async fn an_admin_reads_who_did_what_to_whom_and_from_where(w: World) {
        let (ingrid, kwame, tom) = (w.owner("Ingrid").await, w.admin("Kwame").await, w.agent("Tom").await);
        let mut owner = ingrid.sign_in().await;
        owner.post_freshly(&format!("/admin/people/{}/suspend", tom.id()), &[]).await;
        w.browser().sign_in(tom.email(), "not his password at all").await;
        w.later("1 day");

        let mut admin = kwame.sign_in().await;
        let page = admin.get(AUDIT).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        for says in ["Suspended", "Tom", "Ingrid", "Wrong password", "Sealed against changes: 0", "192.0.2."] {
            assert!(page.says(says), "{says}: {page:?}");
        }
        w.app().seal_audit().await.unwrap();
        assert!(!admin.get(AUDIT).await.says("Sealed against changes: 0"));

        // By person, by kind, by day; and all three together.
        let page = admin.get(&format!("{AUDIT}?person=tom%40example.com")).await;
        assert!(page.says("Suspended") && page.says("Wrong password") && !page.says("Signed in with"), "{page:?}");
        let page = admin.get(&format!("{AUDIT}?person={}", tom.id())).await;
        assert!(page.says("Suspended") && !page.says("Signed in with"), "{page:?}");
        let page = admin.get(&format!("{AUDIT}?kind=people")).await;
        assert!(page.says("Suspended") && !page.says("Wrong password") && !page.says("Signed in with"), "{page:?}");
        let page = admin.get(&format!("{AUDIT}?kind=refused")).await;
        assert!(page.says("Wrong password") && !page.says("Suspended"), "{page:?}");
        let page = admin.get(&format!("{AUDIT}?from=2026-11-25")).await;
        assert!(page.says("Signed in with") && !page.says("Suspended"), "{page:?}");
        let page = admin.get(&format!("{AUDIT}?person=tom%40example.com&kind=people&from=2026-11-24&to=2026-11-24")).await;
        assert!(page.says("Suspended") && !page.says("Wrong password"), "{page:?}");

        for (query, says) in [("person=nobody%40example.com", "Nobody here has"), ("from=yesterday", "Write a day like")] {
            let page = admin.get(&format!("{AUDIT}?{query}")).await;
            assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says(says), "{page:?}");
        }
    }
}

story! {
    async fn a_long_log_comes_page_by_page_and_no_entry_twice(w: World) {
        let (ingrid, tom) = (w.owner("Ingrid").await, w.agent("Tom").await);
        w.tamper("UPDATE password_ledger SET failures = 0").await;
        for _ in 0..40 {
            tom.sign_in().await;
            w.later("1 minute");
        }
        let mut owner = ingrid.sign_in().await;
        let all = usize::try_from(w.count("SELECT count(*) FROM events").await).unwrap();
        assert!(all > 100, "{all}");
        let (mut path, mut rows) = (AUDIT.to_owned(), 0);
        loop {
            let page = owner.get(&path).await;
            let here = page.body.matches("<th scope=\"row\">").count();
            rows += here;
            let Some((_, rest)) = page.body.split_once("<p class=\"pager\"><a class=\"button plain\" href=\"") else { break };
            assert_eq!(here, 50);
            path = format!("{AUDIT}{}", rest.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&"));
        }
        assert_eq!(rows, all);
    }
}

story! {
    async fn p57_the_log_is_saved_as_csv_or_json_without_formulas_and_that_is_written_down(w: World) {
        let (ingrid, tom) = (w.owner("Ingrid").await, w.agent("Tom").await);
        w.tamper("UPDATE users SET name = '=cmd|'' /C calc''!A0, \"x\"' WHERE name = 'Tom'").await;
        let mut browser = w.browser();
        browser.sign_in(tom.email(), PASSWORD).await;
        w.app().seal_audit().await.unwrap();
        let mut owner = ingrid.sign_in().await;

        let file = export(&mut owner, "csv", &[]).await;
        assert_eq!(file.status, StatusCode::OK, "{file:?}");
        let header = |name: &str| file.headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(header("content-disposition"), "attachment; filename=\"audit-log-2026-11-24.csv\"");
        assert_eq!(header("cache-control"), "no-store");
        assert!(file.body.starts_with("number,time,kind,refused,done_as,by_id,by_name,"), "{file:?}");
        assert!(file.body.contains(",\"'=cmd|' /C calc'!A0, \"\"x\"\"\","), "{file:?}");
        assert!(file.body.contains(",audit_exported,no,owner,"), "the newest entry is that of the export: {file:?}");
        let lines = file.body.matches("\r\n").count();
        assert_eq!(lines, 1 + usize::try_from(w.count("SELECT count(*) FROM events").await).unwrap());

        let file = export(&mut owner, "json", &[("person", tom.email())]).await;
        let entries: serde_json::Value = serde_json::from_str(&file.body).unwrap();
        let entries = entries.as_array().unwrap();
        assert!(entries.len() >= 2, "{file:?}");
        for entry in entries {
            let tom_is_there = |field: &str| entry[field]["id"] == tom.id();
            assert!(tom_is_there("by") || tom_is_there("about"), "{entry}");
            assert_eq!(entry["hash"].as_str().map(str::len), Some(64), "{entry}");
            assert_eq!(entry["event"]["event"], entry["kind"], "{entry}");
        }
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'audit_exported'").await, 2);
        assert_eq!(export(&mut owner, "xml", &[]).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(export(&mut owner, "csv", &[("from", "never")]).await.status, StatusCode::BAD_REQUEST);
    }
}

story! {
    async fn p54_nobody_reads_the_log_of_another_account(w: World) {
        let (ingrid, tom) = (w.owner("Ingrid").await, w.agent("Tom").await);
        let other = w.other_account("https://desk.example.net").await;
        let zora = other.person("Zora", doorward_core::user::Role::Agent, false).await;
        other.browser().sign_in(zora.email(), PASSWORD).await;
        tom.sign_in().await;
        let newest = w.row::<Vec<u8>>("SELECT id FROM events ORDER BY id DESC LIMIT 1").await.unwrap();
        let newest: String = newest.iter().map(|byte| format!("{byte:02x}")).collect();

        let mut owner = ingrid.sign_in().await;
        assert!(!owner.get(AUDIT).await.says("Zora"));
        // A person of the other account is nobody here, and an entry of it only a time.
        for query in [format!("person={}", zora.id()), "person=zora%40example.com".to_owned()] {
            let page = owner.get(&format!("{AUDIT}?{query}")).await;
            assert!(page.says("Nobody here has") && !page.says("Right password"), "{page:?}");
        }
        let page = owner.get(&format!("{AUDIT}?before={newest}")).await;
        assert!(page.says("Tom") && !page.says("Zora"), "{page:?}");
        let file = export(&mut owner, "json", &[]).await;
        assert!(file.body.contains("tom@example.com") && !file.body.contains("zora@"), "{file:?}");
        let page = tom.sign_in().await.get(AUDIT).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "an agent reads it neither");
    }
}
