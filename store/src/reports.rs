//! Reports: the rows of one, and those that somebody asked for, with their pieces.

use std::collections::HashMap;

use doorward_core::event::Event;
use doorward_core::factor::Methods;
use doorward_core::id::{ReportId, TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::report::{Asked, People, Row as Line, Wanted};
use doorward_core::user::{Role, UserType};

use crate::ids::{corrupt, int};
use crate::{FromRow, Result, Row, Tx, Value};

/// A report that somebody asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredReport {
    /// Which, by whom, when.
    pub asked: Asked,
    /// What is asked for.
    pub wanted: Wanted,
    /// Of so many people, as they were counted when it was asked for.
    pub total: u64,
    /// So many people are written.
    pub done: u64,
    /// In so many pieces.
    pub parts: u64,
    /// The last of these people.
    pub last_user: Option<UserId>,
    /// When it was ready.
    pub ready_at: Option<Time>,
}

impl FromRow for StoredReport {
    fn from_row(row: &Row<'_>) -> Result<StoredReport> {
        Ok(StoredReport {
            asked: Asked { id: row.id(0)?, by: row.id(1)?, at: row.time(2)? },
            wanted: Wanted {
                people: row.word(3, People::from_key)?,
                as_of: row.time(4)?,
                past: row.bool(5)?,
                mark: row.bool(6)?,
            },
            total: row.count(7)?,
            done: row.count(8)?,
            parts: row.count(9)?,
            last_user: row.opt_id(10)?,
            ready_at: row.opt_time(11)?,
        })
    }
}

/// Keeps what somebody asked for. False when one of theirs is being built.
pub fn report_ask(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    asked: &Asked,
    wanted: &Wanted,
    total: u64,
    until: Time,
    caller: &str,
) -> Result<bool> {
    let kept = tx.run(
        "INSERT INTO reports (tenant_id, id, asked_by, asked_at, people, as_of, past, mark, expires_at, total, done, parts, caller)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, $11)
         ON CONFLICT (tenant_id, asked_by) WHERE ready_at IS NULL DO NOTHING",
        &[
            tenant.into(),
            (&asked.id).into(),
            (&asked.by).into(),
            asked.at.into(),
            wanted.people.key().into(),
            wanted.as_of.into(),
            wanted.past.into(),
            wanted.mark.into(),
            until.into(),
            int(total).into(),
            caller.into(),
        ],
    )?;
    Ok(kept == 1)
}

/// How many reports of an account were asked for since then.
pub fn reports_since(tx: &mut Tx<'_>, tenant: &TenantId, since: Time) -> Result<u64> {
    let count = tx.one::<i64>(
        "SELECT count(*) FROM reports WHERE tenant_id = $1 AND asked_at > $2",
        &[tenant.into(), since.into()],
    )?;
    Ok(u64::try_from(count.unwrap_or(0)).unwrap_or(0))
}

/// A report.
pub fn report_find(tx: &mut Tx<'_>, tenant: &TenantId, id: &ReportId) -> Result<Option<StoredReport>> {
    tx.one(
        "SELECT id, asked_by, asked_at, people, as_of, past, mark, total, done, parts, last_user, ready_at
           FROM reports WHERE tenant_id = $1 AND id = $2",
        &[tenant.into(), id.into()],
    )
}

/// From where a report was asked for, as whoever asked for it wrote it.
pub fn report_caller(tx: &mut Tx<'_>, tenant: &TenantId, id: &ReportId) -> Result<Option<String>> {
    let found = tx.one::<Text>(
        "SELECT caller FROM reports WHERE tenant_id = $1 AND id = $2",
        &[tenant.into(), id.into()],
    )?;
    Ok(found.map(|Text(caller)| caller))
}

/// What somebody asked for and is not too old, the newest first.
pub fn reports_of(tx: &mut Tx<'_>, tenant: &TenantId, by: &UserId, now: Time) -> Result<Vec<StoredReport>> {
    tx.all(
        "SELECT id, asked_by, asked_at, people, as_of, past, mark, total, done, parts, last_user, ready_at
           FROM reports WHERE tenant_id = $1 AND asked_by = $2 AND expires_at > $3 ORDER BY id DESC",
        &[tenant.into(), by.into(), now.into()],
    )
}

