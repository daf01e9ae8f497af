//! The plan of a change of the policy, the people in it, and making it true.

use axum::http::StatusCode;
use doorward_core::authority::Denied;
use doorward_core::csv;
use doorward_core::pause::Counted;
use doorward_core::rollout::{Effect, Group, Meets, Plan, Reason};
use doorward_core::session::Guarded;
use doorward_core::user::UserType;

use crate::flows::view::{PlanPerson, PlanQuery, PolicyVersion};
use crate::flows::{Applied, Ends, Error, NotPlanned, PlanPage, PolicyChange};
use crate::i18n::Words;
use crate::tell;
use crate::web::draft::{Draft, Origin, back_to};
use crate::web::form::Form;
use crate::web::guard::{Admin, Member};
use crate::web::notice::{Done, Purpose};
use crate::web::pages::policy_plan::{
    GroupCount, PlanPeople, PlanRow, PolicyHistory, PolicyPlan, TypePlan, Version,
};
use crate::web::policy_words::{differences, group};
use crate::web::problem::{Problem, escaped};
use crate::web::reply::{self, Reply};
use crate::web::shell::{Troubles, When};

use super::confirm::guarded;
use super::mail_test;
use super::people_list::{cursor, cursor_text};

const PLAN: &str = "/admin/security/plan";

/// So many people are on a page.
const PAGE: u64 = 50;

/// So many are read at once for a file: each reading looks at everybody.
const PIECE: u64 = 20_000;

/// So many changes are on a page.
const VERSIONS: u64 = 20;

/// The way to the plan of a change that was filled in on a page.
pub(super) fn lead(origin: Origin, changes: Vec<PolicyChange>) -> Reply {
    reply::go(&path_of(&Draft { origin, changes }), [])
}

/// Somebody filled in what their role does not reach: it is written down.
pub(super) async fn denied(member: &mut Member, why: Denied) -> Reply {
    let app = member.guest.app();
    app.note_denied(&mut member.guest.visit, &member.session, why).await?;
    Err(Problem::status(StatusCode::FORBIDDEN))
}

/// `GET /admin/security/plan`
pub(super) async fn show(Admin { member }: Admin) -> Reply {
    let draft = draft_of(&member.guest.query)?;
    page(&member, &draft, StatusCode::OK, "", Troubles::NONE).await
}

/// `POST /admin/security/plan`
pub(super) async fn apply(Admin { mut member }: Admin, form: Form) -> Reply {
    let draft = draft_of(&form)?;
    let by = match guarded(&member, Guarded::Account, Purpose::Policy, &path_of(&draft)).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let typed = form.text("reason");
    let Some(reason) = Reason::parse(typed) else {
        let troubles = Troubles::one("reason", member.guest.words.say("trouble-reason"));
        return page(&member, &draft, StatusCode::UNPROCESSABLE_ENTITY, typed, troubles).await;
    };
    let (app, session) = (member.guest.app(), member.session.clone());
    let (changes, hash) = (draft.changes.clone(), form.text("plan").to_owned());
    match app.apply_policy(&mut member.guest.visit, &session, by, changes, hash, reason).await? {
        Applied::Yes => reply::done(draft.origin.path(), Done::Saved, []),
        Applied::Denied(_) => Err(Problem::status(StatusCode::FORBIDDEN)),
        Applied::NotPlanned(why) => not_planned(draft.origin, why),
        Applied::NotAsPlanned => {
            let troubles = Troubles::one("reason", member.guest.words.say("plan-changed"));
            page(&member, &draft, StatusCode::CONFLICT, typed, troubles).await
        }
        Applied::LocksOut(_) => page(&member, &draft, StatusCode::CONFLICT, typed, Troubles::NONE).await,
    }
}

/// `GET /admin/security/plan/people`
pub(super) async fn people(Admin { member }: Admin) -> Reply {
    let (draft, which, user_type) = which_people(&member.guest.query)?;
    let search = member.guest.query.text("q").trim().chars().take(100).collect::<String>();
    let query = PlanQuery {
        user_type,
        facts: Vec::new(),
        search: search.clone(),
        after: cursor(member.guest.query.text("after")),
        limit: PAGE,
    };
    let (app, visit, session) = (member.guest.app(), &member.guest.visit, &member.session);
    let found = match app.plan_people(visit, session, draft.changes.clone(), which, query).await? {
        Ok(found) => found,
        Err(why) => return not_planned(draft.origin, why),
    };
    let here = group_query(&draft, which, user_type);
    let next_url = found
        .after
        .as_ref()
        .map(|after| format!("?{here}&q={}&after={}", escaped(&search), cursor_text(after)));
    let words = &member.guest.words;
    let [of, wanted] = [("of", user_type.key()), ("group", which.key())].map(|(n, v)| (n, v.to_owned()));
    let page = PlanPeople {
        shell: member.shell("authentication"),
        group: group(words, which),
        user_type,
        rows: found.people.iter().map(|person| row_of(words, &found.plan, person)).collect(),
        search,
        fields: draft.fields().into_iter().chain([of, wanted]).collect(),
        plan_url: path_of(&draft),
        csv_url: format!("{PLAN}/people.csv?{here}"),
        next_url,
    };
    reply::page(&member.guest, &page)
}

