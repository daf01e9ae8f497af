//! Who is signed in now, of the whole account: sessions that hold, with whose they are.
//!
//! The limits are those of each person's policy, read beside the session. Where many people may be signed in, a statement
//! begins with the sessions that were seen within the longest idle limit and were not ended, by the index `sessions_seen`: those of last year cost
//! nothing. Of few people it begins with them, since their sessions may be far behind those of a million others.

use doorward_core::finding::search;
use doorward_core::id::{SessionId, TenantId};
use doorward_core::moment::Time;
use doorward_core::user::{User, UserType};

use crate::findings::{finding_few, has_all, slots};
use crate::ids::int;
use crate::sessions::SessionRow;
use crate::users::user_from;
use crate::{FromRow, Result, Row, Tx, Value};

/// A session that holds, and whose it is.
#[derive(Clone, Debug)]
pub struct SignedInRow {
    /// The session.
    pub session: SessionRow,
    /// Whose it is.
    pub user: User,
}

impl FromRow for SignedInRow {
    fn from_row(row: &Row<'_>) -> Result<SignedInRow> {
        Ok(SignedInRow { session: SessionRow::from_row(row)?, user: user_from(row, 7)? })
    }
}

/// Which page of which sessions.
#[derive(Clone, Debug)]
pub struct SignedInQuery {
    /// Of this user type; of both without it.
    pub user_type: Option<UserType>,
    /// What was typed to find their people; empty for all.
    pub search: String,
    /// After the session that was last seen then and has this id.
    pub after: Option<(Time, SessionId)>,
    /// At most so many.
    pub limit: u64,
}

/// How many are signed in, counted no further than asked for.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct SignedInCount {
    /// So many sessions.
    pub sessions: u64,
    /// Of so many people.
    pub people: u64,
}

impl FromRow for SignedInCount {
    fn from_row(row: &Row<'_>) -> Result<SignedInCount> {
        Ok(SignedInCount { sessions: row.count(0)?, people: row.count(1)? })
    }
}

/// So many people are looked up before their sessions are; where more are found, sessions are looked at before their people.
const FEW: u64 = 1_000;

/// Of a user type with so many people these are gone through for their sessions: among those of a million customers a team would be met late.
const SMALL: u64 = 3_000;

/// What makes a session hold at `$2`, in a statement with its person, role and policy.
macro_rules! holding {
    () => {
        " AND u.tenant_id = s.tenant_id AND u.id = s.user_id AND u.standing = 'active' AND s.user_epoch = u.epoch
          AND r.tenant_id = s.tenant_id AND r.user_id = s.user_id AND r.valid_to IS NULL
          AND p.tenant_id = s.tenant_id AND p.user_type = r.user_type AND p.valid_to IS NULL AND s.policy_epoch = p.epoch
          AND s.last_seen_at > $2 - p.idle_millis AND s.begun_at > $2 - p.absolute_millis
          AND (s.until IS NULL OR s.until > $2)"
    };
}

/// A page of sessions, from wherever they are taken: what else is true of them, and when they were seen, with a plus where SQLite is to be kept from
/// `sessions_seen`, by which it would go through everybody's sessions for those of one person.
macro_rules! page_from {
    ($from:literal, $people:literal, $seen:literal) => {
        concat!(
            "SELECT s.id, s.begun_at, s.last_seen_at, s.factors, s.address, s.browser, s.device_id,
                    u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language
               FROM ",
            $from,
            " CROSS JOIN users u
              CROSS JOIN roles r
              CROSS JOIN policies p
              WHERE s.tenant_id = $1 AND s.ended_at IS NULL
                AND ",
            $seen,
            " > $2 - (SELECT max(i.idle_millis) FROM policies i
                                            WHERE i.tenant_id = $1 AND i.valid_to IS NULL)
                AND (",
            $seen,
            ", s.id) < ($3, $4)",
            holding!(),
            " AND ($5 = '' OR r.user_type = $5)
                AND ",
            has_all!("s.user_id", "$6", ["$8", "$9"], ["$10", "$11"], ["$12", "$13"], ["$14", "$15"]),
            " AND ",
            $people,
            " ORDER BY ",
            $seen,
            " DESC, s.id DESC
              LIMIT $7"
        )
    };
}

