//! What happened on each day, counted once when it is over, and since then as it is asked for.

use std::collections::{BTreeMap, HashMap};

use doorward_core::dashboard::{Count, Fate, Had, Past};
use doorward_core::event::Event;
use doorward_core::factor::Channel;
use doorward_core::id::{EventId, TenantId, UserId};
use doorward_core::moment::{Day, Time};
use doorward_core::user::UserType;

use crate::events::first_id_at;
use crate::ids::{corrupt, int};
use crate::{FromRow, Result, Row, Tx, Value};

/// How far an account is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayMark {
    /// Events to this one, which is counted.
    pub events_to: EventId,
    /// Passcodes that were asked for before this.
    pub codes_to: Time,
    /// People to the end of the day before this one.
    pub people_to: Day,
}

impl DayMark {
    /// Nothing since a day is counted yet; no passcodes before now are, since what became of them is kept for a while alone.
    pub fn since(day: Day, codes: Time) -> DayMark {
        DayMark { events_to: first_id_at(day.start()), codes_to: codes, people_to: day }
    }
}

impl FromRow for DayMark {
    fn from_row(row: &Row<'_>) -> Result<DayMark> {
        Ok(DayMark { events_to: row.id(0)?, codes_to: row.time(1)?, people_to: Day(row.int(2)?) })
    }
}

/// Counts by day and user type.
pub type Counts = BTreeMap<(Day, UserType), BTreeMap<Count, u64>>;