/// `GET /admin/security/plan/people.csv`: piece by piece, so that a million people need no memory.
pub(super) async fn people_file(Admin { member }: Admin) -> Reply {
    let (draft, which, user_type) = which_people(&member.guest.query)?;
    let app = member.guest.app();
    if let Err(why) = app.check_policy(&member.guest.visit, &member.session, draft.changes.clone()).await? {
        return not_planned(draft.origin, why);
    }
    reply::long_file(&format!("{}.csv", which.key()), "text/csv; charset=utf-8", |out| async move {
        let words = member.guest.words.clone();
        let mut query =
            PlanQuery { user_type, facts: Vec::new(), search: String::new(), after: None, limit: PIECE };
        let mut text = header_row(&words);
        loop {
            let (visit, changes) = (&member.guest.visit, draft.changes.clone());
            let found = app.plan_people(visit, &member.session, changes, which, query.clone()).await?;
            let PlanPage { plan, people, after } = found.map_err(|_| Error::Gone("a plan"))?;
            people.iter().for_each(|person| file_row(&mut text, &words, &plan, person));
            query.after = after;
            if !out.send(std::mem::take(&mut text)).await || query.after.is_none() {
                return Ok(());
            }
        }
    })
}

/// `GET /admin/security/history`
pub(super) async fn history(Admin { member }: Admin) -> Reply {
    let query = &member.guest.query;
    let user_type = UserType::from_key(query.text("of")).unwrap_or(UserType::TeamMember);
    let (app, tenant) = (member.guest.app(), member.guest.visit.tenant.id);
    let now = app.policy_of(tenant, user_type).await?;
    let up_to = query.text("up_to").parse().unwrap_or(now.version).min(now.version);
    // The one before the last is what that one is compared with.
    let limit = VERSIONS.saturating_add(1);
    let found = app.policy_history(tenant, user_type, up_to, limit).await?;
    let shown = usize::try_from(VERSIONS).unwrap_or(usize::MAX);
    let next_url = found.get(shown).map(|it| format!("?of={}&up_to={}", user_type.key(), it.policy.version));
    let mut before: Vec<Option<&PolicyVersion>> = found.iter().skip(1).map(Some).collect();
    before.push(None);
    let words = &member.guest.words;
    let version = |(it, before): (&PolicyVersion, Option<&PolicyVersion>)| Version {
        number: it.policy.version,
        when: When::at(it.since),
        by: made_by(words, it),
        reason: it.paused.map(|counted| why_paused(words, counted)).or_else(|| it.reason.clone()),
        differences: before.map_or_else(Vec::new, |before| {
            differences(words, &before.policy.demands(), &it.policy.demands())
        }),
        ended_sessions: before.is_some_and(|before| before.policy.epoch != it.policy.epoch),
        back_url: (it.policy.version != now.version).then(|| path_of(&back_to(&now, &it.policy))),
    };
    let page = PolicyHistory {
        shell: member.shell("authentication"),
        user_type,
        versions: found.iter().zip(before).take(shown).map(version).collect(),
        next_url,
    };
    reply::page(&member.guest, &page)
}

async fn page(member: &Member, draft: &Draft, status: StatusCode, reason: &str, troubles: Troubles) -> Reply {
    let (app, visit) = (member.guest.app(), &member.guest.visit);
    let planned = match app.plan_policy(visit, &member.session, draft.changes.clone()).await? {
        Ok(planned) => planned,
        Err(why) => return not_planned(draft.origin, why),
    };
    let effects = planned.plan.effects.iter().zip(planned.ends);
    let page = PolicyPlan {
        shell: member.shell("authentication"),
        types: effects
            .map(|(effect, ending)| type_plan(&member.guest.words, draft, effect, ending))
            .collect(),
        lock_out: planned.plan.lock_out,
        fields: draft.fields(),
        hash: planned.plan.hash().to_owned(),
        reason: reason.to_owned(),
        back: draft.origin.path(),
        troubles,
    };
    reply::page_with_status(&member.guest, status, &page)
}