/// Sessions first, from the one that was seen last.
const BY_SESSION: &str = page_from!("sessions s", "s.user_id IS NOT NULL", "s.last_seen_at");

/// People first: those of one of the ranges that were looked for.
const BY_PERSON: &str = page_from!(
    "(SELECT DISTINCT user_id FROM findings
       WHERE tenant_id = $1 AND shelf IN ('team', 'end_users') AND entry >= $16 AND entry < $17) f
     CROSS JOIN sessions s",
    "s.user_id = f.user_id",
    "+s.last_seen_at"
);

/// People first: all of a user type.
const BY_TYPE: &str = page_from!(
    "(SELECT user_id FROM roles WHERE tenant_id = $1 AND user_type = $5 AND valid_to IS NULL) f
     CROSS JOIN sessions s",
    "s.user_id = f.user_id",
    "+s.last_seen_at"
);

/// One page of the sessions that hold at `now`, newest activity first.
pub fn signed_in_list(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    query: &SignedInQuery,
    now: Time,
) -> Result<Vec<SignedInRow>> {
    let (seen, id) = query.after.unwrap_or((Time::from_millis(i64::MAX), SessionId::from_bytes([255; 16])));
    let ranges = search(&query.search);
    let few = finding_few(tx, tenant, &ranges, FEW)?;
    let mut values: Vec<Value<'_>> = vec![
        tenant.into(),
        now.into(),
        seen.into(),
        (&id).into(),
        query.user_type.map_or("", UserType::key).into(),
        int(u64::try_from(ranges.len()).unwrap_or(0)).into(),
        int(query.limit).into(),
    ];
    values.extend(slots(&ranges));
    let statement = match (&few, query.user_type) {
        (Some(range), _) => {
            values.extend([Value::from(&range.from), Value::from(&range.to)]);
            BY_PERSON
        }
        (None, Some(user_type)) if is_small(tx, tenant, user_type)? => BY_TYPE,
        (None, _) => BY_SESSION,
    };
    tx.all(statement, &values)
}

/// A count of sessions, alike.
macro_rules! count_from {
    ($from:literal, $people:literal, $seen:literal) => {
        concat!(
            "SELECT CAST(count(*) AS BIGINT), CAST(count(DISTINCT held.user_id) AS BIGINT)
               FROM (SELECT s.tenant_id, s.user_id
                       FROM ",
            $from,
            "          CROSS JOIN users u
                       CROSS JOIN roles r
                       CROSS JOIN policies p
                      WHERE s.tenant_id = $1 AND s.ended_at IS NULL
                        AND ",
            $seen,
            " > $2 - (SELECT max(i.idle_millis) FROM policies i
                                                    WHERE i.tenant_id = $1 AND i.valid_to IS NULL)",
            holding!(),
            " AND r.user_type = $3 AND ",
            $people,
            "         ORDER BY ",
            $seen,
            " DESC
                      LIMIT $4) held"
        )
    };
}

/// How many sessions of a user type hold at `now`, and of how many people: of the `most` that were seen last.
pub fn signed_in_count(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    now: Time,
    most: u64,
) -> Result<SignedInCount> {
    let statement = match is_small(tx, tenant, user_type)? {
        true => count_from!(
            "(SELECT user_id FROM roles WHERE tenant_id = $1 AND user_type = $3 AND valid_to IS NULL) f
             CROSS JOIN sessions s",
            "s.user_id = f.user_id",
            "+s.last_seen_at"
        ),
        false => count_from!("sessions s", "s.user_id IS NOT NULL", "s.last_seen_at"),
    };
    let asked = [tenant.into(), now.into(), user_type.key().into(), int(most).into()];
    Ok(tx.one(statement, &asked)?.unwrap_or_default())
}

/// Whether a user type has few people.
fn is_small(tx: &mut Tx<'_>, tenant: &TenantId, user_type: UserType) -> Result<bool> {
    let people = tx.one::<i64>(
        "SELECT count(*) FROM (SELECT user_id FROM roles
                                WHERE tenant_id = $1 AND user_type = $2 AND valid_to IS NULL LIMIT $3) counted",
        &[tenant.into(), user_type.key().into(), int(SMALL.saturating_add(1)).into()],
    )?;
    Ok(people.is_some_and(|people| u64::try_from(people).is_ok_and(|people| people <= SMALL)))
}
