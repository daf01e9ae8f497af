//! A change of the policy: what it comes to is seen before it is made, and it can be put back.

use axum::http::StatusCode;
use doorward::delivery::NotSent;
use doorward_core::user::Role;

use crate::operations::Place;
use crate::story;
use crate::world::{Browser, Page, World};

const HISTORY: &str = "/admin/security/history";

/// Where the names of a group are, as the page of a plan links to them.
pub fn link_to(plan: &Page, group: &str) -> String {
    let mut links = plan.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let end = format!("group={group}");
    let link =
        links.find(|link| link.ends_with(&end)).unwrap_or_else(|| panic!("no names of {group}: {plan:?}"));
    link.replace("&#38;", "&").replace("&amp;", "&")
}

/// Fills the form in, and gives the plan that it leads to.
pub async fn plan(browser: &mut Browser, changes: &[(&str, &str)]) -> Page {
    let page = browser.get("/admin/security/advanced").await;
    let version = |name| page.field(name).unwrap().to_owned();
    let (team, end_users) = (version("team_version"), version("end_users_version"));
    let mut fields = vec![("team_version", team.as_str()), ("end_users_version", end_users.as_str())];
    for (name, value) in [
        ("team_idle", "3600"),
        ("team_absolute", "86400"),
        ("team_asking", "remember"),
        ("team_days", "30"),
        ("end_users_idle", "28800"),
        ("end_users_absolute", "2592000"),
        ("end_users_asking", "remember"),
        ("end_users_days", "30"),
    ] {
        if changes.iter().all(|(changed, _)| *changed != name) {
            fields.push((name, value));
        }
    }
    fields.extend(changes);
    let page = browser.post("/admin/security/advanced", &fields).await;
    assert!(page.location().starts_with("/admin/security/plan?"), "{page:?}");
    browser.follow(page).await
}

/// Fills the page of the methods in: for team members this alone counts.
async fn plan_counting(browser: &mut Browser, counting: &str) -> Page {
    let page = browser.get("/admin/security/methods").await;
    let version = |name| page.field(name).unwrap().to_owned();
    let (team, end_users) = (version("team_version"), version("end_users_version"));
    let fields = [
        ("team_version", team.as_str()),
        ("end_users_version", end_users.as_str()),
        ("team_counting", counting),
        ("end_users_counting", "any"),
    ];
    let page = browser.post("/admin/security/methods", &fields).await;
    browser.follow(page).await
}

async fn versions(w: &World) -> i64 {
    w.count("SELECT count(*) FROM policies").await
}

story! {
    async fn an_admin_sees_what_a_change_comes_to_before_anything_is_saved(w: World) {
        let mut ingrid = w.owner("Ingrid").await.sign_in().await;
        for name in ["Tom", "Tina"] {
            w.agent(name).await;
        }
        w.agent_with_totp("Ana").await;
        w.customer("Mara").await;
        let plan = plan(&mut ingrid, &[("team_required", "yes")]).await;
        assert!(plan.says("Second step required: off → on"), "{plan:?}");
        assert!(plan.says("Only their password 2 0") && plan.says("Their second step 2 2"), "{plan:?}");
        assert!(plan.says("They set up a second step 0 2"), "{plan:?}");
        assert!(plan.says("They do not get in: nothing they could answer with works 0 0"), "{plan:?}");
        assert!(plan.says("No session ends. No trusted device is forgotten."), "{plan:?}");
        assert!(!plan.says("End users 0"), "of the other user type nothing changes: {plan:?}");
        assert_eq!(versions(&w).await, 2, "nothing is saved");

        let page = ingrid.apply_plan(&plan, " Audit finding 12 ").await;
        assert_eq!(page.location(), "/admin/security/advanced?done=saved", "{page:?}");
        assert_eq!(versions(&w).await, 3);
        let kept = w.rows::<String>("SELECT reason FROM policies WHERE reason IS NOT NULL").await;
        assert_eq!(kept, ["Audit finding 12"]);
        let told = w.rows::<String>("SELECT event FROM events WHERE kind = 'policy_changed'").await;
        assert!(told.len() == 1 && told[0].contains("Audit finding 12"), "{told:?}");
    }
}

