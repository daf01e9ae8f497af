//! Who is exempt from what the policy requires, why and until when: one open one a person, and none is deleted but with its person.

use doorward_core::exemption::Exemption;
use doorward_core::finding::search;
use doorward_core::id::{ExemptionId, TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::user::User;

use crate::findings::{has_all, slots};
use crate::ids::int;
use crate::users::user_from;
use crate::{FromRow, Result, Row, Tx, Value};

/// An exemption, as it is kept.
#[derive(Clone, Debug)]
pub struct StoredExemption {
    /// Which, and its end.
    pub exemption: Exemption,
    /// Why, in the words of whoever granted it.
    pub reason: String,
    /// Since when.
    pub since: Time,
    /// Who granted it; none when the operator did.
    pub by: Option<UserId>,
    /// What that person is called; none when they are erased.
    pub by_name: Option<String>,
    /// When it was ended before its day.
    pub ended_at: Option<Time>,
    /// What whoever ended it is called.
    pub ended_by_name: Option<String>,
}

impl StoredExemption {
    fn read(row: &Row<'_>, i: usize) -> Result<StoredExemption> {
        let (until, valid_to) = (row.time(i + 3)?, row.opt_time(i + 6)?);
        Ok(StoredExemption {
            exemption: Exemption { id: row.id(i)?, until },
            reason: row.text(i + 1)?,
            since: row.time(i + 2)?,
            by: row.opt_id(i + 4)?,
            by_name: row.opt_text(i + 5)?,
            ended_at: valid_to.filter(|ended| *ended < until),
            ended_by_name: row.opt_text(i + 7)?,
        })
    }
}

impl FromRow for StoredExemption {
    fn from_row(row: &Row<'_>) -> Result<StoredExemption> {
        StoredExemption::read(row, 0)
    }
}

/// Grants one. False when the person has one that holds.
pub fn exemption_grant(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    exemption: &Exemption,
    reason: &str,
    by: Option<&UserId>,
    at: Time,
) -> Result<bool> {
    // What ended on its day was judged so at each use; only now is there a need to write it down.
    tx.run(
        "UPDATE exemptions SET valid_to = until
          WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL AND until <= $3",
        &[tenant.into(), user.into(), at.into()],
    )?;
    let granted = tx.run(
        "INSERT INTO exemptions (tenant_id, id, user_id, reason, valid_from, until, granted_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (tenant_id, user_id) WHERE valid_to IS NULL DO NOTHING",
        &[
            tenant.into(),
            (&exemption.id).into(),
            user.into(),
            reason.into(),
            at.into(),
            exemption.until.into(),
            by.map_or(Value::Null, Value::from),
        ],
    )?;
    Ok(granted == 1)
}

/// Ends one before its day: true for exactly one caller.
pub fn exemption_end(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &ExemptionId,
    by: Option<&UserId>,
    at: Time,
) -> Result<bool> {
    let ended = tx.run(
        "UPDATE exemptions SET valid_to = $4, ended_by = $3
          WHERE tenant_id = $1 AND id = $2 AND valid_to IS NULL AND until > $4",
        &[tenant.into(), id.into(), by.map_or(Value::Null, Value::from), at.into()],
    )?;
    Ok(ended == 1)
}

/// The person's exemption that nobody has ended: whether its day is over is judged by whoever asks.
pub fn exemption_now(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<Option<Exemption>> {
    struct Found(Exemption);
    impl FromRow for Found {
        fn from_row(row: &Row<'_>) -> Result<Found> {
            Ok(Found(Exemption { id: row.id(0)?, until: row.time(1)? }))
        }
    }
    let found = tx.one::<Found>(
        "SELECT id, until FROM exemptions WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL",
        &[tenant.into(), user.into()],
    )?;
    Ok(found.map(|Found(exemption)| exemption))
}

/// One exemption, with who granted and who ended it.
pub fn exemption_find(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &ExemptionId,
) -> Result<Option<StoredExemption>> {
    tx.one(
        "SELECT x.id, x.reason, x.valid_from, x.until, x.granted_by, g.name, x.valid_to, e.name
           FROM exemptions x
           LEFT JOIN users g ON g.tenant_id = x.tenant_id AND g.id = x.granted_by AND g.standing <> 'erased'
           LEFT JOIN users e ON e.tenant_id = x.tenant_id AND e.id = x.ended_by AND e.standing <> 'erased'
          WHERE x.tenant_id = $1 AND x.id = $2",
        &[tenant.into(), id.into()],
    )
}

/// Which page of which exemptions.
#[derive(Clone, Debug)]
pub struct ExemptionQuery {
    /// Those that are over, and no others; those that hold otherwise.
    pub over: bool,
    /// Of people who are found by this; empty for all.
    pub search: String,
    /// After the exemption that ends then and has this id.
    pub after: Option<(Time, ExemptionId)>,
    /// At most so many.
    pub limit: u64,
}

/// An exemption, and whose it is.
#[derive(Clone, Debug)]
pub struct ExemptionRow {
    /// The exemption.
    pub stored: StoredExemption,
    /// Whose it is.
    pub user: User,
}

impl FromRow for ExemptionRow {
    fn from_row(row: &Row<'_>) -> Result<ExemptionRow> {
        Ok(ExemptionRow { stored: StoredExemption::read(row, 0)?, user: user_from(row, 8)? })
    }
}

/// One page of exemptions: those that hold with the next to end first, those that are over with the last that ended first.
pub fn exemption_list(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    query: &ExemptionQuery,
    now: Time,
) -> Result<Vec<ExemptionRow>> {
    let ranges = search(&query.search);
    let direction: i64 = if query.over { -1 } else { 1 };
    let (after, id) = match query.after {
        Some((end, id)) => (end.millis().saturating_mul(direction), id),
        None => (i64::MIN, ExemptionId::from_bytes([0; 16])),
    };
    tx.all(
        concat!(
            "SELECT x.id, x.reason, x.valid_from, x.until, x.granted_by, g.name, x.valid_to, e.name,
                u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language
           FROM (SELECT tenant_id, id, user_id, reason, valid_from, until, granted_by, valid_to, ended_by,
                        COALESCE(valid_to, until) * $6 AS place
                   FROM exemptions
                  WHERE tenant_id = $1
                    AND CASE WHEN valid_to IS NULL AND until > $2 THEN 1 ELSE -1 END = $6) x
           JOIN users u ON u.tenant_id = x.tenant_id AND u.id = x.user_id
           JOIN roles r ON r.tenant_id = x.tenant_id AND r.user_id = x.user_id AND r.valid_to IS NULL
           LEFT JOIN users g ON g.tenant_id = x.tenant_id AND g.id = x.granted_by AND g.standing <> 'erased'
           LEFT JOIN users e ON e.tenant_id = x.tenant_id AND e.id = x.ended_by AND e.standing <> 'erased'
          WHERE (x.place, x.id) > ($3, $4)
            AND ",
            has_all!("u.id", "$7", ["$8", "$9"], ["$10", "$11"], ["$12", "$13"], ["$14", "$15"]),
            "
          ORDER BY x.place, x.id
          LIMIT $5"
        ),
        &[
            &[
                tenant.into(),
                now.into(),
                after.into(),
                (&id).into(),
                int(query.limit).into(),
                direction.into(),
                int(u64::try_from(ranges.len()).unwrap_or(0)).into(),
            ][..],
            &slots(&ranges)[..],
        ]
        .concat(),
    )
}

/// Takes away all exemptions of a person.
pub fn exemptions_remove(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run("DELETE FROM exemptions WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])
}