fn type_plan(words: &Words, draft: &Draft, effect: &Effect, ending: Ends) -> TypePlan {
    let user_type = effect.change.old.user_type;
    let count = |which: Group, before, after| GroupCount {
        group: which,
        text: group(words, which),
        before,
        after,
        url: format!("{PLAN}/people?{}", group_query(draft, which, user_type)),
    };
    // Whom nobody meets is not worth a row, but for those who would be kept out.
    let told = |it: &&doorward_core::rollout::Count| it.before + it.after > 0 || it.meets == Meets::Stuck;
    let met = effect.counts.iter().filter(told);
    let met = met.map(|it| count(Group::Meets(it.meets), Some(it.before), it.after));
    TypePlan {
        user_type,
        differences: differences(words, &effect.change.old.demands(), &effect.change.to),
        end_sessions: effect.change.end_sessions,
        counts: met.chain([count(Group::OutOfReach, None, effect.out_of_reach)]).collect(),
        sessions: ending.sessions,
        devices: ending.devices,
    }
}

/// Back to the page that the change was filled in on, which says why there is no plan of it; to the proof that is missing, if one is.
fn not_planned(origin: Origin, why: NotPlanned) -> Reply {
    let done = match why {
        NotPlanned::Unchanged => Done::Unchanged,
        NotPlanned::ChangedMeanwhile => Done::PolicyChangedMeanwhile,
        NotPlanned::MailUntested => return mail_test::without_draft(),
        NotPlanned::TextsUntested(_) => Done::TextsUntested,
        NotPlanned::NoPasskeysHere => Done::NoPasskeysHere,
        NotPlanned::Denied(_) => return Err(Problem::status(StatusCode::FORBIDDEN)),
    };
    reply::done(origin.path(), done, [])
}

fn which_people(query: &Form) -> Result<(Draft, Group, UserType), Problem> {
    let bad = || Problem::status(StatusCode::BAD_REQUEST);
    let which = Group::from_key(query.text("group")).ok_or_else(bad)?;
    Ok((draft_of(query)?, which, UserType::from_key(query.text("of")).ok_or_else(bad)?))
}

fn draft_of(form: &Form) -> Result<Draft, Problem> {
    Draft::read(form).ok_or(Problem::status(StatusCode::BAD_REQUEST))
}

fn path_of(draft: &Draft) -> String {
    format!("{PLAN}?{}", draft.query())
}

fn group_query(draft: &Draft, which: Group, user_type: UserType) -> String {
    format!("{}&of={}&group={}", draft.query(), user_type.key(), which.key())
}

fn row_of(words: &Words, plan: &Plan, person: &PlanPerson) -> PlanRow {
    let [before, after] = met_by(words, plan, person);
    PlanRow {
        id: person.user.id.to_string(),
        name: person.user.name.clone(),
        email: person.user.email.to_string(),
        role: person.user.role,
        before,
        after,
    }
}

fn header_row(words: &Words) -> String {
    csv::line(
        ["column-name", "email-label", "column-role", "plan-before", "plan-after"].map(|key| words.say(key)),
    )
}

fn file_row(text: &mut String, words: &Words, plan: &Plan, person: &PlanPerson) {
    let [before, after] = met_by(words, plan, person);
    let (user, role) = (&person.user, tell::role(words, person.user.role));
    text.push_str(&csv::line([&user.name, user.email.as_str(), &role, &before, &after]));
}

fn met_by(words: &Words, plan: &Plan, person: &PlanPerson) -> [String; 2] {
    let met = plan.met_by(person.user.user_type(), person.facts);
    met.map(|meets| meets.map_or_else(String::new, |meets| group(words, Group::Meets(meets))))
}

fn why_paused(words: &Words, counted: Counted) -> String {
    let Counted { blocked, all } = counted;
    words.phrase("policy-history-paused").with("blocked", blocked).with("of", all).to_string()
}

fn made_by(words: &Words, version: &PolicyVersion) -> String {
    match (&version.by_name, version.by, version.policy.version) {
        (Some(name), ..) => name.clone(),
        (None, Some(_), _) => words.say("policy-history-by-erased"),
        _ if version.paused.is_some() => words.say("policy-history-by-itself"),
        (None, None, 1) => words.say("policy-history-by-set-up"),
        (None, None, _) => words.say("policy-history-by-operator"),
    }
}