/// The report that was asked for first among those that are not ready, of whatever account, with the account.
pub fn report_waiting(tx: &mut Tx<'_>, now: Time) -> Result<Option<(TenantId, StoredReport)>> {
    struct Found(TenantId, StoredReport);
    impl FromRow for Found {
        fn from_row(row: &Row<'_>) -> Result<Found> {
            Ok(Found(row.id(12)?, StoredReport::from_row(row)?))
        }
    }
    let found = tx.one::<Found>(
        "SELECT id, asked_by, asked_at, people, as_of, past, mark, total, done, parts, last_user, ready_at, tenant_id
           FROM reports WHERE ready_at IS NULL AND expires_at > $1 ORDER BY asked_at, id LIMIT 1",
        &[now.into()],
    )?;
    Ok(found.map(|Found(tenant, report)| (tenant, report)))
}

/// Adds a piece. False when another node did, or the report is gone.
pub fn report_add(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    before: &StoredReport,
    text: &str,
    people: u64,
    last: Option<&UserId>,
    ready_at: Option<Time>,
) -> Result<bool> {
    let part = int(before.parts);
    let added = tx.run(
        "UPDATE reports SET parts = parts + 1, done = done + $4, last_user = $5, ready_at = $6
          WHERE tenant_id = $1 AND id = $2 AND parts = $3 AND ready_at IS NULL",
        &[
            tenant.into(),
            (&before.asked.id).into(),
            part.into(),
            int(people).into(),
            last.map_or(Value::Null, Value::from),
            ready_at.into(),
        ],
    )?;
    if added == 0 {
        return Ok(false);
    }
    tx.run(
        "INSERT INTO report_parts (tenant_id, report_id, part, text) VALUES ($1, $2, $3, $4)",
        &[tenant.into(), (&before.asked.id).into(), part.into(), text.into()],
    )?;
    Ok(true)
}

/// A piece of a report.
pub fn report_part(tx: &mut Tx<'_>, tenant: &TenantId, id: &ReportId, part: u64) -> Result<Option<String>> {
    let found = tx.one::<Text>(
        "SELECT text FROM report_parts WHERE tenant_id = $1 AND report_id = $2 AND part = $3",
        &[tenant.into(), id.into(), int(part).into()],
    )?;
    Ok(found.map(|Text(text)| text))
}

/// Takes a report away.
pub fn report_remove(tx: &mut Tx<'_>, tenant: &TenantId, id: &ReportId) -> Result<()> {
    tx.run("DELETE FROM report_parts WHERE tenant_id = $1 AND report_id = $2", &[tenant.into(), id.into()])?;
    tx.run("DELETE FROM reports WHERE tenant_id = $1 AND id = $2", &[tenant.into(), id.into()])?;
    Ok(())
}

