//! What the plan of a policy rests on: everybody, grouped by the facts that decide what a sign-in asks of them. The view
//! `policy_marks` holds these facts as bits, a row each.

use std::collections::BTreeMap;

use doorward_core::finding::{Range, Shelf, Wanted};
use doorward_core::id::{SessionId, TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::rollout::{Class, Facts};
use doorward_core::user::{Standing, User, UserType};

use crate::findings::{Cursor, finding_page};
use crate::ids::{corrupt, int};
use crate::users::{user_find, user_from};
use crate::{FromRow, Result, Row, Tx};

/// The bit of a team member, above those of [`Facts`].
const TEAM: u64 = 2048;

/// The bit of who is not to sign in.
const GONE: u64 = 4096;

/// How everybody who may sign in, or is invited, is grouped: one statement, in which people with nothing at all, by far the most,
/// are counted by their role alone.
pub fn plan_classes(tx: &mut Tx<'_>, tenant: &TenantId, now: Time) -> Result<Vec<Class>> {
    let rows = tx.all::<(i64, i64)>(
        "SELECT m.facts, count(*)
           FROM (SELECT CAST(sum(DISTINCT bit) AS BIGINT) AS facts FROM policy_marks
                  WHERE tenant_id = $1 AND (until IS NULL OR until > $2) GROUP BY user_id) m
          GROUP BY m.facts
         UNION ALL
         SELECT CAST(-1 AS BIGINT), count(*) FROM roles
          WHERE tenant_id = $1 AND user_type = 'end_user' AND valid_to IS NULL",
        &[tenant.into(), now.into()],
    )?;
    let (mut end_users, mut found) = (0_u64, BTreeMap::new());
    for (marks, people) in rows {
        let people = u64::try_from(people).unwrap_or(0);
        match u64::try_from(marks) {
            Ok(marks) => drop(found.insert(marks, people)),
            Err(_) => end_users = people,
        }
    }
    let marked = found.iter().filter(|(marks, _)| *marks & TEAM == 0).map(|(_, people)| people).sum();
    found.insert(0, end_users.saturating_sub(marked));
    let here = found.into_iter().filter(|(marks, people)| *marks & GONE == 0 && *people > 0);
    let class = |(marks, people): (u64, u64)| {
        let user_type = if marks & TEAM == 0 { UserType::EndUser } else { UserType::TeamMember };
        Ok(Class { user_type, facts: facts_from(marks)?, people })
    };
    here.map(class).collect()
}

/// The facts of one person at `now`.
pub fn plan_facts_of(tx: &mut Tx<'_>, tenant: &TenantId, person: &UserId, now: Time) -> Result<Facts> {
    let marks = tx.one::<i64>(
        "SELECT CAST(COALESCE(sum(DISTINCT bit), 0) AS BIGINT) FROM policy_marks
          WHERE tenant_id = $1 AND user_id = $2 AND (until IS NULL OR until > $3)",
        &[tenant.into(), person.into(), now.into()],
    )?;
    facts_from(u64::try_from(marks.unwrap_or(0)).map_err(|_| corrupt("marks of a person"))?)
}

/// The facts of each owner who can sign in.
pub fn plan_facts_of_owners(tx: &mut Tx<'_>, tenant: &TenantId, now: Time) -> Result<Vec<Facts>> {
    struct Owner(UserId);
    impl FromRow for Owner {
        fn from_row(row: &Row<'_>) -> Result<Owner> {
            Ok(Owner(row.id(0)?))
        }
    }
    let owners = tx.all::<Owner>(
        "SELECT r.user_id FROM roles r JOIN users u ON u.tenant_id = r.tenant_id AND u.id = r.user_id
          WHERE r.tenant_id = $1 AND r.role = 'owner' AND r.valid_to IS NULL AND u.standing = 'active'
          ORDER BY r.user_id",
        &[tenant.into()],
    )?;
    owners.into_iter().map(|Owner(id)| plan_facts_of(tx, tenant, &id, now)).collect()
}

/// Which people of a plan are wanted.
#[derive(Clone, Debug)]
pub struct PlanQuery {
    /// Of this user type.
    pub user_type: UserType,
    /// Whose facts are among these.
    pub facts: Vec<Facts>,
    /// What was typed to find them; empty for all.
    pub search: String,
    /// Behind this one.
    pub after: Option<Cursor>,
    /// At most so many.
    pub limit: u64,
}

/// A person of a plan.
#[derive(Clone, Debug)]
pub struct PlanPerson {
    /// The person.
    pub user: User,
    /// What decides what they meet.
    pub facts: Facts,
}

/// So many people are passed for one page, about: each takes two statements.
const MOST_PASSED: u64 = 2_000;

/// So many, before all who have marks are looked at by one statement.
const FIRST_PASSED: u64 = 500;

/// Some people of a plan.
#[derive(Clone, Debug)]
pub struct PlanPeople {
    /// They.
    pub people: Vec<PlanPerson>,
    /// Where to go on; none at the end.
    pub after: Option<Cursor>,
}

/// One page of them, by name, or by the word of it that was looked for; fewer than fit when they are rare among those who were passed. Of a million
/// people some hundred thousand may be wanted, or three: the former are soon met, one by one, and for the latter everybody who has a mark is read
/// once.
pub fn plan_people(tx: &mut Tx<'_>, tenant: &TenantId, query: &PlanQuery, now: Time) -> Result<PlanPeople> {
    let met = plan_people_met(tx, tenant, query, now)?;
    let left = query.limit.saturating_sub(u64::try_from(met.people.len()).unwrap_or(u64::MAX));
    if met.after.is_none() || left == 0 || !query.search.is_empty() || !all_have_marks(query) {
        return Ok(met);
    }
    let rest = PlanQuery { after: met.after, limit: left, ..query.clone() };
    let rest = plan_people_with_marks(tx, tenant, &rest, now)?;
    Ok(PlanPeople { people: [met.people, rest.people].concat(), after: rest.after })
}

/// Those among the first who are passed.
fn plan_people_met(tx: &mut Tx<'_>, tenant: &TenantId, query: &PlanQuery, now: Time) -> Result<PlanPeople> {
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let most = if query.search.is_empty() && all_have_marks(query) { FIRST_PASSED } else { MOST_PASSED };
    let most = most.max(query.limit);
    let wanted = Wanted { search: query.search.clone(), ..Wanted::everybody(shelf(query)) };
    let (mut people, mut passed) = (Vec::new(), 0);
    let mut after = query.after.clone();
    loop {
        // One at a time is left when the page is nearly full: so its end is that of a walk, where the next page goes on.
        let step = u64::try_from(limit.saturating_sub(people.len())).unwrap_or(u64::MAX);
        let found = finding_page(tx, tenant, &wanted, after.as_ref(), step)?;
        for id in &found.people {
            people.extend(plan_person(tx, tenant, id, query, now)?);
        }
        passed += step;
        after = found.after;
        if after.is_none() || people.len() >= limit || passed >= most {
            return Ok(PlanPeople { people, after });
        }
    }
}

/// A person, if they are of those who are wanted.
fn plan_person(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &UserId,
    query: &PlanQuery,
    now: Time,
) -> Result<Option<PlanPerson>> {
    let user = user_find(tx, tenant, id)?;
    let Some(user) = user.filter(|it| matches!(it.standing, Standing::Active | Standing::Invited)) else {
        return Ok(None);
    };
    let facts = plan_facts_of(tx, tenant, id, now)?;
    Ok(query.facts.contains(&facts).then_some(PlanPerson { user, facts }))
}

/// Whether everybody who may be wanted has a mark: a team member has that of the team.
fn all_have_marks(query: &PlanQuery) -> bool {
    query.user_type == UserType::TeamMember
        || Facts::from_key(0).is_none_or(|none| !query.facts.contains(&none))
}

/// Those of all who have marks.
fn plan_people_with_marks(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    query: &PlanQuery,
    now: Time,
) -> Result<PlanPeople> {
    struct At(PlanPerson, Vec<u8>);
    impl FromRow for At {
        fn from_row(row: &Row<'_>) -> Result<At> {
            let person = PlanPerson { user: user_from(row, 0)?, facts: facts_from(row.count(8)?)? };
            Ok(At(person, row.bytes(9)?))
        }
    }
    let Range { from, to } = Range::everybody();
    let (after_entry, after_id) = match &query.after {
        Some((entry, id)) => (entry.as_slice(), id.as_bytes().as_slice()),
        None => (from.as_slice(), &[][..]),
    };
    let wanted: String =
        Facts::all().map(|facts| if query.facts.contains(&facts) { '1' } else { '0' }).collect();
    let mut found = tx.all::<At>(
        "SELECT u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language, m.facts, m.entry
           FROM (SELECT g.user_id, g.facts, (SELECT f.entry FROM findings f
                                              WHERE f.tenant_id = $1 AND f.user_id = g.user_id AND f.entry >= $6 AND f.entry < $7
                                              LIMIT 1) AS entry
                   FROM (SELECT user_id, CAST(sum(DISTINCT bit) AS BIGINT) AS facts FROM policy_marks
                          WHERE tenant_id = $1 AND (until IS NULL OR until > $9) GROUP BY user_id) g
                  WHERE substr(CAST($3 AS TEXT), CAST((g.facts & 2047) + 1 AS INTEGER), 1) = '1') m
           CROSS JOIN users u
           CROSS JOIN roles r
          WHERE u.tenant_id = $1 AND u.id = m.user_id AND u.standing IN ('active', 'invited')
            AND r.tenant_id = $1 AND r.user_id = m.user_id AND r.valid_to IS NULL AND r.user_type = $2
            AND (m.entry, m.user_id) > ($4, $5)
          ORDER BY m.entry, m.user_id
          LIMIT $8",
        &[
            tenant.into(),
            query.user_type.key().into(),
            wanted.as_str().into(),
            after_entry.into(),
            after_id.into(),
            from.as_slice().into(),
            to.as_slice().into(),
            int(query.limit.saturating_add(1)).into(),
            now.into(),
        ],
    )?;
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let more = found.len() > limit;
    found.truncate(limit);
    let after = found.last().filter(|_| more).map(|At(person, entry)| (entry.clone(), person.user.id));
    Ok(PlanPeople { people: found.into_iter().map(|At(person, _)| person).collect(), after })
}

/// The list that those stand in who are wanted.
fn shelf(query: &PlanQuery) -> Shelf {
    Shelf { user_type: query.user_type, archived: false }
}

/// Which sessions hold now and would not under other limits.
#[derive(Clone, Copy, Debug)]
pub struct SessionCut {
    /// Those seen after this hold now,
    pub seen_after: Time,
    /// if they were begun after this.
    pub begun_after: Time,
    /// Those seen after this would,
    pub kept_seen_after: Time,
    /// if they were begun after this.
    pub kept_begun_after: Time,
    /// At this moment.
    pub now: Time,
    /// But this one holds in any case: it is that of whoever makes the change.
    pub but: Option<SessionId>,
}

/// How many sessions of a user type such a change ends.
pub fn plan_sessions_ending(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    cut: &SessionCut,
) -> Result<u64> {
    let but = cut.but.unwrap_or(SessionId::from_bytes([0; 16]));
    let ending = tx.one::<i64>(
        "SELECT count(*)
           FROM sessions s
           CROSS JOIN users u
           CROSS JOIN roles r
           CROSS JOIN policies p
          WHERE s.tenant_id = $1 AND s.ended_at IS NULL AND s.last_seen_at > $3 AND s.begun_at > $4
            AND (s.last_seen_at <= $5 OR s.begun_at <= $6) AND s.id <> $7 AND (s.until IS NULL OR s.until > $8)
            AND u.tenant_id = s.tenant_id AND u.id = s.user_id AND u.standing = 'active' AND s.user_epoch = u.epoch
            AND r.tenant_id = s.tenant_id AND r.user_id = s.user_id AND r.valid_to IS NULL AND r.user_type = $2
            AND p.tenant_id = s.tenant_id AND p.user_type = r.user_type AND p.valid_to IS NULL
            AND s.policy_epoch = p.epoch",
        &[
            tenant.into(),
            user_type.key().into(),
            cut.seen_after.into(),
            cut.begun_after.into(),
            cut.kept_seen_after.into(),
            cut.kept_begun_after.into(),
            (&but).into(),
            cut.now.into(),
        ],
    )?;
    Ok(u64::try_from(ending.unwrap_or(0)).unwrap_or(0))
}

/// How many devices of a user type are trusted at `now` and would not be any more: those that were trusted after `from` and not
/// after `to`.
pub fn plan_devices_ending(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    (from, to): (Time, Time),
    now: Time,
) -> Result<u64> {
    let ending = tx.one::<i64>(
        "SELECT count(*)
           FROM trusted_devices d
           CROSS JOIN users u
           CROSS JOIN roles r
          WHERE d.tenant_id = $1 AND d.ended_at IS NULL AND d.trusted_at > $3 AND d.trusted_at <= $4 AND d.until > $5
            AND u.tenant_id = d.tenant_id AND u.id = d.user_id AND u.standing = 'active' AND d.user_epoch = u.epoch
            AND r.tenant_id = d.tenant_id AND r.user_id = d.user_id AND r.valid_to IS NULL AND r.user_type = $2",
        &[tenant.into(), user_type.key().into(), from.into(), to.into(), now.into()],
    )?;
    Ok(u64::try_from(ending.unwrap_or(0)).unwrap_or(0))
}

fn facts_from(marks: u64) -> Result<Facts> {
    Facts::from_key(marks & (TEAM - 1)).ok_or_else(|| corrupt("marks of a person"))
}