/// How far an account is counted; none before its first day was.
pub fn day_mark(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<Option<DayMark>> {
    tx.one("SELECT events_to, codes_to, people_to FROM day_marks WHERE tenant_id = $1", &[tenant.into()])
}

/// Begins to count an account.
pub fn day_mark_begin(tx: &mut Tx<'_>, tenant: &TenantId, mark: &DayMark) -> Result<()> {
    tx.run(
        "INSERT INTO day_marks (tenant_id, events_to, codes_to, people_to) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id) DO NOTHING",
        &[tenant.into(), (&mark.events_to).into(), mark.codes_to.into(), mark.people_to.0.into()],
    )?;
    Ok(())
}

/// Moves the mark on. False when another node did.
pub fn day_mark_move(tx: &mut Tx<'_>, tenant: &TenantId, from: &DayMark, to: &DayMark) -> Result<bool> {
    let moved = tx.run(
        "UPDATE day_marks SET events_to = $5, codes_to = $6, people_to = $7
          WHERE tenant_id = $1 AND events_to = $2 AND codes_to = $3 AND people_to = $4",
        &[
            tenant.into(),
            (&from.events_to).into(),
            from.codes_to.into(),
            from.people_to.0.into(),
            (&to.events_to).into(),
            to.codes_to.into(),
            to.people_to.0.into(),
        ],
    )?;
    Ok(moved == 1)
}

/// Adds to what is kept.
pub fn day_counts_add(tx: &mut Tx<'_>, tenant: &TenantId, counts: &Counts) -> Result<()> {
    for ((day, user_type), counts) in counts {
        for (count, n) in counts {
            tx.run(
                "INSERT INTO day_counts (tenant_id, day, user_type, what, n) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (tenant_id, day, user_type, what) DO UPDATE SET n = day_counts.n + excluded.n",
                &[
                    tenant.into(),
                    day.0.into(),
                    user_type.key().into(),
                    count.key().as_str().into(),
                    int(*n).into(),
                ],
            )?;
        }
    }
    Ok(())
}

/// What is kept of a user type since a day.
pub fn day_counts_since(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    since: Day,
) -> Result<BTreeMap<Day, BTreeMap<Count, u64>>> {
    struct Kept(Day, String, u64);
    impl FromRow for Kept {
        fn from_row(row: &Row<'_>) -> Result<Kept> {
            Ok(Kept(Day(row.int(0)?), row.text(1)?, row.count(2)?))
        }
    }
    let rows = tx.all::<Kept>(
        "SELECT day, what, n FROM day_counts WHERE tenant_id = $1 AND day >= $2 AND user_type = $3",
        &[tenant.into(), since.0.into(), user_type.key().into()],
    )?;
    let mut kept: BTreeMap<Day, BTreeMap<Count, u64>> = BTreeMap::new();
    for Kept(day, what, n) in rows {
        // What a newer program counts beside is not ours to tell.
        let Some(count) = Count::from_key(&what) else { continue };
        kept.entry(day).or_default().insert(count, n);
    }
    Ok(kept)
}

/// The events after the mark and before a time, counted: so many at most. With the last of them when there may be more.
pub fn events_counted(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    after: &EventId,
    before: Time,
    most: u64,
) -> Result<(Counts, Option<EventId>)> {
    struct Found(EventId, Time, UserType, Option<Event>);
    impl FromRow for Found {
        fn from_row(row: &Row<'_>) -> Result<Found> {
            let event = serde_json::from_str(&row.text(3)?).ok();
            Ok(Found(row.id(0)?, row.time(1)?, row.word(2, UserType::from_key)?, event))
        }
    }
    let kinds = format!(" {} ", Count::KINDS.join(" "));
    let rows = tx.all::<Found>(
        "SELECT e.id, e.at, r.user_type, e.event
           FROM events e
          CROSS JOIN roles r
          WHERE r.tenant_id = e.tenant_id AND r.user_id = e.subject_id AND r.valid_from <= e.at
            AND (r.valid_to IS NULL OR r.valid_to > e.at)
            AND e.tenant_id = $1 AND e.id > $2 AND e.id < $3 AND $4 LIKE '% ' || e.kind || ' %'
          ORDER BY e.id LIMIT $5",
        &[
            tenant.into(),
            after.into(),
            (&first_id_at(before)).into(),
            kinds.as_str().into(),
            int(most).into(),
        ],
    )?;
    let last = rows.last().filter(|_| rows.len() as u64 >= most).map(|Found(id, ..)| *id);
    let mut counts = Counts::new();
    for Found(_, at, user_type, event) in rows {
        let Some(count) = event.as_ref().and_then(Count::of) else { continue };
        *counts.entry((Day::of(at), user_type)).or_default().entry(count).or_default() += 1;
    }
    Ok((counts, last))
}

/// The least id of an event that can be made at a time: how far [`events_counted`] came when there were no more.
pub fn events_before(before: Time) -> EventId {
    first_id_at(before)
}

/// The passcodes that were asked for between two times, and what became of each.
pub fn codes_counted(tx: &mut Tx<'_>, tenant: &TenantId, from: Time, before: Time) -> Result<Counts> {
    struct Found(Time, Channel, UserType, [bool; 3]);
    impl FromRow for Found {
        fn from_row(row: &Row<'_>) -> Result<Found> {
            let fates = [row.bool(3)?, row.bool(4)?, row.bool(5)?];
            Ok(Found(row.time(0)?, row.word(1, Channel::from_key)?, row.word(2, UserType::from_key)?, fates))
        }
    }
    let mut counts = Counts::new();
    for channel in [Channel::Sms, Channel::Email] {
        let rows = tx.all::<Found>(
            "SELECT s.asked_at, s.channel, r.user_type,
                    CAST(CASE WHEN m.sent_at IS NOT NULL THEN 1 ELSE 0 END AS BIGINT),
                    CAST(CASE WHEN c.used_at IS NOT NULL THEN 1 ELSE 0 END AS BIGINT),
                    CAST(CASE WHEN s.held_back IS NOT NULL OR m.failed_at IS NOT NULL THEN 1 ELSE 0 END AS BIGINT)
               FROM code_sendings s
               JOIN roles r ON r.tenant_id = s.tenant_id AND r.user_id = s.user_id AND r.valid_from <= s.asked_at
                           AND (r.valid_to IS NULL OR r.valid_to > s.asked_at)
               LEFT JOIN outbox m ON m.tenant_id = s.tenant_id AND m.id = s.id
               LEFT JOIN sent_codes c ON c.tenant_id = s.tenant_id AND c.id = s.code_id
              WHERE s.tenant_id = $1 AND s.channel = $2 AND s.asked_at >= $3 AND s.asked_at < $4
                AND s.purpose <> 'test'",
            &[tenant.into(), channel.key().into(), from.into(), before.into()],
        )?;
        for Found(at, channel, user_type, [handed_over, arrived, not_sent]) in rows {
            let day = counts.entry((Day::of(at), user_type)).or_default();
            let fates = [
                (Fate::AskedFor, true),
                (Fate::HandedOver, handed_over),
                (Fate::Arrived, arrived),
                (Fate::NotSent, not_sent),
            ];
            for (fate, _) in fates.into_iter().filter(|(_, is)| *is) {
                *day.entry(Count::Code(channel, fate)).or_default() += 1;
            }
        }
    }
    Ok(counts)
}

/// The next people of an account by id, as far as their past is counted: so many at most, with the last of them.
pub fn pasts_after(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    after: Option<&UserId>,
    most: u64,
) -> Result<(Vec<Past>, Option<UserId>)> {
    struct Person(UserId, Time, Option<Time>);
    impl FromRow for Person {
        fn from_row(row: &Row<'_>) -> Result<Person> {
            Ok(Person(row.id(0)?, row.time(1)?, row.opt_time(2)?))
        }
    }
    struct RoleRow(UserId, UserType, Time, Option<Time>);
    impl FromRow for RoleRow {
        fn from_row(row: &Row<'_>) -> Result<RoleRow> {
            Ok(RoleRow(row.id(0)?, row.word(1, UserType::from_key)?, row.time(2)?, row.opt_time(3)?))
        }
    }
    struct Method(UserId, Had);
    impl FromRow for Method {
        fn from_row(row: &Row<'_>) -> Result<Method> {
            let bit =
                u8::try_from(row.int(1)?).map_err(|_| corrupt("a method that this program does not know"))?;
            Ok(Method(row.id(0)?, Had { bit, from: row.time(2)?, to: row.opt_time(3)? }))
        }
    }
    let after: &[u8] = after.map_or(&[], |id| id.as_bytes());
    let people = tx.all::<Person>(
        "SELECT id, created_at, archived_at FROM users WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        &[tenant.into(), after.into(), int(most).into()],
    )?;
    let (Some(Person(first, ..)), Some(Person(last, ..))) = (people.first(), people.last()) else {
        return Ok((Vec::new(), None));
    };
    let between: [Value<'_>; 3] = [tenant.into(), first.into(), last.into()];
    let mut roles: HashMap<UserId, Vec<(Time, Option<Time>, UserType)>> = HashMap::new();
    for RoleRow(user, user_type, from, to) in tx.all(
        "SELECT user_id, user_type, valid_from, valid_to FROM roles
          WHERE tenant_id = $1 AND user_id >= $2 AND user_id <= $3",
        &between,
    )? {
        roles.entry(user).or_default().push((from, to, user_type));
    }
    let mut had: HashMap<UserId, Vec<Had>> = HashMap::new();
    for Method(user, it) in tx.all(
        "SELECT user_id, bit, valid_from, valid_to FROM methods_ever
          WHERE tenant_id = $1 AND user_id >= $2 AND user_id <= $3",
        &between,
    )? {
        had.entry(user).or_default().push(it);
    }
    let past = |Person(id, created_at, archived_at): &Person| Past {
        created_at: *created_at,
        archived_at: *archived_at,
        roles: roles.remove(id).unwrap_or_default(),
        had: had.remove(id).unwrap_or_default(),
    };
    let last = *last;
    Ok((people.iter().map(past).collect(), Some(last)))
}

/// How many people of a user type have which methods now. People with nothing at all, by far the most, are counted by their role
/// alone; indexes answer all of it.
pub fn people_now(tx: &mut Tx<'_>, tenant: &TenantId, user_type: UserType) -> Result<BTreeMap<Count, u64>> {
    /// The bit of a team member, above those of methods.
    const TEAM: i64 = 256;
    let rows = tx.all::<(i64, i64)>(
        "SELECT m.bits, count(*)
           FROM (SELECT CAST(sum(DISTINCT bit) AS BIGINT) AS bits
                   FROM (SELECT user_id, bit FROM methods WHERE tenant_id = $1
                          UNION ALL
                         SELECT user_id, CAST(256 AS BIGINT) AS bit FROM roles
                          WHERE tenant_id = $1 AND user_type = 'team_member' AND valid_to IS NULL) b
                  GROUP BY user_id) m
          GROUP BY m.bits",
        &[tenant.into()],
    )?;
    let all = tx.one::<i64>(
        "SELECT (SELECT count(*) FROM roles WHERE tenant_id = $1 AND user_type = $2 AND valid_to IS NULL)
              - (SELECT count(*) FROM users u
                  CROSS JOIN roles r
                  WHERE u.tenant_id = $1 AND u.standing <> 'active' AND u.standing IN ('archived', 'erased')
                    AND r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL
                    AND r.user_type = $2)",
        &[tenant.into(), user_type.key().into()],
    )?;
    let (mut counts, mut with_some) = (BTreeMap::new(), 0_i64);
    for (bits, people) in rows {
        let is_team = bits & TEAM != 0;
        let Ok(bits @ 1..) = u8::try_from(bits & !TEAM) else { continue };
        if is_team == (user_type == UserType::TeamMember) {
            with_some = with_some.saturating_add(people);
            counts.insert(Count::People(bits), u64::try_from(people).unwrap_or(0));
        }
    }
    let nothing = all.unwrap_or(0).saturating_sub(with_some);
    counts.insert(Count::People(0), u64::try_from(nothing).unwrap_or(0));
    Ok(counts)
}