story! {
    async fn a_change_is_made_only_if_nothing_it_rests_on_has_changed(w: World) {
        let (ingrid, tom) = (w.owner("Ingrid").await, w.agent("Tom").await);
        let mut owner = ingrid.sign_in().await;
        let seen = plan(&mut owner, &[("team_required", "yes")]).await;
        // Tom sets an app up meanwhile: what was seen is not what would be.
        let mut browser = tom.sign_in().await;
        browser.post("/security/authenticator/begin", &[]).await;
        let page = browser.get("/security/authenticator").await;
        let passcode = crate::world::passcode(&page.seed(), w.now());
        let page = browser.post("/security/authenticator", &[("passcode", &passcode)]).await;
        assert!(page.location().starts_with("/security/recovery-codes/save"), "{page:?}");

        let page = owner.apply_plan(&seen, "As seen").await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{page:?}");
        assert!(page.says("Something that this rests on has changed") && page.says("Their second step 2 2"), "{page:?}");
        assert_eq!(page.field("reason"), None, "a text, not a hidden field");
        assert!(page.body.contains("value=\"As seen\""), "what was typed is kept");
        assert_eq!(versions(&w).await, 2);
        let page = owner.apply_plan(&page, "As seen").await;
        assert_eq!(page.location(), "/admin/security/advanced?done=saved", "{page:?}");

        // A hash of one change is none of another, and none at all is none.
        let other = plan(&mut owner, &[("team_required", "yes"), ("end_users_required", "yes")]).await;
        let fields = |hash| [("from", "authentication"), ("end_users", "1~required~any~~30~480~43200~"), ("plan", hash), ("reason", "x")];
        for hash in ["", "0", seen.field("plan").unwrap(), other.field("plan").unwrap()] {
            let page = owner.post("/admin/security/plan", &fields(hash)).await;
            let same = hash == other.field("plan").unwrap();
            let expected = if same { StatusCode::SEE_OTHER } else { StatusCode::CONFLICT };
            assert_eq!(page.status, expected, "{hash}: {page:?}");
        }
    }
}

story! {
    async fn a_plan_of_before_somebody_else_s_change_is_none(w: World) {
        let (ingrid, kwame) = (w.owner("Ingrid").await, w.admin("Kwame").await);
        let (mut first, mut second) = (ingrid.sign_in().await, kwame.sign_in().await);
        let seen = plan(&mut second, &[("team_required", "yes")]).await;
        let page = plan(&mut first, &[("end_users_required", "yes")]).await;
        first.apply_plan(&page, "First").await;
        let page = second.apply_plan(&seen, "Second").await;
        assert_eq!(page.location(), "/admin/security/advanced?done=policy-changed-meanwhile", "{page:?}");
        assert!(second.follow(page).await.says("Somebody else changed these settings meanwhile"));
        assert_eq!(versions(&w).await, 3);
    }
}

story! {
    async fn a_change_needs_a_reason(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        let seen = plan(&mut owner, &[("team_required", "yes")]).await;
        let long = "x".repeat(301);
        for reason in ["", "   ", &long] {
            let page = owner.apply_plan(&seen, reason).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{page:?}");
            assert!(page.says("Say why, in one line"), "{page:?}");
        }
        assert_eq!(versions(&w).await, 2);
    }
}

story! {
    async fn p27_a_plan_is_made_true_with_a_fresh_second_factor_alone(w: World) {
        let kwame = w.admin("Kwame").await;
        let mut browser = kwame.sign_in().await;
        let seen = plan(&mut browser, &[("team_required", "yes")]).await;
        w.later("11 minutes");
        let page = browser.apply_plan(&seen, "Later").await;
        assert!(page.location().starts_with("/confirm?for=policy&then=%2Fadmin%2Fsecurity%2Fplan%3F"), "{page:?}");
        assert_eq!(versions(&w).await, 2);
        let then = browser.follow(page).await.field("then").unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let proof = [("passcode", kwame.passcode()), ("then", then)];
        let proof: Vec<(&str, &str)> = proof.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = browser.post("/confirm?for=policy", &proof).await;
        let seen = browser.follow(page).await;
        assert!(seen.says("What this change does"), "back at the plan: {seen:?}");
        let page = browser.apply_plan(&seen, "Later").await;
        assert_eq!(page.location(), "/admin/security/advanced?done=saved", "{page:?}");
    }
}

