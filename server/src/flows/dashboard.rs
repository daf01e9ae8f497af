//! The dashboard: counting days that are over, once; and what is told of them, of today and of now.

use std::collections::BTreeMap;
use std::time::Duration;

use doorward_core::dashboard::{Count, HALF_WAY_SINCE, Range, SET_UPS_SHOWN, SETTLED_AFTER, Tally};
use doorward_core::finding::Shelf;
use doorward_core::id::TenantId;
use doorward_core::moment::{Day, Time};
use doorward_core::policy::Policy;
use doorward_core::signin;
use doorward_core::throttle::SECOND_FACTOR;
use doorward_core::user::UserType;
use doorward_store::blocked::{
    Blocked, blocked_asking, blocked_by_ledger, blocked_by_set_up, blocked_half_way,
};
use doorward_store::day_counts::{
    Counts, DayMark, codes_counted, day_counts_add, day_counts_since, day_mark, day_mark_begin,
    day_mark_move, events_before, events_counted, pasts_after, people_now,
};
use doorward_store::findings::finding_count;
use doorward_store::policies::policy_now;
use doorward_store::tenants::tenant_list;
use doorward_store::users::{Adoption, user_adoption};
use doorward_store::{StoreError, Tx};

use super::people::MOST_PEOPLE_COUNTED;
use super::{App, Error, Result, Visit};

/// So many events are counted in one transaction, and as they are asked for: enough for the busiest hour that a page waits for.
const EVENTS_AT_ONCE: u64 = 20_000;

/// So many people are looked at in one transaction.
const PEOPLE_AT_ONCE: u64 = 2_000;

/// What became of a passcode is kept at least so long: those that were asked for before an account is counted first, and are older,
/// are not counted.
const CODES_KEPT: Duration = Duration::from_secs(86_400);

/// So many days back it is looked for a day on which everybody was counted.
const DAYS_BACK: i64 = 7;

/// So many blocked people are named of each kind.
const NAMED: u64 = 10;

/// What the dashboard tells of one user type.
#[derive(Clone, Debug)]
pub struct Dashboard {
    /// What is demanded of them now.
    pub policy: Policy,
    /// What happened, span by span, the oldest first; the last ends today.
    pub spans: Vec<Span>,
    /// Whether everything that happened is in it: false while a long past is still being counted.
    pub complete: bool,
    /// Who is blocked now.
    pub blocked: Vec<(Blockage, Blocked)>,
}

/// A span of days.
#[derive(Clone, Debug)]
pub struct Span {
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
    /// Who had what at its end, or now; none when nobody was here, or nobody has counted it yet.
    pub people: Option<BTreeMap<Count, u64>>,
    /// What happened in it.
    pub counts: BTreeMap<Count, u64>,
}

/// How far a user type has come with second factors.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reached {
    /// Who may sign in, or is invited, and how many of them have one.
    pub adoption: Adoption,
    /// At the end of this day, of more people than a page can wait for; now otherwise.
    pub as_of: Option<Day>,
}

/// What keeps somebody out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Blockage {
    /// They asked for help.
    AskingForHelp,
    /// Their ledger of second factors is closed.
    Closed,
    /// Their next try waits.
    Waiting,
    /// At their last sign-in they were to set a second factor up, and did not come through.
    SettingUp,
    /// They have stood at the second step for a while.
    HalfWay,
}

impl App {
    /// What the dashboard tells.
    ///
    /// # Errors
    /// [`Error::Store`]; [`Error::Gone`] when there is no policy.
    pub async fn dashboard(&self, visit: &Visit, user_type: UserType, range: Range) -> Result<Dashboard> {
        let (tenant, now) = (visit.tenant.id, visit.moment.now());
        let load = move |tx: &mut Tx<'_>| {
            let Some(policy) = policy_now(tx, &tenant, user_type)? else { return Ok(None) };
            let (spans, complete) = told(tx, &tenant, user_type, range, now)?;
            let blocked = blocked(tx, &tenant, user_type, now)?;
            Ok(Some(Dashboard { policy, spans, complete, blocked }))
        };
        self.0.store.read(load).await?.ok_or(Error::Gone("a policy"))
    }

    /// How far team members and end users have come.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn reached(&self, visit: &Visit) -> Result<[Reached; 2]> {
        let (tenant, today) = (visit.tenant.id, Day::of(visit.moment.now()));
        let load = move |tx: &mut Tx<'_>| {
            let [team, end_users] = UserType::ALL.map(|user_type| reached(tx, &tenant, user_type, today));
            Ok([team?, end_users?])
        };
        Ok(self.0.store.read(load).await?)
    }

    /// Counts what has settled since it was counted last, of every account. How much was counted: steps, of which none is left when
    /// it is zero.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn count_days(&self) -> Result<u64> {
        let settled = self.moment()?.now().minus(SETTLED_AFTER);
        let mut steps = 0_u64;
        for tenant in self.0.store.read(tenant_list).await? {
            while self.count_step(tenant.id, settled).await? {
                steps = steps.saturating_add(1);
            }
        }
        Ok(steps)
    }

    /// The next step of an account: false when all that has settled is counted. A step is taken once, also by two nodes: whoever
    /// moves the mark adds the counts, in one transaction.
    async fn count_step(&self, tenant: TenantId, settled: Time) -> Result<bool> {
        let Some(mark) = self.0.store.read(move |tx| day_mark(tx, &tenant)).await? else {
            let begin = first_mark(settled);
            self.0.store.write(move |tx| day_mark_begin(tx, &tenant, &begin)).await?;
            return Ok(true);
        };
        let today = Day::of(settled);
        let (counts, to) = if mark.events_to < events_before(settled) {
            let (counts, last) = self
                .0
                .store
                .read(move |tx| events_counted(tx, &tenant, &mark.events_to, settled, EVENTS_AT_ONCE))
                .await?;
            (counts, DayMark { events_to: last.unwrap_or(events_before(settled)), ..mark })
        } else if mark.codes_to < settled {
            let counts =
                self.0.store.read(move |tx| codes_counted(tx, &tenant, mark.codes_to, settled)).await?;
            (counts, DayMark { codes_to: settled, ..mark })
        } else if mark.people_to < today {
            (
                self.people_counted(tenant, mark.people_to, today.plus(-1)).await?,
                DayMark { people_to: today, ..mark },
            )
        } else {
            return Ok(false);
        };
        let save = move |tx: &mut Tx<'_>| match day_mark_move(tx, &tenant, &mark, &to)? {
            true => day_counts_add(tx, &tenant, &counts),
            false => Ok(()),
        };
        self.0.store.write(save).await?;
        Ok(true)
    }

    /// Who had what at the end of each of these days: everybody is looked at once, however many days they are.
    async fn people_counted(&self, tenant: TenantId, first: Day, last: Day) -> Result<Counts> {
        let (mut tally, mut after) = (Tally::new(first, last), None);
        loop {
            let (pasts, last) =
                self.0.store.read(move |tx| pasts_after(tx, &tenant, after.as_ref(), PEOPLE_AT_ONCE)).await?;
            pasts.iter().for_each(|past| tally.add(past));
            if last.is_none() {
                break;
            }
            after = last;
        }
        let mut counts = Counts::new();
        for (day, user_type, count, n) in tally.counts() {
            counts.entry((day, user_type)).or_default().insert(count, n);
        }
        Ok(counts)
    }
}