/// Takes all reports of an account away: somebody is erased, and may be in each of them.
pub fn reports_remove(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<()> {
    tx.run("DELETE FROM report_parts WHERE tenant_id = $1", &[tenant.into()])?;
    tx.run("DELETE FROM reports WHERE tenant_id = $1", &[tenant.into()])?;
    Ok(())
}

/// How many people a report is of.
pub fn report_total(tx: &mut Tx<'_>, tenant: &TenantId, wanted: &Wanted) -> Result<u64> {
    let count = tx.one::<i64>(
        "SELECT count(*)
           FROM users u
           JOIN roles r ON r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_from <= $2
                       AND (r.valid_to IS NULL OR r.valid_to > $2)
          WHERE u.tenant_id = $1 AND u.created_at <= $2 AND u.standing <> 'erased'
            AND (u.archived_at IS NULL OR u.archived_at > $2) AND ($3 = '' OR r.user_type = $3)",
        &[tenant.into(), wanted.as_of.into(), of(wanted).into()],
    )?;
    Ok(u64::try_from(count.unwrap_or(0)).unwrap_or(0))
}

/// The next people of a report, by id: so many at most.
pub fn report_lines(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    wanted: &Wanted,
    after: Option<&UserId>,
    most: u64,
) -> Result<Vec<Line>> {
    let after: &[u8] = after.map_or(&[], |id| id.as_bytes());
    let at = wanted.as_of;
    let found = tx.all::<Found>(
        "SELECT u.id, u.name, u.email, r.role, u.standing, u.created_at, u.last_sign_in_at,
                (SELECT max(o.valid_to) FROM roles o
                  WHERE o.tenant_id = u.tenant_id AND o.user_id = u.id AND o.user_type <> r.user_type
                    AND o.valid_to <= $2),
                (SELECT min(d.demanded_at) FROM demanded_enrolments d
                  WHERE d.tenant_id = u.tenant_id AND d.user_id = u.id AND d.demanded_at <= $2
                    AND (d.met_at IS NULL OR d.met_at > $2)),
                (SELECT e.at FROM events e
                  WHERE e.tenant_id = u.tenant_id AND e.subject_id = u.id AND e.kind = 'signed_in' AND e.at <= $2
                  ORDER BY e.id DESC LIMIT 1),
                (SELECT e.event FROM events e
                  WHERE e.tenant_id = u.tenant_id AND e.subject_id = u.id AND e.kind = 'signed_in' AND e.at <= $2
                  ORDER BY e.id DESC LIMIT 1),
                CASE WHEN $6 = 'past' THEN
                  (SELECT e.kind FROM events e
                    WHERE e.tenant_id = u.tenant_id AND e.subject_id = u.id AND e.kind IN ('suspended', 'restored')
                      AND e.at <= $2
                    ORDER BY e.id DESC LIMIT 1) END
           FROM users u
           JOIN roles r ON r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_from <= $2
                       AND (r.valid_to IS NULL OR r.valid_to > $2)
          WHERE u.tenant_id = $1 AND u.id > $3 AND u.created_at <= $2 AND u.standing <> 'erased'
            AND (u.archived_at IS NULL OR u.archived_at > $2) AND ($4 = '' OR r.user_type = $4)
          ORDER BY u.id LIMIT $5",
        &[
            tenant.into(),
            at.into(),
            after.into(),
            of(wanted).into(),
            int(most).into(),
            if wanted.past { "past" } else { "now" }.into(),
        ],
    )?;
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return Ok(Vec::new()) };
    let between = [first.id, last.id];
    let methods = methods_between(tx, tenant, &between, at)?;
    let codes = counts(
        tx,
        "SELECT s.user_id, CAST(count(c.digest) AS BIGINT)
           FROM recovery_code_sets s
           LEFT JOIN recovery_codes c ON c.tenant_id = s.tenant_id AND c.set_id = s.id
                                     AND (c.used_at IS NULL OR c.used_at > $4)
          WHERE s.tenant_id = $1 AND s.user_id >= $2 AND s.user_id <= $3 AND s.valid_from <= $4
            AND (s.valid_to IS NULL OR s.valid_to > $4)
          GROUP BY s.user_id",
        tenant,
        &between,
        at,
    )?;
    let devices = match wanted.past {
        true => None,
        // Judged once more at each use: `core/src/trusted_device.rs`.
        false => Some(counts(
            tx,
            "SELECT d.user_id, CAST(count(*) AS BIGINT)
               FROM trusted_devices d
               JOIN users u ON u.tenant_id = d.tenant_id AND u.id = d.user_id AND u.epoch = d.user_epoch
               JOIN roles r ON r.tenant_id = d.tenant_id AND r.user_id = d.user_id AND r.valid_to IS NULL
               JOIN policies p ON p.tenant_id = d.tenant_id AND p.user_type = r.user_type AND p.valid_to IS NULL
              WHERE d.tenant_id = $1 AND d.user_id >= $2 AND d.user_id <= $3 AND d.ended_at IS NULL AND d.until > $4
                AND d.trusted_at > p.devices_since AND d.trusted_at + p.remember_days * 86400000 > $4
              GROUP BY d.user_id",
            tenant,
            &between,
            at,
        )?),
    };
    let graces = graces_between(tx, tenant, &between, at)?;
    let mut deadlines = HashMap::new();
    for user_type in UserType::ALL {
        deadlines.insert(user_type.key(), deadline_then(tx, tenant, user_type, at)?);
    }
    let mut required = HashMap::new();
    for user_type in UserType::ALL {
        required.insert(user_type.key(), required_since(tx, tenant, user_type, at)?);
    }
    let mut exempt = exempt_between(tx, tenant, &between, at)?;
    let line = |it: Found| {
        let had = methods.get(&it.id).copied().unwrap_or_default();
        let of_policy = required.get(it.role.user_type().key()).copied().flatten();
        // Of who became one of that user type later, it is required since then.
        let of_policy = of_policy.map(|since| since.max(it.of_type_since.unwrap_or(it.created_at)));
        let deadline = deadlines.get(it.role.user_type().key()).and_then(Option::as_ref);
        let grace = graces.get(&it.id).copied();
        let required_since = of_policy.into_iter().chain(it.demanded_at).min();
        Line {
            methods: Methods::from_bits(had.bits).unwrap_or_default(),
            enrolled_at: had.enrolled_at,
            last_used_at: had.last_used_at.filter(|used| *used <= at),
            last_sign_in_at: it.signed_in_at.or(it.last_sign_in_at.filter(|it| *it <= at)),
            last_sign_in_by: it.by.0,
            last_sign_in_trusted: it.by.1,
            trusted_devices: devices.as_ref().map(|devices| devices.get(&it.id).copied().unwrap_or(0)),
            codes_left: codes.get(&it.id).copied(),
            required_since,
            // Whoever has something set up has met it.
            deadline: deadline
                .map(|it| if *it <= at { grace.unwrap_or(*it) } else { *it })
                .filter(|_| had.bits == 0),
            exempt: exempt.remove(&it.id),
            suspended: it.suspended,
            id: it.id,
            name: it.name,
            email: it.email,
            role: it.role,
        }
    };
    Ok(found.into_iter().map(line).collect())
}