story! {
    async fn nobody_locks_themselves_or_the_last_owner_out(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        let page = plan_counting(&mut owner, "phishing_resistant").await;
        assert!(page.says("This cannot be saved: with what you have"), "{page:?}");
        assert!(page.field("plan").is_none(), "and there is no form");
        // A form of one's own making is refused as well.
        let fields = [("from", "methods"), ("team", "1~optional~phishing_resistant~~30~60~1440~"), ("plan", "0"), ("reason", "x")];
        let page = owner.post("/admin/security/plan", &fields).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{page:?}");
        assert_eq!(versions(&w).await, 2);

        // An admin who has a passkey is sure to come in, and the owner is not.
        let kwame = w.admin("Kwame").await;
        let mut admin = kwame.sign_in().await;
        w.tamper(
            "INSERT INTO passkeys (tenant_id, id, user_id, credential, public_key, counter, backup_eligible, backed_up,
                                   transports, model, name, valid_from)
             SELECT tenant_id, id, id, id, '{}', 0, 0, 0, '', id, 'Key', 1 FROM users WHERE name = 'Kwame'",
        ).await;
        let page = plan_counting(&mut admin, "phishing_resistant").await;
        assert!(page.says("This cannot be saved: no owner could be sure"), "{page:?}");
        w.tamper(
            "INSERT INTO passkeys (tenant_id, id, user_id, credential, public_key, counter, backup_eligible, backed_up,
                                   transports, model, name, valid_from)
             SELECT tenant_id, id, id, id, '{}', 0, 0, 0, '', id, 'Key', 1 FROM users WHERE name = 'Ingrid'",
        ).await;
        let page = plan_counting(&mut admin, "phishing_resistant").await;
        let page = admin.apply_plan(&page, "Passkeys for all").await;
        assert_eq!(page.location(), "/admin/security/methods?done=saved", "{page:?}");
    }
}

story! {
    async fn the_names_are_listed_searched_paged_and_taken_away_as_a_file(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        for i in 0..53 {
            w.agent(&format!("Agent{i:02}")).await;
        }
        w.agent("Zed").await;
        w.tamper("UPDATE users SET name = '=HYPERLINK(1)' WHERE name = 'Zed'").await;
        w.customer("Mara").await;
        let page = plan(&mut owner, &[("team_required", "yes")]).await;
        assert!(page.says("They set up a second step 0 54"), "{page:?}");
        let list = link_to(&page, "sets_up");
        let page = owner.get(&list).await;
        assert!(page.says("Agent00") && !page.says("Agent50") && !page.says("Mara") && !page.says("ingrid@"), "{page:?}");
        let next = page.body.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap().split('"').next().unwrap();
        let next = format!("/admin/security/plan/people{}", next.replace("&#38;", "&").replace("&amp;", "&"));
        let page = owner.get(&next).await;
        assert!(page.says("Agent52") && !page.says("Agent00"), "{page:?}");
        let page = owner.get(&format!("{list}&q=agent3")).await;
        assert!(page.says("Agent30") && page.says("Agent39") && !page.says("Agent29"), "{page:?}");
        assert!(owner.get(&format!("{list}&q=mara")).await.says("Nobody’s name"));

        let file = owner.get(&list.replace("/people?", "/people.csv?")).await;
        assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
        let lines: Vec<&str> = file.body.split("\r\n").collect();
        assert_eq!(lines[0], "Name,E-mail,Role,Now,Then");
        assert_eq!(lines.len(), 1 + 54 + 1, "{lines:?}");
        assert!(lines[1..].iter().any(|line| line.starts_with("'=HYPERLINK(1),")), "no formula: {lines:?}");
        assert!(file.body.contains("Agent07,agent07@example.com,Agent,Only their password,They set up a second step"));
    }
}

