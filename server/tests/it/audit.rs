//! The audit chain: whoever changes the log behind the server's back is found, and an erasure breaks nothing.

use doorward::flows::Verified;
use doorward_core::audit::{Fault, Head};

use crate::story;
use crate::world::{Browser, PASSWORD, Person, World};

/// Somebody signed in, somebody was suspended and archived, and all of it is sealed.
async fn an_eventful_day(w: &World) -> (Browser, Person, Person) {
    let (ingrid, ana, tom) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await, w.agent("Tom").await);
    ana.sign_in().await;
    w.browser().sign_in(tom.email(), "not his password at all").await;
    w.browser().sign_in(tom.email(), PASSWORD).await;
    let mut owner = ingrid.sign_in().await;
    owner.post_freshly(&format!("/admin/people/{}/suspend", tom.id()), &[]).await;
    seal(w).await;
    (owner, ana, tom)
}

/// Seals everything, on both nodes at once.
async fn seal(w: &World) {
    loop {
        let (one, other) = (w.app(), w.app());
        let (one, other) = tokio::join!(one.seal_audit(), other.seal_audit());
        if one.unwrap() + other.unwrap() == 0 {
            return;
        }
    }
}

async fn verify(w: &World, known: Option<Head>) -> Verified {
    w.app().verify_audit(w.tenant.id, known).await.unwrap()
}

/// Keeps a copy of the log, to go back to.
async fn keep(w: &World) {
    w.tamper("CREATE TABLE kept AS SELECT * FROM events").await;
    w.tamper("CREATE TABLE kept_heads AS SELECT * FROM audit_heads").await;
}

async fn go_back(w: &World) {
    w.tamper("DELETE FROM events").await;
    w.tamper("INSERT INTO events SELECT * FROM kept").await;
    w.tamper("DELETE FROM audit_heads").await;
    w.tamper("INSERT INTO audit_heads SELECT * FROM kept_heads").await;
}

story! {
    async fn every_entry_is_sealed_once_and_the_chain_holds(w: World) {
        let (mut owner, _, tom) = an_eventful_day(&w).await;
        let sealed = verify(&w, None).await;
        assert_eq!((sealed.broken, sealed.unsealed), (None, 0));
        let entries = w.count("SELECT count(*) FROM events").await;
        assert!(entries > 8, "{entries}");
        assert_eq!(sealed.holds_to.number, u64::try_from(entries).unwrap());
        let numbers = w.rows::<i64>("SELECT number FROM events ORDER BY number").await;
        assert_eq!(numbers, (1..=entries).collect::<Vec<_>>());

        owner.post_freshly(&format!("/admin/people/{}/restore", tom.id()), &[]).await;
        let more = verify(&w, Some(sealed.holds_to)).await;
        assert_eq!(more.broken, None);
        assert!(more.unsealed > 0, "not sealed yet, and said so");
        seal(&w).await;
        let after = verify(&w, Some(sealed.holds_to)).await;
        assert_eq!((after.broken, after.unsealed), (None, 0), "what was known is in it still");
        assert!(after.holds_to.number > sealed.holds_to.number);
    }
}

story! {
    async fn an_entry_that_is_committed_late_is_sealed_all_the_same(w: World) {
        let (_, ana, _) = an_eventful_day(&w).await;
        // Its id was made before all others, and it comes when they are sealed.
        w.tamper(
            "INSERT INTO events (tenant_id, id, at, kind, refusal, actor, actor_id, subject_id, address, browser, request, event)
             SELECT tenant_id, tenant_id, at, kind, refusal, actor, actor_id, subject_id, address, browser, request, event
               FROM events WHERE number = 1",
        )
        .await;
        assert_eq!(verify(&w, None).await.unsealed, 1);
        seal(&w).await;
        let sealed = verify(&w, None).await;
        assert_eq!((sealed.broken, sealed.unsealed), (None, 0));
        ana.sign_in().await;
        seal(&w).await;
        assert_eq!(verify(&w, Some(sealed.holds_to)).await.broken, None);
    }
}