struct Text(String);

impl FromRow for Text {
    fn from_row(row: &Row<'_>) -> Result<Text> {
        Ok(Text(row.text(0)?))
    }
}

/// A person, before what lies in other tables is put beside them.
struct Found {
    id: UserId,
    name: String,
    email: String,
    role: Role,
    suspended: bool,
    created_at: Time,
    last_sign_in_at: Option<Time>,
    of_type_since: Option<Time>,
    demanded_at: Option<Time>,
    signed_in_at: Option<Time>,
    by: (Vec<doorward_core::factor::FactorKind>, bool),
}

impl FromRow for Found {
    fn from_row(row: &Row<'_>) -> Result<Found> {
        let signed_in = row.opt_text(10)?.and_then(|event| serde_json::from_str::<Event>(&event).ok());
        let by = match signed_in {
            Some(Event::SignedIn { factors, device, .. }) => (factors, device.is_some()),
            _ => (Vec::new(), false),
        };
        let standing = row.text(4)?;
        Ok(Found {
            id: row.id(0)?,
            name: row.text(1)?,
            email: row.text(2)?,
            role: row.word(3, Role::from_key)?,
            suspended: row.opt_text(11)?.map_or(standing == "suspended", |kind| kind == "suspended"),
            created_at: row.time(5)?,
            last_sign_in_at: row.opt_time(6)?,
            of_type_since: row.opt_time(7)?,
            demanded_at: row.opt_time(8)?,
            signed_in_at: row.opt_time(9)?,
            by,
        })
    }
}

/// The methods that somebody had.
#[derive(Clone, Copy, Default)]
struct Had {
    bits: u8,
    enrolled_at: Option<Time>,
    last_used_at: Option<Time>,
}

fn methods_between(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    [first, last]: &[UserId; 2],
    at: Time,
) -> Result<HashMap<UserId, Had>> {
    struct Method(UserId, u8, Time, Option<Time>);
    impl FromRow for Method {
        fn from_row(row: &Row<'_>) -> Result<Method> {
            let bit =
                u8::try_from(row.int(1)?).map_err(|_| corrupt("a method that this program does not know"))?;
            Ok(Method(row.id(0)?, bit, row.time(2)?, row.opt_time(3)?))
        }
    }
    let found = tx.all::<Method>(
        "SELECT user_id, bit, valid_from, last_used_at FROM methods_ever
          WHERE tenant_id = $1 AND user_id >= $2 AND user_id <= $3 AND valid_from <= $4
            AND (valid_to IS NULL OR valid_to > $4)",
        &[tenant.into(), first.into(), last.into(), at.into()],
    )?;
    let mut had: HashMap<UserId, Had> = HashMap::new();
    for Method(user, bit, from, used) in found {
        let it = had.entry(user).or_default();
        it.bits |= bit;
        it.enrolled_at = it.enrolled_at.into_iter().chain([from]).min();
        it.last_used_at = it.last_used_at.into_iter().chain(used).max();
    }
    Ok(had)
}