story! {
    async fn the_few_among_hundreds_are_on_one_page_and_the_hundreds_on_many(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        w.crowd(620, Role::Agent).await;
        for name in ["Aaron", "Zora"] {
            w.agent_with_totp(name).await;
        }
        let page = plan(&mut owner, &[("team_required", "yes")]).await;
        assert!(page.says("They set up a second step 0 620"), "{page:?}");

        // One is among the first and one behind everybody.
        let few = owner.get(&link_to(&page, "asked")).await;
        assert!(few.says("Aaron") && few.says("Zora") && !few.says("Crowd"), "{few:?}");
        assert!(!few.body.contains("rel=\"next\""), "{few:?}");

        let all: Vec<String> = (0..620).map(|i| format!("{i:03}")).collect();
        assert_eq!(crowd_of(&mut owner, link_to(&page, "sets_up")).await, all, "each once, and in order");
    }
}

story! {
    async fn who_has_nothing_is_met_page_by_page_whatever_they_once_had(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        w.crowd(620, Role::EndUser).await;
        w.tamper(
            "INSERT INTO graces (tenant_id, user_id, begun_at, until)
             SELECT tenant_id, id, 1, 2 FROM users WHERE name LIKE 'Crowd%' AND name NOT IN ('Crowd001', 'Crowd615')",
        ).await;
        let page = plan(&mut owner, &[("end_users_required", "yes")]).await;
        assert!(page.says("They set up a second step 0 620"), "{page:?}");
        let all: Vec<String> = (0..620).map(|i| format!("{i:03}")).collect();
        assert_eq!(crowd_of(&mut owner, link_to(&page, "sets_up")).await, all, "each once, and in order");
    }
}

/// Whom the pages of a group of a plan name, in their order: the numbers in the crowd.
async fn crowd_of(browser: &mut Browser, mut list: String) -> Vec<String> {
    let mut names = Vec::new();
    loop {
        let page = browser.get(&list).await;
        names.extend(page.body.split("<bdi>Crowd").skip(1).map(|rest| rest[..3].to_owned()));
        let Some((before, _)) = page.body.split_once("rel=\"next\"") else { return names };
        let next = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap();
        list = format!("/admin/security/plan/people{}", next.replace("&#38;", "&").replace("&amp;", "&"));
    }
}

story! {
    async fn sessions_and_trusted_devices_that_end_are_counted_but_one_s_own(w: World) {
        let (ingrid, ana) = (w.owner("Ingrid").await, w.agent_with_totp("Ana").await);
        let mut owner = ingrid.sign_in().await;
        let _elsewhere = ingrid.sign_in().await;
        w.agent("Tom").await.sign_in().await;
        let mut browser = ana.half_sign_in().await;
        let passcode = [("passcode", ana.passcode()), ("remember", "yes".to_owned())];
        let passcode: Vec<(&str, &str)> = passcode.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(browser.post("/signin/passcode", &passcode).await.location(), "/desk");
        w.customer("Mara").await.sign_in().await;
        let page = plan(&mut owner, &[("team_end_sessions", "yes")]).await;
        assert!(page.says("3 sessions end at once. 1 trusted device is forgotten."), "{page:?}");
        let page = plan(&mut owner, &[("team_asking", "every_sign_in")]).await;
        assert!(page.says("No session ends. 1 trusted device is forgotten."), "{page:?}");
        w.later("20 minutes");
        let mut owner = ingrid.sign_in().await;
        let page = plan(&mut owner, &[("team_idle", "900")]).await;
        assert!(page.says("4 sessions end at once. No trusted device is forgotten."), "{page:?}");
        owner.apply_plan(&page, "Shorter").await;
        assert!(!browser.is_signed_in().await && owner.is_signed_in().await);
    }
}

story! {
    async fn whom_mail_does_not_reach_is_named_before_they_have_to_set_something_up(w: World) {
        let mut owner = w.owner("Ingrid").await.sign_in().await;
        let tom = w.agent("Tom").await;
        w.mailbox.answer(Some(NotSent::Never("550 5.1.1 no such user".to_owned())));
        w.browser().post("/forgot", &[("email", tom.email())]).await;
        w.mail_to(tom.email()).await;
        assert_eq!(w.count("SELECT count(*) FROM outbox WHERE failed_at IS NOT NULL").await, 1);
        let page = plan(&mut owner, &[("team_required", "yes")]).await;
        assert!(page.says("mail to them comes back Look – 1"), "{page:?}");
        assert!(owner.get(&link_to(&page, "out_of_reach")).await.says("Tom"));
        // Another mail arrives: he is within reach again.
        w.mailbox.answer(None);
        w.later("1 hour");
        w.browser().post("/forgot", &[("email", tom.email())]).await;
        w.mail_to(tom.email()).await;
        let mut owner = w.owner("Inga").await.sign_in().await;
        let page = plan(&mut owner, &[("team_required", "yes")]).await;
        assert!(page.says("mail to them comes back – 0"), "{page:?}");
    }
}

