//! The metrics: what they count, whom they do not name, and the page that explains them.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use doorward::metrics::list;

use crate::story;

story! {
    async fn what_people_do_is_counted_once(w: World) {
        let (ana, tom) = (w.agent_with_totp("Ana").await, w.agent("Tom").await);
        let before = w.metrics().await;
        let mut browser = ana.half_sign_in().await;
        browser.try_passcode("000000").await;
        browser.try_passcode("111111").await;
        ana.sign_in().await;
        let mut other = tom.sign_in().await;
        w.browser().sign_in(tom.email(), "not the password at all").await;
        w.browser().sign_in("nobody@example.com", "not the password at all").await;
        other.get("/security").await;
        other.post("/signout", &[]).await;
        other.get("/security").await;
        let after = w.metrics().await;
        let more = |series: &str| {
            after.get(series).copied().unwrap_or_default() - before.get(series).copied().unwrap_or_default()
        };
        for (series, count) in [
            ("doorward_sign_ins_total{second_factor=\"asked\"}", 1.0),
            ("doorward_sign_ins_total{second_factor=\"not_asked\"}", 1.0),
            ("doorward_answers_refused_total{step=\"second_factor\",reason=\"wrong_passcode\"}", 2.0),
            ("doorward_answers_refused_total{step=\"password\",reason=\"wrong_password\"}", 1.0),
            ("doorward_unknown_addresses_total", 1.0),
            ("doorward_sessions_ended_total{cause=\"signed_out\"}", 1.0),
            ("doorward_events_total{event=\"signed_in\"}", 2.0),
            ("doorward_http_requests_total{door=\"/signout\",status=\"3xx\"}", 1.0),
            ("doorward_store_failures_total{kind=\"write\"}", 0.0),
        ] {
            assert!((more(series) - count).abs() < 0.5, "{series}: {} and not {count}", more(series));
        }
        assert!(more("doorward_session_checks_total{outcome=\"holds\"}") >= 1.0);
        assert!(more("doorward_hashes_total") >= 5.0);
    }
}

story! {
    async fn letters_are_counted_and_how_long_they_wait_is_told(w: World) {
        let tom = w.agent("Tom").await;
        w.browser().post("/forgot", &[("email", tom.email())]).await;
        w.app().decide_requests().await.unwrap();
        w.later("90 seconds");
        let page = w.app().metrics_page().await.unwrap();
        assert!(page.contains("\ndoorward_outbox_waiting 1\n"), "{page}");
        assert!(page.contains("\ndoorward_outbox_oldest_seconds 90\n"), "{page}");
        w.mail_to(tom.email()).await;
        let page = w.app().metrics_page().await.unwrap();
        assert!(page.contains("\ndoorward_outbox_waiting 0\n"), "{page}");
        assert_eq!(w.metrics().await.get("doorward_letters_total{outcome=\"sent\"}"), Some(&1.0));
    }
}

story! {
    async fn no_metric_names_a_person_or_what_a_visitor_typed(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let mut browser = ana.sign_in().await;
        for path in ["/nowhere/secret-path", "/link/secret-token", "/setup/secret-token", "/signin?then=secret-query"] {
            browser.get(path).await;
        }
        browser.get(&format!("/admin/people/{}", ana.id())).await;
        w.browser().sign_in("secret-address@example.com", "secret-password").await;
        let page = w.app().metrics_page().await.unwrap() + &w.app().metrics_page().await.unwrap();
        for typed in ["secret", "example.com", "Ana", "Acme", &ana.id()] {
            assert!(!page.contains(typed), "{typed} is in the metrics:\n{page}");
        }
        assert!(page.contains("door=\"/admin/people/{id}\"") && page.contains("door=\"none\""), "{page}");
    }
}

story! {
    async fn the_public_address_serves_no_metrics(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        assert_eq!(owner.get("/metrics").await.status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn every_metric_is_explained_and_no_other() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/metrics.md")).unwrap();
    let mut explained = BTreeMap::new();
    for row in page.lines().filter_map(|line| line.strip_prefix("| `")) {
        let cells: Vec<&str> = row.split('|').map(|cell| cell.trim().trim_end_matches('`')).collect();
        let labels: Vec<String> = cells[2]
            .split(", ")
            .map(|it| it.trim_matches('`').to_owned())
            .filter(|it| !it.is_empty())
            .collect();
        assert!(!cells[3].is_empty(), "{row}");
        assert!(explained.insert(cells[0].to_owned(), (cells[1].to_owned(), labels)).is_none(), "{row}");
    }
    let there: BTreeMap<String, (String, Vec<String>)> = list::ALL
        .iter()
        .map(|metric| {
            let labels = metric.labels.iter().map(|label| (*label).to_owned()).collect();
            (metric.name.to_owned(), (metric.kind.key().to_owned(), labels))
        })
        .collect();
    assert_eq!(explained, there);
}