story! {
    async fn whatever_is_changed_removed_added_or_swapped_is_found_at_the_first_entry(w: World) {
        an_eventful_day(&w).await;
        let last = i64::try_from(verify(&w, None).await.holds_to.number).unwrap();
        keep(&w).await;
        let cases: [(&str, &[&'static str], i64, Fault); 18] = [
            ("its kind", &["UPDATE events SET kind = 'erased' WHERE number = 3"], 3, Fault::Changed),
            ("its time", &["UPDATE events SET at = at + 1 WHERE number = 3"], 3, Fault::Changed),
            ("whether it was refused", &["UPDATE events SET refusal = 1 - refusal WHERE number = 3"], 3, Fault::Changed),
            ("as what somebody did it", &["UPDATE events SET actor = 'operator' WHERE number = 3"], 3, Fault::Changed),
            ("who did it", &["UPDATE events SET actor_id = NULL WHERE number = 3"], 3, Fault::Changed),
            ("whom it is about", &["UPDATE events SET subject_id = NULL WHERE number = 3"], 3, Fault::Changed),
            ("its request", &["UPDATE events SET request = 'X' WHERE number = 3"], 3, Fault::Changed),
            ("what happened", &["UPDATE events SET event = '{\"event\":\"signed_out\"}' WHERE number = 3"], 3, Fault::Changed),
            ("from where", &["UPDATE events SET address = '198.51.100.9' WHERE number = 3"], 3, Fault::Origin),
            ("its browser", &["UPDATE events SET browser = 'another' WHERE number = 3"], 3, Fault::Origin),
            (
                "blanked as if somebody had been erased",
                &["UPDATE events SET address = NULL, browser = NULL, origin_salt = NULL WHERE number = 3"],
                3,
                Fault::Blanked,
            ),
            ("one removed", &["DELETE FROM events WHERE number = 3"], 3, Fault::Missing),
            (
                "one removed, and the numbers mended",
                &[
                    "DELETE FROM events WHERE number = 3",
                    "UPDATE events SET number = -number WHERE number > 3",
                    "UPDATE events SET number = -number - 1 WHERE number < 0",
                ],
                3,
                Fault::Changed,
            ),
            (
                "the last ones removed",
                &["DELETE FROM events WHERE number > (SELECT max(number) - 2 FROM kept)"],
                last - 1,
                Fault::Missing,
            ),
            (
                "one added between",
                &[
                    "UPDATE events SET number = -number WHERE number > 3",
                    "UPDATE events SET number = -number + 1 WHERE number < 0",
                    "INSERT INTO events (tenant_id, id, at, kind, refusal, actor, event, number, hash, origin_salt, origin_digest)
                     SELECT tenant_id, tenant_id, at, 'signed_out', 0, 'system', '{\"event\":\"signed_out\"}', 4, hash, origin_salt, origin_digest
                       FROM kept WHERE number = 3",
                ],
                4,
                Fault::Changed,
            ),
            (
                "one added behind",
                &[
                    "INSERT INTO events (tenant_id, id, at, kind, refusal, actor, event, number, hash, origin_salt, origin_digest)
                     SELECT tenant_id, tenant_id, at, 'signed_out', 0, 'system', '{\"event\":\"signed_out\"}', number + 1, hash, origin_salt, origin_digest
                       FROM kept WHERE number = (SELECT max(number) FROM kept)",
                ],
                last + 1,
                Fault::Changed,
            ),
            (
                "two swapped",
                &[
                    "UPDATE events SET number = -3 WHERE number = 3",
                    "UPDATE events SET number = 3 WHERE number = 5",
                    "UPDATE events SET number = 5 WHERE number = -3",
                ],
                3,
                Fault::Changed,
            ),
            ("one before the beginning", &["UPDATE events SET number = 0 WHERE number = 3"], 0, Fault::Outside),
        ];
        for (what, statements, number, fault) in cases {
            for statement in statements {
                w.tamper(statement).await;
            }
            assert_eq!(verify(&w, None).await.broken, Some((number, fault)), "{what}");
            go_back(&w).await;
            assert_eq!(verify(&w, None).await.broken, None, "{what}");
        }
    }
}

story! {
    async fn the_end_of_the_chain_is_signed_and_the_server_does_not_go_on_from_another(w: World) {
        let (_, ana, _) = an_eventful_day(&w).await;
        let known = verify(&w, None).await.holds_to;
        let last = i64::try_from(known.number).unwrap();
        keep(&w).await;

        // The last entries are gone, and the head says so.
        w.tamper("DELETE FROM events WHERE number > (SELECT max(number) - 2 FROM kept)").await;
        w.tamper("UPDATE audit_heads SET number = number - 2").await;
        w.tamper("UPDATE audit_heads SET hash = (SELECT k.hash FROM kept k WHERE k.number = audit_heads.number)").await;
        assert_eq!(verify(&w, None).await.broken, Some((last - 2, Fault::Head)));
        ana.sign_in().await;
        let refused = w.app().seal_audit().await.unwrap_err().to_string();
        assert!(refused.contains("did not sign"), "{refused}");

        // A head that was signed once, and is not the last one: only who kept the last one can tell.
        go_back(&w).await;
        w.tamper("DELETE FROM audit_heads").await;
        assert_eq!(verify(&w, None).await.broken, Some((1, Fault::Outside)));
        w.tamper("UPDATE events SET number = NULL, hash = NULL").await;
        seal(&w).await;
        assert_eq!(verify(&w, None).await.broken, None, "sealed anew from the beginning");
        let (number, fault) = verify(&w, Some(known)).await.broken.unwrap();
        assert_eq!((number, fault), (last, Fault::Known), "and not the chain that was known");
    }
}

story! {
    async fn the_log_still_verifies_after_somebody_was_erased(w: World) {
        let (mut owner, ana, tom) = an_eventful_day(&w).await;
        let known = verify(&w, None).await.holds_to;
        for (act, fields) in [("archive", vec![("sure", "yes")]), ("erase", vec![("email", tom.email())])] {
            let page = owner.post_freshly(&format!("/admin/people/{}/{act}", tom.id()), &fields).await;
            assert!(page.location().contains("?done="), "{act}: {page:?}");
        }
        let blank = "SELECT count(*) FROM events WHERE number IS NOT NULL AND origin_salt IS NULL AND address IS NULL";
        assert!(w.count(blank).await > 0, "something that was sealed is erased");
        assert_eq!(verify(&w, Some(known)).await.broken, None, "also before the erasure is sealed itself");
        seal(&w).await;
        let after = verify(&w, Some(known)).await;
        assert_eq!((after.broken, after.unsealed), (None, 0));

        // Who was not erased is covered as before, and what is blank stays blank.
        keep(&w).await;
        w.tamper("UPDATE events SET address = '198.51.100.9' WHERE number = (SELECT min(number) FROM events WHERE origin_salt IS NULL)").await;
        assert_eq!(verify(&w, None).await.broken.unwrap().1, Fault::Origin);
        go_back(&w).await;
        ana.sign_in().await;
        seal(&w).await;
        assert_eq!(verify(&w, Some(after.holds_to)).await.broken, None);
    }
}

story! {
    async fn what_somebody_else_did_to_who_is_erased_stays_covered(w: World) {
        let ingrid = w.owner("Ingrid").await;
        let mara = w.customer("Mara").await;
        let mut browser = mara.sign_in().await;
        browser.post_freshly("/security/address", &[("email", "mara.new@example.com")]).await;
        let link = w.link_to("mara.new@example.com").await;
        browser.get(&link).await;
        browser.post("/security/address/confirm", &[]).await;
        seal(&w).await;
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'address_changed' AND words_salt IS NOT NULL").await, 1);
        let mut owner = ingrid.sign_in().await;
        for (act, fields) in [("archive", vec![("sure", "yes")]), ("erase", vec![("email", "mara.new@example.com")])] {
            let page = owner.post_freshly(&format!("/admin/people/{}/{act}", mara.id()), &fields).await;
            assert!(page.location().contains("?done="), "{act}: {page:?}");
        }
        seal(&w).await;
        assert_eq!(verify(&w, None).await.broken, None);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE event LIKE '%mara%'").await, 0);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE words_digest IS NOT NULL AND words_salt IS NULL").await, 2);
        w.tamper("UPDATE events SET event = replace(event, '@erased.invalid', '@example.com') WHERE kind = 'address_changed'").await;
        assert_eq!(verify(&w, None).await.broken.unwrap().1, Fault::Words, "no other address can be put there");
    }
}

story! {
    async fn accounts_have_a_chain_each(w: World) {
        an_eventful_day(&w).await;
        let other = w.other_account("https://desk.example.net").await;
        other.owner("Olga").await.sign_in().await;
        seal(&w).await;
        let (mine, theirs) = (verify(&w, None).await, verify(&other, None).await);
        assert_eq!((mine.broken, theirs.broken), (None, None));
        assert!(theirs.holds_to.number > 0 && mine.holds_to.number > theirs.holds_to.number);
        let (_, fault) = verify(&other, Some(mine.holds_to)).await.broken.unwrap();
        assert_eq!(fault, Fault::Missing, "the head of one is none of the other");
    }
}