story! {
    async fn what_was_demanded_is_put_back_from_the_history_by_a_plan(w: World) {
        let kwame = w.admin("Kwame").await;
        let mut admin = kwame.sign_in().await;
        let page = plan(&mut admin, &[("team_required", "yes"), ("team_days", "7")]).await;
        admin.apply_plan(&page, "Finding 12").await;
        w.agent("Tom").await;
        let page = admin.get(HISTORY).await;
        assert!(page.says("Version 2") && page.says("Kwame") && page.says("Finding 12"), "{page:?}");
        assert!(page.says("Second step required: off → on") && page.says("When the account was made"), "{page:?}");
        let back = page.body.split("href=\"/admin/security/plan?").nth(1).unwrap().split('"').next().unwrap();
        let back = format!("/admin/security/plan?{}", back.replace("&#38;", "&").replace("&amp;", "&"));
        let page = admin.get(&back).await;
        assert!(page.says("Second step required: on → off") && page.says("Only their password 0 1"), "{page:?}");
        let page = admin.apply_plan(&page, "It was too early").await;
        assert_eq!(page.location(), "/admin/security/history?done=saved", "{page:?}");
        let page = admin.follow(page).await;
        assert!(page.says("Version 3") && page.says("It was too early"), "{page:?}");
        assert_eq!(w.count("SELECT count(*) FROM policies WHERE requirement = 'required' AND valid_to IS NULL").await, 0);
        assert!(admin.get(&format!("{HISTORY}?of=end_user")).await.says("Version 1"));
    }
}

#[test]
fn the_operator_plans_and_applies_at_the_console() {
    let place = Place::with_owner();
    let change = ["end-users", "--required", "yes"];
    let run = |act: &[&str], more: &[&str]| {
        let arguments = [&["policy"], act, &change, more].concat();
        place.say(&arguments, &[], "")
    };
    let said = run(&["plan"], &[]);
    assert!(!said.good && said.err.contains("nobody has shown that it arrives"), "{said:?}");

    let change = ["policy", "plan", "team-members", "--idle", "15", "--end-sessions"];
    let said = place.say(&change, &[], "");
    assert!(said.good && said.out.contains("1 hour → 15 minutes"), "{said:?}");
    let hash = said.out.lines().find_map(|line| line.strip_prefix("Plan ")).unwrap().to_owned();
    let apply = |hash: &str, reason: &str, idle: &str| {
        let arguments = [
            "policy",
            "apply",
            "team-members",
            "--idle",
            idle,
            "--end-sessions",
            "--plan",
            hash,
            "--reason",
            reason,
        ];
        place.say(&arguments, &[], "")
    };
    let said = apply(&hash, " ", "15");
    assert!(!said.good && said.err.contains("--reason"), "{said:?}");
    let said = apply(&hash, "Shorter", "30");
    assert!(!said.good && said.err.contains("not what was planned"), "{said:?}");
    let said = apply(&hash, "Shorter", "15");
    assert!(said.good, "{said:?}");
    let said = apply(&hash, "Shorter", "15");
    assert!(!said.good && said.err.contains("not what was planned"), "once: {said:?}");
    let back = ["policy", "plan", "team-members", "--back-to", "1"];
    let said = place.say(&back, &[], "");
    assert!(said.good && said.out.contains("15 minutes → 1 hour"), "{said:?}");
    for wrong in [
        &["policy", "plan", "team-members"][..],
        &["policy", "plan", "team-members", "--idle", "7"],
        &["policy", "plan", "team-members", "--remember-days", "31"],
        &["policy", "plan", "team-members", "--back-to", "9"],
        &["policy", "plan", "team-members", "--required", "maybe"],
        &["policy", "plan", "robots", "--required", "yes"],
    ] {
        let said = place.say(wrong, &[], "");
        assert!(!said.good && !said.err.is_empty(), "{wrong:?}: {said:?}");
    }
}