/// Until when people were exempt, and why.
fn exempt_between(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    [first, last]: &[UserId; 2],
    at: Time,
) -> Result<HashMap<UserId, (Time, String)>> {
    struct Exempt(UserId, Time, String);
    impl FromRow for Exempt {
        fn from_row(row: &Row<'_>) -> Result<Exempt> {
            Ok(Exempt(row.id(0)?, row.time(1)?, row.text(2)?))
        }
    }
    let found = tx.all::<Exempt>(
        "SELECT user_id, until, reason FROM exemptions
          WHERE tenant_id = $1 AND user_id >= $2 AND user_id <= $3 AND valid_from <= $4 AND until > $4
            AND (valid_to IS NULL OR valid_to > $4)",
        &[tenant.into(), first.into(), last.into(), at.into()],
    )?;
    Ok(found.into_iter().map(|Exempt(user, until, reason)| (user, (until, reason))).collect())
}

/// From when on a second factor had to be there of a user type, as of then.
fn deadline_then(tx: &mut Tx<'_>, tenant: &TenantId, of: UserType, at: Time) -> Result<Option<Time>> {
    let found = tx.one::<Deadline>(
        "SELECT p.deadline FROM policies p
          WHERE p.tenant_id = $1 AND p.user_type = $2 AND p.requirement = 'required' AND p.valid_from <= $3
            AND (p.valid_to IS NULL OR p.valid_to > $3)",
        &[tenant.into(), of.key().into(), at.into()],
    )?;
    Ok(found.and_then(|Deadline(deadline)| deadline))
}

struct Deadline(Option<Time>);

impl FromRow for Deadline {
    fn from_row(row: &Row<'_>) -> Result<Deadline> {
        Ok(Deadline(row.opt_time(0)?))
    }
}

/// Until when the graces last that people had begun.
fn graces_between(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    [first, last]: &[UserId; 2],
    at: Time,
) -> Result<HashMap<UserId, Time>> {
    struct Begun(UserId, Time);
    impl FromRow for Begun {
        fn from_row(row: &Row<'_>) -> Result<Begun> {
            Ok(Begun(row.id(0)?, row.time(1)?))
        }
    }
    let found = tx.all::<Begun>(
        "SELECT user_id, until FROM graces
          WHERE tenant_id = $1 AND user_id >= $2 AND user_id <= $3 AND begun_at <= $4",
        &[tenant.into(), first.into(), last.into(), at.into()],
    )?;
    Ok(found.into_iter().map(|Begun(user, until)| (user, until)).collect())
}

/// A count of each of the people from the first to the last, where there is any.
fn counts(
    tx: &mut Tx<'_>,
    sql: &'static str,
    tenant: &TenantId,
    [first, last]: &[UserId; 2],
    at: Time,
) -> Result<HashMap<UserId, u64>> {
    struct Counted(UserId, u64);
    impl FromRow for Counted {
        fn from_row(row: &Row<'_>) -> Result<Counted> {
            Ok(Counted(row.id(0)?, row.count(1)?))
        }
    }
    let found = tx.all::<Counted>(sql, &[tenant.into(), first.into(), last.into(), at.into()])?;
    Ok(found.into_iter().map(|Counted(user, count)| (user, count)).collect())
}

/// Since when a second factor was required of a user type without a break, as of then.
fn required_since(tx: &mut Tx<'_>, tenant: &TenantId, of: UserType, at: Time) -> Result<Option<Time>> {
    struct Since(Option<Time>);
    impl FromRow for Since {
        fn from_row(row: &Row<'_>) -> Result<Since> {
            Ok(Since(row.opt_time(0)?))
        }
    }
    let since = tx.one::<Since>(
        "SELECT min(p.valid_from) FROM policies p
          WHERE p.tenant_id = $1 AND p.user_type = $2 AND p.requirement = 'required' AND p.valid_from <= $3
            AND p.version > COALESCE((SELECT max(o.version) FROM policies o
                                       WHERE o.tenant_id = $1 AND o.user_type = $2 AND o.requirement <> 'required'
                                         AND o.valid_from <= $3), 0)",
        &[tenant.into(), of.key().into(), at.into()],
    )?;
    Ok(since.and_then(|Since(since)| since))
}

fn of(wanted: &Wanted) -> &'static str {
    wanted.people.user_type().map_or("", UserType::key)
}