/// How far a user type has come: of many people as they were counted last, so that no page waits for all of them.
fn reached(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    today: Day,
) -> Result<Reached, StoreError> {
    let list = Shelf { user_type, archived: false };
    if finding_count(tx, tenant, list, MOST_PEOPLE_COUNTED.saturating_add(1))? > MOST_PEOPLE_COUNTED {
        let counted = day_counts_since(tx, tenant, user_type, today.plus(-DAYS_BACK))?;
        for (day, counts) in counted.into_iter().rev() {
            let of = |wanted: fn(u8) -> bool| {
                let here =
                    counts.iter().filter(|(count, _)| matches!(count, Count::People(bits) if wanted(*bits)));
                here.map(|(_, people)| people).sum()
            };
            let adoption = Adoption { people: of(|_| true), with_second_factor: of(|bits| bits != 0) };
            if adoption.people > 0 {
                return Ok(Reached { adoption, as_of: Some(day) });
            }
        }
    }
    Ok(Reached { adoption: user_adoption(tx, tenant, user_type)?, as_of: None })
}

/// Where counting begins.
fn first_mark(settled: Time) -> DayMark {
    DayMark::since(Day::of(settled).plus(1 - Range::LONGEST), settled.minus(CODES_KEPT))
}

/// The spans of a range: what is kept of them, and what has happened since.
fn told(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    range: Range,
    now: Time,
) -> Result<(Vec<Span>, bool), StoreError> {
    let (today, end) = (Day::of(now), now.plus(Duration::from_millis(1)));
    let spans = range.spans(today);
    let since = spans.first().map_or(today, |(first, _)| *first);
    let mark = day_mark(tx, tenant)?.unwrap_or_else(|| first_mark(now));
    let mut days = day_counts_since(tx, tenant, user_type, since)?;
    let (events, more) = events_counted(tx, tenant, &mark.events_to, end, EVENTS_AT_ONCE)?;
    let codes = codes_counted(tx, tenant, mark.codes_to, end)?;
    for ((day, of), counts) in events.into_iter().chain(codes) {
        if of == user_type {
            let kept = days.entry(day).or_default();
            counts.into_iter().for_each(|(count, n)| *kept.entry(count).or_default() += n);
        }
    }
    let now = people_now(tx, tenant, user_type)?;
    let span = |(first, last): (Day, Day)| {
        let mut span = Span { first, last, people: None, counts: BTreeMap::new() };
        for (_, counts) in days.range(first..=last) {
            let (people, others): (Vec<_>, Vec<_>) =
                counts.iter().partition(|(count, _)| matches!(count, Count::People(_)));
            if !people.is_empty() {
                span.people = Some(people.into_iter().map(|(count, n)| (*count, *n)).collect());
            }
            others.into_iter().for_each(|(count, n)| *span.counts.entry(*count).or_default() += n);
        }
        if last == today {
            span.people = Some(now.clone());
        }
        span
    };
    Ok((spans.into_iter().map(span).collect(), more.is_none()))
}

fn blocked(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    of: UserType,
    now: Time,
) -> Result<Vec<(Blockage, Blocked)>, StoreError> {
    let closed_from = SECOND_FACTOR.closes_at().unwrap_or(u32::MAX);
    let ends_before = now.plus(signin::LIVES_FOR).minus(HALF_WAY_SINCE);
    Ok(vec![
        (Blockage::AskingForHelp, blocked_asking(tx, tenant, of, NAMED)?),
        (
            Blockage::Closed,
            blocked_by_ledger(tx, tenant, of, Time::from_millis(0), &(closed_from..u32::MAX), NAMED)?,
        ),
        (Blockage::Waiting, blocked_by_ledger(tx, tenant, of, now, &(0..closed_from), NAMED)?),
        (Blockage::SettingUp, blocked_by_set_up(tx, tenant, of, now.minus(SET_UPS_SHOWN), NAMED)?),
        (Blockage::HalfWay, blocked_half_way(tx, tenant, of, now, ends_before, NAMED)?),
    ])
}
